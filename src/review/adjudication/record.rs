//! Decisions and rejections as they stand in the gold sidecar, one a line.

use std::fmt::Write as _;

use crate::annotation::quote::fit;
use crate::annotation::record::{list, record, required, write_pairs, write_text, write_texts};
use crate::annotation::ron_text::write_extra;
use crate::annotation::{Annotation, AnnotationSet, Annotator, Extra, Fault, SpanId, Timestamp, Value};
use crate::text::Document;

use super::decision::{Choice, Decision};

/// The field of the gold sidecar that holds the decisions.
pub const DECISIONS: &str = "decisions";
/// The field of the gold sidecar that holds the rejected spans.
pub const REJECTIONS: &str = "rejections";

record! {
    /// A decision.
    DecisionRecord {
        /// First code point of its unit.
        "start" start: usize = required("start"),
        /// The code point after the last.
        "end" end: usize = required("end"),
        /// The words there.
        "text" text: String = Ok(String::new()),
        /// The tags of the readings.
        "tags" tags: Vec<String> = Ok(Vec::new()),
        /// What was chosen: take, majority, none, edited, several or deferred.
        "choice" choice: String = required("choice"),
        /// The annotators whose readings were taken.
        "of" of: Vec<String> = Ok(Vec::new()),
        /// The spans of an edited reading.
        "spans" spans: Vec<SpanRecord> = Ok(Vec::new()),
        /// Digests of the readings it rests on, by annotator.
        "basis" basis: Vec<(String, String)> = Ok(Vec::new()),
        /// A remark.
        "comment" comment: String = Ok(String::new()),
        /// Why the rest was rejected.
        "reason" reason: String = Ok(String::new()),
        /// Whether the guideline should be looked at.
        "guideline" guideline: bool = Ok(false),
        /// Who decided.
        "by" by: String = Ok(String::new()),
        /// When.
        "at" at: Timestamp = Ok(Timestamp::default()),
    }
}

record! {
    /// A span of an edited reading.
    SpanRecord {
        /// The id it had in the reading it was begun from.
        "id" id: SpanId = Ok(SpanId::default()),
        /// Its tag.
        "tag" tag: String = required("tag"),
        /// Its first code point.
        "start" start: usize = required("start"),
        /// The code point after its last.
        "end" end: usize = required("end"),
        /// Its words.
        "text" text: Option<String> = Ok(None),
        /// Its attributes.
        "attributes" attributes: Vec<(String, Value)> = Ok(Vec::new()),
        /// A remark.
        "note" note: String = Ok(String::new()),
    }
}

record! {
    /// A rejected span.
    RejectionRecord {
        /// Its tag.
        "tag" tag: String = required("tag"),
        /// Its first code point.
        "start" start: usize = required("start"),
        /// The code point after its last.
        "end" end: usize = required("end"),
        /// Why it was rejected.
        "reason" reason: String = Ok(String::new()),
        /// Who rejected it.
        "by" by: String = Ok(String::new()),
    }
}

/// A span of an annotator that is not in the gold standard, by a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The span.
    pub span: Annotation,
    /// Who had it.
    pub from: Vec<String>,
    /// Why it was rejected; empty if nobody said.
    pub reason: String,
    /// Who rejected it.
    pub by: String,
}

/// Reads the decisions of a gold standard; none if it has no list of them.
///
/// The places of edited spans are checked against the text; a decision with one that does not fit becomes undecided,
/// and is stale as soon as it is put beside the readings, since the text is not the one it was made on.
///
/// # Errors
/// A list that is no list of decisions, with the place within it.
pub fn read_decisions(gold: &AnnotationSet, document: &Document) -> Result<Option<Vec<Decision>>, Fault> {
    read_list(gold.extra(), document)
}

/// Reads the list of decisions among fields; as [`read_decisions`].
pub(super) fn read_list(extra: &Extra, document: &Document) -> Result<Option<Vec<Decision>>, Fault> {
    let Some(raw) = decisions_field(extra) else { return Ok(None) };
    let records: Vec<DecisionRecord> = options().from_str(raw).map_err(Fault::from)?;
    Ok(Some(records.into_iter().map(|record| record.decision(document)).collect()))
}

/// Reads one line of the list.
pub(super) fn read_decision(line: &str, document: &Document) -> Option<Decision> {
    options().from_str::<DecisionRecord>(line).ok().map(|record| record.decision(document))
}

/// The list of decisions as it stands among the fields of a file.
pub fn decisions_field(extra: &Extra) -> Option<&str> {
    extra.iter().find(|(name, _)| name == DECISIONS).map(|(_, raw)| raw.as_str())
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// Reads the rejected spans of a gold standard, as far as they can be read.
pub fn read_rejections(gold: &AnnotationSet, document: &Document) -> Vec<Rejection> {
    let raw = gold.extra().iter().find(|(name, _)| name == REJECTIONS).map_or("[]", |(_, raw)| raw.as_str());
    let records: Vec<RejectionRecord> = ron::from_str(raw).unwrap_or_default();
    let rejection = |record: RejectionRecord| {
        let span = fit(document, record.start..record.end, None).ok()?;
        Some(Rejection { span: Annotation::new("", record.tag, span), from: Vec::new(), reason: record.reason, by: record.by })
    };
    records.into_iter().filter_map(rejection).collect()
}

impl DecisionRecord {
    fn decision(self, document: &Document) -> Decision {
        let byte = |at: usize| document.byte_of_code_point(at).unwrap_or(document.len());
        let (start, end) = (byte(self.start), byte(self.end));
        let of: Vec<Annotator> = self.of.iter().filter_map(|name| Annotator::parse(name).ok()).collect();
        let spans: Option<Vec<Annotation>> = self.spans.into_iter().map(|span| span.annotation(document)).collect();
        let choice = match (self.choice.as_str(), of.first().cloned(), spans) {
            ("take", Some(annotator), _) => Some(Choice::Take(annotator)),
            ("majority", ..) => Some(Choice::Majority),
            ("none", ..) => Some(Choice::Nothing),
            ("edited", from, Some(spans)) => Some(Choice::Edited(from, spans)),
            ("several", Some(_), _) => Some(Choice::Several(of)),
            ("deferred", ..) => Some(Choice::Deferred),
            _ => None,
        };
        let basis = if choice.is_some() { self.basis } else { Vec::new() };
        Decision {
            start,
            end,
            words: self.text,
            tags: self.tags,
            basis,
            choice: choice.unwrap_or(Choice::Deferred),
            comment: self.comment,
            reason: self.reason,
            guideline: self.guideline,
            by: self.by,
            at: self.at,
            extra: self.extra,
        }
    }
}

impl SpanRecord {
    fn annotation(self, document: &Document) -> Option<Annotation> {
        let span = fit(document, self.start..self.end, self.text.as_deref()).ok()?;
        let Self { id, tag, attributes, note, extra, .. } = self;
        Some(Annotation { attributes, note, extra, ..Annotation::new(id, tag, span) })
    }
}

/// The list of decisions as RON.
pub fn write_decisions<'a>(decisions: impl Iterator<Item = &'a Decision>, document: &Document) -> String {
    list(decisions.map(|decision| decision_line(decision, document)))
}

/// The list of rejected spans as RON.
pub fn write_rejections(rejections: &[Rejection], document: &Document) -> String {
    list(rejections.iter().map(|rejection| {
        let mut out = String::from("(");
        place(&mut out, "", &rejection.span, document);
        out.push_str(", from: ");
        write_texts(&mut out, &rejection.from);
        write_text(&mut out, ", reason: ", &rejection.reason);
        write_text(&mut out, ", by: ", &rejection.by);
        out + ")"
    }))
}

fn decision_line(decision: &Decision, document: &Document) -> String {
    let (start, end) = (document.code_point_at(decision.start), document.code_point_at(decision.end));
    let mut out = format!("(start: {start}, end: {end}");
    write_text(&mut out, ", text: ", &decision.words);
    out.push_str(", tags: ");
    write_texts(&mut out, &decision.tags);
    write_text(&mut out, ", choice: ", decision.choice.name());
    let (of, spans): (Vec<&str>, &[Annotation]) = match &decision.choice {
        Choice::Take(annotator) => (vec![annotator.as_str()], &[]),
        Choice::Several(annotators) => (annotators.iter().map(Annotator::as_str).collect(), &[]),
        Choice::Edited(from, spans) => (from.iter().map(Annotator::as_str).collect(), spans),
        _ => (Vec::new(), &[]),
    };
    if !of.is_empty() {
        out.push_str(", of: ");
        write_texts(&mut out, &of);
    }
    if matches!(decision.choice, Choice::Edited(..)) {
        out.push_str(", spans: [");
        for (n, span) in spans.iter().enumerate() {
            out.push_str(if n == 0 { "(" } else { ", (" });
            edited(&mut out, span, document);
            out.push(')');
        }
        out.push(']');
    }
    out.push_str(", basis: ");
    let basis: Vec<(&str, Value)> = decision.basis.iter().map(|(who, digest)| (who.as_str(), digest.as_str().into())).collect();
    write_pairs(&mut out, &basis);
    write_text(&mut out, ", comment: ", &decision.comment);
    write_text(&mut out, ", reason: ", &decision.reason);
    out.push_str(if decision.guideline { ", guideline: true" } else { "" });
    write_text(&mut out, ", by: ", &decision.by);
    write_text(&mut out, ", at: ", &decision.at);
    write_extra(&mut out, &decision.extra);
    out + ")"
}

fn edited(out: &mut String, span: &Annotation, document: &Document) {
    place(out, &span.id, span, document);
    out.push_str(", attributes: ");
    write_pairs(out, &span.attributes);
    write_text(out, ", note: ", &span.note);
    write_extra(out, &span.extra);
}

/// Id, tag, place and words.
fn place(out: &mut String, id: &str, span: &Annotation, document: &Document) {
    if !id.is_empty() {
        write_text(out, "id: ", id);
        out.push_str(", ");
    }
    write_text(out, "tag: ", &span.tag);
    let (start, end) = (span.span.start(), span.span.end());
    let _infallible = write!(out, ", start: {}, end: {}", document.code_point_at(start), document.code_point_at(end));
    write_text(out, ", text: ", document.slice(start..end));
}
