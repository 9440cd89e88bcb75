//! Every file of `sample_corpus` and of `keymaps`, loaded as the program loads it.

use std::fs;
use std::path::{Path, PathBuf};

use hashiya::annotation::{Annotator, Schema, SpanId};
use hashiya::keymap::{KEYMAPS, Keymap, LAYOUTS};
use hashiya::layout::{PageSettings, RowPlace, Typesetter};
use hashiya::storage::corpus::{TextFile, summary_for};
use hashiya::storage::sidecar::write;
use hashiya::storage::{list, load, read_all, summary};

use super::harness::tags;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn texts() -> Vec<TextFile> {
    let listing = list(&folder("sample_corpus")).unwrap();
    assert!(listing.faults.is_empty(), "{:?}", listing.faults);
    listing.texts
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.filter(|name| !name.starts_with('.')).collect()
}

#[test]
fn every_file_of_the_sample_corpus_is_a_text_a_sidecar_or_known() {
    let texts = texts();
    let known = |name: &str| ["README.md", "actors.ron", "places.ron", "hashiya.ron", "schema.ron"].contains(&name);
    let listed = |name: &str| {
        let sidecar = |text: &TextFile| text.sidecars.iter().any(|s| s.path.file_name().is_some_and(|f| f == name));
        texts.iter().any(|text| text.name == name || sidecar(text))
    };
    let strange: Vec<String> = names(&folder("sample_corpus")).into_iter().filter(|name| !known(name) && !listed(name)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert_eq!(texts.len(), 12);
    assert_eq!(texts.iter().map(|text| text.sidecars.len()).sum::<usize>(), 24);
}

#[test]
fn every_text_is_decoded_without_a_warning_and_laid_out() {
    for text in texts() {
        let (document, warnings) = read_all(&text.path, None).unwrap();
        assert!(warnings.is_empty(), "{}: {warnings:?}", text.name);
        let expected = if text.name.starts_with("08-") { "windows-1256" } else { "UTF-8" };
        assert_eq!(document.source().encoding, expected, "{}", text.name);
        for width in [20, 80] {
            let mut typesetter = Typesetter::new(PageSettings { width, ..PageSettings::default() });
            let page = typesetter.page(&document, RowPlace::default(), 1000);
            assert!(page.lines().all(|(_, row)| row.visual.width <= width), "{}", text.name);
            assert_eq!(page.last().unwrap().block.next(), document.len());
        }
    }
}

#[test]
fn every_sidecar_agrees_with_its_text_and_is_written_back_byte_for_byte() {
    for text in texts() {
        let (document, _) = read_all(&text.path, None).unwrap();
        for sidecar in &text.sidecars {
            let loaded = load(&text.path, &sidecar.annotator, &document).unwrap().unwrap();
            assert_eq!(loaded.discrepancies, [], "{}", sidecar.path.display());
            assert!(loaded.header.unfit.is_empty() && loaded.is_same_source());
            assert_eq!(loaded.header.annotator, sidecar.annotator.as_str());
            let (written, read) = (write(&loaded.set, &loaded.header, &document), fs::read_to_string(&sidecar.path).unwrap());
            let first = written.lines().zip(read.lines()).find(|(a, b)| a != b);
            assert!(written == read, "{}: {first:?}", sidecar.path.display());
            assert_eq!(summary(&sidecar.path).unwrap().annotations, loaded.set.len());
        }
    }
}

#[test]
fn every_tag_attribute_and_relation_of_a_sidecar_is_one_of_the_schema() {
    let schema = Schema::builtin();
    for text in texts() {
        let (document, _) = read_all(&text.path, None).unwrap();
        for sidecar in &text.sidecars {
            let set = load(&text.path, &sidecar.annotator, &document).unwrap().unwrap().set;
            for annotation in set.iter() {
                let tag = schema.tag(&annotation.tag).unwrap();
                for (name, _) in &annotation.attributes {
                    assert!(tag.attribute(name).is_some(), "{}: {} has no {name}", sidecar.path.display(), tag.id);
                }
            }
            for relation in set.relations() {
                let kind = schema.relation(&relation.kind).unwrap();
                let from = &set.get(&relation.from).unwrap().tag;
                assert!(kind.from.contains(from), "{}: {}", sidecar.path.display(), relation.id);
                let to = set.get(&relation.to).is_some_and(|to| kind.to.contains(&to.tag));
                let elsewhere = relation.to.elsewhere().filter(|_| kind.across_documents);
                let to = to || elsewhere.is_some_and(|(file, id)| quoted(file, &id, &sidecar.annotator) == relation.quote);
                assert!(to || kind.special_end(relation.to.as_str()).is_some(), "{}: {}", sidecar.path.display(), relation.id);
            }
        }
    }
}

/// The words of a span of an annotator's in another text.
fn quoted(file: &str, id: &SpanId, annotator: &Annotator) -> Option<String> {
    let text = texts().into_iter().find(|text| text.name == file)?;
    let (document, _) = read_all(&text.path, None).unwrap();
    let set = load(&text.path, annotator, &document).unwrap()?.set;
    set.get(id).map(|span| document.slice(span.span.range()).to_owned())
}

#[test]
fn nothing_that_the_schema_requires_is_missing_in_any_sidecar_and_eight_texts_have_a_gold_standard() {
    let mut gold = 0;
    for text in texts() {
        for sidecar in &text.sidecars {
            let found = summary_for(&sidecar.path, Schema::builtin()).unwrap().completeness.unwrap();
            assert_eq!((found.gaps(), found.required > 50), (0, true), "{}", sidecar.path.display());
            gold += usize::from(sidecar.annotator.is_gold());
        }
    }
    assert!(gold >= 8, "{gold}");
}

#[test]
fn the_readme_names_every_text_with_its_annotators() {
    let readme = fs::read_to_string(folder("sample_corpus/README.md")).unwrap();
    for text in texts() {
        let row = readme.lines().find(|line| line.contains(&text.name)).unwrap_or_default();
        let last = row.rsplit('|').nth(1).unwrap_or_default();
        let told = |annotator: &Annotator| last.contains(annotator.as_str());
        assert!(text.sidecars.iter().all(|sidecar| told(&sidecar.annotator)), "{}: {row}", text.name);
        assert_eq!(text.sidecars.is_empty(), last.trim() == "none", "{}: {row}", text.name);
    }
}

#[test]
fn every_keymap_loads_for_the_tags_of_the_schema() {
    let files =
        names(&folder("keymaps")).into_iter().filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "ron"));
    let mut files: Vec<String> = files.collect();
    files.sort();
    let mut built_in: Vec<&str> = KEYMAPS.iter().map(|source| source.name).collect();
    built_in.sort_unstable();
    assert_eq!(files, built_in);
    for source in KEYMAPS {
        let (_, errors) = Keymap::load(&[*source], &tags());
        assert!(errors.is_empty(), "{}: {errors:?}", source.name);
        let (_, errors) = Keymap::load(KEYMAPS, &tags());
        assert!(errors.is_empty(), "one after the other: {errors:?}");
    }
}

#[test]
fn every_layout_of_a_keyboard_is_built_in_and_leads_every_tag_to_its_key() {
    let mut files = names(&folder("keymaps/layouts"));
    files.sort();
    let mut built_in: Vec<&str> = LAYOUTS.iter().map(|source| source.name).collect();
    built_in.sort_unstable();
    assert_eq!(files, built_in);
    for (key, tag) in tags() {
        assert!(super::harness::KEYMAP.other_letter(key).is_some(), "{tag} has no key on an Arabic keyboard");
    }
}
