//! Text that is drawn over a page: filled-in form fields, text boxes of reviewers, stamps.
//!
//! An annotation's appearance is a drawing of its own (ISO 32000-1, 12.5.5), which is no part of the page's content; the text
//! engine reads a page's content alone. So the appearances are put on a page made for the purpose, which the engine then reads.
//! Of a field or text box without an appearance the words it holds are taken, at the place where it stands.

use pdfboss_core::annotation::Annotation;
use pdfboss_core::{Dict, Document, Name, Object, Page, Rect, Stream};

/// Annotations whose words a reader of the page sees. Notes that open on a click, links and marks on the text are not among them.
const SEEN: [&str; 3] = ["Widget", "FreeText", "Stamp"];

/// Most annotations of one page that are read; a form has some hundreds.
const MOST: usize = 2000;

/// Words with the place where they stand, in user space.
pub(super) struct Note {
    pub(super) text: String,
    pub(super) rect: Rect,
}

/// What is drawn over a page: a page that holds the appearances, where there are any, and words without an appearance.
pub(super) fn over(document: &Document, page: &Page) -> (Option<Page>, Vec<Note>) {
    let mut content = String::new();
    let mut forms = Dict::new();
    let mut notes = Vec::new();
    let mut values: Option<Vec<pdfboss_core::form::FormField>> = None;
    if page.dict().get("Annots").is_none() {
        return (None, notes);
    }
    let annotations = document.annotations(page);
    for (index, annotation) in annotations.iter().filter(|a| is_seen(a)).take(MOST).enumerate() {
        let Some(rect) = annotation.rect else { continue };
        if annotation.has_appearance {
            if let Some((form, placed)) = appearance(document, annotation, rect) {
                content.push_str(&format!("q {placed} cm /A{index} Do Q\n"));
                forms.insert(Name(format!("A{index}")), Object::Stream(form));
            }
            continue;
        }
        let text = match annotation.subtype.as_str() {
            "Widget" => values
                .get_or_insert_with(|| document.form_fields())
                .iter()
                .find(|f| annotation.object.is_some_and(|object| f.widgets.iter().any(|w| w.object == object)))
                .and_then(pdfboss_core::form::FormField::text),
            _ => annotation.contents.clone(),
        };
        notes.extend(text.filter(|text| !text.trim().is_empty()).map(|text| Note { text, rect }));
    }
    if forms.is_empty() {
        return (None, notes);
    }
    let mut resources = Dict::new();
    resources.insert(Name("XObject".into()), Object::Dict(forms));
    let mut dict = Dict::new();
    dict.insert(Name("Contents".into()), Object::Stream(Stream { dict: Dict::new(), data: content.into_bytes() }));
    let made = Page::from_parts(page.index, page.media_box, page.crop_box, page.rotate, resources, dict, None);
    (Some(made), notes)
}

fn is_seen(annotation: &Annotation) -> bool {
    let flags = annotation.flags;
    SEEN.contains(&annotation.subtype.as_str()) && !flags.hidden() && !flags.no_view()
}

/// The normal appearance as a form, and the matrix that puts it on its place (ISO 32000-1, 12.5.5, algorithm 8.1).
fn appearance(document: &Document, annotation: &Annotation, rect: Rect) -> Option<(Stream, String)> {
    let object = document.get(annotation.object?).ok()?;
    let appearances = document.resolve(object.as_dict()?.get("AP")?).ok()?;
    let mut normal = document.resolve(appearances.as_dict()?.get("N")?).ok()?;
    if normal.as_stream().is_none() {
        let state = annotation.appearance_state.as_deref()?;
        normal = document.resolve(normal.as_dict()?.get(state)?).ok()?;
    }
    let Object::Stream(mut form) = normal else { return None };
    form.dict.insert(Name("Subtype".into()), Object::Name(Name("Form".into())));
    let numbers = |key: &str| -> Option<Vec<f32>> {
        let value = document.resolve(form.dict.get(key)?).ok()?;
        let values: Vec<f32> = value.as_array()?.iter().filter_map(|v| number(&document.resolve(v).ok()?)).collect();
        values.iter().all(|v| v.is_finite()).then_some(values)
    };
    let b = numbers("BBox").filter(|b| b.len() == 4)?;
    let m = numbers("Matrix").filter(|m| m.len() == 6).unwrap_or_else(|| vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corners = [(b[0], b[1]), (b[2], b[1]), (b[0], b[3]), (b[2], b[3])]
        .map(|(x, y)| (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]));
    let least = |f: fn(&(f32, f32)) -> f32| corners.iter().map(f).fold(f32::INFINITY, f32::min);
    let most = |f: fn(&(f32, f32)) -> f32| corners.iter().map(f).fold(f32::NEG_INFINITY, f32::max);
    let (x0, y0, x1, y1) = (least(|c| c.0), least(|c| c.1), most(|c| c.0), most(|c| c.1));
    let ratio = |to: f32, from: f32| if from > 0.0 && to > 0.0 { to / from } else { 1.0 };
    let (sx, sy) = (ratio(rect.x1 - rect.x0, x1 - x0), ratio(rect.y1 - rect.y0, y1 - y0));
    Some((form, format!("{sx} 0 0 {sy} {} {}", rect.x0 - sx * x0, rect.y0 - sy * y0)))
}

fn number(object: &Object) -> Option<f32> {
    match object {
        Object::Int(value) => Some(*value as f32),
        Object::Real(value) => Some(*value as f32),
        _ => None,
    }
}
