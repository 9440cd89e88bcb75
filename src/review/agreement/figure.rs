//! A figure, and between which values it lies when other texts might have been drawn.

use super::score::{Hits, Partial, Score};

/// A figure; what is 0/0 has no value.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figure {
    /// The figure.
    pub value: Option<f64>,
    /// Where it lies, if resampling has told.
    pub interval: Option<Interval>,
}

/// From where to where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What is shown every figure of a report.
pub type VisitFigure<'a> = dyn FnMut(&mut Figure) + 'a;

impl From<Option<f64>> for Figure {
    fn from(value: Option<f64>) -> Self {
        Self { value, interval: None }
    }
}

/// Counts with the F1 that they make.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rated<C> {
    /// The counts.
    pub counts: C,
    /// F1.
    pub f1: Figure,
}

impl<C> Rated<C> {
    /// F1 alone; `None` where neither has anything.
    pub fn f1(&self) -> Option<f64> {
        self.f1.value
    }
}

impl From<Score> for Rated<Score> {
    fn from(counts: Score) -> Self {
        Self { counts, f1: counts.f1().into() }
    }
}

impl From<Hits> for Rated<Hits> {
    fn from(counts: Hits) -> Self {
        Self { counts, f1: counts.f1().into() }
    }
}

impl From<Partial> for Rated<Partial> {
    fn from(counts: Partial) -> Self {
        Self { counts, f1: counts.f1().into() }
    }
}
