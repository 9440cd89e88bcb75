//! Words between tags.

use crate::exchange::xml::reference;

/// Text that cannot be markup, between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if let Some(reference) = reference(c) {
            out.push_str(reference);
            continue;
        }
        match c {
            '\'' => out.push_str("&#39;"),
            // Forbidden in HTML; a terminal would obey them.
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        assert_eq!(escaped("<b a=\"x\" b='y'>&\u{7}"), "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;\u{FFFD}");
    }
}
