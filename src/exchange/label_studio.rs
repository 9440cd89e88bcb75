//! Label Studio: a list of tasks, each a text with the regions of one annotator, and the labelling configuration.
//!
//! Offsets count code points. An attribute is a further result of the same region; a relation leads from region to
//! region. What else is known of a text stands in the task's data, where Label Studio keeps it.

mod config;
mod read;

use std::ops::Range;

use serde::Serialize;
use serde_json::{Value as Json, json};

use config::{Control, control_name};

use super::format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Stream, Whole, Writer};
use super::heading::HeadingOut;
use super::loss::{Loss, Lost};
use super::offsets::{Offsets, Unit};
use super::value::{plain, survives};
use super::work::{Seen, Work};
use crate::annotation::{Annotation, Schema, Value};

/// What is never carried.
const LOST: &[Lost] = &[
    Lost::SpecialEnds,
    Lost::RelationOrder,
    Lost::RelationCertainty,
    Lost::RelationAttributes,
    Lost::Origins,
    Lost::Times,
    Lost::Provenance,
    Lost::UnknownFields,
];

/// The JSON format of Label Studio.
#[derive(Debug)]
pub(super) struct LabelStudio;

impl Writer for LabelStudio {
    fn name(&self) -> &'static str {
        "label-studio"
    }

    fn about(&self) -> &'static str {
        "JSON tasks and label_config.xml; offsets count code points"
    }

    fn streams(&self, run: &Run<'_>) -> Vec<Stream> {
        vec![Stream { name: format!("{}.label-studio.json", run.set), head: "[\n".to_owned(), between: ",\n", tail: "\n]\n" }]
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(LOST, work);
            let task = task(work, run.schema, &mut output.loss);
            output.pieces.push((0, task.to_string().into_bytes()));
        }
    }

    fn companions(&self, run: &Run<'_>, seen: &Seen) -> Vec<Whole> {
        vec![Whole::new("label_config.xml", config::write(run.schema, seen))]
    }
}

impl Reader for LabelStudio {
    fn name(&self) -> &'static str {
        "label-studio"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".json"]
    }

    fn read(&self, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
        read::read(input, settings)
    }
}

fn task(work: &Work<'_>, schema: &Schema, loss: &mut Loss) -> Json {
    let offsets = Offsets::new(work.document.text(), Unit::CodePoints);
    let mut results = Vec::new();
    for annotation in work.set.iter() {
        match offsets.place(&annotation.span.range()) {
            Some(place) => results.extend(regions(work, annotation, &place, schema, loss)),
            None => loss.note(Lost::Spans, work, &annotation.id),
        }
    }
    for (n, relation) in work.inner_relations().enumerate() {
        if relation.id != format!("r{}", n + 1) {
            loss.note(Lost::Ids, work, &relation.id);
        }
        results.push(json!({
            "from_id": relation.from, "to_id": relation.to, "type": "relation", "direction": "right", "labels": [relation.kind],
        }));
    }
    let data = Data { text: work.document.text(), heading: HeadingOut::of(work) };
    json!({"data": data, "annotations": [{"completed_by": 1, "result": results}]})
}

/// The region of an annotation, and a further result for each of its attributes.
fn regions(work: &Work<'_>, annotation: &Annotation, place: &Range<usize>, schema: &Schema, loss: &mut Loss) -> Vec<Json> {
    let quote = work.quote(annotation);
    let mut region = json!({
        "id": annotation.id, "from_name": "tag", "to_name": "text", "type": "labels",
        "value": {"start": place.start, "end": place.end, "text": quote, "labels": [annotation.tag]},
    });
    if !annotation.note.is_empty()
        && let Some(region) = region.as_object_mut()
    {
        region.insert("meta".to_owned(), json!({"text": [annotation.note]}));
    }
    let mut results = vec![region];
    for (name, value) in &annotation.attributes {
        let control = Control::of(schema, &annotation.tag, name);
        if !survives(schema, &annotation.tag, name, value) {
            loss.note(Lost::ValueTypes, work, &annotation.id);
        }
        let mut region = json!({"start": place.start, "end": place.end, "text": quote});
        if let Some(region) = region.as_object_mut() {
            // Of a text area, `text` is what was typed, and no quote.
            region.insert(control.key().to_owned(), given(control, value));
        }
        results.push(json!({
            "id": annotation.id, "from_name": control_name(&annotation.tag, name), "to_name": "text",
            "type": control.kind(), "value": region,
        }));
    }
    results
}

/// A value as a control gives it.
fn given(control: Control, value: &Value) -> Json {
    match (control, value) {
        (Control::Number, Value::Integer(number)) => json!(number),
        (Control::Number, other) => json!(plain(other, |_| None)),
        (_, Value::List(texts)) => json!(texts),
        (_, other) => json!([plain(other, |_| None)]),
    }
}

/// What Label Studio keeps of a text and shows nobody, with the text.
#[derive(Serialize)]
struct Data<'a> {
    text: &'a str,
    #[serde(flatten)]
    heading: HeadingOut<'a>,
}
