//! Reading a file of lines a few lines at a time, so that it need not be held as a whole.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::error::StorageError;
use super::source;

/// Bytes after which a piece ends with the next line end.
const ENOUGH: usize = 1 << 18;

/// Some whole lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where they begin, in bytes.
    at: u64,
    bytes: usize,
    /// Lines before them.
    pub before: usize,
}

/// Finds the pieces of an ordinary file, in their order.
///
/// # Errors
/// As [`source::read_bytes`]; a line of more than [`source::IMPORTED`] bytes.
pub fn pieces(path: &Path) -> Result<Vec<Piece>, StorageError> {
    let (mut file, _) = source::open(path)?;
    let mut found = Vec::new();
    let mut chunk = vec![0; ENOUGH];
    let mut piece = Piece { at: 0, bytes: 0, before: 0 };
    let mut lines = 0;
    loop {
        let read = file.read(&mut chunk).map_err(|error| StorageError::new(path, error))?;
        let read = chunk.get(..read).unwrap_or_default();
        if read.is_empty() {
            found.extend((piece.bytes > 0).then_some(piece));
            return Ok(found);
        }
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', read).map(|at| at + 1) {
            lines += 1;
            if piece.bytes + end - from >= ENOUGH {
                piece.bytes += end - from;
                let next = Piece { at: piece.at + piece.bytes as u64, bytes: 0, before: lines };
                found.push(std::mem::replace(&mut piece, next));
                from = end;
            }
        }
        piece.bytes += read.len() - from;
        if piece.bytes as u64 > source::IMPORTED {
            return Err(StorageError::Large { path: path.to_owned(), most: source::IMPORTED });
        }
    }
}

/// Reads a piece.
///
/// # Errors
/// A file that cannot be read, or has become shorter.
pub fn read_piece(path: &Path, piece: &Piece) -> Result<Vec<u8>, StorageError> {
    let (mut file, _) = source::open(path)?;
    let mut bytes = vec![0; piece.bytes];
    let read = file.seek(SeekFrom::Start(piece.at)).and_then(|_| file.read_exact(&mut bytes));
    read.map_err(|error| StorageError::new(path, error))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_file_are_the_file_and_hold_whole_lines() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        for (line, last) in [(10, ""), (70_000, "end"), (ENOUGH - 1, "\n"), (ENOUGH, "x"), (3 * ENOUGH + 7, "")] {
            let whole = format!("{}{last}", format!("{}\n", "x".repeat(line)).repeat(2 + 3 * ENOUGH / line));
            std::fs::write(&path, &whole).unwrap();
            let mut all = String::new();
            let found = pieces(&path).unwrap();
            for piece in &found {
                assert_eq!(all.matches('\n').count(), piece.before);
                assert!(all.is_empty() || all.ends_with('\n'));
                all += &String::from_utf8(read_piece(&path, piece).unwrap()).unwrap();
            }
            assert!(all == whole && found.len() > 1, "{line}: {}", found.len());
        }
        std::fs::write(&path, "").unwrap();
        assert_eq!(pieces(&path).unwrap(), []);
    }
}
