//! What was proposed for a span where an annotator then acted: which rule offered which value, and what became of it.
//!
//! What became of it is never kept: it is read off what the span says now. So an undo, an edit by other means and a merge
//! need not know of it.

use std::cmp::Ordering;

use serde::Deserialize;

use super::record::{Field, Held, Rare, Reader};
use super::ron_text::Extra;
use super::value::Value;

/// The field that holds what was proposed for attributes.
const ATTRIBUTES: &str = "offered";
/// The field that holds what was proposed for relations.
const RELATIONS: &str = "offered_relations";

/// What something is proposed for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Subject {
    /// The value of an attribute.
    Attribute(String),
    /// The end of a relation of this type that comes from the span.
    Relation(String),
}

impl Subject {
    /// The attribute, or the type of relation.
    pub fn name(&self) -> &str {
        match self {
            Self::Attribute(name) | Self::Relation(name) => name,
        }
    }
}

/// A value that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, Value)")]
pub struct Offer {
    /// The rule that proposed it.
    pub rule: String,
    /// The value; for a relation the id of its end, as a text.
    pub value: Value,
}

impl From<(String, Value)> for Offer {
    fn from((rule, value): (String, Value)) -> Self {
        Self { rule, value }
    }
}

/// What became of a proposed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The value is what the span says.
    Kept,
    /// The span says something else.
    Changed,
    /// The span says nothing: the value is not to be proposed again.
    Refused,
}

impl Offer {
    /// An offer of a value by a rule.
    pub fn new(rule: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { rule: rule.into(), value: value.into() }
    }

    /// What became of it, read off what the span says now: its attributes, and the relations that come from it, each with its
    /// type and its end.
    pub fn outcome<'a>(
        &self,
        subject: &Subject,
        attributes: &[(String, Value)],
        relations: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Outcome {
        match subject {
            Subject::Attribute(name) => self.of_value(attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value)),
            Subject::Relation(kind) => {
                let ends = relations.into_iter().filter(|(known, _)| known == kind);
                self.of_ends(ends.map(|(_, end)| end))
            }
        }
    }

    /// What became of a value that was proposed for an attribute which now has this one.
    fn of_value(&self, now: Option<&Value>) -> Outcome {
        match now {
            Some(value) if *value == self.value => Outcome::Kept,
            Some(_) => Outcome::Changed,
            None => Outcome::Refused,
        }
    }

    /// What became of an end that was proposed for a relation, where the relations of that type go to these ends now.
    fn of_ends<'a>(&self, ends: impl IntoIterator<Item = &'a str>) -> Outcome {
        let offered = self.value.as_text();
        ends.into_iter().fold(Outcome::Refused, |outcome, end| match outcome {
            Outcome::Kept => Outcome::Kept,
            _ if Some(end) == offered => Outcome::Kept,
            _ => Outcome::Changed,
        })
    }
}

impl Field for Offer {
    type View<'a> = (&'a str, &'a Value);

    fn view(&self) -> Self::View<'_> {
        (&self.rule, &self.value)
    }

    fn write(view: Self::View<'_>, out: &mut String) {
        <(String, Value)>::write(view, out);
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        <(String, Value)>::read_plain(reader).map(Self::from)
    }
}

/// Offers as a file has them, each with the name of its attribute or type of relation.
pub type Offered = Rare<Vec<(String, Offer)>>;

/// What was proposed for a span, at most one offer for each subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// By name.
    attributes: Offered,
    /// By name.
    relations: Offered,
}

impl Offers {
    /// The offers of a file: of two for one subject the first.
    pub fn of(attributes: Offered, relations: Offered) -> Self {
        Self { attributes: sorted(attributes), relations: sorted(relations) }
    }

    /// Those for attributes, by name.
    pub fn attributes(&self) -> &Offered {
        &self.attributes
    }

    /// Those for relations, by name.
    pub fn relations(&self) -> &Offered {
        &self.relations
    }

    /// Whether nothing was proposed.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_absent() && self.relations.is_absent()
    }

    /// What was proposed for a subject.
    pub fn get(&self, subject: &Subject) -> Option<&Offer> {
        let all = self.list(subject).known()?;
        all.get(place(all, subject.name()).ok()?).map(|(_, offer)| offer)
    }

    /// Sets what was proposed for a subject, and gives what that was before. A field of another shape gives way to the first
    /// offer.
    pub fn set(&mut self, subject: &Subject, offer: Option<Offer>) -> Option<Offer> {
        let list = match subject {
            Subject::Attribute(_) => &mut self.attributes,
            Subject::Relation(_) => &mut self.relations,
        };
        if offer.is_none() && list.known().is_none() {
            return None;
        }
        let mut all = list.known().cloned().unwrap_or_default();
        let before = match (place(&all, subject.name()), offer) {
            (Ok(at), Some(offer)) => all.get_mut(at).map(|(_, old)| std::mem::replace(old, offer)),
            (Ok(at), None) => Some(all.remove(at).1),
            (Err(at), Some(offer)) => {
                all.insert(at, (subject.name().to_owned(), offer));
                None
            }
            (Err(_), None) => None,
        };
        *list = held(all);
        before
    }

    /// Whether the file has something else where the offers for such subjects are kept.
    pub fn is_odd(&self, subject: &Subject) -> bool {
        self.list(subject).is_odd()
    }

    /// All offers, those for attributes first, each by name.
    pub fn iter(&self) -> impl Iterator<Item = (Subject, &Offer)> {
        let attributes = each(&self.attributes).map(|(name, offer)| (Subject::Attribute(name.clone()), offer));
        attributes.chain(each(&self.relations).map(|(name, offer)| (Subject::Relation(name.clone()), offer)))
    }

    /// The fields as raw RON, as they are in a file.
    pub fn fields(&self) -> Extra {
        let fields = [(ATTRIBUTES, self.attributes.to_ron()), (RELATIONS, self.relations.to_ron())];
        fields.into_iter().filter_map(|(name, raw)| Some((name.to_owned(), raw?))).collect()
    }

    /// Takes the fields out of others that are raw RON.
    pub fn take(extra: &mut Extra) -> Self {
        let mut offers = Self::default();
        for (name, raw) in std::mem::take(extra) {
            match name.as_str() {
                ATTRIBUTES => offers.attributes = sorted(Held::from_ron(&raw).into()),
                RELATIONS => offers.relations = sorted(Held::from_ron(&raw).into()),
                _ => extra.push((name, raw)),
            }
        }
        offers
    }

    fn list(&self, subject: &Subject) -> &Offered {
        match subject {
            Subject::Attribute(_) => &self.attributes,
            Subject::Relation(_) => &self.relations,
        }
    }
}

fn each(offered: &Offered) -> impl Iterator<Item = &(String, Offer)> {
    offered.known().into_iter().flatten()
}

/// Where the offer of a name is among those that are in order, or belongs.
fn place(all: &[(String, Offer)], name: &str) -> Result<usize, usize> {
    all.binary_search_by(|(known, _)| -> Ordering { known.as_str().cmp(name) })
}

fn held(all: Vec<(String, Offer)>) -> Offered {
    if all.is_empty() { Offered::default() } else { Held::Known(all).into() }
}

fn sorted(offered: Offered) -> Offered {
    let Some(all) = offered.known() else { return offered };
    let mut all = all.clone();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.dedup_by(|later, first| later.0 == first.0);
    held(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn min() -> Subject {
        Subject::Attribute("min".to_owned())
    }

    #[test]
    fn a_value_that_is_there_was_kept_another_changed_and_none_refused() {
        let six = Offer::new("number", Value::Integer(6));
        assert_eq!(six.of_value(Some(&Value::Integer(6))), Outcome::Kept);
        assert_eq!(six.of_value(Some(&"6".into())), Outcome::Changed);
        assert_eq!(six.of_value(None), Outcome::Refused);
        let place = Offer::new("nearest_place", "s4");
        assert_eq!(place.of_ends(["s2", "s4", "s9"]), Outcome::Kept);
        assert_eq!(place.of_ends(["s2"]), Outcome::Changed);
        assert_eq!(place.of_ends([]), Outcome::Refused);
    }

    #[test]
    fn there_is_one_offer_for_each_subject_and_setting_it_gives_the_one_before() {
        let mut offers = Offers::default();
        let relation = Subject::Relation("min".to_owned());
        assert_eq!(offers.set(&min(), None), None);
        assert_eq!(offers.set(&min(), Some(Offer::new("number", Value::Integer(6)))), None);
        assert_eq!(offers.set(&relation, Some(Offer::new("near", "s1"))), None);
        assert_eq!(offers.set(&Subject::Attribute("harm".to_owned()), Some(Offer::new("keyword", "killed"))), None);
        let told: Vec<String> = offers.iter().map(|(subject, offer)| format!("{} {}", subject.name(), offer.rule)).collect();
        assert_eq!(told, ["harm keyword", "min number", "min near"]);
        assert_eq!(
            offers.set(&min(), Some(Offer::new("number", Value::Integer(7)))),
            Some(Offer::new("number", Value::Integer(6)))
        );
        assert_eq!(offers.set(&min(), None), Some(Offer::new("number", Value::Integer(7))));
        assert_eq!(offers.get(&min()), None);
        offers.set(&relation, None);
        offers.set(&Subject::Attribute("harm".to_owned()), None);
        assert_eq!((offers.is_empty(), offers), (true, Offers::default()));
    }

    #[test]
    fn offers_in_any_order_are_read_and_of_two_for_one_subject_the_first() {
        let raw = r#"[("min", ("number", 6)), ("harm", ("keyword", "killed")), ("min", ("last", 7))]"#;
        let mut extra = vec![("offered".to_owned(), raw.to_owned()), ("later".to_owned(), "1".to_owned())];
        let offers = Offers::take(&mut extra);
        assert_eq!(extra.len(), 1);
        assert_eq!(offers.get(&min()), Some(&Offer::new("number", Value::Integer(6))));
        let written = r#"[("harm", ("keyword", "killed")), ("min", ("number", 6))]"#;
        assert_eq!(offers.fields(), [("offered".to_owned(), written.to_owned())]);
    }

    #[test]
    fn a_field_of_another_shape_stays_until_something_is_offered() {
        let odd = Offers::of(Held::Odd("7".to_owned()).into(), Offered::default());
        let mut offers = odd.clone();
        assert_eq!(offers.set(&min(), None), None);
        assert!(offers == odd && offers.is_odd(&min()) && offers.get(&min()).is_none() && offers.iter().next().is_none());
        offers.set(&min(), Some(Offer::new("number", Value::Integer(6))));
        assert!(!offers.is_odd(&min()));
    }
}
