//! Spellings of one English word: -ise and -ize, -our and -or, centre and center, licence and license.
//!
//! Papers of one corpus come from both sides of the Atlantic, and British writers use both endings. A stemmer joins none of them and
//! takes "organize" for a form of "organ", so words are brought to one spelling before they are stemmed.

/// Beginnings of words in two spellings, the first of them the one that stands for both, with the endings that they take; none
/// listed is any. The first is no longer than the word's stem, so that what begins with a stem begins with it.
const PAIRS: [(&str, &str, &[&str]); 46] = [
    ("armour", "armor", OUR),
    ("behaviour", "behavior", OUR),
    ("clamour", "clamor", OUR),
    ("colour", "color", OUR),
    ("demeanour", "demeanor", OUR),
    ("endeavour", "endeavor", OUR),
    ("favour", "favor", OUR),
    ("flavour", "flavor", OUR),
    ("harbour", "harbor", OUR),
    ("honour", "honor", OUR),
    ("humour", "humor", OUR),
    ("labour", "labor", OUR),
    ("neighbour", "neighbor", OUR),
    ("odour", "odor", OUR),
    ("parlour", "parlor", OUR),
    ("rigour", "rigor", OUR),
    ("rumour", "rumor", OUR),
    ("saviour", "savior", OUR),
    ("savour", "savor", OUR),
    ("splendour", "splendor", OUR),
    ("tumour", "tumor", OUR),
    ("vapour", "vapor", OUR),
    ("vigour", "vigor", OUR),
    ("defenc", "defens", &["e", "es", "eless"]),
    ("offenc", "offens", &["e", "es"]),
    ("pretenc", "pretens", &["e", "es"]),
    ("licenc", "licens", &[]),
    ("practic", "practis", &[]),
    ("program", "programme", &["", "s"]),
    ("judgement", "judgment", &[]),
    ("acknowledgement", "acknowledgment", &[]),
    ("mould", "mold", &["", "s", "y", "ed", "ing", "ings"]),
    ("skilful", "skillful", &[]),
    ("wilful", "willful", &[]),
    ("sceptic", "skeptic", &[]),
    ("sulph", "sulf", &[]),
    ("aluminium", "aluminum", &[]),
    ("anaem", "anem", &["ia", "ias", "ic"]),
    ("anaesth", "anesth", &[]),
    ("archaeolog", "archeolog", &[]),
    ("diarrhoea", "diarrhea", &[]),
    ("foet", "fet", &["us", "uses", "al"]),
    ("gynaecolog", "gynecolog", &[]),
    ("haemo", "hemo", &[]),
    ("leukaemia", "leukemia", &[]),
    ("paediatr", "pediatr", &[]),
];

/// What follows -our and -or alike: "laboratory" and "honorary" are spelt so everywhere.
const OUR: &[&str] = &[
    "", "s", "ed", "ing", "ings", "er", "ers", "able", "ably", "ful", "fully", "less", "hood", "hoods", "ly", "liness",
    "ite", "ites", "itism", "al", "ally", "y",
];

/// What may stand before any of them.
const BEFORE: [&str; 6] = ["", "dis", "un", "mis", "multi", "re"];

/// The heads of all pairs, a bit each: hardly a word of a text has one, and every word is asked.
const HEADS: [u64; 64] = heads();

const fn heads() -> [u64; 64] {
    let mut out = [0; 64];
    let mut at = 0;
    while at < PAIRS.len() {
        let (own, other) = (head(PAIRS[at].0.as_bytes()), head(PAIRS[at].1.as_bytes()));
        out[own >> 6] |= 1 << (own & 63);
        out[other >> 6] |= 1 << (other & 63);
        at += 1;
    }
    out
}

/// A number below 4,096 that the first three letters of a word of so many give.
const fn head(word: &[u8]) -> usize {
    (word[0] as usize * 256 + word[1] as usize * 16 + word[2] as usize) & 4095
}

/// Two ways to spell one thing.
type TwoWays = (&'static str, &'static str);

/// Beginnings of words, and how they end in two spellings, the first of them the one that stands for both.
const ENDINGS: [(&[&str], &[TwoWays]); 2] = [
    (
        &[
            "cent",
            "epicent",
            "theat",
            "amphitheat",
            "lit",
            "millilit",
            "fib",
            "calib",
            "somb",
            "kilomet",
            "centimet",
            "millimet",
            "spect",
        ],
        &[("re", "er"), ("res", "ers"), ("red", "ered"), ("ring", "ering")],
    ),
    (&["anal", "catal", "dial"], &[("ogue", "og"), ("ogues", "ogs"), ("ogued", "oged"), ("oguing", "oging")]),
];

/// How words in -ise and -yse go on after the consonant in question.
const ISE: [&str; 12] =
    ["e", "es", "ed", "ing", "ings", "er", "ers", "able", "ation", "ations", "ational", "ationally"];

/// Fewest letters before the ending: "prize" and "size" are other words.
const SHORTEST: usize = 4;

/// A word in lower case in the spelling that stands for all of its spellings; `None` where that is its own.
pub fn canonical(word: &str) -> Option<String> {
    if !word.is_ascii() {
        return None;
    }
    let turn: Turn = |(own, other)| (other, own);
    ise(word, 'z', 's').or_else(|| ended(word, turn)).or_else(|| paired(word, turn))
}

/// Every other spelling of a word in lower case.
pub fn others(word: &str) -> Vec<String> {
    if !word.is_ascii() {
        return Vec::new();
    }
    let turns: [Turn; 2] = [|pair| pair, |(own, other)| (other, own)];
    let either = turns.into_iter().flat_map(|turn| [ended(word, turn), paired(word, turn)]);
    [ise(word, 's', 'z'), ise(word, 'z', 's')].into_iter().chain(either).flatten().collect()
}

/// How words begin whose [`canonical`] spelling begins so, beside that itself. `stem` is the stem of one or longer.
pub fn other_beginnings(stem: &str) -> Vec<String> {
    let mut out = Vec::new();
    if !stem.is_ascii() {
        return out;
    }
    let near_end = stem.len().saturating_sub(3);
    if let Some(at) = ["is", "ys"].into_iter().filter_map(|ending| stem.rfind(ending)).max()
        && at >= near_end
        && at + 2 >= SHORTEST
    {
        out.push(format!("{}z", &stem[..=at]));
    }
    for (begins, endings) in ENDINGS {
        let Some((own, other)) = endings.first() else { continue };
        let cut = |begin: &str| stem.strip_prefix(begin).is_some_and(|rest| !rest.is_empty() && own.starts_with(rest));
        out.extend(begins.iter().filter(|begin| cut(begin)).map(|begin| format!("{begin}{other}")));
    }
    for before in BEFORE {
        let Some(rest) = stem.strip_prefix(before) else { continue };
        let pair = PAIRS.iter().find_map(|(own, other, _)| Some((other, rest.strip_prefix(own)?)));
        if let Some((other, rest)) = pair {
            // What follows may be another letter or none in the other spelling.
            out.push(format!(
                "{before}{}",
                if rest.is_empty() { (*other).to_owned() } else { format!("{other}{rest}") }
            ));
        }
    }
    out
}

/// Which of two spellings a word is looked for in, and which it is given.
type Turn = fn(TwoWays) -> TwoWays;

/// A word of the -ise kind with another consonant.
fn ise(word: &str, from: char, to: char) -> Option<String> {
    if !word.contains(from) {
        return None;
    }
    ISE.iter().find_map(|ending| {
        let begin = word.strip_suffix(ending)?.strip_suffix(from)?;
        let belongs = ["i", "aly", "oly"].into_iter().any(|end| begin.ends_with(end));
        (belongs && begin.len() >= SHORTEST).then(|| format!("{begin}{to}{ending}"))
    })
}

/// A word with another ending, such as one in -re as one in -er.
fn ended(word: &str, turn: Turn) -> Option<String> {
    if !word.ends_with(['d', 'e', 'g', 'r', 's']) {
        return None;
    }
    ENDINGS.iter().find_map(|(begins, endings)| {
        endings.iter().map(|pair| turn(*pair)).find_map(|(from, to)| {
            let begin = word.strip_suffix(from)?;
            begins.contains(&begin).then(|| format!("{begin}{to}"))
        })
    })
}

/// A word of the pairs in its other spelling.
fn paired(word: &str, turn: Turn) -> Option<String> {
    BEFORE.into_iter().find_map(|before| {
        let rest = word.strip_prefix(before)?;
        let known = rest.len() > 2 && HEADS[head(rest.as_bytes()) >> 6] & 1 << (head(rest.as_bytes()) & 63) != 0;
        if !known {
            return None;
        }
        PAIRS.iter().find_map(|(own, other, endings)| {
            let (from, to) = turn((own, other));
            let ending = rest.strip_prefix(from)?;
            (endings.is_empty() || endings.contains(&ending)).then(|| format!("{before}{to}{ending}"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_brought_to_one() {
        for (other, own) in [
            ("organize", "organise"),
            ("organizational", "organisational"),
            ("analyzed", "analysed"),
            ("neighborhoods", "neighbourhoods"),
            ("unfavorable", "unfavourable"),
            ("centers", "centres"),
            ("centered", "centred"),
            ("licensing", "licencing"),
            ("practise", "practice"),
            ("defense", "defence"),
            ("dialogs", "dialogues"),
            ("programmes", "programs"),
            ("pediatric", "paediatric"),
            ("judgment", "judgement"),
        ] {
            assert_eq!(canonical(other).as_deref(), Some(own));
            assert_eq!(canonical(own), None, "{own}");
            assert!(others(own).contains(&other.to_owned()) && others(other).contains(&own.to_owned()), "{own}");
        }
    }

    #[test]
    fn other_words_stay_as_they_are() {
        for word in [
            "size",
            "prize",
            "seize",
            "laboratory",
            "collaborate",
            "honorary",
            "coloratura",
            "literal",
            "literature",
            "defensive",
            "offensive",
            "centenary",
            "data",
            "analogous",
            "moldova",
            "programming",
            "fetish",
            "organ",
            "lizard",
            "cafés",
            "",
        ] {
            assert_eq!(canonical(word), None, "{word}");
        }
    }

    #[test]
    fn what_begins_as_a_stem_is_known_in_the_other_spelling() {
        for (stem, begins) in [
            ("organis", "organiz"),
            ("analys", "analyz"),
            ("neighbourhood", "neighborhood"),
            ("disfavour", "disfavor"),
            ("centr", "center"),
            ("licenc", "licens"),
            ("dialogu", "dialog"),
            ("paediatr", "pediatr"),
        ] {
            assert_eq!(other_beginnings(stem), [begins]);
        }
        assert!(other_beginnings("fund").is_empty() && other_beginnings("is").is_empty());
    }
}
