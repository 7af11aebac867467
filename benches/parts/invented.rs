//! The articles that are measured, in each state on their way into the index.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use byline::article::Article;
use byline::document::Document;
use byline::engines::Engine;
use byline::formats::{self, Input, KeyMap};
use byline::holdings::Run;
use byline::people;

use crate::article::Article as Invented;
use crate::world::World;

/// So many are enough that no cache holds all, and few enough to be read again and again.
const ARTICLES: usize = 200;

static INVENTED: LazyLock<Vec<Invented>> = LazyLock::new(|| {
    let world = World::new(7);
    (0..ARTICLES).map(|number| Invented::new(&world, number)).collect()
});

/// As a scraper leaves them: name and text.
pub(crate) static TEXTS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let invented = INVENTED.iter();
    invented.map(|article| (format!("{}.txt", article.path), article.text())).collect()
});

/// As web pages: name and text.
pub(crate) static PAGES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let invented = INVENTED.iter();
    invented.map(|article| (format!("{}.html", article.path), article.page())).collect()
});

/// As they were read of [`TEXTS`].
pub(crate) static ARTICLES_READ: LazyLock<Vec<Article>> =
    LazyLock::new(|| TEXTS.iter().flat_map(|(file, text)| read(file, text)).collect());

/// With the people they name, as an index keeps them.
pub(crate) static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let articles = ARTICLES_READ.iter();
    articles.map(|article| Document::of(article, &people::find(article))).collect()
});

/// The samples of a format, by the name of its folder in `sample-corpus`: name and text.
pub(crate) fn samples(format: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-corpus").join(format);
    let files = fs::read_dir(folder).expect("a folder of samples");
    let files = files.map(|file| file.expect("a sample").path());
    let mut samples: Vec<(String, String)> = files
        .map(|file| {
            let bytes = fs::read(&file).expect("a sample");
            (file.display().to_string(), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    samples.sort_unstable();
    samples
}

/// How many bytes the texts have together.
pub(crate) fn bytes<'t>(texts: impl IntoIterator<Item = &'t str>) -> usize {
    texts.into_iter().map(str::len).sum()
}

/// Reads the articles of a file.
pub(crate) fn read(file: &str, text: &str) -> Vec<Article> {
    let map = KeyMap::NONE;
    let input = Input { file, url: None, map, text: Box::new(text.as_bytes()), page: &|_| None };
    let format = formats::pick(file, text).expect("a format");
    (format.read)(input)
        .map(|article| {
            let mut article = article.expect("an article");
            file.clone_into(&mut article.source.file);
            article
        })
        .collect()
}

/// Writes documents, and makes them last.
pub(crate) fn write(engine: &dyn Engine, documents: &[Document]) {
    let writer = engine.writer().expect("nobody else writes");
    for document in documents {
        writer.add(document).expect("room for an article");
    }
    let at = "2024-03-05T10:00:00Z".parse().expect("a time");
    writer.commit(&Run { at, whole: true }).expect("room for the index");
    writer.finish().expect("room for the index");
}
