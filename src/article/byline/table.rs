//! The bylines of `table.txt`, read: what README.md of this folder says of them is true.

use super::Byline;

/// What is printed, who is credited (names parted by semicolons, an agency behind a bar), and whether
/// it is known to be misread.
struct Row<'t> {
    printed: &'t str,
    expected: &'t str,
    is_missed: bool,
}

fn rows() -> impl Iterator<Item = Row<'static>> {
    let lines = include_str!("table.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let (printed, expected) = line.split_once(" =>").unwrap_or_default();
        let missed = printed.strip_prefix("! ");
        Row {
            printed: missed.unwrap_or(printed),
            expected: expected.trim(),
            is_missed: missed.is_some(),
        }
    })
}

/// Names, and the agency behind a bar: what is compared.
fn credited(line: &str) -> Vec<String> {
    let (names, agency) = line.split_once('|').unwrap_or((line, ""));
    let names = names.split(';').map(|name| name.trim().to_owned());
    let agency = Some(agency.trim()).filter(|agency| !agency.is_empty());
    names
        .filter(|name| !name.is_empty())
        .chain(agency.map(|agency| format!("| {agency}")))
        .collect()
}

fn read(line: &str) -> String {
    let byline = Byline::parse(line);
    let names: Vec<&str> = byline.authors.iter().map(|author| author.name.display()).collect();
    let agency = byline.agency.map_or(String::new(), |agency| format!(" | {agency}"));
    (names.join("; ") + &agency).trim().to_owned()
}

#[test]
fn every_byline_of_the_table_is_read_as_it_says() {
    let wrong: Vec<String> = rows()
        .filter(|row| (read(row.printed) == row.expected) == row.is_missed)
        .map(|row| format!("{} => {} (read: {})", row.printed, row.expected, read(row.printed)))
        .collect();
    assert!(
        wrong.is_empty(),
        "a line marked ! is read right, or one without is not:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_readme_tells_how_well_they_are_read() {
    let (mut rows_all, mut exact, mut right, mut found, mut wanted) = (0, 0, 0, 0, 0);
    for row in rows() {
        let (read, expected) = (credited(&read(row.printed)), credited(row.expected));
        rows_all += 1;
        exact += usize::from(read == expected);
        right += read.iter().filter(|name| expected.contains(name)).count();
        found += read.len();
        wanted += expected.len();
    }
    let percent = |part: usize, whole: usize| {
        format!("{}.{} %", part * 100 / whole, part * 1000 / whole % 10)
    };
    let told = format!(
        "{exact} of {rows_all} lines are read exactly; precision {}, recall {}",
        percent(right, found),
        percent(right, wanted)
    );
    assert!(include_str!("README.md").contains(&told), "README.md has to say: {told}");
}
