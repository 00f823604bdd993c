// What the service worker keeps: which addresses, under which name, how many of them and for how long.
// Nothing is kept that is not named here: no page, no account, nothing that was sent.

// Written before this code by `cargo xtask dist` and `configure`: the API's address, the files of this release.
const { api, shell, files, parts } = self.bacheca;

/** The API's origin, with a path in front of `/api/v1` if it has one; empty for the site's own. */
export const API = api;
export const SHELL = shell;
/** Downloaded when the worker is installed: [{ url, revision }]. */
export const FILES = files;
/** Parts of the app that the first page does without: their addresses. */
export const PARTS = parts;

// Names of our own, as the page keeps files of drafts in a cache too.
const PREFIX = "bacheca-worker.";
export const FILES_CACHE = `${PREFIX}files`;
export const PARTS_CACHE = `${PREFIX}parts`;
export const SAVED_CACHE = `${PREFIX}saved`;

/** No more offers than these are kept because somebody saved them. */
export const MOST_SAVED = 100;

const DAY = 24 * 60 * 60;
/** How much is kept besides the files: entries, and seconds since they came. */
export const BOUNDS = {
  articles: { maxEntries: 40, maxAgeSeconds: 60 * DAY },
  offers: { maxEntries: 60, maxAgeSeconds: 60 * DAY },
  lists: { maxEntries: 30, maxAgeSeconds: 14 * DAY },
  taxonomies: { maxEntries: 60, maxAgeSeconds: 60 * DAY },
  pictures: { maxEntries: 60, maxAgeSeconds: 60 * DAY },
  parts: { maxEntries: 60, maxAgeSeconds: 60 * DAY },
};

export const cacheOf = (kind) => PREFIX + kind;

const calls = new URL(`${api}/api/v1/`, location.origin).href;
const media = new URL(`${api}/media/`, location.origin).href;

/** The API gives addresses on its own origin without it. */
export const ofApi = (path) => new URL(`${api}${path}`, location.origin).href;
/** The address of a call, from its path below /api/v1. */
export const call = (path) => calls + path.replace(/^\//, "");
export const offer = (id) => call(`job-postings/${encodeURIComponent(id)}`);

const KINDS = [
  [/^articles(\/[\w.~-]+)?$/, "articles"],
  [/^job-postings\/[\w.~-]+$/, "offers"],
  [/^job-postings$/, "lists"],
  [/^(occupations(\/[\w.~-]+)?|industries)$/, "taxonomies"],
  // Not what is suggested while somebody types, nor what is near to where they are.
  [/^places\/(?!nearest$)[\w.~-]+$/, "taxonomies"],
];

/** What kind of answer of the API this is, if it is one to keep. */
export function kindOfCall({ href, searchParams }) {
  // Where somebody is stays between them and the API; the next part of a list is of no use without the first.
  if (!href.startsWith(calls) || searchParams.has("lat") || searchParams.has("cursor")) return undefined;
  const path = href.slice(calls.length).split(/[?#]/)[0];
  return KINDS.find(([pattern]) => pattern.test(path))?.[1];
}

export const isArticle = (href) => href.startsWith(call("articles/"));
export const isPicture = (url) => url.href.startsWith(media);
export const isPart = (url) => url.origin === location.origin && url.pathname.startsWith("/assets/");

/** Is this the address of a page? Files, calls and what partners embed are none. */
export const isPage = ({ pathname }) =>
  !/\.\w+$/.test(pathname) && !["/api", "/embed", "/media", "/oembed", "/healthz"].some((start) => pathname === start || pathname.startsWith(`${start}/`));
