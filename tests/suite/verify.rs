//! Papers agree with their sources as they are written, in every format and with every option; and a change to one is found.

use crate::harness::{Home, Run, files, project, sample, shared};

/// A home with the sample corpus read, to write papers in.
fn home() -> Home {
    let home = Home::new();
    let corpus = project().join("corpus");
    home.copy(&corpus, "corpus", &files(&corpus));
    Run::new(&home).args(["build", "corpus", "--ocr", "never"]).ok();
    home
}

#[test]
fn every_format_of_the_sample_paper_agrees_with_its_sources() {
    for form in ["md", "html", "docx", "json"] {
        Run::new(sample()).args(["verify", &format!("out/paper.{form}")]).ok().gives("agrees with its sources");
    }
}

#[test]
fn papers_by_brief_filter_and_comparison_agree_and_changes_are_found() {
    let home = home();
    home.put(
        "brief.toml",
        "title = \"Money and people\"\n[[theme]]\nname = \"Money\"\nthemes = [\"funding-resources\"]\n\
         [[theme]]\nname = \"People\"\nthemes = [\"workforce\", \"community-mobilisation\"]\n",
    );
    Run::new(&home).args(["paper", "--brief", "brief.toml", "--attribution", "named", "--out", "brief.json"]).ok();
    let paper = home.json("brief.json");
    assert_eq!(paper["title"], "Money and people");
    let themes: Vec<&str> = paper["sections"]
        .as_array()
        .expect("sections")
        .iter()
        .filter(|s| s["kind"] == "theme")
        .filter_map(|s| s["heading"].as_str())
        .collect();
    assert_eq!(themes, ["Money", "People"], "a brief selects, merges, names and orders");
    Run::new(&home).args(["verify", "brief.json"]).ok();
    Run::new(&home).args(["paper", "--place", "Moray", "--kind", "audit report", "--out", "moray.docx"]).ok();
    Run::new(&home).args(["verify", "moray.docx", "--deep"]).ok();
    Run::new(&home).args(["paper", "--compare", "brief.json", "--out", "next.md"]).ok();
    assert!(home.text("next.md").contains("What changed since the last paper"));
    Run::new(&home).args(["verify", "next.md"]).ok();
    Run::new(&home).args(["paper", "--since", "index/manifest.json", "--out", "same.md"]).ok();
    assert!(home.text("same.md").contains("No file is new or has changed"));
    Run::new(&home).args(["paper", "--explain"]).ok().gives("centrality");
    let text = home.text("next.md");
    let start = text.find("“").expect("a quotation") + "“".len();
    let word = text[start..].split(' ').nth(2).expect("a word");
    home.put("word.md", format!("{}{}", &text[..start], text[start..].replacen(word, "wholly", 1)));
    Run::new(&home).args(["verify", "word.md"]).exits(1).gives("does not agree");
    home.put("count.md", text.replacen(" passages in ", " 9 passages in ", 1));
    Run::new(&home).args(["verify", "count.md"]).exits(1).gives("counts were changed");
    home.put("note.txt", "no paper");
    Run::new(&home).args(["verify", "note.txt"]).exits(2).says("no paper that sederunt wrote");
    let gone = home.path("corpus/audit");
    sederunt::util::fs::remove_dir_all(&gone).expect("the folder can be removed");
    Run::new(&home).args(["verify", "next.md"]).exits(1).gives("cannot be opened");
}

#[test]
fn the_appendix_gives_every_cell_and_one_finding_of_two_areas() {
    let Some(seed) = shared("seeds/cpib-network-appendix-only.pdf") else { return };
    let home = Home::new();
    Run::new(&home).args(["run", &seed.to_string_lossy(), "--out", "out"]).ok();
    let paper = home.json("out/paper.json");
    let examples = paper["sections"].as_array().expect("sections").iter().find(|s| s["kind"] == "examples");
    assert_eq!(examples.expect("examples")["paragraphs"].as_array().map(Vec::len), Some(54));
    let findings = home.table("out/findings.csv");
    let internet: Vec<_> =
        findings.rows.iter().filter(|r| r["text"].contains("equal access to the internet")).collect();
    assert!(!internet.is_empty() && internet.iter().all(|r| r["areas"] == "2"), "{internet:?}");
    let apart = |words: &str| findings.rows.iter().any(|r| r["text"].contains(words) && r["areas"] == "1");
    for words in ["Working better together", "Challenging times", "Communication between partners"] {
        assert!(apart(words), "{words}");
    }
}
