//! Pieces set one after another into rows, broken between them, and a text broken between its words.

use ratatui::style::Style;

use super::pieces::Pieces;

/// Rows that are being filled.
#[derive(Debug)]
pub(super) struct Flow {
    width: u16,
    indent: u16,
    gap: u16,
    rows: Vec<Pieces>,
    /// Whether the last row holds more than its indent.
    is_begun: bool,
}

impl Flow {
    /// Rows of so many columns; those after the first begin with so many blanks.
    pub(super) fn new(width: u16, indent: u16) -> Self {
        Self { width: width.max(1), indent: indent.min(width / 4), gap: 0, rows: vec![Pieces::default()], is_begun: false }
    }

    /// Leaves so many columns before what comes next, unless that begins a row.
    pub(super) fn gap(&mut self, columns: u16) -> &mut Self {
        self.gap = columns;
        self
    }

    /// Begins another row, unless nothing is in this one.
    pub(super) fn next_row(&mut self) -> &mut Self {
        if self.is_begun {
            let mut row = Pieces::default();
            row.add(&" ".repeat(usize::from(self.indent)), Style::new());
            self.rows.push(row);
            self.is_begun = false;
        }
        self
    }

    /// Adds something short, which is not broken.
    pub(super) fn add(&mut self, text: &str, style: Style) -> &mut Self {
        let mut piece = Pieces::default();
        piece.add(text, style);
        self.put(&piece)
    }

    /// Adds pieces, which are not broken.
    pub(super) fn put(&mut self, pieces: &Pieces) -> &mut Self {
        if pieces.width() > self.room() {
            self.next_row();
        }
        let gap = if self.is_begun { self.gap } else { 0 };
        if let Some(row) = self.rows.last_mut() {
            row.add(&" ".repeat(usize::from(gap)), Style::new()).append(pieces);
        }
        self.gap = 0;
        self.is_begun |= pieces.width() > 0;
        self
    }

    /// Adds what stands before a text and the text, side by side where a row holds both.
    pub(super) fn headed(&mut self, head: &Pieces, text: &str, style: Style) -> &mut Self {
        let mut both = head.clone();
        both.add(text, style);
        if both.width() <= self.width.saturating_sub(self.indent) {
            return self.put(&both);
        }
        self.put(head).text(text, style)
    }

    /// Adds a text: whole where it has room in a row, else broken between its words.
    pub(super) fn text(&mut self, text: &str, style: Style) -> &mut Self {
        self.parts(&[(text.to_owned(), style)])
    }

    /// Adds the parts of a text, in the order in which they are read.
    pub(super) fn parts(&mut self, parts: &[(String, Style)]) -> &mut Self {
        let whole = set(parts);
        if whole.width() <= self.width.saturating_sub(self.indent) {
            return self.put(&whole);
        }
        let mut row: Vec<(String, Style)> = Vec::new();
        for (text, style) in parts {
            for word in text.split_inclusive(' ') {
                let mut longer = row.clone();
                match longer.last_mut().filter(|(_, last)| last == style) {
                    Some((before, _)) => before.push_str(word),
                    None => longer.push((word.to_owned(), *style)),
                }
                if !row.is_empty() && set(&ended(&longer)).width() > self.room() {
                    self.put(&set(&ended(&row))).next_row();
                    longer = vec![(word.to_owned(), *style)];
                }
                row = longer;
            }
        }
        self.put(&set(&row))
    }

    /// The rows.
    pub(super) fn rows(self) -> Vec<Pieces> {
        self.rows
    }

    /// Columns that are left in the last row.
    fn room(&self) -> u16 {
        let used = self.rows.last().map_or(0, Pieces::width);
        let gap = if self.is_begun { self.gap } else { 0 };
        self.width.saturating_sub(used.saturating_add(gap))
    }
}

/// Parts without the blanks after the last word.
fn ended(parts: &[(String, Style)]) -> Vec<(String, Style)> {
    let mut parts = parts.to_vec();
    if let Some((text, _)) = parts.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
    }
    parts
}

/// Parts of one text in the order of the eye, as one piece: of an Arabic text, what is read first is on the right, and the
/// blank before a part on the right of it.
pub(super) fn set(parts: &[(String, Style)]) -> Pieces {
    in_order(parts).joined()
}

fn in_order(parts: &[(String, Style)]) -> Pieces {
    let mut line = Pieces::default();
    let is_arabic = parts.iter().any(|(text, _)| text.chars().any(|c| ('\u{590}'..='\u{8FF}').contains(&c)));
    if !is_arabic {
        for (text, style) in parts {
            line.add(text, *style);
        }
        return line;
    }
    for (text, style) in parts.iter().rev() {
        let words = text.trim_matches(' ');
        let (before, after) = text.split_once(words).unwrap_or((text, ""));
        line.add(after, *style).add(words, *style).add(before, *style);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(width: u16, fill: impl FnOnce(&mut Flow)) -> Vec<String> {
        let mut flow = Flow::new(width, 2);
        fill(&mut flow);
        let rows = flow.rows();
        assert!(rows.iter().all(|row| row.width() <= width), "{width}");
        rows.iter().map(|row| row.text().trim_end().to_owned()).collect()
    }

    #[test]
    fn pieces_go_on_in_the_next_row_and_a_long_text_is_broken_between_its_words() {
        let fill = |flow: &mut Flow| {
            flow.add("one", Style::new()).gap(2).add("two", Style::new()).gap(1).text("a b c d e f g", Style::new());
        };
        assert_eq!(rows(40, fill), ["one  two a b c d e f g"]);
        assert_eq!(rows(15, fill), ["one  two", "  a b c d e f g"]);
        assert_eq!(rows(10, fill), ["one  two a", "  b c d e", "  f g"]);
    }

    #[test]
    fn of_an_arabic_text_in_parts_the_first_is_on_the_right_with_the_blank_between_them() {
        let bold = Style::new().add_modifier(ratatui::style::Modifier::BOLD);
        let parts = [("من ".to_owned(), Style::new()), ("بيت".to_owned(), bold)];
        let shown = rows(40, |flow| {
            flow.parts(&parts);
        });
        let (left, right) = shown[0].split_once(' ').unwrap();
        assert_eq!((left.chars().count(), right.chars().count()), (3, 2), "{shown:?}");
    }
}
