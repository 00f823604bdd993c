//! Which occupation a posting means. In Italian the noun that matters comes first: "Responsabile magazzino" is no
//! magazziniere, "Assistente alla poltrona" no upholsterer.

use std::collections::HashSet;

use taxonomy::{OccupationNames, OccupationRecord, embedded_occupation_names, embedded_occupation_records};

use crate::lists::{
    ALIKE, BARE, CUES, DEMANDING, EMPLOYERS, ENGLISH_HEADS, HEADS, NO_VACANCY, NOISE, SEEKING, TRANSPARENT,
};
use crate::names::{Found, Names};
use crate::title_facts::read_facts;
use crate::words::{Gap, Word, stem, words};

/// Words of a text that are read; the role is named near its beginning.
const TEXT_BYTES: usize = 1_500;
/// Words between a cue and the role at most: "cerchiamo per azienda cliente del settore metalmeccanico un saldatore".
const CUE_REACH: usize = 8;

pub struct Recogniser {
    names: Names,
    slugs: Vec<String>,
    heads: HashSet<String>,
    demanding: HashSet<String>,
    transparent: HashSet<String>,
    noise: HashSet<String>,
    employers: HashSet<String>,
    seeking: HashSet<String>,
    bare: HashSet<String>,
    english_heads: HashSet<String>,
    cues: HashSet<String>,
    alike: Vec<(String, Vec<u32>)>,
    no_vacancy: Vec<Vec<String>>,
}

/// What a title says of the role.
enum Verdict {
    Occupation(u16),
    /// Someone else than the trade that is named, or nobody: the text is not asked.
    Other,
    Unknown,
}

/// A phrase of a title, with what is known of each of its words.
struct Phrase<'a> {
    words: &'a [Word],
    ids: &'a [u32],
}

impl Recogniser {
    /// With the names that come with the taxonomy.
    pub fn embedded() -> Result<Self, csv::Error> {
        Ok(Self::new(&embedded_occupation_records()?, &embedded_occupation_names()?))
    }

    pub fn new(records: &[OccupationRecord], names: &[OccupationNames]) -> Self {
        let stems = |list: &[&str]| list.iter().map(|word| stem(word)).collect();
        let phrase = |text: &&str| words(text).into_iter().map(|word| word.stem).collect();
        let names = Names::new(records, names);
        let alike = |(head, others): &(&str, &[&str])| {
            (stem(head), others.iter().map(|other| names.id_of(&stem(other))).collect())
        };
        Self {
            alike: ALIKE.iter().map(alike).collect(),
            names,
            slugs: records.iter().map(|record| record.slug.clone()).collect(),
            heads: stems(HEADS),
            demanding: stems(DEMANDING),
            transparent: stems(TRANSPARENT),
            noise: stems(NOISE),
            employers: stems(EMPLOYERS),
            seeking: stems(SEEKING),
            bare: stems(BARE),
            english_heads: stems(ENGLISH_HEADS),
            cues: stems(CUES),
            no_vacancy: NO_VACANCY.iter().map(phrase).collect(),
        }
    }

    /// The slug of the occupation that the title names, or else the text (plain, not HTML).
    pub fn classify(&self, title: &str, text: &str) -> Option<&str> {
        match self.of_title(title) {
            Verdict::Occupation(occupation) => self.slug(occupation),
            Verdict::Other => None,
            Verdict::Unknown => self.slug(self.of_text(text)?),
        }
    }

    /// The slug of the occupation that this names, when the whole of it is one of its names.
    pub fn named(&self, name: &str) -> Option<&str> {
        let words = words(name);
        let ids: Vec<u32> = words.iter().map(|word| self.names.id(word)).collect();
        let found = self.names.longest(&ids, 0, &|_| false)?;
        if found.end == words.len() { self.slug(found.meaning.occupation) } else { None }
    }

    fn slug(&self, occupation: u16) -> Option<&str> {
        self.slugs.get(usize::from(occupation)).map(String::as_str)
    }

    fn of_title(&self, title: &str) -> Verdict {
        let words = words(title);
        if self.no_vacancy.iter().any(|phrase| {
            words.windows(phrase.len()).any(|window| window.iter().map(|word| &word.stem).eq(phrase.iter()))
        }) {
            return Verdict::Other;
        }
        let ids: Vec<u32> = words.iter().map(|word| self.names.id(word)).collect();
        let mut alone = None;
        let mut is_blocked = false;
        for phrase in phrases(&words, &ids) {
            match self.of_phrase(&phrase) {
                Reading::Name(occupation) if !is_blocked => {
                    return Verdict::Occupation(self.with_licence(title, occupation));
                }
                Reading::Alone(occupation) => alone = alone.or(Some(occupation)),
                Reading::Blocked => is_blocked = true,
                Reading::Name(_) | Reading::Nothing => {}
            }
        }
        match alone {
            Some(occupation) if !is_blocked => Verdict::Occupation(self.with_licence(title, occupation)),
            _ if is_blocked => Verdict::Other,
            _ => Verdict::Unknown,
        }
    }

    /// "Autista - patente C" drives lorries.
    fn with_licence(&self, title: &str, occupation: u16) -> u16 {
        if self.slug(occupation) != Some("autista-consegne") {
            return occupation;
        }
        let licence = read_facts(title).driving_licence.unwrap_or_default();
        let slug = match licence.as_str() {
            "C" | "CE" | "C1" | "C1E" => "autista-camion",
            "D" | "DE" | "D1" => "autista-autobus",
            _ => return occupation,
        };
        let at = self.slugs.iter().position(|known| known == slug);
        at.and_then(|at| u16::try_from(at).ok()).unwrap_or(occupation)
    }

    fn of_phrase(&self, phrase: &Phrase<'_>) -> Reading {
        let is_noise = |at: usize| phrase.words.get(at).is_some_and(|word| self.is_noise(word));
        let mut has_noun_before = false;
        let mut at = self.after_employer(phrase);
        while let Some(word) = phrase.words.get(at) {
            if let Some(found) = self.name_at(phrase, at) {
                let found = self.better(phrase, at, found);
                let is_rest_noise = (found.end..phrase.words.len()).all(is_noise);
                let is_bare = found.length == 1 && self.bare.contains(&word.stem);
                // "Warehouse shift supervisor": of a word that is only half a name, any later head takes the meaning.
                let reach = if is_bare { phrase.words.len() } else { found.end + 1 };
                let is_followed = (found.end..reach)
                    .any(|at| phrase.words.get(at).is_some_and(|next| self.english_heads.contains(&next.stem)));
                let is_head = found.length == 1 && self.heads.contains(&word.stem);
                let is_vague = found.length == 1 && self.demanding.contains(&word.stem) && !is_rest_noise;
                let holds = if found.meaning.is_alone {
                    !has_noun_before && is_rest_noise
                } else {
                    let is_adjective = is_bare && has_noun_before;
                    !(is_followed || is_vague || is_adjective)
                };
                if holds {
                    return match found.meaning.is_alone {
                        true => Reading::Alone(found.meaning.occupation),
                        false => Reading::Name(found.meaning.occupation),
                    };
                }
                if is_followed || is_head {
                    return Reading::Blocked;
                }
            }
            if self.heads.contains(&word.stem) {
                return Reading::Blocked;
            }
            has_noun_before |= !self.is_noise(word) || self.employers.contains(&word.stem);
            at += 1;
        }
        Reading::Nothing
    }

    /// The name that begins there; of one that says how but not what ("Addetto reparto") only that it may mean something
    /// alone; and what has no name with "Impiegato" may have one with "Addetto".
    fn name_at(&self, phrase: &Phrase<'_>, at: usize) -> Option<Found> {
        let is_noise = |at: usize| phrase.words.get(at).is_some_and(|word| self.is_noise(word));
        let is_vague = |found: &Found| {
            let mut named = phrase.words.get(at..found.end).into_iter().flatten();
            named.all(|word| self.transparent.contains(&word.stem) || self.noise.contains(&word.stem))
        };
        let found = self.names.longest(phrase.ids, at, &is_noise).map(|mut found| {
            found.meaning.is_alone |= is_vague(&found);
            found
        });
        if found.is_some_and(|found| !found.meaning.is_alone) {
            return found;
        }
        let word = phrase.words.get(at)?;
        let others = self.alike.iter().find(|(head, _)| *head == word.stem).map(|(_, others)| others);
        let with = |other: &u32| self.names.longest_with(*other, phrase.ids, at, &is_noise);
        let clear = |other: &Found| !other.meaning.is_alone && other.length > 1 && !is_vague(other);
        others.into_iter().flatten().filter_map(with).find(clear).or(found)
    }

    /// Where the role begins: behind "Ristorante cerca", unless the verb is a noun of a name ("ricerca e selezione").
    fn after_employer(&self, phrase: &Phrase<'_>) -> usize {
        let begins_name = |at: usize| self.names.longest(phrase.ids, at, &|_| false);
        let is_verb = |at: &usize| {
            phrase.words.get(*at).is_some_and(|word| self.seeking.contains(&word.stem))
                && (0..*at).all(|before| begins_name(before).is_none_or(|found| found.end <= *at))
                && begins_name(at + 1).is_some_and(|found| !found.meaning.is_alone || found.end == phrase.words.len())
                && phrase
                    .words
                    .get(at - 1)
                    .is_some_and(|word| !self.heads.contains(&word.stem) && !self.transparent.contains(&word.stem))
        };
        (1..phrase.words.len().saturating_sub(1)).find(is_verb).map_or(0, |at| at + 1)
    }

    /// "Tecnico manutentore elettrico": the name that begins later and says more.
    fn better(&self, phrase: &Phrase<'_>, start: usize, found: Found) -> Found {
        let is_transparent = phrase.words.get(start).is_some_and(|word| self.transparent.contains(&word.stem));
        if !is_transparent && !found.meaning.is_alone {
            return found;
        }
        let is_noise = |at: usize| phrase.words.get(at).is_some_and(|word| self.is_noise(word));
        // Of words that mean something only alone, any name is better: "Operaio saldatore".
        let last = if found.meaning.is_alone { phrase.words.len() } else { found.end };
        let later = (start + 1..last)
            .take_while(|at| !phrase.words.get(*at).is_some_and(|word| self.heads.contains(&word.stem)));
        let mut best = found;
        for at in later {
            let Some(other) = self.names.longest(phrase.ids, at, &is_noise) else { continue };
            let is_bare = other.length == 1 && phrase.words.get(at).is_some_and(|word| self.bare.contains(&word.stem));
            let says_more = other.end > best.end && other.length >= best.length;
            if !other.meaning.is_alone && !is_bare && (best.meaning.is_alone || says_more) {
                best = other;
            }
        }
        best
    }

    fn is_noise(&self, word: &Word) -> bool {
        self.noise.contains(&word.stem) || word.stem.starts_with(|c: char| c.is_ascii_digit()) || word.stem.len() == 1
    }

    /// What follows the words with which a text introduces the role, when all such places agree.
    fn of_text(&self, text: &str) -> Option<u16> {
        let mut end = text.len().min(TEXT_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let words = words(text.get(..end)?);
        let ids: Vec<u32> = words.iter().map(|word| self.names.id(word)).collect();
        let mut said = None;
        for phrase in phrases(&words, &ids) {
            for (at, word) in phrase.words.iter().enumerate() {
                if !self.cues.contains(&word.stem) {
                    continue;
                }
                let Some(occupation) = self.after_cue(&phrase, at + 1) else { continue };
                match said {
                    None => said = Some(occupation),
                    Some(before) if before == occupation => {}
                    // Two roles in one text: which of them the offer is for is not said.
                    Some(_) => return None,
                }
            }
        }
        said
    }

    fn after_cue(&self, phrase: &Phrase<'_>, start: usize) -> Option<u16> {
        let is_noise = |at: usize| phrase.words.get(at).is_some_and(|word| self.is_noise(word));
        for at in start..phrase.words.len().min(start + CUE_REACH) {
            let word = phrase.words.get(at)?;
            if let Some(found) = self.names.longest(phrase.ids, at, &is_noise) {
                let found = self.better(phrase, at, found);
                let is_bare = found.length == 1 && self.bare.contains(&word.stem);
                let is_followed =
                    phrase.words.get(found.end).is_some_and(|next| self.english_heads.contains(&next.stem));
                if is_followed {
                    return None;
                }
                if !found.meaning.is_alone && !is_bare {
                    return Some(found.meaning.occupation);
                }
            }
            if self.heads.contains(&word.stem) {
                return None;
            }
        }
        None
    }
}

enum Reading {
    Name(u16),
    Alone(u16),
    Blocked,
    Nothing,
}

/// The phrases of a title in order, without those that say where.
fn phrases<'a>(words: &'a [Word], ids: &'a [u32]) -> impl Iterator<Item = Phrase<'a>> {
    let starts: Vec<usize> =
        (0..words.len()).filter(|at| *at == 0 || words.get(*at).is_some_and(|word| word.gap != Gap::None)).collect();
    let ends = starts.iter().copied().skip(1).chain([words.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).filter_map(move |(start, end)| {
        let phrase = Phrase { words: words.get(start..end)?, ids: ids.get(start..end)? };
        let tells_where = phrase.words.first().is_some_and(|word| word.gap == Gap::Place);
        (!tells_where).then_some(phrase)
    })
}
