//! Quotations from lists: rows copied with where they are from, each in a line, of whatever texts.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;

use hashiya::annotation::{Annotator, CitedPlaces, Edit, Schema, SpanPlace};
use hashiya::session::Mode;
use hashiya::workspace::{Arrival, Library};

use super::harness::Bench;

/// Three texts; of two it is known where they are from.
fn bench() -> Bench {
    let mut bench =
        Bench::corpus(&["قُصفت [LOCATION|الزيتونة] فجرا", "أخليت للزيتونه ليلا\nوبقي [ACTOR|ناطق\nالزيتونة] أمس", "قرب الزيتونة"]);
    for (n, source, day) in [(0, "وكالة الساحل", "2031-03-04"), (1, "صحيفة الميناء", "2031-03-05")] {
        let said = [("source_name", source), ("pub_date", day)];
        for (name, value) in said {
            let fact = Edit::Metadata { name: name.to_owned(), value: Some(value.into()) };
            bench.stage.texts[n].1.apply(fact).unwrap();
        }
    }
    bench
}

const FIRST: &str = "«الزيتونة» (وكالة الساحل; 2031-03-04; 1.txt 6-14)";

#[test]
fn the_row_at_hand_is_copied_with_what_is_known_of_its_text_though_that_is_not_open() {
    let mut bench = bench();
    bench.press("\\ ا ل ز ي ت و ن ة enter y");
    assert_eq!(bench.stage.copied, [FIRST]);
    assert_eq!(bench.session.mode(), Mode::Concordance);
    assert!(bench.notice().starts_with("copied the quotation and where it is from: "), "{}", bench.notice());
    bench.press("end y");
    assert_eq!(bench.stage.copied[1], "«الزيتونة» (3.txt 4-12)", "nothing is known of it but its name");
}

#[test]
fn marked_rows_are_copied_a_line_each_also_words_that_go_over_a_line() {
    let mut bench = bench();
    bench.press("| a y");
    let second = "«ناطق الزيتونة» (صحيفة الميناء; 2031-03-05; 2.txt 25-38)";
    assert_eq!(bench.stage.copied, [format!("{FIRST}\n{second}")]);
    assert!(bench.notice().starts_with("copied 2 quotations and where they are from: "), "{}", bench.notice());
    bench.press("a end y");
    assert_eq!(bench.stage.copied[1], "«ناطق\nالزيتونة» (صحيفة الميناء; 2031-03-05; 2.txt 25-38)", "one alone as it is");
}

#[test]
fn of_the_open_text_it_is_what_is_said_on_screen_as_in_the_reader() {
    let mut bench = bench();
    bench.open(2, None);
    bench.press("@ s م و ق ع enter esc ctrl-home ctrl-left \\ ا ل ز ي ت و ن ة enter end y");
    assert_eq!(bench.stage.copied, ["«الزيتونة» (موقع; 3.txt 4-12)"]);
}

#[test]
fn places_where_a_name_is_met_are_copied_those_that_are_chosen() {
    let mut bench = bench();
    bench.open(2, None);
    bench.press("ctrl-home ctrl-left l * * y");
    assert_eq!(bench.session.mode(), Mode::Propagating);
    let copied = bench.stage.copied.concat();
    assert!(copied.contains("2.txt 7-14)") && !copied.contains("1.txt"), "what is tagged already is not chosen: {copied}");
    bench.press("a y");
    assert!(bench.stage.copied[1].contains(FIRST), "{}", bench.stage.copied[1]);
}

#[test]
fn a_text_that_has_changed_since_is_not_quoted_and_named() {
    let mut bench = bench();
    bench.press("\\ ا ل ز ي ت و ن ة enter");
    bench.stage.texts[2].0 = "نص آخر لا يشبهه".to_owned();
    bench.press("end y");
    assert_eq!((bench.stage.copied.len(), bench.notice().as_str()), (0, "not quoted: 3.txt: changed since"));
    bench.press("a y");
    assert_eq!(bench.stage.copied[0].lines().count(), 3);
    assert!(bench.notice().ends_with("; not quoted: 3.txt: changed since"), "{}", bench.notice());
}

#[test]
fn a_list_without_rows_has_nothing_to_copy() {
    assert_eq!(bench().press("\\ ل ي س enter y").notice(), "nothing here to copy");
}

/// Writes a text, and a sidecar of it by each who says something of the text.
fn write(folder: &Path, name: &str, sidecars: &[(&str, &str, &str)]) {
    std::fs::write(folder.join(name), "قصف السوق").unwrap();
    for (who, state, facts) in sidecars {
        let sidecar = format!("(hashiya: 1, source: (), annotator: {who:?}, state: {state:?}, document: [{facts}])");
        std::fs::write(folder.join(format!("{name}.{who}.ron")), sidecar).unwrap();
    }
}

/// What amal gets of the second word of each text, after something was done to the folder once it was listed.
fn cited(folder: &Path, then: impl Fn()) -> Vec<String> {
    let (sender, inbox) = channel();
    let schema = Arc::new(Schema::builtin().clone());
    let library = Library::new(Annotator::parse("amal").unwrap(), schema, None, Arc::new(move |news| sender.send(news).is_ok()));
    library.take_folder(folder.to_owned());
    let place = || SpanPlace { range: 7..17, words: "السوق".to_owned(), span: None };
    for arrival in inbox {
        match arrival {
            Arrival::Listed(texts) => {
                then();
                let all = 0..texts.len();
                library.cite(all.map(|n| CitedPlaces { text: n.into(), places: vec![place()], said: None }).collect());
            }
            Arrival::Cited(all) => {
                let told = |cited: hashiya::workspace::Cited| match cited.citations {
                    Ok(citations) => citations[0].to_string(),
                    Err(error) => error.to_string(),
                };
                return all.into_iter().map(told).collect();
            }
            _ => {}
        }
    }
    panic!("nothing was cited")
}

#[test]
fn on_disk_what_others_say_of_a_text_is_cited_only_where_their_work_may_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, sidecars: &[(&str, &str, &str)]| write(folder.path(), name, sidecars);
    let (agency, paper) = (r#"("source_name", "وكالة")"#, r#"("source_name", "صحيفة")"#);
    let day = r#"("pub_date", "2031-03-04")"#;
    write("a.txt", &[("amal", "submitted", agency), ("basim", "submitted", &format!("{paper}, {day}"))]);
    write("b.txt", &[("amal", "in_progress", agency), ("basim", "submitted", day)]);
    write("c.txt", &[("basim", "submitted", agency), ("dina", "submitted", &format!("{paper}, {day}"))]);
    write("d.txt", &[("basim", "submitted", agency)]);
    write("e.txt", &[("amal", "in_progress", "broken")]);
    write("f.txt", &[]);
    // Amal begins with one of them while the list is on screen.
    let meanwhile = || {
        write("d.txt", &[("amal", "in_progress", "")]);
        std::fs::write(folder.path().join("f.txt"), "السوق قصف").unwrap();
    };
    let found = cited(folder.path(), meanwhile);
    assert_eq!(
        found[..4],
        [
            "«السوق» (وكالة; 2031-03-04; a.txt 4-9)",
            "«السوق» (وكالة; b.txt 4-9)",
            "«السوق» (2031-03-04; c.txt 4-9)",
            "«السوق» (d.txt 4-9)",
        ],
        "what amal says, else what others agree on, unless amal is still at work on the text"
    );
    assert!(found[4].contains("e.txt.amal.ron"), "{}", found[4]);
    assert_eq!(found[5], "changed since");
}

#[cfg(unix)]
mod whole {
    use crate::pty::Start;

    #[test]
    fn the_program_copies_rows_of_texts_that_are_not_open_and_refuses_more_than_terminals_take() {
        let folder = tempfile::tempdir().unwrap();
        let facts = r#"("source_name", "وكالة"), ("pub_date", "2031-03-04")"#;
        super::write(folder.path(), "a.txt", &[("amal", "submitted", facts)]);
        super::write(folder.path(), "b.txt", &[]);
        std::fs::write(folder.path().join("c.txt"), "السوق ".repeat(9000)).unwrap();
        let mut pty = Start::new(folder.path(), &[".", "--annotator", "amal"]).size(120, 20).begin();
        pty.wait_for("c.txt");
        pty.keys("\\ ا ل س و ق enter");
        pty.wait_for("in 3 texts");
        pty.keys("y");
        pty.wait_for("copied the quotation and where it is from: 38 characters");
        pty.keys("space space y");
        pty.wait_for("copied 2 quotations and where they are from");
        pty.keys("a y");
        pty.wait_for("not copied: what is quoted is");
        pty.keys("q");
        pty.wait_for("last change");
        pty.keys("Q");
        assert_eq!(pty.end(), 0);
    }
}
