// Starts the app, and says so in words when that fails: WebAssembly missing or blocked, a file that did not arrive,
// or a crash later on. Nothing here reloads by itself, so a broken release can't send a visitor round in circles.

const PATIENCE_MS = 12_000;

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

// In place of the skeleton, or, once the app has taken over, over the page.
function show({ title, text }) {
  document.getElementById("avvio-messaggio")?.remove();
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
  if (skeleton) skeleton.before(message);
  else document.body.append(message);
  return skeleton;
}

function applyTheme() {
  // The app does the same when it starts; here it keeps the first paint from flashing in the wrong theme.
  try {
    const theme = localStorage.getItem("bacheca.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's theme it is.
  }
}

// A partner is told how many came from its pages, not who. The address is then again the one that everybody has.
function countPartner() {
  const url = new URL(location.href);
  const partner = url.searchParams.get("partner");
  // On the page where partners build their snippet it is a field of the form.
  if (partner === null || url.pathname === "/partner") return;
  url.searchParams.delete("partner");
  history.replaceState(history.state, "", url);
  // What is no name of a partner (contract::PartnerId) is not counted anyway.
  if (!/^[a-z0-9-]{2,40}$/i.test(partner)) return;
  const api = document.querySelector('meta[name="bacheca-api"]').content;
  fetch(`${api}/api/v1/partners/${partner}/clicks`, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
}

// What nothing waits for: src/device.js.
function rest() {
  const later = globalThis.requestIdleCallback ?? setTimeout;
  later(() => import(document.querySelector('meta[name="bacheca-device"]').content).catch(() => {}));
}

async function start() {
  const slow = setTimeout(() => show(texts.slow), PATIENCE_MS);
  try {
    const app = await import(document.querySelector('link[rel="modulepreload"]').href);
    await app.default({ module_or_path: document.querySelector('link[rel="preload"][as="fetch"]').href });
    if (document.readyState === "complete") rest();
    else addEventListener("load", rest);
  } catch (error) {
    const isUnsupported = typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
    show(isUnsupported ? texts.unsupported : texts.failed)?.remove();
    throw error;
  } finally {
    clearTimeout(slow);
  }
}

// The browser offers this once, maybe before src/device/install.js is here.
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

applyTheme();
countPartner();
start();
