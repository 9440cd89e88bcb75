//! The operations on the disk, as they are counted and recorded.

use std::path::Path;

/// One operation, as it is counted and recorded.
#[cfg_attr(not(faults), expect(dead_code, reason = "only the tests' build looks into operations"))]
#[derive(Debug, Clone, Copy)]
pub(super) enum Operation<'a> {
    MakeFolder(&'a Path),
    Create(&'a Path),
    /// Bytes at the end of a file.
    Write(&'a Path, &'a [u8]),
    /// A file keeps only its first bytes, this many.
    Shorten(&'a Path, u64),
    Sync(&'a Path),
    SyncFolder(&'a Path),
    Rename(&'a Path, &'a Path),
    /// A file gets a second name, or a copy under it.
    Keep(&'a Path, &'a Path),
    Remove(&'a Path),
    Permissions(&'a Path),
}
