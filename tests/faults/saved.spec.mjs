// What can go wrong with saved offers: the API refuses or is not there, the browser keeps nothing, the copies can't be read.

import { signedIn } from "../support/account.mjs";
import { keepOnDevice, savedCopy, openJobPostings, saveButton, savedCards, savedOnDevice } from "../support/saved.mjs";
import { settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

const main = (page) => page.getByRole("main");
const alert = (page, text) => page.getByRole("alert").filter({ hasText: text });
const ONE = "**/api/v1/me/saved/*";
const ALL = "**/api/v1/me/saved";
const problem = (status) => ({
  status,
  contentType: "application/problem+json",
  body: JSON.stringify({ type: "about:blank", title: "No", status }),
});

/** Somebody signed in at an offer's page, with an account that knows of it or not. */
async function atJobPosting(page, server, { isSaved = false } = {}) {
  const [jobPosting] = await openJobPostings(server, 1);
  await signedIn(page, server);
  if (isSaved) {
    await page.request.put(`${server.url}/api/v1/me/saved/${jobPosting.id}`, { headers: { origin: server.url } });
  }
  await visit(page, `/offerte/${jobPosting.id}`);
  await expect.poll(async () => (await savedOnDevice(page))?.items.length).toBe(isSaved ? 1 : 0);
  return jobPosting;
}

for (const { what, answer, words } of [
  { what: "an error of its own", answer: problem(500), words: "Non siamo riusciti a salvare l’offerta" },
  { what: "that there is no such offer", answer: problem(404), words: "Questa offerta non c’è più" },
  { what: "that the account is full", answer: problem(409), words: "Hai già 500 offerte salvate" },
]) {
  test(`saving, and the API answers ${what}: said, and undone`, async ({ page, server }) => {
    await atJobPosting(page, server);
    let count = 0;
    await page.route(ONE, (route) => {
      count += 1;
      return route.fulfill(answer);
    });
    await saveButton(main(page)).click();
    await expect(alert(page, words)).toBeVisible();
    await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "false");
    const left = await savedOnDevice(page);
    expect(left.items).toEqual([]);
    expect(left.changes).toEqual([]);
    expect(count).toBe(1);
    await alert(page, words).getByRole("button", { name: "Chiudi" }).click();
    await expect(alert(page, words)).toHaveCount(0);
  });
}

test("removing, and the API answers an error: said, and it is back", async ({ page, server }) => {
  const jobPosting = await atJobPosting(page, server, { isSaved: true });
  await page.route(ONE, (route) => route.fulfill(problem(500)));
  await saveButton(main(page)).click();
  await expect(alert(page, "L’offerta è ancora tra le salvate")).toContainText(jobPosting.title);
  await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "true");
  expect((await savedOnDevice(page)).changes).toEqual([]);
});

for (const [what, answer] of [
  ["does not answer", (route) => route.abort("connectionrefused")],
  ["is being restarted", (route) => route.fulfill({ status: 503, body: "" })],
  ["is behind a portal", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Accedi al Wi-Fi</h1>" })],
  ["asks to wait", (route) => route.fulfill({ status: 429, headers: { "Retry-After": "30" }, body: "" })],
]) {
  test(`saving while the API ${what}: it stays, and is sent later`, async ({ page, server }) => {
    await page.clock.install();
    const jobPosting = await atJobPosting(page, server);
    let tries = 0;
    await page.route(ONE, (route) => {
      tries += 1;
      return answer(route);
    });
    await saveButton(main(page)).click();
    await expect.poll(() => tries).toBe(1);
    await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByRole("alert")).toHaveCount(0);
    await page.unroute(ONE);
    const sent = page.waitForResponse((response) => response.url().endsWith(`/me/saved/${jobPosting.id}`));
    await page.clock.runFor(31_000);
    expect((await sent).status()).toBe(204);
    await expect.poll(async () => (await savedOnDevice(page)).changes).toEqual([]);
  });
}

test("the session has ended: saving asks to sign in again, and then it is sent", async ({ page, context, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  const account = await signedIn(page, server);
  await visit(page, `/offerte/${jobPosting.id}`);
  await expect.poll(async () => (await savedOnDevice(page))?.account).toBeTruthy();
  await context.clearCookies();
  await saveButton(main(page)).click();
  const dialog = page.getByRole("dialog", { name: "Accedi di nuovo" });
  await dialog.getByRole("textbox", { name: "Email" }).fill(account.email);
  await dialog.getByLabel("Password", { exact: true }).fill(account.password);
  const sent = page.waitForResponse(
    (response) => response.url().endsWith(`/me/saved/${jobPosting.id}`) && response.status() === 204,
  );
  await dialog.getByRole("button", { name: "Accedi", exact: true }).click();
  await sent;
  await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "true");
});

test.describe("a browser that keeps nothing", () => {
  for (const [what, refuse] of [
    ["over quota", () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    }],
    ["forbidden", () => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("no", "SecurityError");
        },
      });
    }],
  ]) {
    test(`${what}: saving holds for the tab, and says so`, async ({ page, server }) => {
      const [jobPosting] = await openJobPostings(server, 1);
      await page.addInitScript(refuse);
      await visit(page, "/offerte");
      const card = main(page).getByRole("article").first();
      await saveButton(card).click();
      await expect(saveButton(card)).toHaveAttribute("aria-pressed", "true");
      await expect(alert(page, "Salvata solo per adesso")).toBeVisible();
      await page.getByRole("navigation", { name: "Principale" }).getByRole("link", { name: /salvate/i }).click();
      await expect(savedCards(page)).toHaveCount(1);
      await expect(savedCards(page)).toContainText(jobPosting.title);
      await expect(page.getByText("Il browser non ci lascia conservarle")).toBeVisible();
      await expect(page.getByText("Sono solo su questo dispositivo")).toHaveCount(0);
      await saveButton(savedCards(page)).click();
      await expect(savedCards(page)).toHaveCount(0);
    });
  }
});

test("five hundred are saved: one more is refused in words", async ({ page, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  const many = Array.from({ length: 500 }, (_, index) =>
    savedCopy(jobPosting, { id: `x${String(index).padStart(11, "0")}`, title: `Numero ${index}`, savedMinutesAgo: index + 1 }),
  );
  await keepOnDevice(page, many);
  await visit(page, `/offerte/${jobPosting.id}`);
  await saveButton(main(page)).click();
  await expect(alert(page, "Hai già 500 offerte salvate")).toBeVisible();
  await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "false");
  // All of them are there, thirty at a time.
  await visit(page, "/salvate");
  await expect(savedCards(page)).toHaveCount(30);
  await page.getByRole("button", { name: "Mostra altre 30" }).press("Enter");
  await expect(savedCards(page)).toHaveCount(60);
  await expect(page.locator("#togli-x00000000030")).toBeFocused();
});

test("copies that nobody can read: none, and saving works", async ({ page, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await page.addInitScript(() => {
    localStorage.setItem("bacheca.saved", localStorage.getItem("bacheca.saved") ?? '{"items":[{"id":1');
  });
  await visit(page, "/salvate");
  await expect(page.getByRole("heading", { name: "Non hai ancora salvato nessuna offerta" })).toBeVisible();
  await visit(page, `/offerte/${jobPosting.id}`);
  await saveButton(main(page)).click();
  await page.reload();
  await settled(page);
  await expect(saveButton(main(page))).toHaveAttribute("aria-pressed", "true");
});

test("a copy written by another release is asked for again", async ({ page, server }) => {
  const [jobPosting] = await openJobPostings(server, 1);
  await keepOnDevice(page, [{ ...savedCopy(jobPosting, { seenMinutesAgo: 60 }), job_posting: '{"titel":"?"}' }]);
  await visit(page, "/salvate");
  await expect(savedCards(page)).toContainText(jobPosting.title);
});

test("the account's list can't be had: the copies stay, with their age and “Riprova”", async ({ page, server }) => {
  const jobPosting = await atJobPosting(page, server, { isSaved: true });
  for (const answer of [
    problem(500),
    { contentType: "application/json", body: '{"items":' },
    { contentType: "text/html", body: "<h1>Accedi al Wi-Fi</h1>" },
  ]) {
    await page.route(ALL, (route) => route.fulfill(answer));
    await visit(page, "/salvate");
    await expect(savedCards(page)).toContainText(jobPosting.title);
    const said = page.getByRole("status").filter({ hasText: "Non siamo riusciti ad aggiornarle" });
    await expect(said).toContainText("come le hai viste il");
    await page.unroute(ALL);
    await said.getByRole("button", { name: "Riprova" }).click();
    await expect(said).toHaveCount(0);
    await expect(savedCards(page)).toHaveCount(1);
  }
});

test("signed in on a new device: a skeleton until the list comes, an error card when it does not", async ({ page, server }) => {
  await signedIn(page, server);
  let let_go;
  const held = new Promise((resolve) => (let_go = resolve));
  await page.route(ALL, async (route) => {
    await held;
    return route.fulfill(problem(500));
  });
  await page.goto("/salvate");
  await expect(main(page).locator(".skeleton")).toBeVisible();
  await expect(page.getByText("Non hai ancora salvato")).toHaveCount(0);
  let_go();
  const failed = alert(page, "Non siamo riusciti a caricare le offerte salvate");
  await expect(failed).toBeVisible();
  await page.unroute(ALL);
  await failed.getByRole("button", { name: "Riprova" }).click();
  await expect(page.getByRole("heading", { name: "Non hai ancora salvato nessuna offerta" })).toBeVisible();
});

test("the offers can't be asked for one by one: said, and the asking stops", async ({ page, server }) => {
  const three = await openJobPostings(server, 3);
  let asked = 0;
  await page.route("**/api/v1/job-postings/*", (route) => {
    asked += 1;
    return route.fulfill(problem(503));
  });
  await keepOnDevice(page, three.map((jobPosting) => savedCopy(jobPosting, { seenMinutesAgo: 60 })));
  await visit(page, "/salvate");
  await expect(page.getByRole("status").filter({ hasText: "Non siamo riusciti ad aggiornarle" })).toBeVisible();
  await expect(savedCards(page)).toHaveCount(3);
  expect(asked).toBe(1);
});
