//! How sure likelihoods are: what they were in finished texts, and whether these have the spans so.

use std::collections::BTreeMap;

use super::offered::{Confidence, Suggestion, SuggestionSource};
use crate::annotation::AnnotationSet;

/// The share of what is suggested that has to be right, in tenths.
const PRECISION: usize = 9;
/// Names of a tag at least, for that share to be known.
const ENOUGH: usize = 30;
/// What is suggested is at least as likely as this, as long as nothing else is known of its tag.
const LIKELY: Confidence = Confidence::thousandths(700);
/// The same of a tag of which even likely names are often wrong.
const SURE: Confidence = Confidence::thousandths(930);
/// Nothing less likely is ever suggested.
pub(super) const LEAST: Confidence = Confidence::thousandths(600);

/// How many of a kind count as much as how likely the kind is where nothing is known of it.
const WEIGHT: f64 = 20.0;

/// How likely suggestions were, by source and tag, and whether they were right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trials(BTreeMap<(SuggestionSource, String), Vec<(Confidence, bool)>>);

impl Trials {
    /// Those of a finished text: spans as they would be suggested without what it told.
    pub(super) fn of(suggestions: impl IntoIterator<Item = Suggestion>, said: &AnnotationSet) -> Self {
        let mut trials = Self::default();
        for one in suggestions.into_iter().filter(|one| !said.is_boilerplate(&one.span.range())) {
            let is_right = said.same(one.span, &one.tag).is_some();
            trials.0.entry((one.source, one.tag)).or_default().push((one.confidence, is_right));
        }
        trials
    }

    /// Adds those of another text.
    pub fn add(&mut self, other: &Self) {
        for (of, trials) in &other.0 {
            self.0.entry(of.clone()).or_default().extend(trials);
        }
    }

    /// How likely names have to be, by source and tag: the least likelihood from which on nine of ten were right; and how likely
    /// each kind of words is that lexicons suggest. A kind is told by its likelihood before anything is known of it.
    pub(super) fn thresholds(&self) -> Thresholds {
        let mut thresholds = Thresholds::default();
        for ((source, tag), trials) in &self.0 {
            if *source != SuggestionSource::Lexicon {
                thresholds.least.insert((*source, tag.clone()), threshold(trials));
                continue;
            }
            for (kind, is_right) in trials {
                let (met, right) = thresholds.kinds.entry((tag.clone(), *kind)).or_default();
                *met += 1;
                *right += usize::from(*is_right);
            }
        }
        thresholds
    }
}

/// How likely suggestions have to be, and how likely they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Thresholds {
    least: BTreeMap<(SuggestionSource, String), Confidence>,
    /// How often kinds of a tag were met, and how often they were right.
    kinds: BTreeMap<(String, Confidence), (usize, usize)>,
}

impl Thresholds {
    /// Whether a name is likely enough.
    pub(super) fn hold(&self, name: &Suggestion) -> bool {
        let least = self.least.get(&(name.source, name.tag.clone()));
        name.confidence >= least.copied().unwrap_or(LIKELY)
    }

    /// A suggestion by a lexicon as likely as its kind was, if that is enough.
    pub(super) fn judged(&self, suggestion: Suggestion, least: Confidence) -> Option<Suggestion> {
        let (met, right) = self.kinds.get(&(suggestion.tag.clone(), suggestion.confidence)).copied().unwrap_or_default();
        let before = f64::from(suggestion.confidence.as_thousandths()) / 1000.0;
        #[allow(clippy::cast_precision_loss)]
        let confidence = Confidence::of(right as f64 + before * WEIGHT, met as f64 + WEIGHT);
        (confidence >= least).then_some(Suggestion { confidence, ..suggestion })
    }
}

fn threshold(trials: &[(Confidence, bool)]) -> Confidence {
    if trials.len() < ENOUGH {
        return LIKELY;
    }
    let mut sorted = trials.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let (mut met, mut right) = (0, 0);
    let mut best = SURE;
    for same in sorted.chunk_by(|a, b| a.0 == b.0) {
        met += same.len();
        right += same.iter().filter(|(_, is_right)| *is_right).count();
        if met >= ENOUGH && right * 10 >= met * PRECISION {
            best = same.first().map_or(best, |(confidence, _)| *confidence);
        }
    }
    // A few names that happened to be right tell nothing of those that are less likely.
    best.max(LIKELY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_the_least_from_which_on_nine_of_ten_were_right() {
        let trials = |all: &[(u16, bool, usize)]| -> Vec<(Confidence, bool)> {
            let one = |(part, is_right, times): &(u16, bool, usize)| vec![(Confidence::thousandths(*part), *is_right); *times];
            all.iter().flat_map(one).collect()
        };
        assert_eq!(
            threshold(&trials(&[(900, true, 27), (800, false, 3), (720, true, 24), (650, false, 9)])).as_thousandths(),
            720
        );
        assert_eq!(threshold(&trials(&[(900, true, 60), (800, false, 27)])).as_thousandths(), 900);
        assert_eq!(threshold(&trials(&[(650, true, 60)])), LIKELY, "nothing less likely, however often it was right");
        assert_eq!(threshold(&trials(&[(900, false, 60)])), SURE);
        assert_eq!(threshold(&trials(&[(900, false, 3)])), LIKELY);
        assert_eq!(threshold(&[]), LIKELY);
    }
}
