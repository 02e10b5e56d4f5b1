//! What a sentence reads as, whatever it was tagged as: a wish for the future, a request, an order, a result that helped; and whether it
//! hangs on the sentence before it.
//!
//! Tags are made for counting, where an error now and then does little harm. A quotation under the wrong heading is seen by everybody,
//! so that a heading needs words that bear it out.

use crate::model::tags::{ClaimType, Stance};
use crate::util::pattern::fixed;
use regex::Regex;
use std::sync::LazyLock;

/// Somebody, and the words by which they undertake something: who, up to a few words, and a verb of will, plan or aim. What merely lies
/// ahead ("the lease will end", "demand will rise") is undertaken by nobody.
static UNDERTAKES: LazyLock<Regex> = LazyLock::new(|| {
    let who = r"we|i|they|it|[a-z]*partners(?:hips?)?|councils?|councillors?|boards?|committees?|authorit(?:y|ies)|teams?|services?|groups?|departments?|directorates?|governments?|ministers?|cabinet|agenc(?:y|ies)|providers?|officers?|members?|staff|managers?|leaders?|directors?|trustees|trusts?|hubs?|forums?|networks?|communit(?:y|ies)|residents|volunteers|schools?|universit(?:y|ies)|colleges?|librar(?:y|ies)|organisations?|bod(?:y|ies)|charit(?:y|ies)|compan(?:y|ies)|association|commission|executive|programmes?|projects?|pilots?|plans?|strateg(?:y|ies)|work|priorit(?:y|ies)|areas?|sector|interfaces?|(?-i:[A-Z]{2,}\w*)";
    let will = r"will|shall|won['’]t|would like|(?:is|are|was|were|have|has|be) (?:also |now |currently |actively |already )?(?:planning|plan(?:s|ned)|aiming|hoping|intend\w+|proposing|seeking|looking|exploring|considering|developing|working (?:to|towards|on|with)|committ?ed|keen|going to|to be|being|due to|expected to)|plans?|aims?|hopes?|intends?|proposes?|wants?|wish(?:es)?|seeks?|looks? (?:to|at|into)|explor(?:es|ing)|consider(?:s|ing)?|commits?|planning|aiming|intending";
    fixed(&format!(r"(?i)\b(?:{who})\b(?:[\s,’'()]+[\w’'-]+){{0,6}}?[\s,]+(?:{will})\b"))
});

/// Something that is undertaken though nobody is named: a plan, an aim, or something that is to be made.
static PLANNED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:plans? (?:is|are) (?:to|for|in|being|under)|(?:a|the|there (?:is|are)|have|has|of) plans? (?:for|to)|(?:aim|aims|intention|ambition|goal|hope|vision|priority|priorities|commitment|focus|next steps?|target)s? (?:of \w+ (?:\w+ )?)?(?:is|are|was|for|to|will|include)|it is (?:planned|intended|hoped|proposed|expected)|(?:is|are|will|to|being) (?:also |now |currently )?(?:be )?(?:planned|proposed|intended|being \w+ed|set up|opened|launched|established|introduced|developed|built|created|rolled out|extended|expanded|piloted|tested|reviewed|strengthened|explored|considered|looked at|taken forward|carried forward|published|held|provided|offered|put in place|made available)|going forward|under development|in development)\b",
    )
});

/// Words by which it is left open whether anything will come.
static DOUBTS: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)\b(?:not (?:yet )?(?:certain|clear|known)|uncertain|unclear|nobody|no plans?)\b"));

/// A target: what is to be so by a time.
static TARGET: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)^[“‘'(]?(?:by|before|in) (?:the )?(?:end of |spring |summer |autumn |winter |january |february |march |april |may |june |july |august |september |october |november |december )?20\d\d\b[^.]{0,200}?\b(?:will|shall|is|are|have|has|to)\b",
    )
});

/// Somebody who says outright what they will do: no result, and no difficulty.
static PLEDGE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)^[“‘'(]?(?:we|i|our (?:\w+ ){1,3}|the (?:\w+ ){0,3}(?:council|board|partnership|team|service|committee|trust|group|government))(?: (?:also|now|therefore|together|all))? (?:will|shall|aims? to|intends? to|plans? to|seeks? to|want to|is committed to|are committed to)\b",
    )
});

/// Words of difficulty or doubt: a pledge that has one is more than a pledge.
static HARD: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:not|no|never|but|however|although|though|despite|unless|without|difficult\w*|challeng\w+|risks?|shortfall|shortages?|lack\w*|pressures?|loss|lose|cuts?|deficit|overspen\w+|delay\w*|struggl\w+|fail\w*|unable|reduc\w+|barriers?)\b",
    )
});

/// Words that set one thing against another.
static TAKES_BACK: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)\b(?:but|however|although|though|despite|unless|risks?)\b"));

/// Words by which somebody asks for something.
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:should|must|ought to|(?:is|are|was|were|been|be) (?:called|urged|recommended)|call(?:s|ed|ing)? (?:for|on|upon)|(?:we|partners|members|councils|areas|partnerships|organisations|residents|people|respondents|board|providers|communities) (?:also )?(?:ask|asks|have asked|asked (?:for|that)|request|urge|recommend|want|would like)|recommends?|recommendation|urges?|demands? that|requests?|ask(?:s|ed|ing)? (?:the|for|that|national|partners|councils)|have been asked to|there (?:is|was) (?:a )?(?:desire|need|call|appetite) (?:for|to)|(?:there|which|what|that|partners|councils|areas|partnerships|organisations|boards?|services|government|governments|communities|groups|we|it|more|work|support|funding|plans?|approach|system) (?:\w+ )?need(?:s|ed)? (?:to|for)|need(?:s|ed)? (?:to )?be|need for|it is important (?:to|that)|important to|essential that|would (?:welcome|benefit))\b",
    )
});

/// Verbs that open an order: `Agree a protocol`, `Publish the results`.
static ORDERS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"^(?:Agree|Accept|Streamline|Retain|Protect|Prioritise|Mobilise|Minimise|Maximise|Maintain|Demonstrate|Consolidate|Communicate|Collaborate|Champion|Capture|Adopt|Align|Allocate|Appoint|Approve|Arrange|Ask|Assess|Assign|Attend|Bring|Build|Carry|Circulate|Clarify|Collate|Collect|Commission|Complete|Conduct|Confirm|Consider|Consult|Contact|Continue|Convene|Co-?ordinate|Create|Define|Deliver|Design|Determine|Develop|Discuss|Distribute|Draft|Embed|Encourage|Engage|Enhance|Ensure|Establish|Evaluate|Examine|Expand|Explore|Facilitate|Finalise|Find|Form|Gather|Give|Hold|Identify|Implement|Improve|Include|Increase|Introduce|Invite|Investigate|Issue|Keep|Launch|Lead|Let|Liaise|Make|Map|Meet|Monitor|Move|Nominate|Obtain|Offer|Organise|Pilot|Pool|Prepare|Present|Produce|Promote|Propose|Provide|Publicise|Publish|Put|Raise|Recruit|Reduce|Refresh|Remove|Repeat|Replace|Report|Require|Research|Review|Revise|Seek|Send|Set|Share|Simplify|Respond|Secure|Strengthen|Submit|Support|Test|Track|Train|Undertake|Update|Use|Widen|Work|Write) (?:a|an|the|all|and|any|each|every|how|more|new|on|our|out|that|their|this|to|up|what|whether|with|[a-z-]+(?:s|ing|al|ed|nt|ce|ty|on))\b",
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

/// Words of hardship, want or harm: without one, a sentence does not say that something is hard.
static HARDSHIPS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?ix)\b(?:
        not|no|never|nor|neither|none|nobody|nothing|cannot|\w+n['’]t|unless|without|only
        |seldom|rarely|hardly|still\ to\ be|too\ \w+|few(?:er)?|less|little|low(?:er|est)?|least|minus|high(?:er|est)?|twice|more\ than|half
        |difficult\w*|challeng\w+|issues?|problem\w*|concern\w*|risk\w*|barriers?|obstacles?|hinder\w*|hamper\w*|prevent\w*|complex\w*
        |complicated|hard(?:er|est|ship)?|tough\w*|struggl\w+|fail\w*|inability|gaps?|confus\w+|patchy|mixed|vari(?:es|ed|able|ation\w*)|silos?
        |shortfalls?|shortages?|short|scarc\w+|lack\w*|insufficien\w+|inadequa\w+|insecur\w+|incomplete|inconsisten\w+|inequal\w+|inconvenien\w+
        |limit\w*|constrain\w*|restrict\w*|pressur\w*|stretched|los(?:s|ses|e|es|t|ing)|cuts?|deficits?|deficienc\w+|debts?|costs?|costly
        |expensive|inflation\w*|delay\w*|late(?:r|ness)?|slow\w*|wait\w*|backlogs?|queues?|outstanding|overdue|rephas\w+|miss(?:ed|ing)
        |reduc\w+|decreas\w+|declin\w+|fell|fall(?:s|ing|en)?|drop(?:s|ped)?|ris(?:e|es|ing|en)|rose|increas\w+|grow(?:s|ing|n|th)?|deteriorat\w+
        |poor\w*|weak\w*|wors[et]\w*|stop(?:s|ped)?|suspend\w*|cancel\w*|clos(?:ed|ures?|ing)|abeyance|paused?|withdraw\w*|g(?:a|i)v(?:e|ing)\ up
        |gave\ up|isolat\w+|lonel\w+|anxi\w+|stress\w*|fatigue|burn\w*|overwhelm\w*|inundat\w*|demand\w*|need(?:s|ed)?|requir\w+\ (?:\w+\ )?repairs?
        |poverty|depriv\w+|vulnerab\w+|exclu\w+|redundan\w+|bureaucra\w+|duplicat\w+|multiple\ times|fragment\w+|conflict\w*|tension\w*|resist\w*
        |reluctan\w+|mistrust|suffer\w*|harm\w*|abus\w+|violen\w+|crim\w+|cris[ei]s|danger\w*|hazard\w*|threat\w*|damag\w+|adverse\w*|negativ\w+
        |impact\w*|affect\w*|burden\w*|absen\w+|vacanc\w+|turnover|sickness|illness\w*|ill|error\w*|breach\w*|complain\w*|fraud\w*|depend\w+|rel(?:y|ied|ies)
        |fear\w*|worr\w+|afraid|frustrat\w+|deaths?|died|injur\w+|homeless\w*|neglect\w*|congest\w*|flood\w*|pollut\w*|trump\w*|outcompete\w*
        |dis(?:agree|advantag|connect|engag|joint|proportion|repair|rupt|satisf|trust)\w*
        |un(?:able|acceptab|aware|balanc|certain|clear|employ|equal|even|fair|fund|happy|known|likely|met|reliab|safe|suitab|sustain|willing)\w*
        |under[-\ ]?(?:deliver|fund|invest|perform|report|resourc|staff|us)\w*|over[-\ ]?(?:budget|crowd|load|look|spen|stretch|subscrib)\w*|non-\w+
        )\b",
    )
});

/// Words by which a sentence states a difficulty outright, whatever it was tagged as.
static OUTRIGHT_HARD: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:(?:has|have|had|is|was|were|are|be|been|remains?|remained|proved|proving|became|real|significant|main|biggest|particular|major|ongoing)(?: \w+)?(?: an?)? (?:difficult|difficulty|hard|challenges?|challenging|barriers?|problems?|problematic|obstacles?|shortages?|shortfall|overdue|late|delayed)|struggl(?:e|es|ed|ing) (?:to|with)|difficult(?:y|ies) (?:in|with|of|for|accessing|getting|recruiting|finding)|(?:difficult|hard|harder) (?:to|for)|lack(?:s|ed)|lack of|shortages? of|not enough|insufficient|(?:was|were|are|is|been) unable to|(?:too|so) (?:few|little|late|slow|long) (?:to|for|that)|too (?:few|little)|under (?:\w+ )?(?:pressure|strain)|(?:cannot|could not|can['’]t|couldn['’]t) (?:be (?:met|filled|found|shown|seen|kept)|get|see|show|meet|afford|keep|find|reach|cope|attend|join|take part)|fail(?:ed|ing|s) to|(?:one|two|three|\d+|an?) [\w-]+ short|(?:has|have|had) not (?:yet )?(?:begun|started|been (?:done|made|filled|met|agreed|found|possible))|turn(?:s|ed|ing)? (?:\w+ ){0,2}away|(?:has|have|had) no (?:more )?(?:people|staff|money|time|capacity|budget|funding)|(?:offers|requests|calls|people|cases) (?:[\w’'-]+ ){1,5}than (?:[\w’'-]+ ){1,4}(?:can|could)|(?:depends?|relies|rely) on (?:an? single|one)|cut off|gave up|dropped out)\b",
    )
});

/// Words that take a difficulty away, or set it where it is not yet.
static RELIEVED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:overc[oa]m\w+|address(?:es|ed|ing)?|tackl\w+|remov\w+|reduc\w+|no longer|(?:no|not|without|any|never)(?: been)?(?: an?| any)? (?:difficult\w*|problems?|challeng\w+|barriers?|hard|shortages?|delays?|late|overdue)|despite|resolv\w+|solv\w+|mitigat\w+|if|should|may|might|avoid\w*|prevent\w*|identif\w+|whether|used to|in order to|aims? to|would have)\b",
    )
});

/// Whether a sentence states a difficulty outright, and none that was taken away.
pub(super) fn plainly_hard(text: &str) -> bool {
    !pledges(text) && OUTRIGHT_HARD.is_match(&SET_ASIDE.replace_all(text, " ")) && !RELIEVED.is_match(text)
}

/// Words that sound of hardship and tell of none: what was in the way of something that was done, hard times, and success or its want.
static SET_ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:despite|in spite of|regardless of|notwithstanding)\b[^,;.]*|\b(?:challenging|difficult|hard|tough|uncertain) (?:times?|circumstances|periods?|years?)\b|\bsuccess or (?:otherwise|failure)\b",
    )
});

/// What is owed is no result.
static DUTY: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?i)\b(?:should|must|ought to|could be done|remains to be)\b"));

/// Openings that mean something only after the sentence before. "It is important that" and "Those who" stand alone.
static HANGS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)^[“‘'(]?(?:this|these|those|that|they|their|them|it|its|he|she|his|her|such|however|but|and|or|so|also|then|as a result|as such|therefore|thus|hence|in addition|furthermore|moreover|additionally|similarly|likewise|nevertheless|nonetheless|instead|otherwise|consequently|in this (?:way|case|context|respect|regard)|the latter|the former|of these|some of these|all of these|one of these|many of these|most of these|again|meanwhile|for (?:example|instance)|here|there it|none of (?:this|these|it|them|that)|(?:the )?(?:[\w’'-]+ ){1,3}(?:felt|agreed|suggested|requested|proposed|hoped|asked|said) that (?:this|these|it|they) (?:should|must|could|would|will|is|are|was|were|be))\b",
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
        r"(?i)\b(?:too early|too soon|limited (?:perspective|evidence|data|sample|number|view|information|response)|(?:small|low|tiny) (?:samples?|numbers|responses?|number of (?:responses|replies|respondents|participants|interviews|studies|cases|people))|anecdotal|not (?:be )?(?:representative|comparable|complete|verified|validated|tested|possible to|reliable|statistically)|(?:cannot|should not|must not) be (?:compared|added|generalised|attributed|taken|read|seen as|interpreted|understood|relied)|with (?:care|caution)|a (?:snapshot|guide)|snapshot (?:in|of|and)|caution\w*|incomplete|self[- ]reported|response rate|did not (?:look|examine|cover|include|reply|measure|speak|review)|does not (?:cover|include|show|prove)|do not (?:cover|include|show|prove)|no (?:conclusions?|firm)|may not (?:be|reflect)|subject to change|not (?:yet )?known|few people|uncertain)\b",
    )
});

/// "Should" that asks for nothing: who should do what is a question within a sentence, "should there be" a condition, what should be soon
/// is expected, and so is what is to follow, by a time, on what was told; what should be borne in mind is a caution. Nor do calls for help
/// that came in.
static ASKS_NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:who|whom|which|what|how|where)(?: [\w’'-]+){0,3} should\b|\bshould (?:there|an?|any|anyone|these?|those|it|they|we|you)\b|\bshould (?:now )?be (?:soon|ready|finished|complete|completed|enough)\b|\bshould be (?:noted|remembered|(?:kept|borne) in mind)\b|\bthe need to\b| to call on\b|^[“‘'(]?(?:(?:the|these|those|such|many|more|most|some|early|first|public|repeated) )*calls for\b|\b(?:phone|telephone|emergency|\d+|of|from|to|in|with|after|those|these) calls for\b|\b(?:and|but|which) (?:(?:the )?(?:rest|others?|remainder|works?|repairs|it|they|this|these|both|all|(?:second|third|last|next)(?: [\w’'-]+)?) )?should (?:now |all |both |then )?be \w+(?: \w+)? (?:by|in|before|within) (?:the )?(?:(?:start|end|middle) of )?(?:early |late |mid-?)?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|christmas|easter|next|this|20\d\d|\d)",
    )
});

/// Words by which somebody asks outright, as against naming a need.
static OUTRIGHT: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:should|ought to|(?:we|i) (?:also )?(?:ask|request|urge|recommend|call)|call(?:s|ed|ing)? (?:for|on|upon)|recommends?|urges?|(?:desire|need|call|appetite) for (?:greater|better|more|clearer|stronger)|would (?:welcome|like))\b",
    )
});

/// The stance that a sentence was tagged with, where its words bear it out: what somebody pledges is neither a result nor a difficulty,
/// and what is hard has a word of hardship.
pub(super) fn stance(text: &str, tagged: Stance) -> Stance {
    match tagged {
        Stance::Neutral => Stance::Neutral,
        _ if pledges(text) => Stance::Neutral,
        Stance::Challenge if !HARDSHIPS.is_match(&SET_ASIDE.replace_all(text, " ")) => Stance::Neutral,
        other => other,
    }
}

/// The claim that a sentence was tagged with, where its words bear it out; else what is said beside, which claims least.
pub(super) fn claim(text: &str, tagged: ClaimType) -> ClaimType {
    if TARGET.is_match(text) {
        return ClaimType::Aim;
    }
    match tagged {
        ClaimType::Aim if !undertakes(text) => ClaimType::Context,
        // "The need to respond quickly helped" asks nobody for anything, and "Should demand rise" neither.
        ClaimType::Ask if !orders(text) && limits(text) => ClaimType::Caveat,
        ClaimType::Ask if !asks(text) && !orders(text) => ClaimType::Context,
        other => other,
    }
}

/// Whether somebody undertakes something, or something is planned.
fn undertakes(text: &str) -> bool {
    !DOUBTS.is_match(text) && (UNDERTAKES.is_match(text) || PLANNED.is_match(text)) || orders(text)
}

/// Whether a sentence asks for something, outright or by naming a need.
fn asks(text: &str) -> bool {
    let is_conditional = text.starts_with("Should ") && !text.trim_end().ends_with('?');
    !is_conditional && ASKS.is_match(&ASKS_NOTHING.replace_all(text, " "))
}

/// Whether a sentence says no more than what somebody will do or what is to be so: it tells of no result and of no difficulty.
pub(super) fn pledges(text: &str) -> bool {
    // A target may be that less is to be so.
    TARGET.is_match(text) && !TAKES_BACK.is_match(text) || PLEDGE.is_match(text) && !HARD.is_match(text)
}

/// Words by which a sentence says that something lies ahead.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:will|won['’]t|shall|(?:is|are) (?:also |now )?(?:to be|due to|expected to|planned|hoped|being (?:planned|developed|drafted|designed|set up|reviewed))|(?:plans?|aims?|intends?|hopes?|wants?|proposes?) to|would like to|(?:planning|aiming|hoping|intending|looking|going|keen) (?:to|at)|requires? (?:an? )?(?:review|revision|refresh)|under (?:review|development)|in development)\b|^(?:plan|plans|aim|planning|aiming|looking|creating|developing|reviewing|exploring) ",
    )
});

/// Reports that are to come are no plans of anything else.
static TO_REPORT: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:will|shall|to) (?:be )?(?:report(?:ed)?|present(?:ed)?|brought|submit(?:ted)?|come|go) (?:back |on |to )",
    )
});

/// Whether a sentence tells what lies ahead, and neither a difficulty nor a report to come.
pub(super) fn lies_ahead(text: &str) -> bool {
    AHEAD.is_match(text)
        && !plainly_hard(text)
        && !TO_REPORT.is_match(text)
        && !text.to_lowercase().starts_with("challenge")
}

/// Whether a sentence is an order, as the rows of a plan are.
pub(super) fn orders(text: &str) -> bool {
    ORDERS.is_match(text)
}

/// Whether a sentence asks outright.
pub(super) fn asks_outright(text: &str) -> bool {
    OUTRIGHT.is_match(&ASKS_NOTHING.replace_all(text, " "))
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

/// Whether a sentence says that something helped, and takes nothing back: no request, no order, no pledge.
pub(super) fn helped(text: &str) -> bool {
    gains(text) && !DENIES.is_match(text) && !DUTY.is_match(text) && !orders(text) && !pledges(text)
}

/// Whether a sentence cannot be understood without the one before it.
pub(super) fn hangs(text: &str) -> bool {
    HANGS.is_match(text) && !STANDS.is_match(text) || names_nothing(text)
}

/// Words within which "them" is looked for, and words after which it may mean those who act.
const EARLY: usize = 12;
const CLAUSES: [&str; 18] = [
    "that", "which", "who", "whom", "what", "how", "if", "when", "where", "whether", "because", "so", "and", "but",
    "or", "while", "than", "as",
];

/// Whether "them" stands for something that the sentence does not name: in its first clause, in which nothing but those who act is in the
/// plural. "Groups asked about taking them over" speaks of no groups that are taken over.
fn names_nothing(text: &str) -> bool {
    let Some((before, _)) = text.split_once(" them") else { return false };
    let words: Vec<&str> = before.split_whitespace().collect();
    let plural = |word: &&&str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let first_clause = !before.contains([',', ';', ':', '(']) && !words.iter().any(|word| CLAUSES.contains(word));
    let rest = text[before.len() + " them".len()..].chars().next();
    (2..=EARLY).contains(&words.len())
        && first_clause
        && words.last() != Some(&"of")
        && rest.is_none_or(|c| !c.is_alphanumeric())
        && words.iter().filter(plural).count() == 1
        && words.iter().take(2).any(|word| plural(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_needs_words_that_bear_it_out() {
        let aim = |text| claim(text, ClaimType::Aim);
        assert_eq!(aim("Demand rose by a third while the fund stayed the same."), ClaimType::Context);
        assert_eq!(aim("The last bus goes at six, so that nobody can get to the college to work."), ClaimType::Context);
        assert_eq!(aim("The grant stops in May and it is not certain that it will be renewed."), ClaimType::Context);
        assert_eq!(aim("The lease of the hall will end next year."), ClaimType::Context);
        assert_eq!(aim("Fares at these hours will not be more than half of the full fare."), ClaimType::Context);
        for text in [
            "The council will open three hubs.",
            "Partners are looking at how the fund can be shared.",
            "A second hub is to be opened in May.",
            "It is hoped that the group can go on.",
            "Plans are in place for a third round.",
        ] {
            assert_eq!(aim(text), ClaimType::Aim, "{text}");
        }
        assert_eq!(claim("By 2029 three in four will have a plan.", ClaimType::Effect), ClaimType::Aim);
        let ask = |text| claim(text, ClaimType::Ask);
        assert_eq!(ask("Parish councils keep a list of neighbours."), ClaimType::Context);
        assert_eq!(ask("Village halls keep a list of drivers to call on."), ClaimType::Context);
        assert_eq!(ask("We call on all boards to publish."), ClaimType::Ask);
        assert_eq!(ask("Should demand rise, the fund will be short."), ClaimType::Context);
        assert_eq!(ask("Leaders have the figures they need to decide early."), ClaimType::Context);
        assert_eq!(ask("Funders should award for three years."), ClaimType::Ask);
        assert_eq!(ask("Publish the results each year in plain words."), ClaimType::Ask);
        assert_eq!(ask("The need to act quickly brought partners together."), ClaimType::Context);
        assert_eq!(claim("Costs fell.", ClaimType::Effect), ClaimType::Effect);
        assert_eq!(ask("The note should not be read as a finding on any one board."), ClaimType::Caveat);
        assert_eq!(ask("Partnerships should agree a small number of measures."), ClaimType::Ask);
        assert_eq!(ask("The report calls for volunteers to be trained."), ClaimType::Ask);
        assert_eq!(ask("Road teams have met and the plan should be published by May."), ClaimType::Ask);
        for text in [
            "Calls for volunteers on social media brought too many people.",
            "Half of the road is mended and the rest should be done by November.",
            "People were not told which clinic they should go to.",
            "Staff stand by should a second flood come; should there be one, they go out.",
            "It should be kept in mind that some bills come late.",
            "The new shelter is not up yet, and should be soon.",
        ] {
            assert_eq!(ask(text), ClaimType::Context, "{text}");
            assert!(!asks_outright(text), "{text}");
        }
    }

    #[test]
    fn what_is_hard_says_so() {
        let read = |text| stance(text, Stance::Challenge);
        for text in [
            "Difficult times have shown the forum at its best, despite a lack of rooms.",
            "Shared leadership lies at the heart of the success or otherwise of the plan.",
            "By 2031/32 the share of people who wait will have fallen to no more than 2 %.",
        ] {
            assert_eq!(read(text), Stance::Neutral, "{text}");
        }
        for text in ["Carers wait a year for an answer.", "Older tenants gave up.", "Groups don't have a room."] {
            assert_eq!(read(text), Stance::Challenge, "{text}");
        }
        assert_eq!(stance("Costs fell.", Stance::Strength), Stance::Strength);
    }

    #[test]
    fn what_lies_ahead_says_so() {
        for text in [
            "Current plan requires review by January.",
            "The partnership aims to have a host in every ward.",
            "Workshops will take place in the spring.",
            "Plan to review and update outcomes.",
        ] {
            assert!(lies_ahead(text), "{text}");
        }
        for text in [
            "Neither partnership could show what difference its plan had made.",
            "We will report on progress in May.",
            "A revised plan will be reported to the Board in March.",
        ] {
            assert!(!lies_ahead(text), "{text}");
        }
    }

    #[test]
    fn a_plain_difficulty_is_one_whatever_it_was_tagged_as() {
        for text in [
            "The register depends on a single worker and would be hard to keep up without her.",
            "The other three have not begun because the team has been one worker short since August.",
            "The interface has no more people and has had to turn work away.",
            "Locality teams cannot see the figures of the board.",
            "More offers of help were received than the team could answer.",
        ] {
            assert!(plainly_hard(text), "{text}");
        }
        for text in [
            "The barriers to joining were removed and it was not difficult to find drivers.",
            "The group met each Monday and no papers were allowed.",
            "Wardens were named so that carers would have somebody to call.",
            "Difficult times have shown the forum at its best.",
        ] {
            assert!(!plainly_hard(text), "{text}");
        }
        assert!(!asks_outright("Partners lent six rooms and the last plan should be done by November."));
    }

    #[test]
    fn what_helped_says_so() {
        assert!(helped("Complaints fell by a third after wardens were named."));
        assert!(!helped("We will reach more people and improve their health."));
        assert!(!helped("Boards should bring providers together to improve care."));
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
        for text in [
            "This was quicker than before.",
            "However, no plan followed.",
            "They meet each week.",
            "None of this helped.",
            "Groups have asked about taking them over but worry about the roofs.",
            "The forum felt that this should be changed.",
        ] {
            assert!(hangs(text), "{text}");
        }
        for text in [
            "It is too early to say.",
            "Those who live alone were called.",
            "Thesis work continues.",
            "Volunteers took parcels to neighbours and gave them time.",
            "Drivers brought hot meals and left them at doors.",
            "Wardens told us what would help them most.",
        ] {
            assert!(!hangs(text), "{text}");
        }
    }
}
