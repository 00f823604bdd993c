// Sign-up: no failure loses what was typed, and none creates two accounts.

import { fillIn, freshEmail, PASSWORD, signUpForm } from "../support/sign-up-form.mjs";
import { settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

const ACCOUNTS = "**/api/v1/accounts";
const FORLI = { latitude: 44.2227, longitude: 12.0407 };
const PARIS = { latitude: 48.8566, longitude: 2.3522 };

/** The bodies of the requests for an account that the page sends. */
function sentAccounts(page) {
  const sent = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/v1/accounts")) sent.push(request.postDataJSON());
  });
  return sent;
}

test.beforeEach(async ({ page }) => {
  await visit(page, "/registrati");
});

test("an empty form is answered by a summary that has the focus and leads to the fields", async ({ page }) => {
  const form = signUpForm(page);
  const sent = sentAccounts(page);
  await form.submit.click();
  await expect(form.summary).toBeFocused();
  await expect(form.summary.getByRole("link")).toHaveText([
    "Scrivi il tuo nome",
    "Scrivi la tua email",
    "Scegli una password",
  ]);
  for (const [text, field] of [
    ["Scrivi la tua email", form.email],
    ["Scegli una password", form.password],
    ["Scrivi il tuo nome", form.name],
  ]) {
    await form.summary.getByRole("link", { name: text }).click();
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(new RegExp(text));
  }
  await expect(page).toHaveTitle("Crea l’account – Bacheca");
  expect(sent).toEqual([]);
});

test("the errors go away once the form holds", async ({ page }) => {
  const form = signUpForm(page);
  await form.submit.click();
  await expect(form.summary).toBeVisible();
  const email = await fillIn(form);
  await form.submit.click();
  await expect(form.done).toBeFocused();
  await expect(page.getByText(email)).toBeVisible();
});

test("an email that can't be one is named", async ({ page }) => {
  const form = signUpForm(page);
  await fillIn(form, { email: "anna.rossi" });
  await form.submit.click();
  await expect(form.summary.getByRole("link")).toHaveText(["Scrivi l’email per intero, per esempio nome@posta.it"]);
});

test("a password of 7 characters is too short, 8 are enough, counted as people count", async ({ page }) => {
  const form = signUpForm(page);
  // Five letters and two faces of several code points each: seven characters.
  await fillIn(form, { password: "gatto👩‍👩‍👧🇮🇹" });
  await expect(page.getByText("Ne manca ancora 1")).toBeVisible();
  await form.submit.click();
  await expect(form.summary.getByRole("link")).toHaveText([
    "La password è troppo corta: servono almeno 8 caratteri",
  ]);
  await form.password.fill("gattoó👩‍👩‍👧🇮🇹");
  await expect(page.getByText("8 caratteri: va bene")).toBeVisible();
  await form.submit.click();
  await expect(form.done).toBeVisible();
});

test("a password can be shown, and hidden again", async ({ page }) => {
  const form = signUpForm(page);
  await form.password.fill(PASSWORD);
  const show = page.getByRole("button", { name: "Mostra la password" });
  await expect(form.password).toHaveAttribute("type", "password");
  await expect(form.password).toHaveAttribute("autocomplete", "new-password");
  await show.click();
  await expect(form.password).toHaveAttribute("type", "text");
  await expect(form.password).toHaveValue(PASSWORD);
  await expect(show).toHaveAttribute("aria-pressed", "true");
  await show.click();
  await expect(form.password).toHaveAttribute("type", "password");
});

for (const [what, password, words] of [
  ["among the most common ones", "password123", "Questa password è tra le più usate: scegline un’altra"],
  ["the person's own name", "Giovannina Prova", "La password non può essere il tuo nome o la tua email: scegline un’altra"],
]) {
  test(`a password that is ${what} is refused by the server, in words`, async ({ page }) => {
    const form = signUpForm(page);
    const email = await fillIn(form, { name: "Giovannina Prova", password });
    await form.submit.click();
    await expect(form.summary).toBeFocused();
    await expect(form.summary.getByRole("link")).toHaveText([words]);
    await form.summary.getByRole("link").click();
    await expect(form.password).toBeFocused();
    await expect(form.email).toHaveValue(email);
  });
}

test("a known email gets the same answer as an unknown one", async ({ page }) => {
  const form = signUpForm(page);
  const email = await fillIn(form);
  await form.submit.click();
  await expect(form.done).toBeVisible();
  await page.reload();
  await fillIn(form, { email });
  await form.submit.click();
  await expect(form.done).toBeVisible();
});

test.describe("the place", () => {
  test("is chosen with the keyboard alone", async ({ page }) => {
    const form = signUpForm(page);
    const sent = sentAccounts(page);
    await fillIn(form);
    await form.place.focus();
    await expect(form.place).toHaveAttribute("aria-expanded", "false");
    await page.keyboard.type("forli");
    const list = page.getByRole("listbox", { name: "Dove cerchi lavoro (facoltativo)" });
    await expect(list).toBeVisible();
    await expect(form.place).toHaveAttribute("aria-expanded", "true");
    const options = list.getByRole("option");
    await expect(options.first()).toContainText("Forlì (FC)");
    await page.keyboard.press("ArrowDown");
    await expect(options.first()).toHaveAttribute("aria-selected", "true");
    await expect(form.place).toHaveAttribute("aria-activedescendant", await options.first().getAttribute("id"));
    await page.keyboard.press("ArrowUp");
    await expect(options.first()).toHaveAttribute("aria-selected", "false");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
    await expect(form.place).toHaveValue("forli");
    await page.keyboard.press("ArrowDown");
    await expect(list).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(form.place).toHaveValue("Forlì (FC)");
    await expect(list).toBeHidden();
    // Enter chose the suggestion and did not send the form. Now it sends it.
    expect(sent).toEqual([]);
    await page.keyboard.press("Enter");
    await expect(form.done).toBeFocused();
    expect(sent).toMatchObject([{ place: "forli-fc" }]);
    await expect(page.getByRole("heading", { name: "Le offerte vicino a Forlì" })).toBeVisible();
  });

  test("that the arrows stand on is in sight in a long list", async ({ page }) => {
    const form = signUpForm(page);
    await form.place.fill("san");
    const options = page.getByRole("option");
    await expect(options.first()).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await expect(options.last()).toHaveAttribute("aria-selected", "true");
    await expect(options.last()).toBeInViewport({ ratio: 0.95 });
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(options.first()).toBeInViewport({ ratio: 0.95 });
  });

  test("is found by CAP", async ({ page }) => {
    const form = signUpForm(page);
    await form.place.fill("47121");
    await page.getByRole("option", { name: /^Forlì \(FC\)/ }).click();
    await expect(form.place).toHaveValue("Forlì (FC)");
  });

  test("counts as chosen when it is typed out in full", async ({ page }) => {
    const form = signUpForm(page);
    const sent = sentAccounts(page);
    await fillIn(form);
    await form.place.fill("torino");
    await expect(page.getByRole("option", { name: /^Torino \(TO\)/ })).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(form.place).toHaveValue("Torino (TO)");
    await form.submit.click();
    await expect(form.done).toBeVisible();
    expect(sent).toMatchObject([{ place: "torino-to" }]);
  });

  test("that is typed but none of Italy's stops the form, which says how to go on", async ({ page }) => {
    const form = signUpForm(page);
    await fillIn(form);
    await form.place.fill("Xyzabc");
    await expect(page.getByText("Nessun comune con questo nome")).toBeAttached();
    await form.submit.click();
    await expect(form.summary.getByRole("link")).toHaveText([
      "Scegli il comune dall’elenco, oppure lascia vuoto il campo",
    ]);
    await form.summary.getByRole("link").click();
    await expect(form.place).toBeFocused();
    await form.place.fill("");
    await form.submit.click();
    await expect(form.done).toBeVisible();
    await expect(page.getByRole("heading", { name: "Le offerte appena pubblicate" })).toBeVisible();
  });

  test("may stay empty when the list of comuni does not answer", async ({ page }) => {
    await page.route("**/api/v1/places*", (route) => route.fulfill({ status: 503, body: "" }));
    const form = signUpForm(page);
    await fillIn(form);
    await form.place.fill("Roma");
    await expect(page.getByText("L’elenco dei comuni non risponde: puoi lasciare il campo vuoto")).toBeAttached();
    await form.place.fill("");
    await form.submit.click();
    await expect(form.done).toBeVisible();
  });
});

test.describe("the device's position", () => {
  test("granted, fills in the nearest comune", async ({ page, context }) => {
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation(FORLI);
    const form = signUpForm(page);
    await form.locate.click();
    await expect(form.place).toHaveValue("Forlì (FC)");
    await expect(page.getByText("Ti troviamo vicino a Forlì (FC).")).toBeVisible();
  });

  test("denied, is said, and the field takes text as before", async ({ page, context }) => {
    await context.clearPermissions();
    const form = signUpForm(page);
    await form.place.fill("rav");
    // The suggestions cover the button, as they do for a finger: they close first.
    await form.place.press("Escape");
    await form.locate.click();
    await expect(page.getByText("Il browser non ci ha dato la posizione.")).toBeVisible();
    await expect(form.place).toHaveValue("rav");
    await form.place.fill("Ravenna");
    await page.getByRole("option", { name: /^Ravenna \(RA\)/ }).click();
    await expect(form.place).toHaveValue("Ravenna (RA)");
  });

  test("outside Italy, is said, and the field takes text as before", async ({ page, context }) => {
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation(PARIS);
    const form = signUpForm(page);
    await form.locate.click();
    await expect(page.getByText("Sembri fuori dall’Italia.")).toBeVisible();
    await expect(form.place).toHaveValue("");
    await expect(form.place).toBeEditable();
  });

  test("not found in time, is said", async ({ page }) => {
    await page.addInitScript(() => {
      navigator.geolocation.getCurrentPosition = (_found, failed) => failed({ code: 3, message: "" });
    });
    await visit(page, "/registrati");
    const form = signUpForm(page);
    await form.locate.click();
    await expect(page.getByText("Il dispositivo non ha trovato la posizione in tempo.")).toBeVisible();
  });
});

test.describe("sending", () => {
  test("a double click sends once", async ({ page }) => {
    const form = signUpForm(page);
    const sent = sentAccounts(page);
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route(ACCOUNTS, async (route) => {
      await held;
      await route.continue();
    });
    await fillIn(form);
    await form.submit.dblclick();
    await expect(form.submit).toHaveText("Creo l’account…");
    await expect(form.submit).toHaveAttribute("aria-disabled", "true");
    await form.submit.click({ force: true });
    await form.email.press("Enter");
    release();
    await expect(form.done).toBeVisible();
    expect(sent).toHaveLength(1);
  });

  test("the consent is asked for apart, and unticked unless ticked", async ({ page }) => {
    const form = signUpForm(page);
    const sent = sentAccounts(page);
    await expect(form.marketing).not.toBeChecked();
    await fillIn(form);
    await form.submit.click();
    await expect(form.done).toBeVisible();
    await page.reload();
    await fillIn(form);
    await form.marketing.check();
    await form.submit.click();
    await expect(form.done).toBeVisible();
    expect(sent.map((account) => account.marketing_consent)).toEqual([false, true]);
  });

  test("with the API down nothing typed is lost, and sending again works", async ({ page, server }) => {
    const form = signUpForm(page);
    const email = await fillIn(form);
    await form.marketing.check();
    await server.stop();
    await form.submit.click();
    await expect(form.failure).toBeVisible();
    await expect(form.failure).toContainText("Quello che hai scritto è ancora qui");
    await expect(form.name).toHaveValue("Anna Prova");
    await expect(form.email).toHaveValue(email);
    await expect(form.password).toHaveValue(PASSWORD);
    await expect(form.marketing).toBeChecked();
    await server.start();
    await form.submit.click();
    await expect(form.done).toBeFocused();
    await expect(form.failure).toBeHidden();
  });

  test("an answer that is lost is no harm: the same again ends in one account", async ({ page }) => {
    const form = signUpForm(page);
    const sent = sentAccounts(page);
    let answers = [];
    await page.route(
      ACCOUNTS,
      async (route) => {
        // The account is created; its answer never arrives.
        answers.push((await route.fetch()).status());
        await route.abort("connectionreset");
      },
      { times: 1 },
    );
    page.on("response", (response) => {
      if (response.url().endsWith("/api/v1/accounts")) answers.push(response.status());
    });
    await fillIn(form);
    await form.submit.click();
    await expect(form.failure).toBeVisible();
    await form.submit.click();
    await expect(form.done).toBeVisible();
    expect(answers).toEqual([202, 202]);
    expect(sent[0]).toEqual(sent[1]);
  });

  test("no answer within 10 seconds is named", async ({ page }) => {
    await page.clock.install();
    await visit(page, "/registrati");
    const form = signUpForm(page);
    let arrived;
    const asked = new Promise((resolve) => (arrived = resolve));
    await page.route(ACCOUNTS, () => arrived(), { times: 1 });
    const email = await fillIn(form);
    await form.submit.click();
    await asked;
    await page.clock.fastForward(10_500);
    await expect(form.failure).toContainText("non ha risposto entro 10 secondi");
    await expect(form.email).toHaveValue(email);
    await form.submit.click();
    await expect(form.done).toBeVisible();
  });

  test("too many requests: the form says how long to wait", async ({ page }) => {
    await page.route(ACCOUNTS, (route) =>
      route.fulfill({
        status: 429,
        headers: { "Retry-After": "120", "Content-Type": "application/problem+json" },
        body: JSON.stringify({ type: "about:blank", title: "Too Many Requests", status: 429 }),
      }),
    );
    const form = signUpForm(page);
    await fillIn(form);
    await form.submit.click();
    await expect(form.failure).toContainText("2 minuti");
  });

  test("a page in place of the answer is a failure, not an account", async ({ page }) => {
    await page.route(ACCOUNTS, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Accedi al Wi-Fi</h1>" }));
    const form = signUpForm(page);
    await fillIn(form);
    await form.submit.click();
    await expect(form.failure).toBeVisible();
    await expect(form.done).toBeHidden();
  });

  test("offline, the form says so and keeps what was typed", async ({ page, context }) => {
    const form = signUpForm(page);
    await fillIn(form);
    await context.setOffline(true);
    await form.submit.click();
    await expect(form.failure).toContainText("Sei senza rete.");
    await context.setOffline(false);
    await form.submit.click();
    await expect(form.done).toBeVisible();
  });
});

test("a reload keeps what was typed, but never the password", async ({ page }) => {
  const form = signUpForm(page);
  const email = await fillIn(form, { name: "Anna «la» Rossi", email: freshEmail() });
  await form.place.fill("bolog");
  await page.getByRole("option", { name: /^Bologna \(BO\)/ }).click();
  await form.marketing.check();
  await page.reload();
  await settled(page);
  await expect(form.name).toHaveValue("Anna «la» Rossi");
  await expect(form.email).toHaveValue(email);
  await expect(form.place).toHaveValue("Bologna (BO)");
  await expect(form.marketing).toBeChecked();
  await expect(form.password).toHaveValue("");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain(PASSWORD);
  // The comune is still the chosen one, not mere text.
  const sent = sentAccounts(page);
  await form.password.fill(PASSWORD);
  await form.submit.click();
  await expect(form.done).toBeVisible();
  expect(sent).toMatchObject([{ place: "bologna-bo", email }]);
  // The draft is gone after sign-up.
  await page.reload();
  await expect(form.name).toHaveValue("");
});

test("a look at the privacy notice loses nothing", async ({ page }) => {
  const form = signUpForm(page);
  const email = await fillIn(form);
  await page.getByRole("main").getByRole("link", { name: "informativa sulla privacy" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Come trattiamo i tuoi dati" })).toBeVisible();
  await page.goBack();
  await expect(form.email).toHaveValue(email);
});
