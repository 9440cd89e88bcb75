//! Files that somebody made to do harm: a clear error with its place, bounded memory, nothing outside of the folder.

use std::fs::{self, File};

use crate::cli::{Bench, TEXT};

/// A sidecar of ann1 for a.txt with these lines among its fields.
fn sidecar(fields: &str) -> String {
    format!("(hashiya: 1,\nsource: (file: \"a.txt\"),\nannotator: \"ann1\",\n{fields})\n")
}

fn bench(sidecar: &str) -> Bench {
    let bench = Bench::new();
    bench.write("in/a.txt", TEXT);
    bench.write("in/a.txt.ann1.ron", sidecar);
    bench
}

#[test]
fn a_hostile_sidecar_is_an_error_with_its_place() {
    let deep = |open: &str, close: &str| format!("x: {}{}", open.repeat(100_000), close.repeat(100_000));
    let span = |rest: &str| format!("spans: [\n(id: \"s1\", tag: \"A\", {rest}),\n]");
    for (fields, place) in [
        (deep("[", "]"), "a.txt.ann1.ron:4: error:"),
        (deep("(", ")"), "a.txt.ann1.ron:4: error:"),
        (deep("Some(", ")"), "a.txt.ann1.ron:4: error:"),
        (deep("{1:", "}"), "a.txt.ann1.ron:4: error:"),
        (span("start: 99999999999999999999999, end: 3"), "a.txt.ann1.ron:5: error:"),
        (span("start: -1, end: 3"), "a.txt.ann1.ron:5: error:"),
        (
            span("start: 0, end: 18446744073709551615"),
            "a.txt.ann1.ron:5: error: s1: 0..18446744073709551615 is no place in the text",
        ),
        (span("start: 18446744073709551614, end: 18446744073709551615"), "a.txt.ann1.ron:5: error: s1:"),
        (
            span("start: 0, end: 3),\n(id: \"s1\", tag: \"A\", start: 4, end: 16"),
            "a.txt.ann1.ron:6: error: s1: another span has this id",
        ),
        (span("start: 0, end: 3, text: \"\u{202e}x\""), "a.txt.ann1.ron:5: error: s1: the text has “قال”"),
        (
            format!("state: \"new\",\n{}", span(&format!("start: 0, end: 900, note: \"{}\"", "x".repeat(3_000_000)))),
            "a.txt.ann1.ron:6: error:",
        ),
        (
            format!("spans: [\n(id: \"{}\", tag: \"A\", start: 0, end: 900)]", "s".repeat(3_000_000)),
            "a.txt.ann1.ron:5: error: sssss",
        ),
    ] {
        let bench = bench(&sidecar(&fields));
        let ran = bench.run(&["check", "in"]);
        let head: String = fields.chars().take(60).collect();
        assert_eq!(ran.code, 1, "{head}: {}", ran.err);
        assert!(ran.out.contains(place), "{head}: {} {}", ran.out.chars().take(300).collect::<String>(), ran.err);
        assert!(ran.out.len() < 4000 && ran.err.len() < 2000, "{head}");
        let _no_crash = bench.run(&["show", "in/a.txt", "--annotator", "ann1"]);
        let reanchored = bench.run(&["reanchor", "in/a.txt"]);
        assert!(reanchored.code < 2, "{head}: {}", reanchored.err);
    }
}

#[test]
fn a_file_of_a_gigabyte_is_not_read() {
    let bench = bench(&sidecar(""));
    for name in ["in/a.txt.ann1.ron", "in/schema.ron", "in/keys.ron", "in/hashiya.ron", "in/a.txt.zed.ron"] {
        File::create(bench.path(name)).unwrap().set_len(1 << 30).unwrap();
    }
    for arguments in [
        &["check", "in/a.txt", "--config", "in/hashiya.ron"][..],
        &["check", "in/a.txt", "--schema", "in/schema.ron", "--config", "/dev/null"],
        &["keys", "--keymap", "in/keys.ron"],
        &["keys", "--config", "in/schema.ron"],
        &["merge-driver", "in/a.txt.ann1.ron", "in/a.txt.zed.ron", "in/a.txt.zed.ron"],
    ] {
        let ran = bench.run(arguments);
        assert_eq!((ran.code, ran.err.contains("error: ")), (1, true), "{arguments:?}: {}", ran.err);
    }
    fs::remove_file(bench.path("in/hashiya.ron")).unwrap();
    let ran = bench.run(&["check", "in"]);
    assert!(ran.out.contains("a.txt.ann1.ron:1: error: too large: more than 67108864 bytes"), "{}", ran.out);
}

#[test]
fn a_schema_of_very_many_tags_is_read_in_time_or_refused() {
    let bench = bench(&sidecar(""));
    let tags = |n: u32| {
        (0..n)
            .map(|n| format!("(id: \"T{n}\", key: '{}', colour: \"red\"),\n", char::from_u32(0x4E00 + n).unwrap()))
            .collect::<String>()
    };
    bench.write("schema.ron", format!("(id: \"x\", tags: [{}])", tags(20_000)));
    assert_eq!(bench.run(&["check", "in", "--schema", "schema.ron"]).code, 0);
    bench.write("schema.ron", format!("(id: \"x\", tags: [{}(id: \"T7\", key: 'x', colour: \"red\")])", tags(20_000)));
    assert!(bench.run(&["check", "in", "--schema", "schema.ron"]).err.contains("schema.ron:20001:1: the tag `T7` stands twice"));
    let nested =
        format!("(id: \"x\", tags: [(id: \"A\", key: 'a', colour: \"red\", x: {}{})])", "[".repeat(50_000), "]".repeat(50_000));
    bench.write("schema.ron", nested);
    assert!(bench.run(&["check", "in", "--schema", "schema.ron"]).err.contains("schema.ron:1:"));
}

#[test]
fn names_in_files_lead_nowhere() {
    let bench = bench(&sidecar("").replace("\"a.txt\"", "\"../../etc/passwd\"").replace("\"ann1\"", "\"../../ann1\""));
    let before = fs::read_dir(bench.0.path()).unwrap().count();
    let ran = bench.run(&["check", "in"]);
    assert!(ran.out.contains("it speaks of a text called ../../etc/passwd"), "{}", ran.out);
    assert!(ran.out.contains("the annotator is “../../ann1”, but the file is ann1's"), "{}", ran.out);
    bench.output(&["export", "--set", "ann1", "--out", "out", "in"]);
    assert!(fs::read_to_string(bench.path("out/ann1.jsonl")).unwrap().starts_with("{\"file\":\"a.txt\""));
    for file in
        ["../x.txt", "/tmp/x.txt", "a/../../x.txt", ".hidden/x.txt", "a\\u0000.txt", "x.txt.ann1.ron", "", "..", "a//b.txt"]
    {
        bench.write("row.jsonl", format!("{{\"file\":\"{file}\",\"text\":\"x\",\"annotator\":\"ann1\"}}"));
        assert!(bench.fault(&["import", "row.jsonl", "--into", "in"]).contains("cannot be used"), "{file}");
    }
    for annotator in ["../ann1", "a/b", "A", "gold.x"] {
        bench.write("row.jsonl", format!("{{\"file\":\"b.txt\",\"text\":\"x\",\"annotator\":\"{annotator}\"}}"));
        assert!(bench.fault(&["import", "row.jsonl", "--into", "in"]).contains("annotator name"), "{annotator}");
    }
    bench.write("row.jsonl", r#"{"file":"b.txt","text":"xyz","annotator":"ann1","spans":[{"id":"s1","tag":"A","start":0,"end":1}],"relations":[{"id":"r1","type":"by","from":"s1","to":"s9"}]}"#);
    assert!(
        bench.fault(&["import", "row.jsonl", "--into", "in"]).contains("the relation r1 has an end s9, which does not exist")
    );
    assert_eq!(fs::read_dir(bench.0.path()).unwrap().count(), before + 2);
}

#[cfg(unix)]
#[test]
fn links_are_followed_for_reading_and_stay_links() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let bench = bench(&sidecar("spans: [\n(id: \"s1\", tag: \"ACTOR\", start: 4, end: 16, text: \"تنظيم الدولة\"),\n]"));
    let file = |name: &str| bench.path(name);
    fs::rename(file("in/a.txt.ann1.ron"), file("in/kept")).unwrap();
    symlink("kept", file("in/a.txt.ann1.ron")).unwrap();
    assert!(!bench.run(&["check", "in"]).out.contains("error"));
    bench.write("in/a.txt", format!("{TEXT}."));
    bench.write(
        "in/kept",
        fs::read_to_string(file("in/kept"))
            .unwrap()
            .replace("\"a.txt\"", &format!("\"a.txt\", bytes: {}, code_points: {}", TEXT.len(), TEXT.chars().count())),
    );
    bench.output(&["reanchor", "in/a.txt"]);
    assert!(fs::symlink_metadata(file("in/a.txt.ann1.ron")).unwrap().is_symlink());
    assert!(fs::read_to_string(file("in/kept")).unwrap().contains("sha256: \""));
    // One that leads out of the folder is neither read nor written through.
    fs::rename(file("in/kept"), file("secret")).unwrap();
    let secret = fs::read(file("secret")).unwrap();
    for target in ["../secret".to_owned(), file("secret").display().to_string()] {
        fs::remove_file(file("in/a.txt.ann1.ron")).unwrap();
        symlink(target, file("in/a.txt.ann1.ron")).unwrap();
        bench.write("in/a.txt", format!("{TEXT}.."));
        for arguments in [
            &["check", "in"][..],
            &["reanchor", "in/a.txt", "--annotator", "ann1"],
            &["export", "in", "--set", "ann1", "--format", "jsonl", "--out", "gone"],
        ] {
            let ran = bench.run(arguments);
            assert!((ran.out.clone() + &ran.err).contains("leads out of its folder"), "{arguments:?}: {} {}", ran.out, ran.err);
            assert!(!(ran.out + &ran.err).contains("تنظيم"), "{arguments:?}");
        }
        assert_eq!(fs::read(file("secret")).unwrap(), secret);
    }
    symlink("../secret", file("in/out.txt")).unwrap();
    assert!(bench.run(&["show", "in/out.txt"]).err.contains("leads out of its folder"));
    fs::remove_file(file("in/out.txt")).unwrap();
    // A loop, a folder, a pipe's place and a link that leads nowhere: all of them are told, none of them hangs.
    symlink("loop.txt", file("in/loop.txt")).unwrap();
    symlink(".", file("in/folder.txt")).unwrap();
    symlink("in/a.txt.loop.ron", file("in/a.txt.loop.ron")).unwrap();
    symlink("/dev/zero", file("in/a.txt.zero.ron")).unwrap();
    symlink("nowhere", file("in/a.txt.none.ron")).unwrap();
    let ran = bench.run(&["check", "in"]);
    assert!(ran.out.contains("a.txt.zero.ron:1: error: this link leads out of its folder"), "{}", ran.out);
    // The folder that keeps sidecars as they were may not lead elsewhere.
    fs::remove_dir_all(file("in/.hashiya")).unwrap();
    fs::create_dir(file("elsewhere")).unwrap();
    symlink("../elsewhere", file("in/.hashiya")).unwrap();
    bench.write("in/a.txt", format!("{TEXT}.."));
    assert!(bench.run(&["reanchor", "in/a.txt", "--annotator", "ann1"]).err.contains("leads out of its folder"));
    assert_eq!(fs::read_dir(file("elsewhere")).unwrap().count(), 0);
    // A name that is not UTF-8 has its sidecar, too.
    let name = |end: &[u8]| bench.path("bytes").join(std::ffi::OsStr::from_bytes(&[b"\xFF.txt", end].concat()));
    fs::create_dir(file("bytes")).unwrap();
    if fs::write(name(b""), TEXT).is_ok() {
        fs::write(name(b".ann1.ron"), sidecar("spans: [(id: \"s1\", tag: \"A\", start: 0, end: 999)]")).unwrap();
        assert!(bench.run(&["check", "bytes"]).out.contains("s1: 0..999 is no place in the text"));
    }
}

#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn no_command_writes_a_sidecar_that_is_too_long_to_be_read() {
    let bench = bench(&sidecar(""));
    let note = |length: usize| "n".repeat(length);
    let spans =
        |id: &str| format!("spans: [\n(id: \"{id}\", tag: \"ACTOR\", start: 0, end: 3, note: \"{}\"),\n],", note(40 << 20));
    bench.write("base.ron", sidecar(""));
    bench.write("ours.ron", sidecar(&spans("s1")));
    bench.write("theirs.ron", sidecar(&spans("s2")).replace("end: 3", "end: 9"));
    let told = bench.fault(&["merge-driver", "base.ron", "ours.ron", "theirs.ron", "in/a.txt.ann1.ron"]);
    assert!(told.starts_with("in/a.txt.ann1.ron: no more fits: a file of more than 67108864 bytes could not be read"), "{told}");
    for name in ["base.ron", "ours.ron", "theirs.ron"] {
        fs::remove_file(bench.path(name)).unwrap();
    }
    let row = |file: &str, length: usize| {
        let span = format!(r#"{{"id":"s1","tag":"ACTOR","start":0,"end":3,"note":"{}"}}"#, note(length));
        format!(r#"{{"file":"{file}","text":"xyz","annotator":"ann1","spans":[{span}],"relations":[]}}"#)
    };
    bench.write("rows.jsonl", [row("b.txt", 5), row("c.txt", 65 << 20)].join("\n"));
    let told = bench.fault(&["import", "rows.jsonl", "--into", "in"]);
    assert!(told.contains("in/c.txt.ann1.ron: no more fits"), "{told}");
}
