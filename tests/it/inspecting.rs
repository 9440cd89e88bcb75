//! What spans say, entered by keys: attributes, gaps, words pointed out, relations.

use hashiya::annotation::{DocumentState, Edit, Schema, Value};
use hashiya::session::{CardRow, Command, Inspector, Message, Mode, Submission};

use super::harness::Bench;

/// A text with something to say of every span, and two spans of the same words of which one has an identity.
fn full() -> Bench {
    let mut bench = Bench::corpus(&[
        "قالت [ACTOR|الوكالة] إن [ALLEGATION|الجنود قتلوا [CASUALTY|ستة] قرب [LOCATION|النهر]].\nثم قالت [ACTOR|الوكالة] إن [ALLEGATION|القصف أصاب [CASUALTY|ثلاثة]].\n\nوعاد الناس إلى السوق. ومضى النهار كله بعد ذلك.\nسطر\nسطر\nسطر",
    ]);
    let set = &mut bench.stage.texts[0].1;
    let identity = Edit::Attribute { id: "s1".into(), name: "actor_id".to_owned(), value: Some("agency".into()) };
    set.apply(identity).unwrap();
    bench.open(0, None);
    bench.tell(Message::Area(40, 4));
    bench
}

/// A text in a mode of saying what spans say, after one of the preparations of the test of every binding.
pub(crate) fn prepared(mode: Mode, preparation: &str) -> Option<Bench> {
    let mut bench = full();
    let number = ["", "1 k", "+ +", "2", "a u", "/ ا enter"].iter().position(|known| *known == preparation)?;
    let keys: &[&str] = match mode {
        Mode::Inspector => &["] i", "] ] ] i h 1 alt-u", "] ] ] ] ] i", "] ] ] i h 1 esc ] i", "] ] ] i p 1 p", "] i tab"],
        Mode::Value => &["] ] ] i n 1 2 left", "] ] ] i n 1 space 2 home"],
        Mode::Relating => &["] ] ] R v", "] ] ] R v pagedown", "] ] ] R v down", "] ] ] R v }", "] ] ] R v ] left"],
        Mode::Submission => &["S s", "S s down"],
        _ => &["] ] i u u"],
    };
    bench.press(keys.get(number)?);
    (bench.session.mode() == mode).then_some(bench)
}

/// The names of all commands that a sitting calls in which spans are spoken of.
pub(crate) fn called() -> Vec<&'static str> {
    let mut bench = full();
    bench.press("] ] i h 1 delete . + , alt-, alt-i esc , alt-, esc R esc");
    bench.performed.iter().map(Command::name).collect()
}

/// What the spans of the open text say, one a line: id, attributes, relations.
fn said(bench: &Bench) -> String {
    let set = bench.session.open_text().unwrap().set();
    let line = |span: &hashiya::annotation::Annotation| {
        let attributes: Vec<String> = span.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let relations = set.relations_of(&span.id).filter(|relation| relation.from == span.id).map(|relation| {
            let order = relation.order.map(|order| format!("{order}:")).unwrap_or_default();
            let certainty = relation.certainty.as_ref().map(|word| format!("({word})")).unwrap_or_default();
            format!("{order}{}>{}{certainty}", relation.kind, relation.to)
        });
        let all: Vec<String> = attributes.into_iter().chain(relations).collect();
        format!("{} {}", span.id, all.join(" ")).trim_end().to_owned()
    };
    set.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_letter_goes_to_an_attribute_and_a_digit_takes_its_value() {
    let mut bench = Bench::read("مقتل [CASUALTY|‸ستة مدنيين] في الحي");
    bench.press("i h 1 q 1 s 1 esc");
    assert_eq!(said(&bench), "s1 harm=killed qualifier=exact status=civilian");
    assert_eq!(bench.session.mode(), Mode::Reading);
    bench.press("u u");
    assert_eq!(said(&bench), "s1 harm=killed");
}

#[test]
fn with_an_arabic_layout_the_same_keys_say_the_same() {
    let mut bench = Bench::read("مقتل [CASUALTY|‸ستة مدنيين] في الحي");
    // i, h and n of an Arabic keyboard; numbers in its digits.
    bench.press("ه ا 1 ى ٦ enter");
    assert_eq!(said(&bench), "s1 harm=killed min=6");
}

#[test]
fn a_number_is_typed_and_what_is_no_number_stays_on_the_line() {
    let mut bench = Bench::read("مقتل [CASUALTY|‸ستة مدنيين] في الحي");
    bench.press("i n 6 x enter");
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Value, "“6x” is not a whole number"));
    bench.press("backspace enter");
    assert_eq!((said(&bench).as_str(), bench.session.mode()), ("s1 min=6", Mode::Inspector));
    bench.press("delete");
    assert_eq!(said(&bench), "s1");
}

#[test]
fn of_a_list_of_values_digits_add_and_take_away() {
    let mut bench = Bench::read("مقتل [CASUALTY|‸ستة] في الحي");
    bench.press("i p 3 1 3");
    assert_eq!(said(&bench), "s1 profile=women");
}

#[test]
fn words_are_pointed_out_in_the_text_and_the_cursor_comes_back() {
    let mut bench = Bench::read("زعمت الوزارة أن [ALLEGATION|‸الجنود انسحبوا]");
    bench.press("i u enter ctrl-home w enter");
    assert_eq!(said(&bench), "s1 cue=0..4");
    bench.press("esc").expect("زعمت الوزارة أن [ALLEGATION|‸الجنود انسحبوا]");
    bench.press("i u enter ctrl-home esc");
    assert_eq!((said(&bench).as_str(), bench.session.mode()), ("s1 cue=0..4", Mode::Inspector));
}

#[test]
fn what_would_change_the_text_waits_while_words_are_pointed_out() {
    let mut bench = Bench::read("زعمت الوزارة أن [ALLEGATION|‸الجنود انسحبوا]");
    bench.press("i u u a");
    assert_eq!(bench.notice(), "point out the words, then take them or leave");
}

#[test]
fn what_another_span_of_the_same_words_says_is_proposed_and_nothing_is_taken_by_looking() {
    let mut bench = Bench::corpus(&["[ACTOR|الفوج] قال إن [ACTOR|الفَوج] سيعود مع [ACTOR|الفوجين]"]);
    let identity = |value: &str| Some(Value::from(value));
    let edit = Edit::Attribute { id: "s1".into(), name: "actor_id".to_owned(), value: identity("fawj") };
    bench.stage.texts[0].1.apply(edit).unwrap();
    bench.open(0, None);
    let value = |bench: &Bench, id: &str| bench.set().get(id).unwrap().attribute("actor_id").cloned();
    bench.press("] i tab backtab ] [");
    assert_eq!(value(&bench, "s2"), None, "moving accepts nothing");
    bench.press("enter");
    assert_eq!(value(&bench, "s2"), identity("fawj"), "whatever its vowel marks");
    bench.press("] +");
    assert_eq!(
        (value(&bench, "s3"), bench.notice().as_str()),
        (None, "nothing is proposed here"),
        "other words are another party"
    );
}

#[test]
fn the_round_of_gaps_goes_from_one_to_the_next_and_says_when_nothing_is_left() {
    let mut bench = Bench::read("‸أصيب [CASUALTY|ثلاثة] وقتل [CASUALTY|طفل] أمس");
    bench.press(",");
    assert_eq!(bench.session.find::<Inspector>().unwrap().spans(), ["s1"]);
    bench.press("2 1 1");
    assert_eq!(said(&bench), "s1 harm=injured qualifier=exact\ns2 harm=killed");
    bench.press("9");
    assert_eq!(said(&bench), "s1 harm=injured qualifier=exact\ns2 harm=killed qualifier=implicit");
    assert_eq!(bench.notice(), "2 facts of the text are still missing");
    bench.press("esc ,");
    assert_eq!(bench.session.mode(), Mode::Facts, "of the spans nothing is missing");
    bench.press("s و enter d 2 0 3 1 - 0 3 - 0 4 enter esc ,");
    assert_eq!((bench.notice().as_str(), bench.session.mode()), ("nothing is missing in this text", Mode::Reading));
}

#[test]
fn several_spans_in_the_selection_are_given_a_value_at_once_and_undo_takes_it_back_as_one() {
    let mut bench = Bench::read("‸أصيب [CASUALTY|ثلاثة] ثم [CASUALTY|أربعة] قرب [LOCATION|النهر]");
    bench.press("s i h 2 s 1 esc");
    assert_eq!(said(&bench), "s1 harm=injured status=civilian\ns2 harm=injured status=civilian\ns3");
    bench.press("u");
    assert_eq!(said(&bench), "s1 harm=injured\ns2 harm=injured\ns3");
}

#[test]
fn what_was_said_last_is_said_again_of_another_span() {
    let mut bench = Bench::read("‸[CASUALTY|ثلاثة] ثم [CASUALTY|أربعة] قرب [LOCATION|النهر]");
    bench.press("i h 2 ] .");
    assert_eq!(said(&bench), "s1 harm=injured\ns2 harm=injured\ns3");
    bench.press("] .");
    assert_eq!(bench.notice(), "harm is no attribute of this span");
}

#[test]
fn a_relation_is_a_letter_for_its_type_and_a_digit_or_a_hint_for_its_end() {
    let mut bench = Bench::read("قالت [ACTOR|الوكالة] نقلا عن [ACTOR|مصدر] إن [ALLEGATION|‸الجنود انسحبوا]");
    bench.press("R w 1 R w 1 R w 0 esc");
    assert_eq!(said(&bench), "s1\ns2\ns3 1:claimed_by>s2 2:claimed_by>s1 3:claimed_by>@unattributed");
    bench.press("u");
    assert_eq!(said(&bench), "s1\ns2\ns3 1:claimed_by>s2 2:claimed_by>s1");
    bench.press("R x");
    assert_eq!(bench.session.mode(), Mode::Relating);
    bench.press("1");
    assert_eq!((said(&bench).lines().count(), bench.session.mode()), (3, Mode::Relating), "no other claim is there");
}

#[test]
fn a_capital_goes_to_the_relation_that_is_missing_or_proposed_and_begins_any_other() {
    let mut bench = Bench::read("[ALLEGATION|انسحب الجنود] قالت [ACTOR|الوكالة] إن [ALLEGATION|‸الجنود انسحبوا]");
    bench.press("i W 1");
    assert_eq!(said(&bench), "s1\ns2\ns3 1:claimed_by>s2");
    bench.press("X 1");
    assert_eq!(said(&bench), "s1\ns2\ns3 1:claimed_by>s2 contradicts>s1");
    bench.press("W");
    assert_eq!(bench.session.mode(), Mode::Relating, "a second source");
    bench.press("esc Z");
    assert_eq!(bench.notice(), "no attribute of this span has the letter Z");
}

#[test]
fn a_relation_that_cannot_be_is_refused_with_a_word() {
    let mut bench = Bench::read("[CASUALTY|‸سبعة عشر] منهم [CASUALTY|ثلاثة] في [LOCATION|الحي]");
    bench.press("R w");
    assert_eq!(bench.notice(), "no relation from this span has the letter w");
    bench.press("esc ] R n 1");
    assert_eq!(said(&bench), "s1\ns2 within>s1\ns3");
    bench.press("[ R n 1");
    assert_eq!(bench.notice(), "within would lead back to where it comes from");
    bench.press("esc ] ] R");
    assert_eq!(bench.notice(), "no relation comes from LOCATION");
}

#[test]
fn a_relation_says_how_certain_it_is_is_followed_and_taken_away() {
    let mut bench = Bench::read("[CASUALTY|‸ثلاثة] من [ACTOR|الفوج]");
    bench.press("R v 1 i backtab");
    bench.press("2");
    assert_eq!(said(&bench), "s1 harmed>s2(probable)\ns2");
    bench.press("enter");
    assert_eq!(bench.session.find::<Inspector>().unwrap().spans(), ["s2"], "its end is gone to");
    bench.press("[ backtab delete");
    assert_eq!(said(&bench), "s1\ns2");
    bench.press("alt-u");
    assert_eq!(said(&bench), "s1 harmed>s2(probable)\ns2");
}

#[test]
fn a_text_with_gaps_is_submitted_only_by_whoever_says_so_and_the_gaps_are_shown() {
    let mut bench = Bench::read("‸أصيب [CASUALTY|ثلاثة] قرب [LOCATION|النهر]");
    bench.press("S s");
    assert_eq!((bench.session.mode(), bench.set().state()), (Mode::Submission, &DocumentState::New));
    let rows = bench.session.find::<Submission>().unwrap().rows().len();
    bench.press("esc");
    assert_eq!((rows, bench.set().state()), (3, &DocumentState::New), "the text itself and two spans lack something");
    bench.press("S s , 2 1 esc");
    assert!(said(&bench).starts_with("s1 harm=injured qualifier=exact"), "the round of gaps begins from there");
    bench.press("S s enter");
    assert_eq!(bench.set().state(), &DocumentState::Submitted);
    bench.press("S i");
    assert_eq!(bench.set().state(), &DocumentState::InProgress, "no other state asks");
}

#[test]
fn an_incident_that_texts_share_is_named_and_offered_again_for_the_next_span() {
    let mut bench = Bench::read("مقتل [CASUALTY|‸ستة مدنيين] في الحي وإصابة [CASUALTY|تسعة] آخرين");
    bench.press("R i 9");
    assert_eq!(bench.session.mode(), Mode::Value);
    bench.press("enter");
    assert_eq!((bench.session.mode(), said(&bench)), (Mode::Value, "s1\ns2".to_owned()), "without a name it leads nowhere");
    bench.press("t a l l enter");
    assert_eq!((bench.session.mode(), said(&bench)), (Mode::Reading, "s1 of_incident>@incident:tall\ns2".to_owned()));
    bench.press("] i R i 9 enter");
    assert_eq!(said(&bench), "s1 of_incident>@incident:tall\ns2 of_incident>@incident:tall");
    bench.press("esc u R i 9 ctrl-u b esc esc");
    assert_eq!(said(&bench), "s1 of_incident>@incident:tall\ns2");
}

/// The schema that comes with the program, in which `by` has attributes.
fn qualified() -> Schema {
    let attributes = r#"(id: "t", tags: [Tag(id: "T", key: 't', colour: "red", attrs: [
        Attr(id: "basis", key: 's', label: (en: "rests on", ar: "المستند"), kind: One(["film", "hearsay"])),
        Attr(id: "weight", key: 'w', kind: Int),
    ])])"#;
    let mut schema = Schema::builtin().clone();
    let by = schema.relations.iter_mut().find(|kind| kind.id == "by").unwrap();
    by.attributes = Schema::parse(attributes).unwrap().tags.remove(0).attributes;
    schema
}

#[test]
fn what_a_relation_may_say_besides_how_certain_it_is_is_said_by_letter_and_digit_in_rows_below_it() {
    let mut bench = Bench::with_schema(qualified(), &["زعم [ACTOR|الحرس] أن [ALLEGATION|الفوج أحرق الجسر]"]);
    bench.open(0, None);
    bench.press("] ] R b 1 i");
    let relation = |bench: &Bench| bench.set().relations()[0].clone();
    let at = |bench: &Bench| bench.session.find::<Inspector>().unwrap().at();
    let rows = bench.session.card().rows;
    let row = rows.iter().position(|row| matches!(row, CardRow::Outgoing(_))).unwrap();
    for _ in at(&bench)..row {
        bench.press("tab");
    }
    bench.press("1 s");
    assert_eq!(at(&bench), row + 1, "of the relation, and not the attribute of the span with that letter");
    bench.press("2 w 3 0 enter");
    let said =
        |bench: &Bench| relation(bench).attributes.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    assert_eq!(said(&bench), ["basis=hearsay", "weight=30"]);
    assert!(relation(&bench).certainty.is_some());
    let screen = bench.draw(130, 30, true).rows().join("\n");
    assert!(screen.contains("rests on") && screen.contains("30"), "{screen}");
    bench.press("s delete");
    assert_eq!(said(&bench), ["weight=30"]);
    bench.press("alt-u alt-u");
    assert_eq!(said(&bench), ["basis=hearsay"]);
}
