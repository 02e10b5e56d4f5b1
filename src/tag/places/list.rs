//! Names that stand in a list, and lists that name bodies: "the Universities of Glasgow and Edinburgh".

use super::judge::Passage;
use super::scan::Role;
use super::window::Window;
use std::ops::Range;

/// The names joined to this one by commas, "and", "or" and "&", itself among them.
pub(super) fn span(passage: &Passage<'_>, at: usize) -> Range<usize> {
    let joined = |a: usize| {
        let gap = passage.text[passage.names[a].end..passage.names[a + 1].start].trim();
        matches!(gap, "," | "and" | "or" | "&" | ", and" | ", or")
    };
    let (mut first, mut last) = (at, at);
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    while last + 1 < passage.names.len() && joined(last) {
        last += 1;
    }
    first..last + 1
}

/// Whether the list that a name stands in names bodies: "Universities of Glasgow and Edinburgh", "Fife and Orkney Health Boards",
/// "NHS Fife, Highland and Orkney" where each of these has its board.
pub(super) fn of_bodies(passage: &Passage<'_>, at: usize) -> bool {
    let span = span(passage, at);
    if span.len() < 2 {
        return false;
    }
    let window = |i: usize| Window::new(passage.text, passage.names[i].start, passage.names[i].end);
    let (first, last) = (window(span.start), window(span.end - 1));
    let headed = first.touches_before()
        && first.before == "of"
        && matches!(first.second_before(), "Universities" | "universities" | "Colleges" | "Bishops" | "Earls");
    let next = last.capitals_after();
    let tailed = matches!(next.as_slice(), ["Universities" | "Colleges" | "Airports" | "Prisons", ..])
        || matches!(next.as_slice(), ["Health", "Boards", ..]);
    let board = |i: usize| {
        let name = format!("NHS {}", &passage.text[passage.names[i].start..passage.names[i].end]);
        passage.scanner.all(&name).iter().any(|c| {
            c.end == name.len() && c.start == 0 && passage.scanner.roles(*c).iter().any(|r| matches!(r, Role::Body(_)))
        })
    };
    let boards = || first.name().starts_with("NHS ") && at > span.start && (span.start + 1..span.end).all(board);
    headed || tailed || boards()
}
