//! The presentation forms of single Arabic letters, and those of lam with alef.
//!
//! Generated from `UnicodeData.txt` 15.0: the characters of U+FB50..FDFF and U+FE70..FEFF whose compatibility
//! decomposition is `<isolated>`, `<final>`, `<initial>` or `<medial>` and one letter of the Arabic block. Hamza, which never
//! joins, is left as it is: more fonts draw the letter than its form.

use std::sync::LazyLock;

/// How a letter joins its neighbours, as an index into its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Joined to neither neighbour.
    Isolated = 0,
    /// Joined to the letter before it.
    Final = 1,
    /// Joined to the letter after it.
    Initial = 2,
    /// Joined to both.
    Medial = 3,
}

/// Every presentation form with its letter and form, ordered by the form's code.
static LETTERS: LazyLock<Vec<(char, (char, Form))>> = LazyLock::new(|| {
    let kinds = [Form::Isolated, Form::Final, Form::Initial, Form::Medial];
    let of_letter = |(letter, codes): &(char, [u32; 4])| {
        let letter = *letter;
        codes
            .iter()
            .zip(kinds)
            .filter_map(move |(code, form)| {
                (*code != 0).then(|| char::from_u32(*code)).flatten().map(|shown| (shown, (letter, form)))
            })
            .collect::<Vec<_>>()
    };
    let mut letters: Vec<_> = FORMS.iter().flat_map(of_letter).collect();
    letters.sort_unstable_by_key(|(shown, _)| *shown);
    letters
});

/// The letter that a presentation form shows, and how it joins its neighbours.
pub(super) fn letter_of(shown: char) -> Option<(char, Form)> {
    if !('\u{FB50}'..='\u{FEFF}').contains(&shown) {
        return None;
    }
    let at = LETTERS.binary_search_by_key(&shown, |(shown, _)| *shown).ok()?;
    LETTERS.get(at).map(|(_, found)| *found)
}

/// The presentation form of a letter; the letter itself where Unicode has none.
pub(super) fn presentation(letter: char, form: Form) -> char {
    let code = place(letter)
        .and_then(|i| PLACES.get(i))
        .and_then(|i| FORMS.get(usize::from(*i)))
        .and_then(|entry| entry.1.get(form as usize))
        .copied();
    code.filter(|code| *code != 0).and_then(char::from_u32).unwrap_or(letter)
}

/// Where a letter of the Arabic block has its entry in `PLACES`.
const fn place(letter: char) -> Option<usize> {
    let code = letter as usize;
    if 0x0620 <= code && code <= 0x06FF { Some(code - 0x0620) } else { None }
}

/// For every character from U+0620 to U+06FF, the number of its entry in `FORMS`; 255 for none.
const PLACES: [u8; 0xE0] = {
    let mut places = [255; 0xE0];
    let mut i = 0;
    while i < FORMS.len() {
        #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // evaluated at compile time
        if let Some(at) = place(FORMS[i].0) {
            places[at] = i as u8;
        }
        i += 1;
    }
    places
};

/// The ligature of lam with an alef: isolated, or in its final form where the lam joins the letter before it.
pub(super) fn lam_alef(alef: char, form: Form) -> Option<char> {
    let isolated = match alef {
        '\u{0622}' => 0xFEF5,
        '\u{0623}' => 0xFEF7,
        '\u{0625}' => 0xFEF9,
        '\u{0627}' => 0xFEFB,
        _ => return None,
    };
    char::from_u32(isolated + u32::from(form == Form::Final))
}

/// Letter, then its isolated, final, initial and medial form; 0 where there is none. Ordered by letter.
#[rustfmt::skip]
const FORMS: [(char, [u32; 4]); 75] = [
    ('\u{0622}', [0xFE81, 0xFE82, 0x0000, 0x0000]), // آ
    ('\u{0623}', [0xFE83, 0xFE84, 0x0000, 0x0000]), // أ
    ('\u{0624}', [0xFE85, 0xFE86, 0x0000, 0x0000]), // ؤ
    ('\u{0625}', [0xFE87, 0xFE88, 0x0000, 0x0000]), // إ
    ('\u{0626}', [0xFE89, 0xFE8A, 0xFE8B, 0xFE8C]), // ئ
    ('\u{0627}', [0xFE8D, 0xFE8E, 0x0000, 0x0000]), // ا
    ('\u{0628}', [0xFE8F, 0xFE90, 0xFE91, 0xFE92]), // ب
    ('\u{0629}', [0xFE93, 0xFE94, 0x0000, 0x0000]), // ة
    ('\u{062A}', [0xFE95, 0xFE96, 0xFE97, 0xFE98]), // ت
    ('\u{062B}', [0xFE99, 0xFE9A, 0xFE9B, 0xFE9C]), // ث
    ('\u{062C}', [0xFE9D, 0xFE9E, 0xFE9F, 0xFEA0]), // ج
    ('\u{062D}', [0xFEA1, 0xFEA2, 0xFEA3, 0xFEA4]), // ح
    ('\u{062E}', [0xFEA5, 0xFEA6, 0xFEA7, 0xFEA8]), // خ
    ('\u{062F}', [0xFEA9, 0xFEAA, 0x0000, 0x0000]), // د
    ('\u{0630}', [0xFEAB, 0xFEAC, 0x0000, 0x0000]), // ذ
    ('\u{0631}', [0xFEAD, 0xFEAE, 0x0000, 0x0000]), // ر
    ('\u{0632}', [0xFEAF, 0xFEB0, 0x0000, 0x0000]), // ز
    ('\u{0633}', [0xFEB1, 0xFEB2, 0xFEB3, 0xFEB4]), // س
    ('\u{0634}', [0xFEB5, 0xFEB6, 0xFEB7, 0xFEB8]), // ش
    ('\u{0635}', [0xFEB9, 0xFEBA, 0xFEBB, 0xFEBC]), // ص
    ('\u{0636}', [0xFEBD, 0xFEBE, 0xFEBF, 0xFEC0]), // ض
    ('\u{0637}', [0xFEC1, 0xFEC2, 0xFEC3, 0xFEC4]), // ط
    ('\u{0638}', [0xFEC5, 0xFEC6, 0xFEC7, 0xFEC8]), // ظ
    ('\u{0639}', [0xFEC9, 0xFECA, 0xFECB, 0xFECC]), // ع
    ('\u{063A}', [0xFECD, 0xFECE, 0xFECF, 0xFED0]), // غ
    ('\u{0641}', [0xFED1, 0xFED2, 0xFED3, 0xFED4]), // ف
    ('\u{0642}', [0xFED5, 0xFED6, 0xFED7, 0xFED8]), // ق
    ('\u{0643}', [0xFED9, 0xFEDA, 0xFEDB, 0xFEDC]), // ك
    ('\u{0644}', [0xFEDD, 0xFEDE, 0xFEDF, 0xFEE0]), // ل
    ('\u{0645}', [0xFEE1, 0xFEE2, 0xFEE3, 0xFEE4]), // م
    ('\u{0646}', [0xFEE5, 0xFEE6, 0xFEE7, 0xFEE8]), // ن
    ('\u{0647}', [0xFEE9, 0xFEEA, 0xFEEB, 0xFEEC]), // ه
    ('\u{0648}', [0xFEED, 0xFEEE, 0x0000, 0x0000]), // و
    ('\u{0649}', [0xFEEF, 0xFEF0, 0xFBE8, 0xFBE9]), // ى
    ('\u{064A}', [0xFEF1, 0xFEF2, 0xFEF3, 0xFEF4]), // ي
    ('\u{0671}', [0xFB50, 0xFB51, 0x0000, 0x0000]), // ٱ
    ('\u{0677}', [0xFBDD, 0x0000, 0x0000, 0x0000]), // ٷ
    ('\u{0679}', [0xFB66, 0xFB67, 0xFB68, 0xFB69]), // ٹ
    ('\u{067A}', [0xFB5E, 0xFB5F, 0xFB60, 0xFB61]), // ٺ
    ('\u{067B}', [0xFB52, 0xFB53, 0xFB54, 0xFB55]), // ٻ
    ('\u{067E}', [0xFB56, 0xFB57, 0xFB58, 0xFB59]), // پ
    ('\u{067F}', [0xFB62, 0xFB63, 0xFB64, 0xFB65]), // ٿ
    ('\u{0680}', [0xFB5A, 0xFB5B, 0xFB5C, 0xFB5D]), // ڀ
    ('\u{0683}', [0xFB76, 0xFB77, 0xFB78, 0xFB79]), // ڃ
    ('\u{0684}', [0xFB72, 0xFB73, 0xFB74, 0xFB75]), // ڄ
    ('\u{0686}', [0xFB7A, 0xFB7B, 0xFB7C, 0xFB7D]), // چ
    ('\u{0687}', [0xFB7E, 0xFB7F, 0xFB80, 0xFB81]), // ڇ
    ('\u{0688}', [0xFB88, 0xFB89, 0x0000, 0x0000]), // ڈ
    ('\u{068C}', [0xFB84, 0xFB85, 0x0000, 0x0000]), // ڌ
    ('\u{068D}', [0xFB82, 0xFB83, 0x0000, 0x0000]), // ڍ
    ('\u{068E}', [0xFB86, 0xFB87, 0x0000, 0x0000]), // ڎ
    ('\u{0691}', [0xFB8C, 0xFB8D, 0x0000, 0x0000]), // ڑ
    ('\u{0698}', [0xFB8A, 0xFB8B, 0x0000, 0x0000]), // ژ
    ('\u{06A4}', [0xFB6A, 0xFB6B, 0xFB6C, 0xFB6D]), // ڤ
    ('\u{06A6}', [0xFB6E, 0xFB6F, 0xFB70, 0xFB71]), // ڦ
    ('\u{06A9}', [0xFB8E, 0xFB8F, 0xFB90, 0xFB91]), // ک
    ('\u{06AD}', [0xFBD3, 0xFBD4, 0xFBD5, 0xFBD6]), // ڭ
    ('\u{06AF}', [0xFB92, 0xFB93, 0xFB94, 0xFB95]), // گ
    ('\u{06B1}', [0xFB9A, 0xFB9B, 0xFB9C, 0xFB9D]), // ڱ
    ('\u{06B3}', [0xFB96, 0xFB97, 0xFB98, 0xFB99]), // ڳ
    ('\u{06BA}', [0xFB9E, 0xFB9F, 0x0000, 0x0000]), // ں
    ('\u{06BB}', [0xFBA0, 0xFBA1, 0xFBA2, 0xFBA3]), // ڻ
    ('\u{06BE}', [0xFBAA, 0xFBAB, 0xFBAC, 0xFBAD]), // ھ
    ('\u{06C0}', [0xFBA4, 0xFBA5, 0x0000, 0x0000]), // ۀ
    ('\u{06C1}', [0xFBA6, 0xFBA7, 0xFBA8, 0xFBA9]), // ہ
    ('\u{06C5}', [0xFBE0, 0xFBE1, 0x0000, 0x0000]), // ۅ
    ('\u{06C6}', [0xFBD9, 0xFBDA, 0x0000, 0x0000]), // ۆ
    ('\u{06C7}', [0xFBD7, 0xFBD8, 0x0000, 0x0000]), // ۇ
    ('\u{06C8}', [0xFBDB, 0xFBDC, 0x0000, 0x0000]), // ۈ
    ('\u{06C9}', [0xFBE2, 0xFBE3, 0x0000, 0x0000]), // ۉ
    ('\u{06CB}', [0xFBDE, 0xFBDF, 0x0000, 0x0000]), // ۋ
    ('\u{06CC}', [0xFBFC, 0xFBFD, 0xFBFE, 0xFBFF]), // ی
    ('\u{06D0}', [0xFBE4, 0xFBE5, 0xFBE6, 0xFBE7]), // ې
    ('\u{06D2}', [0xFBAE, 0xFBAF, 0x0000, 0x0000]), // ے
    ('\u{06D3}', [0xFBB0, 0xFBB1, 0x0000, 0x0000]), // ۓ
];
