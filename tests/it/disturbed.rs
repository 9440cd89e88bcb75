//! Nothing that the screen called saved is ever lost, whatever others do to the files of a sitting that is open.
//!
//! A round is a sitting that tags words, and somebody who replaces, joins, cuts, removes or moves its files meanwhile,
//! sits beside it, or lets git do so. Then it ends, the text is opened once more and left in order, and the sidecar has
//! every span of which the screen said `saved`. `HASHIYA_ROUNDS` says how many rounds, `HASHIYA_SEED` from which one on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use clap::ValueEnum;
use hashiya::storage::sidecar;
use rustix::process::Signal;
use tempfile::TempDir;

use crate::crash::{Dice, is_saved, load, play};
use crate::pty::{Pty, Start};

const JOURNAL: &str = ".hashiya/a.txt.amal.journal";
const LOCK: &str = ".hashiya/a.txt.amal.lock";
const TAGS: [(&str, &str); 3] = [("ACTOR", "a"), ("LOCATION", "l"), ("CASUALTY", "c")];
/// Words that can be tagged; the screen tells them apart by their numbers.
const WORDS: usize = 80;

fn text() -> String {
    (10..10 + WORDS).fold("قتل".to_owned(), |text, number| format!("{text} {number}")) + "\n"
}

/// What is done to the files of a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Disturbance {
    JournalReplacedByItsCopy,
    JournalReplacedByAnOlderOne,
    /// Lines of another writer behind ours, or before them, as git's union merge puts them.
    JournalJoined,
    JournalRemoved,
    FolderRemoved,
    JournalCutAtALine,
    JournalCutWithinALine,
    LockRemoved,
    /// And a second sitting opens the text meanwhile.
    LockRemovedForAnother,
    FolderRemovedForAnother,
    /// The folder of journal and lock, moved away and back.
    RecordsMoved,
    /// The folder of the text, moved away and back.
    TextsMoved,
    /// The folder of the text, moved for good.
    TextsRenamed,
    /// Two clones of one repository, one of which takes in what the other has.
    Pulled,
}

use Disturbance::{
    FolderRemoved, FolderRemovedForAnother, JournalCutAtALine, JournalCutWithinALine, JournalJoined, JournalRemoved,
    JournalReplacedByAnOlderOne, JournalReplacedByItsCopy, LockRemoved, LockRemovedForAnother, Pulled, RecordsMoved, TextsMoved,
    TextsRenamed,
};

/// A tag and the word that has it.
type Tagged = (String, String);

/// What the screens of a round have called saved.
#[derive(Debug, Default)]
struct Acknowledged {
    there: BTreeSet<Tagged>,
    gone: BTreeSet<Tagged>,
    count: u64,
}

/// A sitting of one annotator, with words of its own.
struct Sitting {
    pty: Pty,
    /// What was tagged last.
    tagged: Option<Tagged>,
}

impl Sitting {
    /// Opens the text of a folder.
    fn open(root: &Path, folder: &str) -> Self {
        let pty = Start::new(root, &[&format!("{folder}/a.txt")]).size(119, 12).begin();
        pty.wait_for("ACTOR");
        Self { pty, tagged: None }
    }

    /// Waits until a whole frame satisfies a condition.
    fn shows(&self, what: &str, condition: impl Fn(&str) -> bool) {
        loop {
            self.pty.wait_until(what, &condition);
            let raw = self.pty.raw();
            if raw.ends_with(b"\x1b[?2026l") && condition(&self.pty.screen()) {
                return;
            }
            self.pty.comes_to(Duration::from_millis(50), raw.len() + 1);
        }
    }

    fn is_refused(screen: &str) -> bool {
        ["ot saved", "NOT SAVED", "read-only"].iter().any(|refusal| screen.contains(refusal))
    }

    /// The row that says what is under the cursor.
    fn is_under_cursor(screen: &str, tag: &str, word: &str) -> bool {
        let row = screen.lines().rev().nth(1).unwrap_or_default();
        row.contains(&format!("[{tag}]")) && row.split_whitespace().next_back() == Some(word)
    }

    /// Tags the n-th word, which was not tagged before; whether the screen says that it is saved.
    fn tag(&mut self, n: usize, dice: &mut Dice, acknowledged: &mut Acknowledged) -> bool {
        let (tag, key) = TAGS[dice.below(TAGS.len())];
        let word = (9 + n).to_string();
        self.pty.keys(&format!("ctrl-home {}{key}", "j ".repeat(n)));
        let is_tagged = |screen: &str| Self::is_under_cursor(screen, tag, &word);
        self.shows(&format!("{tag} on {word}"), |screen| Self::is_refused(screen) || is_tagged(screen) && is_saved(screen));
        if Self::is_refused(&self.pty.screen()) {
            return false;
        }
        let tagged = (tag.to_owned(), word);
        self.tagged = Some(tagged.clone());
        acknowledged.there.insert(tagged);
        acknowledged.count += 1;
        true
    }

    /// Takes the tag away from the word that just got it: the cursor is on it.
    fn untag(&mut self, acknowledged: &mut Acknowledged) {
        let Some(tagged) = self.tagged.take() else { return };
        acknowledged.there.remove(&tagged);
        self.pty.keys("d");
        self.shows("no tag", |screen| {
            Self::is_refused(screen) || !Self::is_under_cursor(screen, &tagged.0, &tagged.1) && is_saved(screen)
        });
        if !Self::is_refused(&self.pty.screen()) {
            acknowledged.gone.insert(tagged);
            acknowledged.count += 1;
        }
    }

    /// Has the sidecar written, now or when the sitting is idle; or not.
    fn settle(&self, dice: &mut Dice) {
        match dice.below(6) {
            0 | 1 => self.pty.keys("ctrl-s"),
            2 => drop(self.pty.comes(Duration::from_millis(1200), |_| false)),
            _ => {}
        }
    }

    /// Ends it in order or in the middle of whatever it does.
    fn end(mut self, dice: &mut Dice) {
        if dice.below(2) == 0 {
            self.pty.keys("Q");
            assert_eq!(self.pty.end(), 0, "{}", self.pty.screen());
        } else {
            self.kill();
        }
    }

    fn kill(&mut self) {
        self.pty.signal(Signal::KILL);
        self.pty.wait();
    }
}

/// A round under way.
struct Round {
    root: TempDir,
    dice: Dice,
    /// The words that nobody has tagged yet.
    free: Vec<usize>,
    acknowledged: Acknowledged,
}

/// Puts bytes in the place of a file as git and sync clients do: in a new file, under its name.
fn replace(path: &Path, bytes: &[u8]) {
    let new = path.with_extension("new");
    fs::write(&new, bytes).unwrap();
    fs::rename(new, path).unwrap();
}

/// What two have made of lines that were the same, one behind the other.
fn union(one: &[u8], other: &[u8]) -> Vec<u8> {
    let lines = |bytes: &'_ [u8]| bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (one, other) = (lines(one), lines(other));
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    [&one[..], &other[same..]].concat().concat()
}

/// Copies the files of a folder, without locks.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.extension().and_then(|ending| ending.to_str()) {
            _ if path.is_dir() => copy(&path, &target),
            Some("lock" | "tmp") => {}
            // What the sitting has written under another name meanwhile comes with that one.
            _ => drop(fs::copy(path, target)),
        }
    }
}

impl Round {
    fn new(round: u64) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("desk")).unwrap();
        fs::write(root.path().join("desk/a.txt"), text()).unwrap();
        let mut dice = Dice::of(round);
        let mut free: Vec<usize> = (1..=WORDS).collect();
        for n in (1..WORDS).rev() {
            free.swap(n, dice.below(n + 1));
        }
        Self { root, dice, free, acknowledged: Acknowledged::default() }
    }

    /// Plays it, and tells what is then wrong.
    fn play(&mut self, disturbance: Disturbance) -> Vec<String> {
        if disturbance == Pulled {
            if Command::new("git").arg("--version").output().is_err() {
                eprintln!("git is not installed: skipped");
                return Vec::new();
            }
            self.share();
            return [self.check("desk"), self.check("other")].concat();
        }
        let folder = self.disturb(disturbance);
        self.check(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn open(&self, folder: &str) -> Sitting {
        Sitting::open(self.root.path(), folder)
    }

    /// Tags a word; whether the screen says that it is saved.
    fn tag(&mut self, sitting: &mut Sitting) -> bool {
        let word = self.free.pop().unwrap();
        sitting.tag(word, &mut self.dice, &mut self.acknowledged)
    }

    /// Tags a few words, and takes a tag away now and then.
    fn work(&mut self, sitting: &mut Sitting) {
        for _ in 0..=self.dice.below(3) {
            assert!(self.tag(sitting), "not saved:\n{}", sitting.pty.screen());
            if self.dice.below(6) == 0 {
                sitting.untag(&mut self.acknowledged);
            }
        }
    }

    /// A sitting from beginning to end.
    fn sit(&mut self, folder: &str) {
        let mut sitting = self.open(folder);
        self.work(&mut sitting);
        sitting.settle(&mut self.dice);
        if self.dice.below(2) == 0 {
            self.work(&mut sitting);
        }
        sitting.end(&mut self.dice);
    }

    /// A sitting whose files are disturbed; gives the folder in which its text lies in the end.
    fn disturb(&mut self, disturbance: Disturbance) -> &'static str {
        if self.dice.below(3) == 0 {
            self.sit("desk");
        }
        let mut sitting = self.open("desk");
        self.work(&mut sitting);
        sitting.settle(&mut self.dice);
        let older = fs::read(self.path("desk").join(JOURNAL)).unwrap();
        copy(&self.path("desk"), &self.path("other"));
        self.work(&mut sitting);
        if self.dice.below(2) == 0 {
            sitting.settle(&mut self.dice);
        }
        for _ in 0..=self.dice.below(2) {
            if let Some(second) = self.act(disturbance, &older, &mut sitting) {
                self.sit_together(sitting, second);
                return "desk";
            }
            if matches!(disturbance, TextsMoved | TextsRenamed) {
                sitting.kill();
                return if disturbance == TextsMoved { "desk" } else { "renamed" };
            }
            self.work(&mut sitting);
            sitting.settle(&mut self.dice);
        }
        sitting.end(&mut self.dice);
        "desk"
    }

    /// Disturbs a sitting; gives the second one that was begun beside it, if so.
    fn act(&mut self, disturbance: Disturbance, older: &[u8], sitting: &mut Sitting) -> Option<Sitting> {
        let desk = self.path("desk");
        let journal = desk.join(JOURNAL);
        let now = fs::read(&journal).unwrap();
        let records = desk.join(".hashiya");
        match disturbance {
            JournalReplacedByItsCopy => replace(&journal, &now),
            JournalReplacedByAnOlderOne => replace(&journal, older),
            JournalJoined => {
                self.sit("other");
                let theirs = fs::read(self.path("other").join(JOURNAL)).unwrap();
                let now = fs::read(&journal).unwrap();
                replace(&journal, &if self.dice.below(2) == 0 { union(&now, &theirs) } else { union(&theirs, &now) });
            }
            JournalRemoved => fs::remove_file(&journal).unwrap(),
            FolderRemoved => fs::remove_dir_all(&records).unwrap(),
            JournalCutAtALine | JournalCutWithinALine => {
                let ends: Vec<usize> = (0..now.len()).filter(|at| now[*at] == b'\n').map(|at| at + 1).collect();
                let length = match disturbance {
                    JournalCutAtALine => ends[self.dice.below(ends.len() - 1)],
                    _ => self.dice.below(now.len() - 1),
                };
                fs::OpenOptions::new().write(true).open(&journal).unwrap().set_len(length as u64).unwrap();
            }
            LockRemoved => fs::remove_file(desk.join(LOCK)).unwrap(),
            LockRemovedForAnother => {
                fs::remove_file(desk.join(LOCK)).unwrap();
                return Some(self.open("desk"));
            }
            FolderRemovedForAnother => {
                fs::remove_dir_all(&records).unwrap();
                return Some(self.open("desk"));
            }
            RecordsMoved => {
                fs::rename(&records, self.path("away")).unwrap();
                self.work(sitting);
                fs::remove_dir_all(&records).unwrap();
                fs::rename(self.path("away"), &records).unwrap();
            }
            TextsMoved | TextsRenamed => {
                fs::rename(&desk, self.path("renamed")).unwrap();
                assert!(!self.tag(sitting), "saved into nowhere");
                if disturbance == TextsMoved {
                    assert!(!desk.exists());
                    fs::rename(self.path("renamed"), &desk).unwrap();
                }
            }
            Pulled => unreachable!("a round of its own"),
        }
        None
    }

    /// Two sittings that work on one text at the same time.
    fn sit_together(&mut self, mut first: Sitting, mut second: Sitting) {
        if second.pty.screen().contains("read-only") {
            // The first one saw in time that its lock was gone.
            second.kill();
            self.work(&mut first);
            return first.end(&mut self.dice);
        }
        for _ in 0..=self.dice.below(3) {
            self.work(&mut second);
            second.settle(&mut self.dice);
            self.work(&mut first);
            first.settle(&mut self.dice);
        }
        let (one, other) = if self.dice.below(2) == 0 { (first, second) } else { (second, first) };
        one.end(&mut self.dice);
        other.end(&mut self.dice);
    }

    /// Opens a text once and leaves it in order; what is then wrong with it.
    fn check(&self, folder: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let visit = || {
            let mut pty = Start::new(self.root.path(), &[&format!("{folder}/a.txt")]).size(119, 12).begin();
            pty.wait_for("ACTOR");
            let screen = pty.screen();
            pty.keys("Q");
            (pty.end(), screen)
        };
        let (end, screen) = visit();
        if end != 0 || screen.contains("read-only") {
            faults.push(format!("UNREADABLE: ends with {end}:\n{screen}"));
        }
        let folder = self.path(folder);
        let found = spans(&folder);
        let lost: Vec<_> = self.acknowledged.there.iter().filter(|span| !found.contains(span)).collect();
        let back: Vec<_> = self.acknowledged.gone.iter().filter(|span| found.contains(span)).collect();
        let once: BTreeSet<_> = found.iter().collect();
        if !lost.is_empty() {
            faults.push(format!("LOST: {lost:?}, there is {found:?}"));
        }
        if !back.is_empty() {
            faults.push(format!("BACK: {back:?}"));
        }
        if once.len() < found.len() {
            faults.push(format!("DOUBLED: {found:?}"));
        }
        if let Some(why) = load(&folder).read_only {
            faults.push(format!("UNREADABLE: {why:?}"));
        }
        let checked = self.run(&folder, env!("CARGO_BIN_EXE_hashiya"), &["check", "."]);
        faults.extend(checked.err().map(|told| format!("CHECK: {told}")));
        let before = snapshot(&folder);
        visit();
        if before != snapshot(&folder) {
            faults.push("CHANGED by the next opening".to_owned());
        }
        faults
    }

    /// Runs a program in a folder, with nothing of the user who runs the tests; what it says if it fails.
    fn run(&self, folder: &Path, program: &str, arguments: &[&str]) -> Result<(), String> {
        let programs = Path::new(env!("CARGO_BIN_EXE_hashiya")).parent().unwrap();
        let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(program);
        command.args(arguments).current_dir(folder).env_clear().env("PATH", path).env("HOME", self.path("home"));
        for (name, value) in [("USER", "amal"), ("LANG", "C.UTF-8"), ("GIT_CONFIG_NOSYSTEM", "1")] {
            command.env(name, value);
        }
        for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
            command.env(name, "amal@example.org");
        }
        let output = command.output().unwrap();
        let told = [output.stdout, output.stderr].concat();
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&told).into_owned()) }
    }

    fn git(&self, folder: &str, arguments: &str) {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let done = self.run(&self.path(folder), "git", &arguments);
        assert_eq!(done, Ok(()), "git {arguments:?} in {folder}");
    }

    /// Commits everything and takes in what the other clone has pushed. A sitting may write in between: then again.
    fn pull(&self, folder: &str) {
        let mut told = String::new();
        for _ in 0..20 {
            self.git(folder, "add -A");
            self.git(folder, "commit -q --allow-empty -m annotated");
            match self.run(&self.path(folder), "git", &["pull", "-q", "--no-rebase", "--no-edit"]) {
                Ok(()) => return,
                Err(why) => told = why,
            }
        }
        panic!("git pull: {told}");
    }

    /// Two clones, in both of which is tagged; then each has what both have.
    fn share(&mut self) {
        let init = |round: &Self, folder: &str| {
            let done = round.run(&round.path(folder), env!("CARGO_BIN_EXE_hashiya"), &["init", "--git"]);
            assert_eq!(done, Ok(()));
        };
        self.git(".", "init -q --bare -b main origin");
        self.git("desk", "init -q -b main");
        init(self, "desk");
        if self.dice.below(2) == 0 {
            self.sit("desk");
        }
        self.git("desk", "add -A");
        self.git("desk", "commit -q -m texts");
        self.git("desk", "remote add origin ../origin");
        self.git("desk", "push -q -u origin main");
        self.git(".", "clone -q origin other");
        init(self, "other");
        self.sit("other");
        self.pull("other");
        self.git("other", "push -q");
        let mut sitting = self.open("desk");
        self.work(&mut sitting);
        sitting.settle(&mut self.dice);
        if self.dice.below(2) == 0 {
            self.pull("desk");
            self.work(&mut sitting);
            sitting.settle(&mut self.dice);
            sitting.end(&mut self.dice);
        } else {
            sitting.end(&mut self.dice);
            self.pull("desk");
        }
        if self.dice.below(2) == 0 {
            self.sit("desk");
        }
        self.pull("desk");
        self.git("desk", "push -q");
        self.pull("other");
    }
}

/// The spans that a sidecar has.
fn spans(folder: &Path) -> Vec<Tagged> {
    let text = fs::read_to_string(folder.join("a.txt.amal.ron")).unwrap_or_default();
    let stored = sidecar::parse(&text).unwrap_or_else(|why| panic!("{why}:\n{text}"));
    stored.spans.into_iter().map(|span| (span.tag, span.text.unwrap_or_default())).collect()
}

/// Every file of a folder, with what is in it.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(snapshot(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            files.insert(path, bytes);
        }
    }
    files
}

#[test]
fn what_git_has_merged_beside_an_open_sitting_is_there_once() {
    // In this round git gives a span another id than the journal, which the next opening looks into.
    assert_eq!(Round::new(181).play(Pulled), Vec::<String>::new());
}

#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn nothing_that_was_called_saved_is_lost_whatever_is_done_to_the_files_meanwhile() {
    let tally = Mutex::new((0, BTreeMap::<Disturbance, u64>::new(), Vec::new()));
    let all = Disturbance::value_variants();
    let rounds = play(50, |n| {
        let disturbance = all[usize::try_from(n).unwrap() % all.len()];
        let mut round = Round::new(n);
        // A round that cannot go on is told with the others.
        let faults = catch_unwind(AssertUnwindSafe(|| round.play(disturbance)));
        let faults = faults.unwrap_or_else(|_| vec!["STUCK: as told above".to_owned()]);
        let faults: Vec<_> = faults.into_iter().map(|fault| format!("round {n}, {disturbance:?}: {fault}")).collect();
        let mut tally = tally.lock().unwrap();
        tally.0 += round.acknowledged.count;
        *tally.1.entry(disturbance).or_default() += 1;
        tally.2.extend(faults);
    });
    let (acknowledged, disturbances, faults) = tally.into_inner().unwrap();
    let count = |kind: &str| faults.iter().filter(|fault| fault.contains(kind)).count();
    println!(
        "rounds: {rounds}, acknowledged changes: {acknowledged}, rounds with losses: {}, unreadable: {}",
        count(": LOST") + count(": BACK"),
        count(": UNREADABLE")
    );
    for (disturbance, count) in &disturbances {
        println!("{count:5} {disturbance:?}");
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(acknowledged >= 4 * rounds, "too little was acknowledged for this to prove anything");
}
