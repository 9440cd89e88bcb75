//! What is measured of the agreement of annotators, and what comes of it.

use crate::annotation::Annotator;
use crate::review::agreement::Report;
use crate::review::agreement::gamma::{Disorder, Gamma, Missing};
use crate::review::compare::Unit;
use crate::workspace::begun::Begun;

/// What is measured.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// Whom to compare, gold among them if it is named; all but gold if nobody is named.
    pub annotators: Vec<Annotator>,
    /// The tags that count; all if none is named.
    pub tags: Vec<String>,
    /// How γ is sampled, if it is to be computed, which takes longer.
    pub gamma: Option<Sampling>,
    /// Whether the units on which annotators differ are kept.
    pub keeps_disagreements: bool,
}

/// How γ is sampled.
#[derive(Debug, Clone, Copy)]
pub struct Sampling {
    /// Where the random numbers begin.
    pub seed: u64,
    /// Random continua of each text.
    pub samples: u32,
}

/// How far annotators agree.
#[derive(Debug)]
pub struct Agreement {
    /// All measures but γ.
    pub report: Report,
    /// Texts in the workspace.
    pub texts: usize,
    /// Names of the texts that fewer than two of the annotators have annotated.
    pub skipped: Vec<String>,
    /// Work that was begun, and does not count.
    pub begun: Begun,
    /// γ, if it was asked for.
    pub gamma: Option<GammaReport>,
    /// What annotators differ on, by text, if it was asked for.
    pub disagreements: Vec<Disagreements>,
}

/// γ with the texts it comes from.
#[derive(Debug)]
pub struct GammaReport {
    /// How it was sampled.
    pub sampling: Sampling,
    /// γ; `None` where no text has any.
    pub gamma: Option<Gamma>,
    /// Names of texts, each with its disorder.
    pub texts: Vec<(String, Disorder)>,
    /// Names of texts that have none, each with the reason.
    pub left_out: Vec<(String, Missing)>,
}

/// A text on which annotators disagree.
#[derive(Debug)]
pub struct Disagreements {
    /// Its name.
    pub file: String,
    /// Its words.
    pub text: String,
    /// Who has annotated it, in the order of the readings of each unit.
    pub annotators: Vec<Annotator>,
    /// What they differ on.
    pub units: Vec<Unit>,
}

impl Agreement {
    /// How many units annotators differ on, if these were kept.
    pub fn disagreement_count(&self) -> usize {
        self.disagreements.iter().map(|text| text.units.len()).sum()
    }
}
