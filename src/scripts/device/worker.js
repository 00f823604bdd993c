// The service worker, seen from the page.

import { followNearby } from "./badge.js";
import { followSaved } from "./saved.js";
import { followUpdates } from "./update.js";

const content = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

/** What the app was given inside the page: it never asked for it, so the worker never saw it. */
function answersInPage() {
  const found = [...document.querySelectorAll("script[data-api], script[data-used-api]")];
  const calls = `${content("bacheca-api")}/api/v1`;
  const answers = found.map(({ dataset, textContent }) => {
    return { url: new URL(calls + (dataset.usedApi ?? dataset.api), location.href).href, text: textContent };
  });
  for (const script of found) if (script.dataset.usedApi) script.remove();
  return answers;
}

/** What the page had asked for before there was a worker, which sees it now: from the HTTP cache, mostly. */
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
    // Forbidden by the browser, or no network: the site is as it is without.
    return;
  }
  // Extensions that forbid workers give nothing instead of refusing.
  if (!registration) return;
  followUpdates(registration);
  await serviceWorker.ready;
  const send = (message) => (serviceWorker.controller ?? registration.active)?.postMessage(message);
  // A worker that began while this page was on its way has not seen it.
  if (!serviceWorker.controller) send({ kind: "claim" });
  send({ kind: "answers", answers: answersInPage() });
  followSaved(send);
  followNearby(registration, send);
  if (!navigator.connection?.saveData) send({ kind: "parts" });
  if (wasControlled) return;
  if (serviceWorker.controller) askAgain();
  else serviceWorker.addEventListener("controllerchange", askAgain, { once: true });
}
