//! The names in a sidecar: of the text that it speaks of, of texts that relations lead to, of annotators.

use super::record::Stored;
use crate::annotation::record::Held;
use crate::annotation::{StoredDecision, Value};

/// A name that becomes another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renamed<'a> {
    /// The name so far.
    pub(crate) old: &'a str,
    /// The name from now on.
    pub(crate) new: &'a str,
}

impl Renamed<'_> {
    fn one(self, name: &mut String) {
        if name == self.old {
            self.new.clone_into(name);
        }
    }

    fn all(self, names: &mut [String]) {
        for name in names {
            self.one(name);
        }
    }

    fn decision(self, decision: &mut StoredDecision) {
        decision.of.iter_mut().for_each(|names| self.all(names));
        decision.fields.iter_mut().flatten().filter_map(|field| field.of.as_mut()).for_each(|name| self.one(name));
        decision.relations.iter_mut().flatten().filter_map(|relation| relation.of.as_mut()).for_each(|name| self.one(name));
        decision.basis.iter_mut().for_each(|(name, _)| self.one(name));
        decision.thread.iter_mut().flatten().for_each(|reply| self.one(&mut reply.by));
        self.one(&mut decision.by);
        known(&mut decision.merge_conflict).for_each(|other| self.decision(other));
    }

    /// The end of a relation, `FILE#ID`, under the new name of the text; `None` for any other end.
    fn end(self, to: &str) -> Option<String> {
        let id = to.strip_prefix(self.old)?.strip_prefix('#')?;
        Some(format!("{}#{id}", self.new))
    }

    /// Gives the text of the ends of relations that were edited its new name.
    fn ends_of(self, decision: &mut StoredDecision) {
        for relation in decision.relations.iter_mut().flatten() {
            if let Some(to) = self.end(&relation.to) {
                relation.to = to.into();
            }
        }
        known(&mut decision.merge_conflict).for_each(|other| self.ends_of(other));
    }
}

fn known<T>(list: &mut Held<Vec<T>>) -> impl Iterator<Item = &mut T> {
    let known = if let Held::Known(known) = list { Some(known) } else { None };
    known.into_iter().flatten()
}

impl Stored {
    /// Gives an annotator another name, wherever somebody is named: whose the file is, where spans come from, who has decided,
    /// on whose readings, and to whom was answered.
    pub(crate) fn rename_annotator(&mut self, name: Renamed<'_>) {
        let whose = self.annotator.split('@').map(|part| if part == name.old { name.new } else { part });
        self.annotator = whose.collect::<Vec<_>>().join("@");
        for span in self.spans.iter_mut().chain(known(&mut self.orphans)) {
            span.from.known_mut().into_iter().for_each(|names| name.all(names));
            span.by.known_mut().into_iter().for_each(|by| name.one(by));
        }
        for rejection in known(&mut self.rejections) {
            rejection.from.iter_mut().for_each(|names| name.all(names));
            rejection.by.iter_mut().for_each(|by| name.one(by));
        }
        known(&mut self.answers).for_each(|answer| name.one(&mut answer.to));
        known(&mut self.decisions).for_each(|decision| name.decision(decision));
    }

    /// Gives the text that the file speaks of another name.
    pub(crate) fn rename_source(&mut self, name: Renamed<'_>) {
        name.one(&mut self.source.file);
    }

    /// Gives a text that relations lead to another name.
    pub(crate) fn rename_ends(&mut self, name: Renamed<'_>) {
        let orphaned = known(&mut self.orphaned_relations);
        for relation in self.relations.iter_mut().chain(orphaned) {
            if let Some(to) = name.end(&relation.to) {
                relation.to = to.into();
            }
        }
        let offered = self.spans.iter_mut().chain(known(&mut self.orphans)).filter_map(|span| span.offered_relations.known_mut());
        for (_, offer) in offered.flatten() {
            if let Some(to) = offer.value.as_text().and_then(|to| name.end(to)) {
                offer.value = Value::Text(to);
            }
        }
        known(&mut self.decisions).for_each(|decision| name.ends_of(decision));
    }
}
