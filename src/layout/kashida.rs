//! Where a word may be drawn longer (kashida), and which place of it is the best.
//!
//! The places and their order are those of Microsoft's "Justifying Text using Cascading Style Sheets in Internet Explorer 5.5"
//! (2000), as khtt.net tells them ("The big kashida secret") and `LibreOffice` follows them: after a tatweel that the writer put
//! there; after seen and sad; before the final form of teh marbuta, heh and dal; of alef, tah, lam, kaf and gaf; before a medial
//! beh whose tooth stands before reh, yeh or alef maksura; before the final form of waw, ain, qaf and feh; before any other final
//! form. Where there is none of these, any two letters that join will do. Of places that are as good the last one is taken,
//! nearest to the end of the word.
//!
//! Never inside lam with alef, which are one cell, nor where letters do not join, nor in a word of one or two letters.

use std::ops::Range;

use super::block::Block;
use super::forms::{self, Form};
use crate::language::classes::TATWEEL;

/// Fewest letters of a word that is drawn longer.
const SHORTEST: usize = 3;

/// A place at which a word may be drawn longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The cell after which the stroke is drawn, in logical order.
    pub(super) cell: usize,
    /// How good it is: the least is the best.
    pub(super) rank: u8,
}

/// A cell as a letter and its form; nothing where it does not join by a form.
#[derive(Debug, Clone, Copy)]
struct Joined {
    letter: char,
    form: Form,
}

impl Joined {
    fn of(block: &Block, cell: usize) -> Option<Self> {
        let shown = block.symbol(cell).chars().next()?;
        if shown == TATWEEL {
            return Some(Self { letter: TATWEEL, form: Form::Medial });
        }
        forms::letter_of(shown).map(|(letter, form)| Self { letter, form })
    }

    fn joins_on(self) -> bool {
        matches!(self.form, Form::Initial | Form::Medial)
    }

    fn joins_back(self) -> bool {
        matches!(self.form, Form::Final | Form::Medial)
    }
}

/// The best place of each word of a line, in logical order.
pub(super) fn places(block: &Block, cells: Range<usize>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut word = Vec::new();
    for cell in cells {
        if block.cells().get(cell).is_some_and(|cell| cell.width == 0) {
            continue;
        }
        match Joined::of(block, cell) {
            Some(joined) => word.push((cell, joined)),
            None => places.extend(best(block, &std::mem::take(&mut word))),
        }
    }
    places.extend(best(block, &word));
    places
}

/// The best place of a stretch of letters.
fn best(block: &Block, word: &[(usize, Joined)]) -> Option<Place> {
    let letters = word.iter().filter(|(_, joined)| joined.letter != TATWEEL).count();
    if letters < SHORTEST {
        return None;
    }
    let level = |cell: usize| block.cells().get(cell).map(|cell| cell.level);
    let place = |n: usize| {
        let ((cell, this), (next, other)) = (*word.get(n)?, *word.get(n + 1)?);
        let meet = next == cell + 1 && this.joins_on() && other.joins_back();
        let turned = level(cell) == level(next) && level(cell).is_some_and(|level| level % 2 == 1);
        let after = word.get(n + 2).map(|(_, joined)| *joined);
        (meet && turned).then(|| Place { cell, rank: rank(this, other, after) })
    };
    (0..word.len()).filter_map(place).rev().min_by_key(|place| place.rank)
}

/// How good the place between two letters is; `after` is the letter after them.
fn rank(this: Joined, other: Joined, after: Option<Joined>) -> u8 {
    let is_last = other.form == Form::Final;
    match (this.letter, other.letter) {
        (TATWEEL, _) => 1,
        ('س' | 'ش' | 'ص' | 'ض', _) => 2,
        (_, 'ة' | 'ه' | 'د' | 'ذ') if is_last => 3,
        (_, 'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ط' | 'ظ' | 'ل' | 'ك' | 'ک' | 'گ') if is_last => 4,
        (_, 'ب' | 'ت' | 'ث' | 'ن' | 'ي' | 'ئ' | 'پ' | 'ی')
            if !is_last
                && after
                    .is_some_and(|after| after.form == Form::Final && matches!(after.letter, 'ر' | 'ز' | 'ي' | 'ى' | 'ی')) =>
        {
            5
        }
        (_, 'و' | 'ؤ' | 'ع' | 'غ' | 'ق' | 'ف' | 'ڤ') if is_last => 6,
        _ if is_last => 7,
        _ => 8,
    }
}
