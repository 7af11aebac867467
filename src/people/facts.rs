//! What a text tells of each of its capitalised words, all over it: what stands beside them, how
//! often. A name that is clear in one sentence helps to see it in another.

use std::ops::Range;

use super::gazetteer::{Commonness, Gazetteer};
use super::language::Language;
use super::lexicon::{ByWord, Kinds, WordHash, hash_of};
use super::tokens::{POSSESSIVE, Sentence, Token, Tokens};

/// What a word next to a name tells, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cues(pub(super) u8);

impl Cues {
    /// A title, an office, a trade: "Mr.", "spokesman".
    pub(super) const TITLE: Cues = Cues(1);
    /// What people do: "said", "resigned", "who".
    pub(super) const DEED: Cues = Cues(2);
    /// "Bank", "Street".
    pub(super) const INSTITUTION: Cues = Cues(4);
    /// "in", "near".
    pub(super) const WHERE: Cues = Cues(8);
    /// "Norway", "Norwegian".
    pub(super) const PLACE: Cues = Cues(16);
    /// "Monday", "May".
    pub(super) const TIME: Cues = Cues(32);

    fn of(kinds: Kinds) -> Self {
        const CUES: [(Kinds, Cues); 6] = [
            (Kinds::TITLE.or(Kinds::ROLE).or(Kinds::COMPOUND), Cues::TITLE),
            (Kinds::SPEECH.or(Kinds::DEED), Cues::DEED),
            (Kinds::INSTITUTION, Cues::INSTITUTION),
            (Kinds::WHERE, Cues::WHERE),
            (Kinds::PLACE.or(Kinds::DIRECTION), Cues::PLACE),
            (Kinds::TIME, Cues::TIME),
        ];
        // As most words.
        if kinds == Kinds::NONE {
            return Cues(0);
        }
        let told = CUES.iter().filter(|(kind, _)| kinds.has(*kind));
        Cues(told.fold(0, |bits, (_, cue)| bits | cue.0))
    }

    /// Returns true if it tells this too.
    pub(super) fn has(self, cue: Cues) -> bool {
        self.0 & cue.0 != 0
    }
}

/// What a text tells of one capitalised word, each as a number of places.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordFacts {
    /// Where it stands at all.
    pub(super) all: u16,
    /// Behind a title.
    pub(super) titled: u16,
    /// Behind a given name.
    pub(super) behind_given: u16,
    /// Beside what people do.
    pub(super) deeds: u16,
    /// Before an institution.
    pub(super) institutions: u16,
    /// Behind "in" and its like.
    pub(super) wheres: u16,
    /// As the last of several capitalised words.
    pub(super) last: u16,
    /// In small letters.
    pub(super) small: u16,
    /// With a possessive.
    pub(super) possessive: u16,
    /// Behind "the".
    pub(super) determined: u16,
    /// Without a capitalised neighbour.
    pub(super) alone: u16,
    /// How likely the first pass thinks it part of a name: at best, in sum, and how often it was
    /// asked.
    pub(super) best: f32,
    pub(super) sum: f32,
    pub(super) asked: u16,
}

impl WordFacts {
    /// Returns how likely the first pass thinks it part of a name, on average.
    pub(super) fn mean(&self) -> f32 {
        self.sum / f32::from(self.asked.max(1))
    }
}

/// A text, cut and looked through.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) tokens: Tokens,
    pub(super) language: Language,
    /// For each token.
    pub(super) cues: Vec<Cues>,
    /// For each token; of a compound, of its last part if it is not known as a whole.
    pub(super) commonness: Vec<Commonness>,
    /// For each token: its number among the words, if it is capitalised.
    number: Vec<u32>,
    words: Vec<WordFacts>,
}

/// The number of a token that is not capitalised.
const NO_WORD: u32 = u32::MAX;

impl Facts {
    /// Cuts up `text` and looks through it.
    pub(super) fn of(text: &str, language: Language, names: &Gazetteer) -> Self {
        let tokens = Tokens::of(text, language);
        let cues = tokens.all.iter().map(|token| Cues::of(token.kinds)).collect();
        let commonness = tokens.all.iter().map(|token| common(token, names)).collect();
        let mut facts = Facts { tokens, language, cues, commonness, ..Facts::default() };
        facts.number_words();
        for number in 0..facts.tokens.sentences.len() {
            let sentence = facts.tokens.sentences[number].tokens.clone();
            for at in sentence.clone() {
                facts.look_at(&sentence, at);
            }
        }
        facts
    }

    /// Returns what is known of a word; `None` if the token has no capital.
    pub(super) fn word(&self, at: usize) -> Option<&WordFacts> {
        self.words.get(self.number[at] as usize)
    }

    /// Notes how likely the first pass thinks the token part of a name.
    pub(super) fn note(&mut self, at: usize, probability: f32) {
        if let Some(word) = self.word_mut(at) {
            word.best = word.best.max(probability);
            word.sum += probability;
            word.asked = word.asked.saturating_add(1);
        }
    }

    fn word_mut(&mut self, at: usize) -> Option<&mut WordFacts> {
        self.words.get_mut(self.number[at] as usize)
    }

    /// Returns the runs of capitalised words of a sentence, which may hold names, with the particles
    /// between and before them. Whatever is in none of them is no name.
    pub(super) fn runs(&self, sentence: &Sentence) -> impl Iterator<Item = Range<usize>> + '_ {
        let Range { start: mut at, end } = sentence.tokens;
        let tokens = &self.tokens.all;
        std::iter::from_fn(move || {
            while at < end {
                let first = at;
                at += 1;
                let before_capital = at < end && tokens[at].is_capital;
                let may_begin =
                    tokens[first].is_capital || (tokens[first].is_particle() && before_capital);
                if !may_begin {
                    continue;
                }
                loop {
                    let particles = tokens[at..end].iter().take(MOST_PARTICLES);
                    let behind = at + particles.take_while(|token| token.is_particle()).count();
                    if behind == end || !tokens[behind].is_capital {
                        break;
                    }
                    at = behind + 1;
                }
                return Some(first..at);
            }
            None
        })
    }

    /// Gives each capitalised word a number, and counts where it stands in small letters.
    fn number_words(&mut self) {
        let mut numbers: ByWord<u32> = ByWord::default();
        self.number = vec![NO_WORD; self.tokens.all.len()];
        for (token, number) in self.tokens.all.iter().zip(&mut self.number) {
            if token.is_capital {
                let next = u32::try_from(numbers.len()).unwrap_or(NO_WORD);
                *number = *numbers.entry(token.last).or_insert(next);
            }
        }
        self.words = vec![WordFacts::default(); numbers.len()];
        for token in self.tokens.all.iter().filter(|token| !token.is_capital && token.length > 1) {
            if let Some(word) =
                numbers.get(&token.last).and_then(|n| self.words.get_mut(*n as usize))
            {
                word.small = word.small.saturating_add(1);
            }
        }
    }

    /// Counts what stands beside one token.
    fn look_at(&mut self, sentence: &Range<usize>, at: usize) {
        if !self.tokens.all[at].is_capital {
            return;
        }
        let nothing = Token::default();
        let before = at.checked_sub(1).filter(|before| *before >= sentence.start);
        let behind = Some(at + 1).filter(|behind| *behind < sentence.end);
        let token = |at: Option<usize>| at.map_or(&nothing, |at| &self.tokens.all[at]);
        let cues = |at: Option<usize>| at.map_or(Cues::default(), |at| self.cues[at]);
        let (previous, next) = (*token(before), *token(behind));
        let (cues_before, cues_behind) = (cues(before), cues(behind));
        let given_before = before.is_some_and(|at| self.commonness[at].given() >= 2);
        let is_last = previous.is_capital && !next.is_capital && at > sentence.start + 1;
        let told = [
            true,
            cues_before.has(Cues::TITLE),
            previous.is_capital && given_before,
            cues_behind.has(Cues::DEED) || cues_before.has(Cues::DEED),
            next.is_capital && cues_behind.has(Cues::INSTITUTION),
            cues_before.has(Cues::WHERE),
            is_last,
            next.word == POSSESSIVE,
            previous.word == THE,
            !previous.is_capital && !next.is_capital,
        ];
        let Some(word) = self.word_mut(at) else { return };
        let counts = [
            &mut word.all,
            &mut word.titled,
            &mut word.behind_given,
            &mut word.deeds,
            &mut word.institutions,
            &mut word.wheres,
            &mut word.last,
            &mut word.possessive,
            &mut word.determined,
            &mut word.alone,
        ];
        for (count, is_told) in counts.into_iter().zip(told) {
            *count = count.saturating_add(u16::from(is_told));
        }
    }
}

/// More particles than this in a row are no name: "van der", "de la".
const MOST_PARTICLES: usize = 3;

/// The hash of "the".
pub(super) const THE: WordHash = hash_of("the");

fn common(token: &Token, names: &Gazetteer) -> Commonness {
    if !token.is_capital {
        return Commonness::default();
    }
    let mut known = names.commonness(token.word);
    if known == Commonness::default() && token.word != token.last {
        known = names.commonness(token.last);
    }
    if known.given() == 0 && token.kinds.has(Kinds::GIVEN) {
        return Commonness::new(2, known.surname());
    }
    known
}
