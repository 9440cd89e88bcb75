//! Reading an `.ann` with its `.txt`.

use std::collections::HashMap;
use std::ops::Range;

use super::names::name as own_name;
use crate::annotation::{Schema, Value};
use crate::exchange::builder::Builder;
use crate::exchange::format::{Brought, Input, ReadFault, Settings, utf8};
use crate::exchange::identity::naming;
use crate::exchange::incoming::{Incoming, IncomingRelation, IncomingSpan};
use crate::exchange::offsets::{LineFed, Offsets, Unit};
use crate::exchange::value::{typed, typed_as};

/// Reads one text with its annotations.
pub(super) fn read(input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
    let text = input.beside.ok_or_else(|| ReadFault::at_line(0, "the .txt that goes with it is missing"))?;
    // brat counts a byte order mark; we do not.
    let shift = usize::from(text.starts_with("\u{FEFF}".as_bytes()));
    let text =
        utf8(text).map_err(|fault| ReadFault { message: "the .txt that goes with it is not UTF-8".to_owned(), ..fault })?;
    let lines: Vec<Line<'_>> = input.text()?.split('\n').enumerate().filter_map(|(n, line)| Line::of(n + 1, line)).collect();
    let fed = LineFed::of(text);
    // Some programs count CR LF as one sign. What the quotes fit tells which it was.
    let own = misquoted(text, &lines, shift);
    let text = if own.is_some() && fed.is_changed() && misquoted(&fed.text, &lines, shift).is_none() { &fed.text } else { text };
    if let Some(fault) = misquoted(text, &lines, shift) {
        return Err(fault);
    }
    let mut ann = Ann::new(text, settings.schema, shift);
    lines.iter().try_for_each(|line| ann.span(line))?;
    lines.iter().try_for_each(|line| ann.event(line))?;
    lines.iter().try_for_each(|line| ann.rest(line))?;
    Ok(ann.finish(format!("{}.txt", input.stem())))
}

/// A line: its id, what is said, and what stands after the second tab.
struct Line<'a> {
    number: usize,
    id: &'a str,
    said: &'a str,
    tail: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(number: usize, line: &'a str) -> Option<Self> {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            return None;
        }
        let mut parts = line.splitn(3, '\t');
        let id = parts.next().unwrap_or_default();
        Some(Self { number, id, said: parts.next().unwrap_or_default(), tail: parts.next() })
    }

    fn fault(&self, message: impl Into<String>) -> ReadFault {
        ReadFault::at_line(self.number, message)
    }

    fn kind(&self) -> char {
        self.id.chars().next().unwrap_or_default()
    }

    /// Tag and fragments of a text-bound annotation.
    fn bound(&self, shift: usize) -> Result<(&'a str, Vec<Range<usize>>), ReadFault> {
        let fault = || self.fault(format!("`{}` is not a type with its offsets", self.said));
        let (tag, places) = self.said.split_once(' ').ok_or_else(fault)?;
        let place = |part: &str| {
            let (start, end) = part.trim().split_once(' ')?;
            let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
            Some(start.checked_sub(shift)?..end.checked_sub(shift)?)
        };
        let places: Option<Vec<_>> = places.split(';').map(place).collect();
        places.map(|places| (tag, places)).ok_or_else(fault)
    }

    /// Words with a colon, `Role:T1`.
    fn roles(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.said.split(' ').filter_map(|word| word.split_once(':'))
    }
}

/// The fault of the first annotation whose words do not stand in the text.
fn misquoted(text: &str, lines: &[Line<'_>], shift: usize) -> Option<ReadFault> {
    let offsets = Offsets::new(text, Unit::CodePoints);
    for line in lines.iter().filter(|line| line.kind() == 'T') {
        let places = match line.bound(shift) {
            Ok((_, places)) => places,
            Err(fault) => return Some(fault),
        };
        let quotes: Option<Vec<&str>> = places.iter().map(|place| offsets.quote(place)).collect();
        let Some(found) = quotes.map(|quotes| quotes.join(" ")) else {
            return Some(line.fault(format!("{}: {} is no place in the text", line.id, line.said)));
        };
        if line.tail.is_some_and(|tail| tail != found) {
            let told = line.tail.unwrap_or_default();
            return Some(line.fault(format!("{}: the text has “{found}” where the span quotes “{told}”", line.id)));
        }
    }
    None
}

/// What was read so far.
struct Ann<'a> {
    builder: Builder<'a>,
    offsets: Offsets<'a>,
    schema: &'a Schema,
    shift: usize,
    spans: Vec<IncomingSpan>,
    relations: Vec<IncomingRelation>,
    /// Where each id of brat's is in `spans`; an event stands for its trigger.
    at: HashMap<String, usize>,
    /// Where each relation is, by its id there.
    relation_at: HashMap<String, usize>,
}

/// `s12` for `T12`; else the id as it is.
fn own_id(letter: char, id: &str) -> String {
    let number = id.get(1..).filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    number.map_or_else(|| id.to_owned(), |number| format!("{letter}{number}"))
}

impl<'a> Ann<'a> {
    fn new(text: &'a str, schema: &'a Schema, shift: usize) -> Self {
        let (builder, offsets) = (Builder::new(text), Offsets::new(text, Unit::CodePoints));
        let (at, relation_at) = (HashMap::new(), HashMap::new());
        Self { builder, offsets, schema, shift, spans: Vec::new(), relations: Vec::new(), at, relation_at }
    }

    fn span(&mut self, line: &Line<'_>) -> Result<(), ReadFault> {
        if line.kind() != 'T' {
            return Ok(());
        }
        let (tag, places) = line.bound(self.shift)?;
        let start = places.iter().map(|place| place.start).min().and_then(|at| self.offsets.byte(at));
        let end = places.iter().map(|place| place.end).max().and_then(|at| self.offsets.byte(at));
        let bytes = start.unwrap_or(0)..end.unwrap_or(0);
        self.check_gaps(line, &places, &bytes);
        if self.at.contains_key(line.id) {
            return Err(line.fault(format!("{}: another annotation has this id", line.id)));
        }
        if let Some(span) = self.builder.span(line.number, own_id('s', line.id), tag, &bytes) {
            self.at.insert(line.id.to_owned(), self.spans.len());
            self.spans.push(span);
        }
        Ok(())
    }

    /// A span is one stretch here: words between fragments come into it, which is told.
    fn check_gaps(&mut self, line: &Line<'_>, places: &[Range<usize>], whole: &Range<usize>) {
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let parts: usize = places.iter().filter_map(|place| self.offsets.quote(place)).map(letters).sum();
        if letters(self.builder.text().get(whole.clone()).unwrap_or_default()) > parts {
            self.builder.complain(line.number, format!("{} is discontinuous; what stands between is now in it", line.id));
        }
    }

    fn event(&mut self, line: &Line<'_>) -> Result<(), ReadFault> {
        if line.kind() != 'E' {
            return Ok(());
        }
        let trigger = line.roles().next().map(|(_, trigger)| trigger);
        let at = trigger.and_then(|trigger| self.at.get(trigger)).copied();
        let at = at.ok_or_else(|| line.fault(format!("{}: its trigger is not there", line.id)))?;
        self.at.insert(line.id.to_owned(), at);
        Ok(())
    }

    fn rest(&mut self, line: &Line<'_>) -> Result<(), ReadFault> {
        match line.kind() {
            'T' => Ok(()),
            'E' => line.roles().skip(1).try_for_each(|(role, to)| self.relate(line, None, role, (line.id, to))),
            'R' => {
                let kind = line.said.split(' ').next().unwrap_or_default();
                let ends: Vec<&str> = line.roles().map(|(_, end)| end).collect();
                let [from, to] = ends.as_slice() else { return Err(line.fault(format!("{}: a relation has two ends", line.id))) };
                self.relate(line, Some(own_id('r', line.id)), kind, (*from, *to))
            }
            '*' => {
                let mut words = line.said.split(' ');
                let kind = words.next().unwrap_or_default();
                let members: Vec<&str> = words.collect();
                members.windows(2).try_for_each(|pair| match pair {
                    [from, to] => self.relate(line, None, kind, (*from, *to)),
                    _ => Ok(()),
                })
            }
            'A' | 'M' => self.attribute(line),
            'N' => self.reference(line),
            '#' => {
                self.note(line);
                Ok(())
            }
            _ => Err(line.fault(format!("`{}` begins no line of brat's", line.id))),
        }
    }

    fn relate(&mut self, line: &Line<'_>, id: Option<String>, kind: &str, ends: (&str, &str)) -> Result<(), ReadFault> {
        let end = |id: &str| self.at.get(id).and_then(|at| self.spans.get(*at)).map(|span| span.id.clone());
        let (Some(from), Some(to)) = (end(ends.0), end(ends.1)) else {
            return Err(line.fault(format!("{}: {} or {} is not there", line.id, ends.0, ends.1)));
        };
        if id.is_some() {
            self.relation_at.insert(line.id.to_owned(), self.relations.len());
        }
        let relation = IncomingRelation {
            id: id.unwrap_or_default().into(),
            kind: kind.to_owned(),
            from,
            to: to.into(),
            ..IncomingRelation::default()
        };
        self.relations.push(relation);
        Ok(())
    }

    fn target(&mut self, id: &str) -> Option<&mut IncomingSpan> {
        let at = *self.at.get(id)?;
        self.spans.get_mut(at)
    }

    fn attribute(&mut self, line: &Line<'_>) -> Result<(), ReadFault> {
        let mut words = line.said.splitn(3, ' ');
        let (name, target, value) = (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next());
        let (schema, shift) = (self.schema, self.shift);
        let Some(span) = self.target(target) else {
            let is_relation = self.relation_at.contains_key(target);
            if is_relation {
                self.builder.complain(line.number, format!("{}: an attribute of a relation is left out", line.id));
                return Ok(());
            }
            return Err(line.fault(format!("{}: {target} is not there", line.id)));
        };
        let value = value.map_or(Value::Boolean(true), |value| typed(schema, &span.tag, name, value));
        let value = match value {
            Value::Range(start, end) => Value::Range(start.saturating_sub(shift), end.saturating_sub(shift)),
            value => value,
        };
        span.attributes.push((name.to_owned(), value));
        Ok(())
    }

    /// The entry of a span in a base: where the base is a registry of the schema, the identity of the span, which may stand
    /// among its attributes already; else an attribute called like the base.
    fn reference(&mut self, line: &Line<'_>) -> Result<(), ReadFault> {
        let mut words = line.said.splitn(3, ' ').skip(1);
        let (target, entry) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (base, id) = entry.split_once(':').ok_or_else(|| line.fault(format!("{}: a reference is BASE:ID", line.id)))?;
        let schema = self.schema;
        let span = self.target(target).ok_or_else(|| line.fault(format!("{}: {target} is not there", line.id)))?;
        let naming = schema.tag(&span.tag).and_then(naming).filter(|(_, registry)| *registry == base);
        let name = naming.map_or(base, |(attribute, _)| attribute);
        let is_said = |(known, value): &(String, Value)| known == name && value.as_text() == Some(id);
        if naming.is_none() || !span.attributes.iter().any(is_said) {
            span.attributes.push((name.to_owned(), id.into()));
        }
        Ok(())
    }

    fn note(&mut self, line: &Line<'_>) {
        let target = line.said.split(' ').nth(1).unwrap_or_default().to_owned();
        let note = line.tail.unwrap_or_default();
        if let Some(span) = self.target(&target) {
            let between = if span.note.is_empty() { "" } else { " · " };
            span.note = format!("{}{between}{note}", span.note);
            return;
        }
        let schema = self.schema;
        let relation = self.relation_at.get(&target).and_then(|at| self.relations.get_mut(*at));
        if !relation.is_some_and(|relation| say(relation, note, schema)) {
            self.builder.complain(line.number, format!("{}: the note is on no span and is left out", line.id));
        }
    }

    fn finish(mut self, file: String) -> Brought {
        let used = self.relations.iter().filter_map(|relation| relation.id.strip_prefix('r')?.parse::<u64>().ok());
        let mut next = used.max().unwrap_or(0);
        for relation in self.relations.iter_mut().filter(|relation| relation.id.is_empty()) {
            next += 1;
            relation.id = format!("r{next}").into();
        }
        let text = self.builder.text().to_owned();
        let work = Incoming { file, text, spans: self.spans, relations: self.relations, ..Incoming::default() };
        Brought { works: vec![(0, work)], complaints: self.builder.complaints }
    }
}

/// Takes a note on a relation for what it says of it: its order, its certainty, an attribute. False where it says nothing of
/// that kind.
fn say(relation: &mut IncomingRelation, note: &str, schema: &Schema) -> bool {
    if let Some(order) = note.strip_prefix("order ").and_then(|order| order.parse().ok()) {
        relation.order = Some(order);
    } else if let Some(certainty) = note.strip_prefix("certainty ") {
        relation.certainty = Some(Value::from(certainty));
    } else if let Some((name, value)) = note.split_once('=').filter(|(name, _)| own_name(name) == *name) {
        let attribute = schema.relation(&relation.kind).and_then(|kind| kind.attribute(name));
        relation.attributes.push((name.to_owned(), typed_as(attribute, value)));
    } else {
        return false;
    }
    true
}
