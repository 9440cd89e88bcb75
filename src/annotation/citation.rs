//! A citation: words of a text with what is known of the text, its name, and the code points that they are.

use std::fmt;
use std::ops::Range;

use super::schema::Schema;
use super::span_order::SpanPlace;
use super::value::Value;
use crate::text::{Document, TextId};

/// Places of a text that are to be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPlaces {
    /// The text.
    pub text: TextId,
    /// The places.
    pub places: Vec<SpanPlace>,
    /// What is said of the text, where that is known better than by its sidecars, since it is open.
    pub said: Option<Vec<(String, Value)>>,
}

/// Words of a text with where they are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The words.
    pub words: String,
    /// What the schema requires to be known of a text, as far as it is known.
    pub facts: Vec<String>,
    /// The name of the text.
    pub name: String,
    /// The code points of the text that the words are.
    pub points: Range<usize>,
}

impl Citation {
    /// Cites a range of a text.
    pub fn of(document: &Document, range: Range<usize>, name: &str, facts: Vec<String>) -> Self {
        let points = document.code_point_at(range.start)..document.code_point_at(range.end);
        Self { words: document.slice(range).to_owned(), facts, name: name.to_owned(), points }
    }

    /// The same with its words in one line.
    #[must_use]
    pub fn in_one_line(self) -> Self {
        let ends = |c: char| matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let lines: Vec<&str> = self.words.split(ends).map(str::trim).filter(|line| !line.is_empty()).collect();
        Self { words: lines.join(" "), ..self }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "«{}» (", self.words)?;
        for fact in &self.facts {
            write!(f, "{fact}; ")?;
        }
        write!(f, "{} {}-{})", self.name, self.points.start, self.points.end)
    }
}

/// What is known of a text of what a schema requires, in its order.
pub fn required_facts<'a>(schema: &Schema, said: impl Fn(&str) -> Option<&'a Value>) -> Vec<String> {
    let required = schema.document.iter().filter(|fact| fact.required);
    required.filter_map(|fact| said(&fact.id)).map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cited_with_what_is_known_and_their_code_points() {
        let document = Document::from("قُصفت\nالزيتونة");
        let cited = |facts: &[&str]| {
            let facts = facts.iter().map(|fact| (*fact).to_owned()).collect();
            Citation::of(&document, 0..document.len(), "أ.txt", facts)
        };
        assert_eq!(cited(&[]).in_one_line().to_string(), "«قُصفت الزيتونة» (أ.txt 0-14)");
        assert_eq!(cited(&["وكالة", "2031-03-04"]).to_string(), "«قُصفت\nالزيتونة» (وكالة; 2031-03-04; أ.txt 0-14)");
    }
}
