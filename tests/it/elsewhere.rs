//! Relations into another text: picked from a list of its spans by their words, shown, followed, and come back from.

use hashiya::annotation::Relation;
use hashiya::session::{Elsewhere, Inspector, Mode};
use hashiya::words::{Language, Words};

use super::cli::{self, sidecar};
use super::harness::Bench;

/// Three texts, of which the last has no span that a claim can contradict.
fn folder() -> Bench {
    let mut bench = Bench::corpus(&[
        "زعمت الوزارة أن [ALLEGATION|‸الجسر سليم] أمس",
        "قالت [ACTOR|الوكالة] إن [ALLEGATION|الجسر انهار] وإن [ALLEGATION|القَصف مستمر] وأصيب [CASUALTY|ستة]",
        "مرّ [ACTOR|المفتش] من هنا",
    ]);
    bench.open(0, None);
    bench.press("]");
    bench
}

/// The list of the spans of another text, as one of the preparations of the test of every binding.
pub(crate) fn prepared(preparation: &str) -> Option<Bench> {
    let keys = ["", "k", "1 k", "down down", "2", "ctrl-p"].iter().position(|known| *known == preparation)?;
    let mut bench = folder();
    let keys: &[&str] = match keys {
        0 => &["ا ل space ا right"],
        1 => &["ا ل left"],
        2 => &["down down"],
        _ => &["ا ل space ا home"],
    };
    bench.press("R x # enter").press(keys.first()?);
    Some(bench)
}

fn relations(bench: &Bench) -> Vec<&Relation> {
    bench.set().relations().iter().collect()
}

fn rows(bench: &Bench) -> Vec<(String, String)> {
    let rows = bench.session.find::<Elsewhere>().unwrap().rows();
    rows.into_iter().map(|(text, detail, _)| (text.to_owned(), detail.to_owned())).collect()
}

#[test]
fn a_claim_contradicts_a_claim_of_another_text_found_by_its_words() {
    let mut bench = folder();
    bench.press("R x #");
    assert_eq!(bench.session.mode(), Mode::Elsewhere);
    assert_eq!(rows(&bench).iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["2.txt", "3.txt"]);
    bench.press("2 enter");
    let all = ["الجسر انهار", "القَصف مستمر", "ستة"];
    assert_eq!(rows(&bench).iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>(), all, "no party can be contradicted");
    bench.press("ق ص ف enter");
    let relation = relations(&bench)[0].clone();
    assert_eq!((relation.kind.as_str(), relation.to.as_str()), ("contradicts", "2.txt#s3"));
    assert_eq!(relation.quote.as_deref(), Some("القَصف مستمر"));
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Reading, "contradicts → 2.txt “القَصف مستمر”"));
    assert_eq!(bench.stage.entries.last().unwrap().command, "relate_elsewhere");
    bench.press("u");
    assert_eq!(relations(&bench).len(), 0, "it is one change");
}

#[test]
fn it_is_shown_with_file_and_words_and_enter_goes_there_and_backspace_comes_back() {
    let mut bench = folder();
    bench.press("R x # 2 enter enter i backtab backtab");
    let screen = bench.draw(130, 20, false).rows().join("\n");
    assert!(screen.contains("contradicts") && screen.contains("2.txt"), "{screen}");
    bench.press("enter");
    assert_eq!((bench.session.text_name(), bench.session.mode()), ("2.txt", Mode::Reading));
    assert_eq!(bench.session.current().unwrap().id, "s2");
    bench.press("backspace");
    assert_eq!((bench.session.text_name(), bench.session.current().unwrap().id.as_str()), ("1.txt", "s1"));
    bench.press("backspace");
    assert_eq!(bench.notice(), "no earlier place to jump back to");
}

#[test]
fn whoever_goes_on_to_other_texts_does_not_come_back_to_an_earlier_place() {
    let mut bench = folder();
    bench.press("R x # 2 enter enter i backtab backtab enter alt-down");
    assert_eq!(bench.session.text_name(), "3.txt");
    bench.press("backspace");
    assert_eq!(bench.session.text_name(), "3.txt");
}

#[test]
fn esc_goes_back_to_the_texts_and_then_to_the_relation() {
    let mut bench = folder();
    bench.press("R x # 2 enter esc");
    assert_eq!(rows(&bench).len(), 2);
    bench.press("esc");
    assert_eq!(bench.session.mode(), Mode::Relating);
    bench.press("esc");
    assert_eq!((bench.session.mode(), relations(&bench).len()), (Mode::Reading, 0));
}

#[test]
fn what_cannot_be_is_refused_with_a_word() {
    let mut bench = folder();
    bench.press("R w #");
    assert_eq!(bench.notice(), "claimed_by stays within one text");
    bench.press("esc R x # 3 enter");
    assert_eq!(bench.notice(), "3.txt has no span that contradicts may go to");
    bench.press("ctrl-u 2 enter enter R x # 2 enter enter");
    assert_eq!(bench.notice(), "that contradicts is there already");
    let mut alone = Bench::corpus(&["زعمت أن [ALLEGATION|الجسر سليم]"]);
    alone.open(0, None);
    alone.press("] R x #");
    assert_eq!(alone.notice(), "there is no other text with spans here");
}

#[test]
fn a_span_that_is_gone_from_the_other_text_is_told_when_the_relation_is_followed() {
    let mut bench = folder();
    bench.press("R x # 2 enter enter");
    bench.stage.texts[1].1 = hashiya::annotation::AnnotationSet::new();
    bench.press("i backtab backtab enter");
    assert_eq!(bench.notice(), "the span s2 is not in this text any more");
    assert!(bench.session.find::<Inspector>().is_none());
}

#[test]
fn deleting_a_span_says_how_many_relations_go_with_it_and_one_undo_brings_all_back() {
    let mut bench =
        Bench::read("قالت [ACTOR|‸الوكالة] إن [ALLEGATION|الجنود قتلوا [CASUALTY|ستة]] ثم إن [ALLEGATION|القصف مستمر]");
    bench.press("] R w 1 R e 1 ] ] R w 1");
    assert_eq!(relations(&bench).len(), 3);
    bench.press("ctrl-home j d");
    assert_eq!(bench.notice(), "deleted ACTOR “الوكالة”, 2 relations with it");
    let row = bench.draw(100, 12, false).rows().pop().unwrap();
    assert!(row.contains("u to undo"), "{row}");
    let arabic = bench.draw_in(Words::of(Language::Arabic), 100, 12, false).rows().pop().unwrap();
    assert_ne!(arabic, row);
    assert_eq!(relations(&bench).len(), 1);
    bench.press("u");
    assert_eq!((relations(&bench).len(), bench.set().iter().count()), (3, 4));
}

#[test]
fn another_tag_tells_which_relations_do_not_go_with_it() {
    let mut bench = Bench::read("قالت [ACTOR|الوكالة] إن [ALLEGATION|‸الجنود قتلوا] ستة");
    bench.press("R w 1 [ r l");
    assert_eq!(bench.notice(), "1 relation of the span does not go with LOCATION");
    assert_eq!(relations(&bench).len(), 1, "it stays until somebody decides");
}

#[test]
fn check_tells_of_ends_in_other_texts_that_are_gone_or_say_something_else() {
    let bench = cli::Bench::with_text();
    let claim = r#"(id: "s9", tag: "ALLEGATION", start: 20, end: 24, attributes: [("kind", "losses")])"#;
    let relation = |id: &str, to: &str, quote: &str| {
        format!("(id: \"{id}\", type: \"contradicts\", from: \"s9\", to: \"{to}\", quote: \"{quote}\"), ")
    };
    let source = r#"(id: "r0", type: "claimed_by", from: "s9", to: "@document", order: 1), "#;
    let ends = [
        ("r1", "b.txt#s9", "غارة"),
        ("r2", "b.txt#s8", "x"),
        ("r3", "b.txt#s7", "x"),
        ("r4", "c.txt#s1", "x"),
        ("r5", "b.txt#s1", "x"),
    ];
    let all: String = ends.iter().map(|(id, to, quote)| relation(id, to, quote)).collect();
    let relations = format!("    relations: [{source}{all}],\n");
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[cli::SPAN, claim], &relations));
    bench.write("b.txt", cli::TEXT);
    let quoted = claim.replace("end: 24", "end: 24, text: \"غارة\"");
    let other = claim.replace("s9", "s8").replace("start: 20, end: 24", "start: 25, end: 29, text: \"قتلت\"");
    let there = r#"    relations: [(id: "r0", type: "claimed_by", from: "s9", to: "@document"), (id: "r1", type: "claimed_by", from: "s8", to: "@document")],"#;
    bench
        .write("b.txt.ann1.ron", sidecar("ann1", &[cli::SPAN, &quoted, &other], &format!("{there}\n")).replace("a.txt", "b.txt"));
    let ran = bench.run(&["check", "."]);
    let told: Vec<&str> = ran.out.lines().filter(|line| line.contains(": warning: r")).collect();
    let expected = [
        "it goes to b.txt#s8, which was “x” and is “قتلت” now",
        "it goes to b.txt#s7, which is not there any more",
        "it goes to c.txt#s1, but there is no text c.txt here",
        "contradicts does not go to ACTOR",
    ];
    assert_eq!((told.len(), ran.code), (4, 0), "{}", ran.out);
    assert!(told.iter().zip(expected).all(|(line, expected)| line.contains(expected)), "{told:?}");
}

#[test]
fn the_quote_of_an_end_in_another_text_is_kept_in_sidecar_journal_and_jsonl() {
    let bench = cli::Bench::with_text();
    let claim = r#"(id: "s9", tag: "ALLEGATION", start: 20, end: 24, attributes: [("kind", "losses")])"#;
    let relation = "    relations: [(id: \"r1\", type: \"contradicts\", from: \"s9\", to: \"b.txt#s1\", quote: \"تنظيم\")],\n";
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[cli::SPAN, claim], relation));
    let row = bench.output(&["export", "--format", "jsonl", "--set", "ann1", "a.txt", "--out", "out"]);
    let row = format!("{row}{}", std::fs::read_to_string(bench.path("out/ann1.jsonl")).unwrap());
    assert!(row.contains(r#""to":"b.txt#s1""#) && row.contains(r#""quote":"تنظيم""#), "{row}");
    bench.output(&["import", "--format", "jsonl", "--annotator", "ann2", "out/ann1.jsonl"]);
    let read = std::fs::read_to_string(bench.path("a.txt.ann2.ron")).unwrap();
    assert!(read.contains("to: \"b.txt#s1\", quote: \"تنظيم\""), "{read}");
}

#[test]
#[cfg(unix)]
fn in_the_real_program_a_contradiction_of_another_text_is_made_by_keys_and_stands_in_the_sidecar() {
    let bench = cli::Bench::new();
    bench.write("a.txt", cli::TEXT);
    bench.write("b.txt", cli::TEXT);
    let claim =
        r#"(id: "s4", tag: "ALLEGATION", start: 20, end: 41, text: "غارة قتلت ستة مدنيين.", attributes: [("kind", "losses")])"#;
    let source = format!("(file: \"b.txt\", bytes: {}, code_points: {})", cli::TEXT.len(), cli::TEXT.chars().count());
    let of = |file: &str| {
        let source = source.replace("b.txt", file);
        format!("(hashiya: 1, source: {source}, annotator: \"amal\", state: \"in_progress\", spans: [\n    {claim},\n])")
    };
    bench.write("a.txt.amal.ron", of("a.txt"));
    bench.write("b.txt.amal.ron", of("b.txt"));
    let mut pty = crate::pty::Start::new(bench.0.path(), &["."]).size(130, 30).begin();
    pty.wait_for("b.txt");
    pty.keys("enter");
    pty.wait_for("¶ 1 of");
    pty.keys("]");
    pty.wait_for("ALLEGATION");
    pty.keys("R x #");
    pty.wait_for("in which text");
    pty.keys("enter");
    pty.wait_for("in b.txt");
    pty.keys("enter");
    pty.wait_for("b.txt “");
    pty.wait_for("saved");
    pty.keys("q");
    pty.wait_for("enter open");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    let kept = std::fs::read_to_string(bench.path("a.txt.amal.ron")).unwrap();
    assert!(kept.contains("to: \"b.txt#s4\", quote: \"غارة قتلت ستة مدنيين.\""), "{kept}");
    let row = bench.run(&["export", "--format", "jsonl", "--set", "amal", ".", "--out", "out"]);
    assert_eq!(row.code, 0, "{}", row.err);
    assert!(std::fs::read_to_string(bench.path("out/amal.jsonl")).unwrap().contains("\"to\":\"b.txt#s4\""));
}
