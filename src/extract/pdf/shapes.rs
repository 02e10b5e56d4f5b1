//! Lines and bullets that some programs draw as shapes, which the engine's rulings leave out.
//!
//! LibreOffice and OpenOffice drew table borders as thin polygons with mitred ends, of six points and not four; browsers and
//! wkhtmltopdf draw the bullets of lists as small discs and squares. Both are read from the page's own operators, of files that
//! name such a program alone.

use crate::model::page::{Page, Rect, Ruling, Span};
use pdfboss_core::content::{ContentOps, Op};
use pdfboss_core::{Matrix, Point};

/// Operators of a page that are looked at.
const MAX_OPS: usize = 400_000;

/// Shapes of a page that are kept; more are a drawing.
const MAX_SHAPES: usize = 4000;

/// Graphics states within each other that are followed.
const MAX_STATES: usize = 256;

/// Thickest border, and shortest, in points.
const BORDER: (f32, f32) = (2.6, 6.0);

/// Width and height of a bullet, in points.
const BULLET: std::ops::RangeInclusive<f32> = 1.8..=6.5;

/// How far a bullet stands from its words at most, over their size.
const BEFORE: f32 = 2.6;

/// What a program is known to draw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Habits {
    /// Borders as polygons.
    pub(super) borders: bool,
    /// Bullets as discs and squares.
    pub(super) bullets: bool,
}

impl Habits {
    /// The habits of the program that made a file.
    pub(super) fn of(producer: &str) -> Habits {
        let named = |names: &[&str]| names.iter().any(|name| producer.contains(name));
        Habits { borders: named(&["LibreOffice", "OpenOffice"]), bullets: named(&["Skia/PDF", "Qt "]) }
    }

    /// Whether there is anything to look for.
    pub(super) fn any(self) -> bool {
        self.borders || self.bullets
    }
}

/// Boxes of shapes, in the units of the page's user space.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// Thin polygons.
    pub(super) borders: Vec<pdfboss_core::Rect>,
    /// Small discs and squares.
    pub(super) bullets: Vec<pdfboss_core::Rect>,
}

/// A path that is being drawn: its box, how many points it has, and whether it is curved.
#[derive(Debug, Clone, Copy)]
struct Outline {
    low: Point,
    high: Point,
    points: usize,
    curved: bool,
}

impl Outline {
    fn at(point: Point) -> Outline {
        Outline { low: point, high: point, points: 1, curved: false }
    }

    fn to(&mut self, point: Point) {
        self.low = Point { x: self.low.x.min(point.x), y: self.low.y.min(point.y) };
        self.high = Point { x: self.high.x.max(point.x), y: self.high.y.max(point.y) };
        self.points += 1;
    }
}

/// The filled shapes of a page's content.
pub(super) fn shapes(content: &[u8], habits: Habits) -> Shapes {
    let mut out = Shapes::default();
    let mut ops = ContentOps::new(content);
    let mut states = vec![Matrix::identity()];
    let mut paths: Vec<Outline> = Vec::new();
    for _ in 0..MAX_OPS {
        let Ok(Some((op, _))) = ops.next_op() else { break };
        let Some(matrix) = states.last().copied() else { break };
        let at = |x: f32, y: f32| matrix.apply(Point { x, y });
        let curve = |paths: &mut Vec<Outline>, points: &[(f32, f32)]| {
            if let Some(path) = paths.last_mut() {
                path.curved = true;
                points.iter().for_each(|(x, y)| path.to(at(*x, *y)));
            }
        };
        match op {
            Op::Save if states.len() < MAX_STATES => states.push(matrix),
            Op::Restore if states.len() > 1 => drop(states.pop()),
            Op::Concat(by) => {
                if let Some(own) = states.last_mut() {
                    *own = by.concat(matrix);
                }
            }
            Op::MoveTo(x, y) => paths.push(Outline::at(at(x, y))),
            Op::LineTo(x, y) => {
                if let Some(path) = paths.last_mut() {
                    path.to(at(x, y));
                }
            }
            Op::CurveTo(a, b, c, d, x, y) => curve(&mut paths, &[(a, b), (c, d), (x, y)]),
            Op::CurveToV(a, b, x, y) | Op::CurveToY(a, b, x, y) => curve(&mut paths, &[(a, b), (x, y)]),
            Op::Rect(x, y, w, h) => {
                let mut path = Outline::at(at(x, y));
                [(x + w, y), (x + w, y + h), (x, y + h)].iter().for_each(|(x, y)| path.to(at(*x, *y)));
                paths.push(path);
            }
            Op::Fill | Op::FillEvenOdd | Op::FillStroke | Op::FillStrokeEvenOdd => out.take(&mut paths, habits),
            Op::Stroke | Op::CloseStroke | Op::CloseFillStroke | Op::CloseFillStrokeEvenOdd | Op::EndPath => {
                paths.clear();
            }
            _ => {}
        }
        if paths.len() > MAX_SHAPES || out.borders.len() + out.bullets.len() > MAX_SHAPES {
            return Shapes::default();
        }
    }
    out
}

impl Shapes {
    fn take(&mut self, paths: &mut Vec<Outline>, habits: Habits) {
        for path in paths.drain(..) {
            let (width, height) = (path.high.x - path.low.x, path.high.y - path.low.y);
            let rect = pdfboss_core::Rect { x0: path.low.x, y0: path.low.y, x1: path.high.x, y1: path.high.y };
            let thin = width.min(height) <= BORDER.0 && width.max(height) >= BORDER.1;
            if habits.borders && thin && !path.curved && (5..=8).contains(&path.points) {
                self.borders.push(rect);
            }
            let round = BULLET.contains(&width) && BULLET.contains(&height) && (width - height).abs() < 0.6;
            if habits.bullets && round && (path.curved || path.points == 4) {
                self.bullets.push(rect);
            }
        }
    }
}

/// A thin box as a line.
pub(super) fn line(rect: Rect) -> Ruling {
    let (x, y) = ((rect.x0 + rect.x1) / 2.0, (rect.y0 + rect.y1) / 2.0);
    if rect.width() >= rect.height() {
        Ruling { x0: rect.x0, y0: y, x1: rect.x1, y1: y }
    } else {
        Ruling { x0: x, y0: rect.y0, x1: x, y1: rect.y1 }
    }
}

/// Puts a bullet before the words that each disc or square stands close to the left of.
pub(super) fn put_bullets(page: &mut Page, bullets: &[Rect]) {
    for bullet in bullets {
        let middle = (bullet.y0 + bullet.y1) / 2.0;
        let beside = |span: &Span| {
            let gap = span.bbox.x0 - bullet.x1;
            span.turn == 0
                && !span.text.trim().is_empty()
                && middle < span.baseline
                && middle > span.baseline - 0.75 * span.size
                && (0.0..BEFORE * span.size).contains(&gap)
        };
        // Nothing may stand right before it: it would be a mark within a line.
        let inside = |span: &Span| {
            middle < span.baseline
                && middle > span.baseline - 0.75 * span.size
                && span.bbox.x1 <= bullet.x0 + 0.5
                && bullet.x0 - span.bbox.x1 < 3.0 * span.size
                && !span.text.trim().is_empty()
        };
        let found = page.spans.iter().enumerate().filter(|(_, span)| beside(span));
        let nearest = found.min_by(|a, b| a.1.bbox.x0.total_cmp(&b.1.bbox.x0).then(a.0.cmp(&b.0)));
        let Some((at, words)) = nearest.filter(|_| !page.spans.iter().any(inside)) else { continue };
        let (baseline, size) = (words.baseline, words.size);
        let bbox = Rect { x0: bullet.x0, y0: baseline - 0.8 * size, x1: bullet.x1, y1: baseline + 0.2 * size };
        page.spans.insert(at, Span { text: "\u{2022}".to_owned(), bbox, baseline, size, ..Span::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mitred_borders_and_discs_are_found() {
        let content = b"q 1 0 0 1 10 0 cm 0 0 0 rg\n100 50 m 99.7 50.3 l 10.3 50.3 l 10 50 l 10.3 49.7 l 99.7 49.7 l 100 50 l h f*\nQ\n\
            4 2 m 4 3.1 3.1 4 2 4 c 0.9 4 0 3.1 0 2 c 0 0.9 0.9 0 2 0 c 3.1 0 4 0.9 4 2 c h f\n0 0 200 100 re f\n";
        let both = Habits { borders: true, bullets: true };
        let found = shapes(content, both);
        assert_eq!((found.borders.len(), found.bullets.len()), (1, 1));
        assert!((found.borders[0].x0 - 20.0).abs() < 0.01 && found.borders[0].x1 == 110.0);
        assert!(shapes(content, Habits::default()).borders.is_empty());
    }

    #[test]
    fn a_disc_beside_words_is_a_bullet() {
        let words = |x0: f32| {
            let bbox = Rect { x0, y0: 92.0, x1: x0 + 60.0, y1: 102.0 };
            Span { text: "Open the hall".into(), bbox, baseline: 100.0, size: 10.0, ..Span::default() }
        };
        let mut page = Page { spans: vec![words(50.0), words(150.0)], ..Page::default() };
        put_bullets(&mut page, &[Rect { x0: 40.0, y0: 94.0, x1: 43.0, y1: 97.0 }]);
        let texts: Vec<&str> = page.spans.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["\u{2022}", "Open the hall", "Open the hall"]);
        put_bullets(&mut page, &[Rect { x0: 114.0, y0: 94.0, x1: 117.0, y1: 97.0 }]);
        assert_eq!(page.spans.len(), 3);
    }
}
