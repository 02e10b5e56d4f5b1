//! Fills pages with lines and rows, and notes which character each page begins with.

use super::lines::{Above, Place, Set, Slice, Turn};
use super::rows::Row;

/// Fractions of a point by which programs differ in rounding.
const EASE: f32 = 0.3;

/// The room for text on the pages of a section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    /// Width of a column.
    pub(super) width: f32,
    /// Height of the text on a page.
    pub(super) height: f32,
    /// The same on the section's first page.
    pub(super) first: f32,
    /// Columns beside each other.
    pub(super) columns: u32,
}

/// How a section begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    Continuous,
    Column,
    Page,
    /// On the next page whose number is even, or is odd.
    Even,
    Odd,
}

/// What is put on pages.
#[derive(Debug)]
pub(super) enum Item {
    Paragraph(Set),
    /// The rows of a table.
    Table(Vec<Row>),
    Section(Sheet, Begin),
}

/// What stands above the next line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Top {
    /// Other text.
    Text,
    /// The top of a page that the author asked for.
    Asked,
    /// The top of a page that was full before.
    Full,
}

/// Puts items on pages: the characters with which each page begins, several where cells stand side by side, and the number of
/// pages. Pages count from 1.
pub(super) fn fill(items: &[Item], sheet: Sheet, adds_spaces: bool) -> (Vec<(Place, u32)>, u32) {
    let mut flow = Flow {
        sheet,
        height: sheet.first,
        adds_spaces,
        page: 1,
        column: 0,
        top: 0.0,
        y: 0.0,
        above: Above::default(),
        stands: Top::Asked,
        marked: 1,
        marks: Vec::new(),
    };
    for (at, item) in items.iter().enumerate() {
        match item {
            Item::Paragraph(set) => {
                flow.keep(&items[at..], at.checked_sub(1).and_then(|i| items.get(i)));
                flow.paragraph(set);
            }
            Item::Table(rows) => flow.table(rows),
            Item::Section(sheet, begin) => flow.section(*sheet, *begin),
        }
    }
    flow.marks.sort();
    (flow.marks, flow.page)
}

struct Flow {
    sheet: Sheet,
    height: f32,
    adds_spaces: bool,
    page: u32,
    column: u32,
    /// Where the columns begin.
    top: f32,
    y: f32,
    above: Above,
    stands: Top,
    /// The page that was marked last.
    marked: u32,
    marks: Vec<(Place, u32)>,
}

impl Flow {
    fn room(&self) -> f32 {
        self.height - self.y + EASE
    }

    fn turn(&mut self, stands: Top) {
        if self.column + 1 < self.sheet.columns {
            self.column += 1;
            self.y = self.top;
        } else {
            self.page += 1;
            self.column = 0;
            self.top = 0.0;
            self.y = 0.0;
            self.height = self.sheet.height;
        }
        self.above = Above::default();
        self.stands = stands;
    }

    fn turn_page(&mut self) {
        self.column = self.sheet.columns;
        self.turn(Top::Asked);
    }

    fn section(&mut self, sheet: Sheet, begin: Begin) {
        self.sheet = sheet;
        match begin {
            Begin::Continuous => {
                self.top = self.y;
                self.column = 0;
                return;
            }
            Begin::Column => return self.turn(Top::Asked),
            Begin::Page | Begin::Even | Begin::Odd => self.turn_page(),
        }
        let even = self.page.is_multiple_of(2);
        if begin == Begin::Even && !even || begin == Begin::Odd && even {
            self.page += 1;
        }
        self.height = sheet.first;
    }

    /// White above a paragraph.
    fn gap(&self, set: &Set) -> f32 {
        match self.stands {
            Top::Full => 0.0,
            Top::Asked => set.format.before,
            Top::Text => self.above.gap(set, self.adds_spaces),
        }
    }

    /// Turns the page where paragraphs that stay with the next one, and the beginning of that, have no room together.
    fn keep(&mut self, items: &[Item], above: Option<&Item>) {
        let keeps = |item: &Item| matches!(item, Item::Paragraph(set) if set.format.keep_next);
        if self.stands != Top::Text || above.is_some_and(keeps) || !items.first().is_some_and(keeps) {
            return;
        }
        let mut needs = 0.0;
        let mut above = self.above.clone();
        for item in items {
            match item {
                Item::Paragraph(set) => {
                    let gap = above.gap(set, self.adds_spaces);
                    let lines = &set.slices;
                    let all = set.format.keep_next || set.format.keep_lines || set.format.widows && lines.len() < 4;
                    let count = if all { lines.len() } else { 1 + usize::from(set.format.widows) };
                    needs += gap + lines.iter().take(count).map(|s| s.height).sum::<f32>();
                    above = Above::new(set);
                    if !set.format.keep_next {
                        needs -= lines.get(count.saturating_sub(1)).map_or(0.0, |s| s.slack);
                        break;
                    }
                }
                Item::Table(rows) => {
                    needs += above.after + rows.first().map_or(0.0, first_line);
                    break;
                }
                Item::Section(..) => break,
            }
            if needs > self.height {
                return;
            }
        }
        if needs > self.room() {
            self.turn(Top::Full);
        }
    }

    fn paragraph(&mut self, set: &Set) {
        if set.format.break_before && self.stands != Top::Asked {
            self.turn_page();
        }
        let mut gap = self.gap(set);
        let mut at = 0;
        while at < set.slices.len() {
            // As far as the author's next break.
            let end = set.slices[at..].iter().position(|s| s.turn.is_some()).map_or(set.slices.len(), |n| at + n + 1);
            at += self.lines(&set.slices[at..end], gap, set);
            gap = 0.0;
            if at == end {
                match set.slices[end - 1].turn {
                    Some(Turn::Page) => self.turn_page(),
                    Some(Turn::Column) => self.turn(Top::Asked),
                    None => {}
                }
            }
        }
        if self.stands == Top::Text {
            self.above = Above::new(set);
        }
    }

    /// Puts as many lines as have room on the page and turns it where some are left; gives their number.
    fn lines(&mut self, slices: &[Slice], gap: f32, set: &Set) -> usize {
        let mut fits = 0;
        let mut used = gap;
        for slice in slices {
            if used + slice.height - slice.slack > self.room() {
                break;
            }
            used += slice.height;
            fits += 1;
        }
        let fresh = self.stands != Top::Text;
        if fits < slices.len() {
            if set.format.keep_lines && !fresh {
                fits = 0;
            } else if set.format.widows {
                // No line stands alone at the foot or the head of a page.
                fits = if slices.len() - fits == 1 { fits.saturating_sub(1) } else { fits };
                fits = if fits == 1 { 0 } else { fits };
            }
            if fits == 0 && fresh {
                fits = 1;
            }
        }
        for (at, slice) in slices[..fits].iter().enumerate() {
            self.mark(&slice.starts);
            self.y += slice.height + if at == 0 { gap } else { 0.0 };
            self.stands = Top::Text;
        }
        if fits < slices.len() {
            self.turn(Top::Full);
        }
        fits
    }

    fn mark(&mut self, starts: &[Place]) {
        if self.page != self.marked && !starts.is_empty() {
            self.marks.extend(starts.iter().map(|place| (*place, self.page)));
            self.marked = self.page;
        }
    }

    fn table(&mut self, rows: &[Row]) {
        if self.stands == Top::Text {
            self.y += self.above.after;
        }
        self.above = Above::default();
        let headers = rows.iter().take_while(|r| r.header).count();
        let repeated: f32 = rows[..headers].iter().map(Row::height).sum();
        let repeated = if repeated < 0.5 * self.height { repeated } else { 0.0 };
        for (index, row) in rows.iter().enumerate() {
            self.row(row, if index >= headers { repeated } else { 0.0 });
        }
    }

    fn row(&mut self, row: &Row, repeated: f32) {
        let mut rest = row.clone();
        loop {
            let fresh = self.stands != Top::Text;
            if rest.height() <= self.room() || rest.fixed.is_some() && fresh {
                self.cells(&rest);
                self.y += rest.height();
                self.stands = Top::Text;
                return;
            }
            let room = self.room() - rest.padding;
            let fitting = |cell: &Vec<Slice>| {
                let mut used = 0.0;
                cell.iter()
                    .take_while(|s| {
                        used += s.height;
                        used - s.slack <= room
                    })
                    .count()
            };
            let mut counts: Vec<usize> = rest.cells.iter().map(fitting).collect();
            let starts = rest.cells.iter().zip(&counts).all(|(cell, n)| cell.is_empty() || *n > 0);
            if (rest.whole || rest.fixed.is_some() || !starts || rest.cells.is_empty()) && !fresh {
                self.turn(Top::Full);
                self.head(repeated);
                continue;
            }
            if counts.iter().all(|n| *n == 0) {
                // Higher than a page: it stands where it is.
                counts.iter_mut().for_each(|n| *n = 1);
            }
            self.cells(&rest);
            let mut more = false;
            for (cell, count) in rest.cells.iter_mut().zip(&counts) {
                cell.drain(..(*count).min(cell.len()));
                more |= !cell.is_empty();
            }
            rest.merged.clear();
            rest.least = 0.0;
            self.stands = Top::Text;
            if !more {
                self.y = self.height;
                return;
            }
            self.turn(Top::Full);
            self.head(repeated);
        }
    }

    /// The header that is printed again.
    fn head(&mut self, repeated: f32) {
        if self.column == 0 {
            self.y += repeated;
        }
    }

    /// Marks the cells of a row: each has a text of its own.
    fn cells(&mut self, row: &Row) {
        let fresh = self.page != self.marked;
        for cell in &row.cells {
            if fresh && let Some(first) = cell.iter().find(|s| !s.starts.is_empty()) {
                self.marks.extend(first.starts.iter().map(|place| (*place, self.page)));
                self.marked = self.page;
            }
        }
        for cell in &row.merged {
            if fresh && let Some(first) = cell.iter().find(|s| !s.starts.is_empty()) {
                self.marks.extend(first.starts.iter().map(|place| (*place, self.page)));
                self.marked = self.page;
            }
            // A merged cell runs on beside the rows below.
            let mut y = self.y;
            let mut page = self.page;
            for slice in cell {
                if y + slice.height - slice.slack > self.height + EASE {
                    page += 1;
                    y = 0.0;
                    self.marks.extend(slice.starts.iter().map(|place| (*place, page)));
                }
                y += slice.height;
            }
        }
    }
}

/// How much of a row must stand on a page at least.
fn first_line(row: &Row) -> f32 {
    if row.whole || row.header {
        return row.height();
    }
    row.padding + row.cells.iter().filter_map(|cell| cell.first()).map(|s| s.height - s.slack).fold(0.0, f32::max)
}
