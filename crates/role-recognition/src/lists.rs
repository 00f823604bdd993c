//! Words that decide how a name in a title is to be understood. Compared by stem: one gender and number is enough.

/// Whoever carries one of these does something else than what is named behind it, unless the whole is a name.
pub const HEADS: &[&str] = &[
    "responsabile", "capo", "direttore", "manager", "coordinatore", "supervisore", "supervisor", "head", "chief",
    "vice", "assistente", "assistant", "ispettore", "istruttore", "team", "leader", "lead", "consulente", "consultant",
    "docente", "insegnante", "professore", "formatore", "perito", "agente", "rappresentante", "progettista", "maestro",
    "presidente", "amministratore", "controllore", "titolare", "socio", "referente", "director", "officer",
    "teamleader", "venditore", "promotore", "revisore", "praticante", "dirigente", "funzionario", "preposto",
    "advisor", "medico", "ingegnere", "quadro", "terapista", "allenatore", "animatore", "mediatore", "segretario",
    "corso", "master", "academy", "studente", "docenza", "analista", "programmatore", "guida", "architetto",
];

/// What they teach decides which group of ISCO-08 they are in: alone they mean one, with an unknown subject none.
pub const DEMANDING: &[&str] = &["docente", "insegnante", "professore", "maestro", "teacher"];

/// They say how, not what: "Operaio saldatore" is a welder.
pub const TRANSPARENT: &[&str] = &[
    "addetto", "aiuto", "aiutante", "allievo", "collaboratore", "esperto", "figura", "impiegato", "lavoratore",
    "operaio", "operatore", "personale", "professionista", "specialista", "tecnico", "apprendista", "lavorante",
    "lavoro", "mansione", "posizione", "profilo", "ruolo", "stagista", "tirocinante",
];

/// For which words another may stand at the head of a name, the likeliest first.
pub const ALIKE: &[(&str, &[&str])] = &[
    ("addetto", &["operatore", "operaio", "impiegato"]),
    ("operatore", &["addetto", "operaio"]),
    ("operaio", &["addetto", "operatore"]),
    ("impiegato", &["addetto"]),
    ("collaboratore", &["addetto", "impiegato"]),
    ("specialista", &["addetto", "impiegato"]),
    ("stage", &["addetto", "impiegato"]),
    ("stagista", &["addetto", "impiegato"]),
    ("tirocinio", &["addetto", "impiegato"]),
    ("tirocinante", &["addetto", "impiegato"]),
    ("apprendista", &["addetto", "operaio", "impiegato"]),
    ("personale", &["addetto", "operatore"]),
    ("ausiliario", &["addetto"]),
    ("lavoratore", &["operaio", "addetto"]),
];

/// Words that may stand in a name without changing it.
pub const NOISE: &[&str] = &[
    "ambito", "ambosessi", "annuncio", "apertura", "appartenente", "apprendistato", "area", "assume", "assumiamo",
    "assunzione", "categoria", "cerca", "cercasi", "cerchiamo", "concorso", "contratto", "diretto", "disponibilita",
    "esperienza", "estivo", "estate", "full", "generico", "giornata", "h", "immediato", "indeterminato", "determinato",
    "interno", "invernale", "inverno", "jr", "junior", "mansione", "notte", "notturno", "numero", "nuovo", "offerta",
    "offresi", "ore", "part", "patentino", "posizione", "protetta", "qualificato", "referenziato", "reparto",
    "ricerca", "ricercasi", "ricerchiamo", "ruolo", "selezione", "seleziona", "selezioniamo", "senior", "serale",
    "settore", "si", "sr", "stage", "stagionale", "stagione", "tempo", "time", "tirocinio", "turno", "turnista",
    "turnante", "urgente", "urgentemente", "weekend", "zona", "diurno", "volenteroso", "motivato", "automunito",
    "madrelingua", "provetto", "finito", "nostro", "nostra", "importante", "n", "nr", "sede", "citta", "provincia",
    "extra", "sostituzione", "maternita", "livello", "uomo", "donna", "esperto", "anche", "prima", "primo",
    "patentato", "patente", "ufficio", "linea", "protetto", "leggero", "pesante", "piena", "parziale", "pieno",
    "serio", "giovane", "bravo", "senza", "lavoro", "tirocinante", "stagista", "apprendista", "lavorante", "profilo",
    "figura", "neodiplomato", "neolaureato", "minimo", "anno", "anni",
];

/// Who looks for people, not who is looked for.
pub const EMPLOYERS: &[&str] = &["azienda", "cliente", "ditta", "gruppo", "impresa", "societa"];

/// "Ristorante cerca cuoco": the role comes behind.
pub const SEEKING: &[&str] =
    &["cerca", "cercano", "seleziona", "selezionano", "assume", "assumono", "ricerca", "ricercano"];

/// Adjectives and English words that are trades only where no other noun comes before them: "legale", "Officina meccanica".
pub const BARE: &[&str] = &[
    "meccanico", "chimico", "chimica", "fisico", "informatico", "grafico", "ottico", "commerciale", "sociale",
    "forestale", "marittimo", "domestico", "alimentarista", "bancario", "storico", "militare", "matematico",
    "statistico", "elettromeccanico", "metalmeccanico", "marketing", "booking", "editor", "producer", "writer",
    "author", "model", "artist", "artista", "trainer", "tester", "planner", "controller", "trader", "designer",
    "engineer", "chef", "buyer", "developer", "driver", "account", "sales", "hr", "payroll", "compliance", "warehouse",
    "seo", "copy", "visual", "wedding", "mystery", "influencer", "ux", "cybersecurity", "devops", "fundraising",
    "recruiter", "teacher", "tutor", "doctor", "nurse", "operator", "technician", "modello", "segreteria", "sartoria",
    "autolavaggio", "biglietteria", "vendemmia", "giardinaggio", "stireria", "portierato", "hse", "judge", "groom",
    "cook", "clerk", "researcher", "lecturer", "manicure", "plonge", "ausiliario", "autore", "fattore",
];

/// English names of trades that mean another when one of these follows: "Store manager", "Barista trainer".
pub const ENGLISH_HEADS: &[&str] =
    &["manager", "director", "supervisor", "leader", "coordinator", "trainer", "head", "instructor", "inspector"];

/// No vacancy, whatever else is said.
pub const NO_VACANCY: &[&str] = &[
    "candidatura spontanea", "candidature spontanee", "autocandidatura", "spontaneous application", "open application",
    "general application", "unsolicited application", "talent community", "talent pool", "lavora con noi",
    "invia il tuo cv", "inviaci il tuo cv", "invia cv", "invio curriculum", "invia candidatura", "invia curriculum",
    "invia la tua candidatura", "speculative application", "join our team", "banca dati curriculum",
    "invia il tuo curriculum", "inviaci la tua candidatura", "curriculum spontaneo", "work with us",
];

/// What stands before the role in a text.
pub const CUES: &[&str] = &[
    "cerchiamo", "ricerchiamo", "ricerca", "ricercano", "cerca", "cercano", "cercasi", "ricercasi", "selezioniamo",
    "seleziona", "selezionano", "assume", "assumiamo", "assumono", "figura", "ruolo", "posizione", "qualifica",
    "mansione", "inserire", "inserimento", "profilo", "reclutiamo", "looking", "hiring", "seeking", "recluta",
];
