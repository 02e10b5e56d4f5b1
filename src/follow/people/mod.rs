//! People of meetings: who was there, and whom the owners of actions stand for.
//!
//! | file | what it does |
//! |---|---|
//! | `attendance` | finds the lists of a minute and unifies names over the minutes of a body |
//! | `lists` | cuts a list into entries |
//! | `entry` | reads an entry: name, rank, office, organisation, stand-in |
//! | `name` | what a person's name looks like, and its initials |
//! | `owners` | initials, offices and short names resolved through the attendance |

pub(super) mod attendance;
mod entry;
mod lists;
mod name;
pub(super) mod owners;

pub(super) use name::is_name;
