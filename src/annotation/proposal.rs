//! Proposals: values and ends of relations that are offered for a span, the likeliest first. Nothing of it is said until a
//! person takes it.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::model::Annotation;
use super::name::SpanId;
use super::registry::{Identity, Registry};
use super::schema::{Attribute, Fill, Fit, Kind, RelationType, Suggest, Tag};
use super::set::AnnotationSet;
use super::value::Value;
use crate::language::fold::Folding;
use crate::language::text_unit::{self, TextUnit};
use crate::text::{Document, Span};

/// Most ends that are proposed for a relation: one digit each, the last two of which are for ends that are no span.
pub const MOST_ENDS: usize = 8;

/// Where a proposed value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The registry, which knows the words of the span.
    Registry,
    /// Another span of the same words.
    SameText,
}

/// A value that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The value.
    pub value: Value,
    /// Where it comes from.
    pub source: Source,
}

/// The words of spans of one text as they are compared, whatever their marks and forms of letters: each is folded once, as
/// long as the text is open.
#[derive(Debug, Default)]
pub struct Words(RefCell<HashMap<Span, Box<str>>>);

impl Words {
    /// The other spans of the tag that have the same words: those before the span, the nearest first, then those after it.
    pub fn alike<'a>(&self, set: &'a AnnotationSet, document: &Document, span: &Annotation) -> Vec<&'a Annotation> {
        let folding = Folding::usual();
        let mut known = self.0.borrow_mut();
        let mut words = |of: Span| {
            let fold = || folding.fold(document.slice(of.range())).text().into();
            known.entry(of).or_insert_with(fold).clone()
        };
        let own = words(span.span);
        let others = set.iter().filter(|other| other.tag == span.tag && other.id != span.id);
        let others = others.filter(|other| !set.is_boilerplate(&other.span.range()));
        let mut found: Vec<&Annotation> = others.filter(|other| words(other.span) == own).collect();
        let at = span.span.start();
        found.sort_by_key(|other| {
            let start = other.span.start();
            if start <= at { (0, at - start) } else { (1, start - at) }
        });
        found
    }
}

/// What proposals for a span rest on.
#[derive(Debug)]
pub struct Grounds<'a> {
    /// The span.
    pub span: &'a Annotation,
    /// Its words.
    pub words: &'a str,
    /// Its tag.
    pub tag: &'a Tag,
    /// The other spans of the same words, the likeliest first.
    pub alike: Vec<&'a Annotation>,
    /// The registries of the schema, by their names.
    pub registries: BTreeMap<&'a str, &'a Registry>,
}

impl Grounds<'_> {
    /// What the registry knows: the identities that the words may name; of another attribute, the class of the identity that
    /// the span has, or may have.
    fn known(&self, attribute: &Attribute) -> Vec<Value> {
        let text = |text: &str| Value::Text(text.to_owned());
        if let Kind::Entity { registry } = &attribute.kind {
            return self.candidates(registry).into_iter().map(|identity| text(&identity.id)).collect();
        }
        let classes = self.identities().into_iter().map(|identity| text(&identity.class));
        classes.filter(|class| attribute.kind.fit(class) == Fit::Good).collect()
    }

    fn registry(&self, name: &str) -> Option<&Registry> {
        self.registries.get(name).copied()
    }

    fn candidates(&self, registry: &str) -> Vec<&Identity> {
        self.registry(registry).map(|registry| registry.named(self.words)).unwrap_or_default()
    }

    /// The identities that the span has, else those that its words may name.
    fn identities(&self) -> Vec<&Identity> {
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
        self.tag.attributes.iter().flat_map(of).collect()
    }
}

/// What is proposed for an attribute, each value once, in the order in which the schema fills it.
pub fn values(attribute: &Attribute, grounds: &Grounds<'_>) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    for fill in &attribute.fill {
        let (source, values): (Source, Vec<Value>) = match fill {
            Fill::SameText => {
                let said = grounds.alike.iter().filter_map(|other| other.attribute(&attribute.id));
                (Source::SameText, said.cloned().collect())
            }
            Fill::Registry => (Source::Registry, grounds.known(attribute)),
            Fill::Lexicon(_) | Fill::Number(_) | Fill::Cue(_) => continue,
        };
        for value in values {
            if found.iter().all(|known| known.value != value) {
                found.push(Proposal { value, source });
            }
        }
    }
    found
}

/// The spans that are proposed as the end of a relation from a span, as the schema says for its type; else those near it.
/// Spans to which such a relation leads already are left out.
pub fn ends(kind: &RelationType, from: &Annotation, set: &AnnotationSet, document: &Document) -> Vec<SpanId> {
    let sentence = text_unit::around(document, TextUnit::Sentence, from.span.start());
    let near = Near { document, from: from.span, sentence };
    let taken =
        |id: &SpanId| set.relations_of(&from.id).any(|other| other.kind == kind.id && other.from == from.id && other.to == *id);
    let around = near.paragraphs();
    let candidates =
        set.in_range(around).filter(|other| kind.to.contains(&other.tag) && other.id != from.id && !taken(&other.id));
    let candidates = candidates.filter(|other| !set.is_boilerplate(&other.span.range()));
    let mut ranked: Vec<(Rank, &Annotation)> = candidates.map(|other| (near.rank(other, kind.suggest.as_ref()), other)).collect();
    if kind.suggest == Some(Suggest::Contained) {
        ranked.retain(|(rank, _)| rank.class == 0);
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(MOST_ENDS).map(|(_, other)| other.id.clone()).collect()
}

/// How likely an end is: what the schema asks for first, then the same sentence, then what is before the span, then the
/// nearest; of two in one place, the longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    class: u8,
    sentence: u8,
    side: u8,
    distance: usize,
    length: Reverse<usize>,
}

/// What is near a span.
struct Near<'a> {
    document: &'a Document,
    from: Span,
    /// The sentence in which the span begins, in bytes.
    sentence: Range<usize>,
}

impl Near<'_> {
    /// The bytes of the paragraph of the span, and those of the one before it.
    fn paragraphs(&self) -> Range<usize> {
        let own = self.document.paragraph_at(self.from.start());
        let before = self.document.paragraph_at(own.start.saturating_sub(1)).start;
        before..own.end.max(self.from.end())
    }

    fn rank(&self, other: &Annotation, suggest: Option<&Suggest>) -> Rank {
        let start = other.span.start();
        let is_inside = self.from.start() <= start && other.span.end() <= self.from.end();
        let is_wanted = match suggest {
            Some(Suggest::Contained) => is_inside,
            Some(Suggest::NearestBefore { class }) => {
                let classes = other.attributes.iter().filter_map(|(_, value)| value.as_text());
                class.is_empty() || classes.into_iter().any(|value| class.iter().any(|wanted| wanted == value))
            }
            Some(Suggest::NearestInSentence) | None => true,
        };
        let is_before = start < self.from.start();
        let side = match suggest {
            Some(Suggest::NearestBefore { .. }) => u8::from(!is_before),
            _ => 0,
        };
        let distance = if is_before { self.from.start() - start } else { start - self.from.start() };
        Rank {
            class: u8::from(!is_wanted),
            sentence: u8::from(!self.sentence.contains(&start)),
            side,
            distance,
            length: Reverse(other.span.end() - start),
        }
    }
}
