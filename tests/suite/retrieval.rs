//! How well searches find what people look for: judged queries over real papers, beside plain BM25.
//!
//! `tests/data/queries.tsv` holds a line a judgement: queries with one right passage ("known") and on a topic ("topic"), passages by
//! source, page and first words, grades 1 to 3. They were judged from plain word search and reading, before anything was tuned.

use crate::harness::{Home, Run, Table, project, remark, shared};
use sederunt::util::fs;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, Schema, TEXT, Value};
use tantivy::{Index, TantivyDocument, doc};

/// The seeds that are judged; the others repeat parts of the first.
const SEEDS: [&str; 2] = ["cpib-2020-10-05-pack.pdf", "ep-improvement-plan-progress.pdf"];

struct Judged {
    grade: u32,
    source: String,
    page: String,
    start: String,
}

struct Query {
    known: bool,
    text: String,
    judged: Vec<Judged>,
}

/// A passage that was found: source, page and text.
type Found = (String, String, String);

fn queries() -> BTreeMap<String, Query> {
    let text = fs::read_to_string(&project().join("tests/data/queries.tsv")).expect("the judged queries");
    let mut out: BTreeMap<String, Query> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, kind, query, grade, source, page, start] = cells[..] else { panic!("{line}") };
        let entry = out.entry(id.to_owned()).or_insert_with(|| Query {
            known: kind == "known",
            text: query.to_owned(),
            judged: Vec::new(),
        });
        entry.judged.push(Judged {
            grade: grade.parse().expect("a grade"),
            source: source.to_owned(),
            page: page.to_owned(),
            start: start.to_owned(),
        });
    }
    out
}

fn words(text: &str, most: usize) -> String {
    text.split_whitespace().take(most).collect::<Vec<_>>().join(" ")
}

/// Grades of the first ten passages. A text that was given before, as a copy of the paper gives it, is passed over.
fn gains(query: &Query, found: &[Found]) -> Vec<u32> {
    let mut left: Vec<&Judged> = query.judged.iter().collect();
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (source, page, text) in found {
        if out.len() == 10 || !seen.insert(words(text, usize::MAX).to_lowercase()) {
            continue;
        }
        let start = words(text, 12);
        let at = left.iter().position(|j| j.start == start && (j.source != *source || j.page == *page));
        out.push(at.map_or(0, |at| left.remove(at).grade));
    }
    out
}

fn dcg(grades: &[u32]) -> f64 {
    grades.iter().zip(2..).map(|(grade, rank)| (f64::from(1_u32 << grade) - 1.0) / f64::from(rank).log2()).sum()
}

/// nDCG@10 over all queries, and the share of known items that come first.
fn measure(queries: &BTreeMap<String, Query>, found: &dyn Fn(&str) -> Vec<Found>) -> (f64, f64) {
    let (mut sum, mut hits, mut known) = (0.0, 0.0, 0.0);
    for (id, query) in queries {
        let gains = gains(query, &found(id));
        let mut ideal: Vec<u32> = query.judged.iter().map(|j| j.grade).collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        ideal.truncate(10);
        sum += dcg(&gains) / dcg(&ideal);
        if query.known {
            known += 1.0;
            hits += f64::from(u8::from(gains.first() == Some(&3)));
        }
    }
    (sum / queries.len() as f64, hits / known)
}

/// What BM25 finds with the full-text library's own parser and analyser: any of the words.
fn plain(passages: &Table, analyser: &str, queries: &BTreeMap<String, Query>) -> BTreeMap<String, Vec<Found>> {
    let mut schema = Schema::builder();
    let options = TEXT.set_indexing_options(
        tantivy::schema::TextFieldIndexing::default()
            .set_tokenizer(analyser)
            .set_index_option(tantivy::schema::IndexRecordOption::WithFreqsAndPositions),
    );
    let text = schema.add_text_field("text", options | STORED);
    let place = schema.add_text_field("place", STORED);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 32 << 20).expect("a writer");
    for row in &passages.rows {
        let at = format!("{}\t{}", row["source"], row["page"]);
        writer.add_document(doc!(text => row["text"].as_str(), place => at)).expect("added");
    }
    writer.commit().expect("committed");
    let searcher = index.reader().expect("a reader").searcher();
    let parser = QueryParser::for_index(&index, vec![text]);
    let mut out = BTreeMap::new();
    for (id, query) in queries {
        let (parsed, _) = parser.parse_query_lenient(&query.text);
        let top = searcher.search(&*parsed, &TopDocs::with_limit(30).order_by_score()).expect("searched");
        let found = top.into_iter().map(|(_, address)| {
            let document: TantivyDocument = searcher.doc(address).expect("stored");
            let field = |f| document.get_first(f).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
            let at = field(place);
            let (source, page) = at.split_once('\t').expect("both");
            (source.to_owned(), page.to_owned(), field(text))
        });
        out.insert(id.clone(), found.collect());
    }
    out
}

#[test]
fn judged_queries_find_what_they_should() {
    let (Some(papers), Some(seeds)) = (shared("papers"), shared("seeds")) else { return };
    let queries = queries();
    assert_eq!(queries.len(), 60);
    let home = Home::new();
    let mut build = vec!["build".into(), "--ocr".into(), "never".into(), papers];
    build.extend(SEEDS.map(|seed| seeds.join(seed)));
    Run::new(&home).args(build).ok();
    let list: Vec<String> =
        queries.iter().map(|(id, query)| format!("{id},\"{}\"\n", query.text.replace('"', "\"\""))).collect();
    home.put("queries.csv", &format!("name,query\n{}", list.concat()));
    let batch = ["search", "--batch", "queries.csv", "--out", "results.csv", "--limit", "30"];
    Run::new(&home).args(batch).ok();
    let results = Table::parse(&home.text("results.csv"));
    let ours = |id: &str| -> Vec<Found> {
        let rows = results.rows.iter().filter(|row| row["name"] == id && !row["rank"].is_empty());
        rows.map(|row| (row["source"].clone(), row["page"].clone(), row["text"].clone())).collect()
    };
    let (ndcg, first) = measure(&queries, &ours);
    let all = Run::new(&home).args(["search", "--limit", "all", "--format", "csv"]).ok();
    let all = Table::parse(&all.out);
    let mut baselines = Vec::new();
    for analyser in ["default", "en_stem"] {
        let found = plain(&all, analyser, &queries);
        let (ndcg, first) = measure(&queries, &|id| found[id].clone());
        remark(&format!("plain BM25, {analyser}: nDCG@10 {ndcg:.3}, known items first {first:.3}"));
        baselines.push(ndcg);
    }
    remark(&format!("sederunt: nDCG@10 {ndcg:.3}, known items first {first:.3}"));
    assert!(ndcg >= 0.70 && first >= 0.80, "nDCG@10 {ndcg:.3}, known items first {first:.3}");
    assert!(baselines.iter().all(|baseline| ndcg > *baseline), "{baselines:?}");
}
