//! The facts of the text: a form that is filled in by letters, digits and typed lines.

use hashiya::annotation::Value;
use hashiya::session::{Facts, Mode};

use super::harness::Bench;

fn said(bench: &Bench, fact: &str) -> Option<String> {
    bench.set().metadatum(fact).map(ToString::to_string)
}

#[test]
fn a_letter_goes_to_a_fact_and_a_digit_or_a_typed_line_says_it() {
    let mut bench = Bench::read("أعلن مجلس الوادي");
    bench.press("@");
    assert_eq!((bench.session.mode(), bench.session.find::<Facts>().unwrap().at()), (Mode::Facts, 0));
    bench.press("s و ا د enter");
    assert_eq!(said(&bench, "source_name").as_deref(), Some("واد"));
    bench.press("d 2 0 3 1 - 0 2 - 3 0 enter");
    assert_eq!((said(&bench, "pub_date"), bench.session.mode()), (None, Mode::Value), "{}", bench.notice());
    assert!(bench.notice().contains("2031-02-30"), "{}", bench.notice());
    bench.press("backspace backspace 0 3 enter b 1");
    assert_eq!(said(&bench, "pub_date").as_deref(), Some("2031-02-03"));
    assert_eq!(bench.set().metadatum("pub_date_basis"), Some(&Value::from("stated")));
    bench.press("delete");
    assert_eq!(said(&bench, "pub_date_basis"), None);
    bench.press("alt-u");
    assert_eq!(said(&bench, "pub_date_basis").as_deref(), Some("stated"));
    bench.press("esc u u u");
    assert_eq!((bench.set().metadata().len(), bench.session.mode()), (0, Mode::Reading), "one undo each");
}

#[test]
fn the_form_shows_what_is_said_and_what_is_missing_and_what_digits_take() {
    let mut bench = Bench::read("قال");
    let rows = bench.press("@ t").draw(100, 20, true).rows().join("\n");
    assert!(rows.contains("missing") && rows.contains("1 "), "{rows}");
    bench.press("2 tab");
    assert!(said(&bench, "source_type").is_some());
}

#[test]
fn the_list_leads_to_the_facts_of_the_text_under_the_cursor() {
    let mut bench = Bench::corpus(&["قبل", "خبر"]);
    bench.press("down i");
    assert_eq!(bench.session.mode(), Mode::Facts);
    bench.press("s ك enter esc").expect("‸خبر");
    assert_eq!(said(&bench, "source_name").as_deref(), Some("ك"));
}
