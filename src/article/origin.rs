//! Where each property of an article was read, and how sure that is.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::byline::Byline;

/// Something that a file tells of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    /// The title.
    Headline,
    /// Who wrote it.
    Author,
    /// The wire service that is credited.
    Agency,
    /// Place, day and agency before the text.
    Dateline,
    /// When it was published.
    Published,
    /// Desk or page.
    Section,
    /// The paper or site that printed it.
    Publication,
    /// Where it stands on the web.
    Url,
    /// Its language.
    Language,
    /// What the file itself calls it.
    Label,
    /// Whom the file lists as what the article is about.
    About,
    /// The text.
    Body,
}

impl Property {
    /// All of them, with the name that a query and `byline.toml` have for it, and others that do.
    const NAMES: [(Property, &[&str]); 12] = [
        (Property::Headline, &["headline", "title"]),
        (Property::Author, &["author", "authors", "byline"]),
        (Property::Agency, &["agency"]),
        (Property::Dateline, &["dateline"]),
        (Property::Published, &["date", "published"]),
        (Property::Section, &["section"]),
        (Property::Publication, &["source", "publication"]),
        (Property::Url, &["url"]),
        (Property::Language, &["language", "lang"]),
        (Property::Label, &["label", "id"]),
        (Property::About, &["given", "about"]),
        (Property::Body, &["body", "text"]),
    ];

    /// Returns all of them, in the order in which they are told.
    pub fn all() -> impl Iterator<Item = Property> {
        Property::NAMES.iter().map(|(property, _)| *property)
    }

    /// Returns its name, in lower case.
    pub fn name(self) -> &'static str {
        let named = Property::NAMES.iter().find(|(property, _)| *property == self);
        named.map_or("", |(_, names)| names[0])
    }
}

/// A word that names no property.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no property of an article: these are headline, author, agency, dateline, date, \
         section, source, url, language, label, given and body"
)]
pub struct NoProperty(String);

impl FromStr for Property {
    type Err = NoProperty;

    fn from_str(name: &str) -> Result<Self, NoProperty> {
        let lower = name.to_lowercase();
        let named = Property::NAMES.iter().find(|(_, names)| names.contains(&lower.as_str()));
        named.map(|(property, _)| *property).ok_or_else(|| NoProperty(name.to_owned()))
    }
}

/// How sure it is that a value is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Nothing says so but what is usual: the first line is the headline.
    Guess,
    /// It is printed where such things stand, in a form that is known: a line that begins with "By".
    Likely,
    /// The file says so, in a place made for it.
    Sure,
}

impl fmt::Display for Trust {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Trust::Guess => "a guess",
            Trust::Likely => "likely",
            Trust::Sure => "sure",
        })
    }
}

/// Where a value was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The place, as the format of the file names it: `json-ld author`, `meta[name=byl]`, `line 2`,
    /// `body.head/byline`, `path`.
    pub place: Cow<'static, str>,
    /// How sure the value is.
    pub trust: Trust,
}

impl Origin {
    /// A place that is made for it.
    pub fn sure(place: impl Into<Cow<'static, str>>) -> Self {
        Origin { place: place.into(), trust: Trust::Sure }
    }

    /// A place where such things are printed.
    pub fn likely(place: impl Into<Cow<'static, str>>) -> Self {
        Origin { place: place.into(), trust: Trust::Likely }
    }

    /// A place that holds it as a rule.
    pub fn guess(place: impl Into<Cow<'static, str>>) -> Self {
        Origin { place: place.into(), trust: Trust::Guess }
    }
}

/// Where the properties of an article were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// What the format of the file is called: "NITF". Empty until `corpus` has read it.
    pub format: &'static str,
    /// No property twice.
    found: Vec<(Property, Origin)>,
}

impl Origins {
    /// Notes where a property was read; what was noted before is forgotten.
    pub fn note(&mut self, property: Property, origin: Origin) {
        match self.found.iter_mut().find(|(known, _)| *known == property) {
            Some((_, known)) => *known = origin,
            None => self.found.push((property, origin)),
        }
    }

    /// Notes where `found` was read, and returns it without that.
    pub fn noted<T>(&mut self, property: Property, found: Option<(T, Origin)>) -> Option<T> {
        let (value, origin) = found?;
        self.note(property, origin);
        Some(value)
    }

    /// Notes where a byline was read: of authors and agency those that it names.
    pub(crate) fn note_byline(&mut self, byline: &Byline, origin: Origin) {
        if byline.agency.is_some() {
            self.note(Property::Agency, origin.clone());
        }
        if !byline.authors.is_empty() {
            self.note(Property::Author, origin);
        }
    }

    /// Returns where a property was read; `None` if the article does not have it.
    pub fn of(&self, property: Property) -> Option<&Origin> {
        self.found.iter().find(|(known, _)| *known == property).map(|(_, origin)| origin)
    }

    /// Gives places the names that the format of the file has for them: pairs of what they are
    /// called and what they shall be.
    pub(crate) fn rename(&mut self, names: &'static [(&str, &str)]) {
        for (_, origin) in &mut self.found {
            if let Some((_, name)) = names.iter().find(|(old, _)| *old == origin.place) {
                origin.place = Cow::Borrowed(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Origins, Property};

    #[test]
    fn every_property_is_found_by_its_name() {
        for property in Property::all() {
            assert_eq!(property.name().to_uppercase().parse(), Ok(property));
        }
        let error = "colour".parse::<Property>().unwrap_err().to_string();
        assert!(Property::all().all(|property| error.contains(property.name())), "{error}");
    }

    #[test]
    fn the_last_note_counts() {
        let mut origins = Origins::default();
        let line = |number: u32| Origin::guess(format!("line {number}"));
        assert_eq!(origins.noted(Property::Headline, Some(("Tolls", line(1)))), Some("Tolls"));
        assert_eq!(origins.noted(Property::Author, None::<(&str, Origin)>), None);
        origins.note(Property::Headline, line(3));
        assert_eq!(origins.of(Property::Headline), Some(&line(3)));
        assert_eq!(origins.of(Property::Author), None);
    }
}
