//! How fast text is decoded, laid out and drawn, beside raw unicode-bidi on the same bytes in the same run.
//!
//! `cargo bench` prints MB/s for the stages of the pipeline and times for first screens and keys. The texts are
//! made here, from sentences of the sample corpus, so that the figures need nothing but this repository.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use hashiya::annotation::{AnnotationSet, Defaults, Schema};
use hashiya::keymap::Keymap;
use hashiya::language::fold::Folding;
use hashiya::language::number::{Policy, Reader};
use hashiya::layout::letter::Letter;
use hashiya::layout::{Direction, PageSettings, Typesetter, bidi, cell, shape, wrap};
use hashiya::session::{Command, Message, Motion, Opened, Session};
use hashiya::text::Document;
use hashiya::tui::theme::Theme;
use hashiya::tui::view::{self, Context, Hints};
use hashiya::words::Words;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const NEWS: &str = include_str!("../sample_corpus/12-year-of-war-analysis.txt");
const VOWELLED: &str = include_str!("../sample_corpus/03-school-vowelled.txt");
const MB: usize = 1_000_000;

fn main() {
    divan::main();
}

/// At least `bytes` bytes of news, in paragraphs or as one.
fn news(bytes: usize, one_paragraph: bool) -> String {
    let text = NEWS.repeat(bytes / NEWS.len() + 1);
    if one_paragraph { text.replace('\n', " ") } else { text }
}

/// Suggestions of spans, and the model that is learned for them.
mod suggestions {
    use super::{AnnotationSet, Bencher, BytesCount, Document, MB, Schema, black_box, news};
    use hashiya::annotation::suggestion::{Coverage, ModelRecord, NameList, SpanModel, Study, Suggester};
    use hashiya::annotation::{Annotation, Edit};

    const TAG: &str = "ACTOR";

    fn suggester() -> Suggester {
        Suggester::new(Schema::builtin(), &[], &NameList::default())
    }

    /// Texts in which every word of some letters is a span.
    fn studies(suggester: &Suggester, texts: usize) -> Vec<Study> {
        let study = |_| {
            let document = Document::from(news(20_000, false).as_str());
            let mut set = AnnotationSet::new();
            for (at, word) in document.text().match_indices("الحرب") {
                let id = set.fresh_id();
                let span = document.span(at..at + word.len()).unwrap();
                set.apply(Edit::Add(Annotation::new(&id, TAG, span))).unwrap();
            }
            let own = suggester.experience(&document, &set, Coverage::Whole);
            Study::of_text(suggester, &document, &set, &own)
        };
        (0..texts).map(study).collect()
    }

    fn model(studies: &[Study]) -> SpanModel {
        SpanModel::learn(ModelRecord::default(), &[vec![TAG.to_owned()]], studies, &|| false).unwrap()
    }

    #[divan::bench]
    fn names_figures_and_claims(bencher: Bencher) {
        let document = Document::from(news(MB, false).as_str());
        let (suggester, set) = (suggester(), AnnotationSet::new());
        let reading = suggester.reading("", &document, &set);
        bencher.counter(BytesCount::new(document.len())).bench(|| reading.all(|| false));
    }

    #[divan::bench]
    fn learn(bencher: Bencher) {
        let studies = studies(&suggester(), 5);
        bencher.bench(|| model(&studies));
    }

    #[divan::bench]
    fn find_by_the_model(bencher: Bencher) {
        let suggester = suggester();
        let model = model(&studies(&suggester, 3));
        let document = Document::from(news(MB, false).as_str());
        let set = AnnotationSet::new();
        let reading = suggester.reading("", &document, &set);
        bencher.counter(BytesCount::new(document.len())).bench(|| black_box(model.find(&reading.study())));
    }
}

const SOURCES: [&str; 2] = ["news", "vowelled"];

/// Searching: folded beside exact, for words that are met often and for some that are not there.
mod search {
    use super::{Bencher, BytesCount, MB, black_box, news};
    use hashiya::language::matcher::{Matcher, Rules, SearchMode};

    const QUERIES: [&str; 3] = ["الحرب", "قوات الحكومة", "زمهرير"];

    fn all_hits(bencher: Bencher, query: &str, matching: SearchMode) {
        let text = news(10 * MB, false);
        let matcher = Matcher::new(query, &Rules::of(matching)).unwrap();
        bencher.counter(BytesCount::new(text.len())).bench(|| matcher.hits(black_box(&text), 0).count());
    }

    #[divan::bench(args = QUERIES, sample_count = 20)]
    fn exact(bencher: Bencher, query: &str) {
        all_hits(bencher, query, SearchMode::Exact);
    }

    #[divan::bench(args = QUERIES, sample_count = 20)]
    fn folded(bencher: Bencher, query: &str) {
        all_hits(bencher, query, SearchMode::Folded);
    }
}

fn source(name: &str) -> &'static str {
    if name == "news" { NEWS } else { VOWELLED }
}

mod stages {
    use super::{
        Bencher, BytesCount, Direction, Document, Folding, Letter, MB, PageSettings, SOURCES, Typesetter, bidi, black_box, cell,
        news, shape, source, wrap,
    };

    #[divan::bench]
    fn decode(bencher: Bencher) {
        let bytes = news(10 * MB, false).into_bytes();
        bencher.counter(BytesCount::new(bytes.len())).with_inputs(|| bytes.clone()).bench_values(|b| Document::read(b, None));
    }

    #[divan::bench]
    fn decode_windows_1256(bencher: Bencher) {
        let bytes = encoding_rs::WINDOWS_1256.encode(&news(MB, false)).0.into_owned();
        bencher.counter(BytesCount::new(bytes.len())).with_inputs(|| bytes.clone()).bench_values(|b| Document::read(b, None));
    }

    #[divan::bench(args = SOURCES)]
    fn levels_raw_unicode_bidi(bencher: Bencher, name: &str) {
        let text = source(name);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            for paragraph in text.lines() {
                black_box(unicode_bidi::ParagraphBidiInfo::new(paragraph, None));
            }
        });
    }

    #[divan::bench(args = SOURCES)]
    fn levels(bencher: Bencher, name: &str) {
        let text = source(name);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            for paragraph in text.lines() {
                let base = bidi::base_level(paragraph, Direction::Auto);
                black_box(bidi::levels(paragraph, 0..paragraph.len(), base));
            }
        });
    }

    #[divan::bench(args = SOURCES)]
    fn folding(bencher: Bencher, name: &str) {
        let text = source(name).repeat(MB / source(name).len());
        let folding = Folding::usual();
        bencher.counter(BytesCount::new(text.len())).bench(|| folding.fold(black_box(&text)));
    }

    fn letters(text: &str) -> Vec<Letter> {
        text.chars().map(|c| Letter { c, level: 1 }).collect()
    }

    #[divan::bench(args = SOURCES)]
    fn shaping(bencher: Bencher, name: &str) {
        let text = source(name);
        let letters = letters(text);
        bencher.counter(BytesCount::new(text.len())).bench(|| shape::shape(black_box(&letters), None, None));
    }

    #[divan::bench(args = SOURCES)]
    fn cells(bencher: Bencher, name: &str) {
        let text = source(name);
        let letters = letters(text);
        let shaped = shape::shape(&letters, None, None);
        bencher.counter(BytesCount::new(text.len())).bench(|| cell::Cells::of(black_box(text), &letters, &shaped));
    }

    #[divan::bench(args = SOURCES)]
    fn wrapping(bencher: Bencher, name: &str) {
        let text = source(name);
        let letters = letters(text);
        let cells = cell::Cells::of(text, &letters, &shape::shape(&letters, None, None));
        bencher.counter(BytesCount::new(text.len())).bench(|| wrap::wrap(black_box(text), &cells.list, 80));
    }

    #[divan::bench(args = SOURCES)]
    fn whole_layout(bencher: Bencher, name: &str) {
        let text = source(name);
        let document = Document::from(text);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let mut typesetter = Typesetter::new(PageSettings::default());
            let mut at = 0;
            while at < document.len() {
                at = typesetter.block_at(&document, at).next();
            }
        });
    }
}

mod figures {
    use super::{Bencher, Policy, Reader, black_box};
    use divan::counter::ItemsCount;

    /// The phrases of the number grammar's own table.
    const PHRASES: &str = include_str!("../src/language/number/phrases.txt");

    fn phrases() -> Vec<&'static str> {
        let lines = PHRASES.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split('|').next()).map(|phrase| phrase.trim_matches(' ')).filter(|p| !p.is_empty()).collect()
    }

    /// Items are phrases: the time of one is the reciprocal of items a second.
    #[divan::bench]
    fn phrase(bencher: Bencher) {
        let phrases = phrases();
        let reader = Reader::new(&Policy::default());
        bencher.counter(ItemsCount::new(phrases.len())).bench(|| {
            for phrase in &phrases {
                black_box(reader.read(black_box(phrase)));
            }
        });
    }

    #[divan::bench(args = ["قتيلان", "ما لا يقل عن 2286 مدنياً", "بين ثلاثة ملايين وأربعمئة ألف وثلاثة ملايين ونصف المليون نازح على الأقل"])]
    fn one(bencher: Bencher, phrase: &str) {
        let reader = Reader::new(&Policy::default());
        bencher.bench(|| reader.read(black_box(phrase)));
    }
}

/// A session with a text open on a screen of 120 by 40, and what draws it.
struct Screen {
    session: Session,
    keymap: Keymap,
    hints: Hints,
    terminal: Terminal<TestBackend>,
}

impl Screen {
    fn of(document: &Arc<Document>) -> Self {
        let schema = Schema::builtin().clone();
        let tags: Vec<(char, String)> = schema.tags.iter().map(|t| (t.key, t.id.clone())).collect();
        let mut session = Session::new(schema, "bench");
        session.begin_text();
        session.receive(Message::Area(118, 37));
        session.receive(Message::Opened(Box::new(Opened::whole(0.into(), Arc::clone(document), AnnotationSet::new()))));
        let keymap = Keymap::builtin("default", &tags).unwrap().0;
        Self { session, keymap, hints: Hints::default(), terminal: Terminal::new(TestBackend::new(120, 40)).unwrap() }
    }

    fn press(&mut self, command: Command) {
        self.session.update(command);
        self.draw();
    }

    fn draw(&mut self) {
        let Self { keymap, hints, .. } = self;
        let context = Context { keymap, pending: &[], words: Words::default(), hints, theme: Theme::new(true) };
        self.terminal.draw(|frame| view::draw(frame, &self.session, context)).unwrap();
    }
}

mod screens {
    use super::{Arc, Bencher, Command, Document, MB, Message, Motion, Screen, news};

    const TEXTS: [&str; 3] = ["100 KB", "100 MB", "one paragraph of 10 MB"];

    fn document(name: &str) -> Arc<Document> {
        let text = match name {
            "100 KB" => news(MB / 10, false),
            "100 MB" => news(100 * MB, false),
            _ => news(10 * MB, true),
        };
        Arc::new(Document::from(text.as_str()))
    }

    #[divan::bench(args = TEXTS, sample_count = 20)]
    fn first_screen_of_a_read_text(bencher: Bencher, text: &str) {
        let document = document(text);
        bencher.bench_local(|| Screen::of(&document).draw());
    }

    #[divan::bench(args = TEXTS, sample_count = 20)]
    fn jump_to_end(bencher: Bencher, text: &str) {
        let document = document(text);
        bencher
            .with_inputs(|| Screen::of(&document))
            .bench_local_values(|mut screen| screen.press(Command::Move(Motion::DocumentEnd)));
    }

    #[divan::bench(args = TEXTS, sample_count = 20)]
    fn paste_a_megabyte_into_a_search(bencher: Bencher, text: &str) {
        let (document, pasted) = (document(text), news(MB, true));
        let searching = || {
            let mut screen = Screen::of(&document);
            screen.press(Command::Search);
            (screen, pasted.clone())
        };
        bencher.with_inputs(searching).bench_local_values(|(mut screen, pasted)| {
            screen.session.receive(Message::Pasted(pasted));
            screen.draw();
        });
    }

    #[divan::bench(args = TEXTS)]
    fn page_down(bencher: Bencher, text: &str) {
        let mut screen = Screen::of(&document(text));
        bencher.bench_local(|| screen.press(Command::Move(Motion::PageDown)));
    }

    #[divan::bench(args = TEXTS)]
    fn line_down(bencher: Bencher, text: &str) {
        let mut screen = Screen::of(&document(text));
        bencher.bench_local(|| screen.press(Command::Move(Motion::LineDown)));
    }

    #[divan::bench(args = TEXTS)]
    fn visual_left(bencher: Bencher, text: &str) {
        let mut screen = Screen::of(&document(text));
        bencher.bench_local(|| screen.press(Command::Move(Motion::VisualLeft)));
    }
}

mod comparing {
    use super::{AnnotationSet, Bencher, Defaults, Document, NEWS};
    use hashiya::annotation::{Annotation, Annotator, Parts};
    use hashiya::review::{Work, compare};

    /// Spans of one annotator; every tenth is drawn otherwise by the second one.
    fn set(document: &Document, who: usize, spans: usize, place: impl Fn(usize) -> std::ops::Range<usize>) -> AnnotationSet {
        let annotations = (0..spans).filter_map(|n| {
            let range = place(n);
            let end = range.end + if n % 10 == 0 { who * 12 } else { 0 };
            Some(Annotation::new(format!("s{}", n + 1), ["ACTOR", "LOCATION"][n % 2], document.span(range.start..end)?))
        });
        AnnotationSet::from_parts(Parts { annotations: annotations.collect(), ..Parts::default() }).0
    }

    fn compare_two(bencher: Bencher, spans: usize, place: impl Fn(usize) -> std::ops::Range<usize>) {
        let document = Document::from(NEWS.repeat(spans * 40 / NEWS.len() + 1).as_str());
        let sets = [0, 1].map(|who| set(&document, who, spans / 2, &place));
        let names = ["one", "two"].map(|name| Annotator::parse(name).unwrap());
        let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
        bencher.bench(|| compare(document.text(), &works, &Defaults::default()));
    }

    #[divan::bench(args = [5_000, 50_000], sample_count = 20)]
    fn spans_side_by_side(bencher: Bencher, spans: usize) {
        compare_two(bencher, spans, |n| n * 60..n * 60 + 24);
    }

    #[divan::bench(args = [5_000, 50_000], sample_count = 10)]
    fn spans_all_nested_in_one_another(bencher: Bencher, spans: usize) {
        compare_two(bencher, spans, |n| n * 2..spans * 40 - n * 2);
    }
}

mod decided {
    use std::cell::RefCell;

    use super::{AnnotationSet, Arc, Bencher, Command, Document, Message, NEWS, Schema, Screen, Session};
    use hashiya::annotation::{Annotation, Annotator, Defaults, Parts};
    use hashiya::review::adjudication::Adjudication;
    use hashiya::review::{Work, compare};
    use hashiya::session::Desk;

    /// Spans of one of three annotators; of every tenth each has another tag.
    fn set(document: &Document, who: usize, spans: usize) -> AnnotationSet {
        let tag = |n: usize| ["ACTOR", "LOCATION", "EVENT"][if n.is_multiple_of(10) { who } else { n % 3 }];
        let annotations = (0..spans).filter_map(|n| {
            let start = document.floor(n * 60);
            Some(Annotation::new(format!("s{}", n + 1), tag(n), document.span(start..document.floor(start + 24))?))
        });
        AnnotationSet::from_parts(Parts { annotations: annotations.collect(), ..Parts::default() }).0
    }

    /// A review of three annotators with so many spans each, one decision made.
    fn review(spans: usize) -> Screen {
        let document = Arc::new(Document::from(NEWS.repeat(spans * 60 / NEWS.len() + 1).as_str()));
        let sets = [0, 1, 2].map(|who| set(&document, who, spans));
        let names = ["amal", "basim", "carim"].map(|name| Annotator::parse(name).unwrap());
        let works: Vec<Work<'_>> = names.iter().zip(&sets).map(|(annotator, set)| Work { annotator, set }).collect();
        let comparison = compare(document.text(), &works, &Defaults::default());
        let mut screen = Screen::of(&document);
        screen.session = Session::new(Schema::builtin().clone(), "huda");
        screen.session.begin_review();
        screen.session.receive(Message::Area(118, 25));
        let desk = Desk::new(0.into(), "a.txt", document, Adjudication::new(comparison, Vec::new()), None);
        screen.session.receive(Message::Desk(Box::new(desk)));
        screen.session.update(Command::TakeNothing);
        screen
    }

    /// A decision, as far as the frame with the next unit.
    #[divan::bench(args = [500, 5_000], sample_count = 40, sample_size = 1)]
    fn decision_and_frame(bencher: Bencher, spans: usize) {
        let screen = RefCell::new(review(spans));
        bencher.with_inputs(|| follow(&screen)).bench_local_values(|_| {
            let mut screen = screen.borrow_mut();
            let effects = screen.session.update(Command::TakeReading(1));
            screen.draw();
            effects.len()
        });
    }

    /// What follows from a decision, after the frame: the gold standard with it.
    #[divan::bench(args = [5_000], sample_count = 40, sample_size = 1)]
    fn following(bencher: Bencher, spans: usize) {
        let screen = RefCell::new(review(spans));
        let decide = || screen.borrow_mut().session.update(Command::TakeReading(1)).len();
        bencher.with_inputs(decide).bench_local_values(|_| follow(&screen));
    }

    fn follow(screen: &RefCell<Screen>) -> usize {
        screen.borrow_mut().session.receive(Message::Follow(0.into())).len()
    }
}

mod joined {
    use super::Bencher;
    use hashiya::storage::journal::{Line, Segment, glance, parse};

    /// A look into a journal of so many branches, two lines each.
    #[divan::bench(args = [10_000, 100_000], sample_count = 10)]
    fn look(bencher: Bencher, branches: usize) {
        let record = |n: usize, writer: usize, follows: &str, does: &str| {
            let body = format!("(n: {n}, writer: \"{writer:016x}\"{follows}, at: \"\", by: \"amal\", does: {does})");
            let sum = format!("{:08x}", crc32fast::hash(body.as_bytes()));
            (Line { start: 0, record: parse(format!("{body} // {sum}\n").as_bytes()) }, format!(", follows: \"{sum}\""))
        };
        let (first, root) = record(1, 0, "", "Opened(journal: 1, source: \"\", sidecar: \"h\")");
        let mut lines = vec![first];
        for writer in 1..=branches {
            let (change, sum) = record(2, writer, &root, "Edit(State(\"submitted\"), State(\"new\"))");
            lines.extend([change, record(3, writer, &sum, "Saving(\"theirs\")").0]);
        }
        assert!(lines.iter().all(|line| line.record.is_ok()));
        let segments = [Segment { path: "a.txt.amal.journal".into(), lines }];
        bencher.bench(|| glance(&segments, "h").lacking);
    }
}

mod registries {
    use super::{Arc, Bencher, Command, Document, Message, Screen};
    use hashiya::annotation::registry::NamedRegistry;
    use hashiya::annotation::{Identity, Registry, RegistryEdit, Uses};

    /// Identities of a large registry.
    const ENTRIES: usize = 20_000;

    fn registry() -> Registry {
        let heads = ["كتيبة", "لواء", "وكالة", "مرصد", "حزب"];
        let names = ["السهل", "النخيل", "الجسر", "اللوتس", "الوادي", "الطاحونة", "الميناء"];
        let mut registry = Registry::new("actors");
        for n in 0..ENTRIES {
            let (head, name) = (heads[n % heads.len()], names[n / heads.len() % names.len()]);
            let identity = Identity {
                ar: format!("{head} {name} {n}"),
                en: format!("Unit {n} of the Valley"),
                aliases: vec![format!("{name} {n}")],
                class: "armed_group".to_owned(),
                ..Identity::new(format!("unit_{n}"))
            };
            registry.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
        }
        registry
    }

    #[divan::bench(sample_count = 20)]
    fn open(bencher: Bencher) {
        let text = registry().write();
        bencher.bench(|| Registry::parse("actors", &text).unwrap());
    }

    #[divan::bench(sample_count = 20)]
    fn write(bencher: Bencher) {
        let registry = registry();
        bencher.bench(|| registry.write());
    }

    #[divan::bench(args = ["لو", "ال", "va", "unit 19", ""])]
    fn search(bencher: Bencher, typed: &str) {
        let (registry, uses) = (registry(), Uses::default());
        bencher.bench(|| registry.search(typed, &uses).len());
    }

    #[divan::bench]
    fn named(bencher: Bencher) {
        let registry = registry();
        bencher.bench(|| registry.named("وللجسر 107").len());
    }

    /// A screen with a span whose identity is to be chosen.
    fn screen() -> Screen {
        let mut screen = Screen::of(&Arc::new(Document::from("كتيبة السهل 7 هنا")));
        let named = NamedRegistry::new("actors", registry());
        screen.session.receive(Message::Registries(vec![named]));
        screen.press(Command::Tag("ACTOR".to_owned()));
        screen
    }

    /// The key that lists all identities, as far as the frame.
    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn list_and_frame(bencher: Bencher) {
        let screen = std::cell::RefCell::new(screen());
        let close = || screen.borrow_mut().press(Command::Cancel);
        bencher.with_inputs(close).bench_local_values(|()| screen.borrow_mut().press(Command::Identity));
    }

    /// The second letter typed, as far as the frame.
    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn letter_and_frame(bencher: Bencher) {
        let screen = std::cell::RefCell::new(screen());
        screen.borrow_mut().press(Command::Identity);
        screen.borrow_mut().press(Command::Insert('ل'));
        let erase = || {
            screen.borrow_mut().press(Command::EraseLine);
            screen.borrow_mut().press(Command::Insert('ل'));
        };
        bencher.with_inputs(erase).bench_local_values(|()| screen.borrow_mut().press(Command::Insert('و')));
    }
}

/// Dates read: under ten microseconds a phrase.
mod dates {
    use super::{Bencher, black_box};
    use hashiya::language::date::{self, Date};

    const PHRASES: [&str; 6] = [
        "أمس",
        "فجر يوم الثلاثاء الماضي",
        "ليل الأحد/الاثنين",
        "خلال الأيام الثلاثة الماضية",
        "من 28 شباط/فبراير إلى الثالث من آذار/مارس 2031",
        "الخامس عشر من رمضان 1452 هـ",
    ];
    /// Sixty words.
    const SENTENCE: &str = "قال ناطق باسم المجلس المحلي في بلدة الزيتونة صباح الأحد إن ثمانية مدنيين بينهم طفلان قتلوا وأصيب نحو عشرين آخرين في غارة استهدفت السوق القديم عند جسر 17 تموز، وأضاف أن القصف الذي بدأ منذ مطلع الشهر الجاري أجبر مئات العائلات على النزوح نحو القرى المجاورة، فيما نفت الوزارة في بيان نشرته في 3 آذار/مارس 2031 أي صلة لها بما جرى";

    fn published() -> Date {
        Date::parse("2031-03-11").unwrap()
    }

    #[divan::bench(args = PHRASES)]
    fn phrase(bencher: Bencher, phrase: &str) {
        let published = published();
        bencher.bench(|| date::read_one(black_box(phrase), published));
    }

    #[divan::bench]
    fn sentence_of_sixty_words(bencher: Bencher) {
        let published = published();
        bencher.bench(|| date::read(black_box(SENTENCE), published));
    }
}
