//! What a span may begin and end with, and what is done about it.

/// What is done when the words to be tagged begin or end with what the guideline leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, serde::Deserialize)]
pub enum EdgeRule {
    /// They are tagged as they are.
    #[default]
    Keep,
    /// They are tagged as they are, and the annotator is asked whether they are left out.
    Ask,
    /// It is left out.
    Trim,
}

/// The rules for the edges of spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct EdgeRules {
    /// Particles that are written as one with the first word.
    pub proclitics: EdgeRule,
    /// Quotation marks that wrap the whole span, and one of two at an end.
    pub quotes: EdgeRule,
    /// Punctuation at either end.
    pub punctuation: EdgeRule,
    /// Blank lines at either end, or inside.
    pub blank_lines: EdgeRule,
}

impl EdgeRules {
    /// The rules where everything that they ask about is left out.
    #[must_use]
    pub fn as_proposed(self) -> Self {
        let proposed = |rule| if rule == EdgeRule::Ask { EdgeRule::Trim } else { rule };
        Self {
            proclitics: proposed(self.proclitics),
            quotes: proposed(self.quotes),
            punctuation: proposed(self.punctuation),
            blank_lines: proposed(self.blank_lines),
        }
    }
}

/// The rules as a file has them: of a tag, those that are other than the schema's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename = "Trim", default)]
pub(super) struct EdgesFile {
    proclitics: Option<EdgeRule>,
    quotes: Option<EdgeRule>,
    punctuation: Option<EdgeRule>,
    blank_lines: Option<EdgeRule>,
}

impl EdgesFile {
    /// These rules, and for what they do not say, others.
    pub(super) fn over(self, other: EdgeRules) -> EdgeRules {
        EdgeRules {
            proclitics: self.proclitics.unwrap_or(other.proclitics),
            quotes: self.quotes.unwrap_or(other.quotes),
            punctuation: self.punctuation.unwrap_or(other.punctuation),
            blank_lines: self.blank_lines.unwrap_or(other.blank_lines),
        }
    }
}
