//! What a span that is about to be made leaves out at its edges, by the rules of a schema.
//!
//! White space at the edges is never part of a span. Of the rest, the rules say whether it is left out, asked about or
//! kept: particles that are written as one with the first word, quotation marks around the whole span and one of two at an
//! end, punctuation, and what follows a blank line. Where nothing would be left, nothing is left out.

use std::fmt;
use std::ops::Range;

use super::schema::{EdgeRule, EdgeRules};
use crate::language::classes::{is_accessory, is_edge, is_of_word};
use crate::language::clitic;
use crate::text::Document;

/// Bytes of the text before and after a word in which other words are looked for that tell of its particles.
const NEAR: usize = 32 * 1024;

/// What is at the edge of a span and may be no part of it, in the order of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgePart {
    /// Particles that are written as one with the first word.
    Proclitic,
    /// A quotation mark.
    Quote,
    /// Punctuation.
    Punctuation,
    /// A blank line, and what follows it.
    BlankLine,
}

impl fmt::Display for EdgePart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Proclitic => "the particle before the word",
            Self::Quote => "quotation marks",
            Self::Punctuation => "punctuation",
            Self::BlankLine => "what follows a blank line",
        })
    }
}

/// A span about to be made, after its edges were looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trimming {
    /// The bytes that are left.
    pub range: Range<usize>,
    /// What was left out.
    pub left_out: Vec<EdgePart>,
    /// What is there still, and the rules ask about.
    pub asked: Vec<EdgePart>,
}

/// Looks at the edges of some bytes of a text that are about to be tagged; `is_name` says whether a name that is known
/// begins with a word.
pub fn trim(document: &Document, range: Range<usize>, rules: EdgeRules, is_name: &dyn Fn(&str) -> bool) -> Trimming {
    let mut edges = Edges { document, is_name, range: range.clone(), left_out: Vec::new(), asked: Vec::new() };
    edges.white_space();
    edges.blank_lines(rules.blank_lines);
    loop {
        let before = edges.range.clone();
        edges.quotes(rules.quotes);
        edges.punctuation(rules.punctuation);
        edges.white_space();
        if edges.range == before {
            break;
        }
    }
    edges.proclitics(rules.proclitics);
    if edges.text().trim().is_empty() || document.span(edges.range.clone()).is_none() {
        return Trimming { range, left_out: Vec::new(), asked: Vec::new() };
    }
    let Edges { range, left_out, asked, .. } = edges;
    Trimming { range, left_out, asked }
}

/// One step further in: without a particle's letter at the start, or a mark of quotation or punctuation there, with the one
/// at the end that goes with it; `None` where nothing of the kind is there, or nothing would be left.
pub fn peeled(document: &Document, range: Range<usize>) -> Option<Trimming> {
    let text = document.slice(range.clone());
    let first = text.chars().next()?;
    let mut inner = range.start + first.len_utf8()..range.end;
    let mut part = EdgePart::Proclitic;
    if let Some((_, close)) = QUOTES.iter().chain(&BRACKETS).find(|(open, _)| *open == first) {
        part = EdgePart::Quote;
        if text.chars().count() > 1 && text.ends_with(*close) {
            inner.end -= close.len_utf8();
        }
    } else if is_edge(first) {
        part = EdgePart::Punctuation;
    } else if !clitic::is_proclitic(first.encode_utf8(&mut [0; 4])) {
        return None;
    }
    let rest = document.slice(inner.clone());
    let accessories = rest.len() - rest.trim_start_matches(is_accessory).len();
    inner.start += accessories;
    let is_left = document.slice(inner.clone()).chars().any(|c| is_of_word(c) && !is_accessory(c));
    is_left.then_some(Trimming { range: inner, left_out: vec![part], asked: Vec::new() })
}

/// One step further out: with the letter before the start that is written as one with the first word, if there is one.
pub fn with_letter_before(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let before = document.slice(0..range.start);
    let letters = before.trim_end_matches(is_accessory);
    let last = letters.chars().next_back().filter(|c| is_of_word(*c))?;
    Some(letters.len() - last.len_utf8()..range.end)
}

struct Edges<'a> {
    document: &'a Document,
    is_name: &'a dyn Fn(&str) -> bool,
    range: Range<usize>,
    left_out: Vec<EdgePart>,
    asked: Vec<EdgePart>,
}

/// One of the two edges.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Start,
    End,
}

/// The marks of quotation, those that open with those that close.
const QUOTES: [(char, char); 8] = [
    ('\u{AB}', '\u{BB}'),
    ('\u{201C}', '\u{201D}'),
    ('\u{201E}', '\u{201D}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{2039}', '\u{203A}'),
    ('"', '"'),
    ('\u{FD3F}', '\u{FD3E}'),
    ('\u{BB}', '\u{AB}'),
];
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

impl<'a> Edges<'a> {
    fn text(&self) -> &'a str {
        self.document.slice(self.range.clone())
    }

    /// White space alone has no other edge, so that it stays.
    fn white_space(&mut self) {
        let text = self.text();
        if !text.trim().is_empty() {
            let start = self.range.start + text.len() - text.trim_start().len();
            self.range = start..self.range.start + text.trim_end().len();
        }
    }

    /// Does to a part what its rule says; tells whether it is to be left out.
    fn rule(&mut self, rule: EdgeRule, part: EdgePart) -> bool {
        let list = match rule {
            EdgeRule::Keep => return false,
            EdgeRule::Ask => &mut self.asked,
            EdgeRule::Trim => &mut self.left_out,
        };
        if !list.contains(&part) {
            list.push(part);
        }
        rule == EdgeRule::Trim
    }

    fn blank_lines(&mut self, rule: EdgeRule) {
        let text = self.text();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if at > 0 && line.trim().is_empty() {
                if self.rule(rule, EdgePart::BlankLine) {
                    self.range.end = self.range.start + at;
                    self.white_space();
                }
                return;
            }
            at += line.len();
        }
    }

    fn quotes(&mut self, rule: EdgeRule) {
        for edge in [Edge::Start, Edge::End] {
            self.marks(rule, EdgePart::Quote, &QUOTES, edge);
        }
    }

    fn punctuation(&mut self, rule: EdgeRule) {
        for edge in [Edge::Start, Edge::End] {
            self.marks(rule, EdgePart::Punctuation, &BRACKETS, edge);
            while let Some(c) = self.at(edge).filter(|c| self.is_punctuation(*c, edge)) {
                if !self.rule(rule, EdgePart::Punctuation) {
                    break;
                }
                self.drop(edge, c);
            }
        }
    }

    /// Leaves out marks that come in pairs: both around the whole, and one whose partner is outside.
    fn marks(&mut self, rule: EdgeRule, part: EdgePart, pairs: &[(char, char)], edge: Edge) {
        while let Some(c) = self.at(edge).filter(|c| is_loose(self.text(), *c, pairs, edge)) {
            if !self.rule(rule, part) {
                return;
            }
            self.drop(edge, c);
        }
    }

    fn at(&self, edge: Edge) -> Option<char> {
        let mut chars = self.text().chars();
        if edge == Edge::Start { chars.next() } else { chars.next_back() }
    }

    fn drop(&mut self, edge: Edge, c: char) {
        match edge {
            Edge::Start => self.range.start += c.len_utf8(),
            Edge::End => self.range.end -= c.len_utf8(),
        }
    }

    /// Whether a character at an edge is punctuation that says nothing there.
    fn is_punctuation(&self, c: char, edge: Edge) -> bool {
        let paired = |pairs: &[(char, char)]| pairs.iter().any(|(open, close)| c == *open || c == *close);
        if !is_edge(c)
            || c.is_whitespace()
            || paired(&QUOTES)
            || paired(&BRACKETS)
            || matches!(c, '%' | '\u{66A}' | '#' | '\'' | '*')
        {
            return false;
        }
        let mut others = self.text().chars();
        match edge {
            // A sign before a number belongs to it.
            Edge::Start => !(matches!(c, '-' | '\u{2212}' | '.') && others.nth(1).is_some_and(char::is_numeric)),
            // So does the full stop of an abbreviation: م.ن.
            Edge::End => !(c == '.' && others.nth_back(1).is_some_and(char::is_alphabetic) && others.next_back() == Some('.')),
        }
    }

    fn proclitics(&mut self, rule: EdgeRule) {
        let text = self.document.text();
        let before = text.get(..self.range.start).and_then(|before| before.chars().next_back());
        if before.is_some_and(is_of_word) {
            return;
        }
        let word = first_word(self.text());
        let from = text.floor_char_boundary(self.range.start.saturating_sub(NEAR));
        let to = text.floor_char_boundary(self.range.end.saturating_add(NEAR).min(text.len()));
        let near = text.get(from..to).unwrap_or_default();
        if let Some(at) = clitic::glued(word, self.is_name, |other| occurrences(near, other))
            && self.rule(rule, EdgePart::Proclitic)
        {
            self.range.start += at;
        }
    }
}

/// Whether a mark at an edge has no partner inside of the text: it is at the other edge, or not there at all.
fn is_loose(text: &str, c: char, pairs: &[(char, char)], edge: Edge) -> bool {
    let Some((open, close)) = pairs.iter().find(|(open, close)| c == if edge == Edge::Start { *open } else { *close }) else {
        // One that closes at the start, or opens at the end, has its partner elsewhere.
        return pairs.iter().any(|(open, close)| c == if edge == Edge::Start { *close } else { *open });
    };
    let inside = match edge {
        Edge::Start => text.get(c.len_utf8()..).and_then(|rest| Some((rest, rest.find(*close)?))),
        Edge::End => text.get(..text.len() - c.len_utf8()).and_then(|rest| Some((rest, rest.rfind(*open)?))),
    };
    match (inside, edge) {
        (None, _) => true,
        (Some((rest, at)), Edge::Start) => at + close.len_utf8() == rest.len(),
        (Some((_, at)), Edge::End) => at == 0,
    }
}

/// The letters and marks that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !is_of_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// How often a word is in a text as a word of its own.
fn occurrences(text: &str, word: &str) -> usize {
    let is_bounded = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_of_word) && !after.is_some_and(is_of_word)
    };
    if word.is_empty() { 0 } else { text.match_indices(word).filter(|(at, _)| is_bounded(*at)).count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: EdgeRules = EdgeRules {
        proclitics: EdgeRule::Trim,
        quotes: EdgeRule::Trim,
        punctuation: EdgeRule::Trim,
        blank_lines: EdgeRule::Trim,
    };

    /// What is left of the words between `⟦` and `⟧`.
    fn left(marked: &str, rules: EdgeRules) -> (String, Trimming) {
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let document = Document::from(marked.replace(['⟦', '⟧'], "").as_str());
        let trimming = trim(&document, start..end, rules, &|word| word == "وادعة");
        (document.slice(trimming.range.clone()).to_owned(), trimming)
    }

    #[test]
    fn what_the_guideline_leaves_out_is_left_out() {
        for (marked, expected) in [
            ("قال ⟦ الجيش ⟧ إن", "الجيش"),
            ("قال ⟦«كتائب السهل»⟧", "كتائب السهل"),
            ("قال ⟦«كتائب السهل⟧»", "كتائب السهل"),
            ("قال ⟦قائد «الكتائب»⟧ أمس", "قائد «الكتائب»"),
            ("قال ⟦«الكتائب» في السهل⟧ أمس", "«الكتائب» في السهل"),
            ("⟦«أ» و«ب»⟧", "«أ» و«ب»"),
            ("⟦\"الجبهة\"،⟧ قالت", "الجبهة"),
            ("عند ⟦الزيتونة.⟧", "الزيتونة"),
            ("عند ⟦(الزيتونة)⟧", "الزيتونة"),
            ("عند ⟦كتائب السهل (كسه)⟧", "كتائب السهل (كسه)"),
            ("نحو ⟦40%⟧ منهم", "40%"),
            ("حزب ⟦م.ن.⟧ قال", "م.ن."),
            ("درجة ⟦-5⟧", "-5"),
            ("⟦والجيش⟧ قال", "الجيش"),
            ("⟦بالزيتونة⟧", "الزيتونة"),
            ("⟦للزيتونة⟧", "لزيتونة"),
            ("⟦وَالْجَيْش⟧", "الْجَيْش"),
            ("⟦وواشنطن⟧ ثم واشنطن", "واشنطن"),
            ("⟦واشنطن⟧", "واشنطن"),
            ("⟦والدته⟧", "والدته"),
            ("⟦وكالة النخيل⟧", "وكالة النخيل"),
            ("⟦ولبنان⟧", "لبنان"),
            ("⟦وادعة⟧", "وادعة"),
            ("⟦ووادعة⟧ أمس", "وادعة"),
            ("كتائب ثم ⟦وكتائب⟧", "كتائب"),
            ("⟦الأول\n\nالثاني⟧", "الأول"),
            ("⟦الأول\nالثاني⟧", "الأول\nالثاني"),
            ("⟦قَتَلَ،⟧", "قَتَلَ"),
            ("⟦،⟧", "،"),
            ("⟦ ⟧", " "),
            ("⟦said \u{201C}yes\u{201D}.⟧", "said \u{201C}yes\u{201D}"),
        ] {
            assert_eq!(left(marked, ALL).0, expected, "{marked}");
        }
    }

    #[test]
    fn a_step_further_in_leaves_out_a_letter_or_a_mark_and_one_further_out_brings_it_back() {
        let document = Document::from("قيل «وَبـسوق» أمس");
        let at = |words: &str| document.text().find(words).map(|at| at..at + words.len()).unwrap();
        let words = |range: Range<usize>| document.slice(range).to_owned();
        let mut seen = Vec::new();
        let mut range = at("«وَبـسوق»");
        while let Some(trimming) = peeled(&document, range.clone()) {
            range = trimming.range;
            seen.push((words(range.clone()), trimming.left_out));
        }
        let of = |words: &str, part| (words.to_owned(), vec![part]);
        let expected = [of("وَبـسوق", EdgePart::Quote), of("بـسوق", EdgePart::Proclitic), of("سوق", EdgePart::Proclitic)];
        assert_eq!(seen[..3], expected);
        let range = with_letter_before(&document, at("سوق")).unwrap();
        assert_eq!(words(range.clone()), "بـسوق");
        let range = with_letter_before(&document, range).unwrap();
        assert_eq!(words(range.clone()), "وَبـسوق");
        assert_eq!(with_letter_before(&document, range), None);
        assert_eq!(peeled(&document, at("أمس")), None);
        assert_eq!(with_letter_before(&document, 0..2), None);
    }

    #[test]
    fn a_rule_that_keeps_leaves_the_words_as_they_are_drawn() {
        for marked in ["⟦«كتائب»⟧", "⟦والجيش⟧", "⟦الزيتونة.⟧", "⟦الأول\n\nالثاني⟧"]
        {
            let (words, trimming) = left(marked, EdgeRules::default());
            assert_eq!(words, marked.replace(['⟦', '⟧'], ""));
            assert!(trimming.left_out.is_empty() && trimming.asked.is_empty());
        }
    }

    #[test]
    fn a_rule_that_asks_leaves_the_words_and_tells_what_it_asks_about() {
        let ask = EdgeRules { proclitics: EdgeRule::Ask, punctuation: EdgeRule::Ask, ..ALL };
        let (words, trimming) = left("⟦«والجيش.»⟧", ask);
        assert_eq!(
            (words.as_str(), trimming.left_out, trimming.asked),
            ("والجيش.", vec![EdgePart::Quote], vec![EdgePart::Punctuation, EdgePart::Proclitic])
        );
    }
}
