//! Many names at once.

use std::cmp::Reverse;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::letters::{Folds, aligned};
use super::lines;
use super::sought::{Edges, Sought, Spaces, in_folded};
use crate::language::fold::{Folded, Folding};

/// Letters around a hit, beside those of the longest name, that decide whether a name is there.
const MORE: usize = 8;
/// Most bytes of a letter with its marks and the spaces around it, on the way to the edges of what is looked at.
const WIDEST: usize = 16;

/// Names made ready to be looked for all at once, folded and as whole words, with particles before them.
///
/// ```
/// use hashiya::language::matcher::Names;
///
/// let names = Names::new(["السهل", "كتائب السهل"]);
/// let text = "قالت كتائبُ السهل في السهل";
/// let found: Vec<_> = names.find(text).into_iter().map(|hit| (hit.name, &text[hit.range])).collect();
/// // The longer name hides what is inside of it.
/// assert_eq!(found, [(1, "كتائبُ السهل"), (0, "السهل")]);
/// ```
#[derive(Debug, Clone)]
pub struct Names {
    all: Vec<(usize, Sought)>,
    finder: Option<AhoCorasick>,
    folding: &'static Folding,
    /// Letters of the longest.
    longest: usize,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameHit {
    /// Its number among the names.
    pub name: usize,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Names {
    /// Makes names ready. Those without a letter are never found.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let folding = Folding::usual();
        let sought = |(n, name)| Some((n, Sought::new(name, folding, Spaces::Any, Edges::Words)?));
        let all: Vec<(usize, Sought)> = names.into_iter().enumerate().filter_map(sought).collect();
        let cores = all.iter().map(|(_, sought)| sought.letters().skip(sought.core()).collect::<String>());
        // It fails only where the names are more than memory holds.
        let finder = AhoCorasick::new(cores).ok().filter(|_| !all.is_empty());
        let longest = all.iter().map(|(_, sought)| sought.len()).max().unwrap_or(0);
        Self { all, finder, folding, longest }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.finder.is_none()
    }

    /// The names in a text, in the order of their first letters. One inside of a longer one is left out; two of the same
    /// letters are both there.
    pub fn find(&self, text: &str) -> Vec<NameHit> {
        let mut found = Vec::new();
        for line in lines::lines(text, 0) {
            self.find_in_line(text, line, &mut found);
        }
        found.sort_by_key(|hit| (hit.range.start, Reverse(hit.range.end), hit.name));
        found.dedup();
        let mut widest = 0..0;
        found.retain(|hit| {
            let is_inside = hit.range.end <= widest.end && hit.range != widest;
            if !is_inside {
                widest = hit.range.clone();
            }
            !is_inside
        });
        found
    }

    fn find_in_line(&self, text: &str, line: Range<usize>, found: &mut Vec<NameHit>) {
        let Some(finder) = &self.finder else { return };
        let start = line.start;
        let words = text.get(line).unwrap_or_default();
        let folded = self.folding.fold(words);
        let squeezed = Squeezed::of(&folded);
        let letters = Folds::new(&folded, words);
        for core in finder.find_overlapping_iter(&squeezed.text) {
            let Some((name, sought)) = self.all.get(core.pattern().as_usize()) else { continue };
            if let Some(hit) = in_folded(sought, &letters, sought.core(), squeezed.place(core.start())) {
                let hit = folded.source(hit);
                let range = aligned(text, start + hit.start..start + hit.end);
                found.push(NameHit { name: *name, range });
            }
        }
    }

    /// Whether some bytes of a text are inside of a name that is longer. What is around them is looked at, no more.
    pub fn cover(&self, text: &str, hit: &Range<usize>) -> bool {
        self.near(text, hit).any(|range| range.start <= hit.start && hit.end <= range.end && range != *hit)
    }

    /// Where the longest name ends that begins in a word of a text, maybe after particles. What is around it is looked at, no
    /// more.
    pub fn end_from(&self, text: &str, word: &Range<usize>) -> Option<usize> {
        self.near(text, word).filter(|range| word.contains(&range.start)).map(|range| range.end).max()
    }

    /// The names around some bytes of a text, as far as a name may reach.
    fn near(&self, text: &str, bytes: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let room = (self.longest + MORE) * WIDEST;
        let start = lines::start_near(text, bytes.start).max(text.floor_char_boundary(bytes.start.saturating_sub(room)));
        let end = lines::end(text, bytes.end).min(text.ceil_char_boundary(bytes.end.saturating_add(room)));
        let found = self.find(text.get(start..end).unwrap_or_default());
        found.into_iter().map(move |name| start + name.range.start..start + name.range.end)
    }
}

/// A folded text without its spaces.
struct Squeezed {
    text: String,
    /// Where spaces were left out: the byte here, and the byte of the folded text that comes next.
    gaps: Vec<(usize, usize)>,
}

impl Squeezed {
    fn of(folded: &Folded) -> Self {
        let mut squeezed = Self { text: String::with_capacity(folded.text().len()), gaps: Vec::new() };
        let mut at = 0;
        for part in folded.text().split([' ', '\t']) {
            squeezed.gaps.push((squeezed.text.len(), at));
            squeezed.text.push_str(part);
            at += part.len() + 1;
        }
        squeezed
    }

    /// The byte of the folded text that a byte is.
    fn place(&self, at: usize) -> usize {
        let gap = self.gaps.partition_point(|(here, _)| *here <= at).checked_sub(1).and_then(|n| self.gaps.get(n));
        gap.map_or(at, |(here, there)| there + (at - here))
    }
}
