//! Tagging all places where the words of a span are met again, where that costs fewer keys than tagging each of them.

use hashiya::annotation::propagation::{Occurrence, Standing, carried, occurrences};
use hashiya::annotation::schema::Who;
use hashiya::annotation::{Annotation, AnnotationSet, Kind};
use hashiya::session::Propagation;

use super::Fault;
use super::desk::{Desk, Purpose};
use super::target::{Saying, Target};
use super::wants::{Round, Wants, is_same};

/// Keys that a span costs where it is tagged by itself: that it is gone to, tagged, and what is proposed is taken.
const EACH: usize = 4;

/// What is to become of an occurrence.
enum Fate<'t> {
    /// It is this span of the target.
    Wanted(&'t Annotation),
    /// It is no such span.
    Unwanted,
}

impl Desk {
    /// Tags the other places of the words of the current span, where that spares keys; what was made are spans of the target.
    ///
    /// # Errors
    /// The list does not come.
    pub(crate) fn tag_repeats(&mut self, target: &Target, span: &Annotation, saying: &mut Saying) -> Result<(), Fault> {
        let Some(made) = saying.made(target, span).and_then(|id| self.set().ok()?.get(id).cloned()) else { return Ok(()) };
        let found = self.repeats(&made)?;
        let rows: Vec<_> = found.iter().map(|place| self.fate(place, &made, target, saying)).collect();
        let are_wrong: Vec<bool> = rows.iter().zip(&found).map(|(fate, place)| is_wrong(fate, place)).collect();
        let spared: usize = rows.iter().map(|fate| self.spared(fate, &made, target, saying)).sum();
        if self.session().current().is_none_or(|current| current.id != made.id) || spared <= cost(&are_wrong) {
            return Ok(());
        }
        self.press_all("*", Purpose::Tagging);
        if self.session().find::<Propagation>().is_none_or(|screen| screen.counts().0 != found.len()) {
            return Err("the list of occurrences is another one".into());
        }
        let last = are_wrong.iter().rposition(|is_wrong| *is_wrong);
        for is_wrong in are_wrong.iter().take(last.map_or(0, |last| last + 1)) {
            self.press_all(if *is_wrong { "space" } else { "down" }, Purpose::Tagging);
        }
        self.press_all("enter", Purpose::Tagging);
        self.note_made(target, saying)
    }

    /// Where the words of a span, and the other names of its identity, are met again: as the program lists it.
    fn repeats(&self, of: &Annotation) -> Result<Vec<Occurrence>, Fault> {
        let registries = self.session().registries();
        let document = self.text()?.document();
        let words = document.slice(of.span.range()).to_owned();
        let attributes = self.session().schema().tag(&of.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
        let identity = attributes.iter().find_map(|own| match &own.kind {
            Kind::Entity { .. } => registries.identity(&own.kind, of.attribute(&own.id)?),
            _ => None,
        });
        let others: Vec<String> =
            identity.iter().flat_map(|identity| identity.names()).filter(|name| *name != words).map(str::to_owned).collect();
        let names: Vec<String> = std::iter::once(words).chain(others).collect();
        Ok(occurrences(document, self.set()?, of, &names, &registries.ready_names()))
    }

    fn fate<'t>(&self, place: &Occurrence, made: &Annotation, target: &'t Target, saying: &Saying) -> Fate<'t> {
        let is_it = |span: &&Annotation| {
            span.span == place.span && span.tag == made.tag && saying.made(target, span).is_none() && {
                self.differing(made, span, target, saying).is_empty()
            }
        };
        target.set.iter().find(is_it).map_or(Fate::Unwanted, Fate::Wanted)
    }

    /// What goes along from a span and is not said of another of the target.
    fn differing(&self, made: &Annotation, span: &Annotation, target: &Target, saying: &Saying) -> Vec<String> {
        let schema = self.session().schema();
        let defaults = schema.defaults();
        let wants = Wants { target, saying, defaults: &defaults, round: Round::Within };
        let attributes = schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
        let along = carried(made, schema);
        let wanted = |name: &str| attributes.iter().find(|own| own.id == name).and_then(|own| wants.value(span, own));
        along.into_iter().filter(|(name, value)| !is_same(wanted(name).as_ref(), Some(value))).map(|(name, _)| name).collect()
    }

    /// Keys that are spared where an occurrence is tagged with the others.
    fn spared(&self, fate: &Fate<'_>, made: &Annotation, target: &Target, saying: &Saying) -> usize {
        let Fate::Wanted(span) = fate else { return 0 };
        let schema = self.session().schema();
        let defaults = schema.defaults();
        let wants = Wants { target, saying, defaults: &defaults, round: Round::Within };
        let along = carried(made, schema);
        let attributes = schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
        let mut own = attributes.iter().filter(|own| own.who == Who::Annotator && wants.value(span, own).is_some());
        let has_relations = target.set.relations().iter().any(|relation| relation.from == span.id);
        let is_whole = !has_relations && own.all(|own| along.iter().any(|(name, _)| *name == own.id));
        // What is said of it beside what goes along takes as many keys to come back for.
        if is_whole { EACH } else { 0 }
    }

    /// Takes down which spans of the target were made.
    pub(crate) fn note_made(&self, target: &Target, saying: &mut Saying) -> Result<(), Fault> {
        let set: &AnnotationSet = self.set()?;
        for span in target.set.iter().filter(|span| saying.made(target, span).is_none()).collect::<Vec<_>>() {
            let is_known = |id: &str| saying.spans.iter().any(|((text, _), made)| *text == target.name && made == id);
            let made = set.iter().find(|made| made.span == span.span && made.tag == span.tag && !is_known(&made.id));
            if let Some(id) = made.map(|made| made.id.to_string()) {
                saying.take_down(target, span, id);
            }
        }
        Ok(())
    }
}

/// Whether a row is chosen though it is not wanted, or is wanted and not chosen.
fn is_wrong(fate: &Fate<'_>, place: &Occurrence) -> bool {
    matches!(fate, Fate::Wanted(_)) != (place.standing == Standing::Free)
}

/// Keys that the list costs: that it is opened, rows that are gone past and toggled, and that it is done.
fn cost(are_wrong: &[bool]) -> usize {
    2 + are_wrong.iter().rposition(|is_wrong| *is_wrong).map_or(0, |last| last + 1)
}
