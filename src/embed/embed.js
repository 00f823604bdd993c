// <bacheca-offerte>: live offers in somebody else's page. What it may do there: nothing but put one frame into the element
// and reserve its space. It never throws into the page, adds no style to it and needs of its security policy only
// script-src and frame-src for our origin.
(() => {
  // `cargo xtask dist --api` writes the API's address behind the sign; without one it is where this script is from.
  const script = document.currentScript || document.querySelector('script[src*="/embed.js"]');
  // Too old a browser, or a script that can't tell where it is from: what the partner wrote stays.
  if (!script || !self.customElements || !self.IntersectionObserver || customElements.get("bacheca-offerte")) return;
  const address = "bacheca-api=".slice(12) || new URL(script.src).origin;
  const origin = new URL(address).origin;
  // The same numbers as in contract::widget: header, each offer, footer.
  const heightOf = (offers) => 144 + 160 * offers;
  const LONGEST_VALUE = 200;
  const CALM_MS = 250;
  const PATIENCE_MS = 10000;
  const SILENCE_MS = 2500;

  const words = {
    it: ["Offerte di lavoro di Bacheca", "Carico le offerte", "Le offerte non si caricano.", "Sei senza rete.", "Riprova"],
    en: ["Jobs from Bacheca", "Loading jobs", "The jobs don’t load.", "You are offline.", "Try again"],
  };
  const attributes = ["ruolo", "luogo", "raggio", "settore", "turno", "limite", "tema", "colore", "lingua", "partner"];
  const warn = (text) => console.warn("bacheca-offerte: " + text);
  // What each element has going on; its element alone leads to it.
  const widgets = new Map();
  let count = 0;

  const make = (tag, css, text = "") => {
    const made = document.createElement(tag);
    // Set by script, so no policy against inline styles applies.
    made.style.cssText = css;
    made.textContent = text;
    return made;
  };

  const query = (element) => {
    const pairs = attributes.map((name) => [name, (element.getAttribute(name) || "").slice(0, LONGEST_VALUE)]);
    return new URLSearchParams(pairs.filter(([, value]) => value)).toString();
  };

  const wording = (element) => words[element.getAttribute("lingua")] || words.it;

  // A list that turns out shorter gives its space back only where nobody sees the page move.
  const resize = (element, isWanted) => {
    const height = widgets.get(element)?.height;
    if (!height) return;
    const { bottom } = element.getBoundingClientRect();
    if (!isWanted && height < element.offsetHeight && bottom > 0 && bottom < innerHeight) {
      addEventListener("scroll", () => resize(element), { once: true, passive: true });
    } else {
      element.style.minHeight = element.style.height = height + "px";
    }
  };

  const tell = (element, text, retry) => {
    const state = widgets.get(element);
    // What the partner put into the element is still the best there is.
    const box = make("div", "font:15px/1.5 system-ui,sans-serif;padding:16px;border:1px dashed #8888;border-radius:10px");
    const button = make("button", "font:inherit;min-height:44px;padding:0 16px;margin-inline-end:12px", wording(element)[4]);
    button.onclick = () => load(element);
    const said = make("p", "margin:0 0 12px", text);
    said.setAttribute("role", "status");
    box.append(said, button, document.createElement("slot"));
    state.root.replaceChildren(box);
    state.frame = state.next = undefined;
    const again = () => {
      if (!widgets.get(element)?.root.contains(box)) return;
      // The first calls after "online" may still fail.
      state.tries = 3;
      load(element);
    };
    if (retry) addEventListener("online", again, { once: true });
  };

  const fail = (element, why) => {
    const state = widgets.get(element);
    if (!state?.next) return;
    clearTimeout(state.timer);
    if (why) warn(why);
    if (state.frame) {
      // The list from before the change is better than none.
      state.next.remove();
      state.next = undefined;
      return;
    }
    tell(element, wording(element)[navigator.onLine ? 2 : 3], !navigator.onLine);
    if (state.tries-- > 0) state.calm = setTimeout(load, 2000, element);
  };

  const load = (element) => {
    const state = widgets.get(element);
    if (!state) return;
    state.isStarted = true;
    const said = wording(element);
    clearTimeout(state.timer);
    state.next?.remove();
    if (!navigator.onLine && !state.frame) return tell(element, said[3], true);
    const height = heightOf(Math.min(Math.max(parseInt(element.getAttribute("limite"), 10) || 5, 1), 10));
    if (!state.frame) {
      element.style.minHeight = height + "px";
      const shape = make("div", "height:" + height + "px;border-radius:10px;background:repeating-linear-gradient(#8882 0 148px,#0000 0 160px) 0 76px no-repeat;background-size:100% calc(100% - 144px)");
      shape.setAttribute("role", "status");
      shape.setAttribute("aria-label", said[1]);
      state.root.replaceChildren(shape);
    }
    const frame = make("iframe", "display:block;width:100%;height:100%;min-height:inherit;border:0;border-radius:10px;position:absolute;inset:0;opacity:0;color-scheme:auto");
    frame.title = said[0];
    // On our own pages a sandbox would be none, and browsers say so.
    if (location.origin !== origin) frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    frame.referrerPolicy = "origin";
    state.id = String(++count);
    const told = new URLSearchParams({ id: state.id, origin: location.origin });
    frame.src = address + "/embed/?" + query(element) + "#" + told;
    state.timer = setTimeout(fail, PATIENCE_MS, element, "nessuna risposta da " + address);
    // Browsers say "loaded" of an error page and of a blocked frame too; only ours speaks.
    frame.onload = () => {
      clearTimeout(state.timer);
      state.timer = setTimeout(fail, SILENCE_MS, element, "il riquadro non si è aperto. Il servizio non risponde, oppure questo sito non è tra quelli ammessi (frame-ancestors).");
    };
    state.next = frame;
    state.root.append(frame);
  };

  const show = (element, state, { height, width }) => {
    // Where the partner's page asked for another list, it expects another height.
    const isChange = state.frame && state.next;
    if (state.next) {
      clearTimeout(state.timer);
      state.next.onload = null;
      for (const child of [...state.root.childNodes]) if (child !== state.next) child.remove();
      state.frame = state.next;
      state.next = undefined;
      state.tries = 0;
      state.frame.style.position = "static";
      state.frame.style.opacity = 1;
    }
    // Measured before it had its width: what it says next is right.
    if (Math.abs(width - element.clientWidth) > 1) return;
    state.height = height;
    resize(element, isChange);
  };

  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || data?.type !== "bacheca:height" || !(data.height > 0 && data.height < 20000)) return;
    for (const [element, state] of widgets) {
      const frame = state.next || state.frame;
      if (frame?.contentWindow === source && data.id === state.id) show(element, state, data);
    }
  });

  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    if (!blockedURI.startsWith(origin)) return;
    warn(`la Content-Security-Policy di questa pagina blocca Bacheca: aggiungi "${effectiveDirective} ${origin}".`);
    for (const element of [...widgets.keys()]) fail(element);
  });

  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        // The page around is painted first.
        setTimeout(load, 0, target);
      }
    },
    { rootMargin: "400px" },
  );

  const roots = new WeakMap();
  class Offers extends HTMLElement {
    static get observedAttributes() {
      return attributes;
    }
    constructor() {
      super();
      const root = this.attachShadow({ mode: "closed" });
      root.append(document.createElement("slot"));
      roots.set(this, root);
    }
    connectedCallback() {
      this.style.display = "block";
      this.style.position = "relative";
      widgets.set(this, { root: roots.get(this) });
      near.observe(this);
    }
    disconnectedCallback() {
      const state = widgets.get(this);
      clearTimeout(state.timer);
      clearTimeout(state.calm);
      widgets.delete(this);
      near.unobserve(this);
      // Moved to another place in the page, it begins anew.
      state.root.replaceChildren(document.createElement("slot"));
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
