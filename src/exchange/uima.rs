//! UIMA: CAS JSON 0.4 and XMI, as `INCEpTION`, dkpro-cassis and Apache UIMA read them.
//!
//! Offsets count UTF-16. There is one layer for spans and one for relations, so that a relation may lead from any tag
//! to any other; the tag is the feature `label`. Beside a sub-span are its words (`cue_words`), beside an identity its names
//! and class. Tokens and sentences are our own. `INCEpTION` refuses annotations that
//! begin or end with white space or hidden signs: these are left out of them.

mod cas;
mod json;
mod xmi;
mod build;
mod layers;
mod read;

pub(super) use build::{OF_IDENTITY, feature_name, is_added, relation_feature, words_name};
pub(super) use cas::{RELATION, SPAN};

use super::format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Whole, Writer};
use super::loss::Lost;
use super::work::{Seen, Work};

/// What is never carried.
const LOST: &[Lost] =
    &[Lost::SpecialEnds, Lost::DocumentFacts, Lost::States, Lost::Origins, Lost::Times, Lost::Provenance, Lost::UnknownFields];

/// UIMA CAS JSON.
#[derive(Debug)]
pub(super) struct UimaJson;

/// UIMA CAS XMI, in a zip with its type system.
#[derive(Debug)]
pub(super) struct UimaXmi;

impl Writer for UimaJson {
    fn name(&self) -> &'static str {
        "uima-json"
    }

    fn about(&self) -> &'static str {
        "UIMA CAS JSON 0.4 a text, and layers.json for INCEpTION; offsets count UTF-16"
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(LOST, work);
            let cas = build::cas(work, run, &mut output.loss);
            output.files.push(Whole::new(format!("{}.json", work.file), json::write(&cas)));
        }
    }

    fn companions(&self, run: &Run<'_>, seen: &Seen) -> Vec<Whole> {
        vec![Whole::new("layers.json", layers::write(run.schema, seen))]
    }
}

impl Writer for UimaXmi {
    fn name(&self) -> &'static str {
        "uima-xmi"
    }

    fn about(&self) -> &'static str {
        "UIMA XMI with TypeSystem.xml in a zip a text; offsets count UTF-16"
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(LOST, work);
            if work.document.text().contains(super::xml::is_forbidden) {
                output.loss.note(Lost::Controls, work, "");
            }
            let cas = build::cas(work, run, &mut output.loss);
            output.files.push(Whole::new(format!("{}.zip", work.file), xmi::zip(&cas, work.file)));
        }
    }

    fn companions(&self, run: &Run<'_>, seen: &Seen) -> Vec<Whole> {
        vec![Whole::new("layers.json", layers::write(run.schema, seen))]
    }
}

impl Reader for UimaJson {
    fn name(&self) -> &'static str {
        "uima-json"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".json"]
    }

    fn read(&self, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
        let text = input.text()?;
        if input.name.ends_with("layers.json") {
            return Ok(Brought::default());
        }
        read::work(&json::read(text)?, input, settings)
    }
}

impl Reader for UimaXmi {
    fn name(&self) -> &'static str {
        "uima-xmi"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".zip", ".xmi"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
        let text = if input.bytes.starts_with(b"PK") { xmi::unzip(input.bytes)? } else { input.text()?.to_owned() };
        read::work(&xmi::read(&text)?, input, settings)
    }
}
