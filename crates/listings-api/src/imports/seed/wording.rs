//! What made-up offers say.

use serde_json::{Value, json};

use super::random::Random;
use super::trades::Trade;

const OPENINGS: [&str; 6] = [
    "Siamo un’azienda di famiglia e cerchiamo una persona da inserire stabilmente.",
    "Per un cliente della zona cerchiamo persone serie e puntuali.",
    "La squadra cresce e abbiamo bisogno di rinforzi.",
    "Cerchiamo una persona che resti: si entra con un affiancamento di due settimane.",
    "Apriamo una nuova sede e formiamo il gruppo da zero.",
    "Il lavoro aumenta con la stagione e cerchiamo chi voglia imparare.",
];
const ASKED: [&str; 10] = [
    "Chiediamo precisione e voglia di fare.",
    "Non serve esperienza: insegniamo noi il mestiere.",
    "Serve almeno un anno di esperienza nello stesso ruolo.",
    "È importante saper lavorare in gruppo e rispettare gli orari.",
    "Chiediamo italiano buono e un po’ di inglese.",
    "La patente B è necessaria, la sede non è servita dai mezzi.",
    "Gradita la residenza in zona.",
    "Chi ha il patentino parte avvantaggiato.",
    "Si valuta anche chi è alla prima occupazione.",
    "È richiesta disponibilità al sabato.",
];
const OFFERED: [&str; 8] = [
    "Offriamo contratto regolare, straordinari pagati e ferie programmate.",
    "La paga segue il contratto nazionale, con premio di risultato.",
    "Ci sono buoni pasto e parcheggio interno.",
    "Dopo i primi mesi è prevista l’assunzione a tempo indeterminato.",
    "Gli orari si sanno con due settimane di anticipo.",
    "Formazione sulla sicurezza a carico nostro.",
    "La selezione è breve: una telefonata e un colloquio in sede.",
    "Si lavora dal lunedì al venerdì, con due turni a rotazione.",
];
const REQUIREMENTS: [&str; 10] = [
    "Patente B", "Diploma di scuola superiore", "Esperienza nel ruolo", "Disponibilità ai turni", "Uso del computer",
    "Patentino del muletto", "Inglese scritto", "Residenza in zona", "Attestato HACCP", "Qualifica professionale",
];
const FIRST: [&str; 24] = [
    "Officine", "Logistica", "Gruppo", "Cooperativa", "Molino", "Cantieri", "Trasporti", "Servizi", "Mercato", "Hotel",
    "Ristorante", "Centro", "Studio", "Cartiera", "Tessitura", "Caseificio", "Fonderia", "Impianti", "Farmacia",
    "Villa", "Panificio", "Grafiche", "Ceramiche", "Vivai",
];
const SECOND: [&str; 32] = [
    "Lambro", "Adda", "Ticino", "Brenta", "Piave", "Arno", "Tevere", "Volturno", "Etna", "Vesuvio", "Monviso", "Garda",
    "Aurora", "Stella", "Ponente", "Levante", "San Marco", "Santa Rita", "del Borgo", "Bellavista", "Nord Ovest",
    "Tirreno", "Adriatica", "Sabina", "Riviera", "Valle Verde", "Tre Ponti", "La Rocca", "Il Faro", "Moderna",
    "Padana", "Mediterranea",
];
const FORMS: [&str; 4] = ["S.r.l.", "S.p.A.", "S.n.c.", "Soc. Coop."];
const AGENCIES: [(&str, &str); 8] = [
    ("Ponte Lavoro S.p.A.", "Aut. Min. Prot. 0000123 del 12/03/2019 (dato di prova)"),
    ("Passerella Lavoro S.p.A.", "Aut. Min. Prot. 0000207 del 04/06/2018 (dato di prova)"),
    ("Agenzia Meridiana S.p.A.", "Aut. Min. Prot. 0000311 del 21/01/2016 (dato di prova)"),
    ("Lavoro Sicuro S.r.l.", "Aut. Min. Prot. 0000402 del 09/09/2020 (dato di prova)"),
    ("Incontro S.p.A.", "Aut. Min. Prot. 0000518 del 30/11/2015 (dato di prova)"),
    ("Risorse Vive S.p.A.", "Aut. Min. Prot. 0000624 del 17/05/2017 (dato di prova)"),
    ("Traguardo Lavoro S.r.l.", "Aut. Min. Prot. 0000733 del 02/02/2021 (dato di prova)"),
    ("Nuova Officina del Lavoro S.p.A.", "Aut. Min. Prot. 0000845 del 25/10/2014 (dato di prova)"),
];

pub fn description(trade: &Trade, random: &mut Random) -> String {
    let tasks: String =
        trade.tasks.iter().filter(|_| random.percent(75)).map(|task| format!("<li>{task};</li>")).collect();
    let [opening, asked, other, offered, more] = [
        random.pick(&OPENINGS),
        random.pick(&ASKED),
        random.pick(&ASKED),
        random.pick(&OFFERED),
        random.pick(&OFFERED),
    ];
    format!("<p>{opening}</p><p>Ti occuperai di:</p><ul>{tasks}</ul><p>{asked} {other}</p><p>{offered} {more}</p>")
}

/// One of some three thousand, by a number.
pub fn employer(number: u64) -> String {
    let mut random = Random::new(number);
    format!("{} {} {}", random.pick(&FIRST), random.pick(&SECOND), random.pick(&FORMS))
}

/// Name and authorisation of an agency, for four offers in ten.
pub fn agency(random: &mut Random) -> Option<(&'static str, &'static str)> {
    random.percent(40).then(|| random.pick(&AGENCIES))
}

pub fn contract_term(is_agency: bool, random: &mut Random) -> &'static str {
    match random.below(100) {
        0..50 if is_agency => "agency_work",
        0..35 => "permanent",
        35..75 => "fixed_term",
        75..83 => "apprenticeship",
        83..88 => "internship",
        88..96 => "seasonal",
        _ => "on_call",
    }
}

pub fn shifts(random: &mut Random) -> Value {
    match random.below(10) {
        0..4 => json!(["weekday", "day"]),
        4..6 => json!(["weekday", "rotating"]),
        6 => json!(["weekend", "evening"]),
        7 => json!(["night"]),
        8 => json!(["weekday", "weekend", "day", "evening"]),
        _ => json!([]),
    }
}

pub fn requirements(random: &mut Random) -> Value {
    let count = random.below(4);
    (0..count).map(|_| json!({"text": random.pick(&REQUIREMENTS), "necessary": random.percent(60)})).collect()
}
