// Playwright's `test` with a server of its own for every worker, so that no test sees what another one wrote
// while it ran, and one may stop its server without disturbing the rest.

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test as base } from "@playwright/test";

import { createListingsApi } from "./listings-api.mjs";

export { expect };

export const test = base.extend({
  // Set it where a test is about the app's own requests: pages are then the empty shell, as without prerendering. A
  // prerendered first page sends no requests.
  startsEmpty: [false, { option: true }],

  emptyStart: [
    async ({ context, startsEmpty, workerServer }, use) => {
      if (startsEmpty) {
        const shell = await (await fetch(`${workerServer.url}/shell.html`)).text();
        await context.route("**/*", async (route) => {
          if (route.request().resourceType() !== "document") return route.fallback();
          const response = await route.fetch();
          const html = await response.text();
          return route.fulfill({ response, body: html.includes('<div id="app" data-prerendered>') ? shell : html });
        });
      }
      await use();
    },
    { auto: true },
  ],

  // Set it where a test makes the page fail on purpose.
  toleratesPageProblems: [false, { option: true }],

  // Whatever a test is about: no exception and no breach of the security policy on any page it opens.
  pageProblems: [
    async ({ context, toleratesPageProblems }, use) => {
      const problems = [];
      context.on("weberror", (failure) => problems.push(`exception: ${failure.error()}`));
      context.on("console", (message) => {
        const text = message.text();
        if (/content security policy/i.test(text) || /panicked at/.test(text)) problems.push(text);
      });
      await use(problems);
      if (!toleratesPageProblems) expect(problems).toEqual([]);
    },
    { auto: true },
  ],

  // API and site with the sample content: { url, stop(), start() }. A test that stops it finds it running again afterwards.
  workerServer: [
    // Playwright reads the names between the braces: an empty pattern means "needs nothing".
    async ({}, use) => {
      const data = await mkdtemp(join(tmpdir(), "bacheca-worker-"));
      await cp(process.env.BACHECA_SEEDED_DATA, data, { recursive: true });
      const server = await createListingsApi(data);
      await use(server);
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],

  server: async ({ workerServer }, use) => {
    await use(workerServer);
    await workerServer.start();
  },

  baseURL: async ({ workerServer }, use) => {
    await use(workerServer.url);
  },
});
