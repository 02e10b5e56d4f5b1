//! What a sentence reads as, whatever it was tagged as: a wish for the future, a request, an order, a result that helped; and whether it
//! hangs on the sentence before it.
//!
//! Tags are made for counting, where an error now and then does little harm. A quotation under the wrong heading is seen by everybody,
//! so that a heading needs words that bear it out.

use crate::model::tags::ClaimType;
use crate::util::pattern::fixed;
use regex::Regex;
use std::sync::LazyLock;

/// Words of wish, plan and future.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:will|won['’]t|shall|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|intend\w*|intention\w*|wants?|wish(?:es)?|propos\w+|would like|to be|going to|going forward|due to (?:be|meet|report|start|open)|expect\w*|targets?|ambition\w*|look(?:s|ing)? (?:to|at|into|for)|seek(?:s|ing)?|goals?|towards|explor(?:e|es|ing)|consider(?:s|ing)?|developing|future|next (?:year|months?|steps?|phase|round)|in 20\d\d|by (?:the end of|january|february|march|april|may|june|july|august|september|october|november|december|20\d\d)|currently|is being|are being|strategy|commit(?:s|ted|ment)|priorit\w+|focus)\b",
    )
});

/// Words by which somebody asks for something.
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:should|must|ought to|(?:is|are|was|were|been|be) (?:called|urged|recommended)|call(?:s|ed|ing)? (?:for|on|upon)|(?:we|partners|members|councils|areas|partnerships|organisations|residents|people|respondents|board|providers|communities) (?:also )?(?:ask|asks|have asked|asked (?:for|that)|request|urge|recommend|want|would like)|recommends?|recommendation|urges?|demands? that|requests?|ask(?:s|ed|ing)? (?:the|for|that|national|partners|councils)|have been asked to|there (?:is|was) (?:a )?(?:desire|need|call|appetite) (?:for|to)|need(?:s|ed)? (?:to|for|be)|it is important (?:to|that)|important to|essential that|would (?:welcome|benefit))\b",
    )
});

/// Verbs that open an order: `Agree a protocol`, `Publish the results`.
static ORDERS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"^(?:Agree|Accept|Adopt|Align|Allocate|Appoint|Approve|Arrange|Ask|Assess|Assign|Attend|Bring|Build|Carry|Circulate|Clarify|Collate|Collect|Commission|Complete|Conduct|Confirm|Consider|Consult|Contact|Continue|Convene|Co-?ordinate|Create|Define|Deliver|Design|Determine|Develop|Discuss|Distribute|Draft|Embed|Encourage|Engage|Enhance|Ensure|Establish|Evaluate|Examine|Expand|Explore|Facilitate|Finalise|Find|Form|Gather|Give|Hold|Identify|Implement|Improve|Include|Increase|Introduce|Invite|Investigate|Issue|Keep|Launch|Lead|Let|Liaise|Make|Map|Meet|Monitor|Move|Nominate|Obtain|Offer|Organise|Pilot|Pool|Prepare|Present|Produce|Promote|Propose|Provide|Publicise|Publish|Put|Raise|Recruit|Reduce|Refresh|Remove|Repeat|Replace|Report|Require|Research|Review|Revise|Seek|Send|Set|Share|Simplify|Respond|Secure|Strengthen|Submit|Support|Test|Track|Train|Undertake|Update|Use|Widen|Work|Write) (?:a|an|the|all|and|any|each|every|how|more|new|on|our|out|that|their|this|to|up|what|whether|with|[a-z-]+(?:s|ing|al|ed|nt|ce|ty|on))\b",
    )
});

/// Words of gain: without one, a sentence does not say that something helped.
static GAINS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:improv\w+|help(?:s|ed|ing|ful)?|better|best|success\w*|effective\w*|efficien\w+|well|quick\w*|fast\w*|prompt\w*|rapid\w*|strong\w*|strengthen\w*|benefi\w+|enabl\w+|allow(?:s|ed|ing)|positive\w*|good|excellent|great\w*|able to|trust\w*|valu\w+|progress\w*|increas\w+|reduc\w+|fewer|fell|falls?|cut|halved|doubled|trebled|rose|rise|grew|grown|sav(?:es|ed|ing|ings)|more|less|eas(?:y|ier|ily)|smooth\w*|clos(?:er|ely)|key|vital|crucial|essential|critical|robust|high(?:er|ly)?|clear\w*|innovat\w+|award\w*|recogni\w+|reach(?:ed|es)|achiev\w+|won|chang(?:ed|es)|altered|influenc\w+|avoid(?:s|ed|ing)|prevent(?:s|ed|ing)|empower\w*|important|instrumental|invaluable|flexib\w+|joined[- ]up|as one|together|supportive|embrac\w+|thriv\w+|huge|overwhelming\w*|facilitat\w+|mean(?:t|ing) (?:that|people|staff|groups|partners|communities|residents)|so that|on time|met|pass(?:ed)?)\b",
    )
});

/// Words that take a gain back.
static DENIES: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:not|no|never|nor|neither|none|cannot|lack\w*|remain\w*|leaves?|unclear|unable|fail\w*|difficult\w*|hard|harder|patchy|stopped|worse\w*|too (?:few|many|little|late|slow)|un(?:certain|likely|even))\b",
    )
});

/// Openings that mean something only after the sentence before. "It is important that" and "Those who" stand alone.
static HANGS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)^[“‘'(]?(?:this|these|those|that|they|their|them|it|its|he|she|his|her|such|however|but|and|or|so|also|then|as a result|as such|therefore|thus|hence|in addition|furthermore|moreover|additionally|similarly|likewise|nevertheless|nonetheless|instead|otherwise|consequently|in this (?:way|case|context|respect|regard)|the latter|the former|of these|some of these|all of these|one of these|many of these|most of these|again|meanwhile|for (?:example|instance)|here|there it)\b",
    )
});
static STANDS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)^(?:it (?:is|was|has been|remains|may be|can be|would be|will be) (?:\w+ )?(?:clear|important|vital|essential|crucial|early|possible|impossible|hard|difficult|easy|easier|recognised|likely|unlikely|expected|hoped|felt|worth|necessary|evident|acknowledged|estimated|understood|widely|thought|too)|it (?:takes|costs|seems|appears)|those (?:who|that|with|living|working|in|on|from|most|without|affected)|that said|this (?:year|month|week|winter|summer|autumn|spring|morning|pandemic|crisis|country)|so (?:far|that)|and so on|that (?:communit|partner|people))",
    )
});

/// A label of a few words and a colon.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"^(?:[\w’'()&/,-]+ ){0,6}[\w’'()&/-]+(?: ?: | [-–—] )(?:[A-Z]|the |a |an |it |no )"));

/// Words by which a text limits what can be made of it.
static LIMITS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:too early|too soon|limited (?:perspective|evidence|data|sample|number|view|information|response)|(?:small|low|tiny) (?:sample|numbers?|response)|anecdotal|not (?:be )?(?:representative|comparable|complete|verified|validated|tested|possible to|reliable|statistically)|cannot be (?:compared|added|generalised|attributed|taken)|with (?:care|caution)|a (?:snapshot|guide)|snapshot (?:in|of|and)|caution\w*|incomplete|self[- ]reported|response rate|did not (?:look|examine|cover|include|reply|measure|speak|review)|does not (?:cover|include|show|prove)|do not (?:cover|include|show|prove)|no (?:conclusions?|firm)|may not (?:be|reflect)|subject to change|not (?:yet )?known|few people|uncertain)\b",
    )
});

/// Words by which somebody asks outright, as against naming a need.
static OUTRIGHT: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:should|ought to|(?:we|i) (?:also )?(?:ask|request|urge|recommend|call)|call(?:s|ed|ing)? (?:for|on|upon)|recommends?|urges?|(?:desire|need|call|appetite) for (?:greater|better|more|clearer|stronger)|would (?:welcome|like))\b",
    )
});

/// The claim that a sentence was tagged with, where its words bear it out; else what was done, which claims least.
pub(super) fn claim(text: &str, tagged: ClaimType) -> ClaimType {
    match tagged {
        ClaimType::Aim if !AHEAD.is_match(text) => ClaimType::Activity,
        // "The need to respond quickly helped" asks nobody for anything.
        ClaimType::Ask if !ASKS.is_match(&text.replace("he need to", "")) && !orders(text) => ClaimType::Context,
        other => other,
    }
}

/// Whether a sentence is an order, as the rows of a plan are.
pub(super) fn orders(text: &str) -> bool {
    ORDERS.is_match(text)
}

/// Whether a sentence asks outright.
pub(super) fn asks_outright(text: &str) -> bool {
    OUTRIGHT.is_match(text)
}

/// Whether a sentence opens with a label.
pub(super) fn labelled(text: &str) -> bool {
    LABEL.is_match(text)
}

/// Whether a sentence says how far it, or what it stands in, can be relied on.
pub(super) fn limits(text: &str) -> bool {
    LIMITS.is_match(text)
}

/// Whether a sentence has a word of gain.
pub(super) fn gains(text: &str) -> bool {
    GAINS.is_match(text)
}

/// Whether a sentence says that something helped, and takes nothing back.
pub(super) fn helped(text: &str) -> bool {
    gains(text) && !DENIES.is_match(text)
}

/// Whether a sentence cannot be understood without the one before it.
pub(super) fn hangs(text: &str) -> bool {
    HANGS.is_match(text) && !STANDS.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_needs_words_that_bear_it_out() {
        let aim = |text| claim(text, ClaimType::Aim);
        assert_eq!(aim("Demand rose by a third while the fund stayed the same."), ClaimType::Activity);
        assert_eq!(aim("The council will open three hubs."), ClaimType::Aim);
        let ask = |text| claim(text, ClaimType::Ask);
        assert_eq!(ask("Parish councils keep a list of neighbours."), ClaimType::Context);
        assert_eq!(ask("Funders should award for three years."), ClaimType::Ask);
        assert_eq!(ask("Publish the results each year in plain words."), ClaimType::Ask);
        assert_eq!(ask("The need to act quickly brought partners together."), ClaimType::Context);
        assert_eq!(claim("Costs fell.", ClaimType::Effect), ClaimType::Effect);
    }

    #[test]
    fn what_helped_says_so() {
        assert!(helped("Complaints fell by a third after wardens were named."));
        assert!(!helped("The options for a small fund are with the treasurer."));
        assert!(!helped("No study followed the better groups for three years."));
    }

    #[test]
    fn labels_limits_and_requests() {
        assert!(labelled("Lunch clubs: the options are being costed."));
        assert!(labelled("Basic Requirement: The recipient must keep records."));
        assert!(!labelled("Plans follow themes such as food, travel and heat: all were costed."));
        assert!(limits("It is too early to say whether waits have fallen."));
        assert!(!limits("In the early stages of the review, we met experts."));
        assert!(asks_outright("Funders should award for three years."));
        assert!(!asks_outright("The park needs to be mown."));
    }

    #[test]
    fn what_hangs_on_another_sentence() {
        for text in ["This was quicker than before.", "However, no plan followed.", "They meet each week."] {
            assert!(hangs(text), "{text}");
        }
        for text in ["It is too early to say.", "Those who live alone were called.", "Thesis work continues."] {
            assert!(!hangs(text), "{text}");
        }
    }
}
