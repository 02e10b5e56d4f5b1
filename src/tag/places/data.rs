//! Reading the gazetteer's two files, row by row, with errors that a person at a spreadsheet can mend.

use crate::util::faults;
use std::collections::{BTreeMap, BTreeSet};

/// Gazetteer files that cannot be used: every row that is not as it must be, in order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", faults::told(.0))]
pub struct GazetteerError(pub Vec<BadRow>);

impl GazetteerError {
    /// Nothing, where no row is bad.
    fn all(rows: Vec<BadRow>) -> Result<(), GazetteerError> {
        if rows.is_empty() { Ok(()) } else { Err(GazetteerError(rows)) }
    }
}

/// A row of a gazetteer file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}. {remedy}.")]
pub struct BadRow {
    /// Which file: `places.csv` or `organisations.csv`.
    pub file: &'static str,
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub problem: String,
    /// What would mend it.
    pub remedy: String,
}

/// The nation a name belongs to, as evidence of what a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nation {
    Scotland,
    England,
    Wales,
    NorthernIreland,
    Elsewhere,
}

impl Nation {
    /// Every nation, in the order in which scores are kept.
    pub(super) const ALL: [Nation; 5] =
        [Nation::Scotland, Nation::England, Nation::Wales, Nation::NorthernIreland, Nation::Elsewhere];

    /// What the files call it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Nation::Scotland => "Scotland",
            Nation::England => "England",
            Nation::Wales => "Wales",
            Nation::NorthernIreland => "Northern Ireland",
            Nation::Elsewhere => "elsewhere",
        }
    }

    fn parse(text: &str) -> Option<Nation> {
        Nation::ALL.into_iter().find(|n| n.as_str() == text)
    }

    /// The nation of a GSS code.
    pub(super) fn of_code(code: &str) -> Option<Nation> {
        match code.bytes().next()? {
            b'S' => Some(Nation::Scotland),
            b'E' => Some(Nation::England),
            b'W' => Some(Nation::Wales),
            b'N' => Some(Nation::NorthernIreland),
            _ => None,
        }
    }
}

/// What a row of `places.csv` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A nation.
    Nation,
    /// A council area.
    Area,
    /// Another name of an area with rules of its own, good only in a text about its nation.
    Alias,
    /// A place within an area.
    Settlement,
    /// Words that name no place though a place's name stands in them.
    NotAPlace,
    /// Words that tell which nation a text is about.
    Cue,
}

const KINDS: [(&str, RowKind); 6] = [
    ("nation", RowKind::Nation),
    ("area", RowKind::Area),
    ("alias", RowKind::Alias),
    ("settlement", RowKind::Settlement),
    ("none", RowKind::NotAPlace),
    ("cue", RowKind::Cue),
];

/// What else a name may be, so that it needs more before it is believed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Doubt {
    /// A forename or surname.
    pub(super) person: bool,
    /// An ordinary word.
    pub(super) word: bool,
    /// A place elsewhere.
    pub(super) shared: bool,
    /// An adjective of things that are not of the area.
    pub(super) adjective: bool,
}

/// A row of `places.csv`.
#[derive(Debug)]
pub(super) struct PlaceRow {
    pub(super) kind: RowKind,
    pub(super) code: String,
    pub(super) name: String,
    /// `None` only for rows that name no place.
    pub(super) nation: Option<Nation>,
    pub(super) aliases: Vec<String>,
    pub(super) bodies: Vec<String>,
    pub(super) abbreviations: Vec<String>,
    pub(super) doubt: Doubt,
}

/// A row of `organisations.csv`.
pub(super) struct BodyRow {
    pub(super) line: u64,
    pub(super) id: String,
    pub(super) label: String,
    pub(super) areas: Vec<String>,
    pub(super) aliases: Vec<String>,
    pub(super) names_area: bool,
    pub(super) note: String,
}

/// One data row: its cells by the order of the columns asked for.
struct Cells<'a> {
    file: &'static str,
    line: u64,
    cells: Vec<&'a str>,
}

impl Cells<'_> {
    fn text(&self, i: usize) -> String {
        self.cells[i].to_owned()
    }

    fn list(&self, i: usize) -> Vec<String> {
        self.cells[i].split('|').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
    }

    fn error(&self, problem: impl Into<String>, remedy: impl Into<String>) -> BadRow {
        BadRow { file: self.file, line: self.line, problem: problem.into(), remedy: remedy.into() }
    }

    /// A cell that must not be empty.
    fn required(&self, i: usize, column: &str) -> Result<String, BadRow> {
        match self.cells[i] {
            "" => Err(self.error(format!("`{column}` is empty"), "Fill it in, or delete the row")),
            text => Ok(text.to_owned()),
        }
    }
}

/// Reads a table whose first line names the columns; more columns than those asked for are allowed, in any order.
fn table<T>(
    file: &'static str,
    text: &str,
    columns: &[&str],
    mut row: impl FnMut(&Cells<'_>) -> Result<T, BadRow>,
) -> Result<Vec<T>, GazetteerError> {
    let unreadable = |e: &csv::Error| BadRow {
        file,
        line: e.position().map_or(1, csv::Position::line),
        problem: "the row cannot be read as CSV".to_owned(),
        remedy: "Save the file as CSV in UTF-8".to_owned(),
    };
    let text = crate::util::text::by_line_feeds(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| GazetteerError(vec![unreadable(&e)]))?.clone();
    let mut faults = Vec::new();
    let mut at = Vec::new();
    for column in columns {
        match header.iter().position(|h| h.trim() == *column) {
            Some(i) => at.push(i),
            None => faults.push(BadRow {
                file,
                line: 1,
                problem: format!("there is no column `{column}`"),
                remedy: format!("The first line must name the columns {}", columns.join(", ")),
            }),
        }
    }
    GazetteerError::all(std::mem::take(&mut faults))?;
    let mut out = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                faults.push(unreadable(&e));
                continue;
            }
        };
        let cells: Vec<&str> = at.iter().map(|i| record.get(*i).unwrap_or("").trim()).collect();
        if cells.iter().any(|c| !c.is_empty()) {
            match row(&Cells { file, line: record.position().map_or(0, csv::Position::line), cells }) {
                Ok(row) => out.push(row),
                Err(fault) => faults.push(fault),
            }
        }
    }
    GazetteerError::all(faults).map(|()| out)
}

fn gss(text: &str) -> bool {
    text.len() == 9 && Nation::of_code(text).is_some() && text.bytes().skip(1).all(|b| b.is_ascii_digit())
}

/// Reads `places.csv`. Every code of a settlement or alias is the code of an area in the same file.
pub(super) fn places(text: &str) -> Result<Vec<PlaceRow>, GazetteerError> {
    let columns = ["kind", "code", "name", "nation", "aliases", "body", "abbreviations", "rule"];
    let rows = table("places.csv", text, &columns, |cells| {
        let kind = cells.text(0);
        let Some((_, kind)) = KINDS.into_iter().find(|(word, _)| *word == kind) else {
            return Err(cells.error(
                format!("`{kind}` is not a kind of place"),
                "Write nation, area, alias, settlement, none or cue",
            ));
        };
        let nation = Nation::parse(cells.cells[3]);
        if nation.is_none() && kind != RowKind::NotAPlace {
            return Err(cells.error(
                format!("`{}` is not a nation", cells.cells[3]),
                "Write Scotland, England, Wales, Northern Ireland or, for a cue, elsewhere",
            ));
        }
        let code = cells.text(1);
        if !matches!(kind, RowKind::NotAPlace | RowKind::Cue) && !gss(&code) {
            return Err(cells.error(format!("`{code}` is not a GSS code"), "Write a code such as S12000041"));
        }
        let mut doubt = Doubt::default();
        for rule in cells.list(7) {
            match rule.as_str() {
                "person" => doubt.person = true,
                "word" => doubt.word = true,
                "shared" => doubt.shared = true,
                "adjective" => doubt.adjective = true,
                _ => {
                    return Err(cells.error(
                        format!("`{rule}` is not a rule"),
                        "Write person, word, shared or adjective, several joined by |, or leave it empty",
                    ));
                }
            }
        }
        let row = PlaceRow {
            kind,
            code,
            name: cells.required(2, "name")?,
            nation,
            aliases: cells.list(4),
            bodies: cells.list(5),
            abbreviations: cells.list(6),
            doubt,
        };
        Ok((cells.line, row))
    })?;
    // How many nations and areas have each code, and whether an area has.
    let mut known: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for (_, row) in rows.iter().filter(|(_, row)| matches!(row.kind, RowKind::Nation | RowKind::Area)) {
        let of_code = known.entry(&row.code).or_default();
        *of_code = (of_code.0 + 1, of_code.1 || row.kind == RowKind::Area);
    }
    let mut faults = Vec::new();
    for (line, row) in &rows {
        let code = &row.code;
        let (count, is_area) = known.get(code.as_str()).copied().unwrap_or_default();
        let (problem, remedy) = match row.kind {
            RowKind::Nation | RowKind::Area if count > 1 => {
                (format!("two areas have the code {code}"), "Keep one; list its other names as aliases".to_owned())
            }
            RowKind::Alias | RowKind::Settlement if !is_area => {
                (format!("no area has the code {code}"), "Correct the code, or add a row of kind area".to_owned())
            }
            _ => continue,
        };
        faults.push(BadRow { file: "places.csv", line: *line, problem, remedy });
    }
    GazetteerError::all(faults)?;
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Reads `organisations.csv`.
pub(super) fn bodies(text: &str) -> Result<Vec<BodyRow>, GazetteerError> {
    let mut seen = BTreeSet::new();
    table("organisations.csv", text, &["id", "label", "areas", "aliases", "names_area", "note"], |cells| {
        let id = cells.required(0, "id")?;
        if !seen.insert(id.clone()) {
            return Err(cells.error(format!("two bodies have the id `{id}`"), "Give each body an id of its own"));
        }
        let mut areas = cells.list(2);
        areas.sort();
        if let Some(bad) = areas.iter().find(|a| !gss(a)) {
            return Err(cells.error(format!("`{bad}` is not a GSS code"), "Write codes such as S12000041, joined by |"));
        }
        let names_area = match cells.cells[4] {
            "yes" => true,
            "no" | "" => false,
            other => return Err(cells.error(format!("`{other}` is neither yes nor no"), "Write yes or no")),
        };
        let (label, note) = (cells.required(1, "label")?, cells.text(5));
        Ok(BodyRow { line: cells.line, id, label, areas, aliases: cells.list(3), names_area, note })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "kind,code,name,nation,aliases,body,abbreviations,rule\n";

    fn problem(row: &str) -> String {
        places(&format!("{HEAD}{row}\n")).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn errors_name_line_and_remedy() {
        assert!(places(&format!("\u{feff}{HEAD}area,S12000041,Angus,Scotland,,Angus Council,,person\n")).is_ok());
        assert_eq!(
            problem("town,S12000041,Forfar,Scotland,,,,"),
            "places.csv, line 2: `town` is not a kind of place. Write nation, area, alias, settlement, none or cue."
        );
        assert!(problem("area,S1200004,Angus,Scotland,,,,").contains("is not a GSS code"));
        assert!(problem("settlement,S12000041,Forfar,Scotland,,,,").contains("no area has the code S12000041"));
        assert!(problem("area,S12000041,Angus,Scotland,,,,maybe").contains("`maybe` is not a rule"));
        assert!(problem("area,S12000041,,Scotland,,,,").contains("`name` is empty"));
        let head = HEAD.replace('\n', "\r\n");
        let wrong = format!("{head}area,S12000041,Angus,Scotland,,,,\r\ntown,S12000041,Forfar,Scotland,,,,\r\n");
        assert_eq!(places(&wrong).map(|_| ()).unwrap_err().0[0].line, 3, "whatever ends a line");
        let head = places("kind,code\n").map(|_| ()).unwrap_err();
        assert!(head.0.len() == 6 && head.0[0].remedy.contains("aliases"), "{head}");
    }

    #[test]
    fn every_bad_row_is_told() {
        let lines = |rows: &str| -> Vec<u64> {
            let faults = places(&format!("{HEAD}{rows}")).map(|_| ()).unwrap_err();
            faults.0.iter().map(|row| row.line).collect()
        };
        let area = "area,S12000041,Angus,Scotland,,,,\n";
        assert_eq!(lines(&format!("town,,,,,,,\n{area}area,S1,Fife,Scotland,,,,\n")), [2, 4]);
        let settlement = "settlement,S12000042,Forfar,Scotland,,,,\n";
        assert_eq!(lines(&format!("{area}{area}{settlement}{settlement}")), [2, 3, 4, 5]);
    }

    #[test]
    fn bodies_have_ids_of_their_own() {
        let text = "id,label,areas,aliases,names_area,note\na,A,S92000003,,no,\na,B,,,,\n";
        assert_eq!(bodies(text).map(|_| ()).unwrap_err().0[0].line, 3);
    }
}
