//! What an adjudicator changed in one annotator's work, so that the annotator may learn from it.

use std::collections::HashMap;

use super::adjudication::{Adjudication, Decision, Status};
use super::compare::{Link, Target, UnitKind, Work, compare};
use crate::annotation::{Annotation, AnnotationSet, Annotator, Defaults, End, Parts, Relation, Timestamp, Value};
use crate::text::Span;

/// A unit in which the gold standard is not what the annotator had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// How the two differ.
    pub kind: CorrectionKind,
    /// The spans that the annotator had otherwise; nothing, if they were missed.
    pub own: Vec<Annotation>,
    /// The spans of the gold standard that the annotator did not have; nothing, if theirs were superfluous.
    pub gold: Vec<Annotation>,
    /// The relations that only the annotator had, as far as gold has both ends.
    pub own_relations: Vec<StatedRelation>,
    /// The relations that only gold has, as far as the annotator has both ends.
    pub gold_relations: Vec<StatedRelation>,
    /// The fact of the document that was stated otherwise, if it is one.
    pub fact: Option<CorrectedFact>,
    /// Why, in a word of the schema's workflow, if someone said.
    pub reason: String,
    /// A remark of the adjudicator.
    pub comment: String,
    /// Whether the guideline is to be looked at.
    pub guideline: bool,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A fact of the document of which the gold standard says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectedFact {
    /// Its name.
    pub name: String,
    /// What the annotator stated.
    pub own: Value,
    /// What was decided; `None` where it is left out.
    pub gold: Option<Value>,
}

/// How the gold standard differs from what an annotator had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CorrectionKind {
    /// The annotator left something out.
    Missing,
    /// The annotator has something that does not belong there.
    Superfluous,
    /// The annotator has it otherwise.
    Changed(UnitKind),
}

impl CorrectionKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Superfluous => "superfluous",
            Self::Changed(kind) => kind.name(),
        }
    }
}

/// A relation with both its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedRelation {
    /// Its type.
    pub kind: String,
    /// The span it comes from.
    pub from: Annotation,
    /// What it goes to.
    pub to: OtherEnd,
    /// Its place among its like, where there is one.
    pub order: Option<i64>,
    /// How sure it is, if that is said.
    pub certainty: Option<Value>,
    /// Its attributes.
    pub attributes: Vec<(String, Value)>,
}

/// What a relation goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherEnd {
    /// A span of the text.
    Span(Box<Annotation>),
    /// Anything else, as it is written.
    Other(End),
}

/// An annotator's work on a text beside the gold standard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections {
    /// Units that are decided, or agreed on by all.
    pub settled: usize,
    /// Those of them in which the annotator was right.
    pub kept: usize,
    /// The others.
    pub corrections: Vec<Correction>,
}

/// Compares one of the annotators with what is decided and the gold standard that it amounts to; `None` if they have not
/// read the text.
pub fn corrections(text: &str, adjudication: &Adjudication, gold: &AnnotationSet, annotator: &Annotator) -> Option<Corrections> {
    let n = adjudication.comparison().annotators.iter().position(|name| name == annotator)?;
    let beside = Beside::new(text, adjudication, gold, n);
    let mut found = Corrections::default();
    for (unit, outcome) in beside.outcomes.iter().enumerate() {
        let Some(outcome) = outcome else { continue };
        found.settled += 1;
        match beside.fact(unit).or_else(|| beside.difference(unit, outcome)) {
            None => found.kept += 1,
            Some(difference) => found.corrections.push(correction(difference, adjudication.decision(unit))),
        }
    }
    Some(found)
}

/// What differs in a unit.
struct Difference {
    kind: CorrectionKind,
    own: Vec<Annotation>,
    gold: Vec<Annotation>,
    own_relations: Vec<StatedRelation>,
    gold_relations: Vec<StatedRelation>,
    fact: Option<CorrectedFact>,
}

fn correction(difference: Difference, decision: Option<&Decision>) -> Correction {
    let text = |field: fn(&Decision) -> &String| decision.map(field).cloned().unwrap_or_default();
    let Difference { kind, own, gold, own_relations, gold_relations, fact } = difference;
    Correction {
        kind,
        own,
        gold,
        own_relations,
        gold_relations,
        fact,
        reason: text(|decision| &decision.reason),
        comment: text(|decision| &decision.comment),
        guideline: decision.is_some_and(|decision| decision.guideline),
        by: text(|decision| &decision.by),
        at: decision.map(|decision| decision.at.clone()).unwrap_or_default(),
    }
}

/// One annotator's work beside the gold standard.
struct Beside<'a> {
    text: &'a str,
    adjudication: &'a Adjudication,
    gold: &'a AnnotationSet,
    /// The annotator, by place.
    annotator: usize,
    /// What each unit gives to the gold standard, said once; `None` where it is not settled.
    outcomes: Vec<Option<Vec<Annotation>>>,
    /// The unit that a span of the gold standard comes from.
    units: HashMap<(Span, String), usize>,
}

impl<'a> Beside<'a> {
    fn new(text: &'a str, adjudication: &'a Adjudication, gold: &'a AnnotationSet, annotator: usize) -> Self {
        let is_settled = |unit: usize| matches!(adjudication.status(unit), Status::Agreed | Status::Decided);
        let defaults = &adjudication.comparison().defaults;
        let outcome = |unit: usize| Some(each_once(adjudication.outcome(unit).unwrap_or_default(), defaults));
        let all = 0..adjudication.units().len();
        let outcomes: Vec<_> = all.map(|unit| outcome(unit).filter(|_| is_settled(unit))).collect();
        let mut units = HashMap::new();
        for (unit, outcome) in outcomes.iter().enumerate() {
            for span in outcome.iter().flatten() {
                units.entry((span.span, span.tag.clone())).or_insert(unit);
            }
        }
        Self { text, adjudication, gold, annotator, outcomes, units }
    }

    /// How the annotator's reading of a unit differs from what was chosen.
    fn difference(&self, unit: usize, outcome: &[Annotation]) -> Option<Difference> {
        let defaults = &self.adjudication.comparison().defaults;
        let own = self.spans(unit);
        let (rest_own, rest_gold) = without_same(own, outcome, defaults);
        let both = !own.is_empty() && !outcome.is_empty();
        let [own_relations, gold_relations] = if both { self.relations(unit) } else { [Vec::new(), Vec::new()] };
        let kind = match (rest_own.as_slice(), rest_gold.as_slice()) {
            ([], []) if own_relations.is_empty() && gold_relations.is_empty() => return None,
            ([], []) => {
                let kind = CorrectionKind::Changed(UnitKind::Relation);
                let own = own.to_vec();
                return Some(Difference { kind, own, gold: outcome.to_vec(), own_relations, gold_relations, fact: None });
            }
            ([], _) => CorrectionKind::Missing,
            (_, []) => CorrectionKind::Superfluous,
            (own, gold) => CorrectionKind::Changed(kind(self.text, own, gold, defaults)),
        };
        Some(Difference { kind, own: rest_own, gold: rest_gold, own_relations, gold_relations, fact: None })
    }

    /// The fact of which the annotator states something else than was decided. Whoever does not speak of it is not corrected.
    fn fact(&self, unit: usize) -> Option<Difference> {
        let of = self.adjudication.units().get(unit)?;
        let name = of.fact.clone()?;
        let own = of.readings.get(self.annotator)?.value.clone()?;
        let gold = self.adjudication.decided_fact(unit)?.value();
        let kind = if gold.is_none() { CorrectionKind::Superfluous } else { CorrectionKind::Changed(UnitKind::Fact) };
        let is_other = gold.as_ref() != Some(&own);
        let fact = Some(CorrectedFact { name, own, gold });
        let nothing =
            Difference { kind, own: Vec::new(), gold: Vec::new(), own_relations: Vec::new(), gold_relations: Vec::new(), fact };
        is_other.then_some(nothing)
    }

    /// The annotator's spans in a unit.
    fn spans(&self, unit: usize) -> &'a [Annotation] {
        let reading = self.adjudication.comparison().reading(unit, self.annotator);
        reading.map(|reading| reading.spans.as_slice()).unwrap_or_default()
    }

    /// The relations from a unit that only the annotator states, and those that only gold does. One whose other end is
    /// not in both is no matter of its own.
    fn relations(&self, unit: usize) -> [Vec<StatedRelation>; 2] {
        let has_both = |target: &Target| match target {
            Target::Unit(at) => {
                !self.spans(*at).is_empty() && self.outcomes.get(*at).is_some_and(|o| o.as_ref().is_some_and(|o| !o.is_empty()))
            }
            Target::Other(_) => true,
        };
        let reading = self.adjudication.comparison().reading(unit, self.annotator);
        let mut own: Vec<&Link> = reading.into_iter().flat_map(|reading| &reading.links).collect();
        let mut gold: Vec<Link> = self.gold.relations().iter().filter_map(|relation| self.link_of_gold(unit, relation)).collect();
        own.retain(|link| has_both(&link.target));
        gold.retain(|link| has_both(&link.target));
        own.retain(|link| match gold.iter().position(|other| is_same(link, other)) {
            Some(same) => {
                gold.remove(same);
                false
            }
            None => true,
        });
        let of_annotator = |link: &&Link| {
            let from = self.spans(unit).iter().find(|span| span.id == link.from)?;
            let to = match &link.target {
                Target::Unit(at) => self.spans(*at).iter().find(|span| span.id.as_str() == link.to.as_str()),
                Target::Other(_) => None,
            };
            Some(stated(link, from, to))
        };
        let of_gold = |link: &Link| Some(stated(link, self.gold.get(&link.from)?, self.gold.get(&link.to)));
        [own.iter().filter_map(of_annotator).collect(), gold.iter().filter_map(of_gold).collect()]
    }

    /// A relation of the gold standard from a unit, with the unit that it goes to.
    fn link_of_gold(&self, unit: usize, relation: &Relation) -> Option<Link> {
        let unit_of = |id: &str| {
            let span = self.gold.get(id)?;
            self.units.get(&(span.span, span.tag.clone())).copied()
        };
        if unit_of(&relation.from) != Some(unit) {
            return None;
        }
        let target = unit_of(&relation.to).map_or_else(|| Target::Other(relation.to.clone()), Target::Unit);
        Some(Link::of(relation, target))
    }
}

fn is_same(one: &Link, other: &Link) -> bool {
    one.kind == other.kind && one.target == other.target && one.order == other.order && one.qualities() == other.qualities()
}

fn stated(link: &Link, from: &Annotation, to: Option<&Annotation>) -> StatedRelation {
    StatedRelation {
        kind: link.kind.clone(),
        from: from.clone(),
        to: to.map_or_else(|| OtherEnd::Other(link.to.clone()), |span| OtherEnd::Span(Box::new(span.clone()))),
        order: link.order,
        certainty: link.certainty.clone(),
        attributes: link.attributes.clone(),
    }
}

/// Whether two spans say the same.
fn says_same(one: &Annotation, other: &Annotation, defaults: &Defaults) -> bool {
    one.span == other.span && one.tag == other.tag && defaults.same_attributes(one, other)
}

/// Spans without those that an earlier one says already: several annotators may have had what was taken.
fn each_once(spans: Vec<Annotation>, defaults: &Defaults) -> Vec<Annotation> {
    let mut kept: Vec<Annotation> = Vec::with_capacity(spans.len());
    for span in spans {
        if !kept.iter().any(|known| says_same(known, &span, defaults)) {
            kept.push(span);
        }
    }
    kept
}

/// The spans of each side that the other has not.
fn without_same(own: &[Annotation], gold: &[Annotation], defaults: &Defaults) -> (Vec<Annotation>, Vec<Annotation>) {
    let only = |these: &[Annotation], others: &[Annotation]| {
        let is_alone = |span: &&Annotation| !others.iter().any(|other| says_same(span, other, defaults));
        these.iter().filter(is_alone).cloned().collect()
    };
    (only(own, gold), only(gold, own))
}

/// How spans differ that stand for each other.
fn kind(text: &str, own: &[Annotation], gold: &[Annotation], defaults: &Defaults) -> UnitKind {
    let sets = [own, gold].map(set);
    let names = Annotator::parse("own").ok().into_iter().chain([Annotator::gold()]).collect::<Vec<_>>();
    let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
    let kinds = compare(text, &works, defaults).units.into_iter().map(|unit| unit.kind);
    let differing = |kind: &UnitKind| !matches!(kind, UnitKind::Agreed | UnitKind::Missing | UnitKind::Nesting);
    kinds.into_iter().find(differing).unwrap_or(UnitKind::Split)
}

fn set(spans: &[Annotation]) -> AnnotationSet {
    let named = spans.iter().enumerate().map(|(n, span)| Annotation { id: format!("s{n}").into(), ..span.clone() });
    AnnotationSet::from_parts(Parts { annotations: named.collect(), ..Parts::default() }).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Edit;
    use crate::review::adjudication::{Choice, Gold};
    use crate::review::notation::{compared, marked, names};
    use crate::text::Document;

    #[test]
    fn an_annotator_is_told_of_a_fact_that_was_decided_otherwise() {
        let (text, set) = marked("[A x] y");
        let stated = |value: &str| {
            let mut set = set.clone();
            set.apply(Edit::Metadata { name: "source_name".into(), value: Some(value.into()) }).unwrap();
            set
        };
        let sets = [stated("one"), stated("two"), set.clone()];
        let mut adjudication = Adjudication::new(compared(&text, &sets), Vec::new());
        let draft = adjudication.draft(&text, 0, Choice::Take(names(1).remove(0))).unwrap();
        adjudication.decide(0, Some(draft));
        let gold = gold(&text, &adjudication);
        let found = |n: usize| corrections(&text, &adjudication, &gold, &names(3)[n]).unwrap();
        assert_eq!([0, 1, 2].map(|n| (found(n).settled, found(n).kept)), [(2, 2), (2, 1), (2, 2)], "who is silent is not wrong");
        let wrong = found(1).corrections.remove(0);
        let fact = CorrectedFact { name: "source_name".into(), own: "two".into(), gold: Some("one".into()) };
        assert_eq!((wrong.kind.name(), wrong.fact), ("fact", Some(fact)));
    }

    #[test]
    fn an_annotator_is_told_what_was_changed_and_why() {
        let (texts, sets): (Vec<_>, Vec<_>) =
            ["[A x] [A y z] [B w] v [C u]", "[A x] [A y] z [B w] [B v] [D u]"].map(marked).into_iter().unzip();
        let mut adjudication = Adjudication::new(compared(&texts[0], &sets), Vec::new());
        let names = names(2);
        for (unit, who) in [(1, 0), (3, 1)] {
            let draft = adjudication.draft(&texts[0], unit, Choice::Take(names[who].clone())).unwrap();
            let reason = if unit == 1 { "boundary" } else { "" };
            adjudication.decide(unit, Some(Decision { reason: reason.into(), by: "huda".into(), ..draft }));
        }
        let gold = gold(&texts[0], &adjudication);
        let found = |n: usize| corrections(&texts[0], &adjudication, &gold, &names[n]).unwrap();
        let told =
            |n| found(n).corrections.iter().map(|c| (c.kind, c.own.len(), c.gold.len(), c.reason.clone())).collect::<Vec<_>>();
        assert_eq!((found(0).settled, found(0).kept), (4, 3));
        assert_eq!(told(0), [(CorrectionKind::Missing, 0, 1, String::new())]);
        assert_eq!(told(1), [(CorrectionKind::Changed(UnitKind::Boundary), 1, 1, "boundary".to_owned())]);
        assert!(corrections(&texts[0], &adjudication, &gold, &Annotator::parse("nobody").unwrap()).is_none());
    }

    fn gold(text: &str, adjudication: &Adjudication) -> AnnotationSet {
        let document = Document::from(text);
        adjudication.gold(Gold { document: &document, previous: None, by: "huda", at: &Timestamp::default() })
    }

    /// The kind of each correction of an annotator with the tags they had and those of gold, after how many were kept.
    fn told(adjudication: &Adjudication, text: &str, n: usize) -> (usize, Vec<(&'static str, String, String)>) {
        let found = corrections(text, adjudication, &gold(text, adjudication), &names(n + 1)[n]).unwrap();
        let tags = |spans: &[Annotation]| spans.iter().map(|span| span.tag.as_str()).collect::<Vec<_>>().join("+");
        let all = found.corrections.iter().map(|c| (c.kind.name(), tags(&c.own), tags(&c.gold))).collect();
        (found.kept, all)
    }

    #[test]
    fn what_was_left_out_is_missing_and_what_does_not_belong_is_superfluous() {
        let (texts, sets): (Vec<_>, Vec<_>) = ["[A x] y", "x y"].map(marked).into_iter().unzip();
        let mut adjudication = Adjudication::new(compared(&texts[0], &sets), Vec::new());
        let draft = adjudication.draft(&texts[0], 0, Choice::Take(names(2)[0].clone())).unwrap();
        adjudication.decide(0, Some(draft));
        assert_eq!(told(&adjudication, &texts[0], 1), (0, vec![("missing", String::new(), "A".into())]));
        let draft = adjudication.draft(&texts[0], 0, Choice::Nothing).unwrap();
        adjudication.decide(0, Some(draft));
        assert_eq!(told(&adjudication, &texts[0], 0), (0, vec![("superfluous", "A".into(), String::new())]));
        assert_eq!(told(&adjudication, &texts[0], 1), (1, vec![]));
    }

    #[test]
    fn whoever_had_what_several_readings_gave_to_gold_was_right_and_lacks_what_the_others_had() {
        let (texts, sets): (Vec<_>, Vec<_>) = ["[A x] y", "[A x] y", "[B x] y", "x y"].map(marked).into_iter().unzip();
        let mut adjudication = Adjudication::new(compared(&texts[0], &sets), Vec::new());
        let keep = |adjudication: &mut Adjudication, all: &[usize]| {
            let annotators = all.iter().map(|n| names(4)[*n].clone()).collect();
            let draft = adjudication.draft(&texts[0], 0, Choice::Several(annotators)).unwrap();
            adjudication.decide(0, Some(draft));
        };
        keep(&mut adjudication, &[0, 1]);
        assert_eq!((told(&adjudication, &texts[0], 0), told(&adjudication, &texts[0], 1)), ((1, vec![]), (1, vec![])));
        assert_eq!(told(&adjudication, &texts[0], 3), (0, vec![("missing", String::new(), "A".into())]));
        keep(&mut adjudication, &[0, 1, 2]);
        assert_eq!(told(&adjudication, &texts[0], 1), (0, vec![("missing", String::new(), "B".into())]));
    }

    #[test]
    fn a_relation_that_was_corrected_has_both_its_ends() {
        let (texts, mut sets): (Vec<_>, Vec<_>) = ["[A x] [B y] [B z]", "[A x] [B y] [B z]"].map(marked).into_iter().unzip();
        for (set, to) in sets.iter_mut().zip(["s2", "s3"]) {
            let annotations = set.iter().cloned().collect();
            let relations = vec![Relation::new("r1", "by", "s1", to)];
            *set = AnnotationSet::from_parts(Parts { annotations, relations, ..Parts::default() }).0;
        }
        let mut adjudication = Adjudication::new(compared(&texts[0], &sets), Vec::new());
        let draft = adjudication.draft(&texts[0], 0, Choice::Take(names(2)[1].clone())).unwrap();
        adjudication.decide(0, Some(draft));
        let found = corrections(&texts[0], &adjudication, &gold(&texts[0], &adjudication), &names(2)[0]).unwrap();
        let [one] = found.corrections.as_slice() else { panic!("{found:?}") };
        let words = |relations: &[StatedRelation]| {
            let relation = |relation: &StatedRelation| match &relation.to {
                OtherEnd::Span(to) => {
                    format!("{} {} {}", &texts[0][relation.from.span.range()], relation.kind, &texts[0][to.span.range()])
                }
                OtherEnd::Other(end) => end.to_string(),
            };
            relations.iter().map(relation).collect::<Vec<_>>()
        };
        assert_eq!(
            (one.kind.name(), words(&one.own_relations), words(&one.gold_relations)),
            ("relation", vec!["x by y".into()], vec!["x by z".into()])
        );
    }
}
