//! Identities merged, renamed and split on screen, with all uses following in real files, and taken back, also after a restart.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

use hashiya::annotation::{Annotator, Schema};
use hashiya::keymap::parse_sequence;
use hashiya::session::{Effect, Message, Mode, Session};
use hashiya::tui::driver::{Driver, Performer};
use hashiya::tui::event::Incoming;
use hashiya::tui::library::Library;
use hashiya::words::{Words, plain};
use tempfile::TempDir;

use super::harness::KEYMAP;

const ACTORS: &str = r#"(hashiya: 1, registry: "actors", entries: [
    (id: "lotus_front", ar: "جبهة اللوتس", en: "Lotus Front", class: "armed_group"),
    (id: "lotos_front", ar: "جبهة اللوتوس", en: "Lotos Front", class: "armed_group"),
])
"#;

/// The disk of a sitting.
struct Disk(Library);

impl Performer for Disk {
    fn perform(&mut self, effect: Effect) -> Vec<Message> {
        match effect {
            Effect::Open(text) => vec![self.0.open(text)],
            Effect::Append(changes) => self.0.append(changes),
            Effect::Save(snapshot) => self.0.save(&snapshot),
            Effect::SaveRegistry(snapshot) => vec![self.0.save_registry(snapshot)],
            Effect::Close(text) => {
                self.0.close(text);
                Vec::new()
            }
            Effect::Identify(order, text) => self.0.identify(order, text),
            _ => Vec::new(),
        }
    }

    fn keep(&mut self) -> Vec<Message> {
        Vec::new()
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }
}

/// A sitting in a folder on the disk.
struct Sitting {
    driver: Driver,
    disk: Disk,
    inbox: Receiver<Incoming>,
}

impl Sitting {
    fn begin(folder: &TempDir) -> Self {
        let (sender, inbox) = channel();
        let schema = Arc::new(Schema::builtin().clone());
        let library = Library::new(Annotator::parse("amal").unwrap(), Arc::clone(&schema), None, sender);
        library.take_folder(folder.path().to_owned());
        library.take_registries(folder.path().to_owned());
        let driver = Driver::new(Session::new(Schema::clone(&schema), "amal"), Arc::clone(&KEYMAP));
        let mut sitting = Self { driver, disk: Disk(library), inbox };
        sitting.wait_until(|session| session.texts().is_listed() && session.registries().get("actors").is_some());
        sitting
    }

    /// Takes what arrives until something is so.
    #[track_caller]
    fn wait_until(&mut self, is_so: impl Fn(&Session) -> bool) {
        while !is_so(&self.driver.session) {
            match self.inbox.recv_timeout(Duration::from_secs(20)).unwrap() {
                Incoming::Message(message) => self.driver.tell(message, &mut self.disk),
                _ => unreachable!(),
            }
        }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for key in parse_sequence(keys).unwrap() {
            self.driver.press(key, &mut self.disk);
        }
        self
    }

    fn is_shown(&mut self) {
        use hashiya::session::{Identities, Succession};
        self.wait_until(|session| {
            let shown = session.find::<Identities>().and_then(Identities::succession);
            matches!(shown, Some(Succession::Shown(_)))
        });
    }

    fn notice(&self) -> String {
        self.driver.session.notice().map_or_else(String::new, |notice| plain(&Words::default().say(notice)))
    }
}

fn sidecar(text: &str, id: &str, words: &str) -> String {
    format!(
        "(hashiya: 1, source: (file: \"{text}\", bytes: 0, code_points: 0), annotator: \"amal\", spans: [\n        (id: \"s1\", tag: \"ACTOR\", start: 0, end: {}, text: \"{words}\", attributes: [(\"actor_id\", \"{id}\"), (\"actor_class\", \"armed_group\")]),\n    ])",
        words.chars().count()
    )
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| std::fs::write(folder.path().join(name), content).unwrap();
    write("actors.ron", ACTORS);
    for (text, id, words) in
        [("a.txt", "lotos_front", "اللوتوس"), ("b.txt", "lotos_front", "اللوتس"), ("c.txt", "lotus_front", "اللوتس")]
    {
        write(text, &format!("{words} قالت ذلك أمس\n"));
        write(&format!("{text}.amal.ron"), &sidecar(text, id, words));
    }
    folder
}

/// The identity of the span of each text, as the files have it.
fn identities(folder: &TempDir) -> Vec<String> {
    let read = |name: &str| {
        let path: PathBuf = folder.path().join(name);
        let text = std::fs::read_to_string(path).unwrap();
        text.split("(\"actor_id\", \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    ["a.txt.amal.ron", "b.txt.amal.ron", "c.txt.amal.ron"].map(read).to_vec()
}

#[test]
fn an_identity_is_merged_after_it_was_shown_what_follows_and_one_undo_takes_it_back_after_a_restart() {
    let folder = folder();
    let mut sitting = Sitting::begin(&folder);
    sitting.press("enter ] E L o t o s alt-m L o t u s enter");
    sitting.is_shown();
    assert_eq!(identities(&folder), ["lotos_front", "lotos_front", "lotus_front"], "nothing is done yet");
    sitting.press("enter");
    assert_eq!(identities(&folder), ["lotus_front"; 3]);
    assert_eq!(sitting.notice(), "merge lotos_front into lotus_front: 2 uses in 2 texts followed");
    assert_eq!(sitting.driver.session.mode(), Mode::Reading);
    assert_eq!(sitting.driver.session.current().unwrap().id, "s1", "where one was");
    sitting.wait_until(|session| session.registries().get("actors").is_some_and(|actors| actors.len() == 1));
    drop(sitting);
    let mut again = Sitting::begin(&folder);
    again.press("enter E alt-u");
    again.is_shown();
    again.press("enter");
    assert_eq!(identities(&folder), ["lotos_front", "lotos_front", "lotus_front"]);
    assert_eq!(again.notice(), "merge lotos_front into lotus_front taken back: 2 uses in 2 texts as before");
}

#[test]
fn an_identity_is_renamed_and_its_uses_by_some_words_are_split_from_it() {
    let folder = folder();
    let mut sitting = Sitting::begin(&folder);
    sitting.press("enter E L o t o s alt-r ctrl-u l o t enter");
    sitting.is_shown();
    sitting.press("enter");
    assert_eq!(identities(&folder), ["lot", "lot", "lotus_front"]);
    sitting.wait_until(|session| session.registries().get("actors").is_some_and(|actors| actors.get("lot").is_some()));
    sitting.press("alt-down E ctrl-u l o t alt-s ctrl-u p a r t enter");
    sitting.is_shown();
    sitting.press("enter");
    assert_eq!(identities(&folder), ["lot", "part", "lotus_front"], "only the words of the span go along");
    assert_eq!(sitting.notice(), "split part from lot: 1 use in 1 text followed");
}

#[test]
fn what_cannot_be_done_is_told_and_leaving_does_nothing() {
    let folder = folder();
    let mut sitting = Sitting::begin(&folder);
    sitting.press("enter E L o t o s alt-m L o t o s enter");
    sitting.wait_until(|session| session.notice().is_some());
    assert!(sitting.notice().contains("cannot be merged into itself"), "{}", sitting.notice());
    sitting.press("esc L o t o s alt-m L o t u s enter");
    sitting.is_shown();
    sitting.press("esc esc");
    assert_eq!(sitting.driver.session.mode(), Mode::Reading);
    sitting.press("E alt-u");
    sitting.wait_until(|session| session.notice().is_some());
    assert!(sitting.notice().contains("no change to undo"), "{}", sitting.notice());
    assert_eq!(identities(&folder), ["lotos_front", "lotos_front", "lotus_front"]);
}
