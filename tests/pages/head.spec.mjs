// The head of a page before the app starts; the app has nothing to change in it.

import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";

import { article, everyPage, jobPostings, openJobPosting, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

/** The JSON-LD in the page, by its type. */
function structuredData(page) {
  return page.evaluate(() => {
    const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')];
    return Object.fromEntries(scripts.map((script) => JSON.parse(script.textContent)).map((data) => [data["@type"], data]));
  });
}

test("a title stays when the app takes over", async ({ page, server }) => {
  test.setTimeout(90_000);
  await page.addInitScript(() => {
    globalThis.titles = new Set();
    const note = () => document.title && globalThis.titles.add(document.title);
    new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const changed = {};
  let kept = 0;
  for (const [what, path] of await everyPage(server)) {
    await visit(page, path);
    const [served, ...later] = await page.evaluate(() => [...globalThis.titles]);
    // Pages of an account get their title when the app knows who is signed in.
    if (served === "Bacheca" && path !== "/") continue;
    kept += 1;
    if (later.length > 0) changed[what] = [served, ...later];
  }
  expect(changed).toEqual({});
  expect(kept).toBeGreaterThan(20);
});

test("an offer says the same to programs and to people", async ({ page, server }) => {
  const open = await openJobPosting(server);
  await visit(page, open.path);
  const { JobPosting: jobPosting, BreadcrumbList: trail } = await structuredData(page);
  expect(jobPosting.title).toBe(open.title);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(jobPosting.title);
  expect(trail.itemListElement.at(-1).name).toBe(jobPosting.title);
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", jobPosting.url);
  expect(new URL(jobPosting.url).pathname).toBe(open.path);

  for (const ended of [jobPostings.expired, jobPostings.filled]) {
    await visit(page, ended);
    expect(await structuredData(page)).toEqual({});
    await expect(page.locator("meta[name=robots]")).toHaveAttribute("content", "noindex");
  }
});

test("an article says the same to programs and to people", async ({ page }) => {
  await visit(page, article);
  const { Article: data } = await structuredData(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(data.headline);
  await expect(page.locator("meta[property='og:title']")).toHaveAttribute("content", data.headline);
});

test("the head of a page goes with it", async ({ page }) => {
  await visit(page, article);
  await page.getByRole("link", { name: "Magazine" }).first().click();
  await expect(page).toHaveURL("/articoli");
  await expect(page).toHaveTitle("Magazine – Bacheca");
  await expect(page.locator("link[rel=canonical], script[type='application/ld+json']")).toHaveCount(0);
});

/** The text at an address of the site, which must be there. */
async function read(server, address) {
  const answer = await fetch(new URL(new URL(address, server.url).pathname, server.url));
  expect(answer.status, address).toBe(200);
  return answer.text();
}

function locations(xml) {
  return [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);
}

test("every offer and every article holds to Google's rules", async ({ server }) => {
  test.setTimeout(60_000);
  const lists = ["/sitemaps/offers-1.xml", "/sitemaps/articles.xml"].map((list) => read(server, list));
  const errors = [];
  const kinds = {};
  for (const address of (await Promise.all(lists)).flatMap(locations)) {
    const found = new WebAutoExtractor({ addLocation: true }).parse(await read(server, address));
    for (const kind of Object.keys(found.jsonld)) kinds[kind] = (kinds[kind] ?? 0) + 1;
    const issues = await new Validator().validate(found);
    const serious = issues.filter((issue) => issue.severity === "ERROR");
    errors.push(...serious.map((issue) => `${address}: ${issue.issueMessage}`));
  }
  expect(errors).toEqual([]);
  expect(kinds.JobPosting).toBeGreaterThan(90);
  expect(kinds.Article).toBe(12);
  expect(kinds.BreadcrumbList).toBe(kinds.JobPosting + kinds.Article);
});

test("every list that robots are shown is there", async ({ server }) => {
  const robots = await read(server, "/robots.txt");
  const lists = locations(await read(server, robots.match(/^Sitemap: (.*)$/m)[1]));
  expect(lists.length).toBeGreaterThanOrEqual(4);
  for (const list of lists) {
    const [first] = locations(await read(server, list));
    await read(server, first);
  }
});
