//! What is seen in a paper against its ledger.

use super::Report;
use super::ledger::{Ledger, LedgerCitation, LedgerParagraph};
use super::numbers::numbers;
use super::visible::{Seen, Visible};
use crate::util::text::collapse;

/// Paragraphs that are looked through for the next that agrees.
const AHEAD: usize = 60;

pub(super) fn compare(ledger: &Ledger, visible: &Visible, report: &mut Report) {
    let ours: Vec<(String, &LedgerParagraph)> = ledger.paragraphs().collect();
    let seen = &visible.paragraphs;
    let (mut i, mut j) = (0, 0);
    while i < ours.len() || j < seen.len() {
        let (own, there) = (ours.get(i), seen.get(j));
        match (own, there) {
            (Some((number, own)), Some(there)) if same(own, there) => {
                cited(number, own, there, report);
                (i, j) = (i + 1, j + 1);
            }
            (Some((number, own)), Some(there)) => {
                let later = seen[j..].iter().take(AHEAD).position(|s| same(own, s));
                let earlier = ours[i..].iter().take(AHEAD).position(|(_, o)| same(o, there));
                match (later, earlier) {
                    (Some(n), m) if m.is_none_or(|m| n <= m) => {
                        seen[j..j + n].iter().for_each(|s| added(s, report));
                        j += n;
                    }
                    (_, Some(n)) => {
                        report.removed += n as u64;
                        i += n;
                    }
                    _ => {
                        changed(number, own, there, report);
                        (i, j) = (i + 1, j + 1);
                    }
                }
            }
            (Some(_), None) => {
                report.removed += 1;
                i += 1;
            }
            (None, Some(there)) => {
                added(there, report);
                j += 1;
            }
            (None, None) => break,
        }
    }
    tables(ledger, visible, report);
}

fn same(own: &LedgerParagraph, there: &Seen) -> bool {
    let words = collapse(&own.text);
    // Where a label is not set apart, it stands before the words.
    words == there.words
        || own.label.as_ref().is_some_and(|label| !own.is_quotation() && there.words == format!("{label}: {words}"))
}

/// The citations that are seen must be those of the ledger, and so must those of what says the same in other words.
fn cited(number: &str, own: &LedgerParagraph, there: &Seen, report: &mut Report) {
    let problem = places(&own.citations, &there.cites).or_else(|| places(&own.also, &there.also));
    report.problems.extend(problem.map(|problem| format!("Paragraph {number}: {problem}")));
}

/// What is wrong with citations that are seen: no more and no fewer than those of the ledger may be. A file that is named once may go
/// unnamed for the places in it that follow.
fn places(own: &[LedgerCitation], there: &str) -> Option<String> {
    if own.is_empty() && there.is_empty() {
        return None;
    }
    if there.is_empty() {
        return Some("its citation is missing.".to_owned());
    }
    let mut left: Vec<(String, &str)> = own.iter().map(|c| (collapse(&c.locator), c.source.as_str())).collect();
    let text = there.split_once("passages: ").map_or(there, |(_, rest)| rest);
    let mut file = "";
    for token in text.trim_end_matches(['.', ' ']).split("; ") {
        let token = token.trim().trim_end_matches('.');
        let full = |(locator, source): &(String, &str)| {
            locator == token
                || *source == file
                    && locator.strip_prefix(source).is_some_and(|rest| rest.trim_start_matches([',', ' ']) == token)
        };
        match left.iter().position(full) {
            Some(at) => file = left.remove(at).1,
            None => return Some(format!("it cites what it did not cite when it was written: {}.", shortened(token))),
        }
    }
    left.first().map(|(locator, _)| format!("it no longer cites {locator}."))
}

fn changed(number: &str, own: &LedgerParagraph, there: &Seen, report: &mut Report) {
    if own.is_quotation() {
        let part = there.quoted && !there.words.is_empty() && collapse(&own.text).contains(&there.words);
        if part {
            cited(number, own, there, report);
        } else {
            report.problems.push(format!(
                "Paragraph {number}: the words “{}” are not those that it quotes: “{}”.",
                shortened(&there.words),
                shortened(&own.text)
            ));
        }
    } else if own.kind == "count" && numbers(&own.text) != numbers(&there.words) {
        report.problems.push(format!(
            "Paragraph {number}: the counts were changed; it says “{}”, and was written as “{}”.",
            shortened(&there.words),
            shortened(&own.text)
        ));
    } else if own.kind == "count" && !there.cites.is_empty() {
        cited(number, own, there, report);
        report.edited.push(shortened(&there.words));
    } else {
        report.edited.push(shortened(&there.words));
    }
}

/// What somebody added: a quotation with a citation cannot be told from one of ours that was moved, and is a problem where none of ours
/// has its words.
fn added(there: &Seen, report: &mut Report) {
    if there.quoted && !there.cites.is_empty() {
        report.problems.push(format!(
            "The quotation “{}” was added with a citation that this paper did not have; verify it by hand or mark it as your own.",
            shortened(&there.words)
        ));
    } else if !there.words.is_empty() {
        report.edited.push(shortened(&there.words));
    }
}

/// Rows that are seen must have the cells of the ledger. A table that was taken out is no problem; a row that is not as it was is.
fn tables(ledger: &Ledger, visible: &Visible, report: &mut Report) {
    for table in ledger.sections.iter().flat_map(|s| &s.tables) {
        let there = |row: &Vec<crate::model::learning::Cell>| {
            let cells: Vec<String> = row.iter().map(|c| collapse(&c.text)).collect();
            visible.rows.contains(&cells)
        };
        let missing: Vec<_> = table.rows.iter().filter(|row| !there(row)).collect();
        if missing.len() == table.rows.len() && table.rows.len() > 1 {
            report.removed += 1;
            continue;
        }
        for row in missing {
            let head = row.first().map_or("", |c| c.text.as_str());
            report.problems.push(format!("The table “{}”: the row “{head}” is not as it was written.", table.caption));
        }
    }
}

/// At most so many words that a message can be read.
fn shortened(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.len() <= 24 { words.join(" ") } else { format!("{} …", words[..24].join(" ")) }
}
