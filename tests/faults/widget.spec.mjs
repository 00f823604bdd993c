// The widget under failures: in our service, in the partner's page, in other scripts of that page.

import { quiet } from "../support/time.mjs";
import { embedded, expect, frameOf, heights, loader, read, snippet, test } from "../support/widget.mjs";

/** Messages about the widget in the page's console, and exceptions. */
function listen(page) {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(`exception: ${error.message}`));
  return said;
}

test("the service does not answer: says so, offers to try again, keeps the partner's link", async ({ page, server, partner }) => {
  await page.route("**/embed/?*", (route) => route.abort("connectionrefused"));
  await page.goto(partner.page(snippet(server, 'limite="2"')));
  await expect.poll(() => read(page)).toEqual(expect.arrayContaining(["StaticText: Le offerte non si caricano.", "button: Riprova", "link: Offerte di lavoro"]));
  await page.unroute("**/embed/?*");
  await page.locator("bacheca-offerte").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await frameOf(page);
  await expect.poll(() => read(page)).not.toContain("button: Riprova");
  // The offers replace the button, and the keyboard focus is inside them.
  expect(await page.evaluate(() => document.activeElement.localName)).toBe("bacheca-offerte");
});

test("the search fails: the frame says so and tries again", async ({ page, server, partner }) => {
  await page.route("**/embed/?*", async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text()).replace(/<ul.*<\/footer>/s, '<section class="message" role="alert"><h2>Le offerte non si caricano. Di solito dura poco.</h2><button class="button" type="button">Riprova</button></section>');
    await route.fulfill({ response: answer, status: 503, body: html });
  });
  await page.goto(partner.page(snippet(server, 'limite="2"')));
  const frame = await frameOf(page);
  await expect(frame.getByRole("alert")).toContainText("non si caricano");
  await page.unroute("**/embed/?*");
  await frame.getByRole("button", { name: "Riprova" }).click();
  await expect(frame.getByRole("listitem")).toHaveCount(2);
});

test("offline: says so and loads by itself when the network is back", async ({ page, server, partner, context }) => {
  await page.goto(partner.page(`<div id="qui"></div>${loader(server)}`));
  await page.waitForFunction(() => customElements.get("bacheca-offerte"));
  await context.setOffline(true);
  await page.waitForFunction(() => !navigator.onLine);
  await page.evaluate(() => {
    document.getElementById("qui").innerHTML = '<bacheca-offerte limite="1"><a href="/offerte">Offerte</a></bacheca-offerte>';
  });
  await expect.poll(() => read(page)).toContain("StaticText: Sei senza rete.");
  await context.setOffline(false);
  await frameOf(page);
});

test("attributes that make no sense: told in the console, never an exception, never markup", async ({ page, server, partner }) => {
  const said = listen(page);
  const hostile = `raggio="-5" limite="9999" colore="red;}" tema="rosa" partner="${"a".repeat(10_000)}" ruolo='"><script>alert(1)</script>'`;
  await page.goto(partner.page(`<bacheca-offerte ${hostile}></bacheca-offerte>${loader(server)}`));
  const frame = await frameOf(page);
  await expect(frame.getByRole("heading", { level: 2 })).toHaveText('Non conosciamo il ruolo «"><script>alert(1)</script>».');
  for (const attribute of ["raggio", "limite", "colore", "tema", "partner"]) {
    await expect.poll(() => said.some((text) => text.startsWith(`bacheca-offerte: ${attribute}: `)), attribute).toBe(true);
  }
  expect(said.filter((text) => text.startsWith("exception"))).toEqual([]);
});

test("other scripts' messages move nothing", async ({ page, server, partner }) => {
  await page.goto(partner.page(`${snippet(server, 'limite="2"')}<iframe title="altro" srcdoc="<p>altro</p>"></iframe>`));
  await frameOf(page);
  await expect.poll(() => heights(page)).toEqual([496]);
  await page.evaluate(async () => {
    const messages = [{ type: "bacheca:height", id: "1", height: 9000 }, { type: "bacheca:height", id: "1", height: 1e9 }, null, "x", { type: "bacheca:height", id: "1", height: "<b>" }];
    for (const message of messages) postMessage(message, "*");
    // From a frame of the page, with a valid message.
    const other = document.querySelector("iframe").contentWindow;
    other.eval(`for (let id = 0; id < 9; id += 1) parent.postMessage({ type: "bacheca:height", id: String(id), height: 9000 }, "*")`);
    // Messages come in order: once the last is here, so are those before it.
    await new Promise((resolve) => {
      addEventListener("message", ({ data }) => data === "last" && resolve());
      postMessage("last", "*");
    });
  });
  await quiet(page);
  expect(await heights(page)).toEqual([496]);
});

test.describe("a strict Content-Security-Policy", () => {
  test("with two directives for us it works, without inline styles", async ({ page, server, partner }) => {
    const policy = `default-src 'none'; script-src ${server.url}; frame-src ${server.url}; img-src data:; require-trusted-types-for 'script'`;
    const body = `<bacheca-offerte limite="1"></bacheca-offerte>${loader(server)}`;
    await page.goto(partner.page(body, { "content-security-policy": policy }));
    await frameOf(page);
    await expect.poll(() => heights(page)).toEqual([320]);
  });

  test.describe("that leaves us out", () => {
    test.use({ toleratesPageProblems: true });

    test("only in reports, or only our pictures: the offers are there", async ({ page, server, partner }) => {
      const headers = { "content-security-policy-report-only": "default-src 'none'", "content-security-policy": "img-src data:" };
      await page.goto(partner.page(`${snippet(server, 'limite="1"')}<img alt="" src="${server.url}/icons/favicon.svg">`, headers));
      const frame = await frameOf(page);
      await expect(frame.getByRole("listitem")).toHaveCount(1);
      await expect.poll(() => heights(page)).toEqual([320]);
    });

    test("without frame-src the console says what to add, and the partner's link is there", async ({ page, server, partner }) => {
      const said = listen(page);
      const body = `<bacheca-offerte limite="1"><a href="${server.url}/offerte">Offerte</a></bacheca-offerte>${loader(server)}`;
      await page.goto(partner.page(body, { "content-security-policy": `default-src 'none'; script-src ${server.url}; img-src data:` }));
      await expect(page.getByRole("link", { name: "Offerte" })).toBeVisible();
      await expect.poll(() => said.some((text) => text.includes(`aggiungi "frame-src ${server.url}"`))).toBe(true);
      expect(said.filter((text) => text.startsWith("exception"))).toEqual([]);
    });

    test("without script-src the partner's link stays", async ({ page, server, partner }) => {
      await page.goto(partner.page(snippet(server), { "content-security-policy": "default-src 'none'; img-src data:" }));
      await expect(page.getByRole("link", { name: "Offerte di lavoro" })).toBeVisible();
    });
  });
});

for (const embedder of ["require-corp", "credentialless"]) {
  test(`in a page that isolates itself (${embedder})`, async ({ page, server, partner }) => {
    const headers = { "cross-origin-embedder-policy": embedder, "cross-origin-opener-policy": "same-origin" };
    await page.goto(partner.page(snippet(server, 'limite="1"'), headers));
    const frame = await frameOf(page);
    await expect(frame.getByRole("listitem")).toHaveCount(1);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
}

test("an offer that ends while the page is open says so", async ({ page, server, partner }) => {
  await page.clock.install();
  await page.goto(partner.page(snippet(server, 'limite="1"')));
  const frame = await frameOf(page);
  const ends = Number(await frame.locator("[data-ends]").first().getAttribute("data-ends"));
  await page.clock.setFixedTime(new Date((ends + 60) * 1000));
  await page.clock.runFor(31_000);
  await expect(frame.getByText("Scaduta", { exact: true })).toBeVisible();
  expect(embedded(page)).toHaveLength(1);
});

test("back after a long time without our service: the old list stays", async ({ page, server, partner }) => {
  await page.clock.install();
  await page.goto(partner.page(snippet(server, 'limite="2"')));
  const frame = await frameOf(page);
  await page.route("**/embed/?*", (route) => route.abort("connectionrefused"));
  await page.clock.runFor(16 * 60_000);
  const asked = page.waitForEvent("requestfailed");
  await frame.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await asked;
  await expect(frame.getByRole("listitem")).toHaveCount(2);
});

test("on the site an invented partner in the address does no harm", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => request.url().includes("/partners/") && asked.push(request.url()));
  for (const partner of [`${"a".repeat(99)}😀`, "..", "%E0%A4%A", "<script>"]) {
    await page.goto(`/offerte?partner=${encodeURIComponent(partner)}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(new URL(page.url()).search).toBe("");
  }
  expect(asked).toEqual([]);
});
