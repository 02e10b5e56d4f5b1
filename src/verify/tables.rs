//! Tables and pictures that are seen against the tables of the ledger.

use super::Report;
use super::compare::shortened;
use super::ledger::Ledger;
use super::visible::Visible;
use crate::model::learning::{Cell, CountTable};
use crate::util::text::collapse;
use std::collections::{BTreeMap, BTreeSet};

fn cells(row: &[Cell]) -> Vec<String> {
    row.iter().map(|c| collapse(&c.text)).collect()
}

fn header(table: &CountTable) -> Vec<String> {
    table.header.iter().map(|words| collapse(words)).collect()
}

/// Rows that are seen must have the cells of the ledger, each as often as it has them. A table that was taken out is no problem; a row,
/// a heading or a caption that is not as it was is, and so is a number that is drawn. Rows that somebody added are listed.
pub(super) fn compare(ledger: &Ledger, visible: &Visible, report: &mut Report) {
    let mut left: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for row in &visible.rows {
        *left.entry(row.iter().map(|cell| collapse(cell)).collect()).or_default() += 1;
    }
    let mut take = |row: &Vec<String>| match left.get_mut(row) {
        Some(n) if *n > 0 => {
            *n -= 1;
            true
        }
        _ => false,
    };
    let own = ledger.sections.iter().flat_map(|s| &s.tables).map(|table| (table, true));
    for (table, captioned) in own.chain(ledger.figures.iter().map(|table| (table, false))) {
        let headed = take(&header(table));
        let missing: Vec<_> = table.rows.iter().filter(|row| !take(&cells(row))).collect();
        if !headed && missing.len() == table.rows.len() {
            report.removed += u64::from(captioned);
            continue;
        }
        let mut problem = |what: String| report.problems.push(format!("The table “{}”: {what}", table.caption));
        if !headed {
            problem("the names of its columns are not as they were written.".to_owned());
        }
        for row in missing {
            let head = row.first().map_or("", |c| c.text.as_str());
            problem(format!("the row “{head}” is not as it was written."));
        }
        if captioned && !visible.captions.iter().any(|seen| seen.ends_with(&collapse(&table.caption))) {
            problem("its caption is not as it was written.".to_owned());
        }
    }
    let added = left.into_iter().flat_map(|(row, n)| std::iter::repeat_n(row, n));
    report.edited.extend(added.filter(|row| row.iter().any(|c| !c.is_empty())).map(|row| shortened(&row.join(" | "))));
    drawn(ledger, visible, report);
}

/// What is drawn must be what the tables behind the figures have.
fn drawn(ledger: &Ledger, visible: &Visible, report: &mut Report) {
    if ledger.figures.is_empty() {
        return;
    }
    let mut known: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut tiles = BTreeMap::new();
    for table in &ledger.figures {
        known.insert(header(table));
        for row in table.rows.iter().map(|row| cells(row)) {
            if let ([area, state, _, passages, ..], "figure-areas") = (row.as_slice(), table.id.as_str()) {
                let evidence = state == "evidence";
                let word = if passages == "1" { "passage" } else { "passages" };
                let said = if evidence { format!("{passages} {word}") } else { state.clone() };
                let number = if evidence { passages.clone() } else { "0".to_owned() };
                tiles.insert(format!("{area}: {said}"), (evidence || state == "silent", number));
            }
            known.insert(row);
        }
    }
    let strange = visible.drawn.iter().filter(|row| !known.contains(*row)).filter_map(|row| row.first());
    let wrong = visible.tiles.iter().filter(|(title, mark, short)| {
        let area = title.split(": ").next().unwrap_or_default();
        !is_short(short, area)
            || tiles.get(title).is_none_or(|(counted, number)| {
                if *counted { mark != number } else { mark.chars().any(char::is_alphanumeric) }
            })
    });
    for of in strange.chain(wrong.map(|(title, ..)| title)) {
        report.problems.push(format!("What is drawn of “{of}” is not what was counted."));
    }
}

/// Whether the letters of a short name stand in an area's name in their order, the first at the head of one of its words.
fn is_short(short: &str, area: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<Vec<_>>();
    let short = letters(short);
    let heads = area.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut heads = heads.map(|word| letters(&area[word.as_ptr() as usize - area.as_ptr() as usize..]));
    !short.is_empty()
        && heads.any(|name| {
            let mut rest = name.iter();
            name.first() == short.first() && short.iter().all(|letter| rest.any(|other| other == letter))
        })
}

#[cfg(test)]
mod tests {
    use super::is_short;

    #[test]
    fn a_short_name_is_told_from_another_areas() {
        for (short, area) in [
            ("Ab’shire", "Aberdeenshire"),
            ("D & G", "Dumfries and Galloway"),
            ("Eil. Siar", "Na h-Eileanan Siar"),
            ("Clacks", "Clackmannanshire"),
            ("Edinburgh", "City of Edinburgh"),
            ("Borders", "Scottish Borders"),
        ] {
            assert!(is_short(short, area), "{short}");
        }
        for (short, area) in [("Angus", "Fife"), ("Perth", "Angus"), ("", "Fife"), ("W Loth", "East Lothian")] {
            assert!(!is_short(short, area), "{short}");
        }
    }
}
