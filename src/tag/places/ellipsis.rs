//! Names that share their ending: "East, North and South Ayrshire", "East and Midlothian".

use super::data::{PlaceRow, RowKind};
use super::scan::{Candidate, Role, Scanner};

const DIRECTIONS: [&str; 5] = ["North", "South", "East", "West", "Mid"];

/// The areas named by directions before the name at `last`, with the span of each direction, in order.
pub(super) fn elided(
    scanner: &Scanner,
    rows: &[PlaceRow],
    text: &str,
    last: Candidate,
    row: usize,
) -> Vec<(Candidate, usize)> {
    let Some(ending) = ending(&rows[row].name) else { return Vec::new() };
    let mut out = Vec::new();
    let mut at = last.start;
    while let Some((start, end, direction)) = direction_before(&text[..at]) {
        let full = format!("{direction} {ending}");
        let joined = format!("{direction}{}", ending.to_lowercase());
        let found = scanner.all(&full).into_iter().chain(scanner.all(&joined)).find_map(|c| {
            let whole = c.start == 0 && (c.end == full.len() || c.end == joined.len());
            scanner.roles(c).iter().find_map(|r| match r {
                Role::Place(i)
                    if whole && rows[*i].kind == RowKind::Area && [&full, &joined].contains(&&rows[*i].name) =>
                {
                    Some(*i)
                }
                _ => None,
            })
        });
        let Some(found) = found else { break };
        out.push((Candidate { start, end, name: last.name }, found));
        at = start;
    }
    out.reverse();
    out
}

/// What follows the direction in an area's name: `Ayrshire` of "North Ayrshire", `Lothian` of "Midlothian".
fn ending(name: &str) -> Option<String> {
    let direction = DIRECTIONS.into_iter().find(|d| name.starts_with(d))?;
    let rest = name[direction.len()..].trim_start();
    let mut chars = rest.chars();
    let first = chars.next()?;
    (!rest.contains(' ')).then(|| format!("{}{}", first.to_uppercase(), chars.as_str()))
}

/// The direction joined to what follows by a comma, "and", "or" or "&": its span and the word.
fn direction_before(head: &str) -> Option<(usize, usize, &'static str)> {
    let trimmed = head.trim_end();
    let words = [" and", " or", " &", ",", "/"].into_iter().find_map(|j| trimmed.strip_suffix(j))?;
    let words = words.trim_end().trim_end_matches(',');
    let direction = DIRECTIONS.into_iter().find(|d| words.ends_with(d))?;
    let start = words.len() - direction.len();
    (!words[..start].ends_with(char::is_alphanumeric)).then_some((start, words.len(), direction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_directions() {
        assert_eq!(ending("North Ayrshire").as_deref(), Some("Ayrshire"));
        assert_eq!(ending("Midlothian").as_deref(), Some("Lothian"));
        assert_eq!(ending("Northumberland").as_deref(), Some("Umberland"));
        assert_eq!(ending("Fife"), None);
        assert_eq!(direction_before("in East, North and "), Some((9, 14, "North")));
        assert_eq!(direction_before("in East, "), Some((3, 7, "East")));
        assert_eq!(direction_before("in the East "), None);
    }
}
