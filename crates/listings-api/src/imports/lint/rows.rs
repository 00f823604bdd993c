//! Sentences as offers have them, and what is to be said of each: half of them nothing.

use super::*;
use contract::{BaseSalary, SalaryPeriod};

/// In the text of an offer that is otherwise in order.
const TEXTS: [(&str, &str); 103] = [
    // Age.
    ("age_asked", "Età massima 35 anni, con esperienza nel settore."),
    ("age_asked", "Si richiede età compresa tra i 20 e i 30 anni."),
    ("age_asked", "Cerchiamo giovani dinamici da inserire subito."),
    ("age_asked", "Candidati under 30, disponibili su turni."),
    ("age_asked", "Requisiti: max. 40 anni, patente B."),
    ("age_asked", "Limite di età: 45 anni."),
    ("age_asked", "Età 18-29 anni, bella voce."),
    ("age_asked", "Non oltre i 50 anni."),
    ("age_asked", "Si valutano persone dai 25 ai 40 anni."),
    ("", "Esperienza di almeno 5 anni nella mansione."),
    ("", "Azienda con 30 anni di esperienza nel settore."),
    ("", "Bisogna essere maggiorenni: almeno 18 anni."),
    ("", "Contratto di apprendistato professionalizzante (18-29 anni, D.Lgs. 81/2015)."),
    ("", "Educatrici per bambini di età compresa tra 3 e 6 anni."),
    ("", "Nessun limite di età, conta la voglia di lavorare."),
    ("", "Senza limiti di età."),
    ("", "Contratto di massimo 24 mesi."),
    ("", "Team giovane e affiatato."),
    ("", "La ricerca è rivolta a persone di tutte le età e tutte le nazionalità, ai sensi dei D.Lgs. 215/03 e 216/03."),
    ("", "Assistenza a ospiti anziani dai 65 ai 90 anni."),
    ("", "Garanzia di 20 anni sui nostri prodotti."),
    ("", "Laboratori per ragazzi dai 14 ai 18 anni."),
    // Origin.
    ("origin_asked", "Solo italiani."),
    ("origin_asked", "Si richiede nazionalità italiana."),
    ("origin_asked", "Astenersi stranieri."),
    ("origin_asked", "No extracomunitari, grazie."),
    ("origin_asked", "Preferibilmente personale italiano."),
    ("origin_asked", "Persona di fede cattolica praticante."),
    ("origin_asked", "Astenersi perditempo e stranieri."),
    ("origin_asked", "Solo candidati di madrelingua italiana."),
    ("", "Ottima conoscenza dell'italiano, livello B2."),
    ("", "Prodotti di origine italiana controllata."),
    ("", "Permesso di soggiorno valido per chi non ha cittadinanza europea."),
    ("", "Madrelingua inglese per corsi aziendali."),
    ("", "Cerchiamo docente di religione cattolica."),
    ("", "Guardia giurata: cittadinanza italiana o europea come chiede la legge."),
    ("", "Aperto a ogni nazionalità."),
    ("", "Clientela italiana e straniera."),
    ("", "Cucina tipica italiana, solo ingredienti italiani."),
    // Looks.
    ("looks_asked", "È gradita bella presenza."),
    ("looks_asked", "Bell'aspetto e modi gentili."),
    ("looks_asked", "Inviare CV con foto."),
    ("looks_asked", "Allegare una foto a figura intera."),
    ("looks_asked", "Altezza minima 1,70."),
    ("looks_asked", "Taglia 42, disponibilità immediata."),
    ("looks_asked", "Niente di complicato, ma senza tatuaggi."),
    ("looks_asked", "Invia il tuo curriculum vitae con fotografia."),
    ("looks_asked", "Gradita foto."),
    ("", "Buona presenza di spirito."),
    ("", "Lavoro in presenza, due giorni da casa."),
    ("", "Buona presenza dell'azienda sul territorio nazionale."),
    ("", "Scattare foto dei prodotti per il catalogo."),
    ("", "Lavori in altezza con piattaforma."),
    ("", "Addetta al taglia e cuci."),
    ("", "Cura dell'aspetto visivo delle vetrine."),
    ("", "Fotografo con portfolio: inviare CV con foto dei propri lavori."),
    // Sex and family.
    ("gender_asked", "Cercasi ragazza per pulizie."),
    ("gender_asked", "Solo uomini, lavoro pesante."),
    ("gender_asked", "Personale femminile con esperienza."),
    ("gender_asked", "Preferibilmente nubile e senza figli."),
    ("", "Annuncio rivolto a entrambi i sessi (L. 903/77)."),
    ("", "Reparto abbigliamento donna e uomo."),
    ("", "Assistenza in reparto a donne in gravidanza."),
    ("", "Ufficiale di stato civile in Comune."),
    ("", "Allenatore della squadra femminile di pallavolo."),
    // Money.
    ("money_asked", "Quota di iscrizione di 50 euro."),
    ("money_asked", "È richiesto l'acquisto di un kit iniziale."),
    ("money_asked", "Il costo del corso è di 300 €, poi si viene assunti."),
    ("money_asked", "Formazione a pagamento prima dell'inizio."),
    ("money_asked", "Occorre versare 100 euro di cauzione."),
    ("money_asked", "Visita medica a carico del candidato."),
    ("money_asked", "Piccolo investimento iniziale richiesto."),
    ("money_asked", "Il corso costa 200 euro ed è obbligatorio."),
    ("money_asked", "È previsto un contributo di 20 euro per l'iscrizione."),
    ("", "Iscrizione al collocamento mirato (L. 68/99)."),
    ("", "Versamento dei contributi INPS ogni mese."),
    ("", "Formazione gratuita a carico dell'azienda."),
    ("", "Nessuna quota di iscrizione."),
    ("", "Gestione dei pagamenti e dei bonifici."),
    ("", "Corso di formazione pagato dall'azienda."),
    ("", "Registrare i depositi cauzionali dei clienti."),
    ("", "Ufficio acquisti: ordini a fornitori."),
    ("", "Non è richiesto alcun investimento iniziale."),
    ("", "Retribuzione con quota variabile legata ai risultati."),
    // Net pay.
    ("net_pay", "Stipendio di 1.400 euro netti al mese."),
    ("net_pay", "Retribuzione netta mensile: 1.300 €."),
    ("net_pay", "Offriamo 9 € netti l'ora."),
    ("net_pay", "1500 netti in busta."),
    ("", "Controllo del peso netto dei colli."),
    ("", "Calcolo delle buste paga dal lordo al netto."),
    ("", "Utile netto in crescita da dieci anni."),
    ("", "Retribuzione lorda di 1.600 € al mese."),
    ("", "Vendita di servizi internet alle imprese."),
    // Agreements.
    ("agreement_unknown", "Si applica il CCNL Astronauti Lunari."),
    ("agreement_unknown", "CCNL: Anpit Cisal Fantasia, livello 3."),
    ("", "CCNL Metalmeccanica industria, livello C3."),
    ("", "Inquadramento secondo il CCNL di riferimento."),
    ("", "CCNL Cooperative sociali, livello D1."),
    ("", "Il CCNL applicato è Terziario Confcommercio, IV livello."),
    ("", "CCNL Turismo - Pubblici esercizi."),
    // Authorisations.
    ("agency_without_authorisation", "Siamo un'agenzia per il lavoro con filiali in tutta Italia."),
    ("", "Agenzia per il lavoro, Aut. Min. Prot. n. 1100-SG del 26/11/2004, cerca un cuoco."),
    ("", "Contratto iniziale in somministrazione tramite agenzia per il lavoro."),
];

const TITLES: [(&str, bool); 26] = [
    ("Segretaria", true),
    ("Cameriera ai piani", true),
    ("Commessa negozio abbigliamento", true),
    ("Cercasi ragazza per bar", true),
    ("Operaio metalmeccanico", true),
    ("Addetto vendite", true),
    ("Hostess di fiera", true),
    ("Impiegata contabile", true),
    ("Educatrice asilo nido", true),
    ("Cuoco di mensa", true),
    ("Badante donna", true),
    ("Venditore", true),
    ("Infermiere", true),
    ("Segretaria/o", false),
    ("Cassiera o cassiere", false),
    ("Operaio/a metalmeccanico/a", false),
    ("Addett* vendite", false),
    ("Addettə alle vendite", false),
    ("Impiegato (m/f)", false),
    ("Cuoco/cuoca", false),
    ("Autista patente C", false),
    ("Barista", false),
    ("Elettricista", false),
    ("Idraulico", false),
    ("Addetti alle pulizie", false),
    ("Abbigliamento donna: responsabile di reparto", false),
];

const CONTACTS: [(&str, bool); 14] = [
    ("Per candidarsi telefonare al 333 1234567.", true),
    ("Chiamare il numero 051/1234567 dalle 9 alle 12.", true),
    ("Scrivere su WhatsApp al +39 347 123 4567.", true),
    ("Contattaci su Telegram.", true),
    ("Info: cell. 3331234567", true),
    ("Manda la candidatura con un messaggio WhatsApp: 3331234567.", true),
    ("Telefonare ore pasti: 06 1234 5678.", true),
    ("Telefono 051 1234567, email lavoro@officine.example.", false),
    ("Candidature su https://officine.example/lavora, tel. 051 1234567.", false),
    ("P. IVA 01234567890.", false),
    ("Risponderà alle telefonate dei clienti.", false),
    ("Autorizzazione Prot. 39/00012345.", false),
    ("Assistenza via chat e WhatsApp alla clientela.", false),
    ("Retribuzione da 18000 a 22000 euro.", false),
];

fn codes(offer: &Subject<'_>) -> Vec<&'static str> {
    check(offer).iter().map(|finding| finding.rule.code()).collect()
}

fn pay() -> BaseSalary {
    BaseSalary { min_minor: Some(160_000), max_minor: None, currency: "EUR".into(), per: SalaryPeriod::Month }
}

#[test]
fn what_a_text_says_is_found_and_what_is_innocent_is_not() {
    let pay = pay();
    let mut wrong = Vec::new();
    for (rule, text) in TEXTS {
        let offer = Subject {
            title: "Barista",
            text,
            pay: Some(&pay),
            apply_url: Some("https://a.example"),
            ..Subject::default()
        };
        let found = codes(&offer);
        let expected: Vec<_> = [rule].into_iter().filter(|rule| !rule.is_empty()).collect();
        if found != expected {
            wrong.push(format!("{text}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn titles_of_one_gender_are_found() {
    let wrong: Vec<_> =
        TITLES.iter().filter(|(title, is_one)| titles::one_gender(title, "").is_some() != *is_one).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(titles::one_gender("Segretaria", "L'offerta è rivolta a entrambi i sessi."), None);
    assert_eq!(titles::one_gender("Operaio", "Ricerca ambosessi (L. 903/77)."), None);
}

#[test]
fn a_telephone_alone_is_found() {
    let wrong: Vec<_> =
        CONTACTS.iter().filter(|(text, is_alone)| contact::by_phone_only(None, text).is_some() != *is_alone).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let telephone = "Telefonare al 333 1234567.";
    assert_eq!(contact::by_phone_only(Some("https://officine.example"), telephone), None);
    assert!(contact::by_phone_only(Some("https://wa.me/393331234567"), "").is_some());
    assert!(contact::by_phone_only(Some("tel:+393331234567"), "").is_some());
}

#[test]
fn pay_may_be_in_the_text() {
    let missing =
        |text: &str| codes(&Subject { title: "Barista", text, ..Subject::default() }).contains(&"pay_missing");
    for text in ["Si offre contratto a termine.", "Retribuzione commisurata all'esperienza.", "Buoni pasto da 8 euro."]
    {
        assert!(missing(text), "{text}");
    }
    for text in ["RAL 24.000", "Stipendio di 1.500 € lordi.", "Da 25k a 30k euro 30000", "€ 1.200 al mese"] {
        assert!(!missing(text), "{text}");
    }
}

#[test]
fn an_apprenticeship_has_an_age_by_law() {
    let offer = Subject { title: "Barista", text: "Età massima 29 anni.", ..Subject::default() };
    assert!(codes(&offer).contains(&"age_asked"));
    assert!(!codes(&Subject { is_apprenticeship: true, ..offer }).contains(&"age_asked"));
}

#[test]
fn an_agency_is_one_by_its_field_or_its_name() {
    let pay = pay();
    let offer = Subject { title: "Barista", pay: Some(&pay), ..Subject::default() };
    let found = |offer: &Subject<'_>| codes(offer).contains(&"agency_without_authorisation");
    assert!(found(&Subject { agency: Some("Ponte Lavoro"), ..offer }));
    assert!(found(&Subject { employer: Some("Ponte S.p.A. - Agenzia per il Lavoro"), ..offer }));
    assert!(!found(&Subject { agency: Some("Ponte Lavoro"), agency_authorisation: Some("1234/2020"), ..offer }));
    assert!(!found(&Subject { employer: Some("Agenzia immobiliare Ponte"), ..offer }));
    assert!(!found(&Subject { employer: Some("Officine"), ..offer }));
}

#[test]
fn each_rule_is_said_once_and_evidence_is_short() {
    let text = "Cercasi ragazza max 30 anni. Solo giovani. ".repeat(50) + &"Età massima 30 anni ".repeat(50);
    let found = check(&Subject { title: "Commessa", text: &text, ..Subject::default() });
    let codes: Vec<_> = found.iter().map(|finding| finding.rule.code()).collect();
    assert_eq!(codes, ["pay_missing", "one_gender_title", "gender_asked", "age_asked"]);
    assert!(found.iter().all(|finding| finding.evidence.chars().count() <= EVIDENCE));
}
