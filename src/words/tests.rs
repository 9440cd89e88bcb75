//! Every value has its message, in every file with the same arguments, and no message is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use super::bundle::part;
use super::phrase::{Declared, Section};
use super::{Label, Language, Words, plain};
use crate::annotation::{Annotator, EditError, Mistyped, RelationFault};
use crate::language::matcher::SearchMode;
use crate::layout::reveal;
use crate::session::command::{Argument, COMMANDS, Group, Object};
use crate::session::{Cause, Deed, Motion, Notice, Refusal, Unsaved};
use crate::storage::lock::Holder;
use crate::storage::record::{Incident, ReadOnly};
use crate::storage::{Discrepancy, StorageError, Stray, StrayKind};
use crate::text::Warning;
use crate::workspace::{Ignored, SettingPlace, Told};

/// The arguments of messages by their ids.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Every message that the program asks for.
fn declared(section: Section) -> Messages {
    let mut messages = Messages::new();
    add::<Notice>(section, &mut messages);
    add::<Deed>(section, &mut messages);
    add::<Unsaved>(section, &mut messages);
    add::<Refusal>(section, &mut messages);
    add::<EditError>(section, &mut messages);
    add::<Mistyped>(section, &mut messages);
    add::<RelationFault>(section, &mut messages);
    add::<Warning>(section, &mut messages);
    add::<Label<'_>>(section, &mut messages);
    let others: Vec<(String, Vec<&str>)> = match section {
        Section::Screen => Vec::new(),
        Section::Notices => causes()
            .chain([
                ("reviewed-by".into(), vec!["state", "reviewer"]),
                ("edge-part".into(), vec!["part"]),
                ("hit-place".into(), vec!["place", "hits", "counting", "beginning"]),
                ("and".into(), vec!["first", "second"]),
                ("and-also".into(), vec!["first", "second"]),
            ])
            .collect(),
        Section::Help => help(),
    };
    messages.extend(others.into_iter().map(|(id, names)| (id, names.into_iter().map(str::to_owned).collect())));
    messages
}

fn add<D: Declared>(section: Section, messages: &mut Messages) {
    if D::SECTION == section {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        messages.extend(D::MESSAGES.iter().map(|(id, names)| ((*id).to_owned(), owned(names))));
    }
}

fn causes() -> impl Iterator<Item = (String, Vec<&'static str>)> {
    super::causes::MESSAGES.iter().map(|(id, names)| ((*id).to_owned(), names.to_vec()))
}

fn help() -> Vec<(String, Vec<&'static str>)> {
    let argument = |argument: Argument| match argument {
        Argument::None => vec![],
        Argument::Motion => vec!["motion"],
        Argument::Object => vec!["object"],
        Argument::Tag => vec!["tag"],
        Argument::State => vec!["state"],
        Argument::Digit => vec!["digit"],
        Argument::Character => vec!["character"],
    };
    let commands = COMMANDS.iter().map(|entry| (format!("command-{}", entry.name), argument(entry.argument)));
    let motions = Motion::ALL.iter().map(|motion| (format!("motion-{}", motion.name()), vec![]));
    let objects = Object::ALL.iter().map(|object| (format!("object-{}", object.name()), vec![]));
    let groups = Group::ALL.iter().map(|group| (format!("group-{}", group.name()), vec![]));
    let characters = reveal::named_characters().map(|c| (format!("character-{:04X}", u32::from(c)), vec![]));
    commands.chain(motions).chain(objects).chain(groups).chain(characters).collect()
}

/// Every message of a section of a file, with the arguments that it uses.
fn written(language: Language, section: Section) -> Messages {
    let mut messages = Messages::new();
    let mut id = String::new();
    for line in part(language.source(), section).lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
            name.clone_into(&mut id);
            assert!(messages.insert(id.clone(), BTreeSet::new()).is_none(), "{language:?}: {id} twice");
        }
        let used = line.split('$').skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        if let Some(arguments) = messages.get_mut(&id) {
            arguments.extend(used);
        }
    }
    messages
}

#[test]
fn english_has_every_message_with_its_arguments_and_no_other() {
    for section in Section::ALL {
        let (declared, written) = (declared(section), written(Language::English, section));
        let missing: Vec<_> = declared.iter().filter(|(id, names)| written.get(*id) != Some(names)).collect();
        assert!(missing.is_empty(), "missing, or with other arguments: {missing:#?}");
        let unused: Vec<_> = written.keys().filter(|id| !declared.contains_key(*id)).collect();
        assert!(unused.is_empty(), "nobody says {unused:?}");
    }
}

#[test]
fn arabic_has_every_message_with_its_arguments_and_no_other() {
    for section in Section::ALL {
        let (english, arabic) = (written(Language::English, section), written(Language::Arabic, section));
        let missing: Vec<_> = english.iter().filter(|(id, names)| arabic.get(*id) != Some(names)).collect();
        assert!(missing.is_empty(), "missing in ar.ftl, or with other arguments: {missing:#?}");
        let other: Vec<_> = arabic.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(other.is_empty(), "nobody says {other:?}");
    }
}

#[test]
fn an_arabic_message_that_asks_for_a_plural_has_all_six() {
    // 0 itself is all that is of the form zero.
    let zero = |keys: &BTreeSet<&str>| keys.contains("zero") || keys.contains("0");
    let forms =
        |keys: &BTreeSet<&str>| ["one", "two", "few", "many", "other"].iter().all(|form| keys.contains(form)) && zero(keys);
    let mut open: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for line in Language::Arabic.source().lines() {
        let key = line.trim_start_matches([' ', '*']).strip_prefix('[').and_then(|rest| rest.split(']').next());
        if let (Some(key), Some((_, keys))) = (key, open.last_mut()) {
            keys.insert(key);
        } else if line.trim_start().starts_with('}') {
            let (begun, keys) = open.pop().unwrap();
            assert!(!keys.contains("few") || forms(&keys), "{begun}: {keys:?}");
        }
        if line.ends_with("->") {
            open.push((line, BTreeSet::new()));
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn every_message_is_read_and_said_without_a_mistake() {
    for language in Language::ALL {
        for section in Section::ALL {
            let resource = FluentResource::try_new(part(language.source(), section).to_owned());
            let resource = resource.unwrap_or_else(|(_, errors)| panic!("{language:?}: {errors:?}"));
            let mut bundle = FluentBundle::new_concurrent(vec![language.tag().parse().unwrap()]);
            bundle.add_resource(resource).unwrap();
            for (id, names) in written(language, section) {
                let arguments: FluentArgs<'_> = names.iter().map(|name| (name.as_str(), 2)).collect();
                let pattern = bundle.get_message(&id).unwrap().value().unwrap();
                let mut errors = Vec::new();
                let said = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
                assert!(errors.is_empty() && !said.is_empty(), "{language:?}: {id}: {errors:?}");
            }
        }
    }
}

#[test]
fn plurals_are_those_of_the_language() {
    let texts = |language, texts| Words::of(language).say(&Label::Texts { texts });
    assert_eq!([0, 1, 2].map(|n| texts(Language::English, n)), ["0 texts", "1 text", "2 texts"]);
    assert_eq!(
        [0, 1, 2, 3, 11, 100].map(|n| texts(Language::Arabic, n)),
        ["لا نصوص", "نص واحد", "نصان", "3 نصوص", "11 نصا", "100 نص"]
    );
}

#[test]
fn what_arabic_says_is_arabic() {
    let words = Words::of(Language::Arabic);
    assert_eq!(words.say(&Refusal::NoSpan), "لا مقطع تحت المؤشر");
    assert_eq!(words.sentence(&crate::session::Command::Undo), "التراجع عن آخر تغيير.");
}

#[test]
fn an_entry_of_a_schema_is_called_by_its_arabic_name_on_an_arabic_screen_and_by_its_id_where_it_has_none() {
    let schema = crate::annotation::Schema::builtin();
    let arabic = Words::of(Language::Arabic);
    assert!(schema.tags.iter().all(|tag| !arabic.tag(schema, &tag.id).is_ascii()));
    assert_eq!((Words::default().tag(schema, "ACTOR"), arabic.tag(schema, "NEW")), ("ACTOR", "NEW"));
}

#[test]
fn a_text_from_outside_keeps_its_direction_to_itself() {
    let notice = |needle: &str| Notice::NotFound { needle: needle.to_owned(), matching: SearchMode::Folded };
    let english = Words::default();
    assert!(english.say(&notice("abc")).ends_with(": abc"));
    assert!(english.say(&notice("قال")).ends_with(": \u{2068}قال\u{2069}"));
    assert!(plain(&english.say(&notice("قال"))).ends_with(": قال"));
    assert!(Words::of(Language::Arabic).say(&notice("a.txt")).ends_with(": \u{2068}a.txt\u{2069}"));
}

#[test]
fn a_typed_error_is_said_in_the_language_and_another_as_it_says_itself() {
    let known = Notice::Failed(Cause::from(EditError::UnknownTag("ACTOR".into())));
    let other = Notice::Failed(Cause::from("disk full"));
    assert_eq!(Words::default().say(&known), "the schema has no tag ACTOR");
    assert_eq!(plain(&Words::of(Language::Arabic).say(&known)), "لا وسم باسم ACTOR في المخطط");
    assert_eq!(Words::of(Language::Arabic).say(&other), "\u{2066}disk full\u{2069}");
}

#[test]
fn what_a_folder_or_another_program_did_is_said_in_the_language_of_the_screen() {
    let (amal, laptop) = (Annotator::parse("amal").unwrap(), Annotator::parse("amal-laptop").unwrap());
    let place = SettingPlace { file: "hashiya.ron".into(), line: 1, column: 2 };
    let path = || PathBuf::from("a.txt.amal.ron");
    let holder = Holder { pid: 7, host: "host".into(), since: "today".into(), mark: Some("a.txt.amal.held".into()) };
    let stray = |why| Cause::from(Stray { path: path(), why });
    let other = StorageError::OtherAnnotator { path: path(), inside: "huda".into(), named: "amal".into() };
    let causes = [
        Cause::from(ReadOnly::Storage(other)),
        Cause::from(ReadOnly::Folder(path())),
        Cause::from(ReadOnly::Held { annotator: amal.clone(), holder: holder.clone() }),
        Cause::from(ReadOnly::Held { annotator: amal.clone(), holder: Holder::default() }),
        Cause::from(ReadOnly::Discrepancy(Discrepancy::SourceChanged)),
        Cause::from(StorageError::LeadsOut(path())),
        Cause::from(StorageError::TooDeep(path())),
        Cause::from(StorageError::Link(path())),
        Cause::from(StorageError::LongName(path())),
        Cause::from(StorageError::Utf32(path())),
        Cause::from(Told::Incident(Incident::Recovered(2))),
        Cause::from(Incident::JournalRestored),
        Cause::from(Incident::JournalShared),
        Cause::from(Incident::LockRestored),
        Cause::from(Incident::LockLost(Holder { mark: None, ..holder })),
        stray(StrayKind::NoText),
        stray(StrayKind::NoAnnotator),
        stray(StrayKind::Copy),
        stray(StrayKind::ConflictCopy { of: amal, named: laptop }),
        Cause::from(Ignored { field: "annotator", place }),
    ];
    for cause in causes {
        let notice = Notice::Failed(cause.clone());
        assert_eq!(plain(&Words::default().say(&notice)), cause.to_string(), "as the command line says it");
        let arabic = Words::of(Language::Arabic).say(&notice);
        assert!(arabic.contains(|c| ('\u{621}'..='\u{64A}').contains(&c)), "{arabic}");
    }
}

#[test]
fn several_notices_are_one_line() {
    let notices = Notice::Several(vec![Notice::Saved, Notice::LastText]);
    assert_eq!(Words::default().say(&notices), "everything is saved; this is the last text");
}
