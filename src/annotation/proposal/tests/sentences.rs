//! Sentences of wire copy with what is to be proposed for their spans, read from the text beside.

use super::super::evaluation::offered;
use super::*;
use crate::annotation::proposal::figure;
use crate::annotation::schema;

const SENTENCES: &str = include_str!("sentences.txt");

/// What a span is to have.
struct Wanted<'a> {
    id: &'a str,
    name: &'a str,
    value: &'a str,
}

impl<'a> Wanted<'a> {
    /// Those of a line.
    fn of(line: &'a str) -> (&'a str, Vec<Self>) {
        let mut parts = line.split('|').map(str::trim);
        let marked = parts.next().unwrap_or_default();
        let of_span = |part: &'a str| {
            let (id, wanted) = part.split_once(' ').unwrap();
            wanted.split(' ').map(move |wanted| wanted.split_once('=').map(|(name, value)| Self { id, name, value }).unwrap())
        };
        (marked, parts.flat_map(of_span).collect())
    }

    /// Says it in a text.
    fn said_in(&self, sheet: Sheet) -> Sheet {
        match self.value.strip_prefix('>') {
            Some(end) => sheet.related(self.id, self.name, end),
            None if matches!(self.name, "n" | "q") => sheet,
            None => sheet.with(self.id, self.name, self.value),
        }
    }

    /// What is proposed in its place.
    fn proposed(&self, sheet: &Sheet) -> String {
        let part = |part| sheet.ask(self.id, |grounds| figure::value(part, grounds).map(|read| read.value.to_string()));
        if self.value.starts_with('>') {
            let kind = Schema::builtin().relation(self.name).unwrap();
            let end = sheet.ask(self.id, |grounds| ends(kind, grounds).first().map(|end| end.to.to_string()));
            return format!(">{}", end.unwrap_or_default());
        }
        match self.name {
            "n" => {
                let bound = |bound| part(bound).unwrap_or_default();
                format!("{}..{}", bound(schema::Figure::Min), bound(schema::Figure::Max))
            }
            "q" => part(schema::Figure::Qualifier).unwrap_or_default(),
            name => {
                let tag = Schema::builtin().tag(&sheet.set.get(self.id).unwrap().tag).unwrap();
                let offered = sheet.ask(self.id, |grounds| offered(tag.attribute(name).unwrap(), grounds));
                offered.first().map(ToString::to_string).unwrap_or_default()
            }
        }
    }
}

#[test]
fn what_is_proposed_for_sentences_of_wire_copy_is_right() {
    let mut wrong = Vec::new();
    let mut asked = 0;
    for line in SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (marked, all) = Wanted::of(line);
        for wanted in &all {
            asked += 1;
            // What is wanted of the others is said.
            let others = all.iter().filter(|other| other.id != wanted.id);
            let sheet = others.fold(Sheet::of(marked), |sheet, other| other.said_in(sheet));
            let proposed = wanted.proposed(&sheet);
            if proposed != wanted.value {
                wrong.push(format!("{marked}: {} {}={}, not {proposed}", wanted.id, wanted.name, wanted.value));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
