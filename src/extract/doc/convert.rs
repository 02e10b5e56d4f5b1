//! Word documents that the program does not read itself (of Word 95 and before, or damaged), through a converter that is installed.
//!
//! LibreOffice keeps headings, lists and tables, antiword and catdoc give text alone. The converter runs as a process of its own
//! in a folder of its own and is ended when it takes too long; without one the file is listed with what to do about it.

use crate::extract::{ExtractError, Settings, docx, text};
use crate::model::extracted::Extracted;
use crate::util::fs;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Whether Word documents that the program does not read itself are given to a converter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Converter {
    /// By the first of LibreOffice, antiword and catdoc that is installed.
    #[default]
    Auto,
    /// Never: such files are listed as failed.
    Never,
}

/// How long a converter may take, in steps of [`STEP`].
const PATIENCE: u32 = 1200;

/// How often it is asked whether it is done.
const STEP: Duration = Duration::from_millis(50);

/// A program that reads such files.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Program {
    LibreOffice(PathBuf),
    Antiword(PathBuf),
    Catdoc(PathBuf),
}

/// Reads a document that could not be read for this reason, a clause about it.
pub(super) fn extract(bytes: &[u8], settings: &Settings, reason: &str) -> Result<Extracted, ExtractError> {
    let refused = |more: &str| {
        let remedy = "open it and save it as DOCX or PDF";
        ExtractError::new(format!("the Word document (.doc) {reason}{more}: {remedy}"))
    };
    match program().filter(|_| settings.converter == Converter::Auto) {
        Some(program) => convert(bytes, settings, &program).map_err(|failed| refused(&format!(", and {failed}"))),
        None => Err(refused("")),
    }
}

fn program() -> Option<Program> {
    let soffice = installed("soffice").or_else(|| installed("libreoffice")).or_else(|| {
        const PLACES: [&str; 2] = [
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            "C:/Program Files/LibreOffice/program/soffice.exe",
        ];
        PLACES.into_iter().map(PathBuf::from).find(|path| path.is_file())
    });
    soffice
        .map(Program::LibreOffice)
        .or_else(|| installed("antiword").map(Program::Antiword))
        .or_else(|| installed("catdoc").map(Program::Catdoc))
}

fn installed(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).filter(|f| f.is_absolute()).map(|f| f.join(&name)).find(|path| path.is_file())
}

fn convert(bytes: &[u8], settings: &Settings, program: &Program) -> Result<Extracted, String> {
    let folder =
        tempfile::tempdir().map_err(|error| format!("it could not be put into a folder to convert it ({error})"))?;
    let given = folder.path().join("paper.doc");
    fs::write(&given, bytes).map_err(|error| error.to_string())?;
    let (made, mut command, name) = match program {
        Program::LibreOffice(path) => {
            let mut command = Command::new(path);
            command
                .arg(format!("-env:UserInstallation={}", url(&folder.path().join("profile"))))
                .args(["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir"])
                .arg(folder.path())
                .arg(&given)
                .stdout(Stdio::null());
            (folder.path().join("paper.docx"), command, "LibreOffice")
        }
        Program::Antiword(path) | Program::Catdoc(path) => {
            let made = folder.path().join("paper.txt");
            let mut command = Command::new(path);
            let antiword = matches!(program, Program::Antiword(_));
            let arguments: &[&str] = if antiword { &["-w", "0", "-m", "UTF-8.txt"] } else { &["-w", "-d", "utf-8"] };
            command.args(arguments).arg(&given).stdout(fs::create(&made).map_err(|error| error.to_string())?);
            (made, command, if antiword { "antiword" } else { "catdoc" })
        }
    };
    command.current_dir(folder.path()).stdin(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let child = command.spawn().map_err(|error| format!("{name} could not be started to convert ({error})"))?;
    wait(child, name)?;
    let size = fs::size(&made).unwrap_or(0);
    if size == 0 {
        return Err(format!("{name} could not convert"));
    }
    if size > settings.max_unpacked_mib.saturating_mul(1 << 20) {
        return Err(format!("{name} converts to more than {} MiB", settings.max_unpacked_mib));
    }
    let bytes = fs::read(&made).map_err(|error| error.to_string())?;
    let read = match program {
        Program::LibreOffice(_) => docx::extract(&bytes, settings),
        Program::Antiword(_) | Program::Catdoc(_) => text::extract(&bytes, settings),
    };
    let read = read.map_err(|error| format!("{name} converts to something unreadable ({})", error.reason))?;
    Ok(Extracted { engine: format!("{name} + {}", read.engine), ..read })
}

/// Waits for a converter, no longer than it may take.
fn wait(mut child: Child, name: &str) -> Result<(), String> {
    for _ in 0..PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => return Err(format!("{name} could not convert")),
            Ok(None) => std::thread::sleep(STEP),
            Err(error) => return Err(format!("{name} could not convert ({error})")),
        }
    }
    // The program that was started may be one that only starts others: all of its group end with it.
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
    Err(format!("{name} did not convert within {} seconds", u128::from(PATIENCE) * STEP.as_millis() / 1000))
}

/// A folder as the address that LibreOffice wants.
fn url(path: &Path) -> String {
    let mut out = String::from("file://");
    let text = path.to_string_lossy().replace('\\', "/");
    if !text.starts_with('/') {
        out.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'/' | b':' | b'.' | b'-' | b'_' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_become_addresses() {
        assert_eq!(url(Path::new("/tmp/a b")), "file:///tmp/a%20b");
    }
}
