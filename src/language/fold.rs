//! Folding: one spelling for all the ways in which the same word is written, with a map back to the text.
//!
//! Readers do not see whether a letter bears a vowel, an alef its hamza, a kaf is the Persian one, or a letter was
//! stored in the form it takes at the end of a word. A search that sees it misses what they look for.
//!
//! Layers as in Lucene's `ArabicNormalizer` and `PersianNormalizer` (tatweel, harakat, alefs, Persian letters) and `CAMeL`
//! Tools' `normalize_unicode`, `normalize_alef_ar`, `normalize_alef_maksura_ar` and `normalize_teh_marbuta_ar` (Obeid
//! et al. 2020); ؤ and ئ with و and ي as in CLDR's collation for search.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_compatible};

use super::classes::{TATWEEL, digit_value, is_accessory, is_arabic_mark, is_harakat, is_zero_width};

/// A difference of spelling that a [`Folding`] leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// Presentation forms, ligatures, no-break spaces and whatever else is the same to Unicode's NFKC.
    Forms,
    /// Harakat, as [`is_harakat`] has them, and the small waw and ya of recitation.
    Marks,
    /// Tatweel.
    Tatweel,
    /// Zero width spaces, joiners, the controls of bidi, soft hyphens.
    Controls,
    /// Arabic and Persian digits: ٣ and ۳ become 3.
    Digits,
    /// Hamza and madda on their seats: أ إ آ ٱ become ا, ؤ becomes و, ئ becomes ي.
    Hamza,
    /// Alef maksura: ى becomes ي.
    AlefMaksura,
    /// Ta marbuta: ة becomes ه.
    TaMarbuta,
    /// Persian and Urdu letters: ی ے become ي, ک becomes ك, ھ ہ ە become ه, ۃ becomes ة.
    Persian,
}

impl Layer {
    /// All layers.
    pub const ALL: [Self; 9] = [
        Self::Forms,
        Self::Marks,
        Self::Tatweel,
        Self::Controls,
        Self::Digits,
        Self::Hamza,
        Self::AlefMaksura,
        Self::TaMarbuta,
        Self::Persian,
    ];
    /// Those that never change a word into another one.
    pub const SAFE: [Self; 5] = [Self::Forms, Self::Marks, Self::Tatweel, Self::Controls, Self::Digits];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Forms => "forms",
            Self::Marks => "marks",
            Self::Tatweel => "tatweel",
            Self::Controls => "controls",
            Self::Digits => "digits",
            Self::Hamza => "hamza",
            Self::AlefMaksura => "alef_maksura",
            Self::TaMarbuta => "ta_marbuta",
            Self::Persian => "persian",
        }
    }
}

/// What becomes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// This one, which may be itself.
    Becomes(char),
    /// Nothing; it belongs to the letter before it.
    Attached,
    /// Nothing.
    Dropped,
    /// It makes another letter of the one before it, if there is such a letter.
    Composes,
    /// What Unicode's normal form of it and its neighbours is.
    Normalised,
}

/// The block whose fates are kept in a table.
pub(super) const BLOCK: RangeInclusive<char> = '\u{0600}'..='\u{06FF}';

/// A choice of layers, made once for any number of texts.
///
/// ```
/// use hashiya::language::fold::{Folding, Layer};
///
/// let folding = Folding::usual();
/// let text = "قُتِلَ في مدينةِ الزيتونة";
/// let folded = folding.fold(text);
/// assert_eq!(folded.text(), "قتل في مدينه الزيتونه");
/// // A query is folded in the same way. Each hit is a range of bytes of the text, marks after its last letter included.
/// let query = folding.fold("مدينة");
/// let hits: Vec<_> = folded.find(query.text()).map(|hit| &text[hit]).collect();
/// assert_eq!(hits, ["مدينةِ"]);
///
/// let strict = Folding::of(&Layer::SAFE);
/// assert_eq!(strict.fold("إلى مدينةِ").text(), "إلى مدينة");
/// ```
#[derive(Debug, Clone)]
pub struct Folding {
    layers: Vec<Layer>,
    table: [Fate; 256],
}

impl Folding {
    /// Folds with these layers.
    pub fn of(layers: &[Layer]) -> Self {
        let mut folding = Self { layers: layers.to_vec(), table: [Fate::Normalised; 256] };
        let fates: Vec<Fate> = BLOCK.map(|c| folding.fate_in_block(c)).collect();
        for (slot, fate) in folding.table.iter_mut().zip(fates) {
            *slot = fate;
        }
        folding
    }

    /// Folds with all layers, as a search does unless it is told otherwise.
    pub fn usual() -> &'static Self {
        static USUAL: LazyLock<Folding> = LazyLock::new(|| Folding::of(&Layer::ALL));
        &USUAL
    }

    /// The layers it folds with.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    pub(super) fn has(&self, layer: Layer) -> bool {
        self.layers.contains(&layer)
    }

    /// Folds a text, in time that grows as the text does.
    pub fn fold(&self, text: &str) -> Folded {
        let mut folder = Folder::new(self, text.len());
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            let end = text.len() - rest.as_str().len();
            let place = end - c.len_utf8()..end;
            // An ASCII letter may only be changed by a mark, and ASCII has none.
            if c.is_ascii() && rest.as_str().as_bytes().first().is_none_or(u8::is_ascii) {
                folder.settle();
                folder.push(c, place);
            } else {
                folder.take(c, place);
            }
        }
        folder.settle();
        folder.folded
    }

    /// What becomes of a character.
    pub(super) fn fate(&self, c: char) -> Fate {
        let n = u32::from(c).checked_sub(u32::from(*BLOCK.start()));
        let in_table = n.and_then(|n| usize::try_from(n).ok()).and_then(|n| self.table.get(n));
        match in_table {
            Some(fate) => *fate,
            None if is_zero_width(c) || c == '\u{AD}' => self.fate_of_control(c),
            None if !c.is_ascii() && is_harakat(c) && self.has(Layer::Marks) => Fate::Attached,
            None => Fate::Normalised,
        }
    }

    fn fate_of_control(&self, c: char) -> Fate {
        match c {
            _ if !self.has(Layer::Controls) => Fate::Normalised,
            // They are of the grapheme before them (UAX#29, GB9).
            '\u{200C}' | '\u{200D}' => Fate::Attached,
            _ => Fate::Dropped,
        }
    }

    fn fate_in_block(&self, c: char) -> Fate {
        if is_zero_width(c) {
            return self.fate_of_control(c);
        }
        if c == TATWEEL {
            return if self.has(Layer::Tatweel) { Fate::Attached } else { Fate::Becomes(c) };
        }
        if is_accessory(c) && (is_harakat(c) || !is_arabic_mark(c)) {
            return if self.has(Layer::Marks) { Fate::Attached } else { Fate::Becomes(c) };
        }
        if is_arabic_mark(c) {
            return if self.has(Layer::Hamza) { Fate::Attached } else { Fate::Composes };
        }
        let folded = self.letter(c);
        if folded == c && self.has(Layer::Forms) && !std::iter::once(c).nfkc().eq([c]) {
            return Fate::Normalised;
        }
        Fate::Becomes(folded)
    }

    /// The letter or digit that one of the Arabic block becomes.
    fn letter(&self, c: char) -> char {
        let mut c = c;
        if self.has(Layer::Digits)
            && let Some(digit) = digit_value(c).and_then(|value| char::from_digit(value, 10))
        {
            return digit;
        }
        if self.has(Layer::Hamza) {
            c = match c {
                'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
                'ؤ' => 'و',
                'ئ' => 'ي',
                'ۀ' => 'ە',
                'ۂ' => 'ہ',
                'ۓ' => 'ے',
                _ => c,
            };
        }
        if self.has(Layer::Persian) {
            c = match c {
                'ی' | 'ے' => 'ي',
                'ک' => 'ك',
                'ھ' | 'ہ' | 'ە' => 'ه',
                'ۃ' => 'ة',
                _ => c,
            };
        }
        match c {
            'ى' if self.has(Layer::AlefMaksura) => 'ي',
            'ة' if self.has(Layer::TaMarbuta) => 'ه',
            _ => c,
        }
    }
}

/// A stretch of a folded text and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Its first byte in the folded text; it ends where the next one begins.
    folded: usize,
    /// The first byte that it comes from.
    source: usize,
    /// The byte after the last, what is attached to its last letter included.
    end: usize,
    /// Whether all of it comes from all of that; else it is byte for byte the same length.
    whole: bool,
}

/// A folded text with its map.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: String,
    /// In order; the first begins at 0.
    runs: Vec<Run>,
}

impl Folded {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the text that a range of bytes of the folded text comes from: whole characters, with the marks after
    /// the last letter, and with all of a ligature of which the range has a part.
    ///
    /// A range that cuts a character of the folded text or reaches beyond its end counts as the characters it touches.
    /// An empty range comes from the empty range before the character at its place.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end);
        let first = self.source_start(start);
        if start >= end { first..first } else { first..self.source_end(end) }
    }

    /// Every place where a folded query stands in the folded text, as a range of bytes of the text; places do not
    /// overlap. A query of nothing stands nowhere.
    pub fn find<'a>(&'a self, query: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let hits = memchr::memmem::find_iter(self.text.as_bytes(), query.as_bytes()).filter(|_| !query.is_empty());
        hits.map(|at| self.source(at..at + query.len()))
    }

    fn run(&self, at: usize) -> Option<(usize, &Run)> {
        let n = self.runs.partition_point(|run| run.folded <= at).checked_sub(1)?;
        Some((n, self.runs.get(n)?))
    }

    fn source_start(&self, at: usize) -> usize {
        match self.run(at) {
            _ if at >= self.text.len() => self.runs.last().map_or(0, |run| run.end),
            Some((_, run)) if !run.whole => run.source + (at - run.folded),
            Some((_, run)) => run.source,
            None => 0,
        }
    }

    /// Where the character ends that ends at byte `at`, which is not 0, of the folded text.
    fn source_end(&self, at: usize) -> usize {
        let Some((n, run)) = self.run(at - 1) else { return 0 };
        let next = self.runs.get(n + 1).map_or(self.text.len(), |next| next.folded);
        if run.whole || at >= next { run.end } else { run.source + (at - run.folded) }
    }
}

/// Folds one text.
struct Folder<'a> {
    folding: &'a Folding,
    folded: Folded,
    /// Where the last Arabic letter stands in the folded text, if nothing but marks follows it.
    letter: Option<usize>,
    /// Characters that are still to be normalised together.
    cluster: String,
    /// Where they come from.
    cluster_place: Range<usize>,
}

impl<'a> Folder<'a> {
    fn new(folding: &'a Folding, length: usize) -> Self {
        let folded = Folded { text: String::with_capacity(length), runs: Vec::new() };
        Self { folding, folded, letter: None, cluster: String::new(), cluster_place: 0..0 }
    }

    fn take(&mut self, c: char, place: Range<usize>) {
        match self.folding.fate(c) {
            Fate::Becomes(to) => {
                self.settle();
                self.push_arabic(to, place);
            }
            Fate::Attached => self.attach(place.end),
            Fate::Dropped => {}
            Fate::Composes => {
                self.settle();
                self.compose(c, place);
            }
            Fate::Normalised => {
                if begins_cluster(c) {
                    self.settle();
                }
                if self.cluster.is_empty() {
                    self.cluster_place.start = place.start;
                }
                self.cluster_place.end = place.end;
                self.cluster.push(c);
            }
        }
    }

    /// Gives a character that is left out to the one before it.
    fn attach(&mut self, end: usize) {
        if !self.cluster.is_empty() {
            self.cluster_place.end = end;
        } else if let Some(run) = self.folded.runs.last_mut() {
            run.end = end;
        }
    }

    /// Adds a character that comes from one of the text.
    fn push(&mut self, c: char, place: Range<usize>) {
        let at = self.folded.text.len();
        let same = c.len_utf8() == place.len();
        let goes_on = |run: &Run| same && !run.whole && run.end == place.start && run.source + (at - run.folded) == run.end;
        match self.folded.runs.last_mut().filter(|run| goes_on(run)) {
            Some(run) => run.end = place.end,
            None => self.folded.runs.push(Run { folded: at, source: place.start, end: place.end, whole: !same }),
        }
        self.folded.text.push(c);
        self.letter = None;
    }

    /// The same for a letter or a mark of the Arabic block.
    fn push_arabic(&mut self, c: char, place: Range<usize>) {
        let letter = if is_harakat(c) { self.letter } else { Some(self.folded.text.len()) };
        self.push(c, place);
        self.letter = letter;
    }

    /// Puts the letter that a mark makes of the last one in its place, or adds the mark.
    fn compose(&mut self, mark: char, place: Range<usize>) {
        let at = self.letter;
        let letter = at.and_then(|at| self.folded.text.get(at..)).and_then(|rest| rest.chars().next());
        let composed = letter.and_then(|letter| compose(letter, mark).filter(|c| c.len_utf8() == letter.len_utf8()));
        let (Some(at), Some(composed)) = (at, composed) else {
            return self.push(mark, place);
        };
        self.folded.text.replace_range(at..at + composed.len_utf8(), composed.encode_utf8(&mut [0; 4]));
        self.join_from(at, place.end);
    }

    /// Lets all of the folded text from byte `at` on come from all of its source, up to byte `end`.
    fn join_from(&mut self, at: usize, end: usize) {
        let runs = &mut self.folded.runs;
        while runs.pop_if(|run| run.folded > at).is_some() {}
        match runs.last_mut() {
            Some(run) if run.whole || run.folded == at => (run.whole, run.end) = (true, end),
            Some(run) => {
                run.end = run.source + (at - run.folded);
                let source = run.end;
                runs.push(Run { folded: at, source, end, whole: true });
            }
            None => {}
        }
    }

    /// Normalises what waits to be.
    fn settle(&mut self) {
        if self.cluster.is_empty() {
            return;
        }
        let cluster = std::mem::take(&mut self.cluster);
        let place = self.cluster_place.clone();
        let at = self.folded.text.len();
        if self.folding.has(Layer::Forms) {
            cluster.nfkc().for_each(|c| self.emit(c, &place));
        } else {
            cluster.nfc().for_each(|c| self.emit(c, &place));
        }
        if self.folded.text.len() > at {
            self.join_from(at, place.end);
        } else {
            self.attach(place.end);
        }
    }

    /// Adds one character of a normal form, which comes from all that was normalised.
    fn emit(&mut self, c: char, place: &Range<usize>) {
        match self.folding.fate(c) {
            Fate::Becomes(to) => self.push_arabic(to, place.clone()),
            Fate::Attached | Fate::Dropped => {}
            Fate::Composes => self.compose(c, place.clone()),
            Fate::Normalised => self.push(c, place.clone()),
        }
    }
}

/// Whether normalising a text up to a character is independent of it and of what follows.
pub(super) fn begins_cluster(c: char) -> bool {
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    let first = first.unwrap_or(c);
    let may_compose = unicode_normalization::is_nfc_quick(std::iter::once(first)) != unicode_normalization::IsNormalized::Yes;
    canonical_combining_class(first) == 0 && !may_compose
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usual(text: &str) -> String {
        Folding::usual().fold(text).text().to_owned()
    }

    #[test]
    fn the_same_word_in_its_many_spellings_folds_to_one() {
        let spellings = [
            "إدلب",
            "ادلب",
            "أدلب",
            "إِدْلِب",
            "إدلـــب",
            "ا\u{655}دلب",
            "\u{202B}إدلب\u{202C}",
            "\u{FE87}\u{FEA9}\u{FEDF}\u{FE90}",
            "إ\u{64E}دلب",
            "ا\u{64E}\u{655}دلب",
            "إد\u{200D}لب",
            "ٱدلب",
        ];
        for spelling in spellings {
            assert_eq!(usual(spelling), "ادلب", "{spelling}");
        }
        assert_eq!(usual("مدرسة على مؤتمر بئر"), "مدرسه علي موتمر بير");
        assert_eq!(usual("کابل ۳ و٣ یزد ھۀہ"), "كابل 3 و3 يزد ههه");
        assert_eq!(usual("ﻻ إله\u{A0}ﷲ ﷺ"), "لا اله الله صلي الله عليه وسلم");
        assert_eq!(usual("Cafe\u{301} Ⅳ"), "Café IV");
        assert_eq!(usual(""), "");
    }

    #[test]
    fn a_layer_that_is_off_leaves_its_difference() {
        for layer in Layer::ALL {
            let others: Vec<Layer> = Layer::ALL.into_iter().filter(|other| *other != layer).collect();
            let (one, other) = match layer {
                Layer::Forms => ("\u{FE87}", "ا"),
                Layer::Marks => ("بَ", "ب"),
                Layer::Tatweel => ("بـ", "ب"),
                Layer::Controls => ("ب\u{200F}", "ب"),
                Layer::Digits => ("٣", "3"),
                Layer::Hamza => ("أ", "ا"),
                Layer::AlefMaksura => ("ى", "ي"),
                Layer::TaMarbuta => ("ة", "ه"),
                Layer::Persian => ("ک", "ك"),
            };
            assert_eq!(usual(one), usual(other), "{layer:?}");
            let without = Folding::of(&others);
            assert_ne!(without.fold(one).text(), without.fold(other).text(), "{layer:?}");
        }
    }

    #[test]
    fn a_letter_with_its_hamza_apart_is_the_letter_with_hamza() {
        let strict = Folding::of(&Layer::SAFE);
        for (apart, one) in [("ا\u{654}", "أ"), ("ا\u{64E}\u{654}", "أ"), ("ي\u{654}", "ئ"), ("ﻻ\u{653}", "لآ")] {
            assert_eq!(strict.fold(apart).text(), one);
        }
        let kept = Folding::of(&[Layer::Forms]).fold("با\u{64E}\u{654}ب");
        assert_eq!(kept.text(), "بأ\u{64E}ب");
        assert_eq!(kept.source(2..4), 2..8);
    }

    #[test]
    fn marks_after_the_last_letter_belong_to_a_hit_and_controls_do_not() {
        let text = "\u{200F}قُتِلَ\u{200F} 2٥ ﻻـ";
        let folded = Folding::usual().fold(text);
        let found = |query: &str| folded.find(query).map(|hit| &text[hit]).collect::<Vec<_>>();
        assert_eq!(found("قتل"), ["قُتِلَ"]);
        assert_eq!(found("تل "), ["تِلَ\u{200F} "]);
        assert_eq!(found("25"), ["2٥"]);
        assert_eq!(found("ا"), ["ﻻـ"]);
        assert!(found("").is_empty());
        assert_eq!(folded.source(0..0), 2 + 1..2 + 1);
    }

    #[test]
    fn a_range_that_cuts_characters_or_lies_outside_is_rounded() {
        let folded = Folding::usual().fold("قُتل");
        assert_eq!(folded.source(1..3), 0..6);
        assert_eq!(folded.source(50..99), 8..8);
        assert_eq!(Folding::usual().fold("\u{64E}").source(0..9), 0..0);
    }

    #[test]
    fn a_hundred_thousand_marks_and_hamzas_on_one_letter_take_no_longer_than_as_many_letters() {
        for sign in ["\u{64E}", "\u{654}", "\u{301}", "ـ", "e\u{301}", "\u{64E}\u{654}"] {
            let text = format!("ا{}", sign.repeat(300_000 / sign.len()));
            for folding in [Folding::usual(), &Folding::of(&[])] {
                let folded = folding.fold(&text);
                assert!(folded.text().len() <= text.len());
            }
        }
    }

    /// Letters, marks, digits, controls and forms in all orders, and other characters between them.
    fn texts() -> impl Strategy<Value = String> {
        let arabic = "[ابتةىئؤأإآٱكيهوlهﻻﺔﷲﱞکیۀےۓھ٣۳3\u{64E}\u{651}\u{670}\u{653}\u{654}\u{655}\u{6E5}ـ\u{200D}\u{200F}\u{AD}\u{A0} er\u{301}\u{304}\u{323}ｶﾞ각\u{675}]{0,24}";
        prop_oneof![4 => arabic, 1 => ".{0,24}"]
    }

    fn layers() -> impl Strategy<Value = Vec<Layer>> {
        prop::sample::subsequence(Layer::ALL.to_vec(), 0..=Layer::ALL.len())
    }

    proptest! {
        #[test]
        fn what_is_folded_is_not_changed_by_folding_it_again(text in texts(), layers in layers()) {
            let folding = Folding::of(&layers);
            let once = folding.fold(&text);
            let twice = folding.fold(once.text());
            prop_assert_eq!(once.text(), twice.text());
        }

        #[test]
        fn every_folded_character_comes_from_whole_characters_in_order(text in texts(), layers in layers()) {
            let folding = Folding::of(&layers);
            let folded = folding.fold(&text);
            let mut before = 0..0;
            for (at, c) in folded.text().char_indices() {
                let source = folded.source(at..at + c.len_utf8());
                prop_assert!(source.start >= before.start && source.end >= before.end, "{:?} {:?}", before, source);
                prop_assert!(source == before || source.start >= before.end, "{:?} {:?}", before, source);
                let slice = text.get(source.clone());
                prop_assert!(slice.is_some_and(|slice| !slice.is_empty()));
                prop_assert!(folding.fold(slice.unwrap_or_default()).text().contains(c), "{:?} of {:?}", c, slice);
                before = source;
            }
        }

        #[test]
        fn what_a_range_comes_from_folds_to_what_it_is(text in texts(), from in 0_usize..40, length in 1_usize..40) {
            let folding = Folding::usual();
            let folded = folding.fold(&text);
            let (start, end) = (folded.text().floor_char_boundary(from), folded.text().ceil_char_boundary(from + length));
            let source = folded.source(start..end);
            let again = folding.fold(&text[source]);
            prop_assert!(again.text().contains(&folded.text()[start..end]));
        }
    }
}
