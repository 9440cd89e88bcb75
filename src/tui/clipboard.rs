//! The clipboard, by the terminal: OSC 52, in whatever a multiplexer wants it wrapped.
//!
//! The text travels in base64, so that no byte of it stands in the sequence. Terminals keep what is copied to
//! themselves and answer nothing: whether they allow it is known only by pasting.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

/// Most bytes that are copied: with base64, 100 KB, which no terminal that takes OSC 52 refuses.
pub(super) const MOST: usize = 74_994;
/// Bytes in one string of GNU screen, which holds no more than 768.
const PART: usize = 512;

/// What stands between the program and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// Nothing that matters.
    Nothing,
    /// tmux: it may take the sequence itself, or let it through in a wrapping, or do neither.
    Tmux,
    /// GNU screen: it lets through what stands in device control strings.
    Screen,
}

impl Between {
    /// Tells from the environment.
    pub(super) fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        match () {
            () if is_set("TMUX") || term.starts_with("tmux") => Self::Tmux,
            () if is_set("STY") || term.starts_with("screen") => Self::Screen,
            () => Self::Nothing,
        }
    }
}

/// The sequence that puts a text into the clipboard.
pub(super) fn sequence(text: &str, between: Between) -> String {
    let mut plain = String::new();
    let _never = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain);
    match between {
        Between::Nothing => plain,
        // Taken by tmux where set-clipboard is on, and let through where allow-passthrough is.
        Between::Tmux => format!("{plain}\u{1B}Ptmux;{}\u{1B}\\", plain.replace('\u{1B}', "\u{1B}\u{1B}")),
        Between::Screen => {
            // A string terminator would end the wrapping: BEL ends the sequence as well.
            let bare = plain.trim_end_matches("\u{1B}\\").trim_end_matches('\u{7}').to_owned() + "\u{7}";
            let mut wrapped = String::new();
            for part in bare.as_bytes().chunks(PART) {
                let _never = write!(wrapped, "\u{1B}P{}\u{1B}\\", String::from_utf8_lossy(part));
            }
            wrapped
        }
    }
}

/// Gives a text to tmux for its own clipboard, from where `-w` hands it to the terminal outside, whatever tmux lets
/// through: its defaults take no OSC 52 from a program inside.
///
/// # Errors
///
/// Fails where tmux is not found, or does not take it.
pub(super) fn give_to_tmux(text: &str) -> io::Result<()> {
    let mut command = Command::new("tmux");
    command.args(["load-buffer", "-w", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child: Child = command.spawn()?;
    let written = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(text.as_bytes()));
    let status = child.wait()?;
    written?;
    if status.success() { Ok(()) } else { Err(io::Error::other("tmux did not take it")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "قال\u{1B}]52;c;\u{7}\n";
    const PLAIN: &str = "\u{1B}]52;c;2YLYp9mEG101MjtjOwcK\u{1B}\\";

    #[test]
    fn the_text_is_in_base64_and_in_reading_order() {
        assert_eq!(sequence(TEXT, Between::Nothing), PLAIN);
    }

    #[test]
    fn tmux_gets_it_plain_and_wrapped_with_its_escapes_doubled() {
        let wrapped = "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;2YLYp9mEG101MjtjOwcK\u{1B}\u{1B}\\\u{1B}\\";
        assert_eq!(sequence(TEXT, Between::Tmux), format!("{PLAIN}{wrapped}"));
    }

    #[test]
    fn screen_gets_it_in_strings_that_it_can_hold() {
        let sent = sequence(&"قال ".repeat(700), Between::Screen);
        let parts: Vec<&str> = sent.split_terminator("\u{1B}\\").map(|part| part.strip_prefix("\u{1B}P").unwrap()).collect();
        assert!(parts.len() > 8 && parts.iter().all(|part| part.len() <= PART && !part.contains("\u{1B}\\")));
        let whole = sequence(&"قال ".repeat(700), Between::Nothing);
        assert_eq!(parts.concat(), whole.replace("\u{1B}\\", "\u{7}"));
    }

    #[test]
    fn what_stands_between_is_told_by_the_environment() {
        let of = |set: &'static [(&str, &str)]| {
            Between::of(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("TERM", "xterm-256color")]), Between::Nothing);
        assert_eq!(of(&[("TERM", "screen-256color"), ("TMUX", "/tmp/x,1,0")]), Between::Tmux);
        assert_eq!(of(&[("TERM", "tmux-256color")]), Between::Tmux);
        assert_eq!(of(&[("TERM", "screen"), ("STY", "1.x")]), Between::Screen);
        assert_eq!(of(&[]), Between::Nothing);
    }
}
