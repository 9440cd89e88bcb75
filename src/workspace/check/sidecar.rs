//! A sidecar against its name, its text and itself.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::elsewhere::Elsewhere;
use super::entry::Entry;
use super::finding::{About, Report};
use super::identity::Known;
use super::lines::Lines;
use super::{schema, shape};
use crate::annotation::merge::marks_in;
use crate::annotation::model::CONFLICT;
use crate::annotation::proposal::{self, Grounds, Knowledge, Oddity, Words};
use crate::annotation::quote::{Misfit, fit};
use crate::annotation::{AnnotationSet, Schema, Trimming, Value, trim};
use crate::storage::sidecar::{SourceRecord, StoredRelation};
use crate::storage::{Discrepancy, Hash, SidecarFile, Stored, TextFile, source, store};
use crate::text::Document;

/// What a sidecar is checked against, besides its text.
#[derive(Clone, Copy)]
pub(super) struct Against<'a> {
    pub schema: &'a Schema,
    pub knowledge: &'a Knowledge,
    pub known: &'a Known,
}

/// Checks a sidecar, whose text was read.
pub(super) fn check(report: &mut Report, text: &TextFile, file: &SidecarFile, document: &Document, against: Against<'_>) {
    let Against { schema, known, .. } = against;
    let stored = match store::read_sidecar(&file.path) {
        Ok(Some(stored)) => stored,
        Ok(None) => return,
        Err(error) => return report.storage(&error),
    };
    let lines = source::read_sidecar_text(&file.path).map(|text| Lines::of(&text)).unwrap_or_default();
    let mut entry = Entry { report, file, lines };
    names(&mut entry, text, &stored);
    same_source(&mut entry, &stored.source, document);
    let mut elsewhere = Elsewhere::of(text, &file.annotator);
    relations(&mut entry, &stored, schema, &mut elsewhere);
    sub_spans(&mut entry, &stored, document);
    let boilerplate = boilerplate(&mut entry, &stored, document);
    conflicts(&mut entry, &stored);
    orphans(&mut entry, &stored);
    shape::check(&mut entry, &stored);
    schema::check(&mut entry, &stored, schema, &boilerplate);
    known.check(&mut entry, &stored, schema);
    let loaded = stored.resolve(document, Hash::Skipped);
    places(&mut entry, loaded.discrepancies);
    oddities(&mut entry, &loaded.set, document, against);
    edges(&mut entry, &loaded.set, document, against);
}

/// What the rules leave out at the edges of spans, and is there.
fn edges(entry: &mut Entry<'_>, set: &AnnotationSet, document: &Document, against: Against<'_>) {
    let is_name = |word: &str| against.known.begin_name(word);
    for span in set.iter().filter(|span| !set.is_boilerplate(&span.span.range())) {
        let Some(tag) = against.schema.tag(&span.tag) else { continue };
        let Trimming { range, left_out, .. } = trim(document, span.span.range(), tag.edges.as_proposed(), &is_name);
        if !left_out.is_empty() {
            let parts = left_out.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let words: String = document.slice(range).chars().take(60).collect();
            let line = entry.lines.of_id(&span.id);
            let message = format!("the rules of {} leave out {parts}: the span would be “{words}”", span.tag);
            entry.note(About::Edge, line, Some(&span.id), message);
        }
    }
}

/// What the words of spans, or their values among each other, do not bear out.
fn oddities(entry: &mut Entry<'_>, set: &AnnotationSet, document: &Document, against: Against<'_>) {
    let Against { schema, knowledge, .. } = against;
    let (words, registries) = (Words::default(), BTreeMap::new());
    let text = proposal::Text { document, set, words: &words, schema, knowledge, registries: &registries };
    for span in set.iter().filter(|span| !set.is_boilerplate(&span.span.range())) {
        for oddity in proposal::oddities(&Grounds::of(span, &text)) {
            let line = entry.lines.of_id(&span.id);
            let id = Some(span.id.as_str());
            match oddity {
                Oddity::NothingSays { .. } => entry.note(About::Value, line, id, oddity.to_string()),
                _ => entry.warning(About::Value, line, id, oddity.to_string()),
            }
        }
    }
}

/// The names in the sidecar against those of its files.
fn names(entry: &mut Entry<'_>, text: &TextFile, stored: &Stored) {
    let annotator = entry.file.annotator.as_str().to_owned();
    if stored.annotator != annotator {
        let line = entry.lines.of_field("annotator");
        entry.error(About::Name, line, None, format!("the annotator is “{}”, but the file is {annotator}'s", stored.annotator));
    }
    let name = text.path.file_name().unwrap_or_default().to_string_lossy();
    if !stored.source.file.is_empty() && stored.source.file != name {
        let line = entry.lines.of_field("source");
        entry.warning(About::Name, line, None, format!("it speaks of a text called {}", stored.source.file));
    }
}

/// Hash and lengths of the text that was annotated.
fn same_source(entry: &mut Entry<'_>, source: &SourceRecord, document: &Document) {
    let line = entry.lines.of_field("source");
    let hash = document.sha256().unwrap_or_default();
    if source.sha256.is_empty() {
        entry.warning(About::Source, line, None, "it does not hold the hash of its text");
    } else if !source.sha256.eq_ignore_ascii_case(hash) {
        entry.error(About::Source, line, None, format!("the text has changed: its SHA-256 is {hash}"));
    }
    for (what, known, found) in
        [("bytes", source.bytes, document.source().bytes), ("code points", source.code_points, document.code_points())]
    {
        if known != 0 && known != found {
            entry.error(About::Source, line, None, format!("the text has {found} {what}, not {known}"));
        }
    }
    if !source.encoding.eq_ignore_ascii_case(document.source().encoding) {
        let found = document.source().encoding;
        entry.warning(About::Source, line, None, format!("the text is read as {found}, not as {}", source.encoding));
    }
}

/// The spans against the text: places, quotes, grapheme edges, ids.
fn places(entry: &mut Entry<'_>, discrepancies: Vec<Discrepancy>) {
    for discrepancy in discrepancies {
        match discrepancy {
            // Reported with its details already.
            Discrepancy::SourceChanged => {}
            Discrepancy::Unfit { id, misfit } => {
                let twice = matches!(misfit, Misfit::IdTwice);
                let line = if twice { entry.lines.last_of_id(&id) } else { entry.lines.of_id(&id) };
                entry.error(about(&misfit), line, Some(&id), misfit.to_string());
            }
            Discrepancy::OtherBytes { id } => {
                let line = entry.lines.of_id(&id);
                entry.error(About::Bytes, line, Some(&id), "the byte offsets do not agree with the code points");
            }
        }
    }
}

fn about(misfit: &Misfit) -> About {
    match misfit {
        Misfit::NoPlace { .. } => About::Place,
        Misfit::CutsGrapheme => About::Grapheme,
        Misfit::OtherWords { .. } => About::Quote,
        Misfit::IdTwice => About::Id,
    }
}

/// What a merge left undecided: the marks of spans, of the text and of relations.
fn conflicts(entry: &mut Entry<'_>, stored: &Stored) {
    let facts = marks(&stored.document);
    let line = entry.lines.of_field("document");
    let mut found: Vec<(usize, Option<&str>, String)> = facts.map(|mark| (line, None, mark)).collect();
    for span in &stored.spans {
        let line = entry.lines.of_id(&span.id);
        found.extend(marks(&span.attributes).map(|mark| (line, Some(span.id.as_str()), mark)));
    }
    for relation in &stored.relations {
        let line = entry.lines.of_id(&relation.id);
        let all = relation.merge_conflict.known().into_iter().flat_map(marks_in);
        found.extend(all.map(|mark| (line, Some(relation.id.as_str()), mark)));
    }
    for (line, id, mark) in found {
        entry.error(About::MergeConflict, line, id, format!("a merge left this undecided: {mark}"));
    }
}

fn marks(values: &[(String, Value)]) -> impl Iterator<Item = String> {
    values.iter().filter(|(name, _)| name == CONFLICT).flat_map(|(_, value)| marks_in(value))
}

/// Spans that wait for a place since the text changed.
fn orphans(entry: &mut Entry<'_>, stored: &Stored) {
    match stored.orphans() {
        Ok((orphans, _)) => {
            for span in orphans {
                let line = entry.lines.of_id(&span.id);
                let quote: String = span.text.unwrap_or_default().chars().take(60).collect();
                entry.error(About::Orphan, line, Some(&span.id), format!("“{quote}” has no place since the text changed"));
            }
        }
        Err(error) => {
            let line = entry.lines.of_field("orphans");
            entry.error(About::Unreadable, line, None, error.to_string());
        }
    }
}

/// Sub-spans, which are attributes, lie in the text.
fn sub_spans(entry: &mut Entry<'_>, stored: &Stored, document: &Document) {
    for span in &stored.spans {
        for (name, value) in &span.attributes {
            if let Value::Range(start, end) = value
                && (start >= end || *end > document.code_points())
            {
                let line = entry.lines.of_id(&span.id);
                entry.error(About::Place, line, Some(&span.id), format!("{name}: {start}..{end} is no place in the text"));
            }
        }
    }
}

/// The stretches of boilerplate, in code points: those whose words are not there count for nothing.
fn boilerplate(entry: &mut Entry<'_>, stored: &Stored, document: &Document) -> Vec<Range<usize>> {
    let line = entry.lines.of_field("boilerplate");
    let mut regions = Vec::new();
    for region in stored.boilerplate.known().into_iter().flatten() {
        match fit(document, region.start..region.end, region.text.as_deref()) {
            Ok(_) => regions.push(region.start..region.end),
            Err(misfit) => {
                entry.warning(About::Quote, line, None, format!("boilerplate that counts for nothing: {misfit}"));
            }
        }
    }
    regions
}

/// The relations: their ids, and the annotations at their ends.
fn relations(entry: &mut Entry<'_>, stored: &Stored, schema: &Schema, elsewhere: &mut Elsewhere<'_>) {
    let tags: HashMap<&str, &str> = stored.spans.iter().map(|span| (span.id.as_str(), span.tag.as_str())).collect();
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for relation in &stored.relations {
        let count = ids.entry(&relation.id).or_default();
        *count += 1;
        if *count == 2 {
            let line = entry.lines.last_of_id(&relation.id);
            entry.error(About::Id, line, Some(&relation.id), "another relation has this id");
        }
        ends(entry, relation, &tags, schema, elsewhere);
    }
}

fn ends(
    entry: &mut Entry<'_>,
    relation: &StoredRelation,
    tags: &HashMap<&str, &str>,
    schema: &Schema,
    elsewhere: &mut Elsewhere<'_>,
) {
    let line = entry.lines.of_id(&relation.id);
    let id = Some(relation.id.as_str());
    let kind = schema.relation(&relation.kind);
    if kind.is_none() {
        entry.warning(About::Relation, line, id, format!("the schema has no relation {}", relation.kind));
    }
    for (is_from, end) in [(true, relation.from.as_str()), (false, relation.to.as_str())] {
        let word = if is_from { "from" } else { "to" };
        let allowed = kind.map(|kind| if is_from { &kind.from } else { &kind.to });
        match tags.get(end) {
            Some(tag) if allowed.is_some_and(|tags| !tags.is_empty() && !tags.iter().any(|known| known == tag)) => {
                entry.warning(About::Relation, line, id, format!("{} does not go {word} {tag}", relation.kind));
            }
            Some(_) => {}
            None if schema.has_special_end(&relation.kind, end) => {}
            None if !is_from && kind.is_some_and(|kind| kind.across_documents) => {
                let quote = relation.quote.known().map(String::as_str);
                let fault = kind.and_then(|kind| elsewhere.fault(kind, &relation.to, quote));
                if let Some(message) = fault {
                    entry.warning(About::Relation, line, id, message);
                }
            }
            None => entry.error(About::Relation, line, id, format!("it goes {word} {end}, which is not there")),
        }
    }
}
