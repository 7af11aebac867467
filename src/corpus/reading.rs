//! One run through a file: unpacks, goes into archives, and has the formats read the articles.

use std::io::{BufRead, BufReader, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::article::{Article, Origin, Property, Source, date_in_path};
use crate::formats::{self, Input, KeyMap, extension};

use super::archive::{
    Archive, Member, Names, Page, Place, Record, TOLD_WITHIN, Table, each_of_tar, each_of_warc,
    each_of_zip, path_within, records_of_parquet, text_of_docx, text_of_pdf,
};
use super::content::HELD;
use super::decode::text;
use super::packing::{Meter, Packing, peek};
use super::{Cause, Error, File, issue};

/// Archives are opened within archives to this depth.
const DEEPEST: usize = 4;

/// So many characters of a name that is none are shown.
const SHOWN: usize = 200;

/// What a page in a web archive is called.
const PAGE: &str = "page.html";

/// Hands on what is read.
pub(super) struct Reading<'r> {
    /// The file on disk.
    file: &'r File,
    pub(super) meter: &'r Meter,
    names: Names,
    each: &'r mut dyn FnMut(Result<Article, Error>) -> bool,
    /// How many articles and errors were handed on.
    told: u64,
    /// The part of the last article.
    part: Option<u32>,
    /// Whether more is wanted.
    goes_on: bool,
}

impl<'r> Reading<'r> {
    pub(super) fn new(
        file: &'r File,
        meter: &'r Meter,
        each: &'r mut dyn FnMut(Result<Article, Error>) -> bool,
    ) -> Self {
        Reading { file, meter, names: Names::default(), each, told: 0, part: None, goes_on: true }
    }

    /// Tells why a file, or a member of an archive, cannot be read, or what is left of it.
    pub(super) fn tell(&mut self, name: &str, cause: Cause) {
        // It broke down behind the last article, or in the next.
        let part = self.part.filter(|_| matches!(cause, Cause::Broke { .. }));
        self.hand_on(Err(Error { place: Source { file: name.to_owned(), part }, cause }));
    }

    fn hand_on(&mut self, article: Result<Article, Error>) {
        self.told += 1;
        self.goes_on = self.goes_on && (self.each)(article);
    }

    /// Reads a file that stands in `depth` archives.
    ///
    /// # Errors
    /// If it cannot be read at all, or what follows what was handed on.
    pub(super) fn file(
        &mut self,
        name: &str,
        bytes: Box<dyn BufRead + '_>,
        depth: usize,
    ) -> Result<(), Cause> {
        let (head, bytes) = peek(bytes, TOLD_WITHIN);
        let Some(packing) = Packing::of_file(name, &head)? else {
            return self.unpacked(name, &head, bytes, depth);
        };
        let unpacked = BufReader::new(packing.unpack(bytes, self.meter)?);
        let (head, bytes) = peek(Box::new(unpacked), TOLD_WITHIN);
        self.unpacked(name, &head, bytes, depth)
    }

    fn unpacked(
        &mut self,
        name: &str,
        head: &[u8],
        mut bytes: Box<dyn BufRead + '_>,
        depth: usize,
    ) -> Result<(), Cause> {
        match Archive::of(&formats::unpacked_extension(name), head)? {
            None => self.articles(name, bytes),
            Some(Archive::Tar) => self.within(depth, |reading| {
                each_of_tar(bytes, &mut |member| reading.member(name, member, depth + 1))
            }),
            Some(Archive::Warc) => self.within(depth, |reading| {
                let meter = reading.meter;
                each_of_warc(bytes, meter, &mut |record| reading.record(name, record))
            }),
            Some(Archive::Zip) => {
                let zip = held("zip", &mut bytes)?;
                self.zip(name, Place::Held(&zip), zip.len() as u64, depth)
            }
            Some(Archive::Pdf) => {
                let text = text_of_pdf(&mut bytes)?;
                self.articles(name, Box::new(Cursor::new(text.into_bytes())))
            }
            Some(Archive::Parquet) => {
                let table = held("parquet", &mut bytes)?;
                self.table(name, Table::Held(table.into()))
            }
        }
    }

    /// Reads a zip of `size` bytes that stands in `depth` archives. A Word document is one, too.
    ///
    /// # Errors
    /// If its list of members cannot be read to its end.
    pub(super) fn zip(
        &mut self,
        name: &str,
        place: Place<'_>,
        size: u64,
        depth: usize,
    ) -> Result<(), Cause> {
        let meter = self.meter;
        if formats::unpacked_extension(name) == "docx" {
            let text = text_of_docx(place, size, meter)?;
            return self.articles(name, Box::new(Cursor::new(text.into_bytes())));
        }
        self.within(depth, |reading| {
            each_of_zip(place, size, meter, &mut |member| reading.member(name, member, depth + 1))
        })
    }

    /// Reads the articles of a Parquet file: one a row.
    ///
    /// # Errors
    /// If it cannot be read at all.
    pub(super) fn table(&mut self, name: &str, table: Table) -> Result<(), Cause> {
        let records = self.meter.unpacked(records_of_parquet(table, &self.file.rules.map)?);
        self.articles(name, Box::new(BufReader::new(records)))
    }

    /// Goes through an archive that stands in `depth` others.
    fn within(
        &mut self,
        depth: usize,
        go: impl FnOnce(&mut Self) -> Result<(), Cause>,
    ) -> Result<(), Cause> {
        if depth == DEEPEST {
            return Err(Cause::TooDeep { limit: DEEPEST });
        }
        let before = self.told;
        go(self)?;
        if self.goes_on && depth == 0 && self.meter.is_spent() {
            return Err(Cause::Spent);
        }
        if self.told == before { Err(formats::Error::Blank.into()) } else { Ok(()) }
    }

    /// Reads a member of an archive. Returns whether to go on to the next.
    fn member(&mut self, archive: &str, member: Member<'_>, depth: usize) -> bool {
        let Some(path) = path_within(&member.name) else {
            let name = String::from_utf8_lossy(&member.name).chars().take(SHOWN).collect();
            let cause = member.bytes.err().unwrap_or(Cause::Outside { name });
            self.tell(archive, cause);
            return self.goes_on;
        };
        // What byline passes over in a folder it passes over here.
        if is_hidden(&path) || formats::refuse(&path).is_err() {
            return true;
        }
        let name = self.names.unique(archive, &path);
        let read = member.bytes.and_then(|bytes| {
            // What breaks down in one member costs that member.
            caught(|| self.file(&name, bytes, depth))
        });
        if let Err(cause) = read {
            self.tell(&name, cause);
        }
        self.goes_on && !self.meter.is_spent()
    }

    /// Reads a record of a web archive. Returns whether to go on to the next.
    fn record(&mut self, archive: &str, record: Record) -> bool {
        let part = Some(record.part);
        let map = &self.file.rules.map;
        let read = record.page.and_then(|page| caught(|| article_of(page, map)));
        match read {
            Ok(Some(article)) => {
                let article = self.placed(article, archive, part);
                self.hand_on(Ok(article));
            }
            Ok(None) => {}
            Err(cause) => {
                let place = Source { file: archive.to_owned(), part };
                self.hand_on(Err(Error { place, cause }));
            }
        }
        self.goes_on && !self.meter.is_spent()
    }

    /// Has the format read the articles of a text.
    fn articles(&mut self, name: &str, bytes: Box<dyn BufRead + '_>) -> Result<(), Cause> {
        let (text, format) = text(name, bytes, None)?;
        let path = as_folders(name);
        let file = self.file;
        let page = |href: &str| issue::page(file, href);
        let mut found = false;
        self.part = None;
        let map = &file.rules.map;
        let input = Input { file: &path, url: None, map, text, page: &page };
        for article in (format.read)(input) {
            found = true;
            let article = match article {
                Ok(mut article) => {
                    self.part = article.source.part;
                    // A folder `1998/03` says of every article in it what the article does not.
                    if article.published.is_none()
                        && let Some(day) = date_in_path(&path)
                    {
                        article.published = Some(day);
                        article.origins.note(Property::Published, Origin::likely("path"));
                    }
                    article.origins.format = format.name;
                    Ok(self.placed(article, name, self.part))
                }
                Err((part, cause)) => Err(Error {
                    place: Source { file: name.to_owned(), part },
                    cause: cause.into(),
                }),
            };
            self.hand_on(article);
            if !self.goes_on {
                return Ok(());
            }
        }
        if found { Ok(()) } else { Err(formats::Error::Blank.into()) }
    }

    /// Fills in where an article stands, what its owner says of it, and its language.
    fn placed(&self, mut article: Article, name: &str, part: Option<u32>) -> Article {
        article.source = Source { file: name.to_owned(), part };
        self.file.rules.complete(&mut article);
        if article.language.is_none()
            && let Some(language) = article.shown_language()
        {
            article.language = Some(language.to_owned());
            article.origins.note(Property::Language, Origin::likely("its words"));
        }
        article
    }
}

/// Returns the path of a member as it were if its archives were folders: `1998.zip/03/a.txt` tells
/// a date as `1998/03/a.txt` does.
fn as_folders(name: &str) -> String {
    let Some((folders, file)) = name.rsplit_once('/') else { return name.to_owned() };
    let folder = |step: &str| {
        let packed = step.len() - if is_packed_tar(step) { extension(step).len() + 1 } else { 0 };
        let step = &step[..packed];
        match extension(step).as_str() {
            ending @ ("zip" | "tar" | "tgz" | "tbz" | "tbz2" | "txz" | "tzst") => {
                step[..step.len() - ending.len() - 1].to_owned()
            }
            _ => step.to_owned(),
        }
    };
    let folders: Vec<String> = folders.split('/').map(folder).collect();
    format!("{}/{file}", folders.join("/"))
}

/// Whether a name ends with `.tar.gz` or its like.
fn is_packed_tar(name: &str) -> bool {
    let ending = extension(name);
    ending != "tar" && formats::unpacked_extension(name) == "tar" && !ending.starts_with('t')
}

/// Reads the article of a page in a web archive; `None` if what was sent as a page is none.
fn article_of(page: Page, map: &KeyMap) -> Result<Option<Article>, Cause> {
    let Page { url, bytes, charset } = page;
    let (text, format) = match text(PAGE, Box::new(Cursor::new(bytes)), charset) {
        Err(Cause::Empty | Cause::Binary | Cause::Format(_)) => return Ok(None),
        decoded => decoded?,
    };
    // The name of the archive tells when the page was fetched, not when it was published.
    let input = Input { file: PAGE, url: url.as_deref(), map, text, page: &|_| None };
    let mut articles = (format.read)(input);
    let article = articles.next().transpose().map_err(|(_, cause)| cause)?;
    Ok(article.map(|mut article| {
        article.origins.format = format.name;
        article
    }))
}

/// Reads a file that is read from its end.
fn held(kind: &'static str, bytes: &mut dyn BufRead) -> Result<Vec<u8>, Cause> {
    let mut held = Vec::new();
    bytes.take(HELD + 1).read_to_end(&mut held)?;
    if held.len() as u64 > HELD {
        return Err(Cause::Long { kind, limit: HELD >> 20 });
    }
    Ok(held)
}

/// Does something that may break down.
fn caught<T>(read: impl FnOnce() -> Result<T, Cause>) -> Result<T, Cause> {
    let read = catch_unwind(AssertUnwindSafe(read));
    read.unwrap_or_else(|panic| Err(Cause::Broke { says: last_words(&*panic) }))
}

/// Hidden files and folders, and what macOS puts beside each file of a zip.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|step| step.starts_with('.') || step == "__MACOSX")
}

/// Returns what a panic said.
pub(super) fn last_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::as_folders;

    #[test]
    fn an_archive_is_a_folder_to_who_looks_for_dates() {
        for (name, path) in [
            ("1998.zip/03/a.txt", "1998/03/a.txt"),
            ("b/1998.tar.gz/03.tgz/a.tar", "b/1998/03/a.tar"),
            ("1998.zip", "1998.zip"),
            ("v1.2/a.txt", "v1.2/a.txt"),
            (".zip/a.txt", "/a.txt"),
        ] {
            assert_eq!(as_folders(name), path);
        }
    }
}
