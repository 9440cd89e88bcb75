//! What is proposed for spans of sentences: `[c ستة مدنيين]` is a span, by the key of its tag.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::*;
use crate::annotation::schema::Schema;
use crate::annotation::{Annotation, AnnotationSet, Edit, Offer, Relation, SpanId, Subject, Value};
use crate::text::Document;

mod sentences;

/// A text with spans, in the order in which they begin: s1, s2, … Of `[a:state الجيش]` the class is given, too.
struct Sheet {
    document: Document,
    set: AnnotationSet,
    words: Words,
}

/// What the built-in schema says of words: made ready once, for all tests.
static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::of(Schema::builtin()));

impl Sheet {
    fn of(marked: &str) -> Self {
        let mut text = String::new();
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut spans: Vec<(String, std::ops::Range<usize>)> = Vec::new();
        let mut letters = marked.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '[' => open.push((letters.by_ref().take_while(|letter| *letter != ' ').collect(), text.len())),
                ']' => {
                    let (key, start) = open.pop().unwrap();
                    spans.push((key, start..text.len()));
                }
                letter => text.push(letter),
            }
        }
        let document = Document::from(text.as_str());
        let mut set = AnnotationSet::new();
        spans.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
        for (n, (key, range)) in spans.into_iter().enumerate() {
            let (key, class) = key.split_once(':').map_or((key.as_str(), None), |(key, class)| (key, Some(class)));
            let tag = Schema::builtin().tags.iter().find(|tag| key == tag.key.to_string()).unwrap();
            let mut span = Annotation::new(format!("s{}", n + 1).as_str(), tag.id.as_str(), document.span(range).unwrap());
            span.attributes.extend(class.map(|class| ("actor_class".to_owned(), Value::Text(class.to_owned()))));
            set.apply(Edit::Add(span)).unwrap();
        }
        Self { document, set, words: Words::default() }
    }

    /// The same with the day of publication.
    fn published(mut self, day: &str) -> Self {
        self.set.apply(Edit::Metadata { name: "pub_date".to_owned(), value: Some(Value::Text(day.to_owned())) }).unwrap();
        self
    }

    /// The same with a value of a span.
    fn with(mut self, id: &str, name: &str, value: &str) -> Self {
        let value = Some(Value::Text(value.to_owned()));
        self.set.apply(Edit::Attribute { id: SpanId::from(id), name: name.to_owned(), value }).unwrap();
        self
    }

    /// The same with a relation.
    fn related(mut self, from: &str, kind: &str, to: &str) -> Self {
        let id = self.set.fresh_relation_id();
        self.set.apply(Edit::AddRelation(Relation { order: Some(1), ..Relation::new(id, kind, from, to) })).unwrap();
        self
    }

    fn ask<T>(&self, id: &str, what: impl FnOnce(&Grounds<'_>) -> T) -> T {
        let registries = BTreeMap::new();
        let Self { document, set, words } = self;
        let text = Text { document, set, words, schema: Schema::builtin(), knowledge: &KNOWLEDGE, registries: &registries };
        what(&Grounds::of(set.get(id).unwrap(), &text))
    }

    /// What is proposed for an attribute of a span, with the words that gave rise to it.
    fn values(&self, id: &str, name: &str) -> Vec<String> {
        let tag = Schema::builtin().tag(&self.set.get(id).unwrap().tag).unwrap();
        let proposals = self.ask(id, |grounds| values(tag.attribute(name).unwrap(), grounds));
        let words = |proposal: &Proposal| proposal.words.clone().map_or("", |words| self.document.slice(words)).to_owned();
        proposals.iter().map(|proposal| format!("{} <{}>", proposal.value, words(proposal))).collect()
    }

    fn first(&self, id: &str, name: &str) -> String {
        self.values(id, name).first().cloned().unwrap_or_default()
    }

    /// The words of the spans to which a relation is proposed to lead.
    fn ends(&self, id: &str, kind: &str) -> Vec<&str> {
        let ends = self.ask(id, |grounds| ends(Schema::builtin().relation(kind).unwrap(), grounds));
        let words = |end: &ProposedEnd| self.set.get(end.to.as_str()).map(|span| self.document.slice(span.span.range()));
        ends.iter().filter_map(words).collect()
    }

    fn first_end(&self, id: &str, kind: &str) -> &str {
        self.ends(id, kind).first().copied().unwrap_or_default()
    }
}

#[test]
fn harm_is_told_by_the_words_of_the_figure_else_by_the_nearest_before_it() {
    let sheet =
        Sheet::of("أسفر القصف عن مقتل [c ما لا يقل عن سبعة رعاة] وإصابة [c نحو عشرين آخرين]، واعتقلت الدورية [c ثلاثة شبان].");
    assert_eq!(sheet.first("s1", "harm"), "killed <مقتل>");
    assert_eq!(sheet.first("s2", "harm"), "injured <إصابة>");
    assert_eq!(sheet.first("s3", "harm"), "detained <اعتقلت>");
    let sheet = Sheet::of("وصل إلى المستشفى [c عشرة بين قتيل وجريح] و[c أربعة قتلى].");
    assert_eq!(sheet.first("s1", "harm"), "killed_or_injured <بين قتيل وجريح>");
    assert_eq!(sheet.first("s2", "harm"), "killed <قتلى>");
    // What comes after it in its own clause counts where nothing comes before it; what begins another clause does not.
    let sheet = Sheet::of("قالت البلدية إن [c أربعين عائلة] نزحت ليلاً، وقُتل راعٍ.");
    assert_eq!(sheet.first("s1", "harm"), "displaced <نزحت>");
}

#[test]
fn a_verb_right_after_a_figure_tells_of_that_one() {
    let sheet = Sheet::of("جاء في التقرير أن [c 40 شخصاً] لقوا حتفهم و[c 62] أصيبوا.");
    assert_eq!(sheet.first("s1", "harm"), "killed <لقوا حتفهم>");
    assert_eq!(sheet.first("s2", "harm"), "injured <أصيبوا>");
}

#[test]
fn a_part_has_the_harm_of_the_whole() {
    let sheet = Sheet::of("قُتل [c ستة مدنيين] بعد إصابة سائق، بينهم [c طفلان].").with("s1", "harm", "killed");
    assert_eq!(sheet.first("s2", "harm"), "killed <بينهم>");
    assert_eq!(sheet.first("s2", "scope"), "subset <بينهم>");
    assert_eq!(sheet.first("s1", "scope"), "", "the default is not proposed");
    assert_eq!(sheet.first_end("s2", "within"), "ستة مدنيين");
}

#[test]
fn parts_that_are_listed_are_all_parts() {
    let sheet = Sheet::of("قُتل [c تسعة]، بينهم [c طفلان] و[c امرأة]، وأصيب [c عشرة].");
    assert_eq!(sheet.first("s3", "scope"), "subset <بينهم>");
    assert_eq!(sheet.first("s4", "scope"), "");
}

#[test]
fn status_and_profile_are_told_by_the_nouns_of_the_figure() {
    let sheet = Sheet::of("[c طفلتان وممرض] و[c ثلاثة جنود ومدني] و[c خمسة أشخاص] و[c سبعة من المقاتلات] و[c أسيران]");
    let status = |id| sheet.first(id, "status").split(' ').next().unwrap_or_default().to_owned();
    assert_eq!(["s1", "s2", "s3", "s4", "s5"].map(status), ["civilian", "mixed", "", "combatant", "hors_de_combat"]);
    assert_eq!(sheet.first("s1", "profile"), "children, medical <طفلتان>");
    assert_eq!(sheet.first("s3", "profile"), "");
}

#[test]
fn others_are_what_those_before_them_were() {
    let sheet = Sheet::of("قُتل [c جنديان] وأصيب [c أربعة آخرون].").with("s1", "status", "combatant");
    assert_eq!(sheet.first("s2", "status"), "combatant <آخرون>");
}

#[test]
fn the_cue_before_a_claim_says_its_stance_and_one_just_after_it_where_none_is_before() {
    let sheet = Sheet::of(
        "وزعمت الكتائب أن [g الجيش قصف السوق]، فيما نفى الناطق أن [g تكون الطائرات قد أقلعت]. [g أحرق مسلحون المخازن]، بحسب البلدية.",
    );
    assert_eq!(sheet.first("s1", "stance"), "distancing <زعمت>");
    assert_eq!(sheet.first("s2", "stance"), "denying <نفى>");
    assert_eq!(sheet.first("s3", "stance"), "neutral <بحسب>");
    let cue = sheet.ask("s1", |grounds| {
        values(Schema::builtin().tag("ALLEGATION").unwrap().attribute("cue").unwrap(), grounds).remove(0).value
    });
    let start = sheet.document.text().chars().position(|c| c == 'ز').unwrap();
    assert_eq!(cue, Value::Range(start, start + 4), "a conjunction is no part of it");
    let sheet = Sheet::of("[g قتلت الطائرات ستة مدنيين] في السهل.");
    assert_eq!(sheet.values("s1", "stance"), [""; 0]);
}

#[test]
fn who_says_it_is_whom_the_cue_names() {
    for (marked, claim, speaker) in [
        // Not the party beside them, nor whom they speak to.
        ("قال [a متحدث] باسم [a كتائب النخل] ل[a وكالة الواحة] إن [g السد سليم].", "s4", "متحدث"),
        // Who was quoted, not who passes it on.
        ("نقلت [a وكالة الواحة] عن [a مصدر طبي] قوله إن [g القصف قتل ستة].", "s3", "مصدر طبي"),
        ("[g أغلق الحاجز]، وفق ما أعلنت [a شبكة النهر].", "s1", "شبكة النهر"),
        // A verb after its subject.
        ("وكان [a المرصد] قد أعلن أن [g الجسر انهار].", "s2", "المرصد"),
    ] {
        let sheet = Sheet::of(marked);
        let names = ["متحدث", "وكالة الواحة", "مصدر طبي", "شبكة النهر", "المرصد", "كتائب النخل"];
        let classes = ["party_official", "media", "anonymous_source", "monitor_ngo", "monitor_ngo", "armed_group"];
        let ids: Vec<SpanId> = sheet.set.iter().map(|span| span.id.clone()).collect();
        let sheet = ids.iter().fold(sheet, |sheet, id| {
            let words = sheet.document.slice(sheet.set.get(id).unwrap().span.range()).to_owned();
            match names.iter().zip(classes).find(|(name, _)| **name == words) {
                Some((_, class)) => sheet.with(id, "actor_class", class),
                None => sheet,
            }
        });
        assert_eq!(sheet.first_end(claim, "claimed_by"), speaker, "{marked}");
    }
}

#[test]
fn a_claim_that_goes_on_has_the_source_of_the_one_before() {
    let sheet =
        Sheet::of("قال [a طبيب] في [a مستشفى الواحة] إن [g ستة ماتوا]. وأضاف أن [g الدواء نفد]، مؤكداً أن [g الطريق مقطوع].");
    let sheet = sheet.with("s1", "actor_class", "witness_or_activist").related("s3", "claimed_by", "s1");
    assert_eq!(sheet.first_end("s4", "claimed_by"), "طبيب");
    let sheet = sheet.related("s4", "claimed_by", "s1");
    assert_eq!(sheet.first_end("s5", "claimed_by"), "طبيب");
}

#[test]
fn a_figure_is_where_its_sentence_says_most_exactly() {
    let sheet = Sheet::of("قصفت المدفعية [l سوق الملح] في بلدة [l العرعر] فقُتل [c أربعة]. وفي [l الوادي] أصيب [c خمسة].");
    assert_eq!(sheet.first_end("s3", "at"), "سوق الملح");
    assert_eq!(sheet.first_end("s5", "at"), "الوادي");
}

#[test]
fn figures_inside_a_claim_are_asserted_and_nothing_else_is() {
    let sheet = Sheet::of("قال إن [g القصف قتل [c ستة] وجرح [c تسعة]] وإن [c ثلاثة] نجوا.");
    assert_eq!(sheet.ends("s1", "asserts"), ["ستة", "تسعة"]);
}

#[test]
fn words_that_say_when_give_the_sub_span_its_days_and_what_they_rest_on() {
    let sheet = Sheet::of("قُتل [c أربعة] فجر الثلاثاء في الوادي.").published("2031-03-13");
    let first = |name| sheet.first("s1", name);
    assert_eq!(first("when_first"), "2031-03-11 <فجر الثلاثاء>");
    assert_eq!(first("when_last"), "2031-03-11 <فجر الثلاثاء>");
    assert_eq!(first("when_basis"), "relative <فجر الثلاثاء>");
    assert!(first("when").ends_with("<فجر الثلاثاء>"));
    let undated = Sheet::of("قُتل [c أربعة] فجر الثلاثاء في الوادي.");
    assert_eq!(undated.first("s1", "when_first"), "", "without a day of publication nothing is known");
}

#[test]
fn the_days_are_those_of_the_words_that_were_chosen() {
    let mut sheet = Sheet::of("قُتل [c أربعة] فجر الثلاثاء ودُفنوا الأربعاء. وكان ذلك في 2 آذار 2031.").published("2031-03-13");
    let say = |sheet: &mut Sheet, words: &str| {
        let at = sheet.document.text().find(words).unwrap();
        let place = |byte: usize| sheet.document.code_point_at(byte);
        let value = Some(Value::Range(place(at), place(at + words.len())));
        sheet.set.apply(Edit::Attribute { id: SpanId::from("s1"), name: "when".to_owned(), value }).unwrap();
    };
    say(&mut sheet, "الأربعاء");
    assert_eq!(sheet.first("s1", "when_first"), "2031-03-12 <الأربعاء>");
    say(&mut sheet, "2 آذار 2031");
    assert_eq!(sheet.first("s1", "when_last"), "2031-03-02 <2 آذار 2031>", "words of another sentence");
    assert_eq!(sheet.first("s1", "when_basis"), "stated <2 آذار 2031>");
    say(&mut sheet, "ودُفنوا");
    assert_eq!(sheet.first("s1", "when_first"), "", "words that say no day");
}

#[test]
fn where_the_words_that_say_when_were_refused_their_days_are_not_proposed() {
    let mut sheet = Sheet::of("قُتل [c أربعة] فجر الثلاثاء في الوادي.").published("2031-03-13");
    let place = |byte: usize| sheet.document.code_point_at(byte);
    let at = sheet.document.text().find("فجر الثلاثاء").unwrap();
    let offer = Some(Offer::new("date", Value::Range(place(at), place(at + "فجر الثلاثاء".len()))));
    let subject = Subject::Attribute("when".to_owned());
    sheet.set.apply(Edit::Offer { id: SpanId::from("s1"), subject, offer }).unwrap();
    for name in ["when", "when_first", "when_last", "when_basis"] {
        assert_eq!(sheet.first("s1", name), "", "{name}");
    }
}

#[test]
fn what_was_refused_is_not_proposed_again_but_something_else_is() {
    let mut sheet = Sheet::of("مقتل [c ستة].");
    let offer = Some(Offer::new("lexicon", Value::Text("killed".to_owned())));
    let subject = Subject::Attribute("harm".to_owned());
    sheet.set.apply(Edit::Offer { id: SpanId::from("s1"), subject, offer }).unwrap();
    assert_eq!(sheet.values("s1", "harm"), [""; 0]);
    let sheet = sheet.with("s1", "status", "unknown");
    assert_eq!(sheet.values("s1", "harm"), [""; 0]);
}

#[test]
fn what_lies_around_a_place_says_how_near_and_what_it_is() {
    let sheet = Sheet::of("قرب بلدة [l العرعر] وفي محيط [l مستشفى الواحة] وفي [l السهل].");
    assert_eq!(sheet.first("s1", "spatial_cue"), "near <قرب>");
    assert_eq!(sheet.first("s1", "loc_type"), "town <بلدة>");
    assert_eq!(sheet.first("s2", "protected"), "yes <مستشفى>");
    assert_eq!(sheet.first("s3", "spatial_cue"), "");
}

#[test]
fn the_figure_of_a_span_gives_its_bounds_and_its_qualifier() {
    let sheet = Sheet::of("مقتل [c ما لا يقل عن سبعة رعاة] و[c طفلين] وإصابة [c بين 20 و30 شخصاً] و[c نحو مئة آخرين].");
    let figure = |id| ["min", "max", "qualifier"].map(|name| sheet.first(id, name).split(" <").next().unwrap().to_owned());
    assert_eq!(figure("s1"), ["7", "", "at_least"]);
    assert_eq!(figure("s2"), ["2", "2", "exact"]);
    assert_eq!(figure("s3"), ["20", "30", "range"]);
    assert_eq!(figure("s4"), ["100", "100", "about"]);
    assert!(sheet.first("s1", "min").ends_with("<ما لا يقل عن سبعة>"));
}

#[test]
fn what_the_words_of_a_figure_or_its_other_values_do_not_bear_out_is_odd() {
    let odd =
        |sheet: &Sheet, id: &str| sheet.ask(id, |grounds| oddities(grounds).iter().map(ToString::to_string).collect::<Vec<_>>());
    let number = |mut sheet: Sheet, id: &str, name: &str, value: i64| {
        let value = Some(Value::Integer(value));
        sheet.set.apply(Edit::Attribute { id: SpanId::from(id), name: name.to_owned(), value }).unwrap();
        sheet
    };
    let sheet = Sheet::of("شنت الطائرات [c 12 غارة] على الوادي.");
    assert_eq!(odd(&sheet, "s1"), ["no word in its sentence says what harm is"]);
    let sheet = Sheet::of("قُتل [c تسعة]، بينهم [c طفلان]. وأصيب [c عشرة] أمس.").published("2031-03-13").with(
        "s3",
        "when_first",
        "2031-03-14",
    );
    assert_eq!(odd(&sheet, "s1"), [""; 0]);
    assert_eq!(odd(&sheet, "s3"), ["when_first is after 2031-03-13, the day of publication"]);
    let sheet = number(number(number(sheet, "s1", "max", 9), "s2", "min", 12), "s2", "max", 2).related("s2", "within", "s1");
    assert_eq!(
        odd(&sheet, "s2"),
        ["the lower bound 12 is above the upper bound 2", "at least 12 cannot be part of at most 9 (s1)"]
    );
}
