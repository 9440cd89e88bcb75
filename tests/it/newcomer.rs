//! What somebody meets who is new to the program: options in any order, slips of the hand, documents that are no texts.

use std::fs;

use crate::cli::{Bench, SPAN, TEXT, sidecar};

/// The error and the hint of a run that ends with one of each.
fn told(bench: &Bench, arguments: &[&str]) -> (String, String) {
    let error = bench.fault(arguments);
    let hint = bench.run(arguments).err.lines().find_map(|line| Some(line.strip_prefix("hint: ")?.to_owned()));
    (error, hint.unwrap())
}

fn two_annotators() -> Bench {
    let bench = Bench::new();
    for name in ["amal", "basim"] {
        bench.write("a.txt", TEXT);
        bench.write(&format!("a.txt.{name}.ron"), sidecar(name, &[SPAN], ""));
    }
    bench
}

#[test]
fn options_of_every_command_work_before_it_after_it_and_on_both_sides() {
    let bench = two_annotators();
    let expected = bench.run(&["show", "a.txt", "--annotator", "amal", "--color", "always"]);
    assert!(expected.code == 0 && expected.out.contains('\u{1b}'), "{}", expected.err);
    let orders: [&[&str]; 3] = [
        &["--annotator", "amal", "--color", "always", "show", "a.txt"],
        &["--color=always", "show", "--annotator", "amal", "a.txt"],
        &["--annotator", "basim", "show", "a.txt", "--color", "always", "--annotator", "amal"],
    ];
    for arguments in orders {
        let ran = bench.run(arguments);
        assert_eq!((ran.code, ran.out), (0, expected.out.clone()), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn an_option_that_the_command_does_not_know_is_an_error_that_names_the_command() {
    let bench = two_annotators();
    let cases: &[(&[&str], &str)] = &[
        (&["--demo", "show", "a.txt"], "`hashiya show` has no option --demo"),
        (&["--suggest-from", "basim", "check", "."], "`hashiya check` has no option --suggest-from"),
        (&["--format", "json", "check", "."], "--format is an option of `hashiya check`, and stands before it"),
        (&["--width=40", "show", "a.txt"], "--width is an option of `hashiya show`, and stands before it"),
        (&["--frob", "show", "a.txt"], "unexpected argument '--frob' found"),
        (&["check", ".", "--frob"], "unexpected argument '--frob' found: `hashiya check` has no such option"),
        (&["rename", "amal", "basim", "."], "unexpected argument '.' found"),
        (&["a.txt", "--color", "never", "check"], "`check` is a command, and a path comes before it"),
    ];
    for (arguments, expected) in cases {
        let (error, _) = told(&bench, arguments);
        assert_eq!(error, *expected, "{arguments:?}");
    }
    assert_eq!(told(&bench, &["--set", "gold", "export", "."]).1, "write it after the command: hashiya export --set");
    assert_eq!(told(&bench, &["a.txt", "--color", "never", "check"]).1, "write ./check for a file, or the path after `check`");
}

#[cfg(unix)]
#[test]
fn whatever_bytes_an_argument_has_it_is_one_error() {
    use std::os::unix::ffi::OsStrExt;

    let bench = two_annotators();
    let odd = std::ffi::OsStr::from_bytes(b"\xFF\xFE");
    for before in [&["--format"][..], &["--set=gold", "--frob"], &[]] {
        let ran = bench.command(before).arg(odd).args(["check", "."]).output().unwrap();
        let err = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!((ran.status.code(), err.matches("error: ").count()), (Some(1), 1), "{before:?}: {err}");
    }
}

#[test]
fn a_mistyped_command_is_answered_with_the_nearest_one_and_a_file_of_that_name_is_opened() {
    let bench = two_annotators();
    for (typed, meant) in [("shwo", "show"), ("chek", "check"), ("exprot", "export"), ("reveiw", "review")] {
        let (error, hint) = told(&bench, &[typed, "a.txt"]);
        assert_eq!(error, format!("{typed}: no such command, file or folder"));
        assert_eq!(hint, format!("did you mean {meant}?"));
    }
    assert_eq!(bench.fault(&["nowhere"]), "nowhere: no such file or folder");
    assert_eq!(bench.fault(&["a.txt", "shwo"]), "shwo: no such file or folder");
    bench.write("shwo", TEXT);
    assert_eq!(bench.fault(&["shwo"]), "the full screen needs a terminal");
}

#[test]
fn a_mistyped_annotator_is_answered_with_the_nearest_ones_else_with_all() {
    let bench = two_annotators();
    let export = |name: &str| told(&bench, &["export", "--set", name, "--format", "csv", "--out", "out", "."]);
    assert_eq!(export("amla"), ("amla has annotated no text here".to_owned(), "did you mean amal?".to_owned()));
    assert_eq!(export("huda").1, "available: amal, basim");
    let review = told(&bench, &["review", ".", "--of", "basm", "--annotator", "huda"]);
    assert_eq!(review.1, "did you mean basim?");
    // A search that finds nothing is no error: of many files each is asked about.
    let found = bench.run(&["find", "--set", "amla", "."]);
    assert_eq!((found.code, found.out.as_str()), (0, ""));
    assert_eq!(found.err, "warning: amla has annotated no text here; did you mean amal?\n");
    let report = told(&bench, &["report", "corrections", "--annotator", "basm"]);
    assert_eq!(report, ("basm has annotated no text here".to_owned(), "did you mean basim?".to_owned()));
    let history = bench.run(&["history", "a.txt", "--annotator", "amla"]);
    assert_eq!((history.code, history.out.as_str()), (0, ""));
    assert_eq!(history.err, "warning: a.txt: amla has not annotated this text; did you mean amal?\n");
    bench.write("a.txt.huge.ron", vec![b' '; (64 << 20) + 1]);
    let history = bench.run(&["history", "a.txt", "--annotator", "huge"]);
    assert_eq!((history.code, history.err.as_str()), (0, ""), "what cannot be read has a history all the same");
    let shown = bench.run(&["show", "a.txt", "--set", "amla", "--color", "always"]);
    assert_eq!(shown.code, 0);
    assert!(shown.err.ends_with("amla has not annotated this text; did you mean amal?\n"), "{}", shown.err);
}

#[test]
fn a_document_is_called_what_it_is_with_the_command_that_gets_its_text() {
    let bench = Bench::with_text();
    bench.write("a.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    bench.write("a.rtf", "{\\rtf1\\ansi Hello}");
    bench.write("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0");
    bench.write("a.html", "<html><body>نص</body></html>");
    let cases = [
        ("a.pdf", "a PDF document", "pdftotext a.pdf a.txt"),
        ("a.rtf", "an RTF document", "pandoc a.rtf -o a.txt --to plain --wrap none"),
        ("a.doc", "an old Office document (DOC, XLS or PPT)", "libreoffice --headless --convert-to txt:Text a.doc"),
    ];
    for (file, what, command) in cases {
        for arguments in [&["show", file][..], &["import", "--format", "jsonl", "--annotator", "amal", file]] {
            let (error, hint) = told(&bench, arguments);
            assert_eq!(error, format!("{file}: this is {what}, not a text"), "{arguments:?}");
            assert_eq!(hint, command, "{arguments:?}");
        }
        let checked = bench.run(&["check", file]);
        assert!(checked.code == 1 && checked.out.contains(what), "{file}: {}{}", checked.out, checked.err);
    }
    let (error, _) = told(&bench, &["show", "a.pdf", "--encoding", "windows-1256"]);
    assert_eq!(error, "a.pdf: this is a PDF document, not a text", "in no encoding");
    assert!(bench.run(&["show", "a.html"]).out.contains("html"), "HTML is a text");
    // A folder of nothing else says so, whatever is asked of it.
    fs::create_dir(bench.path("reports")).unwrap();
    bench.write("reports/b.pdf", "%PDF-1.7\n");
    let warning = "warning: no texts, but 1 .pdf; `hashiya show FILE` names the command that extracts the text\n";
    let exported = bench.run(&["export", "--set", "gold", "--format", "csv", "--out", "out", "reports"]);
    assert!(exported.err.starts_with(warning), "{}", exported.err);
    let checked = bench.run(&["check", "reports"]);
    assert!(checked.out.contains("no texts, but 1 .pdf"), "{}", checked.out);
    fs::remove_file(bench.path("reports/b.pdf")).unwrap();
    // Beside texts it is no error.
    let checked = bench.run(&["check", "."]);
    assert!(checked.err.starts_with("texts: 1,"), "{}", checked.err);
}
