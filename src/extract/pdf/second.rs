//! The second opinion: pdf-extract, for pages that the first engine cannot map to Unicode.
//!
//! The two engines fail on different files (measured: on five reports where the first reads less than a third, this one reads
//! .96 to 1.00). It panics on some hostile files, so it runs only where a worker process stands around it.

use crate::extract::readability::is_unmapped;
use crate::model::page::{Page, Rect, Span};
use pdf_extract::{ColorSpace, Document, MediaBox, OutputDev, OutputError, Path, Transform};

/// Name and version as `sources.csv` prints them.
pub(super) const NAME: &str = "pdf-extract 0.12.1";

/// A PDF opened by pdf-extract.
pub(super) struct Opened {
    document: Document,
}

impl Opened {
    /// Opens the bytes; `None` where this engine cannot.
    pub(super) fn open(bytes: &[u8]) -> Option<Opened> {
        let document = Document::load_mem(bytes).ok()?;
        (!document.is_encrypted()).then_some(Opened { document })
    }

    /// Number of pages.
    pub(super) fn page_count(&self) -> usize {
        self.document.get_pages().len()
    }

    /// One page, from 0; `None` where this engine cannot read it.
    pub(super) fn page(&self, index: usize) -> Option<Page> {
        let mut sink = Sink { page: Page { number: index as u32 + 1, ..Page::default() }, fresh: true, bottom: 0.0 };
        pdf_extract::output_doc_page(&self.document, &mut sink, index as u32 + 1).ok()?;
        sink.page.spans.retain(|s| !s.text.trim().is_empty());
        sink.page.unmapped =
            sink.page.spans.iter().map(|s| s.text.chars().filter(|c| is_unmapped(*c)).count() as u32).sum();
        Some(sink.page)
    }
}

/// Gathers characters into spans: a span ends where the baseline, the size or the direction of writing changes, or a gap wider
/// than three quarters of the size opens.
struct Sink {
    page: Page,
    fresh: bool,
    bottom: f64,
}

impl OutputDev for Sink {
    fn begin_page(
        &mut self,
        _number: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.page.width = (media.urx - media.llx) as f32;
        self.page.height = (media.ury - media.lly) as f32;
        self.bottom = media.lly;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let across = (trm.m11 * trm.m11 + trm.m12 * trm.m12).sqrt() * font_size;
        let size = ((trm.m21 * trm.m21 + trm.m22 * trm.m22).sqrt() * font_size) as f32;
        let x0 = trm.m31 as f32;
        let x1 = x0 + (width * across) as f32;
        let baseline = self.page.height - (trm.m32 - self.bottom) as f32;
        if !(x0.is_finite() && x1.is_finite() && baseline.is_finite() && size.is_finite()) {
            return Ok(());
        }
        if !self.fresh
            && let Some(last) = self.page.spans.last_mut()
            && (last.baseline - baseline).abs() < 0.2 * size
            && (last.size - size).abs() < 0.1 * size
            && x0 > last.bbox.x1 - 0.5 * size
            && x0 < last.bbox.x1 + 0.75 * size
        {
            if x0 > last.bbox.x1 + 0.15 * size && !last.text.ends_with(' ') && !text.starts_with(' ') {
                last.text.push(' ');
            }
            last.text.push_str(text);
            last.bbox.x1 = x1.max(last.bbox.x1);
            return Ok(());
        }
        self.fresh = false;
        self.page.spans.push(Span {
            text: text.to_owned(),
            bbox: Rect { x0, y0: baseline - 0.8 * size, x1, y1: baseline + 0.2 * size },
            baseline,
            size,
            ..Span::default()
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.fresh = true;
        Ok(())
    }

    fn stroke(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        Ok(())
    }

    fn fill(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        Ok(())
    }
}
