// How answers and files are stored and served.

import { ExpirationPlugin } from "workbox-expiration/ExpirationPlugin.js";
import { PrecacheController } from "workbox-precaching/PrecacheController.js";
import { CacheFirst } from "workbox-strategies/CacheFirst.js";
import { Strategy } from "workbox-strategies/Strategy.js";

import { BOUNDS, FILES, FILES_CACHE, MOST_SAVED, PARTS, PARTS_CACHE, SAVED_CACHE, SHELL, cacheOf, isArticle, ofApi, offer } from "./contents.js";

/** Header of a stored answer: when it was stored, in seconds since 1970. */
const STORED = "x-bacheca-stored";
/** Time limit for the network while there is a stored answer. */
const PATIENCE_MS = 3000;

// The API's `Vary` has encoding and origin, which do not change the content.
const matchOptions = { ignoreVary: true };
const bounds = Object.fromEntries(
  Object.entries(BOUNDS).map(([kind, most]) => [kind, new ExpirationPlugin({ ...most, matchOptions, purgeOnQuotaError: true })]),
);
// The app's client ends queries with "&"; answers inside a page have paths without it.
const plain = (url) => url.replace(/&$/, "");
const samePlace = { cacheKeyWillBeUsed: async ({ request }) => plain(request.url) };
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seconds = () => Math.floor(Date.now() / 1000);

/** The copy of an answer to store; none unless it is a success. */
export function dated(response) {
  if (response.status !== 200) return undefined;
  const headers = new Headers(response.headers);
  // The body is unpacked already.
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.set(STORED, String(seconds()));
  return new Response(response.body, { status: 200, headers });
}

/** The network's answer; the stored one if the network fails, is too slow, or returns a server error. */
class FreshOrStored extends Strategy {
  constructor(kind) {
    const keepDated = { cacheWillUpdate: async ({ response }) => dated(response) };
    super({ cacheName: cacheOf(kind), plugins: [samePlace, keepDated, bounds[kind]], matchOptions });
  }

  async _handle(request, handler) {
    const network = handler.fetchAndCachePut(request);
    const answer = await Promise.race([network.catch(() => undefined), wait(PATIENCE_MS)]);
    if (answer && answer.status < 500) {
      if (answer.status === 200) {
        handler.waitUntil(renewSaved(request, answer.clone()));
        if (isArticle(request.url)) handler.waitUntil(answer.clone().text().then((text) => keepPictures(text, handler.event)));
      }
      if (answer.status === 404 || answer.status === 410) handler.waitUntil(this.forget(request));
      return answer;
    }
    const stored = (await handler.cacheMatch(request)) ?? (await caches.match(request, { cacheName: SAVED_CACHE, ...matchOptions }));
    return stored ?? answer ?? network;
  }

  async forget(request) {
    for (const name of [this.cacheName, SAVED_CACHE]) await (await caches.open(name)).delete(plain(request.url), matchOptions);
  }
}

const answers = Object.fromEntries(
  ["articles", "offers", "lists", "taxonomies"].map((kind) => [kind, new FreshOrStored(kind)]),
);
export const answerOf = (kind) => answers[kind];

// Names of images and parts contain a hash of their content, so a stored copy never is out of date.
const pictures = new CacheFirst({ cacheName: cacheOf("pictures"), plugins: [bounds.pictures], matchOptions });
const partsOnUse = new CacheFirst({ cacheName: PARTS_CACHE, plugins: [bounds.parts], matchOptions });

export function picture(request, event) {
  // Requested by `<img>`, an answer from another origin would be opaque: errors could not be detected, and browsers count it as
  // megabytes of storage.
  const readable = new Request(request.url, { mode: "cors", credentials: "omit" });
  return pictures.handle({ request: readable, event });
}

/** The images of an article that is read, those further down too. */
async function keepPictures(text, event) {
  if (navigator.connection?.saveData) return;
  const { summary, sections = [] } = JSON.parse(text);
  const inText = sections.flatMap(({ html }) => [...html.matchAll(/src="(\/media\/[^"]+)"/g)].map(([, src]) => src));
  for (const src of [summary?.image?.src, ...inText]) if (src) await picture(new Request(ofApi(src)), event);
}

const precache = new PrecacheController({ cacheName: FILES_CACHE });
precache.addToCacheList(FILES);

export const install = (event) => precache.install(event);

/** A file of this release; a part of another one that is still open somewhere. */
export async function file(request, event) {
  const kept = await precache.matchPrecache(request.url.split(/[?#]/)[0]);
  return kept ?? partsOnUse.handle({ request, event });
}

export const isFile = (url) => precache.getCacheKeyForURL(url.origin + url.pathname) !== undefined;

/** The server's page; without an answer the empty shell, in which the app renders the page. */
export async function page(event) {
  const network = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  event.waitUntil(network.catch(() => {}));
  const answer = await Promise.race([network.catch(() => undefined), wait(PATIENCE_MS)]);
  if (answer && answer.status < 500) return answer;
  return (await precache.matchPrecache(SHELL)) ?? answer ?? network;
}

/** Moves files of earlier releases to another cache, as tabs that run them may be open. */
export async function retireFiles(event) {
  const [current, parts] = [await caches.open(FILES_CACHE), await caches.open(PARTS_CACHE)];
  for (const request of await current.keys()) {
    const url = new URL(request.url);
    if (!isFile(url) && url.pathname.startsWith("/assets/")) {
      const response = await current.match(request);
      if (response) await parts.put(request, response);
    }
  }
  await precache.activate(event);
}

/** Stores the parts that the first page does not need, for offline use. */
export async function fetchParts() {
  const parts = await caches.open(PARTS_CACHE);
  for (const url of PARTS) if (!(await parts.match(url))) await parts.add(url);
}

/** Answers that came inside a page, or before this worker was there: [{ url, text }]. */
export async function rememberAnswers(found, event) {
  for (const { kind, url: asked, text } of found) {
    const url = plain(asked);
    const cache = await caches.open(cacheOf(kind));
    const headers = { "content-type": "application/json" };
    await cache.put(url, dated(new Response(text, { headers })));
    await bounds[kind].cacheDidUpdate({ cacheName: cacheOf(kind), request: new Request(url) });
    if (isArticle(url)) await keepPictures(text, event);
  }
}

async function renewSaved(request, answer) {
  const saved = await caches.open(SAVED_CACHE);
  if (await saved.match(request, matchOptions)) await saved.put(request, dated(answer));
}

/** Stores the saved offers, and only those. What can't be fetched now is fetched the next time. */
export async function keepSaved(ids) {
  const wanted = new Set(ids.slice(0, MOST_SAVED).map(offer));
  const saved = await caches.open(SAVED_CACHE);
  for (const request of await saved.keys()) if (!wanted.has(request.url)) await saved.delete(request);
  for (const url of wanted) {
    if (await saved.match(url, matchOptions)) continue;
    const known = await caches.match(url, { cacheName: cacheOf("offers"), ...matchOptions });
    const answer = known ?? dated(await fetch(url, { credentials: "omit" }));
    if (answer) await saved.put(url, answer);
  }
}
