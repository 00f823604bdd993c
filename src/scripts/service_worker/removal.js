// Replaces /sw.js to remove the service worker: `cargo xtask configure --no-service-worker`. Browsers look for a new worker at
// every visit and find this one, which deletes everything that the other one stored. Open tabs continue without a worker. It
// imports nothing, so it can't contain what broke the other one.

const KEPT = /^bacheca-worker\./;
const DATABASES = /^workbox-/;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (KEPT.test(name)) await caches.delete(name);
      const databases = (await indexedDB.databases?.()) ?? [];
      for (const { name } of databases) if (DATABASES.test(name)) indexedDB.deleteDatabase(name);
      await self.registration.unregister();
    })(),
  );
});
