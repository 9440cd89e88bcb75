//! Documents that are beside texts, told by the endings of their names: nothing is read of them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// How the names of documents end whose text other programs extract.
const ENDINGS: [&str; 10] = ["pdf", "doc", "docx", "odt", "rtf", "epub", "ppt", "pptx", "xls", "xlsx"];

/// How many documents there are, by the endings of their names in small letters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Documents(BTreeMap<String, usize>);

impl Documents {
    /// Counts a file, if it is a document by its name.
    pub fn count(&mut self, path: &Path) {
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        if let Some(ending) = ending.filter(|ending| ENDINGS.contains(&ending.as_str())) {
            *self.0.entry(ending).or_default() += 1;
        }
    }

    /// Adds those of another folder.
    pub fn add(&mut self, other: Self) {
        for (ending, count) in other.0 {
            *self.0.entry(ending).or_default() += count;
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// As `1 .docx, 12 .pdf`.
impl fmt::Display for Documents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (ending, count)) in self.0.iter().enumerate() {
            write!(out, "{}{count} .{ending}", if n == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_counted_by_the_endings_of_their_names() {
        let mut documents = Documents::default();
        for name in ["a.pdf", "ب.PDF", "c.docx", "pdf", "d.txt", "e.pdf.txt", ".pdf"] {
            documents.count(Path::new(name));
        }
        let mut all = documents.clone();
        all.add(documents);
        assert_eq!(all.to_string(), "2 .docx, 4 .pdf");
        assert!(Documents::default().is_empty() && Documents::default().to_string().is_empty());
    }
}
