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

/// Saves and leaves; gives back the sidecar.
fn saved(mut pty: Pty, folder: &Bench) -> String {
    pty.keys("ctrl-s");
    pty.wait_for("saved");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    fs::read_to_string(folder.path("a.txt.amal.ron")).unwrap()
}

#[test]
fn a_suggestion_takes_one_key_to_go_to_and_one_to_take() {
    let folder = Bench::new();
    folder.write("a.txt", "وصل ناطق إلى سوق البركة أمس.\n");
    folder.write("places.ron", "(hashiya: 1, registry: \"places\", entries: [(id: \"birka\", ar: \"سوق البركة\")])\n");
    let mut pty = Start::new(folder.0.path(), &["."]).size(120, 30).begin();
    pty.wait_for("a.txt");
    pty.keys("enter");
    pty.wait_for("¶ 1 of 1");
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
    let pty = Start::new(folder.0.path(), &["a.txt"]).size(120, 30).begin();
    pty.wait_for("¶ 1 of 1");
    let three_words = strokes(&pty, "3 a", "ACTOR 1");
    let everywhere = strokes(&pty, "*", "2 of 2 places chosen") + strokes(&pty, "enter", "2 more places");
    // The particles before the second and the third stay out by themselves.
    assert_eq!((three_words, everywhere), (2, 2), "the tag key was the first of the two and Enter");
    let sidecar = saved(pty, &folder);
    assert_eq!(sidecar.matches("text: \"قوات السهل الأخضر\"").count(), 3, "{sidecar}");
    assert_eq!(sidecar.matches("origin: \"propagated\"").count(), 2, "{sidecar}");
}

#[test]
fn a_particle_is_peeled_by_the_tag_key_itself_or_by_one_more() {
    let folder = Bench::new();
    folder.write("actors.ron", "(hashiya: 1, registry: \"actors\", entries: [(id: \"fawj\", ar: \"فوج السهل\")])\n");
    folder.write("a.txt", "وبفوج السهل ولجيش النهر\n");
    let pty = Start::new(folder.0.path(), &["a.txt"]).size(120, 30).begin();
    pty.wait_for("¶ 1 of 1");
    let known = strokes(&pty, "a", "left out") - 1;
    pty.keys("ctrl-home j j");
    pty.wait_until("the notice gone", |screen| !screen.contains("left out"));
    let unknown = strokes(&pty, "2 a -", "left out") - 2;
    assert_eq!((known, unknown), (0, 1), "beside the keys that tag");
    let sidecar = saved(pty, &folder);
    let words = |words: &str| sidecar.contains(&format!("text: \"{words}\""));
    assert!(words("فوج السهل") && words("لجيش النهر"), "{sidecar}");
}
