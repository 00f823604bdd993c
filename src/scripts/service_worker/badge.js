// The number on the app's icon: offers that have come since somebody last looked at "Vicino a te". Browsers that can do it
// (Chromium, installed) ask for it in the background, now and then.

import { call } from "./contents.js";

const TAG = "near";
const CACHE = "bacheca-worker.near";
const NOTE = "/bacheca-worker/near";
const MOST = 50;

/** What the profile looks for, from now on; nothing when nobody is signed in. */
export async function follow({ query }) {
  const cache = await caches.open(CACHE);
  if (query) await cache.put(NOTE, Response.json({ query, since: Date.now() }));
  else if (!(await cache.delete(NOTE))) return;
  await navigator.clearAppBadge?.();
}

async function count() {
  const note = await caches.match(NOTE, { cacheName: CACHE });
  if (!note) return;
  const { query, since } = await note.json();
  const answer = await fetch(`${call("job-postings")}?${query}&limit=${MOST}`, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) return;
  const { items } = await answer.json();
  const fresh = items.filter(({ date_posted }) => Date.parse(date_posted) > since).length;
  await (fresh > 0 ? navigator.setAppBadge(fresh) : navigator.clearAppBadge());
}

export function countNearby() {
  self.addEventListener("periodicsync", (event) => {
    if (event.tag === TAG && navigator.setAppBadge) event.waitUntil(count());
  });
}
