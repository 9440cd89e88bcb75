//! The remarks of reviewers: told of when a text is opened, gone through, taken, answered.

use super::motion::Neighbour;
use super::notice::{Notice, Refusal};
use super::open_text::OpenText;
use super::shared::Shared;
use crate::annotation::Timestamp;
use crate::review::Remark;
use crate::review::remark::{answering, remarks};

impl OpenText {
    /// The remarks that are neither followed nor answered, in the order of the text.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The remark at the cursor: the one that was gone to, else the one on the current span, else the innermost.
    pub fn remark(&self) -> Option<&Remark> {
        self.remarks.get(self.remark_number()?)
    }

    fn remark_number(&self) -> Option<usize> {
        let is_here = |remark: &Remark| remark.place.contains(&self.sheet.cursor);
        let gone_to = self.remark.filter(|n| self.remarks.get(*n).is_some_and(is_here));
        let current = self.current().map(|a| &a.id);
        let here = || self.remarks.iter().enumerate().filter(|(_, remark)| is_here(remark));
        let own = || here().find(|(_, remark)| current.is_some_and(|id| remark.own.contains(id))).map(|(n, _)| n);
        let innermost = || here().min_by_key(|(_, remark)| remark.place.len()).map(|(n, _)| n);
        gone_to.or_else(own).or_else(innermost)
    }

    /// Brings the remarks up to date with the annotations.
    pub(super) fn look_for_remarks(&mut self) {
        if !self.reviews.is_empty() {
            self.remarks = remarks(&self.sheet.document, &self.ledger.set, &self.reviews);
            self.remark = None;
        }
    }

    /// Goes to the next remark, or the previous one, round through the text.
    pub(super) fn jump_to_remark(&mut self, which: Neighbour) -> Result<(), Refusal> {
        let last = self.remarks.len().checked_sub(1).ok_or_else(|| self.without_remarks())?;
        let after = |remark: &Remark| remark.place.start > self.sheet.cursor;
        let next = match (self.remark_number(), which) {
            (Some(n), which) => which.round(n, last + 1),
            (None, Neighbour::Next) => self.remarks.iter().position(after).unwrap_or(0),
            (None, Neighbour::Previous) => self.remarks.iter().position(after).and_then(|n| n.checked_sub(1)).unwrap_or(last),
        };
        let Some(remark) = self.remarks.get(next) else { return Ok(()) };
        let start = remark.place.start;
        let own = remark.own.first().cloned();
        self.sheet.jump(start);
        self.remark = Some(next);
        if let Some(own) = own {
            self.choose(own);
        }
        Ok(())
    }

    fn without_remarks(&self) -> Refusal {
        let handed = self.reviews.iter().any(crate::review::Review::is_handed_back);
        if handed { Refusal::NoRemarkLeft } else { Refusal::NotReviewed }
    }

    /// Makes the change that the remark at the cursor asks for; returns how many remarks are left.
    pub(super) fn take_remark(&mut self) -> Result<usize, Refusal> {
        let remark = self.remark().cloned().ok_or_else(|| self.no_remark())?;
        let set = std::sync::Arc::make_mut(&mut self.ledger.set);
        let edit = remark.followed(set).ok_or(Refusal::OnlyComment)?;
        self.change(edit)?;
        Ok(self.remarks.len())
    }

    pub(super) fn answer(&mut self, text: &str, at: &Timestamp) -> Result<usize, Refusal> {
        let remark = self.remark().cloned().ok_or_else(|| self.no_remark())?;
        let edit = answering(&self.ledger.set, &self.sheet.document, &remark.answered(text, at))
            .map_err(|error| Refusal::NotAnswered(error.into()))?;
        self.change(edit)?;
        Ok(self.remarks.len())
    }

    /// The remark at the cursor.
    pub(super) fn remark_here(&self) -> Result<&Remark, Refusal> {
        self.remark().ok_or_else(|| self.no_remark())
    }

    fn no_remark(&self) -> Refusal {
        if self.remarks.is_empty() { self.without_remarks() } else { Refusal::NoRemarkHere }
    }
}

impl Shared {
    /// Makes the change that the remark at the cursor asks for.
    pub(super) fn take_remark(&mut self) -> Result<(), Refusal> {
        let Some(open) = &mut self.open_text else { return Ok(()) };
        let left = open.take_remark()?;
        self.tell(Notice::RemarkTaken { left });
        Ok(())
    }

    /// The answer was typed.
    pub(super) fn end_answer(&mut self, text: &str) {
        let at = Timestamp::from(self.now);
        let Some(open) = &mut self.open_text else { return };
        match open.answer(text, &at) {
            Ok(left) if text.is_empty() => self.tell(Notice::RemarkDismissed { left }),
            Ok(left) => self.tell(Notice::RemarkAnswered { left }),
            Err(refused) => self.tell(refused),
        }
    }

    /// The remarks of reviewers on a text that was just opened.
    pub(super) fn tell_of_reviews(&self) -> Option<Notice> {
        let open = self.open_text.as_ref()?;
        let handed: Vec<_> = open.reviews.iter().filter(|review| review.is_handed_back()).collect();
        let left = open.remarks.len();
        if handed.is_empty() || left == 0 && open.ledger.set.state().as_str() == "submitted" {
            return None;
        }
        let reviews = handed.iter().map(|review| (review.state.clone(), review.reviewer.clone())).collect();
        Some(Notice::Reviewed { reviews, open: left })
    }
}
