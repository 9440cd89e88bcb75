//! Registries that many change, and what is left of them after a sudden end.

use super::*;
use crate::annotation::{Identity, RegistryEdit};
use crate::storage::journal::Checksum;

fn put(id: &str, ar: &str) -> RegistryChange {
    let identity = Identity { ar: ar.to_owned(), ..Identity::new(id) };
    RegistryChange {
        edit: RegistryEdit::Put(Box::new(identity)),
        by: "amal".to_owned(),
        command: "identity".to_owned(),
        uses: Vec::new(),
    }
}

fn names(registry: &Registry) -> Vec<&str> {
    registry.iter().map(Identity::name).collect()
}

fn open(folder: &Path) -> RegistryFile {
    RegistryFile::open(folder, Path::new("actors.ron")).unwrap()
}

#[test]
fn what_two_sittings_add_to_a_registry_is_all_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = open(folder.path());
    let mut other = open(folder.path());
    assert_eq!(one.change(put("river_guard", "حرس النهر")).unwrap(), RegistryKept::AsMade);
    let RegistryKept::Merged(edit) = other.change(put("lotus", "اللوتس")).unwrap() else { panic!() };
    let mut seen = Registry::new("actors");
    seen.apply(put("lotus", "اللوتس").edit).unwrap();
    seen.apply(edit).unwrap();
    let again = open(folder.path());
    assert_eq!(names(again.registry()), ["اللوتس", "حرس النهر"]);
    assert_eq!(seen.write(), again.registry().write());
    assert_eq!(again.records().len(), 2);
}

#[test]
fn what_a_sudden_end_left_in_the_journal_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("actors.ron");
    let mut file = open(folder.path());
    file.change(put("a", "ألف")).unwrap();
    file.settle().unwrap();
    let before = std::fs::read(&path).unwrap();
    file.change(put("b", "باء")).unwrap();
    file.change(put("b", "باء الثانية")).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), before, "the file waits");
    drop(file);
    // Whoever only reads has it as well.
    let read = read_inside(folder.path(), Path::new("actors.ron")).unwrap().unwrap();
    assert_eq!(names(&read), ["ألف", "باء الثانية"]);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(open(folder.path()).registry().write(), read.write());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), read.write());
    // A line that was not written to its end counts for nothing, and the next one is whole.
    let journal = folder.path().join(".hashiya/actors.ron.journal");
    let mut torn = std::fs::read(&journal).unwrap();
    torn.extend(b"(at: \"2026");
    std::fs::write(&journal, torn).unwrap();
    let mut file = open(folder.path());
    file.change(put("c", "جيم")).unwrap();
    assert_eq!(file.records().len(), 4);
    assert_eq!(open(folder.path()).registry().len(), 3);
}

#[test]
fn what_a_sudden_end_left_in_the_journal_joins_what_was_written_before_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("actors.ron");
    let mut file = open(folder.path());
    file.change(put("a", "ألف")).unwrap();
    file.settle().unwrap();
    file.change(put("b", "باء")).unwrap();
    drop(file);
    // Version control put another version in the place of the file.
    let mut theirs = Registry::new("actors");
    theirs.apply(put("a", "ألف").edit).unwrap();
    theirs.apply(put("z", "زاي").edit).unwrap();
    std::fs::write(&path, theirs.write()).unwrap();
    assert_eq!(names(open(folder.path()).registry()), ["ألف", "باء", "زاي"]);
}

#[test]
fn a_file_that_has_what_its_journal_does_not_know_to_be_written_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("actors.ron");
    let mut file = open(folder.path());
    for name in ["ألف", "ألف الثانية", "ألف الثالثة"] {
        file.change(put("a", name)).unwrap();
    }
    let journal = folder.path().join(".hashiya/actors.ron.journal");
    let unmarked = std::fs::read(&journal).unwrap();
    file.settle().unwrap();
    std::fs::write(&journal, unmarked).unwrap();
    let before = std::fs::read_to_string(&path).unwrap();
    assert_eq!(open(folder.path()).registry().write(), before);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    // What is taken back outside stays so: the journal knows by now that the file had it.
    std::fs::write(&path, Registry::new("actors").write()).unwrap();
    assert_eq!(open(folder.path()).registry().len(), 0);
}

#[test]
fn two_sittings_that_change_and_write_by_turns_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = open(folder.path());
    let mut other = open(folder.path());
    one.change(put("a", "ألف")).unwrap();
    assert_ne!(other.change(put("b", "باء")).unwrap(), RegistryKept::AsMade, "the journal of one has what the file lacks");
    one.settle().unwrap();
    let RegistryKept::Merged(edit) = one.change(put("c", "جيم")).unwrap() else { panic!("what the other made is told") };
    let mut seen = Registry::new("actors");
    for change in [put("a", "ألف"), put("c", "جيم")] {
        seen.apply(change.edit).unwrap();
    }
    seen.apply(edit).unwrap();
    assert_eq!(names(&seen), ["ألف", "باء", "جيم"]);
    other.settle().unwrap();
    one.settle().unwrap();
    other.change(put("d", "دال")).unwrap();
    other.settle().unwrap();
    assert_eq!(names(open(folder.path()).registry()), ["ألف", "باء", "جيم", "دال"]);
    assert_eq!(other.records().len(), 4);
}

#[test]
fn the_last_change_of_a_journal_of_version_0_1_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let hidden = folder.path().join(".hashiya");
    std::fs::create_dir(&hidden).unwrap();
    let line = |id: &str, before: &str, after: &str| {
        let body = format!(
            "(at: \"2026-11-30T08:00:00Z\", by: \"amal\", command: \"identity\", before: \"{before}\", after: \"{after}\", edit: \
             Put((id: \"{id}\")), undo: Remove(\"{id}\"))"
        );
        format!("{body} // {}\n", Checksum::of(body.as_bytes()))
    };
    let mut first = Registry::new("actors");
    first.apply(put("a", "").edit).unwrap();
    std::fs::write(folder.path().join("actors.ron"), first.write()).unwrap();
    let hash = crate::storage::store::hash(Some(first.write().as_bytes()));
    std::fs::write(hidden.join("actors.ron.journal"), line("a", "", &hash) + &line("b", &hash, "other")).unwrap();
    let mut file = open(folder.path());
    assert_eq!(file.registry().len(), 2);
    file.change(put("c", "جيم")).unwrap();
    drop(file);
    assert_eq!(open(folder.path()).registry().len(), 3);
}

#[test]
fn what_is_no_registry_is_refused_with_its_place_and_stays_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("actors.ron");
    for (text, place) in [("(hashiya: 1,\n entries: [(id: 3)])", "line 2"), ("\u{1}", "line 1"), ("(hashiya: 99)", "newer")] {
        std::fs::write(&path, text).unwrap();
        let error = RegistryFile::open(folder.path(), Path::new("actors.ron")).unwrap_err().to_string();
        assert!(error.contains(place) && error.contains("actors.ron"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
    for outside in ["../actors.ron", "/etc/actors.ron"] {
        let error = RegistryFile::open(folder.path(), Path::new(outside)).unwrap_err();
        assert!(matches!(error, StorageError::LeadsOut(_)), "{error}");
    }
}
