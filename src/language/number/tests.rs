//! The phrases that were written from the grammar, and what holds for any text.

use proptest::prelude::*;

use super::*;

const PHRASES: &str = include_str!("phrases.txt");

/// A phrase with its figures, as the table says them and as they are read: min, max, qualifier, words.
struct Case {
    line: usize,
    phrase: &'static str,
    figures: Vec<String>,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (n, line) in PHRASES.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let (phrase, figure) = line.split_once('|').unwrap();
        let figure = figure.split('|').map(str::trim).collect::<Vec<_>>().join("|");
        let figure = Some(figure).filter(|figure| figure != "none");
        match phrase.trim_matches(' ') {
            "" => cases.last_mut().unwrap().figures.extend(figure),
            phrase => cases.push(Case { line: n + 1, phrase, figures: figure.into_iter().collect() }),
        }
    }
    cases
}

fn shown(phrase: &str, figure: &Figure) -> String {
    let bound = |bound: Option<u64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    format!("{}|{}|{}|{}", bound(figure.min), bound(figure.max), figure.qualifier.name(), &phrase[figure.range.clone()])
}

#[test]
fn every_phrase_of_the_table_is_read_as_it_says() {
    let reader = Reader::new(&Policy::default());
    let cases = cases();
    assert!(cases.len() > 500, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let read: Vec<String> = reader.read(case.phrase).iter().map(|figure| shown(case.phrase, figure)).collect();
            (read != case.figures)
                .then(|| format!("{}: {}\n  wants {:?}\n  reads {read:?}", case.line, case.phrase, case.figures))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn the_table_has_every_qualifier() {
    let cases = cases();
    for qualifier in Qualifier::ALL {
        let word = format!("|{}|", qualifier.name());
        assert!(cases.iter().flat_map(|case| &case.figures).filter(|figure| figure.contains(&word)).count() >= 8, "{word}");
    }
}

fn first(reader: &Reader, phrase: &str) -> (Option<u64>, Option<u64>, Qualifier) {
    let figures = reader.read(phrase);
    let figure = figures.first().unwrap_or_else(|| panic!("{phrase}"));
    (figure.min, figure.max, figure.qualifier)
}

#[test]
fn every_opening_goes_with_every_numeral_noun_and_particle() {
    let reader = Reader::new(&Policy::default());
    let numerals = [
        ("3", 3),
        ("٣", 3),
        ("ثلاثة", 3),
        ("عشرين", 20),
        ("أحد عشر", 11),
        ("اثني عشر", 12),
        ("خمسة وعشرين", 25),
        ("مئة وأحد عشر", 111),
        ("ثلاثمئة", 300),
        ("ألف", 1000),
        ("ألفي", 2000),
        ("أربعة آلاف", 4000),
        ("25 ألف", 25_000),
        ("1.5 مليون", 1_500_000),
        ("17,500", 17_500),
    ];
    let openings = [
        ("", Qualifier::Exact),
        ("نحو ", Qualifier::About),
        ("ما يقارب ", Qualifier::About),
        ("ما يقرب من ", Qualifier::About),
        ("في حدود ", Qualifier::About),
        ("أكثر من ", Qualifier::MoreThan),
        ("ما يزيد على ", Qualifier::MoreThan),
        ("يتجاوز عددهم ", Qualifier::MoreThan),
        ("ما لا يقل عن ", Qualifier::AtLeast),
        ("ليس أقل من ", Qualifier::AtLeast),
        ("على الأقل ", Qualifier::AtLeast),
        ("أقل من ", Qualifier::LessThan),
        ("ما يقل عن ", Qualifier::LessThan),
        ("لم يتجاوز ", Qualifier::AtMost),
        ("ما لا يزيد عن ", Qualifier::AtMost),
        ("لا أكثر من ", Qualifier::AtMost),
    ];
    for (numeral, value) in numerals {
        for (opening, qualifier) in openings {
            for noun in ["", " قتيل", " من القتلى", " مدنياً سورياً", " بين قتيل وجريح"] {
                for and in ["", "و"] {
                    let phrase = format!("{and}{opening}{numeral}{noun}");
                    let bounds = match qualifier {
                        Qualifier::MoreThan => (Some(value + 1), None),
                        Qualifier::AtLeast => (Some(value), None),
                        Qualifier::LessThan => (None, Some(value - 1)),
                        Qualifier::AtMost => (None, Some(value)),
                        _ => (Some(value), Some(value)),
                    };
                    let dual_without_noun = numeral == "ألفي" && noun.is_empty();
                    assert!(dual_without_noun || first(&reader, &phrase) == (bounds.0, bounds.1, qualifier), "{phrase}");
                }
            }
        }
    }
}

#[test]
fn what_is_after_a_number_bounds_it_whether_or_not_a_noun_is_between() {
    let reader = Reader::new(&Policy::default());
    for noun in ["", " قتيلاً", " من المدنيين", " مدنياً سورياً"] {
        for (closing, expected) in [
            ("على الأقل", (Some(20), None, Qualifier::AtLeast)),
            ("كحد أدنى", (Some(20), None, Qualifier::AtLeast)),
            ("أو أكثر", (Some(20), None, Qualifier::AtLeast)),
            ("فأكثر", (Some(20), None, Qualifier::AtLeast)),
            ("على الأكثر", (None, Some(20), Qualifier::AtMost)),
            ("كحد أقصى", (None, Some(20), Qualifier::AtMost)),
            ("تقريباً", (Some(20), Some(20), Qualifier::About)),
            ("ونيف", (Some(21), Some(29), Qualifier::Vague)),
        ] {
            for numeral in ["20", "عشرون", "عِشْرُونَ"] {
                let phrase = format!("{numeral}{noun} {closing}");
                let figures = reader.read(&phrase);
                assert_eq!(figures.len(), 1, "{phrase}");
                assert_eq!(first(&reader, &phrase), expected, "{phrase}");
                assert_eq!(figures[0].range, 0..phrase.len(), "{phrase}");
            }
        }
    }
}

#[test]
fn an_analyst_may_overturn_the_policy() {
    let lenient = Reader::new(&Policy { strict_bounds: false, ..Policy::default() });
    assert_eq!(first(&lenient, "أكثر من 20"), (Some(20), None, Qualifier::MoreThan));
    assert_eq!(first(&lenient, "أقل من 20"), (None, Some(20), Qualifier::LessThan));
    let open = Reader::new(&Policy { about_is_point: false, ..Policy::default() });
    assert_eq!(first(&open, "نحو 400"), (None, None, Qualifier::About));
    let words = |words: &str, min, max| VagueWords { words: words.to_owned(), min, max };
    let vague = vec![
        words("عَشَرات", Some(12), None),
        words("بضعة", Some(2), Some(5)),
        words("حفنة من", Some(4), Some(6)),
        words("عدة", Some(3), None),
    ];
    let own = Reader::new(&Policy { vague, ..Policy::default() });
    assert_eq!(first(&own, "عشرات القتلى"), (Some(12), None, Qualifier::Vague));
    assert_eq!(first(&own, "وعشرات الملايين"), (Some(12_000_000), None, Qualifier::Vague));
    assert_eq!(first(&own, "بضع نساء"), (Some(2), Some(5), Qualifier::Vague));
    assert_eq!(first(&own, "بضعة عشر رجلاً"), (Some(12), Some(15), Qualifier::Vague));
    assert_eq!(first(&own, "وحفنة من المقاتلين"), (Some(4), Some(6), Qualifier::Vague));
    assert_eq!(first(&own, "عدة أشخاص"), (Some(3), None, Qualifier::Vague));
    assert_eq!(first(&own, "مئات القتلى"), (None, None, Qualifier::Vague));
}

#[test]
fn running_text_counts_no_noun_without_a_number_but_says_what_is_counted() {
    let reader = Reader::new(&Policy::default());
    let text = "قال قائد ميداني إن قتلى سقطوا في 12 غارة وإن طفلين من 5 مدنيين جرحوا على بعد 20 كيلومتراً، وأكثر من شخص فقد";
    let nouns = reader.read_text(text).into_iter().map(|figure| (figure.min, figure.noun.map(|noun| &text[noun])));
    let expected = [(Some(12), Some("غارة")), (Some(5), Some("مدنيين")), (Some(20), Some("كيلومتراً")), (Some(2), Some("شخص"))];
    assert_eq!(nouns.collect::<Vec<_>>(), expected);
}

#[test]
fn the_counted_noun_is_found_before_and_after_the_number() {
    let reader = Reader::new(&Policy::default());
    for (phrase, noun) in [
        ("نحو 20 من المدنيين", "المدنيين"),
        ("20 على الأقل", ""),
        ("القتلى الخمسة", "القتلى"),
        ("قتيل واحد", "قتيل"),
        ("عشرات القتلى", "القتلى"),
        ("3 غارات", "غارات"),
        ("طفلان", "طفلان"),
        ("عشرين في البلدة", ""),
        ("30% من القتلى", "القتلى"),
    ] {
        let figures = reader.read(phrase);
        assert_eq!(figures[0].noun.clone().map(|noun| &phrase[noun]).unwrap_or_default(), noun, "{phrase}");
    }
}

#[test]
fn a_text_of_one_word_over_and_over_is_read_in_time_that_grows_as_it_does() {
    let reader = Reader::new(&Policy::default());
    for word in ["نحو ", "آلاف ", "عدة ", "آذار/", "بين خمسة وعشرين ", "مدني ", "1-", "من ", "ألف و", "واحد ", "قتلى و"]
    {
        let text = word.repeat(20_000);
        let begun = std::time::Instant::now();
        reader.read(&text);
        assert!(begun.elapsed().as_secs() < 20, "{word}");
    }
}

/// Texts of words of the grammar, digits, marks and anything.
fn texts() -> impl Strategy<Value = String> {
    let words: Vec<String> = PHRASES.split_whitespace().map(str::to_owned).collect();
    let word = prop_oneof![
        6 => prop::sample::select(words),
        1 => "[0-9٠-٩.,٬٫%+/:-]{1,8}",
        1 => "\\PC{0,4}",
    ];
    let gap = prop::sample::select(vec![" ", " ", " ", "", "\u{A0}", " و", "، ", "\n", "\u{640}"]);
    prop::collection::vec((word, gap), 0..12).prop_map(|parts| parts.into_iter().map(|(word, gap)| word + gap).collect())
}

#[test]
fn characters_that_are_digits_only_once_they_are_folded_are_no_figure() {
    let reader = Reader::new(&Policy::default());
    for text in ["¼ ", "² قتيل", "½", "٣² شخص"] {
        assert_eq!(reader.read_text(text), [], "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_in_order_and_on_the_edges_of_characters(text in texts()) {
        let reader = Reader::new(&Policy::default());
        for figures in [reader.read(&text), reader.read_text(&text)] {
            let mut end = 0;
            for figure in figures {
                prop_assert!(figure.range.start >= end && figure.range.start < figure.range.end, "{:?}", figure);
                prop_assert!(text.get(figure.range.clone()).is_some());
                prop_assert!(figure.noun.as_ref().is_none_or(|noun| text.get(noun.clone()).is_some_and(|noun| !noun.is_empty())));
                prop_assert!(figure.min.zip(figure.max).is_none_or(|(min, max)| min <= max), "{:?}", figure);
                end = figure.range.end;
            }
        }
        prop_assert!(text.get(reader.read_span(&text).range).is_some());
    }

    #[test]
    fn digits_read_as_what_they_say(value in any::<u64>()) {
        let reader = Reader::new(&Policy::default());
        prop_assert_eq!(first(&reader, &format!("{value} قتيل")), (Some(value), Some(value), Qualifier::Exact));
    }
}
