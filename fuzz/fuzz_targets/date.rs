//! Any bytes as a text and its day of publication: dates in order, of whole characters, first day not after the last, and
//! every one read again alone; never a panic.
#![no_main]

use hashiya::language::date::{self, Date};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Two bytes choose the day, of the years 1900 to 2078.
    let [low, high, text @ ..] = bytes else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let day = i64::from(u16::from_le_bytes([*low, *high]));
    let Some(published) = Date::parse("1900-01-01").and_then(|first| first.plus_days(day)) else { return };
    let mut end = 0;
    for dated in date::read(text, published) {
        assert!(dated.range.start >= end && dated.range.start < dated.range.end);
        assert!(dated.first <= dated.last);
        assert!(text.get(dated.range.clone()).is_some_and(|words| !words.is_empty()));
        end = dated.range.end;
    }
    assert_eq!(date::read_one(text, published).is_some(), end > 0);
});
