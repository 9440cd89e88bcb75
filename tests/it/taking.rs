//! Suggested spans on the screen: gone to, taken, refused.

use hashiya::annotation::registry::NamedRegistry;
use hashiya::annotation::suggestion::{NameList, Suggester};
use hashiya::annotation::{Identity, Origin, Registry, RegistryEdit, Schema, Value};
use hashiya::session::Message;
use ratatui::style::Modifier;

use super::harness::Bench;

/// A text whose folder has a registry of two places, with what is suggested in it.
fn bench(marked: &str) -> Bench {
    let mut bench = Bench::read(marked);
    bench.stage.suggester = Some(suggester());
    bench.tell(Message::Idle);
    bench
}

/// What knows two places.
fn suggester() -> Suggester {
    let mut places = Registry::new("places");
    for (id, ar) in [("zaytuna", "الزيتونة"), ("birka", "سوق البركة")] {
        let identity = Identity { ar: ar.to_owned(), ..Identity::new(id) };
        places.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
    }
    let places = NamedRegistry::new("places", places);
    Suggester::new(Schema::builtin(), &[places], &NameList::default())
}

const TEXT: &str = "‸وصل ناطق إلى سوق البركة في الزيتونة ثم عاد إلى سوق البركة";

#[test]
fn one_key_goes_to_the_next_suggestion_and_takes_nothing_and_one_takes_it() {
    let mut bench = bench(TEXT);
    bench.press("'").expect("وصل ناطق إلى ‸سوق البركة في الزيتونة ثم عاد إلى سوق البركة");
    assert_eq!(bench.notice(), "LOCATION? “سوق البركة” (registry)");
    bench.press("enter").expect("وصل ناطق إلى [LOCATION|‸سوق البركة] في الزيتونة ثم عاد إلى سوق البركة");
    let span = bench.set().iter().next().unwrap();
    assert_eq!((span.attribute("loc_id"), &span.origin), (Some(&Value::Text("birka".to_owned())), &Origin::Auto));
    bench.press("' '").expect("وصل ناطق إلى [LOCATION|سوق البركة] في الزيتونة ثم عاد إلى ‸سوق البركة");
    bench.press("alt-'").expect("وصل ناطق إلى [LOCATION|سوق البركة] في ‸الزيتونة ثم عاد إلى سوق البركة");
    bench.press("u").expect("وصل ناطق إلى ‸سوق البركة في الزيتونة ثم عاد إلى سوق البركة");
}

#[test]
fn at_the_end_there_is_none_and_that_is_said() {
    let mut bench = bench(TEXT);
    bench.press("' ' ' '");
    assert_eq!(bench.notice(), "nothing is suggested there");
    bench.press("ctrl-home alt-'");
    assert_eq!(bench.notice(), "nothing is suggested there");
}

#[test]
fn all_that_are_on_screen_are_taken_as_one_change_and_no_others() {
    let far = "كلمة ".repeat(4_000);
    let mut bench = bench(&format!("{TEXT}\n{far}\nفي الزيتونة"));
    bench.press("Y");
    assert_eq!(bench.set().len(), 3);
    assert_eq!(bench.notice(), "tagged 3 suggestions");
    bench.press("u");
    assert_eq!(bench.set().len(), 0);
    bench.press("ctrl-end '");
    assert_eq!(bench.notice(), "nothing is suggested there");
    bench.press("alt-'");
    assert_eq!(bench.notice(), "LOCATION? “الزيتونة” (registry)");
}

#[test]
fn what_is_refused_is_not_suggested_again_until_that_is_undone() {
    let mut bench = bench(TEXT);
    bench.press("' ' X");
    assert_eq!(bench.notice(), "“الزيتونة” is not suggested as LOCATION any more");
    bench.tell(Message::Idle);
    bench.press("ctrl-home Y").expect("‸وصل ناطق إلى [LOCATION|سوق البركة] في الزيتونة ثم عاد إلى [LOCATION|سوق البركة]");
    bench.press("u u");
    bench.tell(Message::Idle);
    bench.press("ctrl-home ' '").expect("وصل ناطق إلى سوق البركة في ‸الزيتونة ثم عاد إلى سوق البركة");
}

#[test]
fn what_was_tagged_meanwhile_is_no_suggestion_any_more() {
    let mut bench = bench(TEXT);
    bench.press("' 2 l").expect("وصل ناطق إلى [LOCATION|‸سوق البركة] في الزيتونة ثم عاد إلى سوق البركة");
    bench.press("'").expect("وصل ناطق إلى [LOCATION|سوق البركة] في ‸الزيتونة ثم عاد إلى سوق البركة");
}

#[test]
fn enter_takes_the_proposals_of_a_span_where_the_cursor_is_on_one() {
    let mut bench = bench("قتل ‸[CASUALTY|ثلاثة أشخاص] في الزيتونة");
    bench.press("enter");
    let span = bench.set().iter().next().unwrap();
    assert_eq!((bench.set().len(), span.attribute("min")), (1, Some(&Value::Integer(3))));
}

#[test]
fn a_suggestion_is_drawn_lightly_under_its_words() {
    let mut bench = bench("‸وصل إلى الزيتونة أمس");
    let screen = bench.draw(40, 10, true);
    let (row, column) = (0..10)
        .flat_map(|row| (0..40).map(move |column| (row, column)))
        .find(|(row, column)| screen.styles[*row][*column].add_modifier.contains(Modifier::UNDERLINED))
        .unwrap();
    assert!(screen.styles[row][column].add_modifier.contains(Modifier::DIM));
    assert_eq!(screen.styles[row][column].bg, bench.draw(40, 10, true).styles[row][0].bg, "no ground of its own");
}

#[test]
fn a_text_that_may_not_be_changed_has_none() {
    let mut bench = bench(TEXT);
    bench.open(0, Some("locked"));
    bench.tell(Message::Idle);
    bench.press("Y");
    assert!(bench.notice().contains("locked"), "{}", bench.notice());
    assert_eq!(bench.set().len(), 0);
}

#[test]
fn what_was_gone_to_in_one_text_is_not_taken_in_another() {
    let mut bench = Bench::corpus(&["في الزيتونة أمس", "قال ناطق قرب السوق"]);
    bench.stage.suggester = Some(suggester());
    bench.open(0, None);
    bench.tell(Message::Idle);
    bench.press("'");
    assert_eq!(bench.notice(), "LOCATION? “الزيتونة” (registry)");
    // The cursor was put somewhere as often in the other text.
    for keys in ["", "right", "right right"] {
        bench.open(1, None);
        bench.press(format!("{keys} enter").trim());
        assert_eq!(bench.set().len(), 0);
    }
}
