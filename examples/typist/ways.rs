//! The shortest way: from where the cursor is to a place where one more key does what is wanted.
//!
//! A model of the reader: places are the cursor with what is selected, steps are keys with counts. Its steps follow the
//! program's own units of text; what was pressed is checked against the session afterwards.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use hashiya::annotation::proposal::Knowledge;
use hashiya::annotation::schema::EdgeRules;
use hashiya::annotation::{AnnotationSet, Schema, Tag, reach, trim};
use hashiya::language::clitic;
use hashiya::language::matcher::{Matcher, Names, Rules, WordEnd};
use hashiya::language::text_unit::{self, TextUnit};
use hashiya::session::Registries;
use hashiya::text::{Document, grapheme};

use super::skills::{Skill, Skills};
use super::way::{Care, Goal, Place, Press, Reached, Way, digits, spelled, trace};

/// Most letters of a search that are worth typing.
const LETTERS: usize = 12;
/// The highest count that is tried.
const COUNT: usize = 40;
/// Letters by which what a unit selects may be longer than a span, at each end.
pub(crate) const SLACK: usize = 24;

/// The places of a text that motions lead to.
pub(crate) struct Map<'a> {
    pub(crate) document: &'a Document,
    graphemes: Vec<usize>,
    pub(crate) words: Vec<Range<usize>>,
    /// Where each word begins.
    starts: Vec<usize>,
    /// The last grapheme of each word.
    ends: Vec<usize>,
    pub(crate) sentences: Stops,
    paragraphs: Stops,
    /// Where the spans begin that are there.
    pub spans: Vec<usize>,
    units: RefCell<HashMap<(TextUnit, usize), Range<usize>>>,
    trimmed: RefCell<HashMap<Range<usize>, Range<usize>>>,
    /// The tag that is given, with the names that its spans may have.
    tag: RefCell<Option<(Tag, Vec<Arc<Names>>)>>,
    /// How far its key reaches from a word.
    reached: RefCell<HashMap<Range<usize>, Option<usize>>>,
    /// The names of the registries: inside of a longer one nothing is found.
    names: RefCell<Vec<Arc<Names>>>,
    /// What is on screen.
    pub(crate) shown: RefCell<Range<usize>>,
    pub(crate) schema: Schema,
    /// What is said of the text.
    pub(crate) set: RefCell<AnnotationSet>,
    /// What reads figures.
    pub(crate) knowledge: Arc<Knowledge>,
    /// The objects that a place leads to.
    pub(crate) objects: RefCell<HashMap<usize, Objects>>,
    pub(crate) skills: Skills,
}

/// Where motions by a unit stop, onwards and back: not the same where paragraphs are empty.
pub(crate) struct Stops {
    pub ahead: Vec<usize>,
    back: Vec<usize>,
}

impl Stops {
    fn of(document: &Document, unit: TextUnit) -> Self {
        let next = |at: &usize| Some(text_unit::next_start(document, unit, *at)).filter(|next| next > at);
        let before = |at: &usize| Some(text_unit::previous_start(document, unit, *at)).filter(|before| before < at);
        let first = text_unit::around(document, unit, 0).start;
        let ahead = std::iter::successors(Some(first), next).filter(|at| *at < document.len()).collect();
        let mut back: Vec<usize> = std::iter::successors(before(&document.len()), before).collect();
        back.reverse();
        Self { ahead, back }
    }
}

/// Objects with the keys that select them.
pub(crate) type Objects = Vec<(Range<usize>, &'static str)>;

/// The units that a key selects.
const UNITS: [(&str, TextUnit); 4] =
    [("w", TextUnit::Word), ("x", TextUnit::Clause), ("s", TextUnit::Sentence), ("p", TextUnit::Paragraph)];

impl<'a> Map<'a> {
    /// Draws the map of a text.
    pub(crate) fn of(document: &'a Document, schema: &Schema, skills: &Skills) -> Self {
        let text = document.text();
        let graphemes = std::iter::successors(Some(0), |at| Some(grapheme::next(text, *at)).filter(|next| *next > *at));
        let starts = Stops::of(document, TextUnit::Word).ahead;
        let words: Vec<Range<usize>> = starts.iter().map(|at| text_unit::around(document, TextUnit::Word, *at)).collect();
        Self {
            document,
            graphemes: graphemes.filter(|at| *at < text.len()).collect(),
            starts,
            ends: words.iter().map(|word| grapheme::previous(text, word.end)).collect(),
            words,
            sentences: Stops::of(document, TextUnit::Sentence),
            paragraphs: Stops::of(document, TextUnit::Paragraph),
            spans: Vec::new(),
            units: RefCell::default(),
            trimmed: RefCell::default(),
            tag: RefCell::default(),
            reached: RefCell::default(),
            names: RefCell::default(),
            shown: RefCell::default(),
            schema: schema.clone(),
            set: RefCell::default(),
            knowledge: Knowledge::shared(schema),
            objects: RefCell::default(),
            skills: skills.clone(),
        }
    }

    /// The cheapest way from a byte to a place that does what is wanted with one key more; none where there is no way.
    pub(crate) fn way(&self, from: usize, goal: &Goal, care: Care) -> Option<Way> {
        let start = Place::at(from);
        let mut best: HashMap<Place, Reached> = HashMap::from([(start, Reached { cost: 0, by: None })]);
        let mut queue = BinaryHeap::from([Reverse((0, start))]);
        let mut reached: Option<(usize, Place, String)> = None;
        while let Some(Reverse((cost, place))) = queue.pop() {
            if reached.as_ref().is_some_and(|(total, ..)| cost >= *total) {
                break;
            }
            if best.get(&place).is_some_and(|known| known.cost < cost) {
                continue;
            }
            if let Some(last) = self.finish(place, goal) {
                let total = cost + Press::Keys(last.clone()).length();
                if reached.as_ref().is_none_or(|(known, ..)| total < *known) {
                    reached = Some((total, place, last));
                }
            }
            for (next, press) in self.steps(place, start, goal, care) {
                let total = cost + press.length();
                if best.get(&next).is_none_or(|known| total < known.cost) {
                    best.insert(next, Reached { cost: total, by: Some((place, press)) });
                    queue.push(Reverse((total, next)));
                }
            }
        }
        let (_, place, last) = reached?;
        let selected = place.anchor.map(|anchor| self.selected(anchor, place.cursor));
        Some(Way { selected, ..trace(&best, place, last) })
    }

    /// The keys that come before the one that does it, at a place; none where the place does not do.
    fn finish(&self, place: Place, goal: &Goal) -> Option<String> {
        match (goal, place.anchor) {
            (Goal::Tag(wanted, rules), Some(anchor)) => {
                let range = self.without_space(self.selected(anchor, place.cursor));
                (self.trimmed(range, wanted, *rules)? == *wanted).then(String::new)
            }
            (Goal::Tag(wanted, rules), None) => self.counted(place.cursor, wanted, *rules),
            (Goal::Words(wanted), Some(anchor)) => (self.selected(anchor, place.cursor) == *wanted).then(String::new),
            (Goal::Words(wanted), None) => {
                (wanted.contains(&place.cursor) && self.unit(TextUnit::Word, place.cursor) == *wanted).then(String::new)
            }
            (Goal::Cursor(wanted), None) => wanted.contains(&place.cursor).then(String::new),
            (Goal::Cursor(_), Some(_)) => None,
        }
    }

    /// The count with which a tag key tags just these bytes from here, nothing being selected; empty where it reaches that far
    /// by itself.
    fn counted(&self, cursor: usize, wanted: &Range<usize>, rules: EdgeRules) -> Option<String> {
        let first = self.words.partition_point(|word| word.end <= wanted.start);
        let count = self.words.get(first..)?.iter().take_while(|word| word.start < wanted.end).count();
        let word = self.words.get(self.words.partition_point(|word| word.end <= cursor))?;
        let own = self.words.get(first)?;
        if count == 0 || word != own || self.document.paragraph_at(cursor).index != self.document.paragraph_at(own.start).index {
            return None;
        }
        let is_inside = word.contains(&cursor);
        let is_after_clitic = is_inside && clitic::is_proclitic(self.document.slice(word.start..cursor));
        let from = if is_inside && !is_after_clitic { word.start } else { cursor };
        let alone = self.reached(text_unit::words_from(self.document, from, 1));
        if self.trimmed(alone, wanted, rules).is_some_and(|left| left == *wanted) {
            return Some(String::new());
        }
        let range = text_unit::words_from(self.document, from, count);
        (self.trimmed(range, wanted, rules)? == *wanted).then(|| digits(count))
    }

    /// What a tag key takes of a word, nothing being selected and nothing counted.
    fn reached(&self, word: Range<usize>) -> Range<usize> {
        let ends = &mut *self.reached.borrow_mut();
        let tag = self.tag.borrow();
        let reach = || {
            let (tag, names) = tag.as_ref()?;
            reach(self.document, &word, tag, names, self.knowledge.numbers())
        };
        let end = *ends.entry(word.clone()).or_insert_with(reach);
        word.start..end.unwrap_or(word.end)
    }

    /// What is left of bytes by the rules, if they are near what is wanted.
    fn trimmed(&self, range: Range<usize>, wanted: &Range<usize>, rules: EdgeRules) -> Option<Range<usize>> {
        let is_near = range.start <= wanted.start
            && wanted.end <= range.end
            && wanted.start - range.start <= SLACK
            && range.end - wanted.end <= SLACK;
        if !is_near {
            return None;
        }
        let trim = || trim(self.document, range.clone(), rules, &|_| false).range;
        Some(self.trimmed.borrow_mut().entry(range.clone()).or_insert_with(trim).clone())
    }

    /// Learns the names of the registries, what is said of the text, and what of it is on screen.
    pub(crate) fn learn(&self, registries: &Registries, set: &AnnotationSet, shown: Range<usize>) {
        *self.names.borrow_mut() = registries.ready_names();
        *self.set.borrow_mut() = set.clone();
        *self.shown.borrow_mut() = shown;
        self.objects.borrow_mut().clear();
    }

    /// Turns to a tag, and forgets what the rules of another one left.
    pub(crate) fn turn_to_tag(&self, tag: &Tag, registries: &Registries) {
        self.trimmed.borrow_mut().clear();
        self.reached.borrow_mut().clear();
        *self.tag.borrow_mut() = Some((tag.clone(), registries.ready_names_of(tag)));
    }

    fn without_space(&self, range: Range<usize>) -> Range<usize> {
        let text = self.document.slice(range.clone());
        let start = range.start + text.len() - text.trim_start().len();
        if start == range.end { range } else { start..range.start + text.trim_end().len() }
    }

    fn selected(&self, anchor: usize, cursor: usize) -> Range<usize> {
        let last = anchor.max(cursor);
        let end = grapheme::next(self.document.text(), last);
        let paragraph = self.document.paragraph_at(last);
        let start = anchor.min(cursor);
        start..if end > paragraph.end { paragraph.end.max(start) } else { end }
    }

    pub(crate) fn unit(&self, unit: TextUnit, at: usize) -> Range<usize> {
        self.units.borrow_mut().entry((unit, at)).or_insert_with(|| text_unit::around(self.document, unit, at)).clone()
    }

    /// The places that are one motion, or one selection, away.
    fn steps(&self, place: Place, start: Place, goal: &Goal, care: Care) -> Vec<(Place, Press)> {
        let mut steps = Vec::new();
        if place.anchor.is_none() || place.is_sticky {
            self.moves(place, care, &mut steps);
        } else {
            steps.push((Place { is_sticky: true, ..place }, Press::counted(1, "v")));
        }
        if place.anchor.is_some() {
            self.extends(place, &mut steps);
        } else {
            if care == Care::Bold && place == start {
                self.searches(place, goal, &mut steps);
                self.leaps(place, goal, &mut steps);
            }
            if care == Care::Bold {
                self.objects(place, start, goal, &mut steps);
            }
            if !matches!(goal, Goal::Cursor(_)) {
                self.begins(place, goal, &mut steps);
            }
        }
        steps
    }

    /// Motions with their counts.
    fn moves(&self, place: Place, care: Care, steps: &mut Vec<(Place, Press)>) {
        let Place { cursor: at, anchor, .. } = place;
        let mut go = |key: &str, count: usize, to: usize| {
            steps.push((Place { cursor: to, ..place }, Press::counted(count, key)));
        };
        let onwards = anchor.is_some_and(|anchor| anchor <= at);
        let ahead: [(&str, &[usize]); 5] = [
            (">", &self.graphemes),
            (")", &self.sentences.ahead),
            ("}", &self.paragraphs.ahead),
            ("]", &self.spans),
            ("f", &self.ends),
        ];
        let kinds = if care == Care::Bold { ahead.len() } else { 1 };
        for (key, stops) in ahead.into_iter().take(kinds) {
            let from = stops.partition_point(|stop| *stop <= at);
            stops.iter().skip(from).take(COUNT).enumerate().for_each(|(n, stop)| go(key, n + 1, *stop));
        }
        let next = if onwards { &self.ends } else { &self.starts };
        let from = next.partition_point(|stop| *stop <= at);
        next.iter().skip(from).take(COUNT).enumerate().for_each(|(n, stop)| go("j", n + 1, *stop));
        let back: [(&str, &[usize]); 4] =
            [("<", &self.graphemes), ("(", &self.sentences.back), ("{", &self.paragraphs.back), ("[", &self.spans)];
        for (key, stops) in back.into_iter().take(kinds) {
            let to = stops.partition_point(|stop| *stop < at);
            stops.iter().take(to).rev().take(COUNT).enumerate().for_each(|(n, stop)| go(key, n + 1, *stop));
        }
        let (before, least) = match anchor.filter(|anchor| *anchor < at) {
            Some(anchor) => (&self.ends, anchor),
            None => (&self.starts, 0),
        };
        let to = before.partition_point(|stop| *stop < at);
        let previous = before.iter().take(to).rev().take_while(|stop| **stop >= least).take(COUNT);
        previous.enumerate().for_each(|(n, stop)| go("k", n + 1, *stop));
    }

    /// Motions that extend a selection.
    fn extends(&self, place: Place, steps: &mut Vec<(Place, Press)>) {
        let Place { cursor: at, anchor, .. } = place;
        let Some(anchor) = anchor.filter(|anchor| *anchor <= at) else { return };
        let from = self.ends.partition_point(|end| *end <= at);
        for (n, end) in self.ends.iter().skip(from).take(COUNT).enumerate() {
            steps.push((Place { cursor: *end, ..place }, Press::counted(n + 1, "F")));
        }
        let to = self.ends.partition_point(|end| *end < at);
        let before = self.ends.iter().take(to).rev().take_while(|end| **end >= anchor).take(COUNT);
        for (n, end) in before.enumerate() {
            steps.push((Place { cursor: *end, ..place }, Press::counted(n + 1, "K")));
        }
    }

    /// A search from where everything began, to a place that may do.
    fn searches(&self, place: Place, goal: &Goal, steps: &mut Vec<(Place, Press)>) {
        // While words are pointed out nothing is searched for.
        if !self.skills.have(Skill::Search) || matches!(goal, Goal::Words(_)) {
            return;
        }
        let text = self.document.text();
        let wanted = goal.range();
        let word =
            self.words.get(self.words.partition_point(|word| word.end <= wanted.start)).map_or(wanted.start, |word| word.start);
        for to in [wanted.start, word] {
            let rest = text.get(to..).unwrap_or_default();
            let lengths = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LETTERS);
            let needles = lengths.filter_map(|length| rest.get(..length)).take_while(|needle| !needle.contains(char::is_control));
            let found = needles.map(|needle| (needle, self.first_hit(needle, place.cursor)));
            let Some((needle, Some(hit))) = found.into_iter().find(|(_, hit)| hit.as_ref().is_some_and(|hit| hit.start == to))
            else {
                continue;
            };
            let keys = format!("/ {} enter", needle.chars().map(spelled).collect::<Vec<_>>().join(" "));
            let last = grapheme::previous(text, hit.end);
            // The hit is selected.
            match goal {
                Goal::Cursor(_) => steps.push((Place::at(last), Press::Keys(format!("{keys} esc")))),
                _ => steps.push((Place { cursor: last, anchor: Some(hit.start), is_sticky: false }, Press::Keys(keys))),
            }
        }
    }

    /// What a search selects: the first hit from a byte on, else from the start; of words that only begin so, the whole word.
    fn first_hit(&self, needle: &str, from: usize) -> Option<Range<usize>> {
        let text = self.document.text();
        let first = |matcher: &Matcher| matcher.hits(text, from).next().or_else(|| matcher.hits(text, 0).next());
        let whole = Matcher::new(needle, &Rules::default()).ok()?.hiding_in(&self.names.borrow());
        if let Some(hit) = first(&whole) {
            return Some(hit);
        }
        let hit = first(&Matcher::new(needle, &Rules { ends: WordEnd::Open, ..Rules::default() }).ok()?)?;
        let word = self.unit(TextUnit::Word, grapheme::previous(text, hit.end));
        Some(hit.start..word.end.max(hit.end))
    }

    /// Selections that begin here.
    fn begins(&self, place: Place, goal: &Goal, steps: &mut Vec<(Place, Press)>) {
        let wanted = goal.range();
        let at = place.cursor;
        let is_start = |at: usize| at <= wanted.start && wanted.start - at <= SLACK;
        for (key, unit) in UNITS {
            let mut range = self.unit(unit, at);
            if !is_start(range.start) || range.is_empty() {
                continue;
            }
            for count in 1..=5 {
                let last = grapheme::previous(self.document.text(), range.end).max(range.start);
                let selecting = Place { cursor: last, anchor: Some(range.start), is_sticky: false };
                steps.push((selecting, Press::counted(count, key)));
                let next = text_unit::next_start(self.document, unit, range.end.saturating_sub(1));
                let next = if range.end > wanted.end { range.clone() } else { self.unit(unit, next.min(self.document.len())) };
                if next.end <= range.end {
                    break;
                }
                range.end = next.end;
            }
        }
        let last = grapheme::previous(self.document.text(), wanted.end);
        if at == last && at != wanted.start {
            steps.push((Place { anchor: Some(at), is_sticky: true, ..place }, Press::counted(1, "v")));
        }
        if is_start(at) && (at == wanted.start || self.starts.binary_search(&at).is_ok()) {
            steps.push((Place { anchor: Some(at), is_sticky: true, ..place }, Press::counted(1, "v")));
            self.extends(Place { anchor: Some(at), ..place }, steps);
        }
    }
}
