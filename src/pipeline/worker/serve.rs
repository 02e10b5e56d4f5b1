//! The worker's side: reads requests until the stream ends.

use super::protocol::{MAX_FRAME, Reply, Request, Word, receive, send};
use super::{Settings, limits};
use crate::pipeline::read;
use crate::util::{fs, hash};
use std::cell::RefCell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Stack of the thread that reads, in bytes: room for documents that are nested deeply but honestly.
const STACK: usize = 64 << 20;

/// Runs a worker on standard input and output until its caller hangs up. `arguments` are the limits as the caller wrote them.
///
/// # Errors
///
/// Where a stream breaks.
pub fn serve(arguments: &str) -> io::Result<()> {
    let settings: Settings = serde_json::from_str(arguments)?;
    limits::cap_memory(settings.memory_mib);
    // A panic is an answer here, not news.
    std::panic::set_hook(Box::new(|_| {}));
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || answer(&settings))?;
    work.join().unwrap_or_else(|_| Err(io::Error::other("the reading thread broke down")))
}

fn answer(settings: &Settings) -> io::Result<()> {
    let mut from = io::BufReader::new(io::stdin());
    let to = RefCell::new(io::BufWriter::new(io::stdout()));
    while let Some(request) = receive::<Request>(&mut from)? {
        limits::allow_cpu(settings.cpu_seconds);
        // A page of OCR is a piece of work of its own: both clocks start again.
        let alive = || {
            limits::allow_cpu(settings.cpu_seconds);
            let _ = send(&mut *to.borrow_mut(), &Word::<Reply>::Alive);
        };
        let reply =
            catch_unwind(AssertUnwindSafe(|| read_one(&request, &alive))).unwrap_or_else(|_| Err(BROKEN.to_owned()));
        let mut to = to.borrow_mut();
        match send(&mut *to, &Word::Done(reply)) {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                let reason = format!("its text is larger than {} MiB; split it into parts", MAX_FRAME >> 20);
                send(&mut *to, &Word::Done(Reply::Err(reason)))?;
            }
            sent => sent?,
        }
    }
    Ok(())
}

/// What is said of a source on which the reader panicked.
const BROKEN: &str = "the reader broke down on it; print it to a new PDF";

fn read_one(request: &Request, alive: &dyn Fn()) -> Reply {
    let bytes = fs::read(&request.location).map_err(|error| error.to_string())?;
    if hash::sha256_hex(&bytes) != request.sha256 {
        return Err("it changed while it was being read; build again".to_owned());
    }
    read::read(&bytes, request.media_type, &request.sha256, &request.extract, alive).map_err(|error| error.reason)
}
