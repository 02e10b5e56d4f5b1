//! The worker's side: reads requests until the stream ends.

use super::protocol::{Reply, Request, receive, send};
use super::{Settings, limits};
use crate::pipeline::read;
use crate::util::{fs, hash};
use std::io::{self, Write};
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
    let mut to = io::BufWriter::new(io::stdout());
    while let Some(request) = receive::<Request>(&mut from)? {
        limits::allow_cpu(settings.cpu_seconds);
        let reply = catch_unwind(AssertUnwindSafe(|| read_one(&request)))
            .unwrap_or_else(|_| Err("the reader broke down on it; print it to a new PDF".to_owned()));
        send(&mut to, &reply)?;
        to.flush()?;
    }
    Ok(())
}

fn read_one(request: &Request) -> Reply {
    let bytes = fs::read(&request.location).map_err(|error| error.to_string())?;
    if hash::sha256_hex(&bytes) != request.sha256 {
        return Err("it changed while it was being read; build again".to_owned());
    }
    read::read(&bytes, request.media_type, &request.sha256, &request.extract).map_err(|error| error.reason)
}
