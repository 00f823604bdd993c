// The real API as a process: seeding it, starting it, stopping it.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = new URL("../../", import.meta.url);
const inRepository = (path) => fileURLToPath(new URL(path, root));

// `cargo xtask test` names both; the defaults are for `npx playwright test` after `cargo xtask dist`.
const program = process.env.BACHECA_API ?? inRepository("target/debug/listings-api");
const builtSite = process.env.BACHECA_SITE ?? inRepository("dist");

const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 5_000;

/** Imports the sample content into a data folder. */
export async function importSample(data) {
  const run = promisify(execFile);
  const sample = inRepository("crates/listings-api/sample");
  await run(program, ["import", "articles", `${sample}/articles`, "--data", data]);
  await run(program, ["import", "postings", `${sample}/job-postings.jsonld`, "--relative-dates", "--data", data]);
}

/** A free port. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * API and site on one port of this machine.
 * `stop()` and `start()` may be called in turn: the address stays the same. `data` is its data folder.
 */
export async function createListingsApi(data, site = builtSite) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child;
  let said = "";

  async function start() {
    if (child) return;
    said = "";
    const address = ["--listen", `127.0.0.1:${port}`, "--site", site, "--data", data];
    // All tests sign up from one address, more often than the default limit allows.
    child = spawn(program, ["serve", ...address, "--sign-up-limit", "10000"], { stdio: ["ignore", "pipe", "pipe"] });
    const listen = (chunk) => (said = (said + chunk).slice(-4000));
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    const started = child;
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline && started.exitCode === null && started.pid) {
      const isHealthy = await fetch(`${url}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isHealthy) return;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await stop();
    throw new Error(`the listings API (${program}) did not start:\n${said}`);
  }

  async function stop() {
    const stopping = child;
    child = undefined;
    if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null || !stopping.pid) return;
    const ended = once(stopping, "exit");
    stopping.kill("SIGTERM");
    const impatient = setTimeout(() => stopping.kill("SIGKILL"), STOP_LIMIT_MS);
    await ended;
    clearTimeout(impatient);
  }

  await start();
  return { url, data, start, stop };
}
