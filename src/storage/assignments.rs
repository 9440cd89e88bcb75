//! Who is to read which text: the file `assignments.ron` of a folder, one text a line.

use std::path::Path;

use ron::extensions::Extensions;

use super::error::StorageError;
use super::sidecar::SidecarError;
use super::source;
use crate::annotation::record::{Field, Layout, record, required};

/// The name of the file.
pub const ASSIGNMENTS: &str = "assignments.ron";
/// The newest version of its layout that is known here.
const VERSION: u32 = 1;

record! {
    /// Who is to read which text of a folder.
    Assignments as AssignmentsView {
        /// Version of the layout.
        "hashiya" hashiya: u32 = required("hashiya"),
        /// The texts.
        "assignments" assignments: Vec<Assignment> = Ok(Vec::new()),
        ;
    }
}

record! {
    /// Who is to read a text.
    Assignment as AssignmentView {
        /// The text, by its path from the folder.
        "text" text: String = required("text"),
        /// Who is to read it.
        "annotators" annotators: Vec<String> = Ok(Vec::new()),
        ;
    }
}

impl Default for Assignments {
    fn default() -> Self {
        Self { hashiya: VERSION, assignments: Vec::new(), extra: Vec::new() }
    }
}

impl Assignments {
    /// Reads those of a folder; `None` if it has none.
    ///
    /// # Errors
    /// A file that cannot be read or understood, or is a newer version's.
    pub fn read(folder: &Path) -> Result<Option<Self>, StorageError> {
        let text = match source::read_inside(folder, Path::new(ASSIGNMENTS)) {
            Ok(text) => text,
            Err(StorageError::Missing(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let fail = |source| StorageError::Sidecar { path: folder.join(ASSIGNMENTS), source };
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let read: Self = options.from_str(&text).map_err(|error| fail(SidecarError::Malformed(error.into())))?;
        if read.hashiya > VERSION { Err(fail(SidecarError::Newer(read.hashiya))) } else { Ok(Some(read)) }
    }

    /// The text of the file.
    pub fn to_ron(&self) -> String {
        let mut out = String::new();
        self.view().write_in(Layout::File, &mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_with_what_is_not_known_here() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Assignments::read(folder.path()).unwrap(), None);
        let text = "(\n    hashiya: 1,\n    assignments: [\n        (text: \"سوق.txt\", annotators: [\"amal\", \"dina\"], due: \"2031-05-01\"),\n    ],\n    lead: \"huda\",\n)\n";
        std::fs::write(folder.path().join(ASSIGNMENTS), text).unwrap();
        let read = Assignments::read(folder.path()).unwrap().unwrap();
        assert_eq!(read.to_ron(), text);
        std::fs::write(folder.path().join(ASSIGNMENTS), text.replace("hashiya: 1", "hashiya: 9")).unwrap();
        assert!(Assignments::read(folder.path()).unwrap_err().to_string().contains("newer version"));
        std::fs::write(folder.path().join(ASSIGNMENTS), "(hashiya: 1, assignments: 3)").unwrap();
        assert!(Assignments::read(folder.path()).unwrap_err().to_string().contains("assignments.ron: line 1"));
    }
}
