//! What is written as one with a word: the particles و ف (and, so), then ب ل ك (in, to, like) or س (will), and the
//! article ال before it; pronouns after it.
//!
//! Annotation guidelines leave the particles out of a span and keep the article in it (Wright, *A Grammar of the Arabic
//! Language*, vol. 1, §§ 366-368, lists the inseparable particles; §§ 185 and 317 the pronouns).

use super::classes::is_accessory;

/// The pronouns that are written as one with the word before them.
const PRONOUNS: &[&str] = &["ه", "ها", "هما", "هم", "هن", "ك", "كما", "كم", "كن", "ي", "ني", "نا"];

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
    fn pronouns_are_told_from_the_ends_of_words() {
        for letters in ["ه", "هُمْ", "ها", "نا", "ـهم", "ه\u{6E6}"] {
            assert!(is_pronoun(letters), "{letters}");
        }
        for letters in ["", "ة", "ون", "ات", "همو"] {
            assert!(!is_pronoun(letters), "{letters}");
        }
    }
}
