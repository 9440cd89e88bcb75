//! Records, journals and what replaying them gives.

use proptest::prelude::*;

use super::addition::Addition;
use super::*;
use crate::annotation::{
    Act, Annotation, AnnotationSet, Annotator, DocumentState, Edit, Entry, History, ListChange, Offer, Relation, Splice,
    StoredDecision, Subject, Value,
};
use crate::storage::place::Place;
use crate::text::Document;

const TEXT: &str = "قُتِلَ 25 مدنياً في حلب\nونفت الوزارة ذلك";

const AT: &str = "2031-01-01T00:00:00Z";

fn hand() -> Hand {
    Hand::new("amal", ("conflict-ar".into(), "1.0.0".into()))
}

/// Lines that follow each other, one by one.
struct Scribe {
    hand: Hand,
    tail: Tail,
}

impl Scribe {
    fn new() -> Self {
        Self { hand: hand(), tail: Tail { continues: true, ..Tail::default() } }
    }

    fn line(&mut self, what: impl FnOnce(&mut Addition<'_>)) -> String {
        let mut addition = Addition::after(self.tail.clone(), &self.hand);
        what(&mut addition);
        let (line, tail) = addition.finish();
        self.tail = tail;
        line
    }
}

/// Edits of every kind that follow each other on an empty set.
fn edits(document: &Document) -> Vec<Edit> {
    let span =
        |from, to| document.span(document.byte_of_code_point(from).unwrap()..document.byte_of_code_point(to).unwrap()).unwrap();
    let relation = Relation {
        order: Some(-2),
        certainty: Some("low".into()),
        attributes: vec![("n".into(), Value::Integer(1))],
        merge_conflict: Some(Value::List(vec!["order: 2".into()])),
        ..Relation::new("r1", "part_of", "s1", "s2")
    };
    let decision = |start: usize| -> StoredDecision {
        crate::annotation::record::options()
            .from_str(&format!("(start: {start}, end: 9, choice: \"take\", of: [\"a\"], later: 1)"))
            .unwrap()
    };
    let odd = Annotation {
        attributes: vec![
            ("kind".into(), Value::List(vec!["a\n\"b\"".into()])),
            ("w".into(), Value::Other("Some([1,\n 2])".into())),
        ],
        note: "قال: \"كذا\"\nثم \\ // 00000000".into(),
        extra: vec![("from-tool".into(), "(a: 1, /* x\n */ b: 'c')".into())],
        ..Annotation::new("s2", "A B", span(7, 9))
    };
    let offer = |id: &str, subject, offer| Edit::Offer { id: id.into(), subject, offer };
    vec![
        Edit::Batch(vec![Edit::State(DocumentState::InProgress), Edit::Add(Annotation::new("s1", "ACTOR", span(0, 6)))]),
        Edit::Add(odd),
        Edit::AddRelation(relation),
        Edit::Retag { id: "s1".into(), tag: "LOCATION".into() },
        Edit::Move { id: "s1".into(), span: span(10, 16) },
        Edit::Note { id: "s1".into(), note: "ملاحظة".into() },
        Edit::Attribute { id: "s1".into(), name: "n".into(), value: Some(Value::Integer(3)) },
        Edit::Attribute { id: "s1".into(), name: "n".into(), value: None },
        Edit::Attributes {
            id: "s2".into(),
            attributes: vec![("r".into(), Value::Range(1, 2)), ("b".into(), Value::Boolean(true))],
        },
        Edit::Metadata { name: "source_name".into(), value: Some("خبر".into()) },
        Edit::Metadata { name: "source_name".into(), value: None },
        Edit::AllMetadata(vec![("x".into(), Value::Integer(1))]),
        Edit::Replace(Annotation { at: "2031".into(), ..Annotation::new("s1", "CASUALTY", span(8, 9)) }),
        Edit::Extra(vec![("later".into(), "(1, \"b\")".into())]),
        Edit::Field { name: "later".into(), value: "[1]".into() },
        Edit::List(ListChange::Decisions(Splice::Absent)),
        Edit::List(ListChange::Decisions(Splice::Odd("(1, \"ب\")".into()))),
        Edit::List(ListChange::Decisions(Splice::All(vec![decision(3)]))),
        Edit::List(ListChange::Decisions(Splice::Part(0, 1, vec![decision(4), decision(5)]))),
        offer("s1", Subject::Attribute("n".into()), Some(Offer::new("number", Value::Integer(3)))),
        offer("s2", Subject::Relation("part of \"it\"".into()), Some(Offer::new("a\nrule", "s1"))),
        offer("s2", Subject::Attribute("w".into()), Some(Offer::new("", Value::Other("Some((1, 2.5))".into())))),
        offer("s2", Subject::Attribute("w".into()), None),
        Edit::Remove("s1".into()),
        Edit::State(DocumentState::Other("odd".into())),
    ]
}

/// What a journal says of a sidecar.
#[derive(Clone, Copy)]
enum Saved {
    /// It was written.
    Is(&'static str),
    /// It was about to be, and perhaps was.
    Perhaps(&'static str),
}

impl Saved {
    fn add(self, addition: &mut Addition<'_>) {
        match self {
            Self::Is(sidecar) => addition.saved(AT, sidecar),
            Self::Perhaps(sidecar) => addition.saving(AT, sidecar),
        }
    }
}

/// The journal of making all edits, then taking back three and making one again; and the set after each record.
fn written(document: &Document, sidecar: &str) -> (Vec<String>, Vec<AnnotationSet>) {
    written_and_saved(document, sidecar, &[])
}

/// As [`written`], with what is said of a sidecar after so many changes.
fn written_and_saved(document: &Document, sidecar: &str, saved: &[(usize, Saved)]) -> (Vec<String>, Vec<AnnotationSet>) {
    let (mut set, mut history) = (AnnotationSet::new(), History::new());
    let mut scribe = Scribe::new();
    let mut lines = vec![scribe.line(|addition| addition.opened(AT, "", Basis { source: "", sidecar }))];
    let mut sets = vec![set.clone()];
    let mut add = |act, edit: Edit, inverse: Edit, set: &AnnotationSet| {
        let entry = Entry { at: AT.into(), command: "tag ACTOR".into(), ..Entry::new(act, edit, inverse, set) };
        lines.push(scribe.line(|addition| addition.change(&entry, document)));
        sets.push(set.clone());
        for (_, said) in saved.iter().filter(|(changes, _)| *changes + 1 == sets.len()) {
            lines.push(scribe.line(|addition| said.add(addition)));
        }
    };
    for edit in edits(document) {
        let inverse = history.apply(&mut set, edit.clone()).unwrap();
        add(Act::Edit, edit, inverse, &set);
    }
    for act in [Act::Undo, Act::Undo, Act::Undo, Act::Redo] {
        let edit = if act == Act::Undo { history.undo(&mut set) } else { history.redo(&mut set) }.unwrap();
        let inverse = if act == Act::Undo { history.next_redo() } else { history.next_undo() }.cloned().unwrap();
        add(act, edit, inverse, &set);
    }
    (lines, sets)
}

fn segment(bytes: &[u8]) -> Segment {
    let (mut lines, mut start) = (Vec::new(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        lines.push(Line { start, record: parse(line) });
        start += line.len() as u64;
    }
    Segment { path: "x.journal".into(), lines }
}

#[test]
fn every_kind_of_change_is_one_line_that_is_read_as_it_was_written() {
    let document = Document::from(TEXT);
    let (lines, sets) = written(&document, "h");
    assert!(lines.iter().all(|line| line.matches('\n').count() == 1 && line.ends_with('\n')));
    assert!(lines[1].contains("قُتِلَ") && lines[1].contains("program: \""), "{}", lines[1]);
    let mut set = AnnotationSet::new();
    let mut replayed = replay(&[segment(lines.concat().as_bytes())], "h", &document, &mut set);
    assert_eq!((replayed.changes.len(), replayed.stopped.clone(), replayed.bad.clone()), (lines.len() - 1, None, None));
    assert_eq!(&set, sets.last().unwrap());
    // Undo and redo go on where they stood.
    assert!(replayed.history.can_redo());
    while replayed.history.redo(&mut set).is_some() {}
    assert_eq!(set, sets[edits(&document).len()]);
    while replayed.history.undo(&mut set).is_some() {}
    assert_eq!(set, sets[0]);
}

#[test]
fn a_sidecar_lacks_only_what_was_done_after_it() {
    let document = Document::from(TEXT);
    let saved = [(2, Saved::Is("three")), (6, Saved::Is("seven")), (9, Saved::Perhaps("ten"))];
    let (lines, sets) = written_and_saved(&document, "", &saved);
    let bytes = lines.concat();
    let lacking = |sidecar: &str, set: &AnnotationSet| {
        let mut set = set.clone();
        let replayed = replay(&[segment(bytes.as_bytes())], sidecar, &document, &mut set);
        (set == *sets.last().unwrap(), replayed.changes.len(), replayed.elsewhere.concat().len(), replayed.tail.continues)
    };
    assert_eq!(lacking("seven", &sets[6]), (true, 23, 0, true));
    assert_eq!(lacking("ten", &sets[9]), (true, 20, 0, true));
    // An older one was brought back by somebody; the changes that the latest one lacked are not put onto it.
    assert_eq!(lacking("three", &sets[2]), (false, 0, 23, false));
    assert_eq!(lacking("other", &sets[6]), (false, 0, 23, false));
}

#[test]
fn a_record_of_a_newer_program_ends_the_replay_and_says_so() {
    let document = Document::from(TEXT);
    let (mut lines, _) = written(&document, "h");
    let body = "(n: 9, at: \"\", by: \"x\", program: \"9\", schema: (\"\", \"\"), does: Dream(1))";
    lines.insert(3, format!("{body} // {:08x}\n", crc32fast::hash(body.as_bytes())));
    let mut set = AnnotationSet::new();
    let replayed = replay(&[segment(lines.concat().as_bytes())], "h", &document, &mut set);
    assert_eq!(replayed.stopped, Some(Stop::Newer(Unreadable::Newer)));
    assert_eq!(replayed.changes.len(), 2);
}

#[test]
fn a_journal_that_a_newer_program_has_taken_over_is_not_written_to_even_where_the_sidecar_has_everything() {
    let document = Document::from(TEXT);
    let (mut lines, _) = written(&document, "h");
    let body = "(n: 90, at: \"\", by: \"x\", program: \"9\", schema: (\"\", \"\"), does: Opened(journal: 2, source: \"\", sidecar: \"h\"))";
    lines.push(format!("{body} // {:08x}\n", crc32fast::hash(body.as_bytes())));
    lines.push(Scribe::new().line(|addition| addition.saved(AT, "new")));
    let segments = [segment(lines.concat().as_bytes())];
    let mut set = AnnotationSet::new();
    let replayed = replay(&segments, "new", &document, &mut set);
    let newer = Unreadable::NewerJournal { version: 2, known: 1 };
    assert_eq!((replayed.stopped, replayed.changes.len()), (Some(Stop::Newer(newer.clone())), 0));
    assert_eq!(glance(&segments, "new").bad.map(|(_, why)| why), Some(newer));
    assert!(set.is_empty());
}

/// The writers of a journal's records, each with the number of its records, and whether every record but the first
/// follows the one before it.
fn chain(place: &Place) -> (Vec<(Writer, usize)>, bool) {
    let segments = Segment::all(place).unwrap();
    let records: Vec<&Record> =
        segments.iter().flat_map(|segment| &segment.lines).map(|line| line.record.as_ref().unwrap()).collect();
    let mut writers: Vec<(Writer, usize)> = Vec::new();
    for record in &records {
        match writers.last_mut().filter(|(writer, _)| *writer == record.writer) {
            Some((_, count)) => *count += 1,
            None => writers.push((record.writer.clone(), 1)),
        }
    }
    let follows = records.windows(2).all(|pair| pair[1].follows == pair[0].sum && pair[1].follows.is_some());
    (writers, follows && records.first().is_none_or(|first| first.follows.is_none()))
}

#[test]
fn every_record_names_its_writer_and_the_record_that_it_follows_also_over_sittings_and_segments() {
    let folder = tempfile::tempdir().unwrap();
    let document = Document::from(TEXT);
    let place = Place::of(&folder.path().join("a.txt"), &Annotator::parse("amal").unwrap());
    let (mut set, mut history) = (AnnotationSet::new(), History::new());
    let mut known = String::new();
    for sitting in 0..4 {
        let mut again = set.clone();
        let replayed = replay(&Segment::recent(&place).unwrap(), &known, &document, &mut again);
        let mut journal = Journal::new(place.clone(), hand(), replayed.tail);
        for n in 0..3 {
            let edit = Edit::Metadata { name: "x".into(), value: Some(Value::Text(format!("{n}{}", "ن".repeat(50_000)))) };
            let inverse = history.apply(&mut set, edit.clone()).unwrap();
            journal.append(&[Entry::new(Act::Edit, edit, inverse, &set)], &document, &known).unwrap();
        }
        known = format!("h{sitting}");
        journal.saved(document.sha256().unwrap_or_default(), &known).unwrap();
        journal.rotate();
    }
    assert!(!place.numbers().is_empty(), "the journal has more than one segment");
    let (writers, follows) = chain(&place);
    assert!(follows);
    assert_eq!(writers.len(), 4, "each sitting is a writer of its own");
}

#[test]
fn records_of_version_0_1_name_neither_writer_nor_predecessor_and_are_gone_on_from() {
    let document = Document::from(TEXT);
    let old = |n: usize, does: &str| {
        let body = format!(
            "(n: {n}, at: \"{AT}\", by: \"amal\", command: \"state\", program: \"0.1.0\", schema: (\"conflict-ar\", \"1.0.0\"), does: {does})"
        );
        format!("{body} // {:08x}\n", crc32fast::hash(body.as_bytes()))
    };
    let lines = [
        old(1, "Opened(journal: 1, source: \"\", sidecar: \"h\")"),
        old(2, "Edit(State(\"submitted\"), State(\"new\"))"),
        old(3, "Undo(State(\"new\"), State(\"submitted\"))"),
    ];
    let segments = [segment(lines.concat().as_bytes())];
    let mut set = AnnotationSet::new();
    let mut replayed = replay(&segments, "h", &document, &mut set);
    assert_eq!((replayed.changes.len(), replayed.stopped, replayed.history.can_redo()), (2, None, true));
    replayed.history.redo(&mut set);
    assert_eq!(*set.state(), DocumentState::Submitted);
    let last = segments[0].lines[2].record.as_ref().unwrap();
    assert_eq!((last.writer.as_str(), last.follows), ("", None));
    let mut scribe = Scribe { hand: hand(), tail: replayed.tail };
    let next = scribe.line(|addition| addition.saved(AT, "h2"));
    let next = parse(next.as_bytes()).unwrap();
    assert_eq!((next.n, next.follows, next.writer), (4, last.sum, scribe.hand.writer.clone()));
}

/// Two writers who went on from one journal, whose lines version control joined.
struct Joined {
    document: Document,
    common: String,
    ours: Scribe,
    theirs: Scribe,
}

impl Joined {
    fn new(sidecar: &str) -> Self {
        let (mut ours, mut theirs) = (Scribe::new(), Scribe::new());
        let common = ours.line(|addition| addition.opened(AT, "", Basis { source: "", sidecar }));
        theirs.tail = ours.tail.clone();
        Self { document: Document::from(TEXT), common, ours, theirs }
    }

    /// The line of a span that one of them adds, under the id that comes next for both.
    fn tag(&self, scribe: &mut Scribe, code_points: std::ops::Range<usize>) -> String {
        let byte = |n| self.document.byte_of_code_point(n).unwrap();
        let span = self.document.span(byte(code_points.start)..byte(code_points.end)).unwrap();
        let mut set = AnnotationSet::new();
        let edit = Edit::Add(Annotation::new("s1", "ACTOR", span));
        let inverse = set.apply(edit.clone()).unwrap();
        let entry = Entry { at: AT.into(), ..Entry::new(Act::Edit, edit, inverse, &set) };
        scribe.line(|addition| addition.change(&entry, &self.document))
    }
}

#[test]
fn of_two_journals_that_were_joined_each_writers_changes_are_known_as_theirs() {
    let mut joined = Joined::new("h");
    let (mut ours, mut theirs) =
        (std::mem::replace(&mut joined.ours, Scribe::new()), std::mem::replace(&mut joined.theirs, Scribe::new()));
    let our_lines = joined.tag(&mut ours, 0..6);
    let their_lines = joined.tag(&mut theirs, 7..9) + &theirs.line(|addition| addition.saved(AT, "theirs"));
    for lines in [[&our_lines, &their_lines], [&their_lines, &our_lines]] {
        let journal = segment((joined.common.clone() + lines[0] + lines[1]).as_bytes());
        // The sidecar is theirs, whoever's lines stand last: what we did is missing in it, although our records say no
        // word of theirs.
        let mut set = AnnotationSet::new();
        let replayed = replay(std::slice::from_ref(&journal), "theirs", &joined.document, &mut set);
        assert_eq!((replayed.changes.len(), replayed.elsewhere.concat().len()), (0, 1));
        assert_eq!(glance(std::slice::from_ref(&journal), "theirs").lacking, 1);
        // The sidecar from before both: one change is put onto it, the other beside it, and neither stands in for the other.
        let mut set = AnnotationSet::new();
        let replayed = replay(std::slice::from_ref(&journal), "h", &joined.document, &mut set);
        assert_eq!((replayed.changes.len(), replayed.elsewhere.concat().len(), replayed.stopped), (1, 1, None));
    }
}

#[test]
fn what_was_joined_once_is_not_joined_again() {
    let mut joined = Joined::new("h");
    let (mut ours, mut theirs) =
        (std::mem::replace(&mut joined.ours, Scribe::new()), std::mem::replace(&mut joined.theirs, Scribe::new()));
    let lines = joined.common.clone() + &joined.tag(&mut ours, 0..6) + &joined.tag(&mut theirs, 7..9);
    let journal = segment(lines.as_bytes());
    let tail = replay(&[journal], "h", &joined.document, &mut AnnotationSet::new()).tail;
    assert_eq!(tail.joins.len(), 1);
    let mut next = Scribe { hand: hand(), tail };
    let lines = lines + &joined.tag(&mut next, 10..16) + &next.line(|addition| addition.saved(AT, "both"));
    let journal = segment(lines.as_bytes());
    let replayed = replay(&[journal], "both", &joined.document, &mut AnnotationSet::new());
    assert_eq!((replayed.changes.len(), replayed.elsewhere.len(), replayed.tail.joins.len()), (0, 0, 0));
}

#[test]
fn lines_that_were_joined_once_more_say_nothing_new() {
    let mut joined = Joined::new("h");
    let (mut ours, mut theirs) =
        (std::mem::replace(&mut joined.ours, Scribe::new()), std::mem::replace(&mut joined.theirs, Scribe::new()));
    let first = joined.tag(&mut theirs, 7..9);
    let lines =
        [&joined.common, &joined.tag(&mut ours, 0..6), &first, &first, &theirs.line(|addition| addition.saved(AT, "theirs"))];
    let journal = segment(lines.map(String::as_str).concat().as_bytes());
    let replayed = replay(std::slice::from_ref(&journal), "h", &joined.document, &mut AnnotationSet::new());
    assert_eq!((replayed.changes.len() + replayed.elsewhere.concat().len(), replayed.stopped), (2, None));
    assert_eq!((replayed.tail.joins.len(), glance(&[journal], "h").lacking), (1, 2));
}

#[test]
fn a_line_that_is_none_of_the_journals_hides_nothing_that_follows_it() {
    let mut joined = Joined::new("h");
    let mut ours = std::mem::replace(&mut joined.ours, Scribe::new());
    let [one, two] = [joined.tag(&mut ours, 0..6), joined.tag(&mut ours, 7..9)];
    let strange = "what somebody else wrote\n";
    let replayed = |lines: [&str; 4]| {
        let mut set = AnnotationSet::new();
        let replayed = replay(&[segment(lines.concat().as_bytes())], "h", &joined.document, &mut set);
        (replayed.changes.len(), replayed.bad.is_some())
    };
    assert_eq!(replayed([strange, &joined.common, &one, ""]), (1, false));
    assert_eq!(replayed([&joined.common, &one, strange, ""]), (1, true));
    // A line in the place of a record does: what follows may go on from it.
    assert_eq!(replayed([&joined.common, strange, &two, ""]), (0, true));
}

#[test]
fn a_journal_of_very_many_branches_is_read_without_comparing_each_with_each() {
    // Fifty times as many take a moment as well; where each was compared with each, these would take minutes.
    const BRANCHES: usize = 10_000;
    let (journal, document) = branched(BRANCHES);
    let found = glance(&journal, "h");
    assert_eq!((found.lacking, found.ends.len()), (BRANCHES, BRANCHES - 1));
    // Merging so many, each with all spans, would take for ever: the text opens read-only, with that reason.
    let replayed = replay(&journal, "h", &document, &mut AnnotationSet::new());
    assert_eq!((replayed.elsewhere.len(), replayed.stopped), (0, Some(Stop::Branches(BRANCHES - 1))));
    let (journal, document) = branched(200);
    let replayed = replay(&journal, "h", &document, &mut AnnotationSet::new());
    assert_eq!((replayed.changes.len(), replayed.elsewhere.len(), replayed.stopped), (1, 199, None));
}

/// A journal of so many branches that go on from one record, each with a change.
fn branched(branches: usize) -> ([Segment; 1], Document) {
    let joined = Joined::new("h");
    let mut lines = joined.common.clone();
    for _ in 0..branches {
        let mut scribe = Scribe::new();
        scribe.tail = joined.theirs.tail.clone();
        lines += &joined.tag(&mut scribe, 0..6);
        lines += &scribe.line(|addition| addition.saving(AT, "theirs"));
    }
    ([segment(lines.as_bytes())], joined.document)
}

#[test]
fn joined_records_of_version_0_1_are_told_apart_by_their_numbers() {
    let document = Document::from(TEXT);
    let old = |n: usize, does: &str| {
        let body = format!("(n: {n}, at: \"{AT}\", by: \"amal\", program: \"0.1.0\", schema: (\"c\", \"1\"), does: {does})");
        format!("{body} // {:08x}\n", crc32fast::hash(body.as_bytes()))
    };
    let opened = |n| old(n, "Opened(journal: 1, source: \"\", sidecar: \"\")");
    let tagged = |n: usize, id: &str, start: usize, text: &str| {
        let end = start + text.chars().count();
        let add = format!("Add((id: \"{id}\", tag: \"ACTOR\", start: {start}, end: {end}, text: \"{text}\"))");
        old(n, &format!("Edit({add}, Remove(\"{id}\"))"))
    };
    let ours = opened(1) + &tagged(2, "s1", 7, "25") + &tagged(3, "s2", 10, "مدنياً");
    let theirs = opened(1) + &tagged(2, "s1", 7, "25") + &old(3, "Saved(\"theirs\")");
    for lines in [ours.clone() + &theirs, theirs + &ours] {
        let journal = segment(lines.as_bytes());
        assert!(journal.lines.iter().all(|line| line.record.is_ok()));
        let replayed = replay(&[journal], "theirs", &document, &mut AnnotationSet::new());
        assert_eq!((replayed.changes.len(), replayed.elsewhere.concat().len(), replayed.stopped), (0, 2, None));
    }
}

/// A journal that is written to, of a set that changes with every record.
struct Open {
    folder: tempfile::TempDir,
    document: Document,
    place: Place,
    journal: Journal,
    set: AnnotationSet,
}

impl Open {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::of(&folder.path().join("a.txt"), &Annotator::parse("amal").unwrap());
        let journal = Journal::new(place.clone(), hand(), Tail::default());
        Self { folder, document: Document::from(TEXT), place, journal, set: AnnotationSet::new() }
    }

    /// Says something about the text and keeps it.
    fn say(&mut self, name: &str) {
        let edit = Edit::Metadata { name: name.into(), value: Some(Value::Boolean(true)) };
        let inverse = self.set.apply(edit.clone()).unwrap();
        self.journal.append(&[Entry::new(Act::Edit, edit, inverse, &self.set)], &self.document, "").unwrap();
    }

    /// What is found when the journal under its name is read beside no sidecar, put together as on opening.
    fn found(&self) -> Vec<String> {
        let mut set = AnnotationSet::new();
        let replayed = replay(&Segment::recent(&self.place).unwrap(), "", &self.document, &mut set);
        assert_eq!(replayed.stopped, None);
        for changes in &replayed.elsewhere {
            set = sides(changes, &set).1;
        }
        let mut names: Vec<String> = set.metadata().iter().map(|(name, _)| name.clone()).collect();
        names.sort_unstable();
        names
    }
}

type Disturb = fn(&Place);

#[test]
fn a_journal_that_is_removed_or_replaced_while_it_is_open_is_written_again_under_its_name() {
    let disturb: [(&str, Disturb); 4] = [
        ("removed", |place| std::fs::remove_file(place.live()).unwrap()),
        ("removed with its folder", |place| std::fs::remove_dir_all(place.folder()).unwrap()),
        ("replaced by what it was", |place| {
            let bytes = std::fs::read(place.live()).unwrap();
            let aside = place.folder().join("x");
            std::fs::write(&aside, bytes).unwrap();
            std::fs::rename(aside, place.live()).unwrap();
        }),
        ("cut", |place| {
            let bytes = std::fs::read(place.live()).unwrap();
            std::fs::write(place.live(), &bytes[..bytes.len() / 2]).unwrap();
        }),
    ];
    for (how, disturb) in disturb {
        let mut open = Open::new();
        open.say("a");
        open.say("b");
        disturb(&open.place);
        open.say("c");
        open.say("d");
        assert_eq!(open.found(), ["a", "b", "c", "d"], "{how}");
        assert!(open.journal.take_disturbances().contains(&Disturbance::Restored) || how.contains("was"), "{how}");
    }
}

#[test]
fn a_journal_that_is_cut_anywhere_while_it_is_open_is_whole_again_also_where_the_sidecar_has_all_of_it() {
    let mut open = Open::new();
    open.say("a");
    open.journal.saved(open.document.sha256().unwrap_or_default(), "one").unwrap();
    let whole = std::fs::read_to_string(open.place.live()).unwrap();
    for length in 0..whole.len() {
        std::fs::File::options().write(true).open(open.place.live()).unwrap().set_len(length as u64).unwrap();
        open.journal.look().unwrap();
        assert_eq!(std::fs::read_to_string(open.place.live()).unwrap(), whole, "cut at {length}");
    }
}

#[test]
fn what_another_program_adds_to_a_journal_that_is_open_and_what_is_added_after_that_are_both_found() {
    let mut open = Open::new();
    open.say("a");
    let mut other = Open::new();
    let replayed = replay(&Segment::recent(&open.place).unwrap(), "", &open.document, &mut other.set);
    other.journal = Journal::new(open.place.clone(), hand(), replayed.tail);
    other.say("b");
    open.say("c");
    other.say("d");
    open.say("e");
    assert_eq!(open.found(), ["a", "b", "c", "d", "e"]);
    assert_eq!(open.journal.take_disturbances()[0], Disturbance::Shared);
    assert!(open.folder.path().exists());
}

#[test]
fn of_two_writers_of_a_journal_one_at_a_time_has_a_turn_at_the_sidecar() {
    let mut open = Open::new();
    open.say("a");
    let mut other = Journal::new(open.place.clone(), hand(), Tail::default());
    let turn = open.journal.take_turn().unwrap();
    assert!(other.take_turn().is_err());
    drop(turn);
    assert!(other.take_turn().is_ok());
    assert!(open.journal.take_turn().is_ok());
}

#[test]
fn what_cannot_be_read_is_kept_aside_and_records_follow() {
    let folder = tempfile::tempdir().unwrap();
    let document = Document::from(TEXT);
    document.sha256();
    let place = Place::of(&folder.path().join("a.txt"), &Annotator::parse("amal").unwrap());
    let (mut set, mut history) = (AnnotationSet::new(), History::new());
    let mut entry = |edit: Edit| {
        let inverse = history.apply(&mut set, edit.clone()).unwrap();
        Entry::new(Act::Edit, edit, inverse, &set)
    };
    let all: Vec<Entry> = edits(&document).into_iter().map(&mut entry).collect();
    let mut journal = Journal::new(place.clone(), hand(), Tail::default());
    journal.append(&all[..3], &document, "").unwrap();
    drop(journal);
    let whole = std::fs::read(place.live()).unwrap();
    std::fs::write(place.live(), &whole[..whole.len() - 5]).unwrap();
    let load = || {
        let mut set = AnnotationSet::new();
        let replayed = replay(&Segment::recent(&place).unwrap(), "", &document, &mut set);
        (set, replayed)
    };
    let (_, replayed) = load();
    let (from, why) = replayed.bad.clone().unwrap();
    assert_eq!((replayed.changes.len(), why), (2, Unreadable::Torn));
    let mut journal = Journal::new(place.clone(), hand(), replayed.tail.clone());
    assert_eq!(journal.keep_aside(from).unwrap(), "a.txt.amal.journal.bad-1");
    assert_eq!(
        std::fs::read(folder.path().join(".hashiya/a.txt.amal.journal.bad-1")).unwrap(),
        &whole[usize::try_from(from).unwrap()..whole.len() - 5]
    );
    journal.append(&all[2..4], &document, "").unwrap();
    let (set, replayed) = load();
    assert_eq!((replayed.changes.len(), replayed.bad, replayed.tail.next), (4, None, 6));
    assert_eq!(set.get("s1").unwrap().tag, "LOCATION");
}

#[test]
fn a_long_segment_is_put_aside_and_undo_reaches_back_into_it() {
    let folder = tempfile::tempdir().unwrap();
    let document = Document::from(TEXT);
    let place = Place::of(&folder.path().join("a.txt"), &Annotator::parse("amal").unwrap());
    let mut journal = Journal::new(place.clone(), hand(), Tail::default());
    let note = |n: usize| Edit::Note { id: "s1".into(), note: format!("{n}{}", "ن".repeat(50_000)) };
    let (mut set, mut history) = (AnnotationSet::new(), History::new());
    let mut count = 0;
    for edit in [edits(&document).remove(0)].into_iter().chain((0..5).map(note)) {
        let inverse = history.apply(&mut set, edit.clone()).unwrap();
        journal.append(&[Entry::new(Act::Edit, edit, inverse, &set)], &document, "").unwrap();
        count += 1;
        journal.saved(document.sha256().unwrap_or_default(), &format!("h{count}")).unwrap();
        journal.rotate();
    }
    assert_eq!(place.numbers(), [1]);
    let mut again = set.clone();
    let mut replayed = replay(&Segment::recent(&place).unwrap(), &format!("h{count}"), &document, &mut again);
    assert_eq!((replayed.changes.len(), replayed.tail.continues), (0, true));
    while replayed.history.undo(&mut again).is_some() {}
    assert!(again.is_empty());
    let all: usize = Segment::all(&place)
        .unwrap()
        .iter()
        .flat_map(|s| &s.lines)
        .filter(|l| l.record.as_ref().unwrap().does.change().is_some())
        .count();
    assert_eq!(all, 6);
}

#[test]
fn the_sides_of_changes_that_a_changed_sidecar_may_lack() {
    let document = Document::from(TEXT);
    let span =
        |from, to| document.span(document.byte_of_code_point(from).unwrap()..document.byte_of_code_point(to).unwrap()).unwrap();
    let mut theirs = AnnotationSet::new();
    for edit in [
        Edit::Add(Annotation::new("s1", "ACTOR", span(0, 6))),
        Edit::Add(Annotation::new("s2", "LOCATION", span(7, 9))),
        Edit::Note { id: "s1".into(), note: "theirs".into() },
    ] {
        theirs.apply(edit).unwrap();
    }
    let changes = [
        (Edit::Retag { id: "s1".into(), tag: "PLACE".into() }, Edit::Retag { id: "s1".into(), tag: "ACTOR".into() }),
        (Edit::Add(Annotation::new("s2", "ACTOR", span(10, 16))), Edit::Remove("s2".into())),
        (Edit::Note { id: "s9".into(), note: "gone".into() }, Edit::Note { id: "s9".into(), note: String::new() }),
    ];
    let (base, ours) = sides(&changes, &theirs);
    assert_eq!((base.len(), base.get("s1").unwrap().tag.as_str(), base.get("s1").unwrap().note.as_str()), (1, "ACTOR", "theirs"));
    assert_eq!((ours.len(), ours.get("s1").unwrap().tag.as_str(), ours.get("s2").unwrap().span), (2, "PLACE", span(10, 16)));
}

/// What is left of a journal on a real disk after it was cut short at each of its bytes in turn: the changes of all whole
/// lines and no other, with the same undo as then.
#[test]
fn a_journal_cut_at_every_byte_replays_to_the_lines_before_the_cut() {
    let document = Document::from(TEXT);
    let (lines, sets) = written(&document, "h");
    let bytes = lines.concat().into_bytes();
    let parsed = segment(&bytes).lines;
    let mut ends = Vec::new();
    for line in &lines {
        ends.push(ends.last().copied().unwrap_or(0) + line.len());
    }
    let (mut whole, mut before) = (0, None);
    for at in 0..=bytes.len() {
        whole += usize::from(ends.get(whole) == Some(&at));
        let from = whole.checked_sub(1).map_or(0, |n| ends[n]);
        let rest = (at > from).then(|| Line { start: from as u64, record: parse(&bytes[from..at]) });
        assert!(rest.as_ref().is_none_or(|line| line.record == Err(Unreadable::Torn)), "cut at {at}");
        // Between two ends of lines only the torn one differs, and it is never looked into.
        if before.replace((whole, rest.is_some())) == Some((whole, rest.is_some())) {
            continue;
        }
        let kept = parsed[..whole].iter().map(|line| Line { start: line.start, record: line.record.clone() });
        let cut = Segment { path: "x".into(), lines: kept.chain(rest).collect() };
        let mut set = AnnotationSet::new();
        let replayed = replay(&[cut], "h", &document, &mut set);
        let changes = whole.saturating_sub(1);
        assert_eq!((replayed.changes.len(), replayed.stopped), (changes, None), "cut at {at}");
        assert_eq!(set, sets[changes], "cut at {at}");
        assert_eq!(replayed.bad.is_some(), at > from, "cut at {at}");
        let mut history = replayed.history;
        while history.undo(&mut set).is_some() {}
        assert!(set.is_empty() && set.relations().is_empty(), "cut at {at}");
    }
    assert_eq!(whole, lines.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_journal_cut_at_any_byte_or_with_any_byte_changed_replays_to_a_prefix(cut in any::<prop::sample::Index>(), flip in 1u8..) {
        let document = Document::from(TEXT);
        let (lines, sets) = written(&document, "h");
        let bytes = lines.concat().into_bytes();
        let at = cut.index(bytes.len());
        let mut flipped = bytes.clone();
        flipped[at] ^= flip;
        // How many lines end before that byte.
        let whole = bytes[..at].split(|byte| *byte == b'\n').count() - 1;
        for damaged in [&bytes[..at], &flipped[..]] {
            let mut set = AnnotationSet::new();
            let replayed = replay(&[segment(damaged)], "h", &document, &mut set);
            if whole > 0 {
                prop_assert_eq!(&set, &sets[whole - 1]);
                prop_assert_eq!(replayed.changes.len(), whole - 1);
            } else {
                prop_assert_eq!(replayed.changes.len(), 0);
            }
        }
    }
}

#[test]
fn what_a_sidecar_could_not_be_read_again_with_is_refused() {
    let document = Document::from(TEXT);
    let refused = |edit: StoredEdit| {
        let both = [edit.check().is_err(), edit.clone().resolve(&document).is_err()];
        assert_eq!(both[0], both[1], "{edit:?}");
        both[0]
    };
    let pair = |name: &str, raw: &str| (name.to_owned(), raw.to_owned());
    for (name, raw) in [
        ("spans", "[]"),
        ("decisions", "[]"),
        ("hashiya", "1"),
        ("later", "[1"),
        ("later", "1)"),
        ("later", "1, spans: []"),
        ("later", "1, other: 2"),
        ("later", "1 // a comment"),
        ("later", ""),
        ("", "1"),
        ("a: 1, b", "1"),
        ("r#later", "1"),
        ("later", &format!("{}{}", "[".repeat(200), "]".repeat(200))),
    ] {
        let (name, raw) = pair(name, raw);
        assert!(refused(StoredEdit::Unknown(vec![pair("other", "1"), (name.clone(), raw.clone())])), "{name}: {raw}");
        assert!(
            refused(StoredEdit::Batch(vec![StoredEdit::Batch(vec![StoredEdit::Field(name.clone(), raw.clone())])])),
            "{name}"
        );
        assert!(name == "decisions" || refused(StoredEdit::Extra(vec![(name, raw.clone())])), "{raw}");
    }
    for raw in ["[1", "7 // x", "7, spans: []"] {
        assert!(refused(StoredEdit::Extra(vec![pair("decisions", raw)])), "{raw}");
        assert!(refused(StoredEdit::List(ListChange::Answers(Splice::Odd(raw.into())))), "{raw}");
    }
    for (name, raw) in
        [("later", "(1, \"b\")"), ("from-tool", "(a: 1, /* x\n */ b: 'c')"), ("خبر", " Some([1,\n2]) "), ("later", "1 // a\n")]
    {
        assert!(!refused(StoredEdit::Unknown(vec![pair(name, raw)])), "{name}: {raw}");
        assert!(!refused(StoredEdit::Field(name.to_owned(), raw.to_owned())), "{name}: {raw}");
    }
    assert!(!refused(StoredEdit::Extra(vec![pair("decisions", "7"), pair("answers", "[]"), pair("later", "1")])));
    assert!(!refused(StoredEdit::List(ListChange::Answers(Splice::Odd("7".into())))));
}
