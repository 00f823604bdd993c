// The app on the home screen: the browsers' requirements, the button, the instructions for iPhones, the share target.

import { accessibilityProblems } from "../support/accessibility.mjs";
import { openJobPostings } from "../support/saved.mjs";
import { article, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";
import { quiet } from "../support/time.mjs";
import { toldAnswers, visitWithWorker } from "../support/worker.mjs";

test.use({ serviceWorkers: "allow" });

const installOffer = (page) => page.locator("bacheca-install");

/** The browser's offer to install, as Chromium makes it; `outcome` is what the person answers. */
function offerToInstall(page, outcome) {
  return page.evaluate((outcome) => {
    const event = new Event("beforeinstallprompt", { cancelable: true });
    event.prompt = async () => (globalThis.prompted = (globalThis.prompted ?? 0) + 1);
    event.userChoice = Promise.resolve({ outcome });
    dispatchEvent(event);
    return event.defaultPrevented;
  }, outcome);
}

const deviceReady = (page) => page.waitForFunction(() => customElements.get("bacheca-install") !== undefined);

test("Chromium finds nothing that stands in the way of installing", async ({ playwright, server, launchOptions }, { outputDir }) => {
  // A test's window is private, and Chromium installs nothing from a private window.
  const context = await playwright.chromium.launchPersistentContext(`${outputDir}/profile`, launchOptions);
  const page = await context.newPage();
  await visitWithWorker(page, `${server.url}/`);
  const session = await context.newCDPSession(page);
  const { errors, url } = await session.send("Page.getAppManifest");
  expect(url).toBe(`${server.url}/manifest.webmanifest`);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors).toEqual([]);
  await context.close();
});

test("everything the manifest names is there, and is what it says", async ({ page, server }) => {
  const answer = await page.request.get("/manifest.webmanifest");
  expect(answer.headers()["content-type"]).toBe("application/manifest+json");
  expect(answer.headers()["cache-control"]).toBe("no-cache");
  const manifest = await answer.json();
  const pictures = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }) => icons)];
  await page.goto("/privacy");
  for (const { src, sizes, type } of pictures) {
    const picture = await page.request.get(src);
    const [kind] = picture.headers()["content-type"].split(";");
    expect([src, picture.status(), kind]).toEqual([src, 200, type]);
    expect((await picture.body()).length).toBeLessThan(300_000);
    if (sizes === "any") continue;
    const real = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    expect([src, real]).toEqual([src, sizes]);
  }
  for (const { url } of manifest.shortcuts) expect((await page.request.get(url)).status()).toBe(200);
  expect(manifest.start_url).toBe("/");
  expect(server.url).toBeTruthy();
});

test("the button installs, and is gone afterwards", async ({ page }) => {
  await visit(page, "/privacy");
  await expect(installOffer(page)).toBeEmpty();
  await deviceReady(page);
  expect(await offerToInstall(page, "accepted")).toBe(true);
  await expect(installOffer(page)).toContainText("si apre subito, anche senza rete");
  expect(await accessibilityProblems(page)).toEqual([]);
  await installOffer(page).getByRole("button", { name: "Installa l’app" }).click();
  await expect(installOffer(page)).toBeEmpty();
  expect(await page.evaluate(() => globalThis.prompted)).toBe(1);
  await page.evaluate(() => dispatchEvent(new Event("appinstalled")));
  await expect(installOffer(page)).toBeEmpty();
});

test("an offer that comes before the script is kept for it", async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      const event = new Event("beforeinstallprompt", { cancelable: true });
      event.prompt = async () => {};
      event.userChoice = new Promise(() => {});
      dispatchEvent(event);
    });
  });
  await visit(page, "/privacy");
  await expect(installOffer(page).getByRole("button", { name: "Installa l’app" })).toBeVisible();
  // It stays when the visitor goes to another page.
  await page.getByRole("link", { name: "Magazine" }).first().click();
  await settled(page);
  await expect(installOffer(page).getByRole("button", { name: "Installa l’app" })).toBeVisible();
});

for (const { how, refuse } of [
  { how: "Non mi serve", refuse: (page) => installOffer(page).getByRole("button", { name: "Non mi serve" }).click() },
  { how: "the browser's own question", refuse: (page) => installOffer(page).getByRole("button", { name: "Installa l’app" }).click() },
]) {
  test(`a no by ${how} is remembered`, async ({ page }) => {
    await visit(page, "/privacy");
    await deviceReady(page);
    await offerToInstall(page, "dismissed");
    await refuse(page);
    await expect(installOffer(page)).toBeEmpty();
    await page.reload();
    await settled(page);
    await deviceReady(page);
    await offerToInstall(page, "dismissed");
    await quiet(page);
    await expect(installOffer(page)).toBeEmpty();
  });
}

test("on an iPhone there are words, once; installed, there is nothing", async ({ page, context }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "standalone", { value: false }));
  await visit(page, "/privacy");
  await expect(installOffer(page)).toContainText("apri «Condividi», poi scegli «Aggiungi alla schermata Home»");
  expect(await accessibilityProblems(page)).toEqual([]);
  await installOffer(page).getByRole("button", { name: "Ho capito" }).click();
  await page.reload();
  await settled(page);
  await deviceReady(page);
  await expect(installOffer(page)).toBeEmpty();

  const installed = await context.newPage();
  await installed.addInitScript(() => {
    localStorage.removeItem("bacheca.install");
    Object.defineProperty(navigator, "standalone", { value: true });
  });
  await visit(installed, "/privacy");
  await deviceReady(installed);
  await expect(installOffer(installed)).toBeEmpty();
});

test.describe("what another app shares", () => {
  const share = (fields) => `/condividi.html?${new URLSearchParams(fields)}`;

  test("the address of an offer of ours opens it, ready to be saved, also without a network", async ({ page, context, server }) => {
    const [{ id, title }] = await openJobPostings(server, 1);
    await page.goto(share({ title, text: `Guarda: ${server.url}/offerte/${id}?partner=lodi` }));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByRole("main").getByRole("button", { name: /^Salva/ }).first()).toBeVisible();
    await visitWithWorker(page, article);
    await visit(page, `/offerte/${id}`);
    await toldAnswers(page);
    await context.setOffline(true);
    await page.goto(share({ url: `${server.url}/offerte/${id}` }));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  });

  for (const { what, fields, address } of [
    { what: "an article of ours", fields: { url: article }, own: true, address: article },
    { what: "a page elsewhere", fields: { title: "Magazziniere | Un altro sito", url: "https://example.it/1" }, address: "/offerte?q=Magazziniere" },
    { what: "words", fields: { text: "  mulettista\n turni  " }, address: "/offerte?q=mulettista+turni" },
    { what: "words with an address", fields: { text: "cuoca https://example.it/x?y=<script>" }, address: "/offerte?q=cuoca" },
    { what: "somebody else's page that looks like ours", fields: { url: "https://example.it/offerte/abcd" }, address: "/offerte" },
    { what: "a script", fields: { url: "javascript:alert(1)", title: "<img src=x onerror=alert(1)>" }, address: "/offerte?q=img+src+x+onerror+alert+1" },
    { what: "nothing", fields: {}, address: "/offerte" },
  ]) {
    test(`${what} becomes ${address}`, async ({ page, server }) => {
      const url = fields.url?.startsWith("/") ? server.url + fields.url : fields.url;
      await page.goto(share(url ? { ...fields, url } : fields));
      await page.waitForURL((at) => at.pathname !== "/condividi.html");
      await settled(page);
      const at = new URL(page.url());
      expect(at.pathname + at.search).toBe(address);
    });
  }

  test("a long text is cut between words", async ({ page }) => {
    await page.goto(share({ text: "parola ".repeat(200) }));
    await page.waitForURL(/\/offerte\?q=/);
    const text = new URL(page.url()).searchParams.get("q");
    expect(text.length).toBeLessThanOrEqual(80);
    expect(text).toMatch(/parola$/);
  });
});
