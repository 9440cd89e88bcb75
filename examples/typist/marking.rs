//! Tagging: each span of a target in reading order, and its edges moved where the rules of the schema leave something out.

use hashiya::annotation::schema::EdgeRules;
use hashiya::annotation::{Annotation, trim};
use hashiya::keymap::Key;
use hashiya::session::{Edge, Which};
use hashiya::text::{Span, grapheme};

use super::Fault;
use super::desk::{Desk, Purpose};
use super::ways::{Care, Goal, Map};

impl Desk {
    /// Goes the shortest way to what is wanted; what comes before a selection is moving.
    ///
    /// # Errors
    /// No keys lead there.
    pub(crate) fn go(&mut self, goal: &Goal, map: &Map<'_>, purpose: Purpose) -> Result<(), Fault> {
        let nowhere = || format!("no keys lead to {goal:?}");
        map.learn(self.session().registries());
        let mut way = map.way(self.text()?.cursor(), goal, Care::Bold).ok_or_else(nowhere)?;
        self.press_each(way.keys.iter().take(way.moves), Purpose::Moving);
        if self.text()?.cursor() != way.stop {
            // The session went elsewhere than the map says, and may have selected something there.
            self.press_all("esc", Purpose::Moving);
            way = map.way(self.text()?.cursor(), goal, Care::Careful).ok_or_else(nowhere)?;
            self.press_each(way.keys.iter().take(way.moves), Purpose::Moving);
        }
        self.press_each(way.keys.iter().skip(way.moves), purpose);
        Ok(())
    }

    fn press_each<'k>(&mut self, keys: impl Iterator<Item = &'k String>, purpose: Purpose) {
        for key in keys {
            self.press_all(key, purpose);
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
        map.turn_to_tag();
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
