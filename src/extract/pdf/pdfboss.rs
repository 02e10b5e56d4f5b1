//! The first engine: pdfboss, adapted to the model's pages.
//!
//! pdfboss gives user space with y upwards and unrotated; the model's pages have the origin at the top left of the page as it is
//! shown. Structure paths come only in the structure tree's own reading order, so a tagged file is read in that order.

use super::annotations;
use super::shapes::{self, Habits};
use super::tags::Tables;
use crate::extract::readability::is_unmapped;
use crate::extract::stated;
use crate::model::extracted::{Bookmark, Diagnostic, FileMetadata};
use crate::model::page::{Page, Rect, Ruling, Span};
use pdfboss_core::{DestinationPage, Document, Immediate, block_on};
use pdfboss_text::{ExtractReport, FontCache, ReadingOrder, TextSpan};

/// Name and version as `sources.csv` prints them.
pub(super) const NAME: &str = "pdfboss 2.16.1";

const LOCKED: &str = "the PDF is locked with a password; save a copy without one";

/// Characters below which a page may be a scan with a few words printed over it, so that its pictures are looked for.
const FEW: usize = 200;

/// Bytes of drawing from which a page without text and pictures is drawn text or a drawing, and no empty page with a border.
const DRAWING: usize = 4096;

/// Size in points at which words without an appearance of their own are taken to be set.
const NOTE_SIZE: f32 = 10.0;

/// A page that was read.
pub(super) struct Read {
    pub(super) page: Page,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// It has no text, though its content draws some.
    pub(super) misses_text: bool,
}

/// A PDF opened by pdfboss.
pub(super) struct Opened {
    document: Document,
    fonts: FontCache,
    layers: Option<pdfboss_core::OcState>,
    structure: Option<pdfboss_core::StructureTree>,
    tables: Tables,
    habits: Habits,
}

impl Opened {
    /// Opens the bytes; the error is plain English.
    pub(super) fn open(bytes: &[u8], use_tags: bool) -> Result<Opened, String> {
        let document = Document::load(bytes.to_vec()).map_err(|error| match error {
            pdfboss_core::Error::Encrypted => LOCKED.to_owned(),
            error => format!(
                "this is not a PDF that can be opened ({error}); open it in a PDF reader and print it to a new PDF"
            ),
        })?;
        if document.is_locked() {
            return Err(LOCKED.to_owned());
        }
        let structure = if use_tags { document.structure_tree() } else { None };
        let layers = document.oc_state();
        let metadata = document.metadata();
        let habits = metadata.producer.or(metadata.creator).map(|made| Habits::of(&made)).unwrap_or_default();
        // The tags of a list say where its items begin.
        let habits = Habits { bullets: habits.bullets && structure.is_none(), ..habits };
        let (fonts, tables) = (FontCache::default(), Tables::default());
        Ok(Opened { document, fonts, layers, structure, tables, habits })
    }

    /// Number of pages.
    pub(super) fn page_count(&self) -> usize {
        self.document.page_count()
    }

    /// What the file says about itself.
    pub(super) fn metadata(&self) -> FileMetadata {
        let metadata = self.document.metadata();
        FileMetadata {
            title: metadata.title,
            author: metadata.author,
            created: metadata.creation_date,
            producer: metadata.producer.or(metadata.creator),
            published: None,
            keywords: stated([metadata.subject, metadata.keywords]),
        }
    }

    /// The bookmarks, depth first.
    pub(super) fn bookmarks(&self) -> Vec<Bookmark> {
        let outline = self.document.outline();
        if outline.is_empty() {
            return Vec::new();
        }
        let pages: Vec<_> =
            (0..self.page_count()).map(|i| self.document.page(i).ok().and_then(|p| p.object_ref())).collect();
        let mut out = Vec::new();
        let mut stack: Vec<(u8, pdfboss_core::OutlineItem)> = outline.into_iter().rev().map(|item| (0, item)).collect();
        while let Some((depth, mut item)) = stack.pop() {
            let page = item.destination.as_ref().and_then(|d| match d.page {
                DestinationPage::Object(object) => pages.iter().position(|p| *p == Some(object)).map(|i| i as u32 + 1),
                DestinationPage::Number(index) => index.checked_add(1),
            });
            for child in item.children.drain(..).rev() {
                stack.push((depth.saturating_add(1), child));
            }
            out.push(Bookmark { title: crate::util::text::collapse(&item.title), depth, page });
        }
        out
    }

    /// Files embedded in the PDF: name and bytes, those that cannot be decoded with the reason.
    pub(super) fn embedded(&self) -> Vec<(String, Result<Vec<u8>, String>)> {
        let files = self.document.embedded_files();
        files
            .iter()
            .map(|file| (file.spec.name(), self.document.embedded_file_data(file).map_err(|e| e.to_string())))
            .collect()
    }

    /// One page, from 0.
    pub(super) fn page(&self, index: usize) -> Result<Read, String> {
        let fault = |error: pdfboss_core::Error| format!("could not be read ({error}); print the file to a new PDF");
        let page = self.document.page(index).map_err(fault)?;
        let order = if self.structure.is_some() { ReadingOrder::StructureTree } else { ReadingOrder::Content };
        let (spans, rulings, report) = self.spans(&page, order).map_err(fault)?;
        let frame = Frame::new(&page);
        let mut out = Page {
            number: index as u32 + 1,
            label: self.document.page_label(index),
            width: frame.width,
            height: frame.height,
            ..Page::default()
        };
        for span in spans {
            let tags = self.tables.tags(&span, &self.document, self.structure.as_ref());
            out.spans.push(Span { tags, ..frame.span(span) });
        }
        self.add_annotations(&page, &frame, &mut out);
        out.unmapped = out.spans.iter().map(|s| s.text.chars().filter(|c| is_unmapped(*c)).count() as u32).sum();
        out.rulings = rulings.iter().map(|r| frame.ruling(r)).collect();
        self.add_shapes(&page, &frame, &mut out);
        let seen = out.spans.iter().filter(|s| !s.invisible).map(|s| s.text.len()).sum::<usize>();
        let mut misses_text = false;
        if seen < FEW {
            let images = pdfboss_text::placed_images_reporting_cached(&self.document, &page, &self.fonts);
            out.images =
                images.map(|(images, _)| images).unwrap_or_default().iter().map(|i| frame.rect(&i.bbox)).collect();
            if out.spans.is_empty() && out.images.is_empty() {
                let content = page.content(&self.document).unwrap_or_default();
                let holds = |operator: &[u8]| content.windows(operator.len()).any(|w| w == operator);
                misses_text = holds(b"Tj") || holds(b"TJ") || holds(b" Do") || holds(b"'") || holds(b"\"");
                if !misses_text && content.len() > DRAWING {
                    out.images.push(Rect { x0: 0.0, y0: 0.0, x1: frame.width, y1: frame.height });
                }
            }
        }
        Ok(Read { page: out, diagnostics: diagnostics(index, &report), misses_text })
    }

    fn spans(
        &self,
        page: &pdfboss_core::Page,
        order: ReadingOrder,
    ) -> pdfboss_core::Result<(Vec<TextSpan>, Vec<pdfboss_text::Ruling>, ExtractReport)> {
        block_on(pdfboss_text::extract_spans_and_rulings_reporting_cached_with(
            Immediate(&self.document),
            page,
            &self.fonts,
            self.layers.as_ref(),
            self.structure.as_ref(),
            order,
        ))
    }

    /// Adds the borders and bullets that the program which made the file draws as shapes.
    fn add_shapes(&self, page: &pdfboss_core::Page, frame: &Frame, out: &mut Page) {
        if !self.habits.any() || out.spans.is_empty() {
            return;
        }
        let Ok(content) = page.content(&self.document) else { return };
        let found = shapes::shapes(&content, self.habits);
        out.rulings.extend(found.borders.iter().map(|r| shapes::line(frame.rect(r))));
        let bullets: Vec<Rect> = found.bullets.iter().map(|r| frame.rect(r)).collect();
        shapes::put_bullets(out, &bullets);
    }

    /// Adds what is drawn over the page: the words of forms, text boxes and stamps.
    fn add_annotations(&self, page: &pdfboss_core::Page, frame: &Frame, out: &mut Page) {
        let (over, notes) = annotations::over(&self.document, page);
        if let Some(over) = over
            && let Ok((spans, ..)) = self.spans(&over, ReadingOrder::Content)
        {
            out.spans.extend(spans.into_iter().map(|span| frame.span(span)));
        }
        for note in notes {
            let bbox = frame.rect(&note.rect);
            for (row, text) in note.text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
                let baseline = bbox.y0 + NOTE_SIZE * (1.0 + 1.2 * row as f32);
                let bbox = Rect { y0: baseline - 0.8 * NOTE_SIZE, y1: baseline + 0.2 * NOTE_SIZE, ..bbox };
                out.spans.push(Span { text: text.to_owned(), bbox, baseline, size: NOTE_SIZE, ..Span::default() });
            }
        }
    }
}

fn diagnostics(index: usize, report: &ExtractReport) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    for skipped in &report.skipped {
        // A missing resource may never have held text; only streams that hold operators are a loss.
        let loses_text = !matches!(
            skipped.kind,
            pdfboss_text::SkippedTextKind::XObject | pdfboss_text::SkippedTextKind::FontEncoding
        );
        let message = format!("{} could not be read ({})", skipped.kind, skipped.cause);
        if !out.iter().any(|d| d.message == message) {
            out.push(Diagnostic { page: Some(index as u32 + 1), message, loses_text });
        }
    }
    out
}

/// Maps user space to the page as shown.
struct Frame {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    rotate: i32,
    width: f32,
    height: f32,
}

impl Frame {
    fn new(page: &pdfboss_core::Page) -> Frame {
        let b = page.crop_box;
        let (w, h) = ((b.x1 - b.x0).abs(), (b.y1 - b.y0).abs());
        let (width, height) = if page.rotate % 180 == 0 { (w, h) } else { (h, w) };
        Frame {
            left: b.x0.min(b.x1),
            right: b.x0.max(b.x1),
            bottom: b.y0.min(b.y1),
            top: b.y0.max(b.y1),
            rotate: page.rotate,
            width,
            height,
        }
    }

    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        match self.rotate {
            90 => (y - self.bottom, x - self.left),
            180 => (self.right - x, y - self.bottom),
            270 => (self.top - y, self.right - x),
            _ => (x - self.left, self.top - y),
        }
    }

    fn rect(&self, r: &pdfboss_core::Rect) -> Rect {
        let (ax, ay) = self.point(r.x0, r.y0);
        let (bx, by) = self.point(r.x1, r.y1);
        Rect { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) }
    }

    fn ruling(&self, r: &pdfboss_text::Ruling) -> Ruling {
        let (ax, ay) = self.point(r.start.x, r.start.y);
        let (bx, by) = self.point(r.end.x, r.end.y);
        Ruling { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) }
    }

    fn span(&self, s: TextSpan) -> Span {
        let bbox = self.rect(&s.bbox);
        let turn = (s.rotate - self.rotate).rem_euclid(360) as u16;
        Span {
            text: s.text,
            bbox,
            baseline: if turn == 0 { self.point(s.x, s.y).1 } else { bbox.y1 },
            size: s.size.abs(),
            bold: s.bold,
            italic: s.italic,
            struck: s.strikethrough,
            invisible: s.invisible,
            artifact: s.artifact.is_some(),
            turn,
            tags: Vec::new(),
        }
    }
}
