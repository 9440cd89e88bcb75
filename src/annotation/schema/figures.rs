//! The schema's policy as the reader of figures takes it.

use super::model::Policy;
use crate::language::number::{self, VagueWords};

impl Default for Policy {
    /// The policy where a schema says nothing of it: the reader's own.
    fn default() -> Self {
        let reading = number::Policy::default();
        let bound = |bound: Option<u64>| bound.and_then(|bound| i64::try_from(bound).ok());
        Self {
            strict_bounds: reading.strict_bounds,
            about_is_point: reading.about_is_point,
            vague: reading.vague.into_iter().map(|words| (words.words, bound(words.min), bound(words.max))).collect(),
            optional_harms: Vec::new(),
        }
    }
}

impl From<&Policy> for number::Policy {
    /// How figures are read under it. A bound below zero is none.
    fn from(policy: &Policy) -> Self {
        let bound = |bound: Option<i64>| bound.and_then(|bound| u64::try_from(bound).ok());
        let vague = policy.vague.iter();
        Self {
            strict_bounds: policy.strict_bounds,
            about_is_point: policy.about_is_point,
            vague: vague
                .map(|(words, min, max)| VagueWords { words: words.clone(), min: bound(*min), max: bound(*max) })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::annotation::Schema;
    use crate::language::number;

    #[test]
    fn the_schema_that_comes_with_the_program_reads_figures_as_the_reader_does_by_itself() {
        assert_eq!(number::Policy::from(&Schema::builtin().policy), number::Policy::default());
    }

    #[test]
    fn a_schema_that_says_nothing_of_figures_reads_them_the_same_way() {
        let text =
            r#"Schema(id: "x", tags: [Tag(id: "A", key: 'a', label: (en: "A"), colour: "red")], policy: (strict_bounds: false))"#;
        let read = number::Policy::from(&Schema::parse(text).unwrap().policy);
        assert_eq!(read, number::Policy { strict_bounds: false, ..number::Policy::default() });
    }
}
