//! What the commonest acts cost in keys, in a terminal.

use std::fs;

use hashiya::keymap::parse_sequence;

use crate::cli::Bench;
use crate::pty::{Pty, Start};

/// Presses keys that the screen answers; gives back how many they were.
fn strokes(pty: &Pty, keys: &str, then: &str) -> usize {
    pty.keys(keys);
    pty.wait_for(then);
    parse_sequence(keys).unwrap().len()
}

#[test]
fn a_suggestion_takes_one_key_to_go_to_and_one_to_take() {
    let folder = Bench::new();
    folder.write("a.txt", "وصل ناطق إلى سوق البركة أمس.\n");
    folder.write("places.ron", "(hashiya: 1, registry: \"places\", entries: [(id: \"birka\", ar: \"سوق البركة\")])\n");
    let mut pty = Start::new(folder.0.path(), &["."]).size(120, 30).begin();
    pty.wait_for("a.txt");
    pty.keys("enter");
    pty.wait_for("par 1/1");
    // They are looked for in the background, once nothing was pressed for a while.
    for _ in 0..10 {
        pty.keys("'");
        if pty.comes(std::time::Duration::from_secs(3), |screen| screen.contains("LOCATION?")) {
            break;
        }
    }
    pty.keys("ctrl-home");
    let next = strokes(&pty, "'", "LOCATION?");
    let accept = strokes(&pty, "enter", "LOCATION 1");
    assert_eq!((next, accept), (1, 1));
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_span_of_three_words_takes_two_keys_and_all_its_occurrences_two_and_enter() {
    let folder = Bench::new();
    folder.write("a.txt", "قوات السهل الأخضر هنا ولقوات السهل الأخضر هناك وقوات السهل الأخضر.\n");
    let mut pty = Start::new(folder.0.path(), &["a.txt"]).size(120, 30).begin();
    pty.wait_for("par 1/1");
    let three_words = strokes(&pty, "3 a", "ACTOR 1");
    let everywhere = strokes(&pty, "*", "2 of 2 places chosen") + strokes(&pty, "enter", "2 more places");
    // The particles before the second and the third stay out by themselves.
    assert_eq!((three_words, everywhere), (2, 2), "the tag key was the first of the two and Enter");
    pty.keys("ctrl-s");
    pty.wait_for("saved");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    let sidecar = fs::read_to_string(folder.path("a.txt.amal.ron")).unwrap();
    assert_eq!(sidecar.matches("text: \"قوات السهل الأخضر\"").count(), 3, "{sidecar}");
    assert_eq!(sidecar.matches("origin: \"propagated\"").count(), 2, "{sidecar}");
}
