//! Names of types in the letters that brat allows, and what ends a line of its files.

/// A name with every other letter replaced by `_`.
pub(super) fn name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "_-".contains(c) { c } else { '_' }).collect()
}

/// Whether a sign ends a line for the readers of an `.ann`, some of which break at more than LF.
pub(super) fn breaks(c: char) -> bool {
    matches!(c, '\n' | '\u{0B}' | '\u{0C}' | '\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
