// Pages load as parts of the program (ADR 32): a part that is late, fails, or arrives when it is no longer needed.

import { expect, test } from "../support/test.mjs";
import { article, settled, visit } from "../support/site.mjs";

// The served page stays until the app has its own; these tests start from the empty shell.
test.use({ startsEmpty: true });

const PARTS = "**/assets/part-*.bin";
const heading = (page) => page.getByRole("heading", { level: 1 });
const footer = (page, name) => page.getByRole("contentinfo").getByRole("link", { name, exact: true });

test("a part that does not come is named, and comes with Riprova", async ({ page }) => {
  await page.route(PARTS, (route) => route.abort());
  await page.goto("/privacy");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Non siamo riusciti a caricare la pagina");
  await expect(page.getByRole("link", { name: "ricarica tutto il sito" })).toHaveAttribute("href", "/privacy");
  await expect(page).toHaveTitle(/^Qualcosa non va/);
  await alert.getByRole("button", { name: "Riprova" }).click();
  await expect(alert).toContainText("Non siamo riusciti a caricare la pagina");
  await page.unroute(PARTS);
  await alert.getByRole("button", { name: "Riprova" }).click();
  await expect(heading(page)).toHaveText("Come trattiamo i tuoi dati");
  await expect(page).toHaveTitle(/^Come trattiamo|^Privacy/);
  await expect(alert).toHaveCount(0);
});

test("an answer that is no part is not taken for one, and the rest of the site goes on", async ({ page }) => {
  await visit(page, article);
  await page.route(PARTS, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Altro</h1>" }));
  await footer(page, "Privacy").click();
  await expect(page.getByRole("alert")).toContainText("Non siamo riusciti");
  await page.goBack();
  await expect(heading(page)).toHaveText(/^Addetto al back office/);
});

test("without a network a page that was never opened says so, and comes by itself with the network", async ({ page, context }) => {
  await visit(page, article);
  await context.setOffline(true);
  await footer(page, "Privacy").click();
  await expect(page.getByRole("alert")).toContainText("Sei senza rete");
  await context.setOffline(false);
  await expect(heading(page)).toHaveText("Come trattiamo i tuoi dati");
});

test("Back before a part has come leads to the page that was left", async ({ page }) => {
  await visit(page, article);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(PARTS, async (route) => {
    await held;
    await route.continue();
  });
  await footer(page, "Privacy").click();
  await expect(page.getByRole("status").filter({ hasText: "Sto caricando la pagina" })).toBeVisible();
  // The frame works while the part is loading.
  await expect(page.getByRole("banner")).toBeVisible();
  await page.goBack();
  await settled(page);
  const arrived = page.waitForResponse(PARTS);
  release();
  await arrived;
  await expect(heading(page)).toHaveText(/^Addetto al back office/);
  await expect(page).toHaveURL(new RegExp(`${article}$`));
  await footer(page, "Privacy").click();
  await expect(heading(page)).toHaveText("Come trattiamo i tuoi dati");
  await expect(heading(page)).toBeFocused();
});

test("a page asks for its own bundles at once, and a link for those of where it leads", async ({ page, server }) => {
  const needs = await (await fetch(`${server.url}/parts.json`)).json();
  const asked = new Set();
  page.on("request", (request) => {
    const name = new URL(request.url()).pathname.split("/").pop();
    if (name.endsWith(".bin")) asked.add(name);
  });
  // The part's bundles don't wait for the main module.
  await page.route("**/*.wasm", async (route) => {
    await expect.poll(() => asked.size).toBe(needs.article.length);
    await route.continue();
  });
  await visit(page, article);
  expect([...asked].sort()).toEqual([...needs.article].sort());
  await page.mouse.move(0, 0);
  await footer(page, "Privacy").hover();
  await expect.poll(() => needs.privacy.every((name) => asked.has(name))).toBe(true);
  const before = asked.size;
  await footer(page, "Privacy").click();
  await expect(heading(page)).toBeFocused();
  expect(asked.size).toBe(before);
});
