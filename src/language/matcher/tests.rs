//! The rows that were written from the rules, and what holds for any text.

use proptest::prelude::*;

use super::*;
use crate::text::grapheme;

const ROWS: &str = include_str!("rows.txt");

/// A query with the hits that it has in a text.
struct Row {
    line: usize,
    query: String,
    rules: Rules,
    names: Vec<&'static str>,
    text: String,
    hits: Vec<Range<usize>>,
}

/// Puts characters in the place of `\u{…}`.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

fn rules(mode: &str) -> Rules {
    let mut words = mode.split(' ');
    let matching = words.next().unwrap();
    let mut rules = Rules::of(SearchMode::ALL.into_iter().find(|known| known.name() == matching).unwrap());
    for word in words {
        match word.strip_prefix('-').unwrap() {
            "spaces" => rules.spaces = Spaces::One,
            name => {
                let layer = Layer::ALL.into_iter().find(|layer| layer.name() == name).unwrap();
                rules.layers.retain(|known| *known != layer);
            }
        }
    }
    rules
}

/// A text without the marks of its hits, and where they are.
fn marked(text: &str) -> (String, Vec<Range<usize>>) {
    let text = unescaped(&text.replace("\\n", "\n").replace("\\t", "\t"));
    let mut out = String::new();
    let mut hits = Vec::new();
    let mut start = 0;
    for c in text.chars() {
        match c {
            '⟦' => start = out.len(),
            '⟧' => hits.push(start..out.len()),
            c => out.push(c),
        }
    }
    (out, hits)
}

fn rows() -> Vec<Row> {
    let lines = ROWS.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let row = |(n, line): (usize, &'static str)| {
        let mut columns = line.split(" | ");
        let query = columns.next().unwrap();
        let rules = rules(columns.next().unwrap());
        let (text, hits) = marked(columns.next().unwrap());
        let names = columns.next().map_or_else(Vec::new, |names| names.split("; ").collect());
        let query = if rules.matching == SearchMode::Regex { query.to_owned() } else { query.replace("\\t", "\t") };
        Row { line: n + 1, query: unescaped(&query), rules, names, text, hits }
    };
    lines.map(row).collect()
}

impl Row {
    fn matcher(&self) -> Matcher {
        Matcher::new(&self.query, &self.rules).unwrap().hiding(self.names.iter().copied())
    }

    fn shown(&self, hits: &[Range<usize>]) -> String {
        format!("{:?}", hits.iter().map(|hit| (hit.start, &self.text[hit.clone()])).collect::<Vec<_>>())
    }
}

/// Fails with all rows for which other hits are found.
fn hold(find: impl Fn(&Matcher, &str) -> Vec<Range<usize>>) {
    let rows = rows();
    assert!(rows.len() >= 220, "{}", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let found = find(&row.matcher(), &row.text);
            let (wanted, found) = (row.shown(&row.hits), row.shown(&found));
            (found != wanted).then(|| format!("{}: {} in {}\n  wants {wanted}\n  finds {found}", row.line, row.query, row.text))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_row_of_the_table_has_the_hits_that_it_says() {
    hold(|matcher, text| matcher.hits(text, 0).collect());
}

#[test]
fn the_hits_of_every_row_are_the_same_from_the_end() {
    hold(|matcher, text| {
        let mut hits = Vec::new();
        let mut before = text.len();
        while let Some(hit) = matcher.last_before(text, before) {
            before = hit.start;
            hits.insert(0, hit);
        }
        hits
    });
}

#[test]
fn the_hits_of_every_row_are_the_same_character_by_character() {
    hold(|matcher, text| {
        let mut hits: Vec<Range<usize>> = Vec::new();
        for (at, c) in text.char_indices() {
            let passed = hits.last().map_or(0, |hit| hit.end);
            hits.extend(matcher.within(text, at..at + c.len_utf8()).filter(|hit| hit.start >= passed));
        }
        hits
    });
}

#[test]
fn the_hits_of_every_row_are_the_same_among_other_lines() {
    let other = format!("{}\n", "في السوق القديم. ".repeat(100));
    hold(|matcher, text| {
        let all = format!("{other}{text}\n{other}");
        let own = matcher.within(&all, other.len()..other.len() + text.len());
        own.map(|hit| hit.start - other.len()..hit.end - other.len()).collect()
    });
}

#[test]
fn a_word_that_is_being_typed_is_found_where_words_begin_so() {
    let matcher = Matcher::new("الزي", &Rules { ends: WordEnd::Open, ..Rules::default() }).unwrap();
    let text = "في الزيتونة وللزيتون، أمزيج والزيّ";
    let found: Vec<&str> = matcher.hits(text, 0).map(|hit| &text[hit]).collect();
    assert_eq!(found, ["الزي", "لزي", "الزيّ"]);
}

#[test]
fn a_regular_expression_that_is_none_is_an_error_with_its_reason() {
    let error = Matcher::new("قسد(", &Rules::of(SearchMode::Regex)).unwrap_err();
    assert_eq!(error.to_string(), "invalid regular expression: unclosed group");
    assert!(Matcher::new("(((", &Rules::default()).is_ok());
}

#[test]
fn what_is_searched_for_in_a_hundred_thousand_marks_is_found_in_no_time() {
    let matcher = Matcher::new("زيت", &Rules::default()).unwrap();
    for sign in ["\u{64E}", "\u{654}", "\u{301}", "ـ", "ز", " ", "\u{FEFC}", "ز\u{654}", "\u{200D}"] {
        let text = format!("{}زيت {}زيت", sign.repeat(100_000), sign.repeat(100_000));
        assert!(matcher.hits(&text, 0).count() <= 2);
        assert!(matcher.last_before(&text, text.len()).is_none_or(|hit| hit.start > 0));
    }
}

/// Letters, marks, digits, controls, forms, particles and ends of lines in all orders.
fn texts() -> impl Strategy<Value = String> {
    let arabic = "[ابزلللويكفىأإآزلﻻﺔﷲﱞکﺰ٣3,\u{64E}\u{651}\u{654}ـ\u{200D}\u{200F}\u{A0} \n\re\u{301}éX\u{675}]{0,32}";
    prop_oneof![4 => arabic, 1 => ".{0,24}"]
}

fn queries() -> impl Strategy<Value = String> {
    prop_oneof![6 => "[ابزللوكىأآة ]{1,4}", 1 => "[3e\u{301}Xﻻ\u{64E} ]{1,2}", 1 => ".{0,3}"]
}

/// What the letters of some queries may be written with, and what may be between them.
const SPELLINGS: [&str; 40] = [
    "ا",
    "أ",
    "ٱ",
    "ا\u{654}",
    "\u{675}",
    "ل",
    "ﻟ",
    "ﻻ",
    "ب",
    "ﺒ",
    "ح",
    "ﺣ",
    "ر",
    "ﺮ",
    "ز",
    "ﱞ",
    "ه",
    "ة",
    "ہ",
    "و",
    "ؤ",
    "ي",
    "ى",
    "ی",
    "ك",
    "ک",
    "\u{64E}",
    "\u{651}",
    "\u{654}",
    "ـ",
    "\u{200D}",
    "\u{200F}",
    " ",
    "\u{A0}",
    "\n",
    "1",
    "١",
    "１",
    "،",
    "é",
];

/// Texts of many bytes that are made of few spellings, so that what is looked for is often in them.
fn spelled_texts() -> impl Strategy<Value = String> {
    let few = prop::sample::subsequence(SPELLINGS.to_vec(), 3..9);
    few.prop_flat_map(|few| prop::collection::vec(prop::sample::select(few), 0..160)).prop_map(|parts| parts.concat())
}

fn spelled_queries() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[ابحرزلهويك1]{1,3}", 1 => "(ال)?[بحرزل]{1,2} ?[اهويك1أة]{0,2}", 1 => "[\u{64E}\u{654}é، ٴ]{0,1}[ابح1]{1,2}"]
}

/// The hits of a query also inside of words, by folding every line and comparing at each character.
fn compared_everywhere(query: &str, layers: &[Layer], text: &str) -> Vec<Range<usize>> {
    let folding = Folding::of(layers);
    let query: String = folding.fold(query).text().trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let mut hits: Vec<Range<usize>> = Vec::new();
    for line in lines::lines(text, 0).filter(|_| !query.is_empty()) {
        let folded = folding.fold(&text[line.clone()]);
        let places = folded.text().char_indices().filter(|(at, _)| folded.text()[*at..].starts_with(&query));
        for (at, _) in places {
            let source = folded.source(at..at + query.len());
            let hit = aligned(text, line.start + source.start..line.start + source.end);
            if hits.last().is_none_or(|last| last.end <= hit.start) {
                hits.push(hit);
            }
        }
    }
    hits
}

fn all_rules() -> impl Strategy<Value = Rules> {
    let layers =
        prop_oneof![2 => Just(Layer::ALL.to_vec()), 1 => prop::sample::subsequence(Layer::ALL.to_vec(), 0..=Layer::ALL.len())];
    let matching = prop::sample::select(SearchMode::ALL.to_vec());
    (matching, layers, prop::sample::select(vec![Spaces::Any, Spaces::One])).prop_map(|(matching, layers, spaces)| Rules {
        matching,
        layers,
        spaces,
        ends: WordEnd::Closed,
    })
}

/// The hits of a query, and those that are found by folding every line; nothing where no letter leads to hits.
fn with_and_without_anchor(text: &str, query: &str, rules: &Rules) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let Ok(matcher) = Matcher::new(query, rules) else { return Default::default() };
    let Way::Letters(scan) = &matcher.way else { return Default::default() };
    let folded = Matcher { way: Way::Letters(Box::new(scan.without_anchor())), hiding: Vec::new() };
    (matcher.hits(text, 0).collect(), folded.hits(text, 0).collect())
}

proptest! {
    #[test]
    fn hits_are_whole_graphemes_in_order_and_do_not_overlap(text in texts(), query in queries(), rules in all_rules()) {
        let Ok(matcher) = Matcher::new(&query, &rules) else { return Ok(()) };
        let mut passed = 0;
        for hit in matcher.hits(&text, 0) {
            prop_assert!(hit.start >= passed && hit.start < hit.end && hit.end <= text.len(), "{hit:?}");
            prop_assert!(grapheme::is_edge(&text, hit.start) && grapheme::is_edge(&text, hit.end), "{hit:?}");
            passed = hit.end;
        }
    }

    #[test]
    fn what_leads_to_a_hit_changes_no_hit(text in texts(), query in queries(), rules in all_rules()) {
        let (hits, wanted) = with_and_without_anchor(&text, &query, &rules);
        prop_assert_eq!(hits, wanted);
    }

    #[test]
    fn no_spelling_is_passed_over(text in spelled_texts(), query in spelled_queries(), rules in all_rules()) {
        let (hits, wanted) = with_and_without_anchor(&text, &query, &rules);
        prop_assert_eq!(hits, wanted);
    }

    #[test]
    fn a_query_is_found_wherever_comparing_everywhere_finds_it(text in spelled_texts(), query in spelled_queries(), rules in all_rules()) {
        let rules = Rules { matching: SearchMode::Substring, spaces: Spaces::One, ..rules };
        let matcher = Matcher::new(&query, &rules).unwrap();
        let hits: Vec<_> = matcher.hits(&text, 0).collect();
        prop_assert_eq!(hits, compared_everywhere(&query, &rules.layers, &text));
    }

    #[test]
    fn a_part_of_a_text_has_the_hits_that_begin_in_it(text in texts(), query in queries(), from in 0_usize..40, length in 0_usize..40) {
        let matcher = Matcher::new(&query, &Rules::default()).unwrap();
        let range = from..from + length;
        let wanted: Vec<_> = matcher.hits(&text, 0).filter(|hit| range.contains(&hit.start)).collect();
        prop_assert_eq!(matcher.within(&text, range.clone()).collect::<Vec<_>>(), wanted);
        let last = matcher.hits(&text, 0).filter(|hit| hit.start < from).last();
        prop_assert_eq!(matcher.last_before(&text, from), last);
    }

    #[test]
    fn many_names_at_once_are_found_where_each_is_found_alone(text in texts(), names in prop::collection::vec(queries(), 0..5)) {
        let all = Names::new(names.iter().map(String::as_str)).find(&text);
        let mut alone = Vec::new();
        for (name, query) in names.iter().enumerate() {
            let matcher = Matcher::new(query, &Rules::default()).unwrap();
            alone.extend(matcher.hits(&text, 0).map(|range| NameHit { name, range }));
        }
        let is_inside = |hit: &NameHit| alone.iter().any(|other| {
            other.range.start <= hit.range.start && hit.range.end <= other.range.end && other.range != hit.range
        });
        for hit in &alone {
            prop_assert!(is_inside(hit) || all.contains(hit), "{hit:?} of {all:?}");
        }
    }
}
