// What "Vicino a te" looks for, told to the service worker, which counts what has come since (src/scripts/service_worker/badge.js).

/** Where the app notes it, and the event by which it says that somebody is looking at it. */
const KEY = "bacheca.near";
/** The note that there is a session, and the event of its end. */
const SESSION = "bacheca.signed-in";
const TWELVE_HOURS_MS = 12 * 60 * 60 * 1000;

export function followNearby(registration, send) {
  if (!navigator.setAppBadge) return;
  const tell = () => send({ kind: "near", query: localStorage.getItem(KEY) });
  addEventListener(KEY, () => {
    tell();
    // Refused unless the app is installed.
    registration.periodicSync?.register("near", { minInterval: TWELVE_HOURS_MS }).catch(() => {});
  });
  addEventListener(SESSION, tell);
  // Looked at, or signed out, before this file was here.
  if (document.getElementById("vicino") || localStorage.getItem(KEY) === null) tell();
}
