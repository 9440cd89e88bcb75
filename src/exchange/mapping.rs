//! Another project's names for tags, attributes and relations, turned into ours by a table.

use std::collections::{BTreeMap, HashSet};

use ron::extensions::Extensions;
use serde::Deserialize;

use super::incoming::Incoming;
use crate::annotation::{Fault, Schema};

/// A name and what it becomes; `None` leaves out whatever bears it.
type Row = (String, Option<String>);

/// The table, as a RON file: `(tags: [("PERS", "ACTOR"), ("DATE", None)], attributes: […], relations: […])`.
///
/// What no row names stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Tags.
    pub tags: Vec<Row>,
    /// Attributes, of every tag.
    pub attributes: Vec<Row>,
    /// Types of relation.
    pub relations: Vec<Row>,
}

/// What a mapping left out, by kind and name.
pub type LeftOut = BTreeMap<(&'static str, String), usize>;

impl Mapping {
    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong, with line and column; a name that stands twice is wrong too.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let mapping: Self = options.from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text))?;
        for rows in [&mapping.tags, &mapping.attributes, &mapping.relations] {
            let mut names = HashSet::new();
            if let Some((twice, _)) = rows.iter().find(|(name, _)| !names.insert(name)) {
                let place = text.rfind(&format!("{twice:?}")).unwrap_or(0);
                return Err(Fault::at(text, place, format!("`{twice}` stands twice")));
            }
        }
        Ok(mapping)
    }

    /// Renames what a work brings, and counts what is left out; a relation goes with either of its ends.
    pub fn apply(&self, work: &mut Incoming, left_out: &mut LeftOut) {
        let mut gone = HashSet::new();
        work.spans.retain_mut(|span| {
            let stays = rename(&self.tags, &mut span.tag);
            if !stays {
                gone.insert(span.id.clone());
                *left_out.entry(("tag", span.tag.clone())).or_default() += 1;
            }
            span.attributes.retain_mut(|(name, _)| {
                let stays = rename(&self.attributes, name);
                if !stays {
                    *left_out.entry(("attribute", name.clone())).or_default() += 1;
                }
                stays
            });
            stays
        });
        work.relations.retain_mut(|relation| {
            let stays = rename(&self.relations, &mut relation.kind)
                && !gone.contains(&relation.from)
                && !gone.contains(relation.to.as_str());
            if !stays {
                *left_out.entry(("relation", relation.kind.clone())).or_default() += 1;
            }
            stays
        });
    }

    /// The tags of works that the schema does not know, with how many spans bear each.
    pub fn unknown_tags<'a>(works: impl Iterator<Item = &'a Incoming>, schema: &Schema) -> BTreeMap<String, usize> {
        let mut unknown = BTreeMap::new();
        for span in works.flat_map(|work| &work.spans).filter(|span| schema.tag(&span.tag).is_none()) {
            *unknown.entry(span.tag.clone()).or_default() += 1;
        }
        unknown
    }

    /// The table as the RON file that it could be read from.
    pub fn to_ron(&self) -> String {
        let rows = |rows: &[Row]| {
            let row = |(name, becomes): &Row| match becomes {
                Some(becomes) => format!("({name:?}, {becomes:?})"),
                None => format!("({name:?}, None)"),
            };
            rows.iter().map(row).collect::<Vec<_>>().join(", ")
        };
        format!(
            "(tags: [{}], attributes: [{}], relations: [{}])",
            rows(&self.tags),
            rows(&self.attributes),
            rows(&self.relations)
        )
    }
}

/// Gives a name what the table says; false where it is to be left out.
fn rename(rows: &[Row], name: &mut String) -> bool {
    match rows.iter().find(|(known, _)| known == name) {
        Some((_, Some(becomes))) => name.clone_from(becomes),
        Some((_, None)) => return false,
        None => {}
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::incoming::{IncomingRelation, IncomingSpan};

    #[test]
    fn names_are_replaced_and_what_is_left_out_is_counted() {
        let span = |id: &str, tag: &str| IncomingSpan { id: id.into(), tag: tag.to_owned(), ..IncomingSpan::default() };
        let relation = |from: &str, to: &str| IncomingRelation {
            kind: "agent".to_owned(),
            from: from.into(),
            to: to.into(),
            ..IncomingRelation::default()
        };
        let mut work = Incoming {
            spans: vec![span("s1", "PERS"), span("s2", "DATE"), span("s3", "X")],
            relations: vec![relation("s1", "s2"), relation("s1", "s3")],
            ..Incoming::default()
        };
        let mapping =
            Mapping::parse("(tags: [(\"PERS\", \"ACTOR\"), (\"DATE\", None)], relations: [(\"agent\", \"by\")])").unwrap();
        assert_eq!(Mapping::parse(&mapping.to_ron()).as_ref(), Ok(&mapping));
        let mut left_out = LeftOut::new();
        mapping.apply(&mut work, &mut left_out);
        assert_eq!(work.spans.iter().map(|span| span.tag.as_str()).collect::<Vec<_>>(), ["ACTOR", "X"]);
        assert_eq!(work.relations.len(), 1);
        assert_eq!(work.relations[0].kind, "by");
        assert_eq!(
            left_out.into_iter().collect::<Vec<_>>(),
            [(("relation", "by".to_owned()), 1), (("tag", "DATE".to_owned()), 1)]
        );
        assert_eq!(
            Mapping::unknown_tags([&work].into_iter(), Schema::builtin()).into_iter().collect::<Vec<_>>(),
            [("X".to_owned(), 1)]
        );
    }

    #[test]
    fn a_bad_table_says_where() {
        assert_eq!(
            Mapping::parse("(\n tags: [(\"A\", \"B\"), (\"A\", None)])").unwrap_err().to_string(),
            "line 2, column 22: `A` stands twice"
        );
        assert!(Mapping::parse("(tag: [])").unwrap_err().to_string().starts_with("line 1, column "));
    }
}
