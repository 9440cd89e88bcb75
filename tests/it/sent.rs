//! What is sent to a terminal, byte by byte: printable text, styles, cursor motion, and sequences of our own that have a
//! name. The fuzz target `emission` runs this file on bytes of its own, the tests on texts and on random bytes.

use hashiya::tui::terminal::emission::{Columns, Foreground, Mode};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;

use super::exercise::{is_dangerous, watch};

/// Reads bytes on a screen, and sends every frame of it in every mode, as a terminal is sent it.
pub(crate) fn send_all(bytes: &[u8]) {
    let mut sent: Vec<Option<Buffer>> = vec![None; Mode::ALL.len()];
    watch(bytes, |frame| {
        for (mode, before) in Mode::ALL.iter().zip(&mut sent) {
            let mut screen = frame.clone();
            let columns = Columns::emit(*mode, Foreground::Light, &mut screen);
            leads_back(&columns, &screen);
            let before = before.replace(screen.clone()).filter(|before| before.area == screen.area);
            check(*mode, &written(&before.unwrap_or_else(|| Buffer::empty(screen.area)), &screen));
        }
    });
}

/// What ratatui writes of a screen after another one.
fn written(before: &Buffer, screen: &Buffer) -> Vec<u8> {
    let mut out = Vec::new();
    CrosstermBackend::new(&mut out).draw(before.diff(screen).into_iter()).unwrap();
    out
}

/// Every column is sent somewhere, and no two to the same place.
fn leads_back(columns: &Columns, screen: &Buffer) {
    for row in 0..screen.area.height {
        for column in 0..screen.area.width {
            assert_eq!(columns.seen(columns.sent(column, row), row), column, "row {row}");
        }
    }
}

/// Checks that nothing acts on the terminal but styles, the cursor's place, and the sequences of a mode.
pub(crate) fn check(mode: Mode, bytes: &[u8]) {
    let mut rest = std::str::from_utf8(bytes).expect("what is sent is UTF-8");
    while let Some(c) = rest.chars().next() {
        rest = if let Some(sized) = rest.strip_prefix("\x1b]66;w=1:h=").filter(|_| mode == Mode::Osc66) {
            let (text, after) = sized.split_once("\x1b\\").expect("a sized text ends");
            let text = text.strip_prefix(['0', '1']).and_then(|text| text.strip_prefix(';')).expect("an alignment");
            assert!(!text.is_empty() && !text.contains(is_dangerous), "{text:?} in a sized text");
            after
        } else if let Some(sequence) = rest.strip_prefix("\x1b[") {
            let end = sequence.find(|c: char| !(c.is_ascii_digit() || c == ';')).expect("a sequence ends");
            assert!(matches!(sequence.as_bytes()[end], b'm' | b'H'), "\\e[{}", &sequence[..=end]);
            &sequence[end + 1..]
        } else {
            let is_mark = c == '\u{200E}' && mode == Mode::InverseLtr;
            assert!(is_mark || !is_dangerous(c), "{c:?} is sent in mode {mode}");
            &rest[c.len_utf8()..]
        };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(crate::harness::cases(10))]

        #[test]
        fn nothing_but_text_styles_and_named_sequences_is_ever_sent(
            how in prop::collection::vec(any::<u8>(), 2),
            commands in prop::collection::vec(any::<u8>(), 0..24),
            text in crate::layout::text(80),
        ) {
            let count = u8::try_from(commands.len()).unwrap();
            send_all(&[how[0], how[1], count].iter().chain(&commands).copied().chain(text.bytes()).collect::<Vec<_>>());
        }

        #[test]
        fn the_same_of_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            send_all(&bytes);
        }
    }

    #[test]
    fn what_acts_on_a_terminal_is_found() {
        for (mode, bytes) in [
            (Mode::Plain, "a\u{9b}31m"),
            (Mode::Plain, "\x1b]0;title\x07"),
            (Mode::Plain, "\x1b[2J"),
            (Mode::Plain, "\u{200E}"),
            (Mode::Plain, "\x1b]66;w=1:h=0;a\x1b\\"),
            (Mode::Osc66, "\x1b]66;w=1:h=0;\x07\x1b\\"),
            (Mode::InverseAuto, "\u{200E}"),
        ] {
            assert!(std::panic::catch_unwind(|| check(mode, bytes.as_bytes())).is_err(), "{bytes:?}");
        }
    }
}
