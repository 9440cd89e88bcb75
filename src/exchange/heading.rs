//! What a row of JSON says of its text besides the text itself, out and in.

use serde::{Deserialize, Serialize};

use super::incoming::Incoming;
use super::json::{Pairs, pairs};
use super::work::Work;
use crate::annotation::Value;

/// What a row of JSON says of its text, besides the text itself.
#[derive(Serialize)]
pub(super) struct HeadingOut<'a> {
    file: &'a str,
    sha256: Option<&'a str>,
    annotator: &'a str,
    state: &'a str,
    document: Pairs<'a>,
}

impl<'a> HeadingOut<'a> {
    pub(super) fn of(work: &Work<'a>) -> Self {
        let document = Pairs(work.set.metadata());
        let (annotator, state) = (work.annotator.as_str(), work.set.state().as_str());
        Self { file: work.file, sha256: work.sha256, annotator, state, document }
    }
}

/// The same, as it comes; other programs' rows have none of it.
#[derive(Deserialize, Clone)]
pub(super) struct Heading {
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    sha256: Option<String>,
    #[serde(default)]
    annotator: Option<String>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default, deserialize_with = "pairs")]
    document: Vec<(String, Value)>,
}

impl Heading {
    /// A work that says so much and no more, called by a name where the row has none.
    pub(super) fn work(self, name: String, text: String) -> Incoming {
        Incoming {
            file: self.file.unwrap_or(name),
            sha256: self.sha256,
            text,
            annotator: self.annotator.unwrap_or_default(),
            state: self.state.unwrap_or_default(),
            document: self.document,
            ..Incoming::default()
        }
    }
}
