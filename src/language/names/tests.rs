//! Names in sentences: `[a …]` is a party, `[l …]` a place.

use super::*;

/// A sentence with the names that are found in it marked.
fn marked(sentence: &str) -> String {
    let plain = plain(sentence);
    let mut found = introduced(&plain);
    found.sort_by_key(|name| name.range.start);
    let mut out = String::new();
    let mut at = 0;
    for name in found {
        let letter = if name.kind.sort() == NameSort::Place { "l" } else { "a" };
        out += &["", &plain[at..name.range.start], "[", letter, " ", &plain[name.range.clone()], "]"].concat();
        at = name.range.end;
    }
    out + &plain[at..]
}

fn plain(sentence: &str) -> String {
    sentence.replace("[a ", "").replace("[l ", "").replace(']', "")
}

#[test]
fn places_are_introduced_by_what_they_are_and_by_what_is_beside_them() {
    for sentence in [
        "وصل الوفد إلى بلدة [l الصفصاف] ثم إلى [l مخيم الرمان] في ريف [l حلوان] الجنوبي",
        "نقل الجرحى إلى [l مستشفى الشفق] عبر [l جسر حمدان]، قرب [l الصفصاف]",
        "سقطت القذائف على بلدتي [l الصفصاف] و[l تل الورد] وعلى مدينة [l معرة السنديان]",
        "عاد النازحون إلى قرية [l عين الدراق] شمالي [l خان الزيت]",
        "تظاهر العمال في العاصمة [l فيروزة]، وفي حي [l الورود] الغربي أيضاً"
            .replace("[l الورود] الغربي", "[l الورود الغربي]")
            .as_str(),
        "تشهد البلاد حرباً منذ عامين في [l سروانيا] كلها",
        "انفجر لغم ب[l وادي الزعتر] صباحاً",
    ] {
        assert_eq!(marked(&plain(sentence)), sentence);
    }
}

#[test]
fn words_for_places_without_a_name_introduce_none() {
    for sentence in [
        "وصل إلى مدينة ساحلية صغيرة ثم إلى قرية مجاورة",
        "أقيم مستشفى ميداني قرب الحدود، وسوق للخضار شمال المدينة",
        "قتلوا عن طريق الخطأ في منطقة جبلية",
        "في قضايا كثيرة وفي زوايا السوق",
        "تقع ست قرى تتبع البلدة في منطقة محظورة على المدنيين",
        "هذه مدرسةٌ تقصف، وصرح رسمياً في رسمياً",
    ] {
        assert_eq!(marked(sentence), sentence);
    }
}

#[test]
fn parties_reach_from_their_noun_to_what_determines_it() {
    for sentence in [
        "نفت [a وزارة الدفاع السروانية] ذلك، وفق ما نقل [a مرصد الشرفات لحقوق الإنسان]",
        "دخلت عناصر [a حركة الفجر] ل[a لجيش السرواني]، وفق [a قيادة شرطة الصفصاف]"
            .replace("ل[a لجيش السرواني]", "ومعها [a الجيش السرواني]")
            .as_str(),
        "ذكرت صحيفة «[a صباح حلوان]» أن [a اللواء 12] انسحب",
        "أعلنت [a الحكومة] أن [a القوات المسلحة] باقية",
        "أدانت [a المنظمة الأممية للإغاثة] القصف",
    ] {
        assert_eq!(marked(&plain(sentence)), sentence);
    }
    for sentence in ["زارت لجنة عسكرية المكان", "على جبهة أخرى هدأ القتال"] {
        assert_eq!(marked(sentence), sentence);
    }
}

#[test]
fn sources_and_people_are_found_without_their_titles_and_places() {
    for sentence in [
        "قال [a مصدر أمني] في المدينة إن [a مسلحين مجهولين] فروا",
        "روى [a شهود عيان] ما رأوا، ونقلت عن [a ناشطين] صوراً",
        "صرح العميد الركن [a نزار الحمصاني] بذلك، ونفاه [a نبيل الدرزي]",
        "قال [a أبو مازن القمحي] إنه باق",
    ] {
        assert_eq!(marked(&plain(sentence)), sentence);
    }
    assert_eq!(marked("شاهد مدنيين يسقطون"), "شاهد مدنيين يسقطون");
    assert_eq!(marked("ونقل عن مصدر طبي أن أطباء ليبيا حضروا"), "ونقل عن [a مصدر طبي] أن أطباء ليبيا حضروا");
    assert_eq!(marked("أخبر مسؤولاً أمنياً بذلك"), "أخبر [a مسؤولاً أمنياً] بذلك");
    assert_eq!(marked("تعطلت حركة المرور وانسحبت حركة الفجر"), "تعطلت حركة المرور وانسحبت [a حركة الفجر]");
    assert_eq!(marked("هذا حسن جداً والطبيب عاد إلى بيته"), "هذا حسن جداً والطبيب عاد إلى بيته");
}

#[test]
fn the_head_of_an_agency_has_no_names() {
    assert_eq!(marked("دير الزيت (سروانيا) – وكالة المرج – 10 آذار"), "دير الزيت (سروانيا) – وكالة المرج – 10 آذار");
    let end = |line: &str| dateline(line).map(|end| line[..end].trim_end().to_owned());
    assert_eq!(end("قمرانة – وكالة المرج – في تطور لافت، أعلن الجيش ذلك.").as_deref(), Some("قمرانة – وكالة المرج"));
    assert_eq!(end("قوات السهل – وهي فصيل صغير – انسحبت من البلدة."), None);
    assert_eq!(end("انسحبت قوات السهل من البلدة."), None);
}

#[test]
fn what_is_before_a_place_is_told_from_what_is_a_part_of_another_name() {
    for (before, expected) in
        [("في ", true), ("", true), ("قالت، ", true), ("سكان ", true), ("شرطة ", false), ("رئيس وزراء ", false)]
    {
        assert_eq!(is_before_place(before), expected, "{before}");
    }
}

#[test]
fn any_text_can_be_read() {
    for text in ["", "\n", "ـ", "«", "مدينة", "بلدتي و", "اللواء", "قناة «", "ال", "و", "لل", "عبد", "\u{FEFC} مدينة \u{FEFC}"]
    {
        let _found = introduced(text);
    }
}
