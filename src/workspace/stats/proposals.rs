//! What became of what was proposed: how often it was kept, changed or refused, by attribute, relation and rule.

use std::collections::{BTreeMap, BTreeSet};

use super::counting::Counting;
use super::standing::{Gone, Standing};
use crate::annotation::{Annotator, Offers, Outcome, StoredRelation, StoredSpan, Subject};
use crate::review::agreement::score::ratio;
use crate::workspace::error::JobError;
use crate::workspace::job::Job;
use crate::workspace::texts::Workspace;

/// What became of what was proposed in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalStats {
    /// The texts that somebody who counts has work on.
    pub texts: usize,
    /// Those who count.
    pub annotators: BTreeSet<Annotator>,
    /// Of attributes, by id.
    pub attributes: BTreeMap<String, SubjectStats>,
    /// Of relations, by type.
    pub relations: BTreeMap<String, SubjectStats>,
}

/// What became of what was proposed for one attribute or type of relation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubjectStats {
    /// By any rule.
    pub all: Outcomes,
    /// By each rule.
    pub rules: BTreeMap<String, Outcomes>,
}

/// How often proposals had each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// The value was taken and is there.
    pub kept: usize,
    /// Another value is there.
    pub changed: usize,
    /// No value is there.
    pub refused: usize,
}

impl Outcomes {
    /// How often something was proposed and acted on.
    pub fn proposed(&self) -> usize {
        self.kept + self.changed + self.refused
    }

    /// The share that was kept; `None` where nothing was proposed.
    pub fn share(&self) -> Option<f64> {
        ratio(self.kept as u64, self.proposed() as u64)
    }

    fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Kept => &mut self.kept,
            Outcome::Changed => &mut self.changed,
            Outcome::Refused => &mut self.refused,
        } += 1;
    }
}

/// What became of one proposal.
struct Told {
    subject: Subject,
    rule: String,
    outcome: Outcome,
}

impl Workspace {
    /// Counts what became of proposals by the last state of each span, those that were removed among them, as sidecars and
    /// journals tell. Gold standards have none.
    ///
    /// # Errors
    /// A file that cannot be read; an annotator who has no work here, or none that whoever looks may see yet.
    pub fn proposal_stats(&self, counting: &Counting<'_>, job: &Job<'_>) -> Result<ProposalStats, JobError> {
        let mut stats = ProposalStats::default();
        let is_annotator = |who: &Annotator| !who.is_gold() && who.review().is_none();
        let look = |text: &_, who: &Annotator| Ok(told(&Standing::read(text, who, self.encoding)?));
        stats.texts = self.each_work(counting, job, is_annotator, look, |who, all| {
            stats.annotators.insert(who);
            for told in all {
                stats.count(told);
            }
        })?;
        Ok(stats)
    }
}

impl ProposalStats {
    fn count(&mut self, told: Told) {
        let subject = match told.subject {
            Subject::Attribute(name) => self.attributes.entry(name).or_default(),
            Subject::Relation(kind) => self.relations.entry(kind).or_default(),
        };
        subject.all.count(told.outcome);
        subject.rules.entry(told.rule).or_default().count(told.outcome);
    }
}

/// What became of everything that was proposed for the spans of an annotator.
fn told(standing: &Standing) -> Vec<Told> {
    let mut from: BTreeMap<&str, Vec<&StoredRelation>> = BTreeMap::new();
    for relation in &standing.relations {
        from.entry(relation.from.as_str()).or_default().push(relation);
    }
    let there = standing.spans.iter().flat_map(|span| of_span(span, from.get(span.id.as_str()).map_or(&[], Vec::as_slice)));
    let gone = standing.gone.iter().flat_map(|Gone { span, relations }| of_span(span, &relations.iter().collect::<Vec<_>>()));
    there.chain(gone).collect()
}

/// What became of what was proposed for a span from which these relations come.
fn of_span(span: &StoredSpan, relations: &[&StoredRelation]) -> Vec<Told> {
    let offers = Offers::of(span.offered.clone(), span.offered_relations.clone());
    let told = offers.iter().map(|(subject, offer)| {
        let links = relations.iter().map(|relation| (relation.kind.as_str(), relation.to.as_str()));
        Told { rule: offer.rule.clone(), outcome: offer.outcome(&subject, &span.attributes, links), subject }
    });
    told.collect()
}
