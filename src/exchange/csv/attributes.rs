//! The columns of attributes: a value each, the words of a sub-span and its range, the names and class of an identity.

use crate::annotation::registry::NamedRegistry;
use crate::annotation::{Annotation, Attribute, Kind, Value};
use crate::exchange::identity::known;
use crate::exchange::value::plain;
use crate::exchange::work::Work;

/// What stands between several things in a cell.
pub(super) const BETWEEN: &str = " | ";

/// What of an attribute a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The value; of a sub-span its words.
    Value,
    /// The first code point of a sub-span.
    Start,
    /// The code point after its last.
    End,
    /// What an identity is called in Arabic.
    Arabic,
    /// What it is called in English.
    English,
    /// Its class.
    Class,
}

/// What is said of an identity besides its id, with how the names of the columns end.
const OF_IDENTITY: [(&str, Part); 3] = [("_ar", Part::Arabic), ("_en", Part::English), ("_class", Part::Class)];

/// A column.
struct Column<'a> {
    name: String,
    attribute: &'a Attribute,
    part: Part,
}

/// The columns of some attributes, each attribute once.
pub(super) struct Columns<'a> {
    columns: Vec<Column<'a>>,
}

impl<'a> Columns<'a> {
    /// The columns of attributes; of those that `is_named` names and class have columns elsewhere.
    pub(super) fn of(attributes: impl Iterator<Item = &'a Attribute>, is_named: impl Fn(&str) -> bool) -> Self {
        let mut columns: Vec<Column<'_>> = Vec::new();
        for attribute in attributes {
            if columns.iter().any(|column| column.attribute.id == attribute.id) {
                continue;
            }
            let parts: &[(&str, Part)] = match attribute.kind {
                Kind::SubSpan => &[("_start", Part::Start), ("_end", Part::End)],
                Kind::Entity { .. } if !is_named(&attribute.id) => &OF_IDENTITY,
                _ => &[],
            };
            for (ending, part) in [("", Part::Value)].iter().chain(parts) {
                columns.push(Column { name: format!("{}{ending}", attribute.id), attribute, part: *part });
            }
        }
        Self { columns }
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.columns.iter().map(|column| column.name.clone())
    }

    /// Whether an attribute has a column.
    pub(super) fn has(&self, attribute: &str) -> bool {
        self.columns.iter().any(|column| column.attribute.id == attribute)
    }

    /// The cells of what is said.
    pub(super) fn cells(&self, said: &[(String, Value)], work: &Work<'_>, registries: &[NamedRegistry]) -> Vec<String> {
        let cell = |column: &Column<'_>| {
            let value = said.iter().find(|(name, _)| *name == column.attribute.id).map(|(_, value)| value);
            value.and_then(|value| column.cell(value, work, registries)).unwrap_or_default()
        };
        self.columns.iter().map(cell).collect()
    }

    /// What is said that has no column, as `name=value`.
    pub(super) fn others(&self, said: &[(String, Value)]) -> String {
        let others = said.iter().filter(|(name, _)| !self.has(name));
        others.map(|(name, value)| format!("{name}={}", plain(value, |_| None))).collect::<Vec<_>>().join(BETWEEN)
    }
}

impl Column<'_> {
    fn cell(&self, value: &Value, work: &Work<'_>, registries: &[NamedRegistry]) -> Option<String> {
        let identity = || match (&self.attribute.kind, value) {
            (Kind::Entity { registry }, Value::Text(id)) => known(registries, registry, id),
            _ => None,
        };
        match (self.part, value) {
            (Part::Value, Value::Range(start, end)) => {
                Some(work.words(*start..*end).map_or_else(|| plain(value, |_| None), str::to_owned))
            }
            (Part::Value, value) => Some(plain(value, |_| None)),
            (Part::Start, Value::Range(start, _)) => Some(start.to_string()),
            (Part::End, Value::Range(_, end)) => Some(end.to_string()),
            (Part::Start | Part::End, _) => None,
            (Part::Arabic, _) => Some(identity()?.ar.clone()),
            (Part::English, _) => Some(identity()?.en.clone()),
            (Part::Class, _) => Some(identity()?.class.clone()),
        }
    }
}

/// Where a span begins and ends, in code points.
pub(super) fn place(work: &Work<'_>, annotation: &Annotation) -> [String; 2] {
    let range = annotation.span.range();
    [range.start, range.end].map(|at| work.document.code_point_at(at).to_string())
}
