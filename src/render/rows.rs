//! The rows of a table on their way to a file, whatever its format.

use super::error::RenderError;
use super::schema::{Kind, Table};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Takes the rows of one table, in order.
pub(super) trait Rows {
    /// Takes a row. A row that is shorter than the header ends in empty cells. `link` leads to the page that the row speaks of,
    /// for formats that can hold it; it is empty where there is none.
    fn take(&mut self, cells: &[&str], link: &str) -> Result<(), RenderError>;

    /// Writes what is left; the file, where the table has one of its own.
    fn finish(&mut self) -> Result<Option<PathBuf>, RenderError>;
}

/// Where the makers of rows put them.
pub(super) type Sheet = dyn Rows;

impl Sheet {
    /// Puts a row.
    pub(super) fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), RenderError> {
        self.linked(cells, "")
    }

    /// Puts a row that leads to a page.
    pub(super) fn linked<T: AsRef<str>>(&mut self, cells: &[T], link: &str) -> Result<(), RenderError> {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        self.take(&cells, link)
    }
}

/// A column of a table as this corpus has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name, unlike every other of the table even where letter case is not told apart.
    pub(super) name: String,
    /// What stands in it.
    pub(super) kind: Kind,
    /// What it means.
    pub(super) about: String,
}

/// A table as this corpus has it: its description, with the columns that depend on the corpus.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// What the table is.
    pub(super) table: &'static Table,
    /// Every column.
    pub(super) fields: Vec<Field>,
}

impl Shape {
    /// A table with further columns on the right; one whose name is taken gets a number, since workbooks and data packages
    /// want names that differ.
    pub(super) fn new(table: &'static Table, further: Vec<Field>) -> Shape {
        let described = table.columns.iter();
        let mut fields: Vec<Field> =
            described.map(|c| Field { name: c.name.to_owned(), kind: c.kind, about: c.about.to_owned() }).collect();
        let mut taken: BTreeSet<String> = fields.iter().map(|f| f.name.to_lowercase()).collect();
        for mut field in further {
            let printed = field.name.clone();
            let mut number = 2;
            while !taken.insert(field.name.to_lowercase()) {
                field.name = format!("{printed} ({number})");
                number += 1;
            }
            fields.push(field);
        }
        Shape { table, fields }
    }

    /// The names of the columns.
    pub(super) fn header(&self) -> Vec<&str> {
        self.fields.iter().map(|f| f.name.as_str()).collect()
    }
}

/// Counts rows and hands them on.
pub(super) struct Fan {
    /// Who else takes them.
    pub(super) to: Vec<Box<dyn Rows>>,
    /// How many there were.
    pub(super) rows: u64,
    /// The files of the others, once they are finished.
    pub(super) files: Vec<PathBuf>,
}

impl Rows for Fan {
    fn take(&mut self, cells: &[&str], link: &str) -> Result<(), RenderError> {
        self.rows += 1;
        self.to.iter_mut().try_for_each(|next| next.take(cells, link))
    }

    fn finish(&mut self) -> Result<Option<PathBuf>, RenderError> {
        self.files = self.to.iter_mut().filter_map(|next| next.finish().transpose()).collect::<Result<_, _>>()?;
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::schema::PLAN;

    #[test]
    fn printed_headers_that_are_taken_get_a_number() {
        let field = |name: &str| Field { name: name.into(), kind: Kind::Words, about: String::new() };
        let shape = Shape::new(&PLAN, vec![field("Owner"), field("Cost"), field("cost")]);
        assert_eq!(shape.header()[PLAN.columns.len()..], ["Owner (2)", "Cost", "cost (2)"]);
    }
}
