//! `build --plan`: what a build would do, and why.

use super::args::Format;
use super::printer::{self, Printer};
use super::progress::Bars;
use super::{Outcome, Session};
use crate::pipeline::plan::{self, Planned, Step};
use crate::util::plural::count;
use serde_json::json;
use std::path::PathBuf;

pub(super) fn run(session: &Session, paths: &[PathBuf], printer: &mut Printer) -> anyhow::Result<Outcome> {
    let bars = Bars::new(session.quiet);
    let context = session.context(&bars);
    let planned = plan::plan(paths, &session.index, &context)?;
    match session.format {
        Some(Format::Json) => {
            let rows = planned.iter();
            let rows: Vec<_> =
                rows.map(|p| json!({ "source": p.source, "step": p.step.as_str(), "reason": p.reason })).collect();
            printer.data(&(serde_json::to_string_pretty(&json!({ "version": 1, "sources": rows }))? + "\n"))?;
        }
        Some(Format::Csv) => {
            let mut out = csv::Writer::from_writer(Vec::new());
            out.write_record(["source", "step", "reason"])?;
            for p in &planned {
                out.write_record([&p.source, p.step.as_str(), &p.reason])?;
            }
            printer.data(&printer::table(out)?)?;
        }
        _ => printer.data(&text(&planned))?,
    }
    Ok(Outcome::Done)
}

fn text(planned: &[Planned]) -> String {
    let mut out = String::new();
    for step in [Step::Read, Step::Tag, Step::Move, Step::Remove, Step::Pass] {
        for p in planned.iter().filter(|p| p.step == step) {
            out.push_str(&format!("{}: {} ({})\n", p.step.as_str(), p.source, p.reason));
        }
    }
    let kept = planned.iter().filter(|p| p.step == Step::Keep).count() as u64;
    out.push_str(&format!("keep: {} as before\n", count(kept, "file", "files")));
    out
}
