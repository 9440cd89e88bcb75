//! A number with what it counts, as messages tell it.

use std::fmt::Display;

/// A number and an English noun, which ends in `s` but for one: `1 text`, `0 texts`, `2 texts`.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(n: N, noun: &str) -> String {
    let ending = if n == N::from(1) { "" } else { "s" };
    format!("{n} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_thing_has_no_plural() {
        let told = [counted(0_usize, "text"), counted(1_u64, "malformed line"), counted(2_usize, "span")];
        assert_eq!(told, ["0 texts", "1 malformed line", "2 spans"]);
    }
}
