//! Where a cursor can go, as data: visual motions follow the eye, logical motions follow the reading.

macro_rules! motions {
    ($( $motion:ident $name:literal $phrase:literal, )*) => {
        /// Names a way for the cursor to move.
        ///
        /// `Visual…` moves by cells on the screen, left and right as the eye sees them; every other motion
        /// is logical: *next* is further on in reading order, whatever side of the screen that is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Motion {
            $( #[doc = concat!("Goes ", $phrase, ".")] $motion, )*
        }

        impl Motion {
            /// Holds every motion, in the order of the help.
            pub const ALL: &'static [Self] = &[$( Self::$motion, )*];

            /// Returns the name that keymaps use.
            pub fn name(self) -> &'static str {
                match self { $( Self::$motion => $name, )* }
            }

            /// Returns where the motion goes, to complete a sentence.
            pub fn phrase(self) -> &'static str {
                match self { $( Self::$motion => $phrase, )* }
            }
        }
    };
}

motions! {
    VisualLeft "visual_left" "one cell to the left on the screen",
    VisualRight "visual_right" "one cell to the right on the screen",
    VisualWordLeft "visual_word_left" "one word to the left on the screen, as the line runs",
    VisualWordRight "visual_word_right" "one word to the right on the screen, as the line runs",
    LineUp "line_up" "one line up",
    LineDown "line_down" "one line down",
    NextGrapheme "next_grapheme" "to the next grapheme",
    PreviousGrapheme "previous_grapheme" "to the previous grapheme",
    NextWord "next_word" "to the start of the next word",
    PreviousWord "previous_word" "to the start of the previous word",
    WordEnd "word_end" "to the end of the word",
    NextSentence "next_sentence" "to the next sentence",
    PreviousSentence "previous_sentence" "to the previous sentence",
    NextParagraph "next_paragraph" "to the next paragraph",
    PreviousParagraph "previous_paragraph" "to the previous paragraph",
    LineStart "line_start" "to the start of the line",
    LineEnd "line_end" "to the end of the line",
    PageUp "page_up" "one page up",
    PageDown "page_down" "one page down",
    HalfPageUp "half_page_up" "half a page up",
    HalfPageDown "half_page_down" "half a page down",
    DocumentStart "document_start" "to the start",
    DocumentEnd "document_end" "to the end",
    NextSpan "next_span" "to the next span",
    PreviousSpan "previous_span" "to the previous span",
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
