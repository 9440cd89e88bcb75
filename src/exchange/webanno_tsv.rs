//! `WebAnno` TSV 3.3: a row a token, a column a feature, relations by the number of a token.
//!
//! Offsets count UTF-16. A sentence here is a line of the text, so that what stands between two sentences is a line
//! end and nothing else; the text is written with LF alone. Tokens are our own, cut at the edges of spans.

mod read;

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::ops::Range;

use super::format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Whole, Writer};
use super::identity::named;
use super::loss::{Loss, Lost};
use super::offsets::{LineFed, Offsets, Unit};
use super::token::sentences;
use super::uima::{OF_IDENTITY, RELATION, SPAN, feature_name, relation_feature, words_name};
use super::value::{plain, survives, typed_as};
use super::work::Work;
use crate::annotation::{Annotation, Identity, Kind, Relation, Value};

/// What is never carried.
const LOST: &[Lost] =
    &[Lost::SpecialEnds, Lost::DocumentFacts, Lost::States, Lost::Origins, Lost::Times, Lost::Provenance, Lost::UnknownFields];

/// The format of `WebAnno`, which `INCEpTION` still reads.
#[derive(Debug)]
pub(super) struct WebannoTsv;

impl Writer for WebannoTsv {
    fn name(&self) -> &'static str {
        "webanno-tsv"
    }

    fn about(&self) -> &'static str {
        "WebAnno TSV 3.3, a file a text; offsets count UTF-16"
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(LOST, work);
            let tsv = text(work, run, &mut output.loss);
            output.files.push(Whole::new(format!("{}.tsv", work.file), tsv));
        }
    }
}

impl Reader for WebannoTsv {
    fn name(&self) -> &'static str {
        "webanno-tsv"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".tsv"]
    }

    fn read(&self, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
        read::read(input, settings)
    }
}

/// A value with the signs escaped that stand for something here.
fn escaped(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => out.extend(['\\', c]),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '-' if rest.peek() == Some(&'>') => out.push_str("\\-"),
            c => out.push(c),
        }
    }
    out
}

/// A line of the text, for the head of a sentence.
fn escaped_line(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{8}' => out.push_str("\\b"),
            '\u{C}' => out.push_str("\\f"),
            c => out.push(c),
        }
    }
    out
}

/// A line of the text with its tokens, in bytes of the text that is written.
struct Row {
    range: Range<usize>,
    tokens: Vec<Range<usize>>,
}

/// The lines that have a token, from it to the end of the line.
fn rows(work: &Work<'_>, fed: &LineFed<'_>) -> Vec<Row> {
    let tokens = sentences(work.document, work.set).into_iter().flat_map(|sentence| sentence.tokens);
    let mut rows: Vec<Row> = Vec::new();
    for token in tokens {
        let token = fed.range(&token);
        if let Some(row) = rows.last_mut().filter(|row| token.start < row.range.end) {
            row.tokens.push(token);
            continue;
        }
        let rest = fed.text.get(token.start..).unwrap_or_default();
        let end = token.start + rest.find('\n').unwrap_or(rest.len());
        rows.push(Row { range: token.start..end, tokens: vec![token] });
    }
    rows
}

/// A text as a whole.
struct Sheet<'a> {
    work: &'a Work<'a>,
    run: &'a Run<'a>,
    fed: &'a LineFed<'a>,
    offsets: Offsets<'a>,
    /// Attributes that stand in columns.
    attributes: Vec<&'a str>,
    /// Those of them that are sub-spans: their words have columns, too.
    sub_spans: Vec<&'a str>,
    /// Whether the registries know the identity of a span.
    has_identities: bool,
    /// Whether the certainty of a relation is said.
    has_certainty: bool,
    /// Attributes of relations that stand in columns.
    of_relations: Vec<&'a str>,
    /// The number of each annotation, where several tokens or annotations make one necessary.
    numbers: HashMap<&'a str, usize>,
    /// Name of the first token of each annotation, `sentence-token`.
    places: HashMap<&'a str, String>,
}

fn text(work: &Work<'_>, run: &Run<'_>, loss: &mut Loss) -> String {
    let fed = LineFed::of(work.document.text());
    if fed.is_changed() {
        loss.note(Lost::CarriageReturns, work, "");
    }
    let rows = rows(work, &fed);
    if rows.is_empty() {
        loss.note(Lost::EmptyTexts, work, "");
    }
    if !is_spaced_by_lines(&fed.text, &rows) {
        loss.note(Lost::Spacing, work, "");
    }
    let attributes: BTreeSet<&str> = work.set.iter().flat_map(|a| a.attributes.iter().map(|(name, _)| name.as_str())).collect();
    let of_relations: BTreeSet<&str> =
        work.inner_relations().flat_map(|relation| relation.attributes.iter().map(|(name, _)| name.as_str())).collect();
    let known = run.schema.tags.iter().flat_map(|tag| &tag.attributes);
    let sub_spans: BTreeSet<&str> = known.filter(|a| a.kind == Kind::SubSpan).map(|a| a.id.as_str()).collect();
    let mut sheet = Sheet {
        work,
        run,
        fed: &fed,
        offsets: Offsets::new(&fed.text, Unit::Utf16),
        sub_spans: attributes.iter().filter(|name| sub_spans.contains(*name)).copied().collect(),
        attributes: attributes.into_iter().collect(),
        has_identities: work.set.iter().any(|a| identity(run, a).is_some()),
        has_certainty: work.inner_relations().any(|relation| relation.certainty.is_some()),
        of_relations: of_relations.into_iter().collect(),
        numbers: HashMap::new(),
        places: HashMap::new(),
    };
    sheet.number(&rows, loss);
    let mut out = sheet.head();
    for (n, row) in rows.iter().enumerate() {
        let line = fed.text.get(row.range.clone()).unwrap_or_default();
        let _infallible = write!(out, "\n#Text={}\n", escaped_line(line));
        for (m, token) in row.tokens.iter().enumerate() {
            sheet.token(&mut out, (n + 1, m + 1), token, loss);
        }
    }
    out
}

/// What the registries know of the identity of a span.
fn identity<'a>(run: &'a Run<'_>, annotation: &'a Annotation) -> Option<&'a Identity> {
    named(run.schema, run.registries, annotation)?.known
}

/// Whether the reader gets the text back: nothing but line ends between the lines, and one at the end.
fn is_spaced_by_lines(text: &str, rows: &[Row]) -> bool {
    let mut at = 0;
    let mut gaps = rows.iter().map(|row| (std::mem::replace(&mut at, row.range.end), row.range.start));
    let are_lines = gaps.all(|(end, start)| text.get(end..start).is_some_and(|gap| gap.chars().all(|c| c == '\n')));
    are_lines && rows.last().is_none_or(|row| text.get(row.range.end..) == Some("\n"))
}

impl Sheet<'_> {
    /// Finds the first token of each annotation, and numbers those that stand on several tokens or with others.
    fn number(&mut self, rows: &[Row], loss: &mut Loss) {
        let tokens: Vec<(String, &Range<usize>)> = rows
            .iter()
            .enumerate()
            .flat_map(|(n, row)| row.tokens.iter().enumerate().map(move |(m, token)| (format!("{}-{}", n + 1, m + 1), token)))
            .collect();
        for annotation in self.work.set.iter() {
            let range = self.fed.range(&annotation.span.range());
            let first = tokens.partition_point(|(_, token)| token.end <= range.start);
            let end = tokens.partition_point(|(_, token)| token.start < range.end);
            let Some(((name, start), (_, last))) = tokens.get(first).zip(tokens.get(end.wrapping_sub(1))).filter(|_| first < end)
            else {
                loss.note(Lost::Spans, self.work, &annotation.id);
                continue;
            };
            if start.start != range.start || last.end != range.end {
                loss.note(Lost::Edges, self.work, &annotation.id);
            }
            self.places.insert(&annotation.id, name.clone());
            // A number for each is always right, and the same whatever else stands there.
            self.numbers.insert(&annotation.id, self.numbers.len() + 1);
        }
        for relation in self.work.inner_relations() {
            if [relation.from.as_str(), relation.to.as_str()].into_iter().any(|id| !self.places.contains_key(id)) {
                loss.note(Lost::Relations, self.work, &relation.id);
            }
        }
    }

    fn head(&self) -> String {
        let mut columns = vec!["identifier".to_owned(), "label".to_owned(), "note".to_owned()];
        columns.extend(self.attributes.iter().map(|name| feature_name(name)));
        columns.extend(self.sub_spans.iter().map(|name| words_name(name)));
        columns.extend(self.has_identities.then_some(OF_IDENTITY).into_iter().flatten().map(str::to_owned));
        let mut out = format!("#FORMAT=WebAnno TSV 3.3\n#T_SP={SPAN}|{}\n", columns.join("|"));
        if self.work.inner_relations().next().is_some() {
            let certainty = if self.has_certainty { "|certainty" } else { "" };
            let attributes: Vec<String> = self.of_relations.iter().map(|name| relation_feature(name)).collect();
            let attributes = [vec![certainty.to_owned()], attributes].concat().join("|");
            let _infallible = writeln!(out, "#T_RL={RELATION}|identifier|label|order{attributes}|BT_{SPAN}");
        }
        out.push('\n');
        out
    }

    fn token(&self, out: &mut String, name: (usize, usize), token: &Range<usize>, loss: &mut Loss) {
        let place = self.offsets.place(token).unwrap_or_default();
        let word = self.fed.text.get(token.clone()).unwrap_or_default();
        let _infallible = write!(out, "{}-{}\t{}-{}\t{word}\t", name.0, name.1, place.start, place.end);
        let here: Vec<&Annotation> = self
            .work
            .set
            .iter()
            .filter(|a| self.places.contains_key(a.id.as_str()))
            .filter(|a| {
                let range = self.fed.range(&a.span.range());
                range.start < token.end && token.start < range.end
            })
            .collect();
        let first: Vec<&Annotation> =
            here.iter().filter(|a| self.places.get(a.id.as_str()) == Some(&format!("{}-{}", name.0, name.1))).copied().collect();
        let column = |value: &dyn Fn(&Annotation) -> Option<String>| {
            let values: Vec<String> = here.iter().map(|a| self.cell(a, value(a))).collect();
            if values.is_empty() { "_\t".to_owned() } else { format!("{}\t", values.join("|")) }
        };
        out.push_str(&column(&|a| Some(a.id.to_string())));
        out.push_str(&column(&|a| Some(a.tag.clone())));
        out.push_str(&column(&|a| (!a.note.is_empty()).then(|| a.note.clone())));
        for name in &self.attributes {
            out.push_str(&column(&|a| a.attribute(name).map(|value| plain(value, |range| self.sub_span(&range)))));
        }
        for name in &self.sub_spans {
            out.push_str(&column(&|a| self.words(a.attribute(name)?).map(str::to_owned)));
        }
        if self.has_identities {
            let parts: [fn(&Identity) -> &String; 3] = [|known| &known.ar, |known| &known.en, |known| &known.class];
            for part in parts {
                out.push_str(&column(&|a| identity(self.run, a).map(part).cloned()));
            }
        }
        for annotation in &first {
            self.account(annotation, loss);
        }
        self.relations(out, &first, loss);
        out.push('\n');
    }

    fn cell(&self, annotation: &Annotation, value: Option<String>) -> String {
        let number = self.numbers.get(annotation.id.as_str()).copied().unwrap_or(0);
        match value.filter(|value| !value.is_empty()) {
            Some(value) => format!("{}[{number}]", escaped(&value)),
            None => format!("*[{number}]"),
        }
    }

    /// Counts what the attributes of an annotation lose.
    fn account(&self, annotation: &Annotation, loss: &mut Loss) {
        for (name, value) in &annotation.attributes {
            if !survives(self.run.schema, &annotation.tag, name, value) {
                loss.note(Lost::ValueTypes, self.work, &annotation.id);
            }
            if feature_name(name) != *name {
                loss.note(Lost::Names, self.work, &annotation.id);
            }
        }
    }

    /// Counts what a relation loses.
    fn account_relation(&self, relation: &Relation, loss: &mut Loss) {
        let kind = self.run.schema.relation(&relation.kind);
        let certainty = relation.certainty.iter().map(|value| (None, value));
        let attributes = relation.attributes.iter().map(|(name, value)| (kind.and_then(|kind| kind.attribute(name)), value));
        for (attribute, value) in certainty.chain(attributes) {
            let text = plain(value, |_| None);
            if text.is_empty() || typed_as(attribute, &text) != *value {
                loss.note(Lost::ValueTypes, self.work, &relation.id);
            }
        }
        for (name, _) in relation.attributes.iter().filter(|(name, _)| relation_feature(name) != *name) {
            loss.note(Lost::Names, self.work, &format!("{} {name}", relation.id));
        }
    }

    /// The words of a sub-span.
    fn words(&self, value: &Value) -> Option<&str> {
        match value {
            Value::Range(start, end) => self.work.words(*start..*end),
            _ => None,
        }
    }

    fn sub_span(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let document = self.work.document;
        let bytes = document.byte_of_code_point(range.start)?..document.byte_of_code_point(range.end)?;
        self.offsets.place(&self.fed.range(&bytes))
    }

    /// The relations whose target begins here: a relation stands where it leads to, and names where it comes from.
    fn relations(&self, out: &mut String, here: &[&Annotation], loss: &mut Loss) {
        if self.work.inner_relations().next().is_none() {
            return;
        }
        let arriving: Vec<&Relation> = self
            .work
            .inner_relations()
            .filter(|relation| here.iter().any(|a| a.id == relation.to) && self.places.contains_key(relation.from.as_str()))
            .collect();
        let column = |value: &dyn Fn(&Relation) -> String| {
            let values: Vec<String> = arriving.iter().map(|relation| value(relation)).collect();
            if values.is_empty() { "_\t".to_owned() } else { format!("{}\t", values.join("|")) }
        };
        let number = |id: &str| self.numbers.get(id).copied().unwrap_or(0);
        out.push_str(&column(&|relation| escaped(&relation.id)));
        out.push_str(&column(&|relation| escaped(&relation.kind)));
        out.push_str(&column(&|relation| relation.order.map_or_else(|| "*".to_owned(), |order| order.to_string())));
        let said = |value: Option<&Value>| {
            let text = value.map(|value| plain(value, |range| self.sub_span(&range))).unwrap_or_default();
            if text.is_empty() { "*".to_owned() } else { escaped(&text) }
        };
        if self.has_certainty {
            out.push_str(&column(&|relation| said(relation.certainty.as_ref())));
        }
        for name in &self.of_relations {
            let of =
                |relation: &Relation| relation.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            out.push_str(&column(&|relation| said(of(relation).as_ref())));
        }
        for relation in &arriving {
            self.account_relation(relation, loss);
        }
        out.push_str(&column(&|relation| {
            let place = self.places.get(relation.from.as_str()).map(String::as_str).unwrap_or_default();
            format!("{place}[{}_{}]", number(&relation.from), number(&relation.to))
        }));
    }
}
