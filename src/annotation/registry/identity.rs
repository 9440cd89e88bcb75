//! An identity: somebody or some place, with all names that are known of it.

use ron::value::RawValue;
use serde::{Deserialize, Deserializer};

use crate::annotation::name::{IdentityId, Timestamp};
use crate::annotation::record::{Field, Held, Reader, record, required};
use crate::annotation::ron_text::{bare, write_string};

/// The classes whose words are somebody else in each text, as long as an identity does not say otherwise: "a military
/// source" here is not the one of another article.
const PER_TEXT: [&str; 2] = ["anonymous_source", "witness_or_activist"];

record! {
    /// An entry of a registry.
    Identity as IdentityView {
        /// Its id, which spans have as the value of an attribute.
        "id" id: IdentityId = required("id"),
        /// Its name in Arabic.
        "ar" ar: String = Ok(String::new()),
        /// Its name in English, or in other Latin letters.
        "en" en: String = Ok(String::new()),
        /// Its other names.
        "aliases" aliases: Vec<String> = Ok(Vec::new()),
        /// What it is: a value of the attribute that a span of its tag has for that.
        "class" class: String = Ok(String::new()),
        /// What it is elsewhere: a catalogue and the id there.
        "links" links: Held<Vec<(String, String)>> = Ok(Held::Known(Vec::new())),
        /// What it is a part of.
        "parent" parent: IdentityId = Ok(IdentityId::default()),
        /// A remark.
        "note" note: String = Ok(String::new()),
        /// Who made it.
        "by" by: String = Ok(String::new()),
        /// When it was made, or, of a place, where it is.
        "at" at: Held<Moment> = Ok(Held::Absent),
        ;
        /// When it was made, where `at` says where it is.
        "made" made: Held<Timestamp> = Ok(Held::Absent),
        /// Whether its words are the same one in every text.
        "voice" voice: Held<Voice> = Ok(Held::Absent),
        /// What a merge of two sides left undecided.
        "merge_conflict" merge_conflict: Held<Vec<String>> = Ok(Held::Absent),
    }
}

impl Identity {
    /// An identity of which nothing else is known yet.
    pub fn new(id: impl Into<IdentityId>) -> Self {
        Self {
            id: id.into(),
            ar: String::new(),
            en: String::new(),
            aliases: Vec::new(),
            class: String::new(),
            links: Held::Known(Vec::new()),
            parent: IdentityId::default(),
            note: String::new(),
            by: String::new(),
            at: Held::Absent,
            made: Held::Absent,
            voice: Held::Absent,
            merge_conflict: Held::Absent,
            extra: Vec::new(),
        }
    }

    /// All its names: in Arabic, in English, the others.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = [self.ar.as_str(), self.en.as_str()].into_iter().chain(self.aliases.iter().map(String::as_str));
        names.filter(|name| !name.is_empty())
    }

    /// The name to show: that in Arabic, else the one in English, else the id.
    pub fn name(&self) -> &str {
        self.names().next().unwrap_or(&self.id)
    }

    /// When it was made, if the file says so.
    pub fn time(&self) -> Option<&Timestamp> {
        match self.at.known() {
            Some(Moment::Time(time)) => Some(time),
            _ => self.made.known(),
        }
    }

    /// Where it is, if the file says so.
    pub fn position(&self) -> Option<&Position> {
        match self.at.known() {
            Some(Moment::Position(position)) => Some(position),
            _ => None,
        }
    }

    /// Says where it is; when it was made is kept.
    pub fn set_position(&mut self, position: Option<Position>) {
        let time = self.time().cloned();
        if let Some(position) = position {
            self.made = time.map_or(Held::Absent, Held::Known);
            self.at = Held::Known(Moment::Position(position));
        } else {
            self.made = Held::Absent;
            self.at = time.map_or(Held::Absent, |time| Held::Known(Moment::Time(time)));
        }
    }

    /// Whether the same words in two texts are not the same one: as its `voice` says, else as its class does.
    pub fn is_per_text(&self) -> bool {
        match self.voice.known() {
            Some(voice) => *voice == Voice::PerText,
            None => PER_TEXT.contains(&self.class.as_str()),
        }
    }
}

/// Whether the words for an identity are the same one in every text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Voice {
    /// They are somebody else in each text.
    PerText,
    /// They are the same one.
    Shared,
}

impl Field for Voice {
    type View<'a> = Self;

    fn view(&self) -> Self {
        *self
    }

    fn write(view: Self, out: &mut String) {
        out.push_str(match view {
            Self::PerText => "PerText",
            Self::Shared => "Shared",
        });
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        match reader.name()? {
            "PerText" => Some(Self::PerText),
            "Shared" => Some(Self::Shared),
            _ => None,
        }
    }
}

/// A position on the earth in degrees, as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    latitude: String,
    longitude: String,
}

impl Position {
    /// A position of degrees as they are written; `None` for what is none.
    pub fn parse(latitude: &str, longitude: &str) -> Option<Self> {
        let degrees = |text: &str, most: f64| {
            let text = text.trim();
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
            let number: f64 = text.parse().ok().filter(|_| is_plain)?;
            (number.abs() <= most).then(|| text.to_owned())
        };
        Some(Self { latitude: degrees(latitude, 90.0)?, longitude: degrees(longitude, 180.0)? })
    }

    /// Degrees north.
    pub fn latitude(&self) -> &str {
        &self.latitude
    }

    /// Degrees east.
    pub fn longitude(&self) -> &str {
        &self.longitude
    }
}

/// What `at` says of an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// When it was made.
    Time(Timestamp),
    /// Where it is.
    Position(Position),
}

impl Moment {
    fn from_ron(raw: &str) -> Option<Self> {
        if let Some(inside) = raw.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            let (latitude, longitude) = inside.split_once(',')?;
            let longitude = longitude.trim_end();
            return Position::parse(latitude, longitude.strip_suffix(',').unwrap_or(longitude)).map(Self::Position);
        }
        ron::from_str(raw).ok().map(Self::Time)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Self::from_ron(bare(raw)).ok_or_else(|| serde::de::Error::custom("neither a time nor a position"))
    }
}

impl Field for Moment {
    type View<'a> = &'a Self;

    fn view(&self) -> &Self {
        self
    }

    fn write(view: &Self, out: &mut String) {
        match view {
            Self::Time(time) => write_string(out, time),
            Self::Position(Position { latitude, longitude }) => {
                for part in ["(", latitude, ", ", longitude, ")"] {
                    out.push_str(part);
                }
            }
        }
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        if let Some(time) = reader.attempt(Reader::string) {
            return Some(Self::Time(time.into()));
        }
        let (latitude, longitude) = reader.pair(Reader::decimal, Reader::decimal)?;
        Position::parse(latitude, longitude).map(Self::Position)
    }
}
