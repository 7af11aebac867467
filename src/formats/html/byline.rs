//! Which of the names on a page are its byline: JSON-LD, then metadata, then what is visible.

use super::json_ld::Story;
use super::meta::{self, Meta};
use crate::article::{Byline, Origin, Origins, Property};
use crate::text::key;

/// Bylines, the likeliest first: each the texts of its entries.
pub(super) type Bylines<'p> = Box<dyn Iterator<Item = Vec<String>> + 'p>;

/// The bylines that a page shows.
pub(super) struct Shown<'p> {
    /// Those of elements that are named after authors, or have a label: they name an author whatever
    /// they say.
    pub hooked: Bylines<'p>,
    /// Those of lines that begin as bylines do: "By the numbers" does, too.
    pub lines: Bylines<'p>,
    /// Those that may be names by chance.
    pub names: Bylines<'p>,
}

/// Chooses the byline: the people of the first source that names any; else whom the page says it is
/// signed by, as it is printed: a team, an account, the site. `sites` are the names the outlet goes
/// by. Empty if the page names nobody. Where it was read is noted in `origins`.
pub(super) fn choose(
    story: &Story,
    meta: &Meta,
    shown: Shown<'_>,
    sites: &[String],
    origins: &mut Origins,
) -> Byline {
    let told = std::iter::once((story.people.clone(), Origin::sure("json-ld author")));
    let meta = meta::AUTHOR.iter().map(|key| {
        let entries: Vec<String> = meta.all(key).collect();
        (entries, Origin::sure(format!("meta[{key}]")))
    });
    let near = || Origin::likely("the page, near the headline");
    let hooked = shown.hooked.map(|entries| (entries, near(), true));
    let lines = shown.lines.map(|entries| (entries, near(), false));
    let told = told.chain(meta).map(|(entries, origin)| (entries, origin, true));
    let mut agency = None;
    let mut signed: Vec<(Vec<String>, Origin)> = Vec::new();
    for (entries, origin, names_author) in told.chain(hooked).chain(lines) {
        let byline = read(&entries, sites);
        if !byline.authors.is_empty() {
            origins.note_byline(&byline, origin);
            return byline;
        }
        agency = agency.or_else(|| Some((byline.agency?, origin.clone())));
        if names_author {
            signed.push((entries, origin));
        }
    }
    let organizations = || {
        let agency = story.organizations.iter().find_map(|it| Byline::parse(it).agency)?;
        Some((agency, Origin::sure("json-ld author")))
    };
    if let Some(agency) = origins.noted(Property::Agency, agency.or_else(organizations)) {
        return Byline { authors: Vec::new(), agency: Some(agency) };
    }
    // The publisher is often the author where none is told.
    let is_publisher = |name: &&String| Some(*name) == story.publisher.as_ref();
    let others = story.organizations.iter().filter(|it| !is_publisher(it)).cloned().collect();
    signed.push((others, Origin::sure("json-ld author")));
    let signed = signed
        .into_iter()
        .map(|(entries, origin)| (Byline::signed(entries.iter().map(String::as_str)), origin));
    let by_chance = || Origin::guess("the page, near the headline");
    let named = shown.names.map(|entries| (read(&entries, sites), by_chance()));
    let mut bylines = signed.chain(named).filter(|(byline, _)| !byline.authors.is_empty());
    let Some((byline, origin)) = bylines.next() else { return Byline::default() };
    origins.note_byline(&byline, origin);
    byline
}

fn read(entries: &[String], sites: &[String]) -> Byline {
    let entries = entries.iter().map(|entry| without_site(entry, sites));
    let mut byline = Byline::of(entries.filter(|entry| is_person(entry, sites)));
    byline.authors.retain(|author| is_person(author.name.display(), sites));
    byline
}

/// Returns a byline without the site behind it: "By Jane Doe, Harbor Post".
fn without_site<'t>(entry: &'t str, sites: &[String]) -> &'t str {
    let Some(at) = entry.rfind(['|', ',', '-', '–', '—', '•', '/']) else { return entry };
    let tail = key(&entry[at..]);
    let is_site = !tail.is_empty() && sites.iter().any(|site| key(site) == tail);
    if is_site { entry[..at].trim_end() } else { entry }
}

/// Returns false for the address, account or role of a site, and for the site itself.
fn is_person(entry: &str, sites: &[String]) -> bool {
    /// What content management calls its users.
    const ACCOUNTS: &[&str] = &[
        "admin",
        "administrator",
        "anonymous",
        "editor",
        "editorial",
        "editors",
        "guest",
        "none",
        "null",
        "redaktion",
        "redazione",
        "staff",
        "undefined",
        "unknown",
        "webmaster",
    ];
    /// What stands behind the name of a site.
    const DESKS: &[&str] = &[
        "com",
        "desk",
        "editor",
        "editorial",
        "editors",
        "news",
        "online",
        "org",
        "reporter",
        "reporters",
        "staff",
        "team",
        "web",
        "writer",
        "writers",
    ];
    let is_address = entry.contains("://") || entry.contains("www.") || entry.starts_with('@');
    let is_account = !entry.contains(' ')
        && entry.is_ascii()
        && !entry.contains(|c: char| c.is_ascii_uppercase());
    let words = key(entry);
    let name = words.strip_prefix("by ").unwrap_or(&words);
    let is_site = sites.iter().map(|site| key(site)).filter(|site| !site.is_empty()).any(|site| {
        let joined = name.replace(' ', "") == site.replace(' ', "");
        let rest = name.strip_prefix(&site);
        joined || rest.is_some_and(|rest| rest.split(' ').skip(1).all(|w| DESKS.contains(&w)))
    });
    !is_address && !is_account && !is_site && !ACCOUNTS.contains(&name)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{Shown, choose};
    use crate::article::Origins;
    use crate::formats::html::json_ld::Story;
    use crate::formats::html::meta::Meta;

    /// Checks the authors and the agency that people and organizations of the JSON-LD, one `meta`
    /// author and one visible byline give on a page of the Harbor Post.
    #[track_caller]
    fn check(sources: [&str; 4], expected: &str) {
        let [people, organizations, meta, visible] = sources;
        let texts = |text: &str| {
            text.split("; ").filter(|it| !it.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        let story = Story {
            people: texts(people),
            organizations: texts(organizations),
            ..Story::default()
        };
        let meta = Document::from(format!("<meta name=author content='{meta}'>"));
        let shown = Shown {
            hooked: Box::new(std::iter::once(texts(visible))),
            lines: Box::new(std::iter::empty()),
            names: Box::new(std::iter::empty()),
        };
        let sites = ["Harbor Post".to_owned()];
        let byline = choose(&story, &Meta::read(&meta), shown, &sites, &mut Origins::default());
        let authors = byline.authors.iter().map(|author| author.name.display());
        let names: Vec<&str> = authors.chain(byline.agency.as_deref()).collect();
        assert_eq!(names.join("; "), expected);
    }

    #[test]
    fn the_first_source_that_names_a_person_wins() {
        check(["Jane Doe; Joe Roe", "", "A B", "By C D"], "Jane Doe; Joe Roe");
        check(["", "Reuters", "Jane Doe", "By Joe Roe"], "Jane Doe");
        check(["", "", "", "By Joe Roe and Jane Doe"], "Joe Roe; Jane Doe");
    }

    #[test]
    fn sites_accounts_and_addresses_are_no_authors() {
        check(["Harbor Post", "", "Harbor Post Staff", "By Jane Doe"], "Jane Doe");
        check(["jdoe_7", "", "https://post.test/jane", "By Jane Doe, Harbor Post"], "Jane Doe");
        check(["admin", "", "https://harborpost.com", ""], "");
    }

    #[test]
    fn a_page_without_people_is_signed_as_it_says() {
        check(["", "", "Kitchen Staff", ""], "Kitchen Staff");
        check(["Harbor Post", "Harbor Post", "", ""], "Harbor Post");
        check(["", "", "sailor_jane", ""], "sailor_jane");
        check(["", "", "jane doe", ""], "jane doe");
        check(
            ["", "", "", "By the Harbor Editorial Board | March 5, 2024"],
            "the Harbor Editorial Board",
        );
        check(["", "Acme Media", "", ""], "Acme Media");
        check(["Jane Doe", "", "Harbor Post Staff", "By Kitchen Staff"], "Jane Doe");
        check(["", "", "Kitchen Staff", "By Jane Doe"], "Jane Doe");
        check(["Reuters Staff", "", "Kitchen Staff", ""], "Reuters");
        check(["Guest", "", "administrator", "3 min read"], "");
    }

    #[test]
    fn an_agency_is_named_if_no_person_is() {
        check(["", "Reuters", "", ""], "Reuters");
    }
}
