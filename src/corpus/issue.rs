//! Issues of scanned newspapers: a METS file and the pages of ALTO that it lists are one file of the
//! corpus, called as the METS is.
//!
//! So a page is not read a second time by itself, and when it changes the issue is read again. METS
//! files are told by their names: they have to be read at each walk.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Read as _};

use super::decode::text;
use super::gzip::Gzip;
use super::{Cause, File};
use crate::formats;

/// What is listed is looked for under its name, and as it is called when it was packed.
const ENDINGS: [&str; 2] = ["", ".gz"];

/// A page that unpacks to more is read no further, in bytes.
const LONGEST_PAGE: u64 = 256 << 20;

/// Takes the pages of each issue out of `files` and gives them to their METS file.
pub(super) fn gather(files: &mut Vec<File>) {
    let issues: Vec<usize> = (0..files.len()).filter(|at| is_mets(&files[*at].name)).collect();
    if issues.is_empty() {
        return;
    }
    let places: HashMap<String, usize> =
        files.iter().enumerate().map(|(at, file)| (file.name.clone(), at)).collect();
    let mut is_taken = vec![false; files.len()];
    for at in issues {
        let pages = pages(&files[at], |name| {
            let found = *places.get(name)?;
            (!std::mem::replace(&mut is_taken[found], true)).then(|| files[found].clone())
        });
        give(&mut files[at], pages);
    }
    let mut taken = is_taken.into_iter();
    files.retain(|_| taken.next() == Some(false));
}

/// Gives a file its pages, if it is METS and `file_named` finds them.
pub(super) fn gather_one(file: &mut File, file_named: impl FnMut(&str) -> Option<File>) {
    if is_mets(&file.name) {
        let pages = pages(file, file_named);
        give(file, pages);
    }
}

/// Opens the text of the page that `file` lists as `href`.
pub(super) fn page(file: &File, href: &str) -> Option<Box<dyn BufRead>> {
    let listed = beside(&file.name, href)?;
    let page = file.pages.iter().find(|page| {
        page.name.strip_prefix(&*listed).is_some_and(|ending| ENDINGS.contains(&ending))
    })?;
    open(page).ok()
}

fn open(page: &File) -> Result<Box<dyn BufRead>, Cause> {
    let bytes = BufReader::new(fs::File::open(&page.path)?);
    let bytes: Box<dyn BufRead> = if page.name.ends_with(ENDINGS[1]) {
        Box::new(BufReader::new(Gzip::new(bytes).take(LONGEST_PAGE)))
    } else {
        Box::new(bytes)
    };
    Ok(text(&page.name, bytes, None)?.0)
}

/// `0002_1902-06-10_mets.xml`, `1902-06-10-METS.xml`, and what the National Library of France calls
/// `manifest.xml`.
fn is_mets(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or_default().to_lowercase();
    formats::extension(&name) == "xml" && (name.contains("mets") || name == "manifest.xml")
}

fn pages(mets: &File, mut file_named: impl FnMut(&str) -> Option<File>) -> Vec<File> {
    let Ok(file) = fs::File::open(&mets.path) else { return Vec::new() };
    let Ok((text, _)) = text(&mets.name, Box::new(BufReader::new(file)), None) else {
        return Vec::new();
    };
    let listed = formats::listed_pages(text).into_iter();
    let names = listed.filter_map(|href| beside(&mets.name, &href)).filter(|name| !is_mets(name));
    names
        .filter_map(|name| ENDINGS.iter().find_map(|ending| file_named(&format!("{name}{ending}"))))
        .collect()
}

fn give(file: &mut File, pages: Vec<File>) {
    for page in &pages {
        file.stamp.size += page.stamp.size;
        file.stamp.modified = file.stamp.modified.max(page.stamp.modified);
    }
    file.pages = pages;
}

/// Returns the name of what `href` points to from the file `name`; `None` if it leads out of the
/// corpus, or elsewhere than to a file.
fn beside(name: &str, href: &str) -> Option<String> {
    let href = href.strip_prefix("file://").unwrap_or(href).replace('\\', "/");
    let is_elsewhere = href.contains(':') || href.starts_with('/');
    if is_elsewhere {
        return None;
    }
    let mut steps: Vec<&str> = name.split('/').collect();
    steps.pop();
    for step in href.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_page_is_looked_for_in_the_corpus_alone() {
        let check = |href: &str, expected: Option<&str>| {
            assert_eq!(beside("1902/06/mets.xml", href).as_deref(), expected, "{href}");
        };
        check("0001.xml", Some("1902/06/0001.xml"));
        check("file://./ALTO/0001.xml", Some("1902/06/ALTO/0001.xml"));
        check("..\\alto/0001.xml", Some("1902/alto/0001.xml"));
        check("../../../0001.xml", None);
        check("/etc/0001.xml", None);
        check("file:///etc/0001.xml", None);
        check("C:\\0001.xml", None);
        check("https://example.org/0001.xml", None);
    }
}
