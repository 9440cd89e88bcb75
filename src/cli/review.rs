//! `hashiya review`: the disagreements of annotators, or one annotator's work, decided one by one on a full screen.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{Common, Counted};
use super::fault::Fault;
use super::open;

/// Options of `hashiya review`.
#[derive(Debug, Args)]
pub(super) struct Review {
    /// Texts, and folders of them; the current folder if none is named.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Goes through the work of this annotator alone: each span is accepted, changed or rejected, and the texts are handed
    /// back.
    #[arg(long, value_name = "NAME")]
    pub(super) of: Option<String>,
    #[command(flatten)]
    pub(super) counted: Counted,
}

/// Opens the review; --annotator names the reviewer, who may be none of the annotators.
pub(super) fn run(review: &Review, common: &Common) -> Result<(), Fault> {
    let of = review.of.as_deref().map(super::names::annotator).transpose()?;
    open::review(&review.paths, of.as_ref(), review.counted.states(), common)
}
