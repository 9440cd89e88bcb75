//! Any text as a phrase with figures: read without a panic, in order, on the edges of characters, and by every way of
//! reading.
#![no_main]

use hashiya::language::number::{Policy, Reader, VagueWords};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let words = text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let own = VagueWords { words, min: Some(u64::MAX), max: None };
    let policies = [Policy::default(), Policy { strict_bounds: false, about_is_point: false, vague: vec![own] }];
    for reader in policies.iter().map(Reader::new) {
        for figures in [reader.read(text), reader.read_text(text), vec![reader.read_span(text)]] {
            let mut end = 0;
            for figure in figures {
                assert!(figure.range.start >= end && text.get(figure.range.clone()).is_some());
                assert!(figure.noun.is_none_or(|noun| text.get(noun).is_some()));
                assert!(figure.min.zip(figure.max).is_none_or(|(min, max)| min <= max));
                end = figure.range.end;
            }
        }
    }
});
