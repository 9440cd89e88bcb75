//! A target, typed: the folder it is typed in, what the keys went to, and how the sidecar compares with it.

use std::fmt;
use std::path::Path;

use hashiya::annotation::{Annotation, Schema, trim};

use super::Fault;
use super::desk::{Desk, Purpose};
use super::plan::Plan;
use super::skills::{Skill, Skills};
use super::target::{Comparison, Saying, Target};
use super::wants::{Round, Wants};
use super::ways::Map;

/// What came of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    /// How many keys went to each purpose, in the order of [`Purpose::ALL`].
    keys: [usize; 5],
    spans: usize,
    relations: usize,
    attributes: usize,
    /// What differs between the sidecar and the target.
    pub differences: Vec<String>,
}

impl Typed {
    fn of(target: &Target, schema: &Schema) -> Self {
        let defaults = schema.defaults();
        let said = target.set.iter().map(|span| {
            let known = schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
            known.iter().filter(|attribute| defaults.said(span, &attribute.id).is_some()).count()
        });
        Self { spans: target.set.len(), relations: target.set.relations().len(), attributes: said.sum(), ..Self::default() }
    }

    /// Adds what came of another text.
    pub(crate) fn add(&mut self, other: &Self) {
        for (sum, keys) in self.keys.iter_mut().zip(other.keys) {
            *sum += keys;
        }
        self.spans += other.spans;
        self.relations += other.relations;
        self.attributes += other.attributes;
        self.differences.extend(other.differences.iter().cloned());
    }

    /// All keys, and what was typed with them.
    pub(crate) fn sums(&self) -> String {
        let keys: usize = self.keys.iter().sum();
        format!("{keys} keys, {} spans, {} relations, {} attributes", self.spans, self.relations, self.attributes)
    }
}

impl fmt::Display for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sums())?;
        f.write_str(" (")?;
        for (n, ((_, name), keys)) in Purpose::ALL.iter().zip(self.keys).enumerate() {
            write!(f, "{}{name} {keys}", if n == 0 { "" } else { ", " })?;
        }
        f.write_str(")")
    }
}

/// Types the texts of one annotator, in a folder of their own with the registries of another; what came of each.
///
/// # Errors
/// The folder cannot be made, or the session does not start.
pub(crate) fn type_all(
    targets: &[Target],
    schema: &Schema,
    beside: &Path,
    skills: &Skills,
) -> Result<Vec<(String, Typed)>, Fault> {
    let schema = &skills.apply(schema.clone());
    let folder = tempfile::tempdir()?;
    for target in targets {
        std::fs::write(folder.path().join(&target.name), target.document.text())?;
    }
    for registry in schema.registry_names() {
        let name = format!("{registry}.ron");
        if beside.join(&name).is_file() {
            std::fs::copy(beside.join(&name), folder.path().join(&name))?;
        }
    }
    let names: Vec<String> = targets.iter().map(|target| target.name.clone()).collect();
    let mut desk = Desk::new(folder.path(), &names, schema)?;
    let mut typed: Vec<Typed> = targets.iter().map(|target| Typed::of(target, schema)).collect();
    let mut saying = Saying::default();
    // Relations between texts need the spans of both.
    for (n, (target, typed)) in targets.iter().zip(&mut typed).enumerate() {
        if n > 0 {
            // What was typed before is learned from.
            desk.settle();
            drop(desk);
            desk = Desk::new(folder.path(), &names, schema)?;
        }
        let told = type_one(&mut desk, n, target, &mut saying, skills);
        typed.differences.extend(told.unwrap_or_else(|fault| vec![fault.to_string()]));
        typed.keys = std::mem::take(&mut desk.spent);
    }
    for (n, (target, typed)) in targets.iter().zip(&mut typed).enumerate().filter(|(_, (target, _))| target.leads_out()) {
        let map = Map::of(&target.document, schema, skills);
        let told = desk.open(n).and_then(|()| desk.say_all(target, &mut saying, &map, Round::Between));
        typed.differences.extend(told.unwrap_or_else(|fault| vec![fault.to_string()]));
        for (sum, keys) in typed.keys.iter_mut().zip(std::mem::take(&mut desk.spent)) {
            *sum += keys;
        }
    }
    desk.settle();
    drop(desk);
    let mut reader = Desk::new(folder.path(), &names, schema)?;
    for (n, (target, typed)) in targets.iter().zip(&mut typed).enumerate() {
        reader.open(n)?;
        let comparison = Comparison { schema, defaults: schema.defaults(), saying: &saying };
        typed.differences.extend(comparison.differences(target, reader.set()?));
    }
    Ok(names.into_iter().zip(typed).collect())
}

/// Tags the spans of a text, then says what they say; what could not be said.
fn type_one(desk: &mut Desk, n: usize, target: &Target, saying: &mut Saying, skills: &Skills) -> Result<Vec<String>, Fault> {
    desk.open(n)?;
    desk.date(target);
    let mut map = Map::of(&target.document, desk.session().schema(), skills);
    let mut faults = Vec::new();
    for span in target.set.iter() {
        if skills.have(Skill::Suggestions) {
            desk.rest()?;
            desk.take_visible(target, saying, &map)?;
        }
        if saying.made(target, span).is_some() {
            continue;
        }
        match desk.make(target, span, saying, &map, skills) {
            Ok(id) => {
                saying.take_down(target, span, id);
                take_all_wanted(desk, target, span, saying)?;
                if skills.have(Skill::Propagation) {
                    desk.tag_repeats(target, span, saying)?;
                }
            }
            Err(fault) => faults.push(fault.to_string()),
        }
        map.spans = desk.set()?.iter().map(|span| span.span.start()).collect();
        map.spans.dedup();
    }
    faults.extend(desk.say_all(target, saying, &map, Round::Within)?);
    Ok(faults)
}

impl Desk {
    /// Makes a span, by its suggestion where that is shorter; the id that it got.
    fn make(
        &mut self,
        target: &Target,
        span: &Annotation,
        saying: &Saying,
        map: &Map<'_>,
        skills: &Skills,
    ) -> Result<String, Fault> {
        let suggested = if skills.have(Skill::Suggestions) { self.take_suggested(target, span, saying, map)? } else { None };
        suggested.map_or_else(|| self.tag(span, map), Ok)
    }
}

/// Takes all that is proposed for the span that was just tagged, where it is all that is wanted.
fn take_all_wanted(desk: &mut Desk, target: &Target, span: &Annotation, saying: &Saying) -> Result<(), Fault> {
    let defaults = desk.session().schema().defaults();
    let wants = Wants { target, saying, defaults: &defaults, round: Round::Within }.of(span, desk)?;
    let rules = desk.session().schema().tag(&span.tag).map(|tag| tag.edges).unwrap_or_default();
    // Enter would answer what is asked about the edges.
    let is_name = |word: &str| desk.session().registries().begin_name(word);
    let is_asked = !trim(&target.document, span.span.range(), rules, &is_name).asked.is_empty();
    if !is_asked && Plan::of(desk, &wants)?.is_all_wanted() {
        desk.press_all("enter", Purpose::Confirming);
    }
    Ok(())
}
