//! The export command: which formats, and how CSV is written.

use super::printer::Printer;
use super::{Outcome, Session, review};
use crate::pipeline::{self, CsvOptions, ExportFormat, ExportOptions, Wanted};
use crate::store::Store;
use crate::util::plural::count;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::path::Path;

/// How tables are written, and what else.
#[derive(Debug, Args)]
pub(super) struct Tables {
    /// Formats to write, parted by commas [default: csv,jsonl,xlsx,datapackage]
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    to: Vec<To>,
    /// Leave out the mark at the start of each CSV file that tells Excel its encoding
    #[arg(long)]
    no_bom: bool,
    /// What parts the cells of a CSV file: comma, semicolon, tab, or a sign
    #[arg(long, value_name = "SIGN", default_value = "comma", value_parser = delimiter)]
    delimiter: u8,
}

/// A format as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct To(ExportFormat);

const FORMATS: [To; ExportFormat::ALL.len()] = {
    let mut all = [To(ExportFormat::Csv); ExportFormat::ALL.len()];
    let mut i = 0;
    while i < all.len() {
        all[i] = To(ExportFormat::ALL[i].0);
        i += 1;
    }
    all
};

impl ValueEnum for To {
    fn value_variants<'a>() -> &'a [To] {
        &FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (_, name) = ExportFormat::ALL.iter().find(|(format, _)| *format == self.0)?;
        let help = match self.0 {
            ExportFormat::Csv => "A CSV file for each table",
            ExportFormat::JsonLines => "Passages with their mentions for programs, raw (evidence.jsonl)",
            ExportFormat::Workbook => "All tables in one workbook (evidence.xlsx)",
            ExportFormat::Package => "Descriptions of the CSV files for programs (datapackage.json, csv-metadata.json)",
            ExportFormat::Csvw => "A description beside each CSV file (evidence.csv-metadata.json)",
            ExportFormat::Parquet => "A Parquet file for each table, for DuckDB, pandas, R and Spark",
            ExportFormat::RefiProject => "A coded project for NVivo, MAXQDA, ATLAS.ti and QualCoder (evidence.qdpx)",
            ExportFormat::RefiCodebook => "The codebook for the same programs (codebook.qdc)",
            ExportFormat::Skos => "The codebook as linked data (codebook.ttl)",
            ExportFormat::Annotations => "Mentions as W3C Web Annotations (annotations.jsonld, texts/)",
            ExportFormat::Bibtex => "The papers as BibTeX (papers.bib)",
            ExportFormat::Ris => "The papers as RIS, for Zotero and EndNote (papers.ris)",
            ExportFormat::CslJson => "The papers as CSL-JSON (papers.csl.json)",
        };
        Some(PossibleValue::new(*name).help(help))
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "comma" => Ok(b','),
        "semicolon" => Ok(b';'),
        "tab" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [sign @ (b',' | b';' | b'\t' | b':' | b'^' | b'~')] => Ok(*sign),
            // A bar parts the values within a cell.
            [b'|'] => Err("a bar parts lists within a cell; choose comma, semicolon or tab".to_owned()),
            _ => Err("write comma, semicolon or tab".to_owned()),
        },
    }
}

impl Tables {
    /// The options of the export.
    pub(super) fn options(&self) -> ExportOptions {
        let csv = CsvOptions { no_bom: self.no_bom, delimiter: self.delimiter };
        let mut options = ExportOptions { csv, ..ExportOptions::default() };
        if !self.to.is_empty() {
            options.formats = self.to.iter().map(|to| to.0).collect();
        }
        options
    }
}

pub(super) fn export(session: &Session, dir: &Path, tables: &Tables, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let store = Store::open(&session.index)?;
    let options = tables.options();
    let (synthesis, followed) = match options.needs_findings() {
        true => (
            pipeline::synthesis(&store, &session.settings)?,
            review::followed(session, &store, None, Wanted::All, printer)?,
        ),
        false => Default::default(),
    };
    let files = pipeline::export(&store, &synthesis, dir, None, &options, &followed)?;
    printer.say(&format!("Wrote {} to {}.", count(files.len() as u64, "file", "files"), dir.display()));
    Ok(Outcome::Done)
}
