//! Other programs' formats, one file each, both directions.
//!
//! - Text in, text out: what happens here touches no disk and knows no sidecar.
//! - Offsets outside are Unicode code points of the decoded text; inside they are spans.
//! - Reading what was written gives back everything that the format can carry.
//!
//! What never happens here: a panic on any input, a span that is silently left out or moved.

pub mod jsonl;
