//! Filters as the full-text index takes them. They never add to a score.

use super::ast::FilterKey;
use super::collect::Words;
use super::error::{QueryError, Unknown};
use super::request::Request;
use super::resolve::{resolve_concept, resolve_date, resolve_kind, resolve_place, shown_before, unknown};
use crate::model::codebook::Facet;
use crate::model::date::PartialDate;
use crate::model::records::Records;
use crate::model::tags::Stance;
use crate::store::{Store, day_number, id_number};
use crate::util::text::{fold, name_key};
use std::collections::BTreeMap;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur, Query, RangeQuery, TermSetQuery,
};
use tantivy::schema::Field;

/// The value of `date:` for papers without a date.
pub(super) const UNDATED: &str = "none";

/// A query that matches the same and adds nothing to a score.
pub(super) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// Every passage but the one with this id and those that have its words in a near-duplicate.
pub(super) fn excluding(store: &Store, id: &str, words: Option<Words>) -> Box<dyn Query> {
    let fields = store.fields();
    let number = id_number(id);
    let shared = words.map(|words| (fields.copies, words.numbers()));
    let ranges = [Some((fields.passage, [number, number])), shared].into_iter().flatten().map(|(field, ends)| {
        let [first, last] = ends.map(|end| Bound::Included(Term::from_field_u64(field, end)));
        Box::new(RangeQuery::new(first, last)) as Box<dyn Query>
    });
    without(ranges.collect())
}

/// Every passage that none of these finds.
fn without(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, everything())];
    clauses.extend(queries.into_iter().map(|query| (Occur::MustNot, query)));
    unscored(Box::new(BooleanQuery::new(clauses)))
}

/// Every passage of papers without a date.
pub(super) fn undated() -> Box<dyn Query> {
    without(vec![Box::new(ExistsQuery::new("date_from".to_owned(), false))])
}

/// Every passage.
pub(super) fn everything() -> Box<dyn Query> {
    unscored(Box::new(AllQuery))
}

/// Passages that have any of these terms.
pub(super) fn any_of(field: Field, values: impl IntoIterator<Item = impl AsRef<str>>) -> Box<dyn Query> {
    unscored(Box::new(TermSetQuery::new(values.into_iter().map(|value| Term::from_field_text(field, value.as_ref())))))
}

/// The filters beside a query, those by date apart: all must let a passage through.
#[derive(Default)]
pub(super) struct Filters {
    /// By anything but the date.
    pub(super) others: Vec<Box<dyn Query>>,
    /// By the date.
    pub(super) dates: Vec<Box<dyn Query>>,
}

impl Filters {
    /// Every one of them.
    pub(super) fn all(&self) -> Vec<Box<dyn Query>> {
        self.others.iter().chain(&self.dates).map(|filter| filter.box_clone()).collect()
    }
}

/// The filters beside a query; none where the request has none.
pub(super) fn of_request(store: &Store, request: &Request) -> Result<Filters, QueryError> {
    let mut out = Vec::new();
    let facets = [
        (FilterKey::Theme, &request.themes),
        (FilterKey::Place, &request.places),
        (FilterKey::Challenge, &request.challenges),
        (FilterKey::Strength, &request.strengths),
        (FilterKey::Organisation, &request.organisations),
        (FilterKey::Issuer, &request.issuers),
        (FilterKey::Page, &request.pages),
        (FilterKey::Source, &request.sources),
    ];
    for (key, values) in facets {
        let alternatives: Result<Vec<_>, QueryError> = values.iter().map(|value| of_key(store, key, value)).collect();
        match alternatives? {
            none if none.is_empty() => {}
            mut one if one.len() == 1 => out.extend(one.pop()),
            many => out.push(unscored(Box::new(BooleanQuery::union(many)))),
        }
    }
    if !request.kinds.is_empty() {
        out.push(any_of(store.fields().kind, request.kinds.iter().map(|kind| kind.as_str())));
    }
    check_dates(request.since, request.until)?;
    let since = request.since.map(|date| since(store, date));
    let until = request.until.map(|date| until(store, date));
    Ok(Filters { others: out, dates: since.into_iter().chain(until).collect() })
}

/// The filter `key:value`.
pub(super) fn of_key(store: &Store, key: FilterKey, value: &str) -> Result<Box<dyn Query>, QueryError> {
    let fields = store.fields();
    let concept = |facet, field| -> Result<Box<dyn Query>, QueryError> {
        Ok(any_of(field, [&resolve_concept(store.codebook(), facet, value)?.id]))
    };
    match key {
        FilterKey::Theme => concept(Facet::Theme, fields.theme),
        FilterKey::Challenge => concept(Facet::Challenge, fields.challenge),
        FilterKey::Strength => concept(Facet::Strength, fields.strength),
        FilterKey::Organisation => concept(Facet::Organisation, fields.organisation),
        FilterKey::Place => Ok(any_of(fields.place, [&resolve_place(store.codebook(), value)?.code])),
        FilterKey::Kind => Ok(any_of(fields.kind, [resolve_kind(value)?.as_str()])),
        FilterKey::Stance => {
            let all = Stance::ALL.map(Stance::as_str);
            let found = all.into_iter().find(|stance| *stance == fold(value));
            let found = found.ok_or_else(|| unknown("stance", value, all.into_iter().map(|s| (s, s))))?;
            Ok(any_of(fields.stance, [found]))
        }
        FilterKey::Source => of_source(store, value),
        FilterKey::Issuer => of_issuer(store, value),
        FilterKey::Date if fold(value) == UNDATED => Ok(undated()),
        FilterKey::Date => {
            let (from, to) = match value.split_once("..") {
                Some((from, to)) => (from, to),
                None => (value, value),
            };
            let part = |text: &str| (!text.trim().is_empty()).then(|| resolve_date(text)).transpose();
            let (from, to) = (part(from)?, part(to)?);
            check_dates(from, to)?;
            let both = [from.map(|date| since(store, date)), to.map(|date| until(store, date))];
            Ok(all_of(both.into_iter().flatten().collect()))
        }
        FilterKey::Page => of_pages(store, value),
        FilterKey::Since => Ok(since(store, resolve_date(value)?)),
        FilterKey::Until => Ok(until(store, resolve_date(value)?)),
    }
}

/// Refuses a range of dates that ends before it begins, which nothing can match.
fn check_dates(from: Option<PartialDate>, to: Option<PartialDate>) -> Result<(), QueryError> {
    match (from, to) {
        (Some(from), Some(to)) if from.earliest() > to.latest() => {
            Err(turned("range of dates", format!("{from}..{to}"), format!("{to}..{from}")).into())
        }
        _ => Ok(()),
    }
}

/// The error for a range whose ends are the wrong way round.
fn turned(what: &str, given: String, nearest: String) -> Unknown {
    Unknown { what: what.to_owned(), given, nearest: vec![nearest] }
}

/// Passages of papers that the body of this name issued; case and punctuation do not matter.
fn of_issuer(store: &Store, value: &str) -> Result<Box<dyn Query>, QueryError> {
    let wanted = name_key(value);
    let names = store.values("issuer", store.fields().issuer)?;
    let found: Vec<&String> = names.iter().filter(|name| name_key(name) == wanted).collect();
    if found.is_empty() {
        // Spellings of one name are suggested once.
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for name in &names {
            let shown = known.entry(name_key(name)).or_insert(name);
            if shown_before(name, shown) {
                *shown = name;
            }
        }
        let spelt = known.into_values().map(|name| (name, name));
        return Err(unknown("issuer", value, spelt).into());
    }
    Ok(any_of(store.fields().issuer, found))
}

/// Passages of a page, such as `4`, or of a run of pages, such as `4..9`, `4-9`, `4..` or `..9`.
fn of_pages(store: &Store, value: &str) -> Result<Box<dyn Query>, QueryError> {
    let miss = || unknown("page", value, std::iter::empty::<(&str, &str)>());
    let part = |text: &str| match text.trim() {
        "" => Ok(None),
        digits => digits.parse::<u64>().ok().filter(|page| *page > 0).map(Some).ok_or_else(miss),
    };
    let (from, to) = match value.split_once("..") {
        Some((from, to)) => (part(from)?, part(to)?),
        None => {
            // A run with a hyphen has both its ends: -1 is no page.
            let (from, to) = value.split_once('-').unwrap_or((value, value));
            (part(from)?, part(to)?.filter(|_| !from.trim().is_empty()))
        }
    };
    if from.is_none() && to.is_none() {
        return Err(miss().into());
    }
    if let (Some(first), Some(last)) = (from, to)
        && first > last
    {
        return Err(turned("run of pages", format!("{first}..{last}"), format!("{last}..{first}")).into());
    }
    let bound = |page: Option<u64>| match page {
        Some(page) => Bound::Included(Term::from_field_u64(store.fields().page, page)),
        None => Bound::Unbounded,
    };
    // Passages without a page are in no run of pages: one bound is always given.
    Ok(unscored(Box::new(RangeQuery::new(bound(from), bound(to)))))
}

/// Passages that every one of these lets through.
fn all_of(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if queries.is_empty() { everything() } else { unscored(Box::new(BooleanQuery::intersection(queries))) }
}

/// Passages of the sources whose name has these characters, in either case.
fn of_source(store: &Store, value: &str) -> Result<Box<dyn Query>, QueryError> {
    let wanted = value.to_lowercase();
    let manifest = store.manifest();
    let mut records = Vec::new();
    let mut any = false;
    for (entry, record) in manifest.sources.iter().zip(&manifest.records) {
        if entry.name.to_lowercase().contains(&wanted) {
            any = true;
            records.extend(record.as_ref().map(|record| record.tags.as_str()));
        }
    }
    if !any {
        let names = manifest.sources.iter().map(|entry| (entry.name.as_str(), entry.name.as_str()));
        return Err(unknown("source", value, names).into());
    }
    Ok(any_of(store.fields().record, records))
}

fn since(store: &Store, date: PartialDate) -> Box<dyn Query> {
    // The last day is kept where it is not the first; it is never before it.
    let ends = |field| range(field, date.earliest(), |day| (Bound::Included(day), Bound::Unbounded));
    unscored(Box::new(BooleanQuery::union(vec![ends(store.fields().date_from), ends(store.fields().date_to)])))
}

fn until(store: &Store, date: PartialDate) -> Box<dyn Query> {
    range(store.fields().date_from, date.latest(), |day| (Bound::Unbounded, Bound::Included(day)))
}

fn range(
    field: Field,
    day: Option<jiff::civil::Date>,
    bounds: impl Fn(Term) -> (Bound<Term>, Bound<Term>),
) -> Box<dyn Query> {
    match day.and_then(day_number) {
        Some(day) => {
            let (lower, upper) = bounds(Term::from_field_u64(field, day));
            unscored(Box::new(RangeQuery::new(lower, upper)))
        }
        None => Box::new(EmptyQuery),
    }
}

#[cfg(test)]
mod tests {
    use crate::query::testing::{ask, cites, store};
    use crate::query::{Request, search};
    use crate::store::Store;
    use crate::store::fixture::{Made, build};

    #[test]
    fn an_issuer_is_a_whole_name_in_any_spelling() {
        let by = |name: &str, body: &str| Made::new(name, "Paper", None, &[["Noted.", "", "", ""]]).of_body(body);
        let made = [by("a.txt", "CABINET"), by("b.txt", "Cabinet"), by("c.txt", "Cabinet Committee on Roads & Paths")];
        let (dir, store) = store(&made);
        let issued = |name: &str| Request { issuers: vec![name.to_owned()], ..Request::default() };
        assert_eq!(cites(&store, &issued("cabinet")).len(), 2);
        assert_eq!(cites(&store, &ask("issuer:CABINET")).len(), 2);
        assert_eq!(cites(&store, &issued("cabinet committee on roads and paths")).len(), 1);
        let miss = |store: &Store, name: &str| search(store, &issued(name)).unwrap_err().to_string();
        assert_eq!(
            miss(&store, "Committee"),
            "there is no issuer \"Committee\"; did you mean \"Cabinet Committee on Roads & Paths\"?"
        );
        assert_eq!(miss(&store, "roads and"), miss(&store, "Committee").replace("Committee\";", "roads and\";"));
        assert!(miss(&store, "Cabinett").contains("did you mean \"Cabinet\""), "one spelling of both");
        // What a deleted paper issued is no name any more.
        build(dir.path(), &made[..2]);
        let store = Store::open(dir.path()).unwrap();
        assert!(!miss(&store, "Committee").contains("Roads"));
    }
}
