// The way to the home screen: a button where the browser can install by itself, words where the person has to, nothing
// where the app is installed or somebody has said no.

const KEY = "bacheca.install";

const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
/** Safari on iPhone and iPad, which knows no other way than its own menu. */
const isByHand = navigator.standalone === false;

function isRefused() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    // Nothing is remembered here: asked with every visit, it would be a nuisance.
    return true;
  }
}

function refuse() {
  try {
    localStorage.setItem(KEY, "no");
  } catch {
    // It is gone from this page, at least.
  }
  offers.forEach((offer) => offer.replaceChildren());
}

const offers = new Set();

class InstallOffer extends HTMLElement {
  connectedCallback() {
    offers.add(this);
    this.show();
  }

  disconnectedCallback() {
    offers.delete(this);
  }

  show() {
    const isOffered = (isByHand || globalThis.bachecaInstall) && !isInstalled() && !isRefused();
    this.replaceChildren(...(isOffered ? offerView() : []));
  }
}

function offerView() {
  const text = document.createElement("p");
  text.textContent = isByHand
    ? "Tieni Bacheca sul telefono: apri «Condividi», poi scegli «Aggiungi alla schermata Home»."
    : "Tieni Bacheca a portata di mano: si apre subito, anche senza rete.";
  const buttons = document.createElement("p");
  buttons.className = "install__actions";
  if (!isByHand) buttons.append(button("Installa l’app", install));
  buttons.append(button(isByHand ? "Ho capito" : "Non mi serve", refuse));
  return [text, buttons];
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** Each of the browser's offers can be taken up once. */
async function install() {
  const prompt = globalThis.bachecaInstall;
  globalThis.bachecaInstall = undefined;
  offers.forEach((offer) => offer.show());
  await prompt?.prompt();
  const choice = await prompt?.userChoice;
  if (choice?.outcome === "dismissed") refuse();
}

// src/scripts/start.js keeps the browser's offer until this file is here, and passes on later ones.
addEventListener("beforeinstallprompt", () => offers.forEach((offer) => offer.show()));
addEventListener("appinstalled", () => {
  globalThis.bachecaInstall = undefined;
  offers.forEach((offer) => offer.show());
});

customElements.define("bacheca-install", InstallOffer);
