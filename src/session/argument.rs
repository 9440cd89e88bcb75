//! What follows the name of a command, and how it is written.

use super::motion::Motion;
use super::object::Object;

/// Tells what follows the name of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Argument {
    /// Nothing.
    None,
    /// The name of a [`Motion`].
    Motion,
    /// The name of an [`Object`].
    Object,
    /// A tag of the schema, by its id.
    Tag,
    /// A document state of the schema's workflow.
    State,
    /// One digit, 0 to 9.
    Digit,
    /// One character; `space`, or `U+` and its number, where it would not be seen.
    Character,
}

impl Argument {
    /// Returns the placeholder that stands for the argument in sentences; empty where there is none.
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Motion => "MOTION",
            Self::Object => "OBJECT",
            Self::Tag => "TAG",
            Self::State => "STATE",
            Self::Digit => "DIGIT",
            Self::Character => "CHARACTER",
        }
    }
}

/// An argument's written form: what `spell` writes, `read` reads.
pub(super) trait Spelled: Sized {
    fn spell(&self) -> String;
    fn read(text: &str) -> Option<Self>;
}

impl Spelled for Motion {
    fn spell(&self) -> String {
        self.name().to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Spelled for Object {
    fn spell(&self) -> String {
        self.name().to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Spelled for String {
    fn spell(&self) -> String {
        self.clone()
    }

    fn read(text: &str) -> Option<Self> {
        (!text.is_empty() && !text.contains(char::is_whitespace)).then(|| text.to_owned())
    }
}

impl Spelled for u8 {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|digit| *digit <= 9 && text.len() == 1)
    }
}

impl Spelled for char {
    fn spell(&self) -> String {
        match self {
            ' ' => "space".to_owned(),
            c if c.is_whitespace() || c.is_control() => format!("U+{:04X}", u32::from(*c)),
            c => c.to_string(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Some(character),
            _ if text == "space" => Some(' '),
            _ => u32::from_str_radix(text.strip_prefix("U+")?, 16).ok().and_then(Self::from_u32),
        }
    }
}
