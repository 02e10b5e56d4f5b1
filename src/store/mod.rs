//! The index folder: record files that hold the truth, a full-text index of their passages, and the manifest that ties them.
//!
//! ```text
//! index/
//!   build.lock               the operating system's lock of the builder, with its process number
//!   manifest.json            a copy of the newest manifest, for people; no reader depends on it
//!   manifest-DIGEST.json     what a build read and found, named by the hash of its own bytes; the newest and the one before
//!   records/ab/ID.structure  papers, outline, tables and passages of one source
//!   records/ab/ID.wording    its passages as hashes, to tell near-duplicates
//!   records/cd/ID.tags       mentions, statements and stances of the same source
//!   seen.json                sizes and times of the files last read, so that unchanged ones are not read again
//!   tantivy/                 one document a passage
//! ```
//!
//! A build writes its records and its manifest and waits until they are on disk, then commits the full-text index with the
//! manifest's digest as the commit's payload. That commit is the one point at which the index changes: before it readers see the
//! old build, after it the new one, whatever ends the process. Files that neither the newest build nor the one before it needs
//! are removed afterwards, so that a reader who opened the index during a build can finish.
//!
//! | file | what stands in it |
//! |---|---|
//! | `builder` | [`Builder`]: the one writer, from its lock to its commit |
//! | `directory` | the full-text index's folder |
//! | [`doctor`] | what is wrong with an index folder |
//! | `document` | a passage as a document of the full-text index, and what is read back of it |
//! | `envelope` | record bytes with their kind, format and checksum |
//! | `error` | [`StoreError`] |
//! | `files` | where records are, reading and writing them |
//! | `fulltext` | the full-text index: opening, changing, committing |
//! | `guard` | panics on damaged bytes as errors |
//! | `key` | [`StructureKey`] and [`TagKey`]: what a record depends on |
//! | `layout` | a test that the layout of records goes with their format |
//! | `lock` | the builder's lock |
//! | `manifest` | [`Manifest`] |
//! | `reader` | [`Store`]: an opened index |
//! | `schema` | fields and analysers |
//! | `words` | what a word is |
//! | `wording` | [`Wording`]: a source's passages in short, to tell near-duplicates |
//! | `statistics` | the figures ranking rests on, over passages that are alive |

mod builder;
mod directory;
pub mod doctor;
mod document;
mod envelope;
mod error;
mod files;
#[cfg(test)]
pub(crate) mod fixture;
mod fulltext;
mod guard;
mod key;
#[cfg(test)]
mod layout;
mod lock;
mod manifest;
mod reader;
mod schema;
mod statistics;
#[cfg(test)]
mod tests;
mod wording;
mod words;

pub use builder::{BuildReport, Builder};
pub use document::StoredPassage;
pub(crate) use document::{day_number, paper_of};
pub use error::StoreError;
pub(crate) use guard::guarded;
pub use key::{StructureKey, TagKey};
pub use manifest::{Manifest, ManifestInput, RecordRef, SourceInput};
pub use reader::Store;
pub(crate) use schema::{EXACT, Fields, STEMMED, id_number};
pub use wording::Wording;

/// Version of everything in the index folder. It grows when older bytes can no longer be read or would mean something else.
pub const FORMAT: u32 = 7;

/// The format in which records have the layout of this hash, see `layout`: whoever changes the one pins the other.
#[cfg(test)]
const LAYOUT: (u32, &str) = (7, "5d719a8cea0cd97e495a1610a59a191a3b5ad2bd9c444808b4759f1aef5c1bac");
