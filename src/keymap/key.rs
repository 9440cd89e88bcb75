//! One key press, independent of any terminal library, and its written form.
//!
//! A press has one form only, so that keys compare: shift is dropped where the character itself carries
//! it, shift with tab is `backtab`, and control with a Latin letter knows no case, because terminals
//! send the same byte for both.

use std::fmt;

use thiserror::Error;

/// Names what was pressed, apart from ctrl, alt and shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A key that types this character, the space included.
    Char(char),
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift with tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// A function key by its number.
    F(u8),
}

const NAMES: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
];

/// Holds what was held down while a key was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Held {
    /// Control.
    pub ctrl: bool,
    /// Alt.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

impl Held {
    /// Holds nothing.
    pub const NOTHING: Self = Self { ctrl: false, alt: false, shift: false };
    /// Holds control alone.
    pub const CTRL: Self = Self { ctrl: true, ..Self::NOTHING };
}

/// Holds one key press in its canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    code: KeyCode,
    held: Held,
}

impl Key {
    /// Makes the canonical form of a key press.
    pub fn new(code: KeyCode, held: Held) -> Self {
        let unshifted = Held { shift: false, ..held };
        match code {
            KeyCode::Char(c) if held.ctrl => Self { code: KeyCode::Char(c.to_ascii_lowercase()), held: unshifted },
            KeyCode::Char(_) | KeyCode::BackTab => Self { code, held: unshifted },
            KeyCode::Tab if held.shift => Self { code: KeyCode::BackTab, held: unshifted },
            _ => Self { code, held },
        }
    }

    /// Makes the key that types a character, without ctrl and alt.
    pub fn char(c: char) -> Self {
        Self::new(KeyCode::Char(c), Held::NOTHING)
    }

    /// Returns what was pressed, apart from ctrl, alt and shift.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// Tells whether ctrl was held.
    pub fn ctrl(self) -> bool {
        self.held.ctrl
    }

    /// Tells whether alt was held.
    pub fn alt(self) -> bool {
        self.held.alt
    }

    /// Tells whether shift was held, where that is not seen in the code.
    pub fn shift(self) -> bool {
        self.held.shift
    }

    /// Returns the character that the key types into a line, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.held.ctrl && !self.held.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }

    /// Puts another character in the place of this key's, ctrl and alt kept.
    pub(super) fn with_char(self, c: char) -> Self {
        Self::new(KeyCode::Char(c), self.held)
    }

    /// Reads a key such as `a`, `A`, `<`, `ctrl-r`, `ctrl-shift-left`, `space`, `f1`.
    ///
    /// # Errors
    ///
    /// Fails where the name of the key is unknown, and where shift stands before a character: `A` is
    /// written `A`.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut rest = text;
        let mut held = Held::NOTHING;
        loop {
            let (one, after) = match rest.split_once('-') {
                Some(("ctrl", after)) => (&mut held.ctrl, after),
                Some(("alt", after)) => (&mut held.alt, after),
                Some(("shift", after)) => (&mut held.shift, after),
                _ => break,
            };
            if std::mem::replace(one, true) {
                return Err(KeyError::Unknown(text.to_owned()));
            }
            rest = after;
        }
        let code = parse_code(rest).ok_or_else(|| KeyError::Unknown(text.to_owned()))?;
        match code {
            KeyCode::Char(_) if held.shift => Err(KeyError::Shifted(text.to_owned())),
            _ => Ok(Self::new(code, held)),
        }
    }
}

fn parse_code(text: &str) -> Option<KeyCode> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) => (!c.is_control() && !c.is_whitespace()).then_some(KeyCode::Char(c)),
        _ => NAMES.iter().find(|(name, _)| *name == text).map(|(_, code)| *code).or_else(|| parse_function(text)),
    }
}

fn parse_function(text: &str) -> Option<KeyCode> {
    let digits = text.strip_prefix('f').filter(|digits| !digits.starts_with(['0', '+']))?;
    digits.parse().ok().filter(|number| *number <= 35).map(KeyCode::F)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [(self.held.ctrl, "ctrl-"), (self.held.alt, "alt-"), (self.held.shift, "shift-")] {
            f.write_str(if held { prefix } else { "" })?;
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(number)) => write!(f, "f{number}"),
            (None, _) => Ok(()),
        }
    }
}

/// Tells why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// No key is named at all.
    #[error("no key is named")]
    Empty,
    /// The text is neither one character nor the name of a key.
    #[error("there is no key {0:?}")]
    Unknown(String),
    /// Shift stands before a character.
    #[error("{0:?} is written as the character that it types, without shift")]
    Shifted(String),
}

/// Reads keys separated by blanks, pressed one after another: `g g`.
///
/// # Errors
///
/// Fails where there is no key, or one that [`Key::parse`] does not know.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, KeyError> {
    let keys = text.split_whitespace().map(Key::parse).collect::<Result<Vec<_>, _>>()?;
    if keys.is_empty() { Err(KeyError::Empty) } else { Ok(keys) }
}

/// Writes keys as [`parse_sequence`] reads them.
pub fn spell_sequence(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_canonical_form_prints_as_it_is_read() {
        let forms = "a A < - = ctrl-r ctrl-- alt-b ctrl-alt-x shift-left ctrl-shift-home space ctrl-space \
                     f1 f12 backtab tab esc enter pageup pagedown backspace delete insert ش ؟ ctrl-س";
        for form in forms.split_whitespace() {
            assert_eq!(Key::parse(form).unwrap().to_string(), form);
        }
    }

    #[test]
    fn every_named_key_is_read_by_its_name() {
        for (name, code) in NAMES {
            assert_eq!(Key::parse(name).unwrap().code(), *code);
        }
    }

    const SHIFT: Held = Held { shift: true, ..Held::NOTHING };

    #[test]
    fn shift_is_dropped_where_the_character_carries_it() {
        assert_eq!(Key::new(KeyCode::Char('A'), SHIFT), Key::char('A'));
        assert_eq!(Key::new(KeyCode::Char('ش'), SHIFT), Key::char('ش'));
    }

    #[test]
    fn shift_with_tab_is_backtab() {
        assert_eq!(Key::parse("shift-tab"), Key::parse("backtab"));
        assert_eq!(Key::new(KeyCode::BackTab, SHIFT), Key::parse("backtab").unwrap());
    }

    #[test]
    fn control_with_a_letter_knows_no_case() {
        assert_eq!(Key::parse("ctrl-R"), Key::parse("ctrl-r"));
    }

    #[test]
    fn what_is_no_key_says_why() {
        let why = |text| parse_sequence(text).unwrap_err().to_string();
        assert_eq!(why("bogus"), "there is no key \"bogus\"");
        assert_eq!(why("ctrl-"), "there is no key \"ctrl-\"");
        assert_eq!(why("ctrl-ctrl-a"), "there is no key \"ctrl-ctrl-a\"");
        assert_eq!(why("f99"), "there is no key \"f99\"");
        assert_eq!(why("g shift-a"), "\"shift-a\" is written as the character that it types, without shift");
        assert_eq!(why("  "), "no key is named");
    }

    #[test]
    fn a_sequence_prints_as_it_is_read() {
        assert_eq!(spell_sequence(&parse_sequence(" S   ctrl-x space ").unwrap()), "S ctrl-x space");
    }

    #[test]
    fn only_a_key_without_ctrl_and_alt_types() {
        assert_eq!(Key::char('ش').typed(), Some('ش'));
        assert_eq!(Key::parse("space").unwrap().typed(), Some(' '));
        assert_eq!(Key::parse("ctrl-a").unwrap().typed(), None);
        assert_eq!(Key::parse("alt-a").unwrap().typed(), None);
        assert_eq!(Key::parse("enter").unwrap().typed(), None);
    }
}
