//! Label Studio: a list of tasks, each a text with the regions of one annotator, and the labelling configuration.
//!
//! Offsets count code points. An attribute is a further result of the same region; a relation leads from region to
//! region. What else is known of a text stands in the task's data, where Label Studio keeps it.

mod config;
mod read;

use serde_json::{Map, Value as Json, json};

use super::format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Stream, Whole, Writer};
use super::json::Pairs;
use super::loss::{Loss, Lost};
use super::offsets::{Offsets, Unit};
use super::value::{plain, survives};
use super::work::{Seen, Work};
use crate::annotation::{Kind, Schema, Value};

/// What is never carried.
const LOST: &[Lost] = &[Lost::SpecialEnds, Lost::RelationOrder, Lost::Origins, Lost::Times, Lost::UnknownFields];

/// The JSON format of Label Studio.
#[derive(Debug)]
pub struct LabelStudio;

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

/// The control of the labelling configuration that gives an attribute of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    /// One or several of a list.
    Choices,
    /// A number.
    Number,
    /// Any text.
    TextArea,
}

impl Control {
    fn of(schema: &Schema, tag: &str, attribute: &str) -> Self {
        match schema.tag(tag).and_then(|tag| tag.attribute(attribute)).map(|attribute| &attribute.kind) {
            Some(Kind::One(_) | Kind::Many(_) | Kind::Flag) => Self::Choices,
            Some(Kind::Int) => Self::Number,
            _ => Self::TextArea,
        }
    }

    /// The key of its value.
    fn key(self) -> &'static str {
        if self == Self::TextArea { "text" } else { self.kind() }
    }

    /// The type of its results.
    fn kind(self) -> &'static str {
        match self {
            Self::Choices => "choices",
            Self::Number => "number",
            Self::TextArea => "textarea",
        }
    }
}

/// The name of the control of an attribute.
fn control_name(tag: &str, attribute: &str) -> String {
    format!("{tag}.{attribute}")
}

fn task(work: &Work<'_>, schema: &Schema, loss: &mut Loss) -> Json {
    let offsets = Offsets::new(work.document.text(), Unit::CodePoints);
    let mut results = Vec::new();
    for annotation in work.set.iter() {
        let Some(place) = offsets.place(&annotation.span.range()) else {
            loss.note(Lost::Spans, work, &annotation.id);
            continue;
        };
        let mut region = json!({
            "id": annotation.id, "from_name": "tag", "to_name": "text", "type": "labels",
            "value": {"start": place.start, "end": place.end, "text": work.quote(annotation), "labels": [annotation.tag]},
        });
        if !annotation.note.is_empty()
            && let Some(region) = region.as_object_mut()
        {
            region.insert("meta".to_owned(), json!({"text": [annotation.note]}));
        }
        results.push(region);
        for (name, value) in &annotation.attributes {
            let control = Control::of(schema, &annotation.tag, name);
            if !survives(schema, &annotation.tag, name, value) {
                loss.note(Lost::ValueTypes, work, &annotation.id);
            }
            let mut region = json!({"start": place.start, "end": place.end, "text": work.quote(annotation)});
            if let Some(region) = region.as_object_mut() {
                // Of a text area, `text` is what was typed, and no quote.
                region.insert(control.key().to_owned(), given(control, value));
            }
            results.push(json!({
                "id": annotation.id, "from_name": control_name(&annotation.tag, name), "to_name": "text",
                "type": control.kind(), "value": region,
            }));
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
    json!({"data": data(work), "annotations": [{"completed_by": 1, "result": results}]})
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

fn data(work: &Work<'_>) -> Json {
    let mut data = Map::new();
    data.insert("text".to_owned(), json!(work.document.text()));
    data.insert("file".to_owned(), json!(work.file));
    data.insert("sha256".to_owned(), json!(work.sha256));
    data.insert("annotator".to_owned(), json!(work.annotator.as_str()));
    data.insert("state".to_owned(), json!(work.set.state().as_str()));
    data.insert("document".to_owned(), serde_json::to_value(Pairs(work.set.metadata())).unwrap_or_default());
    Json::Object(data)
}
