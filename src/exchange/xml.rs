//! Escapes for XML, and for other markup, that is written here.

use std::fmt::Write as _;

/// The reference that stands for a sign of markup, in XML as in HTML.
pub fn reference(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

/// Text for an attribute in double quotes. Line ends and tabs are written as references, since a reader turns the
/// signs themselves into spaces; signs that XML 1.0 has no way to write become spaces.
pub fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        if let Some(reference) = reference(c) {
            out.push_str(reference);
            continue;
        }
        match c {
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' => {
                let _infallible = write!(out, "&#{};", u32::from(c));
            }
            c if is_forbidden(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Whether XML 1.0 cannot hold a character, not even as a reference.
pub fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_holds_any_text() {
        assert_eq!(attribute("a\t\r\n<&>\"\u{1}قُ"), "a&#9;&#13;&#10;&lt;&amp;&gt;&quot; قُ");
    }
}
