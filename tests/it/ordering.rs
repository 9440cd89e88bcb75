//! A name tagged in all texts, and spans of all texts retagged and deleted: by keys, with one answer and one undo.

use hashiya::annotation::{DocumentState, Edit};
use hashiya::session::{Heard, Looking, Message, Mode, OrderReport};

use super::harness::{Bench, Marked};

/// Texts in which a place is named, the first of which is open.
fn bench() -> Bench {
    let mut bench = Bench::corpus(&[
        "قال ‸الزيتونة ثم للزيتونة",
        "أخليت الزيتونة ليلا وحول [LOCATION|الزيتونة] قصف",
        "لا شيء هنا",
        "قرب الزيتونة",
    ]);
    bench.open(0, None);
    bench.place(&Marked::parse("قال ‸الزيتونة ثم للزيتونة"));
    bench
}

/// How many spans each text has, the open one as it is on screen.
fn spans(bench: &Bench) -> Vec<usize> {
    bench.stage.texts.iter().map(|(_, set)| set.len()).collect()
}

#[test]
fn a_name_is_tagged_in_all_texts_by_four_keys_and_one_undo_takes_it_back_in_all() {
    let mut bench = bench();
    bench.press("l * *");
    assert_eq!(bench.session.mode(), Mode::Propagating);
    let screen = bench.draw(100, 14, false).rows().join("\n");
    assert!(screen.contains("3 of 4 places chosen in 4 texts"), "{screen}");
    for told in ["1.txt", "2.txt", "4.txt", "tagged"] {
        assert!(screen.contains(told), "{told}:\n{screen}");
    }
    bench.press("enter");
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Reading, "tagged 3 spans in 3 texts"));
    let told = bench.draw(100, 14, false).rows().pop().unwrap();
    assert!(told.contains("u to undo"), "{told}");
    assert_eq!(spans(&bench), [2, 2, 0, 1]);
    bench.expect("قال [LOCATION|‸الزيتونة] ثم ل[LOCATION|لزيتونة]");
    bench.press("u").expect("قال [LOCATION|الزيتونة] ثم ل‸لزيتونة");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("undone: 3 spans in 3 texts", vec![1, 1, 0, 0]));
    bench.press("U");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("done again: 3 spans in 3 texts", vec![2, 2, 0, 1]));
    bench.press("u u").expect("قال ‸الزيتونة ثم للزيتونة");
    let orders: Vec<bool> = bench.stage.entries.iter().map(|entry| entry.order.is_some()).collect();
    assert_eq!(orders, [false, true, true, true, true, false], "only what was ordered is a part of it");
}

#[test]
fn a_name_that_is_nowhere_else_in_its_text_is_looked_for_in_all_by_asking_again() {
    let mut bench = bench();
    bench.open(3, None);
    bench.press("ctrl-home ctrl-left l *");
    assert_eq!(
        (bench.session.mode(), bench.notice().as_str()),
        (Mode::Reading, "«الزيتونة» is nowhere else in this text; once more: in all texts")
    );
    bench.press("*");
    assert!(bench.draw(100, 14, false).rows()[0].contains("3 of 4 places chosen in 4 texts"));
    bench.press("enter");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("tagged 3 spans in 2 texts", vec![2, 2, 0, 1]));
    // Undo takes it back though the open text has no part in it, then what was done before.
    bench.press("u");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("undone: 3 spans in 2 texts", vec![0, 1, 0, 1]));
    bench.press("u");
    assert_eq!(spans(&bench), [0, 1, 0, 0]);
}

#[test]
fn places_in_texts_that_others_are_to_read_are_shown_and_left_until_somebody_chooses_them() {
    let mut bench = bench();
    bench.tell(Message::Assigned(vec![0.into(), 3.into()]));
    bench.press("l * * enter");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("tagged 2 spans in 2 texts", vec![2, 1, 0, 1]));
}

#[test]
fn what_is_left_of_an_order_is_named_with_the_reason() {
    let mut bench = bench();
    bench.press("l * *");
    bench.stage.texts[3].1.apply(Edit::State(DocumentState::Submitted)).unwrap();
    bench.press("enter");
    assert_eq!(bench.notice(), "tagged 2 spans in 2 texts; 1 text left as it is: 4.txt: already submitted");
    assert_eq!(spans(&bench), [2, 2, 0, 0]);
}

#[test]
fn looking_in_all_texts_is_stopped_by_esc_and_an_order_between_two_texts() {
    let mut bench = bench();
    bench.stage.lasts = true;
    bench.press("l * *");
    assert!(bench.draw(100, 14, false).rows()[0].contains("so far, in 3 of 4 texts"));
    bench.press("enter");
    assert_eq!(
        (bench.session.mode(), bench.notice().as_str()),
        (Mode::Propagating, "still looking in all texts: wait, or stop it")
    );
    bench.press("esc");
    assert_eq!(bench.stage.wishes, ["stop inquiry"]);
    bench.tell(Message::Heard(0, Heard::Ended(Looking::Stopped)));
    bench.press("enter");
    assert_eq!(bench.session.mode(), Mode::Ordering);
    let told = bench.draw(100, 14, false).rows().pop().unwrap();
    assert!(told.contains("1 of 2 texts"), "{told}");
    bench.press("enter j a q esc");
    assert_eq!((bench.session.mode(), bench.stage.wishes.last().copied()), (Mode::Ordering, Some("stop order")));
    bench.tell(Message::Ordered(OrderReport { texts: vec![(1.into(), Ok(1))], is_stopped: true }));
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Reading, "tagged 2 spans in 2 texts, stopped"));
}

/// Three texts of which two have spans, listed by their words.
fn listed() -> Bench {
    let mut bench = Bench::corpus(&["[LOCATION|الزيتونة] ثم [LOCATION|الزيتونة]", "قرب الزيتونة", "[ACTOR|الزيتونة] قصفت"]);
    for (_, set) in &mut bench.stage.texts {
        set.apply(Edit::State(DocumentState::InProgress)).unwrap();
    }
    bench.press("\\ ا ل ز ي ت و ن ة enter");
    bench
}

/// An order that is asked about, or under way, as one of the preparations of the test of every binding.
pub(crate) fn prepared() -> Bench {
    let mut bench = listed();
    bench.press("a delete");
    bench
}

/// What was asked in the last line.
fn asked(bench: &mut Bench) -> String {
    bench.draw(100, 14, false).rows().pop().unwrap().trim().to_owned()
}

#[test]
fn spans_that_are_marked_in_the_concordance_are_deleted_after_a_question_and_come_back_by_one_undo() {
    let mut bench = listed();
    bench.press("a delete");
    assert_eq!(bench.session.mode(), Mode::Ordering);
    assert!(asked(&mut bench).starts_with("delete 3 spans in 2 texts?"), "{}", asked(&mut bench));
    bench.press("esc");
    assert_eq!((bench.session.mode(), spans(&bench)), (Mode::Concordance, vec![2, 0, 1]));
    bench.press("delete enter");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("deleted 3 spans in 2 texts", vec![0, 0, 0]));
    assert_eq!(bench.session.findings().unwrap().count(), 4, "the list is found anew");
    bench.press("u");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("undone: 3 spans in 2 texts", vec![2, 0, 1]));
    assert_eq!(bench.press("u").notice(), "nothing left to undo");
}

#[test]
fn the_row_at_hand_or_those_marked_get_another_tag_and_words_that_are_no_span_are_left() {
    let mut bench = listed();
    bench.press("end r l");
    assert!(asked(&mut bench).starts_with("retag 1 span in 1 text?"));
    bench.press("enter");
    let tags = |bench: &Bench, n: usize| bench.stage.texts[n].1.iter().map(|span| span.tag.clone()).collect::<Vec<_>>();
    assert_eq!((bench.notice().as_str(), tags(&bench, 2)), ("retagged 1 span in 1 text", vec!["LOCATION".to_owned()]));
    bench.press("home down down delete");
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Concordance, "none of the places chosen has a tag"));
    bench.press("home space space r a enter");
    assert_eq!((bench.notice().as_str(), tags(&bench, 0)), ("retagged 2 spans in 1 text", vec!["ACTOR".to_owned(); 2]));
}

#[test]
fn spans_that_are_marked_get_an_identity_those_that_may_have_one_of_that_registry() {
    let mut bench = listed();
    bench.press("a E");
    assert_eq!(bench.session.mode(), Mode::Identities);
    bench.press("enter");
    assert_eq!(bench.session.mode(), Mode::Ordering);
    assert!(asked(&mut bench).contains("in 2 spans in 1 text?"), "{}", asked(&mut bench));
    bench.press("enter");
    assert_eq!(bench.notice(), "changed 2 spans in 1 text");
    let said = |bench: &Bench, n: usize| bench.stage.texts[n].1.iter().map(|span| span.attributes.len()).collect::<Vec<_>>();
    assert_eq!((said(&bench, 0), said(&bench, 2)), (vec![1, 1], vec![0]));
    bench.press("/ i d e n t i t y : u n i t enter");
    assert_eq!(bench.session.findings().unwrap().list().shown().len(), 2);
    bench.press("u");
    assert_eq!((bench.notice().as_str(), said(&bench, 0)), ("undone: 2 spans in 1 text", vec![0, 0]));
}

#[test]
fn an_order_from_the_list_does_its_part_in_the_open_text_too() {
    let mut bench = listed();
    bench.press("enter \\ a delete enter");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("deleted 3 spans in 2 texts", vec![0, 0, 0]));
    bench.press("esc");
    bench.expect("⟦الزيتونة⟧ ثم الزيتونة");
    bench.press("esc u").expect("[LOCATION|الزيتونة] ثم [LOCATION|الزيتونة]");
    assert_eq!((bench.notice().as_str(), spans(&bench)), ("undone: 3 spans in 2 texts", vec![2, 0, 1]));
}

#[cfg(unix)]
mod whole {
    use std::fs;

    use crate::pty::Start;

    /// The tags in a sidecar; none where there is no sidecar.
    fn tags(folder: &std::path::Path, name: &str) -> usize {
        fs::read_to_string(folder.join(name)).map_or(0, |sidecar| sidecar.matches("tag: \"LOCATION\"").count())
    }

    #[test]
    fn the_program_tags_a_name_in_all_texts_and_takes_it_back_after_a_restart_from_any_of_them() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("a", "الزيتونة ثم الزيتونة"), ("b", "قرب الزيتونة وحول الزيتونة"), ("c", "لا شيء")]
        {
            fs::write(folder.path().join(format!("{name}.txt")), text).unwrap();
        }
        let all = || ["a", "b", "c"].map(|name| tags(folder.path(), &format!("{name}.txt.amal.ron")));
        let start = || Start::new(folder.path(), &[".", "--annotator", "amal"]).size(120, 20).begin();
        let mut pty = start();
        pty.wait_for("c.txt");
        pty.keys("enter");
        pty.wait_for("LOCATION");
        pty.keys("ctrl-home l * *");
        pty.wait_for("3 of 3 places chosen in 3 texts");
        pty.keys("enter");
        pty.wait_for("tagged 3 spans in 2 texts");
        pty.keys("q");
        pty.wait_for("last change");
        pty.keys("Q");
        assert_eq!((pty.end(), all()), (0, [2, 2, 0]));
        // Another text than the one it was ordered in.
        let mut pty = start();
        pty.wait_for("c.txt");
        pty.keys("down enter");
        pty.wait_for("LOCATION 2");
        pty.keys("u");
        pty.wait_for("undone: 3 spans in 2 texts");
        pty.keys("U");
        pty.wait_for("done again: 3 spans in 2 texts");
        pty.keys("u");
        pty.wait_for("undone: 3 spans in 2 texts");
        pty.keys("q Q");
        assert_eq!((pty.end(), all()), (0, [1, 0, 0]));
    }
}
