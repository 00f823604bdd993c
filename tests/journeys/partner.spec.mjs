// A partner with another site: from the first page to three lines that show matching offers there, with and without script.

import { partnerPage, textOf } from "../support/partner-page.mjs";
import { expect, test } from "../support/test.mjs";

test("choose, look, copy, paste", async ({ page, context, browser, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await page.getByRole("contentinfo").getByRole("link", { name: "Per i siti partner" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Le offerte di Bacheca sul tuo sito" })).toBeFocused();
  await expect(page).toHaveTitle("Le offerte di Bacheca sul tuo sito – Bacheca");

  const form = partnerPage(page);
  await form.role.selectOption({ label: "Magazziniere" });
  await form.place.fill("lodi");
  await page.getByRole("option", { name: /^Lodi \(LO\)/ }).click();
  await form.radius.selectOption("20");
  await form.shifts.getByRole("checkbox", { name: "Fine settimana" }).check();
  await form.limit.selectOption("2");
  await form.colour.fill("#A93B15");
  await form.partner.fill("comune-di-lodi");
  const chosen = "ruolo=magazziniere&luogo=lodi-lo&raggio=20&turno=fine-settimana&limite=2&colore=%23a93b15&partner=comune-di-lodi";
  await expect(page).toHaveURL(`/partner?${chosen}`);
  // However many settings were tried, Back leads to the page before.
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(3);

  const link = `${baseURL}/offerte?occupation=magazziniere&place=lodi-lo&radius_km=20&shift=weekend&partner=comune-di-lodi`;
  const words = "Offerte di lavoro: Magazziniere vicino a Lodi (LO)";
  await expect(form.withoutScript.getByRole("link", { name: words })).toHaveAttribute("href", link);

  await form.copy("HTML").click();
  await expect(page.getByRole("status").filter({ hasText: "Copiato." })).toBeVisible();
  const pasted = await page.evaluate(() => navigator.clipboard.readText());
  expect(pasted).toBe(await textOf(form.html));
  expect(pasted.split("\n")).toEqual([
    `<script async src="${baseURL}/embed.js"></script>`,
    `<bacheca-offerte ruolo="magazziniere" luogo="lodi-lo" raggio="20" turno="fine-settimana" limite="2" colore="#a93b15" ` +
      `partner="comune-di-lodi" style="display:block;width:100%;min-height:496px">`,
    `  <a href="${link.replaceAll("&", "&amp;")}">${words}</a>`,
    `</bacheca-offerte>`,
  ]);
  await form.copy("WordPress").click();
  await expect(page.getByRole("status").filter({ hasText: "Copiato." })).toHaveCount(2);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `<!-- wp:html -->\n${pasted}\n<!-- /wp:html -->`,
  );

  // On the partner's page, for a visitor without script.
  const withoutScript = await browser.newContext({ javaScriptEnabled: false });
  const host = await withoutScript.newPage();
  await host.setContent(`<!doctype html><h1>Comune di Lodi</h1>${pasted}`);
  await expect(host.getByRole("link", { name: words })).toBeVisible();
  await expect(host.getByRole("link", { name: words })).toHaveAttribute("href", link);
  await withoutScript.close();

  // The link leads to a valid search.
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1, name: "Offerte di lavoro" })).toBeVisible();
  await expect(page.getByText("Questo indirizzo non è una ricerca")).toBeHidden();
});

test("where nothing may be copied the text is selected", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.goto("/partner?limite=1");
  const form = partnerPage(page);
  await form.copy("HTML").click();
  await expect(page.getByRole("status").filter({ hasText: "il testo è selezionato" })).toBeVisible();
  expect((await page.evaluate(() => getSelection().toString())).trim()).toBe((await textOf(form.html)).trim());

  // Its message was about another text.
  await form.limit.selectOption("2");
  await expect(page.getByRole("status").filter({ hasText: "il testo è selezionato" })).toBeHidden();
});
