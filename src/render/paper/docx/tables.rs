//! Tables: a numbered caption above, a header that is repeated on every page, no row broken across pages.

use super::super::heat::Heat;
use super::super::tiles::TileMap;
use super::super::view::TableView;
use super::xml::{field, paragraph, run, text};

/// Width between the margins, in twentieths of a point: A4 with 2.25 cm left and right.
pub(super) const TEXT_WIDTH: usize = 9354;

/// A table ready to be written.
pub(super) struct Grid<'a> {
    pub(super) caption: &'a str,
    pub(super) columns: Vec<&'a str>,
    /// For each column, whether it holds words; of numbers where there is no more.
    pub(super) words: Vec<bool>,
    pub(super) rows: Vec<(&'a str, Vec<Cell>)>,
    pub(super) note: Option<&'a str>,
    /// Share of the first column in the width, in hundredths.
    pub(super) first: usize,
}

/// A cell and its shade, 0 for none.
pub(super) struct Cell {
    text: String,
    shade: u8,
}

/// Fill and text colour of each shade, the same as in `paper.css`.
const SHADES: [(&str, &str); 6] = [
    ("", ""),
    ("DCEBF7", "1C2126"),
    ("B9D7EE", "1C2126"),
    ("8DBFE3", "1C2126"),
    ("2F6EA5", "FFFFFF"),
    ("0D3F6E", "FFFFFF"),
];

/// A table of the model.
pub(super) fn counts<'a>(table: &'a TableView<'a>) -> Grid<'a> {
    let cell = |text: &&str| Cell { text: (*text).to_owned(), shade: 0 };
    let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    Grid {
        caption: table.caption,
        first: if columns.len() <= 4 { 40 } else { 28 },
        columns,
        words: table.words.clone(),
        rows: table.rows.iter().map(|row| (row.heading, row.cells.iter().map(cell).collect())).collect(),
        note: None,
    }
}

/// Areas by themes.
pub(super) fn heat(heat: &Heat) -> Grid<'_> {
    let columns = std::iter::once("Area").chain(heat.themes.iter().map(|t| t.label.as_str())).collect();
    let cell = |c: &super::super::heat::HeatCell| Cell { text: c.passages.to_string(), shade: c.shade };
    Grid {
        caption: "Passages that speak of both the area and the theme.",
        columns,
        words: vec![true],
        rows: heat.rows.iter().map(|row| (row.area.as_str(), row.cells.iter().map(cell).collect())).collect(),
        note: Some(match heat.own {
            true => "A darker cell has more; 0 means that the papers read say nothing of the two together.",
            false => {
                "The themes are those of the codebook. A darker cell has more; 0 means that the papers read say nothing of the two \
                 together."
            }
        }),
        first: 20,
    }
}

/// What the papers hold about each council area.
pub(super) fn areas(map: &TileMap) -> Grid<'_> {
    let cell = |text: String| Cell { text, shade: 0 };
    let row = |row: &super::super::tiles::TileRow| {
        let numbers = [row.papers, row.passages].into_iter().chain(row.themes).map(|n| cell(n.to_string()));
        std::iter::once(cell(row.state.to_owned())).chain(numbers).collect()
    };
    Grid {
        caption: "What the papers hold about each council area.",
        columns: map.columns(),
        words: vec![true, true],
        rows: map.rows.iter().map(|r| (r.area.as_str(), row(r))).collect(),
        note: Some(
            "“No paper” means that no paper that was read names the area; “silent”, that papers name it and say nothing that has \
             a theme; “excluded by filter”, that a filter left out what there is. None of these means that nothing was done there.",
        ),
        first: 32,
    }
}

/// The caption, the table and its note.
pub(super) fn write(grid: &Grid<'_>, number: usize) -> String {
    let label = format!("{}{}{}", run("", "Table "), field("SEQ Table \\* ARABIC", &number.to_string()), run("", ". "));
    let mut out = paragraph("Caption", "", &format!("{label}{}", run("", grid.caption)));
    let widths = widths(grid);
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"EvidenceTable\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/><w:tblLayout \
         w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" \
         w:noHBand=\"0\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
        text(grid.caption)
    ));
    for width in &widths {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    let size = head_size(grid, &widths);
    for (i, column) in grid.columns.iter().enumerate() {
        let size = match size {
            Some(size) if i > 0 => format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"),
            _ => String::new(),
        };
        out.push_str(&cell(widths[i], "", "bottom", aligned(grid, i), &run(&size, column)));
    }
    out.push_str("</w:tr>");
    for (heading, cells) in &grid.rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        out.push_str(&cell(widths.first().copied().unwrap_or(TEXT_WIDTH), "", "top", "", &run("", heading)));
        for (i, one) in cells.iter().enumerate().take(widths.len().saturating_sub(1)) {
            let (fill, colour) = SHADES[usize::from(one.shade).min(5)];
            let shade = if fill.is_empty() {
                String::new()
            } else {
                format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>")
            };
            let colour = if colour.is_empty() { String::new() } else { format!("<w:color w:val=\"{colour}\"/>") };
            let words = run(&colour, &one.text);
            out.push_str(&cell(widths[i + 1], &shade, "top", aligned(grid, i + 1), &words));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    // A paragraph parts the table from what follows; Word joins two tables that touch.
    out.push_str(&paragraph("TableNote", "", &grid.note.map(|note| run("", note)).unwrap_or_default()));
    out
}

/// Characters of a cell beyond which its column need not be wider: longer words are wrapped.
const WIDEST: usize = 48;

/// Letters of the longest word of a heading below which its column is not made narrower.
const SHORT_WORD: usize = 8;
/// The white space at the two sides of a cell, in twentieths of a point, and the sizes of letters in half points: of the text of a table,
/// and the least that can be read.
const CELL_MARGINS: usize = 150;
const TEXT_SIZE: usize = 18;
const LEAST_SIZE: usize = 11;
/// Tenths of a twentieth of a point that a bold letter is wide for each half point of its size.
const LETTER: usize = 66;

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
}

/// The size of the letters of the headings where words of the usual size would be broken: a bold letter is about 0.66 of its size wide at most, on the mean of a word.
fn head_size(grid: &Grid<'_>, widths: &[usize]) -> Option<usize> {
    let fits = |i: usize| {
        let room = widths[i].saturating_sub(CELL_MARGINS);
        // Half points are ten twentieths.
        room * 10 / (longest_word(grid.columns[i]).max(1) * LETTER)
    };
    let least = (1..grid.columns.len()).map(fits).min()?;
    (least < TEXT_SIZE).then(|| least.max(LEAST_SIZE))
}

/// The widths of the columns: numbers share what the first column leaves; where there are texts, each column by what stands in it.
fn widths(grid: &Grid<'_>) -> Vec<usize> {
    let columns = grid.columns.len();
    let texts = |i: usize| -> Vec<&str> {
        grid.rows
            .iter()
            .filter_map(|(head, cells)| if i == 0 { Some(*head) } else { Some(&*cells.get(i - 1)?.text) })
            .collect()
    };
    let long = |text: &&str| text.chars().count() > 24;
    if !(1..columns).any(|i| texts(i).iter().any(long)) {
        let first = TEXT_WIDTH * grid.first / 100;
        // A column is as wide as the longest word of its heading needs, so that none is broken.
        let needs: Vec<usize> =
            grid.columns.iter().skip(1).map(|column| longest_word(column).max(SHORT_WORD)).collect();
        let all = needs.iter().sum::<usize>().max(1);
        return std::iter::once(first).chain(needs.iter().map(|need| (TEXT_WIDTH - first) * need / all)).collect();
    }
    let wish = |i: usize| {
        let longest = texts(i).into_iter().chain([grid.columns[i]]).map(|text| text.chars().count()).max();
        longest.unwrap_or(0).clamp(10, WIDEST)
    };
    let wishes: Vec<usize> = (0..columns).map(wish).collect();
    let all: usize = wishes.iter().sum::<usize>().max(1);
    wishes.into_iter().map(|wish| TEXT_WIDTH * wish / all).collect()
}

/// Numbers stand in the middle of their column, words at its left.
fn aligned(grid: &Grid<'_>, column: usize) -> &'static str {
    if grid.words.get(column).copied().unwrap_or_default() { "" } else { "<w:jc w:val=\"center\"/>" }
}

fn cell(width: usize, shade: &str, at: &str, aligned: &str, runs: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}<w:vAlign w:val=\"{at}\"/></w:tcPr>{}</w:tc>",
        paragraph("TableText", aligned, runs)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_heading_is_wider_than_its_column() {
        let columns = vec![
            "Area",
            "Partnership working",
            "Outcome and improvement planning",
            "Emergency response",
            "Neighbourhood plans",
            "Third sector",
            "Poverty and inequality",
            "Transport",
        ];
        let cells = || columns.iter().skip(1).map(|_| Cell { text: "1".into(), shade: 0 }).collect();
        let (rows, note) = (vec![("Fife", cells())], None);
        let grid = Grid { caption: "", columns: columns.clone(), words: vec![true], rows, note, first: 20 };
        let widths = widths(&grid);
        assert!(widths.iter().sum::<usize>() <= TEXT_WIDTH);
        let size = head_size(&grid, &widths).unwrap();
        assert!((LEAST_SIZE..TEXT_SIZE).contains(&size), "{size}");
        for (column, width) in columns.iter().zip(&widths).skip(1) {
            assert!(longest_word(column) * size * LETTER / 10 + CELL_MARGINS <= *width, "{column} in {width}");
        }
        let few = Grid { columns: vec!["Area", "Food", "Transport"], rows: Vec::new(), ..grid };
        assert_eq!(head_size(&few, &super::widths(&few)), None);
    }
}
