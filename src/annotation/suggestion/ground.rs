//! A text that is read for suggestions, with what is said of it and what is known of its words.

use super::roles::Roles;
use crate::annotation::AnnotationSet;
use crate::annotation::proposal::Knowledge;
use crate::annotation::schema::Schema;
use crate::text::Document;

/// A text that is read for suggestions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub schema: &'a Schema,
    pub knowledge: &'a Knowledge,
    pub roles: &'a Roles,
    pub document: &'a Document,
    pub set: &'a AnnotationSet,
}
