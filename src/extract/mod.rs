//! Under construction.
pub mod pdf;
/// x
#[derive(Debug, Clone)]
pub struct Settings {
    /// x
    pub engine: pdf::Engine,
    /// x
    pub use_tags: bool,
    /// x
    pub max_pages: usize,
}
/// x
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ExtractError(pub String);
impl ExtractError {
    /// x
    pub fn new(reason: impl Into<String>) -> Self {
        ExtractError(reason.into())
    }
}
