// What is put at /sw.js to be rid of the service worker: `cargo xtask configure --no-service-worker`. Browsers look for a
// new one with every visit, find this, and it takes everything away that the other one kept. Open tabs go on as they are,
// from then on without a worker. It imports nothing: whatever broke the other one is not in here.

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
