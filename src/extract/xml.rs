//! One XML part of an office file as a tree with canonical prefixes, bounded in depth and size.
//!
//! Prefixes are resolved, so that `w:p` means a WordprocessingML paragraph whatever the file calls its namespaces, in the
//! transitional and the strict variant of ISO/IEC 29500 and in OpenDocument (ISO/IEC 26300). Nothing is ever fetched, and entities that a file declares for itself
//! are refused, as no word processor writes them.

use crate::extract::ExtractError;
use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting that is read. Word itself stops far earlier; the walk over the tree is recursive.
const MAX_DEPTH: usize = 200;

/// Most elements that one part may have; a board pack of 500 pages has about one million.
const MAX_NODES: usize = 10_000_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Canonical prefix and local name, such as `w:p`.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// What stands in it.
    pub(super) children: Vec<Child>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Child {
    /// An element.
    Node(Node),
    /// Text.
    Text(String),
}

impl Node {
    /// An element with one attribute.
    pub(super) fn with(name: &str, attribute: &str, value: String) -> Node {
        Node { name: name.to_owned(), attributes: vec![(attribute.to_owned(), value)], children: Vec::new() }
    }

    /// The value of an attribute, such as `w:val`.
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element of this name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| node.name == name)
    }

    /// `w:val` of the first element of this name in it.
    pub(super) fn val(&self, name: &str) -> Option<&str> {
        self.child(name)?.attr("w:val")
    }

    /// A switch such as `w:b`: absent is `None`, present without a value is on.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        let node = self.child(name)?;
        Some(!matches!(node.attr("w:val"), Some("0" | "false" | "off" | "none")))
    }

    /// All the text in it.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out
    }

    fn add_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) => node.add_text(out),
            }
        }
    }
}

/// The root element, and what is wrong with the part where it breaks off.
pub(super) fn parse(bytes: &[u8]) -> Result<(Node, Option<String>), ExtractError> {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let (text, _) = encoding.decode_without_bom_handling(&bytes[skip..]);
    let mut reader = Reader::from_str(&text);
    let mut tree = Tree { stack: vec![Node::default()], scopes: Vec::new(), nodes: 0 };
    let damage = loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => tree.open(&start)?,
            Ok(Event::Empty(start)) => {
                tree.open(&start)?;
                tree.close();
            }
            Ok(Event::End(_)) => tree.close(),
            Ok(Event::Text(text)) => tree.text(&text.xml10_content()),
            Ok(Event::CData(text)) => tree.text(&text.xml10_content()),
            Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                Ok(Some(c)) => tree.text(c.encode_utf8(&mut [0; 4])),
                _ => tree.text(quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).unwrap_or("")),
            },
            Ok(Event::DocType(_)) => {
                return Err(ExtractError::new(
                    "the file declares entities of its own, which no word processor does: it is unsafe to read. Open it and \
                     save it again",
                ));
            }
            Ok(Event::Eof) => break (tree.stack.len() > 1).then(|| "it ends too early".to_owned()),
            Ok(_) => {}
            Err(error) => break Some(error.to_string()),
        }
    };
    while tree.stack.len() > 1 {
        tree.close();
    }
    let root = tree.stack.pop().unwrap_or_default();
    let root = root.children.into_iter().find_map(|child| match child {
        Child::Node(node) => Some(node),
        Child::Text(_) => None,
    });
    Ok((root.unwrap_or_default(), damage))
}

struct Tree {
    /// Open elements; the first is the document.
    stack: Vec<Node>,
    /// Declared prefixes with their canonical ones and the depth at which they were declared.
    scopes: Vec<(String, &'static str, usize)>,
    nodes: usize,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), ExtractError> {
        self.nodes += 1;
        if self.stack.len() > MAX_DEPTH || self.nodes > MAX_NODES {
            return Err(ExtractError::new(
                "the document is nested too deeply or has too many parts to be read safely: open it, copy its text into a new \
                 document and save that",
            ));
        }
        let depth = self.stack.len();
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            if let Some(prefix) = key.strip_prefix("xmlns")
                && let Some(canonical) = canonical(&attribute.value)
            {
                self.scopes.push((prefix.trim_start_matches(':').to_owned(), canonical, depth));
            }
        }
        let mut node = Node { name: self.canonical_name(start.name().as_ref()), ..Node::default() };
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            if key.starts_with("xmlns") || key.contains("rsid") {
                continue;
            }
            let value = match quick_xml::escape::unescape(&attribute.value) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.to_string(),
            };
            node.attributes.push((self.canonical_name(key), value));
        }
        self.stack.push(node);
        Ok(())
    }

    fn close(&mut self) {
        if self.stack.len() < 2 {
            return;
        }
        if let Some(node) = self.stack.pop()
            && let Some(parent) = self.stack.last_mut()
        {
            parent.children.push(Child::Node(node));
        }
        let depth = self.stack.len();
        while self.scopes.last().is_some_and(|(_, _, at)| *at >= depth) {
            self.scopes.pop();
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(node) = self.stack.last_mut() {
            if let Some(Child::Text(last)) = node.children.last_mut() {
                last.push_str(text);
            } else if node.name.ends_with(":t") || node.name.starts_with("text:") || !text.trim().is_empty() {
                node.children.push(Child::Text(text.to_owned()));
            }
        }
    }

    fn canonical_name(&self, name: &str) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let known = self.scopes.iter().rev().find(|(p, _, _)| p == prefix).map(|(_, canonical, _)| *canonical);
        match known.unwrap_or(prefix) {
            "" => local.to_owned(),
            prefix => format!("{prefix}:{local}"),
        }
    }
}

/// The prefix under which this program knows a namespace.
fn canonical(namespace: &str) -> Option<&'static str> {
    let ends = |ending: &str| namespace.ends_with(ending);
    if let Some(open) = namespace.strip_prefix("urn:oasis:names:tc:opendocument:xmlns:") {
        return Some(match open.split(':').next()? {
            "office" => "office",
            "text" => "text",
            "table" => "table",
            "style" => "style",
            "drawing" => "draw",
            "xsl-fo-compatible" => "fo",
            "meta" => "meta",
            "manifest" => "manifest",
            _ => return None,
        });
    }
    Some(match () {
        () if ends("/wordprocessingml/2006/main") || ends("/wordprocessingml/main") => "w",
        () if ends("/officeDocument/2006/math") || ends("/officeDocument/math") => "m",
        () if ends("/officeDocument/2006/relationships") || ends("/officeDocument/relationships") => "r",
        () if ends("/markup-compatibility/2006") => "mc",
        () if ends("/package/2006/relationships") || ends("/package/2006/content-types") => "",
        () if namespace == "http://purl.org/dc/elements/1.1/" => "dc",
        () if namespace == "http://purl.org/dc/terms/" => "dcterms",
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn references_prefixes_and_broken_ends() {
        let xml = "<x:p xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" x:val='a&amp;b'>\
                   <x:t>Trust &amp; data &#8211; </x:t><x:t>more</x:t></x:p>";
        let (root, damage) = parse(xml.as_bytes()).unwrap();
        assert_eq!((root.name.as_str(), root.attr("w:val"), damage), ("w:p", Some("a&b"), None));
        assert_eq!(root.text(), "Trust & data – more");
        let (root, damage) = parse(&xml.as_bytes()[..xml.len() - 20]).unwrap();
        assert!(root.text().starts_with("Trust") && damage.is_some());
    }

    #[test]
    fn deep_nesting_and_entities_are_refused() {
        assert!(parse("<a>".repeat(5000).as_bytes()).is_err());
        assert!(parse(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").is_err());
    }
}
