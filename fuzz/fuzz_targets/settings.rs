//! Any bytes as the settings of a folder: settings or an error with its place, never a panic, and no file outside of the
//! folder that they name is allowed.
#![no_main]

use std::path::{Component, Path};

use hashiya::workspace::{FolderSettings, SettingsError};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match FolderSettings::parse(Path::new("hashiya.ron"), text) {
        Ok(settings) => {
            for setting in [&settings.schema, &settings.keymap].into_iter().flatten() {
                assert!(setting.place.line >= 1 && setting.place.column >= 1);
                let leaves = Path::new(&setting.value).components().any(|part| {
                    matches!(part, Component::ParentDir | Component::RootDir | Component::Prefix(_))
                });
                let checked = setting.check_inside(Path::new("."));
                assert!(!leaves || matches!(checked, Err(SettingsError::Outside { .. })));
            }
            for ignored in &settings.ignored {
                assert!(ignored.to_string().ends_with("ignored"));
            }
        }
        Err(error) => assert!(error.to_string().starts_with("hashiya.ron:")),
    }
});
