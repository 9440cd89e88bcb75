//! Tests say what each annotator marks, what is decided, and what the gold standard then holds.

use std::collections::HashSet;

use proptest::prelude::*;

use super::record::stored_decisions;
use super::*;
use crate::annotation::{AnnotationSet, Annotator, DocumentState, Edit, Held, Relation, Value};
use crate::review::compare::Target;
use crate::review::notation::{compared, marked, names};
use crate::text::Document;

/// A text with what its annotators say, being adjudicated.
struct Case {
    document: Document,
    sets: Vec<AnnotationSet>,
    adjudication: Adjudication,
    gold: Option<AnnotationSet>,
}

impl Case {
    fn of(sets: (Vec<String>, Vec<AnnotationSet>)) -> Self {
        let (texts, sets) = sets;
        let document = Document::from(texts[0].as_str());
        let adjudication = Adjudication::new(compared(&texts[0], &sets), Vec::new());
        Self { document, sets, adjudication, gold: None }
    }

    fn new<const N: usize>(annotators: [&str; N]) -> Self {
        Self::of(annotators.into_iter().map(marked).unzip())
    }

    fn decide(&mut self, unit: usize, choice: Choice) -> &mut Self {
        let draft = self.adjudication.draft(self.document.text(), unit, choice).unwrap();
        self.adjudication.decide(unit, Some(Decision { by: "huda".into(), at: "2031-01-01T00:00:00Z".into(), ..draft }));
        self
    }

    /// Makes the gold standard and keeps it as the one to go on from.
    fn gold(&mut self) -> AnnotationSet {
        let previous = self.gold.as_ref();
        let gold = Gold { document: &self.document, previous, by: "huda", at: &"2031-02-02T00:00:00Z".into() };
        let made = self.adjudication.gold(gold);
        self.gold = Some(made.clone());
        made
    }

    /// As after the program was left and opened again, the annotators' files being what they are now.
    fn reopen(&mut self) -> &mut Self {
        let gold = self.gold();
        let decisions = read_decisions(&gold, &self.document).unwrap().unwrap();
        self.adjudication = Adjudication::new(compared(self.document.text(), &self.sets), decisions);
        self
    }

    fn told(&mut self) -> Vec<String> {
        let gold = self.gold();
        let raw = |span: &crate::annotation::Annotation, field: &str| {
            span.provenance.fields().into_iter().find(|(n, _)| n == field).unwrap().1
        };
        let line = |span| {
            format!("{} {} {} {}", span_told(&self.document, span), raw(span, "decision"), raw(span, "from"), raw(span, "by"))
        };
        gold.iter().map(line).collect()
    }

    fn rejected(&mut self) -> Vec<String> {
        let gold = self.gold();
        let raw = gold.lists().rejections.to_ron().unwrap();
        raw.lines().map(str::trim).filter(|line| line.starts_with('(')).map(str::to_owned).collect()
    }

    fn statuses(&self) -> Vec<Status> {
        (0..self.adjudication.units().len()).map(|n| self.adjudication.status(n)).collect()
    }
}

fn span_told(document: &Document, span: &crate::annotation::Annotation) -> String {
    format!("{} {}", span.tag, document.slice(span.span.range()))
}

fn take(n: usize) -> Choice {
    Choice::Take(names(n + 1).remove(n))
}

#[test]
fn what_all_agree_on_is_gold_and_what_is_open_is_not() {
    let mut case = Case::new(["[A x] [B y] z", "[A x] y [B z]"]);
    assert_eq!(case.told(), [r#"A x "unanimous" ["ann00", "ann01"] "huda""#]);
    assert_eq!(case.statuses(), [Status::Agreed, Status::Open, Status::Open]);
    assert_eq!(*case.gold().state(), DocumentState::InProgress);
}

#[test]
fn each_choice_gives_its_spans_and_rejects_the_rest() {
    let readings = ["[A x y] z", "[A x] y z"];
    let told = |choice| (Case::new(readings).decide(0, choice).told(), Case::new(readings).decide(0, take(1)).rejected().len());
    assert_eq!(told(take(1)), (vec![r#"A x "adjudicated" ["ann01"] "huda""#.into()], 1));
    assert_eq!(told(Choice::Nothing).0, [] as [String; 0]);
    assert_eq!(told(Choice::Deferred).0, [] as [String; 0]);
    let both = Choice::Several(names(2));
    assert_eq!(told(both).0, [r#"A x y "adjudicated" ["ann00"] "huda""#, r#"A x "adjudicated" ["ann01"] "huda""#]);
    let mut case = Case::new(readings);
    let mut span = case.adjudication.units()[0].readings[0].spans[0].clone();
    span.span = case.document.span(2..5).unwrap();
    assert_eq!(case.decide(0, Choice::Edited(None, vec![span])).told(), [r#"A y z "edited" ["ann00", "ann01"] "huda""#]);
    assert_eq!(
        case.rejected(),
        [
            r#"(tag: "A", start: 0, end: 3, text: "x y", from: ["ann00"], reason: "boundary", by: "huda"),"#,
            r#"(tag: "A", start: 0, end: 1, text: "x", from: ["ann01"], reason: "boundary", by: "huda"),"#,
        ]
    );
    assert_eq!(*case.gold().state(), DocumentState::Reviewed);
}

#[test]
fn nothing_is_a_decision_that_is_recorded_and_ends_the_question() {
    let mut case = Case::new(["[A x] y", "x y"]);
    case.decide(0, Choice::Nothing).reopen();
    assert_eq!(case.statuses(), [Status::Decided]);
    assert_eq!((case.told().len(), case.rejected().len()), (0, 1));
}

#[test]
fn the_majority_is_more_than_half_of_all_who_read_the_text() {
    let majority = |sets: [&str; 3]| {
        let mut case = Case::new(sets);
        let has = case.adjudication.has_majority(0);
        (has, if has { case.decide(0, Choice::Majority).told().len() } else { 0 })
    };
    assert_eq!(majority(["[A x] y", "[A x y]", "[A x] y"]), (true, 1));
    assert_eq!(majority(["[A x] y", "x y", "x y"]), (true, 0));
    assert_eq!(majority(["[A x] y", "[A x y]", "x y"]), (false, 0));
    assert!(!Case::new(["[A x] y", "x y"]).adjudication.has_majority(0));
    let mut case = Case::new(["[A x] [A y]", "[A x] [B y]", "x [A y]"]);
    assert_eq!(case.adjudication.decide_by_majority(case.document.text(), "huda", &"".into()), 2);
    assert_eq!(case.told(), [r#"A x "majority" ["ann00", "ann01"] "huda""#, r#"A y "majority" ["ann00", "ann02"] "huda""#]);
}

#[test]
fn a_decision_survives_whatever_else_changes_and_turns_stale_when_its_reading_does() {
    let mut case = Case::new(["[A x] [B y] z w", "x [B y z] w"]);
    case.decide(0, take(0)).decide(1, take(1)).reopen();
    assert_eq!(case.statuses(), [Status::Decided, Status::Decided]);
    let (_, other) = marked("x [B y z w]");
    case.sets[1] = other;
    case.reopen();
    assert_eq!(case.statuses(), [Status::Decided, Status::Stale]);
    assert_eq!(case.adjudication.changed_since(1), ["ann01"]);
    assert_eq!(case.told(), [r#"A x "adjudicated" ["ann00"] "huda""#]);
    case.reopen().decide(1, take(1));
    assert_eq!(case.statuses(), [Status::Decided, Status::Decided]);
}

#[test]
fn notes_and_ids_make_no_decision_stale_and_attributes_do() {
    let mut case = Case::new(["[A x] y", "x y"]);
    case.decide(0, take(0));
    case.sets[0].apply(Edit::Note { id: "s1".into(), note: "unsure".into() }).unwrap();
    assert_eq!(case.reopen().statuses(), [Status::Decided]);
    case.sets[0].apply(Edit::Attribute { id: "s1".into(), name: "x".into(), value: Some("1".into()) }).unwrap();
    assert_eq!(case.reopen().statuses(), [Status::Stale]);
    case.sets[0].apply(Edit::Attribute { id: "s1".into(), name: "x".into(), value: None }).unwrap();
    assert_eq!(case.reopen().statuses(), [Status::Decided], "what it rested on is back");
}

#[test]
fn a_decision_on_words_that_nobody_reads_any_more_is_kept_aside() {
    let mut case = Case::new(["[A x] y", "x y"]);
    case.decide(0, take(0));
    let before = std::mem::replace(&mut case.sets[0], marked("x [A y]").1);
    case.reopen();
    assert_eq!((case.statuses(), case.adjudication.orphans().len()), (vec![Status::Open], 1));
    case.sets[0] = before;
    assert_eq!(case.reopen().statuses(), [Status::Decided]);
}

#[test]
fn an_annotator_who_comes_or_goes_turns_only_those_decisions_stale_that_are_about_what_they_say() {
    let mut case = Case::new(["[A x] [B y] z", "x y z"]);
    case.decide(0, take(0)).decide(1, Choice::Nothing).reopen();
    case.sets.push(marked("[A x] [C y] z").1);
    assert_eq!(case.reopen().statuses(), [Status::Decided, Status::Stale], "of y they say what nobody had said");
    case.sets[2] = marked("x y z").1;
    assert_eq!(case.reopen().statuses(), [Status::Decided, Status::Decided], "nothing is what one had said");
    let mut case = Case::new(["[A x] [B y] z", "x y z", "x y z"]);
    case.decide(0, take(0)).decide(1, take(1)).reopen();
    case.sets.pop();
    assert_eq!(case.reopen().statuses(), [Status::Decided, Status::Decided], "who goes was not whose reading was taken");
    let mut case = Case::new(["x y z", "x y z", "[A x] [B y] z"]);
    case.decide(0, take(2)).decide(1, Choice::Nothing).reopen();
    case.sets.pop();
    assert_eq!((case.reopen().statuses(), case.adjudication.orphans().len()), (vec![], 2), "who goes takes the question along");
    let mut case = Case::new(["[A x] y", "x y", "[B x] y"]);
    case.decide(0, take(2)).reopen();
    case.sets.pop();
    assert_eq!(case.reopen().statuses(), [Status::Stale], "what was taken is gone");
}

#[test]
fn what_a_majority_decided_is_another_question_with_another_annotator_and_is_asked_again() {
    let mut case = Case::new(["[A x] y", "[A x] y", "x y"]);
    case.adjudication.decide_by_majority(case.document.text(), "huda", &"".into());
    case.reopen();
    case.sets.push(marked("x y").1);
    assert_eq!(case.reopen().statuses(), [Status::Stale]);
    case.sets.push(marked("x y").1);
    case.reopen();
    assert_eq!(case.adjudication.decide_by_majority(case.document.text(), "sami", &"".into()), 1);
    assert_eq!((case.statuses(), case.told().len()), (vec![Status::Decided], 0));
}

#[test]
fn deciding_gives_what_undoes_it() {
    let mut case = Case::new(["[A x] y", "x y"]);
    let first = case.adjudication.draft("x y", 0, take(0));
    assert_eq!(case.adjudication.decide(0, first.clone()), None);
    let second = case.adjudication.draft("x y", 0, Choice::Nothing);
    assert_eq!(case.adjudication.decide(0, second), first);
    case.adjudication.decide(0, first.clone());
    assert_eq!(case.adjudication.decision(0), first.as_ref());
}

#[test]
fn decisions_are_read_as_they_were_written_with_what_is_not_known_here() {
    let mut case = Case::new(["قال [A=1 الجاحظ] في [B y]", "[A قال الجاحظ] في [C y]"]);
    let edited = case.adjudication.units()[0].readings[0].spans.clone();
    case.decide(0, Choice::Edited(Some(names(1).remove(0)), edited)).decide(1, Choice::Several(names(2)));
    let mut decision = case.adjudication.decision(0).cloned().unwrap();
    (decision.comment, decision.reason, decision.guideline) = ("قُلْ \"لا\"".into(), "tag".into(), true);
    decision.extra.push(("mood".into(), "[1, Some(2)]".into()));
    case.adjudication.decide(0, Some(decision));
    let before: Vec<Decision> = case.adjudication.decisions().cloned().collect();
    case.reopen();
    assert_eq!(case.adjudication.decisions().cloned().collect::<Vec<_>>(), before);
    assert_eq!(case.statuses(), [Status::Decided, Status::Decided]);
}

fn related(mut set: AnnotationSet, from: &str, kind: &str, to: &str) -> AnnotationSet {
    let id = set.fresh_relation_id();
    set.apply(Edit::AddRelation(Relation::new(id, kind, from, to))).unwrap();
    set
}

#[test]
fn a_relation_is_gold_where_both_its_ends_are() {
    let text = "[CLAIM a] [ACTOR b] c";
    let mut case = Case::new([text, "[CLAIM a] b c"]);
    case.sets[0] = related(related(case.sets[0].clone(), "s1", "by", "s2"), "s1", "claimed_by", "@document");
    case.sets[1] = related(case.sets[1].clone(), "s1", "claimed_by", "@document");
    let relations =
        |case: &mut Case| case.gold().relations().iter().map(|r| format!("{} {} {}", r.kind, r.from, r.to)).collect::<Vec<_>>();
    assert_eq!(relations(case.reopen()), ["claimed_by s1 @document"]);
    case.decide(1, take(0));
    assert_eq!(relations(&mut case), ["by s1 s2", "claimed_by s1 @document"]);
    case.decide(1, Choice::Nothing);
    assert_eq!(relations(&mut case), ["claimed_by s1 @document"]);
}

#[test]
fn a_decision_on_one_unit_answers_all_that_are_alike() {
    let mut case = Case::new(["[A x] y, [A x y], [A x] y", "[A x y], [A x] y, [A x] z".replace('z', "y").as_str()]);
    let likeness =
        |case: &Case, n: usize| Likeness::of(&case.document, case.adjudication.comparison(), &case.adjudication.units()[n]);
    assert!(likeness(&case, 0) == likeness(&case, 1) && likeness(&case, 1) != likeness(&case, 2));
    case.decide(0, take(0));
    let at = |n| (&case.document, case.adjudication.comparison(), n);
    let decision = case.adjudication.decision(0).unwrap();
    assert_eq!(transferred(at(0), decision, at(1)), Some(take(1)), "the same reading, though the other annotator's");
    let mut spans = case.adjudication.units()[0].readings[1].spans.clone();
    spans[0].span = case.document.span(2..3).unwrap();
    let edited = Decision { choice: Choice::Edited(None, spans), ..decision.clone() };
    let Some(Choice::Edited(None, spans)) = transferred(at(0), &edited, at(1)) else { panic!() };
    assert_eq!(spans[0].span.range(), 7..8);
}

#[test]
fn a_gold_standard_without_decisions_is_read_as_decisions() {
    let mut case = Case::new(["[A x] [B y z] [C w] [D v]", "[A x y] [B z] w [D v]"]);
    let (_, gold) = marked("[A x] y [B z] w [D v]");
    assert_eq!(adopt(&mut case.adjudication, &gold, &case.document, true), 3);
    let choices: Vec<_> = case.adjudication.decisions().map(|d| d.choice.clone()).collect();
    assert_eq!(choices, [take(0), take(1), Choice::Nothing]);
    let mut case = Case::new(["[A x] y", "x y"]);
    assert_eq!(adopt(&mut case.adjudication, &marked("x y").1, &case.document, false), 0);
}

#[test]
fn a_span_of_the_gold_standard_that_no_annotator_had_stays() {
    let mut case = Case::new(["[A x] y", "[A x] y"]);
    case.gold = Some(marked("x [B y]").1);
    let gold = case.gold();
    assert_eq!(gold.iter().map(|span| span_told(&case.document, span)).collect::<Vec<_>>(), ["A x", "B y"]);
    assert_eq!(gold.iter().map(|span| span.id.as_str()).collect::<Vec<_>>(), ["s2", "s1"]);
}

/// Random work on a text of ten words.
fn work() -> impl Strategy<Value = (String, AnnotationSet)> {
    prop::collection::vec((0_usize..10, 1_usize..4, 0_usize..2), 0..8).prop_map(|spans| {
        let mut set = AnnotationSet::new();
        let document = Document::from("a b c d e f g h i j");
        for (start, length, tag) in spans {
            let span = document.span(start * 2..(start + length) * 2 - 1).unwrap();
            let id = set.fresh_id();
            let _twice = set.apply(Edit::Add(crate::annotation::Annotation::new(id, ["A", "B"][tag], span)));
        }
        (document.text().to_owned(), set)
    })
}

/// What can be stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Stated {
    Span,
    Attribute,
    Relation,
}

fn place_of(span: &crate::annotation::Annotation) -> String {
    format!("{}@{}..{}", span.tag, span.span.start(), span.span.end())
}

/// All that a set states, each as a line.
fn stated(set: &AnnotationSet) -> HashSet<(Stated, String)> {
    let mut all = HashSet::new();
    for span in set.iter() {
        all.insert((Stated::Span, place_of(span)));
        all.extend(span.attributes.iter().map(|(name, value)| (Stated::Attribute, format!("{} {name}={value}", place_of(span)))));
    }
    for relation in set.relations() {
        let from = set.get(relation.from.as_str()).map(place_of).unwrap_or_default();
        let to = set.get(relation.to.as_str()).map_or_else(|| relation.to.to_string(), place_of);
        all.insert((Stated::Relation, format!("{from} {} {to}", relation.kind)));
    }
    all
}

/// Random work with attributes and relations.
fn full_work() -> impl Strategy<Value = (String, AnnotationSet)> {
    let relations = prop::collection::vec((0_usize..8, 0_usize..9, 0_usize..2), 0..6);
    let attributes = prop::collection::vec((0_usize..8, 0_usize..2, 0_usize..2), 0..8);
    (work(), attributes, relations).prop_map(|((text, mut set), attributes, relations)| {
        let ids: Vec<_> = set.iter().map(|span| span.id.clone()).collect();
        for (n, name, value) in attributes {
            let Some(id) = ids.get(n) else { continue };
            let value = Some(Value::from(["one", "two"][value]));
            set.apply(Edit::Attribute { id: id.clone(), name: ["x", "y"][name].into(), value }).unwrap();
        }
        for (from, to, kind) in relations {
            let Some(from) = ids.get(from) else { continue };
            let to = ids.get(to).map_or("@document", |id| id.as_str()).to_owned();
            let twice = set.relations().iter().any(|known| known.from == *from && known.to.as_str() == to);
            if from.as_str() != to && !twice {
                set = related(set, from.as_str(), ["by", "at"][kind], &to);
            }
        }
        (text, set)
    })
}

impl Case {
    /// Whether an attribute was chosen apart from the rest, from somebody who states it of a span of the same unit.
    fn is_of_chosen_field(&self, fact: &str) -> bool {
        let (place, said) = fact.split_once(' ').unwrap();
        let mut units = (0..self.adjudication.units().len()).filter(|unit| {
            matches!(self.adjudication.decision(*unit).map(|decision| &decision.choice), Some(Choice::Fields(..)))
        });
        units.any(|unit| {
            let spans = || self.adjudication.units()[unit].spans();
            let states = |span: &crate::annotation::Annotation| {
                span.attributes.iter().any(|(name, value)| format!("{name}={value}") == said)
            };
            spans().any(|span| place_of(span) == place) && spans().any(states)
        })
    }

    /// Whether somebody states a relation of that type from one of the units of its ends to the other.
    fn is_between_stated_units(&self, fact: &str) -> bool {
        let [from, kind, to] = fact.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let unit_of = |place: &str| {
            let has = |unit: &Unit| unit.spans().any(|span| place_of(span) == place);
            self.adjudication.units().iter().position(has)
        };
        let target = unit_of(to).map_or_else(|| Target::Other(to.into()), Target::Unit);
        let Some(from) = unit_of(from) else { return false };
        let mut links = self.adjudication.units()[from].readings.iter().flat_map(|reading| &reading.links);
        links.any(|link| link.kind == kind && link.target == target)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_was_decided_is_the_same_after_any_number_of_openings(
        works in prop::collection::vec(work(), 2..4),
        choices in prop::collection::vec(0_usize..6, 40),
    ) {
        let mut case = Case::of(works.into_iter().unzip());
        let n = case.sets.len();
        for unit in 0..case.adjudication.units().len() {
            let first = case.adjudication.units()[unit].readings[0].spans.clone();
            match choices[unit % 40] {
                0 => { case.decide(unit, take(unit % n)); }
                1 => { case.decide(unit, Choice::Nothing); }
                2 => { case.decide(unit, Choice::Several(names(n))); }
                3 => { case.decide(unit, Choice::Deferred); }
                4 => { case.decide(unit, Choice::Edited(Some(names(1).remove(0)), first)); }
                _ => {}
            }
        }
        let (statuses, gold) = (case.statuses(), case.gold());
        case.reopen();
        prop_assert_eq!(case.statuses(), statuses);
        prop_assert_eq!(case.gold(), gold.clone());
        // Every span of every annotator in a decided unit is in the gold standard or rejected.
        let rejected = case.rejected();
        for (n, unit) in case.adjudication.units().iter().enumerate() {
            for span in unit.spans().filter(|_| matches!(case.adjudication.status(n), Status::Agreed | Status::Decided)) {
                let there = gold.same(span.span, &span.tag).is_some();
                let (start, end) = (span.span.start(), span.span.end());
                let line = format!("(tag: \"{}\", start: {start}, end: {end}, ", span.tag);
                prop_assert!(there || rejected.iter().any(|rejection| rejection.starts_with(&line)), "{span:?}");
            }
        }
    }

    #[test]
    fn all_of_gold_was_stated_and_all_that_everybody_states_is_in_it(
        works in prop::collection::vec(full_work(), 2..5),
        choices in prop::collection::vec(0_usize..8, 40),
        is_majority in any::<bool>(),
    ) {
        let mut case = Case::of(works.into_iter().unzip());
        let n = case.sets.len();
        for unit in 0..case.adjudication.units().len() {
            let reading = |who: usize| names(n).remove(who);
            let field = |name: &str| Aspect::Attribute(name.into());
            match choices[unit % 40] {
                0 => { case.decide(unit, take(unit % n)); }
                1 => { case.decide(unit, Choice::Nothing); }
                2 => { case.decide(unit, Choice::Several(names(n))); }
                3 => { case.decide(unit, Choice::Deferred); }
                4 => {
                    let fields = vec![(field("x"), Said::By(reading((unit + 1) % n))), (Aspect::Relation("by".into()), Said::By(reading((unit + 1) % n)))];
                    case.decide(unit, Choice::Fields(reading(unit % n), fields));
                }
                _ => {}
            }
        }
        if is_majority {
            case.by_majority();
        }
        let gold = case.gold();
        let all = case.sets.iter().map(stated).collect::<Vec<_>>();
        for (kind, fact) in stated(&gold) {
            // A relation may lead to another annotator's span of the same question; a field may be another's, too.
            let is_stated = all.iter().any(|stated| stated.contains(&(kind, fact.clone())));
            let is_made = match kind {
                Stated::Span => false,
                Stated::Attribute => case.is_of_chosen_field(&fact),
                Stated::Relation => case.is_between_stated_units(&fact),
            };
            prop_assert!(is_stated || is_made, "{kind:?} {fact}");
        }
        let of_gold = stated(&gold);
        for (kind, fact) in all[0].iter().filter(|fact| all.iter().all(|stated| stated.contains(fact))) {
            let place = fact.split(' ').next().unwrap();
            let is_decided = |unit: usize| matches!(case.adjudication.decision(unit).map(|d| &d.choice), Some(Choice::Take(_) | Choice::Nothing | Choice::Several(_) | Choice::Fields(..)));
            let touches = |unit: usize| case.adjudication.units()[unit].spans().any(|span| fact.contains(&place_of(span)));
            let by_hand = (0..case.adjudication.units().len()).any(|unit| is_decided(unit) && touches(unit));
            prop_assert!(by_hand || of_gold.contains(&(*kind, fact.clone())), "{kind:?} {fact} at {place}");
        }
    }

    #[test]
    fn without_decisions_unanimous_gold_is_what_every_annotator_has(works in prop::collection::vec(work(), 2..4)) {
        let mut case = Case::of(works.into_iter().unzip());
        let gold = case.gold();
        for span in gold.iter() {
            prop_assert!(case.sets.iter().all(|set| set.same(span.span, &span.tag).is_some()));
        }
        let common = case.sets[0].iter().filter(|span| case.sets.iter().all(|set| set.same(span.span, &span.tag).is_some())).count();
        prop_assert_eq!(gold.len(), common);
    }
}

#[test]
fn an_annotator_name_in_a_decision_that_cannot_be_leaves_it_stale() {
    assert!(Annotator::parse("A B").is_err());
    let mut case = Case::new(["[A x] y", "x y"]);
    case.decide(0, take(0));
    let gold = case.gold();
    let mut lists = gold.lists().clone();
    let raw = lists.decisions.to_ron().unwrap().replace("of: [\"ann00\"]", "of: [\"A B\"]");
    lists.decisions = Held::from_ron(&raw);
    let parts = crate::annotation::Parts { lists, ..Default::default() };
    let broken = AnnotationSet::from_parts(parts).0;
    let decisions = read_decisions(&broken, &case.document).unwrap().unwrap();
    assert_eq!(Adjudication::new(case.adjudication.comparison().clone(), decisions).status(0), Status::Stale);
}

#[test]
fn one_annotator_may_be_right_about_the_tag_and_the_other_about_the_figure() {
    let mut case = Case::new(["[A x y] z [C c]", "[B x y] z [C c]"]);
    for (set, min) in case.sets.iter_mut().zip([Value::Integer(25), Value::Integer(52)]) {
        let id = set.iter().next().unwrap().id.clone();
        let edits = [
            Edit::Attribute { id: id.clone(), name: "min".into(), value: Some(min) },
            Edit::Attribute { id: id.clone(), name: "odd".into(), value: Some(Value::Boolean(true)) },
            Edit::Note { id, note: "seen twice".into() },
        ];
        set.apply(Edit::Batch(edits.to_vec())).unwrap();
    }
    case.sets[1] = related(case.sets[1].clone(), "s1", "by", "s2");
    let mut case = Case { adjudication: Adjudication::new(compared(case.document.text(), &case.sets), Vec::new()), ..case };
    let [a, b]: [Annotator; 2] = names(2).try_into().unwrap();
    let fields = vec![
        (Aspect::Tag, Said::By(b.clone())),
        (Aspect::Extent, Said::Place(case.document.span(0..1).unwrap())),
        (Aspect::Attribute("min".into()), Said::By(b.clone())),
        (Aspect::Attribute("odd".into()), Said::Nothing),
        (Aspect::Attribute("max".into()), Said::Value(Value::Integer(60))),
        (Aspect::Relation("by".into()), Said::By(b)),
        (Aspect::Note, Said::By(a.clone())),
    ];
    case.decide(0, Choice::Fields(a.clone(), fields.clone())).reopen();
    assert_eq!(case.adjudication.decision(0).unwrap().choice, Choice::Fields(a, fields), "it is kept");
    assert_eq!(case.told()[0], r#"B x "adjudicated" ["ann00", "ann01"] "huda""#);
    let gold = case.gold();
    let span = gold.iter().next().unwrap();
    assert_eq!(span.attributes, [("min".to_owned(), Value::Integer(52)), ("max".to_owned(), Value::Integer(60))]);
    assert_eq!((span.note.as_str(), gold.relations().len()), ("seen twice", 1));
    assert_eq!(case.rejected().len(), 2);
}

#[test]
fn a_decision_that_does_not_fit_the_text_is_kept_as_it_is() {
    let mut case = Case::new(["[A x] y", "x y"]);
    case.decide(0, take(0));
    let gold = case.gold();
    let mut lists = gold.lists().clone();
    let raw = lists.decisions.to_ron().unwrap().replace("choice: \"take\"", "choice: \"drawn\"");
    lists.decisions = Held::from_ron(&raw);
    let parts = crate::annotation::Parts { lists, ..Default::default() };
    let decisions = read_decisions(&AnnotationSet::from_parts(parts).0, &case.document).unwrap().unwrap();
    assert_eq!(Held::Known(stored_decisions(decisions.iter(), &case.document)).to_ron(), Some(raw));
}

impl Case {
    /// As after opening it with what the annotators say now.
    fn compared(mut self) -> Self {
        self.adjudication = Adjudication::new(compared(self.document.text(), &self.sets), Vec::new());
        self
    }

    /// An annotator's relation from one span to another.
    fn relate(mut self, annotator: usize, from: &str, kind: &str, to: &str) -> Self {
        self.sets[annotator] = related(self.sets[annotator].clone(), from, kind, to);
        self
    }

    /// An annotator's attribute of a span.
    fn set(mut self, annotator: usize, id: &str, name: &str, value: &str) -> Self {
        let edit = Edit::Attribute { id: id.into(), name: name.into(), value: Some(value.into()) };
        self.sets[annotator].apply(edit).unwrap();
        self
    }

    /// A fact of the document as an annotator states it.
    fn state(mut self, annotator: usize, fact: &str, value: &str) -> Self {
        let edit = Edit::Metadata { name: fact.into(), value: Some(value.into()) };
        self.sets[annotator].apply(edit).unwrap();
        self
    }

    fn by_majority(&mut self) -> &mut Self {
        self.adjudication.decide_by_majority(self.document.text(), "huda", &"2031-01-01T00:00:00Z".into());
        self
    }

    /// The spans of the gold standard with their attributes.
    fn spans(&mut self) -> Vec<String> {
        let gold = self.gold();
        let attributes = |span: &crate::annotation::Annotation| {
            span.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect::<Vec<_>>().concat()
        };
        gold.iter().map(|span| format!("{}{}", span_told(&self.document, span), attributes(span))).collect()
    }

    /// The relations of the gold standard by the words of their ends.
    fn relations(&mut self) -> Vec<String> {
        let gold = self.gold();
        let words =
            |id: &str| gold.get(id).map_or_else(|| id.to_owned(), |span| self.document.slice(span.span.range()).to_owned());
        let sure = |relation: &Relation| relation.certainty.as_ref().map_or_else(String::new, |value| format!(" {value}"));
        let told = |relation: &Relation| {
            format!("{} {} {}{}", words(relation.from.as_str()), relation.kind, words(relation.to.as_str()), sure(relation))
        };
        gold.relations().iter().map(told).collect()
    }
}

#[test]
fn two_spans_with_one_place_and_tag_stay_two_where_they_say_different_things() {
    let both = "[A=one [A=two x]] y";
    let mut case = Case::new([both, both]);
    assert_eq!(case.statuses(), [Status::Agreed, Status::Agreed]);
    assert_eq!(case.spans(), ["A x x=one", "A x x=two"]);
    let gold = case.gold();
    assert_eq!(case.gold(), gold, "made again it is the same");
    let mut case = Case::new([both, "[A=two x] y"]);
    assert_eq!(case.statuses(), [Status::Open, Status::Agreed], "the one of them is missing from the other annotator");
    assert_eq!(case.spans(), ["A x x=two"]);
    case.decide(0, Choice::Nothing);
    assert_eq!((case.spans().len(), case.rejected().len()), (1, 1), "the one that is not gold is recorded");
    case.decide(0, take(0)).reopen();
    assert_eq!(case.spans(), ["A x x=one", "A x x=two"]);
    let mut case = Case::new([both, "[A=two [A=three x]] y"]);
    assert_eq!(case.statuses(), [Status::Open, Status::Agreed]);
    assert_eq!(case.decide(0, take(1)).spans(), ["A x x=three", "A x x=two"]);
}

#[test]
fn a_majority_is_counted_field_by_field() {
    let case = Case::new(["[A x] y", "[A x] y", "[A x] y"]);
    let mut case = case.set(0, "s1", "min", "1").set(1, "s1", "min", "1").set(2, "s1", "min", "2");
    for (annotator, [class, voice]) in [["army", "own"], ["police", "none"], ["police", "own"]].into_iter().enumerate() {
        case = case.set(annotator, "s1", "class", class).set(annotator, "s1", "voice", voice);
    }
    let mut case = case.compared();
    assert_eq!(
        case.by_majority().spans(),
        ["A x min=1 class=police voice=own"],
        "nobody has just that, and more than half have each"
    );
    assert_eq!(case.statuses(), [Status::Decided]);
    assert!(case.told()[0].contains(r#""majority" ["ann00", "ann01", "ann02"]"#), "{:?}", case.told());
    // Two of three have the span, and each says something else of it: that much is open.
    let mut case = Case::new(["[A x] y", "[A x] y", "x y"]).set(0, "s1", "min", "1").set(1, "s1", "min", "2").compared();
    assert_eq!(case.by_majority().spans(), ["A x"]);
    assert_eq!((case.statuses(), case.gold().state().clone()), (vec![Status::Open], DocumentState::InProgress));
    assert_eq!(case.by_majority().reopen().statuses(), [Status::Open]);
    assert_eq!(case.decide(0, take(1)).spans(), ["A x min=2"]);
}

#[test]
fn a_relation_is_gold_if_more_than_half_of_those_who_have_the_span_state_it() {
    let text = "[CLAIM a] [ACTOR b] [ACTOR c]";
    let case = Case::new([text, text, text]);
    let mut case = case.relate(0, "s1", "by", "s2").relate(1, "s1", "by", "s2").relate(2, "s1", "by", "s3").compared();
    assert_eq!(case.statuses(), [Status::Open, Status::Agreed, Status::Agreed]);
    assert_eq!(case.by_majority().relations(), ["a by b"]);
    assert_eq!(case.statuses()[0], Status::Decided);
    let mut case = Case::new([text, text, "a b c"]).relate(0, "s1", "by", "s2").compared();
    assert_eq!(case.by_majority().relations(), [""; 0], "one of the two who have the claim is no majority");
    assert_eq!(case.statuses()[0], Status::Open);
    let [short, long] = ["[CLAIM a] [ACTOR b] c d", "[CLAIM a] [ACTOR b c] d"];
    let mut case = Case::new([short, short, short, long, long]);
    (case.sets[1], case.sets[2]) = (marked("a [ACTOR b] c d").1, marked("a [ACTOR b] c d").1);
    for annotator in [0, 3, 4] {
        case = case.relate(annotator, "s1", "by", "s2");
    }
    assert_eq!(case.compared().by_majority().relations(), [""; 0], "two of three lead to words that are not gold");
    let certain = |mut case: Case, annotator: usize, value: &str| {
        let relation = case.sets[annotator].relations()[0].clone();
        let edits = [
            Edit::RemoveRelation(relation.id.clone()),
            Edit::AddRelation(Relation { certainty: Some(value.into()), ..relation }),
        ];
        case.sets[annotator].apply(Edit::Batch(edits.to_vec())).unwrap();
        case
    };
    let mut case = Case::new([text, text, text]);
    for (annotator, value) in ["probable", "certain", "probable"].into_iter().enumerate() {
        case = certain(case.relate(annotator, "s1", "by", "s2"), annotator, value);
    }
    assert_eq!(case.compared().by_majority().relations(), ["a by b probable"]);
}

#[test]
fn all_readings_together_hold_all_that_anybody_says_and_what_contradicts_itself_stands_twice() {
    let text = "[CLAIM a] [ACTOR b]";
    let case = Case::new([text, text]).set(0, "s1", "kind", "denial").set(1, "s1", "stance", "hedged");
    let mut case = case.relate(0, "s1", "by", "s2").relate(1, "s1", "by", "@document").compared();
    case.decide(0, Choice::Several(names(2)));
    assert_eq!(case.spans()[0], "CLAIM a kind=denial stance=hedged");
    assert_eq!(case.relations(), ["a by b", "a by @document"]);
    let mut case = Case::new([text, text]).set(0, "s1", "kind", "denial").set(1, "s1", "kind", "control").compared();
    case.decide(0, Choice::Several(names(2))).reopen();
    assert_eq!(case.spans(), ["CLAIM a kind=denial", "CLAIM a kind=control", "ACTOR b"]);
    let lists = |texts: &[&str]| Value::List(texts.iter().map(|text| (*text).to_owned()).collect());
    let mut case = Case::new([text, text]);
    for (set, list) in case.sets.iter_mut().zip([lists(&["men"]), lists(&["women", "men"])]) {
        set.apply(Edit::Attribute { id: "s1".into(), name: "who".into(), value: Some(list) }).unwrap();
    }
    let mut case = case.compared();
    case.decide(0, Choice::Several(names(2)));
    assert_eq!(case.gold().iter().next().unwrap().attribute("who"), Some(&lists(&["men", "women"])));
}

#[test]
fn what_all_say_of_a_unit_that_is_open_is_gold() {
    let text = "[CLAIM a] [ACTOR b] c";
    let case =
        Case::new([text, text]).set(0, "s1", "kind", "denial").set(1, "s1", "kind", "control").set(0, "s1", "stance", "hedged");
    let case = case.set(1, "s1", "stance", "hedged").relate(0, "s1", "by", "s2").relate(1, "s1", "by", "s2").relate(
        1,
        "s1",
        "by",
        "@document",
    );
    let mut case = case.compared();
    assert_eq!(case.statuses(), [Status::Open, Status::Agreed]);
    assert_eq!(case.spans(), ["CLAIM a stance=hedged", "ACTOR b"]);
    assert_eq!(case.relations(), ["a by b"]);
    let id = case.gold().iter().next().unwrap().id.clone();
    case.decide(0, Choice::Deferred).reopen();
    assert_eq!(case.spans()[0], "CLAIM a stance=hedged");
    case.decide(0, take(1));
    assert_eq!(case.spans()[0], "CLAIM a kind=control stance=hedged");
    assert_eq!(case.gold().iter().next().unwrap().id, id, "it is the same span of the gold standard");
    case.decide(0, Choice::Nothing);
    assert_eq!(case.spans(), ["ACTOR b"]);
}

#[test]
fn units_whose_relations_lead_elsewhere_are_not_alike() {
    let text = "[CLAIM a] [ACTOR b] [ACTOR c] [CLAIM a] [ACTOR b] [ACTOR c]";
    let related = |case: Case, annotator: usize, from: &str, to: &str| case.relate(annotator, from, "by", to);
    let alike = |second: &str| {
        let case = related(related(Case::new([text, text]), 0, "s1", "s2"), 1, "s1", "s3");
        let case = related(related(case, 0, "s4", "s5"), 1, "s4", second).compared();
        let likeness = |n: usize| Likeness::of(&case.document, case.adjudication.comparison(), &case.adjudication.units()[n]);
        assert_eq!(
            (case.statuses()[0], case.statuses()[3]),
            (Status::Open, if second == "s5" { Status::Agreed } else { Status::Open })
        );
        likeness(0) == likeness(3)
    };
    assert!(alike("s6"), "b and c are rivals in both");
    assert!(!alike("@document"), "in the other, the one who speaks is nobody of the text");
}

#[test]
fn a_fact_of_the_document_on_which_annotators_differ_is_a_unit() {
    let case = Case::new(["[A x] y", "[A x] y", "[A x] y"]);
    let case =
        case.state(0, "source", "النخيل").state(1, "source", "النخيل").state(2, "source", "السهل").state(0, "date", "2031");
    let mut case = case.compared();
    assert_eq!(case.statuses(), [Status::Open, Status::Agreed]);
    assert_eq!(case.adjudication.units()[0].fact.as_deref(), Some("source"));
    let facts =
        |case: &mut Case| case.gold().metadata().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    assert_eq!(facts(&mut case), ["date=2031"], "what only one speaks of is said, and what is open is not");
    case.decide(0, take(2)).reopen();
    assert_eq!(case.statuses(), [Status::Decided, Status::Agreed]);
    assert_eq!(facts(&mut case), ["date=2031", "source=السهل"]);
    case.decide(0, Choice::Nothing).reopen();
    assert_eq!(facts(&mut case), ["date=2031"]);
    case.adjudication.decide(0, None);
    assert_eq!(facts(case.by_majority().reopen()), ["date=2031", "source=النخيل"]);
    let mut case = case.state(1, "source", "السهل");
    assert_eq!(case.reopen().statuses()[0], Status::Stale);
}

#[test]
fn a_fact_that_most_are_silent_on_and_the_others_differ_on_is_not_decided_by_majority() {
    let case = Case::new(["[A x] y"; 5]).state(0, "source", "النخيل").state(1, "source", "السهل");
    let mut case = case.compared();
    assert_eq!(case.by_majority().statuses(), [Status::Open, Status::Agreed]);
    assert!(case.adjudication.decision(0).is_none() && case.gold().metadata().is_empty());
}
