//! What an adjudicator changed in one annotator's work, so that the annotator may learn from it.

use super::adjudication::{Adjudication, Decision, Status};
use super::compare::{Comparison, UnitKind, Work, compare};
use crate::annotation::{Annotation, AnnotationSet, Annotator, Parts, Timestamp};

/// A unit in which the gold standard is not what the annotator had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// How the two differ.
    pub kind: UnitKind,
    /// What the annotator had; nothing, if it was missed.
    pub own: Vec<Annotation>,
    /// What is in the gold standard; nothing, if it was rejected.
    pub gold: Vec<Annotation>,
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

/// Compares one of the annotators with what is decided; `None` if they have not read the text.
pub fn corrections(text: &str, adjudication: &Adjudication, annotator: &Annotator) -> Option<Corrections> {
    let n = adjudication.comparison().annotators.iter().position(|name| name == annotator)?;
    let mut found = Corrections::default();
    for unit in 0..adjudication.units().len() {
        if !matches!(adjudication.status(unit), Status::Agreed | Status::Decided) {
            continue;
        }
        found.settled += 1;
        let reading = adjudication.units().get(unit).and_then(|unit| unit.readings.get(n));
        let own = reading.map(|reading| reading.spans.clone()).unwrap_or_default();
        let gold = adjudication.outcome(unit).unwrap_or_default();
        match difference(text, adjudication.comparison(), (unit, n), &own, &gold, adjudication.leader(unit)) {
            None => found.kept += 1,
            Some(kind) => found.corrections.push(correction(kind, own, gold, adjudication.decision(unit))),
        }
    }
    Some(found)
}

fn correction(kind: UnitKind, own: Vec<Annotation>, gold: Vec<Annotation>, decision: Option<&Decision>) -> Correction {
    let text = |field: fn(&Decision) -> &String| decision.map(field).cloned().unwrap_or_default();
    Correction {
        kind,
        own,
        gold,
        reason: text(|decision| &decision.reason),
        comment: text(|decision| &decision.comment),
        guideline: decision.is_some_and(|decision| decision.guideline),
        by: text(|decision| &decision.by),
        at: decision.map(|decision| decision.at.clone()).unwrap_or_default(),
    }
}

/// How an annotator's spans in a unit differ from those chosen; relations count where another's reading was taken.
fn difference(
    text: &str,
    comparison: &Comparison,
    (unit, n): (usize, usize),
    own: &[Annotation],
    gold: &[Annotation],
    leader: Option<usize>,
) -> Option<UnitKind> {
    let sets = [own, gold].map(set);
    let names = [Annotator::parse("own").ok()?, Annotator::gold()];
    let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
    let kinds: Vec<UnitKind> = compare(text, &works, &comparison.defaults).units.into_iter().map(|unit| unit.kind).collect();
    let kind = kinds.iter().copied().find(|kind| *kind != UnitKind::Agreed);
    kind.or_else(|| leader.filter(|leader| !comparison.is_alike(unit, *leader, n)).map(|_| UnitKind::Relation))
}

fn set(spans: &[Annotation]) -> AnnotationSet {
    let named = spans.iter().enumerate().map(|(n, span)| Annotation { id: format!("s{n}").into(), ..span.clone() });
    AnnotationSet::from_parts(Parts { annotations: named.collect(), ..Parts::default() }).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::adjudication::Choice;
    use crate::review::notation::{compared, marked, names};

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
        let found = |n: usize| corrections(&texts[0], &adjudication, &names[n]).unwrap();
        let told =
            |n| found(n).corrections.iter().map(|c| (c.kind, c.own.len(), c.gold.len(), c.reason.clone())).collect::<Vec<_>>();
        assert_eq!((found(0).settled, found(0).kept), (4, 3));
        assert_eq!(told(0), [(UnitKind::Missing, 0, 1, String::new())]);
        assert_eq!(told(1), [(UnitKind::Boundary, 1, 1, "boundary".to_owned())]);
        assert!(corrections(&texts[0], &adjudication, &Annotator::parse("nobody").unwrap()).is_none());
    }
}
