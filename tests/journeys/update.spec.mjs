// A new release while tabs are open: it waits, is offered, and no tab breaks or reloads while somebody types there.

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { copyOfSite } from "../support/deploys.mjs";
import { createListingsApi } from "../support/listings-api.mjs";
import { article, settled, visit } from "../support/site.mjs";
import { expect, test as base } from "../support/test.mjs";
import { quiet } from "../support/time.mjs";
import { newReleaseWaits, runsNewestRelease, visitWithWorker, workerIsGone } from "../support/worker.mjs";

const test = base.extend({
  // A server whose site changes.
  site: async ({}, use) => {
    const data = await mkdtemp(join(tmpdir(), "bacheca-deploys-"));
    await cp(process.env.BACHECA_SEEDED_DATA, data, { recursive: true });
    const copy = await copyOfSite();
    const server = await createListingsApi(data, copy.folder);
    await use({ ...copy, url: server.url });
    await server.stop();
    await copy.remove();
    await rm(data, { recursive: true, force: true });
  },
  baseURL: async ({ site }, use) => use(site.url),
});

test.use({ serviceWorkers: "allow" });

const notice = (page) => page.locator("bacheca-update");
const newRelease = "C’è una versione nuova di Bacheca";
const release = (page) => page.evaluate(() => document.querySelector("script[src^='/assets/start']").getAttribute("src"));
// Chromium refuses for a moment after a worker has begun its work.
const lookForUpdate = (page) =>
  expect(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update())).toPass();

/** Records what fails to load in a tab from now on, and how often the tab loads. */
function watch(page) {
  const seen = { failures: [], loads: 0 };
  page.on("requestfailed", (request) => {
    // The app itself aborts the requests of a page that was left.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") seen.failures.push(`${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", (response) => response.status() >= 400 && seen.failures.push(`${response.url()} ${response.status()}`));
  page.on("pageerror", (error) => seen.failures.push(String(error)));
  page.on("load", () => (seen.loads += 1));
  return seen;
}

test("a new release waits until it is accepted; the other tab keeps what is typed and says so", async ({ page, context, site }) => {
  await visitWithWorker(page, "/");
  const other = await context.newPage();
  await visit(other, "/registrati");
  await other.getByLabel("Nome").fill("Anna Prova");
  const before = await release(page);
  const seen = [watch(page), watch(other)];

  await site.deploy();
  await lookForUpdate(page);
  await expect(notice(page)).toContainText(newRelease);
  await expect(notice(other)).toContainText(newRelease);
  // Until then both go on as they are.
  await page.getByRole("link", { name: "Magazine" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Magazine");
  expect(seen.map(({ loads }) => loads)).toEqual([0, 0]);

  await notice(page).getByRole("button", { name: "Aggiorna" }).click();
  await expect.poll(() => release(page).catch(() => before)).not.toBe(before);
  await settled(page);
  await expect(notice(page)).toBeEmpty();
  await expect(notice(other)).toContainText("aggiornata in un’altra scheda");
  await expect(other.getByLabel("Nome")).toHaveValue("Anna Prova");
  expect(seen.map(({ loads }) => loads)).toEqual([1, 0]);

  await notice(other).getByRole("button", { name: "Ricarica" }).click();
  await expect.poll(() => release(other).catch(() => before)).not.toBe(before);
  await settled(other);
  await quiet(other);
  expect(seen.map(({ loads }) => loads)).toEqual([1, 1]);
  expect(seen.flatMap(({ failures }) => failures)).toEqual([]);
});

test("somebody who does not want it now closes the notice, and the focus goes to the page", async ({ page, site }) => {
  await visitWithWorker(page, "/privacy");
  await site.deploy();
  await lookForUpdate(page);
  await notice(page).getByRole("button", { name: "Chiudi" }).click();
  await expect(notice(page)).toBeEmpty();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("a page that came with the new release has nothing to accept", async ({ page, site }) => {
  await visitWithWorker(page, "/");
  await site.deploy();
  await visit(page, "/articoli");
  // Alone, it takes the new worker by itself, without being loaded again.
  const seen = watch(page);
  await runsNewestRelease(page);
  await quiet(page);
  await expect(notice(page)).toBeEmpty();
  expect(seen).toEqual({ failures: [], loads: 0 });
});

test("twenty releases go by a tab that stays open, and nothing it asks for fails", async ({ page, context, site }) => {
  test.setTimeout(180_000);
  await visitWithWorker(page, "/");
  const old = await release(page);
  const seen = watch(page);
  const releases = new Set();
  const ways = [
    () => page.getByRole("link", { name: "Magazine" }).first().click(),
    () => page.getByRole("main").getByRole("article").first().getByRole("link").first().click(),
    () => page.getByRole("link", { name: "Offerte" }).first().click(),
    () => page.getByRole("main").getByRole("article").first().getByRole("link").first().click(),
  ];
  for (let count = 0; count < 20; count += 1) {
    await site.deploy();
    await lookForUpdate(page);
    await newReleaseWaits(page);
    const path = await page.evaluate(() => location.pathname);
    await ways[count % ways.length]();
    await expect.poll(() => page.evaluate(() => location.pathname)).not.toBe(path);
    await settled(page);
    // A tab opened meanwhile has the newest release, and works too.
    const fresh = await context.newPage();
    const seenThere = watch(fresh);
    await visit(fresh, article);
    releases.add(await release(fresh));
    seen.failures.push(...seenThere.failures);
    await fresh.close();
  }
  expect(await release(page)).toBe(old);
  expect(releases.size).toBe(20);
  expect(seen.loads).toBe(0);
  console.log(`20 deploys, one tab open all the while: ${seen.failures.length} failed loads`);
  expect(seen.failures).toEqual([]);

  // The server deleted the tab's files long ago.
  expect((await page.request.get(old)).status()).toBe(404);
  await notice(page).getByRole("button", { name: "Aggiorna" }).click();
  await expect.poll(() => release(page).catch(() => old)).not.toBe(old);
  await settled(page);
  expect(seen).toEqual({ failures: [], loads: 1 });
});

test("the removal takes worker and caches away, and the tab goes on", async ({ page, site }) => {
  await visitWithWorker(page, "/");
  // Data of the page itself, which the worker must not delete.
  await page.evaluate(async () => (await caches.open("bacheca-bozze")).put("/bacheca-bozze/prova", new Response("cv")));
  await site.write("sw.js", await removal());
  const seen = watch(page);
  await lookForUpdate(page);
  await workerIsGone(page);
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(["bacheca-bozze"]);
  await page.getByRole("link", { name: "Magazine" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Magazine");
  expect(seen.loads).toBe(0);
  // As `cargo xtask configure --no-service-worker` leaves the shell: nothing registers it again.
  const shell = await site.read("shell.html");
  await site.write("shell.html", shell.replace('name="bacheca-worker" content="/sw.js"', 'name="bacheca-worker" content=""'));
  await visit(page, "/articoli");
  await quiet(page);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

async function removal() {
  const { readFile } = await import("node:fs/promises");
  return readFile(new URL("../../src/service_worker/removal.js", import.meta.url), "utf8");
}
