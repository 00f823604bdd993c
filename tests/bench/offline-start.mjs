// Opening the app from the home screen without a network: new tab, worker not running, processor four times slower.
// First paint, when the app has taken over, and when all that the device keeps of the page is shown. Started by
// `cargo xtask bench start`.

import { chromium, devices } from "@playwright/test";

const { BACHECA_URL: url, RUNS: runs = "9", CHROMIUM: executablePath } = process.env;
const SLOWER = 4;
const articles = (await (await fetch(`${url}/api/v1/articles?limit=1`)).json()).items;
const PATHS = ["/", "/offerte", ...articles.map(({ slug }) => `/articoli/${slug}`)];

const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath, args });
const context = await browser.newContext({ ...devices["Pixel 7"], locale: "it-IT" });

const loaded = (page) =>
  page.waitForFunction(() => !document.querySelector("#avvio, [aria-busy=true], .skeleton") && document.querySelector("h1"));

// When the shell's skeleton has gone, and when nothing on the page is still loading.
await context.addInitScript(() => {
  new MutationObserver((_, observer) => {
    if (!document.body || document.querySelector("#avvio")) return;
    globalThis.live ??= performance.now();
    if (document.querySelector("[aria-busy=true], .skeleton") || !document.querySelector("h1")) return;
    globalThis.complete ??= performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
});

// Seen before, with a worker.
const first = await context.newPage();
for (const path of ["/", ...PATHS]) {
  await first.goto(url + path);
  await loaded(first);
  await first.waitForFunction(() => navigator.serviceWorker.controller !== null);
}
await first.waitForTimeout(2000);
await context.setOffline(true);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

for (const path of PATHS) {
  const seen = { fcp: [], live: [], complete: [] };
  for (let run = 0; run < Number(runs); run += 1) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("ServiceWorker.enable");
    await session.send("ServiceWorker.stopAllWorkers");
    await session.send("Network.clearBrowserCache");
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(url + path, { waitUntil: "commit" });
    await loaded(page);
    await page.waitForTimeout(300);
    const times = await page.evaluate(() => ({
      fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      live: globalThis.live,
      complete: globalThis.complete,
    }));
    for (const name of Object.keys(seen)) seen[name].push(times[name]);
    await page.close();
  }
  const words = Object.entries(seen).map(([name, numbers]) => `${name} ${Math.round(median(numbers))} ms`);
  console.log(`${path.padEnd(26)} ${words.join("   ")}   (median of ${runs})`);
}
await browser.close();
