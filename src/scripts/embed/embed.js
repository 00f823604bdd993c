// <bacheca-offerte>: live offers in other people's pages. All it does there is put a box with one frame into the element. It
// never throws, changes neither the page's styles nor the element's, and needs only script-src and frame-src for our origin
// in the page's Content-Security-Policy.
(() => {
  const script = document.currentScript;
  // Old browser, or pasted into another script: the partner's fallback stays.
  if (!script?.src || !self.customElements || !self.IntersectionObserver || customElements.get("bacheca-offerte")) return;
  // `cargo xtask dist --api` inserts the API's address; without one it is this script's origin.
  const address = "bacheca-api=".slice(12) || new URL(script.src).origin;
  const home = new URL(address).origin;
  const attributes = ["ruolo", "luogo", "raggio", "settore", "turno", "limite", "tema", "colore", "lingua", "partner"];
  const italian = ["Offerte di lavoro di Bacheca", "Carico le offerte", "Le offerte non si caricano.", "Sei senza rete.", "Riprova"];
  const english = ["Jobs from Bacheca", "Loading jobs", "The jobs don’t load.", "You are offline.", "Try again"];
  const LONGEST_VALUE = 200;
  const CALM_MS = 250;
  const PATIENCE_MS = 10000;
  const SILENCE_MS = 2500;

  // State of each element on the page.
  const widgets = new Map();
  // The shadow roots are closed, so they are kept here.
  const roots = new WeakMap();
  let count = 0;

  // A block by default; the page's rules override it. A policy against inline styles does not apply to constructed sheets.
  const sheets = [];
  try {
    sheets[0] = new CSSStyleSheet();
    sheets[0].replaceSync(":host{display:block}:host([hidden]){display:none}");
  } catch {
    // Old browser: only the page's rules apply.
  }

  const warn = (text) => console.warn("bacheca-offerte: " + text);
  const wording = (element) => (element.getAttribute("lingua") === "en" ? english : italian);
  const value = (element, name) => (element.getAttribute(name) || "").slice(0, LONGEST_VALUE);
  const make = (tag, css, ...children) => {
    const made = document.createElement(tag);
    // Set by script, so no policy against inline styles applies.
    made.style.cssText = css;
    made.append(...children);
    return made;
  };

  const tell = (state, text, isBusy) => {
    state.said.textContent = text;
    // Busy: skeleton shapes, and a text for screen readers.
    state.said.style.opacity = isBusy ? 0 : 1;
    state.more.hidden = isBusy;
    state.button.hidden = isBusy;
    state.box.style.background = isBusy ? "repeating-linear-gradient(#8882 0 164px,#0000 0 176px) 0 76px/100% calc(100% - 144px) no-repeat" : "none";
  };

  const fail = (element, why) => {
    const state = widgets.get(element);
    if (!state?.next) return;
    clearTimeout(state.timer);
    if (why) warn(why);
    state.next.remove();
    state.next = null;
    // After a failure the earlier list stays, otherwise the partner's fallback.
    if (state.frame) return;
    tell(state, wording(element)[navigator.onLine ? 2 : 3]);
    state.box.style.height = "auto";
    if (state.tries-- > 0) state.timer = setTimeout(load, 2000, element);
  };

  const load = (element) => {
    const state = widgets.get(element);
    if (!state) return;
    const said = wording(element);
    const limit = value(element, "limite");
    clearTimeout(state.timer);
    state.isStarted = true;
    if (!state.frame) {
      state.button.textContent = said[4];
      // A retry keeps its button, and the focus on it.
      if (!state.said.textContent) {
        tell(state, said[1], true);
        // The same heights as in contract::widget: header and footer, each offer.
        state.box.style.height = 144 + 176 * (/^\d+$/.test(limit) && +limit ? Math.min(limit, 10) : 5) + "px";
      }
    }
    state.next?.remove();
    const frame = make("iframe", "position:absolute;inset:0;width:100%;height:100%;border:0;border-radius:10px;opacity:0;pointer-events:none");
    const pairs = attributes.map((name) => [name, value(element, name)]).filter((pair) => pair[1]);
    frame.id = ++count;
    frame.title = [said[0], value(element, "ruolo"), value(element, "luogo")].join(" ").trim();
    // On our own origin a sandbox has no effect, and browsers warn about it.
    if (self.origin !== home) frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    frame.referrerPolicy = "origin";
    frame.src = address + "/embed/?" + new URLSearchParams(pairs) + "#id=" + count + "&origin=" + encodeURIComponent(self.origin);
    // `load` fires for error pages and blocked frames too; only our frame sends messages.
    frame.onload = () => {
      clearTimeout(state.timer);
      state.timer = setTimeout(fail, SILENCE_MS, element, "il riquadro non si è aperto. Il servizio non risponde, oppure questo sito non è tra quelli ammessi (frame-ancestors).");
    };
    state.timer = setTimeout(fail, PATIENCE_MS, element, "nessuna risposta da " + address);
    state.next = frame;
    state.box.append(frame);
    if (!navigator.onLine) fail(element);
  };

  const show = (state, frame, { height, width }) => {
    if (frame === state.next) {
      clearTimeout(state.timer);
      frame.onload = null;
      const hadFocus = state.root.activeElement;
      for (const child of [...state.box.childNodes]) if (child !== frame) child.remove();
      state.box.style.background = "none";
      frame.style.opacity = 1;
      frame.style.pointerEvents = "auto";
      state.frame = frame;
      state.next = null;
      state.tries = 0;
      if (hadFocus) frame.focus();
    }
    // Measured at another width, or while hidden: the next message has the right height.
    if (height && Math.abs(width - frame.clientWidth) < 2) state.box.style.height = Math.ceil(height) + "px";
  };

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== home || data?.type !== "bacheca:height" || !(data.height >= 0 && data.height < 20000)) return;
    for (const state of widgets.values()) {
      const frame = [state.next, state.frame].find((one) => one && one.contentWindow === source && one.id === data.id);
      if (frame) show(state, frame, data);
    }
  });

  document.addEventListener("securitypolicyviolation", ({ blockedURI, disposition, effectiveDirective }) => {
    if (disposition !== "enforce" || !/frame|child/.test(effectiveDirective) || !(blockedURI + "/").startsWith(home + "/")) return;
    warn(`la Content-Security-Policy di questa pagina blocca Bacheca: aggiungi "${effectiveDirective} ${home}".`);
    for (const element of [...widgets.keys()]) fail(element);
  });

  addEventListener("online", () => {
    for (const [element, state] of widgets) {
      if (!state.isStarted || state.frame) continue;
      // The first calls after "online" may still fail.
      state.tries = 3;
      load(element);
    }
  });

  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        // Lets the page paint first.
        setTimeout(load, 0, target.getRootNode().host);
      }
    },
    { rootMargin: "400px" },
  );

  class Offers extends HTMLElement {
    static get observedAttributes() {
      return attributes;
    }
    constructor() {
      super();
      const root = this.attachShadow({ mode: "closed" });
      if (sheets[0]) root.adoptedStyleSheets = sheets;
      root.append(document.createElement("slot"));
      roots.set(this, root);
    }
    connectedCallback() {
      const root = roots.get(this);
      const said = make("p", "margin:0;padding:12px");
      said.setAttribute("role", "status");
      const button = make("button", "font:inherit;min-height:44px;padding:0 16px;margin:0 12px");
      button.hidden = true;
      button.onclick = () => load(this);
      const more = make("div", "", button, document.createElement("slot"));
      // At least as high as the page has reserved.
      const box = make("div", "position:relative;min-height:inherit;font:15px/1.5 system-ui,sans-serif", said, more);
      root.replaceChildren(box);
      widgets.set(this, { root, box, said, more, button });
      near.observe(box);
    }
    disconnectedCallback() {
      const state = widgets.get(this);
      clearTimeout(state.timer);
      clearTimeout(state.calm);
      widgets.delete(this);
      near.unobserve(state.box);
    }
    attributeChangedCallback() {
      const state = widgets.get(this);
      if (!state?.isStarted) return;
      clearTimeout(state.calm);
      state.calm = setTimeout(load, CALM_MS, this);
    }
  }
  customElements.define("bacheca-offerte", Offers);
})();
