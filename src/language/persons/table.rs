//! The table of nouns, read from the text beside it.

const NOUNS: &str = include_str!("nouns.txt");

/// Whether the people of a noun are civilians.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Civilians.
    Civilian,
    /// Combatants.
    Combatant,
    /// The noun does not say.
    Unknown,
}

/// Who the people of a noun are, as the schema's `profile` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Women.
    Women,
    /// Men.
    Men,
    /// Children.
    Children,
    /// The elderly.
    Elderly,
    /// Medical personnel.
    Medical,
    /// Journalists.
    Journalists,
    /// Aid workers.
    AidWorkers,
    /// Foreigners.
    Foreigners,
}

/// What a noun counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Persons.
    Persons,
    /// Bodies.
    Bodies,
    /// Families.
    Families,
}

/// What a form in -ين of a noun can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oblique {
    /// The dual only: the plural is broken.
    Dual,
    /// The dual or the sound plural.
    Either,
}

/// A noun of the table.
#[derive(Debug)]
pub(super) struct Noun {
    pub(super) singular: &'static str,
    pub(super) feminine: Option<&'static str>,
    pub(super) plurals: Vec<&'static str>,
    pub(super) oblique: Oblique,
    pub(super) class: Class,
    pub(super) profile: Option<Profile>,
    pub(super) unit: Unit,
}

/// The lines that hold a noun.
pub(super) fn lines() -> impl Iterator<Item = &'static str> {
    NOUNS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The nouns. A line that is none is left out; a test counts them.
pub(super) fn nouns() -> Vec<Noun> {
    lines().filter_map(noun).collect()
}

fn noun(line: &'static str) -> Option<Noun> {
    let mut fields = line.split('|').map(str::trim);
    let mut next = || fields.next();
    Some(Noun {
        singular: next()?,
        feminine: given(next()?),
        plurals: given(next()?).map(|plurals| plurals.split('،').map(str::trim).collect()).unwrap_or_default(),
        oblique: if next()? == "dual" { Oblique::Dual } else { Oblique::Either },
        class: class(next()?)?,
        profile: profile(next()?),
        unit: unit(next()?)?,
    })
}

fn given(field: &str) -> Option<&str> {
    Some(field).filter(|field| *field != "-")
}

fn class(name: &str) -> Option<Class> {
    match name {
        "civilian" => Some(Class::Civilian),
        "combatant" => Some(Class::Combatant),
        "unknown" => Some(Class::Unknown),
        _ => None,
    }
}

fn profile(name: &str) -> Option<Profile> {
    Profile::ALL.into_iter().find(|profile| profile.name() == name)
}

fn unit(name: &str) -> Option<Unit> {
    [Unit::Persons, Unit::Bodies, Unit::Families].into_iter().find(|unit| unit.name() == name)
}

impl Class {
    /// Its value of the schema's `status`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Civilian => "civilian",
            Self::Combatant => "combatant",
            Self::Unknown => "unknown",
        }
    }
}

impl Profile {
    /// All of them, in the order of the schema.
    pub const ALL: [Self; 8] = [
        Self::Women,
        Self::Men,
        Self::Children,
        Self::Elderly,
        Self::Medical,
        Self::Journalists,
        Self::AidWorkers,
        Self::Foreigners,
    ];

    /// Its value of the schema's `profile`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Women => "women",
            Self::Men => "men",
            Self::Children => "children",
            Self::Elderly => "elderly",
            Self::Medical => "medical",
            Self::Journalists => "journalists",
            Self::AidWorkers => "aid_workers",
            Self::Foreigners => "foreigners",
        }
    }
}

impl Unit {
    /// Its value of the schema's `unit`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::Bodies => "bodies",
            Self::Families => "families",
        }
    }
}
