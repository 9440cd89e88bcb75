//! JSON that may be printed on a terminal: what would act there is written as an escape, which reads back the same.

use std::fmt::Write as _;
use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for people.
    Text,
    /// A JSON object a line.
    Json,
}

/// Writes a value as one line of JSON.
///
/// # Errors
/// An output that cannot be written.
pub(super) fn write_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", escaped(&serde_json::to_string(value)?))
}

/// The same JSON without control characters and without bidi controls, which stand only in its strings.
fn escaped(json: &str) -> String {
    let acts = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if acts(c) {
            let _never = write!(out, "\\u{:04x}", c as u32);
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_reads_back_the_same() {
        let text = "a\u{9B}31m\u{7F}\u{202E}b\u{2066}\u{85}\u{1B} قال\u{200C}";
        let mut out = Vec::new();
        write_line(&mut out, &text).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert!(!json.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202E}' || c == '\u{2066}'));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
