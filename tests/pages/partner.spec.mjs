// The page for partners: its state is its address, its output stays text, and an invalid address does no harm.

import { accessibilityProblems } from "../support/accessibility.mjs";
import { partnerPage, textOf } from "../support/partner-page.mjs";
import { everySetting, openJobPosting, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

test("the address fills in the form, and the form gives the same address", async ({ page }) => {
  await visit(page, everySetting);
  const form = partnerPage(page);
  await expect(form.role).toHaveValue("magazziniere");
  await expect(form.place).toHaveValue("Milano (MI)");
  await expect(form.radius).toHaveValue("50");
  await expect(form.sectors.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await expect(form.sectors.getByRole("checkbox", { name: "Commercio" })).toBeChecked();
  await expect(form.shifts.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await expect(form.shifts.getByRole("checkbox", { name: "Notte" })).toBeChecked();
  await expect(form.limit).toHaveValue("3");
  await expect(form.theme).toHaveValue("scuro");
  await expect(form.colour).toHaveValue("#a93b15");
  await expect(form.picker).toHaveValue("#a93b15");
  await expect(form.language).toHaveValue("en");
  await expect(form.partner).toHaveValue("comune-di-lodi");

  await form.limit.selectOption("4");
  await expect(page).toHaveURL(everySetting.replace("limite=3", "limite=4"));
  await form.limit.selectOption("3");
  await expect(page).toHaveURL(everySetting);
  await page.reload();
  await expect(form.partner).toHaveValue("comune-di-lodi");
  await expect(form.place).toHaveValue("Milano (MI)");
});

test("a place goes by its name or its CAP too, and becomes its slug", async ({ page }) => {
  for (const name of ["Lodi", "26900"]) {
    await visit(page, `/partner?luogo=${name}`);
    await expect(partnerPage(page).place).toHaveValue("Lodi (LO)");
    await expect(page).toHaveURL("/partner?luogo=lodi-lo");
  }
});

test("a link to the bare page starts again", async ({ page }) => {
  await visit(page, everySetting);
  const form = partnerPage(page);
  await expect(form.place).toHaveValue("Milano (MI)");
  await page.getByRole("link", { name: "Per i siti partner" }).click();
  await expect(page).toHaveURL("/partner");
  await expect(form.role).toHaveValue("");
  await expect(form.place).toHaveValue("");
  await expect(form.limit).toHaveValue("5");
  await expect(form.partner).toHaveValue("");
  await expect(form.sectors.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await expect(form.html).not.toContainText("ruolo");
});

test("what does not hold in an address is named, the rest is taken", async ({ page }) => {
  await visit(page, "/partner?raggio=-5&limite=9999&colore=red%3B%7D&tema=rosa&x=1&ruolo=magazziniere");
  const form = partnerPage(page);
  const notice = page.getByRole("alert").filter({ hasText: "Qualcosa in questo indirizzo non va" });
  for (const name of ["raggio", "limite", "colore", "tema", "x"]) await expect(notice).toContainText(`${name}: `);
  await expect(form.role).toHaveValue("magazziniere");
  await expect(form.limit).toHaveValue("10");
  await expect(form.radius).toHaveValue("30");

  await form.limit.selectOption("2");
  await expect(notice).toBeHidden();
  await expect(page).toHaveURL("/partner?ruolo=magazziniere&limite=2");
});

test("what nobody knows stays in sight and can be taken away", async ({ page }) => {
  await visit(page, "/partner?ruolo=astronauta&settore=luna&luogo=atlantide-xx");
  const form = partnerPage(page);
  await expect(form.role.getByRole("option", { selected: true })).toHaveText("«astronauta»: non lo conosciamo");
  await expect(page.getByText("Scegli il comune dall’elenco, oppure lascia vuoto il campo")).toBeVisible();
  await expect(form.place).toHaveValue("atlantide-xx");
  await form.sectors.getByRole("checkbox", { name: "«luna»: non lo conosciamo" }).uncheck();
  await form.role.selectOption("");
  await form.place.fill("");
  await expect(page).toHaveURL("/partner");
});

test("what is half typed stays in its field and out of the snippet", async ({ page }) => {
  await visit(page, "/partner");
  const form = partnerPage(page);
  await form.colour.fill("red;}");
  await expect(page.getByText("Un colore si scrive così: #0a5c50")).toBeVisible();
  await expect(form.colour).toHaveAttribute("aria-invalid", "true");
  await form.partner.fill("Comune di Lodi");
  await expect(page.getByText(/^Da 2 a 40 lettere/)).toBeVisible();
  await form.place.fill("lod");
  await form.limit.selectOption("2");
  await expect(page).toHaveURL("/partner?limite=2");
  await expect(form.html).toContainText('limite="2"');
  await expect(form.html).not.toContainText(/colore|partner=|luogo/);
  await expect(form.colour).toHaveValue("red;}");
  await expect(form.partner).toHaveValue("Comune di Lodi");

  await form.picker.fill("#123456");
  await expect(form.colour).toHaveValue("#123456");
  await form.partner.fill("comune-di-lodi");
  await expect(form.html).toContainText('colore="#123456" partner="comune-di-lodi"');
});

test("script in an attribute stays text, here and where the snippet is pasted", async ({ page, browser, baseURL }) => {
  const hostile = `"><img src=x onerror="globalThis.hacked=1"><!-- [gallery] ]]>`;
  await visit(page, `/partner?ruolo=${encodeURIComponent(hostile)}`);
  const form = partnerPage(page);
  await expect(form.element).toHaveAttribute("ruolo", hostile);
  const snippet = await textOf(form.html);
  expect(snippet).not.toContain("[gallery");
  expect(await page.evaluate(() => globalThis.hacked)).toBeUndefined();

  const context = await browser.newContext({ javaScriptEnabled: false });
  const host = await context.newPage();
  await host.setContent(`<!doctype html><main>${snippet}</main>`);
  await expect(host.locator("bacheca-offerte")).toHaveAttribute("ruolo", hostile);
  await expect(host.locator("main *")).toHaveCount(3);
  await expect(host.locator("main img")).toHaveCount(0);
  expect(await host.getByRole("link").getAttribute("href")).toContain(`${baseURL}/offerte?occupation=`);
  await context.close();
});

test("the preview is the element itself, at three widths", async ({ page, isMobile }) => {
  await visit(page, "/partner?limite=2");
  const form = partnerPage(page);
  await expect(form.element).toHaveAttribute("limite", "2");
  await form.theme.selectOption("scuro");
  await expect(form.element).toHaveAttribute("tema", "scuro");
  await form.limit.selectOption("5");
  await expect(form.element).not.toHaveAttribute("limite");
  const width = async () => Math.round((await form.element.locator("xpath=..").boundingBox()).width);
  const choose = (name) => page.getByRole("button", { name }).click();
  await choose("Telefono 320");
  await expect(page.getByRole("button", { name: "Telefono 320" })).toHaveAttribute("aria-pressed", "true");
  expect(await width()).toBe(320);
  await choose("Colonna 480");
  expect(await width()).toBe(480);
  await choose("Pagina intera");
  if (!isMobile) expect(await width()).toBeGreaterThan(600);
});

test("feeds and policy follow the choices and the site", async ({ page, baseURL }) => {
  await visit(page, "/partner?ruolo=magazziniere&partner=lodi-scuole");
  for (const [name, format] of [["RSS", "rss"], ["Atom", "atom"], ["JSON Feed", "json"]]) {
    const link = page.getByRole("link", { name, exact: true });
    await expect(link).toHaveAttribute("href", `${baseURL}/offerte.${format}?occupation=magazziniere&partner=lodi-scuole`);
  }
  await expect(page.getByRole("region", { name: "Direttive" })).toHaveText(
    `script-src ${baseURL};\nframe-src ${baseURL};`,
  );

  // A feed is not a page of the site: the router leaves the navigation to the browser.
  await page.route("**/offerte.rss?*", (route) => route.fulfill({ contentType: "text/plain", body: "un feed" }));
  await page.getByRole("link", { name: "RSS", exact: true }).click();
  await expect(page.getByText("un feed")).toBeVisible();
});

test("an offer as a picture: wrong addresses, no offer, no picture", async ({ page, server }) => {
  const form = partnerPage(page);
  await visit(page, "/partner");
  await form.jobPosting.fill("https://altrove.example/");
  await expect(page.getByText("Incolla l’indirizzo di un’offerta, o il codice con cui finisce")).toBeVisible();
  await form.jobPosting.fill("aaaaaaaaaaaa");
  await expect(page.getByRole("alert").filter({ hasText: "Nessuna offerta a questo indirizzo" })).toBeVisible();

  await page.route("**/embed/offerte/*.svg*", (route) => route.fulfill({ status: 500, body: "" }));
  const { path, title } = await openJobPosting(server);
  await form.jobPosting.fill(`${server.url}${path}?da=newsletter`);
  await expect(page.getByRole("alert").filter({ hasText: "L’immagine non si carica" })).toBeVisible();
  await expect(form.markdown).toContainText(path);

  // Another look is another picture.
  await page.unroute("**/embed/offerte/*.svg*");
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="340"/>';
  await page.route("**/embed/offerte/*.svg*", (route) => route.fulfill({ contentType: "image/svg+xml", body: svg }));
  await form.theme.selectOption("scuro");
  await expect(page.getByRole("img", { name: title })).toBeVisible();
  await expect(page.getByRole("img", { name: title })).toHaveAttribute("src", /\.svg\?tema=scuro$/);
  await expect(form.picture).toContainText(`alt="${title}" width="600" height="340"`);
});

test("without the API the page says so, and the rest works", async ({ page }) => {
  await page.route("**/api/v1/**", (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto("/partner?ruolo=magazziniere&luogo=lodi-lo");
  const form = partnerPage(page);
  await expect(page.getByRole("button", { name: "Riprova" })).toHaveCount(2);
  await form.limit.selectOption("1");
  await expect(form.html).toContainText('ruolo="magazziniere" luogo="lodi-lo" limite="1"');
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "Riprova" }).first().click();
  await expect(form.role).toHaveValue("magazziniere");
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("axe finds nothing in the states of the page", async ({ page, server }) => {
      await visit(page, "/partner?limite=0&ruolo=astronauta&luogo=atlantide-xx");
      const form = partnerPage(page);
      expect(await accessibilityProblems(page), "a bad address").toEqual([]);
      await form.colour.fill("rosso");
      await form.jobPosting.fill("?");
      await expect(page.getByText("Un colore si scrive così: #0a5c50")).toBeVisible();
      expect(await accessibilityProblems(page), "errors").toEqual([]);
      await form.jobPosting.fill((await openJobPosting(server)).path);
      await expect(form.markdown).toBeVisible();
      await page.getByRole("button", { name: "Telefono 320" }).click();
      expect(await accessibilityProblems(page), "an offer").toEqual([]);
    });
  });
}
