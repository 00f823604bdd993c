//! Pairs of offers: 20 that are one job, 20 that are two.

use super::*;
use Duplicate::{OtherPlace, SamePlace};

/// Title, employer, agency, place, text. Empty: not given.
type Offer = (&'static str, &'static str, &'static str, &'static str, &'static str);

const WAREHOUSE: &str = "Cerchiamo una persona per il magazzino di ricambi. Ti occuperai di ricevere la merce, preparare gli \
    ordini con il palmare, caricare i furgoni e tenere in ordine gli scaffali. Chiediamo il patentino del muletto e \
    disponibilità su due turni. Offriamo contratto a termine di sei mesi con possibilità di proroga, mensa e parcheggio.";
const WAREHOUSE_EDITED: &str = "Per il nostro magazzino di ricambi cerchiamo una persona. Ti occuperai di ricevere la merce, \
    preparare gli ordini con il palmare, caricare i furgoni e tenere in ordine gli scaffali. Chiediamo il patentino del \
    muletto e disponibilità su due turni. Contratto iniziale di sei mesi, poi possibile proroga. Mensa e parcheggio.";
const WAREHOUSE_CUT: &str = "Cerchiamo una persona per il magazzino di ricambi. Ti occuperai di ricevere la merce, preparare \
    gli ordini con il palmare, caricare i furgoni…";
const CASHIER: &str = "Il supermercato assume personale per la barriera casse. Le attività sono: accoglienza dei clienti, \
    registrazione degli acquisti, gestione dei resi, chiusura di cassa e rifornimento dei prodotti vicino alle casse. \
    Servono precisione, cortesia e disponibilità a lavorare nei fine settimana. Si offre contratto CCNL Distribuzione moderna.";
const COOK: &str = "La cucina prepara trecento pasti al giorno per le scuole. Cerchiamo chi segua i primi piatti e le diete \
    speciali, rispetti le procedure HACCP e coordini due aiutanti. Orario dal lunedì al venerdì dalle sette alle quindici. \
    Contratto a tempo indeterminato dopo il periodo di prova, divisa fornita e pasto compreso.";
const DEVELOPER: &str = "Entrerai in un gruppo di otto persone che sviluppa il gestionale delle nostre cliniche. Lavorerai su \
    servizi e interfacce, scriverai prove automatiche e parteciperai alle revisioni del codice. Usiamo Rust e PostgreSQL. \
    Due giorni in ufficio alla settimana, formazione pagata, RAL da concordare secondo esperienza.";
const DEVELOPER_PHP: &str = "Entrerai in un gruppo di otto persone che sviluppa il gestionale delle nostre cliniche. \
    Lavorerai su servizi e interfacce, scriverai prove automatiche e parteciperai alle revisioni del codice. Usiamo PHP e \
    MySQL. Due giorni in ufficio alla settimana, formazione pagata, RAL da concordare secondo esperienza.";
const GREENS: &str = "Il reparto ortofrutta cerca chi sappia preparare i banchi, controllare la freschezza della frutta, \
    servire i clienti e seguire gli ordini. Si lavora su sei giorni con turni anche domenicali. Contratto a termine di un \
    anno, part time di ventiquattro ore settimanali, con formazione iniziale in un negozio vicino.";
const FISH: &str = "Il reparto pescheria cerca chi sappia preparare i banchi, controllare la freschezza del pesce, servire i \
    clienti e seguire gli ordini. Si lavora su sei giorni con turni anche domenicali. Contratto a termine di un anno, part \
    time di ventiquattro ore settimanali, con formazione iniziale in un negozio vicino.";
const CARE: &str = "La residenza accoglie ottanta anziani. Chi cerchiamo aiuta gli ospiti nell'igiene, nei pasti e nella \
    mobilità, compila le consegne e collabora con l'équipe sanitaria. Serve la qualifica OSS. Turni su ventiquattro ore con \
    due riposi alla settimana, contratto UNEBA e alloggio disponibile per chi viene da fuori.";
const DRIVER: &str = "Consegne giornaliere di alimentari con mezzo frigorifero tra i punti vendita della provincia. Chiediamo \
    patente C con CQC, conoscenza della zona e disponibilità a partire alle quattro del mattino. Inquadramento CCNL \
    Logistica, buoni pasto e straordinari pagati, mezzi nuovi e rientro ogni giorno.";
const SHORT: &str = "Contattaci per informazioni.";

const SAME: [(Offer, Offer, Duplicate); 20] = [
    // From two sources.
    (
        ("Magazziniere", "Ricambi Adda S.r.l.", "", "lodi-lo", WAREHOUSE),
        ("MAGAZZINIERE (M/F)", "RICAMBI ADDA SRL", "", "lodi-lo", WAREHOUSE),
        SamePlace,
    ),
    (
        ("Magazziniere/a", "Ricambi Adda", "", "lodi-lo", WAREHOUSE),
        ("Magazziniere con patentino", "Ricambi Adda S.r.l.", "", "lodi-lo", WAREHOUSE_EDITED),
        SamePlace,
    ),
    (
        ("Magazziniere", "Ricambi Adda", "", "lodi-lo", WAREHOUSE),
        ("Magazziniere - Lodi - rif. 4471", "Ricambi Adda", "", "lodi-lo", WAREHOUSE_CUT),
        SamePlace,
    ),
    (
        ("Cassiera o cassiere", "Mercato Verde S.p.A.", "", "pavia-pv", CASHIER),
        ("Cassiere", "Mercato Verde", "", "pavia-pv", CASHIER),
        SamePlace,
    ),
    (
        ("Addetti cassa", "Mercato Verde", "", "pavia-pv", CASHIER),
        ("Addetta alla cassa", "Mercato Verde", "", "Pavia (PV)", CASHIER),
        SamePlace,
    ),
    (
        ("Cuoco mensa scolastica", "Mense del Po", "", "cremona-cr", COOK),
        ("Cuoca/o di mensa scolastica", "Mense del Po Soc. Coop.", "", "cremona-cr", COOK),
        SamePlace,
    ),
    (
        ("Sviluppatore Rust", "Cliniche Unite", "", "milano-mi", DEVELOPER),
        ("Sviluppatrice/sviluppatore Rust", "Cliniche Unite S.p.A.", "", "milano-mi", DEVELOPER),
        SamePlace,
    ),
    (
        ("OSS", "Residenza I Tigli", "", "asti-at", CARE),
        ("OSS (f/m/d)", "Residenza I Tigli", "", "asti-at", CARE),
        SamePlace,
    ),
    (
        ("Autista patente C", "Freschi Trasporti", "", "bari-ba", DRIVER),
        ("Autista patente C - urgente!", "Freschi Trasporti s.r.l.", "", "bari-ba", DRIVER),
        SamePlace,
    ),
    // Through an agency, and of the firm behind it.
    (
        ("Magazziniere", "", "Ponte Lavoro", "lodi-lo", WAREHOUSE),
        ("Magazziniere", "", "Ponte Lavoro S.p.A.", "lodi-lo", WAREHOUSE_EDITED),
        SamePlace,
    ),
    (("Cuoco", "Mense del Po", "", "cremona-cr", COOK), ("Cuoco", "", "Ponte Lavoro", "cremona-cr", COOK), SamePlace),
    // Nobody is named.
    (("Autista", "", "", "bari-ba", DRIVER), ("Autista", "", "", "bari-ba", DRIVER), SamePlace),
    (("Autista C", "Freschi Trasporti", "", "bari-ba", DRIVER), ("Autista C", "", "", "bari-ba", DRIVER), SamePlace),
    // Recycled, with another number.
    (
        ("Offerta di lavoro: OSS cod. 8812", "Residenza I Tigli", "", "asti-at", CARE),
        ("OSS cod. 9120", "Residenza I Tigli", "", "asti-at", CARE),
        SamePlace,
    ),
    (
        ("Cassiere supermercato", "Mercato Verde", "", "pavia-pv", CASHIER),
        ("Cassiere supermercato - nuova apertura", "Mercato Verde", "", "pavia-pv", CASHIER),
        SamePlace,
    ),
    // For many towns.
    (
        ("Cassiere Pavia", "Mercato Verde", "", "Pavia", CASHIER),
        ("Cassiere Lodi", "Mercato Verde", "", "Lodi", CASHIER),
        OtherPlace,
    ),
    (
        ("Magazziniere", "", "Ponte Lavoro", "Lodi", WAREHOUSE),
        ("Magazziniere", "", "Ponte Lavoro", "Crema", WAREHOUSE),
        OtherPlace,
    ),
    (
        ("Autista patente C", "Freschi Trasporti", "", "Bari", DRIVER),
        ("Autista patente C", "Freschi Trasporti", "", "Taranto", DRIVER),
        OtherPlace,
    ),
    (
        ("OSS - Asti", "Residenza I Tigli", "", "Asti", CARE),
        ("OSS - Alba", "Residenza I Tigli", "", "Alba", CARE),
        OtherPlace,
    ),
    // One of them does not say where.
    (
        ("Sviluppatore Rust", "Cliniche Unite", "", "milano-mi", DEVELOPER),
        ("Sviluppatore Rust", "Cliniche Unite", "", "", DEVELOPER),
        SamePlace,
    ),
];

const DIFFERENT: [(Offer, Offer); 20] = [
    // Another job of the same employer.
    (
        ("Magazziniere", "Ricambi Adda", "", "lodi-lo", WAREHOUSE),
        ("Autista patente C", "Ricambi Adda", "", "lodi-lo", DRIVER),
    ),
    (
        ("Addetto ortofrutta", "Mercato Verde", "", "pavia-pv", GREENS),
        ("Addetto pescheria", "Mercato Verde", "", "pavia-pv", FISH),
    ),
    (
        ("Sviluppatore Rust", "Cliniche Unite", "", "milano-mi", DEVELOPER),
        ("Sviluppatore PHP", "Cliniche Unite", "", "milano-mi", DEVELOPER_PHP),
    ),
    (("Cuoco", "Mense del Po", "", "cremona-cr", COOK), ("Aiuto cuoco", "Mense del Po", "", "cremona-cr", COOK)),
    (
        ("Cassiere part time", "Mercato Verde", "", "pavia-pv", CASHIER),
        ("Cassiere full time", "Mercato Verde", "", "pavia-pv", CASHIER),
    ),
    (("OSS", "Residenza I Tigli", "", "asti-at", CARE), ("OSS notte", "Residenza I Tigli", "", "asti-at", CARE)),
    (
        ("Magazziniere", "Ricambi Adda", "", "lodi-lo", WAREHOUSE),
        ("Responsabile magazziniere", "Ricambi Adda", "", "lodi-lo", WAREHOUSE),
    ),
    (
        ("Sviluppatore junior", "Cliniche Unite", "", "milano-mi", DEVELOPER),
        ("Sviluppatore senior", "Cliniche Unite", "", "milano-mi", DEVELOPER),
    ),
    (
        ("Sviluppatore Rust", "Cliniche Unite", "", "milano-mi", DEVELOPER),
        ("Stage sviluppatore Rust", "Cliniche Unite", "", "milano-mi", DEVELOPER),
    ),
    // The same title of somebody else.
    (
        ("Magazziniere", "Ricambi Adda", "", "lodi-lo", WAREHOUSE),
        ("Magazziniere", "Logistica Serio", "", "lodi-lo", WAREHOUSE_EDITED),
    ),
    (("OSS", "Residenza I Tigli", "", "asti-at", CARE), ("OSS", "Residenza Le Betulle", "", "asti-at", CARE)),
    (("Cassiere", "Mercato Verde", "", "pavia-pv", CASHIER), ("Cassiere", "Iper Ticino", "", "pavia-pv", CASHIER)),
    // The same title elsewhere, with a text of its own.
    (
        ("Autista patente C", "Freschi Trasporti", "", "bari-ba", DRIVER),
        ("Autista patente C", "Freschi Trasporti", "", "foggia-fg", WAREHOUSE),
    ),
    (("Cuoco", "Mense del Po", "", "cremona-cr", COOK), ("Cuoco", "Mense del Po", "", "piacenza-pc", CARE)),
    (("Autista", "", "", "bari-ba", DRIVER), ("Autista", "", "", "lecce-le", DRIVER)),
    // The same title and place, another text.
    (
        ("Magazziniere", "", "Ponte Lavoro", "lodi-lo", WAREHOUSE),
        ("Magazziniere", "", "Ponte Lavoro", "lodi-lo", DRIVER),
    ),
    (("Impiegato", "", "Ponte Lavoro", "lodi-lo", CASHIER), ("Impiegato", "", "Ponte Lavoro", "lodi-lo", COOK)),
    // Texts that say nothing.
    (("Barista", "", "", "asti-at", SHORT), ("Barista", "", "", "asti-at", SHORT)),
    (("Cameriere", "Bar Sport", "", "Asti", SHORT), ("Cameriere", "Bar Sport", "", "Alba", SHORT)),
    (("Magazziniere", "Ricambi Adda", "", "lodi-lo", ""), ("Cassiere", "Ricambi Adda", "", "lodi-lo", "")),
];

fn print((title, employer, agency, place, text): Offer) -> Fingerprint {
    let given = |text: &'static str| (!text.is_empty()).then_some(text);
    Fingerprint::of(&Posting {
        title,
        employer: given(employer),
        agency: given(agency),
        place: given(place),
        text,
        ..Posting::default()
    })
}

#[test]
fn pairs_are_told_apart_whichever_comes_first() {
    let mut wrong = Vec::new();
    let pairs = SAME.iter().map(|(a, b, what)| (a, b, Some(*what)));
    for (a, b, expected) in pairs.chain(DIFFERENT.iter().map(|(a, b)| (a, b, None))) {
        let (one, two) = (print(*a), print(*b));
        for found in [compare(&one, &two), compare(&two, &one)] {
            if found != expected {
                wrong.push(format!("{:?} {:?}: {found:?}, not {expected:?}", (a.0, a.1, a.3), (b.0, b.1, b.3)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_pair_of_one_job_shares_a_key() {
    for (a, b, _) in SAME {
        let keys = print(a).keys();
        assert!(print(b).keys().iter().any(|key| keys.contains(key)), "{} {}", a.0, b.0);
    }
}

#[test]
fn of_ten_towns_one_is_shown() {
    let towns = ["Pavia", "Lodi", "Crema", "Asti", "Alba", "Bra", "Como", "Lecco", "Monza", "Varese"];
    let mut offers: Vec<_> = towns.iter().map(|town| print(("Cassiere", "Mercato Verde", "", town, CASHIER))).collect();
    offers.push(print(("OSS", "Residenza I Tigli", "", "asti-at", CARE)));
    let mut groups = Groups::default();
    let behind: Vec<_> = offers.into_iter().zip(1..).map(|(offer, line)| groups.add(line, offer)).collect();
    assert_eq!(behind[0], None);
    assert!(behind[1..10].iter().all(|first| *first == Some((1, OtherPlace))), "{behind:?}");
    assert_eq!(behind[10], None);
}

#[test]
fn hours_that_differ_make_two_jobs() {
    let offer = |employment_type| {
        Fingerprint::of(&Posting {
            title: "Cassiere",
            employer: Some("Mercato Verde"),
            place: Some("pavia-pv"),
            text: CASHIER,
            employment_type,
            ..Posting::default()
        })
    };
    assert_eq!(compare(&offer(Some("PART_TIME")), &offer(Some("FULL_TIME"))), None);
    assert_eq!(compare(&offer(Some("PART_TIME")), &offer(None)), Some(SamePlace));
}
