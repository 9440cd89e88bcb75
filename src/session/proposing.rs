//! What reviewers propose to the annotator: going from one to the next, taking it, answering it.

use super::notice::Refusal;
use super::reading::Reading;
use crate::annotation::Timestamp;
use crate::review::Proposal;
use crate::review::proposal::{answering, proposals};

impl Reading {
    /// What reviewers propose that is neither followed nor answered, in the order of the text.
    pub fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    /// The proposal at the cursor: the one that was gone to, else the one on the current span, else the innermost.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposals.get(self.proposal_number()?)
    }

    fn proposal_number(&self) -> Option<usize> {
        let is_here = |proposal: &Proposal| proposal.place.contains(&self.sheet.cursor);
        let gone_to = self.proposal.filter(|n| self.proposals.get(*n).is_some_and(is_here));
        let current = self.current().map(|a| &a.id);
        let here = || self.proposals.iter().enumerate().filter(|(_, proposal)| is_here(proposal));
        let own = || here().find(|(_, proposal)| current.is_some_and(|id| proposal.own.contains(id))).map(|(n, _)| n);
        let innermost = || here().min_by_key(|(_, proposal)| proposal.place.len()).map(|(n, _)| n);
        gone_to.or_else(own).or_else(innermost)
    }

    /// Brings the proposals up to date with the annotations.
    pub(super) fn look_for_proposals(&mut self) {
        if !self.reviews.is_empty() {
            self.proposals = proposals(&self.sheet.document, &self.set, &self.reviews);
            self.proposal = None;
        }
    }

    /// Goes to the next proposal, or the previous one, round through the text.
    pub(super) fn jump_to_proposal(&mut self, onwards: bool) -> Result<(), Refusal> {
        let last = self.proposals.len().checked_sub(1).ok_or_else(|| self.nothing_proposed())?;
        let after = |proposal: &Proposal| proposal.place.start > self.sheet.cursor;
        let next = match (self.proposal_number(), onwards) {
            (Some(n), true) => {
                if n < last {
                    n + 1
                } else {
                    0
                }
            }
            (Some(n), false) => n.checked_sub(1).unwrap_or(last),
            (None, true) => self.proposals.iter().position(after).unwrap_or(0),
            (None, false) => self.proposals.iter().position(after).and_then(|n| n.checked_sub(1)).unwrap_or(last),
        };
        let Some(proposal) = self.proposals.get(next) else { return Ok(()) };
        let (start, own) = (proposal.place.start, proposal.own.first().cloned());
        self.sheet.jump(start);
        self.proposal = Some(next);
        if let Some(own) = own {
            self.choose(own);
        }
        Ok(())
    }

    fn nothing_proposed(&self) -> Refusal {
        let handed = self.reviews.iter().any(crate::review::Review::is_handed_back);
        if handed { Refusal::NoRemarkLeft } else { Refusal::NotReviewed }
    }

    /// Makes the change that is proposed at the cursor; gives how many proposals are left.
    pub(super) fn take_proposal(&mut self) -> Result<usize, Refusal> {
        let proposal = self.proposal().cloned().ok_or_else(|| self.no_proposal())?;
        let set = std::sync::Arc::make_mut(&mut self.set);
        let edit = proposal.followed(set).ok_or(Refusal::OnlyComment)?;
        self.change(edit)?;
        Ok(self.proposals.len())
    }

    pub(super) fn answer(&mut self, text: &str, at: &Timestamp) -> Result<usize, Refusal> {
        let proposal = self.proposal().cloned().ok_or_else(|| self.no_proposal())?;
        let edit = answering(&self.set, &self.sheet.document, &proposal.answered(text, at))
            .map_err(|error| Refusal::NotAnswered(error.into()))?;
        self.change(edit)?;
        Ok(self.proposals.len())
    }

    /// The remark at the cursor.
    pub(super) fn remark_here(&self) -> Result<&Proposal, Refusal> {
        self.proposal().ok_or_else(|| self.no_proposal())
    }

    fn no_proposal(&self) -> Refusal {
        if self.proposals.is_empty() { self.nothing_proposed() } else { Refusal::NoRemarkHere }
    }
}
