//! Any bytes as a schema: a schema or an error with its place, never a panic.
#![no_main]

use hashiya::annotation::Schema;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Schema::parse(text) {
        Ok(schema) => {
            assert!(!schema.tags.is_empty());
            for tag in &schema.tags {
                assert_eq!(schema.tag(&tag.id), Some(tag));
            }
        }
        Err(error) => assert!(error.line >= 1 && !error.message.is_empty()),
    }
});
