//! What readers share: from places in a text to spans on grapheme edges, with a word on each that had to grow.

use crate::annotation::SpanId;
use std::ops::Range;

use super::format::Complaint;
use super::incoming::IncomingSpan;
use super::offsets::{Offsets, Unit};
use super::token::is_blank;
use crate::text::Span;

/// A text that spans are made on.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    text: &'a str,
    points: Offsets<'a>,
    /// What was odd so far.
    pub complaints: Vec<Complaint>,
}

impl<'a> Builder<'a> {
    /// Counts the text through.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, points: Offsets::new(text, Unit::CodePoints), complaints: Vec::new() }
    }

    /// The text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Bytes in code points, as sub-spans count.
    pub(super) fn code_points(&self, bytes: &Range<usize>) -> Option<Range<usize>> {
        self.points.place(bytes)
    }

    /// Something odd at a line.
    pub(super) fn complain(&mut self, line: usize, message: impl Into<String>) {
        self.complaints.push(Complaint { line, message: message.into() });
    }

    /// A span over a range of bytes. One that cuts a letter from its marks grows over them, which is told.
    ///
    /// `None`, which is told too, where the range is empty or no place of the text.
    pub(super) fn span(&mut self, line: usize, id: impl Into<SpanId>, tag: &str, bytes: &Range<usize>) -> Option<IncomingSpan> {
        let id = id.into();
        let whole = self.text.get(bytes.clone()).and_then(|_| Span::covering(self.text, bytes.clone()));
        let Some(place) = whole.as_ref().and_then(|span| self.points.place(&span.range())) else {
            self.complain(line, format!("{id} ({tag}) is empty or outside of the text and is left out"));
            return None;
        };
        let range = whole.map_or(bytes.clone(), |span| span.range());
        let added = [range.start..bytes.start, bytes.end..range.end];
        // Blanks and hidden signs that go with a letter or a mark come back where other formats leave them out.
        if added.into_iter().filter_map(|part| self.text.get(part)).any(|part| !part.chars().all(is_blank)) {
            self.complain(line, format!("{id} ({tag}) cuts a letter from its marks and was widened over them"));
        }
        let text = self.text.get(range).map(str::to_owned);
        Some(IncomingSpan { id, tag: tag.to_owned(), start: place.start, end: place.end, text, ..IncomingSpan::default() })
    }
}

/// The name of a text that is called so elsewhere: with `.txt` where it says no ending of a text.
pub(super) fn text_name(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if matches!(ending.as_deref(), Some("txt" | "text")) { name.to_owned() } else { format!("{name}.txt") }
}
