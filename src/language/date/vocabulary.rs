//! The words of date phrases: names of days and months in all the countries that write Arabic, units, relations, and
//! words that say that a date is a name.
//!
//! Months as CLDR has them for its Arabic locales (ar, ar-SY, ar-DZ, ar-MA, ar-MR) with the spellings that newspapers use
//! beside them. Words are written here as people write them and looked up folded.

use std::collections::HashMap;
use std::sync::LazyLock;

use icu_calendar::types::Weekday;

use super::calendar::Calendar;
use super::term::{DayPart, Doubt, MonthHead, NamedMonth, Number, Portion, Relative, Term, Unit};
use crate::language::fold::Folding;

static WORDS: LazyLock<HashMap<Box<str>, Entry>> = LazyLock::new(all);

/// What a word means without the article and with it.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    bare: Option<Term>,
    definite: Option<Term>,
}

/// With or without the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Bare,
    Definite,
    Either,
}

use Form::{Bare, Definite, Either};

const DAYS: &[(&str, Form, Term)] = &[
    ("أمس", Either, Term::Offset(-1)),
    ("بارحة", Definite, Term::Offset(-1)),
    ("مبارح", Bare, Term::Offset(-1)),
    ("غد", Either, Term::Offset(1)),
    ("غدا", Bare, Term::Offset(1)),
    ("إثنين", Definite, Term::Weekday(Weekday::Monday)),
    ("ثلاثاء", Definite, Term::Weekday(Weekday::Tuesday)),
    ("ثلاثا", Definite, Term::Weekday(Weekday::Tuesday)),
    ("ثلثاء", Definite, Term::Weekday(Weekday::Tuesday)),
    ("أربعاء", Definite, Term::Weekday(Weekday::Wednesday)),
    ("أربعا", Definite, Term::Weekday(Weekday::Wednesday)),
    ("خميس", Definite, Term::Weekday(Weekday::Thursday)),
    ("جمعة", Definite, Term::Weekday(Weekday::Friday)),
    ("سبت", Definite, Term::Weekday(Weekday::Saturday)),
    ("أحد", Definite, Term::Weekday(Weekday::Sunday)),
    ("فجر", Either, Term::Part(DayPart::Other)),
    ("صباح", Either, Term::Part(DayPart::Other)),
    ("صبيحة", Either, Term::Part(DayPart::Other)),
    ("ضحى", Bare, Term::Part(DayPart::Other)),
    ("ظهر", Bare, Term::Part(DayPart::Noon)),
    ("ظهيرة", Bare, Term::Part(DayPart::Noon)),
    ("عصر", Bare, Term::Part(DayPart::Other)),
    ("مغرب", Bare, Term::Part(DayPart::Other)),
    ("مساء", Either, Term::Part(DayPart::Other)),
    ("نهار", Bare, Term::Part(DayPart::Other)),
    ("ليل", Bare, Term::Part(DayPart::Night)),
    ("ليلة", Either, Term::Part(DayPart::Night)),
    ("فجرا", Bare, Term::Adverb),
    ("صباحا", Bare, Term::Adverb),
    ("ظهرا", Bare, Term::Adverb),
    ("عصرا", Bare, Term::Adverb),
    ("نهارا", Bare, Term::Adverb),
    ("ليلا", Bare, Term::Adverb),
];

/// Gregorian months of one word by their number.
const GREGORIAN: &[(u8, &[&str])] = &[
    (1, &["يناير", "جانفي"]),
    (2, &["شباط", "فبراير", "فيفري"]),
    (3, &["آذار"]),
    (4, &["نيسان", "أبريل", "أفريل", "أبرايل"]),
    (5, &["أيار", "مايو"]),
    (6, &["حزيران", "يونيو", "يونيه", "يونية"]),
    (7, &["تموز", "يوليو", "يوليه", "يولية", "يوليوز", "جويلية", "جويليه"]),
    (8, &["أغسطس", "أوغسطس", "أغشت", "غشت", "أوت"]),
    (9, &["أيلول", "سبتمبر", "سيبتمبر", "شتنبر", "شتمبر"]),
    (10, &["أكتوبر", "أوكتوبر"]),
    (11, &["نوفمبر", "نونبر", "نوفنبر"]),
    (12, &["ديسمبر", "دجنبر", "دجمبر", "ديسنبر"]),
];

/// Gregorian months that are another word or a name as well: practised, a Kurdish name, a surname.
const DOUBTED: &[(u8, &[&str])] = &[(3, &["مارس"]), (5, &["ماي"]), (6, &["جوان"])];

/// Hijri months of one word that are names of persons as well.
const HIJRI: &[(u8, &[&str])] = &[(1, &["محرم"]), (7, &["رجب"]), (8, &["شعبان"]), (9, &["رمضان"]), (10, &["شوال"])];

const MONTH_HEADS: &[(&str, Form, Term)] = &[
    ("كانون", Bare, Term::MonthHead(MonthHead::Kanun)),
    ("تشرين", Bare, Term::MonthHead(MonthHead::Tishrin)),
    ("ربيع", Bare, Term::MonthHead(MonthHead::Rabi)),
    ("جمادى", Bare, Term::MonthHead(MonthHead::Jumada)),
    ("ذو", Bare, Term::MonthHead(MonthHead::Dhu)),
    ("ذي", Bare, Term::MonthHead(MonthHead::Dhu)),
    ("ذا", Bare, Term::MonthHead(MonthHead::Dhu)),
];

const UNITS: &[(&str, Unit, Number)] = &[
    ("ساعة", Unit::Hour, Number::One),
    ("ساعتين", Unit::Hour, Number::Two),
    ("ساعتان", Unit::Hour, Number::Two),
    ("ساعات", Unit::Hour, Number::Many),
    ("يوم", Unit::Day, Number::One),
    ("يوما", Unit::Day, Number::One),
    ("يومين", Unit::Day, Number::Two),
    ("يومان", Unit::Day, Number::Two),
    ("يومي", Unit::Day, Number::TwoOf),
    ("ليلتي", Unit::Day, Number::TwoOf),
    ("أيام", Unit::Day, Number::Many),
    ("أسبوع", Unit::Week, Number::One),
    ("أسبوعا", Unit::Week, Number::One),
    ("أسبوعين", Unit::Week, Number::Two),
    ("أسبوعان", Unit::Week, Number::Two),
    ("أسابيع", Unit::Week, Number::Many),
    ("شهر", Unit::Month, Number::One),
    ("شهرا", Unit::Month, Number::One),
    ("شهرين", Unit::Month, Number::Two),
    ("شهران", Unit::Month, Number::Two),
    ("شهري", Unit::Month, Number::TwoOf),
    ("أشهر", Unit::Month, Number::Many),
    ("شهور", Unit::Month, Number::Many),
    ("عام", Unit::Year, Number::One),
    ("عاما", Unit::Year, Number::One),
    ("عامين", Unit::Year, Number::Two),
    ("عامان", Unit::Year, Number::Two),
    ("عامي", Unit::Year, Number::TwoOf),
    ("أعوام", Unit::Year, Number::Many),
    ("سنة", Unit::Year, Number::One),
    ("سنتين", Unit::Year, Number::Two),
    ("سنتان", Unit::Year, Number::Two),
    ("سنتي", Unit::Year, Number::TwoOf),
    ("سنوات", Unit::Year, Number::Many),
    ("سنين", Unit::Year, Number::Many),
];

/// Masculine stems; those in ي and others take ة, ين and تين.
const RELATIVES: &[(&str, Relative)] = &[
    ("ماضي", Relative::Past),
    ("فائت", Relative::Past),
    ("منصرم", Relative::Past),
    ("منقضي", Relative::Past),
    ("مقبل", Relative::Next),
    ("قادم", Relative::Next),
    ("آتي", Relative::Next),
    ("جاري", Relative::Current),
    ("حالي", Relative::Current),
    ("راهن", Relative::Current),
    ("أخير", Relative::Latest),
];

const RELATIVE_ENDINGS: &[&str] = &["", "ة", "ين", "تين"];

const PORTIONS: &[(&str, Portion)] = &[
    ("مطلع", Portion::Beginning),
    ("أوائل", Portion::Beginning),
    ("بداية", Portion::Beginning),
    ("بدايات", Portion::Beginning),
    ("مستهل", Portion::Beginning),
    ("فاتحة", Portion::Beginning),
    ("منتصف", Portion::Middle),
    ("أواسط", Portion::Middle),
    ("أواخر", Portion::Late),
    ("نهاية", Portion::End),
    ("نهايات", Portion::End),
    ("ختام", Portion::End),
];

const CARDINALS: &[(u8, &[&str])] = &[
    (1, &["واحد", "واحدة", "أحد", "إحدى"]),
    (2, &["اثنين", "اثنتين", "اثنان", "اثنتان", "اثنا", "اثني", "اثنتا", "اثنتي"]),
    (3, &["ثلاثة", "ثلاث"]),
    (4, &["أربعة", "أربع"]),
    (5, &["خمسة", "خمس"]),
    (6, &["ستة", "ست"]),
    (7, &["سبعة", "سبع"]),
    (8, &["ثمانية", "ثماني", "ثمان"]),
    (9, &["تسعة", "تسع"]),
    (10, &["عشرة", "عشر"]),
    (20, &["عشرين", "عشرون"]),
    (30, &["ثلاثين", "ثلاثون"]),
    (40, &["أربعين", "أربعون"]),
    (50, &["خمسين", "خمسون"]),
    (60, &["ستين", "ستون"]),
    (70, &["سبعين", "سبعون"]),
    (80, &["ثمانين", "ثمانون"]),
    (90, &["تسعين", "تسعون"]),
    (100, &["مئة", "مائة"]),
];

const ORDINALS: &[(u8, &[&str])] = &[
    (1, &["أول", "أولى", "حادي", "حادية", "غرة"]),
    (2, &["ثاني", "ثانية"]),
    (3, &["ثالث", "ثالثة"]),
    (4, &["رابع", "رابعة"]),
    (5, &["خامس", "خامسة"]),
    (6, &["سادس", "سادسة"]),
    (7, &["سابع", "سابعة"]),
    (8, &["ثامن", "ثامنة"]),
    (9, &["تاسع", "تاسعة"]),
    (10, &["عاشر", "عاشرة"]),
];

const PARTICLES: &[(&str, Form, Term)] = &[
    ("منذ", Bare, Term::Since),
    ("مذ", Bare, Term::Since),
    ("قبل", Bare, Term::Before),
    ("بعد", Bare, Term::After),
    ("بين", Bare, Term::Between),
    ("من", Bare, Term::From),
    ("إلى", Bare, Term::Until),
    ("حتى", Bare, Term::Until),
    ("لغاية", Bare, Term::Until),
    ("على", Bare, Term::Onto),
    ("في", Bare, Term::In),
    ("خلال", Bare, Term::During),
    ("طوال", Bare, Term::During),
    ("طيلة", Bare, Term::During),
    ("آخر", Bare, Term::Last),
    ("هذا", Bare, Term::This),
    ("هذه", Bare, Term::This),
    ("ذلك", Bare, Term::Other),
    ("تلك", Bare, Term::Other),
    ("ذاك", Bare, Term::Other),
    ("نفس", Bare, Term::Other),
    ("ذات", Bare, Term::Other),
    ("نصف", Either, Term::Fraction(2)),
    ("ثلث", Either, Term::Fraction(3)),
    ("ربع", Either, Term::Fraction(4)),
    ("موافق", Either, Term::Corresponding),
    ("المصادف", Bare, Term::Corresponding),
    ("تاريخ", Bare, Term::DateNoun),
    ("نحو", Bare, Term::About),
    ("حوالي", Bare, Term::About),
    ("قرابة", Bare, Term::About),
    ("زهاء", Bare, Term::About),
    ("كل", Bare, Term::Each),
    ("آن", Definite, Term::Now),
    ("مبارك", Definite, Term::Epithet),
    ("معظم", Definite, Term::Epithet),
    ("حرام", Definite, Term::Epithet),
    ("مكرم", Definite, Term::Epithet),
    ("هجري", Either, Term::Era(Calendar::Hijri)),
    ("هجرية", Either, Term::Era(Calendar::Hijri)),
    ("هجرة", Definite, Term::Era(Calendar::Hijri)),
    ("ه", Bare, Term::Era(Calendar::Hijri)),
    ("م", Bare, Term::Era(Calendar::Gregorian)),
    ("ميلادي", Either, Term::Era(Calendar::Gregorian)),
    ("ميلادية", Either, Term::Era(Calendar::Gregorian)),
    ("ميلاد", Definite, Term::Era(Calendar::Gregorian)),
];

/// Nouns that take a date as a name: places, buildings, parties and units, papers, wars.
const NAME_HEADS: &str = "
    ساحة ميدان شارع جادة طريق دوار مفرق تقاطع جسر كوبري نفق حي حارة منطقة ضاحية مدينة بلدة قرية ناحية مخيم مجمع مساكن مشروع
    سد سوق مسجد جامع كنيسة دير مدرسة ثانوية إعدادية معهد كلية جامعة مستشفى مشفى مستوصف مركز ملعب استاد صالة قاعة مسرح سينما فندق
    مطعم مقهى نادي مطار ميناء مرفأ حديقة متحف مصنع معمل محطة حقل بئر عين وادي تل تلة جبل نهر قلعة برج قصر معسكر قاعدة ثكنة
    محافظة قضاء ولاية إقليم جزيرة بحيرة معبر مزرعة
    حرب ثورة انتفاضة حراك انقلاب معركة نصر انتصار انتصارات شهداء شهيد حركة حزب تيار تحالف ائتلاف جبهة قوى تكتل منظمة جمعية
    مؤسسة رابطة اتحاد شركة كتيبة كتائب لواء ألوية فرقة فيلق فوج سرية سرايا جيش تجمع صحيفة جريدة مجلة قناة إذاعة تلفزيون وكالة
    موقع شبكة فيلم مسلسل رواية كتاب سفينة سيارة شاحنة إمام ذكرى";

/// Words before the name of a person or a family.
const KINSHIP: &str = "أبو أبي أبا أم ابن بن ابنة بنت عبد بني";

/// Offices that are called العام.
const OFFICES: &str = "أمين أمينة أمانة مدير مديرة مدعي مدعية قائد نائب نيابة مراقب منسق مفوض مفتش محامي مفتي حاكم سكرتير
    قطاع رأي إضراب عفو استخبارات مخابرات مستشفى مجلس اتحاد أمن وضع شأن صالح نفع";

/// What a word means: the bare stem, or the one after the article.
pub(super) fn bare(stem: &str) -> Option<Term> {
    WORDS.get(stem)?.bare
}

/// What the word means that is a stem after the article.
pub(super) fn definite(stem: &str) -> Option<Term> {
    WORDS.get(stem)?.definite
}

fn all() -> HashMap<Box<str>, Entry> {
    let mut words = Table::default();
    // The first to say what a word means is right: those of dates before those that only look like them.
    words.extend(DAYS);
    words.months(GREGORIAN, Calendar::Gregorian, Doubt::None);
    words.months(DOUBTED, Calendar::Gregorian, Doubt::Doubted);
    words.months(HIJRI, Calendar::Hijri, Doubt::Doubted);
    words.months(&[(2, &["صفر"])], Calendar::Hijri, Doubt::Zero);
    words.months(&[(8, &["آب"])], Calendar::Gregorian, Doubt::Father);
    words.extend(MONTH_HEADS);
    for (word, unit, number) in UNITS {
        words.add(word, Either, Term::Unit(*unit, *number));
    }
    words.relatives();
    for (word, portion) in PORTIONS {
        words.add(word, Bare, Term::Portion(*portion));
    }
    words.extend(PARTICLES);
    words.numbers(CARDINALS, Term::Cardinal);
    words.numbers(ORDINALS, Term::Ordinal);
    words.list(NAME_HEADS, Bare, Term::NameHead);
    words.list(KINSHIP, Bare, Term::Kinship);
    words.list(OFFICES, Definite, Term::Office);
    words.0
}

#[derive(Default)]
struct Table(HashMap<Box<str>, Entry>);

impl Table {
    fn add(&mut self, word: &str, form: Form, term: Term) {
        let entry = self.0.entry(Folding::usual().fold(word).text().into()).or_default();
        if form != Definite {
            entry.bare.get_or_insert(term);
        }
        if form != Bare {
            entry.definite.get_or_insert(term);
        }
    }

    fn extend(&mut self, words: &[(&str, Form, Term)]) {
        for (word, form, term) in words {
            self.add(word, *form, *term);
        }
    }

    fn list(&mut self, words: &str, form: Form, term: Term) {
        for word in words.split_whitespace() {
            self.add(word, form, term);
        }
    }

    fn numbers(&mut self, numbers: &[(u8, &[&str])], term: fn(u8) -> Term) {
        for (number, words) in numbers {
            for word in *words {
                self.add(word, Either, term(*number));
            }
        }
    }

    fn months(&mut self, months: &[(u8, &[&str])], calendar: Calendar, doubt: Doubt) {
        for (number, names) in months {
            for name in *names {
                let form = if *name == "محرم" { Either } else { Bare };
                self.add(name, form, Term::Month(NamedMonth { calendar, number: *number, doubt }));
            }
        }
    }

    fn relatives(&mut self) {
        for (stem, relative) in RELATIVES {
            for ending in RELATIVE_ENDINGS {
                self.add(&format!("{stem}{ending}"), Definite, Term::Relative(*relative));
            }
        }
    }
}
