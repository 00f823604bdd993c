// Notifications in a real service worker; the browser passes it messages as from a push service.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { once } from "node:events";

import { expect, test } from "@playwright/test";

const push = await readFile(new URL("../../src/service_worker/push.js", import.meta.url), "utf8");
const files = {
  "/": ["text/html", "<!doctype html><title>Prova</title>"],
  "/push.js": ["text/javascript", push],
  "/sw.js": ["text/javascript", 'import { addPushListeners } from "./push.js"; addPushListeners(self);'],
};

test.use({ serviceWorkers: "allow" });

async function startSite() {
  const server = createServer((request, response) => {
    const [type, text] = files[request.url] ?? ["text/plain", ""];
    response.writeHead(type === "text/plain" ? 404 : 200, { "content-type": type }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `http://localhost:${server.address().port}` };
}

test("a real worker shows what comes, one notification for each alert", async ({ page, context }) => {
  const { server, url } = await startSite();
  await context.grantPermissions(["notifications"], { origin: url });
  const session = await context.newCDPSession(page);
  const registered = new Promise((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL.startsWith(url));
      if (found) resolve(found.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  await page.goto(url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js", { type: "module" });
    await navigator.serviceWorker.ready;
  });
  const registrationId = await registered;
  const send = (data) => session.send("ServiceWorker.deliverPushMessage", { origin: url, registrationId, data });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const notifications = await registration.getNotifications();
      return notifications.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data }));
    });
  const message = { alert: "a", title: "2 offerte nuove per te", body: "Magazziniere, Lodi (LO)", url: "/offerte?q=a", count: 2, lang: "it" };
  await send(JSON.stringify(message).padEnd(512));
  await expect.poll(shown).toEqual([
    { title: message.title, body: message.body, tag: "avviso-a", lang: "it", data: { url: message.url } },
  ]);
  // A newer one of the same alert replaces it; another alert's is shown beside it; unreadable messages are shown too.
  await send(JSON.stringify({ ...message, title: "Un’offerta nuova per te" }));
  await expect.poll(async () => (await shown()).map(({ title }) => title)).toEqual(["Un’offerta nuova per te"]);
  await send(JSON.stringify({ ...message, alert: "b" }));
  await send("non è JSON");
  await expect.poll(async () => (await shown()).map(({ tag }) => tag).sort()).toEqual(["avviso-", "avviso-a", "avviso-b"]);
  server.close();
});
