//! What can be a field of a record: how it is written, and how it is read in the plain layout that is written here.

use std::fmt::Write as _;

use ron::value::RawValue;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::plain::Reader;
use crate::annotation::name::{End, IdentityId, RelationId, SpanId, Timestamp};
use crate::annotation::origin::Origin;
use crate::annotation::ron_text::{Fault, bare, write_string};
use crate::annotation::value::Value;

/// A value of a record.
pub trait Field: Sized + 'static {
    /// What is written, borrowed; a record of it can be made without copying what it says.
    type View<'a>: Copy;

    /// Whether a list of it has one a line.
    const IS_RECORD: bool = false;

    /// The value as it is written.
    fn view(&self) -> Self::View<'_>;

    /// Whether the field is written at all.
    fn is_written(_view: Self::View<'_>) -> bool {
        true
    }

    /// Writes the value on one line.
    fn write(view: Self::View<'_>, out: &mut String);

    /// Writes the value as a field of a whole file, where a list of records has one a line.
    fn write_lines(view: Self::View<'_>, out: &mut String) {
        Self::write(view, out);
    }

    /// What stands for a field that is not written; `None` for one that always is.
    fn unwritten() -> Option<Self> {
        None
    }

    /// Reads the value in the plain layout; `None` for anything else, which is for RON's own reader to judge.
    fn read_plain(reader: &mut Reader<'_>) -> Option<Self>;
}

/// Declares numbers, which are written as they are.
macro_rules! number {
    ($($number:ty)*) => {$(
        impl Field for $number {
            type View<'a> = Self;

            fn view(&self) -> Self {
                *self
            }

            fn write(view: Self, out: &mut String) {
                let _infallible = write!(out, "{view}");
            }

            fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
                reader.number()
            }
        }
    )*};
}

number! { u32 usize i64 }

/// Declares texts and what is one by its name.
macro_rules! text {
    ($($text:ty)*) => {$(
        impl Field for $text {
            type View<'a> = &'a str;

            fn view(&self) -> Self::View<'_> {
                self.as_str()
            }

            fn write(view: &str, out: &mut String) {
                write_string(out, view);
            }

            fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
                reader.string().map(Self::from)
            }
        }
    )*};
}

text! { String SpanId RelationId IdentityId Timestamp End Origin }

/// A flag, which is written only where it is set.
impl Field for bool {
    type View<'a> = Self;

    fn view(&self) -> Self {
        *self
    }

    fn is_written(view: Self) -> bool {
        view
    }

    fn unwritten() -> Option<Self> {
        Some(false)
    }

    fn write(view: Self, out: &mut String) {
        out.push_str(if view { "true" } else { "false" });
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        match reader.name()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }
}

impl Field for Value {
    type View<'a> = &'a Self;

    fn view(&self) -> &Self {
        self
    }

    fn write(view: &Self, out: &mut String) {
        view.write_ron(out);
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        reader.value()
    }
}

/// Two values in brackets.
impl<A: Field, B: Field> Field for (A, B) {
    type View<'a> = (A::View<'a>, B::View<'a>);

    fn view(&self) -> Self::View<'_> {
        (self.0.view(), self.1.view())
    }

    fn write(view: Self::View<'_>, out: &mut String) {
        out.push('(');
        A::write(view.0, out);
        out.push_str(", ");
        B::write(view.1, out);
        out.push(')');
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        reader.pair(A::read_plain, B::read_plain)
    }
}

/// A field that is not written where there is nothing in it.
impl<T: Field> Field for Option<T> {
    type View<'a> = Option<T::View<'a>>;

    fn view(&self) -> Self::View<'_> {
        self.as_ref().map(T::view)
    }

    fn is_written(view: Self::View<'_>) -> bool {
        view.is_some()
    }

    fn write(view: Self::View<'_>, out: &mut String) {
        if let Some(view) = view {
            T::write(view, out);
        }
    }

    fn write_lines(view: Self::View<'_>, out: &mut String) {
        if let Some(view) = view {
            T::write_lines(view, out);
        }
    }

    fn unwritten() -> Option<Self> {
        Some(None)
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        T::read_plain(reader).map(Some)
    }
}

/// The values of a list, as they are or as views of what they would be.
pub enum Items<'a, T: Field> {
    /// Values.
    Values(&'a [T]),
    /// What is written of values that are kept elsewhere.
    Views(&'a [T::View<'a>]),
}

impl<T: Field> Clone for Items<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Field> Copy for Items<'_, T> {}

impl<T: Field> std::fmt::Debug for Items<'_, T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut written = String::new();
        Vec::<T>::write(*self, &mut written);
        out.write_str(&written)
    }
}

impl<'a, T: Field> Items<'a, T> {
    fn is_empty(self) -> bool {
        match self {
            Self::Values(values) => values.is_empty(),
            Self::Views(views) => views.is_empty(),
        }
    }

    fn each(self, mut each: impl FnMut(T::View<'a>)) {
        match self {
            Self::Values(values) => values.iter().for_each(|value| each(value.view())),
            Self::Views(views) => views.iter().for_each(|view| each(*view)),
        }
    }
}

impl<T: Field> Field for Vec<T> {
    type View<'a> = Items<'a, T>;

    fn view(&self) -> Self::View<'_> {
        Items::Values(self)
    }

    fn write(view: Self::View<'_>, out: &mut String) {
        let mut before = "";
        out.push('[');
        view.each(|item| {
            out.push_str(before);
            T::write(item, out);
            before = ", ";
        });
        out.push(']');
    }

    fn write_lines(view: Self::View<'_>, out: &mut String) {
        if !T::IS_RECORD || view.is_empty() {
            return Self::write(view, out);
        }
        out.push_str("[\n");
        view.each(|item| {
            out.push_str("        ");
            T::write(item, out);
            out.push_str(",\n");
        });
        out.push_str("    ]");
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        reader.list(T::read_plain)
    }
}

/// A field that a file need not have, and that somebody else's may hold in another shape: that is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Held<T> {
    /// The file does not have it.
    #[default]
    Absent,
    /// What it says.
    Known(T),
    /// Raw RON of another shape.
    Odd(String),
}

impl<T> Held<T> {
    /// What the field says, if it is there and has the shape that is known here.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the file does not have the field.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the file holds something else under that name.
    pub fn is_odd(&self) -> bool {
        matches!(self, Self::Odd(_))
    }
}

impl<T: DeserializeOwned> Held<T> {
    /// What the field says, if it is there.
    ///
    /// # Errors
    /// Something of another shape, and what is wrong with it.
    pub fn read(&self) -> Result<Option<&T>, Fault> {
        match self {
            Self::Known(value) => Ok(Some(value)),
            Self::Absent => Ok(None),
            Self::Odd(raw) => match options().from_str::<T>(raw) {
                Ok(_) => Ok(None),
                Err(error) => Err(error.into()),
            },
        }
    }

    /// Reads raw RON.
    pub fn from_ron(raw: &str) -> Self {
        options().from_str(raw).map_or_else(|_| Self::Odd(raw.to_owned()), Self::Known)
    }
}

impl<T: Field + DeserializeOwned> Held<T> {
    /// The field as raw RON, as it is in a file; `None` where the file does not have it.
    pub fn to_ron(&self) -> Option<String> {
        let mut raw = String::new();
        Self::write_lines(self.view(), &mut raw);
        (!self.is_absent()).then_some(raw)
    }
}

/// RON as sidecars use it.
pub fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Held<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self::from_ron(bare(raw)))
    }
}

/// What is written of a [`Held`] field.
pub enum HeldView<'a, T: Field> {
    /// Nothing.
    Absent,
    /// A value.
    Known(T::View<'a>),
    /// Raw RON.
    Odd(&'a str),
}

impl<T: Field> Clone for HeldView<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Field> Copy for HeldView<'_, T> {}

impl<T: Field + DeserializeOwned> std::fmt::Debug for HeldView<'_, T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut written = String::new();
        Held::<T>::write(*self, &mut written);
        out.write_str(&written)
    }
}

impl<T: Field + DeserializeOwned> Field for Held<T> {
    type View<'a> = HeldView<'a, T>;

    fn view(&self) -> Self::View<'_> {
        match self {
            Self::Absent => HeldView::Absent,
            Self::Known(value) => HeldView::Known(value.view()),
            Self::Odd(raw) => HeldView::Odd(raw),
        }
    }

    fn is_written(view: Self::View<'_>) -> bool {
        !matches!(view, HeldView::Absent)
    }

    fn write(view: Self::View<'_>, out: &mut String) {
        match view {
            HeldView::Absent => {}
            HeldView::Known(view) => T::write(view, out),
            HeldView::Odd(raw) => out.push_str(raw),
        }
    }

    fn write_lines(view: Self::View<'_>, out: &mut String) {
        match view {
            HeldView::Known(view) => T::write_lines(view, out),
            other => Self::write(other, out),
        }
    }

    fn unwritten() -> Option<Self> {
        Some(Self::Absent)
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        let plain = reader.attempt(T::read_plain);
        plain.map(Self::Known).or_else(|| reader.raw().map(Self::from_ron))
    }
}

/// A [`Held`] field of a record of which a file has very many and that hardly any has: it takes the room of a pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rare<T>(Option<Box<Held<T>>>);

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> From<Held<T>> for Rare<T> {
    fn from(held: Held<T>) -> Self {
        Self((!held.is_absent()).then(|| Box::new(held)))
    }
}

impl<T: 'static> Rare<T> {
    const ABSENT: &'static Held<T> = &Held::Absent;

    /// What the field says, to be changed in place, if it is there and has the shape that is known here.
    pub fn known_mut(&mut self) -> Option<&mut T> {
        match self.0.as_deref_mut()? {
            Held::Known(value) => Some(value),
            Held::Absent | Held::Odd(_) => None,
        }
    }
}

impl<T: 'static> std::ops::Deref for Rare<T> {
    type Target = Held<T>;

    fn deref(&self) -> &Held<T> {
        self.0.as_deref().unwrap_or(Self::ABSENT)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Held::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Field + DeserializeOwned> Field for Rare<T> {
    type View<'a> = HeldView<'a, T>;

    fn view(&self) -> Self::View<'_> {
        (**self).view()
    }

    fn is_written(view: Self::View<'_>) -> bool {
        Held::<T>::is_written(view)
    }

    fn write(view: Self::View<'_>, out: &mut String) {
        Held::<T>::write(view, out);
    }

    fn write_lines(view: Self::View<'_>, out: &mut String) {
        Held::<T>::write_lines(view, out);
    }

    fn unwritten() -> Option<Self> {
        Some(Self::default())
    }

    fn read_plain(reader: &mut Reader<'_>) -> Option<Self> {
        Held::read_plain(reader).map(Self::from)
    }
}
