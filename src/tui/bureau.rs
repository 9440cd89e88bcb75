//! The texts of a review behind a session: read in a thread of their own, their gold standards written.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::event::Incoming;
use crate::annotation::{Annotator, Schema};
use crate::review::Adjudication;
use crate::session::corpus::TextEntry;
use crate::session::{Desk, GoldSnapshot, Message};
use crate::storage::corpus::TextFile;
use crate::storage::rewriting::Author;
use crate::storage::{Dossier, StorageError, is_writable};
use crate::text::Encoding;

/// What a review reads and writes.
#[derive(Clone)]
pub struct Bureau {
    reviewer: Annotator,
    schema: Arc<Schema>,
    encoding: Option<Encoding>,
    inbox: Sender<Incoming>,
    dossiers: Arc<Mutex<HashMap<usize, Dossier>>>,
}

impl Bureau {
    /// A bureau of one reviewer; messages of its thread go to `inbox`.
    pub fn new(reviewer: Annotator, schema: Arc<Schema>, encoding: Option<Encoding>, inbox: Sender<Incoming>) -> Self {
        Self { reviewer, schema, encoding, inbox, dossiers: Arc::default() }
    }

    /// Reads texts in the background, in their order; one message for each that enough annotators have read.
    pub fn take(&self, texts: Vec<TextFile>) {
        let bureau = self.clone();
        std::thread::spawn(move || bureau.read_all(&texts));
    }

    fn read_all(&self, texts: &[TextFile]) {
        let entry = |text: &TextFile| TextEntry { name: text.name.clone(), bytes: text.bytes, others: 0, summary: None };
        let mut open = self.tell(Message::Listed(texts.iter().map(entry).collect()));
        let readers = if self.schema.workflow.gold_needs_two_readers { 2 } else { 1 };
        let mut left_out = 0;
        for (n, text) in texts.iter().enumerate() {
            if !open {
                return;
            }
            open = match self.read(n, text, readers) {
                Ok(Some(message)) => self.tell(message),
                Ok(None) => {
                    left_out += 1;
                    true
                }
                Err(error) => self.tell(Message::Faulty(error.to_string())),
            };
        }
        self.tell(Message::DesksComplete(left_out));
    }

    fn tell(&self, message: Message) -> bool {
        self.inbox.send(Incoming::Message(message)).is_ok()
    }

    fn read(&self, n: usize, text: &TextFile, readers: usize) -> Result<Option<Message>, StorageError> {
        let dossier = Dossier::open(text, self.encoding)?;
        if dossier.works.len() < readers {
            return Ok(None);
        }
        let (adjudication, mut closed) = match dossier.adjudication() {
            Ok(adjudication) => (adjudication, dossier.fault.clone()),
            Err(error) => (Adjudication::default(), Some(error.to_string())),
        };
        let folder = text.path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), PathBuf::from);
        if closed.is_none() && !is_writable(&folder) {
            closed = Some(format!("{}: nothing can be written in this folder", folder.display()));
        }
        let document = Arc::clone(&dossier.document);
        let desk = Desk::new(n, &text.name, document, adjudication, closed);
        self.dossiers.lock().unwrap_or_else(PoisonError::into_inner).insert(n, dossier);
        Ok(Some(Message::Desk(Box::new(desk))))
    }

    /// Writes the gold standard that decisions amount to.
    pub fn save(&self, snapshot: &GoldSnapshot) -> Message {
        let n = snapshot.text;
        let mut dossiers = self.dossiers.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(dossier) = dossiers.get_mut(&n) else { return Message::GoldNotSaved(n, "there is no such text".into()) };
        let at = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
        let set = dossier.gold(&snapshot.adjudication, self.reviewer.as_str(), &at);
        match dossier.save(set, &self.schema, &Author::new(&self.reviewer, "review", &self.schema)) {
            Ok(_) => Message::GoldSaved(n, snapshot.revision),
            Err(error) => Message::GoldNotSaved(n, error.to_string()),
        }
    }
}
