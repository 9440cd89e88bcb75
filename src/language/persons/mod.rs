//! Nouns for people who come to harm, with what a noun says of them: whether they are civilians, who they are, how many.
//!
//! Each noun stands once in `nouns.txt`; its dual, its feminine and its sound plurals follow from rules (Wright, *A Grammar
//! of the Arabic Language*, vol. 1, §§ 299-302). A dual in -ين is spelled as a sound plural is, so that only a noun whose
//! plural is broken is two by its spelling.

mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::clitic::stems;
use super::fold::Folding;

pub use table::{Class, Profile, Unit};
use table::{Noun, Oblique};

/// The pronouns of possession, the longer first.
const POSSESSIVES: &[&str] = &["هما", "كما", "ها", "هم", "هن", "نا", "كم", "ه"];

/// Nouns whose case is a long vowel before a pronoun.
const LONG_CASE: &[&str] = &["اب", "اخ", "حم"];

/// How many a form of a noun is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GrammaticalNumber {
    /// One.
    Singular,
    /// Two.
    Dual,
    /// Three or more.
    Plural,
    /// Two or more: -ين of a noun that has a sound plural.
    Undecided,
}

/// A form of a noun for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// How many.
    pub number: GrammaticalNumber,
    /// Whether civilians.
    pub class: Class,
    /// Who they are, if the noun says so.
    pub profile: Option<Profile>,
    /// What is counted.
    pub unit: Unit,
}

/// The forms of the nouns, by their folded spelling.
#[derive(Debug)]
pub struct Persons {
    forms: HashMap<String, Person>,
}

impl Persons {
    /// The nouns that come with the program.
    pub fn builtin() -> &'static Self {
        static PERSONS: LazyLock<Persons> = LazyLock::new(|| Persons::of(&table::nouns()));
        &PERSONS
    }

    fn of(nouns: &[Noun]) -> Self {
        let folding = Folding::usual();
        let mut forms = HashMap::new();
        for noun in nouns {
            for (spelling, number) in spellings(noun) {
                let person = Person { number, class: noun.class, profile: noun.profile, unit: noun.unit };
                forms.entry(folding.fold(&spelling).text().to_owned()).or_insert(person);
            }
        }
        Self { forms }
    }

    /// The noun that a folded word is, without anything written as one with it.
    pub fn of_stem(&self, folded: &str) -> Option<Person> {
        self.forms.get(folded).copied()
    }

    /// The noun that a word of a text is, in any spelling, with و, a preposition and the article before it, a pronoun behind
    /// it, or without.
    ///
    /// ```
    /// use hashiya::language::persons::{Class, GrammaticalNumber, Persons};
    ///
    /// let person = Persons::builtin().of_word("وبالمدنيّينَ").unwrap();
    /// assert_eq!((person.class, person.number), (Class::Civilian, GrammaticalNumber::Undecided));
    /// assert_eq!(Persons::builtin().of_word("الغارات"), None);
    /// ```
    pub fn of_word(&self, word: &str) -> Option<Person> {
        let folded = Folding::usual().fold(word);
        let plain = stems(folded.text()).find_map(|stem| self.of_stem(stem.text));
        plain.or_else(|| stems(folded.text()).find_map(|stem| self.of_possessed(stem.text)))
    }

    /// The noun that a folded word is with a pronoun written as one with it: عناصره, مقاتليهم.
    pub fn of_possessed(&self, folded: &str) -> Option<Person> {
        POSSESSIVES.iter().find_map(|pronoun| self.before_pronoun(folded.strip_suffix(pronoun)?))
    }

    /// The noun of a form before a pronoun: ة is ت there, the dual and the sound plural have no ن, and a hamza has a letter.
    fn before_pronoun(&self, base: &str) -> Option<Person> {
        let singular = |base: &str| {
            let feminine = base.strip_suffix('ت').map(|base| format!("{base}ه"));
            self.of_stem(base).or_else(|| feminine.and_then(|feminine| self.of_stem(&feminine)))
        };
        // The hamza of أبناء has a letter under it there: أبناؤه, أبنائها.
        let hamzated = || self.of_stem(&format!("{}ء", base.strip_suffix(['و', 'ي']).filter(|base| base.ends_with('ا'))?));
        let before_case = base.strip_suffix(['ا', 'و', 'ي']);
        // The case of أب and أخ is a long vowel: أباه, أخوها.
        let of_long_case = || self.of_stem(before_case.filter(|noun| LONG_CASE.contains(noun))?);
        let of_two = || {
            let person = before_case.filter(|_| !base.ends_with('و')).and_then(singular)?;
            (person.number == GrammaticalNumber::Singular).then_some(Person { number: GrammaticalNumber::Dual, ..person })
        };
        hamzated().or_else(of_long_case).or_else(of_two).or_else(|| singular(base))
    }

    /// How many forms it knows.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}

/// Every spelling of a noun with its number; where two are alike the first counts.
fn spellings(noun: &Noun) -> Vec<(String, GrammaticalNumber)> {
    let oblique = match noun.oblique {
        Oblique::Dual => GrammaticalNumber::Dual,
        Oblique::Either => GrammaticalNumber::Undecided,
    };
    let mut found = Vec::new();
    for plural in &noun.plurals {
        found.push(((*plural).to_owned(), GrammaticalNumber::Plural));
        if !plural.ends_with('ة') {
            found.push((format!("{plural}ا"), GrammaticalNumber::Plural));
        }
    }
    if noun.oblique == Oblique::Either {
        found.push((format!("{}ون", noun.singular), GrammaticalNumber::Plural));
        // Before a genitive or a pronoun: مقاتلو, مقاتلي.
        found.push((format!("{}و", noun.singular), GrammaticalNumber::Plural));
        found.push((format!("{}ي", noun.singular), GrammaticalNumber::Undecided));
    }
    for gender in std::iter::once(noun.singular).chain(noun.feminine) {
        found.extend(singular_and_dual(gender, if gender.ends_with('ة') { GrammaticalNumber::Dual } else { oblique }));
    }
    found
}

/// The singular, its accusative with tanwin, the dual; of a feminine the plural too.
fn singular_and_dual(noun: &str, oblique: GrammaticalNumber) -> Vec<(String, GrammaticalNumber)> {
    let base = noun.strip_suffix('ة').map(|base| format!("{base}ت"));
    let base = base.unwrap_or_else(|| noun.replace('ى', "ي"));
    let mut found = vec![
        (noun.to_owned(), GrammaticalNumber::Singular),
        (format!("{base}ان"), GrammaticalNumber::Dual),
        (format!("{base}ين"), oblique),
    ];
    match noun.strip_suffix('ة') {
        Some(base) => found.push((format!("{base}ات"), GrammaticalNumber::Plural)),
        None => found.push((format!("{noun}ا"), GrammaticalNumber::Singular)),
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(word: &str) -> Person {
        Persons::builtin().of_word(word).unwrap_or_else(|| panic!("{word}"))
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let nouns = table::nouns();
        assert!(nouns.len() >= 100, "{}", nouns.len());
        assert_eq!(nouns.len(), table::lines().count());
    }

    #[test]
    fn a_noun_is_known_in_its_numbers_and_genders() {
        use GrammaticalNumber::{Dual, Plural, Singular, Undecided};
        for (words, number) in [
            ("طفل طفلا طفلة قتيل امرأة مدنية صحفي رهينة جثة", Singular),
            ("طفلان طفلين طفلتان طفلتين قتيلين امرأتين مدنيان مدنيتين جثتين ضحيتين", Dual),
            ("أطفال طفلات قتلى نساء مدنيون مدنيات صحفيون جثث ضحايا جنود عمال", Plural),
            ("مقاتلي مسلحي مدنيين مسلحين مقاتلين مصابين مفقودين معتقلين مسعفين صحفيين عسكريين قياديين", Undecided),
        ] {
            for word in words.split(' ') {
                assert_eq!(person(word).number, number, "{word}");
            }
        }
    }

    #[test]
    fn a_noun_says_who_they_are() {
        assert!(["مدنيين", "أطفالاً", "امرأة", "النازحين"].iter().all(|word| person(word).class == Class::Civilian));
        let fighters = ["عنصر", "مقاتلين", "مسلحون", "جنود", "قيادي", "داعشي"];
        assert!(fighters.iter().all(|word| person(word).class == Class::Combatant));
        assert!(["شخص", "قتلى", "جثث"].iter().all(|word| person(word).class == Class::Unknown));
        for (word, profile) in [
            ("وأطفال", Profile::Children),
            ("بنساء", Profile::Women),
            ("المسنين", Profile::Elderly),
            ("لمسعفين", Profile::Medical),
            ("طبيبة", Profile::Medical),
            ("صحافي", Profile::Journalists),
            ("إعلاميين", Profile::Journalists),
            ("أجانب", Profile::Foreigners),
        ] {
            assert_eq!(person(word).profile, Some(profile), "{word}");
        }
        assert_eq!((person("عناصره").class, person("وطفلتها").profile), (Class::Combatant, Some(Profile::Children)));
        assert_eq!(person("مقاتليهم").class, Class::Combatant);
        assert_eq!(person("وطفليها").number, GrammaticalNumber::Dual);
        assert_eq!(person("ابنتيه").number, GrammaticalNumber::Dual);
        assert_eq!((person("طفلاها").number, person("شقيقاه").number), (GrammaticalNumber::Dual, GrammaticalNumber::Dual));
        assert_eq!((person("أخوها").number, person("أباه").number), (GrammaticalNumber::Singular, GrammaticalNumber::Singular));
        assert_eq!((person("أبناؤه").number, person("وأبنائها").number), (GrammaticalNumber::Plural, GrammaticalNumber::Plural));
        assert_eq!((person("جثتين").unit, person("عائلات").unit), (Unit::Bodies, Unit::Families));
    }

    #[test]
    fn words_that_only_look_alike_are_nobody() {
        for word in ["غارات", "لغم", "صاروخين", "كيلومتراً", "عام", "بلدة", "", "و", "ال"] {
            assert_eq!(Persons::builtin().of_word(word), None, "{word}");
        }
    }
}
