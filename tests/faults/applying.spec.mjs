// Failures between a CV and the API: nothing is lost, nothing is sent twice, and a message explains it.

import { changeEmail, createAccount, signedIn } from "../support/account.mjs";
import {
  APPLICATIONS, applicationForm, countPosts, cv, leftOnDevice, jobPostingHere, offlineWithSite, openForm, pdf,
  storedApplications,
} from "../support/applying.mjs";
import { settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

let jobPosting;
let account;
test.beforeEach(async ({ page, server }) => {
  jobPosting = await jobPostingHere(server);
  account = await signedIn(page, server);
});

const WAITING = "Non inviata: la mandiamo appena torna la rete.";

/** Fills the form in and waits until the device has it. */
async function fillIn(page, form, message = "Buongiorno") {
  await form.cv.setInputFiles(cv());
  await form.message.fill(message);
  await expect.poll(async () => (await leftOnDevice(page)).files).toBe(1);
}

test("without a network: said, and sent exactly once when it is back", async ({ page, context, server }) => {
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await fillIn(page, form);
  await context.setOffline(true);
  await form.submit.click();
  await expect(form.queued).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: WAITING })).toBeVisible();
  // Also where all applications are.
  await page.getByRole("main").getByRole("link", { name: "Le tue candidature" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Da inviare" })).toBeVisible();
  await expect(page.getByText(WAITING)).toBeVisible();
  expect(sent.posts).toBe(0);
  await context.setOffline(false);
  await expect(page.getByRole("status").filter({ hasText: "Candidatura inviata" }).or(page.getByText(/^Inviata il \d/)).first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Da inviare" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Ritira la candidatura/ })).toHaveCount(1);
  // The last of the tries after the network's return is over.
  await page.waitForFunction((until) => performance.now() > until, (await page.evaluate(() => performance.now())) + 9_000);
  expect(sent.posts).toBe(1);
  expect(await storedApplications(page, server)).toHaveLength(1);
  expect(await leftOnDevice(page)).toEqual({ drafts: null, files: 0 });
});

test("refused first, then without a network: it leaves by itself all the same", async ({ page, context, server }) => {
  const form = await openForm(page, jobPosting);
  await fillIn(page, form);
  await page.route(APPLICATIONS, (route) => route.fulfill({ status: 500, body: "" }), { times: 1 });
  await form.submit.click();
  await expect(form.failure).toBeVisible();
  await context.setOffline(true);
  await form.submit.click();
  await expect(form.queued).toBeFocused();
  await context.setOffline(false);
  await expect(form.sent).toBeFocused();
  expect(await storedApplications(page, server)).toHaveLength(1);
});

test("the network goes while it is being sent: it waits, and leaves once", async ({ page, context, server }) => {
  const form = await openForm(page, jobPosting);
  await fillIn(page, form);
  let arrived;
  const held = new Promise((resolve) => (arrived = resolve));
  await page.route(APPLICATIONS, (route) => arrived(route), { times: 1 });
  await form.submit.click();
  const route = await held;
  await context.setOffline(true);
  await route.abort("internetdisconnected");
  await expect(form.queued).toBeFocused();
  await context.setOffline(false);
  await expect(form.sent).toBeFocused();
  expect(await storedApplications(page, server)).toHaveLength(1);
});

test("a reload without a network finds what waits, and it leaves when that is back", async ({ page, context, server }) => {
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await fillIn(page, form);
  await offlineWithSite(page, context, server);
  await form.submit.click();
  await expect(form.queued).toBeFocused();
  await page.reload();
  await expect(form.queued).toBeVisible();
  await expect(page.getByText(WAITING)).toBeVisible();
  await expect(page.getByText("Anna Prova.pdf (1 kB)")).toBeVisible();
  await page.goto("/candidature");
  await expect(page.getByText(WAITING)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("button", { name: /^Ritira la candidatura/ })).toBeVisible({ timeout: 20_000 });
  expect(sent.posts).toBe(1);
  const [application] = await storedApplications(page, server);
  const stored = await page.request.get(`${server.url}/api/v1/me/applications/${application.id}/cv`);
  expect((await stored.body()).equals(pdf())).toBe(true);
});

test("what waits leaves although the email has changed meanwhile, elsewhere", async ({ page, context, server }) => {
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await fillIn(page, form);
  await offlineWithSite(page, context, server);
  await form.submit.click();
  await expect(form.queued).toBeFocused();
  await page.reload();
  await expect(form.queued).toBeVisible();
  await changeEmail(page, server, account);
  await context.setOffline(false);
  await expect.poll(() => storedApplications(page, server), { timeout: 20_000 }).toHaveLength(1);
  await expect(form.sent).toBeVisible();
  expect(sent.posts).toBe(1);
});

test("what waits can be called off, and is still there to change", async ({ page, context, server }) => {
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await fillIn(page, form, "Da cambiare");
  await context.setOffline(true);
  await form.submit.click();
  await expect(form.queued).toBeFocused();
  await page.getByRole("button", { name: "Annulla l’invio" }).click();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1, name: "Candidati" })).toBeFocused();
  await expect(form.message).toHaveValue("Da cambiare");
  await form.message.fill("Cambiato");
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  expect(sent.posts).toBe(1);
  expect((await storedApplications(page, server)).map(({ message }) => message)).toEqual(["Cambiato"]);
});

test("the answer is lost after the API has it: sent again it shows success, and is there once", async ({ page, server }) => {
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await fillIn(page, form);
  await page.route(
    APPLICATIONS,
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await form.submit.click();
  await expect(form.failure).toContainText("Il servizio non risponde.");
  expect(await storedApplications(page, server)).toHaveLength(1);
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  expect(await storedApplications(page, server)).toHaveLength(1);
  expect(sent.posts).toBe(2);
  expect(new Set(sent.keys).size).toBe(1);
});

test("lost answer, then other words: one application, and the page says that it is there", async ({ page, server }) => {
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await fillIn(page, form, "Prima");
  await page.route(
    APPLICATIONS,
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await form.submit.click();
  await expect(form.failure).toBeVisible();
  await form.message.fill("Dopo");
  await form.submit.click();
  await expect(page.getByText("La tua candidatura c’è già")).toBeVisible();
  expect(new Set(sent.keys).size).toBe(2);
  expect((await storedApplications(page, server)).map(({ message }) => message)).toEqual(["Prima"]);
});

test("the session ends in the middle: sign in over the page, everything is still there", async ({ page, context, server }) => {
  await context.clearCookies();
  const { email, password } = await createAccount(server, page.request);
  await page.request.post(`${server.url}/api/v1/sessions`, { data: { email, password }, headers: { origin: server.url } });
  const form = await openForm(page, jobPosting);
  await fillIn(page, form, "Non perdermi");
  await form.phone.fill("333 1234567");
  await context.clearCookies();
  await form.submit.click();
  const dialog = page.getByRole("dialog", { name: "Accedi di nuovo" });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Accedi", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(form.message).toHaveValue("Non perdermi");
  await expect(form.phone).toHaveValue("333 1234567");
  await expect(form.chosen).toContainText("Anna Prova.pdf");
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  expect((await storedApplications(page, server)).map(({ message }) => message)).toEqual(["Non perdermi"]);
  // The password is nowhere on the device.
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(password);
});

test("the session had ended before a reload: the draft waits for its owner", async ({ page, context, server }) => {
  const form = await openForm(page, jobPosting);
  await fillIn(page, form, "Torno dopo");
  await context.clearCookies();
  await page.reload();
  await expect(page.getByText("Per candidarti serve un account")).toBeVisible();
  expect(JSON.parse((await leftOnDevice(page)).drafts)[0].message).toBe("Torno dopo");
});

const html = "<!doctype html><script>alert(1)</script>";
for (const { what, file, words, isSent } of [
  { what: "over 5 MB", file: { name: "cv.pdf", buffer: pdf({ size: 5 * 1024 * 1024 + 1000 }) }, words: /troppo grande: al massimo 5\sMB/ },
  { what: "without content", file: { name: "cv.pdf", buffer: Buffer.alloc(0) }, words: "Il file del curriculum è vuoto" },
  { what: "with a double extension", file: { name: "cv.pdf.exe", buffer: pdf() }, words: "dev’essere un file PDF, DOCX, ODT, RTF o TXT" },
  { what: "that is a page called .pdf", file: { name: "cv.pdf", buffer: Buffer.from(html) }, words: "dev’essere un file PDF, DOCX, ODT, RTF o TXT", isSent: true },
  { what: "that is text called .pdf", file: { name: "cv.pdf", buffer: Buffer.from("Anna Prova") }, words: "non è quello che dice il nome", isSent: true },
  { what: "that is a broken archive", file: { name: "cv.docx", buffer: Buffer.from("PK\u0003\u0004rotto") }, words: "danneggiato o protetto", isSent: true },
]) {
  test(`a file ${what} is refused in words`, async ({ page, server }) => {
    const form = await openForm(page, jobPosting);
    const sent = countPosts(page);
    await form.message.fill("Resta qui");
    await form.cv.setInputFiles({ mimeType: "application/octet-stream", ...file });
    if (!isSent) await expect(form.cv).toHaveAccessibleDescription(new RegExp(words));
    await form.submit.click();
    await expect(form.summary).toBeFocused();
    await expect(form.summary).toContainText(words);
    await expect(form.cv).toHaveAttribute("aria-invalid", "true");
    await form.summary.getByRole("link").click();
    await expect(form.cv).toBeFocused();
    expect(sent.posts).toBe(isSent ? 1 : 0);
    // A valid file resolves the error.
    await form.cv.setInputFiles(cv());
    await expect(form.cv).not.toHaveAttribute("aria-invalid", "true");
    await expect(form.message).toHaveValue("Resta qui");
    await form.submit.click();
    await expect(form.sent).toBeFocused();
    expect(await storedApplications(page, server)).toHaveLength(1);
  });
}

test("an empty form names what is missing; a telephone must be one", async ({ page }) => {
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await form.phone.fill("chiamami");
  await form.submit.click();
  await expect(form.summary).toBeFocused();
  await expect(form.summary.getByRole("link")).toHaveText([
    "Scegli il file del tuo curriculum",
    "Scrivi il telefono in cifre, per esempio 333 1234567",
  ]);
  expect(sent.posts).toBe(0);
});

for (const { what, answer, words } of [
  { what: "answers 500", answer: (route) => route.fulfill({ status: 500, body: "<h1>Errore</h1>" }), words: "Il servizio ha avuto un problema." },
  { what: "asks to wait", answer: (route) => route.fulfill({ status: 429, headers: { "Retry-After": "90" }, body: "" }), words: "Riprova tra 90 secondi." },
  { what: "answers with a page", answer: (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<h1>Wi-Fi</h1>" }), words: "in un modo che non capiamo" },
  { what: "breaks off", answer: (route) => route.abort("connectionreset"), words: "Il servizio non risponde." },
  { what: "has no such offer any more", answer: (route) => route.fulfill({ status: 404, body: "" }), words: "Questa offerta non c’è più." },
  { what: "takes no more applications", answer: (route) => route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ type: "about:blank", title: "Conflict", status: 409, detail: "this offer takes no more applications" }) }), words: "Questa offerta non prende più candidature." },
]) {
  test(`when the API ${what}: said, and the next try arrives`, async ({ page, server }) => {
    const form = await openForm(page, jobPosting);
    await fillIn(page, form, "Ancora qui");
    await page.route(APPLICATIONS, answer, { times: 1 });
    await form.submit.click();
    await expect(form.failure).toContainText(words);
    await expect(form.message).toHaveValue("Ancora qui");
    await expect(form.chosen).toContainText("Anna Prova.pdf");
    await form.submit.click();
    await expect(form.sent).toBeFocused();
    expect(await storedApplications(page, server)).toHaveLength(1);
  });
}

test("applied meanwhile on another device: the page says so instead of sending", async ({ page, server }) => {
  const form = await openForm(page, jobPosting);
  await fillIn(page, form);
  const elsewhere = await page.request.post(`${server.url}/api/v1/job-postings/${jobPosting.id}/applications`, {
    headers: { origin: server.url, "Idempotency-Key": "altrove" },
    multipart: { cv: cv(), message: "Da un altro telefono" },
  });
  expect(elsewhere.status()).toBe(201);
  await form.submit.click();
  await expect(page.getByText("La tua candidatura c’è già")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Candidati" })).toBeFocused();
  expect((await storedApplications(page, server)).map(({ message }) => message)).toEqual(["Da un altro telefono"]);
});

test("pressed twice it leaves once", async ({ page, server }) => {
  const form = await openForm(page, jobPosting);
  const sent = countPosts(page);
  await fillIn(page, form);
  await form.submit.dblclick();
  await expect(form.sent).toBeFocused();
  expect(sent.posts).toBe(1);
  expect(await storedApplications(page, server)).toHaveLength(1);
});

test("nothing comes back for two minutes: said, and the same application is sent again", async ({ page, server }) => {
  await page.clock.install();
  const form = await openForm(page, jobPosting);
  await form.cv.setInputFiles(cv());
  let arrived;
  const asked = new Promise((resolve) => (arrived = resolve));
  await page.route(APPLICATIONS, (route) => arrived(route), { times: 1 });
  await form.submit.click();
  await asked;
  await page.clock.fastForward(60_000);
  await expect(form.progress).toBeVisible();
  await page.clock.fastForward(61_000);
  await expect(form.failure).toContainText("L’invio non è finito entro 2 minuti.");
  await form.submit.click();
  await expect(form.sent).toBeVisible();
  expect(await storedApplications(page, server)).toHaveLength(1);
});

test.describe("a browser that keeps no files", () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(window, "caches", { value: undefined }));
  });

  test("says that a reload loses the file, and sends it all the same", async ({ page, server }) => {
    const form = await openForm(page, jobPosting);
    await form.cv.setInputFiles(cv());
    await form.message.fill("Resta");
    await expect(page.getByText("se ricarichi la pagina dovrai scegliere di nuovo il curriculum")).toBeVisible();
    await page.reload();
    await settled(page);
    await expect(form.message).toHaveValue("Resta");
    await expect(form.chosen).toBeEmpty();
    await form.cv.setInputFiles(cv());
    await form.submit.click();
    await expect(form.sent).toBeFocused();
    expect(await storedApplications(page, server)).toHaveLength(1);
  });
});

test("the device lost the file: the form asks for it again", async ({ page, server }) => {
  const form = await openForm(page, jobPosting);
  await fillIn(page, form);
  await page.evaluate(() => caches.delete("bacheca-bozze"));
  await page.reload();
  await settled(page);
  await form.submit.click();
  await expect(form.summary).toContainText("Il curriculum non è più su questo dispositivo: sceglilo di nuovo");
  await form.cv.setInputFiles(cv());
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  expect(await storedApplications(page, server)).toHaveLength(1);
});

test("a note on the device that nobody can read breaks nothing", async ({ page }) => {
  await visit(page, "/privacy");
  await page.evaluate(() => {
    localStorage.setItem("bacheca.applications", '[{"job_posting":7');
    localStorage.setItem("bacheca.applied", "no");
  });
  const form = await openForm(page, jobPosting);
  await expect(form.message).toHaveValue("");
});

test("the list of applications can't be had: said, with a way on", async ({ page }) => {
  await page.route("**/api/v1/me/applications", (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto("/candidature");
  const alert = page.getByRole("alert").filter({ hasText: "Non siamo riusciti a caricare le candidature" });
  await expect(alert).toBeVisible();
  await page.unroute("**/api/v1/me/applications");
  await alert.getByRole("button", { name: "Riprova" }).click();
  await expect(page.getByText("Nessuna candidatura, per ora")).toBeVisible();
});

test("withdrawing fails: said, and the application stands", async ({ page, server }) => {
  const form = await openForm(page, jobPosting);
  await fillIn(page, form);
  await form.submit.click();
  await expect(form.sent).toBeFocused();
  await visit(page, "/candidature");
  await page.route("**/withdrawal", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: /^Ritira la candidatura/ }).click();
  await page.getByRole("button", { name: "Sì, ritira" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "La candidatura c’è ancora" })).toBeVisible();
  expect((await storedApplications(page, server)).map(({ status }) => status)).toEqual(["sent"]);
  await page.getByRole("button", { name: "Sì, ritira" }).click();
  await expect(page.getByText("Candidatura ritirata")).toBeVisible();
});
