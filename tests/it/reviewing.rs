//! Reviewing several annotators: what each marks, the keys, and what is then decided.

use std::collections::BTreeSet;
use std::sync::Arc;

use hashiya::annotation::{Annotator, Defaults, DocumentState};
use hashiya::review::adjudication::{Adjudication, Choice, Decision, Status};
use hashiya::review::{Work, compare};
use hashiya::session::{Command, Desk, Message, Mode, Preview, Reviewing};
use hashiya::text::Document;

use crate::harness::{Bench, Marked};

const NAMES: [&str; 3] = ["amal", "basim", "carim"];

/// A review of texts, each as its annotators mark it, named 1.txt, 2.txt, …
fn review(texts: &[&[&str]]) -> Bench {
    let decided_on = |annotators: &&[&str]| adjudication(annotators, Vec::new());
    review_of(texts.iter().map(decided_on).collect())
}

/// A text as its annotators mark it, with what was decided before.
fn adjudication(annotators: &[&str], decisions: Vec<Decision>) -> (Arc<Document>, Adjudication) {
    let marked: Vec<Marked> = annotators.iter().map(|marked| Marked::parse(marked)).collect();
    let names: Vec<Annotator> = NAMES.iter().map(|name| Annotator::parse(name).unwrap()).collect();
    let sets: Vec<_> = marked.iter().map(Marked::set).collect();
    let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
    let document = Arc::new(Document::from(marked[0].text.as_str()));
    let adjudication = Adjudication::new(compare(document.text(), &works, &Defaults::default()), decisions);
    (document, adjudication)
}

fn review_of(texts: Vec<(Arc<Document>, Adjudication)>) -> Bench {
    let mut bench = Bench::corpus(&[]);
    bench.session.begin_review();
    bench.tell(Message::Area(70, 10));
    for (n, (document, adjudication)) in texts.into_iter().enumerate() {
        bench.tell(Message::Desk(Box::new(Desk::new(n.into(), &format!("{}.txt", n + 1), document, adjudication, None))));
    }
    bench.tell(Message::DesksComplete(0));
    bench
}

fn state(bench: &Bench) -> &Reviewing {
    bench.session.review().unwrap()
}

/// What was decided on every unit of every text: the word for the choice with whose reading it was, or the status.
fn decided(bench: &Bench) -> Vec<String> {
    let mut told = Vec::new();
    for desk in state(bench).desks() {
        for unit in 0..desk.units().len() {
            let choice = desk.adjudication.decision(unit).map(|decision| &decision.choice);
            told.push(match (desk.adjudication.status(unit), choice) {
                (_, Some(Choice::Take(annotator))) => format!("take {annotator}"),
                (_, Some(Choice::Edited(_, spans))) => {
                    format!(
                        "edited {}",
                        spans.iter().map(|s| format!("{} {}", s.tag, desk.document.slice(s.span.range()))).collect::<String>()
                    )
                }
                (_, Some(choice)) => choice.name().to_owned(),
                (Status::Agreed, None) => "agreed".to_owned(),
                (_, None) => "open".to_owned(),
            });
        }
    }
    told
}

/// The units that a decision is about to be applied to.
fn targets(bench: &Bench) -> &[(usize, usize)] {
    bench.session.find::<Preview>().unwrap().targets()
}

/// The key of an annotator in the text at hand.
fn key_of(bench: &Bench, annotator: &str) -> String {
    let desk = state(bench).desk().unwrap();
    let names = &desk.adjudication.comparison().annotators;
    (1 + desk.order().iter().position(|n| names[*n].as_str() == annotator).unwrap()).to_string()
}

#[track_caller]
fn check(annotators: &[&str], keys: &str, expected: &[&str]) {
    let mut bench = review(&[annotators]);
    bench.press(keys);
    assert_eq!(decided(&bench), expected, "{keys}");
}

/// A review in a mode, on a low screen, after some keys; `None` where they lead out of the mode.
pub(crate) fn prepared(mode: Mode, preparation: &str) -> Option<Bench> {
    let mut bench = review(&[ALIKE, ALIKE]);
    bench.tell(Message::Area(9, 2));
    match (mode, preparation) {
        (Mode::Comment, "") => drop(bench.press("m ق enter m ctrl-u ن ا space ن right")),
        (Mode::Comment, "ctrl-p") => drop(bench.press("m ق enter m ن ctrl-p")),
        (Mode::Preview, "") => drop(bench.press("x *")),
        (Mode::Draft, "") => drop(bench.press("e")),
        (Mode::Review, "") => {}
        // What is pressed in a text stands for its like here.
        (Mode::Review, "a u") => drop(bench.press("x u")),
        (Mode::Review, "2" | "k" | "down down" | "ctrl-end") => drop(bench.press(preparation)),
        _ => return None,
    }
    (bench.session.mode() == mode).then_some(bench)
}

/// The names of all commands that a sitting of a reviewer calls.
pub(crate) fn called() -> Vec<&'static str> {
    let mut bench = review(&[ALIKE, ALIKE]);
    bench.press("1 enter x + z . u U e q tab n p m a enter r g R * * esc x * q a S r j k ctrl-end ctrl-home e enter");
    let mut annotator = Bench::read("زيد");
    annotator.press("P alt-p T A");
    bench.performed.iter().chain(&annotator.performed).map(Command::name).collect()
}

const TWO: &[&str] = &["قال [ACTOR|زيد] في [LOCATION|حلب] ثم [ACTOR|عمرو]", "قال [ACTOR|زيد] في [ACTOR|حلب] ثم عمرو"];

#[test]
fn one_key_decides_and_the_next_disagreement_is_there() {
    for annotator in ["amal", "basim"] {
        let mut bench = review(&[TWO]);
        assert_eq!(state(&bench).unit_number(), 1, "what all agree on is passed over");
        let key = key_of(&bench, annotator);
        bench.press(&key);
        assert_eq!(decided(&bench), ["agreed", &format!("take {annotator}"), "open"]);
        assert_eq!(state(&bench).unit_number(), 2);
    }
    check(TWO, "x", &["agreed", "none", "open"]);
    check(TWO, "+", &["agreed", "several", "open"]);
    check(TWO, "z x", &["agreed", "deferred", "none"]);
    check(&["[ACTOR|زيد] هنا", "[ACTOR|زيد] هنا", "زيد هنا"], "enter", &["majority"]);
    check(&["[ACTOR|زيد] هنا", "زيد هنا"], "enter", &["open"]);
}

#[test]
fn to_take_a_reading_as_nothing_is_to_decide_that_nothing_belongs_there() {
    let mut bench = review(&[&["[ACTOR|زيد] هنا", "زيد هنا"]]);
    let key = key_of(&bench, "basim");
    bench.press(&key);
    assert_eq!(decided(&bench), ["none"]);
    assert!(bench.notice().starts_with("nothing is left to decide"));
    bench.press("u 7");
    assert_eq!((decided(&bench), bench.notice().as_str()), (vec!["open".to_owned()], "there are 2 readings here"));
}

#[test]
fn a_decision_is_repeated_undone_and_done_again() {
    check(TWO, "x .", &["agreed", "none", "none"]);
    check(TWO, "x . u", &["agreed", "none", "open"]);
    check(TWO, "x . u u", &["agreed", "open", "open"]);
    check(TWO, "x . u u U U", &["agreed", "none", "none"]);
    check(TWO, "x . u u U z U", &["agreed", "deferred", "open"]);
    let mut bench = review(&[TWO]);
    bench.press("x x u");
    assert_eq!(state(&bench).unit_number(), 2, "undo goes to what it undid");
}

#[test]
fn open_units_are_gone_through_in_all_texts_and_round() {
    let mut bench = review(&[TWO, &["زيد هنا", "زيد هنا"], TWO]);
    let place = |bench: &Bench| (state(bench).desk().unwrap().text.place(), state(bench).unit_number());
    let mut seen = Vec::new();
    for key in ["n", "n", "n", "n", "p", "p", "alt-down", "alt-down", "j", "k"] {
        bench.press(key);
        seen.push(place(&bench));
    }
    assert_eq!(seen, [(0, 2), (2, 1), (2, 2), (0, 1), (2, 2), (2, 1), (2, 1), (2, 1), (2, 2), (2, 1)]);
    assert_eq!(bench.notice(), "");
}

const ALIKE: &[&str] = &["[ACTOR|زيد] ثم [ACTOR|زيد] ثم [ACTOR|عمرو]", "[LOCATION|زيد] ثم [LOCATION|زيد] ثم عمرو"];

#[test]
fn a_decision_is_applied_to_what_is_alike_after_it_was_shown_and_undone_at_once() {
    let mut bench = review(&[ALIKE, ALIKE]);
    let key = key_of(&bench, "amal");
    bench.press(&key).press("*");
    assert_eq!(bench.session.mode(), Mode::Preview);
    assert_eq!(targets(&bench), [(0, 1)]);
    assert!(bench.draw(80, 24, true).rows().iter().any(|row| row.contains("1 similar open unit in this text")));
    bench.press("*");
    assert_eq!(targets(&bench), [(0, 1), (1, 0), (1, 1)]);
    bench.press("enter");
    assert_eq!(decided(&bench), ["take amal", "take amal", "open", "take amal", "take amal", "open"]);
    bench.press("u");
    assert_eq!(decided(&bench), ["take amal", "open", "open", "open", "open", "open"]);
    bench.press("U u u");
    assert_eq!(decided(&bench), ["open"; 6]);
    bench.press("x * esc");
    assert_eq!(decided(&bench), ["none", "open", "open", "open", "open", "open"], "what is only shown decides nothing");
}

#[test]
fn what_was_put_off_is_not_alike_to_itself() {
    let mut bench = review(&[&["[ACTOR|زيد] ثم عمرو", "زيد ثم [LOCATION|عمرو]"]]);
    bench.press("z *");
    assert_eq!(bench.notice(), "no other open unit is similar to this one");
    let mut bench = review(&[ALIKE]);
    bench.press("z *");
    assert_eq!(targets(&bench), [(0, 1)]);
    bench.press("enter");
    assert_eq!(decided(&bench), ["deferred", "deferred", "open"]);
}

#[test]
fn a_decision_that_has_turned_stale_is_not_applied_to_others() {
    let (document, before) = adjudication(ALIKE, Vec::new());
    let amal = Annotator::parse("amal").unwrap();
    let decision = before.draft(document.text(), 0, Choice::Take(amal)).unwrap();
    let changed = "[EVENT|زيد] ثم [EVENT|زيد] ثم عمرو";
    let mut bench = review_of(vec![adjudication(&[ALIKE[0], changed], vec![decision])]);
    assert_eq!(state(&bench).desk().unwrap().adjudication.status(0), Status::Stale);
    bench.press("*");
    assert_eq!(bench.notice(), "decide a unit first, then apply its decision to similar units");
    let key = key_of(&bench, "basim");
    bench.press(&key).press("*");
    assert_eq!(targets(&bench), [(0, 1)], "decided anew it can");
}

#[test]
fn a_reading_is_edited_with_the_keys_of_annotating_and_kept_or_dropped() {
    let mut bench = review(&[&["قال [ACTOR|زيد] في حلب", "قال [ACTOR|زيد في] حلب"]]);
    while state(&bench).focus() + 1 != key_of(&bench, "amal").parse::<usize>().unwrap() {
        bench.press("tab");
    }
    bench.press("e");
    assert_eq!((bench.session.mode(), bench.shown().as_str()), (Mode::Draft, "قال [ACTOR|‸زيد] في حلب"));
    bench.press("r l q");
    assert_eq!((decided(&bench), bench.session.mode()), (vec!["open".to_owned()], Mode::Review));
    bench.press("e r l e j enter enter");
    assert_eq!(decided(&bench), ["edited LOCATION زيد في"]);
    assert!(bench.stage.saved.is_empty(), "nobody's sidecar is written");
    bench.press("u e d enter");
    assert_eq!(decided(&bench), ["none"], "an edited reading without a span is nothing");
}

#[test]
fn annotators_are_hidden_behind_letters_that_are_others_in_another_text() {
    let texts: Vec<&[&str]> = vec![TWO; 12];
    let mut bench = review(&texts);
    let orders: BTreeSet<Vec<usize>> = state(&bench).desks().iter().map(|desk| desk.order().to_vec()).collect();
    assert_eq!(orders.len(), 2, "in some texts amal is A and in some B");
    let screen = |bench: &mut Bench| bench.draw(80, 24, true).rows().join("\n");
    let hidden = screen(&mut bench);
    assert!(
        hidden.contains("1 A") && hidden.contains("2 B") && !hidden.contains("amal") && !hidden.contains("basim"),
        "{hidden}"
    );
    bench.press("R");
    let shown = screen(&mut bench);
    assert!(shown.contains("amal") && shown.contains("basim"), "{shown}");
    bench.press("R");
    assert_eq!(screen(&mut bench), hidden);
}

#[test]
fn the_keys_work_on_an_arabic_keyboard() {
    check(TWO, "ء ز", &["agreed", "none", "none"]);
    check(TWO, "ئ ى ع", &["agreed", "open", "open"]);
    check(TWO, "× +", &["agreed", "several", "open"]);
    let mut bench = review(&[TWO]);
    let digit = if key_of(&bench, "amal") == "1" { "١" } else { "٢" };
    bench.press(digit);
    assert_eq!(decided(&bench), ["agreed", "take amal", "open"]);
}

#[test]
fn a_comment_a_reason_and_a_flag_go_with_the_decision() {
    let mut bench = review(&[TWO]);
    bench.press("m a b enter r g x k");
    let decision = state(&bench).decision().unwrap().clone();
    assert_eq!((decision.comment.as_str(), decision.reason.as_str(), decision.guideline), ("ab", "boundary", true));
    assert_eq!(decision.by, "ann1");
    bench.press("r m c enter g");
    let decision = state(&bench).decision().unwrap().clone();
    assert_eq!((decision.comment.as_str(), decision.reason.as_str(), decision.guideline), ("abc", "tag", false));
    bench.press("u");
    assert!(state(&bench).decision().unwrap().guideline, "a remark is undone like a decision");
    bench.press("j");
    assert_eq!(state(&bench).rationale().comment, "", "the next unit has no remark yet");
    bench.press("m z esc x k j");
    assert_eq!(state(&bench).decision().unwrap().comment, "", "a comment that was dropped is none");
}

#[test]
fn the_screen_tells_keys_kinds_differences_and_progress_and_is_never_behind() {
    let mut bench = review(&[TWO]);
    let screen = |bench: &mut Bench| bench.draw(90, 26, true).rows().join("\n");
    let before = screen(&mut bench);
    for told in ["x/ء none", "enter majority", "tag  unit 2 of 3  open", "0/2 decided  2 open", "1 agreed", "n/ن"] {
        let shaped = told.split('/').next().unwrap();
        assert!(before.contains(shaped), "{told}\n{before}");
    }
    bench.press("x");
    let after = screen(&mut bench);
    assert!(after.contains("1/2 decided  1 open") && after.contains("missing  unit 3 of 3"), "{after}");
    bench.press("k");
    assert!(screen(&mut bench).contains("no span here by ann1"));
    for (width, height) in [(1, 1), (8, 3), (20, 6), (40, 9), (200, 60)] {
        bench.draw(width, height, false);
    }
}

#[test]
fn every_reading_has_its_key_on_screen_and_no_key_is_shown_in_part() {
    let mut bench = review(&[&["[ACTOR|زيد] هنا", "[LOCATION|زيد] هنا", "زيد هنا"]]);
    let wide = bench.draw(120, 24, true).rows()[0].clone();
    assert!(wide.contains("1/\u{661} A  2/\u{662} B  3/\u{663} C  enter majority") && wide.contains("* similar"), "{wide}");
    let shown = |rows: &[String]| {
        let keys = rows.iter().filter(|row| row.contains("majority") || row.contains("next"));
        keys.flat_map(|row| row.trim().split("  ").map(str::to_owned).collect::<Vec<_>>()).collect::<BTreeSet<_>>()
    };
    let all = shown(&bench.draw(120, 24, true).rows());
    for width in [40, 60, 61, 62, 63, 80] {
        let some = shown(&bench.draw(width, 24, true).rows());
        assert!(some.len() > 4 && some.is_subset(&all), "{width}: {some:?}");
        assert!(some.iter().any(|key| key.ends_with(" help")), "{width}: {some:?}");
    }
}

#[test]
fn a_text_that_may_not_be_decided_on_says_why() {
    let mut bench = review(&[]);
    let document = Arc::new(Document::from("x"));
    let desk = Desk::new(0.into(), "1.txt", document, Adjudication::default(), Some("a.ron: s1: no place".into()));
    bench.tell(Message::Desk(Box::new(desk)));
    for keys in ["x", "e", "*", "n", "m esc", "g", "u"] {
        bench.press(keys);
    }
    bench.command(Command::TakeSeveral);
    assert!(decided(&bench).is_empty());
}

#[cfg(unix)]
#[test]
fn the_sample_corpus_is_adjudicated_from_start_to_gold_by_keys_alone() {
    let desk = crate::gold::Desk::sample();
    let mut pty = crate::pty::Start::new(desk.0.path(), &["review", ".", "--annotator", "huda"]).size(100, 30).begin();
    pty.wait_until("all texts were read", |screen| {
        screen.contains("0/") && screen.contains(" decided") && !screen.contains("reading…")
    });
    let number = |screen: &str, word: &str| -> usize {
        let before = screen.split(word).next().unwrap();
        before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
    };
    let screen = pty.screen();
    let (disputed, agreed) = (number(&screen, " decided"), number(&screen, " agreed"));
    let mut keys = 0;
    while keys < disputed {
        // One of the two, or neither, as an adjudicator would: what counts is that each is one key.
        pty.keys(["1", "2", "x"][keys % 3]);
        keys += 1;
        pty.wait_for(&format!("{keys}/{disputed} decided"));
    }
    pty.wait_for("nothing is left to decide");
    pty.wait_for("saved");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    println!("agreed units: {agreed}, keys: 0; disagreements: {disputed}, keys: {keys}; one more to leave");
    assert!(agreed > 100 && disputed > 80 && keys == disputed, "{agreed} {disputed} {keys}");
    let out = desk.output(&["gold", "."]);
    assert_eq!((out.lines().count(), out.contains("open")), (5, false), "{out}");
    assert_eq!(desk.output(&["gold", ".", "--diff"]), "", "the gold standard on disk is the one that was decided");
    let gold = desk.read("01-market-strike.txt.gold.ron");
    assert!(gold.contains(&format!("state: \"{}\"", DocumentState::Reviewed)) && gold.contains("by: \"huda\""));
    let (code, _, err) = desk.run(&["check", "."]);
    assert_eq!(code, 0, "{err}");
}
