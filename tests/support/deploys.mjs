// A site in its own folder, and new releases of it: the result of `cargo xtask dist` after a change of the code, without
// compiling anything.

import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const built = process.env.BACHECA_SITE ?? fileURLToPath(new URL("../../dist", import.meta.url));
/** Releases before the newest one whose files stay (crates/xtask/src/site/releases.rs). */
const KEPT = 2;

const hash = (content) => createHash("sha256").update(content).digest("hex").slice(0, 10);

/** The built site, copied: { folder, deploy(), remove() }. */
export async function copyOfSite() {
  const folder = await mkdtemp(join(tmpdir(), "bacheca-site-"));
  await cp(built, folder, { recursive: true });
  // The compressed copies would be those of the previous release.
  const packed = (await readdir(folder, { recursive: true })).filter((name) => /\.(br|gz)$/.test(name));
  await Promise.all(packed.map((name) => rm(join(folder, name))));
  const read = (name) => readFile(join(folder, name), "utf8");
  const write = async (name, text) => {
    // At once, as an upload that renames does.
    await writeFile(join(folder, `${name}.new`), text);
    await rename(join(folder, `${name}.new`), join(folder, name));
  };
  let number = 0;

  /** Every script, style sheet and module has changed; the newest of those before it are still there. */
  async function deploy() {
    number += 1;
    const releases = JSON.parse(await read("releases.json"));
    let shell = await read("shell.html");
    const names = await Promise.all(releases[0].map(async (name) => {
      const content = await changed(await readFile(join(folder, "assets", name)), name, number);
      const next = name.replace(/-[0-9a-f]{10}\./, `-${hash(content)}.`);
      await writeFile(join(folder, "assets", next), content);
      shell = shell.replaceAll(`/assets/${name}"`, `/assets/${next}"`);
      return next;
    }));
    // Releases that differ in a script alone share their other files.
    const kept = new Set([names, ...releases.slice(0, KEPT)].flat());
    const gone = releases.slice(KEPT).flat().filter((name) => !kept.has(name));
    await write("releases.json", JSON.stringify([names, ...releases.slice(0, KEPT)]));
    const [list, ...code] = (await read("sw.js")).split("\n");
    const contents = JSON.parse(list.replace(/^self\.bacheca=|;$/g, ""));
    const urls = names.map((name) => `/assets/${name}`).filter((url) => shell.includes(`${url}"`));
    contents.files = [
      { url: "/shell.html", revision: hash(shell) },
      ...urls.map((url) => ({ url, revision: null })),
      ...contents.files.filter(({ url }) => url !== "/shell.html" && !url.startsWith("/assets/")),
    ];
    contents.parts = names.map((name) => `/assets/${name}`).filter((url) => !urls.includes(url));
    await write("shell.html", shell);
    await write("sw.js", [`self.bacheca=${JSON.stringify(contents)};`, ...code].join("\n"));
    await Promise.all(gone.map((name) => rm(join(folder, "assets", name), { force: true })));
  }

  return { folder, deploy, read, write, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The same file, marked with its release. */
async function changed(content, name, number) {
  const text = `release ${number}`;
  if (!name.endsWith(".wasm")) return Buffer.concat([content, Buffer.from(`\n/* ${text} */\n`)]);
  // A custom section (WebAssembly core specification): its length is below 128, one byte.
  const label = Buffer.from("release");
  const body = Buffer.concat([Buffer.from([label.length]), label, Buffer.from(text)]);
  return Buffer.concat([content, Buffer.from([0, body.length]), body]);
}
