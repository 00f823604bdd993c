// An empty console: no error, no violation of the security policy, no missing file.

import { everyPage, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

// The worker must not log anything either.
test.use({ serviceWorkers: "allow" });

test("no page reports an error", async ({ page, server }) => {
  test.setTimeout(90_000);
  const said = {};
  let where;
  const note = (text) => (said[where] ??= []).push(text);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") note(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => note(String(error)));
  page.on("requestfailed", (request) => {
    // Requests that a page leaves unfinished are aborted on purpose.
    if (request.failure().errorText !== "net::ERR_ABORTED") note(`${request.url()}: ${request.failure().errorText}`);
  });
  for (const [what, path] of await everyPage(server)) {
    if (what.includes("not found")) continue;
    where = what;
    await visit(page, path);
    // Pictures below the fold load when they are scrolled to.
    await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
    await page.waitForFunction(() => [...document.images].every((image) => image.complete || image.loading === "lazy"));
  }
  expect(said).toEqual({});
});

test("no page asks anybody else for anything", async ({ page, server }) => {
  test.setTimeout(90_000);
  const strangers = new Set();
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== server.url) strangers.add(url.origin);
  });
  for (const [, path] of await everyPage(server)) await visit(page, path);
  expect([...strangers]).toEqual([]);
});

test("script in a page's address or an offer's text never runs", async ({ page }) => {
  await page.addInitScript(() => (globalThis.alert = () => (globalThis.isBroken = true)));
  for (const path of [
    "/articoli?topic=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "/offerte?occupation=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/offerte/%22%3E%3Csvg%20onload%3Dalert(1)%3E",
    "/articoli/x#%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
  ]) {
    await visit(page, path);
    expect(await page.evaluate(() => globalThis.isBroken), path).toBeUndefined();
  }
});
