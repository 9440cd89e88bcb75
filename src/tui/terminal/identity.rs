//! Which terminal this is, told from its answers, its multiplexer and the environment, and what it needs.
//!
//! Its answers come first: an environment is inherited by whatever is started in it. Behind a multiplexer the
//! answers are the multiplexer's, and what it says of the terminal outside comes first.

use super::answers::Answers;
use super::emission::Mode;
use crate::tui::theme::Underlines;

/// A terminal program whose ways are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// GNOME's library, in many terminals.
    Vte,
    /// KDE's.
    Konsole,
    /// `LXQt`'s.
    Qterminal,
    /// mlterm.
    Mlterm,
    /// kitty.
    Kitty,
    /// foot.
    Foot,
    /// xterm.
    Xterm,
    /// alacritty.
    Alacritty,
    /// rxvt-unicode.
    Urxvt,
    /// `PuTTY` and pterm.
    Putty,
    /// st.
    St,
    /// `WezTerm`.
    Wezterm,
    /// mintty.
    Mintty,
    /// Contour.
    Contour,
    /// Ghostty.
    Ghostty,
    /// iTerm2.
    Iterm,
    /// Apple's Terminal.
    Apple,
    /// Windows Terminal.
    Windows,
    /// Visual Studio Code's.
    Code,
    /// The Linux console.
    Linux,
}

use Program::{
    Alacritty, Apple, Code, Contour, Foot, Ghostty, Iterm, Kitty, Konsole, Linux, Mintty, Mlterm, Putty, Qterminal, St, Urxvt,
    Vte, Wezterm, Windows, Xterm,
};

/// Names, as they are written down, and how the terminal's own name for itself begins.
const NAMES: &[(Program, &str, &str)] = &[
    (Vte, "VTE", "vte"),
    (Konsole, "Konsole", "konsole"),
    (Qterminal, "QTerminal", "qterminal"),
    (Mlterm, "mlterm", "mlterm"),
    (Kitty, "kitty", "kitty"),
    (Foot, "foot", "foot"),
    (Alacritty, "alacritty", "alacritty"),
    (Urxvt, "urxvt", "rxvt"),
    (Putty, "PuTTY", "putty"),
    (St, "st", "st-"),
    (Wezterm, "WezTerm", "wezterm"),
    (Mintty, "mintty", "mintty"),
    (Contour, "contour", "contour"),
    (Ghostty, "ghostty", "ghostty"),
    (Iterm, "iTerm2", "iterm"),
    (Apple, "Apple Terminal", "apple_terminal"),
    (Windows, "Windows Terminal", "windows terminal"),
    (Code, "VS Code", "vscode"),
    (Code, "VS Code", "xterm.js"),
    (Linux, "Linux console", "linux"),
    (Xterm, "xterm", "xterm"),
];

/// What `TERM` begins with where it tells the program: others set a name that many share.
const TERMS: &[(&str, Program)] = &[
    ("xterm-kitty", Kitty),
    ("xterm-ghostty", Ghostty),
    ("ghostty", Ghostty),
    ("foot", Foot),
    ("alacritty", Alacritty),
    ("mlterm", Mlterm),
    ("rxvt", Urxvt),
    ("st-", St),
    ("wezterm", Wezterm),
    ("contour", Contour),
    ("mintty", Mintty),
    ("konsole", Konsole),
    ("vte", Vte),
    ("gnome", Vte),
    ("putty", Putty),
    ("linux", Linux),
];

/// Variables that a terminal sets for what runs in it; most with its version.
const VARIABLES: &[(&str, Program)] = &[
    ("VTE_VERSION", Vte),
    ("KONSOLE_VERSION", Konsole),
    ("XTERM_VERSION", Xterm),
    ("MLTERM", Mlterm),
    ("KITTY_WINDOW_ID", Kitty),
    ("ALACRITTY_WINDOW_ID", Alacritty),
    ("WT_SESSION", Windows),
];

/// What is known of a terminal before it is recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clues {
    /// The value of each variable that tells something.
    pub environment: Vec<(String, String)>,
    /// What it answered.
    pub answers: Answers,
    /// What tmux says of the terminal outside: how it calls itself, and its `TERM`.
    pub client: Option<(String, String)>,
}

/// A terminal that was recognised, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// What a calibration is remembered under: the program, without a version, and whether a multiplexer is between.
    pub name: String,
    /// The version it gives, 0 if none.
    pub version: u32,
    /// How rows are sent to it.
    pub mode: Mode,
    /// Whether it draws vowel marks where they belong.
    pub draws_marks: bool,
    /// Whether its ways are known.
    pub is_known: bool,
    /// What lines under letters can be.
    pub underlines: Underlines,
}

/// Every variable that [`Clues::environment`] may hold.
pub const TELLING: &[&str] = &[
    "TERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "LC_TERMINAL",
    "TERMINAL_NAME",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "XTERM_VERSION",
    "MLTERM",
    "KITTY_WINDOW_ID",
    "ALACRITTY_WINDOW_ID",
    "WT_SESSION",
    "TMUX",
    "STY",
];

impl Clues {
    /// The clues of an environment.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let found = TELLING.iter().filter_map(|name| Some(((*name).to_owned(), variable(name).filter(|v| !v.is_empty())?)));
        Self { environment: found.collect(), ..Self::default() }
    }

    fn variable(&self, name: &str) -> Option<&str> {
        self.environment.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether tmux stands between.
    pub fn is_in_tmux(&self) -> bool {
        self.variable("TMUX").is_some()
    }

    /// Whether the terminal is one that answers nothing, or prints what it does not understand.
    pub fn is_mute(&self) -> bool {
        let is = |name, value: &str| self.variable(name).is_some_and(|told| told == value);
        is("TERM", "linux") || is("TERM", "dumb") || is("TERM_PROGRAM", "Apple_Terminal")
    }

    /// Whether a multiplexer stands between: it keeps sequences that it does not know to itself.
    fn is_multiplexed(&self) -> bool {
        let named = self.answers.name.as_deref().is_some_and(|name| name.starts_with("tmux"));
        let model = matches!(self.answers.model.as_deref(), Some([83 | 84, ..]));
        let term = self.variable("TERM").unwrap_or_default();
        self.is_in_tmux()
            || self.variable("STY").is_some()
            || named
            || model
            || term.starts_with("screen")
            || term.starts_with("tmux")
    }

    /// Tells which terminal this is, and what it needs.
    pub fn identify(&self) -> Identity {
        let multiplexed = self.is_multiplexed();
        let found = if multiplexed { self.client_program() } else { self.answering_program() };
        let found = found.or_else(|| self.environment_program(multiplexed));
        let version = found.map_or(0, |(_, version)| version);
        let known = found.and_then(|(program, version)| needs(program, version, multiplexed).map(|needs| (program, needs)));
        let suffix = match (multiplexed, self.is_in_tmux()) {
            (true, true) => " in tmux",
            (true, false) => " in a multiplexer",
            (false, _) => "",
        };
        let coloured = found.is_some_and(|(program, version)| !multiplexed && colours_underlines(program, version));
        let underlines = if coloured { Underlines::Coloured } else { Underlines::Plain };
        let Some((program, (mode, draws_marks))) = known else {
            let name = found.map_or_else(|| self.unknown_name(), |(program, _)| name_of(program).to_owned());
            // Whoever answers for ECMA-48's mode is told to leave rows alone in its way.
            let honours = self.answers.has_bidi_mode() && !multiplexed;
            let mode = if honours { Mode::Explicit } else { Mode::Plain };
            let name = format!("{name}{suffix}");
            return Identity { name, version, mode, draws_marks: true, is_known: honours, underlines };
        };
        Identity { name: format!("{}{suffix}", name_of(program)), version, mode, draws_marks, is_known: true, underlines }
    }

    fn unknown_name(&self) -> String {
        let is_name = |name: &&str| !name.trim().is_empty();
        let told = self.answers.name.as_deref().filter(|_| !self.is_multiplexed()).filter(is_name);
        told.or_else(|| self.client.as_ref().map(|(_, term)| term.as_str()).filter(is_name))
            .or_else(|| self.variable("TERM_PROGRAM").filter(|p| *p != "tmux"))
            .or_else(|| self.variable("TERM").filter(|term| !(self.is_in_tmux() && term.starts_with("tmux"))))
            .filter(is_name)
            .unwrap_or("a terminal without a name")
            .to_owned()
    }

    fn answering_program(&self) -> Option<(Program, u32)> {
        let by_name = self.answers.name.as_deref().and_then(named);
        let by_unit = || match self.answers.unit.as_deref() {
            Some("7E565445") => Some((Vte, 0)),
            Some("7E4B4445") => Some((Konsole, 0)),
            Some("464F4F54") => Some((Foot, 0)),
            _ => None,
        };
        by_name.or_else(|| self.by_model()).or_else(by_unit)
    }

    fn by_model(&self) -> Option<(Program, u32)> {
        match *self.answers.model.as_deref()? {
            [65, version, ..] => Some((Vte, version)),
            [1, 115, ..] => Some((Konsole, 0)),
            [0, 115, ..] => Some((Qterminal, 0)),
            [24, version, ..] => Some((Mlterm, version)),
            [1, 4000, minor] => Some((Kitty, minor)),
            [41, version, ..] => Some((Xterm, version)),
            [85, version, ..] => Some((Urxvt, version)),
            [0, 136, 0] => Some((Putty, 0)),
            [77, version, ..] => Some((Mintty, version)),
            [0, 10, 1] => Some((Windows, 0)),
            [0, version @ 1000..=u32::MAX, 1] => Some((Alacritty, version)),
            _ => None,
        }
    }

    fn client_program(&self) -> Option<(Program, u32)> {
        let (name, term) = self.client.as_ref()?;
        named(name).or_else(|| by_term(term).map(|program| (program, 0)))
    }

    fn environment_program(&self, multiplexed: bool) -> Option<(Program, u32)> {
        let by_term = || self.variable("TERM").and_then(by_term).map(|program| (program, 0));
        let by_name = || {
            let name = ["TERM_PROGRAM", "LC_TERMINAL", "TERMINAL_NAME"]
                .iter()
                .find_map(|name| self.variable(name))
                .filter(|n| *n != "tmux")?;
            let version = self.variable("TERM_PROGRAM_VERSION").map_or(0, first_version);
            named(name).map(|(program, _)| (program, version))
        };
        let set = |(name, program): &(&str, Program)| {
            let value = self.variable(name)?;
            Some((*program, if name.ends_with("_VERSION") { first_version(value) } else { 0 }))
        };
        (!multiplexed).then(by_term).flatten().or_else(|| VARIABLES.iter().find_map(set)).or_else(by_name)
    }
}

fn name_of(program: Program) -> &'static str {
    NAMES.iter().find(|(other, ..)| *other == program).map_or("", |(_, name, _)| name)
}

/// The program of a name as terminals give it: `Konsole 22.12.3`, `kitty(0.45.0)`, `iTerm.app`; its version as
/// major times a hundred and minor, as one number where it is one (`VTE(7006)`).
fn named(name: &str) -> Option<(Program, u32)> {
    let lower = name.to_lowercase();
    let found = NAMES.iter().find(|(_, _, begin)| lower.starts_with(begin))?;
    Some((found.0, name.split_once([' ', '(']).map_or(0, |(_, version)| first_version(version))))
}

pub(super) fn by_term(term: &str) -> Option<Program> {
    TERMS.iter().find(|(begin, _)| term.starts_with(begin)).map(|(_, program)| *program).or_else(|| (term == "st").then_some(St))
}

/// The first number of a text; with a second after a dot, the first times a hundred and the second.
fn first_version(text: &str) -> u32 {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut numbers = digits.split(|c: char| !c.is_ascii_digit()).map(|n| n.parse::<u32>().unwrap_or(0));
    let first = numbers.next().unwrap_or(0);
    match digits.chars().find(|c| !c.is_ascii_digit()) {
        Some('.') => first.saturating_mul(100).saturating_add(numbers.next().unwrap_or(0)),
        _ => first,
    }
}

/// How rows are sent to a terminal, and whether it draws vowel marks; `None` where that is not known.
///
/// What was seen, and what is only expected, stands in the README's table of terminals.
fn needs(program: Program, version: u32, multiplexed: bool) -> Option<(Mode, bool)> {
    let unless_multiplexed = |mode, otherwise| if multiplexed { otherwise } else { mode };
    Some(match program {
        // Before 0.58 VTE had no bidi.
        Vte if (1..5800).contains(&version) => (Mode::Plain, true),
        Vte | Contour => (unless_multiplexed(Mode::Explicit, Mode::InverseLtr), true),
        // It guesses directions unless told not to.
        Mintty => (unless_multiplexed(Mode::Explicit, Mode::InverseAuto), true),
        // Its bidi is off unless its user turns it on.
        Wezterm => (unless_multiplexed(Mode::Explicit, Mode::Plain), true),
        // Before 3.6 iTerm2 had no bidi.
        Iterm if (1..306).contains(&version) => (Mode::Plain, true),
        Konsole | Apple | Iterm => (Mode::InverseLtr, true),
        Mlterm => (unless_multiplexed(Mode::Mlterm, Mode::InverseAuto), true),
        Putty => (Mode::InverseAuto, true),
        // Sized texts came with 0.40.
        Kitty if version >= 40 => (unless_multiplexed(Mode::Osc66, Mode::FlipWords), !multiplexed),
        Kitty if version > 0 || multiplexed => (Mode::FlipWords, false),
        Qterminal => (Mode::AltColour, false),
        Alacritty => (Mode::MarkShift, true),
        Foot | St | Linux => (Mode::Plain, false),
        Xterm | Urxvt | Ghostty | Windows => (Mode::Plain, true),
        Kitty | Code => return None,
    })
}

/// Whether a terminal gives lines under letters a colour of their own (SGR 58, with semicolons). Others take its numbers for
/// something else: xterm blinks.
fn colours_underlines(program: Program, version: u32) -> bool {
    match program {
        // From VTE 0.52, iTerm2 3.5 and alacritty 0.12 on; one that does not tell its version is not old.
        Vte => version == 0 || version >= 5200,
        Kitty | Foot | Wezterm | Ghostty | Contour | Konsole | Mintty | Windows => true,
        Iterm => version >= 305,
        Alacritty => version >= 1200,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found out with this environment and these answers: `name: mode`, and `?` where it is not known.
    fn found(environment: &[(&str, &str)], answers: Answers, client: Option<(&str, &str)>) -> String {
        let mut clues = Clues::of(|name| Some(environment.iter().find(|(known, _)| *known == name)?.1.to_owned()));
        clues.answers = answers;
        clues.client = client.map(|(name, term)| (name.to_owned(), term.to_owned()));
        let identity = clues.identify();
        let doubt = if identity.is_known { "" } else { "?" };
        let marks = if identity.draws_marks { "" } else { ", no marks" };
        format!("{}{doubt}: {}{marks}", identity.name, identity.mode)
    }

    fn answered(name: Option<&str>, model: &[u32], unit: Option<&str>, bidi: &[u8]) -> Answers {
        let model = (!model.is_empty()).then(|| model.to_vec());
        let (name, unit) = (name.map(str::to_owned), unit.map(str::to_owned));
        Answers { name, model, unit, bidi: bidi.to_vec(), background: None, is_whole: true }
    }

    #[test]
    fn lines_have_colours_only_where_the_terminal_is_known_to_draw_them() {
        let lines = |model: &[u32], environment: &[(&str, &str)]| {
            let mut clues = Clues::of(|name| Some(environment.iter().find(|(known, _)| *known == name)?.1.to_owned()));
            clues.answers = answered(None, model, None, &[]);
            clues.identify().underlines == Underlines::Coloured
        };
        assert!(lines(&[65, 7006, 1], &[COMMON]) && !lines(&[65, 4800, 1], &[COMMON]));
        assert!(lines(&[1, 4000, 45], &[COMMON]) && lines(&[1, 115, 0], &[COMMON]) && lines(&[], &[("TERM", "foot")]));
        assert!(!lines(&[41, 379, 0], &[COMMON]) && !lines(&[24, 279, 0], &[COMMON]) && !lines(&[], &[COMMON]));
        // tmux hands them on only where it knows that the terminal outside has them.
        assert!(!lines(&[65, 7006, 1], &[COMMON, ("TMUX", "/tmp/tmux")]));
    }

    const COMMON: (&str, &str) = ("TERM", "xterm-256color");

    #[test]
    fn terminals_are_recognised_by_what_they_answer() {
        let by = |name, model: &[u32], unit, bidi: &[u8]| found(&[COMMON], answered(name, model, unit, bidi), None);
        assert_eq!(by(None, &[65, 7006, 1], Some("7E565445"), &[1, 2]), "VTE: explicit");
        assert_eq!(by(Some("Konsole 22.12.3"), &[1, 115, 0], Some("7E4B4445"), &[]), "Konsole: inverse-ltr");
        assert_eq!(by(None, &[0, 115, 0], None, &[]), "QTerminal: alt-colour, no marks");
        assert_eq!(by(None, &[24, 279, 0], Some("000000"), &[0, 0]), "mlterm: mlterm");
        assert_eq!(by(Some("kitty(0.45.0)"), &[1, 4000, 45], None, &[0, 0]), "kitty: osc66");
        assert_eq!(by(None, &[1, 4000, 26], None, &[0, 0]), "kitty: flip-words, no marks");
        assert_eq!(by(Some("foot(1.13.1)"), &[1, 11301, 0], Some("464F4F54"), &[]), "foot: plain, no marks");
        assert_eq!(by(Some("XTerm(379)"), &[41, 379, 0], Some("00000000"), &[0, 0]), "xterm: plain");
        assert_eq!(by(None, &[0, 1700, 1], None, &[]), "alacritty: mark-shift");
        assert_eq!(by(None, &[85, 95, 0], None, &[]), "urxvt: plain");
        assert_eq!(by(None, &[0, 136, 0], None, &[]), "PuTTY: inverse-auto");
        assert_eq!(by(Some("iTerm2 3.6.1"), &[], None, &[]), "iTerm2: inverse-ltr");
        assert_eq!(by(Some("iTerm2 3.4.9"), &[], None, &[]), "iTerm2: plain");
        assert_eq!(by(Some("xterm.js(5.6.0)"), &[0, 276, 0], None, &[]), "VS Code?: plain");
    }

    #[test]
    fn an_inherited_environment_does_not_outweigh_an_answer() {
        let inherited = [COMMON, ("VTE_VERSION", "7006"), ("KONSOLE_VERSION", "221203")];
        assert_eq!(found(&inherited, answered(Some("XTerm(379)"), &[41, 379, 0], None, &[0]), None), "xterm: plain");
        assert_eq!(found(&[("TERM", "st-256color"), ("VTE_VERSION", "7006")], Answers::default(), None), "st: plain, no marks");
    }

    #[test]
    fn terminals_are_recognised_by_the_environment_until_they_answer() {
        let by = |environment: &[(&str, &str)]| found(environment, Answers::default(), None);
        assert_eq!(by(&[COMMON, ("VTE_VERSION", "7006")]), "VTE: explicit");
        assert_eq!(by(&[COMMON, ("VTE_VERSION", "5602")]), "VTE: plain");
        assert_eq!(by(&[COMMON, ("KONSOLE_VERSION", "221203")]), "Konsole: inverse-ltr");
        assert_eq!(by(&[("TERM", "mlterm"), ("MLTERM", "3.9.0")]), "mlterm: mlterm");
        assert_eq!(by(&[("TERM", "xterm-kitty"), ("KITTY_WINDOW_ID", "1")]), "kitty?: plain");
        assert_eq!(by(&[COMMON, ("TERM_PROGRAM", "iTerm.app"), ("TERM_PROGRAM_VERSION", "3.6.2")]), "iTerm2: inverse-ltr");
        assert_eq!(by(&[COMMON, ("TERM_PROGRAM", "Apple_Terminal")]), "Apple Terminal: inverse-ltr");
        assert_eq!(by(&[("TERM", "linux")]), "Linux console: plain, no marks");
        assert_eq!(by(&[COMMON]), "xterm-256color?: plain");
        assert_eq!(by(&[]), "a terminal without a name?: plain");
    }

    #[test]
    fn behind_tmux_the_terminal_outside_counts() {
        let inside = [("TERM", "tmux-256color"), ("TERM_PROGRAM", "tmux"), ("TMUX", "/tmp/tmux-0/default,1,0")];
        let by = |client, more: &[(&str, &str)]| found(&[&inside, more].concat(), Answers::default(), client);
        assert_eq!(by(Some(("Konsole 22.12.3", "xterm-256color")), &[]), "Konsole in tmux: inverse-ltr");
        assert_eq!(by(Some(("XTerm(379)", "xterm")), &[("VTE_VERSION", "7006")]), "xterm in tmux: plain");
        assert_eq!(by(Some(("", "xterm-256color")), &[("VTE_VERSION", "7006")]), "VTE in tmux: inverse-ltr");
        assert_eq!(by(Some(("", "mlterm")), &[]), "mlterm in tmux: inverse-auto");
        assert_eq!(by(Some(("", "xterm-kitty")), &[]), "kitty in tmux: flip-words, no marks");
        assert_eq!(by(Some(("", "xterm-256color")), &[]), "xterm-256color in tmux?: plain");
        assert_eq!(by(Some(("", "")), &[]), "a terminal without a name in tmux?: plain");
    }

    #[test]
    fn an_unknown_terminal_that_knows_the_mode_is_told_to_leave_rows_alone() {
        assert_eq!(found(&[COMMON], answered(Some("newterm 1"), &[], None, &[1, 2]), None), "newterm 1: explicit");
    }
}
