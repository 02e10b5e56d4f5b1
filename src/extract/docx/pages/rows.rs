//! Tables as rows of cells with their lines.

use super::format::points;
use super::lines::{Above, Setter, Slice};
use crate::extract::docx::table::collect;
use crate::extract::xml::Node;

/// White at the left and right of a cell where the table states none, in points.
const SIDE: f32 = 5.4;

/// Tables within tables that are set one by one; deeper ones are taken as so many paragraphs.
const MAX_DEPTH: usize = 4;

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Lines of each cell, from top to bottom.
    pub(super) cells: Vec<Vec<Slice>>,
    /// Lines of cells that go on into the rows below, which do not make this row higher.
    pub(super) merged: Vec<Vec<Slice>>,
    /// White above and below the lines, with the border.
    pub(super) padding: f32,
    /// Least height.
    pub(super) least: f32,
    /// Greatest height, where it is fixed.
    pub(super) fixed: Option<f32>,
    /// No page end cuts it.
    pub(super) whole: bool,
    /// Printed again on every page.
    pub(super) header: bool,
}

impl Row {
    /// How high it is on one page.
    pub(super) fn height(&self) -> f32 {
        let tallest = self.cells.iter().map(|c| c.iter().map(|s| s.height).sum::<f32>()).fold(0.0, f32::max);
        self.fixed.unwrap_or((tallest + self.padding).max(self.least))
    }

    /// The row as lines of the cell around its table: those of its tallest cell, with what stands beside each.
    fn bands(&self) -> Vec<Slice> {
        let height = |cell: &[Slice]| cell.iter().map(|s| s.height).sum::<f32>();
        let total = self.height();
        let tallest = self.cells.iter().max_by(|a, b| height(a).total_cmp(&height(b)));
        let mut bands: Vec<Slice> = match tallest.filter(|cell| !self.whole && self.fixed.is_none() && !cell.is_empty())
        {
            Some(cell) => cell.iter().map(|s| Slice { starts: Vec::new(), turn: None, ..*s }).collect(),
            None => vec![Slice { height: total, ..Slice::default() }],
        };
        bands[0].height += self.padding / 2.0;
        let left = total - height(&bands);
        if let Some(last) = bands.last_mut() {
            last.height += left;
        }
        for cell in self.cells.iter().chain(&self.merged) {
            let (mut band, mut end, mut y) = (0, bands[0].height, 0.0);
            for slice in cell {
                while y >= end - 0.1 && band + 1 < bands.len() {
                    band += 1;
                    end += bands[band].height;
                }
                bands[band].starts.extend(&slice.starts);
                y += slice.height;
            }
        }
        bands
    }
}

struct Margins {
    top: f32,
    bottom: f32,
    left: f32,
    right: f32,
}

impl Margins {
    fn of(node: Option<&Node>, otherwise: &Margins) -> Margins {
        let length = |name: &str, other: &str, value: f32| {
            let side = node.and_then(|n| n.child(name).or_else(|| n.child(other)));
            side.and_then(|s| s.attr("w:w")).and_then(points).filter(|w| *w >= 0.0).unwrap_or(value)
        };
        Margins {
            top: length("w:top", "w:top", otherwise.top),
            bottom: length("w:bottom", "w:bottom", otherwise.bottom),
            left: length("w:left", "w:start", otherwise.left),
            right: length("w:right", "w:end", otherwise.right),
        }
    }
}

/// Sets a table in a column of this width.
pub(super) fn set<'a>(setter: &mut Setter<'a>, table: &'a Node, width: f32, depth: usize) -> Vec<Row> {
    let mut nodes = Vec::new();
    collect(table, "w:tr", &mut nodes);
    let properties = table.child("w:tblPr");
    let none = Margins { top: 0.0, bottom: 0.0, left: SIDE, right: SIDE };
    let margins = Margins::of(properties.and_then(|p| p.child("w:tblCellMar")), &none);
    let grid = grid(table, properties, width);
    let mut out: Vec<Row> = Vec::new();
    // For each column, how much of a merged cell still wants room.
    let mut wanting: Vec<f32> = vec![0.0; grid.len()];
    for (index, node) in nodes.iter().enumerate() {
        let below = nodes.get(index + 1).map(|next| continued(next)).unwrap_or_default();
        out.push(row(setter, node, &grid, &margins, &below, &mut wanting, depth));
    }
    out
}

fn row<'a>(
    setter: &mut Setter<'a>,
    node: &'a Node,
    grid: &[f32],
    margins: &Margins,
    below: &[usize],
    wanting: &mut [f32],
    depth: usize,
) -> Row {
    let properties = node.child("w:trPr");
    let mut out = Row {
        whole: properties.and_then(|p| p.switch("w:cantSplit")) == Some(true),
        header: properties.and_then(|p| p.switch("w:tblHeader")) == Some(true),
        ..Row::default()
    };
    if let Some(height) = properties.and_then(|p| p.child("w:trHeight")) {
        let stated = height.attr("w:val").and_then(points).unwrap_or(0.0);
        if height.attr("w:hRule") == Some("exact") { out.fixed = Some(stated) } else { out.least = stated }
    }
    let mut cells = Vec::new();
    collect(node, "w:tc", &mut cells);
    let mut column = before(node);
    let mut ends = Vec::new();
    for cell in cells {
        let properties = cell.child("w:tcPr");
        let span = span(cell);
        let own = Margins::of(properties.and_then(|p| p.child("w:tcMar")), margins);
        let wide: f32 = (column..column + span).map(|c| grid.get(c).copied().unwrap_or(0.0)).sum();
        let inner = (wide - own.left - own.right).max(1.0);
        let slices = content(setter, cell, inner, depth);
        let border = border(properties);
        out.padding = out.padding.max(own.top + own.bottom + border);
        let goes_on = below.contains(&column);
        let merge = properties.and_then(|p| p.child("w:vMerge"));
        if let Some(wants) = wanting.get_mut(column).filter(|_| merge.is_some()) {
            if merge.is_some_and(|m| m.attr("w:val") == Some("restart")) {
                *wants = slices.iter().map(|s| s.height).sum::<f32>() + own.top + own.bottom;
                if goes_on {
                    out.merged.push(slices);
                } else {
                    out.cells.push(slices);
                }
            }
            ends.push((column, goes_on));
        } else {
            out.cells.push(slices);
        }
        column += span;
    }
    // What a merged cell has not found room for makes its last row higher.
    for (column, goes_on) in ends {
        if !goes_on {
            out.least = out.least.max(wanting[column]);
        }
        wanting[column] = (wanting[column] - out.height()).max(0.0);
    }
    out
}

/// What stands in a cell, one below the other.
fn content<'a>(setter: &mut Setter<'a>, cell: &'a Node, width: f32, depth: usize) -> Vec<Slice> {
    let mut out: Vec<Slice> = Vec::new();
    let mut above: Option<Above> = None;
    for child in cell.nodes() {
        match child.name.as_str() {
            "w:p" => {
                let mut own = setter.paragraph(child, width);
                let adds = setter.formats.adds_spaces;
                let gap = above.map_or(own.format.before, |above| above.gap(&own, adds));
                if let Some(first) = own.slices.first_mut() {
                    first.height += gap;
                }
                above = Some(Above::new(&own));
                out.append(&mut own.slices);
            }
            "w:tbl" if depth < MAX_DEPTH => {
                for row in set(setter, child, width, depth + 1) {
                    out.extend(row.bands());
                }
            }
            "w:sdt" | "w:sdtContent" | "w:ins" | "w:customXml" => out.append(&mut content(setter, child, width, depth)),
            _ => setter.skip(child),
        }
    }
    if let (Some(last), Some(above)) = (out.last_mut(), above) {
        last.height += above.after;
        last.slack += above.after;
    }
    out
}

/// Widths of the columns in points, squeezed into the width there is where the table asks for its share of it.
fn grid(table: &Node, properties: Option<&Node>, width: f32) -> Vec<f32> {
    let stated = table.child("w:tblGrid").into_iter().flat_map(|g| g.nodes());
    let mut grid: Vec<f32> = stated
        .filter(|n| n.name == "w:gridCol")
        .take(512)
        .map(|n| n.attr("w:w").and_then(points).unwrap_or(0.0))
        .collect();
    let mut rows = Vec::new();
    collect(table, "w:tr", &mut rows);
    // The first row whose cells state their widths beats the grid, which some programs leave at nonsense.
    for row in rows.iter().take(3) {
        let mut cells = Vec::new();
        collect(row, "w:tc", &mut cells);
        let widths: Vec<Option<f32>> = cells.iter().map(|cell| cell_width(cell, width)).collect();
        if before(row) == 0 && cells.iter().all(|cell| span(cell) == 1) && widths.iter().all(Option::is_some) {
            let own: Vec<f32> = widths.into_iter().flatten().collect();
            if own.len() >= grid.len() {
                grid = own;
            }
            break;
        }
    }
    if grid.is_empty() {
        let columns = rows.first().map_or(1, |row| {
            let mut cells = Vec::new();
            collect(row, "w:tc", &mut cells);
            cells.iter().map(|cell| span(cell)).sum::<usize>().clamp(1, 512)
        });
        grid = vec![0.0; columns];
    }
    let total: f32 = grid.iter().sum();
    let asked = properties.and_then(|p| p.child("w:tblW")).and_then(|w| {
        let value = w.attr("w:w")?.trim_end_matches('%').parse::<f32>().ok().filter(|v| *v > 0.0)?;
        match w.attr("w:type") {
            Some("pct") => Some(width * if value <= 100.0 { value / 100.0 } else { value / 5000.0 }),
            Some("dxa") => points(w.attr("w:w")?),
            _ => None,
        }
    });
    let wide = asked.unwrap_or(if total > 1.0 { total } else { width });
    if total > 1.0 {
        grid.iter_mut().for_each(|w| *w *= wide / total);
    } else {
        let share = wide / grid.len() as f32;
        grid.fill(share);
    }
    grid
}

fn cell_width(cell: &Node, width: f32) -> Option<f32> {
    let stated = cell.child("w:tcPr")?.child("w:tcW")?;
    match stated.attr("w:type") {
        Some("pct") => {
            let value = stated.attr("w:w")?.trim_end_matches('%').parse::<f32>().ok()?;
            Some(width * if value <= 100.0 { value / 100.0 } else { value / 5000.0 })
        }
        Some("dxa") => stated.attr("w:w").and_then(points),
        _ => None,
    }
    .filter(|w| *w > 0.0)
}

fn span(cell: &Node) -> usize {
    let stated = cell.child("w:tcPr").and_then(|p| p.val("w:gridSpan")).and_then(|n| n.parse::<usize>().ok());
    stated.unwrap_or(1).clamp(1, 512)
}

fn before(row: &Node) -> usize {
    let stated = row.child("w:trPr").and_then(|p| p.val("w:gridBefore")).and_then(|n| n.parse::<usize>().ok());
    stated.unwrap_or(0).min(512)
}

/// Height of a cell's lower border; eighths of a point in the file.
fn border(properties: Option<&Node>) -> f32 {
    let side = properties.and_then(|p| p.child("w:tcBorders")).and_then(|b| b.child("w:bottom"));
    side.and_then(|s| s.attr("w:sz")).and_then(|s| s.parse::<f32>().ok()).map_or(0.5, |s| (s / 8.0).clamp(0.0, 12.0))
}

/// The columns in which a row goes on with cells from above.
fn continued(row: &Node) -> Vec<usize> {
    let mut cells = Vec::new();
    collect(row, "w:tc", &mut cells);
    let mut column = before(row);
    let mut out = Vec::new();
    for cell in cells {
        let merge = cell.child("w:tcPr").and_then(|p| p.child("w:vMerge"));
        if merge.is_some_and(|m| m.attr("w:val") != Some("restart")) {
            out.push(column);
        }
        column += span(cell);
    }
    out
}
