//! Tests say what each annotator marks in the text, and which units that gives.

use proptest::prelude::*;

use super::kind::extents;
use super::*;
use crate::annotation::{AnnotationSet, Annotator, Defaults, DocumentState, Edit, Parts, Relation, Value};
use crate::review::Extent;
use crate::review::notation::{compared, marked, names, told};
use crate::text::Document;

#[track_caller]
fn check<const N: usize>(annotators: [&str; N], expected: &[&str]) {
    let (texts, sets): (Vec<_>, Vec<_>) = annotators.into_iter().map(marked).unzip();
    assert!(texts.iter().all(|text| *text == texts[0]), "the annotators read one text");
    assert_eq!(told(&texts[0], &compared(&texts[0], &sets)), expected);
}

#[test]
fn equal_spans_agree_whatever_their_notes_and_the_order_of_attributes() {
    check(
        ["قصف [LOC النهر] و[LOC السهل]", "قصف [LOC النهر] و[LOC السهل]"],
        &["agreed: LOC النهر / LOC النهر", "agreed: LOC السهل / LOC السهل"],
    );
    check(["[A=1 x] y", "[A=1 x] y"], &["agreed: A x / A x"]);
}

#[test]
fn a_difference_is_named_by_what_differs() {
    check(["زار [ACTOR النهر] أمس", "زار [LOC النهر] أمس"], &["tag: ACTOR النهر / LOC النهر"]);
    check(["زار [LOC النهر] أمس", "زار [LOC النهر أمس]"], &["boundary: LOC النهر / LOC النهر أمس"]);
    check(["زار [LOC=a النهر] أمس", "زار [LOC=b النهر] أمس"], &["attribute: LOC النهر / LOC النهر"]);
    check(["زار [LOC النهر] أمس", "زار النهر أمس"], &["missing: LOC النهر / -"]);
}

#[test]
fn particles_quotes_and_punctuation_alone_are_a_difference_of_their_own() {
    check(["إلى ل[ACTOR لجيش]", "إلى [ACTOR للجيش]"], &["clitic-only: ACTOR لجيش / ACTOR للجيش"]);
    check(["قال «[ACTOR النهر]».", "قال [ACTOR «النهر»]."], &["clitic-only: ACTOR النهر / ACTOR «النهر»"]);
    check(["في و[LOC بلدة], ثم", "في [LOC وبلدة,] ثم"], &["clitic-only: LOC بلدة / LOC وبلدة,"]);
}

#[test]
fn names_in_an_allegation_are_units_of_their_own() {
    check(
        ["[CLAIM قصف [ACTOR الجيش] سوق [LOC البركة] ظهرا]", "[CLAIM قصف [ACTOR الجيش] سوق البركة ظهرا]"],
        &[
            "agreed: CLAIM قصف الجيش سوق البركة ظهرا / CLAIM قصف الجيش سوق البركة ظهرا",
            "agreed: ACTOR الجيش / ACTOR الجيش",
            "missing: LOC البركة / -",
        ],
    );
    check(
        ["قصف [ACTOR الجيش] سوق [LOC البركة]", "[CLAIM قصف الجيش سوق البركة]"],
        &["missing: - / CLAIM قصف الجيش سوق البركة", "missing: ACTOR الجيش / -", "missing: LOC البركة / -"],
    );
}

#[test]
fn one_span_against_several_side_by_side_is_a_split() {
    check(["قتل [N أم وثلاثة أبناء] أمس", "قتل [N أم] و[N ثلاثة أبناء] أمس"], &["split: N أم وثلاثة أبناء / N أم + N ثلاثة أبناء"]);
    check(["[N a b c]", "[N a] [N b] [N c]", "[N a] [N b] [N c]"], &["split: N a b c / N a + N b + N c / N a + N b + N c"]);
}

#[test]
fn a_span_within_another_of_its_tag_that_only_one_sees_is_a_nesting() {
    check(
        ["في [LOC مخيم [LOC النهر]]", "في [LOC مخيم النهر]"],
        &["agreed: LOC مخيم النهر / LOC مخيم النهر", "nesting: LOC النهر / -"],
    );
    check(
        ["في [LOC مخيم [LOC النهر]]", "في مخيم [LOC النهر]"],
        &["nesting: LOC مخيم النهر / -", "agreed: LOC النهر / LOC النهر"],
    );
    check(["في [LOC مخيم [LOC النهر]]", "في مخيم النهر"], &["missing: LOC مخيم النهر / -", "missing: LOC النهر / -"]);
}

#[test]
fn crossing_spans_are_paired_with_the_most_alike_and_do_not_run_together() {
    check(
        ["[A a b c] d [A e f g] h [A i j k] l", "a [A b c d] e [A f g h] i [A j k l]"],
        &["boundary: A a b c / A b c d", "boundary: A e f g / A f g h", "boundary: A i j k / A j k l"],
    );
}

#[test]
fn of_three_annotators_the_odd_one_out_is_in_the_same_unit() {
    check(["[A x y] z", "[A x y] z", "[A x] y z"], &["boundary: A x y / A x y / A x"]);
    check(["[A x] y", "[A x] y", "x y"], &["missing: A x / A x / -"]);
    check(["[A x] y", "[B x] y", "[C x] y"], &["tag: A x / B x / C x"]);
    check(["[A x] y", "x y", "x y"], &["missing: A x / - / -"]);
}

#[test]
fn two_tags_on_the_same_words_are_two_answers() {
    check(["[A [B x]] y", "[A x] y"], &["agreed: A x / A x", "missing: B x / -"]);
    check(["[A [B x]] y", "[C x] y"], &["tag: A x / C x", "missing: B x / -"]);
}

fn with_relation(mut set: AnnotationSet, from: &str, kind: &str, to: &str) -> AnnotationSet {
    let id = set.fresh_relation_id();
    let relation = Relation::new(id, kind, from, to);
    set.apply(Edit::AddRelation(relation)).unwrap();
    set
}

#[test]
fn relations_differ_only_where_both_annotators_have_both_ends() {
    let (text, both) = marked("[CLAIM a] [ACTOR b] c");
    let (_, one) = marked("[CLAIM a] b c");
    let linked = with_relation(both.clone(), "s1", "by", "s2");
    assert_eq!(
        told(&text, &compared(&text, &[linked.clone(), both.clone()])),
        ["relation: CLAIM a / CLAIM a", "agreed: ACTOR b / ACTOR b"]
    );
    assert_eq!(told(&text, &compared(&text, &[linked.clone(), one])), ["agreed: CLAIM a / CLAIM a", "missing: ACTOR b / -"]);
    assert_eq!(told(&text, &compared(&text, &[linked.clone(), linked]))[0], "agreed: CLAIM a / CLAIM a");
    let special = with_relation(both.clone(), "s1", "claimed_by", "@document");
    assert_eq!(told(&text, &compared(&text, &[special, both]))[0], "relation: CLAIM a / CLAIM a");
}

#[test]
fn an_untouched_text_is_no_reading_and_an_empty_one_handed_in_is() {
    let mut set = AnnotationSet::new();
    for (state, expected) in [("new", false), ("in_progress", false), ("submitted", true), ("returned", true), ("reviewed", true)]
    {
        set.apply(Edit::State(DocumentState::from(state))).unwrap();
        assert_eq!(Terms::default().is_reading(&names(1)[0], &set), expected, "{state}");
    }
    let begun = marked("[A x] y").1;
    let all = Terms::default().with_states(States::All);
    assert!(
        Terms::default().is_begun(&names(1)[0], &begun) && all.is_reading(&names(1)[0], &begun),
        "begun work counts if asked"
    );
    assert!(Terms::default().is_reading(&Annotator::gold(), &begun), "a gold standard counts before all of it is decided");
    let (text, full) = marked("[A x] y");
    assert_eq!(told(&text, &compared(&text, &[full.clone(), set])), ["missing: A x / -"]);
    assert_eq!(told(&text, &compared(&text, std::slice::from_ref(&full))), ["agreed: A x"]);
    assert!(compared(&text, &[]).units.is_empty());
}

/// Random work: spans of three tags that nest, cross and coincide.
fn work() -> impl Strategy<Value = AnnotationSet> {
    let spans = prop::collection::vec((0_usize..60, 1_usize..20, 0_usize..3, 0_usize..2), 0..25);
    spans.prop_map(|spans| {
        let document = Document::from(TEXT);
        let annotations = spans.into_iter().enumerate().map(|(n, (start, length, tag, value))| {
            let byte = |point| document.byte_of_code_point(point).unwrap();
            let span = document.span(byte(start)..byte(start + length)).unwrap();
            let mut annotation = Annotation::new(format!("s{}", n + 1), ["A", "B", "C"][tag], span);
            annotation.attributes.push(("x".to_owned(), Value::Integer(i64::try_from(value).unwrap())));
            annotation
        });
        AnnotationSet::from_parts(Parts { annotations: annotations.collect(), ..Parts::default() }).0
    })
}

const TEXT: &str = "قال ناطق باسم «كتائب السهل» إن عناصر الجبهة انسحبوا وفق وكالة النخيل، وزعمت للوكالة أنهم قتلوا ستة";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn every_span_is_in_one_unit_in_the_reading_of_its_annotator(sets in prop::collection::vec(work(), 0..5)) {
        let comparison = compared(TEXT, &sets);
        for (n, set) in sets.iter().enumerate() {
            let mut found: Vec<&Annotation> = comparison.units.iter().flat_map(|unit| &unit.readings[n].spans).collect();
            found.sort_by(|a, b| a.order(b));
            prop_assert!(found.into_iter().eq(set.iter()));
        }
        prop_assert!(comparison.units.windows(2).all(|two| two[0].start <= two[1].start));
    }

    #[test]
    fn within_a_unit_no_annotator_has_spans_that_nest_or_cross(sets in prop::collection::vec(work(), 0..5)) {
        for unit in compared(TEXT, &sets).units {
            for reading in unit.readings {
                let extents = extents(TEXT, &reading);
                for (n, one) in extents.iter().enumerate() {
                    let mut later = extents.iter().zip(&reading.spans).skip(n + 1);
                    prop_assert!(later.all(|(other, span)| one.shared(other) == 0 || one == other && span.tag == reading.spans[n].tag));
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_annotators_changes_nothing(sets in prop::collection::vec(work(), 2..5)) {
        let names = names(sets.len());
        let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
        let turned: Vec<Work<'_>> = works.iter().rev().copied().collect();
        prop_assert_eq!(compare(TEXT, &works, &Defaults::default()), compare(TEXT, &turned, &Defaults::default()));
    }

    #[test]
    fn annotators_who_say_the_same_agree_on_everything(set in work(), n in 1_usize..4) {
        prop_assume!(set.iter().zip(set.iter().skip(1)).all(|(a, b)| a.span != b.span || a.tag != b.tag));
        let comparison = compared(TEXT, &vec![set; n]);
        prop_assert!(comparison.units.iter().all(|unit| unit.kind == UnitKind::Agreed));
    }

    #[test]
    fn two_lone_spans_of_one_tag_that_share_words_never_stay_apart(sets in prop::collection::vec(work(), 2..3)) {
        let comparison = compared(TEXT, &sets);
        let lone: Vec<&Unit> = comparison.units.iter().filter(|unit| unit.spans().count() == 1).collect();
        for (n, one) in lone.iter().enumerate() {
            for other in lone.iter().skip(n + 1).filter(|other| other.readings[0].is_empty() != one.readings[0].is_empty()) {
                let (a, b) = (one.spans().next().unwrap(), other.spans().next().unwrap());
                let shared = Extent::of(TEXT, a.span).shared(&Extent::of(TEXT, b.span));
                prop_assert!(a.tag != b.tag || shared == 0, "{a:?} {b:?}");
            }
        }
    }
}
