//! Decisions: what the keys of the review put on units, and take back.

use std::collections::BTreeMap;

use super::answer::shortened;
use super::command::Command;
use super::deed::{Deed, Form, Side};
use super::desk::{Desk, Stamp};
use super::effect::{Effect, GoldSnapshot};
use super::motion::Neighbour;
use super::notice::{Notice, Refusal};
use super::review::{Place, Rationale, Reviewing};
use super::saved::Saved;
use super::shared::Shared;
use super::travel::Travel;
use crate::annotation::{Annotator, Timestamp};
use crate::review::adjudication::{Choice, Decision, StatedRelation};
use crate::text::TextId;

impl Shared {
    /// The choice that a command stands for at the unit at hand.
    fn choice(&self, command: &Command) -> Result<Choice, Refusal> {
        let review = self.review.as_ref().ok_or(Refusal::NoDesk)?;
        let desk = review.desk().ok_or(Refusal::NoDesk)?;
        let annotators = &desk.adjudication.comparison().annotators;
        let reading = |n: usize| desk.reading(review.unit, n);
        Ok(match command {
            Command::TakeReading(_) | Command::TakeMarked => {
                let groups = review.groups();
                let number = match command {
                    Command::TakeReading(digit) => usize::from(*digit).checked_sub(1),
                    _ => Some(review.focus),
                };
                let group = number.and_then(|number| groups.get(number));
                let group = group.ok_or(Refusal::NoSuchReading { readings: groups.len() })?;
                let n = desk.leader(review.unit, group);
                // To take a reading as nothing is to reject what the others have.
                match reading(n).and_then(|_| annotators.get(n)) {
                    Some(name) => Choice::Take(name.clone()),
                    None => Choice::Nothing,
                }
            }
            Command::TakeMajority => {
                if !desk.adjudication.has_majority(review.unit) {
                    return Err(Refusal::NoMajority);
                }
                Choice::Majority
            }
            Command::TakeNothing => Choice::Nothing,
            Command::Defer => Choice::Deferred,
            _ if desk.units().get(review.unit).is_some_and(|unit| unit.fact.is_some()) => return Err(Refusal::OneValue),
            _ => {
                let has = |n: &usize| reading(*n).is_some();
                let all: Vec<Annotator> = (0..annotators.len()).filter(has).filter_map(|n| annotators.get(n).cloned()).collect();
                if all.len() < 2 {
                    return Err(Refusal::OneAnnotator);
                }
                Choice::Several(all)
            }
        })
    }

    /// Who decides, and when: now.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { by: self.annotator.clone(), at: Timestamp::from(self.now) }
    }

    /// Decides as the last time.
    pub(super) fn decide_again(&mut self) -> Vec<Effect> {
        let Some(last) = self.review.as_ref().and_then(|review| review.last.clone()) else {
            self.tell(Refusal::NothingDecided);
            return Vec::new();
        };
        self.decide_by(&last)
    }

    /// Decides as a command says.
    pub(super) fn decide_by(&mut self, command: &Command) -> Vec<Effect> {
        match self.choice(command) {
            Ok(choice) => {
                if let Some(review) = &mut self.review {
                    review.last = Some(command.clone());
                }
                self.decide(choice)
            }
            Err(refused) => {
                self.tell(refused);
                Vec::new()
            }
        }
    }

    /// Puts a decision on the unit at hand and goes on to the next open one.
    pub(super) fn decide(&mut self, choice: Choice) -> Vec<Effect> {
        self.decide_with(choice, None)
    }

    /// As [`Shared::decide`]; of an edited reading with relations that are others than those it began with.
    pub(super) fn decide_with(&mut self, choice: Choice, relations: Option<Vec<StatedRelation>>) -> Vec<Effect> {
        let Some(review) = &self.review else { return Vec::new() };
        let Some(desk) = review.desk() else { return Vec::new() };
        if let Some(why) = desk.closed.clone() {
            self.tell(Refusal::Closed(why));
            return Vec::new();
        }
        if desk.adjudication.is_addition(review.unit) && !matches!(choice, Choice::Edited(..)) {
            // Whatever else is decided on a span that only the reviewer has, takes it back.
            let place = (review.desk, review.unit, None);
            let effects = self.put(vec![place]);
            self.advance();
            return effects;
        }
        match desk.adjudication.draft(desk.document.text(), review.unit, choice) {
            Some(draft) => self.put_decision(Decision { relations, ..draft }),
            None => Vec::new(),
        }
    }

    /// Puts a drafted decision, with the rationale that goes along, on the unit at hand and goes on to the next open one.
    pub(super) fn put_decision(&mut self, draft: Decision) -> Vec<Effect> {
        let Stamp { by, at } = self.stamp();
        let Some(review) = &mut self.review else { return Vec::new() };
        let n = review.desk;
        let unit = review.unit;
        let rationale = review.rationale.clone();
        let Some(desk) = review.desks.get(n) else { return Vec::new() };
        // The rationale of an earlier decision stays when the decision is another one.
        let old = desk.adjudication.decision(unit);
        let rationale = rationale.or(old.map(Rationale::of).unwrap_or_default());
        let decision = rationale.on(Decision { by, at, ..draft.after(old) });
        let words = shortened(decision.fact.as_deref().unwrap_or(&decision.words));
        review.decided = Some((n, unit));
        let effects = self.put(vec![(n, unit, Some(decision))]);
        self.advance();
        if self.notice.is_none() {
            self.tell(Notice::Done(Box::new(Deed::Decide { form: Form::Done, words })));
        }
        effects
    }

    /// Puts decisions in their places as one step of undo.
    pub(super) fn put(&mut self, places: Vec<Place>) -> Vec<Effect> {
        let stamp = self.stamp();
        let Some(review) = &mut self.review else { return Vec::new() };
        match review.put(places, &stamp) {
            Ok(step) => step.into_iter().filter_map(|n| review.desks.get(n)).map(|desk| Effect::Follow(desk.text)).collect(),
            Err(refused) => {
                self.tell(refused);
                Vec::new()
            }
        }
    }

    /// Has the file of a text follow what was decided on it; returns the wish to save it.
    pub(super) fn follow(&mut self, text: TextId) -> Vec<Effect> {
        let Some(review) = &mut self.review else { return Vec::new() };
        let Some(n) = review.desks.iter().position(|desk| desk.text == text) else { return Vec::new() };
        let followed = review.desks.get_mut(n).map(Desk::follow);
        if let Some(desk) = review.desks.get_mut(n) {
            desk.count_gaps(&self.schema);
        }
        match followed {
            Some(Ok(())) => self.save_followed(n),
            Some(Err(refused)) => {
                // The decision is not made: there is nothing of it to undo.
                review.made.pop();
                self.tell(refused);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The saving of what was followed, if something was.
    fn save_followed(&mut self, n: usize) -> Vec<Effect> {
        let is_new =
            self.review.as_ref().and_then(|review| review.desks.get(n)).is_some_and(|desk| *desk.saved() == Saved::NotYet);
        if is_new { self.save_gold(Some(n)) } else { Vec::new() }
    }

    /// Has every file follow what was decided; returns the wishes to save them.
    pub(super) fn follow_all(&mut self) -> Vec<Effect> {
        let desks = self.review.iter().flat_map(|review| &review.desks);
        let texts: Vec<TextId> = desks.filter(|desk| *desk.saved() == Saved::NotYet).map(|desk| desk.text).collect();
        texts.into_iter().flat_map(|text| self.follow(text)).collect()
    }

    /// Names the command that made a decision which its file does not follow yet.
    pub(super) fn name_decision(&mut self, text: TextId, command: &str) {
        let desk = self.review.as_mut().and_then(|review| review.desks.iter_mut().find(|desk| desk.text == text));
        if let Some(desk) = desk {
            desk.name_command(command);
        }
    }

    /// Takes the last decision back, or makes it again; after those of this sitting, those of earlier ones on the text at
    /// hand.
    pub(super) fn travel(&mut self, travel: Travel) -> Vec<Effect> {
        let mut effects = self.follow_all();
        let stamp = self.stamp();
        if let Some(desk) = self.review.as_ref().and_then(|review| review.undoes_handing_back(travel)) {
            effects.extend(self.take_hand_back_back(desk));
            return effects;
        }
        let Some(review) = &mut self.review else { return effects };
        let gone = review.travel(travel, &stamp);
        for desk in gone.iter().map(|(desk, _)| *desk) {
            review.desks.get_mut(desk).into_iter().for_each(|desk| desk.count_gaps(&self.schema));
        }
        match gone.first() {
            Some((desk, unit)) => {
                self.go_to_unit(*desk, *unit);
                let deed = Box::new(Deed::Decide { form: Form::Named, words: self.words_at_hand() });
                self.tell(match travel {
                    Travel::Undo => Notice::Undone { deed, letters: 0, side: Side::Up },
                    Travel::Redo => Notice::Redone { deed, letters: 0, side: Side::Up },
                });
            }
            None => self.tell(travel.nothing_left()),
        }
        effects.extend(gone.into_iter().flat_map(|(desk, _)| self.save_gold(Some(desk))));
        effects
    }

    /// The words of the unit at hand; none of a fact.
    fn words_at_hand(&self) -> String {
        let words = || {
            let review = self.review.as_ref()?;
            let span = review.unit()?.spans().next()?;
            Some(shortened(review.desk()?.document.slice(span.span.range())))
        };
        words().unwrap_or_default()
    }

    /// The saving of one text's decisions, or of those that could not be saved.
    pub(super) fn save_gold(&mut self, which: Option<usize>) -> Vec<Effect> {
        let Some(review) = &mut self.review else { return Vec::new() };
        let unsaved = |n: usize, desk: &Desk| which.map_or(*desk.saved() != Saved::Yes, |which| which == n);
        let desks = review.desks.iter_mut().enumerate().filter(|(n, desk)| unsaved(*n, desk));
        desks.map(|(_, desk)| Effect::SaveGold(GoldSnapshot::of(desk))).collect()
    }

    /// On to the next unit that needs a decision.
    pub(super) fn advance(&mut self) {
        self.go_to_open(Neighbour::Next);
    }

    pub(super) fn tell_the_end(&mut self) {
        let Some(review) = &mut self.review else { return };
        review.rationale = Rationale::default();
        let progress = review.progress();
        let complete = review.complete;
        self.tell(Notice::NothingToDecide { complete, decided: progress.decided, agreed: progress.agreed });
    }

    pub(super) fn drop_rationale(&mut self) {
        let dropped = self.review.as_mut().map(|review| std::mem::take(&mut review.rationale));
        let was_empty = dropped.is_none_or(|rationale| rationale == Rationale::default());
        self.tell(if was_empty { Notice::NothingToDrop } else { Notice::RationaleDropped });
    }
}

impl Reviewing {
    /// Puts decisions in their places as one step; returns the desks on which that changes anything.
    ///
    /// # Errors
    /// A decision that cannot be made; those on the desks before it are.
    fn put(&mut self, places: Vec<Place>, stamp: &Stamp) -> Result<Vec<usize>, Refusal> {
        let mut by_desk: BTreeMap<usize, Vec<(usize, Option<Decision>)>> = BTreeMap::new();
        for (desk, unit, decision) in places {
            by_desk.entry(desk).or_default().push((unit, decision));
        }
        let mut step = Vec::new();
        let mut made = Ok(());
        for (n, decisions) in by_desk {
            let Some(desk) = self.desks.get_mut(n) else { continue };
            match desk.decide(decisions, stamp) {
                Ok(true) => step.push(n),
                Ok(false) => {}
                Err(refused) => made = Err(refused),
            }
        }
        if !step.is_empty() {
            self.made.push(step.clone());
            self.taken_back.clear();
        }
        made.map(|()| step)
    }

    /// The desk on which the last thing done was to hand the work back, if that is what would be undone.
    fn undoes_handing_back(&self, travel: Travel) -> Option<usize> {
        let step = self.made.last().map_or(std::slice::from_ref(&self.desk), Vec::as_slice);
        let handed = step.iter().copied().find(|n| self.desks.get(*n).is_some_and(Desk::is_handed_back));
        handed.filter(|_| travel == Travel::Undo)
    }

    /// Takes the last step back, or makes it again; returns the desks with the unit on each that it was about.
    fn travel(&mut self, travel: Travel, stamp: &Stamp) -> Vec<(usize, usize)> {
        let step = match travel {
            Travel::Undo => self.made.pop(),
            Travel::Redo => self.taken_back.pop(),
        };
        let mut gone = Vec::new();
        for n in step.unwrap_or_else(|| vec![self.desk]) {
            let desk = self.desks.get_mut(n).filter(|desk| desk.closed.is_none());
            gone.extend(desk.and_then(|desk| desk.travel(travel, stamp)).map(|unit| (n, unit)));
        }
        let desks: Vec<usize> = gone.iter().map(|(desk, _)| *desk).collect();
        match travel {
            _ if desks.is_empty() => {}
            Travel::Undo => self.taken_back.push(desks),
            Travel::Redo => self.made.push(desks),
        }
        gone
    }
}
