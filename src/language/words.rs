//! All words of a text, from its start to its end.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The words (UAX#29) of a text that have a letter or a digit in them, as ranges of bytes.
///
/// What is glued to a word is part of it: والجيش is one word, and so is 17,500. These are the words of
/// [`super::text_unit`], which looks for them around a position.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.unicode_word_indices().map(|(start, word)| start..start + word.len())
}

/// The same in code points.
pub fn words_in_code_points(text: &str) -> Vec<Range<usize>> {
    let mut byte = 0;
    let mut point = 0;
    let mut points_to = |to: usize| {
        point += text.get(byte..to).unwrap_or_default().chars().count();
        byte = to;
        point
    };
    words(text).map(|word| points_to(word.start)..points_to(word.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::text_unit::{TextUnit, around, next_start};
    use super::*;
    use crate::text::Document;

    const TEXT: &str = "قال «والجيش»: قُتِلَ 17,500، لا أكثر.\r\n\u{FEFF}👨‍👩‍👧 ok";

    #[test]
    fn the_words_of_a_text_are_those_a_reader_steps_through() {
        let document = Document::from(TEXT);
        let found: Vec<_> = words(TEXT).collect();
        assert_eq!(
            found.iter().map(|word| &TEXT[word.clone()]).collect::<Vec<_>>(),
            ["قال", "والجيش", "قُتِلَ", "17,500", "لا", "أكثر", "ok"]
        );
        let mut at = 0;
        for word in found {
            assert_eq!(around(&document, TextUnit::Word, at), word);
            at = next_start(&document, TextUnit::Word, at);
        }
    }

    #[test]
    fn words_are_counted_in_code_points_too() {
        let chars: Vec<char> = TEXT.chars().collect();
        let found = words_in_code_points(TEXT).into_iter().map(|word| chars[word].iter().collect::<String>());
        assert!(found.eq(words(TEXT).map(|word| TEXT[word].to_owned())));
    }
}
