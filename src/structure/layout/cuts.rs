//! Reading order by white space, for pages whose own order is none: columns of text are parted by free height and width in turn
//! (the recursive X-Y cut of Nagy and Seth).

use super::page::Item;
use crate::model::page::Rect;

/// Free width between two columns, in points.
const GUTTER: f32 = 7.0;

/// Fewer items, or shorter ones on average, are no column of text: labels and their values are read across.
const COLUMN: (usize, usize) = (3, 18);

/// Cuts within cuts are followed this deep.
const MAX_DEPTH: usize = 60;

/// The items in the order in which they are read.
pub(super) fn ordered(items: Vec<Item>) -> Vec<Item> {
    let mut out = Vec::with_capacity(items.len());
    cut(items, &mut out, 0);
    out
}

fn cut(mut items: Vec<Item>, out: &mut Vec<Item>, depth: usize) {
    if items.len() < 2 || depth == MAX_DEPTH {
        return out.append(&mut items);
    }
    if let Some(x) = widest_gap(&items, |r| (r.x0, r.x1), GUTTER) {
        let (left, right): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|i| i.bbox().x1 <= x);
        if is_column(&left) && is_column(&right) {
            let (left, right) = items.into_iter().partition(|i| i.bbox().x1 <= x);
            cut(left, out, depth + 1);
            return cut(right, out, depth + 1);
        }
    }
    if let Some(y) = widest_gap(&items, |r| (r.y0, r.y1), -1.0) {
        let (above, below) = items.into_iter().partition(|i| (i.bbox().y0 + i.bbox().y1) / 2.0 <= y);
        cut(above, out, depth + 1);
        return cut(below, out, depth + 1);
    }
    items.sort_by(|a, b| {
        let (a, b) = (a.bbox(), b.bbox());
        (a.y0 / 3.0).round().total_cmp(&(b.y0 / 3.0).round()).then(a.x0.total_cmp(&b.x0))
    });
    out.append(&mut items);
}

/// The middle of the widest stretch that no item crosses, of those wider than `least`.
fn widest_gap(items: &[Item], ends: fn(&Rect) -> (f32, f32), least: f32) -> Option<f32> {
    let mut all: Vec<(f32, f32)> = items.iter().map(|i| ends(&i.bbox())).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reach = all.first()?.1;
    let mut best: Option<(f32, f32)> = None;
    for (from, to) in all.into_iter().skip(1) {
        let gap = from - reach;
        if gap > least && best.is_none_or(|(widest, _)| gap > widest) {
            best = Some((gap, (from + reach) / 2.0));
        }
        reach = reach.max(to);
    }
    best.map(|(_, middle)| middle)
}

/// Whether items can be a column: a table, or lines of text.
fn is_column(items: &[&Item]) -> bool {
    let letters: usize = items.iter().filter_map(|i| i.line()).map(|l| l.text.chars().count()).sum();
    items.iter().any(|i| i.line().is_none()) || items.len() >= COLUMN.0 && letters >= COLUMN.1 * items.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::Span;
    use crate::structure::layout::lines::lines;

    fn line(text: &str, x0: f32, y0: f32) -> Item {
        let bbox = Rect { x0, y0, x1: x0 + 5.0 * text.len() as f32, y1: y0 + 10.0 };
        let span = Span { text: text.into(), bbox, baseline: y0 + 8.0, size: 10.0, ..Span::default() };
        Item::Line(lines([&span]).remove(0))
    }

    fn texts(items: Vec<Item>) -> Vec<String> {
        items.iter().filter_map(Item::line).map(|l| l.text[..2].to_owned()).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other_under_what_spans_them() {
        let words = "words of a column of text";
        let mut items = Vec::new();
        for row in (0..4).rev() {
            items.push(line(&format!("R{row} {words}"), 200.0, 50.0 + 12.0 * row as f32));
            items.push(line(&format!("L{row} {words}"), 10.0, 50.0 + 12.0 * row as f32));
        }
        items.push(line("Head of the page that runs over both of its columns of text", 10.0, 10.0));
        assert_eq!(texts(ordered(items)), ["He", "L0", "L1", "L2", "L3", "R0", "R1", "R2", "R3"]);
    }

    #[test]
    fn labels_and_values_are_read_across() {
        let items = vec![
            line("10.0 Roads", 200.0, 10.0),
            line("Budget", 10.0, 10.0),
            line("12.0 Roads", 200.0, 30.0),
            line("Actual", 10.0, 30.0),
        ];
        assert_eq!(texts(ordered(items)), ["Bu", "10", "Ac", "12"]);
    }
}
