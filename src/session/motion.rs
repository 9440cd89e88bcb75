//! Where a cursor can go, as data: visual motions follow the eye, logical motions follow the reading.

macro_rules! motions {
    ($( $motion:ident $name:literal, )*) => {
        /// Names a way for the cursor to move.
        ///
        /// `Visual…` moves by cells on the screen, left and right as the eye sees them; every other motion
        /// is logical: *next* is further on in reading order, whatever side of the screen that is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Motion {
            $( #[doc = concat!("The motion `", $name, "`.")] $motion, )*
        }

        impl Motion {
            /// Holds every motion, in the order of the help.
            pub const ALL: &'static [Self] = &[$( Self::$motion, )*];

            /// Returns the name that keymaps use.
            pub fn name(self) -> &'static str {
                match self { $( Self::$motion => $name, )* }
            }
        }
    };
}

motions! {
    VisualLeft "visual_left",
    VisualRight "visual_right",
    VisualWordLeft "visual_word_left",
    VisualWordRight "visual_word_right",
    LineUp "line_up",
    LineDown "line_down",
    NextGrapheme "next_grapheme",
    PreviousGrapheme "previous_grapheme",
    NextWord "next_word",
    PreviousWord "previous_word",
    WordEnd "word_end",
    NextSentence "next_sentence",
    PreviousSentence "previous_sentence",
    NextParagraph "next_paragraph",
    PreviousParagraph "previous_paragraph",
    LineStart "line_start",
    LineEnd "line_end",
    PageUp "page_up",
    PageDown "page_down",
    HalfPageUp "half_page_up",
    HalfPageDown "half_page_down",
    DocumentStart "document_start",
    DocumentEnd "document_end",
    NextSpan "next_span",
    PreviousSpan "previous_span",
}

/// Which of two neighbours is meant: of texts, units, notes, hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Neighbour {
    /// The one further on in reading order.
    Next,
    /// The one before.
    Previous,
}

impl Neighbour {
    /// Returns the place of the neighbour among so many; `None` at either end.
    pub(super) fn of(self, at: usize, all: usize) -> Option<usize> {
        match self {
            Self::Next => Some(at + 1).filter(|next| *next < all),
            Self::Previous => at.checked_sub(1),
        }
    }

    /// Returns the place of the neighbour among so many, from either end round to the other.
    pub(super) fn round(self, at: usize, all: usize) -> usize {
        match self {
            Self::Next => self.of(at, all).unwrap_or(0),
            Self::Previous => self.of(at, all).unwrap_or(all.saturating_sub(1)),
        }
    }
}

impl Motion {
    /// Finds the motion of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|motion| motion.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_motion_is_found_by_its_name() {
        for motion in Motion::ALL {
            assert_eq!(Motion::parse(motion.name()), Some(*motion));
        }
    }

    #[test]
    fn a_name_that_is_no_motion_finds_nothing() {
        assert_eq!(Motion::parse("left"), None);
    }
}
