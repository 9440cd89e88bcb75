//! The names that a mistyped one may have been meant for.

/// Most names that are offered.
const MOST: usize = 3;

/// The known names that a typed one is near to, the nearest first: a letter off, or one in three of a long name.
pub(super) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let most = (typed.chars().count() / 3).max(1);
    let distances = known.into_iter().map(|name| (strsim::osa_distance(typed, name), name));
    let mut near: Vec<(usize, &str)> =
        distances.filter(|(distance, name)| *distance <= most && *distance < name.chars().count()).collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(MOST).collect()
}

/// Asks whether one of the names was meant; `None` where no known name is near.
pub(super) fn question<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = nearest(typed, known);
    (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_slip_away_are_near_and_others_are_not() {
        let known = ["show", "stats", "find", "a"];
        assert_eq!(nearest("shwo", known), ["show"]);
        assert_eq!(nearest("stat", known), ["stats"]);
        assert_eq!(nearest("b", known), Vec::<&str>::new());
        assert_eq!(question("fnid", known).as_deref(), Some("did you mean find?"));
        assert_eq!(question("export", known), None);
    }
}
