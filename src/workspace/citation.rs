//! Words of texts cited: each with what is known of the text that it is from, as far as somebody may see it.

use super::error::JobError;
use super::loader::set_of;
use super::texts::Workspace;
use super::viewer::Viewer;
use crate::annotation::citation::required_facts;
use crate::annotation::{AnnotationSet, Annotator, Citation, CitedPlaces, Schema, Value};
use crate::storage::{TextFile, source};
use crate::text::{Document, TextId};

/// What became of the places of a text that were to be cited.
#[derive(Debug)]
pub struct Cited {
    /// The text.
    pub text: TextId,
    /// The places, in their order; or why none is cited.
    pub citations: Result<Vec<Citation>, CitationError>,
}

/// Why no place of a text is cited.
#[derive(Debug, thiserror::Error)]
pub enum CitationError {
    /// The text, or what is said of it, cannot be read.
    #[error(transparent)]
    Text(#[from] JobError),
    /// Other words are there by now.
    #[error("changed since")]
    Changed,
}

impl Workspace {
    /// Cites places of texts. What is known of a text is what the viewer says of it; of what they do not say, what all others
    /// say alike whose work on it they may see. Of a text that is open, only what they say counts.
    pub fn cite(&self, all: &[CitedPlaces], viewer: &Viewer, schema: &Schema) -> Vec<Cited> {
        let cited = |asked: &CitedPlaces| Cited { text: asked.text, citations: self.cited(asked, viewer, schema) };
        all.iter().map(cited).collect()
    }

    fn cited(&self, asked: &CitedPlaces, viewer: &Viewer, schema: &Schema) -> Result<Vec<Citation>, CitationError> {
        let listed = self.texts().get(asked.text.place()).ok_or(JobError::NoSuchText)?;
        let (document, _) = source::read_all(&listed.path, self.encoding).map_err(JobError::from)?;
        let facts = match &asked.said {
            Some(said) => required_facts(schema, |name| said.iter().find(|(known, _)| known == name).map(|(_, value)| value)),
            None => Sayings::of(listed, &document, viewer, schema)?.facts(schema),
        };
        let cite = |range| Citation::of(&document, range, &listed.name, facts.clone());
        let places = asked.places.iter().map(|place| place.is_in(&document).then(|| cite(place.range.clone())));
        places.collect::<Option<Vec<_>>>().ok_or(CitationError::Changed)
    }
}

/// What is said of a text.
struct Sayings {
    own: AnnotationSet,
    /// What others say of it whose work may be seen; nobody's, where all is said already.
    others: Vec<AnnotationSet>,
}

impl Sayings {
    /// Reads them. What of others cannot be read says nothing.
    fn of(listed: &TextFile, document: &Document, viewer: &Viewer, schema: &Schema) -> Result<Self, JobError> {
        let own = set_of(listed, viewer.name(), document)?.unwrap_or_default();
        let is_told = schema.document.iter().filter(|fact| fact.required).all(|fact| own.metadatum(&fact.id).is_some());
        if is_told {
            return Ok(Self { own, others: Vec::new() });
        }
        let names = listed.sidecars.iter().map(|sidecar| &sidecar.annotator).filter(|who| *who != viewer.name());
        let seen: Vec<&Annotator> = if viewer.is_blind_to(listed) { Vec::new() } else { names.collect() };
        let others = seen.into_iter().filter_map(|who| set_of(listed, who, document).ok().flatten()).collect();
        Ok(Self { own, others })
    }

    fn facts(&self, schema: &Schema) -> Vec<String> {
        required_facts(schema, |name| self.own.metadatum(name).or_else(|| self.agreed(name)))
    }

    /// What all others say who say anything of it.
    fn agreed(&self, name: &str) -> Option<&Value> {
        let mut said = self.others.iter().filter_map(|set| set.metadatum(name));
        let first = said.next()?;
        said.all(|other| other == first).then_some(first)
    }
}
