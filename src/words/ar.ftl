# رسائل الشاشة بالعربية. وكل عدد يحكم معدودا له صيغه الست.

### Screen

key-edge = طرف
key-delete = حذف
key-undo = تراجع
key-note = ملاحظة
key-search = بحث
key-search-mode = طريقة البحث
key-concordance = كلمات أخرى
key-identity = من هو
key-new-identity = جديد
key-help = مساعدة
key-back = رجوع
key-keep = إبقاء
key-drop = إسقاط
key-leave = خروج
key-stay = بقاء
key-take = قبول
key-answer = رد
key-next = التالي
key-previous = السابق
key-majority = الأغلبية
key-none = لا شيء
key-edit = تحرير
key-keep-all = إبقاء الكل
key-defer = تأجيل
key-repeat = تكرار
key-alike = المتشابه
key-accept = قبول
key-change = تغيير
key-reject = رفض
key-reason = السبب
key-comment = تعليق
key-missed = فائت
key-apply = تطبيق
key-all-texts = كل النصوص
key-spans = المقاطع
key-everywhere = في كل موضع
key-cancel = إلغاء
key-guideline = الدليل
key-who = الأسماء
key-quit = خروج
key-return = إعادة
key-reviewed = تمت المراجعة
key-remove = إزالة
key-next-note = الملاحظة التالية
key-order = ترتيب
key-reverse = عكس
key-open = فتح
key-mark = تعليم التالي
key-fields = الحقول
key-inspect = التفاصيل
key-next-gap = الناقص التالي
key-relate = علاقة
key-perform = تنفيذ
key-palette = الأوامر
key-skip = تجاوز
tour-end = انتهت الجولة
tour-step = الجولة، الخطوة { $number } من { $steps }: { $step ->
    [move] التنقل
    [tag] وسم كلمة
    [three] وسم ثلاث كلمات
    [peel] ترك الحرف المتصل
    [nest] وسم ادعاء
    [figure] رقم داخل الادعاء
    [accept] قبول المقترح
    [propagate] الاسم نفسه في كل موضع
    [undo] التراجع
   *[other] الحفظ
}
tour-task = { $step ->
    [move] المفتاح { $first } ينقل إلى الكلمة التالية، و{ $second } إلى السابقة. انتقل إلى كلمة أخرى.
    [tag] المؤشر على اسم بلدة. المفتاح { $first } يسم الكلمة التي تحت المؤشر مكانا.
    [three] المؤشر على اسم من ثلاث كلمات. اكتب { $first } ثم { $second }: توسم الكلمات الثلاث فاعلا.
    [peel] «ولجيش النهر»: اكتب { $first } { $second } لوسم كلمتين، ثم { $third }. كل { $third } يترك حرفا واحدا مما اتصل بالاسم.
    [nest] هذه الجملة ادعاء. المفتاح { $first } يحدد الجملة، و{ $second } يسمها ادعاء.
    [figure] المؤشر على الرقم داخل الادعاء. اكتب { $first } ثم { $second }: يوسم رقم ضحايا داخل الادعاء.
    [accept] قرأ البرنامج الرقم. المفتاح { $first } يقبل كل ما يقترحه للمقطع.
    [propagate] يتكرر هذا الاسم في النص. المفتاح { $first } يعرض المواضع الأخرى، و{ $second } يسم المختار منها.
    [undo] المفتاح { $first } يتراجع عن آخر تغيير: عن تلك المواضع كلها دفعة واحدة.
    [save] كل تغيير يحفظ في حينه. المفتاح { $first } يكتب أيضا الملف الذي بجانب النص الآن.
   *[other] هذا كل ما تحتاج إليه لتبدأ. المفتاح { $first } للخروج، ويحذف معه نص الجولة.
}
key-state = تسليم…
key-previous-word = كلمة إلى الوراء
key-elsewhere = نص آخر
key-leap = مقاطع
key-attribute = سمة
key-copy = نسخ
key-earlier = الأقدم
key-retag = تغيير الوسم
key-other-end = الطرف الآخر
key-marks = التشكيل
key-select = تحديد
places-chosen = اختير { $chosen } من { $places ->
    [zero] لا مواضع
    [one] موضع واحد
    [two] موضعين
    [few] { $places } مواضع
    [many] { $places } موضعا
   *[other] { $places } موضع
}
matching = { $matching ->
    [exact] كما كُتب
    [substring] داخل الكلمات أيضا
    [regex] تعبير نمطي
   *[folded] بأي رسم
}
found = { $looking ->
    [going] { $shown } من { $places } حتى الآن، في { $looked } من { $texts } من النصوص…
    [stopped] { $shown } من { $places }، أوقف بعد { $looked } من { $texts } من النصوص
    [full] { $shown } من أول { $places }، في { $looked } من { $texts } من النصوص: وهناك المزيد
    [failed] { $shown } من { $places }، انتهى بعد { $looked } من { $texts } من النصوص:
   *[through] { $shown } من { $places } في { $texts } من النصوص
}
spans-of-text = { $shown } من { $spans ->
    [zero] لا مقاطع
    [one] مقطع واحد
    [two] مقطعين
    [few] { $spans } مقاطع
    [many] { $spans } مقطعا
   *[other] { $spans } مقطع
} في هذا النص
spans-listed = المقاطع
in-texts = { $looking ->
    [going] حتى الآن، في { $looked } من { $texts } من النصوص…
    [stopped] أوقف بعد { $looked } من { $texts } من النصوص
    [full] في { $looked } من { $texts } من النصوص: وهناك المزيد
    [failed] انتهى بعد { $looked } من { $texts } من النصوص
   *[through] في { $texts } من النصوص
}
order-act = { $what ->
    [tag] وسم
    [retag] تغيير وسم
    [delete] حذف
   *[other] تغيير
}
order-says = ضبط { $name } على { $value } في
order-clears = محو { $name } من
attributes-of = سمات { $spans ->
    [zero] لا مقاطع
    [one] مقطع واحد
    [two] مقطعين
    [few] { $spans } مقاطع
    [many] { $spans } مقطعا
   *[other] { $spans } مقطع
} في { $texts ->
    [zero] لا نصوص
    [one] نص واحد
    [two] نصين
    [few] { $texts } نصوص
    [many] { $texts } نصا
   *[other] { $texts } نص
}
order-asked = { $act } { $spans ->
    [zero] لا مقاطع
    [one] مقطع واحد
    [two] مقطعين
    [few] { $spans } مقاطع
    [many] { $spans } مقطعا
   *[other] { $spans } مقطع
} في { $texts ->
    [zero] لا نصوص
    [one] نص واحد
    [two] نصين
    [few] { $texts } نصوص
    [many] { $texts } نصا
   *[other] { $texts } نص
}؟
order-going = { $all ->
    [0] جار البحث عن نصوصه…
   *[other] { $done } من { $all } من النصوص
}
standing = { $standing ->
    [same] موسوم
    [other] وسم آخر
    [inside] اسم أطول
    [boilerplate] حشو
    [common] كلمة عامة
   *[free] بلا وسم
}
which-keyboard = أي لوحة مفاتيح هذه؟ { $letter }
keyboard-name = { $name ->
    [arabic-101] العربية (101)
    [arabic-102-azerty] العربية (102 AZERTY)
    [arabic-mac] العربية (macOS)
    [persian] الفارسية
    [urdu] الأردية (CRULP)
    [kurdish] الكردية (السورانية)
   *[other] { $name }
}
key-accept-all = قبول الكل
key-clear = محو
key-next-span = المقطع التالي
key-next-word = الكلمة التالية
key-confirm = ما زال كذلك
key-confirm-all = كلها كذلك
key-disputed = خلاف
key-reply = رد
key-last = للأخير…
key-decide = حسم
key-next-value = القيمة التالية
key-next-field = الحقل التالي
key-previous-field = السابق
value-number = القيمة { $number }
key-reading = { $letter }
key-erase-all = مسح الكل
key-erase-word = مسح كلمة
key-larger = أوسع
key-smaller = أضيق
key-filter = تصفية
key-left = يسار
key-right = يمين
key-next-row = السطر التالي
key-next-page = الصفحة التالية
key-previous-page = الصفحة السابقة

prompt-search =
    { $matching ->
        [exact] بحث (حرفيا):
        [substring] بحث (داخل الكلمات أيضا):
        [regex] بحث (تعبير نمطي):
       *[folded] بحث:
    }
prompt-value = القيمة:
more-spans = و{ $spans ->
    [zero] لا غيرها
    [one] مقطع آخر
    [two] مقطعان آخران
    [few] { $spans } مقاطع أخرى
    [many] { $spans } مقطعا آخر
   *[other] { $spans } مقطع آخر
}
gaps-of-span = { $gaps ->
    [zero] لا نواقص
    [one] ناقص واحد
    [two] ناقصان
    [few] { $gaps } نواقص
    [many] { $gaps } ناقصا
   *[other] { $gaps } ناقص
}
missing = ناقص
values-differ = قيم مختلفة
from-registry = السجل
from-same-text = الكلمات نفسها
from-before = الامتداد السابق
from-lexicon = كلمة
from-number = رقم
from-date = تاريخ
from-cue = قرينة
from-inside = داخله
from-sentence = الجملة نفسها
from-near = قريب
odd-unsaid = لا كلمة في جملته تدل على { $attribute }
odd-bounds = الحد الأدنى { $min } فوق الحد الأعلى { $max }
odd-day = { $attribute } بعد يوم النشر { $published }
odd-part = { $part } على الأقل جزء من { $whole } على الأكثر
type-a-day = اكتب اليوم، مثل 2026-11-30
type-a-value = اكتب القيمة
point-out-words = حدد الكلمات في النص
relation-asked = علاقة من
gold-gaps = { $gaps ->
    [zero] لا نواقص
    [one] ناقص واحد
    [two] ناقصان
    [few] { $gaps } نواقص
    [many] { $gaps } ناقصا
   *[other] { $gaps } ناقص
} في المعيار
gold-lacks = ناقص في المعيار: { $missing }
in-boilerplate = حشو
key-merge = دمج
key-rename = تغيير المعرف
key-split = فصل
merged-into = «{ $name }» تدمج في
renamed-to = معرف { $id } من الآن
split-from = معرف هوية جديدة لـ«{ $words }» تفصل عن { $id }
uses-to-follow = { $command }: { $uses ->
        [zero] لا موضع يتبعه
        [one] يتبعه موضع واحد
        [two] يتبعه موضعان
        [few] تتبعه { $uses } مواضع
        [many] يتبعه { $uses } موضعا
       *[other] يتبعه { $uses } موضع
    }{ $texts ->
        [zero] { "" }
        [one] { " " }في نص واحد
        [two] { " " }في نصين
        [few] { " " }في { $texts } نصوص
        [many] { " " }في { $texts } نصا
       *[other] { " " }في { $texts } نص
    }
uses-to-restore = التراجع عن { $command }: { $uses ->
        [zero] لا مواضع
        [one] موضع واحد
        [two] موضعان
        [few] { $uses } مواضع
        [many] { $uses } موضعا
       *[other] { $uses } موضع
    }{ $texts ->
        [zero] { "" }
        [one] { " " }في نص واحد
        [two] { " " }في نصين
        [few] { " " }في { $texts } نصوص
        [many] { " " }في { $texts } نصا
       *[other] { " " }في { $texts } نص
    }
uses-in-text = { "\u200F" }{ $text }: { $uses }
texts-elsewhere = { $kind } ← في أي نص
spans-elsewhere = { $kind } ← في { $file }
keys-to-return = { $keys } للرجوع
keys-to-undo = { $keys } للتراجع
submit-with-gaps = { $gaps ->
    [zero] لا ينقص شيء
    [one] ينقص شيء واحد
    [two] ينقص شيئان
    [few] تنقص { $gaps } أشياء
    [many] ينقص { $gaps } شيئا
   *[other] ينقص { $gaps } شيء
}. أيرسل النص مع ذلك؟
facts-of-text = حقائق النص
prompt-filter = تصفية:
prompt-command = أمر:
commands-shown = { $shown ->
    [zero] لا أوامر
    [one] أمر واحد
    [two] أمران
    [few] { $shown } أوامر
    [many] { $shown } أمرا
   *[other] { $shown } أمر
}
no-command-fits = لا أمر بهذا الاسم
prompt-identity = الهوية:
identities-for = «{ $words }»{ $spans ->
    [zero] { "" }
    [one] { "" }
    [two] { " " }في مقطعين
    [few] { " " }في { $spans } مقاطع
    [many] { " " }في { $spans } مقطعا
   *[other] { " " }في { $spans } مقطع
}: { $shown ->
    [zero] لا هويات
    [one] هوية واحدة
    [two] هويتان
    [few] { $shown } هويات
    [many] { $shown } هوية
   *[other] { $shown } هوية
}
class-of-identity = صنف «{ $name }» (بلا صنف: Enter)
no-identity-shown = لا هوية توافق المكتوب
prompt-note = ملاحظة:
prompt-last-comment = تعليق على آخر قرار:
prompt-reply = رد:
prompt-comment = تعليق:
prompt-answer = رد:
leave-question = الخروج دون حفظ؟

help-title = المساعدة
texts =
    { $texts ->
        [zero] لا نصوص
        [one] نص واحد
        [two] نصان
        [few] { $texts } نصوص
        [many] { $texts } نصا
       *[other] { $texts } نص
    }
texts-shown = { $shown } من { $texts ->
        [zero] لا نصوص
        [one] نص واحد
        [two] نصين
        [few] { $texts } نصوص
        [many] { $texts } نصا
       *[other] { $texts } نص
    }
texts-marked = عُلم { $texts ->
    [zero] لا شيء
    [one] نص واحد
    [two] نصان
    [few] { $texts } نصوص
    [many] { $texts } نصا
   *[other] { $texts } نص
}
states-to-set =
    { $texts ->
        [zero] لا نص تضبط حالته
        [one] نص واحد تضبط حالته
        [two] نصان تضبط حالتهما
        [few] { $texts } نصوص تضبط حالتها
        [many] { $texts } نصا تضبط حالتها
       *[other] { $texts } نص تضبط حالتها
    } على { $state ->
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }{ $left ->
        [zero] { "" }
        [one] ، ويستثنى واحد
        [two] ، ويستثنى اثنان
        [few] ، وتستثنى { $left }
        [many] ، ويستثنى { $left }
       *[other] ، ويستثنى { $left }
    }
state-before = الآن { $state ->
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }
state-left-out = مستثنى: { $cause }
key-set = ضبط
key-mark-text = تعليم
key-mark-all = تعليم الكل
texts-of-mine = { $open ->
        [0] لي { $mine }، وكلها منجزة
       *[other] لي { $mine }، والباقي { $open }
    }
position = الفقرة { $paragraph } من { $paragraphs } · { $percent } %
code-point = المحرف { $character }
spans-in-text = { $spans ->
    [zero] لا مقاطع
    [one] مقطع واحد
    [two] مقطعان
    [few] { $spans } مقاطع
    [many] { $spans } مقطعا
   *[other] { $spans } مقطع
}
selecting = التحديد جار
selected =
    { $characters ->
        [zero] لم يحدد شيء
        [one] حدد محرف واحد
        [two] حدد محرفان
        [few] حددت { $characters } محارف
        [many] حدد { $characters } محرفا
       *[other] حدد { $characters } محرف
    }
state-saved = محفوظ
state-unsaved = غير محفوظ
state-not-saved = تعذر الحفظ
state-journal-only = في السجل فقط
state-read-only = للقراءة فقط
editing = تحرير:
document-state =
    { $state ->
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }
steering =
    { $steering ->
        [open-isolate] عزل مفتوح
        [embedding] تضمين
       *[override] تجاوز
    } { $place ->
        [here] هنا
       *[screen] على الشاشة
    }
steering-effect =
    { $steering ->
        [open-isolate] بقية الفقرة معزولة
        [embedding] تغير ترتيب الكلمات
       *[override] ترتيب الحروف مفروض
    }
steering-shown-by = { $effect }؛ { $keys } لبيان الموضع

moving-end = تحريك النهاية
moving-start = تحريك البداية
note-of-span = ملاحظة:

no-text-here = لا نصوص هنا: النص ملف ينتهي اسمه بـ .txt
documents-here = غير مدرج: { $documents }؛ والأمر `hashiya show FILE` يذكر ما يستخرج النص
no-text-shown = لا نص فيه هذه الكلمات
fault = { $cause }
column-text = النص
column-headline = العنوان
state-word =
    { $state ->
        [none] لم يبدأ
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }
state-total =
    { $texts } { $state ->
        [none] لم يبدأ
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }
spans-total =
    { $spans ->
        [zero] لا مقاطع
        [one] مقطع واحد
        [two] مقطعان
        [few] { $spans } مقاطع
        [many] { $spans } مقطعا
       *[other] { $spans } مقطع
    }
gaps-total =
    { $gaps ->
        [zero] لا نقص
        [one] نقص واحد
        [two] نقصان
        [few] { $gaps } نواقص
        [many] { $gaps } ناقصا
       *[other] { $gaps } ناقص
    }
listing-texts = جار سرد النصوص…
new-annotator =
    واسم جديد: { $annotator } — { $count ->
        [zero] لا واسم غيره
        [one] الموجود: { $others }
        [two] الموجودان: { $others }
        [few] الموجودون: { $others }
        [many] الموجودون: { $others }
       *[other] الموجودون: { $others }
    }
age-now = الآن
age-minutes =
    { $minutes ->
        [zero] الآن
        [one] دقيقة
        [two] دقيقتان
        [few] { $minutes } دقائق
        [many] { $minutes } دقيقة
       *[other] { $minutes } دقيقة
    }
age-hours =
    { $hours ->
        [zero] الآن
        [one] ساعة
        [two] ساعتان
        [few] { $hours } ساعات
        [many] { $hours } ساعة
       *[other] { $hours } ساعة
    }
age-yesterday = أمس
age-days =
    { $days ->
        [zero] اليوم
        [one] يوم
        [two] يومان
        [few] { $days } أيام
        [many] { $days } يوما
       *[other] { $days } يوم
    }
day-of-year =
    { $day } { $month ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[12] ديسمبر
    }
day-of =
    { $day } { $month ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[12] ديسمبر
    } { $year }
column-assigned = لمن
assigned-to-me = لي
column-state = الحالة
column-spans = المقاطع
column-gaps = اكتمال
column-changed = آخر تغيير
column-size = الحجم
column-others = غيره
size-bytes = { $size } بايت
size-kilobytes = { $size } ك.ب
size-megabytes = { $size } م.ب

reading-texts = جارية قراءة النصوص…
reading-more = القراءة جارية…
no-units = لا وسوم في هذا النص
progress = حسم { $decided }/{ $disputed }  مفتوح { $open }  مؤجل { $deferred }  متقادم { $stale }  متفق عليه { $agreed }
unit-kind =
    { $kind ->
        [agreed] متفق عليه
        [split] تجزئة
        [tag] وسم
        [boundary] حدود
        [clitic-only] لواصق
        [attribute] سمة
        [relation] علاقة
        [missing] ناقص
        [nesting] تداخل
        [fact] حقيقة
       *[other] { $kind }
    }
unit-missed = فائت
unit-number = وحدة { $number } من { $units }
unit-status =
    { $status ->
        [agreed] متفق عليه
        [open] مفتوح
        [deferred] مؤجل
        [stale] متقادم
        [proposed] كما اقترح
        [taken-back] سحب
       *[decided] محسوم
    }
units-left = { $text }: بقي { $left }
closed-text = للقراءة فقط: { $cause }
no-span-here = لا شيء
stale-units =
    { $units ->
        [zero] لا قرارات متقادمة تؤكد
        [one] قرار متقادم واحد يؤكد
        [two] قراران متقادمان يؤكدان
        [few] { $units } قرارات متقادمة تؤكد
        [many] { $units } قرارا متقادما تؤكد
       *[other] { $units } قرار متقادم تؤكد
    } في { $all ->
        [yes] كل النصوص
       *[no] هذا النص
    }
disputed = مختلف فيه
replies-before =
    { $replies ->
        [zero] لا ردود سابقة
        [one] رد سابق واحد
        [two] ردان سابقان
        [few] { $replies } ردود سابقة
        [many] { $replies } ردا سابقا
       *[other] { $replies } رد سابق
    }
agreed-with-notes = متفق عليه بملاحظات { $units }
not-counted = غير محسوب: { $annotators }
shared-by = { $members } من { $all }
certainty = اليقين
field-extent = الكلمات
field-tag = الوسم
field-note = الملاحظة
field-absent = لا شيء
fields-of = وما عدا ذلك فكما عند { $annotator }
place-of-unit = { $text }، الوحدة { $unit }
chosen-accepted = قبل
chosen-rejected = رفض
chosen-missed = فائت
chosen-changed = سيغير
changed-by = (غيره { $annotators })
chosen-reading = أخذت قراءة { $annotator }
chosen-but = أخذت قراءة { $annotator } إلا: { $fields }
chosen-edited = حرر: { $spans }
chosen-several = أبقيت قراءات { $annotators }
chosen-by = والقرار لـ{ $annotator }
decided-otherwise = قراران مختلفان:
answer-empty = صرف
similar-units =
    { $units ->
        [zero] لا وحدات مفتوحة مشابهة
        [one] وحدة مفتوحة مشابهة واحدة
        [two] وحدتان مفتوحتان مشابهتان
        [few] { $units } وحدات مفتوحة مشابهة
        [many] { $units } وحدة مفتوحة مشابهة
       *[other] { $units } وحدة مفتوحة مشابهة
    } في { $all ->
        [yes] كل النصوص
       *[no] هذا النص
    }
chosen-majority = رأي الأغلبية
chosen-nothing = لا مقطع هنا
chosen-deferred = مؤجل
reason-of-decision = السبب:
comment-of-decision = تعليق:
answer-to-decision = رد:
guideline-flag = الدليل!
remarks =
    { $remarks ->
        [zero] لا ملاحظات للمراجع
        [one] ملاحظة واحدة للمراجع
        [two] ملاحظتان للمراجع
        [few] { $remarks } ملاحظات للمراجع
        [many] { $remarks } ملاحظة للمراجع
       *[other] { $remarks } ملاحظة للمراجع
    }
remark-comments = تعليق
remark-rejects = رفض هذا
remark-changes = تغيير هذا إلى
remark-adds = إضافة
orphan-removed = أزيل
spans-moved = المنقول: { $spans }

help-tags = الوسوم

guideline-title = الدليل
guideline-attributes = السمات
guideline-attribute = السمة
guideline-relations = العلاقات
guideline-facts = بيانات النص
guideline-kind =
    { $kind ->
        [one] قيمة واحدة
        [many] قيم عدة
        [flag] نعم أو لا
        [number] عدد صحيح
        [date] تاريخ
        [words] كلمات من النص
        [entity] هوية من السجل
       *[text] نص حر
    }
guideline-required = مطلوبة
guideline-reviewer = يحددها المراجع
guideline-optional = اختياري: لا ينقص منه شيء
guideline-retired = متروكة
guideline-optional-value = اختيارية
guideline-default = القيمة المفترضة: { $value }
guideline-ends = من { $from } إلى { $to }

### Notices

still-reading = ما زالت قراءة النص جارية…
still-listing = ما زال سرد المجلد جاريا…
no-texts = لا نصوص في هذا المجلد (ملفات تنتهي أسماؤها بـ .txt)
not-ordered = اختر ترتيبا أولا
no-jump = لا موضع سابق يرجع إليه
ordered = { $what ->
    [tag] وُسم
    [retag] غُيّر وسم
    [delete] حُذف
    [undo] تراجع عن
    [redo] أعيد
   *[other] غُيّر
} { $spans ->
    [zero] لا شيء
    [one] مقطع واحد
    [two] { $what ->
        [retag] مقطعين
        [undo] مقطعين
       *[other] مقطعان
    }
    [few] { $spans } مقاطع
    [many] { $spans } مقطعا
   *[other] { $spans } مقطع
}{ $texts ->
    [zero] { "" }
    [one] { " " }في نص واحد
    [two] { " " }في نصين
    [few] { " " }في { $texts } نصوص
    [many] { " " }في { $texts } نصا
   *[other] { " " }في { $texts } نص
}{ $is_stopped ->
    [yes] ، وأوقف
   *[other] { "" }
}
order-left = { $texts ->
    [zero] لم يترك نص كما هو
    [one] ترك نص واحد كما هو
    [two] ترك نصان كما هما، أولهما
    [few] تركت { $texts } نصوص كما هي، أولها
    [many] ترك { $texts } نصا كما هي، أولها
   *[other] ترك { $texts } نص كما هي، أولها
} { $name }: { $cause }
no-text-holds = لا نص فيه { $words }
no-jump-forth = لا موضع لاحق يعاد إليه
mark-set = وُضعت العلامة { $letter }
mark-asked = اضغط حرف علامة
keyboard-in-use = لوحة المفاتيح: { $name }
nothing-to-copy = لا شيء هنا ينسخ
nothing-to-accept = لا شيء هنا يقبل
propagated = وُسم { $places ->
    [zero] لا شيء
    [one] موضع آخر
    [two] موضعان آخران
    [few] { $places } مواضع أخرى
    [many] { $places } موضعا آخر
   *[other] { $places } موضع آخر
} بوسم { $tag }: «{ $words }»
occurrences-deleted = حُذف من مقاطع هذه الكلمات { $places ->
    [zero] لا شيء
    [one] واحد
    [two] اثنان
    [few] { $places }
    [many] { $places }
   *[other] { $places }
}
proposals-taken = قُبل: { $values ->
    [zero] لا قيم
    [one] قيمة واحدة
    [two] قيمتان
    [few] { $values } قيم
    [many] { $values } قيمة
   *[other] { $values } قيمة
}، { $relations ->
    [zero] لا علاقات
    [one] علاقة واحدة
    [two] علاقتان
    [few] { $relations } علاقات
    [many] { $relations } علاقة
   *[other] { $relations } علاقة
}
looking-at-states = جار النظر في { $texts ->
    [zero] لا نصوص
    [one] نص واحد
    [two] نصين
    [few] { $texts } نصوص
    [many] { $texts } نصا
   *[other] { $texts } نص
}…
setting-states = جار ضبط حالة { $texts ->
    [zero] لا نصوص
    [one] نص واحد
    [two] نصين
    [few] { $texts } نصوص
    [many] { $texts } نصا
   *[other] { $texts } نص
}…
no-state-to-set = لا شيء يضبط: كلها مستثناة
states-set =
    { $texts ->
        [zero] لم تضبط حالة نص
        [one] حالة نص واحد الآن
        [two] حالة نصين الآن
        [few] حالة { $texts } نصوص الآن
        [many] حالة { $texts } نصا الآن
       *[other] حالة { $texts } نص الآن
    }: { $state ->
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }{ $left ->
        [zero] { "" }
        [one] ، وتعذر ضبط واحد
        [two] ، وتعذر ضبط اثنين
        [few] ، وتعذر ضبط { $left }
        [many] ، وتعذر ضبط { $left }
       *[other] ، وتعذر ضبط { $left }
    }
states-taken-back =
    { $texts ->
        [zero] لم يتراجع عن شيء
        [one] تراجع: حالة نص واحد
        [two] تراجع: حالة نصين
        [few] تراجع: حالة { $texts } نصوص
        [many] تراجع: حالة { $texts } نصا
       *[other] تراجع: حالة { $texts } نص
    } ({ $state ->
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }){ $left ->
        [zero] { "" }
        [one] ؛ وتغير واحد منذئذ أو هو مفتوح في مكان آخر
        [two] ؛ وتغير اثنان منذئذ أو هما مفتوحان في مكان آخر
        [few] ؛ وتغيرت { $left } منذئذ أو هي مفتوحة في مكان آخر
        [many] ؛ وتغير { $left } منذئذ أو هي مفتوحة في مكان آخر
       *[other] ؛ وتغير { $left } منذئذ أو هي مفتوحة في مكان آخر
    }
tour-offered = أول مرة هنا؟ الأمر `hashiya --tour` يعرفك بالمفاتيح في دقائق
no-tour = لا جولة جارية (تبدأ بالأمر `hashiya --tour`)
done = { $deed }
undone = تراجع عن: { $deed }{ $letters ->
    [0] {""}
    [one] {" "}(حرف واحد { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
    [two] {" "}(حرفان { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
    [few] {" "}({ $letters } أحرف { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
    [many] {" "}({ $letters } حرفا { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
   *[other] {" "}({ $letters } حرف { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
}
redone = إعادة: { $deed }{ $letters ->
    [0] {""}
    [one] {" "}(حرف واحد { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
    [two] {" "}(حرفان { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
    [few] {" "}({ $letters } أحرف { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
    [many] {" "}({ $letters } حرفا { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
   *[other] {" "}({ $letters } حرف { $side ->
        [up] إلى الوراء
       *[down] إلى الأمام
    })
}
deed-tag = { $form ->
    [done] تم وسم
   *[named] وسم
} «{ $words }» بـ { $tag }
deed-delete = { $form ->
    [done] تم حذف
   *[named] حذف
} { $tag } «{ $words }»
deed-retag = { $form ->
    [done] تم تغيير وسم
   *[named] تغيير وسم
} «{ $words }» إلى { $tag }
deed-move = { $form ->
    [done] أصبح { $tag } «{ $words }»
   *[named] تحريك طرف { $tag } «{ $words }»
}
deed-note = ملاحظة على { $tag } «{ $words }»: { $note }
deed-clear-note = { $form ->
    [done] تم حذف الملاحظة
   *[named] حذف الملاحظة
} على { $tag } «{ $words }»
deed-say = { $name }: { $value }، في «{ $words }»
deed-clear = { $form ->
    [done] تم مسح
   *[named] مسح
} { $name } من «{ $words }»
deed-relate = { $kind }: «{ $words }» ← «{ $other }»
deed-unrelate = { $form ->
    [done] تمت إزالة
   *[named] إزالة
} { $kind } من «{ $words }»
deed-state = { $form ->
    [done] حالة النص الآن: { $state }
   *[named] الحالة { $state }
}
deed-decide = { $form ->
    [done] تم الحسم في
   *[named] الحسم في
} «{ $words }»
deed-fact = { $name }: { $value }، للنص
deed-several = { $changes ->
    [zero] لا تغييرات
    [one] تغيير واحد
    [two] تغييران
    [few] { $changes } تغييرات
    [many] { $changes } تغييرا
   *[other] { $changes } تغيير
}
nothing-to-undo = لم يبق ما يتراجع عنه
nothing-to-redo = لم يبق ما يعاد
direction =
    { $direction ->
        [right-to-left] كل الفقرات من اليمين إلى اليسار
        [left-to-right] كل الفقرات من اليسار إلى اليمين
       *[auto] كل فقرة بحسب أول حرف فيها
    }
saved = كل شيء محفوظ
saved-now = حفظ الآن كل شيء
saving-again = إعادة الحفظ…
last-text = هذا آخر نص
first-text = هذا أول نص
marks-shown = التشكيل ظاهر
marks-hidden = التشكيل مخفي؛ وهو باق في النص وفي المواضع
invisible-shown = المحارف الخفية ظاهرة
invisible-hidden = المحارف الخفية مخفية
remark-taken =
    قُبلت الملاحظة؛ { $left ->
        [zero] لم تبق ملاحظة
        [one] بقيت ملاحظة واحدة
        [two] بقيت ملاحظتان
        [few] بقيت { $left } ملاحظات
        [many] بقيت { $left } ملاحظة
       *[other] بقيت { $left } ملاحظة
    }
remark-answered =
    سُجل الرد؛ { $left ->
        [zero] لم تبق ملاحظة
        [one] بقيت ملاحظة واحدة
        [two] بقيت ملاحظتان
        [few] بقيت { $left } ملاحظات
        [many] بقيت { $left } ملاحظة
       *[other] بقيت { $left } ملاحظة
    }
remark-dismissed =
    صُرف النظر عن الملاحظة؛ { $left ->
        [zero] لم تبق ملاحظة
        [one] بقيت ملاحظة واحدة
        [two] بقيت ملاحظتان
        [few] بقيت { $left } ملاحظات
        [many] بقيت { $left } ملاحظة
       *[other] بقيت { $left } ملاحظة
    }
identity-taken = { $spans ->
    [zero] لا مقاطع
    [one] «{ $words }»
    [two] مقطعان
    [few] { $spans } مقاطع
    [many] { $spans } مقطعا
   *[other] { $spans } مقطع
} ← { $name }
identities-changed = { $command }: { $uses ->
        [zero] لم يتبعه موضع
        [one] تبعه موضع واحد
        [two] تبعه موضعان
        [few] تبعته { $uses } مواضع
        [many] تبعه { $uses } موضعا
       *[other] تبعه { $uses } موضع
    }{ $texts ->
        [zero] { "" }
        [one] { " " }في نص واحد
        [two] { " " }في نصين
        [few] { " " }في { $texts } نصوص
        [many] { " " }في { $texts } نصا
       *[other] { " " }في { $texts } نص
    }
identities-restored = تراجع عن { $command }: { $uses ->
        [zero] لا مواضع
        [one] موضع واحد
        [two] موضعان
        [few] { $uses } مواضع
        [many] { $uses } موضعا
       *[other] { $uses } موضع
    }{ $texts ->
        [zero] { "" }
        [one] { " " }في نص واحد
        [two] { " " }في نصين
        [few] { " " }في { $texts } نصوص
        [many] { " " }في { $texts } نصا
       *[other] { " " }في { $texts } نص
    }
no-identity-fits = لا هوية توافق المكتوب
no-search = لا شيء يبحث عنه بعد
not-found =
    { $matching ->
        [exact] غير موجود كما كتب (الحركات والتطويل محسوبة): { $needle }
       *[folded] غير موجود: { $needle }
    }
hit =
    { $is_wrapped ->
        [yes] { $place }؛ استؤنف البحث من الطرف الآخر
       *[no] { $place }
    }
hit-place =
    { $beginning ->
        [yes] { $counting ->
            [yes] { $place ->
                [0] أكثر من { $hits } كلمة تبدأ هكذا
               *[other] { $place } من أكثر من { $hits } كلمة تبدأ هكذا
            }
           *[no] { $place } من { $hits }، كلمات تبدأ هكذا
        }
       *[no] { $counting ->
            [yes] { $place ->
                [0] أكثر من { $hits }
               *[other] { $place } من أكثر من { $hits }
            }
           *[no] { $place } من { $hits }
        }
    }
bad-pattern = تعبير نمطي غير صالح: { $reason }
stays-open = لم يحفظ: { $cause }؛ يبقى النص مفتوحا كي لا يضيع شيء
all-decided = لم يبق ما يحسم
nothing-to-decide =
    { $complete ->
        [yes] لم يبق ما يحسم
       *[no] لم يبق ما يحسم في ما قرئ من النصوص
    }: المحسوم { $decided }، والمتفق عليه { $agreed }
nothing-to-drop = لا شيء معلق
rationale-dropped = أسقط التعليق والسبب
nothing-missed = لم يوسم شيء فلم يقترح شيء
decided-alike =
    { $units ->
        [zero] لم تحسم وحدة مشابهة
        [one] حسمت وحدة مشابهة واحدة
        [two] حسمت وحدتان مشابهتان
        [few] حسمت { $units } وحدات مشابهة
        [many] حسمت { $units } وحدة مشابهة
       *[other] حسمت { $units } وحدة مشابهة
    }؛ وتراجع واحد يلغي ذلك
handed-back =
    حالة النص: { $state ->
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }؛ تظهر المراجعة عند { $annotator } حين فتح النص
confirmed =
    { $units ->
        [zero] لم يؤكد قرار
        [one] أكد قرار واحد
        [two] أكد قراران
        [few] أكدت { $units } قرارات
        [many] أكد { $units } قرارا
       *[other] أكد { $units } قرار
    }؛ وتراجع واحد يلغي ذلك
last-comment = على آخر قرار («{ $words }»): تعليق «{ $comment }»
last-no-reason = على آخر قرار («{ $words }»): بلا سبب
last-reason = على آخر قرار («{ $words }»): السبب { $reason }
last-guideline = على آخر قرار («{ $words }»): { $flagged ->
        [yes] علم الدليل
       *[no] رفعت علامة الدليل
    }
disputed-from-now = مختلف فيه؛ والمفتاح نفسه يرفع العلامة
not-disputed = لم يعد مختلفا فيه
nothing-submitted = لا نص هنا مرسل من { $annotator }
too-few-readers = لا نص هنا أرسله من الواسمين ما يكفي للمراجعة
reviewed = { $reviews }: { $open ->
        [zero] كل ملاحظة نفذت أو رد عليها
        [one] ملاحظة واحدة
        [two] ملاحظتان
        [few] { $open } ملاحظات
        [many] { $open } ملاحظة
       *[other] { $open } ملاحظة
    }
reviewed-by = { $state ->
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    } من { $reviewer }
left-out =
    لم تشمل المراجعة { $texts ->
        [zero] شيئا
        [one] نصا واحدا
        [two] نصين
        [few] { $texts } نصوص
        [many] { $texts } نصا
       *[other] { $texts } نص
    } من عمل { $reviewer } لم يرسل بعد
unknown-terminal = طرفية غير معروفة { $terminal }: إن لم تظهر العربية كما ينبغي فنفذ `hashiya calibrate`
marks-undrawable = التشكيل مخفي: لا تحسن { $terminal } رسمه
handing-back-undone =
    ألغيت الإعادة، ولا تظهر المراجعة عند { $annotator }؛ حالة النص: { $state ->
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }
stays-handed-back =
    حالة النص باقية ({ $state ->
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }): { $cause }
not-handed-back = لم يعد النص: { $cause }
looking-for-places = البحث عن مواضع المقاطع الجديدة…
text-unchanged = لم يتغير النص؛ كل مقطع في موضعه
reanchored = نقلت المقاطع إلى مواضعها؛ والتراجع يعيدها
copied =
    { $part ->
        [selection] نسخ التحديد
        [span] نسخ المقطع
        [quotation] نسخ الاقتباس ومصدره
        [quotations] نسخت الاقتباسات ومصادرها، وعددها { $quotations }
       *[word] نسخت الكلمة
    }: { $characters ->
        [zero] لا محارف
        [one] محرف واحد
        [two] محرفان
        [few] { $characters } محارف
        [many] { $characters } محرفا
       *[other] { $characters } محرف
    }{ $pictures ->
        [zero] { "" }
        [one] ، منها محرف تحكم مرسوم
        [two] ، منها محرفا تحكم مرسومان
        [few] ، منها { $pictures } محارف تحكم مرسومة
        [many] ، منها { $pictures } محرف تحكم مرسوما
       *[other] ، منها { $pictures } محرف تحكم مرسوم
    }
not-copied = لم ينسخ: { $cause }
not-cited = { $texts ->
    [zero] لم يترك نص
    [one] نص واحد لم يقتبس
    [two] نصان لم يقتبسا، أولهما
    [few] { $texts } نصوص لم تقتبس، أولها
    [many] { $texts } نصا لم تقتبس، أولها
   *[other] { $texts } نص لم تقتبس، أولها
} { $name }: { $cause }
too-long-to-copy =
    لم ينسخ: { $part ->
        [selection] التحديد
        [span] المقطع
        [quotation] الاقتباس
        [quotations] المقتبس
       *[word] الكلمة
    } { $length } ك.ب، والحد في الطرفيات { $most } ك.ب
unbound = { $keys } لا تفعل شيئا هنا
read-only = للقراءة فقط: { $cause }
not-saved = لم يحفظ، وستعاد المحاولة: { $cause }
not-written = في السجل وحده، وستعاد المحاولة: { $cause }
gold-not-saved = لم يحفظ: { $cause }
taken-in = عمل برنامج آخر على هذا النص، { $decisions ->
        [zero] ولم يضم منه قرار
        [one] وضم منه قرار واحد
        [two] وضم منه قراران
        [few] وضمت منه { $decisions } قرارات
        [many] وضم منه { $decisions } قرارا
       *[other] وضم منه { $decisions } قرار
    }{ $conflicts ->
        [zero] { "" }
        [one] ، وخالف هذا الحسم في واحد: هو مفتوح بالخيارين
        [two] ، وخالف هذا الحسم في اثنين: هما مفتوحان بالخيارين
        [few] ، وخالف هذا الحسم في { $conflicts }: هي مفتوحة بالخيارين
        [many] ، وخالف هذا الحسم في { $conflicts }: هي مفتوحة بالخيارين
       *[other] ، وخالف هذا الحسم في { $conflicts }: هي مفتوحة بالخيارين
    }
desk-again = أعيدت قراءة النص: عمل عليه برنامج آخر
undecodable = { $first }{ $more ->
        [yes] { " " }(وغيره)
       *[no] { "" }
    }
undecodable-bytes =
    البايت { $at }: { $length ->
        [zero] لا بايت لا يصح
        [one] بايت واحد لا يصح
        [two] بايتان لا يصحان
        [few] { $length } بايتات لا تصح
        [many] { $length } بايتا لا تصح
       *[other] { $length } بايت لا تصح
    } في هذا الترميز، ويظهر مكانه U+FFFD
undecodable-more =
    { $places ->
        [zero] لا مواضع أخرى تعذرت قراءتها
        [one] موضع آخر تعذرت قراءته
        [two] موضعان آخران تعذرت قراءتهما
        [few] { $places } مواضع أخرى تعذرت قراءتها
        [many] { $places } موضعا آخر تعذرت قراءتها
       *[other] { $places } موضع آخر تعذرت قراءتها
    }
read-as = قرئ بترميز { $encoding }؛ وللتصحيح --encoding
keymap = خريطة المفاتيح: { $first }{ $more ->
        [0] { "" }
       *[other] { " " }(و{ $more } غيره)
    }
settings = { $first }{ $more ->
        [0] { "" }
       *[other] { " " }(و{ $more } غيره)
    }
stray = { $first }{ $more ->
        [0] { "" }
       *[other] { " " }(و{ $more } غيره)
    }
unsaved = { $unsaved }
refused = { $refusal }
several = { $notices }
told = { $cause }
failed = { $cause }
unsaved-changes = التغييرات الأخيرة لم تحفظ: { $cause }
unsaved-sidecar = تعذرت كتابة الملف المرافق (كل تغيير في السجل): { $cause }
edges-trimmed = تُرك خارجه: { $parts }
edges-asked = وُسم ومعه { $parts }: مفتاح الإدخال يتركه خارجه، ومفتاح الوسم يبقيه
edges-kept = بقي كما رُسم، ومعه { $parts }
edges-restored = أعيد أول المقطع إلى ما كان
nothing-to-peel = لا حرف متصل ولا علامة في أول المقطع
nothing-to-restore = لا حرف متصل بأول المقطع
edge-part =
    { $part ->
        [quote] علامتا التنصيص
        [punctuation] علامات الترقيم
        [blank-line] ما بعد السطر الفارغ
       *[proclitic] الحرف المتصل بأول الكلمة
    }
and-also = { $first }؛ { $second }
and = { $first }، { $second }

text-not-open = النص غير مفتوح
text-outdated = تغير النص على القرص أو أزيل منذ أن فتح
state-not-begun = لم يبدأ
state-already = هو { $state ->
        [new] جديد
        [in_progress] قيد العمل
        [submitted] مرسل
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }
state-changed-since = تغير منذئذ
order-no-attribute = لا { $name } لوسم { $tag } في المخطط
text-changed = تغير النص منذ أن وسم
file-missing = { $path }: لا ملف ولا مجلد بهذا الاسم
file-is-folder = { $path }: هذا مجلد
file-not-folder = { $path }: ليس مجلدا
file-denied = { $path }: الإذن مرفوض
file-not-ordinary = { $path }: ليس ملفا عاديا
file-foreign = { $path }: هذا { $kind ->
    [pdf] مستند PDF
    [docx] مستند Word
    [office] مستند Office قديم
    [odt] مستند OpenDocument
    [rtf] مستند RTF
    [epub] كتاب EPUB
    [spreadsheet] جدول بيانات
    [slides] شرائح عرض
    [image] صورة
   *[zip] أرشيف zip
} لا نص؛ نفذ { $command }
file-binary = { $path }: ملف ثنائي
file-utf32 = { $path }: الترميز UTF-32، وهو غير مدعوم
file-changed = { $path }: تغير في الأثناء؛ لم يكتب شيء
file-full = لا متسع لمزيد في { $path }؛ تراجع أو اختصر شيئا
file-leads-out = { $path }: رابط يخرج من مجلده أو لا يؤدي إلى شيء
folder-too-deep = { $path }: مجلدات كثيرة بعضها في بعض؛ لم ينظر في ما فيه
file-link = { $path }: رابط، ولا يتبع
name-too-long = اسم الملف أطول من اللازم: { $name }
other-annotator = { $path }: الواسم فيه «{ $inside }»، والملف باسم { $named }
folder-not-writable = { $path }: لا يمكن أن يكتب شيء في هذا المجلد
held = مفتوح من قبل باسم { $annotator } ({ $holder })
no-lock = لا يمكن القفل هنا ({ $why })
holder = العملية { $process } على { $host } منذ { $since }
holder-marked = العملية { $process } على { $host } منذ { $since }؛ إن كانت قد انتهت فأزل { $path }
holder-unknown = برنامج آخر
journal-restored = أزال برنامج آخر السجل أو استبدله: أعيدت كتابة ما نقص منه
journal-shared = برنامج آخر يكتب في هذا السجل أيضا: يجمع ما يعمله الاثنان
lock-restored = أزال برنامج آخر القفل: أقفل من جديد
lock-lost = أزال برنامج آخر القفل، والنص مفتوح الآن في مكان آخر ({ $holder }): يجمع ما يعمله الاثنان
recovered =
    { $changes ->
        [zero] لم يستعد تغيير
        [one] استعيد تغيير واحد
        [two] استعيد تغييران
        [few] استعيدت { $changes } تغييرات
        [many] استعيد { $changes } تغييرا
       *[other] استعيد { $changes } تغيير
    } من السجل
stray-no-text = { $path }: ملف مرافق بلا نص: لا نص بهذا الاسم بجانبه
stray-no-annotator = { $path }: ملف مرافق بلا نص: ليس في اسمه اسم واسم
stray-copy = { $path }: نسخة من ملف مرافق كما يدل اسمها، من برنامج مزامنة أو محرر؛ لا تحسب
stray-conflict-copy = { $path }: الواسم فيه «{ $of }»، والملف باسم { $named }: نسخة تعارض كما يدل اسمها؛ لا تحسب
setting-ignored = { $place }: يضبط `{ $field }` المستخدم لا المجلد: أهمل

cannot-edit = { $error }
edit-duplicate = موسوم بهذا الوسم من قبل: { $tag } ({ $id })
edit-id-in-use = المعرف { $id } مستعمل
edit-no-annotation = لا مقطع بالمعرف { $id }
edit-no-relation = لا علاقة بالمعرف { $id }
edit-no-field = لا حقل باسم { $field }
edit-no-place = لا موضع كهذا في قائمة { $list }
edit-unknown-tag = لا وسم باسم { $tag } في المخطط
no-word = لا كلمة هنا توسم
no-span = لا مقطع تحت المؤشر
empty-span = المقطع حرف واحد على الأقل
no-note-after = لا مقطع بعد هذا له ملاحظة
no-note-before = لا مقطع قبل هذا له ملاحظة
nothing-tagged = لم يوسم شيء بعد
no-remark-left = كل ملاحظة نفذت أو رد عليها
not-reviewed = لم يراجع هذا النص أحد
no-remark-here = لا ملاحظة على هذا الموضع
only-comment = هذا تعليق لا غير: يرد عليه، أو يصرف النظر عنه برد فارغ
not-answered = تعذر حفظ الرد: { $cause }
editing-first = أبق القراءة المحررة أو أسقطها أولا
nothing-decided = لا قرار بعد يكرر
one-value = لحقيقة الوثيقة قيمة واحدة ولا مقطع لها: خذ ما قاله أحدهم أو لا شيء
no-fields = لا حقل هنا يختلف فيه: خذ قراءة كاملة أو حررها
no-such-value =
    { $values ->
        [zero] لا قيم هنا
        [one] هنا قيمة واحدة
        [two] هنا قيمتان
        [few] هنا { $values } قيم
        [many] هنا { $values } قيمة
       *[other] هنا { $values } قيمة
    }
no-such-reading =
    { $readings ->
        [zero] لا قراءات هنا
        [one] هنا قراءة واحدة
        [two] هنا قراءتان
        [few] هنا { $readings } قراءات
        [many] هنا { $readings } قراءة
       *[other] هنا { $readings } قراءة
    }
nothing-to-apply = لا قرار يطبق على غيره
nothing-alike = لا وحدة مفتوحة مشابهة
no-reasons = ليس في المخطط أسباب لرفض مقطع
no-desk = لا نص للمراجعة
missed-by-all = لإضافة مقطع فات الجميع حرر قراءة
no-peer-review = لا تغير الحالة إلا في مراجعة عمل واسم واحد
no-such-hand-back = يعاد النص معادا أو مراجعا
closed-to-hand-back = تعذرت الإعادة: { $cause }
spans-left =
    { $open ->
        [zero] روجعت المقاطع كلها
        [one] بقي مقطع واحد لم يراجع
        [two] بقي مقطعان لم يراجعا
        [few] بقيت { $open } مقاطع لم تراجع
        [many] بقي { $open } مقطعا لم تراجع
       *[other] بقي { $open } مقطع لم تراجع
    }
no-orphan = لا مقطع فقد موضعه هنا
no-candidate = ليس لـ { $id } مرشح برقم { $number }
no-last = لم يتخذ قرار الآن
no-notes = لا ملاحظة هنا لأحد
not-stale = القرار على هذه الوحدة غير متقادم
choice-gone = لم يعد المختار موجودا: احسم من جديد
nothing-to-confirm = لا قرار متقادما بقي مختاره
handed-back-before =
    أعيد النص إلى { $annotator } في جلسة سابقة ({ $state ->
        [returned] معاد
        [reviewed] روجع
       *[other] { $state }
    }): احسم من جديد ثم أعده
closed = لا قرار هنا: { $cause }
no-majority = لا أغلبية لقراءة هنا
one-annotator = لا مقطع هنا إلا لواسم واحد
no-identity = مقاطع هذا الوسم بلا هوية في المخطط
no-registry = السجل { $registry } غير موجود أو لا يقرأ
mistyped = { $error }
mistyped-number = «{ $typed }» ليس عددا صحيحا
mistyped-day = «{ $typed }» ليس يوما، مثل 2026-11-30
no-such-relation-here = { $fault }
relation-unknown = لا علاقة { $kind } في المخطط
relation-from = لا تخرج { $kind } من { $tag }
relation-to = لا تصل { $kind } إلى { $tag }
relation-no-end = لا وجود لـ { $end } لتصل إليه
relation-itself = لا علاقة { $kind } للمقطع بنفسه
relation-circle = تعود { $kind } إلى حيث بدأت
relation-already = هذه العلاقة { $kind } موجودة
no-facts = ليس في المخطط حقائق عن النص
no-gap = لا شيء ناقص في هذا النص
facts-missing = ما زال ينقص من حقائق النص: { $facts }
span-deleted = حُذف { $tag } «{ $words }»{ $relations ->
    [zero] { "" }
    [one] { " " }ومعه علاقة واحدة
    [two] { " " }ومعه علاقتان
    [few] { " " }ومعه { $relations } علاقات
    [many] { " " }ومعه { $relations } علاقة
   *[other] { " " }ومعه { $relations } علاقة
}
relations-unfit = { $relations ->
    [zero] لا علاقة للمقطع لا توافق { $tag }
    [one] علاقة واحدة للمقطع لا توافق { $tag }
    [two] علاقتان للمقطع لا توافقان { $tag }
    [few] { $relations } علاقات للمقطع لا توافق { $tag }
    [many] { $relations } علاقة للمقطع لا توافق { $tag }
   *[other] { $relations } علاقة للمقطع لا توافق { $tag }
}
boilerplate-marked = { $words ->
    [zero] لم تعلم كلمة حشوا
    [one] عُلمت كلمة واحدة حشوا
    [two] عُلمت كلمتان حشوا
    [few] عُلمت { $words } كلمات حشوا
    [many] عُلمت { $words } كلمة حشوا
   *[other] عُلمت { $words } كلمة حشوا
}
boilerplate-unmarked = لم يعد حشوا
related-elsewhere = { $kind } ← { $file } «{ $words }»
no-gap-left = لم يعد شيء ناقصا
nothing-proposed = لا اقتراح هنا
no-such-attribute = لا سمة لهذا المقطع بالحرف { $letter }
no-such-row = ليست { $name } من سمات هذا المقطع
takes-digit = القيمة تختار برقم
nothing-said = لم تختر قيمة بعد
no-relation-from = لا علاقة تخرج من { $tag }
no-such-relation = لا علاقة من هذا المقطع بالحرف { $letter }
no-such-hint = لا شيء على الشاشة بهذه الحروف
nowhere-else = «{ $words }» لا ترد في موضع آخر من هذا النص{ $texts ->
    [zero] { "" }
    [one] { "" }
    [two] ؛ ومرة أخرى: في النصين
    [few] ؛ ومرة أخرى: في كل النصوص
    [many] ؛ ومرة أخرى: في كل النصوص
   *[other] ؛ ومرة أخرى: في كل النصوص
}
still-looking = لا يزال البحث جاريا في كل النصوص: انتظر أو أوقفه
no-tag-chosen = لا وسم في المواضع المختارة
nothing-in-common = لا سمة تشترك فيها وسوم هذه المقاطع
words-of-one-text = تعين الكلمات في نص واحد: افتحه من سطره
no-such-mark = لا علامة { $letter } في هذا النص
no-such-span = لا مقطع كهذا في ذلك الاتجاه
no-name-of-end = يلي { $end } اسم (R ثم حرف العلاقة)
pointing = حدد الكلمات ثم خذها أو اخرج
stays-in-text = { $kind } لا تخرج من نصها
no-gap-in-gold = لا نقص في المعيار الذهبي
no-other-text = لا نص آخر هنا فيه مقاطع
no-end-in-text = ليس في { $file } مقطع تصل إليه { $kind }
no-such-text = { $file } ليس بين النصوص هنا
gone-elsewhere = لم يعد المقطع { $id } في هذا النص
suggested = { $tag }؟ «{ $words }» ({ $source ->
    [registry] من السجل
    [earlier] وُسم هكذا من قبل
    [lexicon] من المعجم
    [model] مما تُعلم من العمل السابق
   *[sidecar] من واسم آخر
})
suggestions-taken = وُسم من المقترحات { $spans ->
    [zero] لا شيء
    [one] مقطع واحد
    [two] مقطعان
    [few] { $spans } مقاطع
    [many] { $spans } مقطعا
   *[other] { $spans } مقطع
}
suggestion-refused = لن يُقترح «{ $words }» بوسم { $tag } بعد الآن
no-suggestion = لا اقتراح هناك
words-gone = لم تعد الكلمات هناك: تغير النص منذ ذلك الحين

### Help

command-move = تحريك المؤشر { $motion }.
command-count = إضافة { $digit } إلى العدد الذي يكرر به الأمر التالي.
command-scroll_up = التمرير إلى أعلى سطرا، أو بقدر العدد المكتوب.
command-scroll_down = التمرير إلى أسفل سطرا، أو بقدر العدد المكتوب.
command-centre_cursor = التمرير حتى يتوسط المؤشر الشاشة.
command-jump_back = العودة إلى حيث كان المؤشر قبل آخر انتقال بعيد.
command-take_reading = أخذ القراءة { $digit } أيا كان صاحبها؛ فإن كانت بلا مقطع رفضت الأخرى.
command-take_majority = أخذ قراءة أكثر من نصف الواسمين؛ وفي مراجعة واسم واحد قبول المقطع.
command-take_nothing = الحسم بأن لا مقطع هنا؛ وفي مراجعة واسم واحد رفض المقطع، أو سحب المقترح.
command-edit_reading = تحرير القراءة المعلمة بمفاتيح الوسم، ثم تبقى أو تسقط.
command-propose_span = اقتراح مقطع فات الواسم، في مراجعة عمله.
command-hand_back = إعادة النص إلى صاحبه بحالة { $state } ومعه المراجعة، في مراجعة عمل واسم واحد.
command-take_several = إبقاء قراءات الواسمين كلهم.
command-defer = تأجيل القرار.
command-repeat_decision = تكرار آخر قرار.
command-apply_to_alike = عرض الوحدات المفتوحة المشابهة في هذا النص التي يمكن تطبيق قرار عليها، مع ملفاتها.
command-widen_to_corpus = عرض الوحدات المفتوحة المشابهة، أو مواضع الاسم، في كل النصوص.
command-keep_draft = إبقاء القراءة المحررة قرارا.
command-drop_draft = إسقاط القراءة المحررة دون قرار.
command-cycle_reading = تعليم القراءة التالية، لأخذها أو تحريرها.
command-next_unit = الانتقال إلى الوحدة التالية.
command-previous_unit = الانتقال إلى الوحدة السابقة.
command-first_unit = الانتقال إلى أول وحدة في النص.
command-last_unit = الانتقال إلى آخر وحدة في النص.
command-next_open = الانتقال إلى الوحدة التالية التي تنتظر قرارا، في كل النصوص.
command-previous_open = الانتقال إلى الوحدة السابقة التي تنتظر قرارا.
command-edit_comment = كتابة تعليق على القرار.
command-cycle_reason = اختيار السبب التالي لرفض القراءات الأخرى.
command-flag_guideline = تعليم الدليل لمراجعته، أو رفع العلامة.
command-reveal_annotators = إظهار أصحاب A وB وC أو إخفاؤهم.
command-search = البحث عن كلمات في النص.
command-search_next = الانتقال إلى الموضع التالي.
command-search_previous = الانتقال إلى الموضع السابق.
command-search_word = البحث عن المحدد، أو عن الكلمة تحت المؤشر، والانتقال إلى موضعه التالي.
command-next_search_mode = تغيير طريقة البحث: كلمات كاملة بأي رسم، حرفا بحرف، داخل الكلمات أيضا، تعبيرا نمطيا.
command-filter = إظهار ما فيه الكلمات المكتوبة وحده.
command-open = فتح النص تحت المؤشر.
command-next_order = ترتيب القائمة بالتالي من الحالة وآخر تغيير والحجم والمقاطع والاسم.
command-toggle_marked = تعليم السطر تحت المؤشر، أو رفع العلامة.
command-toggle_all_marked = تعليم كل السطور الظاهرة، أو رفع علاماتها.
command-reverse_order = عكس ترتيب القائمة.
command-back = العودة إلى قائمة النصوص، أو الخروج إن لم تكن قائمة.
command-next_text = الانتقال إلى النص التالي.
command-previous_text = الانتقال إلى النص السابق.
command-state = جعل حالة النص { $state }.
command-facts = عرض حقائق النص لتقال بحرف ورقم، أو بسطر يكتب.
command-reanchor = عرض المواضع الجديدة لمقاطع نص تغير.
command-choose_place = اختيار المرشح { $digit } للمقطع تحت المؤشر؛ و0 لا يختار شيئا.
command-remove_orphan = إزالة المقطع تحت المؤشر الذي فقد موضعه، وعلاقاته.
command-save = كتابة الملف المرافق الآن، ومحاولة أخرى لحفظ ما لم يحفظ.
command-insert = كتابة { $character }.
command-erase_back = مسح المحرف قبل المؤشر.
command-erase_forward = مسح المحرف تحت المؤشر.
command-erase_word = مسح الكلمة قبل المؤشر.
command-erase_word_forward = مسح الكلمة بعد المؤشر.
command-erase_to_end = المسح إلى آخر السطر.
command-recall_previous = استعادة السطر المكتوب قبل هذا.
command-recall_next = استعادة السطر المكتوب بعد هذا، أو ما كان يكتب.
command-erase_line = مسح كل المكتوب.
command-next_note = الانتقال إلى المقطع التالي ذي الملاحظة؛ وفي المراجعة إلى الوحدة التالية ذات الملاحظة.
command-previous_note = الانتقال إلى المقطع السابق ذي الملاحظة؛ وفي المراجعة إلى الوحدة السابقة ذات الملاحظة.
command-next_remark = الانتقال إلى ملاحظة المراجع التالية المفتوحة.
command-previous_remark = الانتقال إلى ملاحظة المراجع السابقة المفتوحة.
command-take_remark = تنفيذ التغيير الذي تطلبه ملاحظة المراجع عند المؤشر.
command-answer_remark = الرد على ملاحظة المراجع عند المؤشر؛ والرد الفارغ صرف للنظر عنها.
command-delete_span = حذف المقطع تحت المؤشر، أو ما علم في القائمة.
command-undo = التراجع عن آخر تغيير.
command-redo = إعادة آخر ما تُراجع عنه.
command-accept = قبول السطر المكتوب أو الطرف أو القرار أو الحقول أو المواضع المعروضة؛ وجواب السؤال بنعم.
command-direction = تغيير الاتجاه الأساسي: تلقائي، من اليمين إلى اليسار، من اليسار إلى اليمين.
command-toggle_marks = إظهار التشكيل أو إخفاؤه؛ ولا تتغير المواضع.
command-toggle_reveal = إظهار المحارف الخفية رموزا أو إخفاؤها، ومنها محارف الوصل والاتجاه.
command-toggle_legend = إظهار شريط المفاتيح أو إخفاؤه.
command-skip_step = تخطي خطوة الجولة.
command-palette = سرد أوامر هذا الموضع، يعثر عليها بكلمات من أي من اللغتين، لتنفيذ أحدها.
command-help = عرض المساعدة أو إغلاقها.
command-guideline = عرض دليل الوسم الحاضر، أو كل الوسوم، أو إغلاقه.
command-take_marked = أخذ القراءة المعلمة.
command-cycle_reading_back = تعليم القراءة السابقة.
command-inspect = عرض ما يقوله المقطع تحت المؤشر للزيادة عليه؛ ومن التحديد مقاطعه، ومن القائمة ما علم فيها.
command-next_gap = الذهاب إلى الناقص التالي في النص بترتيب القراءة.
command-previous_gap = الذهاب إلى الناقص السابق.
command-letter = الذهاب إلى السمة { $character }، أو اختيار نوع العلاقة { $character }، أو الذهاب إلى ما تشير إليه الحروف.
command-accept_all = قبول كل ما يقترح للمقطع.
command-clear_value = محو ما في هذا السطر.
command-repeat_value = إعطاء هذا المقطع القيمة الأخيرة نفسها.
command-toggle_boilerplate = تعليم المحدد أو الفقرة حشوا (أثاث الصفحة) أو رفع العلامة: يرسم باهتا ويتخطى.
command-merge_identity = دمج الهوية تحت المؤشر في أخرى مع كل مواضعها في كل النصوص؛ تعرض المواضع قبل التنفيذ.
command-rename_identity = معرف آخر للهوية تحت المؤشر مع كل مواضعها.
command-split_identity = هوية جديدة للمواضع التي فيها كلمات المقطع في كل النصوص.
command-new_identity = هوية جديدة باسم المكتوب، أو بكلمات المقطع.
command-jump_forth = العودة إلى الموضع الذي رُجع منه.
command-choose_keyboard = السؤال عن لوحة المفاتيح العربية المستخدمة وتذكرها.
command-redraw = إعادة رسم الشاشة كلها.
command-suspend = العودة إلى سطر الأوامر حتى يستأنف البرنامج.
command-quit = الحفظ والخروج.
motion-visual_left = خلية إلى اليسار على الشاشة
motion-visual_right = خلية إلى اليمين على الشاشة
motion-visual_word_left = كلمة إلى اليسار على الشاشة، بترتيب السطر
motion-visual_word_right = كلمة إلى اليمين على الشاشة، بترتيب السطر
motion-line_up = سطرا إلى أعلى
motion-line_down = سطرا إلى أسفل
motion-next_grapheme = إلى المحرف التالي
motion-previous_grapheme = إلى المحرف السابق
motion-next_word = إلى أول الكلمة التالية
motion-previous_word = إلى أول الكلمة السابقة
motion-word_end = إلى آخر الكلمة
motion-next_sentence = إلى الجملة التالية
motion-previous_sentence = إلى الجملة السابقة
motion-next_paragraph = إلى الفقرة التالية
motion-previous_paragraph = إلى الفقرة السابقة
motion-line_start = إلى أول السطر
motion-line_end = إلى آخر السطر
motion-page_up = صفحة إلى أعلى
motion-page_down = صفحة إلى أسفل
motion-half_page_up = نصف صفحة إلى أعلى
motion-half_page_down = نصف صفحة إلى أسفل
motion-document_start = إلى أول النص
motion-document_end = إلى آخر النص
motion-next_span = إلى المقطع التالي
motion-previous_span = إلى المقطع السابق
object-word = الكلمة
object-clause = العبارة
object-sentence = الجملة
object-paragraph = الفقرة
object-quoted = الكلمات بين علامتي التنصيص
object-bracketed = الكلمات بين القوسين
object-figure = كلمات الرقم
object-span = كلمات المقطع
command-concordance = البحث عن كلمات في النصوص كلها، وعرض كل موضع مع ما حوله؛ ثم العودة إلى ما وُجد آخر مرة.
command-concordance_of_word = البحث في النصوص كلها عن المحدد، أو عن الكلمة تحت المؤشر.
command-span_list = سرد مقاطع النص، ومرة أخرى مقاطع كل النصوص، للذهاب إليها أو تغيير وسمها أو حذفها أو نشرها.
command-next_suggestion = الانتقال إلى المقطع المقترح التالي؛ ولا يقبل شيئا.
command-previous_suggestion = الانتقال إلى المقطع المقترح السابق؛ ولا يقبل شيئا.
command-refuse_suggestion = رفض المقطع المقترح هنا: لا يُقترح مرة أخرى.
command-take_visible = وسم كل المقاطع المقترحة على الشاشة، تغييرا واحدا.
command-propagate = البحث عن كلمات المقطع في النص كله، أو في كل النصوص، لوسمها مثله.
command-edit_note = كتابة ملاحظة على المقطع تحت المؤشر.
command-leap = وضع حروف على الكلمات الظاهرة: كتابتها تنقل إليها، ومرة أخرى على المقاطع.
command-set_mark = جعل الحرف التالي علامة لهذا الموضع.
command-go_to_mark = الانتقال إلى علامة الحرف التالي.
command-next_span_of = الانتقال إلى المقطع التالي بوسم { $tag }.
command-previous_span_of = الانتقال إلى المقطع السابق بوسم { $tag }.
command-next_unidentified = الانتقال إلى المقطع التالي بلا هوية.
command-previous_unidentified = الانتقال إلى المقطع السابق بلا هوية.
command-extend = مد التحديد { $motion }؛ وحركات الكلمات تمده إلى آخر الكلمة.
command-select_word = تحديد الكلمة تحت المؤشر؛ ومرة أخرى كلمة بعدها.
command-select_clause = تحديد العبارة حول المؤشر.
command-select_sentence = تحديد الجملة حول المؤشر.
command-select_paragraph = تحديد الفقرة حول المؤشر.
command-select_span = تحديد المقطع تحت المؤشر.
command-select_inner = تحديد { $object }؛ ومرة أخرى مع ما يحيط بها، ثم ما هي فيه.
command-select_around = تحديد { $object } مع ما يحيط بها.
command-expand_selection = توسيع التحديد إلى ما هو أكبر؛ وبعد الوسم مباشرة إعادة ما ترك خارج المقطع.
command-shrink_selection = تضييق التحديد إلى ما كان قبله؛ وبعد الوسم مباشرة ترك حرف أو علامة أخرى من أول المقطع.
command-toggle_selecting = بدء التحديد أو إنهاؤه: الحركات تمد التحديد.
command-copy = نسخ التحديد، أو المقطع تحت المؤشر، أو الكلمة: المقطع أو الموضع بمصدره وتاريخه ونصه ومكانه (بالمحارف)، ومع عدد قبله الكلمات وحدها؛ ومن القائمة السطر تحت المؤشر، أو ما علم، كل في سطر.
command-swap_ends = نقل المؤشر إلى الطرف الآخر من التحديد.
command-cancel = إلغاء المعلق: مفاتيح أو عدد أو تحديد أو سطر مكتوب أو طرف أو مساعدة أو سؤال.
command-tag = وسم المحدد بـ { $tag }، أو الكلمة تحت المؤشر مع بقية الاسم أو الرقم الذي يبدأ بها؛ ومع عدد قبله كلمات بقدره.
command-repeat_tag = الوسم ثانية بآخر وسم وسماته وعدد كلماته.
command-retag = تغيير وسم المقطع تحت المؤشر، أو ما علم في القائمة، إلى { $tag }.
command-edge_mode = الإمساك بآخر المقطع تحت المؤشر: الحركات تنقله.
command-other_edge = الإمساك بالطرف الآخر من المقطع.
command-cycle_span = اختيار المقطع التالي تحت المؤشر.
command-cycle_span_back = اختيار المقطع السابق تحت المؤشر.
command-identity = سرد من يكون المقطع تحت المؤشر أو ما يكون، أو كل مقطع في التحديد أو معلم في القائمة؛ وما يؤخذ يسجل عليه.
command-relate_elsewhere = عرض النصوص الأخرى ثم مقاطع أحدها لعلاقة تصل إلى نص آخر.
command-relate = علاقة من المقطع: حرف نوعها ثم ما تصل إليه.
command-toggle_inspector = عرض التفاصيل بجانب النص أو إخفاؤها على الشاشات العريضة.
command-choose_fields = الاختيار حقلا حقلا: وسم أحدهم وقيمة غيره وعلاقة ثالث.
command-choose_value = اختيار القيمة { $digit } لهذا الحقل والانتقال إلى التالي.
command-next_value = اختيار القيمة التالية لهذا الحقل.
command-last_decided = الرجوع إلى آخر وحدة حسمت.
command-edit_last_comment = كتابة التعليق على آخر قرار.
command-cycle_last_reason = اختيار السبب التالي لآخر قرار.
command-flag_last_guideline = تعليم الدليل لآخر قرار، أو رفع العلامة.
command-toggle_disputed = إعلان الخلاف على الوحدة، أو رفعه.
command-reply = كتابة رد في نقاش الوحدة.
command-confirm = تأكيد قرار متقادم: الاختيار نفسه على القراءات الحالية.
command-confirm_all = عرض القرارات المتقادمة التي بقي مختارها، لتأكيدها معا.

group-moving = الحركة
group-selecting = التحديد
group-annotating = الوسم
group-reviewing = المراجعة
group-searching = البحث
group-texts = النصوص
group-typing = كتابة سطر
group-program = الشاشة والبرنامج
character-0009 = علامة جدولة
character-0085 = سطر جديد
character-00A0 = مسافة لا تنكسر
character-00AD = واصلة اختيارية
character-034F = رابط محارف مركبة
character-061C = علامة حرف عربي
character-0640 = تطويل
character-180E = فاصل حروف علة منغولي
character-200B = مسافة بلا عرض
character-200C = مانع وصل بلا عرض
character-200D = رابط بلا عرض
character-200E = علامة من اليسار إلى اليمين
character-200F = علامة من اليمين إلى اليسار
character-2028 = فاصل أسطر
character-2029 = فاصل فقرات
character-202A = تضمين من اليسار إلى اليمين
character-202B = تضمين من اليمين إلى اليسار
character-202C = نهاية تضمين أو تجاوز
character-202D = تجاوز من اليسار إلى اليمين
character-202E = تجاوز من اليمين إلى اليسار
character-202F = مسافة ضيقة لا تنكسر
character-2060 = رابط كلمات
character-2066 = عزل من اليسار إلى اليمين
character-2067 = عزل من اليمين إلى اليسار
character-2068 = عزل باتجاه أول حرف
character-2069 = نهاية عزل
character-FEFF = علامة ترتيب البايتات
