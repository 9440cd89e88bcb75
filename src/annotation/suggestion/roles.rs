//! What the tags of a schema are for, as far as suggestions can tell by their attributes.

use crate::annotation::schema::{Attribute, Cue, Fill, Kind, Reach, Schema, Tag};
use crate::language::names::{NameSort, sort_of};

/// What the tags of a schema are for.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    /// Tags of names: those whose spans have an identity, and those that are neither figures nor claims.
    pub names: Vec<NameRole>,
    /// Tags of figures.
    pub figures: Vec<FigureRole>,
    /// Tags of claims.
    pub claims: Vec<String>,
}

/// A tag of names.
#[derive(Debug, Clone)]
pub(super) struct NameRole {
    pub tag: String,
    /// The attributes that are identities, each with its registry.
    pub identities: Vec<(String, String)>,
    /// The attributes that an identity tells by its class.
    pub classes: Vec<(String, Kind)>,
    /// The attributes that spans of the same words share.
    pub shared: Vec<String>,
    /// What the names are of, where its lexicons tell.
    pub sort: Option<NameSort>,
}

/// A tag of figures.
#[derive(Debug, Clone)]
pub(super) struct FigureRole {
    pub tag: String,
    /// The lexicon whose words tell that a figure is meant; any figure is, where there is none.
    pub told: Option<String>,
}

impl Roles {
    pub(super) fn of(schema: &Schema) -> Self {
        let mut roles = Self::default();
        for tag in &schema.tags {
            if tag.attributes.iter().any(is_of_figure) {
                roles.figures.push(FigureRole { tag: tag.id.clone(), told: told(tag, schema) });
            } else if tag.attributes.iter().any(is_of_claim) {
                roles.claims.push(tag.id.clone());
            } else {
                roles.names.push(NameRole::of(tag, schema));
            }
        }
        roles
    }

    /// The tags that a model tells apart together: those of names; figures and claims, which lie around them or in them, each by
    /// itself.
    pub(super) fn layers(&self) -> Vec<Vec<String>> {
        let names: Vec<String> = self.names.iter().map(|role| role.tag.clone()).collect();
        let others = self.figures.iter().map(|role| &role.tag).chain(&self.claims);
        [names].into_iter().filter(|names| !names.is_empty()).chain(others.map(|tag| vec![tag.clone()])).collect()
    }

    /// The first tag for names of a sort.
    pub(super) fn of_sort(&self, sort: NameSort) -> Option<&NameRole> {
        self.names.iter().find(|role| role.sort == Some(sort))
    }

    /// The role of a tag of names.
    pub(super) fn name(&self, tag: &str) -> Option<&NameRole> {
        self.names.iter().find(|role| role.tag == tag)
    }
}

impl NameRole {
    fn of(tag: &Tag, schema: &Schema) -> Self {
        let from_registry = || tag.attributes.iter().filter(|attribute| attribute.fill.contains(&Fill::Registry));
        let identities = from_registry().filter_map(|attribute| match &attribute.kind {
            Kind::Entity { registry } => Some((attribute.id.clone(), registry.clone())),
            _ => None,
        });
        let classes = from_registry().filter(|attribute| !matches!(attribute.kind, Kind::Entity { .. }));
        let shared = tag.attributes.iter().filter(|attribute| attribute.fill.contains(&Fill::SameText));
        Self {
            tag: tag.id.clone(),
            identities: identities.collect(),
            classes: classes.map(|attribute| (attribute.id.clone(), attribute.kind.clone())).collect(),
            shared: shared.map(|attribute| attribute.id.clone()).collect(),
            sort: sort(tag, schema),
        }
    }
}

/// Nouns of a sort that the lexicons of a tag have at least.
const NOUNS: usize = 5;

/// What the names of a tag are of: that of most of the nouns in the lexicons from which its attributes are filled.
fn sort(tag: &Tag, schema: &Schema) -> Option<NameSort> {
    let lexicons = tag.attributes.iter().flat_map(|attribute| &attribute.fill).filter_map(|fill| match fill {
        Fill::Lexicon(id) => schema.lexicon(id),
        _ => None,
    });
    let nouns = lexicons.flat_map(|lexicon| &lexicon.entries).flat_map(|(_, words)| words).filter_map(|noun| sort_of(noun));
    let all: Vec<NameSort> = nouns.collect();
    let count = |sort: NameSort| all.iter().filter(|one| **one == sort).count();
    let most = [NameSort::Place, NameSort::Party].into_iter().max_by_key(|sort| count(*sort));
    most.filter(|sort| count(*sort) >= NOUNS)
}

fn is_of_figure(attribute: &Attribute) -> bool {
    attribute.fill.iter().any(|fill| matches!(fill, Fill::Number(_)))
}

fn is_of_claim(attribute: &Attribute) -> bool {
    attribute.fill.iter().any(|fill| matches!(fill, Fill::Cue(Cue::Stance | Cue::Span)))
}

/// The lexicon of what befalls those whom a figure counts: of a value that each span has to have, by words in its sentence.
fn told(tag: &Tag, schema: &Schema) -> Option<String> {
    let required = tag.attributes.iter().filter(|attribute| attribute.is_required());
    let lexicons = required.flat_map(|attribute| &attribute.fill).filter_map(|fill| match fill {
        Fill::Lexicon(id) => schema.lexicon(id),
        _ => None,
    });
    let mut lexicons = lexicons.filter(|lexicon| matches!(lexicon.reach, Reach::Governed | Reach::Sentence));
    lexicons.next().map(|lexicon| lexicon.id.clone())
}
