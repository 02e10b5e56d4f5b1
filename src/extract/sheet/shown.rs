//! Numbers and dates as people see them in a cell, as far as the number format says.

use crate::util::dates;
use calamine::ExcelDateTime;

/// A number under a format code such as `0.0%` or `"£"#,##0`.
pub(super) fn number(value: f64, format: Option<&str>) -> String {
    let Some(format) = format.map(first_section).filter(|f| !f.is_empty() && !f.eq_ignore_ascii_case("general")) else {
        return plain(value);
    };
    let bare = unquoted(format);
    if !bare.contains(['0', '#']) || bare.contains(['E', 'e', '?', '/']) {
        return plain(value);
    }
    let share = bare.contains('%');
    let after_point = bare.split_once('.').map_or("", |(_, after)| after);
    let decimals = after_point.chars().take_while(|c| matches!(c, '0' | '#')).count().min(10);
    let value = if share { value * 100.0 } else { value };
    let mut out = format!("{:.*}", decimals, value.abs());
    if after_point.starts_with('#') && out.contains('.') {
        out.truncate(out.trim_end_matches('0').trim_end_matches('.').len());
    }
    if bare.contains("#,#") || bare.contains("0,0") {
        out = grouped(&out);
    }
    let currency = ['£', '$', '€'].into_iter().find(|c| symbol(format, *c));
    if let Some(currency) = currency {
        out.insert(0, currency);
    }
    if value < 0.0 && out.contains(|c: char| matches!(c, '1'..='9')) {
        out.insert(0, '-');
    }
    if share {
        out.push('%');
    }
    out
}

/// A date, month, time or span of time. Days are written as ISO 8601 has them, since the order of the figures depends on where
/// the file is opened.
pub(super) fn date(value: &ExcelDateTime, format: Option<&str>) -> String {
    let (year, month, day, hour, minute, ..) = value.to_ymd_hms_milli();
    if value.is_duration() {
        let minutes = (value.as_f64().abs().min(1e9) * 24.0 * 60.0).round() as u64;
        return format!("{}:{:02}", minutes / 60, minutes % 60);
    }
    if (0.0..1.0).contains(&value.as_f64()) {
        return format!("{hour:02}:{minute:02}");
    }
    let code = format.map(|f| unquoted(first_section(f)).to_lowercase()).unwrap_or_default();
    if code.contains('y')
        && !code.contains('d')
        && let Some(name) = dates::month_name(month)
    {
        return if code.contains('m') { format!("{name} {year}") } else { year.to_string() };
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if hour == 0 && minute == 0 { day } else { format!("{day} {hour:02}:{minute:02}") }
}

/// A number without a format: whole numbers without a point, others to at most ten digits after it.
fn plain(value: f64) -> String {
    let mut out = format!("{value:.10}");
    out.truncate(out.trim_end_matches('0').trim_end_matches('.').len());
    if out == "-0" { "0".to_owned() } else { out }
}

fn first_section(format: &str) -> &str {
    format.split(';').next().unwrap_or("")
}

/// The format without quoted words, escapes and what stands in square brackets.
fn unquoted(format: &str) -> String {
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                chars.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

/// Whether a format prints this sign of a currency. In `[$-809]` the dollar is no sign.
fn symbol(format: &str, currency: char) -> bool {
    match currency {
        '$' => format.contains("[$$") || format.contains("\"$\"") || unquoted(format).contains('$'),
        _ => format.contains(currency),
    }
}

fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_take_their_format() {
        assert_eq!(number(0.256, Some("0%")), "26%");
        assert_eq!(number(0.256, Some("0.0%")), "25.6%");
        assert_eq!(number(-1234567.5, Some("\"£\"#,##0;[Red]-\"£\"#,##0")), "-£1,234,568");
        assert_eq!(number(12.0, Some("[$-809]#,##0.00")), "12.00");
        assert_eq!(number(12.5, Some("[$£-809]#,##0.00")), "£12.50");
        assert_eq!(number(3.0, None), "3");
        assert_eq!(number(0.1 + 0.2, Some("General")), "0.3");
    }

    #[test]
    fn dates_are_days_or_months() {
        let at = |value| ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
        assert_eq!(date(&at(44109.0), Some("dd/mm/yyyy")), "2020-10-05");
        assert_eq!(date(&at(44109.5), None), "2020-10-05 12:00");
        assert_eq!(date(&at(44109.0), Some("mmm-yy")), "October 2020");
        assert_eq!(date(&at(0.25), Some("hh:mm")), "06:00");
    }
}
