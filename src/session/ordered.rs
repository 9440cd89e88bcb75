//! What became of an order over the spans of many texts, and one that is under way.

use super::notice::Cause;
use super::travel::Travel;
use crate::annotation::{OrderId, OrderStep};
use crate::text::TextId;

/// What became of a text: how many spans it was done to, or why it was left.
pub(crate) type Part = (TextId, Result<usize, Cause>);

/// What became of an order in the texts that are not open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderReport {
    /// Each text that it is about.
    pub texts: Vec<Part>,
    /// Whether it was stopped before the last of them.
    pub is_stopped: bool,
}

/// An order that is under way: its part in the open text is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnderWay {
    pub(crate) step: OrderStep,
    /// What became of it in the open text, if that is one of its texts.
    pub(crate) here: Option<Part>,
}

/// An order that was the last thing that was done, whether the open text has a part in it or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FreshOrder {
    pub(super) id: OrderId,
    /// What can be done about it.
    pub(super) travel: Travel,
    /// The open text and its revision, as they were then.
    pub(super) place: Option<(TextId, u64)>,
}
