//! Leading a team: who is to read which text, and how far the work has come.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::error::JobError;
use super::job::{Job, Tasks};
use super::texts::Workspace;
use super::watch::Stage;
use crate::annotation::{Annotator, DocumentState};
use crate::storage::assignments::{ASSIGNMENTS, Assignment, Assignments};
use crate::storage::{Batch, StorageError, TextFile, summary};
use crate::text::TextId;

/// Texts that are looked at by one task.
const TOGETHER: usize = 32;

/// How texts are assigned.
#[derive(Debug, Clone, Copy)]
pub struct Assigning<'a> {
    /// Who can read texts.
    pub annotators: &'a [Annotator],
    /// How many are to read each text.
    pub overlap: usize,
    /// What the drawing of lots hangs on.
    pub seed: u64,
    /// Whether texts that are assigned already are assigned anew.
    pub is_replacing: bool,
    /// Whether nothing is written.
    pub is_dry: bool,
}

/// Who is to read a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedText {
    /// Its name, from the folder.
    pub file: String,
    /// Who is to read it.
    pub annotators: Vec<String>,
    /// Whether that is new.
    pub is_new: bool,
}

/// How far the work on a text has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextProgress {
    /// Its name.
    pub file: String,
    /// Who is to read it.
    pub assigned: Vec<String>,
    /// Those who have begun, and not submitted it.
    pub begun: Vec<String>,
    /// Those who have submitted it.
    pub submitted: Vec<String>,
    /// Those to whom it was returned.
    pub returned: Vec<String>,
    /// Those whose work was reviewed.
    pub reviewed: Vec<String>,
    /// What has become of its gold standard.
    pub gold: GoldState,
}

/// What has become of a gold standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GoldState {
    /// There is none.
    #[default]
    None,
    /// Something is left to decide.
    InReview,
    /// All is decided.
    Gold,
}

/// How far the work of a person has come, in texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PersonProgress {
    /// Texts that are assigned.
    pub assigned: usize,
    /// Assigned texts that are not begun.
    pub waiting: usize,
    /// Texts begun, and not submitted.
    pub begun: usize,
    /// Texts submitted.
    pub submitted: usize,
    /// Texts that were returned.
    pub returned: usize,
    /// Texts that were reviewed.
    pub reviewed: usize,
}

impl GoldState {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::InReview => "in_review",
            Self::Gold => "gold",
        }
    }
}

impl Workspace {
    /// Assigns the texts of a folder, and writes that beside them. A text that is assigned already stays so, unless all are
    /// assigned anew; whoever has begun with one keeps it.
    ///
    /// Lots are drawn by the seed, the text and the annotator alone: nobody reads many more texts than another, and all pairs
    /// share about as many.
    ///
    /// # Errors
    /// Fewer annotators than are to read each text; a file that cannot be read or written.
    pub fn assign(&self, folder: &Path, assigning: &Assigning<'_>) -> Result<Vec<AssignedText>, JobError> {
        if assigning.overlap > assigning.annotators.len() || assigning.overlap == 0 {
            return Err(JobError::TooFewToAssign { annotators: assigning.annotators.len(), overlap: assigning.overlap });
        }
        let mut file = Assignments::read(folder)?.unwrap_or_default();
        let before = file.clone();
        let known: HashMap<String, usize> = file.assignments.iter().enumerate().map(|(n, one)| (one.text.clone(), n)).collect();
        let mut lots = Lots::new(assigning);
        let is_kept = |text: &TextFile| known.contains_key(&text.name) && !assigning.is_replacing;
        for one in file.assignments.iter().filter(|one| self.texts().iter().any(|text| text.name == one.text && is_kept(text))) {
            lots.count(&one.annotators);
        }
        let mut order: Vec<&TextFile> = self.texts().iter().filter(|text| !is_kept(text)).collect();
        order.sort_by_key(|text| lots.draw(&text.name, ""));
        for text in order {
            let annotators = lots.assign(text);
            match known.get(&text.name).and_then(|n| file.assignments.get_mut(*n)) {
                Some(one) => one.annotators = annotators,
                None => file.assignments.push(Assignment { text: text.name.clone(), annotators, extra: Vec::new() }),
            }
        }
        file.assignments.sort_by(|a, b| a.text.cmp(&b.text));
        if !assigning.is_dry && file != before {
            let mut batch = Batch::new();
            batch.replace(folder.join(ASSIGNMENTS), file.to_ron().into_bytes());
            batch.write()?;
        }
        let is_new = |one: &Assignment| !before.assignments.contains(one);
        let row =
            |one: &Assignment| AssignedText { file: one.text.clone(), annotators: one.annotators.clone(), is_new: is_new(one) };
        Ok(file.assignments.iter().map(row).collect())
    }

    /// Hands over how far the work on each text has come, in order, and returns how far that of each person has.
    ///
    /// # Errors
    /// Assignments or a sidecar that cannot be read or understood; what `take` says.
    pub fn progress(
        &self,
        folder: Option<&Path>,
        job: &Job<'_>,
        mut take: impl FnMut(TextProgress) -> Result<(), JobError>,
    ) -> Result<BTreeMap<String, PersonProgress>, JobError> {
        let file = folder.map_or(Ok(None), Assignments::read)?.unwrap_or_default();
        let assigned: HashMap<&str, &[String]> =
            file.assignments.iter().map(|one| (one.text.as_str(), one.annotators.as_slice())).collect();
        let tasks = Tasks { stage: Stage::Reading, items: self.texts().len(), together: TOGETHER };
        let look = |places: Range<usize>| {
            let texts = self.texts().get(places).unwrap_or_default();
            texts.iter().map(|text| progress_of(text, assigned.get(text.name.as_str()))).collect::<Result<Vec<_>, _>>()
        };
        let mut people: BTreeMap<String, PersonProgress> = BTreeMap::new();
        job.in_order(tasks, look, |all| {
            for text in all {
                text.count(&mut people);
                take(text)?;
            }
            Ok(())
        })?;
        Ok(people)
    }
}

/// The texts of a folder that an annotator is to read.
pub(super) fn assigned_to(annotator: &Annotator, folder: &Path, texts: &[TextFile]) -> Result<Vec<TextId>, StorageError> {
    let file = Assignments::read(folder)?.unwrap_or_default();
    let is_theirs = |one: &&Assignment| one.annotators.iter().any(|name| name == annotator.as_str());
    let theirs: HashSet<&str> = file.assignments.iter().filter(is_theirs).map(|one| one.text.as_str()).collect();
    Ok((0..).zip(texts).filter(|(_, text)| theirs.contains(text.name.as_str())).map(|(n, _)| TextId::from(n)).collect())
}

fn progress_of(text: &TextFile, assigned: Option<&&[String]>) -> Result<TextProgress, JobError> {
    let mut progress = TextProgress {
        file: text.name.clone(),
        assigned: assigned.map(|names| names.to_vec()).unwrap_or_default(),
        ..TextProgress::default()
    };
    for sidecar in &text.sidecars {
        let found = summary(&sidecar.path)?;
        if sidecar.annotator.is_gold() {
            progress.gold = if found.state == DocumentState::Reviewed { GoldState::Gold } else { GoldState::InReview };
            continue;
        }
        let name = sidecar.annotator.to_string();
        match found.state {
            DocumentState::New if found.annotations == 0 => {}
            DocumentState::New | DocumentState::InProgress => progress.begun.push(name),
            DocumentState::Returned => progress.returned.push(name),
            DocumentState::Reviewed => progress.reviewed.push(name),
            DocumentState::Submitted | DocumentState::Other(_) => progress.submitted.push(name),
        }
    }
    Ok(progress)
}

impl TextProgress {
    fn count(&self, people: &mut BTreeMap<String, PersonProgress>) {
        let mut each = |names: &[String], count: fn(&mut PersonProgress) -> &mut usize| {
            for name in names {
                *count(people.entry(name.clone()).or_default()) += 1;
            }
        };
        each(&self.assigned, |person| &mut person.assigned);
        each(&self.begun, |person| &mut person.begun);
        each(&self.submitted, |person| &mut person.submitted);
        each(&self.returned, |person| &mut person.returned);
        each(&self.reviewed, |person| &mut person.reviewed);
        let touched = [&self.begun, &self.submitted, &self.returned, &self.reviewed];
        let is_waiting = |name: &&String| !touched.iter().any(|names| names.contains(name));
        let waiting: Vec<String> = self.assigned.iter().filter(is_waiting).cloned().collect();
        each(&waiting, |person| &mut person.waiting);
    }
}

/// Lots being drawn: how much everybody has, and how much every two share.
struct Lots<'a> {
    assigning: &'a Assigning<'a>,
    loads: HashMap<String, usize>,
    shared: HashMap<(String, String), usize>,
}

impl<'a> Lots<'a> {
    fn new(assigning: &'a Assigning<'a>) -> Self {
        Self { assigning, loads: HashMap::new(), shared: HashMap::new() }
    }

    /// Counts a text that these read.
    fn count(&mut self, annotators: &[String]) {
        for one in annotators {
            *self.loads.entry(one.clone()).or_default() += 1;
            for other in annotators.iter().filter(|other| *other != one) {
                *self.shared.entry((one.clone(), other.clone())).or_default() += 1;
            }
        }
    }

    /// A number that is always the same for a text and an annotator.
    fn draw(&self, text: &str, annotator: &str) -> [u8; 32] {
        Sha256::digest(format!("{}\0{text}\0{annotator}", self.assigning.seed)).into()
    }

    /// Who is to read a text: those who have begun with it, then one after another of those who have the fewest texts, and
    /// among these of those who share the fewest with whoever reads it already.
    fn assign(&mut self, text: &TextFile) -> Vec<String> {
        let has_sidecar = |annotator: &&Annotator| text.sidecars.iter().any(|sidecar| sidecar.annotator == **annotator);
        let mut chosen: Vec<String> = self.assigning.annotators.iter().filter(has_sidecar).map(ToString::to_string).collect();
        while chosen.len() < self.assigning.overlap {
            let key = |name: &String| {
                let load = self.loads.get(name).copied().unwrap_or(0);
                let with = |other: &String| self.shared.get(&(name.clone(), other.clone())).copied().unwrap_or(0);
                let shared: usize = chosen.iter().map(with).sum();
                (load, shared, self.draw(&text.name, name))
            };
            let free = self.assigning.annotators.iter().map(ToString::to_string).filter(|name| !chosen.contains(name));
            let Some(next) = free.min_by_key(key) else { break };
            chosen.push(next);
        }
        chosen.sort();
        self.count(&chosen);
        chosen
    }
}
