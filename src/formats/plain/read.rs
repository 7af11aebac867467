//! Reads one scraped page as one article.

use crate::article::{
    Article, Byline, Credit, Dateline, Origin, PrintedDate, Property, Published, body_of,
    date_in_path, is_outlet, is_person, one_line,
};

use super::block::{self, Line, is_wrapped, joined};
use super::furniture::{Furniture, furniture, teasers};
use super::keyed::{self, Key};
use super::{header, lines, origins};
use crate::formats::format::{Error, Format, one};

/// A longer line is no prose, in bytes.
const LONGEST_LINE: usize = 1 << 20;

pub(in crate::formats) const FORMAT: Format = Format {
    name: "plain text",
    extensions: &["txt", "text"],
    sniff: |_| true,
    is_proof: false,
    read: |input| {
        let file = input.file;
        one(input.into_text().and_then(|text| article_of(file, &text)))
    },
};

/// Reads the text of a page that stands in `file`.
///
/// # Errors
/// If there is no article in it, or a line of it is too long to be prose.
pub(in super::super) fn article_of(file: &str, text: &str) -> Result<Article, Error> {
    article_under(None, file, text)
}

/// As [`article_of`], for a text whose headline may be known, and then does not stand in it.
///
/// # Errors
/// As there.
pub(in super::super) fn article_under(
    headline: Option<&str>,
    file: &str,
    text: &str,
) -> Result<Article, Error> {
    let too_long = text.lines().enumerate().find(|(_, line)| line.len() > LONGEST_LINE);
    if let Some((number, line)) = too_long {
        let tenths = line.len() * 10 / LONGEST_LINE;
        let (whole, tenth) = (tenths / 10, tenths % 10);
        let says = format!("line {} is {whole}.{tenth} MiB long: not prose", number + 1);
        return Err(Error::Malformed { says });
    }
    let mut article = article(headline, text, date_in_path(file));
    if headline.is_some() && !article.headline.is_empty() {
        article.origins.note(Property::Headline, Origin::sure("the title"));
    }
    if article.is_blank() { Err(Error::Blank) } else { Ok(article) }
}

/// Signs an article that nobody signed with who made its file. That is often an office, or whoever
/// had the machine before, and one word is a login: "admin", "Owner".
pub(in super::super) fn sign(article: &mut Article, creator: &str) {
    let is_unsigned = article.byline.authors.is_empty() && article.byline.agency.is_none();
    if is_unsigned && creator.contains(' ') && is_person(creator) && !is_outlet(creator) {
        article.byline = Byline::parse(creator);
        article.origins.note(Property::Author, Origin::likely("who made the file"));
    }
}

/// Reads the text of a page; `known` is what its path tells of the date.
fn article(headline: Option<&str>, text: &str, known: Option<Published>) -> Article {
    let lines = block::lines(text);
    let (fields, read) = keyed::header(&lines).unwrap_or_default();
    let is_keyed = !fields.is_empty();
    let (all, lines) = (&lines, &lines[read..]);
    let has_headline = headline.is_some()
        || fields.iter().any(|(key, value)| *key == Key::Headline && !value.is_empty());
    let wrapped = is_wrapped(lines);
    let page = if wrapped { None } else { lines::judge(lines) };
    let (above, below) = lines.split_at(page.as_ref().map_or(0, |page| page.begins));
    let header = header::find(below, has_headline, wrapped);
    let is_cut =
        |number: &usize| page.as_ref().is_some_and(|page| !page.kept[above.len() + *number]);
    let body = header.body.iter().map(|number| (below[*number], is_cut(number)));
    let Parted { kept, mut furniture, credit } =
        without_furniture(&body.collect::<Vec<_>>(), wrapped);
    let top = header.furniture.iter().map(|number| below[*number].text);
    furniture.splice(0..0, above.iter().map(|line| line.text).chain(top));
    let mut paragraphs = if wrapped {
        joined(&kept)
    } else {
        kept.iter().map(|line| line.text.to_owned()).collect()
    };
    let mut article = Article {
        headline: one_line(&header.headline).unwrap_or_default(),
        byline: page.as_ref().map_or(header.byline, |page| page.byline.clone()),
        dateline: header.dateline,
        section: header.section,
        publication: header.publication.or_else(|| publication_of(lines)),
        ..Article::default()
    };
    let mut printed = header.date.or_else(|| page.as_ref()?.date.clone());
    for (key, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        match key {
            Key::Headline => article.headline = one_line(&value).unwrap_or_default(),
            Key::Byline => article.byline = Byline::parse(&value),
            Key::Date => printed = PrintedDate::find(&value).or(printed),
            Key::Section => article.section = Some(value),
            Key::Publication => article.publication = Some(value),
            Key::Url => article.url = Some(value),
            Key::Language => article.language = Some(value.to_lowercase()),
            Key::Dateline => article.dateline = Dateline::of(&value),
            Key::Body => paragraphs.insert(0, value),
            Key::Other => {}
        }
    }
    if let Some(headline) = headline.and_then(one_line) {
        article.headline = headline;
    }
    if article.dateline.is_none() {
        article.dateline = take_dateline(&mut paragraphs);
    }
    if article.byline.authors.is_empty() {
        article.byline.authors = credit.authors;
    }
    article.published = published(printed, article.dateline.as_ref(), known);
    article.body = body_of(paragraphs.iter().map(String::as_str));
    article.furniture = body_of(furniture);
    article.origins = origins::of(&article, all, known, is_keyed);
    article
}

/// Returns the printed date; without one, that of the dateline, whose year the path may tell.
fn published(
    printed: Option<PrintedDate>,
    dateline: Option<&Dateline>,
    known: Option<Published>,
) -> Option<Published> {
    printed.and_then(|date| date.resolve(known)).or_else(|| dateline?.published(known)).or(known)
}

/// Takes the dateline from the first paragraph, or from the second if a standfirst is the first.
fn take_dateline(paragraphs: &mut [String]) -> Option<Dateline> {
    for paragraph in paragraphs.iter_mut().take(2) {
        if let Some((dateline, text)) = Dateline::split(paragraph) {
            let text = text.to_owned();
            *paragraph = text;
            return Some(dateline);
        }
    }
    None
}

/// What stands below the header, parted.
#[derive(Default)]
struct Parted<'t> {
    kept: Vec<Line<'t>>,
    furniture: Vec<&'t str>,
    /// "(Reporting by Jane Doe; Editing by John Roe)".
    credit: Byline,
}

/// Parts furniture from the text; a line with `true` was found to be furniture before.
fn without_furniture<'t>(lines: &[(Line<'t>, bool)], wrapped: bool) -> Parted<'t> {
    let mut parted = Parted::default();
    let mut at = 0;
    while let Some((line, is_cut)) = lines.get(at) {
        at += 1;
        let found = furniture(line.text).filter(|_| !line.text.is_empty());
        let behind = at;
        match found {
            // A link to the form may stand above the text.
            Some(Furniture::ToTheEnd) if !parted.kept.iter().all(|line| line.text.is_empty()) => {
                at = lines.len();
            }
            Some(Furniture::AndNext) => at += teasers(&lines[at..], wrapped),
            _ => {}
        }
        if let Some(reporters) = reporters(line.text) {
            parted.credit = reporters;
        } else if found.is_none() && !is_cut {
            parted.kept.push(*line);
            continue;
        } else {
            parted.furniture.push(line.text);
        }
        parted.furniture.extend(lines[behind..at].iter().map(|(line, _)| line.text));
        // What stands on both sides of furniture is not one paragraph.
        parted.kept.push(Line { text: "", indented: false });
    }
    parted
}

/// Reads the credit at the end of an agency's text.
fn reporters(line: &str) -> Option<Byline> {
    let inside = line.trim_matches(['(', ')', '[', ']', ' ', '.']);
    let lower = inside.get(..24).unwrap_or(inside).to_lowercase();
    let bracketed = line.starts_with(['(', '[']);
    let begins =
        ["reporting by", "additional reporting", "editing by", "writing by", "compiled by"]
            .iter()
            .any(|words| lower.starts_with(words));
    if !begins || line.len() > 400 || !(bracketed || lower.starts_with("reporting by")) {
        return None;
    }
    Some(Credit::read(inside).byline)
}

/// Reads the outlet of "© 2017 The Evening Tribune. All rights reserved."
fn publication_of(lines: &[Line<'_>]) -> Option<String> {
    let line = lines.iter().rev().filter(|line| !line.text.is_empty()).take(12).find(|line| {
        let begins = |with: &str| {
            line.text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        begins("©") || begins("copyright")
    })?;
    let words = line.text.split_whitespace().skip_while(|word| {
        !word.contains(char::is_alphabetic)
            || matches!(*word, "Copyright" | "copyright" | "(c)" | "by")
    });
    let name = words.collect::<Vec<_>>().join(" ");
    let name = name.split(['.', '|', ',']).next()?.trim();
    let name = name.split(" All rights").next()?.trim();
    let fits = (1..=6).contains(&name.split(' ').count()) && name.starts_with(char::is_uppercase);
    fits.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::{Article, Error, FORMAT};
    use crate::formats::format::Input;
    use crate::text::tokens;

    fn read(file: &str, text: &str) -> Result<Article, Error> {
        let input = Input::of(file, text.as_bytes());
        (FORMAT.read)(input).next().unwrap().map_err(|(_, error)| error)
    }

    /// Expects headline, authors, date, section and publication, and the body in the last line.
    #[track_caller]
    fn check(file: &str, text: &str, expected: &str) {
        let article = read(file, text).unwrap();
        let authors: Vec<&str> =
            article.byline.authors.iter().map(|author| author.name.display()).collect();
        let shown = format!(
            "{} / {} / {} / {} / {}\n{}",
            article.headline,
            authors.join(", "),
            article.published.map(|date| date.to_string()).unwrap_or_default(),
            article.section.unwrap_or_default(),
            article.publication.unwrap_or_default(),
            article.body.replace("\n\n", " ¶ "),
        );
        assert_eq!(shown, expected);
    }

    const FIRST: &str = "The rain that fell on the harbor all night stopped in the morning.";

    #[test]
    fn a_bare_name_below_the_headline_is_the_author() {
        let text = format!(
            "Rain says it is ready to stop but accuses the sun\n\nDamond Isiaka\n6 Min Read\n\n\n\
             CNN\n — \n\n{FIRST}\n\nRelated article\n‘Rain is here!’: a song\n\nIt was wet.\n\n\
             TAGGED: ,\nShare This Article\nLeave a comment\n\nLeave a Reply\n\n\
             Your email address will not be published. Required fields are marked *"
        );
        let expected = format!(
            "Rain says it is ready to stop but accuses the sun / Damond Isiaka /  /  / \n\
             {FIRST} ¶ It was wet."
        );
        check("000_e9263de65da4bb6f.txt", &text, &expected);
        let dateline = read("a.txt", &text).unwrap().dateline.unwrap();
        assert_eq!((dateline.printed.as_str(), dateline.agency.as_deref()), ("CNN", Some("CNN")));
    }

    #[test]
    fn behind_read_more_the_links_are_furniture_but_no_paragraph_is() {
        let page = |middle: &str, end: &str| {
            format!("Rain stops\n\nBy Jane Doe\n\n{FIRST}\n\n{middle}It was wet.\n\n{end}")
        };
        let expected = format!("Rain stops / Jane Doe /  /  / \n{FIRST} ¶ It was wet.");
        let list = "Read more:\nTen wet books\n\nRain: what is still at risk\nTides for today\n\n";
        check("a.txt", &page("", list), &expected);
        check("a.txt", &page("", &format!("{list}Privacy Policy Terms of Use")), &expected);
        check("a.txt", &page("Read more\nTen wet books\nTides for today\n\n", ""), &expected);
        check("a.txt", &page("Related article\nTen wet books\n\n", ""), &expected);
        check("a.txt", &page("Read more:\n", ""), &expected);
        let subhead = page("Read more\nTen wet books\n\nAt sea\n\nBoats rose.\n\n", "");
        let kept = expected.replace("It was", "At sea ¶ Boats rose. ¶ It was");
        check("a.txt", &subhead, &kept);
    }

    #[test]
    fn what_is_cut_is_furniture_and_nothing_is_lost() {
        let text = format!(
            "Skip to main content\nRain stops\nBy Jane Doe\nShare\n\n{FIRST}\n\nRelated article\n\
             Ten wet books\n\nIt was wet.\n\nTAGGED:\nRain\n\nLeave a Reply\nName"
        );
        let article = read("a.txt", &text).unwrap();
        assert_eq!(article.body, format!("{FIRST}\n\nIt was wet."));
        assert_eq!(
            article.furniture.replace("\n\n", " / "),
            "Skip to main content / Share / Related article / Ten wet books / TAGGED: / Rain / \
             Leave a Reply / Name"
        );
    }

    #[test]
    fn a_menu_is_neither_headline_nor_section() {
        let text = format!(
            "Skip to main content\nHome\nNews\nSport\nOpinion\nSign in\nCapital Post\n\
             Lord Byron\n\nBY Jane Doe | Capital Post\nPublished 2 Feb 1998, 13:11 GMT\n\
             15 comments\nShare on Facebook Share on Twitter\n\n{FIRST}\n\nRead more:\nIt rains\n\
             © 1998 Capital Post. All rights reserved.\nPrivacy Policy Terms of Use Contact Us"
        );
        check(
            "a.txt",
            &text,
            &format!("Lord Byron / Jane Doe / 1998-02-02 /  / Capital Post\n{FIRST}"),
        );
    }

    #[test]
    fn below_the_byline_the_outlet_may_stand_with_the_month() {
        let text =
            format!("Rain walks uphill\n\nBy Jane Doe\n\nHarbor Review, June 1987\n\n{FIRST}");
        let expected =
            format!("Rain walks uphill / Jane Doe / 1987-06 /  / Harbor Review\n{FIRST}");
        check("a.txt", &text, &expected);
    }

    #[test]
    fn a_japanese_byline_is_not_the_headline() {
        check(
            "a.txt",
            "潮待ち港の古書店、百年の灯を守る\n\n文・水野佳代\n\n2022年4月3日\n\n潮見町の古書店が創業百年を迎えた。",
            "潮待ち港の古書店、百年の灯を守る / 水野佳代 / 2022-04-03 /  / \n潮見町の古書店が創業百年を迎えた。",
        );
    }

    #[test]
    fn the_first_line_that_stands_alone_is_the_headline_however_short() {
        let page = |top: &str| format!("{top}\n\nMarch 3, 2022\n\n{FIRST}");
        let shown = |headline: &str, body: &str| {
            format!("{headline} /  / 2022-03-03 /  / \n{body} ¶ {FIRST}")
        };
        let zebra = "zebra quagga okapi lion tiger";
        check("a.txt", &page(&format!("War ends\n\n{zebra}")), &shown("War ends", zebra));
        check(
            "a.txt",
            &page("Victory now\n\nzebra quagga\n\nokapi lion"),
            &shown("Victory now", "zebra quagga ¶ okapi lion"),
        );
        check("a.txt", &page(&format!("Exclusive\n\n{zebra}")), &shown(zebra, "Exclusive"));
        check("a.txt", &page("Harbor diary\nWar ends"), &shown("War ends", "Harbor diary"));
        check(
            "a.txt",
            &page("Victory now\n\nShare\n\nHome\n\nPrint\n\nokapi lion"),
            &shown("Victory now", "okapi lion"),
        );
        check(
            "a.txt",
            &page("War ends\nBoats sail\nSeals cheer\nPeace now"),
            &shown("Peace now", "War ends ¶ Boats sail ¶ Seals cheer"),
        );
        check(
            "a.txt",
            &page("Reuters\n\nWorld\n\nWar ends\n\nokapi lion"),
            &format!("War ends /  / 2022-03-03 / World / \nokapi lion ¶ {FIRST}"),
        );
        let menu = page("Home\nNews\nSport\nHarbor life\n\nThe Harbor Post\n\nWar ends at last");
        check(
            "a.txt",
            &menu,
            &format!("War ends at last /  / 2022-03-03 /  / The Harbor Post\n{FIRST}"),
        );
    }

    #[test]
    fn a_script_without_spaces_is_counted_by_its_characters() {
        check(
            "a.txt",
            "标题文字在这里\n\n港口新闻社\n\n2022年4月3日\n\n港口今天重新开放，市长在码头上对记者们这样说。",
            "标题文字在这里 /  / 2022-04-03 /  / \n港口新闻社 ¶ 港口今天重新开放，市长在码头上对记者们这样说。",
        );
        check(
            "a.txt",
            "港の再開\n\n潮見町の港通りにある古書店「波止場堂」が、四月一日に創業百年を迎えた。",
            "港の再開 /  /  /  / \n潮見町の港通りにある古書店「波止場堂」が、四月一日に創業百年を迎えた。",
        );
        check(
            "a.txt",
            "港の再開\n\n潮見町で開店。\n\n灯は続く。",
            "港の再開 /  /  /  / \n潮見町で開店。 ¶ 灯は続く。",
        );
    }

    #[test]
    fn a_section_stands_alone_above_the_headline() {
        let text = format!(
            "World\nRain stops\nBy JANE DOE and John Roe\n05/03/2024\n{FIRST}\nIt was wet."
        );
        let expected = format!("{FIRST} ¶ It was wet.");
        check(
            "2024/03/a.txt",
            &text,
            &format!("Rain stops / Jane Doe, John Roe / 2024-03-05 / World / \n{expected}"),
        );
        check(
            "a.txt",
            &text,
            &format!("Rain stops / Jane Doe, John Roe / 2024 / World / \n{expected}"),
        );
        check("politics/a.txt", FIRST, &format!(" /  /  /  / \n{FIRST}"));
    }

    #[test]
    fn a_dateline_without_year_takes_it_from_the_folder() {
        let text = format!(
            "Rain stops\n\nMOSCOW, Mar 18 - {FIRST}\n\n(Reporting by Jane Doe; Editing by the desk)"
        );
        check(
            "1996/03/a.txt",
            &text,
            &format!("Rain stops / Jane Doe / 1996-03-18 /  / \n{FIRST}"),
        );
        check("a.txt", &text, &format!("Rain stops / Jane Doe /  /  / \n{FIRST}"));
    }

    #[test]
    fn a_dateline_with_a_year_is_the_date() {
        let text = format!("Rain stops\n\nLONDON, March 3, 2023 (Nordwire) - {FIRST}");
        check("a.txt", &text, &format!("Rain stops /  / 2023-03-03 /  / \n{FIRST}"));
        let text = format!("Rain stops\n\nMarch 5, 2023\n\nLONDON, March 3, 2023 (MNA) - {FIRST}");
        check("a.txt", &text, &format!("Rain stops /  / 2023-03-05 /  / \n{FIRST}"));
    }

    #[test]
    fn a_header_of_keys_may_stand_in_any_order() {
        let text = format!(
            "Author: Doe, Jane; John Roe\nTitle: Rain stops\nSection: weather\nDate: 2024-03-05\n\n{FIRST}"
        );
        check(
            "a.txt",
            &text,
            &format!("Rain stops / Jane Doe, John Roe / 2024-03-05 / weather / \n{FIRST}"),
        );
        let text = format!(
            "Titel: Regen\nAutor: Anna Müller\nDatum: 5. März 2024\nRubrik: Wetter\n\n{FIRST}"
        );
        check("a.txt", &text, &format!("Regen / Anna Müller / 2024-03-05 / Wetter / \n{FIRST}"));
    }

    #[test]
    fn wrapped_lines_are_joined_to_paragraphs() {
        let text = "Rain stops\n\nBy Jane Doe\n\nThe rain that fell on the harbor all night and that\n\
            had been announced by nobody at all stopped\nin the morning. It left\nthe harbor wet.\n\n\
            The boats were wet as well, and the people who had\nslept in them said so to the mayor.\n\n\
            The mayor said that she would look into it, and that\nthe rain had not asked her.\n";
        check(
            "a.txt",
            text,
            "Rain stops / Jane Doe /  /  / \n\
            The rain that fell on the harbor all night and that had been announced by nobody at all \
            stopped in the morning. It left the harbor wet. ¶ \
            The boats were wet as well, and the people who had slept in them said so to the mayor. ¶ \
            The mayor said that she would look into it, and that the rain had not asked her.",
        );
    }

    #[test]
    fn a_standfirst_belongs_to_the_body() {
        let text = format!(
            "Rain stops in the harbor\nBoats are wet\nBy Jane Doe\nPublished: 5 March 2024 Updated: 6 March 2024\n\n{FIRST}"
        );
        check(
            "a.txt",
            &text,
            &format!(
                "Rain stops in the harbor / Jane Doe / 2024-03-05 /  / \nBoats are wet ¶ {FIRST}"
            ),
        );
    }

    #[test]
    fn between_the_title_and_the_headline_again_is_a_menu() {
        let text = format!(
            "Rain stops in the north - Capital Post\nCapital Post Homepage\nSkip to content\n\
             Accessibility Help\nYour account\nHome\nNews\nMore menu\nRain stops in the north\n\
             Published\n5 March 2024\n\nShare\nBy Jane Doe\n{FIRST}"
        );
        let header = "Rain stops in the north / Jane Doe / 2024-03-05 /  / Capital Post";
        check("a.txt", &text, &format!("{header}\n{FIRST}"));
    }

    #[test]
    fn a_motto_below_the_outlet_is_no_headline_and_a_byline_may_have_two_lines() {
        let text = format!(
            "The Harbor Post\nRain dies in daylight\n\nSenate passes bill on rain\n\n\
             By Jane Doe\n and John Roe\n\nWASHINGTON — {FIRST}"
        );
        let header = "Senate passes bill on rain / Jane Doe, John Roe /  /  / The Harbor Post";
        check("a.txt", &text, &format!("{header}\nRain dies in daylight ¶ {FIRST}"));
    }

    #[test]
    fn a_date_in_the_headline_is_not_the_date_of_the_article() {
        let text = format!("What happened on June 4, 1985\nBy Jane Doe\nMay 5, 2024\n{FIRST}");
        let header = "What happened on June 4, 1985 / Jane Doe / 2024-05-05 /  / ";
        check("a.txt", &text, &format!("{header}\n{FIRST}"));
    }

    #[test]
    fn line_ends_of_windows_and_old_macs_are_line_ends() {
        let text = format!("Title: Rain stops\nAuthor: Jane Doe\nDate: 2024-03-05\n\n{FIRST}");
        let expected = format!("Rain stops / Jane Doe / 2024-03-05 /  / \n{FIRST}");
        check("a.txt", &text.replace('\n', "\r\n"), &expected);
        check("a.txt", &text.replace('\n', "\r"), &expected);
    }

    #[test]
    fn what_is_no_prose_is_refused() {
        assert!(matches!(read("a.txt", " \n\t\n"), Err(Error::Blank)));
        let Err(Error::Malformed { says }) = read("a.txt", &"x".repeat(3 << 20)) else { panic!() };
        assert_eq!(says, "line 1 is 3.0 MiB long: not prose");
    }

    #[test]
    fn a_sentence_that_begins_like_a_notice_is_kept() {
        let text = "A motto\n\nLeave a reply to no letter unread was her motto, she said.\n\n\
                    Advertisement rules were broken, the regulator of the port found.\n";
        let body = read("a.txt", text).unwrap().body;
        assert!(body.starts_with("Leave a reply to no letter"), "{body}");
        assert!(body.ends_with("the regulator of the port found."), "{body}");
    }

    #[test]
    fn a_menu_at_the_end_takes_no_headline() {
        let text = "Harbour closed after storm\n\nThe harbour at Port Selwyn will stay closed until \
                    Monday, its master said.\n\nHome\nNews\nSport\nBusiness\nContact\n";
        assert_eq!(read("a.txt", text).unwrap().headline, "Harbour closed after storm");
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(
            text in "(\\PC{0,30}\n){0,8}|(By |Home|World|Jane Doe|5 March 2024|CNN|—|Title: |Related article|Leave a Reply|\n|\n\n| ){0,24}"
        ) {
            if let Ok(article) = read("2024/03/a.txt", &text) {
                prop_assert!(!article.is_blank());
                prop_assert!(!article.headline.contains('\n'));
            }
        }

        #[test]
        fn no_word_of_a_page_is_lost(
            // No word of furniture, sections or papers begins so, and "Jane Doe, London" is a byline.
            lines in vec("([qQ][xz][a-z]{3,5}|港の再開|灯)( [qQz][xz][a-z]{3,5}|, [qz][xz][a-z]{3,5}){0,9}[.!:?]?", 1..9),
            extra in "|World|By Jane Doe|March 3, 2022|Jane Doe|LONDON, March 3 \\(MNA\\) - It was wet.|The Harbor Post|Exclusive",
            at in 0usize..9,
        ) {
            let mut page = lines.clone();
            page.insert(at.min(lines.len()), extra);
            let article = read("a.txt", &page.join("\n\n")).unwrap();
            let mut kept = vec![article.headline, article.body];
            kept.extend(article.byline.authors.iter().map(|author| author.name.display().to_owned()));
            kept.extend(article.section.into_iter().chain(article.publication));
            kept.extend(article.dateline.map(|dateline| dateline.printed));
            let kept: HashSet<String> =
                kept.iter().flat_map(|text| tokens(text)).map(|token| token.term).collect();
            for token in lines.iter().flat_map(|line| tokens(line)) {
                prop_assert!(kept.contains(&token.term), "{} of {page:?} is lost", token.term);
            }
        }
    }
}
