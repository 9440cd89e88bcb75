//! Taking back what was decided in earlier sittings.

use std::sync::Arc;

use super::effect::Effect;
use super::saved::Saved;
use super::shared::Shared;
use super::travel::Travel;

impl Shared {
    /// Takes back, or makes again, what was decided on the text at hand in an earlier sitting.
    pub(super) fn travel_further(&mut self, travel: Travel) -> Option<Vec<Effect>> {
        let review = self.review.as_mut()?;
        if travel == Travel::Redo && !review.undo.is_empty() {
            return None;
        }
        let n = review.desk;
        let desk = review.desks.get_mut(n).filter(|desk| desk.closed.is_none())?;
        let then = desk.earlier.travel(travel, &desk.adjudication, &desk.document)?;
        let units = desk.units().len().max(then.units().len());
        let unit = (0..units).find(|unit| then.decision(*unit) != desk.adjudication.decision(*unit)).unwrap_or(0);
        let unit = unit.min(then.units().len().saturating_sub(1));
        desk.adjudication = Arc::new(then);
        desk.revision += 1;
        desk.saved = Saved::NotYet;
        // What could be made again went on from what is taken back now.
        review.redo.clear();
        review.decided = None;
        self.go_to_unit(n, unit);
        Some(self.save_gold(Some(n), travel.act()))
    }
}
