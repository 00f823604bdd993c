// The number on the app's icon, where browsers can show one.

import { signedIn } from "../support/account.mjs";
import { visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";
import { visitWithWorker } from "../support/worker.mjs";

test.use({ serviceWorkers: "allow" });

const DAY = 86_400_000;

test("what has come near since it was last looked at is counted, and looking at it takes the number away", async ({ page, context, server }) => {
  await page.addInitScript(() => (navigator.setAppBadge ??= async () => {}));
  await signedIn(page, server, { place: "milano-mi" });
  await visitWithWorker(page, "/");
  await expect(page.getByRole("heading", { name: "Vicino a te" })).toBeVisible();
  const note = () =>
    page.evaluate(async () => (await caches.match("/bacheca-worker/near", { cacheName: "bacheca-worker.near" }))?.json());
  await expect.poll(async () => (await note())?.query).toContain("place=milano-mi");
  expect(Date.now() - (await note()).since).toBeLessThan(60_000);

  // The icon's number, as the worker sets it; the time of the last look, three days ago.
  const [worker] = context.serviceWorkers();
  const since = Date.now() - 3 * DAY;
  await worker.evaluate(async (since) => {
    self.badge = undefined;
    self.navigator.setAppBadge = async (count) => (self.badge = count);
    self.navigator.clearAppBadge = async () => (self.badge = 0);
    const cache = await caches.open("bacheca-worker.near");
    const { query } = await (await cache.match("/bacheca-worker/near")).json();
    await cache.put("/bacheca-worker/near", Response.json({ query, since }));
  }, since);
  const { query } = await note();
  const { items } = await (await fetch(`${server.url}/api/v1/job-postings?${query}&limit=50`)).json();
  const expected = items.filter(({ date_posted }) => Date.parse(date_posted) > since).length;
  expect(expected).toBeGreaterThan(0);
  expect(expected).toBeLessThan(items.length);

  const session = await context.newCDPSession(page);
  const registered = new Promise((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId)),
  );
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;
  await session.send("ServiceWorker.dispatchPeriodicSyncEvent", { origin: server.url, registrationId, tag: "near" });
  await expect.poll(() => worker.evaluate(() => self.badge)).toBe(expected);

  await visit(page, "/");
  await expect.poll(() => worker.evaluate(() => self.badge)).toBe(0);
  expect(Date.now() - (await note()).since).toBeLessThan(60_000);

  // After signing out, the device no longer knows what its owner looks for.
  await visit(page, "/impostazioni");
  await page.getByRole("button", { name: "Esci da questo dispositivo" }).click();
  await expect.poll(note).toBeUndefined();
});
