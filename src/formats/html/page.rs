//! One page to one article: asks each source in turn and takes the first answer.

use dom_query::{Document, NodeRef};

use super::body::{Texts, Told};
use super::furniture::Known;
use super::headline::{Titles, part_site};
use super::json_ld::{self, Story};
use super::meta::{self, Meta};
use super::visible::Visible;
use super::words::same;
use super::{blocks, body, byline, date, guard, mapped, signature};
use crate::article::{
    Article, Dateline, Origin, Origins, Property, Published, body_of, date_in_path, language_tag,
    one_line,
};
use crate::formats::format::Error;
use crate::formats::trees::Described;
use crate::formats::{KeyMap, about};

/// JSON-LD that is longer is passed over, in bytes: articles have some 10 KB.
const LONGEST_SCRIPT: usize = 1 << 20;
/// Longest page, in bytes: real ones have up to 2 MB.
const LONGEST_PAGE: usize = 8 << 20;

/// Reads the article of a page; `file` is its path, for the date that folders tell, `fetched` the
/// address it was fetched from, if that is known, and `map` tells where its owner says things are.
///
/// # Errors
/// If the page is longer than 8 MiB, is built to be costly, or has neither headline nor text.
pub(super) fn read(
    text: &str,
    file: &str,
    fetched: Option<&str>,
    map: &KeyMap,
) -> Result<Article, Error> {
    if text.len() > LONGEST_PAGE {
        return Err(Error::TooLong { limit: (LONGEST_PAGE >> 20) as u64 });
    }
    if let Some(says) = guard::objection(text) {
        return Err(Error::Malformed { says: says.to_owned() });
    }
    let document = Document::from(text);
    let day = date_in_path(file);
    let (mut article, hints) = described(&document, day, fetched);
    mapped::fill(&mut article, &document, map, day);
    let mapped = mapped::text(&document, map);
    let known = Known { headline: &article.headline, byline: &article.byline };
    let mut texts = body::texts(document, &known, &hints);
    if let Some((text, origin)) = mapped {
        texts.take(text, origin);
    }
    let Texts { standfirst, mut paragraphs, furniture, origin } = texts;
    if let Some(first) = paragraphs.first_mut()
        && let Some((dateline, rest)) = Dateline::split(first)
    {
        if article.published.is_none()
            && let Some(day) = dateline.published(day)
        {
            article.published = Some(day);
            article.origins.note(Property::Published, Origin::likely("the dateline"));
        }
        article.dateline = Some(dateline);
        article.origins.note(Property::Dateline, Origin::likely("the text"));
        *first = rest.to_owned();
    }
    let standfirst = standfirst.and_then(|text| one_line(&text));
    article.standfirst = standfirst.as_ref().map_or(0, String::len);
    article.body = body_of(standfirst.iter().chain(&paragraphs).map(String::as_str));
    if !article.body.is_empty() {
        article.origins.note(Property::Body, origin);
    }
    article.furniture = body_of(furniture.iter().map(String::as_str));
    if article.is_blank() { Err(Error::Blank) } else { Ok(article) }
}

/// Returns the texts of the blocks of a page, and the blocks measured; `None` if it is not one to be
/// read.
pub(in super::super) fn measured(text: &str) -> Option<(Vec<String>, Described)> {
    if text.len() > LONGEST_PAGE || guard::objection(text).is_some() {
        return None;
    }
    let document = Document::from(text);
    let (article, hints) = described(&document, None, None);
    let known = Known { headline: &article.headline, byline: &article.byline };
    let (blocks, described, _) = body::measured(document, &known, &hints);
    Some((blocks.into_iter().map(|block| block.text).collect(), described))
}

/// Returns all text that a page shows, a line a block, with an empty line around paragraphs, as a
/// browser copies it; `None` if it is not one to be read.
pub(in super::super) fn shown(text: &str) -> Option<String> {
    if text.len() > LONGEST_PAGE || guard::objection(text).is_some() {
        return None;
    }
    Some(blocks::shown(&Document::from(text)))
}

/// Reads all but the text, and what the head of the page tells of the text.
fn described(
    document: &Document,
    known: Option<Published>,
    fetched: Option<&str>,
) -> (Article, Told) {
    let meta = Meta::read(document);
    let visible = Visible::read(document);
    let titles: Vec<String> = meta.each(meta::HEADLINE).chain(meta.title.clone()).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let story = json_ld::read(&scripts(document), &titles).unwrap_or_default();
    let mut origins = Origins::default();
    let fetched = || Some((fetched?.to_owned(), Origin::sure("where it was fetched")));
    let url = origins.noted(Property::Url, url(&story, &meta).or_else(fetched));
    let mut sites = sites(&story, &meta, url.as_deref());
    let outlet = origins.noted(Property::Publication, outlet(&story, &meta, document));
    sites.extend(outlet.clone());
    let headline = headline(&story, &meta, &visible, &mut sites);
    let headline = origins.noted(Property::Headline, headline).unwrap_or_default();
    let byline = byline::choose(&story, &meta, visible.bylines(&headline), &sites, &mut origins);
    let published = published(&story, &meta, &visible, url.as_deref(), &headline, known);
    let in_script = || Some((day_of_scripts(document)?, Origin::guess("a script")));
    let section = story.section.clone().map(|name| (name, Origin::sure("json-ld articleSection")));
    let about = about::names(story.about.iter().cloned());
    if !about.is_empty() {
        origins.note(Property::About, Origin::sure("json-ld about"));
    }
    let article = Article {
        byline,
        published: origins.noted(Property::Published, published.or_else(in_script)),
        section: origins
            .noted(Property::Section, section.or_else(|| meta.said(meta::SECTION).next())),
        publication: outlet,
        language: origins.noted(Property::Language, language(&story, &meta)),
        about,
        url,
        headline,
        origins,
        ..Article::default()
    };
    let summary = meta.first(&["og:description", "description", "twitter:description"]);
    (article, Told { text: story.body, summary })
}

fn scripts(document: &Document) -> Vec<String> {
    let scripts = document.select("script[type*='ld+json']");
    let texts = scripts.nodes().iter().map(NodeRef::text);
    texts.filter(|text| text.len() <= LONGEST_SCRIPT).map(|text| text.to_string()).collect()
}

fn day_of_scripts(document: &Document) -> Option<Published> {
    document.select("script").nodes().iter().find_map(|node| date::day_in_script(&node.text()))
}

fn url(story: &Story, meta: &Meta) -> Option<(String, Origin)> {
    let urls = [
        (meta.canonical.clone(), "link[rel=canonical]"),
        (meta.first(&["og:url"]), "meta[og:url]"),
        (story.url.clone(), "json-ld url"),
    ];
    let mut urls = urls.into_iter().filter_map(|(url, place)| Some((url?, Origin::sure(place))));
    urls.find(|(url, _)| url.starts_with("http"))
}

/// Returns the names that the outlet goes by: as it is told, and as it stands in its address.
fn sites(story: &Story, meta: &Meta, url: Option<&str>) -> Vec<String> {
    let host = url.and_then(|url| url.split('/').nth(2)).map(|host| {
        let host = host.strip_prefix("www.").unwrap_or(host);
        host.split('.').next().unwrap_or(host).to_owned()
    });
    let told = [story.publisher.clone(), meta.first(&["og:site_name"])];
    told.into_iter().chain([meta.first(&["application-name"]), host]).flatten().collect()
}

/// Returns the outlet that the page is told to be of; else the one behind its title that signs the
/// page, too.
fn outlet(story: &Story, meta: &Meta, document: &Document) -> Option<(String, Origin)> {
    let publisher = story.publisher.clone().map(|name| (name, Origin::sure("json-ld publisher")));
    let signed = || {
        let outlet = signature::outlet(document, meta.title.as_deref()?)?;
        Some((outlet, Origin::likely("title, and the foot of the page")))
    };
    publisher.or_else(|| meta.said(&["og:site_name"]).next()).or_else(signed)
}

/// Chooses the headline; adds to `sites` what `title` has behind it.
fn headline(
    story: &Story,
    meta: &Meta,
    visible: &Visible<'_>,
    sites: &mut Vec<String>,
) -> Option<(String, Origin)> {
    let without_site = |title: String| part_site(&title, sites).0.to_owned();
    let is_site = |heading: &String| sites.iter().any(|site| same(site, heading));
    let mut headings = visible.headings();
    headings.retain(|heading| !is_site(heading));
    let titles = Titles {
        told: story.headline.clone(),
        meta: meta.each(meta::HEADLINE).map(without_site).collect(),
        title: meta.title.clone().map(without_site),
        headings,
    };
    let headline = titles.choose();
    if let Some(site) = meta.title.as_deref().and_then(|title| one_line(part_site(title, sites).1))
    {
        sites.push(site);
    }
    let origin = titles.origin_of(&headline);
    (!headline.is_empty()).then_some((headline, origin))
}

fn published(
    story: &Story,
    meta: &Meta,
    visible: &Visible<'_>,
    url: Option<&str>,
    headline: &str,
    known: Option<Published>,
) -> Option<(Published, Origin)> {
    let day = |text: String| date::day_in(&text, known);
    let said = |(text, origin): (String, Origin)| Some((day(text)?, origin));
    let shown = |text: String, origin: fn(&'static str) -> Origin, place: &'static str| {
        Some((day(text)?, origin(place)))
    };
    let told = story.published.clone().map(|text| (text, Origin::sure("json-ld datePublished")));
    told.and_then(said)
        .or_else(|| meta.said(meta::PUBLISHED).find_map(said))
        .or_else(|| {
            let mut dates = visible.machine_dates(headline);
            dates.find_map(|text| shown(text, Origin::sure, "time[datetime]"))
        })
        .or_else(|| Some((url.and_then(date::day_in_address)?, Origin::likely("url"))))
        .or_else(|| {
            let mut texts = visible.date_texts(headline);
            texts.find_map(|text| shown(text, Origin::likely, "the page, near the headline"))
        })
        .or_else(|| {
            let mut texts = visible.other_date_texts(headline);
            texts.find_map(|text| shown(text, Origin::guess, "the page"))
        })
}

fn language(story: &Story, meta: &Meta) -> Option<(String, Origin)> {
    let declared = [
        (meta.language.clone(), "html[lang]"),
        (meta.first(&["og:locale"]), "meta[og:locale]"),
        (story.language.clone(), "json-ld inLanguage"),
    ];
    let mut declared = declared.into_iter();
    declared.find_map(|(tag, place)| Some((language_tag(&tag?)?, Origin::sure(place))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::article::Article;
    use crate::formats::KeyMap;
    use crate::formats::format::Error;

    fn article(page: &str) -> Article {
        read(page, "news/bridge.html", None, KeyMap::NONE).unwrap()
    }

    /// Checks headline, authors, day, section and body of a page.
    #[track_caller]
    fn check(page: &str, expected: [&str; 5]) {
        let article = article(page);
        let authors: Vec<&str> =
            article.byline.authors.iter().map(|author| author.name.display()).collect();
        let published = article.published.map_or_else(String::new, |date| date.to_string());
        let section = article.section.unwrap_or_default();
        assert_eq!(
            [&article.headline, &authors.join("; "), &published, &section, &article.body],
            expected
        );
    }

    const TEXT: &str = "<p>The bridge opened on Tuesday, after nine years of work and two lawsuits \
        over its cost, its colour and its name.</p><p>It is open to all, the mayor said.</p>";
    const BODY: &str = "The bridge opened on Tuesday, after nine years of work and two lawsuits over \
        its cost, its colour and its name.\n\nIt is open to all, the mayor said.";

    #[test]
    fn json_ld_goes_before_the_metadata() {
        let page = format!(
            r#"<title>Bridge opens | Harbor Post</title>
            <meta name=author content="Web Desk"><meta name=date content=2024-03-06>
            <meta property=article:section content=News>
            <script type="application/ld+json">{{"@type": "NewsArticle",
              "headline": "Bridge opens", "datePublished": "2024-03-05T23:30:00-05:00",
              "articleSection": "Local", "author": [{{"@type": "Person", "name": "Jane Doe"}},
              {{"@type": "Person", "name": "Harbor Post"}}]}}</script>
            <article><h1>Bridge opens</h1><p class=byline>By Joe Roe</p>{TEXT}</article>"#
        );
        check(&page, ["Bridge opens", "Jane Doe", "2024-03-05", "Local", BODY]);
    }

    #[test]
    fn metadata_goes_before_what_is_visible() {
        let page = format!(
            "<meta property=og:title content='Bridge opens'><meta name=author content='Jane Doe'>
            <meta property=article:published_time content=2024-03-05T10:00:00Z>
            <meta property=article:section content=News>
            <article><h1>Bridge opens</h1><time datetime=2024-03-06>x</time>{TEXT}</article>"
        );
        check(&page, ["Bridge opens", "Jane Doe", "2024-03-05", "News", BODY]);
    }

    #[test]
    fn what_is_visible_is_read_if_nothing_else_is_there() {
        let page = format!(
            "<title>Bridge opens | Harbor Post</title><nav><a href=/>Home</a></nav>
            <article><h1>Bridge opens</h1><p class=byline>By Jane Doe and Joe Roe</p>
            <span class=date>March 5, 2024</span>{TEXT}</article><footer>2020-01-01</footer>"
        );
        check(&page, ["Bridge opens", "Jane Doe; Joe Roe", "2024-03-05", "", BODY]);
    }

    #[test]
    fn the_folder_tells_day_from_month() {
        let page = format!("<h1>Bridge opens</h1><span class=date>05/03/2024</span>{TEXT}");
        let published = |file: &str| {
            read(&page, file, None, KeyMap::NONE).unwrap().published.map(|date| date.to_string())
        };
        assert_eq!(published("2024/03/x.html").as_deref(), Some("2024-03-05"));
        assert_eq!(published("2024/05/x.html").as_deref(), Some("2024-05-03"));
        assert_eq!(published("x.html").as_deref(), Some("2024"));
    }

    #[test]
    fn a_page_tells_where_it_stands_and_in_what_language() {
        let page = format!(
            "<html lang=pt_BR><link rel=canonical href=https://post.test/2024/03/05/bridge>
            <meta property=og:site_name content='Harbor Post'><h1>Bridge opens</h1>{TEXT}"
        );
        let article = article(&page);
        assert_eq!(article.url.as_deref(), Some("https://post.test/2024/03/05/bridge"));
        assert_eq!(article.language.as_deref(), Some("pt-br"));
        assert_eq!(article.publication.as_deref(), Some("Harbor Post"));
        assert_eq!(article.published.unwrap().to_string(), "2024-03-05");
    }

    #[test]
    fn the_outlet_behind_the_title_counts_if_it_signs_the_page() {
        let page = |title: &str, end: &str| {
            let page = format!("<title>{title}</title><h1>Bridge opens</h1>{TEXT}{end}");
            article(&page).publication.unwrap_or_default()
        };
        let footer = "<footer><p>About us</p><p>© 2024 Harbor Post. All rights reserved.</footer>";
        assert_eq!(page("Bridge opens - Harbor Post", footer), "Harbor Post");
        assert_eq!(page("Bridge opens | Local | Harbor Post", footer), "Harbor Post");
        assert_eq!(
            page("Bridge opens - Harbor Post", "<a class=logo>Harbor Post</a>"),
            "Harbor Post"
        );
        assert_eq!(page("Bridge opens - Harbor Post", ""), "");
        assert_eq!(page("Bridge opens - Local", "<footer><a>Local</a> © Harbor Post</footer>"), "");
        assert_eq!(page("Bridge opens", footer), "");
    }

    #[test]
    fn a_page_with_only_a_headline_is_an_article_without_text() {
        let page = "<h1>Bridge opens</h1><ul><li><a href=/>News</a><li><a href=/>Sport</a></ul>";
        check(page, ["Bridge opens", "", "", "", ""]);
    }

    #[test]
    fn a_page_without_words_is_blank() {
        assert!(matches!(
            read("<html><body><img src=x></body>", "", None, KeyMap::NONE),
            Err(Error::Blank)
        ));
    }

    #[test]
    fn the_text_in_json_ld_stands_in_for_one_that_is_not_shown() {
        let page = r#"<h1>Bridge opens</h1><script type="application/ld+json">{"@type": "Article",
            "articleBody": "It opened.\nIt is &amp; stays open."}</script>"#;
        check(page, ["Bridge opens", "", "", "", "It opened.\n\nIt is & stays open."]);
    }

    #[test]
    fn what_is_shown_beside_the_article_is_kept_apart() {
        let page = format!(
            "<title>Bridge opens | Harbor Post</title><nav><ul><li><a href=/>Home</a><li><a href=/s>
            Tide tables</a></ul></nav><article><h1>Bridge opens</h1>{TEXT}</article><aside><h3>Most
            read</h3><a href=q>Ten ways to grow beans</a></aside><footer><ul><li><a href=/>Home</a>
            </ul>© Harbor Post</footer>"
        );
        let article = article(&page);
        assert_eq!(article.body, BODY);
        let furniture =
            ["Home", "Tide tables", "Most read", "Ten ways to grow beans", "© Harbor Post"];
        assert_eq!(article.furniture, furniture.join("\n\n"));
    }

    #[test]
    fn the_summary_of_the_head_that_stands_above_the_text_is_its_standfirst() {
        let page = |summary: &str| {
            format!(
                "<title>Bridge opens | Harbor Post</title><meta name=description content='{summary}'>
                <header><h1>Bridge opens</h1><div class='social share'><a href=x>The ferry goes, the
                tolls come, and all may cross</a></div></header><article>{TEXT}</article>"
            )
        };
        let known = article(&page("The ferry goes, the tolls come, and all may cross"));
        assert_eq!(
            known.body,
            format!("The ferry goes, the tolls come, and all may cross\n\n{BODY}")
        );
        assert_eq!(&known.body[known.standfirst..], format!("\n\n{BODY}"));
        let other = article(&page("A podcast on beans"));
        assert_eq!((other.standfirst, other.body.as_str()), (0, BODY));
    }

    #[test]
    fn a_page_built_to_be_costly_is_refused() {
        let deep = "<div>".repeat(100_000);
        assert!(matches!(read(&deep, "", None, KeyMap::NONE), Err(Error::Malformed { .. })));
        assert!(matches!(
            read(&"x".repeat(9 << 20), "", None, KeyMap::NONE),
            Err(Error::TooLong { .. })
        ));
    }

    #[test]
    fn a_page_of_countless_blocks_is_read_without_the_model() {
        let row = "<p>The bridge opened on Tuesday, after nine years of work and two lawsuits.</p>";
        let page = format!("<h1>Bridge opens</h1><article>{}</article>", row.repeat(11_000));
        assert!(article(&page).body.starts_with("The bridge opened on Tuesday"));
    }

    #[test]
    fn captions_share_lines_and_lists_of_other_articles_are_no_text() {
        let page = format!(
            "<title>Bridge opens | Harbor Post</title><article><h1>Bridge opens</h1>
            <figure><img src=a><figcaption>The bridge on Monday. Photo: Joe Roe</figcaption></figure>
            <ul class=share><li><a href=x>Share</a><li><a href=y>Tweet</a></ul>{TEXT}
            <div class=related><h3>Related stories</h3><a href=z>Tolls rise in the harbor</a></div>
            </article><footer>© Harbor Post</footer>"
        );
        check(&page, ["Bridge opens", "", "", "", BODY]);
    }

    proptest! {
        #[test]
        fn no_soup_of_tags_makes_it_panic(
            pieces in prop::collection::vec(prop_oneof![
                "</?(div|p|h1|table|td|a|b|svg|template|select|script|meta|time|title|li|body)>",
                "<(a|p|div|meta|time|script) (class|rel|itemprop|name|datetime|type)=\"(byline|author|date|related|application/ld\\+json|2024-03-05)\">",
                "[Bb]y [A-Z][a-z]{1,5} [A-Z][a-z]{1,5}",
                "\\PC{0,12}",
                "[{}\\[\\]\",:<>&;=!/ -]{0,8}",
            ], 0..60)
        ) {
            let article = read(&pieces.concat(), "1998/03/05/x.html", None, KeyMap::NONE);
            prop_assert!(article.is_ok() || matches!(article, Err(Error::Blank)));
        }
    }
}
