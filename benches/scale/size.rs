//! Tells what the bytes of a full-text index are spent on.

use std::collections::BTreeMap;
use std::path::Path;

type Failed = Box<dyn std::error::Error>;

/// Prints the bytes of each part and of each field in it, over all segments.
pub(super) fn size(index: &Path) -> Result<(), Failed> {
    let searcher = tantivy::Index::open_in_dir(index.join("tantivy"))?.reader()?.searcher();
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for segment in searcher.space_usage()?.segments() {
        let parts = [
            ("terms", segment.termdict()),
            ("postings", segment.postings()),
            ("positions", segment.positions()),
            ("columns", segment.fast_fields()),
            ("lengths", segment.fieldnorms()),
        ];
        for (part, fields) in parts {
            for field in fields.fields() {
                *sums.entry(format!("{part} {}", field.field_name())).or_default() += field.total().get_bytes();
            }
        }
        *sums.entry("stored passages".to_owned()).or_default() += segment.store().total().get_bytes();
    }
    let whole: u64 = sums.values().sum();
    println!("{}", serde_json::json!({ "segments": searcher.segment_readers().len(), "bytes": whole, "parts": sums }));
    Ok(())
}
