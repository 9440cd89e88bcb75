//! Every format with the worst of texts: what goes out comes back, and what does not is in the account.

use std::collections::BTreeMap;
use std::ops::Range;

use hashiya::annotation::{Annotation, AnnotationSet, Annotator, DocumentState, Parts, Relation, Schema, SpanId, Value};
use hashiya::exchange::{Incoming, Input, Loss, Lost, Output, READERS, Run, Seen, Settings, Unit, WRITERS, Whole, Work, Writer};
use hashiya::text::Document;
use proptest::prelude::*;

/// Vowel marks, emoji, CRLF, a tab, a no-break space, ZWNJ, U+2028, glued particles, signs that formats use.
const NASTY: &str = "قُتِلَ 😀 تسعة\tمدنيًّا\r\nفي\u{A0}بلدة الزيتونة وبالجيش مي\u{200C}خواهم\u{2028}نعم «ناطق»_[a|b]\\ -> #x;*.\r\n\r\n👨‍👩‍👧 <انتهى> & \"قيل\" في القرية\n";

/// Tag and quote of each span: nested, crossing, doubled, over a tab, a line end, a no-break space and U+2028, inside a
/// word, of signs alone, and one tag over itself.
const SPANS: &[(&str, &str)] = &[
    ("CASUALTY", "تسعة\tمدنيًّا"),
    ("ALLEGATION", "قُتِلَ 😀 تسعة\tمدنيًّا\r\nفي\u{A0}بلدة"),
    ("LOCATION", "\u{A0}بلدة الزيتونة"),
    ("LOCATION", "الزيتونة"),
    ("ACTOR", "بلدة الزيتونة وب"),
    ("ACTOR", "الجيش"),
    ("ALLEGATION", "الجيش"),
    ("ALLEGATION", "خواهم\u{2028}نعم «ناطق»_[a|b]\\ -> #x;*.\r\n\r\n👨‍👩‍👧"),
    ("ACTOR", "👨‍👩‍👧"),
    ("ACTOR", "<انتهى> & \"قيل\""),
    ("UNKNOWN_TAG", "😀"),
];

fn place(text: &str, quote: &str) -> Range<usize> {
    // A no-break space is no good beginning; the test of it stands elsewhere.
    let at = text.find(quote).unwrap();
    let skipped = quote.len() - quote.trim_start().len();
    at + skipped..at + quote.len()
}

fn nasty(document: &Document) -> AnnotationSet {
    let strange = "a|b <&\"'> [x]_\\ ->;* {ق}";
    let annotation = |(n, (tag, quote)): (usize, &(&str, &str))| {
        let span = document.span(place(document.text(), quote)).unwrap();
        let attributes = match n {
            0 => vec![("harm", "killed".into()), ("min", Value::Integer(-9)), ("profile", list(&["women", "a|b\\"]))],
            1 => vec![("cue", Value::Range(12, 16)), ("kind", "ليس في القائمة".into())],
            3 => vec![("protected", Value::Boolean(true)), ("loc_id", strange.into())],
            4 => vec![("affiliation", "x y".into()), ("شيء", "قيمة".into())],
            5 => vec![("actor_id", "act-1".into())],
            _ => Vec::new(),
        };
        let attributes = attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let note = if n == 2 { format!("ملاحظة {strange}") } else { String::new() };
        Annotation { attributes, note, at: "2031-01-01T00:00:00Z".into(), ..Annotation::new(format!("s{}", n + 1), *tag, span) }
    };
    let relation = |(n, (kind, from, to, order)): (usize, &(&str, &str, &str, Option<i64>))| Relation {
        order: *order,
        certainty: (*kind == "by").then(|| "possible".into()),
        attributes: if *kind == "by" { vec![("basis".to_owned(), strange.into())] } else { Vec::new() },
        ..Relation::new(format!("r{}", n + 1), *kind, *from, *to)
    };
    let relations = [
        ("claimed_by", "s2", "s6", Some(1)),
        ("claimed_by", "s2", "s10", Some(2)),
        ("at", "s1", "s4", None),
        ("by", "s7", "s6", None),
    ];
    let parts = Parts {
        annotations: SPANS.iter().enumerate().map(annotation).collect(),
        relations: relations.iter().chain(&[("claimed_by", "s8", "@document", None)]).enumerate().map(relation).collect(),
        metadata: vec![("pub_date".to_owned(), "2031-01-01".into())],
        state: DocumentState::Submitted,
        ..Parts::default()
    };
    AnnotationSet::from_parts(parts).0
}

fn list(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|text| (*text).to_owned()).collect())
}

/// The files that a format makes of one work.
fn export(writer: &dyn Writer, work: &Work<'_>) -> (Vec<Whole>, Loss) {
    let schema = Schema::builtin();
    let mut seen = Seen::default();
    seen.add(work, schema);
    let run = Run { schema, registries: &[], set: work.annotator.as_str(), unit: None, bom: false, seen: seen.clone() };
    let mut output = Output::default();
    writer.write(&[*work], 0, &run, &mut output);
    let mut files = output.files;
    for (n, stream) in writer.streams(&run).into_iter().enumerate() {
        let pieces: Vec<u8> = output.pieces.iter().filter(|(at, _)| *at == n).flat_map(|(_, piece)| piece.clone()).collect();
        files.push(Whole::new(stream.name, [stream.head.as_bytes(), &pieces, stream.tail.as_bytes()].concat()));
    }
    files.extend(writer.companions(&run, &seen));
    (files, output.loss)
}

/// What a format's reader makes of its files.
fn import(name: &str, files: &[Whole]) -> Vec<Incoming> {
    let reader = READERS.iter().find(|reader| reader.name() == name).unwrap();
    let settings = Settings { schema: Schema::builtin(), unit: Some(Unit::Utf16), columns: None };
    let mut works = Vec::new();
    for file in files.iter().filter(|file| reader.endings().iter().any(|ending| file.name.ends_with(ending))) {
        let stem = file.name.rsplit_once('.').unwrap().0;
        let beside = reader.beside().and_then(|ending| files.iter().find(|other| other.name == format!("{stem}.{ending}")));
        let input = Input { name: &file.name, bytes: &file.bytes, beside: beside.map(|file| file.bytes.as_slice()), before: 0 };
        let brought = reader.read(&input, &settings).unwrap_or_else(|fault| panic!("{name}: {}: {fault}", fault.line));
        assert!(brought.complaints.is_empty(), "{name}: {:?}", brought.complaints);
        works.extend(brought.works.into_iter().map(|(_, work)| work));
    }
    works
}

/// Place, tag, attributes, note and id.
type Said = (Range<usize>, String, BTreeMap<String, Value>, String, String);

/// Tag and place of every annotation, with what else the account says was carried.
fn said(set: &AnnotationSet, loss: &Loss) -> Vec<Said> {
    let kept = |lost: Lost| loss.of(lost) == 0;
    let mut said: Vec<_> = set
        .iter()
        .map(|a| {
            let whole = kept(Lost::Attributes) && kept(Lost::ValueTypes) && kept(Lost::ValueSigns) && kept(Lost::Names);
            let attributes = if whole { a.attributes.iter().cloned().collect() } else { BTreeMap::new() };
            let note = if kept(Lost::Notes) && kept(Lost::ValueSigns) { a.note.clone() } else { String::new() };
            let id = if kept(Lost::Ids) { a.id.to_string() } else { String::new() };
            let tag = if kept(Lost::Names) { a.tag.clone() } else { a.tag.replace(' ', "_") };
            (a.span.range(), tag, attributes, note, id)
        })
        .collect();
    said.sort_by_key(|(range, tag, _, _, id)| (range.start, range.end, tag.clone(), id.clone()));
    said
}

/// The relations by what their ends quote, with what is said of them where that is carried.
fn related(set: &AnnotationSet, document: &Document, loss: &Loss) -> Vec<(String, String, String, Option<i64>, String)> {
    let end = |id: &str| set.get(id).map(|a| format!("{} {}", a.tag.replace(' ', "_"), document.slice(a.span.range())));
    let order = |relation: &Relation| relation.order.filter(|_| loss.of(Lost::RelationOrder) == 0);
    let said = |relation: &Relation| {
        let certainty = relation.certainty.as_ref().filter(|_| loss.of(Lost::RelationCertainty) == 0);
        let attributes = relation.attributes.iter().filter(|_| loss.of(Lost::RelationAttributes) == 0).collect::<Vec<_>>();
        format!("{certainty:?} {attributes:?}")
    };
    let all = set.relations().iter().filter_map(|r| Some((r.kind.clone(), end(&r.from)?, end(&r.to)?, order(r), said(r))));
    let mut all: Vec<_> = all.filter(|_| loss.of(Lost::Relations) == 0).collect();
    all.sort();
    all
}

/// Sends a work through a format and back, and compares all that the account does not call lost.
fn round_trip(writer: &dyn Writer, document: &Document, set: &AnnotationSet) -> Loss {
    let annotator = Annotator::parse("ann1").unwrap();
    let work = Work { file: "sub/خبر.txt", sha256: document.sha256(), annotator: &annotator, set, document };
    let (files, loss) = export(writer, &work);
    assert_eq!(export(writer, &work).0, files, "{}: written twice, it is the same", writer.name());
    if READERS.iter().all(|reader| reader.name() != writer.name()) {
        return loss;
    }
    let mut works = import(writer.name(), &files);
    if loss.of(Lost::EmptyTexts) > 0 {
        return loss;
    }
    assert_eq!(works.len(), 1, "{}", writer.name());
    let mut back = works.remove(0);
    assert_eq!(back.file, "sub/خبر.txt", "{}", writer.name());
    let text_kept = loss.of(Lost::Spacing) == 0 && loss.of(Lost::Controls) == 0;
    assert!(back.stands_in(document) || !text_kept, "{}: {:?} is not {:?}", writer.name(), back.text, document.text());
    let carried = Document::from(back.text.as_str());
    let back = back.into_set(&carried).unwrap_or_else(|misfits| panic!("{}: {misfits:?}", writer.name()));
    if loss.of(Lost::Spans) == 0 && loss.of(Lost::Edges) == 0 && text_kept {
        assert_eq!(said(&back, &loss), said(set, &loss), "{}", writer.name());
        assert_eq!(related(&back, document, &loss), related(set, document, &loss), "{}", writer.name());
    } else {
        assert!(back.len() + loss.of(Lost::Spans) == set.len(), "{}: no span is lost untold", writer.name());
    }
    if loss.of(Lost::DocumentFacts) == 0 {
        assert_eq!(back.metadata(), set.metadata(), "{}", writer.name());
    }
    if loss.of(Lost::States) == 0 {
        assert_eq!(back.state(), set.state(), "{}", writer.name());
    }
    loss
}

#[test]
fn ids_of_two_tags_on_the_same_words_are_called_lost_where_columns_turn_them_round() {
    let document = Document::from("انسحبت كتائب السهل");
    let words = document.span(place(document.text(), "كتائب السهل")).unwrap();
    let lost = |tags: [&str; 2]| {
        let annotations = ["s1", "s2"].iter().zip(tags).map(|(id, tag)| Annotation::new(*id, tag, words)).collect();
        let set = AnnotationSet::from_parts(Parts { annotations, ..Parts::default() }).0;
        let conll = WRITERS.iter().find(|writer| writer.name() == "conll").unwrap();
        round_trip(*conll, &document, &set).of(Lost::Ids)
    };
    assert_eq!([lost(["LOCATION", "ALLEGATION"]), lost(["ALLEGATION", "LOCATION"])], [0, 2]);
}

#[test]
fn the_worst_text_passes_through_every_format() {
    use Lost::{
        Attributes, CarriageReturns, DocumentFacts, Ids, Names, Notes, Origins, RelationAttributes, RelationCertainty,
        RelationOrder, Relations, SpecialEnds, States, Times,
    };
    let document = Document::from(NASTY);
    let set = nasty(&document);
    let always = [Origins, Times];
    let table: &[(&str, &[Lost])] = &[
        ("brat", &[SpecialEnds, DocumentFacts, States, CarriageReturns, Names]),
        ("uima-json", &[SpecialEnds, DocumentFacts, States, Names]),
        ("uima-xmi", &[SpecialEnds, DocumentFacts, States, Names]),
        ("webanno-tsv", &[SpecialEnds, DocumentFacts, States, CarriageReturns, Names]),
        ("label-studio", &[SpecialEnds, RelationOrder, RelationCertainty, RelationAttributes]),
        ("doccano", &[SpecialEnds, RelationOrder, RelationCertainty, RelationAttributes, Attributes, Notes]),
        ("spacy", &[Relations, Notes, DocumentFacts, States, Attributes, Ids]),
        ("prodigy", &[SpecialEnds]),
        ("conll", &[Relations, Notes, DocumentFacts, States, Attributes, Ids]),
    ];
    for writer in WRITERS {
        let account = round_trip(*writer, &document, &set);
        match writer.name() {
            "jsonl" | "parquet" | "csv" => assert!(account.is_none(), "{account}"),
            "web-annotation" => assert_eq!(kinds(&account), [States, Origins], "{account}"),
            name => {
                let (_, expected) = table.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
                let mut expected: Vec<Lost> = expected.iter().chain(&always).copied().collect();
                expected.sort();
                assert_eq!(kinds(&account), expected, "{name}\n{account}");
            }
        }
    }
}

/// The kinds in an account.
fn kinds(loss: &Loss) -> Vec<Lost> {
    Lost::ALL.into_iter().filter(|lost| loss.of(*lost) > 0).collect()
}

#[test]
fn every_quote_stands_at_its_offsets_in_formats_that_only_go_out() {
    let document = Document::from(NASTY);
    let set = nasty(&document);
    let annotator = Annotator::parse("ann1").unwrap();
    let work = Work { file: "a.txt", sha256: None, annotator: &annotator, set: &set, document: &document };
    let files = |name: &str| export(*WRITERS.iter().find(|writer| writer.name() == name).unwrap(), &work).0;
    let letters: Vec<char> = NASTY.chars().collect();
    let slice = |of: &serde_json::Value| {
        let at = |name: &str| usize::try_from(of[name].as_u64().unwrap()).unwrap();
        letters[at("start")..at("end")].iter().collect::<String>()
    };
    for (name, spans) in [("spacy", "/spans/sc"), ("prodigy", "/spans")] {
        let row: serde_json::Value = serde_json::from_slice(&files(name)[0].bytes).unwrap();
        let found: Vec<String> = row.pointer(spans).unwrap().as_array().unwrap().iter().map(slice).collect();
        let quotes: Vec<String> = set.iter().map(|a| work.quote(a).to_owned()).collect();
        assert_eq!(found, quotes, "{name}");
        let words: String = row["tokens"].as_array().unwrap().iter().map(slice).collect();
        assert_eq!(words.replace(' ', ""), NASTY.replace(' ', ""), "{name}: the tokens are the text");
    }
    let page: serde_json::Value = serde_json::from_slice(&files("web-annotation")[0].bytes).unwrap();
    for item in page["items"].as_array().unwrap().iter().filter(|item| item["motivation"] == "tagging") {
        let selectors = &item["target"]["selector"];
        assert_eq!(slice(&selectors[0]), selectors[1]["exact"].as_str().unwrap());
    }
    let tables = files("csv");
    let names: Vec<&str> = tables.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names[..3], ["ann1.figures.csv", "ann1.allegations.csv", "ann1.spans.csv"]);
    assert_eq!(names[3..], ["ann1.relations.csv", "ann1.texts.csv"]);
    let figures = String::from_utf8(tables[0].bytes.clone()).unwrap();
    assert!(figures.starts_with("file,annotator,source_name,") && figures.contains(",تسعة\tمدنيًّا,9,21,killed,-9,"), "{figures}");
}

#[test]
fn a_text_that_came_back_from_brat_stands_beside_the_text_it_came_from() {
    let document = Document::from("قال\r\nالجيش\r\n");
    let mut back = Incoming { file: "a.txt".to_owned(), text: "قال\nالجيش\n".to_owned(), ..Incoming::default() };
    assert!(back.stands_in(&document));
    assert_eq!(back.text, document.text());
    assert!(!back.stands_in(&Document::from("قال\r\nالجند\r\n")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_with_any_spans_passes_through_every_format(
        text in "[قُتِلَ وبا x_\n\r\t\"\\\\|\\[\\];*#😀\u{A0}\u{200C}\u{200F}\u{2028}\u{85}.،12-]{1,40}",
        spans in proptest::collection::vec((0_usize..90, 1_usize..30, 0_usize..5), 0..7),
        note in "[a|_ق \\\\\\[\\]*;>-]{0,6}",
    ) {
        let document = Document::from(text.as_str());
        let tags = ["ACTOR", "LOCATION", "CASUALTY", "ALLEGATION", "X Y"];
        let annotations: Vec<Annotation> = spans.iter().enumerate().filter_map(|(n, (start, length, tag))| {
            let span = document.span(*start..start + length)?;
            Some(Annotation { note: note.trim().to_owned(), ..Annotation::new(format!("s{}", n + 1), tags[*tag], span) })
        }).collect();
        let ids: Vec<SpanId> = annotations.iter().map(|a| a.id.clone()).collect();
        let relations = ids.windows(2).enumerate().map(|(n, pair)| Relation::new(format!("r{}", n + 1), "by", &pair[0], &pair[1])).collect();
        let set = AnnotationSet::from_parts(Parts { annotations, relations, ..Parts::default() }).0;
        for writer in WRITERS {
            round_trip(*writer, &document, &set);
        }
    }
}
