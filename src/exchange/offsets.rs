//! Positions in the units that other programs count in, converted both ways and proved.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Bytes between two entries of the index.
const STRIDE: usize = 256;

/// What a position counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Unicode code points: brat, Label Studio, spaCy, Web Annotation, JSONL.
    CodePoints,
    /// UTF-16 code units: UIMA, `WebAnno`, browsers.
    Utf16,
    /// Extended grapheme clusters: doccano, where its project is set so.
    Graphemes,
}

impl Unit {
    /// All of them, by the names that the command line knows.
    pub const ALL: [(&'static str, Self); 3] =
        [("code-points", Self::CodePoints), ("utf-16", Self::Utf16), ("graphemes", Self::Graphemes)];

    /// The unit of a name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, unit)| unit)
    }

    /// How many units a text is long.
    pub fn length(self, text: &str) -> usize {
        match self {
            Self::CodePoints => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Graphemes => text.graphemes(true).count(),
        }
    }
}

/// The positions of a text in one unit.
///
/// A look-up walks at most a stride of bytes, so that a text with many spans is converted in time linear in both.
#[derive(Debug)]
pub(super) struct Offsets<'a> {
    text: &'a str,
    unit: Unit,
    /// Byte and units at the start of each stride; for graphemes, of each grapheme.
    marks: Vec<(usize, usize)>,
}

impl<'a> Offsets<'a> {
    /// Counts a text through once.
    pub(super) fn new(text: &'a str, unit: Unit) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        if unit == Unit::Graphemes {
            marks.extend(text.grapheme_indices(true).enumerate().map(|(n, (at, _))| (at, n)));
            marks.push((text.len(), marks.len()));
            return Self { text, unit, marks };
        }
        let (mut at, mut units) = (0, 0);
        while at < text.len() {
            marks.push((at, units));
            let next = text.ceil_char_boundary((at + STRIDE).min(text.len()));
            units += unit.length(text.get(at..next).unwrap_or_default());
            at = next;
        }
        marks.push((at, units));
        Self { text, unit, marks }
    }

    /// Units before byte `at`; `None` where no unit begins there.
    pub(super) fn units(&self, at: usize) -> Option<usize> {
        let (from, before) = *self.marks.get(self.marks.partition_point(|(byte, _)| *byte <= at).checked_sub(1)?)?;
        match self.unit {
            Unit::Graphemes => (from == at).then_some(before),
            unit => Some(before + unit.length(self.text.get(from..at)?)),
        }
    }

    /// The byte that unit `n` begins at, the length of the text for its end; `None` past it and inside a pair.
    pub(super) fn byte(&self, n: usize) -> Option<usize> {
        let (from, before) = *self.marks.get(self.marks.partition_point(|(_, units)| *units <= n).checked_sub(1)?)?;
        let mut left = n - before;
        for (at, c) in self.text.get(from..)?.char_indices() {
            if left == 0 {
                return Some(from + at);
            }
            left = left.checked_sub(if self.unit == Unit::Utf16 { c.len_utf16() } else { 1 })?;
        }
        (left == 0).then_some(self.text.len())
    }

    /// A range of bytes in units, proved: taken back, it quotes the same words.
    pub(super) fn place(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let place = self.units(range.start)?..self.units(range.end)?;
        (self.quote(&place)? == self.text.get(range.clone())?).then_some(place)
    }

    /// The words at a range of units; `None` where it is no place of the text, or empty.
    pub(super) fn quote(&self, place: &Range<usize>) -> Option<&'a str> {
        let range = self.byte(place.start)?..self.byte(place.end)?;
        self.text.get(range).filter(|words| !words.is_empty())
    }
}

/// A text whose paragraphs all end in LF, for formats in which CR is no part of the text.
///
/// CR LF loses its CR; a CR alone becomes an LF.
#[derive(Debug)]
pub(super) struct LineFed<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Bytes of the original text at which a CR was taken out.
    removed: Vec<usize>,
}

impl<'a> LineFed<'a> {
    /// Makes it from a text.
    pub(super) fn of(text: &'a str) -> Self {
        if !text.contains('\r') {
            return Self { text: Cow::Borrowed(text), removed: Vec::new() };
        }
        let removed = text.match_indices("\r\n").map(|(at, _)| at).collect();
        Self { text: Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")), removed }
    }

    /// Whether it differs from the original.
    pub(super) fn is_changed(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    /// A range of bytes of the original in bytes of this text.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.at(range.start)..self.at(range.end)
    }

    /// A byte of this text in bytes of the original; an LF that had a CR before it begins where that did.
    pub(super) fn back(&self, at: usize) -> usize {
        let before = |n: usize| self.removed.get(n).map_or(usize::MAX, |removed| removed - n);
        let (mut low, mut high) = (0, self.removed.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            (low, high) = if before(middle) < at { (middle + 1, high) } else { (low, middle) };
        }
        at + low
    }

    fn at(&self, at: usize) -> usize {
        at - self.removed.partition_point(|removed| *removed < at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "قُتِلَ 😀👨‍👩‍👧 تسعة\r\nفي\tالبلدة\u{A0}يوم\u{2028}نعم مي\u{200C}خواهم";

    #[test]
    fn every_position_is_found_again_in_every_unit() {
        let text = NASTY.repeat(40);
        for (_, unit) in Unit::ALL {
            let offsets = Offsets::new(&text, unit);
            for (at, _) in text.grapheme_indices(true) {
                assert_eq!(offsets.byte(offsets.units(at).unwrap()), Some(at), "{unit:?}");
            }
            let length = unit.length(&text);
            assert_eq!((offsets.units(text.len()), offsets.byte(length)), (Some(length), Some(text.len())), "{unit:?}");
            assert_eq!((offsets.byte(length + 1), offsets.units(text.len() + 1)), (None, None), "{unit:?}");
        }
    }

    #[test]
    fn the_units_differ_where_marks_and_emoji_stand() {
        let at = NASTY.find("تسعة").unwrap();
        let units = |unit| Offsets::new(NASTY, unit).units(at).unwrap();
        assert_eq!((units(Unit::CodePoints), units(Unit::Utf16), units(Unit::Graphemes)), (14, 18, 7));
    }

    #[test]
    fn half_a_pair_and_half_a_grapheme_are_no_place() {
        let offsets = Offsets::new("😀ا", Unit::Utf16);
        assert_eq!((offsets.byte(1), offsets.quote(&(1..3)), offsets.quote(&(2..2))), (None, None, None));
        assert_eq!(offsets.place(&(4..6)), Some(2..3));
        assert_eq!(Offsets::new("قُ", Unit::Graphemes).units(2), None);
    }

    #[test]
    fn a_text_without_carriage_returns_keeps_its_words_at_their_places() {
        let text = "a\r\nب\rج\r\n";
        let fed = LineFed::of(text);
        assert_eq!((fed.text.as_ref(), fed.is_changed()), ("a\nب\nج\n", true));
        for word in ["a", "ب", "ج"] {
            let at = text.find(word).unwrap();
            assert_eq!(fed.text.get(fed.range(&(at..at + word.len()))), Some(word));
            assert_eq!(fed.back(fed.range(&(at..at)).start), at);
        }
        assert_eq!([0, 1, 2, 4, 5, 7, 8].map(|at| fed.back(at)), [0, 1, 3, 5, 6, 8, 10]);
        assert!(!LineFed::of("a\n").is_changed());
    }
}
