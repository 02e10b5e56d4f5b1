//! Measures how long searches take.

use sederunt::query::{Request, search};
use sederunt::store::Store;
use std::path::Path;
use std::time::Instant;

type Failed = Box<dyn std::error::Error>;

/// A stated mix: what kind of query, and the query.
const MIX: [(&str, &str); 24] = [
    ("and", "data sharing"),
    ("and", "community groups funding"),
    ("and", "volunteers support"),
    ("and", "council budget"),
    ("and", "health partnership"),
    ("or", "volunteers OR carers"),
    ("or", "data OR evidence OR information"),
    ("or", "funding OR resources"),
    ("or", "housing OR transport OR employment"),
    ("phrase", "\"data sharing\""),
    ("phrase", "\"community planning\""),
    ("phrase", "\"third sector\""),
    ("phrase", "\"community planning partnership\"~3"),
    ("common", "community"),
    ("common", "council"),
    ("common", "board"),
    ("common", "partners"),
    ("filter", "funding kind:minute"),
    ("filter", "community date:2010..2012"),
    ("filter", "support theme:data-evidence"),
    ("filter", "place:angus volunteers"),
    ("prefix", "volunt* community"),
    ("not", "community NOT council"),
    ("question", "What did the board decide about data sharing?"),
];

/// Asks every query of the mix `rounds` times, without and with facets, and prints the latencies.
pub(super) fn ask(index: &Path, rounds: &str) -> Result<(), Failed> {
    let rounds: usize = rounds.parse()?;
    let begun = Instant::now();
    let store = Store::open(index)?;
    let opened = begun.elapsed().as_secs_f64() * 1000.0;
    for facets in [false, true] {
        let mut all = Vec::new();
        let mut kinds: Vec<(&str, Vec<f64>)> = Vec::new();
        for round in 0..=rounds {
            for (kind, text) in MIX {
                let request = Request { text: text.to_owned(), limit: Some(20), facets, ..Request::default() };
                let begun = Instant::now();
                let results = search(&store, &request)?;
                let took = begun.elapsed().as_secs_f64() * 1000.0;
                // The first round brings the files into memory.
                if round == 0 {
                    if facets {
                        continue;
                    }
                    println!("{}", serde_json::json!({ "query": text, "total": results.total, "first_ms": took }));
                    continue;
                }
                all.push(took);
                match kinds.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, list)) => list.push(took),
                    None => kinds.push((kind, vec![took])),
                }
            }
        }
        let by_kind: serde_json::Map<String, serde_json::Value> =
            kinds.iter_mut().map(|(kind, list)| ((*kind).to_owned(), quantiles(list))).collect();
        println!(
            "{}",
            serde_json::json!({
                "passages": store.manifest().passages(), "open_ms": opened, "facets": facets, "queries": all.len(),
                "all": quantiles(&mut all), "by_kind": by_kind,
            })
        );
    }
    Ok(())
}

fn quantiles(list: &mut [f64]) -> serde_json::Value {
    list.sort_by(f64::total_cmp);
    let at = |share: f64| list[((list.len() - 1) as f64 * share).round() as usize];
    serde_json::json!({ "p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1.0) })
}
