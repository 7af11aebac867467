//! What the owner of an archive says of it: `byline.toml`, which holds for the folder that it stands
//! in and all below, and what the command line says.
//!
//! ```toml
//! [map]                       # where things are, before what byline knows itself
//! headline = "Titel"          # a key of a record, a column of a table
//! author = [".story-author", "meta[name=kuerzel]"]    # of a web page a CSS selector
//! [set]                       # what is so of every article, whatever it says
//! source = "The Harbour Post"
//! [default]                   # what is so of the articles that do not say it
//! language = "en"
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::article::{
    Article, Byline, Origin, PrintedDate, Property, hash_of, language_tag, one_line,
};
use crate::formats::KeyMap;

/// The name of the file of rules.
pub const RULES: &str = "byline.toml";

/// A file of rules is no longer, in bytes.
const LONGEST: u64 = 1 << 20;

/// What its owner says of the files of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Rules {
    /// How many of the places in `map` the command line names: they go before all others.
    first: usize,
    /// Where things are.
    pub(super) map: KeyMap,
    set: Vec<Said>,
    default: Vec<Said>,
    /// Of what is said; 0 if nothing is.
    hash: u64,
}

/// What is so of every article.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Said {
    property: Property,
    value: String,
}

/// Why rules cannot be followed.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] io::Error),
    /// It is longer than any that people write.
    #[error("longer than {} MiB", LONGEST >> 20)]
    TooLong,
    /// It is not what such a file may hold.
    #[error("{says}")]
    Malformed {
        /// What is wrong, on one line, with the line if it is known.
        says: String,
    },
}

impl RuleError {
    fn malformed(error: &impl ToString) -> Self {
        RuleError::Malformed { says: one_line(&error.to_string()).unwrap_or_default() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    map: BTreeMap<String, Places>,
    #[serde(default)]
    set: BTreeMap<String, String>,
    #[serde(default)]
    default: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Places {
    One(String),
    Several(Vec<String>),
}

impl Rules {
    /// Returns the rules that hold where nobody has said anything.
    pub fn none() -> Arc<Self> {
        Arc::new(Rules::default())
    }

    /// Makes rules of pairs such as `headline=Titel`: where things are, the best place first.
    ///
    /// # Errors
    /// If one is no pair, or names no property that can be mapped.
    pub fn of_pairs(pairs: &[String]) -> Result<Self, RuleError> {
        let mut rules = Rules::default();
        for pair in pairs {
            let Some((name, place)) = pair.split_once('=').filter(|(_, place)| !place.is_empty())
            else {
                let says = format!("`{pair}` is no pair such as headline=Titel");
                return Err(RuleError::Malformed { says });
            };
            let property = name.trim().parse().map_err(|error| RuleError::malformed(&error))?;
            rules.map.add(property, place.to_owned());
        }
        rules.first = pairs.len();
        rules.hash = rules.sum();
        Ok(rules)
    }

    /// Returns a number that tells these rules from others; 0 if nothing is said.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// Reads the rules of `folder`, which go before these, the rules of the folder around it; `None` if
    /// it has none of its own.
    pub(super) fn below(&self, folder: &Path) -> Result<Option<Arc<Self>>, RuleError> {
        let file = folder.join(RULES);
        let length = match fs::symlink_metadata(&file) {
            Ok(metadata) if metadata.is_file() => metadata.len(),
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if length > LONGEST {
            return Err(RuleError::TooLong);
        }
        self.with(&fs::read_to_string(file)?).map(|rules| Some(Arc::new(rules)))
    }

    fn with(&self, text: &str) -> Result<Self, RuleError> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            RuleError::Malformed { says: format!("line {line}: {}", error.message()) }
        })?;
        let mut rules = Rules { first: self.first, ..Rules::default() };
        for (property, place) in self.map.iter().take(self.first) {
            rules.map.add(property, place.to_owned());
        }
        for (name, places) in written.map {
            let property = property(&name)?;
            let places = match places {
                Places::One(place) => vec![place],
                Places::Several(places) => places,
            };
            for place in places {
                rules.map.add(property, place);
            }
        }
        for (property, place) in self.map.iter().skip(self.first) {
            rules.map.add(property, place.to_owned());
        }
        rules.set = said(written.set, &self.set)?;
        rules.default = said(written.default, &self.default)?;
        rules.hash = rules.sum();
        Ok(rules)
    }

    /// Says of an article what is so of every article.
    pub(super) fn complete(&self, article: &mut Article) {
        for Said { property, value } in &self.default {
            if article.origins.of(*property).is_none() {
                say(article, *property, value);
            }
        }
        for Said { property, value } in &self.set {
            say(article, *property, value);
        }
    }

    fn sum(&self) -> u64 {
        let mut all: Vec<[&str; 3]> =
            self.map.iter().map(|(property, place)| ["map", property.name(), place]).collect();
        for (what, said) in [("set", &self.set), ("default", &self.default)] {
            all.extend(said.iter().map(|it| [what, it.property.name(), &it.value]));
        }
        if all.is_empty() { 0 } else { hash_of(all.iter().flatten().map(|text| text.as_bytes())) }
    }
}

fn property(name: &str) -> Result<Property, RuleError> {
    name.parse().map_err(|error| RuleError::malformed(&error))
}

/// Returns what is said here, and of what is said `around` the rest.
fn said(here: BTreeMap<String, String>, around: &[Said]) -> Result<Vec<Said>, RuleError> {
    let mut all = Vec::new();
    for (name, value) in here {
        let property = property(&name)?;
        // It is tried out, so that a bad value is told once, not for each article.
        if !say(&mut Article::default(), property, &value) {
            let says = format!("`{value}` cannot be the {} of every article", property.name());
            return Err(RuleError::Malformed { says });
        }
        all.push(Said { property, value });
    }
    let is_new = |it: &&Said| all.iter().all(|known: &Said| known.property != it.property);
    let rest: Vec<Said> = around.iter().filter(is_new).cloned().collect();
    all.extend(rest);
    Ok(all)
}

/// Gives an article a property; returns false if `value` is none that it can have.
fn say(article: &mut Article, property: Property, value: &str) -> bool {
    let Some(line) = one_line(value) else { return false };
    match property {
        Property::Author => article.byline.authors = Byline::parse(&line).authors,
        Property::Agency => article.byline.agency = Some(line),
        Property::Published => {
            article.published = PrintedDate::find(&line).and_then(|date| date.resolve(None));
        }
        Property::Section => article.section = Some(line),
        Property::Publication => article.publication = Some(line),
        Property::Language => article.language = language_tag(&line),
        Property::Headline
        | Property::Dateline
        | Property::Url
        | Property::Label
        | Property::About
        | Property::Body => return false,
    }
    let is_said = match property {
        Property::Author => !article.byline.authors.is_empty(),
        Property::Published => article.published.is_some(),
        Property::Language => article.language.is_some(),
        _ => true,
    };
    article.origins.note(property, Origin::sure(RULES));
    is_said
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use crate::article::{Article, Property};

    #[track_caller]
    fn rules(texts: &[&str]) -> Rules {
        texts.iter().fold(Rules::default(), |rules, text| rules.with(text).unwrap())
    }

    #[test]
    fn what_is_set_holds_and_what_is_default_fills_gaps() {
        let rules =
            rules(&["[set]\nsource = 'The Harbour Post'\nauthor = 'Jane Doe and Joe Roe'\n\
             [default]\nlanguage = 'en'\ndate = '1898-03-05'"]);
        let publication = Some("harbour-post.test".to_owned());
        let mut article = Article { publication, ..Article::default() };
        rules.complete(&mut article);
        let authors = article.byline.authors.iter().map(|author| author.name.display());
        assert_eq!(authors.collect::<Vec<_>>(), ["Jane Doe", "Joe Roe"]);
        assert_eq!(article.publication.as_deref(), Some("The Harbour Post"));
        assert_eq!(article.published.unwrap().to_string(), "1898-03-05");
        assert_eq!(article.language.as_deref(), Some("en"));
        assert_eq!(article.origins.of(Property::Publication).unwrap().place, "byline.toml");
    }

    #[test]
    fn an_inner_folder_goes_before_those_around_it() {
        let rules = rules(&[
            "[map]\nheadline = 'Titel'\n[set]\nsource = 'A'\nsection = 'B'",
            "[map]\nheadline = ['Kopf', 'Zeile']\n[set]\nsource = 'C'",
        ]);
        let places: Vec<&str> = rules.map.of(Property::Headline).collect();
        assert_eq!(places, ["Kopf", "Zeile", "Titel"]);
        let mut article = Article::default();
        rules.complete(&mut article);
        assert_eq!(article.publication.as_deref(), Some("C"));
        assert_eq!(article.section.as_deref(), Some("B"));
    }

    #[test]
    fn what_cannot_be_followed_is_told() {
        let says = |text: &str| Rules::default().with(text).unwrap_err().to_string();
        assert!(says("[map]\ncolour = 'x'").starts_with("`colour` is no property of an article"));
        assert!(says("[maps]\nheadline = 'x'").contains("unknown field `maps`"));
        let text = "[set]\ndate = 'soon'";
        assert_eq!(says(text), "`soon` cannot be the date of every article");
        let text = "[set]\nheadline = 'x'";
        assert_eq!(says(text), "`x` cannot be the headline of every article");
        let pairs = |pair: &str| Rules::of_pairs(&[pair.to_owned()]).map_err(|e| e.to_string());
        assert_eq!(pairs("headline").unwrap_err(), "`headline` is no pair such as headline=Titel");
        assert_eq!(pairs("title=a=b").unwrap().map.of(Property::Headline).next(), Some("a=b"));
    }

    #[test]
    fn the_command_line_goes_before_every_folder() {
        let said = Rules::of_pairs(&["headline=A".to_owned()]).unwrap();
        let inner = said.with("[map]\nheadline = 'C'").unwrap().with("[map]\nheadline = 'B'");
        assert_eq!(inner.unwrap().map.of(Property::Headline).collect::<Vec<_>>(), ["A", "B", "C"]);
    }

    #[test]
    fn what_the_readme_shows_can_be_followed() {
        let readme = include_str!("../../README.md");
        let mut blocks = readme.split("```toml\n").filter(|block| block.starts_with("[map]"));
        let rules = rules(&[blocks.next().unwrap().split_once("```").unwrap().0]);
        let places: Vec<&str> = rules.map.of(Property::Author).collect();
        assert_eq!(places, ["kuerzel", ".story-author"]);
    }

    #[test]
    fn other_rules_have_another_hash() {
        let hashes = ["", "[set]\nsource = 'A'", "[default]\nsource = 'A'", "[map]\nsource = 'A'"]
            .map(|text| rules(&[text]).hash);
        assert_eq!(hashes[0], 0);
        assert!((1..hashes.len()).all(|at| !hashes[..at].contains(&hashes[at])), "{hashes:?}");
    }
}
