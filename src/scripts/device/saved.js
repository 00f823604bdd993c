// Has the service worker store the saved offers' pages. The app stores the content of their cards.

/** Key of the saved offers in local storage, and the event when they change. */
const KEY = "bacheca.saved";

export function followSaved(send) {
  let last;
  const tell = () => {
    const ids = read();
    if (String(ids) === last) return;
    last = String(ids);
    send({ kind: "saved", ids });
    if (ids.length > 0) askToStay();
  };
  addEventListener(KEY, tell);
  // Fetches what could not be fetched without a network.
  addEventListener("online", () => {
    last = undefined;
    tell();
  });
  tell();
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)).items.map(({ id }) => id);
  } catch {
    return [];
  }
}

/** Asks the browser not to evict saved offers. Firefox would prompt the person, which this is not worth. */
function askToStay() {
  const isSilent = "userAgentData" in navigator || matchMedia("(display-mode: standalone)").matches;
  if (isSilent) navigator.storage?.persist?.().catch(() => {});
}
