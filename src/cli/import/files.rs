//! The files that an import reads.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::fault::Fault;
use crate::exchange::{Input, Reader};
use crate::storage::{StorageError, corpus, source};
use crate::text::encoding::looks_binary;

/// A file to be read.
#[derive(Debug)]
pub struct Found {
    path: PathBuf,
    /// Its name, from the folder that was named.
    name: String,
    /// How it is called in messages.
    pub shown: String,
}

/// A file that was read, with the one that comes with it.
#[derive(Debug)]
pub struct Contents {
    name: String,
    bytes: Vec<u8>,
    beside: Option<Vec<u8>>,
}

/// The files that were named, and those of the format in folders that were named.
pub fn find(paths: &[PathBuf], reader: &dyn Reader) -> Result<Vec<Found>, Fault> {
    let mut found = Vec::new();
    for path in paths {
        if path != Path::new("-") && corpus::is_folder(path)? {
            let before = found.len();
            for (name, path) in corpus::files(path, reader.endings())? {
                found.push(Found { shown: path.display().to_string(), path, name });
            }
            if found.len() == before {
                let fault = Fault::user(format!("{}: there is no file of {} in this folder", path.display(), reader.name()));
                return Err(fault.hint(format!("its files end in {}", reader.endings().join(" or "))));
            }
        } else {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push(Found { shown: path.display().to_string(), path: path.clone(), name });
        }
    }
    Ok(found)
}

impl Found {
    /// Reads it, and the file that comes with it in this format.
    pub fn read(&self, reader: &dyn Reader) -> Result<Contents, Fault> {
        if self.path == Path::new("-") {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().take(source::IMPORTED + 1).read_to_end(&mut bytes);
            read.map_err(|error| Fault::user(format!("standard input: {error}")).hint("check where it comes from"))?;
            if bytes.len() as u64 > source::IMPORTED {
                return Err(StorageError::Large { path: self.path.clone(), most: source::IMPORTED }.into());
            }
            return Ok(Contents { name: "stdin".to_owned(), bytes, beside: None });
        }
        let beside = reader.beside().map(|ending| self.path.with_extension(ending)).filter(|path| path.exists());
        let beside = beside.map(|path| source::read_bytes(&path, source::IMPORTED)).transpose()?;
        let bytes = source::read_bytes(&self.path, source::IMPORTED)?;
        if !reader.is_binary() && looks_binary(&bytes) {
            return Err(StorageError::Binary(self.path.clone()).into());
        }
        Ok(Contents { name: self.name.clone(), bytes, beside })
    }
}

impl Contents {
    /// As the reader of a format wants it.
    pub fn input(&self) -> Input<'_> {
        Input { name: &self.name, bytes: &self.bytes, beside: self.beside.as_deref() }
    }
}
