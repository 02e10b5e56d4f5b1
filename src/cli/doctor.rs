//! The doctor command: is every byte of the index as it was written, and if not, what to do.

use super::args::Reading;
use super::printer::Printer;
use super::{Outcome, Session, commands};
use crate::store::Manifest;
use crate::store::doctor::{Health, examine, remove_damaged};
use crate::util::index_folder::contents;
use crate::util::plural::count;
use clap::Args;
use std::path::{Path, PathBuf};

/// What to do about damage.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Repair what is damaged: damaged records are removed and the papers of the last build built again
    #[arg(long)]
    repair: bool,
    /// Folders and files to build again [default: those of the last build]
    #[arg(value_name = "PATH", requires = "repair")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
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
        printer.data(&format!("{}\n", error.finding()))?;
    }
    if !arguments.repair {
        printer.say(&format!(
            "Run `sederunt doctor --repair`, or {} and run `sederunt build FOLDER`.",
            removal(&session.index)
        ));
        return Ok(Outcome::Nothing);
    }
    let removed = remove_damaged(&session.index, &found)?;
    if !removed.is_empty() {
        printer.say(&format!("Removed {}.", count(removed.len() as u64, "damaged record", "damaged records")));
    }
    let paths = match arguments.paths.is_empty() {
        true => Manifest::last_inputs(&session.index).iter().map(PathBuf::from).collect(),
        false => arguments.paths.clone(),
    };
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
        Health::Damaged(_) => {
            anyhow::bail!("damage is left; {} and run `sederunt build FOLDER`", removal(&session.index))
        }
    }
}

/// What is to be removed so that a build begins anew: never a paper that lies in the same folder.
fn removal(index: &Path) -> String {
    let folder = index.display();
    match contents(index) {
        Ok((_, others)) if others.is_empty() => format!("remove the folder {folder} (nothing else is in it)"),
        Ok((parts, _)) => {
            let names: Vec<_> =
                parts.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy()).collect();
            format!("remove {} from {folder} (the rest of that folder is not the index's)", names.join(", "))
        }
        Err(_) => format!("remove the index from {folder}"),
    }
}
