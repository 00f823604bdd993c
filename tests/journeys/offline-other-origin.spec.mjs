// Site and API on different hosts: the worker also stores answers from the other host.

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { copyOfSite } from "../support/deploys.mjs";
import { createListingsApi } from "../support/listings-api.mjs";
import { article, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";
import { forgetHttpCache, storedAddresses, visitWithWorker } from "../support/worker.mjs";

test.use({ serviceWorkers: "allow" });

test("an article of an API elsewhere, with its pictures, is there without a network", async ({ page, context, server }) => {
  // What `cargo xtask configure --api` writes.
  const copy = await copyOfSite();
  const [list, ...code] = (await copy.read("sw.js")).split("\n");
  await copy.write("sw.js", [list.replace('"api":""', `"api":"${server.url}"`), ...code].join("\n"));
  const shell = await copy.read("shell.html");
  await copy.write("shell.html", shell.replace('name="bacheca-api" content=""', `name="bacheca-api" content="${server.url}"`));
  const policy = await copy.read("csp.txt");
  await copy.write("csp.txt", policy.replace(/(img-src 'self' data:|connect-src 'self'|frame-src 'self')/g, `$1 ${server.url}`));
  // A data folder has one server.
  const data = await mkdtemp(join(tmpdir(), "bacheca-site-"));
  await cp(process.env.BACHECA_SEEDED_DATA, data, { recursive: true });
  const site = await createListingsApi(data, copy.folder);

  await visitWithWorker(page, `${site.url}${article}`);
  await visit(page, `${site.url}${article}`);
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  const slug = article.split("/").at(-1);
  const ofKind = async (kind) => (await storedAddresses(page))[`bacheca-worker.${kind}`] ?? [];
  await expect.poll(async () => (await ofKind("articles")).join()).toContain(slug);
  await expect.poll(async () => (await ofKind("pictures")).length).toBeGreaterThan(0);

  await forgetHttpCache(page);
  await context.setOffline(true);
  await visit(page, `${site.url}${article}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  const picture = page.getByRole("main").locator("img").first();
  await expect.poll(() => picture.evaluate((image) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  await expect(page.locator(".offline-ribbon")).toContainText("salvata sul dispositivo");
  await site.stop();
  await copy.remove();
  await rm(data, { recursive: true, force: true });
});
