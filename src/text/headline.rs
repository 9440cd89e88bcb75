//! The headline of a text: what a list shows of it.

/// Most bytes of a headline: more has room on no screen.
const MOST: usize = 400;

/// Returns the first line in which there are letters or digits, without the blanks around it; empty where there is none.
///
/// A line ends where a paragraph does. Of a long one only the beginning is returned.
pub fn headline(text: &str) -> &str {
    let ends = ['\n', '\r', '\u{85}', '\u{2029}'];
    let line = text.split(ends).map(str::trim).find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default();
    line.get(..line.floor_char_boundary(MOST)).unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_is_the_first_line_with_words_in_it() {
        assert_eq!(headline("\u{feff}\n  ***  \r\n\t قصف على طريق الوادي \nقال شاهد"), "قصف على طريق الوادي");
        assert_eq!(headline("12\u{2029}بعد"), "12");
        assert_eq!((headline(""), headline("---\n***\n\n")), ("", ""));
    }

    #[test]
    fn of_a_long_line_the_beginning_is_the_headline_and_no_letter_is_cut() {
        let long = "خبر ".repeat(500);
        assert!(headline(&long).len() <= MOST && long.starts_with(headline(&long)));
    }
}
