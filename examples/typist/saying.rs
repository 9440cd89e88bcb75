//! Saying what spans say, in the inspector: attribute by attribute, gap by gap, span by span.

use std::collections::BTreeMap;

use hashiya::annotation::registry::class_attribute;
use hashiya::annotation::schema::Who;
use hashiya::annotation::{Annotation, Attribute, Defaults, End, Entering, Kind, Part, Relation, Uses, Value, gaps};
use hashiya::keymap::Key;
use hashiya::session::{AttributeRow, CardRow, Identities, Inspector, Mode, OpenText, Pointing, Standing};

use super::Fault;
use super::desk::{Desk, Purpose};
use super::target::{Saying, Target, leads_out};
use super::ways::{Goal, Map};

/// Spans over which `]` is pressed before the way leads through the text.
const NEAR: usize = 5;
/// Things that are said and spans that are gone to, for each span at most.
const STEPS: usize = 200;
/// Letters of a name that are typed at most to find an identity.
const LETTERS: usize = 8;

/// Something that is to be said of a span yet.
#[derive(Debug, Clone, PartialEq)]
enum Want {
    /// The value of an attribute; none where it is to be taken away.
    Value(Attribute, Option<Value>),
    /// A relation, its ends those of the set that is typed.
    Relation(Relation),
    /// How certain a relation is.
    Certainty(Relation),
}

/// A span of the target, the id that it has got, and what is to be said of it yet.
struct Left<'a> {
    span: &'a Annotation,
    id: String,
    wants: Vec<Want>,
}

/// What is said of the spans of a text: relations between texts need the spans of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    /// Attributes, and relations within the text.
    Within,
    /// Relations into other texts.
    Between,
}

/// What is to be said of the spans of one text.
struct Wants<'a> {
    target: &'a Target,
    saying: &'a Saying,
    /// What says no more than absence.
    defaults: &'a Defaults,
    /// What is said now.
    round: Round,
}

impl Wants<'_> {
    /// The id that a span of the target has got.
    fn made(&self, id: &str) -> Option<&str> {
        self.saying.spans.get(&(self.target.name.clone(), id.to_owned())).map(String::as_str)
    }

    /// The value that is wanted of an attribute, in the identities that there are.
    fn value(&self, span: &Annotation, attribute: &Attribute) -> Option<Value> {
        let value = self.defaults.said(span, &attribute.id)?;
        let (Kind::Entity { registry }, Value::Text(id)) = (&attribute.kind, value) else { return Some(value.clone()) };
        let made = self.saying.identities.get(&(registry.clone(), id.clone()));
        Some(Value::Text(made.unwrap_or(id).clone()))
    }

    /// A relation of the target with the ends that it has got.
    fn relation(&self, relation: &Relation) -> Option<Relation> {
        if leads_out(relation) != (self.round == Round::Between) {
            return None;
        }
        let to = match relation.to.elsewhere() {
            Some((file, id)) => self.saying.end_in_text(file, id),
            None => self.made(&relation.to).map_or_else(|| relation.to.clone(), End::from),
        };
        let from = self.made(&relation.from)?;
        Some(Relation { from: from.into(), to, ..relation.clone() })
    }

    /// What is left to say of a span of the target.
    fn of(&self, span: &Annotation, desk: &Desk) -> Result<Vec<Want>, Fault> {
        let id = self.made(&span.id).ok_or("a span was not tagged")?;
        let set = desk.set()?;
        let said = set.get(id).ok_or("a span is gone")?;
        let schema = desk.session().schema();
        let attributes = schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
        let mut wants = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.who == Who::Annotator && self.round == Round::Within) {
            let wanted = self.value(span, attribute);
            if !is_same(wanted.as_ref(), self.defaults.said(said, &attribute.id)) {
                wants.push(Want::Value(attribute.clone(), wanted));
            }
        }
        let mut relations: Vec<Relation> = self
            .target
            .set
            .relations()
            .iter()
            .filter(|relation| relation.from == span.id)
            .filter_map(|r| self.relation(r))
            .collect();
        relations.sort_by_key(|relation| relation.order);
        for relation in relations {
            let is_it = |made: &&Relation| made.from == relation.from && made.kind == relation.kind && made.to == relation.to;
            match set.relations().iter().find(is_it) {
                None => wants.push(Want::Relation(relation)),
                Some(made) if made.certainty != relation.certainty => wants.push(Want::Certainty(relation)),
                Some(_) => {}
            }
        }
        Ok(wants)
    }
}

/// Whether two values are the same; a list is a set.
fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(Value::List(one)), Some(Value::List(other))) => {
            one.len() == other.len() && one.iter().all(|word| other.contains(word))
        }
        _ => one == other,
    }
}

impl Desk {
    /// Says everything that a target says of its spans: attributes and relations within the text, or those out of it; gives
    /// back what no keys say.
    ///
    /// # Errors
    /// No keys lead to a span.
    pub(crate) fn say_all(
        &mut self,
        target: &Target,
        saying: &mut Saying,
        map: &Map<'_>,
        round: Round,
    ) -> Result<Vec<String>, Fault> {
        let defaults = self.session().schema().defaults();
        let mut given_up: Vec<(String, Want)> = Vec::new();
        let mut faults = Vec::new();
        let mut tried = None;
        for _ in 0..STEPS * (target.set.len() + 1) {
            let wants = Wants { target, saying, defaults: &defaults, round };
            let mut left = Vec::new();
            for span in target.set.iter() {
                // What could not be tagged says nothing.
                let Some(id) = wants.made(&span.id).map(str::to_owned) else { continue };
                let mut wants = wants.of(span, self)?;
                wants.retain(|want| !given_up.contains(&(id.clone(), want.clone())));
                left.push(Left { span, id, wants });
            }
            left.retain(|left| !left.wants.is_empty());
            let Some(Left { span, id, wants }) = self.next(left)? else { break };
            if self.inspected().as_deref() != Some(id.as_str()) {
                self.go_to(&id, map)?;
                continue;
            }
            let rows = self.session().card().rows;
            let Some(want) = choose(&rows, &wants) else { break };
            if accepts_all(&rows, &wants) {
                self.press_all("+", Purpose::Confirming);
                continue;
            }
            let attempt = (id, want.clone());
            let is_stuck = tried.as_ref() == Some(&attempt);
            let fault = if is_stuck { None } else { self.say(span, want, saying, map).err() };
            if is_stuck || fault.is_some() {
                faults.extend(fault.map(|fault| fault.to_string()));
                given_up.push(attempt.clone());
                self.come_back();
            }
            tried = Some(attempt);
        }
        self.come_back();
        if self.session().mode() == Mode::Inspector {
            self.press_all("esc", Purpose::Moving);
        }
        Ok(faults)
    }

    /// Leaves whatever is open over the inspector.
    fn come_back(&mut self) {
        for _ in 0..4 {
            if matches!(self.session().mode(), Mode::Inspector | Mode::Reading) {
                break;
            }
            self.press_all("esc", Purpose::Moving);
        }
    }

    /// The span of which something is said next: the one that is inspected, else the next one after it.
    fn next<'t>(&self, left: Vec<Left<'t>>) -> Result<Option<Left<'t>>, Fault> {
        let set = self.set()?;
        let place = |id: &str| set.iter().position(|span| span.id == *id);
        let here = self.inspected().as_deref().and_then(place);
        let key = |left: &Left<'_>| {
            let place = place(&left.id);
            (place < here, place)
        };
        Ok(left.into_iter().min_by_key(key))
    }

    /// The span that the inspector is about.
    fn inspected(&self) -> Option<String> {
        let inspector = self.session().find::<Inspector>()?;
        inspector.spans().first().map(ToString::to_string)
    }

    /// Brings the inspector to a span.
    fn go_to(&mut self, id: &str, map: &Map<'_>) -> Result<(), Fault> {
        let set = self.set()?;
        let places: BTreeMap<String, usize> = set.iter().enumerate().map(|(n, span)| (span.id.to_string(), n)).collect();
        let place = |id: &str| places.get(id).copied().unwrap_or_default();
        let wanted = place(id);
        let missing: Vec<usize> = gaps(set, self.session().schema(), Part::Annotator)
            .iter()
            .filter_map(|gap| gap.span.as_ref())
            .map(|id| place(id))
            .collect();
        let here = self.inspected().map(|id| place(&id));
        let next_gap = match here {
            Some(here) if missing.contains(&here) => None,
            Some(here) => missing.iter().copied().find(|gap| *gap > here),
            None => missing.iter().copied().find(|gap| self.start_of(*gap) >= self.text().map_or(0, OpenText::cursor)),
        };
        let next_gap =
            next_gap.or(if here.is_some_and(|here| missing.contains(&here)) { None } else { missing.first().copied() });
        let by_gap = next_gap.filter(|gap| *gap <= wanted).map(|gap| wanted - gap);
        let by_span = here.map(|here| wanted.abs_diff(here)).filter(|steps| *steps <= NEAR);
        match (by_gap, by_span, here) {
            (Some(gap), span, _) if gap <= NEAR && span.is_none_or(|span| gap < span) => self.press_all(",", Purpose::Moving),
            (_, Some(_), Some(here)) => self.press_all(if wanted > here { "]" } else { "[" }, Purpose::Moving),
            _ => return self.inspect(id, map),
        }
        let now = self.inspected().map(|id| place(&id).abs_diff(wanted));
        let is_nearer = now.is_some_and(|now| here.is_none_or(|here| now < here.abs_diff(wanted)));
        if is_nearer { Ok(()) } else { self.inspect(id, map) }
    }

    fn start_of(&self, place: usize) -> usize {
        let set = self.set().ok();
        set.and_then(|set| set.iter().nth(place)).map_or(0, |span| span.span.start())
    }

    /// Goes to a span in the text, and opens the inspector on it.
    fn inspect(&mut self, id: &str, map: &Map<'_>) -> Result<(), Fault> {
        if self.session().mode() == Mode::Inspector {
            self.press_all("esc", Purpose::Moving);
        }
        let start = self.set()?.get(id).ok_or("a span is gone")?.span.start();
        self.go(&Goal::Cursor(start..start + 1), map, Purpose::Moving)?;
        for _ in 0..self.text()?.stack().len() {
            if self.session().current().is_some_and(|span| span.id == *id) {
                break;
            }
            self.press_all("tab", Purpose::Moving);
        }
        self.press_all("i", Purpose::Moving);
        if self.inspected().as_deref() == Some(id) { Ok(()) } else { Err(format!("no keys inspect {id}").into()) }
    }

    /// Says one thing of the span that is inspected.
    fn say(&mut self, span: &Annotation, want: &Want, saying: &mut Saying, map: &Map<'_>) -> Result<(), Fault> {
        match want {
            Want::Value(attribute, value) => self.say_value(span, attribute, value.as_ref(), saying, map),
            Want::Relation(relation) => {
                let words = saying.words.get(relation.to.as_str()).cloned();
                self.relate(relation, words.as_deref())
            }
            Want::Certainty(relation) => self.say_certainty(relation),
        }
    }

    /// Says a value of the span that is inspected.
    fn say_value(
        &mut self,
        span: &Annotation,
        attribute: &Attribute,
        value: Option<&Value>,
        saying: &mut Saying,
        map: &Map<'_>,
    ) -> Result<(), Fault> {
        self.go_to_row(&attribute.id, attribute.key)?;
        let row = self.row(&attribute.id).ok_or_else(|| format!("there is no row {}", attribute.id))?;
        let Some(value) = value else {
            self.press_all("delete", Purpose::Attributes);
            return Ok(());
        };
        if row.proposal().is_some_and(|proposal| proposal.value == *value) {
            self.press_all("enter", Purpose::Confirming);
            return Ok(());
        }
        match attribute.entering() {
            Entering::Digit => self.say_digits(&row, value),
            Entering::Line => {
                self.say_line(&row, &value.to_string());
                Ok(())
            }
            Entering::Words => {
                if self.say_proposed(&row, value) {
                    return Ok(());
                }
                let Value::Range(start, end) = *value else { return Err("a sub-span is no range".into()) };
                self.open_row(&row);
                if self.session().find::<Pointing>().is_none() {
                    return Err("nothing can be pointed out".into());
                }
                self.point_out(start..end, map)
            }
            Entering::Identity => {
                if self.say_proposed(&row, value) {
                    return Ok(());
                }
                self.open_row(&row);
                let wanted = span.attribute(&attribute.id).and_then(Value::as_text).unwrap_or_default().to_owned();
                self.identify(attribute, value.as_text().unwrap_or_default(), &wanted, span, saying)
            }
        }
    }

    /// The row of an attribute.
    fn row(&self, name: &str) -> Option<AttributeRow> {
        let rows = self.session().card().rows;
        rows.into_iter().find_map(|row| match row {
            CardRow::Attribute(row) if row.attribute.id == name => Some(row),
            _ => None,
        })
    }

    /// Goes to the row of an attribute by its letter, where it is not at hand.
    fn go_to_row(&mut self, name: &str, key: char) -> Result<(), Fault> {
        let at = self.session().find::<Inspector>().ok_or("the inspector is closed")?.at();
        let rows = self.session().card().rows;
        if !rows.get(at).is_some_and(|row| row_is(row, name)) {
            self.press(Key::char(key), Purpose::Attributes);
        }
        Ok(())
    }

    /// Opens what the row at hand is entered with.
    fn open_row(&mut self, row: &AttributeRow) {
        let keys = if row.proposal().is_some() { row.attribute.key.to_string() } else { "enter".to_owned() };
        self.press_all(&keys, Purpose::Attributes);
    }

    /// Takes a value that is proposed, by its digit; tells whether it is.
    fn say_proposed(&mut self, row: &AttributeRow, value: &Value) -> bool {
        match row.proposals.iter().take(9).position(|proposal| proposal.value == *value) {
            Some(n) => {
                self.press_all(&(n + 1).to_string(), Purpose::Attributes);
                true
            }
            None => false,
        }
    }

    /// Takes a value of a list, or toggles several.
    fn say_digits(&mut self, row: &AttributeRow, value: &Value) -> Result<(), Fault> {
        let offered = row.attribute.offered();
        let digit = |value: &Value| {
            let n = offered.iter().position(|one| one == value).ok_or_else(|| format!("{value} is not offered"));
            n.map(|n| ((n + 1) % 10).to_string())
        };
        let Value::List(words) = value else {
            let digit = digit(value)?;
            self.press_all(&digit, Purpose::Attributes);
            return Ok(());
        };
        let said: &[String] = match &row.standing {
            Standing::Said(Value::List(words)) => words,
            _ => &[],
        };
        let differing = words.iter().filter(|word| !said.contains(word)).chain(said.iter().filter(|word| !words.contains(word)));
        let digits: Result<Vec<String>, String> = differing.map(|word| digit(&Value::Text(word.clone()))).collect();
        for digit in digits? {
            self.press_all(&digit, Purpose::Attributes);
        }
        Ok(())
    }

    /// Types a value on the line of the row at hand.
    fn say_line(&mut self, row: &AttributeRow, text: &str) {
        let opens_itself = text.starts_with(|c: char| c.is_ascii_digit()) && row.attribute.kind != Kind::Text;
        if !opens_itself && self.session().mode() != Mode::Value {
            self.open_row(row);
        }
        if matches!(row.standing, Standing::Said(_)) && self.session().mode() == Mode::Value {
            self.press_all("ctrl-u", Purpose::Attributes);
        }
        self.write(text, Purpose::Attributes);
        self.press_all("enter", Purpose::Attributes);
    }

    /// Picks an identity, or makes it.
    fn identify(
        &mut self,
        attribute: &Attribute,
        id: &str,
        wanted: &str,
        span: &Annotation,
        saying: &mut Saying,
    ) -> Result<(), Fault> {
        let Kind::Entity { registry } = &attribute.kind else { return Ok(()) };
        if self.session().registries().get(registry).is_some_and(|known| known.get(id).is_some()) {
            return self.pick(registry, id);
        }
        self.press_all("ctrl-n", Purpose::Attributes);
        let classes = self.session().find::<Identities>().and_then(|screen| screen.classes().map(|(_, all)| all.to_vec()));
        if let Some(classes) = classes {
            let class = class_attribute(self.session().schema(), registry).and_then(|class| span.attribute(&class.id));
            let n = class.and_then(Value::as_text).and_then(|class| classes.iter().position(|one| one == class));
            self.press_all(&n.map_or_else(|| "enter".to_owned(), |n| ((n + 1) % 10).to_string()), Purpose::Attributes);
        }
        let made = saying.spans.iter().find(|((_, of), _)| span.id == **of).map(|(_, made)| made.clone());
        let said = made.and_then(|made| Some(self.set().ok()?.get(&made)?.attribute(&attribute.id)?.as_text()?.to_owned()));
        let said = said.ok_or_else(|| format!("no identity was made for {wanted}"))?;
        saying.identities.insert((registry.clone(), wanted.to_owned()), said);
        Ok(())
    }

    /// Picks an identity that there is, by as few letters of a name of it as find it.
    fn pick(&mut self, registry: &str, id: &str) -> Result<(), Fault> {
        if let Some(n) = self.picked(id) {
            self.press_all(&n, Purpose::Attributes);
            return Ok(());
        }
        let known = self.session().registries().get(registry).ok_or("there is no registry")?;
        let identity = known.get(id).ok_or("there is no identity")?;
        let names = identity.names().chain([id]).flat_map(|name| [name].into_iter().chain(name.split(' ').skip(1)));
        let first = |typed: &str| known.search(typed, &Uses::default()).iter().take(9).any(|one| one.id == *id);
        let found = names.flat_map(|name| {
            let prefix = |length: usize| name.chars().take(length).collect::<String>();
            (1..=LETTERS).map(prefix).filter(|typed| first(typed)).take(1).collect::<Vec<_>>()
        });
        let typed = found.min_by_key(|typed| typed.chars().count()).or_else(|| Some(id.to_owned())).unwrap_or_default();
        for c in typed.chars().chain(id.chars().skip(typed.chars().count())) {
            self.press(Key::char(c), Purpose::Attributes);
            if let Some(n) = self.picked(id) {
                self.press_all(&n, Purpose::Attributes);
                return Ok(());
            }
        }
        Err(format!("no letters find {id}").into())
    }

    /// The key that takes an identity of the list as it stands.
    fn picked(&self, id: &str) -> Option<String> {
        let screen = self.session().find::<Identities>()?;
        let n = screen.list().on_screen().iter().take(9).position(|row| screen.row(*row).is_some_and(|one| one == id))?;
        Some(if n == 0 { "enter".to_owned() } else { (n + 1).to_string() })
    }
}

/// What is said next of a span: first what leaves the inspector there, a gap last, for that leads on.
fn choose<'w>(rows: &[CardRow], wants: &'w [Want]) -> Option<&'w Want> {
    let is_gap = |want: &Want| match want {
        Want::Value(attribute, _) => rows.iter().any(|row| row.is_gap() && row_is(row, &attribute.id)),
        Want::Relation(relation) => rows.iter().any(|row| matches!(row, CardRow::Lacking(row) if row.kind == relation.kind)),
        Want::Certainty(_) => false,
    };
    let of_relation = |want: &&Want| matches!(want, Want::Relation(_) | Want::Certainty(_));
    let are_several = wants.iter().filter(of_relation).count() > 1;
    let rank = |want: &Want| match want {
        Want::Relation(_) | Want::Certainty(_) if are_several => 1,
        want if !is_gap(want) => 0,
        Want::Value(..) => 2,
        _ => 3,
    };
    wants.iter().min_by_key(|want| rank(want))
}

/// Whether everything that is proposed of the span is wanted, and more than one thing is.
fn accepts_all(rows: &[CardRow], wants: &[Want]) -> bool {
    let proposed: Vec<(&AttributeRow, &Value)> = rows
        .iter()
        .filter_map(|row| match row {
            CardRow::Attribute(row) => Some((row, &row.proposal()?.value)),
            _ => None,
        })
        .collect();
    let wanted = |row: &AttributeRow, value: &Value| {
        let want = |want: &&Want| matches!(want, Want::Value(attribute, _) if attribute.id == row.attribute.id);
        match wants.iter().find(want) {
            Some(Want::Value(_, wanted)) => is_same(wanted.as_ref(), Some(value)),
            _ => row.attribute.default.as_ref() == Some(value),
        }
    };
    let ends = rows.iter().filter_map(|row| match row {
        CardRow::Lacking(row) => Some((row, row.taken().collect::<Vec<_>>())),
        _ => None,
    });
    let related = |kind: &str, to: &str| {
        wants.iter().any(|want| matches!(want, Want::Relation(relation) if relation.kind == kind && relation.to == *to))
    };
    let are_ends_wanted = ends.flat_map(|(row, ends)| ends.into_iter().map(move |end| related(&row.kind, &end.id))).all(|is| is);
    proposed.len() > 1 && proposed.iter().all(|(row, value)| wanted(row, value)) && are_ends_wanted
}

/// Whether a row is that of an attribute.
fn row_is(row: &CardRow, name: &str) -> bool {
    matches!(row, CardRow::Attribute(row) if row.attribute.id == name)
}
