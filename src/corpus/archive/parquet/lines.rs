//! The rows of a table as lines of JSON, made as they are read.

use std::io::{self, Read};
use std::sync::Arc;

use jiff::civil::date;
use jiff::{Timestamp, ToSpan as _};
use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::metadata::ParquetMetaData;
use parquet::record::reader::{ReaderIter, TreeBuilder};
use parquet::record::{Field, Row};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type, TypePtr};
use serde_json::{Map, Value};

use super::super::super::Cause;
use super::pages::Group;
use super::table::Table;
use super::{caught, damaged};
use crate::formats::{self, KeyMap};

/// So many values of a column are unfolded at once: texts that begin alike grow by that.
const BATCH: usize = 16;

/// The rows that were not yet read.
pub(super) struct Lines {
    table: Arc<Table>,
    metadata: Arc<ParquetMetaData>,
    /// The columns that are read.
    schema: SchemaDescPtr,
    columns: Vec<Column>,
    /// The group of rows that comes next.
    group: usize,
    rows: Option<ReaderIter>,
    /// What was not yet handed out of the last line.
    line: io::Cursor<Vec<u8>>,
}

/// What is known of a column.
struct Column {
    /// What it is called as a key of a record.
    key: String,
    is_in_nanoseconds: bool,
}

impl Lines {
    /// Chooses the columns that tell something of an article.
    ///
    /// # Errors
    /// If none is a headline or a text, or there are no rows.
    pub(super) fn new(
        table: Table,
        metadata: ParquetMetaData,
        map: &KeyMap,
    ) -> Result<Self, Cause> {
        if metadata.row_groups().iter().all(|group| group.num_rows() <= 0) {
            return Err(formats::Error::Blank.into());
        }
        let all = metadata.file_metadata().schema();
        let names: Vec<&str> = all.get_fields().iter().map(|column| column.name()).collect();
        let keys = formats::keys_of_columns(&names, map)?;
        let known = || keys.iter().zip(all.get_fields()).filter(|(key, _)| key.is_some());
        let columns = known().map(|(key, column)| Column {
            key: key.clone().unwrap_or_default(),
            is_in_nanoseconds: is_in_nanoseconds(column),
        });
        let columns = columns.collect();
        let fields = known().map(|(_, column)| Arc::clone(column)).collect();
        let schema = Type::group_type_builder(all.name()).with_fields(fields).build();
        let schema = Arc::new(schema.map_err(|error| damaged(&error))?);
        Ok(Lines {
            table: Arc::new(table),
            metadata: Arc::new(metadata),
            schema: Arc::new(SchemaDescriptor::new(schema)),
            columns,
            group: 0,
            rows: None,
            // What follows is UTF-8.
            line: io::Cursor::new("\u{feff}".into()),
        })
    }

    fn next_row(&mut self) -> io::Result<Option<Row>> {
        loop {
            if let Some(rows) = &mut self.rows
                && let Some(row) = caught(|| rows.next().transpose()).map_err(io::Error::other)?
            {
                return Ok(Some(row));
            }
            let Some(metadata) = self.metadata.row_groups().get(self.group) else {
                return Ok(None);
            };
            self.group += 1;
            let group = Group { table: Arc::clone(&self.table), metadata };
            let tree = TreeBuilder::new().with_batch_size(BATCH);
            let rows = caught(|| tree.as_iter(Arc::clone(&self.schema), &group));
            self.rows = Some(rows.map_err(io::Error::other)?);
        }
    }

    /// Of two columns of one meaning the first that says something counts.
    fn record(&self, row: Row) -> Value {
        let mut record = Map::new();
        for (column, (_, field)) in self.columns.iter().zip(row.into_columns()) {
            let value = match field {
                Field::Long(time) if column.is_in_nanoseconds => {
                    instant(Timestamp::from_nanosecond(time.into()))
                }
                field => value(field),
            };
            formats::insert(&mut record, &column.key, value);
        }
        Value::Object(record)
    }
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.line.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        let Some(row) = self.next_row()? else { return Ok(0) };
        let mut line = serde_json::to_vec(&self.record(row))?;
        line.push(b'\n');
        self.line = io::Cursor::new(line);
        self.line.read(buffer)
    }
}

/// pandas writes such times; the crate knows those of milliseconds and microseconds.
fn is_in_nanoseconds(column: &TypePtr) -> bool {
    let logical = column.get_basic_info().logical_type_ref();
    match logical {
        Some(LogicalType::Timestamp(time)) => time.unit == TimeUnit::NANOS,
        _ => false,
    }
}

fn value(field: Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => value.into(),
        Field::Byte(value) => value.into(),
        Field::Short(value) => value.into(),
        Field::Int(value) => value.into(),
        Field::Long(value) => value.into(),
        Field::UByte(value) => value.into(),
        Field::UShort(value) => value.into(),
        Field::UInt(value) => value.into(),
        Field::ULong(value) => value.into(),
        Field::Float16(value) => f32::from(value).into(),
        Field::Float(value) => value.into(),
        Field::Double(value) => value.into(),
        Field::Str(text) => text.into(),
        // Some programs do not say that a column is a text.
        Field::Bytes(bytes) => str::from_utf8(bytes.data()).map_or(Value::Null, Value::from),
        Field::Date(days) => day(days),
        Field::TimestampMillis(time) => instant(Timestamp::from_millisecond(time)),
        Field::TimestampMicros(time) => instant(Timestamp::from_microsecond(time)),
        Field::Decimal(_) | Field::TimeMillis(_) | Field::TimeMicros(_) => field.to_string().into(),
        Field::Group(row) => {
            row.into_columns().into_iter().map(|(name, field)| (name, value(field))).collect()
        }
        Field::ListInternal(list) => list.elements().iter().cloned().map(value).collect(),
        Field::MapInternal(map) => {
            let entries = map.entries().iter().cloned();
            entries.map(|(key, field)| (key.to_string(), value(field))).collect()
        }
    }
}

fn day(days: i32) -> Value {
    let day = date(1970, 1, 1).checked_add(i64::from(days).days());
    day.map_or(Value::Null, |day| day.to_string().into())
}

fn instant(time: Result<Timestamp, jiff::Error>) -> Value {
    time.map_or(Value::Null, |time| time.to_string().into())
}
