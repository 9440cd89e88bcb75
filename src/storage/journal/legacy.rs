//! What journals of version 0.1 have of lists: the raw fields as a whole, or the lines in which they differ.
//!
//! Version 0.1 kept decisions, rejections, answers and orphans among the fields that it did not know, one entry a line
//! between a line that opens the list and one that closes it.

use serde::de::DeserializeOwned;

use crate::annotation::record::options;
use crate::annotation::{Edit, Extra, ListChange, Lists, Splice};

/// The edit that replaced all fields.
pub(super) fn extra(all: &Extra) -> Edit {
    let raw = |name: &str| all.iter().find(|(known, _)| known == name).map(|(_, raw)| raw.as_str());
    let mut edits: Vec<Edit> =
        Lists::NAMES.into_iter().filter_map(|name| ListChange::to(name, raw(name))).map(Edit::List).collect();
    let unknown = all.iter().filter(|(name, _)| !Lists::NAMES.contains(&name.as_str())).cloned().collect();
    edits.insert(0, Edit::Extra(unknown));
    Edit::Batch(edits)
}

/// The edit that replaced lines of a field; `None` where they are no entries of a list.
pub(super) fn lines(name: &str, at: usize, gone: usize, lines: &[String]) -> Option<Edit> {
    let Some(first) = at.checked_sub(1) else { return whole(name, &lines.join("\n")) };
    let change = match name {
        "orphans" => ListChange::Orphans(Splice::Part(first, gone, entries(lines)?)),
        "orphaned_relations" => ListChange::OrphanedRelations(Splice::Part(first, gone, entries(lines)?)),
        "answers" => ListChange::Answers(Splice::Part(first, gone, entries(lines)?)),
        "rejections" => ListChange::Rejections(Splice::Part(first, gone, entries(lines)?)),
        "decisions" => ListChange::Decisions(Splice::Part(first, gone, entries(lines)?)),
        _ => return None,
    };
    Some(Edit::List(change))
}

/// From the first line on, a field was replaced as a whole: a list that was empty, or became so, stands on one line.
fn whole(name: &str, raw: &str) -> Option<Edit> {
    ron::value::RawValue::from_ron(raw).ok()?;
    match ListChange::to(name, Some(raw)) {
        Some(change) => change.odd().is_none().then_some(Edit::List(change)),
        None => Some(Edit::Field { name: name.to_owned(), value: raw.to_owned() }),
    }
}

fn entries<T: DeserializeOwned>(lines: &[String]) -> Option<Vec<T>> {
    lines.iter().map(|line| options().from_str(line.trim().trim_end_matches(',')).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{AnnotationSet, Parts};

    fn line(start: usize) -> String {
        format!("        (start: {start}, end: 9, choice: \"none\"),")
    }

    #[test]
    fn what_version_0_1_recorded_of_decisions_is_done_and_taken_back() {
        let mut set = AnnotationSet::from_parts(Parts { extra: vec![("later".into(), "1".into())], ..Parts::default() }).0;
        let decisions = |set: &AnnotationSet| -> Vec<usize> {
            set.lists().decisions.known().into_iter().flatten().map(|decision| decision.start).collect()
        };
        let fields = |raw: &str| vec![("later".to_owned(), "1".to_owned()), ("decisions".to_owned(), raw.to_owned())];
        let before = set.clone();
        let first = set.apply(extra(&fields("[]"))).unwrap();
        let whole = ["[".to_owned(), line(3), line(7), "    ]".to_owned()];
        let second = set.apply(lines("decisions", 0, 1, &whole).unwrap()).unwrap();
        assert_eq!(decisions(&set), [3, 7]);
        let third = set.apply(lines("decisions", 2, 1, &[line(5), line(6)]).unwrap()).unwrap();
        assert_eq!((decisions(&set), set.extra().len()), (vec![3, 5, 6], 1));
        set.apply(lines("decisions", 2, 2, &[line(7)]).unwrap()).unwrap();
        assert_eq!(decisions(&set), [3, 7], "as the journal takes it back");
        let empty = lines("decisions", 0, 4, &["[]".to_owned()]).unwrap();
        set.apply(empty).unwrap();
        assert!(decisions(&set).is_empty() && !set.lists().decisions.is_absent());
        set.apply(second).unwrap_or_else(|_| unreachable!());
        set.apply(third).unwrap_err();
        set.apply(first).unwrap();
        assert_eq!(set, before);
    }

    #[test]
    fn lines_that_are_no_entries_are_refused() {
        assert_eq!(lines("decisions", 1, 0, &["(".to_owned()]), None);
        assert_eq!(lines("decisions", 0, 1, &["7".to_owned()]), None);
        assert_eq!(lines("later", 1, 0, &["7".to_owned()]), None);
        let field = Edit::Field { name: "later".to_owned(), value: "7".to_owned() };
        assert_eq!(lines("later", 0, 1, &["7".to_owned()]), Some(field));
    }
}
