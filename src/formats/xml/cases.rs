//! What is read of each format, and what a hostile file can do: nothing.

use std::io::Cursor;

use proptest::prelude::*;

use crate::article::{Article, Name};
use crate::formats::{Input, pick};

/// Reads a file; what is wrong is told in brackets.
fn read(text: &str) -> Vec<Result<Article, String>> {
    let text = text.to_owned();
    let Ok(format) = pick("a.xml", &text) else { return vec![Err("[no format]".to_owned())] };
    let input = Input::of("a.xml", Cursor::new(text.into_bytes()));
    let articles = (format.read)(input).take(100);
    let told = |part: Option<u32>| part.map_or(String::new(), |part| format!("#{part} "));
    articles.map(|read| read.map_err(|(part, error)| format!("[{}{error}]", told(part)))).collect()
}

/// An article on one line: headline, authors, agency, date, people, body.
fn line(article: &Article) -> String {
    let part = article.source.part.map_or(String::new(), |part| format!("#{part} "));
    let authors: Vec<&str> =
        article.byline.authors.iter().map(|author| author.name.display()).collect();
    let about: Vec<&str> = article.about.iter().map(Name::display).collect();
    let fields = [
        article.headline.clone(),
        authors.join("; "),
        article.byline.agency.clone().unwrap_or_default(),
        article.published.map(|date| date.to_string()).unwrap_or_default(),
        about.join("; "),
        article.body.replace("\n\n", "¶"),
    ];
    part + &fields.join("|")
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let lines = read(text).into_iter().map(|read| read.map_or_else(|error| error, |a| line(&a)));
    assert_eq!(lines.collect::<Vec<_>>(), expected);
}

/// A feed around items.
fn feed(items: &str) -> String {
    format!("<rss version='2.0'><channel>{items}</channel></rss>")
}

#[test]
fn an_item_of_a_feed_is_an_article() {
    check(
        &feed(
            "<item><title>Rain</title><author>doe@x.example (Jane Doe)</author>
            <pubDate>Tue, 05 Mar 2024 23:30:00 -0500</pubDate>
            <description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</description></item>
            <item><title>Snow</title></item><item/>",
        ),
        &["#1 Rain|Jane Doe||2024-03-05||One & two.¶Three.", "#2 Snow|||||", "[#3 no article in it]"],
    );
}

#[test]
fn the_whole_text_of_an_item_goes_before_its_summary() {
    check(
        "<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><item><title>T</title>
        <description>Short.</description><c:encoded><![CDATA[<p>Long.</p>]]></c:encoded></item></channel></rss>",
        &["#1 T|||||Long."],
    );
}

#[test]
fn an_entry_of_atom_may_stand_alone() {
    check(
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>T</title><author><name>Jane Doe</name></author>
        <published>2024-03-05T10:00:00Z</published><content>One.</content></entry>",
        &["T|Jane Doe||2024-03-05||One."],
    );
}

#[test]
fn wordpress_exports_more_than_articles() {
    let item = |title: &str, kind: &str, status: &str| {
        format!(
            "<item><title>{title}</title><wp:post_type>{kind}</wp:post_type>
            <wp:status>{status}</wp:status></item>"
        )
    };
    let items = [
        item("a", "post", "publish"),
        item("b", "post", "draft"),
        item("c", "attachment", "inherit"),
        item("d", "page", "publish"),
        item("e", "column", "publish"),
    ];
    check(
        &format!(
            "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel>{}</channel></rss>",
            items.concat()
        ),
        &["#1 a|||||", "#5 e|||||"],
    );
}

#[test]
fn a_byline_of_nitf_is_read_with_its_title() {
    let nitf = |byline: &str| {
        format!(
            "<nitf><body><body.head><hedline><hl1>T</hl1></hedline>{byline}</body.head>
            <body.content><p>One with <person>Ana Moss</person>.</p></body.content></body></nitf>"
        )
    };
    let by = "<byline>By <person>Jane Doe</person><byttl>Reuters</byttl></byline>";
    check(&nitf(by), &["T|Jane Doe|Reuters||Ana Moss|One with Ana Moss."]);
    let two = "<byline>Jane Doe</byline><byline>John Roe</byline>";
    check(&nitf(two), &["T|Jane Doe; John Roe|||Ana Moss|One with Ana Moss."]);
}

#[test]
fn a_canceled_item_of_newsml_is_told_and_the_next_is_read() {
    let item = |status: &str| {
        format!(
            "<newsItem><itemMeta><pubStatus qcode='stat:{status}'/></itemMeta>
            <contentMeta><headline>T</headline></contentMeta></newsItem>"
        )
    };
    let items = item("canceled") + &item("usable");
    check(
        &format!("<newsMessage><itemSet>{items}</itemSet></newsMessage>"),
        &["[#1 canceled by its sender]", "#2 T|||||"],
    );
}

#[test]
fn items_of_newsml_that_are_no_news_are_told() {
    check(
        "<conceptItem xmlns='http://iptc.org/std/nar/2006-10-01/'><concept/></conceptItem>",
        &["[its root element is `<conceptItem>`, which is no article]"],
    );
}

#[test]
fn a_broken_article_of_reuters_costs_itself_alone() {
    let article = |text: &str| format!("<REUTERS NEWID='7'>\n<TEXT>{text}</TEXT>\n</REUTERS>\n");
    let sgml = [
        article("<TITLE>ONE</TITLE><BODY>Text of\none.\n    Two.\n Reuter\n&#3;</BODY>"),
        article("<TITLE>T<W"),
        article("<TITLE>THREE &lt;X.O></TITLE>"),
    ];
    check(
        &sgml.concat(),
        &["#1 ONE||Reuters|||Text of one.¶Two.", "#2 T|||||", "#3 THREE <X.O>|||||"],
    );
}

#[test]
fn a_file_that_is_cut_gives_what_is_before_the_cut() {
    let whole = feed("<item><title>One</title></item>\n<item><title>Two</title></item>");
    let cut = &whole[..whole.rfind("</title>").unwrap()];
    check(cut, &["#1 One|||||", "[#2 line 2: the file ends inside `<item>`]"]);
    check("<rss><channel>", &["[line 1: the file ends too early]"]);
    check(
        "<rss><channel><item><title>One</title></item>\n",
        &["#1 One|||||", "[#2 line 2: the file ends too early]"],
    );
}

#[test]
fn a_broken_article_costs_itself_alone_and_its_place_is_told() {
    let whole = |title: &str| format!("<item><title>{title}</title></item>\n");
    let says = "not valid XML: ill-formed document: expected";
    check(
        &feed(&(whole("One") + "\n<item><title>Two</item>\n" + &whole("Three"))),
        &[
            "#1 One|||||",
            &format!("[#2 line 3: {says} `</title>`, but `</item>` was found]"),
            "#3 Three|||||",
        ],
    );
    let item = "<item><title>One <b><i>x</b></i></title><category>y</category></item>\n";
    check(
        &feed(&(item.to_owned() + &whole("Two") + "<item><title>Three</item>" + &whole("Four"))),
        &[
            &format!("[#1 line 1: {says} `</i>`, but `</b>` was found]"),
            "#2 Two|||||",
            "#3 Three|||||",
            "#4 Four|||||",
        ],
    );
    check(
        &feed(&("<image></link></image>".to_owned() + &whole("One"))),
        &[&format!("[line 1: {says} `</image>`, but `</link>` was found]"), "#1 One|||||"],
    );
}

#[test]
fn stray_signs_and_unknown_entities_are_text() {
    check(
        &feed("<item><title>R&D & caf&eacute; &unknown; x</title></item>"),
        &["#1 R&D & café &unknown; x|||||"],
    );
}

#[test]
fn elements_nested_too_deep_cost_one_article() {
    let deep = format!("{}x{}", "<b>".repeat(10_000), "</b>".repeat(10_000));
    let items = format!("<item><title>{deep}</title></item><item><title>Two</title></item>");
    check(&feed(&items), &["[#1 elements nested more than 200 deep]", "#2 Two|||||"]);
    check(
        &format!("<rss><channel>{}", "<b>".repeat(100_000)),
        &["[elements nested more than 50000 deep]"],
    );
    let elements =
        format!("<item>{}</item><item><title>Two</title></item>", "<b/>".repeat(300_000));
    check(&feed(&elements), &["[#1 an article of more than 200000 elements]", "#2 Two|||||"]);
}

#[test]
fn entities_that_a_file_declares_are_not_expanded() {
    let entity = |i: u8| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10));
    let laughs = (1..20).map(entity).collect::<Vec<_>>().concat();
    let item = "<item><title>T</title><description>&l19; &file;</description></item>";
    check(
        &format!(
            "<!DOCTYPE rss [<!ENTITY l0 'lol'>{laughs}<!ENTITY file SYSTEM 'file:///x'>]>{}",
            feed(item)
        ),
        &["#1 T|||||&l19; &file;"],
    );
}

#[test]
fn what_a_file_says_of_its_encoding_is_not_asked_again() {
    check(
        &format!(
            "<?xml version='1.0' encoding='UTF-16'?>{}",
            feed("<item><title>é</title></item>")
        ),
        &["#1 é|||||"],
    );
}

#[test]
fn a_tag_or_a_text_without_end_is_refused() {
    let endless = format!("<rss><channel><item a='{}", "x".repeat(40 << 20));
    check(&endless, &["[longer than 32 MiB in one piece]"]);
}

#[test]
fn attributes_without_number_are_no_trouble() {
    let attributes = (0..200_000).map(|i| format!(" xmlns:a{i}='x'")).collect::<Vec<_>>().concat();
    let items = "<item><title>One</title></item>".repeat(3);
    let rss = format!("<rss{attributes}><channel>{items}</channel></rss>");
    check(&rss, &["#1 One|||||", "#2 One|||||", "#3 One|||||"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_in_the_file_reading_ends(
        root in prop::sample::select(vec![
            "<rss><channel>", "<feed>", "<nitf>", "<NewsML>", "<newsMessage>", "<newsItem>",
            "<newsitem itemid='1'>", "<REUTERS>", "<ppsArticle><article>",
            "<rss xmlns:wp='http://wordpress.org/export/1.2/'>",
        ]),
        rest in "(</?(item|entry|title|p|body|NewsItem|newsItem|TEXT|BODY|REUTERS|article|author|a b=\"c\")/?>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|<\\?|&#3;|&amp;|&x|<|>|[a-zé \n]{1,5}){0,40}",
    ) {
        let file = root.to_owned() + &rest;
        prop_assert!(read(&file).len() < 100);
    }
}

/// A page of ALTO around blocks.
fn page(blocks: &str) -> String {
    format!(
        "<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'><Layout>
        <Page ID='P3' PHYSICAL_IMG_NR='3'><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"
    )
}

/// A block of lines. `a-` at the end of a line is a word and its hyphen; words are parted by spaces.
fn block(id: &str, lines: &[&str]) -> String {
    let string = |word: &str| match word.strip_suffix('~') {
        Some(half) => format!("<String CONTENT='{half}'/><HYP CONTENT='-'/>"),
        None => format!("<String CONTENT='{word}'/>"),
    };
    let line = |line: &&str| {
        let words: Vec<String> = line.split(' ').map(string).collect();
        format!("<TextLine>{}</TextLine>", words.join("<SP/>"))
    };
    format!("<TextBlock ID='{id}'>{}</TextBlock>", lines.iter().map(line).collect::<String>())
}

#[test]
fn a_scanned_page_says_that_it_is_one() {
    let blocks = block("a", &["Rain on", "Monday."]) + &block("b", &["Snow."]);
    check(&page(&blocks), &["Page 3|||||Rain on Monday.¶Snow."]);
    let nested = format!("<ComposedBlock TYPE='Column'>{blocks}<Illustration/></ComposedBlock>");
    check(&page(&nested), &["Page 3|||||Rain on Monday.¶Snow."]);
    check(&page("<Illustration ID='a'/>"), &["[a scanned page without text]"]);
    check("<alto><x/></alto>", &[]);
}

#[test]
fn a_file_may_hold_several_scanned_pages() {
    let page = |number| {
        let block = block("a", &["Rain."]);
        format!("<Page PRINTED_IMG_NR='{number}'><PrintSpace>{block}</PrintSpace></Page>")
    };
    let text = format!("<alto><Layout>{}<Page/>{}</Layout></alto>", page("iv"), page("v"));
    check(
        &text,
        &["#1 Page iv|||||Rain.", "[#2 a scanned page without text]", "#3 Page v|||||Rain."],
    );
    let cut = format!("<alto><Layout>{}<Page><TextBlock>", page("iv"));
    check(&cut, &["Page iv|||||Rain.", "[#2 line 1: the file ends too early]"]);
}

#[test]
fn a_word_broken_at_the_end_of_a_line_is_one() {
    let one = |lines: &[&str], expected: &str| {
        check(&page(&block("a", lines)), &[&format!("Page 3|||||{expected}")]);
    };
    one(&["the har~", "bour wall"], "the harbour wall");
    one(&["the har-", "bour wall"], "the harbour wall");
    one(&["the har\u{ad}", "bour"], "the harbour");
    one(&["Anglo~", "Saxon"], "Anglo-Saxon");
    one(&["1914-", "18"], "1914-18");
    one(&["Ein-", "und Ausfuhr"], "Ein- und Ausfuhr");
    one(&["pre~", "and post-war"], "pre- and post-war");
    one(&["it ended -", "or so"], "it ended - or so");
    one(&["the har~"], "the har-");
    one(&["the well-known har- bour"], "the well-known har- bour");
}

#[test]
fn a_broken_word_that_is_told_whole_is_written_once() {
    let half = |part, half: &str| {
        format!("<String CONTENT='{half}' SUBS_TYPE='HypPart{part}' SUBS_CONTENT='harbour,'/>")
    };
    let (first, second) = (half(1, "har"), half(2, "bour,"));
    let line = |words: &str| format!("<TextLine>{words}</TextLine>");
    let lines = line(&format!("<String CONTENT='The'/><SP/>{first}<HYP CONTENT='-'/>"))
        + &line(&format!("{second}<SP/><String CONTENT='again.'/>"));
    let expected = "Page 3|||||The harbour, again.";
    check(&page(&format!("<TextBlock>{lines}</TextBlock>")), &[expected]);
    // It goes on in the next column.
    let columns =
        lines.replace("</TextLine><TextLine>", "</TextLine></TextBlock><TextBlock><TextLine>");
    check(&page(&format!("<TextBlock>{columns}</TextBlock>")), &[expected]);
    check(&page(&format!("<TextBlock>{}</TextBlock>", line(&second))), &["Page 3|||||bour,"]);
}

#[test]
fn words_without_spaces_in_the_file_have_some() {
    let line = "<TextBlock><TextLine><String CONTENT='Rain'/><String CONTENT='fell.'/></TextLine></TextBlock>";
    check(&page(line), &["Page 3|||||Rain fell."]);
    let spaced = line.replacen("<String", "<SP/><String CONTENT='No'/><String", 1);
    check(&page(&spaced), &["Page 3|||||NoRainfell."]);
}

#[test]
fn a_scanned_page_is_read_in_its_reading_order() {
    let order = "<ReadingOrder><OrderedGroup><ElementRef REF='c'/><ElementRef REF='a'/></OrderedGroup></ReadingOrder>";
    let blocks = ["a", "b", "c"].map(|id| block(id, &[id])).concat();
    check(&page(&blocks).replace("<Layout>", &format!("{order}<Layout>")), &["Page 3|||||c¶a¶b"]);
}
