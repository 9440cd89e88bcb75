//! What the keys mean at this moment.

/// What a printable key types that has no binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Typed {
    /// Nothing: it means nothing.
    Nothing,
    /// Itself.
    Words,
    /// Itself, in a text that is to stay, so that it is accepted when the program ends.
    KeptWords,
    /// A letter that the screen gives its meaning.
    Letters,
}

/// The one table of modes: the name that keymaps use, and what keys without a binding type.
macro_rules! modes {
    ($( #[doc = $doc:literal] $mode:ident $name:literal types $typed:ident, )*) => {
        /// Names what the keys mean at this moment.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Mode { $( #[doc = $doc] $mode, )* }

        impl Mode {
            /// Holds every mode, in the order of the help.
            pub const ALL: &'static [Self] = &[ $( Self::$mode, )* ];

            /// Returns the name that keymaps use.
            pub fn name(self) -> &'static str {
                match self { $( Self::$mode => $name, )* }
            }

            fn typed(self) -> Typed {
                match self { $( Self::$mode => Typed::$typed, )* }
            }
        }
    };
}

modes! {
    /// The list of texts.
    Corpus "corpus" types Nothing,
    /// A text, read and annotated.
    Reading "reading" types Nothing,
    /// A reading that a reviewer edits: keys that are not bound in it mean what they mean in a text.
    Draft "draft" types Nothing,
    /// One edge of an existing span on the move.
    Edge "edge" types Nothing,
    /// The line where a search is typed.
    Search "search" types Words,
    /// The line where a span's note is typed.
    Note "note" types KeptWords,
    /// The disagreements of several annotators, decided one by one.
    Review "review" types Nothing,
    /// The line where a comment on a decision, or an answer to a remark, is typed.
    Comment "comment" types KeptWords,
    /// The line where words are typed that what is listed must hold.
    Filter "filter" types Words,
    /// The identities that a span may be, and the line that narrows them.
    Identities "identities" types Words,
    /// The units to which a decision is about to be applied.
    Preview "preview" types Nothing,
    /// The fields of a unit, chosen one by one.
    Fields "fields" types Nothing,
    /// The texts whose state is about to be set.
    States "states" types Nothing,
    /// What a span says, row by row: letters are its attributes.
    Inspector "inspector" types Letters,
    /// The line where a value is typed.
    Value "value" types Words,
    /// A relation that is made: letters are its type, then what it goes to.
    Relating "relating" types Letters,
    /// Letters on the words on screen, of which some are typed.
    Leaping "leaping" types Letters,
    /// The letter of a mark is asked for.
    Marking "marking" types Letters,
    /// The places where the words of a span are met again.
    Propagating "propagating" types Nothing,
    /// Words that were found in all texts, each with what is around it.
    Concordance "concordance" types Nothing,
    /// What spans of a list may all say: letters are attributes.
    Attributes "attributes" types Letters,
    /// An order over many texts: whether to give it, then how far it has come.
    Ordering "ordering" types Nothing,
    /// The texts, or the spans of one, that a relation may go to, and the line that narrows them.
    Elsewhere "elsewhere" types Words,
    /// Words of the text that are pointed out as a value: keys that are not bound in it mean what they mean in a text.
    Pointing "pointing" types Nothing,
    /// Whether to submit a text in which something is missing.
    Submission "submission" types Nothing,
    /// The facts of the text: letters are facts.
    Facts "facts" types Letters,
    /// Where the spans of a text that has changed belong.
    Drift "drift" types Nothing,
    /// The commands of a place, and the line that narrows them.
    Palette "palette" types Words,
    /// The help page.
    Help "help" types Nothing,
    /// What the schema tells of what is at hand.
    Guideline "guideline" types Nothing,
    /// Which keyboard is in use.
    Keyboard "keyboard" types Nothing,
    /// Whether to leave although something is not saved.
    Question "question" types Nothing,
}

impl Mode {
    /// Returns the mode whose bindings hold in this one too, unless its own take their keys.
    pub fn base(self) -> Option<Self> {
        matches!(self, Self::Draft | Self::Pointing).then_some(Self::Reading)
    }

    /// Finds the mode of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|mode| mode.name() == name)
    }

    /// Tells whether what is typed is to stay, so that it is accepted when the program ends.
    pub fn is_kept(self) -> bool {
        self.typed() == Typed::KeptWords
    }

    /// Tells whether a printable key without a binding is typed text.
    pub fn is_text_entry(self) -> bool {
        matches!(self.typed(), Typed::Words | Typed::KeptWords)
    }

    /// Tells whether a printable key without a binding is a letter that the screen gives its meaning.
    pub fn takes_letters(self) -> bool {
        self.typed() == Typed::Letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_is_found_by_its_name() {
        assert!(Mode::ALL.iter().all(|mode| Mode::parse(mode.name()) == Some(*mode)));
    }
}
