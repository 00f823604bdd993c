// The service worker as a visitor's browser has it.

import { expect } from "@playwright/test";

import { visit } from "./site.mjs";

/** Opens a page and waits until the worker controls it and has stored all its files. */
export async function visitWithWorker(page, path) {
  const answer = await visit(page, path);
  await workerReady(page);
  return answer;
}

// `page.waitForFunction` treats a promise as true.
const becomesTrue = (page, predicate, argument) => expect.poll(() => page.evaluate(predicate, argument)).toBe(true);

export const workerReady = (page) =>
  becomesTrue(page, async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.active?.state === "activated" && navigator.serviceWorker.controller !== null;
  });

/** Waits until a new release has been downloaded and waits. */
export const newReleaseWaits = (page) =>
  becomesTrue(page, async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration.installing === null && registration.waiting?.state === "installed";
  });

/** Waits until the page uses the files of the active worker, and no other worker waits. */
export const runsNewestRelease = (page) =>
  becomesTrue(page, async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const files = await (await caches.open("bacheca-worker.files")).keys();
    const own = document.querySelector("script[src^='/assets/start']").src;
    return !registration.waiting && !registration.installing && files.some(({ url }) => url === own);
  });

/** Waits until there is no worker left. */
export const workerIsGone = (page) =>
  becomesTrue(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0);

/** Waits until the worker has stored an answer of the API, or the saved copy of one. */
export const keeps = (page, path, cacheName) =>
  becomesTrue(
    page,
    async ([path, cacheName]) => {
      const url = new URL(`/api/v1${path}`, location.href).href;
      return (await caches.match(url, { cacheName, ignoreVary: true })) !== undefined;
    },
    [path, cacheName && `bacheca-worker.${cacheName}`],
  );

/** Waits until the worker has stored all files of a part of the program. Call it before the network goes. */
export const keepsPart = (page, part) =>
  becomesTrue(
    page,
    async (part) => {
      const needs = await (await fetch("/parts.json")).json();
      const found = await Promise.all(needs[part].map((name) => caches.match(`/assets/${name}`, { ignoreVary: true })));
      return found.every(Boolean);
    },
    part,
  );

/** Every stored address, by the name of its cache. */
export function storedAddresses(page) {
  return page.evaluate(async () => {
    const entries = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const requests = await (await caches.open(name)).keys();
        return [name, requests.map(({ url }) => url.slice(location.origin.length))];
      }),
    );
    return Object.fromEntries(entries);
  });
}

/** Answers of the API are fresh for a minute: the browser would reuse them without asking worker or network. */
export async function forgetHttpCache(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.clearBrowserCache");
  await session.detach();
}

/** Waits until the worker has been given the answers that came inside the page. */
export const toldAnswers = (page) =>
  becomesTrue(page, () => document.querySelector("script[data-api], script[data-used-api]") === null);
