//! The workbook over small records, read again.
