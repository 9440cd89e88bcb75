//! What makes letters stand in another order than a reader expects: overrides, embeddings, isolates left open.
//!
//! They are honoured as UAX#9 says, and announced: a text that looks like another one can be an attack (Trojan Source,
//! CVE-2021-42574). Isolates that are closed keep to themselves, and LRM, RLM and ALM are what texts need.

/// What steers the order in a paragraph, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Steering {
    /// LRI, RLI or FSI without its PDI: what follows, to the end of the paragraph, is inside it (BD9).
    OpenIsolate,
    /// LRE or RLE.
    Embedding,
    /// LRO or RLO: letters stand in one order, whatever their own direction is.
    Override,
}

impl Steering {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::OpenIsolate => "open isolate",
            Self::Embedding => "embedding",
            Self::Override => "override",
        }
    }

    /// What comes of it, in a few words.
    pub fn effect(self) -> &'static str {
        match self {
            Self::OpenIsolate => "the rest of the paragraph is set apart",
            Self::Embedding => "the order of words is changed",
            Self::Override => "the order of letters is forced",
        }
    }
}

/// The gravest that steers the order in a paragraph. Reads the paragraph once.
pub fn steering(paragraph: &str) -> Option<Steering> {
    let bytes = paragraph.as_bytes();
    let mut found = None;
    let mut open = 0_usize;
    // All of them are E2 80 xx or E2 81 xx.
    for at in memchr::memchr_iter(0xE2, bytes) {
        match bytes.get(at + 1..at + 3) {
            Some([0x80, 0xAD | 0xAE]) => return Some(Steering::Override),
            Some([0x80, 0xAA | 0xAB]) => found = Some(Steering::Embedding),
            Some([0x81, 0xA6..=0xA8]) => open += 1,
            Some([0x81, 0xA9]) => open = open.saturating_sub(1),
            _ => {}
        }
    }
    found.or((open > 0).then_some(Steering::OpenIsolate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_is_told_and_what_is_closed_or_harmless_is_not() {
        assert_eq!(steering("قال «ناطق» — \u{200F}x\u{200E} \u{2067}a\u{2069}"), None);
        assert_eq!(steering("قال \u{2069}\u{2068}a"), Some(Steering::OpenIsolate));
        assert_eq!(steering("\u{2067}\u{202A}a\u{202C}"), Some(Steering::Embedding));
        assert_eq!(steering("\u{202B}a\u{202C}\u{202D}1\u{202C}"), Some(Steering::Override));
    }
}
