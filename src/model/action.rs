//! What `follow` reads of meetings: actions, who was there, recommendations, promises and cited studies.

use crate::model::date::PartialDate;
use crate::model::locator::Locator;
use crate::model::plan::PlanRow;
use crate::model::review::Decision;

/// What an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionKind {
    /// Something that somebody is to do.
    Action,
    /// Something that was decided and asks nothing more of anybody.
    Decision,
    /// Something that one body recommends to another.
    Recommendation,
    /// What must be done about a finding of an audit.
    CorrectiveAction,
}

impl ActionKind {
    /// The words of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            ActionKind::Action => "action",
            ActionKind::Decision => "decision",
            ActionKind::Recommendation => "recommendation",
            ActionKind::CorrectiveAction => "corrective action",
        }
    }
}

/// What is known of an action on the day that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionStatus {
    /// Under way, or not yet due.
    Open,
    /// Said to be done.
    Complete,
    /// A later paper is what was promised.
    Delivered,
    /// Its date has passed and nothing says that it is done.
    Overdue,
    /// Put off to a later meeting.
    CarriedForward,
    /// Stopped for the time being.
    Paused,
    /// Overtaken by something else.
    Superseded,
    /// Followed by another body from now on.
    MovedToOtherReporting,
    /// Later minutes are held and none names it.
    NoLaterMention,
    /// A decision: nothing is left to do.
    Decided,
}

impl ActionStatus {
    /// Every status, in the order of the output contract.
    pub const ALL: [ActionStatus; 10] = [
        ActionStatus::Open,
        ActionStatus::Complete,
        ActionStatus::Delivered,
        ActionStatus::Overdue,
        ActionStatus::CarriedForward,
        ActionStatus::Paused,
        ActionStatus::Superseded,
        ActionStatus::MovedToOtherReporting,
        ActionStatus::NoLaterMention,
        ActionStatus::Decided,
    ];

    /// The words of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            ActionStatus::Open => "open",
            ActionStatus::Complete => "complete",
            ActionStatus::Delivered => "delivered",
            ActionStatus::Overdue => "overdue",
            ActionStatus::CarriedForward => "carried forward",
            ActionStatus::Paused => "paused",
            ActionStatus::Superseded => "superseded",
            ActionStatus::MovedToOtherReporting => "moved to other reporting",
            ActionStatus::NoLaterMention => "no later mention",
            ActionStatus::Decided => "decided",
        }
    }
}

/// An action as last known.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Sixteen hexadecimal digits: a hash of body, wording and the meeting that agreed it.
    pub id: String,
    /// The paper that names it first.
    pub paper_id: String,
    /// That paper's source.
    pub source: String,
    /// Where it stands there.
    pub locator: Locator,
    /// The meeting of that paper.
    pub meeting_date: Option<PartialDate>,
    /// The item of business it belongs to.
    pub item: String,
    /// What is to be done, or was decided.
    pub action: String,
    /// Who has it, as printed.
    pub owner: String,
    /// Who that is. More names than owners where initials can be read in several ways.
    pub owner_name: Vec<String>,
    /// By when, as printed.
    pub due_printed: String,
    /// By when.
    pub due: Option<PartialDate>,
    /// What is known of it.
    pub status: ActionStatus,
    /// What was last said of its progress.
    pub progress: String,
    /// The first meeting or paper that names it.
    pub first_seen: Option<PartialDate>,
    /// The last one.
    pub last_seen: Option<PartialDate>,
    /// How many meetings name it.
    pub times_seen: u32,
    /// The body that agreed it.
    pub body: String,
    /// What it is.
    pub kind: ActionKind,
    /// What else bears on it: the paper that delivers it, or the later minutes that do not name it.
    pub related: Vec<String>,
}

/// How somebody took part in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttendanceStatus {
    /// A member, or who stood in for one.
    Present,
    /// Sent apologies.
    Apologies,
    /// There without being a member.
    InAttendance,
}

impl AttendanceStatus {
    /// The words of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            AttendanceStatus::Present => "present",
            AttendanceStatus::Apologies => "apologies",
            AttendanceStatus::InAttendance => "in attendance",
        }
    }
}

/// A person at a meeting, or missing from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// The minute.
    pub paper_id: String,
    /// Its source.
    pub source: String,
    /// The body that met; empty where it is not known.
    pub body: String,
    /// The meeting.
    pub meeting_date: Option<PartialDate>,
    /// How the person took part.
    pub status: AttendanceStatus,
    /// The name alone.
    pub person: String,
    /// Initials as printed beside the name.
    pub initials: String,
    /// Chair or another office, or a rank.
    pub role: String,
    /// Whom the person works for or speaks for.
    pub organisation: String,
    /// Whom the person stands in for, with rank as printed.
    pub for_person: String,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A paper of that time is what was promised.
    Kept,
    /// A paper is what was promised, but came later.
    Late,
    /// Papers of that time are held and none is what was promised.
    NotFound,
    /// No paper of that time or later is held.
    NoLaterPaper,
}

impl Outcome {
    /// The words of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Kept => "kept",
            Outcome::Late => "late",
            Outcome::NotFound => "not found",
            Outcome::NoLaterPaper => "no later paper",
        }
    }
}

/// A promise to report to a body by a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    /// Sixteen hexadecimal digits: a hash of paper, wording and time.
    pub id: String,
    /// The paper that makes it.
    pub paper_id: String,
    /// That paper's source.
    pub source: String,
    /// Where it stands there.
    pub locator: Locator,
    /// Its words.
    pub text: String,
    /// The body it is made to, as printed.
    pub to_body: String,
    /// The time as printed.
    pub due_printed: String,
    /// The first day that the time can mean.
    pub due_from: Option<PartialDate>,
    /// The last day that the time can mean.
    pub due_to: Option<PartialDate>,
    /// What became of it.
    pub outcome: Outcome,
    /// The paper that keeps it.
    pub kept_by: String,
}

/// A recommendation put to a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// The paper that makes it.
    pub paper_id: String,
    /// That paper's source.
    pub source: String,
    /// Where it stands there.
    pub locator: Locator,
    /// The body that is asked.
    pub body: String,
    /// What is recommended.
    pub text: String,
    /// What the minute says: agreed, noted, amended, deferred or not found; empty where no minute of the meeting is held.
    pub decision: String,
    /// Where the minute says so.
    pub decided_in: String,
}

/// A numbered citation with the study it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The paper.
    pub paper_id: String,
    /// The passage that cites.
    pub passage_id: String,
    /// The number.
    pub number: u32,
    /// The study's title; empty where the paper lists none of that number.
    pub cited_title: String,
}

/// How an item of business, or a meeting, compares with what was planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgendaCheck {
    /// On the agenda, and no heading of the minute is like it.
    PlannedNotMinuted,
    /// In the minute, and no item of the agenda is like it.
    MinutedNotPlanned,
    /// An agenda is held, but no minute of its meeting.
    MinuteNotHeld,
    /// A minute is held, but no agenda of its meeting.
    AgendaNotHeld,
    /// A next meeting was announced, and papers of that day are held.
    MeetingHeld,
    /// A next meeting was announced and called off later.
    MeetingCancelled,
    /// A next meeting was announced; none of its papers are held, though later ones are.
    MeetingNotFound,
    /// A next meeting was announced for a day after the last paper held.
    NoLaterPaper,
}

impl AgendaCheck {
    /// The words of the table.
    pub fn as_str(self) -> &'static str {
        match self {
            AgendaCheck::PlannedNotMinuted => "planned, not minuted",
            AgendaCheck::MinutedNotPlanned => "minuted, not planned",
            AgendaCheck::MinuteNotHeld => "minute not held",
            AgendaCheck::AgendaNotHeld => "agenda not held",
            AgendaCheck::MeetingHeld => "next meeting held",
            AgendaCheck::MeetingCancelled => "next meeting cancelled",
            AgendaCheck::MeetingNotFound => "next meeting not found",
            AgendaCheck::NoLaterPaper => "no later paper",
        }
    }
}

/// A line of the comparison of agendas and minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaLine {
    /// The body that met.
    pub body: String,
    /// The meeting.
    pub meeting_date: Option<PartialDate>,
    /// What was found.
    pub check: AgendaCheck,
    /// The item as printed, or the meeting that was announced.
    pub item: String,
    /// The paper it is read from.
    pub paper_id: String,
    /// That paper's source.
    pub source: String,
    /// Page on which it stands there.
    pub page: Option<u32>,
    /// The paper it was looked for in, or that shows that the meeting was held.
    pub against: String,
}

/// All that `follow` makes of a corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Followed {
    /// By source, paper and position of the first mention.
    pub actions: Vec<Action>,
    /// By source, paper and position.
    pub attendance: Vec<Attendee>,
    /// By source, paper and position.
    pub promises: Vec<Promise>,
    /// By source, paper and position.
    pub recommendations: Vec<Recommendation>,
    /// By source, paper and position.
    pub references: Vec<Reference>,
    /// By source, paper and position.
    pub plan: Vec<PlanRow>,
    /// By body, meeting and order of print.
    pub agendas: Vec<AgendaLine>,
    /// Decisions of people about the status of an action that is not among them.
    pub lost: Vec<Decision>,
}
