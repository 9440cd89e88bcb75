//! The forms in which a word is met: nouns in their numbers and cases, verbs in their tenses and persons, with what is
//! written as one with them.
//!
//! A lexicon lists words as dictionaries do: a noun in the singular (broken plurals beside it), a verb in the third person of
//! the past. The forms follow the letters alone (Wright, *A Grammar of the Arabic Language*, vol. 1, §§ 99-102 for the
//! tenses, §§ 149-180 for hamzated and weak verbs, §§ 191-196 for verbal nouns, §§ 229-236 for participles, §§ 299-304
//! for sound plurals), so that some of them are words that nobody says; a text does not have them. Everything here is
//! [folded](super::fold::Folding::usual): ة is ه, ى is ي, ؤ is و and ئ is ي.

/// Letters that a word of a lexicon has at least to be inflected as a verb.
const ROOT: usize = 3;

/// Pronouns that are written as one with a word, the longer first.
const PRONOUNS: [&str; 10] = ["كما", "هما", "ها", "هم", "هن", "كم", "نا", "ه", "ك", "ي"];

/// Letters that a word has at least without what is written as one with it.
const LEAST: usize = 2;

/// Letters that a verb of the present begins with, by its person.
const PERSONS: [char; 4] = ['ي', 'ت', 'ن', 'ا'];

/// The forms of a word; particles, the article and pronouns aside.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// Whole words, the word itself first.
    pub whole: Vec<String>,
    /// What a verb has in the present between the letter of the person and the ending.
    pub present: Vec<String>,
}

impl Forms {
    /// Those of a folded word.
    pub fn of(word: &str) -> Self {
        let mut forms = Self { whole: vec![word.to_owned()], present: Vec::new() };
        noun(word, &mut forms.whole);
        if let Some(verb) = Verb::of(word) {
            verb.past(&mut forms.whole);
            verb.names(&mut forms.whole);
            forms.present = verb.present();
        }
        forms
    }
}

/// What a bare word may have between the letter of a person and an ending, if it is a verb of the present.
pub fn of_present(bare: Bare<'_>) -> impl Iterator<Item = &str> {
    let stem = bare.letters.strip_prefix(PERSONS).filter(|_| !bare.is_definite);
    let endings = ["", "ون", "وا", "ين", "ان", "ن", "ا"];
    stem.into_iter().flat_map(move |stem| endings.into_iter().filter_map(move |ending| stem.strip_suffix(ending)))
}

/// A noun or adjective in its cases and numbers.
fn noun(word: &str, forms: &mut Vec<String>) {
    if word.chars().count() < LEAST {
        return;
    }
    let mut add = |stem: &str, endings: &[&str]| forms.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
    match word.strip_suffix('ه') {
        Some(stem) => add(stem, &["ت", "ات", "تان", "تين", "تي"]),
        None => add(word, &["ا", "ه", "ت", "ات", "ون", "ين", "ان", "تان", "تين", "و", "ي"]),
    }
}

/// A verb by its letters in the third person of the past.
struct Verb<'a> {
    word: &'a str,
    letters: Vec<char>,
}

impl<'a> Verb<'a> {
    fn of(word: &'a str) -> Option<Self> {
        let letters: Vec<char> = word.chars().collect();
        let is_verb = letters.len() >= ROOT && !word.starts_with("ال") && !word.ends_with('ه') && !word.contains(' ');
        is_verb.then_some(Self { word, letters })
    }

    /// Its letters, but for those at the end.
    fn without_last(&self, count: usize) -> String {
        self.letters.iter().take(self.letters.len().saturating_sub(count)).collect()
    }

    fn last(&self) -> Option<char> {
        self.letters.last().copied()
    }

    /// Whether its last letter is weak: نفى, دعا.
    fn is_defective(&self) -> bool {
        matches!(self.last(), Some('ي' | 'ا'))
    }

    /// Whether the letter before its last is a weak alef: قال, أفاد.
    fn is_hollow(&self) -> bool {
        self.letters.iter().rev().nth(1) == Some(&'ا')
    }

    fn past(&self, forms: &mut Vec<String>) {
        let endings = ["ت", "وا", "ا", "تا", "ن", "نا", "تم"];
        forms.extend(endings.map(|ending| format!("{}{ending}", self.word)));
        if self.is_defective() {
            let stem = self.without_last(1);
            forms.extend(["ت", "وا", "تا", "يا", "ا"].map(|ending| format!("{stem}{ending}")));
        }
    }

    /// What follows the letter of the person in the present.
    fn present_stems(&self) -> Vec<String> {
        let rest: String = self.letters.iter().skip(1).collect();
        let bare = match self.letters.as_slice() {
            // أكد has يؤكد; أخذ has يأخذ.
            ['ا', _, _] => vec![format!("و{rest}"), self.word.to_owned()],
            ['ا', ..] => vec![rest],
            // وصف has يصف; وثق has يوثق.
            ['و', _, _] => vec![self.word.to_owned(), rest],
            _ => vec![self.word.to_owned()],
        };
        let mut stems = Vec::new();
        for stem in bare {
            if self.is_hollow() {
                stems.extend(['و', 'ي', 'ا'].iter().filter_map(|vowel| with_second_last(&stem, *vowel)));
            } else {
                stems.push(stem);
            }
        }
        stems
    }

    /// The stems of the present, for all moods.
    fn present(&self) -> Vec<String> {
        let mut stems = self.present_stems();
        if self.is_defective() {
            let short = |stem: &String| stem.chars().take(stem.chars().count().saturating_sub(1)).collect();
            stems.extend(stems.iter().map(short).collect::<Vec<String>>());
        }
        stems
    }

    /// Its participles and verbal nouns, with their endings.
    fn names(&self, forms: &mut Vec<String>) {
        let mut names = Vec::new();
        names.extend(self.present_stems().into_iter().map(|stem| format!("م{stem}")));
        match *self.letters.as_slice() {
            [a, 'ا', c] if a != 'ا' => names.extend([format!("{a}اي{c}"), format!("{a}و{c}"), format!("{a}ي{c}")]),
            [a, b, c] => {
                names.extend([format!("{a}ا{b}{c}"), format!("م{a}{b}و{c}"), format!("ت{a}{b}ي{c}"), format!("{a}{b}ا{c}")]);
                if c == 'ي' {
                    names.push(format!("م{a}{b}ي"));
                }
            }
            // أفاد has إفادة; أوضح has إيضاح; أعلن has إعلان.
            ['ا', b, 'ا', d] => names.push(format!("ا{b}ا{d}ه")),
            ['ا', 'و', c, d] => names.push(format!("اي{c}ا{d}")),
            ['ا', .., last] if self.is_defective() && last == 'ي' => names.push(format!("{}اء", self.without_last(1))),
            ['ا', .., last] => names.push(format!("{}ا{last}", self.without_last(1))),
            _ => {}
        }
        for name in names {
            noun(&name, forms);
            if name.ends_with('ي') {
                // A defective participle without its ya: مدّعٍ, مدّعين.
                let short = name.trim_end_matches('ي').to_owned();
                forms.extend(["", "ين", "ون"].map(|ending| format!("{short}{ending}")));
            }
            forms.push(name);
        }
    }
}

/// A stem with another letter before its last.
fn with_second_last(stem: &str, vowel: char) -> Option<String> {
    let mut letters: Vec<char> = stem.chars().collect();
    let at = letters.len().checked_sub(2)?;
    *letters.get_mut(at)? = vowel;
    Some(letters.into_iter().collect())
}

/// What is left of a word where something that is written as one with it is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bare<'a> {
    /// What is left.
    pub letters: &'a str,
    /// Whether a conjunction was taken away.
    pub is_joined: bool,
    /// Whether the article was taken away: verbs have none.
    pub is_definite: bool,
}

/// What a folded word of a text may be without what is written as one with it: particles, the particle of the future, the
/// article, pronouns. The word itself is first, and what has most taken away last.
pub fn bare(word: &str) -> Vec<Bare<'_>> {
    let mut found = vec![Bare { letters: word, is_joined: false, is_definite: false }];
    grow(&mut found, LEAST, |bare| Some(Bare { letters: bare.letters.strip_prefix(['و', 'ف'])?, is_joined: true, ..bare }));
    grow(&mut found, ROOT, |bare| Some(Bare { letters: bare.letters.strip_prefix(['ب', 'ل', 'ك'])?, ..bare }));
    grow(&mut found, ROOT, |bare| {
        let letters = bare.letters.strip_prefix('س').filter(|rest| rest.starts_with(PERSONS))?;
        Some(Bare { letters, ..bare })
    });
    grow(&mut found, LEAST, |bare| {
        let letters = bare.letters.strip_prefix("ال").or_else(|| bare.letters.strip_prefix("لل"))?;
        Some(Bare { letters, is_definite: true, ..bare })
    });
    grow(&mut found, LEAST, |bare| {
        let letters = PRONOUNS.iter().find_map(|pronoun| bare.letters.strip_suffix(pronoun))?;
        Some(Bare { letters, ..bare })
    });
    found
}

/// Adds what is left of each where something is taken away from it, if it still has so many letters.
fn grow<'a>(found: &mut Vec<Bare<'a>>, least: usize, take_away: impl Fn(Bare<'a>) -> Option<Bare<'a>>) {
    let left = found.iter().filter_map(|bare| take_away(*bare)).filter(|bare| bare.letters.chars().count() >= least);
    let left: Vec<Bare<'a>> = left.collect();
    found.extend(left);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::fold::Folding;

    fn is_form(met: &str, word: &str) -> bool {
        let folding = Folding::usual();
        let forms = Forms::of(folding.fold(word).text());
        bare(folding.fold(met).text()).iter().any(|bare| {
            let mut stems = of_present(*bare);
            forms.whole.iter().any(|form| form == bare.letters) || stems.any(|stem| forms.present.iter().any(|form| form == stem))
        })
    }

    #[test]
    fn a_verb_is_found_in_its_tenses_persons_participles_and_verbal_noun() {
        for (word, met) in [
            ("قال", "قالت وقالوا يقول وتقول سيقول قائلا قائلة بقوله قولهم يقولون ويقولون"),
            ("زعم", "زعمت يزعم ويزعمون زاعما مزعوم المزعومة زعمه بزعمها وزعموا"),
            ("أكد", "أكدت يؤكد تؤكد مؤكدا ومؤكدة تأكيد بتأكيده أكدوا مؤكدين"),
            ("أعلن", "أعلنت يعلن معلنا إعلان إعلانها وأعلنوا"),
            ("أفاد", "أفادت يفيد تفيد مفيدا إفادة بإفادته أفادوا"),
            ("أوضح", "أوضحت يوضح موضحا إيضاح"),
            ("ادعى", "ادعت يدعي مدعيا ادعاء ادعاءات وادعوا يدعون"),
            ("نفى", "نفت نفوا ينفي ونفته ينفون نافيا منفي ينف"),
            ("اتهم", "اتهمت يتهم متهما اتهام اتهامات واتهموا"),
            ("كذب", "كذبت يكذب تكذيب مكذبا"),
            ("أشار", "أشارت يشير مشيرا إشارة"),
            ("تحدث", "تحدثت يتحدث متحدثا وتحدثوا"),
            ("استنكر", "استنكرت يستنكر استنكار مستنكرا"),
            ("قتل", "قتلت قتلوا يقتل مقتل مقتول قتلهم"),
            ("أصيب", "أصيبت أصيبوا وأصيبا"),
            ("خطف", "خطفت مخطوف خاطف خطفهم"),
        ] {
            for met in met.split(' ') {
                assert!(is_form(met, word), "{met} of {word}");
            }
        }
    }

    #[test]
    fn a_noun_is_found_in_its_cases_and_numbers_with_what_is_glued_to_it() {
        for (word, met) in [
            ("مدني", "مدنيا مدنيون المدنيين مدنيان مدنية للمدنيين ومدنيين مدنييها"),
            ("غارة", "غارات غارتان غارتين بغارة الغارات غارته"),
            ("جثة", "جثتان جثتين جثته والجثة"),
            ("مصدر", "مصدران مصدرا المصدر لمصدر ومصدرين"),
            ("مصاب", "مصابا مصابون المصابين مصابات"),
        ] {
            for met in met.split(' ') {
                assert!(is_form(met, word), "{met} of {word}");
            }
        }
    }

    #[test]
    fn other_words_of_like_letters_are_none() {
        for (word, met) in [("قال", "قلم"), ("قتل", "قاتم"), ("نفى", "نفط"), ("زعم", "زعيم"), ("مصدر", "صدر"), ("أكد", "كد")]
        {
            assert!(!is_form(met, word), "{met} of {word}");
        }
    }
}
