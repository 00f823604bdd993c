// What another app shares with Bacheca (share_target of the manifest) becomes a page of ours, or a search.

(() => {
  const MOST_CHARACTERS = 80;
  const given = new URLSearchParams(location.search);
  const [title, text, url] = ["title", "text", "url"].map((name) => (given.get(name) ?? "").trim());

  // Many apps put the address into the text.
  const addresses = `${url} ${text}`.match(/https?:\/\/[^\s<>"]+/g) ?? [];

  const ours = addresses
    .map((address) => (URL.canParse?.(address) ? new URL(address) : undefined))
    .find((address) => address?.origin === location.origin && /^\/(offerte|articoli|lavoro|lavoro-a)(\/|$)/.test(address.pathname));

  // "Magazziniere a Milano | Un altro sito": what it is about comes first.
  const plain = (words) =>
    words
      .replace(/https?:\/\/\S+/g, " ")
      .split(/\s[|–—·-]\s/)[0]
      .replace(/[^\p{L}\p{N}'’ ]+/gu, " ")
      .replace(/\s+/g, " ")
      .trim();
  const words = plain(title) || plain(text);
  const cut = words.length > MOST_CHARACTERS ? words.slice(0, MOST_CHARACTERS).replace(/\s\S*$/, "") : words;

  const search = cut ? `/offerte?${new URLSearchParams({ q: cut })}` : "/offerte";
  location.replace(ours ? ours.pathname + ours.search + ours.hash : search);
})();
