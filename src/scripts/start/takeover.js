// Replaces the served page with the app's while somebody may be using it: what is typed, open, selected, focused and pressed
// is carried over, and nothing moves.
//
// The served page may have been changed by translators, extensions and minifiers. What has no counterpart in the app's page is
// dropped.

const READY = "bacheca:pronta";
const TOUCHED = "data-touched";
const FIELDS = "input, textarea, select";
const FOCUSABLE = "a[href], button, input, textarea, select, summary, [tabindex]";
// Waits for a press or an IME composition to end, but not for ever.
const PATIENCE_MS = 5_000;

function text(element) {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 80);
}

// Describes an element regardless of its position.
function kind(element) {
  if (element.id) return `#${element.id}`;
  const { tagName, type = "" } = element;
  const isChoice = type === "radio" || type === "checkbox";
  const name = element.getAttribute("name") ?? element.getAttribute("href") ?? (isChoice ? "" : text(element));
  return [tagName, type, name, isChoice ? element.value : ""].join("|");
}

// The nearest labelled ancestor: a card, a section, a form.
function surroundings(element) {
  const around = element.parentElement?.closest("[id], [aria-labelledby]");
  return around ? (around.getAttribute("aria-labelledby") ?? around.id) : "";
}

// Keys that identify an element in both pages: the first, second … of its kind within its labelled ancestor.
function keyed(root, selector) {
  const counts = new Map();
  const elements = new Map();
  for (const element of root.querySelectorAll(selector)) {
    const base = `${surroundings(element)}>${kind(element)}`;
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    elements.set(`${base}>${count}`, element);
  }
  return elements;
}

function keyOf(elements, wanted) {
  for (const [key, element] of elements) if (element === wanted) return key;
  return undefined;
}

function isTyped(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement) {
    const standard = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(standard, 0);
  }
  return field.type !== "file" && field.value !== field.defaultValue;
}

// A position in a page's text as a number of characters, which is the same in both pages although their elements differ.
function spots(root, range) {
  const before = document.createRange();
  before.selectNodeContents(root);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return { start, end: start + range.toString().length, text: range.toString() };
}

function rangeOf(root, { start, end, text: wanted }) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let passed = 0;
  let hasStart = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.data.length;
    if (!hasStart && start < passed + length) {
      range.setStart(node, start - passed);
      hasStart = true;
    }
    if (hasStart && end <= passed + length) {
      range.setEnd(node, end - passed);
      return range.toString() === wanted ? range : null;
    }
    passed += length;
  }
  return null;
}

// The presses recorded before the app was there (early.js), with the keys of their elements.
function wanted(page, taken) {
  const known = { BUTTON: keyed(page, FOCUSABLE), FORM: keyed(page, "form") };
  return [...taken]
    .filter((element) => page.contains(element))
    .map((element) => ({
      tag: element.tagName,
      key: keyOf(known[element.tagName], element),
      state: element.getAttribute("aria-pressed"),
    }));
}

function fulfil(page, wishes) {
  const known = { BUTTON: keyed(page, FOCUSABLE), FORM: keyed(page, "form") };
  for (const { tag, key, state } of wishes) {
    const element = known[tag].get(key);
    if (tag === "FORM") element?.requestSubmit();
    // Already saved on this device, which the served page could not know: a press now would remove it.
    else if (element?.getAttribute("aria-pressed") === state) element.click();
  }
}

function remember(page, taken) {
  const fields = keyed(page, FIELDS);
  const details = keyed(page, "details");
  const focusable = keyed(page, FOCUSABLE);
  const active = document.activeElement;
  const isInside = active && active !== document.body && page.contains(active);
  const selection = getSelection();
  const range = selection && !selection.isCollapsed && page.contains(selection.anchorNode) ? selection.getRangeAt(0) : null;
  return {
    typed: [...fields].filter(([, field]) => isTyped(field)).map(([key, field]) => [key, field]),
    open: [...details].map(([key, element]) => [key, element.open]),
    focus: isInside ? keyOf(focusable, active) : undefined,
    caret: isInside && typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null,
    selected: range && spots(page, range),
    wishes: wanted(page, taken),
  };
}

function tell(field, type) {
  field.dispatchEvent(new Event(type, { bubbles: true }));
}

function restoreFields(page, typed) {
  const fields = keyed(page, FIELDS);
  for (const [key, old] of typed) {
    const field = fields.get(key);
    if (!field || field.tagName !== old.tagName || field.type !== old.type) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = old.checked;
    else field.value = old.value;
    tell(field, "input");
    tell(field, "change");
  }
}

function restore(page, kept) {
  restoreFields(page, kept.typed);
  const details = keyed(page, "details");
  for (const [key, isOpen] of kept.open) {
    const element = details.get(key);
    if (element && element.open !== isOpen) element.open = isOpen;
  }
  const focusable = keyed(page, FOCUSABLE);
  const focused = kept.focus && focusable.get(kept.focus);
  if (focused) {
    focused.focus({ preventScroll: true });
    if (kept.caret) {
      try {
        focused.setSelectionRange(...kept.caret);
      } catch {
        // Some types of fields have no selection.
      }
    }
  }
  const range = kept.selected && rangeOf(page, kept.selected);
  if (range) {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  fulfil(page, kept.wishes);
}

// Promise.withResolvers, for browsers that have none.
function withResolvers() {
  let resolve;
  const promise = new Promise((run) => (resolve = run));
  return { promise, resolve };
}

// Reload, Back or Forward: the app stores scroll positions itself (state/navigation.rs), so the browser restores none.
function restorePosition() {
  const kind = performance.getEntriesByType("navigation")[0]?.type;
  if (kind !== "reload" && kind !== "back_forward") return;
  try {
    const top = sessionStorage.getItem(`bacheca.scroll:${location.pathname}${location.search}${location.hash}`);
    if (top) scrollTo({ top: Number(top), behavior: "instant" });
  } catch {
    // Storage is blocked, so nothing was stored.
  }
}

function waitingSheet() {
  return document.querySelector('link[rel="stylesheet"][media="print"]');
}

// A served page contains the styles that it uses. The full style sheet has `media=print` until the screen needs it: applying it
// earlier would only take time.
export function applySheet() {
  const link = waitingSheet();
  if (link) link.media = "all";
}

// If something has removed the inline script, only early presses are lost.
const NO_EARLY = { taken: new Set(), unmark() {}, done() {} };

// Returns what to do if the app is late or can't start, and a promise that resolves when it is there.
export function prepareTakeover(id) {
  const served = document.getElementById(id);
  if (!served?.hasAttribute("data-prerendered")) return { unmark: () => {}, taken: Promise.resolve() };
  const early = globalThis.bachecaEarly ?? NO_EARLY;
  early.isWatched = true;
  const { promise: taken, resolve: setTaken } = withResolvers();
  restorePosition();
  let isPressing = false;
  let isComposing = false;
  const listeners = new AbortController();
  const on = (type, run) => document.addEventListener(type, run, { capture: true, passive: true, signal: listeners.signal });
  on("pointerdown", () => (isPressing = true));
  for (const type of ["pointerup", "pointercancel"]) on(type, () => (isPressing = false));
  on("compositionstart", () => (isComposing = true));
  on("compositionend", () => (isComposing = false));
  // Somebody who has scrolled or pressed is not moved.
  let isTouched = early.taken.size > 0;
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) on(type, () => (isTouched = true));

  const swap = (fresh) => {
    const top = scrollY;
    const kept = remember(served, early.taken);
    applySheet();
    listeners.abort();
    // Buttons respond again.
    early.done();
    document.getElementById("avvio-messaggio")?.remove();
    fresh.toggleAttribute(TOUCHED, isTouched);
    served.replaceWith(fresh);
    // The page is as long as before, but a browser may have clamped the scroll position in between.
    if (scrollY !== top) scrollTo({ top, behavior: "instant" });
    restore(fresh, kept);
    setTaken();
  };

  document.addEventListener(
    READY,
    (event) => {
      const fresh = event.detail;
      // Tells the app that there is a listener.
      event.preventDefault();
      const since = performance.now();
      const attempt = () => {
        const link = waitingSheet();
        const isBusy = isPressing || isComposing || (link && !link.sheet);
        if (isBusy && performance.now() - since < PATIENCE_MS) setTimeout(attempt, 50);
        else swap(fresh);
      };
      attempt();
    },
    { once: true },
  );

  return { unmark: early.unmark, taken };
}
