//! The list of texts at a glance: headlines, states, what is filled, others, totals, on every width.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use hashiya::annotation::{Annotator, Completeness, DocumentState, Schema};
use hashiya::session::corpus::{Glance, Glanced, OtherWork, TextEntry, TextSummary};
use hashiya::session::{Corpus, Message, Mode};
use hashiya::text::TextId;
use hashiya::workspace::{Arrival, Library};

use super::harness::Bench;

const DAY: u64 = 24 * 3600;

fn person(annotator: &str) -> Annotator {
    Annotator::parse_kept(annotator).unwrap()
}

/// Three texts: one in progress, one submitted, one without annotations; a colleague has begun two of them.
fn bench() -> Bench {
    let mut bench = Bench::corpus(&[]);
    bench.stage.now = SystemTime::UNIX_EPOCH + Duration::from_secs(400 * DAY);
    let entry = |name: &str, headline: &str, others: &[(&str, DocumentState)]| {
        let others = others.iter().map(|(who, state)| OtherWork { annotator: person(who), state: Some(state.clone()) });
        let glance = Glance::new(headline, 900, others.collect());
        TextEntry { summary: Some(TextSummary::default()), glanced: Glanced::Known(Box::new(glance)), ..TextEntry::named(name) }
    };
    let entries = vec![
        entry("a-17.txt", "قصف على طريق وادي السرو", &[("basim", DocumentState::Submitted), ("sara", DocumentState::InProgress)]),
        entry("b-04.txt", "إخلاء قرية الرمانة بعد ليلة من القصف المتواصل على أطرافها", &[]),
        entry("c-31.txt", "", &[("basim", DocumentState::Reviewed)]),
    ];
    bench.tell(Message::Annotators(["ann1", "basim", "sara"].map(person).into()));
    bench.tell(Message::Listed(entries));
    let summary = |state, said, days: u64| TextSummary {
        state: Some(state),
        counts: vec![8, 3, 2, 1],
        changed: Some(SystemTime::UNIX_EPOCH + Duration::from_secs((400 - days) * DAY - 3600)),
        completeness: Some(Completeness { required: 20, said }),
        fault: None,
    };
    bench.tell(Message::Summary(0.into(), summary(DocumentState::InProgress, 13, 1)));
    bench.tell(Message::Summary(1.into(), summary(DocumentState::Submitted, 20, 0)));
    bench.press("down up");
    bench
}

fn rows(bench: &mut Bench, width: u16, height: u16) -> Vec<String> {
    bench.draw(width, height, true).rows()
}

fn row<'a>(rows: &'a [String], name: &str) -> &'a str {
    rows.iter().find(|row| row.contains(name)).unwrap_or_else(|| panic!("{name}: {rows:#?}"))
}

#[test]
fn a_row_tells_state_completeness_spans_others_and_last_change_in_words() {
    let mut bench = bench();
    let rows = rows(&mut bench, 150, 14);
    let first = row(&rows, "a-17.txt");
    for told in ["◐ in progress", "▕██▌ ▏   13/20", "b● s◐", "yesterday"] {
        assert!(first.contains(told), "{told}: {first}");
    }
    let second = row(&rows, "b-04.txt");
    for told in ["● submitted", "▕████▏   20/20", "1 h"] {
        assert!(second.contains(told), "{told}: {second}");
    }
    assert!(row(&rows, "c-31.txt").contains("· not begun"), "{rows:#?}");
    assert!(["Actor", "Location", "Allegation"].iter().all(|tag| rows[1].contains(tag)), "{}", rows[1]);
}

#[test]
fn the_headline_is_shaped_right_aligned_and_cut_where_it_is_read_last() {
    let mut bench = bench();
    let wide = bench.draw(150, 14, true);
    let rows = wide.rows();
    let (short, long) = (row(&rows, "a-17.txt"), row(&rows, "b-04.txt"));
    let (short, long) = (short.trim_end(), long.trim_end());
    assert_eq!((short.chars().count(), long.chars().count()), (149, 149), "both end a column before the right edge");
    assert!(short.ends_with(&shaped("قصف")), "what is read first is on the right: {short}");
    assert!(long.ends_with(&shaped("إخلاء")), "{long}");
    assert!(long.contains('…') && !short.contains('…'), "{rows:#?}");
}

/// A word as it is seen.
fn shaped(word: &str) -> String {
    hashiya::layout::inline(word).into_iter().map(|symbol| symbol.text).collect()
}

#[test]
fn at_every_width_the_state_and_the_headline_are_seen_and_no_row_is_longer_than_the_screen() {
    let mut bench = bench();
    for width in [40, 60, 80, 100, 130, 160, 220] {
        let rows = rows(&mut bench, width, 14);
        let first = row(&rows, "a-17");
        assert!(first.contains('◐') && first.trim_end().ends_with(&shaped("قصف")), "{width}: {rows:#?}");
        assert_eq!(first.contains("in progress"), width >= 80, "{width}: {first}");
        assert_eq!(first.contains("13/20"), width >= 60, "{width}: {first}");
    }
}

#[test]
fn the_head_tells_folder_annotator_and_totals_and_that_somebody_is_new() {
    let mut bench = bench();
    bench.session.set_folder("wadi".to_owned());
    let head = rows(&mut bench, 130, 14)[0].clone();
    for told in ["wadi", "ann1", "◐ 1 in progress", "● 1 submitted", "· 1 not begun", "28 spans", "7 gaps"] {
        assert!(head.contains(told), "{told}: {head}");
    }
    assert!(!head.contains("new annotator") && !head.contains('…'), "{head}");
    bench.tell(Message::Annotators(["amal", "basim", "gold"].map(person).into()));
    let head = rows(&mut bench, 130, 14)[0].clone();
    assert!(head.contains("new annotator ann1 — amal, basim exist"), "{head}");
    let narrow = rows(&mut bench, 40, 14);
    assert!(narrow[0].starts_with(" wadi"), "{narrow:#?}");
}

#[test]
fn totals_grow_as_sidecars_are_read_and_follow_what_is_done() {
    let mut bench = bench();
    let entry = |name: &str| TextEntry::named(name);
    bench.tell(Message::Listed(vec![entry("a.txt"), entry("b.txt")]));
    assert!(rows(&mut bench, 100, 14)[0].contains('…'), "nothing is read yet");
    let summary = TextSummary { state: Some(DocumentState::New), counts: vec![5], ..TextSummary::default() };
    bench.tell(Message::Summary(0.into(), summary.clone()));
    bench.tell(Message::Summary(1.into(), TextSummary::default()));
    let head = rows(&mut bench, 100, 14)[0].clone();
    assert!(head.contains("○ 1 new") && head.contains("5 spans") && !head.contains('…'), "{head}");
    bench.tell(Message::Summary(0.into(), TextSummary { counts: vec![1], ..summary }));
    assert!(rows(&mut bench, 100, 14)[0].contains("1 span"));
}

#[test]
fn only_texts_near_those_on_screen_are_glanced_at_and_a_filter_by_words_glances_at_all() {
    let texts = vec!["خبر عاجل"; 500];
    let mut bench = Bench::corpus(&texts);
    bench.draw(100, 20, true);
    bench.tell(Message::Area(100, 14));
    let seen = |bench: &Bench| bench.session.texts().entries().iter().filter(|entry| entry.glance().is_some()).count();
    let first = seen(&bench);
    assert!((14..=42).contains(&first), "{first}");
    bench.press("end");
    let both = seen(&bench);
    assert!(both > first && both <= first + 42, "{both}");
    bench.press("o o o");
    assert_eq!(seen(&bench), both, "state, completeness and change are known without a glance");
    bench.press("/ ع ا ج ل");
    assert_eq!(seen(&bench), 500);
    assert_eq!(bench.session.find::<Corpus>().unwrap().list().shown().len(), 500);
}

#[test]
fn a_filter_finds_words_of_the_headline_without_regard_to_marks_and_hamzas() {
    let mut bench = bench();
    let shown = |bench: &Bench| bench.session.find::<Corpus>().unwrap().list().shown().to_vec();
    bench.press("/ ا خ ل ا ء");
    assert_eq!(shown(&bench), [1]);
    bench.press("ctrl-u h e a d l i n e : a -");
    assert_eq!(shown(&bench), [0; 0], "that is in a name");
    bench.press("ctrl-u n a m e : a -");
    assert_eq!(shown(&bench), [0]);
    bench.press("ctrl-u s t a t e : n o n e");
    assert_eq!(shown(&bench), [2]);
    assert_eq!(bench.session.mode(), Mode::Filter);
}

#[test]
fn the_list_is_ordered_by_completeness_and_headline_too() {
    let mut bench = bench();
    let shown = |bench: &Bench| bench.session.find::<Corpus>().unwrap().list().shown().to_vec();
    bench.press("o o");
    assert_eq!(shown(&bench), [2, 0, 1], "what is least complete comes first");
    bench.press("o");
    assert_eq!(shown(&bench), [1, 0, 2], "what was changed last comes first");
    bench.press("o");
    assert_eq!(shown(&bench), [1, 0, 2], "by headline, those without one last");
    assert!(rows(&mut bench, 130, 14)[1].trim_end().ends_with("headline↑"));
}

#[test]
fn a_folder_shows_headlines_states_of_others_and_totals_from_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| std::fs::write(folder.path().join(name), content).unwrap();
    write("a.txt", "\nهدنة في وادي السرو\nقال شاهد");
    write("b.txt", "إجلاء الجرحى");
    write("a.txt.amal.ron", "(hashiya: 1, annotator: \"amal\", source: (), state: \"in_progress\")");
    write("a.txt.basim.ron", "(hashiya: 1, annotator: \"basim\", source: (), state: \"submitted\")");
    let (sender, arrivals) = std::sync::mpsc::channel();
    let listener = Arc::new(move |arrival| sender.send(arrival).is_ok());
    let library = Library::new(Annotator::parse("amal").unwrap(), Arc::new(Schema::builtin().clone()), None, listener);
    library.take_folder(folder.path().to_owned());
    let mut summaries = Vec::new();
    for arrival in &arrivals {
        match arrival {
            Arrival::Listed(_) => library.glance([0, 1].map(TextId::from).to_vec()),
            Arrival::Summary(text, found) => summaries.push((text, found.unwrap().state)),
            Arrival::Glanced(glances) => {
                let (first, second) = (&glances[0].1, &glances[1].1);
                assert_eq!((first.headline.as_str(), second.headline.as_str()), ("هدنة في وادي السرو", "إجلاء الجرحى"));
                assert_eq!(first.others, [(Annotator::parse("basim").unwrap(), Some(DocumentState::Submitted))]);
                break;
            }
            _ => {}
        }
    }
    drop(library);
    summaries.extend(arrivals.iter().filter_map(|arrival| match arrival {
        Arrival::Summary(text, found) => Some((text, found.unwrap().state)),
        _ => None,
    }));
    assert_eq!(summaries, [(TextId::from(0), DocumentState::InProgress)], "a text without annotations has nothing to read");
}
