//! One Parquet file, with the types of the table's description: whole numbers, days, lists and words; unknown values are null.
//!
//! Columns of partial dates stay words, as in the CSV files. Rows are written in groups, so that memory does not grow with them.

use super::error::RenderError;
use super::rows::{Rows, Shape};
use super::schema::Kind;
use crate::util::fs;
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::file::properties::WriterProperties;
use arrow_array::builder::{ArrayBuilder, Date32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows that are gathered before they are handed to the writer.
const BATCH: usize = 4096;
/// Rows of a row group: what a reader must hold at a time.
const GROUP: usize = 65_536;

/// A Parquet file that is being written.
pub(super) struct ParquetFile {
    path: PathBuf,
    schema: Arc<Schema>,
    columns: Vec<Column>,
    writer: Option<ArrowWriter<File>>,
    rows: usize,
}

enum Column {
    Count(Int64Builder),
    Day(Date32Builder),
    List(ListBuilder<StringBuilder>),
    Words(StringBuilder),
}

impl ParquetFile {
    /// Makes the file.
    pub(super) fn create(path: &Path, shape: &Shape) -> Result<ParquetFile, RenderError> {
        let described = |name: &str, kind: DataType, about: &str| {
            let meaning = HashMap::from([("description".to_owned(), about.to_owned())]);
            Field::new(name, kind, true).with_metadata(meaning)
        };
        let fields: Vec<Field> = shape.fields.iter().map(|f| described(&f.name, data_type(f.kind), &f.about)).collect();
        let columns = shape.fields.iter().map(|f| Column::new(f.kind)).collect();
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let file = fs::create(path)?;
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties)).map_err(|e| failed(path, &e))?;
        Ok(ParquetFile { path: path.to_owned(), schema, columns, writer: Some(writer), rows: 0 })
    }

    fn flush(&mut self) -> Result<(), RenderError> {
        let arrays: Vec<ArrayRef> = self.columns.iter_mut().map(Column::finish).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), arrays).map_err(|e| failed(&self.path, &e))?;
        self.rows = 0;
        match &mut self.writer {
            Some(writer) => writer.write(&batch).map_err(|e| failed(&self.path, &e)),
            None => Ok(()),
        }
    }
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> RenderError {
    RenderError::Write { path: path.to_owned(), source: io::Error::other(error.to_string()) }
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Count => DataType::Int64,
        Kind::Day => DataType::Date32,
        Kind::List => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        Kind::Key | Kind::Name | Kind::Words | Kind::Date | Kind::Choice(_) | Kind::Link => DataType::Utf8,
    }
}

impl Column {
    fn new(kind: Kind) -> Column {
        match kind {
            Kind::Count => Column::Count(Int64Builder::new()),
            Kind::Day => Column::Day(Date32Builder::new()),
            Kind::List => Column::List(ListBuilder::new(StringBuilder::new())),
            _ => Column::Words(StringBuilder::new()),
        }
    }

    fn push(&mut self, cell: &str) {
        match self {
            Column::Count(builder) => builder.append_option(cell.parse().ok()),
            Column::Day(builder) => builder.append_option(days(cell)),
            Column::List(builder) => {
                let known = !cell.is_empty();
                cell.split('|').filter(|_| known).for_each(|part| builder.values().append_value(part));
                builder.append(known);
            }
            Column::Words(builder) => builder.append_option(Some(cell).filter(|cell| !cell.is_empty())),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Column::Count(builder) => ArrayBuilder::finish(builder),
            Column::Day(builder) => ArrayBuilder::finish(builder),
            Column::List(builder) => ArrayBuilder::finish(builder),
            Column::Words(builder) => ArrayBuilder::finish(builder),
        }
    }
}

/// Days since 1970-01-01.
fn days(cell: &str) -> Option<i32> {
    let day: jiff::civil::Date = cell.parse().ok()?;
    let since = day.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(since.get_days())
}

impl Rows for ParquetFile {
    fn take(&mut self, cells: &[&str], _link: &str) -> Result<(), RenderError> {
        for (i, column) in self.columns.iter_mut().enumerate() {
            column.push(cells.get(i).copied().unwrap_or_default());
        }
        self.rows += 1;
        if self.rows == BATCH { self.flush() } else { Ok(()) }
    }

    fn finish(&mut self) -> Result<Option<PathBuf>, RenderError> {
        self.flush()?;
        if let Some(writer) = self.writer.take() {
            writer.close().map_err(|e| failed(&self.path, &e))?;
        }
        Ok(Some(self.path.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::schema::{ATTENDANCE, PASSAGES};
    use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Int64Type;

    fn read(path: &Path) -> Vec<RecordBatch> {
        let builder = ParquetRecordBatchReaderBuilder::try_new(fs::open(path).unwrap()).unwrap();
        builder.build().unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn cells_come_back_with_their_types_and_unknown_ones_are_null() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("passages.parquet");
        let shape = Shape::new(&PASSAGES, Vec::new());
        let at = |name: &str| shape.fields.iter().position(|f| f.name == name).unwrap();
        let mut file = ParquetFile::create(&path, &shape).unwrap();
        let rows = BATCH + 1;
        for row in 0..rows {
            let page = (row + 1).to_string();
            let mut cells = vec![""; shape.fields.len()];
            cells[at("passage_id")] = "q1";
            cells[at("page")] = if row == 1 { "" } else { &page };
            cells[at("themes")] = if row == 1 { "" } else { "digital|housing" };
            cells[at("text")] = "=1+1";
            file.take(&cells, "").unwrap();
        }
        assert_eq!(file.finish().unwrap(), Some(path.clone()));
        let batches = read(&path);
        assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), rows);
        let column = |name: &str| batches[0].column_by_name(name).unwrap().clone();
        let pages = column("page");
        assert_eq!(pages.as_primitive::<Int64Type>().value(2), 3);
        assert!(pages.is_null(1) && column("themes").is_null(1) && column("stem").is_null(0));
        let themes = column("themes").as_list::<i32>().value(0);
        let themes: Vec<Option<&str>> = themes.as_string::<i32>().iter().collect();
        assert_eq!(themes, [Some("digital"), Some("housing")]);
        assert_eq!(column("text").as_string::<i32>().value(0), "=1+1", "raw: nothing runs here");
        let described = batches[0].schema();
        assert!(described.field(at("page")).metadata()["description"].starts_with("The page"));
    }

    #[test]
    fn days_are_counted_and_a_table_without_rows_is_a_file_too() {
        assert_eq!((days("1970-01-01"), days("2020-10-05"), days("1969-12-31")), (Some(0), Some(18_540), Some(-1)));
        assert_eq!((days("2020-10"), days(""), days("2020-02-30")), (None, None, None));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("attendance.parquet");
        ParquetFile::create(&path, &Shape::new(&ATTENDANCE, Vec::new())).unwrap().finish().unwrap();
        assert_eq!(read(&path).iter().map(RecordBatch::num_rows).sum::<usize>(), 0);
    }
}
