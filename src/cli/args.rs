//! The arguments, as clap reads them: strings and paths, nothing else. The comments are the help.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Full-text search for news archives: a folder of articles in, ranked snippets out.
#[derive(Debug, Parser)]
#[command(name = "byline", version, max_term_width = 100, after_help = AFTER)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,

    /// The folder of articles [default: the one above the current folder that has an index]
    #[arg(long = "in", value_name = "DIR", global = true)]
    pub(super) corpus: Option<PathBuf>,

    /// Where the index is [default: `$BYLINE_INDEX`, or `.byline` in the folder of articles]
    #[arg(long, value_name = "PATH", global = true)]
    pub(super) index: Option<PathBuf>,

    /// When to use colors
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub(super) color: Color,
}

const AFTER: &str = "\
Exit code: 0 something was found or done, 1 nothing was found, 2 something failed, 130 stopped.
Nothing is ever sent over a network.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Index(Index),
    Search(Search),
    /// Count the articles of each author, most first
    Authors(Facet),
    /// Count the articles in which each person is named, most first
    People(Facet),
    Show(Show),
    Status(Status),
}

/// Index a folder of articles, or bring its index up to date
///
/// Reads scraped text, saved web pages, JSON, JSON Lines and Markdown, each also as .gz or .zst.
/// Later runs read only files that are new or have changed. A file that cannot be read is skipped
/// and listed by `byline status`. Ctrl-C keeps what is done; the next run goes on from there.
#[derive(Debug, clap::Args)]
pub(super) struct Index {
    /// The folder of articles [default: the one that was indexed before]
    pub(super) dir: Option<PathBuf>,

    /// Make the index anew, from nothing
    #[arg(long)]
    pub(super) rebuild: bool,

    #[command(flatten)]
    pub(super) progress: Progress,
}

#[derive(Debug, clap::Args)]
pub(super) struct Progress {
    /// How to show the progress of indexing, on stderr
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub(super) progress: ProgressForm,
}

/// Find articles: ranked, with the passages that match
///
///   rate rise                  both words, in headline or body; the headline counts more
///   "rate rise"                the words in a row
///   by:oduya -strike           a field; without a word
///   harbour OR (port dock)     either; brackets
///   date:2024                  a year, a month 2024-03, a day, or date:2024-03..2024-05
///
/// Fields: headline, body, author (by), person, section, source, agency, dateline, date, lang, url,
/// path, words, part, id, hash. An asterisk alone finds every article.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Search {
    /// What to find; in single quotes, so that the shell keeps its hands off
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,

    #[command(flatten)]
    pub(super) answer: Answer,

    #[command(flatten)]
    pub(super) progress: Progress,
}

#[derive(Debug, clap::Args)]
pub(super) struct Facet {
    /// Count only in the articles that match [default: all]
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,

    #[command(flatten)]
    pub(super) answer: Answer,

    #[command(flatten)]
    pub(super) progress: Progress,
}

/// Show one article with its fields
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// The number a search printed; its first digits are enough
    pub(super) id: String,

    /// Mark what matches this query
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,

    #[command(flatten)]
    pub(super) form: Form,
}

/// Show what the index holds, and which files could not be read
#[derive(Debug, clap::Args)]
pub(super) struct Status {
    /// List every file that could not be read
    #[arg(long)]
    pub(super) all: bool,

    #[command(flatten)]
    pub(super) form: Form,
}

#[derive(Debug, clap::Args)]
pub(super) struct Answer {
    /// Show at most so many [default: 10 articles, 50 names]
    #[arg(long, short = 'n', value_name = "N")]
    pub(super) limit: Option<usize>,

    /// Leave out the first so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,

    /// Take a query that is not well-formed for an error
    #[arg(long)]
    pub(super) strict: bool,

    #[command(flatten)]
    pub(super) form: Form,
}

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct Form {
    /// Print one JSON object a line
    #[arg(long)]
    pub(super) json: bool,

    /// Print comma-separated values with a line of titles
    #[arg(long)]
    pub(super) csv: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ProgressForm {
    /// A bar, if stderr is a terminal
    #[default]
    Auto,
    /// One JSON object a line
    Json,
    /// Nothing
    None,
}
