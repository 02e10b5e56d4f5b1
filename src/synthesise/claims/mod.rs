//! Counts as filters that can be counted again.
//!
//! A filter is a unit and conditions, written as people can read it:
//!
//! ```text
//! passages theme=digital stance=challenge|mixed
//! areas heading="mobilising communities"
//! sources status=failed
//! ```
//!
//! Values that hold a space stand in quotation marks; `|` stands between alternatives. Every number of a learning paper is made
//! by [`count`] from such a filter, so whoever doubts one can make it again from the records.
//!
//! | condition | holds where |
//! |---|---|
//! | `theme` `challenge` `strength` `area` `claim` | one and the same statement has all of them |
//! | `stance` | the statements that meet the conditions above, taken together, have it |
//! | `heading` `passage` | the nearest heading above the passage has these words, folded; the passage has this id |
//! | `kind` `dated` `year` `round` `body` | the paper is of that kind; has a date (`yes`, `no`), of that year, on that day; is by that body |
//! | `status` `source` | the source has that status, that name |
//! | `nation` `named` | the area lies in that nation; is named by a paper (`yes`, `no`) |
//!
//! Filters are read here and counted in `counter`.

mod counter;

pub use counter::{Counted, Counter, Counts, count};
pub(super) use counter::{Headings, heading, places};

use super::SynthesisError;
use std::fmt;
use std::str::FromStr;

/// What is counted, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Files.
    Sources,
    /// Papers.
    Papers,
    /// Passages.
    Passages,
    /// Areas of a nation; nations themselves left out. Under a heading, the areas that lead-ins name; else those of statements.
    Areas,
    /// Pairs of a theme (or heading) of the filter and an area.
    Cells,
}

const UNITS: [(Unit, &str); 5] = [
    (Unit::Sources, "sources"),
    (Unit::Papers, "papers"),
    (Unit::Passages, "passages"),
    (Unit::Areas, "areas"),
    (Unit::Cells, "cells"),
];

/// What a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A theme of a statement.
    Theme,
    /// The nearest heading, folded.
    Heading,
    /// Stance of the matching statements together.
    Stance,
    /// Claim type of a statement.
    Claim,
    /// A challenge of a statement.
    Challenge,
    /// A strength of a statement.
    Strength,
    /// An area of a statement, by code.
    Area,
    /// Kind of the paper.
    Kind,
    /// Whether the paper has a date.
    Dated,
    /// Status of the source.
    Status,
    /// Name of the source.
    Source,
    /// Nation of an area.
    Nation,
    /// Whether a paper names the area.
    Named,
    /// Id of the passage.
    Passage,
    /// Year of the paper's date.
    Year,
    /// The paper's date, in full.
    Round,
    /// The body that issued the paper or met.
    Body,
}

const KEYS: [(Key, &str); 17] = [
    (Key::Theme, "theme"),
    (Key::Heading, "heading"),
    (Key::Stance, "stance"),
    (Key::Claim, "claim"),
    (Key::Challenge, "challenge"),
    (Key::Strength, "strength"),
    (Key::Area, "area"),
    (Key::Kind, "kind"),
    (Key::Dated, "dated"),
    (Key::Status, "status"),
    (Key::Source, "source"),
    (Key::Nation, "nation"),
    (Key::Named, "named"),
    (Key::Passage, "passage"),
    (Key::Year, "year"),
    (Key::Round, "round"),
    (Key::Body, "body"),
];

/// A unit and the conditions it must meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Filter {
    /// What is counted.
    pub unit: Unit,
    /// Conditions, all of which must hold; of a condition's values, one.
    pub conditions: Vec<(Key, Vec<String>)>,
}

impl Filter {
    /// Everything of this unit.
    pub fn all(unit: Unit) -> Filter {
        Filter { unit, conditions: Vec::new() }
    }

    /// The same with one more condition.
    #[must_use]
    pub fn with<T: Into<String>>(mut self, key: Key, values: impl IntoIterator<Item = T>) -> Filter {
        self.conditions.push((key, values.into_iter().map(Into::into).collect()));
        self
    }

    /// The same conditions over another unit.
    #[must_use]
    pub fn over(&self, unit: Unit) -> Filter {
        Filter { unit, conditions: self.conditions.clone() }
    }

    /// The values of a condition.
    pub(super) fn values(&self, key: Key) -> Option<&[String]> {
        self.conditions.iter().find(|(k, _)| *k == key).map(|(_, values)| values.as_slice())
    }

    /// Whether a condition is about passages, so that a paper counts through them alone.
    fn is_about_passages(&self) -> bool {
        let about =
            [Key::Theme, Key::Heading, Key::Stance, Key::Claim, Key::Challenge, Key::Strength, Key::Area, Key::Passage];
        about.iter().any(|key| self.values(*key).is_some())
    }

    /// The same for a body, whose quotation marks are written as apostrophes.
    pub(super) fn allows_body(&self, body: &str) -> bool {
        self.values(Key::Body).is_none_or(|values| values.iter().any(|v| *v == body.replace('"', "'") || v == body))
    }

    /// Whether a condition allows this value; no condition allows all.
    pub(super) fn allows(&self, key: Key, value: &str) -> bool {
        self.values(key).is_none_or(|values| values.iter().any(|v| v == value))
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(UNITS.iter().find(|(u, _)| *u == self.unit).map_or("", |(_, name)| name))?;
        for (key, values) in &self.conditions {
            let name = KEYS.iter().find(|(k, _)| k == key).map_or("", |(_, name)| name);
            let quote = |v: &String| {
                let plain = !v.is_empty() && !v.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '|'));
                if plain { v.clone() } else { format!("\"{}\"", v.replace('"', "'")) }
            };
            let values: Vec<String> = values.iter().map(quote).collect();
            write!(f, " {name}={}", values.join("|"))?;
        }
        Ok(())
    }
}

impl FromStr for Filter {
    type Err = SynthesisError;

    fn from_str(text: &str) -> Result<Filter, SynthesisError> {
        let wrong = || SynthesisError::Filter(text.to_owned());
        let (unit, mut rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let unit = UNITS.iter().find(|(_, name)| *name == unit).ok_or_else(wrong)?.0;
        let mut filter = Filter::all(unit);
        while !rest.trim_start().is_empty() {
            let (key, after) = rest.trim_start().split_once('=').ok_or_else(wrong)?;
            let key = KEYS.iter().find(|(_, name)| *name == key).ok_or_else(wrong)?.0;
            let mut values = Vec::new();
            rest = after;
            loop {
                if let Some(quoted) = rest.strip_prefix('"') {
                    let (value, after) = quoted.split_once('"').ok_or_else(wrong)?;
                    values.push(value.to_owned());
                    rest = after;
                } else {
                    let end = rest.find([' ', '|']).unwrap_or(rest.len());
                    values.push(rest[..end].to_owned());
                    rest = &rest[end..];
                }
                match rest.strip_prefix('|') {
                    Some(more) => rest = more,
                    None => break,
                }
            }
            filter = filter.with(key, values);
        }
        Ok(filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_as_it_is_written() {
        for text in
            ["passages theme=digital stance=challenge|mixed", "areas heading=\"mobilising communities\"|b", "sources"]
        {
            assert_eq!(text.parse::<Filter>().unwrap().to_string(), text);
        }
        for text in ["", "pages", "passages colour=red", "passages theme", "areas heading=\"x"] {
            assert!(text.parse::<Filter>().is_err(), "{text}");
        }
    }
}
