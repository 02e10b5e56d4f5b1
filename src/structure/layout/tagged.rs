//! Tagged pages to items, by their structure tree.
//!
//! A page counts as tagged where the tree reaches most of its unmarked text, and a document's tags are used only where they are
//! sane (see [`Plan::of`]). Text is grouped by the element that holds it: a heading, a paragraph, a list item with its label, a
//! note, a cell of a table. What the tree does not reach, and the words of figures, are read by their position and put in where they
//! stand.

use super::grid::grids;
use super::lines::{Line, lines};
use super::page::{self, Item, RawCell, RawTable};
use super::roles::{Kind, Role, heading, role};
use crate::model::page::{Page, Rect, Span, TagCell, TagKind};
use std::collections::{BTreeMap, BTreeSet};

/// Share of a page's unmarked glyphs that the tree must reach, text in figures included.
const REACHED: f32 = 0.5;

/// Share of the text that may be tagged as headings; a producer that tags every paragraph so is not believed.
const HEADINGS: f32 = 0.4;

/// Most glyphs that the paragraphs of a sane document have on average; a page that is one element is not told apart.
const LONGEST: usize = 2500;

/// How far back an element is looked for, in elements: the tree's order brings what belongs together close together.
const NEAR: usize = 500;

/// More pieces of text than this outside the tags of one page are not put in where they stand.
const MAX_LOOSE: usize = 2000;

/// Most rows on a page of a table whose tags are held against the lines drawn in it.
const MERGED: usize = 3;

/// Tables within tables are followed this deep.
const MAX_NESTING: usize = 4;

/// A table's element, and what of it stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TableTag {
    /// The element's number.
    pub(super) element: u32,
    /// Number of columns that the whole table has.
    pub(super) columns: u32,
}

/// What is told from the document as a whole before its pages are read.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Whether each page is read by its tags.
    pages: Vec<bool>,
    /// Filled rows and columns of each table.
    tables: BTreeMap<u32, (u32, u32)>,
    /// Heading tags are believed.
    headings: bool,
}

impl Plan {
    /// Decides what to believe.
    ///
    /// - A page is read by its tags where they reach half of its unmarked glyphs: what they do not reach is put in by its place.
    /// - Heading tags count unless they hold more than two fifths of the text.
    /// - A page is read by positions after all where the tree's order jumps about on it (see [`Plan::read`]), and a table where
    ///   drawn lines part it into more than twice the rows that its tags tell.
    /// - Tags are set aside altogether where paragraphs are pages (2,500 glyphs on average), or lines (a third of them break off
    ///   in mid-sentence and the next begins in lower case).
    pub(super) fn of(pages: &[Page]) -> Plan {
        let mut plan = Plan { pages: pages.iter().map(is_tagged).collect(), headings: true, ..Plan::default() };
        let (mut all, mut headings) = (0, 0);
        let mut paragraphs: Vec<(u32, usize, bool, bool)> = Vec::new();
        let read: Vec<&Page> = pages.iter().zip(&plan.pages).filter(|(_, is)| **is).map(|(p, _)| p).collect();
        for span in read.into_iter().flat_map(visible) {
            let glyphs = glyphs(span);
            all += glyphs;
            let mut table = None;
            for tag in &span.tags {
                table = if tag.kind == TagKind::Table { Some(tag.element) } else { table };
                if let (Some(table), Some(at), true) = (table, tag.cell, glyphs > 0) {
                    let extent = plan.tables.entry(table).or_default();
                    *extent = (extent.0.max(at.row + 1), extent.1.max(at.column + at.columns));
                }
            }
            match role(&span.tags) {
                Some(Role { kind: Kind::Heading(_), .. }) => headings += glyphs,
                Some(Role { kind: Kind::Paragraph, element, lists: 0, .. })
                    if !span.tags.iter().any(|t| t.kind == TagKind::Table) =>
                {
                    let text = span.text.trim();
                    let ends = super::drafts::ends(text);
                    match paragraphs.last_mut() {
                        Some(last) if last.0 == element => {
                            last.1 += glyphs;
                            last.3 = if text.is_empty() { last.3 } else { ends };
                        }
                        _ if text.is_empty() => {}
                        _ => paragraphs.push((element, glyphs, text.starts_with(char::is_lowercase), ends)),
                    }
                }
                _ => {}
            }
        }
        plan.headings = headings as f32 <= HEADINGS * all as f32;
        let broken = paragraphs.windows(2).filter(|p| !p[0].3 && p[0].1 > 30 && p[1].2).count();
        let long: usize = paragraphs.iter().map(|p| p.1).sum();
        if !paragraphs.is_empty() && (broken * 3 > paragraphs.len() || long > LONGEST * paragraphs.len()) {
            plan.pages.fill(false);
        }
        plan
    }

    /// Whether the page at this position is read by its tags.
    pub(super) fn reads(&self, index: usize) -> bool {
        self.pages.get(index).copied().unwrap_or(false)
    }

    /// Whether anything on the page, read or not read by its tags, is tagged as a heading that is believed.
    pub(super) fn heads(&self, index: usize, page: &Page) -> bool {
        self.reads(index) || self.headings && page.spans.iter().any(|s| heading(s).is_some())
    }

    /// Marks the headings among the items of a page that is read by positions.
    fn mark(&self, mut items: Vec<Item>) -> Vec<Item> {
        for item in &mut items {
            if let Item::Line(line) = item {
                line.role = line.heading.filter(|_| self.headings);
            }
        }
        items
    }

    /// The items of a page: by its tags in the order of the tree where they are believed, and by positions otherwise. A page on
    /// which the tree's order jumps back and forth is read by positions too.
    pub(super) fn read(&self, index: usize, page: &Page) -> Vec<Item> {
        if self.reads(index) {
            let items = self.items(page);
            if !page::jumps_about(&items) {
                return items;
            }
        }
        self.mark(page::items(page))
    }

    /// The items of a tagged page in the order of the tree.
    fn items(&self, page: &Page) -> Vec<Item> {
        let (tagged, loose): (Vec<&Span>, Vec<&Span>) =
            readable(page).partition(|s| !s.artifact && s.tags.iter().any(|t| t.kind != TagKind::Figure));
        let steps: Vec<(&Span, usize)> = tagged.into_iter().map(|s| (s, 0)).collect();
        let mut items = self.region(page, &steps, 0);
        if !loose.is_empty() {
            let rest = Page { spans: loose.into_iter().cloned().collect(), rulings: Vec::new(), ..page.clone() };
            for (count, item) in page::items(&rest).into_iter().enumerate() {
                let at = if count < MAX_LOOSE { place(&items, &item.bbox()) } else { items.len() };
                items.insert(at, item);
            }
        }
        items
    }

    /// Items of a run of spans, each with how many of its tags are spent.
    fn region(&self, page: &Page, spans: &[(&Span, usize)], depth: usize) -> Vec<Item> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (span, from) in spans {
            let tags = &span.tags[*from..];
            let table = tags.iter().position(|t| t.kind == TagKind::Table).filter(|_| depth < MAX_NESTING);
            match table {
                Some(at) => {
                    let element = tags[at].element;
                    let near = groups.len().saturating_sub(NEAR);
                    let found =
                        groups.iter().skip(near).rposition(|g| matches!(g, Group::Table(e, _) if *e == element));
                    match found.map(|g| &mut groups[near + g]) {
                        Some(Group::Table(_, own)) => own.push((span, from + at + 1)),
                        _ => groups.push(Group::Table(element, vec![(span, from + at + 1)])),
                    }
                }
                None => add(&mut groups, span, self.believed(role(tags))),
            }
        }
        let mut out = Vec::new();
        for group in groups {
            match group {
                Group::Text(role, spans) => {
                    let own = |mut line: Line| {
                        line.role = role;
                        Item::Line(line)
                    };
                    out.extend(lines(spans).into_iter().map(own));
                }
                Group::Table(element, spans) => out.extend(self.table(page, element, &spans, depth)),
            }
        }
        out
    }

    fn believed(&self, role: Option<Role>) -> Option<Role> {
        role.map(|role| match role.kind {
            Kind::Heading(_) if !self.headings => Role { kind: Kind::Paragraph, ..role },
            _ => role,
        })
    }

    fn table(&self, page: &Page, element: u32, spans: &[(&Span, usize)], depth: usize) -> Vec<Item> {
        let mut cells: Vec<(TagCell, bool, Steps<'_>)> = Vec::new();
        let mut outside: Steps<'_> = Vec::new();
        for (span, from) in spans {
            let step = span.tags[*from..].iter().position(|t| t.cell.is_some());
            let Some((at, tag, place)) = step.and_then(|i| {
                let tag = span.tags[from + i];
                tag.cell.map(|place| (from + i + 1, tag, place))
            }) else {
                outside.push((span, *from));
                continue;
            };
            match cells.iter_mut().rev().take(NEAR).find(|(p, _, _)| *p == place) {
                Some((_, _, own)) => own.push((span, at)),
                None => cells.push((place, tag.kind == TagKind::HeaderCell, vec![(span, at)])),
            }
        }
        let told = cells.iter().map(|(place, _, _)| place.row).collect::<BTreeSet<_>>().len();
        if told <= MERGED && parts_more(page, spans, told) {
            let own = spans.iter().map(|(s, _)| (*s).clone()).collect();
            return page::items(&Page { spans: own, ..page.clone() });
        }
        let mut out = self.region(page, &outside, depth + 1);
        let (rows, columns) = self.tables.get(&element).copied().unwrap_or((0, 0));
        cells.sort_by_key(|(place, _, _)| (place.row, place.column));
        let filled = cells.iter().filter(|(_, _, s)| s.iter().any(|(s, _)| !s.text.trim().is_empty())).count();
        let frame = columns < 2 || rows < 2 && filled < 2;
        let mut raw = Vec::new();
        for (place, header, spans) in cells {
            let items = self.region(page, &spans, depth + 1);
            if frame {
                out.extend(items);
                continue;
            }
            let mut boxes = items.iter().map(Item::bbox);
            let Some(first) = boxes.next() else { continue };
            raw.push(RawCell {
                r0: place.row as usize,
                r1: (place.row + place.rows) as usize,
                c0: place.column as usize,
                c1: (place.column + place.columns) as usize,
                rect: boxes.fold(first, |a, b| a.union(&b)),
                header,
                items,
            });
        }
        if let Some(first) = raw.first() {
            let bbox = raw.iter().fold(first.rect, |a, c| a.union(&c.rect));
            let rows = raw.iter().map(|c| c.r1).max().unwrap_or(0);
            let tag = Some(TableTag { element, columns });
            out.push(Item::Table(RawTable { bbox, edges: Vec::new(), drawn: false, rows, cells: raw, tag }));
        }
        out
    }
}

/// Whether drawn lines part the text of a table into more than twice the rows that its tags tell: then the author, or the program
/// that tagged it, put several into one. Tables within the table are left to their own tags.
fn parts_more(page: &Page, spans: &[(&Span, usize)], told: usize) -> bool {
    if page.rulings.len() < 4 || spans.iter().any(|(s, from)| s.tags[*from..].iter().any(|t| t.kind == TagKind::Table))
    {
        return false;
    }
    grids(&page.rulings).iter().any(|grid| {
        let mut rows = BTreeSet::new();
        let mut inside = 0;
        for (span, _) in spans.iter().filter(|(s, _)| !s.text.trim().is_empty()) {
            let (x, y) = (span.bbox.x0 + 1.0, span.baseline - 0.3 * span.size);
            let cell = grid.cells.iter().find(|c| x >= c.rect.x0 && x <= c.rect.x1 && y >= c.rect.y0 && y <= c.rect.y1);
            rows.extend(cell.map(|c| c.r0));
            inside += usize::from(cell.is_some());
        }
        grid.columns() > 1 && rows.len() > 2 * told.max(1) && inside * 10 >= spans.len() * 8
    })
}

/// Spans, each with how many of its tags are spent.
type Steps<'a> = Vec<(&'a Span, usize)>;

/// Spans of one element, or of one table.
enum Group<'a> {
    Text(Option<Role>, Vec<&'a Span>),
    Table(u32, Steps<'a>),
}

/// Adds a span to the group of its element.
fn add<'a>(groups: &mut Vec<Group<'a>>, span: &'a Span, role: Option<Role>) {
    match (groups.last_mut(), role) {
        (Some(Group::Text(None, spans)), None) => return spans.push(span),
        (Some(Group::Text(Some(own), spans)), Some(role)) => {
            if own.element == role.element && own.kind == role.kind {
                own.labelled |= role.labelled;
                return spans.push(span);
            }
            // The label of an item stands in front of the item's first paragraph.
            if own.kind == Kind::Item && own.labelled && own.item.is_some() && own.item == role.item {
                *own = Role { labelled: true, leads: true, ..role };
                return spans.push(span);
            }
        }
        _ => {}
    }
    let Some(role) = role else { return groups.push(Group::Text(None, vec![span])) };
    if !matches!(role.kind, Kind::Item | Kind::Contents) {
        // A paragraph goes on after a note or a list within it.
        for group in groups.iter_mut().rev().take(8) {
            if let Group::Text(Some(own), spans) = group
                && own.element == role.element
                && own.kind == role.kind
            {
                return spans.push(span);
            }
        }
    }
    let seen = |group: &Group<'_>| matches!(group, Group::Text(Some(own), _) if own.item == role.item);
    let leads = role.item.is_some() && (role.labelled || !groups.iter().rev().take(NEAR).any(seen));
    groups.push(Group::Text(Some(Role { leads, ..role }), vec![span]));
}

fn glyphs(span: &Span) -> usize {
    span.text.chars().filter(|c| !c.is_whitespace()).count()
}

fn visible(page: &Page) -> impl Iterator<Item = &Span> {
    readable(page).filter(|s| !s.artifact)
}

/// Spans that are read: hidden ones only where nothing else stands on the page.
fn readable(page: &Page) -> impl Iterator<Item = &Span> {
    let hidden_only = page.spans.iter().all(|s| s.invisible);
    page.spans.iter().filter(move |s| (!s.invisible || hidden_only) && s.bbox.x0.is_finite() && s.baseline.is_finite())
}

fn is_tagged(page: &Page) -> bool {
    let (mut all, mut reached) = (0, 0);
    for span in visible(page) {
        let glyphs = glyphs(span);
        all += glyphs;
        reached += if span.tags.is_empty() { 0 } else { glyphs };
    }
    all > 0 && reached as f32 >= REACHED * all as f32
}

/// Where something that no tag reaches goes among items in order: after the last that stands above it in its column.
fn place(items: &[Item], at: &Rect) -> usize {
    let above = |item: &Item| {
        let own = item.bbox();
        own.y0 <= at.y0 && own.x0 < at.x1 && at.x0 < own.x1
    };
    match items.iter().rposition(above) {
        Some(index) => index + 1,
        None => items.iter().position(|item| item.bbox().y0 > at.y0).unwrap_or(items.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::Tag;

    fn span(text: &str, x0: f32, baseline: f32, tags: &[(TagKind, u32, Option<TagCell>)]) -> Span {
        let bbox = Rect { x0, y0: baseline - 8.0, x1: x0 + 5.0 * text.len() as f32, y1: baseline + 2.0 };
        let tags =
            tags.iter().map(|(kind, element, cell)| Tag { kind: *kind, element: *element, cell: *cell }).collect();
        Span { text: text.into(), bbox, baseline, size: 10.0, tags, ..Span::default() }
    }

    fn page(number: u32, spans: Vec<Span>) -> Page {
        Page { number, width: 600.0, height: 800.0, spans, ..Page::default() }
    }

    fn texts(items: &[Item]) -> Vec<(&str, Option<Kind>)> {
        let mut out = Vec::new();
        for item in items {
            if let Item::Line(line) = item {
                out.push((line.text.as_str(), line.role.map(|r| r.kind)));
            }
        }
        out
    }

    #[test]
    fn labels_stand_with_their_items_and_loose_text_where_it_is() {
        use TagKind::{Heading, Item, Label, List, Paragraph};
        let pages = [page(
            1,
            vec![
                span("Aims", 50., 100., &[(Heading(2), 1, None)]),
                span("1.", 50., 140., &[(List, 2, None), (Item, 3, None), (Label, 4, None)]),
                span("First aim of the board", 70., 140., &[(List, 2, None), (Item, 3, None), (Paragraph, 5, None)]),
                span("The rest of the text is a paragraph", 50., 160., &[(Paragraph, 6, None)]),
                span("loose", 50., 120., &[]),
            ],
        )];
        let plan = Plan::of(&pages);
        assert!(plan.reads(0));
        let items = plan.items(&pages[0]);
        let expected = [
            ("Aims", Some(Kind::Heading(2))),
            ("loose", None),
            ("1. First aim of the board", Some(Kind::Paragraph)),
            ("The rest of the text is a paragraph", Some(Kind::Paragraph)),
        ];
        assert_eq!(texts(&items), expected);
    }

    #[test]
    fn cells_are_told_by_their_place_not_by_their_order() {
        let at = |row, column| Some(TagCell { row, column, rows: 1, columns: 1 });
        let cell = |text, x, y, element, place| {
            let tags = [(TagKind::Table, 1, None), (TagKind::Row, 2, None), (TagKind::DataCell, element, place)];
            span(text, x, y, &tags)
        };
        let pages = [page(
            1,
            vec![
                cell("Theme", 50., 100., 3, at(0, 0)),
                cell("Due", 250., 100., 4, at(0, 2)),
                cell("Roads", 50., 120., 5, at(1, 0)),
                cell("Repair", 150., 120., 6, at(1, 1)),
            ],
        )];
        let items = Plan::of(&pages).items(&pages[0]);
        let [Item::Table(table)] = items.as_slice() else { panic!("one table: {items:?}") };
        assert_eq!(table.tag, Some(TableTag { element: 1, columns: 3 }));
        assert_eq!(table.cells.iter().map(|c| (c.r0, c.c0)).collect::<Vec<_>>(), [(0, 0), (0, 2), (1, 0), (1, 1)]);
    }

    #[test]
    fn silly_tags_are_set_aside() {
        let tagged = |kind: TagKind, text: &str| -> Vec<Page> {
            let spans = (0..20).map(|i| span(text, 50., 20. * i as f32, &[(kind, i + 1, None)])).collect();
            vec![page(1, spans)]
        };
        assert!(!Plan::of(&tagged(TagKind::Heading(1), "every paragraph a heading")).headings);
        assert!(!Plan::of(&tagged(TagKind::Paragraph, "every line is tagged as a paragraph of its own")).reads(0));
        assert!(Plan::of(&tagged(TagKind::Paragraph, "A sentence.")).reads(0));
    }

    #[test]
    fn a_page_whose_tree_jumps_about_is_read_by_positions() {
        let order = [5, 1, 7, 3, 8, 2, 6, 0, 9, 4];
        let tagged = |row: &i32| {
            let text = format!("Row {row} of the page says what it says.");
            span(&text, 50., 100. + 30. * *row as f32, &[(TagKind::Paragraph, *row as u32 + 1, None)])
        };
        let pages = [page(1, order.iter().map(tagged).collect())];
        let plan = Plan::of(&pages);
        assert!(plan.reads(0));
        let items = plan.read(0, &pages[0]);
        let rows: Vec<&str> = texts(&items).into_iter().map(|(text, _)| &text[4..5]).collect();
        assert_eq!(rows, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    }

    #[test]
    fn a_table_tagged_as_one_row_is_read_by_its_lines() {
        let at = |column| Some(TagCell { row: 0, column, rows: 1, columns: 1 });
        let mut spans = Vec::new();
        for row in 0..5 {
            for column in 0..2u32 {
                let tags =
                    [(TagKind::Table, 1, None), (TagKind::Row, 2, None), (TagKind::DataCell, 3 + column, at(column))];
                spans.push(span("words", 55. + 100. * column as f32, 115. + 20. * row as f32, &tags));
            }
        }
        let across = (0..6).map(|i| (50., 100. + 20. * i as f32, 250., 100. + 20. * i as f32));
        let down = (0..3).map(|i| (50. + 100. * i as f32, 100., 50. + 100. * i as f32, 200.));
        let ruling = |(x0, y0, x1, y1)| crate::model::page::Ruling { x0, y0, x1, y1 };
        let pages = [Page { rulings: across.chain(down).map(ruling).collect(), ..page(1, spans) }];
        let items = Plan::of(&pages).items(&pages[0]);
        let [Item::Table(table)] = items.as_slice() else { panic!("one table: {items:?}") };
        assert_eq!((table.rows, table.tag), (5, None));
    }
}
