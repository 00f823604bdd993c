// The events of the service worker. contents.js says what is stored, strategies.js how.
//
// A new worker waits until somebody accepts it, or until no tab is open: see src/scripts/device/update.js.

import { countNearby, follow } from "./badge.js";
import { API, FILES, isPage, isPart, isPicture, kindOfCall } from "./contents.js";
import { addPushListeners } from "./push.js";
import * as kept from "./strategies.js";

self.addEventListener("install", (event) => {
  kept.install(event);
  // The browser serves immutable files itself, without starting this worker.
  const own = FILES.filter(({ url }) => isPart(new URL(url, location.origin)));
  event.addRoutes?.(own.map(({ url }) => ({ condition: { urlPattern: url }, source: "cache" })))?.catch(() => {});
});

self.addEventListener("activate", (event) => {
  const isPreloading = self.registration.navigationPreload?.enable().catch(() => {});
  event.waitUntil(Promise.all([isPreloading, kept.retireFiles(event)]).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  // Changes, and requests with the cookie, go directly from the page to the API.
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  const kind = request.credentials === "include" ? undefined : kindOfCall(url);
  if (request.mode === "navigate") {
    if (url.origin !== location.origin) return;
    if (isPage(url)) event.respondWith(kept.page(event));
    else if (kept.isFile(url)) event.respondWith(kept.file(request, event));
  } else if (kind) {
    event.respondWith(kept.answerOf(kind).handle({ request, event }));
  } else if (isPicture(url)) {
    event.respondWith(kept.picture(request, event));
  } else if (isPart(url) || kept.isFile(url)) {
    event.respondWith(kept.file(request, event));
  }
});

const messages = {
  /** Somebody has accepted this release. */
  activate: () => self.skipWaiting(),
  /** Is the page with these files of this release? Then there is nothing to accept, unless another tab is open. */
  release: async ({ files }, event) => {
    const own = new Set(FILES.map(({ url }) => url));
    const isOwn = files.every((file) => own.has(file));
    const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    if (isOwn && tabs.length <= 1) await self.skipWaiting();
    event.ports[0]?.postMessage(isOwn);
  },
  claim: () => self.clients.claim(),
  saved: ({ ids }) => kept.keepSaved(ids),
  answers: ({ answers }, event) => {
    const found = answers.map(({ url, text }) => ({ url, text, kind: kindOfCall(new URL(url, location.origin)) }));
    return kept.rememberAnswers(found.filter(({ kind }) => kind), event);
  },
  parts: () => kept.fetchParts(),
  near: (search) => follow(search),
};

self.addEventListener("message", (event) => {
  const act = Object.hasOwn(messages, event.data?.kind) ? messages[event.data.kind] : undefined;
  // May fail without a network, or if the device is full; pages do not need it.
  if (act) event.waitUntil(Promise.resolve(act(event.data, event)).catch(() => {}));
});

// All other events.
countNearby();
addPushListeners(self, API);
