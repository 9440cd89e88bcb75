//! Everything that changes the disk stands in one small place, where a test can let it fail.

use crate::rooms::sources;

/// What changes the disk, or makes a file or folder that does; `disk::` before it means the one place.
const CHANGES: &[&str] = &[
    "fs::write",
    "fs::rename",
    "fs::remove",
    "fs::create_dir",
    "fs::copy",
    "fs::hard_link",
    "fs::set_permissions",
    "unix::fs::symlink",
    "File::create",
    "File::options",
    "OpenOptions",
    "DirBuilder",
    "NamedTempFile",
    "tempfile::tempfile",
    "tempfile::tempdir",
    "tempfile_in(",
    "tempdir_in(",
    ".tempdir(",
    ".persist(",
    ".set_len(",
    ".sync_all(",
    ".sync_data(",
    ".set_modified(",
    "file.write_all(",
    "BufWriter<File>",
];

/// What a file of the program changes the disk by, tests left out.
fn faults(file: &str, source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let is_fault = |line: &&str| CHANGES.iter().any(|change| line.replace("disk::", "").contains(change));
    let told = |line: &str| format!("{file}: {}", line.trim());
    lines.filter(is_fault).map(told).collect()
}

#[test]
fn only_one_place_changes_the_disk() {
    let elsewhere = |file: &String| !file.starts_with("storage/disk/") && !file.ends_with("tests.rs");
    let found: Vec<String> =
        sources().iter().filter(|(file, _)| elsewhere(file)).flat_map(|(file, source)| faults(file, source)).collect();
    assert!(found.is_empty(), "{found:#?}");
    let inside: usize =
        sources().iter().filter(|(file, _)| !elsewhere(file)).map(|(file, source)| faults(file, source).len()).sum();
    assert!(inside > 10, "the words that are looked for are those that are used: {inside}");
}

#[test]
fn what_would_change_the_disk_elsewhere_is_found() {
    for line in
        ["std::fs::write(&path, b\"x\")?;", "let file = File::create_new(&path)?;", "file.sync_all()?;", "builder.tempdir_in(x)"]
    {
        assert_eq!(faults("x.rs", &format!("fn f() {{\n{line}\n}}\n#[cfg(test)]\nmod tests {{ fs::write }}")).len(), 1, "{line}");
    }
    assert!(faults("x.rs", "// fs::write\ndisk::rename(a, b)?;\nfs::read(x)?;").is_empty());
}
