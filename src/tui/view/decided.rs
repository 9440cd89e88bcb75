//! What was decided on a unit, and on what grounds, in words.

use ratatui::style::Style;

use super::context::Context;
use super::flow::Flow;
use super::pieces::Pieces;
use crate::annotation::Annotator;
use crate::review::Answer;
use crate::review::adjudication::{Aspect, Choice, Decision, Said, StatedRelation};
use crate::session::{Desk, Reviewing};
use crate::words::Label;

/// Tells what was decided on the unit at hand, or what will go along with the decision.
pub(super) fn tell(flow: &mut Flow, review: &Reviewing, desk: &Desk, context: Context<'_>) {
    let rationale = review.rationale();
    let (comment, reason, guideline) = match review.decision() {
        Some(decision) if !decision.rivals.is_empty() => {
            flow.add(&context.words.say(&Label::DecidedOtherwise), context.theme.error());
            for choice in std::iter::once(decision).chain(&decision.rivals) {
                let by = context.words.say(&Label::ChosenBy { annotator: choice.by.as_str() });
                flow.gap(2).text(&chosen(review, desk, choice, context), context.theme.key());
                flow.gap(1).add(&by, context.theme.faint());
            }
            (&decision.comment, &decision.reason, decision.guideline)
        }
        Some(decision) => {
            let by = context.words.say(&Label::ChosenBy { annotator: decision.by.as_str() });
            flow.text(&chosen(review, desk, decision, context), context.theme.key());
            relations(flow, desk, decision, context);
            flow.gap(1).add(&by, context.theme.faint());
            (&decision.comment, &decision.reason, decision.guideline)
        }
        None => (&rationale.comment, &rationale.reason, rationale.guideline),
    };
    for (label, text) in [(Label::ReasonOfDecision, reason), (Label::CommentOfDecision, comment)] {
        if !text.is_empty() {
            flow.gap(2).add(&context.words.say(&label), context.theme.faint()).gap(1).text(text, Style::new());
        }
    }
    if guideline {
        flow.gap(2).add(&context.words.say(&Label::GuidelineFlag), context.theme.error());
    }
    let answers = desk.peer.iter().flat_map(|peer| &peer.answers);
    let to = |answer: &&Answer| review.decision().is_some_and(|decision| answer.is_on(&decision.by, decision));
    for answer in answers.filter(to) {
        let empty = context.words.say(&Label::AnswerEmpty);
        let text = if answer.text.is_empty() { &empty } else { &answer.text };
        flow.gap(2).add(&context.words.say(&Label::AnswerToDecision), context.theme.key()).gap(1).text(text, Style::new());
    }
}

/// The relations that were edited with a reading, each with the words that it leads to.
fn relations(flow: &mut Flow, desk: &Desk, decision: &Decision, context: Context<'_>) {
    for StatedRelation { relation, of } in decision.relations.iter().flatten() {
        let span = match (of, &decision.choice) {
            (Some(annotator), _) => desk.span_of(annotator, &relation.to),
            (None, Choice::Edited(_, spans)) => spans.iter().find(|span| relation.to == span.id),
            (None, _) => None,
        };
        let words = span.map(|span| desk.document.slice(span.span.range()).to_owned()).or_else(|| relation.quote.clone());
        let mut kind = Pieces::default();
        kind.add(&format!("{} \u{2192} ", relation.kind), context.theme.faint());
        flow.gap(2).headed(&kind, &words.unwrap_or_else(|| relation.to.to_string()), context.theme.key());
    }
}

/// Most replies of a thread that are told.
const REPLIES: usize = 4;

/// Tells the last replies in the thread of a unit, each in rows of its own: who, when, what.
pub(super) fn thread(decision: &Decision, width: u16, context: Context<'_>) -> Vec<Pieces> {
    let mut flow = Flow::new(width, 4);
    let earlier = decision.thread.len().saturating_sub(REPLIES);
    if earlier > 0 {
        let before = Label::RepliesBefore { replies: earlier };
        flow.add(&format!("  {}", context.words.say(&before)), context.theme.faint()).next_row();
    }
    for reply in decision.thread.iter().skip(earlier) {
        let when: String = reply.at.as_str().chars().take(16).collect();
        flow.next_row().add(&reply.by, context.theme.key());
        flow.gap(1).add(&when.replace('T', " "), context.theme.faint()).gap(1).text(&reply.text, Style::new());
    }
    flow.rows()
}

/// What was chosen, in a phrase.
pub(super) fn chosen(review: &Reviewing, desk: &Desk, decision: &Decision, context: Context<'_>) -> String {
    let called = |annotator: &Annotator| review.called_on(desk, annotator);
    let say = |label: Label<'_>| context.words.say(&label);
    match &decision.choice {
        Choice::Take(_) | Choice::Majority if review.of().is_some() => say(Label::ChosenAccepted),
        Choice::Nothing if review.of().is_some() => say(Label::ChosenRejected),
        Choice::Edited(None, _) if review.of().is_some() => say(Label::ChosenMissed),
        Choice::Edited(..) if review.of().is_some() => say(Label::ChosenChanged),
        Choice::Take(annotator) => say(Label::ChosenReading { annotator: &called(annotator) }),
        Choice::Majority => say(Label::ChosenMajority),
        Choice::Nothing => say(Label::ChosenNothing),
        Choice::Edited(_, spans) => {
            let words: Vec<String> =
                spans.iter().map(|span| format!("{} {}", span.tag, desk.document.slice(span.span.range()))).collect();
            say(Label::ChosenEdited { spans: &words.join(" + ") })
        }
        Choice::Several(annotators) => {
            let annotators = annotators.iter().map(called).collect::<Vec<_>>().join(", ");
            say(Label::ChosenSeveral { annotators: &annotators })
        }
        Choice::Fields(annotator, fields) => {
            let one = |(aspect, said): &(Aspect, Said)| match said {
                Said::By(whose) => format!("{} {}", field(aspect, context), called(whose)),
                _ => field(aspect, context),
            };
            let fields: Vec<String> = fields.iter().map(one).collect();
            say(Label::ChosenBut { annotator: &called(annotator), fields: &fields.join(", ") })
        }
        Choice::Deferred | Choice::Unfit(_) => say(Label::ChosenDeferred),
    }
}

/// What a field of a reading is called.
pub(super) fn field(aspect: &Aspect, context: Context<'_>) -> String {
    match aspect {
        Aspect::Extent => context.words.say(&Label::FieldExtent),
        Aspect::Tag => context.words.say(&Label::FieldTag),
        Aspect::Note => context.words.say(&Label::FieldNote),
        Aspect::Attribute(name) | Aspect::Relation(name) => name.clone(),
    }
}
