// axe on every page and in every state a page can be in, light and dark: no violation.

import { accessibilityProblems } from "../support/accessibility.mjs";
import { fillIn, signUpForm } from "../support/sign-up-form.mjs";
import { article, everyPage, settled, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

/** Problems of the page at rest: the contrast of a colour in the middle of a transition means nothing. */
async function problems(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  return accessibilityProblems(page);
}

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("every page", async ({ page, server }) => {
      test.setTimeout(120_000);
      const found = {};
      for (const [what, path] of await everyPage(server)) {
        await visit(page, path);
        const here = await problems(page);
        if (here.length > 0) found[what] = here;
      }
      expect(found).toEqual({});
    });

    test("an article with everything opened", async ({ page }) => {
      await visit(page, article);
      const closed = page.locator("details:visible:not([open]) > summary");
      while ((await closed.count()) > 0) await closed.first().click();
      expect(await problems(page)).toEqual([]);
    });

    test("the sign-up form: errors, suggestions, a failure, done", async ({ page }) => {
      await visit(page, "/registrati");
      const form = signUpForm(page);
      await form.submit.click();
      await expect(form.summary).toBeFocused();
      expect(await problems(page), "errors").toEqual([]);

      await fillIn(form);
      await form.place.fill("san");
      await expect(page.getByRole("option").first()).toBeVisible();
      await page.keyboard.press("ArrowDown");
      expect(await problems(page), "suggestions").toEqual([]);
      await page.keyboard.press("Enter");

      await page.route("**/api/v1/accounts", (route) => route.abort(), { times: 1 });
      await form.submit.click();
      await expect(form.failure).toBeVisible();
      expect(await problems(page), "failure").toEqual([]);

      await form.submit.click();
      await expect(form.done).toBeVisible();
      await settled(page);
      expect(await problems(page), "done").toEqual([]);
    });

    test.describe("what is asked for", () => {
      test.use({ startsEmpty: true });

      test("views without their data, and without a network", async ({ page, context }) => {
        await page.route("**/api/v1/**", (route) => route.fulfill({ status: 500, body: "" }));
        for (const path of ["/", "/articoli", article, "/offerte", "/offerte/aaaaaaaaaaaa"]) {
          await page.goto(path);
          await expect(page.getByRole("button", { name: "Riprova" }).first()).toBeVisible();
          expect(await problems(page), path).toEqual([]);
        }
        await context.setOffline(true);
        await expect(page.getByText("Sei senza rete: vedi quello che era già caricato.")).toBeVisible();
        expect(await problems(page), "offline").toEqual([]);
      });

      test("views that are loading", async ({ page }) => {
        await page.route("**/api/v1/**", () => {});
        for (const path of ["/", "/articoli", article, "/offerte"]) {
          await page.goto(path);
          await page.locator("#avvio").waitFor({ state: "detached" });
          await expect(page.getByRole("status").filter({ hasText: /^Sto caricando/ }).first()).toBeAttached();
          expect(await problems(page), path).toEqual([]);
        }
      });
    });

    test("the theme menu, open", async ({ page }) => {
      await visit(page, "/privacy");
      await page.locator("summary").filter({ hasText: /^Tema:/ }).click();
      await expect(page.getByRole("radio", { name: "Scuro" })).toBeVisible();
      expect(await problems(page)).toEqual([]);
    });
  });
}
