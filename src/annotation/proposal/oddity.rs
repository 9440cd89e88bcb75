//! What is odd about what a span says, by its words and by what it says besides: it may well be meant so, but a second look
//! is worth it.

use std::fmt;

use super::grounds::Grounds;
use crate::annotation::schema::{Attribute, Cue, Figure, Fill, Kind, Reach, Suggest};
use crate::annotation::{SpanId, Value};
use crate::language::date::Date;

/// Something odd about a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// Nobody has said what this attribute of a figure is, and no word in its sentence does: it may count something else.
    NothingSays {
        /// The attribute.
        attribute: String,
    },
    /// The lower bound of a figure is above the upper one.
    MinAboveMax {
        /// The lower one.
        min: i64,
        /// The upper one.
        max: i64,
    },
    /// A day is after the one on which the text was published.
    AfterPublication {
        /// The attribute.
        attribute: String,
        /// The day on which the text was published.
        published: String,
    },
    /// A part is larger than what it is a part of.
    PartAboveWhole {
        /// The least that the part can be.
        part: i64,
        /// The most that the whole can be, or several wholes together.
        whole: i64,
        /// The first whole.
        of: SpanId,
    },
}

impl fmt::Display for Oddity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingSays { attribute } => write!(out, "no word in its sentence says what {attribute} is"),
            Self::MinAboveMax { min, max } => write!(out, "the lower bound {min} is above the upper bound {max}"),
            Self::AfterPublication { attribute, published } => {
                write!(out, "{attribute} is after {published}, the day of publication")
            }
            Self::PartAboveWhole { part, whole, of } => write!(out, "at least {part} cannot be part of at most {whole} ({of})"),
        }
    }
}

/// What is odd about a span.
pub fn oddities(grounds: &Grounds<'_>) -> Vec<Oddity> {
    let attributes = grounds.tag().map(|tag| tag.attributes.as_slice()).unwrap_or_default();
    let is_figure = attributes.iter().any(|attribute| bound_of(attribute).is_some());
    let mut found = Vec::new();
    if is_figure {
        let unsaid =
            attributes.iter().filter(|attribute| attribute.is_required() && grounds.span.attribute(&attribute.id).is_none());
        let unsaid = unsaid.filter(|attribute| is_unspoken(attribute, grounds));
        found.extend(unsaid.map(|attribute| Oddity::NothingSays { attribute: attribute.id.clone() }));
    }
    let [min, max] = [Figure::Min, Figure::Max].map(|part| bound(part, grounds, &grounds.span.id));
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        found.push(Oddity::MinAboveMax { min, max });
    }
    found.extend(attributes.iter().filter_map(|attribute| after_publication(attribute, grounds)));
    found.extend(above_whole(grounds));
    found
}

/// Which bound of a figure an attribute is.
fn bound_of(attribute: &Attribute) -> Option<Figure> {
    attribute.fill.iter().find_map(|fill| match fill {
        Fill::Number(part @ (Figure::Min | Figure::Max)) => Some(*part),
        _ => None,
    })
}

/// The bound that a span says.
fn bound(part: Figure, grounds: &Grounds<'_>, id: &SpanId) -> Option<i64> {
    let span = grounds.text.set.get(id)?;
    let attributes = &grounds.text.schema.tag(&span.tag)?.attributes;
    let attribute = attributes.iter().find(|attribute| bound_of(attribute) == Some(part))?;
    match span.attribute(&attribute.id)? {
        Value::Integer(bound) => Some(*bound),
        _ => None,
    }
}

/// Whether an attribute is told by the words of a lexicon in the sentence, and none of them is there.
fn is_unspoken(attribute: &Attribute, grounds: &Grounds<'_>) -> bool {
    let mut lexicons = attribute.fill.iter().filter_map(|fill| match fill {
        Fill::Lexicon(id) => {
            grounds.text.knowledge.lexicon(id).filter(|(_, lexicon)| matches!(lexicon.reach, Reach::Sentence | Reach::Governed))
        }
        _ => None,
    });
    let is_told = lexicons.next().is_some_and(|(number, _)| grounds.hits(number).is_empty());
    is_told && lexicons.all(|(number, _)| grounds.hits(number).is_empty())
}

fn after_publication(attribute: &Attribute, grounds: &Grounds<'_>) -> Option<Oddity> {
    let is_day = attribute.kind == Kind::Date && attribute.fill.contains(&Fill::Cue(Cue::When));
    let day = Date::parse(grounds.span.attribute(&attribute.id)?.as_text()?).filter(|_| is_day)?;
    let published = grounds.published().filter(|published| day > *published)?;
    Some(Oddity::AfterPublication { attribute: attribute.id.clone(), published: published.to_string() })
}

/// Whether a span is larger than all that it says to be a part of, taken together: seven of three men and two women are too
/// many.
fn above_whole(grounds: &Grounds<'_>) -> Option<Oddity> {
    let is_part = |kind: &str| {
        let kind = grounds.text.schema.relation(kind);
        kind.is_some_and(|kind| matches!(kind.suggest, Some(Suggest::AfterWord { .. })))
    };
    let leads = grounds.outgoing().iter().filter(|relation| is_part(&relation.kind));
    let wholes: Vec<SpanId> = leads.map(|relation| SpanId::from(relation.to.as_str())).collect();
    let of = wholes.first()?.clone();
    let part = bound(Figure::Min, grounds, &grounds.span.id)?;
    let whole = wholes.iter().try_fold(0_i64, |sum, whole| sum.checked_add(bound(Figure::Max, grounds, whole)?))?;
    (part > whole).then_some(Oddity::PartAboveWhole { part, whole, of })
}
