// Notifications of alerts. The texts are in the message (crates/listings-api/src/delivery/push/message.rs).

const ICON = "/icons/icon-192.png";

// An unreadable message must still show a notification, or browsers revoke the permission.
const UNREADABLE = { alert: "", title: "Bacheca", body: "Ci sono offerte nuove per i tuoi avvisi.", url: "/avvisi", count: 0, lang: "it" };

function read(data) {
  try {
    const message = data.json();
    return typeof message.title === "string" ? { ...UNREADABLE, ...message } : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

async function show(worker, data) {
  const { alert, title, body, url, count, lang } = read(data);
  const showing = worker.registration.showNotification(title, {
    body,
    lang,
    icon: ICON,
    // Replaces an earlier notification of the same alert, with sound.
    tag: `avviso-${alert}`,
    renotify: true,
    data: { url },
  });
  // Only where the app has an icon with a badge.
  const counting = count > 0 ? worker.navigator.setAppBadge?.(count) : undefined;
  await showing;
  await Promise.resolve(counting).catch(() => {});
}

// Only pages of our own, whatever the message says.
function address(worker, url) {
  const { origin } = worker.location;
  const wanted = URL.canParse(url ?? "", origin) ? new URL(url, origin) : undefined;
  return wanted?.origin === origin ? wanted.href : new URL(UNREADABLE.url, origin).href;
}

// Focuses a tab that shows the page already. Other tabs are not navigated: somebody may be typing there.
async function open(worker, url) {
  await Promise.resolve(worker.navigator.clearAppBadge?.()).catch(() => {});
  const wanted = address(worker, url);
  const tabs = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find((tab) => tab.url === wanted);
  return tab ? tab.focus() : worker.clients.openWindow(wanted);
}

// The browser has changed the subscription: tells the API, if somebody is signed in.
async function renew(worker, api, { oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const subscription = newSubscription ?? (options && (await worker.registration.pushManager.subscribe(options)));
  if (!subscription) return;
  await worker.fetch(`${api}/api/v1/me/push-subscription`, {
    method: "PUT",
    credentials: "include",
    headers: { "content-type": "application/json", "x-bacheca": "1" },
    body: JSON.stringify(subscription),
  });
}

// `api` is the address of the API, empty for the site's own.
export function addPushListeners(worker, api = "") {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, event.data)));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data?.url));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(renew(worker, api, event).catch(() => {}));
  });
}
