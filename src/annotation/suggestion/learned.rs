//! What earlier work says of names: how often words are met, and how often they have a tag.

use std::collections::{BTreeMap, HashMap};

use super::offered::Confidence;
use super::roles::{NameRole, Roles};
use crate::annotation::registry::exact_key;
use crate::annotation::schema::Schema;
use crate::annotation::{Annotation, AnnotationSet, Value};
use crate::language::clitic::with_article;
use crate::text::Document;

/// Bytes before a span in which the ل may be that changes how its article is written.
const BEFORE: usize = 32;
/// Bytes of a name at most: what is longer is no name that is met again.
const LONGEST: usize = 160;

/// Words that were tagged, by the key of their spelling.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameList(BTreeMap<String, String>);

impl NameList {
    /// The names that a set has, as far as the schema has tags for names.
    pub fn of(document: &Document, set: &AnnotationSet, schema: &Schema) -> Self {
        Self::with_roles(document, set, &Roles::of(schema))
    }

    fn with_roles(document: &Document, set: &AnnotationSet, roles: &Roles) -> Self {
        let spans = set.iter().filter(|span| roles.name(&span.tag).is_some());
        Self(spans.filter_map(|span| name_of(span, document, set)).collect())
    }

    pub(super) fn put(&mut self, key: String, words: String) {
        self.0.entry(key).or_insert(words);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of another text.
    pub fn add(&mut self, other: Self) {
        for (key, words) in other.0 {
            self.0.entry(key).or_insert(words);
        }
    }

    /// The names with their keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, words)| (key.as_str(), words.as_str()))
    }
}

/// The words of a span as they are written by themselves, with their key; `None` where it is no name that is met again.
pub(super) fn name_of(span: &Annotation, document: &Document, set: &AnnotationSet) -> Option<(String, String)> {
    let range = span.span.range();
    if range.len() > LONGEST || set.is_boilerplate(&range) {
        return None;
    }
    let words = document.slice(range.clone());
    let before = document.slice(document.floor(range.start.saturating_sub(BEFORE))..range.start);
    let words = with_article(before, words).unwrap_or_else(|| words.to_owned());
    Some((exact_key(&words), words)).filter(|(key, _)| !key.is_empty())
}

/// A tag that words have, with what spans of the same words share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sense {
    pub tag: String,
    pub attributes: Vec<(String, Value)>,
}

impl Sense {
    pub(super) fn of(span: &Annotation, role: &NameRole) -> Self {
        let shared = span.attributes.iter().filter(|(name, _)| role.shared.contains(name));
        Self { tag: span.tag.clone(), attributes: shared.cloned().collect() }
    }
}

/// How often a name was met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Meetings {
    /// In all.
    pub seen: usize,
    /// With a tag.
    pub senses: Vec<(Sense, usize)>,
}

impl Meetings {
    pub(super) fn count(&mut self, sense: Sense, times: usize) {
        match self.senses.iter_mut().find(|(known, _)| *known == sense) {
            Some((_, count)) => *count += times,
            None => self.senses.push((sense, times)),
        }
    }

    fn add(&mut self, other: &Self) {
        self.seen += other.seen;
        other.senses.iter().for_each(|(sense, times)| self.count(sense.clone(), *times));
    }

    /// The same without those of a text.
    fn without(&self, other: &Self) -> Self {
        let mut rest = Self { seen: self.seen.saturating_sub(other.seen), senses: self.senses.clone() };
        for (sense, count) in &mut rest.senses {
            let gone = other.senses.iter().find(|(known, _)| known == sense).map_or(0, |(_, times)| *times);
            *count = count.saturating_sub(gone);
        }
        rest.senses.retain(|(_, count)| *count > 0);
        rest
    }

    /// The tag that the words have most often, with how often that is.
    pub(super) fn usual(&self) -> Option<(&str, usize)> {
        let mut tags: BTreeMap<&str, usize> = BTreeMap::new();
        self.senses.iter().for_each(|(sense, times)| *tags.entry(sense.tag.as_str()).or_default() += times);
        tags.into_iter().max_by_key(|(_, times)| *times)
    }

    /// How likely the words have a tag, where that was as likely as `prior` before they were met at all; `weight` is how
    /// many times they have to be met to count as much as that.
    pub(super) fn likelihood(&self, tag: &str, prior: f64, weight: f64) -> Confidence {
        let times: usize = self.senses.iter().filter(|(sense, _)| sense.tag == tag).map(|(_, times)| times).sum();
        #[allow(clippy::cast_precision_loss)]
        let (times, seen) = (times as f64, self.seen as f64);
        Confidence::of(times + prior * weight, seen + weight)
    }

    /// What the spans of a tag share, where nearly all of them agree.
    pub(super) fn shared(&self, tag: &str) -> Vec<(String, Value)> {
        let of_tag: Vec<&(Sense, usize)> = self.senses.iter().filter(|(sense, _)| sense.tag == tag).collect();
        let all: usize = of_tag.iter().map(|(_, times)| times).sum();
        let most = of_tag.into_iter().max_by_key(|(_, times)| *times);
        most.filter(|(_, times)| times * 10 >= all * 8).map(|(sense, _)| sense.attributes.clone()).unwrap_or_default()
    }
}

/// How much of a text somebody has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// All of it: what has no tag is to have none.
    Whole,
    /// A part: what has no tag says nothing.
    Begun,
}

/// What earlier work says of names, and which identities it uses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Learned {
    names: HashMap<Box<str>, Meetings>,
    /// By registry and id.
    uses: HashMap<(String, String), usize>,
}

impl Learned {
    /// Adds what other work says.
    pub fn add(&mut self, other: &Self) {
        for (key, meetings) in &other.names {
            self.names.entry(key.clone()).or_default().add(meetings);
        }
        for (id, count) in &other.uses {
            *self.uses.entry(id.clone()).or_default() += count;
        }
    }

    pub(super) fn meet(&mut self, key: &str) -> &mut Meetings {
        self.names.entry(key.into()).or_default()
    }

    pub(super) fn used(&mut self, registry: &str, id: &str) {
        *self.uses.entry((registry.to_owned(), id.to_owned())).or_default() += 1;
    }

    /// How often a name was met elsewhere than in the work that is left out.
    pub(super) fn meetings(&self, key: &str, left_out: Option<&Self>) -> Meetings {
        let all = self.names.get(key).cloned().unwrap_or_default();
        match left_out.and_then(|left_out| left_out.names.get(key)) {
            Some(own) => all.without(own),
            None => all,
        }
    }

    /// How often an identity is used elsewhere than in the work that is left out.
    pub(super) fn uses(&self, registry: &str, id: &str, left_out: Option<&Self>) -> usize {
        let key = (registry.to_owned(), id.to_owned());
        let count = |learned: &Self| learned.uses.get(&key).copied().unwrap_or(0);
        count(self).saturating_sub(left_out.map_or(0, count))
    }
}
