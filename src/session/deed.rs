//! What was done to a text, as the screen says it when it is done, taken back, or made again.

use crate::annotation::DocumentState;
use crate::annotation::schema::Wording;

/// How something that was done is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// It was done.
    Done,
    /// It is only named, such as what was taken back.
    Named,
}

/// On which side of the place where one was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before it.
    Up,
    /// After it.
    Down,
}

/// What was done to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Words were tagged.
    Tag {
        /// How it is spoken of.
        form: Form,
        /// The tag.
        tag: String,
        /// The words.
        words: String,
    },
    /// A span was deleted.
    Delete {
        /// How it is spoken of.
        form: Form,
        /// Its tag.
        tag: String,
        /// Its words.
        words: String,
    },
    /// A span got another tag.
    Retag {
        /// How it is spoken of.
        form: Form,
        /// The new tag.
        tag: String,
        /// Its words.
        words: String,
    },
    /// An edge of a span was moved.
    Move {
        /// How it is spoken of.
        form: Form,
        /// Its tag.
        tag: String,
        /// Its words.
        words: String,
    },
    /// A span got a note.
    Note {
        /// Its tag.
        tag: String,
        /// Its words.
        words: String,
        /// The note.
        note: String,
    },
    /// The note of a span was taken away.
    ClearNote {
        /// How it is spoken of.
        form: Form,
        /// Its tag.
        tag: String,
        /// Its words.
        words: String,
    },
    /// An attribute of a span got a value.
    Say {
        /// The attribute.
        name: Wording,
        /// The value.
        value: Wording,
        /// The words of the span.
        words: String,
    },
    /// The value of an attribute was taken away.
    Clear {
        /// How it is spoken of.
        form: Form,
        /// The attribute.
        name: Wording,
        /// The words of the span.
        words: String,
    },
    /// A relation was made.
    Relate {
        /// Its type.
        kind: Wording,
        /// The words of the span that it comes from.
        words: String,
        /// Those of what it goes to.
        other: String,
    },
    /// A relation was taken away.
    Unrelate {
        /// How it is spoken of.
        form: Form,
        /// Its type.
        kind: Wording,
        /// The words of the span that it came from.
        words: String,
    },
    /// The text got a state.
    State {
        /// How it is spoken of.
        form: Form,
        /// The state.
        state: DocumentState,
    },
    /// A unit of a review was decided.
    Decide {
        /// How it is spoken of.
        form: Form,
        /// The words of the unit.
        words: String,
    },
    /// Something was said of the whole text.
    Fact {
        /// What it is about.
        name: Wording,
        /// What was said.
        value: Wording,
    },
    /// Several things, or something that has no name of its own.
    Several {
        /// How many.
        changes: usize,
    },
}
