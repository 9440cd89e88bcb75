//! The mouse in a terminal: what is pressed on the screen is what is seen there.

use hashiya::session::{Message, Mode, Pointer};

use crate::cli::Bench;
use crate::harness;
use crate::pty::{Pty, Start};

/// Presses the button of the mouse and lets it go, so many times, on a letter of the words that are on screen; the first
/// letter where the words are seen more than once.
#[track_caller]
fn click(pty: &Pty, words: &str, times: usize) {
    let screen = pty.screen();
    let place = screen.lines().enumerate().find_map(|(row, line)| {
        let (before, _) = line.split_once(words)?;
        Some((before.chars().count() + 1, row + 1))
    });
    let Some((column, row)) = place else { panic!("{words} is not on the screen:\n{screen}") };
    press_at(pty, (column, row), times);
}

/// The same on the first letter of the row of Arabic that is under a row of the screen: it begins on the right.
#[track_caller]
fn click_on_first_letter(pty: &Pty, below: usize, times: usize) {
    let screen = pty.screen();
    let line = screen.lines().enumerate().skip(below).find(|(_, line)| line.chars().any(|c| c > '\u{600}'));
    let Some((row, line)) = line else { panic!("no Arabic on the screen:\n{screen}") };
    press_at(pty, (line.trim_end().chars().count(), row + 1), times);
}

fn press_at(pty: &Pty, (column, row): (usize, usize), times: usize) {
    for _ in 0..times {
        pty.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").as_bytes());
    }
}

fn folder() -> Bench {
    let folder = Bench::new();
    folder.write("a.txt", "قوات السهل وصلت أمس.\n");
    folder.write("b.txt", "ناطق نفى ذلك.\n");
    folder
}

#[test]
fn two_clicks_on_a_row_open_it_and_a_click_on_a_key_of_the_bar_presses_it() {
    let folder = folder();
    let mut pty = Start::new(folder.0.path(), &["."]).size(120, 30).begin();
    pty.wait_for("2 texts");
    click(&pty, "b.txt", 1);
    pty.wait_for("> b.txt");
    click(&pty, "b.txt", 2);
    pty.wait_for("¶ 1 of 1");
    click(&pty, "help", 1);
    pty.wait_for("leave");
    click(&pty, "leave", 1);
    pty.wait_for("¶ 1 of 1");
    click(&pty, "back", 1);
    pty.wait_for("2 texts");
    click(&pty, "quit", 1);
    assert_eq!(pty.end(), 0);
}

#[test]
fn in_arabic_a_click_falls_on_what_is_seen_from_the_right() {
    let folder = folder();
    let mut pty = Start::new(folder.0.path(), &[".", "--language", "ar"]).size(120, 30).begin();
    pty.wait_for("b.txt");
    click(&pty, "b.txt", 2);
    // The text's own way out, where the list had none.
    pty.wait_for("/q");
    click(&pty, "q", 1);
    pty.wait_for("a.txt");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn two_clicks_on_a_word_select_it_and_a_click_on_a_tag_tags_it() {
    let folder = folder();
    let mut pty = Start::new(folder.0.path(), &["a.txt"]).size(120, 30).begin();
    pty.wait_for("¶ 1 of 1");
    click_on_first_letter(&pty, 2, 2);
    pty.wait_for("4 selected");
    click(&pty, "ACTOR", 1);
    pty.wait_for("ACTOR 1");
    click(&pty, "undo", 1);
    pty.wait_for("ACTOR 0");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn two_clicks_on_a_place_of_the_concordance_lead_there() {
    let folder = folder();
    let mut pty = Start::new(folder.0.path(), &["."]).size(120, 30).begin();
    pty.wait_for("2 texts");
    pty.keys("\\");
    pty.send("ناطق\r".as_bytes());
    pty.wait_for("1 of 1 in 2 texts");
    click(&pty, "b.txt", 2);
    pty.wait_for("¶ 1 of 1");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn in_the_list_of_places_a_row_that_is_pressed_again_is_marked_and_nothing_is_tagged() {
    let mut bench = harness::Bench::read("‸زيد ثم زيد ثم زيد");
    bench.press("a *");
    bench.draw(80, 12, true);
    for pointer in [Pointer::Row(1), Pointer::Again] {
        bench.tell(Message::Pointer(pointer));
    }
    assert_eq!(bench.session.mode(), Mode::Propagating);
    bench.press("enter").expect("[ACTOR|‸زيد] ثم [ACTOR|زيد] ثم زيد");
}

#[test]
fn the_wheel_scrolls_what_is_looked_at() {
    let mut bench = harness::Bench::corpus(&["1", "2", "3", "4", "5"]);
    bench.tell(Message::Pointer(Pointer::Wheel(3)));
    bench.tell(Message::Pointer(Pointer::Wheel(-1)));
    bench.press("enter");
    assert_eq!(bench.session.text_name(), "3.txt");
    bench.press("?");
    bench.tell(Message::HelpLines(200));
    let first = bench.draw(80, 12, true).rows()[1].clone();
    bench.tell(Message::Pointer(Pointer::Wheel(3)));
    assert_ne!(bench.draw(80, 12, true).rows()[1], first);
}
