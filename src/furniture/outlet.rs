//! Whose furniture it is.

use std::borrow::Cow;

use crate::article::Article;

/// Returns the source of an article, as far as furniture goes: the paper or site that it names; else
/// the host of its address; else the first of its folders that is no date. It may be empty.
pub(super) fn outlet(article: &Article) -> Cow<'_, str> {
    let told = article.publication.as_deref();
    match told.or_else(|| article.url.as_deref().and_then(host)) {
        Some(told) => Cow::Borrowed(told),
        None => Cow::Borrowed(folder(&article.source.file)),
    }
}

fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// An archive packed in `1998.zip` is as good as one in a folder `1998`.
fn folder(file: &str) -> &str {
    let Some((folders, _)) = file.rsplit_once('/') else { return "" };
    let is_named = |folder: &&str| {
        folder.split('.').next().is_some_and(|stem| stem.contains(char::is_alphabetic))
    };
    folders.split('/').find(is_named).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::outlet;
    use crate::article::{Article, Source};

    #[track_caller]
    fn check(publication: Option<&str>, url: Option<&str>, file: &str, expected: &str) {
        let article = Article {
            source: Source { file: file.to_owned(), part: None },
            publication: publication.map(str::to_owned),
            url: url.map(str::to_owned),
            ..Article::default()
        };
        assert_eq!(outlet(&article), expected);
    }

    #[test]
    fn an_article_is_of_the_paper_that_it_names_or_of_its_site_or_folder() {
        check(Some("Quay Post"), Some("https://quay.example/a"), "b/c.txt", "Quay Post");
        check(None, Some("https://www.quay.example:80/a"), "b/c.txt", "quay.example");
        check(None, Some("a.html"), "b/c.txt", "b");
        check(None, None, "1998/03/c.txt", "");
        check(None, None, "1998/quay-post/03/c.txt", "quay-post");
        check(None, None, "1998-03.tar.gz/sports/c.txt", "sports");
        check(None, None, "c.txt", "");
    }
}
