// Offers to install the app: a button where the browser can install it, instructions where the person has to, nothing if it
// is installed or was refused.

const KEY = "bacheca.install";

const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
/** Safari on iPhone and iPad, which can install only from its own menu. */
const isByHand = navigator.standalone === false;

function isRefused() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    // Without storage a refusal can't be remembered, and asking at every visit would be a nuisance.
    return true;
  }
}

function refuse() {
  try {
    localStorage.setItem(KEY, "no");
  } catch {
    // At least it is removed from this page.
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

/** Each event of the browser can be used once. */
async function install() {
  const prompt = globalThis.bachecaInstall;
  globalThis.bachecaInstall = undefined;
  offers.forEach((offer) => offer.show());
  await prompt?.prompt();
  const choice = await prompt?.userChoice;
  if (choice?.outcome === "dismissed") refuse();
}

// src/scripts/start.js keeps the browser's event until this file is loaded, and passes on later ones.
addEventListener("beforeinstallprompt", () => offers.forEach((offer) => offer.show()));
addEventListener("appinstalled", () => {
  globalThis.bachecaInstall = undefined;
  offers.forEach((offer) => offer.show());
});

customElements.define("bacheca-install", InstallOffer);
