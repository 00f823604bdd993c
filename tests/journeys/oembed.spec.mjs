// An offer's address pasted into a post: the card comes by itself.

import { accessibilityProblems } from "../support/accessibility.mjs";
import { openJobPosting } from "../support/site.mjs";
import { embedded, expect, test } from "../support/widget.mjs";

/** The frame that WordPress makes for an unknown provider: sandboxed, with a secret that its messages must carry. */
const asWordPress = (html) =>
  html.replace(/src="([^"]+)"/, `sandbox="allow-scripts" security="restricted" class="wp-embedded-content" data-secret="Abc123" src="$1#?secret=Abc123"`);

test("a page that discovers the address shows the offer, grows with it and follows its links", async ({ page, server, partner, request }) => {
  const jobPosting = await openJobPosting(server);
  const shell = await (await request.get(jobPosting.path, { headers: { accept: "text/html" } })).text();
  const discovered = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(shell)[1].replaceAll("&amp;", "&");
  const oembed = await (await request.get(discovered)).json();
  expect(oembed).toMatchObject({ version: "1.0", type: "rich", title: jobPosting.title });

  await page.goto(partner.page(asWordPress(oembed.html)));
  const heard = page.evaluate(
    () =>
      new Promise((resolve) => {
        const messages = [];
        addEventListener("message", ({ data }) => {
          messages.push(data);
          if (data.message === "link") resolve(messages);
        });
      }),
  );
  const frame = await frameOfJobPosting(page, jobPosting.title);
  // Its content fits at every width.
  const { height } = oembed;
  expect(await frame.evaluate(() => document.querySelector("main").getBoundingClientRect().height)).toBe(height);
  await frame.getByRole("link", { name: "Visualizza l’offerta" }).click();
  const messages = await heard;
  expect(messages.at(-1)).toEqual({ message: "link", value: server.url + jobPosting.path, secret: "Abc123" });
});

async function frameOfJobPosting(page, title) {
  await expect.poll(() => embedded(page).length).toBe(1);
  const [frame] = embedded(page);
  await frame.getByRole("heading", { name: title }).waitFor();
  expect(await accessibilityProblems(frame)).toEqual([]);
  return frame;
}

test("the picture of an offer shows in a page that allows pictures alone", async ({ page, server, partner }) => {
  const jobPosting = await openJobPosting(server);
  const picture = `<a href="${server.url}${jobPosting.path}"><img src="${server.url}/embed${jobPosting.path}.svg" width="600" height="340" alt="${jobPosting.title}"></a>`;
  await page.goto(partner.page(picture, { "content-security-policy": `default-src 'none'; img-src ${server.url} data:`, "cross-origin-embedder-policy": "require-corp" }));
  const image = page.getByRole("img", { name: jobPosting.title });
  await expect.poll(() => image.evaluate((img) => img.complete && img.naturalWidth)).toBe(600);
});

test("the list of offers tells feed readers where its feed is", async ({ request }) => {
  const shell = await (await request.get("/offerte?occupation=magazziniere", { headers: { accept: "text/html" } })).text();
  const feeds = [...shell.matchAll(/type="application\/(rss\+xml|atom\+xml|feed\+json)" href="([^"]+)"/g)];
  expect(feeds.map(([, kind]) => kind).sort()).toEqual(["atom+xml", "feed+json", "rss+xml"]);
  for (const [, , href] of feeds) {
    const feed = await request.get(href.replaceAll("&amp;", "&"));
    expect(feed.status()).toBe(200);
    expect(await feed.text()).toContain("/offerte/");
  }
});
