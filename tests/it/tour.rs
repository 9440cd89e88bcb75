//! The tour: each step is taken by what is done, with the keys of the keymap in use, in the language of the screen.

use std::fs;
use std::sync::Arc;

use hashiya::keymap::Keymap;
use hashiya::session::TOUR_TEXT;
use hashiya::words::{Language, Words};

use super::cli;
use super::harness::{Bench, tags};
use super::pty::Start;

/// The tour under a keymap, its text open.
fn bench(keymap: &str) -> Bench {
    let (keymap, _) = Keymap::builtin(keymap, &tags()).unwrap();
    let mut bench = Bench::with_keymap(Arc::new(keymap.with_keyboard("arabic-101").unwrap()), &[TOUR_TEXT]);
    bench.session.begin_tour();
    bench.open(0, None);
    bench
}

/// The number of the step at hand; none at the end.
fn step(bench: &Bench) -> Option<usize> {
    bench.session.tour().unwrap().task().number
}

#[test]
fn it_is_walked_in_arabic_with_the_keys_of_vim() {
    let mut bench = bench("vim");
    for (n, keys) in
        ["w", "t l", "3 t a", "2 t a -", "v i s t g 2 t c", "enter", "* enter", "u", "ctrl-s"].into_iter().enumerate()
    {
        assert_eq!(step(&bench), Some(n + 1), "before {keys}");
        let rows = bench.draw_in(Words::of(Language::Arabic), 80, 24, false).rows();
        assert!(rows[0].contains(&(n + 1).to_string()) && !rows[0].contains("tour"), "{rows:#?}");
        bench.press(keys);
    }
    assert_eq!(step(&bench), None, "{}", bench.notice());
}

#[test]
fn a_step_that_is_not_taken_stays_and_can_be_skipped() {
    let mut bench = bench("default");
    bench.press("m esc");
    assert_eq!(step(&bench), Some(1));
    bench.press("alt-t alt-t alt-t");
    assert_eq!(step(&bench), Some(4));
    bench.press(&"alt-t ".repeat(12));
    assert_eq!(step(&bench), None);
}

#[test]
fn without_a_tour_nothing_is_skipped() {
    let mut bench = Bench::read("‸قوات");
    bench.press("alt-t");
    assert!(bench.notice().contains("--tour"), "{}", bench.notice());
}

#[test]
fn it_is_walked_in_a_terminal_and_leaves_nothing_behind() {
    let folder = cli::Bench::new();
    fs::create_dir(folder.path("temporary")).unwrap();
    let mut pty = Start::new(folder.0.path(), &["--tour"]).env("TMPDIR", folder.path("temporary")).begin();
    let steps = ["j", "l", "3 a", "2 a -", "s g 2 c", "enter", "* enter", "u", "ctrl-s"];
    for (n, keys) in steps.into_iter().enumerate() {
        pty.wait_for(&format!("step {} of 9", n + 1));
        for key in keys.split(' ') {
            pty.keys(key);
            if key == "*" {
                pty.wait_for("places chosen");
            }
        }
    }
    pty.wait_for("the tour is over");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    assert_eq!(fs::read_dir(folder.path("temporary")).unwrap().count(), 0);
}

#[test]
fn it_is_offered_until_somebody_has_tagged_something() {
    let folder = cli::Bench::new();
    folder.write("a.txt", "قال ناطق\n");
    fs::create_dir_all(folder.path("home")).unwrap();
    let start = || Start::new(folder.0.path(), &["a.txt"]).begin();
    for _ in 0..2 {
        let mut pty = start();
        pty.wait_for("hashiya --tour");
        // It is in the way of no key.
        pty.keys("Q");
        assert_eq!(pty.end(), 0);
    }
    let mut pty = start();
    pty.wait_for("hashiya --tour");
    pty.keys("a");
    pty.wait_for("tagged ACTOR");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    let mut pty = start();
    pty.wait_for("ACTOR 1");
    assert!(!pty.screen().contains("--tour"), "{}", pty.screen());
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}
