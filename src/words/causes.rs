//! Why something outside of the session could not be done: known errors in the language of the screen, others as they
//! say it themselves, in English.

use super::phrase::{Said, Value};
use crate::annotation::EditError;
use crate::session::Cause;

impl<'a> From<&'a Cause> for Value<'a> {
    fn from(cause: &'a Cause) -> Self {
        match cause.find::<EditError>() {
            Some(error) => Self::Phrase(error.phrase()),
            None => Self::English(cause.to_string()),
        }
    }
}

impl<'a> From<&&'a Cause> for Value<'a> {
    fn from(cause: &&'a Cause) -> Self {
        Self::from(*cause)
    }
}
