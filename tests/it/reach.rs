//! How far a tag key reaches where nothing is selected and nothing counted: names that the registries know, and figures.

use hashiya::annotation::registry::NamedRegistry;
use hashiya::annotation::{Identity, Registry, RegistryEdit};
use hashiya::session::Message;

use super::harness::Bench;

/// A text with registries of two parties and a place.
fn bench(marked: &str) -> Bench {
    let mut bench = Bench::read(marked);
    let registry = |name: &str, names: &[&str]| {
        let mut registry = Registry::new(name);
        for (n, ar) in names.iter().enumerate() {
            let identity = Identity { ar: (*ar).to_owned(), ..Identity::new(format!("{name}-{n}").as_str()) };
            registry.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
        }
        let named = NamedRegistry::new(name, registry);
        named.make_ready();
        named
    };
    let actors = registry("actors", &["كتائب السهل", "كتائب السهل الشرقي", "سهل"]);
    bench.tell(Message::Registries(vec![actors, registry("places", &["تل السرو"])]));
    bench
}

#[test]
fn a_tag_key_takes_the_longest_name_that_begins_at_the_word_in_any_spelling() {
    bench("قالت ‸كتائب السهل أمس").press("a").expect("قالت [ACTOR|‸كتائب السهل] أمس");
    bench("قالت ‸كتائبُ  السَّهل الشرقي أمس").press("a").expect("قالت [ACTOR|‸كتائبُ  السَّهل الشرقي] أمس");
    // The particle before it stays out, as ever.
    bench("قصفت ‸وكتائب السهل أمس").press("a").expect("قصفت و[ACTOR|‸كتائب السهل] أمس");
    bench("في ‸تل السرو أمس").press("l").expect("في [LOCATION|‸تل السرو] أمس");
}

#[test]
fn a_count_or_a_selection_says_how_much_is_tagged() {
    bench("قالت ‸كتائب السهل أمس").press("1 a").expect("قالت [ACTOR|‸كتائب] السهل أمس");
    bench("قالت ‸كتائب السهل أمس").press("3 a").expect("قالت [ACTOR|‸كتائب السهل أمس]");
    bench("قالت ‸كتائب السهل أمس").press("w a").expect("قالت [ACTOR|كتائ‸ب] السهل أمس");
}

#[test]
fn what_is_no_name_of_the_tag_or_begins_before_the_word_is_one_word() {
    // A party is no place, and a place no party.
    bench("قالت ‸كتائب السهل أمس").press("l").expect("قالت [LOCATION|‸كتائب] السهل أمس");
    bench("في ‸تل السرو أمس").press("a").expect("في [ACTOR|‸تل] السرو أمس");
    bench("قالت كتائب ‸السهل أمس").press("a").expect("قالت كتائب [ACTOR|‸السهل] أمس");
    bench("قالت ‸كتائب\nالسهل أمس").press("a").expect("قالت [ACTOR|‸كتائب]\nالسهل أمس");
    bench("قالت ‸كتائب السهل أمس").press("g").expect("قالت [ALLEGATION|‸كتائب] السهل أمس");
}

#[test]
fn a_tag_that_is_read_from_figures_takes_the_figure_with_what_it_counts() {
    bench("قُتل ‸12 مدنياً أمس").press("c").expect("قُتل [CASUALTY|‸12 مدنياً] أمس");
    bench("أصيب ‸أكثر من عشرين شخصاً أمس").press("c").expect("أصيب [CASUALTY|‸أكثر من عشرين شخصاً] أمس");
    bench("أصيب ‸أكثر من عشرين شخصاً أمس").press("2 c").expect("أصيب [CASUALTY|‸أكثر من] عشرين شخصاً أمس");
    bench("أصيب أكثر من ‸عشرين شخصاً أمس").press("c").expect("أصيب أكثر من [CASUALTY|‸عشرين] شخصاً أمس");
    bench("قالت ‸كتائب السهل أمس").press("c").expect("قالت [CASUALTY|‸كتائب] السهل أمس");
}

#[test]
fn the_last_tag_again_reaches_as_far_as_there_is_a_name() {
    bench("قالت ‸كتائب السهل وسهل").press("a j j .").expect("قالت [ACTOR|كتائب السهل] و[ACTOR|‸سهل]");
}
