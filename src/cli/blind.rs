//! What is said of texts that whoever looks has begun and not submitted.

use super::fault::tell;
use crate::text::counted;
use crate::workspace::Viewer;

/// Says how many texts were left out, and what shows them all the same.
pub(super) fn tell_left_out(texts: usize, viewer: &Viewer) {
    if texts > 0 {
        let texts = counted(texts, "text");
        tell([format!("left out: {texts} that {} has begun and not submitted; --lead shows them", viewer.name())]);
    }
}
