//! Leading a team: who is to read which text, and how far the work has come.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::gold::Desk;

/// A folder with so many more texts than `a.txt`.
fn desk(texts: usize) -> Desk {
    let desk = Desk::new();
    (1..texts).for_each(|n| desk.write(&format!("t{n:02}.txt"), "قصف القرية"));
    desk
}

fn rows(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Who is to read each text.
fn assigned(desk: &Desk, arguments: &[&str]) -> BTreeMap<String, Vec<String>> {
    let out = desk.output(&[&["assign", ".", "--format", "json"], arguments].concat());
    let names =
        |row: &Value| row["annotators"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    rows(&out).iter().map(|row| (row["file"].as_str().unwrap().to_owned(), names(row))).collect()
}

#[test]
fn texts_are_assigned_to_as_many_as_are_asked_for_and_everybody_gets_about_as_many() {
    let desk = desk(30);
    let all = assigned(&desk, &["--annotators", "amal,basim,dina", "--overlap", "2"]);
    assert_eq!(all.len(), 30);
    let mut loads: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<&[String], usize> = BTreeMap::new();
    for readers in all.values() {
        assert_eq!(readers.len(), 2);
        for name in readers {
            *loads.entry(name).or_default() += 1;
        }
        *pairs.entry(readers).or_default() += 1;
    }
    assert!(loads.values().all(|texts| *texts == 20), "{loads:?}");
    assert!(pairs.len() == 3 && pairs.values().all(|texts| (9..=11).contains(texts)), "{pairs:?}");
    let file = desk.read("assignments.ron");
    assert!(file.starts_with("(\n    hashiya: 1,\n    assignments: [\n        (text: \"a.txt\", annotators: ["), "{file}");
    assert_eq!(assigned(&desk, &["--annotators", "amal,basim,dina"]), all, "what is assigned stays");
    assert_eq!(desk.read("assignments.ron"), file);
}

#[test]
fn a_text_that_comes_later_is_assigned_and_the_others_stay_unless_all_are_to_be_assigned_anew() {
    let desk = desk(6);
    let first = assigned(&desk, &["--annotators", "amal,basim,dina"]);
    desk.write("z.txt", "قال");
    let file = desk.read("assignments.ron").replace("    ],\n)", "    ],\n    deadline: \"2031-05-01\",\n)");
    desk.write("assignments.ron", &file);
    let second = assigned(&desk, &["--annotators", "amal,basim,dina,emad"]);
    assert!(second.len() == 7 && first.iter().all(|(text, readers)| second[text] == *readers), "{second:?}");
    assert!(second["z.txt"].contains(&"emad".to_owned()), "who has none comes first: {second:?}");
    assert!(desk.read("assignments.ron").contains("deadline"), "what is not known here stays");
    let before = desk.read("assignments.ron");
    let other = assigned(&desk, &["--annotators", "amal,basim,dina,emad", "--replace", "--seed", "7", "--dry-run"]);
    assert!(other != second && desk.read("assignments.ron") == before, "it was only asked");
    assert_eq!(assigned(&desk, &["--annotators", "amal,basim,dina,emad", "--replace", "--seed", "7"]), other, "by the same seed");
}

#[test]
fn whoever_has_begun_with_a_text_keeps_it() {
    let desk = desk(8);
    desk.annotate("emad", &["ACTOR كتائب السهل"]);
    let all = assigned(&desk, &["--annotators", "amal,basim,dina,emad", "--overlap", "1"]);
    assert_eq!(all["a.txt"], ["emad"]);
}

#[test]
fn what_cannot_be_assigned_is_said_and_nothing_is_written() {
    let desk = desk(3);
    for (arguments, why) in [
        (&["assign", ".", "--annotators", "amal", "--overlap", "2"][..], "2 are to read each text, and 1 can"),
        (&["assign", ".", "--annotators", "gold,amal"], "is kept for the gold standard"),
        (&["assign", "a.txt", "--annotators", "amal,basim"], "no folder"),
    ] {
        let (code, out, err) = desk.run(arguments);
        assert!(code == 1 && out.is_empty() && err.contains(why) && err.contains("hint: "), "{err}");
    }
    desk.write("assignments.ron", "(hashiya: 1, assignments: [(text: 3)])");
    let (code, _, err) = desk.run(&["assign", ".", "--annotators", "amal,basim"]);
    assert!(code == 1 && err.contains("assignments.ron: line 1, column 34"), "{err}");
    assert_eq!(desk.read("assignments.ron"), "(hashiya: 1, assignments: [(text: 3)])");
}

#[test]
fn how_far_the_work_has_come_is_told_by_person_and_by_text() {
    let desk = desk(3);
    desk.write("assignments.ron", "(hashiya: 1, assignments: [(text: \"a.txt\", annotators: [\"amal\", \"basim\"]), (text: \"t01.txt\", annotators: [\"amal\", \"dina\"])])");
    desk.annotate("amal", &["ACTOR كتائب السهل"]).annotate("basim", &["ACTOR كتائب السهل"]);
    desk.annotate("dina", &["LOCATION سوق البركة"]);
    desk.write("a.txt.dina.ron", desk.read("a.txt.dina.ron").replace("submitted", "in_progress"));
    desk.output(&["gold", "."]);
    assert_eq!(
        desk.output(&["progress", "."]),
        "annotator  assigned  waiting  begun  submitted  returned  reviewed\n\
         amal              2        1      0          1         0         0\n\
         basim             1        0      0          1         0         0\n\
         dina              1        1      1          0         0         0\n\
         3 texts: 1 begun by somebody, 1 finished by two or more, 0 in review, 1 gold\n"
    );
    assert_eq!(
        desk.output(&["progress", ".", "--by", "text"]).lines().take(3).collect::<Vec<_>>(),
        [
            "a.txt: assigned: amal, basim · begun: dina · submitted: amal, basim · gold",
            "t01.txt: assigned: amal, dina",
            "t02.txt: untouched",
        ]
    );
    let whole = rows(&desk.output(&["progress", ".", "--format", "json"])).remove(0);
    assert_eq!(whole["people"][0]["waiting"], 1);
    assert_eq!((&whole["texts"][0]["gold"], &whole["texts"][2]["assigned"]), (&"gold".into(), &Value::Array(Vec::new())));
}

/// A text that amal and dina have finished and basim has begun, with a gold standard.
fn half_done() -> Desk {
    let desk = Desk::new();
    for annotator in ["amal", "dina"] {
        desk.annotate(annotator, &["ACTOR كتائب السهل", "ZQTAG سوق البركة"]);
    }
    desk.annotate("basim", &["ACTOR ناطق"]);
    desk.write("a.txt.basim.ron", desk.read("a.txt.basim.ron").replace("submitted", "in_progress"));
    desk.output(&["gold", "."]);
    desk
}

#[test]
fn whoever_is_not_done_with_a_text_gets_nothing_of_it_but_their_own_by_any_command() {
    let desk = half_done();
    desk.write("b.txt", "قصف القرية ZQ");
    let blind = |arguments: &[&str]| {
        let (_, out, err) = desk.run(&[arguments, &["--annotator", "basim"]].concat());
        for secret in ["ZQTAG", "amal", "dina", "كتائب السهل"] {
            assert!(!out.contains(secret), "{arguments:?} shows {secret}: {out}");
        }
        assert!(
            err.contains("left out: 1 text that basim has begun and not submitted; --lead shows them"),
            "{arguments:?}: {err}"
        );
    };
    desk.write("a.txt.gold.ron", desk.read("a.txt.gold.ron").replace("ZQTAG", "ZQOLD"));
    blind(&["report", "corrections", "--state", "all", "."]);
    blind(&["agree", "--format", "html", "--annotators", "amal,dina", "."]);
    let (code, out, err) = desk.run(&["export", "--set", "gold", "--out", "-", ".", "--annotator", "basim"]);
    assert!(code == 1 && out.is_empty() && err.contains("what others made of them is not shown yet"), "{out}{err}");
    blind(&["gold", "--diff", "."]);
    blind(&["gold", "."]);
    let own = desk.output(&["export", "--set", "basim", "--out", "-", "--annotator", "basim", "."]);
    assert!(own.contains("ناطق"), "{own}");
    // Whoever leads sees it, by the option or by the folder's word, and whoever is done.
    assert!(desk.output(&["gold", "--diff", ".", "--annotator", "basim", "--lead"]).contains("ZQTAG"));
    desk.write("hashiya.ron", "(lead: [\"basim\"])");
    assert!(desk.output(&["gold", "--diff", ".", "--annotator", "basim"]).contains("ZQTAG"));
    desk.write("hashiya.ron", "(lead: [\"huda\"])");
    blind(&["gold", "--diff", "."]);
    desk.write("a.txt.basim.ron", desk.read("a.txt.basim.ron").replace("in_progress", "submitted"));
    assert!(desk.output(&["agree", "--annotator", "basim", "."]).contains("amal"));
}

#[test]
fn what_cannot_be_measured_because_it_is_not_shown_yet_is_said_to_be_so_and_not_to_be_missing() {
    let desk = half_done();
    let refused = |arguments: &[&str], told: &str| {
        let (code, out, err) = desk.run(&[arguments, &["--annotator", "basim"]].concat());
        assert!(code == 1 && out.is_empty() && err.contains(told), "{arguments:?}: {out}{err}");
    };
    let unseen = "what others made of them is not shown yet\nhint: submit them first; --lead shows them";
    refused(&["agree", "."], unseen);
    refused(&["agree", "--annotators", "amal,dina", "."], unseen);
    refused(&["agree", "--against", "gold", "."], unseen);
    refused(&["report", "corrections", "."], unseen);
    refused(&["export", "--set", "amal", "--out", "-", "."], unseen);
    // Whoever has nothing here, shown or not, has nothing.
    refused(&["agree", "--annotators", "amal,huda", "--lead", "."], "huda has annotated no text here");
    refused(&["export", "--set", "huda", "--out", "-", "."], "huda has annotated no text here");
}

#[test]
fn the_history_of_a_text_is_ones_own_until_it_is_submitted() {
    let desk = half_done();
    let (_, out, err) = desk.run(&["history", "a.txt", "--annotator", "gold"]);
    assert!(out.contains("huda") && !err.contains("left out"), "{out}{err}");
    let command = |name: &str| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(["history", "a.txt"])
            .current_dir(desk.0.path())
            .env("HASHIYA_ANNOTATOR", name)
            .env("HOME", desk.path("home"))
            .env("XDG_CONFIG_HOME", desk.path("home"))
            .output()
            .unwrap();
        (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (out, err) = command("basim");
    assert!(!out.contains("huda") && err.contains("left out: 1 text that basim has begun"), "{out}{err}");
    assert!(command("amal").0.contains("huda"));
}
