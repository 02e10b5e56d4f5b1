//! Dates as papers print them, whole or partial.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day, a month or a year. Sorts by its earliest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// Year of the Common Era.
    pub year: i16,
    /// Month, 1 to 12, where known.
    pub month: Option<u8>,
    /// Day of the month, where known; never without a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A whole day, where the calendar has it.
    pub fn ymd(year: i16, month: u8, day: u8) -> Option<PartialDate> {
        jiff::civil::Date::new(year, month as i8, day as i8).ok()?;
        Some(PartialDate { year, month: Some(month), day: Some(day) })
    }

    /// A month, where the calendar has it.
    pub fn ym(year: i16, month: u8) -> Option<PartialDate> {
        (1..=12).contains(&month).then_some(PartialDate { year, month: Some(month), day: None })
    }

    /// The first day it can mean.
    pub fn earliest(&self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month.unwrap_or(1) as i8, self.day.unwrap_or(1) as i8).ok()
    }

    /// The last day it can mean.
    pub fn latest(&self) -> Option<jiff::civil::Date> {
        match self.day {
            Some(_) => self.earliest(),
            None => {
                let month = jiff::civil::Date::new(self.year, self.month.unwrap_or(12) as i8, 1).ok()?;
                Some(month.last_of_month())
            }
        }
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601, as far as it is known: `2020-10-05`, `2020-08`, `2020`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The date of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperDate {
    /// The date, as far as it is known.
    pub date: PartialDate,
    /// The words it was read from.
    pub printed: String,
    /// The year does not stand in those words and was taken from the papers bound with it.
    pub implied_year: bool,
}
