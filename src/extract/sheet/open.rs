//! Cells of the sheets of an OpenDocument spreadsheet, with the words that the file itself says are shown.

use super::grid::Merged;
use super::{MAX_CELLS, ODS, Value, gather};
use crate::extract::line::Face;
use crate::extract::odt::styles::Styles;
use crate::extract::odt::{metadata, refuse_locked};
use crate::extract::package::Package;
use crate::extract::xml::Node;
use crate::extract::{ExtractError, Settings};
use crate::model::extracted::{Diagnostic, Extracted};

/// Most times that a cell with words in it is repeated; a file that asks for more fills a sheet to exhaust its reader.
const MAX_REPEATS: u32 = 1000;

/// Reads one spreadsheet.
pub(super) fn extract(bytes: &[u8], settings: &Settings) -> Result<Extracted, ExtractError> {
    let mut package = Package::open(bytes, settings)?;
    refuse_locked(&mut package)?;
    let (content, damage) = package.xml("content.xml")?.ok_or_else(|| {
        ExtractError::new("the file has no part with its sheets (content.xml): open it and save it anew")
    })?;
    let styles = package.xml("styles.xml")?.map(|(root, _)| root).unwrap_or_default();
    let metadata = metadata(&mut package)?;
    let styles = Styles::read(&content, &styles);
    let body = content.child("office:body").and_then(|b| b.child("office:spreadsheet"));
    let tables: Vec<&Node> = body.into_iter().flat_map(Node::nodes).filter(|n| n.name == "table:table").collect();
    let name = |table: &Node| table.attr("table:name").unwrap_or_default().to_owned();
    let shown = |table: &Node| !styles.resolve("table", table.attr("table:style-name").unwrap_or_default()).is_hidden();
    let sheets: Vec<(String, bool)> = tables.iter().map(|table| (name(table), shown(table))).collect();
    let mut read = gather(&ODS, metadata, &sheets, |wanted, left| {
        let mut sheet = Sheet { left: left.min(MAX_CELLS), ..Sheet::default() };
        if let Some(table) = tables.iter().find(|table| name(table) == wanted) {
            sheet.rows(table, &styles);
        }
        Ok((sheet.values, sheet.merged))
    })?;
    if let Some(damage) = damage {
        let message = format!("is damaged ({damage}) and was read as far as possible: open it and save it anew");
        read.diagnostics.push(Diagnostic { page: None, message, loses_text: true });
    }
    Ok(read)
}

#[derive(Default)]
struct Sheet {
    values: Vec<Value>,
    merged: Vec<Merged>,
    row: u32,
    left: usize,
}

impl Sheet {
    /// Rows of a table, through the groups around them.
    fn rows(&mut self, node: &Node, styles: &Styles) {
        for child in node.nodes() {
            match child.name.as_str() {
                "table:table-row" => {
                    let from = self.values.len();
                    self.cells(child, styles);
                    let repeated = count(child, "table:number-rows-repeated");
                    let own: Vec<Value> = self.values[from..].to_vec();
                    for again in 1..repeated.min(MAX_REPEATS) {
                        if own.is_empty() || self.values.len() > self.left {
                            break;
                        }
                        self.values.extend(own.iter().map(|v| Value { row: v.row.saturating_add(again), ..v.clone() }));
                    }
                    self.row = self.row.saturating_add(repeated);
                }
                "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => self.rows(child, styles),
                _ => {}
            }
            if self.values.len() > self.left {
                break;
            }
        }
    }

    fn cells(&mut self, row: &Node, styles: &Styles) {
        let mut column: u32 = 0;
        for cell in row.nodes().filter(|n| n.name == "table:table-cell" || n.name == "table:covered-table-cell") {
            let repeated = count(cell, "table:number-columns-repeated");
            let text = words(cell);
            if !text.trim().is_empty() && cell.name == "table:table-cell" {
                let (down, across) =
                    (count(cell, "table:number-rows-spanned"), count(cell, "table:number-columns-spanned"));
                if down > 1 || across > 1 {
                    let last = (self.row.saturating_add(down - 1), column.saturating_add(across - 1));
                    self.merged.push(Merged { first: (self.row, column), last });
                }
                let style = styles.resolve("table-cell", cell.attr("table:style-name").unwrap_or_default());
                let value = Value {
                    row: self.row,
                    column,
                    text,
                    words: matches!(cell.attr("office:value-type"), None | Some("string")),
                    bold: style.face(Face::default()).bold,
                };
                for again in 0..repeated.min(MAX_REPEATS) {
                    self.values.push(Value { column: column.saturating_add(again), ..value.clone() });
                }
            }
            column = column.saturating_add(repeated);
        }
    }
}

fn count(node: &Node, name: &str) -> u32 {
    node.attr(name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

/// The lines of a cell as they are shown, comments left out.
fn words(cell: &Node) -> String {
    let lines: Vec<String> = cell.nodes().filter(|n| n.name == "text:p").map(Node::text).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::package::pack;
    use crate::model::extracted::Content;

    const SHEET: &str = "<o:document-content xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
        xmlns:x='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:t='urn:oasis:names:tc:opendocument:xmlns:table:1.0'>\
        <o:body><o:spreadsheet><t:table t:name='Plan'><t:table-row><t:table-cell><x:p>Theme</x:p></t:table-cell><t:table-cell>\
        <x:p>Share</x:p></t:table-cell></t:table-row><t:table-row><t:table-cell t:number-rows-spanned='2'><x:p>Data</x:p>\
        </t:table-cell><t:table-cell o:value-type='percentage' o:value='.25'><x:p>25%</x:p></t:table-cell></t:table-row>\
        <t:table-row><t:covered-table-cell/><t:table-cell o:value-type='float'><x:p>7</x:p></t:table-cell></t:table-row>\
        <t:table-row t:number-rows-repeated='4000000000'><t:table-cell t:number-columns-repeated='4000000000'/></t:table-row>\
        </t:table></o:spreadsheet></o:body></o:document-content>";

    #[test]
    fn shown_words_merged_cells_and_endless_empty_rows() {
        let file = pack(&[("content.xml", SHEET)]);
        let Content::Blocks(blocks) = extract(&file, &Settings::default()).unwrap().content else { panic!("blocks") };
        let table = blocks[1].table().unwrap();
        assert_eq!((table.rows.len(), table.header_rows), (3, 1));
        assert_eq!(table.rows[1].cells[1].text(), "25%");
        assert_eq!((table.rows[2].cells[0].carried, table.rows[2].cells[0].text().as_str()), (true, "Data"));
        for cut in (0..file.len()).step_by(13) {
            let _ = extract(&file[..cut], &Settings::default());
        }
    }
}
