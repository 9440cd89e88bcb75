//! A card: what the spans at hand say, row by row, with what is proposed and what is missing. The inspector shows it.

use super::findings::Said;
use super::open_text::OpenText;
use super::shared::Shared;
use crate::annotation::proposal::{self, Grounds, Oddity, Proposal, ProposedEnd, Source, Text};
use crate::annotation::schema::{Gloss, Kind, RelationType, Schema, Suggest, ValueType, Who};
use crate::annotation::{
    Annotation, Attribute, End, Entering, Missing, Part, Relation, RelationId, SpanId, Subject, Value, gaps_of,
};

/// What spans say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Card {
    /// The spans; rows are what all of them may say.
    pub spans: Vec<SpanId>,
    /// The rows: attributes in the order of the schema, those that it does not know, relations.
    pub rows: Vec<CardRow>,
    /// What is odd about the span, if it is one.
    pub oddities: Vec<Oddity>,
}

/// A row of a card.
#[derive(Debug, Clone, PartialEq)]
pub enum CardRow {
    /// An attribute.
    Attribute(AttributeRow),
    /// A relation from the span.
    Outgoing(RelationRow),
    /// An attribute of the relation in the row above.
    Quality(QualityRow),
    /// A relation to the span.
    Incoming(RelationRow),
    /// A relation that the span has not, and must have or may well have.
    Lacking(LackingRow),
}

/// An attribute of the spans.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeRow {
    /// The attribute, as the schema has it; of one that it does not know, as it would have it.
    pub attribute: Attribute,
    /// Whether the schema knows it.
    pub is_known: bool,
    /// What is said of it.
    pub standing: Standing,
    /// What is proposed, the likeliest first.
    pub proposals: Vec<Proposal>,
    /// Whether it is missing.
    pub is_gap: bool,
}

/// What is said of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// All of the spans say this.
    Said(Value),
    /// None of them says anything; it counts as this.
    Default(Value),
    /// Nothing.
    Absent,
    /// The spans say different things.
    Mixed,
}

/// A relation, seen from one of its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationRow {
    /// The relation.
    pub relation: Relation,
    /// What is at its other end.
    pub other: OtherEnd,
    /// Where from there relations of that span lead: type and words.
    pub onwards: Vec<(String, String)>,
    /// The words in which it may say how certain it is, by their digits; none where its type has none.
    pub certainties: Vec<String>,
}

/// An attribute of a relation.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityRow {
    /// The relation.
    pub relation: RelationId,
    /// The attribute, with what is said of it.
    pub row: AttributeRow,
}

/// What is at the other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherEnd {
    /// A span of this text, and its words.
    Span(SpanId, String),
    /// A span of another text.
    Elsewhere {
        /// The name of the text.
        file: String,
        /// The id of the span.
        id: SpanId,
        /// Its words when the relation was made.
        quote: String,
    },
    /// What is no span of this text, as it is written.
    Named(End),
}

/// A relation that is missing, or only proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct LackingRow {
    /// Its type.
    pub kind: String,
    /// Its key.
    pub key: char,
    /// Whether it is missing.
    pub is_gap: bool,
    /// The spans that are proposed, the likeliest first.
    pub ends: Vec<ProposedEnd>,
    /// The ends that are no span.
    pub special: Vec<String>,
}

impl CardRow {
    /// Whether something is missing here.
    pub fn is_gap(&self) -> bool {
        match self {
            Self::Attribute(row) => row.is_gap,
            Self::Lacking(row) => row.is_gap,
            Self::Outgoing(_) | Self::Quality(_) | Self::Incoming(_) => false,
        }
    }

    /// The letter that goes to it: of a relation that is missing or proposed the capital, since attributes have the others.
    pub fn key(&self) -> Option<char> {
        match self {
            Self::Attribute(row) => row.is_known.then_some(row.attribute.key),
            Self::Lacking(row) => Some(row.capital()),
            _ => None,
        }
    }

    /// The relation from the span that it is about.
    fn relation(&self) -> Option<&RelationId> {
        match self {
            Self::Outgoing(row) => Some(&row.relation.id),
            Self::Quality(row) => Some(&row.relation),
            Self::Attribute(_) | Self::Incoming(_) | Self::Lacking(_) => None,
        }
    }

    /// Whether it is about what is missing.
    pub fn is_about(&self, missing: &Missing) -> bool {
        match (self, missing) {
            (Self::Attribute(row), Missing::Attribute(name)) => row.attribute.id == *name,
            (Self::Lacking(row), Missing::Relation(kind)) => row.kind == *kind,
            _ => false,
        }
    }
}

impl AttributeRow {
    /// What is proposed where nothing is said: all of it where digits take it, else the likeliest, since digits take other
    /// values then.
    pub fn offered(&self) -> &[Proposal] {
        let most = match self.attribute.entering() {
            Entering::Words | Entering::Identity => self.proposals.len(),
            Entering::Digit | Entering::Line => 1,
        };
        let is_said = matches!(self.standing, Standing::Said(_));
        self.proposals.get(..most.min(self.proposals.len())).filter(|_| !is_said).unwrap_or_default()
    }

    /// The likeliest of what is proposed where nothing is said.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposals.first().filter(|_| !matches!(self.standing, Standing::Said(_)))
    }

    /// The value that is said.
    pub fn said(&self) -> Option<&Value> {
        match &self.standing {
            Standing::Said(value) => Some(value),
            _ => None,
        }
    }
}

/// What a card is made with besides the text.
pub(super) struct Known<'a> {
    schema: &'a Schema,
    /// Whose part it is to say things.
    part: Part,
    /// What proposals rest on.
    text: &'a Text<'a>,
}

impl Card {
    /// The card of spans of the open text; of those that are gone nothing is on it.
    pub(super) fn of(ids: &[SpanId], open: &OpenText, known: &Known<'_>) -> Self {
        let spans: Vec<&Annotation> = ids.iter().filter_map(|id| open.set().get(id)).collect();
        let Some((first, others)) = spans.split_first() else { return Self::default() };
        let grounds = others.is_empty().then(|| Grounds::of(first, known.text));
        let mut rows = attributes(first, others, grounds.as_ref(), open, known);
        rows.extend(grounds.iter().flat_map(|grounds| relations(grounds, open, known)));
        let oddities = grounds.as_ref().map(proposal::oddities).unwrap_or_default();
        Self { spans: spans.iter().map(|span| span.id.clone()).collect(), rows, oddities }
    }

    /// How much is missing on it.
    pub fn gaps(&self) -> usize {
        self.rows.iter().filter(|row| row.is_gap()).count()
    }

    /// The number of the row that a letter goes to from another row: an attribute of the relation that this is about, else
    /// one of the spans.
    pub(super) fn row_of(&self, letter: char, from: usize) -> Option<usize> {
        let relation = self.rows.get(from).and_then(CardRow::relation);
        let of_relation = |row: &CardRow| match row {
            CardRow::Quality(row) => Some(&row.relation) == relation && row.row.attribute.key == letter,
            _ => false,
        };
        let of_spans = || self.rows.iter().position(|row| row.key() == Some(letter));
        self.rows.iter().position(of_relation).or_else(of_spans)
    }
}

/// The rows of the attributes that all of the spans may have.
fn attributes(
    first: &Annotation,
    others: &[&Annotation],
    grounds: Option<&Grounds<'_>>,
    open: &OpenText,
    known: &Known<'_>,
) -> Vec<CardRow> {
    let Known { schema, part, .. } = *known;
    let of_tag = |span: &Annotation| schema.tag(&span.tag).map_or(&[][..], |tag| tag.attributes.as_slice());
    let tags: Vec<&str> = others.iter().map(|other| other.tag.as_str()).collect();
    let missing: Vec<Missing> = gaps_of(first, open.set(), schema, part).into_iter().map(|gap| gap.missing).collect();
    let said_here =
        common(&first.tag, &tags, schema).filter(|attribute| is_for(attribute, part) || first.attribute(&attribute.id).is_some());
    let spans = || std::iter::once(first).chain(others.iter().copied());
    let rows = said_here.map(|attribute| AttributeRow {
        attribute: attribute.clone(),
        is_known: true,
        standing: Standing::of(attribute, spans().map(|span| span.attribute(&attribute.id))),
        proposals: grounds.map(|grounds| proposal::values(attribute, grounds)).unwrap_or_default(),
        is_gap: missing.contains(&Missing::Attribute(attribute.id.clone())),
    });
    let unknown =
        first.attributes.iter().filter(|(name, _)| others.is_empty() && !of_tag(first).iter().any(|known| known.id == *name));
    let unknown = unknown.map(|(name, value)| AttributeRow {
        attribute: unknown_attribute(name, value),
        is_known: false,
        standing: Standing::Said(value.clone()),
        proposals: Vec::new(),
        is_gap: false,
    });
    rows.chain(unknown).map(CardRow::Attribute).collect()
}

/// Whether two tags mean the same by an attribute.
fn same(one: &Attribute, other: &Attribute) -> bool {
    one.id == other.id && one.kind == other.kind
}

/// The attributes of a tag that other tags have, too.
fn common<'a>(tag: &str, others: &[&str], schema: &'a Schema) -> impl Iterator<Item = &'a Attribute> {
    let of_tag = |tag: &str| schema.tag(tag).map_or(&[][..], |tag| tag.attributes.as_slice());
    let others: Vec<&[Attribute]> = others.iter().map(|other| of_tag(other)).collect();
    let is_common = move |own: &&Attribute| others.iter().all(|other| other.iter().any(|known| same(known, own)));
    of_tag(tag).iter().filter(is_common)
}

/// Whether it is somebody's part to say an attribute.
fn is_for(attribute: &Attribute, part: Part) -> bool {
    part == Part::Reviewer || attribute.who == Who::Annotator
}

impl Standing {
    /// What spans say of an attribute, each of them a value or nothing.
    fn of<'a>(attribute: &Attribute, mut said: impl Iterator<Item = Option<&'a Value>>) -> Self {
        let first = said.next().flatten();
        if said.any(|other| other != first) {
            return Self::Mixed;
        }
        match (first, &attribute.default) {
            (Some(value), _) => Self::Said(value.clone()),
            (None, Some(value)) => Self::Default(value.clone()),
            (None, None) => Self::Absent,
        }
    }
}

impl AttributeRow {
    /// The attributes that all of some spans of a list may have, with what they say of them.
    pub(super) fn of_listed(spans: &[&Said], schema: &Schema, part: Part) -> Vec<Self> {
        let mut tags: Vec<&str> = spans.iter().map(|said| said.tag.as_str()).collect();
        tags.sort_unstable();
        tags.dedup();
        let Some((first, others)) = tags.split_first() else { return Vec::new() };
        let said = |attribute: &Attribute| {
            let all = spans.iter().map(|span| span.values.iter().find(|(name, _)| *name == attribute.id).map(|(_, value)| value));
            Standing::of(attribute, all)
        };
        let rows = common(first, others, schema).filter(|attribute| is_for(attribute, part)).map(|attribute| Self {
            attribute: attribute.clone(),
            is_known: true,
            standing: said(attribute),
            proposals: Vec::new(),
            is_gap: false,
        });
        rows.collect()
    }
}

/// An attribute that a file has and the schema has not.
fn unknown_attribute(name: &str, value: &Value) -> Attribute {
    let kind = match value {
        Value::Boolean(_) => Kind::Flag,
        Value::Integer(_) => Kind::Int,
        Value::Range(..) => Kind::SubSpan,
        _ => Kind::Text,
    };
    Attribute {
        id: name.to_owned(),
        key: ' ',
        gloss: Gloss::default(),
        kind,
        required: false,
        default: None,
        fill: Vec::new(),
        who: Who::Annotator,
    }
}

/// The rows of the relations of a span: those from it, those that are missing, those to it.
fn relations(grounds: &Grounds<'_>, open: &OpenText, known: &Known<'_>) -> Vec<CardRow> {
    let span = grounds.span;
    let Known { schema, part, .. } = *known;
    let set = open.set();
    let row = |relation: &Relation, other: &str| RelationRow {
        relation: relation.clone(),
        other: other_end(other, relation, open, schema),
        onwards: onwards(other, relation, open),
        certainties: schema.relation(&relation.kind).map(certainties).unwrap_or_default(),
    };
    let mut outgoing: Vec<&Relation> = set.relations_of(&span.id).filter(|relation| relation.from == span.id).collect();
    let number = |relation: &Relation| schema.relations.iter().position(|kind| kind.id == relation.kind);
    outgoing.sort_by_key(|relation| (number(relation), relation.order));
    let incoming = set.relations_of(&span.id).filter(|relation| relation.from != span.id);
    let gaps = gaps_of(span, set, schema, part);
    let is_gap = |kind: &RelationType| gaps.iter().any(|gap| gap.missing == Missing::Relation(kind.id.clone()));
    let lacking = schema.relations_from(&span.tag).filter_map(|kind| LackingRow::of(kind, is_gap(kind), grounds));
    let lacking: Vec<CardRow> = lacking.map(CardRow::Lacking).collect();
    let outgoing = outgoing.into_iter().flat_map(|relation| {
        let qualities = qualities(relation, known).into_iter().map(CardRow::Quality);
        std::iter::once(CardRow::Outgoing(row(relation, &relation.to))).chain(qualities)
    });
    let incoming = incoming.map(|relation| CardRow::Incoming(row(relation, &relation.from)));
    outgoing.chain(lacking).chain(incoming).collect()
}

/// The rows of the attributes that the schema has for a relation.
fn qualities(relation: &Relation, known: &Known<'_>) -> Vec<QualityRow> {
    let Some(kind) = known.schema.relation(&relation.kind) else { return Vec::new() };
    let said = |name: &str| relation.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    let here = kind.attributes.iter().filter(|attribute| is_for(attribute, known.part) || said(&attribute.id).is_some());
    let row = |attribute: &Attribute| AttributeRow {
        attribute: attribute.clone(),
        is_known: true,
        standing: Standing::of(attribute, std::iter::once(said(&attribute.id))),
        proposals: Vec::new(),
        is_gap: false,
    };
    here.map(|attribute| QualityRow { relation: relation.id.clone(), row: row(attribute) }).collect()
}

impl LackingRow {
    /// The row of a type of relation from a span, if one is missing or something speaks for it: the first of its type, and
    /// each to what is inside the span.
    fn of(kind: &RelationType, is_gap: bool, grounds: &Grounds<'_>) -> Option<Self> {
        let has_one = grounds.outgoing().iter().any(|relation| relation.kind == kind.id);
        let is_proposed = || kind.suggest.is_some() && (kind.suggest == Some(Suggest::Contained) || !has_one);
        if !is_gap && !is_proposed() {
            return None;
        }
        let mut ends = proposal::ends(kind, grounds);
        let offer = grounds.span.offers.get(&Subject::Relation(kind.id.clone()));
        let is_refused = offer
            .and_then(|offer| offer.value.as_text())
            .is_some_and(|end| ends.first().is_some_and(|first| first.to.as_str() == end) && !has_one);
        if is_refused && !is_gap {
            return None;
        }
        if !is_gap {
            ends.retain(|end| end.source != Source::Near);
        }
        let is_shown = is_gap || !ends.is_empty();
        is_shown.then(|| Self { kind: kind.id.clone(), key: kind.key, is_gap, ends, special: special_ends(&kind.special) })
    }

    /// The letter that goes to it.
    pub fn capital(&self) -> char {
        self.key.to_ascii_uppercase()
    }

    /// The spans that are proposed, in their order: what a digit picks.
    pub fn spans<'a>(&'a self, open: &'a OpenText) -> impl Iterator<Item = &'a Annotation> {
        self.ends.iter().filter_map(|end| open.found(end.to.as_str()))
    }

    /// The ends that are taken where all that is proposed is: all that are inside the span, else the likeliest.
    pub fn taken(&self) -> impl Iterator<Item = &ProposedEnd> {
        self.ends.iter().enumerate().filter(|(n, end)| *n == 0 || end.source == Source::Inside).map(|(_, end)| end)
    }
}

/// The ends that are no span; a name is to follow one that has a colon at its end.
pub(super) fn special_ends(special: &[ValueType]) -> Vec<String> {
    special.iter().map(|end| end.id.clone()).collect()
}

/// What an end of a relation is.
fn other_end(end: &str, relation: &Relation, open: &OpenText, schema: &Schema) -> OtherEnd {
    if let Some(span) = open.found(end) {
        return OtherEnd::Span(span.id.clone(), open.document().slice(span.span.range()).to_owned());
    }
    let end = End::from(end);
    let crosses = schema.relation(&relation.kind).is_some_and(|kind| kind.across_documents);
    match end.elsewhere().filter(|_| crosses) {
        Some((file, id)) => OtherEnd::Elsewhere { file: file.to_owned(), id, quote: relation.quote.clone().unwrap_or_default() },
        None => OtherEnd::Named(end),
    }
}

/// Where relations lead from the span at the other end of one, other than back.
fn onwards(other: &str, through: &Relation, open: &OpenText) -> Vec<(String, String)> {
    let set = open.set();
    let from_there = set.relations_of(other).filter(|relation| relation.from == *other && relation.id != through.id);
    let words =
        |end: &str| open.found(end).map_or_else(|| end.to_owned(), |span| open.document().slice(span.span.range()).to_owned());
    from_there.map(|relation| (relation.kind.clone(), words(&relation.to))).collect()
}

/// The words in which a relation of a type says how certain it is.
fn certainties(kind: &RelationType) -> Vec<String> {
    kind.certainty.iter().flatten().filter(|word| !word.is_retired).map(|word| word.id.clone()).collect()
}

impl Shared {
    /// The card of spans of the open text.
    pub(super) fn card(&self, ids: &[SpanId]) -> Card {
        let Some(open) = &self.open_text else { return Card::default() };
        self.with_text(open, |text| Card::of(ids, open, &Known { schema: &self.schema, part: self.part(), text }))
    }

    /// Hands over a text with what proposals rest on.
    pub(super) fn with_text<T>(&self, open: &OpenText, use_it: impl FnOnce(&Text<'_>) -> T) -> T {
        let registries = self.registries.by_name();
        let around = open.around();
        use_it(&Text {
            document: open.document(),
            set: &around,
            words: &open.words,
            schema: &self.schema,
            knowledge: self.knowledge(),
            registries: &registries,
        })
    }

    /// The spans that are proposed as the end of a relation from a span of a text.
    pub(super) fn proposed_ends(&self, kind: &RelationType, from: &Annotation, open: &OpenText) -> Vec<SpanId> {
        let ends = self.with_text(open, |text| proposal::ends(kind, &Grounds::of(from, text)));
        ends.into_iter().filter_map(|end| open.found(end.to.as_str()).map(|span| span.id.clone())).collect()
    }

    /// Whether anything is missing in the open text.
    pub(super) fn has_gaps(&self) -> bool {
        self.open_text.as_ref().is_some_and(|open| open.gap_count(&self.schema, self.part()) > 0)
    }

    /// Whose part it is to say things here: that of a reviewer where a reading is edited.
    pub(super) fn part(&self) -> Part {
        if self.review.is_some() { Part::Reviewer } else { Part::Annotator }
    }
}
