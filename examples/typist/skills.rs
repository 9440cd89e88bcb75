//! What of the program the typist makes use of: all of it, or all but some, which shows what these save.

use hashiya::annotation::Schema;

/// A capability of the program that keys may be saved by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Skill {
    /// Letters on the words on screen.
    Leap,
    /// All places where the words of a span are met again, tagged at once.
    Propagation,
    /// What is quoted, what is in brackets, and figures, selected as a whole.
    Objects,
    /// Going to what is searched for.
    Search,
    /// Values and relations that are proposed.
    Proposals,
    /// Spans that are suggested.
    Suggestions,
}

impl Skill {
    /// All of them with their names.
    const ALL: [(&'static str, Self); 6] = [
        ("leap", Self::Leap),
        ("propagation", Self::Propagation),
        ("objects", Self::Objects),
        ("search", Self::Search),
        ("proposals", Self::Proposals),
        ("suggestions", Self::Suggestions),
    ];
}

/// The capabilities that are made use of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Skills {
    left_out: Vec<Skill>,
}

impl Skills {
    /// All but those that are named, with commas between them.
    ///
    /// # Errors
    /// There is no such capability.
    pub(crate) fn without(names: &str) -> Result<Self, String> {
        let find = |name: &str| Skill::ALL.iter().find(|(known, _)| *known == name).map(|(_, skill)| *skill);
        let known = || Skill::ALL.map(|(name, _)| name).join(", ");
        let unknown = |name: &str| format!("unknown capability `{name}` (known: {})", known());
        let left_out = names.split(',').map(|name| find(name).ok_or_else(|| unknown(name)));
        Ok(Self { left_out: left_out.collect::<Result<_, _>>()? })
    }

    /// Whether a capability is made use of.
    pub(crate) fn have(&self, skill: Skill) -> bool {
        !self.left_out.contains(&skill)
    }

    /// The schema as it is used: without proposals nothing is proposed but the ends of relations that are near.
    pub(crate) fn apply(&self, mut schema: Schema) -> Schema {
        if self.have(Skill::Proposals) {
            return schema;
        }
        for attribute in schema.tags.iter_mut().flat_map(|tag| &mut tag.attributes) {
            attribute.fill.clear();
        }
        for kind in &mut schema.relations {
            kind.suggest = None;
        }
        schema
    }
}
