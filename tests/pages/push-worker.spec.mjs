// The service worker's handling of messages, in a fake worker.
import { readFile } from "node:fs/promises";

import { expect, test } from "@playwright/test";

// Not imported by its path: nothing there says that it is a module.
const source = await readFile(new URL("../../src/service_worker/push.js", import.meta.url), "utf8");
const { addPushListeners } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

function worker({ tabs = [], badges = true } = {}) {
  const seen = { shown: [], opened: [], focused: [], badge: [], sent: [] };
  const handlers = {};
  const scope = {
    location: new URL("https://bacheca.example/sw.js"),
    navigator: badges
      ? { setAppBadge: async (count) => seen.badge.push(count), clearAppBadge: async () => seen.badge.push(0) }
      : {},
    registration: {
      showNotification: async (title, options) => seen.shown.push({ title, ...options }),
      pushManager: { subscribe: async (options) => ({ endpoint: "https://push.example/nuovo", options }) },
    },
    clients: {
      matchAll: async () => tabs.map((url) => ({ url, focus: async () => seen.focused.push(url) })),
      openWindow: async (url) => seen.opened.push(url),
    },
    fetch: async (url, options) => seen.sent.push({ url, ...options }),
    addEventListener: (name, handler) => (handlers[name] = handler),
  };
  addPushListeners(scope, "https://api.example");
  const fire = async (name, event) => {
    let waiting;
    handlers[name]({ ...event, waitUntil: (promise) => (waiting = promise) });
    await waiting;
    return seen;
  };
  return fire;
}

const message = {
  alert: "k5zxi3df", title: "2 offerte nuove per te", body: "Magazziniere, Lodi (LO)\nCuoca, Lodi (LO)",
  url: "/offerte?place=lodi-lo&sort=newest", count: 2, lang: "it",
};
const data = (text) => ({ json: () => JSON.parse(text) });
const click = (url) => ({ notification: { close: () => {}, data: { url } } });

test("a message becomes a notification and a number on the icon", async () => {
  const { shown, badge } = await worker()("push", { data: data(JSON.stringify(message).padEnd(512)) });
  expect(shown).toEqual([
    {
      title: message.title, body: message.body, lang: "it", icon: "/icons/icon-192.png", tag: "avviso-k5zxi3df",
      renotify: true, data: { url: message.url },
    },
  ]);
  expect(badge).toEqual([2]);
});

test("what cannot be read is a notification too", async () => {
  for (const odd of [null, data("no"), data("null"), data("[]"), data('{"count":"x"}')]) {
    const { shown, badge } = await worker({ badges: false })("push", { data: odd });
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ title: "Bacheca", data: { url: "/avvisi" } });
    expect(badge).toEqual([]);
  }
});

test("a click brings the tab to the front, or opens one", async () => {
  const there = "https://bacheca.example/offerte?place=lodi-lo&sort=newest";
  const found = await worker({ tabs: ["https://bacheca.example/registrati", there] })("notificationclick", click(message.url));
  expect(found).toMatchObject({ focused: [there], opened: [], badge: [0] });
  const opened = await worker({ tabs: ["https://bacheca.example/registrati"] })("notificationclick", click(message.url));
  expect(opened).toMatchObject({ focused: [], opened: [there] });
});

test("a click never leads to another site", async () => {
  for (const url of ["https://evil.example/", "//evil.example/a", "javascript:alert(1)", undefined, null, "https://", 7]) {
    const { opened } = await worker()("notificationclick", click(url));
    expect(opened).toHaveLength(1);
    expect(new URL(opened[0]).origin).toBe("https://bacheca.example");
  }
});

test("a new address is told to the API", async () => {
  const options = { userVisibleOnly: true, applicationServerKey: "k" };
  const { sent } = await worker()("pushsubscriptionchange", { oldSubscription: { options } });
  expect(sent).toMatchObject([{ url: "https://api.example/api/v1/me/push-subscription", method: "PUT", credentials: "include" }]);
  expect(JSON.parse(sent[0].body)).toEqual({ endpoint: "https://push.example/nuovo", options });
  const nothing = await worker()("pushsubscriptionchange", {});
  expect(nothing.sent).toEqual([]);
});
