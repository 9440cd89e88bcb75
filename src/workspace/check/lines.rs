//! In which line of a sidecar an entry stands.

use std::collections::HashMap;

use crate::annotation::Fault;

/// The lines of a sidecar's entries, by their ids and their fields.
#[derive(Debug, Default)]
pub(super) struct Lines {
    ids: HashMap<String, (usize, usize)>,
    fields: HashMap<String, usize>,
}

impl Lines {
    /// Looks through the text of a sidecar for what begins with `id: "…"`, and for fields that begin a line.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Self::default();
        for (n, line) in text.lines().enumerate().map(|(n, line)| (n + 1, line)) {
            if let Some((field, _)) = line.trim_start().split_once(':').filter(|(field, _)| is_name(field)) {
                lines.fields.entry(field.to_owned()).or_insert(n);
            }
            for id in line.split("id:").skip(1).filter_map(quoted) {
                lines.ids.entry(id.to_owned()).and_modify(|(_, last)| *last = n).or_insert((n, n));
            }
        }
        lines
    }

    /// The line of an entry; the first line where it was not found.
    pub(super) fn of_id(&self, id: &str) -> usize {
        self.ids.get(id).map_or(1, |(first, _)| *first)
    }

    /// The last line with that id.
    pub(super) fn last_of_id(&self, id: &str) -> usize {
        self.ids.get(id).map_or(1, |(_, last)| *last)
    }

    /// The line that begins with a field of the whole sidecar; else the first.
    pub(super) fn of_field(&self, field: &str) -> usize {
        self.fields.get(field).copied().unwrap_or(1)
    }

    /// The line of a fault in a field of the whole sidecar, which counts from where the field begins.
    pub(super) fn within(&self, field: &str, fault: &Fault) -> usize {
        self.of_field(field) + fault.line.saturating_sub(1)
    }
}

fn is_name(field: &str) -> bool {
    !field.is_empty() && field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The string at the start of a text.
fn quoted(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix('"')?.split_once('"').map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_and_fields_are_found_in_their_lines() {
        let lines = Lines::of("(\n  state: \"new\",\n  spans: [\n    (id: \"s1\", tag: \"A\"),\n (id:\"s2\"), (id: \"s1\")\n]");
        assert_eq!((lines.of_id("s1"), lines.last_of_id("s1"), lines.of_id("s2"), lines.of_id("s9")), (4, 5, 5, 1));
        assert_eq!((lines.of_field("state"), lines.of_field("spans"), lines.of_field("x")), (2, 3, 1));
    }
}
