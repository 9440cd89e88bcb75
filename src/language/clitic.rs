//! What is written as one with a word: the particles و ف (and, so), then ب ل ك (in, to, like) or س (will), and the
//! article ال before it; pronouns after it.
//!
//! Annotation guidelines leave the particles out of a span and keep the article in it (Wright, *A Grammar of the Arabic
//! Language*, vol. 1, §§ 366-368, lists the inseparable particles; §§ 185 and 317 the pronouns).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::classes::is_accessory;
use super::fold::{Folding, Layer};

/// The pronouns that are written as one with the word before them.
const PRONOUNS: &[&str] = &["ه", "ها", "هما", "هم", "هن", "ك", "كما", "كم", "كن", "ي", "ني", "نا"];

/// Words that begin like particles, and have none; some with what they may end in.
static WHOLES: LazyLock<Wholes> = LazyLock::new(|| Wholes::parse(include_str!("wholes.txt")));

/// How those words are compared: a hamza tells وإلى from والي.
static SPELLING: LazyLock<Folding> =
    LazyLock::new(|| Folding::of(&[&Layer::SAFE[..], &[Layer::TaMarbuta, Layer::Persian]].concat()));

/// What those words may end in, pronouns aside.
const ENDINGS: &[&str] = &["", "ة", "ين", "ون", "ان", "ات"];

/// A lexicon of words that are not cut.
#[derive(Debug, Default)]
struct Wholes {
    words: HashSet<String>,
    /// The same in the one spelling of all the ways to write them.
    folded: HashSet<String>,
    /// Those that may have endings.
    stems: Vec<String>,
}

impl Wholes {
    fn parse(list: &str) -> Self {
        let mut wholes = Self::default();
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        for word in lines.flat_map(str::split_whitespace) {
            match word.strip_suffix('+') {
                Some(stem) => wholes.stems.push(spelled(stem)),
                None => drop(wholes.words.insert(spelled(word))),
            }
            wholes.folded.insert(folded(word.trim_end_matches('+')));
        }
        wholes
    }
}

/// A word as those of the lexicon are spelled: without marks and the like, with its hamzas.
fn spelled(word: &str) -> String {
    SPELLING.fold(word).text().to_owned()
}

fn folded(word: &str) -> String {
    Folding::usual().fold(word).text().to_owned()
}

/// The particles before a name with which it may be one of the words that are not cut, in some spelling of it.
pub(super) fn parts_of_wholes(name: &str) -> Vec<String> {
    let name = folded(name);
    before_names().filter(|letters| WHOLES.folded.contains(&format!("{letters}{name}"))).collect()
}

/// Whether a word is known to begin with a letter of its own that elsewhere is a particle: واشنطن, لبنان, بالي.
///
/// ```
/// use hashiya::language::clitic::is_whole;
///
/// assert!(is_whole("واشنطن") && is_whole("وَكالة") && is_whole("والدته"));
/// assert!(!is_whole("ودمشق") && !is_whole("وإلى"));
/// ```
pub fn is_whole(word: &str) -> bool {
    let word = spelled(word);
    WHOLES.words.contains(&word) || WHOLES.stems.iter().any(|stem| word.strip_prefix(stem.as_str()).is_some_and(is_ending))
}

/// Whether these letters, without marks and tatweel, may be particles before a name: one of و ف, then one of ب ل ك; the
/// particle of the future is none, since it stands before verbs.
pub fn is_before_name(letters: &str) -> bool {
    is_proclitic(letters) && !letters.contains('س')
}

/// All particles that may be before a name, one after the other where there are two.
fn before_names() -> impl Iterator<Item = String> {
    let conjunctions = ["", "و", "ف"];
    let prepositions = ["", "ب", "ل", "ك"];
    let all = conjunctions.into_iter().flat_map(move |first| prepositions.map(|second| format!("{first}{second}")));
    all.filter(|letters| !letters.is_empty())
}

/// Whether these letters, all that stands before a place in a word, are proclitics: one of و ف, then one of
/// ب ل ك س, either of which may be missing but not both. Marks and tatweel do not count.
pub fn is_proclitic(letters: &str) -> bool {
    let mut rest = letters.chars().filter(|c| !is_accessory(*c)).peekable();
    let conjunction = rest.next_if(|c| matches!(c, 'و' | 'ف')).is_some();
    let preposition = rest.next_if(|c| matches!(c, 'ب' | 'ل' | 'ك' | 'س')).is_some();
    (conjunction || preposition) && rest.next().is_none()
}

/// Whether these letters, all that stands before a place in a word, are proclitics, the article, or both; after ل the
/// article is written لل.
pub fn is_particle(letters: &str) -> bool {
    if is_proclitic(letters) {
        return true;
    }
    let bare = without_accessories(letters);
    let before = bare.strip_suffix("ال").or_else(|| bare.strip_suffix("لل"));
    before.is_some_and(|before| before.is_empty() || is_proclitic(before))
}

/// Whether these letters, all that stands after a place in a word, are a pronoun that is written as one with it.
pub fn is_pronoun(letters: &str) -> bool {
    PRONOUNS.contains(&without_accessories(letters).as_str())
}

/// Where a word begins behind the particles that are written as one with it, in bytes; `None` if it has none that can be
/// told.
///
/// A word that is a name's, as `is_name` says, and one that [`is_whole`], has none: واشنطن, لبنان. Before a name they are
/// particles (ودمشق), and before the article (والجيش, بالزيتونة); after ل the article is written لل, and the word begins at
/// the second lam. Before anything else only the text can tell: what follows must be a word of its own there, at least as
/// often as the whole; `occurrences` says how often a word is in it. The particle of the future, س, stands before verbs only
/// and is not looked for.
pub fn glued(word: &str, is_name: impl Fn(&str) -> bool, occurrences: impl Fn(&str) -> usize) -> Option<usize> {
    if is_name(word) || is_whole(word) {
        return None;
    }
    let starts = word.char_indices().filter(|(_, c)| !is_accessory(*c)).map(|(at, _)| at).skip(1).take(2);
    let starts: Vec<usize> =
        starts.filter(|at| word.get(..*at).is_some_and(|before| is_proclitic(before) && !before.contains('س'))).collect();
    let rest_of = |at: usize| word.get(at..).unwrap_or_default();
    let has_article = |at: &&usize| {
        let rest = without_accessories(rest_of(**at));
        let after_lam = word.get(..**at).is_some_and(|before| without_accessories(before).ends_with('ل'));
        let letters = rest.chars().count();
        rest.starts_with("ال") && letters >= 5 || after_lam && rest.starts_with('ل') && letters >= 4
    };
    // The fewest letters taken away come first: و before بالي, not وب before الي.
    if let Some(at) = starts.iter().find(|at| is_name(rest_of(**at)) || is_whole(rest_of(**at))) {
        return Some(*at);
    }
    if let Some(at) = starts.iter().rev().find(has_article) {
        return Some(*at);
    }
    let whole = occurrences(word);
    let is_known = |at: &&usize| {
        let rest = rest_of(**at);
        let found = occurrences(rest);
        without_accessories(rest).chars().count() >= 3 && found > 0 && found >= whole
    };
    starts.iter().rev().find(is_known).copied()
}

/// Words as they are spelled by themselves, where what is before them ends with ل and they begin with that of the article:
/// after ل the article is written لل.
///
/// ```
/// use hashiya::language::clitic::with_article;
///
/// assert_eq!(with_article("ول", "لزيتونة").as_deref(), Some("الزيتونة"));
/// assert_eq!(with_article("ل", "لبنان"), None);
/// assert_eq!(with_article("قال ", "لزيتونة"), None);
/// ```
pub fn with_article(before: &str, words: &str) -> Option<String> {
    let is_after_lam = before.trim_end_matches(is_accessory).ends_with('ل');
    let first = words.split_whitespace().next().filter(|first| is_after_lam && first.starts_with('ل') && !is_whole(first))?;
    (without_accessories(first).chars().count() >= 4).then(|| format!("ا{words}"))
}

/// A word without what may be written as one with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stem<'w> {
    /// و or ف before it.
    pub conjunction: Option<char>,
    /// ب, ل or ك before it.
    pub preposition: Option<char>,
    /// Whether the article is before it.
    pub has_article: bool,
    /// What is left.
    pub text: &'w str,
    /// The byte of the word at which a span of it begins: behind the particles, before the article.
    pub start: usize,
}

/// What a folded word may be: itself, then without و or ف, then without ب, ل or ك, then without the article, which after ل
/// is written لل. A lexicon takes the first that it knows, so that واحد stays whole where it is known.
///
/// ```
/// use hashiya::language::clitic::stems;
///
/// let found: Vec<_> = stems("وبالعشرين").map(|stem| stem.text).collect();
/// assert_eq!(found, ["وبالعشرين", "بالعشرين", "العشرين", "عشرين"]);
/// ```
pub fn stems(word: &str) -> impl Iterator<Item = Stem<'_>> {
    let whole = Stem { conjunction: None, preposition: None, has_article: false, text: word, start: 0 };
    let without_conjunction = strip_letter(word, &['و', 'ف']).map(|(letter, text)| Stem {
        conjunction: Some(letter),
        text,
        start: letter.len_utf8(),
        ..whole
    });
    let base = without_conjunction.unwrap_or(whole);
    let without_preposition = strip_letter(base.text, &['ب', 'ل', 'ك']).map(|(letter, text)| Stem {
        preposition: Some(letter),
        text,
        start: base.start + letter.len_utf8(),
        ..base
    });
    let base = without_preposition.unwrap_or(base);
    let article = if base.preposition == Some('ل') { base.text.strip_prefix('ل') } else { None };
    let article = article.or_else(|| base.text.strip_prefix("ال"));
    let without_article = article.map(|text| Stem { has_article: true, text, ..base });
    let found = std::iter::once(whole).chain(without_conjunction).chain(without_preposition).chain(without_article);
    found.filter(|stem| !stem.text.is_empty())
}

fn strip_letter<'w>(word: &'w str, letters: &[char]) -> Option<(char, &'w str)> {
    let first = word.chars().next().filter(|first| letters.contains(first))?;
    Some((first, word.strip_prefix(first)?))
}

/// Whether letters are an ending or a pronoun of a word, or both.
fn is_ending(letters: &str) -> bool {
    ENDINGS.contains(&letters) || is_pronoun(letters) || letters.strip_prefix('ت').is_some_and(is_pronoun)
}

fn without_accessories(letters: &str) -> String {
    letters.chars().filter(|c| !is_accessory(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_particles_are_told_from_the_beginnings_of_words() {
        for clitics in ["و", "ف", "ب", "ل", "ك", "س", "وب", "فل", "وَبِ", "بـ", "وس"] {
            assert!(is_proclitic(clitics), "{clitics}");
        }
        for letters in ["", "ا", "ال", "بال", "وو", "بو", "ع", "ولد", "ـ", "كت"] {
            assert!(!is_proclitic(letters), "{letters}");
        }
    }

    #[test]
    fn the_article_is_a_particle_with_and_without_what_stands_before_it() {
        for letters in ["ال", "وال", "بال", "وبال", "لل", "ولل", "اَلْ", "و"] {
            assert!(is_particle(letters), "{letters}");
        }
        for letters in ["", "ا", "الا", "تال", "اللا", "ـ"] {
            assert!(!is_particle(letters), "{letters}");
        }
    }

    #[test]
    fn a_word_begins_behind_its_particles_where_the_article_or_the_text_tells_so() {
        let text = ["كتائب", "واشنطن", "وكالة", "سوق"];
        let count = |word: &str| text.iter().filter(|known| **known == word).count();
        let bare = |word: &'static str| glued(word, |_| false, count).map(|at| &word[at..]);
        for (word, expected) in [
            ("والجيش", "الجيش"),
            ("فبالزيتونة", "الزيتونة"),
            ("وَالدولة", "الدولة"),
            ("للزيتونة", "لزيتونة"),
            ("وللزيتونة", "لزيتونة"),
            ("وكتائب", "كتائب"),
            ("ووكالة", "وكالة"),
            ("بسوق", "سوق"),
        ] {
            assert_eq!(bare(word), Some(expected), "{word}");
        }
        for word in ["واشنطن", "وكالة", "والدته", "والي", "بالغين", "لله", "الجيش", "سوق", "وال", "و", "", "فصائل", "سكان"]
        {
            assert_eq!(bare(word), None, "{word}");
        }
    }

    #[test]
    fn the_names_of_a_registry_and_the_lexicon_are_asked_first() {
        let is_name = |word: &str| ["دمشق", "وادعة", "الكتائب"].contains(&word);
        let bare = |word: &'static str| glued(word, is_name, |_| 0).map(|at| &word[at..]);
        for (word, expected) in [
            ("ودمشق", "دمشق"),
            ("وبدمشق", "دمشق"),
            ("ولبنان", "لبنان"),
            ("بلبنان", "لبنان"),
            ("وبالي", "بالي"),
            ("ووادعة", "وادعة"),
            ("ووكالة", "وكالة"),
            ("للكتائب", "لكتائب"),
        ] {
            assert_eq!(bare(word), Some(expected), "{word}");
        }
        for word in ["واشنطن", "بالي", "لبنان", "وادعة", "وَحَدات", "وادي", "فلسطين", "كفر", "دمشق", "سدمشق"]
        {
            assert_eq!(bare(word), None, "{word}");
        }
    }

    #[test]
    fn every_particle_before_a_name_is_one_and_no_other_is() {
        let all: Vec<String> = before_names().collect();
        assert_eq!(all.len(), 11);
        assert!(all.iter().all(|letters| is_before_name(letters)));
        for letters in ["س", "وس", "ال", "وو", "", "لل", "بو"] {
            assert!(!is_before_name(letters), "{letters}");
        }
    }

    #[test]
    fn a_word_is_parted_from_what_is_written_with_it_one_after_the_other() {
        let last = |word: &'static str| stems(word).last().map(|stem| (stem.text, &word[stem.start..]));
        assert_eq!(last("وبالعشرين"), Some(("عشرين", "العشرين")));
        assert_eq!(last("للعشرين"), Some(("عشرين", "لعشرين")));
        assert_eq!(last("فعشرين"), Some(("عشرين", "عشرين")));
        assert_eq!(last("عشرين"), Some(("عشرين", "عشرين")));
        assert_eq!(stems("").last(), None);
        assert_eq!(stems("و").map(|stem| stem.text).collect::<Vec<_>>(), ["و"]);
    }

    #[test]
    fn pronouns_are_told_from_the_ends_of_words() {
        for letters in ["ه", "هُمْ", "ها", "نا", "ـهم", "ه\u{6E6}"] {
            assert!(is_pronoun(letters), "{letters}");
        }
        for letters in ["", "ة", "ون", "ات", "همو"] {
            assert!(!is_pronoun(letters), "{letters}");
        }
    }
}
