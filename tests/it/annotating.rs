//! Annotating: spans are made, moved, changed and taken back, as text, keys, text.

use std::sync::Arc;

use hashiya::annotation::{Annotation, AnnotationSet, DocumentState, Edit, Value};
use hashiya::session::command::{COMMANDS, Command};
use hashiya::session::{Message, Mode, Motion, Opened};
use hashiya::text::Document;
use hashiya::words::Words;
use proptest::prelude::*;

use super::harness::{Bench, Marked, check_all};

/// Text, keys, text: at least one for every command that shows in the text (see `reading.rs` for the rest).
pub(crate) const CASES: &[(&str, &str, &str)] = &[
    // Tagging.
    ("قال ⟦الجاحظ⟧ في", "a", "قال [ACTOR|الجاحظ] في"),
    ("قال ‸الجاحظ في", "a", "قال [ACTOR|‸الجاحظ] في"),
    ("قال الج‸احظ في", "a", "قال [ACTOR|الج‸احظ] في"),
    ("قال و‸الجاحظ في", "a", "قال و[ACTOR|‸الجاحظ] في"),
    ("قال وبال‸جاحظ في", "a", "قال وب[ACTOR|ال‸جاحظ] في"),
    ("قالت ⟦«كتائب السهل».⟧", "a", "قالت «[ACTOR|كتائب السهل]»."),
    ("⟦كتائب السهل\n\nالثانية⟧", "a", "[ACTOR|كتائب السهل]\n\nالثانية"),
    ("قالوا إن ⟦والجيش قصف⟧", "g", "قالوا إن [ALLEGATION|والجيش قصف]"),
    ("قال الج‸احظ في", "shift-left a", "قال الج[ACTOR|ا‸ح]ظ في"),
    ("‸قال الجاحظ", "v > > > a", "[ACTOR|‸قال] الجاحظ"),
    ("‸تنظيم الدولة الإسلامية في", "3 a", "[ACTOR|‸تنظيم الدولة الإسلامية] في"),
    ("قال‸ تنظيم الدولة", "2 a", "قال [ACTOR|تنظيم الدولة]"),
    ("‸وحدات حماية", "9 a", "[ACTOR|‸وحدات حماية]"),
    // A tag after a clitic: into the word, then the tag.
    ("‸والجيش هنا", "> a", "و[ACTOR|‸الجيش] هنا"),
    ("‸وبالجيش هنا", "2 > a", "وب[ACTOR|‸الجيش] هنا"),
    // Nested, crossing, identical.
    ("⟦جيش [LOCATION|سوريا] الحر⟧", "a", "[ACTOR|جيش [LOCATION|سوريا] الحر]"),
    ("[ACTOR|جيش ⟦سوريا⟧ الحر]", "l", "[ACTOR|جيش [LOCATION|سوريا] الحر]"),
    ("[ACTOR|ا ⟦ب] ج⟧", "l", "[ACTOR|ا [LOCATION|ب|ACTOR] ج]"),
    ("⟦[ACTOR|دمشق]⟧", "l", "[ACTOR|[LOCATION|دمشق]]"),
    ("⟦[ACTOR|دمشق]⟧", "a", "⟦[ACTOR|دمشق]⟧"),
    // Repeating.
    ("‸زيد وعمرو", "a j .", "[ACTOR|زيد] [ACTOR|‸وعمرو]"),
    ("‸زيد وعمرو وبكر ومحمد", "2 a 2 j .", "[ACTOR|زيد وعمرو] و[ACTOR|‸بكر ومحمد]"),
    ("‸زيد وعمرو وبكر ومحمد", "a j 3 .", "[ACTOR|زيد] [ACTOR|‸وعمرو وبكر ومحمد]"),
    // Who it is: the first of those listed, and a new one.
    ("قال [ACTOR|‸زيد]", "E enter", "قال [ACTOR|‸زيد]"),
    ("قال [ACTOR|‸زيد]", "E ctrl-n 1", "قال [ACTOR|‸زيد]"),
    // Another tag.
    ("[ACTOR|‸دمشق]", "r l", "[LOCATION|‸دمشق]"),
    // What is undone is gone to, also when it is a span that goes.
    ("‸دمشق اليوم\nثم غدا", "a ctrl-end u", "‸دمشق اليوم\nثم غدا"),
    ("[ACTOR/مهم|‸دمشق]", "r l", "[LOCATION/مهم|‸دمشق]"),
    ("[ACTOR|[LOCATION|‸دمشق]]", "r a", "[ACTOR|[LOCATION|‸دمشق]]"),
    ("[ACTOR|جيش [LOCATION|‸سوريا]]", "tab r c", "[CASUALTY|جيش [LOCATION|‸سوريا]]"),
    // Cycling through a stack, from the innermost outwards and round.
    ("[ACTOR|جيش [LOCATION|‸سوريا]]", "d", "[ACTOR|جيش ‸سوريا]"),
    ("[ACTOR|جيش [LOCATION|‸سوريا]]", "tab d", "جيش [LOCATION|‸سوريا]"),
    ("[ACTOR|جيش [LOCATION|‸سوريا]]", "tab tab d", "[ACTOR|جيش ‸سوريا]"),
    ("[ALLEGATION|[ACTOR|جيش [LOCATION|‸سوريا]]]", "backtab d", "[ACTOR|جيش [LOCATION|‸سوريا]]"),
    ("[ALLEGATION|[ACTOR|جيش [LOCATION|‸سوريا]]]", "backtab tab d", "[ALLEGATION|[ACTOR|جيش ‸سوريا]]"),
    ("[ACTOR|[LOCATION|‸دمشق]]", "d", "[ACTOR|‸دمشق]"),
    ("[ACTOR|[LOCATION|‸دمشق]]", "tab d", "[LOCATION|‸دمشق]"),
    // Edges: the end first, then the start.
    ("[ACTOR|‸الجيش] السوري", "e > > enter", "[ACTOR|الجيش ال]سوري"),
    ("[ACTOR|‸الجيش] السوري", "e j enter", "[ACTOR|الجيش السوري]"),
    ("[ACTOR|‸الجيش السوري]", "e k enter", "[ACTOR|الجيش] السوري"),
    ("[ACTOR|‸الجيش السوري]", "e < < enter", "[ACTOR|الجيش السو]ري"),
    ("قال [ACTOR|‸والجيش]", "e e > enter", "قال و[ACTOR|الجيش]"),
    ("قال [ACTOR|‸والجيش]", "e tab k enter", "[ACTOR|قال والجيش]"),
    ("قال [ACTOR|‸والجيش]", "e tab k > k esc", "قال [ACTOR|‸والجيش]"),
    ("قال [ACTOR|‸والجيش]", "e < < e > esc", "قال [ACTOR|‸والجيش]"),
    ("قال [ACTOR|‸والجيش]", "e tab < < enter", "ق[ACTOR|ال والجيش]"),
    ("[ACTOR|‸زيد] قال كذا اليوم", "e 2 j enter", "[ACTOR|زيد قال كذا] اليوم"),
    ("[ACTOR|‸زيد] قال", "e left left enter", "[ACTOR|زيد قا]ل"),
    ("[ACTOR|‸زيد] قال", "e end enter", "[ACTOR|زيد قال]"),
    ("[ACTOR|‸زيد]", "e < < < < enter", "[ACTOR|ز]يد"),
    ("[ACTOR|زيد [LOCATION|‸هنا] قال]", "e j enter", "[ACTOR|زيد [LOCATION|هنا قال]]"),
    ("[ACTOR|زيد [LOCATION|‸هنا]] قال", "tab e j enter", "[ACTOR|زيد [LOCATION|هنا] قال]"),
    ("[ACTOR|‸زيد] قال", "e j u enter", "[ACTOR|زيد] قال"),
    ("[ACTOR|‸زيد] قال", "e j u U enter", "[ACTOR|زيد قال]"),
    // Notes.
    ("[ACTOR|‸زيد]", "m م ن space ه و enter", "[ACTOR/من هو|‸زيد]"),
    ("[ACTOR/من هو|‸زيد]", "m backspace backspace ا enter", "[ACTOR/من ا|‸زيد]"),
    ("[ACTOR/من هو|‸زيد]", "m ctrl-w enter", "[ACTOR/من|‸زيد]"),
    ("[ACTOR/من هو|‸زيد]", "m ctrl-u enter", "[ACTOR|‸زيد]"),
    ("[ACTOR/من هو|‸زيد]", "m ا esc", "[ACTOR/من هو|‸زيد]"),
    ("‸ا [ACTOR/م|زيد] [ACTOR|عمرو] [ACTOR/ن|بكر]", "M", "ا [ACTOR/م|‸زيد] [ACTOR|عمرو] [ACTOR/ن|بكر]"),
    ("‸ا [ACTOR/م|زيد] [ACTOR|عمرو] [ACTOR/ن|بكر]", "M M", "ا [ACTOR/م|زيد] [ACTOR|عمرو] [ACTOR/ن|‸بكر]"),
    ("ا [ACTOR/م|زيد] [ACTOR|عمرو] [ACTOR/ن|‸بكر]", "alt-m", "ا [ACTOR/م|‸زيد] [ACTOR|عمرو] [ACTOR/ن|بكر]"),
    // By its name, and by another word for it.
    ("[ACTOR|‸زيد] قال", ": d e l e t e enter", "‸زيد قال"),
    // Deleting, undoing, redoing.
    ("[ACTOR/م|‸زيد] قال", "d", "‸زيد قال"),
    ("[ACTOR/م|‸زيد] قال", "delete", "‸زيد قال"),
    ("[ACTOR/م|‸زيد] قال", "d u", "[ACTOR/م|‸زيد] قال"),
    ("‸زيد قال", "a j l u u", "زيد قال"),
    ("‸زيد قال", "a j l 2 u", "زيد قال"),
    ("‸زيد قال", "a j l u u U U", "[ACTOR|زيد] [LOCATION|قال]"),
    ("‸زيد قال", "a u ctrl-r", "[ACTOR|‸زيد] قال"),
    ("‸زيد قال", "a u c U", "[CASUALTY|‸زيد] قال"),
    ("‸زيد قال", "u U", "‸زيد قال"),
    // An Arabic keyboard: ش is on the key marked A, م on L, ق on R, ي on D, ع on U, ٣ on 3.
    ("‸زيد قال", "ش", "[ACTOR|‸زيد] قال"),
    ("‸زيد قال كذا", "٣ ش", "[ACTOR|‸زيد قال كذا]"),
    ("[ACTOR|‸زيد] قال", "ق م", "[LOCATION|‸زيد] قال"),
    ("[ACTOR|‸زيد] قال", "ي", "‸زيد قال"),
    ("‸زيد قال", "ش ع", "‸زيد قال"),
    // Where other tools broke: a span that begins right-to-left and ends left-to-right, and the other way round.
    ("قال ⟦جيش YPG⟧ هنا", "a", "قال [ACTOR|جيش YPG] هنا"),
    ("قال ⟦YPG وحدات⟧ هنا", "a", "قال [ACTOR|YPG وحدات] هنا"),
    ("قال ‸جيش YPG هنا", "2 a", "قال [ACTOR|‸جيش YPG] هنا"),
    // Digits and hyphens, a quotation mark inside, a year.
    ("في ‸2002-03-15 قتل", "3 c", "في [CASUALTY|2002-03-15] قتل"),
    ("بين ⟦10-15⟧ قتيلا", "c", "بين [CASUALTY|10-15] قتيلا"),
    ("عام ‸2002 قتل", "c", "عام [CASUALTY|‸2002] قتل"),
    ("قال ⟦جيش \"الفتح\" المبين⟧", "a", "قال [ACTOR|جيش \"الفتح\" المبين]"),
    ("‸17,500 نازح", "2 c", "[CASUALTY|‸17,500 نازح]"),
    ("‸١٧٬٥٠٠ نازح", "2 c", "[CASUALTY|‸١٧٬٥٠٠ نازح]"),
    // One letter of a lam-alef, and words 4 and 5 of six.
    ("‸لا", "v a", "[ACTOR|‸ل]ا"),
    ("سلام", "2 > shift-left a", "سل[ACTOR|ام]"),
    ("كلمات 1 2 3 ‸4 5 6", "2 c", "كلمات 1 2 3 [CASUALTY|‸4 5] 6"),
    ("words 1 2 3 ‸4 5 6", "2 c", "words 1 2 3 [CASUALTY|‸4 5] 6"),
    ("‸1 2 3 4 5 6", "3 j 2 c", "1 2 3 [CASUALTY|‸4 5] 6"),
    // Arabic, Latin and emoji: no offset drifts.
    ("صاروخ 🚀 Grad على ‸إدلب", "l", "صاروخ 🚀 Grad على [LOCATION|‸إدلب]"),
    ("👨‍👩‍👧 ⟦عائلة 🇸🇾⟧ x", "a", "👨‍👩‍👧 [ACTOR|عائلة 🇸🇾] x"),
    // Marks belong to their letter.
    ("قُتِلَ ‸مُحَمَّدٌ أمس", "a", "قُتِلَ [ACTOR|‸مُحَمَّدٌ] أمس"),
    ("‸مُحَمَّدٌ", "v > > a", "[ACTOR|مُحَمَّ]دٌ"),
];

#[test]
fn every_case_ends_as_it_should() {
    check_all(CASES);
}

/// A state in which nearly every command has something to do.
fn rich() -> Bench {
    let mut bench = Bench::read(
        "قال المتحدث. ثم عاد، وقال كذا.\nفي يوم [ACTOR/م|أعلن الجيش].\nقصف [ALLEGATION|جيش [ACTOR|دولة [LOCATION/ن|‸سوريا]] اليوم] هنا. وعاد الجيش.\nثم [ACTOR/و|سكت] الجميع\nوانتهى 2019 النص",
    );
    bench.tell(Message::Area(24, 4));
    bench
}

#[test]
fn every_default_binding_does_something_or_says_something() {
    // What is pressed first, in turn, until the binding has something to do.
    let before =
        ["", "1 k", "+ +", "2", "a u", "/ ا enter", "? down down down", "ctrl-end", "S s", "k", "down down", "v", "ctrl-p"];
    for mode in Mode::ALL {
        // What a draft has from the text was tried there.
        let inherited = |keys: &String, command: &Command| {
            mode.base().is_some_and(|base| super::harness::KEYMAP.keys_for(command, base).contains(keys))
        };
        for (keys, command) in super::harness::KEYMAP.bindings(*mode) {
            if inherited(&keys, command) {
                continue;
            }
            let does = |preparation: &&str| {
                let mut bench = prepared(*mode, preparation)?;
                let before = bench.state();
                bench.performed.clear();
                bench.press(&keys);
                assert_eq!(bench.performed.last(), Some(command), "{keys} in {}", mode.name());
                bench.draw(40, 10, true);
                (bench.state() != before).then_some(())
            };
            // Any command eats a count, whatever else it does: only what is about counts is tried after one.
            let fair = |keys: &&&str| **keys != "2" || matches!(command, Command::Count(_) | Command::Cancel);
            let silent = matches!(command, Command::Count(0)) && *mode == Mode::Edge;
            assert!(
                silent || before.iter().filter(fair).any(|keys| does(keys).is_some()),
                "{keys} ({command}) in {} does nothing",
                mode.name()
            );
        }
    }
}

fn prepared(mode: Mode, preparation: &str) -> Option<Bench> {
    let mut bench = rich();
    bench.stage.full = Some("disk full");
    match mode {
        Mode::Corpus => {
            bench = Bench::corpus(&["قبل", "خبر", "بعد", "آخر"]);
            bench.press("down");
        }
        Mode::Reading => {}
        Mode::Edge => drop(bench.press("e")),
        Mode::Search => drop(bench.press("/ ق enter / ا ل space ج space ا right right")),
        Mode::Note => drop(bench.press("m ق enter m ctrl-u ن ا space ن right")),
        Mode::Filter => {
            bench = Bench::corpus(&["قبل", "خبر", "بعد", "آخر"]);
            bench.press("down / . t x t left left");
        }
        Mode::Identities => drop(bench.press("E ق و space ا ل space ا right right")),
        Mode::Palette => drop(bench.press(": s e space t e right left left")),
        Mode::Elsewhere => return super::elsewhere::prepared(preparation),
        Mode::Concordance => return super::concordance::prepared(preparation),
        Mode::Facts => drop(bench.press("@ s س enter t")),
        Mode::States => {
            bench = Bench::corpus(&["قبل", "خبر", "بعد", "آخر"]);
            bench.press("a S s down");
        }
        Mode::Drift => drop(bench.press("alt-r")),
        Mode::Help => drop(bench.press("?")),
        Mode::Guideline => drop(bench.press("h")),
        Mode::Review | Mode::Draft | Mode::Comment | Mode::Preview | Mode::Fields => {
            return super::reviewing::prepared(mode, preparation);
        }
        Mode::Inspector | Mode::Value | Mode::Relating | Mode::Pointing | Mode::Submission => {
            return super::inspecting::prepared(mode, preparation);
        }
        Mode::Keyboard => drop(bench.press("alt-k")),
        Mode::Leaping => drop(bench.press(";")),
        Mode::Propagating => {
            bench = Bench::read("‸قال ناطق ثم قال وقال");
            bench.press("a *");
        }
        Mode::Marking => drop(bench.press("~")),
        Mode::Attributes => return Some(super::attributes::prepared()),
        Mode::Ordering => return Some(super::ordering::prepared()),
        Mode::Question => drop(bench.press("a ctrl-c")),
    }
    if mode == Mode::Reading || preparation.is_empty() {
        if !preparation.is_empty() {
            bench.press(preparation);
        }
    } else if preparation.chars().all(|c| c.is_ascii_digit())
        || ["k", "1 k", "down down"].contains(&preparation)
        || mode.is_text_entry() && preparation == "ctrl-p"
    {
        bench.press(preparation);
    }
    (bench.session.mode() == mode).then_some(bench)
}

#[test]
fn every_command_of_the_table_is_called_by_a_case() {
    let mut called = Vec::new();
    let cases = CASES.iter().chain(super::reading::CASES).map(|(before, keys, _)| (*before, *keys));
    for (before, keys) in cases.chain(super::reading::UNSEEN.iter().copied()) {
        let mut bench = Bench::read(before);
        bench.press(keys);
        called.extend(bench.performed.iter().map(Command::name));
    }
    called.extend(super::reviewing::called());
    called.extend(super::inspecting::called());
    called.extend(["relate_elsewhere", "toggle_boilerplate", "merge_identity", "rename_identity", "split_identity"]);
    let missing: Vec<&str> = COMMANDS.iter().map(|entry| entry.name).filter(|name| !called.contains(name)).collect();
    assert!(missing.is_empty(), "no case calls {missing:?}");
}

#[test]
fn an_edge_moves_and_id_attributes_note_and_relations_stay() {
    let mut bench = Bench::corpus(&["الجيش السوري الحر"]);
    let (document, set) = (Document::from("الجيش السوري الحر"), &mut bench.stage.texts[0].1);
    let attributes = vec![("actor_class".to_owned(), Value::from("state")), ("x".to_owned(), Value::Integer(3))];
    let span = document.span(0.."الجيش".len()).unwrap();
    let annotation =
        Annotation { attributes, note: "م".into(), origin: "imported".into(), ..Annotation::new("s7", "ACTOR", span) };
    set.apply(Edit::Add(annotation.clone())).unwrap();
    bench.open(0, None);
    bench.press("e j enter");
    let moved = bench.set().get("s7").unwrap();
    assert_eq!(document.slice(moved.span.range()), "الجيش السوري");
    assert_eq!(*moved, Annotation { span: moved.span, ..annotation });
}

#[test]
fn all_steps_of_an_edge_that_is_held_are_taken_back_as_one() {
    let mut bench = Bench::read("[ACTOR|‸زيد] قال كذا اليوم");
    bench.press("S i e j j e > enter").expect("ز[ACTOR|يد قال كذا] اليوم");
    bench.press("u").expect("[ACTOR|زيد] قال كذا اليوم");
    bench.press("U").expect("ز[ACTOR|يد قال كذا] اليوم");
    // Held once more it is another change; back where it was, there is nothing to take back.
    bench.press("e j enter e k enter").expect("ز[ACTOR|يد قال كذا] اليوم");
    bench.press("u").expect("ز[ACTOR|يد قال كذا اليوم]");
    bench.press("2 u e j k j esc u").expect("[ACTOR|زيد] قال كذا اليوم");
    assert_eq!(*bench.set().state(), DocumentState::New, "only the state was left to take back");
}

#[test]
fn a_refusal_says_why_and_changes_nothing() {
    for (before, keys, why) in [
        ("⟦[ACTOR|دمشق]⟧", "a", "already tagged ACTOR (s1)"),
        ("‸دمشق", "d", "no span under the cursor"),
        ("‸دمشق", "e", "no span under the cursor"),
        ("‸دمشق", "m", "no span under the cursor"),
        ("‸دمشق", "tab", "no span under the cursor"),
        ("‸دمشق", "r a", "no span under the cursor"),
        ("‸دمشق", ".", "nothing tagged yet"),
        ("‸، !", "a", "no word here to tag"),
        ("‸", "a", "no word here to tag"),
        ("‸دمشق", "M", "no later span has a note"),
        ("‸دمشق", "u", "nothing left to undo"),
        ("‸دمشق", "U", "nothing left to redo"),
        ("‸دمشق", "n", "nothing to search for yet"),
        ("‸دمشق", "backspace", "no earlier place to jump back to"),
        ("‸دمشق", "ctrl-s", "everything is saved"),
        ("‸دمشق", "V", "V does nothing here"),
        ("ا[ACTOR|‸د]", "e <", "a span keeps at least one letter"),
    ] {
        let mut bench = Bench::read(before);
        bench.press(keys);
        let mut expected = Marked::parse(before);
        expected.cursor = None;
        assert_eq!(bench.notice(), why, "{keys}");
        assert_eq!(bench.marked().spans, expected.spans);
        assert!(bench.stage.saved.is_empty(), "{keys} saved something");
    }
}

#[test]
fn a_read_only_text_refuses_every_change() {
    let mut bench = Bench::corpus(&["[ACTOR/م|زيد] قال"]);
    bench.open(0, Some("the folder is locked"));
    let before = bench.set().clone();
    for keys in ["a", "l", "r l", "d", "e j enter", "m", "S s", "u", "U", "2 c", "."] {
        bench.press("esc").press(keys);
        assert!(bench.notice().contains("read-only") || keys == "." || keys == "e j enter", "{keys}: {}", bench.notice());
        assert_eq!(*bench.set(), before, "{keys}");
        assert_eq!(bench.session.mode(), Mode::Reading, "{keys}");
    }
    bench.press("j / tab ا enter v").expect("[ACTOR/م|زيد] ق⟦‸ا⟧ل");
    assert!(bench.stage.saved.is_empty());
}

#[test]
fn the_first_change_begins_the_work_and_its_undo_ends_it() {
    let mut bench = Bench::read("‸زيد قال");
    assert_eq!(*bench.set().state(), DocumentState::New);
    bench.press("a");
    assert_eq!(*bench.set().state(), DocumentState::InProgress);
    bench.press("u");
    assert_eq!(*bench.set().state(), DocumentState::New);
    for (keys, state) in
        [("S s enter", "submitted"), ("S r", "returned"), ("S v", "reviewed"), ("S i", "in_progress"), ("S n", "new")]
    {
        bench.press(keys);
        assert_eq!(bench.set().state().as_str(), state);
    }
    bench.press("5 u");
    assert_eq!(*bench.set().state(), DocumentState::New);
    assert_eq!(bench.press("u").notice(), "nothing left to undo");
}

#[test]
fn every_change_is_saved_once_and_a_failure_is_not_forgotten() {
    let mut bench = Bench::read("‸زيد قال");
    bench.press("a j l u");
    assert_eq!(bench.stage.saved.iter().map(|s| s.set.len()).collect::<Vec<_>>(), [1, 2, 1]);
    bench.stage.full = Some("disk full");
    bench.press("c");
    assert_eq!(bench.notice(), "not saved, trying again: disk full");
    bench.press("q");
    assert_eq!(bench.session.mode(), Mode::Reading, "a text that is not saved stays open");
    bench.press("ctrl-c");
    assert_eq!((bench.session.mode(), bench.stage.wishes.len()), (Mode::Question, 0), "quitting asks");
    bench.press("esc");
    assert_eq!(bench.session.mode(), Mode::Reading, "and whoever stays goes on");
    bench.press("j l");
    bench.stage.full = None;
    bench.press("ctrl-s q");
    assert_eq!((bench.session.mode(), bench.stage.texts[1].1.len()), (Mode::Corpus, 3));
    let commands: Vec<&str> = bench.stage.entries.iter().map(|entry| entry.command.as_str()).collect();
    assert_eq!(commands, ["tag ACTOR", "tag LOCATION", "undo", "tag CASUALTY", "tag LOCATION"]);
}

#[test]
fn what_cannot_be_saved_is_left_behind_only_by_whoever_says_so_twice() {
    for yes in ["enter", "ctrl-c"] {
        let mut bench = Bench::read("‸زيد قال");
        bench.stage.full = Some("disk full");
        bench.press("a ctrl-c");
        assert_eq!((bench.session.mode(), bench.stage.wishes.len()), (Mode::Question, 0), "{yes}");
        let unsaved = bench.session.unsaved().unwrap();
        assert_eq!(Words::default().say(&unsaved), "the last changes are NOT SAVED: disk full");
        bench.press(yes);
        assert_eq!(bench.stage.wishes, ["quit"], "{yes}");
    }
    // Once it can be saved, there is nothing left to ask.
    let mut bench = Bench::read("‸زيد قال");
    bench.stage.full = Some("disk full");
    bench.press("a ctrl-c");
    bench.stage.full = None;
    bench.tell(Message::Idle);
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Reading, "everything is saved now"));
    bench.press("ctrl-c");
    assert_eq!(bench.stage.wishes, ["quit"]);
}

#[test]
fn a_new_span_has_the_time_the_origin_and_an_id_that_was_never_given() {
    let mut bench = Bench::read("‸زيد قال كذا");
    bench.stage.now = std::time::UNIX_EPOCH + std::time::Duration::from_hours(24);
    bench.press("a u j l");
    let made = bench.set().iter().next().unwrap();
    assert_eq!((made.id.as_str(), made.origin.as_str(), made.at.as_str()), ("s2", "manual", "1970-01-02T00:00:00Z"));
}

#[test]
fn a_mouse_drag_selects_what_a_key_tags() {
    let mut bench = Bench::read("قال الجاحظ في");
    let column = |bench: &mut Bench, word: &str| {
        let at = bench.marked().text.find(word).unwrap();
        while bench.cursor() != at {
            bench.command(Command::Move(if bench.cursor() < at { Motion::NextGrapheme } else { Motion::PreviousGrapheme }));
        }
        bench.session.sheet().unwrap().cursor_place().unwrap().1
    };
    let (first, last) = (column(&mut bench, "الج"), column(&mut bench, "ظ"));
    bench.tell(Message::Pointer(hashiya::session::Pointer::Press(first, 0)));
    bench.tell(Message::Pointer(hashiya::session::Pointer::Drag(last, 0)));
    bench.expect("قال ⟦الجاح‸ظ⟧ في").press("a").expect("قال [ACTOR|الجاحظ] في");
}

#[test]
fn commands_wait_for_the_rest_of_a_text_and_then_happen_in_order() {
    let text = "زيد قال كذا\n".repeat(40);
    let head = Document::read_head(text.as_bytes()[..200].to_vec(), text.len()).unwrap();
    assert!(head.is_partial());
    let opened = |document, is_rest| {
        Message::Opened(Box::new(Opened { is_rest, ..Opened::whole(0.into(), Arc::new(document), AnnotationSet::new()) }))
    };
    let mut bench = Bench::corpus(&[&text]);
    bench.tell(opened(head, false));
    bench.press("a j l ctrl-end a");
    assert!(bench.set().is_empty() && bench.stage.saved.is_empty());
    assert_eq!(bench.notice(), "still reading the text…");
    bench.tell(opened(Document::from(text.as_str()), true));
    let made: Vec<(&str, &str)> = bench.set().iter().map(|a| (a.tag.as_str(), &text[a.span.range()])).collect();
    assert_eq!(made, [("ACTOR", "زيد"), ("LOCATION", "قال"), ("ACTOR", "كذا")]);
    assert!(!bench.stage.saved.is_empty());
}

#[test]
fn a_word_that_is_tagged_below_the_screen_comes_into_sight() {
    let mut bench = Bench::read("قال، ‸؛ ؛ ؛ ؛ ناطق");
    bench.tell(Message::Area(5, 1));
    bench.press("a").expect("قال، ؛ ؛ ؛ ؛ [ACTOR|‸ناطق]");
    assert!(bench.session.sheet().unwrap().cursor_place().is_some());
}

#[test]
fn a_search_called_by_some_keymap_while_an_edge_is_held_lets_go_of_it() {
    for cycle in [Command::CycleSpan, Command::CycleSpanBack] {
        let mut bench = Bench::read("[ACTOR|‸زيد] قال هنا");
        for command in [Command::EdgeMode, Command::Search, Command::Insert('ه'), Command::Accept, cycle] {
            bench.command(command);
        }
        bench.expect("[ACTOR|زيد] قال ⟦هن‸ا⟧");
        assert_eq!(bench.notice(), "no span under the cursor");
    }
}

/// Commands that a sequence is made of: all that change something or go somewhere.
fn any_command() -> impl Strategy<Value = Command> {
    let mut commands = Vec::new();
    for (_, command) in
        super::harness::KEYMAP.bindings(Mode::Reading).into_iter().chain(super::harness::KEYMAP.bindings(Mode::Edge))
    {
        // What leaves the text, and the list of commands, from which that is picked, too.
        if !matches!(command, Command::Back | Command::NextText | Command::PreviousText | Command::Quit | Command::Palette) {
            commands.push(command.clone());
        }
    }
    commands.extend([Command::Accept, Command::Insert('ا'), Command::Insert('ل'), Command::EraseBack]);
    prop::sample::select(commands)
}

proptest! {
    #![proptest_config(super::harness::cases(48))]

    #[test]
    fn undoing_two_hundred_commands_leaves_the_set_as_it_was(commands in prop::collection::vec(any_command(), 200)) {
        let mut bench = rich();
        let first = bench.set().clone();
        for command in commands {
            bench.command(command);
            bench.tell(Message::Area(24, 4));
            let reading = bench.session.open_text().unwrap();
            let text = reading.document().text();
            prop_assert!(hashiya::text::grapheme::is_edge(text, reading.cursor()));
            prop_assert!(reading.sheet().cursor_place().is_some(), "the cursor is on screen");
            for annotation in reading.set().iter() {
                prop_assert!(hashiya::text::grapheme::is_edge(text, annotation.span.start()));
                prop_assert!(hashiya::text::grapheme::is_edge(text, annotation.span.end()));
            }
        }
        // A screen may be over a screen over the text, a list of commands over each of them, and so on.
        for _ in 0..200 {
            bench.command(Command::Cancel);
        }
        prop_assert_eq!(bench.session.mode(), Mode::Reading);
        for _ in 0..1000 {
            bench.command(Command::Undo);
        }
        prop_assert_eq!(bench.notice(), "nothing left to undo");
        prop_assert_eq!(bench.set(), &first);
        prop_assert_eq!(bench.set().state(), first.state());
    }
}
