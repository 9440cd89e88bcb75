//! brat standoff: a `.txt` and an `.ann` for each text, and the two files that configure a project.
//!
//! Offsets count code points. The text is written with LF alone, since readers differ over CR. A span over a line
//! end is written in fragments, as brat itself does it. The identity of a span, which is an attribute, is a reference too,
//! with its name; what is said of a relation, for which brat has no attributes, stands in notes on it.

mod names;
mod conf;
mod read;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use names::{breaks, name};

use super::format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Whole, Writer};
use super::identity::{Named, named};
use super::ids::Numbers;
use super::loss::{Loss, Lost};
use super::offsets::{LineFed, Offsets, Unit};
use super::value::{plain, survives, typed_as};
use super::work::{Seen, Work};
use crate::annotation::{Annotation, Attribute, Relation, Value};

/// What is never carried.
const LOST: &[Lost] =
    &[Lost::SpecialEnds, Lost::DocumentFacts, Lost::States, Lost::Origins, Lost::Times, Lost::Provenance, Lost::UnknownFields];

/// The format of the brat rapid annotation tool.
#[derive(Debug)]
pub(super) struct Brat;

impl Writer for Brat {
    fn name(&self) -> &'static str {
        "brat"
    }

    fn about(&self) -> &'static str {
        "standoff: a .txt and an .ann a text, annotation.conf and visual.conf; offsets count code points"
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(LOST, work);
            let fed = LineFed::of(work.document.text());
            if fed.is_changed() {
                output.loss.note(Lost::CarriageReturns, work, "");
            }
            let mut text = Text { work, run, fed: &fed, offsets: Offsets::new(&fed.text, Unit::CodePoints) };
            let ann = text.ann(&mut output.loss);
            output.files.push(Whole::new(format!("{}.ann", work.stem()), ann));
            output.files.push(Whole::new(format!("{}.txt", work.stem()), fed.text.as_bytes()));
        }
    }

    fn companions(&self, run: &Run<'_>, seen: &Seen) -> Vec<Whole> {
        let visual = conf::visual(run.schema, seen);
        vec![Whole::new("annotation.conf", conf::annotation(run.schema, seen)), Whole::new("visual.conf", visual)]
    }
}

impl Reader for Brat {
    fn name(&self) -> &'static str {
        "brat"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".ann"]
    }

    fn beside(&self) -> Option<&'static str> {
        Some("txt")
    }

    fn read(&self, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
        read::read(input, settings)
    }
}

/// One text on its way out.
struct Text<'a> {
    work: &'a Work<'a>,
    run: &'a Run<'a>,
    fed: &'a LineFed<'a>,
    offsets: Offsets<'a>,
}

impl<'a> Text<'a> {
    fn ann(&mut self, loss: &mut Loss) -> String {
        let (mut out, mut notes) = (String::new(), Vec::new());
        let spans = Numbers::of('s', self.work.set.iter().map(|a| a.id.as_str()));
        let relations = Numbers::of('r', self.work.set.relations().iter().map(|r| r.id.as_str()));
        for (kept, first) in [(spans.is_kept, self.work.set.iter().next().map(|a| a.id.as_str())), (relations.is_kept, None)] {
            if !kept {
                loss.note(Lost::Ids, self.work, first.unwrap_or_default());
            }
        }
        let written = self.spans(&mut out, &spans, &mut notes, loss);
        for relation in self.work.inner_relations() {
            if !written.contains(relation.from.as_str()) || !written.contains(relation.to.as_str()) {
                loss.note(Lost::Relations, self.work, &relation.id);
                continue;
            }
            let number = relations.number(&relation.id).unwrap_or(0);
            let ends = (spans.number(&relation.from).unwrap_or(0), spans.number(&relation.to).unwrap_or(0));
            self.check_name(&relation.kind, &relation.id, loss);
            let _infallible = writeln!(out, "R{number}\t{} Arg1:T{} Arg2:T{}", name(&relation.kind), ends.0, ends.1);
            notes.extend(self.sayings(relation, loss).into_iter().map(|note| (format!("R{number}"), note)));
        }
        for (n, (target, note)) in notes.iter().enumerate() {
            let _infallible = writeln!(out, "#{}\tAnnotatorNotes {target}\t{note}", n + 1);
        }
        out
    }

    /// Writes the annotations, then their attributes, gathers their notes, and gives the ids of those that were written.
    fn spans(
        &mut self,
        out: &mut String,
        numbers: &Numbers<'_>,
        notes: &mut Vec<(String, String)>,
        loss: &mut Loss,
    ) -> HashSet<&'a str> {
        let (mut attributes, mut count, mut written) = (String::new(), 0, HashSet::new());
        let mut references: Vec<String> = Vec::new();
        for annotation in self.work.set.iter() {
            let number = numbers.number(&annotation.id).unwrap_or(0);
            if !self.span(out, number, annotation, loss) {
                loss.note(Lost::Spans, self.work, &annotation.id);
                continue;
            }
            written.insert(annotation.id.as_str());
            for (attribute, value) in &annotation.attributes {
                if let Some(value) = self.value(annotation, attribute, value, loss) {
                    count += 1;
                    let _infallible = writeln!(attributes, "A{count}\t{} T{number}{value}", name(attribute));
                }
            }
            references.extend(self.reference(annotation).map(|entry| format!("Reference T{number} {entry}")));
            if !annotation.note.is_empty() {
                notes.push((format!("T{number}"), self.line(&annotation.note, &annotation.id, loss)));
            }
        }
        out.push_str(&attributes);
        for (n, reference) in references.iter().enumerate() {
            let _infallible = writeln!(out, "N{}\t{reference}", n + 1);
        }
        written
    }

    /// Writes the line of an annotation; false where nothing of it can be quoted.
    fn span(&self, out: &mut String, number: u64, annotation: &Annotation, loss: &mut Loss) -> bool {
        let range = self.fed.range(&annotation.span.range());
        let fragments = fragments(&self.fed.text, range.clone());
        let (Some(first), Some(last)) = (fragments.first(), fragments.last()) else { return false };
        if first.start != range.start || last.end != range.end {
            loss.note(Lost::Edges, self.work, &annotation.id);
        }
        self.check_name(&annotation.tag, &annotation.id, loss);
        let places: Option<Vec<_>> = fragments.iter().map(|fragment| self.offsets.place(fragment)).collect();
        let Some(places) = places else { return false };
        let places: Vec<_> = places.iter().map(|place| format!("{} {}", place.start, place.end)).collect();
        let quotes: Vec<_> = fragments.into_iter().filter_map(|fragment| self.fed.text.get(fragment)).collect();
        let _infallible = writeln!(out, "T{number}\t{} {}\t{}", name(&annotation.tag), places.join(";"), quotes.join(" "));
        true
    }

    /// The identity of an annotation in its registry, `REGISTRY:ID`, with its name; `None` where the registry does not know
    /// it, or brat could not tell where it ends.
    fn reference(&self, annotation: &Annotation) -> Option<String> {
        let Named { registry, id, known } = named(self.run.schema, self.run.registries, annotation)?;
        let name: String = known?.name().chars().map(|c| if breaks(c) || c == '\t' { ' ' } else { c }).collect();
        let is_plain = |text: &str| !text.contains(|c: char| c.is_whitespace() || c == ':');
        (is_plain(registry) && !id.contains(char::is_whitespace)).then(|| format!("{registry}:{id}\t{name}"))
    }

    /// What is said of a relation, a note each.
    fn sayings(&self, relation: &Relation, loss: &mut Loss) -> Vec<String> {
        let mut notes: Vec<String> = relation.order.iter().map(|order| format!("order {order}")).collect();
        if let Some(certainty) = &relation.certainty {
            notes.extend(self.saying(relation, None, certainty, loss).map(|said| format!("certainty {said}")));
        }
        let kind = self.run.schema.relation(&relation.kind);
        for (own, value) in &relation.attributes {
            self.check_name(own, &relation.id, loss);
            let attribute = kind.and_then(|kind| kind.attribute(own));
            notes.extend(self.saying(relation, attribute, value, loss).map(|said| format!("{}={said}", name(own))));
        }
        notes
    }

    /// A value on a relation as one line; `None` where nothing of it is left.
    fn saying(&self, relation: &Relation, attribute: Option<&Attribute>, value: &Value, loss: &mut Loss) -> Option<String> {
        let text = self.line(&plain(value, |range| self.sub_span(range)), &relation.id, loss);
        if text.is_empty() {
            loss.note(Lost::RelationAttributes, self.work, &relation.id);
            return None;
        }
        let is_same = matches!(value, Value::Range(..)) || typed_as(attribute, &text) == *value;
        if !is_same {
            loss.note(Lost::ValueTypes, self.work, &relation.id);
        }
        Some(text)
    }

    /// A value with the blank before it; empty for a flag that is set. `None` where there is no value to write.
    fn value(&self, annotation: &Annotation, attribute: &str, value: &Value, loss: &mut Loss) -> Option<String> {
        self.check_name(attribute, &annotation.id, loss);
        if *value == Value::Boolean(true) {
            return Some(String::new());
        }
        let text = plain(value, |range| self.sub_span(range));
        if text.trim().is_empty() {
            loss.note(Lost::Attributes, self.work, &annotation.id);
            return None;
        }
        if !survives(self.run.schema, &annotation.tag, attribute, value) {
            loss.note(Lost::ValueTypes, self.work, &annotation.id);
        }
        Some(format!(" {}", self.line(&text, &annotation.id, loss)))
    }

    /// A sub-span, in code points of the text, in code points of what is written.
    fn sub_span(&self, range: Range<usize>) -> Option<Range<usize>> {
        let document = self.work.document;
        let bytes = document.byte_of_code_point(range.start)?..document.byte_of_code_point(range.end)?;
        self.offsets.place(&self.fed.range(&bytes))
    }

    /// A value or a note as one line.
    fn line(&self, text: &str, id: &str, loss: &mut Loss) -> String {
        let line: String = text.trim().chars().map(|c| if breaks(c) || c == '\t' { ' ' } else { c }).collect();
        if line != text {
            loss.note(Lost::ValueSigns, self.work, id);
        }
        line
    }

    fn check_name(&self, own: &str, id: &str, loss: &mut Loss) {
        if name(own) != own {
            loss.note(Lost::Names, self.work, id);
        }
    }
}

/// The parts of a range between line ends, without white space at their ends.
fn fragments(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let words = text.get(range.clone()).unwrap_or_default();
    if !words.contains(breaks) {
        return vec![range];
    }
    let mut at = range.start;
    let mut fragments = Vec::new();
    for part in words.split_inclusive(breaks) {
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let start = at + (part.len() - part.trim_start().len());
            fragments.push(start..start + trimmed.len());
        }
        at += part.len();
    }
    fragments
}
