// Applying as people do: a CV, the form by its labels, and the application in the API.

import { expect } from "@playwright/test";

import { settled } from "./site.mjs";

export const APPLICATIONS = "**/api/v1/job-postings/*/applications";

/** A PDF of one page that readers open; `size` pads it with a comment. */
export function pdf({ text = "Anna Prova", size = 0 } = {}) {
  const stream = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  body += `%${"x".repeat(Math.max(0, size - body.length - 300))}\n`;
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const xref = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  body += `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(body, "latin1");
}

export const cv = (options = {}) => ({ name: "Anna Prova.pdf", mimeType: "application/pdf", buffer: pdf(options) });

/** The form's parts. */
export function applicationForm(page) {
  return {
    cv: page.getByLabel(/^Curriculum/),
    chosen: page.locator("#candidatura-cv-scelto"),
    remove: page.getByRole("button", { name: "Togli il file" }),
    phone: page.getByRole("textbox", { name: "Telefono (facoltativo)" }),
    message: page.getByRole("textbox", { name: "Messaggio (facoltativo)" }),
    submit: page.getByRole("button", { name: /^Invi(a la candidatura|o…)$/ }),
    summary: page.getByRole("alert").filter({ hasText: "C’è qualcosa da sistemare" }),
    failure: page.getByRole("alert").filter({ hasText: "La candidatura non è partita" }),
    progress: page.getByRole("progressbar"),
    stop: page.getByRole("button", { name: "Interrompi l’invio" }),
    sent: page.getByRole("heading", { level: 1, name: "Candidatura inviata" }),
    queued: page.getByRole("heading", { level: 1, name: "Candidatura da inviare" }),
  };
}

/** Open offers, each with its detail: { id, title, applyUrl }. */
async function openJobPostings(server) {
  const list = await fetch(`${server.url}/api/v1/job-postings?limit=50`);
  const { items } = await list.json();
  return Promise.all(
    items.map(async ({ id }) => {
      const { summary, apply_url } = await (await fetch(`${server.url}/api/v1/job-postings/${id}`)).json();
      return { id, title: summary.title, applyUrl: apply_url, path: `/offerte/${id}`, apply: `/offerte/${id}/candidati` };
    }),
  );
}

/** An open offer that takes applications on this site. */
export async function jobPostingHere(server) {
  return (await openJobPostings(server)).find(({ applyUrl }) => !applyUrl);
}

/** An open offer that takes applications on its publisher's site. */
export async function jobPostingOutside(server) {
  return (await openJobPostings(server)).find(({ applyUrl }) => applyUrl);
}

/** The applications of the account that is signed in in this page's browser, from the API. */
export async function storedApplications(page, server) {
  const answer = await page.request.get(`${server.url}/api/v1/me/applications`);
  expect(answer.status()).toBe(200);
  return answer.json();
}

/** Counts the applications that the page sends. */
export function countPosts(page) {
  const counted = { posts: 0, keys: [] };
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/applications")) {
      counted.posts += 1;
      counted.keys.push(request.headers()["idempotency-key"]);
    }
  });
  return counted;
}

/** What the device still stores about applications: the drafts, and the number of files. */
export async function leftOnDevice(page) {
  return page.evaluate(async () => {
    const files = (await caches.has("bacheca-bozze")) ? await (await caches.open("bacheca-bozze")).keys() : [];
    return { drafts: localStorage.getItem("bacheca.applications"), files: files.length };
  });
}

/** Without a network for the page's calls; the site itself is served as a service worker would. */
export async function offlineWithSite(page, context, server) {
  await page.route(
    (url) => url.origin === server.url && !url.pathname.startsWith("/api/"),
    async (route) => route.fulfill({ response: await route.fetch() }),
  );
  await context.setOffline(true);
}

/** Opens the form for an offer. */
export async function openForm(page, jobPosting) {
  await page.goto(jobPosting.apply);
  await settled(page);
  const form = applicationForm(page);
  await expect(form.submit).toBeVisible();
  return form;
}
