//! An attribute of spans that are marked in a list: by its letter and its value, with one question and one undo over all texts.

use hashiya::annotation::{Edit, Value};
use hashiya::session::{Attributes, Mode};

use super::harness::Bench;

/// Texts with figures, a place and a claim.
const TEXTS: [&str; 3] = [
    "قتل [CASUALTY|ثلاثة رجال] في [LOCATION|الزيتونة]",
    "جرح [CASUALTY|عشرة] وقتل [CASUALTY|خمسة]",
    "قال ناطق إن [ALLEGATION|الجيش قصف] هنا ثم [LOCATION|الحقل]",
];

/// The spans of all texts in a list that is narrowed to some words, all that are shown marked.
fn marked(narrowed: &str) -> Bench {
    let mut bench = Bench::corpus(&TEXTS);
    bench.press("| /");
    for c in narrowed.chars() {
        bench.press(&c.to_string().replace(' ', "space"));
    }
    bench.press("enter a");
    bench
}

/// The attributes of marked rows, as one of the preparations of the test of every binding.
pub(crate) fn prepared() -> Bench {
    let mut bench = marked("tag:cas");
    bench.press("i");
    bench
}

/// What the spans of each text say of an attribute.
fn said(bench: &Bench, name: &str) -> Vec<Vec<String>> {
    let of_text = |(_, set): &(String, hashiya::annotation::AnnotationSet)| {
        set.iter().filter_map(|span| span.attribute(name).map(Value::to_string)).collect()
    };
    bench.stage.texts.iter().map(of_text).collect()
}

/// What is asked or told in the last line.
fn last_line(bench: &mut Bench) -> String {
    bench.draw(100, 24, false).rows().pop().unwrap().trim().to_owned()
}

#[test]
fn a_letter_and_a_digit_say_an_attribute_of_all_marked_spans_after_a_question_and_one_undo_takes_it_back() {
    let mut bench = prepared();
    assert_eq!(bench.session.mode(), Mode::Attributes);
    bench.press("s");
    let screen = bench.draw(100, 24, false).rows().join("\n");
    for shown in ["attributes of 3 spans in 2 texts", "▶s Status", "1 civilian", "5 unknown", "h Harm", "n At least"] {
        assert!(screen.contains(shown), "{shown}:\n{screen}");
    }
    bench.press("1");
    assert_eq!(bench.session.mode(), Mode::Ordering);
    assert!(last_line(&mut bench).starts_with("set Status = civilian in 3 spans in 2 texts?"), "{}", last_line(&mut bench));
    bench.press("esc");
    assert_eq!((bench.session.mode(), said(&bench, "status")), (Mode::Attributes, vec![vec![]; 3]));
    bench.press("1 enter");
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Concordance, "changed 3 spans in 2 texts"));
    assert_eq!(said(&bench, "status"), [vec!["civilian"], vec!["civilian"; 2], vec![]]);
    bench.press("u");
    assert_eq!((bench.notice().as_str(), said(&bench, "status")), ("undone: 3 spans in 2 texts", vec![vec![]; 3]));
}

#[test]
fn what_all_of_them_say_is_shown_that_they_differ_too_and_delete_clears_it() {
    let mut bench = prepared();
    bench.press("s 2 enter home i");
    assert!(bench.draw(100, 24, false).rows().join("\n").contains(" s Status        combatant"));
    bench.press("s 1 enter a i");
    assert!(bench.draw(100, 24, false).rows().join("\n").contains("s Status        different values"));
    bench.press("s delete");
    assert!(last_line(&mut bench).starts_with("clear Status in 3 spans in 2 texts?"));
    bench.press("enter");
    assert_eq!(said(&bench, "status"), vec![Vec::<String>::new(); 3]);
}

#[test]
fn numbers_days_and_texts_are_typed_on_a_line_and_what_is_no_value_stays_there() {
    let mut bench = prepared();
    bench.press("n 3 x enter");
    assert_eq!((bench.session.mode(), bench.session.line().unwrap().text()), (Mode::Value, "3x"));
    assert!(bench.draw(100, 24, false).rows().join("\n").contains("▶n At least"), "the attributes stay on screen");
    bench.press("backspace ٠ enter");
    assert!(last_line(&mut bench).starts_with("set At least = 30 in 3 spans in 2 texts?"), "{}", last_line(&mut bench));
    bench.press("enter");
    assert_eq!(said(&bench, "min"), [vec!["30"], vec!["30"; 2], vec![]]);
    bench.press("a i r أ م س enter enter");
    assert_eq!(said(&bench, "period"), [vec!["أمس"], vec!["أمس"; 2], vec![]]);
    bench.press("a i f enter 2 0 3 1 - 0 2 - 2 9 enter");
    assert_eq!(bench.session.mode(), Mode::Value, "there is no such day");
    bench.press("esc esc");
    assert_eq!(bench.session.mode(), Mode::Concordance);
}

#[test]
fn of_several_values_digits_put_a_list_together_that_enter_asks_about() {
    let mut bench = prepared();
    bench.press("p 1 3 2 2");
    assert!(bench.draw(100, 24, false).rows().join("\n").contains("●3 children"));
    bench.press("enter");
    assert!(last_line(&mut bench).starts_with("set Profile = women, children in 3 spans"), "{}", last_line(&mut bench));
    bench.press("esc s");
    assert_eq!(bench.session.find::<Attributes>().unwrap().rows().iter().filter(|row| row.said().is_some()).count(), 0);
    bench.press("p 1 enter enter");
    assert_eq!(said(&bench, "profile"), [vec!["women"], vec!["women"; 2], vec![]]);
}

#[test]
fn an_identity_is_picked_as_everywhere_then_asked_about() {
    let mut bench = marked("tag:loc");
    bench.press("i i");
    assert_eq!(bench.session.mode(), Mode::Identities);
    bench.press("2");
    let asked = last_line(&mut bench);
    assert!(asked.starts_with("set ") && asked.contains("in 2 spans in 2 texts?"), "{asked}");
    bench.press("esc");
    assert_eq!(bench.session.mode(), Mode::Identities, "another may be taken");
    bench.press("3 enter");
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Concordance, "changed 2 spans in 2 texts"));
    assert_eq!(said(&bench, "loc_id"), [vec!["unit_11"], vec![], vec!["unit_11"]]);
}

#[test]
fn only_what_every_tag_has_is_offered_and_nothing_where_they_have_nothing_in_common() {
    let mut bench = marked("");
    bench.press("i");
    assert_eq!(
        (bench.session.mode(), bench.notice().as_str()),
        (Mode::Concordance, "the tags of these spans have no attribute in common")
    );
    // A figure and a claim, without the places.
    bench.press("esc home space down down down space i");
    let rows = bench.session.find::<Attributes>().map(Attributes::rows).unwrap_or_default();
    let letters: String = rows.iter().map(|row| row.attribute.key).collect();
    assert_eq!(letters, "wflb", "when, from when to when, and how that is known");
    bench.press("s");
    assert_eq!(bench.notice(), "no attribute of this span has the letter s");
    bench.press("w enter");
    assert_eq!(bench.notice(), "words are pointed out in one text: open the row first");
}

#[test]
fn a_text_that_is_handed_in_is_left_and_named_and_words_that_are_no_span_have_nothing_to_say() {
    let mut bench = prepared();
    bench.stage.texts[1].1.apply(Edit::State("submitted".into())).unwrap();
    bench.press("s 1 enter");
    assert_eq!(bench.notice(), "changed 1 span in 1 text; 1 text left as it is: 2.txt: already submitted");
    let mut bench = Bench::corpus(&TEXTS);
    bench.press("\\ ق ت ل enter i");
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Concordance, "none of the places chosen has a tag"));
}
