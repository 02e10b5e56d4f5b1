//! Filters as the full-text index takes them. They never add to a score.

use super::ast::FilterKey;
use super::error::{QueryError, Unknown};
use super::request::Request;
use super::resolve::{resolve_concept, resolve_date, resolve_kind, resolve_place, unknown};
use crate::model::codebook::Facet;
use crate::model::date::PartialDate;
use crate::model::records::Records;
use crate::model::tags::Stance;
use crate::store::{Store, day_number, id_number};
use crate::util::text::fold;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, RangeQuery, TermSetQuery};
use tantivy::schema::Field;

/// A query that matches the same and adds nothing to a score.
pub(super) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// Every passage but the one with this id.
pub(super) fn excluding(store: &Store, id: &str) -> Box<dyn Query> {
    let number = Term::from_field_u64(store.fields().passage, id_number(id));
    let one = RangeQuery::new(Bound::Included(number.clone()), Bound::Included(number));
    let clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, everything()), (Occur::MustNot, Box::new(one))];
    unscored(Box::new(BooleanQuery::new(clauses)))
}

/// Every passage.
pub(super) fn everything() -> Box<dyn Query> {
    unscored(Box::new(AllQuery))
}

/// Passages that have any of these terms.
pub(super) fn any_of(field: Field, values: impl IntoIterator<Item = impl AsRef<str>>) -> Box<dyn Query> {
    unscored(Box::new(TermSetQuery::new(values.into_iter().map(|value| Term::from_field_text(field, value.as_ref())))))
}

/// The filters beside a query; none where the request has none.
pub(super) fn of_request(store: &Store, request: &Request) -> Result<Vec<Box<dyn Query>>, QueryError> {
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
    out.extend(request.since.map(|date| since(store, date)));
    out.extend(request.until.map(|date| until(store, date)));
    Ok(out)
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
            let all = [Stance::Strength, Stance::Challenge, Stance::Mixed, Stance::Neutral].map(Stance::as_str);
            let found = all.into_iter().find(|stance| *stance == fold(value));
            let found = found.ok_or_else(|| unknown("stance", value, all.into_iter().map(|s| (s, s))))?;
            Ok(any_of(fields.stance, [found]))
        }
        FilterKey::Source => of_source(store, value),
        FilterKey::Issuer => of_issuer(store, value),
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

/// Passages of papers that a body issued whose name has these words, in either case.
fn of_issuer(store: &Store, value: &str) -> Result<Box<dyn Query>, QueryError> {
    let wanted = fold(value);
    let names = store.values("issuer")?;
    let found: Vec<&String> = names.iter().filter(|name| fold(name).contains(&wanted)).collect();
    if found.is_empty() {
        return Err(unknown("issuer", value, names.iter().map(|name| (name.as_str(), name.as_str()))).into());
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
