// A new release waits until somebody accepts it in a notice. Only the tab in which it is accepted reloads; the others ask
// for a reload, as somebody may be typing there.

/** Time after which returning to a tab looks for a new release. */
const LOOK_AGAIN_MS = 60 * 60 * 1000;

const RETRY = "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4";
const CLOSE = "M6 6l12 12M18 6L6 18";

let notice;
const places = new Set();

/** One of the app's notices; empty until there is a new release. */
class UpdateNotice extends HTMLElement {
  connectedCallback() {
    places.add(this);
    this.show();
  }

  disconnectedCallback() {
    places.delete(this);
  }

  show() {
    this.replaceChildren(...(notice ? [noticeView(notice)] : []));
  }
}

function say(next) {
  notice = next;
  places.forEach((place) => place.show());
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

function icon(path) {
  const template = document.createElement("template");
  template.innerHTML = `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"></path></svg>`;
  return template.content;
}

function button(className, act, ...children) {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// The same elements as src/components/notice.rs.
function noticeView({ title, text, action, act }) {
  const close = () => {
    say(undefined);
    document.getElementById("titolo")?.focus({ preventScroll: true });
  };
  return element(
    "div",
    "notice",
    icon(RETRY),
    element("div", "", element("p", "notice__title", title), element("p", "", text)),
    button("notice__action button", act, action),
    button("notice__close button button--quiet button--icon", close, icon(CLOSE), element("span", "visually-hidden", "Chiudi")),
  );
}

/** The files this page is made of. */
function ownFiles() {
  const linked = [...document.querySelectorAll("link[href], script[src]")].map((it) => it.getAttribute("href") ?? it.getAttribute("src"));
  return linked.filter((address) => address.startsWith("/assets/"));
}

/** Is this page of the waiting release? Then it has just come from the server, and needs no reload. */
function isOfRelease(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    worker.postMessage({ kind: "release", files: ownFiles() }, [port2]);
    setTimeout(resolve, 3000, false);
  });
}

export function followUpdates(registration) {
  const { serviceWorker } = navigator;
  let isFirst = !serviceWorker.controller;
  let hasAccepted = false;

  const offer = async (worker) => {
    if (isFirst || (await isOfRelease(worker)) || registration.waiting !== worker) return;
    say({
      title: "C’è una versione nuova di Bacheca",
      text: "Questa pagina continua a funzionare: aggiorna quando vuoi.",
      action: "Aggiorna",
      act: () => {
        hasAccepted = true;
        // Accepted in another tab meanwhile: no release is waiting any more.
        if (registration.waiting) registration.waiting.postMessage({ kind: "activate" });
        else location.reload();
      },
    });
  };
  const follow = (worker) => {
    const look = () => worker.state === "installed" && offer(worker);
    worker?.addEventListener("statechange", look);
    if (worker) look();
  };

  serviceWorker.addEventListener("controllerchange", async () => {
    if (isFirst) {
      isFirst = false;
    } else if (hasAccepted) {
      location.reload();
    } else if (!(await isOfRelease(serviceWorker.controller))) {
      say({
        title: "Bacheca è stata aggiornata in un’altra scheda",
        text: "Finisci con calma quello che stai facendo, poi ricarica.",
        action: "Ricarica",
        act: () => location.reload(),
      });
    } else {
      say(undefined);
    }
  });
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  follow(registration.waiting);

  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < LOOK_AGAIN_MS) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });
}

customElements.define("bacheca-update", UpdateNotice);
