//! `CoNLL`: a token a line, IOB2 in a column for each tag, so that nesting survives.
//!
//! What is written is CoNLL-U Plus: `# global.columns` names the columns, `MISC` keeps the spacing of the text, and a
//! tag that lies over itself gets a further column. Tokens are our own, cut at the edges of spans; a sentence goes on
//! where a span does. What is read may be of more dialects.

mod iob;
mod spacing;
mod table;
mod read;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Stream, Writer};
use super::loss::{Loss, Lost};
use super::token::{Sentence, sentences};
use super::work::Work;

/// What is never carried.
const LOST: &[Lost] = &[
    Lost::Relations,
    Lost::Attributes,
    Lost::Notes,
    Lost::DocumentFacts,
    Lost::States,
    Lost::Origins,
    Lost::Times,
    Lost::Provenance,
    Lost::UnknownFields,
];

/// The family of the shared tasks of the Conference on Computational Natural Language Learning.
#[derive(Debug)]
pub(super) struct Conll;

impl Writer for Conll {
    fn name(&self) -> &'static str {
        "conll"
    }

    fn about(&self) -> &'static str {
        "CoNLL-U Plus: a token a line, IOB2 in a column for each tag"
    }

    fn looks_ahead(&self) -> bool {
        true
    }

    fn streams(&self, run: &Run<'_>) -> Vec<Stream> {
        let names: Vec<String> = columns(run).into_iter().map(|(tag, layer)| column_name(tag, layer)).collect();
        let head = format!("# global.columns = ID FORM MISC {}\n", names.join(" "));
        vec![Stream { name: format!("{}.conllup", run.set), head, ..Stream::default() }]
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        let columns = columns(run);
        for work in works {
            output.loss.all_of(LOST, work);
            let piece = text(work, &columns, &mut output.loss);
            output.pieces.push((0, piece.into_bytes()));
        }
    }
}

impl Reader for Conll {
    fn name(&self) -> &'static str {
        "conll"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".conllup", ".conllu", ".conll", ".iob", ".iob2", ".bio"]
    }

    fn read(&self, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
        read::read(input, settings)
    }
}

/// Tag and layer of each column, in their order.
fn columns<'a>(run: &'a Run<'_>) -> Vec<(&'a str, usize)> {
    let depth = |tag: &str| run.seen.tags.get(tag).map_or(1, |seen| seen.depth.max(1));
    run.seen.all_tags(run.schema).into_iter().flat_map(|tag| (1..=depth(tag)).map(move |layer| (tag, layer))).collect()
}

fn column_name(tag: &str, layer: usize) -> String {
    let tag = one_word(tag);
    if layer == 1 { tag } else { format!("{tag}:{layer}") }
}

/// A tag without white space, which would end a column.
fn one_word(tag: &str) -> String {
    if tag.is_empty() { "_".to_owned() } else { tag.replace(|c: char| c.is_whitespace() || c.is_control(), "_") }
}

fn text(work: &Work<'_>, columns: &[(&str, usize)], loss: &mut Loss) -> String {
    let sentences = joined(sentences(work.document, work.set), work);
    let mut out = format!("# newdoc id = {}\n", work.file);
    if let Some(hash) = work.sha256 {
        let _infallible = writeln!(out, "# sha256 = {hash}");
    }
    let tokens: Vec<Range<usize>> = sentences.iter().flat_map(|sentence| sentence.tokens.iter().cloned()).collect();
    if tokens.is_empty() {
        loss.note(Lost::EmptyTexts, work, "");
        return String::new();
    }
    let layers = Layers::of(work, &tokens, columns, loss);
    let (mut at, mut before) = (0, 0);
    for sentence in &sentences {
        for (n, token) in sentence.tokens.iter().enumerate() {
            let next = tokens.get(at + 1).map_or(work.document.len(), |next| next.start);
            let ends = n + 1 == sentence.tokens.len();
            let lead = if at == 0 { work.document.slice(before..token.start) } else { "" };
            let misc = spacing::misc(lead, work.document.slice(token.end..next), ends);
            let _infallible = write!(out, "{}\t{}\t{misc}", n + 1, work.document.slice(token.clone()));
            for (tag, layer) in columns {
                out.push('\t');
                layers.write(&mut out, tag, *layer, at);
            }
            out.push('\n');
            (at, before) = (at + 1, token.end);
        }
        out.push('\n');
    }
    out
}

/// Sentences put together where a span goes on from one to the next: IOB2 has no span over a boundary.
fn joined(sentences: Vec<Sentence>, work: &Work<'_>) -> Vec<Sentence> {
    let mut joined: Vec<Sentence> = Vec::with_capacity(sentences.len());
    let mut furthest = 0;
    let mut spans = work.set.iter().map(|annotation| annotation.span).peekable();
    for sentence in sentences {
        match joined.last_mut().filter(|_| furthest > sentence.range.start) {
            Some(last) => {
                last.range.end = sentence.range.end;
                last.tokens.extend(sentence.tokens);
            }
            None => joined.push(sentence),
        }
        let end = joined.last().map_or(0, |last| last.range.end);
        while let Some(span) = spans.next_if(|span| span.start() < end) {
            furthest = furthest.max(span.end());
        }
    }
    joined
}

/// Which tokens each tag covers, in layers that do not overlap themselves.
struct Layers<'a> {
    /// By tag and layer: the tokens of each span, in order.
    spans: BTreeMap<(&'a str, usize), Vec<Range<usize>>>,
}

impl<'a> Layers<'a> {
    fn of(work: &Work<'a>, tokens: &[Range<usize>], columns: &[(&str, usize)], loss: &mut Loss) -> Self {
        let mut spans: BTreeMap<(&str, usize), Vec<Range<usize>>> = BTreeMap::new();
        let mut written = Vec::new();
        for annotation in work.set.iter() {
            let range = annotation.span.range();
            let first = tokens.partition_point(|token| token.end <= range.start);
            let end = tokens.partition_point(|token| token.start < range.end);
            if first >= end {
                loss.note(Lost::Spans, work, &annotation.id);
                continue;
            }
            let covered = tokens.get(first).map_or(0, |token| token.start)..tokens.get(end - 1).map_or(0, |token| token.end);
            if covered != range {
                loss.note(Lost::Edges, work, &annotation.id);
            }
            if one_word(&annotation.tag) != annotation.tag {
                loss.note(Lost::Names, work, &annotation.id);
            }
            let is_free = |layer: usize| {
                let spans = spans.get(&(annotation.tag.as_str(), layer));
                spans.and_then(|spans| spans.last()).is_none_or(|last| last.end <= first)
            };
            let layer = (1..=work.set.len()).find(|layer| is_free(*layer)).unwrap_or(1);
            spans.entry((&annotation.tag, layer)).or_default().push(first..end);
            let column = columns.iter().position(|column| *column == (annotation.tag.as_str(), layer));
            written.push((first, Reverse(end), column, annotation));
        }
        // A reader counts the spans by place, and by column where several have one place.
        written.sort_by_key(|(first, end, column, _)| (*first, *end, *column));
        for (n, (.., annotation)) in written.iter().enumerate() {
            if annotation.id != format!("s{}", n + 1) {
                loss.note(Lost::Ids, work, &annotation.id);
            }
        }
        Self { spans }
    }

    /// Writes the sign of a token in a column.
    fn write(&self, out: &mut String, tag: &str, layer: usize, token: usize) {
        let spans = self.spans.get(&(tag, layer)).map(Vec::as_slice).unwrap_or_default();
        let at = spans.partition_point(|span| span.end <= token);
        let _infallible = match spans.get(at).filter(|span| span.start <= token) {
            Some(span) if span.start == token => write!(out, "B-{}", one_word(tag)),
            Some(_) => write!(out, "I-{}", one_word(tag)),
            None => write!(out, "O"),
        };
    }
}
