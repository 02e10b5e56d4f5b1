//! The Tesseract program: its version, and pages given to it.

use super::hocr::{self, Line};
use crate::util::process;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

/// Time to say its version.
const GREETING: Duration = Duration::from_secs(20);

/// Most bytes of one answer; a page set in the smallest type stays below 4 MiB.
const MOST: u64 = 32 << 20;

static VERSION: LazyLock<Option<String>> = LazyLock::new(|| {
    let said = process::output(command().arg("--version"), b"", GREETING, MOST).ok()?;
    let said = String::from_utf8_lossy(&said);
    let first = said.lines().next()?;
    first.strip_prefix("tesseract").map(|version| version.trim().trim_start_matches('v').to_owned())
});

/// Its version, such as `5.3.0`; `None` where it is not installed. Asked for once.
pub(super) fn version() -> Option<&'static str> {
    VERSION.as_deref()
}

/// A picture in shades of grey, row by row from the top.
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Pixels an inch.
    pub(crate) dpi: u32,
    pub(crate) grey: Vec<u8>,
}

impl Picture {
    /// The picture turned clockwise by `degrees`, a multiple of 90.
    pub(super) fn turned(&self, degrees: u32) -> Picture {
        let (w, h) = (self.width as usize, self.height as usize);
        let (width, height) = if degrees.is_multiple_of(180) { (w, h) } else { (h, w) };
        let mut grey = vec![0; self.grey.len()];
        for (y, row) in self.grey.chunks_exact(w.max(1)).enumerate() {
            for (x, value) in row.iter().enumerate() {
                let (to_x, to_y) = match degrees % 360 {
                    90 => (h - 1 - y, x),
                    180 => (w - 1 - x, h - 1 - y),
                    270 => (y, w - 1 - x),
                    _ => (x, y),
                };
                grey[to_y * width + to_x] = *value;
            }
        }
        Picture { width: width as u32, height: height as u32, dpi: self.dpi, grey }
    }

    /// The picture as a portable grey map.
    fn pgm(&self) -> Vec<u8> {
        let mut out = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        out.extend_from_slice(&self.grey);
        out
    }
}

/// Reads a picture. The error is what went wrong, in plain words.
pub(super) fn read(picture: &Picture, language: &str, patience: Duration) -> Result<Vec<Line>, String> {
    let dpi = picture.dpi.to_string();
    let mut command = command();
    command.args(["stdin", "stdout", "-l", language, "--dpi", &dpi, "--psm", "3"]);
    command.args(["-c", "hocr_font_info=0", "hocr"]);
    let said = process::output(&mut command, &picture.pgm(), patience, MOST).map_err(|error| match error.kind() {
        std::io::ErrorKind::TimedOut => format!("Tesseract took more than {} seconds", patience.as_secs()),
        _ => format!("Tesseract could not read it: {error}"),
    })?;
    Ok(hocr::lines(&String::from_utf8_lossy(&said)))
}

/// By how many degrees a picture must be turned clockwise for its text to stand upright; `None` where that cannot be told.
pub(super) fn turn(picture: &Picture, patience: Duration) -> Option<u32> {
    let dpi = picture.dpi.to_string();
    let mut command = command();
    command.args(["stdin", "stdout", "--dpi", &dpi, "--psm", "0"]);
    let said = process::output(&mut command, &picture.pgm(), patience, MOST).ok()?;
    let said = String::from_utf8_lossy(&said);
    let degrees = said.lines().find_map(|line| line.strip_prefix("Rotate:"))?.trim().parse::<u32>().ok()?;
    (degrees % 90 == 0).then_some(degrees % 360)
}

fn command() -> Command {
    let mut command = Command::new("tesseract");
    // One page is one thread's work: the same words on any machine, and the other processors are busy with other sources.
    command.env("OMP_THREAD_LIMIT", "1");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_turns_clockwise() {
        let picture = Picture { width: 3, height: 2, dpi: 300, grey: vec![1, 2, 3, 4, 5, 6] };
        let turned = picture.turned(90);
        assert_eq!((turned.width, turned.height), (2, 3));
        assert_eq!(turned.grey, [4, 1, 5, 2, 6, 3]);
        assert_eq!(picture.turned(90).turned(270).grey, picture.grey);
        assert_eq!(picture.turned(180).grey, [6, 5, 4, 3, 2, 1]);
    }
}
