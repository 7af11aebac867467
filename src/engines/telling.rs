//! The words that tell what an article is about: it has them often, and others do not.

use std::collections::HashMap;

use crate::document::Document;
use crate::query::{Case, Leaf, Pattern, Query, Scope, Wanted, is_function_word};
use crate::schema::Field;
use crate::text;

use super::shelf::Shelf;

/// So many words of an article are looked up, and so many of them are asked for.
const CANDIDATES: usize = 150;
const WORDS: usize = 30;

/// A word of the headline counts as if it stood so many times more in the body.
const IN_HEADLINE: u32 = 2;

/// Returns what asks for the words that tell most of some articles, each worth what it tells, the most
/// telling first. The articles and their near copies, whom `family` asks for, have them all: nobody looks
/// for these again.
///
/// # Errors
/// That of the shelf.
pub(super) fn telling<S: Shelf>(
    articles: &[Document],
    family: &Query,
    shelf: &mut S,
) -> Result<Vec<Query>, S::Error> {
    let mut counted = counted(articles);
    counted.truncate(CANDIDATES);
    let mut asked: Vec<Query> = counted.iter().map(|(term, _)| find(term)).collect();
    asked.extend([family.clone(), Query::All]);
    let mut having = shelf.count_each(&asked)?;
    let all = having.pop().unwrap_or(0);
    let copies = having.pop().unwrap_or(0);
    let mut words = Vec::new();
    for ((term, times), having) in counted.into_iter().zip(having) {
        let others = having.saturating_sub(copies);
        // What stands nowhere else finds nothing else.
        if others > 0 {
            #[expect(clippy::cast_precision_loss, reason = "of counts the logarithm is taken")]
            let (times, others, all) = (times as f32, others as f32, all as f32);
            words.push((term, (1.0 + times.ln()) * (1.0 + all / others).ln()));
        }
    }
    words.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
    words.truncate(WORDS);
    let weighed = |(term, by): (String, f32)| Query::Boost { query: Box::new(find(&term)), by };
    Ok(words.into_iter().map(weighed).collect())
}

/// Asks for a word as it stands.
fn find(term: &str) -> Query {
    let leaf = Leaf { wanted: Wanted::Word(term.to_owned()), case: Case::Any };
    Query::Find { scope: Scope::Searched, pattern: Pattern::Word(leaf) }
}

/// Returns the words of articles, with how often each stands there: the commonest first.
fn counted(articles: &[Document]) -> Vec<(String, u32)> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for (field, times) in [(Field::Headline, IN_HEADLINE), (Field::Body, 1)] {
        for token in articles.iter().flat_map(|article| article.texts(field)).flat_map(text::tokens)
        {
            *counts.entry(token.term).or_default() += times;
        }
    }
    let tells = |term: &str| term.chars().nth(1).is_some() && !is_function_word(term);
    let mut counted: Vec<(String, u32)> =
        counts.into_iter().filter(|(term, _)| tells(term)).collect();
    counted.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    counted
}
