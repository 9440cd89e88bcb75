//! What a folder amounts to in numbers: what is said in it, and what became of what was proposed.

mod counting;
mod standing;
mod overview;
mod proposals;

pub use counting::Counting;
pub use overview::{Amount, Overview};
pub use proposals::{Outcomes, ProposalStats, SubjectStats};
