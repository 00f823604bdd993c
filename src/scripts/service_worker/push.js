// Notifications of alerts, in the service worker. The words come in the message (crates/listings-api/src/delivery/push/message.rs).

const ICON = "/icons/icon-192.png";

// A message that can't be read must still become a notification: browsers take the right to send any away otherwise.
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
    // A newer one of the same alert takes the place of the one before, and is heard.
    tag: `avviso-${alert}`,
    renotify: true,
    data: { url },
  });
  // Where the app has an icon; elsewhere there is nothing to count on.
  const counting = count > 0 ? worker.navigator.setAppBadge?.(count) : undefined;
  await showing;
  await Promise.resolve(counting).catch(() => {});
}

// A page of ours, whatever the message says.
function address(worker, url) {
  const { origin } = worker.location;
  const wanted = URL.canParse(url ?? "", origin) ? new URL(url, origin) : undefined;
  return wanted?.origin === origin ? wanted.href : new URL(UNREADABLE.url, origin).href;
}

// A tab that shows it already comes to the front. Others are left alone: something may be half written there.
async function open(worker, url) {
  await Promise.resolve(worker.navigator.clearAppBadge?.()).catch(() => {});
  const wanted = address(worker, url);
  const tabs = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find((tab) => tab.url === wanted);
  return tab ? tab.focus() : worker.clients.openWindow(wanted);
}

// The browser has changed the address on its own: the API hears of the new one, if somebody is signed in.
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
