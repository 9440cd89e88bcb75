//! Any bytes through decoding, drawing and every emission: nothing but printable text, styles, cursor motion and named
//! sequences is sent; the check is in `tests/it/sent.rs`, where `cargo test` runs it too.
#![no_main]

#[path = "../../tests/it/exercise.rs"]
#[allow(dead_code)] // The tests use more of it.
mod exercise;
#[path = "../../tests/it/sent.rs"]
mod sent;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sent::send_all(bytes));
