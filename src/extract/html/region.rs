//! Which parts of a page are its text and which are its furniture.

use scraper::{ElementRef, Html};

/// Words in the class or id of an element that only furniture has.
const FURNITURE_WORDS: [&str; 21] = [
    "cookie",
    "cookies",
    "breadcrumb",
    "breadcrumbs",
    "navbar",
    "nav",
    "navigation",
    "skip",
    "skiplink",
    "sidebar",
    "pagination",
    "pager",
    "masthead",
    "social",
    "share",
    "sharing",
    "banner",
    "footer",
    "toolbar",
    "menu",
    "consent",
];

/// What to do with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// Its text is the page's.
    Text,
    /// Its text is kept as furniture.
    Furniture,
    /// Nothing in it is shown as text.
    Dropped,
}

/// The elements of one page that hold its main text.
pub(super) struct Regions<'a> {
    main: Vec<ElementRef<'a>>,
    above_main: Vec<ElementRef<'a>>,
    letters: usize,
}

impl<'a> Regions<'a> {
    pub(super) fn new(page: &'a Html) -> Regions<'a> {
        let body = page.root_element();
        let letters = letters(body);
        let is_main = |e: &ElementRef<'_>| e.value().name() == "main" || e.attr("role") == Some("main");
        let is_article = |e: &ElementRef<'_>| e.value().name() == "article";
        // A page may mark a frame as its main part and keep its text outside: a claim is believed only with text behind it.
        let main = believed(body, is_main, letters / 4);
        let main = if main.is_empty() { believed(body, is_article, letters / 2) } else { main };
        let mut above_main = Vec::new();
        for above in main.iter().flat_map(|e| e.ancestors().filter_map(ElementRef::wrap)) {
            if !above_main.contains(&above) {
                above_main.push(above);
            }
        }
        Regions { main, above_main, letters }
    }

    /// What an element is, where its parent is text. `inside` says whether it lies in the main part.
    pub(super) fn of(&self, element: ElementRef<'_>, inside: bool) -> Region {
        let name = element.value().name();
        if is_dropped(element, name) {
            return Region::Dropped;
        }
        if self.above_main.contains(&element) || self.is_main(element) {
            return Region::Text;
        }
        let outside = !self.main.is_empty() && !inside;
        if outside && name != "body" && name != "html" && !self.above_main.contains(&element) {
            return Region::Furniture;
        }
        let role = element.attr("role").unwrap_or_default();
        let by_name = matches!(name, "nav" | "aside" | "menu")
            || matches!(name, "header" | "footer") && !inside
            || matches!(
                role,
                "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "alertdialog" | "dialog"
            );
        let blockish =
            !matches!(name, "html" | "body" | "table" | "tr" | "td" | "p" | "li" | "h1" | "h2" | "h3" | "h4");
        if by_name || blockish && has_furniture_word(element) {
            // A page that wraps its text in something called a menu is still read.
            if letters(element) * 3 <= self.letters {
                return Region::Furniture;
            }
        }
        Region::Text
    }

    /// The element is the main part or one of them.
    pub(super) fn is_main(&self, element: ElementRef<'_>) -> bool {
        self.main.contains(&element)
    }
}

fn believed<'a>(body: ElementRef<'a>, is: impl Fn(&ElementRef<'a>) -> bool, at_least: usize) -> Vec<ElementRef<'a>> {
    let nested = |e: &ElementRef<'a>| e.ancestors().filter_map(ElementRef::wrap).any(|above| is(&above));
    let found: Vec<ElementRef<'a>> = body.descendent_elements().filter(|e| is(e)).filter(|e| !nested(e)).collect();
    let held: usize = found.iter().map(|e| letters(*e)).sum();
    if held > 0 && held >= at_least { found } else { Vec::new() }
}

fn is_dropped(element: ElementRef<'_>, name: &str) -> bool {
    let value = element.value();
    let unseen = value.attr("hidden").is_some()
        || value.attr("aria-hidden") == Some("true") && !matches!(name, "body" | "main")
        || value.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
        || value
            .classes()
            .any(|class| matches!(class, "sr-only" | "visually-hidden" | "screen-reader-text" | "hidden"));
    unseen
        || name == "a" && is_skip_link(element)
        || matches!(
            name,
            "script"
                | "style"
                | "noscript"
                | "template"
                | "head"
                | "svg"
                | "math"
                | "iframe"
                | "object"
                | "canvas"
                | "button"
                | "select"
                | "option"
                | "input"
                | "textarea"
                | "label"
                | "audio"
                | "video"
                | "map"
                | "del"
                | "s"
                | "strike"
                | "dialog"
                | "datalist"
                | "meter"
                | "progress"
        )
}

/// A link within the page that only helps to get about in it.
fn is_skip_link(element: ElementRef<'_>) -> bool {
    if !element.attr("href").is_some_and(|href| href.starts_with('#')) {
        return false;
    }
    let words: String = element.text().flat_map(str::chars).filter(|c| !c.is_whitespace()).take(16).collect();
    let words = words.to_lowercase();
    ["skipto", "jumpto", "backtotop", "topofpage", "returntotop"].iter().any(|start| words.starts_with(start))
}

fn has_furniture_word(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let id = value.attr("id").unwrap_or_default();
    let class = value.attr("class").unwrap_or_default();
    let mut words = id.split(|c: char| !c.is_alphanumeric()).chain(class.split(|c: char| !c.is_alphanumeric()));
    words.any(|word| is_furniture(word) || humps(word).any(is_furniture))
}

fn is_furniture(word: &str) -> bool {
    FURNITURE_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The words of `LeftMenu`, where it is written so.
fn humps(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let cut = |i: &usize| bytes[*i].is_ascii_uppercase() && bytes[*i - 1].is_ascii_lowercase();
    let mut cuts: Vec<usize> = (1..bytes.len()).filter(cut).collect();
    cuts.push(name.len());
    let mut from = 0;
    cuts.into_iter().filter_map(move |to| name.get(std::mem::replace(&mut from, to)..to))
}

/// Letters of an element, those of scripts and styles left out.
fn letters(element: ElementRef<'_>) -> usize {
    let code = |name: &str| matches!(name, "script" | "style" | "noscript" | "head");
    let shown = element.descendants().filter(|node| {
        node.value().is_text() && !node.parent().and_then(ElementRef::wrap).is_some_and(|e| code(e.value().name()))
    });
    shown.filter_map(|node| node.value().as_text()).map(|text| text.chars().filter(|c| c.is_alphabetic()).count()).sum()
}
