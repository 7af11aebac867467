//! What all articles share: the words by rank, the topics, and the people who write and are named.

use std::collections::HashSet;

use crate::chance::{Chance, Zipf};
use crate::lists;

/// About as many words as a large English dictionary without its names.
const WORDS: usize = 115_000;
const AUTHORS: usize = 2_000;
const PEOPLE: usize = 20_000;
const TOPICS: usize = 200;
const WORDS_OF_A_TOPIC: usize = 250;
/// A topic's words are not the rarest.
const RAREST_OF_A_TOPIC: usize = 30_000;

/// Numbers that no article has, for the chance of the shared lists.
const WORDS_CHANCE: u64 = u64::MAX;
const NAMES_CHANCE: u64 = u64::MAX - 1;
const TOPICS_CHANCE: u64 = u64::MAX - 2;

/// The shared lists of one seed.
pub(crate) struct World {
    pub(crate) seed: u64,
    /// Every word, the most frequent first.
    pub(crate) words: Vec<String>,
    /// How many of them are real.
    pub(crate) real_words: usize,
    pub(crate) word_law: Zipf,
    /// The ranks of each topic's words, the most frequent first.
    pub(crate) topics: Vec<Vec<usize>>,
    pub(crate) topic_law: Zipf,
    pub(crate) topic_word_law: Zipf,
    pub(crate) authors: Vec<String>,
    pub(crate) author_law: Zipf,
    pub(crate) people: Vec<String>,
    pub(crate) person_law: Zipf,
    pub(crate) phrase_law: Zipf,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance::of(seed, TOPICS_CHANCE);
        let (words, real_words) = words(seed);
        let topics = (0..TOPICS).map(|_| {
            let ranks = || chance.between(real_words, RAREST_OF_A_TOPIC);
            std::iter::repeat_with(ranks).take(WORDS_OF_A_TOPIC).collect()
        });
        let topics = topics.collect();
        let mut people = names(seed, AUTHORS + PEOPLE);
        let authors = people.split_off(PEOPLE);
        Self {
            seed,
            real_words,
            word_law: Zipf::new(words.len(), 3),
            words,
            topics,
            topic_law: Zipf::new(TOPICS, 30),
            topic_word_law: Zipf::new(WORDS_OF_A_TOPIC, 5),
            authors,
            author_law: Zipf::new(AUTHORS, 8),
            people,
            person_law: Zipf::new(PEOPLE, 12),
            phrase_law: Zipf::new(lists::PHRASES.len(), 2),
        }
    }
}

/// Returns the real words, then the invented ones, and how many are real.
fn words(seed: u64) -> (Vec<String>, usize) {
    let mut chance = Chance::of(seed, WORDS_CHANCE);
    let mut taken: HashSet<String> = HashSet::with_capacity(WORDS);
    let mut words = Vec::with_capacity(WORDS);
    for word in lists::common() {
        if taken.insert(word.to_owned()) {
            words.push(word.to_owned());
        }
    }
    let real = words.len();
    while words.len() < WORDS {
        // What is said often is short; but two syllables are not enough for all.
        let longest = 2 + usize::from(words.len() > RAREST_OF_A_TOPIC);
        let word = word(&mut chance, longest);
        if (3..=14).contains(&word.len()) && taken.insert(word.clone()) {
            words.push(word);
        }
    }
    (words, real)
}

/// Returns a word of so many syllables at most; those before the last are mostly open.
fn word(chance: &mut Chance, longest: usize) -> String {
    let mut word = String::new();
    for left in (0..chance.between(1, longest)).rev() {
        let simple = chance.in_1000(700);
        word += chance.one_of(if simple { lists::CONSONANTS } else { lists::ONSETS });
        word += chance.one_of(lists::NUCLEI);
        if left == 0 || chance.in_1000(250) {
            word += chance.one_of(lists::CODAS);
        }
    }
    word + chance.one_of(lists::ENDINGS)
}

/// Returns that many names, no two alike.
fn names(seed: u64, n: usize) -> Vec<String> {
    let mut chance = Chance::of(seed, NAMES_CHANCE);
    let mut taken = HashSet::with_capacity(n);
    let mut names = Vec::with_capacity(n);
    while names.len() < n {
        let given = chance.one_of(lists::GIVEN_NAMES);
        let initial = if chance.in_1000(60) {
            format!(" {}.", chance.one_of(INITIALS))
        } else {
            String::new()
        };
        let name = format!("{given}{initial} {}", surname(&mut chance));
        if taken.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

const INITIALS: &[char] = &['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'P', 'R'];

fn surname(chance: &mut Chance) -> String {
    if chance.in_1000(150) {
        return chance.one_of(lists::OTHER_SURNAMES).to_owned();
    }
    let first = chance.one_of(lists::FIRST_HALVES);
    let middle = chance.one_of(lists::MIDDLES);
    format!("{first}{middle}{}", chance.one_of(lists::LAST_HALVES))
}
