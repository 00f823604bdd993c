// A page is shown while it arrives: what is there already stays where it is when the rest comes.

import { article, openJobPosting } from "../support/site.mjs";
import { expect, test } from "../support/test.mjs";

test.use({ javaScriptEnabled: false });

const CUTS = 24;

/** The same page, ended behind tags spread over its first screens. What is drawn as one piece arrives as one. */
function beginnings(html) {
  const ends = [...html.slice(html.indexOf("<main")).matchAll(/<\/(?!svg|path|span|b|strong)\w+>/g)].slice(0, 200);
  return Array.from({ length: CUTS }, (_, i) => {
    const end = ends[Math.floor((i * ends.length) / CUTS)];
    return html.slice(0, html.indexOf("<main") + end.index + end[0].length);
  });
}

/** Where each element on the first screen begins, by its way from the top. */
function places(page) {
  return page.evaluate(() => {
    const found = {};
    const visit = (element, way) => {
      const box = element.getBoundingClientRect();
      if (box.width > 0 && box.height > 0 && box.top < innerHeight) found[way] = [box.left, box.top];
      [...element.children].forEach((child, at) => visit(child, `${way} > ${child.localName}.${child.classList[0] ?? ""}[${at}]`));
    };
    visit(document.querySelector("main"), "main");
    return found;
  });
}

test("what has arrived does not move when the rest arrives", async ({ page, server }) => {
  test.slow();
  const jobPosting = await openJobPosting(server);
  for (const path of ["/", "/offerte", "/articoli", article, jobPosting.path, "/lavoro/magazziniere/milano-mi"]) {
    await page.goto(path);
    const whole = await places(page);
    const html = await (await page.request.get(path, { headers: { accept: "text/html" } })).text();
    const moved = new Set();
    for (const body of beginnings(html)) {
      await page.route(`**${path}`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
      await page.goto(path);
      for (const [way, place] of Object.entries(await places(page))) {
        // Less is no shift for the browser, either.
        if (whole[way]?.some((end, axis) => Math.abs(end - place[axis]) >= 3)) moved.add(`${way}: ${place} -> ${whole[way]}`);
      }
      await page.unroute(`**${path}`);
    }
    expect.soft([...moved], path).toEqual([]);
  }
});
