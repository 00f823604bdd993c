// Notifications of alerts: asked for after an alert was turned on, remembered, switched off again.

import { accessibilityProblems as problems } from "../support/accessibility.mjs";
import { signedIn } from "../support/account.mjs";
import { subscribedKey, subscriptionCalls, timesAsked, turnOnAlert, withNotifications } from "../support/push.mjs";
import { visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

/** Scrolled to the top: elsewhere the header may cover half of an element. */
async function accessibilityProblems(page) {
  await page.evaluate(() => scrollTo(0, 0));
  return problems(page);
}

const question = (page) => page.getByText("Vuoi anche una notifica su questo dispositivo?");
const accept = (page) => page.getByRole("button", { name: "Sì, avvisami" });
const decline = (page) => page.getByRole("button", { name: "No, grazie" });
const turnOn = (page) => page.getByRole("button", { name: "Attiva le notifiche" });
const turnOff = (page) => page.getByRole("button", { name: "Disattiva le notifiche" });
const isOn = (page) => page.getByText("Le notifiche sono attive su questo dispositivo.");
const isOff = (page) => page.getByText("Le notifiche sono spente su questo dispositivo.");

test("the question comes after an alert is on, and a yes is one press", async ({ page, server }) => {
  await withNotifications(page);
  await signedIn(page, server);
  const calls = subscriptionCalls(page);
  await visit(page, "/offerte?q=turni");
  await page.getByText("Avvisami delle nuove").click();
  await expect(page.getByRole("button", { name: "Attiva l’avviso" })).toBeVisible();
  await expect(question(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Attiva l’avviso" }).click();
  await expect(question(page)).toBeVisible();
  // Bacheca asks, not yet the browser.
  expect(await timesAsked(page)).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await accept(page).focus();
  await page.keyboard.press("Enter");
  await expect(isOn(page)).toBeVisible();
  // The buttons are gone: the focus is on what replaced them.
  await expect(page.locator("bacheca-notifiche")).toBeFocused();
  expect(await timesAsked(page)).toBe(1);
  expect(calls).toEqual(["PUT 204"]);
  const { key } = await (await page.request.get(`${server.url}/api/v1/push/key`)).json();
  expect(await subscribedKey(page)).toBe(key);
  expect(await accessibilityProblems(page)).toEqual([]);

  // The page of the alerts knows, and tells the API again in case it forgot.
  await visit(page, "/avvisi");
  await expect(isOn(page)).toBeVisible();
  await expect.poll(() => calls).toEqual(["PUT 204", "PUT 204"]);
  expect(await accessibilityProblems(page)).toEqual([]);
  await turnOff(page).click();
  await expect(isOff(page)).toBeVisible();
  await expect(page.locator("bacheca-notifiche")).toBeFocused();
  await expect.poll(() => calls).toEqual(["PUT 204", "PUT 204", "DELETE 204"]);
  expect(await subscribedKey(page)).toBeNull();
  // After a no, nobody is asked again; the switch remains.
  await visit(page, "/offerte?q=notte");
  await turnOnAlert(page);
  await expect(question(page)).toHaveCount(0);
  await visit(page, "/avvisi");
  await turnOn(page).click();
  await expect(isOn(page)).toBeVisible();
  expect(await timesAsked(page)).toBe(2);
});

test("a no is remembered, and the browser never asks", async ({ page, server }) => {
  await withNotifications(page);
  await signedIn(page, server);
  await visit(page, "/offerte?q=turni");
  await turnOnAlert(page);
  await decline(page).click();
  await expect(page.getByText("Va bene: ti scriviamo solo per email.")).toBeVisible();
  await visit(page, "/offerte?q=cuoca");
  await turnOnAlert(page);
  await expect(question(page)).toHaveCount(0);
  await visit(page, "/avvisi");
  await expect(isOff(page)).toBeVisible();
  expect(await timesAsked(page)).toBe(0);
});

test("whom the browser lets no through is told how, and not asked", async ({ page, server }) => {
  await withNotifications(page, { answer: "denied" });
  await signedIn(page, server);
  await visit(page, "/offerte?q=turni");
  await turnOnAlert(page);
  await accept(page).click();
  const explained = page.getByText("Il browser blocca le notifiche di Bacheca.");
  await expect(explained).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await visit(page, "/avvisi");
  await expect(explained).toBeVisible();
  await expect(turnOn(page)).toHaveCount(0);
  await visit(page, "/offerte?q=notte");
  await turnOnAlert(page);
  await expect(question(page)).toHaveCount(0);
});

test("closing the browser's question without a word leaves ours", async ({ page, server }) => {
  await withNotifications(page, { answer: "default" });
  await signedIn(page, server);
  await visit(page, "/offerte?q=turni");
  await turnOnAlert(page);
  await accept(page).click();
  await expect.poll(() => timesAsked(page)).toBe(1);
  await expect(accept(page)).toBeEnabled();
  await expect(page.getByText("Qualcosa non ha funzionato.")).toHaveCount(0);
});

test("without a network it says so, and goes on when there is one", async ({ page, server, context }) => {
  await withNotifications(page);
  await signedIn(page, server);
  await visit(page, "/offerte?q=turni");
  await turnOnAlert(page);
  await context.setOffline(true);
  await accept(page).click();
  await expect(page.getByText("Qualcosa non ha funzionato. Controlla la connessione e riprova.")).toBeVisible();
  await expect(accept(page)).toBeEnabled();
  expect(await accessibilityProblems(page)).toEqual([]);
  await context.setOffline(false);
  await accept(page).click();
  await expect(isOn(page)).toBeVisible();
});

test("where the browser has none, nothing is said", async ({ page, server }) => {
  await withNotifications(page, { isSupported: false });
  await signedIn(page, server);
  await visit(page, "/offerte?q=turni");
  await turnOnAlert(page);
  await expect(question(page)).toHaveCount(0);
  await visit(page, "/avvisi");
  await expect(page.getByText("Non ti abbiamo ancora scritto")).toBeVisible();
  await expect(page.getByText("Le notifiche sono")).toHaveCount(0);
});

test("signing out takes it along: the next person is asked", async ({ page, server }) => {
  await withNotifications(page);
  await signedIn(page, server);
  await visit(page, "/avvisi");
  await turnOn(page).click();
  await expect(isOn(page)).toBeVisible();
  await visit(page, "/impostazioni");
  await page.getByRole("button", { name: "Esci da questo dispositivo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Prima capisci/ })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("bacheca.push"))).toBeNull();
});

test("emails may be left out beside notifications", async ({ page, server }) => {
  await signedIn(page, server);
  await visit(page, "/profilo");
  const emails = page.getByRole("checkbox", { name: "Mandami gli avvisi per email, anche quando ho le notifiche." });
  await expect(emails).toBeChecked();
  await emails.uncheck();
  await page.getByRole("button", { name: "Salva il profilo" }).click();
  await expect(page.getByText("Profilo salvato")).toBeVisible();
  await page.reload();
  await expect(emails).not.toBeChecked();
});
