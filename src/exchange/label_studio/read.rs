//! Reading tasks, ours or what Label Studio exports.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use crate::annotation::{Schema, Value};
use crate::exchange::builder::Builder;
use crate::exchange::format::{Brought, Input, ReadFault, Settings};
use crate::exchange::heading::Heading;
use crate::exchange::incoming::{Incoming, IncomingRelation, IncomingSpan};
use crate::exchange::offsets::{Offsets, Unit};
use crate::exchange::value::typed;

/// Reads a list of tasks. A task with several annotations gives a work for each.
pub(super) fn read(input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
    let text = input.text()?;
    let tasks: Vec<&RawValue> = serde_json::from_str(text)?;
    let (mut brought, mut line, mut at) = (Brought::default(), 1, 0);
    for (n, raw) in tasks.into_iter().enumerate() {
        // The raw task is a part of the text, so that its place tells its line.
        let start = raw.get().as_ptr().addr().saturating_sub(text.as_ptr().addr());
        line += memchr::memchr_iter(b'\n', text.as_bytes().get(at..start).unwrap_or_default()).count();
        at = start;
        let task: Task = serde_json::from_str(raw.get()).map_err(|error| ReadFault::from(error).further_down(line - 1))?;
        let name = format!("{}-{:04}.txt", input.stem(), n + 1);
        let base = task.data;
        let sets = if task.annotations.is_empty() { task.predictions } else { task.annotations };
        let sets = if sets.is_empty() { vec![Set::default()] } else { sets };
        let several = sets.len() > 1;
        for set in sets.into_iter().filter(|set| !set.was_cancelled) {
            let mut work = work(&base, set.result, &name, line, settings.schema, &mut brought)?;
            if several || work.annotator.is_empty() {
                work.annotator = annotator(set.completed_by.as_ref()).unwrap_or(work.annotator);
            }
            brought.works.push((line, work));
        }
    }
    Ok(brought)
}

#[derive(Deserialize)]
struct Task {
    data: Data,
    #[serde(default)]
    annotations: Vec<Set>,
    #[serde(default)]
    predictions: Vec<Set>,
}

#[derive(Deserialize, Clone)]
struct Data {
    text: String,
    #[serde(flatten)]
    heading: Heading,
}

#[derive(Deserialize, Default)]
struct Set {
    #[serde(default)]
    completed_by: Option<Json>,
    #[serde(default)]
    was_cancelled: bool,
    #[serde(default)]
    result: Vec<Outcome>,
}

#[derive(Deserialize)]
struct Outcome {
    #[serde(default)]
    id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    from_name: Option<String>,
    #[serde(default)]
    value: Option<Region>,
    #[serde(default)]
    meta: Option<Json>,
    #[serde(default)]
    from_id: Option<String>,
    #[serde(default)]
    to_id: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(Deserialize)]
struct Region {
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
    #[serde(default)]
    text: Option<Json>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    choices: Vec<String>,
    #[serde(default)]
    number: Option<Json>,
}

/// The name of a user: of an export with names, else by number.
fn annotator(user: Option<&Json>) -> Option<String> {
    match user? {
        Json::Number(id) => Some(format!("user{id}")),
        Json::Object(user) => Some(format!("user{}", user.get("id")?)),
        _ => None,
    }
}

fn work(
    data: &Data,
    results: Vec<Outcome>,
    name: &str,
    line: usize,
    schema: &Schema,
    brought: &mut Brought,
) -> Result<Incoming, ReadFault> {
    let offsets = Offsets::new(&data.text, Unit::CodePoints);
    let mut read =
        Results { line, builder: Builder::new(&data.text), spans: Vec::new(), relations: Vec::new(), at: HashMap::new() };
    let (regions, others): (Vec<Outcome>, Vec<Outcome>) =
        results.into_iter().partition(|outcome| matches!(outcome.kind.as_str(), "labels" | "hypertextlabels"));
    regions.iter().try_for_each(|outcome| read.region(outcome, &offsets))?;
    others.into_iter().try_for_each(|outcome| read.other(outcome, schema))?;
    let Results { mut builder, spans, relations, .. } = read;
    brought.complaints.append(&mut builder.complaints);
    Ok(Incoming { spans, relations, ..data.heading.clone().work(name.to_owned(), data.text.clone()) })
}

/// The results of one set, as far as they are read.
struct Results<'a> {
    line: usize,
    builder: Builder<'a>,
    spans: Vec<IncomingSpan>,
    relations: Vec<IncomingRelation>,
    /// Where each region is in `spans`; `None` for one that was left out.
    at: HashMap<String, Option<usize>>,
}

impl Results<'_> {
    fn region(&mut self, outcome: &Outcome, offsets: &Offsets<'_>) -> Result<(), ReadFault> {
        let id = outcome.id.clone().unwrap_or_else(|| format!("s{}", self.spans.len() + 1));
        let span = region(outcome, &id, offsets, &mut self.builder, self.line)?;
        self.at.insert(id, span.as_ref().map(|_| self.spans.len()));
        self.spans.extend(span);
        Ok(())
    }

    /// A relation, or what a further result says of a region.
    fn other(&mut self, outcome: Outcome, schema: &Schema) -> Result<(), ReadFault> {
        if outcome.kind == "relation" {
            let (Some(from), Some(to)) = (outcome.from_id, outcome.to_id) else {
                return Err(ReadFault::at_line(self.line, "a relation has no `from_id` or no `to_id`"));
            };
            let kind = outcome.labels.into_iter().next().unwrap_or_else(|| "related".to_owned());
            let id = format!("r{}", self.relations.len() + 1);
            self.relations.push(IncomingRelation {
                id: id.into(),
                kind,
                from: from.into(),
                to: to.into(),
                ..IncomingRelation::default()
            });
            return Ok(());
        }
        let at = outcome.id.as_ref().and_then(|id| self.at.get(id)).copied().flatten();
        if let Some(span) = at.and_then(|at| self.spans.get_mut(at)) {
            attribute(span, &outcome, schema);
        } else {
            let message = format!("a result of type {} is on no region and is left out", outcome.kind);
            self.builder.complain(self.line, message);
        }
        Ok(())
    }
}

fn region(
    outcome: &Outcome,
    id: &str,
    offsets: &Offsets<'_>,
    builder: &mut Builder<'_>,
    line: usize,
) -> Result<Option<IncomingSpan>, ReadFault> {
    let fault = |what: &str| ReadFault::at_line(line, format!("region {id}: {what}"));
    let value = outcome.value.as_ref().ok_or_else(|| fault("it has no `value`"))?;
    let place = value.start.unwrap_or(0)..value.end.unwrap_or(0);
    let found = offsets.quote(&place).ok_or_else(|| fault(&format!("{}..{} is no place in the text", place.start, place.end)))?;
    if let Some(Json::String(quoted)) = value.text.as_ref().filter(|quoted| quoted.as_str() != Some(found)) {
        return Err(fault(&format!("the text has “{found}” where the region quotes “{quoted}”")));
    }
    let tag = value.labels.first().ok_or_else(|| fault("it has no label"))?;
    if value.labels.len() > 1 {
        builder.complain(line, format!("region {id} has several labels; the first is kept"));
    }
    let bytes = offsets.byte(place.start).unwrap_or(0)..offsets.byte(place.end).unwrap_or(0);
    let span = builder.span(line, id.to_owned(), tag, &bytes);
    Ok(span.map(|span| IncomingSpan { note: note(outcome.meta.as_ref()), ..span }))
}

fn note(meta: Option<&Json>) -> String {
    match meta.and_then(|meta| meta.get("text")) {
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(texts)) => texts.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}

/// Adds the attribute that a further result of a region gives.
fn attribute(span: &mut IncomingSpan, outcome: &Outcome, schema: &Schema) {
    let Some(value) = &outcome.value else { return };
    let control = outcome.from_name.as_deref().unwrap_or(&outcome.kind);
    let name = control.strip_prefix(span.tag.as_str()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(control);
    let texts = |json: &Json| match json {
        Json::Array(texts) => texts.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        Json::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    };
    let typed_in = value.text.as_ref().filter(|_| outcome.kind == "textarea");
    let texts: Vec<String> = value.number.as_ref().or(typed_in).map_or_else(|| value.choices.clone(), texts);
    let value = match (typed(schema, &span.tag, name, ""), texts.as_slice()) {
        (Value::List(_), _) => Value::List(texts),
        (_, [text]) => typed(schema, &span.tag, name, text),
        _ => Value::List(texts),
    };
    span.attributes.push((name.to_owned(), value));
}
