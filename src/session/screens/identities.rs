//! The identities that a span may be: a list that narrows as letters are typed, Arabic or Latin, and the making of a new
//! one.
//!
//! First those that the words of the span name, then the most used. Whichever is taken is set on all spans that the screen
//! was opened for, as one change, or, once that was asked, as an order where they are of a list; the same words elsewhere stay
//! what they are.

use std::cmp::Ordering as Before;

use super::ordering::Ordering;
use super::screen::{Lie, Screen, Turn};
use super::succession::Succession;
use crate::annotation::registry::{Moment, class_attribute};
use crate::annotation::{Annotation, Attribute, Held, Identity, IdentityId, Kind, Registry, RegistryEdit, SpanId};
use crate::annotation::{AnnotationSet, IdentityAct, IdentityOrder, IdentityStep, SpanAct, SpanPlace, Timestamp, Uses, Value};
use crate::language::classes::digit_value;
use crate::language::latin;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::notice::{Notice, Refusal};
use crate::session::open_text::OpenText;
use crate::session::orders::by_text;
use crate::session::parts::{Filter, Line, List, Rows, Touched};
use crate::session::pointer::Pointer;
use crate::session::registries::IdentityReport;
use crate::session::saying::Saying;
use crate::session::shared::{Destination, Journey, Shared, Target};
use crate::text::TextId;

/// Rows of the list on screen.
const ROWS: usize = 10;

/// The identities a span may be.
#[derive(Debug)]
pub struct Identities {
    registry: String,
    attribute: String,
    spans: Spans,
    /// The words of the first span.
    words: String,
    line: Line,
    found: Found,
    list: List<Never>,
    /// How often each identity is used.
    uses: Uses,
    /// The identity that is being made, while its class is asked for.
    made: Option<Made>,
    /// What is to become of an identity, while that is asked for.
    succession: Option<Succession>,
    /// Orders that were given when it was opened: another one makes it a thing of the past.
    given: usize,
}

/// The spans that get what is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Spans {
    /// Of the open text.
    Here(Vec<SpanId>),
    /// Of a list, in whatever texts.
    Listed(Vec<(TextId, SpanPlace)>),
}

impl Spans {
    fn count(&self) -> usize {
        match self {
            Self::Here(ids) => ids.len(),
            Self::Listed(places) => places.len(),
        }
    }

    /// Those of the open text.
    fn here(&self) -> &[SpanId] {
        match self {
            Self::Here(ids) => ids,
            Self::Listed(_) => &[],
        }
    }
}

/// What is looked for: the registry, the attribute of the spans, the words of the first, and how often identities are used.
struct Sought<'a> {
    registry: &'a str,
    attribute: &'a str,
    words: String,
    uses: Uses,
}

/// An identity that is being made, and the classes it may have.
#[derive(Debug, Clone)]
struct Made {
    identity: Identity,
    classes: Vec<String>,
}

/// The identities that fit, the best first.
#[derive(Debug, Default)]
struct Found(Vec<IdentityId>);

/// The list has no order but that of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Never {}

impl Rows for Found {
    type Key = Never;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn holds(&self, _row: usize, _filter: &Filter) -> bool {
        true
    }

    fn compare(&self, _one: usize, _other: usize, _key: Never) -> Before {
        Before::Equal
    }
}

impl Identities {
    /// Lists the identities of a registry for an attribute of spans of the open text.
    ///
    /// # Errors
    ///
    /// Fails where there is no such span, nothing may be changed, or the registry could not be read.
    pub fn of(registry: &str, attribute: &str, spans: Vec<SpanId>, shared: &Shared) -> Result<Self, Refusal> {
        let open = shared.changeable()?;
        let first = spans.first().and_then(|id| open.set().get(id)).ok_or(Refusal::NoSpan)?;
        let words = open.document().slice(first.span.range()).to_owned();
        let uses = shared.registries.uses(registry, open.text(), open.set(), &shared.schema);
        Self::for_spans(Sought { registry, attribute, words, uses }, Spans::Here(spans), shared)
    }

    /// Lists the identities for spans of a list: those that may have one of the registry that the first may.
    ///
    /// # Errors
    ///
    /// Fails where none may have one, or the registry could not be read.
    pub(super) fn of_listed(places: Vec<(TextId, SpanPlace)>, shared: &Shared) -> Result<Self, Refusal> {
        let of_place = |place: &SpanPlace| place.span.as_ref().and_then(|(_, tag)| entity(tag, shared));
        let (registry, attribute) = places.iter().find_map(|(_, place)| of_place(place)).ok_or(Refusal::NoIdentity)?;
        let fits = |(_, place): &(TextId, SpanPlace)| of_place(place).is_some_and(|(its, _)| its == registry);
        Self::of_places(&registry, &attribute, places.into_iter().filter(fits).collect(), shared)
    }

    /// Lists the identities of a registry for an attribute of spans of a list.
    ///
    /// # Errors
    ///
    /// Fails where the registry could not be read.
    pub(super) fn of_places(
        registry: &str,
        attribute: &str,
        places: Vec<(TextId, SpanPlace)>,
        shared: &Shared,
    ) -> Result<Self, Refusal> {
        let words = places.first().map(|(_, place)| place.words.clone()).unwrap_or_default();
        let (text, set) = match &shared.open_text {
            Some(open) => (open.text(), open.set().clone()),
            None => (TextId::from(usize::MAX), AnnotationSet::new()),
        };
        let uses = shared.registries.uses(registry, text, &set, &shared.schema);
        Self::for_spans(Sought { registry, attribute, words, uses }, Spans::Listed(places), shared)
    }

    fn for_spans(sought: Sought<'_>, spans: Spans, shared: &Shared) -> Result<Self, Refusal> {
        let Sought { registry, attribute, words, uses } = sought;
        if shared.registries.get(registry).is_none() {
            return Err(Refusal::NoRegistry { registry: registry.to_owned() });
        }
        let mut identities = Self {
            registry: registry.to_owned(),
            attribute: attribute.to_owned(),
            spans,
            words,
            line: Line::default(),
            found: Found::default(),
            list: List::default(),
            uses,
            made: None,
            succession: None,
            given: shared.given,
        };
        identities.list.resize(ROWS);
        identities.narrow(shared);
        Ok(identities)
    }

    /// Lists the identities for the current span, or for those in the selection.
    pub(super) fn here(shared: &Shared) -> Result<Self, Refusal> {
        let open = shared.changeable()?;
        let selected = open.sheet().selected().filter(|range| !range.is_empty());
        let inside = |span: &&Annotation| {
            let range = selected.clone().unwrap_or_default();
            range.start <= span.span.start() && span.span.end() <= range.end
        };
        let mut spans: Vec<&Annotation> = open.set().iter().filter(inside).filter(|_| selected.is_some()).collect();
        if spans.is_empty() {
            spans.push(open.current().ok_or(Refusal::NoSpan)?);
        }
        let (registry, attribute) = spans.iter().find_map(|span| entity(&span.tag, shared)).ok_or(Refusal::NoIdentity)?;
        let of_registry = |span: &&&Annotation| entity(&span.tag, shared).is_some_and(|(its, _)| its == registry);
        let spans = spans.iter().filter(of_registry).map(|span| span.id.clone()).collect();
        Self::of(&registry, &attribute, spans, shared)
    }

    /// Returns the name of the registry.
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// Returns the words of the first of the spans.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Returns how many spans get what is taken.
    pub fn spans(&self) -> usize {
        self.spans.count()
    }

    /// Returns how often an identity is used in all texts.
    pub fn uses_of(&self, id: &str) -> usize {
        self.uses.of(id)
    }

    /// Returns the list of the rows that fit.
    pub fn list(&self) -> &List<Never> {
        &self.list
    }

    /// Returns the identity of a row.
    pub fn row(&self, row: usize) -> Option<&IdentityId> {
        self.found.0.get(row)
    }

    /// Returns the classes that the identity being made may have, while they are asked for.
    pub fn classes(&self) -> Option<(&Identity, &[String])> {
        self.made.as_ref().map(|made| (&made.identity, made.classes.as_slice()))
    }

    /// Returns what is to become of an identity, while that is asked for.
    pub fn succession(&self) -> Option<&Succession> {
        self.succession.as_ref()
    }

    /// Shows which uses would follow what is to become of identities.
    pub(crate) fn look_at(&mut self, report: IdentityReport) {
        self.succession = Some(Succession::Shown(report));
    }

    /// The identity under the cursor.
    fn current(&self) -> Result<IdentityId, Notice> {
        self.list.current().and_then(|row| self.row(row)).cloned().ok_or(Notice::NoIdentityFits)
    }

    /// Begins to ask what is to become of the identity under the cursor; `None` where a command asks for something else.
    fn begin(&mut self, command: &Command, shared: &Shared) -> Option<Result<Turn, Notice>> {
        let begun = |id: IdentityId| match command {
            Command::MergeIdentity => (Succession::Heir(id), String::new()),
            Command::RenameIdentity => (Succession::OtherId(id.clone()), id.to_string()),
            _ => {
                let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
                let registry = shared.registries.get(&self.registry);
                let fresh = registry.map(|registry| registry.fresh_id(&words).to_string()).unwrap_or_default();
                (Succession::Part { id, words }, fresh)
            }
        };
        match command {
            Command::MergeIdentity | Command::RenameIdentity | Command::SplitIdentity => {}
            Command::Undo => return Some(Ok(self.order(IdentityAct::Undo, IdentityStep::Look, shared))),
            _ => return None,
        }
        Some(self.current().map(begun).map(|(succession, typed)| {
            self.succession = Some(succession);
            self.line = Line::from(typed.as_str());
            self.narrow(shared);
            Turn::done()
        }))
    }

    /// Performs a command while it is asked what is to become of an identity; `None` where it goes to the line and the list.
    fn succeed(&mut self, command: &Command, shared: &mut Shared) -> Option<Turn> {
        let succession = self.succession.clone()?;
        let answer = match (&succession, command) {
            (_, Command::Cancel) => {
                self.leave_succession(shared);
                return Some(Turn::done());
            }
            (Succession::Shown(report), Command::Accept) => return Some(self.make_so(report, shared)),
            (Succession::Heir(_), Command::Accept) => self.current().ok(),
            (Succession::Heir(_), Command::Insert(c)) => self.digit(*c, shared),
            (Succession::OtherId(_) | Succession::Part { .. }, Command::Accept) => {
                Some(IdentityId::from(self.line.text().trim())).filter(|id| !id.is_empty())
            }
            (Succession::Shown(_), other @ (Command::Quit | Command::Redraw | Command::Suspend)) => {
                return Some(Turn::Everywhere(other.clone()));
            }
            (Succession::Shown(_), _) | (_, Command::NewIdentity) => return Some(Turn::done()),
            _ => None,
        };
        match answer.and_then(|answer| succession.act(&answer)) {
            Some(act) => Some(self.order(act, IdentityStep::Look, shared)),
            None if *command == Command::Accept => {
                shared.tell(Notice::NoIdentityFits);
                Some(Turn::done())
            }
            None => None,
        }
    }

    fn leave_succession(&mut self, shared: &Shared) {
        self.succession = None;
        self.line = Line::default();
        self.narrow(shared);
    }

    fn order(&self, act: IdentityAct, step: IdentityStep, shared: &Shared) -> Turn {
        let Some(text) = shared.open_text.as_ref().map(OpenText::text) else { return Turn::done() };
        Turn::Done(vec![Effect::Identify(IdentityOrder { registry: self.registry.clone(), act, step }, text)])
    }

    /// Has it done what was shown; the text is opened again, at the span at hand.
    fn make_so(&self, report: &IdentityReport, shared: &mut Shared) -> Turn {
        let place = shared.open_text.as_ref().map(OpenText::text).zip(self.spans.here().first().cloned());
        shared.journey = place.map(|(text, span)| Journey { to: Destination { text, target: Target::Span(span) }, from: None });
        self.order(report.order.act.clone(), IdentityStep::Make, shared)
    }

    /// Finds the rows for what is typed.
    fn narrow(&mut self, shared: &Shared) {
        let Some(registry) = shared.registries.get(&self.registry) else { return };
        self.found = Found(find(registry, &self.uses, self.line.text(), &self.words));
        self.list.refresh(&self.found);
        self.list.go_to(0);
    }

    /// Takes a typed digit for the row of that number, unless it is part of a name.
    fn digit(&self, c: char, shared: &Shared) -> Option<IdentityId> {
        let digit = usize::try_from(digit_value(c).or(c.to_digit(10))?).ok()?;
        let typed = format!("{}{c}", self.line.text());
        let registry = shared.registries.get(&self.registry)?;
        if !self.line.is_empty() && !registry.search(&typed, &Uses::default()).is_empty() {
            return None;
        }
        let row = *self.list.on_screen().get(digit.checked_sub(1)?)?;
        self.row(row).cloned()
    }

    /// Sets an identity on every span, as one change.
    fn set(&self, id: &IdentityId, shared: &mut Shared) -> Result<(), Refusal> {
        shared.say(self.spans.here(), Saying::value(&self.attribute, Some(Value::Text(id.to_string()))))
    }

    fn take(&self, id: &IdentityId, shared: &mut Shared) -> Turn {
        if let Spans::Listed(places) = &self.spans {
            let act = SpanAct::Say(vec![(self.attribute.clone(), Some(Value::Text(id.to_string())))]);
            let order = shared.order(Command::Identity.to_string(), act, by_text(places.iter().cloned()));
            return Turn::Open(Box::new(Ordering::ask(order)));
        }
        match self.set(id, shared) {
            Ok(()) => {
                let name = shared.registries.get(&self.registry).and_then(|registry| registry.get(id));
                let name = name.map_or_else(|| id.to_string(), |identity| identity.name().to_owned());
                shared.tell(Notice::IdentityTaken { words: self.words.clone(), name, spans: self.spans.count() });
            }
            Err(refused) => shared.tell(refused),
        }
        Turn::close()
    }

    /// Makes an identity of what was typed, or of the words of the span; its class is asked for where the schema has some.
    fn make(&mut self, shared: &mut Shared) -> Turn {
        let Some(registry) = shared.registries.get(&self.registry) else { return Turn::close() };
        let identity = self.new_identity(registry, shared);
        let class = class_attribute(&shared.schema, &self.registry);
        let given = class.and_then(|attribute| self.class_given(&attribute.id, shared));
        let classes: Vec<String> = class.into_iter().flat_map(Attribute::choices).map(|value| value.id.clone()).collect();
        match given {
            Some(class) => self.finish(Identity { class, ..identity }, shared),
            None if classes.is_empty() => self.finish(identity, shared),
            None => {
                self.made = Some(Made { identity, classes });
                Turn::done()
            }
        }
    }

    fn new_identity(&self, registry: &Registry, shared: &Shared) -> Identity {
        let typed = self.line.text().trim();
        let is_latin = !typed.is_empty() && !latin::has_arabic(typed);
        let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = if typed.is_empty() || is_latin { words.as_str() } else { typed };
        let is_arabic = latin::has_arabic(name);
        let aliases = if name == words { Vec::new() } else { vec![words.clone()] };
        let mut identity = Identity::new(registry.fresh_id(if is_latin { typed } else { name }));
        identity.ar = if is_arabic || !is_latin { name.to_owned() } else { String::new() };
        identity.en = if is_latin { typed.to_owned() } else { String::new() };
        if is_latin && !is_arabic && name != typed {
            identity.aliases = vec![name.to_owned()];
        } else {
            identity.aliases = aliases;
        }
        identity.by.clone_from(&shared.annotator);
        identity.at = Held::Known(Moment::Time(Timestamp::from(shared.now)));
        identity
    }

    /// The class that every span has already.
    fn class_given(&self, attribute: &str, shared: &Shared) -> Option<String> {
        let open = shared.open_text.as_ref()?;
        let mut all = self.spans.here().iter().map(|id| open.set().get(id)?.attribute(attribute)?.as_text());
        let first = all.next()??.to_owned();
        all.all(|other| other == Some(&first)).then_some(first)
    }

    /// Adds a new identity to the registry, and takes it.
    fn finish(&self, identity: Identity, shared: &mut Shared) -> Turn {
        let id = identity.id.clone();
        if let Err(error) = shared.registries.change(&self.registry, RegistryEdit::Put(Box::new(identity))) {
            shared.tell(Notice::Failed(error.into()));
            return Turn::close();
        }
        let mut effects: Vec<Effect> = shared.registries.snapshots().into_iter().map(Effect::SaveRegistry).collect();
        match self.take(&id, shared) {
            Turn::Close(more) => effects.extend(more),
            Turn::Open(screen) => return Turn::OpenWith(screen, effects),
            other => return other,
        }
        Turn::Close(effects)
    }

    /// Asks for the class of the identity that is being made.
    fn ask(&mut self, command: &Command, shared: &mut Shared) -> Turn {
        let Some(made) = self.made.clone() else { return Turn::done() };
        let chosen = match command {
            Command::Accept => Some(String::new()),
            Command::Insert(c) => {
                let digit = digit_value(*c).or(c.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
                // 0 is the tenth.
                digit.and_then(|digit| made.classes.get((digit + 9) % 10)).cloned()
            }
            Command::Cancel => {
                self.made = None;
                return Turn::done();
            }
            _ => None,
        };
        match (chosen, command) {
            (Some(class), _) => {
                self.made = None;
                self.finish(Identity { class, ..made.identity }, shared)
            }
            (None, Command::Insert(_)) => Turn::done(),
            (None, other) => Turn::Everywhere(other.clone()),
        }
    }
}

impl Screen for Identities {
    fn mode(&self) -> Mode {
        Mode::Identities
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::Identity)
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        if self.made.is_none() {
            self.line.insert(text);
            self.narrow(shared);
        }
    }

    fn point(&mut self, pointer: Pointer, _shared: &mut Shared) -> Option<Command> {
        let is_picking = self.made.is_none() && self.succession.is_none();
        (is_picking && self.list.point(pointer)).then_some(Command::Accept)
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        if self.made.is_some() {
            return self.ask(&command, shared);
        }
        if let Some(turn) = self.succeed(&command, shared) {
            return turn;
        }
        let begun = if self.succession.is_none() { self.begin(&command, shared) } else { None };
        if let Some(begun) = begun {
            return begun.unwrap_or_else(|notice| {
                shared.tell(notice);
                Turn::done()
            });
        }
        match &command {
            Command::Accept => {
                let Some(id) = self.list.current().and_then(|row| self.row(row)).cloned() else {
                    shared.tell(Notice::NoIdentityFits);
                    return Turn::done();
                };
                return self.take(&id, shared);
            }
            Command::Cancel => return Turn::close(),
            Command::NewIdentity => return self.make(shared),
            Command::Insert(c) if self.succession.is_none() => {
                if let Some(id) = self.digit(*c, shared) {
                    return self.take(&id, shared);
                }
            }
            _ => {}
        }
        match (self.line.update(&command), &command) {
            (Some(Touched::Text), _) => self.narrow(shared),
            (Some(Touched::Cursor), _) => {}
            (None, Command::Move(motion)) if self.list.go(*motion, 1) => {}
            (None, _) => return Turn::Everywhere(command),
        }
        Turn::done()
    }

    fn is_over(&self, shared: &Shared) -> bool {
        let Spans::Here(ids) = &self.spans else { return shared.given != self.given };
        shared.open_text.as_ref().is_none_or(|open| !ids.iter().any(|id| open.set().get(id).is_some()))
    }
}

/// The registry of the identities that spans of a tag may have, and the attribute that says which.
fn entity(tag: &str, shared: &Shared) -> Option<(String, String)> {
    let attributes = shared.schema.tag(tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
    attributes.iter().find_map(|attribute| match &attribute.kind {
        Kind::Entity { registry } => Some((registry.clone(), attribute.id.clone())),
        _ => None,
    })
}

/// The identities for what is typed, the best first. While nothing is, those that the words of the span name come first, or
/// else those in whose names all of the words are; then the most used.
fn find(registry: &Registry, uses: &Uses, typed: &str, words: &str) -> Vec<IdentityId> {
    let all = registry.search(typed, uses);
    if !typed.trim().is_empty() {
        return all.into_iter().map(|identity| identity.id.clone()).collect();
    }
    let mut first = registry.named(words);
    first.sort_by_key(|identity| std::cmp::Reverse(uses.of(&identity.id)));
    if first.is_empty() {
        first = registry.search(words, uses);
    }
    let first: Vec<IdentityId> = first.into_iter().map(|identity| identity.id.clone()).collect();
    let rest = all.into_iter().map(|identity| &identity.id).filter(|id| !first.contains(id)).cloned().collect::<Vec<_>>();
    first.into_iter().chain(rest).collect()
}
