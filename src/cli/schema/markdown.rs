//! The guideline as Markdown.

use std::fmt::Write as _;

use super::edition::Edition;
use crate::words::{Block, Language};

/// Writes the editions, one after another.
pub(super) fn write(editions: &[Edition]) -> String {
    let mut out = String::new();
    for edition in editions {
        let is_rtl = edition.language == Language::Arabic;
        out.push_str(if is_rtl { "<div dir=\"rtl\">\n\n" } else { "" });
        let mut is_list = false;
        for block in &edition.blocks {
            let lists = matches!(block, Block::Entry { .. } | Block::Example { .. });
            if is_list && !lists {
                out.push('\n');
            }
            is_list = lists;
            self::block(&mut out, block);
        }
        out.push_str(if is_list { "\n" } else { "" });
        out.push_str(if is_rtl { "</div>\n" } else { "" });
    }
    out
}

fn block(out: &mut String, block: &Block) {
    let _infallible = match block {
        Block::Heading { level, text } => writeln!(out, "{} {}\n", "#".repeat(usize::from(*level)), escaped(text)),
        Block::Paragraph(text) => writeln!(out, "{}\n", escaped(text)),
        Block::Terms(text) => writeln!(out, "*{}*\n", escaped(text)),
        Block::Example { text, is_wrong, note } => {
            let mark = if *is_wrong { "✗" } else { "✓" };
            writeln!(out, "- {mark} {}{}", escaped(text), tail(note))
        }
        Block::Entry { key, name, text } => {
            let key = if key.is_empty() { String::new() } else { format!("`{key}` ") };
            writeln!(out, "- {key}**{}**{}", escaped(name), tail(text))
        }
    };
}

fn tail(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" — {}", escaped(text)) }
}

/// A text of a schema, in which nothing is Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_cannot_write_markup_into_its_guideline() {
        let blocks = vec![
            Block::Heading { level: 2, text: "a_b".into() },
            Block::Entry { key: "1".into(), name: "<b>".into(), text: String::new() },
            Block::Example { text: "[x]".into(), is_wrong: true, note: "no".into() },
        ];
        let written = write(&[Edition { language: Language::English, blocks }]);
        assert_eq!(written, "## a\\_b\n\n- `1` **&lt;b&gt;**\n- ✗ \\[x\\] — no\n\n");
    }
}
