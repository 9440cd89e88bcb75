//! A place where the words of a span are met again, in whatever text: with what is around it and what is known of it.

use super::excerpt::Excerpt;
use super::findings::Finding;
use crate::annotation::SpanPlace;
use crate::annotation::propagation::{Occurrence, Standing};
use crate::text::{Document, TextId};

/// A place where words are met again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The words, with what is around them.
    pub finding: Finding,
    /// What is known of them.
    pub standing: Standing,
}

impl Met {
    /// A place of a text.
    pub fn of(text: TextId, document: &Document, occurrence: &Occurrence) -> Self {
        let range = occurrence.span.range();
        let finding = Finding::new(text, range.clone(), Excerpt::of(document, range));
        Self { finding, standing: occurrence.standing.clone() }
    }

    /// The place as an order speaks of it.
    pub(super) fn place(&self) -> (TextId, SpanPlace) {
        let span = match &self.standing {
            Standing::Tagged { id, tag, .. } => Some((id.clone(), tag.clone())),
            _ => None,
        };
        (self.finding.text, SpanPlace { span, ..self.finding.place() })
    }
}
