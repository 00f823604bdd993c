//! Sentences that shout become sentences: first letter, then small ones. Abbreviations stay, as far as they can be known.

/// Abbreviations of Italian offers. What has no vowel, has a digit, or is a letter between points is one anyway.
const ABBREVIATIONS: &[&str] = &[
    "aci", "adas", "ade", "adr", "aec", "ai", "aia", "aica", "aifa", "anas", "anpal", "api", "apl", "asa", "asl",
    "aso", "asp", "aspp", "asst", "ata", "ateco", "ats", "aua", "aws", "bes", "bim", "blsd", "cad", "cae", "caf",
    "cam", "cap", "cda", "cdd", "ce", "cee", "cefr", "ceo", "cfo", "cig", "cigo", "cigs", "cio", "cmr", "coo", "cpi",
    "cqc", "crm", "cse", "cud", "cup", "cv", "dae", "ddt", "doc", "docg", "dop", "dpi", "dsa", "dsga", "dui", "durc",
    "ecdl", "ecg", "ecm", "edi", "eipass", "enac", "epi", "erp", "eu", "fad", "fao", "fap", "fea", "fem", "fir", "gdo",
    "gis", "gpl", "gse", "haccp", "hmi", "hvac", "iata", "iban", "ict", "ied", "ifts", "igp", "imu", "inail", "inps",
    "iot", "ip", "irap", "irpef", "isee", "iso", "istat", "it", "iti", "itis", "its", "iva", "ivass", "kpi", "lan",
    "lim", "lis", "lul", "mag", "mba", "mbo", "mes", "mig", "miur", "mim", "mud", "naspi", "ocf", "oem", "oepac",
    "ong", "osa", "osp", "oss", "osss", "ota", "pa", "pai", "pav", "pei", "pes", "piva", "pmi", "pnrr", "pos", "raee",
    "ral", "ram", "rea", "rls", "rsa", "rspp", "rsu", "rup", "sap", "sas", "scia", "sem", "seo", "sia", "siae", "siem",
    "soa", "soc", "spa", "spi", "srl", "ssd", "suap", "tac", "tari", "tia", "tig", "ue", "ui", "uil", "ulss", "uni",
    "unep", "usa", "usb", "uta", "ux", "via", "vip", "voip", "wan", "wms", "ohsas", "emas", "efqm", "eso", "aut",
    "oei", "hse", "qhse",
];

/// Of these, what is a common word too stays one.
const COMMON: &[&str] = &["via", "doc", "cap", "mag", "aut", "soc", "pa", "eso", "spi", "ade", "vip"];

/// Names that begin with a capital letter wherever they stand.
const NAMES: &[&str] = &[
    "abruzzo", "basilicata", "calabria", "campania", "emilia", "romagna", "friuli", "giulia", "lazio", "liguria",
    "lombardia", "molise", "piemonte", "puglia", "sardegna", "sicilia", "toscana", "trentino", "umbria", "veneto",
    "italia", "europa", "roma", "milano", "napoli", "torino", "palermo", "genova", "bologna", "firenze", "bari",
    "catania", "venezia", "verona", "messina", "padova", "trieste", "brescia", "parma", "modena", "reggio", "perugia",
    "ravenna", "livorno", "cagliari", "foggia", "rimini", "salerno", "ferrara", "sassari", "latina", "monza",
    "brianza", "siracusa", "pescara", "bergamo", "forlì", "trento", "vicenza", "terni", "bolzano", "novara",
    "piacenza", "ancona", "andria", "arezzo", "udine", "cesena", "lecce", "pesaro", "alessandria", "pisa", "pistoia",
    "lucca", "brindisi", "treviso", "como", "varese", "cremona", "pavia", "mantova", "savona", "imperia", "spezia",
    "cuneo", "asti", "biella", "vercelli", "verbania", "aosta", "sondrio", "lecco", "belluno", "rovigo", "pordenone",
    "gorizia", "siena", "grosseto", "macerata", "ascoli", "fermo", "viterbo", "rieti", "frosinone", "aquila", "teramo",
    "chieti", "campobasso", "isernia", "caserta", "benevento", "avellino", "taranto", "matera", "cosenza", "catanzaro",
    "crotone", "trapani", "agrigento", "caltanissetta", "enna", "ragusa", "nuoro", "oristano",
];

/// A line of escaped HTML (its inline tags and the entities `&amp;`, `&lt;`, `&gt;` stay as they are).
pub fn calmed(line: &str) -> String {
    if !line.contains(|c: char| c.is_uppercase()) {
        return line.to_owned();
    }
    let pieces = pieces(line);
    let mut calm = String::with_capacity(line.len());
    for sentence in sentences(&pieces) {
        if is_shouting(sentence) {
            let start = calm.len();
            lower(sentence, &mut calm);
            lower_addresses(&mut calm, start);
        } else {
            sentence.iter().for_each(|piece| calm.push_str(piece.text));
        }
    }
    calm
}

/// "WWW.DITTA.IT", "INFO@DITTA.IT".
fn lower_addresses(calm: &mut String, start: usize) {
    let sentence = calm.split_off(start);
    for word in sentence.split_inclusive(' ') {
        let small = word.to_lowercase();
        let is_address = small.contains('@') || small.contains("www.") || small.contains("http");
        calm.push_str(if is_address { &small } else { word });
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    /// A tag or an entity.
    Markup,
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    kind: Kind,
    text: &'a str,
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let (kind, end) = match c {
            '<' => (Kind::Markup, rest.find('>').map_or(rest.len(), |at| at + 1)),
            '&' if rest.find(';').is_some_and(|at| at <= 5) => (Kind::Markup, rest.find(';').map_or(1, |at| at + 1)),
            c if c.is_alphanumeric() => (Kind::Word, rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())),
            c => (Kind::Other, c.len_utf8()),
        };
        let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        pieces.push(Piece { kind, text });
        rest = after;
    }
    pieces
}

/// Up to a full stop, an exclamation or a question mark with a blank behind it.
fn sentences<'a, 'b>(pieces: &'a [Piece<'b>]) -> Vec<&'a [Piece<'b>]> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|at| pieces.get(at));
        // The point of "S.P.A." ends nothing.
        let is_letter = previous.is_some_and(|word| word.kind == Kind::Word && word.text.chars().count() == 1);
        let names_class = at.checked_sub(3).and_then(|at| pieces.get(at)).is_some_and(|word| is_class(word.text));
        let is_abbreviated = piece.text == "." && is_letter && !names_class;
        let has_blank = pieces.get(at + 1).is_none_or(|next| next.text.starts_with(char::is_whitespace));
        if matches!(piece.text, "." | "!" | "?") && has_blank && !is_abbreviated {
            sentences.push(pieces.get(start..=at).unwrap_or_default());
            start = at + 1;
        }
    }
    sentences.push(pieces.get(start..).unwrap_or_default());
    sentences
}

/// Capital letters alone, and at least one word among them that is no abbreviation.
fn is_shouting(sentence: &[Piece<'_>]) -> bool {
    let words = || sentence.iter().filter(|piece| piece.kind == Kind::Word).map(|piece| piece.text);
    let letters = |is: fn(char) -> bool| words().flat_map(str::chars).filter(|c| is(*c)).count();
    let (upper, small) = (letters(char::is_uppercase), letters(char::is_lowercase));
    // "CERCHIAMO 3 OPERAI a Bergamo" shouts too.
    let is_loud = upper >= 5 && small * 9 <= upper;
    let spoken = |least: usize| {
        words()
            .filter(move |word| {
                word.chars().count() >= least && word.chars().all(char::is_uppercase) && !is_abbreviation(word)
            })
            .count()
    };
    is_loud && (spoken(4) > 0 || spoken(3) > 1)
}

/// What a single letter may name: "patente C".
fn is_class(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "patente" | "patenti" | "cat" | "categoria" | "classe" | "livello")
}

fn is_abbreviation(word: &str) -> bool {
    let small = word.to_lowercase();
    let has_vowel = small.contains(['a', 'e', 'i', 'o', 'u', 'à', 'è', 'é', 'ì', 'ò', 'ù', 'y']);
    word.contains(|c: char| c.is_ascii_digit())
        || (!has_vowel && word.chars().count() > 1)
        || (ABBREVIATIONS.contains(&small.as_str()) && !COMMON.contains(&small.as_str()))
        || is_roman(&small)
}

/// "II", "III", "IV", "VI" to "XX"; "I" is an article, "MI" a province and a pronoun.
fn is_roman(small: &str) -> bool {
    matches!(small, "ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "ix" | "xi" | "xii" | "xiv" | "xv")
}

fn lower(sentence: &[Piece<'_>], calm: &mut String) {
    let mut is_first = true;
    for (at, piece) in sentence.iter().enumerate() {
        if piece.kind != Kind::Word {
            calm.push_str(piece.text);
            continue;
        }
        let neighbour = |offset: isize| {
            at.checked_add_signed(offset).and_then(|at| sentence.get(at)).map_or("", |piece| piece.text)
        };
        let is_letter = piece.text.chars().count() == 1;
        // "S.R.L.", "P.IVA", "PATENTE C"; "L'AZIENDA" and "E", "A", "O" are words.
        let is_dotted = is_letter
            && (neighbour(1) == "."
                && neighbour(2).chars().count() <= 3
                && neighbour(2).chars().all(char::is_alphabetic)
                && !neighbour(2).is_empty()
                || neighbour(-1) == "." && neighbour(-2).chars().count() == 1);
        let is_bare_letter =
            is_letter && !matches!(neighbour(1), "'" | "’") && !matches!(piece.text, "E" | "A" | "O" | "I" | "È" | "À");
        let is_class = is_letter && is_class(neighbour(-2));
        // The province in brackets: "(BG)".
        let is_province = piece.text.chars().count() == 2 && neighbour(-1) == "(" && neighbour(1) == ")";
        let small = piece.text.to_lowercase();
        if is_dotted || is_class || is_province || is_bare_letter || is_abbreviation(piece.text) {
            calm.push_str(piece.text);
        } else if is_first || neighbour(-2) == "CCNL" || NAMES.contains(&small.as_str()) {
            let mut chars = small.chars();
            calm.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            calm.push_str(chars.as_str());
        } else {
            calm.push_str(&small);
        }
        is_first = false;
    }
}
