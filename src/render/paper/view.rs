//! The paper with its numbers: what the templates and the Word writer see.
//!
//! Sections are numbered from 1; those that hold long lists (examples, sources) stand last as appendices with letters. Each
//! paragraph has its section's number and its own, `3.2` or `B.7`, the same in every format.

use super::Setting;
use super::heat::{Heat, heat};
use super::tiles::{TileMap, tile_map};
use crate::model::evidence::Citation;
use crate::model::learning::{Cell, CountTable, LearningPaper, Paragraph, ParagraphKind, Section, SectionKind};
use crate::model::source::SourceEntry;
use crate::render::link::Links;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// All that a template can name.
#[derive(Serialize)]
pub(super) struct View<'a> {
    pub(super) title: &'a str,
    /// Body sections, then appendices.
    pub(super) sections: Vec<SectionView<'a>>,
    /// Cited passages in the order of their numbers.
    pub(super) citations: Vec<CitationView<'a>>,
    pub(super) heat: Option<Heat>,
    pub(super) map: Option<TileMap>,
}

/// A section with its number.
#[derive(Serialize)]
pub(super) struct SectionView<'a> {
    /// `3`, or `B` for an appendix.
    pub(super) number: String,
    pub(super) appendix: bool,
    pub(super) kind: &'static str,
    pub(super) id: &'a str,
    pub(super) heading: &'a str,
    pub(super) groups: Vec<GroupView<'a>>,
    pub(super) tables: Vec<TableView<'a>>,
}

/// Paragraphs that stand under one heading within the section, or under none.
#[derive(Serialize)]
pub(super) struct GroupView<'a> {
    pub(super) heading: Option<&'a str>,
    pub(super) paragraphs: Vec<ParagraphView<'a>>,
}

/// A paragraph with its number.
#[derive(Serialize)]
pub(super) struct ParagraphView<'a> {
    pub(super) number: String,
    pub(super) kind: &'static str,
    pub(super) text: &'a str,
    /// A name before the words, such as the area; of an example, its number first.
    pub(super) label: Option<Cow<'a, str>>,
    /// The number of the paragraph that holds the example which the label refers to.
    pub(super) see: Option<String>,
    pub(super) citations: Vec<CitationView<'a>>,
    /// Passages that say the same in other words.
    pub(super) also: Vec<CitationView<'a>>,
    /// The numbers of the citations, runs drawn together: `3, 5–9`.
    pub(super) cited: String,
    /// The same of the passages that say it in other words.
    pub(super) cited_also: String,
    /// How many passages were counted, where more than are cited.
    pub(super) of: Option<u64>,
}

/// A cited passage.
#[derive(Serialize, Clone)]
pub(super) struct CitationView<'a> {
    pub(super) number: usize,
    /// The file it stands in.
    pub(super) source: &'a str,
    /// Where it stands, the file's name first.
    pub(super) locator: &'a str,
    pub(super) link: Option<String>,
}

/// A table with its number.
#[derive(Serialize)]
pub(super) struct TableView<'a> {
    pub(super) number: usize,
    pub(super) caption: &'a str,
    pub(super) columns: &'a [String],
    /// For each column, whether it holds words, which stand at the left; numbers do not.
    pub(super) words: Vec<bool>,
    pub(super) rows: Vec<RowView<'a>>,
}

/// A row of a table.
#[derive(Serialize)]
pub(super) struct RowView<'a> {
    pub(super) heading: &'a str,
    pub(super) cells: Vec<&'a str>,
}

/// Numbers sections, paragraphs, tables and citations, each in the order of the paper.
pub(super) fn view<'a>(paper: &'a LearningPaper, setting: &Setting<'_>, links: Option<&Links>) -> View<'a> {
    let mut register = Register::new(setting.sources, links);
    let (mut back, body): (Vec<&Section>, Vec<&Section>) = paper.sections.iter().partition(|s| is_appendix(s));
    // Examples first, because the body refers to them.
    back.sort_by_key(|s| s.kind == SectionKind::Theme);
    let mut heat = heat(paper, setting);
    let mut map = tile_map(paper, setting, letter(back.len()));
    register.examples = examples(&back);
    let numbered = body.into_iter().enumerate().map(|(i, s)| ((i + 1).to_string(), s));
    let lettered = back.into_iter().enumerate().map(|(i, s)| (letter(i), s));
    let mut sections = Vec::new();
    for (number, one) in numbered.chain(lettered) {
        sections.push(section(number, one, &mut register));
        // The tables behind the pictures have their numbers where formats without pictures have them.
        if let (Some(heat), SectionKind::Coverage) = (&mut heat, one.kind) {
            register.tables += 1;
            heat.number = register.tables;
        }
    }
    map.iter_mut().for_each(|map| map.number = register.tables + 1);
    View { title: &paper.title, sections, citations: register.list, heat, map }
}

/// What is looked up and not read through: examples, sources, and a section that is nothing but tables of other themes.
fn is_appendix(section: &Section) -> bool {
    let others = section.kind == SectionKind::Theme && section.paragraphs.is_empty() && !section.tables.is_empty();
    matches!(section.kind, SectionKind::Examples | SectionKind::Register | SectionKind::Studies | SectionKind::Sources)
        || others
}

/// The paragraphs that hold the examples, by the examples' numbers.
fn examples(back: &[&Section]) -> BTreeMap<u32, String> {
    let numbered = |(i, section): (usize, &&'_ Section)| {
        let of = |(n, p): (usize, &Paragraph)| Some((p.example?, format!("{}.{}", letter(i), n + 1)));
        section.paragraphs.iter().enumerate().filter_map(of).collect::<Vec<_>>()
    };
    back.iter().enumerate().flat_map(numbered).collect()
}

/// `A` to `Z`, then `AA`.
fn letter(i: usize) -> String {
    let last = char::from(b'A' + (i % 26) as u8);
    if i < 26 { last.to_string() } else { format!("{}{last}", letter(i / 26 - 1)) }
}

fn section<'a>(number: String, section: &'a Section, register: &mut Register<'a, '_>) -> SectionView<'a> {
    let mut groups: Vec<GroupView<'a>> = Vec::new();
    for (i, paragraph) in section.paragraphs.iter().enumerate() {
        let heading = paragraph.group.as_deref();
        if groups.last().is_none_or(|g| g.heading != heading) {
            groups.push(GroupView { heading, paragraphs: Vec::new() });
        }
        let made = self::paragraph(format!("{number}.{}", i + 1), paragraph, register);
        if let Some(group) = groups.last_mut() {
            group.paragraphs.push(made);
        }
    }
    SectionView {
        appendix: is_appendix(section),
        kind: section.kind.as_str(),
        id: &section.id,
        heading: &section.heading,
        groups,
        tables: section.tables.iter().map(|t| register.table(t)).collect(),
        number,
    }
}

fn paragraph<'a>(number: String, paragraph: &'a Paragraph, register: &mut Register<'a, '_>) -> ParagraphView<'a> {
    let citations: Vec<CitationView<'a>> = paragraph.citations.iter().map(|c| register.number(c)).collect();
    let also: Vec<CitationView<'a>> = paragraph.also.iter().map(|c| register.number(c)).collect();
    let numbers = |list: &[CitationView<'_>]| {
        let numbers: BTreeSet<usize> = list.iter().map(|c| c.number).collect();
        runs(&numbers.into_iter().collect::<Vec<_>>())
    };
    ParagraphView {
        number,
        kind: paragraph.kind.as_str(),
        text: &paragraph.text,
        label: match (paragraph.example, paragraph.label.as_deref()) {
            (Some(n), Some(label)) => Some(format!("Example {n}, {label}").into()),
            (Some(n), None) => Some(format!("Example {n}").into()),
            (None, label) => label.map(Cow::Borrowed),
        },
        see: paragraph.label.as_deref().and_then(|label| register.examples.get(&example_of(label)?).cloned()),
        of: counted(paragraph),
        cited: numbers(&citations),
        cited_also: numbers(&also),
        also,
        citations,
    }
}

/// The number of the example that a label begins with: `Example 12; …`.
fn example_of(label: &str) -> Option<u32> {
    let rest = label.strip_prefix("Example ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The number of passages that a count speaks of first, where not all of them are cited.
fn counted(paragraph: &Paragraph) -> Option<u64> {
    let first = paragraph.claims.iter().find(|c| c.filter.split(' ').next() == Some("passages"))?;
    (first.value > paragraph.citations.len() as u64).then_some(first.value)
}

impl ParagraphView<'_> {
    /// Whether its text is the words of a source.
    pub(super) fn is_quotation(&self) -> bool {
        self.kind == ParagraphKind::Quotation.as_str()
    }
}

/// Gives each cited passage, and each table, one number.
struct Register<'a, 'b> {
    numbers: BTreeMap<&'a str, usize>,
    list: Vec<CitationView<'a>>,
    entries: BTreeMap<&'b str, &'b SourceEntry>,
    links: Option<&'b Links>,
    tables: usize,
    examples: BTreeMap<u32, String>,
}

impl<'a, 'b> Register<'a, 'b> {
    fn new(sources: &'b [SourceEntry], links: Option<&'b Links>) -> Register<'a, 'b> {
        let entries = sources.iter().map(|e| (e.name.as_str(), e)).collect();
        Register { numbers: BTreeMap::new(), list: Vec::new(), entries, links, tables: 0, examples: BTreeMap::new() }
    }

    fn number(&mut self, citation: &'a Citation) -> CitationView<'a> {
        let next = self.list.len() + 1;
        let number = *self.numbers.entry(&citation.passage_id).or_insert(next);
        if number == next {
            let entry = self.entries.get(citation.source.as_str());
            let link = self.links.zip(entry).map(|(links, entry)| links.to(entry, citation.page));
            self.list.push(CitationView { number, source: &citation.source, locator: &citation.locator, link });
        }
        self.list[number - 1].clone()
    }

    fn table(&mut self, table: &'a CountTable) -> TableView<'a> {
        self.tables += 1;
        let width = table.header.len().saturating_sub(1);
        let row = |row: &'a Vec<Cell>| {
            let mut cells = row.iter().map(|c| c.text.as_str()).chain(std::iter::repeat(""));
            RowView { heading: cells.next().unwrap_or_default(), cells: cells.take(width).collect() }
        };
        TableView {
            number: self.tables,
            caption: &table.caption,
            columns: &table.header,
            words: (0..table.header.len())
                .map(|i| i == 0 || of_words(table.rows.iter().filter_map(|r| r.get(i))))
                .collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    }
}

/// True of a column that has words rather than numbers in most of its cells.
fn of_words<'a>(cells: impl Iterator<Item = &'a Cell>) -> bool {
    let (mut words, mut numbers) = (0, 0);
    for cell in cells.filter(|c| !c.text.trim().is_empty()) {
        let letters = cell.text.chars().filter(|c| c.is_alphabetic()).count();
        let digits = cell.text.chars().filter(char::is_ascii_digit).count();
        *(if letters > digits { &mut words } else { &mut numbers }) += 1;
    }
    words > numbers
}

/// `3, 5–9` of sorted numbers.
fn runs(numbers: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for &n in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => parts.push((n, n)),
        }
    }
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        })
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_numbers_are_drawn_together() {
        assert_eq!(runs(&[1, 2, 4, 6, 7, 8]), "1, 2, 4, 6–8");
        assert_eq!(runs(&[]), "");
    }

    #[test]
    fn columns_of_words_and_of_numbers_are_told_apart() {
        let column = |cells: &[&str]| {
            let cells: Vec<Cell> =
                cells.iter().map(|text| Cell { text: (*text).to_owned(), ..Cell::default() }).collect();
            of_words(cells.iter())
        };
        assert!(column(&["Council", "", "Health board of 14 areas"]));
        assert!(!column(&["12", "1 of 3", "not known", "2024"]));
        assert!(!column(&["", ""]));
    }

    #[test]
    fn appendices_have_letters() {
        assert_eq!([0, 25, 26, 52].map(letter), ["A", "Z", "AA", "BA"]);
    }
}
