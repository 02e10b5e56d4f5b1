//! The caller's side: starts workers, asks them, waits no longer than allowed, and replaces those that die.

use super::protocol::{Reply, Request, Word, receive, send};
use super::{ARGUMENT, Settings, limits};
use crate::extract;
use crate::model::extracted::Diagnostic;
use crate::model::records::Structured;
use crate::model::source::Source;
use crate::pipeline::read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// A worker is replaced after this many sources, so that what an engine leaks stays small.
const SOURCES_EACH: u32 = 500;

/// Workers that wait for work, and what a new one needs.
pub(in crate::pipeline) struct Pool {
    program: Option<PathBuf>,
    settings: Settings,
    extract: extract::Settings,
    idle: Mutex<Vec<Worker>>,
}

struct Worker {
    child: Child,
    replies: Receiver<std::io::Result<Option<Word<Reply>>>>,
    done: u32,
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Pool {
    /// A pool whose workers run `program`; without a program, or with isolation switched off, sources are read in this process.
    pub(in crate::pipeline) fn new(program: Option<PathBuf>, settings: &Settings, extract: &extract::Settings) -> Pool {
        let program = program.filter(|_| settings.isolate);
        Pool { program, settings: settings.clone(), extract: extract.clone(), idle: Mutex::default() }
    }

    /// Whether sources are read in other processes.
    pub(in crate::pipeline) fn isolates(&self) -> bool {
        self.program.is_some()
    }

    /// Reads a source; `bytes` are looked at only where sources are read in this process. The error is the reason, in plain words.
    pub(in crate::pipeline) fn read(&self, source: &Source, bytes: &[u8]) -> Result<Structured, String> {
        let Some(program) = &self.program else {
            return read::read(bytes, source.media_type, &source.sha256, &self.extract, &|| {}).map_err(|e| e.reason);
        };
        match self.ask(program, source, &self.extract) {
            Ok(reply) => reply,
            Err(reason) => match self.extract.cautious(source.media_type) {
                // The worker is gone. What took it down may be what the first engine alone does without.
                Some(cautious) => match self.ask(program, source, &cautious) {
                    Ok(Ok(mut structured)) => {
                        let message = format!("was read by the first engine alone: with the others {reason}");
                        structured.diagnostics.push(Diagnostic { page: None, message, loses_text: false });
                        Ok(structured)
                    }
                    _ => Err(reason),
                },
                None => Err(reason),
            },
        }
    }

    /// Asks one worker. An outer error means that the worker is gone.
    fn ask(&self, program: &PathBuf, source: &Source, extract: &extract::Settings) -> Result<Reply, String> {
        let idle = self.idle.lock().map_or(None, |mut idle| idle.pop());
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(program, &self.settings)
                .map_err(|error| format!("no reader could be started: {error}"))?,
        };
        let request = Request {
            location: source.location.clone(),
            sha256: source.sha256.clone(),
            media_type: source.media_type,
            extract: extract.clone(),
        };
        let reply = worker.ask(&request, Duration::from_secs(self.settings.wall_seconds))?;
        worker.done += 1;
        if worker.done < SOURCES_EACH
            && let Ok(mut idle) = self.idle.lock()
        {
            idle.push(worker);
        }
        Ok(reply)
    }
}

impl Worker {
    fn start(program: &PathBuf, settings: &Settings) -> std::io::Result<Worker> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .arg(serde_json::to_string(settings)?)
            // The allocator asks the system for so many KiB at a time; its own gibibyte would be all that a worker may have.
            .env("MIMALLOC_ARENA_RESERVE", "32768")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (to, replies) = channel();
        if let Some(stdout) = child.stdout.take() {
            std::thread::spawn(move || {
                let mut from = std::io::BufReader::with_capacity(1 << 16, stdout);
                loop {
                    let reply = receive::<Word<Reply>>(&mut from);
                    let over = !matches!(reply, Ok(Some(_)));
                    if to.send(reply).is_err() || over {
                        break;
                    }
                }
            });
        }
        Ok(Worker { child, replies, done: 0 })
    }

    /// Sends a request and waits for its reply. An outer error means that the worker is gone.
    fn ask(&mut self, request: &Request, patience: Duration) -> Result<Reply, String> {
        let sent = match self.child.stdin.as_mut() {
            Some(stdin) => send(stdin, request).is_ok(),
            None => false,
        };
        if !sent {
            return Err(self.gone());
        }
        loop {
            match self.replies.recv_timeout(patience) {
                Ok(Ok(Some(Word::Alive))) => {}
                Ok(Ok(Some(Word::Done(reply)))) => return Ok(reply),
                Err(RecvTimeoutError::Timeout) => {
                    let seconds = patience.as_secs();
                    return Err(format!(
                        "it was not read within {seconds} seconds (raise read.wall-seconds to give it more)"
                    ));
                }
                Ok(Err(error)) if error.kind() == std::io::ErrorKind::InvalidData => {
                    return Err("the reader's answer could not be understood; print the file to a new PDF".into());
                }
                _ => break,
            }
        }
        Err(self.gone())
    }

    /// Why the worker ended.
    fn gone(&mut self) -> String {
        match self.child.wait() {
            Ok(status) => limits::ending(status),
            Err(error) => format!("the reader is gone ({error})"),
        }
    }
}
