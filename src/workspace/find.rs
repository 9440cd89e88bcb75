//! The job that finds words in all texts, and spans by what is said of them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::loader::set_of;
use super::texts::Workspace;
use super::viewer::Viewer;
use super::watch::{Stage, Warning};
use crate::annotation::{Annotation, AnnotationSet, Annotator, Value};
use crate::language::matcher::Matcher;
use crate::storage::{TextFile, source};
use crate::text::{Document, TextId, grapheme};

/// Texts that are read by one task.
const TOGETHER: usize = 8;
/// Bytes of a text from which on its hits are handed over as they are found, not all at once.
const LARGE: usize = 4 << 20;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Find<'a> {
    /// The words; any of a span that is looked for, where it is `None`.
    pub words: Option<&'a Matcher>,
    /// What is said of them; where it is `None`, the words are looked for whether anything is.
    pub asked: Option<Asked<'a>>,
    /// Code points before and after a hit that are handed over with it, with the marks of the outermost letters, and at most
    /// to the ends of its line.
    pub context: usize,
    /// Whoever is told what is said of the words that are found, by everybody whose work they may see; nobody, where it is
    /// `None`.
    pub told: Option<&'a Viewer>,
    /// What becomes of a text or sidecar that cannot be read.
    pub unreadable: Unreadable,
}

/// What becomes of a text or sidecar that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// The job ends.
    Ends,
    /// It is a warning, and the text has no hits.
    Warns,
}

/// What is said of the spans that are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Whose spans; those of everybody whom the viewer may see, where it is `None`.
    pub set: Option<&'a Annotator>,
    /// Their tag.
    pub tag: Option<&'a str>,
    /// Values that they have, each with the name of its attribute.
    pub values: &'a [(String, String)],
    /// Whoever looks.
    pub viewer: &'a Viewer,
}

/// Words that were found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The number of the text.
    pub number: TextId,
    /// The name of the text.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The code points of the text that they are.
    pub points: Range<usize>,
    /// The bytes of the text that they are.
    pub bytes: Range<usize>,
    /// The words.
    pub text: String,
    /// What is before them in their line.
    pub before: String,
    /// What is after them in their line.
    pub after: String,
    /// The span, if one was looked for.
    pub span: Option<HitSpan>,
    /// The spans that share letters with them, if somebody is told.
    pub said: Vec<HitSpan>,
}

/// A span that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct HitSpan {
    /// Whose it is.
    pub annotator: Annotator,
    /// What it says.
    pub annotation: Annotation,
}

/// What one text has.
enum OfText {
    /// Its hits.
    Hits(Vec<Hit>),
    /// It is so large that they are still to be found; with what is said of it, if somebody is told.
    Large(Box<Document>, Sayings),
}

/// What is said of a text by those whose work somebody may see.
#[derive(Default)]
struct Sayings(Vec<(Annotator, AnnotationSet)>);

/// What came of a text in a task.
struct Looked {
    number: TextId,
    name: String,
    of: OfText,
    warnings: Vec<Warning>,
    is_unseen: bool,
}

impl Workspace {
    /// Finds words, or spans, in all texts, and hands them over in the order of the texts and of their places; gives how many
    /// they are.
    ///
    /// # Errors
    /// A text or sidecar that cannot be read, or does not fit; what `take` says.
    pub fn find(
        &self,
        find: &Find<'_>,
        job: &Job<'_>,
        mut take: impl FnMut(&Hit) -> Result<(), JobError>,
    ) -> Result<usize, JobError> {
        let tasks = Tasks { stage: Stage::Reading, items: self.texts().len(), together: TOGETHER };
        let look = |places: Range<usize>| {
            let texts = self.texts().get(places.clone()).unwrap_or_default();
            let numbered = places.zip(texts).map(|(number, text)| self.look_or_warn(find, number.into(), text));
            numbered.collect::<Result<Vec<_>, JobError>>()
        };
        let mut count = 0;
        let mut unseen = 0;
        let mut hand_over = |hit: &Hit| {
            count += 1;
            job.cancel().check()?;
            take(hit)
        };
        job.in_order(tasks, look, |all| {
            for Looked { number, name, of, warnings, is_unseen } in all {
                unseen += usize::from(is_unseen);
                for warning in &warnings {
                    job.warn(warning);
                }
                match of {
                    OfText::Hits(hits) => hits.iter().try_for_each(&mut hand_over)?,
                    OfText::Large(document, sayings) => {
                        let text = Text { number, name: &name, document: &document, context: find.context };
                        let words = find.words.into_iter().flat_map(|words| words.hits(document.text(), 0));
                        words.map(|range| sayings.told(text.hit(range, None))).try_for_each(|hit| hand_over(&hit))?;
                    }
                }
            }
            Ok(())
        })?;
        if let (Some(asked), true) = (find.asked, unseen > 0) {
            job.warn(&Warning::Unseen { viewer: asked.viewer.name().clone(), texts: unseen });
        }
        Ok(count)
    }

    /// Looks at one text; what cannot be read of it may be a warning.
    fn look_or_warn(&self, find: &Find<'_>, number: TextId, file: &TextFile) -> Result<Looked, JobError> {
        match self.look(find, number, file) {
            Err(JobError::Storage(error)) if find.unreadable == Unreadable::Warns => {
                Ok(Looked { warnings: vec![Warning::NotListed(error)], ..Looked::nothing(number, file) })
            }
            looked => looked,
        }
    }

    /// Looks at one text.
    fn look(&self, find: &Find<'_>, number: TextId, file: &TextFile) -> Result<Looked, JobError> {
        let mut looked = Looked::nothing(number, file);
        let whose = find.asked.map(|asked| whose(file, asked));
        if let Some((who, is_unseen)) = &whose {
            looked.is_unseen = *is_unseen;
            if who.is_empty() {
                return Ok(looked);
            }
        }
        let (document, odd) = source::read_all(&file.path, self.encoding)?;
        looked.warnings = odd.into_iter().map(|warning| Warning::Undecoded { path: file.path.clone(), warning }).collect();
        let text = Text { number, name: &file.name, document: &document, context: find.context };
        looked.of = match (find.asked, whose) {
            (Some(asked), Some((who, _))) => OfText::Hits(spans(find, asked, &who, file, &text)?),
            _ if document.len() >= LARGE => {
                let (sayings, unread) = find.told.map(|viewer| Sayings::of(file, &document, viewer)).unwrap_or_default();
                looked.warnings.extend(unread);
                OfText::Large(Box::new(document), sayings)
            }
            _ => {
                let words = find.words.into_iter().flat_map(|words| words.hits(document.text(), 0));
                let mut hits: Vec<Hit> = words.map(|range| text.hit(range, None)).collect();
                // Sidecars are read only where they have something to tell.
                if let Some(viewer) = find.told.filter(|_| !hits.is_empty()) {
                    let (sayings, unread) = Sayings::of(file, &document, viewer);
                    looked.warnings.extend(unread);
                    hits = hits.into_iter().map(|hit| sayings.told(hit)).collect();
                }
                OfText::Hits(hits)
            }
        };
        Ok(looked)
    }
}

impl Looked {
    fn nothing(number: TextId, file: &TextFile) -> Self {
        let of = OfText::Hits(Vec::new());
        Self { number, name: file.name.clone(), of, warnings: Vec::new(), is_unseen: false }
    }
}

impl Sayings {
    /// Reads them, and tells which sidecars say nothing, since they cannot be read or are not of this text.
    fn of(file: &TextFile, document: &Document, viewer: &Viewer) -> (Self, Vec<Warning>) {
        let mut sayings = Self::default();
        let mut warnings = Vec::new();
        // The viewer's own sidecar may have come since the texts were listed.
        let listed = file.sidecars.iter().map(|sidecar| &sidecar.annotator).filter(|who| *who != viewer.name());
        let others: Vec<&Annotator> = if viewer.is_blind_to(file) { Vec::new() } else { listed.collect() };
        for annotator in std::iter::once(viewer.name()).chain(others) {
            match set_of(file, annotator, document) {
                Ok(set) => sayings.0.extend(set.map(|set| (annotator.clone(), set))),
                Err(JobError::Storage(error)) => warnings.push(Warning::NotListed(error)),
                Err(error) => warnings.push(Warning::Unfit(error.to_string())),
            }
        }
        (sayings, warnings)
    }

    /// A hit with the spans that share letters with it.
    fn told(&self, mut hit: Hit) -> Hit {
        for (annotator, set) in &self.0 {
            let spans = set.in_range(hit.bytes.clone());
            hit.said.extend(spans.map(|span| HitSpan { annotator: annotator.clone(), annotation: span.clone() }));
        }
        hit
    }
}

/// Those whose spans of a text are looked at, and whether somebody's are left out.
fn whose(file: &TextFile, asked: Asked<'_>) -> (Vec<Annotator>, bool) {
    let mut who: BTreeSet<&Annotator> = file.sidecars.iter().map(|sidecar| &sidecar.annotator).collect();
    who.retain(|who| asked.set.is_none_or(|set| set == *who));
    let all = who.len();
    who.retain(|who| *who == asked.viewer.name() || !asked.viewer.is_blind_to(file));
    let is_unseen = who.len() < all;
    (who.into_iter().cloned().collect(), is_unseen)
}

/// The spans of a text of which it is said.
fn spans(find: &Find<'_>, asked: Asked<'_>, who: &[Annotator], file: &TextFile, text: &Text<'_>) -> Result<Vec<Hit>, JobError> {
    let mut hits = Vec::new();
    for annotator in who {
        let Some(set) = set_of(file, annotator, text.document)? else { continue };
        for annotation in set.iter().filter(|annotation| asked.holds(annotation)) {
            let range = annotation.span.range();
            let has_words = |words: &Matcher| words.within(text.document.text(), range.clone()).any(|hit| hit.end <= range.end);
            if find.words.is_none_or(has_words) {
                let span = HitSpan { annotator: annotator.clone(), annotation: annotation.clone() };
                hits.push(text.hit(range, Some(span)));
            }
        }
    }
    hits.sort_by_key(|hit| hit.points.start);
    Ok(hits)
}

impl Asked<'_> {
    /// Whether it is said of a span: a list has each of its values.
    fn holds(&self, annotation: &Annotation) -> bool {
        let has = |(name, wanted): &(String, String)| match annotation.attribute(name) {
            Some(Value::List(values)) => values.contains(wanted),
            Some(value) => value.to_string() == *wanted,
            None => false,
        };
        self.tag.is_none_or(|tag| annotation.tag == tag) && self.values.iter().all(has)
    }
}

/// Words of a text, with so many code points around them as [`Find::context`] says.
pub(super) fn hit_in(document: &Document, number: TextId, name: &str, context: usize, range: Range<usize>) -> Hit {
    Text { number, name, document, context }.hit(range, None)
}

/// A text, and how much of it is handed over around a hit.
struct Text<'a> {
    number: TextId,
    name: &'a str,
    document: &'a Document,
    context: usize,
}

impl Text<'_> {
    fn hit(&self, range: Range<usize>, span: Option<HitSpan>) -> Hit {
        let document = self.document;
        let paragraph = document.paragraph_at(range.start);
        let before = document.slice(paragraph.start.min(range.start)..range.start);
        let start = before.char_indices().rev().take(self.context).last().map_or(before.len(), |(at, _)| at);
        let after = document.slice(range.end..document.paragraph_at(range.end).end.max(range.end));
        let end = after.char_indices().nth(self.context).map_or(after.len(), |(at, _)| at);
        // No mark is parted from its letter.
        let start = grapheme::start_of(before, start);
        let end = if grapheme::is_edge(after, end) { end } else { grapheme::next(after, end) };
        Hit {
            number: self.number,
            file: self.name.to_owned(),
            line: paragraph.index + 1,
            points: document.code_point_at(range.start)..document.code_point_at(range.end),
            text: document.slice(range.clone()).to_owned(),
            bytes: range,
            before: before.get(start..).unwrap_or_default().to_owned(),
            after: after.get(..end).unwrap_or_default().to_owned(),
            span,
            said: Vec::new(),
        }
    }
}
