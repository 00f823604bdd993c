// `test` with a partner's server, and the common steps of widget tests.

import { createPartner } from "./partner-server.mjs";
import { expect, test as base } from "./test.mjs";

export { expect };

export const test = base.extend({
  partner: async ({}, use) => {
    const partner = await createPartner();
    await use(partner);
    await partner.close();
  },
});

/** The lines that a partner pastes. */
export function snippet(server, attributes = "", fallback = `<a href="${server.url}/offerte">Offerte di lavoro</a>`) {
  const height = 144 + 176 * Number(/limite="(\d+)"/.exec(attributes)?.[1] ?? 5);
  return `<bacheca-offerte ${attributes} style="display:block;width:100%;min-height:${height}px">${fallback}</bacheca-offerte>${loader(server)}`;
}

export const loader = (server) => `<script async src="${server.url}/embed.js"></script>`;

/** The frame of the nth widget; its shadow root is closed, so it is found among the page's frames. */
export async function frameOf(page, nth = 0) {
  await expect.poll(() => embedded(page).length, { message: "frames of widgets", timeout: 20_000 }).toBeGreaterThan(nth);
  const frame = embedded(page)[nth];
  await frame.getByRole("heading", { level: 1 }).waitFor();
  return frame;
}

export const embedded = (page) => page.frames().filter((frame) => frame.url().includes("/embed/") && !frame.isDetached());

/** Heights of the widgets, in pixels. */
export const heights = (page) => page.locator("bacheca-offerte").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));

/** How far the page's layout has shifted so far. Install before the page opens. */
export const watchShifts = (page) =>
  page.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shifted += entry.value))).observe({ type: "layout-shift", buffered: true });
  });

/**
 * The accessibility tree of the page, as "role: name" lines. The widget's shadow root is closed, also to locators; a screen
 * reader reads its content.
 */
export async function read(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes.filter((node) => !node.ignored && node.name?.value).map((node) => `${node.role.value}: ${node.name.value}`);
}
