//! Which of the names on a page are its byline: JSON-LD, then metadata, then what is visible.

use super::json_ld::Story;
use super::meta::{self, Meta};
use crate::article::{Byline, Origin, Origins, Property};
use crate::text::key;

/// Chooses the byline. `visible` gives candidates, the likeliest first; `sites` are the names the
/// outlet goes by, which no author bears. Empty if the page names nobody. Where it was read is noted
/// in `origins`.
pub(super) fn choose(
    story: &Story,
    meta: &Meta,
    visible: impl Iterator<Item = Vec<String>>,
    sites: &[String],
    origins: &mut Origins,
) -> Byline {
    let told = std::iter::once((story.people.clone(), Origin::sure("json-ld author")));
    let meta = meta::AUTHOR.iter().map(|key| {
        let entries: Vec<String> = meta.all(key).collect();
        (entries, Origin::sure(format!("meta[{key}]")))
    });
    let visible = visible.map(|entries| (entries, Origin::likely("the page, near the headline")));
    let mut agency = None;
    for (entries, origin) in told.chain(meta).chain(visible) {
        let byline = read(&entries, sites);
        if !byline.authors.is_empty() {
            origins.note(Property::Author, origin.clone());
            if byline.agency.is_some() {
                origins.note(Property::Agency, origin);
            }
            return byline;
        }
        agency = agency.or_else(|| Some((byline.agency?, origin)));
    }
    let organizations = || {
        let agency = read(&story.organizations, sites).agency?;
        Some((agency, Origin::sure("json-ld author")))
    };
    let agency = origins.noted(Property::Agency, agency.or_else(organizations));
    Byline { authors: Vec::new(), agency }
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

    use super::choose;
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
        let visible = std::iter::once(texts(visible));
        let sites = ["Harbor Post".to_owned()];
        let byline = choose(&story, &Meta::read(&meta), visible, &sites, &mut Origins::default());
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
        check(["admin", "Harbor Post", "harborpost.com", ""], "");
    }

    #[test]
    fn an_agency_is_named_if_no_person_is() {
        check(["", "Reuters", "", ""], "Reuters");
        check(["", "Acme Media", "", ""], "");
    }
}
