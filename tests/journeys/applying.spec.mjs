// Applying for an offer: from "Candidati" to the list of applications, and withdrawing.

import { changeEmail, createAccount, signedIn } from "../support/account.mjs";
import {
  applicationForm, countPosts, cv, leftOnDevice, jobPostingHere, jobPostingOutside, openForm, pdf, storedApplications,
} from "../support/applying.mjs";
import { jobPostings, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

let jobPosting;
test.beforeEach(async ({ server }) => {
  jobPosting = await jobPostingHere(server);
});

test("from the offer to the list of applications", async ({ page, server }) => {
  const { email } = await signedIn(page, server, { name: "Anna Prova" });
  await visit(page, jobPosting.path);
  await page.getByRole("link", { name: "Candidati", exact: true }).filter({ visible: true }).click();
  await expect(page).toHaveURL(jobPosting.apply);
  await expect(page.getByRole("heading", { level: 1, name: "Candidati" })).toBeVisible();
  await expect(page.getByText(jobPosting.title).first()).toBeVisible();
  const main = page.getByRole("main");
  await expect(main.getByText(email)).toBeVisible();
  await expect(main.getByText("Anna Prova", { exact: true })).toBeVisible();
  await expect(main.getByRole("link", { name: "Cambia il nome" })).toHaveAttribute("href", "/profilo");
  await expect(main.getByText(/Nome, email, telefono, messaggio e curriculum vanno a .+, e a nessun altro/)).toBeVisible();
  await expect(main.getByRole("link", { name: "Come trattiamo i tuoi dati" })).toHaveAttribute("href", "/privacy");

  const form = applicationForm(page);
  const file = cv({ size: 200_000 });
  await form.cv.setInputFiles(file);
  await expect(form.chosen).toHaveText(/Anna Prova\.pdf\s+196\skB/);
  await form.phone.fill("333 1234567");
  await form.message.fill("Buongiorno,\nsono libera da subito.");
  await expect(page.getByText("34 di 2.000 caratteri")).toBeVisible();
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  await expect(page).toHaveTitle("Candidatura inviata – Bacheca");
  await expect(page.getByText("ora ha il tuo curriculum")).toBeVisible();
  expect(await leftOnDevice(page)).toEqual({ drafts: null, files: 0 });

  await page.getByRole("link", { name: "Le tue candidature" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Candidature" })).toBeVisible();
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2 }) });
  await expect(card).toHaveCount(1);
  await expect(card.getByRole("heading", { level: 2 })).toContainText(jobPosting.title);
  await expect(card.getByText(/^Inviata il \d/)).toBeVisible();
  await card.getByText("Il tuo messaggio").click();
  await expect(card.getByText("sono libera da subito.")).toBeVisible();
  await expect(card.getByText("Telefono: 333 1234567")).toBeVisible();
  const downloading = page.waitForEvent("download");
  await card.getByRole("link", { name: "Scarica il curriculum Anna Prova.pdf" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("Anna Prova.pdf");
  const { readFile } = await import("node:fs/promises");
  expect((await readFile(await download.path())).equals(file.buffer)).toBe(true);

  // The offer's page shows it, and so does its form.
  await card.getByRole("heading", { level: 2 }).getByRole("link").click();
  await expect(page.getByText(/^Candidatura inviata il \d/).filter({ visible: true })).toBeVisible();
  await page.goto(jobPosting.apply);
  await expect(page.getByText("La tua candidatura c’è già")).toBeVisible();
  await expect(form.submit).toHaveCount(0);
});

test("a reload keeps what was typed and the file", async ({ page, server }) => {
  await signedIn(page, server);
  const form = await openForm(page, jobPosting);
  const file = cv({ text: "Dopo la ricarica" });
  await form.cv.setInputFiles(file);
  await form.message.fill("Scritto prima");
  await form.phone.fill("02 123456");
  await expect.poll(async () => (await leftOnDevice(page)).files).toBe(1);
  await page.reload();
  await settled(page);
  await expect(form.message).toHaveValue("Scritto prima");
  await expect(form.phone).toHaveValue("02 123456");
  await expect(form.chosen).toContainText("Anna Prova.pdf");
  await visit(page, jobPosting.path);
  await expect(page.getByRole("link", { name: "Riprendi la candidatura" }).filter({ visible: true })).toBeVisible();
  await openForm(page, jobPosting);
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  const [application] = await storedApplications(page, server);
  expect(application).toMatchObject({ message: "Scritto prima", phone: "02 123456" });
  const stored = await page.request.get(`${server.url}/api/v1/me/applications/${application.id}/cv`);
  expect((await stored.body()).equals(file.buffer)).toBe(true);
});

test("the progress is there to see, and the sending can be stopped", async ({ page, server }) => {
  await signedIn(page, server);
  const form = await openForm(page, jobPosting);
  await form.cv.setInputFiles(cv({ size: 2_000_000 }));
  const devtools = await page.context().newCDPSession(page);
  const network = (uploadThroughput) =>
    devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await devtools.send("Network.enable");
  await network(200_000);
  await form.submit.click();
  await expect(form.progress).toBeVisible();
  await expect(page.getByText("Sto inviando la candidatura…")).toBeVisible();
  await expect(page.getByText(/(kB|MB) di 2\sMB/)).toBeVisible();
  await expect.poll(async () => Number(await form.progress.getAttribute("value"))).toBeGreaterThan(5);
  // The form is locked while it is being sent.
  await expect(form.message).toBeDisabled();
  await form.stop.click();
  await expect(form.progress).toHaveCount(0);
  await expect(form.message).toBeEnabled();
  await expect(form.chosen).toContainText("Anna Prova.pdf");
  await network(-1);
  expect(await storedApplications(page, server)).toEqual([]);
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  expect(await storedApplications(page, server)).toHaveLength(1);
});

test("the sending goes on while its sender reads elsewhere", async ({ page, server }) => {
  await signedIn(page, server);
  const form = await openForm(page, jobPosting);
  await form.cv.setInputFiles(cv());
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/v1/job-postings/*/applications", async (route) => {
    await held;
    await route.continue();
  });
  await form.submit.click();
  await expect(form.progress).toBeVisible();
  await page.getByRole("link", { name: "Come trattiamo i tuoi dati" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Come trattiamo i tuoi dati" })).toBeVisible();
  release();
  await expect.poll(() => storedApplications(page, server)).toHaveLength(1);
});

test("withdrawn in two steps, and sent again", async ({ page, server }) => {
  await signedIn(page, server);
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await form.cv.setInputFiles(cv());
  await form.message.fill("Prima volta");
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  await page.getByRole("link", { name: "Le tue candidature" }).click();
  const withdraw = page.getByRole("button", { name: new RegExp(`^Ritira la candidatura ?: ${jobPosting.title}`) });
  await withdraw.click();
  const question = page.getByRole("group", { name: /^Ritirare la candidatura\?/ });
  await expect(question).toBeFocused();
  await question.getByRole("button", { name: "No" }).click();
  await expect(withdraw).toBeFocused();
  await withdraw.click();
  await question.getByRole("button", { name: "Sì, ritira" }).click();
  const status = page.getByRole("status").filter({ hasText: "Candidatura ritirata" });
  await expect(status).toBeFocused();
  await expect(page.getByText(/^Inviata il .*, ritirata il \d/)).toBeVisible();
  await expect(page.getByText("Prima volta")).toHaveCount(0);
  await expect(withdraw).toHaveCount(0);

  await page.getByRole("link", { name: "Candidati di nuovo" }).click();
  await expect(form.message).toHaveValue("");
  await form.cv.setInputFiles(cv());
  await form.message.fill("Prima volta");
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  expect((await storedApplications(page, server)).map(({ status }) => status).sort()).toEqual(["sent", "withdrawn"]);
  // The very same content, yet another application.
  expect(new Set(sent.keys).size).toBe(2);
});

test("who is not signed in learns why, signs in and applies", async ({ page, server }) => {
  const { email, password } = await createAccount(server, page.request);
  await page.context().clearCookies();
  await visit(page, jobPosting.apply);
  await expect(page.getByText("Per candidarti serve un account")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Crea l’account" })).toHaveAttribute("href", "/registrati");
  const form = applicationForm(page);
  await expect(form.submit).toHaveCount(0);
  const main = page.getByRole("main");
  await main.getByRole("textbox", { name: "Email" }).fill(email);
  await main.getByLabel("Password", { exact: true }).fill(password);
  await main.getByRole("button", { name: "Accedi" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Candidati" })).toBeFocused();
  await form.cv.setInputFiles({ name: "cv.txt", mimeType: "text/plain", buffer: Buffer.from("Anna Prova, magazziniera") });
  await form.submit.click();
  await expect(form.sent).toBeFocused();
});

test("a file can be taken out and another one chosen", async ({ page, server }) => {
  await signedIn(page, server);
  const form = await openForm(page, jobPosting);
  await form.cv.setInputFiles({ ...cv(), name: "vecchio.pdf" });
  await form.remove.click();
  await expect(form.chosen).toBeEmpty();
  await expect(form.cv).toBeFocused();
  await form.cv.setInputFiles({ ...cv(), name: "nuovo.pdf" });
  await form.cv.setInputFiles({ ...cv({ text: "Terzo" }), name: "terzo.pdf" });
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  const [application] = await storedApplications(page, server);
  expect(application.cv.file_name).toBe("terzo.pdf");
  const stored = await page.request.get(`${server.url}/api/v1/me/applications/${application.id}/cv`);
  expect((await stored.body()).equals(pdf({ text: "Terzo" }))).toBe(true);
});

test("a phone has the way to apply in reach from the title on", async ({ page, isMobile }) => {
  test.skip(!isMobile, "wide windows have it beside the title");
  await visit(page, jobPosting.path);
  const apply = page.getByRole("link", { name: "Candidati", exact: true }).filter({ visible: true });
  await expect(apply).toHaveCount(1);
  await expect(apply).toBeInViewport({ ratio: 1 });
});

test("an offer with a page of its own hands over clearly", async ({ page, server }) => {
  await signedIn(page, server);
  const outside = await jobPostingOutside(server);
  const { host } = new URL(outside.applyUrl);
  await visit(page, outside.path);
  const link = page.getByRole("link", { name: /^Candidati sul sito di .*\(si apre in un’altra scheda\)$/ }).filter({ visible: true });
  await expect(link).toHaveAttribute("href", outside.applyUrl);
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", /noopener/);
  await expect(page.getByText(`Si apre ${host} in un’altra scheda.`).filter({ visible: true })).toBeVisible();
  await visit(page, outside.apply);
  await expect(page.getByText(`La candidatura si fa su ${host}`)).toBeVisible();
  await expect(link).toHaveAttribute("href", outside.applyUrl);
  await expect(applicationForm(page).submit).toHaveCount(0);
});

for (const [what, path, words] of [
  ["expired", jobPostings.expired, /^Questa offerta è scaduta/],
  ["filled", jobPostings.filled, "Questa posizione è già stata coperta"],
]) {
  test(`an offer that is ${what} takes no application and leads on`, async ({ page, server }) => {
    await signedIn(page, server);
    await visit(page, `${path}/candidati`);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole("link", { name: "Guarda le offerte simili" })).toHaveAttribute("href", /^\/offerte/);
    await expect(applicationForm(page).submit).toHaveCount(0);
  });
}

test("what was begun is found among the applications, and can be thrown away", async ({ page, server }) => {
  await signedIn(page, server);
  const form = await openForm(page, jobPosting);
  await form.message.fill("Ci penso ancora");
  await form.cv.setInputFiles(cv());
  await expect.poll(async () => (await leftOnDevice(page)).files).toBe(1);
  await visit(page, "/candidature");
  await expect(page.getByText("Iniziata e non inviata.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Riprendi la candidatura" })).toHaveAttribute("href", jobPosting.apply);
  await page.getByRole("button", { name: "Butta la bozza" }).click();
  await expect(page.getByText("Nessuna candidatura, per ora")).toBeVisible();
  await expect.poll(() => leftOnDevice(page)).toEqual({ drafts: null, files: 0 });
});

test("signing out leaves nothing of it on the device", async ({ page, server }) => {
  await signedIn(page, server);
  const form = await openForm(page, jobPosting);
  await form.message.fill("Riservato");
  await form.cv.setInputFiles(cv());
  await expect.poll(async () => (await leftOnDevice(page)).files).toBe(1);
  await visit(page, "/impostazioni");
  await page.getByRole("button", { name: "Esci da questo dispositivo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Prima capisci il mestiere/ })).toBeVisible();
  await expect.poll(() => leftOnDevice(page)).toEqual({ drafts: null, files: 0 });
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("Riservato");
});

test("a draft that somebody else left, or of a month ago, is not shown", async ({ page, server }) => {
  const now = Math.floor(Date.now() / 1000);
  const { email } = await signedIn(page, server);
  const other = { job_posting: jobPosting.id, title: "Altro", owner: "altra@posta.example", message: "Segreto", key: "k", changed_at: now };
  const put = (draft) => page.evaluate((text) => localStorage.setItem("bacheca.applications", text), JSON.stringify([draft]));
  await visit(page, "/privacy");
  await put(other);
  const form = await openForm(page, jobPosting);
  await expect(form.message).toHaveValue("");
  expect((await leftOnDevice(page)).drafts).toBeNull();
  await put({ ...other, owner: undefined, account: "altra", changed_at: now });
  await page.reload();
  await settled(page);
  await expect(form.message).toHaveValue("");
  expect((await leftOnDevice(page)).drafts).toBeNull();
  await put({ ...other, owner: email, changed_at: now - 31 * 24 * 3600 });
  await page.reload();
  await settled(page);
  await expect(form.message).toHaveValue("");
  expect((await leftOnDevice(page)).drafts).toBeNull();
});

test("a change of the email leaves what is not sent yet", async ({ page, server }) => {
  const account = await signedIn(page, server);
  const form = await openForm(page, jobPosting);
  const file = cv({ text: "Prima del cambio" });
  await form.cv.setInputFiles(file);
  await form.message.fill("Scritto con l’email di prima");
  await expect.poll(async () => (await leftOnDevice(page)).files).toBe(1);
  const email = await changeEmail(page, server, account);
  await page.reload();
  await settled(page);
  await expect(page.getByRole("main").getByText(email)).toBeVisible();
  await expect(form.message).toHaveValue("Scritto con l’email di prima");
  await expect(form.chosen).toContainText("Anna Prova.pdf");
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  const [application] = await storedApplications(page, server);
  const stored = await page.request.get(`${server.url}/api/v1/me/applications/${application.id}/cv`);
  expect((await stored.body()).equals(file.buffer)).toBe(true);
});

test("a draft of an earlier release, which knew the email alone, is taken over", async ({ page, server }) => {
  const account = await signedIn(page, server);
  const { id } = await (await page.request.get(`${server.url}/api/v1/me`)).json();
  const now = Math.floor(Date.now() / 1000);
  const draft = { job_posting: jobPosting.id, title: jobPosting.title, owner: account.email, message: "Di prima", key: "k", changed_at: now };
  await visit(page, "/privacy");
  await page.evaluate((text) => localStorage.setItem("bacheca.applications", text), JSON.stringify([draft]));
  const form = await openForm(page, jobPosting);
  await expect(form.message).toHaveValue("Di prima");
  const [kept] = JSON.parse((await leftOnDevice(page)).drafts);
  expect([kept.account, kept.owner]).toEqual([id, undefined]);
  // From now on it is found under another email, too.
  await changeEmail(page, server, account);
  await page.reload();
  await settled(page);
  await expect(form.message).toHaveValue("Di prima");
});
