//! The change of a file that is made by deciding: a typed edit of its list of decisions, with all that follows from them.
//!
//! What is decided on several annotators is kept in the gold standard, and spans, relations, rejections and state follow
//! from the decisions. What is decided on the work of one is kept in a review, where only the state follows.

use super::record::stored_decisions;
use super::{Adjudication, Gold};
use crate::annotation::{AnnotationSet, DocumentState, Edit, Held, ListChange, Lists, Parts, StoredDecision, difference};
use crate::text::Document;

impl Adjudication {
    /// The gold standard from which the first decision goes on; `None` where there are decisions, and in a review.
    pub fn begun(&self, gold: Gold<'_>) -> Option<AnnotationSet> {
        let is_first = gold.previous.is_none_or(|set| set.lists().decisions.is_absent());
        (is_first && !self.is_peer).then(|| self.gold(gold))
    }

    /// The change that makes a file say what is decided now; an empty batch if it does already.
    pub fn change(&self, file: &AnnotationSet, gold: Gold<'_>) -> Edit {
        let decided = if self.is_peer {
            self.review(file, gold.document, DocumentState::InProgress)
        } else {
            self.gold(Gold { previous: Some(file), ..gold })
        };
        difference(file, &decided)
    }

    /// The change by which a file follows decisions that are in it already: where the work has changed since they were
    /// made, other things follow from them. An empty batch if it does already.
    pub fn following(&self, file: &AnnotationSet, gold: Gold<'_>) -> Edit {
        if self.is_peer {
            let is_open = matches!(file.state(), DocumentState::New | DocumentState::InProgress);
            return Edit::Batch(if is_open { Vec::new() } else { vec![Edit::State(DocumentState::InProgress)] });
        }
        match self.change(file, gold) {
            Edit::Batch(edits) => Edit::Batch(edits.into_iter().filter(|edit| !is_of_decisions(edit)).collect()),
            edit => edit,
        }
    }

    /// The change that hands a review back in a state.
    pub fn handing_back(&self, file: &AnnotationSet, document: &Document, state: DocumentState) -> Edit {
        difference(file, &self.review(file, document, state))
    }

    /// The review that the decisions amount to, in a state.
    fn review(&self, before: &AnnotationSet, document: &Document, state: DocumentState) -> AnnotationSet {
        let decisions = Held::Known(stored_decisions(self.decisions(), document));
        let lists = Lists { decisions, ..before.lists().clone() };
        let metadata = before.metadata().to_vec();
        let extra = before.extra().clone();
        AnnotationSet::from_parts(Parts { metadata, state, lists, extra, ..Parts::default() }).0
    }

    /// The first unit on which something else is decided than in the other one of the same comparison.
    pub fn first_change(&self, other: &Self, document: &Document) -> Option<usize> {
        let kept = |of: &Self, unit: usize| -> Vec<StoredDecision> { stored_decisions(of.decision(unit).into_iter(), document) };
        let units = self.units().len().max(other.units().len());
        (0..units).find(|unit| kept(self, *unit) != kept(other, *unit))
    }
}

/// What an edit changes in the list of decisions, without what follows from that.
pub fn decisions_alone(edit: &Edit) -> Edit {
    match edit {
        Edit::Batch(edits) => Edit::Batch(edits.iter().map(decisions_alone).filter(|edit| !edit.is_nothing()).collect()),
        edit if is_of_decisions(edit) => edit.clone(),
        _ => Edit::Batch(Vec::new()),
    }
}

fn is_of_decisions(edit: &Edit) -> bool {
    matches!(edit, Edit::List(ListChange::Decisions(_)))
}
