//! Whether a name that stands in a text means the place.
//!
//! The rules, in order; the first that speaks decides. `lexicon/README.md` states them for analysts.
//!
//! 1. A name inside an address or a longer name is no place; nor is a street, a building, a university or another body
//!    named after one.
//! 2. A name with a place elsewhere after it ("Hamilton, Ontario") is that place.
//! 3. A settlement, an alias or a name shared with a place elsewhere needs a text about its nation.
//! 4. A name in a person's position (after a title, a forename or an initial) is a person; names that are also forenames or
//!    surnames need more.
//! 5. A name that is also a word needs a body, a locative or a list of places.

use super::context::PaperContext;
use super::data::{Doubt, Nation, PlaceRow, RowKind};
use super::evidence::Evidence;
use super::list::List;
use super::person::one_person;
use super::scan::{Candidate, Role, Scanner};
use super::window::{Window, capital, first_word, listed};
use super::words as w;
use super::{PlaceKind, citation, list};

/// What judging needs of the passage.
pub(super) struct Passage<'a> {
    pub(super) scanner: &'a Scanner,
    pub(super) rows: &'a [PlaceRow],
    pub(super) text: &'a str,
    pub(super) names: &'a [Candidate],
    pub(super) lists: Vec<List>,
    pub(super) evidence: Evidence,
    /// The same of names that do more than name an area: bare ones may all be names that two places share.
    pub(super) firm: Evidence,
    pub(super) context: &'a PaperContext,
}

/// What stands around a name that may be a place's.
struct Around {
    /// Places of its nation, in a list.
    list: bool,
    /// Something of the place: "Angus Community Plan", "City of Perth".
    of_place: bool,
    /// "In", "across" or the like right before it.
    locative: bool,
    /// A capitalised word right behind it that makes it a part of another name.
    next_name: bool,
}

impl Passage<'_> {
    /// The name that starts at this byte.
    fn name_at(&self, start: usize) -> Option<Candidate> {
        self.names.binary_search_by_key(&start, |n| n.start).ok().map(|i| self.names[i])
    }

    pub(super) fn is_place(&self, index: usize) -> bool {
        self.scanner.roles(self.names[index]).iter().any(|r| matches!(r, Role::Place(_) | Role::Council(_)))
    }

    /// Whether a neighbour in a list is a place of the nation that is not itself in doubt as a word or person; where `certain`,
    /// nor in doubt at all.
    fn sure_place(&self, index: usize, nation: Option<Nation>, certain: bool) -> bool {
        self.scanner.roles(self.names[index]).iter().any(|r| match r {
            Role::Place(i) => {
                let row = &self.rows[*i];
                let doubt = row.doubt;
                row.nation == nation
                    && !doubt.word
                    && (!doubt.person || row.kind == RowKind::Area)
                    && !(certain && (doubt.person || doubt.shared || row.kind == RowKind::Settlement))
            }
            Role::Council(i) => self.rows[*i].nation == nation,
            _ => false,
        })
    }

    /// A place stands next in a list: only commas, slashes, "and", "or", "&" between.
    fn listed_with(&self, at: usize, nation: Option<Nation>, certain: bool) -> bool {
        let joins = |a: usize, b: usize| {
            let gap = self.text[a..b].trim().trim_start_matches("'s").trim_start_matches("’s").trim();
            matches!(gap, "," | "/" | "and" | "or" | "&" | ", and" | "|" | ";" | "–" | "to")
        };
        // Names with nothing between them are a table's row, or a person: the neighbour must be beyond doubt.
        let bare = |a: usize, b: usize| self.text[a..b].trim().is_empty();
        let here = self.names[at];
        let beside = |index: usize, a: usize, b: usize| {
            (joins(a, b) && self.sure_place(index, nation, certain))
                || (bare(a, b) && self.sure_place(index, nation, true))
        };
        let before = at > 0 && beside(at - 1, self.names[at - 1].end, here.start);
        let after = at + 1 < self.names.len() && beside(at + 1, here.end, self.names[at + 1].start);
        before || after
    }

    /// Why candidate `at` means the place of `row`, or `None` where it does not.
    pub(super) fn judge(&self, at: usize, row: &PlaceRow, kind: PlaceKind) -> Option<&'static str> {
        let here = self.names[at];
        let window = Window::new(self.text, here.start, here.end);
        let (joined, joins) = (at > 0 && self.hyphenated(at - 1), self.hyphenated(at));
        if window.inside_a_word_beside(joined, joins) || abroad(&window, self) {
            return None;
        }
        if kind == PlaceKind::Council {
            return self.about_nation(at, row, &window, true).then_some("council");
        }
        let street =
            listed(w::STREETS, window.after) && window.touches_after() && !self.starts_name(window.end, &window);
        if street
            || named_body(&window)
            || list::of_bodies(self, at)
            || (citation::cites(&window, row) && !self.beside_an_area(at))
        {
            return None;
        }
        if kind == PlaceKind::Nation {
            return self.nation(at, &window);
        }
        let single = !window.name().contains(' ');
        if !self.about_nation(at, row, &window, false) || single && self.person_position(at, &window, row) {
            return None;
        }
        let of_place = named_after(&window, row)
            || (window.touches_before()
                && window.before == "of"
                && matches!(window.second_before(), "City" | "Kingdom" | "Isle" | "town"));
        let around = Around {
            list: self.listed_with(at, row.nation, false) || self.list_of_its_own(at, row.nation),
            of_place,
            locative: window.touches_before() && w::STRONG_LOCATIVES.contains(&window.before),
            next_name: window.touches_after() && capital(window.after) && !of_place && !self.next_is_place(at),
        };
        match row.doubt {
            Doubt { word: true, .. } => self.word(at, row, &window, &around),
            Doubt { person: true, .. } => self.named_as_people(row, &window, &around),
            Doubt { adjective: true, .. } if around.next_name && !around.list => None,
            _ if row.kind == RowKind::Settlement => Some("settlement in a text about its nation"),
            _ => Some("area named"),
        }
    }

    /// A name that is also a word.
    fn word(&self, at: usize, row: &PlaceRow, window: &Window<'_>, around: &Around) -> Option<&'static str> {
        let alias = row.kind == RowKind::Alias;
        let right = self.word_goes_on(at, window) || alias && !capital(window.after);
        match () {
            () if around.of_place => Some("body or thing of the place"),
            () if around.list => Some("in a list of places"),
            () if around.locative && right => Some("after a locative"),
            () if right && self.is_island(window, row) => Some("after a preposition"),
            () if alias && window.leads() => Some("leads the text"),
            () => None,
        }
    }

    /// A name that is also a forename or surname.
    fn named_as_people(&self, row: &PlaceRow, window: &Window<'_>, around: &Around) -> Option<&'static str> {
        let settlement = row.kind == RowKind::Settlement || row.nation != Some(Nation::Scotland);
        let weak = window.touches_before() && w::WEAK_LOCATIVES.contains(&window.before);
        let known_person = self.context.people.contains(&window.name().to_lowercase());
        match () {
            () if around.next_name && !around.locative && !around.list => None,
            () if around.of_place => Some("body or thing of the place"),
            () if around.list => Some("in a list of places"),
            () if around.locative => Some("after a locative"),
            () if known_person => None,
            () if window.leads() => Some("leads the text"),
            () if weak && !around.next_name => Some("after a preposition"),
            () if self.is_island(window, row) && !w::FORENAMES.contains(&window.name()) => Some("after a preposition"),
            () if self.sure_of(window) => Some("a place throughout the paper"),
            () if window.suffixed() => Some("hyphenated to a word of place"),
            () if settlement && self.is_described(window) => Some("a place described"),
            () if settlement => None,
            () if window.touches_after() && w::SPEECH.contains(&window.after) && one_person(window) => None,
            () => Some("area named"),
        }
    }

    /// A nation's name: not the tail or head of a body's name.
    fn nation(&self, at: usize, window: &Window<'_>) -> Option<&'static str> {
        let before = window.touches_before()
            && capital(window.before)
            && !self.plain_before(window)
            && !self.previous_is_place(at);
        let shouting = !window.name().contains(char::is_lowercase);
        // "(Scotland) Act 2015" is a law's title.
        let law = window.before_gap.ends_with('(') && window.after_gap == ") ";
        if law && listed(w::LAWS, window.after) {
            return None;
        }
        // "South of Scotland" is a part of it.
        if window.before == "of" && listed(w::DIRECTIONS, window.second_before()) {
            return None;
        }
        if !shouting && before {
            return None;
        }
        if !shouting
            && window.touches_after()
            && capital(window.after)
            && !window.after.contains(|c: char| c.is_ascii_digit())
        {
            let next = self.next_is_place(at) || listed(w::PLAIN_BEFORE, window.after);
            return next.then_some("nation named");
        }
        if self.person_position_plain(window) {
            return None;
        }
        Some("nation named")
    }

    /// "People on Lewis": what a paper about Scotland says of a name that is a person's and a word but no person of the paper's.
    fn is_island(&self, window: &Window<'_>, row: &PlaceRow) -> bool {
        row.doubt.person
            && self.context.nation == Some(Nation::Scotland)
            && window.touches_before()
            && matches!(window.before, "on" | "On")
            && !self.context.people.contains(&window.name().to_lowercase())
            && !capital(window.after)
            && !window.possessive
    }

    /// The paper uses the name as a place's and never as a person's.
    pub(super) fn sure_of(&self, window: &Window<'_>) -> bool {
        self.context.places.contains(&window.name().to_lowercase())
    }

    pub(super) fn plain_before(&self, window: &Window<'_>) -> bool {
        listed(w::PLAIN_BEFORE, window.before)
            || window.before.chars().any(|c| c.is_ascii_digit())
            || window.before.len() == 1
    }

    pub(super) fn previous_is_place(&self, at: usize) -> bool {
        at > 0 && self.text[self.names[at - 1].end..self.names[at].start].trim().is_empty() && self.is_place(at - 1)
    }

    fn next_is_place(&self, at: usize) -> bool {
        at + 1 < self.names.len()
            && self.text[self.names[at].end..self.names[at + 1].start].trim().is_empty()
            && self.is_place(at + 1)
    }

    /// "Road" begins a name of the gazetteer rather than ending a street's.
    fn starts_name(&self, end: usize, window: &Window<'_>) -> bool {
        let start = end + window.after_gap.len();
        let long = |n: Candidate| window.after != "St" || n.end - n.start > 4;
        self.name_at(start).is_some_and(long)
    }

    /// Rule 3: whether the text is about the nation, as far as this name needs it.
    fn about_nation(&self, at: usize, row: &PlaceRow, window: &Window<'_>, council: bool) -> bool {
        let Some(home) = row.nation else { return false };
        let settlement = matches!(row.kind, RowKind::Settlement | RowKind::Alias);
        let doubtful = row.doubt.shared || row.doubt.adjective || row.doubt.person || row.doubt.word;
        if !settlement && !doubtful {
            let abroad = self.context.nation == Some(Nation::Elsewhere);
            return council || !abroad || self.firm.of(home) > self.evidence.of(Nation::Elsewhere);
        }
        let here = self.evidence.of(home);
        let away = self.evidence.of(Nation::Elsewhere);
        let list = self.listed_with(at, row.nation, true);
        let scottish = home == Nation::Scotland;
        let locative = window.touches_before() && w::STRONG_LOCATIVES.contains(&window.before);
        match self.context.nation {
            Some(n) if n == home => true,
            Some(Nation::Elsewhere) => here > away,
            Some(_) if settlement => here > away,
            Some(_) if self.list_of_areas(at, home) => true,
            Some(_) => here > 0 || list || (away == 0 && (council || (locative && !row.doubt.word))),
            None if settlement => here > away,
            None if council => here >= away,
            None if scottish => here >= away && (away == 0 || here > 0),
            None => here > away || (away == 0 && (locative || list)),
        }
    }

    /// Rule 5: what follows a word-like name does not make a phrase of it: "in Reading skills".
    fn word_goes_on(&self, at: usize, window: &Window<'_>) -> bool {
        if window.after.is_empty() || window.possessive || window.after_gap.contains(['.', ';', ':', ')', '\n']) {
            return true;
        }
        let next_place = |skip: &str| {
            let from = window.end + window.after_gap.len() + skip.len();
            let (word, gap) = first_word(&self.text[from..]);
            let start = from + gap.len();
            !capital(word) || self.name_at(start).is_some()
        };
        if window.after_gap.contains(',') {
            return !capital(window.after) || next_place("") || self.next_listed(at);
        }
        match window.after {
            "and" | "or" => next_place(window.after),
            after => w::GO_ON.contains(&after),
        }
    }

    fn next_listed(&self, at: usize) -> bool {
        at + 1 < self.names.len() && self.text[self.names[at].end..self.names[at + 1].start].trim() == ","
    }
}

/// Rule 1: a body that is named after a place: "University of Perth", "Perth College", "NHS Kent".
fn named_body(window: &Window<'_>) -> bool {
    let head = window.touches_before()
        && (matches!(window.before, "NHS" | "HMP" | "HMYOI" | "HMS" | "MV" | "BBC" | "Radio")
            || (window.before == "of" && listed(w::HEADS_OF, window.second_before()))
            || (window.before == "New" && !window.begins()));
    let following = window.capitals_after();
    // A single space parts each of them from the one before.
    let mut rest = &window.text[window.end..];
    let pairs = |word: &&str| {
        rest = &rest[1 + word.len()..];
        let next = rest.strip_prefix(' ').unwrap_or("");
        w::CLOSING_PAIRS.iter().any(|(first, second)| word == first && next.starts_with(second))
    };
    let closes = following.len() > 1 && following.last().is_some_and(|word| listed(w::CLOSING, word))
        || following.iter().any(pairs);
    let tail = closes
        || window.touches_after()
            && (listed(w::BODIES, window.after)
                || window.after == "County" && !window.text[window.end..].starts_with(" County Council"));
    head || tail
}

/// Rule 2: a place elsewhere follows: "Hamilton, Ontario", "Dundee (Illinois)", "Richmond, VA".
fn abroad(window: &Window<'_>, passage: &Passage<'_>) -> bool {
    let within = window.after == "in" && window.touches_after();
    if window.possessive || !(within || matches!(window.after_gap, ", " | " (" | " , ")) {
        return false;
    }
    let start = window.end + if within { " in ".len() } else { window.after_gap.len() };
    let elsewhere = |n: Candidate| passage.scanner.roles(n).contains(&Role::Cue(Nation::Elsewhere));
    let cue = passage.name_at(start).is_some_and(elsewhere);
    cue || (w::STATES.contains(&window.after) && window.after_gap == ", ")
}

/// The name begins the name of something of the place: "Hamilton Community Council", "Angus Response Team".
pub(super) fn named_after(window: &Window<'_>, row: &PlaceRow) -> bool {
    let following = window.capitals_after();
    following.first().is_some_and(|word| listed(w::OF_THE_PLACE, word))
        || (row.kind == RowKind::Area && following.iter().skip(1).any(|word| listed(w::GROUPS, word)))
        || following.first().is_some_and(|word| row.kind == RowKind::Area && listed(w::GROUPS, word))
}
