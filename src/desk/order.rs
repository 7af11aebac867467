//! The orders of hits that people choose from.

use crate::search::Sort;

/// An order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The best first.
    Relevance,
    /// The newest first, those without a date last.
    Newest,
    /// The oldest first, those without a date last.
    Oldest,
    /// By the headline.
    Headline,
}

impl Order {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Order; 4] = [Order::Relevance, Order::Newest, Order::Oldest, Order::Headline];

    /// Returns the order that has a name.
    pub fn named(name: &str) -> Option<Self> {
        Order::ALL.into_iter().find(|order| order.name() == name)
    }

    /// Returns its name, as addresses have it.
    pub fn name(self) -> &'static str {
        match self {
            Order::Relevance => "relevance",
            Order::Newest => "newest",
            Order::Oldest => "oldest",
            Order::Headline => "headline",
        }
    }

    /// Returns what people call it.
    pub fn says(self) -> &'static str {
        match self {
            Order::Relevance => "best first",
            Order::Newest => "newest first",
            Order::Oldest => "oldest first",
            Order::Headline => "by headline",
        }
    }

    /// Returns it as an engine takes it.
    pub fn sort(self) -> Sort {
        match self {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
            Order::Headline => Sort::Headline,
        }
    }
}
