//! Which of the titles of a page is its headline.

use super::words::{overlap, same};
use crate::article::Origin;
use crate::text::key;

/// What a page offers as headline; texts are plain, on one line and not empty.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// Of the JSON-LD article.
    pub told: Option<String>,
    /// Of the metadata, without the site; the best first.
    pub meta: Vec<String>,
    /// Of `title`, without the site.
    pub title: Option<String>,
    /// The main headings in the page, in order; those marked as headline first.
    pub headings: Vec<String>,
}

/// Share of words from which on a heading is a wording of the title.
const SAME_STORY: f64 = 0.55;

impl Titles {
    /// Chooses the headline; empty if the page has no title at all.
    ///
    /// Readers see the heading, so it wins if another title bears it out; the titles for search
    /// machines and social media are often reworded.
    pub(super) fn choose(&self) -> String {
        let others = || self.told.iter().chain(&self.meta).chain(&self.title);
        let mut best: Option<(f64, &String)> = None;
        for heading in &self.headings {
            let score = |title: &String| {
                let exact = same(title, heading) || begins(title, heading);
                if exact { 2.0 } else { overlap(title, heading) }
            };
            let score = others().map(score).fold(0.0, f64::max);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, heading));
            }
        }
        let (told, meta) = (self.told.as_ref(), self.meta.first());
        let long = |heading: &&String| heading.split(' ').count() >= 4;
        let alone = match self.headings.as_slice() {
            [heading] if told.is_none() => Some(heading).filter(long),
            _ => None,
        };
        best.filter(|(score, _)| *score >= SAME_STORY)
            .map(|(_, heading)| heading)
            .or_else(|| meta.filter(|meta| told.is_some_and(|told| same(told, meta))))
            .or(alone)
            .or(told)
            .or(meta)
            .or(best.map(|(_, heading)| heading))
            .or(self.title.as_ref())
            .cloned()
            .unwrap_or_default()
    }
}

impl Titles {
    /// Returns where `headline`, which was chosen, stands.
    pub(super) fn origin_of(&self, headline: &str) -> Origin {
        let is_told = self.told.iter().chain(&self.meta).any(|title| same(title, headline));
        if self.told.as_deref() == Some(headline) {
            Origin::sure("json-ld headline")
        } else if self.headings.iter().any(|heading| heading == headline) {
            let place = "the main heading";
            if is_told { Origin::sure(place) } else { Origin::likely(place) }
        } else if self.meta.iter().any(|title| title == headline) {
            Origin::sure("meta[og:title] or its like")
        } else {
            Origin::likely("title")
        }
    }
}

/// Marks that part the headline from the site.
pub(super) const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " |", "| "];

/// Returns true if `title` is `heading` with the site behind it: "Tolls | Post".
fn begins(title: &str, heading: &str) -> bool {
    let rest = title.strip_prefix(heading);
    rest.is_some_and(|rest| SEPARATORS.iter().any(|mark| rest.starts_with(mark)))
}

/// Parts `title` in the headline and what the site adds at its end: "Bridge opens | Local | Post".
/// That is a name in `sites`, or a short tail behind a bar.
pub(super) fn part_site<'t>(title: &'t str, sites: &[String]) -> (&'t str, &'t str) {
    let sites: Vec<String> = sites.iter().map(|site| key(site).replace(' ', "")).collect();
    let mut headline = title;
    // Section and site, at most.
    for _ in 0..3 {
        let ends = SEPARATORS.iter().filter_map(|mark| {
            let at = headline.rfind(mark)?;
            let (head, tail) = (headline[..at].trim_end(), headline[at + mark.len()..].trim());
            let words = key(tail).replace(' ', "");
            let named = sites.iter().any(|site| {
                *site == words
                    || (words.len() > 3 && site.contains(&words))
                    || (site.len() > 2 && words.contains(site.as_str()) && tail.len() < 60)
            });
            let bar = mark.contains(['|', ':', '»']);
            let short = head.split(' ').count() >= 3 && tail.split(' ').count() <= 5;
            (!head.is_empty() && (named || (bar && short))).then_some(head)
        });
        match ends.max_by_key(|head| head.len()) {
            Some(head) => headline = head,
            None => break,
        }
    }
    let is_mark = |c: char| c.is_whitespace() || "|-–—:»«•·".contains(c);
    (headline, title[headline.len()..].trim_matches(is_mark))
}

#[cfg(test)]
mod tests {
    use super::{Titles, part_site};

    #[track_caller]
    fn check(told: &str, meta: &str, title: &str, headings: &[&str], expected: &str) {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let titles = Titles {
            told: text(told),
            meta: text(meta).into_iter().collect(),
            title: text(title),
            headings: headings.iter().map(|&heading| heading.to_owned()).collect(),
        };
        assert_eq!(titles.choose(), expected);
    }

    #[test]
    fn the_heading_that_resembles_a_title_is_the_headline() {
        check(
            "Harbor bridge opens today",
            "",
            "",
            &["The Post", "Harbor bridge opens"],
            "Harbor bridge opens",
        );
        check("", "", "Harbor Bridge Opens", &["Harbor bridge opens"], "Harbor bridge opens");
    }

    #[test]
    fn without_such_a_heading_the_titles_decide() {
        check(
            "Harbor bridge opens",
            "HARBOR BRIDGE OPENS",
            "",
            &["The Post"],
            "HARBOR BRIDGE OPENS",
        );
        check(
            "Harbor bridge opens",
            "You will not believe this",
            "",
            &["The Post"],
            "Harbor bridge opens",
        );
        check("", "Harbor bridge opens", "", &["The Post"], "Harbor bridge opens");
        check("", "Tolls", "", &["Harbor bridge opens at last"], "Harbor bridge opens at last");
        check("", "", "Bridge", &["The Post"], "The Post");
        check("", "", "Tolls | The Post", &["The Post", "Tolls"], "Tolls");
        check("", "", "Bridge", &[], "Bridge");
        check("", "", "", &[], "");
    }

    #[track_caller]
    fn check_site(title: &str, sites: &[&str], expected: (&str, &str)) {
        let sites: Vec<String> = sites.iter().map(|&site| site.to_owned()).collect();
        assert_eq!(part_site(title, &sites), expected);
    }

    #[test]
    fn the_site_at_the_end_of_a_title_is_no_part_of_the_headline() {
        check_site("The bridge opens | Harbor Post", &[], ("The bridge opens", "Harbor Post"));
        check_site("The bridge opens - Harbor Post", &[], ("The bridge opens - Harbor Post", ""));
        check_site("Bridge opens - Harbor Post", &["harborpost"], ("Bridge opens", "Harbor Post"));
        check_site("Now it opens | Local | The Post", &[], ("Now it opens", "Local | The Post"));
        check_site("Post", &["Post"], ("Post", ""));
        check_site("", &[], ("", ""));
    }
}
