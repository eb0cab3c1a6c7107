//! Which articles are in a table?
//!
//! In: a record batch with a column of texts (`body`, `text` or `html`) and, where they are known, `id`, `url`, `outlet`, `published`, `title`;
//! other columns are passed over. Out: the fields of each row, as a record of JSON would give them. Texts may be `utf8`, `large_utf8`,
//! `utf8_view` or a dictionary of these; `published` also a date or a timestamp, `id` also a number. A timestamp counts in its column's zone,
//! UTC where the column names none.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema, TimeUnit};
use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use marsad_read::Given;

/// The columns that hold a text, the first that has one counts.
const TEXTS: [&str; 3] = ["body", "text", "html"];

/// All columns that are read.
const COLUMNS: [&str; 8] = ["id", "url", "outlet", "published", "title", "body", "text", "html"];

/// The articles of a batch.
pub struct Articles<'b> {
    columns: [Option<Column<'b>>; COLUMNS.len()],
}

/// A column; of a dictionary its values, and which of them each row has.
struct Column<'b> {
    values: &'b ArrayRef,
    rows: Option<(&'b ArrayRef, Vec<usize>)>,
}

/// Whether articles can be read from a table of this schema.
///
/// # Errors
/// Why not, in words for the user.
pub fn check(schema: &Schema) -> Result<(), String> {
    if !TEXTS.iter().any(|name| schema.field_with_name(name).is_ok()) {
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        return Err(format!("no column body, text or html in this table (it has {}); rename the one with the texts", names.join(", ")));
    }
    for name in COLUMNS {
        if let Ok(field) = schema.field_with_name(name)
            && !is_read(name, field.data_type())
        {
            return Err(format!("column {name} holds {}, and texts are needed; cast it to string", field.data_type()));
        }
    }
    Ok(())
}

fn is_read(name: &str, kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(key, value) => key.is_integer() && is_read("", value),
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => name == "published",
        kind => name == "id" && kind.is_integer(),
    }
}

impl<'b> Articles<'b> {
    /// The articles of a batch whose schema was checked.
    #[must_use]
    pub fn new(batch: &'b RecordBatch) -> Self {
        Self { columns: COLUMNS.map(|name| batch.column_by_name(name).map(Column::new)) }
    }

    /// The fields of a row.
    #[must_use]
    pub fn get(&self, row: usize) -> Given {
        let [id, url, outlet, published, title, body, text, html] =
            [0, 1, 2, 3, 4, 5, 6, 7].map(|at: usize| self.columns[at].as_ref()?.get(row).filter(|text| !text.is_empty()));
        let (id, title, body) = (id.unwrap_or_default(), title.unwrap_or_default(), body.or(text).unwrap_or_default());
        Given { id, url, outlet, published, title, body, html }
    }
}

impl<'b> Column<'b> {
    fn new(column: &'b ArrayRef) -> Self {
        match column.as_any_dictionary_opt() {
            Some(dictionary) => Self { values: dictionary.values(), rows: Some((column, dictionary.normalized_keys())) },
            None => Self { values: column, rows: None },
        }
    }

    fn get(&self, row: usize) -> Option<String> {
        match &self.rows {
            Some((column, _)) if column.is_null(row) => None,
            Some((_, rows)) => text(self.values, *rows.get(row)?),
            None => text(self.values, row),
        }
    }
}

/// A value as text; `None` where it is null.
fn text(column: &ArrayRef, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Utf8View => column.as_string_view().value(row).to_owned(),
        DataType::Date32 => day(i64::from(column.as_primitive::<Date32Type>().value(row)))?,
        DataType::Date64 => day(column.as_primitive::<Date64Type>().value(row).div_euclid(86_400_000))?,
        DataType::Timestamp(unit, zone) => time(column, row, *unit, zone.as_deref())?,
        DataType::Int8 => column.as_primitive::<Int8Type>().value(row).to_string(),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).to_string(),
        DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).to_string(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
        _ => return None,
    })
}

/// The ISO day so many days after 1970-01-01.
fn day(n_days: i64) -> Option<String> {
    Some(date(1970, 1, 1).checked_add(n_days.days()).ok()?.to_string())
}

/// The RFC 3339 time of a timestamp, in its column's zone.
fn time(column: &ArrayRef, row: usize, unit: TimeUnit, zone: Option<&str>) -> Option<String> {
    let at = match unit {
        TimeUnit::Second => Timestamp::from_second(column.as_primitive::<TimestampSecondType>().value(row)),
        TimeUnit::Millisecond => Timestamp::from_millisecond(column.as_primitive::<TimestampMillisecondType>().value(row)),
        TimeUnit::Microsecond => Timestamp::from_microsecond(column.as_primitive::<TimestampMicrosecondType>().value(row)),
        TimeUnit::Nanosecond => Timestamp::from_nanosecond(i128::from(column.as_primitive::<TimestampNanosecondType>().value(row))),
    }
    .ok()?;
    Some(match zone.and_then(offset_or_name) {
        Some(zone) => at.display_with_offset(zone.to_offset(at)).to_string(),
        None => at.to_string(),
    })
}

/// `+03:00` or `Asia/Riyadh`, as Arrow writes zones.
fn offset_or_name(zone: &str) -> Option<TimeZone> {
    let offset = || {
        let (sign, rest) = (if zone.starts_with('-') { -1 } else { 1 }, zone.strip_prefix(['+', '-'])?);
        let (hours, minutes) = rest.split_once(':')?;
        Offset::from_seconds(sign * (hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60)).ok()
    };
    offset().map(TimeZone::fixed).or_else(|| TimeZone::get(zone).ok())
}
