// Reading begins with the served HTML; the app takes its place later, whatever the visitor is doing at that moment.

import { keepOnDevice, savedCopy, openJobPostings, saveButton, savedOnDevice } from "../support/saved.mjs";
import { article, live, openJobPosting } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";
import { quiet } from "../support/time.mjs";

/** Keeps files from arriving until the returned function is called. */
async function hold(page, files) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(files, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Keeps the app from starting. */
const holdApp = (page) => hold(page, "**/*.wasm");

/** Opens a page before any script that could react has arrived, as on a slow phone. */
async function openEarly(page, path) {
  const release = await hold(page, "**/assets/start-*.js");
  await page.goto(path, { waitUntil: "commit" });
  await expect(page.locator("#app[data-prerendered] h1")).toBeVisible();
  return async () => {
    release();
    await live(page);
    await expect(page.locator("#avvio-stato")).toBeEmpty();
    await expect(page.locator("button[aria-busy=true]")).toHaveCount(0);
  };
}

/** Presses a button twice, as people do when nothing seems to happen: the page says that it noticed, and nothing moves. */
async function pressEarly(page, button, press = (button) => button.click()) {
  await button.scrollIntoViewIfNeeded();
  const colour = () => button.evaluate((element) => getComputedStyle(element).backgroundColor);
  const [before, box] = [await colour(), await button.boundingBox()];
  await press(button);
  await press(button);
  await expect(button).toHaveAttribute("aria-busy", "true");
  expect(await button.boundingBox()).toEqual(box);
  // Not because the pointer is on it.
  await page.mouse.move(0, 0);
  await expect.poll(colour).not.toBe(before);
  await expect(page.locator("#avvio-stato")).toHaveText("Un momento: la pagina si sta preparando.");
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
  await quiet(page);
  expect(await page.evaluate(() => scrollY)).toBe(top);
  // The app's state has the text, not only the field.
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
  const jobPosting = await openJobPosting(server);
  await page.goto(jobPosting.path);
  const save = page.getByRole("button", { name: /^Salva/ }).first();
  await save.click();
  release();
  await live(page);
  await expect(page.getByRole("link", { name: /Offerte salvate: 1/ })).toBeVisible();
});

test.describe("before any script of ours has arrived", () => {
  for (const [how, press] of [
    ["tapped", (button) => button.click()],
    ["pressed with Enter", (button) => button.press("Enter")],
    ["pressed with the space bar", (button) => button.press(" ")],
  ]) {
    test(`“Salva”, ${how}: seen at once, done once, for each offer`, async ({ page }) => {
      const arrive = await openEarly(page, "/offerte");
      const cards = page.getByRole("article");
      await pressEarly(page, saveButton(cards.nth(0)), press);
      await pressEarly(page, saveButton(cards.nth(1)), press);
      await arrive();
      for (const number of [0, 1]) await expect(saveButton(cards.nth(number))).toHaveAttribute("aria-pressed", "true");
      await expect(page.getByRole("link", { name: /Offerte salvate: 2/ })).toBeVisible();
    });
  }

  test("“Salva” for an offer that this device keeps already: it is kept", async ({ page, server }) => {
    const [jobPosting] = await openJobPostings(server, 1);
    await keepOnDevice(page, [savedCopy(jobPosting)]);
    const arrive = await openEarly(page, `/offerte/${jobPosting.id}`);
    await pressEarly(page, saveButton(page.getByRole("main")));
    await arrive();
    await expect(saveButton(page.getByRole("main"))).toHaveAttribute("aria-pressed", "true");
    expect((await savedOnDevice(page)).items).toHaveLength(1);
  });

  test("“Usa la mia posizione”", async ({ page, context }) => {
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation({ latitude: 45.4642, longitude: 9.19 });
    const asked = [];
    page.on("request", (request) => request.url().includes("/places/nearest") && asked.push(request.url()));
    const arrive = await openEarly(page, "/");
    await pressEarly(page, page.getByRole("main").getByRole("button", { name: "Usa la mia posizione" }).first());
    await arrive();
    await expect(page.getByText("Ti troviamo vicino a Milano (MI).")).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Dove", exact: true })).toHaveValue("Milano (MI)");
    expect(asked).toHaveLength(1);
  });

  test("“Mostra altre”", async ({ page }) => {
    const asked = [];
    page.on("request", (request) => request.url().includes("cursor=") && asked.push(request.url()));
    const arrive = await openEarly(page, "/offerte");
    await expect(page.getByText(/^20 offerte su/)).toBeVisible();
    await pressEarly(page, page.getByRole("button", { name: "Mostra altre" }));
    await arrive();
    await expect(page.getByText(/^40 offerte su/)).toBeVisible();
    expect(asked).toHaveLength(1);
  });

  for (const [search, name] of [
    ["/offerte", "Filtri"],
    ["/offerte?employment_type=FULL_TIME", "Filtri (1)"],
  ]) {
    test(`“${name}”`, async ({ page, isMobile }) => {
      test.skip(!isMobile, "wide windows have the filters beside the list");
      const arrive = await openEarly(page, search);
      await pressEarly(page, page.getByRole("button", { name, exact: true }));
      await arrive();
      const dialog = page.getByRole("dialog", { name: "Filtri" });
      await expect(dialog).toBeVisible();
      await expect(dialog.getByRole("group").first()).toBeVisible();
    });
  }

  test("a form is sent once, with what is typed", async ({ page }) => {
    const sent = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(new URL(request.url()).pathname));
    const arrive = await openEarly(page, "/registrati");
    await page.getByRole("textbox", { name: "Nome", exact: true }).fill("Anna Prova");
    await pressEarly(page, page.getByRole("button", { name: "Crea l’account" }));
    await arrive();
    await expect(page.getByRole("alert").filter({ hasText: "Scrivi la tua email" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Nome", exact: true })).toHaveValue("Anna Prova");
    expect(sent).toEqual([]);
  });

  test("a link is followed by the browser", async ({ page }) => {
    const arrive = await openEarly(page, "/offerte");
    const link = page.getByRole("article").first().getByRole("heading").getByRole("link");
    const href = await link.getAttribute("href");
    await link.click({ noWaitAfter: true });
    await expect(page).toHaveURL(href);
    await arrive();
  });
});

test("the first page asks the API for nothing, and nothing moves", async ({ page, server }) => {
  const jobPosting = await openJobPosting(server);
  for (const path of ["/", "/articoli", article, "/offerte", jobPosting.path, "/lavoro/magazziniere/milano-mi", "/lavoro-a/milano-mi"]) {
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
    await quiet(page);
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
    const jobPosting = await openJobPosting(server);
    for (const path of ["/", "/articoli", article, jobPosting.path, "/lavoro/magazziniere", "/lavoro-a/milano-mi", "/privacy", "/registrati"]) {
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
