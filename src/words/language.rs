//! The languages that the screen speaks.

/// A language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Arabic.
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

    /// Finds the language of a locale such as `ar_SY.UTF-8`; `None` for one that is neither, `C` among them.
    pub fn of_locale(locale: &str) -> Option<Self> {
        locale.split(['_', '-', '.', '@']).next().and_then(Self::parse)
    }

    /// Returns its messages, in Fluent's syntax.
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("en.ftl"),
            Self::Arabic => include_str!("ar.ftl"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_locale_begins_with_its_language() {
        let of = Language::of_locale;
        assert_eq!(["ar", "ar_SY.UTF-8", "ar-EG", "ar_AE@latn"].map(of), [Some(Language::Arabic); 4]);
        assert_eq!(["en_GB.UTF-8", "en"].map(of), [Some(Language::English); 2]);
        assert_eq!(["C", "C.UTF-8", "POSIX", "fr_FR", "arn_CL", ""].map(of), [None; 6]);
    }
}
