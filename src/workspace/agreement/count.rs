//! Reads and counts the texts of a workspace.

use std::collections::BTreeMap;
use std::ops::Range;

use super::intervals;
use super::measure::{Agreement, Breakdown, By, Disagreements, GammaReport, Measure, PartFigures, Sampling};
use crate::annotation::{AnnotationSet, Annotator, Defaults};
use crate::review::agreement::bootstrap::TextRows;
use crate::review::agreement::gamma::{self, Disorder, Gamma, Missing, Settings, Weights};
use crate::review::agreement::{Reader, Report, Tally, Text};
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
pub(super) struct Annotated {
    /// The text.
    pub document: Document,
    /// The sets, by the places of the annotators.
    pub sets: Vec<(usize, AnnotationSet)>,
    /// What they are measured against.
    pub reference: Option<(usize, AnnotationSet)>,
}

/// What is to be counted.
pub(super) struct Task<'a> {
    /// Where.
    pub workspace: &'a Workspace,
    /// What.
    pub measure: &'a Measure,
    /// Who.
    pub annotators: &'a [Annotator],
    /// Whether it is to end.
    pub cancel: &'a Cancel,
}

/// What was counted of some texts, each by its place among all.
struct Part {
    tally: Tally,
    /// What each text adds, with its place and the part of the corpus that it belongs to, if that is wanted.
    each: Vec<TextTally>,
    compared: Vec<usize>,
    begun: Begun,
    gammas: Vec<(usize, Result<Disorder, Missing>)>,
    disagreements: Vec<Disagreements>,
    rows: Vec<PartFigures>,
}

/// What a text adds.
struct TextTally {
    place: usize,
    month: Option<String>,
    tally: Tally,
}

/// What was counted of all texts.
struct Whole {
    part: Part,
    /// What each text adds, and their places.
    rows: TextRows,
    places: Vec<usize>,
    /// Counts by month, and which of the rows they are of.
    months: BTreeMap<Option<String>, (Tally, Vec<usize>)>,
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
    let mut whole = Whole { part: Part::new(&task), rows: TextRows::default(), places: Vec::new(), months: BTreeMap::new() };
    job.in_order(
        tasks,
        |places| task.count(places),
        |part| {
            whole.add(part, &task);
            Ok(())
        },
    )?;
    task.conclude(whole, job)
}

impl Whole {
    /// Adds what comes after it.
    fn add(&mut self, other: Part, task: &Task<'_>) {
        let renamed = self.part.tally.renamed(&other.tally.numbers);
        self.part.tally.merge_renamed(&other.tally, &renamed);
        for counted in other.each {
            let mut text = Tally::new(task.annotators.len());
            text.merge_renamed(&counted.tally, &renamed);
            let row = self.rows.len();
            if task.is_by_month() {
                let month = self.months.entry(counted.month);
                let (tally, rows) = month.or_insert_with(|| (Tally::new(task.annotators.len()), Vec::new()));
                tally.merge_renamed(&counted.tally, &renamed);
                rows.push(row);
            }
            self.rows.add(&mut text);
            self.places.push(counted.place);
        }
        self.part.compared.extend(other.compared);
        self.part.begun.add(&other.begun);
        self.part.gammas.extend(other.gammas);
        self.part.disagreements.extend(other.disagreements);
        self.part.rows.extend(other.rows);
    }
}

impl Part {
    fn new(task: &Task<'_>) -> Self {
        Self {
            tally: Tally::new(task.annotators.len()),
            each: Vec::new(),
            compared: Vec::new(),
            begun: Begun::default(),
            gammas: Vec::new(),
            disagreements: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn add(&mut self, task: &Task<'_>, place: usize, text: &TextFile) -> Result<(), JobError> {
        let Some(annotated) = task.read(text, &mut self.begun)? else { return Ok(()) };
        let Annotated { document, sets, reference } = &annotated;
        let reader = Reader { document, defaults: task.defaults(), wanted: |tag: &str| task.is_wanted(tag) };
        let numbers = &mut self.tally.numbers;
        let mut counted = Text::new(document, Vec::new());
        for set in sets {
            counted.readings.push(reader.read(set.0, &set.1, &mut numbers.tags, &mut numbers.kinds));
        }
        counted.reference = reference.as_ref().map(|(who, set)| reader.read(*who, set, &mut numbers.tags, &mut numbers.kinds));
        self.tally.add(&counted, task.defaults());
        if task.wants_each() {
            self.add_by_itself(task, place, &text.name, sets, &counted);
        }
        if sets.len() < 2 {
            return Ok(());
        }
        self.compared.push(place);
        if let Some(sampling) = task.measure.gamma {
            self.gammas.push((place, gamma_of(&text.name, &counted, sampling, task.cancel)));
        }
        if task.measure.keeps_disagreements {
            self.disagreements.extend(task.disagreements(&text.name, document, sets));
        }
        Ok(())
    }

    /// Counts a text by itself, with the numbers of the part.
    fn add_by_itself(&mut self, task: &Task<'_>, place: usize, name: &str, sets: &[(usize, AnnotationSet)], counted: &Text<'_>) {
        let mut tally = Tally::new(task.annotators.len());
        std::mem::swap(&mut tally.numbers, &mut self.tally.numbers);
        tally.add(counted, task.defaults());
        let by = task.measure.by.as_ref();
        if by == Some(&By::Text) && sets.len() > 1 {
            let report = Report::of(&tally, &task.names(), &task.measure.declared);
            self.rows.push(PartFigures::of(Some(name.to_owned()), &report));
        }
        std::mem::swap(&mut tally.numbers, &mut self.tally.numbers);
        if task.measure.bootstrap.is_some() || task.is_by_month() {
            let month = by.filter(|_| task.is_by_month()).and_then(|by| by.part(name, sets));
            self.each.push(TextTally { place, month, tally });
        }
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

    pub(super) fn is_wanted(&self, tag: &str) -> bool {
        let wanted = &self.measure.tags;
        wanted.is_empty() || wanted.iter().any(|name| name == tag)
    }

    pub(super) fn defaults(&self) -> &Defaults {
        &self.workspace.terms.defaults
    }

    fn is_by_month(&self) -> bool {
        self.measure.by.as_ref().is_some_and(|by| *by != By::Text)
    }

    fn wants_each(&self) -> bool {
        self.measure.bootstrap.is_some() || self.measure.by.is_some()
    }

    fn names(&self) -> Vec<String> {
        self.annotators.iter().map(ToString::to_string).collect()
    }

    /// Reads a text with the sets of those who have annotated it; `None` if they are fewer than two, or one and nothing
    /// to measure them against.
    pub(super) fn read(&self, text: &TextFile, begun: &mut Begun) -> Result<Option<Annotated>, JobError> {
        let has_sidecar = |annotator: &Annotator| text.sidecars.iter().any(|sidecar| sidecar.annotator == *annotator);
        let present: Vec<(usize, &Annotator)> =
            self.annotators.iter().enumerate().filter(|(_, annotator)| has_sidecar(annotator)).collect();
        let against = self.measure.against.as_ref().filter(|annotator| has_sidecar(annotator));
        if present.is_empty() || present.len() < 2 && against.is_none() {
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
        let mut reference = None;
        if let Some(annotator) = against {
            let who = self.annotators.iter().position(|known| known == annotator).unwrap_or(self.annotators.len());
            reference = set_of(text, annotator, &document)?.map(|set| (who, set));
            // What is still open in it would count as missing from it.
            if reference.as_ref().is_some_and(|(_, set)| !self.workspace.terms.states.include(set.state())) {
                begun.count(annotator);
                reference = None;
            }
        }
        let counts = sets.len() > 1 || reference.is_some() && !sets.is_empty();
        Ok(counts.then_some(Annotated { document, sets, reference }))
    }

    /// The units on which annotators differ, if there are any.
    fn disagreements(&self, file: &str, document: &Document, sets: &[(usize, AnnotationSet)]) -> Option<Disagreements> {
        let named = sets.iter().filter_map(|(who, set)| Some((self.annotators.get(*who)?, set)));
        let works: Vec<Work<'_>> = named.map(|(annotator, set)| Work { annotator, set }).collect();
        let comparison = compare(document.text(), &works, self.defaults());
        let is_wanted = |unit: &Unit| match unit.fact {
            Some(_) => self.measure.tags.is_empty(),
            None => unit.spans().any(|span| self.is_wanted(&span.tag)),
        };
        let differing = |unit: &Unit| unit.kind != UnitKind::Agreed && is_wanted(unit);
        let mut units: Vec<_> = comparison.units.into_iter().filter(differing).collect();
        for unit in &mut units {
            name_targets(unit, document, &works);
        }
        let file = file.to_owned();
        let text = document.text().to_owned();
        (!units.is_empty()).then_some(Disagreements { file, text, annotators: comparison.annotators, units })
    }

    fn conclude(&self, whole: Whole, job: &Job<'_>) -> Result<Agreement, JobError> {
        let Whole { part, rows, places, months } = whole;
        let texts = self.workspace.texts();
        let mut left = vec![true; texts.len()];
        for place in part.compared {
            left.get_mut(place).into_iter().for_each(|left| *left = false);
        }
        let names = self.names();
        let mut report = Report::of(&part.tally, &names, &self.measure.declared);
        let mut gamma = self.measure.gamma.map(|sampling| gamma_report(sampling, texts, &part.gammas));
        let all = intervals::Texts { rows: &rows, annotators: &names, declared: &self.measure.declared };
        if let Some(bootstrap) = self.measure.bootstrap {
            all.put(&mut report, (0..rows.len()).collect(), &part.tally, bootstrap, job)?;
            if let Some(gamma) = &mut gamma {
                gamma.interval = intervals::of_gamma(&places, &part.gammas, bootstrap, job.cancel())?;
            }
        }
        let by = self.measure.by.clone().map(|by| Breakdown { by, rows: part.rows });
        let mut agreement = Agreement {
            report,
            texts: texts.len(),
            skipped: texts.iter().zip(left).filter(|(_, left)| *left).map(|(text, _)| text.name.clone()).collect(),
            against: self.measure.against.clone(),
            gamma,
            resampled: self.measure.bootstrap.map(|bootstrap| (bootstrap, rows.len())),
            by,
            disagreements: part.disagreements,
            begun: part.begun,
        };
        for (month, (mut tally, texts)) in months {
            tally.numbers = part.tally.numbers.clone();
            let mut report = Report::of(&tally, &names, &self.measure.declared);
            if let Some(bootstrap) = self.measure.bootstrap {
                all.put(&mut report, texts, &tally, bootstrap, job)?;
            }
            agreement.by.iter_mut().for_each(|by| by.rows.push(PartFigures::of(month.clone(), &report)));
        }
        Ok(agreement)
    }
}

/// Puts the words of the spans that relations go to in the place of their ids.
fn name_targets(unit: &mut Unit, document: &Document, works: &[Work<'_>]) {
    for (reading, work) in unit.readings.iter_mut().zip(works) {
        for link in &mut reading.links {
            if let Some(target) = work.set.get(&link.to) {
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

fn gamma_report(sampling: Sampling, all: &[TextFile], found: &[(usize, Result<Disorder, Missing>)]) -> GammaReport {
    let mut texts = Vec::new();
    let mut left_out = Vec::new();
    for (place, disorder) in found {
        let name = all.get(*place).map(|text| text.name.clone()).unwrap_or_default();
        match disorder {
            Ok(disorder) => texts.push((name, disorder.clone())),
            Err(missing) => left_out.push((name, *missing)),
        }
    }
    let gamma = Gamma::of(texts.iter().map(|(_, disorder)| disorder));
    GammaReport { sampling, gamma, interval: None, texts, left_out }
}
