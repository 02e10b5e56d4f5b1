//! The lexicon to other programs and back, and places from the gazetteers of others.

use super::PipelineError;
use crate::config::Settings;
pub use crate::model::vocabulary::Vocabulary;
use crate::render::lexicon;
pub use crate::render::lexicon::LexiconFormat;
use crate::tag::places::import::PlacesImport;
pub use crate::tag::places::import::{Imported, Size, Wanted as PlacesWanted};
use crate::tag::{self, Tagger};
use crate::util::faults;
use crate::util::fs;
use std::io::Read;
use std::path::Path;

/// Bytes of the largest file that is read out of an archive: that of GeoNames for the whole country is a tenth of it.
const MOST_BYTES: u64 = 256 << 20;

/// The lexicon in use as a table.
pub fn lexicon_table(settings: &Settings) -> Result<Vocabulary, PipelineError> {
    Ok(Tagger::load(settings.lexicon.as_deref())?.vocabulary())
}

/// A table in one of the forms that other programs read.
pub fn written_lexicon(table: &Vocabulary, format: LexiconFormat) -> String {
    lexicon::written(table, format)
}

/// A table that this or another program wrote.
pub fn read_lexicon(file: &Path, format: LexiconFormat) -> Result<Vocabulary, PipelineError> {
    let bytes = fs::read(file)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        PipelineError::Foreign(format!("{} is not UTF-8; save it as \"CSV UTF-8\" or as Unicode", file.display()))
    })?;
    let foreign = |problem: String| PipelineError::Foreign(format!("{}: {problem}", file.display()));
    let read = lexicon::read(&text, format).map_err(foreign)?;
    // What is wrong is told by the lines of this file, not by those of the files that it would make.
    let place = |entry: usize, term: Option<usize>| match read.lines.get(entry) {
        Some((own, terms)) => format!("line {}", term.and_then(|term| terms.get(term)).unwrap_or(own)),
        None => format!("concept {}", read.vocabulary.entries[entry].id),
    };
    let told: Vec<String> = tag::vocabulary_faults(&read.vocabulary)
        .into_iter()
        .map(|(entry, term, problem)| format!("{}: {problem}", place(entry, term)))
        .collect();
    if told.is_empty() { Ok(read.vocabulary) } else { Err(foreign(faults::told(&told))) }
}

/// The lexicon files that a table makes, each with its name.
pub fn files_of_lexicon(table: &Vocabulary) -> Result<Vec<(&'static str, String)>, PipelineError> {
    Ok(tag::lexicon_files(table)?)
}

/// The table of places in use with the settlements of a published gazetteer: a file, a folder of files or the archive as it is
/// downloaded.
pub fn import_places(settings: &Settings, from: &Path, wanted: PlacesWanted) -> Result<Imported, PipelineError> {
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    let mut import = PlacesImport::begin(tagger.places(), wanted)?;
    if !take(&mut import, from)? {
        return Err(PipelineError::Foreign(format!(
            "{} holds neither OS Open Names (CSV) nor GeoNames (GB.txt); give the file, its folder or the zip as downloaded",
            from.display()
        )));
    }
    Ok(import.finish())
}

/// Takes in a file, or every file below a folder in the order of names. Returns whether any was a gazetteer.
fn take(import: &mut PlacesImport, from: &Path) -> Result<bool, PipelineError> {
    let mut any = false;
    if from.is_dir() {
        let mut paths = fs::list(from)?;
        paths.sort();
        for path in paths {
            let name = path.extension().unwrap_or_default().to_ascii_lowercase();
            if path.is_dir() || name == "csv" || name == "txt" || name == "zip" {
                any |= take(import, &path)?;
            }
        }
        return Ok(any);
    }
    let bytes = fs::read(from)?;
    if !bytes.starts_with(b"PK") {
        return Ok(import.take(&bytes));
    }
    let broken = |problem: String| PipelineError::Foreign(format!("{}: {problem}", from.display()));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|e| broken(e.to_string()))?;
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).map_err(|e| broken(e.to_string()))?;
        let name = file.name().map(|name| name.to_lowercase()).unwrap_or_default();
        if !name.ends_with(".csv") && !name.ends_with(".txt") {
            continue;
        }
        let mut inside = Vec::new();
        file.by_ref().take(MOST_BYTES + 1).read_to_end(&mut inside).map_err(|e| broken(format!("{name}: {e}")))?;
        if inside.len() as u64 > MOST_BYTES {
            return Err(broken(format!("{name} is larger than 256 MB, which no gazetteer file is")));
        }
        any |= import.take(&inside);
    }
    Ok(any)
}
