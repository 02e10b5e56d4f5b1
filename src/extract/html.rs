//! x
use super::{ExtractError, Extractor, Settings, blocks_of};
use crate::model::extracted::{Extracted, FileMetadata};
use crate::model::source::MediaType;
/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "html", version: 1, handles: |m| m == MediaType::Html, extract };
/// Reads.
pub fn extract(_bytes: &[u8], _settings: &Settings) -> Result<Extracted, ExtractError> {
    Ok(blocks_of(&EXTRACTOR, FileMetadata::default(), Vec::new()))
}
