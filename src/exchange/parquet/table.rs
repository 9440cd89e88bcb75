//! A table while it grows, column by column, and the file that it becomes.

use std::collections::HashMap;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

/// What stands in the metadata of a file; without a version, so that the same table is the same file for ever.
const CREATED_BY: &str = "hashiya";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Integer,
    Boolean,
}

/// Columns of the same length, any value of which may be missing.
#[derive(Debug, Default)]
pub(super) struct Table {
    columns: Vec<Column>,
    /// By name, the place in `columns`.
    places: HashMap<String, usize>,
}

#[derive(Debug)]
struct Column {
    name: String,
    values: Values,
    /// 1 for a value that is there, 0 for one that is not.
    present: Vec<i16>,
}

#[derive(Debug)]
enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Boolean(Vec<bool>),
}

impl Table {
    /// Adds a column.
    pub(super) fn add(&mut self, name: &str, holds: Holds) {
        let values = match holds {
            Holds::Text => Values::Text(Vec::new()),
            Holds::Integer => Values::Integer(Vec::new()),
            Holds::Boolean => Values::Boolean(Vec::new()),
        };
        self.places.insert(name.to_owned(), self.columns.len());
        self.columns.push(Column { name: name.to_owned(), values, present: Vec::new() });
    }

    fn column(&mut self, name: &str) -> Option<&mut Column> {
        let at = *self.places.get(name)?;
        self.columns.get_mut(at)
    }

    /// Adds a string to a column.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.optional(name, Some(text));
    }

    /// Adds a string that may be missing.
    pub(super) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(Column { values: Values::Text(values), present, .. }) = self.column(name) {
            values.extend(text.map(ByteArray::from));
            present.push(i16::from(text.is_some()));
        }
    }

    /// Adds a number that may be missing.
    pub(super) fn integer(&mut self, name: &str, number: Option<i64>) {
        if let Some(Column { values: Values::Integer(values), present, .. }) = self.column(name) {
            values.extend(number);
            present.push(i16::from(number.is_some()));
        }
    }

    /// Adds a flag that may be missing.
    pub(super) fn boolean(&mut self, name: &str, flag: Option<bool>) {
        if let Some(Column { values: Values::Boolean(values), present, .. }) = self.column(name) {
            values.extend(flag);
            present.push(i16::from(flag.is_some()));
        }
    }

    /// Leaves a value of a column out.
    pub(super) fn nothing(&mut self, name: &str) {
        if let Some(column) = self.column(name) {
            column.present.push(0);
        }
    }

    /// The file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        // Columns of one length, written to a vector, cannot fail; a test reads every kind of table back.
        self.written().unwrap_or_default()
    }

    fn written(&self) -> Result<Vec<u8>, ParquetError> {
        let fields: Result<Vec<_>, ParquetError> = self.columns.iter().map(|column| column.field().map(Arc::new)).collect();
        let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields?).build()?);
        let properties = Arc::new(WriterProperties::builder().set_created_by(CREATED_BY.to_owned()).build());
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties)?;
        let mut rows = writer.next_row_group()?;
        for column in &self.columns {
            column.write(&mut rows)?;
        }
        rows.close()?;
        writer.close()?;
        Ok(bytes)
    }
}

impl Column {
    fn field(&self) -> Result<Type, ParquetError> {
        let (physical, logical) = match self.values {
            Values::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Values::Integer(_) => (Physical::INT64, None),
            Values::Boolean(_) => (Physical::BOOLEAN, None),
        };
        let builder = Type::primitive_type_builder(&self.name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build()
    }

    fn write(&self, rows: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>) -> Result<(), ParquetError> {
        let Some(mut column) = rows.next_column()? else { return Ok(()) };
        let present = Some(self.present.as_slice());
        match &self.values {
            Values::Text(values) => column.typed::<ByteArrayType>().write_batch(values, present, None)?,
            Values::Integer(values) => column.typed::<Int64Type>().write_batch(values, present, None)?,
            Values::Boolean(values) => column.typed::<BoolType>().write_batch(values, present, None)?,
        };
        column.close()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;

    #[test]
    fn a_table_is_read_back_with_what_is_missing() {
        let mut table = Table::default();
        for (name, holds) in [("a", Holds::Text), ("b", Holds::Integer), ("c", Holds::Boolean)] {
            table.add(name, holds);
        }
        table.text("a", "قُتِلَ 😀");
        table.integer("b", Some(-3));
        table.boolean("c", Some(true));
        for name in ["a", "b", "c"] {
            table.nothing(name);
        }
        let bytes = table.bytes();
        assert_eq!(bytes, table.bytes());
        let reader = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 2);
        let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(rows, ["{a: \"قُتِلَ 😀\", b: -3, c: true}", "{a: null, b: null, c: null}"]);
    }
}
