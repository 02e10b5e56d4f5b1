//! REFI-QDA, the exchange format of programs for qualitative analysis (NVivo, MAXQDA, ATLAS.ti, QualCoder): a codebook as
//! `.qdc`, a project with coded texts as `.qdpx`, and a codebook read back as the beginnings of a lexicon.
//!
//! | file | what it does |
//! |---|---|
//! | `xml` | elements, identifiers and colours in the format's own way |
//! | `codes` | the tree of codes |
//! | `project` | `evidence.qdpx` |
//! | [`import`] | a `.qdc` to lexicon files |

mod codes;
pub mod import;
mod project;
mod xml;

pub(super) use project::write as project;

use super::error::RenderError;
use crate::model::codebook::Codebook;
use crate::util::fs;
use codes::Codes;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use xml::Xml;

/// Writes `codebook.qdc`: themes, challenges, strengths and organisations.
pub(super) fn codebook(codebook: &Codebook, dir: &Path) -> Result<PathBuf, RenderError> {
    let path = dir.join("codebook.qdc");
    let mut xml = Xml::new(BufWriter::new(fs::create(&path)?));
    let written = (|| {
        let attributes = [("xmlns", "urn:QDA-XML:codebook:1.0"), ("origin", xml::ORIGIN)];
        xml.open("CodeBook", &attributes)?;
        Codes::of(codebook).write(&mut xml)?;
        xml.close("CodeBook")?;
        xml.finish()
    })();
    match written {
        Ok(_) => Ok(path),
        Err(source) => Err(RenderError::Write { path, source }),
    }
}

#[cfg(test)]
mod tests;
