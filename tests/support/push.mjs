// A fake of the browser's notifications: the browser of the tests has no push service.

import { expect } from "@playwright/test";

const KEYS = {
  p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
  auth: "8eDyX_uCN0XRhSbY5hs7Hg",
};

/** Before the first page: `answer` is what the person says when the browser asks; what it knows outlives a reload. */
export async function withNotifications(page, { permission = "default", answer = "granted", isSupported = true } = {}) {
  await page.addInitScript(
    ({ permission, answer, isSupported, keys }) => {
      if (!isSupported) {
        delete globalThis.PushManager;
        return;
      }
      const read = (key, otherwise) => sessionStorage.getItem(`prova.${key}`) ?? otherwise;
      const write = (key, value) => sessionStorage.setItem(`prova.${key}`, value);
      Object.defineProperty(Notification, "permission", { get: () => read("permission", permission) });
      Notification.requestPermission = async () => {
        write("asked", Number(read("asked", "0")) + 1);
        write("permission", answer);
        return answer;
      };
      const subscription = {
        endpoint: "https://push.example/prova", expirationTime: null, keys,
        unsubscribe: async () => (sessionStorage.removeItem("prova.key"), true),
      };
      const toJSON = () => ({ endpoint: subscription.endpoint, expirationTime: null, keys });
      const pushManager = {
        getSubscription: async () => (read("key") ? { ...subscription, toJSON } : null),
        subscribe: async ({ applicationServerKey, userVisibleOnly }) => {
          if (!userVisibleOnly) throw new DOMException("no", "NotAllowedError");
          if (read("key", applicationServerKey) !== applicationServerKey) throw new DOMException("no", "InvalidStateError");
          write("key", applicationServerKey);
          return { ...subscription, toJSON };
        },
      };
      navigator.serviceWorker.getRegistration = async () => ({ pushManager });
    },
    { permission, answer, isSupported, keys: KEYS },
  );
}

/** How often the browser asked. */
export const timesAsked = (page) => page.evaluate(() => Number(sessionStorage.getItem("prova.asked") ?? "0"));

/** The key the browser is subscribed with, or null. */
export const subscribedKey = (page) => page.evaluate(() => sessionStorage.getItem("prova.key"));

/** The API's answers to calls about this device: ["PUT 204", …]. */
export function subscriptionCalls(page) {
  const calls = [];
  page.on("response", (response) => {
    if (!response.url().endsWith("/api/v1/me/push-subscription")) return;
    calls.push(`${response.request().method()} ${response.status()}`);
  });
  return calls;
}

export async function turnOnAlert(page) {
  await page.getByText("Avvisami delle nuove").click();
  await page.getByRole("button", { name: "Attiva l’avviso" }).click();
  await expect(page.getByText("Avviso attivo")).toBeVisible();
}
