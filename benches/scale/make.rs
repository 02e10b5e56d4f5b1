//! Makes up papers and builds an index of them.

use sederunt::model::date::{PaperDate, PartialDate};
use sederunt::model::locator::Locator;
use sederunt::model::paper::{Paper, PaperKind, Passage, PassageKind};
use sederunt::model::records::{Records, Structured};
use sederunt::model::source::{MediaType, SourceEntry};
use sederunt::store::{Builder, ManifestInput, SourceInput, Store, StructureKey, TagKey};
use sederunt::tag::{self, Tagger};
use sederunt::util::fs;
use sederunt::util::hash::{sha256_hex, short_id};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

type Failed = Box<dyn std::error::Error>;

/// Passages of a paper.
const PASSAGES: u64 = 20;
/// Papers that are made and put at a time.
const BATCH: usize = 256;

/// SplitMix64: a few lines, and the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// What the sample's passages are made of.
struct Sample {
    words: Vec<String>,
    /// The words that follow each word, as often as they do.
    next: Vec<Vec<u32>>,
    /// Lengths of passages in words, as often as they are.
    lengths: Vec<usize>,
    headings: Vec<String>,
    titles: Vec<String>,
    bodies: Vec<String>,
}

impl Sample {
    fn read(index: &Path) -> Result<Sample, Failed> {
        let store = Store::open(index)?;
        let mut ids: BTreeMap<String, u32> = BTreeMap::new();
        let mut sample = Sample {
            words: Vec::new(),
            next: Vec::new(),
            lengths: Vec::new(),
            headings: Vec::new(),
            titles: Vec::new(),
            bodies: Vec::new(),
        };
        for entry in store.sources() {
            let Some(record) = store.record(entry)? else { continue };
            for tagged in record.papers {
                sample.titles.push(tagged.paper.title.clone());
                sample.bodies.extend(tagged.paper.body.clone());
                for passage in &tagged.paper.passages {
                    sample.headings.extend(passage.locator.section.last().cloned());
                    let mut last = None;
                    let mut count = 0;
                    for word in passage.text.split_whitespace() {
                        let id = *ids.entry(word.to_owned()).or_insert_with(|| {
                            sample.words.push(word.to_owned());
                            sample.next.push(Vec::new());
                            sample.words.len() as u32 - 1
                        });
                        if let Some(last) = last {
                            sample.next[last as usize].push(id);
                        }
                        last = Some(id);
                        count += 1;
                    }
                    sample.lengths.push(count.max(3));
                }
            }
        }
        if sample.words.is_empty() {
            return Err("the sample index holds no words".into());
        }
        Ok(sample)
    }

    fn text(&self, numbers: &mut Numbers) -> String {
        let length = self.lengths[numbers.below(self.lengths.len())];
        let mut at = numbers.below(self.words.len());
        let mut out = String::new();
        for i in 0..length {
            if i > 0 {
                out.push(' ');
            }
            out.push_str(&self.words[at]);
            let next = &self.next[at];
            at = match next.is_empty() {
                true => numbers.below(self.words.len()),
                false => next[numbers.below(next.len())] as usize,
            };
        }
        out
    }

    fn paper(&self, number: u64) -> Paper {
        let mut numbers = Numbers(number.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ 2026);
        let pick = |list: &[String], numbers: &mut Numbers| match list.is_empty() {
            true => String::new(),
            false => list[numbers.below(list.len())].clone(),
        };
        let sha = sha256_hex(&number.to_le_bytes());
        let mut section = Vec::new();
        let passages = (0..PASSAGES).map(|at| {
            if at % 4 == 0 {
                section = vec![pick(&self.headings, &mut numbers)];
            }
            let text = self.text(&mut numbers);
            let locator = Locator {
                page: Some(at as u32 / 5 + 1),
                section: section.clone(),
                paragraph: Some(format!("{}.{}", at / 5 + 1, at % 5 + 1)),
                ..Locator::default()
            };
            Passage {
                id: short_id(&[&sha, "0", &text, &at.to_string()]),
                kind: PassageKind::Paragraph,
                text,
                locator,
                lead_in: None,
                stem: None,
                columns: Vec::new(),
                margin: Vec::new(),
            }
        });
        let passages: Vec<Passage> = passages.collect();
        let day = PartialDate::ymd(2004 + (number % 20) as i16, (number % 12) as u8 + 1, (number % 28) as u8 + 1);
        Paper {
            id: short_id(&[&sha, "0"]),
            ordinal: 0,
            attachment: None,
            title: pick(&self.titles, &mut numbers),
            kind: PaperKind::ALL[numbers.below(PaperKind::ALL.len())],
            body: Some(pick(&self.bodies, &mut numbers)).filter(|body| !body.is_empty()),
            date: day.map(|date| PaperDate { date, printed: date.to_string(), implied_year: false }),
            first_page: Some(1),
            last_page: Some(4),
            outline: Vec::new(),
            tables: Vec::new(),
            passages,
            furniture: Vec::new(),
        }
    }
}

/// Makes the papers and the index, and prints how it went.
pub(super) fn make(sample: &Path, index: &Path, papers: &str, text: Option<&Path>) -> Result<(), Failed> {
    let papers: u64 = papers.parse()?;
    let sample = Sample::read(sample)?;
    let tagger = Tagger::load(None)?;
    let begun = Instant::now();
    let builder = Builder::begin(index)?;
    let mut sources = Vec::new();
    let mut bytes = 0;
    let numbers: Vec<u64> = (0..papers).collect();
    let mut tagging = 0.0;
    for batch in numbers.chunks(BATCH) {
        use rayon::prelude::*;
        let started = Instant::now();
        let made: Vec<(Paper, _)> = batch
            .par_iter()
            .map(|number| {
                let paper = sample.paper(*number);
                let tags = tagger.tag(&paper);
                (paper, tags)
            })
            .collect();
        tagging += started.elapsed().as_secs_f64();
        for (number, (paper, tags)) in batch.iter().zip(made) {
            let name = format!("{:03}/{number:07}.txt", number / 1000);
            bytes += paper.passages.iter().map(|p| p.text.len() as u64).sum::<u64>();
            if let Some(folder) = text {
                let path = folder.join(&name);
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                let text: Vec<&str> = paper.passages.iter().map(|p| p.text.as_str()).collect();
                fs::write(&path, format!("{}\n\n{}\n", paper.title, text.join("\n\n")).as_bytes())?;
            }
            let structure = StructureKey {
                sha256: sha256_hex(&number.to_le_bytes()),
                extractor: "made 1".to_owned(),
                structure: "1".to_owned(),
                settings: String::new(),
            };
            let key = TagKey { structure, tagger: tag::VERSION.to_string(), lexicon: tagger.fingerprint().to_owned() };
            let mut entry = SourceEntry::new(&name, &Path::new("made").join(&name), MediaType::Text, 1);
            entry.sha256.clone_from(&key.structure.sha256);
            entry.papers = 1;
            entry.passages = PASSAGES as u32;
            let structured = Structured {
                keywords: None,
                engine: "made 1".to_owned(),
                pages: Some(4),
                unreadable_pages: 0,
                ocr_pages: 0,
                page_notes: Vec::new(),
                words: 0,
                papers: vec![paper],
                diagnostics: Vec::new(),
            };
            builder.put_structured(&key.structure, &structured)?;
            builder.put_tagged(&key, &[tags])?;
            sources.push(SourceInput { entry, key: Some(key) });
        }
    }
    let put = begun.elapsed().as_secs_f64();
    let input = ManifestInput {
        settings: "made".to_owned(),
        lexicon: tagger.fingerprint().to_owned(),
        inputs: vec!["made".to_owned()],
        codebook: tagger.codebook().clone(),
        sources,
    };
    let report = builder.commit(input)?;
    let whole = begun.elapsed().as_secs_f64();
    let files = fs::list(&index.join("tantivy"))?.iter().filter_map(|path| fs::size(path)).sum::<u64>();
    println!(
        "{}",
        serde_json::json!({
            "papers": papers, "passages": report.passages, "text_bytes": bytes, "seconds": whole,
            "seconds_making_and_tagging": tagging, "seconds_records": put - tagging, "seconds_index": whole - put,
            "passages_per_second": report.passages as f64 / whole, "tantivy_bytes": files,
            "tantivy_over_text": files as f64 / bytes as f64, "anonymous_mib_peak": anonymous_peak(),
        })
    );
    Ok(())
}

/// Peak of memory that is not mapped from files, in MiB, as far as the system tells: the resident peak without what is mapped now.
fn anonymous_peak() -> Option<u64> {
    let status = fs::read_to_string(Path::new("/proc/self/status")).ok()?;
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    Some(field("VmHWM:")?.saturating_sub(field("RssFile:")?) / 1024)
}
