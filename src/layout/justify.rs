//! Fills a line to the measure: words are drawn longer, and where that does not do, blanks are wider.
//!
//! What fills a line is drawn and nothing else: it is of no cell, no byte of the text is in it, and no position leads to it.

use super::block::Block;
use super::kashida::{self, Place};
use super::line::Line;

/// Most columns by which one word is drawn longer.
const MOST: usize = 3;
/// A line that lacks more than this part of the measure is left as it is.
const SPARSE: usize = 3;

/// What fills some columns of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// A stroke between two letters of a word.
    Kashida,
    /// A wider blank.
    Blank,
}

/// How much is drawn after a cell, in logical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extension {
    /// The cell.
    pub(super) cell: usize,
    /// Columns.
    pub(super) columns: u16,
    /// What is drawn.
    pub(super) filling: Filling,
}

/// What fills line `n` of a block to `width` columns, in logical order; nothing where it is to stay as it is.
pub(super) fn extensions(block: &Block, n: usize, width: u16) -> Vec<Extension> {
    let line = block.line(n);
    let cells = block.cells().get(line.start..line.shown).unwrap_or_default();
    let used: usize = cells.iter().map(|cell| usize::from(cell.width)).sum();
    let width = usize::from(width);
    let missing = width.saturating_sub(used);
    // After what forces a line end the next line is none of the same paragraph to the eye.
    let is_last = n + 1 >= block.lines().len() || cells.last().is_some_and(|cell| cell.token);
    if is_last || missing == 0 || missing > width / SPARSE {
        return Vec::new();
    }
    let places = kashida::places(block, line.start..line.shown);
    let strokes = longer(&places, missing.min(MOST * places.len()));
    let blanks = blanks(block, &line);
    let rest = missing - strokes.iter().sum::<usize>();
    if rest > 0 && blanks.is_empty() {
        return Vec::new();
    }
    let wider = even(blanks.len(), rest);
    let of = |filling| move |(cell, columns): (usize, usize)| Extension { cell, columns: narrow(columns), filling };
    let strokes = places.iter().map(|place| place.cell).zip(strokes).map(of(Filling::Kashida));
    let wider = blanks.into_iter().zip(wider).map(of(Filling::Blank));
    let mut all: Vec<Extension> = strokes.chain(wider).filter(|extension| extension.columns > 0).collect();
    all.sort_unstable_by_key(|extension| extension.cell);
    all
}

/// By how many columns each word is drawn longer, so many in all: each by as much as every other one, and the best by one more.
fn longer(places: &[Place], columns: usize) -> Vec<usize> {
    let Some(each) = columns.checked_div(places.len()) else { return Vec::new() };
    let mut longer = vec![each; places.len()];
    let mut left = columns % places.len();
    let mut ranks: Vec<u8> = places.iter().map(|place| place.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    for rank in ranks {
        let equal: Vec<usize> = (0..places.len()).filter(|n| places.get(*n).is_some_and(|place| place.rank == rank)).collect();
        let taken = left.min(equal.len());
        for (n, more) in equal.iter().zip(even(equal.len(), taken)) {
            if let Some(columns) = longer.get_mut(*n) {
                *columns += more;
            }
        }
        left -= taken;
    }
    longer
}

/// The blanks between the words of a line.
fn blanks(block: &Block, line: &Line) -> Vec<usize> {
    (line.start..line.shown).filter(|cell| block.symbol(*cell) == " ").collect()
}

/// So many columns over so many places, as evenly as can be.
fn even(places: usize, columns: usize) -> Vec<usize> {
    let until = |n: usize| (n * columns + places / 2).checked_div(places).unwrap_or(0);
    (0..places).map(|n| until(n + 1) - until(n)).collect()
}

fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
