//! Requests and replies between the program and its workers: a mark, a length, and the value in postcard,
//! the compact form of serde. Both ends are the same program, so no frame outlives a version.
//!
//! The mark lets the reader find a reply among words that a library prints on the same stream.

use crate::extract;
use crate::model::records::Structured;
use crate::model::source::MediaType;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// Begins every frame.
const MARK: [u8; 8] = *b"\0sdrt\x01\0\n";

/// Largest frame in bytes; one that is longer is a fault. A pack of 500 pages makes 8 MiB.
pub(super) const MAX_FRAME: u64 = 256 << 20;

/// A source to read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) location: PathBuf,
    pub(super) sha256: String,
    pub(super) media_type: MediaType,
    pub(super) extract: extract::Settings,
}

/// What became of it.
pub(super) type Reply = Result<Structured, String>;

/// What a worker says while it has a request.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Word<R> {
    /// It works on; its caller's clock starts again.
    Alive,
    /// It is done.
    Done(R),
}

/// Writes one frame.
///
/// # Errors
///
/// Where the stream breaks, or (`InvalidData`, and nothing is written) where the value is larger than a frame may be.
pub(super) fn send(to: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    send_within(to, value, MAX_FRAME)
}

fn send_within(to: &mut impl Write, value: &impl Serialize, most: u64) -> io::Result<()> {
    let body = postcard::to_stdvec(value).map_err(invalid)?;
    if body.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the answer is too large"));
    }
    to.write_all(&MARK)?;
    to.write_all(&(body.len() as u64).to_le_bytes())?;
    to.write_all(&body)?;
    to.flush()
}

/// Reads the next frame; `None` where the stream ends first.
pub(super) fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut window = [0u8; MARK.len()];
    let mut held = 0;
    loop {
        let mut byte = [0u8];
        if from.read(&mut byte)? == 0 {
            return Ok(None);
        }
        if held == window.len() {
            window.rotate_left(1);
            held -= 1;
        }
        window[held] = byte[0];
        held += 1;
        if held == window.len() && window == MARK {
            break;
        }
    }
    let mut length = [0u8; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > MAX_FRAME {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the answer is too large"));
    }
    let mut body = Vec::new();
    from.take(length).read_to_end(&mut body)?;
    postcard::from_bytes(&body).map(Some).map_err(invalid)
}

fn invalid(error: postcard::Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_that_is_too_large_is_neither_written_nor_read() {
        let mut stream = Vec::new();
        let refused = send_within(&mut stream, &"a long word", 4).expect_err("too large");
        assert_eq!((refused.kind(), stream.len()), (io::ErrorKind::InvalidData, 0));
        stream.extend(MARK);
        stream.extend((MAX_FRAME + 1).to_le_bytes());
        let refused = receive::<String>(&mut stream.as_slice()).expect_err("too large");
        assert_eq!(refused.kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn frames_survive_noise_between_them() {
        let mut stream = b"a library says hello\0sdr".to_vec();
        send(&mut stream, &"one").expect("memory");
        stream.extend(b"more noise");
        send(&mut stream, &"two").expect("memory");
        let mut from = stream.as_slice();
        assert_eq!(receive::<String>(&mut from).expect("frame").as_deref(), Some("one"));
        assert_eq!(receive::<String>(&mut from).expect("frame").as_deref(), Some("two"));
        assert_eq!(receive::<String>(&mut from).expect("end"), None);
    }
}
