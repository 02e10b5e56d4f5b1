//! The forms of an English word: what a term matches beside the form it is written in.
//!
//! A base form matches its plural and its verb forms: `share` matches shares, shared and sharing. A word written with an
//! ending matches that form alone, with its plural: `sharing` does not match shared, `improved` does not match improve. So a
//! lexicon says exactly how wide a term is. Forms that no one writes ("povertied") cost nothing.

use crate::util::spelling::others;

/// Verbs and nouns whose forms follow no rule, base form first.
const IRREGULAR: [&[&str]; 52] = [
    &["bear", "bears", "bore", "borne", "bearing"],
    &["become", "becomes", "became", "becoming"],
    &["begin", "begins", "began", "begun", "beginning"],
    &["break", "breaks", "broke", "broken", "breaking"],
    &["bring", "brings", "brought", "bringing"],
    &["build", "builds", "built", "building"],
    &["buy", "buys", "bought", "buying"],
    &["catch", "catches", "caught", "catching"],
    &["child", "children"],
    &["choose", "chooses", "chose", "chosen", "choosing"],
    &["come", "comes", "came", "coming"],
    &["crisis", "crises"],
    &["cut", "cuts", "cutting"],
    &["deal", "deals", "dealt", "dealing"],
    &["do", "does", "did", "done", "doing"],
    &["draw", "draws", "drew", "drawn", "drawing"],
    &["drive", "drives", "drove", "driven", "driving"],
    &["fall", "falls", "fell", "fallen", "falling"],
    &["feel", "feels", "felt", "feeling", "feelings"],
    &["find", "finds", "found", "finding", "findings"],
    &["foot", "feet"],
    &["forget", "forgets", "forgot", "forgotten", "forgetting"],
    &["get", "gets", "got", "getting"],
    &["give", "gives", "gave", "given", "giving"],
    &["go", "goes", "went", "gone", "going"],
    &["grow", "grows", "grew", "grown", "growing"],
    &["half", "halves"],
    &["hear", "hears", "heard", "hearing", "hearings"],
    &["hold", "holds", "held", "holding"],
    &["keep", "keeps", "kept", "keeping"],
    &["know", "knows", "knew", "known", "knowing"],
    &["lead", "leads", "led", "leading"],
    &["leave", "leaves", "left", "leaving"],
    &["life", "lives"],
    &["lose", "loses", "lost", "losing"],
    &["make", "makes", "made", "making"],
    &["man", "men"],
    &["mean", "means", "meant", "meaning"],
    &["meet", "meets", "met", "meeting", "meetings"],
    &["overcome", "overcomes", "overcame", "overcoming"],
    &["rise", "rises", "rose", "risen", "rising"],
    &["run", "runs", "ran", "running"],
    &["see", "sees", "saw", "seen", "seeing"],
    &["seek", "seeks", "sought", "seeking"],
    &["set", "sets", "setting"],
    &["spend", "spends", "spent", "spending"],
    &["take", "takes", "took", "taken", "taking"],
    &["teach", "teaches", "taught", "teaching"],
    &["tell", "tells", "told", "telling"],
    &["think", "thinks", "thought", "thinking"],
    &["woman", "women"],
    &["write", "writes", "wrote", "written", "writing"],
];

/// Short words that have one form; inflecting them would only collide ("as" and "ases").
const INVARIABLE: [&str; 62] = [
    "a", "about", "all", "already", "always", "an", "and", "any", "are", "as", "at", "be", "been", "being", "between",
    "both", "by", "can", "during", "for", "from", "had", "has", "have", "if", "in", "into", "is", "it", "its", "less",
    "more", "most", "much", "no", "not", "of", "off", "on", "or", "our", "out", "over", "own", "so", "such", "than",
    "that", "the", "their", "them", "this", "to", "too", "up", "was", "were", "what", "which", "who", "with", "yet",
];

/// Every form that a folded word of a term matches, the word itself first; none twice.
pub(super) fn of(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if let Some(row) = IRREGULAR.iter().find(|row| row[0] == word) {
        forms.extend(row[1..].iter().map(|form| (*form).to_owned()));
    } else if word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase()) && !INVARIABLE.contains(&word) {
        inflect(word, &mut forms);
    } else if word.len() == 2 && word.chars().all(|c| c.is_ascii_lowercase()) && !INVARIABLE.contains(&word) {
        forms.push(format!("{word}s"));
    }
    for i in 0..forms.len() {
        forms.extend(others(&forms[i]));
    }
    let mut seen: Vec<String> = Vec::with_capacity(forms.len());
    for form in forms {
        if !seen.contains(&form) {
            seen.push(form);
        }
    }
    seen
}

fn inflect(word: &str, forms: &mut Vec<String>) {
    let ends = |tail: &str| word.ends_with(tail);
    if ends("ing") && word.len() > 5 || ends("ion") || ends("ment") || ends("ness") || ends("ship") || ends("ity") {
        forms.push(plural(word));
        return;
    }
    if ends("ed") && word.len() > 4 && !ends("eed") || ends("ly") && word.len() > 4 {
        return;
    }
    if ends("s") && !ends("ss") && !ends("us") && !ends("is") {
        return;
    }
    forms.push(plural(word));
    let (past, gerund) = verb(word);
    forms.push(past);
    forms.push(gerund);
}

fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        return format!("{word}es");
    }
    format!("{word}s")
}

fn verb(word: &str) -> (String, String) {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    if let Some(stem) = word.strip_suffix('e') {
        let gerund = if word.ends_with("ee") { format!("{word}ing") } else { format!("{stem}ing") };
        return (format!("{word}d"), gerund);
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(vowel)
    {
        return (format!("{stem}ied"), format!("{word}ing"));
    }
    let mut back = word.chars().rev();
    let (last, middle, first) = (back.next(), back.next(), back.next());
    let syllables = word.chars().filter(|c| vowel(*c)).count();
    let doubles = middle.is_some_and(vowel)
        && first.is_some_and(|c| !vowel(c))
        && last.is_some_and(|c| !vowel(c) && !matches!(c, 'w' | 'x' | 'y'))
        && (syllables == 1 || last == Some('l') || word.ends_with("mit") || word.ends_with("fer"));
    match last.filter(|_| doubles) {
        Some(c) => (format!("{word}{c}ed"), format!("{word}{c}ing")),
        None => (format!("{word}ed"), format!("{word}ing")),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn base_forms_are_wide_and_written_forms_narrow() {
        assert_eq!(of("share"), ["share", "shares", "shared", "sharing"]);
        assert_eq!(of("plan"), ["plan", "plans", "planned", "planning"]);
        assert_eq!(of("charity"), ["charity", "charities"]);
        assert_eq!(of("housing"), ["housing", "housings"]);
        assert_eq!(of("improved"), ["improved"]);
        assert_eq!(of("led"), ["led", "leds", "ledded", "ledding"]);
        assert!(of("find").contains(&"found".to_owned()));
        assert_eq!(of("the"), ["the"]);
    }

    #[test]
    fn spellings_of_one_word() {
        assert!(of("organisation").contains(&"organizations".to_owned()));
        assert!(of("mobilise").contains(&"mobilizing".to_owned()));
        assert!(of("neighbourhood").contains(&"neighborhoods".to_owned()));
        // Beside the forms that are written stand those that nobody writes.
        assert_eq!(of("promise")[..4], ["promise", "promises", "promised", "promising"]);
        assert_eq!(of("promise")[4..], ["promize", "promizes", "promized", "promizing"]);
    }
}
