// Loads the page again when `cargo xtask run --watch` has built the site anew.
let shown;

async function look() {
  try {
    const answer = await fetch("/releases.json", { cache: "no-store" });
    const built = await answer.text();
    if (answer.ok && shown !== undefined && built !== shown) location.reload();
    if (answer.ok) shown = built;
  } catch {
    // The API is being started anew.
  }
}

setInterval(look, 500);
