//! Where an archive keeps things, as its owner says: before what byline knows itself.

use crate::article::Property;

/// For each property the places that hold it, the best first: keys of records and names of columns;
/// of a web page CSS selectors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct KeyMap {
    places: Vec<(Property, String)>,
}

impl KeyMap {
    /// A map of nothing: what a format knows itself counts.
    pub const NONE: &'static KeyMap = &KeyMap { places: Vec::new() };

    /// Adds a place, behind those that are known already.
    pub fn add(&mut self, property: Property, place: String) {
        self.places.push((property, place));
    }

    /// Returns the places of a property, the best first.
    pub fn of(&self, property: Property) -> impl Iterator<Item = &str> {
        let places = self.places.iter().filter(move |(known, _)| *known == property);
        places.map(|(_, place)| place.as_str())
    }

    /// Returns every property with a place, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (Property, &str)> {
        self.places.iter().map(|(property, place)| (*property, place.as_str()))
    }
}
