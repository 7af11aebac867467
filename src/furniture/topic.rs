//! Tells a paragraph that has to do with the articles it stands in.

use std::collections::{BTreeSet, HashMap};

use crate::text;

/// A shorter word says little, in bytes.
const SHORTEST_WORD: usize = 4;
/// A word of the paragraph that so many of its articles have elsewhere, in percent, …
const HERE: usize = 80;
/// … but at most so many of the others, is what they are about.
const ELSEWHERE: usize = 20;

/// The words of some paragraphs, and which articles have them in a text of their own.
pub(super) struct Topics<'t> {
    /// Each word has its number.
    words: HashMap<String, usize>,
    /// For each article the numbers of the words it has.
    articles: Vec<BTreeSet<usize>>,
    /// How many articles have each word.
    number: Vec<usize>,
    paragraphs: HashMap<&'t str, Vec<usize>>,
}

impl<'t> Topics<'t> {
    /// Looks for the words of `paragraphs` in articles, each of which is a list of texts.
    pub(super) fn new<'a, T: Iterator<Item = &'a str>>(
        paragraphs: impl IntoIterator<Item = &'t str>,
        articles: impl IntoIterator<Item = T>,
    ) -> Self {
        let mut words = HashMap::new();
        let mut numbered = HashMap::new();
        for paragraph in paragraphs {
            let mut numbers = BTreeSet::new();
            for token in text::tokens(paragraph).filter(|token| token.term.len() >= SHORTEST_WORD) {
                let next = words.len();
                numbers.insert(*words.entry(token.term).or_insert(next));
            }
            numbered.insert(paragraph, numbers.into_iter().collect());
        }
        let mut topics = Topics {
            number: vec![0; words.len()],
            words,
            articles: Vec::new(),
            paragraphs: numbered,
        };
        for article in articles {
            let words = article.flat_map(|text| topics.words_of(text)).collect::<BTreeSet<_>>();
            for word in &words {
                topics.number[*word] += 1;
            }
            topics.articles.push(words);
        }
        topics
    }

    fn words_of(&self, text: &str) -> Vec<usize> {
        let (mut found, mut term, mut words) = (Vec::new(), String::new(), text::words(text));
        while words.next_into(&mut term).is_some() {
            found.extend(self.words.get(&term));
        }
        found
    }

    /// Tells whether a word of the paragraph stands elsewhere in most of the articles that have it,
    /// which are told by their numbers, and in few others.
    pub(super) fn is_about(&self, paragraph: &str, with: &[usize]) -> bool {
        let Some(words) = self.paragraphs.get(paragraph) else { return false };
        let others = self.articles.len() - with.len();
        words.iter().any(|word| {
            let here = with.iter().filter(|at| self.articles[**at].contains(word)).count();
            let elsewhere = self.number[*word] - here;
            // What few articles do not tell is not known (Laplace's rule of succession).
            here * 100 >= with.len() * HERE && (elsewhere + 1) * 100 <= (others + 2) * ELSEWHERE
        })
    }
}
