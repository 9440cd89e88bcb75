//! Spans are found again where they must be, and nowhere else.

use std::ops::Range;

use proptest::prelude::*;

use super::*;

/// The places of these words in a text, each the first.
fn anchors<'a>(old: &str, quotes: &[&'a str]) -> Vec<Anchor<'a>> {
    let document = Document::from(old);
    let point = |at: usize| document.code_point_at(at);
    let place = |quote: &str| old.find(quote).map(|at| point(at)..point(at + quote.len())).unwrap();
    quotes.iter().map(|quote| Anchor { place: place(quote), quote, parts: Vec::new() }).collect()
}

/// What becomes of the spans: `قال@0` where it is placed, else `قال?` with the candidates.
fn told(old: &str, quotes: &[&str], now: &str, has_old: bool) -> String {
    let (document, was) = (Document::from(now), Document::from(old));
    let before = Before { code_points: was.code_points(), document: has_old.then_some(&was) };
    let verdicts = reanchor(&anchors(old, quotes), before, &document);
    let lines = verdicts.iter().zip(quotes).map(|(verdict, quote)| match verdict {
        Verdict::Placed(span, _) => {
            assert_eq!(document.slice(span.range()), *quote);
            format!("{quote}@{}", document.code_point_at(span.start()))
        }
        Verdict::Orphan(found) => {
            let one = |c: &Candidate| {
                format!("{} {}%@{}", document.slice(c.span.range()), c.likeness, document.code_point_at(c.span.start()))
            };
            format!("{quote}? {}", found.iter().map(one).collect::<Vec<_>>().join(", "))
        }
    });
    lines.collect::<Vec<_>>().join(" | ")
}

const OLD: &str = "قصف الجيش بلدة الزيتونة أمس. وقالت الوزارة إن ستة مدنيين قتلوا في الغارة.";

#[test]
fn words_after_an_insertion_are_found_by_their_distance_from_the_end() {
    let now = OLD.replace(". ", " صباحا. ");
    let quotes = ["الجيش", "ستة مدنيين"];
    assert_eq!(told(OLD, &quotes, &now, false), "الجيش@4 | ستة مدنيين@52");
    assert_eq!(told(OLD, &quotes, &now, true), "الجيش@4 | ستة مدنيين@52");
}

#[test]
fn between_two_changes_a_span_needs_one_beside_it_that_moved_as_far() {
    let now = format!("عاجل: {OLD} انتهى الخبر");
    assert_eq!(told(OLD, &["الجيش"], &now, false), "الجيش? الجيش 100%@10");
    assert_eq!(told(OLD, &["الجيش", "الوزارة"], &now, false), "الجيش@10 | الوزارة@41");
    assert_eq!(told(OLD, &["الجيش"], &now, true), "الجيش@10");
}

#[test]
fn the_same_words_in_another_sentence_are_only_a_candidate() {
    let now = "لم يقصف أحد شيئا. وقالت الوزارة إن ستة مدنيين قتلوا في الغارة. ونفى ذلك الجيش.";
    for has_old in [false, true] {
        assert!(told(OLD, &["الجيش"], now, has_old).starts_with("الجيش? الجيش 100%@"), "{has_old}");
    }
}

#[test]
fn words_that_stand_twice_are_an_orphan_unless_what_stood_around_them_tells() {
    let now = format!("الجيش. {OLD}");
    assert_eq!(told(OLD, &["الجيش"], &now, false), "الجيش? الجيش 100%@0, الجيش 100%@11");
    assert_eq!(told(OLD, &["الجيش"], &now, true), "الجيش@11");
    let twice = format!("{OLD} {OLD}");
    assert!(told(OLD, &["ستة مدنيين"], &twice, true).starts_with("ستة مدنيين? "));
}

#[test]
fn words_within_a_span_that_was_found_are_found_with_it() {
    let old = "قتل في البلدة ستة، وقالت الوزارة إن ستة مدنيين قتلوا في الغارة.";
    let quotes = ["ستة مدنيين قتلوا في الغارة", "مدنيين"];
    let now = format!("قتل مدنيين. {old}");
    assert_eq!(told(old, &quotes, &now, false), "ستة مدنيين قتلوا في الغارة@48 | مدنيين@52");
}

#[test]
fn words_that_were_changed_are_offered_where_they_are_like_the_quote() {
    let now = OLD.replace("ستة مدنيين", "سبعة مدنيين").replace("الزيتونة", "زيتونة");
    assert_eq!(
        told(OLD, &["بلدة الزيتونة", "ستة مدنيين", "الجيش"], &now, false),
        "بلدة الزيتونة? بلدة زيتونة 84%@10 | ستة مدنيين? سبعة مدنيين 81%@44 | الجيش@4"
    );
}

#[test]
fn a_letter_that_got_marks_is_other_words() {
    assert_eq!(told("قال ناطق", &["قال"], "قالَ ناطق", false), "قال? قالَ 75%@0");
}

#[test]
fn sub_spans_move_along_where_their_words_are_known_to_be_the_same() {
    let (now, was) = (Document::from(format!("عاجل: {OLD}").as_str()), Document::from(OLD));
    let mut all = anchors(OLD, &["ستة مدنيين قتلوا", "الوزارة إن"]);
    let cue = anchors(OLD, &["وقالت"])[0].place.clone();
    let inner = anchors(OLD, &["قتلوا"])[0].place.clone();
    all[0].parts = vec![inner.clone()];
    let parts = |all: &[Anchor<'_>], document| match &reanchor(all, Before { code_points: was.code_points(), document }, &now)[0]
    {
        Verdict::Placed(_, parts) => Some(parts.clone()),
        Verdict::Orphan(_) => None,
    };
    let moved = |range: &Range<usize>| Some(Vec::from_iter([Range { start: range.start + 6, end: range.end + 6 }]));
    assert_eq!(parts(&all, None), moved(&inner));
    // The word before the span: nobody can say whether it is still the same without the text as it was.
    all[0].parts = vec![cue.clone()];
    assert_eq!((parts(&all, None), parts(&all, Some(&was))), (None, moved(&cue)));
}

#[test]
fn words_near_a_change_are_found_with_the_text_as_it_was_as_without_it() {
    // A letter three letters after the word, and all ends of lines.
    for (old, now) in [
        ("مر الوالي بسوق الوراقين ثم عاد.", "مر الوالي بسوك الوراقين ثم عاد."),
        ("مر الوالي\r\nبسوق الوراقين\r\n", "مر الوالي\nبسوق الوراقين\n"),
    ] {
        assert_eq!(told(old, &["الوالي"], now, false), "الوالي@3");
        assert_eq!(told(old, &["الوالي"], now, true), "الوالي@3");
    }
    // Another change on the other side of it: only what stood before the word is as it was.
    let now = format!("عاجل: {} انتهى الخبر", OLD.replace("بلدة", "قرية"));
    assert_eq!(told(OLD, &["الجيش"], &now, false), "الجيش? الجيش 100%@10");
    assert_eq!(told(OLD, &["الجيش"], &now, true), "الجيش@10");
}

proptest! {
    #[test]
    fn the_text_as_it_was_never_makes_an_orphan(
        words in proptest::collection::vec(0_usize..9, 1..60), spans in proptest::collection::vec((0_usize..200, 1_usize..30), 1..10),
        edits in proptest::collection::vec((0_usize..300, 0_usize..12, "[ابتجَ\r\n ]{0,6}"), 1..4),
    ) {
        let old: String = words.iter()
            .map(|n| ["قال ", "الوالي ", "كُتِبَ ", "سبع ", "في ", "صور. ", "الوراقون ", "\r\n", "ثم نفى "][*n]).collect();
        let was = Document::from(old.as_str());
        let made: Vec<Span> = spans.iter().filter_map(|(start, length)| was.span(*start..start + length)).collect();
        let points = |range: Range<usize>| was.code_point_at(range.start)..was.code_point_at(range.end);
        let anchors: Vec<Anchor<'_>> = made.iter()
            .map(|span| {
                // Every other span has a sub-span: its first word, or what stands before it.
                let part = if span.start() % 2 == 0 { span.start()..span.end() } else { was.floor(span.start() / 2)..span.start() };
                let parts = if part.is_empty() || span.end() % 3 == 0 { Vec::new() } else { vec![points(part)] };
                Anchor { place: points(span.range()), quote: was.slice(span.range()), parts }
            }).collect();
        let mut now = old.clone();
        for (at, length, filling) in &edits {
            let document = Document::from(now.as_str());
            let (from, to) = (document.floor((*at).min(now.len())), document.floor((at + length).min(now.len())));
            now = format!("{}{filling}{}", &now[..from], &now[to..]);
        }
        let now = Document::from(now.as_str());
        let with = |document| reanchor(&anchors, Before { code_points: was.code_points(), document }, &now);
        for (without, with) in with(None).iter().zip(with(Some(&was))) {
            prop_assert!(matches!(with, Verdict::Placed(..)) || matches!(without, Verdict::Orphan(_)));
        }
    }

    #[test]
    fn a_span_is_only_ever_placed_on_its_own_words(
        words in proptest::collection::vec(0_usize..6, 1..40), spans in proptest::collection::vec((0_usize..80, 1_usize..20), 1..8),
        cut in 0_usize..120, length in 0_usize..30, filling in "[ابتجَ ]{0,8}", has_old in any::<bool>(),
    ) {
        let old: String = words.iter().map(|n| ["قال ", "الجيش ", "قُتِلَ ", "ستة ", "في ", "حلب. "][*n]).collect();
        let was = Document::from(old.as_str());
        let made: Vec<Span> = spans.iter().filter_map(|(start, length)| was.span(*start..start + length)).collect();
        let points = |span: &Span| was.code_point_at(span.start())..was.code_point_at(span.end());
        let anchors: Vec<Anchor<'_>> = made.iter()
            .map(|span| Anchor { place: points(span), quote: was.slice(span.range()), parts: Vec::new() }).collect();
        let (from, to) = (was.floor(cut.min(old.len())), was.floor((cut + length).min(old.len())));
        let now = Document::from(format!("{}{filling}{}", &old[..from], &old[to..]).as_str());
        let before = Before { code_points: was.code_points(), document: has_old.then_some(&was) };
        for (anchor, verdict) in anchors.iter().zip(reanchor(&anchors, before, &now)) {
            match verdict {
                Verdict::Placed(span, _) => prop_assert_eq!(now.slice(span.range()), anchor.quote),
                Verdict::Orphan(found) => prop_assert!(found.len() <= CANDIDATES),
            }
        }
        let unchanged = reanchor(&anchors, Before { code_points: was.code_points(), document: Some(&was) }, &was);
        for (verdict, span) in unchanged.iter().zip(&made) {
            // In a text of endless repetition even the whole context may stand twice; elsewhere never.
            prop_assert!(matches!(verdict, Verdict::Placed(placed, _) if placed == span) || matches!(verdict, Verdict::Orphan(_)));
        }
    }
}
