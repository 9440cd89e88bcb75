//! Names that are known, of registries and of earlier work, looked for all at once.

use std::collections::HashMap;
use std::ops::Range;

use super::learned::{Learned, Meetings, NameList};
use super::offered::{Confidence, Suggestion, SuggestionSource};
use super::roles::{NameRole, Roles};
use super::trials::LEAST;
use crate::annotation::registry::{Identity, NamedRegistry, exact_key};
use crate::annotation::schema::Fit;
use crate::annotation::{IdentityId, Value};
use crate::language::homographs::is_common;
use crate::language::matcher::Names;
use crate::language::names::is_of_anybody;
use crate::text::Span;

/// Letters that a name has at least: م. is an initial.
const LETTERS: usize = 2;
/// How likely words are a name that were not met yet, in thousandths: those of a registry of several words, of one.
const OF_REGISTRY: [f64; 2] = [0.9, 0.85];
/// Those that are also common words.
const COMMON: f64 = 0.3;
/// Those of earlier work: of them it is known only where they were met.
const OF_WORK: f64 = 0.5;
/// The same of common words.
const COMMON_OF_WORK: f64 = 0.1;
/// How many meetings count as much as that the registry has a name.
const REGISTRY_WEIGHT: f64 = 2.0;

/// Names, ready to be looked for.
#[derive(Debug, Clone)]
pub(super) struct KnownNames {
    finder: Names,
    /// The number of the name that each spelling is one of.
    spellings: Vec<usize>,
    names: Vec<KnownName>,
    /// Their numbers by their keys.
    places: HashMap<String, usize>,
}

/// A name.
#[derive(Debug, Clone)]
pub(super) struct KnownName {
    pub key: String,
    identities: Vec<KnownIdentity>,
    is_common: bool,
    is_of_words: bool,
    /// Whether it is a word such as طبيب, of which nothing tells that it is meant but that somebody speaks there.
    pub is_of_anybody: bool,
}

/// An identity of a name.
#[derive(Debug, Clone)]
struct KnownIdentity {
    registry: String,
    id: IdentityId,
    class: String,
    is_per_text: bool,
}

impl KnownIdentity {
    fn of(identity: &Identity, registry: &str) -> Self {
        Self {
            registry: registry.to_owned(),
            id: identity.id.clone(),
            class: identity.class.clone(),
            is_per_text: identity.is_per_text(),
        }
    }
}

/// What a name is judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Experience<'a> {
    pub learned: &'a Learned,
    /// Work that does not count.
    pub left_out: Option<&'a Learned>,
    pub identities: Identities,
}

/// Which identities count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identities {
    All,
    /// Those that other work uses than that which is left out.
    OfOthers,
}

impl KnownNames {
    /// Makes names ready.
    pub(super) fn new(registries: &[NamedRegistry], list: &NameList) -> Self {
        let mut made = Made::default();
        for named in registries {
            for identity in named.registry.iter() {
                let known = KnownIdentity::of(identity, &named.name);
                identity.names().for_each(|name| made.add(&exact_key(name), name, Some(&known)));
            }
        }
        list.iter().for_each(|(key, words)| made.add(key, words, None));
        let finder = Names::new(made.words.iter().map(String::as_str));
        Self { finder, spellings: made.spellings, names: made.names, places: made.places }
    }

    /// Whether there is a name of a key.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// The names in some words, each with its bytes there. The longer hides what is inside of it.
    pub(super) fn find(&self, words: &str) -> Vec<(&KnownName, Range<usize>)> {
        let mut found: Vec<(&KnownName, Range<usize>)> = Vec::new();
        for hit in self.finder.find(words) {
            let Some(name) = self.spellings.get(hit.name).and_then(|n| self.names.get(*n)) else { continue };
            let is_new = found.last().is_none_or(|(last, range)| *range != hit.range || last.key != name.key);
            if is_new {
                found.push((name, hit.range));
            }
        }
        found
    }
}

/// Names while they are gathered.
#[derive(Default)]
struct Made {
    words: Vec<String>,
    spellings: Vec<usize>,
    names: Vec<KnownName>,
    places: HashMap<String, usize>,
}

impl Made {
    fn add(&mut self, key: &str, words: &str, identity: Option<&KnownIdentity>) {
        if key.chars().filter(|c| c.is_alphabetic()).count() < LETTERS {
            return;
        }
        let next = self.names.len();
        let place = *self.places.entry(key.to_owned()).or_insert(next);
        if place == next {
            let is_of_words = words.split_whitespace().nth(1).is_some();
            let name = KnownName {
                key: key.to_owned(),
                identities: Vec::new(),
                is_common: is_common(words),
                is_of_words,
                is_of_anybody: is_of_anybody(words),
            };
            self.names.push(name);
        }
        if !self.words.iter().rev().take(LETTERS).any(|known| known == words) {
            self.words.push(words.to_owned());
            self.spellings.push(place);
        }
        if let (Some(name), Some(identity)) = (self.names.get_mut(place), identity)
            && !name.identities.iter().any(|known| known.id == identity.id && known.registry == identity.registry)
        {
            name.identities.push(identity.clone());
        }
    }
}

impl KnownName {
    /// What the name is suggested as at a place, if it is likely enough to be meant.
    pub(super) fn suggestion(&self, span: Span, roles: &Roles, experience: Experience<'_>) -> Option<Suggestion> {
        let Experience { learned, left_out, identities } = experience;
        let meetings = learned.meetings(&self.key, left_out);
        let is_used = |one: &KnownIdentity| learned.uses(&one.registry, &one.id, left_out) > 0;
        let counts = |one: &&KnownIdentity| identities == Identities::All || is_used(one);
        let identities: Vec<&KnownIdentity> = self.identities.iter().filter(counts).collect();
        let role = role(roles, &identities, &meetings)?;
        let own: Vec<&KnownIdentity> = identities.into_iter().filter(|one| role.has(one)).collect();
        let confidence = self.likelihood(role, &own, &meetings);
        let source = if own.is_empty() { SuggestionSource::Earlier } else { SuggestionSource::Registry };
        let attributes = attributes(role, &own, &meetings);
        (confidence >= LEAST).then(|| Suggestion { span, tag: role.tag.clone(), attributes, source, confidence })
    }

    fn likelihood(&self, role: &NameRole, identities: &[&KnownIdentity], meetings: &Meetings) -> Confidence {
        let [of_words, of_word] = OF_REGISTRY;
        let (prior, weight) = match (identities.is_empty(), self.is_common) {
            (true, true) => (COMMON_OF_WORK, 1.0),
            (true, false) => (OF_WORK, 1.0),
            (false, true) => (COMMON, REGISTRY_WEIGHT),
            (false, false) => (if self.is_of_words { of_words } else { of_word }, REGISTRY_WEIGHT),
        };
        meetings.likelihood(&role.tag, prior, weight)
    }
}

/// The tag that it has most often; where it was never tagged, the one whose spans have an identity of its registry, unless
/// there are several.
fn role<'r>(roles: &'r Roles, identities: &[&KnownIdentity], meetings: &Meetings) -> Option<&'r NameRole> {
    if let Some((tag, _)) = meetings.usual() {
        return roles.name(tag);
    }
    let mut fit = roles.names.iter().filter(|role| identities.iter().any(|one| role.has(one)));
    fit.next().filter(|_| fit.next().is_none())
}

impl NameRole {
    fn has(&self, identity: &KnownIdentity) -> bool {
        self.identities.iter().any(|(_, registry)| *registry == identity.registry)
    }
}

/// What is offered with a name: its identity, if there is but one, or one that nearly all earlier spans have, and the class of
/// all identities that it may be. Who speaks in one text only is nobody else's identity.
fn attributes(role: &NameRole, identities: &[&KnownIdentity], meetings: &Meetings) -> Vec<(String, Value)> {
    let shared = meetings.shared(&role.tag);
    if identities.is_empty() {
        return shared;
    }
    let earlier = |attribute: &String| shared.iter().find(|(name, _)| name == attribute).and_then(|(_, value)| value.as_text());
    let identity = |(attribute, registry): &(String, String)| {
        let mut own = identities.iter().filter(|one| one.registry == *registry);
        let only = own.next().filter(|_| own.next().is_none());
        let usual = || identities.iter().find(|one| Some(one.id.as_str()) == earlier(attribute));
        let one = only.or_else(usual).filter(|one| !one.is_per_text)?;
        Some((attribute.clone(), Value::Text(one.id.to_string())))
    };
    let class = identities.first().map(|one| Value::Text(one.class.clone()));
    let class = class.filter(|_| identities.iter().all(|one| identities.first().is_some_and(|first| one.class == first.class)));
    let classes = role.classes.iter().filter_map(|(attribute, kind)| {
        let class = class.clone().filter(|class| kind.fit(class) == Fit::Good)?;
        Some((attribute.clone(), class))
    });
    role.identities.iter().filter_map(identity).chain(classes).collect()
}
