//! The list of texts and the help: what narrows them, what orders them, and their keys.

use std::sync::Arc;

use hashiya::annotation::{Annotator, Completeness, DocumentState, Schema};
use hashiya::session::corpus::{Glance, Glanced, TextEntry, TextSummary};
use hashiya::session::{Command, Corpus, Message, Mode};
use hashiya::text::{Documents, TextId};
use hashiya::words::{Language, Words};
use hashiya::workspace::{Arrival, Library};

use super::harness::{Bench, KEYMAP};

/// A list of texts with the state and the number of spans of each.
fn list(texts: &[(&str, Option<&str>, usize)]) -> Bench {
    let mut bench = Bench::corpus(&[]);
    let entry = |(name, state, spans): &(&str, Option<&str>, usize)| {
        let state = state.map(DocumentState::from);
        let summary = TextSummary { state, counts: vec![*spans, 0, 0, 0], ..TextSummary::default() };
        let glance = Glance::new("", name.len() as u64, Vec::new());
        TextEntry { name: (*name).to_owned(), summary: Some(summary), glanced: Glanced::Known(Box::new(glance)) }
    };
    bench.tell(Message::Listed(texts.iter().map(entry).collect()));
    bench
}

fn shown(bench: &Bench) -> Vec<&str> {
    let rows = bench.session.find::<Corpus>().unwrap().list().shown();
    rows.iter().map(|row| bench.session.texts().entries()[*row].name.as_str()).collect()
}

fn current(bench: &Bench) -> Option<&str> {
    let row = bench.session.find::<Corpus>().unwrap().list().current();
    row.map(|row| bench.session.texts().entries()[row].name.as_str())
}

const TEXTS: &[(&str, Option<&str>, usize)] = &[
    ("aleppo.txt", Some("submitted"), 3),
    ("homs.txt", None, 0),
    ("News-07.txt", Some("new"), 9),
    ("news-12.txt", Some("in_progress"), 1),
];

#[test]
fn documents_beside_texts_are_counted_below_the_list_which_keeps_its_rows() {
    let mut bench = list(TEXTS);
    let mut documents = Documents::default();
    ["a.docx"].iter().chain(&["a.pdf"; 12]).for_each(|name| documents.count(name.as_ref()));
    bench.tell(Message::Documents(documents));
    let rows = bench.draw(100, 9, true).rows();
    let told = rows.iter().position(|row| row.contains("not listed: 1 .docx, 12 .pdf;")).unwrap();
    assert!(rows[..told].iter().any(|row| row.contains("news-12.txt")), "{rows:?}");
    bench.press("down down down");
    assert_eq!(current(&bench), Some("news-12.txt"));
    for height in 4..12 {
        let rows = bench.draw(100, height, true).rows();
        assert!(rows.iter().any(|row| row.contains("> news-12.txt")), "the last text is on screen: {rows:?}");
    }
}

#[test]
fn words_narrow_the_list_as_they_are_typed_and_stay_until_they_are_cancelled() {
    let mut bench = list(TEXTS);
    bench.press("/ n e w");
    assert_eq!(shown(&bench), ["News-07.txt", "news-12.txt"]);
    bench.press("space 1");
    assert_eq!((shown(&bench), bench.session.mode()), (vec!["news-12.txt"], Mode::Filter));
    bench.press("enter");
    assert_eq!((shown(&bench), bench.session.mode()), (vec!["news-12.txt"], Mode::Corpus));
    let last = bench.draw(80, 12, true).rows().pop().unwrap();
    assert!(last.contains("1 of 4 texts") && last.contains("filter: new 1"), "{last}");
    bench.press("esc");
    assert_eq!((shown(&bench).len(), current(&bench)), (4, Some("news-12.txt")), "the cursor stays with its text");
    bench.press("/ s t a t e : s u b");
    assert_eq!(shown(&bench), ["aleppo.txt"]);
    bench.press("ctrl-u t a g : a c t o");
    assert_eq!(shown(&bench).len(), 3);
    bench.press("ctrl-u z enter enter");
    assert_eq!((bench.notice().as_str(), current(&bench)), ("no text holds z", None));
}

#[test]
fn the_list_counts_what_is_said_of_what_the_schema_requires_and_finds_texts_where_something_is_missing() {
    let mut bench = list(TEXTS);
    for (text, required, said) in [(0, 12, 12), (2, 30, 7), (3, 5, 4)] {
        let completeness = Some(Completeness { required, said });
        bench.tell(Message::Summary(text.into(), TextSummary { completeness, ..TextSummary::default() }));
    }
    let rows = bench.draw(100, 12, true).rows();
    let row = |name: &str| rows.iter().find(|row| row.contains(name)).unwrap().clone();
    assert!(
        row("aleppo.txt").contains("12/12") && row("News-07").contains("7/30") && !row("homs.txt").contains('/'),
        "{rows:#?}"
    );
    bench.press("/ g a p s");
    assert_eq!(shown(&bench), ["News-07.txt", "news-12.txt"]);
}

#[test]
fn texts_that_are_mine_say_so_and_a_word_finds_them_and_the_last_row_counts_those_to_do() {
    let mut bench = list(TEXTS);
    assert!(!bench.draw(80, 12, true).rows().join("\n").contains("mine"), "where nothing is assigned nothing is said of it");
    bench.tell(Message::Assigned([0, 1, 3].map(TextId::from).to_vec()));
    let rows = bench.draw(80, 12, true).rows();
    let row = |name: &str| rows.iter().find(|row| row.contains(name)).unwrap().clone();
    assert!(row("homs.txt").contains("mine") && !row("News-07").contains("mine"), "{rows:#?}");
    assert!(rows.last().unwrap().contains("4 texts  3 mine, 2 to do"), "{rows:#?}");
    bench.press("/ m i n e");
    assert_eq!(shown(&bench), ["aleppo.txt", "homs.txt", "news-12.txt"]);
    bench.press("space s t a t e : s u b");
    assert_eq!(shown(&bench), ["aleppo.txt"]);
    bench.press("ctrl-u m i n");
    assert_eq!(shown(&bench), [""; 0], "a part of the word is looked for in names");
    bench.press("ctrl-u n a m e : m i n e");
    assert_eq!(shown(&bench), [""; 0]);
    bench.press("esc");
    bench.tell(Message::Summary(1.into(), TextSummary { state: Some(DocumentState::Submitted), ..TextSummary::default() }));
    bench.tell(Message::Summary(3.into(), TextSummary { state: Some(DocumentState::Submitted), ..TextSummary::default() }));
    assert!(bench.draw(80, 12, true).rows().pop().unwrap().contains("3 mine, all done"));
}

#[test]
fn the_list_of_a_folder_knows_from_its_assignments_what_is_mine() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        std::fs::write(folder.path().join(name), "قال").unwrap();
    }
    let assigned = "(hashiya: 1, assignments: [(text: \"a.txt\", annotators: [\"amal\"]), \
                    (text: \"c.txt\", annotators: [\"basim\", \"amal\"]), (text: \"b.txt\", annotators: [\"basim\"])])";
    std::fs::write(folder.path().join("assignments.ron"), assigned).unwrap();
    let (sender, arrivals) = std::sync::mpsc::channel();
    let listener = Arc::new(move |arrival| sender.send(arrival).is_ok());
    let schema = Arc::new(Schema::builtin().clone());
    let library = Library::new(Annotator::parse("amal").unwrap(), schema, None, listener);
    library.take_folder(folder.path().to_owned());
    let mine = arrivals.iter().find_map(|arrival| if let Arrival::Assigned(texts) = arrival { Some(texts) } else { None });
    assert_eq!(mine, Some(vec![0.into(), 2.into()]));
}

#[test]
fn the_list_is_ordered_by_state_change_size_and_spans_and_turned_round() {
    let mut bench = list(TEXTS);
    bench.press("o");
    assert_eq!(shown(&bench), ["homs.txt", "News-07.txt", "news-12.txt", "aleppo.txt"]);
    assert!(bench.draw(80, 12, true).rows()[1].contains("state↑"));
    bench.press("O");
    assert_eq!(shown(&bench)[0], "aleppo.txt");
    bench.press("o o o o");
    assert_eq!(shown(&bench), ["News-07.txt", "aleppo.txt", "news-12.txt", "homs.txt"], "most spans first");
    bench.press("o");
    assert_eq!(shown(&bench)[3], "homs.txt", "the longest first");
    bench.press("o O");
    assert_eq!((shown(&bench)[0], bench.notice().as_str()), ("aleppo.txt", "choose an order first"));
}

#[test]
fn the_list_goes_on_after_a_text_where_it_was() {
    let mut bench = Bench::corpus(&["قبل", "خبر", "بعد"]);
    bench.press("/ . enter o O down");
    let before = current(&bench).map(str::to_owned);
    bench.press("enter q");
    assert_eq!(current(&bench).map(str::to_owned), before);
}

#[test]
fn the_help_shows_only_what_holds_the_words_typed() {
    let mut bench = Bench::read("قال");
    bench.press("? / s e n t e n c e");
    let rows = bench.draw(80, 30, true).rows();
    assert!(rows.iter().any(|row| row.contains("Selects the sentence")), "{rows:#?}");
    assert!(rows.iter().all(|row| !row.contains("Selects the word")), "{rows:#?}");
    bench.press("enter");
    assert_eq!(bench.session.mode(), Mode::Help);
    bench.press("esc");
    assert!(bench.draw(80, 30, true).rows()[0].contains("Moving"));
    bench.press("esc");
    assert_eq!(bench.session.mode(), Mode::Reading);
}

#[test]
fn the_help_is_of_the_place_below_and_finds_labels_sentences_keys_and_names_in_both_languages() {
    let shown = |before: &str, typed: &str| {
        let mut bench = Bench::read("[ACTOR|‸زيد] قال");
        bench.press(before).press("/");
        for c in typed.chars() {
            bench.press(&c.to_string().replace(' ', "space"));
        }
        bench.draw(100, 40, false).rows().join("\n")
    };
    for typed in ["note", "ملاحظة", "edit_note", "comment", "writes note"] {
        let rows = shown("?", typed);
        assert!(rows.contains("Writes a note"), "{typed}:\n{rows}");
    }
    assert!(shown("?", "ctrl-s").contains("sidecar now"));
    let inspector = shown("i ?", "accept_all");
    assert!(inspector.contains("  +  =") && !inspector.contains("Tags"), "{inspector}");
}

#[test]
fn the_help_ends_with_the_guideline_of_each_tag_in_the_language_of_the_screen() {
    let mut bench = Bench::read("[ACTOR|‸زيد] قال");
    bench.press("? / a c t o r");
    let english = bench.draw(100, 60, false).rows().join("\n");
    let actor = hashiya::annotation::Schema::builtin().tag("ACTOR").unwrap();
    let word = actor.gloss.help.en.split_whitespace().next().unwrap();
    assert!(english.contains(" ACTOR ") && english.contains(word), "{english}");
    let arabic = bench.draw_in(Words::of(Language::Arabic), 100, 60, false).rows().join("\n");
    assert!(arabic.contains(" ACTOR ") && !arabic.contains(&actor.gloss.help.en), "{arabic}");
}

#[test]
fn help_and_the_way_out_are_on_screen_at_every_width() {
    let keys = |command: &Command, mode| {
        let all = KEYMAP.keys_for(command, mode);
        all.iter().find(|keys| keys.chars().count() == 1).or(all.first()).unwrap().clone()
    };
    for width in [24, 40, 60, 80, 100, 200] {
        for (preparation, mode, out) in [
            ("", Mode::Reading, Command::Back),
            ("q", Mode::Corpus, Command::Quit),
            ("e", Mode::Edge, Command::Cancel),
            ("?", Mode::Help, Command::Cancel),
            ("/", Mode::Search, Command::Cancel),
            ("m", Mode::Note, Command::Cancel),
        ] {
            let mut bench = Bench::read("‸[ACTOR|قال]");
            bench.press(if preparation.is_empty() { "w esc" } else { preparation });
            let shown = bench.draw(width, 24, true).rows().join("\n");
            let way_out = keys(&out, mode);
            assert_eq!(bench.session.mode(), mode);
            assert!(shown.contains(&way_out), "{width} {preparation}: {shown}");
            let has_help = mode.is_text_entry() || mode == Mode::Help || shown.contains(" help");
            assert!(has_help || width < 40 && shown.contains(&keys(&Command::Help, mode)), "{width} {preparation}: {shown}");
        }
    }
}
