//! Learns a model of spans from a corpus of words and labels, and tells how often it is right in another, and how fast.
//!
//! `cargo run --release --example learn -- TRAIN TEST [DUMP]`: files of a word and its labels a line (`word B-TAG`), an empty line
//! after each sentence; of labels in one another the first, the outer, counts. With DUMP, writes there what
//! `tests/language/model.py` has `CRFsuite` learn from: `train.txt` and `test.txt` with a label and its attributes a line, and
//! `found.txt` with the labels that the model gives to the words of the second.
#![allow(
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::similar_names,
    clippy::struct_field_names,
    clippy::format_push_string
)]

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use hashiya::annotation::suggestion::{Find, Lesson, ModelRecord, NameList, SpanModel, Study, Suggester};
use hashiya::annotation::{Annotation, AnnotationSet, Edit, Schema};
use hashiya::text::Document;

/// Texts that a file is cut into.
const TEXTS: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [train, test, dump @ ..] = &arguments[..] else { return Err("usage: learn TRAIN TEST [DUMP]".into()) };
    let (train, test) = (sentences(&fs::read_to_string(train)?), sentences(&fs::read_to_string(test)?));
    let tags: BTreeSet<String> = train.iter().flatten().filter_map(|word| word.tag.clone()).collect();
    let tags: Vec<String> = tags.into_iter().collect();
    let suggester = Suggester::new(&schema(&tags)?, &[], &NameList::default());
    let texts: Vec<Text> = train.chunks(train.len().div_ceil(TEXTS)).map(Text::of).collect();
    let studies: Vec<Study> = texts.iter().map(|text| text.study(&suggester)).collect();

    let start = Instant::now();
    let model = SpanModel::learn(ModelRecord::default(), std::slice::from_ref(&tags), &studies, &|| false).ok_or("stopped")?;
    println!("learned in {:.1} s from {} words, {} bytes", start.elapsed().as_secs_f64(), words(&studies), model.write().len());

    let text = Text::of(&test);
    let start = Instant::now();
    let repeat = 8;
    for _ in 0..repeat {
        std::hint::black_box(model.find(&text.study(&suggester)));
    }
    let bytes = text.document.len() * repeat;
    println!("tagged {:.2} MB/s", bytes as f64 / 1e6 / start.elapsed().as_secs_f64());

    let study = text.study(&suggester);
    let found = model.find(&study);
    score("all", &found.iter().collect::<Vec<_>>(), &text);
    score("likely", &found.iter().filter(|find| find.is_likely).collect::<Vec<_>>(), &text);
    if let [folder] = dump {
        let folder = Path::new(folder);
        let lessons = |studies: &[Study]| studies.iter().flat_map(|study| study.lessons(&tags)).collect::<Vec<_>>();
        fs::write(folder.join("train.txt"), lines(&lessons(&studies), &tags))?;
        fs::write(folder.join("test.txt"), lines(&lessons(&[study]), &tags))?;
        let as_found = text.with(&found).study(&suggester);
        fs::write(folder.join("found.txt"), lines(&lessons(&[as_found]), &tags))?;
    }
    Ok(())
}

/// A word with the label that it begins or goes on with.
#[derive(Clone)]
struct Word {
    word: String,
    tag: Option<String>,
    is_first: bool,
}

fn sentences(file: &str) -> Vec<Vec<Word>> {
    let word = |line: &str| {
        let mut fields = line.split_whitespace();
        let word = fields.next()?.to_owned();
        let label = fields.next().unwrap_or("O");
        let tag = label.split_once('-').map(|(_, tag)| tag.to_owned());
        Some(Word { word, tag, is_first: label.starts_with('B') })
    };
    file.split("\n\n").map(|block| block.lines().filter_map(word).collect::<Vec<_>>()).filter(|words| !words.is_empty()).collect()
}

/// A text with its spans.
struct Text {
    document: Document,
    set: AnnotationSet,
}

impl Text {
    fn of(sentences: &[Vec<Word>]) -> Self {
        let mut text = String::new();
        let mut spans: Vec<(String, usize, usize)> = Vec::new();
        for sentence in sentences {
            let mut open: Option<String> = None;
            for Word { word, tag, is_first } in sentence {
                let start = text.len();
                text += word;
                match (tag, spans.last_mut()) {
                    (Some(tag), Some(last)) if open.as_ref() == Some(tag) && !is_first => last.2 = text.len(),
                    (Some(tag), _) => spans.push((tag.clone(), start, text.len())),
                    (None, _) => {}
                }
                open.clone_from(tag);
                text.push(' ');
            }
            text.push('\n');
        }
        let document = Document::from(text.as_str());
        let found = spans.into_iter().map(|(tag, start, end)| Find { range: start..end, tag, likelihood: 1.0, is_likely: true });
        let text = Self { document, set: AnnotationSet::new() };
        text.with(&found.collect::<Vec<_>>())
    }

    /// The same text with other spans.
    fn with(&self, spans: &[Find]) -> Self {
        let mut set = AnnotationSet::new();
        for find in spans {
            let Some(span) = self.document.span(find.range.clone()) else { continue };
            let id = set.fresh_id();
            set.apply(Edit::Add(Annotation::new(&id, &find.tag, span))).ok();
        }
        Self { document: Document::from(self.document.text()), set }
    }

    fn study(&self, suggester: &Suggester) -> Study {
        suggester.reading("", &self.document, &AnnotationSet::new()).study().with_spans(&self.set)
    }
}

fn words(studies: &[Study]) -> usize {
    studies.iter().map(Study::len).sum()
}

/// Prints how often spans are those of a text.
fn score(name: &str, found: &[&Find], text: &Text) {
    let is_right =
        |find: &&&Find| text.document.span(find.range.clone()).is_some_and(|span| text.set.same(span, &find.tag).is_some());
    let (right, found, told) = (found.iter().filter(is_right).count() as f64, found.len() as f64, text.set.len() as f64);
    let f1 = 200.0 * right / (found + told);
    println!("{name}: precision {:.1}, recall {:.1}, F1 {f1:.1} of {told} spans", 100.0 * right / found, 100.0 * right / told);
}

/// A label and its attributes a line, an empty line after each sequence.
fn lines(lessons: &[Lesson], tags: &[String]) -> String {
    let mut out = String::new();
    for lesson in lessons {
        for (attributes, label) in lesson.attributes.iter().zip(&lesson.labels) {
            out += &match label.checked_sub(1) {
                None => "O".to_owned(),
                Some(n) => format!("{}-{}", if n % 2 == 0 { "B" } else { "I" }, tags[n / 2]),
            };
            out.extend(attributes.iter().map(|key| format!("\t{key:016x}")));
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// A schema with nothing but these tags.
fn schema(tags: &[String]) -> Result<Schema, Box<dyn Error>> {
    let keys = ('a'..='z').chain('A'..='Z').filter(|key| !key.is_ascii_digit());
    let tag = |(tag, key): (&String, char)| format!("Tag(id: \"{tag}\", key: '{key}', colour: \"red\", mark: Underline),");
    let tags: String = tags.iter().zip(keys).map(tag).collect();
    let text = format!("Schema(id: \"labels\", version: \"1\", guideline_version: \"1\", tags: [{tags}])");
    Ok(Schema::parse(&text)?)
}
