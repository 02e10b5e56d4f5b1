//! What the parser takes and what it refuses.

use super::ast::{LeafKind, Node};
use super::parse::parse;
use proptest::prelude::*;

/// The query with its structure shown by brackets.
fn show(node: &Node) -> String {
    let list = |parts: &[Node], by: &str| format!("({})", parts.iter().map(show).collect::<Vec<_>>().join(by));
    match node {
        Node::Leaf(leaf) => match &leaf.kind {
            LeafKind::Word(word) => format!("{}{word}", leaf.field.map_or(String::new(), |f| format!("{f:?}="))),
            LeafKind::Prefix(word) => format!("{word}*"),
            LeafKind::Fuzzy(word, distance) => format!("{word}~{distance}"),
            LeafKind::Phrase(words, slop) => format!("'{words}'~{slop}"),
        },
        Node::Filter { key, value } => format!("{key:?}={value}"),
        Node::And(parts) => list(parts, " & "),
        Node::Or(parts) => list(parts, " | "),
        Node::Not(part) => format!("!{}", show(part)),
    }
}

fn read(text: &str) -> String {
    parse(text).unwrap().node.map_or(String::new(), |node| show(&node))
}

fn fault(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn structure() {
    assert_eq!(read("data sharing"), "(data & sharing)");
    assert_eq!(read("a b OR c AND d"), "((a & b) | (c & d))");
    assert_eq!(read("a (b OR c) -d"), "(a & (b | c) & !d)");
    assert_eq!(read("NOT (a OR b)"), "!(a | b)");
    assert_eq!(read("“data sharing” \"x y\"~5 shar*"), "('data sharing'~0 & 'x y'~5 & shar*)");
    assert_eq!(
        read("theme:\"Data and evidence\" place:Angus title:update"),
        "(Theme=Data and evidence & Place=Angus & Title=update)"
    );
    assert_eq!(read("budget,council;roads, 1,000"), "(budget & council & roads, & 1,000)");
    assert_eq!(read("source:a,b"), "Source=a,b");
    assert_eq!(read("voluntear~ voluntear~2"), "(voluntear~1 & voluntear~2)");
    assert_eq!(read("owner:smith page:4..9 date:2020.."), "(Owner=smith & Page=4..9 & Date=2020..)");
    assert_eq!(read("and or not ORDER"), "(and & or & not & ORDER)");
    assert_eq!(read("a || b|c | \"x\"|kind:minute"), "(a | b | c | 'x'~0 | Kind=minute)");
    assert_eq!(read("a && b&&c & d R&D"), "(a & b & c & d & R&D)");
    assert_eq!(read("   "), "");
    assert_eq!(read("data - & — () "), "data");
    assert_eq!(
        read("co-ordination 10:30 http://x.org Note: well"),
        "(co-ordination & 10:30 & http://x.org & Note: & well)"
    );
}

#[test]
fn faults_name_the_place_and_a_remedy() {
    assert!(fault("data \"sharing").contains("character 6: this quotation mark is never closed"));
    assert!(fault("(a b").contains("character 1: this bracket is never closed"));
    assert!(fault("a b)").contains("character 4: this bracket closes nothing"));
    assert!(fault("a OR").contains("character 3: OR wants something on both sides"));
    assert!(fault("OR a").contains("character 1"));
    assert!(fault("a AND AND b").contains("character 7"));
    assert!(fault("a AND").contains("character 3"));
    assert!(fault("a NOT").contains("character 3: NOT wants"));
    assert!(fault("sharing~9").contains("character 8: `~` after a word wants 1 or 2"));
    assert!(fault("téhme:data").contains("`theme:`"));
    assert!(fault("colour:red").contains("write a space after the colon"));
    assert!(fault("title: x").contains("wants a value"));
    assert!(fault("a sh*re").contains("character 5: a star may only end a word"));
    assert!(fault("s*").contains("at least 2 letters"));
    assert!(fault("budget~2~2").contains("character 7: `~` looks for near spellings of one word"));
    assert!(fault("co-operatve~1").contains("character 3: `~` looks for near spellings of one word"));
    assert!(fault("c~1").contains("character 1: `~` after a word wants at least 2 letters"));
    assert!(fault("a ||").contains("character 3: || wants something on both sides; add it or remove ||"));
    assert!(fault("&& a").contains("character 1: && wants"));
    assert!(fault("\"a b\"~x").contains("character 6"));
    assert!(fault("\"--\"").contains("nothing stands between"));
    assert!(fault("  ??? - ()").contains("character 3: nothing here is a word"));
    assert!(fault("data NEAR/5 sharing").contains("character 6: NEAR/5 is no operator"));
    assert!(fault(&"(".repeat(500)).contains("nested too deeply"));
    assert!(fault(&"- ".repeat(5000)).contains("at most 4000"));
    assert!(fault(&"a ".repeat(300)).contains("at most 256"));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[-a-c*~:()|&\" \u{201c}ANDORT0-9é]{0,40}") {
        let _ = parse(&text);
    }
}
