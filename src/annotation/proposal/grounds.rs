//! What proposals for a span rest on.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::days;
use super::knowledge::Knowledge;
use super::passage::{Hit, Passage};
use super::words::Words;
use crate::annotation::registry::{Identity, Registry};
use crate::annotation::schema::{Attribute, Cue, Fill, Fit, Kind, Schema, Tag};
use crate::annotation::{Annotation, AnnotationSet, Relation, Value};
use crate::language::date::{Date, Dated};
use crate::language::number;
use crate::text::{Document, Span};

/// Whether an attribute is filled from the word that says that somebody says so.
fn has_cue(attribute: &Attribute) -> bool {
    attribute.fill.contains(&Fill::Cue(Cue::Stance))
}

/// Whether a span says one of these classes; any does where there are none.
pub(super) fn is_of_class(other: &Annotation, classes: &[String]) -> bool {
    let mut said = other.attributes.iter().filter_map(|(_, value)| value.as_text());
    classes.is_empty() || said.any(|value| classes.iter().any(|wanted| wanted == value))
}

/// A text with all that is known of it.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// Its words.
    pub document: &'a Document,
    /// What is said of it.
    pub set: &'a AnnotationSet,
    /// Its spans' words, folded once.
    pub words: &'a Words,
    /// The schema.
    pub schema: &'a Schema,
    /// What the schema says of words.
    pub knowledge: &'a Knowledge,
    /// The registries of the schema, by their names.
    pub registries: &'a BTreeMap<&'a str, &'a Registry>,
}

/// What proposals for a span rest on. What takes a while is found once, when it is first asked for.
#[derive(Debug)]
pub struct Grounds<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// The span.
    pub span: &'a Annotation,
    tag: Option<&'a Tag>,
    passage: OnceCell<Passage>,
    dates: OnceCell<Vec<Dated>>,
    figure: OnceCell<number::Figure>,
    outgoing: OnceCell<Vec<&'a Relation>>,
    alike: OnceCell<Vec<&'a Annotation>>,
}

impl<'a> Grounds<'a> {
    /// Those for a span of a text.
    pub fn of(span: &'a Annotation, text: &'a Text<'a>) -> Self {
        let tag = text.schema.tag(&span.tag);
        Self {
            text,
            span,
            tag,
            passage: OnceCell::new(),
            dates: OnceCell::new(),
            figure: OnceCell::new(),
            outgoing: OnceCell::new(),
            alike: OnceCell::new(),
        }
    }

    /// The words of the span.
    pub(super) fn words(&self) -> &'a str {
        self.text.document.slice(self.span.span.range())
    }

    /// The sentence around the span.
    pub(super) fn passage(&self) -> &Passage {
        let Text { document, knowledge, .. } = self.text;
        self.passage.get_or_init(|| Passage::of(self.span.span, document, knowledge))
    }

    /// Its tag, if the schema has it.
    pub(super) fn tag(&self) -> Option<&'a Tag> {
        self.tag
    }

    /// The words of its sentence that say when, the likeliest first.
    pub(super) fn dates(&self) -> &[Dated] {
        let read = || {
            let published = self.published()?;
            Some(days::dates(self.text.document, &self.passage().range, self.span.span, published))
        };
        self.dates.get_or_init(|| read().unwrap_or_default())
    }

    /// The day on which its text was published, if that is said.
    pub(super) fn published(&self) -> Option<Date> {
        days::published(self.text.schema, self.text.set)
    }

    /// The figure in its words.
    pub(super) fn figure(&self) -> &number::Figure {
        self.figure.get_or_init(|| self.text.knowledge.numbers().read_span(self.words()))
    }

    /// The relations that lead from it.
    pub fn outgoing(&self) -> &[&'a Relation] {
        let from = &self.span.id;
        self.outgoing.get_or_init(|| self.text.set.relations().iter().filter(|relation| relation.from == *from).collect())
    }

    /// The words of a stretch of the text that say when: those of its sentence, else what the stretch says by itself.
    pub(super) fn dates_in(&self, words: &Range<usize>) -> Vec<Dated> {
        let Text { document, set, schema, .. } = self.text;
        let is_there = |dated: &&Dated| dated.range.start < words.end && words.start < dated.range.end;
        let found: Vec<Dated> = self.dates().iter().filter(is_there).cloned().collect();
        match days::published(schema, set).filter(|_| found.is_empty() && !words.is_empty()) {
            Some(published) => days::dates(document, words, self.span.span, published),
            None => found,
        }
    }

    /// The spans before it of the same tag that are not far, the nearest first.
    pub(super) fn earlier(&self) -> impl Iterator<Item = &'a Annotation> {
        let Text { document, set, .. } = self.text;
        let (tag, start) = (&self.span.tag, self.span.span.start());
        let least = document.paragraph_at(document.paragraph_at(start).start.saturating_sub(1)).start;
        let before = set.in_range(least..start.max(least)).rev();
        before.filter(move |other| other.tag == *tag && other.span.start() < start)
    }

    /// The nearest span before it of the same tag, if it is not far.
    pub(super) fn before(&self) -> Option<&'a Annotation> {
        self.earlier().next()
    }

    /// The claim that it is or that is around it, the narrowest: a span of a tag that has a cue.
    pub(super) fn claim(&self) -> Option<Span> {
        let own = self.span.span;
        let is_claim = |tag: &str| self.text.schema.tag(tag).is_some_and(|tag| tag.attributes.iter().any(has_cue));
        let around = self
            .text
            .set
            .in_range(own.range())
            .filter(|other| other.span.start() <= own.start() && own.end() <= other.span.end());
        around.filter(|other| is_claim(&other.tag)).map(|other| other.span).min_by_key(|span| span.end() - span.start())
    }

    /// Whether a span that says one of these values is inside it.
    pub(super) fn holds(&self, classes: &[String]) -> bool {
        let own = self.span.span.range();
        let mut inside = self.text.set.in_range(own.clone()).filter(|other| other.id != self.span.id);
        inside.any(|other| own.start <= other.span.start() && other.span.end() <= own.end && is_of_class(other, classes))
    }

    /// The words of a lexicon around the span, the nearest first.
    pub(super) fn hits(&self, lexicon: usize) -> Vec<Hit> {
        self.passage().hits(lexicon, self.span, self.text.set, self.text.document)
    }

    /// The other spans of the same words, the likeliest first.
    pub(super) fn alike(&self) -> &[&'a Annotation] {
        let Text { document, set, words, .. } = self.text;
        self.alike.get_or_init(|| words.alike(set, document, self.span))
    }

    /// What the registry knows: the identities that the words may name; of another attribute, the class of the identity that
    /// the span has, or may have.
    pub(super) fn known(&self, attribute: &Attribute) -> Vec<Value> {
        let text = |text: &str| Value::Text(text.to_owned());
        if let Kind::Entity { registry } = &attribute.kind {
            return self.candidates(registry).into_iter().map(|identity| text(&identity.id)).collect();
        }
        let classes = self.identities().into_iter().map(|identity| text(&identity.class));
        classes.filter(|class| attribute.kind.fit(class) == Fit::Good).collect()
    }

    fn registry(&self, name: &str) -> Option<&'a Registry> {
        self.text.registries.get(name).copied()
    }

    fn candidates(&self, registry: &str) -> Vec<&'a Identity> {
        self.registry(registry).map(|registry| registry.named(self.words())).unwrap_or_default()
    }

    /// The identities that the span has, else those that its words may name.
    fn identities(&self) -> Vec<&'a Identity> {
        let of = |attribute: &Attribute| match &attribute.kind {
            Kind::Entity { registry } if attribute.fill.contains(&Fill::Registry) => {
                let said = self.span.attribute(&attribute.id).and_then(Value::as_text);
                match said {
                    Some(id) => self.registry(registry).and_then(|registry| registry.get(id)).into_iter().collect(),
                    None => self.candidates(registry),
                }
            }
            _ => Vec::new(),
        };
        self.tag.iter().flat_map(|tag| &tag.attributes).flat_map(of).collect()
    }
}
