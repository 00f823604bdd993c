use std::str::FromStr;

/// What an offer may have against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    PayMissing,
    NetPay,
    PayBelowAgreement,
    AgreementUnknown,
    AgencyWithoutAuthorisation,
    OneGenderTitle,
    GenderAsked,
    AgeAsked,
    OriginAsked,
    LooksAsked,
    MoneyAsked,
    ContactByPhoneOnly,
}

/// The language that findings are explained in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Italian,
    English,
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "it" => Ok(Self::Italian),
            "en" => Ok(Self::English),
            other => Err(format!("\"{other}\" is neither it nor en")),
        }
    }
}

impl Language {
    /// That of the environment, as other programs of the terminal find it.
    pub fn of_environment() -> Self {
        let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        let named = variables.into_iter().find(|value| !value.is_empty());
        if named.is_some_and(|value| value.starts_with("it")) { Self::Italian } else { Self::English }
    }
}

/// A rule in words: where it is written, what is wrong, what to do.
struct Words {
    code: &'static str,
    source: &'static str,
    wrong: [&'static str; 2],
    advice: [&'static str; 2],
}

impl Rule {
    pub const ALL: [Self; 12] = [
        Self::PayMissing,
        Self::NetPay,
        Self::PayBelowAgreement,
        Self::AgreementUnknown,
        Self::AgencyWithoutAuthorisation,
        Self::OneGenderTitle,
        Self::GenderAsked,
        Self::AgeAsked,
        Self::OriginAsked,
        Self::LooksAsked,
        Self::MoneyAsked,
        Self::ContactByPhoneOnly,
    ];

    /// As reports name it.
    pub fn code(self) -> &'static str {
        self.words().code
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// What is wrong, with its evidence, the law and what to do, in one line.
    pub fn explain(self, evidence: &str, language: Language) -> String {
        let Words { source, wrong, advice, .. } = self.words();
        let [italian, english] = [0, 1].map(|at| (wrong.get(at).copied(), advice.get(at).copied()));
        let (wrong, advice) = if language == Language::Italian { italian } else { english };
        let (wrong, advice) = (wrong.unwrap_or_default(), advice.unwrap_or_default());
        let evidence = if evidence.is_empty() { String::new() } else { format!(" («{evidence}»)") };
        format!("{wrong}{evidence} [{source}]. {advice}")
    }

    fn words(self) -> Words {
        match self {
            Self::PayMissing => Words {
                code: "pay_missing",
                source: "Dir. (UE) 2023/970, art. 5",
                wrong: ["Manca la retribuzione", "The pay is missing"],
                advice: [
                    "Indica la retribuzione lorda iniziale o la sua fascia.",
                    "Give the gross initial pay or its range.",
                ],
            },
            Self::NetPay => Words {
                code: "net_pay",
                source: "Dir. (UE) 2023/970, art. 3 e 5",
                wrong: ["La retribuzione è indicata al netto", "The pay is given net"],
                advice: [
                    "Indica l'importo lordo: il netto dipende dalla persona.",
                    "Give the gross figure: the net one depends on the person.",
                ],
            },
            Self::PayBelowAgreement => Words {
                code: "pay_below_agreement",
                source: "Costituzione, art. 36; tabelle del CCNL",
                wrong: ["La retribuzione è sotto il minimo del CCNL", "The pay is below the minimum of the agreement"],
                advice: ["Controlla importo, livello e orario.", "Check figure, level and hours."],
            },
            Self::AgreementUnknown => Words {
                code: "agreement_unknown",
                source: "Dir. (UE) 2023/970, art. 5; archivio CCNL del CNEL",
                wrong: ["Il CCNL non si riconosce", "The collective agreement is not known"],
                advice: [
                    "Scrivi il nome del contratto come nell'archivio del CNEL, con il livello.",
                    "Name the agreement as the archive of CNEL does, with the level.",
                ],
            },
            Self::AgencyWithoutAuthorisation => Words {
                code: "agency_without_authorisation",
                source: "D.Lgs. 276/2003, art. 4 e 9",
                wrong: ["L'agenzia non indica l'autorizzazione", "The agency gives no authorisation"],
                advice: [
                    "Aggiungi numero e data dell'autorizzazione ministeriale.",
                    "Add number and date of the ministry's authorisation.",
                ],
            },
            Self::OneGenderTitle => Words {
                code: "one_gender_title",
                source: "D.Lgs. 198/2006, art. 27",
                wrong: ["Il titolo nomina un solo genere", "The title names one gender only"],
                advice: [
                    "Scrivi entrambe le forme (\"cuoca o cuoco\") o aggiungi \"(m/f)\".",
                    "Write both forms (\"cuoca o cuoco\") or add \"(m/f)\".",
                ],
            },
            Self::GenderAsked => Words {
                code: "gender_asked",
                source: "D.Lgs. 198/2006, art. 27",
                wrong: ["Si chiede il sesso o lo stato di famiglia", "Sex or family status is asked for"],
                advice: [
                    "Toglilo: contano le competenze, e l'annuncio è per chiunque.",
                    "Take it out: skills count, and an offer is for everybody.",
                ],
            },
            Self::AgeAsked => Words {
                code: "age_asked",
                source: "D.Lgs. 216/2003, art. 2 e 3",
                wrong: ["Si chiede un'età", "An age is asked for"],
                advice: [
                    "Toglila, o scrivi la norma che la prevede (per esempio l'apprendistato).",
                    "Take it out, or name the law that asks for it (such as apprenticeship).",
                ],
            },
            Self::OriginAsked => Words {
                code: "origin_asked",
                source: "D.Lgs. 215/2003, art. 2 e 3; D.Lgs. 216/2003, art. 2",
                wrong: ["Si chiede un'origine o una religione", "An origin or a religion is asked for"],
                advice: [
                    "Toglila: se serve una lingua, indica il livello (per esempio \"italiano B2\").",
                    "Take it out: if a language is needed, give the level (such as \"Italian B2\").",
                ],
            },
            Self::LooksAsked => Words {
                code: "looks_asked",
                source: "D.Lgs. 198/2006, art. 27; D.Lgs. 216/2003, art. 2; D.Lgs. 276/2003, art. 10",
                wrong: ["Si chiede un aspetto", "A certain look is asked for"],
                advice: [
                    "Descrivi il lavoro (\"contatto con il pubblico\") e non chiedere fotografie.",
                    "Describe the work (\"contact with the public\") and ask for no photographs.",
                ],
            },
            Self::MoneyAsked => Words {
                code: "money_asked",
                source: "D.Lgs. 276/2003, art. 11",
                wrong: ["Si chiede denaro a chi si candida", "Candidates are asked for money"],
                advice: [
                    "Toglilo: chi cerca lavoro non paga per averlo.", "Take it out: nobody pays for getting a job.",
                ],
            },
            Self::ContactByPhoneOnly => Words {
                code: "contact_by_phone_only",
                source: "Reg. (UE) 2016/679, art. 13; D.Lgs. 276/2003, art. 9",
                wrong: ["L'unico contatto è un telefono o una chat", "A telephone or a messenger is the only contact"],
                advice: [
                    "Aggiungi una pagina o un'email dell'azienda, con l'informativa sulla privacy.",
                    "Add a page or an email of the company, with its privacy notice.",
                ],
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_known_by_its_code_and_explained_in_both_languages() {
        for rule in Rule::ALL {
            assert_eq!(Rule::of(rule.code()), Some(rule));
            let [italian, english] = [Language::Italian, Language::English].map(|language| rule.explain("x", language));
            assert_ne!(italian, english);
            assert!(italian.contains("«x»") && english.contains('['), "{italian} {english}");
        }
        assert_eq!(Rule::of(""), None);
        assert_eq!("it".parse(), Ok(Language::Italian));
        assert!("de".parse::<Language>().is_err());
    }
}
