//! How well an article fits a word: BM25F. A word counts in each part of an article by the weight of
//! the part, against the length of the text; what it comes to is saturated once, over all parts.
//!
//! After Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields", 2004.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field as Column;
use tantivy::{DocId, SegmentReader};

use crate::schema::{Field, Schema};

use super::schema::Layout;

/// How soon more of the same word counts less.
const K1: f32 = 1.6;
/// How much the length of the headline counts, and that of the body.
const B_HEADLINE: f32 = 0.6;
const B_BODY: f32 = 0.6;

/// A part of an article that weighs for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Headline,
    Lead,
    Body,
    /// A field of names, whose length says nothing.
    Names,
    /// The people named in the text, for a word that is asked of the text.
    People,
}

/// What a word counts in each part, and how long texts are on average.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    headline: f32,
    lead: f32,
    body: f32,
    people: f32,
    headline_column: Column,
    lead_column: Column,
    body_column: Column,
    /// How many articles there are.
    pub(super) articles: f64,
    average_headline: f32,
    average_body: f32,
}

impl Weights {
    /// Takes the weights of the schema, and the lengths of the index.
    pub(super) fn of(layout: &Layout, segments: &[SegmentReader]) -> tantivy::Result<Self> {
        let schema = Schema::get();
        let column = |field| layout.column(field);
        let (mut headline, mut body, mut articles) = (0, 0, 0.0);
        for segment in segments {
            let words = |field| -> tantivy::Result<u64> {
                Ok(segment.inverted_index(column(field))?.total_num_tokens())
            };
            headline += words(Field::Headline)?;
            body += words(Field::Lead)? + words(Field::Body)?;
            articles += f64::from(segment.max_doc());
        }
        // Lengths need no more than a float holds.
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "averages"
        )]
        let average = |words: u64| (words as f64 / articles.max(1.0)).max(1.0) as f32;
        Ok(Weights {
            headline: schema.spec(Field::Headline).boost,
            lead: schema.spec(Field::Lead).boost,
            body: schema.spec(Field::Body).boost,
            people: schema.spec(Field::Person).boost,
            headline_column: column(Field::Headline),
            lead_column: column(Field::Lead),
            body_column: column(Field::Body),
            articles,
            average_headline: average(headline),
            average_body: average(body),
        })
    }

    /// Returns the part of an article that a column holds words of.
    pub(super) fn part(&self, column: Column) -> Part {
        if column == self.headline_column {
            Part::Headline
        } else if column == self.lead_column {
            Part::Lead
        } else if column == self.body_column {
            Part::Body
        } else {
            Part::Names
        }
    }

    /// Returns what finding something is worth that so many articles have.
    pub(super) fn rarity(&self, articles: f64) -> f32 {
        let articles = articles.clamp(0.0, self.articles);
        #[expect(clippy::cast_possible_truncation, reason = "a logarithm")]
        let rarity = (1.0 + (self.articles - articles + 0.5) / (articles + 0.5)).ln() as f32;
        rarity
    }

    /// Opens what tells the lengths in a segment.
    pub(super) fn lengths(&self, segment: &SegmentReader) -> tantivy::Result<Lengths> {
        let table = |b: f32, average: f32| {
            let mut table = [0.0; 256];
            for (id, entry) in (0_u8..=255).zip(&mut table) {
                #[expect(clippy::cast_precision_loss, reason = "a length")]
                let words = FieldNormReader::id_to_fieldnorm(id) as f32;
                *entry = b * words / average;
            }
            table
        };
        Ok(Lengths {
            weights: [self.headline, self.lead, self.body, 1.0, self.people],
            headline: segment.get_fieldnorms_reader(self.headline_column)?,
            lead: segment.get_fieldnorms_reader(self.lead_column)?,
            body: segment.get_fieldnorms_reader(self.body_column)?,
            headline_table: table(B_HEADLINE, self.average_headline),
            body_table: table(B_BODY, self.average_body),
        })
    }
}

/// The lengths of the texts of a segment.
pub(super) struct Lengths {
    weights: [f32; 5],
    headline: FieldNormReader,
    lead: FieldNormReader,
    body: FieldNormReader,
    headline_table: [f32; 256],
    body_table: [f32; 256],
}

impl Lengths {
    /// Returns what one word in a part of an article counts.
    #[inline]
    pub(super) fn weight(&self, part: Part, article: DocId) -> f32 {
        match part {
            Part::Headline => {
                let length = self.headline_table[usize::from(self.headline.fieldnorm_id(article))];
                self.weights[0] / (1.0 - B_HEADLINE + length)
            }
            Part::Lead => self.weights[1] / self.body_length(article),
            Part::Body => self.weights[2] / self.body_length(article),
            Part::Names => self.weights[3],
            Part::People => self.weights[4],
        }
    }

    #[inline]
    fn body_length(&self, article: DocId) -> f32 {
        let lead = self.body_table[usize::from(self.lead.fieldnorm_id(article))];
        let rest = self.body_table[usize::from(self.body.fieldnorm_id(article))];
        1.0 - B_BODY + lead + rest
    }
}

/// Saturates a count of words.
#[inline]
pub(super) fn saturated(count: f32) -> f32 {
    count * (K1 + 1.0) / (K1 + count)
}
