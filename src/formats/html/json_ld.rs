//! What a page says of its article in JSON-LD: <https://schema.org/NewsArticle>.

use serde_json::{Map, Value};

use super::json_repair;
use super::markup::plain;
use super::words::{same, within};

/// An article as its JSON-LD describes it; every text is plain, on one line and not empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Story {
    /// `headline`, else `name`.
    pub headline: Option<String>,
    /// The authors that are people, or are not said to be anything else, in order.
    pub people: Vec<String>,
    /// The authors that are organizations.
    pub organizations: Vec<String>,
    /// `datePublished` as it is written.
    pub published: Option<String>,
    /// The first `articleSection`.
    pub section: Option<String>,
    /// The name of the `publisher`.
    pub publisher: Option<String>,
    /// `url`, else `mainEntityOfPage`.
    pub url: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// The people of `about` and `mentions`.
    pub about: Vec<String>,
    /// `articleBody` with its line breaks.
    pub body: Option<String>,
}

/// Properties that lead to articles other than that of the page.
const ELSEWHERE: &[&str] = &[
    "citation",
    "comment",
    "hasPart",
    "isPartOf",
    "itemListElement",
    "liveBlogUpdate",
    "mentions",
    "relatedLink",
    "review",
];
/// Deepest object that is looked at; articles stand at 1 to 4.
const DEEPEST: usize = 12;

/// Reads the article of a page from the texts of its JSON-LD scripts. Where they describe several,
/// it is the one whose headline stands in `titles`, or else the one most is said of.
pub(super) fn read(scripts: &[String], titles: &[&str]) -> Option<Story> {
    let values: Vec<Value> = scripts.iter().filter_map(|text| json_repair::parse(text)).collect();
    let mut graph = Graph::default();
    for value in &values {
        graph.gather(value, 0);
    }
    let mut best = None;
    for article in &graph.articles {
        let score = score(article, titles);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, *article));
        }
    }
    best.map(|(_, article)| graph.story(article))
}

/// The objects of a page.
#[derive(Default)]
struct Graph<'v> {
    articles: Vec<&'v Map<String, Value>>,
    /// What has an `@id` and says more than that.
    identified: Vec<(&'v str, &'v Map<String, Value>)>,
}

impl<'v> Graph<'v> {
    fn gather(&mut self, value: &'v Value, depth: usize) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.gather(value, depth)),
            Value::Object(object) if depth <= DEEPEST => {
                if let Some(id) = object.get("@id").and_then(Value::as_str)
                    && object.len() > 1
                {
                    self.identified.push((id, object));
                }
                let told = ["headline", "author", "datePublished", "name", "articleBody"];
                let is_article = is_article(object) || is_page_with_author(object);
                if is_article && told.iter().any(|key| object.contains_key(*key)) {
                    self.articles.push(object);
                }
                for (key, value) in object {
                    if !ELSEWHERE.contains(&key.as_str()) {
                        self.gather(value, depth + 1);
                    }
                }
            }
            Value::Object(_)
            | Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_) => {}
        }
    }

    fn story(&self, article: &Map<String, Value>) -> Story {
        let text = |key: &str| article.get(key).and_then(first_text);
        let mut names = Names::default();
        if let Some(author) = article.get("author").or_else(|| article.get("creator")) {
            self.names(author, &mut names, 0);
        }
        let mut publisher = Names::default();
        if let Some(value) = article.get("publisher") {
            self.names(value, &mut publisher, 0);
        }
        let mut about = Names::default();
        for value in ["about", "mentions"].iter().filter_map(|key| article.get(*key)) {
            self.people(value, &mut about);
        }
        let page = article.get("mainEntityOfPage");
        let page = page.and_then(|page| page.get("@id").or(Some(page))).and_then(first_text);
        let is_web = |url: &String| url.starts_with("http");
        Story {
            headline: text("headline").or_else(|| text("name")),
            people: names.people,
            organizations: names.organizations,
            published: text("datePublished").or_else(|| text("dateCreated")),
            section: text("articleSection"),
            publisher: publisher.organizations.into_iter().chain(publisher.people).next(),
            url: text("url").filter(is_web).or_else(|| page.filter(is_web)),
            language: text("inLanguage"),
            about: about.people,
            body: article.get("articleBody").and_then(Value::as_str).map(str::to_owned),
        }
    }

    /// Adds the names of those things that are said to be people, here or where a reference leads.
    fn people(&self, value: &Value, names: &mut Names) {
        let things = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for thing in things.iter().filter_map(Value::as_object) {
            let id = thing.get("@id").and_then(Value::as_str);
            let mut known = self.identified.iter().filter(|(key, _)| Some(*key) == id);
            if is_person(thing) || known.any(|(_, thing)| is_person(thing)) {
                self.names(&Value::Object(thing.clone()), names, 0);
            }
        }
    }

    /// Adds the names that an author or publisher has: a string, an object, a reference to one, or
    /// a list of those.
    fn names(&self, value: &Value, names: &mut Names, depth: usize) {
        match value {
            Value::String(name) => names.people.extend(plain(name)),
            Value::Array(values) if depth < 4 => {
                for value in values {
                    self.names(value, names, depth + 1);
                }
            }
            Value::Object(object) if depth < 4 => {
                let part = |key: &str| object.get(key).and_then(first_text);
                if let Some(name) = object.get("name").filter(|name| !name.is_null()) {
                    let mut inner = Names::default();
                    self.names(name, &mut inner, depth + 1);
                    names.add(inner, is_organization(object));
                } else if let Some((given, family)) = part("givenName").zip(part("familyName")) {
                    names.people.push(format!("{given} {family}"));
                } else if let Some(id) = object.get("@id").and_then(Value::as_str) {
                    let has_name = |object: &Map<String, Value>| {
                        object.contains_key("name") || object.contains_key("familyName")
                    };
                    let mut known = self.identified.iter();
                    if let Some((_, object)) = known.find(|(key, it)| *key == id && has_name(it)) {
                        self.names(&Value::Object((*object).clone()), names, depth + 1);
                    }
                }
            }
            Value::Array(_)
            | Value::Object(_)
            | Value::Null
            | Value::Bool(_)
            | Value::Number(_) => {}
        }
    }
}

#[derive(Default)]
struct Names {
    people: Vec<String>,
    organizations: Vec<String>,
}

impl Names {
    fn add(&mut self, inner: Names, organization: bool) {
        if organization {
            self.organizations.extend(inner.people);
        } else {
            self.people.extend(inner.people);
        }
        self.organizations.extend(inner.organizations);
    }
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match object.get("@type") {
        Some(Value::String(one)) => (Some(one.as_str()), &[][..]),
        Some(Value::Array(many)) => (None, many.as_slice()),
        _ => (None, &[][..]),
    };
    let names = one.into_iter().chain(many.iter().filter_map(Value::as_str));
    names.map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
}

fn is_article(object: &Map<String, Value>) -> bool {
    types(object).any(|name| {
        name.ends_with("Article")
            || matches!(
                name,
                "BlogPosting"
                    | "LiveBlogPosting"
                    | "SocialMediaPosting"
                    | "Report"
                    | "Reportage"
                    | "Review"
                    | "Recipe"
            )
    })
}

/// Some sites tell of the article in the page that it stands on.
fn is_page_with_author(object: &Map<String, Value>) -> bool {
    let is_page = types(object).any(|name| name == "WebPage");
    is_page && object.contains_key("headline") && object.contains_key("author")
}

fn is_person(object: &Map<String, Value>) -> bool {
    types(object).any(|name| name == "Person")
}

fn is_organization(object: &Map<String, Value>) -> bool {
    types(object).any(|name| {
        let name = name.to_ascii_lowercase();
        ["organization", "corporation", "brand", "website"].iter().any(|kind| name.contains(kind))
    })
}

/// Returns the text of a string, of the first string of a list, or of a number.
fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => plain(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(|value| value.as_str().and_then(plain)),
        Value::Object(object) => object.get("name").and_then(Value::as_str).and_then(plain),
        Value::Null | Value::Bool(_) => None,
    }
}

fn score(article: &Map<String, Value>, titles: &[&str]) -> u32 {
    let has = |key: &str| u32::from(article.contains_key(key));
    let headline = article.get("headline").or_else(|| article.get("name")).and_then(first_text);
    let is_title = headline.is_some_and(|headline| {
        titles.iter().any(|title| same(title, &headline) || within(&headline, title))
    });
    let is_aside = types(article).any(|name| matches!(name, "Review" | "Recipe"));
    10 * u32::from(is_title)
        + 3 * has("author")
        + 3 * has("datePublished")
        + 2 * has("headline")
        + has("articleBody")
        + 2 * u32::from(!is_aside)
}

#[cfg(test)]
mod tests {
    use super::{Story, read};

    fn story(json: &str) -> Story {
        read(&[json.to_owned()], &["Bridge opens"]).unwrap_or_default()
    }

    /// Checks the people and organizations that an `author` property gives.
    #[track_caller]
    fn check(author: &str, expected: (&[&str], &[&str])) {
        let story = story(&format!(r#"{{"@type": "NewsArticle", "author": {author}}}"#));
        let texts = |names: &[String]| names.join("; ");
        assert_eq!(
            (texts(&story.people), texts(&story.organizations)),
            (expected.0.join("; "), expected.1.join("; "))
        );
    }

    #[test]
    fn a_page_that_has_headline_and_author_is_an_article() {
        let page = |told: &str| story(&format!(r#"{{"@type": "WebPage", "name": "Home"{told}}}"#));
        let author = r#", "headline": "Bridge opens", "author": "Jane Doe""#;
        assert_eq!(page(author).people, ["Jane Doe"]);
        assert_eq!(page(""), Story::default());
    }

    #[test]
    fn an_author_is_told_in_many_ways() {
        check(r#""Jane Doe""#, (&["Jane Doe"], &[]));
        check(r#"["Jane Doe", "Joe &amp; Bo"]"#, (&["Jane Doe", "Joe & Bo"], &[]));
        check(r#"{"@type": "Person", "name": "Jane Doe"}"#, (&["Jane Doe"], &[]));
        check(
            r#"{"@type": "Person", "name": ["Jane Doe", "Joe Roe"]}"#,
            (&["Jane Doe", "Joe Roe"], &[]),
        );
        check(
            r#"[{"@type": "Person", "name": "Jane Doe"}, {"@type": "Organization", "name": "MNA"}]"#,
            (&["Jane Doe"], &["MNA"]),
        );
        check(r#"{"givenName": "Jane", "familyName": "Doe"}"#, (&["Jane Doe"], &[]));
        check(r#"{"@type": ["NewsMediaOrganization"], "name": ["Post"]}"#, (&[], &["Post"]));
        check(r##"[null, 3, {"@id": "#nobody"}]"##, (&[], &[]));
    }

    #[test]
    fn an_author_of_a_graph_may_stand_elsewhere_in_it() {
        let story = story(
            r##"{"@graph": [
                {"@type": "WebPage", "@id": "#page", "name": "Bridge opens | Post"},
                {"@type": "Article", "headline": "Bridge opens", "author": {"@id": "#jane"},
                 "publisher": {"@id": "#post"}, "mainEntityOfPage": {"@id": "https://post.test/1"}},
                {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
                {"@type": "Organization", "@id": "#post", "name": "Harbor Post"}
            ]}"##,
        );
        assert_eq!(story.people, ["Jane Doe"]);
        assert_eq!(story.publisher.as_deref(), Some("Harbor Post"));
        assert_eq!(story.url.as_deref(), Some("https://post.test/1"));
    }

    #[test]
    fn of_what_an_article_is_about_the_people_are_taken() {
        let story = story(
            r##"{"@graph": [
                {"@type": "NewsArticle", "headline": "Bridge opens", "author": {"@id": "#jane"},
                 "about": [{"@type": "Person", "name": "Ana &amp; Moss"}, {"@id": "#roe"},
                           {"@type": "Thing", "name": "Old Bridge"}, "Tom Quill"],
                 "mentions": {"@type": "Person", "givenName": "Ida", "familyName": "Roe"}},
                {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
                {"@type": "Person", "@id": "#roe", "name": "Joe Roe"}
            ]}"##,
        );
        assert_eq!(story.about, ["Ana & Moss", "Joe Roe", "Ida Roe"]);
        assert_eq!(story.people, ["Jane Doe"]);
    }

    #[test]
    fn the_article_is_the_one_the_page_is_titled_after() {
        let story = story(
            r#"[{"@type": "NewsArticle", "headline": "Another", "author": "A B", "datePublished": "2020"},
                {"@type": "schema:NewsArticle", "headline": "Bridge Opens", "articleSection": ["Local", "X"]}]"#,
        );
        assert_eq!(story.section.as_deref(), Some("Local"));
        assert_eq!(story.published, None);
    }

    #[test]
    fn what_is_no_article_is_not_read() {
        assert_eq!(read(&[r#"{"@type": "WebSite", "name": "Post"}"#.to_owned()], &[]), None);
        assert_eq!(read(&["no json".to_owned()], &[]), None);
    }
}
