import { everySetting, openOffer, visit } from "../support/site.mjs";
import { test } from "../support/test.mjs";
for (const colorScheme of ["light", "dark"]) for (const width of [320, 390, 1440]) {
  test.describe(`${colorScheme} ${width}`, () => {
    test.use({ colorScheme, reducedMotion: "reduce", viewport: { width, height: 900 } });
    test("shot", async ({ page, server }) => {
      await page.route("**/embed/offerte/*.svg*", (route) => route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="340"><rect width="600" height="340" fill="#ddd"/></svg>' }));
      await visit(page, width === 390 ? "/partner?limite=99&partner=x&ruolo=astronauta" : everySetting);
      await page.getByRole("textbox", { name: "Indirizzo dell’offerta" }).fill((await openOffer(server)).path);
      await page.getByRole("region", { name: "Markdown" }).waitFor();
      if (width === 390) await page.getByRole("textbox", { name: "Colore", exact: true }).fill("rosso");
      await page.evaluate(() => scrollTo(0, 0));
      await page.waitForTimeout(600);
      await page.screenshot({ path: `/tmp/builder-shots/${colorScheme}-${width}.png` });
      await page.screenshot({ path: `/tmp/builder-shots/${colorScheme}-${width}-full.png`, fullPage: true });
    });
  });
}
