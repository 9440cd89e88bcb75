//! Writing the fields of a record, one after the other.

use super::field::Field;
use crate::annotation::ron_text::write_field;

/// How the fields of a record are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// All on one line.
    Line,
    /// One a line, as those of a whole file.
    File,
}

/// A record that is being written.
#[derive(Debug)]
pub struct Fields<'a> {
    layout: Layout,
    out: &'a mut String,
    is_first: bool,
}

impl<'a> Fields<'a> {
    /// Begins a record.
    pub fn begin(layout: Layout, out: &'a mut String) -> Self {
        out.push_str(if layout == Layout::File { "(\n" } else { "(" });
        Self { layout, out, is_first: true }
    }

    /// Writes a field, if there is something to write.
    pub fn add<T: Field>(&mut self, name: &str, view: T::View<'_>) {
        if !T::is_written(view) {
            return;
        }
        self.before();
        self.out.push_str(name);
        self.out.push_str(": ");
        match self.layout {
            Layout::Line => T::write(view, self.out),
            Layout::File => T::write_lines(view, self.out),
        }
        self.after();
    }

    /// Writes fields that are not known here, as they are.
    pub fn add_unknown(&mut self, extra: &[(String, String)]) {
        for (name, value) in extra {
            self.before();
            write_field(self.out, name, value);
            self.after();
        }
    }

    /// Ends the record.
    pub fn end(self) {
        self.out.push_str(if self.layout == Layout::File { ")\n" } else { ")" });
    }

    fn before(&mut self) {
        self.out.push_str(match self.layout {
            Layout::File => "    ",
            Layout::Line if self.is_first => "",
            Layout::Line => ", ",
        });
        self.is_first = false;
    }

    fn after(&mut self) {
        self.out.push_str(if self.layout == Layout::File { ",\n" } else { "" });
    }
}
