//! The spans that are suggested in the open text: asked for, gone to, taken, refused.
//!
//! They are looked for in the background, again after each change. Whoever moves takes nothing.

use std::ops::Range;
use std::sync::Arc;

use super::effect::{Effect, Snapshot};
use super::motion::Neighbour;
use super::notice::{Notice, Refusal};
use super::open_text::OpenText;
use super::shared::Shared;
use crate::annotation::suggestion::{Suggestion, refused};
use crate::annotation::{Annotation, Edit, Timestamp};
use crate::text::{Document, TextId};

/// Bytes up to which all of a text is looked at.
const WHOLE: usize = 1 << 20;
/// Bytes before and after the cursor that are looked at in a longer one.
const AROUND: usize = 128 << 10;

/// The stretch of a text that is looked at.
fn stretch(document: &Document, cursor: usize) -> Range<usize> {
    if document.len() <= WHOLE {
        return 0..document.len();
    }
    document.floor(cursor.saturating_sub(AROUND))..document.floor(cursor.saturating_add(AROUND).min(document.len()))
}

impl OpenText {
    /// Whether nothing that is said stands against a suggestion.
    fn has_room_for(&self, suggestion: &Suggestion) -> bool {
        let stands_against = |other: &Annotation| other.tag == suggestion.tag || other.span == suggestion.span;
        !self.set().in_range(suggestion.span.range()).any(stands_against)
    }
}

impl Shared {
    /// What there is to ask about suggestions in the open text; nothing where that was asked already.
    pub(super) fn wanted_suggestions(&self) -> Option<(Snapshot, Range<usize>)> {
        let open = self.open_text.as_ref().filter(|open| self.review.is_none() && open.read_only.is_none())?;
        if open.document().is_partial() {
            return None;
        }
        let snapshot = open.snapshot();
        let is_asked = |(text, revision, range): &(TextId, u64, Range<usize>)| {
            let is_inside = open.document().len() <= WHOLE || range.contains(&open.cursor());
            *text == snapshot.text && *revision == snapshot.revision && is_inside
        };
        if self.suggestions.asked.as_ref().is_some_and(is_asked) {
            return None;
        }
        Some((snapshot, stretch(open.document(), open.cursor())))
    }

    /// Asks what is to be suggested, if that is not known.
    pub(super) fn ask_for_suggestions(&mut self) -> Option<Effect> {
        let (snapshot, range) = self.wanted_suggestions()?;
        self.suggestions.asked = Some((snapshot.text, snapshot.revision, range.clone()));
        Some(Effect::Suggest(snapshot, range))
    }

    /// Takes what is suggested in a text, unless it was closed.
    pub(super) fn suggested(&mut self, text: TextId, all: Vec<Suggestion>) {
        if self.open_text.as_ref().is_some_and(|open| open.text() == text) {
            self.suggestions.text = Some(text);
            self.suggestions.all = all;
        }
    }

    /// The suggestions that share a letter with a range of the open text.
    pub(super) fn suggestions_in(&self, range: &Range<usize>) -> Vec<&Suggestion> {
        let Some(open) = self.open_text.as_ref().filter(|_| self.review.is_none()) else { return Vec::new() };
        let shares = |one: &&Suggestion| one.span.start() < range.end && range.start < one.span.end();
        self.suggestions.of(open.text()).iter().filter(shares).filter(|one| open.has_room_for(one)).collect()
    }

    /// The suggestion that was gone to, if the cursor is still there; else the innermost one at the cursor, where no span is.
    pub(super) fn suggestion_here(&self) -> Option<&Suggestion> {
        let open = self.open_text.as_ref()?;
        let is_chosen =
            |(text, _, placement): &&(TextId, Suggestion, u64)| *text == open.text() && *placement == open.sheet.placement;
        if let Some((_, chosen, _)) = self.suggestions.chosen.as_ref().filter(is_chosen) {
            return Some(chosen).filter(|chosen| open.has_room_for(chosen));
        }
        let here = open.cursor()..open.cursor() + 1;
        let all = if open.current().is_some() { Vec::new() } else { self.suggestions_in(&here) };
        all.into_iter().min_by_key(|one| one.span.end() - one.span.start())
    }

    /// Goes to the next suggestion, or the previous one.
    ///
    /// # Errors
    /// There is none in that direction.
    pub(super) fn go_to_suggestion(&mut self, which: Neighbour) -> Result<(), Refusal> {
        let open = self.open_text.as_ref().ok_or(Refusal::NoSuggestion)?;
        let (at, chosen) = (open.cursor(), self.suggestion_here().cloned());
        let all = self.suggestions_in(&(0..open.document().len()));
        let place = |one: &Suggestion| (one.span.start(), std::cmp::Reverse(one.span.end()));
        let here = chosen.as_ref().filter(|chosen| chosen.span.start() == at).map(place);
        let found = match which {
            Neighbour::Next => all.iter().find(|one| here.map_or(one.span.start() >= at, |here| place(one) > here)),
            Neighbour::Previous => all.iter().rfind(|one| here.map_or(one.span.start() < at, |here| place(one) < here)),
        };
        let found = (*found.ok_or(Refusal::NoSuggestion)?).clone();
        let open = self.open_text.as_mut().ok_or(Refusal::NoSuggestion)?;
        open.sheet.selection = None;
        open.sheet.jump(found.span.start());
        open.choose_none();
        let words = open.document().slice(found.span.range()).to_owned();
        let (tag, source) = (found.tag.clone(), found.source);
        self.suggestions.chosen = Some((open.text(), found, open.sheet.placement));
        self.tell(Notice::Suggested { tag, words, source });
        Ok(())
    }

    /// Makes the suggestion at hand a span; whether there is one.
    ///
    /// # Errors
    /// Nothing may be changed.
    pub(super) fn take_suggestion(&mut self) -> Result<bool, Refusal> {
        let Some(suggestion) = self.suggestion_here().cloned() else { return Ok(false) };
        self.changeable()?;
        self.take_suggestions(std::slice::from_ref(&suggestion))?;
        Ok(true)
    }

    /// Takes all that is proposed of the current span.
    pub(super) fn accept_proposals(&mut self) {
        let taken = self.current_id().and_then(|id| self.accept_all(&[id]));
        if taken.is_err() {
            self.tell(Notice::NothingToAccept);
        }
    }

    /// Makes all suggestions that are on screen spans, as one change, other than those that are not likely by themselves.
    ///
    /// # Errors
    /// There is none, or nothing may be changed.
    pub(super) fn take_visible(&mut self) -> Result<(), Refusal> {
        let open = self.changeable()?;
        let seen = open.sheet.on_screen();
        let all: Vec<Suggestion> = self.suggestions_in(&seen).into_iter().filter(|one| one.is_likely()).cloned().collect();
        if all.is_empty() {
            return Err(Refusal::NoSuggestion);
        }
        self.take_suggestions(&all)?;
        self.tell(Notice::SuggestionsTaken { spans: all.len() });
        Ok(())
    }

    fn take_suggestions(&mut self, all: &[Suggestion]) -> Result<(), Refusal> {
        let now = Timestamp::from(self.now);
        let open = self.open_text.as_mut().ok_or(Refusal::NoSuggestion)?;
        let mut edits = Vec::with_capacity(all.len());
        for suggestion in all {
            let id = Arc::make_mut(&mut open.ledger.set).fresh_id();
            edits.push(Edit::Add(suggestion.annotation(&id, now.clone())));
        }
        let first = match edits.first() {
            Some(Edit::Add(annotation)) => Some(annotation.id.clone()),
            _ => None,
        };
        open.change_all(edits)?;
        if let (1, Some(id)) = (all.len(), first) {
            open.choose(id);
        }
        Ok(())
    }

    /// Refuses the suggestion at hand: it is not made again.
    ///
    /// # Errors
    /// There is none, or nothing may be changed.
    pub(super) fn refuse_suggestion(&mut self) -> Result<(), Refusal> {
        let suggestion = self.suggestion_here().cloned().ok_or(Refusal::NoSuggestion)?;
        self.changeable()?;
        let open = self.open_text.as_mut().ok_or(Refusal::NoSuggestion)?;
        let edit = refused(&suggestion, open.set(), open.document());
        open.change(edit)?;
        let words = open.document().slice(suggestion.span.range()).to_owned();
        self.suggestions.all.retain(|one| *one != suggestion);
        self.suggestions.chosen = None;
        self.tell(Notice::SuggestionRefused { tag: suggestion.tag, words });
        Ok(())
    }
}
