// Inline in every document, before anything that is loaded (`shell::write_inside` in xtask inserts it). It sets the theme
// before the first paint, and records presses and submits in a served page before the app is there. They are shown as pending
// at once, and takeover.js performs them when the app takes over. Every page contains this, so it must stay small.

try {
  const theme = localStorage.getItem("bacheca.theme");
  if (/^(light|dark)$/.test(theme)) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme applies.
}

{
  const PATIENCE_MS = 12_000;
  const SERVED = "[data-prerendered]";
  // Buttons that need the app, and forms, in the order of use. Several presses count once.
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

  // The app is late, or fails: nothing looks pending any more, and the browser submits searches itself. Recorded presses are
  // still performed if the app comes after all.
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

  // `isWatched`: start.js is there, and reports itself if the app fails.
  const early = (globalThis.bachecaEarly = { taken, unmark, done, isWatched: false });

  const on = (type, run) => addEventListener(type, run, true);
  on("error", ({ target }) => target.type === "module" && stop());
  on("click", ({ target }) => {
    const button = target.closest?.(`${SERVED} button`);
    // Submit buttons are recorded with their form.
    if (button && button.type !== "submit" && !isOver) take(button, button);
  });
  on("submit", (event) => {
    const form = event.target;
    if (!form.closest(SERVED) || (isOver && form.method === "get")) return;
    // In any case: submitting a form that needs the app would leave the page, and lose what was typed.
    event.preventDefault();
    if (!isOver) take(form, event.submitter);
  });
}
