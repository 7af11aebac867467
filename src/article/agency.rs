//! The wire services, and how papers print their names.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text;

/// The short name that is shown, and the other spellings, folded as [`text::tokens`] folds.
/// From the credits that papers of their countries print; services whose letters are a word or a
/// name too (`PA`, `ATS`) count only in capitals, see [`agency_named`].
const AGENCIES: &[(&str, &[&str])] = &[
    ("Reuters", &["thomson reuters", "reuter", "rtrs", "reuters staff", "reuters news agency"]),
    ("AP", &["associated press", "the associated press", "ap news", "the ap"]),
    ("AFP", &["agence france presse", "afp news"]),
    ("dpa", &["deutsche presse agentur", "dpa infocom", "dpa afx"]),
    ("ANSA", &["agenzia ansa"]),
    ("EFE", &["agencia efe"]),
    ("TASS", &["itar tass"]),
    ("Xinhua", &["xinhua news agency", "新华 华社", "新華 華社"]),
    ("PA", &["press association", "pa media"]),
    ("UPI", &["united press international"]),
    ("ATS", &["keystone ats", "agence telegraphique suisse"]),
    ("SDA", &["keystone sda", "schweizerische depeschenagentur"]),
    ("APA", &["austria presse agentur"]),
    ("Bloomberg", &["bloomberg news"]),
    ("PTI", &["press trust of india"]),
    ("ANI", &["asian news international"]),
    ("IANS", &["indo asian news service"]),
    ("Kyodo", &["kyodo news"]),
    ("Jiji", &["jiji press"]),
    ("Yonhap", &["yonhap news agency"]),
    ("Anadolu", &["anadolu agency", "anadolu ajansi"]),
    ("Interfax", &[]),
    ("RIA Novosti", &[]),
    ("Belga", &["belga news agency"]),
    ("ANP", &[]),
    ("Lusa", &["agencia lusa"]),
    ("TT", &["tidningarnas telegrambyra"]),
    ("NTB", &[]),
    ("Ritzau", &[]),
    ("CNA", &["central news agency"]),
    ("AAP", &["australian associated press"]),
    ("CP", &["canadian press", "the canadian press"]),
    ("PRNewswire", &["pr newswire"]),
    ("Business Wire", &["businesswire"]),
    ("GlobeNewswire", &["globe newswire"]),
];

/// Broadcasters and papers whose name stands where a wire service would: "CNN —".
const CREDITED_OUTLETS: &[&str] = &[
    "CNN",
    "BBC",
    "NPR",
    "NBC",
    "ABC",
    "CBS",
    "CNBC",
    "MSNBC",
    "NBC News",
    "ABC News",
    "CBS News",
    "BBC News",
    "CNN Business",
    "Fox News",
    "Al Jazeera",
    "Sky News",
    "Euronews",
    "DW",
    "RFI",
    "VOA",
    "PBS",
    "ITV",
];

/// How the name of a service ends that is not listed.
const AGENCY: &str = "agency";

/// The first words of all names, folded: most of what is asked begins with none of them.
static FIRST_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let names = AGENCIES.iter().flat_map(|(short, spellings)| spellings.iter().chain([short]));
    names.filter_map(|name| text::tokens(name).next()).map(|first| first.term).collect()
});

/// Returns the short name of the wire service that `printed` names, and nothing else.
pub(super) fn agency_named(printed: &str) -> Option<String> {
    let printed = printed.trim_matches(|c: char| !c.is_alphanumeric());
    if printed.is_empty() || printed.len() > 60 {
        return None;
    }
    let ending = printed.get(printed.len().saturating_sub(AGENCY.len())..);
    let may_end = !printed.is_ascii() || ending.is_some_and(|end| end.eq_ignore_ascii_case(AGENCY));
    if !may_end
        && !text::tokens(printed).next().is_some_and(|first| FIRST_WORDS.contains(&first.term))
    {
        return None;
    }
    let key = text::key(printed);
    let known = AGENCIES.iter().find(|(short, spellings)| {
        let same = key.eq_ignore_ascii_case(short)
            && (short.len() > 3 || is_acronym_as_shown(printed, short));
        same || spellings.contains(&key.as_str())
    });
    if let Some((short, _)) = known {
        return Some((*short).to_owned());
    }
    let agency = key.ends_with(" news agency") || key.ends_with(" press agency");
    agency.then(|| printed.strip_prefix("The ").unwrap_or(printed).to_owned())
}

/// Returns what is credited in brackets or before a dash: a known service or outlet, or one that
/// is not known but is two to six capitals: "MNA".
pub(super) fn credit_named(printed: &str) -> Option<String> {
    let printed = printed.trim();
    agency_named(printed).or_else(|| {
        let outlet = CREDITED_OUTLETS.contains(&printed);
        (outlet || is_acronym(printed)).then(|| printed.to_owned())
    })
}

/// Returns true for an outlet that is known to credit itself before a dash.
pub(super) fn is_credited_outlet(printed: &str) -> bool {
    CREDITED_OUTLETS.contains(&printed)
}

/// Returns true for two to six capital letters and nothing else.
pub(super) fn is_acronym(printed: &str) -> bool {
    (2..=6).contains(&printed.len()) && printed.bytes().all(|b| b.is_ascii_uppercase())
}

/// "AP" and "dpa" as written, or in capitals; not "Pa" or "Ap".
fn is_acronym_as_shown(printed: &str, short: &str) -> bool {
    printed == short || printed.replace('.', "") == short.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{agency_named, credit_named};

    #[track_caller]
    fn check(printed: &str, expected: &str) {
        assert_eq!(agency_named(printed).unwrap_or_default(), expected, "{printed}");
    }

    #[test]
    fn a_service_has_one_name_however_it_is_printed() {
        check("Reuters", "Reuters");
        check("REUTERS", "Reuters");
        check("The Associated Press", "AP");
        check("A.P.", "AP");
        check("Agence France-Presse", "AFP");
        check("DPA", "dpa");
        check("新华社", "Xinhua");
        check("The Meridian News Agency", "Meridian News Agency");
        check("Pa", "");
        check("Jane Doe", "");
        check("", "");
    }

    #[test]
    fn brackets_may_hold_a_service_that_is_not_known() {
        assert_eq!(credit_named("MNA").as_deref(), Some("MNA"));
        assert_eq!(credit_named("CNN").as_deref(), Some("CNN"));
        assert_eq!(credit_named("left"), None);
    }
}
