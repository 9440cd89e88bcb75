//! The number words, by their folded spelling, each with what it contributes to a number.
//!
//! Gender and case never change a value, so that all forms of a word are one here; nor do the usual misspellings, of which
//! folding already takes hamza, ى and ة. Values and forms after Wright, *A Grammar of the Arabic Language*, vol. 1,
//! §§ 318-327.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a number word contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numeral {
    /// None; also the name of a month.
    Zero,
    /// 1 to 9.
    Unit(u8),
    /// أحد, اثنا: 1 or 2 as they are before عشر and before tens.
    TeenUnit(u8),
    /// 10, and what makes a teen of a unit before it.
    Ten,
    /// 11 to 19 as one word, by mistake.
    Teen(u8),
    /// 20 to 90.
    Tens(u8),
    /// 100, which a unit before it multiplies.
    Hundred,
    /// 200 to 900 as one word.
    Hundreds(u16),
    /// A power of ten in the singular, which a number before it multiplies: 3, 6, 9 or 12.
    Scale(u32),
    /// The same in -ا: an accusative, or a dual before a genitive.
    ScaleOpen(u32),
    /// Twice a power of ten.
    ScaleDual(u32),
    /// A power of ten in the plural.
    ScalePlural(u32),
    /// عشرات: tens, vaguely.
    ManyTens,
    /// مئات: hundreds, vaguely, or after a unit.
    ManyHundreds,
    /// بضع: a few.
    Few,
    /// نيف: one to nine more.
    Excess,
    /// نصف, ربع: a half or a quarter of a scale, in quarters.
    Quarters(u8),
    /// أرباع: quarters of a scale, after a unit.
    ManyQuarters,
    /// An ordinal from the first to the tenth.
    Ordinal,
    /// All of so many people: ثلاثتهم.
    AllOf(u8),
}

const UNITS: &[(u8, &str, &[&str])] = &[
    (1, "", &["واحد", "واحده", "واحدا"]),
    (2, "", &["اثنان", "اثنين", "اثنتان", "اثنتين", "ثنتان", "ثنتين"]),
    (3, "ثلاث", &["ثلاث", "ثلاثه", "ثلاثا"]),
    (4, "اربع", &["اربع", "اربعه", "اربعا"]),
    (5, "خمس", &["خمس", "خمسه", "خمسا"]),
    (6, "ست", &["ست", "سته", "ستا"]),
    (7, "سبع", &["سبع", "سبعه", "سبعا"]),
    (8, "ثمان", &["ثمان", "ثماني", "ثمانيه", "ثمانيا", "ثمانه"]),
    (9, "تسع", &["تسع", "تسعه", "تسعا"]),
];

const TENS: &[(u8, &str)] =
    &[(20, "عشر"), (30, "ثلاث"), (40, "اربع"), (50, "خمس"), (60, "ست"), (70, "سبع"), (80, "ثمان"), (90, "تسع")];

/// مئة in its spellings: مئة, مائة, ماية, مية; مأة.
const HUNDRED: &[&str] = &["ميه", "مايه", "ماه"];

/// Its dual without the ending.
const HUNDRED_DUAL: &[&str] = &["ميت", "مايت", "مات"];

/// What a hundred is glued to.
const HUNDREDS: &[(u16, &[&str])] = &[
    (300, &["ثلاث", "ثلث", "ثلاثه"]),
    (400, &["اربع", "اربعه"]),
    (500, &["خمس", "خمسه"]),
    (600, &["ست", "سته"]),
    (700, &["سبع", "سبعه"]),
    (800, &["ثمان", "ثماني", "ثمن"]),
    (900, &["تسع", "تسعه"]),
];

/// Powers of ten with their singulars and plurals.
const SCALES: &[(u32, &[&str], &[&str])] = &[
    (3, &["الف"], &["الاف", "الوف"]),
    (6, &["مليون"], &["ملايين", "ملاين"]),
    (9, &["مليار", "بليون"], &["مليارات", "ملايير", "بلايين", "بلاين"]),
    (12, &["تريليون", "ترليون"], &["تريليونات", "ترليونات"]),
    (15, &["كوادريليون", "كدريليون"], &["كوادريليونات"]),
];

const ORDINALS: &[&str] = &["حادي", "اول", "اولي", "ثان", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"];

/// The number words.
pub fn numeral(folded: &str) -> Option<Numeral> {
    static WORDS: LazyLock<HashMap<String, Numeral>> = LazyLock::new(|| words().into_iter().collect());
    WORDS.get(folded).copied()
}

fn words() -> Vec<(String, Numeral)> {
    let mut found = others();
    for (value, stem, forms) in UNITS {
        found.extend(forms.iter().map(|form| ((*form).to_owned(), Numeral::Unit(*value))));
        if !stem.is_empty() {
            let glued = ["عشر", "هعشر", "عشره", "هعشره"].map(|ten| (format!("{stem}{ten}"), Numeral::Teen(10 + value)));
            found.extend(glued);
            found.extend(["تهم", "تهن", "تهما"].map(|pronoun| (format!("{stem}{pronoun}"), Numeral::AllOf(*value))));
        }
    }
    for (value, stem) in TENS {
        found.extend(["ون", "ين"].map(|ending| (format!("{stem}{ending}"), Numeral::Tens(*value))));
    }
    found.extend(hundreds());
    found.extend(SCALES.iter().flat_map(|(power, singulars, plurals)| scale(*power, singulars, plurals)));
    for ordinal in ORDINALS {
        found.extend(["", "ه", "ا"].map(|ending| (format!("{ordinal}{ending}"), Numeral::Ordinal)));
    }
    found
}

fn hundreds() -> Vec<(String, Numeral)> {
    let mut found: Vec<_> = HUNDRED.iter().map(|word| ((*word).to_owned(), Numeral::Hundred)).collect();
    for dual in HUNDRED_DUAL {
        found.extend(["ان", "ين", "ا", "ي"].map(|ending| (format!("{dual}{ending}"), Numeral::Hundreds(200))));
    }
    for (value, stems) in HUNDREDS {
        for stem in *stems {
            found.extend(HUNDRED.iter().map(|hundred| (format!("{stem}{hundred}"), Numeral::Hundreds(*value))));
        }
    }
    found
}

fn scale(power: u32, singulars: &[&str], plurals: &[&str]) -> Vec<(String, Numeral)> {
    let mut found = Vec::new();
    for singular in singulars {
        found.push(((*singular).to_owned(), Numeral::Scale(power)));
        found.push((format!("{singular}ا"), Numeral::ScaleOpen(power)));
        found.extend(["ان", "ين", "ي"].map(|ending| (format!("{singular}{ending}"), Numeral::ScaleDual(power))));
    }
    found.extend(plurals.iter().map(|plural| ((*plural).to_owned(), Numeral::ScalePlural(power))));
    found
}

fn others() -> Vec<(String, Numeral)> {
    let listed: &[(Numeral, &[&str])] = &[
        (Numeral::Zero, &["صفر", "صفرا"]),
        (Numeral::TeenUnit(1), &["احد", "احدي"]),
        (Numeral::TeenUnit(2), &["اثنا", "اثني", "اثنتا", "اثنتي", "ثنتا", "ثنتي"]),
        (Numeral::Teen(11), &["احدعشر", "احديعشره"]),
        (Numeral::Teen(12), &["اثناعشر", "اثنيعشر", "اثنتاعشره", "اثنتيعشره"]),
        (Numeral::Ten, &["عشر", "عشره", "عشرا"]),
        (Numeral::AllOf(10), &["عشرتهم", "عشرتهن"]),
        (Numeral::ManyTens, &["عشرات"]),
        (Numeral::ManyHundreds, &["ميات", "مايات", "مءات", "ماات"]),
        (Numeral::Few, &["بضع", "بضعه", "بضعا"]),
        (Numeral::Excess, &["نيف", "نيفا"]),
        (Numeral::Quarters(2), &["نصف"]),
        (Numeral::Quarters(1), &["ربع"]),
        (Numeral::ManyQuarters, &["ارباع"]),
    ];
    listed.iter().flat_map(|(numeral, words)| words.iter().map(|word| ((*word).to_owned(), *numeral))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::fold::Folding;

    fn of(word: &str) -> Option<Numeral> {
        numeral(Folding::usual().fold(word).text())
    }

    #[test]
    fn a_word_is_known_in_all_its_spellings() {
        for (words, numeral) in [
            ("ثمان ثماني ثمانٍ ثمانية ثمانيه ثمانى ثمانياً", Numeral::Unit(8)),
            ("مئة مائة ماية مية مأة مِئَةٌ", Numeral::Hundred),
            ("مئتان مئتين مئتا مئتي مائتان مائتي مايتين ميتين", Numeral::Hundreds(200)),
            ("ثلاثمئة ثلاثمائة ثلاثماية ثلاثمية ثلثمائة", Numeral::Hundreds(300)),
            ("اثنا اثني إثنا إثني اثنى اثنتا اثنتي", Numeral::TeenUnit(2)),
            ("آلاف الاف ألاف ألآف ألوف", Numeral::ScalePlural(3)),
            ("ألفان ألفين ألفَي", Numeral::ScaleDual(3)),
            ("مئات مائات", Numeral::ManyHundreds),
            ("ثالث ثالثة أولى حادية", Numeral::Ordinal),
        ] {
            for word in words.split(' ') {
                assert_eq!(of(word), Some(numeral), "{word}");
            }
        }
    }

    #[test]
    fn no_spelling_has_two_values() {
        let mut known: HashMap<String, Numeral> = HashMap::new();
        for (word, numeral) in words() {
            let before = known.insert(word.clone(), numeral);
            assert!(before.is_none_or(|before| before == numeral), "{word}: {before:?}, {numeral:?}");
        }
    }

    #[test]
    fn words_that_are_like_number_words_are_none() {
        for word in ["الثلاثاء", "ثلاثاء", "أربعاء", "عشرينيات", "ستارة", "تسعير", "ألفية", "مليونير", ""]
        {
            assert_eq!(of(word), None, "{word}");
        }
    }
}
