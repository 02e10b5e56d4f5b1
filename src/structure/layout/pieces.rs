//! Text by its place alone: pieces between wide gaps, and the printed lines that they stand on.

use crate::model::page::Span;

/// Gap, over the font size, that may part two columns. A word space is about a quarter of the size, in justified text up to half.
const GAP: f32 = 0.66;

/// Text without a gap that could part columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The baseline.
    pub(super) y: f32,
    pub(super) size: f32,
    /// All of its letters and digits are bold.
    pub(super) bold: bool,
    /// Place of its first span in the stream.
    pub(super) first: usize,
    /// Its spans, among those of the sheet.
    from: usize,
    to: usize,
}

/// Pieces on one baseline, from left to right.
#[derive(Debug, Clone)]
pub(super) struct PrintedLine {
    pub(super) pieces: Vec<Piece>,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) size: f32,
}

impl PrintedLine {
    pub(super) fn x0(&self) -> f32 {
        self.pieces.first().map_or(0.0, |p| p.x0)
    }

    pub(super) fn x1(&self) -> f32 {
        self.pieces.last().map_or(0.0, |p| p.x1)
    }
}

/// The upright text of a page, line by line.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    spans: Vec<&'a Span>,
    pub(super) lines: Vec<PrintedLine>,
}

impl<'a> Sheet<'a> {
    /// The lines of those spans that `wanted` lets through, from top to bottom.
    pub(super) fn new(spans: &[(usize, &'a Span)], wanted: impl Fn(&Span) -> bool) -> Sheet<'a> {
        Sheet::parted(spans, wanted, GAP)
    }

    /// The same with pieces parted by gaps of this width over the size.
    pub(super) fn parted(spans: &[(usize, &'a Span)], wanted: impl Fn(&Span) -> bool, gap: f32) -> Sheet<'a> {
        let mut own: Vec<(usize, &Span)> = spans
            .iter()
            .filter(|(_, s)| s.turn == 0 && !s.struck && !s.text.trim().is_empty() && wanted(s))
            .copied()
            .collect();
        own.sort_by(|a, b| a.1.baseline.total_cmp(&b.1.baseline));
        // Spans of one line are put side by side before pieces are told.
        let mut from = 0;
        for i in 1..=own.len() {
            let first = own[from].1;
            if i == own.len() || own[i].1.baseline - first.baseline >= 0.3 * first.size.max(own[i].1.size).max(1.0) {
                own[from..i].sort_by(|a, b| a.1.bbox.x0.total_cmp(&b.1.bbox.x0).then(a.0.cmp(&b.0)));
                from = i;
            }
            if i == own.len() {
                break;
            }
        }
        let mut sheet = Sheet::default();
        let mut last: Option<(f32, f32)> = None;
        for (at, (first, span)) in own.into_iter().enumerate() {
            sheet.spans.push(span);
            let size = span.size.max(1.0);
            // Blanks at the ends of a run are no text.
            let glyphs = span.text.chars().count().max(1) as f32;
            let ahead = span.text.len() - span.text.trim_start().len();
            let behind = span.text.len() - span.text.trim_end().len();
            let piece = Piece {
                x0: span.bbox.x0 + span.bbox.width() * ahead as f32 / glyphs,
                x1: span.bbox.x1 - span.bbox.width() * behind as f32 / glyphs * 0.6,
                y: span.baseline,
                size,
                bold: span.bold,
                first,
                from: at,
                to: at + 1,
            };
            let on = last.is_some_and(|(y, s)| (span.baseline - y).abs() < 0.3 * s.max(size));
            match sheet.lines.last_mut().filter(|_| on) {
                Some(line) => line.add(piece, gap),
                None => {
                    last = Some((span.baseline, size));
                    let (top, bottom) = (piece.y - 0.8 * size, piece.y + 0.22 * size);
                    sheet.lines.push(PrintedLine { pieces: vec![piece], top, bottom, size });
                }
            }
        }
        sheet
    }

    /// A piece's words.
    pub(super) fn text(&self, piece: &Piece) -> String {
        let mut out = String::new();
        let mut end = f32::INFINITY;
        for span in &self.spans[piece.from..piece.to] {
            if span.bbox.x0 - end > 0.15 * span.size {
                out.push(' ');
            }
            out.push_str(&span.text);
            end = span.bbox.x1;
        }
        crate::util::text::collapse(&out)
    }
}

impl PrintedLine {
    fn add(&mut self, piece: Piece, gap: f32) {
        self.top = self.top.min(piece.y - 0.8 * piece.size);
        self.bottom = self.bottom.max(piece.y + 0.22 * piece.size);
        self.size = self.size.max(piece.size);
        match self.pieces.last_mut() {
            Some(last) if piece.x0 - last.x1 < gap * last.size.min(piece.size) => {
                last.x1 = last.x1.max(piece.x1);
                last.bold &= piece.bold;
                last.first = last.first.min(piece.first);
                last.to = piece.to;
            }
            _ => self.pieces.push(piece),
        }
    }
}
