//! Headers of tables: ours, and what Italian spreadsheets call the same things.

use taxonomy::fold::fold;

use crate::imports::postings::fields;

/// Folded headers of a field, the plainest first: where two columns could be one field, the earlier word is it.
const WORDS: &[(&str, &[&str])] = &[
    (
        "identifier",
        &[
            "rif", "riferimento", "codice", "cod", "codice annuncio", "codice offerta", "id", "id annuncio",
            "id offerta", "rif annuncio", "rif offerta", "numero annuncio", "numero offerta", "n rif", "nr rif",
            "num rif", "codice riferimento", "codice rif", "rif interno", "id richiesta", "codice richiesta",
            "protocollo", "n offerta", "n annuncio", "ref", "reference", "job id", "codice posizione", "id posizione",
        ],
    ),
    (
        "title",
        &[
            "titolo", "titolo annuncio", "titolo offerta", "titolo posizione", "posizione", "posizione lavorativa",
            "posizione aperta", "posizione ricercata", "figura professionale", "figura ricercata", "figura", "profilo",
            "profilo professionale", "profilo ricercato", "mansione", "qualifica", "ruolo", "annuncio", "offerta",
            "offerta di lavoro", "job title", "denominazione", "oggetto", "lavoro",
        ],
    ),
    (
        "description",
        &[
            "descrizione", "descrizione annuncio", "descrizione offerta", "descrizione posizione",
            "descrizione mansione", "descrizione mansioni", "descrizione attivita", "descrizione lavoro", "testo",
            "testo annuncio", "testo offerta", "mansioni", "attivita", "compiti", "job description",
            "descrizione completa", "dettagli", "dettaglio", "contenuto", "descrizione breve",
        ],
    ),
    (
        "date_posted",
        &[
            "data pubblicazione", "data di pubblicazione", "pubblicazione", "pubblicato il", "pubblicata il",
            "pubblicato", "data annuncio", "data inserimento", "data di inserimento", "inserito il", "inserita il",
            "data offerta", "data inizio pubblicazione", "inizio pubblicazione", "data apertura", "data", "dal",
            "data creazione", "posted",
        ],
    ),
    (
        "date_modified",
        &["data modifica", "ultima modifica", "aggiornato il", "data aggiornamento", "aggiornamento", "modificato il"],
    ),
    (
        "valid_through",
        &[
            "scadenza", "data scadenza", "data di scadenza", "scade il", "scadenza annuncio", "scadenza offerta",
            "scadenza candidature", "termine candidature", "candidature entro", "candidarsi entro", "valido fino al",
            "valida fino al", "valido fino a", "fine pubblicazione", "data fine pubblicazione", "data chiusura",
            "chiusura", "entro il", "termine", "al", "fino al", "data fine",
        ],
    ),
    (
        "job_start_date",
        &[
            "inizio lavoro", "data inizio lavoro", "inizio", "data inizio", "decorrenza", "data assunzione",
            "inizio rapporto", "inizio previsto", "disponibilita dal", "start date", "data inizio rapporto",
        ],
    ),
    (
        "hiring_organization",
        &[
            "azienda", "nome azienda", "ragione sociale", "societa", "impresa", "ditta", "datore di lavoro", "datore",
            "denominazione azienda", "azienda cliente", "cliente", "company", "employer", "ente", "organizzazione",
            "struttura",
        ],
    ),
    ("hiring_organization_url", &["sito azienda", "sito web azienda", "sito web", "sito", "website"]),
    ("posting_agency", &["agenzia", "agenzia per il lavoro", "apl", "agenzia somministrazione"]),
    (
        "posting_agency_authorisation_number",
        &[
            "autorizzazione", "n autorizzazione", "numero autorizzazione", "aut min", "aut ministeriale",
            "autorizzazione ministeriale",
        ],
    ),
    ("posting_agency_privacy_url", &["privacy", "informativa privacy", "informativa"]),
    ("industry", &["settore", "settore merceologico", "settore attivita", "comparto"]),
    ("occupation", &["professione", "professione istat"]),
    (
        "address_locality",
        &[
            "sede", "sede di lavoro", "sede lavoro", "sede lavorativa", "luogo di lavoro", "luogo lavoro", "luogo",
            "comune", "comune sede di lavoro", "comune sede lavoro", "comune di lavoro", "citta", "citta sede",
            "citta di lavoro", "localita", "location", "dove", "comune sede", "zona", "sedi", "zona di lavoro",
            "area di lavoro",
        ],
    ),
    (
        "address_region",
        &[
            "prov", "provincia", "pr", "sigla", "sigla provincia", "provincia sede", "provincia di lavoro",
            "prov sede", "prov lavoro", "regione",
        ],
    ),
    ("postal_code", &["cap", "c a p", "codice postale", "codice avviamento postale", "cap sede"]),
    ("address_country", &["paese", "nazione", "stato estero", "country"]),
    ("street_address", &["indirizzo", "indirizzo sede", "via", "indirizzo sede di lavoro"]),
    (
        "contract",
        &[
            "contratto", "tipo contratto", "tipo di contratto", "tipologia contratto", "tipologia di contratto",
            "tipologia contrattuale", "tipo contrattuale", "forma contrattuale", "rapporto di lavoro", "tipo rapporto",
            "tipologia rapporto", "tipo di rapporto", "assunzione", "tipo assunzione", "durata", "durata contratto",
            "durata del contratto", "tipologia", "contract",
        ],
    ),
    (
        "work_hours",
        &[
            "orario", "orario di lavoro", "orario lavoro", "tipo orario", "tipologia oraria", "impegno",
            "impegno orario", "tempo", "tempo di lavoro", "full time part time", "part time full time",
            "full part time", "ft pt", "ore settimanali", "ore", "monte ore", "ore a settimana", "regime orario",
            "disponibilita oraria",
        ],
    ),
    ("contract_months", &["mesi", "durata mesi", "durata in mesi", "n mesi", "numero mesi", "mesi contratto"]),
    ("shifts", &["turni", "turno", "turnazione"]),
    (
        "base_salary",
        &[
            "retribuzione", "retribuzione lorda", "retribuzione prevista", "stipendio", "stipendio lordo", "ral",
            "ral lorda", "ral annua", "compenso", "paga", "salario", "trattamento economico",
            "retribuzione lorda mensile", "retribuzione lorda annua", "lordo mensile", "lordo annuo", "paga oraria",
            "retribuzione oraria", "retribuzione mensile", "retribuzione annua", "stipendio mensile",
            "fascia retributiva", "range retributivo",
        ],
    ),
    (
        "base_salary_min",
        &[
            "retribuzione min", "retribuzione minima", "retribuzione da", "stipendio min", "stipendio minimo",
            "stipendio da", "ral min", "ral minima", "ral da", "compenso min", "paga min", "minimo", "min",
            "importo min", "salario min", "salario minimo", "lordo min", "retribuzione dal",
        ],
    ),
    (
        "base_salary_max",
        &[
            "retribuzione max", "retribuzione massima", "retribuzione a", "stipendio max", "stipendio massimo",
            "stipendio a", "ral max", "ral massima", "ral a", "compenso max", "paga max", "massimo", "max",
            "importo max", "salario max", "salario massimo", "lordo max", "retribuzione al",
        ],
    ),
    (
        "base_salary_per",
        &[
            "periodo", "periodo retribuzione", "periodicita", "periodicita retribuzione", "tipo retribuzione",
            "frequenza", "unita", "per", "base retribuzione",
        ],
    ),
    ("base_salary_currency", &["valuta", "divisa"]),
    ("collective_agreement", &["ccnl", "ccnl applicato", "contratto collettivo", "contratto nazionale"]),
    (
        "collective_agreement_level",
        &["livello", "livello ccnl", "livello inquadramento", "livello di inquadramento", "inquadramento"],
    ),
    ("collective_agreement_instalments", &["mensilita", "numero mensilita", "n mensilita"]),
    (
        "total_job_openings",
        &[
            "posti", "n posti", "nr posti", "num posti", "numero posti", "numero di posti", "posti disponibili",
            "n posizioni", "numero posizioni", "risorse", "n risorse", "numero risorse", "n persone", "numero persone",
            "n lavoratori", "numero lavoratori", "lavoratori richiesti", "n unita", "quantita", "n addetti",
            "unita richieste", "numero lavoratori richiesti",
        ],
    ),
    (
        "workplace_type",
        &[
            "modalita", "modalita di lavoro", "modalita lavoro", "modalita lavorativa", "smart working",
            "lavoro da remoto", "lavoro agile", "remoto", "remote", "da remoto",
        ],
    ),
    (
        "requirements",
        &["requisiti", "requisiti richiesti", "requisiti necessari", "competenze richieste", "requisiti obbligatori"],
    ),
    (
        "welcome_requirements",
        &["requisiti preferenziali", "titoli preferenziali", "preferenziale", "costituisce titolo preferenziale"],
    ),
    ("driving_licence", &["patente", "patenti", "patente richiesta", "tipo patente"]),
    ("needs_own_car", &["automunito", "auto propria", "automunita", "automuniti"]),
    ("job_benefits", &["benefit", "benefits", "vantaggi"]),
    (
        "apply_url",
        &[
            "link", "url", "link candidatura", "link annuncio", "link offerta", "candidature", "candidatura",
            "candidati", "come candidarsi", "indirizzo web", "pagina", "pagina web", "sito candidature",
            "link pubblicazione", "indirizzo internet", "modalita di candidatura", "contatto", "contatti",
        ],
    ),
    ("status", &["stato annuncio", "stato offerta"]),
];

/// The field of each column, `None` for what is none of ours.
pub fn fields_of<'a>(header: impl Iterator<Item = &'a str>) -> Vec<Option<&'static str>> {
    let header: Vec<&str> = header.collect();
    // How plainly a column says it: the lower the better.
    let meaning = |name: &str| -> Option<(&'static str, usize)> {
        if let Some(ours) = fields::known(name.trim()) {
            return Some((ours, 0));
        }
        let folded = fold(name);
        let folded = folded.strip_suffix(" euro").or_else(|| folded.strip_suffix(" eur")).unwrap_or(&folded).to_owned();
        WORDS.iter().find_map(|(field, words)| {
            let at = words.iter().position(|word| *word == folded)?;
            Some((*field, at + 1))
        })
    };
    let meanings: Vec<_> = header.iter().map(|name| meaning(name)).collect();
    let is_plainest = |at: usize, field: &str, rank: usize| {
        let others = meanings.iter().enumerate().filter_map(|(other, found)| found.map(|found| (other, found)));
        !others.into_iter().any(|(other, (name, theirs))| name == field && (theirs, other) < (rank, at))
    };
    let chosen = meanings.iter().enumerate().map(|(at, found)| {
        let (field, rank) = (*found)?;
        // Contract and hours may well stand in several columns.
        (field == "contract" || is_plainest(at, field, rank)).then_some(field)
    });
    chosen.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(header: &str) -> Vec<&'static str> {
        fields_of(header.split(';')).into_iter().map(|field| field.unwrap_or("-")).collect()
    }

    #[test]
    fn italian_headers_are_ours() {
        assert_eq!(
            fields(
                "Rif.;TITOLO;Descrizione annuncio;Ragione sociale;Sede di lavoro;Prov.;C.A.P.;Data pubblicazione;Scadenza;N. posti;Colore"
            ),
            [
                "identifier", "title", "description", "hiring_organization", "address_locality", "address_region",
                "postal_code", "date_posted", "valid_through", "total_job_openings", "-"
            ]
        );
        assert_eq!(
            fields("Tipo contratto;Durata;Orario;RAL min (€);RAL max;Periodicità;Modalità"),
            [
                "contract", "contract", "work_hours", "base_salary_min", "base_salary_max", "base_salary_per",
                "workplace_type"
            ]
        );
        // Both could be the title; the plainer one is.
        assert_eq!(fields("Qualifica;Titolo;Mansioni"), ["-", "title", "description"]);
        assert_eq!(fields("Qualifica;Comune;Provincia;Regione"), ["title", "address_locality", "address_region", "-"]);
        assert_eq!(fields("title;date_posted;Titolo"), ["title", "date_posted", "-"]);
    }
}
