//! The file of a registry: read with its unknown fields kept, written one identity a line.

use ron::value::RawValue;
use serde::Deserialize;

use super::identity::{Identity, IdentityView};
use crate::annotation::name::IdentityId;
use crate::annotation::record::{Field, Items, Layout, options, read_plain, record, required};
use crate::annotation::ron_text::{Extra, Fault};

/// The newest version of the layout that is read and written here.
pub const VERSION: u32 = 1;

record! {
    /// A whole registry, as it is in a file.
    StoredRegistry as StoredRegistryView {
        /// Version of the layout.
        "hashiya" hashiya: u32 = required("hashiya"),
        /// Its name, as schemas have it.
        "registry" registry: String = Ok(String::new()),
        /// The identities.
        "entries" entries: Vec<Identity> = Ok(Vec::new()),
        ;
        /// Ids that are gone, each with the one that it was merged into.
        "merged" merged: Vec<(IdentityId, IdentityId)> = Ok(Vec::new()),
    }
}

/// Why a text is no registry that can be read here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryFault {
    /// It cannot be understood.
    #[error("{0}")]
    Malformed(Fault),
    /// A newer program wrote it.
    #[error("a newer version of hashiya wrote this registry (version {0}; versions up to {VERSION} are known here)")]
    Newer(u32),
}

impl From<Fault> for RegistryFault {
    fn from(fault: Fault) -> Self {
        Self::Malformed(fault)
    }
}

impl RegistryFault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "correct the file at that place, or restore it from version control; it was not changed",
            Self::Newer(_) => "use a newer version of hashiya; the file was not changed",
        }
    }
}

impl StoredRegistry {
    /// A registry without identities.
    pub fn empty(name: &str) -> Self {
        Self { hashiya: VERSION, registry: name.to_owned(), entries: Vec::new(), merged: Vec::new(), extra: Extra::new() }
    }

    /// Reads a registry; one that does not say its name gets this one. A bare list of identities with `names`, as folders
    /// had it before there was a version, is one, too.
    ///
    /// # Errors
    /// What is wrong, with line and column, or the version if that is newer.
    pub fn parse(name: &str, text: &str) -> Result<Self, RegistryFault> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut stored = match read_plain::<Self>(text) {
            Some(stored) => stored,
            None => Self::read_ron(text)?,
        };
        if stored.hashiya > VERSION {
            return Err(RegistryFault::Newer(stored.hashiya));
        }
        if stored.registry.is_empty() {
            name.clone_into(&mut stored.registry);
        }
        stored.entries.iter_mut().for_each(take_names);
        Ok(stored)
    }

    /// Whether a text is a registry rather than another record of ours.
    pub fn is_one(text: &str) -> bool {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        match options().from_str::<Marks<'_>>(text) {
            Ok(marks) => marks.source.is_none() && (marks.registry.is_some() || marks.entries.is_some()),
            Err(_) => is_list(text),
        }
    }

    fn read_ron(text: &str) -> Result<Self, RegistryFault> {
        let read: Result<Self, _> = if is_list(text) {
            options().from_str(text).map(|entries| Self { entries, ..Self::empty("") })
        } else {
            options().from_str(text)
        };
        // A newer layout may fail anywhere; its version is the better answer.
        let version = || options().from_str::<VersionOnly>(text).ok().map(|version| version.hashiya);
        read.map_err(|error| match version() {
            Some(version) if version > VERSION => RegistryFault::Newer(version),
            _ => RegistryFault::Malformed(error.into()),
        })
    }

    /// The text of the file.
    pub fn write(&self) -> String {
        self.write_with(self.entries.iter())
    }

    /// The same with other identities.
    pub(super) fn write_with<'a>(&self, identities: impl Iterator<Item = &'a Identity>) -> String {
        let entries: Vec<IdentityView<'_>> = identities.map(|identity: &Identity| identity.view()).collect();
        let mut out = String::with_capacity(256 + entries.len() * 256);
        let mut view = StoredRegistryView { entries: Items::Views(&entries), ..self.view() };
        view.hashiya = VERSION;
        view.write_in(Layout::File, &mut out);
        out
    }
}

/// Whether a text is a bare list.
fn is_list(text: &str) -> bool {
    let raw: Result<&RawValue, _> = options().from_str(text);
    raw.is_ok_and(|raw| raw.trim().get_ron().starts_with('['))
}

/// The fields by which a registry is told from a sidecar.
#[derive(Deserialize)]
#[serde(rename = "")]
struct Marks<'a> {
    #[serde(borrow, default)]
    source: Option<&'a RawValue>,
    #[serde(borrow, default)]
    registry: Option<&'a RawValue>,
    #[serde(borrow, default)]
    entries: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename = "")]
struct VersionOnly {
    hashiya: u32,
}

/// Takes the fields of a bare list, `names` and `type`, for what they are called now. What does not fit stays as it is.
fn take_names(identity: &mut Identity) {
    if identity.extra.is_empty() {
        return;
    }
    for (field, raw) in std::mem::take(&mut identity.extra) {
        let is_taken = match field.as_str() {
            "names" if identity.ar.is_empty() && identity.aliases.is_empty() => {
                options().from_str(&raw).map(|names: Vec<String>| set_names(identity, names)).is_ok()
            }
            "type" if identity.class.is_empty() => options().from_str(&raw).map(|class| identity.class = class).is_ok(),
            _ => false,
        };
        if !is_taken {
            identity.extra.push((field, raw));
        }
    }
}

/// The first name is the one to show; one in Latin letters, where none is yet, the English one.
fn set_names(identity: &mut Identity, names: Vec<String>) {
    for name in names {
        let slot = if name.is_ascii() { &mut identity.en } else { &mut identity.ar };
        if slot.is_empty() {
            *slot = name;
        } else {
            identity.aliases.push(name);
        }
    }
}
