// Tells the service worker the search of "Vicino a te", whose new offers it counts (src/scripts/service_worker/badge.js).

/** Key of the search in local storage, and the event when somebody looks at its offers. */
const KEY = "bacheca.near";
/** Key of the note that there is a session, and the event of its end. */
const SESSION = "bacheca.signed-in";
const TWELVE_HOURS_MS = 12 * 60 * 60 * 1000;

export function followNearby(registration, send) {
  if (!navigator.setAppBadge) return;
  const tell = () => send({ kind: "near", query: localStorage.getItem(KEY) });
  addEventListener(KEY, () => {
    tell();
    // Rejected unless the app is installed.
    registration.periodicSync?.register("near", { minInterval: TWELVE_HOURS_MS }).catch(() => {});
  });
  addEventListener(SESSION, tell);
  // The events may have fired before this file was loaded.
  if (document.getElementById("vicino") || localStorage.getItem(KEY) === null) tell();
}
