// The number on the app's icon: new offers since somebody last looked at "Vicino a te". Browsers with periodic background
// sync (Chromium, if the app is installed) update it from time to time.

import { call } from "./contents.js";

const TAG = "near";
const CACHE = "bacheca-worker.near";
const NOTE = "/bacheca-worker/near";
const MOST = 50;

/** Sets the search of the profile; none if nobody is signed in. */
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
