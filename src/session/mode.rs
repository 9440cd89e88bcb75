//! What the keys mean at this moment.

/// Names what the keys mean at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// The list of texts.
    Corpus,
    /// A text, read and annotated.
    Reading,
    /// A reading that a reviewer edits: keys that are not bound in it mean what they mean in a text.
    Draft,
    /// One edge of an existing span on the move.
    Edge,
    /// The line where a search is typed.
    Search,
    /// The line where a span's note is typed.
    Note,
    /// The disagreements of several annotators, decided one by one.
    Review,
    /// The line where a comment on a decision, or an answer to a remark, is typed.
    Comment,
    /// The line where words are typed that what is listed must hold.
    Filter,
    /// The identities that a span may be, and the line that narrows them.
    Identities,
    /// The units to which a decision is about to be applied.
    Preview,
    /// The fields of a unit, chosen one by one.
    Fields,
    /// The texts whose state is about to be set.
    States,
    /// What a span says, row by row: letters are its attributes.
    Inspector,
    /// The line where a value is typed.
    Value,
    /// A relation that is made: letters are its type, then what it goes to.
    Relating,
    /// Letters on the words on screen, of which some are typed.
    Leaping,
    /// The letter of a mark is asked for.
    Marking,
    /// The places where the words of a span are met again.
    Propagating,
    /// Words that were found in all texts, each with what is around it.
    Concordance,
    /// What spans of a list may all say: letters are attributes.
    Attributes,
    /// An order over many texts: whether to give it, then how far it has come.
    Ordering,
    /// The texts, or the spans of one, that a relation may go to, and the line that narrows them.
    Elsewhere,
    /// Words of the text that are pointed out as a value: keys that are not bound in it mean what they mean in a text.
    Pointing,
    /// Whether to submit a text in which something is missing.
    Submission,
    /// The facts of the text: letters are facts.
    Facts,
    /// Where the spans of a text that has changed belong.
    Drift,
    /// The help page.
    Help,
    /// What the schema tells of what is at hand.
    Guideline,
    /// Which keyboard is in use.
    Keyboard,
    /// Whether to leave although something is not saved.
    Question,
}

impl Mode {
    /// Holds every mode, in the order of the help.
    pub const ALL: &'static [Self] = &[
        Self::Corpus,
        Self::Reading,
        Self::Draft,
        Self::Edge,
        Self::Search,
        Self::Note,
        Self::Review,
        Self::Comment,
        Self::Filter,
        Self::Identities,
        Self::Preview,
        Self::Fields,
        Self::States,
        Self::Inspector,
        Self::Value,
        Self::Relating,
        Self::Leaping,
        Self::Marking,
        Self::Propagating,
        Self::Concordance,
        Self::Attributes,
        Self::Ordering,
        Self::Elsewhere,
        Self::Pointing,
        Self::Submission,
        Self::Facts,
        Self::Drift,
        Self::Help,
        Self::Guideline,
        Self::Keyboard,
        Self::Question,
    ];

    /// Returns the name that keymaps use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Corpus => "corpus",
            Self::Reading => "reading",
            Self::Draft => "draft",
            Self::Edge => "edge",
            Self::Search => "search",
            Self::Note => "note",
            Self::Review => "review",
            Self::Comment => "comment",
            Self::Filter => "filter",
            Self::Identities => "identities",
            Self::Preview => "preview",
            Self::Fields => "fields",
            Self::States => "states",
            Self::Inspector => "inspector",
            Self::Value => "value",
            Self::Relating => "relating",
            Self::Leaping => "leaping",
            Self::Marking => "marking",
            Self::Propagating => "propagating",
            Self::Concordance => "concordance",
            Self::Attributes => "attributes",
            Self::Ordering => "ordering",
            Self::Elsewhere => "elsewhere",
            Self::Pointing => "pointing",
            Self::Submission => "submission",
            Self::Facts => "facts",
            Self::Drift => "drift",
            Self::Help => "help",
            Self::Guideline => "guideline",
            Self::Keyboard => "keyboard",
            Self::Question => "question",
        }
    }

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
        matches!(self, Self::Note | Self::Comment)
    }

    /// Tells whether a printable key without a binding is typed text.
    pub fn is_text_entry(self) -> bool {
        matches!(
            self,
            Self::Search | Self::Note | Self::Comment | Self::Filter | Self::Identities | Self::Elsewhere | Self::Value
        )
    }

    /// Tells whether a printable key without a binding is a letter that the screen gives its meaning.
    pub fn takes_letters(self) -> bool {
        matches!(self, Self::Inspector | Self::Attributes | Self::Relating | Self::Facts | Self::Leaping | Self::Marking)
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
