//! A fault in the program itself, as a message that helps to mend it.
//!
//! Panics that a stage expects (in a library, on damaged bytes) are caught there and become a line about the file; their words
//! are for nobody. So no panic prints by itself. One that nobody caught is a fault in sederunt, and says so.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

/// What the last panic said and where it happened.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Runs `work`; a panic that reaches this place is a fault, and the error says what to do about it.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::set_hook(Box::new(|panic| {
        let said = panic.payload_as_str().unwrap_or("no reason was given");
        let place = panic.location().map(|at| format!(", at {}:{}", at.file(), at.line())).unwrap_or_default();
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{said}{place}"));
    }));
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        let last = last.unwrap_or_else(|| "no reason was given".to_owned());
        let version = env!("CARGO_PKG_VERSION");
        format!(
            "this is a fault in sederunt, not in your papers; please report it with this line, the command you ran and, where \
             you may share it, the file it was reading: sederunt {version}: {last}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_fault_asks_to_be_reported_with_its_place() {
        let _ = std::panic::take_hook();
        assert_eq!(guarded(|| 7), Ok(7));
        let fault = guarded(|| -> u8 { panic!("a list was shorter than thought") }).expect_err("a fault");
        let _ = std::panic::take_hook();
        assert!(
            fault.contains("please report it") && fault.contains("a list was shorter than thought, at "),
            "{fault}"
        );
        assert!(fault.contains("fault.rs:"));
    }
}
