//! The one place that writes to standard output and standard error.
//!
//! Standard output is data, standard error is talk. Colours appear on a terminal only.

use crate::util::formula::neutral;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Words that matter in a result.
pub(super) const STRONG: Style = Style::new().bold();
/// What went wrong.
const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What to look at.
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Writes data and talk.
pub(super) struct Printer {
    quiet: bool,
    verbose: bool,
    broken: bool,
}

impl Printer {
    pub(super) fn new(quiet: bool, verbose: bool) -> Printer {
        Printer { quiet, verbose, broken: false }
    }

    /// Writes data. A reader that hangs up early (`| head`) has had enough, which is success.
    pub(super) fn data(&mut self, text: &str) -> io::Result<()> {
        if self.broken {
            return Ok(());
        }
        let mut out = AutoStream::new(io::stdout().lock(), ColorChoice::Auto);
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.broken = true;
                Ok(())
            }
            other => other,
        }
    }

    /// Says something to the person, unless they asked for quiet.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            talk(text);
        }
    }

    /// Says something only to those who asked for more.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose {
            talk(text);
        }
    }

    /// Says that something needs a look.
    pub(super) fn warn(&self, text: &str) {
        if !self.quiet {
            talk(&format!("{WARNING}warning:{WARNING:#} {text}"));
        }
    }

    /// Says why a command could not run.
    pub(super) fn error(&self, text: &str) {
        talk(&format!("{ERROR}error:{ERROR:#} {text}"));
    }
}

/// The text of a finished CSV table, safe to open in a spreadsheet: see [`neutral`].
pub(super) fn table(rows: csv::Writer<Vec<u8>>) -> anyhow::Result<String> {
    let raw = rows.into_inner()?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(raw.as_slice());
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in reader.records() {
        out.write_record(record?.iter().map(|cell| neutral(cell).into_owned()))?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}

fn talk(text: &str) {
    let mut err = AutoStream::new(io::stderr().lock(), ColorChoice::Auto);
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.write_all(b"\n"));
}
