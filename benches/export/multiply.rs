//! An export of a corpus that is made large by repeating an index: how long it takes, and with `/usr/bin/time -v` around it, how
//! much memory.
//!
//! `cargo bench --bench export -- INDEX OUT COPIES csv,jsonl,xlsx`

use sederunt::model::action::Followed;
use sederunt::model::codebook::Codebook;
use sederunt::model::evidence::{AreaCoverage, AreaState, Synthesis};
use sederunt::model::records::{RecordError, Records, SourceRecord};
use sederunt::model::source::SourceEntry;
use sederunt::render::{CsvOptions, ExportFormat, ExportOptions, Material, RunInfo, export};
use sederunt::store::Store;
use sederunt::util::hash::short_id;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// An index, many times over: each copy has names and ids of its own.
struct Many {
    store: Store,
    entries: Vec<SourceEntry>,
}

impl Many {
    fn of(store: Store, copies: usize) -> Many {
        let mut entries = Vec::new();
        for copy in 0..copies {
            for entry in &store.manifest().sources {
                entries.push(SourceEntry { name: format!("{copy:05}/{}", entry.name), ..entry.clone() });
            }
        }
        Many { store, entries }
    }
}

impl Records for Many {
    fn sources(&self) -> &[SourceEntry] {
        &self.entries
    }

    fn codebook(&self) -> &Codebook {
        self.store.codebook()
    }

    fn record<'a>(&'a self, entry: &'a SourceEntry) -> Result<Option<SourceRecord<'a>>, RecordError> {
        let (copy, name) = entry.name.split_once('/').unwrap_or_default();
        let Some(base) = self.store.sources().iter().find(|e| e.name == name) else { return Ok(None) };
        let Some(record) = self.store.record(base)? else { return Ok(None) };
        let mut papers = record.papers;
        for tagged in &mut papers {
            tagged.paper.id = short_id(&[copy, &tagged.paper.id]);
            // Cells of tables are files of their own, which the count of files, not of passages, would measure.
            tagged.paper.tables.clear();
            for passage in &mut tagged.paper.passages {
                passage.id = short_id(&[copy, &passage.id]);
            }
            for statement in tagged.tags.passages.iter_mut().flat_map(|tags| &mut tags.statements) {
                statement.id = short_id(&[copy, &statement.id]);
            }
        }
        Ok(Some(SourceRecord { entry, papers }))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [index, out, copies, formats] = arguments.as_slice() else {
        writeln!(std::io::stderr(), "left out: give INDEX OUT COPIES FORMATS")?;
        return Ok(());
    };
    let many = Many::of(Store::open(Path::new(index))?, copies.parse()?);
    let passages: u64 = many.entries.iter().filter(|e| e.has_record).map(|e| u64::from(e.passages)).sum();
    let formats = ExportFormat::ALL.into_iter().filter(|(_, name)| formats.split(',').any(|f| f == *name));
    let options = ExportOptions { formats: formats.map(|(format, _)| format).collect(), csv: CsvOptions::default() };
    let coverage = |area: &str| AreaCoverage {
        area: area.into(),
        papers: 0,
        passages: 0,
        themes: 0,
        challenges: 0,
        state: AreaState::Silent,
    };
    let areas = many.store.codebook().areas.iter().map(|a| coverage(&a.code)).collect();
    let synthesis = Synthesis { coverage: areas, ..Synthesis::default() };
    let (followed, run) = (Followed::default(), RunInfo::default());
    let material = Material { synthesis: &synthesis, followed: &followed, run: &run };
    let start = Instant::now();
    let files = export(&many, &material, Path::new(out), &options)?;
    writeln!(std::io::stdout(), "{passages} passages, {} files, {:.0} s", files.len(), start.elapsed().as_secs_f64())?;
    Ok(())
}
