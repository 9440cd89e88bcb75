//! The languages that the screen speaks.

/// A language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Arabic; what is not translated yet is said in English.
    Arabic,
}

impl Language {
    /// Holds every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Arabic];

    /// Returns the tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    /// Finds the language of a tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// Returns its messages, in Fluent's syntax.
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("en.ftl"),
            Self::Arabic => include_str!("ar.ftl"),
        }
    }
}
