//! A text with its annotations as a page that needs no other file: no script, no font, no address.
//!
//! The words stand in the order of the text, and whoever shows the page joins, orders and wraps them. The colour behind a
//! letter is that of the innermost span, the lines under it are those of the spans around that.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

use crate::annotation::schema::{Rgb, Shades, Tag};
use crate::annotation::{Annotation, AnnotationSet, Schema};
use crate::cli::markup::escaped;
use crate::text::Document;
use crate::tui::paint::{VowelMarks, marked};

const STYLE: &str = "body { font-family: 'Noto Naskh Arabic', 'Amiri', 'Scheherazade New', serif; font-size: 1.25rem; line-height: 2.2; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }\n\
p { white-space: pre-wrap; margin: 0 0 1em; }\n\
mark { color: inherit; background: none; }\n\
ul { list-style: none; display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; font-family: system-ui, sans-serif; font-size: .9rem; }\n\
@media (prefers-color-scheme: dark) { body { background: #1c1c1c; color: #e4e4e4; } }\n";

/// What is on a page.
pub(super) struct Page<'a> {
    /// The name of the text.
    pub title: &'a str,
    /// The text.
    pub document: &'a Document,
    /// What is said of it.
    pub set: &'a AnnotationSet,
    /// The tags.
    pub schema: &'a Schema,
    /// What becomes of vowel marks.
    pub marks: VowelMarks,
    /// The direction of paragraphs, as HTML says it.
    pub direction: &'static str,
}

impl Page<'_> {
    /// Writes the page.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let tags = self.tags();
        writeln!(out, "<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
        writeln!(out, "<title>{}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>", escaped(self.title), colours(&tags))?;
        let mut at = 0;
        for line in self.document.text().split_inclusive('\n') {
            if !line.trim().is_empty() {
                self.paragraph(at..at + line.trim_end_matches(['\n', '\r']).len(), &tags, out)?;
            }
            at += line.len();
        }
        if !tags.is_empty() {
            writeln!(out, "<ul dir=\"ltr\">")?;
            for (n, tag) in tags.iter().enumerate() {
                writeln!(out, "<li><mark class=\"t{n}\">{}</mark></li>", escaped(&tag.id))?;
            }
            writeln!(out, "</ul>")?;
        }
        writeln!(out, "</body>\n</html>")
    }

    /// The tags of the schema that the text has, in the order of the schema.
    fn tags(&self) -> Vec<&Tag> {
        let met: BTreeSet<&str> = self.set.iter().map(|span| span.tag.as_str()).collect();
        self.schema.tags.iter().filter(|tag| met.contains(tag.id.as_str())).collect()
    }

    fn paragraph(&self, range: Range<usize>, tags: &[&Tag], out: &mut impl Write) -> io::Result<()> {
        write!(out, "<p dir=\"{}\">", self.direction)?;
        let spans: Vec<&Annotation> = self.set.in_range(range.clone()).collect();
        let ends = spans.iter().flat_map(|span| [span.span.start(), span.span.end()]).filter(|at| range.contains(at));
        let cuts: BTreeSet<usize> = ends.chain([range.start, range.end]).collect();
        for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            let words = escaped(&marked(self.document.slice(*start..*end), self.marks));
            let here: Vec<&Annotation> =
                spans.iter().rev().filter(|span| span.span.start() <= *start && *end <= span.span.end()).copied().collect();
            match here.split_first() {
                Some((innermost, outer)) => write!(out, "{}{words}</mark>", opening(innermost, outer, tags))?,
                None => write!(out, "{words}")?,
            }
        }
        writeln!(out, "</p>")
    }
}

/// What a tag looks like that has no shades of its own.
const PLAIN: Shades =
    Shades { light: Rgb { red: 0xdd, green: 0xdd, blue: 0xdd }, dark: Rgb { red: 0x4a, green: 0x4a, blue: 0x4a } };

/// The beginning of words in a span, with those around it: how they look, and what is said of them.
fn opening(innermost: &Annotation, outer: &[&Annotation], tags: &[&Tag]) -> String {
    let number = |tag: &str| tags.iter().position(|known| known.id == tag);
    let line = |(n, span): (usize, &&Annotation)| {
        let colour = number(&span.tag).map_or_else(|| "currentColor".to_owned(), |n| format!("var(--u{n})"));
        format!("0 {}px 0 {colour}", 3 * n + 2)
    };
    let lines: Vec<String> = outer.iter().enumerate().map(line).collect();
    let style = if lines.is_empty() { String::new() } else { format!(" style=\"box-shadow: {}\"", lines.join(", ")) };
    let class = number(&innermost.tag).map(|n| format!(" class=\"t{n}\"")).unwrap_or_default();
    let around: Vec<&str> = outer.iter().rev().map(|span| span.tag.as_str()).chain([innermost.tag.as_str()]).collect();
    let values = innermost.attributes.iter().map(|(name, value)| format!("\n{name}: {value}"));
    let said = around.join(" › ") + &values.collect::<String>();
    format!("<mark{class}{style} title=\"{}\">", escaped(&said))
}

/// What the classes and the lines of tags look like, on light and on dark.
fn colours(tags: &[&Tag]) -> String {
    let shades = |tag: &Tag| tag.shades.unwrap_or(PLAIN);
    let of = |light: bool| -> String {
        let one = |(n, tag): (usize, &&Tag)| {
            let Shades { light: pale, dark } = shades(tag);
            let (behind, under) = if light { (pale, dark) } else { (dark, pale) };
            format!(".t{n} {{ background: {behind}; }}\n:root {{ --u{n}: {under}; }}\n")
        };
        tags.iter().enumerate().map(one).collect()
    };
    format!("{}@media (prefers-color-scheme: dark) {{\n{}}}\n", of(true), of(false))
}
