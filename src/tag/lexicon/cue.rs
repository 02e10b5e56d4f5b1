//! The groups of cues that the stance and claim rules know, by the ids they have in `claims.toml`.

/// A group of cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tag) enum Cue {
    /// Says that something is hard, failing or at risk.
    Difficulty,
    /// Says that something works, helped or improved.
    Success,
    /// Holds a cue word but says nothing: "risk register", "not only".
    Nothing,
    /// Turns the cue that follows: "not", "without".
    Negation,
    /// Opens a clause against the one before: "however", "but".
    Contrast,
    /// Opens a clause that is granted: "while", "although".
    Concession,
    /// Opens a phrase that is granted and set aside: "despite".
    Despite,
    /// Makes the difficulty that follows a task: "tackle", "reduce".
    Mitigation,
    /// Makes the difficulty that follows a thing overcome: "removed", "avoided".
    Resolution,
    /// Makes the difficulty before it a thing overcome: "has been resolved", "have eased".
    Overcome,
    /// Makes the success before it a difficulty: "has not been achieved", "is lacking".
    Failing,
    /// Makes the success before it a wish: "is needed", "is a priority".
    Wanted,
    /// Makes the difficulty before it a thing that is watched: "are reported each month".
    Watched,
    /// Turns what follows it to the end of its clause: "no evidence that", "few of".
    Denial,
    /// A thing measured that is better the more there is of it: "attendance".
    HighIsGood,
    /// A thing measured that is better the less there is of it: "waiting times".
    LowIsGood,
    /// Says that a thing measured rose.
    Rise,
    /// Says that a thing measured fell.
    Fall,
    /// Hope, plan or purpose.
    Aim,
    /// What somebody should do.
    Ask,
    /// A limit of the evidence.
    Caveat,
    /// States a result.
    Result,
    /// States what was or is done.
    Activity,
    /// Marks a passage as procedure: "in attendance", "next meeting".
    Procedure,
    /// Opens a list or section of things that work.
    OpensStrengths,
    /// Opens a list or section of difficulties.
    OpensChallenges,
    /// Opens a list or section of asks.
    OpensAsks,
    /// Opens a list or section of aims.
    OpensAims,
}

/// Every group with its id, in the order of [`IDS`].
const ALL: [Cue; 28] = [
    Cue::Difficulty,
    Cue::Success,
    Cue::Nothing,
    Cue::Negation,
    Cue::Contrast,
    Cue::Concession,
    Cue::Despite,
    Cue::Mitigation,
    Cue::Resolution,
    Cue::Overcome,
    Cue::Failing,
    Cue::Wanted,
    Cue::Watched,
    Cue::Denial,
    Cue::HighIsGood,
    Cue::LowIsGood,
    Cue::Rise,
    Cue::Fall,
    Cue::Aim,
    Cue::Ask,
    Cue::Caveat,
    Cue::Result,
    Cue::Activity,
    Cue::Procedure,
    Cue::OpensStrengths,
    Cue::OpensChallenges,
    Cue::OpensAsks,
    Cue::OpensAims,
];

/// The ids that `claims.toml` may hold.
pub(in crate::tag) const IDS: [&str; 28] = [
    "difficulty",
    "success",
    "nothing",
    "negation",
    "contrast",
    "concession",
    "despite",
    "mitigation",
    "resolution",
    "overcome",
    "failing",
    "wanted",
    "watched",
    "denial",
    "high-is-good",
    "low-is-good",
    "rise",
    "fall",
    "aim",
    "ask",
    "caveat",
    "result",
    "activity",
    "procedure",
    "opens-strengths",
    "opens-challenges",
    "opens-asks",
    "opens-aims",
];

/// The group with this id.
pub(in crate::tag) fn with_id(id: &str) -> Option<Cue> {
    IDS.iter().position(|known| *known == id).map(|i| ALL[i])
}

impl Cue {
    /// Its id in the file.
    pub(in crate::tag) fn id(self) -> &'static str {
        ALL.iter().position(|cue| *cue == self).map_or("", |i| IDS[i])
    }

    /// Cues of one lane compete for the same words; those of another do not. Openers read whole stems and headings, which the
    /// other cues also read.
    pub(in crate::tag) fn is_opener(self) -> bool {
        matches!(self, Cue::OpensStrengths | Cue::OpensChallenges | Cue::OpensAsks | Cue::OpensAims)
    }
}
