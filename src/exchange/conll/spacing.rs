//! The white space between tokens, as the `MISC` column of CoNLL-U keeps it.
//!
//! `SpaceAfter=No` is of the standard, `SpacesAfter` and `SpacesBefore` with `\s \t \r \n \p \\` are `UDPipe`'s; any
//! other sign stands as `\u{…}`.

use std::fmt::Write as _;

/// The column for what stands before the first token of a text and after a token. Where a sentence ends, it is always
/// said, since other programs begin a new line there.
pub(super) fn misc(before: &str, after: &str, ends: bool) -> String {
    let mut parts = Vec::new();
    if !before.is_empty() {
        parts.push(format!("SpacesBefore={}", escaped(before)));
    }
    if after.is_empty() {
        parts.push("SpaceAfter=No".to_owned());
    }
    if ends || !matches!(after, "" | " ") {
        parts.push(format!("SpacesAfter={}", escaped(after)));
    }
    if parts.is_empty() { "_".to_owned() } else { parts.join("|") }
}

/// What a column says of the white space around a token.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Spacing {
    /// Before it, where that is told.
    pub before: Option<String>,
    /// After it, where that is told to the letter.
    pub after: Option<String>,
    /// Whether nothing stands between it and the next token.
    pub is_glued: bool,
}

impl Spacing {
    /// Reads a column.
    pub(super) fn of(misc: &str) -> Self {
        let mut spacing = Self::default();
        for (name, value) in misc.split('|').filter_map(|part| part.split_once('=')) {
            match name {
                "SpacesBefore" => spacing.before = Some(plain(value)),
                "SpacesAfter" => spacing.after = Some(plain(value)),
                "SpaceAfter" => spacing.is_glued = value == "No",
                _ => {}
            }
        }
        spacing
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            '|' => out.push_str("\\p"),
            '\\' => out.push_str("\\\\"),
            _ => {
                let _infallible = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
        }
    }
    out
}

fn plain(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = after.chars();
        let sign = chars.next();
        rest = chars.as_str();
        let code = || after.strip_prefix("u{").and_then(|code| code.split_once('}'));
        match (sign, code()) {
            (Some('s'), _) => out.push(' '),
            (Some('t'), _) => out.push('\t'),
            (Some('r'), _) => out.push('\r'),
            (Some('n'), _) => out.push('\n'),
            (Some('p'), _) => out.push('|'),
            (Some('u'), Some((code, after))) => {
                out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
                rest = after;
            }
            (sign, _) => out.extend(sign),
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_white_space_comes_back() {
        for after in ["", " ", "\r\n", "\t", "\u{A0} \u{2028}", "\\|s\u{200F}"] {
            for ends in [false, true] {
                let spacing = Spacing::of(&misc("\n", after, ends));
                let found = spacing.after.unwrap_or_else(|| if spacing.is_glued { String::new() } else { " ".to_owned() });
                assert_eq!((found.as_str(), spacing.before.as_deref()), (after, Some("\n")));
            }
        }
        assert_eq!((misc("", " ", false).as_str(), misc("", "", false).as_str()), ("_", "SpaceAfter=No"));
    }
}
