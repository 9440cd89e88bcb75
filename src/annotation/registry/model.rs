//! A registry in memory: its identities with the spellings under which they are found.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use memchr::memmem::Finder;

use super::edit::{RegistryEdit, RegistryError};
use super::file::{RegistryFault, StoredRegistry};
use super::identity::Identity;
use super::spelling::{exact_key, folded, keys_in};
use super::uses::Uses;
use crate::annotation::name::IdentityId;
use crate::language::latin::slug;
use crate::language::matcher::Names;

/// An identity with the spelling in which a search looks for it.
#[derive(Debug, Clone)]
struct Entry {
    identity: Identity,
    /// Its names and its id, folded, one a line.
    folded: String,
}

impl Entry {
    fn new(identity: Identity) -> Self {
        let names = identity.names().chain([identity.id.as_str()]).map(folded);
        let folded = names.collect::<Vec<_>>().join("\n");
        Self { identity, folded }
    }

    /// The first word of each of its names, folded.
    fn beginnings(&self) -> impl Iterator<Item = &str> {
        let names = self.folded.lines().take(self.identity.names().count());
        names.filter_map(|name| name.split(' ').next()).filter(|word| !word.is_empty())
    }
}

/// Who is who, or what is where.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// What the file says besides its identities.
    rest: Option<StoredRegistry>,
    /// By id. Shared with copies, and light to move: a registry grows while somebody types.
    entries: Vec<Arc<Entry>>,
    /// The ids that have a name, by its exact key.
    named: HashMap<String, Vec<IdentityId>>,
    /// How many names begin with a word, folded.
    begun: HashMap<String, usize>,
    /// What an id was merged into.
    heirs: HashMap<IdentityId, IdentityId>,
}

/// A registry under the name that schemas have for it.
#[derive(Debug, Clone)]
pub struct NamedRegistry {
    /// The name.
    pub name: String,
    /// The registry.
    pub registry: Registry,
    /// The names of its identities, once they are made ready to be looked for. Copies share them.
    ready: Arc<OnceLock<Arc<Names>>>,
}

impl NamedRegistry {
    /// A registry under a name.
    pub fn new(name: impl Into<String>, registry: Registry) -> Self {
        Self { name: name.into(), registry, ready: Arc::default() }
    }

    /// Makes the names of its identities ready to be looked for in texts, for all copies of it. That takes a while where they
    /// are many thousands: it is not for the thread that answers keys.
    pub fn make_ready(&self) {
        self.ready.get_or_init(|| Arc::new(Names::new(self.registry.iter().flat_map(Identity::names))));
    }

    /// The names that its identities had when they were made ready; `None` before.
    pub fn ready_names(&self) -> Option<&Arc<Names>> {
        self.ready.get()
    }
}

/// How well an identity fits what was typed; the better fit is the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// A name is what was typed.
    Whole,
    /// A name begins with it, maybe after the article.
    Name,
    /// A word of a name does.
    Word,
    /// It is inside a word.
    Inside,
}

impl Registry {
    /// A registry without identities.
    pub fn new(name: &str) -> Self {
        Self::from(StoredRegistry::empty(name))
    }

    /// Reads a registry; one that does not say its name gets this one.
    ///
    /// # Errors
    /// What is wrong, with line and column, or the version if that is newer.
    pub fn parse(name: &str, text: &str) -> Result<Self, RegistryFault> {
        StoredRegistry::parse(name, text).map(Self::from)
    }

    /// What its file says.
    pub fn stored(&self) -> StoredRegistry {
        let entries = self.iter().cloned().collect();
        StoredRegistry { entries, ..self.rest.clone().unwrap_or_else(|| StoredRegistry::empty("")) }
    }

    /// The text of its file: one identity a line, by id.
    pub fn write(&self) -> String {
        let empty = StoredRegistry::empty("");
        self.rest.as_ref().unwrap_or(&empty).write_with(self.iter())
    }

    /// Its name, as schemas have it.
    pub fn name(&self) -> &str {
        self.rest.as_ref().map_or("", |rest| &rest.registry)
    }

    /// Its identities, by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Identity> {
        self.entries.iter().map(|entry| &entry.identity)
    }

    /// How many identities it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no identity.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An id that no identity has, nor had, made of a name: its letters in Latin, with a number where that is taken.
    pub fn fresh_id(&self, name: &str) -> IdentityId {
        let letters = slug(name);
        let base = if letters.is_empty() { self.name() } else { &letters };
        let is_taken = |id: &str| self.place(id).is_ok() || self.heirs.contains_key(id);
        let numbered = (2..).map(|number: u64| format!("{base}_{number}"));
        let first = (!letters.is_empty()).then(|| base.to_owned());
        first.into_iter().chain(numbered).find(|id| !is_taken(id)).unwrap_or_default().into()
    }

    /// Ids that are gone, each with the one that it was merged into.
    pub fn merged(&self) -> &[(IdentityId, IdentityId)] {
        self.rest.as_ref().map_or(&[], |rest| &rest.merged)
    }

    /// The id that stands for one now: itself if it has an identity, else what it was merged into, and that again. One
    /// that leads nowhere, or in a circle, stands for itself.
    pub fn current<'a>(&'a self, id: &'a str) -> &'a str {
        let mut at = id;
        for _ in 0..=self.heirs.len() {
            if self.place(at).is_ok() {
                return at;
            }
            match self.heirs.get(at) {
                Some(heir) => at = heir,
                None => return id,
            }
        }
        id
    }

    /// The identity of an id, or of the one that it was merged into.
    pub fn get(&self, id: &str) -> Option<&Identity> {
        let place = self.place(self.current(id)).ok()?;
        self.entries.get(place).map(|entry| &entry.identity)
    }

    /// The identities that words may name, in the order of ids: one of whose names is the words as they are written, in any
    /// spelling; after them those that are named once the particles before the first word are left out.
    pub fn named(&self, words: &str) -> Vec<&Identity> {
        let mut found: Vec<&Identity> = Vec::new();
        for id in keys_in(words).iter().filter_map(|key| self.named.get(key)).flatten() {
            if let Some(identity) = self.get(id)
                && !found.iter().any(|known| known.id == identity.id)
            {
                found.push(identity);
            }
        }
        found
    }

    /// Whether a name begins with a word, in any spelling. A single letter is an initial, no word: م. أ does not make لم a
    /// particle and a name.
    pub fn begins_name(&self, word: &str) -> bool {
        let word = folded(word);
        word.chars().nth(1).is_some() && self.begun.contains_key(&word)
    }

    /// The identities that fit what was typed, in Arabic or in Latin letters: all its words are in their names or their id.
    /// First those with a name that begins with it, then with a word that does, then with it inside a word, for which it
    /// takes two letters; among those the most used, then by id. All, where nothing was typed.
    pub fn search(&self, typed: &str, uses: &Uses) -> Vec<&Identity> {
        let typed = folded(typed);
        let words: Vec<Finder<'_>> = typed.split(' ').filter(|word| !word.is_empty()).map(Finder::new).collect();
        let mut found: Vec<(Fit, Reverse<usize>, &Identity)> = Vec::new();
        for entry in &self.entries {
            if let Some(fit) = entry.fit(&typed, &words) {
                found.push((fit, Reverse(uses.of(&entry.identity.id)), &entry.identity));
            }
        }
        // They are by id already.
        found.sort_by_key(|(fit, uses, _)| (*fit, *uses));
        found.into_iter().map(|(_, _, identity)| identity).collect()
    }

    /// The change that makes it what another says.
    pub fn difference(&self, to: &Self) -> RegistryEdit {
        let mut edits = Vec::new();
        let ids = |registry: &Self| registry.iter().map(|identity| identity.id.clone()).collect::<BTreeSet<_>>();
        for id in ids(self).difference(&ids(to)) {
            edits.push(RegistryEdit::Remove(id.clone()));
        }
        let own = |id: &IdentityId| self.place(id).ok().and_then(|place| self.entries.get(place)).map(|entry| &entry.identity);
        let others = to.iter().filter(|identity| own(&identity.id) != Some(identity));
        edits.extend(others.map(|identity| RegistryEdit::Put(Box::new(identity.clone()))));
        if self.merged() != to.merged() {
            edits.push(RegistryEdit::Merged(to.merged().to_vec()));
        }
        RegistryEdit::Batch(edits)
    }

    /// What of a change is still to be made: what is so already is left out.
    #[must_use]
    pub fn outstanding(&self, edit: RegistryEdit) -> Option<RegistryEdit> {
        let own = |id: &IdentityId| self.place(id).ok().and_then(|place| self.entries.get(place)).map(|entry| &entry.identity);
        let is_made = match &edit {
            RegistryEdit::Put(identity) => own(&identity.id) == Some(identity),
            RegistryEdit::Remove(id) => own(id).is_none(),
            RegistryEdit::Merged(pairs) => self.merged() == pairs,
            RegistryEdit::Batch(_) => false,
        };
        match edit {
            _ if is_made => None,
            RegistryEdit::Batch(edits) => {
                let left: Vec<RegistryEdit> = edits.into_iter().filter_map(|edit| self.outstanding(edit)).collect();
                (!left.is_empty()).then_some(RegistryEdit::Batch(left))
            }
            edit => Some(edit),
        }
    }

    /// Makes a change and gives the one that takes it back.
    ///
    /// # Errors
    /// A change that cannot be made; the registry is then as it was, also for a part of a batch.
    pub fn apply(&mut self, edit: RegistryEdit) -> Result<RegistryEdit, RegistryError> {
        match edit {
            RegistryEdit::Put(identity) => self.put(*identity),
            RegistryEdit::Remove(id) => self.remove(id),
            RegistryEdit::Merged(pairs) => {
                self.heirs = pairs.iter().cloned().collect();
                let rest = self.rest.get_or_insert_with(|| StoredRegistry::empty(""));
                Ok(RegistryEdit::Merged(std::mem::replace(&mut rest.merged, pairs)))
            }
            RegistryEdit::Batch(edits) => self.batch(edits),
        }
    }

    fn batch(&mut self, edits: Vec<RegistryEdit>) -> Result<RegistryEdit, RegistryError> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.into_iter().rev() {
                        self.apply(inverse)?;
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(RegistryEdit::Batch(inverses))
    }

    fn put(&mut self, identity: Identity) -> Result<RegistryEdit, RegistryError> {
        if identity.id.is_empty() {
            return Err(RegistryError::NoId);
        }
        let id = identity.id.clone();
        index(&mut self.named, &identity);
        let entry = Arc::new(Entry::new(identity));
        begin(&mut self.begun, &entry);
        match self.place(&id) {
            Ok(place) => {
                let Some(slot) = self.entries.get_mut(place) else { return Err(RegistryError::Unknown(id)) };
                let old = std::mem::replace(slot, entry);
                Ok(RegistryEdit::Put(Box::new(self.forget(old, place))))
            }
            Err(place) => {
                self.entries.insert(place, entry);
                Ok(RegistryEdit::Remove(id))
            }
        }
    }

    fn remove(&mut self, id: IdentityId) -> Result<RegistryEdit, RegistryError> {
        let Ok(place) = self.place(&id) else { return Err(RegistryError::Unknown(id)) };
        let old = self.entries.remove(place);
        Ok(RegistryEdit::Put(Box::new(self.forget(old, place))))
    }

    /// Takes the names of an entry out that is no longer at a place, as far as what is there now does not have them; gives its
    /// identity.
    fn forget(&mut self, old: Arc<Entry>, place: usize) -> Identity {
        for word in old.beginnings() {
            if let Some(count) = self.begun.get_mut(word) {
                *count -= 1;
                if *count == 0 {
                    self.begun.remove(word);
                }
            }
        }
        let old = Arc::unwrap_or_clone(old).identity;
        let now = self.entries.get(place).map(|entry| &entry.identity).filter(|now| now.id == old.id);
        let kept: Vec<String> = now.into_iter().flat_map(Identity::names).map(exact_key).collect();
        for key in old.names().map(exact_key).filter(|key| !kept.contains(key)) {
            if let Some(ids) = self.named.get_mut(&key) {
                ids.retain(|id| *id != old.id);
            }
        }
        old
    }

    /// Where the first identity of an id is, or would be.
    fn place(&self, id: &str) -> Result<usize, usize> {
        let at = self.entries.partition_point(|entry| entry.identity.id.as_str() < id);
        match self.entries.get(at) {
            Some(entry) if entry.identity.id == *id => Ok(at),
            _ => Err(at),
        }
    }
}

impl From<StoredRegistry> for Registry {
    fn from(mut stored: StoredRegistry) -> Self {
        let mut identities = std::mem::take(&mut stored.entries);
        identities.sort_by(|a, b| a.id.cmp(&b.id));
        let mut named = HashMap::with_capacity(identities.len() * 3);
        for identity in &identities {
            index(&mut named, identity);
        }
        let heirs = stored.merged.iter().cloned().collect();
        let entries: Vec<Arc<Entry>> = identities.into_iter().map(|identity| Arc::new(Entry::new(identity))).collect();
        let mut begun = HashMap::with_capacity(entries.len());
        for entry in &entries {
            begin(&mut begun, entry);
        }
        Self { rest: Some(stored), entries, named, begun, heirs }
    }
}

/// Counts the words that the names of an entry begin with.
fn begin(begun: &mut HashMap<String, usize>, entry: &Entry) {
    for word in entry.beginnings() {
        match begun.get_mut(word) {
            Some(count) => *count += 1,
            None => drop(begun.insert(word.to_owned(), 1)),
        }
    }
}

/// Adds the names of an identity.
fn index(named: &mut HashMap<String, Vec<IdentityId>>, identity: &Identity) {
    for name in identity.names() {
        let ids = named.entry(exact_key(name)).or_default();
        if let Err(at) = ids.binary_search(&identity.id) {
            ids.insert(at, identity.id.clone());
        }
    }
}

impl Entry {
    /// How well it fits what was typed, folded, and each word of that.
    fn fit(&self, typed: &str, words: &[Finder<'_>]) -> Option<Fit> {
        let mut worst = Fit::Whole;
        for word in words {
            worst = worst.max(self.fit_of(word)?);
        }
        // What was typed as several words may be the beginning of one name.
        if let [_, _, ..] = words {
            worst = self.fit_of(&Finder::new(typed)).unwrap_or(Fit::Inside).min(worst.max(Fit::Word));
        }
        Some(worst)
    }

    fn fit_of(&self, word: &Finder<'_>) -> Option<Fit> {
        let text = self.folded.as_bytes();
        let length = word.needle().len();
        let is_short = std::str::from_utf8(word.needle()).is_ok_and(|word| word.chars().nth(1).is_none());
        let fits = word.find_iter(text).map(|at| {
            let line = self.folded.get(..at).unwrap_or_default();
            let before = line.rsplit('\n').next().unwrap_or_default();
            let begun = before.rsplit(' ').next().unwrap_or_default();
            let ends = matches!(text.get(at + length), None | Some(b'\n'));
            match (before, begun) {
                ("", _) if ends => Fit::Whole,
                ("" | "ال" | "al ", _) => Fit::Name,
                (_, "" | "ال") => Fit::Word,
                _ => Fit::Inside,
            }
        });
        fits.min().filter(|fit| !is_short || *fit < Fit::Inside)
    }
}
