//! Asks the index, in each of the kinds of the standard queries.

use std::collections::HashMap;
use std::io::Write;
use std::ops::Bound;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde_json::json;
use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::columnar::StrColumn;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, FuzzyTermQuery, PhraseQuery, Query, RangeQuery,
    RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::snippet::SnippetGenerator;
use tantivy::{
    DocAddress, DocId, Index, ReloadPolicy, Score, Searcher, SegmentOrdinal, SegmentReader,
    TantivyDocument, Term,
};

use crate::article;
use crate::columns::Columns;

/// How many hits a page has.
pub(crate) const HITS: usize = 10;
/// How many authors are printed.
const AUTHORS: usize = 50;

/// Opens an index to ask it.
pub(crate) fn open(index: &Path) -> anyhow::Result<Searcher> {
    let index = Index::open_in_dir(index)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}

/// Asks one query, and prints what it finds.
pub(crate) fn search(
    index: &Path,
    kind: &str,
    argument: &str,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let searcher = open(index)?;
    let columns = Columns::new();
    let query = query(&columns, kind, argument)?;
    if kind == "facet" {
        for (author, articles) in authors(&searcher, &*query)?.iter().take(AUTHORS) {
            writeln!(out, "{}", json!({"author": author, "articles": articles}))?;
        }
        return Ok(());
    }
    let (top, count) = searcher.search(&*query, &(best(), Count))?;
    print(&searcher, &columns, &*query, &top, out)?;
    writeln!(out, "{}", json!({"count": count}))?;
    Ok(())
}

/// The best hits.
pub(crate) fn best() -> impl Collector<Fruit = Vec<(Score, DocAddress)>> {
    TopDocs::with_limit(HITS).order_by_score()
}

/// Prints hits with their snippets.
pub(crate) fn print(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn Query,
    hits: &[(Score, DocAddress)],
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let snippets = SnippetGenerator::create(searcher, query, columns.body)?;
    for (score, address) in hits {
        let document: TantivyDocument = searcher.doc(*address)?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or("");
        let (path, headline) = (text(columns.path), text(columns.headline));
        let snippet = snippets.snippet_from_doc(&document).to_html();
        let hit = json!({"score": score, "path": path, "headline": headline, "snippet": snippet});
        writeln!(out, "{hit}")?;
    }
    Ok(())
}

/// Builds a query as tantivy's own parser would.
pub(crate) fn query(
    columns: &Columns,
    kind: &str,
    argument: &str,
) -> anyhow::Result<Box<dyn Query>> {
    let word = |word: &str| {
        either(columns, |field| Box::new(TermQuery::new(term(field, word), WITH_COUNTS)) as _)
    };
    let words: Vec<&str> = argument.split(' ').collect();
    let (first, rest) = argument.split_once(' ').unwrap_or((argument, ""));
    Ok(match kind {
        "facet" if argument == "*" => Box::new(AllQuery),
        "term" | "facet" => word(argument),
        "and" => Box::new(BooleanQuery::intersection(words.into_iter().map(word).collect())),
        "or" => Box::new(BooleanQuery::union(words.into_iter().map(word).collect())),
        "phrase" => either(columns, |field| row(field, argument)),
        "author" => row(columns.author, argument),
        "authorterm" => {
            Box::new(BooleanQuery::intersection(vec![word(first), row(columns.author, rest)]))
        }
        "prefix" => {
            let pattern = format!("{argument}.*");
            let [headline, body] = [columns.headline, columns.body]
                .map(|field| RegexQuery::from_pattern(&pattern, field));
            Box::new(BooleanQuery::union(vec![Box::new(headline?), Box::new(body?)]))
        }
        "fuzzy" => {
            either(columns, |field| Box::new(FuzzyTermQuery::new(term(field, argument), 1, true)))
        }
        "date" => {
            let (from, to) = rest.split_once(' ').context("a date query without two dates")?;
            let day = |day| article::iso(day).context("a date is not a date");
            let from = Bound::Included(Term::from_field_date(columns.date, day(from)?));
            let to = Bound::Excluded(Term::from_field_date(columns.date, day(to)?));
            let range = ConstScoreQuery::new(Box::new(RangeQuery::new(from, to)), 0.0);
            Box::new(BooleanQuery::intersection(vec![word(first), Box::new(range)]))
        }
        _ => bail!("no such kind of query: {kind}"),
    })
}

const WITH_COUNTS: IndexRecordOption = IndexRecordOption::WithFreqs;

fn term(field: Field, word: &str) -> Term {
    Term::from_field_text(field, &word.to_lowercase())
}

/// The same in headline or body.
fn either(columns: &Columns, query: impl Fn(Field) -> Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(vec![query(columns.headline), query(columns.body)]))
}

/// Words in a row, or the one word.
fn row(field: Field, words: &str) -> Box<dyn Query> {
    let mut terms: Vec<Term> = words.split(' ').map(|word| term(field, word)).collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), WITH_COUNTS)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// Counts the articles of each author, most first.
pub(crate) fn authors(
    searcher: &Searcher,
    query: &dyn Query,
) -> anyhow::Result<Vec<(String, u64)>> {
    let mut authors: Vec<_> = searcher.search(query, &Authors)?.into_iter().collect();
    authors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(authors)
}

struct Authors;

struct SegmentAuthors {
    column: Option<StrColumn>,
    counts: Vec<u64>,
}

impl Collector for Authors {
    type Fruit = HashMap<String, u64>;
    type Child = SegmentAuthors;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentAuthors> {
        let column = segment.fast_fields().str("author")?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(SegmentAuthors { column, counts: vec![0; values] })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut authors = HashMap::new();
        for (author, articles) in segments.into_iter().flatten() {
            *authors.entry(author).or_default() += articles;
        }
        Ok(authors)
    }
}

impl SegmentCollector for SegmentAuthors {
    type Fruit = HashMap<String, u64>;

    fn collect(&mut self, document: DocId, _: Score) {
        for value in self.column.iter().flat_map(|column| column.ords().values_for_doc(document)) {
            self.counts[usize::try_from(value).expect("as many values fit in memory")] += 1;
        }
    }

    /// Goes through the dictionary once: to look each value up takes a hundred times as long.
    fn harvest(self) -> Self::Fruit {
        let mut authors = HashMap::new();
        let Some(column) = &self.column else { return authors };
        let mut values = column.dictionary().stream().expect("the dictionary is whole");
        for articles in &self.counts {
            let author = if values.advance() { values.key() } else { break };
            if *articles > 0 {
                authors.insert(String::from_utf8_lossy(author).into_owned(), *articles);
            }
        }
        authors
    }
}
