//! Where a span of a gold standard comes from.

use super::record::{Field, Held, Rare, Reader};
use super::ron_text::{Extra, write_string};

/// Where a span of a gold standard comes from; an annotator's own spans say nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// The annotators who had it.
    pub from: Rare<Vec<String>>,
    /// How it was chosen.
    pub decision: Rare<Grounds>,
    /// Who chose it.
    pub by: Rare<String>,
}

/// How a span came into the gold standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// All annotators had it.
    Unanimous,
    /// More than half of them had it.
    Majority,
    /// An adjudicator took it from annotators.
    Adjudicated,
    /// An adjudicator changed or made it.
    Edited,
    /// Something that is not known here, kept as it is written.
    Other(String),
}

impl Grounds {
    const ALL: [Self; 4] = [Self::Unanimous, Self::Majority, Self::Adjudicated, Self::Edited];

    /// The word for it in a file.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Unanimous => "unanimous",
            Self::Majority => "majority",
            Self::Adjudicated => "adjudicated",
            Self::Edited => "edited",
            Self::Other(word) => word,
        }
    }
}

impl From<String> for Grounds {
    fn from(word: String) -> Self {
        Self::ALL.into_iter().find(|known| known.as_str() == word).unwrap_or(Self::Other(word))
    }
}

impl<'de> serde::Deserialize<'de> for Grounds {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

impl Field for Grounds {
    type View<'a> = &'a str;

    fn view(&self) -> &str {
        self.as_str()
    }

    fn write(view: &str, out: &mut String) {
        write_string(out, view);
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        reader.string().map(Self::from)
    }
}

impl Provenance {
    /// The fields as raw RON, as they are in a file.
    pub fn fields(&self) -> Extra {
        let fields = [("from", self.from.to_ron()), ("decision", self.decision.to_ron()), ("by", self.by.to_ron())];
        fields.into_iter().filter_map(|(name, raw)| Some((name.to_owned(), raw?))).collect()
    }

    /// Takes the fields out of others that are raw RON.
    pub fn take(extra: &mut Extra) -> Self {
        let mut provenance = Self::default();
        for (name, raw) in std::mem::take(extra) {
            match name.as_str() {
                "from" => provenance.from = Held::from_ron(&raw).into(),
                "decision" => provenance.decision = Held::from_ron(&raw).into(),
                "by" => provenance.by = Held::from_ron(&raw).into(),
                _ => extra.push((name, raw)),
            }
        }
        provenance
    }
}
