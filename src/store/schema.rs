//! The fields of a passage's document and the analysers of its text.
//!
//! A word is found by its stem and ranks higher as it was written. The words of the text are kept unstemmed alone, with the
//! positions that phrases need, and a search looks up which of them have a stem. Stems beside them would cost a sixth of the text,
//! positions of both a third. What surrounds a passage is short and kept by its stems.

use super::words::{OneSpelling, Words};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, Stemmer, TextAnalyzer, TokenizerManager,
};

/// Name of the analyser that stems English, in one spelling.
pub(crate) const STEMMED: &str = "sederunt_stemmed";
/// Name of the analyser that folds case and accents alone.
pub(crate) const EXACT: &str = "sederunt_exact";

/// Words of more bytes are not words; both analysers leave them out alike, so that their tokens run beside each other.
const LONGEST_WORD: usize = 60;

/// The fields of a passage's document.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// Name of the record (its tags layer): what a changed source is deleted by.
    pub(crate) record: Field,
    /// The passage's id as a number, the last resort of every order.
    pub(crate) passage: Field,
    /// Position in the source: the paper's ordinal in the upper, the passage's position in the lower bits.
    pub(crate) order: Field,
    /// Words of the text, with positions.
    pub(crate) exact: Field,
    /// Stems of the sentence that introduces the list.
    pub(crate) lead: Field,
    /// Stems of who is named as owner beside it: in the margin, or in the owner's column of its row.
    pub(crate) owner: Field,
    /// Stems of the headings above.
    pub(crate) section: Field,
    /// Stems of the paper's title.
    pub(crate) title: Field,
    /// Stems of what stands beside the passages of a paper, each found once: a heading at the first passage under it, title, source
    /// name and furniture at the paper's first.
    pub(crate) beside: Field,
    /// Theme ids.
    pub(crate) theme: Field,
    /// GSS codes.
    pub(crate) place: Field,
    /// Challenge ids.
    pub(crate) challenge: Field,
    /// Strength ids.
    pub(crate) strength: Field,
    /// Organisation ids.
    pub(crate) organisation: Field,
    /// The passage's stance.
    pub(crate) stance: Field,
    /// The paper's kind.
    pub(crate) kind: Field,
    /// The body that issued the paper.
    pub(crate) issuer: Field,
    /// First day of the paper's date as the number `yyyymmdd`.
    pub(crate) date_from: Field,
    /// Last day of the paper's date as the number `yyyymmdd`, where it is another.
    pub(crate) date_to: Field,
    /// Page.
    pub(crate) page: Field,
    /// In a source that has near-duplicates, and in these, a number for the words of the passage, the last bit set in a near-duplicate:
    /// what has the same words has the same number but for that bit, where it says them for the same time in its source.
    pub(crate) copies: Field,
    /// What a hit shows: a [`StoredPassage`](crate::store::StoredPassage).
    pub(crate) stored: Field,
}

impl Fields {
    /// The schema and its fields.
    pub(super) fn build() -> (Schema, Fields) {
        let mut schema = Schema::builder();
        let words = TextFieldIndexing::default().set_tokenizer(EXACT);
        let words = words.set_index_option(IndexRecordOption::WithFreqsAndPositions);
        // What surrounds a passage is short and counts by being there, so its length is not kept.
        let around = |detail: IndexRecordOption| {
            let indexing = TextFieldIndexing::default().set_tokenizer(STEMMED).set_fieldnorms(false);
            TextOptions::default().set_indexing_options(indexing.set_index_option(detail))
        };
        let keyword = || {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
            TextOptions::default()
                .set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
                .set_fast("raw")
        };
        let fields = Fields {
            record: schema.add_text_field("record", keyword()),
            passage: schema.add_u64_field("passage", FAST),
            order: schema.add_u64_field("order", FAST),
            exact: schema.add_text_field("exact", TextOptions::default().set_indexing_options(words)),
            lead: schema.add_text_field("lead", around(IndexRecordOption::Basic)),
            owner: schema.add_text_field("owner", around(IndexRecordOption::Basic)),
            section: schema.add_text_field("section", around(IndexRecordOption::WithFreqsAndPositions)),
            title: schema.add_text_field("title", around(IndexRecordOption::WithFreqsAndPositions)),
            beside: schema.add_text_field("beside", around(IndexRecordOption::WithFreqsAndPositions)),
            theme: schema.add_text_field("theme", keyword()),
            place: schema.add_text_field("place", keyword()),
            challenge: schema.add_text_field("challenge", keyword()),
            strength: schema.add_text_field("strength", keyword()),
            organisation: schema.add_text_field("organisation", keyword()),
            stance: schema.add_text_field("stance", keyword()),
            kind: schema.add_text_field("kind", keyword()),
            issuer: schema.add_text_field("issuer", keyword()),
            date_from: schema.add_u64_field("date_from", FAST),
            date_to: schema.add_u64_field("date_to", FAST),
            page: schema.add_u64_field("page", FAST),
            copies: schema.add_u64_field("copies", FAST),
            stored: schema.add_bytes_field("stored", STORED),
        };
        (schema.build(), fields)
    }
}

/// The analysers under their names.
pub(super) fn analysers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    let words = || {
        TextAnalyzer::builder(Words::default())
            .filter(RemoveLongFilter::limit(LONGEST_WORD))
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
    };
    manager.register(EXACT, words().build());
    manager.register(STEMMED, words().filter(OneSpelling).filter(Stemmer::new(Language::English)).build());
    manager
}

/// An id of sixteen hexadecimal digits as a number; any other text by its hash.
pub(crate) fn id_number(id: &str) -> u64 {
    let hex = |text: &str| (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten();
    hex(id).or_else(|| hex(&crate::util::hash::short_id(&[id]))).unwrap_or(0)
}
