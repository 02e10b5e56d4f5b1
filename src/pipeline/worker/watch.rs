//! A watch over what a worker uses, for systems that end no process for it: Windows, and memory on macOS, where the limit that can
//! be set is not kept.
//!
//! A thread looks twenty times a second and ends the process with an exit code of its own, which its caller turns into words.

#[cfg(any(windows, target_os = "macos"))]
use std::sync::atomic::{AtomicU64, Ordering};
#[cfg(any(test, windows, target_os = "macos"))]
use std::time::Duration;

/// Exit code of a worker that used more memory than is allowed.
pub(super) const OVER_MEMORY: i32 = 87;

/// Exit code of a worker that used more processor time than is allowed.
pub(super) const OVER_TIME: i32 = 88;

/// How often it looks.
#[cfg(any(windows, target_os = "macos"))]
const PERIOD: Duration = Duration::from_millis(50);

/// Milliseconds of processor time at which the worker is ended; 0 for none.
#[cfg(any(windows, target_os = "macos"))]
static UNTIL: AtomicU64 = AtomicU64::new(0);

/// What a process has used so far, where the system tells.
#[cfg(any(test, windows, target_os = "macos"))]
#[derive(Debug, Clone, Copy, Default)]
struct Used {
    bytes: Option<u64>,
    time: Option<Duration>,
}

/// The exit code of a process that is over a limit.
#[cfg(any(test, windows, target_os = "macos"))]
fn judge(used: Used, memory_mib: u64, until: Duration) -> Option<i32> {
    if used.bytes.is_some_and(|bytes| bytes > memory_mib.saturating_mul(1 << 20)) {
        return Some(OVER_MEMORY);
    }
    (!until.is_zero() && used.time.is_some_and(|time| time > until)).then_some(OVER_TIME)
}

/// What an exit code of a watch means.
pub(super) fn meaning(code: i32) -> Option<&'static str> {
    match code {
        OVER_MEMORY => Some("it needs more memory than is allowed (raise read.memory-mib to give it more)"),
        OVER_TIME => Some("it took more processor time than is allowed (raise read.cpu-seconds to give it more)"),
        _ => None,
    }
}

/// Begins the watch over this process.
#[cfg(any(windows, target_os = "macos"))]
pub(super) fn begin(memory_mib: u64) {
    let look = move || {
        loop {
            std::thread::sleep(PERIOD);
            if let Some(code) = judge(used(), memory_mib, Duration::from_millis(UNTIL.load(Ordering::Relaxed))) {
                std::process::exit(code);
            }
        }
    };
    let _ = std::thread::Builder::new().name("watch".to_owned()).spawn(look);
}

#[cfg(any(windows, target_os = "macos"))]
fn used() -> Used {
    Used {
        bytes: memory_stats::memory_stats().map(|stats| stats.physical_mem as u64),
        time: cpu_time::ProcessTime::try_now().ok().map(|time| time.as_duration()),
    }
}

/// Gives this process `seconds` more of processor time from now.
#[cfg(windows)]
pub(super) fn allow_cpu(seconds: u64) {
    if let Some(time) = used().time {
        let until = time + Duration::from_secs(seconds);
        UNTIL.store(u64::try_from(until.as_millis()).unwrap_or(u64::MAX).max(1), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_over_a_limit_is_ended_with_a_reason() {
        let used = |mib: u64, seconds| Used { bytes: Some(mib << 20), time: Some(Duration::from_secs(seconds)) };
        let minute = Duration::from_secs(60);
        assert_eq!(judge(used(1025, 1), 1024, minute), Some(OVER_MEMORY));
        assert_eq!(judge(used(10, 61), 1024, minute), Some(OVER_TIME));
        assert_eq!(judge(used(10, 59), 1024, minute), None);
        assert_eq!(judge(used(10, 61), 1024, Duration::ZERO), None);
        assert_eq!(judge(Used::default(), 1024, minute), None);
        assert!(meaning(OVER_MEMORY).is_some() && meaning(OVER_TIME).is_some() && meaning(1).is_none());
    }
}
