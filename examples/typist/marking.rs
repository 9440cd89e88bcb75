//! Tagging: each span of a target in reading order, and its edges moved where the rules of the schema leave something out.

use std::ops::Range;

use hashiya::annotation::schema::EdgeRules;
use hashiya::annotation::{Annotation, trim};
use hashiya::keymap::Key;
use hashiya::session::{Edge, Leap, Which};
use hashiya::text::{Span, grapheme};

use super::Fault;
use super::desk::{Desk, Purpose};
use super::way::{Care, Goal, Press};
use super::ways::Map;

impl Desk {
    /// Goes the shortest way to what is wanted; what comes before a selection is moving.
    ///
    /// # Errors
    /// No keys lead there.
    pub(crate) fn go(&mut self, goal: &Goal, map: &Map<'_>, purpose: Purpose) -> Result<(), Fault> {
        let nowhere = || format!("no keys lead to {goal:?}");
        for care in [Care::Bold, Care::Careful] {
            map.learn(self.session().registries(), self.set()?, self.text()?.sheet().on_screen());
            let way = map.way(self.text()?.cursor(), goal, care).ok_or_else(nowhere)?;
            self.press_each(way.presses.iter().take(way.moves), Purpose::Moving);
            let is_there = self.text()?.cursor() == way.stop;
            if is_there {
                self.press_each(way.presses.iter().skip(way.moves), purpose);
            }
            if care == Care::Careful || is_there && self.is_selected(way.selected.as_ref())? {
                return Ok(());
            }
            // The session went elsewhere than the map says, or selected something else.
            self.press_all("esc", Purpose::Moving);
        }
        Ok(())
    }

    /// Whether what is selected is what a way says, if it says something.
    fn is_selected(&self, said: Option<&Range<usize>>) -> Result<bool, Fault> {
        Ok(said.is_none() || self.text()?.sheet().selected().as_ref() == said)
    }

    fn press_each<'k>(&mut self, presses: impl Iterator<Item = &'k Press>, purpose: Purpose) {
        for press in presses {
            match press {
                Press::Keys(keys) => self.press_all(keys, purpose),
                Press::Leap { to, .. } => self.leap(*to, purpose),
            }
        }
    }

    /// Leaps to the word that begins at a byte.
    fn leap(&mut self, to: usize, purpose: Purpose) {
        self.press_all(";", purpose);
        let landing = self.session().find::<Leap>().and_then(|leap| leap.landings().find(|landing| landing.at == to).cloned());
        match landing {
            Some(landing) => self.write(&landing.label, purpose),
            None => self.press_all("esc", purpose),
        }
    }

    /// Tags a span; gives back the id that it got.
    ///
    /// # Errors
    /// No keys lead to it.
    pub(crate) fn tag(&mut self, wanted: &Annotation, map: &Map<'_>) -> Result<String, Fault> {
        let schema = self.session().schema();
        let tag = schema.tag(&wanted.tag).ok_or_else(|| format!("the schema has no tag {}", wanted.tag))?;
        let key = tag.key;
        let rules = tag.edges;
        let before = self.set()?.len();
        map.turn_to_tag(tag, self.session().registries());
        self.select(wanted.span, rules, map)?;
        self.press(Key::char(key), Purpose::Tagging);
        if self.set()?.len() == before {
            return Err(format!("{} at {:?} cannot be tagged", wanted.tag, wanted.span.range()).into());
        }
        let made = self.session().current().ok_or("what was tagged is not the current span")?;
        let id = made.id.to_string();
        if made.span != wanted.span {
            self.move_edges(&id, wanted.span)?;
        }
        Ok(id)
    }

    /// Selects what a tag key is to tag: the span itself, else what the rules make of it, whatever names the registries have:
    /// where they make a difference, the edges are moved.
    fn select(&mut self, wanted: Span, rules: EdgeRules, map: &Map<'_>) -> Result<(), Fault> {
        let left = trim(self.text()?.document(), wanted.range(), rules, &|_| false).range;
        self.go(&Goal::Tag(left, rules), map, Purpose::Tagging)
    }

    /// Moves the edges of the current span to where they belong.
    fn move_edges(&mut self, id: &str, wanted: Span) -> Result<(), Fault> {
        self.press_all("e", Purpose::Tagging);
        for which in [Which::End, Which::Start] {
            let found = self.span(id)?;
            let is_there = match which {
                Which::End => found.end() == wanted.end(),
                Which::Start => found.start() == wanted.start(),
            };
            if is_there {
                continue;
            }
            if self.session().find::<Edge>().is_some_and(|edge| edge.which() != which) {
                self.press_all("e", Purpose::Tagging);
            }
            self.move_edge(id, which, wanted)?;
        }
        self.press_all("enter", Purpose::Tagging);
        if self.span(id)? == wanted { Ok(()) } else { Err(format!("{id} cannot be moved to {:?}", wanted.range()).into()) }
    }

    /// Moves the edge that is held, letter by letter; a space is passed over.
    fn move_edge(&mut self, id: &str, which: Which, wanted: Span) -> Result<(), Fault> {
        let found = self.span(id)?;
        let text = self.text()?.document().text();
        let last = |end: usize| grapheme::previous(text, end);
        let (from, to) = match which {
            Which::End => (last(found.end()), last(wanted.end())),
            Which::Start => (found.start(), wanted.start()),
        };
        let key = if from < to { ">" } else { "<" };
        let between = text.get(from.min(to)..from.max(to)).unwrap_or_default();
        let is_space = |text: &str, at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        if is_space(text, to) {
            return Err(format!("{:?} begins or ends with a space", wanted.range()).into());
        }
        let stops = std::iter::successors(Some(0), |at| Some(grapheme::next(between, *at)).filter(|next| *next < between.len()));
        let count = stops.filter(|at| !is_space(between, *at)).count();
        if count > 1 {
            self.write(&count.to_string(), Purpose::Tagging);
        }
        self.press_all(key, Purpose::Tagging);
        Ok(())
    }

    fn span(&self, id: &str) -> Result<Span, Fault> {
        Ok(self.set()?.get(id).ok_or("the span is gone")?.span)
    }
}
