//! Definitions of lists, as the part that a DOCX keeps them in.

use super::file::{File, Part, place_at, u16_at, u32_at};
use super::layout::{self, Set, take};
use super::markup::escaped;
use super::properties::changes;
use std::fmt::Write;

/// Levels of a list that has more than one.
const LEVELS: usize = 9;

/// The numbering part; lists are numbered in the order in which paragraphs name them.
pub(super) fn numbering(file: &File) -> String {
    let mut out = String::from("<w:numbering>");
    let ids = definitions(file, &mut out).unwrap_or_default();
    uses(file, &ids, &mut out);
    out.push_str("</w:numbering>");
    out
}

/// Writes every definition and gives their ids in order. Their levels stand behind the list of them.
fn definitions(file: &File, out: &mut String) -> Option<Vec<u32>> {
    let range = file.range(Part::Lists)?;
    let list = file.table.get(range.start..)?;
    let count = usize::from(u16_at(list, 0)?);
    let mut at = range.len();
    let mut ids = Vec::new();
    for i in 0..count {
        let entry = list.get(2 + i * 28..30 + i * 28)?;
        let _ = write!(out, "<w:abstractNum w:abstractNumId=\"{i}\">");
        let levels = if entry[26] & 1 != 0 { 1 } else { LEVELS };
        for level in 0..levels {
            let style = u16_at(entry, 8 + level * 2).filter(|style| *style != 0xfff);
            match define(list.get(at..).unwrap_or_default(), level, style) {
                Some((xml, length)) => {
                    out.push_str(&xml);
                    at += length;
                }
                // What follows cannot be told apart any more.
                None => at = list.len(),
            }
        }
        out.push_str("</w:abstractNum>");
        ids.push(u32_at(entry, 0)?);
    }
    Some(ids)
}

/// One level, and how many bytes it takes.
fn define(bytes: &[u8], level: usize, style: Option<u16>) -> Option<(String, usize)> {
    let start = u32_at(bytes, 0)?;
    let (format, flags) = (*bytes.get(4)?, *bytes.get(5)?);
    let skip = 28 + usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let length = usize::from(u16_at(bytes, skip)?);
    let places = bytes.get(6..15)?;
    let mut text = String::new();
    for i in 0..length {
        let unit = u16_at(bytes, skip + 2 + i * 2)?;
        let is_number = unit < 9 && places.iter().any(|place| usize::from(*place) == i + 1);
        match char::from_u32(u32::from(unit)) {
            _ if is_number => {
                let _ = write!(text, "%{}", unit + 1);
            }
            Some(c) if !c.is_control() => text.push_str(&escaped(c)),
            _ => {}
        }
    }
    let name = match format {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    };
    let mut xml = format!(
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{name}\"/><w:lvlText w:val=\"{text}\"/>"
    );
    if flags & 4 != 0 {
        xml.push_str("<w:isLgl/>");
    }
    if flags & 8 != 0 {
        let _ = write!(xml, "<w:lvlRestart w:val=\"{}\"/>", bytes.get(26)?);
    }
    if let Some(style) = style {
        let _ = write!(xml, "<w:pStyle w:val=\"s{style}\"/>");
    }
    let mut set = Set::new();
    changes(bytes.get(28..28 + usize::from(*bytes.get(25)?))?).for_each(|(name, value)| take(&mut set, name, value));
    xml.push_str("<w:pPr>");
    layout::paragraph(&set, &mut xml);
    xml.push_str("</w:pPr></w:lvl>");
    Some((xml, skip + 2 + length * 2))
}

/// Writes every use of a list, with the starts and levels that it changes.
fn uses(file: &File, ids: &[u32], out: &mut String) {
    let part = file.part(Part::ListUses);
    let count = place_at(part, 0).unwrap_or(0).min(part.len() / 16);
    let mut at = 4 + count * 16;
    for i in 0..count {
        let entry = &part[4 + i * 16..];
        let list = ids.iter().position(|id| u32_at(entry, 0) == Some(*id));
        let _ = write!(out, "<w:num w:numId=\"{}\">", i + 1);
        if let Some(list) = list {
            let _ = write!(out, "<w:abstractNumId w:val=\"{list}\"/>");
        }
        // Each use has four bytes that mean nothing, then its changes.
        at += 4;
        for _ in 0..*entry.get(12).unwrap_or(&0) {
            let (Some(start), Some(bits)) = (u32_at(part, at), u32_at(part, at + 4)) else { break };
            at += 8;
            let level = bits & 0xf;
            let _ = write!(out, "<w:lvlOverride w:ilvl=\"{level}\">");
            if bits & 0x10 != 0 {
                let _ = write!(out, "<w:startOverride w:val=\"{start}\"/>");
            }
            if bits & 0x20 != 0
                && let Some((xml, length)) = define(part.get(at..).unwrap_or_default(), level as usize, None)
            {
                out.push_str(&xml);
                at += length;
            }
            out.push_str("</w:lvlOverride>");
        }
        out.push_str("</w:num>");
    }
}
