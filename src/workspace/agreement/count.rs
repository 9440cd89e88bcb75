//! Reads and counts the texts of a workspace.

use std::ops::Range;

use super::measure::{Agreement, Disagreements, GammaReport, Measure, Sampling};
use crate::annotation::{AnnotationSet, Annotator};
use crate::review::agreement::gamma::{self, Disorder, Gamma, Missing, Settings, Weights};
use crate::review::agreement::{Reading, Report, Tally, Text};
use crate::review::compare::{Unit, UnitKind, Work, compare};
use crate::storage::{TextFile, source};
use crate::text::Document;
use crate::workspace::begun::Begun;
use crate::workspace::error::JobError;
use crate::workspace::job::{Cancel, Job, Tasks};
use crate::workspace::loader::set_of;
use crate::workspace::texts::Workspace;
use crate::workspace::watch::Stage;

/// Texts that are counted at a time.
const TOGETHER: usize = 128;
/// The same with γ, which takes longer.
const TOGETHER_WITH_GAMMA: usize = 4;

/// A text with the sets of those who have annotated it, by their places.
type Annotated = (Document, Vec<(usize, AnnotationSet)>);

/// What is to be counted.
struct Task<'a> {
    workspace: &'a Workspace,
    measure: &'a Measure,
    annotators: &'a [Annotator],
    cancel: &'a Cancel,
}

/// What was counted of some texts, each by its place among all.
struct Part {
    tally: Tally,
    compared: Vec<usize>,
    begun: Begun,
    gammas: Vec<(usize, Result<Disorder, Missing>)>,
    disagreements: Vec<Disagreements>,
}

/// Counts everything, some texts at a time. Which texts are counted together makes no difference.
pub(super) fn count(
    workspace: &Workspace,
    measure: &Measure,
    annotators: &[Annotator],
    job: &Job<'_>,
) -> Result<Agreement, JobError> {
    let task = Task { workspace, measure, annotators, cancel: job.cancel() };
    let together = if measure.gamma.is_some() { TOGETHER_WITH_GAMMA } else { TOGETHER };
    let tasks = Tasks { stage: Stage::Comparing, items: workspace.texts().len(), together };
    let mut whole = Part::new(&task);
    job.in_order(
        tasks,
        |places| task.count(places),
        |part| {
            whole.merge(part);
            Ok(())
        },
    )?;
    Ok(task.conclude(whole))
}

impl Part {
    fn new(task: &Task<'_>) -> Self {
        let tally = Tally::new(task.annotators.len());
        Self { tally, compared: Vec::new(), begun: Begun::default(), gammas: Vec::new(), disagreements: Vec::new() }
    }

    /// Adds what comes after it.
    fn merge(&mut self, other: Self) {
        self.tally.merge(&other.tally);
        self.compared.extend(other.compared);
        self.begun.add(&other.begun);
        self.gammas.extend(other.gammas);
        self.disagreements.extend(other.disagreements);
    }

    fn add(&mut self, task: &Task<'_>, place: usize, text: &TextFile) -> Result<(), JobError> {
        let Some((document, sets)) = task.read(text, &mut self.begun)? else { return Ok(()) };
        let readings = sets
            .iter()
            .map(|(who, set)| Reading::of(*who, set, &document, &mut self.tally.numbers.tags, |tag| task.is_wanted(tag)))
            .collect();
        let counted = Text::new(&document, readings);
        self.tally.add(&counted);
        self.compared.push(place);
        if let Some(sampling) = task.measure.gamma {
            self.gammas.push((place, gamma_of(&text.name, &counted, sampling, task.cancel)));
        }
        if task.measure.keeps_disagreements {
            self.disagreements.extend(task.disagreements(&text.name, &document, &sets));
        }
        Ok(())
    }
}

impl Task<'_> {
    fn count(&self, places: Range<usize>) -> Result<Part, JobError> {
        let mut part = Part::new(self);
        for place in places {
            if let Some(text) = self.workspace.texts().get(place) {
                part.add(self, place, text)?;
            }
        }
        Ok(part)
    }

    fn is_wanted(&self, tag: &str) -> bool {
        let wanted = &self.measure.tags;
        wanted.is_empty() || wanted.iter().any(|name| name == tag)
    }

    /// Reads a text with the sets of those who have annotated it; `None` if they are fewer than two.
    fn read(&self, text: &TextFile, begun: &mut Begun) -> Result<Option<Annotated>, JobError> {
        let has_sidecar = |annotator: &Annotator| text.sidecars.iter().any(|sidecar| sidecar.annotator == *annotator);
        let present: Vec<(usize, &Annotator)> =
            self.annotators.iter().enumerate().filter(|(_, annotator)| has_sidecar(annotator)).collect();
        if present.len() < 2 {
            return Ok(None);
        }
        let (document, _) = source::read_all(&text.path, self.workspace.encoding)?;
        let mut sets = Vec::with_capacity(present.len());
        for (who, annotator) in present {
            let Some(set) = set_of(text, annotator, &document)? else { continue };
            let terms = &self.workspace.terms;
            if terms.is_reading(annotator, &set) {
                sets.push((who, set));
            } else if terms.is_begun(annotator, &set) {
                begun.count(annotator);
            }
        }
        Ok((sets.len() > 1).then_some((document, sets)))
    }

    /// The units on which annotators differ, if there are any.
    fn disagreements(&self, file: &str, document: &Document, sets: &[(usize, AnnotationSet)]) -> Option<Disagreements> {
        let work = |(who, set): &'_ (usize, AnnotationSet)| Some((self.annotators.get(*who)?.clone(), set.clone()));
        let owned: Vec<(Annotator, AnnotationSet)> = sets.iter().filter_map(work).collect();
        let works: Vec<Work<'_>> = owned.iter().map(|(annotator, set)| Work { annotator, set }).collect();
        let comparison = compare(document.text(), &works, &self.workspace.terms.defaults);
        let differing = |unit: &Unit| unit.kind != UnitKind::Agreed && unit.spans().any(|span| self.is_wanted(&span.tag));
        let mut units: Vec<_> = comparison.units.into_iter().filter(differing).collect();
        for unit in &mut units {
            name_targets(unit, document, &owned);
        }
        let file = file.to_owned();
        let text = document.text().to_owned();
        (!units.is_empty()).then_some(Disagreements { file, text, annotators: comparison.annotators, units })
    }

    fn conclude(&self, whole: Part) -> Agreement {
        let texts = self.workspace.texts();
        let mut left = vec![true; texts.len()];
        for place in whole.compared {
            left.get_mut(place).into_iter().for_each(|left| *left = false);
        }
        let annotators: Vec<String> = self.annotators.iter().map(ToString::to_string).collect();
        Agreement {
            report: Report::of(&whole.tally, &annotators),
            texts: texts.len(),
            skipped: texts.iter().zip(left).filter(|(_, left)| *left).map(|(text, _)| text.name.clone()).collect(),
            gamma: self.measure.gamma.map(|sampling| gamma_report(sampling, texts, whole.gammas)),
            disagreements: whole.disagreements,
            begun: whole.begun,
        }
    }
}

/// Puts the words of the spans that relations go to in the place of their ids.
fn name_targets(unit: &mut Unit, document: &Document, sets: &[(Annotator, AnnotationSet)]) {
    for (reading, (_, set)) in unit.readings.iter_mut().zip(sets) {
        for link in &mut reading.links {
            if let Some(target) = set.get(&link.to) {
                link.to = document.slice(target.span.range()).into();
            }
        }
    }
}

/// Observed and sampled disorder of a text. Its random numbers depend on the seed and its name alone, so that other
/// texts beside it change nothing.
fn gamma_of(name: &str, text: &Text<'_>, sampling: Sampling, cancel: &Cancel) -> Result<Disorder, Missing> {
    let seed = name
        .bytes()
        .fold(sampling.seed ^ 0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
    let samples = usize::try_from(sampling.samples).unwrap_or(usize::MAX);
    let settings = Settings { weights: Weights::default(), samples, seed };
    gamma::disorder_of(text, settings, &|| cancel.is_cancelled())
}

fn gamma_report(sampling: Sampling, all: &[TextFile], found: Vec<(usize, Result<Disorder, Missing>)>) -> GammaReport {
    let mut texts = Vec::new();
    let mut left_out = Vec::new();
    for (place, disorder) in found {
        let name = all.get(place).map(|text| text.name.clone()).unwrap_or_default();
        match disorder {
            Ok(disorder) => texts.push((name, disorder)),
            Err(missing) => left_out.push((name, missing)),
        }
    }
    let gamma = Gamma::of(texts.iter().map(|(_, disorder)| disorder));
    GammaReport { sampling, gamma, texts, left_out }
}
