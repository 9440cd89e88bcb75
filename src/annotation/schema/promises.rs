//! What a schema of the second version says that the program could not honour.

use std::collections::HashSet;

use super::kind::{Cue, Figure, Fill, Fit, Kind, ValueType, Who};
use super::model::{Attribute, BEFORE, RelationType, Schema, WHOLE};
use super::place::{Flaw, Place};
use crate::annotation::origin::Origin;
use crate::annotation::state::DocumentState;

/// As many values as there are digits to pick them.
const DIGITS: usize = 10;

/// Notes what cannot be honoured.
pub(super) fn check(schema: &Schema, flaws: &mut Vec<Flaw>) {
    let mut report = Report { schema, flaws };
    let root = Place::default();
    if schema.id.trim().is_empty() {
        report.flaw(&root.field("id"), "the schema has no id");
    }
    report.files(&root);
    for (n, tag) in schema.tags.iter().enumerate() {
        let place = root.field("tags").item(n);
        report.key(&place, tag.key);
        report.attributes(&place.field("attrs"), &tag.attributes, Owner::Tag(&tag.attributes));
    }
    for (n, relation) in schema.relations.iter().enumerate() {
        report.relation(&root.field("relations").item(n), relation);
    }
    report.attributes(&root.field("document"), &schema.document, Owner::Other);
    report.workflow(&root.field("workflow"));
    report.policy(&root.field("policy"));
}

/// What attributes are said of.
#[derive(Clone, Copy)]
enum Owner<'a> {
    /// A tag, which has these.
    Tag(&'a [Attribute]),
    /// A relation or a text.
    Other,
}

struct Report<'a> {
    schema: &'a Schema,
    flaws: &'a mut Vec<Flaw>,
}

impl Report<'_> {
    fn flaw(&mut self, place: &Place, message: impl Into<String>) {
        self.flaws.push(place.clone().flaw(message.into()));
    }

    fn key(&mut self, place: &Place, key: char) {
        if key.is_ascii_digit() {
            self.flaw(&place.field("key"), format!("the key '{key}' is a digit, and digits pick values"));
        } else if key.is_control() || key.is_whitespace() {
            self.flaw(&place.field("key"), "a key must be a letter or a sign");
        }
    }

    /// Registries and lexicons.
    fn files(&mut self, root: &Place) {
        let mut seen = HashSet::new();
        for (n, file) in self.schema.registries.iter().enumerate() {
            let place = root.field("registries").item(n);
            let name = file.strip_suffix(".ron").unwrap_or_default();
            if name.is_empty() || name.contains(['/', '\\', ':', '.']) {
                self.flaw(&place, format!("`{file}` is not the name of a file beside the texts that ends in .ron"));
            } else if !seen.insert(file) {
                self.flaw(&place, format!("duplicate registry `{file}`"));
            }
        }
        let mut seen = HashSet::new();
        for (n, lexicon) in self.schema.lexicons.iter().enumerate() {
            if !seen.insert(&lexicon.id) {
                self.flaw(&root.field("lexicons").item(n), format!("duplicate lexicon `{}`", lexicon.id));
            }
            let is_word = |word: &String| lexicon.entries.iter().any(|(_, words)| words.contains(word));
            for (name, words) in lexicon.lists() {
                if let Some(odd) = words.iter().find(|word| !is_word(word)) {
                    let message = format!("`{odd}` is not a word of the lexicon `{}`", lexicon.id);
                    self.flaw(&root.field("lexicons").item(n).field(name), message);
                }
            }
        }
    }

    fn attributes(&mut self, list: &Place, attributes: &[Attribute], owner: Owner<'_>) {
        for (n, attribute) in attributes.iter().enumerate() {
            let place = list.item(n);
            self.key(&place, attribute.key);
            self.kind(&place.field("kind"), attribute);
            self.default(&place.field("default"), attribute);
            for (m, fill) in attribute.fill.iter().enumerate() {
                if let Some(message) = self.unfillable(attribute, fill, owner) {
                    self.flaw(&place.field("fill").item(m), message);
                }
            }
            if attribute.who == Who::Reviewer && attribute.required {
                let message = format!("`{}` is required of annotators, but only a reviewer may set it", attribute.id);
                self.flaw(&place.field("required"), message);
            }
        }
    }

    fn kind(&mut self, place: &Place, attribute: &Attribute) {
        match &attribute.kind {
            Kind::Entity { registry } if !self.schema.registry_names().any(|known| known == registry) => {
                let known: Vec<&str> = self.schema.registry_names().collect();
                self.flaw(place, format!("unknown registry `{registry}` (known: {})", known.join(", ")));
            }
            Kind::One(values) | Kind::Many(values) => self.values(place, values),
            _ => {}
        }
    }

    fn values(&mut self, place: &Place, values: &[ValueType]) {
        let mut ids = HashSet::new();
        for (n, value) in values.iter().enumerate() {
            if value.id.trim().is_empty() {
                self.flaw(&place.item(n), "a value has no id");
            } else if !ids.insert(&value.id) {
                self.flaw(&place.item(n), format!("duplicate value `{}`", value.id));
            }
        }
        let choices = values.iter().filter(|value| !value.is_retired).count();
        if choices == 0 {
            self.flaw(place, "there is no value to choose");
        } else if choices > DIGITS {
            self.flaw(
                place,
                format!("{choices} values, but only {DIGITS} digits to pick them; retire some or split the attribute"),
            );
        }
    }

    fn default(&mut self, place: &Place, attribute: &Attribute) {
        let Some(value) = &attribute.default else { return };
        let message = match attribute.kind.fit(value) {
            Fit::Good => return,
            Fit::Retired => format!("the default `{value}` of `{}` is a retired value", attribute.id),
            Fit::Unknown | Fit::OtherKind => format!("the default `{value}` of `{}` is not one of its values", attribute.id),
        };
        self.flaw(place, message);
    }

    /// Why an attribute cannot be filled so.
    fn unfillable(&self, attribute: &Attribute, fill: &Fill, owner: Owner<'_>) -> Option<String> {
        let id = &attribute.id;
        let Owner::Tag(siblings) = owner else {
            return Some(format!("`{id}` is not said of words, so that nothing can fill it"));
        };
        let is_one = matches!(attribute.kind, Kind::One(_));
        let fits = match fill {
            Fill::SameText | Fill::Before | Fill::Continued => true,
            Fill::Holds { value, .. } => is_one && attribute.value(value).is_some(),
            Fill::Registry => {
                let is_entity = |other: &Attribute| matches!(other.kind, Kind::Entity { .. });
                is_entity(attribute) || siblings.iter().any(is_entity)
            }
            Fill::Number(Figure::Min | Figure::Max) => attribute.kind == Kind::Int,
            Fill::Number(Figure::Qualifier) | Fill::Cue(Cue::Stance | Cue::Certainty) => is_one,
            Fill::Cue(Cue::Span) => attribute.kind == Kind::SubSpan,
            Fill::Cue(Cue::When) => is_one || matches!(attribute.kind, Kind::SubSpan | Kind::Date | Kind::Text),
            Fill::Lexicon(lexicon) => return self.unfillable_by_lexicon(attribute, lexicon),
        };
        (!fits).then(|| format!("`{id}` cannot be filled so: its kind has no such value"))
    }

    fn unfillable_by_lexicon(&self, attribute: &Attribute, lexicon: &str) -> Option<String> {
        let Some(found) = self.schema.lexicon(lexicon) else { return Some(format!("unknown lexicon `{lexicon}`")) };
        let is_value = |word: &str| match attribute.kind {
            Kind::Flag => word == "true",
            Kind::One(_) if word == BEFORE || word == WHOLE => true,
            _ => attribute.value(word).is_some(),
        };
        let values = found
            .entries
            .iter()
            .map(|(value, _)| value)
            .chain(found.several.iter().flat_map(|several| several.of.iter().chain([&several.value])));
        let odd = values.map(String::as_str).find(|value| !is_value(value))?;
        Some(format!("the lexicon `{lexicon}` has words for `{odd}`, which is no value of `{}`", attribute.id))
    }

    fn relation(&mut self, place: &Place, relation: &RelationType) {
        self.key(place, relation.key);
        self.ends(&place.field("from"), &relation.from);
        self.ends(&place.field("to"), &relation.to);
        if relation.from.is_empty() {
            self.flaw(&place.field("from"), format!("the relation `{}` comes from no tag", relation.id));
        }
        if relation.to.is_empty() && relation.special.is_empty() {
            self.flaw(&place.field("to"), format!("the relation `{}` goes nowhere", relation.id));
        }
        for (n, end) in relation.special.iter().enumerate() {
            if !end.id.starts_with('@') || end.id.len() == 1 {
                self.flaw(&place.field("special").item(n), format!("the special end `{}` does not begin with @", end.id));
            }
        }
        if relation.certainty.as_ref().is_some_and(Vec::is_empty) {
            let message = "no attribute is filled with Cue(Certainty), so that the values of certainty must be listed here";
            self.flaw(&place.field("certainty"), message);
        } else if let Some(values) = &relation.certainty {
            self.values(&place.field("certainty"), values);
        }
        self.suggest(&place.field("suggest"), relation);
        self.attributes(&place.field("attrs"), &relation.attributes, Owner::Other);
    }

    fn ends(&mut self, place: &Place, tags: &[String]) {
        for (n, tag) in tags.iter().enumerate() {
            if self.schema.tag(tag).is_none() {
                self.flaw(&place.item(n), format!("unknown tag `{tag}`"));
            }
        }
    }

    fn suggest(&mut self, place: &Place, relation: &RelationType) {
        let Some(suggest) = &relation.suggest else { return };
        if let Some(lexicon) = suggest.lexicon().filter(|lexicon| self.schema.lexicon(lexicon).is_none()) {
            return self.flaw(place, format!("unknown lexicon `{lexicon}`"));
        }
        if let Some(end) = suggest.special(self.schema).find(|end| relation.special_end(end).is_none()) {
            self.flaw(place, format!("`{end}` is no special end of `{}`", relation.id));
        }
        let class: Vec<&String> = suggest.classes().collect();
        let targets = || relation.to.iter().filter_map(|tag| self.schema.tag(tag)).flat_map(|tag| &tag.attributes);
        let odd: Vec<&String> =
            class.into_iter().filter(|class| !targets().any(|attribute| attribute.value(class).is_some())).collect();
        for class in odd {
            self.flaw(place, format!("no tag that `{}` goes to has an attribute with the value `{class}`", relation.id));
        }
    }

    fn workflow(&mut self, place: &Place) {
        let workflow = &self.schema.workflow;
        for (n, state) in workflow.document_states.iter().enumerate() {
            if matches!(DocumentState::from(state.as_str()), DocumentState::Other(_)) {
                let known = DocumentState::ALL.map(|state| state.as_str().to_owned()).join(", ");
                self.flaw(&place.field("document_states").item(n), format!("unknown state `{state}` (known: {known})"));
            }
        }
        for (n, origin) in workflow.origins.iter().enumerate() {
            if matches!(Origin::from(origin.as_str()), Origin::Other(_)) {
                self.flaw(&place.field("origins").item(n), format!("unknown origin `{origin}`"));
            }
        }
        if !workflow.span_states.is_empty() {
            self.flaw(&place.field("span_states"), "spans have no states; what is disputed or rejected follows from the review");
        }
    }

    fn policy(&mut self, place: &Place) {
        let policy = &self.schema.policy;
        for (n, (word, min, max)) in policy.vague.iter().enumerate() {
            if min.zip(*max).is_some_and(|(min, max)| min > max) {
                self.flaw(&place.field("vague").item(n), format!("the bounds of `{word}` are the wrong way round"));
            }
        }
        for (n, harm) in policy.optional_harms.iter().enumerate() {
            if !self.schema.tags.iter().flat_map(|tag| &tag.attributes).any(|attribute| attribute.value(harm).is_some()) {
                self.flaw(&place.field("optional_harms").item(n), format!("no attribute has the value `{harm}`"));
            }
        }
    }
}
