//! MODS, what a catalog says of a newspaper, an issue or an article; and Dublin Core in its place.
//! <https://www.loc.gov/standards/mods/>

use super::element::Element;

/// What a record says.
#[derive(Debug, Default)]
pub(super) struct Mods {
    pub title: Option<String>,
    /// The title of what it is a part of.
    pub host: Option<String>,
    pub names: Vec<String>,
    pub date: Option<String>,
    pub language: Option<String>,
}

impl Mods {
    /// Reads the record in a section of METS.
    pub(super) fn of(section: &Element) -> Self {
        let Some(mods) = section.all("mods").next() else {
            let date = section.all("dc:date").find_map(Element::own_line);
            return Mods { date, ..Mods::default() };
        };
        let related = mods.at("relatedItem");
        let host = related.into_iter().find(|item| item.is("type", "host"));
        let terms = mods.at("language/languageTerm");
        let code = terms.iter().find(|term| term.is("type", "code")).or(terms.first());
        Mods {
            title: title(mods),
            host: host.and_then(title),
            names: mods.each("name").filter(|name| is_author(name)).filter_map(name).collect(),
            date: mods.line("originInfo/dateIssued").or(mods.line("part/date")),
            language: code.and_then(|term| term.own_line()),
        }
    }
}

fn title(record: &Element) -> Option<String> {
    let titles = record.each("titleInfo").filter(|info| info.attribute("type").is_none());
    titles.into_iter().find_map(|info| {
        let title = info.line("title")?;
        let title =
            info.line("nonSort").map_or(title.clone(), |article| format!("{article} {title}"));
        Some(info.line("subTitle").map_or(title.clone(), |more| format!("{title}: {more}")))
    })
}

/// Whoever has no role is one, too.
fn is_author(name: &Element) -> bool {
    let roles = name.at("role/roleTerm");
    let mut roles = roles.iter().filter_map(|role| role.own_line()).peekable();
    roles.peek().is_none()
        || roles.any(|role| matches!(role.to_lowercase().as_str(), "aut" | "author" | "creator"))
}

/// "Quill, Ada" in one part, or a part for each name.
fn name(name: &Element) -> Option<String> {
    let part = |kind: &str| {
        let mut parts = name.each("namePart").filter(|part| part.is("type", kind));
        parts.find_map(Element::own_line)
    };
    if let (Some(given), Some(family)) = (part("given"), part("family")) {
        return Some(format!("{given} {family}"));
    }
    let whole = name.each("namePart").find_map(Element::own_line)?;
    let turned = whole.split_once(", ").map(|(family, given)| format!("{given} {family}"));
    Some(turned.unwrap_or(whole))
}
