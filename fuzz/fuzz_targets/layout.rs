//! Any bytes through decoding, layout, motions, selections, bars and frames; what must hold is written in
//! `tests/it/exercise.rs`, where `cargo test` runs it too.
#![no_main]

#[path = "../../tests/it/exercise.rs"]
#[allow(dead_code)] // The tests use more of it.
mod exercise;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exercise::exercise(bytes));
