//! How records follow each other: each names who wrote it and the record before it, so that two journals that were
//! joined, as version control joins lines, can be told apart again.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

use serde::Deserialize;

/// Who writes records: one opening of a journal by one program, of whatever annotator.
///
/// Sixteen hexadecimal digits, by chance and from the time and the process: the same for all records of one opening,
/// another for every other, here and on other machines. Empty in records of version 0.1, which do not tell it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(transparent)]
pub struct Writer(String);

impl Writer {
    /// A writer that nobody was before.
    pub fn new() -> Self {
        // The standard library seeds it from the system, and anew for every call.
        let seed = RandomState::new().hash_one((SystemTime::now(), std::process::id()));
        Self(format!("{seed:016x}"))
    }

    /// The digits; empty where a record does not tell them.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The checksum of a record: the CRC-32 of its bytes, by which the next record names it.
///
/// In a journal it stands as eight hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Checksum(u32);

impl Checksum {
    /// The checksum of a record's bytes.
    pub fn of(body: &[u8]) -> Self {
        Self(crc32fast::hash(body))
    }

    /// Reads its digits; `None` if they are not spelled as they are written: a letter that has changed its case is damage.
    pub fn parse(digits: &str) -> Option<Self> {
        u32::from_str_radix(digits, 16).ok().map(Self).filter(|sum| sum.to_string() == digits)
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:08x}", self.0)
    }
}

impl TryFrom<String> for Checksum {
    type Error = &'static str;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        Self::parse(&digits).ok_or("expected eight hexadecimal digits")
    }
}

/// Where a journal ends: what the next record has to know of those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// The number of the next record.
    pub next: u64,
    /// The record that the next one follows; `None` if it is the first.
    pub last: Option<Checksum>,
    /// The ends of other branches, which the next change, or the next sidecar, takes in.
    pub joins: Vec<Checksum>,
    /// Whether the journal leads to the sidecar on the disk, so that the next record need not say from what it goes on.
    pub continues: bool,
}

impl Default for Tail {
    /// The end of a journal without records.
    fn default() -> Self {
        Self { next: 1, last: None, joins: Vec::new(), continues: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_openings_have_the_same_writer() {
        let writers: std::collections::HashSet<Writer> = (0..1000).map(|_| Writer::new()).collect();
        assert_eq!(writers.len(), 1000);
        assert!(writers.iter().all(|writer| writer.as_str().len() == 16));
    }

    #[test]
    fn a_checksum_is_read_as_it_is_spelled_and_from_nothing_else() {
        let sum = Checksum::of(b"(n: 1)");
        assert_eq!(Checksum::parse(&sum.to_string()), Some(sum));
        assert_eq!(Checksum::parse(&Checksum(0x1A).to_string().to_uppercase()), None, "the case of a letter is no small thing");
        assert!(["", "+1a2b3c4", "1a2b3c4", "1a2b3c4d5", "1a2b3c4g"].iter().all(|digits| Checksum::parse(digits).is_none()));
    }
}
