//! The manual of the query language, whose examples can be tried.

use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

use super::address::Asking;

const MANUAL: &str = include_str!("../../schema/query.md");

/// A table of examples has so many columns; the first says what is typed.
const COLUMNS: usize = 4;

/// The manual as HTML.
pub(super) static HTML: LazyLock<String> = LazyLock::new(html);

fn html() -> String {
    let mut events: Vec<Event<'_>> = Vec::new();
    let (mut columns, mut column) = (0, 0);
    for event in Parser::new_ext(MANUAL, Options::ENABLE_TABLES) {
        match &event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => column = 0,
            Event::End(TagEnd::TableCell) => column += 1,
            Event::End(TagEnd::Table) => columns = 0,
            Event::End(TagEnd::Heading(_)) => name_heading(&mut events),
            Event::Code(query) if columns == COLUMNS && column == 0 => {
                let link = link_to(query);
                events.extend([Event::Start(link), event, Event::End(TagEnd::Link)]);
                continue;
            }
            _ => {}
        }
        events.push(event);
    }
    let mut page = String::new();
    html::push_html(&mut page, events.into_iter());
    page
}

/// Returns the link that asks a query.
fn link_to(query: &str) -> Tag<'static> {
    let asking = Asking { text: query.to_owned(), ..Asking::default() };
    let (link_type, dest_url) = (LinkType::Inline, asking.address("/").into());
    Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id: CowStr::Borrowed("") }
}

/// Gives the heading at the end of `events` the name by which links of the manual know it.
fn name_heading(events: &mut [Event<'_>]) {
    let is_start = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
    let Some(start) = events.iter().rposition(is_start) else { return };
    let (start, text) = events[start..].split_at_mut(1);
    let words = text.iter().filter_map(|event| match event {
        Event::Text(words) | Event::Code(words) => Some(words.to_lowercase()),
        _ => None,
    });
    let name: String = words.collect::<String>().replace(' ', "-");
    let is_kept = |c: &char| c.is_alphanumeric() || *c == '-';
    if let [Event::Start(Tag::Heading { id, .. })] = start {
        *id = Some(name.chars().filter(is_kept).collect::<String>().into());
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn links_of_the_manual_lead_to_its_headings() {
        let page = html();
        let links: Vec<&str> =
            page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!links.is_empty());
        for link in links {
            assert!(page.contains(&format!("id=\"{link}\"")), "{link}");
        }
    }
}
