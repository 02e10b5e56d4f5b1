//! What `extract` gives `structure`: the content of one file, with everything else the file says about itself.

use crate::model::block::Block;
use crate::model::page::Page;
use serde::{Deserialize, Serialize};

/// The content of a file, in the form its format has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A format with positions and no structure of its own to trust.
    Pages(Vec<Page>),
    /// A format that states its blocks.
    Blocks(Vec<Block>),
}

/// What the file's own metadata claims. Printed words beat it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMetadata {
    /// Title.
    pub title: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Creation date as written.
    pub created: Option<String>,
    /// The program that made the file.
    pub producer: Option<String>,
    /// The day that the author states for publication: in a front matter, in the head of a page, as the date of a message.
    #[serde(default)]
    pub published: Option<String>,
    /// The subject and keywords that the author gave the file, which no page need show.
    #[serde(default)]
    pub keywords: Option<String>,
}

/// An entry of the file's own outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// Depth, from 0.
    pub depth: u8,
    /// The page it leads to, from 1.
    pub page: Option<u32>,
}

/// Something that a person should know about how a file was read. The run goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The page it concerns.
    pub page: Option<u32>,
    /// What happened and what to do, in plain words.
    pub message: String,
    /// The file's text is not all there because of it.
    pub loses_text: bool,
}

/// A file embedded in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes, or why they cannot be taken out, in plain words.
    pub content: Result<Vec<u8>, String>,
}

impl Attachment {
    /// A file of this name; of a path only the last part is kept, and an empty name becomes `file NUMBER`.
    pub fn new(name: &str, number: usize, content: Result<Vec<u8>, String>) -> Attachment {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = crate::util::text::collapse(last);
        Attachment { name: if name.is_empty() { format!("file {number}") } else { name }, content }
    }
}

/// One file, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extracted {
    /// The extractor and its version, such as `pdfboss 2.16.1`.
    pub engine: String,
    /// What the file says about itself.
    pub metadata: FileMetadata,
    /// Its text.
    pub content: Content,
    /// The pages of its blocks are an estimate: the format states none.
    pub estimated_pages: bool,
    /// Its own outline.
    pub bookmarks: Vec<Bookmark>,
    /// Files embedded in it.
    pub attachments: Vec<Attachment>,
    /// What went wrong on the way.
    pub diagnostics: Vec<Diagnostic>,
}
