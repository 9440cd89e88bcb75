//! `hashiya review`: the disagreements of annotators, decided one by one on a full screen.

use std::path::PathBuf;

use clap::Args;

use super::arguments::Common;
use super::fault::Fault;
use super::open;

/// Options of `hashiya review`.
#[derive(Debug, Args)]
pub struct Review {
    /// Texts, and folders of them; the current folder if none is named.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Opens the review; --annotator names the adjudicator, who may be none of the annotators.
pub fn run(review: &Review, common: &Common) -> Result<(), Fault> {
    open::review(&review.paths, common)
}
