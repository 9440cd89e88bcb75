//! Two sidecars and the one both began from, made of any bytes: their merge is the same from both sides, merging it
//! again changes nothing, ids stay apart, and relations have ends.
#![no_main]

use std::collections::BTreeSet;

use hashiya::annotation::Value;
use hashiya::storage::sidecar::{Stored, merge, parse, write_stored};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((base, ours, theirs)) = sides(bytes) else { return };
    for base in [Some(&base), None] {
        let Ok(one) = merge(base, &ours, &theirs) else { continue };
        assert_eq!(Ok(&one), merge(base, &theirs, &ours).as_ref());
        let merged = &one.stored;
        assert_eq!(merge(base, merged, merged).expect("it speaks of one text").stored, *merged);
        let again = parse(&write_stored(merged)).expect("what is written can be read");
        assert_eq!(again.spans.len(), merged.spans.len());
        if bytes.first() != Some(&b'(') {
            let ids: BTreeSet<&str> = merged.spans.iter().map(|span| span.id.as_str()).collect();
            assert_eq!(ids.len(), merged.spans.len());
            for relation in &merged.relations {
                assert!(ids.contains(relation.from.as_str()) && (relation.to == "@document" || ids.contains(relation.to.as_str())));
            }
        }
    }
});

/// Three sidecars: as they stand, between lines of `---`, or made by changes that three bytes each tell of.
fn sides(bytes: &[u8]) -> Option<(Stored, Stored, Stored)> {
    if bytes.first() == Some(&b'(') {
        let mut texts = std::str::from_utf8(bytes).ok()?.split("---");
        let mut next = || parse(texts.next()?).ok();
        return Some((next()?, next()?, next()?));
    }
    let mut parts = bytes.split(|byte| *byte == 255);
    let empty = parse("(hashiya: 1, source: (), annotator: \"a\", state: \"in_progress\")").ok()?;
    let base = changed(empty, parts.next()?, 'b');
    Some((base.clone(), changed(base.clone(), parts.next()?, 'o'), changed(base, parts.next()?, 't')))
}

fn changed(mut stored: Stored, bytes: &[u8], side: char) -> Stored {
    for numbers in bytes.chunks_exact(3) {
        change(&mut stored, numbers[0] % 9, usize::from(numbers[1]), usize::from(numbers[2]), side);
    }
    // In the order of a file.
    parse(&write_stored(&stored)).expect("what is written can be read")
}

fn change(stored: &mut Stored, kind: u8, a: usize, b: usize, side: char) {
    let last = |ids: Vec<&str>| ids.iter().filter_map(|id| id[1..].parse::<usize>().ok()).max().unwrap_or(0);
    let count = stored.spans.len();
    match kind {
        0..=2 => {
            let n = last(stored.spans.iter().map(|span| span.id.as_str()).collect()) + 1;
            let (tag, start, end) = (["A", "B"][b % 2], a % 20, a % 20 + 1 + b % 6);
            let at = ["", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"][(a + b) % 3];
            stored.spans.push(ron(&format!("(id: \"s{n}\", tag: \"{tag}\", start: {start}, end: {end}, at: \"{at}\")")));
        }
        3 if count > 0 => {
            let gone = stored.spans.remove(a % count).id;
            stored.relations.retain(|relation| relation.from != gone && relation.to != gone);
        }
        4 if count > 0 => {
            let span = &mut stored.spans[a % count];
            (span.start, span.end) = (b % 20, b % 20 + 1 + a % 6);
        }
        5 if count > 0 => stored.spans[a % count].tag = ["A", "B", "C"][b % 3].to_owned(),
        6 if count > 0 => {
            let span = &mut stored.spans[a % count];
            let (name, value) = (["p", "q", "merge_conflict"][b % 3].to_owned(), Value::Text(format!("{side}{}", b % 5)));
            span.attributes.retain(|(known, _)| *known != name);
            span.attributes.extend((b % 4 > 0).then_some((name, value)));
        }
        7 if count > 0 => {
            let n = last(stored.relations.iter().map(|relation| relation.id.as_str()).collect()) + 1;
            let to = stored.spans.get(b % (count + 1)).map_or("@document", |span| span.id.as_str());
            let from = &stored.spans[a % count].id;
            stored.relations.push(ron(&format!("(id: \"r{n}\", type: \"by\", from: \"{from}\", to: \"{to}\")")));
        }
        _ if !stored.relations.is_empty() && b % 2 > 0 => {
            let n = a % stored.relations.len();
            stored.relations[n].order = i64::try_from(b).ok();
        }
        _ => stored.state = ["in_progress", "submitted", "returned"][b % 3].to_owned(),
    }
}

fn ron<T: serde::de::DeserializeOwned>(text: &str) -> T {
    ron::from_str(text).expect("an entry")
}
