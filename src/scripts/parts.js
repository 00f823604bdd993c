// Loads the parts of the program. Code beyond the main module is in bundles: concatenated WebAssembly modules, which
// `cargo xtask dist` makes (crates/xtask/src/site/parts.rs, ADR 32).

function partOf(path, pages) {
  const segments = path.replace(/(.)\/+$/, "$1").split("/");
  const fits = (pattern) => {
    const wanted = pattern.split("/");
    return wanted.length === segments.length && wanted.every((text, i) => text === segments[i] || (text === "*" && segments[i]));
  };
  return pages[Object.keys(pages).find(fits)];
}

function nextTask() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

// A failure is not remembered, so that the next call tries again.
function kept(map, key, make) {
  if (!map.has(key)) {
    const made = make();
    map.set(key, made);
    made.catch(() => map.delete(key));
  }
  return map.get(key);
}

/**
 * @param bundles of each: its file, and how long each module in it is
 * @param needs of each part: the numbers of its bundles
 * @param pages which part the page at an address is in; in a pattern `*` is any one segment
 * @param program gives the exports of the main module, once it runs
 */
export function parts(bundles, needs, pages, program) {
  const compiled = new Map();
  const present = new Set();

  async function download(file) {
    const get = async (options) => {
      const answer = await fetch(new URL(file, import.meta.url), options);
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      return answer.arrayBuffer();
    };
    // Tries again without the browser's cache, whose copy may be damaged.
    return get().catch(() => get({ cache: "reload" }));
  }

  async function compile([file, ...lengths]) {
    const bytes = await download(file);
    let end = 0;
    return Promise.all(
      lengths.map((length) => {
        end += length;
        return WebAssembly.compile(new Uint8Array(bytes, end - length, length));
      }),
    );
  }

  const compiledBundles = (part) =>
    Promise.all(needs[part].map((number) => kept(compiled, number, () => compile(bundles[number]))));

  async function install(part) {
    const modules = await compiledBundles(part);
    // Lets the browser handle pending input first.
    await nextTask();
    needs[part].forEach((number, i) => {
      // A module initialises its data when it starts: starting it twice would reset them.
      if (present.has(number)) return;
      for (const module of modules[i]) new WebAssembly.Instance(module, { __wasm_split: program() });
      present.add(number);
    });
  }

  return {
    // The main module's imports, one for each part: reports whether the part was loaded.
    loader: (part) => async (callback, data) => {
      let isThere = false;
      try {
        await install(part);
        isThere = true;
      } catch (error) {
        console.error(error);
      }
      program().__indirect_function_table.get(callback)(data, isThere);
    },
    // Fetches what the page at this path needs. A failure is shown when the page is opened.
    warm(path) {
      const part = partOf(path, pages);
      if (part) compiledBundles(part).catch(() => {});
    },
  };
}
