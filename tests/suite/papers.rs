//! 35 real papers of twelve bodies in one run: none is lost, and each has the status that a person who opens it would give.

use crate::harness::real_papers;

/// Each file, its status, words of its reason, and the number of its pages where the format has them.
const PAPERS: [(&str, &str, &str, &str); 35] = [
    ("ayton/2008-07-08.pdf", "ok", "", "3"),
    ("ayton/2014-04-01.pdf", "ok", "", "2"),
    ("ayton/2019-10-01.pdf", "ok", "", "3"),
    ("ayton/2024-02-06.md", "ok", "", ""),
    // Three scanned pages in a file whose table of objects is wrong.
    ("ayton/ACHA-Accounts-2022-2023.pdf", "no-text", "pages 1-3: each is a picture without text", "3"),
    ("broomhill/apr25.pdf", "ok", "", "1"),
    ("broomhill/apr26m.pdf", "ok", "", "4"),
    // The second page is blank.
    ("broomhill/feb26b.pdf", "no-text", "page 1 is a picture without text", "2"),
    ("broomhill/rpz-survey.pdf", "ok", "", "80"),
    ("chicago/il-finance-authority.pdf", "ok", "", "3"),
    ("dhsc/Report1.pdf", "ok", "", "84"),
    // One page that says to open it in Acrobat; the report is one of two files inside.
    ("fta/01-CT-1337-GNHTD-2023-TR-Final-Report-(1).pdf", "ok", "", "19"),
    ("fta/R3-VA-GRTC-TR23-Final-Report-Letter-9.14.pdf", "ok", "", "41"),
    // A document without a word in its body.
    ("govan/23DECEMBERMINUTEGovanCC.docx", "no-text", "the document is empty", ""),
    // Word's marks make three pages of the four that the file says it has; the estimate makes four.
    ("govan/23NOVEMBERMINUTEGovanCC.docx", "ok", "", "4"),
    ("govan/23NOVEMBERMINUTEGovanCC.md", "near-duplicate", "govan/23NOVEMBERMINUTEGovanCC.docx", ""),
    ("kent/2025-01-30-cabinet-24-00108-Finance-Monitoring-Report-Q3-November-2024-25.pdf", "ok", "", "54"),
    ("kent/2025-01-30-cabinet-24-00115-Appendix-A-Current-Health-wellbeing-activity-within-KCC.pdf", "ok", "", "85"),
    ("kent/2025-01-30-cabinet-Agenda-frontsheet-30th-Jan-2025-10.00-Cabinet.pdf", "ok", "", "2"),
    ("kent/2025-01-30-cabinet-Appendix-I-Budget-Risk-Register-22.01.25.pdf", "ok", "", "11"),
    (
        "kent/2025-01-30-cabinet-Item-7-Supplementary-2400109-Transfer-the-18-25-section-of-the-Strengthening-\
         Independence-Ser.pdf",
        "ok",
        "",
        "22",
    ),
    ("kent/2025-01-30-cabinet-Printed-minutes-30th-Jan-2025-10.00-Cabinet.pdf", "ok", "", "17"),
    // The same minutes, printed again for the next meeting.
    (
        "kent/2025-03-04-cabinet-Minutes-of-Previous-Meeting.pdf",
        "near-duplicate",
        "kent/2025-01-30-cabinet-Printed-minutes-30th-Jan-2025-10.00-Cabinet.pdf",
        "17",
    ),
    (
        "kent/2025-03-13-full-council-Appendix-B-Proposed-Updated-Terms-of-Reference-with-Tracked-Changes.pdf",
        "ok",
        "",
        "3",
    ),
    ("kent/2025-03-13-full-council-Governance-Update-Report.pdf", "ok", "", "8"),
    ("limerick/Minutes-Full-Meeting-of-Limerick-City-and-County-Council-23rd-September-2019.md", "ok", "", ""),
    ("suffolk-libraries/board-meeting-minutes-2014-05-29.pdf", "ok", "", "6"),
    (
        "suffolk-libraries/suffolk-libraries-accounts-period-ended-31-march-2013.pdf",
        "no-text",
        "pages 1-33: each is a picture without text",
        "33",
    ),
    ("tayport/2018-02-05-TCC-Minutes.doc", "ok", "", "2"),
    ("tayport/2018-02-05-TCC-Minutes.pdf", "ok", "", "2"),
    ("west-sussex/Adur-People-and-Challenges-JSNA-April-2019.pdf", "ok", "", "2"),
    ("west-sussex/West-Sussex-Drug-and-Alcohol-Partnership-Annual-Progress-Report-October-2024.pdf", "ok", "", "7"),
    ("west-sussex/jsna-briefing-child-poverty-oct-2013.doc", "ok", "", "5"),
    ("winnipeg/DISPOSITION-2016-02-24.docx", "ok", "", "8"),
    ("winnipeg/disposition-2016-02-24.html", "ok", "", ""),
];

#[test]
fn every_real_paper_is_listed_with_a_true_status() {
    let Some(home) = real_papers() else { return };
    let sources = home.table("out/sources.csv");
    let mut wrong = Vec::new();
    for (name, status, reason, pages) in PAPERS {
        let row = sources.the("source", name);
        if row["status"] != status || !row["reason"].contains(reason) || row["pages"] != pages {
            wrong.push(format!("{name}: {}, {}, {} pages", row["status"], row["reason"], row["pages"]));
        }
        assert_eq!(row["reason"].is_empty(), status == "ok", "{name}: {}", row["reason"]);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The list of the papers lies among them.
    assert_eq!(sources.rows.len(), PAPERS.len() + 1);
    assert_eq!(sources.the("source", "MANIFEST.tsv")["status"], "ok");
}

#[test]
fn what_can_be_read_is_read_in_full() {
    let Some(home) = real_papers() else { return };
    // Words that the papers have by `pdftotext -raw`, furniture and all, rounded down to the nearest hundred less a tenth.
    let sources = home.table("out/sources.csv");
    for (name, least) in [
        ("dhsc/Report1.pdf", 21_000),
        ("fta/R3-VA-GRTC-TR23-Final-Report-Letter-9.14.pdf", 11_000),
        ("kent/2025-01-30-cabinet-Printed-minutes-30th-Jan-2025-10.00-Cabinet.pdf", 6_000),
        ("ayton/2019-10-01.pdf", 1_200),
    ] {
        let words: u64 = sources.the("source", name)["words"].parse().expect("a number");
        assert!(words >= least, "{name}: {words} words");
    }
}
