//! What a key means for an attribute: a value, or how one begins to enter it. The inspector, the facts of a text and the
//! attributes of a list ask here.

use super::notice::Refusal;
use crate::annotation::{Attribute, Entering, Kind, Value};

/// What comes of a key that is pressed for an attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Input {
    /// It has this value, or none any more.
    Value(Option<Value>),
    /// Its value is typed on a line that begins with this.
    Line(String),
    /// Words of the text are pointed out.
    Words,
    /// An identity of this registry is picked.
    Identity(String),
}

impl Input {
    /// What comes of a digit: of a closed list its value, of what is typed the first that is typed.
    ///
    /// # Errors
    /// The list has no value of this number.
    pub(super) fn of_digit(attribute: &Attribute, said: Option<&Value>, digit: u8) -> Result<Self, Refusal> {
        let none = || Refusal::NoSuchValue { values: attribute.offered().len() };
        Ok(match attribute.entering() {
            Entering::Digit => Self::Value(attribute.with_digit(digit, said).ok_or_else(none)?),
            Entering::Line => Self::Line(digit.to_string()),
            Entering::Words | Entering::Identity => Self::picked(attribute),
        })
    }

    /// What comes of beginning to enter a value: what is said is on the line.
    ///
    /// # Errors
    /// Digits take the values.
    pub(super) fn of_entering(attribute: &Attribute, said: Option<&Value>) -> Result<Self, Refusal> {
        match attribute.entering() {
            Entering::Digit => Err(Refusal::TakesDigit),
            Entering::Line => Ok(Self::Line(spelled(said))),
            Entering::Words | Entering::Identity => Ok(Self::picked(attribute)),
        }
    }

    fn picked(attribute: &Attribute) -> Self {
        match &attribute.kind {
            Kind::Entity { registry } => Self::Identity(registry.clone()),
            _ => Self::Words,
        }
    }

    /// Whether the letter of an attribute begins to enter its value: where it is pressed again, and of a text that says
    /// nothing.
    pub(super) fn begins_by_letter(attribute: &Attribute, said: Option<&Value>, is_again: bool) -> bool {
        is_again || attribute.kind == Kind::Text && said.is_none()
    }
}

/// What is said, as it is put on a line to be changed.
pub(super) fn spelled(said: Option<&Value>) -> String {
    said.map(ToString::to_string).unwrap_or_default()
}
