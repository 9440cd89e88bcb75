//! What a change of the list of decisions is about: the words that were decided, and what was chosen for them.

use super::decision::{Choice, Decision};
use super::record::read_decision;
use crate::annotation::{About, Annotator, Edit, ListChange};
use crate::text::Document;

/// The id of a decision in what a change is about.
const ID: &str = "decision";

/// The decisions that an edit of a file makes or takes off, as a journal tells them: what was chosen in the place of a
/// tag, `open` where nothing is chosen any more.
pub fn about(edit: &Edit, inverse: &Edit, document: &Document) -> Vec<About> {
    let (come, gone) = (decisions(edit, document), decisions(inverse, document));
    let made = come.iter().filter(|decision| !gone.contains(decision)).map(|decision| (decision, told(&decision.choice)));
    let is_open = |decision: &&Decision| !come.iter().any(|other| (other.start, other.end) == (decision.start, decision.end));
    let open = gone.iter().filter(is_open).map(|decision| (decision, "open".to_owned()));
    let one = |(decision, tag): (&Decision, String)| {
        document.span(decision.start..decision.end).map(|span| About { id: ID.into(), tag, span })
    };
    made.chain(open).filter_map(one).collect()
}

/// The decisions that an edit puts in.
fn decisions(edit: &Edit, document: &Document) -> Vec<Decision> {
    match edit {
        Edit::List(ListChange::Decisions(splice)) => {
            splice.entries().iter().map(|stored| read_decision(stored, document)).collect()
        }
        Edit::Batch(edits) => edits.iter().flat_map(|edit| decisions(edit, document)).collect(),
        _ => Vec::new(),
    }
}

/// A choice in words.
fn told(choice: &Choice) -> String {
    let of: Vec<&str> = match choice {
        Choice::Take(annotator) | Choice::Edited(Some(annotator), _) | Choice::Fields(annotator, _) => vec![annotator.as_str()],
        Choice::Several(annotators) => annotators.iter().map(Annotator::as_str).collect(),
        _ => Vec::new(),
    };
    [vec![choice.name()], of].concat().join(" ")
}
