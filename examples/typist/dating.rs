//! The day on which a text was published: typed before all else where that gives the days of its spans.

use hashiya::annotation::schema::{Cue, Fill};
use hashiya::annotation::{Kind, Value};
use hashiya::keymap::Key;

use super::desk::{Desk, Purpose};
use super::target::Target;

/// Days of spans that are worth the typing of one.
const WORTH: usize = 2;

impl Desk {
    /// Types the day of publication, if the target has it, and several days that are proposed then.
    pub(crate) fn date(&mut self, target: &Target) {
        let schema = self.session().schema();
        let fact = schema.document.iter().find(|fact| fact.kind == Kind::Date);
        let said = fact.and_then(|fact| Some((fact.key, target.set.metadatum(&fact.id).and_then(Value::as_text)?.to_owned())));
        let days = target.set.iter().flat_map(|span| {
            let known = schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
            let of_cue = known.iter().filter(|one| one.kind == Kind::Date && one.fill.contains(&Fill::Cue(Cue::When)));
            of_cue.filter(|one| span.attribute(&one.id).is_some()).collect::<Vec<_>>()
        });
        let Some((key, day)) = said.filter(|_| days.count() >= WORTH) else { return };
        self.press_all("@", Purpose::Attributes);
        self.press(Key::char(key), Purpose::Attributes);
        self.write(&day, Purpose::Attributes);
        self.press_all("enter esc", Purpose::Attributes);
    }
}
