//! What a journal tells of an order over several texts, without following the journal.

use std::path::Path;

use memchr::memmem;

use super::record::{Does, parse};
use crate::annotation::OrderId;
use crate::storage::error::StorageError;
use crate::storage::place::Place;
use crate::storage::source;

/// What was done of an order in a text last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trace {
    /// It was done, or done again.
    Made,
    /// It was taken back.
    TakenBack,
}

impl Trace {
    /// Looks for an order in a journal; `None` where it was never done.
    ///
    /// Of a folder of very many texts each journal is read and none is parsed, but for the lines that name the order. The
    /// folder is listed only for a journal that is not in its first segment.
    ///
    /// # Errors
    /// A journal that cannot be read.
    pub fn of(place: &Place, order: &OrderId) -> Result<Option<Self>, StorageError> {
        let live = read(&place.live())?;
        if let Some(trace) = last(&live, order) {
            return Ok(Some(trace));
        }
        let is_first = match live.split_inclusive(|byte| *byte == b'\n').next() {
            Some(first) => parse(first).is_ok_and(|record| record.n == 1),
            None => place.segment(1).symlink_metadata().is_err(),
        };
        let earlier = if is_first { Vec::new() } else { place.numbers() };
        for number in earlier.into_iter().rev() {
            if let Some(trace) = last(&read(&place.segment(number))?, order) {
                return Ok(Some(trace));
            }
        }
        Ok(None)
    }
}

fn read(segment: &Path) -> Result<Vec<u8>, StorageError> {
    match source::read_beneath(segment, source::JOURNAL) {
        Err(StorageError::Missing(_)) => Ok(Vec::new()),
        read => read,
    }
}

/// What the last record of a segment says that names the order.
fn last(segment: &[u8], order: &OrderId) -> Option<Trace> {
    if order.is_empty() || memmem::find(segment, order.as_bytes()).is_none() {
        return None;
    }
    let lines = segment.split_inclusive(|byte| *byte == b'\n').rev();
    let named = lines.filter(|line| memmem::find(line, order.as_bytes()).is_some());
    let mut records = named.filter_map(|line| parse(line).ok()).filter(|record| record.order.as_ref() == Some(order));
    records.next().map(|record| if matches!(record.does, Does::Undo(..)) { Trace::TakenBack } else { Trace::Made })
}
