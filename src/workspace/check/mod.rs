//! The job that checks whether texts can be read, and whether what is said of them fits.
//!
//! An error is what keeps annotations from being used: something cannot be read, or does not agree with its text
//! or with itself. A warning is what the schema does not know or misses; a note is what may well be meant so. Nothing is
//! written.

mod finding;
mod lines;
mod entry;
mod schema;
mod identity;
mod shape;
mod elsewhere;
mod sidecar;
mod decisions;
mod journal;
mod text;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::watch::Stage;
use crate::annotation::Schema;
use crate::annotation::proposal::Knowledge;
use crate::storage::TextFile;
use crate::text::Encoding;
use finding::Report;

pub use finding::{About, Finding, Severity};
pub use identity::check_registry;

use identity::Known;
use sidecar::Against;

/// Texts that are checked by one task.
const TOGETHER: usize = 16;

/// What texts are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Check<'a> {
    /// What the annotations follow.
    pub schema: &'a Schema,
    /// The encoding of the texts; detected where it is `None`.
    pub encoding: Option<Encoding>,
}

/// What was looked at, and how much was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checked {
    /// Texts.
    pub texts: usize,
    /// Sidecars and reviews.
    pub sidecars: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

/// What is checked: what was found of a folder while it was listed, or a text.
enum Item {
    Folder(Vec<Finding>),
    Text(TextFile, Arc<Known>),
}

impl Check<'_> {
    /// Checks texts and folders of them, each text once, and hands over what is found in order. A text may be named by one
    /// of its sidecars.
    ///
    /// # Errors
    /// A path that cannot be listed; what `take` says. What is wrong with a text or a sidecar is a finding.
    pub fn run(
        &self,
        paths: &[PathBuf],
        job: &Job<'_>,
        mut take: impl FnMut(&Finding) -> Result<(), JobError>,
    ) -> Result<Checked, JobError> {
        let items = items(paths, self.schema)?;
        let knowledge = Knowledge::of(self.schema);
        let mut checked = Checked::default();
        let check = |places: Range<usize>| {
            let items = items.get(places).unwrap_or_default();
            Ok(items.iter().map(|item| self.item(item, &knowledge)).collect::<Vec<_>>())
        };
        let tasks = Tasks { stage: Stage::Checking, items: items.len(), together: TOGETHER };
        job.in_order(tasks, check, |all| {
            for (texts, report) in all {
                checked.texts += texts;
                checked.sidecars += report.sidecars;
                for finding in &report.findings {
                    match finding.severity {
                        Severity::Error => checked.errors += 1,
                        Severity::Warning => checked.warnings += 1,
                        Severity::Note => checked.notes += 1,
                    }
                    take(finding)?;
                }
            }
            Ok(())
        })?;
        Ok(checked)
    }

    /// Checks an item; also gives how many texts it is.
    fn item(&self, item: &Item, knowledge: &Knowledge) -> (usize, Report) {
        match item {
            Item::Folder(findings) => (0, Report { findings: findings.clone(), sidecars: 0 }),
            Item::Text(text, known) => {
                let against = Against { schema: self.schema, knowledge, known };
                (1, text::check(text, against, self.encoding))
            }
        }
    }
}

/// All that is to be checked, in order.
fn items(paths: &[PathBuf], schema: &Schema) -> Result<Vec<Item>, JobError> {
    let mut items = Vec::new();
    let mut seen = HashSet::new();
    let mut registries: HashMap<PathBuf, Arc<Known>> = HashMap::new();
    for path in paths {
        let listing = text::list(path)?;
        let mut report = text::folder(path, &listing);
        let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
        let known = registries.entry(folder.to_owned()).or_insert_with(|| Arc::new(Known::read(folder, schema, &mut report)));
        items.push(Item::Folder(report.findings));
        let new = listing.texts.into_iter().filter(|text| seen.insert(text.path.clone()));
        items.extend(new.map(|text| Item::Text(text, Arc::clone(known))));
    }
    Ok(items)
}
