// A municipality pastes three lines into its page.

import { accessibilityProblems } from "../support/accessibility.mjs";
import { expect, frameOf, heights, snippet, test, watchShifts } from "../support/widget.mjs";
import { embedded, loader } from "../support/widget.mjs";

test("offers stand in a partner's page, and one of them opens on the site", async ({ page, server, partner, context }) => {
  await watchShifts(page);
  const counted = page.waitForRequest((request) => request.url().endsWith("/partners/comune-di-lodi/views"));
  await page.goto(partner.page(`${snippet(server, 'ruolo="magazziniere" limite="3" partner="comune-di-lodi"')}<p>Fine</p>`));
  const frame = await frameOf(page);
  await expect(frame.getByRole("heading", { name: "Magazziniere: offerte di lavoro" })).toBeVisible();
  await expect(frame.getByRole("listitem")).toHaveCount(3);
  // The height that the page reserved is the height it got.
  await expect.poll(() => heights(page)).toEqual([672]);
  expect(await page.evaluate(() => globalThis.shifted)).toBe(0);
  expect((await counted).method()).toBe("POST");
  // Nothing is left on the visitor's device.
  expect(await context.cookies()).toEqual([]);
  expect((await context.storageState()).origins).toEqual([]);

  const link = frame.getByRole("listitem").first().getByRole("link");
  const title = (await link.innerText()).replace(/\s*\(si apre.*/s, "");
  const clicked = context.waitForEvent("request", (request) => request.url().endsWith("/partners/comune-di-lodi/clicks"));
  const [opened] = await Promise.all([context.waitForEvent("page"), link.click()]);
  await expect(opened.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await clicked;
  // From here on, shared links do not name the partner.
  expect(new URL(opened.url()).search).toBe("");
});

test("by keyboard: tab goes in, along the offers and out again", async ({ page, server, partner, isMobile }) => {
  test.skip(isMobile, "a phone has no tab key");
  await page.goto(partner.page(`<button>Prima</button>${snippet(server, 'limite="2"')}<button>Dopo</button>`));
  const frame = await frameOf(page);
  await page.getByRole("button", { name: "Prima" }).focus();
  for (const link of await frame.getByRole("link").all()) {
    await page.keyboard.press("Tab");
    await expect(link).toBeFocused();
  }
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Dopo" })).toBeFocused();
});

test("attributes may change while it is shown, however often", async ({ page, server, partner }) => {
  await page.goto(partner.page(`<bacheca-offerte ruolo="magazziniere" limite="3"></bacheca-offerte>${loader(server)}`));
  await frameOf(page);
  const asked = [];
  page.on("request", (request) => request.url().includes("/embed/") && asked.push(request.url()));
  await page.locator("bacheca-offerte").evaluate(async (widget) => {
    for (let change = 0; change < 100; change += 1) {
      widget.setAttribute("limite", String(1 + (change % 9)));
      widget.setAttribute("lingua", "en");
      await new Promise(requestAnimationFrame);
    }
    widget.setAttribute("limite", "2");
  });
  await expect.poll(async () => (await heights(page))[0]).toBe(496);
  await expect(embedded(page)[0].getByRole("heading", { level: 1 })).toHaveText("Magazziniere: jobs in Italy");
  expect(embedded(page)).toHaveLength(1);
  expect(asked.length, "a hundred changes are one or two questions").toBeLessThan(5);
});

test("three widgets: each has its own colours, language and height", async ({ page, server, partner }) => {
  const body = [
    snippet(server, 'limite="1" tema="scuro"'),
    snippet(server, 'limite="2" tema="chiaro" colore="#ffcc00"'),
    snippet(server, 'luogo="Milano" limite="3" lingua="en"'),
  ].join("");
  await page.goto(partner.page(body));
  await page.locator("bacheca-offerte").last().scrollIntoViewIfNeeded();
  await frameOf(page, 2);
  await expect.poll(() => heights(page)).toEqual([320, 496, 672]);
  const dark = embedded(page).find((frame) => frame.url().includes("scuro"));
  expect(await dark.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(25, 29, 33)");
  const english = embedded(page).find((frame) => frame.url().includes("lingua=en"));
  await expect(english.getByRole("heading", { level: 1 })).toHaveText("Jobs within 30 km of Milano (MI)");
  for (const frame of embedded(page)) expect(await accessibilityProblems(frame), frame.url()).toEqual([]);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test("from 240 to 1,200 pixels it keeps its height and nothing sticks out", async ({ page, server, partner }) => {
  await page.setViewportSize({ width: 1240, height: 900 });
  const widths = [240, 320, 459, 460, 640, 819, 820, 1200];
  await page.goto(partner.page(widths.map((width) => `<div style="width:${width}px">${snippet(server, 'limite="2" luogo="Milano" raggio="100"')}</div>`).join("")));
  for (const [nth] of widths.entries()) {
    await page.locator("bacheca-offerte").nth(nth).scrollIntoViewIfNeeded();
    const frame = await frameOf(page, nth);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await expect.poll(() => heights(page)).toEqual(widths.map(() => 496));
});

test("far from the window nothing is asked for; near it is", async ({ page, server, partner }) => {
  const asked = [];
  page.on("request", (request) => request.url().includes("/embed/") && asked.push(request.url()));
  const many = Array.from({ length: 30 }, () => snippet(server, 'limite="2"')).join("");
  await page.goto(partner.page(`<div style="height:4000px">Testo</div>${many}`));
  await page.waitForFunction(() => customElements.get("bacheca-offerte"));
  // The script has loaded and checked the page: after two frames it would have sent its request.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(asked).toEqual([]);
  await page.locator("bacheca-offerte").first().scrollIntoViewIfNeeded();
  await frameOf(page);
  expect(asked.length).toBeLessThan(8);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("what the partner wrote inside stays", async ({ page, server, partner }) => {
    await page.goto(partner.page(snippet(server, 'limite="2"')));
    await expect(page.getByRole("link", { name: "Offerte di lavoro" })).toHaveAttribute("href", `${server.url}/offerte`);
  });
});

test("an element that a framework adds, moves and removes", async ({ page, server, partner }) => {
  await page.goto(partner.page(`<div id="a"></div><div id="b"></div>${loader(server)}${loader(server)}`));
  await page.evaluate(() => {
    const widget = document.createElement("bacheca-offerte");
    widget.setAttribute("limite", "1");
    document.getElementById("a").append(widget);
    document.getElementById("b").append(widget);
  });
  await frameOf(page);
  await expect.poll(() => heights(page)).toEqual([320]);
  await page.locator("bacheca-offerte").evaluate((widget) => widget.remove());
  await expect.poll(() => embedded(page).length).toBe(0);
});

test("the page keeps its say: hidden stays hidden, its styles and a framework's rewriting change no height", async ({ page, server, partner }) => {
  const style = "<style>bacheca-offerte{padding:9px;border:3px solid;position:sticky;top:0}iframe,div,button{height:7px!important;display:none}</style>";
  await page.goto(partner.page(`${style}<bacheca-offerte limite="1"></bacheca-offerte>${loader(server)}`));
  await frameOf(page);
  const widget = page.locator("bacheca-offerte");
  const size = () => widget.evaluate((one) => [one.offsetHeight, getComputedStyle(one).position]);
  await expect.poll(size).toEqual([320 + 24, "sticky"]);
  await widget.evaluate((one) => one.setAttribute("style", "color:red"));
  await expect.poll(size).toEqual([320 + 24, "sticky"]);
  await widget.evaluate((one) => (one.hidden = true));
  await expect(widget).toBeHidden();
});

test("in a tab that opens later, and in a page of the old kind", async ({ page, server, partner }) => {
  await page.goto(partner.page(`<div id="scheda" hidden>${snippet(server, 'limite="1"')}</div><p>Fine</p>`, {}, { isQuirky: true }));
  await page.waitForFunction(() => customElements.get("bacheca-offerte"));
  await page.locator("#scheda").evaluate((tab) => (tab.hidden = false));
  await frameOf(page);
  await expect.poll(() => heights(page)).toEqual([320]);
  // Closed and opened again while another list is on its way.
  await page.locator("bacheca-offerte").evaluate((widget) => {
    widget.setAttribute("limite", "2");
    widget.parentElement.hidden = true;
  });
  await expect.poll(() => embedded(page).some((frame) => frame.url().includes("limite=2"))).toBe(true);
  await page.locator("#scheda").evaluate((tab) => (tab.hidden = false));
  await expect.poll(() => heights(page)).toEqual([496]);
});
