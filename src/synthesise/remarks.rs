//! What is asked and of whom, what people want to keep, and the limits of the evidence: sentences that are no findings and have
//! their own sections. The best [`MOST`] of each kind are kept, so memory does not grow with the corpus.

use super::basis;
use super::spans::Span;
use super::tally::Seen;
use super::{quality, reads};
use crate::model::codebook::Codebook;
use crate::model::evidence::{Citation, Remark, RemarkKind};
use crate::model::records::Part;
use crate::model::tags::{ClaimType, Stance};
use crate::util::pattern;
use crate::util::text::fold;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Remarks of a kind that are kept.
const MOST: usize = 200;

/// Words by which people say that something is to stay.
static KEEPS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:sustain(?:ed|ing|s)?|(?:want|wants|wish|wishes|hope|hopes|aim|aims|keen|would like|looking|ways?) to (?:\w+ )?(?:keep|retain|maintain|continue|build on|hold on to|preserve|embed)|(?:should|must|could|can|to|will) be (?:kept|retained|maintained|embedded|rolled out|made permanent|carried into)|(?:should|must) (?:keep|retain|maintain|continue)|build(?:s|ing)? on (?:the|this|these|what)|business as usual|retaining th(?:is|e|ese)|capitalise on|used? it to inform|made permanent|here to stay)\b",
    )
});

/// Words by which somebody wishes it, as against what is to stay as it is by rule or forecast.
static WISHES: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:want|wants|wish|wishes|hope|hopes|keen|would like|looking|important|essential|vital|crucial|need|needs|should|must|opportunit\w+|build(?:s|ing)? on|business as usual|retaining|capitalise|made permanent|here to stay|going forward|sustain(?:ed|ing|s)?)\b",
    )
});

/// What is kept and is no practice: sums, duties, and what is borne in mind.
static OTHERWISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:kept (?:in mind|under review|informed|up to date|separate|confidential)|no longer necessary|balance sheet|reserves?|investments?|borrowing|liquidity|budget|overspend|loans?|shall|sustain(?:ed)? (?:an? )?(?:injur\w+|loss\w*|damage)|sustaining work)\b|%",
    )
});

/// Whether people say that something is to stay because it is worth it.
fn keeps(stance: Stance, text: &str) -> bool {
    KEEPS.is_match(text) && (stance == Stance::Strength || WISHES.is_match(text)) && !OTHERWISE.is_match(text)
}

/// Those of whom public papers ask things.
static WHOM: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"\b((?:the )?(?:Scottish|UK|Welsh|Irish|national|National) [Gg]overnments?|(?:the )?[Gg]overnment|(?:[Nn]ational )?policy ?makers(?: ?/ ?funders)?|(?:[A-Z][\w&]+ )*Health and Social Care Partnerships?|(?:community planning|CP) partners(?:hips?)?|CPPs?|Integration (?:Joint )?(?:Board|Authorit)\w*|IJBs?|[Hh]ealth boards?|NHS(?: [A-Z]\w+)*|(?:[Ll]ocal )?[Aa]uthorit(?:y|ies)|[Cc]ommunity [Cc]ouncils?|[Cc]ouncils?|(?:the )?[Cc]abinet|(?:the |The )?[Bb]oards?|(?:the |The )?[Pp]artnerships?|(?:[Nn]ational|[Pp]ublic|[Ll]ocal) [Bb]odies|[Mm]inisters|[Ee]mployers|[Pp]roviders|[Rr]egulators|(?:[Nn]ational )?[Ff]unders|[Tt]hird [Ss]ector (?:interfaces?|organisations|bodies)|TSIs?|[Pp]artners|[Oo]fficers)\b",
    )
});

/// What follows those who are to do something.
static ARE_TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"^(?:(?:and|or) [\w ’'-]{1,40}? )?(?:(?:also|now|therefore|all|both) )?(?:should|must|ought to|needs? to|(?:is|are|was|were) (?:asked|urged|called (?:on|upon)|recommended|invited|encouraged) to)\b",
    )
});

/// What stands before those who are asked.
static ARE_ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|upon)|invit(?:e|es|ed|ing)|request(?:s|ed|ing)?|encourag(?:e|es|ed|ing)|want(?:s|ed)?|(?:need|call|desire)s? (?:for|from)|expect(?:s|ed)?)$",
    )
});

/// What follows those who ask, or tell what others should do.
static ASK: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"^(?:(?:also|has|have|had|then|again|members) )*(?:ask|call|recommend|urge|request|suggest|want|would like|propose|note|agree|felt|feel|said|say|invite)",
    )
});

static MUST: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r"\b(?:should|must|ought to)\b"));

/// Of whom a sentence asks something: those who should do it, or else those who are asked; never those who ask. Where somebody
/// else should do it, whoever is named besides is not asked.
fn whom(text: &str) -> Option<&str> {
    let named =
        || WHOM.find_iter(text).map(|m| (text[..m.start()].trim_end(), m.as_str(), text[m.end()..].trim_start()));
    // "A review of the board should come first" asks nothing of the board.
    let of_another = |before: &str| {
        let last = before.rsplit(' ').next().unwrap_or_default();
        ["of", "for", "to", "by", "with", "in", "from", "on", "at", "about", "between"].contains(&last)
    };
    let subject = named().find(|(before, _, after)| ARE_TO.is_match(after) && !of_another(before));
    let object = || named().find(|(before, _, _)| ARE_ASKED.is_match(before));
    let any = || named().filter(|_| !MUST.is_match(text)).find(|(_, _, after)| !ASK.is_match(after));
    subject.or_else(object).or_else(any).map(|(_, name, _)| name)
}

/// Remarks as they are met.
#[derive(Default)]
pub(super) struct Remarks {
    kept: [Vec<Remark>; 4],
    /// What a remark of the kind must be worth more than to be kept, once there are enough.
    floor: [Option<f64>; 4],
}

impl Part for Remarks {
    fn join(&mut self, next: Remarks) {
        for (kind, more) in next.kept.into_iter().enumerate() {
            more.into_iter().for_each(|remark| self.add(kind, remark));
        }
    }
}

impl Remarks {
    /// Looks at a statement. `quotable` is whether it can stand alone, `cite` its citation.
    pub(super) fn see(
        &mut self,
        span: &Span<'_>,
        text: &str,
        seen: &Seen<'_>,
        quotable: impl Fn() -> bool,
        cite: &impl Fn() -> Citation,
    ) {
        if text.bytes().any(|b| b.is_ascii_digit()) && quality::is_whole(text) && basis::rests(text).is_some() {
            self.keep(RemarkKind::Base, span, text, seen.worth(), None, cite);
        }
        if span.claim == ClaimType::Caveat && !span.hangs && quality::is_whole(text) && reads::limits(text) {
            self.keep(RemarkKind::Caveat, span, text, seen.worth(), None, cite);
        }
        if span.claim == ClaimType::Ask {
            if !quotable() {
                return;
            }
            // Those who ask outright come first.
            let worth = seen.worth() + if reads::asks_outright(text) { 10.0 } else { 0.0 };
            let whom = whom(text).map(str::to_owned);
            self.keep(RemarkKind::Ask, span, text, worth, whom, cite);
        } else if span.claim != ClaimType::Caveat
            && span.stance != Stance::Challenge
            && keeps(span.stance, text)
            && quotable()
        {
            self.keep(RemarkKind::Sustain, span, text, seen.worth(), None, cite);
        }
    }

    fn keep(
        &mut self,
        kind: RemarkKind,
        span: &Span<'_>,
        text: &str,
        worth: f64,
        whom: Option<String>,
        cite: &impl Fn() -> Citation,
    ) {
        if self.floor[kind as usize].is_some_and(|floor| worth <= floor) {
            return;
        }
        let remark = Remark {
            kind,
            text: text.to_owned(),
            citation: cite(),
            areas: span.areas.iter().map(|a| a.id.clone()).collect(),
            themes: span.themes.iter().map(|t| (*t).to_owned()).collect(),
            whom,
            worth,
        };
        self.add(kind as usize, remark);
    }

    fn add(&mut self, kind: usize, remark: Remark) {
        if self.floor[kind].is_some_and(|floor| remark.worth <= floor) {
            return;
        }
        let kept = &mut self.kept[kind];
        kept.push(remark);
        if kept.len() >= 2 * MOST {
            best(kept);
            self.floor[kind] = kept.get(MOST - 1).map(|last| last.worth);
        }
    }

    /// The best of each kind, each wording once, by kind.
    pub(super) fn finish(self, codebook: &Codebook) -> Vec<Remark> {
        let mut all = Vec::new();
        for mut kept in self.kept {
            best(&mut kept);
            all.extend(kept);
        }
        for remark in &mut all {
            remark.areas.retain(|code| !codebook.area(code).is_some_and(|a| a.is_nation));
        }
        all
    }
}

/// Best first, equals as met; what several passages say in the same words once.
fn best(kept: &mut Vec<Remark>) {
    kept.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let mut seen = BTreeSet::new();
    kept.retain(|r| seen.insert(fold(&r.text)));
    kept.truncate(MOST);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_to_keep_and_those_who_are_asked_are_found() {
        for text in [
            "The partnership wants to keep this level of empowerment.",
            "Groups that have worked well are sustained going forward.",
            "It is exploring ways that this can be rolled out and become business as usual.",
        ] {
            assert!(KEEPS.is_match(text), "{text}");
        }
        assert!(!KEEPS.is_match("Staff kept going through the winter."));
        assert!(keeps(Stance::Neutral, "The partnership wants to keep this level of empowerment."));
        assert!(!keeps(Stance::Neutral, "It should be kept in mind that some costs fall later."));
        assert!(!keeps(Stance::Neutral, "The plan will be maintained where the law asks for one."));
        for (text, name) in [
            ("Call for a reset in relationship with the Scottish Government.", Some("the Scottish Government")),
            ("Councils should publish plans.", Some("Councils")),
            ("Funding streams should be coordinated.", None),
            ("The Partnership should agree what each partner answers to the board for.", Some("The Partnership")),
            ("The Board recommends that councils should publish plans.", Some("councils")),
            ("The Board asked partners to share their figures.", Some("partners")),
            ("Boards should ask for fewer papers.", Some("Boards")),
            ("A short review of the board should come first.", None),
        ] {
            assert_eq!(whom(text), name, "{text}");
        }
    }
}
