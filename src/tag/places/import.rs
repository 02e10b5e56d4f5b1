//! Settlements taken over from the gazetteers of Ordnance Survey and GeoNames, as rows of `places.csv`.
//!
//! | file | layout | source of the layout |
//! |---|---|---|
//! | OS Open Names, CSV | 34 columns, no header in the data files; `TYPE` is the 7th, `LOCAL_TYPE` the 8th, `DISTRICT_BOROUGH` the 22nd, `COUNTY_UNITARY` the 25th | Ordnance Survey, OS Open Names technical specification and `OS_Open_Names_Header.csv` |
//! | GeoNames, `GB.txt` | 19 columns parted by tabs; the areas that admin codes stand for are rows of class `A` of the same file, or lines of `admin2Codes.txt` | GeoNames, readme of the gazetteer extract |
//!
//! A name is taken where it lies in one council area alone and no row has it yet. One short word (`Dull`, `Law`) gets the rule
//! `word`: it is believed only where the text around it is of a place.

use super::data::{self, Nation, PlaceRow, RowKind};
use super::words;
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Columns of OS Open Names that are read, from 0.
const OS: OsColumns = OsColumns { name: 2, second: 4, kind: 6, local: 7, district: 21, county: 24, all: 34 };
/// Columns of GeoNames that are read, from 0.
const GEO: GeoColumns =
    GeoColumns { name: 1, others: 3, class: 6, code: 7, country: 8, admins: [10, 11, 12, 13], people: 14, all: 19 };
/// Letters up to which a name of one word may well be an ordinary word.
const SHORT: usize = 6;

struct OsColumns {
    name: usize,
    second: usize,
    kind: usize,
    local: usize,
    district: usize,
    county: usize,
    all: usize,
}

struct GeoColumns {
    name: usize,
    others: usize,
    class: usize,
    code: usize,
    country: usize,
    admins: [usize; 4],
    people: usize,
    all: usize,
}

/// How large a settlement must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Cities and towns.
    Towns,
    /// Also villages and the parts of towns.
    Villages,
    /// Also hamlets and other settlements.
    All,
}

/// What is taken over.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The smallest settlements that are wanted.
    pub size: Size,
    /// The one nation that is wanted; `None` takes every nation of the United Kingdom.
    pub nation: Option<String>,
    /// People that a place of GeoNames has at least.
    pub people: u64,
}

/// What became of the names of a gazetteer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// `places.csv` with the new rows at its end.
    pub csv: String,
    /// Names added.
    pub added: u64,
    /// Names that a row had already.
    pub known: u64,
    /// Names that lie in several areas, which the tagger could not tell apart, or that begin with no capital.
    pub shared: u64,
    /// Names whose area is none of `places.csv`.
    pub nowhere: u64,
}

/// A place on its way: where it lies, as its gazetteer says it.
struct Sighted {
    name: String,
    second: String,
    /// Names or codes of areas, the smallest first.
    areas: Vec<String>,
    source: &'static str,
}

/// Takes files in one by one.
pub struct PlacesImport {
    wanted: Wanted,
    current: String,
    rows: Vec<PlaceRow>,
    /// Areas by every name they have.
    areas: BTreeMap<String, String>,
    /// Codes of GeoNames by the area's name.
    admins: BTreeMap<String, Vec<String>>,
    sighted: Vec<Sighted>,
}

impl PlacesImport {
    /// An import that adds to this `places.csv`.
    ///
    /// # Errors
    ///
    /// Where the table itself cannot be read.
    pub fn begin(current: &str, wanted: Wanted) -> Result<PlacesImport, data::GazetteerError> {
        let rows = data::places(current)?;
        let mut areas = BTreeMap::new();
        for row in rows.iter().filter(|row| matches!(row.kind, RowKind::Area | RowKind::Alias)) {
            areas.insert(row.code.to_lowercase(), row.code.clone());
            for name in [&row.name].into_iter().chain(&row.aliases).chain(&row.bodies) {
                areas.entry(plain(name)).or_insert_with(|| row.code.clone());
            }
        }
        let current = current.trim_start_matches('\u{feff}').to_owned();
        Ok(PlacesImport { wanted, current, rows, areas, admins: BTreeMap::new(), sighted: Vec::new() })
    }

    /// Reads one file; one that is neither gazetteer is passed over. Returns whether it was one.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}');
        let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else { return false };
        match first.split('\t').count() {
            n if n >= GEO.all => self.take_geonames(text),
            4 if first.matches('.').count() >= 2 => self.take_admin_codes(text),
            1 => return self.take_os(text),
            _ => return false,
        }
        true
    }

    fn take_os(&mut self, text: &str) -> bool {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut any = false;
        for record in reader.records().flatten() {
            let cell = |i: usize| record.get(i).unwrap_or("").trim();
            if record.len() < OS.all {
                continue;
            }
            any = true;
            let size = match cell(OS.local) {
                "City" | "Town" => Size::Towns,
                "Village" | "Suburban Area" => Size::Villages,
                _ => Size::All,
            };
            if cell(OS.kind) != "populatedPlace" || size > self.wanted.size {
                continue;
            }
            self.sighted.push(Sighted {
                name: cell(OS.name).to_owned(),
                second: cell(OS.second).to_owned(),
                areas: [OS.district, OS.county].map(|i| cell(i).to_owned()).into(),
                source: "OS Open Names",
            });
        }
        any
    }

    fn take_geonames(&mut self, text: &str) {
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() < GEO.all || cells[GEO.country] != "GB" {
                continue;
            }
            let codes: Vec<&str> = GEO.admins.iter().map(|i| cells[*i].trim()).take_while(|c| !c.is_empty()).collect();
            if cells[GEO.class] == "A" && cells[GEO.code].starts_with("ADM") {
                let names = [cells[GEO.name]].into_iter().chain(cells[GEO.others].split(','));
                self.admins.entry(codes.join(".")).or_default().extend(names.map(str::to_owned));
            }
            let size = match cells[GEO.code] {
                "PPLX" => Size::Villages,
                "PPLL" | "PPLF" | "PPLR" => Size::All,
                code if code.starts_with("PPLA") || code == "PPLC" => Size::Towns,
                "PPL" if people(cells[GEO.people]) >= 10_000 => Size::Towns,
                "PPL" => Size::Villages,
                _ => continue,
            };
            if cells[GEO.class] != "P" || size > self.wanted.size || people(cells[GEO.people]) < self.wanted.people {
                continue;
            }
            let areas = (1..=codes.len()).rev().map(|n| codes[..n].join(".")).collect();
            let name = cells[GEO.name].trim().to_owned();
            self.sighted.push(Sighted { name, second: String::new(), areas, source: "GeoNames" });
        }
    }

    /// `GB.SCT.V1    Fife    Fife    2649469`
    fn take_admin_codes(&mut self, text: &str) {
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if let [code, name, ascii, ..] = cells[..]
                && let Some(code) = code.strip_prefix("GB.")
            {
                self.admins.entry(code.to_owned()).or_default().extend([name.to_owned(), ascii.to_owned()]);
            }
        }
    }

    /// The table with what was found.
    pub fn finish(self) -> Imported {
        let mut out = Imported { csv: self.current.clone(), ..Imported::default() };
        let mut known: BTreeSet<String> = BTreeSet::new();
        for row in &self.rows {
            known.extend([&row.name].into_iter().chain(&row.aliases).map(|name| fold(name)));
        }
        let mut found: BTreeMap<String, (&Sighted, BTreeSet<&str>)> = BTreeMap::new();
        for place in &self.sighted {
            let Some(code) = self.area(place) else {
                out.nowhere += 1;
                continue;
            };
            let nation = Nation::of_code(code).map_or("", Nation::as_str);
            if self.wanted.nation.as_deref().is_some_and(|wanted| wanted != nation) {
                continue;
            }
            found.entry(fold(&place.name)).or_insert_with(|| (place, BTreeSet::new())).1.insert(code);
        }
        let columns = columns(&self.current);
        let mut rows = csv::Writer::from_writer(Vec::new());
        for (folded, (place, codes)) in found {
            let starts = place.name.starts_with(char::is_uppercase);
            let Some(code) = codes.first().filter(|_| codes.len() == 1 && starts) else {
                out.shared += 1;
                continue;
            };
            if known.contains(&folded) {
                out.known += 1;
                continue;
            }
            let second = Some(place.second.as_str()).filter(|name| !name.is_empty() && !known.contains(&fold(name)));
            let cell = |column: &String| match column.as_str() {
                "kind" => "settlement",
                "code" => code,
                "name" => &place.name,
                "nation" => Nation::of_code(code).map_or("", Nation::as_str),
                "aliases" => second.unwrap_or(""),
                "rule" => rule(&place.name),
                "source" => place.source,
                _ => "",
            };
            // Writing into memory cannot fail.
            let _ = rows.write_record(columns.iter().map(cell));
            out.added += 1;
        }
        if !out.csv.is_empty() && !out.csv.ends_with('\n') {
            out.csv.push('\n');
        }
        out.csv.push_str(&String::from_utf8_lossy(&rows.into_inner().unwrap_or_default()));
        out
    }

    /// The code of the area that a place lies in.
    fn area(&self, place: &Sighted) -> Option<&str> {
        let named = |name: &str| self.areas.get(&plain(name)).map(String::as_str);
        place.areas.iter().find_map(|area| {
            let last = area.rsplit('.').next().unwrap_or(area);
            named(last).or_else(|| self.admins.get(area)?.iter().find_map(|name| named(name)))
        })
    }
}

/// The columns that the first line of a table names.
fn columns(table: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.headers().map(|header| header.iter().map(|column| column.trim().to_owned()).collect()).unwrap_or_default()
}

/// What else a new name may be.
fn rule(name: &str) -> &'static str {
    let one = !name.contains([' ', '-']);
    if words::FORENAMES.contains(&name) {
        "person"
    } else if one && name.chars().count() <= SHORT {
        "word"
    } else {
        ""
    }
}

fn people(cell: &str) -> u64 {
    cell.trim().parse().unwrap_or(0)
}

/// An area's name without what gazetteers add to it or leave out.
fn plain(name: &str) -> String {
    let folded = fold(&name.replace('&', "and"));
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.retain(|word| {
        !matches!(*word, "the" | "city" | "of" | "county" | "council" | "borough" | "district" | "royal")
    });
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "kind,code,name,nation,aliases,body,abbreviations,rule,source\n\
        area,S12000047,Fife,Scotland,,Fife Council,,,\narea,S12000048,Perth and Kinross,Scotland,,,,,\n\
        area,S12000036,City of Edinburgh,Scotland,Edinburgh,,,,\nsettlement,S12000047,Leven,Scotland,,,,,\n";

    fn os(name: &str, second: &str, local: &str, county: &str) -> String {
        let mut cells = vec![""; OS.all];
        (cells[OS.name], cells[OS.second], cells[OS.local], cells[OS.county]) = (name, second, local, county);
        cells[OS.kind] = if local == "Named Road" { "transportNetwork" } else { "populatedPlace" };
        cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",") + "\r\n"
    }

    fn geo(name: &str, class: &str, code: &str, admin2: &str, people: &str) -> String {
        let mut cells = vec![""; GEO.all];
        (cells[GEO.name], cells[GEO.class], cells[GEO.code], cells[GEO.country]) = (name, class, code, "GB");
        (cells[GEO.admins[0]], cells[GEO.admins[1]], cells[GEO.people]) = ("SCT", admin2, people);
        cells.join("\t") + "\n"
    }

    fn import(files: &[String], wanted: Wanted) -> Imported {
        let mut import = PlacesImport::begin(TABLE, wanted).unwrap();
        for file in files {
            assert!(import.take(file.as_bytes()), "{file}");
        }
        import.finish()
    }

    const EVERYTHING: Wanted = Wanted { size: Size::Villages, nation: None, people: 0 };

    fn new_rows(imported: &Imported) -> Vec<&str> {
        imported.csv[TABLE.len()..].lines().collect()
    }

    #[test]
    fn os_open_names_is_read_as_it_is_published() {
        let file = [
            os("Testerglen", "Gleann Deuchainn", "Village", "Perth and Kinross"),
            os("Leven", "", "Town", "Fife"),
            os("Broomtown", "", "Town", "Fife"),
            os("Broomtown", "", "Village", "Perth and Kinross"),
            os("Gorsey", "", "Suburban Area", "City of Edinburgh"),
            os("Lowly Steading", "", "Hamlet", "Fife"),
            os("Elsewhere", "", "Town", "Ruritania"),
            os("Mill Lane", "", "Named Road", "Fife"),
        ];
        let imported = import(&[file.concat()], EVERYTHING);
        assert_eq!(
            new_rows(&imported),
            [
                "settlement,S12000036,Gorsey,Scotland,,,,word,OS Open Names",
                "settlement,S12000048,Testerglen,Scotland,Gleann Deuchainn,,,,OS Open Names"
            ]
        );
        assert_eq!((imported.added, imported.known, imported.shared, imported.nowhere), (2, 1, 1, 1));
        let again = PlacesImport::begin(&imported.csv, EVERYTHING).map(|mut again| {
            again.take(file.concat().as_bytes());
            again.finish()
        });
        assert_eq!(again.unwrap().added, 0, "a second import adds nothing");
        assert!(data::places(&imported.csv).is_ok());
    }

    #[test]
    fn a_table_whose_heads_are_in_quotation_marks_gets_whole_rows() {
        let head = TABLE.lines().next().unwrap();
        let quoted = TABLE.replacen(head, &format!("\"{}\"", head.replace(',', "\",\"")), 1);
        let mut import = PlacesImport::begin(&quoted, EVERYTHING).unwrap();
        assert!(import.take(os("Testerglen", "Gleann, Deuchainn", "Village", "Fife").as_bytes()));
        let csv = import.finish().csv;
        assert!(
            csv.ends_with("settlement,S12000047,Testerglen,Scotland,\"Gleann, Deuchainn\",,,,OS Open Names\n"),
            "{csv}"
        );
    }

    #[test]
    fn geonames_is_read_with_the_areas_of_its_own_rows_or_of_the_list_of_codes() {
        let file = [
            geo("Testerglen", "P", "PPL", "V1", "900"),
            geo("Smallerglen", "P", "PPL", "V1", "40"),
            geo("Nowhereglen", "P", "PPL", "Z9", "900"),
            geo("Fife", "A", "ADM2", "V1", "0"),
            geo("A Hill", "T", "HLL", "V1", "0"),
        ];
        let imported = import(&[file.concat()], Wanted { people: 500, ..EVERYTHING });
        assert_eq!(new_rows(&imported), ["settlement,S12000047,Testerglen,Scotland,,,,,GeoNames"]);
        assert_eq!(imported.nowhere, 1);
        let codes = "GB.SCT.W1\tPerth and Kinross\tPerth and Kinross\t1\n".to_owned();
        let place = geo("Testerglen", "P", "PPL", "W1", "900");
        let imported = import(&[place, codes], EVERYTHING);
        assert!(imported.csv.contains("S12000048,Testerglen"), "{}", imported.csv);
        assert_eq!(
            import(&[geo("Kinglen", "P", "PPL", "V1", "1")], Wanted { nation: Some("Wales".into()), ..EVERYTHING })
                .added,
            0
        );
    }

    #[test]
    fn other_files_are_passed_over() {
        let mut import = PlacesImport::begin(TABLE, EVERYTHING).unwrap();
        for other in ["", "\n", "Readme for the files", "a,b,c\n1,2,3\n", "a\tb\n"] {
            assert!(!import.take(other.as_bytes()), "{other}");
        }
        assert!(!import.take(&[0xff, 0xfe, 0x00]));
        assert_eq!(import.finish().csv, TABLE);
    }
}
