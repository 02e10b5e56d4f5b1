//! The matcher beside one that tries every term at every word.

use super::*;
use crate::tag::lexicon::term;
use proptest::prelude::*;

fn found(terms: &[&str], text: &str) -> Vec<(u32, String)> {
    let (mut all, mut words) = (Terms::default(), Words::default());
    for (i, term) in terms.iter().enumerate() {
        all.add(i as u32, &term::parse(term, &mut words).unwrap());
    }
    let matcher = Matcher::new(all, &words);
    let tokens = Tokens::of(text);
    let list = tokens.list();
    matcher
        .find(&tokens)
        .into_iter()
        .map(|h| (h.rule, text[list[h.first as usize].start as usize..list[h.last as usize].end as usize].to_owned()))
        .collect()
}

#[test]
fn word_forms_hyphens_and_capitals() {
    let terms = ["co-ordinate", "data sharing", "IT", "volunteer"];
    assert_eq!(
        found(&terms, "Co-ordinating volunteers, coordinated IT and data-sharing; it is data, sharing"),
        [
            (0, "Co-ordinating".into()),
            (3, "volunteers".into()),
            (0, "coordinated".into()),
            (2, "IT".into()),
            (1, "data-sharing".into())
        ]
    );
}

#[test]
fn a_comma_of_a_term_may_stand_in_the_text_and_none_else() {
    let terms = ["slips, trips and falls", "slips trips"];
    assert_eq!(
        found(&terms, "Slips, trips and falls. Slips trips and falls; slips, trips, and falls"),
        [(0, "Slips, trips and falls".into()), (1, "Slips trips".into()), (0, "Slips trips and falls".into())]
    );
}

#[test]
fn numbers_and_sums() {
    let terms = ["# of #", "£# shortfall", "# vacancies"];
    assert_eq!(
        found(
            &terms,
            "Two of the 9; 3 of 10. A £1.5m shortfall, a £900.00 shortfall; £2 million shortfall, 12 vacancies"
        ),
        [(0, "3 of 10".into()), (1, "1.5m shortfall".into()), (2, "12 vacancies".into())]
    );
    assert_eq!(found(&["£# (|million) gap"], "a £2 million gap, a £12,000 gap, £9,999 gap").len(), 2);
}

#[test]
fn gaps_keep_within_a_sentence() {
    let terms = ["data NEAR/3 shar*", "lack BEFORE/2 funding"];
    assert_eq!(
        found(&terms, "sharing of our data. funding was a lack. Lack of core funding"),
        [(0, "sharing of our data".into()), (1, "Lack of core funding".into())]
    );
    assert!(found(&terms, "data. Sharing lack of all the funding").is_empty());
}

/// Whether a word of a text is one of a rule's, by the rule's own words.
fn is_one(rule: &WordRule, words: &Words, tokens: &Tokens, at: usize) -> bool {
    let (word, token) = (tokens.word(at), &tokens.list()[at]);
    let of_forms = |forms: &[u32]| forms.iter().any(|form| words.forms()[*form as usize] == word);
    match rule {
        WordRule::Forms(forms) => of_forms(forms),
        WordRule::Number(forms) => of_forms(forms) || word.starts_with(|c: char| c.is_ascii_digit()),
        WordRule::Capitals(capitals) => token.capitals && (word == capitals || word == format!("{capitals}s")),
        WordRule::Prefix(stem) => word.starts_with(stem.as_str()),
        WordRule::Sum => token.sum,
        WordRule::Comma => false,
    }
}

/// The last words of the sequences that begin at a word.
fn ends_of(sequences: &[Sequence], words: &Words, tokens: &Tokens, first: usize) -> Vec<usize> {
    let end = |sequence: &Sequence| {
        let (mut at, mut gap) = (first, Gap::None);
        for (i, number) in sequence.iter().enumerate() {
            let rule = &words.rules()[*number as usize];
            if *rule == WordRule::Comma {
                gap = Gap::Comma;
                continue;
            }
            at += usize::from(i > 0);
            let token = tokens.list().get(at)?;
            if i > 0 && token.gap != gap || !is_one(rule, words, tokens, at) {
                return None;
            }
            gap = Gap::None;
        }
        Some(at)
    };
    sequences.iter().filter_map(end).collect()
}

/// Every place where a term stands, each tried at every word.
fn tried(terms: &[Term], words: &Words, tokens: &Tokens) -> Vec<Hit> {
    let all = 0..tokens.list().len();
    let mut hits = Vec::new();
    for (rule, term) in (0u32..).zip(terms) {
        let places = |sequences: &[Sequence]| -> Vec<(usize, usize)> {
            let at = |first| ends_of(sequences, words, tokens, first).into_iter().map(move |last| (first, last));
            all.clone().flat_map(at).collect()
        };
        let mut add = |first: usize, last: usize, apart| {
            hits.push(Hit { first: first as u32, last: last as u32, rule, apart });
        };
        match term {
            Term::Words(sequences) => places(sequences).into_iter().for_each(|(first, last)| add(first, last, false)),
            Term::Near { left, right, gap, ordered } => {
                let rights = places(right);
                for (first, last) in places(left) {
                    let reach = rights.iter().filter_map(|(from, to)| {
                        let between = if *from > last {
                            from - last - 1
                        } else if *to < first && !ordered {
                            first - to - 1
                        } else {
                            return None;
                        };
                        let (low, high) = (first.min(*from), last.max(*to));
                        let parted = tokens.list()[low + 1..=high].iter().any(|token| token.gap == Gap::Stop);
                        (between <= *gap && !parted).then_some((between, low, high))
                    });
                    if let Some((_, low, high)) = reach.min() {
                        add(low, high, true);
                    }
                }
            }
        }
    }
    hits.sort_unstable();
    hits.dedup();
    hits
}

/// Terms and a text of a few words, which therefore meet often.
fn few_words() -> impl Strategy<Value = (Vec<String>, String)> {
    let word = || {
        prop::sample::select(vec![
            "plan",
            "plans",
            "=care",
            "IT",
            "boar*",
            "co-operate",
            "#",
            "£#",
            "(a|the)",
            "the",
            "(|our) plan",
            "care,",
            "interdisciplinarity",
            "(care plan|board)",
        ])
    };
    let phrase = move || prop::collection::vec(word(), 1..4).prop_map(|words| words.join(" "));
    let near = (phrase(), prop::sample::select(vec!["NEAR/0", "NEAR/2", "BEFORE/1", "BEFORE/3"]), phrase())
        .prop_map(|(left, by, right)| format!("{left} {by} {right}"));
    let terms = prop::collection::vec(prop_oneof![3 => phrase(), 2 => near], 1..8);
    let text = prop::sample::select(vec![
        "plan ",
        "plans ",
        "care ",
        "it ",
        "IT ",
        "board ",
        "boards ",
        "co-operate ",
        "cooperates ",
        "12 ",
        "£20,000 ",
        "a ",
        "the ",
        "our ",
        ", ",
        ". ",
        "interdisciplinarity ",
        "other ",
        "and ",
        "Care-",
    ]);
    (terms, prop::collection::vec(text, 0..40).prop_map(|words| words.concat()))
}

proptest! {
    #[test]
    fn finds_what_trying_every_term_at_every_word_finds((written, text) in few_words()) {
        let (mut all, mut words, mut terms) = (Terms::default(), Words::default(), Vec::new());
        for term in written.iter().filter_map(|term| term::parse(term, &mut words).ok()) {
            all.add(terms.len() as u32, &term);
            terms.push(term);
        }
        let tokens = Tokens::of(&text);
        let shouted = tokens.list().iter().filter(|token| token.capitals).count() * 2 > tokens.list().len();
        prop_assume!(!shouted);
        prop_assert_eq!(Matcher::new(all, &words).find(&tokens), tried(&terms, &words, &tokens), "{:?} in {}", written, text);
    }
}
