//! The doctor command: is every byte of the index as it was written, and if not, what to do.

use super::printer::Printer;
use super::{Outcome, Session, commands};
use crate::store::Manifest;
use crate::store::doctor::{Health, examine, remove_damaged};
use crate::util::plural::count;
use clap::Args;
use std::path::PathBuf;

/// What to do about damage.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Repair what is damaged: damaged records are removed and the papers of the last build built again
    #[arg(long)]
    repair: bool,
    /// Folders and files to build again [default: those of the last build]
    #[arg(value_name = "PATH", requires = "repair")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(session: &Session, arguments: &Arguments, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let found = match examine(&session.index) {
        Health::Sound { passages, records } => {
            let (passages, records) = (count(passages, "passage", "passages"), count(records, "record", "records"));
            printer.data(&format!("{} is sound: {passages} in {records}.\n", session.index.display()))?;
            return Ok(Outcome::Done);
        }
        Health::Other(error) => return Err(error.into()),
        Health::Damaged(found) => found,
    };
    for error in &found {
        printer.data(&format!("{error}\n"))?;
    }
    if !arguments.repair {
        printer.say("Run `sederunt doctor --repair`, or remove the index folder and run `sederunt build`; nothing else is in it.");
        return Ok(Outcome::Nothing);
    }
    let removed = remove_damaged(&session.index, &found)?;
    if !removed.is_empty() {
        printer.say(&format!("Removed {}.", count(removed.len() as u64, "damaged record", "damaged records")));
    }
    let paths = if arguments.paths.is_empty() { last_paths(session) } else { arguments.paths.clone() };
    if paths.is_empty() {
        anyhow::bail!(
            "the manifest does not tell which papers were read; run `sederunt doctor --repair FOLDER` with their folder"
        );
    }
    commands::build(session, &paths, printer)?;
    match examine(&session.index) {
        Health::Sound { .. } => {
            printer.say("The index is sound again.");
            Ok(Outcome::Done)
        }
        Health::Other(error) => Err(error.into()),
        Health::Damaged(_) => anyhow::bail!("damage is left; remove the index folder and run `sederunt build`"),
    }
}

/// The paths of the last build, from whichever of the manifests can still be read.
fn last_paths(session: &Session) -> Vec<PathBuf> {
    let listed = crate::util::fs::list(&session.index).unwrap_or_default();
    let manifests = listed.into_iter().filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("manifest") && name.ends_with(".json")
    });
    let read = manifests.filter_map(|path| Manifest::read(&path).ok());
    read.map(|manifest| manifest.inputs.iter().map(PathBuf::from).collect::<Vec<_>>())
        .find(|paths| !paths.is_empty())
        .unwrap_or_default()
}
