//! A plan for what a span is to say: whether all that is proposed is taken and what is wrong is put right, or each thing is
//! said by itself, whichever costs fewer keys.

use hashiya::annotation::Relation;
use hashiya::session::{AttributeRow, CardRow, LackingRow};

use super::Fault;
use super::desk::Desk;
use super::wants::{Want, is_same};

/// Keys that make a relation, wherever its row is: that a relation is made, its type, its end.
const RELATION: usize = 3;
/// Keys that lead back to a span which a round has left, and to the round again.
const RETURN: usize = 2;

/// What is done next of a span.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// Everything that is proposed is taken.
    TakeAll,
    /// What a row proposes is refused: its number, and the attribute or the type of relation that it is about.
    Refuse(usize, String),
    /// Something is said.
    Say(Box<Want>),
}

/// How what a row proposes fits what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fitness {
    /// All of it is wanted.
    Wanted,
    /// Something else is wanted in its place.
    Otherwise,
    /// Nothing is wanted here.
    Superfluous,
    /// Some of it is wanted: so many ends are not.
    InPart { superfluous: usize },
}

/// A row that proposes something.
#[derive(Debug, Clone, Copy)]
struct Prospect {
    row: usize,
    fitness: Fitness,
}

/// The span that is inspected, with what is to be said of it.
pub(crate) struct Plan<'a> {
    rows: Vec<CardRow>,
    wants: &'a [Want],
}

impl<'a> Plan<'a> {
    /// The plan for the span that is inspected, else for the current one.
    ///
    /// # Errors
    /// No text is open.
    pub(crate) fn of(desk: &Desk, wants: &'a [Want]) -> Result<Self, Fault> {
        desk.text()?;
        Ok(Self { rows: desk.session().card().rows, wants })
    }

    /// What is done next; all that is proposed is taken only where it may be.
    pub(crate) fn next(&self, may_take: bool) -> Option<Step> {
        let prospects = self.prospects();
        if !may_take || self.gain(&prospects) <= self.loss(&prospects) {
            return self.first(|_| true);
        }
        let early = self.first(|want| self.spoils(want, &prospects)).or_else(|| self.refusal(&prospects));
        // What is missing still keeps the inspector where it is; else taking all leads on.
        let stays = self.rows.iter().any(|row| row.is_gap() && !proposes(row));
        let rest = || self.first(|want| !self.is_taken(want) && !self.follows_taken(want));
        early.or_else(|| if stays { None } else { rest() }).or(Some(Step::TakeAll))
    }

    /// Whether taking all says everything that is wanted and nothing else, but for values that are missing and that a round
    /// comes to.
    pub(crate) fn is_all_wanted(&self) -> bool {
        let prospects = self.prospects();
        let is_left_to_a_round = |want: &Want| matches!(want, Want::Value(..)) && self.is_gap(want);
        !prospects.is_empty()
            && prospects.iter().all(|prospect| prospect.fitness == Fitness::Wanted)
            && self.wants.iter().all(|want| self.is_taken(want) || is_left_to_a_round(want))
    }

    /// The rows that propose something.
    fn prospects(&self) -> Vec<Prospect> {
        let proposing = self.rows.iter().enumerate().filter(|(_, row)| proposes(row));
        proposing.map(|(n, row)| Prospect { row: n, fitness: self.fitness(row) }).collect()
    }

    fn fitness(&self, row: &CardRow) -> Fitness {
        match row {
            CardRow::Attribute(row) => match self.wanted(row) {
                Some(Want::Value(_, wanted)) if is_same(wanted.as_ref(), row.proposal().map(|one| &one.value)) => Fitness::Wanted,
                Some(Want::Value(_, Some(_))) => Fitness::Otherwise,
                _ => Fitness::Superfluous,
            },
            CardRow::Lacking(row) => self.fitness_of_ends(row),
            _ => Fitness::Superfluous,
        }
    }

    /// What is to be said of an attribute, if something is.
    fn wanted(&self, row: &AttributeRow) -> Option<&Want> {
        self.wants.iter().find(|want| matches!(want, Want::Value(attribute, _) if attribute.id == row.attribute.id))
    }

    fn fitness_of_ends(&self, row: &LackingRow) -> Fitness {
        let wanted = self.relations(&row.kind);
        let is_wanted = |id: &str| match wanted.iter().position(|relation| relation.to == *id) {
            // Of an ordered type the first comes first.
            Some(n) => n == 0 || wanted.iter().all(|relation| relation.order.is_none()),
            None => false,
        };
        let taken: Vec<bool> = row.taken().map(|end| is_wanted(end.to.as_str())).collect();
        match taken.iter().filter(|is_wanted| !**is_wanted).count() {
            0 => Fitness::Wanted,
            superfluous if superfluous < taken.len() => Fitness::InPart { superfluous },
            _ if !wanted.is_empty() => Fitness::Otherwise,
            _ => Fitness::Superfluous,
        }
    }

    /// The relations of a type that are to be made.
    fn relations(&self, kind: &str) -> Vec<&Relation> {
        let of_kind = self.wants.iter().filter_map(|want| match want {
            Want::Relation(relation) if relation.kind == kind => Some(relation),
            _ => None,
        });
        of_kind.collect()
    }

    /// Keys that are saved where all is taken.
    fn gain(&self, prospects: &[Prospect]) -> usize {
        let of = |prospect: &Prospect| match (self.rows.get(prospect.row), prospect.fitness) {
            (Some(row @ CardRow::Lacking(lacking)), Fitness::Wanted | Fitness::InPart { .. }) => {
                let ends = lacking.taken().filter(|end| self.relations(&lacking.kind).iter().any(|one| one.to == end.to));
                let each = if row.is_gap() { 1 } else { RELATION.min(self.reach(prospect.row) + 1) };
                ends.count() * each
            }
            (Some(row), Fitness::Wanted) => {
                if row.is_gap() {
                    1
                } else {
                    self.reach(prospect.row) + 1
                }
            }
            _ => 0,
        };
        prospects.iter().map(of).sum()
    }

    /// Keys that it costs to take all, and to take back what is not wanted.
    fn loss(&self, prospects: &[Prospect]) -> usize {
        let of = |prospect: &Prospect| match prospect.fitness {
            Fitness::Superfluous => self.reach(prospect.row) + 1 + if self.is_refusable(prospect.row) { 0 } else { RETURN },
            Fitness::InPart { superfluous } => RELATION * superfluous,
            Fitness::Wanted | Fitness::Otherwise => 0,
        };
        let fills_gap = |prospect: &Prospect| self.rows.get(prospect.row).is_some_and(CardRow::is_gap);
        let leaves = self.rows.iter().filter(|row| row.is_gap()).count() > 0
            && prospects.iter().all(|prospect| prospect.fitness != Fitness::Wanted || !fills_gap(prospect))
            && self.rows.iter().all(|row| !row.is_gap() || proposes(row));
        1 + prospects.iter().map(of).sum::<usize>() + if leaves { RETURN } else { 0 }
    }

    /// Keys that lead to a row from the first one; what it costs to take all does not change while rows are gone to.
    fn reach(&self, row: usize) -> usize {
        let steps = distance(&self.rows, 0, row).unsigned_abs();
        if self.rows.get(row).and_then(CardRow::key).is_some() { 1 } else { steps }
    }

    /// Whether what is refused in a row is not proposed there again.
    fn is_refusable(&self, row: usize) -> bool {
        !matches!(self.rows.get(row), Some(CardRow::Lacking(row)) if row.is_gap)
    }

    fn refusal(&self, prospects: &[Prospect]) -> Option<Step> {
        let mut superfluous = prospects.iter().filter(|prospect| prospect.fitness == Fitness::Superfluous);
        let found = superfluous.find(|prospect| self.is_refusable(prospect.row))?;
        match self.rows.get(found.row)? {
            CardRow::Attribute(row) => Some(Step::Refuse(found.row, row.attribute.id.clone())),
            CardRow::Lacking(row) => Some(Step::Refuse(found.row, row.kind.clone())),
            _ => None,
        }
    }

    /// Whether something is said before all is taken, since a relation to a wrong end would be taken else.
    fn spoils(&self, want: &Want, prospects: &[Prospect]) -> bool {
        let Want::Relation(relation) = want else { return false };
        let is_it =
            |prospect: &Prospect| matches!(self.rows.get(prospect.row), Some(CardRow::Lacking(row)) if row.kind == relation.kind);
        prospects.iter().any(|prospect| prospect.fitness == Fitness::Otherwise && is_it(prospect))
    }

    /// Whether taking all says something.
    fn is_taken(&self, want: &Want) -> bool {
        self.rows.iter().any(|row| match (row, want) {
            (CardRow::Attribute(row), Want::Value(attribute, value)) => {
                let proposed = row.proposal().filter(|_| row.attribute.id == attribute.id);
                proposed.is_some_and(|proposal| is_same(value.as_ref(), Some(&proposal.value)))
            }
            (CardRow::Lacking(row), Want::Relation(relation)) => {
                row.kind == relation.kind && row.taken().any(|end| relation.to == end.to)
            }
            _ => false,
        })
    }

    /// Whether a relation comes after one of its type that is taken where all is, and so is made after that.
    fn follows_taken(&self, want: &Want) -> bool {
        let Want::Relation(relation) = want else { return false };
        let is_before = |other: &&Relation| other.order.is_some() && other.order < relation.order;
        let mut before = self.relations(&relation.kind).into_iter().filter(is_before);
        before.any(|other| self.is_taken(&Want::Relation(other.clone())))
    }

    fn is_gap(&self, want: &Want) -> bool {
        self.rows.iter().filter(|row| row.is_gap()).any(|row| match (row, want) {
            (CardRow::Lacking(row), Want::Relation(relation)) => row.kind == relation.kind,
            (row, Want::Value(attribute, _)) => is_row_of(row, &attribute.id),
            _ => false,
        })
    }

    /// What is said first of some things: what leaves the inspector where it is, a gap last, for that leads on.
    fn first(&self, among: impl Fn(&Want) -> bool) -> Option<Step> {
        let of_relation = |want: &&Want| matches!(want, Want::Relation(_) | Want::Certainty(_) | Want::Gone(_));
        let are_several = self.wants.iter().filter(of_relation).count() > 1;
        let rank = |want: &Want| match want {
            want if of_relation(&want) && are_several => 1,
            want if !self.is_gap(want) => 0,
            Want::Value(..) => 2,
            _ => 3,
        };
        self.wants.iter().filter(|want| among(want)).min_by_key(|want| rank(want)).cloned().map(|want| Step::Say(Box::new(want)))
    }
}

/// Whether a row proposes something that is taken where all is.
fn proposes(row: &CardRow) -> bool {
    match row {
        CardRow::Attribute(row) => row.proposal().is_some(),
        CardRow::Lacking(row) => row.taken().next().is_some(),
        _ => false,
    }
}

/// Whether a row is that of an attribute.
pub(crate) fn is_row_of(row: &CardRow, name: &str) -> bool {
    matches!(row, CardRow::Attribute(row) if row.attribute.id == name)
}

/// Rows from one to another the shorter way round; negative where it leads up.
pub(crate) fn distance(rows: &[CardRow], from: usize, to: usize) -> isize {
    let ahead = (to + rows.len() - from) % rows.len().max(1);
    let back = rows.len() - ahead;
    if ahead <= back { ahead.cast_signed() } else { -back.cast_signed() }
}
