//! The relations of a work by the span that they come from, and their ends in words.

use std::collections::HashMap;

use super::attributes::BETWEEN;
use crate::annotation::{End, Relation, RelationType, Schema};
use crate::exchange::identity::identity;
use crate::exchange::value::plain;
use crate::exchange::work::Work;

/// The relations of a work, in their order, by the span that they come from.
pub(super) struct Related<'a> {
    work: &'a Work<'a>,
    schema: &'a Schema,
    by_span: HashMap<&'a str, Vec<&'a Relation>>,
}

impl<'a> Related<'a> {
    pub(super) fn of(work: &'a Work<'a>, schema: &'a Schema) -> Self {
        let mut by_span: HashMap<&str, Vec<&Relation>> = HashMap::new();
        for relation in work.set.relations() {
            by_span.entry(&relation.from).or_default().push(relation);
        }
        for relations in by_span.values_mut() {
            relations.sort_by_key(|relation| relation.order.unwrap_or(i64::MAX));
        }
        Self { work, schema, by_span }
    }

    /// The relations from a span.
    pub(super) fn from(&self, id: &str) -> &[&'a Relation] {
        self.by_span.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The cells of a type: the words that its relations from a span lead to, the identities behind them, and how certain
    /// they are, where the type says so.
    pub(super) fn cells(&self, id: &str, kind: &RelationType) -> Vec<String> {
        let found: Vec<&Relation> = self.from(id).iter().filter(|relation| relation.kind == kind.id).copied().collect();
        let join = |cell: &dyn Fn(&Relation) -> String| found.iter().map(|r| cell(r)).collect::<Vec<_>>().join(BETWEEN);
        let mut cells = vec![join(&|relation| self.words(relation)), join(&|relation| self.identity(&relation.to))];
        if kind.certainty.is_some() {
            let is_said = found.iter().any(|relation| relation.certainty.is_some());
            let certainty = |relation: &Relation| relation.certainty.as_ref().map(|value| plain(value, |_| None));
            cells.push(if is_said { join(&|relation| certainty(relation).unwrap_or_default()) } else { String::new() });
        }
        cells
    }

    /// The words that a relation goes to, also in another text; an end without words is called by its name.
    pub(super) fn words(&self, relation: &Relation) -> String {
        match (self.work.set.get(&relation.to), &relation.quote) {
            (Some(span), _) => self.work.quote(span).to_owned(),
            (None, Some(quote)) => quote.clone(),
            (None, None) => relation.to.trim_start_matches('@').to_owned(),
        }
    }

    /// The identity of an end, else its id; one that is no span of the text is called by its name.
    fn identity(&self, end: &End) -> String {
        match self.work.set.get(end) {
            Some(span) => identity(self.schema, span).unwrap_or(&span.id).to_owned(),
            None => end.trim_start_matches('@').to_owned(),
        }
    }
}

/// The names of the columns of a type.
pub(super) fn names(kind: &RelationType) -> Vec<String> {
    let endings: &[&str] = if kind.certainty.is_some() { &["", "_id", "_certainty"] } else { &["", "_id"] };
    endings.iter().map(|ending| format!("{}{ending}", kind.id)).collect()
}
