//! The matcher and the tagger over the text of an index, on one core.
//!
//! `cargo bench --bench tagging -- INDEX [ROUNDS]`, with `benches/tagging/phrase_matcher.py` beside it.

use sederunt::model::paper::Paper;
use sederunt::model::records::{RecordError, Records};
use sederunt::store::Store;
use sederunt::tag::Tagger;
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(index) = arguments.first() else {
        return Err("give the folder of an index".into());
    };
    let rounds = arguments.get(1).map_or(Ok(5), |n| n.parse::<usize>())?;
    let store = Store::open(Path::new(index))?;
    let mut papers: Vec<Paper> = Vec::new();
    store.for_each(|record| {
        papers.extend(record.papers.into_iter().map(|paper| paper.paper));
        Ok::<(), RecordError>(())
    })?;
    // Headings and titles are read as passages are.
    let read = |paper: &Paper| {
        let passages = paper.passages.iter().map(|passage| passage.text.len());
        passages.chain(paper.outline.iter().map(|heading| heading.text.len())).sum::<usize>() + paper.title.len()
    };
    let bytes: usize = papers.iter().map(read).sum();
    let tagger = Tagger::load(None)?;
    let megabytes = bytes as f64 / 1e6;
    // The best of the rounds: what else the machine does can only make them slower.
    let best = |work: &mut dyn FnMut()| {
        (0..rounds.max(1)).fold(f64::INFINITY, |best, _| {
            let begun = Instant::now();
            work();
            best.min(begun.elapsed().as_secs_f64())
        })
    };
    let matched = best(&mut || {
        let mut fired = Vec::new();
        papers.iter().for_each(|paper| tagger.count_fired(paper, &mut fired));
    });
    let tagged = best(&mut || papers.iter().for_each(|paper| drop(tagger.tag(paper))));
    let terms = tagger.vocabulary().terms();
    writeln!(
        std::io::stdout(),
        "{megabytes:.2} MB, {terms} terms: words found at {:.1} MB/s, tagged at {:.1} MB/s",
        megabytes / matched,
        megabytes / tagged
    )?;
    Ok(())
}
