//! Reading: where keys, the mouse and a new size of the screen lead, as text, keys, text.

use hashiya::annotation::registry::NamedRegistry;
use hashiya::annotation::{DocumentState, Identity, Registry, RegistryEdit};
use hashiya::layout::Direction;
use hashiya::session::{Corpus, Message, Mode, Pointer};

use super::harness::{Bench, check_all};

/// Text, keys, text, for what shows in the text.
pub(crate) const CASES: &[(&str, &str, &str)] = &[
    // As the eye sees it: in Arabic left is onwards, in Latin and in digits it is back.
    ("‸قال", "left", "ق‸ال"),
    ("قا‸ل", "right", "ق‸ال"),
    ("‸said", "right", "s‸aid"),
    ("s‸aid", "left", "‸said"),
    ("‸ل ABC م", "left left", "ل AB‸C م"),
    ("ل AB‸C م", "left left", "ل ‸ABC م"),
    ("ل ‸ABC م", "left", "ل ABC‸ م"),
    ("‸سلام", "left left", "سل‸ام"),
    ("سل‸ام", "right", "س‸لام"),
    ("‸قُتِلَ", "left", "قُ‸تِلَ"),
    // To one side on and on, through paragraphs of both directions, and back the same way.
    ("‸ما\nok\nفي", "left left left", "ما\n‸ok\nفي"),
    ("‸ما\nok\nفي", "left left left left", "ما\nok\n‸في"),
    ("‸ما\nok\nفي", "left left left left right right right", "م‸ا\nok\nفي"),
    ("‸ما\nok\nفي", "left left > left", "ما\no‸k\nفي"),
    ("‸ما كان\nok yes\nفي", "alt-left alt-left alt-left", "ما كان\nok ‸yes\nفي"),
    // In reading order.
    ("‸قال 12", "> > > >", "قال ‸12"),
    ("قال ‸12", "<", "قال‸ 12"),
    ("‸قال الجاحظ، في كتاب", "j j", "قال الجاحظ، ‸في كتاب"),
    ("قال الجاحظ، ‸في كتاب", "k", "قال ‸الجاحظ، في كتاب"),
    ("‸قال الجاحظ", "ctrl-left", "قال ‸الجاحظ"),
    ("قال ‸الجاحظ", "ctrl-right", "‸قال الجاحظ"),
    // By words to a side of the screen, in a paragraph of either direction.
    ("‸قال الجاحظ", "alt-left", "قال ‸الجاحظ"),
    ("قال ‸الجاحظ", "alt-right", "‸قال الجاحظ"),
    ("‸He said قال", "alt-right", "He ‸said قال"),
    ("He ‸said قال", "alt-left", "‸He said قال"),
    ("‸قال الجاحظ", "f", "قا‸ل الجاحظ"),
    ("قا‸ل الجاحظ", "f", "قال الجاح‸ظ"),
    ("‸قال. ثم عاد. وسكت", ")", "قال. ‸ثم عاد. وسكت"),
    ("قال. ثم ‸عاد. وسكت", "(", "قال. ‸ثم عاد. وسكت"),
    ("‸قال\nثم\nعاد", "} }", "قال\nثم\n‸عاد"),
    ("قال\nثم\nعا‸د", "{ {", "قال\n‸ثم\nعاد"),
    // Blank lines are spacing.
    ("‸قال\n\n \t\nثم عاد", "}", "قال\n\n \t\n‸ثم عاد"),
    ("‸قال.\n\n \nثم عاد", ")", "قال.\n\n \n‸ثم عاد"),
    ("قال\n \n\n‸ثم عاد", "{", "‸قال\n \n\nثم عاد"),
    ("قال. نعم.\n \n\n‸ثم عاد", "(", "قال. ‸نعم.\n \n\nثم عاد"),
    ("‸ا [ACTOR|ب] [ACTOR|ج]", "] ]", "ا [ACTOR|ب] [ACTOR|‸ج]"),
    ("ا [ACTOR|ب] [ACTOR|‸ج]", "[", "ا [ACTOR|‸ب] [ACTOR|ج]"),
    ("قال ‸الجاحظ\nفي", "home", "‸قال الجاحظ\nفي"),
    ("قال ‸الجاحظ\nفي", "end", "قال الجاح‸ظ\nفي"),
    ("قال\nفي ‸كتاب", "ctrl-home", "‸قال\nفي كتاب"),
    ("‸قال\nفي كتاب", "ctrl-end", "قال\nفي كتا‸ب"),
    ("‸ا ب ج د ه", "3 j", "ا ب ج ‸د ه"),
    ("‸ا ب ج د ه و ز ح ط ي ك ل", "1 0 j", "ا ب ج د ه و ز ح ط ي ‸ك ل"),
    ("‸ا ب ج د ه", "3 esc j", "ا ‸ب ج د ه"),
    ("‸ا ب ج د ه", "0 j", "ا ‸ب ج د ه"),
    // Up and down keep the column, also past a shorter line.
    ("ابجد‸ه\nاب\nابجده", "down down", "ابجده\nاب\nابجد‸ه"),
    ("ابجده\nاب\nابجد‸ه", "up up", "ابجد‸ه\nاب\nابجده"),
    ("ابجد‸ه\nاب\nابجده", "down right down", "ابجده\nاب\nا‸بجده"),
    ("ا\nب\n‸ج\nد\nه\nو\nز\nح\nط\nي\nك\nل", "pagedown", "ا\nب\nج\nد\nه\nو\nز\nح\nط\nي\nك\n‸ل"),
    ("ا\nب\nج\nد\nه\nو\nز\nح\nط\nي\nك\n‸ل", "pageup", "ا\nب\n‸ج\nد\nه\nو\nز\nح\nط\nي\nك\nل"),
    ("‸ا\nب\nج\nد\nه\nو\nز\nح\nط\nي\nك\nل", "ctrl-d", "ا\nب\nج\nد\n‸ه\nو\nز\nح\nط\nي\nك\nل"),
    ("ا\nب\nج\nد\n‸ه\nو\nز\nح\nط\nي\nك\nل", "ctrl-u", "‸ا\nب\nج\nد\nه\nو\nز\nح\nط\nي\nك\nل"),
    ("ا\nب\n‸ج\nد", "b", "‸ا\nب\nج\nد"),
    ("ا\n‸ب\nج\nد", "space", "ا\nب\nج\n‸د"),
    // Back from a far move.
    ("‸قال\nفي كتاب", "ctrl-end backspace", "‸قال\nفي كتاب"),
    ("قا‸ل\nفي كتاب", "ctrl-end ctrl-home backspace backspace", "قا‸ل\nفي كتاب"),
    // Forth again, until another far move.
    ("قا‸ل\nفي كتاب", "ctrl-end ctrl-home backspace alt-o", "‸قال\nفي كتاب"),
    ("قا‸ل\nفي كتاب", "ctrl-end backspace alt-o ctrl-o", "قا‸ل\nفي كتاب"),
    ("قا‸ل\nفي كتاب", "ctrl-end backspace ctrl-home alt-o", "‸قال\nفي كتاب"),
    // By letters on the words: the nearest has the first one. Twice for the spans.
    ("‸قال الجاحظ في كتاب", "; d", "قال الجاحظ ‸في كتاب"),
    ("قال الجاحظ في ‸كتاب", "; d", "قال ‸الجاحظ في كتاب"),
    ("‸قال الجاحظ في كتاب", "; esc j", "قال ‸الجاحظ في كتاب"),
    ("‸قال الجاحظ في كتاب", "; 9 d", "قال الجاحظ ‸في كتاب"),
    ("‸قال الجاحظ في كتاب", "; d a", "قال الجاحظ [ACTOR|‸في] كتاب"),
    ("‸قال الجاحظ في كتاب", "v ; d", "⟦قال الجاحظ ‸ف⟧ي كتاب"),
    ("‸قال الجاحظ في كتاب", "; f backspace", "‸قال الجاحظ في كتاب"),
    ("‸ا [ACTOR|ب] ج [ACTOR|د]", "; ; s", "ا [ACTOR|ب] ج [ACTOR|‸د]"),
    ("‸ا [ACTOR|ب] ج [ACTOR|د]", "; ; ; s", "ا [ACTOR|‸ب] ج [ACTOR|د]"),
    // What is asked of the keyboard changes nothing of the text.
    ("قال ‸الجاحظ", "alt-k esc a", "قال [ACTOR|‸الجاحظ]"),
    ("قال ‸الجاحظ", "alt-k 1 ش", "قال [ACTOR|‸الجاحظ]"),
    // Everywhere.
    ("‸قال ثم قال", "a * enter", "[ACTOR|‸قال] ثم [ACTOR|قال]"),
    // By marks.
    ("قال ‸الجاحظ في كتاب", "~ k ctrl-end ` k", "قال ‸الجاحظ في كتاب"),
    ("قال ‸الجاحظ في كتاب", "~ k ctrl-end ` k backspace", "قال الجاحظ في كتا‸ب"),
    ("قال ‸الجاحظ في كتاب", "~ k ctrl-end ` esc", "قال الجاحظ في كتا‸ب"),
    // From span to span of a tag, or without an identity.
    ("‸ا [LOCATION|ب] [ACTOR|ج] [LOCATION|د]", "G l G l", "ا [LOCATION|ب] [ACTOR|ج] [LOCATION|‸د]"),
    ("ا [LOCATION|ب] [ACTOR|ج] ‸د", "B l", "ا [LOCATION|‸ب] [ACTOR|ج] د"),
    ("‸ا [CASUALTY|ب] [ACTOR|ج] د", "G .", "ا [CASUALTY|ب] [ACTOR|‸ج] د"),
    ("[LOCATION|ب] [CASUALTY|ج] ‸د", "B .", "[LOCATION|‸ب] [CASUALTY|ج] د"),
    // Selecting.
    ("‸قال الجاحظ", "shift-left", "⟦ق‸ا⟧ل الجاحظ"),
    ("قا‸ل الجاحظ", "shift-right", "ق⟦‸ال⟧ الجاحظ"),
    ("‸قال الجاحظ", "shift-left left", "قا‸ل الجاحظ"),
    ("‸قال الجاحظ في", "ctrl-shift-left", "⟦قا‸ل⟧ الجاحظ في"),
    ("قال ‸الجاحظ في", "ctrl-shift-right", "⟦‸قال⟧ الجاحظ في"),
    ("‸قال الجاحظ في", "J", "⟦قا‸ل⟧ الجاحظ في"),
    ("‸قال الجاحظ في", "J J", "⟦قال الجاح‸ظ⟧ في"),
    ("‸قال الجاحظ في", "J J K", "⟦قا‸ل⟧ الجاحظ في"),
    ("قال ‸الجاحظ في", "K", "⟦‸قال⟧ الجاحظ في"),
    ("قال الج‸احظ في", "K", "قال ⟦‸الجا⟧حظ في"),
    ("‸قال الجاحظ في", "F F", "⟦قال الجاح‸ظ⟧ في"),
    ("قال ‸الجاحظ\nفي", "shift-end", "قال ⟦الجاح‸ظ⟧\nفي"),
    ("قال ‸الجاحظ\nفي", "shift-home", "⟦‸قال ا⟧لجاحظ\nفي"),
    ("‸قال\nعاد", "shift-down", "⟦قال\n‸ع⟧اد"),
    ("قال\n‸عاد", "shift-up", "⟦‸قال\nع⟧اد"),
    ("قال ‸الجاحظ\nفي", "ctrl-shift-end", "قال ⟦الجاحظ\nف‸ي⟧"),
    ("قال ‸الجاحظ\nفي", "ctrl-shift-home", "⟦‸قال ا⟧لجاحظ\nفي"),
    ("قال ‸الجاحظ في", "w", "قال ⟦الجاح‸ظ⟧ في"),
    ("قال الج‸احظ في", "w", "قال ⟦الجاح‸ظ⟧ في"),
    ("‸قال الجاحظ في", "w w", "⟦قال الجاح‸ظ⟧ في"),
    ("‸قال الجاحظ في", "2 w", "⟦قال الجاح‸ظ⟧ في"),
    ("‸قال الجاحظ في", "3 w", "⟦قال الجاحظ ف‸ي⟧"),
    ("‸قال الجاحظ في كتاب", "w w w", "⟦قال الجاحظ ف‸ي⟧ كتاب"),
    ("‸قال الجاحظ في كتاب", "2 w 2 w", "⟦قال الجاحظ في كتا‸ب⟧"),
    ("‸قال الجاحظ في كتاب", "J J w", "⟦قال الجاحظ ف‸ي⟧ كتاب"),
    ("قا⟦ل ال‸ج⟧احظ في", "w", "قال ⟦الجاح‸ظ⟧ في"),
    ("‸قال ناطق، وهو عسكري، إن له", "x x x", "⟦قال ناطق، وهو عسكري، إن ل‸ه⟧"),
    ("‸قال. عاد. ثم سكت.", "s s s", "⟦قال. عاد. ثم سكت‸.⟧"),
    ("‸قال\nعاد\n\nثم\nسكت", "p p p", "⟦قال\nعاد\n\nث‸م⟧\nسكت"),
    ("قال ‸ناطق، وهو عسكري، إن", "x x", "⟦قال ناطق، وهو عسكر‸ي⟧، إن"),
    ("قال ‸ناطق، وهو عسكري، إن", "2 x", "⟦قال ناطق، وهو عسكر‸ي⟧، إن"),
    ("قال ناطق، وهو ‸عسكري، إن", "x", "قال ناطق، ⟦وهو عسكر‸ي⟧، إن"),
    // Objects grow to what is around them.
    ("قال «لا شأ‸ن لنا» ومضى", "\"", "قال «⟦لا شأن لن‸ا⟧» ومضى"),
    ("قال «لا شأ‸ن لنا» ومضى", "\" \"", "قال ⟦«لا شأن لنا‸»⟧ ومضى"),
    ("قال «نعم \"ل‸ا\" وكفى» ومضى", "\" \" \"", "قال «⟦نعم \"لا\" وكف‸ى⟧» ومضى"),
    ("‸قال »لا شأن لنا« ومضى", "\"", "قال »⟦لا شأن لن‸ا⟧« ومضى"),
    ("قال (أي ‸هو) ثم", "%", "قال (⟦أي ه‸و⟧) ثم"),
    ("قال ‸هو ثم", "%", "قال ‸هو ثم"),
    ("‸قال إن ثلاثة وعشرين مدنيا قتلوا", "$", "قال إن ⟦ثلاثة وعشرين مدني‸ا⟧ قتلوا"),
    ("‸قال إن ثلاثة وعشرين مدنيا قتلوا", "& $", "قال إن ⟦ثلاثة وعشري‸ن⟧ مدنيا قتلوا"),
    (
        "‸قتل 3 أطفال وأصيب نحو 12 رجلا. وفقد 4.",
        "$ c $ c $ c",
        "قتل [CASUALTY|3 أطفال] وأصيب [CASUALTY|نحو 12 رجلا]. وفقد [CASUALTY|‸4].",
    ),
    ("قتل [CASUALTY|‸3 أطفال] أمس", "$", "قتل [CASUALTY|⟦3 أطفا‸ل⟧] أمس"),
    ("‸قتل 3 أطفال وأصيب نحو 12 رجلا", "1 0 j $ c", "قتل 3 أطفال وأصيب [CASUALTY|نحو 12 رجل‸ا]"),
    ("قال «لا شأ‸ن لنا» ومضى", "& \"", "قال ⟦«لا شأن لنا‸»⟧ ومضى"),
    ("قال ‸هو، ثم", "& x", "⟦قال هو،‸ ⟧ثم"),
    ("قال ‸هو ثم", "& w", "قال ⟦هو‸ ⟧ثم"),
    ("قال [ALLEGATION|إن [ACTOR|ال‸وفد] وصل] ثم", "& t", "قال ⟦[ALLEGATION|إن [ACTOR|الوفد] وص‸ل]⟧ ثم"),
    ("قال. ثم ‸عاد، وقال. سكت", "s", "قال. ⟦ثم عاد، وقال‸.⟧ سكت"),
    ("قال\nثم ‸عاد\nسكت", "p", "قال\n⟦ثم عا‸د⟧\nسكت"),
    ("[ACTOR|جيش ‸سوريا] هنا", "t", "⟦[ACTOR|جيش سوري‸ا]⟧ هنا"),
    ("قال ‸ناطق، وهو", "+", "قال ⟦ناط‸ق⟧، وهو"),
    ("قال ‸ناطق، وهو", "+ =", "⟦قال ناط‸ق⟧، وهو"),
    ("قال ‸ناطق، وهو", "+ + -", "قال ⟦ناط‸ق⟧، وهو"),
    ("قال ‸ناطق، وهو", "2 +", "⟦قال ناط‸ق⟧، وهو"),
    ("قال ‸ناطق، وهو", "+ - -", "قال ‸ناطق، وهو"),
    ("‸قال ناطق\nثم\n", "+ + + + + -", "⟦قال ناط‸ق⟧\nثم\n"),
    ("‸قال ناطق", "v > >", "⟦قا‸ل⟧ ناطق"),
    ("‸قال ناطق", "v > v >", "قا‸ل ناطق"),
    ("⟦قا‸ل⟧ ناطق", "o", "⟦‸قال⟧ ناطق"),
    ("قال ⟦نا‸طق⟧", "o", "قال ⟦‸ناطق⟧"),
    ("⟦قا‸ل⟧ ناطق", "esc", "قا‸ل ناطق"),
    ("ا\nب\n‸ج\nد\nه\nو\nز\nح\nط\nي\nك\nل", "shift-pagedown", "ا\nب\n⟦ج\nد\nه\nو\nز\nح\nط\nي\nك\n‸ل⟧"),
    ("ا\nب\n‸ج", "shift-pageup", "⟦‸ا\nب\nج⟧"),
    // Searching goes along while it is typed, and round the end.
    ("‸قال الجيش إن الجيش", "/ ا ل ج", "قال ‸الجيش إن الجيش"),
    ("‸قال الجيش إن الجيش", "/ ا ل ج enter", "قال ⟦الجي‸ش⟧ إن الجيش"),
    ("‸قال الجيش إن الجيش", "/ ا ل ج enter n", "قال الجيش إن ⟦الجي‸ش⟧"),
    ("‸قال الجيش إن الجيش", "/ ا ل ج enter n n", "قال ⟦الجي‸ش⟧ إن الجيش"),
    ("‸قال الجيش إن الجيش", "/ ا ل ج enter N", "قال الجيش إن ⟦الجي‸ش⟧"),
    ("‸قال الجيش إن للجيش", "/ ا ل ج ي ش enter n a", "قال الجيش إن ل[ACTOR|لجيش]"),
    ("‸قال الجيش إن الجيش", "/ ا ل ج enter v n", "قال ⟦الجيش إن ‸ا⟧لجيش"),
    ("‸قال الجيش إن الجيش", "/ ا ل ج alt-n", "قال الجيش إن ‸الجيش"),
    ("‸قال الجيش إن الجيش", "/ ا ل ج alt-p", "قال الجيش إن ‸الجيش"),
    ("قال ‸كذا الجيش", "/ ا ل ج esc", "قال ‸كذا الجيش"),
    ("قال ‸كذا الجيش", "/ ا ل ج enter backspace", "قال ‸كذا الجيش"),
    ("قال ‸كذا الجيش", "ctrl-f ل ل backspace ج enter", "قال ‸كذا الجيش"),
    ("قال ‸كذا الجيش", "ctrl-f ل ل backspace ج tab tab enter", "قال كذا ا⟦ل‸ج⟧يش"),
    ("قال ‸كذا الجيش", "/ خ خ enter", "قال ‸كذا الجيش"),
    ("‸قال space", "/ ا ل space ctrl-u ل space s tab tab enter", "قا⟦ل ‸s⟧pace"),
    // The word under the cursor, or what is selected, in any spelling and behind any particle.
    ("قال ‸والجيش إن للجيشِ، الجيش", "alt-/", "قال والجيش إن ل⟦لجي‸شِ⟧، الجيش"),
    ("قال ‸والجيش إن للجيشِ، الجيش", "alt-/ n n", "قال و⟦الجي‸ش⟧ إن للجيشِ، الجيش"),
    ("⟦كتائب السهل⟧ وكتائبُ السهل", "alt-/", "كتائب السهل و⟦كتائبُ السه‸ل⟧"),
    // Keys that lead on wait, and anything else drops them.
    ("‸قال ناطق", "S y j", "قال ‸ناطق"),
    ("‸قال ناطق", "S esc j", "قال ‸ناطق"),
    // An Arabic keyboard: ت is on J, ن on K; what both keyboards have is what it is.
    ("‸قال ناطق", "ت", "قال ‸ناطق"),
    ("قال ‸ناطق", "ن", "‸قال ناطق"),
    ("‸قال. ثم", ")", "قال. ‸ثم"),
];

/// Commands that do not show in the text.
pub(crate) const UNSEEN: &[(&str, &str)] = &[
    ("ا\nب", "ctrl-up ctrl-down z D H I L ? esc h esc ctrl-l ctrl-z ctrl-s y S s"),
    ("ا", "alt-t"),
    ("ا\nب", "alt-down alt-up q enter q"),
    ("ا", "ctrl-c"),
    ("ا", "alt-r 2 d enter"),
    ("ا", "q / x left delete alt-d ctrl-k enter o O esc"),
    ("ا", "q space a"),
    ("ا", "@ d delete"),
    ("ا", "/ ا ctrl-p ctrl-n esc"),
    ("ا", "W o q \\ esc"),
    ("ا", "|"),
    ("ا", "' alt-' X Y"),
];

#[test]
fn every_case_ends_as_it_should() {
    check_all(CASES);
}

#[test]
fn the_program_is_asked_for_what_only_it_can_do() {
    let mut bench = Bench::read("ا");
    bench.press("ctrl-l ctrl-z ctrl-c");
    assert_eq!(bench.stage.wishes, ["redraw", "suspend", "quit"]);
}

#[test]
fn the_list_leads_to_a_text_its_neighbours_and_back() {
    let mut bench = Bench::corpus(&["أول", "ثان", "ثالث"]);
    bench.press("down enter").expect("‸ثان");
    bench.press("alt-down").expect("‸ثالث");
    assert_eq!(bench.press("alt-down").notice(), "this is the last text");
    bench.press("2 alt-up alt-up").expect("‸أول");
    assert_eq!(bench.press("alt-up").notice(), "this is the first text");
    bench.press("q");
    assert_eq!((bench.session.mode(), bench.session.find::<Corpus>().unwrap().list().cursor()), (Mode::Corpus, 0));
    bench.press("end k home 2 j enter").expect("‸ثالث");
}

#[test]
fn the_list_shows_what_was_done_to_a_text() {
    let mut bench = Bench::read("‸زيد قال");
    bench.press("a j c S s enter q");
    let summary = bench.session.texts().entries()[1].summary.clone().unwrap();
    assert_eq!((summary.state, summary.counts), (Some(DocumentState::Submitted), vec![1, 0, 1, 0]));
}

#[test]
fn a_search_that_goes_round_or_finds_nothing_says_so() {
    let mut bench = Bench::read("‸قال الجيش");
    assert_eq!(bench.press("/ ا ل ج ي ش enter n").notice(), "1 of 1; search wrapped around");
    assert_eq!(bench.press("/ خ").notice(), "not found: خ");
    assert_eq!(bench.press("tab tab tab tab tab").notice(), "not found as typed (vowel marks and tatweel count): خ");
    assert_eq!(bench.press("tab tab ctrl-u (").notice(), "invalid regular expression: unclosed group");
    bench.press("esc");
    assert_eq!(bench.session.mode(), Mode::Reading);
}

#[test]
fn a_search_says_which_of_how_many_hits_it_is_at_and_in_which_way_it_looks() {
    let mut bench = Bench::read("‸قال الجيش إن الجيشَ وجيشه");
    let told = |bench: &mut Bench, keys: &str| bench.press(keys).notice();
    assert_eq!(told(&mut bench, "/ ا ل ج"), "1 of 2 words that begin so");
    assert_eq!(told(&mut bench, "ي ش"), "1 of 2");
    assert_eq!(told(&mut bench, "alt-n"), "2 of 2");
    assert_eq!(told(&mut bench, "enter N"), "1 of 2");
    let prompt = |bench: &mut Bench, keys: &str| {
        bench.press(keys);
        bench.draw(100, 8, true).rows().pop().unwrap()
    };
    assert!(prompt(&mut bench, "/").starts_with(" search: "));
    assert!(prompt(&mut bench, "tab").starts_with(" search (exact): "));
    assert!(prompt(&mut bench, "tab").starts_with(" search (also inside words): "));
    assert_eq!(told(&mut bench, "ج ي ش"), "2 of 3");
    assert!(prompt(&mut bench, "tab ctrl-u").starts_with(" search (regular expression): "));
    assert_eq!(told(&mut bench, "ج . ش"), "2 of 3");
}

#[test]
fn hits_in_a_long_text_are_counted_while_nothing_else_waits() {
    let line = format!("{}الجيش\n", "كلام ".repeat(200));
    let mut bench = Bench::corpus(&[&line.repeat(2000)]);
    bench.open(0, None);
    let told = bench.press("/ ا ل ج ي ش enter").notice();
    assert!(told.starts_with("1 of ") && told.ends_with('+'), "{told}");
    assert!(bench.session.is_counting());
    while bench.session.is_counting() {
        bench.tell(Message::Count);
    }
    assert!(plain_number(&bench.notice()).ends_with("of 2000"), "{}", bench.notice());
    assert!(plain_number(&bench.press("N").notice()).starts_with("2000 of 2000; search wrapped"), "{}", bench.notice());
}

/// A count without what parts its thousands.
fn plain_number(told: &str) -> String {
    told.replace(',', "")
}

#[test]
fn a_hit_inside_of_a_longer_name_is_passed_over() {
    let mut bench = Bench::read("‸قال كتائب السهل في السهل");
    let mut registry = Registry::new("actors");
    let identity = Identity { ar: "كتائب السهل".to_owned(), ..Identity::new("sahl") };
    registry.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
    let actors = NamedRegistry::new("actors", registry);
    actors.make_ready();
    bench.tell(Message::Registries(vec![actors]));
    bench.press("/ ا ل س ه ل enter").expect("قال كتائب السهل في ⟦السه‸ل⟧");
    bench.press("/ tab tab ا ل س ه ل enter").expect("قال كتائب ⟦السه‸ل⟧ في السهل");
}

#[test]
fn the_base_direction_goes_round_and_the_cursor_stays() {
    let mut bench = Bench::read("abc ‸قال");
    let mut seen = Vec::new();
    for _ in 0..3 {
        bench.press("D").expect("abc ‸قال");
        seen.push(bench.session.sheet().unwrap().direction());
    }
    assert_eq!(seen, [Direction::RightToLeft, Direction::LeftToRight, Direction::Auto]);
}

#[test]
fn help_and_legend_come_and_go() {
    let mut bench = Bench::read("‸ا");
    for leave in ["?", "f1", "esc", "q"] {
        bench.press("?");
        assert_eq!(bench.session.mode(), Mode::Help);
        bench.press("down 2 pagedown up").press(leave);
        assert_eq!(bench.session.mode(), Mode::Reading, "{leave}");
    }
    assert!(bench.session.shows_legend());
    bench.press("L");
    assert!(!bench.session.shows_legend());
}

/// A text of many rows, in both directions.
fn long() -> String {
    (0..60)
        .fold(String::new(), |text, n| text + &format!("قال ناطق باسم الجيش رقم {n} إن 17,500 مدنياً نزحوا إلى بلدة X-ray أمس\n"))
}

#[test]
fn a_smaller_screen_and_back_keeps_the_place() {
    let text = long();
    for down in ["0 down", "5 down", "9 9 down", "5 9 down"] {
        let mut bench = Bench::read(&text);
        bench.press(down).press("3 j");
        let (cursor, shown) = (bench.cursor(), top(&bench));
        for (columns, rows) in [(20, 5), (1, 1), (3, 2), (200, 80), (0, 0), (7, 1)] {
            bench.tell(Message::Area(columns, rows));
            assert_eq!(bench.cursor(), cursor, "{columns}x{rows}");
            let (row, column, _) = bench.session.sheet().unwrap().cursor_place().unwrap();
            assert!(row < usize::from(rows.max(1)) && column < columns.max(1), "{columns}x{rows}: {row} {column}");
        }
        bench.tell(Message::Area(60, 10));
        assert_eq!(bench.cursor(), cursor);
        let moved = rows_between(&text, shown, top(&bench));
        assert!(moved <= 9, "the screen moved by {moved} rows after {down}");
    }
}

fn top(bench: &Bench) -> usize {
    let row = &bench.session.sheet().unwrap().page().first().unwrap();
    row.block.line_bytes(row.line).start
}

fn rows_between(text: &str, a: usize, b: usize) -> usize {
    2 * text[a.min(b)..a.max(b)].matches('\n').count()
}

#[test]
fn the_wheel_scrolls_and_takes_the_cursor_along() {
    let mut bench = Bench::read(&long());
    let mut tops = vec![top(&bench)];
    for _ in 0..5 {
        bench.tell(Message::Pointer(Pointer::Wheel(3)));
        tops.push(top(&bench));
        assert!(bench.session.sheet().unwrap().cursor_place().is_some());
    }
    assert!(tops.windows(2).all(|pair| pair[0] < pair[1]), "{tops:?}");
    for _ in 0..5 {
        bench.tell(Message::Pointer(Pointer::Wheel(-3)));
    }
    assert_eq!(top(&bench), 0);
}

#[test]
fn a_click_puts_the_cursor_where_the_eye_sees_it() {
    let mut bench = Bench::read("⟦قال⟧ ناطق\nabc");
    for (column, row, expected) in [
        (59, 0, "‸قال ناطق\nabc"),
        (58, 0, "ق‸ال ناطق\nabc"),
        (55, 0, "قال ‸ناطق\nabc"),
        (1, 1, "قال ناطق\na‸bc"),
        (50, 1, "قال ناطق\nab‸c"),
        (0, 9, "قال ناطق\n‸abc"),
    ] {
        bench.tell(Message::Pointer(Pointer::Press(column, row)));
        bench.expect(expected);
    }
    bench.tell(Message::Area(1, 1));
    bench.tell(Message::Pointer(Pointer::Drag(500, 500)));
}

#[test]
fn no_text_at_all_is_no_obstacle() {
    for text in ["", "\n", "\n\n\n", " ", "\u{200F}", "\u{64E}", "\r\n"] {
        let mut bench = Bench::read(text);
        for mode in [Mode::Reading, Mode::Edge] {
            for (keys, _) in super::harness::KEYMAP.bindings(mode) {
                if !["q", "alt-up", "alt-down"].contains(&keys.as_str()) {
                    bench.press(&keys);
                    bench.press(if bench.session.mode() == Mode::Reading { "0" } else { "esc" });
                }
            }
        }
    }
}

#[test]
fn scrolling_leaves_the_cursor_as_long_as_it_is_on_screen() {
    let mut bench = Bench::read(&long());
    bench.press("5 down");
    let cursor = bench.cursor();
    bench.press("ctrl-down");
    assert_eq!(bench.cursor(), cursor);
    assert!(top(&bench) > 0);
    bench.press("ctrl-up");
    assert_eq!(top(&bench), 0);
    bench.press("2 0 down z");
    let (row, ..) = bench.session.sheet().unwrap().cursor_place().unwrap();
    assert!((4..=5).contains(&row), "centred in row {row}");
}

/// A count is a wish, not a sentence: what cannot go on stops, so that no key holds the program up.
#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn the_largest_count_is_soon_done_with_on_every_kind_of_text() {
    let news: String = long().lines().take(6).map(|line| format!("{line}\n")).collect();
    for text in [news, "قال ناطق ".repeat(60), "\n".repeat(500), "ا".repeat(500), "ا\u{64E}، ".repeat(90)] {
        for (keys, _) in super::harness::KEYMAP.bindings(Mode::Reading) {
            let mut bench = Bench::corpus(&[&text]);
            bench.open(0, None);
            bench.press("l m م enter / خ enter 9 9 9 9").press(&keys);
            bench.press("esc esc v 9 9 9 9").press(&keys);
        }
        for (keys, _) in super::harness::KEYMAP.bindings(Mode::Edge) {
            let mut bench = Bench::corpus(&[&text]);
            bench.open(0, None);
            bench.press("l e 9 9 9 9").press(&keys);
        }
    }
}

#[test]
fn a_search_for_a_mark_goes_on_from_one_letter_to_the_next() {
    Bench::read("‸قَالَ كَذا")
        .press("/ َ enter")
        .expect("⟦‸قَ⟧الَ كَذا")
        .press("n")
        .expect("قَا⟦‸لَ⟧ كَذا")
        .press("n")
        .expect("قَالَ ⟦‸كَ⟧ذا");
    Bench::read("‸👨‍👩‍👧 ثم 👩").press("/ 👩 enter n").expect("👨‍👩‍👧 ثم ⟦‸👩⟧");
}
