//! Pointing out words of the text as a value.

use std::ops::Range;

use super::Fault;
use super::desk::{Desk, Purpose};
use super::way::Goal;
use super::ways::Map;

impl Desk {
    /// Points out words, in code points.
    ///
    /// # Errors
    /// No keys lead to them.
    pub(crate) fn point_out(&mut self, words: Range<usize>, map: &Map<'_>) -> Result<(), Fault> {
        let document = self.text()?.document();
        let byte = |n: usize| document.byte_of_code_point(n).ok_or("the words are beyond the end of the text");
        let range = byte(words.start)?..byte(words.end)?;
        self.go(&Goal::Words(range), map, Purpose::Attributes)?;
        self.press_all("enter", Purpose::Attributes);
        Ok(())
    }
}
