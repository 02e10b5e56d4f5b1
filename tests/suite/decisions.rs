//! Decisions of people about tags, as they come back at every build and as `why` tells them.

use crate::harness::{Home, Run};

const MINUTE: &str = "MINUTE\n\n1. The report on schools (roads, housing) repairs was noted by the board, which thanked officers.\n\n\
                      2. Volunteers ran a food bank in the decade before. The lack of funding was a serious barrier to them.\n\n\
                      3. The clerk read the letter of the trust to the members of the board.\n";

/// A built folder with its passages.
fn built() -> Home {
    let home = Home::new();
    home.put("papers/minute.txt", MINUTE);
    Run::new(&home).args(["run", "papers", "--out", "out", "--to", "csv"]).ok();
    home
}

/// A `review.csv` of these rows: fingerprint, title, facet, concept, decision, first words.
fn decide(home: &Home, rows: &[[&str; 6]]) {
    let mut text = String::from("fingerprint,paper_title,facet,concept,decision,text_start,who\n");
    for [print, title, facet, concept, decision, start] in rows {
        text.push_str(&format!("{print},{title},{facet},{concept},{decision},\"{start}\",A. Analyst\n"));
    }
    home.put("review.csv", text);
}

/// The fingerprint and title of the passage that holds these words, as `review import` writes them.
fn named(home: &Home, words: &str) -> (String, String, String) {
    let passages = home.table("out/passages.csv");
    let row = passages.rows.iter().find(|row| row["text"].contains(words)).expect("the passage");
    home.put("edit.csv", format!("passage_id,themes\n{},digital\n", row["passage_id"]));
    Run::new(home).args(["review", "import", "edit.csv", "--yes", "--into", "made.csv"]).ok();
    let made = home.table("made.csv");
    let row = made.rows.last().expect("a decision").clone();
    (row["fingerprint"].clone(), row["paper_title"].clone(), row["text_start"].clone())
}

#[test]
fn a_decision_does_not_land_on_the_item_beside() {
    let home = built();
    let (_, title, start) = named(&home, "schools");
    let housing = start.replace("schools (roads, housing)", "housing (roads, schools)");
    let officer = start.replace("officers", "officer");
    decide(
        &home,
        &[
            ["0123456789abcdef", &title, "theme", "digital", "add", &housing],
            ["0123456789abcdee", &title, "theme", "Digital", "add", &officer],
        ],
    );
    let said = Run::new(&home).args(["run", "papers", "--out", "out", "--to", "csv"]).ok().err;
    assert!(said.contains("finds no passage that begins \"The report on housing"), "{said}");
    assert!(
        said.contains("was made for \"The report on schools") && said.contains("1 decision about tags applied"),
        "{said}"
    );
}

#[test]
fn decisions_outlive_titles_reach_the_evidence_and_are_told() {
    let home = built();
    let (print, _, start) = named(&home, "food bank");
    let before = home.table("out/evidence.csv");
    assert!(before.rows.iter().any(|row| row["stance"] == "challenge"), "{:?}", before.rows);
    decide(
        &home,
        &[
            [&print, "Another title", "stance", "neutral", "add", &start],
            [&print, "Another title", "theme", "community-mobilisation", "reject", &start],
            [&print, "Another title", "theme", "digitle", "add", &start],
            [&print, "Another title", "theme", "digital", "reject", &start],
        ],
    );
    let build = || Run::new(&home).args(["run", "papers", "--out", "out", "--to", "csv"]).ok().err;
    let said = build();
    for words in [
        "2 decisions about tags applied; 3 found passages under another title or date; 1 had no effect",
        "review.csv, line 4: the decision is not applied: no theme `digitle`; did you mean `digital`?",
    ] {
        assert!(said.contains(words), "\"{words}\" is not in:\n{said}");
    }
    let evidence = home.table("out/evidence.csv");
    let of_bank =
        |row: &&crate::harness::Row| row["text"].contains("food bank") || row["text"].contains("lack of funding");
    let rows: Vec<_> = evidence.rows.iter().filter(of_bank).collect();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["stance"] == "neutral" && row["theme"] != "community-mobilisation"), "{rows:?}");
    assert!(build().contains("found passages under another title"), "and again");
    let why = Run::new(&home).args(["why", "decade"]).ok().out;
    assert!(
        why.contains("community-mobilisation") && why.contains("rejected by A. Analyst, review.csv line 3"),
        "{why}"
    );
    assert!(why.contains("stance neutral"), "{why}");
    Run::new(&home).args(["why", "unteers ran"]).exits(1).says("No passage has this id or these words");
}

#[test]
fn why_says_that_the_index_has_another_lexicon() {
    let home = built();
    home.put("ours/themes.toml", "[[theme]]\nid = \"food\"\nstrong = [\"food bank\"]\n");
    Run::new(&home).args(["--lexicon", "ours", "why", "food bank"]).ok().says("tagged with another lexicon");
    assert!(!Run::new(&home).args(["why", "food bank"]).ok().err.contains("another lexicon"));
}

#[test]
fn a_trial_tells_stance_and_claim_types_with_paper_and_term() {
    let home = built();
    let claims = crate::harness::project().join("lexicon/claims.toml");
    let text = sederunt::util::fs::read_to_string(&claims).expect("the lexicon");
    let at = text.find("id = \"difficulty\"").expect("the cues of difficulty");
    let open = at + text[at..].find("terms = [").expect("its terms") + "terms = [".len();
    home.put("claims.toml", format!("{}\"read the letter\", \"^members of\", {}", &text[..open], &text[open..]));
    let told = Run::new(&home).args(["lexicon", "try", "claims.toml"]).ok().out;
    for words in [
        "stance",
        "challenge",
        "+difficulty `read the letter`",
        "+difficulty `^members of`, which does not count",
        "minute.txt",
    ] {
        assert!(told.contains(words), "\"{words}\" is not in:\n{told}");
    }
}

#[test]
fn what_was_decided_holds_in_a_trial() {
    let home = built();
    let themes =
        sederunt::util::fs::read_to_string(&crate::harness::project().join("lexicon/themes.toml")).expect("it");
    let open = themes.find("id = \"digital\"").expect("the theme");
    let at = open + themes[open..].find("strong = [").expect("its terms") + "strong = [".len();
    home.put("themes.toml", format!("{}\"read the letter\", {}", &themes[..at], &themes[at..]));
    let attempt = || Run::new(&home).args(["lexicon", "try", "themes.toml"]).ok().out;
    assert!(attempt().contains("digital"), "{}", attempt());
    let (print, title, start) = named(&home, "read the letter");
    decide(&home, &[[&print, &title, "theme", "digital", "reject", &start]]);
    assert!(attempt().contains("Nothing would change"), "{}", attempt());
}
