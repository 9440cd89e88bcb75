//! Saying what spans say, in the inspector: attribute by attribute, gap by gap, span by span.

use hashiya::annotation::{Annotation, Attribute, Entering, Kind, Value};
use hashiya::keymap::Key;
use hashiya::session::{AttributeRow, CardRow, Inspector, Mode, Pointing, Standing};

use super::Fault;
use super::desk::{Desk, Purpose};
use super::plan::{self, Plan, Step};
use super::target::{Saying, Target};
use super::wants::{Left, Round, Want, Wants};
use super::ways::Map;

/// Things that are said and spans that are gone to, for each span at most.
const STEPS: usize = 200;

impl Desk {
    /// Says everything that a target says of its spans: attributes and relations within the text, or those out of it; gives
    /// back what no keys say.
    ///
    /// # Errors
    /// No keys lead to a span.
    pub(crate) fn say_all(
        &mut self,
        target: &Target,
        saying: &mut Saying,
        map: &Map<'_>,
        round: Round,
    ) -> Result<Vec<String>, Fault> {
        let defaults = self.session().schema().defaults();
        let mut given_up: Vec<(String, Want)> = Vec::new();
        // Spans of which what is proposed is taken one by one.
        let mut untaken: Vec<String> = Vec::new();
        let mut faults = Vec::new();
        let mut tried = None;
        for _ in 0..STEPS * (target.set.len() + 1) {
            let wants = Wants { target, saying, defaults: &defaults, round };
            let mut left = Vec::new();
            for span in target.set.iter() {
                // What could not be tagged says nothing.
                let Some(id) = wants.made(&span.id).map(str::to_owned) else { continue };
                let mut wants = wants.of(span, self)?;
                wants.retain(|want| !given_up.contains(&(id.clone(), want.clone())));
                left.push(Left { span, id, wants });
            }
            left.retain(|left| !left.wants.is_empty());
            let Some(Left { span, id, wants }) = self.next(left)? else { break };
            if self.inspected().as_deref() != Some(id.as_str()) {
                self.go_to(&id, map)?;
                continue;
            }
            let plan = Plan::of(self, &wants)?;
            let Some(step) = plan.next(!untaken.contains(&id)) else { break };
            let attempt = (id, step);
            let is_stuck = tried.as_ref() == Some(&attempt);
            let fault = if is_stuck { None } else { self.do_step(span, &attempt.1, saying, map).err() };
            if is_stuck || fault.is_some() {
                faults.extend(fault.map(|fault| fault.to_string()));
                match &attempt {
                    (id, Step::Say(want)) => given_up.push((id.clone(), (**want).clone())),
                    (id, Step::TakeAll | Step::Refuse(..)) => untaken.push(id.clone()),
                }
                self.come_back();
            }
            tried = Some(attempt);
        }
        self.come_back();
        if self.session().mode() == Mode::Inspector {
            self.press_all("esc", Purpose::Moving);
        }
        Ok(faults)
    }

    /// Leaves whatever is open over the inspector.
    fn come_back(&mut self) {
        for _ in 0..4 {
            if matches!(self.session().mode(), Mode::Inspector | Mode::Reading) {
                break;
            }
            self.press_all("esc", Purpose::Moving);
        }
    }

    /// Does one step of a plan.
    fn do_step(&mut self, span: &Annotation, step: &Step, saying: &mut Saying, map: &Map<'_>) -> Result<(), Fault> {
        match step {
            Step::TakeAll => self.press_all("+", Purpose::Confirming),
            Step::Refuse(row, _) => {
                self.go_to_place(*row, Purpose::Confirming)?;
                self.press_all("delete", Purpose::Confirming);
            }
            Step::Say(want) => return self.say(span, want, saying, map),
        }
        Ok(())
    }

    /// Says one thing of the span that is inspected.
    fn say(&mut self, span: &Annotation, want: &Want, saying: &mut Saying, map: &Map<'_>) -> Result<(), Fault> {
        match want {
            Want::Value(attribute, value) => self.say_value(span, attribute, value.as_ref(), saying, map),
            Want::Relation(relation) => {
                let words = saying.words.get(relation.to.as_str()).cloned();
                self.relate(relation, words.as_deref())
            }
            Want::Certainty(relation) => self.say_certainty(relation),
            Want::Gone(relation) => self.unrelate(relation),
        }
    }

    /// Says a value of the span that is inspected.
    fn say_value(
        &mut self,
        span: &Annotation,
        attribute: &Attribute,
        value: Option<&Value>,
        saying: &mut Saying,
        map: &Map<'_>,
    ) -> Result<(), Fault> {
        let rows = self.session().card().rows;
        let place = rows.iter().position(|row| plan::is_row_of(row, &attribute.id));
        self.go_to_place(place.ok_or_else(|| format!("there is no row {}", attribute.id))?, Purpose::Attributes)?;
        let row = self.row(&attribute.id).ok_or_else(|| format!("there is no row {}", attribute.id))?;
        let Some(value) = value else {
            self.press_all("delete", Purpose::Attributes);
            return Ok(());
        };
        if row.proposal().is_some_and(|proposal| proposal.value == *value) {
            self.press_all("enter", Purpose::Confirming);
            return Ok(());
        }
        match attribute.entering() {
            Entering::Digit => self.say_digits(&row, value),
            Entering::Line => {
                self.say_line(&row, &value.to_string());
                Ok(())
            }
            Entering::Words => {
                if self.say_proposed(&row, value) {
                    return Ok(());
                }
                let Value::Range(start, end) = *value else { return Err("a sub-span is no range".into()) };
                self.open_row(&row);
                if self.session().find::<Pointing>().is_none() {
                    return Err("nothing can be pointed out".into());
                }
                self.point_out(start..end, map)
            }
            Entering::Identity => {
                if self.say_proposed(&row, value) {
                    return Ok(());
                }
                self.open_row(&row);
                let wanted = span.attribute(&attribute.id).and_then(Value::as_text).unwrap_or_default().to_owned();
                self.identify(attribute, value.as_text().unwrap_or_default(), &wanted, span, saying)
            }
        }
    }

    /// The row of an attribute.
    fn row(&self, name: &str) -> Option<AttributeRow> {
        let rows = self.session().card().rows;
        rows.into_iter().find_map(|row| match row {
            CardRow::Attribute(row) if row.attribute.id == name => Some(row),
            _ => None,
        })
    }

    /// Goes to a row of the card the shortest way, where it is not at hand: by its letter, or row by row.
    pub(crate) fn go_to_place(&mut self, row: usize, purpose: Purpose) -> Result<(), Fault> {
        let letter = self.session().card().rows.get(row).and_then(CardRow::key);
        if let Some(letter) = letter.filter(|_| self.steps_to(row).is_ok_and(|steps| steps != 0)) {
            self.press(Key::char(letter), purpose);
        }
        // From a relation its own attributes come first.
        let steps = self.steps_to(row)?;
        for _ in 0..steps.unsigned_abs() {
            self.press_all(if steps > 0 { "tab" } else { "backtab" }, purpose);
        }
        Ok(())
    }

    /// Rows from the one at hand to another.
    fn steps_to(&self, row: usize) -> Result<isize, Fault> {
        let at = self.session().find::<Inspector>().ok_or("the inspector is closed")?.at();
        Ok(plan::distance(&self.session().card().rows, at, row))
    }

    /// Opens what the row at hand is entered with.
    fn open_row(&mut self, row: &AttributeRow) {
        let keys = if row.proposal().is_some() { row.attribute.key.to_string() } else { "enter".to_owned() };
        self.press_all(&keys, Purpose::Attributes);
    }

    /// Takes a value that is proposed, by its digit; tells whether it is.
    fn say_proposed(&mut self, row: &AttributeRow, value: &Value) -> bool {
        match row.proposals.iter().take(9).position(|proposal| proposal.value == *value) {
            Some(n) => {
                self.press_all(&(n + 1).to_string(), Purpose::Attributes);
                true
            }
            None => false,
        }
    }

    /// Takes a value of a list, or toggles several.
    fn say_digits(&mut self, row: &AttributeRow, value: &Value) -> Result<(), Fault> {
        let offered = row.attribute.offered();
        let digit = |value: &Value| {
            let n = offered.iter().position(|one| one == value).ok_or_else(|| format!("{value} is not offered"));
            n.map(|n| ((n + 1) % 10).to_string())
        };
        let Value::List(words) = value else {
            let digit = digit(value)?;
            self.press_all(&digit, Purpose::Attributes);
            return Ok(());
        };
        let said: &[String] = match &row.standing {
            Standing::Said(Value::List(words)) => words,
            _ => &[],
        };
        let differing = words.iter().filter(|word| !said.contains(word)).chain(said.iter().filter(|word| !words.contains(word)));
        let digits: Result<Vec<String>, String> = differing.map(|word| digit(&Value::Text(word.clone()))).collect();
        for digit in digits? {
            self.press_all(&digit, Purpose::Attributes);
        }
        Ok(())
    }

    /// Types a value on the line of the row at hand.
    fn say_line(&mut self, row: &AttributeRow, text: &str) {
        let opens_itself = text.starts_with(|c: char| c.is_ascii_digit()) && row.attribute.kind != Kind::Text;
        if !opens_itself && self.session().mode() != Mode::Value {
            self.open_row(row);
        }
        if matches!(row.standing, Standing::Said(_)) && self.session().mode() == Mode::Value {
            self.press_all("ctrl-u", Purpose::Attributes);
        }
        self.write(text, Purpose::Attributes);
        self.press_all("enter", Purpose::Attributes);
    }
}
