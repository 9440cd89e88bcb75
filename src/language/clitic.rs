//! Proclitics: the particles و ف (and, so), then ب ل ك (in, to, like) or س (will), glued to the next word.
//!
//! Annotation guidelines leave them out of a span and keep the article ال in it (Wright, *A Grammar of the
//! Arabic Language*, vol. 1, §§ 366-368, lists the inseparable particles).

/// Whether these letters, all that stands before a place in a word, are proclitics: one of و ف, then one of
/// ب ل ك س, either of which may be missing but not both. Vowel marks and tatweel do not count.
pub fn is_proclitic(letters: &str) -> bool {
    let mut rest = letters.chars().filter(|c| !matches!(c, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}')).peekable();
    let conjunction = rest.next_if(|c| matches!(c, 'و' | 'ف')).is_some();
    let preposition = rest.next_if(|c| matches!(c, 'ب' | 'ل' | 'ك' | 'س')).is_some();
    (conjunction || preposition) && rest.next().is_none()
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
}
