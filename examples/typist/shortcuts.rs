//! Ways that spare motions: letters on the words on screen, and what is selected as a whole.

use hashiya::annotation::next_figure;
use hashiya::language::enclosure::{self, Enclosing};
use hashiya::text::grapheme;

use super::skills::Skill;
use super::way::{Goal, Place, Press};
use super::ways::{Map, Objects, SLACK};

/// How many things have a label of one letter, and how many have one at all.
const LETTERS: usize = 24;

impl Map<'_> {
    /// Leaps to the words around where something begins, as far as they are on screen.
    pub(crate) fn leaps(&self, place: Place, goal: &Goal, steps: &mut Vec<(Place, Press)>) {
        // While words are pointed out nothing has letters.
        if !self.skills.have(Skill::Leap) || matches!(goal, Goal::Words(_)) {
            return;
        }
        let shown = self.shown.borrow().clone();
        let on_screen: Vec<usize> = self.words.iter().map(|word| word.start).filter(|at| shown.contains(at)).collect();
        let wanted = on_screen.partition_point(|at| *at <= goal.range().start);
        for to in on_screen.iter().take(wanted + 1).skip(wanted.saturating_sub(3)) {
            let far = to.abs_diff(place.cursor);
            let nearer = on_screen.iter().filter(|at| (at.abs_diff(place.cursor), **at) < (far, *to)).count();
            if let Some(letters) = letters(nearer, on_screen.len()) {
                steps.push((Place::at(*to), Press::Leap { to: *to, letters }));
            }
        }
    }

    /// Objects that are selected from where everything began, or from the start of a sentence.
    pub(crate) fn objects(&self, place: Place, start: Place, goal: &Goal, steps: &mut Vec<(Place, Press)>) {
        let sentences = &self.sentences.ahead;
        let last = sentences.partition_point(|at| *at <= goal.range().start).checked_sub(1).and_then(|n| sentences.get(n));
        let is_first = place == start || last == Some(&place.cursor);
        if !is_first || !self.skills.have(Skill::Objects) || !matches!(goal, Goal::Tag(..)) {
            return;
        }
        let wanted = goal.range();
        let mut known = self.objects.borrow_mut();
        for (range, keys) in known.entry(place.cursor).or_insert_with(|| self.objects_from(place.cursor)) {
            let may_do = range.start <= wanted.start && wanted.start - range.start <= SLACK && range.end >= wanted.end;
            if may_do && range.start < range.end {
                let last = grapheme::previous(self.document.text(), range.end).max(range.start);
                let selecting = Place { cursor: last, anchor: Some(range.start), is_sticky: false };
                steps.push((selecting, Press::Keys((*keys).to_owned())));
            }
        }
    }

    fn objects_from(&self, at: usize) -> Objects {
        let enclosed = [(Enclosing::Quotes, "\"", "& \""), (Enclosing::Brackets, "%", "& %")];
        let mut found: Objects = Vec::new();
        for (what, inner, around) in enclosed {
            if let Some(one) = enclosure::around(self.document, what, at).into_iter().next() {
                found.extend([(one.inner, inner), (one.around, around)]);
            }
        }
        let set = self.set.borrow();
        if let Some(place) = next_figure(self.document, &set, &self.schema, self.knowledge.numbers(), at) {
            found.extend([(place.figure, "& $"), (place.whole, "$")]);
        }
        found
    }
}

/// How many letters the label of a thing has, after so many that are nearer, of so many in all.
fn letters(nearer: usize, all: usize) -> Option<usize> {
    let beginnings = all.saturating_sub(LETTERS).div_ceil(LETTERS - 1).min(LETTERS);
    let short = LETTERS - beginnings;
    match nearer {
        _ if nearer < short => Some(1),
        _ if nearer - short < beginnings * LETTERS => Some(2),
        _ => None,
    }
}
