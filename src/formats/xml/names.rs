//! Names of elements, whatever prefix a file writes them with.

/// Namespaces of what is read, by the beginning of their address, and the prefix they have here. The
/// formats' own have none.
const KNOWN: &[(&str, &str)] = &[
    ("http://www.w3.org/2005/Atom", ""),
    ("http://purl.org/atom/", ""),
    ("http://purl.org/rss/1.0/modules/content", "content"),
    ("http://purl.org/rss/1.0", ""),
    ("http://my.netscape.com/", ""),
    ("http://channel.netscape.com/", ""),
    ("http://backend.userland.com/", ""),
    ("http://blogs.law.harvard.edu/", ""),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://iptc.org/std/", ""),
    ("http://purl.org/dc/", "dc"),
    ("http://wordpress.org/export/1.0/excerpt", "excerpt"),
    ("http://wordpress.org/export/1.1/excerpt", "excerpt"),
    ("http://wordpress.org/export/1.2/excerpt", "excerpt"),
    ("http://wordpress.org/export/", "wp"),
    ("http://schemas.openxmlformats.org/wordprocessingml/", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/", "w"),
    ("http://schemas.openxmlformats.org/markup-compatibility/", "mc"),
    ("http://www.loc.gov/METS/", ""),
    ("http://www.loc.gov/mods/", ""),
    ("http://www.loc.gov/standards/alto/", ""),
    ("http://schema.ccs-gmbh.com/", ""),
    ("http://bibnum.bnf.fr/ns/alto", ""),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.itunes.com/", "itunes"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
];
/// Prefixes that a file may use without saying what they are; broken feeds do.
const UNDECLARED: &[&str] = &["atom", "xhtml", "nitf"];
/// So many declarations are kept at once.
const MOST: usize = 64;

/// The prefixes that are declared where a file is read.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// How deep the element stands that declares it, the prefix of the file, and the usual one.
    declared: Vec<(usize, String, &'static str)>,
}

impl Names {
    /// Notes that an element, so deep, declares `prefix` for the namespace at `address`.
    pub(super) fn declare(&mut self, depth: usize, prefix: &str, address: &str) {
        let known = KNOWN.iter().find(|(start, _)| address.starts_with(start));
        if let Some((_, usual)) = known
            && self.declared.len() < MOST
        {
            self.declared.push((depth, prefix.to_owned(), usual));
        }
    }

    /// Forgets what the element at `depth` declares.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(declared, _, _)| *declared >= depth) {
            self.declared.pop();
        }
    }

    /// Returns a name with its usual prefix.
    pub(super) fn usual(&self, written: &str) -> String {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let mut declared = self.declared.iter().rev();
        match declared.find(|(_, declared, _)| declared == prefix) {
            Some((_, _, "")) => local.to_owned(),
            Some((_, _, usual)) => format!("{usual}:{local}"),
            None if UNDECLARED.contains(&prefix) => local.to_owned(),
            None => written.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_name_has_one_form_whatever_its_prefix() {
        let mut names = Names::default();
        names.declare(1, "", "http://www.w3.org/2005/Atom");
        names.declare(1, "x", "http://purl.org/dc/elements/1.1/");
        names.declare(2, "", "http://purl.org/dc/terms/");
        let written = ["title", "x:creator", "content:encoded", "wp:status"];
        let usual = written.map(|name| names.usual(name)).join(" ");
        assert_eq!(usual, "dc:title dc:creator content:encoded wp:status");
        names.leave(2);
        assert_eq!(names.usual("title"), "title");
    }
}
