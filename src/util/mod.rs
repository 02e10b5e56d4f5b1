//! Helpers that know nothing of papers.
//!
//! | file | what it does |
//! |---|---|
//! | [`formula`] | text that a spreadsheet would run, kept from running |
//! | [`agreement`] | how far coders agree, with intervals |
//! | [`faults`] | several faults in one message |
//! | [`fs`] | file access that names the path in every error |
//! | [`hash`] | identities made of content |
//! | [`nearest`] | the word that somebody meant who wrote another |
//! | [`index_folder`] | the names in an index folder |
//! | [`spelling`] | British and American spellings of one word |
//! | [`text`] | white space, folding, character offsets |
//! | [`sentence`] | where sentences begin and end |
//! | [`dates`] | dates in running English |
//! | [`pattern`] | fixed patterns that are matched by automata |
//! | [`process`] | other programs, run within limits |
//! | [`plural`] | numbers with their nouns |
//! | [`written`] | the note beside files that the program wrote itself |
//! | [`numbering`] | printed numbers and bullets at the start of a line |
//! | [`lead_in`] | run-in headings at the start of a paragraph |

pub mod agreement;
pub mod dates;
pub mod faults;
pub mod formula;
pub mod fs;
pub mod hash;
pub mod index_folder;
pub mod lead_in;
pub mod nearest;
pub mod numbering;
pub mod pattern;
pub mod plural;
pub mod process;
pub mod sentence;
pub mod spelling;
pub mod text;
pub mod written;
