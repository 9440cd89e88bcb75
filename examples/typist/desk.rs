//! The desk: the program's own session on texts of a folder, and the count of the keys that are pressed.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, SystemTime};

use hashiya::annotation::{AnnotationSet, Annotator, Schema};
use hashiya::keymap::{Key, Keymap, parse_sequence};
use hashiya::session::{Effect, Message, OpenText, Session};
use hashiya::text::TextId;
use hashiya::tui::driver::{Driver, Performer};
use hashiya::tui::event::Incoming;
use hashiya::tui::library::Library;

use super::Fault;

/// Columns and rows of the text on screen.
const AREA: (u16, u16) = (84, 40);
/// How long what is read in the background may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a key is pressed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To get somewhere, in the text or from span to span.
    Moving,
    /// To tag, with the selecting and the moving of edges.
    Tagging,
    /// To say an attribute.
    Attributes,
    /// To make a relation.
    Relations,
    /// To take what is proposed.
    Confirming,
}

impl Purpose {
    /// All purposes with their names, in the order in which they are told.
    pub(crate) const ALL: [(Self, &'static str); 5] = [
        (Self::Moving, "moving"),
        (Self::Tagging, "tagging"),
        (Self::Attributes, "attributes"),
        (Self::Relations, "relations"),
        (Self::Confirming, "confirming"),
    ];
}

/// The disk, as a session wishes for it; what needs a terminal is not done.
struct Shelf {
    library: Library,
    /// Whether the spans of another text were asked for, and have not come yet.
    is_asked: bool,
    /// Whether suggestions were asked for, and have not come yet.
    are_suggestions_asked: bool,
}

impl Performer for Shelf {
    fn perform(&mut self, effect: Effect) -> Vec<Message> {
        match effect {
            Effect::Open(text) => vec![self.library.open(text)],
            Effect::Append(changes) => self.library.append(changes),
            Effect::SaveRegistry(snapshot) => vec![self.library.save_registry(snapshot)],
            Effect::Save(snapshot) => self.library.save(&snapshot),
            Effect::Close(text) => {
                self.library.close(text);
                Vec::new()
            }
            Effect::Quote(text) => {
                self.library.quote(text);
                self.is_asked = true;
                Vec::new()
            }
            Effect::Suggest(snapshot, range) => {
                self.library.suggest(snapshot, range);
                self.are_suggestions_asked = true;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn keep(&mut self) -> Vec<Message> {
        Vec::new()
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A session at work.
pub(crate) struct Desk {
    driver: Driver,
    shelf: Shelf,
    inbox: Receiver<Incoming>,
    /// How many keys went to each purpose, in the order of [`Purpose::ALL`].
    pub spent: [usize; 5],
}

impl Desk {
    /// Sits down with the texts of a folder.
    pub(crate) fn new(folder: &Path, texts: &[String], schema: &Schema) -> Result<Self, Fault> {
        let annotator = Annotator::parse("typist")?;
        let (sender, inbox) = mpsc::channel();
        let library = Library::new(annotator.clone(), Arc::new(schema.clone()), None, sender);
        let tags: Vec<(char, String)> = schema.tags.iter().map(|tag| (tag.key, tag.id.clone())).collect();
        let (keymap, _) = Keymap::builtin("default", &tags).ok_or("there is no default keymap")?;
        let driver = Driver::new(Session::new(schema.clone(), annotator.as_str()), Arc::new(keymap));
        let mut desk =
            Self { driver, shelf: Shelf { library, is_asked: false, are_suggestions_asked: false }, inbox, spent: [0; 5] };
        desk.tell(Message::Area(AREA.0, AREA.1));
        let listed = desk.shelf.library.take_files(texts.iter().map(|text| folder.join(text)).collect());
        desk.tell(listed);
        desk.shelf.library.take_registries(folder.to_owned());
        while let Incoming::Message(message) = desk.inbox.recv_timeout(PATIENCE)? {
            let are_registries = matches!(message, Message::Registries(_));
            desk.tell(message);
            if are_registries {
                break;
            }
        }
        Ok(desk)
    }

    /// Opens a text; the one before is saved.
    pub(crate) fn open(&mut self, text: usize) -> Result<(), Fault> {
        self.settle();
        let opened = self.shelf.library.try_open(TextId::from(text))?;
        self.tell(opened);
        Ok(())
    }

    fn tell(&mut self, message: Message) {
        self.driver.tell(message, &mut self.shelf);
    }

    /// Presses nothing for as long as it takes until all is suggested.
    ///
    /// # Errors
    /// It takes longer than anybody waits.
    pub(crate) fn rest(&mut self) -> Result<(), Fault> {
        self.tell(Message::Idle);
        while self.shelf.are_suggestions_asked {
            if let Incoming::Message(message) = self.inbox.recv_timeout(PATIENCE)? {
                self.shelf.are_suggestions_asked = !matches!(message, Message::Suggested(..));
                self.tell(message);
            }
        }
        Ok(())
    }

    /// Presses a key.
    pub(crate) fn press(&mut self, key: Key, purpose: Purpose) {
        while let Ok(Incoming::Message(message)) = self.inbox.try_recv() {
            // What is suggested changes between keys only where one rests.
            if !matches!(message, Message::Suggested(..)) {
                self.tell(message);
            }
        }
        self.driver.press(key, &mut self.shelf);
        while self.shelf.is_asked
            && let Ok(Incoming::Message(message)) = self.inbox.recv_timeout(PATIENCE)
        {
            self.shelf.is_asked = !matches!(message, Message::Quoted(..));
            self.tell(message);
        }
        let spent = Purpose::ALL.iter().zip(&mut self.spent).find(|((known, _), _)| *known == purpose);
        if let Some((_, keys)) = spent {
            *keys += 1;
        }
    }

    /// Presses keys that are spelled as in a keymap.
    pub(crate) fn press_all(&mut self, keys: &str, purpose: Purpose) {
        for key in parse_sequence(keys).unwrap_or_default() {
            self.press(key, purpose);
        }
    }

    /// Types a text, letter by letter.
    pub(crate) fn write(&mut self, text: &str, purpose: Purpose) {
        for c in text.chars() {
            self.press(Key::char(c), purpose);
        }
    }

    /// Writes everything to the disk.
    pub(crate) fn settle(&mut self) {
        self.driver.settle(&mut self.shelf);
    }

    /// The session.
    pub(crate) fn session(&self) -> &Session {
        &self.driver.session
    }

    /// The text that is open.
    pub(crate) fn text(&self) -> Result<&OpenText, Fault> {
        Ok(self.session().open_text().ok_or("no text is open")?)
    }

    /// What is said of the text that is open.
    pub(crate) fn set(&self) -> Result<&AnnotationSet, Fault> {
        Ok(self.text()?.set())
    }
}
