//! Arabic keyboards: a letter that two of them have on different keys never does harm.

use std::sync::Arc;

use hashiya::keymap::Keymap;
use hashiya::session::{Command, Mode};

use super::cli;
use super::harness::{Bench, tags};
use super::pty::Start;

/// A text on any keyboard.
fn bench() -> Bench {
    let (keymap, _) = Keymap::builtin("default", &tags()).unwrap();
    let mut bench = Bench::with_keymap(Arc::new(keymap), &["قال ناطق"]);
    bench.open(0, None);
    bench
}

#[test]
fn a_letter_that_keyboards_read_differently_asks_which_one_it_is_and_then_does_what_it_does() {
    let mut bench = bench();
    bench.press("ز").expect("‸قال ناطق");
    assert_eq!(bench.session.mode(), Mode::Keyboard);
    let rows = bench.draw(80, 16, false).rows().join("\n");
    assert!(rows.contains("4 Persian  c  Tags the selection"), "{rows}");
    bench.press("4").expect("[CASUALTY|‸قال] ناطق");
    assert_eq!(bench.stage.keyboard, "persian");
    // From now on nobody is asked.
    bench.press("j ز").expect("[CASUALTY|قال] [CASUALTY|‸ناطق]");
}

#[test]
fn whoever_does_not_answer_has_done_nothing() {
    let mut bench = bench();
    bench.press("ز ؤ ز esc").expect("‸قال ناطق");
    assert_eq!((bench.session.mode(), bench.stage.keyboard.as_str()), (Mode::Reading, ""));
    bench.press("ز down down enter").expect("‸قال ناطق");
    assert_eq!(bench.stage.keyboard, "arabic-mac");
}

#[test]
fn letters_that_only_one_keyboard_has_tell_which_it_is() {
    let mut bench = bench();
    // Typed in a search: the second is on no keyboard but the Persian one, together with the first.
    bench.press("/ ی ي esc ز").expect("[CASUALTY|‸قال] ناطق");
    assert_eq!(bench.stage.keyboard, "", "only what somebody says is remembered");
}

#[test]
fn the_keyboard_can_be_named_at_any_time() {
    let mut bench = bench();
    bench.press("alt-k 1 ؤ").expect("[CASUALTY|‸قال] ناطق");
    bench.press("alt-k ٤ ز").expect("[CASUALTY|‸قال] ناطق");
    assert_eq!(bench.stage.keyboard, "persian");
}

#[test]
fn keys_that_have_begun_are_begun_again_after_the_answer() {
    let mut bench = bench();
    bench.press("a r م").expect("[ACTOR|‸قال] ناطق");
    assert_eq!(bench.session.mode(), Mode::Keyboard);
    bench.press("1").expect("[ACTOR|‸قال] ناطق");
    bench.press("r م").expect("[LOCATION|‸قال] ناطق");
}

#[test]
fn a_question_that_is_asked_twice_is_answered_once() {
    let mut bench = bench();
    bench.press("alt-k");
    bench.command(Command::ChooseKeyboard);
    bench.press("esc");
    assert_eq!(bench.session.mode(), Mode::Reading);
}

/// The program in a folder, with what it remembers there.
fn start(folder: &cli::Bench) -> Start {
    Start::new(folder.0.path(), &["a.txt"]).size(100, 20).env("XDG_STATE_HOME", folder.path("state"))
}

#[test]
fn the_answer_is_remembered_from_one_start_to_the_next_and_the_configuration_says_it_at_once() {
    let folder = cli::Bench::new();
    folder.write("a.txt", "قال ناطق\n");
    let mut pty = start(&folder).begin();
    pty.wait_for("¶ 1 of 1");
    pty.keys("ز");
    pty.wait_for("4 Persian");
    pty.keys("4");
    pty.wait_for("CASUALTY 1");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    let mut pty = start(&folder).begin();
    pty.wait_for("¶ 1 of 1");
    pty.keys("j ز");
    pty.wait_for("CASUALTY 2");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    // What the configuration says counts before what is remembered.
    folder.write("config.ron", "(keyboard: \"arabic-101\")");
    let mut pty = Start::new(folder.0.path(), &["a.txt", "--config", "config.ron"])
        .size(100, 20)
        .env("XDG_STATE_HOME", folder.path("state"))
        .begin();
    pty.wait_for("¶ 1 of 1");
    pty.keys("ؤ j ؤ");
    pty.wait_for("CASUALTY 2");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    folder.write("config.ron", "(keyboard: \"klingon\")");
    let mut pty = Start::new(folder.0.path(), &["a.txt", "--config", "config.ron"]).begin();
    assert_eq!(pty.end(), 1);
    assert!(pty.screen().contains("unknown keyboard `klingon`"), "{}", pty.screen());
}
