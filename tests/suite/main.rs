//! The suite: everything that is tested through the real program, in one test binary. See `README.md` beside this file.

mod actions;
mod agreement;
mod determinism;
mod golden;
mod harness;
mod isolation;
mod known;
mod layering;
mod ledger;
mod ocr;
mod papers;
mod run;
mod search;
mod seeds;
mod tidy;
