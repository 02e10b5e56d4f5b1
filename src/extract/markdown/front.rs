//! The title and date of a YAML or TOML front matter.

use crate::model::extracted::FileMetadata;
use crate::util::text::collapse;

/// What the front matter says, and the text after it. Without one, the text as it is.
pub(super) fn split(text: &str) -> (FileMetadata, &str) {
    let mut metadata = FileMetadata::default();
    let start = text.trim_start_matches('\u{feff}');
    for (fence, equals) in [("---", ':'), ("+++", '=')] {
        let Some(inner) =
            start.strip_prefix(fence).and_then(|rest| rest.trim_start_matches([' ', '\t']).strip_prefix('\n'))
        else {
            continue;
        };
        let mut length = 0;
        for line in inner.split_inclusive('\n') {
            length += line.len();
            let closes = line.trim_end() == fence || fence == "---" && line.trim_end() == "...";
            if closes {
                return (metadata, &inner[length..]);
            }
            // A blank line or running text means that the fence was a rule.
            if length > 1 << 14 || line.trim().is_empty() && metadata == FileMetadata::default() {
                break;
            }
            let Some((key, value)) = line.split_once(equals) else { continue };
            let value = collapse(value.trim().trim_matches(['"', '\'']));
            let slot = match key.trim().to_lowercase().as_str() {
                "title" => &mut metadata.title,
                "date" => &mut metadata.published,
                "author" => &mut metadata.author,
                "generator" => &mut metadata.producer,
                _ => continue,
            };
            if slot.is_none() && !value.is_empty() {
                *slot = Some(value);
            }
        }
        return (FileMetadata::default(), text);
    }
    (metadata, text)
}
