//! Sentences that show each rule at work, and each way in which a cue can mislead.

use super::gold::paper;
use super::tagger::Tagger;
use crate::model::codebook::Facet;
use crate::model::tags::{ClaimType, PassageTags, Scope, Stance};

fn tag(tagger: &Tagger, text: &str, section: &[&str], stem: Option<&str>) -> PassageTags {
    tagger.tag(&paper(&[(text, section, stem, None)])).passages.remove(0)
}

#[test]
fn stance_of_sentences() {
    stances(&[
        (Stance::Challenge, "A lack of core funding is holding groups back."),
        (Stance::Challenge, "The service struggled with recruitment over the winter."),
        (Stance::Challenge, "Progress has been patchy and the quality of plans varies considerably."),
        (Stance::Challenge, "Joint commissioning has not worked well."),
        (Stance::Challenge, "The board has failed to address the shortage of drivers."),
        (Stance::Strength, "Transport is no longer a barrier to taking part."),
        (Stance::Strength, "The hub removed many of the barriers that families met."),
        (Stance::Strength, "Without the warden scheme the damage would have been much worse."),
        (Stance::Strength, "Sharing data between partners worked well."),
        (Stance::Mixed, "While trust has improved, there is still a shortage of volunteers."),
        (Stance::Mixed, "The scheme was successful but funding is uncertain."),
        (Stance::Strength, "Despite the difficulties, staff worked well together."),
        (Stance::Neutral, "The partnership aims to build stronger relationships and improved outcomes."),
        (
            Stance::Neutral,
            "We will offer better care by working with families; adding visits at weekends; improving the outcomes achieved.",
        ),
        (Stance::Strength, "We will keep the hub open; it has improved outcomes for families."),
        (Stance::Neutral, "Partners should make better use of data."),
        (Stance::Neutral, "Ensure that services are effective and well managed."),
        (Stance::Neutral, "Has the scheme been effective?"),
        (Stance::Neutral, "The strategy sets out how we will tackle barriers to employment."),
        (Stance::Neutral, "The risk register was noted."),
        (Stance::Neutral, "The convener welcomed members to the meeting."),
    ]);
}

fn stances(cases: &[(Stance, &str)]) {
    let tagger = Tagger::load(None).unwrap();
    let mut wrong = Vec::new();
    for (stance, text) in cases {
        let tags = tag(&tagger, text, &[], None);
        let rules: Vec<&str> = tags.mentions.iter().map(|m| m.rule.as_str()).collect();
        if tags.stance != *stance {
            wrong.push(format!("{text} {:?} {rules:?}", tags.stance));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_said_behind_a_difficulty_or_success_counts() {
    stances(&[
        (Stance::Strength, "The shortage of interpreters has been resolved."),
        (Stance::Strength, "Barriers between the two teams were removed."),
        (Stance::Challenge, "The shortage of interpreters has not been resolved."),
        (Stance::Challenge, "Good working relationships have been undermined."),
        (Stance::Challenge, "Good practice was not shared."),
        (Stance::Challenge, "The improved service was short-lived."),
        (Stance::Neutral, "Improved data sharing is needed."),
        (Stance::Neutral, "Stronger leadership is a priority for the board."),
        (Stance::Neutral, "Serious incidents are reported to each meeting."),
    ]);
}

#[test]
fn purposes_and_denials_reach_as_far_as_they_go() {
    stances(&[
        (Stance::Challenge, "The plan to cut delays has been held up by a shortage of drivers."),
        (Stance::Strength, "The advice given to help families was effective."),
        (Stance::Neutral, "We plan to make sure that services are more effective."),
        (Stance::Neutral, "Work is planned to ensure services are more effective."),
        (Stance::Challenge, "Plans to mend governance are weak."),
        (Stance::Challenge, "Reducing visits has caused serious harm."),
        (Stance::Challenge, "The survey did not show that the scheme had improved outcomes."),
        (Stance::Challenge, "None of the pilots has improved outcomes for carers."),
        (Stance::Neutral, "The auditors did not find any serious weaknesses."),
        (Stance::Strength, "The team addressed a shortage of carers."),
        (Stance::Strength, "Families no longer face long delays."),
        (Stance::Challenge, "The council should have consulted tenants first."),
    ]);
}

#[test]
fn what_rose_or_fell_is_judged_by_what_is_measured() {
    stances(&[
        (Stance::Challenge, "Attendance was lower than in the previous year."),
        (Stance::Challenge, "Rent arrears reached their highest level in five years."),
        (Stance::Challenge, "Complaints rose by a third."),
        (Stance::Strength, "Complaints about noise fell by a third."),
        (Stance::Strength, "Waiting times have fallen since May."),
        (Stance::Strength, "Staff turnover is low."),
        (Stance::Challenge, "Uptake remains low."),
        (Stance::Strength, "There has been a reduction in antisocial behaviour."),
        (Stance::Strength, "Crime fell and satisfaction rose."),
        (Stance::Challenge, "Crime has not fallen."),
        (Stance::Neutral, "We aim for a rise in attendance."),
        (Stance::Neutral, "The temperature rose."),
    ]);
}

#[test]
fn figures_are_judged_by_what_they_are_held_against() {
    stances(&[
        (Stance::Challenge, "Only 61% of invoices were paid on time against a target of 95%."),
        (Stance::Strength, "97% of invoices were paid on time against a target of 95%."),
        (Stance::Strength, "Sickness absence was 4.1% against a target of 5%."),
        (Stance::Challenge, "Repairs took 19 days (target 15 days)."),
        (Stance::Challenge, "The council built 61 homes against a target of 95."),
        (Stance::Mixed, "Emissions came down by 12% against a target of 20%."),
        (Stance::Neutral, "The city is to be carbon neutral by 2040 (national target 2045)."),
        (Stance::Neutral, "The plan serves Goal 3 (target 3.4)."),
        (Stance::Strength, "The council completed 340 homes in 2023/24 against a target of 300."),
        (Stance::Challenge, "The service made 240 placements in 2023, against a target of 300."),
        (Stance::Strength, "340 homes were finished by 31 March against a target of 300."),
        (Stance::Challenge, "Of letters on housing, 61% were answered within 5 days against a target of 95%."),
        (Stance::Neutral, "The hub was open for 1,200 hours against a target of 1,000 hours."),
        (Stance::Challenge, "The appeal raised £900,000 against a target of £1.2 million."),
        (Stance::Neutral, "Library opening hours went from 40 hours to 25 hours a week."),
        (Stance::Neutral, "The register holds pupils from 5 to 18 by age."),
        (Stance::Neutral, "The team met 5 partners (National Care Standards 2017)."),
        (Stance::Neutral, "See https://a.uk/61(target:95) for the list."),
        (
            Stance::Strength,
            "The team dealt with 92% of complaints within 5 days, compared with a national target of 90%.",
        ),
        (Stance::Challenge, "Waiting times went from 9 weeks to 18 weeks."),
        (Stance::Strength, "The time to an answer went from 3.5 weeks in 2021 to 2."),
        (Stance::Neutral, "The office is open from 9 to 5."),
        (Stance::Neutral, "The plan runs from 2018 to 2020."),
        (Stance::Neutral, "The notice period went from 4 weeks to 6 weeks."),
        (Stance::Neutral, "We aim to go from 61% to 95% against a target of 95%."),
    ]);
}

#[test]
fn stems_that_deny_open_nothing_and_lead_ins_may_speak() {
    let tagger = Tagger::load(None).unwrap();
    let below = |stem| tag(&tagger, "Sharing records between the teams.", &[], Some(stem)).stance;
    assert_eq!(below("The barriers were:"), Stance::Challenge);
    assert_eq!(below("There were no barriers to:"), Stance::Neutral);
    assert_eq!(below("Barriers have been removed, such as:"), Stance::Neutral);
    let text = "Recruitment remains difficult. Twelve posts were advertised.";
    let mut one = paper(&[(text, &[], None, None)]);
    one.passages[0].lead_in = Some(30);
    let tags = tagger.tag(&one).passages.remove(0);
    assert_eq!((tags.stance, tags.statements.len()), (Stance::Challenge, 2));
}

#[test]
fn columns_of_strengths_and_difficulties_hold_these() {
    let tagger = Tagger::load(None).unwrap();
    let row = |text: &str, headers: [&str; 2]| {
        let mut one = paper(&[(text, &[], None, None)]);
        let (first, _) = text.split_once(" | ").unwrap();
        let second = first.len() as u32 + 3;
        one.passages[0].columns = vec![(headers[0].to_owned(), 0), (headers[1].to_owned(), second)];
        one.passages[0].lead_in = Some(first.len() as u32);
        let statements = tagger.tag(&one).passages.remove(0).statements;
        statements.iter().map(|statement| statement.stance).collect::<Vec<_>>()
    };
    assert_eq!(
        row("Staff know the villages | Improved letters to families", ["Strengths", "Areas for improvement"]),
        [Stance::Strength, Stance::Challenge]
    );
    assert_eq!(row("Cost of hall hire | Rents doubled in May", ["Barriers", "Example"])[0], Stance::Challenge);
    assert_eq!(row("Cost of hall hire | The trust paid", ["Item", "Outcome"]), [Stance::Neutral]);
    // A first cell that is a sentence is one statement, and so is a lead-in that nothing follows.
    assert_eq!(row("Hall hire is too dear. | Rents doubled in May", ["Barriers", "Example"]).len(), 2);
    assert_eq!(row("Hall hire is too dear. | ", ["Barriers", "Example"]), [Stance::Challenge]);
}

#[test]
fn claims_of_sentences() {
    let tagger = Tagger::load(None).unwrap();
    for (claim, text) in [
        (ClaimType::Effect, "Co-location has improved response times."),
        (ClaimType::Activity, "A working group was set up in May."),
        (ClaimType::Aim, "The council will open three hubs next year."),
        (ClaimType::Ask, "The Scottish Government should publish its guidance sooner."),
        (ClaimType::Caveat, "Only nine areas replied, so the figures should be treated with caution."),
        (ClaimType::Context, "Moray has four learning communities."),
    ] {
        assert_eq!(tag(&tagger, text, &[], None).statements[0].claim, claim, "{text}");
    }
}

#[test]
fn a_stem_sets_the_default_and_however_turns_it() {
    let tagger = Tagger::load(None).unwrap();
    let item =
        "The number of different application forms for small grants. However, the new portal has been a great success.";
    let tags = tag(&tagger, item, &[], Some("Challenges include:"));
    let stances: Vec<Stance> = tags.statements.iter().map(|s| s.stance).collect();
    assert_eq!(stances, [Stance::Challenge, Stance::Strength]);
    assert_eq!(tags.stance, Stance::Mixed);
    let asks = tag(&tagger, "stronger scrutiny of savings;", &[], Some("The committee is recommended to agree:"));
    assert_eq!((asks.stance, asks.statements[0].claim), (Stance::Neutral, ClaimType::Ask));
}

#[test]
fn sentences_are_never_crossed() {
    let tagger = Tagger::load(None).unwrap();
    let text = "Volunteers delivered food parcels to shielding residents. Broadband is poor in the glens.";
    let tags = tag(&tagger, text, &["Mobilising communities"], None);
    assert_eq!(tags.statements[1].challenges, ["digital-access"]);
    assert!(tags.statements[0].challenges.is_empty());
    assert!(tags.statements[1].themes.iter().all(|theme| theme.id != "community-mobilisation"));
    let heading: Vec<&str> =
        tags.mentions.iter().filter(|m| m.scope == Scope::Heading).map(|m| m.concept.as_str()).collect();
    assert!(heading.is_empty(), "a passage with a theme of its own is not filled");
    let filled = tag(
        &tagger,
        "They did so within a few days of the first call, and went on for a year.",
        &["Mobilising communities"],
        None,
    );
    assert_eq!(filled.statements[0].themes[0].id, "community-mobilisation");
}

#[test]
fn lead_in_heading_and_paper_give_the_area() {
    let tagger = Tagger::load(None).unwrap();
    let mut given = paper(&[
        ("Angus \u{2013} A lot of work was done.", &[], None, Some(5)),
        ("Visitor numbers rose.", &["Examples", "Moray"], None, None),
        ("Visitor numbers fell.", &[], None, None),
    ]);
    given.title = "Fife Council: annual report".to_owned();
    let tags = tagger.tag(&given);
    assert_eq!(tags.area.as_deref(), Some("S12000047"));
    let areas: Vec<(&str, Scope)> =
        tags.passages.iter().map(|p| (p.statements[0].areas[0].id.as_str(), p.statements[0].areas[0].scope)).collect();
    assert_eq!(areas, [("S12000041", Scope::LeadIn), ("S12000020", Scope::Heading), ("S12000047", Scope::Paper)]);
    let lead = &tags.passages[0].mentions.iter().find(|m| m.facet == Facet::Place).unwrap();
    assert_eq!((lead.scope, lead.span, lead.surface.as_str()), (Scope::LeadIn, Some((0, 5)), "Angus"));
    assert_eq!(tags.passages[0].statements[0].start, 8);
}

#[test]
fn odd_input_is_no_trouble() {
    let tagger = Tagger::load(None).unwrap();
    for text in ["", " ", "|", " | | ", "\u{0}", "é—ß £5 …", "...", "However,", "not not not", "(((", "a | b | c"]
    {
        for lead in [None, Some(0), Some(1), Some(99)] {
            let tags = tagger.tag(&paper(&[(text, &[""], Some(""), lead)]));
            for mention in &tags.passages[0].mentions {
                assert!(mention.span.is_none_or(|(start, end)| start < end));
            }
        }
    }
}

#[test]
fn what_is_said_in_passing_is_no_theme() {
    let tagger = Tagger::load(None).unwrap();
    let themes = |text: &str| -> Vec<String> {
        let tags = tag(&tagger, text, &[], None);
        let mut ids: Vec<String> =
            tags.mentions.iter().filter(|m| m.facet == Facet::Theme).map(|m| m.concept.clone()).collect();
        ids.dedup();
        ids
    };
    assert!(
        themes("The Director of Adult Social Care and the Cabinet Member for Education were in attendance.").is_empty()
    );
    assert!(themes("The next meeting is on Tuesday 4 May at 7pm in the library.").is_empty());
    assert_eq!(themes("The last bus now leaves before the end of the working day."), ["transport-roads"]);
}
