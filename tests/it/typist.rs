//! The typist types what anybody may have said by the schema, whatever it is, and the sidecar says the same.

use std::ops::Range;
use std::path::Path;

use hashiya::annotation::schema::Who;
use hashiya::annotation::{
    Annotation, AnnotationSet, Attribute, Edit, Kind, Relation, RelationType, Schema, Value, check_relation,
};
use hashiya::text::Document;
use proptest::prelude::*;

use super::harness::cases;
use skills::Skills;
use target::Target;

#[path = "../../examples/typist/dating.rs"]
mod dating;
#[path = "../../examples/typist/desk.rs"]
mod desk;
#[path = "../../examples/typist/going.rs"]
mod going;
#[path = "../../examples/typist/identifying.rs"]
mod identifying;
#[path = "../../examples/typist/marking.rs"]
mod marking;
#[path = "../../examples/typist/plan.rs"]
mod plan;
#[path = "../../examples/typist/pointing.rs"]
mod pointing;
#[path = "../../examples/typist/relating.rs"]
mod relating;
#[path = "../../examples/typist/repeating.rs"]
mod repeating;
#[path = "../../examples/typist/saying.rs"]
mod saying;
#[path = "../../examples/typist/shortcuts.rs"]
mod shortcuts;
#[path = "../../examples/typist/skills.rs"]
mod skills;
#[path = "../../examples/typist/suggesting.rs"]
mod suggesting;
#[path = "../../examples/typist/target.rs"]
mod target;
#[path = "../../examples/typist/typed.rs"]
mod typed;
#[path = "../../examples/typist/wants.rs"]
mod wants;
#[path = "../../examples/typist/way.rs"]
mod way;
#[path = "../../examples/typist/ways.rs"]
mod ways;

type Fault = Box<dyn std::error::Error>;

const TEXT: &str = "قتلى في قصف طال قرية تل السرو\n\n\
    قالت كتائب السهل، الأحد 4 آذار 2031، إن «قوات الوادي» قصفت سوق القرية فقُتل 12 مدنياً بينهم ثلاثة أطفال وامرأتان. \
    ونقلت وكالة النخيل عن مصدر طبي في مشفى السرو أن الحصيلة مرشحة للارتفاع، وأن عشرات الجرحى نُقلوا إلى بلدة الزيتونة.\n\n\
    ونفى ناطق باسم قوات الوادي ذلك، وقال: «لم تنفذ قواتنا أي غارة»! وأضاف أن مسلحين أطلقوا النار على الحاجز فقُتل جنديان. \
    وتحدث ناشطون عن أكثر من 20 قتيلاً، ولم يتسن التحقق (حتى مساء الأحد) من ذلك.\n";

const JUDGMENT: &str = "In the matter of Mrs Vale against the Harbour Company, the court held on 4 March 2031 that section 12 of the \
    Quays Act applies to \"every vessel\" moored there.\n\nThe appeal is dismissed; the claim for damages of 1,200 crowns is remitted. \
    Judge Orne dissented (in part), and would have granted it.\n";

/// Numbers that everything that is said is drawn from.
struct Dice(Vec<u32>, usize);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        let number = self.0[self.1 % self.0.len()] as usize;
        self.1 += 1;
        (number.wrapping_mul(2_654_435_761).wrapping_add(self.1) >> 7) % most.max(1)
    }

    fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        let n = self.below(among.len());
        among.get(n)
    }
}

/// Where words begin and end.
fn words(document: &Document) -> Vec<Range<usize>> {
    use unicode_segmentation::UnicodeSegmentation;
    let text = document.text();
    text.unicode_word_indices().map(|(at, word)| at..at + word.len()).collect()
}

/// Some words, mostly few; at times without their first letter, as where a particle stays out.
fn stretch(document: &Document, dice: &mut Dice) -> Range<usize> {
    let words = words(document);
    let first = dice.below(words.len());
    let count = if dice.below(5) == 0 { dice.below(25) } else { dice.below(5) };
    // The rules leave out what comes after a blank line.
    let paragraph = document.paragraph_at(words[first].start).range();
    let within = words.iter().rposition(|word| word.end <= paragraph.end).unwrap();
    let last = (first + count).min(within);
    let mut start = words[first].start;
    if dice.below(6) == 0 && words[first].len() > 6 {
        start = hashiya::text::grapheme::next(document.text(), start);
    }
    start..words[last].end
}

fn value(attribute: &Attribute, document: &Document, dice: &mut Dice) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    match &attribute.kind {
        Kind::One(_) => dice.pick(&attribute.offered()).cloned(),
        Kind::Many(_) => {
            let words = attribute.choices().map(|value| value.id.clone()).filter(|_| dice.below(3) == 0).collect::<Vec<_>>();
            (!words.is_empty()).then_some(Value::List(words))
        }
        Kind::Flag => Some(Value::Boolean(dice.below(2) == 0)),
        Kind::Int => Some(Value::Integer(i64::try_from(dice.below(3000)).unwrap())),
        Kind::Text => text(dice.pick(&["سامر الحلو", "two words", "x", "«؟»"])?),
        Kind::Date => text(dice.pick(&["2031-03-04", "2030-12-31"])?),
        Kind::SubSpan => {
            let range = stretch(document, dice);
            Some(Value::Range(document.code_point_at(range.start), document.code_point_at(range.end)))
        }
        Kind::Entity { .. } => text(dice.pick(&["sahl", "wadi", "nakhil", "sarw", "zaytuna"])?),
    }
}

/// What an annotator may have said of the text.
fn said(document: &Document, schema: &Schema, dice: &mut Dice) -> AnnotationSet {
    let mut set = AnnotationSet::new();
    for _ in 0..4 + dice.below(14) {
        let tag = dice.pick(&schema.tags).unwrap();
        let Some(span) = document.span(stretch(document, dice)) else { continue };
        if set.iter().any(|other| other.span == span && other.tag == tag.id) {
            continue;
        }
        let id = set.fresh_id();
        let mut annotation = Annotation::new(id, &tag.id, span);
        for attribute in tag.attributes.iter().filter(|attribute| attribute.who == Who::Annotator) {
            if dice.below(4) > 0 {
                annotation.set_attribute(&attribute.id, value(attribute, document, dice));
            }
        }
        set.apply(Edit::Add(annotation)).unwrap();
    }
    for _ in 0..dice.below(20) {
        relate(&mut set, schema, dice);
    }
    set
}

fn relate(set: &mut AnnotationSet, schema: &Schema, dice: &mut Dice) {
    let kind: &RelationType = dice.pick(&schema.relations).unwrap();
    let spans: Vec<Annotation> = set.iter().cloned().collect();
    let from: Vec<&Annotation> = spans.iter().filter(|span| kind.from.contains(&span.tag)).collect();
    let name = ["bridge", "tall_2"][dice.below(2)];
    let special = kind.special.iter().map(|end| if end.id.ends_with(':') { format!("{}{name}", end.id) } else { end.id.clone() });
    let to: Vec<String> =
        spans.iter().filter(|span| kind.to.contains(&span.tag)).map(|span| span.id.to_string()).chain(special).collect();
    let (Some(from), Some(to)) = (dice.pick(&from), dice.pick(&to)) else { return };
    if check_relation(schema, set, &kind.id, from, &to.as_str().into()).is_err() {
        return;
    }
    let like = set.relations_of(&from.id).filter(|other| other.from == from.id && other.kind == kind.id).count();
    let words: Vec<String> = kind.certainty.iter().flatten().map(|word| word.id.clone()).collect();
    let certainty = dice.pick(&words).cloned().map(Value::Text).filter(|_| dice.below(2) == 0);
    let order = kind.ordered.then(|| i64::try_from(like).unwrap() + 1);
    let id = set.fresh_relation_id();
    let relation = Relation { order, certainty, ..Relation::new(id, &kind.id, from.id.clone(), to.as_str()) };
    set.apply(Edit::AddRelation(relation)).unwrap();
}

/// Types what these numbers amount to of a text; what the sidecar then says otherwise.
fn differences(schema: &Schema, text: &str, numbers: Vec<u32>) -> Vec<String> {
    let document = Document::from(text);
    let set = said(&document, schema, &mut Dice(numbers, 0));
    let target = Target { name: "a.txt".to_owned(), document, set };
    let typed = typed::type_all(std::slice::from_ref(&target), schema, Path::new("nowhere"), &Skills::default()).unwrap();
    typed.into_iter().flat_map(|(_, typed)| typed.differences).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 60, ..cases(6) })]

    #[test]
    #[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
    fn whatever_the_schema_lets_anybody_say_is_typed(numbers in prop::collection::vec(any::<u32>(), 40..400)) {
        let told = differences(Schema::builtin(), TEXT, numbers);
        prop_assert!(told.is_empty(), "{}", told.join("\n"));
    }

    #[test]
    #[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
    fn so_is_whatever_another_schema_lets_anybody_say_of_an_english_text(numbers in prop::collection::vec(any::<u32>(), 40..400)) {
        let schema = Schema::parse(include_str!("../schemas/court.ron")).unwrap();
        let told = differences(&schema, JUDGMENT, numbers);
        prop_assert!(told.is_empty(), "{}", told.join("\n"));
    }
}

/// What is tagged ACTOR of two words, as a target.
fn two_words() -> Target {
    let document = Document::from("قالت كتائب السهل");
    let mut set = AnnotationSet::new();
    let span = document.span("قالت ".len()..document.len()).unwrap();
    set.apply(Edit::Add(Annotation::new("s1", "ACTOR", span))).unwrap();
    Target { name: "a.txt".to_owned(), document, set }
}

#[test]
fn each_key_is_counted_by_what_it_went_to() {
    for (skills, told) in [
        // To the next word; two words, and the tag.
        (Skills::without("suggestions").unwrap(), "3 keys, 1 spans, 0 relations, 0 attributes (moving 1, tagging 2, "),
        // To what is suggested, and it is taken.
        (Skills::default(), "2 keys, 1 spans, 0 relations, 0 attributes (moving 1, tagging 1, "),
    ] {
        let typed = typed::type_all(&[two_words()], Schema::builtin(), Path::new("nowhere"), &skills).unwrap();
        assert_eq!(typed[0].1.to_string(), format!("{told}attributes 0, relations 0, confirming 0)"));
        assert_eq!(typed[0].1.differences, Vec::<String>::new());
    }
}

#[test]
fn a_name_that_is_met_four_times_is_tagged_everywhere_with_two_keys_more() {
    let text = "وصلت النخيل بعد شهرين من القطيعة الطويلة، فقالت الصحف إن النخيل عادت. وقال الناس في السوق: النخيل! النخيل!";
    let document = Document::from(text);
    let mut set = AnnotationSet::new();
    for (n, (at, name)) in text.match_indices("النخيل").enumerate() {
        let span = document.span(at..at + name.len()).unwrap();
        set.apply(Edit::Add(Annotation::new(format!("x{n}"), "LOCATION", span))).unwrap();
    }
    let target = Target { name: "a.txt".to_owned(), document, set };
    let typed = |skills: &Skills| {
        let typed = typed::type_all(std::slice::from_ref(&target), Schema::builtin(), Path::new("nowhere"), skills).unwrap();
        assert_eq!(typed[0].1.differences, Vec::<String>::new());
        typed[0].1.sums().split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    // A word on, the tag; the list, all of it.
    assert_eq!(typed(&Skills::default()), 4);
    assert!(typed(&Skills::without("propagation,suggestions").unwrap()) > 8);
    assert!(Skills::without("magic").unwrap_err().starts_with("unknown capability `magic` (known: leap, "));
}

#[test]
fn names_that_a_registry_knows_are_taken_all_at_once() {
    let text = "عادت القافلة من سوق الرمان بعد يومين ومرت قرب النخيل ولم تدخل وادي الزمرد هذه المرة.";
    let places = [("rumman", "سوق الرمان"), ("nakhil", "النخيل"), ("zumurrud", "وادي الزمرد")];
    let document = Document::from(text);
    let mut set = AnnotationSet::new();
    for (id, place) in places {
        let at = text.find(place).unwrap();
        let mut span = Annotation::new(id, "LOCATION", document.span(at..at + place.len()).unwrap());
        span.set_attribute("loc_id", Some(id.into()));
        set.apply(Edit::Add(span)).unwrap();
    }
    let target = Target { name: "a.txt".to_owned(), document, set };
    let entries: Vec<String> = places.iter().map(|(id, place)| format!("(id: \"{id}\", ar: \"{place}\")")).collect();
    let beside = tempfile::tempdir().unwrap();
    let registry = format!("(hashiya: 1, registry: \"places\", entries: [{}])\n", entries.join(", "));
    std::fs::write(beside.path().join("places.ron"), registry).unwrap();
    let typed = |skills: &Skills| {
        let typed = typed::type_all(std::slice::from_ref(&target), Schema::builtin(), beside.path(), skills).unwrap();
        assert_eq!(typed[0].1.differences, Vec::<String>::new());
        typed[0].1.sums().split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    assert_eq!(typed(&Skills::default()), 1);
    assert!(typed(&Skills::without("suggestions").unwrap()) > 6);
}

#[test]
fn a_figure_with_its_attributes_takes_two_keys_and_one_from_anywhere_before_it_in_its_sentence() {
    let document = Document::from("وقالت الإدارة إن 12 مدنياً قُتلوا");
    let start = document.text().find("12").unwrap();
    let span = document.span(start..start + "12 مدنياً".len()).unwrap();
    let mut figure = Annotation::new("s1", "CASUALTY", span);
    let values =
        [("harm", "killed".into()), ("min", Value::Integer(12)), ("max", Value::Integer(12)), ("qualifier", "exact".into())];
    for (name, value) in values.into_iter().chain([("status", "civilian".into())]) {
        figure.set_attribute(name, Some(value));
    }
    let mut set = AnnotationSet::new();
    set.apply(Edit::Add(figure)).unwrap();
    let target = Target { name: "a.txt".to_owned(), document, set };
    let typed = typed::type_all(&[target], Schema::builtin(), Path::new("nowhere"), &Skills::default()).unwrap();
    let told = "3 keys, 1 spans, 0 relations, 5 attributes (moving 0, tagging 2, attributes 0, relations 0, confirming 1)";
    assert_eq!((typed[0].1.to_string().as_str(), typed[0].1.differences.len()), (told, 0));
}

#[test]
fn a_relation_into_another_text_is_typed_to_the_very_span() {
    let text = |name: &str, words: &str, spans: &[(&str, Range<usize>)]| {
        let document = Document::from(words);
        let mut set = AnnotationSet::new();
        for (n, (tag, words)) in spans.iter().enumerate() {
            let byte = |n: usize| document.byte_of_code_point(n).unwrap();
            let span = document.span(byte(words.start)..byte(words.end)).unwrap();
            set.apply(Edit::Add(Annotation::new(format!("x{n}"), *tag, span))).unwrap();
        }
        Target { name: name.to_owned(), document, set }
    };
    let mut first = text("a.txt", "قُتل ستة في الحي", &[("CASUALTY", 5..8)]);
    let second = text("b.txt", "قُتل تسعة وقيل تسعة أيضاً", &[("CASUALTY", 5..9), ("CASUALTY", 15..19)]);
    let relation = Relation::new("r1", "contradicts", "x0", "b.txt#x1");
    first.set.apply(Edit::AddRelation(relation)).unwrap();
    let typed = typed::type_all(&[first, second], Schema::builtin(), Path::new("nowhere"), &Skills::default()).unwrap();
    let told: Vec<&String> = typed.iter().flat_map(|(_, typed)| &typed.differences).collect();
    assert_eq!(told, Vec::<&String>::new());
}

#[test]
fn what_a_sidecar_says_otherwise_than_its_target_is_told() {
    let saying = target::Saying::default();
    let schema = Schema::builtin();
    let comparison = target::Comparison { schema, defaults: schema.defaults(), saying: &saying };
    let target = two_words();
    let mut set = target.set.clone();
    assert_eq!(comparison.differences(&target, &set), Vec::<String>::new());
    let class = |value: &str| Edit::Attribute { id: "s1".into(), name: "actor_class".to_owned(), value: Some(value.into()) };
    set.apply(class("media")).unwrap();
    let told = comparison.differences(&target, &set);
    assert_eq!(told.iter().map(|one| one.split(':').next().unwrap()).collect::<Vec<_>>(), ["missing", "superfluous"]);
    set.apply(Edit::Remove("s1".into())).unwrap();
    assert_eq!(comparison.differences(&target, &set).len(), 1);
}

#[test]
fn a_text_of_the_sample_corpus_is_typed_from_its_row() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
    let folder = tempfile::tempdir().unwrap();
    let text = corpus.join("05-displacement-digits.txt");
    let arguments = ["export", "--set", "amal", "--out"].map(std::ffi::OsString::from);
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_hashiya")).args(arguments).args([folder.path(), &text]).output();
    assert!(out.unwrap().status.success());
    let groups = target::read(&folder.path().join("amal.jsonl")).unwrap();
    let mut total = typed::Typed::default();
    for (_, typed) in
        groups.iter().flat_map(|group| typed::type_all(group, Schema::builtin(), &corpus, &Skills::default()).unwrap())
    {
        total.add(&typed);
    }
    assert_eq!(total.differences, Vec::<String>::new());
    assert!(total.sums().contains(" spans, "), "{}", total.sums());
}
