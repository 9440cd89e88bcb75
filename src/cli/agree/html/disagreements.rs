//! The list of disagreements: each with its words in right-to-left text, marked as each annotator has it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use crate::cli::legible::Legible;
use crate::cli::markup::escaped;
use crate::review::compare::{Link, Reading, Unit};
use crate::workspace::{Agreement, Disagreements};

/// Characters of the text shown on either side.
const CONTEXT: usize = 60;

/// The list, up to as many as were asked for.
pub(super) fn section(found: &Agreement, most: usize, legible: Legible<'_>) -> String {
    let all = found.disagreement_count();
    let mut out = format!("<h2>Disagreements</h2>\n<p>{all} in all");
    if all > most {
        let _infallible = write!(out, ", of which the first {most} are listed; --list N lists more");
    }
    out.push_str("</p>\n");
    let mut left = most;
    for text in &found.disagreements {
        if left == 0 {
            break;
        }
        let _infallible = writeln!(out, "<h3><bdi>{}</bdi></h3>", escaped(&text.file));
        for unit in text.units.iter().take(left) {
            out.push_str(&disagreement(text, unit, legible));
        }
        left = left.saturating_sub(text.units.len());
    }
    out
}

fn disagreement(text: &Disagreements, unit: &Unit, legible: Legible<'_>) -> String {
    if let Some(fact) = &unit.fact {
        return of_fact(text, unit, fact, legible);
    }
    let around = around(&text.text, unit.range());
    let differing = differing(unit, &text.text, legible);
    let mut out = format!("<section>\n<h4>{}</h4>\n<table class=\"readings\">\n", unit.kind.name());
    for (annotator, reading) in text.annotators.iter().zip(&unit.readings) {
        let mut tags: Vec<&str> = reading.spans.iter().map(|span| span.tag.as_str()).collect();
        tags.dedup();
        let words = if reading.is_empty() {
            "<td class=\"nothing\">no span</td>".to_owned()
        } else {
            format!("<td class=\"words\" dir=\"rtl\" lang=\"ar\">{}</td>", marked(&text.text, &around, reading))
        };
        let _infallible = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"tag\">{}</td>{words}<td class=\"says\">{}</td></tr>",
            escaped(annotator.as_str()),
            escaped(&tags.join(", ")),
            said(reading, &differing, &text.text, legible)
        );
    }
    out.push_str("</table>\n</section>\n");
    out
}

/// What each says of a fact of the text.
fn of_fact(text: &Disagreements, unit: &Unit, fact: &str, legible: Legible<'_>) -> String {
    let mut out = format!("<section>\n<h4>{}</h4>\n<table class=\"readings\">\n", unit.kind.name());
    for (annotator, reading) in text.annotators.iter().zip(&unit.readings) {
        let said = match &reading.value {
            Some(value) => format!("<td><bdi>{}</bdi></td>", escaped(&legible.of_text(fact, value, &text.text))),
            None => "<td class=\"nothing\">nothing</td>".to_owned(),
        };
        let who = escaped(annotator.as_str());
        let _infallible = writeln!(out, "<tr><th scope=\"row\">{who}</th><td class=\"tag\">{}</td>{said}</tr>", escaped(fact));
    }
    out.push_str("</table>\n</section>\n");
    out
}

/// The words around a range, within its paragraph.
fn around(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let is_break = |c: &char| matches!(c, '\n' | '\r' | '\u{2029}');
    let back: usize = before.chars().rev().take(CONTEXT).take_while(|c| !is_break(c)).map(char::len_utf8).sum();
    let on: usize = after.chars().take(CONTEXT).take_while(|c| !is_break(c)).map(char::len_utf8).sum();
    range.start - back..range.end + on
}

/// The words with the spans of a reading marked.
fn marked(text: &str, around: &Range<usize>, reading: &Reading) -> String {
    let mut edges: Vec<usize> = reading.spans.iter().flat_map(|span| [span.span.start(), span.span.end()]).collect();
    edges.extend([around.start, around.end]);
    edges.sort_unstable();
    edges.dedup();
    let mut out = String::new();
    for pair in edges.windows(2) {
        let [start, end] = pair else { continue };
        let words = escaped(text.get(*start..*end).unwrap_or_default());
        let is_marked = reading.spans.iter().any(|span| span.span.holds(*start));
        let (before, after) = if is_marked { ("<mark>", "</mark>") } else { ("", "") };
        out.extend([before, &words, after]);
    }
    out
}

/// What a reading says under a name: in the form that is compared, and as it is shown.
type Sayings = BTreeMap<String, (String, String)>;

/// Each attribute and relation on which the readings differ.
fn differing(unit: &Unit, text: &str, legible: Legible<'_>) -> Vec<String> {
    let said_here = unit.readings.iter().filter(|reading| !reading.is_empty());
    let sayings: Vec<Sayings> = said_here.map(|reading| sayings(reading, text, legible)).collect();
    let mut names: Vec<&String> = sayings.iter().flat_map(BTreeMap::keys).collect();
    names.sort_unstable();
    names.dedup();
    let said = |all: &'_ Sayings, name: &str| all.get(name).map(|(compared, _)| compared.clone());
    let differs = |name: &&&String| sayings.windows(2).any(|pair| matches!(pair, [a, b] if said(a, name) != said(b, name)));
    names.iter().filter(differs).map(|name| (*name).clone()).collect()
}

/// What a reading says of its spans besides place and tag.
fn sayings(reading: &Reading, text: &str, legible: Legible<'_>) -> Sayings {
    let mut sayings = Sayings::new();
    let mut say = |name: String, compared: &str, shown: &str| {
        let so_far = sayings.entry(name).or_default();
        for (said, more) in [(&mut so_far.0, compared), (&mut so_far.1, shown)] {
            said.push_str(if said.is_empty() { "" } else { "; " });
            said.push_str(more);
        }
    };
    for span in &reading.spans {
        for (name, value) in &span.attributes {
            say(name.clone(), &value.to_string(), &legible.of_span(&span.tag, name, value, text));
        }
    }
    // Two annotators' spans have ids of their own; that they are the same is what the unit says.
    for link in &reading.links {
        let compared = format!("{:?} {:?} {}", link.target, link.order, link.qualities());
        say(format!("{} →", link.kind), &compared, &format!("{}{}", link.to, qualities(link)));
    }
    sayings
}

/// What is said of a relation besides its ends, in brackets.
fn qualities(link: &Link) -> String {
    let mut said: Vec<String> = link.order.iter().map(|order| format!("order: {order}")).collect();
    said.extend(link.certainty.iter().map(|value| format!("certainty: {value}")));
    said.extend(link.attributes.iter().map(|(name, value)| format!("{name}: {value}")));
    if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) }
}

fn said(reading: &Reading, names: &[String], text: &str, legible: Legible<'_>) -> String {
    if reading.is_empty() {
        return String::new();
    }
    let sayings = sayings(reading, text, legible);
    let line = |name: &String| {
        let value = sayings.get(name).map_or("–", |(_, shown)| shown.as_str());
        format!("<div>{} <bdi>{}</bdi></div>", escaped(name), escaped(value))
    };
    let notes = reading.spans.iter().filter(|span| !span.note.is_empty());
    let notes = notes.map(|span| format!("<div class=\"note\"><bdi>{}</bdi></div>", escaped(&span.note)));
    names.iter().map(line).chain(notes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_stays_within_its_paragraph() {
        let text = "أول\nقال الناطق <b> أمس\nثالث";
        let at = text.find("الناطق").unwrap();
        let range = around(text, at..at + "الناطق".len());
        assert_eq!(&text[range], "قال الناطق <b> أمس");
    }
}
