// One h1 at every moment: while a page loads, when it has loaded, when it is empty, when it fails, without a network.

import { signedIn } from "../support/account.mjs";
import { jobPostingHere, offlineWithSite } from "../support/applying.mjs";
import { everyPage, follow, live, jobPostings, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

/** Records every frame that shows no h1, or several. */
async function watchHeadings(page) {
  const wrong = new Set();
  await page.exposeFunction("noteHeadings", (text) => wrong.add(text));
  await page.addInitScript(() => {
    const look = () => {
      const headings = [...document.querySelectorAll("h1")].map((heading) => heading.textContent);
      if (document.readyState !== "loading" && headings.length !== 1) {
        globalThis.noteHeadings(`${location.pathname}: ${headings.join(" | ") || "none"}`);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return wrong;
}

const heading = (page) => page.locator("h1");

/** Holds back the API's answers while the gate is closed. */
async function gate(page) {
  let passed = Promise.resolve();
  let open = () => {};
  await page.route("**/api/v1/**", async (route) => {
    await passed;
    await route.fallback();
  });
  return {
    shut: () => (passed = new Promise((resolve) => (open = resolve))),
    open: () => open(),
  };
}

/** Pages of a new account, still empty. */
async function accountPages(server) {
  const { apply } = await jobPostingHere(server);
  return ["/salvate", "/candidature", "/avvisi", "/profilo", "/impostazioni", "/accedi", apply, `${jobPostings.expired}/candidati`];
}

const publicPages = async (server) => [...(await everyPage(server)).map(([, path]) => path), "/salvate", "/candidature"];

test.describe("as the app asks for what it shows", () => {
  test.use({ startsEmpty: true });

  for (const [whom, pages] of [
    ["anybody", publicPages],
    ["somebody who is signed in", accountPages],
  ]) {
    test(`on its way and there, for ${whom}`, async ({ page, server }) => {
      test.setTimeout(180_000);
      if (pages === accountPages) await signedIn(page, server);
      const wrong = await watchHeadings(page);
      const answers = await gate(page);
      for (const path of await pages(server)) {
        answers.shut();
        await page.goto(path);
        await live(page);
        await expect(heading(page), `${path}, on its way`).toHaveCount(1);
        answers.open();
        await settled(page);
        await expect(heading(page), path).toHaveCount(1);
      }
      expect([...wrong]).toEqual([]);
    });

    test(`the API fails, for ${whom}`, async ({ page, server }) => {
      test.setTimeout(180_000);
      if (pages === accountPages) await signedIn(page, server);
      const wrong = await watchHeadings(page);
      await page.route("**/api/v1/**", (route) => route.fulfill({ status: 500, body: "" }));
      for (const path of await pages(server)) {
        await visit(page, path);
        await expect(heading(page), path).toHaveCount(1);
      }
      expect([...wrong]).toEqual([]);
    });

    test(`without a network, for ${whom}`, async ({ page, context, server }) => {
      test.setTimeout(180_000);
      const paths = (await pages(server)).filter((path) => !path.includes("#"));
      if (pages === accountPages) await signedIn(page, server);
      const wrong = await watchHeadings(page);
      await visit(page, "/privacy");
      await offlineWithSite(page, context, server);
      for (const path of paths) {
        await follow(page, path);
        await expect(heading(page), path).toHaveCount(1);
      }
      expect([...wrong]).toEqual([]);
    });
  }
});

test("the page that was served, and what comes in its place", async ({ page, server }) => {
  test.setTimeout(180_000);
  const wrong = await watchHeadings(page);
  for (const path of await publicPages(server)) {
    await visit(page, path);
    await expect(heading(page), path).toHaveCount(1);
  }
  expect([...wrong]).toEqual([]);
});

test("a part of the program is on its way, and does not come", async ({ page }) => {
  const wrong = await watchHeadings(page);
  await visit(page, "/privacy");
  let refuse;
  const refused = new Promise((resolve) => (refuse = resolve));
  await page.route("**/assets/part-*.bin", async (route) => {
    await refused;
    await route.abort();
  });
  await page.getByRole("navigation", { name: "Principale" }).getByRole("link", { name: "Magazine" }).click();
  await expect(heading(page)).toHaveText("Sto caricando la pagina");
  await expect(heading(page)).toHaveCount(1);
  refuse();
  await expect(page.getByRole("alert")).toContainText("Non siamo riusciti a caricare la pagina");
  await expect(heading(page)).toHaveCount(1);
  expect([...wrong]).toEqual([]);
});
