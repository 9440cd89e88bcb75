//! A reading that a reviewer edits: attributes and relations, in adjudication and in peer review; and the gaps of gold.

use std::sync::Arc;

use hashiya::annotation::{Annotation, AnnotationSet, Annotator, Defaults, DocumentState, Edit, Relation, Schema, Timestamp};
use hashiya::review::adjudication::{Adjudication, Decision, Gold, read_decisions};
use hashiya::review::{Review, Work, compare};
use hashiya::session::{Desk, Message, Mode, Opened, PeerWork};
use hashiya::text::Document;

use super::cli::{self, sidecar};
use super::harness::{Bench, Marked};

/// A text as an annotator marks it, with relations `(type, from, to)`.
type Marks<'a> = (&'a str, &'a [(&'a str, &'a str, &'a str)]);

fn name(name: &str) -> Annotator {
    Annotator::parse(name).unwrap()
}

fn set((marked, relations): Marks<'_>) -> AnnotationSet {
    let mut set = Marked::parse(marked).set();
    for (n, (kind, from, to)) in relations.iter().enumerate() {
        set.apply(Edit::AddRelation(Relation::new(format!("r{}", n + 1), *kind, *from, *to))).unwrap();
    }
    set
}

/// A review of what amal and basim make of a text.
fn adjudicated(readings: &[Marks<'_>]) -> Bench {
    let names = ["amal", "basim"].map(name);
    let sets: Vec<AnnotationSet> = readings.iter().map(|marks| set(*marks)).collect();
    let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
    let document = Arc::new(Document::from(Marked::parse(readings[0].0).text.as_str()));
    let adjudication = Adjudication::new(compare(document.text(), &works, &Defaults::default()), Vec::new());
    let mut bench = Bench::corpus(&[]);
    bench.session.begin_review();
    bench.tell(Message::Area(70, 10));
    let desk = Desk::new(0.into(), "1.txt", document, adjudication, None).under(Schema::builtin());
    bench.tell(Message::Desk(Box::new(desk)));
    bench.tell(Message::DesksComplete(0));
    bench
}

/// A review of amal's work.
fn of_amal(marks: Marks<'_>) -> Bench {
    let amal = name("amal");
    let set = set(marks);
    let document = Arc::new(Document::from(Marked::parse(marks.0).text.as_str()));
    let works = [Work { annotator: &amal, set: &set }];
    let adjudication = Adjudication::of_one(compare(document.text(), &works, &Defaults::default()), Vec::new());
    let mut bench = Bench::corpus(&[]);
    bench.session.begin_peer_review("amal");
    bench.tell(Message::Area(70, 10));
    let peer = PeerWork::new(DocumentState::Submitted, Vec::new());
    let desk = Desk::new(0.into(), "1.txt", document, adjudication, None).of_peer(peer).under(Schema::builtin());
    bench.tell(Message::Desk(Box::new(desk)));
    bench.tell(Message::DesksComplete(0));
    bench
}

fn desk(bench: &Bench) -> &Desk {
    bench.session.review().unwrap().desk().unwrap()
}

/// The gold standard that the decisions amount to: a relation a line, its ends by their words, and attributes.
fn gold(bench: &Bench) -> String {
    let desk = desk(bench);
    let at = Timestamp::default();
    let gold = desk.adjudication.gold(Gold { document: &desk.document, previous: None, by: "huda", at: &at });
    said(&gold, &desk.document)
}

fn said(set: &AnnotationSet, document: &Document) -> String {
    let words = |id: &str| set.get(id).map_or_else(|| id.to_owned(), |span| document.slice(span.span.range()).to_owned());
    let relation = |relation: &Relation| {
        let certainty = relation.certainty.as_ref().map(|word| format!(" ({word})")).unwrap_or_default();
        format!("{} {} > {}{certainty}", words(&relation.from), relation.kind, words(&relation.to))
    };
    let attributes = |span: &Annotation| {
        let said: Vec<String> = span.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!said.is_empty()).then(|| format!("{} {}", document.slice(span.span.range()), said.join(" ")))
    };
    let mut lines: Vec<String> = set.relations().iter().map(relation).collect();
    lines.sort();
    lines.extend(set.iter().filter_map(attributes));
    lines.join("\n")
}

/// Presses a key until something is so.
#[track_caller]
fn press_until(bench: &mut Bench, key: &str, is_so: impl Fn(&mut Bench) -> bool) {
    for _ in 0..40 {
        if is_so(bench) {
            return;
        }
        bench.press(key);
    }
    panic!("{}", bench.draw(130, 30, false).rows().join("\n"));
}

/// The decisions as they are after they were written to a file and read again.
fn kept(bench: &Bench) -> Vec<Decision> {
    let desk = desk(bench);
    let at = Timestamp::default();
    let gold = desk.adjudication.gold(Gold { document: &desk.document, previous: None, by: "huda", at: &at });
    read_decisions(&gold, &desk.document).unwrap().unwrap()
}

const AMAL: &str = "قالت [ACTOR|الوكالة] إن [ALLEGATION|الجنود قتلوا [CASUALTY|ستة]] قرب [LOCATION|النهر]";
const BASIM: &str = "قالت [ACTOR|الوكالة] إن [ALLEGATION|الجنود قتلوا [CASUALTY|ستة] قرب] [LOCATION|النهر]";

#[test]
fn relations_of_an_edited_reading_are_added_taken_away_and_said_to_be_certain_and_gold_gets_them() {
    let mut bench = adjudicated(&[(AMAL, &[("claimed_by", "s2", "s1"), ("asserts", "s2", "s3")]), (BASIM, &[])]);
    let unit = bench.session.review().unwrap().unit().unwrap();
    assert_eq!(desk(&bench).document.slice(unit.range()), "الجنود قتلوا ستة قرب");
    press_until(&mut bench, "tab", |bench| {
        let review = bench.session.review().unwrap();
        review.groups()[review.focus()].numbers == [0]
    });
    bench.press("e enter");
    let unchanged = gold(&bench);
    assert_eq!(unchanged, "الجنود قتلوا ستة asserts > ستة\nالجنود قتلوا ستة claimed_by > الوكالة");
    assert!(kept(&bench).iter().all(|decision| decision.relations.is_none()), "the reading's own need not be told again");
    bench.press("k ctrl-home");
    press_until(&mut bench, "j", |bench| bench.session.review().unwrap().decision().is_some());
    bench.press("e R o");
    assert_eq!(bench.session.mode(), Mode::Relating, "a place of another unit is offered");
    bench.press("1 R b");
    bench.press("1 i backtab backtab 2 esc");
    bench.press("i");
    press_until(&mut bench, "tab", |bench| {
        bench.draw(130, 30, false).rows().iter().any(|row| row.contains("▶") && row.contains("asserts"))
    });
    bench.press("delete esc enter");
    let edited = gold(&bench);
    assert!(edited.contains("الجنود قتلوا ستة at > النهر") && !edited.contains("asserts"), "{edited}");
    assert!(edited.contains("by > الوكالة"), "{edited}");
    let decisions = kept(&bench);
    let document = Arc::clone(&desk(&bench).document);
    let again = desk(&bench).adjudication.with(decisions);
    let at = Timestamp::default();
    let read = again.gold(Gold { document: &document, previous: None, by: "huda", at: &at });
    assert_eq!(said(&read, &document), edited, "it comes back from the file");
    bench.press("u");
    assert_eq!(gold(&bench), unchanged, "one undo takes it back");
}

#[test]
fn the_word_for_what_was_decided_names_the_relations() {
    let mut bench = adjudicated(&[(AMAL, &[]), (BASIM, &[])]);
    bench.press("e R w 1 enter ctrl-home");
    press_until(&mut bench, "j", |bench| bench.session.review().unwrap().decision().is_some());
    let rows = bench.draw(130, 30, false).rows().join("\n");
    assert!(rows.contains("claimed_by →"), "{rows}");
}

#[test]
fn relations_that_a_reviewer_edits_in_peer_review_are_taken_by_the_annotator_with_one_key() {
    let mut bench = of_amal((AMAL, &[("asserts", "s2", "s3")]));
    bench.press("j e R w 1 i q");
    bench.press("esc esc");
    assert_eq!(bench.session.mode(), Mode::Draft);
    bench.press("i k 1 esc enter");
    let decision = desk(&bench).adjudication.decisions().next().cloned().unwrap();
    assert_eq!(decision.relations.as_ref().map(Vec::len), Some(2));
    let mut amal = Bench::corpus(&[AMAL]);
    let (words, mut before) = amal.stage.texts[0].clone();
    before.apply(Edit::AddRelation(Relation::new("r7", "asserts", "s2", "s3"))).unwrap();
    let document = Arc::new(Document::from(words.as_str()));
    let state = DocumentState::Returned;
    let reviews = vec![Review { reviewer: name("huda"), of: name("amal"), state, decisions: vec![decision] }];
    let opened = Opened { reviews, ..Opened::whole(0.into(), Arc::clone(&document), before.clone()) };
    amal.tell(Message::Opened(Box::new(opened)));
    amal.press("P T");
    let told = said(amal.set(), &document);
    assert_eq!(
        told,
        "الجنود قتلوا ستة asserts > ستة\nالجنود قتلوا ستة claimed_by > الوكالة\nالجنود قتلوا ستة kind=unlawful_killing"
    );
    assert!(amal.set().relations().iter().any(|relation| relation.id == "r7"), "what stays is the same relation");
    assert_eq!(amal.session.open_text().unwrap().remarks().len(), 0, "the remark is followed");
    amal.press("u");
    assert_eq!(amal.set(), &before, "one undo takes it back");
}

#[test]
fn what_nobody_gave_a_gold_span_is_counted_listed_gone_to_and_filled() {
    let both = "أصيب [CASUALTY|ثلاثة] ثم [CASUALTY|أربعة] قرب النهر";
    let mut bench = adjudicated(&[(both, &[]), (both, &[])]);
    assert_eq!(desk(&bench).gaps().len(), 4, "harm and qualifier of both");
    bench.press("ctrl-end");
    let rows = bench.draw(130, 30, false).rows().join("\n");
    assert!(rows.contains("4 gaps in gold") && rows.contains("missing in gold: harm, qualifier"), "{rows}");
    bench.press(",");
    assert_eq!(bench.session.review().unwrap().unit_number(), 0, "round to the first");
    bench.press("e , 2 1 esc enter");
    assert_eq!(desk(&bench).gaps().len(), 2);
    assert_eq!(gold(&bench), "ثلاثة harm=injured qualifier=exact");
    bench.press(", e , 2 1 esc enter ,");
    assert_eq!((desk(&bench).gaps().len(), bench.notice().as_str()), (0, "nothing is missing in the gold standard"));
    bench.press("u");
    assert_eq!(desk(&bench).gaps().len(), 2);
    bench.press("ctrl-home alt-,");
    assert_eq!(bench.session.review().unwrap().unit_number(), 1);
}

#[test]
fn check_lists_the_gaps_of_gold_and_asks_annotators_for_nothing_that_only_a_reviewer_says() {
    let schema = r#"(id: "t", version: "1.0.0", tags: [Tag(id: "CLAIM", key: 'g', colour: "red", attrs: [
        Attr(id: "kind", key: 'k', kind: One(["loss", "other"]), required: true),
        Attr(id: "grade", key: 'z', kind: One(["weak", "fair"]), required: true, who: Reviewer)])])"#;
    let bench = cli::Bench::with_text();
    bench.write("schema.ron", schema);
    let claim = r#"(id: "s1", tag: "CLAIM", start: 4, end: 16)"#;
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[claim], ""));
    bench.write("a.txt.gold.ron", sidecar("gold", &[claim], ""));
    let out = bench.run(&["check", "--schema", "schema.ron", "."]).out;
    let missing = |file: &str, name: &str| {
        out.lines().filter(|line| line.contains(file) && line.contains(&format!("{name} is missing"))).count()
    };
    assert_eq!([missing("ann1", "kind"), missing("ann1", "grade")], [1, 0], "{out}");
    assert_eq!([missing("gold", "kind"), missing("gold", "grade")], [1, 1], "{out}");
}

#[test]
fn a_span_that_the_annotator_missed_is_added_with_its_relation() {
    let marked = "قالت [ACTOR|الوكالة] إن الجنود انسحبوا";
    let mut bench = of_amal((marked, &[]));
    bench.press("a ctrl-home j j j 2 g R w 1 enter");
    let decision = desk(&bench).adjudication.decisions().next().cloned().unwrap();
    let stated: Vec<String> =
        decision.relations.iter().flatten().map(|stated| format!("{} {}", stated.relation.kind, stated.relation.to)).collect();
    assert_eq!(stated, ["claimed_by s1"]);
    let mut amal = Bench::corpus(&[marked]);
    let (words, before) = amal.stage.texts[0].clone();
    let document = Arc::new(Document::from(words.as_str()));
    let state = DocumentState::Returned;
    let reviews = vec![Review { reviewer: name("huda"), of: name("amal"), state, decisions: vec![decision] }];
    amal.tell(Message::Opened(Box::new(Opened { reviews, ..Opened::whole(0.into(), Arc::clone(&document), before) })));
    amal.press("P T");
    assert_eq!(said(amal.set(), &document), "الجنود انسحبوا claimed_by > الوكالة");
}
