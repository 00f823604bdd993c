// How soon a page is shown on a slow phone, and how soon it responds: every kind of page compared with a static one, which
// is the same page without the app. Started by `cargo xtask bench web`, on made-up offers and the sample articles.

import { createServer } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";

import { chromium } from "@playwright/test";

const url = process.env.BACHECA_URL;
const runs = Number(process.env.RUNS ?? 9);
/** "Slow 4G" as Lighthouse has it, and a processor a quarter as fast. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 84_375 };
const SLOW_PROCESSOR = { rate: 4 };
const QUIET_MS = 1500;
const LIVE_LIMIT_MS = 30_000;

const [offer] = (await (await fetch(`${url}/api/v1/job-postings?limit=1`)).json()).items;
const [article] = (await (await fetch(`${url}/api/v1/articles?limit=1`)).json()).items;
const chosen = (process.env.PAGES ?? "article,offers,offer,home").split(",");
const pages = Object.fromEntries(Object.entries({ article: article && `/articoli/${article.slug}`, offers: "/offerte", offer: `/offerte/${offer.id}`, home: "/" }).filter(([name]) => chosen.includes(name)));

/** The page without the app: text, the style that it uses, links and pictures. */
function withoutApp(html) {
  return html
    .replace(/<script type="(module|application\/json)"[^]*?<\/script>/g, "")
    .replace(/<link rel="(preload|modulepreload|manifest|stylesheet)"[^>]*>/g, "");
}

const statics = new Map();
for (const [name, path] of Object.entries(pages)) {
  if (!path) throw new Error(`no ${name} to measure: import the sample content first`);
  const answer = await fetch(url + path);
  const html = await answer.text();
  if (!html.includes("data-prerendered")) throw new Error(`${path} is not rendered ahead`);
  // As hard as the API compresses pages (crates/prerender/src/pack.rs).
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_LGWIN]: 18 };
  // Under the same rules: a page that may share nothing with the one before it costs the browser a process.
  const rules = ["content-security-policy", "cross-origin-opener-policy", "referrer-policy"];
  const headers = Object.fromEntries(rules.map((name) => [name, answer.headers.get(name)]));
  statics.set(path, { headers, body: brotliCompressSync(withoutApp(html), { params }) });
}
const server = createServer((request, response) => {
  const page = statics.get(request.url);
  if (page) {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-encoding": "br", ...page.headers }).end(page.body);
    return;
  }
  // Pictures and icons, as they are.
  fetch(url + request.url)
    .then(async (answer) => {
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      response.end(Buffer.from(await answer.arrayBuffer()));
    })
    .catch(() => response.writeHead(502).end());
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const staticUrl = `http://127.0.0.1:${server.address().port}`;

async function visit(address, isApp) {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args });
  const page = await browser.newPage({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, locale: "it-IT", serviceWorkers: "block" });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await session.send("Emulation.setCPUThrottlingRate", SLOW_PROCESSOR);
  let bytes = 0;
  let documentBytes = 0;
  const kinds = new Map();
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (kinds.get(requestId) === "Document") documentBytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    const seen = (globalThis.seen = { shifts: 0, blocked: 0, paint: 0, largest: 0, click: undefined, live: undefined });
    const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    watch("layout-shift", (entry) => (seen.shifts += entry.value));
    watch("longtask", (entry) => (seen.blocked += entry.startTime >= seen.paint && seen.paint ? Math.max(0, entry.duration - 50) : 0));
    watch("paint", (entry) => entry.name === "first-contentful-paint" && (seen.paint = entry.startTime));
    watch("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
    addEventListener("toggle", () => (seen.click ??= performance.now()), { capture: true });
    new MutationObserver(() => {
      const app = document.getElementById("app");
      if (app && !app.hasAttribute("data-prerendered") && !document.getElementById("avvio")) seen.live ??= performance.now();
    }).observe(document, { subtree: true, childList: true });
  });
  await page.goto(address, { waitUntil: "commit" });
  if (isApp) await page.waitForFunction(() => globalThis.seen.live !== undefined, undefined, { timeout: LIVE_LIMIT_MS });
  await page.waitForTimeout(QUIET_MS);
  const seen = await page.evaluate(() => globalThis.seen);
  await browser.close();
  return { ...seen, kilobytes: bytes / 1000, documentKilobytes: documentBytes / 1000 };
}

/** Another visit, as a click ends the search for the largest paint: from the beginning until details are open. */
async function click(address) {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args });
  const page = await browser.newPage({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, locale: "it-IT", serviceWorkers: "block" });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await session.send("Emulation.setCPUThrottlingRate", SLOW_PROCESSOR);
  await page.addInitScript(() => {
    addEventListener("toggle", ({ target }) => target.matches("main details") && (globalThis.opened ??= performance.now()), { capture: true });
  });
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("main details summary").first().click();
  const opened = await (await page.waitForFunction(() => globalThis.opened)).jsonValue();
  await browser.close();
  return opened;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(`\nmedian of ${runs} runs, Slow 4G, CPU ×4; the same content as a static page, and ours\n`);
const columns = ["FCP ms", "LCP ms", "LCP ratio", "click ms", "ratio", "live ms", "TBT ms", "shift", "HTML kB", "all kB"];
console.log(["".padEnd(18), ...columns.map((name) => name.padStart(10))].join(""));
for (const [name, path] of Object.entries(pages)) {
  const samples = { static: [], ours: [] };
  for (let run = 0; run < runs; run += 1) {
    // Alternating, so that other load on the machine affects both.
    for (const [which, origin] of Object.entries({ static: staticUrl, ours: url })) {
      const sample = await visit(origin + path, which === "ours");
      if (name !== "home") sample.click = await click(origin + path);
      samples[which].push(sample);
    }
  }
  const of = (which, key) => median(samples[which].map((sample) => sample[key]));
  for (const which of ["static", "ours"]) {
    const ratio = (key) => (which === "ours" ? (of("ours", key) / of("static", key)).toFixed(2) : "");
    const ms = (key) => (of(which, key) === undefined ? "-" : of(which, key).toFixed(0));
    const cells = [
      ms("paint"), ms("largest"), ratio("largest"), ms("click"), name === "home" ? "" : ratio("click"), ms("live"), ms("blocked"),
      of(which, "shifts").toFixed(4), of(which, "documentKilobytes").toFixed(1), of(which, "kilobytes").toFixed(1),
    ];
    console.log([`${name}, ${which}`.padEnd(18), ...cells.map((cell) => String(cell).padStart(10))].join(""));
  }
}
server.close();
