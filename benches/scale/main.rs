//! Search at scale: makes up papers from the words of an index of real ones, builds an index of them and measures both.
//!
//! `scale make SAMPLE_INDEX INDEX PAPERS [TEXT_FOLDER]` streams made-up papers through the tagger into a new index, so that no
//! file is read and the figures are those of the store; with a folder, the same text is written there too, a file a paper, for
//! other programs. `scale ask INDEX [ROUNDS]` measures the latency of a stated mix of queries, `scale size INDEX`
//! what its bytes are spent on. Results are lines of JSON.
//!
//! The text is a chain of word pairs drawn from the sample's passages with a fixed seed: words are as frequent and as clustered as
//! there, and the same number of papers gives the same bytes anywhere.

#![allow(clippy::print_stdout, reason = "what a bench finds is printed")]

mod ask;
mod make;
mod size;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["make", sample, index, papers] => make::make(Path::new(sample), Path::new(index), papers, None),
        ["make", sample, index, papers, text] => {
            make::make(Path::new(sample), Path::new(index), papers, Some(Path::new(text)))
        }
        ["size", index] => size::size(Path::new(index)),
        ["ask", index] => ask::ask(Path::new(index), "3"),
        ["ask", index, rounds] => ask::ask(Path::new(index), rounds),
        _ => {
            println!(
                "usage: scale make SAMPLE_INDEX INDEX PAPERS [TEXT_FOLDER] | scale ask INDEX [ROUNDS] | scale size INDEX"
            );
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::from(2)
        }
    }
}
