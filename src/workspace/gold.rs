//! The job that puts the gold standard together without a screen.
//!
//! Decisions that were made stay; what is still open is settled by the strategy where it settles it, and else stays
//! open for a review. Each gold standard is written whole or not at all; those that are written when the job ends early
//! stay.

use std::time::SystemTime;

use super::begun::Begun;
use super::error::JobError;
use super::job::{Job, Tasks};
use super::texts::Workspace;
use super::watch::Stage;
use crate::annotation::{Annotation, AnnotationSet, Annotator, Defaults, Schema, Timestamp};
use crate::review::adjudication::Progress as Counts;
use crate::storage::{Author, Dossier, TextFile};
use crate::text::Document;

/// What settles a disagreement that nobody has decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// Nothing: only what all annotators agree on is taken.
    Unanimous,
    /// What more than half of the annotators who read the text say.
    Majority,
}

impl Strategy {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unanimous => "unanimous",
            Self::Majority => "majority",
        }
    }
}

/// How gold standards are put together.
#[derive(Debug, Clone, Copy)]
pub struct Settling<'a> {
    /// What settles a disagreement that nobody has decided.
    pub strategy: Strategy,
    /// The schema, which also says how many annotators a text needs.
    pub schema: &'a Schema,
    /// Who does so.
    pub by: &'a Annotator,
    /// Whether nothing is written, and only the changes are found.
    pub is_dry: bool,
}

/// What became of one text.
#[derive(Debug)]
pub struct Settled {
    /// Its name.
    pub file: String,
    /// Those who have read it.
    pub annotators: Vec<Annotator>,
    /// Those who have only begun, so that their work does not count.
    pub begun: Vec<Annotator>,
    /// Spans in the gold standard.
    pub spans: usize,
    /// What was agreed on, decided and left open.
    pub counts: Counts,
    /// Whether the gold standard was written; it is not where nothing has changed.
    pub is_written: bool,
    /// What the gold standard gains, loses or has otherwise, where nothing is written; by place.
    pub changes: Vec<GoldChange>,
}

/// Whether a span is added to a gold standard, changed in it or removed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoldChangeKind {
    /// It is new.
    Added,
    /// Its attributes or its decision are others.
    Changed,
    /// It is gone.
    Removed,
}

/// A span that a gold standard gains, loses or has otherwise.
#[derive(Debug)]
pub struct GoldChange {
    /// What is done to it.
    pub kind: GoldChangeKind,
    /// Its tag.
    pub tag: String,
    /// Its first code point.
    pub start: usize,
    /// The code point after its last one.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// How it came to be gold, if it says so.
    pub decision: Option<String>,
}

/// What all texts amount to.
#[derive(Debug, Default, Clone)]
pub struct GoldSummary {
    /// What was agreed on, decided and left open in all texts.
    pub counts: Counts,
    /// Texts that too few annotators have finished.
    pub left_out: usize,
    /// Work that was begun, and does not count.
    pub begun: Begun,
    /// How many annotators a text needs.
    pub readers: usize,
}

/// What came of one text.
struct Outcome {
    begun: Begun,
    /// `None` if too few have finished it.
    settled: Option<Settled>,
}

/// What is to be done with every text.
struct Task<'a> {
    settling: &'a Settling<'a>,
    workspace: &'a Workspace,
    author: Author,
    at: Timestamp,
    readers: usize,
}

impl Workspace {
    /// Puts the gold standard of every text together that enough annotators have read, on all cores, and hands over what
    /// became of each text in order.
    ///
    /// # Errors
    /// A text or sidecar that cannot be read or does not fit; a gold standard that cannot be written; what `take` says.
    pub fn settle_gold(
        &self,
        settling: &Settling<'_>,
        job: &Job<'_>,
        mut take: impl FnMut(Settled) -> Result<(), JobError>,
    ) -> Result<GoldSummary, JobError> {
        let Settling { strategy, schema, by, .. } = *settling;
        let readers = if schema.workflow.gold_needs_two_readers { 2 } else { 1 };
        let author = Author::new(by, format!("gold --strategy {}", strategy.name()), schema);
        let at = Timestamp::from(SystemTime::now());
        let task = Task { settling, workspace: self, author, at, readers };
        let mut summary = GoldSummary { readers, ..GoldSummary::default() };
        let tasks = Tasks { stage: Stage::Deciding, items: self.texts().len(), together: 1 };
        let settle = |places: std::ops::Range<usize>| {
            let texts = self.texts().get(places).unwrap_or_default();
            texts.iter().map(|text| task.settle(text)).collect::<Result<Vec<_>, _>>()
        };
        job.in_order(tasks, settle, |all| {
            for Outcome { begun, settled } in all {
                summary.begun.add(&begun);
                match settled {
                    Some(settled) => {
                        summary.counts.add(settled.counts);
                        take(settled)?;
                    }
                    None => summary.left_out += 1,
                }
            }
            Ok(())
        })?;
        Ok(summary)
    }
}

impl Task<'_> {
    /// Puts the gold standard of a text together, if enough have finished it.
    fn settle(&self, text: &TextFile) -> Result<Outcome, JobError> {
        let dossier = Dossier::open(text, self.workspace.encoding, &self.workspace.terms)?;
        let begun = dossier.begun.iter().map(|(annotator, _)| annotator).collect();
        let settled = if dossier.works.len() < self.readers { None } else { Some(self.settle_by(text, dossier)?) };
        Ok(Outcome { begun, settled })
    }

    fn settle_by(&self, text: &TextFile, mut dossier: Dossier) -> Result<Settled, JobError> {
        if let Some(source) = dossier.fault.take() {
            return Err(JobError::Undecidable { text: text.path.clone(), source: Box::new(source) });
        }
        let mut adjudication = dossier.adjudication()?;
        let by = self.author.by.as_str();
        if self.settling.strategy == Strategy::Majority {
            adjudication.decide_by_majority(dossier.document.text(), by, &self.at);
        }
        let set = dossier.gold(&adjudication, by, &self.at);
        let mut settled = Settled {
            file: text.name.clone(),
            annotators: dossier.works.iter().map(|(annotator, _)| annotator.clone()).collect(),
            begun: dossier.begun.iter().map(|(annotator, _)| annotator.clone()).collect(),
            spans: set.len(),
            counts: adjudication.progress(),
            is_written: false,
            changes: Vec::new(),
        };
        if self.settling.is_dry {
            let none = AnnotationSet::new();
            let before = dossier.gold.as_ref().map_or(&none, |gold| &gold.set);
            settled.changes = changes(&dossier.document, before, &set);
        } else {
            settled.is_written = dossier.save(set, self.settling.schema, &self.author)?;
        }
        Ok(settled)
    }
}

fn changes(document: &Document, before: &AnnotationSet, after: &AnnotationSet) -> Vec<GoldChange> {
    use GoldChangeKind::{Added, Changed, Removed};
    // A default written out is a change, too, of what is written.
    let as_written = Defaults::default();
    let mut changes: Vec<(GoldChangeKind, &Annotation)> = Vec::new();
    // A span of the gold standard keeps its id; two may have one place and tag.
    let same = |set: &'_ AnnotationSet, span: &Annotation| {
        let there = set.get(&span.id).filter(|other| other.span == span.span && other.tag == span.tag);
        there.or_else(|| set.same(span.span, &span.tag)).map(|found| found.id.clone())
    };
    for span in after.iter() {
        match same(before, span).and_then(|id| before.get(&id)) {
            None => changes.push((Added, span)),
            Some(old) if !as_written.same_attributes(old, span) || decision(old) != decision(span) => {
                changes.push((Changed, span));
            }
            Some(_) => {}
        }
    }
    changes.extend(
        before
            .iter()
            .filter(|span| same(after, span).is_none_or(|id| id != span.id && before.contains(&id)))
            .map(|span| (Removed, span)),
    );
    changes.sort_by_key(|(_, span)| span.span);
    changes.into_iter().map(|(kind, span)| change(kind, span, document)).collect()
}

fn change(kind: GoldChangeKind, span: &Annotation, document: &Document) -> GoldChange {
    GoldChange {
        kind,
        tag: span.tag.clone(),
        start: document.code_point_at(span.span.start()),
        end: document.code_point_at(span.span.end()),
        text: document.slice(span.span.range()).to_owned(),
        decision: decision(span),
    }
}

fn decision(span: &Annotation) -> Option<String> {
    span.provenance.decision.known().map(|grounds| grounds.as_str().to_owned())
}
