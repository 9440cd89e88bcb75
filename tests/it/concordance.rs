//! Words in all texts, each with what is around it.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;

use hashiya::annotation::{Annotator, Schema};
use hashiya::language::matcher::{Matcher, Rules};
use hashiya::session::{Heard, Looking, Message, Mode};
use hashiya::workspace::{Arrival, Ended, Library};

use super::harness::Bench;

/// Three texts in which a place is spelled in its ways.
fn folder() -> Bench {
    Bench::corpus(&[
        "قُصفت [LOCATION|الزيتونة] فجرا\nثم هدأت",
        "مر ناطق من هنا",
        "أخليت للزيتونه ليلا ومخيم الزَّيتونة أمس\nبلا الزيتونتين",
    ])
}

/// The rows on screen, each as the text, the tag and the words.
fn rows(bench: &Bench) -> Vec<String> {
    let findings = bench.session.findings().unwrap();
    let row = |row: &usize| {
        let found = findings.row(*row).unwrap();
        let tag = found.said.last().map_or("", |said| said.tag.as_str());
        format!("{} {tag} {}", found.text.place() + 1, found.words)
    };
    findings.list().shown().iter().map(row).collect()
}

/// Another list of what was found, as one of the preparations of the test of every binding.
pub(crate) fn prepared(preparation: &str) -> Option<Bench> {
    let mut bench = folder();
    match preparation {
        "" => bench.press("\\ ا ل ز ي ت و ن ة enter"),
        "down down" | "k" => bench.press("\\ ا ل ز ي ت و ن ة enter down"),
        _ => return None,
    };
    Some(bench)
}

#[test]
fn every_spelling_in_every_text_is_listed_in_the_order_of_the_texts() {
    let mut bench = folder();
    bench.press("\\ ا ل ز ي ت و ن ة enter");
    assert_eq!(bench.session.mode(), Mode::Concordance);
    assert_eq!(rows(&bench), ["1 LOCATION الزيتونة", "3  لزيتونه", "3  الزَّيتونة"]);
    let screen = bench.draw(90, 12, false).rows();
    assert!(screen[0].contains("any spelling") && screen[0].contains("3 of 3 in 3 texts"), "{screen:#?}");
    assert!(screen[1].contains("1.txt") && screen[1].contains("LOCA"), "{screen:#?}");
}

#[test]
fn enter_goes_to_the_words_in_their_text_and_backspace_comes_back() {
    let mut bench = folder();
    bench.open(1, None);
    bench.press("right \\ ا ل ز ي ت و ن ة enter down down enter");
    assert_eq!((bench.session.text_name(), bench.session.mode()), ("3.txt", Mode::Reading));
    bench.expect("أخليت للزيتونه ليلا ومخيم ⟦الزَّيتون‸ة⟧ أمس\nبلا الزيتونتين");
    bench.press("l").expect("أخليت للزيتونه ليلا ومخيم [LOCATION|الزَّيتون‸ة] أمس\nبلا الزيتونتين");
    bench.press("backspace");
    assert_eq!((bench.session.text_name(), bench.session.mode()), ("2.txt", Mode::Reading));
}

#[test]
fn from_the_list_of_texts_one_comes_back_to_what_was_found() {
    let mut bench = folder();
    bench.press("\\ ا ل ز ي ت و ن ة enter down enter");
    assert_eq!((bench.session.text_name(), bench.session.mode()), ("3.txt", Mode::Reading));
    bench.press("q");
    assert_eq!(bench.session.mode(), Mode::Concordance);
    bench.press("q");
    assert_eq!(bench.session.mode(), Mode::Corpus);
}

#[test]
fn the_word_at_hand_is_found_with_one_key_and_what_was_found_is_come_back_to() {
    let mut bench = folder();
    bench.open(2, None);
    bench.press("} end W");
    assert_eq!(rows(&bench), ["3  الزيتونتين"]);
    bench.press("esc");
    bench.press("ctrl-home ctrl-left W down");
    assert_eq!(rows(&bench).len(), 3, "without what is written as one with it: {:?}", rows(&bench));
    bench.press("q \\");
    assert_eq!((rows(&bench).len(), bench.session.findings().unwrap().list().cursor()), (3, 1));
    bench.press("\\ ن ا ط ق enter");
    assert_eq!(rows(&bench), ["2  ناطق"]);
}

#[test]
fn the_list_is_narrowed_by_what_is_said_of_the_words_and_ordered_by_either_side() {
    let mut bench = folder();
    bench.press("\\ ا ل ز ي ت و ن ة enter /");
    let mut narrowed = |typed: &str| {
        bench.press("ctrl-u");
        for c in typed.chars() {
            bench.press(&c.to_string().replace(' ', "space"));
        }
        rows(&bench)
    };
    assert_eq!(narrowed("tag:loc"), ["1 LOCATION الزيتونة"]);
    assert_eq!(narrowed("untagged"), ["3  لزيتونه", "3  الزَّيتونة"]);
    assert_eq!(narrowed("text:1"), ["1 LOCATION الزيتونة"]);
    assert_eq!(narrowed("by:basim"), [""; 0]);
    assert_eq!(narrowed("قصفت"), ["1 LOCATION الزيتونة"]);
    assert_eq!(narrowed("").len(), 3);
    bench.press("enter o");
    assert_eq!(rows(&bench), ["3  الزَّيتونة", "1 LOCATION الزيتونة", "3  لزيتونه"], "أمس فجرا ليلا");
    bench.press("o");
    assert_eq!(rows(&bench), ["1 LOCATION الزيتونة", "3  لزيتونه", "3  الزَّيتونة"], "قصفت ل ومخيم");
}

#[test]
fn esc_stops_looking_and_what_was_found_stays() {
    let mut bench = folder();
    bench.stage.lasts = true;
    bench.press("\\ ا ل ز ي ت و ن ة enter");
    assert!(bench.draw(90, 12, false).rows()[0].contains("so far, in 3 of 3 texts…"));
    bench.press("esc");
    assert_eq!(bench.stage.wishes, ["stop inquiry"]);
    bench.tell(Message::Heard(0, Heard::Ended(Looking::Stopped)));
    assert!(bench.draw(90, 12, false).rows()[0].contains("3 of 3, stopped after 3 of 3 texts"));
    bench.press("esc");
    assert_eq!(bench.session.mode(), Mode::Corpus);
}

#[test]
fn what_comes_of_an_earlier_question_does_not_get_into_a_later_one() {
    let mut bench = folder();
    bench.press("\\ ا ل ز ي ت و ن ة enter \\ ن ا ط ق enter");
    bench.tell(Message::Heard(0, Heard::Found(Vec::new())));
    bench.tell(Message::Heard(0, Heard::LookedAt(1)));
    bench.tell(Message::Heard(0, Heard::Ended(Looking::Stopped)));
    assert!(bench.draw(90, 12, false).rows()[0].contains("1 of 1 in 3 texts"));
}

#[test]
fn a_bad_regular_expression_is_refused_and_the_line_stays() {
    let mut bench = folder();
    bench.press("\\ tab tab tab ( enter");
    assert_eq!(bench.session.mode(), Mode::Search);
    assert!(bench.notice().contains("regular expression"), "{}", bench.notice());
    bench.press("esc");
    assert_eq!(bench.session.mode(), Mode::Corpus);
}

/// What a library finds in a folder, by the names of the texts, and how that ended; asked to stop after so many hits.
fn found_in(folder: &Path, viewer: &str, words: &str, stop_after: Option<usize>) -> (Vec<String>, Ended) {
    let (sender, inbox) = channel();
    let listener = Arc::new(move |arrival| sender.send(arrival).is_ok());
    let schema = Arc::new(Schema::builtin().clone());
    let library = Library::new(Annotator::parse(viewer).unwrap(), schema, None, listener);
    library.take_folder(folder.to_owned());
    let mut found = Vec::new();
    for arrival in inbox {
        match arrival {
            Arrival::Listed(_) => library.inquire(7, Matcher::new(words, &Rules::default()).unwrap()),
            Arrival::Found { number: 7, hits } => {
                found.extend(hits.iter().map(|hit| {
                    let said: Vec<String> =
                        hit.said.iter().map(|said| format!("{}:{}", said.annotator, said.annotation.tag)).collect();
                    format!("{} {} {}", hit.file, hit.text, said.join(" ")).trim().to_owned()
                }));
                if stop_after.is_some_and(|most| found.len() >= most) {
                    library.stop_inquiry();
                }
            }
            Arrival::Ended { number: 7, how } => return (found, how.unwrap()),
            _ => {}
        }
    }
    panic!("it came to no end")
}

#[test]
fn on_disk_the_work_of_others_is_told_where_it_may_be_seen_and_what_cannot_be_read_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.txt", "قصف السوق");
    write("b.txt", "أخلي السوق ليلا");
    write("c.txt", "لا شيء");
    std::fs::create_dir(folder.path().join("d.txt")).unwrap();
    let tag = |name: &str, who: &str, state: &str| {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let start = text[..text.find("السوق").unwrap()].chars().count();
        let sidecar = format!(
            "(hashiya: 1, source: (file: {name:?}, bytes: {}, code_points: {}), annotator: {who:?}, state: {state:?}, \
             spans: [(id: \"s1\", tag: \"LOCATION\", start: {start}, end: {}, text: \"السوق\")])",
            text.len(),
            text.chars().count(),
            start + 5
        );
        write(&format!("{name}.{who}.ron"), &sidecar);
    };
    tag("a.txt", "amal", "in_progress");
    tag("a.txt", "basim", "submitted");
    tag("b.txt", "basim", "submitted");
    let (found, how) = found_in(folder.path(), "amal", "السوق", None);
    assert_eq!(found, ["a.txt السوق amal:LOCATION", "b.txt السوق basim:LOCATION"], "amal has begun with a.txt");
    assert_eq!(how, Ended::Through);
}

#[test]
fn on_disk_a_large_text_is_told_of_too_and_a_word_that_is_everywhere_in_it_is_soon_enough() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "السوق قريب ".repeat(300_000)).unwrap();
    let sidecar = "(hashiya: 1, source: (file: \"a.txt\"), annotator: \"amal\", state: \"in_progress\", \
                   spans: [(id: \"s1\", tag: \"LOCATION\", start: 0, end: 5, text: \"السوق\")])";
    std::fs::write(folder.path().join("a.txt.amal.ron"), sidecar).unwrap();
    let (found, how) = found_in(folder.path(), "amal", "السوق", None);
    assert_eq!((found.len(), how), (50_000, Ended::Full));
    assert_eq!(&found[..2], ["a.txt السوق amal:LOCATION", "a.txt السوق"]);
}

#[test]
fn on_disk_whoever_stops_gets_what_was_found_until_then() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..600 {
        std::fs::write(folder.path().join(format!("{n:03}.txt")), "السوق ".repeat(200)).unwrap();
    }
    let (found, how) = found_in(folder.path(), "amal", "السوق", Some(1));
    assert_eq!(how, Ended::Stopped);
    assert!(!found.is_empty() && found.len() < 600 * 200, "{}", found.len());
    let (found, how) = found_in(folder.path(), "amal", "السوق", None);
    assert_eq!((found.len(), how), (50_000, Ended::Full));
}
