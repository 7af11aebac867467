//! Finds out who is who from the counts of a server, page by page: no article is read, and of most
//! names only a hash is held in memory.

use serde_json::{Value, json};

use crate::engines::Error;
use crate::engines::counting::parted;
use crate::engines::names::Names;
use crate::people::Canon;
use crate::roster::{Joins, Survey, decide};
use crate::schema::Field;

use super::finder::Finder;
use super::label::{LAST_DAY, value};
use super::view::View;

/// Finds out which names are one person's.
pub(in crate::engines) fn find<F: Finder>(view: &View<'_, F>) -> Result<Joins, Error> {
    let person = value(Field::Person);
    let everything = json!({"match_all": {}});
    let mut survey = Survey::default();
    view.count_by(&everything, &[&person], &mut |name, _| {
        if let [Value::String(name)] = name {
            let (key, name) = parted(name);
            survey.see(key, &Canon::of(name));
        }
    })?;
    let mut names = Names::default();
    view.count_by(&everything, &[&person], &mut |name, articles| {
        if let [Value::String(name)] = name {
            let (key, name) = parted(name);
            if survey.may_join(&Canon::of(name)) {
                let place = names.place(key);
                names.add_spelling(place, name.to_owned(), articles);
            }
        }
    })?;
    view.count_by(
        &everything,
        &[&person, Field::Published.name(), LAST_DAY],
        &mut |found, articles| {
            if let [Value::String(name), first, last] = found
                && first == last
                && let Some(day) = first.as_i64()
            {
                let (key, name) = parted(name);
                if survey.may_join(&Canon::of(name)) {
                    let place = names.place(key);
                    names.add_days(place, (0..articles).map(|_| day));
                }
            }
        },
    )?;
    Ok(decide(names.named()))
}
