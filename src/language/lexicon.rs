//! Finding the words of lexicons in a text, in whatever form they are met there.
//!
//! Every word of all lexicons is looked up in one pass. A form that is itself a word of a lexicon is that word and nothing
//! else: أسرة is a family, not the feminine of a captive.

use std::collections::HashMap;
use std::ops::Range;

use super::classes::is_accessory;
use super::fold::Folding;
use super::inflection::{Forms, bare, of_present};
use super::number::numeral;
use super::words::words;

/// Letters that a word has at least to be met in other forms than its own.
const INFLECTED: usize = 3;

/// The words of a text, folded.
#[derive(Debug, Clone, Default)]
pub struct FoldedWords(Vec<FoldedWord>);

/// A word of a text.
#[derive(Debug, Clone)]
pub struct FoldedWord {
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
    /// Where its second letter is, in bytes.
    second: usize,
    /// Its letters, folded.
    pub letters: String,
}

impl FoldedWords {
    /// Folds the words of a text.
    pub fn of(text: &str, folding: &Folding) -> Self {
        let fold = |range: Range<usize>| {
            let word = text.get(range.clone()).unwrap_or_default();
            let second = word.char_indices().skip(1).find(|(_, c)| !is_accessory(*c)).map_or(word.len(), |(at, _)| at);
            FoldedWord { second: range.start + second, letters: folding.fold(word).text().to_owned(), range }
        };
        Self(words(text).map(fold).collect())
    }

    /// The words, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &FoldedWord> {
        self.0.iter()
    }
}

/// A word or phrase of a lexicon in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<S> {
    /// What it stands for.
    pub sense: S,
    /// Its place in the text, in bytes; a conjunction that is written as one with it is left out.
    pub range: Range<usize>,
    /// The numbers of its words among those of the text; of a phrase in two parts, those of the first
    /// where others are between.
    pub words: Range<usize>,
    /// How many words it has; one more if others are between its parts.
    pub length: usize,
    /// Whether a conjunction is written as one with the first.
    pub is_joined: bool,
}

/// Lexicons, made ready to be looked for.
#[derive(Debug, Clone)]
pub struct Finder<S> {
    /// The numbers of the words that a form may be.
    forms: HashMap<Box<str>, Vec<usize>>,
    /// The same by the stem of the present.
    presents: HashMap<Box<str>, Vec<usize>>,
    /// The phrases that begin with a word, by its number.
    phrases: Vec<Vec<Phrase<S>>>,
}

/// A phrase: the numbers of its words.
#[derive(Debug, Clone)]
struct Phrase<S> {
    sense: S,
    words: Vec<usize>,
    /// What follows behind up to [`BETWEEN`] other words; empty if the phrase has no more.
    rest: Vec<usize>,
}

/// What stands in a phrase for words between its parts.
const GAP: char = '…';
/// How many words that may be.
const BETWEEN: usize = 8;

impl<S: Copy + PartialEq> Finder<S> {
    /// Makes lexicons ready: phrases with what they stand for.
    pub fn new<'a>(entries: impl IntoIterator<Item = (S, &'a str)>) -> Self {
        let folding = Folding::usual();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut phrases: Vec<Vec<Phrase<S>>> = Vec::new();
        for (sense, phrase) in entries {
            let mut number = |letters: &str| {
                let next = numbers.len();
                *numbers.entry(letters.to_owned()).or_insert(next)
            };
            let mut numbered = |part: &str| -> Vec<usize> {
                let folded = FoldedWords::of(part, folding);
                folded.iter().enumerate().map(|(n, word)| number(unjoined(n, &word.letters))).collect()
            };
            let (head, rest) = phrase.split_once(GAP).unwrap_or((phrase, ""));
            let (words, rest) = (numbered(head), numbered(rest));
            phrases.resize_with(numbers.len(), Vec::new);
            if let Some(list) = words.first().and_then(|first| phrases.get_mut(*first)) {
                list.push(Phrase { sense, words, rest });
            }
        }
        let is_alone = |number: usize| phrases.get(number).is_some_and(|list| list.iter().any(Phrase::is_word));
        let (forms, presents) = all_forms(&numbers, is_alone);
        Self { forms, presents, phrases }
    }

    /// Finds the words and phrases in a text, in the order of their first words.
    pub fn find(&self, text: &FoldedWords) -> Vec<Found<S>> {
        let read: Vec<Read> = text.iter().map(|word| self.read(word)).collect();
        let mut found: Vec<Found<S>> = Vec::new();
        for (at, first) in read.iter().enumerate() {
            let phrases = first.words.iter().filter_map(|word| self.phrases.get(*word)).flatten();
            for phrase in phrases {
                let mut words = at..at + phrase.words.len();
                let is_there = read.get(words.clone()).is_some_and(|met| is_met(met, &phrase.words));
                let Some(between) = gap(read.get(words.end..).unwrap_or_default(), &phrase.rest).filter(|_| is_there) else {
                    continue;
                };
                if between == 0 {
                    words.end += phrase.rest.len();
                }
                let end = read.get(words.clone()).and_then(<[Read]>::last).map_or(first.end, |last| last.end);
                // What is said in two parts is more than either.
                let length = phrase.words.len() + phrase.rest.len() + usize::from(between > 0);
                found.push(Found { sense: phrase.sense, range: first.start..end, words, length, is_joined: first.is_joined });
            }
        }
        found
    }

    /// What a word of a text may be. The fewest letters taken away from it count, and no more are where that is a word by
    /// itself; a word that is only a part of phrases may be others too.
    fn read(&self, word: &FoldedWord) -> Read {
        let mut read = Read { words: Vec::new(), start: word.range.start, end: word.range.end, is_joined: false };
        let mut all = bare(&word.letters);
        // A number is itself, and no form of another word.
        if all.iter().any(|bare| numeral(bare.letters).is_some()) {
            all.retain(|bare| bare.letters == word.letters || numeral(bare.letters).is_some());
        }
        let whole = all.iter().map(|bare| (*bare, self.forms.get(bare.letters)));
        let present = all.iter().flat_map(|bare| of_present(*bare).map(|stem| (*bare, self.presents.get(stem))));
        for (bare, words) in whole.chain(present).filter_map(|(bare, words)| Some((bare, words?))) {
            if read.words.is_empty() && bare.is_joined {
                read.is_joined = true;
                read.start = word.second;
            }
            read.words.extend(words);
            if words.iter().any(|word| self.is_alone(*word)) {
                break;
            }
        }
        read
    }

    /// Whether a word is one of a lexicon by itself, not only a part of phrases.
    fn is_alone(&self, word: usize) -> bool {
        self.phrases.get(word).is_some_and(|list| list.iter().any(Phrase::is_word))
    }
}

impl<S> Phrase<S> {
    /// Whether it is one word and no more.
    fn is_word(&self) -> bool {
        self.words.len() == 1 && self.rest.is_empty()
    }
}

/// How many words are before the second part of a phrase; `None` if it is not met within [`BETWEEN`] words.
fn gap(read: &[Read], rest: &[usize]) -> Option<usize> {
    if rest.is_empty() {
        return Some(0);
    }
    read.windows(rest.len()).take(BETWEEN + 1).position(|met| is_met(met, rest))
}

/// What a word of a text may be, with its place without a conjunction that is written as one with it.
struct Read {
    words: Vec<usize>,
    start: usize,
    end: usize,
    is_joined: bool,
}

/// Whether words of a text may be those of a phrase.
fn is_met(met: &[Read], phrase: &[usize]) -> bool {
    met.iter().zip(phrase).all(|(read, word)| read.words.contains(word))
}

/// A word of a phrase without the conjunction that joins it to the one before.
fn unjoined(place: usize, letters: &str) -> &str {
    let rest = letters.strip_prefix('و').filter(|rest| place > 0 && rest.chars().count() >= INFLECTED);
    rest.unwrap_or(letters)
}

/// The numbers of words by their forms.
type ByForm = HashMap<Box<str>, Vec<usize>>;

/// The forms of all words, and the stems that they have in the present; a form that is a word of a lexicon, and not only a
/// part of a phrase, is that word alone.
fn all_forms(numbers: &HashMap<String, usize>, is_alone: impl Fn(usize) -> bool) -> (ByForm, ByForm) {
    let mut whole: ByForm = numbers.iter().map(|(word, number)| (word.as_str().into(), vec![*number])).collect();
    let mut present = ByForm::new();
    for (word, number) in numbers.iter().filter(|(word, _)| word.chars().count() >= INFLECTED) {
        let forms = Forms::of(word);
        // What is a number is nothing else: مئتي, of مات.
        let is_free = |form: &String| numeral(form).is_none() && numbers.get(form).is_none_or(|other| !is_alone(*other));
        forms.whole.into_iter().filter(is_free).for_each(|form| add(&mut whole, form, *number));
        forms.present.into_iter().for_each(|stem| add(&mut present, stem, *number));
    }
    (whole, present)
}

fn add(all: &mut ByForm, form: String, number: usize) {
    let numbers = all.entry(form.into()).or_default();
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entries: &[(usize, &'static str)], text: &str) -> Vec<(usize, String)> {
        let finder = Finder::new(entries.iter().copied());
        let words = FoldedWords::of(text, Folding::usual());
        finder.find(&words).into_iter().map(|found| (found.sense, text[found.range].to_owned())).collect()
    }

    #[test]
    fn words_are_found_whatever_form_they_have() {
        let entries = [(0, "زعم"), (1, "نفى"), (2, "غارة"), (2, "قصف جوي")];
        assert_eq!(
            found(&entries, "وزَعَمَت الوكالة أن الغاراتِ لم تقع، فيما نفته القيادة بعد القصف الجوي"),
            [(0, "زَعَمَت".to_owned()), (2, "الغاراتِ".to_owned()), (1, "نفته".to_owned()), (2, "القصف الجوي".to_owned())]
        );
    }

    #[test]
    fn a_form_that_is_a_word_of_a_lexicon_is_that_word_alone() {
        let entries = [(0, "أسر"), (1, "أسرة"), (2, "بين قتيل وجريح"), (0, "قتيل"), (3, "جريح")];
        assert_eq!(found(&entries, "الأسرة"), [(1, "الأسرة".to_owned())]);
        let senses: Vec<usize> = found(&entries, "عشرة بين قتيل وجريح").into_iter().map(|(sense, _)| sense).collect();
        assert_eq!(senses, [2, 0, 3]);
    }

    #[test]
    fn a_phrase_in_two_parts_is_found_at_the_first_with_words_between() {
        let entries = [(0, "لقي … حتف"), (1, "لقي")];
        let both = |words: &str| [(0, words.to_owned()), (1, "لقي".to_owned())];
        assert_eq!(found(&entries, "لقي تسعة رعاة على الأقل حتفهم"), both("لقي"));
        assert_eq!(found(&entries, "لقي حتفه"), both("لقي حتفه"));
        assert_eq!(found(&entries, "لقي ترحيباً"), [(1, "لقي".to_owned())]);
    }

    #[test]
    fn a_number_is_no_form_of_a_word() {
        assert_eq!(found(&[(0, "مات")], "مئتي أسير ومئتان ماتوا"), [(0, "ماتوا".to_owned())]);
    }

    #[test]
    fn a_text_without_words_has_none() {
        for text in ["", " ،. \u{200F}", "ـ", "١٢٣"] {
            assert_eq!(found(&[(0, "زعم")], text), []);
        }
    }
}
