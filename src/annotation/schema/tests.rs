//! Schemas of the second version: what is said in them is there, and what could not be honoured is refused with its place.

use super::{EdgeRule, EdgeRules, Layer, Rgb, Schema};

/// A schema in which everything of the second version occurs.
const WHOLE: &str = r##"Schema(
    hashiya: 2,
    id: "harbour",
    version: "3.1",
    label: (en: "Harbour news", ar: "أخبار المرفأ"),
    guideline: (en: "G1 Tag what the text says.", ar: "ق1 علّم ما يقوله النص."),
    trim: (proclitics: Trim, quotes: Ask),
    tags: [
        Tag(
            id: "SHIP", key: 's', label: (en: "Ship", ar: "سفينة"), short: (en: "SH", ar: "سف"),
            colour: (light: "#cce0ff", dark: "#1f3a66", fallback: "blue"), mark: BoldUnderline,
            help: (en: "A named ship.", ar: "سفينة لها اسم."),
            examples: ["رست [الزهرة] في المرفأ", (text: "[رست الزهرة]", wrong: true, note: (en: "no verb", ar: "بلا فعل"))],
            attrs: [
                Attr(id: "ship_id", key: 'i', kind: Entity(registry: "ships"), required: true, fill: [Registry, SameText]),
                Attr(id: "cargo", key: 'c', label: (en: "Cargo", ar: "حمولة"), kind: One([
                    "grain",
                    Value(id: "salt", label: (en: "Salt", ar: "ملح"), help: "White.", examples: ["سفينة [ملح]"]),
                    Value(id: "spice", retired: true),
                    "wood",
                ]), default: "grain", fill: [Lexicon("cargo")]),
                Attr(id: "certainty", key: 't', kind: One(["sure", "unsure"]), fill: [Cue(Certainty)]),
                Attr(id: "when", key: 'w', kind: SubSpan, fill: [Cue(When)]),
                Attr(id: "day", key: 'd', kind: Date, fill: [Cue(When)]),
                Attr(id: "grade", key: 'g', kind: One(["good", "bad"]), who: Reviewer),
            ],
        ),
        Tag(id: "QUAY", key: 'q', colour: "green", layer: Optional, trim: (proclitics: Keep), attrs: [
            Attr(id: "depth", key: 'd', kind: Int, required: true),
        ]),
    ],
    relations: [
        Rel(id: "at", key: 'a', label: (en: "lies at", ar: "عند"), from: ["SHIP"], to: ["QUAY"], required: true, ordered: true,
            special: [Value(id: "@open_sea", label: (en: "open sea", ar: "عرض البحر")), "@port:"], certainty: true,
            attrs: [Attr(id: "side", key: 's', kind: One(["port", "starboard"]))]),
        Rel(id: "beside", key: 'b', from: ["QUAY", "SHIP"], to: ["SHIP"], certainty: ["so", "hardly"], suggest: NearestBefore(class: ["salt"])),
    ],
    document: [Attr(id: "paper", key: 'p', label: (en: "Paper", ar: "الصحيفة"), kind: Text, required: true)],
    workflow: (document_states: ["new", "submitted"], reject_reasons: ["boundary"], origins: ["manual"]),
    policy: (vague: [("few", Some(3), Some(9))]),
    registries: ["ships.ron"],
    lexicons: [Lexicon(id: "cargo", entries: [("grain", ["قمح"]), ("salt", ["ملح"])])],
)
"##;

fn whole() -> Schema {
    Schema::parse(WHOLE).unwrap()
}

/// Asserts what is said, and that it is said of the place that begins with `there`, once a piece of the schema is another.
fn assert_refused(old: &str, new: &str, message: &str, there: &str) {
    assert_eq!(WHOLE.matches(old).count(), 1, "{old}");
    let text = WHOLE.replace(old, new);
    let error = Schema::parse(&text).expect_err(new);
    let found: String = text.lines().nth(error.line - 1).unwrap().chars().skip(error.column - 1).collect();
    assert_eq!(error.message, message);
    assert!(found.starts_with(there), "{message}: {found}");
}

#[test]
fn people_are_told_in_both_languages() {
    let schema = whole();
    let ship = schema.tag("SHIP").unwrap();
    assert_eq!((ship.gloss.label.english(), ship.gloss.label.arabic()), ("Ship", "سفينة"));
    assert_eq!(ship.gloss.brief().arabic(), "سف");
    assert_eq!(ship.gloss.help.arabic(), "سفينة لها اسم.");
    let wrong = &ship.gloss.examples[1];
    assert!(wrong.is_wrong && !ship.gloss.examples[0].is_wrong);
    assert_eq!(wrong.note.english(), "no verb");
    let quay = schema.tag("QUAY").unwrap();
    assert_eq!((quay.gloss.label.arabic(), quay.gloss.brief().english()), ("QUAY", "QUAY"), "its id where it has no name");
    assert_eq!(schema.gloss.guideline.arabic(), "ق1 علّم ما يقوله النص.");
    assert_eq!(schema.fact("paper").unwrap().gloss.label.english(), "Paper");
    assert_eq!(schema.relation("at").unwrap().gloss.label.arabic(), "عند");
}

#[test]
fn values_are_words_or_have_names_and_a_retired_one_has_no_digit() {
    let schema = whole();
    let cargo = schema.tag("SHIP").unwrap().attribute_by_key('c').unwrap();
    assert_eq!(cargo.values().iter().map(|value| value.id.as_str()).collect::<Vec<_>>(), ["grain", "salt", "spice", "wood"]);
    assert_eq!(cargo.value("salt").unwrap().gloss.label.arabic(), "ملح");
    assert_eq!(cargo.value("salt").unwrap().gloss.help.arabic(), "White.", "a plain string is English, and better than nothing");
    let at = |digit| cargo.choice(digit).map(|value| value.id.as_str());
    assert_eq!([1, 2, 3, 4, 0].map(at), [Some("grain"), Some("salt"), Some("wood"), None, None]);
}

#[test]
fn a_tag_has_a_colour_a_mark_and_rules_for_its_edges() {
    let schema = whole();
    let ship = schema.tag("SHIP").unwrap();
    assert_eq!(ship.shades.unwrap().dark, Rgb { red: 0x1f, green: 0x3a, blue: 0x66 });
    assert_eq!((ship.colour, schema.tag("QUAY").unwrap().shades), (super::Colour::Blue, None));
    let rules = EdgeRules { proclitics: EdgeRule::Trim, quotes: EdgeRule::Ask, ..EdgeRules::default() };
    assert_eq!((schema.edges, ship.edges), (rules, rules));
    assert_eq!(schema.tag("QUAY").unwrap().edges, EdgeRules { proclitics: EdgeRule::Keep, ..rules });
    assert_eq!((ship.layer, schema.tag("QUAY").unwrap().layer), (Layer::Core, Layer::Optional));
}

#[test]
fn relations_say_where_they_lead_and_what_is_said_of_them() {
    let schema = whole();
    let at = schema.relation_by_key("SHIP", 'a').unwrap();
    assert!(at.accepts("SHIP", "QUAY") && !at.accepts("QUAY", "SHIP") && at.required);
    assert_eq!(at.special_end("@open_sea").unwrap().gloss.label.arabic(), "عرض البحر");
    assert!(schema.has_special_end("at", "@port:4") && !schema.has_special_end("at", "@port:"), "a name must follow");
    let values =
        |id: &str| schema.relation(id).unwrap().certainty.as_ref().unwrap().iter().map(|v| v.id.as_str()).collect::<Vec<_>>();
    assert_eq!(values("at"), ["sure", "unsure"], "those of the attribute that says how certain something is");
    assert_eq!(values("beside"), ["so", "hardly"]);
    assert_eq!(at.attribute_by_key('s').unwrap().values().len(), 2);
    assert_eq!(schema.relations_from("QUAY").map(|relation| relation.id.as_str()).collect::<Vec<_>>(), ["beside"]);
}

#[test]
fn nothing_of_an_optional_layer_is_missing() {
    let schema = whole();
    let required = |tag| schema.tag(tag).unwrap().required_attributes().map(|a| a.id.as_str()).collect::<Vec<_>>();
    assert_eq!((required("SHIP"), required("QUAY")), (vec!["ship_id"], vec![]));
    assert_eq!((schema.required_relations("SHIP").count(), schema.required_relations("QUAY").count()), (1, 0));
}

#[test]
fn what_cannot_be_honoured_is_refused_with_its_place() {
    for (old, new, message, there) in [
        ("hashiya: 2", "hashiya: 7", "unknown version 7 of a schema (known: 1, 2)", "hashiya: 7,"),
        ("version: \"3.1\",", "version: \"3.1\", shade: Deep(3),", "unknown field `shade`", "shade: Deep("),
        ("label: (en: \"Ship\"", "label: (fr: 1, en: \"Ship\"", "unknown field `fr`", "fr: 1, en: \""),
        ("help: \"White.\"", "hint: \"White.\"", "unknown field `hint`", "hint: \"White"),
        ("layer: Optional", "layer: Deep(1)", "unknown layer `Deep(1)` (known: Core, Optional)", "layer: Deep("),
        (
            "Lexicon(id: \"cargo\", ",
            "Lexicon(id: \"cargo\", weak: [\"حب\"], ",
            "`حب` is not a word of the lexicon `cargo`",
            "weak: [",
        ),
        ("Lexicon(\"cargo\")", "Lexicon(\"freight\")", "unknown lexicon `freight`", "Lexicon(\"fr"),
        ("to: [\"QUAY\"]", "to: [\"PIER\"]", "unknown tag `PIER`", "\"PIER\"], re"),
        ("default: \"grain\"", "default: \"hay\"", "the default `hay` of `cargo` is not one of its values", "default: \"h"),
        ("default: \"grain\"", "default: \"spice\"", "the default `spice` of `cargo` is a retired value", "default: \"s"),
        ("default: \"grain\"", "default: 3", "the default `3` of `cargo` is not one of its values", "default: 3, "),
        (
            "[\"so\", \"hardly\"]",
            "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\"]",
            "11 values, but only 10 digits to pick them; retire some or split the attribute",
            "certainty: [",
        ),
        ("[\"good\", \"bad\"]", "[\"good\", \"good\"]", "duplicate value `good`", "\"good\"]), wh"),
        (
            "key: 'w', kind: SubSpan",
            "key: 'd', kind: SubSpan",
            "tag `SHIP`: the attribute `day` has the key 'd', which `when` has already",
            "Attr(id: \"da",
        ),
        ("registry: \"ships\"", "registry: \"boats\"", "unknown registry `boats` (known: ships)", "kind: Entity"),
        (
            "who: Reviewer",
            "who: Reviewer, required: true",
            "`grade` is required of annotators, but only a reviewer may set it",
            "required: tr",
        ),
        ("key: 'p'", "key: '7'", "the key '7' is a digit, and digits pick values", "key: '7', la"),
        ("kind: Date, fill", "kind: Int, fill", "`day` cannot be filled so: its kind has no such value", "Cue(When)]),"),
        (
            "(\"salt\", [\"ملح\"])",
            "(\"oil\", [\"زيت\"])",
            "the lexicon `cargo` has words for `oil`, which is no value of `cargo`",
            "Lexicon(\"ca",
        ),
        (
            "class: [\"salt\"]",
            "class: [\"fish\"]",
            "no tag that `beside` goes to has an attribute with the value `fish`",
            "suggest: Nea",
        ),
        (
            "[\"new\", \"submitted\"]",
            "[\"new\", \"sold\"]",
            "unknown state `sold` (known: new, in_progress, submitted, returned, reviewed)",
            "\"sold\"], re",
        ),
        ("Some(3), Some(9)", "Some(9), Some(3)", "the bounds of `few` are the wrong way round", "(\"few\", Som"),
        ("\"@port:\"", "\"port\"", "the special end `port` does not begin with @", "\"port\"], ce"),
        ("[\"ships.ron\"]", "[\"../ships.ron\"]", "unknown registry `ships` (known: ../ships)", "kind: Entity"),
        ("#cce0ff", "#cce0f", "`#cce0f` is no colour; write #rrggbb", "#cce0f"),
        ("proclitics: Trim, quotes", "proclitics: Cut, quotes", "`Cut` is not one of Keep, Ask, Trim", "Cut, quotes:"),
    ] {
        assert_refused(old, new, message, there);
    }
}

#[test]
fn all_that_is_wrong_is_told_in_the_order_of_the_file() {
    let text = WHOLE.replace("default: \"grain\"", "default: \"hay\"").replace("to: [\"QUAY\"]", "to: [\"PIER\"]");
    let messages: Vec<_> = Schema::parse_whole(&text).unwrap_err().into_iter().map(|error| error.message).collect();
    assert_eq!(messages, ["the default `hay` of `cargo` is not one of its values", "unknown tag `PIER`"]);
}

#[test]
fn a_file_of_the_first_version_is_read_as_ever() {
    let text = r#"(id: "x", tags: [(id: "A", key: 'a', colour: "red", layer: Deep(1), help: "So.", attrs: [
        (id: "p", key: '1', kind: One(["a", "a"]), default: "z", fill: [Lexicon("none")], who: Reviewer, required: true),
    ])], relations: [(id: "r", key: 'r', from: ["B"], to: [], certainty: true, weight: 3)], workflow: (span_states: ["draft"]))"#;
    let schema = Schema::parse(text).unwrap();
    let tag = schema.tag("A").unwrap();
    assert_eq!((tag.gloss.help.english(), tag.layer, tag.edges), ("So.", Layer::Core, EdgeRules::default()));
    assert_eq!(schema.relation("r").unwrap().certainty, Some(Vec::new()), "anything may be said");
    assert!(!schema.relation("r").unwrap().required);
}
