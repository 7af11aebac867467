//! What stands on each page. How it is laid out is said in `pages/`.

use askama::Template;

use crate::article::ArticleId;
use crate::desk::Order;
use crate::document::Document;
use crate::hit::{Facets, Hit, Snippet};
use crate::printers::{grouped, visible, visible_line};
use crate::query::Complaint;
use crate::schema::Field;

use super::address::{Asking, choice};
use super::answer::{Answer, BESIDE, VALUES};
use super::chart::{Chart, articles};
use super::marked::Marked;

/// The search: what was asked, what was found, and what is around it.
#[derive(Template)]
#[template(path = "search.html", config = "src/http/askama.toml")]
pub(super) struct SearchPage {
    title: String,
    form: Form,
    chosen: Vec<Chosen>,
    complaints: Vec<Complained>,
    notes: Vec<String>,
    summary: String,
    hits: Vec<Row>,
    groups: Vec<Group>,
    timeline: Option<Chart>,
    steps: Steps,
    jsonl: String,
    csv: String,
    explain: String,
    explanation: Option<String>,
}

/// One article.
#[derive(Template)]
#[template(path = "article.html", config = "src/http/askama.toml")]
pub(super) struct ArticlePage {
    form: Form,
    back: String,
    language: String,
    headline: Marked,
    authors: Vec<Named>,
    meta: Vec<String>,
    paragraphs: Vec<Marked>,
    people: Vec<Named>,
    furniture: Vec<Marked>,
    /// What leads to its near copies, if there are any.
    copies: Option<Link>,
    /// The address of what is similar.
    similar: String,
    url: Option<String>,
    path: String,
    id: String,
}

/// The values of a field, and how many articles have each.
#[derive(Template)]
#[template(path = "values.html", config = "src/http/askama.toml")]
pub(super) struct ValuesPage {
    title: &'static str,
    form: Form,
    back: String,
    /// Of this page, without what is asked.
    address: String,
    like: String,
    /// What is asked beside, to be sent along.
    sent: Vec<(&'static str, String)>,
    notes: Vec<String>,
    summary: String,
    values: Vec<Counted>,
    steps: Steps,
}

/// What may be asked.
#[derive(Template)]
#[template(path = "manual.html", config = "src/http/askama.toml")]
pub(super) struct ManualPage {
    form: Form,
    /// As HTML.
    manual: &'static str,
}

/// Why there is no page.
#[derive(Template)]
#[template(path = "failure.html", config = "src/http/askama.toml")]
pub(super) struct FailurePage {
    pub(super) title: &'static str,
    pub(super) says: String,
}

/// The line to type in, as it was filled.
struct Form {
    text: String,
    any: bool,
    fold: bool,
    orders: Vec<Choice>,
    /// What was chosen, to be sent along: name and value of each hidden field.
    hidden: Vec<(&'static str, String)>,
}

struct Choice {
    name: &'static str,
    says: &'static str,
    is_chosen: bool,
}

/// A choice that can be taken back.
struct Chosen {
    says: String,
    without: String,
}

/// A place of the query, and what is said of it.
struct Complained {
    before: String,
    place: String,
    behind: String,
    says: String,
}

struct Row {
    address: String,
    headline: Marked,
    meta: Vec<String>,
    passages: Vec<Marked>,
    /// What leads to those that are folded into it, if there are any.
    copies: Option<Link>,
    path: String,
}

/// The values of a field.
struct Group {
    title: &'static str,
    values: Vec<Counted>,
    more: Option<Link>,
}

/// The pages before and behind one, as addresses.
struct Steps {
    previous: Option<String>,
    next: Option<String>,
}

struct Link {
    says: String,
    address: String,
}

struct Counted {
    says: String,
    articles: String,
    only: String,
    not: String,
    is_none: bool,
}

/// Somebody, with what leads to the articles that have the name.
struct Named {
    name: Marked,
    address: String,
    times: Option<usize>,
}

/// What stands for an article that has no headline.
const UNTITLED: &str = "(no headline)";

impl SearchPage {
    pub(super) fn of(asking: &Asking, answer: &Answer) -> Self {
        let Answer { complaints, hits, beside, by, timeline, notes, explanation } = answer;
        let chosen = asking.only.iter().map(|choice| (choice, false));
        let chosen = chosen.chain(asking.not.iter().map(|choice| (choice, true)));
        let first_page = asking.first_page();
        SearchPage {
            title: visible_line(&asking.text).into_owned(),
            form: Form::of(asking),
            chosen: chosen.map(|(choice, is_not)| Chosen::of(asking, choice, is_not)).collect(),
            complaints: complaints.iter().map(|one| Complained::of(&asking.text, one)).collect(),
            notes: notes.iter().map(|note| visible(note).into_owned()).collect(),
            summary: summary(asking, hits.hits.len(), hits.total),
            hits: hits.hits.iter().map(|hit| Row::of(asking, hit)).collect(),
            groups: BESIDE
                .iter()
                .zip(beside)
                .filter_map(|((field, title), facets)| Group::of(asking, *field, title, facets))
                .collect(),
            timeline: Chart::of(asking, *by, timeline),
            steps: Steps::of(asking, "/", asking.limit, hits.hits.len(), hits.next.is_some()),
            jsonl: first_page.address("/search.jsonl"),
            csv: first_page.address("/search.csv"),
            explain: Asking { explain: true, ..asking.clone() }.address("/"),
            explanation: explanation.as_deref().map(|text| visible(text).into_owned()),
        }
    }
}

/// Says how much there is, and what of it stands here.
fn summary(asking: &Asking, shown: usize, total: u64) -> String {
    let articles = articles(total);
    let order = asking.order().says();
    if asking.fold && shown > 0 {
        return format!("{} of {articles}, near copies folded, {order}", span(asking, shown));
    }
    if shown == 0 || shown as u64 == total {
        return if total > 1 { format!("{articles}, {order}") } else { articles };
    }
    format!("{} of {articles}, {order}", span(asking, shown))
}

/// Says which of a list stand here.
fn span(asking: &Asking, shown: usize) -> String {
    let (first, last) = (asking.start + 1, asking.start + shown);
    format!("{}–{}", grouped(first as u64), grouped(last as u64))
}

impl Steps {
    /// On the page `path` so many of a list are `shown`, of which each page has up to `size`.
    fn of(asking: &Asking, path: &str, size: usize, shown: usize, has_more: bool) -> Self {
        let step = |start| Asking { start, ..asking.clone() }.address(path);
        Steps {
            previous: (asking.start > 0).then(|| step(asking.start.saturating_sub(size))),
            next: (has_more && shown > 0).then(|| step(asking.start + shown)),
        }
    }
}

impl Form {
    fn of(asking: &Asking) -> Self {
        let hidden = asking.only.iter().map(|choice| ("only", choice.clone()));
        let order = asking.order();
        let choice =
            |one: Order| Choice { name: one.name(), says: one.says(), is_chosen: one == order };
        Form {
            text: asking.text.clone(),
            any: asking.any,
            fold: asking.fold,
            orders: Order::ALL.map(choice).into(),
            hidden: hidden.chain(asking.not.iter().map(|choice| ("not", choice.clone()))).collect(),
        }
    }
}

impl Chosen {
    fn of(asking: &Asking, choice: &str, is_not: bool) -> Self {
        let says = choice.replacen('=', ": ", 1);
        let says = visible_line(&says);
        let says = if is_not { format!("not {says}") } else { says.into_owned() };
        Chosen { says, without: asking.but(choice).address("/") }
    }
}

impl Complained {
    fn of(text: &str, complaint: &Complaint) -> Self {
        let Complaint { span, says, kind: _ } = complaint;
        Complained {
            before: visible(&text[..span.start]).into_owned(),
            place: visible(&text[span.clone()]).into_owned(),
            behind: visible(&text[span.end..]).into_owned(),
            says: says.clone(),
        }
    }
}

impl Row {
    fn of(asking: &Asking, hit: &Hit) -> Self {
        let Hit {
            id, headline, authors, published, publication, section, source, snippets, ..
        } = hit;
        let date = published.map(|date| date.to_string());
        let authors = (!authors.is_empty()).then(|| authors.join(", "));
        let meta = [authors, date, publication.clone(), section.clone()];
        Row {
            address: asking.first_page().address(&format!("/article/{id}")),
            headline: titled(headline),
            meta: meta.into_iter().flatten().map(|part| visible_line(&part).into_owned()).collect(),
            passages: snippets.iter().map(Marked::of).collect(),
            copies: hit.copies.and_then(|copies| Link::to_copies(*id, copies)),
            path: visible_line(&source.to_string()).into_owned(),
        }
    }
}

impl Link {
    /// Leads to an article and its near copies, the oldest first; `None` if there are none.
    fn to_copies(id: ArticleId, copies: u64) -> Option<Self> {
        let noun = if copies == 1 { "copy" } else { "copies" };
        let asking = Asking {
            text: format!("{}:{id}", Field::Copies.name()),
            order: Some(Order::Oldest),
            ..Asking::default()
        };
        let says = format!("{} near {noun}", grouped(copies));
        (copies > 0).then(|| Link { says, address: asking.address("/") })
    }
}

fn titled(headline: &Snippet) -> Marked {
    if headline.text.is_empty() { Marked::unmarked(UNTITLED) } else { Marked::of(headline) }
}

impl Group {
    /// Returns nothing where there is nothing to choose.
    fn of(asking: &Asking, field: Field, title: &'static str, facets: &Facets) -> Option<Self> {
        if facets.facets.is_empty() {
            return None;
        }
        let mut values = counted(asking, field, facets);
        if facets.without > 0 {
            let (says, is_none) = ("none".to_owned(), true);
            values.push(Counted {
                says,
                is_none,
                ..Counted::of(asking, field, "none", facets.without)
            });
        }
        let more = facets.total.saturating_sub(facets.facets.len() as u64);
        let more = (more > 0).then(|| Link {
            says: format!("and {} more", grouped(more)),
            address: asking.first_page().address(&format!("/values/{}", field.name())),
        });
        (values.len() > 1).then_some(Group { title, values, more })
    }
}

fn counted(asking: &Asking, field: Field, facets: &Facets) -> Vec<Counted> {
    let facets = facets.facets.iter();
    facets.map(|facet| Counted::of(asking, field, &facet.value, facet.articles)).collect()
}

impl Counted {
    fn of(asking: &Asking, field: Field, value: &str, articles: u64) -> Self {
        let choice = choice(field, value);
        Counted {
            says: visible_line(value).into_owned(),
            articles: grouped(articles),
            only: asking.and_only(&choice).address("/"),
            not: asking.and_not(&choice).address("/"),
            is_none: false,
        }
    }
}

impl ValuesPage {
    pub(super) fn of(
        asking: &Asking,
        field: Field,
        title: &'static str,
        facets: &Facets,
        notes: Vec<String>,
    ) -> Self {
        let here = format!("/values/{}", field.name());
        let shown = facets.facets.len();
        ValuesPage {
            title,
            form: Form::of(asking),
            back: asking.first_page().address("/"),
            like: asking.like.clone(),
            sent: asking.first_page().pairs(),
            notes,
            summary: match shown {
                0 => "none".to_owned(),
                _ => format!("{} of {}", span(asking, shown), grouped(facets.total)),
            },
            values: counted(asking, field, facets),
            steps: Steps::of(
                asking,
                &here,
                VALUES,
                shown,
                ((asking.start + shown) as u64) < facets.total,
            ),
            address: here,
        }
    }
}

impl ManualPage {
    pub(super) fn of(manual: &'static str) -> Self {
        ManualPage { form: Form::of(&Asking::default()), manual }
    }
}

impl ArticlePage {
    /// `marked` has the texts and names of the article, in which something may be marked.
    /// `copies` is how many near copies it has.
    pub(super) fn of(
        asking: &Asking,
        article: &Document,
        marked: &[(Field, Snippet)],
        copies: u64,
    ) -> Self {
        let all = |of: Field| {
            let texts = marked.iter().filter(move |(field, _)| *field == of);
            texts.map(|(_, text)| text)
        };
        let one = |of: Field| all(of).next().cloned().unwrap_or_default();
        let plain = |of: Field| {
            let text = article.texts(of).next().filter(|text| !text.is_empty());
            text.map(|text| visible_line(text).into_owned())
        };
        let leading = |field: Field, name: &str| {
            Asking::default().and_only(&choice(field, name)).address("/")
        };
        let author = |name: &Snippet| Named {
            name: Marked::of(name),
            address: leading(Field::Author, &name.text),
            times: None,
        };
        let person = |person: crate::document::Named| Named {
            address: leading(Field::Person, &person.name),
            times: Some(person.places.len()).filter(|times| *times > 1),
            name: Marked::unmarked(&person.name),
        };
        let words =
            article.number_of(Field::Words).map(|words| format!("{} words", grouped(words)));
        let date = article.date().map(|date| date.to_string());
        let fields = [Field::Publication, Field::Agency, Field::Section, Field::Dateline];
        let meta = [date].into_iter().chain(fields.map(plain)).chain([words]);
        let mut meta: Vec<String> = meta.flatten().collect();
        // What an agency sends is often printed as its own.
        meta.dedup();
        // What else an address may begin with is no page.
        let is_page = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        ArticlePage {
            form: Form::of(asking),
            back: asking.address("/"),
            language: plain(Field::Language).unwrap_or_default(),
            headline: titled(&one(Field::Headline)),
            authors: all(Field::Author).map(author).collect(),
            meta,
            paragraphs: Marked::paragraphs(&one(Field::Body)),
            people: article.named().into_iter().map(person).collect(),
            furniture: Marked::paragraphs(&one(Field::Furniture)),
            copies: Link::to_copies(article.id(), copies),
            similar: Asking {
                text: format!("{}:{}", Field::Similar.name(), article.id()),
                ..Asking::default()
            }
            .address("/"),
            url: plain(Field::Url).filter(is_page),
            path: visible_line(&article.source().to_string()).into_owned(),
            id: article.id().to_string(),
        }
    }
}
