//! A folder that came from elsewhere: what its settings may say, and that nothing outside of it is read.

use std::fs;

use crate::cli::{Bench, Ran};

const KEYMAP: &str = r#"(name: "theirs", base: "default", bindings: [
    (modes: "reading", keys: "j", command: "copy"),
    (modes: "all", keys: "f5", command: "quit"),
    (modes: "reading", keys: "ctrl-c", command: "undo"),
    (modes: "reading", keys: "f6", command: "undo"),
])"#;

/// Who is chosen by the settings, as `-v` tells it.
fn chosen(bench: &Bench) -> Ran {
    let ran = bench.run(&["show", "-v", "a.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

#[test]
fn a_folder_does_not_say_who_annotates_nor_how_the_screen_looks() {
    let bench = Bench::with_text();
    bench.write(
        "hashiya.ron",
        "(\n    annotator: \"huda\",\n    language: \"ar\",\n    bidi: \"visual\",\n    colour: \"always\",\n    theme: (1),\n)",
    );
    let told = chosen(&bench).err;
    for line in [
        "annotator: ann1 (the login name)",
        "language: en (default)",
        "bidi: auto (default)",
        "colour: auto (default)",
        "theme: auto (default)",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}\n{told}");
    }
    for (field, place) in [("annotator", "2:16"), ("language", "3:15"), ("bidi", "4:11"), ("colour", "5:13"), ("theme", "6:12")] {
        let warning = format!("hashiya.ron:{place}: `{field}` is for the user to set, not for a folder: ignored");
        assert_eq!(told.matches(&warning).count(), 1, "{warning}\n{told}");
    }
}

#[test]
fn the_users_own_settings_come_before_those_of_the_folder() {
    let bench = Bench::with_text();
    bench.write("hashiya.ron", "(keymap: \"vim\", marks: \"hidden\", schema: \"s.ron\")");
    bench.write("s.ron", "(id: \"theirs\", tags: [(id: \"A\", key: 'a', colour: \"red\")])");
    let told = chosen(&bench).err;
    assert!(told.contains("keymap: vim (") && told.contains("marks: hidden (") && told.contains("s.ron ("), "{told}");
    bench.write("mine.ron", "(id: \"mine\", tags: [(id: \"A\", key: 'a', colour: \"red\")])");
    let mine = bench.path("mine.ron").display().to_string();
    bench.write(
        "home/hashiya/config.ron",
        format!("(annotator: \"amal\", keymap: \"default\", marks: \"shown\", schema: {mine:?})"),
    );
    let told = chosen(&bench).err;
    assert!(
        told.contains("annotator: amal (") && told.contains("keymap: default (") && told.contains("marks: shown ("),
        "{told}"
    );
    assert!(told.contains("mine.ron ("), "{told}");
}

#[cfg(unix)]
#[test]
fn the_full_screen_tells_once_what_was_not_for_the_folder_to_say() {
    let bench = Bench::with_text();
    bench.write("hashiya.ron", "(annotator: \"huda\", bidi: \"x\", marks: \"hidden\")");
    let pty = crate::pty::Start::new(bench.0.path(), &["a.txt"]).size(120, 20).begin();
    pty.wait_for("`annotator` is for the user to set, not for a folder: ignored (and 1 more)");
    pty.wait_for("amal");
}

#[cfg(unix)]
#[test]
fn a_file_outside_that_a_folder_names_is_not_read_and_no_byte_of_it_is_told() {
    use std::os::unix::fs::symlink;
    let bench = Bench::with_text();
    bench.write("secret.ron", "PASSWORD: x");
    bench.write("in/a.txt", "قال");
    symlink("../secret.ron", bench.path("in/link.ron")).unwrap();
    symlink("..", bench.path("in/up")).unwrap();
    let secret = bench.path("secret.ron").display().to_string();
    for named in ["../secret.ron", "up/secret.ron", "link.ron", "sub/../../secret.ron", "/proc/self/environ", &secret] {
        for (field, command) in
            [("schema", &["check", "in"][..]), ("keymap", &["check", "in"]), ("schema", &["show", "in/a.txt"])]
        {
            bench.write("in/hashiya.ron", format!("(\n  {field}: {named:?})"));
            let ran = bench.run(command);
            assert_eq!(ran.code, 1, "{named}");
            let told = format!("error: in/hashiya.ron:2:{}: `{named}` leads out of the folder\nhint: ", field.len() + 5);
            assert!(ran.err.starts_with(&told), "{}", ran.err);
            assert!(!(ran.out + &ran.err).contains("PASSWORD"));
        }
        // What the user names themself counts, and what the folder names is not looked at.
        bench.write("in/hashiya.ron", format!("(keymap: {named:?})"));
        assert_eq!(bench.run(&["check", "in", "--keymap", "vim"]).code, 0);
    }
    fs::remove_file(bench.path("in/hashiya.ron")).unwrap();
    symlink("../secret.ron", bench.path("in/hashiya.ron")).unwrap();
    let ran = bench.run(&["check", "in"]);
    assert!(ran.code == 1 && ran.err.contains("hashiya.ron: this link leads out of its folder"), "{}", ran.err);
    assert!(!ran.err.contains("PASSWORD"), "{}", ran.err);
}

#[test]
fn the_keymap_of_a_folder_binds_neither_copying_nor_quitting() {
    let bench = Bench::new();
    bench.write("hashiya.ron", "(keymap: \"k.ron\")");
    bench.write("k.ron", KEYMAP);
    let ran = bench.run(&["keys", "--format", "json"]);
    for place in ["k.ron:2:44: the keymap of a folder cannot bind j to `copy`", "k.ron:3:41: ", "k.ron:4:49: "] {
        assert!(ran.err.contains(place), "{place}\n{}", ran.err);
    }
    let keys = |command: &str| {
        let line = ran.out.lines().find(|line| line.contains(&format!("\"command\":\"{command}\""))).unwrap().to_owned();
        serde_json::from_str::<serde_json::Value>(&line).unwrap()["keys"].to_string()
    };
    assert_eq!(keys("copy"), r#"{"concordance":["y"],"propagating":["y"],"reading":["y"]}"#);
    assert!(!keys("quit").contains("f5") && keys("quit").contains("ctrl-c") && keys("undo").contains("f6"));
    // The same file as the user's own may.
    let own = bench.run(&["keys", "--keymap", "k.ron"]);
    assert_eq!(own.err, "", "{}", own.err);
}

#[test]
fn the_keymap_of_a_folder_does_not_say_what_a_keyboard_types() {
    let bench = Bench::new();
    bench.write("hashiya.ron", "(keymap: \"k.ron\")");
    bench.write("k.ron", "(base: \"default\", letters: [(\"ت\", \"y\")])");
    assert!(
        bench.run(&["keys"]).err.contains("k.ron:1:30: the keymap of a folder cannot have letters"),
        "{}",
        bench.run(&["keys"]).err
    );
}

#[test]
fn a_text_in_utf_32_is_refused_and_named_as_what_it_is() {
    let bench = Bench::new();
    let text: Vec<u8> = "\u{FEFF}قتل ستة\n".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    bench.write("a.txt", text);
    assert_eq!(bench.fault(&["show", "a.txt"]), "a.txt: the encoding is UTF-32, which is not supported");
    let checked = bench.run(&["check", "."]);
    assert!(checked.code == 1 && checked.out.contains("a.txt:1: error: the encoding is UTF-32"), "{}", checked.out);
}

#[test]
fn surrogates_written_as_utf_8_are_told_also_in_a_short_text() {
    let bench = Bench::new();
    bench.write("a.txt", b"ok \xED\xA0\xBD\xED\xB8\x80\n");
    assert!(bench.run(&["check", "."]).out.contains("a.txt:1: warning: byte 3: 1 undecodable byte(s)"));
    assert!(bench.run(&["show", "a.txt"]).out.contains("ok \u{FFFD}"));
}

/// The error of a run that must fail; the files of the folder are not looked at, which would take as long as reading them.
fn refusal(bench: &Bench, arguments: &[&str]) -> String {
    let ran = bench.run(arguments);
    assert_eq!(ran.code, 1, "{}", ran.err);
    ran.err
}

#[test]
fn a_text_that_is_a_hole_or_larger_than_any_text_is_not_read() {
    let bench = Bench::new();
    for (name, bytes, told) in
        [("hole.txt", 1_u64 << 30, "this is a binary file"), ("large.txt", 1 << 40, "too large: more than 1073741824 bytes")]
    {
        bench.write(name, "");
        fs::File::options().write(true).open(bench.path(name)).unwrap().set_len(bytes).unwrap();
        let started = std::time::Instant::now();
        assert!(refusal(&bench, &["show", name]).contains(told));
        assert!(started.elapsed().as_secs() < 5, "{name}");
    }
}

#[test]
fn a_hole_is_not_imported_and_not_read() {
    let bench = Bench::new();
    bench.write("hole", "");
    fs::File::options().write(true).open(bench.path("hole")).unwrap().set_len(1_000_000_000).unwrap();
    for format in ["jsonl", "brat", "uima-xmi", "conll", "webanno-tsv"] {
        let started = std::time::Instant::now();
        let told = refusal(&bench, &["import", "--format", format, "--annotator", "amal", "--into", "out", "hole"]);
        assert!(told.contains("hole: this is a binary file"), "{format}: {told}");
        assert!(started.elapsed().as_secs() < 5, "{format}");
    }
}

#[test]
fn a_zip_that_unpacks_to_very_much_is_refused() {
    use std::io::Write;
    let bench = Bench::new();
    let mut zip = zip::ZipWriter::new(fs::File::create(bench.path("bomb.zip")).unwrap());
    zip.start_file("a.xmi", zip::write::SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..300 {
        zip.write_all(&blank).unwrap();
    }
    zip.finish().unwrap();
    let told = bench.fault(&["import", "--format", "uima-xmi", "--annotator", "amal", "--into", "out", "bomb.zip"]);
    assert!(told.contains("unpacked, its .xmi is larger than 268435456 bytes"), "{told}");
}

/// Imports rows of JSONL that bring one short text each, under these names.
fn import(bench: &Bench, names: &[&str]) -> Ran {
    let row = |name: &&str| format!("{{\"file\":{},\"text\":\"نص\"}}\n", serde_json::to_string(name).unwrap());
    bench.write("in.jsonl", names.iter().map(row).collect::<String>());
    bench.run(&["import", "--annotator", "amal", "--into", "out", "in.jsonl"])
}

#[test]
fn a_text_that_no_folder_would_list_gets_the_ending_of_a_text() {
    let bench = Bench::new();
    assert_eq!(import(&bench, &["n.html", "sub/b", "c.TXT", "d.text"]).code, 0);
    for name in ["n.html.txt", "n.html.txt.amal.ron", "sub/b.txt", "c.TXT", "d.text"] {
        assert!(bench.path("out").join(name).exists(), "{name}");
    }
    assert!(bench.run(&["check", "out"]).err.contains("texts: 4"));
    // The same row again is the same text.
    assert!(import(&bench, &["n.html"]).err.contains("this sidecar already exists"));
    assert!(import(&bench, &["x.html", "x.html.txt"]).err.contains("a second row of amal"));
}

#[test]
fn a_name_that_reads_in_another_order_than_it_is_in_is_refused() {
    for sign in ['\u{202E}', '\u{2067}', '\u{200F}', '\u{2028}', '\u{1B}', '\u{85}'] {
        let bench = Bench::new();
        let ran = import(&bench, &[&format!("a{sign}b.txt")]);
        assert!(ran.code == 1 && ran.err.contains("cannot be used"), "{}", ran.err);
        assert!(!ran.err.contains(sign) && !bench.path("out").exists(), "{}", ran.err);
    }
    let bench = Bench::new();
    assert_eq!(import(&bench, &["خبر می\u{200C}شود.txt"]).code, 0, "a non-joiner belongs to a Persian word");
}

#[cfg(unix)]
#[test]
fn spans_under_a_key_that_is_not_read_are_not_lost_without_a_word() {
    for key in ["annotations", "spans"] {
        let bench = Bench::new();
        let span = r#"[{"label": "ACTOR", "start_offset": 0, "end_offset": 3}]"#;
        bench.write("d.jsonl", format!("{{\"text\": \"قتل\", \"{key}\": {span}}}\n"));
        let ran = bench.run(&["import", "--format", "doccano", "--annotator", "amal", "--into", "in", "d.jsonl"]);
        assert!(ran.code == 0 && ran.err.contains(&format!("d.jsonl:1: `{key}` is not read")), "{}", ran.err);
    }
}

#[test]
fn an_import_follows_no_link_that_a_folder_brings() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    bench.write("secret", "T1\tACTOR 0 3\tPAS\n");
    bench.write("in/b.ann", "T1\tACTOR 0 3\tقتل\n");
    let brat = |named: &str| bench.fault(&["import", "--format", "brat", "--annotator", "amal", "--into", "out", named]);
    symlink("../secret", bench.path("in/b.txt")).unwrap();
    assert_eq!(brat("in"), "in/b.txt: a link, which is not followed");
    fs::remove_file(bench.path("in/b.txt")).unwrap();
    bench.write("in/b.txt", "قتل");
    symlink("../secret", bench.path("in/a.ann")).unwrap();
    assert_eq!(brat("in"), "in/a.ann: a link, which is not followed");
    // Nor one that the folder has which gets the texts.
    bench.write("out/c.txt.basim.ron", "");
    symlink("../secret", bench.path("out/c.txt")).unwrap();
    let ran = import(&bench, &["c.txt"]);
    assert!(ran.code == 1 && ran.err.contains("out/c.txt: a link leads out of out"), "{}", ran.err);
}

#[test]
fn the_configuration_of_a_brat_project_has_a_line_for_each_name() {
    let bench = Bench::with_text();
    let tag = "X\\n[drawing]\\nACTOR\\tfgColor:red | Y\\u{2028}\\r\\u{202E}Z";
    let span = format!("(id: \"s1\", tag: \"{tag}\", start: 0, end: 3, text: \"قال\", attributes: [(\"k\", \"a\\r[x]\")])");
    bench.write("a.txt.ann1.ron", format!("(hashiya: 1, source: (), annotator: \"ann1\", spans: [{span}])"));
    bench.output(&["export", "--format", "brat", "--set", "ann1", "--out", "out", "."]);
    let visual = fs::read_to_string(bench.path("out/visual.conf")).unwrap();
    assert_eq!(visual.lines().filter(|line| line.starts_with('[')).collect::<Vec<_>>(), ["[labels]", "[drawing]"]);
    let own: Vec<&str> = visual.lines().filter(|line| line.contains("fgColor:red")).collect();
    assert!(own.len() == 1 && own[0].starts_with("X__drawing"), "{own:?}");
    assert!(!visual.contains(['\r', '\u{2028}', '\u{202E}']), "{visual}");
    assert!(!fs::read_to_string(bench.path("out/annotation.conf")).unwrap().contains('\r'));
}

/// A sidecar in which an annotator has tagged the first word.
fn work(annotator: &str, tag: &str) -> String {
    let span = format!("(id: \"s1\", tag: \"{tag}\", start: 0, end: 3, text: \"قتل\")");
    format!("(hashiya: 1, source: (), annotator: \"{annotator}\", state: \"submitted\", spans: [{span}])")
}

/// A folder of a text that amal and huda have read differently.
fn two_annotators() -> Bench {
    let bench = Bench::new();
    bench.write("a.txt", "قتل ستة\n");
    bench.write("a.txt.amal.ron", work("amal", "ACTOR"));
    bench.write("a.txt.huda.ron", work("huda", "LOCATION"));
    bench
}

#[test]
fn a_conflict_copy_under_a_name_of_its_own_is_nobodys_vote() {
    let bench = two_annotators();
    bench.write("a.txt.amal-laptop.ron", work("amal", "ACTOR"));
    let copy = "a.txt.amal-laptop.ron: the annotator is “amal”, but the file is amal-laptop's";
    let agree = bench.run(&["agree", ".", "--format", "json"]);
    assert!(agree.err.contains(copy) && agree.out.contains("\"annotators\":[\"amal\",\"huda\"]"), "{}{}", agree.out, agree.err);
    let gold = bench.run(&["gold", "--strategy", "majority", "."]);
    assert!(gold.code == 0 && gold.err.contains(copy), "{}", gold.err);
    let made = fs::read_to_string(bench.path("a.txt.gold.ron")).unwrap();
    assert!(!made.contains("laptop") && !made.contains("decision: \"majority\""), "{made}");
    let export = bench.run(&["export", "--set", "amal", "--out", "-", "a.txt"]);
    assert!(export.code == 0 && export.err.contains(copy), "{}", export.err);
    assert_eq!(bench.run(&["export", "--set", "amal-laptop", "--out", "-", "."]).code, 1);
    let check = bench.run(&["check", "."]);
    assert!(check.code == 1 && check.out.contains("a.txt.amal-laptop.ron:1: error: the annotator is “amal”"), "{}", check.out);
}

#[test]
fn a_sidecar_with_the_work_of_another_stops_what_would_count_it() {
    let bench = two_annotators();
    bench.write("a.txt.basim.ron", work("huda", "LOCATION"));
    for command in [&["agree", "."][..], &["gold", "."], &["export", "--set", "basim", "--out", "-", "."]] {
        let told = bench.fault(command);
        assert_eq!(told, "./a.txt.basim.ron: the annotator is “huda”, but the file is basim's", "{command:?}");
    }
    assert!(bench.run(&["check", "."]).out.contains("the annotator is “huda”, but the file is basim's"));
}

#[test]
fn ones_own_sidecar_with_the_work_of_another_is_shown_and_not_changed() {
    let bench = two_annotators();
    let theirs = work("huda", "LOCATION");
    bench.write("a.txt.amal.ron", &theirs);
    let open = || crate::pty::Start::new(bench.0.path(), &["a.txt"]).size(100, 12).begin();
    let mut pty = open();
    pty.wait_until("the reason and what they said", |screen| {
        screen.contains("read-only: a.txt.amal.ron: the annotator is “huda”, but the file is amal's")
            && screen.contains("LOCATION 1")
    });
    pty.keys("j a d r m x enter");
    pty.wait_for("LOCATION 1");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    assert_eq!(fs::read_to_string(bench.path("a.txt.amal.ron")).unwrap(), theirs);
    assert!(!bench.path(".hashiya/a.txt.amal.journal").exists(), "nothing is kept for later either");
    bench.write("a.txt.amal.ron", theirs.replace("huda", "amal"));
    let mut pty = open();
    pty.wait_for("LOCATION 1");
    pty.keys("j a");
    pty.wait_for("ACTOR 1");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn copies_of_sync_programs_are_told_and_counted_nowhere() {
    let bench = two_annotators();
    let copies = [
        "a.txt (1).amal.ron",
        "a.txt.amal (1).ron",
        "a.txt.amal.RON",
        "a.txt.amal.sync-conflict-20260101-120000-ABCDEFG.ron",
        "a.txt.amal (Huda's conflicted copy 2026-01-01).ron",
        "a.txt.AMAL-LAPTOP.ron",
        "a.txt.amal.ron.orig",
    ];
    for copy in copies {
        bench.write(copy, work("amal", "CASUALTY"));
    }
    let check = bench.run(&["check", "--format", "json", "."]);
    let strays: Vec<String> = check.out.lines().filter(|line| line.contains("\"about\":\"stray\"")).map(str::to_owned).collect();
    for copy in copies {
        assert_eq!(strays.iter().filter(|line| line.contains(&format!("/{copy}\""))).count(), 1, "{copy}\n{}", check.out);
    }
    assert_eq!((check.code, strays.len()), (0, copies.len()));
    for command in [&["agree", "."][..], &["gold", "."], &["export", "--set", "amal", "--out", "-", "."]] {
        let ran = bench.run(command);
        assert!(ran.code == 0 && copies.iter().all(|copy| ran.err.contains(copy)), "{command:?} {}", ran.err);
        assert!(!ran.out.contains("CASUALTY"), "{}", ran.out);
    }
}

#[test]
fn folders_are_looked_into_far_down_and_beyond_that_one_is_told() {
    let bench = Bench::new();
    let deep = |folders: usize| format!("{}a.txt", "d/".repeat(folders));
    bench.write(&deep(1), "قتل");
    bench.write(&deep(20), "قتل");
    bench.write(&deep(64), "قتل");
    assert!(bench.run(&["check", "."]).err.contains("texts: 3"));
    bench.write(&deep(65), "قتل");
    let check = bench.run(&["check", "."]);
    assert!(check.code == 1 && check.err.contains("texts: 3"), "{}", check.err);
    assert!(check.out.contains("too many folders within folders; nothing in it was looked at"), "{}", check.out);
    bench.write("d/a.txt.amal.ron", work("amal", "ACTOR"));
    assert!(bench.run(&["export", "--set", "amal", "--out", "-", "."]).err.contains("too many folders"));
}

#[test]
fn a_name_without_room_for_a_sidecar_beside_it_is_told() {
    let bench = Bench::new();
    bench.write(&format!("{}.txt", "خ".repeat(120)), "قتل");
    let check = bench.run(&["check", "."]);
    assert!(check.code == 0 && check.out.contains("its name has 244 bytes: beyond 214"), "{}", check.out);
}

#[cfg(unix)]
#[test]
fn the_list_tells_of_copies_and_a_long_name_does_not_push_the_reason_off_the_screen() {
    let bench = two_annotators();
    bench.write("a.txt.amal-laptop.ron", work("amal", "ACTOR"));
    bench.write(&format!("{}.txt (1).amal.ron", "long name ".repeat(15)), work("amal", "ACTOR"));
    let pty = crate::pty::Start::new(bench.0.path(), &[]).size(100, 20).begin();
    pty.wait_for("it counts for nothing (and 1 more)");
    let pty = crate::pty::Start::new(bench.0.path(), &["review", "--annotator", "zed"]).size(100, 20).begin();
    pty.wait_for("it counts for nothing (and 1 more)");
    bench.write(&format!("{}.txt", "long name ".repeat(12)), "قتل");
    bench.write(&format!("{}.txt.amal.ron", "long name ".repeat(12)), work("huda", "ACTOR"));
    let pty = crate::pty::Start::new(bench.0.path(), &[]).size(100, 20).begin();
    pty.wait_for("the annotator is “huda”, but the file is amal's");
    let long = format!("{}.txt", "خبر ".repeat(35));
    let bench = Bench::new();
    bench.write(&long, "قتل ستة\n");
    let pty = crate::pty::Start::new(bench.0.path(), &[&long]).size(100, 20).begin();
    pty.wait_for("name too long");
}

#[cfg(unix)]
#[test]
fn a_text_that_is_a_link_out_of_its_folder_is_told_and_left_out() {
    use std::os::unix::fs::symlink;
    let bench = two_annotators();
    bench.write("outside.txt", "سر");
    bench.write("in/b.txt", "قتل ستة\n");
    bench.write("in/c.txt.amal.ron", "(hashiya: 1, source: (), annotator: \"amal\", spans: [])");
    symlink("b.txt", bench.path("in/inside.txt")).unwrap();
    symlink("../outside.txt", bench.path("in/c.txt")).unwrap();
    let check = bench.run(&["check", "in"]);
    let told = "the text is a link that leads out of its folder: it is left out";
    let pty = crate::pty::Start::new(&bench.path("in"), &[]).size(100, 20).begin();
    pty.wait_for("c.txt: this link leads out of its folder");
    assert!(check.code == 0 && check.out.contains(&format!("in/c.txt:1: warning: {told}")), "{}", check.out);
    assert_eq!(check.out.matches(told).count(), 1, "{}", check.out);
    let export = bench.run(&["export", "--set", "amal", "--out", "-", "in"]);
    assert!(export.err.contains(&format!("in/c.txt: {told}")) && !export.out.contains("سر"), "{}", export.err);
}

#[cfg(unix)]
#[test]
fn making_a_folder_ready_follows_no_link_out_of_it() {
    let bench = Bench::new();
    bench.write("profile", "mine");
    bench.write("in/a.txt", "قال");
    std::os::unix::fs::symlink("../profile", bench.path("in/.gitignore")).unwrap();
    assert!(bench.fault(&["init", "in"]).contains(".gitignore: this link leads out of its folder"));
    assert_eq!(fs::read_to_string(bench.path("profile")).unwrap(), "mine");
}

#[test]
fn how_the_screen_looks_is_for_the_user_to_say() {
    let bench = Bench::with_text();
    bench.write("home/hashiya/config.ron", "(theme: \"contrast\")");
    assert!(chosen(&bench).err.contains("theme: contrast ("), "{}", chosen(&bench).err);
    let told = bench.run(&["show", "-v", "--theme", "colour-blind", "a.txt"]).err;
    assert!(told.contains("theme: colour-blind (--theme)"), "{told}");
    bench.write("home/hashiya/config.ron", "(theme: \"sepia\")");
    let told = bench.run(&["show", "a.txt"]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("`sepia` is not one of auto, dark, light, contrast, colour-blind"), "{}", told.err);
}
