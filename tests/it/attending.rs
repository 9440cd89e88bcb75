//! Two adjudicators at one folder: who comes to a text first decides on it, and who comes after is told, and let in later.

use std::fs;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};

use hashiya::annotation::{Act, Annotator, Entry, Schema, Timestamp};
use hashiya::review::adjudication::{Choice, Decision, Gold, Status};
use hashiya::storage::corpus;
use hashiya::storage::record::Changed;
use hashiya::text::TextId;
use hashiya::workspace::{Arrival, Bureau, ReviewedText};

use crate::cli::Bench;

const TEXT: &str = "زار الطبيب قرية التين يوم الأحد.";

/// A folder of texts on which two annotators differ.
fn bench(texts: usize) -> Bench {
    let bench = Bench::new();
    let row = |n: usize, annotator: &str, tag: &str| {
        format!(
            r#"{{"file":"{n:02}.txt","text":"{TEXT}","annotator":"{annotator}","state":"submitted","spans":[{{"id":"s1","tag":"{tag}","start":4,"end":10,"text":"الطبيب"}}],"relations":[]}}"#
        )
    };
    let rows = (0..texts).flat_map(|n| [row(n, "amal", "ACTOR"), row(n, "basim", "LOCATION")]);
    bench.write("in.jsonl", rows.collect::<Vec<_>>().join("\n"));
    bench.output(&["import", "in.jsonl"]);
    fs::remove_file(bench.path("in.jsonl")).unwrap();
    bench
}

/// An adjudicator who has read all texts.
struct Adjudicator {
    name: &'static str,
    bureau: Bureau,
    texts: Vec<ReviewedText>,
}

fn adjudicator(bench: &Bench, name: &'static str) -> Adjudicator {
    let (sender, inbox) = channel();
    let sender = Mutex::new(sender);
    let listener = Arc::new(move |arrival| sender.lock().unwrap().send(arrival).is_ok());
    let schema = Arc::new(Schema::builtin().clone());
    let bureau = Bureau::new(Annotator::parse(name).unwrap(), None, schema, None, listener);
    bureau.take(corpus::list(&bench.path(".")).unwrap().texts);
    Adjudicator { name, bureau, texts: read(&inbox) }
}

fn read(inbox: &Receiver<Arrival>) -> Vec<ReviewedText> {
    let mut texts = Vec::new();
    loop {
        match inbox.recv().unwrap() {
            Arrival::Reviewable(text) => texts.push(*text),
            Arrival::ReviewComplete(_) => return texts,
            _ => {}
        }
    }
}

impl Adjudicator {
    /// Comes to a text; returns why nothing may be decided there.
    fn come(&mut self, n: usize) -> Option<String> {
        let attended = self.bureau.attend(TextId::from(n));
        if let Some(again) = attended.again {
            self.texts[n] = *again;
        }
        attended.closed.map(|why| why.to_string())
    }

    /// Decides the one unit of a text.
    fn decide(&mut self, n: usize, choice: Choice) {
        let text = &mut self.texts[n];
        let at = Timestamp::from("2031-01-01T00:00:00Z");
        let mut adjudication = text.adjudication.clone();
        let gold = |previous| Gold { document: &text.document, previous: Some(previous), by: self.name, at: &at };
        let begun = adjudication.begun(gold(&text.set));
        let mut set = begun.unwrap_or_else(|| (*text.set).clone());
        let draft = adjudication.draft(text.document.text(), 0, choice);
        let draft = draft.map(|draft| Decision { by: self.name.to_owned(), at: at.clone(), ..draft });
        adjudication.decide(0, draft);
        let edit = adjudication.change(&set, gold(&set));
        let inverse = set.apply(edit.clone()).unwrap();
        let entries = vec![Entry::new(Act::Edit, edit, inverse, &set)];
        text.adjudication = adjudication;
        text.set = Arc::new(set);
        let changed = Changed { entries, set: Arc::clone(&text.set) };
        let attended = self.bureau.save(TextId::from(n), changed).unwrap();
        if let Some(again) = attended.again {
            self.texts[n] = *again;
        }
    }

    fn status(&self, n: usize) -> Status {
        self.texts[n].adjudication.status(0)
    }
}

/// The locks that are held.
fn locks(bench: &Bench) -> Vec<String> {
    let entries = fs::read_dir(bench.path(".hashiya")).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with("lock")).collect()
}

#[test]
fn who_comes_to_a_text_second_is_told_before_deciding_and_let_in_when_the_first_has_left() {
    let bench = bench(2);
    let (mut huda, mut sami) = (adjudicator(&bench, "huda"), adjudicator(&bench, "sami"));
    assert_eq!(huda.come(0), None);
    assert!(sami.come(0).is_some_and(|why| why.contains("gold has it open already (process ")));
    // The other text is free for sami.
    assert_eq!(sami.come(1), None);
    sami.decide(1, Choice::Nothing);
    assert!(huda.come(1).is_some_and(|why| why.contains("has it open already")));
    assert_eq!(huda.come(0), None);
    huda.decide(0, Choice::Nothing);
    assert!(sami.come(0).is_some());
    assert_eq!(sami.status(0), Status::Open);
    // Who has left a text leaves it to the other, with what was decided.
    assert_eq!(huda.come(1), None);
    assert_eq!((sami.come(0), sami.status(0), huda.status(1)), (None, Status::Decided, Status::Decided));
    sami.decide(0, Choice::Deferred);
    drop(sami);
    assert_eq!((huda.come(0), huda.status(0)), (None, Status::Deferred));
}

#[test]
fn a_review_of_many_texts_locks_the_one_at_hand() {
    let bench = bench(30);
    let mut huda = adjudicator(&bench, "huda");
    assert_eq!(locks(&bench), Vec::<String>::new());
    for n in 0..30 {
        assert_eq!(huda.come(n), None);
        assert_eq!(locks(&bench), [format!("{n:02}.txt.gold.lock")]);
    }
    // A decision that is applied to others locks each for as long as it takes, and the one at hand stays locked.
    for n in 0..29 {
        huda.decide(n, Choice::Nothing);
        assert!(locks(&bench).len() <= 2 && locks(&bench).contains(&"29.txt.gold.lock".to_owned()), "{:?}", locks(&bench));
    }
    drop(huda);
    assert_eq!(locks(&bench), Vec::<String>::new());
}
