//! The tags of words: a word has a tag where a span of that tag shares a character with it.
//!
//! Words are those of [`crate::language::text_unit`], with their proclitics on: a span from after the و of والجيش tags the
//! whole word, so that two annotators who differ only there agree on it.

use std::ops::Range;

use super::tagged::Tagged;

/// A word, by its number in the text, and a tag of it.
pub(super) type WordTag = (usize, u32);

/// The tags of words under a set of spans, by word and tag, each once. Words without a tag do not come.
pub(super) fn tags_of_words(words: &[Range<usize>], spans: &[Tagged]) -> Vec<WordTag> {
    let mut tags = Vec::with_capacity(spans.len() * 2);
    for span in spans {
        let first = words.partition_point(|word| word.end <= span.start);
        let under = words.iter().enumerate().skip(first).take_while(|(_, word)| word.start < span.end);
        tags.extend(under.map(|(n, _)| (n, span.tag)));
    }
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// The words that have a tag in any of several annotators' lists, each with its tags by annotator.
pub(super) fn tagged_words(lists: &[&[WordTag]], mut each: impl FnMut(&[&[WordTag]])) {
    let mut rest: Vec<&[WordTag]> = lists.to_vec();
    let mut here: Vec<&[WordTag]> = Vec::with_capacity(lists.len());
    while let Some(word) = rest.iter().filter_map(|list| list.first()).map(|(word, _)| *word).min() {
        here.clear();
        for list in &mut rest {
            let (this, later) = list.split_at(list.iter().take_while(|(n, _)| *n == word).count());
            here.push(this);
            *list = later;
        }
        each(&here);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_tagged_by_any_character_of_it() {
        let words = [0..3, 4..8, 9..12];
        let spans = [Tagged::new(0, 5..10), Tagged::new(0, 6..8), Tagged::new(1, 3..4), Tagged::new(2, 0..12)];
        assert_eq!(tags_of_words(&words, &spans), [(0, 2), (1, 0), (1, 2), (2, 0), (2, 2)]);
    }

    #[test]
    fn words_tagged_by_anybody_come_once_with_everybodys_tags() {
        let lists = [vec![(1, 0), (1, 2), (3, 0)], vec![(0, 1), (3, 0)]];
        let mut seen = Vec::new();
        tagged_words(&lists.each_ref().map(Vec::as_slice), |tags| {
            seen.push(tags.iter().map(|tags| tags.to_vec()).collect::<Vec<_>>());
        });
        assert_eq!(seen, [vec![vec![], vec![(0, 1)]], vec![vec![(1, 0), (1, 2)], vec![]], vec![vec![(3, 0)], vec![(3, 0)]]]);
    }
}
