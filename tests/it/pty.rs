//! The real program in a pseudo-terminal: keys go in, and what it draws is read as a terminal reads it.
//!
//! Nothing here sleeps: whoever waits is woken by the next bytes that the program writes, or by a deadline, and then
//! the panic shows the screen. A program that is still running when its [`Pty`] is dropped is killed.

use std::ffi::OsString;
use std::io::{PipeWriter, Read, Write};
use std::num::NonZero;
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use hashiya::keymap::{Key, KeyCode, parse_sequence};
use pty_process::blocking::{Command, Pty as Master, open};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, tcgetattr};

/// How long a condition may take: a machine under load is slow, and a program that hangs is found all the same.
const DEADLINE: Duration = Duration::from_secs(30);

/// What the program is started with.
pub(crate) struct Start {
    command: Command,
    columns: u16,
    rows: u16,
    answers: Vec<(Vec<u8>, Vec<u8>)>,
    /// What the terminal says when it is asked who it is.
    identity: Vec<u8>,
}

impl Start {
    /// The program with these arguments, in a folder, with nothing of the user who runs the tests: 80 by 24.
    pub(crate) fn new(folder: &Path, arguments: &[&str]) -> Self {
        Self::with(Command::new(env!("CARGO_BIN_EXE_hashiya")), folder, arguments)
    }

    /// The same for a program that gets no signal when its terminal is gone: it is in a session without one.
    #[cfg(target_os = "linux")]
    pub(crate) fn unsignalled(folder: &Path, arguments: &[&str]) -> Self {
        // The shell has the terminal, and would end before the program.
        let shell = Command::new("sh").args(["-c", "trap '' HUP; setsid --fork --wait \"$0\" \"$@\""]);
        Self::with(shell.arg(env!("CARGO_BIN_EXE_hashiya")), folder, arguments)
    }

    fn with(command: Command, folder: &Path, arguments: &[&str]) -> Self {
        let mut command = command.args(arguments).current_dir(folder).env_clear();
        let fixed = [("TERM", "xterm-256color"), ("USER", "amal"), ("LANG", "C.UTF-8")];
        for (name, value) in fixed {
            command = command.env(name, value);
        }
        let home = folder.join("home");
        command = command.env("HOME", &home).env("XDG_CONFIG_HOME", &home).env("RUST_BACKTRACE", "0");
        for kept in ["PATH", "TMPDIR", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(kept) {
                command = command.env(kept, value);
            }
        }
        Self { command, columns: 80, rows: 24, answers: Vec::new(), identity: b"\x1bP>|XTerm(379)\x1b\\\x1b[?64c".to_vec() }
    }

    /// In a terminal of this size.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// With this in its environment.
    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command = self.command.env(name, value.into());
        self
    }

    /// In a terminal that answers: whenever the program writes `asked`, these bytes come back as if typed.
    pub(crate) fn answer(mut self, asked: impl Into<Vec<u8>>, reply: impl Into<Vec<u8>>) -> Self {
        self.answers.push((asked.into(), reply.into()));
        self
    }

    /// In a terminal that says this when it is asked who it is; xterm's answers if nothing is said here.
    pub(crate) fn identity(mut self, answers: impl Into<Vec<u8>>) -> Self {
        self.identity = answers.into();
        self
    }

    /// Starts it.
    pub(crate) fn begin(mut self) -> Pty {
        // The last question of all (DA1).
        let identity = std::mem::take(&mut self.identity);
        self.answers.push((b"\x1b[c".to_vec(), identity));
        let (master, inside) = open().unwrap();
        master.resize(pty_process::Size::new(self.rows, self.columns)).unwrap();
        let cooked = is_cooked(&master);
        let child = self.command.spawn(inside).unwrap();
        let seen = Seen {
            raw: Vec::new(),
            parser: vt100::Parser::new(some(self.rows), some(self.columns), 0),
            ended: false,
            answered: vec![0; self.answers.len()],
            answers: self.answers,
        };
        let shared = Arc::new((Mutex::new(seen), Condvar::new()));
        let master = Arc::new(master);
        let (woken, wake) = std::io::pipe().unwrap();
        let reader = {
            let (master, shared) = (Arc::clone(&master), Arc::clone(&shared));
            std::thread::spawn(move || read(&master, &woken, &shared))
        };
        Pty { child, master: Some(master), reader: Some((reader, wake)), shared, cooked }
    }
}

/// What the terminal has seen so far.
struct Seen {
    raw: Vec<u8>,
    parser: vt100::Parser,
    /// Whether nobody writes to it any more.
    ended: bool,
    answers: Vec<(Vec<u8>, Vec<u8>)>,
    /// For each answer the place in `raw` from which its question has still to be looked for.
    answered: Vec<usize>,
}

impl Seen {
    /// Takes bytes in, and gives what is to be answered.
    fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.raw.extend_from_slice(bytes);
        self.parser.process(bytes);
        let mut replies = Vec::new();
        for ((asked, reply), from) in self.answers.iter().zip(&mut self.answered) {
            while let Some(at) = find(&self.raw[*from..], asked) {
                *from += at + asked.len();
                replies.extend_from_slice(reply);
            }
        }
        replies
    }
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;

/// Reads what the program writes, until nobody has the other side open or the reader is told to stop.
fn read(mut master: &Master, woken: &impl AsFd, shared: &Shared) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let mut waiting = [PollFd::from_borrowed_fd(master.as_fd(), PollFlags::IN), PollFd::new(woken, PollFlags::IN)];
        let polled = poll(&mut waiting, None);
        if !waiting[1].revents().is_empty() {
            return;
        }
        let read = polled.ok().and_then(|_| master.read(&mut bytes).ok()).unwrap_or(0);
        let mut seen = locked(&shared.0);
        seen.ended = read == 0;
        let replies = seen.take(&bytes[..read]);
        let ended = seen.ended;
        drop(seen);
        shared.1.notify_all();
        if ended {
            return;
        }
        let _gone = master.write_all(&replies);
    }
}

fn locked(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A size that is not nothing.
fn some(length: u16) -> NonZero<u16> {
    NonZero::new(length).unwrap()
}

/// Where `needle` begins in `bytes`.
pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// Whether a terminal edits lines and echoes, as a shell leaves it.
fn is_cooked(master: &Master) -> bool {
    tcgetattr(master).is_ok_and(|modes| modes.local_modes.contains(LocalModes::ICANON | LocalModes::ECHO))
}

/// The program, running in its terminal.
pub(crate) struct Pty {
    child: Child,
    master: Option<Arc<Master>>,
    reader: Option<(JoinHandle<()>, PipeWriter)>,
    shared: Shared,
    cooked: bool,
}

impl Pty {
    /// Types bytes.
    pub(crate) fn send(&self, bytes: &[u8]) {
        let mut master = &**self.master.as_ref().unwrap();
        let _gone = master.write_all(bytes);
    }

    /// Presses keys, spelled as in a keymap and separated by blanks: `3 a`, `shift-left`.
    pub(crate) fn keys(&self, keys: &str) {
        for key in parse_sequence(keys).unwrap() {
            self.send(&bytes_of(key));
        }
    }

    /// Gives the terminal another size, and tells the program.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        locked(&self.shared.0).parser.screen_mut().set_size(some(rows), some(columns));
        self.master.as_ref().unwrap().resize(pty_process::Size::new(rows, columns)).unwrap();
    }

    /// What stands on the screen, a line a row, without blanks at the ends of rows.
    pub(crate) fn screen(&self) -> String {
        locked(&self.shared.0).parser.screen().contents()
    }

    /// Everything the program has written so far.
    pub(crate) fn raw(&self) -> Vec<u8> {
        locked(&self.shared.0).raw.clone()
    }

    /// Whether the other screen is shown, on which full-screen programs draw.
    pub(crate) fn is_full_screen(&self) -> bool {
        locked(&self.shared.0).parser.screen().alternate_screen()
    }

    /// Whether the terminal is as it was before the program: lines are edited, keys echoed, the cursor is there, and
    /// the mouse belongs to the terminal.
    pub(crate) fn is_restored(&self) -> bool {
        let seen = locked(&self.shared.0);
        let screen = seen.parser.screen();
        let modes = !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None;
        modes && self.cooked && self.master.as_ref().is_some_and(|master| is_cooked(master))
    }

    /// Waits until the screen has a text on it.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until what is on screen satisfies a condition, which `what` tells of when it does not come true.
    pub(crate) fn wait_until(&self, what: &str, condition: impl Fn(&str) -> bool) {
        assert!(self.comes(DEADLINE, condition), "waited in vain for {what:?}; the screen:\n{}", self.screen());
    }

    /// Whether a condition of the screen comes true within a time, or before the program ends.
    pub(crate) fn comes(&self, within: Duration, condition: impl Fn(&str) -> bool) -> bool {
        self.seen(within, |seen| condition(&seen.parser.screen().contents()))
    }

    /// Waits until the program has written so many bytes in all, or a time is over.
    pub(crate) fn comes_to(&self, within: Duration, bytes: usize) -> bool {
        self.seen(within, |seen| seen.raw.len() >= bytes)
    }

    /// Whether the program has let go of its terminal.
    pub(crate) fn has_ended(&self) -> bool {
        locked(&self.shared.0).ended
    }

    fn seen(&self, within: Duration, condition: impl Fn(&Seen) -> bool) -> bool {
        let until = Instant::now() + within;
        let mut seen = locked(&self.shared.0);
        loop {
            if condition(&seen) {
                return true;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.ended {
                return false;
            }
            seen = self.shared.1.wait_timeout(seen, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        let _gone = kill_process(Pid::from_child(&self.child), signal);
    }

    /// Takes the terminal away, as closing its window does.
    pub(crate) fn hang_up(&mut self) {
        let (reader, wake) = self.reader.take().unwrap();
        drop(wake);
        reader.join().unwrap();
        self.master = None;
    }

    /// Waits until the program has ended by itself or by a signal sent before.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        if self.master.is_some() {
            assert!(self.seen(DEADLINE, |seen| seen.ended), "the program does not end; the screen:\n{}", self.screen());
        }
        let until = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            // Nobody tells of the end of a program whose terminal is gone.
            assert!(Instant::now() < until, "the program does not end");
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// Waits for the end and gives its exit code, or the number of the signal that ended it, negative.
    pub(crate) fn end(&mut self) -> i32 {
        let status = self.wait();
        status.code().unwrap_or_else(|| -status.signal().unwrap_or(0))
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
        if let Some((reader, wake)) = self.reader.take() {
            drop(wake);
            let _joined = reader.join();
        }
    }
}

/// What a terminal sends for a key.
fn bytes_of(key: Key) -> Vec<u8> {
    let plain: Vec<u8> = match key.code() {
        KeyCode::Char(c) if key.ctrl() => vec![u8::try_from(c).unwrap() & 0x1F],
        KeyCode::Char(c) => c.to_string().into_bytes(),
        KeyCode::Enter => b"\r".to_vec(),
        KeyCode::Esc => b"\x1b".to_vec(),
        KeyCode::Tab => b"\t".to_vec(),
        KeyCode::BackTab => b"\x1b[Z".to_vec(),
        KeyCode::Backspace => b"\x7f".to_vec(),
        other => return sequence(other, 1 + u8::from(key.shift()) + 2 * u8::from(key.alt()) + 4 * u8::from(key.ctrl())),
    };
    if key.alt() { [b"\x1b", plain.as_slice()].concat() } else { plain }
}

/// The sequence of a key that types no character, as xterm sends it.
fn sequence(code: KeyCode, held: u8) -> Vec<u8> {
    let (number, last) = match code {
        KeyCode::Up => (1, 'A'),
        KeyCode::Down => (1, 'B'),
        KeyCode::Right => (1, 'C'),
        KeyCode::Left => (1, 'D'),
        KeyCode::Home => (1, 'H'),
        KeyCode::End => (1, 'F'),
        KeyCode::Insert => (2, '~'),
        KeyCode::Delete => (3, '~'),
        KeyCode::PageUp => (5, '~'),
        KeyCode::PageDown => (6, '~'),
        other => panic!("no terminal sends {other:?}"),
    };
    match (number, held) {
        (1, 1) => format!("\x1b[{last}"),
        (_, 1) => format!("\x1b[{number}{last}"),
        _ => format!("\x1b[{number};{held}{last}"),
    }
    .into_bytes()
}
