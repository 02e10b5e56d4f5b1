//! What a search that found nothing can say.

use crate::util::plural::count;
use std::fmt;

/// One thing to know about a search that found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// The index has no passage at all.
    Empty,
    /// Nothing matches, and there is nothing more to say.
    Nothing,
    /// All words of the query stand only in the headings over these passages or the titles of their papers.
    UnderHeadings {
        /// Number of passages.
        passages: u64,
    },
    /// What a part of the query alone would find, with the same filters.
    Alone {
        /// The part as it was written.
        words: String,
        /// Number of passages.
        passages: u64,
    },
    /// No passage of the index has this part of the query.
    Nowhere {
        /// The part as it was written.
        words: String,
        /// Words of the index that look like it, best first.
        nearest: Vec<String>,
    },
    /// What the query would find without the filters beside it.
    WithoutFilters {
        /// Number of passages.
        passages: u64,
    },
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let passages_of = |n: &u64| count(*n, "passage", "passages");
        match self {
            Advice::Empty => f.write_str("the index holds no passages; run `sederunt build` with the folder of your papers"),
            Advice::Nothing => f.write_str("no passage matches"),
            Advice::UnderHeadings { passages: 1 } => {
                f.write_str("1 passage stands under a heading or in a paper whose title has these words; search with section: or title:")
            }
            Advice::UnderHeadings { passages } => write!(
                f,
                "{} stand under a heading or in a paper whose title has these words; search with section: or title:",
                passages_of(passages)
            ),
            Advice::Alone { words, passages } => write!(f, "{words} alone: {}", passages_of(passages)),
            Advice::Nowhere { words, nearest } if nearest.is_empty() => write!(f, "{words} stands in no passage"),
            Advice::Nowhere { words, nearest } => {
                write!(f, "{words} stands in no passage; did you mean {}?", nearest.join(" or "))
            }
            Advice::WithoutFilters { passages } => write!(f, "without the filters: {}", passages_of(passages)),
        }
    }
}
