// Every page fits its window: no horizontal scrolling, from a small phone to a wide screen.

import { everyPage, live, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

// These tests set their own widths.
test.skip(({ isMobile }) => isMobile);

/** Elements that extend beyond the right edge of the window, except inside a scrolling element. */
function stickingOut() {
  const limit = document.documentElement.clientWidth;
  const isContained = (element) => {
    for (let parent = element.parentElement; parent; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const { right, width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && right > limit + 1 && !isContained(element);
  });
  const names = wide.map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
  return document.documentElement.scrollWidth > limit ? ["the page scrolls sideways", ...names] : names;
}

for (const width of [320, 768, 1440]) {
  test(`no page is wider than a window of ${width} px`, async ({ page, server }) => {
    test.setTimeout(90_000);
    await page.setViewportSize({ width, height: 800 });
    const found = {};
    for (const [what, path] of await everyPage(server)) {
      await visit(page, path);
      const here = await page.evaluate(stickingOut);
      if (here.length > 0) found[what] = here;
    }
    expect(found).toEqual({});
  });
}

test("text at twice its size still fits a phone", async ({ page, server }) => {
  test.setTimeout(90_000);
  await page.setViewportSize({ width: 640, height: 800 });
  const found = {};
  for (const [what, path] of await everyPage(server)) {
    await visit(page, path);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    const here = await page.evaluate(stickingOut);
    if (here.length > 0) found[what] = here;
  }
  expect(found).toEqual({});
});

test("an article does not move while it loads", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map(({ value }) => value))).observe({
      type: "layout-shift",
      buffered: true,
    });
  });
  await visit(page, "/articoli/addetto-al-back-office");
  await page.waitForFunction(() => [...document.images].every((image) => image.complete || image.loading === "lazy"));
  const shift = await page.evaluate(() => globalThis.shifts.reduce((sum, value) => sum + value, 0));
  // "Good" by web.dev's measure.
  expect(shift).toBeLessThan(0.1);
});

test("images that are content keep their place before they arrive", async ({ page }) => {
  await page.route("**/media/**", () => {});
  await page.goto("/articoli/addetto-al-back-office", { waitUntil: "commit" });
  const hero = page.getByRole("main").getByRole("img").first();
  await expect(hero).toBeVisible();
  // Not while the app takes over the page.
  await live(page);
  const { width, height } = await hero.boundingBox();
  expect(height).toBeGreaterThan(width / 3);
});
