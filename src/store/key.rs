//! What a record depends on. A record is reused while its key is the same and made anew when any part of it changes.

use crate::util::hash::short_id;

/// What the structure layer of a record depends on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StructureKey {
    /// SHA-256 of the source's bytes.
    pub sha256: String,
    /// The extractor and its version.
    pub extractor: String,
    /// Version of `structure`.
    pub structure: String,
    /// Fingerprint of the settings that either reads.
    pub settings: String,
}

/// What the tags layer of a record depends on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagKey {
    /// The layer it tags.
    pub structure: StructureKey,
    /// Version of `tag`.
    pub tagger: String,
    /// Fingerprint of the lexicon.
    pub lexicon: String,
}

/// Thirty-two hexadecimal digits: two 64-bit hashes under different first parts, so that no two of millions of keys meet.
fn id(parts: &[&str]) -> String {
    let with = |salt: &str| short_id(&[&[salt], parts].concat());
    format!("{}{}", with("1"), with("2"))
}

impl StructureKey {
    /// The name of the layer's file, without its ending.
    pub fn id(&self) -> String {
        id(&["structure", &self.sha256, &self.extractor, &self.structure, &self.settings])
    }
}

impl TagKey {
    /// The name of the layer's file, without its ending; also the record's name in the full-text index.
    pub fn id(&self) -> String {
        id(&["tags", &self.structure.id(), &self.tagger, &self.lexicon])
    }
}
