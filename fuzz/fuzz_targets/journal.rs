//! Any bytes as a journal: its lines are read or told what is wrong with them, and replaying it never panics, never
//! takes in what does not fit the text, and gives a set that can be saved.
#![no_main]

use hashiya::annotation::{AnnotationSet, Annotator};
use hashiya::storage::journal::{Line, Segment, glance, parse, replay, sides};
use hashiya::storage::sidecar::{self, Hash, Header};
use hashiya::text::Document;

const TEXT: &str = "قُتِلَ 25 مدنياً في حلب\nونفت الوزارة ذلك";

/// A segment of these bytes. A line that lacks nothing but its checksum gets the one it should have, so that what is in
/// it is tried, too.
fn segment(bytes: &[u8]) -> Segment {
    let (mut lines, mut start) = (Vec::new(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let mut record = parse(line);
        if let (Err(_), Ok(body)) = (&record, std::str::from_utf8(line)) {
            let body = body.trim_end().rsplit_once(" // ").map_or(body.trim_end(), |(body, _)| body);
            record = parse(format!("{body} // {:08x}\n", crc32fast::hash(body.as_bytes())).as_bytes());
        }
        lines.push(Line { start, record });
        start += line.len() as u64;
    }
    Segment { path: "a.txt.amal.journal".into(), lines }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let document = Document::from(TEXT);
    let segments = [segment(bytes)];
    for known in ["", "h", "one"] {
        let mut set = AnnotationSet::new();
        let replayed = replay(&segments, known, &document, &mut set);
        let glance = glance(&segments, known);
        assert_eq!(glance.tail, replayed.tail);
        assert!(replayed.changes.len() + replayed.elsewhere.len() <= glance.lacking);
        if replayed.stopped.is_none() && replayed.tail.continues {
            assert_eq!(replayed.changes.len(), glance.lacking);
        }
        let written = sidecar::write(&set, &Header::of("a.txt", &document, &Annotator::gold()), &document);
        let stored = sidecar::parse(&written).expect("what is replayed can be saved");
        let loaded = stored.resolve(&document, Hash::Compared);
        assert!(loaded.header.unfit.is_empty(), "and read again: {:?}", loaded.discrepancies);
        // Taking all of it back leads to where it began.
        let whole = set.clone();
        for inverse in replayed.changes.iter().rev() {
            set.revert(inverse.clone()).expect("what was replayed can be taken back");
        }
        assert!(set.is_empty() && set.relations().is_empty());
        let (_, _) = sides(&replayed.elsewhere, &whole);
        let (mut again, mut history) = (whole, replayed.history);
        while history.undo(&mut again).is_some() {}
        while history.redo(&mut again).is_some() {}
    }
});
