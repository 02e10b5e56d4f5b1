//! The shipped gazetteer, tried on small texts both ways.

use super::*;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Gazetteer> = LazyLock::new(|| {
    let places = include_str!("../../../lexicon/places.csv");
    let bodies = include_str!("../../../lexicon/organisations.csv");
    Gazetteer::from_csv(places, bodies).unwrap_or_else(|e| panic!("{e}"))
});

fn gazetteer() -> &'static Gazetteer {
    &SHIPPED
}

/// Words that make a paper Scottish, English or foreign.
const SCOTTISH: &str =
    "The Scottish Government, COSLA and Audit Scotland met. Community Planning Partnerships in Scotland.";
const ENGLISH: &str =
    "Kent County Council, Medway Council and West Sussex County Council work with NHS England and the CQC.";
const FOREIGN: &str =
    "The Federal Transit Administration reviewed Virginia, Ohio and Illinois under U.S. law. Washington.";

fn codes(gazetteer: &Gazetteer, paper: &str, text: &str) -> Vec<String> {
    let context = gazetteer.context(&[paper, text]);
    gazetteer
        .find_in(text, &context)
        .into_iter()
        .map(|h| h.code[h.code.len() - 2..].to_owned() + &h.code[..1])
        .collect()
}

/// Each case: text, and the last two digits and nation letter of the codes expected, in order.
fn check(paper: &str, cases: &[(&str, &str)]) {
    let gazetteer = gazetteer();
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found = codes(gazetteer, paper, text).join(" ");
        if found != *expected {
            wrong.push(format!("{text}\n    found [{found}], expected [{expected}]"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_scottish_area_is_found_by_each_of_its_names() {
    let gazetteer = gazetteer();
    let areas = gazetteer.areas();
    assert_eq!(areas.iter().filter(|a| a.nation == "Scotland" && !a.is_nation).count(), 32);
    assert_eq!(areas.iter().filter(|a| a.is_nation).count(), 4);
    assert!(areas.windows(2).all(|w| w[0].code < w[1].code));
    for area in areas.iter().filter(|a| a.nation == "Scotland") {
        for text in [
            format!("In {}, partners met.", area.name),
            format!("{} - A lot of work was done", area.name),
            format!("Fife, {} and Inverclyde", area.name),
            format!("THE FUTURE OF {}", area.name.to_uppercase()),
            format!("{}’s plan", area.name),
        ] {
            let hits = gazetteer.find(&text);
            assert!(hits.iter().any(|h| h.code == area.code), "{text}: {hits:?}");
        }
        let council = format!("{} Council said so", area.name);
        if !area.is_nation && area.name != "City of Edinburgh" && !area.name.starts_with("Na h") {
            assert_eq!(gazetteer.find(&council).first().map(|h| h.kind), Some(PlaceKind::Council), "{council}");
        }
    }
}

#[test]
fn areas_and_their_other_names() {
    check(
        SCOTTISH,
        &[
            ("Perth & Kinross and Dumfries & Galloway agreed", "48S 06S"),
            ("Na h-Eileanan Siar, Orkney and Shetland", "13S 23S 27S"),
            ("Comhairle nan Eilean Siar took the lead in the Western Isles", "13S 13S"),
            ("people in the Borders; across borders and Cross Borders", "26S"),
            ("Scottish Borders Council’s plan", "26S"),
            ("the Highlands saw growth", "17S"),
            ("Glasgow City Council, City of Edinburgh Council and Fife council", "49S 36S 47S"),
            ("East, North and South Ayrshire were early", "08S 21S 28S"),
            ("North and South Lanarkshire, East and West Dunbartonshire", "50S 29S 45S 39S"),
            ("East and Midlothian", "10S 19S"),
            ("Argyll and Bute", "35S"),
            ("Edinburgh-based and pan-Fife work", "36S 47S"),
            ("Dundee/Angus/Perth and Kinross", "42S 41S 48S"),
            ("MORAY", "20S"),
            (
                "Aberdeen City Aberdeenshire Angus Argyll & Bute Clackmannanshire Stirling Highland Moray",
                "33S 34S 41S 35S 05S 30S 17S 20S",
            ),
            ("angus, fife and stirling in lower case", ""),
        ],
    );
}

#[test]
fn people_are_not_places() {
    check(
        SCOTTISH,
        &[
            ("Angus MacLeod reported on roads", ""),
            ("Cllr Keith thanked Gordon and Douglas", ""),
            ("Carol Hamilton and Cllr. Hamilton sent apologies", ""),
            ("Stirling Moss and Ms Stirling attended", ""),
            ("J. Stirling, K Perth and A. Selkirk", ""),
            ("Lewis Hamilton won; Harris agreed", ""),
            ("Angus said he would write to Gordon", ""),
            ("Ross Paisley, Linda Moffat, Alison Nairn", ""),
            ("Hamilton thanked the clerk", ""),
            ("Isla Thomson, Iona Bain and Alexandria Smith", ""),
            ("Angus Community Plan; the Angus Response Team", "41S 41S"),
            ("in Angus, Stirling and Falkirk", "41S 30S 14S"),
            ("Stirling - Community groups met", "30S"),
            ("In Hamilton, residents of Paisley and people from Nairn", "29S 38S 17S"),
            ("Hamilton Community Council met in Keith", "29S 20S"),
            ("Angus highlighted the need for data", "41S"),
        ],
    );
}

#[test]
fn a_person_of_the_paper_is_a_person_throughout() {
    let gazetteer = gazetteer();
    let whole =
        [SCOTTISH, "Present: Angus MacLeod (Chair)", "Angus to contact Fife Council.", "Work in Angus goes on."];
    let context = gazetteer.context(&whole);
    assert_eq!(gazetteer.find_in(whole[2], &context).len(), 1, "Fife Council alone");
    let village = [SCOTTISH, "Held in Ayton", "Ayton Community Council", "Ayton was Highly Commended"];
    assert_eq!(gazetteer.find_in(village[3], &gazetteer.context(&village)).len(), 1);
    let both = [SCOTTISH, "Angus MacLeod of Angus Council", "Angus: progress", "Need in Angus", "Angus HSCP"];
    let context = gazetteer.context(&both);
    assert_eq!(gazetteer.find_in(both[2], &context).len(), 1);
}

#[test]
fn bodies_streets_and_things_are_not_places() {
    check(
        SCOTTISH,
        &[
            ("Edinburgh College, NHS Fife, Police Scotland and Heriot-Watt University", ""),
            ("NHS Lothian and NHS Forth Valley", ""),
            ("University of Stirling, Dundee United and the Bank of Scotland", ""),
            ("Moray House and the Moray Firth", ""),
            ("Highland dress, Highland Games and Highland cattle", ""),
            ("Perth Road, Hamilton Street, Glasgow Road and Stirling Terrace", ""),
            ("the Duke of Edinburgh’s Award, Earl of Angus, Aberdeen Angus", ""),
            ("Highlands and Islands Enterprise", ""),
            ("HMP Edinburgh; Greater Glasgow and Clyde; Greater Manchester", ""),
            ("www.fife.gov.uk/Fife and a@Angus.org", ""),
            ("the Transport (Scotland) Act 2019", ""),
            ("Cycling Scotland and Scotland Excel", ""),
            ("Highland communities, the Highland Council", "17S 17S"),
            ("Perth Royal Infirmary and Paisley Town Hall", "48S 38S"),
        ],
    );
}

#[test]
fn bodies_of_one_area_name_it_and_bodies_of_several_do_not() {
    let gazetteer = gazetteer();
    let ids = |text: &str| -> Vec<(String, usize)> {
        gazetteer.organisations(text).into_iter().map(|o| (o.id, o.areas.len())).collect()
    };
    assert_eq!(ids("NHS Lothian met COSLA"), [("nhs-lothian".to_owned(), 4), ("cosla".to_owned(), 1)]);
    assert_eq!(ids("Police Scotland, Edinburgh College and Audit Scotland").len(), 3);
    assert_eq!(ids("Fife HSCP; Perth & Kinross Integration Joint Board").len(), 2);
    let (places, bodies) = gazetteer.find_all("Falkirk CVS and EVOC worked with Fife HSCP", &PaperContext::default());
    assert_eq!(bodies.len(), 3);
    assert_eq!(places.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["S12000014", "S12000047"]);
    assert!(gazetteer.organisation_concepts().len() > 200);
}

#[test]
fn settlements_need_a_text_about_scotland() {
    check(SCOTTISH, &[("Govan, Leith, Tayport and Inverness", "49S 36S 47S 17S"), ("Wick is in Caithness", "17S")]);
    check(ENGLISH, &[("people in Govan, Perth and Hamilton", ""), ("Perth in Scotland", "48S 03S")]);
    check("", &[("We met in Perth and Hamilton", ""), ("Perth, Fife and Angus", "48S 47S 41S")]);
}

#[test]
fn places_elsewhere_are_not_ours() {
    check(
        FOREIGN,
        &[
            ("Stirling, Aberdeen and Hamilton", ""),
            ("Midlothian Turnpike, Dundee and Edinburgh Drive", ""),
            ("Richmond, VA and Kent, Ohio; Boston and Lincoln", ""),
            ("Angus Smith of Perth met Douglas County", ""),
            ("Highland Springs", ""),
        ],
    );
    check(
        SCOTTISH,
        &[
            ("Hamilton, Ontario; Perth, Western Australia; Dundee, Illinois", ""),
            ("New York, New England and Nova Scotia", ""),
            ("Newport-on-Tay", "47S"),
            ("Perth in Western Australia; the South of Scotland", ""),
        ],
    );
    check("", &[("Stirling, Ontario", ""), ("Aberdeen (Washington)", "")]);
}

#[test]
fn english_names_that_are_words_need_more() {
    check(
        ENGLISH,
        &[
            ("Reading skills and a Bath chair; a Sale of goods", ""),
            ("attainment in Reading, Writing and Maths", ""),
            ("Reading Borough Council, Bury Council", "38E 02E"),
            ("residents in Reading, Slough and Swindon", "38E 39E 30E"),
            ("Mr Bolton and Mrs Kent live in Kent", "16E"),
            ("Kent and Medway; West Kent", "16E 35E 16E"),
            ("Suffolk Road, Kent Street, the Duke of Kent", ""),
        ],
    );
    check(SCOTTISH, &[("Newport, Lincoln and Boston firms", ""), ("visitors from England and Wales", "01E 04W")]);
}

#[test]
fn abbreviations_hold_for_the_paper_that_introduces_them() {
    let gazetteer = gazetteer();
    let whole = ["Dumfries and Galloway Council (“DGCo”) met.", "DGCo agreed; XDGCo did not."];
    let context = gazetteer.context(&whole);
    let hits = gazetteer.find_in(whole[1], &context);
    assert_eq!(hits.len(), 1);
    assert_eq!((hits[0].code.as_str(), hits[0].kind), ("S12000006", PlaceKind::Council));
    assert!(gazetteer.find(whole[1]).is_empty());
    let area = gazetteer.introduced("North Lanarkshire (NLCx) and East Ayrshire (EAC), Fife (see below), Moray (2019)");
    assert_eq!(area.iter().map(|a| (a.short.as_str(), a.body)).collect::<Vec<_>>(), [("EAC", true)]);
    let usual = [SCOTTISH, "Scottish Borders Council met.", "SBC agreed."];
    assert_eq!(gazetteer.find_in(usual[2], &gazetteer.context(&usual)).len(), 1);
    let other = [SCOTTISH, "Scottish Borders and a Standard Business Case (SBC).", "SBC agreed."];
    assert_eq!(gazetteer.find_in(other[2], &gazetteer.context(&other)).len(), 0);
}

#[test]
fn hostile_text_is_survived_and_hits_are_in_order() {
    let gazetteer = gazetteer();
    let long = "East, ".repeat(5000) + "West Lothian (";
    for text in
        ["", "’", "Fife’", "(Fife", "é Fife é", "\u{feff}Angus\u{0}", "Perth and Kinross Council (", long.as_str()]
    {
        let context = gazetteer.context(&[text]);
        let (places, _) = gazetteer.find_all(text, &context);
        assert!(places.windows(2).all(|w| w[0].end <= w[1].start));
        assert!(places.iter().all(|p| text.get(p.start..p.end).is_some() && !p.name.is_empty()));
    }
}

#[test]
fn the_names_of_a_long_list_are_read_once() {
    let context = PaperContext { nation: gazetteer().context(&[ENGLISH]).nation, ..PaperContext::default() };
    // Walked again from each of its names it would take an hour.
    let list = "Fife, Moray, ".repeat(60_000);
    assert_eq!(gazetteer().find_all(&list, &context).0.len(), 120_000);
}

#[test]
fn a_usual_short_form_stands_for_the_area_whose_places_a_paper_names() {
    let gazetteer = gazetteer();
    let whole = [
        "Ayton Community Council, Scotland",
        "From Ayton to Eyemouth and Reston",
        "SBC were to cover the costs. Jo Bell (SBC)",
    ];
    let context = gazetteer.context(&whole);
    let codes: Vec<String> = gazetteer.find_in(whole[2], &context).into_iter().map(|hit| hit.code).collect();
    assert_eq!(codes, ["S12000026", "S12000026"]);
    let elsewhere = ["A paper of Fife", "Kirkcaldy, Leven and Methil", "SBC were to cover the costs."];
    assert!(gazetteer.find_in(elsewhere[2], &gazetteer.context(&elsewhere)).is_empty());
}

#[test]
fn authors_and_publishers_are_not_places() {
    check(
        SCOTTISH,
        &[
            ("Kelso (2011) shows that plans change, as do Stirling and Hamilton (2014, p. 9).", ""),
            ("Moray et al. (2016) and Fife et al. show it", ""),
            ("Plans change (see Stirling, 2011; Hamilton & Perth, 2014a).", ""),
            ("Paisley, T. and Moray, R. (2012) Plans. Edinburgh: Hill and Glen.", ""),
            ("The History of a Town, Glasgow: Riverside Publishing", ""),
            ("Work in Moray (2019) and for Stirling (2020) went on", "20S 30S"),
            ("Stirling (2019): a hub opened", "30S"),
            ("Hubs opened (Fife, 2019) and (Stirling, May 2021)", "47S 30S"),
            ("Inverclyde, Moray and Angus (2018) opened hubs", "18S 20S 41S"),
            ("Fife: Hubs and Hope", "47S"),
            ("Volunteers helped in Moray, A. Bell said", "20S"),
        ],
    );
}

#[test]
fn bodies_that_close_far_from_the_name_are_not_places() {
    check(
        SCOTTISH,
        &[
            ("Stirling Old Town Football Club, Orkney Boat Repairs Ltd and Dundee Housing Association", ""),
            ("the Glasgow Parks and the Edinburgh Festival Fringe Act 1999", "49S"),
            ("the Aberdeen Gazette, the Fife Times and Fife Division of Police Scotland", ""),
            ("NHS Fife, Orkney and Shetland; NHS Fife and East Lothian; NHS Fife and Fife", "10S 47S"),
            ("the Universities of Dundee and Stirling; Fife and Falkirk Colleges", ""),
            ("The Fife Health and Wellbeing plan went to the Health Board.", "47S"),
            ("Fife Leisure and Culture Trust; Moray Faces Limited Funding; Fife Evening Classes", "47S 20S 47S"),
            ("BBC Orkney, HMS Dundee, the Inverness and Highland City Region Deal", ""),
        ],
    );
}

#[test]
fn an_area_acts_and_says_as_a_body() {
    check(
        SCOTTISH,
        &[
            ("Angus introduced one form. Stirling said that it had no staff.", "41S 30S"),
            ("Stirling said that he had no staff.", ""),
            ("Meanwhile Stirling waits. Similarly Angus does. Neighbouring Moray went on.", "30S 41S 20S"),
            ("Wanjiru Stirling waits.", ""),
        ],
    );
    let gazetteer = gazetteer();
    let whole = [SCOTTISH, "Present: Cllr Angus", "Angus said that the plan is late."];
    assert!(gazetteer.find_in(whole[2], &gazetteer.context(&whole)).is_empty());
}

#[test]
fn doubtful_settlements_in_a_place_s_position() {
    check(
        SCOTTISH,
        &[
            ("Livingston is well served. The Hamilton centre closed.", "40S 29S"),
            ("Kelso-based staff; people on Barra, people on Lewis", "26S 13S 13S"),
            ("a report on Gordon", ""),
            ("Hamilton has said that she will go", ""),
            ("In Dollar the bank closed; In Denny many wait", "05S 14S"),
            ("carers of Wick, Nairn and Keith", "17S 17S 20S"),
            ("Wick, Law and Reading", ""),
            ("Borders: buses are few", "26S"),
        ],
    );
}

#[test]
fn hyphens_join_places_to_places_and_to_what_they_are_like() {
    check(
        SCOTTISH,
        &[
            ("the Dundee-Aberdeen road; Perth-Inverness trains", "42S 33S 48S 17S"),
            ("Moray-Based and Orkney-Wide work", "20S 23S"),
            ("Mhairi Selkirk-Irvine and Jo Perth-Bell", ""),
        ],
    );
}

#[test]
fn areas_of_scotland_need_more_where_every_cue_is_foreign() {
    check(
        FOREIGN,
        &[
            ("The Glasgow bridge and the Edinburgh crossing", ""),
            ("visitors from Glasgow met Audit Scotland", "49S"),
            ("Fife Council wrote", "47S"),
        ],
    );
    check(
        "Visitors from Ohio and Utah spoke.",
        &[("The City of Fife replied", ""), ("Fife, Falkirk and Inverclyde", "47S 14S 18S")],
    );
    check(
        "Mayo County Council met. The Cathaoirleach spoke of the Municipal District. Pobal and Tusla reported.",
        &[("Works in Newport and Durham; the Perth road", "")],
    );
}

#[test]
fn short_forms_however_they_are_introduced() {
    let gazetteer = gazetteer();
    let found = |whole: &[&str], text: &str| -> Vec<String> {
        let context = gazetteer.context(whole);
        gazetteer.find_in(text, &context).into_iter().map(|hit| hit.code[7..].to_owned()).collect()
    };
    for (text, code) in [
        ("Dundee City Council (\"the Council\" or \"DyC\") met.", "42"),
        ("Dundee City Council’s (DyC’s) plan.", "42"),
        ("Dundee City Council [DyC] met.", "42"),
        ("Dundee City Council – DyC – met.", "42"),
    ] {
        assert_eq!(found(&[text], "DyC agreed."), [code], "{text}");
    }
    assert!(found(&["Angus Council (AyC) and Aberdeenshire Council (AyC) met."], "AyC agreed.").is_empty());
    assert!(found(&["Fife Council (FC) met."], "Methil FC played.").is_empty());
    let short = [SCOTTISH, "North Lanarkshire", "north Leith cyclists (NLC)"];
    assert!(found(&short, "NLC agreed.").is_empty());
}

#[test]
fn and_may_be_printed_two_ways_in_one_name() {
    let (_, bodies) = gazetteer().find_all(
        "Perth & Kinross Health and Social Care Partnership and Perth and Kinross Health & Social Care Partnership",
        &PaperContext::default(),
    );
    assert_eq!(bodies.len(), 2);
}

#[test]
fn points_of_the_compass_may_be_shortened() {
    check(SCOTTISH, &[("N. Ayrshire, S Lanarkshire and W Lothian", "21S 29S 40S")]);
}

#[test]
fn areas_in_papers_about_another_nation_support_each_other_in_a_list() {
    check(
        ENGLISH,
        &[("visits to Moray, Highland and Angus", "20S 17S 41S"), ("a guide to Perth, Stirling and Ayr", "")],
    );
}
