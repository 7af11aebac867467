//! `people.toml`: what somebody who knows the people says of who is who.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use crate::text;

/// The name of the file, beside the folder of the index.
pub const FILE: &str = "people.toml";

/// What a `people.toml` says. Names are compared by their folded words
/// ([`text::key`](crate::text::key)), which the maps and sets here hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    /// Names of nobody.
    pub(super) ignored: BTreeSet<String>,
    /// Names that are only joined to others by `people.toml`.
    pub(super) apart: BTreeSet<String>,
    /// Names that are one person's: each with what it is merged or renamed into.
    pub(super) joined: BTreeMap<String, Link>,
    /// How people are shown: for one of their names, another that is theirs, too.
    pub(super) shown: BTreeMap<String, Link>,
    /// Further names to ask by, each with a name of who is meant.
    pub(super) aliases: BTreeMap<String, Link>,
}

/// A name that leads to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// As it is written.
    pub(super) from: String,
    /// As it is written.
    pub(super) to: String,
}

/// What is wrong with a `people.toml`, and in which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {says}")]
pub struct EditError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub says: String,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    #[serde(default)]
    split: Vec<Spanned<String>>,
    #[serde(default)]
    merge: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    rename: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    alias: BTreeMap<Spanned<String>, Spanned<String>>,
}

impl Edits {
    /// Reads a `people.toml`.
    ///
    /// ```toml
    /// ignore = ["Black Widow"]
    /// split = ["Baker"]
    /// [merge]
    /// "Mushira al-Kindi" = ["Muschira al-Kindi", "Mouchira al-Kindi"]
    /// [rename]
    /// "Ruth Adeyemi Holt" = "Ruth Adeyemi-Holt"
    /// [alias]
    /// "the governor" = "Ruth Adeyemi-Holt"
    /// ```
    ///
    /// # Errors
    /// If it is no TOML, has another key, or contradicts itself.
    pub fn read(text: &str) -> Result<Self, EditError> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            EditError { line: line(text, at), says: error.message().to_owned() }
        })?;
        let mut reader = Reader { text, edits: Edits::default() };
        reader.take(&written)?;
        let edits = reader.edits;
        edits.check(text, &written)?;
        Ok(edits)
    }

    /// Returns whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Edits::default()
    }

    /// Looks for what one line cannot tell: circles, and two names for one person.
    fn check(&self, text: &str, written: &Written) -> Result<(), EditError> {
        for name in names(written) {
            let key = text::key(name.get_ref());
            let at = name.span().start;
            let mut seen = vec![key.as_str()];
            while let Some(link) = seen.last().and_then(|last| self.joined.get(*last)) {
                let to = text::key(&link.to);
                let Some((known, _)) = self.joined.get_key_value(&to) else { break };
                if seen.contains(&known.as_str()) {
                    return Err(fault(text, at, format!("`{}` leads back to itself", link.to)));
                }
                seen.push(known);
            }
        }
        for (alias, target) in in_order(&written.alias) {
            let key = text::key(target.get_ref());
            let says = if self.aliases.contains_key(&key) {
                format!("`{}` is an alias itself", target.get_ref())
            } else if self.ignored.contains(&key) {
                format!("`{}` is ignored", target.get_ref())
            } else {
                continue;
            };
            return Err(fault(text, alias.span().start, says));
        }
        for name in names(written) {
            if self.ignored.contains(&text::key(name.get_ref())) {
                let says = format!("`{}` is ignored, but is to be somebody", name.get_ref());
                return Err(fault(text, name.span().start, says));
            }
        }
        self.check_shown(text, written)
    }

    /// Of the names of one person only one can be shown.
    fn check_shown(&self, text: &str, written: &Written) -> Result<(), EditError> {
        let mut shown: BTreeMap<String, &str> = BTreeMap::new();
        for (from, to) in in_order(&written.rename) {
            let root = self.root(&text::key(from.get_ref()));
            if let Some(other) = shown.insert(root, to.get_ref())
                && text::key(other) != text::key(to.get_ref())
            {
                let says = format!("one person is renamed `{other}` and `{}`", to.get_ref());
                return Err(fault(text, from.span().start, says));
            }
        }
        Ok(())
    }

    /// Returns where merges and renames lead from a name.
    pub(super) fn root(&self, key: &str) -> String {
        let mut at = key.to_owned();
        while let Some(link) = self.joined.get(&at) {
            at = text::key(&link.to);
        }
        at
    }
}

/// Returns the names that merges and renames speak of.
fn names(written: &Written) -> impl Iterator<Item = &Spanned<String>> {
    let merged = in_order(&written.merge).into_iter();
    let merged = merged.flat_map(|(into, names)| std::iter::once(into).chain(names));
    merged.chain(in_order(&written.rename).into_iter().flat_map(|(from, to)| [from, to]))
}

/// Returns the rows of a table in the order of the file, so that the later of two is complained of.
fn in_order<V>(table: &BTreeMap<Spanned<String>, V>) -> Vec<(&Spanned<String>, &V)> {
    let mut rows: Vec<(&Spanned<String>, &V)> = table.iter().collect();
    rows.sort_by_key(|(name, _)| name.span().start);
    rows
}

/// Takes what is written, line by line.
struct Reader<'t> {
    text: &'t str,
    edits: Edits,
}

impl Reader<'_> {
    fn take(&mut self, written: &Written) -> Result<(), EditError> {
        for name in &written.ignore {
            let key = self.key(name)?;
            self.edits.ignored.insert(key);
        }
        for name in &written.split {
            let key = self.key(name)?;
            self.edits.apart.insert(key);
        }
        for (into, names) in in_order(&written.merge) {
            self.key(into)?;
            for name in names {
                self.join(name, into)?;
            }
        }
        for (from, to) in in_order(&written.rename) {
            let (key, shown) = (self.key(from)?, self.key(to)?);
            self.edits.shown.insert(key.clone(), link(from, to));
            // A name that is only to be spelled otherwise leads to itself.
            if key != shown && !self.edits.joined.contains_key(&key) {
                self.join(from, to)?;
            }
        }
        for (alias, target) in in_order(&written.alias) {
            let key = self.key(alias)?;
            self.key(target)?;
            let link = link(alias, target);
            if let Some(known) = self.edits.aliases.insert(key, link) {
                let says = format!(
                    "`{}` is an alias of `{}` and of `{}`",
                    alias.get_ref(),
                    known.to,
                    target.get_ref()
                );
                return Err(self.fault(alias, says));
            }
        }
        Ok(())
    }

    fn join(&mut self, from: &Spanned<String>, to: &Spanned<String>) -> Result<(), EditError> {
        let (key, target) = (self.key(from)?, self.key(to)?);
        if key == target {
            return Ok(());
        }
        if let Some(known) = self.edits.joined.get(&key)
            && text::key(&known.to) != target
        {
            let says = format!(
                "`{}` is merged into `{}` and into `{}`",
                from.get_ref(),
                known.to,
                to.get_ref()
            );
            return Err(self.fault(from, says));
        }
        self.edits.joined.insert(key, link(from, to));
        Ok(())
    }

    fn key(&self, name: &Spanned<String>) -> Result<String, EditError> {
        let key = text::key(name.get_ref());
        if key.is_empty() {
            return Err(self.fault(name, format!("`{}` is no name", name.get_ref())));
        }
        Ok(key)
    }

    fn fault(&self, name: &Spanned<String>, says: String) -> EditError {
        fault(self.text, name.span().start, says)
    }
}

fn link(from: &Spanned<String>, to: &Spanned<String>) -> Link {
    Link { from: from.get_ref().clone(), to: to.get_ref().clone() }
}

fn fault(text: &str, at: usize, says: String) -> EditError {
    EditError { line: line(text, at), says }
}

/// Returns the line in which a byte lies, from 1.
fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::Edits;

    #[track_caller]
    fn check_error(text: &str, expected: &str) {
        let error = Edits::read(text).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
    }

    #[test]
    fn every_part_of_the_file_is_read() {
        let edits = Edits::read(
            "ignore = ['Black Widow']\nsplit = ['Baker']\n[merge]\n'A B' = ['C D', 'a-b', 'E F']\n\
             [rename]\n'A B' = 'Á B'\n'I J' = 'G H'\n[alias]\n'the boss' = 'A B'\n",
        )
        .unwrap();
        assert!(edits.ignored.contains("black widow") && edits.apart.contains("baker"));
        let joined: Vec<&str> = edits.joined.keys().map(String::as_str).collect();
        assert_eq!(joined, ["c d", "e f", "i j"]);
        assert_eq!(edits.shown["i j"].to, "G H");
        assert_eq!(edits.aliases["the boss"].to, "A B");
        assert!(Edits::read("").unwrap().is_empty());
    }

    #[test]
    fn what_the_readme_shows_can_be_read() {
        let readme = include_str!("../../README.md");
        let mut blocks = readme.split("```toml\n").filter(|block| block.starts_with("ignore"));
        let (text, _) = blocks.next().unwrap().split_once("```").unwrap();
        let edits = Edits::read(text).unwrap();
        assert!(edits.aliases.contains_key("the governor") && !edits.joined.is_empty());
    }

    #[test]
    fn what_is_no_people_file_is_told_with_its_line() {
        check_error("ignore = []\nmerg = 1\n", "line 2: unknown field `merg`");
        check_error("\n[merge]\n'A' = 'B'\n", "line 3: invalid type: string");
        check_error("ignore = [\n'A'\n", "line ");
    }

    #[test]
    fn what_contradicts_itself_is_an_error() {
        check_error("ignore = ['A',\n'--']", "line 2: `--` is no name");
        check_error(
            "[merge]\n'A B' = ['C D']\n'E F' = ['c d']\n",
            "line 3: `c d` is merged into `A B` and into `E F`",
        );
        check_error("[merge]\n'A' = ['B']\n'B' = ['A']\n", "line 2: `");
        check_error("[rename]\n'A' = 'B'\n'B' = 'A'\n", "line 2: `");
        check_error(
            "[merge]\n'A' = ['B']\n[rename]\n'A' = 'X'\n'B' = 'Y'\n",
            "line 5: one person is renamed `X` and `Y`",
        );
        check_error(
            "ignore = ['B']\n[merge]\n'A' = ['B']\n",
            "line 3: `B` is ignored, but is to be somebody",
        );
        check_error("[alias]\n'x' = 'A'\n'X' = 'B'\n", "line 3: `X` is an alias of `A` and of `B`");
        check_error("[alias]\n'x' = 'A'\n'y' = 'x'\n", "line 3: `x` is an alias itself");
        check_error("ignore = ['A']\n[alias]\n'x' = 'A'\n", "line 3: `A` is ignored");
    }

    #[test]
    fn what_is_merged_may_be_merged_again() {
        let edits =
            Edits::read("[merge]\n'A' = ['B']\n'B' = ['C']\n[rename]\n'C' = 'D'\n").unwrap();
        assert_eq!(edits.root("c"), "a");
    }
}
