// What the widget costs a page: the same page with and without three widgets, on a slow phone, and the difference.
// Started by `cargo xtask bench widget`, which gives the address of a server with offers.

import { chromium } from "@playwright/test";

import { createPartner } from "../support/partner-server.mjs";
import { snippet } from "../support/widget.mjs";

const url = process.env.BACHECA_URL;
const runs = Number(process.env.RUNS ?? 9);
/** "Slow 4G" as Lighthouse has it, and a processor a quarter as fast. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 84_375 };
const SLOW_PROCESSOR = { rate: 4 };
/** Longer than any pending request takes at this speed. */
const QUIET_MS = 1500;

const text = "<p>Gli uffici ricevono dal lunedì al venerdì, dalle nove alle dodici e mezza.</p>".repeat(8);
const widget = (attributes) => snippet({ url }, attributes);
const partner = await createPartner();
const pages = {
  "without widgets": partner.page(`${text}${"<p>Fine</p>".repeat(3)}${text}`),
  "three widgets": partner.page(
    `<p>Lavoro vicino a te</p>${widget('ruolo="magazziniere" limite="3" partner="prova"')}${text}${widget('luogo="Milano" limite="3" tema="scuro"')}${text}${widget('limite="5" lingua="en"')}${text}`,
  ),
};

async function visit(address) {
  // The widgets' frames in the page's own process, as on a phone with little memory: what they do counts as the page's.
  const args = ["--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args });
  const page = await browser.newPage({ viewport: { width: 412, height: 823 }, locale: "it-IT" });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await session.send("Emulation.setCPUThrottlingRate", SLOW_PROCESSOR);
  const asked = new Map();
  let bytes = 0;
  session.on("Network.requestWillBeSent", ({ requestId, request }) => request.url.startsWith("http") && asked.set(requestId, request.url));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => (bytes += asked.has(requestId) ? encodedDataLength : 0));
  await page.addInitScript(() => {
    if (parent !== globalThis) return;
    const seen = (globalThis.seen = { shifts: 0, blocked: 0, paint: 0, largest: 0, offers: undefined });
    const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    watch("layout-shift", (entry) => (seen.shifts += entry.value));
    watch("longtask", (entry) => (seen.blocked += Math.max(0, entry.duration - 50)));
    watch("paint", (entry) => (seen.paint = entry.startTime));
    watch("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
    addEventListener("message", () => (seen.offers ??= performance.now()));
  });
  await page.goto(address);
  await page.waitForTimeout(QUIET_MS);
  const first = { requests: asked.size - 1, kilobytes: bytes / 1000 };
  // Down to the end, as a reader goes, with the rest of the widgets on the way.
  await page.evaluate(async () => {
    for (let top = 0; top < document.body.scrollHeight; top += 400) {
      scrollTo(0, top);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  });
  await page.waitForTimeout(QUIET_MS);
  const seen = await page.evaluate(() => globalThis.seen);
  await browser.close();
  return { ...seen, ...first, all: asked.size - 1 };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const results = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
for (let run = 0; run < runs; run += 1) {
  // Alternating, so that other load on the machine affects both.
  for (const [name, address] of Object.entries(pages)) results[name].push(await visit(address));
}
await partner.close();

const rows = [
  ["first paint, ms", "paint", 0],
  ["largest paint, ms", "largest", 0],
  ["offers in the first widget, ms", "offers", 0],
  ["blocked (TBT), ms", "blocked", 0],
  ["layout shift, to the end of the page", "shifts", 4],
  ["requests of the first view, page aside", "requests", 0],
  ["kB of the first view, page included", "kilobytes", 1],
  ["requests to the end of the page", "all", 0],
];
const names = Object.keys(pages);
console.log(`\nmedian of ${runs} runs, Slow 4G, CPU ×4\n`);
console.log(["".padEnd(42), ...names.map((name) => name.padStart(17)), "difference".padStart(12)].join(""));
for (const [label, key, digits] of rows) {
  const [without, with3] = names.map((name) => median(results[name].map((result) => result[key])));
  const cell = (value, width) => (value === undefined ? "-" : value.toFixed(digits)).padStart(width);
  const difference = without === undefined || with3 === undefined ? undefined : with3 - without;
  console.log(`${label.padEnd(42)}${cell(without, 17)}${cell(with3, 17)}${cell(difference, 12)}`);
}
