//! Writing a sidecar: one span a line, so that version control shows what changed.

use std::cmp::Reverse;

use super::record::{Stored, StoredSpan, StoredView, version};
use super::resolve::Header;
use crate::annotation::record::{Field, Items, Layout, line};
use crate::annotation::{Annotation, AnnotationSet, Relation, RelationView, SpanView};
use crate::text::Document;

/// The text of a sidecar, in the one layout that it has.
///
/// The document must be the whole text that the set's spans were made on.
pub fn write(set: &AnnotationSet, header: &Header, document: &Document) -> String {
    let fit = set.iter().map(|annotation| SpanView::of(annotation, document));
    let mut spans: Vec<SpanView<'_>> = fit.chain(header.unfit.iter().map(Field::view)).collect();
    sort(&mut spans);
    let relations: Vec<RelationView<'_>> = set.relations().iter().map(RelationView::of).collect();
    let lists = set.lists();
    let view = StoredView {
        hashiya: version(&lists.decisions),
        source: header.source.view(),
        schema: header.schema.view(),
        annotator: &header.annotator,
        state: set.state().as_str(),
        document: Items::Values(set.metadata()),
        spans: Items::Views(&spans),
        relations: Items::Views(&relations),
        orphans: lists.orphans.view(),
        orphaned_relations: lists.orphaned_relations.view(),
        answers: lists.answers.view(),
        rejections: lists.rejections.view(),
        decisions: lists.decisions.view(),
        boilerplate: lists.boilerplate.view(),
        extra: set.extra(),
    };
    text(&view, spans.len())
}

/// The text of a sidecar whose text is not at hand: everything as it was read, in the same layout.
pub fn write_stored(stored: &Stored) -> String {
    let mut spans: Vec<SpanView<'_>> = stored.spans.iter().map(Field::view).collect();
    sort(&mut spans);
    let view = StoredView { hashiya: version(&stored.decisions), spans: Items::Views(&spans), ..stored.view() };
    text(&view, spans.len())
}

/// Puts spans in the order of a sidecar. Stable, and a single pass where nothing is unfit, since a set is in this order.
fn sort(spans: &mut [SpanView<'_>]) {
    spans.sort_by(|a, b| (a.start, Reverse(a.end), a.id).cmp(&(b.start, Reverse(b.end), b.id)));
}

fn text(view: &StoredView<'_>, spans: usize) -> String {
    let mut out = String::with_capacity(1024 + spans * 256);
    view.write_in(Layout::File, &mut out);
    out
}

/// A span as it was read, as it stands in its line.
pub(crate) fn stored_span_line(span: &StoredSpan) -> String {
    line(span)
}

/// An annotation as its line says it, without the comma.
pub(crate) fn span_line(annotation: &Annotation, document: &Document) -> String {
    let mut out = String::with_capacity(256);
    SpanView::of(annotation, document).write_in(Layout::Line, &mut out);
    out
}

/// A relation as its line says it, without the comma.
pub(crate) fn relation_line(relation: &Relation) -> String {
    let mut out = String::with_capacity(64);
    RelationView::of(relation).write_in(Layout::Line, &mut out);
    out
}
