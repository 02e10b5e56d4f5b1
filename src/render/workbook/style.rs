//! How cells look: plain, wrapped, easy on the eye, and never by colour alone.

use crate::render::schema::Kind;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// White on this blue has a contrast of 11 to 1 (WCAG asks for 4.5).
const HEADER: Color = Color::RGB(0x001F_3864);
const LINE: Color = Color::RGB(0x00BF_BFBF);
/// The colour of links in Excel; 8 to 1 on white.
const LINK: Color = Color::RGB(0x0005_4A91);

/// The formats of the workbook.
#[derive(Clone)]
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) plain: Format,
    pub(super) header: Format,
    /// The header of a column of numbers, which stand at the right.
    pub(super) header_of_numbers: Format,
    /// Words, wrapped.
    pub(super) text: Format,
    /// Words that would be a formula if somebody typed them again; they stay words when the cell is edited.
    pub(super) guarded: Format,
    /// An id, on one line.
    pub(super) id: Format,
    /// A line above a table, wrapped.
    pub(super) line: Format,
    pub(super) number: Format,
    pub(super) day: Format,
    pub(super) link: Format,
    /// A link on a line of its own above a table.
    pub(super) way: Format,
}

impl Styles {
    pub(super) fn new() -> Styles {
        let cell = || {
            Format::new()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(LINE)
        };
        // The indent parts words from the number or the id before them.
        let words = || cell().set_text_wrap().set_align(FormatAlign::Left).set_indent(1);
        let linked = |format: Format| format.set_font_color(LINK).set_underline(FormatUnderline::Single);
        let header = |align| {
            Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(HEADER)
                .set_text_wrap()
                .set_align(align)
                .set_align(FormatAlign::Top)
                .set_indent(1)
        };
        Styles {
            title: Format::new().set_bold().set_font_size(16),
            plain: Format::new(),
            header: header(FormatAlign::Left),
            header_of_numbers: header(FormatAlign::Right),
            text: words(),
            guarded: words().set_quote_prefix(),
            id: cell().set_align(FormatAlign::Left).set_indent(1),
            line: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            number: cell().set_num_format("#,##0").set_align(FormatAlign::Right).set_indent(1),
            day: cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left).set_indent(1),
            link: linked(words()),
            way: linked(Format::new()),
        }
    }

    /// The header of a column whose cells are of this kind.
    pub(super) fn header_of(&self, kind: Kind) -> &Format {
        if kind == Kind::Count { &self.header_of_numbers } else { &self.header }
    }
}

/// The darkest colour of the heat map: black on it still has a contrast of 8 to 1, so that the number can be read.
pub(super) const HOTTEST: Color = Color::RGB(0x006B_AED6);
