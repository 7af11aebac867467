//! What is learned from many articles, and cut from each.

use std::fs;
use std::sync::atomic::AtomicBool;

use byline::article::{Article, Source, body_of};
use byline::corpus::Rules;
use byline::engines;
use byline::furniture::{Furniture, Learner, Place};
use byline::indexer;
use byline::query::parse;
use byline::search::{Page, Passages, Search, Sort, Terms};
use proptest::prelude::*;

use crate::reading;

const IMPRINT: &str =
    "The Quay Post is read on every pier: ask for its newsletter and get the tides each morning.";

/// A word that hardly another story has.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 8] = ["bar", "den", "kor", "lim", "nas", "pel", "rud", "tov"];
    (0..4).map(|n| SYLLABLES[(number >> (3 * n)) & 7]).collect()
}

/// A story of its own, in so many paragraphs.
fn story(number: usize, paragraphs: usize) -> Vec<String> {
    let word = |n: usize| word(number * 37 + n * 5 + 1);
    let paragraph = |n: usize| {
        let n = 4 * n;
        format!(
            "The {} of {} was opened on Monday, and the board said that {} would come, but {} not.",
            word(n),
            word(n + 1),
            word(n + 2),
            word(n + 3),
        )
    };
    (0..paragraphs).map(paragraph).collect()
}

/// An article of the Quay Post, each of its own headline.
fn article(number: usize, paragraphs: &[String]) -> Article {
    Article {
        source: Source { file: format!("{number:04}.txt"), part: None },
        headline: format!("On {} and {}", word(number * 3 + 1), word(number * 7 + 2)),
        publication: Some("Quay Post".to_owned()),
        body: body_of(paragraphs.iter().map(String::as_str)),
        ..Article::default()
    }
}

/// So many stories, each with what `add` puts into it.
fn archive(number: usize, add: impl Fn(usize, &mut Vec<String>)) -> Vec<Article> {
    let each = |number| {
        let mut paragraphs = story(number, 6);
        add(number, &mut paragraphs);
        article(number, &paragraphs)
    };
    (0..number).map(each).collect()
}

fn learned(articles: &[Article]) -> Furniture {
    let mut learner = Learner::default();
    for article in articles {
        learner.add(article);
    }
    learner.learn()
}

/// What is learned from the articles.
#[track_caller]
fn check(articles: &[Article], expected: &[&str]) {
    let furniture = learned(articles);
    let lines = furniture.lines().flat_map(|(_, lines)| lines);
    let mut found: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
}

/// Puts a paragraph somewhere within an article.
fn put_within(paragraphs: &mut Vec<String>, number: usize, text: &str) {
    let at = 1 + number * 7 % (paragraphs.len() - 1);
    paragraphs.insert(at, text.to_owned());
}

#[test]
fn what_stands_below_every_article_is_furniture() {
    let articles = archive(8, |_, paragraphs| {
        paragraphs.insert(0, "Quay Post | Harbour".to_owned());
        paragraphs.push("Read more:".to_owned());
        paragraphs.push(IMPRINT.to_owned());
    });
    let furniture = learned(&articles);
    let mut next = article(99, &story(99, 2));
    let body = next.body.clone();
    next.body = format!("QUAY POST | Harbour\n\n{body}\n\nRead more\n\n{IMPRINT}");
    next.furniture = "Home".to_owned();
    furniture.cut(&mut next);
    assert_eq!(next.body, body);
    assert_eq!(next.furniture, format!("Home\n\nQUAY POST | Harbour\n\nRead more\n\n{IMPRINT}"));
    let (source, lines) = furniture.lines().next().unwrap();
    assert_eq!((source, lines.len()), ("Quay Post", 3));
    assert_eq!((lines[0].articles, lines[0].of, lines[0].place), (8, 8, Place::Edge));
}

#[test]
fn what_few_articles_have_stays() {
    check(&archive(4, |_, p| p.push(IMPRINT.to_owned())), &[]);
    let of = |with: usize| {
        archive(200, move |number, p| {
            if number < with {
                p.push(IMPRINT.to_owned());
            }
        })
    };
    check(&of(9), &[]);
    check(&of(10), &[IMPRINT]);
}

#[test]
fn a_sentence_quoted_in_many_articles_stays() {
    let quotation = "“Nobody in this harbour will be left behind,” the mayor said.";
    check(&archive(40, |_, p| p.push(quotation.to_owned())), &[]);
    let sentence = "The mayor promised that nobody in the harbour would be left behind.";
    check(&archive(40, |number, p| put_within(p, number, sentence)), &[]);
    // It ends some articles, too.
    let now_and_then = |number: usize, p: &mut Vec<String>| match number % 3 {
        0 => p.push(sentence.to_owned()),
        _ => put_within(p, number, sentence),
    };
    check(&archive(40, now_and_then), &[]);
}

#[test]
fn a_label_within_articles_is_furniture_wherever_it_stands() {
    let label = "Story continues below advertisement";
    let articles = archive(40, |number, p| {
        if number % 3 == 0 {
            put_within(p, number, label);
        }
    });
    check(&articles, &[label]);
    check(&articles[..24], &[]);
    let mut labelled = articles[3].clone();
    learned(&articles).cut(&mut labelled);
    assert_eq!(labelled.body, story(3, 6).join("\n\n"));
    assert_eq!(labelled.furniture, label);
}

#[test]
fn a_promotion_that_always_has_its_place_is_furniture() {
    check(&archive(30, |_, p| p.insert(3, IMPRINT.to_owned())), &[IMPRINT]);
    check(&archive(30, |_, p| p.insert(p.len() - 2, IMPRINT.to_owned())), &[IMPRINT]);
    check(&archive(30, |number, p| put_within(p, number, IMPRINT)), &[]);
}

#[test]
fn a_story_that_is_printed_thirty_times_keeps_its_text() {
    let wire = story(500, 5);
    let others = || archive(30, |_, p| p.push(IMPRINT.to_owned()));
    let copies = |local: bool| {
        let each = |number: usize| {
            let mut paragraphs = wire.clone();
            if local {
                paragraphs.push(format!("The mayor of {} said the same.", word(number * 11)));
            }
            article(number, &paragraphs)
        };
        others().into_iter().chain((100..130).map(each)).collect::<Vec<Article>>()
    };
    check(&copies(false), &[IMPRINT]);
    check(&copies(true), &[IMPRINT]);
}

#[test]
fn articles_under_one_headline_or_with_nearly_one_text_count_as_one() {
    let mut versions = archive(12, |_, p| p.push(IMPRINT.to_owned()));
    for version in &mut versions {
        "Bridge opens".clone_into(&mut version.headline);
    }
    let others = archive(80, |_, _| {}).split_off(12);
    check(&[versions, others].concat(), &[]);
    // Two stories, each printed three times, are no six.
    let twice = |number: usize| {
        let mut paragraphs = story(number / 3, 6);
        paragraphs.push(IMPRINT.to_owned());
        article(number, &paragraphs)
    };
    check(&(0..6).map(twice).collect::<Vec<_>>(), &[]);
    // A headline that all have is none.
    let mut letters = archive(12, |_, p| p.push(IMPRINT.to_owned()));
    for letter in &mut letters {
        "Letters".clone_into(&mut letter.headline);
    }
    check(&letters, &[IMPRINT]);
}

#[test]
fn a_passage_that_a_story_needs_each_time_it_is_told_stays() {
    let background = "Tovbarden, 43, was arrested on the pier two years ago.";
    let articles = archive(60, |number, p| {
        if number % 6 == 0 {
            p[1] = format!("Tovbarden went to court in {}.", word(number * 13));
            p.push(background.to_owned());
        }
        p.push(IMPRINT.to_owned());
    });
    check(&articles, &[IMPRINT]);
}

#[test]
fn one_paper_does_not_tell_of_another() {
    let furniture = learned(&archive(8, |_, p| p.push(IMPRINT.to_owned())));
    let mut other = article(99, &[story(99, 2), vec![IMPRINT.to_owned()]].concat());
    other.publication = Some("Pier Mail".to_owned());
    let before = other.clone();
    furniture.cut(&mut other);
    assert_eq!(other, before);
}

#[test]
fn nothing_is_cut_from_what_would_be_left_without_text() {
    let label = "Advertisement";
    let articles = archive(40, |number, p| {
        put_within(p, number, label);
        p.push(IMPRINT.to_owned());
    });
    let furniture = learned(&articles);
    let check = |body: &[&str], left: &[&str]| {
        let paragraphs: Vec<String> = body.iter().map(|text| (*text).to_owned()).collect();
        let mut article = article(99, &paragraphs);
        furniture.cut(&mut article);
        assert_eq!(article.body, left.join("\n\n"));
    };
    check(&[label, IMPRINT], &[label, IMPRINT]);
    check(&["Rain.", label, "Wind.", IMPRINT], &["Rain.", label, "Wind."]);
    check(&["It rained all day.", label, "Wind."], &["It rained all day.", "Wind."]);
    check(&["It rained.", label, label, "Wind."], &["It rained.", label, label, "Wind."]);
}

#[test]
fn a_dateline_below_furniture_is_found_and_a_standfirst_is_kept() {
    let furniture = learned(&archive(8, |_, p| p.insert(0, IMPRINT.to_owned())));
    let mut dated = article(99, &[IMPRINT.to_owned(), "OSLO, March 3 — It rained.".to_owned()]);
    dated.standfirst = IMPRINT.len();
    furniture.cut(&mut dated);
    assert_eq!((dated.body.as_str(), dated.standfirst), ("It rained.", 0));
    assert_eq!(dated.dateline.unwrap().place, "OSLO");

    let standfirst = "Rain is here to stay";
    let body = [standfirst, IMPRINT, "It rained."].map(str::to_owned);
    let mut summed_up = article(99, &body);
    summed_up.standfirst = standfirst.len();
    furniture.cut(&mut summed_up);
    assert_eq!(summed_up.body, "Rain is here to stay\n\nIt rained.");
    assert_eq!(summed_up.standfirst, standfirst.len());
}

#[test]
fn what_is_learned_does_not_depend_on_the_order_and_is_learned_from_a_part_of_many() {
    let articles = archive(5_000, |number, p| {
        if number % 4 == 0 {
            p.push(IMPRINT.to_owned());
        }
    });
    let forwards = learned(&articles);
    let backwards = learned(&articles.into_iter().rev().collect::<Vec<_>>());
    assert_eq!(forwards, backwards);
    let (_, lines) = forwards.lines().next().unwrap();
    assert!(lines[0].of <= 400 && (80..120).contains(&lines[0].articles), "{lines:?}");
}

#[test]
fn what_is_cut_is_found_where_everything_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..30 {
        let (headline, story) = (word(number * 3 + 1), story(number, 4).join("\n\n"));
        let text = format!("On {headline}\n\nBy Jane Doe\n\n{story}\n\n{IMPRINT}\n");
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let index = folder.path().join(".byline");
    let engine = engines::create(&index, folder.path()).unwrap();
    indexer::index(&*engine, Rules::default(), &AtomicBool::new(false), &|_| {}).unwrap();
    let count = |question: &str| {
        let query = parse(question, &reading()).0;
        let (sort, page) = (Sort::default(), Page { limit: 100, ..Page::default() });
        let (passages, terms) = (Passages::default(), Terms::default());
        engine.search(&Search { query, sort, page, passages, terms }).unwrap().total
    };
    assert_eq!(["newsletter", "all:newsletter", "furniture:newsletter"].map(count), [0, 30, 30]);
    assert_eq!(count("board"), 30);
    assert_eq!(engine.furniture().unwrap().unwrap().1, 30);

    // What is known is kept until the archive has doubled.
    let add = |numbers: std::ops::Range<usize>, last: &str| {
        for number in numbers {
            let text = format!("On rain\n\n{}\n\n{last}\n", story(number, 4).join("\n\n"));
            fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
        }
        indexer::index(&*engine, Rules::default(), &AtomicBool::new(false), &|_| {}).unwrap();
    };
    let last = "Tell us of wrongs at the counter on the old pier.";
    add(30..59, last);
    assert_eq!(count("wrongs"), 29);
    add(59..61, last);
    assert_eq!(["wrongs", "all:wrongs"].map(count), [29, 31]);
    assert_eq!(engine.furniture().unwrap().unwrap().1, 61);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_what_few_have_is_not_cut(
        articles in prop::collection::vec(prop::collection::vec(0..12_usize, 1..8), 1..40),
        own in prop::collection::vec(0..4_usize, 40),
    ) {
        let lines: Vec<String> = (0..12).map(|n| story(n, 1)[0].split_off(n * 5)).collect();
        let articles: Vec<Article> = articles.iter().enumerate().map(|(number, shared)| {
            let mut paragraphs = story(number + 50, own[number]);
            let at = paragraphs.len() / 2;
            paragraphs.splice(at..at, shared.iter().map(|line| lines[*line].clone()));
            article(number, &paragraphs)
        }).collect();
        let paragraphs = |text: &str| -> Vec<String> {
            text.split("\n\n").filter(|text| !text.is_empty()).map(str::to_owned).collect()
        };
        let furniture = learned(&articles);
        for article in &articles {
            let mut cut = article.clone();
            furniture.cut(&mut cut);
            prop_assert!(!cut.body.is_empty());
            let mut before = paragraphs(&article.body);
            let mut after = [paragraphs(&cut.body), paragraphs(&cut.furniture)].concat();
            before.sort();
            after.sort();
            prop_assert_eq!(before, after);
            for line in paragraphs(&cut.furniture) {
                let with = articles.iter().filter(|a| paragraphs(&a.body).contains(&line));
                prop_assert!(with.count() >= 5);
            }
        }
    }
}
