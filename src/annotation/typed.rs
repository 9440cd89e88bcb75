//! What a person enters for an attribute: a digit takes one of its values, a line of text is read as what its kind asks for.

use super::schema::{Attribute, Kind, ValueType, is_date};
use super::value::Value;

/// Why a line of text is no value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// A whole number was asked for.
    #[error("`{0}` is not a whole number")]
    Number(String),
    /// A day was asked for.
    #[error("`{0}` is not a day of the calendar, as in 2026-11-30")]
    Day(String),
}

/// How the value of an attribute is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entering {
    /// A digit takes one of its values.
    Digit,
    /// It is typed on a line.
    Line,
    /// Words of the text are pointed out.
    Words,
    /// An identity is picked.
    Identity,
}

impl Attribute {
    /// How its value is entered.
    pub fn entering(&self) -> Entering {
        match self.kind {
            Kind::One(_) | Kind::Many(_) | Kind::Flag => Entering::Digit,
            Kind::Int | Kind::Text | Kind::Date => Entering::Line,
            Kind::SubSpan => Entering::Words,
            Kind::Entity { .. } => Entering::Identity,
        }
    }

    /// What the digits take, the first for 1, the tenth for 0: the values of a list, yes and no of a flag.
    pub fn offered(&self) -> Vec<Value> {
        match self.kind {
            Kind::Flag => vec![Value::Boolean(true), Value::Boolean(false)],
            _ => self.choices().map(|value| Value::Text(value.id.clone())).collect(),
        }
    }

    /// The value that an attribute has once a digit is pressed, given the one it has before: of several values, a digit adds
    /// one, or takes it away; `None` in the second place where nothing is left of them. `None` where the digit means nothing.
    pub fn with_digit(&self, digit: u8, before: Option<&Value>) -> Option<Option<Value>> {
        let number = if digit == 0 { 10 } else { usize::from(digit) };
        let chosen = self.offered().into_iter().nth(number.checked_sub(1)?)?;
        match (&self.kind, &chosen) {
            (Kind::Many(values), Value::Text(word)) => Some(toggled(values, word, before)),
            _ => Some(Some(chosen)),
        }
    }

    /// Reads what was typed on a line; nothing typed is no value.
    ///
    /// # Errors
    /// What is no value of this kind.
    pub fn read(&self, typed: &str) -> Result<Option<Value>, Mistyped> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        match self.kind {
            Kind::Int => match western(typed).parse() {
                Ok(number) => Ok(Some(Value::Integer(number))),
                Err(_) => Err(Mistyped::Number(typed.to_owned())),
            },
            Kind::Date => match Some(western(typed)).filter(|day| is_date(day)) {
                Some(day) => Ok(Some(Value::Text(day))),
                None => Err(Mistyped::Day(typed.to_owned())),
            },
            _ => Ok(Some(Value::Text(typed.to_owned()))),
        }
    }
}

/// The values of a list that are chosen once one is added or taken away, in the order of the schema.
fn toggled(values: &[ValueType], word: &str, before: Option<&Value>) -> Option<Value> {
    let chosen: &[String] = match before {
        Some(Value::List(chosen)) => chosen,
        _ => &[],
    };
    let ids = || values.iter().map(|value| &value.id);
    let known = ids().filter(|id| chosen.contains(id) != (*id == word));
    // What the schema does not know stays.
    let unknown = chosen.iter().filter(|id| !ids().any(|known| known == *id));
    let list: Vec<String> = known.chain(unknown).cloned().collect();
    (!list.is_empty()).then_some(Value::List(list))
}

/// A number with Arabic-Indic or Persian digits in the digits that a file has.
fn western(typed: &str) -> String {
    let digit = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10).unwrap_or(c),
        '\u{6F0}'..='\u{6F9}' => char::from_digit(u32::from(c) - 0x6F0, 10).unwrap_or(c),
        c => c,
    };
    typed.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(kind: &str) -> Attribute {
        let schema =
            format!("(id: \"t\", tags: [(id: \"A\", key: 'a', colour: \"red\", attrs: [(id: \"x\", key: 'x', kind: {kind})])])");
        crate::annotation::Schema::parse(&schema).unwrap().tags.remove(0).attributes.remove(0)
    }

    fn list(words: &[&str]) -> Value {
        Value::List(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn a_digit_takes_a_value_and_nought_is_the_tenth() {
        let ten: Vec<String> = (1..=10).map(|n| format!("\"v{n}\"")).collect();
        let one = attribute(&format!("One([{}])", ten.join(", ")));
        assert_eq!(one.with_digit(1, None), Some(Some("v1".into())));
        assert_eq!(one.with_digit(0, Some(&"v1".into())), Some(Some("v10".into())));
        assert_eq!(attribute(r#"One(["a"])"#).with_digit(2, None), None);
        assert_eq!(attribute("Flag").with_digit(2, None), Some(Some(Value::Boolean(false))));
        assert_eq!((attribute("Flag").with_digit(3, None), attribute("Text").with_digit(1, None)), (None, None));
    }

    #[test]
    fn of_several_values_a_digit_adds_one_or_takes_it_away_and_what_is_unknown_stays() {
        let many = attribute(r#"Many(["women", "men", "children"])"#);
        let mut value = None;
        for (digit, expected) in [(3, &["children"][..]), (1, &["women", "children"]), (3, &["women"]), (1, &[])] {
            value = many.with_digit(digit, value.as_ref()).unwrap();
            assert_eq!(value, (!expected.is_empty()).then(|| list(expected)));
        }
        assert_eq!(many.with_digit(1, Some(&list(&["elderly"]))), Some(Some(list(&["women", "elderly"]))));
    }

    #[test]
    fn what_is_typed_is_read_as_its_kind_with_digits_of_any_script() {
        let (int, date, text) = (attribute("Int"), attribute("Date"), attribute("Text"));
        assert_eq!(int.read(" ٢٢٨٦ "), Ok(Some(Value::Integer(2286))));
        assert_eq!(int.read("ستة"), Err(Mistyped::Number("ستة".to_owned())));
        assert_eq!(date.read("٢٠٣١-٠٣-١١"), Ok(Some("2031-03-11".into())));
        assert_eq!(date.read("2031-02-29"), Err(Mistyped::Day("2031-02-29".to_owned())));
        assert_eq!((text.read(" نص "), text.read("  ")), (Ok(Some("نص".into())), Ok(None)));
    }
}
