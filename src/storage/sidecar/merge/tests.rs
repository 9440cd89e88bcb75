//! Two sidecars of one annotator become one, and nothing of either is lost.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::marks::{Named, marks_of};
use super::*;
use crate::annotation::merge::spell;
use crate::annotation::{Held, Offer, Value};
use crate::storage::sidecar::{parse, write_stored};

/// A sidecar of these spans and relations, each a line of RON without its brackets.
fn sidecar(state: &str, spans: &[&str], relations: &[&str]) -> Stored {
    let lines = |lines: &[&str]| lines.iter().flat_map(|line| ["(", line, "),"]).collect::<String>();
    let (spans, relations) = (lines(spans), lines(relations));
    let text = format!(
        "(hashiya: 1, source: (sha256: \"aa\"), annotator: \"ann1\", state: \"{state}\", spans: [{spans}], relations: [{relations}])"
    );
    parse(&text).unwrap()
}

fn spans(spans: &[&str]) -> Stored {
    sidecar("in_progress", spans, &[])
}

/// What a merge says, a short line each: spans with what is set of them, relations, facts, and the state.
fn told(stored: &Stored) -> Vec<String> {
    let pairs = |pairs: &[Named]| pairs.iter().map(|(name, value)| format!(" {name}={value}")).collect::<Vec<_>>().concat();
    let span = |s: &StoredSpan| {
        let note = if s.note.is_empty() { String::new() } else { format!(" “{}”", s.note) };
        format!("{} {} {}..{}{}{note}", s.id, s.tag, s.start, s.end, pairs(&s.attributes))
    };
    let relation = |r: &StoredRelation| {
        let extra = r.extra.iter().map(|(name, raw)| format!(" {name}={raw}")).collect::<Vec<_>>().concat();
        let certainty = r.certainty.to_ron().map_or_else(String::new, |raw| format!(" certainty={raw}"));
        let marks = r.merge_conflict.to_ron().map_or_else(String::new, |raw| format!(" merge_conflict={raw}"));
        format!("{} {} {}-{}{certainty}{extra}{marks}", r.id, r.kind, r.from, r.to)
    };
    let mut lines: Vec<String> = stored.spans.iter().map(span).collect();
    lines.extend(stored.relations.iter().map(relation));
    let facts = pairs(&stored.document);
    lines.extend((stored.state != "in_progress" || !facts.is_empty()).then(|| format!("{}{facts}", stored.state)));
    lines
}

/// Merges both ways round, which must come to the same, and then the outcome with each side once more.
#[track_caller]
fn merged(base: &Stored, ours: &Stored, theirs: &Stored) -> Vec<String> {
    let one = merge(Some(base), ours, theirs).unwrap();
    let other = merge(Some(base), theirs, ours).unwrap();
    assert_eq!(one, other);
    assert_eq!(merge(Some(base), &one.stored, &one.stored).unwrap().stored, one.stored);
    assert_eq!(parse(&write_stored(&one.stored)).unwrap(), one.stored);
    told(&one.stored)
}

const A: &str = r#"id: "s1", tag: "ACTOR", start: 0, end: 4"#;
const B: &str = r#"id: "s2", tag: "LOCATION", start: 10, end: 14"#;
const C: &str = r#"id: "s3", tag: "CASUALTY", start: 20, end: 24"#;
const BY: &str = r#"id: "r1", type: "by", from: "s3", to: "s1""#;

#[test]
fn what_either_side_added_is_there_and_what_either_removed_is_gone() {
    let base = sidecar("in_progress", &[A, B, C], &[BY]);
    let ours = sidecar("in_progress", &[A, C, r#"id: "s4", tag: "ACTOR", start: 30, end: 33"#], &[BY]);
    let theirs = sidecar("in_progress", &[A, B], &[]);
    assert_eq!(merged(&base, &ours, &theirs), ["s1 ACTOR 0..4", "s4 ACTOR 30..33"]);
}

#[test]
fn one_side_unchanged_means_the_other_side_as_it_is() {
    let (base, ours) = (spans(&[A, B]), sidecar("submitted", &[B, C], &[BY]));
    assert_eq!(merge(Some(&base), &ours, &base).unwrap().stored, ours);
    assert_eq!(merge(Some(&base), &base, &ours).unwrap().stored, ours);
    assert_eq!(merge(None, &ours, &ours).unwrap().stored, ours);
}

#[test]
fn the_same_span_added_on_both_sides_is_one_and_relations_follow_it() {
    let (x, y) = (r#"tag: "ACTOR", start: 30, end: 33"#, r#"tag: "LOCATION", start: 40, end: 43"#);
    let base = spans(&[A]);
    let ours = sidecar(
        "in_progress",
        &[A, &format!(r#"id: "s2", {x}, at: "2026-01-02T10:00:00Z""#)],
        &[r#"id: "r1", type: "by", from: "s1", to: "s2""#],
    );
    let theirs = sidecar(
        "in_progress",
        &[A, &format!(r#"id: "s2", {y}"#), &format!(r#"id: "s3", {x}, at: "2026-01-01T10:00:00Z", attributes: [("a", "v")]"#)],
        &[r#"id: "r1", type: "by", from: "s1", to: "s3""#, r#"id: "r2", type: "at", from: "s3", to: "s2""#],
    );
    assert_eq!(
        merged(&base, &ours, &theirs),
        ["s1 ACTOR 0..4", "s2 ACTOR 30..33 a=v", "s4 LOCATION 40..43", "r2 at s2-s4", "r1 by s1-s2"]
    );
    assert_eq!(merge(Some(&base), &ours, &theirs).unwrap().stored.spans[1].at, "2026-01-01T10:00:00Z");
}

#[test]
fn different_spans_under_one_new_id_get_two_ids() {
    let add = |start: usize| format!(r#"id: "s2", tag: "ACTOR", start: {start}, end: {}"#, start + 2);
    let relation = r#"id: "r1", type: "by", from: "s2", to: "s1""#;
    let ours = sidecar("in_progress", &[A, &add(50)], &[relation]);
    let theirs = sidecar("in_progress", &[A, &add(40)], &[relation]);
    assert_eq!(
        merged(&spans(&[A]), &ours, &theirs),
        ["s1 ACTOR 0..4", "s2 ACTOR 40..42", "s3 ACTOR 50..52", "r1 by s2-s1", "r2 by s3-s1"]
    );
}

#[test]
fn an_id_that_was_given_anew_is_another_span() {
    let base = spans(&[A, r#"id: "s2", tag: "LOCATION", start: 10, end: 14, at: "2026-01-01T00:00:00Z""#]);
    let ours = spans(&[A, r#"id: "s2", tag: "CASUALTY", start: 50, end: 55, at: "2026-01-02T00:00:00Z""#]);
    let theirs = spans(&[A, r#"id: "s2", tag: "LOCATION", start: 10, end: 14, at: "2026-01-01T00:00:00Z", note: "n""#]);
    assert_eq!(
        merged(&base, &ours, &theirs),
        ["s1 ACTOR 0..4", "s2 LOCATION 10..14 merge_conflict=removed on one side “n”", "s3 CASUALTY 50..55"]
    );
}

#[test]
fn edits_of_different_fields_combine() {
    let base = spans(&[r#"id: "s1", tag: "ACTOR", start: 0, end: 4, attributes: [("a", "1"), ("b", "2")]"#]);
    let ours = spans(&[r#"id: "s1", tag: "ACTOR", start: 0, end: 6, attributes: [("a", "9"), ("b", "2"), ("z", true)]"#]);
    let theirs = spans(&[r#"id: "s1", tag: "LOCATION", start: 0, end: 4, attributes: [("a", "1"), ("c", 3)], note: "n""#]);
    assert_eq!(merged(&base, &ours, &theirs), ["s1 LOCATION 0..6 a=9 c=3 z=yes “n”"]);
}

#[test]
fn where_both_changed_one_field_both_values_stay_with_a_mark() {
    let base = spans(&[r#"id: "s1", tag: "ACTOR", start: 0, end: 4, attributes: [("a", "1"), ("b", "2")]"#]);
    let ours = spans(&[r#"id: "s1", tag: "ACTOR", start: 0, end: 4, attributes: [("a", "x"), ("b", "5")], note: "us""#]);
    let theirs = spans(&[r#"id: "s1", tag: "ACTOR", start: 0, end: 4, attributes: [("a", "y")], note: "them""#]);
    assert_eq!(
        merged(&base, &ours, &theirs),
        ["s1 ACTOR 0..4 a=x b=5 merge_conflict=a: “y”, b: removed on one side, note: “us” “them”"]
    );
}

#[test]
fn where_both_changed_the_tag_or_the_place_both_spans_stay_and_tell_of_each_other() {
    let ours = spans(&[r#"id: "s1", tag: "LOCATION", start: 0, end: 4"#, B]);
    let theirs = spans(&[r#"id: "s1", tag: "CASUALTY", start: 0, end: 4"#, r#"id: "s2", tag: "LOCATION", start: 10, end: 15"#]);
    assert_eq!(
        merged(&spans(&[A, B]), &ours, &theirs),
        ["s1 CASUALTY 0..4 merge_conflict=tag: LOCATION", "s3 LOCATION 0..4 merge_conflict=tag: CASUALTY", "s2 LOCATION 10..15"]
    );
    let theirs = spans(&[r#"id: "s1", tag: "ACTOR", start: 2, end: 4"#, B]);
    let ours = spans(&[r#"id: "s1", tag: "ACTOR", start: 0, end: 6"#, B]);
    assert_eq!(
        merged(&spans(&[A, B]), &ours, &theirs),
        ["s1 ACTOR 0..6 merge_conflict=span: 2..4", "s3 ACTOR 2..4 merge_conflict=span: 0..6", "s2 LOCATION 10..14"]
    );
}

#[test]
fn what_one_side_removed_and_the_other_changed_stays_with_its_relations_and_a_mark() {
    let base = sidecar("in_progress", &[A, B, C], &[BY]);
    let ours = sidecar("in_progress", &[r#"id: "s1", tag: "ACTOR", start: 0, end: 4, note: "n""#, B, C], &[BY]);
    let theirs = sidecar("in_progress", &[B, C], &[]);
    assert_eq!(
        merged(&base, &ours, &theirs),
        [
            "s1 ACTOR 0..4 merge_conflict=removed on one side “n”",
            "s2 LOCATION 10..14",
            "s3 CASUALTY 20..24",
            "r1 by s3-s1 merge_conflict=[\"removed on one side\"]"
        ]
    );
}

#[test]
fn a_new_relation_keeps_the_span_that_the_other_side_removed() {
    let base = sidecar("in_progress", &[A, B, C], &[]);
    let ours = sidecar("in_progress", &[A, B, C], &[r#"id: "r1", type: "at", from: "s3", to: "s2""#]);
    let theirs = sidecar("in_progress", &[A, C], &[]);
    assert_eq!(
        merged(&base, &ours, &theirs),
        ["s1 ACTOR 0..4", "s2 LOCATION 10..14 merge_conflict=removed on one side", "s3 CASUALTY 20..24", "r1 at s3-s2"]
    );
}

#[test]
fn relations_that_both_sides_turned_elsewhere_both_stay() {
    let base = sidecar("in_progress", &[A, B, C], &[BY]);
    let ours = sidecar("in_progress", &[A, B, C], &[r#"id: "r1", type: "by", from: "s3", to: "s2", certainty: Low"#]);
    let theirs = sidecar("in_progress", &[A, B, C], &[r#"id: "r1", type: "by", from: "s3", to: "@document", order: 2"#]);
    let lines = merged(&base, &ours, &theirs);
    assert_eq!(
        lines[3..],
        [
            "r1 by s3-@document certainty=Low merge_conflict=[\"relation: by from s3 to s2\"]",
            "r2 by s3-s2 certainty=Low merge_conflict=[\"relation: by from s3 to @document\"]"
        ]
    );
}

#[test]
fn a_span_that_one_side_moved_to_where_the_other_added_one_is_that_one() {
    let base = spans(&[A]);
    let ours = spans(&[r#"id: "s1", tag: "ACTOR", start: 0, end: 9"#]);
    let theirs = sidecar(
        "in_progress",
        &[A, r#"id: "s2", tag: "ACTOR", start: 0, end: 9, note: "n""#],
        &[r#"id: "r1", type: "by", from: "s1", to: "s2""#],
    );
    assert_eq!(merged(&base, &ours, &theirs), ["s1 ACTOR 0..9 “n”", "r1 by s1-s1"]);
}

#[test]
fn of_several_spans_that_are_alike_the_same_one_is_told_of_a_conflict_from_both_sides() {
    let at = |id: &str, start: usize| format!(r#"id: "{id}", tag: "ACTOR", start: {start}, end: {}"#, start + 2);
    let base = spans(&[&at("s1", 20)]);
    let ours = spans(&[&at("s1", 11), &at("s2", 13), &at("s3", 13)]);
    let theirs = spans(&[&at("s1", 13), &at("s5", 13)]);
    assert_eq!(
        merged(&base, &ours, &theirs),
        ["s1 ACTOR 11..13 merge_conflict=span: 13..15", "s2 ACTOR 13..15 merge_conflict=span: 11..13", "s3 ACTOR 13..15"]
    );
}

#[test]
fn work_is_submitted_only_if_both_sides_say_so_and_nothing_is_undecided() {
    let with = |state: &str, note: &str| sidecar(state, &[&format!("{A}, note: \"{note}\"")], &[]);
    let base = with("in_progress", "");
    let state = |ours: (&str, &str), theirs: (&str, &str)| {
        let lines = merged(&base, &with(ours.0, ours.1), &with(theirs.0, theirs.1));
        lines.into_iter().nth(1).unwrap_or_else(|| "in_progress".to_owned())
    };
    assert_eq!(state(("submitted", ""), ("in_progress", "n")), "in_progress merge_conflict=state: submitted");
    assert_eq!(state(("submitted", ""), ("submitted", "n")), "submitted");
    assert_eq!(state(("submitted", "m"), ("submitted", "n")), "in_progress merge_conflict=state: submitted");
    assert_eq!(state(("submitted", ""), ("reviewed", "")), "in_progress merge_conflict=state: reviewed, state: submitted");
    assert_eq!(state(("returned", ""), ("in_progress", "n")), "returned");
    assert_eq!(state(("returned", ""), ("submitted", "n")), "returned merge_conflict=state: submitted");
    assert_eq!(state(("half_done", ""), ("in_progress", "n")), "in_progress merge_conflict=state: half_done");
}

#[test]
fn without_a_base_both_sides_are_additions() {
    let ours = sidecar("submitted", &[A, B], &[]);
    let theirs = sidecar(
        "in_progress",
        &[r#"id: "s1", tag: "ACTOR", start: 0, end: 4, note: "n""#, r#"id: "s2", tag: "ACTOR", start: 9, end: 12"#],
        &[],
    );
    let one = merge(None, &ours, &theirs).unwrap();
    assert_eq!(one, merge(None, &theirs, &ours).unwrap());
    assert_eq!(
        told(&one.stored),
        ["s1 ACTOR 0..4 “n”", "s2 ACTOR 9..12", "s3 LOCATION 10..14", "in_progress merge_conflict=state: submitted"]
    );
}

#[test]
fn facts_and_unknown_fields_merge_like_attributes() {
    let with = |facts: &str, more: &str| {
        parse(&format!("(hashiya: 1, source: (file: \"a\", sha256: \"AA\", mirror: {more}), annotator: \"x\", document: [{facts}], later: {more}, spans: [(id: \"s1\", tag: \"A\", start: 0, end: 1, from: {more})])")).unwrap()
    };
    let base = with(r#"("d", "1"), ("e", "2")"#, "[1]");
    let (ours, theirs) = (with(r#"("d", "1"), ("e", "3"), ("u", 1)"#, "[1]"), with(r#"("d", "9"), ("e", "4")"#, "[2]"));
    let one = merge(Some(&base), &ours, &theirs).unwrap();
    assert_eq!(one, merge(Some(&base), &theirs, &ours).unwrap());
    assert_eq!(told(&one.stored)[1], "new d=9 e=3 u=1 merge_conflict=e: “4”");
    assert_eq!((one.stored.extra[0].1.as_str(), one.stored.spans[0].from.to_ron().as_deref()), ("[2]", Some("[2]")));
    assert_eq!(one.stored.source.extra[0].1, "[2]");
    assert_eq!(one.conflicts, [Conflict { id: None, mark: "e: “4”".to_owned() }]);
    let third = with(r#"("d", "1"), ("e", "2"), ("v", 1)"#, "[3]");
    let marks = told(&merge(Some(&base), &theirs, &third).unwrap().stored);
    assert_eq!(marks[0], "s1 A 0..1 merge_conflict=from: [3]");
    assert_eq!(marks[1], "new d=9 e=4 v=1 merge_conflict=later: [3], mirror: [3]");
}

#[test]
fn a_mark_that_one_side_took_away_is_settled() {
    let with = |marks: &str, note: &str| {
        spans(&[&format!(r#"{A}, attributes: [("a", "x"), ("merge_conflict", [{marks}])], note: "{note}""#)])
    };
    let base = with(r#""a: “y”", "note: “z”""#, "");
    let ours = with(r#""note: “z”""#, "");
    let theirs = with(r#""a: “y”", "note: “z”", "b: 1""#, "n");
    assert_eq!(merged(&base, &ours, &theirs), ["s1 ACTOR 0..4 a=x merge_conflict=b: 1, note: “z” “n”"]);
}

/// What was proposed for the spans of a merge: id, subject, rule, value.
#[track_caller]
fn offers_merged(base: &Stored, ours: &Stored, theirs: &Stored) -> Vec<String> {
    merged(base, ours, theirs);
    let merged = merge(Some(base), ours, theirs).unwrap();
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    let all = merged.stored.spans.iter().flat_map(|span| {
        let known = [&span.offered, &span.offered_relations].into_iter().filter_map(|offered| offered.known()).flatten();
        known.map(|(name, offer)| format!("{} {name} {} {}", span.id, offer.rule, offer.value)).collect::<Vec<_>>()
    });
    all.collect()
}

#[test]
fn what_was_proposed_on_either_side_is_kept_and_of_two_for_one_subject_the_lesser() {
    let with = |offered: &str| spans(&[&format!("{C}, offered: [{offered}]")]);
    let (min, max, harm) = (r#"("min", ("number", 6))"#, r#"("max", ("number", 9))"#, r#"("harm", ("keyword", "killed"))"#);
    let other = r#"("harm", ("nearest", "injured"))"#;
    let base = with(min);
    assert_eq!(offers_merged(&base, &with(&format!("{min}, {harm}")), &with(max)), ["s3 harm keyword killed", "s3 max number 9"]);
    assert_eq!(
        offers_merged(&base, &with(&format!("{min}, {harm}")), &with(&format!("{min}, {other}"))),
        ["s3 harm keyword killed", "s3 min number 6"]
    );
}

#[test]
fn a_proposed_end_follows_the_span_that_gets_another_id() {
    let add = |start: usize| format!(r#"id: "s4", tag: "ACTOR", start: {start}, end: {}"#, start + 2);
    let offered = |rule: &str| format!(r#"{C}, offered_relations: [("{rule}", ("near", "s4"))]"#);
    let ours = spans(&[&offered("by"), &add(50)]);
    let theirs = spans(&[&offered("at"), &add(40)]);
    assert_eq!(offers_merged(&spans(&[C]), &ours, &theirs), ["s3 at near s4", "s3 by near s5"]);
}

#[test]
fn sidecars_of_different_texts_or_annotators_are_not_merged() {
    let with = |hash: &str, name: &str, bytes: usize| {
        parse(&format!("(hashiya: 1, source: (sha256: \"{hash}\", bytes: {bytes}), annotator: \"{name}\", spans: [({A})])"))
            .unwrap()
    };
    let base = spans(&[A]);
    let error = |ours: &Stored, theirs: &Stored| merge(Some(&base), ours, theirs).unwrap_err().to_string();
    assert!(error(&with("aa", "x", 3), &with("bb", "x", 4)).contains("different texts (SHA-256 aa… and bb…)"));
    assert!(error(&with("", "x", 3), &with("bb", "x", 4)).contains("different texts"));
    assert!(error(&with("aa", "x", 3), &with("aa", "y", 3)).contains("different annotators (x and y)"));
    assert!(merge(Some(&base), &with("aa", "x", 3), &with("AA", "x", 0)).is_ok());
}

/// A change to a sidecar as an annotator makes it, from three numbers.
fn change(stored: &mut Stored, [kind, a, b]: [usize; 3], side: &str) {
    let at = a % stored.spans.len().max(1);
    let fresh = |ids: Vec<&str>| ids.iter().filter_map(|id| id[1..].parse::<usize>().ok()).max().unwrap_or(0) + 1;
    let next = fresh(stored.spans.iter().map(|span| span.id.as_str()).collect());
    let some =
        |n: usize| stored.spans.get(n % stored.spans.len().max(1)).map_or("@document".to_owned(), |span| span.id.to_string());
    let (from, to) = (some(a), some(b));
    match kind % 11 {
        10 if !stored.spans.is_empty() => {
            let offer = Offer::new(["near", side][a % 2], if b % 3 == 0 { to.as_str() } else { side });
            let [attributes, relations] = [vec![("p".to_owned(), offer.clone())], vec![("by".to_owned(), offer)]];
            let span = &mut stored.spans[at];
            match b % 3 {
                0 => span.offered_relations = Held::Known(relations).into(),
                1 => span.offered = Held::Known(attributes).into(),
                _ => (span.offered, span.offered_relations) = <_>::default(),
            }
        }
        0..=2 => {
            let at = if a % 3 == 0 { String::new() } else { format!("2026-01-0{}T00:00:00Z", 1 + b % 9) };
            let line = format!(
                r#"(id: "s{next}", tag: "{}", start: {}, end: {}, at: "{at}")"#,
                ["A", "B"][b % 2],
                a % 20,
                a % 20 + 1 + b % 6
            );
            stored.spans.push(ron::from_str(&line).unwrap());
        }
        3 if !stored.spans.is_empty() => {
            let gone = stored.spans.remove(at).id;
            stored.relations.retain(|relation| relation.from != gone && relation.to != gone);
        }
        8 => {
            let next = fresh(stored.relations.iter().map(|relation| relation.id.as_str()).collect());
            let line = format!(r#"(id: "r{next}", type: "{}", from: "{from}", to: "{to}")"#, ["by", "at"][b % 2]);
            stored.relations.push(ron::from_str(&line).unwrap());
        }
        9 if !stored.relations.is_empty() => {
            let n = a % stored.relations.len();
            if b % 3 == 0 { drop(stored.relations.remove(n)) } else { stored.relations[n].order = i64::try_from(b % 3).ok() }
        }
        4..=7 if !stored.spans.is_empty() => {
            let span = &mut stored.spans[at];
            match kind % 11 {
                4 => (span.start, span.end) = (b % 20, b % 20 + 1 + a % 6),
                5 => span.tag = ["A", "B", "C"][b % 3].to_owned(),
                6 => span.note = format!("{side}{}", b % 2),
                _ => {
                    let name = ["p", "q"][a % 2].to_owned();
                    span.attributes.retain(|(known, _)| *known != name);
                    if b % 4 > 0 {
                        span.attributes.push((name, Value::from([side, "x", "y"][b % 3])));
                    }
                }
            }
        }
        _ => stored.state = ["in_progress", "submitted", "returned"][b % 3].to_owned(),
    }
}

fn changed(mut stored: Stored, changes: &[[usize; 3]], side: &str) -> Stored {
    for numbers in changes {
        change(&mut stored, *numbers, side);
    }
    // In the order of a file.
    parse(&write_stored(&stored)).unwrap()
}

fn changes(most: usize) -> impl Strategy<Value = Vec<[usize; 3]>> {
    proptest::collection::vec(proptest::array::uniform3(0_usize..60), 0..most)
}

/// Everything that a span says, in the words of the merge.
fn sayings(span: &StoredSpan) -> Vec<String> {
    let attributes = span.attributes.iter().map(|(name, value)| format!("{name}: {}", spell(value)));
    let note = (!span.note.is_empty()).then(|| format!("note: “{}”", span.note));
    attributes.chain(note).collect()
}

/// Whether what a span of one side newly says is somewhere in the merge, in a span of its place or tag, or in a mark.
fn is_kept(span: &StoredSpan, before: Option<&StoredSpan>, merged: &Stored) -> bool {
    let is_new = |saying: &String| !before.is_some_and(|before| sayings(before).contains(saying));
    let place = before.is_none_or(|before| (before.start, before.end) != (span.start, span.end));
    let tag = before.is_none_or(|before| before.tag != span.tag);
    merged.spans.iter().any(|found| {
        let marks: BTreeSet<String> = marks_of(&found.attributes).collect();
        let said: BTreeSet<String> = sayings(found).into_iter().chain(marks).collect();
        (!place || (found.start, found.end) == (span.start, span.end))
            && (!tag || found.tag == span.tag)
            && sayings(span).iter().filter(|saying| is_new(saying)).all(|saying| said.contains(saying))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_merge_is_the_same_from_both_sides_and_loses_no_span(
        begin in changes(14), mine in changes(9), yours in changes(9), has_base in any::<bool>(),
    ) {
        let base = changed(sidecar("in_progress", &[], &[]), &begin, "b");
        let (ours, theirs) = (changed(base.clone(), &mine, "o"), changed(base.clone(), &yours, "t"));
        let known = has_base.then_some(&base);
        let one = merge(known, &ours, &theirs).unwrap();
        prop_assert_eq!(&one, &merge(known, &theirs, &ours).unwrap());
        let stored = &one.stored;
        prop_assert_eq!(&merge(known, stored, stored).unwrap().stored, stored);
        prop_assert_eq!(&merge(Some(&ours), stored, &ours).unwrap().stored, stored);
        prop_assert_eq!(&parse(&write_stored(stored)).unwrap(), stored);
        let ids: BTreeSet<&str> = stored.spans.iter().map(|span| span.id.as_str()).collect();
        prop_assert_eq!(ids.len(), stored.spans.len(), "every span has an id of its own");
        for relation in &stored.relations {
            let is_there = |end: &str| end.starts_with('@') || ids.contains(end);
            prop_assert!(is_there(&relation.from) && is_there(&relation.to), "{:?}", relation);
        }
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for span in &side.spans {
                let before = known.and_then(|base| base.spans.iter().find(|before| before.id == span.id));
                let before = before.filter(|before| super::trios::Entry::continues(span, *before));
                let removed = before == Some(span) && !other.spans.iter().any(|there| there.id == span.id);
                prop_assert!(removed || is_kept(span, before, stored), "{:?} is lost of\n{:#?}\nand\n{:#?}\nin {:#?}", span, told(&ours), told(&theirs), told(stored));
            }
        }
    }
}
