//! Fields that are not known here, line by line: a list of one entry a line changes by those entries, not as a whole.

use super::edit::{Edit, EditError};
use super::ron_text::Extra;

/// Replaces lines of a field and gives the edit that takes it back.
///
/// # Errors
/// A field that is not there, or has not so many lines.
pub(super) fn replace(extra: &mut Extra, name: String, (at, gone): (usize, usize), lines: &[String]) -> Result<Edit, EditError> {
    let field = extra.iter_mut().find(|(known, _)| *known == name).map(|(_, value)| value);
    let Some(field) = field else { return Err(EditError::NoLines(name)) };
    let mut all: Vec<&str> = field.split('\n').collect();
    if at.checked_add(gone).is_none_or(|end| end > all.len()) {
        return Err(EditError::NoLines(name));
    }
    let (come, new) = (lines.len(), lines.iter().map(String::as_str));
    let lines = all.splice(at..at + gone, new).map(str::to_owned).collect();
    let whole = all.join("\n");
    *field = whole;
    Ok(Edit::Lines { name, at, gone: come, lines })
}

/// The edits that make the one what the other is: by lines where both have the same fields, else as a whole.
pub fn difference(from: &Extra, to: &Extra) -> Vec<Edit> {
    if from.len() != to.len() || from.iter().zip(to).any(|((old, _), (new, _))| old != new) {
        return vec![Edit::Extra(to.clone())];
    }
    let changed = from.iter().zip(to).filter(|((_, old), (_, new))| old != new);
    changed.map(|((name, old), (_, new))| of_field(name, old, new)).collect()
}

fn of_field(name: &str, old: &str, new: &str) -> Edit {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let at = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - at;
    let after = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let lines = new.iter().take(new.len() - after).skip(at).map(|line| (*line).to_owned()).collect();
    Edit::Lines { name: name.to_owned(), at, gone: old.len() - after - at, lines }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::AnnotationSet;
    use crate::annotation::{Parts, difference};

    fn set(fields: &[(&str, &str)]) -> AnnotationSet {
        let extra = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        AnnotationSet::from_parts(Parts { extra, ..Parts::default() }).0
    }

    #[test]
    fn a_long_list_changes_by_its_lines_and_back() {
        let lists = ["[]", "[\n  a,\n]", "[\n  a,\n  b,\n]", "[\n  b,\n  b,\n  b,\n]", "[\n  c,\n  b,\n]", ""];
        for (old, new) in lists.iter().flat_map(|old| lists.iter().map(move |new| (*old, *new))) {
            let (from, to) = (set(&[("x", "1"), ("list", old)]), set(&[("x", "1"), ("list", new)]));
            let (mut changed, edit) = (from.clone(), difference(&from, &to));
            let inverse = changed.apply(edit).unwrap();
            assert_eq!(changed, to, "{old} {new}");
            changed.revert(inverse).unwrap();
            assert_eq!(changed, from, "{old} {new}");
        }
        let edit = difference(&set(&[("list", "[\n  a,\n  b,\n]")]), &set(&[("list", "[\n  a,\n  c,\n  b,\n]")]));
        let line = Edit::Lines { name: "list".into(), at: 2, gone: 0, lines: vec!["  c,".into()] };
        assert_eq!(edit, Edit::Batch(vec![line]));
    }

    #[test]
    fn lines_that_are_not_there_cannot_be_replaced() {
        for (name, at, gone) in [("y", 0, 0), ("x", 0, 2), ("x", 2, 0), ("x", usize::MAX, 1)] {
            let mut changed = set(&[("x", "1")]);
            let edit = Edit::Lines { name: name.into(), at, gone, lines: Vec::new() };
            assert_eq!(changed.apply(edit), Err(EditError::NoLines(name.into())));
            assert_eq!(changed, set(&[("x", "1")]));
        }
    }
}
