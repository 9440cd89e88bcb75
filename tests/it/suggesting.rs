//! What is suggested by the work of a folder, and whose work that is.

use hashiya::annotation::{Annotator, Schema};
use hashiya::text::Document;
use hashiya::workspace::{Job, Predictions, Viewer, Workspace, predictions};

use crate::cli::Bench as Folder;

const EARLIER: &str = "وصل وفد قنديل الخير إلى المرجانة أمس";
const NEW: &str = "نقلت قنديل الخير المؤن إلى المرجانة";

/// A sidecar of the earlier text with two names.
fn sidecar(annotator: &str, state: &str) -> String {
    let span = |id: &str, tag: &str, words: &str| {
        let start = EARLIER.split(words).next().unwrap().chars().count();
        let end = start + words.chars().count();
        format!(r#"(id: "{id}", tag: "{tag}", start: {start}, end: {end}, text: "{words}", origin: "manual")"#)
    };
    let spans = [span("s1", "ACTOR", "قنديل الخير"), span("s2", "LOCATION", "المرجانة")].join(", ");
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
    let both = ["ACTOR قنديل الخير", "LOCATION المرجانة"];
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
    for (state, origin, amal, is_shown) in [
        ("submitted", "manual", None, false),
        ("submitted", "manual", Some("in_progress"), false),
        ("submitted", "manual", Some("submitted"), true),
        ("in_progress", "manual", Some("submitted"), false),
        ("returned", "manual", Some("submitted"), false),
        // What came from a file is a person's work unless the file says that a program made it.
        ("submitted", "imported", None, false),
        ("submitted", "imported", Some("in_progress"), false),
        ("submitted", "imported", Some("submitted"), true),
        ("in_progress", "auto", None, true),
        ("submitted", "auto", Some("in_progress"), true),
    ] {
        let folder = Folder::new();
        folder.write("in/a.txt", EARLIER);
        folder.write("in/a.txt.spacy.ron", sidecar("spacy", state).replace("manual", origin));
        if let Some(state) = amal {
            folder.write("in/a.txt.amal.ron", sidecar("amal", state));
        }
        assert_eq!(is_shown_to_amal(&folder, "spacy"), is_shown, "{state} {origin} {amal:?}");
    }
}

/// Whether the work of somebody on the earlier text is suggested to amal.
fn is_shown_to_amal(folder: &Folder, from: &str) -> bool {
    let workspace = Workspace::open_by_name(&[folder.path("in")], None, &Job::default()).unwrap();
    let [amal, from] = ["amal", from].map(|name| Annotator::parse(name).unwrap());
    let viewer = Viewer::new(amal, Schema::builtin());
    match predictions(&workspace.texts()[0], &from, &viewer, &Document::from(EARLIER)).unwrap() {
        Predictions::Shown(set) => set.len() == 2,
        Predictions::Hidden => false,
        Predictions::Absent => panic!("there is a sidecar"),
    }
}

#[test]
fn whoever_took_suggestions_in_a_sitting_is_no_program() {
    let folder = Folder::new();
    folder.write("in/a.txt", EARLIER);
    folder.write("in/a.txt.huda.ron", sidecar("huda", "in_progress").replace("manual", "auto"));
    assert!(is_shown_to_amal(&folder, "huda"));
    // The first line of a journal that a sitting begins, and a change.
    let change = "(n: 1, at: \"2032-01-01T08:00:00Z\", by: \"huda\", program: \"0.1.0\", schema: (\"conflict-ar\", \"1.0.0\"), does: Edit(State(\"in_progress\"), State(\"new\")))\n";
    folder.write("in/.hashiya/a.txt.huda.journal", change);
    assert!(!is_shown_to_amal(&folder, "huda"));
}

#[test]
fn the_spans_of_a_program_are_suggested_and_those_of_a_person_refused_with_what_to_do() {
    let folder = Folder::new();
    folder.write("in/a.txt", EARLIER);
    folder.write("in/a.txt.huda.ron", sidecar("huda", "submitted"));
    folder.write("in/a.txt.amal.ron", sidecar("amal", "in_progress").replace("ACTOR", "LOCATION"));
    folder.write("in/b.txt", NEW);
    let suggest = |more: &[&str]| folder.run(&[&["suggest", "--annotator", "amal", "in"], more].concat());
    for arguments in [
        &["suggest", "--annotator", "amal", "--suggest-from", "huda", "in"][..],
        &["--annotator", "amal", "--suggest-from", "huda", "in"],
    ] {
        let said = folder.fault(arguments);
        assert!(said.contains("the work of huda is not a program's"), "{said}");
        let hint = folder.run(arguments).err;
        assert!(hint.contains("`hashiya import --predictions`"), "{hint}");
    }
    assert!(folder.fault(&["--suggest-from", "nobody", "in"]).contains("nobody has annotated no text here"));
    // The same as predictions.
    let row = format!(
        r#"{{"file":"a.txt","text":"{EARLIER}","annotator":"spacy","spans":[{{"id":"s1","tag":"LOCATION","start":24,"end":32}}],"relations":[]}}"#
    );
    folder.write("spacy.jsonl", row);
    let imported = folder.run(&["import", "--predictions", "--annotator", "spacy", "--into", "in", "spacy.jsonl"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    assert_eq!(suggest(&["--suggest-from", "spacy"]).code, 0);
    let written = std::fs::read_to_string(folder.path("in/a.txt.suggested.ron")).unwrap();
    assert!(written.contains("start: 24"), "{written}");
    assert!(!std::fs::read_to_string(folder.path("in/a.txt.spacy.ron")).unwrap().contains("submitted"));
}

/// What amal's model is learned from.
fn learned_from(folder: &Folder) -> Vec<String> {
    let (schema, job) = (Schema::builtin(), Job::default());
    let workspace = Workspace::open_by_name(&[folder.path("in")], None, &job).unwrap();
    let viewer = Viewer::new(Annotator::parse("amal").unwrap(), schema);
    let suggester = workspace.suggester(&viewer, schema, &[], &job).unwrap();
    let model = workspace.model(&viewer, &suggester, schema, Some(&folder.path("in")), &job).unwrap();
    let works = model.into_iter().flat_map(|model| model.record().works.clone());
    works.map(|work| format!("{} {} {}", work.file, work.annotator, work.state)).collect()
}

#[test]
fn a_model_is_learned_anew_when_work_is_handed_in_and_records_whose_it_is() {
    let folder = Folder::new();
    let texts = ["a.txt", "b.txt", "c.txt", "d.txt"];
    for name in texts {
        folder.write(&format!("in/{name}"), EARLIER);
        folder.write(&format!("in/{name}.huda.ron"), sidecar("huda", "submitted").replace("a.txt", name));
    }
    // Begun by amal, or not handed in by huda: none of it may be learned from.
    folder.write("in/c.txt.amal.ron", sidecar("amal", "in_progress").replace("a.txt", "c.txt"));
    folder.write("in/d.txt.huda.ron", sidecar("huda", "in_progress").replace("a.txt", "d.txt"));
    folder.write("in/e.txt", NEW);
    assert_eq!(learned_from(&folder), Vec::<String>::new(), "two works are too few");
    folder.write("in/c.txt.amal.ron", sidecar("amal", "submitted").replace("a.txt", "c.txt"));
    let first = ["a.txt huda submitted", "b.txt huda submitted", "c.txt amal submitted", "c.txt huda submitted"];
    assert_eq!(learned_from(&folder), first);
    let kept_model = folder.path("in/.hashiya/suggestions.amal.model");
    let kept = std::fs::read(&kept_model).unwrap();
    assert_eq!(learned_from(&folder), first);
    assert_eq!(std::fs::read(&kept_model).unwrap(), kept, "the model that is kept is the one that counts");
    folder.write("in/d.txt.huda.ron", sidecar("huda", "submitted").replace("a.txt", "d.txt"));
    assert_eq!(learned_from(&folder), [&first[..], &["d.txt huda submitted"]].concat());
    assert_ne!(std::fs::read(&kept_model).unwrap(), kept);
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
        written.contains("قنديل الخير") && written.contains("auto") && written.contains("state: \"in_progress\""),
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
