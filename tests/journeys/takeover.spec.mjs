// Reading begins with the HTML that is served; the app takes its place later, whatever somebody is doing by then.

import { expect, test } from "../support/test.mjs";
import { article, live, openOffer } from "../support/site.mjs";

/** Keeps the app from starting until the returned function is called. */
async function holdApp(page) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test.describe("with scripts off", () => {
  test.use({ javaScriptEnabled: false });

  test("an article can be read, its index followed, its offers opened", async ({ page }) => {
    await page.goto(article);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Addetto al back office");
    // Folded up on phones.
    const folded = page.locator("summary", { hasText: "In questo articolo" }).filter({ visible: true });
    if ((await folded.count()) > 0) await folded.click();
    const section = page.locator(".article-toc__link").filter({ visible: true }).nth(2);
    await section.click();
    expect(new URL(page.url()).hash).toBe(await section.getAttribute("href"));
    const card = page.locator(".job-posting-card").first();
    await card.getByText("Mostra dettagli").click();
    await expect(card.locator(".job-posting-card__excerpt")).toBeVisible();
    await card.getByRole("link", { name: /Visualizza l’offerta/ }).click();
    await expect(page).toHaveURL(/\/offerte\/[a-z0-9]+$/);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });

  test("a search can be sent", async ({ page }) => {
    await page.goto("/");
    await page.getByLabel("Che lavoro").fill("magazziniere");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/offerte\?.*q=magazziniere/);
    await expect(page.getByRole("article").first()).toBeVisible();
  });
});

test("what is typed, focused, open and reached stays when the app comes", async ({ page }) => {
  const release = await holdApp(page);
  await page.goto("/offerte");
  const card = page.getByRole("article").nth(4);
  await card.getByText("Mostra dettagli").click();
  const field = page.getByLabel("Che lavoro");
  await field.fill("mulettista");
  await field.evaluate((element) => element.setSelectionRange(2, 5));
  await page.mouse.wheel(0, 320);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(200);
  const top = await page.evaluate(() => scrollY);
  release();
  await live(page);
  await expect(field).toHaveValue("mulettista");
  await expect(field).toBeFocused();
  expect(await field.evaluate((element) => [element.selectionStart, element.selectionEnd])).toEqual([2, 5]);
  await expect(card.locator("details")).toHaveAttribute("open", "");
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => scrollY)).toBe(top);
  // The app knows of the text, not just the field.
  await field.press("Enter");
  await expect(page).toHaveURL(/=mulettista$/);
});

test("a selected passage stays selected", async ({ page }) => {
  const release = await holdApp(page);
  await page.goto(article);
  const selected = await page.evaluate(() => {
    const paragraph = document.querySelectorAll("main .prose p")[1];
    getSelection().selectAllChildren(paragraph);
    return getSelection().toString();
  });
  release();
  await live(page);
  expect(selected.length).toBeGreaterThan(40);
  expect(await page.evaluate(() => getSelection().toString())).toBe(selected);
});

test("a button pressed too early is answered once the app is there", async ({ page, server }) => {
  const release = await holdApp(page);
  const offer = await openOffer(server);
  await page.goto(offer.path);
  const save = page.getByRole("button", { name: /^Salva/ }).first();
  await save.click();
  release();
  await live(page);
  await expect(page.getByRole("link", { name: /Offerte salvate: 1/ })).toBeVisible();
});

test("the first page asks the API for nothing, and nothing moves", async ({ page, server }) => {
  const offer = await openOffer(server);
  for (const path of ["/", "/articoli", article, "/offerte", offer.path, "/lavoro/magazziniere/milano-mi", "/lavoro-a/milano-mi"]) {
    const calls = [];
    const note = (request) => {
      if (new URL(request.url()).pathname.startsWith("/api/")) calls.push(request.url());
    };
    page.on("request", note);
    await page.addInitScript(() => {
      globalThis.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) globalThis.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(path);
    await live(page);
    await page.waitForTimeout(200);
    page.off("request", note);
    expect(calls, path).toEqual([]);
    expect(await page.evaluate(() => globalThis.shift), path).toBe(0);
    expect(await page.locator("script[data-api]").count(), path).toBe(0);
  }
});

test.describe("with a module that does not arrive at first", () => {
  // The first visit of each page fails on purpose.
  test.use({ toleratesPageProblems: true });

  test("the same page is there before and after", async ({ page, server }) => {
    const offer = await openOffer(server);
    for (const path of ["/", "/articoli", article, offer.path, "/lavoro/magazziniere", "/lavoro-a/milano-mi", "/privacy", "/registrati"]) {
      await page.route("**/*.wasm", (route) => route.abort());
      await page.goto(path);
      await expect(page.getByRole("alert")).toContainText("non rispondono");
      await page.evaluate(() => document.getElementById("avvio-messaggio").remove());
      const before = await page.locator("main").innerText();
      await page.unroute("**/*.wasm");
      await page.goto(path);
      await live(page);
      expect(await page.locator("main").innerText(), path).toBe(before);
    }
  });
});
