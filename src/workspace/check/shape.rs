//! What a sidecar has in another shape than the one known here: it is kept as it is, but nobody reads it.

use super::entry::Entry;
use super::finding::About;
use crate::annotation::Fault;
use crate::storage::Stored;

/// Warns of lists, of provenance, of what was proposed and of attributes of relations that are left unread.
///
/// Two others are errors, reported where they are needed: orphans, and the decisions of a gold standard.
pub(super) fn check(entry: &mut Entry<'_>, stored: &Stored) {
    let is_gold = entry.file.annotator.is_gold();
    let lists = [
        ("answers", stored.answers.read().err()),
        ("rejections", stored.rejections.read().err()),
        ("decisions", stored.decisions.read().err().filter(|_| !is_gold)),
    ];
    for (name, fault) in odd(lists) {
        let line = entry.lines.within(name, &fault);
        entry.warning(About::Shape, line, None, sentence(name, &fault));
    }
    for span in &stored.spans {
        let fields = [
            ("from", span.from.read().err()),
            ("decision", span.decision.read().err()),
            ("by", span.by.read().err()),
            ("offered", span.offered.read().err()),
            ("offered_relations", span.offered_relations.read().err()),
        ];
        warn(entry, &span.id, fields);
    }
    for relation in &stored.relations {
        warn(entry, &relation.id, [("attributes", relation.attributes.read().err())]);
    }
}

fn warn<const N: usize>(entry: &mut Entry<'_>, id: &str, fields: [(&str, Option<Fault>); N]) {
    for (name, fault) in odd(fields) {
        let line = entry.lines.of_id(id);
        entry.warning(About::Shape, line, Some(id), sentence(name, &fault));
    }
}

fn odd<const N: usize>(fields: [(&str, Option<Fault>); N]) -> impl Iterator<Item = (&str, Fault)> {
    fields.into_iter().filter_map(|(name, fault)| Some((name, fault?)))
}

fn sentence(name: &str, fault: &Fault) -> String {
    format!("the field `{name}` is ignored: {}; correct or remove it", fault.message)
}
