//! What is read: a figure with its bounds, its qualifier and its place.

use std::ops::Range;

/// How a figure's words bound it; the values of the schema's `qualifier`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// The number itself.
    Exact,
    /// A number that is about right.
    About,
    /// The number or more.
    AtLeast,
    /// More than the number.
    MoreThan,
    /// The number or less.
    AtMost,
    /// Less than the number.
    LessThan,
    /// From one number to another.
    Range,
    /// Tens, hundreds, a few.
    Vague,
    /// One, because the noun is an indefinite singular.
    Implicit,
    /// Some, but the words do not say how many.
    Unquantified,
}

impl Qualifier {
    /// All of them, in the order of the schema.
    pub const ALL: [Self; 10] = [
        Self::Exact,
        Self::About,
        Self::AtLeast,
        Self::MoreThan,
        Self::AtMost,
        Self::LessThan,
        Self::Range,
        Self::Vague,
        Self::Implicit,
        Self::Unquantified,
    ];

    /// Its value of the schema's `qualifier`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::AtMost => "at_most",
            Self::LessThan => "less_than",
            Self::Range => "range",
            Self::Vague => "vague",
            Self::Implicit => "implicit",
            Self::Unquantified => "unquantified",
        }
    }
}

/// The rule that read a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Digits, with a scale word or without.
    Digits,
    /// Number words.
    Numeral,
    /// Two numbers with what joins them.
    Range,
    /// Words of the policy, and what is made of them.
    Vague,
    /// A number and what ونيف adds.
    Excess,
    /// A dual noun: two.
    DualNoun,
    /// An indefinite singular noun: one.
    SingularNoun,
    /// A plural noun without a number.
    PluralNoun,
    /// A noun in -ين that may be a dual or a plural.
    UndecidedNoun,
    /// عدد من, بعض, عدة and their like.
    Indefinite,
    /// A percentage: a share, not a count.
    Percentage,
    /// Counted nouns of one span, added up.
    Sum,
    /// A span without a number.
    Unstated,
}

impl Rule {
    /// Its name in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Numeral => "numeral",
            Self::Range => "range",
            Self::Vague => "vague",
            Self::Excess => "excess",
            Self::DualNoun => "dual_noun",
            Self::SingularNoun => "singular_noun",
            Self::PluralNoun => "plural_noun",
            Self::UndecidedNoun => "undecided_noun",
            Self::Indefinite => "indefinite",
            Self::Percentage => "percentage",
            Self::Sum => "sum",
            Self::Unstated => "unstated",
        }
    }
}

/// A figure in a phrase. All places are bytes of the phrase, on the edges of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The numeral with what qualifies it, without what is written as one before it, and without the counted noun, unless
    /// the noun is the figure or stands between the numeral and what qualifies it.
    pub range: Range<usize>,
    /// The least it can be; `None` if there is no lower bound.
    pub min: Option<u64>,
    /// The most it can be; `None` if there is no upper bound.
    pub max: Option<u64>,
    /// How it is bounded.
    pub qualifier: Qualifier,
    /// The rule that read it.
    pub rule: Rule,
    /// The first word of what is counted, if the phrase names it: a caller asks [`Persons`](crate::language::persons::Persons)
    /// whether it is people.
    pub noun: Option<Range<usize>>,
}
