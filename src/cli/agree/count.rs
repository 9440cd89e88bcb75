//! Reads and counts the texts of a corpus, on all processors.

use super::{Disagreements, Findings, Format, GammaReport, Task};
use crate::annotation::{AnnotationSet, Annotator};
use crate::cli::fault::Fault;
use crate::cli::parallel::{Cancel, in_order};
use crate::cli::progress::Progress;
use crate::review::agreement::gamma::{self, Disorder, Gamma, Missing, Settings, Weights};
use crate::review::agreement::{Reading, Report, Tally, Text};
use crate::review::compare::{Unit, UnitKind, Work, compare, is_reading};
use crate::storage::{TextFile, sidecar_path, source, store};
use crate::text::Document;

/// Texts that are counted at a time.
const TOGETHER: usize = 128;
/// The same with γ, which takes longer.
const TOGETHER_WITH_GAMMA: usize = 4;

/// A text with the sets of those who have annotated it, by their places.
type Annotated = (Document, Vec<(usize, AnnotationSet)>);

/// What was counted of some texts.
struct Part {
    tally: Tally,
    compared: Vec<usize>,
    gammas: Vec<(usize, Result<Disorder, Missing>)>,
    disagreements: Vec<Disagreements>,
}

/// Counts everything, some texts at a time. Which texts are counted together makes no difference.
pub fn count<'a>(task: &'a Task<'a>) -> Result<Findings<'a>, Fault> {
    let (cancel, mut progress) = (Cancel::listen(), Progress::new("comparing", task.texts.len()));
    let size = if task.options.gamma { TOGETHER_WITH_GAMMA } else { TOGETHER };
    let mut whole = Part::new(task);
    let count = |n: usize| {
        let mut part = Part::new(task);
        for (at, text) in task.texts.iter().enumerate().skip(n * size).take(size) {
            part.add(task, at, text, &cancel)?;
        }
        Ok(part)
    };
    in_order(task.texts.len().div_ceil(size), &cancel, count, |n, part| {
        whole.merge(part);
        progress.at((n + 1) * size);
        Ok(())
    })?;
    Ok(findings(task, whole))
}

impl Part {
    fn new(task: &Task<'_>) -> Self {
        let tally = Tally::new(task.annotators.len());
        Self { tally, compared: Vec::new(), gammas: Vec::new(), disagreements: Vec::new() }
    }

    /// Adds what comes after it.
    fn merge(&mut self, other: Self) {
        self.tally.merge(&other.tally);
        self.compared.extend(other.compared);
        self.gammas.extend(other.gammas);
        self.disagreements.extend(other.disagreements);
    }

    fn add(&mut self, task: &Task<'_>, at: usize, text: &TextFile, cancel: &Cancel) -> Result<(), Fault> {
        let Some((document, sets)) = read(task, text)? else { return Ok(()) };
        let wanted = task.options.tags.as_deref().unwrap_or_default();
        let is_wanted = |tag: &str| wanted.iter().all(String::is_empty) || wanted.iter().any(|name| name == tag);
        let readings =
            sets.iter().map(|(who, set)| Reading::of(*who, set, &document, &mut self.tally.numbers.tags, is_wanted)).collect();
        let counted = Text::new(&document, readings);
        self.tally.add(&counted);
        self.compared.push(at);
        if task.options.gamma {
            let found = gamma_of(task, &text.name, &counted, cancel);
            self.gammas.push((at, found));
        }
        if task.options.format == Format::Html {
            self.list(task, at, &document, &sets, &is_wanted);
        }
        Ok(())
    }

    /// Keeps the units on which annotators differ.
    fn list(
        &mut self,
        task: &Task<'_>,
        at: usize,
        document: &Document,
        sets: &[(usize, AnnotationSet)],
        is_wanted: &dyn Fn(&str) -> bool,
    ) {
        let work = |(who, set): &'_ (usize, AnnotationSet)| Some((task.annotators.get(*who)?.clone(), set.clone()));
        let owned: Vec<(Annotator, AnnotationSet)> = sets.iter().filter_map(work).collect();
        let works: Vec<Work<'_>> = owned.iter().map(|(annotator, set)| Work { annotator, set }).collect();
        let comparison = compare(document.text(), &works);
        let differing = |unit: &Unit| unit.kind != UnitKind::Agreed && unit.spans().any(|span| is_wanted(&span.tag));
        let mut units: Vec<_> = comparison.units.into_iter().filter(differing).collect();
        for unit in &mut units {
            name_targets(unit, document, &owned);
        }
        if !units.is_empty() {
            let text = document.text().to_owned();
            self.disagreements.push(Disagreements { at, text, annotators: comparison.annotators, units });
        }
    }
}

/// Puts the words of the spans that relations go to in the place of their ids.
fn name_targets(unit: &mut Unit, document: &Document, sets: &[(Annotator, AnnotationSet)]) {
    for (reading, (_, set)) in unit.readings.iter_mut().zip(sets) {
        for link in &mut reading.links {
            if let Some(target) = set.get(&link.to) {
                document.slice(target.span.range()).clone_into(&mut link.to);
            }
        }
    }
}

/// A text with the sets of those who have annotated it; none if they are fewer than two.
fn read(task: &Task<'_>, text: &TextFile) -> Result<Option<Annotated>, Fault> {
    let has_sidecar = |annotator: &Annotator| text.sidecars.iter().any(|sidecar| sidecar.annotator == *annotator);
    let present: Vec<(usize, &Annotator)> =
        task.annotators.iter().enumerate().filter(|(_, annotator)| has_sidecar(annotator)).collect();
    if present.len() < 2 {
        return Ok(None);
    }
    let (document, _) = source::read_all(&text.path, task.encoding)?;
    let mut sets = Vec::with_capacity(present.len());
    for (who, annotator) in present {
        let Some(loaded) = store::load(&text.path, annotator, &document)? else { continue };
        if let Some(finding) = loaded.findings.first() {
            let sidecar = sidecar_path(&text.path, annotator);
            let fault = Fault::user(format!("{}: {finding}", sidecar.display()));
            return Err(fault.hint(format!("`hashiya check {}` lists all that is wrong", text.path.display())));
        }
        if is_reading(&loaded.set) {
            sets.push((who, loaded.set));
        }
    }
    Ok((sets.len() > 1).then_some((document, sets)))
}

/// Observed and sampled disorder of a text. Its random numbers depend on the seed and its name alone, so that other
/// texts beside it change nothing.
fn gamma_of(task: &Task<'_>, name: &str, text: &Text<'_>, cancel: &Cancel) -> Result<Disorder, Missing> {
    let seed = name.bytes().fold(task.options.seed ^ 0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    let samples = usize::try_from(task.options.samples).unwrap_or(usize::MAX);
    let settings = Settings { weights: Weights::default(), samples, seed };
    gamma::disorder_of(text, settings, &|| cancel.check().is_err())
}

fn findings<'a>(task: &'a Task<'a>, whole: Part) -> Findings<'a> {
    let mut left = vec![true; task.texts.len()];
    for at in whole.compared {
        left.get_mut(at).into_iter().for_each(|left| *left = false);
    }
    let skipped = task.texts.iter().zip(left).filter(|(_, left)| *left).map(|(text, _)| text.name.clone()).collect();
    let annotators: Vec<String> = task.annotators.iter().map(ToString::to_string).collect();
    Findings {
        report: Report::of(&whole.tally, &annotators),
        skipped,
        gamma: task.options.gamma.then(|| gamma_report(task, whole.gammas)),
        disagreement_count: whole.disagreements.iter().map(|text| text.units.len()).sum(),
        disagreements: whole.disagreements,
        task,
    }
}

fn gamma_report(task: &Task<'_>, found: Vec<(usize, Result<Disorder, Missing>)>) -> GammaReport {
    let (mut texts, mut left_out) = (Vec::new(), Vec::new());
    for (at, disorder) in found {
        let name = task.texts.get(at).map(|text| text.name.clone()).unwrap_or_default();
        match disorder {
            Ok(disorder) => texts.push((name, disorder)),
            Err(missing) => left_out.push((name, missing)),
        }
    }
    let gamma = Gamma::of(texts.iter().map(|(_, disorder)| disorder));
    GammaReport { gamma, texts, left_out }
}
