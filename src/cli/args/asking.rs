//! The arguments of the commands that ask.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

use crate::desk::{self, Choice, FacetField};
use crate::search::Cursor;

use super::{Form, Progress, duration, half_life};

/// Find articles: ranked, with the passages that match
///
///   rate rise                  both words, in headline or body; the headline counts more
///   "rate rise"                the words in a row
///   by:oduya -strike           a field; without a word
///   harbour OR (port dock)     either; brackets
///   date:2024                  a year, a month 2024-03, a day, or date:2024-03..2024-05
///
/// Fields: headline, body, lead, author (by), person, section, source, agency, dateline, date, lang,
/// url, path, words, part, label, id, hash, copies, similar. An asterisk alone finds every article.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct Search {
    /// What to find; in single quotes, so that the shell keeps its hands off
    #[arg(required_unless_present = "queries", value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,

    #[command(flatten, next_help_heading = "How the query is taken")]
    pub(in crate::cli) question: Question,

    #[command(flatten, next_help_heading = "How the query is taken")]
    pub(in crate::cli) words: Words,

    #[command(flatten, next_help_heading = "Narrowing")]
    pub(in crate::cli) choices: Choices,

    #[command(flatten, next_help_heading = "Order and pages")]
    pub(in crate::cli) order: Order,

    #[command(flatten, next_help_heading = "What is shown")]
    pub(in crate::cli) shown: Shown,

    #[command(flatten, next_help_heading = "Form of the answer (one of)")]
    pub(in crate::cli) form: SearchForm,

    #[command(flatten, next_help_heading = "Measuring the ranking")]
    pub(in crate::cli) batch: Batch,
}

/// Find articles that are about the same as one
///
/// Those come first that have most of its telling words, which it has often and others have not. Near
/// copies of the article are left out: `byline search copies:ID` has them.
#[derive(Debug, Args)]
pub(in crate::cli) struct Similar {
    /// The number a search printed; its first digits are enough
    pub(in crate::cli) id: String,

    /// Find only articles that match this, too
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,

    /// Show at most so many [default: 10]
    #[arg(long, short = 'n', value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,

    /// Leave out the first so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) offset: usize,

    /// Go on behind this hit: what a page ends with, or the `cursor` of a hit
    #[arg(long, value_name = "CURSOR")]
    pub(in crate::cli) after: Option<Cursor>,

    #[command(flatten, next_help_heading = "What is shown")]
    pub(in crate::cli) shown: Shown,

    #[command(flatten)]
    pub(in crate::cli) form: Form,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,

    #[command(flatten, next_help_heading = "How the query is taken")]
    pub(in crate::cli) question: Question,

    #[command(flatten, next_help_heading = "Narrowing")]
    pub(in crate::cli) choices: Choices,
}

/// Read in the archive on the whole terminal: a list of hits, the article beside it, keys for everything
///
/// `?` shows the keys. Without a query the newest articles come first.
#[derive(Debug, Args)]
pub(in crate::cli) struct Tui {
    /// What to find first
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,

    /// Find articles with any of the words, not only those with all
    #[arg(long)]
    pub(in crate::cli) any: bool,

    /// Find the forms that words have in this language; may be repeated [default: the languages of
    /// the archive]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Vec<String>,

    /// Stop looking after this time, and show what was found: 500ms, 2s, 1m
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "10s")]
    pub(in crate::cli) timeout: Duration,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,

    #[command(flatten, next_help_heading = "Narrowing")]
    pub(in crate::cli) choices: Choices,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Question {
    /// Find articles with any of the words, not only those with all
    #[arg(long)]
    pub(in crate::cli) any: bool,

    /// Find the forms that words have in this language; may be repeated [default: the languages of
    /// the archive]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Vec<String>,

    /// Stop after this time, and give what was found: 500ms, 2s, 1m
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(in crate::cli) timeout: Option<Duration>,

    /// Take a query that is not well-formed for an error
    #[arg(long)]
    pub(in crate::cli) strict: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Words {
    /// Look also for words that the best hits share
    #[arg(long, conflicts_with = "fold")]
    pub(in crate::cli) expand: bool,

    /// Say how the query was read, and which words it looks for
    ///
    /// Stands before the hits; for programs, on stderr.
    #[arg(long, conflicts_with = "queries")]
    pub(in crate::cli) explain: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Choices {
    /// Keep only articles with this value
    ///
    /// Of one field any of several values will do; every field that is named must fit. The value
    /// `none` stands for articles without one.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(in crate::cli) only: Vec<Choice>,

    /// Leave out articles with this value
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(in crate::cli) not: Vec<Choice>,
}

impl Choices {
    /// Returns what was chosen.
    pub(in crate::cli) fn chosen(&self) -> desk::Choices {
        desk::Choices { only: self.only.clone(), not: self.not.clone() }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Order {
    /// Which hits come first [default: relevance]
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(in crate::cli) sort: Option<SortBy>,

    /// Rank newer articles higher: one so many days old is worth half [default if no DAYS: 365]
    #[arg(
        long,
        value_name = "DAYS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "365",
        value_parser = half_life
    )]
    pub(in crate::cli) recency: Option<f32>,

    /// Show at most so many [default: 10; all with --kwic and --vimgrep]
    #[arg(long, short = 'n', value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,

    /// Leave out the first so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) offset: usize,

    /// Go on behind this hit: what a page ends with, or the `cursor` of a hit
    #[arg(long, value_name = "CURSOR")]
    pub(in crate::cli) after: Option<Cursor>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Shown {
    /// Show at most so many passages of an article [default: 2]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) snippets: Option<usize>,

    /// Make passages about so many characters long [default: 240]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) width: Option<usize>,

    /// Of near copies of a story show the first alone, and how many there are
    #[arg(long)]
    pub(in crate::cli) fold: bool,

    /// Count the articles by author, person, source, section, agency, lang or year
    ///
    /// Several fields are parted by commas. The counts follow the query and the narrowing, but of
    /// a field without its own --only. With --csv they stand in place of the hits.
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    pub(in crate::cli) facet: Vec<FacetField>,
}

#[derive(Debug, Args)]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option, and only one is given")]
pub(in crate::cli) struct SearchForm {
    /// Print one JSON object a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Print comma-separated values with a line of titles
    #[arg(long)]
    pub(in crate::cli) csv: bool,

    /// Print each match on a line, one below the other (a concordance)
    #[arg(long, conflicts_with_all = ["facet", "snippets", "width", "fold"])]
    pub(in crate::cli) kwic: bool,

    /// Print each match as `file:line:column:text`
    #[arg(long, conflicts_with_all = ["facet", "snippets", "width", "fold"])]
    pub(in crate::cli) vimgrep: bool,

    /// Print the number of articles
    #[arg(
        long,
        conflicts_with_all =
            ["facet", "snippets", "width", "fold", "sort", "recency", "limit", "offset", "after"]
    )]
    pub(in crate::cli) count: bool,
}

impl SearchForm {
    /// Returns how hits are printed, if they are.
    pub(in crate::cli) fn hits(&self) -> Form {
        Form { json: self.json, csv: self.csv }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Batch {
    /// Ask each line `id<TAB>query` of a file, and print a TREC run; the queries are plain words
    #[arg(
        long = "batch",
        value_name = "FILE",
        conflicts_with_all = [
            "query", "SearchForm", "facet", "snippets", "width", "fold", "sort", "limit", "offset",
            "after",
        ]
    )]
    pub(in crate::cli) queries: Option<PathBuf>,

    /// The name of the run
    #[arg(long, value_name = "NAME", default_value = "byline", conflicts_with = "query")]
    pub(in crate::cli) run: String,

    /// Print at most so many articles of a query
    #[arg(long, value_name = "N", default_value_t = 1000, conflicts_with = "query")]
    pub(in crate::cli) depth: usize,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Values {
    /// Count only in the articles that match [default: all]
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,

    /// Count only values that have this in them
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) like: Option<String>,

    /// Show at most so many [default: 50]
    #[arg(long, short = 'n', value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,

    /// Leave out the first so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) offset: usize,

    #[command(flatten)]
    pub(in crate::cli) form: Form,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,

    #[command(flatten, next_help_heading = "How the query is taken")]
    pub(in crate::cli) question: Question,

    #[command(flatten, next_help_heading = "Narrowing")]
    pub(in crate::cli) choices: Choices,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct People {
    #[command(subcommand)]
    pub(in crate::cli) command: Option<PeopleCommand>,

    /// Count who is named together with this person
    ///
    /// For each other person: the number of common articles, of all articles, and how sure it is
    /// that the two belong together (log-likelihood ratio; above 10.8 by chance once in a thousand,
    /// negative if they avoid each other).
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) with: Option<String>,

    /// Who comes first, beside --with
    #[arg(long, value_enum, value_name = "ORDER", default_value_t, requires = "with")]
    pub(in crate::cli) by: CompanionOrder,

    /// Find who is named in texts that are in no index
    ///
    /// FILE has an object {"id", "text"} on each line, with a "language" or none; - is standard
    /// input. For each comes a line {"id", "people": [{"name", "mentions": [[start, end], …]}]},
    /// counted in code points of the text.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["with", "query"])]
    pub(in crate::cli) text: Option<PathBuf>,

    /// Write who is named in each article, a line of JSON each, the oldest first
    ///
    /// As with --text; an article's text is its headline, an empty line, and its body.
    #[arg(long, conflicts_with = "with")]
    pub(in crate::cli) dump: bool,

    #[command(flatten)]
    pub(in crate::cli) values: Values,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PeopleCommand {
    Explain(Explain),
}

/// Tell who is meant by a name: by which names somebody is found, why, and which are left out
///
/// Spellings of a full name are one person; a surname alone is somebody's where nine of ten full
/// names of the 30 days around it are theirs, and at least three if others have it, too. What the
/// archive cannot tell, people.toml can.
#[derive(Debug, Args)]
pub(in crate::cli) struct Explain {
    /// Who is meant: words that stand in a row in a name
    #[arg(required = true, value_name = "NAME")]
    pub(in crate::cli) name: Vec<String>,

    /// Print one JSON object
    ///
    /// `people` are those who are meant, each with `name`, `articles` and `names`; each of these has
    /// `name`, `articles`, `why`, and the `days` and `evidence` of a surname alone. `more` is how
    /// many people are left out, `apart` are the names that are not joined, each with the reason.
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,
}

/// Count the articles of each day, week, month or year, as bars
///
/// Periods without an article are shown too. Programs get for each period also the number of all
/// articles, and at the end how many are dated too vaguely, or not at all.
#[derive(Debug, Args)]
pub(in crate::cli) struct Timeline {
    /// Count only the articles that match [default: all]
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,

    /// The period [default: day, month or year, by the span of time]
    #[arg(long, value_enum, value_name = "PERIOD")]
    pub(in crate::cli) by: Option<Step>,

    /// Show the share of all articles of the period, in percent
    #[arg(long)]
    pub(in crate::cli) normalize: bool,

    #[command(flatten)]
    pub(in crate::cli) form: Form,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,

    #[command(flatten, next_help_heading = "How the query is taken")]
    pub(in crate::cli) question: Question,

    #[command(flatten, next_help_heading = "Narrowing")]
    pub(in crate::cli) choices: Choices,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SortBy {
    /// The best
    Relevance,
    /// The newest; those without a date last
    Newest,
    /// The oldest; those without a date last
    Oldest,
    /// By the alphabet
    Headline,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CompanionOrder {
    /// With most common articles
    #[default]
    Count,
    /// With the highest log-likelihood ratio
    Likelihood,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Step {
    Day,
    /// Monday to Sunday
    Week,
    Month,
    Year,
}
