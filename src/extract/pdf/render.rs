//! Pages as pictures, for OCR.

use super::mend;
use crate::extract::ocr::Picture;
use pdfboss_core::Document;
use pdfboss_render::{RenderOptions, render_page_with_options};
use std::sync::Arc;

/// Pixels an inch: what Tesseract reads best by its own manual.
const DPI: f32 = 300.0;

/// Most pixels of a picture: an A3 page at 300 dots an inch has 17 million, and each takes five bytes while it is drawn.
const PIXELS: f32 = 24e6;

/// A page that would have to be drawn coarser than this is not drawn.
const LEAST_DPI: f32 = 100.0;

/// A PDF whose pages can be drawn.
pub(in crate::extract) struct Renderer {
    document: Document,
    options: RenderOptions,
}

impl Renderer {
    /// Opens the bytes; the error is plain English.
    pub(in crate::extract) fn open(bytes: &[u8]) -> Result<Renderer, String> {
        let mut document = Document::load(bytes.to_vec());
        if document.as_ref().map_or(0, Document::page_count) == 0
            && let Some(mended) = mend::mended(bytes)
        {
            document = Document::load(mended);
        }
        let document = document.map_err(|error| format!("its pages cannot be drawn: {error}"))?;
        let options = RenderOptions {
            oc: document.oc_state().map(Arc::new),
            cache: Some(Arc::default()),
            ..RenderOptions::default()
        };
        Ok(Renderer { document, options })
    }

    /// Draws one page, from 0.
    pub(in crate::extract) fn draw(&self, index: usize) -> Result<Picture, String> {
        let fault = |error: pdfboss_core::Error| format!("the page cannot be drawn: {error}");
        let page = self.document.page(index).map_err(fault)?;
        let (width, height) = page.size();
        let area = width * height / (72.0 * 72.0);
        if !(area.is_finite() && area > 0.0) {
            return Err("the page has no size".to_owned());
        }
        let dpi = (PIXELS / area).sqrt().min(DPI).floor();
        if dpi < LEAST_DPI {
            return Err("the page is too large to be drawn".to_owned());
        }
        let drawn = render_page_with_options(&self.document, &page, dpi / 72.0, &self.options).map_err(fault)?;
        let (pixels, _) = drawn.data.as_chunks::<4>();
        // Luma of ITU-R BT.601 in whole numbers.
        let grey = pixels
            .iter()
            .map(|[r, g, b, _]| ((299 * u32::from(*r) + 587 * u32::from(*g) + 114 * u32::from(*b)) / 1000) as u8);
        Ok(Picture { width: drawn.width, height: drawn.height, dpi: dpi as u32, grey: grey.collect() })
    }
}
