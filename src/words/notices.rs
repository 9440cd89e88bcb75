//! Notices and refusals in English.

use super::Words;
use crate::layout::Direction;
use crate::session::{CopiedPart, Notice, Refusal, Unsaved};
use crate::text::counted;

impl Words {
    /// Returns what a notice says.
    pub fn notice(&self, notice: &Notice) -> String {
        match notice {
            Notice::StillReading => "still reading the text…".into(),
            Notice::StillListing => "still listing the folder…".into(),
            Notice::NotOrdered => "choose an order first".into(),
            Notice::NoTextHolds { words } => format!("no text holds {words}"),
            Notice::NoTexts => "there is no text in this folder".into(),
            Notice::NoJump => "the cursor has not moved far yet".into(),
            Notice::NothingToCopy => "there is nothing here to copy".into(),
            Notice::NothingToAccept => "there is nothing here to accept".into(),
            Notice::NothingToUndo => "nothing left to undo".into(),
            Notice::NothingToRedo => "nothing left to redo".into(),
            Notice::Direction(Direction::RightToLeft) => "every paragraph right to left".into(),
            Notice::Direction(Direction::LeftToRight) => "every paragraph left to right".into(),
            Notice::Direction(Direction::Auto) => "every paragraph by its first letter".into(),
            Notice::Saved => "everything is saved".into(),
            Notice::SavedNow => "everything is saved now".into(),
            Notice::SavingAgain => "saving again".into(),
            Notice::LastText => "this is the last text".into(),
            Notice::FirstText => "this is the first text".into(),
            Notice::MarksShown => "vowel marks shown".into(),
            Notice::MarksHidden => "vowel marks hidden; they stay in the text and in its offsets".into(),
            Notice::InvisibleShown => "what is invisible is shown as tokens".into(),
            Notice::InvisibleHidden => "what is invisible is hidden again".into(),
            Notice::ProposalTaken { left } => format!("taken; {}", proposals_left(*left)),
            Notice::ProposalAnswered { left } => format!("answered; {}", proposals_left(*left)),
            Notice::ProposalPutAway { left } => format!("put away; {}", proposals_left(*left)),
            Notice::NoSearch => "nothing was searched for yet".into(),
            Notice::NotFound { needle } => format!("not found as typed (vowel marks and tatweel count): {needle}"),
            Notice::SearchWrapped => "search went on from the other end".into(),
            Notice::StaysOpen(why) => format!("not saved: {why}; the text stays open so that nothing is lost"),
            Notice::AllDecided => "nothing is left to decide".into(),
            Notice::NothingToDecide { complete, decided, agreed } => {
                let so_far = if *complete { "" } else { " in what was read so far" };
                format!("nothing is left to decide{so_far}: {decided} decided, {agreed} agreed")
            }
            Notice::NoRemark => "nothing is pending".into(),
            Notice::RemarkDropped => "the remark is dropped".into(),
            Notice::NothingMissed => "nothing was tagged, nothing is proposed".into(),
            Notice::HandedBack { state, annotator } => {
                format!("the text is {state}: {annotator} will see the review when opening it")
            }
            Notice::NotHandedBack(why) => format!("not handed back: {why}"),
            Notice::LookingForPlaces => "looking where the spans belong now…".into(),
            Notice::TextUnchanged => "the text has not changed: every span stands where it was made".into(),
            Notice::Reanchored => "every span stands where it belongs now; undoing takes all of it back".into(),
            Notice::Copied { part, characters, pictures } => {
                let controls = match pictures {
                    0 => String::new(),
                    some => format!(", {some} of them controls, as pictures"),
                };
                format!("copied {}: {}{controls}", copied(*part), counted(*characters, "character"))
            }
            Notice::NotCopied(why) => format!("not copied: {why}"),
            Notice::TooLongToCopy { part, length, most } => {
                format!("not copied: {} is {length} kB, and terminals take {most} kB", copied(*part))
            }
            Notice::Unbound { keys } => format!("{keys} does nothing here"),
            Notice::ReadOnly(why) => format!("read-only: {why}"),
            Notice::NotSaved(why) => format!("not saved, trying again: {why}"),
            Notice::NotWritten(why) => {
                format!("the journal has every change, but the sidecar cannot be written, trying again: {why}")
            }
            Notice::GoldNotSaved(why) => format!("not saved: {why}"),
            Notice::Undecodable { first, more } => format!("{first}{}", if *more { " (and more)" } else { "" }),
            Notice::ReadAs { encoding } => format!("read as {encoding}; --encoding tells another"),
            Notice::DecidedAlike { units } => {
                format!("decided alike: {}; one undo takes that back", counted(*units, "more unit"))
            }
            Notice::NothingSubmitted { annotator } => format!("{annotator} has handed in no text here"),
            Notice::TooFewReaders => "no text here has been read by enough annotators to be reviewed".into(),
            Notice::Reviewed { reviews, open } => {
                let reviews: Vec<String> = reviews.iter().map(|(state, reviewer)| format!("{state} by {reviewer}")).collect();
                let proposals = match open {
                    0 => "nothing is left to follow".to_owned(),
                    _ => counted(*open, "proposal"),
                };
                format!("{}: {proposals}", reviews.join(", "))
            }
            Notice::LeftOut { texts, reviewer } => {
                format!("left out: {} that {reviewer} annotates and has not submitted", counted(*texts, "text"))
            }
            Notice::UnknownTerminal { terminal } => {
                format!("does Arabic read wrong? run `hashiya calibrate` ({terminal} is not known)")
            }
            Notice::MarksUndrawable { terminal } => format!("vowel marks are hidden: {terminal} does not draw them well"),
            Notice::Told(told) => told.to_string(),
            Notice::Failed(why) => why.to_string(),
            Notice::Keymap { first, more: 0 } => format!("keymap: {first}"),
            Notice::Keymap { first, more } => format!("keymap: {first} (and {more} more)"),
            Notice::Unsaved(unsaved) => self.unsaved(unsaved),
            Notice::Refused(refusal) => self.refusal(refusal),
            Notice::Several(notices) => notices.iter().map(|notice| self.notice(notice)).collect::<Vec<String>>().join("; "),
        }
    }

    /// Returns what is not on the disk, and why.
    pub fn unsaved(&self, unsaved: &Unsaved) -> String {
        match unsaved {
            Unsaved::Changes(why) => format!("the last changes are NOT SAVED: {why}"),
            Unsaved::Sidecar(why) => format!("the sidecar cannot be written, the journal has every change: {why}"),
        }
    }

    /// Returns why a command was not performed.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::ReadOnly(why) => format!("read-only: {why}"),
            Refusal::Edit(error) => error.to_string(),
            Refusal::NoWord => "there is no word here to tag".into(),
            Refusal::NoSpan => "there is no span under the cursor".into(),
            Refusal::EmptySpan => "a span keeps at least one letter".into(),
            Refusal::NoNoteAfter => "no span further on has a note".into(),
            Refusal::NoNoteBefore => "no span before has a note".into(),
            Refusal::NothingTagged => "nothing was tagged yet".into(),
            Refusal::NoProposalLeft => "every proposal is followed or answered".into(),
            Refusal::NotReviewed => "nobody has reviewed this text".into(),
            Refusal::NoProposalHere => "nothing is proposed for this place".into(),
            Refusal::OnlyComment => "this is only a comment; an answer puts it away".into(),
            Refusal::NotAnswered(why) => why.to_string(),
            Refusal::Editing => "first keep the edited reading, or drop it".into(),
            Refusal::NothingDecided => "nothing was decided yet that could be repeated".into(),
            Refusal::Closed(why) => format!("nothing can be decided here: {why}"),
            Refusal::MissedByAll => "a span that everybody has missed can be added to an edited reading".into(),
            Refusal::NoPeerReview => "the state is set where one annotator's work is reviewed".into(),
            Refusal::NoSuchHandBack => "a review hands a text back as returned or as reviewed".into(),
            Refusal::ClosedToHandBack(why) => format!("nothing can be handed back here: {why}"),
            Refusal::SpansLeft { open } => format!("{open} of the spans here are not gone through yet"),
            Refusal::NoOrphan => "there is no orphan".into(),
            Refusal::NoCandidate { id, number } => format!("{id} has no candidate {number}"),
            Refusal::NothingToApply => "decide a unit first; then its decision can be applied to those that are alike".into(),
            Refusal::NothingAlike => "no other open unit is like the one that was decided".into(),
            Refusal::NoReasons => "the schema has no reasons to reject a span".into(),
            Refusal::NoDesk => "there is no text to review".into(),
            Refusal::NoSuchReading { readings: 1 } => "there is one reading here".into(),
            Refusal::NoSuchReading { readings } => format!("there are {readings} readings here"),
            Refusal::NoMajority => "no reading here is that of more than half of the annotators".into(),
            Refusal::OneAnnotator => "only one annotator has something here".into(),
        }
    }
}

fn copied(part: CopiedPart) -> &'static str {
    match part {
        CopiedPart::Selection => "the selection",
        CopiedPart::Span => "the span",
        CopiedPart::Word => "the word",
    }
}

fn proposals_left(left: usize) -> String {
    match left {
        0 => "that was the last proposal".into(),
        1 => "1 proposal is left".into(),
        _ => format!("{left} proposals are left"),
    }
}
