//! What was found for the spans of a text that has changed, as the session shows it.

use crate::session::drift::{Lost, Whereabouts};
use crate::storage::sidecar::reanchor::Orphan;
use crate::text::{Document, Span, TextId};
use crate::workspace::Drifted;

/// Letters of a quote on screen, and of what stands around a candidate.
const QUOTE: usize = 40;
const AROUND: usize = 12;

/// The whereabouts of the spans of text `n`.
pub(super) fn whereabouts(n: TextId, drifted: &Drifted) -> Whereabouts {
    let outcome = drifted.outcome();
    let moved = outcome.moved.iter().map(|moved| format!("{} {} “{}”", moved.id, moved.tag, short(&moved.quote)));
    let summary = if outcome.drift.changed || !outcome.orphans.is_empty() { outcome.drift.sentence() } else { String::new() };
    let orphans = outcome.orphans.iter().map(|orphan| lost(orphan, &drifted.now)).collect();
    Whereabouts { text: n, summary, moved: moved.collect(), orphans, basis: drifted.basis() }
}
fn lost(orphan: &Orphan, now: &Document) -> Lost {
    let place = |span: Span, likeness: u8| {
        let words = |range| now.slice(range).replace(char::is_control, " ");
        let before: String =
            words(now.floor(span.start().saturating_sub(8 * AROUND))..span.start()).chars().rev().take(AROUND).collect();
        let before: String = before.chars().rev().collect();
        let after: String = words(span.end()..now.len().min(now.floor(span.end() + 8 * AROUND))).chars().take(AROUND).collect();
        (likeness, format!("{before}[{}]{after}", short(&words(span.range()))))
    };
    let places = orphan.candidates.iter().map(|candidate| place(candidate.span, candidate.likeness)).collect();
    Lost { id: orphan.id.clone(), name: format!("{} {} “{}”", orphan.id, orphan.tag, short(&orphan.quote)), places }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
