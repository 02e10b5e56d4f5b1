//! Progress on standard error: a bar on a terminal, nothing elsewhere.

use crate::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;
use std::time::Duration;

/// Shows how far a run is.
pub(super) struct Bars {
    shown: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Bars {
    pub(super) fn new(quiet: bool) -> Bars {
        Bars { shown: !quiet, bar: Mutex::new(None) }
    }
}

impl Progress for Bars {
    fn begin(&self, step: &str, parts: Option<u64>) {
        if !self.shown {
            return;
        }
        let bar = match parts {
            Some(parts) => ProgressBar::with_draw_target(Some(parts), ProgressDrawTarget::stderr())
                .with_style(style("{msg} {bar:30} {pos} of {len} {eta_precise}")),
            None => {
                ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style("{spinner} {msg}"))
            }
        };
        bar.set_message(step.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        if let Ok(mut held) = self.bar.lock() {
            *held = Some(bar);
        }
    }

    fn advance(&self) {
        if let Ok(held) = self.bar.lock()
            && let Some(bar) = held.as_ref()
        {
            bar.inc(1);
        }
    }

    fn end(&self) {
        if let Ok(mut held) = self.bar.lock()
            && let Some(bar) = held.take()
        {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
