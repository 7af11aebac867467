//! Which of the names on a page are its byline: JSON-LD, then metadata, then what is visible.

use super::json_ld::Story;
use super::meta::{self, Meta};
use crate::article::Byline;
use crate::text::key;

/// Chooses the byline. `visible` gives candidates, the likeliest first; `sites` are the names the
/// outlet goes by, which no author bears. Empty if the page names nobody.
pub(super) fn choose(
    story: &Story,
    meta: &Meta,
    visible: impl Iterator<Item = Vec<String>>,
    sites: &[String],
) -> Byline {
    let told = std::iter::once(story.people.clone());
    let meta = meta::AUTHOR.iter().map(|key| meta.all(key).collect());
    let mut organizations = std::iter::once(story.organizations.clone());
    let mut agency = None;
    for entries in told.chain(meta).chain(visible) {
        let byline = read(&entries, sites);
        if !byline.authors.is_empty() {
            return byline;
        }
        agency = agency.or(byline.agency);
    }
    let agency = agency.or_else(|| organizations.find_map(|it| read(&it, sites).agency));
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
        let byline = choose(&story, &Meta::read(&meta), visible, &["Harbor Post".to_owned()]);
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
