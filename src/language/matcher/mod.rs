//! Finding what is looked for in a text, as a reader would: in every spelling, with particles before it, never inside of
//! other words or numbers.
//!
//! A text is not folded to be searched. The rarest letter of the query is looked for as it is written, many bytes at once.
//! Where it is met, a look at the characters next to it rules out nearly all places; where it does not, the letters around it
//! are folded one by one, and where that would not do (ligatures, letters made of two characters) a few words are folded as a
//! whole. So a search takes little more time than one for the letters as they were typed, and the
//! first hit is there at once.
//!
//! - A hit is a range of bytes that begins and ends on edges of graphemes: marks after its last letter belong to it.
//! - Hits do not overlap and come in the order of the text. None crosses the end of a line, those of an exact query for one
//!   aside.
//! - Any bytes may be looked for in any text: nothing fails but a regular expression that is none.
//!
//! The rules of particles are those of [`super::clitic`]; how spellings are made one, [`super::fold`] says.

mod table;
mod letters;
mod lines;
mod sought;
mod neighbours;
mod stops;
mod anchor;
mod scan;
mod pattern;
mod exact;
mod names;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

pub use names::{NameHit, Names};
pub use pattern::PatternError;
pub use sought::{Spaces, WordEnd};

use super::fold::{Folding, Layer};
use crate::text::grapheme;
use exact::Exact;
use letters::aligned;
use pattern::Pattern;
use scan::Scan;
use sought::{Edges, Sought};

/// Bytes of a text that are searched at a time on the way back.
const BLOCK: usize = 64 * 1024;

/// How what is typed is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SearchMode {
    /// Folded and as whole words, with particles before it.
    #[default]
    Folded,
    /// Letter for letter, also inside of words.
    Exact,
    /// Folded, also inside of words.
    Substring,
    /// As a regular expression on the folded text, a line at a time.
    Regex,
}

impl SearchMode {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Folded, Self::Exact, Self::Substring, Self::Regex];

    /// The one after it, round through all of them.
    #[must_use]
    pub fn next(self) -> Self {
        let mut ways = Self::ALL.into_iter().cycle().skip_while(|way| *way != self);
        ways.nth(1).unwrap_or_default()
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Folded => "folded",
            Self::Exact => "exact",
            Self::Substring => "substring",
            Self::Regex => "regex",
        }
    }
}

/// What differences a search leaves out. An exact one leaves out none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// How the query is taken.
    pub matching: SearchMode,
    /// The differences of spelling that are left out.
    pub layers: Vec<Layer>,
    /// What a space in the query is.
    pub spaces: Spaces,
    /// Where a hit of whole words may end.
    pub ends: WordEnd,
}

impl Rules {
    /// All differences of spelling are left out.
    pub fn of(matching: SearchMode) -> Self {
        Self { matching, layers: Layer::ALL.to_vec(), spaces: Spaces::Any, ends: WordEnd::Closed }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::of(SearchMode::default())
    }
}

/// A query made ready.
///
/// ```
/// use hashiya::language::matcher::{Matcher, SearchMode, Rules};
///
/// let text = "قالت «الإسلامية» للزيتونةِ إن ...";
/// let found = |query: &str, matching| {
///     let matcher = Matcher::new(query, &Rules::of(matching)).unwrap();
///     matcher.hits(text, 0).map(|hit| &text[hit]).collect::<Vec<_>>()
/// };
/// assert_eq!(found("الاسلاميه", SearchMode::Folded), ["الإسلامية"]);
/// // After ل the article is written لل, and the name begins at the second lam.
/// assert_eq!(found("الزيتونة", SearchMode::Folded), ["لزيتونةِ"]);
/// assert_eq!(found("زيتون", SearchMode::Folded).len(), 0);
/// assert_eq!(found("زيتون", SearchMode::Substring), ["زيتون"]);
/// assert_eq!(found("ق.لت", SearchMode::Regex), ["قالت"]);
/// ```
#[derive(Debug, Clone)]
pub struct Matcher {
    way: Way,
    /// Longer names, inside of which nothing is a hit.
    hiding: Vec<Arc<Names>>,
}

/// How it looks.
#[derive(Debug, Clone)]
enum Way {
    /// There is nothing to look for.
    Nothing,
    Exact(Box<Exact>),
    Letters(Box<Scan>),
    Pattern(Box<Pattern>),
}

impl Matcher {
    /// Makes a query ready. One without a letter finds nothing.
    ///
    /// # Errors
    /// A regular expression that is none.
    pub fn new(query: &str, rules: &Rules) -> Result<Self, PatternError> {
        let folding = Folding::of(&rules.layers);
        let letters = |edges| {
            let sought = Sought::new(query, &folding, rules.spaces, edges);
            sought.map_or(Way::Nothing, |sought| Way::Letters(Box::new(Scan::new(sought, folding.clone()))))
        };
        let way = match rules.matching {
            _ if query.is_empty() => Way::Nothing,
            SearchMode::Folded if rules.ends == WordEnd::Open => letters(Edges::Starts),
            SearchMode::Folded => letters(Edges::Words),
            SearchMode::Substring => letters(Edges::Anywhere),
            SearchMode::Exact => Way::Exact(Box::new(Exact::new(query))),
            SearchMode::Regex => Way::Pattern(Box::new(Pattern::new(query, folding)?)),
        };
        Ok(Self { way, hiding: Vec::new() })
    }

    /// The same, which leaves out hits inside of names that are longer than the query. Only whole words are ever hidden.
    #[must_use]
    pub fn hiding<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        if let Way::Letters(scan) = &self.way
            && scan.sought().is_of_words()
        {
            let longer = Names::new(names.into_iter().filter(|name| scan.sought().is_part_of(name)));
            self.hiding.push(Arc::new(longer));
        }
        self
    }

    /// The same as [`Matcher::hiding`], with names that were made ready before: nothing is done to them here, however many
    /// they are.
    #[must_use]
    pub fn hiding_in(mut self, names: &[Arc<Names>]) -> Self {
        if matches!(&self.way, Way::Letters(scan) if scan.sought().is_of_words()) {
            self.hiding.extend(names.iter().cloned());
        }
        self
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        matches!(self.way, Way::Nothing)
    }

    /// The hits that begin at byte `from` of a text or after it, each found when it is asked for.
    pub fn hits<'a>(&'a self, text: &'a str, from: usize) -> impl Iterator<Item = Range<usize>> + 'a {
        self.search(text, text.ceil_char_boundary(from), text.len())
    }

    /// The hits that begin in a range of bytes of a text; no more of the text is looked at than they may reach.
    pub fn within<'a>(&'a self, text: &'a str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + 'a {
        let end = range.end.min(text.len());
        // What is looked for may begin inside the grapheme with which a hit begins.
        let first = if grapheme::is_edge(text, end) { end } else { grapheme::next(text, end) };
        let limit = match &self.way {
            Way::Nothing => 0,
            Way::Exact(exact) => exact.limit(text, first),
            Way::Letters(scan) => scan.limit(text, first),
            Way::Pattern(_) => lines::end(text, first),
        };
        self.search(text, text.ceil_char_boundary(range.start), limit).take_while(move |hit| hit.start < end)
    }

    /// The last hit that begins before byte `before` of a text.
    pub fn last_before(&self, text: &str, before: usize) -> Option<Range<usize>> {
        let mut end = before.min(text.len());
        while end > 0 {
            let start = lines::start_near(text, end.saturating_sub(BLOCK));
            if let Some(hit) = self.within(text, start..end).last() {
                return Some(hit);
            }
            end = start;
        }
        None
    }

    /// The hits that begin at a byte or after it, none that reaches beyond the limit.
    fn search<'a>(&'a self, text: &'a str, from: usize, limit: usize) -> Search<'a> {
        let part = text.get(..text.floor_char_boundary(limit)).unwrap_or_default();
        let way = match &self.way {
            Way::Nothing => Run::Nothing,
            Way::Exact(exact) => Run::Exact(exact.search(part, from)),
            Way::Letters(scan) => Run::Letters(Box::new(scan.search(part, from))),
            Way::Pattern(pattern) => Run::Pattern(Box::new(pattern.search(part, from))),
        };
        Search { text, way, hiding: &self.hiding, from, passed: 0 }
    }
}

/// A search under way.
struct Search<'a> {
    text: &'a str,
    way: Run<'a>,
    hiding: &'a [Arc<Names>],
    /// Where hits begin at the earliest.
    from: usize,
    /// Where the last hit ended.
    passed: usize,
}

/// The ways, under way.
enum Run<'a> {
    Nothing,
    Exact(exact::Search<'a>),
    Letters(Box<scan::Search<'a>>),
    Pattern(Box<pattern::Search<'a>>),
}

impl Run<'_> {
    fn next(&mut self) -> Option<Range<usize>> {
        match self {
            Self::Nothing => None,
            Self::Exact(search) => search.next(),
            Self::Letters(search) => search.next(),
            Self::Pattern(search) => search.next(),
        }
    }
}

impl Iterator for Search<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let hit = aligned(self.text, self.way.next()?);
            let is_new = hit.start >= self.from && hit.start >= self.passed && !hit.is_empty();
            if is_new && !self.hiding.iter().any(|names| names.cover(self.text, &hit)) {
                self.passed = hit.end;
                return Some(hit);
            }
        }
    }
}
