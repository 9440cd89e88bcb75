//! Keymap files of every kind, good and bad, and what their keys come to.

use super::*;
use crate::session::command::{COMMANDS, Command, Mode, Motion};

fn tags() -> Vec<(char, String)> {
    [('a', "ACTOR"), ('l', "LOCATION"), ('c', "CASUALTY"), ('g', "ALLEGATION")].map(|(key, tag)| (key, tag.into())).to_vec()
}

fn default() -> Keymap {
    let (keymap, errors) = Keymap::builtin("default", &tags()).unwrap();
    assert_eq!(errors, []);
    keymap
}

fn load(text: &str) -> (Keymap, Vec<String>) {
    let (keymap, errors) = Keymap::load(&[KeymapText { name: "mine.ron", text }], &tags());
    (keymap, errors.iter().map(KeymapError::to_string).collect())
}

/// A user's file with these bindings; the first of them stands at line 4.
fn user(bindings: &str) -> (Keymap, Vec<String>) {
    load(&format!("// \"bindings\": (not here)\n(\n    bindings: [\n{bindings}\n    ],\n)\n"))
}

fn reading(keys: &str, command: &str) -> String {
    format!("        (modes: \"reading\", keys: \"{keys}\", command: \"{command}\"),")
}

/// The default keymap on the Arabic keyboard.
fn arabic() -> Keymap {
    default().with_keyboard("arabic-101").unwrap()
}

/// Presses keys one after another and tells what they come to.
fn press(keymap: &Keymap, mode: Mode, keys: &str) -> String {
    let mut pending = Vec::new();
    let mut meaning = String::new();
    for key in parse_sequence(keys).unwrap() {
        meaning = match keymap.resolve(mode, &pending, key) {
            Resolution::Command(command) => command.to_string(),
            Resolution::Pending(node) => format!("one of {}", node.branches().len()),
            Resolution::Keyboards(_) => "which keyboard?".to_owned(),
            Resolution::Unbound => "unbound".to_owned(),
        };
        pending.push(key);
    }
    meaning
}

#[test]
fn every_built_in_keymap_loads_without_an_error() {
    for source in KEYMAPS {
        let (_, errors) = Keymap::load(&[*source], &tags());
        assert_eq!(errors, [], "{}", source.name);
    }
}

#[test]
fn every_built_in_file_is_a_file_of_the_keymaps_folder_and_the_reverse() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("keymaps");
    for (folder, sources) in [(folder.clone(), KEYMAPS), (folder.join("layouts"), LAYOUTS)] {
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> =
            names.filter(|name| name.split_once('.').is_some_and(|(_, ending)| ending == "ron")).collect();
        names.sort();
        assert_eq!(names, sources.iter().map(|source| source.name).collect::<Vec<_>>());
    }
}

#[test]
fn every_built_in_layout_loads_without_an_error() {
    for source in LAYOUTS {
        let (layout, problems) = Layout::of(file::read_layout(source.text, file::Detail::Placed).unwrap());
        assert!(problems.is_empty() && !layout.is_empty(), "{}: {problems:?}", source.name);
    }
}

#[test]
fn every_key_of_every_built_in_keymap_comes_to_its_command() {
    for source in KEYMAPS {
        let (keymap, _) = Keymap::load(&[*source], &tags());
        for mode in Mode::ALL {
            for (keys, command) in keymap.bindings(*mode) {
                assert_eq!(press(&keymap, *mode, &keys), command.to_string(), "{keys} in {}", source.name);
            }
        }
    }
}

#[test]
fn every_command_has_a_key_in_every_mode_where_it_has_a_meaning() {
    // What has several ways on the same screen, or needs none.
    let without = ["insert", "letter", "toggle_legend help", "help search", "save corpus"];
    for source in KEYMAPS {
        let (keymap, _) = Keymap::load(&[*source], &tags());
        for (entry, mode) in COMMANDS.iter().flat_map(|entry| entry.modes.iter().map(move |mode| (entry, *mode))) {
            let bound = keymap.bindings(mode).iter().any(|(_, command)| command.name() == entry.name);
            let excused = without.contains(&entry.name) || without.contains(&&*format!("{} {}", entry.name, mode.name()));
            assert!(bound || excused, "{} in {} of {}", entry.name, mode.name(), source.name);
        }
    }
}

#[test]
fn every_motion_that_the_help_lists_has_a_key_while_reading() {
    for source in KEYMAPS {
        let (keymap, _) = Keymap::load(&[*source], &tags());
        for motion in Motion::ALL {
            let keys = keymap.keys_for(&Command::Move(*motion), Mode::Reading);
            assert!(!keys.is_empty(), "{motion:?} in {}", source.name);
        }
    }
}

#[test]
fn a_tag_of_the_schema_is_a_bare_letter_and_stands_behind_t_in_vim() {
    assert_eq!(press(&default(), Mode::Reading, "a"), "tag ACTOR");
    assert_eq!(press(&default(), Mode::Reading, "r g"), "retag ALLEGATION");
    let (vim, _) = Keymap::builtin("vim", &tags()).unwrap();
    assert_eq!(press(&vim, Mode::Reading, "t l"), "tag LOCATION");
    assert_eq!(press(&vim, Mode::Reading, "l"), "move visual_right");
}

#[test]
fn keys_that_begin_a_binding_wait_for_the_rest() {
    let keymap = default();
    assert_eq!(press(&keymap, Mode::Reading, "S"), "one of 5");
    assert_eq!(press(&keymap, Mode::Reading, "S s"), "state submitted");
    assert_eq!(press(&keymap, Mode::Reading, "S x"), "unbound");
    let node = keymap.node(Mode::Reading, &[Key::char('S')]).unwrap();
    assert_eq!(node.branches()[0], (Key::char('n'), Branch::Command(Command::State("new".into()))));
}

#[test]
fn plain_arrows_follow_the_eye_and_ctrl_left_goes_on_reading() {
    assert_eq!(press(&default(), Mode::Reading, "left"), "move visual_left");
    assert_eq!(press(&default(), Mode::Reading, "ctrl-left"), "move next_word");
    assert_eq!(press(&default(), Mode::Reading, "ctrl-shift-left"), "extend next_word");
}

#[test]
fn a_key_of_an_arabic_keyboard_does_what_the_latin_key_of_its_place_does() {
    let keymap = arabic();
    for (typed, command) in [("ش", "tag ACTOR"), ("م", "tag LOCATION"), ("ؤ", "tag CASUALTY"), ("ل", "tag ALLEGATION")] {
        assert_eq!(press(&keymap, Mode::Reading, typed), command);
    }
    assert_eq!(press(&keymap, Mode::Reading, "٣"), "count 3");
    assert_eq!(press(&keymap, Mode::Reading, "۳"), "count 3");
    assert_eq!(press(&keymap, Mode::Reading, "؟"), "help");
    assert_eq!(press(&keymap, Mode::Reading, "ظ"), "search");
    assert_eq!(press(&keymap, Mode::Reading, "ﻻ"), "move page_up");
    assert_eq!(press(&keymap, Mode::Reading, "ctrl-س"), "save");
}

#[test]
fn a_letter_that_keyboards_have_on_different_keys_does_nothing_until_one_is_named() {
    let keymap = default();
    // The full stop of the Arabic keyboard repeats a tag; on the Persian one it is c, which tags.
    assert_eq!(press(&keymap, Mode::Reading, "ز"), "which keyboard?");
    assert_eq!(press(&keymap.with_keyboard("persian").unwrap(), Mode::Reading, "ز"), "tag CASUALTY");
    assert_eq!(press(&keymap.with_keyboard("arabic-101").unwrap(), Mode::Reading, "ز"), "repeat_tag");
    assert!(keymap.with_keyboard("klingon").is_none());
    let Resolution::Keyboards(choices) = keymap.resolve(Mode::Reading, &[], Key::char('ز')) else { panic!() };
    let told: Vec<_> = choices.iter().map(|choice| (choice.name.as_str(), choice.latin.unwrap())).collect();
    let expected =
        [("arabic-101", '.'), ("arabic-102-azerty", ':'), ("arabic-mac", 'b'), ("persian", 'c'), ("urdu", 'z'), ("kurdish", 'z')];
    assert_eq!(told, expected);
    assert_eq!(choices[3].does.as_ref().unwrap().to_string(), "tag CASUALTY");
    // A letter is text where text is typed, and what all keyboards have in one place needs no answer.
    assert_eq!(press(&keymap, Mode::Search, "ز"), "insert ز");
    assert_eq!(press(&keymap, Mode::Reading, "؟"), "help");
    assert_eq!(press(&keymap, Mode::Reading, "س"), "select_sentence");
}

#[test]
fn a_letter_that_only_some_keyboards_have_rules_the_others_out() {
    let hear = |keymap: &Keymap, typed: &str| typed.chars().fold(keymap.clone(), |keymap, c| keymap.hearing(c).unwrap_or(keymap));
    let persian = hear(&default(), "گژی");
    assert_eq!(press(&persian, Mode::Reading, "ز"), "which keyboard?", "the Kurdish keyboard has all three, too");
    let persian = hear(&default(), "یي");
    assert_eq!(press(&persian, Mode::Reading, "ز"), "tag CASUALTY");
    // Somebody changes to another keyboard: a letter that the first did not have.
    let urdu = hear(&persian, "ے");
    assert_eq!(press(&urdu, Mode::Reading, "ز"), "centre_cursor");
    assert!(default().hearing('س').is_none() && default().hearing('a').is_none() && default().hearing('٣').is_none());
}

#[test]
fn every_key_of_every_built_in_keymap_comes_to_its_command_on_every_keyboard() {
    let mut typed = 0;
    for (source, layout) in KEYMAPS.iter().flat_map(|source| LAYOUTS.iter().map(move |layout| (source, layout))) {
        let (keymap, _) = Keymap::load(&[*source], &tags());
        let name = layout.name.strip_suffix(".ron").unwrap();
        let keymap = keymap.with_keyboard(name).unwrap();
        let (pairs, _) = Layout::of(file::read_layout(layout.text, file::Detail::Placed).unwrap());
        for mode in Mode::ALL {
            for (keys, command) in keymap.bindings(*mode) {
                // What a keyboard has no letter for is pressed on the other one.
                let on_keyboard = |key: Key| match key.code() {
                    KeyCode::Char(latin) => pairs.typed(latin).map_or(key, |letter| key.with_char(letter)),
                    _ => key,
                };
                let pressed: Vec<Key> = parse_sequence(&keys).unwrap().into_iter().map(on_keyboard).collect();
                if mode.is_text_entry() && pressed.iter().any(|key| key.typed().is_some()) {
                    continue;
                }
                typed += usize::from(spell_sequence(&pressed) != keys);
                let found = press(&keymap, *mode, &spell_sequence(&pressed));
                assert_eq!(found, command.to_string(), "{keys} as {pressed:?} on {name} in {}", source.name);
            }
        }
    }
    assert!(typed > 1000, "{typed}");
}

#[test]
fn the_keys_of_a_sequence_may_come_from_either_keyboard() {
    assert_eq!(press(&arabic(), Mode::Reading, "ق ش"), "retag ACTOR");
    assert_eq!(press(&arabic(), Mode::Reading, "r ش"), "retag ACTOR");
    assert_eq!(press(&arabic(), Mode::Reading, "\u{64d} س"), "state submitted");
}

#[test]
fn an_arabic_letter_with_a_binding_of_its_own_is_not_looked_up() {
    let (keymap, errors) = user(&reading("ش", "undo"));
    assert_eq!(errors, [""; 0]);
    assert_eq!(press(&keymap, Mode::Reading, "ش"), "undo");
    assert_eq!(press(&keymap, Mode::Reading, "a"), "tag ACTOR");
}

#[test]
fn text_entry_types_what_is_printable_and_obeys_the_rest() {
    let keymap = arabic();
    for mode in [Mode::Search, Mode::Note] {
        assert_eq!(press(&keymap, mode, "ش"), "insert ش");
        assert_eq!(press(&keymap, mode, "q"), "insert q");
        assert_eq!(press(&keymap, mode, "space"), "insert space");
        assert_eq!(press(&keymap, mode, "enter"), "accept");
        assert_eq!(press(&keymap, mode, "ctrl-ص"), "erase_word");
        assert_eq!(press(&keymap, mode, "alt-q"), "unbound");
    }
}

#[test]
fn lam_and_alef_in_one_instant_are_one_key_except_in_text() {
    let keymap = default();
    let [lam, alef] = ['ل', 'ا'].map(Key::char);
    assert_eq!(keymap.join(Mode::Reading, lam, alef), Some(Key::char('b')));
    assert_eq!(keymap.join(Mode::Reading, alef, lam), None);
    assert_eq!(keymap.join(Mode::Search, lam, alef), None);
}

#[test]
fn the_other_letter_of_a_key_is_one_that_can_be_shown() {
    let keymap = default();
    assert_eq!(keymap.other_letter('a'), Some('ش'));
    assert_eq!(keymap.other_letter('?'), Some('؟'));
    assert_eq!(keymap.other_letter('b'), Some('ﻻ'));
    assert_eq!(keymap.other_letter('Q'), None);
}

#[test]
fn a_letter_of_the_users_keyboard_comes_before_the_layouts() {
    let (keymap, errors) = load("(layouts: [\"persian\", \"arabic-101\"], letters: [(\"ڤ\", \"u\"), (\"ش\", \"w\")])");
    assert_eq!(errors, [""; 0]);
    assert_eq!(press(&keymap, Mode::Reading, "ڤ"), "undo");
    assert_eq!(press(&keymap, Mode::Reading, "ش"), "select_word");
    assert_eq!(press(&keymap, Mode::Reading, "ط"), "select_clause");
}

#[test]
fn a_users_binding_replaces_that_of_the_base_and_none_takes_one_away() {
    let rows = [
        reading("w", "select_sentence"),
        reading("S", "none"),
        reading("S x", "save"),
        reading("z", "none"),
        reading("?", "none"),
    ];
    let (keymap, errors) = user(&rows.join("\n"));
    assert_eq!(errors, [""; 0]);
    assert_eq!(press(&keymap, Mode::Reading, "w"), "select_sentence");
    assert_eq!(press(&keymap, Mode::Reading, "z"), "unbound");
    assert_eq!(press(&keymap, Mode::Reading, "S x"), "save");
    assert_eq!(press(&keymap, Mode::Reading, "S s"), "unbound");
    assert_eq!(press(&keymap, Mode::Reading, "?"), "unbound");
    assert_eq!(press(&keymap, Mode::Corpus, "?"), "help");
    assert_eq!(press(&keymap, Mode::Reading, "s"), "select_sentence");
}

#[test]
fn taking_away_a_sequence_that_is_not_there_takes_nothing_else_away() {
    let (keymap, errors) = user(&reading("w w", "none"));
    assert_eq!((press(&keymap, Mode::Reading, "w").as_str(), errors.len()), ("select_word", 0));
}

#[test]
fn a_file_may_stand_on_vim_or_alone_and_stands_on_the_default_else() {
    assert_eq!(press(&load("(base: \"vim\")").0, Mode::Reading, "g g"), "move document_start");
    assert_eq!(press(&load("()").0, Mode::Reading, "w"), "select_word");
    let (alone, errors) = load("(base: \"none\", bindings: [(modes: \"all\", keys: \"x\", command: \"quit\")])");
    assert_eq!((alone.bindings(Mode::Reading).len(), errors.len()), (1, 0));
}

#[test]
fn a_keymap_of_version_0_1_means_what_it_meant_there() {
    let rows = [("edge", "g", "edge_mode"), ("preview", "y", "apply_to_alike"), ("review", "l", "move line_down")];
    let rows = rows.map(|(modes, keys, command)| format!("(modes: {modes:?}, keys: {keys:?}, command: {command:?}),"));
    let (keymap, errors) = user(&[rows.concat(), reading("Y", "next_proposal")].concat());
    assert_eq!(errors, [""; 0]);
    assert_eq!(press(&keymap, Mode::Edge, "g"), "other_edge");
    assert_eq!(press(&keymap, Mode::Preview, "y"), "widen_to_corpus");
    assert_eq!(press(&keymap, Mode::Review, "l"), "next_unit");
    assert_eq!(press(&keymap, Mode::Reading, "Y"), "next_remark");
    let (alone, _) = load("(base: \"none\", bindings: [(modes: \"reading\", keys: \"k\", command: \"accept\")])");
    assert_eq!(press(&alone, Mode::Draft, "k"), "keep_draft");
}

#[test]
fn a_draft_has_the_keys_of_a_text_but_for_those_of_its_own() {
    let keymap = default();
    assert_eq!(press(&keymap, Mode::Draft, "a"), "tag ACTOR");
    assert_eq!(press(&keymap, Mode::Draft, "3"), "count 3");
    assert_eq!(press(&keymap, Mode::Draft, "enter"), "keep_draft");
    assert_eq!(press(&keymap, Mode::Draft, "q"), "drop_draft");
    let (moved, _) = user(&reading("a", "undo"));
    assert_eq!(press(&moved, Mode::Draft, "a"), "undo");
}

#[test]
fn a_later_file_lies_over_an_earlier_one() {
    let texts = [reading("w", "undo"), reading("w", "redo")].map(|row| format!("(bindings: [{row}])"));
    let sources = [0, 1].map(|index| KeymapText { name: "one", text: &texts[index] });
    let (keymap, errors) = Keymap::load(&sources, &tags());
    assert_eq!((press(&keymap, Mode::Reading, "w").as_str(), errors.len()), ("redo", 0));
}

#[test]
fn each_bad_entry_is_reported_at_its_place_and_the_good_ones_stay() {
    let rows = [
        reading("Y", "fly"),
        reading("bogus", "undo"),
        "        (modes: \"reading flying\", keys: \"y\", command: \"undo\"), /* ( */ // \"".to_owned(),
        reading("y", "redo"),
        reading("H", "open"),
        "  (modes: \"reading\", keys: \"ش ك\", kommand: \"undo\"),".to_owned(),
        reading("i", "move"),
        "        (modes: \"\", keys: \"h\", command: \"undo\"),".to_owned(),
        reading("h", "undo"),
    ];
    let (keymap, errors) = user(&rows.join("\n"));
    let expected = [
        "mine.ron:9:35: Unexpected field named `kommand` in `Binding`",
        "mine.ron:4:48: there is no command \"fly\"",
        "mine.ron:5:34: there is no key \"bogus\"",
        "mine.ron:6:17: there is no mode \"flying\"",
        "mine.ron:7:34: y is already bound at line 6 in the mode reading",
        "mine.ron:8:48: the command open has no meaning in the mode reading",
        "mine.ron:10:48: the command move needs a motion",
        "mine.ron:11:17: no mode is named",
    ];
    assert_eq!(errors.len(), expected.len(), "{errors:#?}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}\n{expected}");
    }
    assert_eq!(press(&keymap, Mode::Reading, "y"), "undo");
    assert_eq!(press(&keymap, Mode::Reading, "h"), "undo");
    assert_eq!(press(&keymap, Mode::Reading, "w"), "select_word");
}

#[test]
fn a_binding_that_begins_another_of_the_same_file_is_reported() {
    let (keymap, errors) = user(&[reading("y y", "undo"), reading("y", "redo"), reading("y y z", "redo")].join("\n"));
    let why = "cannot stand beside y y of line 4 in the mode reading: one begins with the other";
    assert_eq!(errors, [format!("mine.ron:5:34: y {why}"), format!("mine.ron:6:34: y y z {why}")]);
    assert_eq!(press(&keymap, Mode::Reading, "y y"), "undo");
}

#[test]
fn a_tag_whose_key_is_a_binding_of_the_keymap_is_reported() {
    let tags = [('w', "WEAPON".to_owned()), ('S', "SOURCE".to_owned()), ('a', "ACTOR".to_owned()), ('a', "AID".to_owned())];
    let (keymap, errors) = Keymap::builtin("default", &tags).unwrap();
    let errors: Vec<String> = errors.iter().map(KeymapError::to_string).collect();
    assert!(
        errors[0].contains("the tag WEAPON cannot have w in the mode reading: it collides with w = select_word"),
        "{errors:?}"
    );
    assert!(
        errors[1].contains("the tag SOURCE cannot have S in the mode reading: it collides with S n = state new"),
        "{errors:?}"
    );
    assert!(errors[2].contains("the tag AID cannot have a in the mode reading: it collides with a = tag ACTOR"), "{errors:?}");
    assert!(errors[0].starts_with("default.ron:") && errors.len() == 7, "{errors:?}");
    assert_eq!(press(&keymap, Mode::Reading, "w"), "select_word");
    assert_eq!(press(&keymap, Mode::Reading, "a"), "tag ACTOR");
    assert_eq!(press(&keymap, Mode::Reading, "r w"), "retag WEAPON");
}

#[test]
fn a_binding_over_the_only_key_of_a_tag_is_reported_unless_the_tag_has_another() {
    let (keymap, errors) = user(&reading("a", "undo"));
    assert_eq!(errors, ["mine.ron:4:34: a was the only key for `tag ACTOR` in the mode reading"]);
    assert_eq!(press(&keymap, Mode::Reading, "a"), "undo");
    let moved = format!("(tags: [{}], bindings: [{}])", reading("y {key}", "tag {tag}"), reading("a", "undo"));
    let (keymap, errors) = load(&moved);
    assert_eq!((press(&keymap, Mode::Reading, "y a").as_str(), errors.len()), ("tag ACTOR", 0));
}

#[test]
fn a_file_may_move_all_tags_behind_a_key_and_bind_the_letters_that_are_free_then() {
    let tags = [reading("y {key}", "tag {tag}"), reading("{key}", "none")].concat();
    let (keymap, errors) = load(&format!("(tags: [{tags}], bindings: [{}])", reading("a", "undo")));
    assert_eq!(errors, [""; 0]);
    let meanings = ["y a", "a", "l"].map(|keys| press(&keymap, Mode::Reading, keys));
    assert_eq!(meanings, ["tag ACTOR", "undo", "unbound"]);
}

#[test]
fn a_file_that_is_no_ron_gives_one_error_and_the_base_stays() {
    let (keymap, errors) = load("(\n    bindings: [\n        (modes: \"reading\" keys: \"x\"),\n    ],\n)\n");
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("mine.ron:3:"), "{errors:?}");
    assert_eq!(press(&keymap, Mode::Reading, "w"), "select_word");
}

#[test]
fn what_a_file_names_in_vain_is_reported_at_its_place() {
    let (keymap, errors) =
        load("(\n    base: \"emaks\",\n    layouts: [\"arabic-101\",\n  \"klingon\"],\n    letters: [(\"abc\", \"d\")],\n)");
    let expected = [
        "mine.ron:2:11: there is no keymap \"emaks\" to build upon",
        "mine.ron:5:16: \"abc\" and \"d\" are no pair of a typed character and a key",
        "mine.ron:4:3: there is no keyboard layout \"klingon\"",
    ];
    assert_eq!(errors, expected);
    assert_eq!(press(&keymap, Mode::Reading, "ش"), "tag ACTOR");
}

#[test]
fn the_keys_of_a_command_are_found_from_the_command() {
    let keymap = default();
    assert_eq!(keymap.keys_for(&Command::Tag("ACTOR".into()), Mode::Reading), ["a"]);
    assert_eq!(keymap.keys_for(&Command::Redo, Mode::Reading), ["U", "ctrl-r"]);
    assert_eq!(keymap.keys_for(&Command::State("submitted".into()), Mode::Reading), ["S s"]);
    assert_eq!(keymap.keys_for(&Command::Redo, Mode::Help), [""; 0]);
    assert_eq!(keymap.bindings(Mode::Help)[0], ("up".to_owned(), &Command::Move(Motion::LineUp)));
}

#[test]
fn nothing_that_a_file_may_hold_brings_the_loading_down() {
    let whole = KEYMAPS[0].text;
    // A file without the white space at its end is still whole.
    for end in (0..whole.trim_end().len()).step_by(97).filter(|end| whole.is_char_boundary(*end)) {
        let (keymap, errors) = load(&whole[..end]);
        assert!(!errors.is_empty() && !keymap.bindings(Mode::Reading).is_empty(), "{end}");
    }
    for text in ["", "(bindings: [1, \"\", (), ((((])", "#![enable(implicit_some)]()", "\0"] {
        load(text);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn no_change_to_a_file_brings_the_loading_down(
        changes in proptest::collection::vec((0..13_000_usize, 0..4_usize, "[()\\[\\]\"#/*a:, \n\\\\ش]{0,3}"), 1..6)
    ) {
        let mut characters: Vec<char> = KEYMAPS[0].text.chars().collect();
        for (at, length, text) in changes {
            let at = at.min(characters.len());
            characters.splice(at..(at + length).min(characters.len()), text.chars());
        }
        let (keymap, _) = load(&characters.into_iter().collect::<String>());
        for mode in Mode::ALL {
            for (keys, command) in keymap.bindings(*mode) {
                proptest::prop_assert_eq!(press(&keymap, *mode, &keys), command.to_string());
            }
        }
    }
}

#[test]
fn a_byte_order_mark_before_a_file_is_not_seen() {
    let (keymap, errors) = load(&format!("\u{feff}(bindings: [{}])", reading("w", "undo")));
    assert_eq!((press(&keymap, Mode::Reading, "w").as_str(), errors.len()), ("undo", 0));
}

#[test]
fn what_was_read_when_the_program_was_built_is_what_the_files_say() {
    for source in KEYMAPS {
        let read = file::read_keymap(source.text, file::Detail::Quick).unwrap();
        assert_eq!(builtin::keymap_table(source).map(file::KeymapFile::of), Some(read), "{}", source.name);
    }
    for source in LAYOUTS {
        let read = file::read_layout(source.text, file::Detail::Quick).unwrap();
        assert_eq!(builtin::layout_table(source.name).map(file::LayoutFile::of), Some(read), "{}", source.name);
    }
}

#[test]
fn a_file_of_a_user_that_is_called_like_a_built_in_one_is_read_as_it_is() {
    let text = "(base: \"none\", bindings: [(modes: \"reading\", keys: \"y\", command: \"undo\")])";
    let (keymap, errors) = Keymap::load(&[KeymapText { name: "default.ron", text }], &tags());
    assert_eq!((press(&keymap, Mode::Reading, "y"), errors), ("undo".to_owned(), vec![]));
    assert_eq!(keymap.bindings(Mode::Reading).len(), 1);
}
