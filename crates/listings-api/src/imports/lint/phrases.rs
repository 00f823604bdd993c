use std::sync::LazyLock;

use super::patterns::{Pattern, Sentence};
use super::rule::Rule;

/// How a rule is broken in words, and what makes the same words innocent.
struct Phrases {
    rule: Rule,
    patterns: &'static [&'static str],
    unless: &'static [&'static str],
}

/// The same, ready to be compared.
struct Parsed {
    rule: Rule,
    patterns: Vec<Pattern>,
    unless: Vec<Pattern>,
}

static PARSED: LazyLock<Vec<Parsed>> = LazyLock::new(|| {
    let parse = |texts: &[&str]| texts.iter().map(|text| Pattern::parse(text)).collect();
    let rows = PHRASES.iter();
    rows.map(|row| Parsed { rule: row.rule, patterns: parse(row.patterns), unless: parse(row.unless) }).collect()
});

/// The first sentence that says what a rule has something against.
pub fn said(rule: Rule, sentences: &[Sentence]) -> Option<String> {
    let phrases = PARSED.iter().find(|phrases| phrases.rule == rule)?;
    let has = |sentence: &Sentence, patterns: &[Pattern]| patterns.iter().any(|pattern| sentence.fits(pattern));
    let is_meant = |sentence: &&Sentence| has(sentence, &phrases.patterns) && !has(sentence, &phrases.unless);
    sentences.iter().find(is_meant).map(|sentence| sentence.text.clone())
}

const PHRASES: [Phrases; 6] = [
    Phrases {
        rule: Rule::GenderAsked,
        patterns: &[
            "solo|esclusivamente|preferibilmente|unicamente|preferiamo . donn*|uomin*|ragazze|ragazza|femmin*|maschi|maschile|signore|signora",
            "sesso|genere femminile|maschile",
            "personale|candidat* . femminile|maschile",
            "cercasi|cerchiamo|ricerchiamo|selezioniamo|cerco|cerca . ragazza|ragazze|donna|donne|signora|signore|uomo|uomini",
            "donne|uomini|donna|uomo|ragazza|ragazze massimo|max|dai|tra|under|di|automunit*|serie|seria",
            "nubile|nubili",
            "senza figli|prole",
            "senza|assenza|privi|libera|libero .. carichi|impegni famil*",
            "non in gravidanza|coniugat*|sposat*",
            "gravidanz* in corso|prevista|previste",
            "women|men|female|male only",
            "only women|men|female|females|males",
        ],
        unless: &[
            "entrambi|ambo|ambedue", "ambosessi", "donna o uomo", "uomo o donna", "donne e|o uomini",
            "uomini e|o donne", "abbigliamento", "moda", "reparto", "spogliatoi*", "squadra", "calcio", "parrucchier*",
            "non solo",
        ],
    },
    Phrases {
        rule: Rule::AgeAsked,
        patterns: &[
            "eta .. massim*|max|inferiore|compresa|minore",
            "eta tra|fra|non|fino|ideale|preferibile|preferibilmente|preferita|dai|da|under|gradita|richiesta",
            "eta .. #a #a",
            "eta #a",
            "eta .. da|dai|tra|fra .. #a",
            "limit* .. eta",
            "giovane|giovanissima|verde eta",
            "massimo|massima|max . #a anni|enni",
            "#a anni max|massimo|massimi",
            "non oltre|superiore|superato|superati . . #a anni",
            "fino a . #a anni",
            "under #a",
            "under30|under35|under29|under28|under25|under26|under40",
            "tra|fra|dai|da|compres* . . #a . e|ai|a|ed . #a anni",
            "#a #a anni|enni",
            "cercasi|cerchiamo|ricerchiamo|selezioniamo|cerca|cerco . giovan*|ragazzi|trentenn*|ventenn*",
            "solo|esclusivamente|preferibilmente|unicamente . giovan*",
            "giovan* candidat*|risors*|ragazz*|leve",
            "no|astenersi over #a",
            "age|aged . . #a",
            "under the age of",
            "young candidates|people only",
        ],
        unless: &[
            "apprendist*",
            "tirocini*",
            "garanzia giovani",
            "servizio civile",
            "eta evolutiva",
            "bambin*|alunn*|student*|ospiti|utent*|minor*|pazient*|anzian*|adolescent*|client*|classi|ragazzi .. eta|anni|dai|tra|fra|da",
            "per|con . giovani|ragazzi",
            "anni di|d . esperienza|anzianita|attivita|storia",
            "senza .. eta",
            "nessun* .. eta",
            "non .. limit*",
            "indipendentemente",
            "prescindere",
            "qualsiasi|qualunque|ogni eta",
            "tutte le eta",
            "discriminazion*",
            "children",
            "senza limiti|limite",
        ],
    },
    Phrases {
        rule: Rule::OriginAsked,
        patterns: &[
            "solo|esclusivamente|unicamente|preferibilmente italiani|italiane|europei|comunitari",
            "solo|esclusivamente|unicamente|preferibilmente . candidat*|personale|cittadin*|persone|ragazz*|lavorator* italian*|europe*|comunitar*",
            "nazionalita|cittadinanza . italian*|europe*|comunitari*|rumen*|ucrain*|filippin*",
            "nazionalita .. italian*",
            "astenersi|esclusi|escluse .. stranier*|extracomunitar*",
            "no|niente|astenersi|esclusi|escluse . stranier*|extracomunitar*|immigrat*|african*|musulman*|rom|cinesi|albanesi",
            "non . . stranier*|extracomunitar*|immigrat*",
            "origin* italian*|europe*",
            "solo|esclusivamente|unicamente .. madrelingua italian*",
            "pelle|carnagione bianca|chiara|scura",
            "religione|fede cattolic*|cristian*|musulman*|ebraic*",
            "cattolic* praticant*",
            "italians|europeans only",
            "only italians|europeans",
            "italian nationality|nationals|citizens only",
            "no foreigners|immigrants",
        ],
        unless: &[
            "prodott*", "aliment*", "vin*", "carn*", "ingredient*", "marchio", "azienda .. origin*", "gruppo",
            "multinazional*", "societa", "denominazione", "guardi* giurat*", "concors*", "docent*", "insegnant*",
            "materie", "cucina", "permesso di soggiorno", "ogni|tutte|qualsiasi .. nazionalita|cittadinanza|origin*",
            "discriminazion*", "indipendentemente", "prescindere", "anche .. stranier*|extracomunitar*", "o permesso",
            "oppure permesso", "o . . permesso|titolo .. soggiorno", "client*", "tracciabilita", "trattament*",
        ],
    },
    Phrases {
        rule: Rule::LooksAsked,
        patterns: &[
            "bella|bellissima|buona|ottima|gradevole|piacevole|bell presenza",
            "presenza gradevole|piacevole|fisica",
            "bell|bella|gradevole|piacevole|ottimo aspetto",
            "aspetto gradevole|piacevole|fisico|giovanile",
            "foto . figura|corpo|primo",
            "foto intera|recente|tessera",
            "gradita|gradite|richiesta|obbligatoria|necessaria . foto|fotografia",
            "cv|curriculum|curricula|candidatur* .. foto|fotografia|fotografie",
            "inviare|invia|inviateci|allegare|allega|mandare|manda . foto|fotografia|fotografie",
            "taglia #|s|m|massima",
            "altezza minima|min|minimo|superiore|almeno|richiesta|non",
            "altezza #",
            "alt* almeno #",
            "fisico|corporatura|uomo|donna|ragazzo|ragazza atletic*|asciutt*|prestante|slanciat*|snell*|robust*",
            "no|senza|assenza .. tatuaggi|piercing",
            "good looking|looks",
            "attractive appearance",
        ],
        unless: &[
            "territorio", "mercato", "capillare", "online|web|digitale|social", "sede", "cantier*", "prodott*",
            "portfolio", "fotografo|fotografa|fotografi", "spirito", "senza foto", "non .. foto", "lavori .. altezza",
            "altezza .. da terra", "quota", "scaffal*", "capi", "magazzino", "abbigliamento", "event*", "sala",
            "immobil*", "annunci*", "metri", "mezzo",
        ],
    },
    Phrases {
        rule: Rule::MoneyAsked,
        patterns: &[
            "quota . . iscrizione|associativa|partecipazione|adesione|ingresso",
            "versare|versamento|versando .. euro|quota|somma|cauzione|anticipo|#",
            "deposito cauzionale",
            "cauzione . . euro|richiesta|#",
            "a carico del|della|dei|delle|di . candidat*|lavorator*|collaborator*|partecipant*|corsist*|dipendent*",
            "a tuo|vostro carico",
            "a carico tuo|vostro",
            "corso|formazione|training|affiancamento .. a pagamento",
            "kit .. acquist*",
            "acquist* .. kit|starter|campionario|licenza|divisa",
            "investimento iniziale|minimo|richiesto|personale",
            "costo . . corso|formazione|iscrizione|kit|attestato|patentino",
            "spese . segreteria|istruttoria|attivazione|registrazione",
            "paga|pagare|pagando|pagamento . . corso|kit|iscrizione|quota|attestato|formazione",
            "anticip* .. euro|denaro|somma",
            "contributo .. iscrizione|segreteria|candidatur*",
            "contributo .. euro . . iscrizione",
            "corso costa",
            "registration|application|training fee",
            "pay . . deposit|fee",
        ],
        unless: &[
            "gratuit*",
            "a carico . azienda|societa|ditta|datore|impresa",
            "a carico dell azienda",
            "a nostro carico",
            "carico nostro",
            "nessun* .. quot*|cost*|spes*|pagament*|anticip*|investiment*|cauzion*|versament*|contribut*",
            "senza .. quot*|cost*|spes*|pagament*|anticip*|investiment*|cauzion*|versament*|contribut*",
            "non .. richiest*|chied*|chiediamo|previst*|serv*|pag*|quota|versare",
            "rimborsat*",
            "client*",
            "fornitor*",
            "gestione|gestire|gestisce|verific*|registrare|incass*|ospit*|inquilin*|condomin*|tribut*",
            "pagat* dall",
            "dell azienda",
            "free",
        ],
    },
    Phrases {
        rule: Rule::NetPay,
        patterns: &[
            "euro nett*",
            "# nett*",
            "euro .. nett* al|mensil*|in|annu*|giornalier*|orari*|l|mese|ora",
            "stipendio|retribuzione|paga|compenso|salario|guadagn*|ral|mensile|mensili .. nett*",
            "nett* . . euro",
            "nett* in busta|mano",
            "net salary|pay|monthly|per",
            "# net",
            "euro net",
        ],
        unless: &[
            "peso", "fatturato", "margine", "utile", "ricavi", "patrimonio", "superficie", "calcol*", "elaborazion*",
            "cedolin*", "lordo al netto", "dal lordo", "contabil*", "kg", "mq",
        ],
    },
];
