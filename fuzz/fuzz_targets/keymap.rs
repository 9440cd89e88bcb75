//! Any bytes as a keymap: its good bindings count, its bad ones are told with their place, and every key is answered.
#![no_main]

use hashiya::keymap::{Keymap, KeymapText, parse_sequence};
use hashiya::session::Mode;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let tags = [('a', "ACTOR".to_owned()), ('ش', "فاعل".to_owned())];
    let (keymap, errors) = Keymap::load(&[KeymapText { name: "fuzz.ron", text }], &tags);
    for error in &errors {
        assert!(!error.to_string().is_empty());
    }
    for mode in Mode::ALL {
        for (keys, command) in keymap.bindings(*mode) {
            let sequence = parse_sequence(&keys).expect("a binding's keys are spelled as they are read");
            let Some((last, before)) = sequence.split_last() else { continue };
            let _answer = keymap.resolve(*mode, before, *last);
            assert!(keymap.keys_for(command, *mode).contains(&keys));
        }
    }
});
