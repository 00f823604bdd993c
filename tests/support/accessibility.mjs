// axe on a page: every rule of WCAG 2.2 A and AA, and the best practices.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations that axe finds, a line for every element: the rule, where, and what to do. A test expects none. */
export async function accessibilityProblems(page) {
  // Through the debugger, not as a script element: the site's security policy refuses inline scripts.
  await page.evaluate(source);
  const { violations } = await page.evaluate(() =>
    // Off by default, but a target under 24 px is a violation of WCAG 2.2 AA.
    globalThis.axe.run(document, { rules: { "target-size": { enabled: true } } }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`),
  );
}
