//! Boilerplate: stretches of a text that are marked by a key, drawn faint, skipped, and kept in the sidecar.

use hashiya::annotation::Edit;
use hashiya::session::{Inspector, Message};
use ratatui::style::Modifier;

use super::cli::{self, TEXT, sidecar};
use super::harness::Bench;

fn regions(bench: &Bench) -> Vec<String> {
    let text = bench.session.sheet().unwrap().document();
    bench.set().boilerplate().map(|region| text.slice(region).to_owned()).collect()
}

#[test]
fn a_key_marks_the_selection_or_the_paragraph_and_takes_the_mark_away_again() {
    let mut bench = Bench::read("وصل الوفد ⟦اقرأ أيضا المزيد⟧ ثم عاد\nشارك هذا");
    bench.press("#");
    assert_eq!(regions(&bench), ["اقرأ أيضا المزيد"]);
    assert_eq!(bench.notice(), "3 words marked as boilerplate");
    bench.press("u");
    assert!(regions(&bench).is_empty(), "it is one change");
    bench.press("U ctrl-end #");
    assert_eq!(regions(&bench), ["اقرأ أيضا المزيد", "شارك هذا"]);
    bench.press("#");
    assert_eq!((regions(&bench).len(), bench.notice().as_str()), (1, "no longer boilerplate"));
    assert_eq!(bench.stage.entries.last().unwrap().command, "toggle_boilerplate");
}

#[test]
fn what_overlaps_is_one_stretch() {
    let mut bench = Bench::read("⟦واحد اثنان⟧ ثلاثة أربعة");
    bench.press("# ctrl-home j v j j j #");
    assert_eq!(regions(&bench), ["واحد اثنان ثلاثة أربعة"]);
}

#[test]
fn motion_by_paragraphs_skips_it_and_the_count_of_paragraphs_leaves_it_out() {
    let mut bench = Bench::read("‸الأول\nاقرأ أيضا\nشارك\nالثاني\nالثالث");
    bench.press("} # ctrl-home }").expect("الأول\nاقرأ أيضا\n‸شارك\nالثاني\nالثالث");
    bench.press("# ctrl-home }").expect("الأول\nاقرأ أيضا\nشارك\n‸الثاني\nالثالث");
    let row = bench.draw(80, 12, false).rows().pop().unwrap();
    assert!(row.contains("¶ 2 of 3"), "{row}");
    bench.press("{").expect("‸الأول\nاقرأ أيضا\nشارك\nالثاني\nالثالث");
}

#[test]
fn it_is_drawn_faint_and_the_status_row_says_where_one_is() {
    let mut bench = Bench::read("شارك ‸هذا الخبر");
    bench.press("w #");
    let screen = bench.draw(30, 8, true);
    let row = screen.symbols.iter().position(|row| row.concat().contains('ﻫ')).unwrap();
    let at = screen.symbols[row].iter().position(|symbol| symbol == "ﺬ").unwrap();
    assert!(screen.styles[row][at].add_modifier.contains(Modifier::DIM));
    let first = screen.symbols[row].iter().rposition(|symbol| symbol != " ").unwrap();
    assert!(!screen.styles[row][first].add_modifier.contains(Modifier::DIM));
    let status = bench.draw(100, 8, false).rows().pop().unwrap();
    assert!(status.contains("boilerplate"), "{status}");
}

#[test]
fn the_round_of_gaps_and_what_is_proposed_leave_it_out() {
    let mut bench = Bench::read("‸شارك [CASUALTY|ستة] هنا\nوقتل [CASUALTY|سبعة] قرب [LOCATION|النهر]");
    bench.press("# ,");
    assert_eq!(bench.session.find::<Inspector>().unwrap().spans(), ["s2"]);
    bench.press("esc ] R n");
    bench.press("1");
    assert!(bench.set().relations().is_empty(), "what is boilerplate is not proposed");
}

#[test]
fn it_is_kept_in_the_sidecar_and_exported_and_a_sidecar_that_has_it_is_checked_without_a_word() {
    let bench = cli::Bench::with_text();
    let region = "    boilerplate: [\n        (start: 0, end: 3, text: \"قال\"),\n    ],\n";
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[cli::SPAN], region));
    let out = bench.run(&["check", "."]);
    assert!(!out.out.contains("boilerplate"), "{}", out.out);
    bench.output(&["export", "--format", "jsonl", "--set", "ann1", "a.txt", "--out", "out"]);
    let row = std::fs::read_to_string(bench.path("out/ann1.jsonl")).unwrap();
    assert!(row.contains("boilerplate"), "{row}");
    bench.output(&["import", "--format", "jsonl", "--annotator", "ann2", "out/ann1.jsonl"]);
    let read = std::fs::read_to_string(bench.path("a.txt.ann2.ron")).unwrap();
    assert!(read.contains("boilerplate: [\n        (start: 0, end: 3, bytes: (0, 6), text: \"قال\"),"), "{read}");
    let other = region.replace("قال", "كان");
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[cli::SPAN], &other));
    let told = bench.run(&["check", "."]).out;
    assert!(told.contains("boilerplate that counts for nothing"), "{told}");
    bench.output(&["export", "--format", "brat", "--set", "ann1", "a.txt", "--out", "brat"]);
}

#[test]
fn it_goes_where_its_words_go_when_the_text_changes() {
    let bench = cli::Bench::with_text();
    let region = "    boilerplate: [\n        (start: 42, end: 59, text: \"ونفت الوزارة ذلك.\"),\n    ],\n";
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[cli::SPAN], region));
    bench.write("a.txt", format!("سطر جديد\n{TEXT}"));
    bench.output(&["reanchor", "a.txt"]);
    let read = std::fs::read_to_string(bench.path("a.txt.ann1.ron")).unwrap();
    assert!(read.contains("(start: 51, end: 68,"), "{read}");
}

#[test]
fn a_stretch_whose_words_are_others_now_counts_for_nothing_and_is_kept() {
    let mut bench = Bench::read("واحد اثنان");
    let stored = "[(start: 0, end: 4, text: \"غيره\")]";
    let change = hashiya::annotation::ListChange::to("boilerplate", Some(stored)).unwrap();
    bench.stage.texts[1].1.apply(Edit::List(change)).unwrap();
    bench.open(1, None);
    bench.tell(Message::Area(60, 10));
    assert!(regions(&bench).is_empty());
    bench.press("w #");
    assert_eq!(regions(&bench), ["واحد"]);
    assert_eq!(bench.set().lists().boilerplate.known().map(Vec::len), Some(2));
}

#[test]
fn of_a_span_in_it_check_asks_for_nothing() {
    let bench = cli::Bench::with_text();
    let bare = cli::SPAN.replace(r#"attributes: [("actor_id", "a"), ("actor_class", "armed_group")]"#, "attributes: []");
    let told = |region: &str| {
        bench.write("a.txt.ann1.ron", sidecar("ann1", &[&bare], region));
        bench.run(&["check", "."]).out
    };
    assert!(told("").contains("actor_class is missing"));
    let all = "    boilerplate: [\n        (start: 0, end: 41, text: \"قال تنظيم الدولة إن غارة قتلت ستة مدنيين.\"),\n    ],\n";
    assert!(!told(all).contains("actor_class is missing"), "{}", told(all));
    let part = "    boilerplate: [\n        (start: 0, end: 9, text: \"قال تنظيم\"),\n    ],\n";
    assert!(told(part).contains("actor_class is missing"), "a part of the span is not all of it");
}
