// Waiting without a fixed time: what would come later comes when the test says so, or has come once the page has nothing to do.

/**
 * Long timers of the page run when a test lets time pass. Not Playwright's clock: its timers have numbers beyond 32 bits,
 * which the app's can't be, so that none could be stopped. Call it before the page opens.
 */
export function holdTimers(context) {
  return context.addInitScript(() => {
    const LONG_MS = 500;
    const { setTimeout: start, clearTimeout: stop } = globalThis;
    const held = new Map();
    let now = 0;
    let last = 1_000_000_000;
    globalThis.setTimeout = (run, delay = 0, ...given) => {
      if (delay < LONG_MS) return start(run, delay, ...given);
      last += 1;
      held.set(last, { due: now + delay, run: () => run(...given) });
      return last;
    };
    globalThis.clearTimeout = (id) => void (held.delete(id) || stop(id));
    globalThis.passTime = (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...held].filter(([, { due }]) => due <= end).sort(([, one], [, other]) => one.due - other.due);
        if (!next) break;
        held.delete(next[0]);
        now = next[1].due;
        next[1].run();
      }
      now = end;
    };
  });
}

export const passTime = (page, milliseconds) => page.evaluate((milliseconds) => globalThis.passTime(milliseconds), milliseconds);

/** Waits until no request is on its way, and the page has drawn twice and is idle. */
export async function quiet(page) {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => requestIdleCallback(() => resolve()));
  });
}
