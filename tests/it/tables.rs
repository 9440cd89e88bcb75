//! What becomes of all that a span says on its way out: tables of spans, relations and texts, other formats, reports.

use std::collections::BTreeMap;
use std::fs;

#[cfg(feature = "parquet")]
use bytes::Bytes;
#[cfg(feature = "parquet")]
use parquet::file::reader::{FileReader, SerializedFileReader};
#[cfg(feature = "parquet")]
use parquet::record::Row;
use serde_json::{Value, json};

use crate::cli::Bench;

const TEXT: &str = "أفاد مكتب الميناء بأن السفينة نجمة أفرغت أربعين طنا، ونفى ربانها ذلك.\n";

const SCHEMA: &str = r#"(hashiya: 2, id: "ports", version: "1.0.0",
    tags: [
        Tag(id: "SHIP", key: 's', colour: "cyan", attrs: [
            Attr(id: "ship_id", key: 'i', kind: Entity(registry: "ships")),
            Attr(id: "owner", key: 'o', kind: Entity(registry: "owners")),
            Attr(id: "afloat", key: 'f', kind: Flag),
        ]),
        Tag(id: "REPORT", key: 'r', colour: "red", attrs: [
            Attr(id: "verb", key: 'v', kind: SubSpan),
            Attr(id: "tons", key: 't', kind: Int),
            Attr(id: "cargo", key: 'c', kind: Many(["dates", "salt"])),
            Attr(id: "seen", key: 'd', kind: Date),
        ]),
    ],
    relations: [
        Rel(id: "about", key: 'b', from: ["REPORT"], to: ["SHIP"], certainty: ["probable", "possible"], attrs: [
            Attr(id: "basis", key: 's', kind: One(["letter", "rumour"])),
            Attr(id: "page", key: 'p', kind: Int),
        ]),
        Rel(id: "told_by", key: 'w', from: ["REPORT"], to: ["SHIP"], ordered: true, special: ["@harbour"]),
        Rel(id: "repeats", key: 'e', from: ["REPORT"], to: ["REPORT"], across_documents: true),
    ],
    document: [Attr(id: "paper", key: 'p', kind: Text), Attr(id: "day", key: 'd', kind: Date)],
    registries: ["ships.ron", "owners.ron"],
)"#;

const SHIPS: &str = r#"(hashiya: 1, registry: "ships", entries: [
    (id: "najma", ar: "نجمة البحر", en: "Sea Star", aliases: ["نجمة"], class: "dhow"),
])"#;

const OWNERS: &str =
    r#"(hashiya: 1, registry: "owners", entries: [(id: "zayd", ar: "بيت زيد", en: "House of Zayd", class: "family")])"#;

/// Where words are, in code points.
fn place(words: &str) -> (usize, usize) {
    let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
    (start, start + words.chars().count())
}

fn span(id: &str, tag: &str, words: &str, attributes: &Value) -> Value {
    let (start, end) = place(words);
    json!({"id": id, "tag": tag, "start": start, "end": end, "text": words, "attributes": attributes, "note": "", "origin": "manual"})
}

/// A folder in which nura has said something of every kind.
fn folder() -> Bench {
    let bench = Bench::new();
    for (name, content) in [("schema.ron", SCHEMA), ("ships.ron", SHIPS), ("owners.ron", OWNERS)] {
        bench.write(&format!("in/{name}"), content);
    }
    bench.write("in/hashiya.ron", "(schema: \"schema.ron\")");
    say(&bench, "nura", place("ونفى"), "probable");
    bench
}

/// What an annotator says: the words of a verb, how certain it is what the report is about.
fn say(bench: &Bench, annotator: &str, verb: (usize, usize), certainty: &str) {
    let ship = json!({"ship_id": "najma", "owner": "zayd", "afloat": true, "flag_colour": "أحمر"});
    let report = json!({"verb": [verb.0, verb.1], "tons": 40, "cargo": ["dates", "salt"], "seen": "2031-05-02"});
    let spans = [span("s1", "SHIP", "السفينة نجمة", &ship), span("s2", "REPORT", "أفرغت أربعين طنا", &report)];
    let relations = [
        json!({"id": "r1", "type": "told_by", "from": "s2", "to": "@harbour", "order": 2}),
        json!({"id": "r2", "type": "told_by", "from": "s2", "to": "s1", "order": 1}),
        json!({"id": "r3", "type": "about", "from": "s2", "to": "s1", "certainty": certainty,
               "attributes": {"basis": "letter", "page": 7, "ink": "أزرق"}}),
        json!({"id": "r4", "type": "repeats", "from": "s2", "to": "b.txt#s9", "quote": "رسا زورق"}),
    ];
    let row = json!({"file": "a.txt", "text": TEXT, "annotator": annotator, "state": "submitted",
        "document": {"paper": "الساحل", "day": "2031-05-03", "folio": 12}, "spans": spans, "relations": relations});
    bench.write("row.jsonl", row.to_string());
    bench.output(&["import", "--format", "jsonl", "--annotator", annotator, "--into", "in", "row.jsonl"]);
}

/// The rows of a table of an export, by the names of its columns.
fn table(bench: &Bench, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(bench.path(name)).unwrap();
    let head = reader.headers().unwrap().clone();
    let mut unique: Vec<&str> = head.iter().collect();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), head.len(), "{head:?}");
    let row =
        |row: csv::StringRecord| head.iter().zip(row.iter()).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// Some cells of a row.
fn cells<const N: usize>(row: &BTreeMap<String, String>, names: [&str; N]) -> [String; N] {
    names.map(|name| row.get(name).unwrap_or_else(|| panic!("no {name} in {row:?}")).clone())
}

fn export(bench: &Bench, format: &str, set: &str) {
    let ran = bench.run(&["export", "--format", format, "--set", set, "--out", "out", "--replace", "in"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn the_table_of_all_spans_has_every_attribute_the_identity_by_name_and_relations_in_words() {
    let bench = folder();
    export(&bench, "csv", "nura");
    let rows = table(&bench, "out/nura.spans.csv");
    let [ship, report] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(
        cells(ship, ["file", "annotator", "state", "id", "tag", "text"]),
        ["a.txt", "nura", "submitted", "s1", "SHIP", "السفينة نجمة"]
    );
    assert_eq!(
        cells(ship, ["identity", "identity_ar", "identity_en", "identity_class"]),
        ["najma", "نجمة البحر", "Sea Star", "dhow"]
    );
    assert_eq!(
        cells(ship, ["ship_id", "owner", "owner_en", "owner_class", "afloat"]),
        ["najma", "zayd", "House of Zayd", "family", "true"]
    );
    assert_eq!(cells(ship, ["other", "tons"]), ["flag_colour=أحمر", ""], "what the schema does not know stands in one column");
    let (start, end) = place("ونفى");
    assert_eq!(cells(report, ["verb", "verb_start", "verb_end"]), ["ونفى".to_owned(), start.to_string(), end.to_string()]);
    assert_eq!(cells(report, ["tons", "cargo", "seen"]), ["40", "dates|salt", "2031-05-02"]);
    assert_eq!(cells(report, ["told_by", "told_by_id"]), ["السفينة نجمة | harbour", "najma | harbour"], "in their order");
    assert_eq!(cells(report, ["about", "about_certainty", "repeats"]), ["السفينة نجمة", "probable", "رسا زورق"]);
}

#[test]
fn the_tables_of_relations_and_of_texts_leave_nothing_out() {
    let bench = folder();
    let ran = bench.run(&["export", "--format", "csv", "--set", "nura", "--out", "out", "--strict", "in"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = table(&bench, "out/nura.relations.csv");
    assert_eq!(rows.iter().map(|row| row["id"].as_str()).collect::<Vec<_>>(), ["r2", "r1", "r3", "r4"]);
    let about = &rows[2];
    assert_eq!(cells(about, ["type", "certainty", "basis", "page", "other"]), ["about", "probable", "letter", "7", "ink=أزرق"]);
    assert_eq!(cells(about, ["from", "from_tag", "from_text"]), ["s2", "REPORT", "أفرغت أربعين طنا"]);
    assert_eq!(cells(about, ["to", "to_tag", "to_text", "to_identity"]), ["s1", "SHIP", "السفينة نجمة", "najma"]);
    assert_eq!(cells(&rows[1], ["order", "to", "to_text"]), ["2", "'@harbour", "harbour"]);
    assert_eq!(cells(&rows[3], ["to", "to_tag", "to_text"]), ["b.txt#s9", "", "رسا زورق"]);
    let rows = table(&bench, "out/nura.texts.csv");
    assert_eq!(
        cells(&rows[0], ["file", "spans", "relations", "paper", "day", "other"]),
        ["a.txt", "2", "4", "الساحل", "2031-05-03", "folio=12"]
    );
}

#[test]
fn the_tables_of_a_gold_standard_say_where_its_spans_come_from() {
    let bench = folder();
    say(&bench, "omar", place("ونفى"), "probable");
    bench.output(&["gold", "in"]);
    export(&bench, "csv", "gold");
    let rows = table(&bench, "out/gold.spans.csv");
    assert_eq!(
        cells(&rows[0], ["annotator", "readers", "decision", "identity_ar"]),
        ["gold", "nura, omar", "unanimous", "نجمة البحر"]
    );
}

#[test]
fn a_registry_that_cannot_be_read_is_warned_of_and_ids_stay() {
    let bench = folder();
    bench.write("in/ships.ron", "(hashiya: 1, entries: 3)");
    let ran = bench.run(&["export", "--format", "csv", "--set", "nura", "--out", "out", "in"]);
    assert!(ran.code == 0 && ran.err.contains("in/ships.ron: line 1"), "{}", ran.err);
    assert_eq!(cells(&table(&bench, "out/nura.spans.csv")[0], ["identity", "identity_ar"]), ["najma", ""]);
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_words_of_sub_spans_identities_by_name_and_what_relations_say() {
    let bench = folder();
    let ran = bench.run(&["export", "--format", "parquet", "--set", "nura", "--out", "out", "--strict", "in"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = |name: &str| {
        let bytes = fs::read(bench.path(&format!("out/{name}/part-00000.parquet"))).unwrap();
        let reader = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
        let cells = |row: Row| row.get_column_iter().map(|(name, field)| (name.clone(), field.to_string())).collect();
        reader.get_row_iter(None).unwrap().map(|row| cells(row.unwrap())).collect::<Vec<BTreeMap<String, String>>>()
    };
    let spans = rows("spans");
    assert_eq!(spans[1]["attr_verb_words"], "\"ونفى\"");
    assert_eq!(cells(&spans[0], ["identity", "identity_en"]), ["\"najma\"", "\"Sea Star\""]);
    let relations = rows("relations");
    let about = relations.iter().find(|row| row["type"] == "\"about\"").unwrap();
    assert_eq!(cells(about, ["certainty", "from_text"]), ["\"probable\"", "\"أفرغت أربعين طنا\""]);
    assert!(about["attributes"].contains(r#""basis":"letter","ink""#), "{}", about["attributes"]);
}

#[test]
fn formats_with_room_for_it_carry_names_and_words_and_take_them_for_nothing_else_when_they_come_back() {
    let bench = folder();
    let original = bench.output(&["export", "--set", "nura", "--out", "-", "in"]);
    let original: Value = serde_json::from_str(&original).unwrap();
    for (format, file, parts) in [
        ("brat", "a.ann", &["N1\tReference T1 ships:najma\tنجمة البحر\n", "\tcertainty probable\n", "\tbasis=letter\n"][..]),
        ("uima-json", "a.txt.json", &["\"identity_en\":\"Sea Star\"", "\"verb_words\":\"ونفى\"", "\"page\":\"7\""]),
        (
            "webanno-tsv",
            "a.txt.tsv",
            &["|verb_words|identity_ar|identity_en|identity_class\n", "|order|certainty|basis|ink|page|BT_"],
        ),
        (
            "prodigy",
            "nura.prodigy.jsonl",
            &["\"en\":\"Sea Star\"", "\"sub_spans\":{\"verb\":\"ونفى\"}", "\"certainty\":\"probable\""],
        ),
        ("web-annotation", "a.txt.jsonld", &["\"purpose\": \"identifying\"", "verb: ونفى", "certainty=probable"]),
    ] {
        export(&bench, format, "nura");
        let written = fs::read_to_string(bench.path(&format!("out/{file}"))).unwrap();
        for part in parts {
            assert!(written.contains(part), "{format}: {part}\n{written}");
        }
        if ["prodigy", "web-annotation"].contains(&format) {
            continue;
        }
        let path = format!("out/{file}");
        bench.output(&[
            "import",
            "--format",
            format,
            "--annotator",
            "back",
            "--into",
            "in",
            "--replace",
            "--schema",
            "in/schema.ron",
            &path,
        ]);
        let back: Value = serde_json::from_str(&bench.output(&["export", "--set", "back", "--out", "-", "in"])).unwrap();
        for (one, other) in original["spans"].as_array().unwrap().iter().zip(back["spans"].as_array().unwrap()) {
            assert_eq!(one["attributes"], other["attributes"], "{format}");
        }
        let about = |row: &Value| row["relations"].as_array().unwrap().iter().find(|r| r["type"] == "about").cloned().unwrap();
        assert_eq!(
            [&about(&back)["certainty"], &about(&back)["attributes"]],
            [&about(&original)["certainty"], &about(&original)["attributes"]],
            "{format}"
        );
    }
}

#[test]
fn reports_show_sub_spans_by_their_words_identities_by_name_and_how_certain_relations_are() {
    let bench = folder();
    say(&bench, "omar", place("نفى"), "possible");
    bench.write(
        "in/a.txt.omar.ron",
        fs::read_to_string(bench.path("in/a.txt.omar.ron")).unwrap().replace("\"najma\"", "\"nobody\""),
    );
    let page = bench.output(&["agree", "--format", "html", "in"]);
    for part in ["«ونفى»", "«نفى»", "najma (نجمة البحر)", "(certainty: possible, basis: letter", "<bdi>nobody</bdi>"]
    {
        assert!(page.contains(part), "{part}");
    }
    let report: Value = serde_json::from_str(&bench.output(&["agree", "--format", "json", "in"])).unwrap();
    assert_eq!(report["pairs"][0]["relations"]["types"]["about"]["certainty"]["agreed"], 0);
    say(&bench, "samir", place("ونفى"), "probable");
    bench.output(&["gold", "--strategy", "majority", "in"]);
    let corrections = ["report", "corrections", "--annotator", "omar", "in"];
    let told = bench.output(&corrections);
    let (start, end) = place("نفى");
    let verb = format!("verb: «نفى» {start}..{end} -> «ونفى» {}..{end}", start - 1);
    for part in ["ship_id: nobody -> najma (نجمة البحر)", verb.as_str(), "(certainty: possible, basis: letter"] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    let json: Value = serde_json::from_str(&bench.output(&[&corrections[..], &["--format", "json"]].concat())).unwrap();
    let all = json["corrections"].as_array().unwrap();
    assert!(all.iter().any(|one| one["gold"][0]["sub_spans"]["verb"] == "ونفى"), "{json}");
}
