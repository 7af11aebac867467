//! What the model looks at: for each token of a run, some ninety features, each a hash. No strings:
//! the model knows a feature by the row that its hash leads to.

use std::ops::Range;

use super::facts::{Cues, Facts, WordFacts};
use super::lexicon::{WordHash, hash_of, hash_on_char};
use super::tokens::{Case, Sentence, Token};

/// Mixes the number of a kind of feature with what it says.
fn mix(kind: u64, says: u64) -> u64 {
    let mut mixed = says ^ kind.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ mixed >> 32
}

/// Takes features, each of a kind. No loop: so the part of a hash that the kind makes is a constant.
macro_rules! take_each {
    ($take:expr, $(($kind:expr, $says:expr)),+ $(,)?) => {
        $($take(mix($kind, $says));)+
    };
}

/// Joins two hashes; the order counts.
fn pair(one: u64, other: u64) -> u64 {
    mix(1, one).rotate_left(17) ^ other
}

/// A sentence whose tokens are described.
pub(super) struct Described<'f> {
    text: &'f str,
    facts: &'f Facts,
    sentence: Range<usize>,
    case: Case,
}

/// Stands before and behind a sentence.
const NOTHING: Token = Token {
    start: 0,
    end: 0,
    word: 0,
    last: 0,
    shape: 0,
    kinds: super::lexicon::Kinds::NONE,
    length: 0,
    is_capital: false,
    is_shouted: false,
};

impl<'f> Described<'f> {
    /// Describes a sentence of `text`, which `facts` are of.
    pub(super) fn new(text: &'f str, facts: &'f Facts, sentence: &Sentence) -> Self {
        Described { text, facts, sentence: sentence.tokens.clone(), case: sentence.case }
    }

    /// Returns the token so many places from `at`.
    fn token(&self, at: usize, away: isize) -> &Token {
        let at = at.checked_add_signed(away).filter(|at| self.sentence.contains(at));
        at.map_or(&NOTHING, |at| &self.facts.tokens.all[at])
    }

    fn printed(&self, token: &Token) -> &str {
        &self.text[token.start..token.end]
    }

    fn cues(&self, at: usize, away: isize) -> u64 {
        let at = at.checked_add_signed(away).filter(|at| self.sentence.contains(at));
        at.map_or(0, |at| u64::from(self.facts.cues[at].0))
    }

    /// Returns how common the token is as a name, and whether it has a capital.
    fn commonness(&self, at: usize, away: isize) -> u64 {
        let at = at.checked_add_signed(away).filter(|at| self.sentence.contains(at));
        at.map_or(0, |at| {
            let capital = u64::from(self.facts.tokens.all[at].is_capital) << 4;
            u64::from(self.facts.commonness[at].bits()) | capital
        })
    }

    /// Hands the features of token `at`, which is in `run`, to `take`: what both passes look at.
    pub(super) fn each(&self, at: usize, run: &Range<usize>, take: &mut impl FnMut(u64)) {
        self.words(at, take);
        self.shapes(at, take);
        self.affixes(at, take);
        self.surroundings(at, run, take);
        if let Some(word) = self.facts.word(at) {
            self.elsewhere(at, word, take);
        }
        if self.facts.language.code != 0 {
            self.in_other_language(at, run, take);
        }
    }

    /// The features that differ most between languages once more, for this language alone: so it can
    /// be another way in German without changing what is learnt of English (Daumé 2007).
    fn in_other_language(&self, at: usize, run: &Range<usize>, take: &mut impl FnMut(u64)) {
        let code = self.facts.language.code;
        let token = |away| self.token(at, away);
        let (before, here, behind) = (token(-1), token(0), token(1));
        let (begun, left) = ((at - run.start) as u64, (run.end - at) as u64);
        let first = u64::from(self.is_first(at));
        for (kind, says) in [
            (100, 0),
            (101, here.word),
            (102, before.word),
            (103, behind.word),
            (104, here.shape),
            (105, pair(before.shape, here.shape)),
            (106, pair(here.shape, behind.shape)),
            (107, (first << 8) | (begun.min(4) * 8 + left.min(5))),
            (108, self.commonness(at, 0)),
            (109, self.commonness(at, -1) << 8 | self.commonness(at, 0)),
            (110, self.cues(at, 0) << 8 | self.cues(at, -1)),
            (111, endings(self.printed(here))[2].unwrap_or(0)),
            (112, self.facts.word(at).map_or(0, |word| some(word.small) << 4 | some(word.all))),
        ] {
            take(mix(kind, pair(code, says)));
        }
    }

    fn is_first(&self, at: usize) -> bool {
        let before = self.token(at, -1);
        at == self.sentence.start
            || (at == self.sentence.start + 1 && before.length <= 3 && !before.is_capital)
    }

    fn words(&self, at: usize, take: &mut impl FnMut(u64)) {
        let word = |away| self.token(at, away).word;
        let (second_before, before, here) = (word(-2), word(-1), word(0));
        let (behind, second_behind) = (word(1), word(2));
        let first = u64::from(self.is_first(at));
        take_each!(
            take,
            (1, 0),
            (2, here),
            (3, before),
            (4, behind),
            (5, second_before),
            (6, second_behind),
            (7, pair(before, here)),
            (8, pair(here, behind)),
            (9, pair(before, behind)),
            (10, pair(second_before, before)),
            (11, pair(behind, second_behind)),
            (32, pair(self.case as u64 + 1, here)),
            (34, pair(first + 1, here)),
        );
    }

    fn shapes(&self, at: usize, take: &mut impl FnMut(u64)) {
        let shape = |away| self.token(at, away).shape;
        let (second_before, before, here) = (shape(-2), shape(-1), shape(0));
        let (behind, second_behind) = (shape(1), shape(2));
        let token = self.token(at, 0);
        let first = u64::from(self.is_first(at));
        let capitals = u64::from(token.is_shouted) * 2 + u64::from(token.is_capital);
        take_each!(
            take,
            (12, here),
            (13, pair(before, here)),
            (14, pair(here, behind)),
            (15, pair(pair(before, here), behind)),
            (16, before),
            (17, behind),
            (70, pair(pair(second_before, before), here)),
            (71, pair(pair(here, behind), second_behind)),
            (30, first * 4 + capitals),
            (31, self.case as u64),
            (33, pair(self.case as u64 + 1, pair(here, before))),
            (35, pair(first + 1, here)),
        );
    }

    /// How the word begins and ends, and how its neighbors end.
    fn affixes(&self, at: usize, take: &mut impl FnMut(u64)) {
        let token = self.token(at, 0);
        let printed = self.printed(token);
        for (kind, (beginning, ending)) in
            (20..).zip(beginnings(printed).into_iter().zip(endings(printed)))
        {
            if let Some(beginning) = beginning {
                take(mix(kind, beginning));
            }
            if let Some(ending) = ending {
                take(mix(kind + 4, ending));
            }
        }
        for (away, kind) in [(-1, 28), (1, 29)] {
            let [_, two, three, _] = endings(self.printed(self.token(at, away)));
            take(mix(kind, three.unwrap_or(0)));
            take(mix(kind + 32, two.unwrap_or(0)));
        }
        if token.word != token.last {
            take(mix(19, token.last));
        }
    }

    /// What the neighbors are, and the words before and behind the run.
    fn surroundings(&self, at: usize, run: &Range<usize>, take: &mut impl FnMut(u64)) {
        let cues = |away| self.cues(at, away);
        let name = |away| self.commonness(at, away);
        let shape = self.token(at, 0).shape;
        let word_at = |at: Option<usize>, none: u64| {
            let at = at.filter(|at| self.sentence.contains(at));
            at.map_or(none, |at| self.facts.tokens.all[at].word)
        };
        let before = word_at(run.start.checked_sub(1), 1);
        let behind = word_at(Some(run.end), 2);
        let cues_behind =
            if run.end < self.sentence.end { u64::from(self.facts.cues[run.end].0) } else { 77 };
        let (begun, left) = ((at - run.start) as u64, (run.end - at) as u64);
        let first = u64::from(self.is_first(at));
        let last_word = if left > 1 { word_at(Some(run.end - 1), 0) } else { 0 };
        let first_word = if begun > 0 { word_at(Some(run.start), 0) } else { 0 };
        take_each!(
            take,
            (36, cues(0) << 8 | cues(-1)),
            (37, cues(0) << 8 | cues(1)),
            (38, cues(-2)),
            (39, cues(2)),
            (62, pair(cues(-1) + 1, shape)),
            (63, pair(cues(1) + 1, shape)),
            (64, pair(begun.min(3), before)),
            (65, pair(left.min(4), behind)),
            (66, begun.min(4) * 8 + left.min(5)),
            (67, pair(begun + left, cues_behind)),
            (68, last_word),
            (69, first_word),
            (40, name(0)),
            (41, name(-1)),
            (42, name(1)),
            (43, name(-1) << 8 | name(0)),
            (44, name(0) << 8 | name(1)),
            (45, name(-1) << 16 | name(0) << 8 | name(1)),
            (46, first << 8 | name(0)),
            (47, pair(name(0) + 1, behind)),
            (48, pair(name(0) + 1, before)),
            (49, (name(0) + 1) << 1 | u64::from(begun + left > 1)),
            (72, self.commonness(run.start, 0) << 16 | name(0) << 8 | begun.min(3)),
        );
    }

    /// What the article tells of the word in other places.
    fn elsewhere(&self, at: usize, word: &WordFacts, take: &mut impl FnMut(u64)) {
        let before = self.token(at, -1);
        let titled = self.cues(at, -1) & u64::from(Cues::TITLE.0);
        let given = before.is_capital
            && at > self.sentence.start
            && self.facts.commonness[at - 1].given() >= 2;
        let all = some(word.all);
        let told = [
            word.titled,
            word.behind_given,
            word.deeds,
            word.institutions,
            word.wheres,
            word.last,
            word.small,
            word.determined,
        ];
        let any =
            told.iter().zip(0..).fold(0, |any, (count, bit)| any | u64::from(*count > 0) << bit);
        take_each!(
            take,
            (50, some(word.titled) << 4 | titled),
            (51, some(word.behind_given) << 4 | u64::from(given)),
            (52, some(word.deeds)),
            (53, some(word.institutions) << 4 | all),
            (54, some(word.wheres) << 4 | all),
            (55, some(word.last) << 4 | some(word.alone)),
            (56, some(word.small) << 4 | all),
            (57, some(word.determined) << 4 | all),
            (58, some(word.possessive)),
            (59, any),
            (73, pair(self.token(at, 0).shape, any & 7)),
        );
    }

    /// Hands to `take` what the second pass looks at beside: what the first one thinks of the word,
    /// here and elsewhere, and of its neighbors.
    pub(super) fn each_of_second_pass(&self, at: usize, take: &mut impl FnMut(u64)) {
        let Some(word) = self.facts.word(at) else { return };
        let (best, mean) = (fifths(word.best), fifths(word.mean()));
        let neighbor = |away: isize| {
            let at = at.checked_add_signed(away).filter(|at| self.sentence.contains(at));
            at.and_then(|at| self.facts.word(at)).map_or(8, |word| fifths(word.mean()))
        };
        let shape = |away| self.token(at, away).shape;
        let (before, behind) = (neighbor(-1), neighbor(1));
        take_each!(
            take,
            (80, best),
            (81, mean),
            (82, mean << 4 | some(word.asked)),
            (83, pair(best << 3 | mean, shape(0))),
            (84, pair(pair(mean, shape(-1)), shape(1))),
            (85, before << 8 | mean),
            (86, behind << 8 | mean),
            (87, before << 16 | mean << 8 | behind),
        );
    }
}

/// Counts none, one, two, a few, more.
fn some(count: u16) -> u64 {
    match count {
        0..=2 => u64::from(count),
        3 | 4 => 3,
        _ => 4,
    }
}

/// A probability in steps of a fifth, 0 to 5.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is 0 to 5")]
fn fifths(probability: f32) -> u64 {
    (probability * 5.0).round().clamp(0.0, 5.0) as u64
}

/// Of one letter, of two, three, four; `None` if the token has not so many.
type Affixes = [Option<WordHash>; 4];

/// Returns the hashes of the first letters of a token, in small letters.
fn beginnings(printed: &str) -> Affixes {
    affixes(printed.chars())
}

/// Returns the hashes of the last letters of a token, from its end, in small letters.
fn endings(printed: &str) -> Affixes {
    affixes(printed.chars().rev())
}

fn affixes(letters: impl Iterator<Item = char>) -> Affixes {
    let mut hash = hash_of("");
    let mut affixes = Affixes::default();
    for (affix, letter) in affixes.iter_mut().zip(letters) {
        hash = if letter.is_ascii() {
            hash_on_char(hash, letter.to_ascii_lowercase())
        } else {
            letter.to_lowercase().fold(hash, hash_on_char)
        };
        *affix = Some(hash);
    }
    affixes
}
