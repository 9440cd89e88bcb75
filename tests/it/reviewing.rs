//! Reviewing several annotators: what each marks, the keys, and what is then decided.

use std::collections::BTreeSet;
use std::sync::Arc;

use hashiya::annotation::{Annotation, AnnotationSet, Annotator, Defaults, DocumentState, Parts, Relation, Timestamp, Value};
use hashiya::review::adjudication::{Adjudication, Aspect, Choice, Decision, Gold, Status};
use hashiya::review::{Work, compare};
use hashiya::session::{Command, Desk, Effect, Fields, Message, Mode, Preview, Reviewing};
use hashiya::text::Document;
use hashiya::words::{Language, Words};

use crate::harness::{Bench, Marked};

const NAMES: [&str; 3] = ["amal", "basim", "carim"];

/// A review of texts, each as its annotators mark it, named 1.txt, 2.txt, …
fn review(texts: &[&[&str]]) -> Bench {
    let decided_on = |annotators: &&[&str]| adjudication(annotators, Vec::new());
    review_of(texts.iter().map(decided_on).collect())
}

/// A text as its annotators mark it, with what was decided before.
fn adjudication(annotators: &[&str], decisions: Vec<Decision>) -> (Arc<Document>, Adjudication) {
    adjudication_of(&NAMES, annotators, decisions)
}

fn adjudication_of(names: &[&str], annotators: &[&str], decisions: Vec<Decision>) -> (Arc<Document>, Adjudication) {
    let marked: Vec<Marked> = annotators.iter().map(|marked| Marked::parse(marked)).collect();
    let names: Vec<Annotator> = names.iter().map(|name| Annotator::parse(name).unwrap()).collect();
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
        (Mode::Fields, "") => drop(bench.press("f")),
        (Mode::Fields, "k") => drop(bench.press("f down")),
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
    bench.press("1 enter x + z . u U e q tab n p m a enter r g R * * esc x * q a S r j k ctrl-end ctrl-home e enter ctrl-home backtab space ctrl-home f space 1 esc x l l l m esc l r l g d t esc y Y M alt-m");
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
fn in_a_reading_that_is_edited_the_inspector_says_what_a_span_says() {
    let mut bench = review(&[&["قتل [CASUALTY|ستة] في حلب", "قتل [CASUALTY|ستة في] حلب"]]);
    bench.press("e i h 1 q 1");
    assert_eq!(bench.session.mode(), Mode::Inspector);
    bench.press("esc enter");
    assert_eq!(bench.session.mode(), Mode::Review);
    let Some(Choice::Edited(_, spans)) = state(&bench).desks()[0].adjudication.decision(0).map(|decision| &decision.choice)
    else {
        panic!("the edited reading is the decision")
    };
    let said: Vec<String> = spans[0].attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(said, ["harm=killed", "qualifier=exact"]);
    assert!(bench.stage.saved.is_empty(), "nobody's sidecar is written");
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

/// The rows of a screen.
fn rows(bench: &mut Bench, width: u16, height: u16) -> Vec<String> {
    bench.draw(width, height, true).rows()
}

#[test]
fn readings_that_are_equal_are_one_row_and_one_digit() {
    let same = "[ACTOR|زيد] هنا";
    let mut bench = review(&[&[same, "[LOCATION|زيد] هنا", same]]);
    let groups = state(&bench).groups();
    assert_eq!(groups.len(), 2);
    let both = groups.iter().position(|group| group.places.len() == 2).unwrap();
    let shown = rows(&mut bench, 80, 24).join("\n");
    assert!(shown.contains("\u{B7} 2 of 3") && !shown.contains(" of 3\n  \u{B7}"), "{shown}");
    bench.press(&(both + 1).to_string());
    assert!(["take amal", "take carim"].contains(&decided(&bench)[0].as_str()), "{:?}", decided(&bench));
    bench.press("u 3");
    assert_eq!(bench.notice(), "there are 2 readings here");
    bench.press("tab tab backtab space");
    assert_eq!(decided(&bench).len(), 1);
    assert!(decided(&bench)[0].starts_with("take "), "the marked reading is taken");
}

const ELEVEN: [&str; 11] = ["amal", "basim", "carim", "dalia", "essam", "farah", "ghada", "hani", "iman", "jamal", "kamil"];

/// Eleven annotators of one text who all read it otherwise.
fn eleven() -> Bench {
    let words = "قال زيد بن عمرو بن سالم بن حمد بن راشد بن ناصر هنا";
    let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).skip(1).collect();
    let start = words.find(' ').unwrap() + 1;
    let read = |n: usize| {
        let end = ends[n % ends.len()];
        let tag = if n < ends.len() { "ACTOR" } else { "LOCATION" };
        format!("{}[{tag}|{}]{}", &words[..start], &words[start..end], &words[end..])
    };
    let marked: Vec<String> = (0..11).map(read).collect();
    let marked: Vec<&str> = marked.iter().map(String::as_str).collect();
    review_of(vec![adjudication_of(&ELEVEN, &marked, Vec::new())])
}

#[test]
fn eleven_readings_are_gone_through_and_each_can_be_taken() {
    for (width, height) in [(80, 24), (120, 40), (60, 16)] {
        let mut bench = eleven();
        let groups = state(&bench).groups();
        assert!(groups.len() > 9, "{}", groups.len());
        let mut seen = BTreeSet::new();
        for n in 0..groups.len() {
            assert_eq!(state(&bench).focus(), n);
            let screen = rows(&mut bench, width, height);
            let mark = screen.iter().find(|row| row.contains('\u{25B6}')).unwrap_or_else(|| panic!("{screen:#?}"));
            seen.insert(mark.clone());
            assert!(screen.iter().any(|row| row.contains("? help") || row.contains(" help")), "{screen:#?}");
            bench.press("tab");
        }
        assert_eq!(seen.len(), groups.len(), "{width}x{height}: every reading was at hand, and seen");
        let last = state(&bench).desk().unwrap().adjudication.comparison().annotators[groups[10].numbers[0]].clone();
        bench.press("backtab space");
        assert_eq!(decided(&bench)[0], format!("take {last}"));
    }
}

#[test]
fn letters_go_on_after_z_and_names_take_their_places_everywhere() {
    let names: Vec<String> = (0..30).map(|n| format!("reader{n:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let marked: Vec<&str> = (0..30).map(|n| ["[ACTOR|زيد] هنا", "[LOCATION|زيد] هنا", "زيد هنا"][n % 3]).collect();
    let mut bench = review_of(vec![adjudication_of(&names, &marked, Vec::new())]);
    let called: BTreeSet<String> = (0..30).map(|place| state(&bench).called(place)).collect();
    assert_eq!(called.len(), 30);
    assert!(called.contains("A") && called.contains("Z") && called.contains("AA") && called.contains("AD"), "{called:?}");
    let something = state(&bench).focus() + 1;
    let first = state(&bench).called(state(&bench).groups()[something - 1].places[0]);
    bench.press(&format!("{something} k"));
    let hidden = rows(&mut bench, 120, 40).join("\n");
    assert!(!hidden.contains("reader") && hidden.contains("took "), "{first} {hidden}");
    bench.press("R");
    let shown = rows(&mut bench, 120, 40);
    let all = shown.join("\n");
    assert!(names.iter().all(|name| all.contains(name)) && all.contains("took reader"), "{all}");
    assert!(shown[0].contains("1/\u{661} reader"), "{all}");
    assert!((0..30).all(|place| state(&bench).called(place).starts_with("reader")));
}

#[test]
fn what_is_alike_is_shown_with_its_file_and_with_what_would_be_decided() {
    let mut bench = review(&[ALIKE, ALIKE]);
    let key = key_of(&bench, "amal");
    bench.press(&key).press("R * *");
    let shown = rows(&mut bench, 100, 30).join("\n");
    assert_eq!(shown.matches("took amal").count(), 3, "{shown}");
    bench.press("esc x * *");
    assert!(rows(&mut bench, 100, 30).join("\n").contains("no span here"));
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
    assert_eq!((out.lines().count(), out.contains("open")), (8, false), "{out}");
    assert_eq!(desk.output(&["gold", ".", "--diff"]), "", "the gold standard on disk is the one that was decided");
    let gold = desk.read("01-market-strike.txt.gold.ron");
    assert!(gold.contains(&format!("state: \"{}\"", DocumentState::Reviewed)) && gold.contains("by: \"huda\""));
    let (code, _, err) = desk.run(&["check", "."]);
    assert_eq!(code, 0, "{err}");
}

/// Three annotators of one sentence: they differ in the tag, in a figure and in who is told to have done it.
fn three() -> Bench {
    let text = "قصف الجيش قرية الوادي وقتل عشرة مدنيين";
    let document = Arc::new(Document::from(text));
    let span = |words: &str| document.span(text.find(words).unwrap()..text.find(words).unwrap() + words.len()).unwrap();
    let set = |tag: &str, count: i64, agent: bool| {
        let attributes = vec![("count_min".to_owned(), Value::Integer(count)), ("status".to_owned(), Value::from("killed"))];
        let spans = vec![
            Annotation::new("s1", "ACTOR", span("الجيش")),
            Annotation { attributes, ..Annotation::new("s2", tag, span("عشرة مدنيين")) },
        ];
        let relations = agent.then(|| Relation::new("r1", "agent", "s2", "s1")).into_iter().collect();
        AnnotationSet::from_parts(Parts { annotations: spans, relations, ..Parts::default() }).0
    };
    let sets = [set("CASUALTY", 9, false), set("EVENT", 10, false), set("EVENT", 11, true)];
    let names: Vec<Annotator> = NAMES.iter().map(|name| Annotator::parse(name).unwrap()).collect();
    let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
    let adjudication = Adjudication::new(compare(document.text(), &works, &Defaults::default()), Vec::new());
    review_of(vec![(document, adjudication)])
}

/// Chooses, field after field, what an annotator says: pairs of a field and a name.
fn choose(bench: &mut Bench, wanted: &[(&str, &str)]) {
    for (field, annotator) in wanted {
        let fields = bench.session.find::<Fields>().unwrap();
        let n = fields.rows().iter().position(|row| told(&row.aspect) == *field).unwrap();
        let (at, desk) = (fields.at(), state(bench).desk().unwrap());
        let place = desk.place_of(&Annotator::parse(annotator).unwrap()).unwrap();
        let offer = fields.rows()[n].offers.iter().position(|offer| offer.places.contains(&place)).unwrap();
        let open = |n: &usize| fields.rows()[*n].is_open();
        let steps = if n < at { (n..at).filter(open).count() } else { (at + 1..=n).filter(open).count() };
        let keys = vec![if n < at { "up" } else { "down" }; steps].join(" ");
        if !keys.is_empty() {
            bench.press(&keys);
        }
        bench.press(&(offer + 1).to_string());
    }
}

fn told(aspect: &Aspect) -> String {
    match aspect {
        Aspect::Attribute(name) | Aspect::Relation(name) => name.clone(),
        other => other.word().to_owned(),
    }
}

/// The gold standard as the review would write it.
fn gold(bench: &Bench) -> AnnotationSet {
    let desk = state(bench).desk().unwrap();
    let at = Timestamp::default();
    desk.adjudication.gold(Gold { document: &desk.document, previous: None, by: "ann1", at: &at })
}

#[test]
fn the_tag_of_one_the_figure_of_another_and_the_relation_of_a_third_are_what_gold_gets() {
    let mut bench = three();
    bench.press("f");
    assert_eq!(bench.session.mode(), Mode::Fields);
    choose(&mut bench, &[("tag", "amal"), ("count_min", "basim"), ("agent", "carim")]);
    let shown = rows(&mut bench, 100, 30).join("\n");
    for part in ["words", "tag", "count_min", "status", "agent", "enter decide", "esc leave"] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    bench.press("enter");
    assert_eq!((bench.session.mode(), decided(&bench)), (Mode::Review, vec!["agreed".to_owned(), "fields".to_owned()]));
    let gold = gold(&bench);
    let span = gold.iter().find(|span| span.tag == "CASUALTY").unwrap();
    assert_eq!(span.attribute("count_min"), Some(&Value::Integer(10)));
    let actor = gold.iter().find(|span| span.tag == "ACTOR").unwrap();
    assert_eq!(gold.relations().len(), 1);
    let relation = &gold.relations()[0];
    assert_eq!((relation.kind.as_str(), &relation.from, relation.to.as_str()), ("agent", &span.id, actor.id.as_str()));
    bench.press("k k j f");
    let fields = bench.session.find::<Fields>().unwrap();
    let chosen: Vec<String> =
        fields.rows().iter().filter(|row| row.is_open()).map(|row| format!("{:?}", row.offers[row.chosen].said)).collect();
    assert!(chosen[0].contains("amal") && chosen[1].contains("basim") && chosen[2].contains("carim"), "{chosen:?}");
    bench.press("esc u");
    assert_eq!(decided(&bench), ["agreed", "open"]);
    bench.press("U");
    assert_eq!(decided(&bench), ["agreed", "fields"]);
}

#[test]
fn fields_left_as_they_are_are_the_whole_reading_and_leaving_decides_nothing() {
    let mut bench = three();
    bench.press("f enter");
    assert!(decided(&bench)[1].starts_with("take "), "{:?}", decided(&bench));
    let mut bench = three();
    bench.press("f 2 space esc");
    assert_eq!((bench.session.mode(), decided(&bench)[1].as_str()), (Mode::Review, "open"));
    bench.press("f 9");
    assert!(bench.notice().starts_with("there are "), "{}", bench.notice());
    bench.press("q k f");
    assert_eq!(bench.notice(), "nothing to choose field by field here: take a whole reading, or edit one");
    check(&["[ACTOR|زيد] هنا", "زيد هنا"], "f", &["open"]);
}

#[test]
fn fields_are_chosen_on_an_arabic_keyboard_and_told_in_arabic() {
    let mut bench = three();
    bench.press("ب");
    assert_eq!(bench.session.mode(), Mode::Fields);
    bench.press("\u{662} ن ت \u{661} enter");
    assert_ne!(decided(&bench)[1], "open");
    bench.press("u ب");
    let shown = bench.draw_in(Words::of(Language::Arabic), 100, 30, true).rows().join("\n");
    assert!(!shown.contains("next field") && !shown.contains("words"), "{shown}");
}

#[cfg(unix)]
#[test]
fn what_was_chosen_field_by_field_is_in_the_file_of_the_gold_standard() {
    let desk = crate::gold::Desk::new();
    desk.annotate("amal", &["CASUALTY ناطق", "ACTOR القصف"]);
    desk.annotate("basim", &["LOCATION ناطق", "ACTOR القصف"]);
    let mut pty = crate::pty::Start::new(desk.0.path(), &["review", ".", "--annotator", "huda"]).size(100, 30).begin();
    pty.wait_until("the text was read", |screen| screen.contains("0/") && !screen.contains("reading…"));
    pty.keys("f");
    pty.wait_for("enter decide");
    let screen = pty.screen();
    let second = if screen.contains("\u{25CF}1") { "2" } else { "1" };
    pty.keys(second);
    pty.keys("enter");
    pty.wait_for("nothing is left to decide");
    pty.wait_for("saved");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    let gold = desk.read("a.txt.gold.ron");
    assert!(gold.contains("choice: \"fields\"") && gold.contains("field: \"tag\""), "{gold}");
    assert_eq!(gold.matches("decision: \"adjudicated\"").count(), 1, "{gold}");
    assert_eq!(desk.output(&["gold", ".", "--diff"]), "");
}

#[test]
fn a_reason_a_comment_and_a_flag_can_follow_the_decision() {
    let mut bench = review(&[TWO]);
    bench.press("l m");
    assert_eq!(bench.notice(), "no decision was just made");
    bench.press("x l r");
    assert_eq!(bench.notice(), "on the decision just made (“حلب”): reason boundary");
    assert_eq!(state(&bench).unit_number(), 2, "the review stays where it has gone on to");
    bench.press("l m ن ع enter");
    assert_eq!(bench.notice(), "on the decision just made (“حلب”): comment “نع”");
    bench.press("l g");
    assert_eq!(bench.notice(), "on the decision just made (“حلب”): guideline flagged");
    let next = state(&bench).rationale();
    assert!(next.comment.is_empty() && next.reason.is_empty() && !next.guideline, "nothing goes along with the next");
    bench.press("l l");
    let decision = state(&bench).decision().unwrap();
    assert_eq!(state(&bench).unit_number(), 1);
    assert_eq!((decision.reason.as_str(), decision.comment.as_str(), decision.guideline), ("boundary", "نع", true));
    bench.press("u u u");
    let decision = state(&bench).decision().unwrap();
    assert_eq!((decision.reason.as_str(), decision.comment.as_str(), decision.guideline), ("", "", false));
    bench.press("u l r");
    assert_eq!(bench.notice(), "no decision was just made", "it was taken back");
    let mut bench = review(&[TWO]);
    bench.press("ء م ق");
    assert!(bench.notice().contains("reason boundary"), "{}", bench.notice());
}

#[test]
fn a_unit_is_disputed_and_talked_about_and_both_stay_whatever_is_decided() {
    let mut bench = review(&[TWO]);
    bench.press("d t ن ع م enter t l a enter");
    assert_eq!(decided(&bench), ["agreed", "deferred", "open"]);
    let shown = rows(&mut bench, 100, 30).join("\n");
    assert!(shown.contains("DISPUTED") && shown.contains("ann1 1970-01-01 00:00 la"), "{shown}");
    bench.press("1 k");
    let decision = state(&bench).decision().unwrap();
    let said: Vec<&str> = decision.thread.iter().map(|reply| reply.text.as_str()).collect();
    assert!(decision.disputed && said == ["نعم", "la"] && decision.choice != Choice::Deferred, "{decision:?}");
    bench.press("d");
    assert_eq!(bench.notice(), "not disputed any more");
    assert!(!state(&bench).decision().unwrap().disputed);
    bench.press("u");
    assert!(state(&bench).decision().unwrap().disputed);
    bench.press("k t a enter");
    assert_eq!(decided(&bench)[0], "majority", "what all agree on stays in the gold standard");
    assert!(gold(&bench).iter().any(|span| span.tag == "ACTOR"));
    bench.press("t enter");
    assert_eq!(state(&bench).decision().unwrap().thread.len(), 1, "an empty reply is none");
}

#[test]
fn a_decision_that_is_applied_to_alike_leaves_what_was_said_of_them() {
    let mut bench = review(&[ALIKE]);
    bench.press("j t a enter d k x * enter k");
    bench.press("ctrl-home j");
    let decision = state(&bench).decision().unwrap();
    assert_eq!((&decision.choice, decision.disputed, decision.thread.len()), (&Choice::Nothing, true, 1));
}

#[cfg(unix)]
#[test]
fn a_flag_and_a_thread_are_in_the_file_and_come_back() {
    let desk = crate::gold::Desk::new();
    desk.annotate("amal", &["CASUALTY ناطق", "ACTOR القصف"]);
    desk.annotate("basim", &["LOCATION ناطق", "ACTOR القصف"]);
    let open = || {
        let pty = crate::pty::Start::new(desk.0.path(), &["review", ".", "--annotator", "huda"]).size(100, 30).begin();
        pty.wait_until("the text was read", |screen| screen.contains(" decided") && !screen.contains("reading…"));
        pty
    };
    let mut pty = open();
    pty.keys("x");
    pty.wait_until("it is saved", |screen| screen.contains("1/1 decided") && screen.contains("saved"));
    let plain = desk.read("a.txt.gold.ron");
    assert!(!plain.contains("disputed") && !plain.contains("thread"), "{plain}");
    pty.keys("ctrl-home d t");
    pty.wait_for("reply:");
    pty.send("أظن".as_bytes());
    pty.keys("enter");
    pty.wait_until("it is saved", |screen| screen.contains("huda 20") && screen.contains("saved"));
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    let kept = desk.read("a.txt.gold.ron");
    assert!(kept.contains("disputed: true") && kept.contains("thread: [") && kept.contains("أظن"), "{kept}");
    assert!(kept.contains("hashiya: 1,"), "version 0.1 keeps fields that it does not know: {kept}");
    let mut pty = open();
    pty.keys("ctrl-home");
    pty.wait_for("DISPUTED");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(desk.output(&["gold", ".", "--diff"]), "");
    assert_eq!(desk.run(&["check", "."]).0, 0);
}

/// A review of decisions that were made on other readings: each a choice on the unit of this number.
fn stale(before: &[&str], after: &[&str], choices: Vec<(usize, Choice)>) -> Bench {
    let (document, earlier) = adjudication(before, Vec::new());
    let made = choices.into_iter().map(|(unit, choice)| {
        let draft = earlier.draft(document.text(), unit, choice).unwrap();
        Decision { comment: format!("c{unit}"), ..draft }
    });
    review_of(vec![adjudication(after, made.collect())])
}

#[test]
fn a_stale_decision_is_confirmed_with_one_key_and_all_whose_choice_is_there_with_one_undo() {
    let amal = || Choice::Take(Annotator::parse("amal").unwrap());
    let basim = || Choice::Take(Annotator::parse("basim").unwrap());
    let before = ["[ACTOR|زيد] ثم [ACTOR|بكر] ثم [ACTOR|عمرو]", "[LOCATION|زيد] ثم [LOCATION|بكر] ثم [LOCATION|عمرو]"];
    let after = ["[ACTOR|زيد] ثم [ACTOR|بكر] ثم [ACTOR|عمرو]", "[EVENT|زيد] ثم [EVENT|بكر] ثم عمرو"];
    let choices = || vec![(0, amal()), (1, Choice::Nothing), (2, basim())];
    let mut bench = stale(&before, &after, choices());
    let statuses = |bench: &Bench| {
        let work = &state(bench).desk().unwrap().adjudication;
        (0..3).map(|unit| work.status(unit)).collect::<Vec<_>>()
    };
    assert_eq!(statuses(&bench), [Status::Stale; 3]);
    let shown = rows(&mut bench, 100, 30).join("\n");
    assert!(shown.contains(" still so") && shown.contains(" all still so"), "{shown}");
    bench.press("y");
    assert_eq!(statuses(&bench), [Status::Decided, Status::Stale, Status::Stale]);
    bench.press("k y");
    assert_eq!(bench.notice(), "the decision on this unit is not stale");
    assert_eq!(state(&bench).decision().unwrap().comment, "c0", "what was said of it stays");
    bench.press("ctrl-end y");
    assert_eq!(bench.notice(), "what was chosen is not there any more: decide again");
    let mut bench = stale(&before, &after, choices());
    bench.press("Y");
    assert_eq!(targets(&bench), [(0, 0), (0, 1)]);
    let shown = rows(&mut bench, 100, 30).join("\n");
    assert!(shown.contains("2 stale decisions to confirm in this text") && shown.contains("took "), "{shown}");
    bench.press("esc");
    assert_eq!(statuses(&bench), [Status::Stale; 3]);
    bench.press("Y enter");
    assert_eq!(statuses(&bench), [Status::Decided, Status::Decided, Status::Stale]);
    assert_eq!(bench.notice(), "confirmed 2 decisions; one undo takes it back");
    bench.press("u");
    assert_eq!(statuses(&bench), [Status::Stale; 3]);
    bench.press("U Y");
    assert_eq!(bench.notice(), "no stale decision whose choice is still there");
}

#[test]
fn notes_on_what_all_agree_on_are_counted_gone_through_and_drawn() {
    let agreed = "[ACTOR/شك|زيد] هنا و[ACTOR|بكر] هناك و[LOCATION/سؤال|حلب]";
    let other = "[ACTOR|زيد] هنا و[ACTOR|بكر] هناك و[LOCATION/جواب|حلب]";
    let mut bench = review(&[&[agreed, other], &["[ACTOR|زيد]", "[LOCATION|زيد]"]]);
    let place = |bench: &Bench| (state(bench).desk().unwrap().text.place(), state(bench).unit_number());
    assert_eq!(place(&bench), (1, 0), "what is agreed upon costs no key");
    assert!(rows(&mut bench, 110, 30).join("\n").contains("2 agreed with notes"));
    let mut seen = Vec::new();
    for key in ["M", "M", "M", "alt-m", "alt-m"] {
        bench.press(key);
        seen.push(place(&bench));
    }
    assert_eq!(seen, [(0, 0), (0, 2), (0, 0), (0, 2), (0, 0)]);
    bench.press("M");
    let shown = rows(&mut bench, 110, 30).join("\n");
    assert_eq!(shown.matches("note:").count(), 2, "each with whose it is: {shown}");
    let mut bench = review(&[TWO]);
    bench.press("M");
    assert_eq!(bench.notice(), "no annotator has left a note here");
}

#[test]
fn the_state_of_the_work_is_beside_each_reading_and_what_does_not_count_is_named() {
    let texts = ["[ACTOR|زيد] هنا", "[ACTOR|زيد] هنا", "[LOCATION|زيد] هنا"];
    let (document, adjudication) = adjudication(&texts, Vec::new());
    let states = vec![DocumentState::Submitted, DocumentState::Returned, DocumentState::Reviewed];
    let begun = vec![(Annotator::parse("dalia").unwrap(), DocumentState::InProgress)];
    let mut bench = Bench::corpus(&[]);
    bench.session.begin_review();
    let desk = Desk::new(0.into(), "1.txt", document, adjudication, None).with_states(states, begun);
    bench.tell(Message::Desk(Box::new(desk)));
    bench.tell(Message::DesksComplete(0));
    bench.press("R");
    let shown = rows(&mut bench, 120, 30).join("\n");
    for told in ["amal submitted", "basim returned", "carim reviewed", "not counted: dalia in_progress"] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
}

#[test]
fn a_fact_on_which_annotators_differ_is_a_unit_whose_values_have_digits() {
    let document = Arc::new(Document::from("قال زيد كذا"));
    let set = |genre: &str| {
        let metadata = vec![("genre".to_owned(), Value::from(genre))];
        AnnotationSet::from_parts(Parts { metadata, ..Parts::default() }).0
    };
    let sets = [set("news"), set("opinion"), set("news")];
    let names: Vec<Annotator> = NAMES.iter().map(|name| Annotator::parse(name).unwrap()).collect();
    let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
    let comparison = compare(document.text(), &works, &Defaults::default());
    let mut bench = review_of(vec![(document, Adjudication::new(comparison, Vec::new()))]);
    let shown = rows(&mut bench, 90, 24).join("\n");
    for told in ["fact genre", "unit 1 of 1", "news", "opinion", "2 of 3"] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    assert!(!shown.contains("fields") && !shown.contains("keep all"), "keys that cannot work here are not shown: {shown}");
    let arabic = bench.draw_in(Words::of(Language::Arabic), 90, 24, true).rows().join("\n");
    assert!(!arabic.contains("fact ") && arabic.contains("genre"), "{arabic}");
    for keys in ["e", "+", "f"] {
        bench.press(keys);
        assert_eq!((bench.session.mode(), decided(&bench)), (Mode::Review, vec!["open".to_owned()]), "{keys}");
    }
    let digit = key_of_group(&bench, "basim");
    bench.press(&digit);
    assert_eq!(decided(&bench), ["take basim"]);
    assert_eq!(gold(&bench).metadatum("genre"), Some(&Value::from("opinion")));
    bench.press("u enter");
    assert_eq!(gold(&bench).metadatum("genre"), Some(&Value::from("news")));
}

/// The digit of the reading that an annotator has, alone or with others.
fn key_of_group(bench: &Bench, annotator: &str) -> String {
    let desk = state(bench).desk().unwrap();
    let place = desk.place_of(&Annotator::parse(annotator).unwrap()).unwrap();
    let n = state(bench).groups().iter().position(|group| group.places.contains(&place)).unwrap();
    (n + 1).to_string()
}

/// The commands of the changes that are to be saved.
fn kept(effects: &[Effect]) -> Vec<&str> {
    let saved = effects.iter().filter_map(|effect| match effect {
        Effect::SaveGold(snapshot) => Some(snapshot.entries.iter().map(|entry| entry.command.as_str())),
        _ => None,
    });
    saved.flatten().collect()
}

#[test]
fn decisions_that_come_faster_than_their_file_follows_are_each_a_change_of_it() {
    let mut bench = review(&[TWO]);
    let answered = [Command::TakeNothing, Command::Defer].map(|command| bench.session.update(command));
    assert!(answered.iter().all(|effects| kept(effects).is_empty()), "{answered:?}");
    assert_eq!(decided(&bench), ["agreed", "none", "deferred"], "the screen has them at once");
    assert!(rows(&mut bench, 90, 26).join("\n").contains("UNSAVED"));
    let followed = bench.session.receive(Message::Follow(0.into()));
    assert_eq!(kept(&followed), ["take_nothing", "defer"]);
    assert!(kept(&bench.session.receive(Message::Follow(0.into()))).is_empty());
    bench.press("u");
    assert_eq!(decided(&bench), ["agreed", "none", "open"], "each is undone by itself");
    bench.session.update(Command::TakeMajority);
    bench.session.update(Command::Defer);
    let undone = bench.session.update(Command::Undo);
    assert_eq!(kept(&undone), ["defer", "undo"], "what is undone was followed before");
}
