// Starts the app, and says so in words when that fails: WebAssembly missing or blocked, a file that did not arrive,
// or a crash later on. Nothing here reloads by itself, so a broken release can't send a visitor round in circles.

import { applySheet, prepareTakeover } from "./start/takeover.js";

const PATIENCE_MS = 12_000;
const PAINT_MS = 1000;
// After that the page has what it needs, and what may be needed later is fetched.
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
  // The page itself is there and can be read.
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

// Links, not buttons with handlers: they work whatever state the page is in.
function link(text, className, href) {
  const made = element("a", className, text);
  made.href = href;
  return made;
}

// Where there is somebody to tell.
function report(title, here) {
  const contact = document.querySelector('meta[name="bacheca-contact"]')?.content;
  if (!contact) return [];
  const subject = encodeURIComponent(`Bacheca: ${title}`);
  const body = encodeURIComponent(`Pagina: ${here}\nBrowser: ${navigator.userAgent}\n\n`);
  const address = `mailto:${contact}?subject=${subject}&body=${body}`;
  return [element("p", "empty-state__after", link("Segnalacelo per email", "", address))];
}

// In place of the skeleton, or, once the app has taken over, over the page.
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
    // What it says instead has a heading of its own.
    for (const part of document.querySelectorAll("#avvio-titolo, .skeleton__help")) part.remove();
  } else document.body.append(message);
  return skeleton;
}

// What others hang onto addresses to know where a visitor came from; the server ignores the same (site/link_tags.rs).
const linkTags =
  /^(utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|yclid|li_fat_id|_ga|_gl)$/;

// A partner is told how many came from its pages, not who. The address is then again the one that everybody has.
function cleanAddress() {
  const url = new URL(location.href);
  const names = [...new Set(url.searchParams.keys())];
  // On the page where partners build their snippet it is a field of the form.
  const partner = url.pathname === "/partner" ? null : url.searchParams.get("partner");
  const tags = names.filter((name) => linkTags.test(name) || (name === "partner" && partner !== null));
  if (tags.length === 0) return;
  for (const name of tags) url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
  // What is no name of a partner (contract::PartnerId) is not counted anyway.
  if (!/^[a-z0-9-]{2,40}$/i.test(partner ?? "")) return;
  const api = document.querySelector('meta[name="bacheca-api"]').content;
  fetch(`${api}/api/v1/partners/${partner}/clicks`, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
}

// The part of the program that the page needs, while the main one is on its way; later, that of a link somebody is about
// to follow.
function warmParts(warm) {
  warm(location.pathname);
  const onLink = ({ target }) => {
    const link = target instanceof Element && target.closest("a[href]");
    if (link && link.origin === location.origin && !navigator.connection?.saveData) warm(link.pathname);
  };
  for (const name of ["pointerover", "pointerdown", "focusin"]) addEventListener(name, onLink, { passive: true });
  // What is kept for when there is no network is to open without one.
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

// What nothing waits for: src/scripts/device.js.
function rest() {
  const later = globalThis.requestIdleCallback ?? setTimeout;
  later(() => import(document.querySelector('meta[name="bacheca-device"]').content).catch(() => {}));
}

// What is there to be read is painted before the app takes the processor. A tab in the background paints nothing.
function painted() {
  if (!isPrerendered() || document.hidden) return undefined;
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, PAINT_MS);
  });
}

async function start({ unmark, taken }) {
  // Beside it nothing may look as if it were about to be done.
  const sayUnanswering = () => {
    unmark();
    show(texts.unanswering);
  };
  // The app runs, but its page did not come: it goes on trying.
  document.addEventListener("bacheca:mancata", sayUnanswering);
  const slow = setTimeout(() => (isPrerendered() ? sayUnanswering() : show(texts.slow)), PATIENCE_MS);
  try {
    await painted();
    const app = await import(document.querySelector('link[rel="modulepreload"]').href);
    // A build for development is in one piece.
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

// The browser offers this once, maybe before src/scripts/device/install.js is here.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  globalThis.bachecaInstall = event;
});

// A panic stops the module for good; everything else the app reports by itself.
addEventListener("error", ({ error }) => {
  if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) show(texts.crashed);
});
addEventListener("unhandledrejection", ({ reason }) => {
  if (globalThis.WebAssembly && reason instanceof WebAssembly.RuntimeError) show(texts.crashed);
});

cleanAddress();
start(prepareTakeover("app"));
