//! Tagging and undoing for the screens that change the open text.

use super::annotating::LastTag;
use super::notice::Refusal;
use super::shared::Shared;
use super::travel::Travel;
use crate::annotation::{Timestamp, check_tag};

impl Shared {
    /// Tags the selection or words from the cursor on; what `.` does again.
    pub(super) fn tag(&mut self, last: LastTag) -> Result<(), Refusal> {
        check_tag(&self.schema, &last.tag)?;
        let now = Timestamp::from(self.now);
        let Some(reading) = &mut self.reading else { return Ok(()) };
        reading.tag(&last, now)?;
        self.last_tag = Some(LastTag { id: reading.chosen().cloned(), ..last });
        Ok(())
    }

    /// Tags as the last time.
    pub(super) fn repeat_tag(&mut self) -> Result<(), Refusal> {
        let Some(mut last) = self.last_tag.clone() else { return Err(Refusal::NothingTagged) };
        last.count = self.repeat.unwrap_or(last.count);
        self.tag(last)
    }

    /// Takes the last changes back, or makes them again.
    pub(super) fn travel_in_text(&mut self, travel: Travel) {
        let times = self.times();
        let Some(reading) = &mut self.reading else { return };
        for _ in 0..times {
            match reading.travel(travel) {
                Ok(true) => {}
                Ok(false) => return self.tell(travel.nothing_left()),
                Err(refused) => return self.tell(refused),
            }
        }
    }
}
