// Stands inside of every document, before anything that has to be loaded (`shell::write_inside` in xtask puts it there): it
// sets the theme before the first paint, and takes what is pressed and sent in a served page before the app is there. That is
// seen at once, and done by takeover.js when the app takes over. Every page carries this: it is to stay small.

try {
  const theme = localStorage.getItem("bacheca.theme");
  if (/^(light|dark)$/.test(theme)) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme.
}

{
  const PATIENCE_MS = 12_000;
  const SERVED = "[data-prerendered]";
  // Buttons that only the app can answer, and forms, in their order. Pressed again meanwhile they are still done once.
  const taken = new Set();
  let isOver = false;
  let patience;

  // For screen readers.
  const say = (text) => document.getElementById("avvio-stato")?.replaceChildren(text);

  const take = (what, button) => {
    taken.add(what);
    button?.setAttribute("aria-busy", "true");
    say("Un momento: la pagina si sta preparando.");
    patience ??= setTimeout(() => early.isWatched || stop(), PATIENCE_MS);
  };

  // The app is late, or does not come: nothing looks any more as if it were about to happen, and a search is sent by the browser
  // itself. What was taken is done should the app come after all.
  const unmark = () => {
    isOver = true;
    say("");
    document.querySelectorAll(`${SERVED} button[aria-busy]`).forEach((button) => button.removeAttribute("aria-busy"));
    [...taken].filter(({ method }) => method === "get").pop()?.submit();
  };

  const stop = () => {
    unmark();
    document.documentElement.dataset.stopped = "";
  };

  const done = () => {
    say("");
    delete document.documentElement.dataset.stopped;
  };

  // `isWatched`: start.js is there, and says itself when the app does not come.
  const early = (globalThis.bachecaEarly = { taken, unmark, done, isWatched: false });

  const on = (type, run) => addEventListener(type, run, true);
  on("error", ({ target }) => target.type === "module" && stop());
  on("click", ({ target }) => {
    const button = target.closest?.(`${SERVED} button`);
    // What sends a form is taken with the form.
    if (button && button.type !== "submit" && !isOver) take(button, button);
  });
  on("submit", (event) => {
    const form = event.target;
    if (!form.closest(SERVED) || (isOver && form.method === "get")) return;
    // Whatever comes: the browser would leave the page with a form that only the app can send, and what is typed be lost.
    event.preventDefault();
    if (!isOver) take(form, event.submitter);
  });
}
