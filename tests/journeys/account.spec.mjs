// The account from beginning to end: confirm, sign in and out, reset the password, change, export, erase.

import { accessibilityProblems } from "../support/accessibility.mjs";
import { createAccount, emailedLink, emailsTo, signedIn } from "../support/account.mjs";
import { fillIn, freshEmail, PASSWORD, signUpForm } from "../support/sign-up-form.mjs";
import { settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

const OTHER_PASSWORD = "quattro cani in cortile";

/** The sign-in form; `scope` is a page, or the part of it that the form is in. */
function signInForm(scope) {
  return {
    email: scope.getByRole("textbox", { name: "Email", exact: true }),
    password: scope.getByLabel("Password", { exact: true }),
    submit: scope.getByRole("button", { name: "Accedi", exact: true }),
    summary: scope.getByRole("alert").filter({ hasText: "C’è qualcosa da sistemare" }),
  };
}

async function signIn(scope, { email, password }) {
  const form = signInForm(scope);
  await form.email.fill(email);
  await form.password.fill(password);
  await form.submit.click();
}

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
/** A part of a page, by its heading. */
const part = (page, name) => page.getByRole("region", { name, exact: true });
const accountLink = (page) => page.getByRole("banner").getByRole("link", { name: "Account" });

test("from sign-up over the emailed link to work nearby, and out again without a trace", async ({ page, server }) => {
  await visit(page, "/registrati");
  const form = signUpForm(page);
  const email = await fillIn(form);
  await form.submit.click();
  await expect(form.done).toBeFocused();

  // Signing in fails before the link is opened, and the message does not say why.
  await visit(page, "/accedi");
  await signIn(page.getByRole("main"), { email, password: PASSWORD });
  await expect(signInForm(page).summary).toBeFocused();
  await expect(signInForm(page).summary).toContainText("Email e password non corrispondono");

  await visit(page, await emailedLink(server, email, "conferma-email"));
  expect(new URL(page.url()).hash, "the token stays in no history").toBe("");
  await page.getByRole("button", { name: "Conferma l’indirizzo" }).click();
  await expect(heading(page, "Indirizzo confermato")).toBeFocused();
  await expect(accountLink(page)).toBeVisible();

  await page.getByRole("link", { name: "Completa il profilo" }).click();
  await expect(heading(page, "Profilo")).toBeFocused();
  const place = page.getByRole("combobox", { name: "Dove cerchi lavoro" });
  await place.fill("milano");
  await page.getByRole("option", { name: /^Milano \(MI\)/ }).click();
  await page.getByRole("combobox", { name: "Quanto lontano" }).selectOption("50 km");
  await page.getByText("Scegli i ruoli").click();
  await page.getByRole("checkbox", { name: "Magazziniere", exact: true }).check();
  await page.getByRole("button", { name: "Salva il profilo" }).click();
  await expect(page.getByRole("alert")).toContainText("Profilo salvato");

  await page.getByRole("link", { name: "Bacheca", exact: true }).click();
  const near = part(page, "Vicino a te");
  await expect(near.getByRole("article").first()).toBeVisible();
  await expect(near.getByRole("link", { name: "Tutte le offerte vicino a te" })).toHaveAttribute(
    "href",
    "/offerte?occupation=magazziniere&place=milano-mi&radius_km=50&sort=newest",
  );
  await page.reload();
  await expect(near.getByRole("article").first()).toBeVisible();

  await accountLink(page).click();
  await page.getByRole("link", { name: "Impostazioni" }).click();
  await page.getByText("Voglio cancellare il mio account").click();
  const erase = part(page, "Cancella l’account");
  await erase.getByLabel("Password attuale").fill("non è questa");
  await erase.getByRole("button", { name: "Cancella tutto per sempre" }).click();
  await expect(erase.getByRole("alert")).toContainText("La password attuale non è giusta");
  await erase.getByLabel("Password attuale").fill(PASSWORD);
  await erase.getByRole("button", { name: "Cancella tutto per sempre" }).click();
  await expect(page.getByRole("banner").getByRole("link", { name: "Accedi" })).toBeVisible();
  await expect(page).toHaveURL("/");
  await visit(page, "/accedi");
  await signIn(page.getByRole("main"), { email, password: PASSWORD });
  await expect(signInForm(page).summary).toContainText("Email e password non corrispondono");
});

test("a wrong password is named as that, and keeps what is typed; an empty form is named", async ({ page, server }) => {
  const account = await createAccount(server, page.request);
  await page.context().clearCookies();
  await visit(page, "/accedi");
  const form = signInForm(page.getByRole("main"));
  await form.submit.click();
  await expect(form.summary.getByRole("link")).toHaveText(["Scrivi la tua email", "Scegli una password"]);
  await signIn(page.getByRole("main"), { ...account, password: OTHER_PASSWORD });
  await expect(form.summary).toContainText("Email e password non corrispondono");
  await expect(page.getByRole("alert")).toHaveCount(1);
  await expect(page.getByText("La sessione è finita")).toHaveCount(0);
  await expect(form.email).toHaveValue(account.email);
  await expect(form.password).toHaveValue(OTHER_PASSWORD);
  await form.password.fill(account.password);
  await form.submit.click();
  await expect(page).toHaveURL("/");
  await expect(accountLink(page)).toBeVisible();
});

test("a page of the account asks to sign in first, and is there afterwards", async ({ page, server }) => {
  const account = await createAccount(server, page.request);
  await page.context().clearCookies();
  await visit(page, "/impostazioni");
  await expect(heading(page, "Accedi")).toBeVisible();
  await signIn(page.getByRole("main"), account);
  await expect(heading(page, "Impostazioni")).toBeFocused();
  await expect(page).toHaveURL("/impostazioni");
  await expect(part(page, "Email")).toContainText(account.email);
});

test("a forgotten password is replaced through the emailed link, once", async ({ page, server }) => {
  const account = await createAccount(server, page.request);
  await page.context().clearCookies();
  await visit(page, "/accedi");
  await page.getByRole("link", { name: /^Password dimenticata/ }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(account.email);
  await page.getByRole("button", { name: "Mandami il link" }).click();
  await expect(heading(page, "Controlla la posta")).toBeFocused();
  const link = await emailedLink(server, account.email, "nuova-password");
  await visit(page, link);
  const password = page.getByLabel("Nuova password", { exact: true });
  await password.fill("corta");
  await page.getByRole("button", { name: "Salva la password" }).click();
  await expect(page.getByRole("alert")).toContainText("La password è troppo corta");
  await password.fill(OTHER_PASSWORD);
  await page.getByRole("button", { name: "Salva la password" }).click();
  await expect(heading(page, "La password è cambiata")).toBeFocused();
  await expect(accountLink(page)).toBeVisible();
  // The open page has the link's address: another address makes the browser load it again.
  await visit(page, "/");
  await visit(page, link);
  await page.getByLabel("Nuova password", { exact: true }).fill(OTHER_PASSWORD);
  await page.getByRole("button", { name: "Salva la password" }).click();
  await expect(heading(page, "Questo link non vale più")).toBeVisible();
});

test("an unknown address is told the same as a known one", async ({ page, server }) => {
  await visit(page, "/password-dimenticata");
  const email = freshEmail();
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("button", { name: "Mandami il link" }).click();
  await expect(page.getByText(`Se ${email} ha un account`)).toBeVisible();
  expect(await emailsTo(server, email)).toEqual([]);
});

for (const [what, path, button] of [
  ["confirmation", "/conferma-email#nonesiste", "Conferma l’indirizzo"],
  ["end of emails", "/disiscriviti#nonesiste", "Non scrivetemi più"],
]) {
  test(`a link of an email that does not hold any more leads on: ${what}`, async ({ page }) => {
    await visit(page, path);
    await page.getByRole("button", { name: button }).click();
    await expect(heading(page, "Questo link non vale più")).toBeVisible();
  });
}

test("a session that ends in the middle of a form costs nothing that was typed", async ({ page, server }) => {
  const account = await signedIn(page, server);
  await visit(page, "/profilo");
  const name = page.getByRole("textbox", { name: "Nome" });
  await name.fill("Anna Cambiata");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Salva il profilo" }).click();
  const dialog = page.getByRole("dialog", { name: "Accedi di nuovo" });
  await expect(dialog).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveValue("");
  await signIn(dialog, account);
  await expect(dialog).toBeHidden();
  await expect(name).toHaveValue("Anna Cambiata");
  await page.getByRole("button", { name: "Salva il profilo" }).click();
  await expect(page.getByText("Profilo salvato")).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue("Anna Cambiata");
});

test("signing out here leaves the other tab signed out too, and other devices not", async ({ page, server, browser }) => {
  const account = await signedIn(page, server);
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  await visit(other, "/accedi");
  await signIn(other.getByRole("main"), account);
  await expect(accountLink(other)).toBeVisible();

  await visit(page, "/impostazioni");
  const tab = await page.context().newPage();
  await visit(tab, "/privacy");
  await expect(accountLink(tab)).toBeVisible();
  await page.getByRole("button", { name: "Esci da questo dispositivo" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("banner").getByRole("link", { name: "Accedi" })).toBeVisible();
  await expect(tab.getByRole("banner").getByRole("link", { name: "Accedi" })).toBeVisible();

  await visit(other, "/impostazioni");
  await expect(part(other, "Email")).toContainText(account.email);
  await other.getByRole("button", { name: "Esci da tutti i dispositivi" }).click();
  await expect(other.getByRole("banner").getByRole("link", { name: "Accedi" })).toBeVisible();
  await elsewhere.close();
});

test("the password changes with the one in use; the email once the new address is confirmed", async ({ page, server }) => {
  const account = await signedIn(page, server);
  await visit(page, "/impostazioni");
  const password = part(page, "Password");
  await password.getByLabel("Password attuale").fill(account.password);
  await password.getByLabel("Nuova password", { exact: true }).fill(OTHER_PASSWORD);
  await password.getByRole("button", { name: "Cambia password" }).click();
  await expect(password.getByRole("alert")).toContainText("Password cambiata");

  const email = part(page, "Email");
  const wanted = freshEmail();
  await email.getByRole("textbox", { name: "Nuova email" }).fill(wanted);
  await email.getByLabel("Password attuale").fill(OTHER_PASSWORD);
  await email.getByRole("button", { name: "Cambia email" }).click();
  await expect(email.getByRole("alert")).toContainText(wanted);
  await expect(email).toContainText(account.email);
  await visit(page, await emailedLink(server, wanted, "conferma-email"));
  await page.getByRole("button", { name: "Conferma l’indirizzo" }).click();
  await expect(heading(page, "Indirizzo confermato")).toBeVisible();
  await visit(page, "/impostazioni");
  await expect(part(page, "Email")).toContainText(wanted);
});

test("a wrong password is named as that in every form that asks for it, and nothing typed is lost", async ({ page, server }) => {
  await signedIn(page, server);
  await visit(page, "/impostazioni");
  await page.getByText("Voglio cancellare il mio account").click();
  for (const [where, button, other] of [
    ["Email", "Cambia email", ["Nuova email", freshEmail()]],
    ["Password", "Cambia password", ["Nuova password", OTHER_PASSWORD]],
    ["Cancella l’account", "Cancella tutto per sempre", null],
  ]) {
    const section = part(page, where);
    const current = section.getByLabel("Password attuale");
    if (other) await section.getByLabel(other[0], { exact: true }).fill(other[1]);
    await current.fill("non è questa");
    await section.getByRole("button", { name: button }).click();
    await expect(section.getByRole("alert"), where).toHaveCount(1);
    await expect(section.getByRole("alert"), where).toContainText("La password attuale non è giusta");
    await expect(page.getByText("La sessione è finita"), where).toHaveCount(0);
    await expect(page.getByRole("dialog"), where).toHaveCount(0);
    await expect(current, where).toHaveValue("non è questa");
    if (other) await expect(section.getByLabel(other[0], { exact: true })).toHaveValue(other[1]);
  }
});

test("a session that has ended is named as that in the same forms, until somebody has signed in again", async ({ page, server }) => {
  const account = await signedIn(page, server);
  await visit(page, "/impostazioni");
  const email = part(page, "Email");
  const wanted = freshEmail();
  await email.getByRole("textbox", { name: "Nuova email" }).fill(wanted);
  await email.getByLabel("Password attuale").fill(account.password);
  await page.context().clearCookies();
  await email.getByRole("button", { name: "Cambia email" }).click();
  const dialog = page.getByRole("dialog", { name: "Accedi di nuovo" });
  // In the dialog over the page, a wrong password gets the usual error.
  await signIn(dialog, { ...account, password: OTHER_PASSWORD });
  await expect(dialog.getByRole("alert")).toContainText("Email e password non corrispondono");
  await expect(dialog.getByRole("alert")).toHaveCount(1);
  await signIn(dialog, account);
  await expect(dialog).toBeHidden();
  await expect(page.getByText("La sessione è finita")).toHaveCount(0);
  await email.getByRole("button", { name: "Cambia email" }).click();
  await expect(email.getByRole("alert")).toContainText(wanted);
});

test("everything can be taken along", async ({ page, server }) => {
  await signedIn(page, server);
  await visit(page, "/impostazioni");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Scarica l’archivio" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
  expect(await file.failure()).toBeNull();
});

test("an alert from a search: signing in on the way, then how often, then no more", async ({ page, server }) => {
  const account = await createAccount(server, page.request);
  await page.context().clearCookies();
  await visit(page, "/offerte?occupation=magazziniere&place=milano-mi&radius_km=50");
  await page.getByText("Avvisami delle nuove").click();
  await signIn(page.getByRole("main"), account);
  await page.getByRole("combobox", { name: "Quanto spesso" }).selectOption("Ogni settimana");
  await page.getByRole("button", { name: "Attiva l’avviso" }).click();
  await expect(page.getByText("Avviso attivo")).toBeVisible();
  await page.getByRole("link", { name: "I tuoi avvisi" }).click();

  await expect(heading(page, "Avvisi")).toBeFocused();
  const alert = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Magazziniere" }) });
  await expect(alert).toContainText("entro 50 km da Milano");
  const frequency = alert.getByRole("combobox", { name: "Quanto spesso" });
  await expect(frequency).toHaveValue("weekly");
  const changed = page.waitForResponse((answer) => answer.url().endsWith("/me/alerts") && answer.request().method() === "POST");
  await frequency.selectOption("Ogni giorno");
  expect((await changed).status()).toBe(201);
  await page.reload();
  await expect(frequency).toHaveValue("daily");
  expect(await accessibilityProblems(page)).toEqual([]);
  await alert.getByRole("button", { name: "Cancella l’avviso" }).click();
  await expect(page.getByText("Non segui ancora nessuna ricerca")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Non segui ancora nessuna ricerca")).toBeVisible();
});

test("no account, no request about one", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/v1/me")) asked.push(request.url());
  });
  await visit(page, "/");
  await settled(page);
  expect(asked).toEqual([]);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on the pages of the account, ${colorScheme}`, async ({ page, server }) => {
    await page.emulateMedia({ colorScheme });
    await signedIn(page, server, { place: "milano-mi" });
    for (const path of ["/profilo", "/impostazioni", "/avvisi", "/"]) {
      await visit(page, path);
      if (path === "/profilo") await page.getByText("Scegli i ruoli").click();
      if (path === "/impostazioni") await page.getByText("Voglio cancellare il mio account").click();
      expect(await accessibilityProblems(page), path).toEqual([]);
    }
  });
}

test("without the API a form says what has not happened, and keeps what was typed", async ({ page, server }) => {
  await signedIn(page, server);
  await visit(page, "/profilo");
  const name = page.getByRole("textbox", { name: "Nome" });
  await name.fill("Anna Nuova");
  await page.route("**/api/v1/me", (route) => route.fulfill({ status: 503, body: "" }), { times: 1 });
  await page.getByRole("button", { name: "Salva il profilo" }).click();
  await expect(page.getByRole("alert")).toContainText("Il profilo non è salvato");
  await expect(name).toHaveValue("Anna Nuova");
  await page.getByRole("button", { name: "Salva il profilo" }).click();
  await expect(page.getByText("Profilo salvato")).toBeVisible();
});
