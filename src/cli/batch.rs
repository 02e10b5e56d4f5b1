//! Many searches at once: a CSV of queries in, a CSV of their results out.

use super::Outcome;
use super::printer::{self, Printer};
use super::search::explained;
use super::search_view::{HEADER, record};
use crate::model::saved::SavedSearch;
use crate::query::{Hit, QueryError, Request, Search};
use crate::store::Store;
use crate::util::plural::count;
use crate::util::{fs, written};
use anyhow::{Context as _, bail};
use std::path::Path;

/// Columns that stand before those of a hit.
const BEFORE: [&str; 6] = ["row", "name", "query", "total", "rank", "note"];

/// Answers every row as the single search would; one that cannot be asked has the reason as its note. `common` holds the filters that were given for all rows.
pub(super) fn run(
    store: &Store,
    queries: &Path,
    out: &Path,
    common: &SavedSearch,
    complete: &dyn Fn(&SavedSearch) -> anyhow::Result<Request>,
    printer: &mut Printer,
) -> anyhow::Result<Outcome> {
    let full = |path: &Path| path.canonicalize().ok();
    if full(queries).is_some_and(|queries| full(out) == Some(queries)) {
        bail!("{} holds the queries and would be overwritten by their results; give --out another name", out.display());
    }
    let rows = read(queries, common)?;
    if let Some(folder) = out.parent().filter(|folder| *folder != Path::new("")) {
        fs::create_dir_all(folder)?;
    }
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(BEFORE.iter().chain(&HEADER))?;
    let (mut without, mut unread, mut blank) = (Vec::new(), Vec::new(), Vec::new());
    for (line, saved) in &rows {
        let place = || format!("{}, row {line}: {}", queries.display(), saved.query);
        let lead = |total: String, rank: String, note: String| {
            [line.to_string(), saved.name.clone(), saved.query.clone(), total, rank, note]
        };
        let none = || HEADER.map(|_| String::new());
        if saved.is_blank_beside(common) {
            let note = "the row is blank: it has neither a query nor a filter".to_owned();
            table.write_record(lead(String::new(), String::new(), note).into_iter().chain(none()))?;
            blank.push(line.to_string());
            continue;
        }
        let search = complete(saved).and_then(|request| Ok(Search::new(store, &request)?));
        let mut search = match search {
            Ok(search) => search,
            // One query that cannot be read keeps no other from its answer; an index that fails does.
            Err(error) if matches!(error.downcast_ref(), Some(QueryError::Syntax { .. } | QueryError::Unknown(_))) => {
                table.write_record(lead(String::new(), String::new(), error.to_string()).into_iter().chain(none()))?;
                unread.push(format!("{}: {error}", place()));
                continue;
            }
            Err(error) => return Err(error).with_context(place),
        };
        let hits = search.by_ref().collect::<Result<Vec<Hit>, _>>().with_context(place)?;
        let total = search.total.to_string();
        if search.total == 0 {
            let advice: Vec<String> = search.advice.iter().chain(&search.remarks).map(ToString::to_string).collect();
            let note = format!("no passage matches: {}", advice.join("; "));
            table.write_record(lead(total.clone(), String::new(), note).into_iter().chain(none()))?;
            without.push(place());
        }
        let note = explained(&search).iter().map(|said| said.trim_end_matches('.')).collect::<Vec<_>>().join("; ");
        for (rank, hit) in hits.iter().enumerate() {
            table.write_record(
                lead(total.clone(), (rank + 1).to_string(), note.clone()).into_iter().chain(record(hit)),
            )?;
        }
    }
    fs::replace(out, printer::table(table)?.as_bytes())?;
    written::note_one(out)?;
    printer.say(&format!(
        "Wrote the results of {} to {}.",
        count(rows.len() as u64, "query", "queries"),
        out.display()
    ));
    if !without.is_empty() {
        printer.say(&format!("{} found nothing:", count(without.len() as u64, "query", "queries")));
        without.iter().for_each(|place| printer.say(&format!("  {place}")));
    }
    if !blank.is_empty() {
        let rows = count(blank.len() as u64, "row is", "rows are");
        printer.say(&format!("{rows} blank, and nothing was searched for: row {}", blank.join(", ")));
    }
    if unread.is_empty() {
        return Ok(Outcome::Done);
    }
    printer.warn(&format!("{} could not be asked:", count(unread.len() as u64, "query", "queries")));
    unread.iter().for_each(|fault| printer.warn(fault));
    Ok(Outcome::SomeFailed)
}

/// The rows with their number as a spreadsheet shows it. Several values of a filter are parted by `|`.
fn read(path: &Path, common: &SavedSearch) -> anyhow::Result<Vec<(usize, SavedSearch)>> {
    let bytes = fs::read(path)?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    // No column is named with any of these, so the first row tells what parts its cells; spreadsheets set to decimal commas write `;`.
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = [b';', b'\t'].into_iter().find(|sign| head.contains(sign)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).trim(csv::Trim::All).from_reader(bytes);
    let header: Vec<String> = reader.headers()?.iter().map(str::to_lowercase).collect();
    let mut known = vec!["name", "query", "since", "until"];
    known.extend(SavedSearch::default().lists().map(|(name, _)| name));
    if let Some(name) = header.iter().find(|name| !name.is_empty() && !known.contains(&name.as_str())) {
        bail!("{}: there is no column \"{name}\" in a batch; there are {}", path.display(), known.join(", "));
    }
    if !header.iter().any(|name| name == "query") {
        bail!("{}: no column is headed \"query\"; its first row must name the columns", path.display());
    }
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let record = record.with_context(|| path.display().to_string())?;
        let mut saved = common.clone();
        let cells = header.iter().zip(&record).filter(|(_, cell)| !cell.is_empty());
        for (name, cell) in cells {
            match name.as_str() {
                "name" => cell.clone_into(&mut saved.name),
                "query" => cell.clone_into(&mut saved.query),
                "since" => saved.since = Some(cell.to_owned()),
                "until" => saved.until = Some(cell.to_owned()),
                other => {
                    let mut lists = saved.lists();
                    if let Some((_, list)) = lists.iter_mut().find(|(name, _)| name == &other) {
                        list.extend(cell.split('|').map(|value| value.trim().to_owned()));
                    }
                }
            }
        }
        rows.push((i + 2, saved));
    }
    Ok(rows)
}
