//! What a file holds besides annotations and relations: orphans, answers, rejections, decisions and boilerplate, and their
//! changes.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::decided::{StoredAnswer, StoredDecision, StoredRejection};
use super::record::{Field, Held, line};
use super::ron_text::Extra;
use super::stored::{StoredRegion, StoredRelation, StoredSpan};

/// The lists of a file. An annotator's sidecar may have orphans and answers, a gold standard rejections and decisions,
/// a review decisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    /// Spans that nobody could place when the text changed.
    pub orphans: Held<Vec<StoredSpan>>,
    /// Relations from or to such spans.
    pub orphaned_relations: Held<Vec<StoredRelation>>,
    /// What the annotator answered to reviewers.
    pub answers: Held<Vec<StoredAnswer>>,
    /// What decisions kept out of the gold standard.
    pub rejections: Held<Vec<StoredRejection>>,
    /// What was decided.
    pub decisions: Held<Vec<StoredDecision>>,
    /// Stretches of the text that are boilerplate.
    pub boilerplate: Held<Vec<StoredRegion>>,
}

impl Lists {
    /// The names of the lists, in the order in which they are written.
    pub const NAMES: [&'static str; 6] = ["orphans", "orphaned_relations", "answers", "rejections", "decisions", "boilerplate"];

    /// The lists as raw RON, as they are in a file.
    pub fn fields(&self) -> Extra {
        let raw = [
            self.orphans.to_ron(),
            self.orphaned_relations.to_ron(),
            self.answers.to_ron(),
            self.rejections.to_ron(),
            self.decisions.to_ron(),
            self.boilerplate.to_ron(),
        ];
        Self::NAMES.into_iter().zip(raw).filter_map(|(name, raw)| Some((name.to_owned(), raw?))).collect()
    }

    /// Takes the lists out of fields that are raw RON.
    pub fn take(extra: &mut Extra) -> Self {
        let mut lists = Self::default();
        for (name, raw) in std::mem::take(extra) {
            if !lists.set(&name, &raw) {
                extra.push((name, raw));
            }
        }
        lists
    }

    fn set(&mut self, name: &str, raw: &str) -> bool {
        match name {
            "orphans" => self.orphans = Held::from_ron(raw),
            "orphaned_relations" => self.orphaned_relations = Held::from_ron(raw),
            "answers" => self.answers = Held::from_ron(raw),
            "rejections" => self.rejections = Held::from_ron(raw),
            "decisions" => self.decisions = Held::from_ron(raw),
            "boilerplate" => self.boilerplate = Held::from_ron(raw),
            _ => return false,
        }
        true
    }

    /// Makes a change, and gives the one that takes it back; `None` where the list has no such place.
    pub(super) fn apply(&mut self, change: ListChange) -> Option<ListChange> {
        Some(match change {
            ListChange::Orphans(splice) => ListChange::Orphans(splice.apply(&mut self.orphans)?),
            ListChange::OrphanedRelations(splice) => ListChange::OrphanedRelations(splice.apply(&mut self.orphaned_relations)?),
            ListChange::Answers(splice) => ListChange::Answers(splice.apply(&mut self.answers)?),
            ListChange::Rejections(splice) => ListChange::Rejections(splice.apply(&mut self.rejections)?),
            ListChange::Decisions(splice) => ListChange::Decisions(splice.apply(&mut self.decisions)?),
            ListChange::Boilerplate(splice) => ListChange::Boilerplate(splice.apply(&mut self.boilerplate)?),
        })
    }

    /// The changes that make these lists the others.
    pub(super) fn difference(&self, to: &Self) -> Vec<ListChange> {
        let changes = [
            Splice::between(&self.orphans, &to.orphans).map(ListChange::Orphans),
            Splice::between(&self.orphaned_relations, &to.orphaned_relations).map(ListChange::OrphanedRelations),
            Splice::between(&self.answers, &to.answers).map(ListChange::Answers),
            Splice::between(&self.rejections, &to.rejections).map(ListChange::Rejections),
            Splice::between(&self.decisions, &to.decisions).map(ListChange::Decisions),
            Splice::between(&self.boilerplate, &to.boilerplate).map(ListChange::Boilerplate),
        ];
        changes.into_iter().flatten().collect()
    }
}

/// A change of one of the lists.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum ListChange {
    /// Of the orphans.
    Orphans(Splice<StoredSpan>),
    /// Of their relations.
    OrphanedRelations(Splice<StoredRelation>),
    /// Of the answers.
    Answers(Splice<StoredAnswer>),
    /// Of the rejections.
    Rejections(Splice<StoredRejection>),
    /// Of the decisions.
    Decisions(Splice<StoredDecision>),
    /// Of the boilerplate.
    Boilerplate(Splice<StoredRegion>),
}

impl ListChange {
    /// The name of the list.
    pub fn name(&self) -> &'static str {
        let [orphans, orphaned_relations, answers, rejections, decisions, boilerplate] = Lists::NAMES;
        match self {
            Self::Orphans(_) => orphans,
            Self::OrphanedRelations(_) => orphaned_relations,
            Self::Answers(_) => answers,
            Self::Rejections(_) => rejections,
            Self::Decisions(_) => decisions,
            Self::Boilerplate(_) => boilerplate,
        }
    }

    /// The change that makes a list what raw RON says, or takes it away.
    pub fn to(name: &str, raw: Option<&str>) -> Option<Self> {
        let [orphans, orphaned_relations, answers, rejections, decisions, boilerplate] = Lists::NAMES;
        Some(match name {
            _ if name == orphans => Self::Orphans(Splice::from_ron(raw)),
            _ if name == orphaned_relations => Self::OrphanedRelations(Splice::from_ron(raw)),
            _ if name == answers => Self::Answers(Splice::from_ron(raw)),
            _ if name == rejections => Self::Rejections(Splice::from_ron(raw)),
            _ if name == decisions => Self::Decisions(Splice::from_ron(raw)),
            _ if name == boilerplate => Self::Boilerplate(Splice::from_ron(raw)),
            _ => return None,
        })
    }

    /// The raw RON that it puts in the place of a list, if it does.
    pub fn odd(&self) -> Option<&str> {
        match self {
            Self::Orphans(splice) => splice.odd(),
            Self::OrphanedRelations(splice) => splice.odd(),
            Self::Answers(splice) => splice.odd(),
            Self::Rejections(splice) => splice.odd(),
            Self::Decisions(splice) => splice.odd(),
            Self::Boilerplate(splice) => splice.odd(),
        }
    }

    /// Writes the change as RON reads it.
    pub fn write(&self, out: &mut String) {
        match self {
            Self::Orphans(splice) => splice.write("Orphans", out),
            Self::OrphanedRelations(splice) => splice.write("OrphanedRelations", out),
            Self::Answers(splice) => splice.write("Answers", out),
            Self::Rejections(splice) => splice.write("Rejections", out),
            Self::Decisions(splice) => splice.write("Decisions", out),
            Self::Boilerplate(splice) => splice.write("Boilerplate", out),
        }
    }
}

/// A change of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Splice<T> {
    /// Some entries are replaced: the place of the first, from 0, how many go, and those that come.
    Part(usize, usize, Vec<T>),
    /// The whole list is replaced.
    All(Vec<T>),
    /// There is no list any more.
    Absent,
    /// Raw RON of another shape comes back, which a file had in place of the list.
    Odd(String),
}

impl<T> Splice<T> {
    /// The entries that come.
    pub fn entries(&self) -> &[T] {
        match self {
            Self::Part(_, _, entries) | Self::All(entries) => entries,
            Self::Absent | Self::Odd(_) => &[],
        }
    }

    fn odd(&self) -> Option<&str> {
        if let Self::Odd(raw) = self { Some(raw) } else { None }
    }

    fn apply(self, list: &mut Held<Vec<T>>) -> Option<Self> {
        let new = match self {
            Self::Part(at, gone, entries) => {
                let Held::Known(list) = list else { return None };
                let end = at.checked_add(gone).filter(|end| *end <= list.len())?;
                let come = entries.len();
                return Some(Self::Part(at, come, list.splice(at..end, entries).collect()));
            }
            Self::All(entries) => Held::Known(entries),
            Self::Absent => Held::Absent,
            Self::Odd(raw) => Held::Odd(raw),
        };
        Some(match std::mem::replace(list, new) {
            Held::Known(entries) => Self::All(entries),
            Held::Absent => Self::Absent,
            Held::Odd(raw) => Self::Odd(raw),
        })
    }
}

impl<T: Clone + PartialEq> Splice<T> {
    /// The change that makes one list the other; `None` where they are the same.
    fn between(from: &Held<Vec<T>>, to: &Held<Vec<T>>) -> Option<Self> {
        if from == to {
            return None;
        }
        Some(match (from, to) {
            (Held::Known(old), Held::Known(new)) => {
                let at = old.iter().zip(new).take_while(|(a, b)| a == b).count();
                let most = old.len().min(new.len()) - at;
                let after = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
                let entries = new.get(at..new.len() - after).unwrap_or_default().to_vec();
                Self::Part(at, old.len() - after - at, entries)
            }
            (_, Held::Known(new)) => Self::All(new.clone()),
            (_, Held::Absent) => Self::Absent,
            (_, Held::Odd(raw)) => Self::Odd(raw.clone()),
        })
    }
}

impl<T: DeserializeOwned> Splice<T> {
    /// The change that makes a list what raw RON says, or takes it away.
    fn from_ron(raw: Option<&str>) -> Self {
        match raw.map(Held::from_ron) {
            None | Some(Held::Absent) => Self::Absent,
            Some(Held::Known(entries)) => Self::All(entries),
            Some(Held::Odd(raw)) => Self::Odd(raw),
        }
    }
}

impl<T: Field> Splice<T> {
    fn write(&self, name: &str, out: &mut String) {
        use std::fmt::Write as _;
        let list = |entries: &[T]| entries.iter().map(line).collect::<Vec<_>>().join(", ");
        let _infallible = match self {
            Self::Part(at, gone, entries) => write!(out, "{name}(Part({at}, {gone}, [{}]))", list(entries)),
            Self::All(entries) => write!(out, "{name}(All([{}]))", list(entries)),
            Self::Absent => write!(out, "{name}(Absent)"),
            Self::Odd(raw) => {
                let mut quoted = String::new();
                super::ron_text::write_string(&mut quoted, raw);
                write!(out, "{name}(Odd({quoted}))")
            }
        };
    }
}
