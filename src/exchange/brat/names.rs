//! Names of types in the letters that brat allows.

/// A name with every other letter replaced by `_`.
pub(super) fn name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "_-".contains(c) { c } else { '_' }).collect()
}
