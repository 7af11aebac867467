//! Bylines of Japanese, Chinese and Korean papers: "文・水野佳代", "本报记者 王小明", "김철수 기자".
//!
//! They part no words by spaces, and a name has no capital: only the word for the reporter, and a
//! mark or a space beside it, tell that the line is a byline.

/// Words for who wrote, in Japanese, Chinese in both scripts, and Korean; longer ones first.
const WRITERS: &[&str] = &[
    "取材",
    "構成",
    "執筆",
    "聞き手",
    "文責",
    "文章",
    "著者",
    "筆者",
    "ライター",
    "編集委員",
    "記者",
    "文",
    "本报记者",
    "本報記者",
    "特约记者",
    "见习记者",
    "实习记者",
    "记者",
    "通讯员",
    "撰文",
    "采写",
    "作者",
    "취재",
    "글쓴이",
    "글",
    "기자",
];

/// Words for who took the pictures, who has not written the article.
const PHOTOGRAPHERS: &[&str] = &["撮影", "写真", "摄影", "攝影", "图", "사진"];

/// Words behind a name; longer ones first.
const BEHIND: &[&str] =
    &["特派員", "編集委員", "記者", "记者", "선임기자", "전문기자", "수습기자", "특파원", "기자"];

/// Marks that part the words for two tasks of one person: "取材・文".
const BETWEEN_TASKS: &[char] = &['・', '·', '･', '、', '/', '／', '＆', '&'];

/// What a name does not end with: that is a desk or a paper, "政治部記者".
const DESKS: &[char] = &['部', '紙', '纸', '报', '報', '社', '局', '班', '부', '사'];

/// Longest name, in signs: a Japanese transcription of a foreign one.
const LONGEST: usize = 16;

/// Returns the people whom `line` credits, in order, as they are printed; `None` if it is no such
/// byline. The list is empty if only a photographer is credited.
pub(super) fn names(line: &str) -> Option<Vec<&str>> {
    let line =
        line.trim_matches(|c: char| c.is_whitespace() || "()（）[]【】〔〕［］＝".contains(c));
    if !line.chars().any(is_letter) {
        return None;
    }
    let line = without_address(without_agency(line));
    if let Some(people) = who_reports(line) {
        let found: Vec<&str> = parted(people).collect();
        return (!found.is_empty() && found.iter().all(|name| is_name(name))).then_some(found);
    }
    let (writes, people) = match behind_tasks(line) {
        Some((writes, people)) => (writes, without_photographer(people)),
        None => (true, without_photographer(line)),
    };
    let led = people.len() < line.len() && !line.starts_with(people);
    let (people, followed) = match BEHIND.iter().find_map(|word| people.strip_suffix(word)) {
        Some(people) => (people.trim_end(), true),
        None => (people, false),
    };
    let found: Vec<&str> = parted(people).collect();
    let named = !found.is_empty() && found.iter().all(|name| is_name(name));
    let told = (led || followed) && named;
    told.then(|| if writes { found } else { Vec::new() })
}

/// Parts "取材・文＝水野佳代" in true, for it is a writer, and what stands behind the mark.
fn behind_tasks(line: &str) -> Option<(bool, &str)> {
    let mut rest = line;
    let mut writes = false;
    loop {
        let text = WRITERS.iter().find_map(|task| rest.strip_prefix(task));
        let pictures = || PHOTOGRAPHERS.iter().find_map(|task| rest.strip_prefix(task));
        writes |= text.is_some();
        let behind = text.or_else(pictures)?;
        let next = behind.trim_start_matches(BETWEEN_TASKS);
        let another = WRITERS.iter().chain(PHOTOGRAPHERS).any(|task| next.starts_with(task));
        if next.len() == behind.len() || !another {
            let is_mark = |c: char| {
                c.is_whitespace() || BETWEEN_TASKS.contains(&c) || ":：=＝◎●|｜｜│".contains(c)
            };
            let people = behind.trim_start_matches(is_mark);
            // "記者会見" is a press conference.
            return (people.len() < behind.len()).then_some((writes, people));
        }
        rest = next;
    }
}

/// Takes "[서울=연합뉴스]" from the beginning, whose first bracket is gone.
fn without_agency(line: &str) -> &str {
    match line.split_once(']') {
        Some((place, behind)) if place.contains('=') => behind.trim_start(),
        _ => line,
    }
}

/// "記者陳小美／台北報導": returns the name.
fn who_reports(line: &str) -> Option<&str> {
    let (people, place) = line.rsplit_once(['／', '/', ' '])?;
    let reports = ["報導", "報道", "报道"].iter().any(|word| place.ends_with(word));
    let people = people.strip_prefix("記者").or_else(|| people.strip_prefix("记者"));
    people.filter(|_| reports).map(str::trim)
}

/// Takes the mail address from the end: "김철수 기자 kim@example.kr".
fn without_address(line: &str) -> &str {
    match line.rsplit_once(char::is_whitespace) {
        Some((before, last)) if last.contains('@') => before.trim_end(),
        _ => line,
    }
}

/// Takes "　写真・山田太郎" from the end.
fn without_photographer(people: &str) -> &str {
    let begins = |rest: &str| PHOTOGRAPHERS.iter().any(|task| rest.starts_with(task));
    let parts = people.match_indices([' ', '\u{3000}', '／', '/', '、']);
    let cut =
        parts.map(|(at, mark)| (at, at + mark.len())).find(|(_, end)| begins(&people[*end..]));
    cut.map_or(people, |(at, _)| people[..at].trim_end())
}

/// Parts the names of a list. A space is inside a Japanese name, and between two Chinese ones.
fn parted(people: &str) -> impl Iterator<Item = &str> {
    let long = |name: &str| name.chars().count() >= 2;
    let spaced = people.contains(char::is_whitespace) && people.split_whitespace().all(long);
    let two_names = spaced && people.split_whitespace().any(|name| name.chars().count() > 2);
    people
        .split(move |c: char| "、，,／/&＆".contains(c) || (two_names && c.is_whitespace()))
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| is_letter(*c)).count();
    let inside = |c: char| is_letter(c) || c.is_whitespace() || matches!(c, '・' | '·' | '･');
    (2..=LONGEST).contains(&letters) && name.chars().all(inside) && !name.ends_with(DESKS)
}

/// True for Han signs, kana and hangul.
fn is_letter(c: char) -> bool {
    matches!(c, '々' | '〆' | 'ー' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::names;

    #[track_caller]
    fn check(line: &str, expected: Option<&[&str]>) {
        assert_eq!(names(line).as_deref(), expected, "{line}");
    }

    #[test]
    fn a_task_and_a_mark_introduce_a_name() {
        check("文・水野佳代", Some(&["水野佳代"]));
        check("取材・文＝水野佳代", Some(&["水野佳代"]));
        check("文と", None);
        check("記者：水野 佳代", Some(&["水野 佳代"]));
        check("【文・撮影　水野佳代】", Some(&["水野佳代"]));
        check("文・水野佳代、山田太郎", Some(&["水野佳代", "山田太郎"]));
        check("本报记者 王小明 李小红", Some(&["王小明", "李小红"]));
        check("记者 王小明", Some(&["王小明"]));
        check("글·사진 김철수 기자", Some(&["김철수"]));
    }

    #[test]
    fn the_word_for_reporter_may_stand_behind_the_name() {
        check("水野佳代記者", Some(&["水野佳代"]));
        check("김철수 기자", Some(&["김철수"]));
        check("김철수 기자 kim@example.kr", Some(&["김철수"]));
        check("政治部記者", None);
    }

    #[test]
    fn a_photographer_is_no_author() {
        check("文・水野佳代　写真・山田太郎", Some(&["水野佳代"]));
        check("撮影・山田太郎", Some(&[]));
    }

    #[test]
    fn a_headline_is_no_byline() {
        check("記者会見で謝罪", None);
        check("文化の日、町に灯がともる", None);
        check("潮待ち港の古書店、百年の灯を守る", None);
        check("水野佳代", None);
        check("By Jane Doe", None);
        check("", None);
    }
}
