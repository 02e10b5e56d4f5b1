//! How a paragraph is set: its face, size, spaces and indents, from defaults, styles, numbering and itself.

use super::super::Parts;
use super::metrics::Face;
use crate::extract::xml::Node;
use std::collections::BTreeMap;

/// Longest chain of styles based on styles.
const MAX_CHAIN: usize = 20;

/// Points in a unit of the format: a twentieth.
pub(super) const TWIP: f32 = 0.05;

/// How high a line is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Leading {
    /// This many times what its faces ask for.
    Times(f32),
    /// So many points and no less.
    AtLeast(f32),
    /// So many points.
    Exactly(f32),
}

/// How characters are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letters {
    pub(super) face: Face,
    /// Points.
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) capitals: bool,
    pub(super) hidden: bool,
}

/// How a paragraph is set; lengths are points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Format {
    /// Its letters, where a run says nothing else.
    pub(super) letters: Letters,
    pub(super) before: f32,
    pub(super) after: f32,
    pub(super) leading: Leading,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where the first line starts, over the others; below nothing where it hangs out.
    pub(super) first: f32,
    pub(super) keep_next: bool,
    pub(super) keep_lines: bool,
    pub(super) widows: bool,
    pub(super) break_before: bool,
    /// No space between paragraphs of the same style.
    pub(super) contextual: bool,
    /// A number or bullet stands before it.
    pub(super) labelled: bool,
    /// Its own tab stops.
    pub(super) tabs: Vec<f32>,
    numbering: Option<String>,
    level: usize,
}

impl Default for Format {
    fn default() -> Format {
        Format {
            letters: Letters {
                face: Face::named("Times New Roman"),
                size: 10.0,
                bold: false,
                capitals: false,
                hidden: false,
            },
            before: 0.0,
            after: 0.0,
            leading: Leading::Times(1.0),
            left: 0.0,
            right: 0.0,
            first: 0.0,
            keep_next: false,
            keep_lines: false,
            widows: true,
            break_before: false,
            contextual: false,
            labelled: false,
            tabs: Vec::new(),
            numbering: None,
            level: 0,
        }
    }
}

/// Every style, number and default of a document, by name.
pub(super) struct Formats<'a> {
    base: Format,
    normal: Option<&'a str>,
    styles: BTreeMap<&'a str, &'a Node>,
    /// Levels of each numbering instance, and where the instance changes them.
    lists: BTreeMap<&'a str, Vec<&'a Node>>,
    minor: Face,
    major: Face,
    /// Distance of tab stops.
    pub(super) tab: f32,
    /// Space after a paragraph and before the next add up, instead of the larger one alone.
    pub(super) adds_spaces: bool,
    resolved: BTreeMap<String, Format>,
}

impl<'a> Formats<'a> {
    pub(super) fn read(parts: &'a Parts) -> Formats<'a> {
        let styles: BTreeMap<&str, &Node> = parts
            .styles
            .nodes()
            .filter(|node| node.name == "w:style")
            .filter_map(|node| Some((node.attr("w:styleId")?, node)))
            .collect();
        let normal = styles.iter().find(|(_, node)| {
            node.attr("w:type") == Some("paragraph") && matches!(node.attr("w:default"), Some("1" | "true" | "on"))
        });
        let normal = normal.map(|(id, _)| *id).or_else(|| styles.contains_key("Normal").then_some("Normal"));
        let compatible = parts.settings.child("w:compat");
        let mut formats = Formats {
            base: Format::default(),
            normal,
            styles,
            lists: lists(&parts.numbering),
            minor: theme_face(&parts.theme, "minorFont").unwrap_or_else(|| Face::named("Calibri")),
            major: theme_face(&parts.theme, "majorFont").unwrap_or_else(|| Face::named("Calibri Light")),
            tab: parts.settings.val("w:defaultTabStop").and_then(points).filter(|t| *t > 1.0).unwrap_or(36.0),
            adds_spaces: compatible.and_then(|c| c.switch("w:doNotUseHTMLParagraphAutoSpacing")) == Some(true),
            resolved: BTreeMap::new(),
        };
        if let Some(defaults) = parts.styles.child("w:docDefaults") {
            let mut base = Format::default();
            if let Some(run) = defaults.child("w:rPrDefault").and_then(|d| d.child("w:rPr")) {
                formats.run(&mut base.letters, run);
            }
            if let Some(paragraph) = defaults.child("w:pPrDefault").and_then(|d| d.child("w:pPr")) {
                formats.paragraph_properties(&mut base, paragraph);
            }
            formats.base = base;
        }
        formats
    }

    /// The format of a paragraph with these properties.
    pub(super) fn paragraph(&mut self, properties: Option<&Node>) -> Format {
        let style = properties.and_then(|p| p.val("w:pStyle")).or(self.normal).unwrap_or_default().to_owned();
        let mut format = match self.resolved.get(&style) {
            Some(known) => known.clone(),
            None => {
                let known = self.resolve(&style);
                self.resolved.insert(style, known.clone());
                known
            }
        };
        if let Some(properties) = properties {
            self.paragraph_properties(&mut format, properties);
        }
        format
    }

    /// Applies the properties of a run, with its style.
    pub(super) fn run(&self, letters: &mut Letters, properties: &Node) {
        if let Some(style) = properties.val("w:rStyle") {
            for node in self.chain(style).into_iter().rev() {
                if let Some(own) = node.child("w:rPr") {
                    self.run_properties(letters, own);
                }
            }
        }
        self.run_properties(letters, properties);
    }

    /// A style's ancestry, itself first.
    fn chain(&self, id: &str) -> Vec<&'a Node> {
        let mut out: Vec<&Node> = Vec::new();
        let mut next = self.styles.get(id);
        while let Some(node) = next.filter(|_| out.len() < MAX_CHAIN) {
            out.push(node);
            next = node.val("w:basedOn").and_then(|id| self.styles.get(id));
        }
        out
    }

    fn resolve(&self, id: &str) -> Format {
        let mut format = self.base.clone();
        for node in self.chain(id).into_iter().rev() {
            if let Some(run) = node.child("w:rPr") {
                self.run_properties(&mut format.letters, run);
            }
            if let Some(paragraph) = node.child("w:pPr") {
                self.paragraph_properties(&mut format, paragraph);
            }
        }
        format
    }

    fn run_properties(&self, letters: &mut Letters, properties: &Node) {
        if let Some(fonts) = properties.child("w:rFonts") {
            let theme = fonts.attr("w:asciiTheme").or_else(|| fonts.attr("w:hAnsiTheme"));
            let name = fonts.attr("w:ascii").or_else(|| fonts.attr("w:hAnsi"));
            match (theme, name) {
                (Some(theme), _) if theme.starts_with("major") => letters.face = self.major,
                (Some(_), _) => letters.face = self.minor,
                (None, Some(name)) => letters.face = Face::named(name),
                (None, None) => {}
            }
        }
        if let Some(half) = properties.val("w:sz").and_then(|s| s.parse::<f32>().ok()).filter(|s| s.is_finite()) {
            letters.size = (half / 2.0).clamp(1.0, 400.0);
        }
        letters.bold = properties.switch("w:b").unwrap_or(letters.bold);
        letters.capitals = properties.switch("w:caps").unwrap_or(letters.capitals);
        letters.hidden = properties.switch("w:vanish").unwrap_or(letters.hidden);
    }

    fn paragraph_properties(&self, format: &mut Format, properties: &Node) {
        if let Some(numbering) = properties.child("w:numPr") {
            if let Some(id) = numbering.val("w:numId") {
                format.numbering = Some(id.to_owned());
                format.level = 0;
            }
            if let Some(level) = numbering.val("w:ilvl").and_then(|l| l.parse().ok()) {
                format.level = level;
            }
            let level = format
                .numbering
                .as_deref()
                .and_then(|id| self.lists.get(id))
                .and_then(|levels| levels.iter().rfind(|l| level_of(l) == Some(format.level)));
            format.labelled = level.is_some_and(|l| l.val("w:numFmt") != Some("none"));
            if let Some(indents) = level.and_then(|l| l.child("w:pPr")).and_then(|p| p.child("w:ind")) {
                indent(format, indents);
            }
        }
        if let Some(spacing) = properties.child("w:spacing") {
            let on = |name: &str| matches!(spacing.attr(name), Some("1" | "true" | "on"));
            let length = |name: &str| spacing.attr(name).and_then(points);
            // Space left to the program is that of a web page, 14 points.
            let automatic = |name: &str| on(name).then_some(14.0);
            format.before = automatic("w:beforeAutospacing").or(length("w:before")).unwrap_or(format.before);
            format.after = automatic("w:afterAutospacing").or(length("w:after")).unwrap_or(format.after);
            if let Some(line) = length("w:line").filter(|line| *line > 0.0) {
                format.leading = match spacing.attr("w:lineRule") {
                    Some("exact") => Leading::Exactly(line),
                    Some("atLeast") => Leading::AtLeast(line),
                    _ => Leading::Times(line / 12.0),
                };
            }
        }
        if let Some(indents) = properties.child("w:ind") {
            indent(format, indents);
        }
        if let Some(tabs) = properties.child("w:tabs") {
            for tab in tabs.nodes().filter(|t| t.attr("w:val") != Some("clear")) {
                format.tabs.extend(tab.attr("w:pos").and_then(points).filter(|p| *p > 0.0));
            }
            format.tabs.sort_by(f32::total_cmp);
        }
        format.keep_next = properties.switch("w:keepNext").unwrap_or(format.keep_next);
        format.keep_lines = properties.switch("w:keepLines").unwrap_or(format.keep_lines);
        format.widows = properties.switch("w:widowControl").unwrap_or(format.widows);
        format.break_before = properties.switch("w:pageBreakBefore").unwrap_or(format.break_before);
        format.contextual = properties.switch("w:contextualSpacing").unwrap_or(format.contextual);
    }
}

/// A length in twentieths of a point, as points; none that a page has no room for.
pub(super) fn points(twips: &str) -> Option<f32> {
    twips.parse::<f32>().ok().filter(|t| t.is_finite()).map(|t| (t * TWIP).clamp(-1584.0, 1584.0))
}

fn indent(format: &mut Format, indents: &Node) {
    let length = |a: &str, b: &str| indents.attr(a).or_else(|| indents.attr(b)).and_then(points);
    format.left = length("w:left", "w:start").unwrap_or(format.left);
    format.right = length("w:right", "w:end").unwrap_or(format.right);
    if let Some(hanging) = length("w:hanging", "w:hanging") {
        format.first = -hanging;
    } else if let Some(first) = length("w:firstLine", "w:firstLine") {
        format.first = first;
    }
}

fn lists(numbering: &Node) -> BTreeMap<&str, Vec<&Node>> {
    let mut abstracts: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for node in numbering.nodes().filter(|n| n.name == "w:abstractNum") {
        if let Some(id) = node.attr("w:abstractNumId") {
            abstracts.insert(id, node.nodes().filter(|n| n.name == "w:lvl").collect());
        }
    }
    for node in numbering.nodes().filter(|n| n.name == "w:num") {
        let Some(id) = node.attr("w:numId") else { continue };
        let mut levels = node.val("w:abstractNumId").and_then(|a| abstracts.get(a)).cloned().unwrap_or_default();
        levels.extend(node.nodes().filter(|n| n.name == "w:lvlOverride").filter_map(|n| n.child("w:lvl")));
        out.insert(id, levels);
    }
    out
}

fn level_of(level: &Node) -> Option<usize> {
    level.attr("w:ilvl")?.parse().ok()
}

fn theme_face(theme: &Node, which: &str) -> Option<Face> {
    let scheme = find(theme, "fontScheme", 4)?;
    let font = scheme.nodes().find(|n| local(&n.name) == which)?;
    let latin = font.nodes().find(|n| local(&n.name) == "latin")?;
    latin.attr("typeface").filter(|name| !name.is_empty()).map(Face::named)
}

fn find<'a>(node: &'a Node, name: &str, depth: usize) -> Option<&'a Node> {
    if local(&node.name) == name {
        return Some(node);
    }
    node.nodes().filter(|_| depth > 0).find_map(|child| find(child, name, depth - 1))
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
