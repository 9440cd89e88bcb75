//! What is suggested by the work of a folder, and whose work that is.

use hashiya::annotation::{Annotator, Schema};
use hashiya::text::Document;
use hashiya::workspace::{Job, Viewer, Workspace, suggested_from};

use crate::cli::Bench as Folder;

const EARLIER: &str = "وصل وفد جمعية قنديل إلى تل الورد أمس";
const NEW: &str = "نقلت جمعية قنديل المؤن لتل الورد";

/// A sidecar of the earlier text with two names.
fn sidecar(annotator: &str, state: &str) -> String {
    let span = |id: &str, tag: &str, words: &str| {
        let start = EARLIER.split(words).next().unwrap().chars().count();
        let end = start + words.chars().count();
        format!(r#"(id: "{id}", tag: "{tag}", start: {start}, end: {end}, text: "{words}", origin: "manual")"#)
    };
    let spans = [span("s1", "ACTOR", "جمعية قنديل"), span("s2", "LOCATION", "تل الورد")].join(", ");
    format!(
        r#"(hashiya: 1, source: (file: "a.txt"), schema: (id: "conflict-ar", version: "1.0.0"), annotator: "{annotator}", state: "{state}", spans: [{spans}])"#
    )
}

/// What is suggested to somebody for a new text, or for the earlier one again.
fn suggested(folder: &Folder, who: &str, name: &str) -> Vec<String> {
    let schema = Schema::builtin();
    let job = Job::default();
    let workspace = Workspace::open_by_name(&[folder.path("in")], None, &job).unwrap();
    let viewer = Viewer::new(Annotator::parse(who).unwrap(), schema);
    let suggester = workspace.suggester(&viewer, schema, &[], &job).unwrap();
    let document = Document::from(if name == "a.txt" { EARLIER } else { NEW });
    let set = hashiya::annotation::AnnotationSet::new();
    let found = suggester.reading(name, &document, &set).all(|| false).unwrap();
    found.into_iter().map(|one| format!("{} {}", one.tag, document.slice(one.span.range()))).collect()
}

#[test]
fn nothing_of_others_is_suggested_before_its_time() {
    let both = ["ACTOR جمعية قنديل", "LOCATION تل الورد"];
    let nothing: [&str; 0] = [];
    for (huda, amal, new, again) in [
        // What was handed in is learned from, but not shown in the text itself to whoever has still to read that.
        ("submitted", None, &both[..], &nothing[..]),
        ("reviewed", None, &both, &nothing),
        ("submitted", Some("submitted"), &both, &both),
        // What was not is not.
        ("in_progress", None, &nothing, &nothing),
        ("returned", None, &nothing, &nothing),
        // Nor anything of a text that whoever asks has begun.
        ("submitted", Some("in_progress"), &nothing, &nothing),
        ("submitted", Some("new"), &nothing, &nothing),
    ] {
        let folder = Folder::new();
        folder.write("in/a.txt", EARLIER);
        folder.write("in/b.txt", NEW);
        folder.write("in/a.txt.huda.ron", sidecar("huda", huda));
        if let Some(state) = amal {
            let empty = sidecar("amal", state).split("spans: [").next().unwrap().to_owned() + "spans: [])";
            folder.write("in/a.txt.amal.ron", empty);
        }
        // Whoever is done with the text without tagging these names is heard, too: one of two did.
        if amal != Some("submitted") {
            assert_eq!(suggested(&folder, "amal", "b.txt"), new, "{huda} {amal:?}");
            assert_eq!(suggested(&folder, "amal", "a.txt"), again, "{huda} {amal:?}");
        }
    }
}

#[test]
fn what_somebody_has_begun_themselves_is_learned_from_and_so_is_gold() {
    let folder = Folder::new();
    folder.write("in/a.txt", EARLIER);
    folder.write("in/b.txt", NEW);
    folder.write("in/a.txt.amal.ron", sidecar("amal", "in_progress"));
    assert_eq!(suggested(&folder, "amal", "b.txt").len(), 2);
    assert_eq!(suggested(&folder, "huda", "b.txt").len(), 0);
    folder.write("in/a.txt.gold.ron", sidecar("gold", "reviewed"));
    assert_eq!(suggested(&folder, "huda", "b.txt").len(), 2);
}

#[test]
fn work_of_others_is_suggested_only_once_it_may_be_seen_and_that_of_programs_at_once() {
    let both = 2;
    for (state, origin, amal, expected) in [
        ("submitted", "manual", None, 0),
        ("submitted", "manual", Some("in_progress"), 0),
        ("submitted", "manual", Some("submitted"), both),
        ("in_progress", "manual", Some("submitted"), 0),
        ("submitted", "imported", Some("in_progress"), both),
        ("in_progress", "auto", None, both),
    ] {
        let folder = Folder::new();
        folder.write("in/a.txt", EARLIER);
        folder.write("in/a.txt.spacy.ron", sidecar("spacy", state).replace("manual", origin));
        if let Some(state) = amal {
            folder.write("in/a.txt.amal.ron", sidecar("amal", state));
        }
        let job = Job::default();
        let workspace = Workspace::open_by_name(&[folder.path("in")], None, &job).unwrap();
        let [amal, spacy] = ["amal", "spacy"].map(|name| Annotator::parse(name).unwrap());
        let viewer = Viewer::new(amal, Schema::builtin());
        let document = Document::from(EARLIER);
        let set = suggested_from(&workspace.texts()[0], &spacy, &viewer, &document).unwrap();
        assert_eq!(set.map_or(0, |set| set.len()), expected, "{state} {origin} {viewer:?}");
    }
}

#[test]
fn suggestions_become_sidecars_of_an_annotator_of_their_own_and_never_replace_work() {
    let folder = Folder::new();
    folder.write("in/a.txt", EARLIER);
    folder.write("in/b.txt", NEW);
    folder.write("in/a.txt.amal.ron", sidecar("amal", "submitted"));
    let suggest = |more: &[&str]| folder.run(&[&["suggest", "--annotator", "amal", "in"], more].concat());
    let made = suggest(&["--format", "json"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let expected = r#"{"file":"b.txt","tags":{"ACTOR":1,"LOCATION":1}}"#;
    assert!(made.out.lines().any(|line| line == expected), "{}", made.out);
    let written = std::fs::read_to_string(folder.path("in/b.txt.suggested.ron")).unwrap();
    assert!(
        written.contains("جمعية قنديل") && written.contains("auto") && written.contains("state: \"in_progress\""),
        "{written}"
    );
    // What is there stays, unless it is to be replaced; work of a person, and one's own, always does.
    let again = suggest(&[]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("already exists"), "{}", again.err);
    assert_eq!(suggest(&["--replace"]).code, 0);
    folder.write("in/b.txt.suggested.ron", written.replace("auto", "manual"));
    assert_eq!(suggest(&["--replace"]).code, 1);
    assert_eq!(std::fs::read_to_string(folder.path("in/b.txt.suggested.ron")).unwrap(), written.replace("auto", "manual"));
    assert_eq!(suggest(&["--replace", "--as", "amal"]).code, 1);
    assert_eq!(suggest(&["--as", "gold"]).code, 1);
    assert_eq!(folder.output(&["check", "in"]).lines().filter(|line| line.contains("error:")).count(), 0);
}
