// Failures of the API in each view: a message, a way to continue, and the rest of the page works.

import { article, openJobPosting, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

// Every test here is about the app's own requests.
test.use({ startsEmpty: true });

const HEADLINE = /^Addetto al back office/;
const retry = (scope) => scope.getByRole("button", { name: "Riprova" });

/** The list of offers, with or without a query string. */
const LISTED_OFFERS = /\/api\/v1\/job-postings(\?|$)/;

/** The views that show data: their page, their call, their name for the data, and how to see that it loaded. */
const views = [
  { what: "the magazine", path: "/articoli", call: "**/api/v1/articles?*", noun: "gli articoli", shown: (page) => page.getByRole("main").getByRole("article").first() },
  { what: "an article", path: article, call: "**/api/v1/articles/*", noun: "l’articolo", shown: (page) => page.getByRole("heading", { level: 1, name: HEADLINE }) },
  { what: "the offers", path: "/offerte", call: LISTED_OFFERS, noun: "le offerte", shown: (page) => page.getByRole("main").getByRole("article").first() },
  { what: "an offer", path: null, call: "**/api/v1/job-postings/*", noun: "l’offerta", shown: (page) => page.getByRole("heading", { level: 2, name: "Quanto si guadagna" }) },
];

const faults = [
  { what: "can't be reached", words: "Il servizio non risponde.", answer: (route) => route.abort("connectionrefused") },
  { what: "breaks off", words: "Il servizio non risponde.", answer: (route) => route.abort("connectionreset") },
  { what: "answers 500", words: "Il servizio ha avuto un problema.", answer: (route) => route.fulfill({ status: 500, contentType: "text/html", body: "<h1>Internal Server Error</h1>" }) },
  { what: "answers 503", words: "Codice 503", answer: (route) => route.fulfill({ status: 503, body: "" }) },
  { what: "answers with a page", words: "in un modo che non capiamo", answer: (route) => route.fulfill({ contentType: "text/html", body: "<h1>Accedi al Wi-Fi</h1>" }) },
  { what: "answers with another schema", words: "in un modo che non capiamo", answer: (route) => route.fulfill({ json: { items: "molti", total: -1 } }) },
  { what: "answers with half a document", words: "in un modo che non capiamo", answer: (route) => route.fulfill({ contentType: "application/json", body: '{"items":[{"slug":"a' }) },
  { what: "answers with nothing", words: "in un modo che non capiamo", answer: (route) => route.fulfill({ contentType: "application/json", body: "" }) },
  { what: "answers 100,000 levels deep", words: "in un modo che non capiamo", answer: (route) => route.fulfill({ contentType: "application/json", body: "[".repeat(100_000) }) },
  { what: "asks to wait", words: "Riprova tra 30 secondi", answer: (route) => route.fulfill({ status: 429, headers: { "Retry-After": "30" }, body: "" }) },
];

for (const view of views) {
  test.describe(view.what, () => {
    let path;
    test.beforeEach(async ({ server }) => {
      path = view.path ?? (await openJobPosting(server)).path;
    });

    for (const fault of faults) {
      test(`when the API ${fault.what}: words, and “Riprova” brings it`, async ({ page }) => {
        let asked = 0;
        await page.route(view.call, (route) => {
          asked += 1;
          return fault.answer(route);
        });
        await page.goto(path);
        const alert = page.getByRole("alert").filter({ hasText: `Non siamo riusciti a caricare ${view.noun}` });
        await expect(alert).toContainText(fault.words);
        // The frame works: header, footer, a link to continue.
        await expect(page.getByRole("navigation", { name: "Principale" }).getByRole("link", { name: "Offerte", exact: true })).toBeVisible();
        await expect(page).toHaveTitle(/Bacheca$/);
        await expect(page.locator(".skeleton")).toHaveCount(0);
        // Still broken: the message stays.
        const before = asked;
        await retry(alert).click();
        // The fault must be served once more before it is removed.
        await expect.poll(() => asked).toBeGreaterThan(before);
        await expect(alert).toBeVisible();
        await page.unroute(view.call);
        await retry(alert).click();
        await expect(view.shown(page)).toBeVisible();
        await expect(alert).toHaveCount(0);
      });
    }

    test("without an answer for 10 seconds: says so, and stops asking", async ({ page }) => {
      await page.clock.install();
      let arrived;
      const asked = new Promise((resolve) => (arrived = resolve));
      await page.route(view.call, (route) => arrived(route.request()));
      await page.goto(path);
      const request = await asked;
      await expect(page.locator(".skeleton").first()).toBeVisible();
      const aborted = page.waitForEvent("requestfailed", (failed) => failed === request);
      await page.clock.fastForward(10_500);
      await expect(page.getByRole("alert").first()).toContainText("non ha risposto entro 10 secondi");
      await aborted;
      await page.unroute(view.call);
      await retry(page).first().click();
      await expect(view.shown(page)).toBeVisible();
    });

    test("without a network: says so, and tries again by itself when it is back", async ({ page, context }) => {
      // The page of departure is there already, the next one's data is not.
      await visit(page, "/privacy");
      await context.setOffline(true);
      const ribbon = page.getByText("Sei senza rete: vedi quello che era già caricato.");
      await expect(ribbon).toBeVisible();
      await page.evaluate((target) => {
        const link = Object.assign(document.createElement("a"), { href: target, textContent: "Vai" });
        document.querySelector("main").append(link);
      }, path);
      await page.getByRole("link", { name: "Vai", exact: true }).click();
      const alert = page.getByRole("alert").filter({ hasText: "Sei senza rete" }).first();
      await expect(alert).toContainText("Quando torna la rete riproviamo da soli.");
      await context.setOffline(false);
      await expect(view.shown(page)).toBeVisible();
      await expect(ribbon).toHaveCount(0);
    });

    test("that is left while it loads stops asking", async ({ page }) => {
      let arrived;
      const asked = new Promise((resolve) => (arrived = resolve));
      await page.route(view.call, (route) => arrived(route.request()));
      await page.goto(path);
      const request = await asked;
      const aborted = page.waitForEvent("requestfailed", (failed) => failed === request);
      await page.getByRole("contentinfo").getByRole("link", { name: "Crea l’account" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Crea l’account" })).toBeVisible();
      expect((await aborted).failure().errorText).toBe("net::ERR_ABORTED");
    });
  });
}

test("the real API down: every view says so, and recovers", async ({ page, server }) => {
  // The document and the program come from the same process, so they are fetched before it stops.
  await visit(page, "/privacy");
  await server.stop();
  await page.getByRole("navigation", { name: "Principale" }).getByRole("link", { name: "Offerte", exact: true }).click();
  const alert = page.getByRole("alert");
  // This server has the page's own part of the program too.
  await expect(alert).toContainText("Non siamo riusciti a caricare la pagina");
  await server.start();
  await retry(alert).click();
  await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
});

test("an article can be read while only the offers beside it fail", async ({ page }) => {
  await page.route(LISTED_OFFERS, (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto(article);
  await expect(page.getByRole("heading", { level: 1, name: HEADLINE })).toBeVisible();
  const aside = page.getByRole("complementary", { name: "Offerte per questo ruolo" });
  await expect(aside.getByRole("alert")).toContainText("Non siamo riusciti a caricare le offerte");
  await expect(page.getByRole("alert")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 2, name: "Quanto si guadagna" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Continua a leggere" })).toBeVisible();
  await page.unroute(LISTED_OFFERS);
  await retry(aside).click();
  await expect(aside.getByRole("article").first()).toBeVisible();
});

test("the first page: each part fails for itself", async ({ page }) => {
  await page.route("**/api/v1/articles?*", (route) => route.fulfill({ status: 500, body: "" }));
  await page.route("**/api/v1/occupations*", (route) => route.fulfill({ contentType: "text/html", body: "<p>" }));
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("Non siamo riusciti a caricare gli articoli");
  await expect(page.getByRole("alert")).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Stanno per scadere" }).getByRole("article").first()).toBeVisible();
  await expect(page.getByRole("search")).toBeVisible();
});

test("a view that fails still has its title and the focus", async ({ page }) => {
  await visit(page, "/privacy");
  await page.route("**/api/v1/**", (route) => route.fulfill({ status: 500, body: "" }));
  const bar = page.getByRole("navigation", { name: "Principale" });
  for (const [link, heading, title] of [
    ["Offerte", "Offerte di lavoro", "Offerte di lavoro – Bacheca"],
    ["Magazine", "Magazine", "Magazine – Bacheca"],
  ]) {
    await bar.getByRole("link", { name: link, exact: true }).click();
    await expect(retry(page).first()).toBeVisible();
    await expect(page).toHaveTitle(title);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeFocused();
  }
});

test("a page whose list fails still has its title and the focus", async ({ page }) => {
  await visit(page, "/");
  await page.route("**/api/v1/job-postings?**", (route) => route.fulfill({ status: 500, body: "" }));
  await page.getByRole("link", { name: "Lavoro a Milano" }).click();
  await expect(retry(page)).toBeVisible();
  await expect(page).toHaveTitle("Lavoro – Bacheca");
  await expect(page.getByRole("heading", { level: 1, name: "Lavoro" })).toBeFocused();
  await visit(page, "/lavoro/magazziniere");
  await expect(retry(page)).toBeVisible();
  await expect(page).toHaveTitle("Magazziniere: offerte di lavoro – Bacheca");
  await page.unroute("**/api/v1/job-postings?**");
  await retry(page).click();
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("a later page of the list that fails leaves the first one, and can be asked for again", async ({ page }) => {
  await visit(page, "/offerte");
  // Only the cards near the window are in the document: how many are loaded is said below them.
  const loaded = (count) => expect(page.getByText(new RegExp(`^${count} offerte su `))).toBeVisible();
  await loaded(20);
  await page.route("**/api/v1/job-postings?*cursor=*", (route) => route.fulfill({ status: 500, body: "" }), { times: 1 });
  await page.getByRole("button", { name: "Mostra altre" }).press("Enter");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Non siamo riusciti a caricare le altre offerte");
  await loaded(20);
  await retry(alert).click();
  await loaded(40);
  await expect(alert).toHaveCount(0);
});

test("values that are newer than the app are shown as they are", async ({ page, server }) => {
  const { path } = await openJobPosting(server);
  await page.route("**/api/v1/job-postings/*", async (route) => {
    const answer = await route.fetch();
    const jobPosting = await answer.json();
    const summary = jobPosting.summary ?? jobPosting;
    Object.assign(summary, { shifts: ["split_shift"], employment_type: "PER_DIEM", workplace_type: "on_the_moon" });
    await route.fulfill({ response: answer, json: { ...jobPosting, something_new: { deep: [1] } } });
  });
  await visit(page, path);
  await expect(page.getByText("split_shift").first()).toBeVisible();
  await expect(page.getByText("PER_DIEM").first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Quanto si guadagna" })).toBeVisible();
});

test("what is offered closes while it is being read: the card says so", async ({ page, server }) => {
  const { path } = await openJobPosting(server);
  await page.route("**/api/v1/job-postings/*", async (route) => {
    const answer = await route.fetch();
    const jobPosting = await answer.json();
    (jobPosting.summary ?? jobPosting).valid_through = "2020-02-29T23:59:59+01:00";
    await route.fulfill({ response: answer, json: jobPosting });
  });
  await visit(page, path);
  await expect(page.getByText("Questa offerta è scaduta il 29 febbraio 2020")).toBeVisible();
});

test.describe("addresses of nothing", () => {
  // Sent by the browser itself: a test's own request lacks some headers.
  test.use({ startsEmpty: false });

  for (const path of [
    "/articoli/questo-non-esiste",
    "/offerte/aaaaaaaaaaaa",
    "/boh",
    "/articoli/a.b",
    "/offerte/x.y",
    "/articoli/uno/due",
    "/offerte/%00",
    "/articoli/%E0%A4%A",
    "/articoli/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/articoli/%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D",
    `/articoli/${"a".repeat(3000)}`,
    "/offerte/'%20OR%201=1--",
  ]) {
    test(`${path.slice(0, 60)}: a 404 with ways on`, async ({ page }) => {
      const answer = await page.goto(path);
      expect(answer.status()).toBe(404);
      expect(answer.headers()["content-type"]).toContain("text/html");
      await expect(page.getByRole("heading", { level: 1, name: "Qui non c’è appuntato niente" })).toBeVisible();
      await expect(page).toHaveTitle("Pagina non trovata – Bacheca");
      await page.getByRole("link", { name: "Cerca tra le offerte" }).click();
      await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
    });
  }
});

test.describe("odd questions", () => {
  for (const [what, path] of [
    ["NUL as a place", "/offerte?place=%00"],
    ["broken UTF-8 as a place", "/offerte?place=%E0%A4%A"],
    ["a lone percent sign", "/offerte?place=%"],
    ["marks of writing direction", "/offerte?occupation=%E2%80%8F%E2%80%AEedocs%E2%80%AC"],
    ["quotes", "/offerte?place=%22%27%60%3B--"],
    ["10,000 characters", `/offerte?occupation=${"x".repeat(10_000)}`],
    ["10,000 characters for a parameter nobody knows", `/offerte?q=${"x".repeat(10_000)}`],
    ["a place twice", "/offerte?place=roma-rm&place=milano-mi"],
    ["a radius that is none", "/offerte?place=roma-rm&radius_km=-5"],
    ["coordinates that are none", "/offerte?lat=NaN&lon=Infinity"],
    ["coordinates outside Italy", "/offerte?lat=0&lon=0"],
    ["a made-up cursor", "/offerte?cursor=AAAA"],
    ["a place that does not exist", "/offerte?place=atlantide-xx"],
    ["a role that does not exist", "/offerte?occupation=astronauta"],
    ["a sort that does not exist", "/offerte?sort=a-caso"],
    ["10,000 characters as a topic", `/articoli?topic=${"%F0%9F%90%B1".repeat(800)}`],
    ["NUL as a topic", "/articoli?topic=%00"],
    ["a fragment that can't be decoded", `${article}#%E0%A4%A`],
    ["plus signs and ampersands", "/offerte?&&&=&+=+&place"],
  ]) {
    test(`${what}: the page still says something, and leads on`, async ({ page }) => {
      const answer = await page.goto(path);
      expect(answer.status()).toBe(200);
      await settled(page);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("#avvio-messaggio")).toHaveCount(0);
      const ways = page.getByRole("main").getByRole("link").or(page.getByRole("main").getByRole("button"));
      await expect(ways.first()).toBeVisible();
      const [link, heading] = path.startsWith("/offerte") ? ["Magazine", "Magazine"] : ["Offerte", "Offerte di lavoro"];
      await page.getByRole("navigation", { name: "Principale" }).getByRole("link", { name: link, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeFocused();
      await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
    });
  }
});
