//! What a paper is, by the words at its head and the shape of its text.

use crate::model::block::{Block, BlockKind};
use crate::model::paper::PaperKind;
use crate::util::text::fold;

/// What a short line at the head of a paper names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// An agenda.
    Agenda,
    /// The front sheet of a pack.
    FrontSheet,
    /// A minute.
    Minute,
    /// The head of a report: "Report by", "From:", "Subject:".
    Report,
}

/// The kind of paper that a short line names. `prominent` lines (headings, bold lines) may name it by one word.
pub(super) fn cue(text: &str, prominent: bool) -> Option<Cue> {
    let words = fold(text);
    let all: Vec<&str> = words.split(' ').collect();
    let has = |w: &str| all.contains(&w);
    let starts = |p: &str| words == p || words.starts_with(&format!("{p} "));
    if prominent && (starts("agenda") && !starts("agenda item") || words.ends_with(" agenda")) {
        return Some(Cue::Agenda);
    }
    if starts("notice of meeting") || starts("public document pack") || starts("dear member") {
        return Some(Cue::FrontSheet);
    }
    let minute = starts("minute") || starts("minutes") || words.ends_with(" minutes") || words.ends_with(" minute");
    if minute
        && !has("agenda")
        && (prominent || starts("minutes of") || starts("minute of") || all.len() <= 4)
        && !starts("minutes of previous")
    {
        return Some(Cue::Minute);
    }
    let labelled = |label: &str| {
        starts(label)
            && text.trim_start().len() > label.len()
            && text[label.len().min(text.len())..].trim_start().starts_with(':')
    };
    if starts("report by")
        || starts("report to")
        || starts("report of")
        || ["From", "To", "Subject", "Report title", "Report author"]
            .iter()
            .any(|l| text.starts_with(l) && labelled(&fold(l)))
    {
        return Some(Cue::Report);
    }
    None
}

/// The kind of a paper with these blocks, whose title and other lines at its head are `heading`, one a line.
pub(super) fn kind(blocks: &[Block], heading: &str) -> PaperKind {
    let head: Vec<&Block> = blocks.iter().take(8).collect();
    let padded: String = heading.lines().map(|l| format!(" {} \n", fold(l))).collect();
    let titled = |all: &[&str]| all.iter().any(|w| padded.contains(&format!(" {w} ")));
    let cues: Vec<Cue> = head
        .iter()
        .filter(|b| b.number.is_none() && b.text.split_whitespace().count() <= 20)
        .filter_map(|b| cue(&b.text, matches!(b.kind, BlockKind::Heading(_)) || b.bold))
        .collect();
    let text = Counted::of(blocks);
    if cues.first() == Some(&Cue::Agenda) {
        return PaperKind::Agenda;
    }
    if cues.contains(&Cue::Minute)
        || text.attendance
            && text.share(&["noted", "agreed", "resolved", "approved", "adopted", "carried", "seconded"]) > 1.0
    {
        return PaperKind::Minute;
    }
    if cues.contains(&Cue::Agenda) || cues.contains(&Cue::FrontSheet) {
        return PaperKind::Agenda;
    }
    if titled(&["disposition of items", "record of decisions", "decision record", "decision notice"]) {
        return PaperKind::Minute;
    }
    if titled(&["notice of"]) && titled(&["meeting"]) && !titled(&["motion"]) {
        return PaperKind::Agenda;
    }
    if titled(&["terms of reference", "standing orders"]) && !titled(&["report", "review of"]) {
        return PaperKind::Other;
    }
    let audited = titled(&[
        "audit",
        "inspection",
        "best value",
        "triennial review",
        "rapid review",
        "independent review",
        "assurance report",
        "practice review",
    ]);
    let plan_table = blocks.iter().filter_map(Block::table).any(is_plan_table);
    if plan_table && titled(&["plan", "progress", "actions", "action tracker", "update"])
        || titled(&["improvement plan", "action plan", "delivery plan", "development plan"])
            && !titled(&["update", "review", "annual report"])
    {
        return PaperKind::ImprovementPlan;
    }
    let audit = text.share(&[
        "audit",
        "audits",
        "auditor",
        "auditors",
        "inspection",
        "best value",
        "bvar",
        "bvars",
        "accounts commission",
    ]);
    if audited || audit > 6.0 {
        return PaperKind::AuditReport;
    }
    let research = text.share(&["survey", "research", "study", "studies", "respondents", "findings", "evidence"]);
    if titled(&["research", "literature review", "evidence review", "evidence summary", "digest"])
        && !titled(&["proposal"])
        || text.cited >= 4 && research > 4.0
    {
        return PaperKind::ResearchDigest;
    }
    if titled(&[
        "learning from",
        "lessons learned",
        "learning paper",
        "shared learning",
        "network learning",
        "practice sharing",
        "examples of",
        "learning return",
        "insights from",
    ]) || titled(&["learning"]) && titled(&["network", "examples", "partnerships"])
    {
        return PaperKind::LearningPaper;
    }
    if titled(&[
        "strategy",
        "strategic plan",
        "outcomes improvement plan",
        "outcome improvement plan",
        "locality plan",
        "community plan",
    ]) && !titled(&["update", "report"])
    {
        return PaperKind::Strategy;
    }
    let reports = cues.contains(&Cue::Report)
        || titled(&["report", "update", "review", "briefing", "paper", "assessment", "proposal"])
        || text.headed(&[
            "purpose",
            "recommendation",
            "recommendations",
            "executive summary",
            "introduction",
            "background",
            "conclusion",
            "conclusions",
        ]) >= 2;
    if reports { PaperKind::Report } else { PaperKind::Other }
}

/// Whether a table is a plan's: it has a column of actions and one of progress, owners or dates.
fn is_plan_table(table: &crate::model::block::Table) -> bool {
    let header: Vec<String> = table.header().iter().map(|h| fold(h)).collect();
    let any = |words: &[&str]| header.iter().any(|h| words.iter().any(|w| h.split(' ').any(|x| x == *w)));
    any(&["action", "actions", "improvement", "deliverable", "activity", "milestone"])
        && any(&[
            "progress",
            "reporting",
            "owner",
            "lead",
            "due",
            "timescale",
            "timescales",
            "target",
            "status",
            "rag",
            "deadline",
        ])
        && table.body().len() >= 3
}

/// Counts over a paper's words.
struct Counted {
    words: Vec<String>,
    headings: Vec<String>,
    attendance: bool,
    cited: usize,
}

impl Counted {
    fn of(blocks: &[Block]) -> Counted {
        let mut words = Vec::new();
        let mut headings = Vec::new();
        let mut attendance = false;
        let mut cited = std::collections::BTreeSet::new();
        for block in blocks {
            let text = match block.table() {
                Some(table) => table
                    .rows
                    .iter()
                    .flat_map(|r| &r.cells)
                    .filter(|c| !c.carried)
                    .map(|c| c.text())
                    .collect::<Vec<_>>()
                    .join(" "),
                None => block.text.clone(),
            };
            let folded = fold(&text);
            let label = |p: &str| folded.starts_with(p);
            attendance |= ["present", "attendees", "in attendance", "apologies", "sederunt", "attending"]
                .iter()
                .any(|p| label(p));
            if matches!(block.kind, BlockKind::Heading(_)) {
                attendance |= folded.ends_with(" attendance");
                headings.push(folded.clone());
            }
            for part in text.split('(').skip(1) {
                if let Some((inside, _)) = part.split_once(')')
                    && inside.len() <= 2
                    && inside.chars().all(|c| c.is_ascii_digit())
                {
                    cited.insert(inside.to_owned());
                }
            }
            words.extend(folded.split(' ').map(str::to_owned));
        }
        Counted { words, headings, attendance, cited: cited.len() }
    }

    /// How many of these words or pairs of words stand in a thousand.
    fn share(&self, terms: &[&str]) -> f64 {
        if self.words.len() < 40 {
            return 0.0;
        }
        let single = self.words.iter().filter(|w| terms.contains(&w.as_str())).count();
        let double = self.words.windows(2).filter(|w| terms.contains(&format!("{} {}", w[0], w[1]).as_str())).count();
        (single + double) as f64 * 1000.0 / self.words.len() as f64
    }

    fn headed(&self, names: &[&str]) -> usize {
        self.headings.iter().filter(|h| names.contains(&h.as_str())).count()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cue, cue};

    #[test]
    fn lines_that_name_a_paper() {
        assert_eq!(cue("AGENDA", true), Some(Cue::Agenda));
        assert_eq!(cue("Minutes of a Meeting held on Tuesday", false), Some(Cue::Minute));
        assert_eq!(cue("OPEN BOARD MEETING MINUTES", true), Some(Cue::Minute));
        assert_eq!(cue("From: Chief Officer", false), Some(Cue::Report));
        assert_eq!(cue("Minutes of previous meeting (20th March)", true), None);
        assert_eq!(cue("The agenda was agreed", false), None);
    }
}
