// Starts the app, and shows a message if that fails: WebAssembly missing or blocked, a file that did not load, or a crash
// later. Nothing here reloads by itself, so that a broken release can't cause a loop of reloads.

import { applySheet, prepareTakeover } from "./start/takeover.js";

const PATIENCE_MS = 12_000;
const PAINT_MS = 1000;
// After that, files that may be needed later are fetched.
const IDLE_MS = 4000;
const SAVED = "/salvate";

const texts = {
  slow: {
    title: "Il caricamento richiede più del previsto",
    text: "La connessione sembra lenta. Puoi aspettare, oppure ricaricare la pagina.",
  },
  unsupported: {
    title: "Questo browser non può mostrare la pagina",
    text: "Bacheca ha bisogno di WebAssembly, che qui manca o è bloccato. Aggiorna il browser, oppure aprila con un altro.",
  },
  failed: {
    title: "La pagina non si è caricata",
    text: "Una parte del sito non è arrivata. Controlla la connessione, poi ricarica la pagina.",
  },
  // The served page is there and can be read.
  unanswering: {
    title: "Pulsanti e moduli non rispondono",
    text: "Leggere e seguire i link funziona. Per salvare, filtrare e candidarti ricarica la pagina.",
  },
  crashed: {
    title: "La pagina si è interrotta",
    text: "Quello che leggi resta qui, ma pulsanti e moduli non rispondono più. Ricarica per continuare.",
  },
};

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

// Links, not buttons with handlers: they work in any state of the page.
function link(text, className, href) {
  const made = element("a", className, text);
  made.href = href;
  return made;
}

// If a contact is configured.
function report(title, here) {
  const contact = document.querySelector('meta[name="bacheca-contact"]')?.content;
  if (!contact) return [];
  const subject = encodeURIComponent(`Bacheca: ${title}`);
  const body = encodeURIComponent(`Pagina: ${here}\nBrowser: ${navigator.userAgent}\n\n`);
  const address = `mailto:${contact}?subject=${subject}&body=${body}`;
  return [element("p", "empty-state__after", link("Segnalacelo per email", "", address))];
}

// Replaces the skeleton, or, after the app has taken over, covers the page.
function show({ title, text }) {
  document.getElementById("avvio-messaggio")?.remove();
  applySheet();
  const here = location.pathname + location.search;
  const skeleton = document.getElementById("avvio");
  const message = skeleton
    ? element(
        "div",
        "empty-state",
        element("h1", "empty-state__title", title),
        element("p", "empty-state__text", text),
        element(
          "p",
          "empty-state__actions",
          link("Ricarica la pagina", "button button--primary", here),
          link("Vai alla prima pagina", "button", "/"),
        ),
        ...report(title, here),
      )
    : element(
        "div",
        "notice-stack",
        element(
          "div",
          "notice notice--critical",
          element("span", ""),
          element("div", "", element("strong", "notice__title", title), element("p", "", text)),
          link("Ricarica la pagina", "notice__action button", here),
        ),
      );
  message.id = "avvio-messaggio";
  message.setAttribute("role", "alert");
  if (skeleton) {
    skeleton.before(message);
    // The message has a heading of its own.
    for (const part of document.querySelectorAll("#avvio-titolo, .skeleton__help")) part.remove();
  } else document.body.append(message);
  return skeleton;
}

// Tracking parameters that other sites append to links; the server ignores the same ones (site/link_tags.rs).
const linkTags =
  /^(utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|yclid|li_fat_id|_ga|_gl)$/;

// Counts a visit from a partner's page, without data about the person, and removes the parameter from the address.
function cleanAddress() {
  const url = new URL(location.href);
  const names = [...new Set(url.searchParams.keys())];
  // On the partners' page the parameter is a field of the form.
  const partner = url.pathname === "/partner" ? null : url.searchParams.get("partner");
  const tags = names.filter((name) => linkTags.test(name) || (name === "partner" && partner !== null));
  if (tags.length === 0) return;
  for (const name of tags) url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
  // The server counts only valid names of partners (contract::PartnerId).
  if (!/^[a-z0-9-]{2,40}$/i.test(partner ?? "")) return;
  const api = document.querySelector('meta[name="bacheca-api"]').content;
  fetch(`${api}/api/v1/partners/${partner}/clicks`, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
}

// Fetches the page's part while the main module is loading; later, the part of a link that somebody is about to follow.
function warmParts(warm) {
  warm(location.pathname);
  const onLink = ({ target }) => {
    const link = target instanceof Element && target.closest("a[href]");
    if (link && link.origin === location.origin && !navigator.connection?.saveData) warm(link.pathname);
  };
  for (const name of ["pointerover", "pointerdown", "focusin"]) addEventListener(name, onLink, { passive: true });
  // Pages stored for offline use must open without a network.
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".save-button")) warm(SAVED);
  });
  setTimeout(() => keeps() && warm(SAVED), IDLE_MS);
}

function keeps() {
  try {
    return localStorage.getItem("bacheca.saved") !== null;
  } catch {
    return false;
  }
}

function isPrerendered() {
  return document.getElementById("app")?.hasAttribute("data-prerendered") ?? false;
}

// Loads src/scripts/device.js, which nothing waits for.
function rest() {
  const later = globalThis.requestIdleCallback ?? setTimeout;
  later(() => import(document.querySelector('meta[name="bacheca-device"]').content).catch(() => {}));
}

// Waits until the page is painted before the app uses the processor. A tab in the background paints nothing.
function painted() {
  if (!isPrerendered() || document.hidden) return undefined;
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, PAINT_MS);
  });
}

async function start({ unmark, taken }) {
  // Nothing may look pending beside the message.
  const sayUnanswering = () => {
    unmark();
    show(texts.unanswering);
  };
  // The app runs, but its page did not load: the app continues to try.
  document.addEventListener("bacheca:mancata", sayUnanswering);
  const slow = setTimeout(() => (isPrerendered() ? sayUnanswering() : show(texts.slow)), PATIENCE_MS);
  try {
    await painted();
    const app = await import(document.querySelector('link[rel="modulepreload"]').href);
    // Builds for development are in one piece.
    if (app.warm) warmParts(app.warm);
    await app.default({ module_or_path: document.querySelector('link[rel="preload"][as="fetch"]').href });
    taken.then(() => {
      if (document.readyState === "complete") rest();
      else addEventListener("load", rest);
    });
  } catch (error) {
    if (isPrerendered()) {
      sayUnanswering();
      throw error;
    }
    const isUnsupported = typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
    show(isUnsupported ? texts.unsupported : texts.failed)?.remove();
    throw error;
  } finally {
    clearTimeout(slow);
  }
}

// The browser fires this once, possibly before src/scripts/device/install.js is loaded.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  globalThis.bachecaInstall = event;
});

// A panic ends the module; the app reports all other errors itself.
addEventListener("error", ({ error }) => {
  if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) show(texts.crashed);
});
addEventListener("unhandledrejection", ({ reason }) => {
  if (globalThis.WebAssembly && reason instanceof WebAssembly.RuntimeError) show(texts.crashed);
});

cleanAddress();
start(prepareTakeover("app"));
