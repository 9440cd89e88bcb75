//! Texts that change under their decisions: what was decided moves with the spans, and stays decided.

use std::fs;

use hashiya::annotation::{Act, Annotation, Annotator, Entry, Schema, Value};
use hashiya::review::Terms;
use hashiya::review::adjudication::{Adjudication, Aspect, Choice, Gold, Said, Status};
use hashiya::storage::peer::Peer;
use hashiya::storage::record::Changed;
use hashiya::storage::{Author, Dossier, corpus, source};
use hashiya::text::Document;
use hashiya::workspace::{Drifted, Hand};

use crate::cli::Bench;

const OLD: &str =
    "سافر التاجر سعيد إلى واسط وباع القمح كله في يومين اثنين.\nثم عاد الرجل بعد العيد من بغداد، وقال الوالي إن السوق مغلقة.\n";

/// A span of a row of JSONL: its id, tag and words, of which the nth are meant.
fn span(id: &str, tag: &str, words: &str, nth: usize) -> String {
    let at = OLD.match_indices(words).nth(nth).unwrap().0;
    let start = OLD[..at].chars().count();
    let end = start + words.chars().count();
    format!(r#"{{"id":"{id}","tag":"{tag}","start":{start},"end":{end},"text":"{words}"}}"#)
}

/// A folder with a text that three have annotated: they differ in the words, in a tag, and in a relation that leads to
/// the other line; amal has what nobody else has.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("a.txt", OLD);
    let row = |annotator: &str, spans: &[String], relations: &str| {
        let (text, spans) = (OLD.replace('\n', "\\n"), spans.join(","));
        format!(
            r#"{{"file":"a.txt","text":"{text}","annotator":"{annotator}","state":"submitted","spans":[{spans}],"relations":[{relations}]}}"#
        )
    };
    let both = [span("s2", "LOCATION", "واسط", 0), span("s3", "LOCATION", "بغداد", 0), span("s4", "ACTOR", "الوالي", 0)];
    let with = |own: Vec<String>| [own, both.to_vec()].concat();
    let by = r#"{"id":"r1","type":"claimed_by","from":"s2","to":"s4"}"#;
    let rows = [
        row("amal", &with(vec![span("s1", "ACTOR", "التاجر", 0), span("s5", "LOCATION", "السوق", 0)]), by),
        row("basim", &with(vec![span("s1", "ACTOR", "التاجر سعيد", 0)]), by),
        row("dina", &with(vec![span("s1", "ACTOR", "التاجر سعيد", 0)]), ""),
    ];
    bench.write("in.jsonl", rows.join("\n"));
    bench.output(&["import", "in.jsonl"]);
    fs::remove_file(bench.path("in.jsonl")).unwrap();
    bench
}

fn dossier(bench: &Bench) -> Dossier {
    Dossier::open(&corpus::find(&bench.path("a.txt")).unwrap(), None, &Terms::of(Schema::builtin())).unwrap()
}

fn words(document: &Document, range: std::ops::Range<usize>) -> &str {
    document.slice(range)
}

/// Decides every unit that is open: the merchant by editing, the relation by a field, the market by nothing.
fn decide(bench: &Bench) {
    let mut dossier = dossier(bench);
    let document = std::sync::Arc::clone(&dossier.document);
    let mut adjudication = dossier.adjudication().unwrap();
    let name = |name: &str| Annotator::parse(name).unwrap();
    for unit in 0..adjudication.units().len() {
        let range = adjudication.units()[unit].range();
        let choice = match words(&document, range.clone()) {
            "التاجر سعيد" => {
                let whole = document.span(range.start - "سافر ".len()..range.end).unwrap();
                let part = Value::Range(document.code_point_at(range.start), document.code_point_at(range.end));
                let edited = Annotation::new("s1", "ACTOR", whole);
                Choice::Edited(Some(name("amal")), vec![Annotation { attributes: vec![("cue".into(), part)], ..edited }])
            }
            "السوق" => Choice::Nothing,
            "واسط" if adjudication.status(unit) == Status::Open => {
                let place = document.span(range.start..range.end + " وباع".len()).unwrap();
                Choice::Fields(name("basim"), vec![(Aspect::Extent, Said::Place(place))])
            }
            _ => continue,
        };
        let decision = adjudication.draft(document.text(), unit, choice);
        adjudication.decide(unit, decision);
    }
    let gold = dossier.gold(&adjudication, "huda", &"2031-01-01T00:00:00Z".into());
    let author = Author::new(&name("huda"), "review", Schema::builtin());
    assert!(dossier.save(gold, Schema::builtin(), &author).unwrap());
}

/// What is in the gold standard, by words, and what became of the decisions.
fn told(bench: &Bench) -> (Vec<String>, Vec<(String, Status)>) {
    let dossier = dossier(bench);
    let document = &dossier.document;
    let gold = &dossier.gold.as_ref().unwrap().set;
    let value = |value: &Value| match value {
        Value::Range(start, end) => document.text().chars().skip(*start).take(end - start).collect(),
        value => format!("{value:?}"),
    };
    let one = |span: &Annotation| {
        let attributes: Vec<String> = span.attributes.iter().map(|(name, said)| format!(" {name} {}", value(said))).collect();
        format!("{} {}{}", span.tag, words(document, span.span.range()), attributes.concat())
    };
    let rejected = gold.lists().rejections.known().into_iter().flatten().map(|rejection| {
        let words: String = document.text().chars().skip(rejection.start).take(rejection.end - rejection.start).collect();
        assert_eq!(rejection.text.as_deref(), Some(words.as_str()));
        format!("not {words}")
    });
    let adjudication = dossier.adjudication().unwrap();
    let decided = |unit: usize| adjudication.decision(unit).map(|d| (d.words.clone(), adjudication.status(unit)));
    assert!(adjudication.orphans().is_empty(), "{:?}", adjudication.orphans());
    let made = dossier.gold(&adjudication, "huda", &"2031-01-02T00:00:00Z".into());
    assert_eq!(made.iter().map(one).collect::<Vec<_>>(), gold.iter().map(one).collect::<Vec<_>>(), "the gold standard made anew");
    assert_eq!(made.relations(), gold.relations());
    (gold.iter().map(one).chain(rejected).collect(), (0..adjudication.units().len()).filter_map(decided).collect())
}

/// Reanchors one sidecar alone.
fn reanchor(bench: &Bench, annotator: &str, has_old: bool) {
    let (text, old) = (bench.path("a.txt"), bench.path("old.txt"));
    let now = std::sync::Arc::new(source::read_all(&text, None).unwrap().0);
    let annotator = if annotator == "gold" { Annotator::gold() } else { Annotator::parse(annotator).unwrap() };
    let drifted = Drifted::find(&text, &annotator, has_old.then_some(old.as_path()), &now, None).unwrap();
    let by = Annotator::parse("huda").unwrap();
    Drifted::write(Drifted::carry(vec![drifted]).unwrap(), &[], Hand { by: &by, schema: Schema::builtin() }).unwrap();
}

/// All that lies beside the text.
fn files(bench: &Bench) -> Vec<String> {
    let names = ["amal", "basim", "dina", "gold"].map(|name| format!("a.txt.{name}.ron"));
    names.iter().map(|name| fs::read_to_string(bench.path(name)).unwrap()).collect()
}

/// The text with something before it, between a span and what it is related to, and behind all.
fn changed() -> String {
    format!("سوق واسط\n{}خاتمة\n", OLD.replace("\nثم", "\nونزل المطر.\nثم"))
}

const DECIDED: [&str; 3] = ["التاجر سعيد", "واسط", "السوق"];

fn assert_is_as_before(bench: &Bench, before: &(Vec<String>, Vec<(String, Status)>)) {
    let now = told(bench);
    assert_eq!(&now, before);
    assert_eq!(now.1, DECIDED.map(|words| (words.to_owned(), Status::Decided)));
    let checked = bench.run(&["check", "a.txt"]);
    assert!(checked.code == 0 && !checked.out.contains("stale"), "{}", checked.out);
}

#[test]
fn what_was_decided_moves_with_its_readings_and_undoing_takes_all_of_it_back() {
    let bench = bench();
    decide(&bench);
    let (before, told_before) = (files(&bench), told(&bench));
    assert!(told_before.0[0] == "ACTOR سافر التاجر سعيد cue التاجر سعيد", "{told_before:?}");
    bench.write("old.txt", OLD);
    bench.write("a.txt", changed());
    let report = bench.output(&["reanchor", "a.txt", "--old", "old.txt", "--dry-run"]);
    assert!(report.contains("decisions moved: 3\n") && !report.contains("lost"), "{report}");
    bench.output(&["reanchor", "a.txt", "--old", "old.txt"]);
    assert_is_as_before(&bench, &told_before);
    bench.write("a.txt", OLD);
    bench.output(&["reanchor", "--undo", "a.txt"]);
    assert_eq!(files(&bench), before);
    assert_is_as_before(&bench, &told_before);
}

#[test]
fn decisions_move_without_the_text_as_it_was_as_far_as_spans_do() {
    let bench = bench();
    decide(&bench);
    let told_before = told(&bench);
    bench.write("a.txt", format!("عاجل: {OLD}"));
    bench.output(&["reanchor", "a.txt"]);
    assert_is_as_before(&bench, &told_before);
    // What stands twice now waits, and nobody reads anything where it was decided on; the others stay decided.
    bench.write("a.txt", format!("عاجل: {OLD}من واسط.\n"));
    let report = bench.output(&["reanchor", "a.txt"]);
    assert!(report.contains("orphan s2") && !report.contains("lost"), "{report}");
    let dossier = dossier(&bench);
    let adjudication = dossier.adjudication().unwrap();
    let status = |unit: usize| adjudication.decision(unit).map(|decision| (decision.words.as_str(), adjudication.status(unit)));
    let decided: Vec<_> = (0..adjudication.units().len()).filter_map(status).collect();
    assert_eq!(decided, [("التاجر سعيد", Status::Decided), ("السوق", Status::Decided)]);
    assert_eq!(adjudication.orphans().iter().map(|decision| decision.words.as_str()).collect::<Vec<_>>(), ["واسط"]);
}

#[test]
fn a_decision_on_words_that_are_no_more_is_named_and_does_not_hold() {
    let bench = bench();
    decide(&bench);
    bench.write("old.txt", OLD);
    bench.write("a.txt", OLD.replace("سافر التاجر", "رحل التاجر"));
    let report = bench.output(&["reanchor", "a.txt", "--old", "old.txt"]);
    assert!(report.contains("the decision on “التاجر سعيد” 5..16 has lost its place: it is stale\n"), "{report}");
    let dossier = dossier(&bench);
    let adjudication = dossier.adjudication().unwrap();
    let stale: Vec<_> = (0..adjudication.units().len()).filter(|unit| adjudication.status(*unit) == Status::Stale).collect();
    assert_eq!(stale, [0]);
    assert_eq!(adjudication.decision(0).unwrap().words, "التاجر سعيد");
}

#[test]
fn whoever_is_reanchored_first_what_rested_on_the_same_readings_holds() {
    let orders: [&[&str]; 3] =
        [&["amal", "basim", "dina", "gold"], &["gold", "amal", "basim", "dina"], &["dina", "gold", "amal", "basim"]];
    for has_old in [true, false] {
        for order in orders {
            let bench = bench();
            decide(&bench);
            let told_before = told(&bench);
            bench.write("old.txt", OLD);
            // Without the text as it was, words that stand twice would wait.
            bench.write("a.txt", if has_old { changed() } else { OLD.replace("مغلقة", "مفتوحة") });
            for annotator in order {
                reanchor(&bench, annotator, has_old);
            }
            assert_is_as_before(&bench, &told_before);
        }
    }
}

#[test]
fn what_an_annotator_changed_after_reanchoring_is_another_reading() {
    let bench = bench();
    decide(&bench);
    bench.write("old.txt", OLD);
    bench.write("a.txt", changed());
    for annotator in ["amal", "basim", "dina"] {
        reanchor(&bench, annotator, true);
    }
    let amal = fs::read_to_string(bench.path("a.txt.amal.ron")).unwrap();
    bench.write("a.txt.amal.ron", amal.replacen("tag: \"ACTOR\"", "tag: \"LOCATION\"", 1));
    reanchor(&bench, "gold", true);
    let dossier = dossier(&bench);
    let adjudication = dossier.adjudication().unwrap();
    let stale: Vec<&str> = (0..adjudication.units().len())
        .filter(|unit| adjudication.status(*unit) == Status::Stale)
        .map(|unit| adjudication.decision(unit).unwrap().words.as_str())
        .collect();
    assert_eq!(stale, ["التاجر سعيد"]);
}

#[test]
fn a_review_moves_with_the_work_it_is_of_and_so_does_the_answer() {
    let bench = bench();
    let name = |name: &str| Annotator::parse(name).unwrap();
    let open = || {
        let text = corpus::find(&bench.path("a.txt")).unwrap();
        Peer::open(&text, &name("amal"), &name("huda"), Schema::builtin(), None).unwrap().unwrap()
    };
    let mut peer = open();
    let mut adjudication = peer.adjudication().unwrap();
    let last = adjudication.units().len() - 1;
    let document = std::sync::Arc::clone(&peer.document);
    let missing = document.text().find("القمح").unwrap();
    let addition = Annotation::new("", "LOCATION", document.span(missing..missing + "القمح".len()).unwrap());
    for (unit, choice) in [(0, Choice::Nothing), (last, Choice::Take(name("amal")))] {
        let draft = adjudication.draft(document.text(), unit, choice);
        adjudication.decide(unit, draft);
    }
    let addition = adjudication.missed(document.text(), vec![addition]).unwrap();
    adjudication.add(addition);
    let (set, _) = peer.earlier();
    let mut set = (*set).clone();
    let at = "2031-01-01T00:00:00Z".into();
    let edit = adjudication.change(&set, Gold { document: &document, previous: None, by: "huda", at: &at });
    let inverse = set.apply(edit.clone()).unwrap();
    let entries = vec![Entry::new(Act::Edit, edit, inverse, &set)];
    peer.decide(Changed { entries, set: set.into() }, Schema::builtin()).unwrap();
    drop(peer);
    let answer = "    answers: [(to: \"huda\", start: 5, end: 11, of: \"2031-01-01T00:00:00Z\", text: \"لا\")],\n)";
    let amal = fs::read_to_string(bench.path("a.txt.amal.ron")).unwrap();
    bench.write("a.txt.amal.ron", format!("{}{answer}\n", amal.trim_end().trim_end_matches(')')));

    let seen = || {
        let peer = open();
        let adjudication: Adjudication = peer.adjudication().unwrap();
        let one = |unit: usize| {
            let decision = adjudication.decision(unit)?;
            Some((words(&peer.document, decision.start..decision.end).to_owned(), adjudication.status(unit)))
        };
        let answers = peer.answers(&name("huda"));
        let answered: Vec<String> = answers.iter().map(|a| words(&peer.document, a.place.clone()).to_owned()).collect();
        ((0..adjudication.units().len()).filter_map(one).collect::<Vec<_>>(), answered)
    };
    let before = seen();
    assert_eq!(before.1, ["التاجر"]);
    assert_eq!(before.0.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>(), ["التاجر", "السوق", "القمح"]);
    bench.write("old.txt", OLD);
    for arguments in
        [&["reanchor", "a.txt", "--old", "old.txt"][..], &["reanchor", "a.txt", "--old", "old.txt", "--annotator", "amal"]]
    {
        let saved = fs::read_to_string(bench.path("a.txt.huda@amal.ron")).unwrap();
        bench.write("a.txt", changed());
        bench.output(arguments);
        assert_eq!(seen(), before);
        bench.write("a.txt", OLD);
        bench.output(&["reanchor", "a.txt", "--undo"]);
        assert_eq!(fs::read_to_string(bench.path("a.txt.huda@amal.ron")).unwrap(), saved);
        assert_eq!(seen(), before);
    }
}
