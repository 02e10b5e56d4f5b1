//! Reading in worker processes, so that no file can take the program down.
//!
//! The bytes of a PDF can make an engine overflow its stack, hang or eat all memory, and no handler inside one process stops
//! that. So sources are read by workers: the same binary, started with a hidden argument, kept for many sources, each with a limit
//! of processor time and memory that it sets on itself. A worker that dies costs the one source it was reading, which is listed
//! with the reason; the next source gets a new worker.
//!
//! | file | what it does |
//! |---|---|
//! | `protocol` | requests and replies, and how they are framed |
//! | `pool` | the caller's side: starting, asking, waiting, replacing |
//! | `serve` | the worker's side |
//! | `limits` | limits that a process sets on itself |
//! | `watch` | a watch over what it uses, where the system keeps no limits |

mod limits;
mod pool;
mod protocol;
mod serve;
mod watch;

pub(super) use pool::Pool;
pub use serve::serve;

use serde::{Deserialize, Serialize};

/// The hidden argument that makes the program a worker.
pub const ARGUMENT: &str = "__worker";

/// Limits for reading one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Read in worker processes. Without them a damaged file can take the whole run down.
    pub isolate: bool,
    /// Processor time for one source, in seconds.
    pub cpu_seconds: u64,
    /// Time on the clock for one source, in seconds, for what waits without working.
    pub wall_seconds: u64,
    /// Memory of one worker, in MiB.
    pub memory_mib: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { isolate: true, cpu_seconds: 60, wall_seconds: 300, memory_mib: 1024 }
    }
}
