// Saved offers: without an account and with one, without a network, in two tabs.

import { createAccount, signedIn } from "../support/account.mjs";
import { deadlineIn, keepOnDevice, savedCopy, openJobPostings, saveButton, savedCards, savedOnDevice } from "../support/saved.mjs";
import { jobPostings, partArrives, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";
import { holdTimers, passTime, quiet } from "../support/time.mjs";

const main = (page) => page.getByRole("main");
const status = (page, text) => page.getByRole("status").filter({ hasText: text });

/** Counts the calls about saved offers that got through: ["PUT /me/saved/x", …]. */
function answeredCalls(context) {
  const calls = [];
  context.on("response", (response) => {
    const path = new URL(response.url()).pathname.replace("/api/v1", "");
    const method = response.request().method();
    if (path.startsWith("/me/saved") && method !== "GET") calls.push(`${method} ${path}`);
  });
  return calls;
}

async function accountKeeps(page, server) {
  const answer = await page.request.get(`${server.url}/api/v1/me/saved`);
  return (await answer.json()).map((saved) => saved.job_posting.id);
}

const ids = async (page) => (await savedOnDevice(page)).items.map((item) => item.id);

async function signOut(page) {
  await visit(page, "/impostazioni");
  await page.getByRole("button", { name: "Esci da questo dispositivo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Prima capisci/ })).toBeVisible();
}

test("without an account: saved, there after a reload, readable without a network", async ({ page, context, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await visit(page, "/offerte");
  const card = main(page).getByRole("article").first();
  const width = (await saveButton(card).boundingBox()).width;
  await expect(saveButton(card)).toHaveAttribute("aria-pressed", "false");
  await expect(saveButton(card)).toHaveAccessibleName(/^Salva ?: /);
  await saveButton(card).click();
  await expect(saveButton(card)).toHaveAttribute("aria-pressed", "true");
  await expect(saveButton(card)).toHaveAccessibleName(/^Salvata ?: /);
  // Nothing moved.
  expect((await saveButton(card).boundingBox()).width).toBe(width);

  await page.reload();
  await settled(page);
  await expect(saveButton(main(page).getByRole("article").first())).toHaveAttribute("aria-pressed", "true");

  // On the page of the offer, too.
  await page.getByRole("link", { name: jobPosting.title }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: jobPosting.title })).toBeFocused();
  await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "true");

  await partArrives(page, "saved");
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Principale" }).getByRole("link", { name: /salvate/i }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Offerte salvate" })).toBeFocused();
  await expect(savedCards(page)).toHaveCount(1);
  await expect(savedCards(page)).toContainText(jobPosting.title);
  await expect(status(page, "Le offerte sono come le hai viste il")).toBeVisible();
  await expect(page.getByText("Sei senza rete: vedi quello che era già caricato.")).toBeVisible();
  await expect(page.getByText("Sono solo su questo dispositivo")).toBeVisible();
  await context.setOffline(false);
  await expect(status(page, "Le offerte sono come le hai viste il")).toHaveCount(0);
});

test("nothing saved yet: a way to the offers", async ({ page }) => {
  await visit(page, "/salvate");
  await expect(page.getByRole("heading", { name: "Non hai ancora salvato nessuna offerta" })).toBeVisible();
  await page.getByRole("link", { name: "Cerca tra le offerte" }).click();
  await expect(page).toHaveURL("/offerte");
});

test("removing by the keyboard: the focus goes on to the next, and “Annulla” brings back", async ({ page, server }) => {
  const three = await openJobPostings(server, 3);
  await keepOnDevice(page, three.map((jobPosting, index) => savedCopy(jobPosting, { valid_through: undefined, savedMinutesAgo: index + 1 })));
  await visit(page, "/salvate");
  await expect(savedCards(page)).toHaveCount(3);
  const button = (index) => page.locator(`#togli-${three[index].id}`);
  await button(1).focus();
  await page.keyboard.press("Enter");
  await expect(savedCards(page)).toHaveCount(2);
  await expect(button(2)).toBeFocused();

  await status(page, "Tolta dalle salvate").getByRole("button", { name: "Annulla" }).click();
  await expect(savedCards(page)).toHaveCount(3);
  await expect(savedCards(page).nth(1)).toContainText(three[1].title);
  await expect(button(1)).toBeFocused();
  await expect(status(page, "Tolta dalle salvate")).toHaveCount(0);

  for (const index of [2, 1, 0]) {
    await button(index).focus();
    await page.keyboard.press("Space");
    await expect(button(index)).toHaveCount(0);
  }
  await expect(page.getByRole("heading", { level: 1, name: "Offerte salvate" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Non hai ancora salvato nessuna offerta" })).toBeVisible();
  expect(await ids(page)).toEqual([]);
});

test("“Annulla” goes by itself, but not while someone is at it", async ({ page, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await keepOnDevice(page, [savedCopy(jobPosting)]);
  await holdTimers(page);
  await visit(page, "/salvate");
  await saveButton(savedCards(page)).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  const undo = page.getByRole("button", { name: "Annulla" });
  await undo.focus();
  await passTime(page, 9_000);
  await quiet(page);
  await expect(undo).toBeVisible();
  await page.getByRole("heading", { level: 1 }).focus();
  await passTime(page, 9_000);
  await expect(undo).toHaveCount(0);
});

test("those about to close come first, ended ones last and go together", async ({ page, server }) => {
  const four = await openJobPostings(server, 4);
  await keepOnDevice(page, [
    savedCopy(four[0], { valid_through: deadlineIn(20), savedMinutesAgo: 1 }),
    savedCopy(four[1], { valid_through: deadlineIn(-1), savedMinutesAgo: 2 }),
    savedCopy(four[2], { valid_through: deadlineIn(2), savedMinutesAgo: 3 }),
    savedCopy(four[3], { status: "filled", valid_through: undefined, savedMinutesAgo: 4 }),
  ]);
  await visit(page, "/salvate");
  await expect(main(page).getByRole("heading", { level: 2 })).toHaveText(["In scadenza", "Aperte", "Non più aperte"]);
  const titles = [four[2], four[0], four[1], four[3]].map((jobPosting) => jobPosting.title);
  await expect(main(page).getByRole("heading", { level: 3 })).toHaveText(titles);
  await page.getByRole("button", { name: /^Togli tutte/ }).click();
  await expect(savedCards(page)).toHaveCount(2);
  await expect(page.getByRole("heading", { level: 1, name: "Offerte salvate" })).toBeFocused();
  await status(page, "2 offerte").getByRole("button", { name: "Annulla" }).click();
  await expect(savedCards(page)).toHaveCount(4);
});

test("what changed at the publisher's: asked for one by one, and shown", async ({ page, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  const filled = jobPostings.filled.split("/").at(-1);
  const asked = [];
  page.on("request", (request) => {
    const id = /\/api\/v1\/job-postings\/(\w+)$/.exec(request.url())?.[1];
    if (id) asked.push(id);
  });
  await keepOnDevice(page, [
    savedCopy(jobPosting, { title: "Com’era prima", savedMinutesAgo: 20, seenMinutesAgo: 15 }),
    savedCopy(jobPosting, { id: filled, savedMinutesAgo: 30, seenMinutesAgo: 40 }),
    savedCopy(jobPosting, { id: "aaaaaaaaaaaa", title: "Sparita", savedMinutesAgo: 40, seenMinutesAgo: 20 }),
    savedCopy(jobPosting, { id: "bbbbbbbbbbbb", title: "Appena vista", savedMinutesAgo: 50, seenMinutesAgo: 1 }),
  ]);
  await visit(page, "/salvate");
  await expect(savedCards(page).filter({ hasText: "Com’era prima" })).toHaveCount(0);
  await expect(savedCards(page).filter({ hasText: jobPosting.title })).toHaveCount(1);
  await expect(savedCards(page).filter({ hasText: "Posizione coperta" })).toHaveCount(1);
  const gone = savedCards(page).filter({ hasText: "Sparita" });
  await expect(gone).toContainText("Non è più su Bacheca");
  await expect(gone.getByRole("link")).toHaveCount(0);
  await expect(savedCards(page).filter({ hasText: "Appena vista" })).toHaveCount(1);
  expect(asked).toEqual([filled, "aaaaaaaaaaaa", jobPosting.id]);
  await saveButton(gone).click();
  await expect(gone).toHaveCount(0);
});

test("an offer that has ended can be kept no longer, but not saved", async ({ page, server }) => {
  await visit(page, jobPostings.filled);
  await expect(page.getByRole("complementary", { name: "In breve" }).getByRole("button", { name: /^Salva/ })).toHaveCount(0);
  const id = jobPostings.filled.split("/").at(-1);
  const [jobPosting] = await openJobPostings(server, 1);
  await keepOnDevice(page, [savedCopy(jobPosting, { id })]);
  await visit(page, jobPostings.filled);
  const button = page.getByRole("complementary", { name: "In breve" }).getByRole("button", { name: /^Salvata/ });
  await button.click();
  await expect(status(page, "Tolta dalle salvate")).toBeVisible();
  expect(await ids(page)).toEqual([]);
});

test("signing in merges what the device kept with what the account keeps", async ({ page, context, server }) => {
  const [onDevice, inAccount] = await openJobPostings(server, 2);
  const account = await createAccount(server, page.request);
  const headers = { origin: server.url };
  await page.request.post(`${server.url}/api/v1/sessions`, { data: account, headers });
  const put = await page.request.put(`${server.url}/api/v1/me/saved/${inAccount.id}`, { headers });
  expect(put.status()).toBe(204);
  await page.request.delete(`${server.url}/api/v1/sessions/current`, { headers });

  await keepOnDevice(page, [savedCopy(onDevice)]);
  const calls = answeredCalls(context);
  await visit(page, "/accedi");
  await page.getByRole("textbox", { name: "Email" }).fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Accedi", exact: true }).click();
  await expect.poll(() => calls).toEqual(["POST /me/saved"]);
  await expect.poll(async () => (await ids(page)).sort()).toEqual([onDevice.id, inAccount.id].sort());
  expect((await accountKeeps(page, server)).sort()).toEqual([onDevice.id, inAccount.id].sort());

  await visit(page, "/salvate");
  await expect(savedCards(page)).toHaveCount(2);
  await expect(page.getByRole("navigation", { name: "Il tuo account" })).toBeVisible();
  await expect(page.getByText("solo su questo dispositivo")).toHaveCount(0);
  expect(calls).toEqual(["POST /me/saved"]);
});

test("two tabs show the same", async ({ page, context, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  const other = await context.newPage();
  await visit(other, "/salvate");
  await visit(page, `/offerte/${jobPosting.id}`);
  await saveButton(main(page)).click();
  await expect(savedCards(other)).toHaveCount(1);
  await saveButton(savedCards(other)).click();
  await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "false");
  // Only the tab that did it shows the message.
  await expect(status(other, "Tolta dalle salvate")).toBeVisible();
  await expect(status(page, "Tolta dalle salvate")).toHaveCount(0);
});

test("signed in: a change shows at once and reaches the account", async ({ page, context, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await signedIn(page, server);
  const calls = answeredCalls(context);
  await visit(page, `/offerte/${jobPosting.id}`);
  await expect.poll(() => calls).toEqual(["POST /me/saved"]);
  await saveButton(main(page)).click();
  await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => accountKeeps(page, server)).toEqual([jobPosting.id]);
  await saveButton(main(page)).click();
  await expect.poll(() => accountKeeps(page, server)).toEqual([]);
  await expect.poll(() => calls.slice(1)).toEqual([`PUT /me/saved/${jobPosting.id}`, `DELETE /me/saved/${jobPosting.id}`]);
  await expect.poll(async () => (await savedOnDevice(page)).changes).toEqual([]);
});

test("without a network changes wait, and reach the account once, the last one of each offer", async ({ page, context, server }) => {
  const [first, second] = await openJobPostings(server, 2);
  await signedIn(page, server);
  const calls = answeredCalls(context);
  await holdTimers(context);
  await visit(page, "/offerte");
  await expect.poll(() => calls).toEqual(["POST /me/saved"]);
  const other = await context.newPage();
  await visit(other, "/salvate");
  await context.setOffline(true);
  const cards = main(page).getByRole("article");
  // Saved and removed again; the other one stays.
  for (const index of [0, 1, 0]) await saveButton(cards.nth(index)).click();
  await expect(savedCards(other)).toHaveCount(1);
  await expect(status(other, "2 modifiche aspettano di arrivare al tuo account")).toBeVisible();
  expect((await savedOnDevice(page)).changes.map((change) => change.id)).toEqual([second.id, first.id]);

  await context.setOffline(false);
  await expect
    .poll(async () => {
      // The first attempts may come before the network.
      for (const tab of [page, other]) await passTime(tab, 1_000);
      return (await savedOnDevice(page)).changes;
    })
    .toEqual([]);
  expect(await accountKeeps(page, server)).toEqual([second.id]);
  // The tries that follow the network's return find nothing left to do.
  for (const tab of [page, other]) await passTime(tab, 9_000);
  for (const tab of [page, other]) await quiet(tab);
  // Each once, whichever tab sent it.
  expect(calls.slice(1)).toEqual([`PUT /me/saved/${second.id}`, `DELETE /me/saved/${first.id}`]);
  await expect(status(other, "modifiche")).toHaveCount(0);
});

test("a change that could not be sent is sent at the next start", async ({ page, context, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await signedIn(page, server);
  await visit(page, `/offerte/${jobPosting.id}`);
  await expect.poll(async () => (await savedOnDevice(page))?.account).toBeTruthy();
  await context.route("**/api/v1/me/saved/*", (route) => route.abort());
  await saveButton(main(page)).click();
  await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "true");
  await page.close();
  await context.unroute("**/api/v1/me/saved/*");
  const later = await context.newPage();
  await later.addInitScript(() => localStorage.setItem("bacheca.signed-in", "1"));
  const calls = answeredCalls(context);
  await visit(later, "/privacy");
  await expect.poll(() => calls).toEqual([`PUT /me/saved/${jobPosting.id}`]);
  expect(await accountKeeps(later, server)).toEqual([jobPosting.id]);
});

test("signing out takes the copies off the device, in every tab", async ({ page, context, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await signedIn(page, server);
  await visit(page, `/offerte/${jobPosting.id}`);
  await saveButton(main(page)).click();
  await expect.poll(() => accountKeeps(page, server)).toEqual([jobPosting.id]);
  const other = await context.newPage();
  await visit(other, "/salvate");
  await expect(savedCards(other)).toHaveCount(1);
  await signOut(page);
  expect(await savedOnDevice(page)).toBeNull();
  await expect(other.getByRole("heading", { name: "Non hai ancora salvato nessuna offerta" })).toBeVisible();
  await expect(other.getByRole("navigation", { name: "Il tuo account" })).toHaveCount(0);
});

test("a session that runs out leaves the copies, for who comes back and for nobody else", async ({ page, context, server }) => {
  const [jobPosting, another] = await openJobPostings(server, 2);
  const account = await signedIn(page, server);
  const stranger = await createAccount(server, page.request, { name: "Bruno Altro" });
  // Confirming an address signs in.
  await page.request.post(`${server.url}/api/v1/sessions`, { data: account, headers: { origin: server.url } });
  await visit(page, `/offerte/${jobPosting.id}`);
  await saveButton(main(page)).click();
  await expect.poll(() => accountKeeps(page, server)).toEqual([jobPosting.id]);

  await context.clearCookies();
  await visit(page, "/salvate");
  await expect(page.getByText("La sessione è finita: queste sono le copie rimaste")).toBeVisible();
  await expect(savedCards(page)).toHaveCount(1);

  // After signing in again they are there, with those saved meanwhile.
  await visit(page, `/offerte/${another.id}`);
  await saveButton(main(page)).click();
  const signIn = async ({ email, password }) => {
    await visit(page, "/accedi");
    await page.getByRole("textbox", { name: "Email" }).fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Accedi", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Prima capisci/ })).toBeVisible();
  };
  await signIn(account);
  await expect.poll(async () => (await accountKeeps(page, server)).sort()).toEqual([jobPosting.id, another.id].sort());

  await context.clearCookies();
  await visit(page, "/salvate");
  await expect(savedCards(page)).toHaveCount(2);
  await signIn(stranger);
  await expect.poll(() => ids(page)).toEqual([]);
  expect(await accountKeeps(page, server)).toEqual([]);
});

test("the copies a session has left can be taken off", async ({ page, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await keepOnDevice(page, [savedCopy(jobPosting)], { account: "2026-11-01T10:00:00+00:00" });
  await visit(page, "/salvate");
  await page.getByRole("button", { name: "Togli le copie da qui" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Offerte salvate" })).toBeFocused();
  await expect(savedCards(page)).toHaveCount(0);
  expect(await savedOnDevice(page)).toBeNull();
});

test("what an earlier release kept of this account is taken over, with what the account has not heard of", async ({ page, server }) => {
  await signedIn(page, server);
  const { id, created_at } = await (await page.request.get(`${server.url}/api/v1/me`)).json();
  const [jobPosting] = await openJobPostings(server, 1);
  const former = created_at.replace(/Z$/, "+00:00");
  await keepOnDevice(page, [savedCopy(jobPosting)], { account: former, changes: [{ id: jobPosting.id }] });
  await visit(page, "/salvate");
  await expect.poll(() => accountKeeps(page, server)).toEqual([jobPosting.id]);
  await expect.poll(async () => [(await savedOnDevice(page)).account, (await savedOnDevice(page)).changes]).toEqual([id, []]);
  expect(await ids(page)).toEqual([jobPosting.id]);
});
