//! A change of a registry, and what it says in a journal.

use serde::Deserialize;

use super::identity::Identity;
use crate::annotation::name::IdentityId;
use crate::annotation::record::{Field, line};
use crate::annotation::ron_text::write_string;

/// A change of a registry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum RegistryEdit {
    /// An identity comes, in the place of the one of its id if there is one.
    Put(Box<Identity>),
    /// An identity goes.
    Remove(IdentityId),
    /// The list of ids that were merged into others becomes this one.
    Merged(Vec<(IdentityId, IdentityId)>),
    /// Several changes, all or none.
    Batch(Vec<RegistryEdit>),
}

/// Why a registry cannot be changed in this way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// There is no such identity.
    #[error("unknown identity `{0}`")]
    Unknown(IdentityId),
    /// An identity needs an id.
    #[error("an identity has no id")]
    NoId,
}

impl RegistryEdit {
    /// Writes the change as RON reads it.
    pub fn write(&self, out: &mut String) {
        match self {
            Self::Put(identity) => {
                out.push_str("Put(");
                out.push_str(&line(&**identity));
            }
            Self::Remove(id) => {
                out.push_str("Remove(");
                write_string(out, id);
            }
            Self::Merged(pairs) => {
                out.push_str("Merged(");
                Vec::write(pairs.view(), out);
            }
            Self::Batch(edits) => {
                out.push_str("Batch([");
                for (n, edit) in edits.iter().enumerate() {
                    out.push_str(if n == 0 { "" } else { ", " });
                    edit.write(out);
                }
                out.push(']');
            }
        }
        out.push(')');
    }
}
