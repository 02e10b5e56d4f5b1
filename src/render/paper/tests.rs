//! The three forms of a small paper.

use super::*;
use crate::model::codebook::{Area, Concept};
use crate::model::evidence::{Citation, MatrixCell};
use crate::model::learning::{Cell, Claim, CountTable, Paragraph, ParagraphKind, Section, SectionKind};
use crate::util::fs;

fn citation(id: &str) -> Citation {
    Citation {
        passage_id: id.into(),
        paper_id: "p".into(),
        source: "a.pdf".into(),
        locator: format!("a.pdf p. 2, para {id}"),
        page: Some(2),
    }
}

pub(super) fn made() -> LearningPaper {
    let paragraph = |kind, text: &str, citations, claims| Paragraph {
        kind,
        text: text.into(),
        label: None,
        citations,
        also: Vec::new(),
        claims,
        group: None,
        example: None,
        finding: None,
    };
    let claim = Claim { filter: "passages theme=digital".into(), value: 2 };
    let count = paragraph(ParagraphKind::Count, "2 passages speak.", vec![citation("1"), citation("2")], vec![claim]);
    let mut quote =
        paragraph(ParagraphKind::Quotation, "R&D <b>is</b> *hard* in\nFife", vec![citation("2")], Vec::new());
    quote.label = Some("Fife".into());
    quote.group = Some("What is hard".into());
    LearningPaper {
        title: "Learning & <more>".into(),
        sections: vec![Section {
            kind: SectionKind::Theme,
            id: "theme-digital".into(),
            heading: "Digital".into(),
            paragraphs: vec![count, quote],
            tables: Vec::new(),
        }],
        narrowing: Default::default(),
        attribution: Default::default(),
        areas: None,
    }
}

fn codebook() -> Codebook {
    Codebook { concepts: vec![Concept::theme("digital", "Digital")], areas: vec![Area::scottish("S12000015", "Fife")] }
}

pub(super) fn with_setting<T>(dir: Option<&Path>, each: impl FnOnce(&Setting<'_>) -> T) -> T {
    let mut synthesis = Synthesis::default();
    synthesis.matrix.push(MatrixCell {
        area: "S12000015".into(),
        theme: "digital".into(),
        passages: 3,
        papers: 1,
        strengths: 0,
        challenges: 3,
        mixed: 0,
        direct: 3,
        by_heading: 0,
        quote: "q".into(),
        citation: citation("2"),
    });
    each(&Setting { codebook: &codebook(), synthesis: &synthesis, sources: &[], dir })
}

#[test]
fn markdown_numbers_paragraphs_and_citations() {
    let text = with_setting(None, |setting| markdown(&made(), setting)).unwrap();
    assert_eq!(
        text,
        "# Learning & \\<more\\>\n\n## 1. Digital\n\n**1.1** 2 passages speak. [1, 2]\n\n### What is hard\n\n> **1.2** **Fife:** \
         “R&D \\<b\\>is\\</b\\> \\*hard\\* in Fife” [2]\n\n## Citations\n\n1. a.pdf p. 2, para 1\n2. a.pdf p. 2, para 2\n"
    );
}

#[test]
fn markdown_says_where_more_passages_were_counted_than_it_cites() {
    let mut paper = made();
    paper.sections[0].paragraphs[0].claims = vec![Claim { filter: "passages".into(), value: 45 }];
    let text = with_setting(None, |setting| markdown(&paper, setting)).unwrap();
    assert!(text.contains(" [the first 2 of 45 passages: 1, 2]\n"), "{text}");
}

#[test]
fn markdown_counts_passages_by_area_and_theme_under_coverage() {
    let mut paper = made();
    let coverage = Section { kind: SectionKind::Coverage, id: "coverage".into(), ..paper.sections[0].clone() };
    paper.sections.insert(0, coverage);
    let text = with_setting(None, |setting| markdown(&paper, setting)).unwrap();
    assert!(text.contains("| Area | Digital |\n|---|---:|\n| Fife | 3 |\n"), "{text}");
}

#[test]
fn the_papers_own_themes_make_the_heat_map_and_its_table_has_a_number() {
    let mut paper = made();
    let counted = Cell::counted("passages heading=food area=S12000015".into(), 7);
    paper.areas = Some(CountTable {
        id: "figure-heat".into(),
        caption: "Passages by area and theme".into(),
        header: vec!["Area".into(), "Food".into()],
        rows: vec![vec![Cell::words("Fife"), counted]],
    });
    let coverage = Section { kind: SectionKind::Coverage, id: "coverage".into(), ..paper.sections[0].clone() };
    paper.sections.insert(0, coverage);
    let text = with_setting(None, |setting| markdown(&paper, setting)).unwrap();
    let table = "**Table 1. Passages that speak of both the area and the theme**\n\n| Area | Food |\n|---|---:|\n| Fife | 7 |\n";
    assert!(text.contains(table), "{text}");
    let page = with_setting(None, |setting| html(&paper, setting)).unwrap();
    assert!(page.contains("<th scope=\"row\">Fife</th><td>7</td>") && page.contains("Table 1. "), "{page}");
    assert!(!page.contains("themes are those of the codebook"), "{page}");
    let made: serde_json::Value =
        serde_json::from_str(&with_setting(None, |setting| json(&paper, setting)).unwrap()).unwrap();
    assert_eq!(made["figures"][0]["rows"][0][1]["claim"]["filter"], "passages heading=food area=S12000015");
}

#[test]
fn html_escapes_and_has_its_landmarks() {
    let mut paper = made();
    let coverage = Section { kind: SectionKind::Coverage, id: "coverage".into(), ..paper.sections[0].clone() };
    paper.sections.insert(0, coverage);
    let page = with_setting(None, |setting| html(&paper, setting)).unwrap();
    for part in [
        "<title>Learning &amp; &lt;more&gt;</title>",
        "R&amp;D &lt;b&gt;is&lt;&#x2f;b&gt; *hard*",
        "<main id=\"main\"",
        "<a class=\"skip\"",
        "<th scope=\"row\">Fife</th><td>3</td>",
        "<svg class=\"heatmap\"",
        "class=\"f2\"/>",
        "<caption",
    ] {
        assert!(page.contains(part), "{part} not in {page}");
    }
    assert_eq!(page.matches("<h1").count(), 1);
    for absent in ["<script", "http:", "https:", "src="] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn json_has_the_agreed_keys_in_order() {
    let text = with_setting(None, |setting| json(&made(), setting)).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["version"], 1);
    let quote = &value["sections"][0]["paragraphs"][1];
    assert_eq!(quote["text"], "R&D <b>is</b> *hard* in\nFife");
    assert_eq!(quote["kind"], "quotation");
    assert_eq!(quote["citations"][0]["locator"], "a.pdf p. 2, para 2");
    assert_eq!(value["sections"][0]["paragraphs"][0]["claims"][0]["value"], 2);
    let figure = &value["figures"][0];
    assert_eq!(figure["rows"][0][1]["claim"]["filter"], "matrix digital S12000015");
    let (version, sections) = (text.find("\"version\"").unwrap(), text.find("\"sections\"").unwrap());
    assert!(version < sections);
}

#[test]
fn a_template_can_change_one_block_and_see_the_files_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(&dir.path().join(name), text.as_bytes()).unwrap();
    put("logo.svg", "<svg/>");
    put("paper.html", "{% extends \"house.html\" %}");
    put("house.html", "{% include \"logo.svg\" %}{{ title }}{% for s in sections %}{{ s.heading }}{% endfor %}");
    let set = |name: &str| {
        let template = Template::read(&dir.path().join(name)).unwrap();
        with_setting(None, |setting| by_template(&template, &made(), setting))
    };
    assert_eq!(set("house.html").unwrap(), "<svg/>Learning &amp; &lt;more&gt;Digital");
    assert_eq!(set("paper.html").unwrap(), set("house.html").unwrap());
    put("mine.html", "{% extends \"paper.md\" %}{% block paragraph %}{{ p.number }};{% endblock %}");
    let mine = set("mine.html").unwrap();
    assert!(mine.contains("1.1;") && mine.contains("1.2;"), "a block sees the paragraph it stands for: {mine}");
}

#[test]
fn a_template_that_fails_names_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let fails = |text: &str| {
        let path = dir.path().join("mine.md");
        fs::write(&path, text.as_bytes()).unwrap();
        let template = Template::read(&path).unwrap();
        with_setting(None, |setting| by_template(&template, &made(), setting)).unwrap_err().to_string()
    };
    for (text, words) in [
        ("a\n{{ titel }}", "mine.md cannot be filled: line 2: it names a value"),
        ("{% for s in sections %}\n{{ s.heading|mdd }}\n{% endfor %}", "line 2: unknown filter"),
        ("{% for s in sections %}", "line 1: syntax error"),
        ("\n{% include \"absent.html\" %}", "line 2: it uses a template"),
        (
            "{% for i in range(9999) %}{% for j in range(9999) %}{% for k in range(9999) %}{{ k }}{% endfor %}{% endfor %}{% endfor %}",
            "too many steps",
        ),
    ] {
        let error = fails(text);
        assert!(error.contains(words), "{error}");
    }
    assert!(fails("a\n{{ titel }}").contains("2 | {{ titel }}"));
}

#[test]
fn the_guide_names_what_templates_see() {
    let view = with_setting(None, |setting| serde_json::to_value(view::view(&made(), setting, None)).unwrap());
    let paragraph = &view["sections"][0]["groups"][0]["paragraphs"][0];
    for (value, of) in [(&view, "paper"), (&view["sections"][0], "section"), (paragraph, "paragraph")] {
        for key in value.as_object().unwrap().keys() {
            let named = [format!("`{key}`"), format!(".{key}`")].iter().any(|name| GUIDE.contains(name));
            assert!(named, "the guide to templates does not name {key} of the {of}");
        }
    }
}
