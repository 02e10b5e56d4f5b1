//! What joins papers over time.
//!
//! | file | what it does |
//! |---|---|
//! | [`plan`] | the rows of improvement plans, read from their tables by the meaning of the headers |
//! | `headers` | what a column header means |

mod headers;
pub mod plan;
