//! What was learned, and how it is cut from an article.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::article::{Article, Dateline, body_of};

use super::outlet::outlet;
use super::outline::{LONGEST, edges, hash, paragraphs};

/// The furniture of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// For each source its paragraphs, by the hash of their words.
    pub(super) sources: BTreeMap<String, BTreeMap<u64, Line>>,
}

/// A paragraph that is furniture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it says, in one of its spellings.
    pub text: String,
    /// In how many of the articles that were looked at it stands, copies left out.
    pub articles: u64,
    /// How many articles of the source were looked at.
    pub of: u64,
    /// Where it is cut.
    pub place: Place,
}

/// Where a paragraph is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// At the beginning or the end of an article, with nothing but furniture before or behind it.
    Edge,
    /// Wherever it stands.
    Anywhere,
}

impl Furniture {
    /// Moves the furniture in the body of an article to what stands beside it. What is left behind it
    /// may begin with a dateline. An article in which nothing would be left stays as it is, and
    /// nothing is cut from within one that would lose more than half of its text.
    pub fn cut(&self, article: &mut Article) {
        let Some(lines) = self.sources.get(&*outlet(article)) else { return };
        let body: Vec<&str> = paragraphs(&article.body).collect();
        let longest_within = lines
            .values()
            .filter(|line| line.place == Place::Anywhere)
            .map(|line| line.text.len())
            .max()
            .unwrap_or(0);
        let known =
            |at: usize| (body[at].len() <= LONGEST).then(|| lines.get(&hash(body[at]))).flatten();
        let ends = edges(body.len(), article.standfirst > 0, |at| known(at).is_some());
        if !ends.leave_something() {
            return;
        }
        let mut is_cut: Vec<bool> = (0..body.len()).map(|at| ends.hold(at)).collect();
        let mut with_middle = is_cut.clone();
        for at in ends.begins..ends.ends {
            // Other spellings of the same words are hardly twice as long.
            with_middle[at] |= body[at].len() <= 2 * longest_within
                && known(at).is_some_and(|line| line.place == Place::Anywhere);
        }
        let bytes = |cut: &[bool]| -> usize {
            body.iter().zip(cut).filter(|(_, is_cut)| **is_cut).map(|(text, _)| text.len()).sum()
        };
        if 2 * bytes(&with_middle) <= body.iter().map(|text| text.len()).sum() {
            is_cut = with_middle;
        }
        if !is_cut.contains(&true) {
            return;
        }
        let of = |cut: bool| {
            let texts = body.iter().zip(&is_cut).filter(move |(_, is_cut)| **is_cut == cut);
            texts.map(|(text, _)| *text)
        };
        let furniture = body_of(paragraphs(&article.furniture).chain(of(true)));
        let mut left = body_of(of(false));
        if is_cut[0] {
            article.standfirst = 0;
            if article.dateline.is_none()
                && let Some((dateline, rest)) = Dateline::split(&left)
            {
                article.dateline = Some(dateline);
                left = rest.into();
            }
        }
        (article.body, article.furniture) = (left, furniture);
    }

    /// Returns what was learned: each source, and its furniture, the most frequent first.
    pub fn lines(&self) -> impl Iterator<Item = (&str, Vec<&Line>)> {
        self.sources.iter().map(|(source, lines)| {
            let mut lines: Vec<&Line> = lines.values().collect();
            lines.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.text.cmp(&b.text)));
            (source.as_str(), lines)
        })
    }
}
