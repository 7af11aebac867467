//! What the address of a page asks for, and addresses of other pages.

use form_urlencoded::Serializer;

use crate::desk::{Choices, Order};
use crate::schema::Field;
use crate::search::Sort;

use super::failure::Failure;

/// So many hits are on a page, …
const HITS: usize = 10;
/// … and so many at most, for programs.
const MOST_HITS: usize = 1_000;
/// Whoever wants hits beyond this one narrows the question.
const LAST: usize = 1_000_000;

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asking {
    /// The query, as typed; may be empty, for every article.
    pub(super) text: String,
    /// Whether any of its words will do.
    pub(super) any: bool,
    /// Whether near copies are folded into the first of them.
    pub(super) fold: bool,
    /// `None` if none was named.
    pub(super) order: Option<Order>,
    /// What to keep, each as `field=value`.
    pub(super) only: Vec<String>,
    /// What to leave out.
    pub(super) not: Vec<String>,
    /// How many hits to leave out before the first.
    pub(super) start: usize,
    /// How many hits.
    pub(super) limit: usize,
    /// Whether it is told how the query was read.
    pub(super) explain: bool,
    /// What values have in them that are counted; may be empty, for all.
    pub(super) like: String,
}

impl Default for Asking {
    fn default() -> Self {
        Asking {
            text: String::new(),
            any: false,
            fold: false,
            order: None,
            only: Vec::new(),
            not: Vec::new(),
            start: 0,
            limit: HITS,
            explain: false,
            like: String::new(),
        }
    }
}

impl Asking {
    /// Reads what stands behind the `?` of an address.
    pub(super) fn read(query: &str) -> Result<Self, Failure> {
        let mut asking = Asking::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*key {
                "q" => asking.text = value.into_owned(),
                "any" => asking.any = value == "1",
                "fold" => asking.fold = value == "1",
                "explain" => asking.explain = value == "1",
                "like" => asking.like = value.into_owned(),
                "sort" => {
                    asking.order = Some(Order::named(&value).ok_or_else(|| {
                        let names = Order::ALL.map(Order::name).join(", ");
                        Failure::Bad(format!("sort is one of {names}, not `{value}`"))
                    })?);
                }
                "only" => asking.only.push(value.into_owned()),
                "not" => asking.not.push(value.into_owned()),
                "start" => asking.start = number(&key, &value, LAST)?,
                "limit" => asking.limit = number(&key, &value, MOST_HITS)?,
                _ => {
                    let known = "q, any, fold, sort, only, not, start, limit, explain and like";
                    return Err(Failure::Bad(format!("`{key}` is not known: there are {known}")));
                }
            }
        }
        Ok(asking)
    }

    /// Returns what was chosen.
    pub(super) fn choices(&self) -> Result<Choices, Failure> {
        let read = |texts: &[String]| {
            let choices = texts.iter().map(|text| text.parse().map_err(Failure::Bad));
            choices.collect::<Result<Vec<_>, _>>()
        };
        Ok(Choices { only: read(&self.only)?, not: read(&self.not)? })
    }

    /// Returns the order of the hits: the best first, and the newest where one is as good as the other.
    pub(super) fn order(&self) -> Order {
        match self.order.unwrap_or(Order::Relevance) {
            Order::Relevance if self.text.trim().is_empty() => Order::Newest,
            order => order,
        }
    }

    /// Returns that order as an engine takes it.
    pub(super) fn sort(&self) -> Sort {
        self.order().sort()
    }

    /// Returns the address of what is asked, on the page `path`.
    pub(super) fn address(&self, path: &str) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return path.to_owned();
        }
        let mut query = Serializer::new(String::new());
        query.extend_pairs(pairs);
        format!("{path}?{}", query.finish())
    }

    /// Returns what is asked as an address or a form sends it: names and values.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let Asking { text, any, fold, order, only, not, start, limit, explain, like } = self;
        let typed = |name, text: &String| (!text.is_empty()).then(|| (name, text.clone()));
        let flag = |name, is_set: bool| is_set.then(|| (name, "1".to_owned()));
        let number =
            |name, number: usize, usual| (number != usual).then(|| (name, number.to_string()));
        let chosen = |name, choices: &[String]| -> Vec<(&'static str, String)> {
            choices.iter().map(|choice| (name, choice.clone())).collect()
        };
        let mut pairs = Vec::new();
        pairs.extend(typed("q", text));
        pairs.extend(flag("any", *any));
        pairs.extend(flag("fold", *fold));
        pairs.extend(order.map(|order| ("sort", order.name().to_owned())));
        pairs.extend(chosen("only", only));
        pairs.extend(chosen("not", not));
        pairs.extend(number("start", *start, 0));
        pairs.extend(number("limit", *limit, HITS));
        pairs.extend(flag("explain", *explain));
        pairs.extend(typed("like", like));
        pairs
    }

    /// Returns the same question from its first hit on.
    pub(super) fn first_page(&self) -> Asking {
        Asking { start: 0, explain: false, like: String::new(), ..self.clone() }
    }

    /// Returns the question narrowed to `choice`.
    pub(super) fn and_only(&self, choice: &str) -> Asking {
        let mut asking = self.but(choice);
        asking.only.push(choice.to_owned());
        asking
    }

    /// Returns the question without what has `choice`.
    pub(super) fn and_not(&self, choice: &str) -> Asking {
        let mut asking = self.but(choice);
        asking.not.push(choice.to_owned());
        asking
    }

    /// Returns the question as if `choice` had not been made.
    pub(super) fn but(&self, choice: &str) -> Asking {
        let mut asking = self.first_page();
        asking.only.retain(|other| other != choice);
        asking.not.retain(|other| other != choice);
        asking
    }
}

fn number(key: &str, value: &str, most: usize) -> Result<usize, Failure> {
    let read: Option<usize> = value.parse().ok();
    read.filter(|number| *number <= most)
        .ok_or_else(|| Failure::Bad(format!("{key} is a number up to {most}, not `{value}`")))
}

/// Returns the choice of a value, as [`Choices`] reads it.
pub(super) fn choice(field: Field, value: &str) -> String {
    format!("{}={value}", field.name())
}

#[cfg(test)]
mod tests {
    use super::{Asking, Order};

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let asking = Asking {
            text: "caf\u{e9} & \"rate rise\"".to_owned(),
            any: true,
            fold: true,
            order: Some(Order::Oldest),
            only: vec!["author=Jane Doe".to_owned(), "author=none".to_owned()],
            not: vec!["section=A & B".to_owned()],
            start: 20,
            limit: 50,
            explain: true,
            like: "d'O".to_owned(),
        };
        let address = asking.address("/");
        assert_eq!(
            address,
            "/?q=caf%C3%A9+%26+%22rate+rise%22&any=1&fold=1&sort=oldest&only=author%3DJane+Doe\
             &only=author%3Dnone&not=section%3DA+%26+B&start=20&limit=50&explain=1&like=d%27O"
        );
        assert_eq!(Asking::read(address.split_once('?').unwrap().1), Ok(asking));
        assert_eq!(Asking::default().address("/"), "/");
    }

    #[test]
    fn another_choice_begins_with_the_first_hit() {
        let asking = Asking::read("q=rate&only=year%3D1998&start=30").unwrap();
        assert_eq!(
            asking.and_only("lang=en").address("/"),
            "/?q=rate&only=year%3D1998&only=lang%3Den"
        );
        assert_eq!(
            asking.and_not("lang=en").address("/"),
            "/?q=rate&only=year%3D1998&not=lang%3Den"
        );
        assert_eq!(asking.but("year=1998").address("/"), "/?q=rate");
        assert_eq!(asking.and_not("year=1998").address("/"), "/?q=rate&not=year%3D1998");
    }

    #[test]
    fn what_cannot_be_asked_is_told() {
        let check = |query: &str, expected: &str| {
            let (status, _, says) = Asking::read(query).unwrap_err().told();
            assert_eq!((status, says.as_str()), (400, expected));
        };
        check("sort=best", "sort is one of relevance, newest, oldest, headline, not `best`");
        check("start=-1", "start is a number up to 1000000, not `-1`");
        check("limit=5000", "limit is a number up to 1000, not `5000`");
        let known = "q, any, fold, sort, only, not, start, limit, explain and like";
        check("sorted=1", &format!("`sorted` is not known: there are {known}"));
        let (_, _, says) = Asking::read("only=x").unwrap().choices().unwrap_err().told();
        assert_eq!(says, "write FIELD=VALUE, such as `section=business`");
    }
}
