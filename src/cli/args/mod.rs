//! The arguments, as clap reads them: plain values, nothing opened or asked. The comments are the
//! help.

mod asking;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use crate::indexer::Shard;

pub(in crate::cli) use asking::{
    Batch, Choices, CompanionOrder, Explain, Order, People, PeopleCommand, Question, Search,
    SearchForm, Shown, Similar, SortBy, Step, Timeline, Tui, Values,
};

/// Full-text search for news archives: a folder of articles in, ranked snippets out.
#[derive(Debug, Parser)]
#[command(name = "byline", version, max_term_width = 100, after_help = AFTER)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    pub(in crate::cli) command: Command,

    /// The folder of articles [default: the one above the current folder that has an index]
    #[arg(long = "in", value_name = "DIR", global = true)]
    pub(in crate::cli) corpus: Option<PathBuf>,

    /// Where the index is: a folder, or its address on a server, such as `es+https://HOST:9200/NAME`
    /// [default: `$BYLINE_INDEX`, or `.byline` in the folder of articles]
    #[arg(long, value_name = "PATH|URL", global = true)]
    pub(in crate::cli) index: Option<PathBuf>,

    /// A file with `user = "…"` and `password = "…"`, or `api_key = "…"`, or `token = "…"`, by which
    /// the server of the index lets us in [default: `$BYLINE_USER` and `$BYLINE_PASSWORD`, or
    /// `$BYLINE_API_KEY`]
    #[arg(long, value_name = "FILE", global = true)]
    pub(in crate::cli) credentials: Option<PathBuf>,

    /// Certificates (PEM) to trust when talking to the server of the index [default: those that the
    /// system trusts]
    #[arg(long, value_name = "FILE", global = true)]
    pub(in crate::cli) ca_file: Option<PathBuf>,

    /// Who is who, where the archive cannot tell [default: people.toml beside the folder of the
    /// index, or among the articles if that is on a server, if it is there]
    #[arg(long, value_name = "FILE", global = true)]
    pub(in crate::cli) people: Option<PathBuf>,

    /// When to use colors
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub(in crate::cli) color: Color,
}

const AFTER: &str = "\
Exit code: 0 something was found or done, 1 nothing was found, 2 something failed, 130 stopped.
Nothing is ever sent over a network, but to the server that --index or $BYLINE_INDEX names, and by
`byline serve` to whoever asks.";

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    Index(Index),
    Extract(Extract),
    Search(Search),
    Similar(Similar),
    /// Count the articles of each author, most first
    Authors(Values),
    /// Count the articles in which each person is named, most first; or who is named with whom
    People(People),
    /// Count the articles of each paper or site, most first
    Sources(Values),
    /// Count the articles of each section, most first
    Sections(Values),
    /// Count the articles in each language, most first
    Languages(Values),
    Timeline(Timeline),
    Show(Show),
    Status(Status),
    Doctor(Doctor),
    Serve(Serve),
    Tui(Tui),
    Bench(Bench),
}

/// Index a folder of articles, or bring its index up to date
///
/// Reads scraped text, saved web pages, JSON, JSON Lines, CSV, Markdown, mail, Nexis exports, wire
/// XML, feeds, blog exports and web archives, each also compressed or in .zip and .tar archives; the
/// README has the list. Later runs read only files that are new or have changed. A file that cannot
/// be read is skipped and listed by `byline status`. Ctrl-C keeps what is done; the next run goes on
/// from there.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Index {
    /// The folder of articles [default: the one that was indexed before]
    pub(in crate::cli) dir: Option<PathBuf>,

    /// Make the index anew, from nothing
    #[arg(long)]
    pub(in crate::cli) rebuild: bool,

    /// Read one of N parts of the files alone, K from 1 to N, so that N workers can share an archive;
    /// of an index in a folder, one after the other
    #[arg(long, value_name = "K/N", conflicts_with_all = ["rebuild", "dry_run"])]
    pub(in crate::cli) shard: Option<Shard>,

    /// Keep the stems of words in this language, in an index on a server; may be repeated [default: en,
    /// or those that it keeps]
    ///
    /// The server finds the forms of a word then; those of other languages byline finds, and reads what
    /// may match for that. An index in a folder finds them in every language.
    #[arg(long, value_name = "TAG", conflicts_with = "dry_run")]
    pub(in crate::cli) language: Vec<String>,

    /// Only tell what would be read: files and articles by kind, and how many have headline, author
    /// and date
    #[arg(long, conflicts_with = "rebuild")]
    pub(in crate::cli) dry_run: bool,

    #[command(flatten)]
    pub(in crate::cli) mapping: Mapping,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,
}

/// Read articles without an index, and print what was found in each file
///
/// Reads what `byline index` reads. An article is called as its file is, without the ending; one of
/// several in a file gets its number as well: `archive#3`. What cannot be read is told on stderr.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Extract {
    /// Files, and folders of them
    #[arg(required = true, value_name = "DIR|FILE")]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// Print one JSON object: of each id its headline, author, datePublished, articleBody, …
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Tell where each property was read, and how sure it is
    #[arg(long)]
    pub(in crate::cli) why: bool,

    #[command(flatten)]
    pub(in crate::cli) mapping: Mapping,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Mapping {
    /// Where to look first for headline, author, date, section, source, url, language or body: a key
    /// of a record, a column, of a web page a CSS selector. For this run only; byline.toml keeps it
    #[arg(long, value_name = "FIELD=PLACE")]
    pub(in crate::cli) map: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Progress {
    /// How to show the progress of indexing, on stderr
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub(in crate::cli) progress: ProgressForm,
}

/// Show one article with its fields
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Show {
    /// The number a search printed; its first digits are enough
    pub(in crate::cli) id: String,

    /// Mark what matches this query
    #[arg(long, value_name = "QUERY")]
    pub(in crate::cli) query: Option<String>,

    /// Tell where in its file each property of the article was read, and how sure it is; reads the
    /// file again
    #[arg(long, conflicts_with_all = ["query", "csv"])]
    pub(in crate::cli) why: bool,

    #[command(flatten)]
    pub(in crate::cli) form: Form,
}

/// Show what the index holds, and which files could not be read
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Status {
    /// List every file that could not be read
    #[arg(long)]
    pub(in crate::cli) all: bool,

    #[command(flatten)]
    pub(in crate::cli) form: Form,
}

/// Answer in a browser: search, counts and articles as pages
///
/// Prints the address of the page and serves it until Ctrl-C. Only this machine can reach it, unless
/// --listen names an address that others reach: then everybody who does can read the archive.
/// `/search.jsonl` and `/search.csv` take the same questions and answer programs.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Serve {
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8017")]
    pub(in crate::cli) listen: SocketAddr,

    /// A name of this machine by which browsers may call it, beside `localhost`; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) host: Vec<String>,

    /// Stop looking after this time, and show what was found: 500ms, 2s, 1m
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "10s")]
    pub(in crate::cli) timeout: Duration,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,
}

/// Tell what is odd in a folder of articles, or in an index
///
/// Of a folder the files are read anew, and no index is needed; of an index, only what it keeps is
/// looked at. Lists articles without headline, author or date, the oddest names of authors, texts
/// that stand there more than once, what many articles of one source have in common and is therefore
/// cut from them, and what cannot be read.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Doctor {
    /// The folder of articles, or of an index [default: the index here]
    pub(in crate::cli) dir: Option<PathBuf>,

    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) mapping: Mapping,

    #[command(flatten)]
    pub(in crate::cli) progress: Progress,
}

/// Measure how long answers take, in one process that has the index open
///
/// A line of the file of queries is an id, a kind and a query, with tabs between: the kind is
/// `search`, `facet:FIELD` or `timeline`, the query `*` stands for every article. All are asked in
/// every round, and two rounds go before those that are measured.
#[derive(Debug, clap::Args)]
#[command(after_help = FIGURES)]
pub(in crate::cli) struct Bench {
    /// The file of queries
    #[arg(long, value_name = "TSV")]
    pub(in crate::cli) queries: PathBuf,

    /// How often each is measured
    #[arg(
        long,
        value_name = "N",
        default_value_t = 10,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub(in crate::cli) rounds: u32,
}

const FIGURES: &str = "\
Prints one JSON object a line, with medians in microseconds from the text of a query on:
  count        how many articles match; of a facet how many values, of a timeline how many months
  topcount_us  where the ten best stand, and how many match; of a facet or a timeline, the answer
  top_us       the ten best alone: the same, as articles are counted while they are ranked
  count_us     how many match, alone
  snip_us      the ten best with their passages, printed as for a terminal";

#[derive(Debug, Clone, Copy, clap::Args)]
#[group(multiple = false)]
pub(in crate::cli) struct Form {
    /// Print one JSON object a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Print comma-separated values with a line of titles
    #[arg(long)]
    pub(in crate::cli) csv: bool,
}

impl Form {
    /// Whether nobody reads the answer, so that nothing may stand between its lines.
    pub(in crate::cli) fn is_for_program(self) -> bool {
        self.json || self.csv
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ProgressForm {
    /// A bar, if stderr is a terminal
    #[default]
    Auto,
    /// One JSON object a line
    Json,
    /// Nothing
    None,
}

/// Reads a time such as `500ms`, `2s`, `1.5s` or `1m`.
fn duration(text: &str) -> Result<Duration, String> {
    let how = || "write 500ms, 2s or 1m".to_owned();
    let unit = text.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(how)?;
    let (number, unit) = text.split_at(unit);
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        _ => return Err(how()),
    };
    let number: f64 = number.trim().parse().map_err(|_| how())?;
    let duration = Duration::try_from_secs_f64(number * seconds).map_err(|_| how())?;
    // Nobody waits for a century, and the clock cannot count to the end of time.
    Ok(duration.min(Duration::from_secs(1_000_000_000)))
}

/// Reads a number of days above 0.
fn half_life(text: &str) -> Result<f32, String> {
    let days = text.parse().ok().filter(|days: &f32| days.is_finite() && *days > 0.0);
    days.ok_or_else(|| "write a number of days above 0".to_owned())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clap::{CommandFactory as _, Parser as _};

    use super::{Args, duration, half_life};

    #[test]
    fn the_arguments_are_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_time_has_a_unit() {
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("2m"), Ok(Duration::from_mins(2)));
        for text in ["", "2", "s", "-1s", "2h", "inf s", "1s1", "NaNs"] {
            assert!(duration(text).is_err(), "{text}");
        }
        assert!(duration("1e300m").is_err());
    }

    #[test]
    fn a_half_life_is_above_nothing() {
        assert_eq!(half_life("30"), Ok(30.0));
        for text in ["0", "-1", "x", "inf", "NaN"] {
            assert!(half_life(text).is_err(), "{text}");
        }
    }

    #[track_caller]
    fn check(arguments: &str, is_good: bool) {
        let parsed = Args::try_parse_from(arguments.split(' '));
        assert_eq!(parsed.is_ok(), is_good, "{arguments}: {:?}", parsed.err());
    }

    #[test]
    fn an_answer_has_one_form() {
        let forms = ["--json", "--csv", "--kwic", "--vimgrep", "--count"];
        for (i, one) in forms.iter().enumerate() {
            check(&format!("byline search x {one}"), true);
            for other in &forms[..i] {
                check(&format!("byline search x {one} {other}"), false);
            }
            check(&format!("byline search --batch f {one}"), false);
        }
        check("byline timeline x --json --csv", false);
    }

    #[test]
    fn a_search_needs_a_query_or_a_file_of_them() {
        check("byline search", false);
        check("byline search --batch f --run r --depth 5 --any --expand --language en", true);
        check("byline search x --batch f", false);
        check("byline search x --depth 5", false);
        check("byline search --depth 5", false);
        check("byline timeline", true);
        check("byline authors", true);
    }

    #[test]
    fn what_counts_shows_nothing_else() {
        check("byline search x --count --sort newest", false);
        check("byline search x --count --facet author", false);
        check("byline search x --count --only year=1998 --not section=none --timeout 2s", true);
        check("byline search x --facet author,year --facet lang", true);
        check("byline search x --facet headline", false);
        check("byline search x --only oduya", false);
    }

    #[test]
    fn recency_does_not_swallow_the_query() {
        check("byline search --recency rate", true);
        check("byline search --recency=30 rate", true);
        check("byline search --recency=0 rate", false);
        check("byline people --by likelihood", false);
        check("byline people --with Oduya --by likelihood", true);
    }
}
