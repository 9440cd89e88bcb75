//! Joins and shapes Arabic letters in logical order, as presentation forms, without a font.
//!
//! Joining follows the Unicode Standard, section 9.2 (rules R1-R7) with `Joining_Type` from ICU. A letter
//! without presentation forms (Pashto, Sorani, Sindhi) stays as it is, while its neighbours join towards it.

use icu_properties::{CodePointMapData, CodePointMapDataBorrowed, props::JoiningType};

use super::bidi::mirror;
use super::forms::{self, Form};
use super::letter::Letter;
use super::reveal::is_invisible;
use crate::language::classes::is_mark;

const JOINING: CodePointMapDataBorrowed<'static, JoiningType> = CodePointMapData::<JoiningType>::new();

/// What a character becomes on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shaped {
    /// This character: a presentation form, a mirrored bracket, or itself.
    As(char),
    /// A lam drawn as this ligature, together with the alef it joins.
    LamAlef(char),
    /// The alef of such a lam: drawn with it.
    WithLam,
}

/// Shapes a run of characters in logical order. `before` and `after` are the characters around it that are
/// not transparent, towards which its ends join.
pub fn shape(letters: &[Letter], before: Option<char>, after: Option<char>) -> Vec<Shaped> {
    let mut shaped: Vec<Shaped> = letters.iter().map(|l| Shaped::As(mirrored(*l))).collect();
    let joined = joins(letters, before, after);
    for (i, (letter, join)) in letters.iter().zip(&joined).enumerate() {
        if let Some(slot) = shaped.get_mut(i)
            && is_arabic(letter.c)
        {
            *slot = Shaped::As(forms::presentation(letter.c, join.form()));
        }
    }
    ligate(letters, &joined, &mut shaped);
    shaped
}

/// Shapes nothing but brackets: every letter stays as it stands in the text.
pub fn unshaped(letters: &[Letter]) -> Vec<Shaped> {
    letters.iter().map(|l| Shaped::As(mirrored(*l))).collect()
}

/// Whether a character is skipped when letters look for a neighbour to join (R1).
pub fn is_transparent(c: char) -> bool {
    !c.is_ascii() && JOINING.get(c) == JoiningType::Transparent
}

fn is_arabic(c: char) -> bool {
    ('\u{0620}'..='\u{06FF}').contains(&c)
}

/// L4: a mirrored character at an odd level.
fn mirrored(letter: Letter) -> char {
    if letter.level % 2 == 1 { mirror(letter.c) } else { letter.c }
}

#[derive(Debug, Clone, Copy, Default)]
struct Join {
    /// With the letter before it in logical order.
    back: bool,
    /// With the letter after it.
    on: bool,
    /// Place of the letter it joins on to.
    next: usize,
}

impl Join {
    fn form(self) -> Form {
        match (self.back, self.on) {
            (false, false) => Form::Isolated,
            (true, false) => Form::Final,
            (false, true) => Form::Initial,
            (true, true) => Form::Medial,
        }
    }
}

fn joins(letters: &[Letter], before: Option<char>, after: Option<char>) -> Vec<Join> {
    let mut joined = vec![Join::default(); letters.len()];
    // The last letter that was not transparent: its place (none for the context), type and level.
    let mut last = before.map(|c| (None, JOINING.get(c), letters.first().map_or(0, |l| l.level)));
    for (i, letter) in letters.iter().enumerate() {
        let kind = if letter.c.is_ascii() { JoiningType::NonJoining } else { JOINING.get(letter.c) };
        if kind == JoiningType::Transparent {
            continue;
        }
        if let Some((place, previous, level)) = last
            && level == letter.level
            && joins_on(previous)
            && joins_back(kind)
        {
            if let Some(slot) = joined.get_mut(i) {
                slot.back = true;
            }
            if let Some(slot) = place.and_then(|p: usize| joined.get_mut(p)) {
                slot.on = true;
                slot.next = i;
            }
        }
        last = Some((Some(i), kind, letter.level));
    }
    if let (Some((Some(place), kind, _)), Some(c)) = (last, after)
        && joins_on(kind)
        && joins_back(JOINING.get(c))
        && let Some(slot) = joined.get_mut(place)
    {
        slot.on = true;
        slot.next = usize::MAX;
    }
    joined
}

fn joins_on(kind: JoiningType) -> bool {
    matches!(kind, JoiningType::DualJoining | JoiningType::LeftJoining | JoiningType::JoinCausing)
}

fn joins_back(kind: JoiningType) -> bool {
    matches!(kind, JoiningType::DualJoining | JoiningType::RightJoining | JoiningType::JoinCausing)
}

/// Lam and the alef it joins become one, over any marks between them; a format character keeps them apart.
fn ligate(letters: &[Letter], joined: &[Join], shaped: &mut [Shaped]) {
    for (i, (letter, join)) in letters.iter().zip(joined).enumerate() {
        if letter.c != '\u{0644}' || !join.on {
            continue;
        }
        let only_marks =
            letters.get(i + 1..join.next).is_some_and(|between| between.iter().all(|l| is_mark(l.c) && !is_invisible(l.c)));
        let form = if join.back { Form::Final } else { Form::Isolated };
        let ligature = letters.get(join.next).and_then(|alef| forms::lam_alef(alef.c, form));
        if let (true, Some(ligature)) = (only_marks, ligature) {
            if let Some(slot) = shaped.get_mut(i) {
                *slot = Shaped::LamAlef(ligature);
            }
            if let Some(slot) = shaped.get_mut(join.next) {
                *slot = Shaped::WithLam;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shaped(text: &str) -> String {
        let letters: Vec<Letter> = text.chars().map(|c| Letter { c, level: 1 }).collect();
        let shaped = shape(&letters, None, None);
        shaped
            .into_iter()
            .filter_map(|s| match s {
                Shaped::As(c) | Shaped::LamAlef(c) => Some(c),
                Shaped::WithLam => None,
            })
            .collect()
    }

    #[test]
    fn letters_take_the_form_of_their_place() {
        assert_eq!(shaped("بيت"), "\u{FE91}\u{FEF4}\u{FE96}");
        assert_eq!(shaped("دار"), "\u{FEA9}\u{FE8D}\u{FEAD}");
    }

    #[test]
    fn marks_do_not_break_a_word_and_lam_ligates_with_alef_over_them() {
        assert_eq!(shaped("بَت"), "\u{FE91}\u{64E}\u{FE96}");
        assert_eq!(shaped("سَلَام"), "\u{FEB3}\u{64E}\u{FEFC}\u{64E}\u{FEE1}");
        assert_eq!(shaped("لآ"), "\u{FEF5}");
        assert_eq!(shaped("للا"), "\u{FEDF}\u{FEFC}");
    }

    #[test]
    fn joiners_and_non_joiners_and_tatweel_do_their_work() {
        assert_eq!(shaped("ه\u{200D}"), "\u{FEEB}\u{200D}");
        assert_eq!(shaped("می\u{200C}خ"), "\u{FEE3}\u{FBFD}\u{200C}\u{FEA5}");
        assert_eq!(shaped("بـ"), "\u{FE91}ـ");
        assert_eq!(shaped("ل\u{200C}ا"), "\u{FEDD}\u{200C}\u{FE8D}");
    }

    #[test]
    fn a_letter_without_forms_keeps_its_neighbours_joined() {
        assert_eq!(shaped("بڵب"), "\u{FE91}ڵ\u{FE90}");
        assert_eq!(shaped("پښتو"), "\u{FB58}ښ\u{FE98}\u{FEEE}");
    }

    #[test]
    fn letters_at_different_levels_do_not_join() {
        let letters = [Letter { c: 'ب', level: 1 }, Letter { c: 'ت', level: 3 }];
        assert_eq!(shape(&letters, None, None), [Shaped::As('\u{FE8F}'), Shaped::As('\u{FE95}')]);
    }

    #[test]
    fn brackets_and_guillemets_turn_round_in_right_to_left_text_but_curly_quotes_do_not() {
        assert_eq!(shaped("(«“ا”»)"), ")»“\u{FE8D}”«(");
    }
}
