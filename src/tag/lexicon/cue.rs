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

/// Every group with the id that it has in `claims.toml`.
const ALL: [(Cue, &str); 28] = [
    (Cue::Difficulty, "difficulty"),
    (Cue::Success, "success"),
    (Cue::Nothing, "nothing"),
    (Cue::Negation, "negation"),
    (Cue::Contrast, "contrast"),
    (Cue::Concession, "concession"),
    (Cue::Despite, "despite"),
    (Cue::Mitigation, "mitigation"),
    (Cue::Resolution, "resolution"),
    (Cue::Overcome, "overcome"),
    (Cue::Failing, "failing"),
    (Cue::Wanted, "wanted"),
    (Cue::Watched, "watched"),
    (Cue::Denial, "denial"),
    (Cue::HighIsGood, "high-is-good"),
    (Cue::LowIsGood, "low-is-good"),
    (Cue::Rise, "rise"),
    (Cue::Fall, "fall"),
    (Cue::Aim, "aim"),
    (Cue::Ask, "ask"),
    (Cue::Caveat, "caveat"),
    (Cue::Result, "result"),
    (Cue::Activity, "activity"),
    (Cue::Procedure, "procedure"),
    (Cue::OpensStrengths, "opens-strengths"),
    (Cue::OpensChallenges, "opens-challenges"),
    (Cue::OpensAsks, "opens-asks"),
    (Cue::OpensAims, "opens-aims"),
];

/// The ids that `claims.toml` may hold.
pub(in crate::tag) const IDS: [&str; ALL.len()] = {
    let mut ids = [""; ALL.len()];
    let mut i = 0;
    while i < ids.len() {
        ids[i] = ALL[i].1;
        i += 1;
    }
    ids
};

/// The group with this id.
pub(in crate::tag) fn with_id(id: &str) -> Option<Cue> {
    ALL.into_iter().find(|(_, known)| *known == id).map(|(cue, _)| cue)
}

impl Cue {
    /// Its id in the file.
    pub(in crate::tag) fn id(self) -> &'static str {
        ALL.into_iter().find(|(cue, _)| *cue == self).map_or("", |(_, id)| id)
    }

    /// Whether it opens a list or section. Openers read whole stems and headings, which the other cues also read, so that no phrase
    /// which says nothing silences them.
    pub(in crate::tag) fn is_opener(self) -> bool {
        matches!(self, Cue::OpensStrengths | Cue::OpensChallenges | Cue::OpensAsks | Cue::OpensAims)
    }
}
