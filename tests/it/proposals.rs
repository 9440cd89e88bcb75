//! What is proposed for spans, taken and refused by key; and how often it is what a finished set says.

use hashiya::annotation::{Outcome, Subject};
use hashiya::session::Inspector;

use crate::cli::{Bench as Folder, TEXT, sidecar};
use crate::harness::Bench;

/// What the span `s1` says, one attribute a word, and where its relations lead.
fn said(bench: &Bench) -> String {
    let set = bench.session.open_text().unwrap().set();
    let span = set.get("s1").unwrap();
    let attributes = span.attributes.iter().map(|(name, value)| format!("{name}={value}"));
    let relations = set.relations_of("s1").filter(|relation| relation.from == *"s1");
    attributes.chain(relations.map(|relation| format!("{}>{}", relation.kind, relation.to))).collect::<Vec<_>>().join(" ")
}

fn outcome(bench: &Bench, subject: &Subject) -> Option<Outcome> {
    bench.session.open_text().unwrap().set().outcome("s1", subject)
}

fn attribute(name: &str) -> Subject {
    Subject::Attribute(name.to_owned())
}

#[test]
fn enter_takes_all_that_is_proposed_for_the_span_under_the_cursor_and_one_undo_takes_it_back() {
    let mut bench = Bench::read("زعمت الكتائب أن [ALLEGATION|‸القصف قتل [CASUALTY|طفلين] في [LOCATION|السهل]]");
    bench.press("enter");
    let all = said(&bench);
    assert!(all.starts_with("stance=distancing cue="), "{all}");
    assert!(all.ends_with("at>s3 asserts>s2"), "{all}");
    assert_eq!(bench.notice(), "accepted: 2 values, 2 relations");
    assert_eq!(outcome(&bench, &attribute("stance")), Some(Outcome::Kept));
    bench.press("u");
    assert_eq!((said(&bench).as_str(), outcome(&bench, &attribute("stance"))), ("", None));
}

#[test]
fn a_figure_with_all_that_it_says_takes_two_keys_and_one() {
    let mut bench = Bench::read("أسفر القصف عن مقتل ‸ستة مدنيين في السوق");
    bench.press("2 c enter");
    assert_eq!(said(&bench), "harm=killed min=6 max=6 qualifier=exact status=civilian manner=shelling");
}

#[test]
fn a_figure_is_read_anew_where_its_edges_move() {
    let mut bench = Bench::read("مقتل [CASUALTY|‸سبعة] وعشرين راعياً");
    bench.press("i n enter esc");
    assert_eq!(said(&bench), "min=7");
    bench.press("u e 6 > enter i n enter x enter");
    assert!(said(&bench).starts_with("min=27 max=27"), "{}", said(&bench));
}

#[test]
fn the_words_of_a_period_are_proposed_for_a_running_total_and_those_of_a_day_are_not() {
    let mut bench = Bench::read("أحصت اللجنة منذ عام 2031 مقتل [CASUALTY|‸134 شخصاً] في السهل");
    bench.press("@ d 2 0 3 2 - 0 5 - 1 0 enter esc enter");
    assert!(said(&bench).contains("period=منذ عام 2031 "), "{}", said(&bench));
    for text in ["قتل يوم 3 أيار 2032 [CASUALTY|‸ستة مدنيين] في السهل", "قتل في نيسان 2032 [CASUALTY|‸ستة مدنيين] في السهل"]
    {
        let mut bench = Bench::read(text);
        bench.press("@ d 2 0 3 2 - 0 5 - 1 0 enter esc enter");
        assert!(said(&bench).contains("when_first=2032-0") && !said(&bench).contains("period"), "{}", said(&bench));
    }
}

#[test]
fn nothing_is_taken_where_nothing_is_proposed() {
    let mut bench = Bench::read("مر [LOCATION|‸بالزيتونة] أمس");
    bench.press("enter");
    assert_eq!((said(&bench).as_str(), bench.notice().as_str()), ("", "nothing here to accept"));
}

#[test]
fn a_refusal_is_remembered_until_the_words_say_something_else() {
    let mut bench = Bench::read("زعمت الكتائب أن [ALLEGATION|‸القصف مستمر]");
    bench.press("i s delete");
    assert_eq!(outcome(&bench, &attribute("stance")), Some(Outcome::Refused));
    bench.press("s enter");
    assert_eq!(bench.notice(), "a digit takes a value", "it is not proposed again");
    bench.press("alt-u s enter");
    assert_eq!((said(&bench).as_str(), outcome(&bench, &attribute("stance"))), ("stance=distancing", Some(Outcome::Kept)));
}

#[test]
fn another_value_than_the_one_proposed_is_known_to_be_another_one() {
    let mut bench = Bench::read("زعمت الكتائب أن [ALLEGATION|‸القصف مستمر]");
    bench.press("i s 1");
    assert_eq!((said(&bench).as_str(), outcome(&bench, &attribute("stance"))), ("stance=neutral", Some(Outcome::Changed)));
}

#[test]
fn a_proposed_relation_is_taken_by_enter_and_refused_by_delete() {
    let mut bench = Bench::read("قال إن [ALLEGATION|‸القصف قتل [CASUALTY|ستة]]");
    let asserts = Subject::Relation("asserts".to_owned());
    bench.press("i backtab delete");
    assert_eq!((said(&bench).as_str(), outcome(&bench, &asserts)), ("", Some(Outcome::Refused)));
    bench.press("alt-u backtab backtab");
    bench.press("esc i backtab enter");
    assert_eq!((said(&bench).as_str(), outcome(&bench, &asserts)), ("asserts>s2", Some(Outcome::Kept)));
}

#[test]
fn taking_all_in_a_round_leads_to_what_is_still_missing_of_the_span_and_then_to_the_next() {
    let mut bench = Bench::read("‸زعمت الكتائب أن [ALLEGATION|القصف قتل [CASUALTY|طفلين]] في السهل");
    bench.press(", + 2");
    assert_eq!(said(&bench), "stance=distancing cue=0..4 kind=harm_to_civilians asserts>s2");
    let at = |bench: &Bench| bench.session.find::<Inspector>().unwrap().spans().to_vec();
    assert_eq!(at(&bench), ["s1"], "nobody is named who claims it");
    bench.press(",");
    assert_eq!(at(&bench), ["s2"]);
    bench.press("+");
    assert_eq!(at(&bench), ["s1"], "of the figure nothing is missing");
    let mut bench = Bench::read("زعمت الكتائب أن [ALLEGATION|‸القصف قتل [CASUALTY|طفلين]] في السهل");
    bench.press("i s + 2");
    assert_eq!(said(&bench), "stance=distancing cue=0..4 kind=harm_to_civilians asserts>s2", "without a round, too");
}

#[test]
fn what_is_corrected_in_a_round_leads_back_to_what_is_missing_of_the_span() {
    let mut bench = Bench::read("‸زعمت الكتائب أن [ALLEGATION|القصف مستمر] و[ALLEGATION|الحصار باق]");
    bench.press(", c 2 3");
    assert_eq!(said(&bench), "certainty=probable kind=prohibited_means");
}

#[test]
fn moving_takes_nothing() {
    let mut bench = Bench::read("زعمت الكتائب أن [ALLEGATION|‸القصف قتل [CASUALTY|ستة]]");
    bench.press("i tab tab tab backtab esc ] [ w b i esc");
    assert_eq!(said(&bench), "");
}

#[test]
fn how_often_the_first_proposal_is_what_a_finished_set_says_is_printed() {
    let folder = Folder::new();
    folder.write("in/a.txt", TEXT);
    let span = r#"(id: "s1", tag: "ACTOR", start: 4, end: 16, text: "تنظيم الدولة", attributes: [("actor_class", "armed_group"), ("mention", "nominal")])"#;
    folder.write("in/a.txt.gold.ron", sidecar("gold", &[span], ""));
    let printed = folder.run(&["suggest", "--evaluate", "--values", "--format", "json", "in"]);
    assert_eq!(
        printed.out.trim(),
        r#"{"texts":1,"values":{"actor_class":{"asked":1,"first":1,"top3":1},"mention":{"asked":1,"first":0,"top3":0}},"relations":{}}"#
    );
    let printed = folder.run(&["suggest", "--evaluate", "--values", "--set", "huda", "in"]);
    assert_eq!(printed.code, 1);
    assert!(printed.err.contains("huda"), "{}", printed.err);
}

#[test]
fn how_often_the_suggested_spans_are_those_of_a_finished_set_is_printed_a_text_left_out_at_a_time() {
    let folder = Folder::new();
    let actor = |id: &str| {
        format!(r#"(id: "{id}", tag: "ACTOR", start: 4, end: 16, text: "تنظيم الدولة", attributes: [("actor_id", "org")])"#)
    };
    folder.write("in/actors.ron", r#"(hashiya: 1, registry: "actors", entries: [(id: "org", ar: "تنظيم الدولة")])"#);
    for name in ["a", "b"] {
        folder.write(&format!("in/{name}.txt"), TEXT);
        folder.write(&format!("in/{name}.txt.amal.ron"), sidecar("amal", &[&actor("s1")], ""));
    }
    let printed = folder.run(&["suggest", "--evaluate", "--set", "amal", "--format", "json", "in"]);
    // The text has a claim and a figure, too, that its set does not have. The name is known, and introduced by its first word.
    let all = r#""ACTOR":{"proposed":2,"correct":2,"gold":2,"precision":1.0,"recall":1.0,"f1":1.0}"#;
    let told = |out: &str, source: &str, row: &str| out.contains(&format!(r#""{source}":{{{row}"#));
    for source in ["tags", "registry"] {
        assert!(printed.out.starts_with(r#"{"texts":2,"#) && told(&printed.out, source, all), "{}", printed.out);
    }
    // What only the text that is left out uses does not count.
    folder.write("in/b.txt.amal.ron", sidecar("amal", &[], ""));
    let printed = folder.run(&["suggest", "--evaluate", "--set", "amal", "--format", "json", "in"]);
    let none = r#""ACTOR":{"proposed":1,"correct":0,"gold":1,"precision":0.0,"recall":0.0,"f1":0.0}"#;
    assert!(told(&printed.out, "registry", none), "{}", printed.out);
    let printed = folder.run(&["suggest", "--evaluate", "--set", "amal", "in"]);
    assert!(printed.out.lines().any(|line| line.starts_with("registry  ACTOR")), "{}", printed.out);
}
