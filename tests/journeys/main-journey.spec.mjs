// The main job: read an article, meet an offer in it, look at the offer, come back, sign up, see offers nearby.

import { fillIn, signUpForm } from "../support/sign-up-form.mjs";
import { settled } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

test("from the first page to the offers nearby", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Tutti gli articoli" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Magazine" })).toBeFocused();
  await page.getByRole("main").getByRole("link", { name: /^Addetto al back office/ }).first().click();

  // Reading.
  const headline = page.getByRole("heading", { level: 1, name: /^Addetto al back office/ });
  await expect(headline).toBeFocused();
  await expect(page).toHaveTitle(/^Addetto al back office.* – Bacheca$/);
  await expect(page.getByText(/^\d+ min di lettura$/)).toBeVisible();
  await expect(page.getByText(/^Aggiornato il \d/)).toBeVisible();
  await settled(page);

  // An offer inside the text opens in place, without asking the API for anything.
  const board = page.getByRole("complementary", { name: "Offerte aperte: Addetto al back office" });
  const card = board.getByRole("article").first();
  const title = await card.getByRole("heading").innerText();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const details = card.getByText("Mostra dettagli");
  await details.click();
  await expect(card.getByText("Nascondi dettagli")).toBeVisible();
  await expect(card.getByRole("term").filter({ hasText: "Orario" })).toBeVisible();
  expect(asked).toEqual([]);

  // The offer itself, and back to the same spot of the article.
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(0);
  await card.getByRole("link", { name: /^Visualizza l’offerta/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
  await expect(page.getByRole("heading", { level: 2, name: "Quanto si guadagna" })).toBeVisible();
  await expect(page.getByText("Ultimo giorno per candidarsi")).toBeVisible();
  await page.goBack();
  await expect(headline).toBeVisible();
  await expect(board).toBeInViewport();

  // Sign-up at the end of the article.
  const panel = page.getByRole("region", { name: "La prossima offerta, prima vicino a te" });
  const form = signUpForm(panel);
  const email = await fillIn(form);
  await form.place.fill("milan");
  await panel.getByRole("option", { name: /^Milano \(MI\)/ }).click();
  await expect(form.place).toHaveValue("Milano (MI)");
  await form.submit.click();

  await expect(form.done).toBeFocused();
  await expect(panel.getByText(email)).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Le offerte vicino a Milano" })).toBeVisible();
  await expect(panel.getByRole("article").first()).toContainText(/nel comune cercato|a (meno di )?\d+\s*km/);
  await panel.getByRole("link", { name: "Tutte le offerte vicino a Milano" }).click();
  await expect(page).toHaveURL("/offerte?place=milano-mi");
  await expect(page.getByText(/^\d+ offerte entro 30 km da Milano$/)).toBeVisible();
});

test("every link inside an article leads to a page that exists", async ({ page, server }) => {
  const answer = await fetch(`${server.url}/api/v1/articles?limit=100`);
  const { items } = await answer.json();
  expect(items.length).toBeGreaterThanOrEqual(10);
  for (const { slug } of items) {
    const { sections } = await (await fetch(`${server.url}/api/v1/articles/${slug}`)).json();
    const html = sections.map((section) => section.html).join("");
    const targets = [...html.matchAll(/href="(\/[^"#]*)/g)].map(([, target]) => target);
    for (const target of new Set(targets)) {
      const status = (await page.request.get(target, { headers: { accept: "text/html" } })).status();
      expect(status, `${target}, linked from ${slug}`).toBe(200);
    }
  }
});
