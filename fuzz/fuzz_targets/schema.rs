//! Any bytes as a schema: a schema or an error with its place, never a panic.
#![no_main]

use hashiya::annotation::Schema;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Schema::parse(text) {
        Ok(schema) => {
            assert!(!schema.tags.is_empty());
            for (n, tag) in schema.tags.iter().enumerate() {
                assert_eq!(schema.tag_index(&tag.id), Some(n));
            }
        }
        Err(error) => assert!(error.line >= 1 && !error.message.is_empty()),
    }
});
