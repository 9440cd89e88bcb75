//! Names that the words around them introduce, whoever knows them: بلدة الزيتونة, مستشفى الشفق, وزارة الدفاع, العميد نزار
//! الحمصاني, مصدر أمني.
//!
//! - A rule looks at a few words and never beyond a line; the words that it knows are those of `names.txt`.
//! - A place has the head that is a part of its name, a party all words up to what determines it, a person no title.
//! - The head of a news agency's article, with where and when it was written, has no names: it is said of the article.
//!
//! What is absent: lists of towns, countries and parties, whatever else a text says, and a judgement of what is likely here.

mod table;
mod kind;
mod word;
mod place;
mod party;
mod person;
#[cfg(test)]
mod tests;

use std::ops::Range;

use kind::Found;
use table::List;

pub use kind::{IntroducedName, NameKind, NameSort};

/// The names that words of a text introduce, in their order.
pub fn introduced(text: &str) -> Vec<IntroducedName> {
    let words = word::all(text);
    let lines = datelines(text);
    let mut found = Found::default();
    let mut n = 0;
    while n < words.len() {
        let next = place::introduced(&words, n, &mut found)
            .or_else(|| party::introduced(text, &words, n, &mut found))
            .or_else(|| person::introduced(&words, n, &mut found));
        n = next.unwrap_or(n + 1).max(n + 1);
    }
    let mut names = found.into_names();
    names.retain(|name| !lines.iter().any(|line| line.contains(&name.range.start)));
    names
}

/// Whether the name of a place may be meant where a word comes before it: what is before a place, or nothing of a name.
pub fn is_before_place(before: &str) -> bool {
    let words = word::all(before);
    let Some(last) = words.last().filter(|last| before.get(last.range.end..).is_some_and(|rest| rest.trim().is_empty())) else {
        return true;
    };
    let is_before = |list: &List| last.indefinite(*list).is_some();
    last.is_function() || [List::PlaceOutside, List::Beside, List::Dweller].iter().any(is_before)
}

/// What a noun introduces the names of: بلدة places, وزارة parties.
pub fn sort_of(noun: &str) -> Option<NameSort> {
    let words = word::all(noun);
    let word = words.first().filter(|_| words.len() == 1)?;
    let is_one_of = |lists: &[List]| lists.iter().any(|list| word.is_in(*list));
    match () {
        () if is_one_of(&[List::PlaceOutside, List::PlaceInside]) => Some(NameSort::Place),
        () if is_one_of(&[List::Party, List::Source]) => Some(NameSort::Party),
        () => None,
    }
}

/// Whether a name is the word for somebody who is quoted without a name: طبيب, شاهداً.
pub fn is_of_anybody(name: &str) -> bool {
    let words = word::all(name);
    let word = words.first().filter(|_| words.len() == 1);
    word.is_some_and(|word| word.indefinite(List::Source).or_else(|| word.accusative(List::Source)).is_some())
}

/// The noun that a name of an organisation begins with, and the one with the article that stands for it.
pub fn head(name: &str) -> Option<String> {
    let words = word::all(name);
    let first = words.first()?;
    let head = first.indefinite(List::Party)?;
    Some(format!("ال{}", name.get(head.start..first.range.end)?))
}

/// Words of a dateline at most.
const DATELINE: usize = 7;
/// Bytes of a dateline at most.
pub const DATELINE_END: usize = 160;

/// The heads of lines that are datelines.
fn datelines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        found.extend(dateline(line).map(|end| at..at + end));
        at += line.len();
    }
    found
}

/// The end of the head of a line that says where an article was written, by whom and when, in bytes: دير سماقة (قيسونيا) –
/// المدار – 10 آذار. It is in the first [`DATELINE_END`] bytes; what is put in between dashes is no part of a dateline.
pub fn dateline(line: &str) -> Option<usize> {
    let head = line.get(..line.floor_char_boundary(DATELINE_END)).unwrap_or(line);
    let dashes = head.match_indices(['–', '—', 'ـ', '-']);
    let is_alone = |at: usize, mark: &str| {
        let (before, after) = (head.get(..at).unwrap_or_default(), head.get(at + mark.len()..).unwrap_or_default());
        before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace)
    };
    let alone = dashes.filter(|(at, mark)| is_alone(*at, mark)).map(|(at, _)| at);
    let ends: Vec<usize> = alone.take_while(|at| is_dateline(head.get(..*at))).collect();
    let between = ends.iter().zip(ends.iter().skip(1)).filter_map(|(first, second)| head.get(*first..*second));
    let last = ends.last().filter(|_| !between.into_iter().any(is_aside))?;
    let is_all = line.trim_end().len() <= DATELINE_END && !line.trim_end().ends_with('.');
    Some(if is_all { line.len() } else { *last })
}

/// Whether words between dashes go on with the sentence.
fn is_aside(words: &str) -> bool {
    word::all(words).first().is_some_and(|first| first.is_function() && !first.is_number())
}

fn is_dateline(head: Option<&str>) -> bool {
    let marks = |c: char| matches!(c, '.' | ':' | '،' | '؛' | '!' | '؟');
    head.is_some_and(|head| !head.contains(marks) && head.split_whitespace().count() <= DATELINE)
}
