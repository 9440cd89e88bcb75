//! Teams on git, with git itself: two clones, both edit, pull, merge.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::cli::{Bench, Ran, TEXT};

const ACTOR: &str = r#"(id: "s1", tag: "ACTOR", start: 4, end: 16, text: "تنظيم الدولة", attributes: [("actor_id", "a"), ("actor_class", "armed_group")])"#;
const SIDECAR: &str = "a.txt.amal.ron";

/// A folder with a repository that the clones share.
struct Team(TempDir);

/// Somebody's clone.
struct Clone<'a> {
    team: &'a Team,
    folder: PathBuf,
}

impl Team {
    /// A team whose repository has a text with a sidecar of amal in it; `None` where git is not installed.
    fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("git is not installed: skipped");
            return None;
        }
        let team = Self(tempfile::tempdir().unwrap());
        team.git(team.0.path(), &["init", "--bare", "-q", "-b", "main", "shared.git"]);
        let first = team.clone("first");
        first.program(&["init", "--git"]);
        fs::write(first.folder.join("a.txt"), TEXT).unwrap();
        first.write(&[ACTOR], "in_progress");
        first.commit("a text");
        first.git(&["push", "-q", "origin", "HEAD:main"]);
        Some(team)
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> Ran {
        let mut command = Command::new("git");
        let program = Path::new(env!("CARGO_BIN_EXE_hashiya")).parent().unwrap();
        let path = std::env::join_paths(
            std::iter::once(program.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
        );
        command.args(arguments).current_dir(folder).env("PATH", path.unwrap()).env("HOME", self.0.path());
        for (name, value) in [("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("LC_ALL", "C")] {
            command.env(name, value);
        }
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "amal").env(format!("GIT_{who}_EMAIL"), "amal@example.org");
        }
        Ran::of(&command.output().unwrap())
    }

    /// A new clone, in which git knows the merge driver.
    fn clone(&self, name: &str) -> Clone<'_> {
        self.git(self.0.path(), &["clone", "-q", "shared.git", name]);
        let clone = Clone { team: self, folder: self.0.path().join(name) };
        clone.program(&["init", "--git"]);
        clone
    }
}

impl Clone<'_> {
    fn git(&self, arguments: &[&str]) -> Ran {
        let ran = self.team.git(&self.folder, arguments);
        assert_eq!(ran.code, 0, "git {arguments:?}: {}{}", ran.out, ran.err);
        ran
    }

    fn program(&self, arguments: &[&str]) -> Ran {
        let bench = Bench::new();
        Ran::of(&bench.command(arguments).current_dir(&self.folder).output().unwrap())
    }

    fn commit(&self, why: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", why]);
    }

    fn read(&self) -> String {
        fs::read_to_string(self.folder.join(SIDECAR)).unwrap()
    }

    /// Writes amal's sidecar of the text.
    fn write(&self, spans: &[&str], state: &str) {
        let spans: String = spans.iter().flat_map(|span| ["        ", span, ",\n"]).collect();
        let head = format!("(\n    hashiya: 1,\n    source: (file: \"a.txt\", bytes: {}),\n", TEXT.len());
        let rest = format!("    annotator: \"amal\",\n    state: \"{state}\",\n    spans: [\n{spans}    ],\n)\n");
        fs::write(self.folder.join(SIDECAR), head + &rest).unwrap();
    }

    fn add(&self, spans: &[&str]) {
        self.write(&[&[ACTOR], spans].concat(), "in_progress");
        self.commit("more");
    }

    fn pull(&self) -> Ran {
        self.team.git(&self.folder, &["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"])
    }
}

#[test]
fn what_two_clones_added_is_there_after_a_pull_and_their_ids_differ() {
    let Some(team) = Team::new() else { return };
    let (mine, yours) = (team.clone("mine"), team.clone("yours"));
    yours.add(&[r#"(id: "s2", tag: "LOCATION", start: 0, end: 3, text: "قال")"#]);
    yours.git(&["push", "-q", "origin", "HEAD:main"]);
    mine.add(&[r#"(id: "s2", tag: "CASUALTY", start: 25, end: 36, text: "قتلت ستة مد", note: "6")"#]);
    let pulled = mine.pull();
    assert_eq!(pulled.code, 0, "{}{}", pulled.out, pulled.err);
    let merged = mine.read();
    for line in [
        r#"(id: "s2", tag: "LOCATION", start: 0, end: 3,"#,
        r#"(id: "s1", tag: "ACTOR", start: 4, end: 16,"#,
        r#"(id: "s3", tag: "CASUALTY", start: 25, end: 36,"#,
        r#"note: "6""#,
    ] {
        assert!(merged.contains(line), "{line}\n{merged}");
    }
    assert_eq!(merged.matches("(id: \"s").count(), 3);
    assert!(!merged.contains("<<<<<<<") && !merged.contains("merge_conflict"));
    mine.git(&["push", "-q", "origin", "HEAD:main"]);
    yours.git(&["pull", "-q", "--no-rebase", "origin", "main"]);
    assert_eq!(yours.read(), merged);
}

#[test]
fn what_two_clones_changed_differently_is_a_conflict_that_check_lists() {
    let Some(team) = Team::new() else { return };
    let (mine, yours) = (team.clone("mine"), team.clone("yours"));
    yours.write(&[&ACTOR.replace("armed_group", "state")], "in_progress");
    yours.commit("a state");
    yours.git(&["push", "-q", "origin", "HEAD:main"]);
    mine.write(&[&ACTOR.replace("armed_group", "media")], "submitted");
    mine.commit("media");
    let pulled = mine.pull();
    assert_ne!(pulled.code, 0);
    let told = pulled.out + &pulled.err;
    assert!(told.contains("a.txt.amal.ron: s1: actor_class: “state”"), "{told}");
    assert!(told.contains("error: a.txt.amal.ron: merge conflicts: 2"), "{told}");
    let merged = mine.read();
    assert!(merged.contains(r#"("actor_class", "media"), ("merge_conflict", ["actor_class: “state”"])"#), "{merged}");
    assert!(merged.contains("state: \"in_progress\""), "{merged}");
    assert!(mine.git(&["status", "--short"]).out.contains("UU a.txt.amal.ron"));
    let checked = mine.program(&["check", "a.txt", "--format", "json"]);
    assert_eq!(checked.code, 1);
    let line = merged.lines().position(|line| line.contains("id: \"s1\"")).unwrap() + 1;
    let finding = format!(
        r#""line":{line},"severity":"error","about":"merge_conflict","id":"s1","message":"a merge left this undecided: actor_class: “state”""#
    );
    assert!(checked.out.contains(&finding), "{}", checked.out);
    assert!(checked.out.contains("a merge left this undecided: state: submitted"), "{}", checked.out);
}

#[test]
fn a_text_whose_name_begins_with_a_hyphen_is_merged_like_any_other() {
    let bench = Bench::new();
    let side = |note: &str| {
        let span = ACTOR.replace(")])", &format!(")], note: \"{note}\")"));
        format!("(hashiya: 1, source: (), annotator: \"amal\", spans: [{span}])")
    };
    for name in ["-h.txt.amal.ron", "-v", "--help", "--color=x.txt.amal.ron", "--config=x.txt.amal.ron", "--", "-Vh.ron"] {
        // Clones that were set up by an earlier version have no `--` in their configuration.
        for before in [&["merge-driver"][..], &["merge-driver", "--"]] {
            bench.write("base.ron", side(""));
            bench.write("ours.ron", side(""));
            bench.write("theirs.ron", side("theirs"));
            let ran = bench.run(&[before, &["base.ron", "ours.ron", "theirs.ron", name]].concat());
            assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{name}: {}", ran.err);
            let merged = fs::read_to_string(bench.path("ours.ron")).unwrap();
            assert!(merged.contains("note: \"theirs\""), "{name}: {merged}");
            bench.write("theirs.ron", "(");
            let told = bench.fault(&[before, &["base.ron", "ours.ron", "theirs.ron", name]].concat());
            assert!(told.starts_with(&format!("{name}: the other side cannot be read")), "{told}");
        }
    }
}

#[test]
fn git_merges_the_sidecar_of_a_text_called_minus_h() {
    let Some(team) = Team::new() else { return };
    let mine = team.clone("mine");
    let sidecar = mine.folder.join("-h.txt.amal.ron");
    let place = r#"(id: "s2", tag: "LOCATION", start: 0, end: 3, text: "قال")"#;
    let write = |spans: &[&str]| {
        mine.write(spans, "in_progress");
        fs::copy(mine.folder.join(SIDECAR), &sidecar).unwrap();
    };
    fs::write(mine.folder.join("-h.txt"), TEXT).unwrap();
    write(&[ACTOR]);
    mine.commit("base");
    mine.git(&["checkout", "-q", "-b", "other"]);
    write(&[&ACTOR.replace(")])", ")], note: \"theirs\")")]);
    mine.commit("theirs");
    mine.git(&["checkout", "-q", "-"]);
    write(&[ACTOR, place]);
    mine.commit("ours");
    mine.git(&["merge", "-q", "-m", "both", "other"]);
    let merged = fs::read_to_string(&sidecar).unwrap();
    assert!(merged.contains("note: \"theirs\"") && merged.contains("LOCATION"), "{merged}");
}

#[test]
fn a_file_whose_name_reads_as_options_does_not_end_in_the_help() {
    let bench = Bench::with_text();
    bench.write("-h.txt", "قال");
    let told = bench.run(&["check", "-h.txt", "a.txt"]);
    assert_eq!((told.code, told.out.as_str()), (1, ""));
    assert!(told.err.contains("error: -h.txt: begins with a hyphen") && told.err.contains("./-h.txt"), "{}", told.err);
    for named in [&["check", "--", "-h.txt"][..], &["check", "./-h.txt"]] {
        let ran = bench.run(named);
        assert!(ran.code == 0 && ran.err.contains("texts: 1"), "{}", ran.err);
    }
}

#[test]
fn sidecars_of_two_texts_are_not_merged_and_stay_as_they_are() {
    let bench = Bench::new();
    let with = |hash: &str, note: &str| {
        format!(
            "(hashiya: 1, source: (sha256: \"{hash}\"), annotator: \"amal\", spans: [{}])",
            ACTOR.replace(")])", &format!(")], note: \"{note}\")"))
        )
    };
    bench.write("base.ron", with("aa", ""));
    bench.write("ours.ron", with("bb", "x"));
    bench.write("theirs.ron", with("cc", "y"));
    let driver = ["merge-driver", "base.ron", "ours.ron", "theirs.ron", "b/a.txt.amal.ron"];
    assert!(bench.fault(&driver).contains("b/a.txt.amal.ron: both sides speak of different texts (SHA-256 bb… and cc…)"));
    for (broken, why) in [
        ("(hashiya: 1,\n spans: [", "b/a.txt.amal.ron: the other side cannot be read: line 2, column 9"),
        ("(hashiya: 9)", "a newer version of hashiya wrote this sidecar (version 9;"),
        ("", "the other side cannot be read"),
    ] {
        bench.write("theirs.ron", broken);
        let told = bench.fault(&driver);
        assert!(told.contains(why), "{told}");
    }
    bench.write("theirs.ron", with("bb", "x"));
    bench.write("base.ron", "");
    assert_eq!(bench.output(&driver), "");
    assert_eq!(fs::read_to_string(bench.path("ours.ron")).unwrap().matches("(id: \"s").count(), 1);
}

#[test]
fn init_makes_what_is_missing_once_and_touches_nothing_else() {
    let bench = Bench::new();
    bench.write("team/.gitignore", "*.tmp\n.hashiya-*.tmp");
    bench.write("team/a.txt", TEXT);
    bench.output(&["init", "team"]);
    let read = |name: &str| fs::read_to_string(bench.path("team").join(name)).unwrap();
    assert!(read(".gitignore").starts_with("*.tmp\n.hashiya-*.tmp\n**/.hashiya/*.lock\n"));
    assert!(read(".gitattributes").contains("*.[tT][xX][tT] -text\n"));
    assert!(read("schema.ron").contains("id: \"conflict-ar\"") && read("hashiya.ron").contains("schema: \"schema.ron\""));
    let before: Vec<String> = [".gitignore", ".gitattributes", "schema.ron", "hashiya.ron"].map(read).to_vec();
    bench.output(&["init", "team"]);
    assert_eq!([".gitignore", ".gitattributes", "schema.ron", "hashiya.ron"].map(read).to_vec(), before);
    assert_eq!((read("a.txt"), bench.run(&["check", "team"]).code), (TEXT.to_owned(), 0));
    bench.write("other/hashiya.ron", "(annotator: \"amal\")");
    bench.write("other/schema.ron", "(id: \"mine\", tags: [(id: \"A\", key: 'a', colour: \"red\")])");
    let told = bench.run(&["init", "other"]);
    assert!(told.err.contains("add schema: \"schema.ron\" to it"), "{}", told.err);
    assert!(fs::read_to_string(bench.path("other/schema.ron")).unwrap().starts_with("(id: \"mine\""));
    assert!(bench.fault(&["init", "team/a.txt"]).contains("not a directory"));
    assert!(bench.fault(&["init", "nowhere"]).contains("no such file or folder"));
}
