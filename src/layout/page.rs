//! The rows of one screen, and the blank rows between them.

use super::row::Row;

/// The rows of one screen, top to bottom. Each is a line of the text, or blank: spacing, in which no byte is.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// A row of the text, or `None` for a blank one. The first is never blank.
    rows: Vec<Option<Row>>,
    /// The bytes before this one are on the page, from those of its first row on.
    end: usize,
}

impl Page {
    /// Adds a row of the text below the others, which ends before byte `end`, where the next row begins.
    pub(super) fn push(&mut self, row: Row, end: usize) {
        self.rows.push(Some(row));
        self.end = end;
    }

    /// Adds a blank row below the others.
    pub(super) fn push_blank(&mut self) {
        self.rows.push(None);
    }

    /// Rows of the screen that it fills; fewer than asked for only at the end of the document.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Its rows of text from the top, each with the number of its row on the screen.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = (usize, &Row)> {
        self.rows.iter().enumerate().filter_map(|(n, row)| Some((n, row.as_ref()?)))
    }

    /// Row `n` of the screen; `None` where it is blank, or below the text.
    pub fn line(&self, n: usize) -> Option<&Row> {
        self.rows.get(n)?.as_ref()
    }

    /// The first row of text.
    pub fn first(&self) -> Option<&Row> {
        self.lines().next().map(|(_, row)| row)
    }

    /// The last row of text.
    pub fn last(&self) -> Option<&Row> {
        self.lines().next_back().map(|(_, row)| row)
    }

    /// The row of text at row `n` of the screen, or the next one below; else the last.
    pub fn line_from(&self, n: usize) -> Option<&Row> {
        self.lines().find(|(at, _)| *at >= n).map(|(_, row)| row).or_else(|| self.last())
    }

    /// The row of text at row `n` of the screen, or the next one above.
    pub fn line_until(&self, n: usize) -> Option<&Row> {
        self.lines().rfind(|(at, _)| *at <= n).map(|(_, row)| row)
    }

    /// The row of the screen that holds byte `at`, if it is on this page. Blank lines of the text that are not drawn are with the
    /// row above them.
    pub fn row_of(&self, at: usize) -> Option<usize> {
        if at >= self.end {
            return None;
        }
        self.lines().rfind(|(_, row)| row.bytes().start <= at).map(|(n, _)| n)
    }
}
