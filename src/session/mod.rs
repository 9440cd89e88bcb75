//! The state of one sitting: what is open, where the cursor stands, what is selected, what is to be done.
//!
//! A [`Session`] takes commands and messages and answers with effects. It is what all screens share, and a stack of
//! screens: the top one gets a command first and may pass it down. What is absent here: the disk, the clock, the
//! terminal, colours and keys. Effects are wishes; whoever drives the session performs them and reports back with
//! messages.

mod motion;
mod object;
mod argument;
mod mode;
pub mod command;
mod keyboard;
mod pointer;
pub mod parts;
mod hits;
mod deed;
mod notice;
pub mod corpus;
mod text_rows;
mod age;
pub mod drift;
pub mod states;
mod registries;
mod saved;
mod travel;
mod ledger;
mod jumps;
mod desk;
mod group;
mod excerpt;
mod findings;
mod met;
mod ordered;
mod typography;
mod effect;
mod selection;
mod sheet;
mod cursor;
mod open_text;
mod review;
mod suggestions;
mod tour;
mod shared;
mod display;
mod selecting;
mod gesture;
mod labels;
mod input;
mod card;
mod search;
mod acceptance;
mod annotation;
mod answer;
mod guide;
mod saying;
mod values;
mod remarks;
mod orders;
mod departure;
mod following;
mod copy;
mod inquiry;
mod desks;
mod decision;
mod rationale;
mod thread;
mod confirmation;
mod transfer;
mod peer;
mod screens;
mod stack;
#[allow(clippy::module_inception)] // The file's idea is the session itself.
mod session;
mod update;
mod kept;
mod receipt;

pub use age::{Age, Day};
pub use card::{AttributeRow, Card, CardRow, LackingRow, OtherEnd, QualityRow, RelationRow, Standing};
pub use command::Command;
pub use deed::{Deed, Form, Side};
pub use desk::{Desk, GoldGap, PeerWork};
pub use effect::{Changes, Copied, Effect, GoldSnapshot, HandBack, Heard, Message, Opened, Snapshot};
pub use excerpt::Excerpt;
pub use findings::{Beside, Finding, Findings, Listing, Looking, Said};
pub use group::Group;
pub use hits::{HitPlace, Hits};
pub use keyboard::KeyboardChoice;
pub use met::Met;
pub use mode::Mode;
pub use motion::Motion;
pub use notice::{Cause, CopiedPart, Notice, Refusal, Severity, Unsaved};
pub use open_text::OpenText;
pub use ordered::OrderReport;
pub use pointer::Pointer;
pub use registries::{IdentityReport, Registries, RegistrySnapshot};
pub use review::{Reviewing, Scope};
pub use saved::Saved;
pub use screens::{
    Aim, Asked, Attributes, Concordance, Content, Corpus, Draft, Drift, Edge, Elsewhere, Facts, FieldRow, Fields, Guideline,
    Help, Hint, Identities, Inspector, Keyboard, Lack, Landing, Leap, Lie, Marking, Offer, Ordering, Palette, Pointing, Preview,
    Prompt, Propagation, Purpose, Question, Reader, Relating, Review, Screen, States, Subject, Submission, Succession, Which,
};
pub use session::Session;
pub use sheet::Sheet;
pub use text_rows::TextKey;
pub use tour::{Step, TEXT as TOUR_TEXT, Task, Tour};
pub use typography::{Room, Typography};
