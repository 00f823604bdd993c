use contract::FieldError;

/// The form's message for an error of the shared rules or of the API.
pub fn field(error: &FieldError) -> String {
    let text = match (error.pointer.as_str(), error.code.as_str()) {
        ("/name", "missing") => "Scrivi il tuo nome",
        ("/name", "too_long") => "Il nome è troppo lungo: al massimo 100 caratteri",
        ("/name", "link") => "Nel nome non possono stare indirizzi di siti o email; dopo un punto lascia uno spazio",
        ("/name", "mixed_scripts") => "Una parola del nome mescola due alfabeti: scrivila con le lettere di uno solo",
        ("/name", _) => "Nel nome possono stare solo lettere, spazi, apostrofi, trattini, punti e virgole",
        ("/email", "wrong_pair") => {
            "Email e password non corrispondono, oppure l’email non è ancora confermata: controlla la posta"
        }
        ("/email", "missing") => "Scrivi la tua email",
        ("/email", "too_long") => "L’email è troppo lunga: controlla di averla scritta bene",
        ("/email", _) => "Scrivi l’email per intero, per esempio nome@posta.it",
        ("/password", "missing") => "Scegli una password",
        ("/password", "blank") => "La password non può essere fatta di soli spazi",
        ("/password", "too_short") => "La password è troppo corta: servono almeno 8 caratteri",
        ("/password", "too_long") => "La password è troppo lunga: al massimo 128 caratteri",
        ("/password", "common") => "Questa password è tra le più usate: scegline un’altra",
        ("/password", "same_as_other_field") => {
            "La password non può essere il tuo nome o la tua email: scegline un’altra"
        }
        ("/password", _) => "Questa password non va bene: scegline un’altra",
        ("/place", "unconfirmed") => "Scegli il comune dall’elenco, oppure lascia vuoto il campo",
        ("/place", _) => "Non conosciamo questo comune: sceglilo dall’elenco",
        ("/current_password", "missing") => "Scrivi la password che usi adesso",
        ("/current_password", _) => "La password attuale non è giusta",
        ("/radius_km", _) => "Scegli una distanza dall’elenco",
        ("/occupations", "too_many") => "Scegli al massimo 10 ruoli",
        ("/occupations", _) => "Uno dei ruoli scelti non c’è più: controlla l’elenco",
        ("/query", _) => "Questa ricerca non si può seguire: controlla i filtri",
        ("/frequency", _) => "Scegli ogni quanto vuoi le email",
        ("/reason", _) => "Scegli che cosa non va",
        ("/note", "missing") => "Scrivi che cosa non va",
        ("/note", "invalid") => "Il testo contiene caratteri che non possiamo accettare",
        ("/note", _) => "Il testo è troppo lungo: al massimo 1.000 caratteri",
        ("/cv", "missing") => "Scegli il file del tuo curriculum",
        ("/cv", "lost") => "Il curriculum non è più su questo dispositivo: sceglilo di nuovo",
        ("/cv", "empty") => "Il file del curriculum è vuoto: scegline un altro",
        ("/cv", "too_large") => "Il curriculum è troppo grande: al massimo 5\u{a0}MB",
        ("/cv", "type_mismatch") => {
            "Il contenuto del curriculum non è quello che dice il nome del file: salvalo di nuovo, per esempio in PDF"
        }
        ("/cv", "unsafe_archive") => {
            "Il file del curriculum è danneggiato o protetto: salvalo di nuovo, per esempio in PDF"
        }
        ("/cv", _) => "Il curriculum dev’essere un file PDF, DOCX, ODT, RTF o TXT",
        ("/phone", _) => "Scrivi il telefono in cifre, per esempio 333 1234567",
        ("/message", "too_long") => "Il messaggio è troppo lungo: al massimo 2.000 caratteri",
        ("/message", _) => "Il messaggio contiene caratteri che non possiamo accettare",
        ("Idempotency-Key", _) => "Il modulo è cambiato durante l’invio: premi di nuovo il pulsante",
        _ => "Questo campo non va bene: controllalo",
    };
    text.to_owned()
}
