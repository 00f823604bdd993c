// Without a network: the app starts, pages read before are shown with their age, and nothing personal is stored.

import { signedIn } from "../support/account.mjs";
import { openJobPostings, saveButton, savedCards } from "../support/saved.mjs";
import { article, follow, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";
import { holdTimers, passTime, quiet } from "../support/time.mjs";
import { forgetHttpCache, keeps, keepsPart, storedAddresses, toldAnswers, visitWithWorker } from "../support/worker.mjs";

test.use({ serviceWorkers: "allow" });

const ribbon = (page) => page.locator(".offline-ribbon");
const age = /salvata sul dispositivo (poco fa|un minuto fa)\./;
const slug = article.split("/").at(-1);

/** All requests fail from now on, including the worker's own. */
async function cutOff(page, context, server) {
  await forgetHttpCache(page);
  await context.setOffline(true);
  await server.stop();
}

test("what was read is there again without a network, and says how old it is", async ({ page, context, server }) => {
  const [seen, unseen] = await openJobPostings(server, 2);
  // The very first page loads before the worker.
  await visitWithWorker(page, article);
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  for (const path of ["/", "/articoli", `/offerte/${seen.id}`, "/offerte"]) {
    await visit(page, path);
    await toldAnswers(page);
    // The worker stores the answer a moment later.
    if (path === "/") await keeps(page, "/articles?limit=4");
  }
  await keeps(page, `/articles/${slug}`);
  await keeps(page, `/job-postings/${seen.id}`);
  await cutOff(page, context, server);

  // From the home screen: a new page with empty memory.
  const started = await context.newPage();
  await visit(started, "/");
  await expect(started.getByRole("heading", { level: 1 })).toHaveText("Prima capisci il mestiere, poi scegli l’offerta");
  await expect(started.getByRole("main").getByRole("article").first()).toBeVisible();
  await expect(ribbon(started)).toContainText("Sei senza rete");
  await expect(ribbon(started)).toHaveText(age);

  await visit(started, article);
  await expect(started.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(ribbon(started)).toHaveText(age);
  for (const picture of await started.locator(".article img").all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  }

  await visit(started, "/offerte");
  await expect(started.getByRole("link", { name: seen.title }).first()).toBeVisible();
  await started.getByRole("link", { name: seen.title }).first().click();
  await expect(started.getByRole("heading", { level: 1 })).toHaveText(seen.title);

  await visit(started, `/offerte/${unseen.id}`);
  await expect(started.getByRole("alert")).toContainText("Sei senza rete");
  const drawing = started.locator("img.empty-state__image");
  await expect.poll(() => drawing.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
  // Nothing on this page is a copy.
  await expect(ribbon(started)).toHaveText(/vedi quello che era già caricato/);
});

test("an offer saved from a list can be read whole without a network", async ({ page, context, server }) => {
  await visitWithWorker(page, "/offerte");
  const card = page.getByRole("main").getByRole("article").first();
  const link = card.getByRole("link").first();
  const id = (await link.getAttribute("href")).split("/").at(-1);
  const title = await link.textContent();
  await saveButton(card).click();
  await keeps(page, `/job-postings/${id}`, "saved");
  await keepsPart(page, "saved");
  await keepsPart(page, "job_posting");
  await cutOff(page, context, server);

  await visit(page, "/salvate");
  await savedCards(page).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(ribbon(page)).toHaveText(age);

  // Once it is not saved any more, the device deletes its copy.
  await visit(page, "/salvate");
  await saveButton(savedCards(page)).click();
  await expect.poll(async () => (await storedAddresses(page))["bacheca-worker.saved"]).toEqual([]);
});

test("the page of an offer that the API no longer has is not shown as it was", async ({ page, context, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await visitWithWorker(page, `/offerte/${jobPosting.id}`);
  await visit(page, `/offerte/${jobPosting.id}`);
  await keeps(page, `/job-postings/${jobPosting.id}`);
  // The worker sends the request, so the answer is changed behind it.
  await context.route(`**/api/v1/job-postings/${jobPosting.id}`, (route) =>
    route.fulfill({ status: 410, contentType: "application/problem+json", body: '{"type":"about:blank","title":"Gone","status":410}' }),
  );
  await visit(page, "/privacy");
  await follow(page, `/offerte/${jobPosting.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Qui non c’è appuntato niente");
  await expect.poll(async () => (await storedAddresses(page))["bacheca-worker.offers"]).toEqual([]);
});

test("a service that is down is not taken for a missing network, and the copy says its age", async ({ page, server }) => {
  await visitWithWorker(page, "/");
  await visit(page, article);
  await keeps(page, `/articles/${slug}`);
  await forgetHttpCache(page);
  await server.stop();
  await visit(page, article);
  await expect(ribbon(page)).toContainText("Stai vedendo una copia");
  await expect(ribbon(page)).toContainText(age);
  await server.start();
  await ribbon(page).getByRole("button", { name: "Aggiorna" }).click();
  await settled(page);
  await expect(ribbon(page)).toHaveCount(0);
});

test("nothing personal and nothing that failed is kept", async ({ page, context, server }) => {
  await signedIn(page, server, { place: "milano-mi" });
  await visitWithWorker(page, "/profilo");
  for (const path of ["/salvate", "/avvisi", "/candidature", "/impostazioni", "/offerte/aaaaaaaaaaaa", "/articoli/questo-non-esiste"]) {
    await visit(page, path);
  }
  await visit(page, "/offerte?lat=45.46&lon=9.19");
  await visit(page, "/offerte");
  await keeps(page, "/occupations");
  const all = await storedAddresses(page);
  const addresses = Object.values(all).flat();
  expect(addresses.filter((address) => /\/me\b|sessions|lat=|aaaaaaaaaaaa|questo-non-esiste/.test(address))).toEqual([]);
  // No page but the empty shell.
  const pages = addresses.filter((address) => !/^\/(api|media|assets|icons|illustrations)\//.test(address));
  expect(pages.map((address) => address.split("?")[0]).sort()).toEqual(["/condividi.html", "/condividi.js", "/shell.html"]);
  const shell = await page.evaluate(async () => {
    const [name] = (await caches.keys()).filter((name) => name.endsWith(".files"));
    const cache = await caches.open(name);
    const [request] = (await cache.keys()).filter(({ url }) => url.includes("/shell.html"));
    return (await cache.match(request)).text();
  });
  expect(shell).toContain('id="avvio"');
  expect(shell).not.toContain("milano");
});

test("saved without a network, an offer reaches the account exactly once", async ({ page, context, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await signedIn(page, server);
  await visitWithWorker(page, `/offerte/${jobPosting.id}`);
  await holdTimers(page);
  await visit(page, `/offerte/${jobPosting.id}`);
  await keeps(page, `/job-postings/${jobPosting.id}`);
  const sent = [];
  page.on("request", (request) => {
    if (request.method() === "PUT" && request.url().includes("/me/saved/")) sent.push(request.url());
  });
  await context.setOffline(true);
  await saveButton(page).click();
  // From the worker.
  await page.reload();
  await settled(page);
  await expect(saveButton(page)).toHaveAttribute("aria-pressed", "true");
  const before = sent.length;
  await context.setOffline(false);
  await expect
    .poll(async () => {
      // The first attempts may come before the network.
      await passTime(page, 1000);
      return (await (await page.request.get(`${server.url}/api/v1/me/saved`)).json()).map((it) => it.job_posting.id);
    })
    .toEqual([jobPosting.id]);
  // Longer than the last of the attempts that follow the network's return.
  await passTime(page, 9000);
  await quiet(page);
  expect(sent.length - before).toBe(1);
});

test("what came inside a page is kept as if it had been asked for", async ({ page, context, server }) => {
  const answer = await (await fetch(`${server.url}/api/v1/articles/${slug}`)).text();
  await visitWithWorker(page, "/privacy");
  // As in a prerendered page.
  await page.addInitScript(([path, text]) => {
    document.addEventListener("DOMContentLoaded", () => {
      const data = document.createElement("script");
      data.type = "application/json";
      data.dataset.api = path;
      data.textContent = text;
      document.head.append(data);
    });
  }, [`/articles/${slug}`, answer]);
  await visit(page, "/privacy");
  await keeps(page, `/articles/${slug}`, "articles");
  await expect.poll(async () => (await storedAddresses(page))["bacheca-worker.pictures"]?.length ?? 0).toBeGreaterThan(0);
  // The app's part for articles, which this page did without, arrives in its own time.
  await keepsPart(page, "article");
  await cutOff(page, context, server);
  await visit(page, article);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Addetto al back office/);
  const picture = page.locator(".article img").first();
  await expect.poll(() => picture.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
});
