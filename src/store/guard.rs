//! Panics on damaged bytes as errors.
//!
//! Tantivy checks its files' checksums on request alone and may panic in a file that was changed behind its back: of 40 random
//! injuries to a small index two made it panic. Everything that reads its files runs in here, so that such a file is a
//! message with a way out.

use crate::store::StoreError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Runs `work`; a panic in it is damage to the full-text index of this index folder.
pub(crate) fn guarded<T, E: From<StoreError>>(dir: &Path, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    // What the panic leaves half done is dropped with the error: the store's own state is filled in one step or not at all.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let reason = "its bytes make no sense".to_owned();
        Err(StoreError::Corrupt { path: dir.join("tantivy"), reason }.into())
    })
}
