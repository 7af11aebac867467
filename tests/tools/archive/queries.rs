//! The standard queries: words taken by their rank, so that they mean the same at every size.

use crate::lists;
use crate::world::World;

/// Returns the 46 queries, a line each: name, kind and argument with tabs between.
pub(crate) fn queries(world: &World) -> String {
    let common = |rank: usize| &*world.words[rank];
    // A rank counted from the first invented word.
    let rare = |rank: usize| common(world.real_words + rank);
    let topic = |topic: usize, rank: usize| common(world.topics[topic][rank]);
    let author = |from: usize| {
        // Initials and marks are read differently by each tool.
        let plain = |name: &&String| name.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
        let two = |name: &&String| name.split(' ').count() == 2;
        &**world.authors[from..].iter().filter(plain).find(two).expect("most names are plain")
    };
    let surname = |from: usize| author(from).rsplit(' ').next().unwrap_or_default();
    let start = |rank: usize, length: usize| {
        let long = |word: &&String| word.len() > length + 1;
        let found = world.words[world.real_words + rank..].iter().find(long);
        &found.expect("many words are long")[..length]
    };
    let long = |rank: usize| {
        let long = |word: &&String| word.len() >= 7;
        &**world.words[world.real_words + rank..].iter().find(long).expect("many words are long")
    };
    let mut queries: Vec<(&str, String)> = Vec::new();
    for term in [
        common(0),
        common(30),
        common(150),
        rare(20),
        rare(700),
        rare(4_000),
        rare(20_000),
        rare(60_000),
    ] {
        queries.push(("term", term.to_owned()));
    }
    for words in [
        vec![common(0), common(2)],
        vec![common(40), rare(10)],
        vec![common(90), rare(1_500)],
        vec![rare(100), rare(200)],
        vec![topic(0, 0), topic(0, 1)],
        vec![common(1), common(60), rare(50)],
    ] {
        queries.push(("and", words.join(" ")));
    }
    for words in [
        vec![common(3), rare(300)],
        vec![rare(500), rare(900)],
        vec![rare(2_500), rare(6_000), rare(12_000)],
        vec![topic(1, 0), topic(1, 1), topic(1, 2), topic(1, 3)],
        vec![common(120), rare(80), rare(1_000), rare(5_000), rare(30_000)],
    ] {
        queries.push(("or", words.join(" ")));
    }
    for phrase in [0, 1, 4, 12, 19, 20, 24] {
        queries.push(("phrase", lists::PHRASES[phrase].to_owned()));
    }
    queries.push(("phrase", format!("{} {}", common(1), common(0))));
    for name in [author(0), author(60), author(700), surname(5)] {
        queries.push(("author", name.to_owned()));
    }
    for (word, name) in [(common(50), author(0)), (rare(40), author(20)), (rare(300), author(3))] {
        queries.push(("authorterm", format!("{word} {name}")));
    }
    for prefix in [start(50, 3), start(400, 4), start(3_000, 4), start(15_000, 5)] {
        queries.push(("prefix", prefix.to_owned()));
    }
    for word in [long(100), long(1_200), long(9_000)] {
        queries.push(("fuzzy", word.to_owned()));
    }
    for (word, from, to) in [
        (common(20), "2014-01-01", "2015-01-01"),
        (rare(60), "2012-03-01", "2012-06-01"),
        (rare(900), "2010-01-01", "2016-01-01"),
    ] {
        queries.push(("date", format!("{word} {from} {to}")));
    }
    for of in ["*", rare(30)] {
        queries.push(("facet", of.to_owned()));
    }
    let lines = queries.iter().enumerate().map(|(nth, (kind, argument))| {
        let nth = nth + 1;
        format!("{nth:02}-{kind}\t{kind}\t{argument}\n")
    });
    lines.collect()
}
