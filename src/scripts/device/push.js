// Notifications of alerts on this device: <bacheca-notifiche domanda> asks, once, after an alert was turned on;
// <bacheca-notifiche> is the switch on the page of alerts. The browser's own prompt opens only when a button is pressed.
//
// The browser stores the permission, the API the subscription, and the device the person's answer, so that nobody is asked
// twice. Signing out (src/state/session.rs) deletes a yes: it does not count for the next person who signs in.

const KEY = "bacheca.push";
const ON = "on";
const NO = "no";

const isSupported = () => "PushManager" in globalThis && "Notification" in globalThis && "serviceWorker" in navigator;

function said() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Without storage the answer can't be remembered, and asking at every alert would be a nuisance.
    return NO;
  }
}

function say(answer) {
  try {
    localStorage.setItem(KEY, answer);
  } catch {
    // It lasts as long as the page.
  }
}

function standing() {
  if (!isSupported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const answer = said();
  if (answer === ON && Notification.permission === "granted") return "on";
  return answer === NO ? "declined" : "unasked";
}

async function call(path, options) {
  const base = document.querySelector('meta[name="bacheca-api"]')?.content ?? "";
  const answer = await fetch(`${base}/api/v1${path}`, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

const tell = (method, body) =>
  call("/me/push-subscription", {
    method,
    credentials: "include",
    headers: { "x-bacheca": "1", ...(body && { "content-type": "application/json" }) },
    body,
  });

// Not `ready`: without a worker it never resolves.
const manager = async () => (await navigator.serviceWorker.getRegistration())?.pushManager;

const unsubscribe = async () => (await (await manager())?.getSubscription())?.unsubscribe();

/** Subscribes. Repeating it changes nothing, unless the browser's or the server's state has changed. */
async function renew() {
  const { key } = await (await call("/push/key", { credentials: "omit" })).json();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const subscribe = async () => (await manager()).subscribe(options);
  // A subscription with another key has to be removed first.
  const subscription = await subscribe().catch(() => unsubscribe().then(subscribe));
  await tell("PUT", JSON.stringify(subscription));
  say(ON);
}

async function turnOn() {
  // A refusal is an answer too.
  if ((await Notification.requestPermission()) === "granted") await renew();
}

/** Unsubscribes in the browser, even if the API can't be told. */
async function turnOff() {
  say(NO);
  await unsubscribe();
  await tell("DELETE");
}

const words = {
  on: [
    "Le notifiche sono attive su questo dispositivo.",
    "Arrivano insieme all’email del mattino. Nel profilo scegli se l’email ti serve ancora.",
  ],
  denied: [
    "Il browser blocca le notifiche di Bacheca.",
    "Per riceverle, permettile nelle impostazioni del sito, accanto all’indirizzo. Intanto ti scriviamo per email.",
  ],
  off: ["Le notifiche sono spente su questo dispositivo.", "Gli avvisi ti arrivano per email."],
  question: [
    "Vuoi anche una notifica su questo dispositivo?",
    "Te la mandiamo quando ci sono offerte nuove per i tuoi avvisi, al massimo una al giorno per ricerca. La spegni quando vuoi.",
  ],
  thanks: ["Va bene: ti scriviamo solo per email."],
  failure: "Qualcosa non ha funzionato. Controlla la connessione e riprova.",
};

function paragraph(className, text) {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = text;
  return made;
}

class Notifications extends HTMLElement {
  connectedCallback() {
    this.isQuestion = this.hasAttribute("domanda");
    const now = standing();
    // The answer stays visible; people who had answered before see nothing.
    if (now === "unsupported" || (this.isQuestion && now !== "unasked")) return;
    this.className = "push";
    this.tabIndex = -1;
    this.setAttribute("role", "status");
    this.show();
    if (now === "on") renew().catch(() => {});
  }

  show(hasFailed = false) {
    const now = standing();
    const actions = paragraph("push__actions", "");
    let said = words[now] ?? words.off;
    if (this.isQuestion && now === "unasked") {
      said = words.question;
      actions.append(this.button("Sì, avvisami", turnOn, true), this.button("No, grazie", async () => say(NO)));
    } else if (this.isQuestion) {
      said = now === "declined" ? words.thanks : said;
    } else if (now === "on") {
      actions.append(this.button("Disattiva le notifiche", turnOff));
    } else if (now !== "denied") {
      actions.append(this.button("Attiva le notifiche", turnOn));
    }
    const [title, text] = said;
    const lines = [paragraph("push__title", title)];
    if (text) lines.push(paragraph("", text));
    if (hasFailed) lines.push(paragraph("push__failure", words.failure));
    if (actions.firstChild) lines.push(actions);
    this.replaceChildren(...lines);
  }

  button(text, act, isPrimary = false) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = isPrimary ? "button button--primary" : "button";
    made.textContent = text;
    made.addEventListener("click", () => this.follow(act));
    return made;
  }

  /** `act` is called synchronously: browsers open their prompt only during a press. */
  async follow(act) {
    this.querySelectorAll("button").forEach((button) => (button.disabled = true));
    const hasFailed = await act().then(
      () => false,
      () => true,
    );
    this.show(hasFailed);
    // The button that had the focus is gone.
    if (this.isConnected) this.focus();
  }
}

customElements.define("bacheca-notifiche", Notifications);
