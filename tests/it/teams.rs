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
fn registries_of_two_clones_are_merged_identity_by_identity() {
    let bench = Bench::new();
    let registry = |entries: &str| format!("(hashiya: 1, registry: \"actors\", entries: [{entries}])");
    let guard = "(id: \"guard\", ar: \"حرس الوادي\", class: \"armed_group\")";
    bench.write("base.ron", registry(guard));
    bench.write("ours.ron", registry(&format!("{guard}, (id: \"lotus\", ar: \"جبهة اللوتس\")")));
    bench.write("theirs.ron", registry(&guard.replace(", class", ", aliases: [\"الحرس\"], class")));
    let driver = ["merge-driver", "base.ron", "ours.ron", "theirs.ron", "actors.ron"];
    assert_eq!(bench.output(&driver), "");
    let merged = fs::read_to_string(bench.path("ours.ron")).unwrap();
    assert!(merged.contains("aliases: [\"الحرس\"]") && merged.contains("id: \"lotus\""), "{merged}");
    bench.write("ours.ron", registry(&guard.replace("armed_group", "state")));
    bench.write("theirs.ron", registry(&guard.replace("armed_group", "media")));
    let ran = bench.run(&driver);
    assert!(ran.code == 1 && ran.err.contains("actors.ron: guard: class: “state”"), "{}", ran.err);
    assert!(ran.err.contains("actors.ron: merge conflicts: 1"), "{}", ran.err);
    assert!(fs::read_to_string(bench.path("ours.ron")).unwrap().contains("merge_conflict: [\"class: “state”\"]"));
    bench.write("theirs.ron", "(hashiya: 1, registry: \"actors\", entries: [(id: 3)])");
    assert!(bench.fault(&driver).contains("actors.ron: the other side cannot be read: line 1"));
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
    assert!(read(".gitattributes").contains("/actors.ron text eol=lf merge=hashiya\n"));
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

/// Two adjudicators, each with a clone.
mod adjudicators {
    use hashiya::annotation::{Annotation, Annotator, Schema};
    use hashiya::review::Terms;
    use hashiya::review::adjudication::{Choice, Status};
    use hashiya::storage::{Author, Dossier, corpus};

    use super::*;

    const TEXT: &str = "باع النجار الباب للحداد عند الجسر، ثم رجع إلى الورشة مساء الخميس.\n";
    /// The units on which amal and basim differ, each in the tag.
    const UNITS: [&str; 5] = ["النجار", "الباب", "للحداد", "الجسر", "الورشة"];

    /// A team with a text that two have annotated.
    fn team() -> Option<Team> {
        let team = Team::new()?;
        let first = team.clone("editor");
        let row = |annotator: &str, tag: &str| {
            let span = |(n, words): (usize, &&str)| {
                let start = TEXT[..TEXT.find(*words).unwrap()].chars().count();
                let end = start + words.chars().count();
                format!(r#"{{"id":"s{n}","tag":"{tag}","start":{start},"end":{end},"text":"{words}"}}"#)
            };
            let spans: Vec<String> = UNITS.iter().enumerate().map(span).collect();
            let (text, spans) = (TEXT.trim_end(), spans.join(","));
            format!(
                r#"{{"file":"b.txt","text":"{text}\n","annotator":"{annotator}","state":"submitted","spans":[{spans}],"relations":[{{"id":"r1","type":"at","from":"s0","to":"s3"}}]}}"#
            )
        };
        fs::write(first.folder.join("in.jsonl"), [row("amal", "ACTOR"), row("basim", "LOCATION")].join("\n")).unwrap();
        first.program(&["import", "in.jsonl"]);
        fs::remove_file(first.folder.join("in.jsonl")).unwrap();
        first.commit("annotated");
        first.git(&["push", "-q", "origin", "HEAD:main"]);
        Some(team)
    }

    fn dossier(clone: &Clone<'_>) -> Dossier {
        Dossier::open(&corpus::find(&clone.folder.join("b.txt")).unwrap(), None, &Terms::of(Schema::builtin())).unwrap()
    }

    fn take(annotator: &str) -> Choice {
        Choice::Take(Annotator::parse(annotator).unwrap())
    }

    /// Decides units by their words.
    fn decide(clone: &Clone<'_>, by: &str, choices: &[(&str, Choice)]) {
        let mut dossier = dossier(clone);
        let document = std::sync::Arc::clone(&dossier.document);
        let mut adjudication = dossier.adjudication().unwrap();
        for (words, choice) in choices {
            let is_it = |unit: &usize| document.slice(adjudication.units()[*unit].range()) == *words;
            let unit = (0..adjudication.units().len()).find(is_it).unwrap();
            let mut draft = adjudication.draft(document.text(), unit, choice.clone()).unwrap();
            (draft.by, draft.at) = (by.to_owned(), format!("2031-01-0{}T00:00:00Z", by.len() - 3).as_str().into());
            adjudication.decide(unit, Some(draft));
        }
        let gold = dossier.gold(&adjudication, by, &"2031-01-01T00:00:00Z".into());
        let author = Author::new(&Annotator::parse(by).unwrap(), "review", Schema::builtin());
        dossier.save(gold, Schema::builtin(), &author).unwrap();
        clone.commit(by);
    }

    /// What was decided on each unit: `take amal`, or, where it is open, all that was chosen.
    fn told(clone: &Clone<'_>) -> Vec<String> {
        let dossier = dossier(clone);
        let adjudication = dossier.adjudication().unwrap();
        assert!(adjudication.orphans().is_empty());
        let one = |unit: usize| {
            let Some(decision) = adjudication.decision(unit) else { return "-".to_owned() };
            let mut all: Vec<String> = std::iter::once(decision)
                .chain(&decision.rivals)
                .map(|decision| format!("{} {}", decision.by, decision.choice.name()))
                .collect();
            all.sort();
            let all = all.join(" | ");
            if adjudication.status(unit) == Status::Open { format!("open: {all}") } else { all }
        };
        (0..adjudication.units().len()).map(one).collect()
    }

    /// The spans of the gold standard as it is in the file, and as it is made anew.
    fn gold(clone: &Clone<'_>) -> [Vec<String>; 2] {
        let dossier = dossier(clone);
        let made = dossier.gold(&dossier.adjudication().unwrap(), "", &"".into());
        let one = |span: &Annotation| format!("{} {}", span.tag, dossier.document.slice(span.span.range()));
        [&dossier.gold.as_ref().unwrap().set, &made].map(|set| {
            let relations = set.relations().iter().map(|relation| relation.kind.clone());
            set.iter().map(one).chain(relations).collect()
        })
    }

    fn push(clone: &Clone<'_>) {
        clone.git(&["push", "-q", "origin", "HEAD:main"]);
    }

    #[test]
    fn units_that_two_decided_on_two_machines_are_all_decided_after_pulling_both_ways() {
        let Some(team) = team() else { return };
        let (huda, sami) = (team.clone("huda"), team.clone("sami"));
        decide(&huda, "huda", &[("النجار", take("amal")), ("الباب", Choice::Nothing), ("الجسر", take("amal"))]);
        let edited = {
            let document = dossier(&sami).document;
            let at = document.text().find("إلى الورشة").unwrap();
            let span = document.span(at..at + "إلى الورشة".len()).unwrap();
            Choice::Edited(None, vec![Annotation::new("s9", "LOCATION", span)])
        };
        decide(&sami, "sami", &[("للحداد", take("basim")), ("الورشة", edited)]);
        push(&huda);
        let pulled = sami.pull();
        assert_eq!(pulled.code, 0, "{}{}", pulled.out, pulled.err);
        push(&sami);
        assert_eq!(huda.pull().code, 0);
        for clone in [&huda, &sami] {
            assert_eq!(told(clone), ["huda take", "huda none", "sami take", "huda take", "sami edited"]);
            let [file, made] = gold(clone);
            assert_eq!(file, made);
            assert_eq!(file, ["ACTOR النجار", "LOCATION للحداد", "ACTOR الجسر", "LOCATION إلى الورشة", "at"]);
        }
    }

    #[test]
    fn a_unit_that_two_decided_otherwise_is_to_be_decided_and_keeps_both_choices() {
        let Some(team) = team() else { return };
        let (huda, sami) = (team.clone("huda"), team.clone("sami"));
        decide(&huda, "huda", &[("النجار", take("amal")), ("الباب", take("amal")), ("الجسر", Choice::Nothing)]);
        decide(&sami, "sami", &[("النجار", take("basim")), ("الباب", take("amal")), ("الورشة", take("basim"))]);
        push(&huda);
        let pulled = sami.pull();
        assert!(
            pulled.code != 0
                && (pulled.out + &pulled.err).contains("decision on 4..10 “النجار”: huda: take amal | sami: take basim")
        );
        let merged = ["open: huda take | sami take", "sami take", "-", "huda none", "sami take"];
        assert_eq!(told(&sami), merged);
        let [file, made] = gold(&sami);
        assert_eq!(file, made, "nothing that is open is in the gold standard");
        assert_eq!(file, ["ACTOR الباب", "LOCATION الورشة"]);
        // A majority decides nothing where two have decided otherwise, and the file is one that git can go on with.
        sami.program(&["gold", "--strategy", "majority", "--annotator", "sami", "b.txt"]);
        assert_eq!(told(&sami), merged);
        sami.commit("merged");
        push(&sami);
        assert_eq!(huda.pull().code, 0);
        assert_eq!(told(&huda), merged);
        decide(&huda, "huda", &[("النجار", take("basim"))]);
        push(&huda);
        assert_eq!(sami.pull().code, 0);
        assert_eq!(told(&sami)[0], "huda take");
    }

    #[test]
    fn merging_is_the_same_from_either_side() {
        let Some(team) = team() else { return };
        let sides = ["huda", "sami"].map(|name| team.clone(name));
        decide(&sides[0], "huda", &[("النجار", take("amal")), ("الباب", Choice::Nothing), ("للحداد", take("basim"))]);
        decide(&sides[1], "sami", &[("النجار", Choice::Nothing), ("الباب", Choice::Nothing), ("الجسر", Choice::Deferred)]);
        let [ours, theirs] = ["one", "two"].map(|name| team.0.path().join(name));
        let merged = [(0, 1), (1, 0)].map(|(a, b)| {
            fs::copy(sides[a].folder.join("b.txt.gold.ron"), &ours).unwrap();
            fs::copy(sides[b].folder.join("b.txt.gold.ron"), &theirs).unwrap();
            fs::write(team.0.path().join("base"), "").unwrap();
            let base = team.0.path().join("base");
            let arguments = ["merge-driver", base.to_str().unwrap(), ours.to_str().unwrap(), theirs.to_str().unwrap()];
            assert_eq!(sides[a].program(&arguments).code, 1);
            fs::read_to_string(&ours).unwrap()
        });
        assert_eq!(merged[0], merged[1]);
    }
}
