//! What a reviewer's remark leads to: it is taken, answered, or told of when a text is opened.

use super::notice::{Notice, Refusal};
use super::shared::Shared;
use crate::annotation::Timestamp;

impl Shared {
    /// Makes the change that the remark at the cursor asks for.
    pub(super) fn take_remark(&mut self) -> Result<(), Refusal> {
        let Some(reading) = &mut self.reading else { return Ok(()) };
        let left = reading.take_remark()?;
        self.tell(Notice::RemarkTaken { left });
        Ok(())
    }

    /// The answer was typed.
    pub(super) fn end_answer(&mut self, text: &str) {
        let at = Timestamp::from(self.now);
        let Some(reading) = &mut self.reading else { return };
        match reading.answer(text, &at) {
            Ok(left) if text.is_empty() => self.tell(Notice::RemarkDismissed { left }),
            Ok(left) => self.tell(Notice::RemarkAnswered { left }),
            Err(refused) => self.tell(refused),
        }
    }

    /// The remarks of reviewers on a text that was just opened.
    pub(super) fn tell_of_reviews(&self) -> Option<Notice> {
        let reading = self.reading.as_ref()?;
        let handed: Vec<_> = reading.reviews.iter().filter(|review| review.is_handed_back()).collect();
        let open = reading.remarks.len();
        if handed.is_empty() || open == 0 && reading.ledger.set.state().as_str() == "submitted" {
            return None;
        }
        let reviews = handed.iter().map(|review| (review.state.clone(), review.reviewer.clone())).collect();
        Some(Notice::Reviewed { reviews, open })
    }
}
