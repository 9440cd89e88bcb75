//! Every phrase of `phrases.txt` means the days that the guideline says.

use proptest::prelude::*;

use super::*;

const PHRASES: &str = include_str!("phrases.txt");

/// A line of the file.
struct Expected<'a> {
    phrase: &'a str,
    published: Date,
    /// First day, last day, basis and words; nothing if the phrase is no date.
    read: Option<[&'a str; 4]>,
}

fn expected() -> impl Iterator<Item = Expected<'static>> {
    PHRASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let fields: Vec<&str> = line.split(" | ").collect();
        let (phrase, published) = (fields[0], Date::parse(fields[1]).unwrap());
        let read = match fields[2..] {
            ["none"] => None,
            [first, last, basis, "="] => Some([first, last, basis, phrase]),
            [first, last, basis, words] => Some([first, last, basis, words]),
            _ => panic!("{line}"),
        };
        Expected { phrase, published, read }
    })
}

#[test]
fn every_phrase_means_what_the_guideline_says() {
    let mut wrong = Vec::new();
    for Expected { phrase, published, read: expected } in expected() {
        let found = read_one(phrase, published);
        let said = found.as_ref().map(|dated| {
            [dated.first.to_string(), dated.last.to_string(), dated.basis.as_str().into(), phrase[dated.range.clone()].into()]
        });
        if said.as_ref().map(|said| said.each_ref().map(String::as_str)) != expected {
            wrong.push(format!("{phrase} on {published}: expected {expected:?}, found {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(expected().count() >= 200);
}

#[test]
fn a_hundred_thousand_words_that_begin_phrases_are_read_in_no_more_time_than_others() {
    let published = Date::parse("2031-03-11").unwrap();
    for words in
        ["يوم ", "من ", "بين يوم ", "منذ قبل ", "الأحد/", "أيام الأحد و", "15 رمضان (15 آذار) ", "3-", "مطلع نهاية ", "خلال ال"]
    {
        let dated = read(&words.repeat(100_000 / words.split(' ').count()), published);
        assert!(dated.iter().all(|dated| dated.first <= dated.last));
    }
}

/// Words of dates, digits, signs and other words in any order.
fn texts() -> impl Strategy<Value = String> {
    let words: Vec<String> = PHRASES.split_whitespace().map(str::to_owned).collect();
    let word = prop::sample::select(words);
    let piece = prop_oneof![6 => word, 1 => "[0-9٠-٩۰-۹/.-]{1,10}", 1 => "[\u{64E}\u{200F}\u{640}\n ()،و]{1,3}", 1 => ".{0,3}"];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "))
}

fn days() -> impl Strategy<Value = Date> {
    (0_i64..3_652_059).prop_filter_map("a day that can be written", |days| Date::parse("0000-01-01")?.plus_days(days))
}

proptest! {
    #[test]
    fn whatever_is_written_dates_are_in_order_and_of_whole_characters(text in prop_oneof![texts(), ".{0,40}"], published in days()) {
        let mut before = 0;
        for dated in read(&text, published) {
            prop_assert!(dated.range.start >= before && dated.range.start < dated.range.end, "{:?}", dated);
            prop_assert!(text.get(dated.range.clone()).is_some());
            prop_assert!(dated.first <= dated.last);
            before = dated.range.end;
        }
    }
}
