//! Words that are the name of a place, a party or a person in one sentence and a common word in the next: صور, ضمان, أمل.
//!
//! No list of them is ever whole; it says where a reader should look, not what a word is.

use super::clitic::stems;
use super::fold::Folding;

/// The words, as they are folded, without the article.
const WORDS: &[&str] = &[
    "صور",
    "ضمان",
    "امل",
    "فتح",
    "حماس",
    "نصر",
    "نور",
    "سلام",
    "وفاق",
    "وفاء",
    "حزم",
    "عزم",
    "عين",
    "باب",
    "تل",
    "بدر",
    "فجر",
    "درع",
    "صمود",
    "شمال",
    "جنوب",
    "شرق",
    "غرب",
    "وسط",
    "جبل",
    "سهل",
    "وادي",
    "بحر",
    "نهر",
    "ميدان",
    "حدث",
    "محمره",
    "حره",
    "مزه",
    "قابون",
    "شام",
    "يمن",
    "جوف",
    "حد",
    "خط",
    "دار",
    "راي",
    "حياه",
    "بلاد",
    "عرب",
    "عالم",
    "يوم",
    "غد",
    "صباح",
    "مساء",
    "اخبار",
    "شروق",
    "عهد",
    "وطن",
    "شعب",
    "ثوره",
    "حق",
    "عدل",
    "عداله",
    "تنميه",
    "حريه",
    "تحرير",
    "مستقبل",
    "قوات",
    "حشد",
    "دعم",
    "اسناد",
    "نجده",
    "طواري",
    "امن",
    "دفاع",
    "حرس",
    "حدود",
    "جيش",
    "هلال",
    "صليب",
    "صقور",
    "اسود",
    "نسور",
    "فرسان",
    "احرار",
    "انصار",
    "جند",
    "لواء",
    "كتله",
    "تيار",
    "حركه",
    "جبهه",
    "هييه",
    "مجلس",
    "رياسه",
    "حكومه",
    "مركز",
    "محور",
    "معبر",
    "مطار",
    "ميناء",
    "ساحه",
    "دوار",
    "حي",
    "سوق",
    "قلعه",
    "قصر",
    "حصن",
    "جسر",
    "سد",
    "عقبه",
    "بركه",
    "زهره",
    "ورده",
    "ربيع",
    "خريف",
    "رمضان",
    "شعبان",
    "سعيد",
    "كريم",
    "جميل",
    "حسن",
    "صالح",
    "هادي",
    "عادل",
    "ناصر",
    "خالد",
    "ماهر",
    "فهد",
    "ليث",
    "سيف",
    "رعد",
    "شمس",
    "قمر",
    "نجم",
    "فرح",
    "هدي",
    "مني",
    "رضا",
    "عبير",
    "ندي",
];

/// Whether a single word is on the list, with the article or without it, in any spelling.
pub fn is_common(words: &str) -> bool {
    let folded = Folding::usual().fold(words.trim());
    let word = folded.text();
    let bare = || stems(word).map(|stem| stem.text);
    !word.contains(' ') && (WORDS.contains(&word) || bare().any(|stem| WORDS.contains(&stem) && word == format!("ال{stem}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_a_common_word_is_told_in_every_spelling() {
        for word in ["صور", "الصور", "ضَمان", "أمل", "الأمل", "الحرّية"] {
            assert!(is_common(word), "{word}");
        }
        for words in ["الزيتونة", "مدينة صور", "واشنطن", "وصور", ""] {
            assert!(!is_common(words), "{words}");
        }
    }

    #[test]
    fn the_words_are_folded_and_there_once() {
        for (n, word) in WORDS.iter().enumerate() {
            assert_eq!(Folding::usual().fold(word).text(), *word);
            assert!(!WORDS[..n].contains(word), "{word} twice");
        }
    }
}
