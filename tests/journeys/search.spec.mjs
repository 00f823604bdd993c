// Searching: text, place, filters, order; the address is the complete state; no search is a dead end.

import { accessibilityProblems } from "../support/accessibility.mjs";
import { settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

const count = (page) => page.getByRole("status").filter({ hasText: /^[\d.]+ offert[ae]( entro|$)/ }).first();
const number = async (page) => parseInt((await count(page).innerText()).replace(".", ""), 10);
const cards = (page) => page.getByRole("feed").getByRole("article");
const chips = (page) => page.getByRole("list", { name: "Filtri attivi" }).getByRole("link");
const isPhone = (testInfo) => testInfo.project.name === "phone";

/** The filters; opens them if they are behind a button. */
async function filters(page, testInfo) {
  if (!isPhone(testInfo)) return page.getByRole("complementary", { name: "Filtri" });
  const dialog = page.getByRole("dialog", { name: "Filtri" });
  if (!(await dialog.isVisible())) await page.getByRole("button", { name: /^Filtri/ }).click();
  return dialog;
}

async function closeFilters(page, testInfo) {
  if (isPhone(testInfo)) await page.getByRole("button", { name: /^Mostra [\d.]+ offert/ }).click();
}

/** A card by its place in the list. Only what is near the window is in the document: scrolls towards it until it is there. */
async function cardAt(page, position) {
  const card = page.locator(`[aria-posinset='${position}']`);
  await expect
    .poll(() =>
      page.evaluate(async (wanted) => {
        const shown = [...document.querySelectorAll("[aria-posinset]")].map((card) => Number(card.getAttribute("aria-posinset")));
        if (shown.includes(wanted)) return true;
        scrollBy({ top: wanted > Math.max(...shown) ? 400 : -400, behavior: "instant" });
        await new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume)));
        return false;
      }, position), { intervals: [10] })
    .toBe(true);
  await card.scrollIntoViewIfNeeded();
  return card;
}

async function choosePlace(page, typed, name) {
  await page.getByRole("combobox", { name: "Dove", exact: true }).fill(typed);
  await page.getByRole("option", { name }).click();
}

test("a text and a place lead to the offers that fit, the address says both", async ({ page }) => {
  await visit(page, "/");
  await page.getByRole("combobox", { name: "Che lavoro" }).fill("magazzinieri");
  await choosePlace(page, "milan", /^Milano \(MI\)/);
  await page.getByRole("button", { name: "Cerca", exact: true }).click();
  await expect(page).toHaveURL("/offerte?q=magazzinieri&place=milano-mi");
  await expect(page).toHaveTitle("“magazzinieri” entro 30 km da Milano – Bacheca");
  await expect(count(page)).toHaveText(/^\d+ offert[ae] entro 30 km da Milano$/);
  // The plural finds the singular.
  await expect(cards(page).first()).toContainText(/magazzinier/i);
  await expect(page.getByRole("combobox", { name: "Dove", exact: true })).toHaveValue("Milano (MI)");
  await expect(page.getByRole("combobox", { name: "Che lavoro" })).toHaveValue("magazzinieri");
});

test("a slip of the finger is forgiven, a minus leaves out, quotes hold together", async ({ page }) => {
  await visit(page, "/offerte?q=magazziniere");
  const all = await number(page);
  expect(all).toBeGreaterThan(3);
  await visit(page, "/offerte?q=magaziniere");
  await expect(cards(page).first()).toContainText(/magazzinier/i);
  await visit(page, `/offerte?q=${encodeURIComponent("magazziniere -notte")}`);
  expect(await number(page)).toBeLessThanOrEqual(all);
  await visit(page, `/offerte?q=${encodeURIComponent('"back office"')}`);
  await expect(cards(page).first()).toContainText(/back office/i);
});

test("a role that is typed out is a role", async ({ page }) => {
  await visit(page, "/offerte");
  await page.getByRole("combobox", { name: "Che lavoro" }).fill("addetto alle vendite");
  await page.getByRole("button", { name: "Cerca", exact: true }).click();
  await expect(page).toHaveURL("/offerte?occupation=addetto-vendite");
  await expect(chips(page)).toHaveText([/Addetto alle vendite/]);
});

test("filters narrow, their counts say by how much, chips and Back take them away", async ({ page }, testInfo) => {
  await visit(page, "/offerte");
  const all = await number(page);
  let panel = await filters(page, testInfo);
  const partTime = panel.getByRole("checkbox", { name: /^Part-time/ });
  const promised = parseInt((await panel.getByText(/^Part-time/).innerText()).replace(/\D/g, ""), 10);
  await partTime.check();
  await expect(page).toHaveURL("/offerte?employment_type=PART_TIME");
  // The ticked box keeps the focus, so that keyboard users continue from there.
  await expect(partTime).toBeFocused();
  await closeFilters(page, testInfo);
  await expect(count(page)).toHaveText(`${promised} offerte`);
  expect(promised).toBeLessThan(all);

  panel = await filters(page, testInfo);
  // Counted as if its own filter were off: the other value still shows how many offers it would find.
  await expect(panel.getByText(/^Tempo pieno/)).not.toHaveText(/^Tempo pieno\s*0$/);
  await panel.getByRole("checkbox", { name: /^Notte|^Sera/ }).first().check();
  await expect(page).toHaveURL(/employment_type=PART_TIME&shift=/);
  await closeFilters(page, testInfo);
  await expect(chips(page)).toHaveCount(2);
  await chips(page).filter({ hasText: "Part-time" }).click();
  await expect(page).toHaveURL(/^[^&]*\/offerte\?shift=[a-z]+$/);
  await expect(chips(page)).toHaveCount(1);
  await page.goBack();
  await expect(chips(page)).toHaveCount(2);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL("/offerte");
  await expect(chips(page)).toHaveCount(0);
  await expect(count(page)).toHaveText(`${all} offerte`);
});

test("a least pay is compared after bringing pay to one unit", async ({ page }, testInfo) => {
  await visit(page, "/offerte");
  const all = await number(page);
  const panel = await filters(page, testInfo);
  const amount = panel.getByRole("textbox", { name: "Euro lordi" });
  await amount.fill("tanto");
  await amount.press("Enter");
  await expect(panel.getByText("Scrivi una cifra intera in euro, per esempio 1500.")).toBeVisible();
  await amount.fill("1.800");
  await amount.press("Enter");
  await expect(page).toHaveURL("/offerte?salary_min=1800");
  await panel.getByRole("combobox", { name: "Periodo della paga" }).selectOption("hour");
  await expect(page).toHaveURL("/offerte?salary_min=1800&salary_period=hour");
  await panel.getByRole("combobox", { name: "Periodo della paga" }).selectOption("month");
  await expect(page).toHaveURL("/offerte?salary_min=1800");
  await closeFilters(page, testInfo);
  await expect(chips(page)).toHaveText([/Almeno 1\.800\s€ al mese/]);
  expect(await number(page)).toBeLessThan(all);
  await page.getByRole("combobox", { name: "Ordina per" }).selectOption({ label: "Meglio pagate" });
  await expect(page).toHaveURL("/offerte?salary_min=1800&sort=salary");
});

test("the order can be chosen, and only one that makes sense", async ({ page }) => {
  await visit(page, "/offerte");
  const sort = page.getByRole("combobox", { name: "Ordina per" });
  await expect(sort.getByRole("option", { name: "Più vicine" })).toHaveCount(0);
  await sort.selectOption({ label: "In scadenza" });
  await expect(page).toHaveURL("/offerte?sort=closing");
  await expect(cards(page).first()).toContainText(/Scade oggi|Scade domani/);
  await visit(page, "/offerte?place=roma-rm");
  await expect(page.getByRole("combobox", { name: "Ordina per" })).toHaveValue("distance");
});

test("nothing found leads on: wider, or with a filter less", async ({ page }) => {
  await visit(page, "/offerte?occupation=saldatore&place=lampedusa-e-linosa-ag&radius_km=5");
  await expect(page.getByRole("heading", { name: "Nessuna offerta entro 5 km da Lampedusa e Linosa" })).toBeVisible();
  const wider = page.getByRole("main").getByRole("link", { name: /^\d+ offert[ae] (entro \d+ km|in tutta Italia)$/ }).first();
  const promised = parseInt(await wider.innerText(), 10);
  await wider.click();
  await expect(count(page)).toHaveText(new RegExp(`^${promised} offert`));
  await expect(cards(page).first()).toBeVisible();
});

test("“Mostra altre” adds offers, none twice, until all are there", async ({ page }) => {
  await visit(page, "/offerte");
  const all = await number(page);
  const more = page.getByRole("button", { name: "Mostra altre" });
  const shown = page.getByRole("status").filter({ hasText: / su / });
  const seen = new Set();
  const collect = async () => {
    for (const href of await cards(page).getByRole("heading").getByRole("link").evaluateAll((links) => links.map((link) => link.href))) {
      seen.add(href);
    }
  };
  for (let loaded = 20; loaded < all; loaded = Math.min(loaded + 20, all)) {
    await expect(shown).toHaveText(`${loaded} offerte su ${all}`);
    await more.press("Enter");
  }
  await expect(shown).toHaveText(`${all} offerte su ${all}`);
  await expect(more).toBeHidden();
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  for (let position = 1; position <= all; position += 3) {
    await cardAt(page, position);
    await collect();
  }
  await cardAt(page, all);
  await collect();
  expect(seen.size).toBe(all);
  expect(await page.getByRole("feed").locator("*").count()).toBeLessThan(1500);
});

test("Back finds the list as it was left: how far it was loaded, where, and what was open", async ({ page }) => {
  await visit(page, "/offerte?employment_type=FULL_TIME");
  await page.getByRole("button", { name: "Mostra altre" }).press("Enter");
  await expect(page.getByText(/^40 offerte su/)).toBeVisible();
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  const card = await cardAt(page, 27);
  await card.getByText("Mostra dettagli").click();
  const link = card.getByRole("heading").getByRole("link");
  const title = await link.innerText();
  const top = (await card.boundingBox()).y;
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
  await page.goBack();
  await expect(page.getByText(/^40 offerte su/)).toBeVisible();
  await expect(card.getByText("Nascondi dettagli")).toBeVisible();
  await expect.poll(async () => Math.abs((await card.boundingBox()).y - top)).toBeLessThan(60);
});

test("the last result stays while the next is under way; a failure says so and Riprova brings it", async ({ page }, testInfo) => {
  await visit(page, "/offerte");
  await page.route("**/api/v1/job-postings?**", (route) => route.fulfill({ status: 500, body: "" }), { times: 1 });
  const panel = await filters(page, testInfo);
  await panel.getByRole("checkbox", { name: /^Part-time/ }).check();
  await closeFilters(page, testInfo);
  await expect(page.getByRole("alert")).toContainText("Non siamo riusciti a caricare le offerte");
  await page.getByRole("button", { name: "Riprova" }).click();
  await expect(chips(page)).toHaveText([/Part-time/]);
  await expect(cards(page).first()).toBeVisible();
});

test("addresses that are no search say so, and none breaks the page", async ({ page }) => {
  const bad = ["lat=91&lon=9", "lat=NaN&lon=9", "radius_km=-1&place=roma-rm", "radius_km=1000000000&place=roma-rm", "sort=foo",
    "cursor=AAAA", "place=atlantide-xx", `q=${"a".repeat(300)}`, `${"industry=x&".repeat(300)}`];
  for (const query of bad) {
    await visit(page, `/offerte?${query}`);
    await expect(page.getByRole("heading", { name: "Questo indirizzo non è una ricerca" }), query).toBeVisible();
  }
  for (const text of ["%_'", '" OR 1=1 --', "NEAR(a b)", "*:*", "🙂", "\u202eאבג", "-", '"']) {
    await visit(page, `/offerte?q=${encodeURIComponent(text)}`);
    await expect(count(page).or(page.getByRole("heading", { name: /^Nessuna offerta/ })).first(), text).toBeVisible();
  }
  await page.getByRole("link", { name: "Tutte le offerte" }).first().click();
  await expect(page).toHaveURL("/offerte");
});

test("the filters on a phone have no accessibility problem, and Escape closes them", async ({ page }, testInfo) => {
  test.skip(!isPhone(testInfo), "they stand beside the list");
  await visit(page, "/offerte");
  const dialog = await filters(page, testInfo);
  await expect(dialog).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Filtri", exact: true })).toBeFocused();
});

test("a role's page says what it is, shows the offers, and leads to a place", async ({ page }) => {
  await visit(page, "/lavoro/magazziniere");
  await expect(page).toHaveTitle("Magazziniere: offerte di lavoro – Bacheca");
  await expect(page.getByRole("heading", { name: "Che cosa si fa" })).toBeVisible();
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.getByRole("region", { name: "Magazziniere: dove si cerca" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/^[^?]*\/lavoro\/magazziniere\/[a-z-]+$/);
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Magazziniere a .+: offerte di lavoro$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  const first = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("region", { name: "Magazziniere: dove si cerca" }).getByRole("link").last().click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(first);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Magazziniere a .+: offerte di lavoro$/);
});

test("a place's page says who looks for people there", async ({ page }) => {
  await visit(page, "/lavoro-a/milano-mi");
  await expect(page).toHaveTitle("Lavoro a Milano – Bacheca");
  await expect(page.getByText(/^Entro 30 km da Milano \(MI, Lombardia\)/)).toBeVisible();
  await page.getByRole("link", { name: /^Tutte le \d|^Filtra e ordina/ }).click();
  await expect(page).toHaveURL("/offerte?place=milano-mi");
});

test("Back to a role's or a place's page returns to the spot that was left", async ({ page }) => {
  for (const path of ["/lavoro/magazziniere", "/lavoro-a/milano-mi"]) {
    await visit(page, path);
    const link = page.getByRole("article").nth(6).getByRole("heading").getByRole("link");
    await link.scrollIntoViewIfNeeded();
    const top = await page.evaluate(() => scrollY);
    expect(top).toBeGreaterThan(300);
    await link.press("Enter");
    await expect(page).toHaveURL(/\/offerte\//);
    await settled(page);
    await page.goBack();
    await settled(page);
    await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - top)).toBeLessThan(60);
  }
});

test("an offer can be reported, and its deadline put into a calendar", async ({ page, server }) => {
  const answer = await fetch(`${server.url}/api/v1/job-postings?sort=closing&limit=1`);
  const [{ id }] = (await answer.json()).items;
  await visit(page, `/offerte/${id}`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Metti la scadenza nel calendario" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.ics$/);

  await page.getByText("Segnala questa offerta").click();
  await page.getByRole("button", { name: "Invia la segnalazione" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "C’è qualcosa da sistemare" });
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Scegli che cosa non va" }).click();
  await expect(page.getByRole("radio").first()).toBeFocused();
  await page.getByRole("radio", { name: "Altro", exact: true }).check();
  await page.getByRole("button", { name: "Invia la segnalazione" }).click();
  const note = page.getByRole("textbox", { name: /Vuoi aggiungere qualcosa/ });
  await summary.getByRole("link").click();
  await expect(note).toBeFocused();
  await note.fill("La sede non esiste");
  await page.route("**/reports", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Invia la segnalazione" }).click();
  await expect(page.getByText("La segnalazione non è partita")).toBeVisible();
  await expect(note).toHaveValue("La sede non esiste");
  await page.getByRole("button", { name: "Invia la segnalazione" }).click();
  await expect(page.getByText("Segnalazione ricevuta")).toBeVisible();
});
