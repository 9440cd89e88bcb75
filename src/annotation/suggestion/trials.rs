//! How sure the likelihoods of names are: what they were in finished texts, and whether the text has them so.

use std::collections::BTreeMap;

use super::offered::{Confidence, Suggestion};
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

/// How likely names were, by tag, and whether they were right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trials(BTreeMap<String, Vec<(Confidence, bool)>>);

impl Trials {
    /// Those of a finished text: names as they would be suggested without what it told.
    pub(super) fn of(names: &[Suggestion], said: &AnnotationSet) -> Self {
        let mut trials = Self::default();
        for name in names {
            let is_right = said.same(name.span, &name.tag).is_some();
            trials.0.entry(name.tag.clone()).or_default().push((name.confidence, is_right));
        }
        trials
    }

    /// Adds those of another text.
    pub fn add(&mut self, other: &Self) {
        for (tag, trials) in &other.0 {
            self.0.entry(tag.clone()).or_default().extend(trials);
        }
    }

    /// How likely names have to be, by tag: the least likelihood from which on nine of ten were right.
    pub(super) fn thresholds(&self) -> Thresholds {
        Thresholds(self.0.iter().map(|(tag, trials)| (tag.clone(), threshold(trials))).collect())
    }
}

/// How likely names have to be, by tag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Thresholds(BTreeMap<String, Confidence>);

impl Thresholds {
    pub(super) fn hold(&self, name: &Suggestion) -> bool {
        name.confidence >= self.0.get(&name.tag).copied().unwrap_or(LIKELY)
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
