//! The declaration of a record, from which its type, its two readers and its writer come.

/// Declares a record whose unknown fields are kept: serde's own derivation can only refuse or drop them.
///
/// After `as` comes the name of what is written of it, borrowed. The fields come in the order in which they are written;
/// unknown ones follow those before the semicolon. What comes after `=` is what a missing field amounts to.
macro_rules! record {
    ($(#[$about:meta])* $record:ident as $view:ident {
        $($(#[$note:meta])* $name:literal $field:ident: $type:ty = $missing:expr,)*
        ;
        $($(#[$late_note:meta])* $late_name:literal $late:ident: $late_type:ty = $late_missing:expr,)*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $record {
            $($(#[$note])* pub $field: $type,)*
            $($(#[$late_note])* pub $late: $late_type,)*
            /// Fields that are not known here.
            pub extra: $crate::annotation::Extra,
        }

        $(#[$about])*
        ///
        /// What is written of it, borrowed.
        #[derive(Debug, Clone, Copy)]
        pub struct $view<'a> {
            $($(#[$note])* pub $field: <$type as $crate::annotation::record::Field>::View<'a>,)*
            $($(#[$late_note])* pub $late: <$late_type as $crate::annotation::record::Field>::View<'a>,)*
            /// Fields that are not known here.
            pub extra: &'a [(String, String)],
        }

        impl $view<'_> {
            /// Writes it in a layout.
            pub fn write_in(&self, layout: $crate::annotation::record::Layout, out: &mut String) {
                let mut fields = $crate::annotation::record::Fields::begin(layout, out);
                $(fields.add::<$type>($name, self.$field);)*
                fields.add_unknown(self.extra);
                $(fields.add::<$late_type>($late_name, self.$late);)*
                fields.end();
            }
        }

        impl $crate::annotation::record::Field for $record {
            type View<'a> = $view<'a>;

            const IS_RECORD: bool = true;

            fn view(&self) -> $view<'_> {
                $view {
                    $($field: $crate::annotation::record::Field::view(&self.$field),)*
                    $($late: $crate::annotation::record::Field::view(&self.$late),)*
                    extra: &self.extra,
                }
            }

            fn write(view: $view<'_>, out: &mut String) {
                view.write_in($crate::annotation::record::Layout::Line, out);
            }

            fn read_plain(reader: &mut $crate::annotation::record::Reader<'_>) -> Option<Self> {
                use $crate::annotation::record::{Field, once};
                $(let mut $field: Option<$type> = None;)*
                $(let mut $late: Option<$late_type> = None;)*
                let mut extra = $crate::annotation::Extra::new();
                reader.record(|reader, name| match name {
                    $($name => once(&mut $field, <$type as Field>::read_plain(reader)),)*
                    $($late_name => once(&mut $late, <$late_type as Field>::read_plain(reader)),)*
                    _ => reader.unknown(name, &mut extra),
                })?;
                Some(Self {
                    $($field: $field.or_else(<$type as Field>::unwritten)?,)*
                    $($late: $late.or_else(<$late_type as Field>::unwritten)?,)*
                    extra,
                })
            }
        }

        impl<'de> serde::de::Deserialize<'de> for $record {
            fn deserialize<D: serde::de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $record;

                    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        out.write_str("named fields in brackets")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$record, A::Error> {
                        use $crate::annotation::ron_text::{read_known, read_unknown};
                        $(let mut $field: Option<$type> = None;)*
                        $(let mut $late: Option<$late_type> = None;)*
                        let mut extra = $crate::annotation::Extra::new();
                        while let Some(name) = map.next_key::<&str>()? {
                            match name {
                                $($name => read_known($name, &mut $field, &mut map)?,)*
                                $($late_name => read_known($late_name, &mut $late, &mut map)?,)*
                                _ => extra.push(read_unknown(name, &mut map)?),
                            }
                        }
                        Ok($record {
                            $($field: $field.map_or_else(|| $missing, Ok)?,)*
                            $($late: $late.map_or_else(|| $late_missing, Ok)?,)*
                            extra,
                        })
                    }

                    // `()` is a record without fields.
                    fn visit_unit<E: serde::de::Error>(self) -> Result<$record, E> {
                        Ok($record {
                            $($field: $missing?,)*
                            $($late: $late_missing?,)*
                            extra: $crate::annotation::Extra::new(),
                        })
                    }
                }
                deserializer.deserialize_struct("", &[$($name,)* $($late_name,)*], Fields)
            }
        }
    };
}

pub(crate) use record;
