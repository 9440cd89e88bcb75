//! Exports as files: releases that are the same again, splits, what is there already, and strictness.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use sha2::{Digest, Sha256};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_corpus");

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hashiya"));
    command.env("LC_ALL", "C");
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env_remove("HASHIYA_ANNOTATOR");
    command.env("HOME", folder).env("XDG_CONFIG_HOME", folder).output().unwrap()
}

fn good(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name().into_string().unwrap());
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn a_release_is_the_same_again_and_its_checksums_are_right() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["one", "two"] {
        good(folder.path(), &["export", "--release", name, "--set", "amal", "--licence", "cc-by-4.0", "--seed", "3", SAMPLE]);
    }
    let (one, two) = (files(&folder.path().join("one")), files(&folder.path().join("two")));
    assert_eq!(one, two);
    let sums = String::from_utf8(one["SHA256SUMS"].clone()).unwrap();
    assert_eq!(sums.lines().count(), one.len() - 1);
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let found = Sha256::digest(&one[name]).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        assert_eq!(sum, found, "{name}");
    }
    let card = String::from_utf8(one["README.md"].clone()).unwrap();
    for part in
        ["license: \"cc-by-4.0\"", "conflict-ar", "Split with seed 3", "## Sources", "## Agreement", "| ACTOR |", "split: train"]
    {
        assert!(card.contains(part), "{part}\n{card}");
    }
    assert!(one.contains_key("schema.ron") && one["splits.tsv"].starts_with(b"file\tpart\tsha256\n"));
}

#[test]
fn a_release_holds_the_schema_that_the_configuration_names() {
    let folder = tempfile::tempdir().unwrap();
    let schema = format!("// ours\n{}", hashiya::annotation::Schema::builtin_text());
    let sidecar = "(hashiya: 1, source: (), annotator: \"amal\", state: \"submitted\", \
                   spans: [(id: \"s1\", tag: \"ACTOR\", start: 4, end: 8)])";
    for (name, text) in [("ours.ron", schema.as_str()), ("hashiya.ron", "(schema: \"ours.ron\")"), ("a.txt", "قال ناطق")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("a.txt.amal.ron"), sidecar).unwrap();
    good(folder.path(), &["export", "--release", "out", "--set", "amal", "."]);
    assert_eq!(fs::read_to_string(folder.path().join("out/schema.ron")).unwrap(), schema);
}

#[test]
fn the_parts_of_a_split_are_the_whole_and_share_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let names = |arguments: &[&str]| -> BTreeSet<String> {
        let all = [&["export", "--set", "amal", "--out", "-"], arguments, &[SAMPLE]].concat();
        let rows = good(folder.path(), &all);
        rows.lines().map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap()["file"].to_string()).collect()
    };
    let parts = ["train", "dev", "test"].map(|part| names(&["--split", part]));
    assert_eq!(parts.iter().flatten().cloned().collect::<BTreeSet<_>>(), names(&[]));
    assert_eq!(parts.iter().map(BTreeSet::len).sum::<usize>(), names(&[]).len());
}

#[test]
fn an_export_that_is_refused_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |arguments: &[&str]| {
        let before = files(folder.path());
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(files(folder.path()), before, "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let brat = ["export", "--format", "brat", "--set", "gold", "--out", "out", SAMPLE];
    let told = refused(&[&brat[..], &["--strict"]].concat());
    assert!(told.contains("brat does not carry:\n") && told.contains("error: brat cannot carry everything"), "{told}");
    assert!(refused(&["export", "--format", "brat", "--set", "gold", "--out", "-", SAMPLE]).contains("more than one file"));
    good(folder.path(), &brat);
    assert!(refused(&brat).contains("already exists"));
    good(folder.path(), &[&brat[..], &["--replace"]].concat());
}

#[test]
fn a_treebank_gives_its_texts_and_says_which_sentences_do_not_fit() {
    let folder = tempfile::tempdir().unwrap();
    let row = |id: &str, form: &str, misc: &str| format!("{id}\t{form}{}\t{misc}\n", "\t_".repeat(7));
    let sentences = [
        "# newdoc id = n1\n# text = قال لأحمد\n".to_owned(),
        row("1", "قال", "_") + &row("2-3", "لأحمد", "_") + &row("2", "ل", "_") + &row("3", "أحمد", "NER=B-ACTOR") + "\n",
        "# newdoc id = n1\n# text = نعم!\n".to_owned(),
        row("1", "نعم", "_") + &row("2", "!", "_") + "\n# newdoc id = n2\n",
        row("1", "لا", "SpaceAfter=No|NER=B-ACTOR") + &row("x", ".", "_") + "\n",
    ];
    fs::write(folder.path().join("bank.conllu"), sentences.concat()).unwrap();
    let output = run(folder.path(), &["import", "--format", "conll", "--annotator", "ann1", "--into", "new", "bank.conllu"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("bank.conllu:9: the tokens give “نعم !”, not this text"), "{told}");
    assert!(told.contains("bank.conllu:6: the tag of a part"), "{told}");
    assert!(told.contains("bank.conllu:15: `x` is no number of a token"), "{told}");
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!((text("new/n1.txt").as_str(), text("new/n2.txt").as_str()), ("قال لأحمد\nنعم !\n", "لا.\n"));
}

#[test]
fn foreign_tags_are_renamed_and_malformed_lines_are_told_by_number() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "سمير B-PERS\nقال O\nفي O\nجامعة B-ORG\nبغداد I-ORG B-GPE\n\nهو\nيوم I-DATE\nالأحد B_DATE\n";
    fs::write(folder.path().join("news.iob"), lines).unwrap();
    fs::write(folder.path().join("map.ron"), "(tags: [(\"PERS\", \"ACTOR\"), (\"GPE\", \"LOCATION\"), (\"DATE\", None)])")
        .unwrap();
    let import = ["import", "--format", "conll", "--annotator", "ann1", "--map", "map.ron", "--into", "new", "news.iob"];
    let output = run(folder.path(), &import);
    let told = String::from_utf8(output.stderr).unwrap();
    for part in [
        "news.iob:7: 1 columns are missing",
        "news.iob:8: I-DATE goes on from nothing",
        "news.iob:9: `B_DATE` is no tag",
        "ORG (1)",
        "1 of the tag DATE",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("new/news.txt")).unwrap(), "سمير قال في جامعة بغداد\nهو يوم الأحد\n");
    let rows = good(folder.path(), &["export", "--set", "ann1", "--out", "-", "new"]);
    let row: serde_json::Value = serde_json::from_str(&rows).unwrap();
    let spans: Vec<String> = row["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| format!("{} {}", s["tag"].as_str().unwrap(), s["text"].as_str().unwrap()))
        .collect();
    assert_eq!(spans, ["ACTOR سمير", "ORG جامعة بغداد", "LOCATION بغداد"]);
    let strict = run(folder.path(), &[&import[..], &["--strict", "--replace"]].concat());
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn the_card_of_a_release_measures_agreement_on_the_same_terms_as_the_command_does() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "أعلن مجلس الوادي أمس").unwrap();
    let span =
        |id: &str, attributes: &str| format!("(id: \"{id}\", tag: \"ACTOR\", start: 5, end: 16, attributes: [{attributes}])");
    let once_more = span("s2", "(\"mention\", \"name\")");
    for (annotator, spans) in [("amal", span("s1", "")), ("basim", format!("{}, {once_more}", span("s1", "")))] {
        let sidecar = format!("(hashiya: 1, source: (), annotator: \"{annotator}\", state: \"submitted\", spans: [{spans}])");
        fs::write(folder.path().join(format!("a.txt.{annotator}.ron")), sidecar).unwrap();
    }
    good(folder.path(), &["export", "--release", "out", "--set", "basim", "--formats", "jsonl", "."]);
    let card = fs::read_to_string(folder.path().join("out/README.md")).unwrap();
    let measured = good(folder.path(), &["agree", "."]);
    assert!(card.contains(measured.trim_end()), "{card}\n{measured}");
}
