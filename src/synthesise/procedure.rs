//! Sentences that are no evidence about the world: what a meeting did, what a paper says of itself, how it was made, and entries of
//! registers.

use crate::util::pattern::{fixed, fixed_set};
use regex::{Regex, RegexSet};
use std::sync::LazyLock;

/// The forms: those that open a sentence, which most sentences leave at their first words, and those that stand anywhere. One automaton
/// of both would have a state for every pair of theirs.
static FORMS: LazyLock<[RegexSet; 2]> = LazyLock::new(|| {
    let body = "members?|board|committee|group|panel|cabinet|meeting|sub-?committee|forum|convener|chair(?:man|person)?|\
                councillors?|trustees|directors|partners|partnership|council|executive|commission";
    let did = "noted?|agreed|approved?|welcomed?|considered|thanked|resolved|received|endorsed?|heard|discussed|adjourned|\
               ratified|remitted|delegated";
    let paper = "paper|report|appendix|annex|section|table|figure|chart|document|update|briefing|evaluation|review|note|digest|\
                 summary|chapter|guide|bulletin|newsletter";
    let tells = "sets? out|provides?|presents?|summarises?|describes?|outlines?|seeks?|asks?|updates?|invites?|details|contains?|\
                 covers?|reports? on|looks? at|was promised|is meant|is intended|draws? (?:up)?on|brings? together|gives an?|\
                 explains?|follows|highlights|considers|examines|is (?:structured|organised|divided)|is to";
    let brought = "presented|submitted|brought|circulated|tabled|promised|laid|issued|sent|considered|noted|approved|received|\
                   appended|attached|published in";
    let forms = [
        // What a meeting did.
        format!(r"(?i)^(?:the )?(?:[\w&’'-]+ ){{0,3}}?(?:{body})(?: members?)? (?:has |have )?(?:also |then |further |formally )?(?:{did})\b"),
        format!(r"(?i)\b(?:{body})(?: members?)? (?:is|are|was|were) (?:\w+ )?(?:asked|invited|recommended|requested|thanked) to\b"),
        r"(?i)^(?:it was |they )?(?:noted|agreed|approved|resolved|decided|proposed|recommended)\b".to_owned(),
        r"(?i)^to (?:note|agree|approve|consider|endorse|receive|welcome|remit)\b".to_owned(),
        r"(?i)^(?:decision|action|resolution|motion|outcome|agreed|noted|actioned|status|progress|update)s?(?: (?:point|log))? ?:".to_owned(),
        r"(?i)^(?:recommendation|action|decision|resolution|motion|item)s? (?:[ivxlc]+|\d[\d.]*|\(?[a-z]\))\b".to_owned(),
        r"(?:^|\. )(?:[A-Z][\w’'.-]+ ){1,4}(?:apologised|thanked|seconded|declared an? interest|left the meeting|joined the meeting|undertook to|took the chair|advised that (?:the|a) (?:report|paper|minute))\b".to_owned(),
        r"(?i)\b(?:apologies (?:were|for|had)|date of (?:the )?next meeting|any other (?:competent )?business|matters arising|declarations? of interests?|minutes? of (?:the )?(?:previous|last) meeting|for further information|contact officer|background papers?)\b".to_owned(),
        r"(?:^|\. |, )(?:also )?(?:introduced|presented|outlined|spoke to|gave an? (?:\w+ )?(?:update|overview|presentation|summary)) (?:on |of )?(?:the|this|his|her|their|an?) (?:[\w-]+ )?(?:report|paper|item|update|presentation|minutes?|budget)\b".to_owned(),
        r"^[A-Z][\w’'. -]{2,60}\b(?:,[^.]{3,140}?)? ?(?:introduced|presented|moved|seconded) the (?:[\w-]+ )?(?:report|paper|item|update|motion|recommendations?|minutes?)\b".to_owned(),
        r"^(?:[A-Z]{2,3}|[A-Z]\w+ [A-Z]\w+|M(?:r|rs|s) [A-Z]\w+) (?:also )?(?:confirmed|advised|agreed to|undertook|apologised|spoke to|proposed that|moved that)\b".to_owned(),
        r"(?i)^[“‘']?(?:that,? (?:in view|the|this|we|it)|i (?:will|shall|hereby)? ?(?:move|propose))\b[^.]{0,80}\b(?:council|meeting|board|committee|motion)\b".to_owned(),
        format!(r"(?i)^(?:the |our )?(?:[\w&’'-]+ ){{0,3}}?(?:{body}|cc)(?: members?)? (?:has |have |had )?(?:also |then |further )?(?:commented on|queried|enquired|asked about|decided|debated|voted|(?:was|were) (?:informed|advised|updated|reminded|told|shown|sympathetic))\b"),
        r"(?i)\b(?:meetings?|visits?|calls|workshops?)(?: [\w’'-]+){0,6}? (?:(?:was|were|is|are) (?:still |also |now )?to be|(?:will|would|shall|should) (?:also |now )?be) (?:held|arranged|organised|progressed|convened|scheduled|set up)\b".to_owned(),
        r"(?i)\b(?:attended|joined|left|opened|closed|chaired|addressed) (?:the|our|this) (?:[\w-]+ )?meeting\b".to_owned(),
        r"(?i)\bhad received (?:(?:the|an?|some|several|two|three) )?(?:[\w-]+ ){0,4}(?:letters?|e-?mails?|briefings?|sheets?|invitations?|repl(?:y|ies)|correspondence|cop(?:y|ies))\b".to_owned(),
        r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof\w*|Cllr|Councillor)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? ?\([^)]{3,80}\)(?:, [^,]{3,60},)? (?:introduced|presented|outlined|spoke to|gave)\b".to_owned(),
        r"(?:^|\. )(?:[A-Z][\w’'.-]+ ){1,4}asked (?:that|for) (?:the|this|it|an?) (?:[\w-]+ )?(?:request|item|matter|report|paper|action|minutes?|point|question|update)\b".to_owned(),
        r"(?i)\b(?:applications?|comments?|questions?|nominations?|names|suggestions|feedback|repl(?:y|ies)) (?:should|can|must|may|could) be (?:submitted|sent|returned|e-?mailed|addressed|forwarded|given) (?:to|by)\b".to_owned(),
        r"(?i)\b(?:return|come back|go back) to (?:the|this|that) (?:issue|item|matter|subject|topic|question)\b|^(?:this|the) (?:item|matter|issue) (?:was|is|will be) (?:deferred|continued|noted|closed)\b".to_owned(),
        format!(r"(?i)^at (?:its|the|their|this|that|our) (?:[\w-]+ )?meeting\b[^.]{{0,60}}\b(?:{body}|members) (?:asked|{did})\b"),
        format!(r"(?i)\b(?:{body}) met on (?:the )?(?:\d|mon|tues|wednes|thurs|fri|satur|sun)"),
        r"(?:^|\. )(?:[A-Z][\w’'.-]+ ){1,4}described (?:the|her|his|their|its|an?|recent|current|ongoing)\b".to_owned(),
        // What a paper says of itself or of others.
        format!(r"(?i)^(?:the |this )(?:purpose of |aim of )?(?:this |the )?(?:[\w-]+ ){{0,2}}?(?:{paper})\b(?:[^.]{{0,40}})?\b(?:{tells})\b"),
        format!(r"(?i)\bthis (?:[\w-]+ )?(?:{paper})s? (?:also )?(?:{tells})\b"),
        format!(r"(?i)\b(?:reports?|papers?|updates?|presentations?|briefings?|notes?|minutes?|drafts?)\b[^.]{{0,60}}\b(?:(?:will|to|can|should) be|is due to be|(?:was|were|is|are|has been|have been)) (?:\w+ )?(?:{brought})\b"),
        r"(?i)^the (?:main |overall )?(?:purpose|aim|objective)s? of (?:this|the) (?:[\w-]+ ){0,2}?(?:survey|consultation|questionnaire|exercise|study|audit|inspection|meeting|workshop|research)\b".to_owned(),
        r"(?i)^(?:please )?(?:read|download|view|click|visit) (?:the|our|this|more|on|here)\b".to_owned(),
        r"(?i)^(?:it|this|they) (?:is|was|are|were) (?:meant|intended) to be read\b".to_owned(),
        r"(?i)\b(?:as follows|the following(?: [\w-]+){0,4}|listed below|set out below|overleaf)\s*[.:]?$".to_owned(),
        // How it was made.
        r"(?i)^(?:we|the team|the reviewers?|the auditors?|the researchers?) (?:also )?(?:interviewed|spoke|visited|read|examined|looked at|judged?|reviewed|surveyed|considered|held|carried out|did not (?:look|examine|review|cover|speak))\b".to_owned(),
        r"(?i)\b(?:survey|questionnaire|template|form)s? (?:was|were) (?:sent|issued|distributed|e-?mailed|circulated)\b".to_owned(),
        r"(?i)^(?:replies|responses|returns) (?:came|were)\b".to_owned(),
        r"(?i)\b(?:interviews?|focus groups|group discussions|follow-up calls) (?:was|were) (?:held|made|carried out|conducted)\b|\bwere visited\b".to_owned(),
        r"(?i)\((?:see|refer to)\b|\b(?:see|refer to) (?:page|section|appendix|annex|table|figure|chapter|paragraph)\b".to_owned(),
        // What the law says.
        r"\bAct \d{4}\b[^.]{0,60}\b(?:requires?|places|gives|provides|defines|sets out|states)\b".to_owned(),
        r"§|\b\d+ (?:CFR|U\.? ?S\.? ?C)\b".to_owned(),
        r"(?i)\b(?:recipients?|contractors?|grantees?|applicants?|suppliers?|licensees?|bidders?|permit holders?) (?:must|shall|may not|(?:is|are) required to)\b".to_owned(),
        // Entries of registers of actions.
        r"(?i)\b(?:(?:is|are|was|were|be|been) (?:now )?(?:carried forward|in abeyance|closed off)|remains? (?:open|outstanding|in abeyance)|no dates? (?:has|have) been|(?:the|this|that) action (?:to|is|was|has|remains)|action (?:is |was )?(?:closed|complete|completed|discharged))\b".to_owned(),
        r"(?i)(?:https?://|www\.|[\w.]+@[\w-]+\.\w)".to_owned(),
    ];
    let (opening, anywhere): (Vec<String>, Vec<String>) =
        forms.into_iter().partition(|form| form.starts_with("(?i)^") || form.starts_with('^'));
    [fixed_set(&opening), fixed_set(&anywhere)]
});

/// Headings under which a paper explains its words or itself.
static EXPLAINS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)^\W*(?:(?:appendix|annex|section|part|chapter)\s+\w{1,4}\W+)?(?:(?:a|the|our|list of|key|useful) )?(?:glossary|abbreviations|acronyms|definitions?|terminology|bibliography|acknowledge?ments?|contact (?:us|details|officers?)|contacts|copyright|licen[cs]e|about (?:us|this (?:report|paper|document|publication)))\b",
    )
});

/// Whether one of the headings over a passage opens a glossary, a list of definitions or of thanks, or the like.
pub(super) fn explains(section: &[String]) -> bool {
    section.iter().any(|heading| EXPLAINS.is_match(heading))
}

/// Whether a sentence tells what a meeting did, what a paper holds or how it was made.
pub(super) fn is_procedure(text: &str) -> bool {
    FORMS.iter().any(|forms| forms.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::{explains, is_procedure};

    #[test]
    fn glossaries_and_thanks_explain_a_paper() {
        let under = |heading: &str| explains(&["Report".to_owned(), heading.to_owned()]);
        assert!(under("Appendix 3: glossary of terms") && under("Acknowledgements") && under("List of abbreviations"));
        assert!(!under("Licensing Board") && !under("Thematic groups") && !under("Defining what good looks like"));
    }

    #[test]
    fn meetings_papers_methods_and_registers_are_no_evidence() {
        for text in [
            "Members noted the update on volunteering and thanked all staff.",
            "The Integration Joint Board has welcomed the positive progress made this year.",
            "Decision: the Committee agreed to meet in alternate months.",
            "Recommendation iv was agreed with two words added.",
            "Anna McPherson apologised that the plan was two weeks late.",
            "As asked in May, this paper sets out what reviewers found in all councils.",
            "A report on carers will be presented to the Committee in May.",
            "This short evaluation reports on the pilots of the year.",
            "It is meant to be read beside the annual report.",
            "The Partnership has set itself the following actions.",
            "We interviewed 40 people and read their plans.",
            "A short questionnaire was sent to all managers in May.",
            "The Education (Scotland) Act 2016 requires councils to publish a plan each year.",
            "Grit bins: the options for grit bins remain in abeyance.",
            "Lunch clubs: no dates have been found.",
            "Mr Low, the member for finance, introduced the report and thanked officers.",
            "Mr Low, leader and member for finance, estates and roads introduced the report and thanked officers.",
            "The study tells of lives cut short (see the annual report of 2021).",
            "The recipient must ensure that nobody is left out.",
            "Members commented on the effect of the tax and on a case in court.",
            "The CC decided to look further into the history of the path.",
            "A meeting was to be held with the trustees of the hall.",
            "A meeting for those involved in the scheme was still to be arranged.",
            "A resident, Ann Low, attended the meeting after a bus was cut.",
            "The chair said that he had received a very useful briefing from the network.",
            "Dr Low (Director of Public Health) introduced the strategy and noted the work on it.",
            "Ann Low asked that the request for longer notice be put in terms of the budget.",
            "Applications should be submitted to the clerk.",
            "At a later date we should return to the issue of the pump.",
            "At its meeting on 7 May the Board asked for an offer to locality teams.",
            "Our community council met on 12 May and talked about the plan.",
            "Dr Low described the events that are held with seven partnerships.",
        ] {
            assert!(is_procedure(text), "{text}");
        }
        for text in [
            "Volunteers from community groups delivered 3,000 food parcels each week.",
            "Reports from residents fell by a third after the wardens came.",
            "Partners agree quickly where one of them has the authority to decide.",
            "Progress was slow: only two of nine actions were done.",
            "Actions lack owners and dates.",
            "Partners meet for twenty minutes each Monday and no papers are allowed.",
            "Dr Low reported that partners still ask for the same figures more than once.",
            "Meetings were held online and more people came.",
            "Ann Low described how village groups kept their halls open with small grants.",
            "Joint visits by an officer and a nurse have prevented 23 evictions.",
        ] {
            assert!(!is_procedure(text), "{text}");
        }
    }
}
