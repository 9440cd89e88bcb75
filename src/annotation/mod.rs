//! What is said of spans: the schema, the registries of who and where, the annotations and relations of one annotator on
//! one text, and their edits.
//!
//! - An [`AnnotationSet`] is ordered by (start, longer first, id), and no two annotations of it share an id.
//! - It changes only through [`AnnotationSet::apply`], which does all of an [`Edit`] or nothing and gives the
//!   edit that takes it back; undoing everything restores the set exactly.
//! - Spans may nest, cross and coincide; only the same span with the same tag is refused.
//! - While a set is in memory an id is never given twice, even after its annotation is gone.
//! - What the schema does not know (tags, attributes, values, fields, states) is kept as it stands.
//!
//! What never happens here: a disk access, a look at the clock, a panic, the loss of an unknown field.
//! Positions of spans are bytes of the text; [`Value::Range`] counts code points, as the sidecar does.

mod annotator;
pub mod ron_text;
mod value;
mod name;
mod origin;
pub mod record;
mod provenance;
mod offer;
mod state;
mod order;

pub mod schema;
mod trimming;
mod typed;

pub mod model;
mod defaults;
mod stored;
mod decided;
mod lists;
pub mod renaming;
pub mod quote;

mod set;

mod gaps;
mod relating;

mod edit;
mod apply;
mod boilerplate;
mod entry;
mod difference;
mod history;
pub mod merge;
pub mod propagation;
mod span_order;
pub mod citation;
mod reach;
mod figures;
pub mod registry;
pub mod proposal;
pub mod suggestion;
pub mod reanchor;

pub use annotator::{Annotator, AnnotatorError};
pub use boilerplate::{marked, unmarked};
pub use citation::{Citation, CitedPlaces};
pub use decided::{
    AnswerView, DecisionView, EditedRelation, EditedRelationView, EditedSpan, EditedSpanView, FieldView, RejectionView,
    StoredAnswer, StoredDecision, StoredField, StoredRejection, StoredReply,
};
pub use defaults::Defaults;
pub use difference::difference;
pub use edit::{Edit, EditError, check_tag};
pub use entry::{About, Act, Entry};
pub use figures::{FigurePlace, next_figure};
pub use gaps::{Completeness, Gap, Missing, Part, gaps, gaps_of};
pub use history::History;
pub use lists::{ListChange, Lists, Splice};
pub use model::{Annotation, Relation};
pub use name::{End, IdentityId, OrderId, RelationId, SpanId, Timestamp};
pub use offer::{Offer, Offered, Offers, Outcome, Subject};
pub use order::{IdentityAct, IdentityOrder, IdentityStep, IdentityUses, StateOrder, StateStep};
pub use origin::Origin;
pub use provenance::{Grounds, Provenance};
pub use quote::{Misfit, QuotedSpan};
pub use reach::reach;
pub use record::Held;
pub use registry::{Identity, Registry, RegistryEdit, Uses};
pub use relating::{RelationFault, check_relation};
pub use ron_text::{Extra, Fault};
pub use schema::{Attribute, Colour, Fill, Kind, Mark, RelationType, Schema, SchemaError, Tag, ValueType, Wording};
pub use set::{AnnotationSet, Parts};
pub use span_order::{Ground, OrderFault, OrderStep, OrderWord, SpanAct, SpanOrder, SpanPlace, is_handed_in};
pub use state::DocumentState;
pub use stored::{RelationView, SpanView, StoredRegion, StoredRelation, StoredSpan};
pub use trimming::{EdgePart, Trimming, peeled, trim, with_letter_before};
pub use typed::{Entering, Mistyped};
pub use value::Value;
