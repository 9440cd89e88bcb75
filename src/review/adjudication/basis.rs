//! What a decision rests on: a digest of each annotator's reading of a unit.
//!
//! A digest covers tags, places, attributes and relations with the places they lead to. Ids, notes, origins and times
//! are not in it: they may change without anybody reading the text otherwise.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::decision::{Choice, Decision};
use crate::annotation::{Annotation, Annotator, Value};
use crate::review::compare::{Comparison, Link, Reading, Unit};

/// Bytes of the SHA-256 that are kept; readings of one place are all that it must tell apart.
const KEPT: usize = 8;

/// How a span stands, or stood once.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// Its bytes.
    pub place: Range<usize>,
    /// Its attributes, which may hold places.
    pub attributes: Cow<'a, [(String, Value)]>,
}

/// Tells how a span of an annotator, by number, stands; `None` where that is not known.
type Look<'a, 'l> = &'l dyn Fn(usize, &'a Annotation) -> Option<Standing<'a>>;

/// Every annotator's name with the digest of the reading; empty for a reading as nothing.
pub(super) type Basis = Vec<(String, String)>;

/// Whether a decision holds on the readings of a unit as they are now.
///
/// It does where each annotator reads it as they did. One who was not there then must read it as somebody else did; one who
/// is gone must not be whom it takes something from. What a majority was is another question with each who comes or goes.
pub(super) fn holds(decision: &Decision, now: &[(String, String)]) -> bool {
    if decision.basis == now {
        return true;
    }
    let before = |who: &str| decision.basis.iter().find(|(name, _)| name == who).map(|(_, digest)| digest);
    let is_known = |(who, digest): &(String, String)| match before(who) {
        Some(before) => before == digest,
        None => decision.basis.iter().any(|(_, known)| known == digest),
    };
    let is_gone = |who: &Annotator| !now.iter().any(|(name, _)| name == who.as_str());
    let is_majority = decision.choice == Choice::Majority;
    !decision.basis.is_empty() && !is_majority && now.iter().all(is_known) && !decision.choice.annotators().any(is_gone)
}

/// What a decision on a unit rests on.
pub(super) fn of(comparison: &Comparison, unit: usize) -> Basis {
    at(comparison, unit, &|_, span| Some(Standing { place: span.span.range(), attributes: Cow::Borrowed(&span.attributes) }))
}

/// As [`of`], with the spans as they stood once.
pub(super) fn at<'a>(comparison: &'a Comparison, unit: usize, look: Look<'a, '_>) -> Basis {
    if let Some(unit) = comparison.units.get(unit).filter(|unit| unit.fact.is_some()) {
        return of_fact(comparison, unit);
    }
    let readings = comparison.units.get(unit).map(|unit| unit.readings.as_slice()).unwrap_or_default();
    let digest = |(n, reading): (usize, &'a Reading)| digest(comparison, n, reading, look);
    comparison.annotators.iter().map(ToString::to_string).zip(readings.iter().enumerate().map(digest)).collect()
}

fn of_fact(comparison: &Comparison, unit: &Unit) -> Basis {
    let fact = unit.fact.as_deref().unwrap_or_default();
    let digest = |reading: &Reading| {
        let Some(value) = &reading.value else { return String::new() };
        let mut content = format!("\u{1C}{fact}=");
        value.write_ron(&mut content);
        hashed(&content)
    };
    comparison.annotators.iter().map(ToString::to_string).zip(unit.readings.iter().map(digest)).collect()
}

fn digest<'a>(comparison: &'a Comparison, annotator: usize, reading: &'a Reading, look: Look<'a, '_>) -> String {
    if reading.is_empty() {
        return String::new();
    }
    let mut content = String::new();
    for span in &reading.spans {
        let Some(Standing { place, attributes }) = look(annotator, span) else { continue };
        say_span(&mut content, span, &place);
        let mut attributes: Vec<_> = attributes.iter().collect();
        attributes.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, value) in attributes {
            let _infallible = write!(content, "{name}=");
            value.write_ron(&mut content);
            content.push('\u{1F}');
        }
        let mut links: Vec<String> = reading
            .links
            .iter()
            .filter(|link| link.from == span.id)
            .map(|link| told(comparison, annotator, link, look))
            .collect();
        links.sort();
        content.push_str(&links.concat());
    }
    hashed(&content)
}

fn hashed(content: &str) -> String {
    let hash = Sha256::digest(content.as_bytes());
    hash.iter().take(KEPT).fold(String::new(), |mut out, byte| {
        let _infallible = write!(out, "{byte:02x}");
        out
    })
}

fn say_span(out: &mut String, span: &Annotation, place: &Range<usize>) {
    let _infallible = write!(out, "\u{1E}{}\u{1F}{}\u{1F}{}\u{1F}", span.tag, place.start, place.end);
}

/// A relation with the place it leads to in place of an id.
fn told<'a>(comparison: &'a Comparison, annotator: usize, link: &Link, look: Look<'a, '_>) -> String {
    let mut out = format!("\u{1D}{}\u{1F}{:?}\u{1F}", link.kind, link.order);
    out.push_str(&link.qualities());
    match comparison.end(annotator, link).and_then(|span| Some((span, look(annotator, span)?))) {
        Some((span, standing)) => say_span(&mut out, span, &standing.place),
        None => out.push_str(&link.to),
    }
    out
}
