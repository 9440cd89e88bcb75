//! What people read on the screen: values of the rooms below become sentences of a language.
//!
//! The sentences are Fluent's messages, in `en.ftl` and `ar.ftl`, embedded; each has every message. Which message a value is, and with which arguments, is declared once; a variant of
//! [`crate::session::Notice`] or [`crate::session::Refusal`] that is not declared does not compile, and the tests look
//! every declared message up in both files.
//!
//! What is absent here: keys. A sentence names a command's keys only as an argument.

mod language;
mod phrase;
mod bundle;
mod causes;
mod notices;
mod screen;
mod labels;
mod commands;
mod guideline;
#[cfg(test)]
mod tests;

pub use guideline::Block;
pub use language::Language;
pub use phrase::Said;
pub use screen::{KeyboardWord, KindWord, Label, LookingWord, StageWord, StandingWord, SteeredPlace, StepWord, UnitStatus};

use phrase::Phrase;

/// Puts values into words of a language.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words {
    language: Language,
}

impl Words {
    /// Returns the words of a language.
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self.language == Language::Arabic
    }

    /// Returns what a value says.
    ///
    /// A text from outside, such as a name or a quote, is isolated in it where its direction may be another one
    /// (U+2068, U+2069); see [`plain`].
    pub fn say(self, said: &impl Said) -> String {
        self.phrase(&said.phrase())
    }

    fn phrase(self, phrase: &Phrase<'_>) -> String {
        bundle::say(self.language, phrase)
    }
}

/// Returns what was said without the marks that isolate texts from outside, for where no bidi algorithm reads it.
pub fn plain(said: &str) -> String {
    said.replace(['\u{2066}', '\u{2068}', '\u{2069}'], "")
}
