//! `byline people --with`: who is named together with whom.

use super::{check, files, indexed};

#[test]
fn who_is_named_with_whom_is_counted() {
    let corpus = indexed();
    let arguments = ["people", "--with", "Ruth Adeyemi-Holt", "--csv"];
    let by_count = check(corpus.path(), &arguments, 0, &[]);
    let first =
        "value,articles,all,likelihood\nAnna Lindqvist,2,3,4.70\nClementine Adair,2,3,4.70\n";
    assert!(by_count.starts_with(first), "{by_count}");
    assert!(!by_count.contains("Ruth"), "{by_count}");
    let by_likelihood = [&arguments[..], &["--by", "likelihood", "-n", "1"]].concat();
    assert_eq!(
        check(corpus.path(), &by_likelihood, 0, &[]),
        "value,articles,all,likelihood\nEdwin Tull,2,2,8.27\n"
    );
    let nobody = ["nothing found", "no article names `Nobody`"];
    check(corpus.path(), &["people", "--with", "Nobody"], 1, &nobody);
}

#[test]
fn who_is_named_everywhere_is_with_nobody_in_particular() {
    let article =
        |people: &str| format!("{{\"title\":\"Minutes\",\"text\":\"Present were {people}.\"}}\n");
    let mayor = "Mayor Greta Soames";
    let records = [
        [mayor, "Ivo Lanthier", "Nell Harker"].join(" and "),
        [mayor, "Ivo Lanthier", "Nell Harker"].join(" and "),
        [mayor, "Ivo Lanthier"].join(" and "),
        mayor.to_owned(),
        [mayor, "Owen Pike"].join(" and "),
        [mayor, "Owen Pike"].join(" and "),
    ];
    let records: String = records.iter().map(|people| article(people)).collect();
    let folder = files(&[("a.jsonl", records.as_bytes())]);
    let with = |order: &str| {
        let arguments = ["people", "--with", "Nell Harker", "--by", order];
        check(folder.path(), &arguments, 0, &[])
    };
    assert_eq!(
        with("count"),
        "with  in all  likelihood  name\n\
         \x20  2       6         0.0  Greta Soames\n\
         \x20  2       3         3.8  Ivo Lanthier\n2 names\n"
    );
    assert_eq!(with("likelihood").lines().nth(1), Some("   2       3         3.8  Ivo Lanthier"));
}
