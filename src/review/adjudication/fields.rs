//! A choice field by field: the reading of one annotator, with the tag, the place or a figure of another.

use super::Adjudication;
use super::decision::{Aspect, Said};
use super::outcome::Given;
use crate::annotation::{Annotation, Annotator, SpanId, Value};
use crate::review::compare::Reading;

impl Adjudication {
    /// Puts the spans of a unit together, field by field; `None` where the annotator has no reading of it.
    pub(super) fn composed(&self, unit: usize, of: &Annotator, fields: &[(Aspect, Said)]) -> Option<Vec<Given>> {
        let readings = &self.units().get(unit)?.readings;
        let base = self.number(of)?;
        let own = readings.get(base).filter(|reading| !reading.is_empty())?;
        let mut composed = Vec::new();
        for span in &own.spans {
            let mut made = span.clone();
            if fields.iter().any(|(aspect, _)| *aspect == Aspect::Note) {
                made.note.clear();
            }
            for (aspect, said) in fields {
                let other = match said {
                    Said::By(annotator) => self.number(annotator).and_then(|n| counterpart(span, own, readings.get(n)?)),
                    _ => None,
                };
                set(&mut made, aspect, said, other);
            }
            let all = readings.iter().enumerate();
            let stands_for: Vec<(usize, SpanId)> =
                all.filter_map(|(who, reading)| Some((who, counterpart(span, own, reading)?.id.clone()))).collect();
            composed.push(Given { span: made, stands_for });
        }
        Some(composed)
    }
}

/// What was chosen of the relations of a type, apart from the rest.
pub(super) fn chosen_relations<'a>(fields: &'a [(Aspect, Said)], kind: &str) -> Option<&'a Said> {
    fields.iter().find(|(aspect, _)| matches!(aspect, Aspect::Relation(name) if name == kind)).map(|(_, said)| said)
}

/// The span of another reading that is the same but for some fields: that of the same place and tag, else of the same
/// place, else of the same tag, else the only one.
pub fn counterpart<'a>(span: &Annotation, own: &Reading, other: &'a Reading) -> Option<&'a Annotation> {
    let same = |place: bool, tag: bool| {
        let is = move |found: &&Annotation| (!place || found.span == span.span) && (!tag || found.tag == span.tag);
        other.spans.iter().find(is)
    };
    let only = || other.spans.first().filter(|_| own.spans.len() == 1 && other.spans.len() == 1);
    same(true, true).or_else(|| same(true, false)).or_else(|| same(false, true)).or_else(only)
}

/// Gives a span a field as it was chosen. What an annotator who has no such span says of it is nothing.
fn set(span: &mut Annotation, aspect: &Aspect, said: &Said, other: Option<&Annotation>) {
    match (aspect, said) {
        (Aspect::Extent, Said::Place(place)) => span.span = *place,
        (Aspect::Extent, Said::By(_)) => span.span = other.map_or(span.span, |other| other.span),
        (Aspect::Tag, Said::Value(Value::Text(tag))) => span.tag.clone_from(tag),
        (Aspect::Tag, Said::By(_)) => {
            if let Some(other) = other {
                span.tag.clone_from(&other.tag);
            }
        }
        (Aspect::Attribute(name), said) => {
            let value = match said {
                Said::By(_) => other.and_then(|other| other.attribute(name)).cloned(),
                Said::Value(value) => Some(value.clone()),
                Said::Place(_) | Said::Nothing => None,
            };
            span.set_attribute(name, value);
        }
        (Aspect::Note, Said::Value(Value::Text(note))) => span.note.clone_from(note),
        (Aspect::Note, Said::By(_)) => span.note = other.map(|other| other.note.clone()).unwrap_or_default(),
        // A span without a place or a tag is none; relations are chosen where they are put together.
        (Aspect::Extent | Aspect::Tag | Aspect::Note | Aspect::Relation(_), _) => {}
    }
}
