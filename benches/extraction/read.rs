//! Reads files and nothing else, for the side-by-side timings of `speed.py`: `extraction STAGE FILE...`, where STAGE is `extract`
//! (text with positions), `structure` (papers and passages as well) or `second` (the second engine alone, text with positions).
//! A line a file: its name, passages or pages, and characters.

#![allow(clippy::print_stdout, reason = "what a bench finds is printed")]

use sederunt::extract::{self, Settings, pdf};
use sederunt::model::extracted::{Content, Extracted};
use sederunt::model::source::MediaType;
use sederunt::{structure, util};
use std::path::Path;
use std::process::ExitCode;

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some((stage, files)) = arguments.split_first() else {
        println!("usage: extraction extract|structure|second FILE...");
        return ExitCode::SUCCESS;
    };
    let engine = if stage == "second" { pdf::Engine::PdfExtract } else { pdf::Engine::Auto };
    let settings = Settings { engine, ocr: extract::ocr::Ocr::Never, ..Settings::default() };
    for file in files {
        let Ok(bytes) = util::fs::read(Path::new(file)) else { continue };
        let Ok(mut extracted) = extract::extract(&bytes, MediaType::Pdf, &settings) else {
            println!("{file}\tfailed");
            continue;
        };
        if stage == "structure" {
            extract::ocr::gate(&bytes, MediaType::Pdf, &mut extracted, &settings, &|| {});
            let papers = structure::structure(&extracted, "");
            let passages = papers.iter().flat_map(|paper| &paper.passages);
            let (count, characters) = passages.fold((0, 0), |(n, c), p| (n + 1, c + p.text.chars().count()));
            println!("{file}\t{count}\t{characters}");
        } else {
            let (count, characters) = measure(&extracted);
            println!("{file}\t{count}\t{characters}");
        }
    }
    ExitCode::SUCCESS
}

/// Pages and characters.
fn measure(extracted: &Extracted) -> (usize, usize) {
    match &extracted.content {
        Content::Pages(pages) => (pages.len(), pages.iter().map(|page| page.glyphs()).sum()),
        Content::Blocks(blocks) => (0, blocks.iter().map(|block| block.text.chars().count()).sum()),
    }
}
