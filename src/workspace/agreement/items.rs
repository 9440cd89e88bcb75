//! What is compared, an item a row, for statistics of one's own.

use std::collections::BTreeMap;
use std::ops::Range;

use super::count::{Annotated, Task};
use super::measure::Measure;
use serde_json::json;

use crate::annotation::{Annotation, Relation};
use crate::exchange::{Pairs, ValueOut};
use crate::review::agreement::{Numbers, Reader, Reading, RelationEnd, Tagged, Text};
use crate::storage::TextFile;
use crate::text::Document;
use crate::workspace::begun::Begun;
use crate::workspace::error::JobError;
use crate::workspace::job::{Job, Tasks};
use crate::workspace::texts::Workspace;
use crate::workspace::watch::Stage;

/// Texts that are read by one task.
const TOGETHER: usize = 32;
/// What stands for a word without a tag, as in IOB.
const UNTAGGED: &str = "O";

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// A place and a tag that anybody gave it.
    Span,
    /// A type of relation and the two ends that anybody gave it.
    Relation,
    /// A word.
    Word,
}

impl ItemKind {
    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Span => &["text", "tag", "start", "end", "words"],
            Self::Relation => &["text", "type", "from_tag", "from_start", "from_end", "to", "to_tag", "to_start", "to_end"],
            Self::Word => &["text", "start", "end", "words"],
        }
    }
}

impl Workspace {
    /// Hands over the items that [`Workspace::agreement`] compares as rows of cells, the headings first, a text at a time.
    ///
    /// After what an item is comes a cell for each annotator, and for what they are measured against: how many spans or
    /// relations they have there, or the tags of the word, joined by `+`, `O` for none. The cell is empty where somebody
    /// has not read the text. The last cell of a span or relation is what each says of it, as JSON.
    ///
    /// # Errors
    /// As [`Workspace::agreement`]; what `take` says.
    pub fn agreement_items(
        &self,
        measure: &Measure,
        kind: ItemKind,
        job: &Job<'_>,
        mut take: impl FnMut(Vec<String>) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        let annotators = self.annotators_of(measure)?;
        let task = Task { workspace: self, measure, annotators: &annotators, cancel: job.cancel() };
        let mut head: Vec<String> = kind.headings().iter().map(|heading| (*heading).to_owned()).collect();
        head.extend(task.columns());
        head.extend((kind != ItemKind::Word).then(|| "attributes".to_owned()));
        take(head)?;
        let tasks = Tasks { stage: Stage::Reading, items: self.texts().len(), together: TOGETHER };
        let rows = |places: Range<usize>| {
            let texts = self.texts().get(places).unwrap_or_default();
            texts.iter().map(|text| task.items(text, kind)).collect::<Result<Vec<_>, _>>()
        };
        job.in_order(tasks, rows, |texts| texts.into_iter().flatten().try_for_each(&mut take))
    }
}

/// What an item is, in the first cells of its row.
type Item = Vec<String>;
/// What is said of an item: by place, what each of an annotator's spans or relations says.
type SaidByAll = Vec<Option<Vec<serde_json::Value>>>;

impl Task<'_> {
    /// The names of those who have a cell.
    fn columns(&self) -> Vec<String> {
        let reference = self.measure.against.as_ref().filter(|reference| !self.annotators.contains(reference));
        self.annotators.iter().chain(reference).map(ToString::to_string).collect()
    }

    fn items(&self, text: &TextFile, kind: ItemKind) -> Result<Vec<Vec<String>>, JobError> {
        let Some(Annotated { document, sets, reference }) = self.read(text, &mut Begun::default())? else {
            return Ok(Vec::new());
        };
        let mut numbers = Numbers::default();
        let reader = Reader { document: &document, defaults: self.defaults(), wanted: |tag: &str| self.is_wanted(tag) };
        let others = reference.iter().filter(|(who, _)| *who == self.annotators.len());
        let mut readings = Vec::new();
        for (who, set) in sets.iter().chain(others) {
            readings.push(reader.read(*who, set, &mut numbers.tags, &mut numbers.kinds));
        }
        let counted = Text::new(&document, readings);
        let of = Items { name: &text.name, document: &document, numbers: &numbers, names: self.columns() };
        Ok(match kind {
            ItemKind::Span => of.spans(&counted),
            ItemKind::Relation => of.relations(&counted),
            ItemKind::Word => of.words(&counted),
        })
    }
}

/// The items of a text.
struct Items<'a> {
    name: &'a str,
    document: &'a Document,
    numbers: &'a Numbers,
    names: Vec<String>,
}

impl Items<'_> {
    fn spans(&self, text: &Text<'_>) -> Vec<Vec<String>> {
        let mut items: BTreeMap<(usize, usize, &str), SaidByAll> = BTreeMap::new();
        for reading in &text.readings {
            for (span, annotation) in reading.spans.iter().zip(&reading.annotations) {
                let item = items.entry((span.start, span.end, &annotation.tag)).or_insert_with(|| self.nobody(text));
                say(item, reading.annotator, said_of_span(annotation));
            }
        }
        let row = |((start, end, tag), said): ((usize, usize, &str), SaidByAll)| {
            let item = vec![self.name.to_owned(), tag.to_owned(), start.to_string(), end.to_string(), self.words_at(start..end)];
            self.row(item, &said)
        };
        items.into_iter().map(row).collect()
    }

    fn relations(&self, text: &Text<'_>) -> Vec<Vec<String>> {
        let mut items: BTreeMap<Item, SaidByAll> = BTreeMap::new();
        for reading in &text.readings {
            for (related, relation) in reading.related.iter().zip(&reading.relations) {
                let mut item = vec![self.name.to_owned(), relation.kind.clone()];
                item.extend(self.end(&related.from).into_iter().skip(1));
                item.extend(self.end(&related.to));
                let said = items.entry(item).or_insert_with(|| self.nobody(text));
                say(said, reading.annotator, said_of_relation(relation));
            }
        }
        items.into_iter().map(|(item, said)| self.row(item, &said)).collect()
    }

    fn words(&self, text: &Text<'_>) -> Vec<Vec<String>> {
        let mut cells: Vec<(usize, Vec<String>)> = Vec::new();
        for reading in &text.readings {
            cells.push((reading.annotator, self.tags(text, reading)));
        }
        let row = |(n, word): (usize, &Range<usize>)| {
            let mut row = vec![self.name.to_owned(), word.start.to_string(), word.end.to_string(), self.words_at(word.clone())];
            let cell =
                |who: usize| cells.iter().find(|(annotator, _)| *annotator == who).and_then(|(_, tags)| tags.get(n)).cloned();
            row.extend((0..self.names.len()).map(|who| cell(who).unwrap_or_default()));
            row
        };
        text.words.iter().enumerate().map(row).collect()
    }

    /// The tags of every word.
    fn tags(&self, text: &Text<'_>, reading: &Reading<'_>) -> Vec<String> {
        let mut tags: Vec<Vec<&str>> = vec![Vec::new(); text.words.len()];
        for (word, tag) in reading.tags_of(&text.words) {
            let name = self.numbers.tags.value(tag).map(String::as_str);
            tags.get_mut(word).into_iter().for_each(|tags| tags.extend(name));
        }
        let cell = |mut tags: Vec<&str>| {
            tags.sort_unstable();
            if tags.is_empty() { UNTAGGED.to_owned() } else { tags.join("+") }
        };
        tags.into_iter().map(cell).collect()
    }

    /// Nobody's saying, of those who have read the text.
    fn nobody(&self, text: &Text<'_>) -> SaidByAll {
        let has_read = |who: usize| text.readings.iter().any(|reading| reading.annotator == who);
        (0..self.names.len()).map(|who| has_read(who).then(Vec::new)).collect()
    }

    fn row(&self, mut item: Item, said: &SaidByAll) -> Vec<String> {
        item.extend(said.iter().map(|said| said.as_ref().map(|said| said.len().to_string()).unwrap_or_default()));
        let by_name = self.names.iter().zip(said).filter_map(|(name, said)| Some((name, said.as_ref()?)));
        let by_name: BTreeMap<&String, &Vec<serde_json::Value>> = by_name.filter(|(_, said)| !said.is_empty()).collect();
        item.push(json!(by_name).to_string());
        item
    }

    /// An end of a relation: as it is written if it is no span, then tag, start and end if it is one.
    fn end(&self, end: &RelationEnd) -> [String; 4] {
        match end {
            RelationEnd::Span(Tagged { tag, start, end }) => {
                let tag = self.numbers.tags.value(*tag).cloned().unwrap_or_default();
                [String::new(), tag, start.to_string(), end.to_string()]
            }
            RelationEnd::Other(other) | RelationEnd::Missing(_, other) => {
                [other.clone(), String::new(), String::new(), String::new()]
            }
        }
    }

    fn words_at(&self, points: Range<usize>) -> String {
        let byte = |point| self.document.byte_of_code_point(point).unwrap_or_default();
        self.document.slice(byte(points.start)..byte(points.end)).to_owned()
    }
}

fn say(item: &mut SaidByAll, annotator: usize, said: serde_json::Value) {
    if let Some(all) = item.get_mut(annotator).and_then(Option::as_mut) {
        all.push(said);
    }
}

fn said_of_span(annotation: &Annotation) -> serde_json::Value {
    json!(Pairs(&annotation.attributes))
}

fn said_of_relation(relation: &Relation) -> serde_json::Value {
    json!({
        "order": relation.order,
        "certainty": relation.certainty.as_ref().map(ValueOut),
        "attributes": Pairs(&relation.attributes),
    })
}
