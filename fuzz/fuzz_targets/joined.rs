//! Journals that were joined: the lines of several writers in any order, repeated and left out. Whatever the order, no
//! line is lost on the way, nothing is taken twice, and a look agrees with a replay.
#![no_main]

use hashiya::annotation::AnnotationSet;
use hashiya::storage::journal::{Line, Segment, glance, parse, replay, sides};
use hashiya::text::Document;

const TEXT: &str = "قُتِلَ 25 مدنياً في حلب\nونفت الوزارة ذلك";
const HASHES: [&str; 4] = ["", "one", "two", "three"];

/// A line that three bytes stand for: who writes it, what it follows and takes in, and what it tells.
fn line(n: usize, [who, follows, what]: [u8; 3], sums: &[String]) -> String {
    let named = |name: &str, at: u8| sums.get(usize::from(at)).map_or(String::new(), |sum| format!(", {name}: {sum}"));
    let joins = sums.get(usize::from(what >> 3)).map_or(String::new(), |sum| format!(", joins: [{sum}]"));
    let hash = HASHES[usize::from(what % 4)];
    let number = n.saturating_sub(usize::from(who >> 4));
    let does = match follows % 5 {
        0 => format!("Opened(journal: 1, source: \"\", sidecar: \"{hash}\")"),
        1 => format!("Saving(\"{hash}\")"),
        2 => format!("Saved(\"{hash}\")"),
        _ => {
            let id = what % 8;
            let add = format!("Add((id: \"s{id}\", tag: \"ACTOR\", start: 7, end: 9, text: \"25\"))");
            let both = [format!("Remove(\"s{id}\")"), add];
            let [edit, inverse] = if what & 64 == 0 { [&both[1], &both[0]] } else { [&both[0], &both[1]] };
            format!("Edit({edit}, {inverse})")
        }
    };
    // A writer of version 0.1 names neither itself nor what it follows.
    let signed = if who % 4 == 0 { String::new() } else { format!(", writer: \"{}\"{}", who % 4, named("follows", follows)) };
    let body = format!("(n: {number}{signed}{joins}, at: \"2026-01-01T00:00:00Z\", by: \"amal\", does: {does})");
    format!("{body} // {:08x}\n", crc32fast::hash(body.as_bytes()))
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let document = Document::from(TEXT);
    let (mut lines, mut sums) = (Vec::new(), Vec::new());
    for (n, triple) in bytes.as_chunks().0.iter().enumerate() {
        let text = match lines.get(usize::from(triple[0])) {
            // A line that stands there already.
            Some(earlier) if triple[2] % 16 == 15 => String::clone(earlier),
            _ if triple[2] % 32 == 30 => "no record\n".to_owned(),
            _ => line(n, *triple, &sums),
        };
        sums.push(text.trim_end().rsplit_once(" // ").map_or("\"00000000\"".to_owned(), |(_, sum)| format!("\"{sum}\"")));
        lines.push(text);
    }
    let parsed = lines.iter().map(|line| Line { start: 0, record: parse(line.as_bytes()) }).collect();
    let segments = [Segment { path: "a.txt.amal.journal".into(), lines: parsed }];
    let changes = segments[0].lines.iter().filter_map(|line| line.record.as_ref().ok()?.does.change()).count();
    for known in HASHES.iter().chain(&["strange"]) {
        let mut set = AnnotationSet::new();
        let replayed = replay(&segments, known, &document, &mut set);
        let glance = glance(&segments, known);
        assert_eq!(glance.tail, replayed.tail);
        assert!(glance.lacking <= changes, "nothing is taken twice");
        let elsewhere: usize = replayed.elsewhere.iter().map(Vec::len).sum();
        assert!(replayed.changes.len() + elsewhere <= glance.lacking);
        if replayed.stopped.is_none() {
            assert_eq!(replayed.changes.len() + elsewhere, glance.lacking, "and nothing is lost");
        }
        for branch in &replayed.elsewhere {
            set = sides(branch, &set).1;
        }
    }
});
