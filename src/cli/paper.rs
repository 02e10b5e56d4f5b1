//! The learning paper as a command: its formats, and templates that people change.

use super::args::Format;
use super::narrow::Narrow;
use super::printer::{self, Printer};
use super::{Outcome, Session};
use crate::model::evidence::{Score, Synthesis};
use crate::model::learning::Attribution;
use crate::pipeline::{self, Brief, Earlier, PaperFormat, PaperOptions, Template, Wanted};
use crate::store::Store;
use crate::util::plural::count;
use crate::util::{fs, written};
use anyhow::{Context as _, anyhow, bail};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// What `paper --help` shows last.
pub(super) const EXAMPLES: &str = "Examples:\n  sederunt paper --out paper.docx\n  \
    sederunt paper --title \"What the papers say about carers\" --out paper.html\n  \
    sederunt paper --format json > paper.json\n  \
    sederunt paper --place Fife --since 2020 --attribution named --out fife.docx\n  \
    sederunt paper --brief brief.toml --out paper.html\n  \
    sederunt paper --changed-since old/manifest.json --out paper.md\n  \
    sederunt paper --explain\n  \
    sederunt paper --write-templates mine\n  sederunt paper --template mine/paper.html --out paper.html\n\n\
    The ending of the file decides the format: .md, .html, .docx or .json. With a template, the template decides.";

/// How a paper is written.
#[derive(Debug, Args)]
pub(super) struct PaperArgs {
    /// Title of the paper
    #[arg(long)]
    title: Option<String>,
    /// File to write; without one the paper is printed as Markdown
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// TOML file that selects, merges, renames and orders the themes: [[theme]] name = "…" themes = ["digital"]
    #[arg(long, value_name = "FILE")]
    brief: Option<PathBuf>,
    /// How the body says whose words a quotation is
    #[arg(long, value_enum, default_value = "counted")]
    attribution: AttributedBy,
    /// Say what changed since an earlier build: the manifest.json of that index (`--since` takes it too)
    #[arg(long, value_name = "MANIFEST", conflicts_with = "compare")]
    changed_since: Option<PathBuf>,
    /// Say what changed since an earlier paper: its .json
    #[arg(long, value_name = "PAPER")]
    compare: Option<PathBuf>,
    /// Print the score of every finding, part by part, instead of the paper
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    narrow: Narrow,
    /// Set the paper by this template of your own instead of a built-in one
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Write the built-in templates into a folder, to copy and change, and stop
    #[arg(long, value_name = "DIR", conflicts_with_all = ["template", "out", "title"])]
    write_templates: Option<PathBuf>,
}

/// How the body says whose words a quotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AttributedBy {
    /// By the number of its example; areas are named in the appendix
    Counted,
    /// By the name of the area
    Named,
}

/// Writes the paper, or the templates that it is made by.
pub(super) fn paper(session: &Session, mut args: PaperArgs, printer: &mut Printer) -> anyhow::Result<Outcome> {
    if let Some(dir) = &args.write_templates {
        return templates(dir, printer);
    }
    let template = args.template.as_deref().map(Template::read).transpose()?;
    let format = if template.is_none() { format(args.out.as_deref(), session)? } else { PaperFormat::Markdown };
    let asked = args.out.as_deref().and_then(PaperFormat::of);
    if let (Some(_), Some(PaperFormat::Docx | PaperFormat::Json)) = (&template, asked) {
        bail!(
            "a template makes text, so --out cannot end in .docx or .json; leave --template away, or write .html, .md or .txt"
        );
    }
    let store = Store::open(&session.index)?;
    if let Some(manifest) = args.narrow.take_file() {
        args.changed_since = Some(manifest);
    }
    let options = options(&args, session, &store)?;
    if args.explain {
        let synthesis = pipeline::narrowed_synthesis(&store, &session.settings, &options.narrowing)?;
        printer.data(&explanation(&synthesis, &options, session.format)?)?;
        return Ok(Outcome::Done);
    }
    let found = super::review::found_for_paper(session, &store, &options, Wanted::Paper, printer)?;
    let synthesis = &found.overview.synthesis;
    let paper = pipeline::learning_paper(&store, &session.settings, &found, &options)?;
    let folder = args.out.as_deref().map(|path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    });
    let bytes = match &template {
        Some(template) => pipeline::set_paper_by(&store, synthesis, &paper, template, folder)?,
        None => pipeline::set_paper(&store, synthesis, &paper, format, folder)?,
    };
    match &args.out {
        Some(path) => {
            if let Some(folder) = folder {
                fs::create_dir_all(folder)?;
            }
            fs::replace(path, &bytes)?;
            written::note_one(path)?;
            printer.say(&format!("Wrote {}.", path.display()));
        }
        None => printer.data(&String::from_utf8(bytes)?)?,
    }
    Ok(Outcome::Done)
}

/// What the arguments ask of the paper.
fn options(args: &PaperArgs, session: &Session, store: &Store) -> anyhow::Result<PaperOptions> {
    let codebook = &store.manifest().codebook;
    let brief = match &args.brief {
        Some(path) => {
            let text = fs::read_to_string(path)?;
            Some(Brief::read(&text, codebook).map_err(|reason| anyhow!("{}: {reason}", path.display()))?)
        }
        None => None,
    };
    let earlier = match (&args.changed_since, &args.compare) {
        (Some(path), _) => Some(Earlier::Build(pipeline::files_of(path)?)),
        (_, Some(path)) => Some(Earlier::Paper(pipeline::quoted_in(path)?)),
        _ => None,
    };
    Ok(PaperOptions {
        title: args.title.clone(),
        brief,
        earlier,
        narrowing: args.narrow.resolve(codebook)?,
        attribution: match args.attribution {
            AttributedBy::Counted => Attribution::Counted,
            AttributedBy::Named => Attribution::Named,
        },
        settings: session.settings.synthesise.clone(),
        ..PaperOptions::default()
    })
}

/// The score of every finding, part by part, and its weight in the choice of what is quoted: a table for a spreadsheet, or a text.
fn explanation(synthesis: &Synthesis, options: &PaperOptions, format: Option<Format>) -> anyhow::Result<String> {
    if format == Some(Format::Csv) {
        let mut out = csv::Writer::from_writer(Vec::new());
        let mut header = vec!["finding_id", "theme", "stance", "evidence", "basis", "areas", "score"];
        header.extend(Score::default().parts().map(|(name, _)| name));
        header.extend(["weight", "text"]);
        out.write_record(&header)?;
        for finding in &synthesis.findings {
            let mut row = vec![
                finding.id.clone(),
                finding.theme.clone(),
                finding.stance.as_str().to_owned(),
                finding.evidence.as_str().to_owned(),
                finding.basis.clone().unwrap_or_default(),
                finding.areas.len().to_string(),
                format!("{:.3}", finding.score),
            ];
            row.extend(finding.parts.parts().map(|(_, value)| format!("{value:.3}")));
            row.push(format!("{:.3}", pipeline::weight(finding, &options.settings.choice)));
            row.push(finding.text.clone());
            out.write_record(&row)?;
        }
        return printer::table(out);
    }
    let mut out = String::new();
    for finding in &synthesis.findings {
        let parts: Vec<String> = finding
            .parts
            .parts()
            .iter()
            .filter(|(_, value)| *value != 0.0)
            .map(|(name, value)| format!("{name} {value:.2}"))
            .collect();
        let basis = finding.basis.as_ref().map(|b| format!(" ({b})")).unwrap_or_default();
        out.push_str(&format!(
            "{} {:.2} = {}\n  {}, {}, {}{basis}, {}; weighs {:.2} in the choice\n  {}\n\n",
            finding.id,
            finding.score,
            parts.join(" + "),
            finding.theme,
            finding.stance.as_str(),
            finding.evidence.as_str(),
            count(finding.areas.len() as u64, "area", "areas"),
            pipeline::weight(finding, &options.settings.choice),
            finding.text
        ));
    }
    Ok(out)
}

fn format(out: Option<&Path>, session: &Session) -> anyhow::Result<PaperFormat> {
    Ok(match (out, session.format) {
        (Some(path), _) => PaperFormat::of(path).with_context(|| {
            format!("{} does not end in .md, .html, .docx or .json, so its format is not known", path.display())
        })?,
        (None, Some(Format::Json)) => PaperFormat::Json,
        (None, Some(Format::Csv)) => {
            bail!("a paper is no table; use --format json, or `sederunt export DIR` for tables")
        }
        (None, _) => PaperFormat::Markdown,
    })
}

fn templates(dir: &Path, printer: &Printer) -> anyhow::Result<Outcome> {
    let written = pipeline::write_templates(dir)?.len() as u64;
    let dir = dir.display();
    if written == 0 {
        bail!(
            "{dir} holds the templates already; nothing was overwritten. Name another folder, or remove what should be new"
        );
    }
    printer
        .say(&format!("Wrote {} to {dir}; {dir}/README.md says how to change them.", count(written, "file", "files")));
    Ok(Outcome::Done)
}
