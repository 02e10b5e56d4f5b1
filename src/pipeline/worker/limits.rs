//! Limits that a worker sets on itself: the operating system's where it has and keeps them, a watch of the worker's own elsewhere.

use super::watch;

/// Caps the memory of this process.
#[cfg(unix)]
pub(super) fn cap_memory(mib: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let bytes = mib.saturating_mul(1 << 20);
    let _ = setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: Some(bytes) });
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "macos")]
    watch::begin(mib);
}

/// Gives this process `seconds` more of processor time from now; past them the operating system ends it.
#[cfg(unix)]
pub(super) fn allow_cpu(seconds: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime).tv_sec.max(0) as u64;
    let maximum = getrlimit(Resource::Cpu).maximum;
    // The system counts whole seconds, so one more is added than asked for.
    let current = Some(used + seconds + 1).map(|c| maximum.map_or(c, |m| c.min(m)));
    let _ = setrlimit(Resource::Cpu, Rlimit { current, maximum });
}

/// Caps the memory of this process by a watch.
#[cfg(windows)]
pub(super) fn cap_memory(mib: u64) {
    watch::begin(mib);
}

/// Gives this process `seconds` more of processor time from now; past them the watch ends it.
#[cfg(windows)]
pub(super) fn allow_cpu(seconds: u64) {
    watch::allow_cpu(seconds);
}

/// No limit of memory here.
#[cfg(not(any(unix, windows)))]
pub(super) fn cap_memory(_mib: u64) {}

/// No limit of processor time here; the caller's clock stands alone.
#[cfg(not(any(unix, windows)))]
pub(super) fn allow_cpu(_seconds: u64) {}

/// Why a worker ended, in plain words.
pub(super) fn ending(status: std::process::ExitStatus) -> String {
    #[cfg(unix)]
    {
        use rustix::process::Signal;
        use std::os::unix::process::ExitStatusExt;
        match status.signal() {
            Some(signal) if signal == Signal::XCPU.as_raw() => {
                return "it took more processor time than is allowed (raise read.cpu-seconds to give it more)".into();
            }
            Some(signal) if signal == Signal::ABORT.as_raw() => {
                return "it needs more memory than is allowed or is nested too deeply (raise read.memory-mib, or print it to a \
                        new PDF)"
                    .into();
            }
            Some(signal) => return format!("the reader broke down on it (signal {signal}); print it to a new PDF"),
            None => {}
        }
    }
    if let Some(meaning) = status.code().and_then(watch::meaning) {
        return meaning.to_owned();
    }
    format!("the reader broke down on it ({status}); print it to a new PDF")
}
