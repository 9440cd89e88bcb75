//! A glance at a text: what a list shows of it without reading it.

use super::corpus::{TextFile, state};
use super::error::StorageError;
use super::source::{check_text, read_first};
use crate::annotation::{Annotator, DocumentState};
use crate::text::{Encoding, encoding, headline};

/// What the files of a text show at a glance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    /// Its first line with words in it, if that is among its first kilobytes.
    pub headline: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// How far others are with it, each with the state of their sidecar, where that can be read.
    pub others: Vec<(Annotator, Option<DocumentState>)>,
}

/// Glances at a text for an annotator: reads the first kilobytes of it, and of the sidecars of others.
///
/// # Errors
/// A text that cannot be read. What is no text has no headline.
pub fn glance(text: &TextFile, annotator: &Annotator, told: Option<Encoding>) -> Result<Glance, StorageError> {
    let (head, bytes) = read_first(&text.path)?;
    let is_text = told.is_some() || check_text(&head, &text.path).is_ok();
    let headline = if is_text { headline(&encoding::decode(head, told).text).to_owned() } else { String::new() };
    let others = text.sidecars.iter().filter(|sidecar| sidecar.annotator != *annotator);
    let others = others.map(|sidecar| (sidecar.annotator.clone(), state(&sidecar.path))).collect();
    Ok(Glance { headline, bytes, others })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::corpus::find;
    use super::*;

    fn glanced(path: &Path) -> Glance {
        glance(&find(path).unwrap(), &Annotator::parse("amal").unwrap(), None).unwrap()
    }

    #[test]
    fn a_glance_tells_the_headline_in_any_encoding_the_size_and_how_far_others_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let text = "\n  إخلاء قرية الرمانة  \nقال السكان إنهم غادروا القرية ليلا.";
        fs::write(&path, text).unwrap();
        for (name, state) in [("amal", "new"), ("basim", "submitted")] {
            let sidecar = format!("(hashiya: 1, annotator: \"{name}\", source: (), state: \"{state}\")");
            fs::write(folder.path().join(format!("a.txt.{name}.ron")), sidecar).unwrap();
        }
        let found = glanced(&path);
        assert_eq!((found.headline.as_str(), found.bytes), ("إخلاء قرية الرمانة", text.len() as u64));
        assert_eq!(found.others, [(Annotator::parse("basim").unwrap(), Some(DocumentState::Submitted))]);
        fs::write(&path, encoding_rs::WINDOWS_1256.encode(text).0).unwrap();
        assert_eq!(glanced(&path).headline, "إخلاء قرية الرمانة");
    }

    #[test]
    fn of_a_large_file_only_the_beginning_is_read_and_what_is_no_text_has_no_headline() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "هدنة في وادي السرو\n").unwrap();
        let length = 300 << 20;
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(length).unwrap();
        assert_eq!(glanced(&path).bytes, length);
        fs::write(&path, b"\x89PNG\r\n\x1a\n").unwrap();
        assert_eq!(glanced(&path).headline, "");
    }
}
