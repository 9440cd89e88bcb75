//! How often what is suggested is what a finished text has.

use std::collections::{BTreeMap, HashSet};

use super::learned::Learned;
use super::model::{SpanModel, Study};
use super::offered::{Suggestion, SuggestionSource, likeliest};
use super::suggester::{Reading, Suggester};
use super::trials::Trials;
use crate::annotation::AnnotationSet;
use crate::annotation::lists::Lists;
use crate::annotation::set::Parts;
use crate::text::{Document, Span};

/// How often suggestions of a tag were right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SuggestionTally {
    /// How many were suggested.
    pub proposed: usize,
    /// How many of these the text has, exactly there.
    pub correct: usize,
    /// How many the text has.
    pub gold: usize,
}

impl SuggestionTally {
    /// The share of those suggested that are right; `None` where none is suggested.
    pub fn precision(&self) -> Option<f64> {
        share(self.correct, self.proposed)
    }

    /// The share of those of the text that are suggested; `None` where it has none.
    pub fn recall(&self) -> Option<f64> {
        share(self.correct, self.gold)
    }

    /// The harmonic mean of both; `None` where one is missing.
    pub fn f1(&self) -> Option<f64> {
        self.precision().and(self.recall())?;
        share(2 * self.correct, self.proposed + self.gold)
    }

    fn add(&mut self, other: Self) {
        self.proposed += other.proposed;
        self.correct += other.correct;
        self.gold += other.gold;
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(part: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

/// Tallies by tag.
pub type SuggestionScore = BTreeMap<String, SuggestionTally>;

/// What is known where a text is left out.
#[derive(Debug, Clone, Copy)]
pub struct LeftOut<'a> {
    /// What the text told, which does not count.
    pub own: &'a Learned,
    /// A model that it did not tell anything.
    pub model: &'a SpanModel,
    /// How sure names were in other texts.
    pub trials: &'a Trials,
}

/// How often suggestions were right: all sources together, and each by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SuggestionScores {
    /// Texts that were asked about.
    pub texts: usize,
    /// By tag, of all sources together.
    pub tags: SuggestionScore,
    /// By source, then by tag.
    pub sources: BTreeMap<SuggestionSource, SuggestionScore>,
}

impl SuggestionScores {
    /// Holds what is suggested for a text, as if nothing were said of it yet but what is boilerplate, against what somebody said
    /// of it.
    pub fn of(suggester: &Suggester, document: &Document, said: &AnnotationSet, left_out: LeftOut<'_>) -> Self {
        let LeftOut { own, model, trials } = left_out;
        let blank = blank(said);
        let reading = suggester.reading("", document, &blank).leaving_out(own).with_model(model).tried_out(trials);
        Self::of_reading(&reading, document, said)
    }

    fn of_reading(reading: &Reading<'_>, document: &Document, said: &AnnotationSet) -> Self {
        let spans = said.iter().filter(|span| !said.is_boilerplate(&span.span.range()));
        let gold: HashSet<(Span, &str)> = spans.map(|span| (span.span, span.tag.as_str())).collect();
        let candidates: Vec<Suggestion> = reading.candidates(0..document.len());
        let mut scores = Self { texts: 1, tags: score(&likeliest(candidates.clone()), &gold), sources: BTreeMap::new() };
        for source in SuggestionSource::ALL {
            let own: Vec<Suggestion> = candidates.iter().filter(|one| one.source == source).cloned().collect();
            if !own.is_empty() {
                scores.sources.insert(source, score(&likeliest(own), &gold));
            }
        }
        scores
    }

    /// Adds what was counted in other texts.
    pub fn add(&mut self, other: &Self) {
        // A source that suggested nothing in a text missed what that has.
        let gold = |scores: &Self| -> SuggestionScore {
            let missed = |(tag, tally): (&String, &SuggestionTally)| {
                (tag.clone(), SuggestionTally { gold: tally.gold, ..SuggestionTally::default() })
            };
            scores.tags.iter().map(missed).collect()
        };
        let (before, new) = (gold(self), gold(other));
        let sources: Vec<SuggestionSource> = self.sources.keys().chain(other.sources.keys()).copied().collect();
        for source in sources.into_iter().collect::<std::collections::BTreeSet<_>>() {
            let theirs = other.sources.get(&source).unwrap_or(&new);
            merge(self.sources.entry(source).or_insert_with(|| before.clone()), theirs);
        }
        self.texts += other.texts;
        merge(&mut self.tags, &other.tags);
    }
}

impl Study {
    /// A text from which a model is to learn: what is known of it without what it told, and what somebody said of it.
    pub fn of_text(suggester: &Suggester, document: &Document, said: &AnnotationSet, own: &Learned) -> Self {
        let blank = blank(said);
        suggester.reading("", document, &blank).leaving_out(own).study().with_spans(said)
    }
}

/// A set in which nothing is said but what is boilerplate.
fn blank(said: &AnnotationSet) -> AnnotationSet {
    let lists = Lists { boilerplate: said.lists().boilerplate.clone(), ..Lists::default() };
    AnnotationSet::from_parts(Parts { lists, ..Parts::default() }).0
}

/// A set in which nothing is said but what is boilerplate, and what was refused.
pub fn unsaid(said: &AnnotationSet) -> AnnotationSet {
    let Lists { boilerplate, rejections, .. } = said.lists().clone();
    let lists = Lists { rejections, boilerplate, ..Lists::default() };
    AnnotationSet::from_parts(Parts { lists, ..Parts::default() }).0
}

fn merge(into: &mut SuggestionScore, other: &SuggestionScore) {
    for (tag, tally) in other {
        into.entry(tag.clone()).or_default().add(*tally);
    }
}

fn score(suggested: &[Suggestion], gold: &HashSet<(Span, &str)>) -> SuggestionScore {
    let mut score = SuggestionScore::new();
    for one in suggested {
        let tally = score.entry(one.tag.clone()).or_default();
        tally.proposed += 1;
        tally.correct += usize::from(gold.contains(&(one.span, one.tag.as_str())));
    }
    for (_, tag) in gold {
        score.entry((*tag).to_owned()).or_default().gold += 1;
    }
    score
}
