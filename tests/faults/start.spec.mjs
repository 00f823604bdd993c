// The app can't start, or stops: a message with links, never a blank page.

import { expect, test } from "../support/test.mjs";
import { holdTimers, passTime, quiet } from "../support/time.mjs";

test.afterEach(async ({ page }) => {
  await expect(page.locator("h1"), "one heading, whatever has happened").toHaveCount(1);
});

// Every test here breaks the start on purpose.
test.use({ toleratesPageProblems: true, startsEmpty: true });

test("a module that does not arrive leaves a message and ways on", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/articoli?da=altrove");
  const message = page.getByRole("alert");
  await expect(message).toContainText("La pagina non si è caricata");
  await expect(message.getByRole("link", { name: "Ricarica la pagina" })).toHaveAttribute("href", "/articoli?da=altrove");
  await expect(message.getByRole("link", { name: "Vai alla prima pagina" })).toHaveAttribute("href", "/");
  await expect(page.locator(".skeleton")).toHaveCount(0);
});

test("a page in place of the module is not taken for one", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Altro</h1>" }));
  await page.goto("/");
  await expect(page.getByRole("alert")).toBeVisible();
});

test("without WebAssembly the page names it", async ({ page }) => {
  await page.addInitScript("delete globalThis.WebAssembly");
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("WebAssembly");
});

test("a broken script does not reload the page over and over", async ({ page }) => {
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.route("**/assets/bacheca-*.js", (route) => route.fulfill({ status: 404, body: "" }));
  await holdTimers(page);
  await page.goto("/");
  await expect(page.getByRole("alert")).toBeVisible();
  await passTime(page, 60_000);
  await quiet(page);
  expect(loads).toBe(1);
});

test("a crash later on is named, and what was on the page stays", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#avvio")).toHaveCount(0);
  await page.evaluate(() => {
    // What a panic looks like from outside: the module runs into `unreachable`.
    const trap = new Uint8Array([
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11,
    ]);
    WebAssembly.instantiate(trap).then(({ instance }) => setTimeout(() => instance.exports.p()));
  });
  await expect(page.getByRole("alert")).toContainText("La pagina si è interrotta");
  await expect(page.locator("h1")).toBeVisible();
});

test.describe("with scripts off", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs, and nothing looks as if it were loading", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Qui serve JavaScript" })).toBeVisible();
    await expect(page.locator(".skeleton")).toBeHidden();
  });
});

test("nothing at all arrives: words and ways on within a second, outside of all scripts", async ({ page }) => {
  await page.route("**/assets/start-*.js", () => {});
  await page.goto("/registrati", { waitUntil: "commit" });
  const help = page.getByText("La pagina sta arrivando");
  await expect(help).toBeVisible({ timeout: 2000 });
  await expect(page.locator("h1")).toHaveCount(1);
  await page.getByRole("link", { name: "leggi le offerte di lavoro" }).click();
  await expect(page).toHaveURL(/\/offerte$/);
});

test.describe("where there is something to read", () => {
  test.use({ startsEmpty: false });

  test("the script that starts everything is refused: the page says that buttons do not answer, and links do", async ({ page }) => {
    await page.route("**/assets/start-*.js", (route) => route.abort());
    await page.goto("/offerte");
    await expect(page.locator("html")).toHaveAttribute("data-stopped");
    const said = await page.evaluate(() => getComputedStyle(document.body, "::after").content);
    expect(said).toContain("non rispondono");
    await page.getByRole("main").getByRole("article").first().getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page).toHaveURL(/\/offerte\/./);
  });

  const save = (page) => page.getByRole("main").getByRole("button", { name: /^Salva/ }).first();

  /** Presses a button before the app is ready. */
  async function pressEarly(page) {
    await page.goto("/offerte", { waitUntil: "commit" });
    await save(page).click();
    await expect(save(page)).toHaveAttribute("aria-busy", "true");
    await expect(page.locator("#avvio-stato")).not.toBeEmpty();
  }

  /** No element still looks busy. */
  async function expectTakenBack(page) {
    await expect(page.locator("button[aria-busy=true]")).toHaveCount(0);
    await expect(page.locator("#avvio-stato")).toBeEmpty();
    expect(await page.evaluate(() => localStorage.getItem("bacheca.saved"))).toBeNull();
  }

  for (const [what, files, said] of [
    ["the script that starts everything", "**/assets/start-*.js", (page) => page.locator("html[data-stopped]")],
    ["the module", "**/*.wasm", (page) => page.getByRole("alert").filter({ hasText: "non rispondono" })],
  ]) {
    test(`what was pressed early is taken back when it fails: ${what}`, async ({ page }) => {
      let fail;
      const failed = new Promise((resolve) => (fail = resolve));
      await page.route(files, async (route) => {
        await failed;
        await route.abort();
      });
      await pressEarly(page);
      fail();
      await expect(said(page)).toBeVisible();
      await expectTakenBack(page);
      // Pressed again, it does not look busy.
      await save(page).click();
      await expectTakenBack(page);
    });
  }

  test("nothing arrives for long: what was pressed early is not shown as under way any more, and done when the app comes after all", async ({ page }) => {
    let arrive;
    const arrived = new Promise((resolve) => (arrive = resolve));
    await page.route("**/assets/start-*.js", async (route) => {
      await arrived;
      await route.continue();
    });
    await page.clock.install();
    await pressEarly(page);
    await page.clock.fastForward(12_000);
    await expect(page.locator("html")).toHaveAttribute("data-stopped");
    await expectTakenBack(page);
    await page.clock.resume();
    arrive();
    await expect(page.locator("#app[data-prerendered]")).toHaveCount(0);
    await expect(page.locator("html[data-stopped]")).toHaveCount(0);
    await expect(save(page)).toHaveAttribute("aria-pressed", "true");
    expect(JSON.parse(await page.evaluate(() => localStorage.getItem("bacheca.saved"))).items).toHaveLength(1);
  });

  test("a form that only the app can send stays, with what is typed", async ({ page }) => {
    await page.route("**/assets/start-*.js", (route) => route.abort());
    await page.goto("/registrati");
    await expect(page.locator("html")).toHaveAttribute("data-stopped");
    const name = page.getByRole("textbox", { name: "Nome", exact: true });
    await name.fill("Anna Prova");
    await page.getByRole("button", { name: "Crea l’account" }).click();
    await name.press("Enter");
    await expect(name).toHaveValue("Anna Prova");
    expect(new URL(page.url()).pathname).toBe("/registrati");
  });

  test("a search that was sent early is sent by the browser when the app does not come", async ({ page }) => {
    let fail;
    const failed = new Promise((resolve) => (fail = resolve));
    await page.route("**/assets/start-*.js", async (route) => {
      await failed;
      await route.abort();
    });
    await page.goto("/", { waitUntil: "commit" });
    const text = page.getByLabel("Che lavoro");
    await text.fill("magazziniere");
    await text.press("Enter");
    await expect(page.getByRole("button", { name: "Cerca", exact: true })).toHaveAttribute("aria-busy", "true");
    fail();
    await expect(page).toHaveURL(/\/offerte\?.*q=magazziniere/);
  });
});
