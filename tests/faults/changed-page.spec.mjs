// Between the server and the app stand translators, extensions, minifiers, proxies and savers of bandwidth, and all of them
// change pages. The app takes the place of whatever is left.

import { expect, test } from "../support/test.mjs";
import { article, live, openJobPosting } from "../support/site.mjs";

const inApp = (html, change) => {
  const start = html.indexOf('<div id="app"');
  const end = html.indexOf('<script type="application/json"');
  return html.slice(0, start) + change(html.slice(start, end)) + html.slice(end);
};

/** End tags that HTML makes optional: the parser infers them. */
const OPTIONAL_ENDS = /<\/li>(?=<li|<\/[uo]l)|<\/dt>(?=<d[dt])|<\/dd>(?=<d[dt]|<\/dl)|<\/p>(?=<(p|ul|ol|div|h\d|table|section|details)[ >]|<\/(div|section|article|li))/g;

/** Changes to a document: name, function. */
const changes = [
  ["a translator wraps every text", (html) => inApp(html, (app) => app.replace(/>([^<>]*\S[^<>]*)</g, '><font style="vertical-align: inherit;"><font>$1</font></font><'))],
  ["a minifier takes out space and optional ends", (html) => html.replace(/\n+/g, "").replace(OPTIONAL_ENDS, "")],
  ["a minifier takes off quotes and optional tags", (html) => html.replace(/ (class|id|type)="([\w-]+)"/g, " $1=$2").replace(/<\/?(head|body|html)>/g, "")],
  ["an extension puts elements around the content", (html) => html.replace("<body>", '<body><div id="estensione" style="display:none"><button>Chiudi</button></div>').replace("</body>", "<estensione-barra></estensione-barra></body>")],
  ["an extension puts elements into the content", (html) => inApp(html, (app) => app.replace(/<(p|li|a) /g, '<$1 data-estensione="1" ').replace(/<\/main>/, "<div>Buono sconto</div></main>"))],
  ["an extension wraps the app itself", (html) => html.replace('<div id="app"', '<div class="involucro"><div id="app"').replace('<script type="application/json"', '</div><script type="application/json"')],
  ["comments are put in everywhere", (html) => inApp(html, (app) => app.replace(/></g, "><!-- proxy --><"))],
  ["an ad blocker takes out every aside and details", (html) => inApp(html, (app) => app.replace(/<(aside|details)[^]*?<\/\1>/g, ""))],
  ["headings become others", (html) => inApp(html, (app) => app.replace(/<(\/?)h[23]/g, "<$1h4"))],
  ["the answers are gone", (html) => html.replace(/<script type="application\/json"[^]*?<\/script>/g, "")],
  ["the answers are cut off", (html) => html.replace(/(<script type="application\/json"[^>]*>[^<]{100})[^<]*/g, "$1")],
  ["the answers are of another time", (html) => html.replace(/(<script type="application\/json"[^>]*>)[^<]*/g, '$1{"items":3}')],
  ["everything is in capitals", (html) => html.replace(/<(\/?)(div|p|span|main|article|section|ul|li)\b/g, (_, slash, name) => `<${slash}${name.toUpperCase()}`)],
  ["the content is there twice", (html) => inApp(html, (app) => app + app.replace('id="app"', "").replace("data-prerendered", ""))],
  ["the content is empty", (html) => inApp(html, () => '<div id="app" data-prerendered></div>')],
];

// A translator's and an extension's styles are refused by the policy, which the console says.
test.use({ toleratesPageProblems: true });

for (const [what, change] of changes) {
  test(`${what}: the app is there, whole and once`, async ({ page, server }) => {
    const failures = [];
    page.on("pageerror", (error) => failures.push(String(error)));
    page.on("console", (message) => /panicked at|unreachable/.test(message.text()) && failures.push(message.text()));
    const jobPosting = await openJobPosting(server);
    for (const path of [article, jobPosting.path, "/offerte"]) {
      const changed = async (route) => {
        if (route.request().resourceType() !== "document") return route.fallback();
        const response = await route.fetch();
        const html = await response.text();
        const body = change(html);
        expect(body, "the change changes something").not.toBe(html);
        return route.fulfill({ response, body });
      };
      await page.route("**/*", changed);
      await page.goto(path);
      await live(page);
      await page.unroute("**/*", changed);
      const app = page.locator("#app");
      await expect(app).toHaveCount(1);
      await expect(app.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(app.locator(".skeleton, [role=alert]")).toHaveCount(0);
      // It answers.
      const save = app.getByRole("button", { name: /^Salva/ }).first();
      await save.click();
      await expect(save).toHaveAttribute("aria-pressed", "true");
      await save.click();
    }
    expect(failures).toEqual([]);
  });
}
