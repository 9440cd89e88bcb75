//! How often each identity is used.

use std::collections::HashMap;

use crate::annotation::name::IdentityId;

/// How often each identity of a registry is used, as whoever counts has counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uses(HashMap<IdentityId, usize>);

impl Uses {
    /// Counts one more use.
    pub fn add(&mut self, id: &str) {
        match self.0.get_mut(id) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(id.into(), 1);
            }
        }
    }

    /// Counts one use less.
    pub fn take(&mut self, id: &str) {
        if let Some(count) = self.0.get_mut(id) {
            *count = count.saturating_sub(1);
        }
    }

    /// How often an identity is used.
    pub fn of(&self, id: &str) -> usize {
        self.0.get(id).copied().unwrap_or(0)
    }

    /// The ids that are used, with how often, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&IdentityId, usize)> {
        self.0.iter().filter(|(_, count)| **count > 0).map(|(id, count)| (id, *count))
    }
}
