//! What a format could not carry: counted while it is written, told as one table.

use std::collections::BTreeMap;
use std::fmt;

use super::work::Work;
use crate::annotation::{Annotation, DocumentState, Relation};

/// A kind of thing that a format may have no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lost {
    /// A whole annotation.
    Spans,
    /// An annotation whose ends moved, because white space or hidden characters stand there.
    Edges,
    /// A relation.
    Relations,
    /// A relation to an end that is no annotation (`@document`), or to another text.
    SpecialEnds,
    /// The place of a relation among its like.
    RelationOrder,
    /// How sure a relation is.
    RelationCertainty,
    /// An attribute of a relation.
    RelationAttributes,
    /// An attribute.
    Attributes,
    /// The name of a tag, attribute or relation, written in other letters.
    Names,
    /// That a value is a number, a list or a flag and no string.
    ValueTypes,
    /// A line end or other sign in a value or a note.
    ValueSigns,
    /// A note.
    Notes,
    /// An id, replaced by another.
    Ids,
    /// What is said of the whole text.
    DocumentFacts,
    /// The state of the work.
    States,
    /// A text without a word in it.
    EmptyTexts,
    /// White space of the text between sentences.
    Spacing,
    /// The CR of line ends.
    CarriageReturns,
    /// Control characters that the format forbids, replaced by spaces.
    Controls,
    /// How an annotation came to be.
    Origins,
    /// When an annotation was made.
    Times,
    /// Where a span of a gold standard comes from.
    Provenance,
    /// Fields that are not known here.
    UnknownFields,
}

impl Lost {
    /// All kinds, in the order of the table.
    pub const ALL: [Self; 23] = [
        Self::Spans,
        Self::Edges,
        Self::Relations,
        Self::SpecialEnds,
        Self::RelationOrder,
        Self::RelationCertainty,
        Self::RelationAttributes,
        Self::Attributes,
        Self::Names,
        Self::ValueTypes,
        Self::ValueSigns,
        Self::Notes,
        Self::Ids,
        Self::DocumentFacts,
        Self::States,
        Self::EmptyTexts,
        Self::Spacing,
        Self::CarriageReturns,
        Self::Controls,
        Self::Origins,
        Self::Times,
        Self::Provenance,
        Self::UnknownFields,
    ];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spans => "spans",
            Self::Edges => "edges of spans (white space or hidden characters)",
            Self::Relations => "relations",
            Self::SpecialEnds => "relations to no span",
            Self::RelationOrder => "order of relations",
            Self::RelationCertainty => "certainty of relations",
            Self::RelationAttributes => "attributes of relations",
            Self::Attributes => "attributes",
            Self::Names => "letters of names",
            Self::ValueTypes => "types of values",
            Self::ValueSigns => "line ends in values and notes",
            Self::Notes => "notes",
            Self::Ids => "ids",
            Self::DocumentFacts => "facts about the text",
            Self::States => "state of the work",
            Self::EmptyTexts => "texts without a word",
            Self::Spacing => "white space of the text",
            Self::CarriageReturns => "carriage returns of the text",
            Self::Controls => "control characters of the text",
            Self::Origins => "origins",
            Self::Times => "times",
            Self::Provenance => "where gold spans come from",
            Self::UnknownFields => "fields unknown here",
        }
    }

    /// How many of this kind a work has, and the first one's id, where that can be counted without the format.
    fn count(self, work: &Work<'_>) -> (usize, String) {
        let set = work.set;
        let spans = |is: fn(&Annotation) -> bool| tally(set.iter().filter(|a| is(a)).map(|a| (1, a.id.as_str())));
        let relations = |is: fn(&Relation) -> bool| tally(set.relations().iter().filter(|r| is(r)).map(|r| (1, r.id.as_str())));
        match self {
            Self::Relations => relations(|_| true),
            Self::RelationOrder => relations(|relation| relation.order.is_some()),
            Self::RelationCertainty => relations(|relation| relation.certainty.is_some()),
            Self::RelationAttributes => {
                tally(set.relations().iter().map(|relation| (relation.attributes.len(), relation.id.as_str())))
            }
            Self::SpecialEnds => {
                tally(set.relations().iter().filter(|r| !work.has_both_ends(r)).map(|relation| (1, relation.id.as_str())))
            }
            Self::Attributes => tally(set.iter().map(|a| (a.attributes.len(), a.id.as_str()))),
            Self::Notes => spans(|a| !a.note.is_empty()),
            Self::Origins => spans(|a| !matches!(a.origin.as_str(), "" | "imported")),
            Self::Times => spans(|a| !a.at.is_empty()),
            Self::Provenance => spans(|a| !a.provenance.fields().is_empty()),
            Self::DocumentFacts => tally(set.metadata().iter().map(|(name, _)| (1, name.as_str()))),
            Self::States => tally((*set.state() != DocumentState::New).then_some((1, set.state().as_str())).into_iter()),
            Self::UnknownFields => {
                let of_spans = set.iter().map(|a| (a.extra.len(), a.id.as_str()));
                // The words at an end in another text are carried, or lost with the relation.
                let of_relations =
                    set.relations().iter().map(|r| (r.extra.len() + usize::from(r.merge_conflict.is_some()), r.id.as_str()));
                tally(of_spans.chain(of_relations).chain([(set.extra().len() + set.lists().fields().len(), "the sidecar")]))
            }
            _ => (0, String::new()),
        }
    }
}

fn tally<'a>(counted: impl Iterator<Item = (usize, &'a str)>) -> (usize, String) {
    let (mut sum, mut first) = (0, "");
    for (count, id) in counted.filter(|(count, _)| *count > 0) {
        first = if sum == 0 { id } else { first };
        sum += count;
    }
    (sum, first.to_owned())
}

/// The account of what was lost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loss {
    rows: BTreeMap<Lost, Tally>,
}

/// How much of a kind was lost, and where first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Tally {
    count: usize,
    first: String,
}

impl Loss {
    /// Nothing lost yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether everything was carried.
    pub fn is_none(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many of a kind were lost.
    pub fn of(&self, lost: Lost) -> usize {
        self.rows.get(&lost).map_or(0, |tally| tally.count)
    }

    /// Counts one thing lost in a work.
    pub fn note(&mut self, lost: Lost, work: &Work<'_>, id: &str) {
        self.add(lost, 1, work, id);
    }

    /// Counts everything of these kinds that a work has.
    pub fn all_of(&mut self, kinds: &[Lost], work: &Work<'_>) {
        for lost in kinds {
            let (count, first) = lost.count(work);
            self.add(*lost, count, work, &first);
        }
    }

    fn add(&mut self, lost: Lost, count: usize, work: &Work<'_>, id: &str) {
        if count == 0 {
            return;
        }
        let tally = self.rows.entry(lost).or_insert_with(|| Tally { count: 0, first: format!("{} {id}", work.file) });
        tally.count += count;
    }

    /// Adds another account, of later texts.
    pub fn merge(&mut self, later: Self) {
        for (lost, tally) in later.rows {
            let row = self.rows.entry(lost).or_insert_with(|| Tally { count: 0, first: tally.first });
            row.count += tally.count;
        }
    }
}

/// The table, a line a kind; no line end after the last.
impl fmt::Display for Loss {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.rows.keys().map(|lost| lost.name().len()).max().unwrap_or(0);
        let count = self.rows.values().map(|tally| tally.count.to_string().len()).max().unwrap_or(0);
        for (n, (lost, tally)) in self.rows.iter().enumerate() {
            let line_end = if n == 0 { "" } else { "\n" };
            write!(out, "{line_end}  {:name$}  {:>count$}  first: {}", lost.name(), tally.count, tally.first.trim_end())?;
        }
        Ok(())
    }
}
