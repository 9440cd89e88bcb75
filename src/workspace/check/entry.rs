//! A sidecar that is being checked.

use super::finding::{About, Report, Severity};
use super::lines::Lines;
use crate::storage::SidecarFile;

/// A sidecar at work: findings go to the report with their lines.
pub(super) struct Entry<'a> {
    pub report: &'a mut Report,
    pub file: &'a SidecarFile,
    pub lines: Lines,
}

impl Entry<'_> {
    pub(super) fn error(&mut self, about: About, line: usize, id: Option<&str>, message: impl Into<String>) {
        self.report.add(&self.file.path, line, Severity::Error, about, id, message.into());
    }

    pub(super) fn warning(&mut self, about: About, line: usize, id: Option<&str>, message: impl Into<String>) {
        self.report.add(&self.file.path, line, Severity::Warning, about, id, message.into());
    }

    pub(super) fn note(&mut self, about: About, line: usize, id: Option<&str>, message: impl Into<String>) {
        self.report.add(&self.file.path, line, Severity::Note, about, id, message.into());
    }
}
