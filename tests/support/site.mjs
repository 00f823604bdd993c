// Addresses of the sample content by name, so that no spec spells them out.

/** The id of an offer derives from its publisher and identifier, so it is the same after every import. */
export const jobPostings = {
  expired: "/offerte/ynmxx3xtqrd4",
  filled: "/offerte/ogxz5kbaqzoa",
};

export const article = "/articoli/addetto-al-back-office";

/** The page for partners with every setting away from its default. */
export const everySetting =
  "/partner?ruolo=magazziniere&luogo=milano-mi&raggio=50&settore=commercio%2Clogistica-e-trasporti&turno=sera%2Cnotte" +
  "&limite=3&tema=scuro&colore=%23a93b15&lingua=en&partner=comune-di-lodi";

/** An offer that is open now, with its title, from the API itself. */
export async function openJobPosting(server) {
  const answer = await fetch(`${server.url}/api/v1/job-postings?limit=1`);
  const [{ id, title }] = (await answer.json()).items;
  return { path: `/offerte/${id}`, title };
}

/** Every page that has an address of its own: [what it is, path, what its h1 says]. */
export async function everyPage(server) {
  const open = await openJobPosting(server);
  return [
    ["home", "/", "Prima capisci il mestiere, poi scegli l’offerta"],
    ["magazine", "/articoli", "Magazine"],
    ["topic", "/articoli?topic=ruoli", "Magazine"],
    ["topic without articles", "/articoli?topic=giardini", "Magazine"],
    ["article", article, /^Addetto al back office/],
    ["offers", "/offerte", "Offerte di lavoro"],
    ["offers near a place", "/offerte?place=milano-mi", "Offerte di lavoro"],
    ["offers without results", "/offerte?occupation=saldatore&place=lampedusa-e-linosa-ag&radius_km=5", "Offerte di lavoro"],
    ["offers with every filter", "/offerte?q=magazzino&place=milano-mi&radius_km=100&industry=logistica-e-trasporti&employment_type=FULL_TIME&contract_term=agency_work&shift=day&salary_min=900&posted_within_days=30&agency=true&sort=salary", "Offerte di lavoro"],
    ["offers with a bad address", "/offerte?sort=colore", "Offerte di lavoro"],
    ["offer, open", open.path, open.title],
    ["offer, expired", jobPostings.expired, "Magazziniere e addetta o addetto alle spedizioni"],
    ["offer, filled", jobPostings.filled, "Autista per consegna di pasti e farmaci in valle"],
    ["role", "/lavoro/magazziniere", "Magazziniere: offerte di lavoro"],
    ["role in a place", "/lavoro/magazziniere/milano-mi", "Magazziniere a Milano: offerte di lavoro"],
    ["place", "/lavoro-a/milano-mi", "Lavoro a Milano"],
    ["place without offers", "/lavoro-a/lampedusa-e-linosa-ag", "Lavoro a Lampedusa e Linosa"],
    ["role not found", "/lavoro/astronauta", "Qui non c’è appuntato niente"],
    ["role in a place not found", "/lavoro/magazziniere/atlantide-xx", "Qui non c’è appuntato niente"],
    ["place not found", "/lavoro-a/atlantide-xx", "Qui non c’è appuntato niente"],
    ["sign-up", "/registrati", "Crea l’account"],
    ["sign-in", "/accedi", "Accedi"],
    ["password forgotten", "/password-dimenticata", "Scegli un’altra password"],
    ["new password", "/nuova-password#prova", "Scegli la nuova password"],
    ["new password without a token", "/nuova-password", "Questo link non vale più"],
    ["confirmation of an address", "/conferma-email#prova", "Conferma il tuo indirizzo"],
    ["end of emails", "/disiscriviti#prova", "Vuoi smettere di ricevere queste email?"],
    ["alerts, signed out", "/avvisi", "Accedi"],
    ["profile, signed out", "/profilo", "Accedi"],
    ["settings, signed out", "/impostazioni", "Accedi"],
    ["privacy", "/privacy", "Come trattiamo i tuoi dati"],
    ["partners", "/partner", "Le offerte di Bacheca sul tuo sito"],
    ["partners, everything set", everySetting, "Le offerte di Bacheca sul tuo sito"],
    ["partners, a bad address", "/partner?raggio=-5&limite=9999&colore=red%3B%7D&x=1", "Le offerte di Bacheca sul tuo sito"],
    ["not found", "/questa-pagina-non-esiste", "Qui non c’è appuntato niente"],
    ["article not found", "/articoli/questo-non-esiste", "Qui non c’è appuntato niente"],
    ["offer not found", "/offerte/aaaaaaaaaaaa", "Qui non c’è appuntato niente"],
  ];
}

/** Opens a page and waits until its content has replaced the skeletons. */
export async function visit(page, path) {
  const answer = await page.goto(path);
  await settled(page);
  return answer;
}

/** Waits until the app has taken over and nothing on the page is still loading. */
export async function settled(page) {
  await live(page);
  await page.getByRole("heading", { level: 1 }).or(page.getByRole("alert")).first().waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true], .skeleton") === null);
}

/** Waits until the app has replaced the shell or the served page. */
export async function live(page) {
  await page.locator("#avvio, #app[data-prerendered]").waitFor({ state: "detached" });
}

/** Waits until this page has fetched all files of a part of the program ahead of its use. Call it before the network goes. */
export async function partArrives(page, part) {
  const needs = await page.evaluate(async () => (await fetch("/parts.json")).json());
  await page.waitForFunction(
    (names) => {
      const fetched = performance.getEntriesByType("resource").filter((file) => file.responseEnd > 0);
      return names.every((name) => fetched.some((file) => file.name.endsWith(`/assets/${name}`)));
    },
    needs[part],
  );
}

/** Goes to another page inside the app, which then requests its data; a served page would bring the data along. */
export async function follow(page, path) {
  await page.evaluate((path) => {
    const link = document.createElement("a");
    link.href = path;
    document.querySelector("main").append(link);
    link.click();
  }, path);
  await page.waitForURL((url) => url.pathname + url.search === path);
  await settled(page);
}
