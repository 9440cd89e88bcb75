//! What is measured of the agreement of annotators, and what comes of it.

use crate::annotation::{AnnotationSet, Annotator};
use crate::review::agreement::gamma::{Disorder, Gamma, Missing};
use crate::review::agreement::{Declared, Figure, Interval, MEASURES, Report};
use crate::review::compare::Unit;
use crate::workspace::begun::Begun;

/// What is measured.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// Whom to compare, gold among them if it is named; all but gold if nobody is named.
    pub annotators: Vec<Annotator>,
    /// The tags that count; all if none is named.
    pub tags: Vec<String>,
    /// What annotators could have said, so that both having left it out can count.
    pub declared: Declared,
    /// What each annotator is measured against, such as gold, if they are.
    pub against: Option<Annotator>,
    /// How γ is sampled, if it is to be computed, which takes longer.
    pub gamma: Option<Sampling>,
    /// How texts are resampled for intervals, if they are.
    pub bootstrap: Option<Bootstrap>,
    /// By what the main figures are given apart.
    pub by: Option<By>,
    /// Whether the units on which annotators differ are kept.
    pub keeps_disagreements: bool,
}

/// How γ is sampled.
#[derive(Debug, Clone, Copy)]
pub struct Sampling {
    /// Where the random numbers begin.
    pub seed: u64,
    /// Random continua of each text.
    pub samples: u32,
}

/// How texts are resampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    /// Where the random numbers begin.
    pub seed: u64,
    /// How often.
    pub resamples: u32,
}

/// By what figures are given apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Each text by itself.
    Text,
    /// The month that a fact of the text says, such as its date of publication. A text of which annotators say several
    /// months, or none, has no month.
    MonthOf(String),
    /// The month in which the last span of any of the annotators was made; the time is in the sidecar, and does not change
    /// when the file is copied.
    MonthOfWork,
}

/// How far annotators agree.
#[derive(Debug)]
pub struct Agreement {
    /// All measures but γ.
    pub report: Report,
    /// Texts in the workspace.
    pub texts: usize,
    /// Names of the texts that fewer than two of the annotators have annotated.
    pub skipped: Vec<String>,
    /// Work that was begun, and does not count.
    pub begun: Begun,
    /// What annotators were measured against.
    pub against: Option<Annotator>,
    /// γ, if it was asked for.
    pub gamma: Option<GammaReport>,
    /// How many texts were resampled, and how, if it was asked for.
    pub resampled: Option<(Bootstrap, usize)>,
    /// The main figures apart, if it was asked for.
    pub by: Option<Breakdown>,
    /// What annotators differ on, by text, if it was asked for.
    pub disagreements: Vec<Disagreements>,
}

/// The main figures of parts of a corpus.
#[derive(Debug)]
pub struct Breakdown {
    /// What tells the parts apart.
    pub by: By,
    /// The parts, by name.
    pub rows: Vec<PartFigures>,
}

/// The main figures of a part of a corpus.
#[derive(Debug)]
pub struct PartFigures {
    /// Its text or month; `None` where it has no month.
    pub name: Option<String>,
    /// Texts that two annotators or more have annotated.
    pub documents: u64,
    /// Each pair, with its figures in the order of [`MEASURES`].
    pub pairs: Vec<(String, String, Vec<Option<f64>>)>,
    /// Means over the pairs, in the same order.
    pub means: Vec<Figure>,
    /// Krippendorff's α of words by their sets of tags.
    pub alpha: Figure,
    /// Gwet's AC1 of the same.
    pub ac1: Figure,
}

/// γ with the texts it comes from.
#[derive(Debug)]
pub struct GammaReport {
    /// How it was sampled.
    pub sampling: Sampling,
    /// γ; `None` where no text has any.
    pub gamma: Option<Gamma>,
    /// Where it lies when texts are resampled, if they were.
    pub interval: Option<Interval>,
    /// Names of texts, each with its disorder.
    pub texts: Vec<(String, Disorder)>,
    /// Names of texts that have none, each with the reason.
    pub left_out: Vec<(String, Missing)>,
}

/// A text on which annotators disagree.
#[derive(Debug)]
pub struct Disagreements {
    /// Its name.
    pub file: String,
    /// Its words.
    pub text: String,
    /// Who has annotated it, in the order of the readings of each unit.
    pub annotators: Vec<Annotator>,
    /// What they differ on.
    pub units: Vec<Unit>,
}

impl Agreement {
    /// How many units annotators differ on, if these were kept.
    pub fn disagreement_count(&self) -> usize {
        self.disagreements.iter().map(|text| text.units.len()).sum()
    }
}

impl By {
    /// The part of a corpus that a text belongs to; `None` where it has no month.
    pub(super) fn part(&self, name: &str, sets: &[(usize, AnnotationSet)]) -> Option<String> {
        match self {
            Self::Text => Some(name.to_owned()),
            Self::MonthOf(fact) => {
                let mut said: Vec<&str> = sets.iter().filter_map(|(_, set)| set.metadatum(fact)?.as_text()).collect();
                said.retain(|date| !date.is_empty());
                let mut months: Vec<Option<String>> = said.into_iter().map(month).collect();
                months.dedup();
                months.pop().flatten().filter(|_| months.is_empty())
            }
            Self::MonthOfWork => {
                let times = sets.iter().flat_map(|(_, set)| set.iter()).map(|span| span.at.as_str());
                month(times.max().unwrap_or_default())
            }
        }
    }
}

/// The `YYYY-MM` that a date begins with.
fn month(date: &str) -> Option<String> {
    let month = date.get(..7)?;
    let is_month = month.chars().enumerate().all(|(n, c)| if n == 4 { c == '-' } else { c.is_ascii_digit() });
    is_month.then(|| month.to_owned())
}

impl PartFigures {
    pub(super) fn of(name: Option<String>, report: &Report) -> Self {
        let figures = |pair| MEASURES.iter().map(|(_, measure)| measure(pair)).collect();
        Self {
            name,
            documents: report.documents,
            pairs: report.pairs.iter().map(|pair| (pair.a.clone(), pair.b.clone(), figures(pair))).collect(),
            means: report.over_pairs.iter().map(|measure| measure.mean).collect(),
            alpha: report.alpha,
            ac1: report.ac1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Parts, Value};

    #[test]
    fn the_month_of_a_text_is_the_one_that_all_who_say_one_say() {
        let set = |date: &str| {
            let metadata = vec![("pub_date".to_owned(), Value::from(date))];
            (0, AnnotationSet::from_parts(Parts { metadata, ..Parts::default() }).0)
        };
        let by = By::MonthOf("pub_date".to_owned());
        let part = |sets: &[(usize, AnnotationSet)]| by.part("a.txt", sets);
        assert_eq!(part(&[set("2031-03-04"), set(""), set("2031-03-09")]).as_deref(), Some("2031-03"));
        assert_eq!(part(&[set("2031-03-04"), set("2031-04-04")]), None);
        assert_eq!((part(&[set("مارس")]), part(&[])), (None, None));
    }
}
