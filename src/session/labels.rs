//! Labels: one or two letters for each of many things on screen, to go to one by typing them.

/// The letters of labels, the nearest to the fingers first. Without g and h: typed fast, they arrive as one letter where an
/// Arabic keyboard is in use.
const LETTERS: &str = "asdfjklewiormcvnuptbxyqz";

/// Labels for so many things: one letter for the first, two for the others, as few as there can be, since no label begins
/// another. What there are no two letters for has none.
pub(super) fn labels(count: usize) -> Vec<String> {
    let all = LETTERS.len();
    // A letter that begins two is none by itself.
    let beginnings = count.saturating_sub(all).div_ceil(all - 1).min(all);
    let one = || LETTERS.chars().map(String::from);
    let two = one().skip(all - beginnings).flat_map(|first| one().map(move |second| format!("{first}{second}")));
    one().take(all - beginnings).chain(two).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_and_none_begins_another() {
        for count in [0, 1, 24, 25, 500, 600] {
            let labels = labels(count);
            assert_eq!(labels.len(), count.min(LETTERS.len().pow(2)));
            let short = labels.iter().filter(|label| label.len() == 1).count();
            assert!(labels.iter().take(short).all(|label| label.len() == 1), "{count}");
            assert!(short >= count.min(LETTERS.len()).min(LETTERS.len().saturating_sub(count / 20)), "{count}: {short}");
            let begins = |one: &String| labels.iter().filter(|other| other.starts_with(one.as_str())).count();
            assert!(labels.iter().all(|label| begins(label) == 1 && !label.contains(['g', 'h'])), "{count}");
        }
    }
}
