//! What is said of work that has only begun, and does not count.

use super::fault::tell;
use crate::text::counted;
use crate::workspace::Begun;

/// Names the annotators whose work was not counted, and what counts it all the same.
pub(super) fn tell_not_counted(begun: &Begun) {
    if begun.is_empty() {
        return;
    }
    let named: Vec<String> =
        begun.annotators().map(|(annotator, texts)| format!("{annotator} ({})", counted(texts, "text"))).collect();
    tell([format!("not counted, since it was not submitted: the work of {}; --state all counts it", named.join(", "))]);
}
