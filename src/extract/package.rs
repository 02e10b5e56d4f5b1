//! The zip container of office files: its parts by name, within limits.

use super::xml::{self, Node};
use crate::extract::{ExtractError, Settings};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most entries that a container may have.
const MAX_ENTRIES: usize = 20_000;

/// A part may unpack to this many times its packed size; text of a document packs to a tenth, a bomb to a thousandth.
const MAX_RATIO: u64 = 250;

/// Parts smaller than this are never bombs, however well they pack.
const SMALL: u64 = 4 << 20;

/// An open container. Parts are read into memory by name; a name is never a path on this machine.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    budget: u64,
}

/// A relationship of a part.
pub(super) struct Relationship {
    /// Its name within the part.
    pub(super) id: String,
    /// Last part of its type, such as `header`.
    pub(super) kind: String,
    /// The part it leads to.
    pub(super) target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], settings: &Settings) -> Result<Package<'a>, ExtractError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            ExtractError::new(format!(
                "the file is damaged or cut short ({error}): fetch it again, or open it in the program that made it and save it anew"
            ))
        })?;
        if archive.len() > MAX_ENTRIES {
            return Err(ExtractError::new(format!(
                "the file holds more than {MAX_ENTRIES} parts and is unsafe to read"
            )));
        }
        Ok(Package { archive, budget: settings.max_unpacked_mib.saturating_mul(1 << 20) })
    }

    /// Names of the entries, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.archive.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort();
        names
    }

    /// The bytes of a part; `None` where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ExtractError> {
        let Some(index) = self.archive.index_for_name(name.trim_start_matches('/')) else {
            return Ok(None);
        };
        let damaged = |error: String| {
            ExtractError::new(format!(
                "the part {name} is damaged ({error}): fetch the file again, or open it in the program that made it and save it anew"
            ))
        };
        let file = self.archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let packed = file.compressed_size().max(1);
        let limit = self.budget.min(packed.saturating_mul(MAX_RATIO).max(SMALL));
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        if bytes.len() as u64 > limit {
            return Err(ExtractError::new(format!(
                "the part {name} unpacks to more than {} MiB, as files made to exhaust a computer do: if you trust the file, \
                 raise max-unpacked-mib under [extract] in sederunt.toml or save it as PDF",
                limit >> 20
            )));
        }
        self.budget -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Unpacks every part once and keeps none, for a reader that opens the container by itself: a container that passes unpacks
    /// within the limits.
    pub(super) fn check(bytes: &'a [u8], settings: &Settings) -> Result<(), ExtractError> {
        let mut package = Package::open(bytes, settings)?;
        for name in package.names() {
            package.part(&name)?;
        }
        Ok(())
    }

    /// A part as XML, with what is wrong with it.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<(Node, Option<String>)>, ExtractError> {
        match self.part(name)? {
            Some(bytes) => xml::parse(&bytes).map(Some),
            None => Ok(None),
        }
    }

    /// The relationships of a part; the empty name stands for the container.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, ExtractError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some((root, _)) = self.xml(&format!("{prefix}_rels/{file}.rels"))? else {
            return Ok(Vec::new());
        };
        let inside = root.nodes().filter(|node| node.attr("TargetMode") != Some("External"));
        Ok(inside
            .filter_map(|node| {
                let target = node.attr("Target")?;
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("{prefix}{target}"),
                };
                let id = node.attr("Id").unwrap_or_default().to_owned();
                Some(Relationship { id, kind: node.attr("Type")?.rsplit('/').next()?.to_owned(), target })
            })
            .collect())
    }
}

/// A container of these parts, for tests of what stands in one.
#[cfg(test)]
pub(super) fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
