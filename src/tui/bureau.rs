//! The texts of a review behind a session: read in a thread of their own, their gold standards and reviews written.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::event::Incoming;
use crate::annotation::{Annotator, DocumentState, Schema};
use crate::review::Adjudication;
use crate::session::corpus::TextEntry;
use crate::session::{Cause, Desk, GoldSnapshot, Message, Notice, PeerWork};
use crate::storage::corpus::{TextFile, is_under_way};
use crate::storage::deciding::Means;
use crate::storage::{Dossier, Peer, StorageError, is_writable};
use crate::text::Encoding;

/// What a review reads and writes.
#[derive(Clone)]
pub struct Bureau {
    reviewer: Annotator,
    /// Whose work is gone through, if it is one annotator's.
    of: Option<Annotator>,
    schema: Arc<Schema>,
    encoding: Option<Encoding>,
    inbox: Sender<Incoming>,
    papers: Arc<Mutex<HashMap<usize, Paper>>>,
}

/// What lies beside a text.
enum Paper {
    /// Every annotator's work, and the gold standard.
    Dossier(Box<Dossier>),
    /// One annotator's work, and the review of it.
    Peer(Box<Peer>),
}

impl Bureau {
    /// A bureau of one reviewer; messages of its thread go to `inbox`.
    pub fn new(
        reviewer: Annotator,
        of: Option<Annotator>,
        schema: Arc<Schema>,
        encoding: Option<Encoding>,
        inbox: Sender<Incoming>,
    ) -> Self {
        Self { reviewer, of, schema, encoding, inbox, papers: Arc::default() }
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
        let (mut left_out, mut unseen) = (0, 0);
        for (n, text) in texts.iter().enumerate() {
            if !open {
                return;
            }
            // Who still annotates a text does not see what others made of it.
            if is_under_way(text, &self.reviewer) {
                unseen += 1;
                continue;
            }
            open = match self.read(n, text, readers) {
                Ok(Some(message)) => self.tell(message),
                Ok(None) => {
                    left_out += 1;
                    true
                }
                Err(error) => self.tell(Message::Faulty(error.into())),
            };
        }
        self.tell(Message::DesksComplete(left_out));
        if unseen > 0 {
            self.tell(Message::Told(Notice::LeftOut { texts: unseen, reviewer: self.reviewer.clone() }));
        }
    }

    fn tell(&self, message: Message) -> bool {
        self.inbox.send(Incoming::Message(message)).is_ok()
    }

    fn read(&self, n: usize, text: &TextFile, readers: usize) -> Result<Option<Message>, StorageError> {
        let (paper, desk) = if let Some(of) = &self.of {
            let opened = Peer::open(text, (of, &self.reviewer), &self.schema, self.encoding)?;
            let Some(peer) = opened else { return Ok(None) };
            self.peer_desk(n, text, peer)
        } else {
            let dossier = Dossier::to_decide(text, &self.schema, self.encoding)?;
            if dossier.works.len() < readers {
                return Ok(None);
            }
            dossier_desk(n, text, dossier)
        };
        self.papers().insert(n, paper);
        Ok(Some(Message::Desk(Box::new(desk))))
    }

    fn peer_desk(&self, n: usize, text: &TextFile, peer: Peer) -> (Paper, Desk) {
        let (adjudication, closed) = decidable(text, peer.adjudication(), peer.fault.clone());
        let work = PeerWork { state: peer.state().clone(), answers: peer.answers(&self.reviewer) };
        let desk = Desk::new(n, &text.name, Arc::clone(&peer.document), adjudication, closed).of_peer(work).after(peer.earlier());
        (Paper::Peer(Box::new(peer)), desk)
    }

    fn papers(&self) -> MutexGuard<'_, HashMap<usize, Paper>> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what decisions amount to: the gold standard, or the review.
    pub fn save(&self, snapshot: &GoldSnapshot) -> Message {
        let n = snapshot.text;
        let mut papers = self.papers();
        // One text at a time is locked: a decision may be applied to thousands.
        for (_, paper) in papers.iter_mut().filter(|(other, _)| **other != n) {
            match paper {
                Paper::Peer(peer) => peer.release(),
                Paper::Dossier(dossier) => dossier.release(),
            }
        }
        let (act, command) = (snapshot.act, snapshot.command.as_str());
        let saved = match papers.get_mut(&n) {
            None => return Message::GoldNotSaved(n, "there is no such text".into()),
            Some(Paper::Peer(peer)) => peer.decide(&snapshot.adjudication, (act, command), &self.schema),
            Some(Paper::Dossier(dossier)) => {
                let at = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
                dossier.decide(&snapshot.adjudication, Means { act, by: &self.reviewer, command }, &at, &self.schema)
            }
        };
        match saved {
            Ok(()) => Message::GoldSaved(n, snapshot.revision),
            Err(error) => Message::GoldNotSaved(n, error.into()),
        }
    }

    /// Hands one annotator's work back, with what was decided, in a state.
    pub fn hand_back(&self, snapshot: &GoldSnapshot, state: DocumentState) -> Message {
        let n = snapshot.text;
        let done = match self.papers().get_mut(&n) {
            Some(Paper::Peer(peer)) => peer.hand_back(&snapshot.adjudication, &state, &self.schema),
            _ => Err("there is no such text".to_owned()),
        };
        Message::HandedBack(n, done.map(|()| state).map_err(Cause::from))
    }
}

fn dossier_desk(n: usize, text: &TextFile, dossier: Dossier) -> (Paper, Desk) {
    let (adjudication, closed) = decidable(text, dossier.adjudication(), dossier.fault.clone());
    let desk = Desk::new(n, &text.name, Arc::clone(&dossier.document), adjudication, closed).after(dossier.earlier());
    (Paper::Dossier(Box::new(dossier)), desk)
}

/// What is to be decided on a text, and why nothing may be, if so.
fn decidable(
    text: &TextFile,
    adjudication: Result<Adjudication, StorageError>,
    fault: Option<String>,
) -> (Adjudication, Option<Cause>) {
    let (adjudication, mut closed) = match adjudication {
        Ok(adjudication) => (adjudication, fault.map(Cause::from)),
        Err(error) => (Adjudication::default(), Some(error.into())),
    };
    let folder = text.path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), PathBuf::from);
    if closed.is_none() && !is_writable(&folder) {
        closed = Some(format!("{}: nothing can be written in this folder", folder.display()).into());
    }
    (adjudication, closed)
}
