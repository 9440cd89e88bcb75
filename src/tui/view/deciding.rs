//! The keys of a review: those that decide above the text, those that go on below the readings.

use std::rc::Rc;

use super::context::Context;
use super::keys;
use super::parts::bar::{self, Bar, BarRow};
use crate::annotation::DocumentState;
use crate::session::{Command, Desk, Fields, Group, Mode, Motion, Preview, Reviewing, Session};
use crate::words::Label;

/// A command with the word that its key has in a bar.
type Hint = (Command, Label<'static>);

/// Most readings that have a key of their own.
const DIGITS: usize = 9;

/// Keys that decide, after those that take a reading.
const DECIDING: [Hint; 8] = [
    (Command::TakeMajority, Label::KeyMajority),
    (Command::TakeNothing, Label::KeyNone),
    (Command::ChooseFields, Label::KeyFields),
    (Command::EditReading, Label::KeyEdit),
    (Command::TakeSeveral, Label::KeyKeepAll),
    (Command::Defer, Label::KeyDefer),
    (Command::RepeatDecision, Label::KeyRepeat),
    (Command::ApplyToAlike, Label::KeyAlike),
];

/// Help and the way out, which always have room in the row below the readings.
const KEPT: [Hint; 2] = [(Command::Help, Label::KeyHelp), (Command::Back, Label::KeyQuit)];

/// The other keys, for the row below the readings.
const GOING: [Hint; 7] = [
    (Command::NextOpen, Label::KeyNext),
    (Command::PreviousOpen, Label::KeyPrevious),
    (Command::Undo, Label::KeyUndo),
    (Command::EditComment, Label::KeyComment),
    (Command::CycleReason, Label::KeyReason),
    (Command::FlagGuideline, Label::KeyGuideline),
    (Command::Reveal, Label::KeyWho),
];

/// Keys that decide on one annotator's work.
const JUDGING: [Hint; 9] = [
    (Command::TakeMajority, Label::KeyAccept),
    (Command::EditReading, Label::KeyChange),
    (Command::TakeNothing, Label::KeyReject),
    (Command::CycleReason, Label::KeyReason),
    (Command::EditComment, Label::KeyComment),
    (Command::ProposeSpan, Label::KeyMissed),
    (Command::Defer, Label::KeyDefer),
    (Command::RepeatDecision, Label::KeyRepeat),
    (Command::ApplyToAlike, Label::KeyAlike),
];

/// Keys while units are shown to which a decision can be applied.
const APPLYING: [Hint; 1] = [(Command::WidenToCorpus, Label::KeyAllTexts)];
/// The keys that end that.
const APPLIED: [Hint; 2] = [(Command::Accept, Label::KeyApply), (Command::Cancel, Label::KeyCancel)];

/// Keys while fields are chosen, after those of the values.
const CHOOSING: [Hint; 3] = [
    (Command::NextValue, Label::KeyNextValue),
    (Command::Move(Motion::LineDown), Label::KeyNextField),
    (Command::Move(Motion::LineUp), Label::KeyPreviousField),
];
/// The keys that end that.
const CHOSEN: [Hint; 3] =
    [(Command::Accept, Label::KeyDecide), (Command::Cancel, Label::KeyCancel), (Command::Help, Label::KeyHelp)];

/// The keys above the text: those that can do something with the unit at hand.
pub(super) fn above(session: &Session, context: Context<'_>) -> Bar {
    let Some(review) = session.review() else { return Bar::default() };
    if session.find::<Preview>().is_some() {
        return bar(&APPLYING, &APPLIED, Mode::Preview, context);
    }
    if let Some(fields) = session.find::<Fields>() {
        return values(fields, context);
    }
    let mut bar = match review.of() {
        Some(_) => bar(&JUDGING, &[], Mode::Review, context),
        None => deciding(review, context),
    };
    bar.hints.splice(0..0, stale(review, context));
    bar
}

/// The keys that decide between several annotators.
fn deciding(review: &Reviewing, context: Context<'_>) -> Bar {
    let mut bar = readings(review, context);
    let is_fact = review.unit().is_some_and(|unit| unit.fact.is_some());
    let works = |(command, _): &&Hint| match command {
        Command::ChooseFields => review.has_fields(),
        Command::EditReading | Command::TakeSeveral => !is_fact,
        _ => true,
    };
    bar.hints.extend(DECIDING.iter().filter(works).filter_map(|hint| hinted(hint, Mode::Review, context)));
    bar.hints.extend(talking(review).iter().filter_map(|hint| hinted(hint, Mode::Review, context)));
    bar
}

/// The keys that confirm, where there is something to confirm.
fn stale(review: &Reviewing, context: Context<'_>) -> Vec<Rc<bar::Hint>> {
    let mut hints: Vec<Hint> = Vec::new();
    if review.is_stale(review.place()) && review.confirmed(review.place()).is_some() {
        hints.push((Command::Confirm, Label::KeyConfirm));
    }
    if review.progress().stale > 0 {
        hints.push((Command::ConfirmAll, Label::KeyConfirmAll));
    }
    hints.iter().filter_map(|hint| hinted(hint, Mode::Review, context)).collect()
}

/// The keys of what is said besides deciding, as far as there is something to say it of.
fn talking(review: &Reviewing) -> Vec<Hint> {
    let mut hints = vec![(Command::ToggleDisputed, Label::KeyDisputed), (Command::Reply, Label::KeyReply)];
    if review.desks().iter().any(Desk::has_notes) {
        hints.push((Command::NextNote, Label::KeyNextNote));
    }
    if review.desks().iter().any(|desk| !desk.gaps().is_empty()) {
        hints.push((Command::NextGap, Label::KeyNextGap));
    }
    if review.last_decided().is_some_and(|place| place != review.place()) {
        hints.push((Command::LastDecided, Label::KeyLast));
    }
    hints
}

/// The readings to take, by the letters of those who have them; of more than have a key each, the one that is marked.
fn readings(review: &Reviewing, context: Context<'_>) -> Bar {
    let groups = review.groups();
    let letter = |group: &Group| {
        let first = group.places.first().map_or_else(String::new, |place| review.called(*place));
        if group.places.len() > 1 { format!("{first} +{}", group.places.len() - 1) } else { first }
    };
    let take = |(digit, group)| {
        let letter = letter(group);
        let label = context.words.say(&Label::KeyReading { letter: &letter });
        keys::labelled(&Command::TakeReading(digit), &label, Mode::Review, context)
    };
    let mut hints: Vec<_> = (1..).zip(groups.iter().take(DIGITS)).filter_map(take).collect();
    if groups.len() > DIGITS {
        let more = [(Command::CycleReading, Label::KeyMark), (Command::TakeMarked, Label::KeyTake)];
        hints.extend(more.iter().filter_map(|hint| hinted(hint, Mode::Review, context)));
    }
    Bar { hints, kept: Vec::new() }
}

/// The values of the field at hand, by their numbers, and the other keys of choosing.
fn values(fields: &Fields, context: Context<'_>) -> Bar {
    let offers = fields.rows().get(fields.at()).map_or(0, |row| row.offers.len());
    let digits = (1..).take(offers.min(DIGITS)).map(|digit: u8| {
        let letter = context.words.say(&Label::ValueNumber { number: usize::from(digit) });
        keys::labelled(&Command::ChooseValue(digit), &letter, Mode::Fields, context)
    });
    let others = bar(&CHOOSING, &CHOSEN, Mode::Fields, context);
    Bar { hints: digits.flatten().chain(others.hints).collect(), kept: others.kept }
}

/// The keys below the readings, in one row.
pub(super) fn below(review: &Reviewing, width: u16, context: Context<'_>) -> BarRow {
    let state = |state: DocumentState| Command::HandBack(state.as_str().to_owned());
    let handing = [
        (state(DocumentState::Returned), Label::KeyReturn),
        (state(DocumentState::Reviewed), Label::KeyReviewed),
        (Command::NextOpen, Label::KeyNext),
        (Command::PreviousOpen, Label::KeyPrevious),
        (Command::Undo, Label::KeyUndo),
        (Command::FlagGuideline, Label::KeyGuideline),
    ];
    let hints = if review.of().is_some() { &handing[..] } else { &GOING };
    bar(hints, &KEPT, Mode::Review, context).rows(width, 1).pop().unwrap_or_default()
}

fn bar(hints: &[Hint], kept: &[Hint], mode: Mode, context: Context<'_>) -> Bar {
    let all = |hints: &[Hint]| hints.iter().filter_map(|hint| hinted(hint, mode, context)).collect();
    Bar { hints: all(hints), kept: all(kept) }
}

/// A key as the keymap has it, with the letter of the other keyboard.
fn hinted((command, label): &Hint, mode: Mode, context: Context<'_>) -> Option<Rc<bar::Hint>> {
    keys::labelled(command, &context.words.say(label), mode, context)
}
