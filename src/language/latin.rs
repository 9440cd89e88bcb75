//! Arabic in Latin letters, roughly: what an id is made of where nobody has typed a Latin name.
//!
//! Consonants only, long vowels as a, u and i, as in plain transcriptions without marks (the letters of the ALA-LC table
//! for Arabic, its dots and macrons left out); short vowels are not written in most texts and cannot be known.

use super::fold::{Folding, Layer};

/// The letters, after hamza on its seat, alef maksura and Persian forms are folded.
const LETTERS: &[(char, &str)] = &[
    ('ا', "a"),
    ('ب', "b"),
    ('ة', "a"),
    ('ت', "t"),
    ('ث', "th"),
    ('ج', "j"),
    ('ح', "h"),
    ('خ', "kh"),
    ('د', "d"),
    ('ذ', "dh"),
    ('ر', "r"),
    ('ز', "z"),
    ('س', "s"),
    ('ش', "sh"),
    ('ص', "s"),
    ('ض', "d"),
    ('ط', "t"),
    ('ظ', "z"),
    ('ع', "a"),
    ('غ', "gh"),
    ('ف', "f"),
    ('ق', "q"),
    ('ك', "k"),
    ('ل', "l"),
    ('م', "m"),
    ('ن', "n"),
    ('ه', "h"),
    ('و', "u"),
    ('ي', "i"),
    ('پ', "p"),
    ('چ', "ch"),
    ('ڤ', "v"),
    ('گ', "g"),
];

/// A name in small ASCII letters and digits, its words joined by `_`; empty where it has none that are known.
///
/// ```
/// use hashiya::language::latin::slug;
///
/// assert_eq!(slug("Al-Zaytūna, 2nd"), "al_zaytuna_2nd");
/// assert_eq!(slug("كتيبة ٤"), "ktiba_4");
/// ```
pub fn slug(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    let layers: Vec<Layer> = Layer::ALL.into_iter().filter(|layer| *layer != Layer::TaMarbuta).collect();
    let folded = Folding::of(&layers).fold(name);
    let mut out = String::with_capacity(name.len());
    for c in folded.text().nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, latin)) => out.push_str(latin),
            None if c.is_ascii_alphanumeric() => out.push(c),
            None if c == 'ء' || matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʾ' | 'ʿ') => {}
            None if out.is_empty() || out.ends_with('_') => {}
            None => out.push('_'),
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

/// Whether a text has an Arabic letter that is known here.
pub fn has_arabic(text: &str) -> bool {
    Folding::usual().fold(text).text().chars().any(|c| LETTERS.iter().any(|(letter, _)| *letter == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_letters_that_any_file_can_hold() {
        assert_eq!(slug("حَرَسُ النَّهر"), "hrs_alnhr");
        assert_eq!(slug("River's Guard (old)"), "rivers_guard_old");
        assert_eq!(slug("مسؤول رفيع"), "msuul_rfia");
        assert_eq!(slug("… 川"), "");
        assert!(has_arabic("x شاهد") && !has_arabic("Witness 1"));
    }
}
