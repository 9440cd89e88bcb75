//! The guideline as one page that needs no other file: no script, no font, no address.

use std::fmt::Write as _;

use super::edition::Edition;
use crate::annotation::Schema;
use crate::cli::markup::escaped;
use crate::words::{Block, Language};

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";

const STYLE: &str = "<style>\n\
body { font-family: system-ui, sans-serif; line-height: 1.5; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }\n\
section[dir=rtl] { line-height: 1.8; margin-top: 4rem; }\n\
.terms { color: #666; }\nli.wrong { color: #a33; }\nli { margin: .2rem 0; unicode-bidi: plaintext; }\nul { padding-inline-start: 1.2rem; }\n\
mark { background: #fff1b8; color: inherit; }\nkbd { border: 1px solid #999; border-radius: 3px; padding: 0 .3em; }\n\
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd; } mark { background: #5c4a10; } .terms { color: #aaa; } li.wrong { color: #f99; } }\n\
</style>\n";

/// Writes the editions, one after another, on one page.
pub(super) fn write(schema: &Schema, editions: &[Edition]) -> String {
    let mut out = HEAD.to_owned();
    let _infallible = writeln!(out, "<title>{}</title>", escaped(schema.gloss.label.english()));
    out.push_str(STYLE);
    out.push_str("</head>\n<body>\n");
    for edition in editions {
        let direction = if edition.language == Language::Arabic { "rtl" } else { "ltr" };
        let _infallible = writeln!(out, "<section lang=\"{}\" dir=\"{direction}\">", edition.language.tag());
        let mut is_list = false;
        for block in &edition.blocks {
            let lists = matches!(block, Block::Entry { .. } | Block::Example { .. });
            match (is_list, lists) {
                (false, true) => out.push_str("<ul>\n"),
                (true, false) => out.push_str("</ul>\n"),
                _ => {}
            }
            is_list = lists;
            self::block(&mut out, block);
        }
        out.push_str(if is_list { "</ul>\n</section>\n" } else { "</section>\n" });
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn block(out: &mut String, block: &Block) {
    let _infallible = match block {
        Block::Heading { level, text } => {
            let level = (*level).clamp(1, 6);
            writeln!(out, "<h{level}>{}</h{level}>", escaped(text))
        }
        Block::Paragraph(text) => writeln!(out, "<p>{}</p>", escaped(text)),
        Block::Terms(text) => writeln!(out, "<p class=\"terms\">{}</p>", escaped(text)),
        Block::Example { text, is_wrong, note } => {
            let (class, mark) = if *is_wrong { (" class=\"wrong\"", "✗") } else { ("", "✓") };
            writeln!(out, "<li{class}>{mark} {}{}</li>", spans(text), tail(note))
        }
        Block::Entry { key, name, text } => {
            let key = if key.is_empty() { String::new() } else { format!("<kbd>{}</kbd> ", escaped(key)) };
            writeln!(out, "<li>{key}<strong>{}</strong>{}</li>", escaped(name), tail(text))
        }
    };
}

fn tail(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" — {}", escaped(text)) }
}

/// An example with its spans marked; brackets that do not match are what they are.
fn spans(text: &str) -> String {
    let escaped = escaped(text);
    let mut depth = 0_usize;
    let opens = escaped.matches('[').count();
    if opens != escaped.matches(']').count() {
        return escaped;
    }
    let mut out = String::new();
    for c in escaped.chars() {
        match c {
            '[' => {
                depth += 1;
                out.push_str("<mark>");
            }
            ']' if depth > 0 => {
                depth -= 1;
                out.push_str("</mark>");
            }
            c => out.push(c),
        }
    }
    if depth == 0 { out } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spans_of_an_example_are_marked_and_nothing_else_becomes_markup() {
        assert_eq!(spans("a [b [c]] <d>"), "a <mark>b <mark>c</mark></mark> &lt;d&gt;");
        assert_eq!(spans("a] [b"), "a] [b");
        assert_eq!(spans("[a"), "[a");
    }
}
