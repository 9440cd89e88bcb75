//! A phrase: the id of a message with its arguments, before it is put into a language.

use std::borrow::Cow;

use crate::annotation::schema::Wording;
use crate::annotation::{Annotator, DocumentState, End, OrderWord, RelationId, SpanId};
use crate::session::{Form, Side};

/// Part of the messages; each is parsed when one of its messages is said for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Labels, prompts and states: what the first frame needs.
    Screen,
    /// Notices and refusals.
    Notices,
    /// What commands, motions and characters are.
    Help,
}

impl Section {
    /// Holds every section, in the order of the files.
    pub(super) const ALL: [Self; 3] = [Self::Screen, Self::Notices, Self::Help];

    /// Returns the line that begins the section in a file.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Screen => "### Screen\n",
            Self::Notices => "### Notices\n",
            Self::Help => "### Help\n",
        }
    }
}

/// The id of a message with its arguments.
#[derive(Debug, Clone)]
pub struct Phrase<'a> {
    pub(super) section: Section,
    pub(super) id: Cow<'static, str>,
    pub(super) arguments: Vec<(&'static str, Value<'a>)>,
}

/// An argument of a message.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    /// A text that came from outside: a name, a quote, a path.
    Text(Cow<'a, str>),
    /// Words that a schema has in the two languages.
    Worded(&'a Wording),
    /// How many, which chooses the plural.
    Count(usize),
    /// A word that selectors of the message choose by.
    Choice(Cow<'a, str>),
    /// What another message says.
    Phrase(Phrase<'a>),
    /// What was said already, in the language at hand.
    Said(String),
    /// What several messages say, joined two by two by the message of this id.
    List(Vec<Phrase<'a>>, &'static str),
    /// What an error says itself, in English.
    English(String),
}

/// What can be said: each of its values is a message with arguments.
pub trait Said {
    /// Returns the message with its arguments.
    fn phrase(&self) -> Phrase<'_>;
}

impl<S: Said> Said for Box<S> {
    fn phrase(&self) -> Phrase<'_> {
        (**self).phrase()
    }
}

impl<S: Said> Said for &S {
    fn phrase(&self) -> Phrase<'_> {
        (**self).phrase()
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&&'a str> for Value<'a> {
    fn from(text: &&'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<&usize> for Value<'_> {
    fn from(count: &usize) -> Self {
        Self::Count(*count)
    }
}

impl From<&bool> for Value<'_> {
    fn from(is_so: &bool) -> Self {
        Self::Choice(Cow::Borrowed(if *is_so { "yes" } else { "no" }))
    }
}

impl<'a> From<&'a SpanId> for Value<'a> {
    fn from(id: &'a SpanId) -> Self {
        Self::Text(Cow::Borrowed(id.as_str()))
    }
}

impl<'a> From<&'a RelationId> for Value<'a> {
    fn from(id: &'a RelationId) -> Self {
        Self::Text(Cow::Borrowed(id.as_str()))
    }
}

impl<'a> From<&'a End> for Value<'a> {
    fn from(end: &'a End) -> Self {
        Self::Text(Cow::Borrowed(end.as_str()))
    }
}

impl From<&char> for Value<'_> {
    fn from(letter: &char) -> Self {
        Self::Text(Cow::Owned(letter.to_string()))
    }
}

impl From<&OrderWord> for Value<'_> {
    fn from(what: &OrderWord) -> Self {
        Self::Choice(Cow::Borrowed(what.name()))
    }
}

impl From<&Form> for Value<'_> {
    fn from(form: &Form) -> Self {
        Self::Choice(Cow::Borrowed(match form {
            Form::Done => "done",
            Form::Named => "named",
        }))
    }
}

impl From<&Side> for Value<'_> {
    fn from(side: &Side) -> Self {
        Self::Choice(Cow::Borrowed(match side {
            Side::Up => "up",
            Side::Down => "down",
        }))
    }
}

impl<'a> From<&'a Wording> for Value<'a> {
    fn from(wording: &'a Wording) -> Self {
        Self::Worded(wording)
    }
}

impl<'a> From<&'a Annotator> for Value<'a> {
    fn from(annotator: &'a Annotator) -> Self {
        Self::Text(Cow::Borrowed(annotator.as_str()))
    }
}

impl<'a> From<&'a DocumentState> for Value<'a> {
    fn from(state: &'a DocumentState) -> Self {
        Self::Choice(Cow::Borrowed(state.as_str()))
    }
}

impl<'a> From<&&'a DocumentState> for Value<'a> {
    fn from(state: &&'a DocumentState) -> Self {
        Self::from(*state)
    }
}

impl<'a, S: Said> From<&'a S> for Value<'a> {
    fn from(said: &'a S) -> Self {
        Self::Phrase(said.phrase())
    }
}

/// What a declaration of messages says: see `messages!` and `labels!`; the tests look it up in the files.
#[cfg(test)]
pub(super) trait Declared {
    const SECTION: Section;
    const MESSAGES: &'static [(&'static str, &'static [&'static str])];
}

/// Declares what the values of an enum say: for each variant the id of its message, the arguments by the names of its
/// fields. A variant that is left out does not compile; the tests find the ids in every file.
macro_rules! messages {
    ($type:ident in $section:ident: $( $variant:ident $( ( $($unnamed:ident),* ) )? $( { $($named:ident),* } )? => $id:literal, )*) => {
        impl $crate::words::phrase::Said for $type {
            fn phrase(&self) -> $crate::words::phrase::Phrase<'_> {
                match self { $(
                    Self::$variant $( ( $($unnamed),* ) )? $( { $($named),* } )? => $crate::words::phrase::Phrase {
                        section: $crate::words::phrase::Section::$section,
                        id: std::borrow::Cow::Borrowed($id),
                        arguments: vec![
                            $($( (stringify!($unnamed), $crate::words::phrase::Value::from($unnamed)), )*)?
                            $($( (stringify!($named), $crate::words::phrase::Value::from($named)), )*)?
                        ],
                    },
                )* }
            }
        }

        #[cfg(test)]
        impl $crate::words::phrase::Declared for $type {
            const SECTION: $crate::words::phrase::Section = $crate::words::phrase::Section::$section;
            const MESSAGES: &'static [(&'static str, &'static [&'static str])] = &[ $(
                ($id, &[ $($( stringify!($unnamed), )*)? $($( stringify!($named), )*)? ]),
            )* ];
        }
    };
}
pub(super) use messages;
