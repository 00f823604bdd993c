// The page's side of the service worker.

import { followNearby } from "./badge.js";
import { followSaved } from "./saved.js";
import { followUpdates } from "./update.js";

const content = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

/** The answers that came inside the page: they were never requested, so the worker has not seen them. */
function answersInPage() {
  const found = [...document.querySelectorAll("script[data-api], script[data-used-api]")];
  const calls = `${content("bacheca-api")}/api/v1`;
  const answers = found.map(({ dataset, textContent }) => {
    return { url: new URL(calls + (dataset.usedApi ?? dataset.api), location.href).href, text: textContent };
  });
  for (const script of found) if (script.dataset.usedApi) script.remove();
  return answers;
}

/** Repeats the requests from before the worker was there, mostly from the HTTP cache, so that it can store the answers. */
function askAgain() {
  const api = new URL(content("bacheca-api") || "/", location.href).href.replace(/\/$/, "");
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  for (const url of new Set(asked)) {
    const isContent = url.startsWith(`${api}/media/`) || (url.startsWith(`${api}/api/v1/`) && !url.startsWith(`${api}/api/v1/me`));
    if (isContent) fetch(url, { credentials: "omit" }).catch(() => {});
  }
}

export async function startWorker() {
  const address = content("bacheca-worker");
  if (!address || !navigator.serviceWorker) return;
  const { serviceWorker } = navigator;
  const wasControlled = Boolean(serviceWorker.controller);
  let registration;
  try {
    registration = await serviceWorker.register(address, { updateViaCache: "none" });
  } catch {
    // Refused by the browser, or no network: the site works without it.
    return;
  }
  // Extensions that block workers return undefined instead of rejecting.
  if (!registration) return;
  followUpdates(registration);
  await serviceWorker.ready;
  const send = (message) => (serviceWorker.controller ?? registration.active)?.postMessage(message);
  // A worker that started while this page was loading has not seen its requests.
  if (!serviceWorker.controller) send({ kind: "claim" });
  send({ kind: "answers", answers: answersInPage() });
  followSaved(send);
  followNearby(registration, send);
  if (!navigator.connection?.saveData) send({ kind: "parts" });
  if (wasControlled) return;
  if (serviceWorker.controller) askAgain();
  else serviceWorker.addEventListener("controllerchange", askAgain, { once: true });
}
