//! From tags of tokens to spans: IOB1, IOB2, BIOES and their likes, one tag a token or an unordered list of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// What a tag says of its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A span begins.
    Begin,
    /// A span goes on.
    Inside,
    /// A span ends with this token.
    End,
    /// The token is a span.
    Single,
}

/// A tag of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign<'a> {
    step: Step,
    tag: &'a str,
}

impl<'a> Sign<'a> {
    /// Reads one; `None` for `O` and an empty column.
    ///
    /// # Errors
    /// A word that is no such tag.
    pub(super) fn of(word: &'a str) -> Result<Option<Self>, ()> {
        if matches!(word, "O" | "_" | "") {
            return Ok(None);
        }
        let (step, tag) = word.split_once('-').ok_or(())?;
        let step = match step {
            "B" => Step::Begin,
            "I" | "M" => Step::Inside,
            "E" | "L" => Step::End,
            "S" | "U" | "W" => Step::Single,
            _ => return Err(()),
        };
        if tag.is_empty() { Err(()) } else { Ok(Some(Self { step, tag })) }
    }
}

/// A token in one column or list: its number in the text, its line, and its tags; the first of a sentence says so.
#[derive(Debug)]
pub(super) struct Tagged<'a> {
    /// Number of the token.
    pub token: usize,
    /// Its line.
    pub line: usize,
    /// Whether a sentence begins with it.
    pub first: bool,
    /// Its tags.
    pub signs: Vec<Sign<'a>>,
}

/// A span: its tag, its tokens and the line it begins at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its tag.
    pub tag: String,
    /// Numbers of its tokens.
    pub tokens: Range<usize>,
    /// The line of the first.
    pub line: usize,
}

/// Whether the tags are IOB1, where a span begins with I unless it follows one of its tag: then every B follows one.
pub(super) fn is_iob1(tokens: &[Tagged<'_>]) -> bool {
    let (mut stray, mut begun_alone) = (false, false);
    let mut before: HashSet<&str> = HashSet::new();
    for token in tokens {
        if token.first {
            before.clear();
        }
        for sign in &token.signs {
            let follows = before.contains(sign.tag);
            stray |= sign.step == Step::Inside && !follows;
            begun_alone |= sign.step != Step::Inside && !follows;
        }
        before = token.signs.iter().map(|sign| sign.tag).collect();
    }
    stray && !begun_alone
}

/// The spans of one column, or of an unordered list, and the lines where one goes on that never began.
///
/// Where several of one tag are open and fewer go on, the ones that began first do: they hold the others.
pub(super) fn spans(tokens: &[Tagged<'_>], iob1: bool) -> (Vec<Found>, Vec<(usize, String)>) {
    let mut reading = Reading::default();
    for token in tokens {
        if token.first {
            reading.open.clear();
        }
        let mut by_tag: BTreeMap<&str, Vec<Step>> = BTreeMap::new();
        for sign in &token.signs {
            by_tag.entry(sign.tag).or_default().push(sign.step);
        }
        reading.open.retain(|tag, _| by_tag.contains_key(tag.as_str()));
        for (tag, steps) in by_tag {
            reading.take(tag, &steps, token, iob1);
        }
    }
    (reading.found, reading.stray)
}

#[derive(Default)]
struct Reading {
    found: Vec<Found>,
    stray: Vec<(usize, String)>,
    /// By tag, the open spans by their place in `found`, the first begun first.
    open: HashMap<String, Vec<usize>>,
}

impl Reading {
    fn take(&mut self, tag: &str, steps: &[Step], token: &Tagged<'_>, iob1: bool) {
        let mut open = self.open.remove(tag).unwrap_or_default();
        let going = steps.iter().filter(|step| matches!(step, Step::Inside | Step::End)).count();
        open.truncate(going);
        for at in &open {
            if let Some(found) = self.found.get_mut(*at) {
                found.tokens.end = token.token + 1;
            }
        }
        let missing = going - open.len();
        if missing > 0 && !iob1 {
            self.stray.push((token.line, format!("I-{tag} goes on from nothing; a span begins here")));
        }
        let ending = steps.iter().filter(|step| **step == Step::End).count();
        let begun = steps.iter().filter(|step| matches!(step, Step::Begin | Step::Single)).count();
        let single = steps.iter().filter(|step| **step == Step::Single).count();
        for n in 0..missing + begun {
            let tokens = token.token..token.token + 1;
            if n + single < missing + begun {
                open.push(self.found.len());
            }
            self.found.push(Found { tag: tag.to_owned(), tokens, line: token.line });
        }
        // What ends here is the innermost of those that went on.
        for _ in 0..ending.min(open.len()) {
            open.remove(going.min(open.len()) - 1);
        }
        self.open.insert(tag.to_owned(), open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens as lists of tags with `+` between, `/` before the first of a sentence.
    fn tokens(text: &str) -> Vec<Tagged<'_>> {
        let words = text.split(' ').enumerate();
        words
            .map(|(n, word)| {
                let first = n == 0 || word.starts_with('/');
                let signs = word.trim_start_matches('/').split('+').filter_map(|word| Sign::of(word).unwrap()).collect();
                Tagged { token: n, line: n + 1, first, signs }
            })
            .collect()
    }

    fn found(text: &str) -> String {
        let tokens = tokens(text);
        let (mut spans, stray) = spans(&tokens, is_iob1(&tokens));
        spans.sort_by_key(|span| (span.tokens.start, std::cmp::Reverse(span.tokens.end), span.tag.clone()));
        let spans: Vec<_> = spans.iter().map(|s| format!("{}{}-{}", s.tag, s.tokens.start, s.tokens.end)).collect();
        format!("{}{}", spans.join(" "), "!".repeat(stray.len()))
    }

    #[test]
    fn every_scheme_gives_its_spans() {
        assert_eq!(found("B-A I-A B-A O"), "A0-2 A2-3");
        assert_eq!(found("I-A I-A B-A O I-B /I-B"), "A0-2 A2-3 B4-5 B5-6", "IOB1");
        assert_eq!(found("B-A O I-A I-B"), "A0-1 A2-3 B3-4!!", "malformed IOB2");
        assert_eq!(found("S-A B-A E-A S-A"), "A0-1 A1-3 A3-4");
        assert_eq!(found("B-A /B-A I-A"), "A0-1 A1-3");
    }

    #[test]
    fn an_unordered_list_nests_also_a_tag_in_itself() {
        assert_eq!(found("B-ORG B-GPE+I-ORG I-ORG"), "ORG0-3 GPE1-2");
        assert_eq!(found("B-ORG+B-ORG I-ORG+I-ORG I-ORG O"), "ORG0-3 ORG0-2");
        assert_eq!(found("B-ORG B-ORG+I-ORG I-ORG"), "ORG0-3 ORG1-2");
    }

    #[test]
    fn a_word_that_is_no_tag_is_told() {
        assert!(Sign::of("NOUN").is_err() && Sign::of("X-A").is_err() && Sign::of("B-").is_err());
        assert_eq!(Sign::of("O"), Ok(None));
    }
}
