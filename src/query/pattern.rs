//! What is looked for in one text: words, and how they stand to each other.

use std::convert::Infallible;

use crate::text::Shape;

/// Words of one text and how they stand to each other. `L` is what one word is: a [`Leaf`] as it
/// was asked for, or what an engine made of it.
///
/// A pattern is found at spans: runs of words from a first to a last one.
#[derive(Debug, Clone, PartialEq)]
pub enum Pattern<L = Leaf> {
    /// One word.
    Word(L),
    /// Several words that belong together; never empty.
    Phrase {
        /// In the order typed.
        words: Vec<L>,
        /// How loosely they may stand.
        slack: Slack,
    },
    /// Both, not further apart than `reach`. They share no word. The span is from the first word of
    /// the one to the last of the other.
    Near {
        /// The one.
        left: Box<Pattern<L>>,
        /// The other.
        right: Box<Pattern<L>>,
        /// How far apart they may be.
        reach: Reach,
        /// Whether `left` stands before `right`.
        ordered: bool,
    },
    /// The spans of `keep` that have no span of `far` within `reach`.
    NotNear {
        /// What is wanted.
        keep: Box<Pattern<L>>,
        /// What must not be near.
        far: Box<Pattern<L>>,
        /// How near is near.
        reach: Reach,
        /// Whether only a span of `far` that stands behind is near.
        ordered: bool,
    },
    /// Any one of these; never empty.
    AnyOf(Vec<Pattern<L>>),
    /// The spans that lie in one sentence, or one paragraph.
    Inside {
        /// What is looked for.
        pattern: Box<Pattern<L>>,
        /// In what.
        unit: Unit,
    },
    /// The spans that end within the first words of the text.
    First {
        /// How many words.
        words: u32,
        /// What is looked for.
        pattern: Box<Pattern<L>>,
    },
}

/// How loosely the words of a phrase may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slack {
    /// One directly behind the other.
    None,
    /// `"a b"~n`: the n-th word moved by n, as in Lucene. With `p` the position of the i-th word and
    /// `q = p - i`, the greatest and the least `q` differ by at most so much: one word in between
    /// costs one, two words swapped cost two. No two words stand at one position.
    Moves(u32),
    /// `"a b"on`: in this order, with at most so many other words in between, all in all.
    Gaps(u32),
    /// `"a b"p`: in any order, with at most so many other words in between, all in all.
    AnyOrder(u32),
}

/// How far apart two spans may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// So many words on; neighbors are one word apart.
    Words(u32),
    /// In the same sentence or paragraph.
    Same(Unit),
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// As [`text::sentences`](crate::text::sentences) tells them.
    Sentence,
    /// As [`text::paragraphs`](crate::text::paragraphs) tells them.
    Paragraph,
}

/// One word, as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Leaf {
    /// Which words will do.
    pub wanted: Wanted,
    /// How they have to be printed.
    pub case: Case,
}

/// Which words will do. All but `Printed` are compared with the folded word, see
/// [`text::fold`](crate::text::fold()).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// This folded word, or another form of it: `rate` finds "rates".
    Forms(String),
    /// This folded word alone.
    Word(String),
    /// The word as printed, with its case and accents.
    Printed(String),
    /// A folded word in which `*` stands for any letters, and `?` for one.
    Wildcard(String),
    /// Folded words that differ by at most so many letters put in, left out, changed or swapped.
    Fuzzy {
        /// The folded word.
        word: String,
        /// 1 or 2.
        edits: u8,
    },
    /// Words that this regular expression matches as a whole.
    Regex(String),
    /// Whatever is of this sort.
    Class(Class),
    /// The places where a person is named, in whatever form, whose fullest name has these folded
    /// words in a row.
    Person(String),
    /// The places where a person is named, in whatever form, whose fullest name has these folded
    /// words and no others.
    FullName(String),
}

/// How a word has to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// In any way.
    Any,
    /// With a capital first: "Apple", "APPLE".
    Capital,
    /// In capitals only: "APPLE".
    AllCapitals,
    /// Without any capital: "apple".
    NoCapitals,
}

impl Case {
    /// Returns whether a word of this shape is printed so.
    pub fn fits(self, shape: Shape) -> bool {
        match self {
            Case::Any => true,
            Case::Capital => matches!(shape, Shape::Capital | Shape::AllCapitals),
            Case::AllCapitals => shape == Shape::AllCapitals,
            Case::NoCapitals => shape == Shape::Lower,
        }
    }
}

/// A sort of word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Where a person is named.
    Person,
    /// A word that begins with a digit.
    Number,
    /// A sum of money; the number of it.
    Money,
    /// A year, or the name of a month or a weekday.
    Date,
}

impl<L> Pattern<L> {
    /// Makes of every word what `f` makes of it.
    ///
    /// # Errors
    /// The first that `f` gives.
    pub fn try_map<M, E>(&self, f: &mut impl FnMut(&L) -> Result<M, E>) -> Result<Pattern<M>, E> {
        Ok(match self {
            Pattern::Word(leaf) => Pattern::Word(f(leaf)?),
            Pattern::Phrase { words, slack } => Pattern::Phrase {
                words: words.iter().map(f).collect::<Result<_, _>>()?,
                slack: *slack,
            },
            Pattern::Near { left, right, reach, ordered } => Pattern::Near {
                left: Box::new(left.try_map(f)?),
                right: Box::new(right.try_map(f)?),
                reach: *reach,
                ordered: *ordered,
            },
            Pattern::NotNear { keep, far, reach, ordered } => Pattern::NotNear {
                keep: Box::new(keep.try_map(f)?),
                far: Box::new(far.try_map(f)?),
                reach: *reach,
                ordered: *ordered,
            },
            Pattern::AnyOf(parts) => {
                let mut mapped = Vec::with_capacity(parts.len());
                for part in parts {
                    mapped.push(part.try_map(f)?);
                }
                Pattern::AnyOf(mapped)
            }
            Pattern::Inside { pattern, unit } => {
                Pattern::Inside { pattern: Box::new(pattern.try_map(f)?), unit: *unit }
            }
            Pattern::First { words, pattern } => {
                Pattern::First { words: *words, pattern: Box::new(pattern.try_map(f)?) }
            }
        })
    }

    /// Makes of every word what `f` makes of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&L) -> M) -> Pattern<M> {
        match self.try_map(&mut |leaf| Ok::<M, Infallible>(f(leaf))) {
            Ok(pattern) => pattern,
            Err(never) => match never {},
        }
    }

    /// Shows every word to `f`, in the order typed.
    pub fn each<'p>(&'p self, f: &mut impl FnMut(&'p L)) {
        match self {
            Pattern::Word(leaf) => f(leaf),
            Pattern::Phrase { words, .. } => words.iter().for_each(f),
            Pattern::Near { left, right, .. } => {
                left.each(f);
                right.each(f);
            }
            Pattern::NotNear { keep, far, .. } => {
                keep.each(f);
                far.each(f);
            }
            Pattern::AnyOf(parts) => {
                for part in parts {
                    part.each(f);
                }
            }
            Pattern::Inside { pattern, .. } | Pattern::First { pattern, .. } => pattern.each(f),
        }
    }
}
