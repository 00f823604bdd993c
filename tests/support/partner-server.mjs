// Somebody else's page: served from another origin, with the headers that page has.

import { once } from "node:events";
import { createServer } from "node:http";

/**
 * A partner's server. `page(body, headers)` returns the address of a page with that body.
 * `isQuirky`: without a doctype.
 * From `localhost` where the site is on 127.0.0.1: another origin and another site.
 */
export async function createPartner() {
  const pages = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(request.url);
    if (!page) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers });
    response.end(page.html);
  }).listen(0, "localhost");
  await once(server, "listening");
  const origin = `http://localhost:${server.address().port}`;
  return {
    origin,
    page(body, headers = {}, { isQuirky = false } = {}) {
      const path = `/pagina-${pages.size}`;
      const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">`;
      pages.set(path, { headers, html: `${isQuirky ? "" : "<!doctype html>"}<html lang="it"><head>${head}<title>Comune</title></head><body><main><h1>Comune</h1>${body}</main></body></html>` });
      return origin + path;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
