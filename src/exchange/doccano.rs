//! doccano: one JSON object a text, with entities and relations.
//!
//! Everything but ASCII is escaped, since doccano guesses the encoding of what is uploaded and guesses wrong. Its
//! pages count UTF-16, so that is written unless another unit is asked for; what was written by others does not say.

use std::io;

use serde::{Deserialize, Serialize};
use serde_json::ser::Formatter;

use super::builder::Builder;
use super::format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Stream, Writer};
use super::heading::{Heading, HeadingOut};
use super::ids::Numbers;
use super::incoming::{Incoming, IncomingRelation};
use super::loss::{Loss, Lost};
use super::offsets::{Offsets, Unit};
use super::work::Work;

/// What is never carried.
const LOST: &[Lost] = &[
    Lost::SpecialEnds,
    Lost::RelationOrder,
    Lost::RelationCertainty,
    Lost::RelationAttributes,
    Lost::Attributes,
    Lost::Notes,
    Lost::Origins,
    Lost::Times,
    Lost::Provenance,
    Lost::UnknownFields,
];

/// The format of doccano's sequence labelling with relations.
#[derive(Debug)]
pub(super) struct Doccano;

impl Writer for Doccano {
    fn name(&self) -> &'static str {
        "doccano"
    }

    fn about(&self) -> &'static str {
        "JSONL with entities and relations, in ASCII; offsets count UTF-16, or what --offsets says"
    }

    fn streams(&self, run: &Run<'_>) -> Vec<Stream> {
        vec![Stream { name: format!("{}.doccano.jsonl", run.set), ..Stream::default() }]
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(LOST, work);
            let row = row(work, run.unit.unwrap_or(Unit::Utf16), &mut output.loss);
            let mut line = Vec::new();
            // Nothing in a row can fail to be JSON, and a vector takes all that is written to it.
            let _infallible = row.serialize(&mut serde_json::Serializer::with_formatter(&mut line, Ascii));
            line.push(b'\n');
            output.pieces.push((0, line));
        }
    }
}

#[derive(Serialize)]
struct RowOut<'a> {
    text: &'a str,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    #[serde(flatten)]
    heading: HeadingOut<'a>,
}

#[derive(Serialize, Deserialize)]
struct Entity {
    id: u64,
    label: String,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize, Deserialize)]
struct Relation {
    #[serde(default)]
    id: Option<u64>,
    from_id: u64,
    to_id: u64,
    #[serde(rename = "type")]
    kind: String,
}

fn row<'a>(work: &Work<'a>, unit: Unit, loss: &mut Loss) -> RowOut<'a> {
    let offsets = Offsets::new(work.document.text(), unit);
    let ids = Numbers::of('s', work.set.iter().map(|a| a.id.as_str()));
    let relation_ids = Numbers::of('r', work.set.relations().iter().map(|r| r.id.as_str()));
    if !ids.is_kept || !relation_ids.is_kept {
        loss.note(Lost::Ids, work, "");
    }
    let mut entities = Vec::with_capacity(work.set.len());
    for annotation in work.set.iter() {
        let Some(place) = offsets.place(&annotation.span.range()) else {
            loss.note(Lost::Spans, work, &annotation.id);
            continue;
        };
        let id = ids.number(&annotation.id).unwrap_or(0);
        entities.push(Entity { id, label: annotation.tag.clone(), start_offset: place.start, end_offset: place.end });
    }
    let number = |id: &str| ids.number(id).unwrap_or(0);
    let relation = |relation: &crate::annotation::Relation| Relation {
        id: relation_ids.number(&relation.id),
        from_id: number(&relation.from),
        to_id: number(&relation.to),
        kind: relation.kind.clone(),
    };
    RowOut {
        text: work.document.text(),
        entities,
        relations: work.inner_relations().map(relation).collect(),
        heading: HeadingOut::of(work),
    }
}

/// JSON in which everything but ASCII is escaped.
struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut units = [0; 2];
        for c in fragment.chars() {
            if c.is_ascii() && c != '\u{7F}' {
                writer.write_all(&[u8::try_from(c).unwrap_or(b' ')])?;
            } else {
                c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(writer, "\\u{unit:04x}"))?;
            }
        }
        Ok(())
    }
}

/// A row of doccano's own making or ours; `label` or `labels` where a project has no relations.
#[derive(Deserialize)]
struct RowIn {
    #[serde(alias = "data")]
    text: String,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default, alias = "labels")]
    label: Vec<(usize, usize, String)>,
    #[serde(flatten)]
    heading: Heading,
    #[serde(default, rename = "Comments")]
    comments: Vec<serde_json::Value>,
    /// Of another layout, which is not read.
    #[serde(default)]
    annotations: serde_json::Value,
    #[serde(default)]
    spans: serde_json::Value,
}

impl Reader for Doccano {
    fn name(&self) -> &'static str {
        "doccano"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".jsonl"]
    }

    fn is_by_lines(&self) -> bool {
        true
    }

    fn read(&self, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
        let mut brought = Brought::default();
        for (at, line) in input.lines()? {
            let row: RowIn = serde_json::from_str(line).map_err(|error| ReadFault { line: at, ..error.into() })?;
            let unit = unit_of(&row.text, settings).ok_or_else(|| {
                ReadFault::at_line(
                    at,
                    "the file does not say what its offsets count, and here it matters: tell it with --offsets",
                )
            })?;
            let name = format!("{}-{at:04}.txt", input.stem());
            let work = work(row, name, unit, at, &mut brought)?;
            brought.works.push((at, work));
        }
        Ok(brought)
    }
}

/// The unit that was told, or any where all of them give the same.
fn unit_of(text: &str, settings: &Settings<'_>) -> Option<Unit> {
    let same = || Unit::ALL.iter().all(|(_, unit)| unit.length(text) == Unit::CodePoints.length(text));
    settings.unit.or_else(|| same().then_some(Unit::CodePoints))
}

fn work(row: RowIn, name: String, unit: Unit, line: usize, brought: &mut Brought) -> Result<Incoming, ReadFault> {
    let offsets = Offsets::new(&row.text, unit);
    let mut builder = Builder::new(&row.text);
    let plain = row.label.into_iter().zip(1..);
    let plain = plain.map(|((start_offset, end_offset, label), id)| Entity { id, label, start_offset, end_offset });
    let mut spans = Vec::new();
    for entity in row.entities.into_iter().chain(plain) {
        let bytes = offsets.byte(entity.start_offset).zip(offsets.byte(entity.end_offset));
        let Some((start, end)) = bytes.filter(|(start, end)| start < end) else {
            let place = format!("{}..{}", entity.start_offset, entity.end_offset);
            return Err(ReadFault::at_line(line, format!("{place} ({}) is no place in the text", entity.label)));
        };
        spans.extend(builder.span(line, format!("s{}", entity.id), &entity.label, &(start..end)));
    }
    let relation = |(n, relation): (u64, Relation)| IncomingRelation {
        id: format!("r{}", relation.id.unwrap_or(n)).into(),
        kind: relation.kind,
        from: format!("s{}", relation.from_id).into(),
        to: format!("s{}", relation.to_id).into(),
        ..IncomingRelation::default()
    };
    let relations = (1..).zip(row.relations).map(relation).collect();
    if !row.comments.is_empty() {
        builder.complain(line, "comments of doccano's are on no span and are left out");
    }
    for (key, value) in [("annotations", row.annotations), ("spans", row.spans)] {
        if value.as_array().is_some_and(|list| !list.is_empty()) {
            builder.complain(line, format!("`{key}` is not read: the spans are expected in `entities`, `label` or `labels`"));
        }
    }
    brought.complaints.append(&mut builder.complaints);
    Ok(Incoming { spans, relations, ..row.heading.work(name, row.text) })
}
