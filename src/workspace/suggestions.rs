//! The jobs that learn from earlier work what to suggest, and measure how often that is right.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::loader::{Loader, set_of};
use super::predictions::{Predictions, has_handed_in, predictions};
use super::texts::Workspace;
use super::viewer::Viewer;
use super::watch::{Stage, Warning};
use crate::annotation::registry::NamedRegistry;
use crate::annotation::suggestion::{
    Coverage, Learned, LearnedWork, LeftOut, ModelRecord, NameList, SpanModel, Study, Suggester, Suggestion, SuggestionScores,
    Trials, unsaid,
};
use crate::annotation::{AnnotationSet, Annotator, DocumentState, Origin, Parts, Schema, SpanId, Timestamp};
use crate::storage::{Author, Batch, Header, Place, Revision, TextFile, models, sidecar, sidecar_path, source, store};
use crate::text::Document;

/// Texts that are read by one task.
const TOGETHER: usize = 4;
/// Parts of the texts that are left out in turn where a model is measured; of fewer texts, each is left out by itself.
const PARTS: usize = 10;
/// Works from which a model is learned at least: fewer cannot be left out in turn.
const FEWEST: usize = 3;
/// Words and marks from which a model is learned at most.
const WORDS: usize = 300_000;

impl Workspace {
    /// Makes ready what suggests spans to somebody: by the registries, and by all work that they may see and that was handed in,
    /// gold standards among it, with their own. Of a text that they have begun and not submitted, the work of others does not
    /// count; of one that they have still to read, it does not count in that text.
    ///
    /// # Errors
    /// Only if the job is cancelled. A text or sidecar that cannot be read, or does not fit, is left out.
    pub fn suggester(
        &self,
        viewer: &Viewer,
        schema: &Schema,
        registries: &[NamedRegistry],
        job: &Job<'_>,
    ) -> Result<Suggester, JobError> {
        let visible = Visible { workspace: self, viewer, job };
        let mut names = NameList::default();
        visible.work(|document, set, _| NameList::of(document, set, schema), |_, found| names.add(found))?;
        let mut suggester = Suggester::new(schema, registries, &names);
        let mut learned: Vec<(&TextFile, Learned)> = Vec::new();
        let experience = |document: &Document, set: &AnnotationSet, coverage| suggester.experience(document, set, coverage);
        visible.work(experience, |text, found| learned.push((text, found)))?;
        for (text, found) in learned {
            let unread = !has_handed_in(text, viewer.name());
            suggester.learn(&found, unread.then_some(text.name.as_str()));
        }
        let try_out = |document: &Document, set: &AnnotationSet, coverage| {
            let own = suggester.experience(document, set, coverage);
            (coverage == Coverage::Whole).then(|| suggester.try_out(document, set, &own))
        };
        let mut trials = Trials::default();
        visible.work(try_out, |_, found| found.iter().for_each(|found| trials.add(found)))?;
        Ok(suggester.tried_out(&trials))
    }

    /// Suggests spans for every text of a set, as if nothing were said of it, by what the set says of the other texts, and
    /// counts how often that is what the set says.
    ///
    /// # Errors
    /// An annotator without any work here; a text or sidecar that cannot be read, or does not fit.
    pub fn evaluate_suggestions(
        &self,
        set: &Annotator,
        schema: &Schema,
        registries: &[NamedRegistry],
        job: &Job<'_>,
    ) -> Result<SuggestionScores, JobError> {
        let texts = self.texts_of(set)?;
        let each = Each { texts: &texts, loader: Loader { annotator: set, encoding: self.encoding }, job };
        let mut names = NameList::default();
        each.text(|document, set, _| NameList::of(document, set, schema), |found| names.add(found))?;
        let mut suggester = Suggester::new(schema, registries, &names);
        let mut learned: Vec<Learned> = Vec::with_capacity(texts.len());
        each.text(|document, set, _| suggester.experience(document, set, Coverage::Whole), |found| learned.push(found))?;
        for one in &learned {
            suggester.learn(one, None);
        }
        let nothing = Learned::default();
        let own = |n: usize| learned.get(n).unwrap_or(&nothing);
        let mut studies: Vec<Study> = Vec::with_capacity(texts.len());
        let study = |document: &Document, set: &AnnotationSet, n: usize| Study::of_text(&suggester, document, set, own(n));
        each.text(study, |found| studies.push(found))?;
        let models = each.models(&suggester, &studies)?;
        let mut trials = vec![Trials::default(); models.len().max(1)];
        let mut all: Vec<Trials> = Vec::with_capacity(texts.len());
        each.text(|document, set, n| suggester.try_out(document, set, own(n)), |found| all.push(found))?;
        for (n, tried) in all.iter().enumerate() {
            let parts = trials.len();
            trials.iter_mut().enumerate().filter(|(part, _)| n % parts != *part).for_each(|(_, trials)| trials.add(tried));
        }
        let (none, untried) = (SpanModel::default(), Trials::default());
        let mut scores = SuggestionScores::default();
        let score = |document: &Document, set: &AnnotationSet, n: usize| {
            let model = models.get(n % models.len().max(1)).unwrap_or(&none);
            let trials = trials.get(n % trials.len().max(1)).unwrap_or(&untried);
            SuggestionScores::of(&suggester, document, set, LeftOut { own: own(n), model, trials })
        };
        each.text(score, |found| scores.add(&found))?;
        Ok(scores)
    }
}

/// How suggestions become sidecars.
#[derive(Debug, Clone, Copy)]
pub struct Suggesting<'a> {
    /// Whose sidecars they become: an annotator of their own.
    pub name: &'a Annotator,
    /// Who has them made: whose work and what others' they may see is learned from.
    pub viewer: &'a Viewer,
    /// The schema.
    pub schema: &'a Schema,
    /// Whether sidecars that were made of suggestions before are replaced.
    pub is_replacing: bool,
    /// Whose spans are suggested, too.
    pub from: Option<&'a Annotator>,
}

/// What was suggested in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedText {
    /// Its name.
    pub file: String,
    /// How many spans, by tag.
    pub tags: BTreeMap<String, usize>,
}

impl Workspace {
    /// Writes what is suggested for each text as the sidecar of an annotator of their own, all or none, and hands over how much
    /// that is. It is work that was begun: it counts nowhere as handed in.
    ///
    /// # Errors
    /// A text that cannot be read; a sidecar that exists, unless it was made of suggestions and is to be replaced; a disk that
    /// cannot be written.
    pub fn suggest(
        &self,
        suggesting: &Suggesting<'_>,
        suggester: &Suggester,
        job: &Job<'_>,
        mut take: impl FnMut(SuggestedText) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        let author = Author::new(suggesting.viewer.name(), "suggest", suggesting.schema);
        let mut batch = Batch::new();
        let tasks = Tasks { stage: Stage::Suggesting, items: self.texts().len(), together: 1 };
        let task = |places: Range<usize>| {
            let texts = self.texts().get(places).unwrap_or_default();
            texts.iter().map(|text| self.suggest_in(text, suggesting, suggester, job)).collect::<Result<Vec<_>, JobError>>()
        };
        job.in_order(tasks, task, |made| {
            for Made { text, path, sidecar, suggested } in made {
                if Revision::concerns(&text, suggesting.name) {
                    batch.rewrite(Revision::begin(&text, suggesting.name, &author)?, sidecar);
                } else {
                    batch.make(path, sidecar);
                }
                take(suggested)?;
            }
            Ok(())
        })?;
        Ok(batch.write()?)
    }

    fn suggest_in(
        &self,
        text: &TextFile,
        suggesting: &Suggesting<'_>,
        suggester: &Suggester,
        job: &Job<'_>,
    ) -> Result<Made, JobError> {
        let Suggesting { name, viewer, schema, is_replacing, from } = *suggesting;
        Place::of(&text.path, name).check_names()?;
        let (document, _) = source::read_all(&text.path, self.encoding)?;
        let path = sidecar_path(&text.path, name);
        if let Some(old) = set_of(text, name, &document)? {
            let is_suggested = old.relations().is_empty() && old.iter().all(|span| span.origin == Origin::Auto);
            if !is_replacing || !is_suggested || name == viewer.name() {
                return Err(JobError::SidecarExists(path));
            }
        }
        let own = set_of(text, viewer.name(), &document)?.map(|own| unsaid(&own)).unwrap_or_default();
        let theirs = from.map(|from| predictions(text, from, viewer, &document)).transpose()?;
        let theirs = theirs.map(Predictions::into_shown).unwrap_or_default();
        let reading = suggester.reading(&text.name, &document, &own).with_sidecar(&theirs);
        let found = reading.all(|| job.cancel().is_cancelled()).ok_or(JobError::Cancelled)?;
        let mut made = SuggestedText { file: text.name.clone(), tags: BTreeMap::new() };
        let now = Timestamp::from(SystemTime::now());
        let span = |(n, one): (usize, &Suggestion)| {
            *made.tags.entry(one.tag.clone()).or_default() += 1;
            one.annotation(&SpanId::from(format!("s{}", n + 1).as_str()), now.clone())
        };
        let annotations = found.iter().enumerate().map(span).collect();
        let (set, _) = AnnotationSet::from_parts(Parts { annotations, state: DocumentState::InProgress, ..Parts::default() });
        let file = text.path.file_name().unwrap_or_default().to_string_lossy();
        let mut header = Header::of(&file, &document, name);
        header.name_schema(schema);
        let sidecar = sidecar::write(&set, &header, &document).into_bytes();
        source::check_length(&path, sidecar.len(), source::SIDECAR)?;
        Ok(Made { text: text.path.clone(), path, sidecar, suggested: made })
    }

    /// A model for somebody, learned from all work that they may see and that was handed in, gold standards first; the one that
    /// is kept in the folder, if it was learned from the very same. `None` where there is too little work.
    ///
    /// # Errors
    /// Only if the job is cancelled. Work that cannot be read, or does not fit, is left out; a model that cannot be kept is
    /// warned of.
    pub fn model(
        &self,
        viewer: &Viewer,
        suggester: &Suggester,
        schema: &Schema,
        folder: Option<&Path>,
        job: &Job<'_>,
    ) -> Result<Option<SpanModel>, JobError> {
        let visible = Visible { workspace: self, viewer, job };
        let mut works: Vec<LearnedWork> = Vec::new();
        visible.finished(|_, _, record| record.clone(), |found| works.push(found))?;
        let record = ModelRecord { schema: format!("{} {}", schema.id, schema.version), works };
        if record.works.len() < FEWEST {
            return Ok(None);
        }
        let kept = folder.and_then(|folder| models::read_model(folder, viewer.name()).ok().flatten());
        if let Some(model) = kept.and_then(|bytes| SpanModel::read(&bytes)).filter(|model| *model.record() == record) {
            return Ok(Some(model));
        }
        let mut studies: Vec<Study> = Vec::new();
        let study = |document: &Document, set: &AnnotationSet, _: &LearnedWork| {
            let own = suggester.experience(document, set, Coverage::Whole);
            Study::of_text(suggester, document, set, &own)
        };
        visible.finished(study, |found| studies.push(found))?;
        let is_stopped = || job.cancel().is_cancelled();
        let model = SpanModel::learn(record, &suggester.layers(), &within(studies.into_iter()), &is_stopped);
        let model = model.ok_or(JobError::Cancelled)?;
        if let Some(Err(error)) = folder.map(|folder| models::write_model(folder, viewer.name(), &model.write())) {
            job.warn(&Warning::NotListed(error));
        }
        Ok(Some(model))
    }
}

/// What is to be written for a text.
struct Made {
    text: PathBuf,
    path: PathBuf,
    sidecar: Vec<u8>,
    suggested: SuggestedText,
}

/// As many texts as a model is learned from.
fn within(texts: impl Iterator<Item = Study>) -> Vec<Study> {
    let mut words = 0;
    let fits = |text: &Study| {
        words += text.len();
        words <= WORDS
    };
    texts.take_while(fits).collect()
}

/// The work that somebody may see and that was handed in, and their own.
struct Visible<'a> {
    workspace: &'a Workspace,
    viewer: &'a Viewer,
    job: &'a Job<'a>,
}

impl<'a> Visible<'a> {
    /// Looks at all such work, on all cores, and takes what is found in the order of the texts.
    fn work<T: Send>(
        &self,
        look: impl Fn(&Document, &AnnotationSet, Coverage) -> T + Sync,
        mut take: impl FnMut(&'a TextFile, T),
    ) -> Result<(), JobError> {
        let texts = self.workspace.texts();
        let tasks = Tasks { stage: Stage::Reading, items: texts.len(), together: TOGETHER };
        let task = |places: Range<usize>| {
            let texts = texts.get(places).unwrap_or_default();
            Ok(texts
                .iter()
                .flat_map(|text| self.of_text(text).into_iter().map(move |work| (text, work)))
                .map(|(text, Work { document, set, coverage, .. })| (text, look(&document, &set, coverage)))
                .collect::<Vec<_>>())
        };
        self.job.in_order(tasks, task, |found| {
            for (text, found) in found {
                take(text, found);
            }
            Ok(())
        })
    }

    /// Looks at all of such work that was handed in, with what is recorded of it; of a text that has a gold standard, at that
    /// alone.
    fn finished<T: Send>(
        &self,
        look: impl Fn(&Document, &AnnotationSet, &LearnedWork) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> Result<(), JobError> {
        let texts = self.workspace.texts();
        let tasks = Tasks { stage: Stage::Learning, items: texts.len(), together: TOGETHER };
        let of_text = |text: &TextFile| {
            let mut works = self.of_text(text);
            works.retain(|work| work.coverage == Coverage::Whole);
            if works.iter().any(|work| work.annotator.is_gold()) {
                works.retain(|work| work.annotator.is_gold());
            }
            let record = |work: Work| (recorded(text, &work), work);
            works.into_iter().map(record).map(|(record, work)| look(&work.document, &work.set, &record)).collect::<Vec<T>>()
        };
        let task = |places: Range<usize>| Ok(texts.get(places).unwrap_or_default().iter().flat_map(of_text).collect::<Vec<T>>());
        self.job.in_order(tasks, task, |found| {
            found.into_iter().for_each(&mut take);
            Ok(())
        })
    }

    /// The work on a text that counts.
    fn of_text(&self, text: &TextFile) -> Vec<Work> {
        let is_blind = self.viewer.is_blind_to(text);
        let seen = text.sidecars.iter().filter(|sidecar| !is_blind || sidecar.annotator == *self.viewer.name());
        let seen: Vec<&Annotator> = seen.map(|sidecar| &sidecar.annotator).collect();
        if seen.is_empty() {
            return Vec::new();
        }
        let Ok((document, _)) = source::read_all(&text.path, self.workspace.encoding) else { return Vec::new() };
        let document = Arc::new(document);
        let work = |who: &Annotator| {
            let set = set_of(text, who, &document).ok()??;
            let is_whole = matches!(set.state(), DocumentState::Submitted | DocumentState::Reviewed);
            let coverage = if is_whole { Coverage::Whole } else { Coverage::Begun };
            // A gold standard under review is a part of one.
            let counts = is_whole || who.is_gold() || who == self.viewer.name();
            counts.then(|| Work { annotator: who.clone(), document: Arc::clone(&document), set, coverage })
        };
        seen.into_iter().filter_map(work).collect()
    }
}

/// What is recorded of work from which a model is learned.
fn recorded(text: &TextFile, work: &Work) -> LearnedWork {
    let path = sidecar_path(&text.path, &work.annotator);
    LearnedWork {
        file: text.name.clone(),
        annotator: work.annotator.to_string(),
        state: work.set.state().as_str().to_owned(),
        sha256: store::hash(store::read_bytes(&path).ok().flatten().as_deref()),
    }
}

/// Work on a text.
struct Work {
    annotator: Annotator,
    document: Arc<Document>,
    set: AnnotationSet,
    coverage: Coverage,
}

/// Texts of a set, each of which is read and looked at.
struct Each<'a> {
    texts: &'a [&'a TextFile],
    loader: Loader<'a>,
    job: &'a Job<'a>,
}

impl Each<'_> {
    /// Models, each of which was learned without some of the texts: the first without the first, and so on, round and round.
    fn models(&self, suggester: &Suggester, studies: &[Study]) -> Result<Vec<SpanModel>, JobError> {
        let parts = studies.len().min(PARTS);
        let learn = |part: usize| {
            let rest = studies.iter().enumerate().filter(|(n, _)| n % parts != part).map(|(_, study)| study.clone());
            let is_stopped = || self.job.cancel().is_cancelled();
            SpanModel::learn(ModelRecord::default(), &suggester.layers(), &within(rest), &is_stopped).ok_or(JobError::Cancelled)
        };
        let tasks = Tasks { stage: Stage::Learning, items: parts, together: 1 };
        let mut models = Vec::with_capacity(parts);
        let task = |part: Range<usize>| learn(part.start);
        self.job.in_order(tasks, task, |model| {
            models.push(model);
            Ok(())
        })?;
        Ok(models)
    }

    /// Looks at each text with its number, on all cores, and takes what is found in their order. A text whose sidecar is gone
    /// meanwhile is as one of which nothing is said.
    fn text<T: Send>(
        &self,
        look: impl Fn(&Document, &AnnotationSet, usize) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> Result<(), JobError> {
        let tasks = Tasks { stage: Stage::Reading, items: self.texts.len(), together: TOGETHER };
        let task = |places: Range<usize>| {
            let mut found: Vec<T> = Vec::with_capacity(places.len());
            let mut odd: Vec<Warning> = Vec::new();
            for n in places {
                let (read, warnings) = self.loader.load_all(self.texts.get(n..=n).unwrap_or_default())?;
                odd.extend(warnings);
                let one = read.into_iter().next().map(super::loader::Loaded::into_parts);
                let (document, set) = one.unwrap_or_else(|| (Document::from(""), AnnotationSet::new()));
                found.push(look(&document, &set, n));
            }
            Ok((found, odd))
        };
        self.job.in_order(tasks, task, |(found, odd)| {
            for warning in &odd {
                self.job.warn(warning);
            }
            found.into_iter().for_each(&mut take);
            Ok(())
        })
    }
}
