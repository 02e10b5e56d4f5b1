//! Content to papers: pages to blocks, blocks to the papers bound in a file, papers to passages.
//!
//! | folder | what it does |
//! |---|---|
//! | `layout` | pages to blocks, by the positions of their text and lines |
//! | `mend` | words that a narrow cell breaks |
//! | `papers` | where papers begin, what they are, and their passages |
//! | `runs` | paragraph numbers that are printed without a stop |

mod layout;
mod mend;
mod papers;
mod runs;

use crate::model::extracted::{Content, Extracted};
use crate::model::paper::Paper;

/// Version of the reading of structure; a change here makes every source be structured again.
pub const VERSION: u32 = 7;

/// The papers of a file. `sha256` is the identity of its bytes and goes into every id.
///
/// Never fails: what cannot be told is `None`, and a file without text has no papers.
pub fn structure(extracted: &Extracted, sha256: &str) -> Vec<Paper> {
    let mut layout = match &extracted.content {
        Content::Pages(pages) => layout::layout(pages),
        Content::Blocks(blocks) => layout::Layout { blocks: blocks.clone(), ..layout::Layout::default() },
    };
    mend::mend(&mut layout.blocks);
    runs::number(&mut layout.blocks);
    papers::papers(layout, extracted, sha256)
}
