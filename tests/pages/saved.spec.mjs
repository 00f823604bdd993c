// The page of saved offers and the save button: axe in every state, and the layout at 320 px.

import { signedIn } from "../support/account.mjs";
import { accessibilityProblems } from "../support/accessibility.mjs";
import { deadlineIn, keepOnDevice, savedCopy, openJobPostings, saveButton, savedCards } from "../support/saved.mjs";
import { article, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

async function problems(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  return accessibilityProblems(page);
}

async function everyKind(server) {
  const [first, second, third] = await openJobPostings(server, 3);
  return [
    savedCopy(first, { valid_through: deadlineIn(1) }),
    savedCopy(second, { valid_through: undefined }),
    savedCopy(third, { valid_through: deadlineIn(-3) }),
    { ...savedCopy(third, { id: "aaaaaaaaaaaa" }), is_gone: true },
  ];
}

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("axe: every part of the list, what is said, nothing", async ({ page, context, server }) => {
      await keepOnDevice(page, await everyKind(server));
      await visit(page, "/salvate");
      await expect(savedCards(page)).toHaveCount(4);
      expect(await problems(page), "list").toEqual([]);
      await context.setOffline(true);
      await expect(page.getByText("Le offerte sono come le hai viste il")).toBeVisible();
      expect(await problems(page), "offline").toEqual([]);
      await page.getByRole("button", { name: /^Togli tutte/ }).click();
      await expect(page.getByRole("button", { name: "Annulla" })).toBeVisible();
      expect(await problems(page), "undo").toEqual([]);
      while ((await savedCards(page).count()) > 0) await saveButton(savedCards(page)).click();
      expect(await problems(page), "nothing").toEqual([]);
    });

    test("axe: a failure over the page, signed in", async ({ page, server }) => {
      await signedIn(page, server);
      await visit(page, "/salvate");
      expect(await problems(page), "signed in").toEqual([]);
      const [jobPosting] = await openJobPostings(server, 1);
      await visit(page, `/offerte/${jobPosting.id}`);
      await page.route("**/api/v1/me/saved/*", (route) => route.fulfill({ status: 500, body: "" }));
      await saveButton(page.getByRole("main")).click();
      await expect(page.getByRole("alert")).toBeVisible();
      expect(await problems(page), "failure").toEqual([]);
    });
  });
}

for (const width of [320, 768, 1440]) {
  test(`${width} px: nothing is wider than the window, and every button is big enough`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 800 });
    await keepOnDevice(page, await everyKind(server));
    for (const path of ["/salvate", "/offerte", "/", article]) {
      await visit(page, path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, path).toBe(0);
      const buttons = page.locator("button.save-button:visible");
      expect(await buttons.count(), path).toBeGreaterThan(0);
      for (const button of await buttons.all()) {
        const box = await button.boundingBox();
        expect(Math.min(box.width, box.height), path).toBeGreaterThanOrEqual(44);
        const card = await button.locator("xpath=ancestor::article[1]").boundingBox();
        expect(box.x + box.width, path).toBeLessThanOrEqual(card.x + card.width);
      }
    }
  });
}
