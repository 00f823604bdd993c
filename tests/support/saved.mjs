// Saved offers, on the page and on the device.

const KEY = "bacheca.saved";

/** The button of an offer: a card, or the page of one. */
export function saveButton(scope) {
  return scope.getByRole("button", { name: /^Salva(ta)?\b/ }).first();
}

/** The cards of the page of saved offers. */
export function savedCards(page) {
  return page.getByRole("main").getByRole("article");
}

/** What the device stores: { account, items, changes }, or null. */
export function savedOnDevice(page) {
  return page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY);
}

/** Open offers, as the API lists them. */
export async function openJobPostings(server, count) {
  const answer = await fetch(`${server.url}/api/v1/job-postings?limit=${count}`);
  return (await answer.json()).items;
}

/** A saved copy of an offer with `changes`, saved and seen so many minutes ago. */
export function savedCopy(summary, { savedMinutesAgo = 1, seenMinutesAgo = 1, ...changes } = {}) {
  const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
  const jobPosting = { ...summary, ...changes };
  return {
    id: jobPosting.id,
    saved_at: ago(savedMinutesAgo),
    seen_at: ago(seenMinutesAgo),
    is_gone: false,
    job_posting: JSON.stringify(jobPosting),
  };
}

/** A deadline so many days from now. */
export function deadlineIn(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

/** Puts entries on the device before the first page of a test opens. */
export async function keepOnDevice(page, items, rest = {}) {
  await page.addInitScript(
    ([key, text]) => {
      if (sessionStorage.getItem("prova.saved")) return;
      sessionStorage.setItem("prova.saved", "1");
      localStorage.setItem(key, text);
    },
    [KEY, JSON.stringify({ account: null, items, changes: [], ...rest })],
  );
}
