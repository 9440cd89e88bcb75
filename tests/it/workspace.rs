//! The jobs of the library, called without a command line.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use hashiya::annotation::{Annotator, Schema};
use hashiya::exchange::jsonl::Jsonl;
use hashiya::workspace::{Cancel, Check, Export, Job, JobError, Progress, Settling, Stage, Strategy, Warning, Watch, Workspace};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_corpus");

/// Hears a job, and cancels it when it comes to a stage.
#[derive(Default)]
struct Ear {
    until: Option<Stage>,
    cancel: Cancel,
    progress: Mutex<Vec<Progress>>,
    warnings: Mutex<Vec<String>>,
}

impl Watch for Ear {
    fn progress(&self, progress: Progress) {
        if self.until == Some(progress.stage) {
            self.cancel.cancel();
        }
        self.progress.lock().unwrap().push(progress);
    }

    fn warning(&self, warning: &Warning) {
        self.warnings.lock().unwrap().push(warning.to_string());
    }
}

fn amal() -> Annotator {
    Annotator::parse("amal").unwrap()
}

/// The sample corpus, copied to a folder that goes away.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(SAMPLE).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_export_that_is_cancelled_leaves_nothing_behind() {
    let out = tempfile::tempdir().unwrap();
    let ear = Ear { until: Some(Stage::Exporting), ..Ear::default() };
    let job = Job::new(ear.cancel.clone(), &ear);
    let workspace = Workspace::open_by_name(&[PathBuf::from(SAMPLE)], None, &job).unwrap();
    let amal = amal();
    let exported = workspace.export(&Export::new(&Jsonl, &amal, Schema::builtin()), &out.path().join("new"), &job);
    assert!(matches!(exported, Err(JobError::Cancelled)), "{exported:?}");
    assert!(names(out.path()).is_empty());
}

#[test]
fn what_a_stream_gets_is_what_a_folder_gets() {
    let out = tempfile::tempdir().unwrap();
    let (ear, amal) = (Ear::default(), amal());
    let job = Job::new(Cancel::default(), &ear);
    let workspace = Workspace::open_by_name(&[PathBuf::from(SAMPLE)], None, &job).unwrap();
    let export = Export::new(&Jsonl, &amal, Schema::builtin());
    let mut stream = Vec::new();
    workspace.export_to(&export, &mut stream, &job).unwrap();
    workspace.export(&export, out.path(), &job).unwrap();
    assert_eq!(fs::read(out.path().join("amal.jsonl")).unwrap(), stream);
    let progress = ear.progress.into_inner().unwrap();
    assert!(progress.iter().all(|progress| progress.stage == Stage::Exporting && progress.done <= progress.all));
}

#[test]
fn a_dry_gold_standard_tells_its_changes_in_order_and_writes_nothing() {
    let folder = copy();
    let before = names(folder.path());
    let amal = amal();
    let settling = Settling { strategy: Strategy::Majority, schema: Schema::builtin(), by: &amal, is_dry: true };
    let workspace = Workspace::open(&[folder.path().to_owned()], None, &Job::default()).unwrap();
    let mut files = Vec::new();
    let summary = workspace
        .settle_gold(&settling, &Job::default(), |settled| {
            assert!(settled.changes.is_sorted_by_key(|change| change.start) && !settled.is_written);
            files.push(settled.file);
            Ok(())
        })
        .unwrap();
    assert!(files.is_sorted() && files.len() + summary.left_out == workspace.texts().len(), "{files:?}");
    assert_eq!(names(folder.path()), before);
}

#[test]
fn whoever_takes_results_can_end_a_job() {
    let check = Check { schema: Schema::builtin(), encoding: None };
    let folder = copy();
    for name in ["a.txt", "b.txt"] {
        fs::write(folder.path().join(name), b"\x7FELF\0\0\x01\x02\xFF").unwrap();
    }
    let mut taken = 0;
    let ended = check.run(&[folder.path().to_owned()], &Job::default(), |_| {
        taken += 1;
        Err(JobError::Cancelled)
    });
    assert!(matches!(ended, Err(JobError::Cancelled)) && taken == 1);
    let checked = check.run(&[folder.path().to_owned()], &Job::default(), |_| Ok(())).unwrap();
    assert_eq!(
        (checked.errors, checked.texts),
        (2, Workspace::open(&[folder.path().to_owned()], None, &Job::default()).unwrap().texts().len())
    );
}
