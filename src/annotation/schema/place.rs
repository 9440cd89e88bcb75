//! A place in a schema's file: the way to it from the outermost bracket, and the byte at which it begins.

use ron::extensions::Extensions;
use serde_ignored::Path;

use crate::annotation::ron_text::Parts;

/// How a schema's file is read: `default: "a"` for `default: Some("a")`.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A step of the way: a field, or an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Field(String),
    Item(usize),
}

/// The way to a place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place(Vec<Step>);

impl Place {
    /// The place of a field in this one.
    pub(super) fn field(&self, name: &str) -> Self {
        self.then(Step::Field(name.to_owned()))
    }

    /// The place of an entry in this one, which is a list.
    pub(super) fn item(&self, n: usize) -> Self {
        self.then(Step::Item(n))
    }

    fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The last field on the way.
    pub(super) fn last_field(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            Step::Item(_) => None,
        })
    }

    /// The byte of `text` at which it begins, for a field with its name; that of the nearest place around it that the text has.
    pub(super) fn offset(&self, text: &str) -> usize {
        let mut raw = text;
        for step in &self.0 {
            let Some(inner) = within(raw, step) else { break };
            raw = inner;
        }
        let at = raw.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        match self.0.last() {
            Some(Step::Field(name)) => text.get(..at).and_then(|before| before.rfind(name.as_str())).unwrap_or(at),
            _ => at,
        }
    }
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    pub(super) place: Place,
    /// One plain sentence.
    pub(super) message: String,
}

impl Place {
    /// What is wrong here.
    pub(super) fn flaw(self, message: String) -> Flaw {
        Flaw { place: self, message }
    }
}

impl From<&Path<'_>> for Place {
    fn from(path: &Path<'_>) -> Self {
        match path {
            Path::Root => Self::default(),
            Path::Seq { parent, index } => Self::from(*parent).item(*index),
            Path::Map { parent, key } => Self::from(*parent).field(key),
            Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => Self::from(*parent),
        }
    }
}

/// The RON text of a field or an entry.
fn within<'a>(raw: &'a str, step: &Step) -> Option<&'a str> {
    let parts = Parts::of(raw, &options())?;
    match (step, parts) {
        (Step::Field(name), Parts::Fields(fields)) => fields.into_iter().find(|(known, _)| known == name).map(|(_, raw)| raw),
        // `One([…])` is taken for its list.
        (Step::Item(_), Parts::Entries(entries)) if raw.starts_with(char::is_alphabetic) => within(entries.first()?, step),
        (Step::Item(n), Parts::Entries(entries)) => entries.get(*n).copied(),
        _ => None,
    }
}
