//! Registries: who is who and what is where, each identity with its names.
//!
//! - The identities of a [`Registry`] are ordered by id. Two of one id, which only a file can have, are both kept.
//! - An id that was merged into another one still finds it: [`Registry::get`] follows [`Registry::merged`], and ends where
//!   that goes round in a circle.
//! - A registry changes only through [`Registry::apply`], which gives the edit that takes the change back.
//! - What is found by a name depends on the name alone; which of those found is meant, somebody says span by span.
//!
//! What never happens here: an identity given to a span, a field that is lost, a search that takes longer than a key may.

mod identity;
mod file;
mod spelling;
mod edit;
mod class;
mod uses;
mod model;
mod merge;

#[cfg(test)]
mod tests;

pub use class::class_attribute;
pub use edit::{RegistryEdit, RegistryError};
pub use file::{RegistryFault, StoredRegistry, StoredRegistryView, VERSION};
pub use identity::{Identity, IdentityView, Moment, Position, Voice};
pub use merge::{MergedRegistry, merge};
pub use model::{NamedRegistry, Registry};
pub use spelling::exact_key;
pub use uses::{Used, Uses};
