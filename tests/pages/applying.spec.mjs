// axe on every state of applying, light and dark; and nothing wider than a narrow phone.

import { accessibilityProblems } from "../support/accessibility.mjs";
import { signedIn } from "../support/account.mjs";
import { APPLICATIONS, applicationForm, cv, jobPostingHere, jobPostingOutside, openForm } from "../support/applying.mjs";
import { jobPostings, visit } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

async function problems(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...(await accessibilityProblems(page)), ...(width > 0 ? [`${width} px wider than the window`] : [])];
}

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("applying: every state", async ({ page, context, server }) => {
      test.setTimeout(90_000);
      await page.setViewportSize({ width: 320, height: 700 });
      const jobPosting = await jobPostingHere(server);
      await visit(page, jobPosting.apply);
      expect(await problems(page), "signed out").toEqual([]);
      await signedIn(page, server);
      await visit(page, "/candidature");
      expect(await problems(page), "no applications").toEqual([]);
      await visit(page, jobPosting.path);
      expect(await problems(page), "offer").toEqual([]);
      const form = await openForm(page, jobPosting);
      await form.submit.click();
      await expect(form.summary).toBeFocused();
      expect(await problems(page), "errors").toEqual([]);
      await form.cv.setInputFiles({ ...cv(), name: `${"Curriculum_vitae_europeo_".repeat(4)}.pdf` });
      await form.message.fill("Buongiorno");
      expect(await problems(page), "filled in").toEqual([]);
      let arrived;
      const held = new Promise((resolve) => (arrived = resolve));
      await page.route(APPLICATIONS, (route) => arrived(route), { times: 1 });
      await form.submit.click();
      await expect(form.progress).toBeVisible();
      expect(await problems(page), "sending").toEqual([]);
      await (await held).fulfill({ status: 500, body: "" });
      await expect(form.failure).toBeVisible();
      expect(await problems(page), "failed").toEqual([]);
      await context.setOffline(true);
      await form.submit.click();
      await expect(form.queued).toBeFocused();
      expect(await problems(page), "waiting for the network").toEqual([]);
      await page.getByRole("main").getByRole("link", { name: "Le tue candidature" }).click();
      await expect(page.getByRole("heading", { level: 2, name: "Da inviare" })).toBeVisible();
      expect(await problems(page), "waiting, in the list").toEqual([]);
      await context.setOffline(false);
      await expect(page.getByRole("button", { name: /^Ritira la candidatura/ })).toBeVisible();
      expect(await problems(page), "list").toEqual([]);
      await page.getByRole("button", { name: /^Ritira la candidatura/ }).click();
      await page.getByText("Il tuo messaggio").click();
      expect(await problems(page), "question").toEqual([]);
      await visit(page, jobPosting.path);
      expect(await problems(page), "offer, applied for").toEqual([]);
      await visit(page, jobPosting.apply);
      expect(await problems(page), "applied before").toEqual([]);
      await visit(page, "/candidature");
      await page.getByRole("button", { name: /^Ritira la candidatura/ }).click();
      await page.getByRole("button", { name: "Sì, ritira" }).click();
      await expect(page.getByText("Candidatura ritirata")).toBeVisible();
      expect(await problems(page), "withdrawn").toEqual([]);
      await openForm(page, jobPosting);
      await applicationForm(page).cv.setInputFiles(cv());
      await form.submit.click();
      await expect(form.sent).toBeFocused();
      expect(await problems(page), "sent").toEqual([]);
    });

    test("applying elsewhere, or too late", async ({ page, server }) => {
      await page.setViewportSize({ width: 320, height: 700 });
      await signedIn(page, server);
      const outside = await jobPostingOutside(server);
      for (const path of [outside.path, outside.apply, `${jobPostings.expired}/candidati`]) {
        await visit(page, path);
        expect(await problems(page), path).toEqual([]);
      }
    });
  });
}
