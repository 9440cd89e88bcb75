//! How often what is proposed is what a finished text says.

use std::collections::BTreeMap;

use super::end::ends;
use super::grounds::{Grounds, Text};
use super::knowledge::Knowledge;
use super::value::values;
use super::words::Words;
use crate::annotation::registry::Registry;
use crate::annotation::schema::{Attribute, Fill, RelationType, Schema};
use crate::annotation::{Annotation, AnnotationSet, Edit, End, SpanId, Value};
use crate::text::Document;

/// The name under which the parts of a figure count as one.
const FIGURE: &str = "figure";
/// Proposals that count as near the first.
const TOP: usize = 3;

/// How often proposals were right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What the texts say.
    pub asked: usize,
    /// What of it was the first that was proposed.
    pub first: usize,
    /// What of it was among the first three.
    pub top3: usize,
}

impl Tally {
    fn count(&mut self, place: Option<usize>) {
        self.asked += 1;
        self.first += usize::from(place == Some(0));
        self.top3 += usize::from(place.is_some_and(|place| place < TOP));
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.first += other.first;
        self.top3 += other.top3;
    }
}

/// How often proposals were right, by attribute and by type of relation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// Texts that were asked about.
    pub texts: usize,
    /// By attribute; `figure` is right where all parts of a figure are.
    pub values: BTreeMap<String, Tally>,
    /// By type of relation; of an ordered one, the first end.
    pub relations: BTreeMap<String, Tally>,
}

/// With what texts are read.
#[derive(Debug, Clone, Copy)]
pub struct Readers<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// What it says of words.
    pub knowledge: &'a Knowledge,
    /// The registries of the schema, by their names.
    pub registries: &'a BTreeMap<&'a str, &'a Registry>,
}

impl Evaluation {
    /// Asks about every span of a finished text, as if nothing were said of it yet; what is said of the others stays.
    pub fn of(document: &Document, mut set: AnnotationSet, readers: Readers<'_>) -> Self {
        let mut found = Self { texts: 1, ..Self::default() };
        let words = Words::default();
        let spans: Vec<SpanId> = set.iter().map(|span| span.id.clone()).collect();
        for id in spans {
            let Some(said) = set.get(&id).filter(|span| !set.is_boilerplate(&span.span.range())).cloned() else { continue };
            let leads = Leads::of(&said, &set);
            let Ok(inverse) = set.apply(hidden(&said, &set)) else { continue };
            found.ask(&said, &leads, document, &set, &words, readers);
            // What was hidden comes back as it was.
            let _hidden = set.apply(inverse);
        }
        found
    }

    /// Adds what was counted in other texts.
    pub fn add(&mut self, other: Self) {
        self.texts += other.texts;
        for (name, tally) in other.values {
            self.values.entry(name).or_default().add(tally);
        }
        for (name, tally) in other.relations {
            self.relations.entry(name).or_default().add(tally);
        }
    }
}

/// Where relations of a span lead, by type: in their order.
struct Leads(BTreeMap<String, Vec<SpanId>>);

impl Leads {
    fn of(span: &Annotation, set: &AnnotationSet) -> Self {
        let mut leads: BTreeMap<String, Vec<(Option<i64>, SpanId)>> = BTreeMap::new();
        for relation in set.relations_of(&span.id).filter(|relation| relation.from == span.id) {
            let end = SpanId::from(relation.to.as_str());
            leads.entry(relation.kind.clone()).or_default().push((relation.order, end));
        }
        for ends in leads.values_mut() {
            ends.sort_by_key(|(order, _)| *order);
        }
        Self(leads.into_iter().map(|(kind, ends)| (kind, ends.into_iter().map(|(_, end)| end).collect())).collect())
    }
}

/// The edit that hides what a span says.
fn hidden(span: &Annotation, set: &AnnotationSet) -> Edit {
    let relations = set.relations_of(&span.id).map(|relation| Edit::RemoveRelation(relation.id.clone()));
    let attributes = Edit::Attributes { id: span.id.clone(), attributes: Vec::new() };
    Edit::Batch(relations.chain([attributes]).collect())
}

impl Evaluation {
    fn ask(
        &mut self,
        said: &Annotation,
        leads: &Leads,
        document: &Document,
        set: &AnnotationSet,
        words: &Words,
        readers: Readers<'_>,
    ) {
        let Readers { schema, knowledge, registries } = readers;
        let text = Text { document, set, words, schema, knowledge, registries };
        let (Some(span), Some(tag)) = (set.get(&said.id), schema.tag(&said.tag)) else { return };
        let grounds = Grounds::of(span, &text);
        for attribute in &tag.attributes {
            if let Some(value) = said.attribute(&attribute.id) {
                let place = offered(attribute, &grounds).iter().position(|offered| offered == value);
                self.values.entry(attribute.id.clone()).or_default().count(place);
            }
        }
        let figure: Vec<&Attribute> = tag.attributes.iter().filter(|attribute| is_of_figure(attribute)).collect();
        if figure.iter().any(|attribute| said.attribute(&attribute.id).is_some()) {
            let is_right = figure.iter().all(|attribute| offered(attribute, &grounds).first() == said.attribute(&attribute.id));
            self.values.entry(FIGURE.to_owned()).or_default().count(is_right.then_some(0));
        }
        for kind in schema.relations_from(&said.tag) {
            if let Some(ends) = leads.0.get(&kind.id) {
                self.ask_ends(kind, ends, &grounds);
            }
        }
    }

    /// Asks where relations of a type lead: the first of an ordered one; of others all, of which as many are looked at as
    /// there are.
    fn ask_ends(&mut self, kind: &RelationType, said: &[SpanId], grounds: &Grounds<'_>) {
        let offered: Vec<End> = ends(kind, grounds).into_iter().map(|end| end.to).collect();
        let asked = if kind.ordered { said.get(..1).unwrap_or_default() } else { said };
        let tally = self.relations.entry(kind.id.clone()).or_default();
        for end in asked {
            let place = offered.iter().position(|offered| *offered == *end);
            tally.count(place.map(|place| place.saturating_sub(asked.len() - 1)));
        }
    }
}

/// What is proposed; the default where nothing is.
pub(super) fn offered(attribute: &Attribute, grounds: &Grounds<'_>) -> Vec<Value> {
    let mut offered: Vec<Value> = values(attribute, grounds).into_iter().map(|proposal| proposal.value).collect();
    if offered.is_empty() {
        offered.extend(attribute.default.clone());
    }
    offered
}

fn is_of_figure(attribute: &Attribute) -> bool {
    attribute.fill.iter().any(|fill| matches!(fill, Fill::Number(_)))
}
