(() => {
  const main = document.querySelector("main");
  const told = new URLSearchParams(location.hash.replace(/^#\??/, ""));
  const id = told.get("id"), secret = told.get("secret");
  // What is said is no secret; still, only the page around hears it. A page without an origin of its own can't be named.
  const named = told.get("origin") || document.referrer;
  let origin = "*";
  if (named && named !== "null") try { origin = new URL(named).origin; } catch { /* not an address */ }
  const say = (message) => { if (parent !== window) try { parent.postMessage(message, origin); } catch { /* not an origin */ } };

  let last;
  const measure = () => {
    const height = Math.ceil(main.getBoundingClientRect().height), width = innerWidth;
    if (last === height + " " + width) return;
    last = height + " " + width;
    if (id) say({ type: "bacheca:height", id, height, width });
    // The same for WordPress, which frames an address pasted into a post in its own way.
    if (secret) say({ message: "height", value: height, secret });
  };
  new ResizeObserver(measure).observe(main);
  measure();
  if (secret) addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && parent !== window) { event.preventDefault(); say({ message: "link", value: link.href, secret }); }
  });

  for (const fault of JSON.parse(main.dataset.faults)) console.warn("bacheca-offerte: " + fault);

  // Offers end while the page is open; the rest is fetched anew when somebody comes back to it.
  const loaded = Date.now();
  const age = () => {
    for (const notice of document.querySelectorAll("[data-ends]")) {
      if (notice.dataset.ends * 1000 > Date.now()) continue;
      notice.classList.add("notice--closed");
      notice.querySelector(".deadline").textContent = main.dataset.closed;
      delete notice.dataset.ends;
    }
  };
  age();
  setInterval(age, 30000);
  // Only once there is an answer: a browser's own error page in place of the list would help nobody.
  const again = () => fetch(location.href, { cache: "reload", credentials: "omit" }).then((answer) => { if (answer.ok) location.reload(); }, () => {});
  addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - loaded > 900000) again(); });
  const offline = document.querySelector(".offline");
  const network = () => { offline.hidden = navigator.onLine; };
  addEventListener("online", network);
  addEventListener("offline", network);
  network();
  for (const retry of document.querySelectorAll("button")) retry.addEventListener("click", again);

  // One view, counted for the partner and for nobody in particular, once an offer has been on the screen.
  // Not where the site itself shows what the widget looks like.
  const first = document.querySelector(".notice");
  if (main.dataset.views && first && new URL(first.querySelector("a").href).origin !== origin) {
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      fetch(main.dataset.views, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
    }, { threshold: 0.5 });
    seen.observe(first);
  }
})();
