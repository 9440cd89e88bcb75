//! What is to be typed: rows of JSONL, and how a set is compared with one.

use std::collections::BTreeMap;
use std::path::Path;

use hashiya::annotation::schema::Who;
use hashiya::annotation::{Annotation, AnnotationSet, Defaults, End, Kind, Relation, Schema, SpanId, Value};
use hashiya::exchange::jsonl;
use hashiya::text::Document;

use super::Fault;

/// One annotator's work on a text.
pub(crate) struct Target {
    /// The name of the text, without folders.
    pub name: String,
    /// The text.
    pub document: Document,
    /// What is to be said of it.
    pub set: AnnotationSet,
}

/// Reads the rows of a file: those of one annotator together, so that relations between their texts have both ends.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<Target>>, Fault> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut groups: BTreeMap<String, Vec<Target>> = BTreeMap::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("{}, line {}", path.display(), n + 1);
        let row = jsonl::read_line(line).map_err(|fault| format!("{}: {fault}", place()))?;
        let document = Document::from(row.text.as_str());
        let name = row.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let annotator = row.annotator.clone();
        let misfit = |misfits: &[hashiya::exchange::incoming::Misfit]| {
            format!("{}: {}", place(), misfits.first().map(ToString::to_string).unwrap_or_default())
        };
        let set = row.into_set(&document).map_err(|misfits| misfit(&misfits))?;
        groups.entry(annotator).or_default().push(Target { name, document, set });
    }
    Ok(groups.into_values().collect())
}

/// What a span is compared by: its tag, its bytes, and what it says, each attribute with its value in one spelling.
type Face = (String, usize, usize, Vec<(String, String)>);

/// What the spans and identities of a target have become.
#[derive(Default)]
pub(crate) struct Saying {
    /// By registry and id in the target.
    pub identities: BTreeMap<(String, String), String>,
    /// By text and id in the target.
    pub spans: BTreeMap<(String, String), String>,
    /// The words of the spans of all texts, by text and id as they were made (`FILE#ID`).
    pub words: BTreeMap<String, String>,
}

impl Saying {
    /// The id that a span of a target has got.
    pub(crate) fn made(&self, target: &Target, span: &Annotation) -> Option<&str> {
        self.spans.get(&(target.name.clone(), span.id.to_string())).map(String::as_str)
    }

    /// Takes down the id that a span of a target has got.
    pub(crate) fn take_down(&mut self, target: &Target, span: &Annotation, id: String) {
        let words = target.document.slice(span.span.range()).to_owned();
        self.words.insert(format!("{}#{id}", target.name), words);
        self.spans.insert((target.name.clone(), span.id.to_string()), id);
    }

    /// The end in another text that a span of it has become.
    pub(crate) fn end_in_text(&self, file: &str, id: SpanId) -> End {
        let made = self.spans.get(&(file.to_owned(), id.to_string()));
        End::in_text(file, &made.map_or(id, |made| made.as_str().into()))
    }
}

/// Which of the two that are compared is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// What was to be typed.
    Target,
    /// What is in the sidecar.
    Typed,
}

/// Compares what is in a sidecar with a target.
pub(crate) struct Comparison<'a> {
    /// The schema, whose attributes count.
    pub schema: &'a Schema,
    /// What says no more than absence.
    pub defaults: Defaults,
    /// What the spans and identities of the target have become.
    pub saying: &'a Saying,
}

impl Comparison<'_> {
    /// What differs, a line each.
    pub(crate) fn differences(&self, target: &Target, typed: &AnnotationSet) -> Vec<String> {
        let mut differences = Vec::new();
        let faces = |set: &AnnotationSet, side: Side| {
            let mut faces: Vec<Face> = set.iter().map(|span| self.face(span, side)).collect();
            faces.sort();
            faces
        };
        compare(&faces(&target.set, Side::Target), &faces(typed, Side::Typed), &mut differences);
        let relations = |set: &AnnotationSet, side: Side| {
            let of = |relation: &Relation| self.relation(relation, set, &target.name, side);
            let mut all: Vec<_> = set.relations().iter().map(of).collect();
            all.sort();
            all
        };
        compare(&relations(&target.set, Side::Target), &relations(typed, Side::Typed), &mut differences);
        differences
    }

    fn face(&self, span: &Annotation, side: Side) -> Face {
        let attributes = self.schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
        let said = attributes.iter().filter(|attribute| attribute.who == Who::Annotator).filter_map(|attribute| {
            let value = self.defaults.said(span, &attribute.id)?;
            let value = match (&attribute.kind, value) {
                (Kind::Entity { registry }, Value::Text(id)) if side == Side::Target => self.identity(registry, id),
                (Kind::Many(_), Value::List(words)) => {
                    let mut words = words.clone();
                    words.sort();
                    words.join(" ")
                }
                (_, value) => value.to_string(),
            };
            Some((attribute.id.clone(), value))
        });
        (span.tag.clone(), span.span.start(), span.span.end(), said.collect())
    }

    fn identity(&self, registry: &str, id: &str) -> String {
        let key = (registry.to_owned(), id.to_owned());
        self.saying.identities.get(&key).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// What a relation is compared by: its type, its ends, its order and its certainty.
    fn relation(&self, relation: &Relation, set: &AnnotationSet, text: &str, side: Side) -> [String; 5] {
        let face = |id: &str| set.get(id).map(|span| format!("{:?}", self.face(span, side)));
        let end = match relation.to.elsewhere() {
            Some((file, id)) if side == Side::Target => self.saying.end_in_text(file, id).to_string(),
            _ => face(&relation.to).unwrap_or_else(|| relation.to.to_string()),
        };
        let certainty = relation.certainty.as_ref().map(ToString::to_string).unwrap_or_default();
        let order = relation.order.map(|order| order.to_string()).unwrap_or_default();
        let from = face(&relation.from).unwrap_or_else(|| format!("{text}#{}", relation.from));
        [relation.kind.clone(), from, end, order, certainty]
    }
}

/// Tells what is in one of two sorted lists only.
fn compare<T: Ord + std::fmt::Debug>(target: &[T], typed: &[T], differences: &mut Vec<String>) {
    let mut left: Vec<&T> = typed.iter().collect();
    for wanted in target {
        match left.iter().position(|one| *one == wanted) {
            Some(n) => {
                left.remove(n);
            }
            None => differences.push(format!("missing: {wanted:?}")),
        }
    }
    differences.extend(left.into_iter().map(|one| format!("superfluous: {one:?}")));
}

impl Target {
    /// Whether a relation of it leads into another text.
    pub(crate) fn leads_out(&self) -> bool {
        self.set.relations().iter().any(leads_out)
    }
}

/// Whether a relation leads into another text.
pub(crate) fn leads_out(relation: &Relation) -> bool {
    !relation.to.starts_with('@') && relation.to.elsewhere().is_some()
}
