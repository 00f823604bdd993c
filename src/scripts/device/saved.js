// The saved offers, whole: the app keeps what their cards say, the service worker all the rest.

/** Where the app keeps them, and the event by which it says that they have changed. */
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
  // What could not be had without a network.
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

/** Saved offers are not to go when the device runs short of room. Firefox would ask the person: not for this. */
function askToStay() {
  const isSilent = "userAgentData" in navigator || matchMedia("(display-mode: standalone)").matches;
  if (isSilent) navigator.storage?.persist?.().catch(() => {});
}
