//! The spellings under which a name is found: folded as a search folds, and without regard to case and accents of Latin
//! letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::clitic::is_proclitic;
use crate::language::fold::Folding;

/// A text in the one spelling of all the ways to write it, its words with one space between them.
pub(super) fn folded(text: &str) -> String {
    let folded = Folding::usual().fold(text);
    let letters = folded.text().nfd().filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c));
    let mut out = String::with_capacity(text.len());
    for c in letters.flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The key of a whole name: two names of one key are the same to a reader. Spaces do not count.
pub fn exact_key(name: &str) -> String {
    let mut key = folded(name);
    key.retain(|c| c != ' ');
    key
}

/// The signs for hamza and ain in transcriptions, which many leave out.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʾ' | 'ʿ' | '`' | '´')
}

/// The keys of what words may name: of the words as they are, then without the particles that are one with their first.
pub(super) fn keys_in(words: &str) -> Vec<String> {
    let whole = exact_key(words);
    let mut keys: Vec<String> = Vec::new();
    let first = folded(words).split(' ').next().unwrap_or_default().chars().count();
    for (n, (at, _)) in whole.char_indices().enumerate().take(first).skip(1) {
        let (before, rest) = (whole.get(..at).unwrap_or_default(), whole.get(at..).unwrap_or_default());
        if n > 2 || !is_proclitic(before) {
            break;
        }
        // After ل the article is written لل.
        if before.ends_with('ل') && rest.starts_with('ل') {
            keys.push(format!("ا{rest}"));
        }
        keys.push(rest.to_owned());
    }
    keys.insert(0, whole);
    keys.retain(|key| !key.is_empty());
    keys
}
