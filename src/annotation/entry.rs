//! One change as a journal keeps it: what was done, what takes it back, by which command, when, and to which words.

use super::edit::Edit;
use super::name::{OrderId, SpanId, Timestamp};
use super::set::AnnotationSet;
use crate::text::Span;

/// How a change came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It was made.
    Edit,
    /// It was made as the next step of the change before it; both are taken back as one.
    Step,
    /// It took the last change back.
    Undo,
    /// It made a change again that was taken back.
    Redo,
}

/// A span that a change is about, as it is after the change, or was before it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its id.
    pub id: SpanId,
    /// Its tag.
    pub tag: String,
    /// Where it stands.
    pub span: Span,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was made.
    pub at: Timestamp,
    /// The command that made it, as a keymap spells it.
    pub command: String,
    /// The order that it is a part of, if it was one over several texts.
    pub order: Option<OrderId>,
    /// How it came about.
    pub act: Act,
    /// What was done.
    pub edit: Edit,
    /// What takes it back.
    pub inverse: Edit,
    /// The spans it is about.
    pub about: Vec<About>,
}

impl Entry {
    /// The entry of a change that was just made to a set. When and by which command is for others to fill in.
    pub fn new(act: Act, edit: Edit, inverse: Edit, set: &AnnotationSet) -> Self {
        let mut about = Vec::new();
        gather(&edit, &inverse, set, &mut about);
        Self { at: Timestamp::default(), command: String::new(), order: None, act, edit, inverse, about }
    }
}

/// Collects the spans that an edit speaks of; those that went stand in what takes it back.
fn gather(edit: &Edit, inverse: &Edit, set: &AnnotationSet, about: &mut Vec<About>) {
    let mut ids = Vec::new();
    edit.ids(&mut ids);
    inverse.ids(&mut ids);
    for id in ids {
        if about.iter().any(|known| known.id == id) {
            continue;
        }
        if let Some(annotation) = set.get(id).or_else(|| inverse.added(id)).or_else(|| edit.added(id)) {
            about.push(About { id: annotation.id.clone(), tag: annotation.tag.clone(), span: annotation.span });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, DocumentState};
    use crate::text::Document;

    #[test]
    fn an_entry_knows_the_words_it_is_about_even_when_the_span_is_gone() {
        let document = Document::from("قال تنظيم الدولة");
        let mut set = AnnotationSet::new();
        let span = document.span(7..30).unwrap();
        let add = Edit::Batch(vec![Edit::State(DocumentState::InProgress), Edit::Add(Annotation::new("s1", "ACTOR", span))]);
        let remove = set.apply(add.clone()).unwrap();
        let s1 = About { id: "s1".into(), tag: "ACTOR".into(), span };
        assert_eq!(Entry::new(Act::Edit, add, remove.clone(), &set).about, std::slice::from_ref(&s1));
        let back = set.apply(remove.clone()).unwrap();
        assert_eq!(Entry::new(Act::Undo, remove, back, &set).about, [s1]);
    }
}
