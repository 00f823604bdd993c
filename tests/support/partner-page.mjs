// The page that builds the widget; finds its parts as a person does.

/** Fields and their result. */
export function partnerPage(page) {
  const snippet = (name) => page.getByRole("main").getByRole("region", { name, exact: true });
  return {
    role: page.getByRole("combobox", { name: "Ruolo", exact: true }),
    place: page.getByRole("combobox", { name: "Luogo", exact: true }),
    radius: page.getByRole("combobox", { name: "Entro", exact: true }),
    sectors: page.getByRole("group", { name: "Settori" }),
    shifts: page.getByRole("group", { name: "Turni" }),
    limit: page.getByRole("combobox", { name: "Quante offerte" }),
    theme: page.getByRole("combobox", { name: "Tema", exact: true }),
    colour: page.getByRole("textbox", { name: "Colore", exact: true }),
    picker: page.getByLabel("Scegli il colore da una tavolozza"),
    language: page.getByRole("combobox", { name: "Lingua", exact: true }),
    partner: page.getByRole("textbox", { name: "Nome del partner" }),
    element: page.locator("bacheca-offerte"),
    html: snippet("HTML"),
    wordpress: snippet("WordPress"),
    markdown: snippet("Markdown"),
    asciidoc: snippet("AsciiDoc"),
    picture: snippet("Immagine HTML"),
    jobPosting: page.getByRole("textbox", { name: "Indirizzo dell’offerta" }),
    withoutScript: page.getByRole("region", { name: "Senza JavaScript" }),
    copy: (name) => page.getByRole("button", { name: `Copia ${name}`, exact: true }),
  };
}

/** A snippet as text, indentation and all. */
export const textOf = (snippet) => snippet.evaluate((element) => element.textContent);
