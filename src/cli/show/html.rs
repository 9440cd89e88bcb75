//! A text with its annotations as a page that needs no other file: no script, no font, no address.
//!
//! The words stand in the order of the text, and whoever shows the page joins, orders and wraps them. They look as they do on
//! screen: what is behind a letter is that of the innermost span. The lines under it are those of the spans around that.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;

use crate::annotation::Annotation;
use crate::annotation::schema::Tag;
use crate::cli::markup::escaped;
use crate::text::Document;
use crate::tui::paint::{Paint, marked};
use crate::tui::picture::{Look, ink, paper};
use crate::tui::theme::{Ground, Theme};

/// Most spans around the innermost one of which something is said.
const AROUND: usize = 5;

const STYLE: &str = "body { font-family: 'Noto Naskh Arabic', 'Amiri', 'Scheherazade New', serif; font-size: 1.25rem; line-height: 2.2; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }\n\
p { white-space: pre-wrap; margin: 0 0 1em; }\n\
ul { list-style: none; display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; font-family: system-ui, sans-serif; font-size: .9rem; }\n";

/// What is on a page.
pub(super) struct Page<'a> {
    /// The name of the text.
    pub title: &'a str,
    /// The text.
    pub document: &'a Document,
    /// What is said of it, and how that looks on a light screen.
    pub paint: Paint<'a>,
    /// What is behind the letters; `None` where whoever shows the page decides.
    pub ground: Option<Ground>,
    /// The direction of paragraphs, as HTML says it.
    pub direction: &'a str,
}

impl Page<'_> {
    /// Writes the page.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let tags = self.paint.tags();
        writeln!(out, "<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
        writeln!(
            out,
            "<title>{}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>",
            escaped(self.title),
            self.colours(&tags)
        )?;
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

    fn paragraph(&self, range: Range<usize>, tags: &[&Tag], out: &mut impl Write) -> io::Result<()> {
        write!(out, "<p dir=\"{}\">", self.direction)?;
        let mut starts: BTreeMap<usize, Vec<&Annotation>> = BTreeMap::new();
        let mut cuts = BTreeSet::from([range.start, range.end]);
        for span in self.paint.set.in_range(range.clone()) {
            let start = span.span.start().max(range.start);
            starts.entry(start).or_default().push(span);
            cuts.extend([start, span.span.end().min(range.end)]);
        }
        // The spans at hand, the outermost first.
        let mut here: Vec<&Annotation> = Vec::new();
        for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            here.retain(|span| span.span.end() > *start);
            here.extend(starts.remove(start).unwrap_or_default());
            let words = escaped(&marked(self.document.slice(*start..*end), self.paint.marks));
            match here.split_last() {
                Some((innermost, around)) => write!(out, "{}{words}</mark>", opening(innermost, around, tags))?,
                None => write!(out, "{words}")?,
            }
        }
        writeln!(out, "</p>")
    }

    /// What the page, the classes and the lines of tags look like, on light and on dark unless one of them is told.
    fn colours(&self, tags: &[&Tag]) -> String {
        let of = |ground: Ground| {
            let theme = self.paint.theme.on(ground);
            let page = format!("body {{ background: {}; color: {}; }}\n", paper(ground), ink(ground));
            let others = format!(".other {{ {} }}\n", Look::of(theme.innermost(None), ground).css());
            page + &others + &tags.iter().enumerate().map(|(n, tag)| colours_of(n, tag, theme, ground)).collect::<String>()
        };
        match self.ground {
            Some(ground) => of(ground),
            None => format!("{}@media (prefers-color-scheme: dark) {{\n{}}}\n", of(Ground::Light), of(Ground::Dark)),
        }
    }
}

fn colours_of(number: usize, tag: &Tag, theme: Theme, ground: Ground) -> String {
    let look = Look::of(theme.innermost(Some(tag)), ground).css();
    let line = Look::of(theme.bar(Some(tag)), ground).letters;
    format!(".t{number} {{ {look} }}\n:root {{ --u{number}: {line}; }}\n")
}

/// The beginning of words in a span, with those around it, the outermost first: how they look, and what is said of them.
fn opening(innermost: &Annotation, around: &[&Annotation], tags: &[&Tag]) -> String {
    let nearest = around.get(around.len().saturating_sub(AROUND)..).unwrap_or_default();
    let number = |tag: &str| tags.iter().position(|known| known.id == tag);
    let line = |(n, span): (usize, &&Annotation)| {
        let colour = number(&span.tag).map_or_else(|| "currentColor".to_owned(), |n| format!("var(--u{n})"));
        format!("0 {}px 0 {colour}", 3 * n + 2)
    };
    let lines: Vec<String> = nearest.iter().rev().enumerate().map(line).collect();
    let style = if lines.is_empty() { String::new() } else { format!(" style=\"box-shadow: {}\"", lines.join(", ")) };
    let class = number(&innermost.tag).map_or("other".to_owned(), |n| format!("t{n}"));
    let chain: Vec<&str> = nearest.iter().chain([&innermost]).map(|span| span.tag.as_str()).collect();
    let values = innermost.attributes.iter().map(|(name, value)| format!("\n{name}: {value}"));
    let said = chain.join(" › ") + &values.collect::<String>();
    format!("<mark class=\"{class}\"{style} title=\"{}\">", escaped(&said))
}
