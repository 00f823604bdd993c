// What the service worker stores: which addresses, in which cache, how many and for how long. Nothing else is stored: no
// personal data, and nothing that was sent.

// `cargo xtask dist` and `configure` write constants before this code: the API's address, the files of this release.
const { api, shell, files, parts } = self.bacheca;

/** The API's origin, with a path in front of `/api/v1` if it has one; empty for the site's own. */
export const API = api;
export const SHELL = shell;
/** Downloaded when the worker is installed: [{ url, revision }]. */
export const FILES = files;
/** Addresses of the parts that the first page does not need. */
export const PARTS = parts;

// Prefixed names, as the page stores files of drafts in a cache too.
const PREFIX = "bacheca-worker.";
export const FILES_CACHE = `${PREFIX}files`;
export const PARTS_CACHE = `${PREFIX}parts`;
export const SAVED_CACHE = `${PREFIX}saved`;

/** Most saved offers that are stored. */
export const MOST_SAVED = 100;

const DAY = 24 * 60 * 60;
/** Limits for everything but files: number of entries, and their age in seconds. */
export const BOUNDS = {
  articles: { maxEntries: 40, maxAgeSeconds: 60 * DAY },
  offers: { maxEntries: 60, maxAgeSeconds: 60 * DAY },
  lists: { maxEntries: 30, maxAgeSeconds: 14 * DAY },
  taxonomies: { maxEntries: 60, maxAgeSeconds: 60 * DAY },
  pictures: { maxEntries: 60, maxAgeSeconds: 60 * DAY },
  parts: { maxEntries: 60, maxAgeSeconds: 60 * DAY },
};

export const cacheOf = (kind) => PREFIX + kind;

const calls = new URL(`${api}/api/v1/`, location.origin).href;
const media = new URL(`${api}/media/`, location.origin).href;

/** The API's answers have addresses without the API's origin. */
export const ofApi = (path) => new URL(`${api}${path}`, location.origin).href;
/** The address of a call, from its path below /api/v1. */
export const call = (path) => calls + path.replace(/^\//, "");
export const offer = (id) => call(`job-postings/${encodeURIComponent(id)}`);

const KINDS = [
  [/^articles(\/[\w.~-]+)?$/, "articles"],
  [/^job-postings\/[\w.~-]+$/, "offers"],
  [/^job-postings$/, "lists"],
  [/^(occupations(\/[\w.~-]+)?|industries)$/, "taxonomies"],
  // No suggestions while typing, and no searches near a position.
  [/^places\/(?!nearest$)[\w.~-]+$/, "taxonomies"],
];

/** The kind of an answer, if it is one to store. */
export function kindOfCall({ href, searchParams }) {
  // A person's position is not stored; later pages of a list are useless without the first.
  if (!href.startsWith(calls) || searchParams.has("lat") || searchParams.has("cursor")) return undefined;
  const path = href.slice(calls.length).split(/[?#]/)[0];
  return KINDS.find(([pattern]) => pattern.test(path))?.[1];
}

export const isArticle = (href) => href.startsWith(call("articles/"));
export const isPicture = (url) => url.href.startsWith(media);
export const isPart = (url) => url.origin === location.origin && url.pathname.startsWith("/assets/");

/** Is this the address of a page? Not of a file, a call or an embed. */
export const isPage = ({ pathname }) =>
  !/\.\w+$/.test(pathname) && !["/api", "/embed", "/media", "/oembed", "/healthz"].some((start) => pathname === start || pathname.startsWith(`${start}/`));
