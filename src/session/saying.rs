//! Saying things of spans where something was proposed: what was proposed is kept with what is said, so that a refusal is
//! remembered, and that it can be counted how often the program was right.

use super::card::{AttributeRow, Card, CardRow, LackingRow};
use super::notice::{Notice, Refusal};
use super::shared::Shared;
use crate::annotation::proposal::Source;
use crate::annotation::{Edit, Offer, Relation, SpanId, Subject, Value};

/// What is said of spans, as one change.
#[derive(Debug, Default)]
pub(super) struct Saying {
    /// Attributes with their values; none where one is taken away.
    pub values: Vec<(String, Option<Value>)>,
    /// Relations from the spans.
    pub relations: Vec<Relation>,
    /// Types of relation that are refused.
    pub refused: Vec<String>,
}

impl Saying {
    /// A value of an attribute.
    pub(super) fn value(name: &str, value: Option<Value>) -> Self {
        Self { values: vec![(name.to_owned(), value)], ..Self::default() }
    }

    /// A relation.
    pub(super) fn relation(relation: Relation) -> Self {
        Self { relations: vec![relation], ..Self::default() }
    }

    /// That a type of relation does not hold, though it is proposed.
    pub(super) fn refusal(kind: &str) -> Self {
        Self { refused: vec![kind.to_owned()], ..Self::default() }
    }

    /// Everything that is proposed on a card.
    fn all_of(card: &Card) -> Self {
        let mut all = Self::default();
        for row in &card.rows {
            match row {
                CardRow::Attribute(row) => {
                    all.values.extend(row.proposal().map(|proposal| (row.attribute.id.clone(), Some(proposal.value.clone()))));
                }
                CardRow::Lacking(row) => {
                    let from = card.spans.first().into_iter();
                    let relation = |from: &SpanId| {
                        row.taken().map(|end| Relation::new("", &row.kind, from.clone(), end.to.clone())).collect::<Vec<_>>()
                    };
                    all.relations.extend(from.flat_map(relation));
                }
                CardRow::Outgoing(_) | CardRow::Quality(_) | CardRow::Incoming(_) => {}
            }
        }
        all
    }

    /// What was proposed for what is said, as edits that keep it.
    fn offers(&self, card: &Card) -> Vec<Edit> {
        let [id] = card.spans.as_slice() else { return Vec::new() };
        let offered = card.rows.iter().filter_map(|row| match row {
            CardRow::Attribute(row) if self.values.iter().any(|(name, _)| *name == row.attribute.id) => of_attribute(row),
            CardRow::Lacking(row) if self.is_about(&row.kind) => of_relation(row),
            _ => None,
        });
        offered.map(|(subject, offer)| Edit::Offer { id: id.clone(), subject, offer: Some(offer) }).collect()
    }

    fn is_about(&self, kind: &str) -> bool {
        self.relations.iter().any(|relation| relation.kind == *kind) || self.refused.iter().any(|refused| refused == kind)
    }
}

fn of_attribute(row: &AttributeRow) -> Option<(Subject, Offer)> {
    let proposal = row.proposal()?;
    Some((Subject::Attribute(row.attribute.id.clone()), Offer::new(proposal.source.as_str(), proposal.value.clone())))
}

fn of_relation(row: &LackingRow) -> Option<(Subject, Offer)> {
    let end = row.ends.first().filter(|end| end.source != Source::Near)?;
    let value = Value::Text(end.to.to_string());
    Some((Subject::Relation(row.kind.clone()), Offer::new(end.source.as_str(), value)))
}

impl Shared {
    /// Says something of spans, as one change; undo takes it back as one.
    pub(super) fn say(&mut self, spans: &[SpanId], saying: Saying) -> Result<(), Refusal> {
        // A gold standard says who decided; what was proposed to an annotator is of no account there.
        let offers = if self.review.is_some() { Vec::new() } else { saying.offers(&self.card(spans)) };
        let open = self.open_text.as_mut().ok_or(Refusal::NoSpan)?;
        let mut edits = open.value_edits(spans, &saying.values);
        for relation in saying.relations {
            edits.push(Edit::AddRelation(open.made(relation, &self.schema)?));
        }
        edits.extend(offers);
        open.change_all(edits)
    }

    /// Takes everything that is proposed for spans, as one change, and says how much that was.
    ///
    /// # Errors
    /// Fails where nothing is proposed.
    pub(super) fn accept_all(&mut self, spans: &[SpanId]) -> Result<(), Refusal> {
        let saying = Saying::all_of(&self.card(spans));
        let taken = Notice::ProposalsTaken { values: saying.values.len(), relations: saying.relations.len() };
        if saying.values.is_empty() && saying.relations.is_empty() {
            return Err(Refusal::NothingProposed);
        }
        self.say(spans, saying)?;
        self.tell(taken);
        Ok(())
    }
}
