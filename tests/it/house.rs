//! The plan of the house: who may import whom, how long a file may be, that none is forgotten.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The parts in the order they build on each other, each with those it may import.
const PLAN: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("pdf", &[]),
    ("article", &["text"]),
    ("schema", &["article"]),
    ("holdings", &["article"]),
    ("people", &["article", "text"]),
    ("furniture", &["article", "text"]),
    ("formats", &["article", "text"]),
    ("query", &["article", "schema", "text"]),
    ("roster", &["article", "people", "query", "schema", "text"]),
    ("search", &["article", "query", "roster", "schema"]),
    ("spans", &["query"]),
    ("document", &["article", "people", "schema", "text"]),
    ("hit", &["article", "document", "schema", "search", "text"]),
    ("association", &["hit", "text"]),
    ("corpus", &["article", "formats", "pdf"]),
    (
        "doctor",
        &["article", "corpus", "document", "formats", "furniture", "holdings", "schema", "text"],
    ),
    ("snippet", &["document", "hit", "query", "schema", "search", "spans", "text"]),
    ("locate", &["text"]),
    (
        "printers",
        &[
            "article",
            "association",
            "document",
            "hit",
            "holdings",
            "locate",
            "roster",
            "schema",
            "search",
        ],
    ),
    (
        "engines",
        &[
            "article",
            "document",
            "furniture",
            "hit",
            "holdings",
            "people",
            "query",
            "roster",
            "schema",
            "search",
            "snippet",
            "spans",
            "text",
        ],
    ),
    (
        "indexer",
        &["article", "corpus", "document", "engines", "furniture", "holdings", "people", "roster"],
    ),
    (
        "desk",
        &[
            "article", "document", "engines", "hit", "query", "roster", "schema", "search",
            "snippet", "text",
        ],
    ),
    (
        "http",
        &["article", "desk", "document", "engines", "hit", "printers", "query", "schema", "search"],
    ),
    (
        "tui",
        &["article", "desk", "document", "engines", "hit", "printers", "query", "schema", "search"],
    ),
    (
        "cli",
        &[
            "article",
            "association",
            "corpus",
            "desk",
            "doctor",
            "document",
            "engines",
            "furniture",
            "hit",
            "http",
            "indexer",
            "locate",
            "people",
            "printers",
            "query",
            "roster",
            "schema",
            "search",
            "snippet",
            "text",
            "tui",
        ],
    ),
    ("main", &["cli"]),
];

/// A file that has more lines of code wants a second room.
const LONGEST: usize = 400;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file below `src`, with its path there and its code: no tests, comments or blank lines.
fn files() -> Vec<(PathBuf, Vec<String>)> {
    let mut files = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let lines = code.lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
            let name = path.strip_prefix(source()).unwrap().to_owned();
            files.push((name, lines.map(str::to_owned).collect()));
        }
    }
    files
}

/// The part a file belongs to: the first folder, or the file itself.
fn part(file: &Path) -> String {
    let first = file.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn a_part_imports_only_what_the_plan_allows() {
    for (file, code) in files().iter().filter(|(file, _)| part(file) != "lib") {
        let part = part(file);
        let row = PLAN.iter().find(|(name, _)| *name == part);
        let (_, allowed) = row.unwrap_or_else(|| panic!("`{part}` is not in the plan"));
        for line in code {
            let root = if part == "main" { "byline::" } else { "crate::" };
            for imported in line.split(root).skip(1) {
                let name: String =
                    imported.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                assert!(
                    name == part || allowed.contains(&name.as_str()),
                    "`{part}` may not import `{name}` ({}): {line}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn the_plan_points_down_only() {
    for (at, (part, allowed)) in PLAN.iter().enumerate() {
        let below: Vec<&str> = PLAN[..at].iter().map(|(name, _)| *name).collect();
        for import in *allowed {
            assert!(below.contains(import), "`{import}` stands above `{part}`");
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for (file, code) in files() {
        assert!(code.len() <= LONGEST, "{}: {} lines of code", file.display(), code.len());
    }
}

#[test]
fn no_file_is_forgotten() {
    let files = files();
    let mut reached: BTreeSet<PathBuf> = [PathBuf::from("lib.rs"), PathBuf::from("main.rs")].into();
    for (file, code) in &files {
        let is_door = file.ends_with("mod.rs") || file == Path::new("lib.rs");
        let folder =
            if is_door { file.parent().unwrap().to_owned() } else { file.with_extension("") };
        for line in code {
            let line = line.trim_start_matches("pub ").trim_start_matches("pub(super) ");
            if let Some(name) = line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
                reached.insert(folder.join(format!("{name}.rs")));
                reached.insert(folder.join(name).join("mod.rs"));
            }
        }
    }
    for (file, _) in &files {
        assert!(reached.contains(file), "no `mod` line leads to {}", file.display());
    }
}

#[test]
fn only_the_faces_know_a_screen() {
    for (file, code) in files().iter().filter(|(file, _)| !matches!(&*part(file), "cli" | "main")) {
        for word in ["clap::", "indicatif::", "anyhow::", "io::stdout", "io::stderr"] {
            let found = code.iter().any(|line| line.contains(word));
            assert!(!found, "{} names `{word}`", file.display());
        }
    }
}
