//! Taking what is suggested: all that is on screen at once, or one that is gone to, where that spares keys.

use std::cmp::Reverse;

use hashiya::annotation::suggestion::Suggestion;
use hashiya::annotation::{Annotation, trim};

use super::Fault;
use super::desk::{Desk, Purpose};
use super::target::{Saying, Target};
use super::wants::{Round, Wants, is_same};
use super::way::{Care, Goal, Press};
use super::ways::Map;

/// Keys that are spared where a span is there already: it is not gone to and tagged, only inspected.
const EACH: usize = 2;
/// Keys that taking all costs: that it is done, and that what is to be said is gone to.
const ALL: usize = 2;
/// Keys that a wrong value costs: its row, and what is right.
const VALUE: usize = 2;
/// Keys that a span costs which is deleted again: it is gone to, and deleted.
const DELETION: usize = 4;

impl Desk {
    /// Takes all that is suggested on screen, where that spares keys, and deletes what is no span of the target.
    ///
    /// # Errors
    /// What was taken cannot be deleted.
    pub(crate) fn take_visible(&mut self, target: &Target, saying: &mut Saying, map: &Map<'_>) -> Result<(), Fault> {
        let seen = self.text()?.sheet().on_screen();
        let offered = self.session().suggestions_in(&seen).into_iter().filter(|one| one.is_likely()).cloned();
        let rated: Vec<(Option<usize>, Suggestion)> =
            offered.map(|one| (self.unsaid(target, &one, saying).map(|values| values * VALUE), one)).collect();
        let spared: usize = rated.iter().filter_map(|(cost, _)| Some(EACH.saturating_sub((*cost)?))).sum();
        let wrong: Vec<&Suggestion> = rated.iter().filter(|(cost, _)| cost.is_none()).map(|(_, one)| one).collect();
        if spared <= ALL + wrong.len() * DELETION {
            return Ok(());
        }
        self.press_all("Y", Purpose::Tagging);
        self.note_made(target, saying)?;
        wrong.into_iter().try_for_each(|one| self.delete(one, map))
    }

    /// Deletes a span that was suggested.
    fn delete(&mut self, suggestion: &Suggestion, map: &Map<'_>) -> Result<(), Fault> {
        let start = suggestion.span.start();
        self.go(&Goal::Cursor(start..start + 1), map, Purpose::Tagging)?;
        let is_it = |span: &Annotation| span.span == suggestion.span && span.tag == suggestion.tag;
        for _ in 0..self.text()?.stack().len() {
            if self.session().current().is_some_and(is_it) {
                self.press_all("d", Purpose::Tagging);
                return Ok(());
            }
            self.press_all("tab", Purpose::Tagging);
        }
        Err(format!("no keys delete {:?}", suggestion.span.range()).into())
    }

    /// Goes to the suggestion of a span and takes it, where that is the shorter way; the id that it got.
    ///
    /// # Errors
    /// No text is open.
    pub(crate) fn take_suggested(
        &mut self,
        target: &Target,
        wanted: &Annotation,
        saying: &Saying,
        map: &Map<'_>,
    ) -> Result<Option<String>, Fault> {
        let Some((key, steps, suggestion)) = self.steps_to_suggestion(wanted)? else { return Ok(None) };
        let values = self.unsaid(target, &suggestion, saying).unwrap_or_default();
        if steps + values * VALUE >= self.way_to(wanted, map)? {
            return Ok(None);
        }
        for _ in 0..steps {
            self.press_all(key, Purpose::Moving);
        }
        if self.session().suggestion() != Some(&suggestion) {
            return Ok(None);
        }
        self.press_all("enter", Purpose::Tagging);
        let made = self.session().current().filter(|made| made.span == wanted.span && made.tag == wanted.tag);
        Ok(made.map(|made| made.id.to_string()))
    }

    /// How often which key leads to the suggestion of a span, and that suggestion; none where there is none.
    fn steps_to_suggestion(&self, wanted: &Annotation) -> Result<Option<(&'static str, usize, Suggestion)>, Fault> {
        let open = self.text()?;
        let at = open.cursor();
        let place = |one: &Suggestion| (one.span.start(), Reverse(one.span.end()));
        let here = self.session().suggestion().filter(|one| one.span.start() == at).map(place);
        let is_ahead = |one: &Suggestion| here.map_or(one.span.start() >= at, |here| place(one) > here);
        let all = self.session().suggestions_in(&(0..open.document().len()));
        let (ahead, behind): (Vec<&Suggestion>, Vec<&Suggestion>) = all.into_iter().partition(|one| is_ahead(one));
        let behind = behind.into_iter().filter(|one| here != Some(place(one))).rev();
        let is_it = |(_, one): &(usize, &Suggestion)| one.span == wanted.span && one.tag == wanted.tag;
        let found = |(steps, one): (usize, &Suggestion)| (steps + 1, one.clone());
        let forth = ahead.into_iter().enumerate().find(is_it).map(found).map(|(steps, one)| ("'", steps, one));
        let back = behind.enumerate().find(is_it).map(found).map(|(steps, one)| ("alt-'", steps, one));
        Ok(forth.or(back))
    }

    /// Keys that lead to a span and select it, without the key that tags it.
    fn way_to(&self, wanted: &Annotation, map: &Map<'_>) -> Result<usize, Fault> {
        let open = self.text()?;
        let tag = self.session().schema().tag(&wanted.tag).ok_or_else(|| format!("the schema has no tag {}", wanted.tag))?;
        map.turn_to_tag(tag, self.session().registries());
        map.learn(self.session().registries(), open.set(), open.sheet().on_screen());
        let left = trim(open.document(), wanted.span.range(), tag.edges, &|_| false).range;
        let way = map.way(open.cursor(), &Goal::Tag(left, tag.edges), Care::Bold);
        Ok(way.map_or(usize::MAX, |way| way.presses.iter().map(Press::length).sum()))
    }

    /// How many values come with a suggestion that its span in the target does not have; none where it is no span of the target.
    fn unsaid(&self, target: &Target, suggestion: &Suggestion, saying: &Saying) -> Option<usize> {
        let is_it = |span: &&Annotation| {
            span.span == suggestion.span && span.tag == suggestion.tag && saying.made(target, span).is_none()
        };
        let span = target.set.iter().find(is_it)?;
        let schema = self.session().schema();
        let defaults = schema.defaults();
        let wants = Wants { target, saying, defaults: &defaults, round: Round::Within };
        let attributes = schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
        let wanted = |name: &str| attributes.iter().find(|own| own.id == name).and_then(|own| wants.value(span, own));
        Some(suggestion.attributes.iter().filter(|(name, value)| !is_same(wanted(name).as_ref(), Some(value))).count())
    }
}
