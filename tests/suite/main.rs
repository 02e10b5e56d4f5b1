//! The suite: everything that is tested through the real program, in one test binary. See `README.md` beside this file.

mod actions;
mod agreement;
mod crash;
mod decisions;
mod determinism;
mod exchange;
mod follow;
mod golden;
mod harness;
mod history;
mod isolation;
mod known;
mod layering;
mod learning;
mod ledger;
mod lexicon_exchange;
mod mutations;
mod ocr;
mod papers;
mod retrieval;
mod run;
mod search;
mod seeds;
mod tags;
mod tidy;
mod verify;
