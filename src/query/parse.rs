//! Reads a query.
//!
//! ```text
//! query  := any
//! any    := all (("OR" | "||" | "|") all)*
//! all    := one (("AND" | "&&")? one)*
//! one    := ("NOT" | "-") one | "(" any ")" | key ":" value | value
//! value  := word | prefix "*" | word "~" ("1" | "2")? | "\"" words "\"" ("~" number)?
//! ```
//!
//! Operators are upper case or signs, so that "and", "or" and "not" are words. Marks without a letter or digit are passed over.

use super::ast::{KEYS, Key, Leaf, LeafKind, Node, TextField};
use super::error::QueryError;
use crate::util::text::is_unspaced;
use unicode_normalization::char::is_combining_mark;

/// Longest query in characters; a longer one is a mistake such as a pasted document.
const LONGEST: usize = 4000;
/// Most parts in a query: each costs a look at the index.
const MOST_PARTS: usize = 256;
/// Deepest nesting of parentheses and NOT.
const DEEPEST: usize = 32;
/// Fewest characters before the star of a prefix, and of a word that may be spelt otherwise: shorter ones stand for a large part
/// of all words.
const SHORTEST: usize = 2;

/// A query that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    /// What it asks for; `None` where it has no part.
    pub(super) node: Option<Node>,
    /// It asks for all of its words by an operator between them.
    pub(super) asks_for_all: bool,
}

/// Reads a query.
pub(super) fn parse(text: &str) -> Result<Parsed, QueryError> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > LONGEST {
        let problem = format!("a query has at most {LONGEST} characters");
        return Err(syntax(LONGEST + 1, problem, "shorten it"));
    }
    let mut parser = Parser { chars, at: 0, parts: 0, asks_for_all: false };
    let node = parser.any(0)?;
    parser.space();
    if parser.peek() == Some(')') {
        return Err(syntax(parser.at + 1, "this bracket closes nothing", "remove it or add `(` before it"));
    }
    if let (None, Some(first)) = (&node, parser.chars.iter().position(|c| !c.is_whitespace())) {
        // Marks alone would otherwise stand for every passage.
        let suggestion = "write a word, a \"phrase\" or a filter such as kind:minute";
        return Err(syntax(first + 1, "nothing here is a word", suggestion));
    }
    Ok(Parsed { node, asks_for_all: parser.asks_for_all })
}

fn syntax(position: usize, problem: impl Into<String>, suggestion: impl Into<String>) -> QueryError {
    QueryError::Syntax { position, problem: problem.into(), suggestion: suggestion.into() }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    parts: usize,
    /// An operator joined parts that must all be there.
    asks_for_all: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    And,
    Or,
    Not,
}

impl Operator {
    /// How each is written, a longer sign before one that it begins with.
    const ALL: [(&'static str, Operator); 6] = [
        ("AND", Operator::And),
        ("OR", Operator::Or),
        ("NOT", Operator::Not),
        ("&&", Operator::And),
        ("||", Operator::Or),
        ("|", Operator::Or),
    ];
}

/// The operator that a word would be in capitals.
pub(super) fn in_capitals(word: &str) -> Option<&'static str> {
    Operator::ALL.into_iter().map(|(name, _)| name).find(|name| name.eq_ignore_ascii_case(word))
}

/// Marks that end a word without a space before them.
fn ends_word(c: char) -> bool {
    is_quote(c) || matches!(c, '(' | ')' | '|')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// The operator that begins here, as a word of its own or a sign, with what it is written as.
    fn operator(&mut self) -> Option<(Operator, &'static str)> {
        self.space();
        Operator::ALL.into_iter().map(|(name, op)| (op, name)).find(|(_, name)| {
            let end = self.at + name.len();
            let same = self.chars.get(self.at..end).is_some_and(|found| found.iter().copied().eq(name.chars()));
            let is_word = name.starts_with(char::is_alphabetic);
            same && self.chars.get(end).is_none_or(|c| !is_word || c.is_whitespace() || ends_word(*c))
        })
    }

    fn take(&mut self, name: &'static str) -> (usize, &'static str) {
        let position = self.at + 1;
        self.at += name.len();
        (position, name)
    }

    /// A word as far as it goes: to a space, a quotation, a bracket or a sign that joins.
    fn unbroken(&mut self) -> String {
        let start = self.at;
        while let Some(c) = self.peek() {
            let joins = c == '&' && self.chars.get(self.at + 1) == Some(&'&');
            if c.is_whitespace() || ends_word(c) || joins {
                break;
            }
            self.at += 1;
        }
        self.written(start)
    }

    fn any(&mut self, depth: usize) -> Result<Option<Node>, QueryError> {
        let mut parts = Vec::new();
        let mut open = None;
        loop {
            match (self.all(depth)?, open) {
                (Some(part), _) => parts.push(part),
                (None, Some(open)) => return Err(dangling(open)),
                (None, None) => {}
            }
            let Some((Operator::Or, name)) = self.operator() else { break };
            let or = self.take(name);
            if parts.is_empty() {
                return Err(dangling(or));
            }
            open = Some(or);
        }
        Ok(group(parts, Node::Or))
    }

    fn all(&mut self, depth: usize) -> Result<Option<Node>, QueryError> {
        let mut parts = Vec::new();
        let mut open = None;
        loop {
            match self.operator() {
                Some((Operator::Or, _)) => break,
                Some((Operator::And, name)) => {
                    let and = self.take(name);
                    self.asks_for_all = true;
                    if parts.is_empty() || open.is_some() {
                        return Err(dangling(and));
                    }
                    open = Some(and);
                    continue;
                }
                Some((Operator::Not, _)) | None => {}
            }
            if self.peek().is_none_or(|c| c == ')') {
                break;
            }
            if let Some(part) = self.one(depth)? {
                parts.push(part);
                open = None;
            }
        }
        match open {
            Some(open) => Err(dangling(open)),
            None => Ok(group(parts, Node::And)),
        }
    }

    fn one(&mut self, depth: usize) -> Result<Option<Node>, QueryError> {
        if depth > DEEPEST {
            return Err(syntax(self.at + 1, "brackets and NOT are nested too deeply", "write the query flatter"));
        }
        if let Some((Operator::Not, name)) = self.operator() {
            let not = self.take(name);
            self.space();
            let part = self.one(depth + 1)?.ok_or_else(|| dangling(not))?;
            return Ok(Some(Node::Not(Box::new(part))));
        }
        match self.peek() {
            None | Some(')') => Ok(None),
            Some('(') => {
                let position = self.at + 1;
                self.at += 1;
                let inner = self.any(depth + 1)?;
                self.space();
                if self.peek() != Some(')') {
                    return Err(syntax(position, "this bracket is never closed", "add `)`"));
                }
                self.at += 1;
                Ok(inner)
            }
            Some('-')
                if self.chars.get(self.at + 1).is_some_and(|c| c.is_alphanumeric() || *c == '(' || is_quote(*c)) =>
            {
                self.at += 1;
                Ok(self.one(depth + 1)?.map(|part| Node::Not(Box::new(part))))
            }
            Some(c) if is_quote(c) => self.phrase(None, self.at).map(Some),
            Some(_) => self.word(),
        }
    }

    fn count(&mut self, position: usize) -> Result<(), QueryError> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            let problem = format!("a query has at most {MOST_PARTS} words and filters");
            return Err(syntax(position, problem, "use fewer, or several searches"));
        }
        Ok(())
    }

    /// A quotation, `start` being where it begins with its field.
    fn phrase(&mut self, field: Option<TextField>, start: usize) -> Result<Node, QueryError> {
        let words = self.quoted()?;
        let mut slop = 0;
        if self.peek() == Some('~') {
            let position = self.at + 1;
            self.at += 1;
            let digits = self.run(|c| c.is_ascii_digit());
            slop = digits.parse::<u32>().ok().filter(|n| *n <= 100).ok_or_else(|| {
                syntax(position, "`~` wants a number of words up to 100", "write for example \"data sharing\"~5")
            })?;
        }
        self.count(start + 1)?;
        if !words.chars().any(char::is_alphanumeric) {
            return Err(syntax(start + 1, "nothing stands between these quotation marks", "put words between them"));
        }
        Ok(Node::Leaf(Leaf { kind: LeafKind::Phrase(words, slop), field, written: self.written(start) }))
    }

    /// The words between quotation marks.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let position = self.at + 1;
        self.at += 1;
        let words = self.run(|c| !is_quote(c));
        if self.peek().is_none() {
            return Err(syntax(position, "this quotation mark is never closed", "add `\"` where the phrase ends"));
        }
        self.at += 1;
        Ok(words)
    }

    fn run(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&belongs) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn written(&self, start: usize) -> String {
        self.chars[start..self.at].iter().collect()
    }

    /// A word, a prefix, or a key with its value; `None` for a mark without letters.
    fn word(&mut self) -> Result<Option<Node>, QueryError> {
        let start = self.at;
        let name = self.run(char::is_alphabetic);
        if !name.is_empty() && self.peek() == Some(':') {
            let next = self.chars.get(self.at + 1).copied();
            let known = KEYS.iter().find(|(key, _)| *key == name.to_lowercase()).map(|(_, key)| *key);
            let has_value = next.is_some_and(|c| !c.is_whitespace() && !matches!(c, '/' | '(' | ')' | ':'));
            match known {
                Some(key) if has_value => {
                    self.at += 1;
                    return self.keyed(key, start);
                }
                Some(_) => {
                    let suggestion = format!("write for example {name}:word or {name}:\"two words\"");
                    return Err(syntax(start + 1, format!("`{name}:` wants a value right after it"), suggestion));
                }
                None if has_value => return Err(unknown_key(&name, start + 1)),
                None => {}
            }
        }
        self.at = start;
        let mut word = self.unbroken();
        // Words in a list are parted by their commas, with a space or without; those of a number belong to it.
        let listed = |pair: &[char]| matches!(pair[0], ',' | ';') && pair[1].is_alphabetic();
        if let Some(comma) = self.chars[start..self.at].windows(2).position(listed) {
            word = self.chars[start..start + comma].iter().collect();
            self.at = start + comma + 1;
        }
        if word.strip_prefix("NEAR/").is_some_and(|n| n.chars().all(|c| c.is_ascii_digit())) {
            let suggestion =
                "put the words between quotation marks and the distance behind them, such as \"data sharing\"~5";
            return Err(syntax(start + 1, format!("{word} is no operator"), suggestion));
        }
        self.leaf(word, None, start)
    }

    fn leaf(&mut self, word: String, field: Option<TextField>, start: usize) -> Result<Option<Node>, QueryError> {
        let star = word.find('*');
        let kind = match star {
            Some(i) if i + 1 == word.len() => {
                let prefix = &word[..i];
                if letters(prefix) < SHORTEST {
                    let problem = format!("a star wants at least {SHORTEST} letters before it");
                    return Err(syntax(start + 1, problem, "write more of the word, such as shar*"));
                }
                LeafKind::Prefix(prefix.to_owned())
            }
            Some(i) => {
                let position = start + 1 + word[..i].chars().count();
                return Err(syntax(
                    position,
                    "a star may only end a word",
                    "write the beginning of the word, such as shar*",
                ));
            }
            None => match fuzzy(&word, start)? {
                Some(kind) => kind,
                None if word.chars().any(char::is_alphanumeric) => LeafKind::Word(word),
                None => return Ok(None),
            },
        };
        self.count(start + 1)?;
        Ok(Some(Node::Leaf(Leaf { kind, field, written: self.written(start) })))
    }

    /// The value after a key's colon.
    fn keyed(&mut self, key: Key, start: usize) -> Result<Option<Node>, QueryError> {
        let quoted = self.peek().is_some_and(is_quote);
        match key {
            Key::Text(field) if quoted => self.phrase(Some(field), start).map(Some),
            Key::Text(field) => {
                let word = self.unbroken();
                self.leaf(word, Some(field), start)
            }
            Key::Filter(key) => {
                let value = if quoted { self.quoted()? } else { self.unbroken() };
                self.count(start + 1)?;
                Ok(Some(Node::Filter { key, value }))
            }
        }
    }
}

/// Letters of a word; a character of a script without spaces is as good as a word.
fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphanumeric()).map(|c| if is_unspaced(c) { SHORTEST } else { 1 }).sum()
}

/// A word with `~`, `~1` or `~2` at its end, which is found in spellings up to two letters away.
fn fuzzy(word: &str, start: usize) -> Result<Option<LeafKind>, QueryError> {
    let Some((stem, number)) = word.rsplit_once('~') else { return Ok(None) };
    if letters(stem) == 0 {
        return Ok(None);
    }
    if let Some(at) = stem.chars().position(|c| !c.is_alphanumeric() && !is_combining_mark(c)) {
        let problem = "`~` looks for near spellings of one word without marks in it";
        return Err(syntax(
            start + 1 + at,
            problem,
            "write the word or a part of it without the mark, such as operatve~1",
        ));
    }
    if letters(stem) < SHORTEST {
        let problem = format!("`~` after a word wants at least {SHORTEST} letters before it");
        return Err(syntax(start + 1, problem, "write more of the word, such as voluntear~1"));
    }
    let distance = match number {
        "" | "1" => 1,
        "2" => 2,
        _ => {
            let position = start + 1 + stem.chars().count();
            return Err(syntax(position, "`~` after a word wants 1 or 2 letters", "write for example voluntear~1"));
        }
    };
    Ok(Some(LeafKind::Fuzzy(stem.to_owned(), distance)))
}

fn group(mut parts: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Option<Node> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(many(parts)),
    }
}

/// The error for an operator that joins nothing, with where it stands.
fn dangling((position, name): (usize, &str)) -> QueryError {
    let problem = match name {
        "NOT" => "NOT wants something after it".to_owned(),
        _ => format!("{name} wants something on both sides"),
    };
    let suggestion = match name.to_lowercase() {
        word if word != name => format!("add it, remove {name}, or write \"{word}\" for the word"),
        _ => format!("add it or remove {name}"),
    };
    syntax(position, problem, suggestion)
}

fn unknown_key(name: &str, position: usize) -> QueryError {
    let folded = name.to_lowercase();
    let mut near: Vec<(f64, &str)> = KEYS
        .iter()
        .map(|(key, _)| (strsim::jaro_winkler(key, &folded), *key))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let suggestion = match near.first() {
        Some((_, key)) => format!("did you mean `{key}:`?"),
        None => {
            let keys: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
            format!("write a space after the colon to search for the word, or use one of {}", keys.join(", "))
        }
    };
    syntax(position, format!("there is no field `{name}:`"), suggestion)
}
