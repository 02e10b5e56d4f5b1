//! `sederunt lexicon export`, `import` and `import-places` as people run them.

use crate::harness::{Home, Run, project};

#[test]
fn a_lexicon_that_went_out_and_came_back_finds_the_same() {
    let home = Home::new();
    for form in ["csv", "ttl", "jsonld"] {
        let (first, again) = (format!("first.{form}"), format!("again.{form}"));
        Run::new(&home).args(["lexicon", "export", &first]).ok();
        let out = format!("lexicon-{form}");
        Run::new(&home).args(["lexicon", "import", &first, "--out", &out]).ok();
        for file in ["themes.toml", "challenges.toml", "strengths.toml", "claims.toml"] {
            assert!(home.path(&out).join(file).is_file(), "{form}: {file}");
        }
        Run::new(&home).args(["--lexicon", &out, "lexicon", "export", &again]).ok();
        let read = |name: &str| {
            let text = home.text(name);
            let mut lines: Vec<String> =
                text.lines().map(|l| l.trim_end_matches([';', '.', ',', ' ']).to_owned()).collect();
            lines.sort();
            lines
        };
        assert_eq!(read(&first), read(&again), "{form}");
    }
}

#[test]
fn a_bad_table_is_refused_with_its_line() {
    let home = Home::new();
    home.put("bad.csv", "list,concept,use,text\ntheme,a,loud,bus\n");
    let told = Run::new(&home).args(["lexicon", "import", "bad.csv", "--out", "out"]).exits(2).err;
    assert!(told.contains("line 2") && told.contains("`loud`"), "{told}");
    assert!(!home.path("out").exists());
    home.put("term.csv", "list,concept,use,text\ntheme,a,term,(bus\n");
    let told = Run::new(&home).args(["lexicon", "import", "term.csv", "--out", "out"]).exits(2).err;
    assert!(told.contains("(bus"), "{told}");
}

#[test]
fn places_come_from_a_zip_as_it_is_published() {
    let home = Home::new();
    let mut cells = vec![""; 34];
    (cells[2], cells[6], cells[7], cells[24]) = ("Testerglenmore", "populatedPlace", "Village", "Fife");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in
        [("Doc/readme.txt", "About these names.".to_owned()), ("Data/NO00.csv", cells.join(",") + "\r\n")]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("its bytes");
    }
    home.put("names.zip", zip.finish().expect("an archive").into_inner());
    let said = Run::new(&home).args(["lexicon", "import-places", "names.zip", "--out", "ours"]).ok().err;
    assert!(said.contains("Added 1 place"), "{said}");
    let table = home.text("ours/places.csv");
    assert!(table.ends_with("settlement,S12000047,Testerglenmore,Scotland,,,,,OS Open Names\n"));
    Run::new(&home).args(["--lexicon", "ours", "lexicon", "check"]).ok();
    let text = project().join("README.md");
    let told =
        Run::new(&home).args(["lexicon", "import-places"]).args([text.as_os_str()]).args(["--out", "b"]).exits(2);
    assert!(told.err.contains("neither OS Open Names"), "{}", told.err);
}

#[test]
fn every_fault_is_told_with_the_line_of_the_table() {
    let home = Home::new();
    home.put(
        "bad.csv",
        "list,concept,use,text\ntheme,a,term,bus\ntheme,a,term,(bus\ntheme,a,term,honey?\ncue,b,term,x\n",
    );
    let told = Run::new(&home).args(["lexicon", "import", "bad.csv", "--out", "out"]).exits(2).err;
    for words in
        ["bad.csv: 3 faults", "line 3: the term `(bus`", "line 4: the term `honey?`", "line 5: there is no cue `b`"]
    {
        assert!(told.contains(words), "\"{words}\" is not in:\n{told}");
    }
    home.put("ours/~$codebook.csv", "what a spreadsheet lays there");
    home.put("ours/themes.toml", "[[theme]]\nid = \"a\"\nterms = [\n\"[bus]\",\n\"data near/4 share\"]\n");
    let check = || Run::new(&home).args(["--lexicon", "ours", "lexicon", "check"]);
    let told = check().exits(2).err;
    assert!(told.contains("themes.toml, line 4: ") && told.contains("themes.toml, line 5: "), "{told}");
    home.put("ours/themes.toml", "");
    assert!(check().exits(2).err.contains("themes.toml, line 1: the file holds nothing"));
    home.put("ours/themes.toml", "[[theme]]\nid = \"a\"\nterms = [\"bus\", \"Bus\"]\n");
    assert!(check().exits(1).out.contains("`Bus` finds the same as `bus` on line 3; remove one"));
}
