//! A folder of texts with their sidecars, listed without reading any of them.

use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::SystemTime;

use super::error::StorageError;
use super::place::sidecar_path;
use super::source;
use super::source::check_inside;
use super::store::{check_annotator, read_sidecar};
use crate::annotation::{Annotator, Completeness, DocumentState, Schema};
use crate::text::Documents;

/// Folders within folders that are looked into.
const DEPTH: usize = 64;

/// The texts of a folder and its subfolders.
#[derive(Debug, Default)]
pub struct Listing {
    /// The texts, by name.
    pub texts: Vec<TextFile>,
    /// What looks like a sidecar, and is that of no text or no annotator.
    pub strays: Vec<Stray>,
    /// Texts that are links to files outside of their folder. They are left out.
    pub links_out: Vec<PathBuf>,
    /// Documents of which nothing is read.
    pub documents: Documents,
    /// Subfolders and files that could not be looked at.
    pub faults: Vec<StorageError>,
}

/// A text with the sidecars beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path from the listed folder, with `/` between folders.
    pub name: String,
    /// Its sidecars, by annotator.
    pub sidecars: Vec<SidecarFile>,
    /// Reviews of them, by reviewer.
    pub reviews: Vec<SidecarFile>,
    /// Copies of its sidecars that have a name as if they were an annotator's, and count for nothing.
    pub copies: Vec<Stray>,
}

impl TextFile {
    /// The reviews of an annotator's work.
    pub fn reviews_of<'a>(&'a self, annotator: &'a Annotator) -> impl Iterator<Item = &'a SidecarFile> {
        self.reviews.iter().filter(move |file| file.annotator.review().is_some_and(|(_, of)| of == *annotator))
    }
}

/// A file that looks like a sidecar, and counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct Stray {
    /// Where it is.
    pub path: PathBuf,
    /// Why it counts for nothing.
    pub why: StrayKind,
}

/// Why a file that looks like a sidecar counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum StrayKind {
    /// Its text is not there.
    #[error("this sidecar belongs to no text: no such text beside it")]
    NoText,
    /// What should be the name of an annotator cannot be one.
    #[error("this sidecar belongs to no text: its name has no name of an annotator")]
    NoAnnotator,
    /// Its name is that of no sidecar, but was made from one.
    #[error("a copy of a sidecar, by its name, as sync programs and editors make them; it counts for nothing")]
    Copy,
    /// It has the name of an annotator, made from that of the one who is in it.
    #[error("the annotator is “{of}”, but the file is {named}'s: a conflict copy, by its name; it counts for nothing")]
    ConflictCopy {
        /// Who is in it.
        of: Annotator,
        /// Who is in its name.
        named: Annotator,
    },
}

/// A sidecar or a review, by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SidecarFile {
    /// Who made it; perhaps `gold`, or a reviewer with the annotator (`huda@amal`).
    pub annotator: Annotator,
    /// Where it is.
    pub path: PathBuf,
}

/// What a list shows of a sidecar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The state of the work.
    pub state: DocumentState,
    /// Number of annotations of each tag.
    pub counts: BTreeMap<String, usize>,
    /// Number of annotations.
    pub annotations: usize,
    /// Number of relations.
    pub relations: usize,
    /// When it was last changed.
    pub modified: Option<SystemTime>,
    /// How much of what a schema requires is said, if one was asked about.
    pub completeness: Option<Completeness>,
}

/// Lists the texts (`.txt`, `.text`) of a folder and its subfolders, without hidden ones and folder links, on all cores.
/// Folders more than 64 deep are faults.
///
/// # Errors
/// A folder that cannot be read. Of subfolders this is only a fault of the listing.
pub fn list(folder: &Path) -> Result<Listing, StorageError> {
    let mut listing = Listing::default();
    let mut level = vec![Folder { place: folder.to_owned(), prefix: String::new() }];
    for depth in 0.. {
        let mut inner = Vec::new();
        for found in list_all(&level) {
            match found {
                Ok(found) => inner.extend(listing.add(found)),
                Err(error) if depth == 0 => return Err(error),
                Err(error) => listing.faults.push(error),
            }
        }
        if inner.is_empty() {
            break;
        }
        if depth == DEPTH {
            listing.faults.extend(inner.into_iter().map(|folder| StorageError::TooDeep(folder.place)));
            break;
        }
        level = inner;
    }
    // Each folder is in order already: what is left is to put some runs into one.
    listing.texts.sort_by(|a, b| a.name.cmp(&b.name));
    listing.strays.sort();
    listing.links_out.sort();
    Ok(listing)
}

/// A folder that is to be listed.
#[derive(Debug)]
struct Folder {
    place: PathBuf,
    /// What the names of its texts begin with.
    prefix: String,
}

/// What was found in one folder, its texts and subfolders by name.
#[derive(Debug, Default)]
struct Found {
    listing: Listing,
    subfolders: Vec<Folder>,
}

impl Listing {
    /// Adds what was found in a folder; returns its subfolders.
    fn add(&mut self, found: Found) -> Vec<Folder> {
        let Listing { texts, strays, links_out, documents, faults } = found.listing;
        self.texts.extend(texts);
        self.strays.extend(strays);
        self.links_out.extend(links_out);
        self.documents.add(documents);
        self.faults.extend(faults);
        found.subfolders
    }
}

/// Lists folders on all cores, and gives what was found in their order.
fn list_all(folders: &[Folder]) -> Vec<Result<Found, StorageError>> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let some = folders.len().div_ceil(cores);
    if some < 2 {
        return folders.iter().map(Folder::list).collect();
    }
    thread::scope(|scope| {
        let parts: Vec<_> =
            folders.chunks(some).map(|part| scope.spawn(|| part.iter().map(Folder::list).collect::<Vec<_>>())).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// Finds one text that was named, with its sidecars. Its name is that of its file.
///
/// # Errors
/// A path that leads to no ordinary file, or a folder of it that cannot be read.
pub fn find(path: &Path) -> Result<TextFile, StorageError> {
    let facts = fs::metadata(path).map_err(|error| StorageError::new(path, error))?;
    if facts.is_dir() {
        return Err(StorageError::IsFolder(path.to_owned()));
    }
    if !facts.is_file() {
        return Err(StorageError::NotFile(path.to_owned()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut sidecars = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| StorageError::new(folder, error))?.flatten() {
        let entry = entry.file_name();
        if let Some((_, annotator)) = sidecar_of(&entry).filter(|(text, _)| Some(*text) == path.file_name()) {
            sidecars.push(SidecarFile { path: path.with_file_name(&entry), annotator });
        }
    }
    let Beside { sidecars, reviews, copies } = Beside::of(sidecars);
    Ok(TextFile { path: path.to_owned(), name, sidecars, reviews, copies })
}

/// The files of a folder and its subfolders whose names end so, by their paths from there with `/` between folders;
/// without hidden ones and folder links.
///
/// # Errors
/// A folder that cannot be read, or is more than 64 deep; a link of such a name, which could lead anywhere.
pub fn files(folder: &Path, endings: &[&str]) -> Result<BTreeMap<String, PathBuf>, StorageError> {
    let mut files = BTreeMap::new();
    let mut open = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((place, prefix, depth)) = open.pop() {
        for entry in fs::read_dir(&place).map_err(|error| StorageError::new(&place, error))? {
            let entry = entry.map_err(|error| StorageError::new(&place, error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type();
            let is_folder = kind.as_ref().is_ok_and(fs::FileType::is_dir);
            let is_link = kind.is_ok_and(|kind| kind.is_symlink());
            if is_folder && depth >= DEPTH && !name.starts_with('.') {
                return Err(StorageError::TooDeep(entry.path()));
            } else if is_folder && !name.starts_with('.') {
                open.push((entry.path(), format!("{prefix}{name}/"), depth + 1));
            } else if !is_folder && !name.starts_with('.') && endings.iter().any(|ending| name.ends_with(ending)) {
                if is_link {
                    return Err(StorageError::Link(entry.path()));
                }
                files.insert(format!("{prefix}{name}"), entry.path());
            }
        }
    }
    Ok(files)
}

/// Whether a path leads to a folder that can be read, or else to something that is there.
///
/// # Errors
/// A path that leads nowhere, or a folder that cannot be read.
pub fn is_folder(path: &Path) -> Result<bool, StorageError> {
    let fail = |error| StorageError::new(path, error);
    let is_folder = fs::metadata(path).map_err(fail)?.is_dir();
    if is_folder {
        fs::read_dir(path).map_err(fail)?;
    }
    Ok(is_folder)
}

/// Reads the state and the counts of a sidecar.
///
/// # Errors
/// A sidecar that is missing, cannot be understood, or is another annotator's.
pub fn summary(path: &Path) -> Result<Summary, StorageError> {
    read_summary(path, None)
}

/// Reads the state and the counts of a sidecar, and how much it says of what a schema requires.
///
/// # Errors
/// As [`summary`].
pub fn summary_for(path: &Path, schema: &Schema) -> Result<Summary, StorageError> {
    read_summary(path, Some(schema))
}

fn read_summary(path: &Path, schema: Option<&Schema>) -> Result<Summary, StorageError> {
    let stored = read_sidecar(path)?.ok_or_else(|| StorageError::Missing(path.to_owned()))?;
    if let Some((_, annotator)) = path.file_name().and_then(sidecar_of) {
        check_annotator(path, &stored, &annotator)?;
    }
    let mut counts = BTreeMap::new();
    for span in &stored.spans {
        *counts.entry(span.tag.clone()).or_default() += 1;
    }
    let boilerplate = stored.boilerplate.known().map_or(&[][..], Vec::as_slice);
    let completeness = |schema| Completeness::of_stored(&stored.spans, &stored.relations, &stored.document, boilerplate, schema);
    Ok(Summary {
        state: DocumentState::from(stored.state.as_str()),
        counts,
        annotations: stored.spans.len(),
        relations: stored.relations.len(),
        modified: fs::metadata(path).and_then(|facts| facts.modified()).ok(),
        completeness: schema.map(completeness),
    })
}

/// Whether an annotator has begun with a text and not submitted it, also since the text was listed; also where that cannot be
/// read.
pub fn is_under_way(text: &TextFile, annotator: &Annotator) -> bool {
    let listed = text.sidecars.iter().find(|file| file.annotator == *annotator).map(|file| file.path.clone());
    let own = listed.or_else(|| Some(sidecar_path(&text.path, annotator)).filter(|path| path.exists()));
    let is_open = |state: &DocumentState| matches!(state, DocumentState::New | DocumentState::InProgress);
    own.is_some_and(|path| state(&path).is_none_or(|state| is_open(&state)))
}

/// The state of a sidecar; `None` where it cannot be read. One in our own layout says it in its first lines.
pub(super) fn state(path: &Path) -> Option<DocumentState> {
    let head = source::read_beginning_beneath(path).ok()?;
    state_in_head(&String::from_utf8_lossy(&head)).or_else(|| summary(path).ok().map(|found| found.state))
}

/// The state that the first lines of a sidecar in our own layout tell.
fn state_in_head(head: &str) -> Option<DocumentState> {
    let before = ["    hashiya: ", "    source: (", "    schema: (", "    annotator: "];
    let mut lines = head.lines();
    lines.next().filter(|first| *first == "(")?;
    let state = lines.find(|line| !before.iter().any(|field| line.starts_with(field)))?;
    let word = state.strip_prefix("    state: \"")?.strip_suffix("\",")?;
    (!word.contains(['"', '\\'])).then(|| DocumentState::from(word))
}

impl Folder {
    /// Lists this folder alone.
    fn list(&self) -> Result<Found, StorageError> {
        let fail = |error| StorageError::new(&self.place, error);
        let mut found = Found::default();
        let mut texts = Vec::new();
        let mut sidecars: HashMap<OsString, Vec<SidecarFile>> = HashMap::new();
        for entry in fs::read_dir(&self.place).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name();
            // The folder itself tells what most entries are: no file is asked.
            let kind = entry.file_type().ok();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if kind.is_some_and(|kind| kind.is_dir()) {
                found.subfolders.push(self.inner(&name));
            } else if is_text(Path::new(&name)) {
                texts.push((name, kind));
            } else if let Some((text, annotator)) = sidecar_of(&name) {
                let path = self.place.join(&name);
                sidecars.entry(text.to_owned()).or_default().push(SidecarFile { annotator, path });
            } else {
                found.listing.add_other(self.place.join(&name), &name);
            }
        }
        for (name, kind) in texts {
            let beside = if sidecars.is_empty() { Vec::new() } else { sidecars.remove(&name).unwrap_or_default() };
            self.add_text(&name, kind, beside, &mut found.listing);
        }
        for sidecar in sidecars.into_values().flatten() {
            found.listing.strays.extend(without_text(sidecar.path));
        }
        found.listing.texts.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        found.subfolders.sort_unstable_by(|a, b| a.prefix.cmp(&b.prefix));
        Ok(found)
    }

    /// A subfolder of it.
    fn inner(&self, name: &OsStr) -> Self {
        Self { place: self.place.join(name), prefix: format!("{}{}/", self.prefix, name.to_string_lossy()) }
    }

    /// Adds a text of it, unless that is no ordinary file, or a link to one elsewhere.
    fn add_text(&self, name: &OsStr, kind: Option<FileType>, beside: Vec<SidecarFile>, listing: &mut Listing) {
        let path = self.place.join(name);
        if kind.is_some_and(|kind| kind.is_symlink()) && is_outside(&path) {
            listing.links_out.push(path);
            return;
        }
        let is_ordinary = || Ok(fs::metadata(&path).map_err(|error| StorageError::new(&path, error))?.is_file());
        match if kind.is_some_and(|kind| kind.is_file()) { Ok(true) } else { is_ordinary() } {
            Ok(true) => {
                let Beside { sidecars, reviews, copies } = Beside::of(beside);
                let name = format!("{}{}", self.prefix, name.to_string_lossy());
                listing.texts.push(TextFile { path, name, sidecars, reviews, copies });
            }
            Ok(false) => {}
            Err(error) => listing.faults.push(error),
        }
    }
}

impl Listing {
    /// Takes note of a file that is neither a text nor a sidecar.
    fn add_other(&mut self, path: PathBuf, name: &OsStr) {
        if is_misnamed(name) {
            self.strays.push(Stray { path, why: StrayKind::NoAnnotator });
        } else if is_copy(name) {
            self.strays.push(Stray { path, why: StrayKind::Copy });
        } else {
            self.documents.count(&path);
        }
    }
}

/// Whether a link leads to a file that is not in its folder.
fn is_outside(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default();
    path.exists() && matches!(check_inside(folder, Path::new(name)), Err(StorageError::LeadsOut(_)))
}

/// What lies beside a text.
struct Beside {
    sidecars: Vec<SidecarFile>,
    reviews: Vec<SidecarFile>,
    copies: Vec<Stray>,
}

impl Beside {
    /// Tells sidecars, reviews and copies apart, each by name.
    fn of(mut files: Vec<SidecarFile>) -> Self {
        files.sort();
        let names: Vec<Annotator> = files.iter().map(|file| file.annotator.clone()).collect();
        let mut beside = Self { sidecars: Vec::new(), reviews: Vec::new(), copies: Vec::new() };
        for file in files {
            if let Some(of) = copied_from(&file, &names) {
                let why = StrayKind::ConflictCopy { of, named: file.annotator };
                beside.copies.push(Stray { path: file.path, why });
            } else if file.annotator.review().is_none() {
                beside.sidecars.push(file);
            } else {
                beside.reviews.push(file);
            }
        }
        beside
    }
}

/// Whose sidecar a file is a copy of: one of these names is the beginning of its name, before the name of a machine or
/// the like, and inside it is theirs. Only such a file is read.
fn copied_from(file: &SidecarFile, names: &[Annotator]) -> Option<Annotator> {
    let begins = |name: &&Annotator| {
        let rest = file.annotator.as_str().strip_prefix(name.as_str());
        rest.is_some_and(|rest| rest.starts_with(['-', '_']))
    };
    let mut begin = names.iter().filter(begins).peekable();
    begin.peek()?;
    let inside = read_sidecar(&file.path).ok()??.annotator;
    begin.find(|name| name.as_str() == inside).cloned()
}

/// A sidecar whose text is not there, or one whose name was made from that of a sidecar; others are no concern of ours.
fn without_text(path: PathBuf) -> Option<Stray> {
    let name = path.file_name()?;
    let why = match sidecar_of(name) {
        Some((text, _)) if is_text(Path::new(text)) => StrayKind::NoText,
        _ if is_copy(name) => StrayKind::Copy,
        _ => return None,
    };
    Some(Stray { path, why })
}

/// Whether a folder lists a file of this name as a text.
pub fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt") || ending.eq_ignore_ascii_case("text"))
}

/// The text and the annotator that the name of a sidecar or a review speaks of; the text's need not be UTF-8.
fn sidecar_of(name: &OsStr) -> Option<(&OsStr, Annotator)> {
    let stem = Path::new(name).file_stem().filter(|_| Path::new(name).extension() == Some(OsStr::new("ron")))?;
    let annotator = Path::new(stem).extension()?.to_str()?;
    Some((Path::new(stem).file_stem()?, Annotator::parse_kept(annotator).ok()?))
}

/// Whether a name is that of a text's sidecar but for the annotator in it.
fn is_misnamed(name: &OsStr) -> bool {
    let parts = name.to_str().and_then(|name| name.strip_suffix(".ron")?.rsplit_once('.'));
    parts.is_some_and(|(text, annotator)| is_text(Path::new(text)) && Annotator::parse_kept(annotator).is_err())
}

/// Whether a name was made from that of a sidecar: the ending of a text, and behind it that of a sidecar, whatever a sync
/// program or an editor has put after each: `a.txt (1).amal.ron`, `a.txt.amal.sync-conflict-….ron`, `a.txt.amal.ron~`.
fn is_copy(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    let text = [".txt", ".text"].iter().filter_map(|ending| end_of(&name, ending)).min();
    // What could not be merged is kept in a file of ours.
    text.and_then(|end| end_of(name.get(end..)?, ".ron")).is_some() && !name.ends_with(".ron.mine")
}

/// Where the first of these endings ends behind which no word goes on.
fn end_of(name: &str, ending: &str) -> Option<usize> {
    let ends = name.match_indices(ending).map(|(at, _)| at + ending.len());
    ends.into_iter().find(|end| !name.get(*end..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::place::sidecar_path;

    #[test]
    fn a_folder_is_listed_with_its_subfolders_and_sidecars() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "b.txt",
            "a.text",
            "a.text.sara.ron",
            "a.text.gold.ron",
            "a.text.huda@sara.ron",
            "sub/خبر.TXT",
            ".git/c.txt",
            "d.ron",
            "e.md",
            "b.txt.A B.ron",
            "c.txt.sara.ron",
            "keymap.sara.ron",
            "sub/تقرير.PDF",
            "f.pdf",
            "g.docx",
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "(hashiya: 1, annotator: \"sara\", source: (), spans: [(id: \"s1\", tag: \"A\", start: 0, end: 1)])")
                .unwrap();
        }
        let listing = list(root).unwrap();
        let names: Vec<_> = listing.texts.iter().map(|text| text.name.as_str()).collect();
        assert_eq!(names, ["a.text", "b.txt", "sub/خبر.TXT"]);
        let sidecars = &listing.texts[0].sidecars;
        assert_eq!(sidecars.iter().map(|s| s.annotator.as_str()).collect::<Vec<_>>(), ["gold", "sara"]);
        let reviews: Vec<_> = listing.texts[0].reviews.iter().map(|review| review.annotator.as_str()).collect();
        assert_eq!(reviews, ["huda@sara"], "a review is nobody's sidecar");
        assert_eq!(sidecars[1].path, sidecar_path(&listing.texts[0].path, &sidecars[1].annotator));
        assert!(listing.texts[1].sidecars.is_empty() && listing.faults.is_empty());
        assert_eq!(listing.documents.to_string(), "1 .docx, 2 .pdf");
        let strays: Vec<_> = listing.strays.iter().map(|stray| (&stray.path, &stray.why)).collect();
        let expected = [(root.join("b.txt.A B.ron"), StrayKind::NoAnnotator), (root.join("c.txt.sara.ron"), StrayKind::NoText)];
        assert_eq!(strays, expected.iter().map(|(path, why)| (path, why)).collect::<Vec<_>>());
        let found = find(&root.join("a.text")).unwrap();
        assert_eq!((found.name.as_str(), &found.sidecars), ("a.text", sidecars));
        let summary = summary(&sidecars[1].path).unwrap();
        assert_eq!((summary.annotations, summary.counts["A"], summary.state), (1, 1, DocumentState::New));
    }

    #[test]
    fn copies_of_sync_programs_and_editors_are_told_from_sidecars_by_their_names() {
        for name in [
            "a.txt (1).amal.ron",
            "a.txt.amal.RON",
            "a.txt.amal.sync-conflict-20260101-120000-ABCDEFG.ron",
            "a.sync-conflict-20260101-120000-ABCDEFG.txt.amal (2).RON",
            "خبر.text.amal (نسخة متعارضة).ron",
            "a.txt.amal.ron~",
            "a.TXT.amal.ron.orig",
            "a.txt - Copy.amal.ron",
        ] {
            assert!(is_copy(OsStr::new(name)), "{name}");
        }
        for name in ["a.txt", "schema.ron", "a.txtual.ron", "a.txt.ronin", "keymap.sara.ron", "a.txt.amal.ron.mine", "a.ron"] {
            assert!(!is_copy(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn a_folder_that_is_none_says_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(list(&folder.path().join("x")), Err(StorageError::Missing(_))));
        fs::write(folder.path().join("x"), "").unwrap();
        assert!(matches!(list(&folder.path().join("x")), Err(StorageError::NotFolder(_))));
    }

    #[test]
    fn the_state_is_read_from_the_first_lines_of_our_own_layout_and_from_any_other_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt.amal.ron");
        let read = |content: &str| {
            std::fs::write(&path, content).unwrap();
            state(&path)
        };
        let header = "(\n    hashiya: 1,\n    source: (file: \"a.txt\"),\n    annotator: \"amal\",\n";
        // What follows is not read: it need not even be whole.
        let own = format!("{header}    state: \"submitted\",\n    spans: [\n        (id: \"s1\", tag:");
        assert_eq!(state_in_head(&own), Some(DocumentState::Submitted));
        assert_eq!(read(&own), Some(DocumentState::Submitted));
        assert_eq!(
            state_in_head(&format!("{header}    document: [(\"note\", \"    state: \")],\n    state: \"submitted\",\n")),
            None
        );
        let other = "(state: \"returned\", annotator: \"amal\", source: (), hashiya: 1)";
        assert_eq!((state_in_head(other), read(other)), (None, Some(DocumentState::Returned)));
        assert_eq!(read("(hashiya: 1, source: ("), None);
    }
}
