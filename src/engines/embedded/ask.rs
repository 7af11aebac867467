//! Answers questions: looks up their words, finds the articles, gathers what was asked of them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use tantivy::collector::{Collector, Count};
use tantivy::columnar::Column;
use tantivy::{DocAddress, Searcher, SegmentOrdinal, TantivyDocument, TantivyError};

use crate::article::ArticleId;
use crate::document::{Document, Mention};
use crate::engines::alike;
use crate::engines::counting::{self, join_spellings, paged, persons};
use crate::engines::forms::{Stemming, main_languages};
use crate::engines::hits::hit;
use crate::hit::{Caveats, Counts, Facets, Hit, Hits, Timeline};
use crate::query::{Found, Leaf, Pattern, Query, Scope, Wanted};
use crate::schema::Field;
use crate::search::{Cursor, FacetSearch, Page, Period, Search, Sort, Terms};
use crate::snippet::Marker;
use crate::text;

use super::collect::{Best, Counted, Days, People, Ranked, Values};
use super::context::Context;
use super::deadline::Deadline;
use super::document;
use super::lift::Lift;
use super::lookup::{Dictionary, Lookup};
use super::marks::WHOLE;
use super::schema::{Layout, values_name};
use super::{Reading, Resolved, Standings, mention, query};

/// A query whose words were looked up.
pub(super) type Looked = Query<Arc<Lookup>>;

/// A question while it is answered.
pub(super) struct Asking<'e> {
    pub(super) layout: &'e Layout,
    pub(super) searcher: Searcher,
    terms: &'e Terms,
    deadline: Arc<Deadline>,
    /// Tags; empty until words were looked up.
    pub(super) languages: Vec<String>,
    notes: Vec<String>,
}

impl<'e> Asking<'e> {
    /// Begins to answer.
    pub(super) fn new(layout: &'e Layout, searcher: Searcher, terms: &'e Terms) -> Self {
        let deadline = Arc::new(Deadline::new(terms.deadline));
        let languages = terms.languages.clone();
        Asking { layout, searcher, terms, deadline, languages, notes: Vec::new() }
    }

    /// Looks up the words of a query, and of those that are added to it.
    fn ask(&mut self, query: &Query) -> tantivy::Result<Looked> {
        let looked = self.look_up(query)?;
        if !self.terms.expand {
            return Ok(looked);
        }
        let added = self.added(&looked)?.into_iter();
        let boosted = added.map(|(word, by)| Looked::Boost { query: Box::new(word), by });
        Ok(Looked::Any([looked].into_iter().chain(boosted).collect()))
    }

    /// Looks up the words of a query; people are looked for by all of their names.
    pub(super) fn look_up(&mut self, query: &Query) -> tantivy::Result<Looked> {
        let (mut query, notes) = match &self.terms.people {
            Some(roster) => roster.apply(query),
            None => (query.clone(), Vec::new()),
        };
        self.notes.extend(notes);
        let notes = alike::look_up(&mut query, self)?;
        self.notes.extend(notes);
        self.look_up_words(&query)
    }

    pub(super) fn look_up_words(&mut self, query: &Query) -> tantivy::Result<Looked> {
        if self.languages.is_empty() {
            self.languages = asked_languages(query);
        }
        if self.languages.is_empty() {
            self.languages = self.main_languages()?;
        }
        let stemmings = self.languages.iter().filter_map(|tag| Stemming::of(tag)).collect();
        let mut dictionary =
            Dictionary::new(self.layout, &self.searcher, stemmings, &self.deadline);
        let mut known: HashMap<(Scope, Leaf), Arc<Lookup>> = HashMap::new();
        let looked = query.try_map(&mut |scope: &Scope, leaf: &Leaf| {
            let key = (scope.clone(), leaf.clone());
            if let Some(lookup) = known.get(&key) {
                return Ok(Arc::clone(lookup));
            }
            let lookup = Arc::new(dictionary.look_up(scope, leaf)?);
            known.insert(key, Arc::clone(&lookup));
            Ok::<_, TantivyError>(lookup)
        })?;
        self.notes.append(&mut dictionary.notes);
        Ok(looked)
    }

    /// Returns the languages that a good part of the articles is in.
    fn main_languages(&self) -> tantivy::Result<Vec<String>> {
        let Some(column) = self.layout.words(Field::Language) else { return Ok(Vec::new()) };
        let mut articles: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(column)?;
            let whole = WHOLE.to_string();
            let mut tags = index.terms().range().ge(&whole).into_stream()?;
            while tags.advance() {
                let tag = String::from_utf8_lossy(tags.key()).into_owned();
                if let Some(tag) = tag.strip_prefix(WHOLE) {
                    *articles.entry(tag.to_owned()).or_default() +=
                        u64::from(tags.value().doc_freq);
                }
            }
        }
        Ok(main_languages(articles))
    }

    /// Returns words of the archive that `word` may be a slip of the pen for.
    pub(super) fn suggest(self, word: &str) -> tantivy::Result<Vec<String>> {
        let dictionary = Dictionary::new(self.layout, &self.searcher, Vec::new(), &self.deadline);
        dictionary.suggest(&text::fold(word))
    }

    /// Says what a query was taken for.
    pub(super) fn resolve(mut self, query: &Query) -> tantivy::Result<Resolved> {
        let looked = self.ask(query)?;
        let (languages, notes) = (self.languages, self.notes);
        Ok(Resolved { query: found(&looked), languages, notes })
    }

    /// Finds articles.
    pub(super) fn search(mut self, search: &Search) -> tantivy::Result<Hits> {
        let looked = self.ask(&search.query)?;
        let Ranking { total, ranked, next } = self.rank(&looked, search.sort, &search.page)?;
        let marker = Marker::of(&found(&looked), &|_| 1.0);
        let hits = ranked.iter().map(|ranked| self.hit(&marker, search, ranked));
        let hits = hits.collect::<tantivy::Result<_>>()?;
        Ok(Hits { total, hits, next, caveats: self.caveats() })
    }

    /// Finds articles, to be read.
    pub(super) fn read(mut self, search: &Search) -> tantivy::Result<Reading> {
        let looked = self.ask(&search.query)?;
        let Ranking { total, ranked, next } = self.rank(&looked, search.sort, &search.page)?;
        let articles =
            ranked.iter().map(|ranked| read(self.layout, &self.searcher, ranked.address));
        let articles = articles.collect::<tantivy::Result<_>>()?;
        Ok(Reading { total, articles, next, caveats: self.caveats() })
    }

    /// Gathers the articles that match; the notes say what was left out, each a sentence.
    pub(super) fn find<C: Collector>(
        mut self,
        query: &Query,
        collector: &C,
    ) -> tantivy::Result<(C::Fruit, Vec<String>)> {
        let looked = self.look_up(query)?;
        let found = self.gather(&looked, collector)?;
        Ok((found, self.notes))
    }

    /// Finds where articles stand.
    pub(super) fn standings(mut self, search: &Search) -> tantivy::Result<Standings> {
        let looked = self.ask(&search.query)?;
        let Ranking { total, ranked, .. } = self.rank(&looked, search.sort, &search.page)?;
        let places = self.places(&ranked)?;
        Ok(Standings { total, places, caveats: self.caveats() })
    }

    pub(super) fn rank(
        &self,
        looked: &Looked,
        sort: Sort,
        page: &Page,
    ) -> tantivy::Result<Ranking> {
        let Page { after, offset, limit } = page;
        // No page is longer than the index.
        let articles = usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX);
        let limit = (*limit).min(articles.saturating_sub(*offset));
        if limit == 0 {
            let total = self.gather(looked, &Count)? as u64;
            return Ok(Ranking { total, ranked: Vec::new(), next: None });
        }
        let context = self.context()?;
        let best = Best {
            sort,
            after: after.clone(),
            // One more, to know whether there is another page.
            limit: offset + limit + 1,
            lift: Lift::of(looked, &context),
        };
        let (total, mut ranked) = self.gather_with(&context, looked, &(Count, best))?;
        let has_more = ranked.len() > offset + limit;
        ranked.truncate(offset + limit);
        let last = if has_more { ranked.last() } else { None };
        let next = self.places(last)?.pop();
        ranked.drain(..(*offset).min(ranked.len()));
        Ok(Ranking { total: total as u64, ranked, next })
    }

    /// Returns the place of each article.
    fn places<'r>(
        &self,
        ranked: impl IntoIterator<Item = &'r Ranked>,
    ) -> tantivy::Result<Vec<Cursor>> {
        let mut ids: HashMap<SegmentOrdinal, Column<u64>> = HashMap::new();
        let mut places = Vec::new();
        for Ranked { key, address } in ranked {
            let ids = match ids.entry(address.segment_ord) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let segment = self.searcher.segment_reader(address.segment_ord);
                    new.insert(segment.fast_fields().u64(Field::Id.name())?)
                }
            };
            let id = ArticleId(ids.first(address.doc_id).unwrap_or(0));
            places.push(Cursor { key: key.clone(), id });
        }
        Ok(places)
    }

    /// Counts the values of a field.
    pub(super) fn values(mut self, search: &FacetSearch) -> tantivy::Result<Facets> {
        let FacetSearch { field, query, like, .. } = search;
        let looked = self.look_up(query)?;
        let roster = self.terms.people.as_ref().filter(|_| *field == Field::Person);
        let like_key = like.as_deref().map(text::key).unwrap_or_default();
        let (values, without) = match roster {
            None => {
                let values = Values { column: values_name(*field) };
                let all = match looked {
                    Looked::All => values.of_all(&self.searcher)?,
                    _ => None,
                };
                let counted = all.map_or_else(|| self.gather(&looked, &values), Ok)?;
                let Counted { values, without } = counted;
                (join_spellings(&values, &like_key), without)
            }
            Some(roster) => {
                let counted = self.gather(&looked, &People { roster: Arc::clone(roster) })?;
                let mut values = join_spellings(&counted.others.values, &like_key);
                values.extend(persons(roster, &counted.persons, &like_key));
                (values, counted.others.without)
            }
        };
        Ok(paged(values, without, search, self.caveats()))
    }

    /// Counts, for each part, the articles that match both.
    pub(super) fn count_each(mut self, query: &Query, parts: &[Query]) -> tantivy::Result<Counts> {
        let looked = self.look_up(query)?;
        let mut articles = Vec::with_capacity(parts.len());
        for part in parts {
            let both = Looked::Every(vec![looked.clone(), self.look_up(part)?]);
            articles.push(self.gather(&both, &Count)? as u64);
        }
        Ok(Counts { articles, caveats: self.caveats() })
    }

    /// Counts the articles by when they were published.
    pub(super) fn timeline(mut self, query: &Query, by: Period) -> tantivy::Result<Timeline> {
        let looked = self.look_up(query)?;
        let found = self.gather(&looked, &Days { by })?;
        let all = self.gather(&Looked::All, &Days { by })?;
        Ok(counting::timeline(by, &found, &all, self.caveats()))
    }

    pub(super) fn gather<C: Collector>(
        &self,
        looked: &Looked,
        collector: &C,
    ) -> tantivy::Result<C::Fruit> {
        self.gather_with(&self.context()?, looked, collector)
    }

    fn context(&self) -> tantivy::Result<Arc<Context>> {
        let deadline = Arc::clone(&self.deadline);
        Ok(Arc::new(Context::new(self.layout, &self.searcher, deadline)?))
    }

    fn gather_with<C: Collector>(
        &self,
        context: &Arc<Context>,
        looked: &Looked,
        collector: &C,
    ) -> tantivy::Result<C::Fruit> {
        let search = query::translate(context, looked)?;
        self.searcher.search(&search, collector)
    }

    fn hit(&self, marker: &Marker, search: &Search, ranked: &Ranked) -> tantivy::Result<Hit> {
        let mut document = read_stored(self.layout, &self.searcher, ranked.address)?;
        if search.passages.people || marker.marks_people() {
            document.mentions = mentions_of(&self.searcher, ranked.address)?;
        }
        Ok(hit(marker, search.passages, &document, ranked.key.clone()))
    }

    fn caveats(&self) -> Caveats {
        Caveats { partial: self.deadline.was_up(), notes: self.notes.clone() }
    }
}

/// The articles of a page.
pub(super) struct Ranking {
    pub(super) total: u64,
    pub(super) ranked: Vec<Ranked>,
    next: Option<Cursor>,
}

/// Reads an article.
pub(super) fn read(
    layout: &Layout,
    searcher: &Searcher,
    address: DocAddress,
) -> tantivy::Result<Document> {
    let mut document = read_stored(layout, searcher, address)?;
    document.mentions = mentions_of(searcher, address)?;
    Ok(document)
}

/// Reads an article without the places where it names people.
fn read_stored(
    layout: &Layout,
    searcher: &Searcher,
    address: DocAddress,
) -> tantivy::Result<Document> {
    let written: TantivyDocument = searcher.doc(address)?;
    Ok(document::read(layout, &written))
}

fn mentions_of(searcher: &Searcher, address: DocAddress) -> tantivy::Result<Vec<Mention>> {
    let columns = searcher.segment_reader(address.segment_ord).fast_fields();
    let mentions = columns.u64(super::schema::MENTIONS)?;
    Ok(mentions.values_for_doc(address.doc_id).map(mention::unpack).collect())
}

/// Returns the query with what its words stand for.
fn found(looked: &Looked) -> Query<Found> {
    looked.map(&mut |_, lookup| lookup.found.clone())
}

/// Returns the languages that a query asks for: whoever asks for German articles asks in German.
pub(in crate::engines) fn asked_languages(query: &Query) -> Vec<String> {
    let mut languages = Vec::new();
    query.each_wanted(&mut |part| match part {
        Query::Find { scope: Scope::Fields(fields), pattern }
            if fields.as_slice() == [Field::Language] =>
        {
            languages.extend(asked_tag(pattern));
        }
        Query::Value { field: Field::Language, value } => languages.push(value.clone()),
        _ => {}
    });
    languages
}

fn asked_tag(pattern: &Pattern) -> Option<String> {
    match pattern {
        Pattern::Word(Leaf { wanted: Wanted::Forms(tag) | Wanted::Word(tag), .. }) => {
            Some(tag.clone())
        }
        Pattern::Phrase { words, .. } => match words.first() {
            Some(Leaf { wanted: Wanted::Word(tag), .. }) => Some(tag.clone()),
            _ => None,
        },
        _ => None,
    }
}
