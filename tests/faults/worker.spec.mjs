// The service worker under failures: slow or broken servers, browsers that refuse it.

import { article, follow, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";
import { quiet } from "../support/time.mjs";
import { forgetHttpCache, keeps, storedAddresses, visitWithWorker } from "../support/worker.mjs";

test.use({ serviceWorkers: "allow" });

const slug = article.split("/").at(-1);
const call = `**/api/v1/articles/${slug}`;
const ribbon = (page) => page.locator(".offline-ribbon");
const heading = (page) => page.getByRole("heading", { level: 1 });

/** The article as the worker keeps it, with its title. */
async function articleKept(page) {
  await visitWithWorker(page, "/");
  await visit(page, article);
  await keeps(page, `/articles/${slug}`);
  await forgetHttpCache(page);
  return heading(page).textContent();
}

test("an API that is broken does not take away what is on the device", async ({ page, context }) => {
  const title = await articleKept(page);
  await visit(page, "/privacy");
  await context.route(call, (route) => route.fulfill({ status: 503, contentType: "text/html", body: "<h1>Manutenzione</h1>" }));
  await follow(page, article);
  await expect(heading(page)).toHaveText(title);
  await expect(ribbon(page)).toContainText("Stai vedendo una copia");
});

test("an API that takes its time is not waited for when there is a copy", async ({ page, context }) => {
  const title = await articleKept(page);
  let answer;
  const late = new Promise((resolve) => (answer = resolve));
  await context.route(call, async (route) => {
    await late;
    await route.continue();
  });
  await visit(page, "/privacy");
  const before = Date.now();
  await follow(page, article);
  await expect(heading(page)).toHaveText(title);
  expect(Date.now() - before).toBeLessThan(8000);
  answer();
});

test("a server of pages that is broken is replaced by the app on the device", async ({ page, context }) => {
  const title = await articleKept(page);
  await context.route(`**${article}`, (route) =>
    route.request().isNavigationRequest() ? route.fulfill({ status: 502, contentType: "text/html", body: "Bad gateway" }) : route.continue(),
  );
  await page.goto(article);
  await settled(page);
  await expect(heading(page)).toHaveText(title);
});

test("errors and pages that are not there are shown as the server means them, and not kept", async ({ page, context }) => {
  await visitWithWorker(page, "/");
  const answer = await visit(page, "/questa-pagina-non-esiste");
  expect(answer.status()).toBe(404);
  await context.route(call, (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: "{}" }));
  await follow(page, article);
  await expect(page.getByRole("alert")).toContainText("Codice 500");
  const addresses = Object.values(await storedAddresses(page)).flat();
  expect(addresses.filter((address) => address.includes(slug) || address.includes("non-esiste"))).toEqual([]);
});

test("no more offers are kept than there is room for, and the newest stay", async ({ page, server }) => {
  await visitWithWorker(page, "/");
  const ids = [];
  for (let more = ""; more !== null && ids.length < 80; ) {
    const list = await (await fetch(`${server.url}/api/v1/job-postings?limit=50${more}`)).json();
    ids.push(...list.items.map(({ id }) => id));
    more = list.next_cursor ? `&cursor=${encodeURIComponent(list.next_cursor)}` : null;
  }
  expect(ids.length).toBeGreaterThan(60);
  await page.evaluate(async (ids) => {
    for (const id of ids) await (await fetch(`/api/v1/job-postings/${id}`)).text();
  }, ids);
  await expect.poll(async () => (await storedAddresses(page))["bacheca-worker.offers"].length).toBe(60);
  await keeps(page, `/job-postings/${ids.at(-1)}`);
});

test("without room on the device the page is as it is without a worker", async ({ page }) => {
  await visitWithWorker(page, "/");
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 1 });
  await visit(page, article);
  await expect(heading(page)).toHaveText(/^Addetto al back office/);
  await expect(ribbon(page)).toHaveCount(0);
});

test("a browser that refuses workers has the whole site", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new DOMException("no", "SecurityError"));
  });
  await visit(page, article);
  await expect(heading(page)).toHaveText(/^Addetto al back office/);
  await page.getByRole("link", { name: "Offerte" }).first().click();
  await expect(heading(page)).toHaveText("Offerte di lavoro");
});

test("a worker that cannot be fetched is no failure of the page", async ({ page, context }) => {
  let refused = 0;
  await context.route("**/sw.js", (route) => {
    refused += 1;
    return route.abort();
  });
  await visit(page, "/privacy");
  await expect.poll(() => refused).toBeGreaterThan(0);
  await quiet(page);
  await expect(page.getByRole("alert")).toHaveCount(0);
});
