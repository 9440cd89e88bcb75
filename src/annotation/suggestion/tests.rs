//! What is suggested for sentences: `[a كتائب السهل]` is a span, by the key of its tag, of a text that told something before.

use super::*;
use crate::annotation::registry::{Identity, NamedRegistry, Registry, RegistryEdit};
use crate::annotation::schema::Schema;
use crate::annotation::{Annotation, AnnotationSet, Edit, Held};
use crate::text::Document;

/// A text with spans.
struct Sheet {
    document: Document,
    set: AnnotationSet,
}

impl Sheet {
    fn of(marked: &str) -> Self {
        let mut text = String::new();
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut spans: Vec<(char, std::ops::Range<usize>)> = Vec::new();
        let mut letters = marked.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '[' => {
                    open.push((letters.next().unwrap(), text.len()));
                    letters.next();
                }
                ']' => {
                    let (key, start) = open.pop().unwrap();
                    spans.push((key, start..text.len()));
                }
                letter => text.push(letter),
            }
        }
        let document = Document::from(text.as_str());
        let mut set = AnnotationSet::new();
        for (key, range) in spans {
            let tag = Schema::builtin().tags.iter().find(|tag| tag.key == key).unwrap();
            let id = set.fresh_id();
            set.apply(Edit::Add(Annotation::new(&id, tag.id.as_str(), document.span(range).unwrap()))).unwrap();
        }
        Self { document, set }
    }
}

fn identity(id: &str, class: &str, names: &[&str]) -> Identity {
    let mut names = names.iter().map(|name| (*name).to_owned());
    let ar = names.next().unwrap();
    Identity { ar, aliases: names.collect(), class: class.to_owned(), ..Identity::new(id) }
}

fn registries() -> Vec<NamedRegistry> {
    let registry = |name: &str, identities: Vec<Identity>| {
        let mut registry = Registry::new(name);
        for identity in identities {
            registry.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
        }
        NamedRegistry::new(name, registry)
    };
    vec![
        registry(
            "actors",
            vec![
                identity("sahl_brigades", "armed_group", &["كتائب السهل", "الكتائب"]),
                identity("local_sources", "anonymous_source", &["مصادر محلية"]),
                identity("doctor", "individual", &["طبيب"]),
                identity("council", "party_official", &["مجلس الزيتونة العسكري"]),
            ],
        ),
        registry(
            "places",
            vec![
                identity("zaytuna", "town", &["الزيتونة"]),
                identity("nahr", "camp", &["مخيم النهر"]),
                identity("sur", "town", &["صور"]),
            ],
        ),
    ]
}

/// What is suggested for a text, after others told what they have: `TAG words, attribute=value`.
fn suggested(earlier: &[&str], marked: &str) -> Vec<String> {
    let earlier: Vec<Sheet> = earlier.iter().map(|marked| Sheet::of(marked)).collect();
    let mut names = NameList::default();
    for sheet in &earlier {
        names.add(NameList::of(&sheet.document, &sheet.set, Schema::builtin()));
    }
    let mut suggester = Suggester::new(Schema::builtin(), &registries(), &names);
    for sheet in &earlier {
        suggester.learn(&suggester.experience(&sheet.document, &sheet.set, Coverage::Whole), None);
    }
    let Sheet { document, set } = Sheet::of(marked);
    let found = suggester.reading("a.txt", &document, &set).all(|| false).unwrap();
    found.iter().map(|one| told(one, &document)).collect()
}

fn told(suggestion: &Suggestion, document: &Document) -> String {
    let attributes = suggestion.attributes.iter().map(|(name, value)| format!(", {name}={value}"));
    format!("{} {}{}", suggestion.tag, document.slice(suggestion.span.range()), attributes.collect::<String>())
}

#[test]
fn nothing_is_suggested_of_where_and_by_whom_an_article_was_written() {
    let head = "الزيتونة – مصادر محلية – 3 أيار\n";
    let asides = "كتائب السهل – وهي من الفصائل – في الزيتونة";
    let found = suggested(&[], &format!("{head}وصلت الكتائب.\n{asides}"));
    let names: Vec<&str> = found.iter().filter_map(|one| one.split(',').next()).collect();
    assert_eq!(names, ["ACTOR الكتائب", "ACTOR كتائب السهل", "LOCATION الزيتونة"]);
}

#[test]
fn a_word_for_anybody_is_suggested_where_somebody_speaks() {
    let found = suggested(&[], "وقال طبيب في المخيم إن جراحاً وطبيب تخدير وصلا");
    let actors: Vec<&String> = found.iter().filter(|one| one.starts_with("ACTOR")).collect();
    assert_eq!(actors, ["ACTOR طبيب, actor_id=doctor, actor_class=individual"]);
}

#[test]
fn names_of_registries_are_suggested_with_their_identity_behind_particles_and_the_longest_first() {
    let found = suggested(&[], "انسحبت الكتائبُ من مخيّم النهر للزيتونة، وفق مصادر محلّية، ونفى مجلس الزيتونة العسكري ذلك");
    assert_eq!(
        found,
        [
            "ACTOR الكتائبُ, actor_id=sahl_brigades, actor_class=armed_group",
            "LOCATION مخيّم النهر, loc_id=nahr, loc_type=camp",
            "LOCATION لزيتونة, loc_id=zaytuna, loc_type=town",
            // Sources without a name are others in each text.
            "ACTOR مصادر محلّية, actor_class=anonymous_source",
            "ACTOR مجلس الزيتونة العسكري, actor_id=council, actor_class=party_official",
        ]
    );
}

#[test]
fn nothing_is_suggested_where_something_is_said_already() {
    assert_eq!(suggested(&[], "دخلت [a كتائب السهل] بلدة [l الزيتونة] أمس"), Vec::<String>::new());
    // Not another tag for the very words, nor a name inside of a name; inside of a claim there may be names.
    assert_eq!(suggested(&[], "[a الزيتونة] ترفض، و[a لجنة الزيتونة للسلم] تقبل"), Vec::<String>::new());
    let inside = suggested(&[], "زعم أن [g قواته دخلت الزيتونة]");
    assert_eq!(inside, ["LOCATION الزيتونة, loc_id=zaytuna, loc_type=town"]);
}

#[test]
fn words_that_were_tagged_nearly_always_one_way_are_suggested_and_others_are_not() {
    let earlier = ["وصل وفد [a جمعية قنديل] إلى [l تل الورد]، وقالت [a جمعية قنديل] إن الطريق إلى [l تل الورد] سالك"];
    let found = suggested(&earlier, "نقلت جمعية قنديل المؤن لتل الورد");
    assert_eq!(found, ["ACTOR جمعية قنديل", "LOCATION تل الورد"]);
    let earlier = ["قال [a الوفد] إن الوفد عاد، ثم التقى الوفد السكان"];
    assert_eq!(suggested(&earlier, "غادر الوفد صباحاً"), Vec::<String>::new());
}

#[test]
fn a_name_that_is_a_common_word_needs_more_than_the_registry() {
    assert_eq!(suggested(&[], "نُشرت صور للمكان"), Vec::<String>::new());
    let earlier = ["بين [l صور] و[l صور] طريق إلى [l صور] و[l صور]"];
    assert_eq!(suggested(&earlier, "الطريق إلى صور"), ["LOCATION صور, loc_id=sur, loc_type=town"]);
}

#[test]
fn what_the_text_itself_tags_is_suggested_at_its_other_places() {
    let found = suggested(&[], "قال [a رئيس اللجنة] إنه باق، وأضاف رئيس اللجنة ذلك");
    assert_eq!(found, ["ACTOR رئيس اللجنة"]);
}

#[test]
fn names_that_nobody_knows_are_suggested_where_words_introduce_them_and_where_they_are_met_again() {
    let text = "سقطت قذائف على بلدة الصفصاف، ونفت منظمة قنديل الخير ذلك. عاد الوفد من الصفصاف ثم غادرت المنظمة";
    let found = suggested(&[], text);
    assert_eq!(found, ["LOCATION الصفصاف", "ACTOR منظمة قنديل الخير", "LOCATION الصفصاف", "ACTOR المنظمة"]);
    // A name inside of a party's is none, and a longer one has what a shorter one is a part of.
    assert_eq!(suggested(&[], "نفت قيادة شرطة الزيتونة ذلك"), ["ACTOR قيادة شرطة الزيتونة"]);
    assert_eq!(suggested(&["وصل [a الجيش] و[a الجيش]"], "نفى الجيش السرواني ذلك"), ["ACTOR الجيش السرواني"]);
    // One that is known does not go on with the next word.
    assert_eq!(
        suggested(&[], "قالت كتائب السهل المدافعة إن"),
        ["ACTOR كتائب السهل, actor_id=sahl_brigades, actor_class=armed_group"]
    );
}

#[test]
fn words_that_were_often_wrong_in_other_texts_are_not_suggested() {
    let suggester = Suggester::new(Schema::builtin(), &[], &NameList::default());
    let sheet = Sheet::of("وصل الوفد إلى بلدة الصفصاف وقالت الحكومة ذلك");
    let trials = |marked: &str, times: usize| {
        let Sheet { document, set } = Sheet::of(marked);
        let mut trials = Trials::default();
        for _ in 0..times {
            trials.add(&suggester.try_out(&document, &set, &Learned::default()));
        }
        trials
    };
    let found = |trials: &Trials| -> Vec<String> {
        let reading = suggester.reading("", &sheet.document, &sheet.set).tried_out(trials);
        reading.all(|| false).unwrap().iter().map(|one| told(one, &sheet.document)).collect()
    };
    let both = ["LOCATION الصفصاف", "ACTOR الحكومة"];
    assert_eq!(found(&Trials::default()), both);
    assert_eq!(found(&trials("قالت الحكومة ذلك", 1)), both, "once is no reason");
    assert_eq!(found(&trials("قالت الحكومة ذلك", 9)), both[..1]);
    assert_eq!(found(&trials("قالت [a الحكومة] ذلك", 9)), both);
}

#[test]
fn what_is_left_out_in_datelines_tells_nothing_of_the_same_names_elsewhere() {
    let suggester = Suggester::new(Schema::builtin(), &registries(), &NameList::default());
    let Sheet { document, set } = Sheet::of("الزيتونة – مصادر محلية – 3 أيار\nوصلت [l الزيتونة] أمس");
    let trials = suggester.try_out(&document, &set, &Learned::default());
    let without = Sheet::of("وصلت [l الزيتونة] أمس");
    assert_eq!(trials, suggester.try_out(&without.document, &without.set, &Learned::default()));
}

#[test]
fn figures_of_people_to_whom_something_befell_are_suggested_and_no_others() {
    for (sentence, expected) in [
        ("قُتل ما لا يقل عن ستة مدنيين وأصيب نحو عشرين آخرين", &["ما لا يقل عن ستة مدنيين", "نحو عشرين آخرين"][..]),
        ("أسفر القصف عن ثلاثة قتلى وخمسة جرحى", &["ثلاثة قتلى", "خمسة جرحى"]),
        ("قتل تسعة أشخاص بينهم طفلان", &["تسعة أشخاص", "طفلان"]),
        ("شن الطيران سبع غارات على بعد 12 كيلومتراً منذ عام 2029", &[]),
        ("اتصلوا على الرقم 5551234 قبل الساعة السادسة", &[]),
        ("وصل 23 راكباً إلى البلدة سالمين", &[]),
        // Who is carried or housed somewhere.
        ("أصابت القذيفة مبنى تقيم فيه ست عائلات", &[]),
        ("غرقت حافلة تقل نحو ثلاثين نازحاً وقتل سائقان", &["سائقان"]),
        // What was done, and with what, is no part of whom it befell.
        ("قتل 12 مدنياً بغارات، ونزحت 40 عائلة باتجاه النهر", &["12 مدنياً", "40 عائلة"]),
    ] {
        let expected: Vec<String> = expected.iter().map(|words| format!("CASUALTY {words}")).collect();
        assert_eq!(suggested(&[], sentence), expected, "{sentence}");
    }
}

#[test]
fn what_somebody_is_reported_to_say_is_suggested_without_what_follows_it() {
    let claims = |text: &str| -> Vec<String> {
        suggested(&[], text).into_iter().filter_map(|told| told.strip_prefix("ALLEGATION ").map(str::to_owned)).collect()
    };
    let found = claims("زعم الناطق أن الطيران استهدف سوق البلدة وقتل تسعة أشخاص، وفق ما نقلت الصحيفة.");
    assert_eq!(found, ["الطيران استهدف سوق البلدة وقتل تسعة أشخاص"]);
    assert_eq!(claims("وصل الوزير إلى العاصمة صباح أمس."), Vec::<String>::new());
}

#[test]
fn what_was_refused_is_not_suggested_again_there_until_that_is_undone() {
    let mut sheet = Sheet::of("وصل إلى الزيتونة، ثم غادر الزيتونة");
    let suggester = Suggester::new(Schema::builtin(), &registries(), &NameList::default());
    let all = |sheet: &Sheet| suggester.reading("a.txt", &sheet.document, &sheet.set).all(|| false).unwrap();
    let first = all(&sheet).remove(0);
    let undo = sheet.set.apply(refused(&first, &sheet.set, &sheet.document)).unwrap();
    assert_eq!(all(&sheet).iter().map(|one| one.span.start() > first.span.start()).collect::<Vec<_>>(), [true]);
    let redo = sheet.set.apply(undo).unwrap();
    assert_eq!((all(&sheet).len(), sheet.set.lists().rejections.clone()), (2, Held::Absent));
    sheet.set.apply(redo).unwrap();
    let second = all(&sheet).remove(0);
    sheet.set.apply(refused(&second, &sheet.set, &sheet.document)).unwrap();
    assert_eq!(all(&sheet), []);
}

#[test]
fn a_text_is_read_part_by_part_with_the_same_suggestions_and_stops_when_told_to() {
    let text = "دخلت كتائب السهل الزيتونة وقُتل ستة مدنيين في القصف. ".repeat(40);
    let document = Document::from(text.as_str());
    let set = AnnotationSet::new();
    let suggester = Suggester::new(Schema::builtin(), &registries(), &NameList::default());
    let reading = suggester.reading("a.txt", &document, &set);
    let whole = reading.suggestions(0..document.len());
    assert_eq!(whole.len(), 120);
    for size in [97, 512, 4000] {
        let starts = (0..document.len()).step_by(size).map(|at| document.floor(at));
        let parts: Vec<Suggestion> = starts
            .clone()
            .zip(starts.skip(1).chain([document.len()]))
            .flat_map(|(start, end)| reading.suggestions(start..end))
            .collect();
        assert_eq!(parts, whole, "{size}");
    }
    assert_eq!(reading.all(|| true), None);
}

#[test]
fn a_schema_without_such_tags_suggests_nothing_of_the_kind() {
    let schema = Schema::parse(include_str!("../../../tests/schemas/court.ron")).unwrap();
    let suggester = Suggester::new(&schema, &registries(), &NameList::default());
    let document = Document::from("زعم أن الزيتونة قُتل فيها ستة مدنيين");
    assert_eq!(suggester.reading("a.txt", &document, &AnnotationSet::new()).all(|| false), Some(Vec::new()));
}

#[test]
fn any_bytes_can_be_read() {
    let suggester = Suggester::new(Schema::builtin(), &registries(), &NameList::default());
    for text in ["", "\n\n", "ـ", "الزيتونة", "\u{200F}الزيتونة\u{301}", "ق.\u{FEFC} 12 قُتل\r\n\r\nأن أن أن", "زعم أن"]
    {
        let document = Document::from(text);
        let set = AnnotationSet::new();
        let reading = suggester.reading("a.txt", &document, &set);
        for start in 0..text.len() + 2 {
            drop(reading.suggestions(document.floor(start.min(text.len()))..text.len() + 9));
        }
    }
}

#[test]
fn a_source_that_suggests_nothing_in_a_text_missed_what_it_has() {
    let suggester = Suggester::new(Schema::builtin(), &registries(), &NameList::default());
    let mut scores = SuggestionScores::default();
    let nothing = LeftOut { own: &Learned::default(), model: &SpanModel::default(), trials: &Trials::default() };
    for marked in ["وصل [a كتائب السهل] إلى [l الزيتونة]", "وصل [l الوادي]"] {
        let Sheet { document, set } = Sheet::of(marked);
        // Names of registries count only where another text uses their identity.
        scores.add(&SuggestionScores::of(&suggester, &document, &set, nothing));
    }
    assert_eq!((scores.texts, scores.tags["LOCATION"].gold, scores.tags["LOCATION"].proposed), (2, 2, 0));
    assert_eq!(scores.tags["LOCATION"].precision(), None);
    assert_eq!(scores.tags["LOCATION"].recall(), Some(0.0));
}

#[test]
fn what_was_learned_of_a_text_that_is_still_to_be_read_does_not_count_in_it() {
    let [theirs, own] = ["وصل وفد [a جمعية قنديل] أمس", "وصل وفد جمعية قنديل أمس"].map(Sheet::of);
    let names = NameList::of(&theirs.document, &theirs.set, Schema::builtin());
    let mut suggester = Suggester::new(Schema::builtin(), &[], &names);
    suggester.learn(&suggester.experience(&theirs.document, &theirs.set, Coverage::Whole), Some("a.txt"));
    let count = |name: &str| suggester.reading(name, &own.document, &own.set).all(|| false).unwrap().len();
    assert_eq!((count("a.txt"), count("b.txt")), (0, 1));
}

#[test]
fn of_a_text_that_is_only_begun_what_has_no_tag_says_nothing() {
    let begun = Sheet::of("وصل [a الوفد] ثم عاد الوفد والتقى الوفد السكان");
    let names = NameList::of(&begun.document, &begun.set, Schema::builtin());
    let document = Document::from("غادر الوفد صباحاً");
    let count = |coverage| {
        let mut suggester = Suggester::new(Schema::builtin(), &[], &names);
        suggester.learn(&suggester.experience(&begun.document, &begun.set, coverage), None);
        suggester.reading("b.txt", &document, &AnnotationSet::new()).all(|| false).unwrap().len()
    };
    assert_eq!((count(Coverage::Begun), count(Coverage::Whole)), (1, 0));
}

#[test]
fn the_spans_of_a_sidecar_are_suggested_where_nothing_is_said() {
    let theirs = Sheet::of("وصل [a وفد النهر] إلى [l تل الورد]");
    let own = Sheet::of("وصل [a وفد النهر] إلى تل الورد");
    let suggester = Suggester::new(Schema::builtin(), &[], &NameList::default());
    let found = suggester.reading("a.txt", &own.document, &own.set).with_sidecar(&theirs.set).all(|| false).unwrap();
    let told: Vec<String> = found.iter().map(|one| format!("{} {}", one.source.as_str(), told(one, &own.document))).collect();
    assert_eq!(told, ["sidecar LOCATION تل الورد"]);
}

#[test]
fn few_figures_that_are_no_casualties_are_suggested_as_some() {
    let suggester = Suggester::new(Schema::builtin(), &[], &NameList::default());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/proposals");
    let rows = std::fs::read_to_string(format!("{folder}/decoys.tsv")).unwrap();
    let mut wrong = 0;
    for row in rows.lines().skip(1) {
        let [file, start, end, _] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let document = Document::from(std::fs::read_to_string(format!("{folder}/{file}")).unwrap().as_str());
        let byte = |point: &str| document.byte_of_code_point(point.parse().unwrap()).unwrap();
        let set = AnnotationSet::new();
        let reading = suggester.reading(file, &document, &set);
        let found = reading.suggestions(document.floor(byte(start).saturating_sub(64))..byte(end));
        let overlaps = |one: &&Suggestion| one.span.start() < byte(end) && byte(start) < one.span.end();
        wrong += usize::from(found.iter().filter(|one| one.tag == "CASUALTY").any(|one| overlaps(&one)));
    }
    // A sentence of death, and what is shot down of something that was said before: the words around them are those of harm.
    assert_eq!((rows.lines().count() - 1, wrong), (86, 4));
}
