//! Picking an identity, or making it.

use hashiya::annotation::registry::class_attribute;
use hashiya::annotation::{Annotation, Attribute, Kind, Uses, Value};
use hashiya::keymap::Key;
use hashiya::session::Identities;

use super::Fault;
use super::desk::{Desk, Purpose};
use super::target::Saying;

/// Letters of a name that are typed at most to find an identity.
const LETTERS: usize = 8;

impl Desk {
    /// Picks an identity, or makes it.
    pub(crate) fn identify(
        &mut self,
        attribute: &Attribute,
        id: &str,
        wanted: &str,
        span: &Annotation,
        saying: &mut Saying,
    ) -> Result<(), Fault> {
        let Kind::Entity { registry } = &attribute.kind else { return Ok(()) };
        if self.session().registries().get(registry).is_some_and(|known| known.get(id).is_some()) {
            return self.pick(registry, id);
        }
        self.press_all("ctrl-n", Purpose::Attributes);
        let classes = self.session().find::<Identities>().and_then(|screen| screen.classes().map(|(_, all)| all.to_vec()));
        if let Some(classes) = classes {
            let class = class_attribute(self.session().schema(), registry).and_then(|class| span.attribute(&class.id));
            let n = class.and_then(Value::as_text).and_then(|class| classes.iter().position(|one| one == class));
            self.press_all(&n.map_or_else(|| "enter".to_owned(), |n| ((n + 1) % 10).to_string()), Purpose::Attributes);
        }
        let made = saying.spans.iter().find(|((_, of), _)| span.id == **of).map(|(_, made)| made.clone());
        let said = made.and_then(|made| Some(self.set().ok()?.get(&made)?.attribute(&attribute.id)?.as_text()?.to_owned()));
        let said = said.ok_or_else(|| format!("no identity was made for {wanted}"))?;
        saying.identities.insert((registry.clone(), wanted.to_owned()), said);
        Ok(())
    }

    /// Picks an identity that there is, by as few letters of a name of it as find it.
    fn pick(&mut self, registry: &str, id: &str) -> Result<(), Fault> {
        if let Some(n) = self.picked(id) {
            self.press_all(&n, Purpose::Attributes);
            return Ok(());
        }
        let known = self.session().registries().get(registry).ok_or("there is no registry")?;
        let identity = known.get(id).ok_or("there is no identity")?;
        let names = identity.names().chain([id]).flat_map(|name| [name].into_iter().chain(name.split(' ').skip(1)));
        let first = |typed: &str| known.search(typed, &Uses::default()).iter().take(9).any(|one| one.id == *id);
        let found = names.flat_map(|name| {
            let prefix = |length: usize| name.chars().take(length).collect::<String>();
            (1..=LETTERS).map(prefix).filter(|typed| first(typed)).take(1).collect::<Vec<_>>()
        });
        // Those that are used more may push it off the list: the id is found in any case.
        for typed in found.min_by_key(|typed| typed.chars().count()).into_iter().chain([id.to_owned()]) {
            for c in typed.chars() {
                self.press(Key::char(c), Purpose::Attributes);
                if let Some(n) = self.picked(id) {
                    self.press_all(&n, Purpose::Attributes);
                    return Ok(());
                }
            }
            self.press_all("ctrl-u", Purpose::Attributes);
        }
        Err(format!("no letters find {id}").into())
    }

    /// The key that takes an identity of the list as it stands.
    fn picked(&self, id: &str) -> Option<String> {
        let screen = self.session().find::<Identities>()?;
        let n = screen.list().on_screen().iter().take(9).position(|row| screen.row(*row).is_some_and(|one| one == id))?;
        Some(if n == 0 { "enter".to_owned() } else { (n + 1).to_string() })
    }
}
