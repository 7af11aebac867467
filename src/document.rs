//! One article laid out by field, as an engine keeps it and gives it back.

use std::ops::Range;

use crate::article::{Article, ArticleId, Author, Published, Source, hash_of};
use crate::people::{self, Person};
use crate::schema::{Field, Value};
use crate::text;

/// A headline is sorted by so many bytes of its folded words, about.
const HEADLINE_KEY: usize = 64;

/// An article laid out by field. A field may come several times: two authors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The values, field by field in the order of [`Field`].
    pub values: Vec<(Field, Value)>,
    /// Where the people are named, by text and position.
    pub mentions: Vec<Mention>,
}

/// A place where a person is named, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Which value of [`Field::Person`] it is, from 0.
    pub person: u32,
    /// The text, headline or body.
    pub field: Field,
    /// The position of the first word in that text.
    pub first: u32,
    /// How many words it has, at least 1.
    pub words: u32,
}

/// Someone of [`Field::Person`], and where the article names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The fullest form of the name.
    pub name: String,
    /// Whether the file itself lists the person.
    pub given: bool,
    /// Where the person is named, in whatever form: the text, headline or body, and the bytes of it,
    /// without titles. Those of the headline first, each in the order of its text; none if only the
    /// file lists the person.
    pub places: Vec<(Field, Range<usize>)>,
}

impl Document {
    /// Lays out `article` and the `people` named in it. The only place that says which part of an
    /// article fills which field.
    pub fn of(article: &Article, people: &[Person]) -> Self {
        let mut document = Document::default();
        let Source { file, part } = &article.source;
        let hash = hash_of([article.headline.as_bytes(), article.body.as_bytes()]);
        document.number(Field::Id, ArticleId::of(&article.source).0);
        document.text(Field::Headline, &article.headline);
        for Author { name, .. } in &article.byline.authors {
            document.text(Field::Author, name.display());
        }
        let credited = article.dateline.as_ref().and_then(|dateline| dateline.agency.as_deref());
        document.text_if(Field::Agency, article.byline.agency.as_deref().or(credited));
        document.text_if(Field::Dateline, article.dateline.as_ref().map(|d| d.printed.as_str()));
        if let Some(published) = article.published {
            document.values.push((Field::Published, Value::Date(published)));
        }
        document.text_if(Field::Section, article.section.as_deref());
        document.text_if(Field::Publication, article.publication.as_deref());
        document.text_if(Field::Url, article.url.as_deref());
        document.text_if(Field::Language, article.language.as_deref());
        document.text(Field::Body, &article.body);
        let furniture = Some(article.furniture.as_str()).filter(|text| !text.is_empty());
        document.text_if(Field::Furniture, furniture);
        for Person { name, .. } in people {
            document.text(Field::Person, name.display());
        }
        for Person { name, .. } in people.iter().filter(|person| person.given) {
            document.text(Field::Given, name.display());
        }
        document.text(Field::File, file);
        if let Some(part) = part {
            document.number(Field::Part, u64::from(*part));
        }
        document.text_if(Field::Label, article.label.as_deref());
        let words = document.count(article, people);
        document.number(Field::Words, words);
        document.number(Field::Hash, hash);
        document
    }

    fn text(&mut self, field: Field, text: &str) {
        self.values.push((field, Value::Text(text.to_owned())));
    }

    fn text_if(&mut self, field: Field, text: Option<&str>) {
        if let Some(text) = text {
            self.text(field, text);
        }
    }

    fn number(&mut self, field: Field, number: u64) {
        self.values.push((field, Value::Number(number)));
    }

    /// Returns how many words headline and body have, and notes on the way where people are named.
    fn count(&mut self, article: &Article, people: &[Person]) -> u64 {
        let texts = [(Field::Headline, &article.headline), (Field::Body, &article.body)];
        let mut words = 0;
        for (field, text) in texts {
            let mut named = Vec::new();
            for (person, Person { mentions, .. }) in (0..).zip(people) {
                let here = mentions.iter().filter(|m| m.in_headline == (field == Field::Headline));
                named.extend(here.map(|mention| (mention, person)));
            }
            named.sort_unstable_by_key(|(mention, _)| mention.range.start);
            words += self.mention(field, text, &named);
        }
        words
    }

    /// Returns how many words `text` has, and notes the mentions, which are in its order.
    fn mention(&mut self, field: Field, text: &str, named: &[(&people::Mention, u32)]) -> u64 {
        let mut named = named.iter().peekable();
        let mut words = text::words(text);
        let (mut term, mut count) = (String::new(), 0);
        let mut open: Option<(usize, Mention)> = None;
        while let Some(word) = words.next_wanted(&mut term, |_, _| false) {
            count += 1;
            if let Some((end, mention)) = &mut open {
                if word.start < *end {
                    mention.words += 1;
                    continue;
                }
                self.mentions.push(*mention);
                open = None;
            }
            if let Some((mention, person)) =
                named.next_if(|(mention, _)| word.end > mention.range.start)
            {
                let begun = Mention { person: *person, field, first: word.position, words: 1 };
                open = Some((mention.range.end, begun));
            }
        }
        self.mentions.extend(open.map(|(_, mention)| mention));
        count
    }

    /// Returns the people of the article, in order of first mention; behind them those whom only the
    /// file lists. No places: to find them the texts are gone through.
    pub fn people(&self) -> Vec<Named> {
        let given: Vec<&str> = self.texts(Field::Given).collect();
        let named = |name: &str| Named {
            name: name.to_owned(),
            given: given.contains(&name),
            places: Vec::new(),
        };
        self.texts(Field::Person).map(named).collect()
    }

    /// Returns the people of the article as [`people`](Document::people) does, and where it names
    /// each.
    pub fn named(&self) -> Vec<Named> {
        let mut people = self.people();
        for field in [Field::Headline, Field::Body] {
            let here = || self.mentions.iter().filter(|mention| mention.field == field);
            let Some(behind) = here().map(|mention| mention.first + mention.words).max() else {
                continue;
            };
            let text = self.texts(field).next().unwrap_or_default();
            let words = words_before(behind, text);
            for mention in here() {
                let word = |position: u32| words.get(usize::try_from(position).ok()?);
                let ends = word(mention.first).zip(word(mention.first + mention.words - 1));
                let person = usize::try_from(mention.person).ok();
                if let Some((first, last)) = ends
                    && let Some(person) = person.and_then(|person| people.get_mut(person))
                {
                    person.places.push((field, first.start..last.end));
                }
            }
        }
        people
    }

    /// Returns how long its texts are together, in bytes.
    pub fn bytes(&self) -> usize {
        let texts = self.values.iter().filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.len()),
            Value::Number(_) | Value::Date(_) => None,
        });
        texts.sum()
    }

    /// Returns the values of a field, in the order of the article.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |(f, _)| *f == field).map(|(_, value)| value)
    }

    /// Returns the texts of a field; empty if it has none, or is not of text.
    pub fn texts(&self, field: Field) -> impl Iterator<Item = &str> {
        self.all(field).filter_map(|value| match value {
            Value::Text(text) => Some(text.as_str()),
            Value::Number(_) | Value::Date(_) => None,
        })
    }

    /// Returns the number of a field.
    pub fn number_of(&self, field: Field) -> Option<u64> {
        self.all(field).find_map(|value| match value {
            Value::Number(number) => Some(*number),
            Value::Text(_) | Value::Date(_) => None,
        })
    }

    /// Returns what the headline is sorted by: its folded words, cut; `None` if it has none.
    pub fn headline_key(&self) -> Option<String> {
        let mut key = text::key(self.texts(Field::Headline).next()?);
        key.truncate(key.floor_char_boundary(HEADLINE_KEY));
        (!key.is_empty()).then_some(key)
    }

    /// Returns when the article was published.
    pub fn date(&self) -> Option<Published> {
        self.all(Field::Published).find_map(|value| match value {
            Value::Date(published) => Some(*published),
            Value::Text(_) | Value::Number(_) => None,
        })
    }

    /// Returns the id of the article; 0 if it was not kept.
    pub fn id(&self) -> ArticleId {
        ArticleId(self.number_of(Field::Id).unwrap_or(0))
    }

    /// Returns where the article was read from.
    pub fn source(&self) -> Source {
        Source {
            file: self.texts(Field::File).next().unwrap_or_default().to_owned(),
            part: self.number_of(Field::Part).and_then(|part| u32::try_from(part).ok()),
        }
    }
}

/// Returns the words of `text` whose positions are below `behind`.
fn words_before(behind: u32, text: &str) -> Vec<text::Word> {
    let mut words = text::words(text);
    let mut term = String::new();
    let mut found = Vec::new();
    while let Some(word) = words.next_wanted(&mut term, |_, _| false)
        && word.position < behind
    {
        found.push(word);
    }
    found
}
