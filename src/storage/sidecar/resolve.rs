//! From the sidecar to the model: offsets become spans, and everything is checked against the text.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::record::{SchemaRecord, SourceRecord, Stored, StoredRelation, StoredSpan, version};
use crate::annotation::Held;
use crate::annotation::quote::{Misfit, fit};
use crate::annotation::{AnnotationSet, Annotator, DocumentState, Lists, Parts, Schema, SpanId};
use crate::text::Document;

/// What a sidecar says besides the annotation set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The text it speaks of.
    pub source: SourceRecord,
    /// The schema it was made with.
    pub schema: SchemaRecord,
    /// Who made it.
    pub annotator: String,
    /// Spans that do not fit the text. They are in no set and are written back as they were read.
    pub unfit: Vec<StoredSpan>,
}

impl Header {
    /// The header of a new sidecar, made with the schema that comes with the program.
    ///
    /// It holds the hash of the text, which is computed here if it was not yet.
    pub fn of(file: &str, document: &Document, annotator: &Annotator) -> Self {
        let source = SourceRecord { file: file.to_owned(), ..SourceRecord::default() };
        let mut header = Self { source, schema: SchemaRecord::default(), annotator: annotator.to_string(), unfit: Vec::new() };
        header.describe(document);
        header.name_schema(Schema::builtin());
        header
    }

    /// Brings hash, lengths and encoding up to date with the text.
    pub fn describe(&mut self, document: &Document) {
        self.source.describe(document);
    }

    /// Names the schema that is in use.
    pub fn name_schema(&mut self, schema: &Schema) {
        self.schema.id.clone_from(&schema.id);
        self.schema.version.clone_from(&schema.version);
    }
}

/// Whether a text is compared by its SHA-256 with the one that was annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// It is.
    Compared,
    /// It is not, or not yet: for a long text that takes a while.
    Skipped,
}

/// Something in a sidecar that does not agree with its text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Discrepancy {
    /// The text is another one than the one that was annotated.
    #[error("the text has changed since it was annotated")]
    SourceChanged,
    /// A span that is not in the set.
    #[error("{id}: {misfit}")]
    Unfit {
        /// The span.
        id: SpanId,
        /// Why it does not fit.
        misfit: Misfit,
    },
    /// The byte offsets are wrong, while code points and words are right; saving corrects them.
    #[error("{id}: the byte offsets do not agree with the code points")]
    OtherBytes {
        /// The span.
        id: SpanId,
    },
}

impl Discrepancy {
    /// Whether it keeps a span out of the set, so that the text must be opened read-only.
    pub fn is_unfit(&self) -> bool {
        matches!(self, Self::Unfit { .. })
    }
}

/// A sidecar that was checked against its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// What the annotator says.
    pub set: AnnotationSet,
    /// The rest of the sidecar.
    pub header: Header,
    /// What does not agree with the text.
    pub discrepancies: Vec<Discrepancy>,
}

impl Loaded {
    /// A sidecar that says nothing yet.
    pub fn new(header: Header) -> Self {
        Self { set: AnnotationSet::new(), header, discrepancies: Vec::new() }
    }

    /// Whether the text is the one that was annotated, as far as it was checked.
    pub fn is_same_source(&self) -> bool {
        !self.discrepancies.contains(&Discrepancy::SourceChanged)
    }
}

impl Stored {
    /// A sidecar of a set, as it would be read of its file.
    pub fn of(set: &AnnotationSet, header: &Header, document: &Document) -> Self {
        let mut spans: Vec<StoredSpan> = set.iter().map(|annotation| StoredSpan::of(annotation, document)).collect();
        spans.extend(header.unfit.iter().cloned());
        spans.sort_by(|a, b| (a.start, Reverse(a.end), &a.id).cmp(&(b.start, Reverse(b.end), &b.id)));
        let Lists { orphans, orphaned_relations, answers, rejections, decisions, boilerplate } = set.lists().clone();
        Self {
            hashiya: version(&decisions),
            source: header.source.clone(),
            schema: header.schema.clone(),
            annotator: header.annotator.clone(),
            state: set.state().to_string(),
            document: set.metadata().to_vec(),
            spans,
            relations: set.relations().iter().map(StoredRelation::of).collect(),
            orphans,
            orphaned_relations,
            answers,
            rejections,
            decisions,
            boilerplate,
            extra: set.extra().clone(),
        }
    }

    /// Makes the model of a sidecar, checked against the whole text it speaks of.
    ///
    /// The lengths of the text are compared whatever becomes of its hash. Spans that do not fit are reported, and kept in
    /// [`Header::unfit`].
    pub fn resolve(self, document: &Document, hash: Hash) -> Loaded {
        let mut discrepancies = Vec::new();
        if self.source.differs(document, hash == Hash::Compared) {
            discrepancies.push(Discrepancy::SourceChanged);
        }
        let mut lists = self.lists();
        if let Held::Known(regions) = &mut lists.boilerplate {
            for region in regions {
                let place = fit(document, region.start..region.end, region.text.as_deref()).ok();
                region.bytes = place.map(|place| (place.start(), place.end()));
            }
        }
        let (mut annotations, mut unfit, mut ids) = (Vec::with_capacity(self.spans.len()), Vec::new(), HashSet::new());
        for span in self.spans {
            let place = fit(document, span.start..span.end, span.text.as_deref());
            match place.and_then(|place| if ids.insert(span.id.clone()) { Ok(place) } else { Err(Misfit::IdTwice) }) {
                Ok(place) => {
                    if span.bytes.is_some_and(|(start, end)| (start..end) != place.range()) {
                        discrepancies.push(Discrepancy::OtherBytes { id: span.id.clone() });
                    }
                    annotations.push(span.annotation(place));
                }
                Err(misfit) => {
                    discrepancies.push(Discrepancy::Unfit { id: span.id.clone(), misfit });
                    unfit.push(span);
                }
            }
        }
        let parts = Parts {
            annotations,
            relations: self.relations.into_iter().map(StoredRelation::relation).collect(),
            metadata: self.document,
            state: DocumentState::from(self.state.as_str()),
            lists,
            extra: self.extra,
        };
        let (mut set, _none_left) = AnnotationSet::from_parts(parts);
        for span in &unfit {
            set.reserve(&span.id);
        }
        Loaded {
            set,
            header: Header { source: self.source, schema: self.schema, annotator: self.annotator, unfit },
            discrepancies,
        }
    }
}

impl SourceRecord {
    /// Brings hash, lengths and encoding up to date with the text.
    pub fn describe(&mut self, document: &Document) {
        document.sha256().unwrap_or_default().clone_into(&mut self.sha256);
        self.bytes = document.source().bytes;
        self.code_points = document.code_points();
        document.source().encoding.clone_into(&mut self.encoding);
    }

    /// Whether the text is another one; what the record does not say is not compared.
    pub fn differs(&self, document: &Document, hash: bool) -> bool {
        let other = |known: usize, found: usize| known != 0 && known != found;
        other(self.bytes, document.source().bytes)
            || other(self.code_points, document.code_points())
            || (hash
                && !self.sha256.is_empty()
                && document.sha256().is_some_and(|found| !found.eq_ignore_ascii_case(&self.sha256)))
    }
}
