//! Reading `WebAnno` TSV 3.0 to 3.3.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::annotation::{RelationType, Schema, Value};
use crate::exchange::builder::{Builder, text_name};
use crate::exchange::format::{Brought, Input, ReadFault, Settings};
use crate::exchange::incoming::{Incoming, IncomingRelation, IncomingSpan};
use crate::exchange::offsets::{Offsets, Unit};
use crate::exchange::uima::{RELATION, SPAN, feature_name, is_added, relation_feature};
use crate::exchange::value::{typed, typed_as};

/// A layer of the head: its name, its features, and the first of its columns.
struct Layer {
    name: String,
    features: Vec<String>,
    column: usize,
    is_relation: bool,
}

/// An annotation while its rows are read: layer and number, or layer and token where it has none.
type Key = (usize, Option<usize>, String);

/// An annotation by its rows.
#[derive(Default)]
struct Gathered {
    line: usize,
    /// Whether it is one of our own making.
    is_own: bool,
    place: Range<usize>,
    values: Vec<(String, String)>,
}

/// A relation: its line, its features, and the two ends as they are named.
struct Link {
    line: usize,
    /// Whether it is one of our own making.
    is_own: bool,
    values: Vec<(String, String)>,
    from: String,
    numbers: (Option<usize>, Option<usize>),
    to: String,
}

/// Reads a file, which is one text.
pub(super) fn read(input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
    let mut sheet = Sheet::default();
    for (n, line) in input.text()?.split('\n').enumerate() {
        sheet.line(n + 1, line.strip_suffix('\r').unwrap_or(line))?;
    }
    if !sheet.begun {
        return Err(ReadFault::at_line(1, "this is no WebAnno TSV 3"));
    }
    sheet.text.push('\n');
    sheet.finish(input, settings.schema)
}

#[derive(Default)]
struct Sheet {
    begun: bool,
    layers: Vec<Layer>,
    columns: usize,
    text: String,
    /// UTF-16 units of the text so far.
    units: usize,
    /// The text of the sentence whose first token has not come yet.
    pending: Option<String>,
    found: BTreeMap<(usize, usize, Key), Gathered>,
    order: HashMap<Key, (usize, usize)>,
    links: Vec<Link>,
}

/// A value at `|` that is not escaped.
fn split(cell: &str) -> Vec<&str> {
    let (mut parts, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in cell.char_indices() {
        if c == '|' && !escaped {
            parts.extend(cell.get(from..at));
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    parts.extend(cell.get(from..));
    parts
}

/// A value and the number that stands after it.
fn numbered(value: &str) -> (&str, Option<usize>) {
    let parts = value.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    match parts.and_then(|(value, number)| Some((value, number.parse().ok()?))) {
        Some((value, number)) if !value.ends_with('\\') || value.ends_with("\\\\") => (value, Some(number)),
        _ => (value, None),
    }
}

fn plain(value: &str) -> String {
    let (mut out, mut chars) = (String::new(), value.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('b') => out.push('\u{8}'),
                Some('f') => out.push('\u{C}'),
                other => out.extend(other),
            },
            c => out.push(c),
        }
    }
    out
}

impl Sheet {
    fn line(&mut self, number: usize, line: &str) -> Result<(), ReadFault> {
        if let Some(format) = line.strip_prefix("#FORMAT=") {
            self.begun = format.trim().starts_with("WebAnno TSV 3");
        } else if let Some(layer) = line.strip_prefix("#T_SP=").or_else(|| line.strip_prefix("#T_CH=")) {
            self.layer(layer, false);
        } else if let Some(layer) = line.strip_prefix("#T_RL=") {
            self.layer(layer, true);
        } else if let Some(text) = line.strip_prefix("#Text=") {
            match &mut self.pending {
                // A sentence with line ends has a line for each.
                Some(pending) => {
                    pending.push('\n');
                    pending.push_str(&plain(text));
                }
                None => self.pending = Some(plain(text)),
            }
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            self.row(number, line)?;
        }
        Ok(())
    }

    fn layer(&mut self, layer: &str, is_relation: bool) {
        let mut parts = layer.split('|');
        let name = parts.next().unwrap_or_default().to_owned();
        let features: Vec<String> = parts.map(str::to_owned).collect();
        // A layer without features has one column for itself.
        let width = features.len().max(1);
        self.layers.push(Layer { name, features, column: self.columns, is_relation });
        self.columns += width;
    }

    fn row(&mut self, number: usize, line: &str) -> Result<(), ReadFault> {
        let fault = |what: &str| ReadFault::at_line(number, what.to_owned());
        if !self.begun {
            return Err(fault("this is no WebAnno TSV 3"));
        }
        let mut cells = line.split('\t');
        let name = cells.next().unwrap_or_default().to_owned();
        let place = cells
            .next()
            .and_then(|place| place.split_once('-'))
            .and_then(|(start, end)| Some(start.parse::<usize>().ok()?..end.parse::<usize>().ok()?));
        let place = place.ok_or_else(|| fault("the second column is no pair of offsets"))?;
        if cells.next().is_none() {
            return Err(fault("there is no token"));
        }
        if let Some(text) = self.pending.take() {
            let gap = place.start.checked_sub(self.units).ok_or_else(|| fault("the sentence begins before the last one ends"))?;
            self.text.extend(std::iter::repeat_n('\n', gap));
            self.text.push_str(&text);
            self.units = place.start + Unit::Utf16.length(&text);
        }
        let cells: Vec<&str> = cells.collect();
        for n in 0..self.layers.len() {
            self.cells(number, n, &cells, &name, &place);
        }
        Ok(())
    }

    /// The columns of one layer in a row.
    fn cells(&mut self, line: usize, layer: usize, cells: &[&str], token: &str, place: &Range<usize>) {
        let Some(Layer { name, features, column, is_relation }) = self.layers.get(layer) else { return };
        let width = features.len().max(1);
        let columns: Vec<Vec<&str>> = (*column..column + width).map(|at| split(cells.get(at).copied().unwrap_or("_"))).collect();
        let stacked = columns.iter().map(Vec::len).max().unwrap_or(0);
        for n in 0..stacked {
            let values: Vec<&str> = columns.iter().map(|column| column.get(n).copied().unwrap_or("_")).collect();
            if values.iter().all(|value| *value == "_") {
                continue;
            }
            if *is_relation {
                let is_own = name == RELATION;
                self.links.extend(Self::link(line, features, &values, token).map(|found| Link { is_own, ..found }));
                continue;
            }
            let number = values.iter().find_map(|value| numbered(value).1);
            // Without a number an annotation stands on this token alone, and is the only one of its layer there.
            let key: Key = (layer, number, if number.is_some() { String::new() } else { format!("{token}/{n}") });
            let (start, end) = *self.order.entry(key.clone()).or_insert((place.start, place.end));
            let gathered = self.found.entry((start, usize::MAX - end, key)).or_default();
            if gathered.line == 0 {
                let named = features.iter().zip(&values).map(|(name, value)| (name.clone(), numbered(value).0));
                gathered.values =
                    named.filter(|(_, value)| !matches!(*value, "*" | "_")).map(|(name, value)| (name, plain(value))).collect();
                gathered.line = line;
                gathered.is_own = name == SPAN;
                gathered.place = place.clone();
            }
            gathered.place.end = place.end;
        }
    }

    fn link(line: usize, features: &[String], values: &[&str], token: &str) -> Option<Link> {
        let at = features.iter().position(|name| name.starts_with("BT_"))?;
        let source = *values.get(at)?;
        let (from, numbers) = match source.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((from, numbers)) => {
                let (source, target) = numbers.split_once('_').unwrap_or((numbers, ""));
                let number = |text: &str| text.parse().ok().filter(|number| *number > 0);
                (from, (number(source), number(target)))
            }
            None => (source, (None, None)),
        };
        let values =
            features.iter().zip(values).filter(|(name, value)| !name.starts_with("BT_") && !matches!(**value, "*" | "_"));
        let values = values.map(|(name, value)| (name.clone(), plain(numbered(value).0))).collect();
        Some(Link { line, is_own: false, values, from: from.to_owned(), numbers, to: token.to_owned() })
    }

    fn finish(self, input: &Input<'_>, schema: &Schema) -> Result<Brought, ReadFault> {
        let Self { text, found, links, layers, .. } = self;
        let mut builder = Builder::new(&text);
        let (spans, ids) = spans(found, &layers, schema, &mut builder)?;
        let relations =
            links.into_iter().enumerate().filter_map(|(n, link)| link.relation(n, &ids, schema, &mut builder)).collect();
        let complaints = builder.complaints;
        let work = Incoming { file: text_name(input.stem()), spans, relations, text, ..Incoming::default() };
        Ok(Brought { works: vec![(0, work)], complaints })
    }
}

/// The ids of spans, by their number and by their token.
#[derive(Default)]
struct Ids {
    by_number: HashMap<usize, String>,
    by_token: HashMap<String, String>,
}

/// The spans that were gathered, and how they are called in relations.
fn spans(
    found: BTreeMap<(usize, usize, Key), Gathered>,
    layers: &[Layer],
    schema: &Schema,
    builder: &mut Builder<'_>,
) -> Result<(Vec<IncomingSpan>, Ids), ReadFault> {
    let offsets = Offsets::new(builder.text(), Unit::Utf16);
    let (mut spans, mut ids) = (Vec::new(), Ids::default());
    for (n, ((_, _, (layer, number, token)), gathered)) in found.into_iter().enumerate() {
        let value = |wanted: &str| gathered.values.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let id = value("identifier").map_or_else(|| format!("s{}", n + 1), str::to_owned);
        let naming = ["label", "value"].into_iter().find(|name| value(name).is_some());
        let short = layers.get(layer).and_then(|layer| layer.name.rsplit('.').next()).unwrap_or("Span");
        let tag = naming.and_then(value).unwrap_or(short).to_owned();
        let place = &gathered.place;
        let bytes = offsets.byte(place.start).zip(offsets.byte(place.end)).filter(|(start, end)| start < end);
        let Some((start, end)) = bytes else {
            let message = format!("{id} ({tag}): {}..{} is no place in the text", place.start, place.end);
            return Err(ReadFault::at_line(gathered.line, message));
        };
        let Some(span) = builder.span(gathered.line, id.clone(), &tag, &(start..end)) else { continue };
        let note = value("note").unwrap_or_default().to_owned();
        let attributes = attributes(&gathered, naming, schema, &tag, &offsets, builder);
        spans.push(IncomingSpan { attributes, note, ..span });
        if let Some(number) = number {
            ids.by_number.insert(number, id.clone());
        }
        ids.by_token.insert(token.split('/').next().unwrap_or_default().to_owned(), id);
    }
    Ok((spans, ids))
}

impl Link {
    /// The relation, the `n`-th of its text; `None`, which is told, where an end is not there.
    fn relation(self, n: usize, ids: &Ids, schema: &Schema, builder: &mut Builder<'_>) -> Option<IncomingRelation> {
        let end = |number: Option<usize>, token: &str| match number {
            Some(number) => ids.by_number.get(&number),
            None => ids.by_token.get(token),
        };
        let (Some(from), Some(to)) = (end(self.numbers.0, &self.from), end(self.numbers.1, &self.to)) else {
            builder.complain(self.line, "a relation has an end that is not there, and is left out");
            return None;
        };
        let value = |wanted: &str| self.values.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        let kind = value("label").or_else(|| value("DependencyType")).unwrap_or_else(|| "related".to_owned());
        Some(IncomingRelation {
            id: value("identifier").unwrap_or_else(|| format!("r{}", n + 1)).into(),
            from: from.clone().into(),
            to: to.clone().into(),
            order: value("order").and_then(|order| order.parse().ok()),
            certainty: value("certainty").filter(|_| self.is_own).map(Value::Text),
            attributes: self.attributes(schema.relation(&kind), builder),
            kind,
            ..IncomingRelation::default()
        })
    }

    /// The attributes of a relation of our own making; the features of others are not known.
    fn attributes(&self, kind: Option<&RelationType>, builder: &Builder<'_>) -> Vec<(String, Value)> {
        const OWN: [&str; 4] = ["identifier", "label", "order", "certainty"];
        let offsets = Offsets::new(builder.text(), Unit::Utf16);
        let attribute = |(feature, text): &(String, String)| {
            let known = kind.and_then(|kind| kind.attributes.iter().find(|known| relation_feature(&known.id) == *feature));
            let name = known.map_or(feature.as_str(), |known| &known.id);
            (name.to_owned(), in_code_points(typed_as(known, text), &offsets, builder))
        };
        let is_said = |(feature, _): &&(String, String)| self.is_own && !OWN.contains(&feature.as_str());
        self.values.iter().filter(is_said).map(attribute).collect()
    }
}

/// A sub-span counts code points here.
fn in_code_points(value: Value, offsets: &Offsets<'_>, builder: &Builder<'_>) -> Value {
    let Value::Range(start, end) = value else { return value };
    let bytes = offsets.byte(start).zip(offsets.byte(end));
    let range = bytes.and_then(|(start, end)| builder.code_points(&(start..end))).unwrap_or(start..end);
    Value::Range(range.start, range.end)
}

fn attributes(
    gathered: &Gathered,
    naming: Option<&str>,
    schema: &Schema,
    tag: &str,
    offsets: &Offsets<'_>,
    builder: &Builder<'_>,
) -> Vec<(String, Value)> {
    let own = [naming.unwrap_or("label"), "identifier", "note"];
    let is_added = |name: &str| gathered.is_own && is_added(schema, name);
    let values = gathered.values.iter().filter(|(name, _)| !own.contains(&name.as_str()) && !is_added(name));
    let mut attributes: Vec<(String, Value)> = values
        .map(|(feature, text)| {
            let known = schema.tag(tag).iter().flat_map(|tag| &tag.attributes).find(|a| feature_name(&a.id) == *feature);
            let name = known.map_or(feature.as_str(), |known| &known.id);
            (name.to_owned(), in_code_points(typed(schema, tag, name, text), offsets, builder))
        })
        .collect();
    let known: Vec<&str> = schema.tag(tag).iter().flat_map(|tag| &tag.attributes).map(|a| a.id.as_str()).collect();
    attributes.sort_by_key(|(name, _)| known.iter().position(|known| known == name).unwrap_or(usize::MAX));
    attributes
}
