// Going from page to page: title, focus, scroll, addresses.

import { article, everyPage, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

test("every page has a title, one h1, one main, and the h1 that belongs to it", async ({ page, server }) => {
  test.setTimeout(90_000);
  const titles = new Map();
  for (const [what, path, heading] of await everyPage(server)) {
    await visit(page, path);
    await expect(page.getByRole("heading", { level: 1 }), what).toHaveCount(1);
    await expect(page.getByRole("heading", { level: 1 }), what).toHaveText(heading);
    await expect(page.getByRole("main"), what).toHaveCount(1);
    await expect(page, what).toHaveTitle(/Bacheca$/);
    titles.set(what, await page.title());
  }
  expect(titles.get("home")).toBe("Bacheca");
  expect(titles.get("topic")).toBe("Ruoli – Magazine – Bacheca");
  expect(titles.get("offers near a place")).toBe("Offerte di lavoro entro 30 km da Milano – Bacheca");
  expect(titles.get("offer not found")).toBe("Pagina non trovata – Bacheca");
});

test("a followed link sets the title and moves the focus to the h1", async ({ page }) => {
  await visit(page, "/");
  await expect(page.locator("body")).toBeFocused();
  const bar = page.getByRole("navigation", { name: "Principale" });
  for (const [link, heading, title] of [
    ["Offerte", "Offerte di lavoro", "Offerte di lavoro – Bacheca"],
    ["Magazine", "Magazine", "Magazine – Bacheca"],
  ]) {
    await bar.getByRole("link", { name: link, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeFocused();
    await expect(page).toHaveTitle(title);
    await expect(bar.getByRole("link", { name: link, exact: true })).toHaveAttribute("aria-current", "page");
  }
});

test("pages that need no data get the focus as well", async ({ page }) => {
  await visit(page, "/articoli");
  const heading = page.getByRole("heading", { level: 1 });
  for (const [place, link, title] of [
    ["banner", "Registrati", "Crea l’account"],
    ["banner", "Magazine", "Magazine"],
    ["banner", "Bacheca", /^Prima capisci il mestiere/],
    ["contentinfo", /privacy/i, "Come trattiamo i tuoi dati"],
    ["banner", "Offerte", "Offerte di lavoro"],
  ]) {
    await page.getByRole(place).getByRole("link", { name: link, exact: true }).first().click();
    await expect(heading).toHaveText(title);
    await expect(heading).toBeFocused();
  }
});

test("a followed link does not load the document again", async ({ page }) => {
  await visit(page, "/articoli");
  await page.evaluate(() => (globalThis.isTheSameDocument = true));
  await page.getByRole("main").getByRole("article").first().getByRole("link").first().click();
  await expect(page.getByText(/min di lettura$/).first()).toBeVisible();
  await page.getByRole("link", { name: "Registrati" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Crea l’account" })).toBeFocused();
  expect(await page.evaluate(() => globalThis.isTheSameDocument)).toBe(true);
});

test("a new page starts at its top, Back returns to the spot that was left", async ({ page }) => {
  await visit(page, "/articoli");
  const last = page.getByRole("main").getByRole("article").last().getByRole("link").first();
  await last.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(300);
  await last.click();
  await expect(page.getByText(/^\d+ min di lettura$/)).toBeVisible();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(5);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Magazine" })).toBeVisible();
  await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(5);
  await page.goForward();
  await expect(page.getByText(/^\d+ min di lettura$/)).toBeVisible();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(5);
});

test("a reload returns to the spot that was being read", async ({ page }) => {
  await visit(page, article);
  await page.getByRole("heading", { level: 2, name: /guadagna/ }).first().scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(300);
  await page.reload();
  await settled(page);
  await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(30);
});

test("a link with a fragment opens the article at that section", async ({ page }) => {
  await visit(page, `${article}#s-quanto-si-guadagna`);
  const heading = page.getByRole("heading", { level: 2, name: "Quanto si guadagna" });
  await expect(heading).toBeInViewport();
  await expect.poll(async () => (await heading.boundingBox()).y).toBeLessThan(200);
  // Not under the header that stays on top.
  const header = await page.getByRole("banner").boundingBox();
  expect((await heading.boundingBox()).y).toBeGreaterThanOrEqual(header.y + header.height);
});

test("the index of contents leads to its sections and marks the one being read", async ({ page, isMobile }) => {
  test.skip(isMobile, "the index beside the text is for wide windows");
  await page.setViewportSize({ width: 1440, height: 900 });
  await visit(page, article);
  const index = page.getByRole("navigation", { name: "In questo articolo" });
  const link = index.getByRole("link", { name: "Quanto si guadagna" });
  await link.click();
  await expect(page).toHaveURL(/#s-quanto-si-guadagna$/);
  const heading = page.getByRole("heading", { level: 2, name: "Quanto si guadagna" });
  await expect.poll(async () => (await heading.boundingBox()).y).toBeLessThan(250);
  await expect(link).toHaveAttribute("aria-current", "true");
  // One at a time.
  await expect(index.locator("[aria-current]")).toHaveCount(1);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${article}$`));
  await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
});

test("the index under the title opens and leads to its sections on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await visit(page, article);
  await page.getByRole("group").getByText("In questo articolo").click();
  const index = page.getByRole("navigation", { name: "Indice dell’articolo" });
  await index.getByRole("link", { name: "Come cominciare" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Come cominciare" })).toBeInViewport();
});

test("the keyboard's first stop skips to the content", async ({ page, isMobile }) => {
  test.skip(isMobile);
  await visit(page, "/articoli");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Vai al contenuto" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const isInside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
  expect(isInside).toBe(true);
});

test("a topic is a link: its address says it, Back leaves it", async ({ page }) => {
  await visit(page, "/articoli");
  const topics = page.getByRole("navigation", { name: "Argomenti" });
  await topics.getByRole("link", { name: /^Colloquio/ }).click();
  await expect(page).toHaveURL("/articoli?topic=colloquio");
  await expect(page).toHaveTitle("Colloquio – Magazine – Bacheca");
  await expect(topics.getByRole("link", { name: /^Colloquio/ })).toHaveAttribute("aria-current", "page");
  await page.goBack();
  await expect(page).toHaveTitle("Magazine – Bacheca");
  await expect(topics.getByRole("link", { name: /^Tutti/ })).toHaveAttribute("aria-current", "page");
});

test("an article's old address leads to the new one", async ({ page }) => {
  await visit(page, "/articoli/back-office");
  await expect(page).toHaveURL(article);
  await expect(page.getByRole("heading", { level: 1, name: /^Addetto al back office/ })).toBeVisible();
});

test("an offer that ended says so, can't be applied for, and shows others", async ({ page, server }) => {
  for (const [what, path] of (await everyPage(server)).filter(([what]) => /expired|filled/.test(what))) {
    await visit(page, path);
    const words = what.includes("expired") ? /^Questa offerta è scaduta il \d/ : "Questa posizione è già stata coperta";
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole("link", { name: /^Candidati/ })).toHaveCount(0);
    await page.getByRole("link", { name: "Guarda le offerte simili" }).click();
    await expect(page.getByRole("region", { name: "Offerte simili" }).getByRole("article").first()).toBeInViewport();
  }
});

test("a chosen theme stays after a reload", async ({ page }) => {
  await visit(page, "/privacy");
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.locator("summary").filter({ hasText: /^Tema:/ }).click();
  await page.getByRole("radio", { name: "Scuro" }).check({ force: true });
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  await settled(page);
  expect(await background()).toBe(dark);
  await expect(page.getByText("Tema: scuro")).toBeAttached();
});
