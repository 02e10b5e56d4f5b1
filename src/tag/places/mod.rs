//! Places and bodies: the areas that a passage names, and the bodies, found by the gazetteer of `lexicon/places.csv` and
//! `lexicon/organisations.csv`.
//!
//! | file | what it does |
//! |---|---|
//! | `data` | the two tables, row by row, with errors that name line and remedy |
//! | `scan` | every name by its first word; of overlapping names the leftmost, then the longest |
//! | `window` | the words on either side of a name |
//! | `words` | titles, forenames, street words, locatives |
//! | `evidence` | which nation a passage or a paper is about |
//! | `context` | what a paper says that its passages need |
//! | `judge` | the rules: whether a name means the place |
//! | `person` | whether a name stands where a person's does |
//! | `citation` | authors and publishers' towns in references |
//! | `list` | names in a list, and lists of bodies |
//! | `ellipsis` | "East, North and South Ayrshire" |
//! | `finder` | [`Gazetteer`], which puts them together |
//! | [`import`] | more settlements, from OS Open Names and GeoNames |
//!
//! # How to use it
//!
//! ```
//! use sederunt::tag::places::Gazetteer;
//! let places = "kind,code,name,nation,aliases,body,abbreviations,rule\narea,S12000041,Angus,Scotland,,Angus Council,,person\n";
//! let gazetteer = Gazetteer::from_csv(places, "id,label,areas,aliases,names_area,note\n")?;
//! // Once a paper: everything it says, headings included, in order.
//! let whole = ["Perth and Kinross Council (PKC) and Angus Council", "Angus - A lot of work was done"];
//! let context = gazetteer.context(&whole);
//! // Once a passage: places and bodies of one scan.
//! let (places, bodies) = gazetteer.find_all(whole[1], &context);
//! assert_eq!(places[0].code, "S12000041");
//! # assert!(bodies.is_empty());
//! # Ok::<(), sederunt::tag::places::GazetteerError>(())
//! ```
//!
//! [`PaperContext`] knows which nation the paper is about, which people it names, and the abbreviations it introduces
//! ("Perth and Kinross Council (PKC)"), so the tagger keeps nothing else between passages. [`Gazetteer::find`] is
//! [`Gazetteer::find_in`] with [`PaperContext::default`], which knows nothing.

mod citation;
mod context;
mod data;
mod ellipsis;
mod evidence;
mod finder;
pub mod import;
mod judge;
mod list;
mod person;
mod scan;
mod window;
mod words;

#[cfg(test)]
mod tests;

pub use context::{Abbreviation, PaperContext};
pub use data::{BadRow, GazetteerError};
pub use finder::Gazetteer;
pub(super) use scan::Names;

/// What a place that was found is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A nation: what is said of it belongs to the whole country.
    Nation,
    /// A council area, named as an area.
    Area,
    /// A council area, named as a body: "Angus Council".
    Council,
    /// A town, village, neighbourhood or island, which counts for the area it lies in.
    Settlement,
}

/// A place named by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHit {
    /// GSS code of the area or nation that it counts for.
    pub code: String,
    /// Name of that area or nation.
    pub name: String,
    /// Where its name starts, in bytes of the text.
    pub start: usize,
    /// Where its name ends.
    pub end: usize,
    /// What it is.
    pub kind: PlaceKind,
    /// Why it was taken for the place, such as `place:Govan (paper about Scotland)`.
    pub rule: String,
}

/// A body named by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationHit {
    /// Concept id, such as `nhs-lothian`.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// GSS codes of the areas it covers, sorted; a national body has its nation's code.
    pub areas: Vec<String>,
    /// Where its name starts, in bytes of the text.
    pub start: usize,
    /// Where its name ends.
    pub end: usize,
    /// The rule that found it.
    pub rule: String,
}
