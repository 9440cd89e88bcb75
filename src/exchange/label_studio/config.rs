//! The labelling configuration: which labels there are, and for each tag the controls of its attributes.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::annotation::{Kind, Schema};
use crate::exchange::colours::hex;
use crate::exchange::work::Seen;
use crate::exchange::xml::attribute as escaped;

/// The control of the labelling configuration that gives an attribute of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    /// One or several of a list.
    Choices,
    /// A number.
    Number,
    /// Any text.
    TextArea,
}

impl Control {
    pub(super) fn of(schema: &Schema, tag: &str, attribute: &str) -> Self {
        match schema.tag(tag).and_then(|tag| tag.attribute(attribute)).map(|attribute| &attribute.kind) {
            Some(Kind::One(_) | Kind::Many(_) | Kind::Flag) => Self::Choices,
            Some(Kind::Int) => Self::Number,
            _ => Self::TextArea,
        }
    }

    /// The key of its value.
    pub(super) fn key(self) -> &'static str {
        if self == Self::TextArea { "text" } else { self.kind() }
    }

    /// The type of its results.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Choices => "choices",
            Self::Number => "number",
            Self::TextArea => "textarea",
        }
    }
}

/// The name of the control of an attribute.
pub(super) fn control_name(tag: &str, attribute: &str) -> String {
    format!("{tag}.{attribute}")
}

/// The configuration for the schema and whatever else was met.
pub(super) fn write(schema: &Schema, seen: &Seen) -> String {
    let mut out = "<View>\n  <Relations>\n".to_owned();
    let known = schema.relations.iter().map(|relation| relation.id.as_str());
    let kinds: BTreeSet<&str> = known.chain(seen.relations.keys().map(String::as_str)).collect();
    for kind in kinds {
        let _infallible = writeln!(out, "    <Relation value=\"{}\"/>", escaped(kind));
    }
    out.push_str("  </Relations>\n  <Labels name=\"tag\" toName=\"text\">\n");
    for tag in seen.all_tags(schema) {
        let _infallible = writeln!(out, "    <Label value=\"{}\" background=\"{}\"/>", escaped(tag), hex(schema, tag));
    }
    out.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\" granularity=\"symbol\"/>\n");
    for tag in seen.all_tags(schema) {
        for attribute in attributes(schema, seen, tag) {
            control(&mut out, schema, seen, tag, attribute);
        }
    }
    out.push_str("</View>\n");
    out
}

/// The attributes of a tag: the schema's, then those that only were met.
fn attributes<'a>(schema: &'a Schema, seen: &'a Seen, tag: &str) -> Vec<&'a str> {
    let known: Vec<&str> = schema.tag(tag).iter().flat_map(|tag| &tag.attributes).map(|a| a.id.as_str()).collect();
    let met = seen.tags.get(tag).into_iter().flat_map(|seen| seen.attributes.keys()).map(String::as_str);
    let met: Vec<&str> = met.filter(|name| !known.contains(name)).collect();
    [known, met].concat()
}

fn control(out: &mut String, schema: &Schema, seen: &Seen, tag: &str, attribute: &str) {
    let name = escaped(&control_name(tag, attribute));
    let when = format!("perRegion=\"true\" whenTagName=\"tag\" whenLabelValue=\"{}\"", escaped(tag));
    let kind = schema.tag(tag).and_then(|tag| tag.attribute(attribute)).map(|attribute| &attribute.kind);
    let _infallible = match Control::of(schema, tag, attribute) {
        Control::Number => writeln!(out, "  <Number name=\"{name}\" toName=\"text\" {when}/>"),
        Control::TextArea => writeln!(out, "  <TextArea name=\"{name}\" toName=\"text\" {when}/>"),
        Control::Choices => {
            let choice = if matches!(kind, Some(Kind::Many(_))) { "multiple" } else { "single" };
            let _infallible = writeln!(out, "  <Choices name=\"{name}\" toName=\"text\" choice=\"{choice}\" {when}>");
            for value in values(kind, seen, tag, attribute) {
                let _infallible = writeln!(out, "    <Choice value=\"{}\"/>", escaped(value));
            }
            writeln!(out, "  </Choices>")
        }
    };
}

/// The values to choose from: the schema's, then those that only were met.
fn values<'a>(kind: Option<&'a Kind>, seen: &'a Seen, tag: &str, attribute: &str) -> Vec<&'a str> {
    let known: Vec<&str> = match kind {
        Some(kind @ (Kind::One(_) | Kind::Many(_))) => kind.values().iter().map(|value| value.id.as_str()).collect(),
        _ => vec!["true", "false"],
    };
    let met = seen.tags.get(tag).and_then(|seen| seen.attributes.get(attribute)).into_iter().flatten().map(String::as_str);
    let met: Vec<&str> = met.filter(|value| !known.contains(value)).collect();
    [known, met].concat()
}
