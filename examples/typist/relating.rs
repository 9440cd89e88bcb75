//! Making relations, by the digit of what is proposed, by a hint, or across the screen.

use hashiya::annotation::Relation;
use hashiya::keymap::Key;
use hashiya::session::{CardRow, Elsewhere, Inspector, Mode, Relating};

use super::Fault;
use super::desk::{Desk, Purpose};
use super::plan;
use super::target::leads_out;

/// Rows to one that proposes a relation from which on it is made wherever it is.
const NEAR: usize = 3;
/// Pages that are turned at most until the end of a relation is on screen.
const PAGES: usize = 400;

impl Desk {
    /// Makes a relation from the span that is inspected; of an end in another text, these are the words.
    ///
    /// # Errors
    /// No keys make it.
    pub(crate) fn relate(&mut self, wanted: &Relation, words: Option<&str>) -> Result<(), Fault> {
        if self.take_proposed(wanted)? {
            return Ok(());
        }
        let schema = self.session().schema();
        let kind = schema.relation(&wanted.kind).ok_or_else(|| format!("the schema has no relation {}", wanted.kind))?;
        let key = kind.key;
        let named = kind.special.iter().zip(["9", "0"]).find_map(|(end, digit)| {
            let name = wanted.to.strip_prefix(&end.id).filter(|_| end.id.ends_with(':'))?;
            Some((digit, name.to_owned()))
        });
        // In the inspector the capital goes there at once, unless a row has it.
        let capital = key.to_ascii_uppercase();
        let is_free = !self.session().card().rows.iter().any(|row| row.key() == Some(capital));
        if self.session().mode() == Mode::Inspector && is_free && capital != 'R' {
            self.press(Key::char(capital), Purpose::Relations);
        } else {
            self.press_all("R", Purpose::Relations);
            self.press(Key::char(key), Purpose::Relations);
        }
        if let Some((digit, name)) = named {
            self.press_all(digit, Purpose::Relations);
            self.write_name(&name);
            return Ok(());
        }
        if leads_out(wanted) {
            return self.relate_elsewhere(wanted, words);
        }
        for _ in 0..PAGES {
            let Some(label) = self.label(wanted)? else {
                let towards = self.towards(wanted)?;
                self.press_all(towards, Purpose::Relations);
                continue;
            };
            self.write(&label, Purpose::Relations);
            return Ok(());
        }
        Err(format!("no keys make {} to {}", wanted.kind, wanted.to).into())
    }

    /// Types the name after an end that is no span, unless it is the one that is offered.
    fn write_name(&mut self, name: &str) {
        let offered = self.session().line().map(|line| line.text().to_owned()).unwrap_or_default();
        if offered != name {
            if !offered.is_empty() {
                self.press_all("ctrl-u", Purpose::Relations);
            }
            self.write(name, Purpose::Relations);
        }
        self.press_all("enter", Purpose::Relations);
    }

    /// Picks the other text, then its span, each by as few letters as leave it the first row or near it.
    fn relate_elsewhere(&mut self, wanted: &Relation, words: Option<&str>) -> Result<(), Fault> {
        let (file, id) = wanted.to.elsewhere().ok_or("the relation stays in its text")?;
        self.press_all("#", Purpose::Relations);
        self.narrow(file, |screen, row| screen.rows().get(row).is_some_and(|(text, ..)| *text == file))?;
        let words = words.ok_or("the other text has no such span")?;
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = self.set()?.relations().len();
        self.narrow(&words, |screen, row| screen.span(row) == Some(&id))?;
        if self.set()?.relations().len() == before { Err(format!("no keys lead to {}", wanted.to).into()) } else { Ok(()) }
    }

    /// Types letters of a name until the cursor is on its row, or a few rows from it, and takes it.
    fn narrow(&mut self, name: &str, is_it: impl Fn(&Elsewhere, usize) -> bool) -> Result<(), Fault> {
        for letter in std::iter::once(None).chain(name.chars().map(Some)) {
            if let Some(letter) = letter {
                self.press(Key::char(letter), Purpose::Relations);
            }
            let screen = self.session().find::<Elsewhere>().ok_or("no list of other texts is open")?;
            let rows = screen.rows();
            let row = (0..rows.len()).find(|row| is_it(screen, *row));
            let here = rows.iter().position(|(_, _, is_here)| *is_here).unwrap_or_default();
            if let Some(steps) = row.map(|row| row.abs_diff(here)).filter(|steps| *steps <= 2) {
                for _ in 0..steps {
                    self.press_all("down", Purpose::Relations);
                }
                self.press_all("enter", Purpose::Relations);
                return Ok(());
            }
        }
        Err(format!("no letters find {name}").into())
    }

    /// Takes what is proposed for a relation, where its row is near; tells whether it is.
    fn take_proposed(&mut self, wanted: &Relation) -> Result<bool, Fault> {
        let Some(at) = self.session().find::<Inspector>().map(Inspector::at) else { return Ok(false) };
        let rows = self.session().card().rows;
        let is_it = |row: &CardRow| matches!(row, CardRow::Lacking(row) if row.kind == wanted.kind);
        let place = rows.iter().position(is_it).filter(|place| plan::distance(&rows, at, *place).unsigned_abs() < NEAR);
        let Some((place, CardRow::Lacking(row))) = place.and_then(|place| Some((place, rows.get(place)?))) else {
            return Ok(false);
        };
        let open = self.session().open_text().ok_or("no text is open")?;
        let is_first = row.ends.first().is_some_and(|end| end.to == wanted.to);
        let end = row.spans(open).take(8).position(|end| end.id == *wanted.to);
        let special = row.special.iter().take(2).position(|end| *end == *wanted.to);
        let (key, purpose) = match (end, special) {
            _ if is_first => ("enter".to_owned(), Purpose::Confirming),
            (Some(n), _) => ((n + 1).to_string(), Purpose::Relations),
            (None, Some(n)) => ((if n == 0 { "9" } else { "0" }).to_owned(), Purpose::Relations),
            (None, None) => return Ok(false),
        };
        self.go_to_place(place, purpose)?;
        self.press_all(&key, purpose);
        Ok(true)
    }

    /// Takes away a relation of the span that is inspected.
    ///
    /// # Errors
    /// The relation is not there.
    pub(crate) fn unrelate(&mut self, gone: &Relation) -> Result<(), Fault> {
        self.go_to_relation(gone)?;
        self.press_all("delete", Purpose::Relations);
        Ok(())
    }

    /// Goes to the row of a relation from the span that is inspected; gives back the words of its certainty.
    fn go_to_relation(&mut self, wanted: &Relation) -> Result<Vec<String>, Fault> {
        let rows = self.session().card().rows;
        let found = rows.into_iter().enumerate().find_map(|(n, row)| match row {
            CardRow::Outgoing(row) if row.relation.kind == wanted.kind && row.relation.to == wanted.to => Some((n, row)),
            _ => None,
        });
        let (place, row) = found.ok_or("the relation is not there")?;
        self.go_to_place(place, Purpose::Relations)?;
        Ok(row.certainties)
    }

    /// What is typed for the end of a relation that is being made; none while it is not on screen.
    fn label(&self, wanted: &Relation) -> Result<Option<String>, Fault> {
        let relating = self.session().find::<Relating>().ok_or("no relation is being made")?;
        let special = relating.special(self.session().schema());
        if let Some((digit, _)) = special.iter().find(|(_, end)| **end == *wanted.to) {
            return Ok(Some(digit.to_string()));
        }
        let hints = self.session().hints();
        Ok(hints.into_iter().find(|hint| hint.id == *wanted.to).map(|hint| hint.label))
    }

    /// The key that brings the end of a relation nearer.
    fn towards(&self, wanted: &Relation) -> Result<&'static str, Fault> {
        let span = self.set()?.get(&wanted.to).ok_or_else(|| format!("no keys lead to {}", wanted.to))?.span;
        let shown = self.text()?.sheet().on_screen();
        Ok(if span.start() >= shown.end { "pagedown" } else { "pageup" })
    }

    /// Says how certain a relation of the span that is inspected is.
    ///
    /// # Errors
    /// The schema has no such word, or the relation is not there.
    pub(crate) fn say_certainty(&mut self, wanted: &Relation) -> Result<(), Fault> {
        let words = self.go_to_relation(wanted)?;
        let word = wanted.certainty.as_ref().map(ToString::to_string).unwrap_or_default();
        let digit = words.iter().position(|one| *one == word).ok_or_else(|| format!("{word} is not offered"))?;
        self.press_all(&(digit + 1).to_string(), Purpose::Relations);
        Ok(())
    }
}
