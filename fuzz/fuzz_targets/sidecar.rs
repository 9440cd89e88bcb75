//! Any bytes as a sidecar: read, checked against a text, reanchored and written back, without a panic or a loss.
#![no_main]

use std::collections::BTreeMap;

use hashiya::annotation::{AnnotationSet, Annotator};
use hashiya::storage::sidecar::reanchor::reanchor;
use hashiya::storage::sidecar::{Hash, Header, parse, write, write_stored};
use hashiya::text::Document;

const TEXT: &str = "قال تنظيم الدولة، قُتِلَ 25 مدنياً\r\nوقال 🙂 لا";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(mut stored) = parse(text) else { return };
    // In the order of a file; equal places and ids keep theirs.
    stored.spans.sort_by(|a, b| (a.start, std::cmp::Reverse(a.end), &a.id).cmp(&(b.start, std::cmp::Reverse(b.end), &b.id)));
    let written = write_stored(&stored);
    let mut again = parse(&written).expect("what is written can be read");
    again.hashiya = stored.hashiya;
    assert_eq!(again, stored);
    let document = Document::from(TEXT);
    let count = stored.spans.len();
    let loaded = stored.clone().resolve(&document, Hash::Compared);
    assert_eq!(loaded.set.len() + loaded.header.unfit.len(), count);
    let kept = parse(&write(&loaded.set, &loaded.header, &document)).expect("what is saved can be read");
    assert_eq!(kept.spans.len(), count);
    let header = Header::of("a.txt", &document, &Annotator::gold());
    assert!(parse(&write(&AnnotationSet::new(), &header, &document)).is_ok());
    let now = Document::from("وقال تنظيم الدولة 25 قُتِلَ");
    if let (Ok(found), Ok((orphans, _))) = (reanchor(&stored, None, &now, &BTreeMap::new()), stored.orphans()) {
        let (waiting, _) = found.stored.orphans().expect("orphans can be read");
        assert_eq!(found.stored.spans.len() + waiting.len(), count + orphans.len());
        assert!(parse(&write_stored(&found.stored)).is_ok());
    }
});
