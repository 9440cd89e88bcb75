//! The lines of a text, those that are very long in parts.

use std::ops::Range;

use memchr::{memchr2, memrchr, memrchr2};

/// Most bytes of a part of a line.
const LONGEST: usize = 1 << 20;

/// The end of the line that has a byte in it, without what ends it; not much further on, where the line is very long.
pub(super) fn end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let end = memchr2(b'\n', b'\r', rest).map_or(text.len(), |n| at + n);
    if end - at > LONGEST { text.floor_char_boundary(at + LONGEST) } else { end }
}

/// The start of the line that has a byte in it; a byte not much before, where the line is very long.
pub(super) fn start_near(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let low = text.ceil_char_boundary(at.saturating_sub(LONGEST));
    let before = text.as_bytes().get(low..at).unwrap_or_default();
    memrchr2(b'\n', b'\r', before).map_or(if low == 0 { 0 } else { at }, |n| low + n + 1)
}

/// The lines of a text from a byte on, each without its end; a very long one ends with a space, if it has any.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = from;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let start = at;
        let mut end = end(text, start);
        at = match text.as_bytes().get(end) {
            Some(b'\n' | b'\r') => end + 1,
            Some(_) => {
                let part = text.as_bytes().get(start..end).unwrap_or_default();
                end = memrchr(b' ', part).map_or(end, |n| start + n + 1);
                end
            }
            None => end,
        };
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_without_their_ends_and_long_ones_come_in_parts() {
        let of = |text: &str| lines(text, 0).map(|line| text[line].to_owned()).collect::<Vec<_>>();
        assert_eq!(of("ا\r\nب\n\nج"), ["ا", "", "ب", "", "ج"]);
        let long = "قال ".repeat(LONGEST / 4);
        let parts = of(&long);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= LONGEST && part.ends_with(' ')));
        assert_eq!(parts.concat(), long);
        assert!(of(&"ا".repeat(LONGEST)).concat().len() == 2 * LONGEST);
    }

    #[test]
    fn the_start_of_a_very_long_line_is_not_looked_for() {
        let text = format!("ا\n{}", "ب ".repeat(LONGEST));
        assert_eq!((start_near(&text, 9), start_near(&text, 10)), (3, 3));
        assert_eq!(start_near(&text, 3 * LONGEST + 2), 3 * LONGEST + 2);
        assert_eq!((start_near(&text, 1), start_near("", 0), end("", 0)), (0, 0, 0));
    }
}
