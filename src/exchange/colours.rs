//! The colours of tags as web pages spell them: light enough for black letters on them.

use crate::annotation::{Colour, Schema};

/// A colour for a tag; grey for one that the schema does not know.
pub(super) fn hex(schema: &Schema, tag: &str) -> &'static str {
    match schema.tag(tag).map(|tag| tag.colour) {
        Some(Colour::Red | Colour::BrightRed) => "#ff9a8d",
        Some(Colour::Green | Colour::BrightGreen) => "#9fdf9f",
        Some(Colour::Yellow | Colour::BrightYellow) => "#ffe680",
        Some(Colour::Blue | Colour::BrightBlue) => "#99bbff",
        Some(Colour::Magenta | Colour::BrightMagenta) => "#f0a6f0",
        Some(Colour::Cyan | Colour::BrightCyan) => "#8fe3e3",
        Some(Colour::White | Colour::BrightWhite) => "#eeeeee",
        Some(Colour::Black | Colour::BrightBlack) | None => "#cccccc",
    }
}
