//! One article: what its number makes of the world, as text and as a web page.

use std::fmt::Write as _;

use crate::chance::Chance;
use crate::lists;
use crate::world::World;

/// An article, in the parts a page sets apart.
pub(crate) struct Article {
    /// The path without what comes after the point: `YYYY/MM/slug-NNNNNN`.
    pub(crate) path: String,
    headline: String,
    authors: Vec<String>,
    /// Year, month, day, hour, minute.
    published: [usize; 5],
    minutes: usize,
    paragraphs: Vec<String>,
    furniture: Vec<String>,
}

impl Article {
    /// Returns the article with this number; it depends on the seed and the number alone.
    pub(crate) fn new(world: &World, number: usize) -> Self {
        let mut chance = Chance::of(world.seed, u64::try_from(number).expect("a number fits"));
        let chance = &mut chance;
        let topic = &world.topics[world.topic_law.draw(chance)];
        let people: Vec<&str> = (0..chance.between(2, 5))
            .map(|_| &*world.people[world.person_law.draw(chance)])
            .collect();
        let authors = authors(world, chance);
        let published = [
            chance.between(2010, 2019),
            chance.between(1, 12),
            chance.between(1, 28),
            chance.below(24),
            chance.below(60),
        ];
        let headline = headline(world, topic, people[0], chance);
        let (paragraphs, words) = body(world, topic, &people, chance);
        let slug = slug(&headline);
        let [year, month, ..] = published;
        Self {
            path: format!("{year}/{month:02}/{slug}-{number:06}"),
            furniture: furniture(world, &authors[0], year, chance),
            headline,
            authors,
            published,
            minutes: (words / 230).max(1),
            paragraphs,
        }
    }

    /// Returns the article as a scraper leaves it.
    pub(crate) fn text(&self) -> String {
        let minutes = format!("{} Min Read", self.minutes);
        let head = [self.headline.clone(), self.byline(), self.date(), minutes];
        let lines = head.iter().chain(&self.paragraphs).chain(&self.furniture);
        let mut text = lines.map(|line| &**line).collect::<Vec<_>>().join("\n\n");
        text.push('\n');
        text
    }

    /// Returns the article as a web page, with what stands around an article there.
    pub(crate) fn page(&self) -> String {
        let (headline, byline, date) = (&self.headline, self.byline(), self.date());
        let [year, month, day, hour, minute] = self.published;
        let time = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z");
        let authors = self.authors.join(", ");
        let body = self.paragraphs.join("</p>\n<p>");
        let furniture = self.furniture.join("</p>\n<p>");
        let sections = "World Politics Business Markets Science Health Culture Sport Opinion"
            .split(' ')
            .fold(String::new(), |mut links, name| {
                let _ = write!(links, "<li><a href=\"/{}\">{name}</a></li>", name.to_lowercase());
                links
            });
        let persons: Vec<String> = self
            .authors
            .iter()
            .map(|name| format!("{{\"@type\":\"Person\",\"name\":\"{name}\"}}"))
            .collect();
        let persons = persons.join(",");
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <title>{headline} | The Daily Archive</title>\n\
             <meta name=\"author\" content=\"{authors}\">\
             <meta property=\"og:title\" content=\"{headline}\">\n\
             <meta property=\"article:published_time\" content=\"{time}\">\n\
             <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\
             \"@type\":\"NewsArticle\",\"headline\":\"{headline}\",\"datePublished\":\"{time}\",\
             \"author\":[{persons}]}}</script>\n\
             <script>{SCRIPT}</script></head>\n\
             <body><header><nav><ul>{sections}</ul></nav></header>\n\
             <main><article><h1>{headline}</h1>\n<p class=\"byline\">{byline}</p>\
             <time datetime=\"{time}\">{date}</time>\n<p>{body}</p>\n\
             <div class=\"end\"><p>{furniture}</p></div></article>\n\
             <aside><h2>Most read</h2><ul>{sections}</ul></aside></main>\n\
             <footer><ul>{sections}</ul></footer></body></html>\n"
        )
    }

    fn byline(&self) -> String {
        format!("By {}", self.authors.join(" and "))
    }

    fn date(&self) -> String {
        let [year, month, day, hour, minute] = self.published;
        let half = if hour < 12 { "AM" } else { "PM" };
        let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        format!("{} {day}, {year} / {hour}:{minute:02} {half}", lists::MONTHS[month - 1])
    }
}

/// About as much script as a plain page has.
const SCRIPT: &str = "var page={ready:false,parts:[]};page.add=function(part){this.parts.push(part)};\
    window.addEventListener('load',function(){page.ready=true;for(var i=0;i<page.parts.length;i++)\
    {page.parts[i].start()}});document.addEventListener('click',function(e){if(e.target.tagName==='A')\
    {navigator.sendBeacon('/seen',e.target.href)}});";

fn authors(world: &World, chance: &mut Chance) -> Vec<String> {
    let first = world.author_law.draw(chance);
    let second = world.author_law.draw(chance);
    let both = chance.in_1000(80) && first != second;
    let ranks = if both { vec![first, second] } else { vec![first] };
    ranks.into_iter().map(|rank| world.authors[rank].clone()).collect()
}

fn headline(world: &World, topic: &[usize], person: &str, chance: &mut Chance) -> String {
    let mut words: Vec<&str> = Vec::new();
    if chance.in_1000(500) {
        words.push(surname(person));
    }
    for _ in 0..chance.between(4, 6) {
        words.push(&world.words[topic[world.topic_word_law.draw(chance)]]);
    }
    capitalized(&words.join(" "))
}

/// Returns the paragraphs and how many words were drawn for them.
fn body(
    world: &World,
    topic: &[usize],
    people: &[&str],
    chance: &mut Chance,
) -> (Vec<String>, usize) {
    let sentences: Vec<usize> = (0..chance.between(8, 20)).map(|_| chance.between(1, 3)).collect();
    let mut asides = asides(world, people, sentences.iter().sum(), chance);
    let mut paragraphs = Vec::with_capacity(sentences.len());
    let mut drawn = 0;
    let mut asides = asides.drain(..);
    for sentences in sentences {
        let mut paragraph = String::with_capacity(sentences * 160);
        for _ in 0..sentences {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            let length = chance.between(9, 28);
            drawn += length;
            let asides = asides.next().unwrap_or_default();
            sentence(world, topic, length, &asides, chance, &mut paragraph);
        }
        paragraphs.push(paragraph);
    }
    paragraphs[0] = format!("{} — {}", chance.one_of(lists::PLACES), paragraphs[0]);
    (paragraphs, drawn)
}

/// Returns what stands in each sentence besides its words: people and set phrases.
fn asides(
    world: &World,
    people: &[&str],
    sentences: usize,
    chance: &mut Chance,
) -> Vec<Vec<String>> {
    let mut asides = vec![Vec::new(); sentences];
    for person in people {
        let at = chance.below(sentences);
        asides[at].push(match chance.below(10) {
            0..5 => format!("{} {person}", chance.one_of(lists::TITLES)),
            5 | 6 => format!("{person}, {},", chance.one_of(lists::ROLES)),
            _ => (*person).to_owned(),
        });
        // After the whole name, the surname will do.
        for _ in 0..chance.below(3) {
            asides[chance.between(at, sentences - 1)].push(surname(person).to_owned());
        }
    }
    for _ in 0..chance.between(1, 4) {
        let phrase = lists::PHRASES[world.phrase_law.draw(chance)];
        asides[chance.below(sentences)].push(phrase.to_owned());
    }
    asides
}

/// Writes a sentence of so many words, and what stands besides them.
fn sentence(
    world: &World,
    topic: &[usize],
    length: usize,
    asides: &[String],
    chance: &mut Chance,
    out: &mut String,
) {
    let quote = length.is_multiple_of(7);
    if quote {
        out.push('“');
    }
    let start = out.len();
    for at in 0..length {
        for (nth, aside) in asides.iter().enumerate() {
            if (nth * 5 + 3) % length == at {
                out.push_str(aside);
                out.push(' ');
            }
        }
        match chance.below(1000) {
            0..5 => {
                let _ = write!(out, "${}.{} million", chance.below(900), chance.below(10));
            }
            5..9 => {
                let _ = write!(out, "{}.{} percent", chance.below(20), chance.below(10));
            }
            9..12 => {
                let _ = write!(out, "{}", chance.below(9000));
            }
            12..150 => out.push_str(&world.words[topic[world.topic_word_law.draw(chance)]]),
            _ => out.push_str(&world.words[world.word_law.draw(chance)]),
        }
        if length > 16 && at == length / 2 {
            out.push(',');
        }
        out.push(' ');
    }
    out.pop();
    let first = out[start..=start].to_uppercase();
    out.replace_range(start..=start, &first);
    out.push_str(match (quote, length % 2) {
        (false, _) => ".",
        (true, 0) => ",” he said.",
        (true, _) => ",” she said.",
    });
}

fn furniture(world: &World, author: &str, year: usize, chance: &mut Chance) -> Vec<String> {
    let editor = &world.authors[chance.below(100)];
    let mut lines = vec![
        format!("Reporting by {author}; Editing by {editor}"),
        "Sign up for our newsletter".to_owned(),
        "Prices are delayed by at least 20 minutes.".to_owned(),
        format!("© {year} The Daily Archive. All rights reserved."),
    ];
    lines.truncate(chance.between(1, lines.len()));
    lines
}

fn surname(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

fn slug(headline: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || *c == ' ';
    let slug: String = headline.chars().filter(kept).take(48).collect();
    slug.trim_end().to_ascii_lowercase().replace(' ', "-")
}
