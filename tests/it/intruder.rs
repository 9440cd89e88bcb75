//! A second process in a folder that both may write: whatever it puts in the place of files and folders, and however
//! fast, the program reads, empties, writes and makes nothing outside of the folder. `HASHIYA_ROUNDS` says how many
//! times the program is at work.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use hashiya::annotation::{Act, Annotation, Annotator, Edit, Entry, Schema};
use hashiya::review::Terms;
use hashiya::storage::record::Opening;
use hashiya::storage::store::Stamp;
use hashiya::storage::{Author, GoldDesk, Hash, list, read_all};
use rustix::fs::{CWD, RenameFlags, renameat_with};

const TEXT: &str = "قال تنظيم الدولة إن غارة قتلت ستة مدنيين.\n";
/// A word that stands in every file outside, and in none of the folder.
const SECRET: &str = "زمردة";

/// A folder that two may write, and what is outside of it.
struct Shared {
    root: tempfile::TempDir,
    links: Vec<Link>,
}

/// What the intruder exchanges.
struct Link {
    /// A name that the program uses.
    name: PathBuf,
    /// Another name, under which the link waits.
    aside: PathBuf,
    /// Where it leads, outside of the folder.
    target: PathBuf,
}

impl Shared {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let desk = root.path().join("desk");
        let outside = root.path().join("outside");
        for folder in [&desk, &outside, &outside.join("records")] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(desk.join("a.txt"), TEXT).unwrap();
        fs::write(outside.join("text"), format!("{SECRET} {TEXT}")).unwrap();
        fs::write(outside.join("sidecar"), sidecar()).unwrap();
        let names = ["a.txt.amal.journal", "a.txt.amal.lock", "a.txt.gold.journal", "a.txt.gold.lock"];
        for name in names {
            fs::write(outside.join("records").join(name), format!("{SECRET}\n")).unwrap();
        }
        let mut links = Vec::new();
        let mut link = |name: &str, target: &str| {
            let link =
                Link { name: desk.join(name), aside: desk.join(format!("x{}", links.len())), target: outside.join(target) };
            symlink(&link.target, &link.aside).unwrap();
            links.push(link);
        };
        for name in names {
            link(&format!(".hashiya/{name}"), &format!("records/{name}"));
        }
        link(".hashiya", "records");
        link("a.txt.amal.ron", "sidecar");
        link("a.txt.gold.ron", "sidecar");
        link("a.txt", "text");
        // Where nothing is yet, so that a file would be made.
        link(".hashiya/a.txt.amal.lock", "made");
        link("a.txt.amal.ron", "made-too");
        Self { root, links }
    }

    fn desk(&self) -> PathBuf {
        self.root.path().join("desk")
    }

    fn outside(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.root.path().join("outside"))
    }

    /// Exchanges files and links until it is told to stop.
    fn intrude(&self, is_over: &AtomicBool, count: &AtomicU64) {
        while !is_over.load(Ordering::Relaxed) {
            for link in &self.links {
                // The text seldom, so that the program gets on to what is beside it.
                for _ in 0..if link.name.ends_with("a.txt") { 1 } else { 20 } {
                    link.swap();
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }
}

impl Link {
    /// Has the name lead outside for a moment.
    fn swap(&self) {
        if exchange(&self.name, &self.aside) {
            exchange(&self.name, &self.aside);
        } else if fs::rename(&self.aside, &self.name).is_ok() {
            // Nothing of the program's was there.
            let _taken_back = fs::rename(&self.name, &self.aside);
        }
        if !self.aside.is_symlink() {
            // The program has put something there in between.
            let _gone = fs::remove_file(&self.aside).or_else(|_| fs::remove_dir_all(&self.aside));
            let _there = symlink(&self.target, &self.aside);
        }
        if self.name.is_symlink() {
            let _gone = fs::remove_file(&self.name);
        }
    }
}

fn exchange(one: &Path, other: &Path) -> bool {
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

/// A sidecar that fits the text, in which the secret stands.
fn sidecar() -> String {
    let span = format!("(id: \"s1\", tag: \"ACTOR\", start: 0, end: 3, text: \"قال\", note: \"{SECRET}\")");
    format!("(hashiya: 1, source: (file: \"a.txt\"), annotator: \"amal\", spans: [{span}])\n")
}

/// Every file in a folder, links not followed, with what is in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&entry.path())),
            Ok(kind) if kind.is_file() => {
                found.insert(entry.path(), fs::read(entry.path()).unwrap_or_default());
            }
            _ => {}
        }
    }
    found
}

/// Opens the text, says something of it and keeps it, then the same of its gold standard; gives all that was told.
fn work(desk: &Path, schema: &Schema) -> String {
    let mut told = String::new();
    let amal = Annotator::parse("amal").unwrap();
    let source = desk.join("a.txt");
    let stamp = Stamp::of(&source);
    let document = match read_all(&source, None) {
        Ok((document, _)) => document,
        Err(error) => return error.to_string(),
    };
    let opening =
        Opening { source: &source, stamp, document: &document, annotator: &amal, schema, hash: Hash::Compared, earlier: None };
    let mut open = opening.open();
    let _infallible = write!(told, "{} {open:?}", document.text());
    if let Some(span) = document.span(0..6).filter(|_| open.read_only.is_none()) {
        let edit = Edit::Add(Annotation::new(open.set.fresh_id(), "ACTOR", span));
        if let Ok(inverse) = open.set.apply(edit.clone()) {
            let kept = open.file.change(vec![Entry::new(Act::Edit, edit, inverse, &open.set)], &document);
            let settled = open.file.settle(&open.set, &document);
            let _infallible = write!(told, "{kept:?} {settled:?} {:?}", open.file.take_incidents());
        }
    }
    drop(open.file);
    let listing = list(desk);
    let _infallible = write!(told, "{listing:?}");
    for text in listing.iter().flat_map(|listing| &listing.texts) {
        let gold = GoldDesk::open(text, schema, None, &Terms::of(schema)).map(|mut gold| {
            let saved = gold.dossier.save(open.set.clone(), schema, &Author::new(&amal, "gold", schema));
            format!("{saved:?} {:?}", gold.dossier)
        });
        let _infallible = write!(told, "{gold:?}");
    }
    told
}

#[test]
fn whatever_somebody_else_puts_in_the_place_of_files_nothing_outside_of_the_folder_is_touched() {
    let tries = std::env::var("HASHIYA_ROUNDS").map_or(200, |rounds| 10 * rounds.parse::<u64>().unwrap());
    let shared = Shared::new();
    let before = shared.outside();
    let schema = Schema::builtin();
    let (is_over, exchanges) = (AtomicBool::new(false), AtomicU64::new(0));
    let mut told = Vec::new();
    let mut written = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| shared.intrude(&is_over, &exchanges));
        for n in 0..tries {
            // What the program cannot read at all, it does not get far with.
            if !shared.desk().join("a.txt").is_file() {
                let _again = fs::write(shared.desk().join("a.txt"), TEXT);
            }
            let found = work(&shared.desk(), schema);
            written += u64::from(found.contains("Ok(Written)")) + u64::from(found.contains("Ok(true)"));
            if found.contains(SECRET) {
                told.push(format!("try {n}: a file outside was read: {found}"));
            }
            if shared.outside() != before {
                told.push(format!("try {n}: outside there is now {:?}", shared.outside()));
            }
            if !told.is_empty() {
                break;
            }
        }
        is_over.store(true, Ordering::Relaxed);
    });
    let exchanges = exchanges.into_inner();
    println!(
        "tries: {tries}, sidecars written: {written}, exchanges: {exchanges}, files read, emptied, written or made outside: {}",
        told.len()
    );
    assert!(told.is_empty(), "{}", told.concat());
    for (path, bytes) in files(&shared.desk()) {
        assert!(!String::from_utf8_lossy(&bytes).contains(SECRET), "{}", path.display());
    }
    assert!(exchanges > tries && written > 0, "too little was done for this to prove anything");
}
