//! What a sentence speaks for in its own words: "21 audit reports", "most councils", and whom it quotes.

use crate::util::pattern;
use regex::Regex;
use std::sync::LazyLock;

const QUANTITY: &str = r"\d{1,3}(?:,\d{3})+|\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all|almost all|nearly all|most|the majority of|a majority of|over half of|more than half of|almost half of|half of|many|several|some|a number of|a small minority of|few|a few";
const UNITS: &str = r"councils|partnerships|areas|authorities|local authorities|boards|CPPs|IJBs|reports|audit reports|audits|reviews|organisations|charities|respondents|responses|households|providers|agencies|communities";

/// A quantity at the head of a claim, as in "most councils work well" or "in several areas".
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(&format!(r"(?i)\b({QUANTITY}) (?:of (?:the |these |our )?)?((?:[a-z-]+ ){{0,2}}?(?:{UNITS}))\b"))
});

/// What a whole paper rests on, as in "draws on the findings of 21 recent reports".
static RESTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(&format!(
        r"(?i)\b(?:findings? (?:of|from)|based on|draws? (?:up)?on|drawn from|heard from|responses? from|input from|(?:replies|returns) (?:came )?from|took part|involved|interview(?:s|ed)?(?: with)?|review(?:s|ed)? of)\W+(?:(?:the|a|an|our|its|findings|of|total|recent)\W+){{0,4}}?(\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}) ((?:[\w’'-]+ ){{0,5}}?(?:{UNITS}|interviews|submissions|studies|returns|people|members|groups))\b"
    ))
});

/// The areas or partnerships that took part in what a paper reports, as in "input from 29 partnerships" or "replies came from 21 partnerships".
static TOOK_PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:input from|heard from|(?:responses?|replies|returns|contributions) (?:came |were received )?from|attended by|participation (?:of|by|from)|involved|involving) (?:all |over |some |the )?(\d{1,3}(?:,\d{3})+|[2-9]|\d{2,4}) ((?:[a-z-]+ ){0,2}?(?:councils|partnerships|areas|authorities|CPPs|IJBs))\b|(?:^|\. |; )(\d{1,3}(?:,\d{3})+|[2-9]|\d{2,4}) ((?:[a-z-]+ ){0,2}?(?:councils|partnerships|areas|authorities|CPPs|IJBs)) (?:took part|participated|replied|responded|contributed)\b",
    )
});

/// Somebody who is quoted by the paper, as in "OSCR found that" or "Research by OSCR found".
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?:^|\b[Rr]esearch (?:conducted |carried out |undertaken )?(?:by|from) |, )(?:The )?((?:[A-Z][\w&-]*)(?: (?:of |for |and )?[A-Z][\w&-]*){0,5})(?:’s|'s)? (?:also )?(?:reports?|found|finds?|have found|states?|said|says|recommends?|argues?|notes?|recognises?|concludes?)\b",
    )
});

/// What a sentence speaks for, as printed, with its number where it has one.
pub(super) fn said(text: &str) -> Option<(String, Option<u32>)> {
    SAID.captures(text).map(|found| (format!("{} {}", found[1].to_lowercase(), &found[2]), number(&found[1])))
}

/// What a paper rests on, as printed, with its number.
pub(super) fn rests(text: &str) -> Option<(String, Option<u32>)> {
    RESTS.captures(text).map(|found| (format!("{} {}", &found[1], &found[2]), number(&found[1])))
}

/// Whom a sentence quotes.
pub(super) fn speaker(text: &str) -> Option<&str> {
    let name = SPEAKER.captures(text)?.get(1)?.as_str();
    // A pronoun or a common noun at the start of a sentence has a capital too; a name of one word is an abbreviation here.
    let one = !name.contains(' ');
    (!one || name.chars().filter(|c| c.is_uppercase()).count() > 1).then_some(name)
}

/// Who took part, where a sentence says how many did: `29 partnerships`, with the number.
pub fn took_part(text: &str) -> Option<(String, u64)> {
    let found = TOOK_PART.captures(text)?;
    let (number, unit) = (found.get(1).or(found.get(3))?, found.get(2).or(found.get(4))?);
    let n = number.as_str().replace(',', "").parse().ok()?;
    Some((format!("{} {}", number.as_str(), unit.as_str()), n))
}

fn number(printed: &str) -> Option<u32> {
    const WORDS: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let folded = printed.to_lowercase();
    match WORDS.iter().position(|w| *w == folded) {
        Some(at) => Some(at as u32 + 2),
        None => folded.replace(',', "").parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_and_speakers_are_kept_as_printed() {
        assert_eq!(said("Most councils work well with partners."), Some(("most councils".into(), None)));
        assert_eq!(said("Three councils did."), Some(("three councils".into(), Some(3))));
        assert_eq!(said("Partners work well."), None);
        assert_eq!(
            rests("It draws on the findings of 21 recent Best Value reports published since 2017."),
            Some(("21 recent Best Value reports".into(), Some(21)))
        );
        assert_eq!(rests("The survey heard from 1,184 voluntary organisations.").unwrap().1, Some(1184));
        assert_eq!(took_part("A sharing event in May had input from 14 councils."), Some(("14 councils".into(), 14)));
        assert_eq!(took_part("9 partnerships took part."), Some(("9 partnerships".into(), 9)));
        assert_eq!(took_part("It was visited by 14 councils."), None);
        assert_eq!(speaker("OSCR found that charities lost income."), Some("OSCR"));
        assert_eq!(speaker("Research conducted by OSCR found that this will last."), Some("OSCR"));
        assert_eq!(speaker("The Poverty Commission recommends support."), Some("Poverty Commission"));
        assert_eq!(speaker("It found that little was done."), None);
    }
}
