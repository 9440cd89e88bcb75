//! The answer to a command that changes the open text: what was done, or taken back, and how far away.
//!
//! What a command says itself comes first: the answer is for those that say nothing.

use std::ops::Range;

use super::deed::{Deed, Form, Side};
use super::notice::Notice;
use super::open_text::OpenText;
use super::registries::Registries;
use super::shared::Shared;
use crate::annotation::schema::{Attribute, Schema, Wording};
use crate::annotation::{Act, Annotation, DocumentState, Edit, Entry, Relation, Value};

/// Letters of a quote at most.
const QUOTE: usize = 40;

/// Where one was before a command: the cursor, and the bytes on screen.
pub(super) struct Stand {
    cursor: usize,
    seen: Range<usize>,
}

impl Shared {
    /// Where one is.
    pub(super) fn stand(&self) -> Option<Stand> {
        let sheet = &self.open_text.as_ref()?.sheet;
        Some(Stand { cursor: sheet.cursor, seen: sheet.on_screen() })
    }

    /// Says what was done to the open text since one was there, unless something is said already.
    pub(super) fn answer(&mut self, before: Option<Stand>) {
        if self.notice.is_some() {
            return;
        }
        let (Some(open), Some(before)) = (&self.open_text, before) else { return };
        let entries = open.ledger.fresh();
        let Some(last) = entries.last() else { return };
        let teller = Teller { open, schema: &self.schema, registries: &self.registries };
        let notice = match last.act {
            Act::Edit | Act::Step => Notice::Done(Box::new(teller.deed(Form::Done, &last.edit, &last.inverse))),
            Act::Undo | Act::Redo => teller.travelled(entries, &before),
        };
        self.tell(notice);
    }
}

/// What is needed to say what an edit did.
struct Teller<'a> {
    open: &'a OpenText,
    schema: &'a Schema,
    registries: &'a Registries,
}

impl Teller<'_> {
    /// What was taken back or made again, and how far from where one was, if that was not on screen.
    fn travelled(&self, entries: &[Entry], before: &Stand) -> Notice {
        let is_undo = entries.last().is_some_and(|entry| entry.act == Act::Undo);
        let deed = match entries {
            [one] if is_undo => self.deed(Form::Named, &one.inverse, &one.edit),
            [one] => self.deed(Form::Named, &one.edit, &one.inverse),
            all => Deed::Several { changes: all.len() },
        };
        let deed = Box::new(deed);
        let (document, now) = (self.open.document(), self.open.cursor());
        let side = if now < before.cursor { Side::Up } else { Side::Down };
        let place = |at: usize| document.code_point_at(at);
        let letters = if before.seen.contains(&now) { 0 } else { place(now).abs_diff(place(before.cursor)) };
        if is_undo { Notice::Undone { deed, letters, side } } else { Notice::Redone { deed, letters, side } }
    }

    /// What an edit did, told after it was made; what takes it back has what went.
    fn deed(&self, form: Form, edit: &Edit, inverse: &Edit) -> Deed {
        match edit {
            Edit::Batch(edits) => self.batch(form, edits, inverse),
            Edit::AddRelation(relation) => self.related(relation),
            Edit::RemoveRelation(id) => match removed(inverse).filter(|relation| relation.id == *id) {
                Some(relation) => Deed::Unrelate { form, kind: self.kind(relation), words: self.words_of(&relation.from) },
                None => Deed::Several { changes: 1 },
            },
            Edit::State(state) => Deed::State { form, state: state.clone() },
            Edit::Metadata { name, value: Some(value) } => {
                let fact = self.schema.fact(name);
                let name = fact.map_or_else(|| plain(name), |fact| fact.gloss.label.clone());
                Deed::Fact { name, value: self.value(fact, value) }
            }
            other => self.of_span(form, other, inverse).unwrap_or(Deed::Several { changes: 1 }),
        }
    }

    /// What an edit did to one span; `None` where it is about something else.
    fn of_span(&self, form: Form, edit: &Edit, inverse: &Edit) -> Option<Deed> {
        let mut ids = Vec::new();
        edit.ids(&mut ids);
        let id = ids.first()?;
        let span = self.open.set().get(id).or_else(|| inverse.added(id)).or_else(|| edit.added(id))?;
        let (tag, words) = (span.tag.clone(), self.words(span));
        Some(match edit {
            Edit::Add(_) => Deed::Tag { form, tag, words },
            Edit::Remove(_) => Deed::Delete { form, tag, words },
            Edit::Retag { tag, .. } => Deed::Retag { form, tag: tag.clone(), words },
            Edit::Move { .. } => Deed::Move { form, tag, words },
            Edit::Note { note, .. } if note.is_empty() => Deed::ClearNote { form, tag, words },
            Edit::Note { note, .. } => Deed::Note { tag, words, note: shortened(note) },
            Edit::Attribute { name, value, .. } => {
                let attribute = self.schema.tag(&tag).and_then(|tag| tag.attribute(name));
                let name = attribute.map_or_else(|| plain(name), |attribute| attribute.gloss.label.clone());
                match value {
                    Some(value) => Deed::Say { name, value: self.value(attribute, value), words },
                    None => Deed::Clear { form, name, words },
                }
            }
            _ => return None,
        })
    }

    /// What several edits did as one: what they are about beside the state of a text that is begun and what was offered.
    fn batch(&self, form: Form, edits: &[Edit], inverse: &Edit) -> Deed {
        let is_aside =
            |edit: &&Edit| matches!(edit, Edit::State(DocumentState::InProgress | DocumentState::New) | Edit::Offer { .. });
        let told: Vec<&Edit> = edits.iter().filter(|edit| !is_aside(edit)).collect();
        match (told.as_slice(), edits) {
            ([one], _) => self.deed(form, one, inverse),
            ([], [state @ Edit::State(_), ..]) => self.deed(form, state, inverse),
            (several, _) => Deed::Several { changes: several.len().max(1) },
        }
    }

    fn related(&self, relation: &Relation) -> Deed {
        let here = self.open.set().get(relation.to.as_str()).map(|span| self.words(span));
        let other = here.or_else(|| relation.quote.clone()).unwrap_or_else(|| relation.to.as_str().to_owned());
        Deed::Relate { kind: self.kind(relation), words: self.words_of(&relation.from), other: shortened(&other) }
    }

    fn kind(&self, relation: &Relation) -> Wording {
        let kind = self.schema.relation(&relation.kind);
        kind.map_or_else(|| plain(&relation.kind), |kind| kind.gloss.label.clone())
    }

    /// A value as people call it.
    fn value(&self, attribute: Option<&Attribute>, value: &Value) -> Wording {
        let identity = attribute.and_then(|attribute| self.registries.identity(&attribute.kind, value));
        if let Some(identity) = identity {
            return plain(identity.name());
        }
        match value {
            Value::Text(id) => {
                let values = attribute.map(|attribute| attribute.kind.values()).unwrap_or_default();
                values.iter().find(|known| known.id == *id).map_or_else(|| plain(id), |known| known.gloss.label.clone())
            }
            Value::Range(start, end) => {
                let byte = |point: usize| self.open.document().byte_of_code_point(point);
                let range = byte(*start).zip(byte(*end));
                plain(&range.map(|(start, end)| shortened(self.open.document().slice(start..end))).unwrap_or_default())
            }
            other => plain(&other.to_string()),
        }
    }

    fn words_of(&self, id: &str) -> String {
        self.open.set().get(id).map(|span| self.words(span)).unwrap_or_default()
    }

    fn words(&self, span: &Annotation) -> String {
        shortened(self.open.document().slice(span.span.range()))
    }
}

/// The relation that an edit brings back.
fn removed(inverse: &Edit) -> Option<&Relation> {
    match inverse {
        Edit::AddRelation(relation) | Edit::RestoreRelation { relation, .. } => Some(relation),
        Edit::Batch(edits) => edits.iter().find_map(removed),
        _ => None,
    }
}

/// A name that is the same in every language.
fn plain(name: &str) -> Wording {
    Wording { en: name.to_owned(), ar: name.to_owned() }
}

/// A text in one line, as much of it as a line has room for.
pub(super) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(QUOTE).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
