//! Extended grapheme clusters (UAX#29): their edges around a position.

use unicode_segmentation::GraphemeCursor;

/// The next grapheme edge after byte `at`; the end of the text at its end.
pub fn next(text: &str, at: usize) -> usize {
    let at = last_of_marks(text, text.floor_char_boundary(at));
    GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// Whether two bytes are, in UTF-8, one of U+064B to U+065F, which continue the grapheme before them (GB9).
fn continues(pair: &[u8]) -> bool {
    matches!(pair, [0xD9, 0x8B..=0x9F])
}

/// The last of the vowel marks that belong to the character at byte `at`; `at` where none does.
///
/// No edge lies between them, and a million of them are passed sooner this way than one by one.
fn last_of_marks(text: &str, at: usize) -> usize {
    let first = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
    let rest = text.as_bytes().get(first..).unwrap_or_default();
    let marks = rest.chunks_exact(2).take_while(|pair| continues(pair)).count();
    if marks == 0 || is_edge(text, first) { at } else { first + 2 * (marks - 1) }
}

/// The first of the vowel marks that end at byte `at`; `at` where none does.
fn first_of_marks(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    at - 2 * before.rchunks_exact(2).take_while(|pair| continues(pair)).count()
}

/// The grapheme edge before byte `at`; 0 at the start.
pub fn previous(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let first = first_of_marks(text, at);
    if first < at && is_edge(text, first) {
        return first;
    }
    GraphemeCursor::new(first, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// Whether byte `at` is a grapheme edge; both ends of the text are.
pub fn is_edge(text: &str, at: usize) -> bool {
    is_between_wholes(text, at)
        || text.is_char_boundary(at) && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

/// Whether byte `at` lies between two characters that are graphemes of their own (GB999), whatever is around them, or behind
/// the vowel mark of one: in most texts most edges are such.
fn is_between_wholes(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at..).and_then(|after| after.chars().next());
    before.is_some_and(|c| is_whole(c) || matches!(c, '\u{64B}'..='\u{65F}')) && after.is_some_and(is_whole)
}

/// Whether a character is one of those that neither continue a grapheme nor are continued but by marks: those of ASCII that are
/// seen, the Arabic letters and what ends clauses and sentences.
fn is_whole(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{60C}' | '\u{61B}' | '\u{61F}'..='\u{64A}')
}

/// Start of the grapheme that holds byte `at`.
pub fn start_of(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if is_edge(text, at) { at } else { previous(text, at) }
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    #[test]
    fn edges_keep_a_letter_with_its_marks() {
        let text = "كَتَبَ";
        assert_eq!(next(text, 0), 4);
        assert_eq!(previous(text, 8), 4);
        assert_eq!(start_of(text, 6), 4);
        assert!(!is_edge(text, 2));
        assert!(is_edge(text, text.len()));
        assert_eq!((next(text, 99), previous(text, 0)), (text.len(), 0));
    }

    #[test]
    fn characters_that_are_wholes_have_an_edge_before_them_whatever_they_are_behind() {
        let wholes = ('\0'..='\u{6FF}').filter(|c| is_whole(*c));
        for after in wholes {
            for before in ('\0'..='\u{6FF}').filter(|c| is_whole(*c)).chain(['\u{64B}', '\u{654}', '\u{65F}']) {
                let pair = String::from_iter([before, after]);
                assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
            }
        }
    }

    #[test]
    fn runs_of_marks_are_passed_as_one_by_one() {
        for text in [
            "\u{64E}\u{64F}ا",
            "ا\u{64E}\u{64E}\u{64E}ب",
            "\n\u{64E}\u{64E}",
            "ا\u{64E}\u{301}\u{64E}\u{200D}\u{64E}x",
            "👩\u{64E}\u{200D}👧",
            "\u{64E}",
        ] {
            let edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            for (at, _) in text.char_indices() {
                assert_eq!(next(text, at), *edges.iter().find(|edge| **edge > at).unwrap(), "{text:?} {at}");
                assert_eq!(previous(text, at), *edges.iter().rfind(|edge| **edge < at).unwrap_or(&0), "{text:?} {at}");
            }
            assert_eq!(previous(text, text.len()), edges[edges.len() - 2]);
        }
    }
}
