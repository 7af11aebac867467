//! The page in a browser.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use byline::corpus::Rules;
use byline::engines::{self, Location};
use byline::http::{Settings, serve};
use byline::indexer;
use dom_query::Document;
use proptest::prelude::*;

use crate::homes::{Home, kinds};
use crate::{Indexed, check_file, copy_asked};

/// A server of an index, until the test ends.
struct Site {
    address: SocketAddr,
}

/// What a server answered.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Site {
    fn of(location: impl Into<Location>) -> Self {
        let location = location.into();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let settings = Settings {
            people_file: None,
            location,
            timeout: Duration::from_mins(1),
            hosts: vec!["archive.example".to_owned()],
        };
        thread::spawn(move || serve(listener, settings));
        Site { address }
    }

    fn ask(&self, method: &str, host: &str, path: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", "localhost", path)
    }

    /// The page of an address that is answered.
    #[track_caller]
    fn page(&self, path: &str) -> String {
        let Answer { status, body, .. } = self.get(path);
        assert_eq!(status, 200, "{path}: {body}");
        body
    }
}

fn index(corpus: &Path, folder: &Path) {
    let engine = match engines::open(folder) {
        Ok(engine) => engine,
        Err(_) => engines::create(folder, corpus).unwrap(),
    };
    indexer::index(&*engine, Rules::default(), &AtomicBool::new(false), &|_| {}).unwrap();
}

#[test]
fn a_search_is_a_page_with_hits_counts_and_a_timeline() {
    let archive = Indexed::sample();
    let page = Site::of(archive.folder())
        .page("/?q=dock+strike+NOT+judge&only=year%3D2023&not=section%3DNews");
    check_file("http-search.html", &page);
}

#[test]
fn an_article_is_a_page_in_which_the_query_is_marked() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    let first = site.page("/search.jsonl?q=dock+strike+soup&limit=1");
    let id = first.split('"').nth(3).unwrap();
    check_file("http-article.html", &site.page(&format!("/article/{id}?q=dock+strike")));
    // Its first digits are enough, as on the command line.
    assert_eq!(site.get(&format!("/article/{}", &id[..9])).status, 200);
}

#[test]
fn every_engine_gives_the_same_pages() {
    let homes: Vec<Home> = kinds().iter().map(Home::new).collect();
    let mut pages: Vec<Vec<String>> = Vec::new();
    for home in &homes {
        copy_asked(home.corpus());
        let engine = engines::create(home.location(), home.corpus()).unwrap();
        indexer::index(&*engine, Rules::default(), &AtomicBool::new(false), &|_| {}).unwrap();
        let site = Site::of(home.location());
        let id = site.page("/search.jsonl?q=dock+strike+soup&limit=1")[7..23].to_owned();
        // Only scores may differ, and with them the order of the best.
        let paths = [
            "/".to_owned(),
            "/?q=dock+strike&sort=newest".to_owned(),
            "/?q=dock+NEAR%2F3+strike&sort=oldest&only=person%3DMushira+al-Kindi".to_owned(),
            "/?q=rate&any=1&sort=headline&start=10&explain=1".to_owned(),
            "/?q=%22soup+strike%22".to_owned(),
            format!("/article/{id}?q=soup+lindqvist"),
            "/values/person?q=strike&like=al-".to_owned(),
            "/search.csv?q=harbour&sort=headline".to_owned(),
        ];
        pages.push(paths.iter().map(|path| site.page(path)).collect());
    }
    for other in &pages[1..] {
        for (page, expected) in other.iter().zip(&pages[0]) {
            assert_eq!(page, expected);
        }
    }
}

#[test]
fn hits_follow_each_other_from_page_to_page() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    let mut path = "/?q=*&sort=oldest".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = Document::from(site.page(&path));
        let hits = page.select("article h2 a");
        seen.extend(hits.iter().map(|hit| hit.attr("href").unwrap().to_string()));
        let next = page.select("a[rel=next]").attr("href");
        let Some(next) = next else { break };
        let back = Document::from(site.page(&next)).select("a[rel=prev]").attr("href").unwrap();
        assert_eq!(back.to_string(), path);
        path = next.to_string();
    }
    assert_eq!(seen.len(), 72);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 72);
}

#[test]
fn all_values_of_a_field_stand_on_pages_of_their_own() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    let names = |path: &str| -> Vec<String> {
        let page = Document::from(site.page(path));
        page.select(".values li a:first-child").iter().map(|name| name.text().to_string()).collect()
    };
    let more = Document::from(site.page("/?q=strike+OR+harbour")).select(".more").attr("href");
    assert_eq!(more.unwrap().to_string(), "/values/person?q=strike+OR+harbour");
    assert_eq!(names("/values/author?q=dock+strike&only=year%3D2024"), ["Abena Corrigan"]);
    // What was chosen of the field itself does not matter.
    let free = names("/values/author?q=dock+strike&only=author%3DAbena+Corrigan");
    assert_eq!(free, names("/values/author?q=dock+strike"));
    assert_eq!(names("/values/person?like=lindqvist"), ["Peter Lindqvist", "Anna Lindqvist"]);
    let all = names("/values/person");
    assert_eq!(names("/values/person?start=5"), all[5..]);
}

#[test]
fn whoever_finds_nothing_is_told_why() {
    let archive = Indexed::sample();
    let page = Document::from(Site::of(archive.folder()).page("/?q=(dokc+strike"));
    let notes: Vec<String> =
        page.select(".note").iter().map(|note| note.text().to_string()).collect();
    assert_eq!(
        notes,
        [
            "(dokc strike this bracket is not closed: read to the end",
            "`dokc` matches nothing; without it 9 articles; did you mean `dock`?",
        ]
    );
    assert_eq!(page.select(".summary").text().to_string(), "0 articles");
    assert_eq!(page.select(".note u").text().to_string(), "(");
}

#[test]
fn every_example_of_the_manual_is_a_link_that_asks_it() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    let manual = Document::from(site.page("/manual"));
    let examples = manual.select("td:first-child a");
    assert!(examples.length() > 90, "{}", examples.length());
    let soup =
        examples.iter().find(|example| example.text().to_string() == "\u{201c}rate rise\u{201d}");
    let address = soup.unwrap().attr("href").unwrap();
    let summary = Document::from(site.page(&address)).select(".summary").text().to_string();
    assert_eq!(summary, "8 articles, best first");
}

#[test]
fn programs_get_what_the_command_line_prints() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    for (path, option) in [("search.jsonl", "--json"), ("search.csv", "--csv")] {
        let mut out = Vec::new();
        let mut console = byline::cli::Console {
            out: &mut out,
            err: &mut Vec::new(),
            is_terminal: false,
            width: None,
            no_color: true,
        };
        let index = archive.folder().display().to_string();
        let arguments = ["byline", "search", "harbour", option, "--index", &index, "--limit", "5"];
        byline::cli::run(arguments.map(Into::into), &mut console);
        assert_eq!(
            site.page(&format!("/{path}?q=harbour&limit=5")),
            String::from_utf8(out).unwrap()
        );
    }
}

#[test]
fn what_cannot_be_answered_is_told_with_the_right_status() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    let check = |path: &str, status: u16, says: &str| {
        let answer = site.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(Document::from(answer.body).select(".note").text().to_string(), says);
    };
    check("/?sort=best", 400, "sort is one of relevance, newest, oldest, headline, not `best`");
    check("/?only=author", 400, "write FIELD=VALUE, such as `section=business`");
    check("/search.csv?limit=100000", 400, "limit is a number up to 1000, not `100000`");
    check("/article/0000000000000000", 404, "no article has the id 0000000000000000");
    check("/article/%3Cb%3E", 404, "no article has the id <b>");
    let counted = "person, author, source, section, agency, lang";
    check("/values/headline", 404, &format!("`headline` is not counted; there are {counted}"));
    check("/etc/passwd", 404, "there is no such page");
    check("/article/../../etc/passwd", 404, "there is no such page");
    assert_eq!(site.ask("POST", "localhost", "/").status, 405);
    assert_eq!(site.ask("HEAD", "localhost", "/").body, "");
    let folder = archive.folder();
    std::fs::remove_dir_all(&folder).unwrap();
    thread::sleep(Duration::from_millis(2_100));
    check("/", 500, &format!("no index in {}", folder.display()));
}

#[test]
fn who_calls_by_a_foreign_name_gets_nothing() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    for path in ["/?q=strike", "/search.jsonl?q=strike", "/style.css", "/nowhere"] {
        let answer = site.ask("GET", "evil.example", path);
        assert_eq!(answer.status, 421, "{path}");
        assert!(!answer.body.contains("strike"), "{}", answer.body);
    }
    assert_eq!(site.ask("GET", "archive.example:8017", "/?q=strike").status, 200);
}

#[test]
fn a_page_may_load_nothing_from_elsewhere() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    for path in ["/", "/manual", "/nowhere", "/search.csv"] {
        let head = site.get(path).head;
        assert!(
            head.contains(
                "content-security-policy: default-src 'none'; img-src 'self'; style-src 'self'"
            ),
            "{head}"
        );
        assert!(head.contains("x-content-type-options: nosniff"), "{head}");
        assert!(head.contains("referrer-policy: no-referrer"), "{head}");
    }
}

#[test]
fn what_is_indexed_later_is_seen_without_a_new_start() {
    let (corpus, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = place.path().join("index");
    std::fs::write(corpus.path().join("a.txt"), "Rates rise\n\nBy Jane Doe\n\nThe bank did it.")
        .unwrap();
    index(corpus.path(), &folder);
    let site = Site::of(&folder);
    assert!(site.page("/").contains("1 article"));
    std::fs::write(corpus.path().join("b.txt"), "Rates fall\n\nBy Jane Doe\n\nThe bank did it.")
        .unwrap();
    index(corpus.path(), &folder);
    let is_seen = |_: &u32| {
        thread::sleep(Duration::from_millis(100));
        site.page("/").contains("2 articles")
    };
    assert!((0..300).any(|turn| is_seen(&turn)));
}

/// Names of elements and attributes of a page.
fn parts(page: &str) -> BTreeSet<String> {
    let document = Document::from(page);
    let nodes = document.select("*");
    let names = nodes.nodes().iter().flat_map(|node| {
        let name = node.node_name().unwrap().to_string();
        let attributes = node.attrs().into_iter().map(|attribute| attribute.name.local.to_string());
        [name].into_iter().chain(attributes).collect::<Vec<_>>()
    });
    names.collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever an article or a query holds is text, never an element or an attribute of a page.
    #[test]
    fn no_text_becomes_markup(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "<script>", "</script>", "<img src=x onerror=alert(1)>", "\" onfocus=\"a()", "' x='", "&lt;b&gt;",
                "</p>", "<!--", "-->", "</title>", "<svg/onload=a()>", "{{ q }}", "javascript:a()", "\u{202e}", "rate",
            ]),
            1..6,
        ),
    ) {
        let text = words.join(" ");
        let folder = tempfile::tempdir().unwrap();
        let article = serde_json::json!({
            "headline": format!("rate {text}"),
            "author": format!("Jane {text}"),
            "section": text,
            "language": text,
            "url": text,
            "articleBody": format!("The rate {text} rose.\n\nAgain {text}."),
        });
        std::fs::write(folder.path().join("a.json"), article.to_string()).unwrap();
        let place = folder.path().join(".byline");
        index(folder.path(), &place);
        let site = Site::of(&place);
        let typed: String = form(&format!("rate OR \"{text}\""));
        let id = site.page("/search.jsonl")[7..23].to_owned();
        let pages = [
            site.page(&format!("/?q={typed}&explain=1")),
            site.page(&format!("/?q={typed}&not=section%3D{}", form(&text))),
            site.page(&format!("/article/{id}?q={typed}")),
            site.page(&format!("/values/author?q={typed}&like={}", form("jane"))),
        ];
        let known: BTreeSet<String> = KNOWN.split_whitespace().map(str::to_owned).collect();
        for page in pages {
            let strange: Vec<String> = parts(&page).difference(&known).cloned().collect();
            prop_assert!(strange.is_empty(), "{strange:?} in {page}");
            prop_assert!(!page.contains("href=\"javascript"), "{page}");
            // What was typed stays in the line to type in, as it is sent again.
            let shown: Vec<&str> = page.lines().filter(|line| !line.contains("value=\"")).collect();
            prop_assert!(!shown.concat().contains('\u{202e}'), "{page}");
        }
    }
}

/// The elements of our pages, and their attributes.
const KNOWN: &str = "html head meta title link body header a form input select option label button div main p \
    figure svg rect figcaption span article h1 h2 h3 mark nav footer aside section ul li pre code u details summary \
    lang charset name content rel type href class action role value aria-label aria-hidden placeholder autofocus \
    spellcheck accesskey selected checked viewBox preserveAspectRatio x y width height";

/// Writes a text as a form sends it.
fn form(text: &str) -> String {
    let write = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(write).collect()
}

#[test]
fn near_copies_are_folded_and_lead_to_one_another() {
    let archive = Indexed::sample();
    let site = Site::of(archive.folder());
    let hits = |path: &str| Document::from(site.page(path)).select("article h2 a").length();
    let query = "/?q=rate+%22port+selwyn%22+path%3Ahtml+OR+path%3Ajson&sort=headline&limit=50";
    let all = hits(query);
    let folded = site.page(&format!("{query}&fold=1"));
    let folded = Document::from(folded);
    assert_eq!(folded.select("article h2 a").length(), all - 1);
    let copies = folded.select(".copies a");
    assert_eq!(copies.text().to_string(), "1 near copy");
    let family = copies.attr("href").unwrap();
    assert!(family.starts_with("/?q=copies%3A") && family.ends_with("&sort=oldest"), "{family}");
    assert_eq!(hits(&family), 2);
    let first = Document::from(site.page(&family)).select("article h2 a").attr("href").unwrap();
    let article = Document::from(site.page(&first));
    let links: Vec<String> =
        article.select(".copies a").iter().map(|link| link.text().to_string()).collect();
    assert_eq!(links, ["1 near copy", "Similar articles"]);
    let similar = article.select(".copies a:last-child").attr("href").unwrap();
    assert!(hits(&similar) > 3);
    assert_eq!(site.get("/search.jsonl?q=copies%3A53b8062d&fold=1").body.lines().count(), 1);
}
